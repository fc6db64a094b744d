/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-text.h"

/* Notes, calls, deals and whatever else there is, from a table whose headings are names of fields. A plan goes the same way and is given
 * up at the end: only writing tells whether a record would be accepted. Lives in the writer's thread. */

typedef struct
{
  CrmImportRun *run;
  CrmTransaction *tx;
  CrmEntity *entity;
  GHashTable *equal; /* what the mapped columns say → line, 0 for records of the book */
} Records;

/* What a record says in the mapped fields, as one text. */
static char *
format_values (Records *self, const CrmRow *row, CrmValues *values)
{
  GString *text = g_string_new (NULL);
  CrmImportSource *source = self->run->source;

  for (guint i = 0; i < source->mapping->n_columns; i++)
    {
      int field = source->fields[i];
      const CrmValue *value;
      g_autofree char *plain = NULL;

      if (field < 0)
        continue;
      value = row ? crm_row_get (row, field) : crm_values_get (values, field);
      plain = value ? crm_field_format_plain (&self->entity->fields[field], value) : NULL;
      g_string_append_printf (text, "%s\x1f", plain ? plain : "");
    }
  return g_string_free (text, FALSE);
}

static gboolean
load_equal (Records *self, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_get_name (self->entity));
  g_autoptr (GArray) ids = crm_transaction_find (self->tx, query, error);

  if (!ids)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CrmRow) row = crm_transaction_load (
          self->tx, crm_entity_get_name (self->entity), g_array_index (ids, gint64, i), error);

      if (!row)
        return FALSE;
      g_hash_table_insert (self->equal, format_values (self, row, NULL), GUINT_TO_POINTER (0));
    }
  return TRUE;
}

gboolean
crm_import_run_fill (CrmImportRun *run, CrmTransaction *tx, gint64 id, guint record, guint line,
    CrmValues *values, GError **error)
{
  CrmEntity *entity = crm_values_get_entity (values);
  g_autoptr (CrmRow) row = crm_transaction_load (tx, crm_entity_get_name (entity), id, error);
  gboolean differs = FALSE;

  if (!row)
    return FALSE;
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];
      const CrmValue *offered = crm_values_get (values, (int)i), *present = crm_row_get (row, (int)i);

      if (!offered || (!crm_value_is_empty (offered) && crm_value_is_empty (present)))
        continue;
      if (!crm_value_is_empty (offered) && !crm_value_equal (offered, present))
        {
          g_autofree char *kept = crm_field_format_plain (field, present);
          g_autofree char *other = crm_field_format_plain (field, offered);

          differs = TRUE;
          crm_import_plan_add_difference (run->plan, line, crm_field_get_label (field), kept, other);
        }
      crm_values_unset (values, (int)i);
    }
  if (crm_values_count (values))
    {
      run->n_written++;
      differs = TRUE;
      if (!crm_transaction_update (tx, id, 0, values, error))
        return FALSE;
    }
  crm_import_plan_add (run->plan, record, line, differs ? CRM_IMPORT_UPDATE : CRM_IMPORT_DUPLICATE,
      g_strdup (_ ("This record is in the book already.")));
  return TRUE;
}

gint64
crm_import_run_insert (CrmImportRun *run, CrmTransaction *tx, guint record, guint line, CrmValues *values,
    const guint8 *uid, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (GError) local = NULL;
  gint64 id;

  /* What a record lacks is found by trying: the message is the reason. */
  if (!crm_db_script (db, "SAVEPOINT import_record", error))
    return -1;
  id = crm_transaction_insert (tx, values, uid, &local);
  if (id)
    {
      run->n_written++;
      crm_import_plan_add (run->plan, record, line, CRM_IMPORT_NEW, NULL);
      return crm_db_script (db, "RELEASE import_record", error) ? id : -1;
    }
  if (!g_error_matches (local, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return -1;
    }
  crm_import_plan_add (run->plan, record, line, CRM_IMPORT_FAULTY, g_strdup (local->message));
  return crm_db_script (db, "ROLLBACK TO import_record; RELEASE import_record", error) ? 0 : -1;
}

gboolean
crm_import_run_find_uid (
    CrmTransaction *tx, const char *entity, const guint8 *uid, gint64 *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE uid = $1", entity);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx), sql, error);
  gboolean row;

  *id = 0;
  if (!statement)
    return FALSE;
  crm_statement_bind_bytes (statement, 1, uid, 16);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *id = crm_statement_get_integer (statement, 0);
  return TRUE;
}

static gboolean
write_record (Records *self, guint record, GError **error)
{
  CrmImportSource *source = self->run->source;
  g_auto (GStrv) cells = crm_import_source_dup_cells (source, record);
  g_autoptr (CrmValues) values = crm_values_new (self->entity);
  guint line = crm_import_source_get_line (source, record);
  gboolean has_uid = FALSE;
  guint8 uid[16];
  gint64 id = 0;
  char *said;

  for (guint i = 0; i < source->mapping->n_columns; i++)
    {
      g_autoptr (GError) local = NULL;

      if (source->fields[i] == CRM_IMPORT_FIELD_UID)
        has_uid = crm_uid_parse (cells[i], uid);
      if (source->fields[i] < 0 || crm_text_is_blank (cells[i]))
        continue;
      if (!crm_transaction_read_value (self->tx, values, source->fields[i], cells[i], &local))
        {
          crm_import_plan_add (self->run->plan, record, line, CRM_IMPORT_FAULTY, g_strdup (local->message));
          return TRUE;
        }
    }
  if (has_uid && !crm_import_run_find_uid (self->tx, crm_entity_get_name (self->entity), uid, &id, error))
    return FALSE;
  if (id)
    return crm_import_run_fill (self->run, self->tx, id, record, line, values, error);
  said = format_values (self, NULL, values);
  if (!has_uid && g_hash_table_contains (self->equal, said))
    {
      guint earlier = GPOINTER_TO_UINT (g_hash_table_lookup (self->equal, said));

      g_free (said);
      crm_import_plan_add (self->run->plan, record, line, CRM_IMPORT_DUPLICATE,
          earlier ? g_strdup_printf (_ ("The same as line %u."), earlier)
                  : g_strdup (_ ("This record is in the book already.")));
      return TRUE;
    }
  id = crm_import_run_insert (self->run, self->tx, record, line, values, has_uid ? uid : NULL, error);
  if (id > 0)
    g_hash_table_insert (self->equal, said, GUINT_TO_POINTER (line));
  else
    g_free (said);
  return id >= 0;
}

gboolean
crm_import_run_write_records (CrmImportRun *run, CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, run->source->entity, error);
  g_autoptr (GHashTable) equal = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Records self = { run, tx, entity, equal };

  if (!entity || !load_equal (&self, error))
    return FALSE;
  for (guint i = 0; i < (guint)run->total; i++)
    if (!write_record (&self, i, error) || !crm_import_run_step (run, error))
      return FALSE;
  return TRUE;
}
