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

static gboolean
read_meeting (CrmTransaction *tx, gboolean client, gint64 id, CrmNextFigures *out, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      client
          ? "SELECT m.starts_at, m.title, m.id FROM record_link l JOIN meeting m ON m.id = l.record_id"
            " WHERE l.entity = 'meeting' AND l.field = 'clients' AND l.target_id = $1 AND m.state = "
            "'planned' AND"
            " m.archived_at IS NULL ORDER BY m.starts_at, m.id LIMIT 1"
          : "SELECT m.starts_at, m.title, m.id FROM meeting m WHERE m.deal = $1 AND m.state = 'planned' AND"
            " m.archived_at IS NULL ORDER BY m.starts_at, m.id LIMIT 1",
      error);
  gboolean row;
  gint64 at;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  at = row ? crm_statement_get_integer (statement, 0) : 0;
  if (!row || (out->any && out->key <= at))
    return TRUE;
  crm_next_figures_clear (out);
  out->any = TRUE;
  out->key = out->at = at;
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
