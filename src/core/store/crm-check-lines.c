/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "store/crm-activity-line.h"
#include "store/crm-check-codes.h"
#include "store/crm-check.h"
#include "store/crm-entity-private.h"
#include "store/crm-transaction-private.h"

/* Compares the lines on timelines with the records that write them: the lines are read as they lie, the records as they are numbered, and what they say is
 * compared by sums. Runs in the writer's thread. */

typedef struct
{
  CrmEntity *entity; /* borrowed from the book */
  GArray *records;   /* CrmCheckCode: lines that each should have, less those it has */
  guint n_lost;      /* lines of records that are gone */
} Lines;

static void
lines_free (gpointer data)
{
  Lines *self = data;

  g_array_unref (self->records);
  g_free (self);
}

static guint64
make_code (const CrmActivityLine *line)
{
  guint64 code = CRM_CHECK_CODE_START;

  code = crm_check_code_integer (code, line->client_id);
  code = crm_check_code_integer (code, line->at);
  code = crm_check_code_integer (code, line->main);
  code = crm_check_code_integer (code, line->deal_id);
  code = crm_check_code_text (code, line->kind);
  code = crm_check_code_text (code, line->direction);
  code = crm_check_code_integer (code, line->author_id);
  code = crm_check_code_integer (code, line->duration);
  code = crm_check_code_integer (code, line->counted);
  code = crm_check_code_text (code, line->summary);
  return crm_check_code_end (code);
}

/* The lines a record should have. clients: for passing use. */
static guint64
add_up_expected (CrmTransaction *tx, const CrmRow *row, GArray *clients)
{
  CrmActivityLine line = { .duration = -1, .counted = TRUE };
  gint64 nobody = 0;
  guint64 sum = 0;

  g_array_set_size (clients, 0);
  if (crm_activity_is_hidden (tx, row) || !row->entity->info->hooks->describe (tx, row, &line, clients))
    return 0;
  if (!clients->len)
    g_array_append_val (clients, nobody);
  line.counted = !!line.counted;
  for (guint i = 0; i < clients->len; i++)
    {
      line.client_id = g_array_index (clients, gint64, i);
      line.main = i == 0;
      sum += make_code (&line);
    }
  g_free (line.summary);
  return sum;
}

/* Links of the records of one entity, in the order of their numbers. */
typedef struct
{
  CrmStatement *statement; /* owned; NULL: it has none */
  gboolean row;            /* one stands ready */
} Links;

static void
links_clear (Links *self)
{
  g_clear_pointer (&self->statement, crm_statement_done);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Links, links_clear)

static gboolean
links_open (Links *self, CrmDb *db, CrmEntity *entity, GError **error)
{
  if (!crm_entity_has_lists (entity))
    return TRUE;
  self->statement = crm_db_prepare (db,
      "SELECT record_id, field, target_id FROM record_link WHERE entity = $1 ORDER BY record_id, field, "
      "position",
      error);
  if (!self->statement)
    return FALSE;
  crm_statement_bind_text (self->statement, 1, crm_entity_get_name (entity));
  return crm_statement_step (self->statement, &self->row, error);
}

/* Takes those of the record, and passes over those of records before it. */
static gboolean
links_read (Links *self, CrmRow *record, GError **error)
{
  while (self->row && crm_statement_get_integer (self->statement, 0) <= record->id)
    {
      gint64 target = crm_statement_get_integer (self->statement, 2);
      int field = crm_statement_get_integer (self->statement, 0) == record->id
                      ? crm_entity_find_field (record->entity, crm_statement_get_text (self->statement, 1))
                      : -1;

      if (field >= 0)
        {
          if (record->values[field].type != CRM_VALUE_LIST)
            crm_value_take_list (&record->values[field], g_array_new (FALSE, FALSE, sizeof (gint64)));
          g_array_append_val (record->values[field].v.list, target);
        }
      if (!crm_statement_step (self->statement, &self->row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_records (CrmTransaction *tx, Lines *lines, gint64 *done, gint64 total, GError **error)
{
  g_autofree char *sql = g_strconcat (crm_entity_get_select (lines->entity), " ORDER BY t.id", NULL);
  g_autoptr (CrmStatement) all = crm_db_prepare (tx->db, sql, error);
  g_autoptr (GArray) clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (Links) links = { 0 };
  gboolean row = FALSE;

  if (!all || !links_open (&links, tx->db, lines->entity, error))
    return FALSE;
  while (crm_statement_step (all, &row, error) && row)
    {
      g_autoptr (CrmRow) record = crm_row_read (all, lines->entity);
      CrmCheckCode code = { .id = record->id };

      if (!links_read (&links, record, error))
        return FALSE;
      code.sum = add_up_expected (tx, record, clients);
      g_array_append_val (lines->records, code);
      crm_check_watch_tell (tx->watch, CRM_CHECK_LINES, ++*done, total);
    }
  return !row;
}

static gboolean
take_off_stored (CrmTransaction *tx, GHashTable *by_entity, gint64 *done, gint64 total, GError **error)
{
  g_autoptr (CrmStatement) all = crm_db_prepare (tx->db,
      "SELECT entity, record_id, client_id, at, main, deal_id, kind, direction, author_id, duration, "
      "counted, "
      "summary FROM activity",
      error);
  gboolean row = FALSE;

  if (!all)
    return FALSE;
  while (crm_statement_step (all, &row, error) && row)
    {
      Lines *lines = g_hash_table_lookup (by_entity, crm_statement_get_text (all, 0));
      CrmCheckCode *code =
          lines ? crm_check_codes_find (lines->records, crm_statement_get_integer (all, 1)) : NULL;
      CrmActivityLine line = {
        .client_id = crm_statement_get_integer (all, 2),
        .at = crm_statement_get_integer (all, 3),
        .main = crm_statement_get_integer (all, 4) != 0,
        .deal_id = crm_statement_get_integer (all, 5),
        .kind = crm_statement_get_text (all, 6),
        .direction = crm_statement_get_text (all, 7),
        .author_id = crm_statement_get_integer (all, 8),
        .duration = crm_statement_is_null (all, 9) ? -1 : crm_statement_get_integer (all, 9),
        .counted = crm_statement_get_integer (all, 10) != 0,
        .summary = (char *)crm_statement_get_text (all, 11),
      };

      if (code)
        code->sum -= make_code (&line);
      else if (lines)
        lines->n_lost++;
      crm_check_watch_tell (tx->watch, CRM_CHECK_LINES, ++*done, total);
    }
  return !row;
}

static gboolean
repair_lines (CrmTransaction *tx, Lines *lines, GError **error)
{
  const char *name = crm_entity_get_name (lines->entity);
  g_autofree char *remove = g_strdup_printf ("DELETE FROM activity WHERE entity = '%s' AND NOT EXISTS "
                                             "(SELECT 1 FROM \"%s\" t WHERE t.id = activity.record_id)",
      name, name);

  for (guint i = 0; i < lines->records->len; i++)
    {
      const CrmCheckCode *code = &g_array_index (lines->records, CrmCheckCode, i);
      g_autoptr (CrmRow) record = code->sum ? crm_transaction_load (tx, name, code->id, error) : NULL;

      if (!code->sum)
        continue;
      if (!record)
        return FALSE;
      record->version = MAX (record->version, 2); /* so that old lines are looked for */
      if (!crm_activity_lines_write (tx, name, record->id, record, error))
        return FALSE;
    }
  return !lines->n_lost || crm_db_run (tx->db, remove, error, 0);
}

gboolean
crm_check_lines (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  g_autoptr (GHashTable) by_entity = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, lines_free);
  GHashTableIter iter;
  gpointer value;
  guint n_wrong = 0;
  gint64 done = 0, total = 0;

  /* The lines, and about as many records. */
  if (tx->watch && !crm_db_get_integer (tx->db, "SELECT 2 * count (*) FROM activity", 0, &total, error))
    return FALSE;
  g_hash_table_iter_init (&iter, tx->book->entities);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      CrmEntity *entity = value;
      Lines *lines;

      if (!entity->info->hooks || !entity->info->hooks->describe)
        continue;
      lines = g_new0 (Lines, 1);
      lines->entity = entity;
      lines->records = g_array_new (FALSE, FALSE, sizeof (CrmCheckCode));
      g_hash_table_insert (by_entity, (gpointer)crm_entity_get_name (entity), lines);
      if (!read_records (tx, lines, &done, total, error))
        return FALSE;
    }
  if (!take_off_stored (tx, by_entity, &done, total, error))
    return FALSE;
  g_hash_table_iter_init (&iter, by_entity);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Lines *lines = value;
      guint n = lines->n_lost;

      for (guint i = 0; i < lines->records->len; i++)
        n += g_array_index (lines->records, CrmCheckCode, i).sum != 0;
      if (n && repair && !repair_lines (tx, lines, error))
        return FALSE;
      n_wrong += n;
    }
  if (n_wrong)
    crm_check_add_problem (
        problems, g_strdup_printf (ngettext ("%u record has wrong lines on the timeline.",
                                       "%u records have wrong lines on the timeline.", n_wrong),
                      n_wrong));
  return TRUE;
}
