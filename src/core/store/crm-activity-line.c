/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-activity-line.h"

#include "base/crm-time.h"
#include "store/crm-transaction-private.h"

/* The lines a record writes on timelines, and the daily sums made of them. Derived: written in the transaction of the
 * record. Runs in the writer's thread. */

typedef struct
{
  gint64 entries;
  gint64 seconds;
} DaySum;

char *
crm_activity_dup_day (CrmTransaction *self, gint64 at)
{
  return crm_instant_date (at, self->book->zone);
}

void
crm_transaction_add_day_sum (CrmTransaction *self, const CrmActivityLine *line, int sign)
{
  g_autofree char *day = NULL, *key = NULL;
  DaySum *sum;

  if (!line->main || !line->counted)
    return;
  day = crm_activity_dup_day (self, line->at);
  key = g_strdup_printf ("%s\x1f%" G_GINT64_FORMAT "\x1f%s\x1f%s", day, line->author_id, line->kind,
      line->direction ? line->direction : "");
  sum = g_hash_table_lookup (self->day_sums, key);
  if (!sum)
    {
      sum = g_new0 (DaySum, 1);
      g_hash_table_insert (self->day_sums, g_steal_pointer (&key), sum);
    }
  sum->entries += sign;
  sum->seconds += sign * MAX (line->duration, 0);
}

gboolean
crm_transaction_take_day_sums (CrmTransaction *self, GError **error)
{
  g_autoptr (CrmStatement) add = NULL;
  GHashTableIter iter;
  gpointer key, value;

  if (!g_hash_table_size (self->day_sums))
    return TRUE;
  add = crm_db_prepare (self->db,
      "INSERT INTO activity_day (day, author_id, kind, direction, entries, seconds) VALUES ($1, $2, $3, $4, "
      "$5, $6)"
      " ON CONFLICT (day, author_id, kind, direction) DO UPDATE"
      " SET entries = activity_day.entries + excluded.entries, seconds = activity_day.seconds + "
      "excluded.seconds",
      error);
  if (!add)
    return FALSE;
  g_hash_table_iter_init (&iter, self->day_sums);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_auto (GStrv) parts = g_strsplit (key, "\x1f", 4);
      const DaySum *sum = value;

      if (!sum->entries && !sum->seconds)
        continue;
      crm_statement_bind_text (add, 1, parts[0]);
      crm_statement_bind_integer (add, 2, g_ascii_strtoll (parts[1], NULL, 10));
      crm_statement_bind_text (add, 3, parts[2]);
      crm_statement_bind_text (add, 4, parts[3]);
      crm_statement_bind_integer (add, 5, sum->entries);
      crm_statement_bind_integer (add, 6, sum->seconds);
      if (!crm_statement_run (add, error))
        return FALSE;
    }
  return crm_db_run (self->db, "DELETE FROM activity_day WHERE entries = 0", error, 0);
}

static gboolean
remove_lines (CrmTransaction *self, const char *entity, gint64 id, GError **error)
{
  g_autoptr (CrmStatement) find = crm_db_prepare (self->db,
      "SELECT client_id, at, main, kind, direction, author_id, duration, counted FROM activity WHERE entity "
      "= $1 AND record_id = $2",
      error);
  g_autoptr (CrmStatement) remove = NULL;
  gboolean row = FALSE, any = FALSE;

  if (!find)
    return FALSE;
  crm_statement_bind_text (find, 1, entity);
  crm_statement_bind_integer (find, 2, id);
  while (crm_statement_step (find, &row, error) && row)
    {
      CrmActivityLine line = {
        .client_id = crm_statement_get_integer (find, 0),
        .at = crm_statement_get_integer (find, 1),
        .main = crm_statement_get_integer (find, 2) != 0,
        .kind = crm_statement_get_text (find, 3),
        .direction = crm_statement_get_text (find, 4),
        .author_id = crm_statement_get_integer (find, 5),
        .duration = crm_statement_is_null (find, 6) ? -1 : crm_statement_get_integer (find, 6),
        .counted = crm_statement_get_integer (find, 7) != 0,
      };
      crm_transaction_add_day_sum (self, &line, -1);
      crm_transaction_touch_client (self, line.client_id);
      any = TRUE;
    }
  if (row)
    return FALSE;
  crm_statement_reset (find);
  if (!any)
    return TRUE;
  remove = crm_db_prepare (self->db, "DELETE FROM activity WHERE entity = $1 AND record_id = $2", error);
  if (!remove)
    return FALSE;
  crm_statement_bind_text (remove, 1, entity);
  crm_statement_bind_integer (remove, 2, id);
  return crm_statement_run (remove, error);
}

/* A record that went with its owner keeps its lines. */
gboolean
crm_activity_is_hidden (CrmTransaction *self, const CrmRow *row)
{
  if (!row->archived_at)
    return FALSE;
  for (guint i = 0; i < row->entity->n_fields; i++)
    {
      const CrmField *field = &row->entity->fields[i];
      gint64 owner = crm_row_get_integer (row, (int)i);

      if (field->kind == CRM_KIND_LINK && field->flags & CRM_FIELD_OWNED && owner)
        {
          g_autoptr (CrmRow) owner_row = crm_transaction_load (self, field->target, owner, NULL);
          if (owner_row && owner_row->archived_at == row->archived_at)
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
get_next_id (CrmTransaction *self, gint64 *id, GError **error)
{
  if (!self->next_line_id &&
      !crm_db_get_integer (
          self->db, "SELECT value FROM sequence WHERE name = 'activity'", 1, &self->next_line_id, error))
    return FALSE;
  *id = self->next_line_id++;
  return TRUE;
}

gboolean
crm_activity_lines_write (
    CrmTransaction *self, const char *entity, gint64 id, const CrmRow *row, GError **error)
{
  g_autoptr (CrmStatement) add = NULL;
  g_autoptr (GArray) clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  CrmActivityLine line = { .duration = -1, .counted = TRUE };
  g_autofree char *summary = NULL;
  gint64 nobody = 0;

  if ((!row || row->version > 1) && !remove_lines (self, entity, id, error))
    return FALSE;
  if (!row || !row->entity->info->hooks->describe || crm_activity_is_hidden (self, row) ||
      !row->entity->info->hooks->describe (self, row, &line, clients))
    return TRUE;
  summary = line.summary;
  if (!clients->len)
    g_array_append_val (clients, nobody);
  if (!get_next_id (self, &line.id, error))
    return FALSE;
  add = crm_db_prepare (self->db,
      "INSERT INTO activity (client_id, at, id, entity, record_id, main, deal_id, kind, direction, "
      "author_id, duration, counted,"
      " summary) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      error);
  if (!add)
    return FALSE;
  for (guint i = 0; i < clients->len; i++)
    {
      line.client_id = g_array_index (clients, gint64, i);
      line.main = i == 0;
      crm_statement_bind_integer (add, 1, line.client_id);
      crm_statement_bind_integer (add, 2, line.at);
      crm_statement_bind_integer (add, 3, line.id);
      crm_statement_bind_text (add, 4, entity);
      crm_statement_bind_integer (add, 5, id);
      crm_statement_bind_integer (add, 6, line.main);
      if (line.deal_id)
        crm_statement_bind_integer (add, 7, line.deal_id);
      else
        crm_statement_bind_null (add, 7);
      crm_statement_bind_text (add, 8, line.kind);
      crm_statement_bind_text (add, 9, line.direction);
      if (line.author_id)
        crm_statement_bind_integer (add, 10, line.author_id);
      else
        crm_statement_bind_null (add, 10);
      if (line.duration >= 0)
        crm_statement_bind_integer (add, 11, line.duration);
      else
        crm_statement_bind_null (add, 11);
      crm_statement_bind_integer (add, 12, line.counted);
      crm_statement_bind_text (add, 13, line.summary);
      if (!crm_statement_run (add, error))
        return FALSE;
      crm_transaction_add_day_sum (self, &line, 1);
      crm_transaction_touch_client (self, line.client_id);
    }
  return TRUE;
}
