/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "import/crm-import-record.h"
#include "product/crm-product.h"
#include "user/crm-user.h"

/* Notes, calls, products and whatever else there is, from a table. A plan goes the same way and is given up at the end: only writing
 * tells whether a record would be accepted. Lives in the writer's thread. */

typedef struct
{
  CrmImportReader reader;
  GHashTable *equal; /* what the mapped columns say → line, 0 for records of the book; NULL when not needed */
  GHashTable *names;  /* products, employees: folded name → id (gint64 *); else NULL */
  GHashTable *second; /* the same by article or account */
  int second_field;
} Records;

/* What a record says in the mapped fields, as one text. */
static char *
format_values (Records *self, const CrmRow *row, CrmValues *values)
{
  GString *text = g_string_new (NULL);
  CrmImportSource *source = self->reader.run->source;

  for (guint i = 0; i < source->mapping->n_columns; i++)
    {
      int field = source->fields[i];
      const CrmValue *value;
      g_autofree char *plain = NULL;

      if (field < 0)
        continue;
      value = row ? crm_row_get (row, field) : crm_values_get (values, field);
      plain = value ? crm_field_format_plain (&self->reader.entity->fields[field], value) : NULL;
      g_string_append_printf (text, "%s\x1f", plain ? plain : "");
    }
  return g_string_free (text, FALSE);
}

static gboolean
load_equal (Records *self, GError **error)
{
  const char *entity = crm_entity_get_name (self->reader.entity);
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (GArray) ids = crm_transaction_find (self->reader.tx, query, error);

  if (!ids)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CrmRow) row =
          crm_transaction_load (self->reader.tx, entity, g_array_index (ids, gint64, i), error);

      if (!row)
        return FALSE;
      g_hash_table_insert (self->equal, format_values (self, row, NULL), GUINT_TO_POINTER (0));
    }
  return TRUE;
}

/* A link by the name of its record, everything else as in an export. */
static char *
format_value (CrmTransaction *tx, const CrmField *field, const CrmValue *value)
{
  if (field->kind == CRM_KIND_LINK && value->type == CRM_VALUE_INTEGER)
    return crm_transaction_dup_title (tx, field->target, value->v.integer);
  return crm_field_format_plain (field, value);
}

/* Names that differ by case or blanks only are the same, but not where a whole book comes back. */
static gboolean
is_same (CrmImportRun *run, const CrmField *field, const CrmValue *a, const CrmValue *b)
{
  g_autofree char *x = NULL, *y = NULL;

  if (crm_value_equal (a, b))
    return TRUE;
  if (run->source->text || !crm_field_has_fold (field) || a->type != CRM_VALUE_TEXT ||
      b->type != CRM_VALUE_TEXT)
    return FALSE;
  x = crm_text_fold (a->v.text);
  y = crm_text_fold (b->v.text);
  return strcmp (x, y) == 0;
}

gboolean
crm_import_run_fill (CrmImportRun *run, CrmTransaction *tx, gint64 id, guint record, guint line,
    CrmValues *values, gboolean changed, GError **error)
{
  CrmEntity *entity = crm_values_get_entity (values);
  g_autoptr (CrmRow) row = crm_transaction_load (tx, crm_entity_get_name (entity), id, error);
  gboolean differs = changed;

  if (!row)
    return FALSE;
  /* A whole book brings its archive along. */
  if (row->archived_at && !run->source->text)
    {
      crm_import_plan_add (run->plan, record, line, CRM_IMPORT_DUPLICATE,
          g_strdup (_ ("This record is in the archive of the book.")));
      return TRUE;
    }
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];
      const CrmValue *offered = crm_values_get (values, (int)i), *present = crm_row_get (row, (int)i);

      if (!offered || (!crm_value_is_empty (offered) && crm_value_is_empty (present)))
        continue;
      if (!crm_value_is_empty (offered) && !is_same (run, field, offered, present))
        {
          g_autofree char *kept = format_value (tx, field, present);
          g_autofree char *other = format_value (tx, field, offered);

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
  return crm_import_run_insert_with (run, tx, record, line, values, uid, NULL, NULL, error);
}

gint64
crm_import_run_insert_with (CrmImportRun *run, CrmTransaction *tx, guint record, guint line,
    CrmValues *values, const guint8 *uid, CrmImportAlso also, gpointer data, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (GError) local = NULL;
  gint64 id;

  /* What a record lacks is found by trying: the message is the reason. */
  if (!crm_db_script (db, "SAVEPOINT import_record", error))
    return -1;
  id = crm_transaction_insert (tx, values, uid, &local);
  if (id && (!also || also (tx, id, data, &local)))
    {
      run->n_written++;
      crm_import_plan_add (run->plan, record, line, CRM_IMPORT_NEW, NULL);
      return crm_db_script (db, "RELEASE import_record", error) ? id : -1;
    }
  if (!g_error_matches (local, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID) &&
      !g_error_matches (local, CRM_STORE_ERROR, CRM_STORE_ERROR_REQUIRED))
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
load_names (Records *self, GError **error)
{
  CrmEntity *entity = self->reader.entity;
  gboolean product = entity->info == &crm_product_entity;
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (self->reader.tx),
      product ? "SELECT id, name_fold, article_fold FROM product WHERE archived_at IS NULL ORDER BY id DESC"
              : "SELECT id, name_fold, login FROM \"user\" WHERE archived_at IS NULL ORDER BY id DESC",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  self->second_field = product ? (int)CRM_PRODUCT_ARTICLE : (int)CRM_USER_LOGIN;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->second = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);

      g_hash_table_insert (
          self->names, g_strdup (crm_statement_get_text (statement, 1)), g_memdup2 (&id, sizeof id));
      if (!crm_statement_is_null (statement, 2))
        g_hash_table_insert (
            self->second, g_strdup (crm_statement_get_text (statement, 2)), g_memdup2 (&id, sizeof id));
    }
  return !row;
}

static char *
fold_second (Records *self, const char *text)
{
  return crm_field_has_fold (&self->reader.entity->fields[self->second_field]) ? crm_text_fold (text)
                                                                               : g_strdup (text);
}

/* A product with the same article, or the same name and no other article; an employee with the same account, or name. */
static gboolean
find_namesake (Records *self, CrmImportRecord *record, gint64 *id, GError **error)
{
  const char *name = crm_values_get_text (record->values, self->reader.entity->info->title_field);
  const char *second = crm_values_get_text (record->values, self->second_field);
  g_autofree char *name_fold = crm_text_fold (name);
  g_autofree char *second_fold = second ? fold_second (self, second) : NULL;
  const gint64 *known = second_fold ? g_hash_table_lookup (self->second, second_fold) : NULL;
  g_autoptr (CrmRow) row = NULL;

  *id = known ? *known : 0;
  known = known || !name ? NULL : g_hash_table_lookup (self->names, name_fold);
  if (!known)
    return TRUE;
  row = crm_transaction_load (self->reader.tx, crm_entity_get_name (self->reader.entity), *known, error);
  if (!row)
    return FALSE;
  if (!second || !crm_row_get_text (row, self->second_field))
    *id = *known;
  return TRUE;
}

static void
remember (Records *self, CrmImportRecord *record, gint64 id)
{
  const char *name = crm_values_get_text (record->values, self->reader.entity->info->title_field);
  const char *second = crm_values_get_text (record->values, self->second_field);

  if (name)
    g_hash_table_replace (self->names, crm_text_fold (name), g_memdup2 (&id, sizeof id));
  if (second)
    g_hash_table_replace (self->second, fold_second (self, second), g_memdup2 (&id, sizeof id));
}

static gboolean
write_record (Records *self, guint number, GError **error)
{
  CrmImportRun *run = self->reader.run;
  CrmTransaction *tx = self->reader.tx;
  g_autoptr (CrmImportRecord) record = crm_import_record_read (&self->reader, number, error);
  gint64 id = 0;
  char *said;

  if (!record)
    return FALSE;
  if (record->faults->len)
    {
      crm_import_plan_add (
          run->plan, number, record->line, CRM_IMPORT_FAULTY, g_strdup (record->faults->str));
      return TRUE;
    }
  if (record->has_uid && !crm_import_run_find_uid (tx, run->source->entity, record->uid, &id, error))
    return FALSE;
  if (!id && self->names && !find_namesake (self, record, &id, error))
    return FALSE;
  if (!crm_import_record_complete (&self->reader, record, error))
    return FALSE;
  if (id)
    return crm_import_run_fill (run, tx, id, number, record->line, record->values, FALSE, error);
  said = self->equal ? format_values (self, NULL, record->values) : NULL;
  if (said && !record->has_uid && g_hash_table_contains (self->equal, said))
    {
      guint earlier = GPOINTER_TO_UINT (g_hash_table_lookup (self->equal, said));

      g_free (said);
      crm_import_plan_add (run->plan, number, record->line, CRM_IMPORT_DUPLICATE,
          earlier ? g_strdup_printf (_ ("The same as line %u."), earlier)
                  : g_strdup (_ ("This record is in the book already.")));
      return TRUE;
    }
  if (said)
    g_hash_table_insert (self->equal, said, GUINT_TO_POINTER (record->line));
  id = crm_import_run_insert (
      run, tx, number, record->line, record->values, record->has_uid ? record->uid : NULL, error);
  if (id > 0 && self->names)
    remember (self, record, id);
  return id >= 0;
}

static void
clear_records (Records *self)
{
  crm_import_reader_clear (&self->reader);
  g_clear_pointer (&self->equal, g_hash_table_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->second, g_hash_table_unref);
}

gboolean
crm_import_run_write_records (CrmImportRun *run, CrmTransaction *tx, GError **error)
{
  Records self = { .reader = { 0 } };
  gboolean ok = crm_import_reader_init (&self.reader, run, tx, error);

  if (ok && self.reader.lookup)
    ok = load_names (&self, error);
  else if (ok)
    {
      self.equal = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      ok = load_equal (&self, error);
    }
  for (guint i = 0; ok && i < (guint)run->total; i++)
    ok = write_record (&self, i, error) && crm_import_run_step (run, error);
  clear_records (&self);
  return ok;
}
