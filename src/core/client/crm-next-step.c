/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-next-step.h"

#include "base/crm-time.h"

/* Finds the earliest thing planned. Runs in a worker's thread. */

void
crm_next_figures_clear (CrmNextFigures *self)
{
  g_clear_pointer (&self->on, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->title, g_free);
}

static gboolean
read_task (CrmDb *db, gboolean client, gint64 id, CrmNextFigures *out, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (db,
      client ? "SELECT due_key, due_on, due_at, kind, title, id FROM task WHERE client = $1 AND done_at IS "
               "NULL AND"
               " archived_at IS NULL ORDER BY due_key NULLS LAST, id LIMIT 1"
             : "SELECT due_key, due_on, due_at, kind, title, id FROM task WHERE deal = $1 AND done_at IS "
               "NULL AND"
               " archived_at IS NULL ORDER BY due_key NULLS LAST, id LIMIT 1",
      error);
  gboolean row;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  out->any = TRUE;
  out->key = crm_statement_is_null (statement, 0) ? G_MAXINT64 : crm_statement_get_integer (statement, 0);
  out->on = g_strdup (crm_statement_get_text (statement, 1));
  out->at = crm_statement_get_integer (statement, 2);
  out->kind = g_strdup (crm_statement_get_text (statement, 3));
  out->title = g_strdup (crm_statement_get_text (statement, 4));
  out->entity = "task";
  out->id = crm_statement_get_integer (statement, 5);
  return TRUE;
}

/* Of a series the next one from today on counts, and the last one when none is left. "Today" is the day the figures were last made for, which
 * moves on by itself (crm-occurrence.c). */
#define WHEN \
  "COALESCE ((SELECT min (o.starts_at) FROM occurrence o WHERE o.source = 0 AND o.parent_id = m.id AND " \
  "o.starts_at >= $2), (SELECT max (o.starts_at) FROM occurrence o WHERE o.source = 0 AND o.parent_id = " \
  "m.id))"
#define PLANNED "m.state = 'planned' AND m.archived_at IS NULL"

static gboolean
read_meeting (CrmTransaction *tx, gboolean client, gint64 id, CrmNextFigures *out, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmStatement) statement = crm_db_prepare (db,
      client
          ? "SELECT n.at, n.title, n.id, o.ends_at, o.all_day FROM (SELECT m.id, m.title, " WHEN
            " AS at FROM record_link l JOIN meeting m ON m.id = l.record_id WHERE l.entity = 'meeting' AND "
            "l.field = 'clients' AND l.target_id = $1 AND " PLANNED
            ") n JOIN occurrence o ON o.source = 0 AND o.parent_id = n.id AND o.starts_at = n.at ORDER BY "
            "n.at, n.id LIMIT 1"
          : "SELECT n.at, n.title, n.id, o.ends_at, o.all_day FROM (SELECT m.id, m.title, " WHEN
            " AS at FROM meeting m WHERE m.deal = $1 AND " PLANNED
            ") n JOIN occurrence o ON o.source = 0 AND o.parent_id = n.id AND o.starts_at = n.at ORDER BY "
            "n.at, n.id LIMIT 1",
      error);
  gboolean row;
  gint64 at, key, day;

  if (!statement || !crm_db_get_integer (db, "SELECT value FROM sequence WHERE name = 'occurrence-day'",
                        G_MININT64, &day, error))
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  crm_statement_bind_integer (statement, 2, day);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  at = crm_statement_get_integer (statement, 0);
  /* Whole days are due by their end, as those of tasks are. */
  key = crm_statement_get_integer (statement, 4) ? crm_statement_get_integer (statement, 3) : at;
  if (out->any && out->key <= key)
    return TRUE;
  crm_next_figures_clear (out);
  out->any = TRUE;
  out->key = key;
  out->at = key == at ? at : 0;
  out->on = crm_instant_date (at, crm_transaction_get_zone (tx));
  out->kind = g_strdup ("meeting");
  out->title = g_strdup (crm_statement_get_text (statement, 1));
  out->entity = "meeting";
  out->id = crm_statement_get_integer (statement, 2);
  return TRUE;
}

gboolean
crm_next_figures_read (CrmTransaction *tx, const char *entity, gint64 id, CrmNextFigures *out, GError **error)
{
  gboolean client = g_str_equal (entity, "client");

  return read_task (crm_transaction_get_db (tx), client, id, out, error) &&
         read_meeting (tx, client, id, out, error);
}

void
crm_next_figures_bind (const CrmNextFigures *self, CrmStatement *statement, int n)
{
  if (!self->any)
    {
      for (int i = 0; i < 7; i++)
        crm_statement_bind_null (statement, n + i);
      return;
    }
  crm_statement_bind_integer (statement, n, self->key);
  crm_statement_bind_text (statement, n + 1, self->on);
  if (self->at)
    crm_statement_bind_integer (statement, n + 2, self->at);
  else
    crm_statement_bind_null (statement, n + 2);
  crm_statement_bind_text (statement, n + 3, self->kind);
  crm_statement_bind_text (statement, n + 4, self->title);
  crm_statement_bind_text (statement, n + 5, self->entity);
  crm_statement_bind_integer (statement, n + 6, self->id);
}

static gboolean
is_integer (CrmStatement *stored, int column, gint64 value)
{
  return value == (crm_statement_is_null (stored, column) ? 0 : crm_statement_get_integer (stored, column));
}

gboolean
crm_next_figures_is_stored (const CrmNextFigures *self, CrmStatement *stored, int column)
{
  return is_integer (stored, column, self->any ? self->key : 0) &&
         g_strcmp0 (crm_statement_get_text (stored, column + 1), self->on) == 0 &&
         is_integer (stored, column + 2, self->at) &&
         g_strcmp0 (crm_statement_get_text (stored, column + 3), self->kind) == 0 &&
         g_strcmp0 (crm_statement_get_text (stored, column + 4), self->title) == 0 &&
         g_strcmp0 (crm_statement_get_text (stored, column + 5), self->any ? self->entity : NULL) == 0 &&
         is_integer (stored, column + 6, self->id);
}
