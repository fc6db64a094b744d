/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-money.h"
#include "base/crm-text.h"
#include "deal/crm-deal.h"
#include "import/crm-import-fields.h"
#include "import/crm-import-tables.h"
#include "option/crm-option.h"
#include "product/crm-product.h"

/* Reads the cells of one record into values, by the columns' kinds and the names the book has. Runs in the writer's thread. */

gboolean
crm_import_reader_init (CrmImportReader *self, CrmImportRun *run, CrmTransaction *tx, GError **error)
{
  static const char *const named[] = { "deal", "product", "user", NULL };

  self->run = run;
  self->tx = tx;
  self->entity = crm_transaction_get_entity (tx, run->source->entity, error);
  if (self->entity && g_strv_contains (named, run->source->entity))
    self->lookup = crm_import_lookup_new (run, tx);
  return self->entity != NULL;
}

void
crm_import_reader_clear (CrmImportReader *self)
{
  g_clear_pointer (&self->entity, crm_entity_unref);
  g_clear_pointer (&self->lookup, crm_import_lookup_free);
  g_clear_pointer (&self->options, g_hash_table_unref);
}

void
crm_import_record_free (CrmImportRecord *self)
{
  crm_values_free (self->values);
  g_array_unref (self->links);
  g_free (self->tags);
  g_free (self->close);
  crm_value_clear (&self->price);
  crm_value_clear (&self->quantity);
  g_string_free (self->faults, TRUE);
  g_free (self);
}

static void
add_fault (CrmImportRecord *self, const char *sentence)
{
  g_string_append_printf (self->faults, "%s%s", self->faults->len ? " " : "", sentence);
}

void
crm_import_record_add_fault (CrmImportRecord *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *sentence = g_strdup_vprintf (format, args);
  va_end (args);
  add_fault (self, sentence);
}

gboolean
crm_import_record_read_cell (CrmImportReader *reader, CrmImportRecord *self, guint column, CrmKind kind,
    guint digits, const char *cell, CrmValue *value)
{
  CrmImportSource *source = reader->run->source;
  const CrmImportColumn *how = &source->mapping->columns[column];
  CrmImportReading reading = { how->date_order, how->decimal_sign, source->currency, source->zone, digits };
  g_autoptr (GError) reason = NULL;

  if (crm_import_value_read (kind, cell, &reading, value, &reason))
    return TRUE;
  crm_import_record_add_fault (
      self, "%s: %s", crm_import_source_get_heading (source, column), reason->message);
  return FALSE;
}

static gboolean
is_read_by_kind (CrmKind kind)
{
  return kind == CRM_KIND_INTEGER || kind == CRM_KIND_REAL || kind == CRM_KIND_DECIMAL ||
         kind == CRM_KIND_BOOLEAN || kind == CRM_KIND_DATE || kind == CRM_KIND_INSTANT ||
         kind == CRM_KIND_DURATION || kind == CRM_KIND_MONEY;
}

/* Remembers what a cell names; FALSE with error only when the book cannot be read. */
static gboolean
add_link (CrmImportReader *reader, CrmImportRecord *self, guint column, int field, const char *entity,
    gint64 within, const char *cell, GError **error)
{
  CrmImportFound *found = crm_import_lookup_find (reader->lookup, entity, within, cell, self->line, error);
  CrmImportLink link = { field, column, found };

  if (!found)
    return FALSE;
  if (found->name)
    found->name->rows++;
  if (found->fault)
    add_fault (self, found->fault);
  g_array_append_val (self->links, link);
  return TRUE;
}

static gboolean
read_field (
    CrmImportReader *reader, CrmImportRecord *self, guint column, int index, const char *cell, GError **error)
{
  const CrmField *field = &reader->entity->fields[index];
  g_autoptr (GError) local = NULL;
  const char *state;

  if (field->kind == CRM_KIND_TAGS)
    {
      self->tags = g_strdup (cell);
      self->tags_field = index;
      return TRUE;
    }
  if (field->kind == CRM_KIND_LINK && reader->lookup)
    return add_link (reader, self, column, index, field->target, 0, cell, error);
  if (is_read_by_kind (field->kind))
    {
      crm_import_record_read_cell (
          reader, self, column, field->kind, field->digits, cell, crm_values_slot (self->values, index));
      return TRUE;
    }
  if (reader->entity->info == &crm_deal_entity && index == CRM_DEAL_STATE &&
      (state = crm_import_tables_find_state (cell)))
    {
      crm_values_set_text (self->values, index, state);
      return TRUE;
    }
  if (!crm_transaction_read_value (reader->tx, self->values, index, cell, &local))
    {
      if (!g_error_matches (local, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID) &&
          !g_error_matches (local, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      add_fault (self, local->message);
    }
  return TRUE;
}

static gboolean
read_column (CrmImportReader *reader, CrmImportRecord *self, guint column, const char *cell, GError **error)
{
  int field = reader->run->source->fields[column];
  g_auto (CrmValue) flag = CRM_VALUE_INIT;

  switch (field)
    {
    case CRM_IMPORT_FIELD_NONE: return TRUE;
    case CRM_IMPORT_FIELD_UID: self->has_uid = crm_uid_parse (cell, self->uid); return TRUE;
    case CRM_IMPORT_FIELD_PRODUCT: return add_link (reader, self, column, field, "product", 0, cell, error);
    case CRM_IMPORT_FIELD_PRICE:
      crm_import_record_read_cell (reader, self, column, CRM_KIND_MONEY, 0, cell, &self->price);
      return TRUE;
    case CRM_IMPORT_FIELD_QUANTITY:
      crm_import_record_read_cell (reader, self, column, CRM_KIND_DECIMAL, 3, cell, &self->quantity);
      return TRUE;
    case CRM_IMPORT_FIELD_CLOSE:
      self->close = g_strdup (cell);
      self->close_column = column;
      return TRUE;
    case CRM_IMPORT_FIELD_CURRENCY: return TRUE; /* read before all others */
    case CRM_IMPORT_FIELD_DISCONTINUED:
      if (crm_import_record_read_cell (reader, self, column, CRM_KIND_BOOLEAN, 0, cell, &flag))
        crm_values_set_integer (self->values, CRM_PRODUCT_ACTIVE, !flag.v.integer);
      return TRUE;
    default: return read_field (reader, self, column, field, cell, error);
    }
}

/* The record's own currency holds for all its money; it stays that of the source until the next record. */
static void
read_currency (CrmImportReader *reader, CrmImportRecord *self, char **cells)
{
  CrmImportSource *source = reader->run->source;

  for (guint i = 0; i < source->mapping->n_columns; i++)
    {
      g_autofree char *code = NULL;

      if (source->fields[i] != CRM_IMPORT_FIELD_CURRENCY || crm_text_is_blank (cells[i]))
        continue;
      code = g_ascii_strup (cells[i], -1);
      g_strstrip (code);
      if (crm_money_currency_is_valid (code))
        {
          g_free (source->currency);
          source->currency = g_steal_pointer (&code);
        }
      else
        crm_import_record_add_fault (self, _ ("%s: “%s” is not a currency of three letters, as EUR or UAH."),
            crm_import_source_get_heading (source, i), cells[i]);
    }
}

static gboolean
read_all (CrmImportReader *reader, CrmImportRecord *self, char **cells, GError **error)
{
  CrmImportSource *source = reader->run->source;
  gboolean stage = FALSE;

  read_currency (reader, self, cells);
  for (guint i = 0; i < source->mapping->n_columns; i++)
    {
      g_autofree char *cell = crm_import_value_clean (cells[i]);
      gboolean later = reader->entity->info == &crm_deal_entity && source->fields[i] == CRM_DEAL_STAGE;

      stage = stage || later;
      /* A stage is one of a pipeline. */
      if (*cell && !later && !read_column (reader, self, i, cell, error))
        return FALSE;
    }
  if (!reader->lookup || reader->entity->info != &crm_deal_entity)
    return TRUE;
  CrmImportFound *named = crm_import_record_get_link (self, CRM_DEAL_PIPELINE);
  gint64 pipeline = named ? named->id : crm_pipeline_ensure (reader->tx, error);
  if (!named && !pipeline)
    return FALSE;
  if (named && named->make && !self->faults->len)
    {
      if (!crm_import_lookup_make (reader->lookup, named, FALSE, error))
        return FALSE;
      pipeline = named->id;
    }
  if (!pipeline)
    return TRUE;
  crm_values_set_integer (self->values, CRM_DEAL_PIPELINE, pipeline);
  for (guint i = 0; stage && i < source->mapping->n_columns; i++)
    {
      g_autofree char *cell = crm_import_value_clean (cells[i]);

      if (source->fields[i] == CRM_DEAL_STAGE && *cell &&
          !add_link (reader, self, i, CRM_DEAL_STAGE, "stage", pipeline, cell, error))
        return FALSE;
    }
  return TRUE;
}

CrmImportRecord *
crm_import_record_read (CrmImportReader *reader, guint number, GError **error)
{
  CrmImportSource *source = reader->run->source;
  g_auto (GStrv) cells = crm_import_source_dup_cells (source, number);
  g_autofree char *fault = crm_import_source_dup_fault (source, number);
  g_autofree char *currency = g_strdup (source->currency);
  CrmImportRecord *self = g_new0 (CrmImportRecord, 1);
  gboolean ok;

  self->number = number;
  self->line = crm_import_source_get_line (source, number);
  self->values = crm_values_new (reader->entity);
  self->links = g_array_new (FALSE, FALSE, sizeof (CrmImportLink));
  self->faults = g_string_new (fault);
  if (fault)
    return self;
  ok = read_all (reader, self, cells, error);
  g_free (source->currency);
  source->currency = g_steal_pointer (&currency);
  if (!ok)
    g_clear_pointer (&self, crm_import_record_free);
  return self;
}

CrmImportFound *
crm_import_record_get_link (CrmImportRecord *self, int field)
{
  for (guint i = 0; i < self->links->len; i++)
    if (g_array_index (self->links, CrmImportLink, i).field == field)
      return g_array_index (self->links, CrmImportLink, i).found;
  return NULL;
}

gboolean
crm_import_record_is_pending (CrmImportRecord *self)
{
  for (guint i = 0; i < self->links->len; i++)
    if (g_array_index (self->links, CrmImportLink, i).found->make &&
        !g_array_index (self->links, CrmImportLink, i).found->id)
      return TRUE;
  return FALSE;
}

static gboolean
load_options (CrmImportReader *reader, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (reader->tx),
      "SELECT list, name_fold FROM \"option\" WHERE archived_at IS NULL", error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  reader->options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while (crm_statement_step (statement, &row, error) && row)
    g_hash_table_add (reader->options, g_strdup_printf ("%s\x1f%s", crm_statement_get_text (statement, 0),
                                           crm_statement_get_text (statement, 1)));
  return !row;
}

/* Words of lists that the business extends itself are offered from now on. */
static gboolean
offer_words (CrmImportReader *reader, CrmImportRecord *self, GError **error)
{
  for (guint i = 0; i < reader->entity->n_fields; i++)
    {
      const CrmField *field = &reader->entity->fields[i];
      const char *text = field->kind == CRM_KIND_OPTION ? crm_values_get_text (self->values, (int)i) : NULL;
      g_autofree char *fold = NULL;
      g_autoptr (CrmEntity) entity = NULL;
      g_autoptr (CrmValues) option = NULL;

      if (!text || !field->target)
        continue;
      if (!reader->options && !load_options (reader, error))
        return FALSE;
      fold = crm_text_fold (text);
      if (!g_hash_table_add (reader->options, g_strdup_printf ("%s\x1f%s", field->target, fold)))
        continue;
      entity = crm_transaction_get_entity (reader->tx, "option", error);
      if (!entity)
        return FALSE;
      option = crm_values_new (entity);
      crm_values_set_text (option, CRM_OPTION_LIST, field->target);
      crm_values_set_text (option, CRM_OPTION_NAME, text);
      crm_values_set_integer (option, CRM_OPTION_POSITION, g_hash_table_size (reader->options));
      if (!crm_transaction_insert (reader->tx, option, NULL, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_import_record_complete (CrmImportReader *reader, CrmImportRecord *self, GError **error)
{
  CrmImportSource *source = reader->run->source;

  for (guint i = 0; i < self->links->len; i++)
    {
      CrmImportLink *link = &g_array_index (self->links, CrmImportLink, i);
      const char *heading = crm_import_source_get_heading (source, link->column);

      if (!crm_import_lookup_make (
              reader->lookup, link->found, crm_import_tables_names_companies (heading), error))
        return FALSE;
      if (link->field >= 0 && link->found->id)
        crm_values_set_integer (self->values, link->field, link->found->id);
    }
  if (self->tags &&
      !crm_transaction_read_value (reader->tx, self->values, self->tags_field, self->tags, error))
    return FALSE;
  return offer_words (reader, self, error);
}
