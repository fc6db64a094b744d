/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-text.h"
#include "base/crm-time.h"
#include "import/crm-import-card-row.h"
#include "import/crm-import-names.h"

/* Owns a loaded file and reads its records by number. A record of a table is read again from its place in the text, so that nothing
 * but the text is kept. */

typedef struct
{
  const char *raw; /* into the text of the table */
  guint length;
  guint line;
} Place;

static const char *const event_columns[] = { N_ ("Title"), N_ ("Starts"), N_ ("Place") };

static void
free_said (gpointer data)
{
  CrmImportSaid *said = data;

  g_free (said->value);
  g_free (said->target);
  g_free (said);
}

static void
make_tables (CrmImportSource *self)
{
  self->repairs = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_strfreev);
  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_said);
  self->makes = g_hash_table_new (g_str_hash, g_str_equal);
}

CrmImportSource *
crm_import_source_new (void)
{
  CrmImportSource *self = g_new0 (CrmImportSource, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->records = g_array_new (FALSE, FALSE, sizeof (Place));
  make_tables (self);
  return self;
}

void
crm_import_source_unref (CrmImportSource *self)
{
  guint n = self->mapping ? self->mapping->n_columns : 0;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; self->choices && i < n; i++)
    g_free (self->choices[i].own_label);
  g_free (self->choices);
  g_free (self->fields);
  g_clear_pointer (&self->mapping, crm_import_mapping_free);
  g_clear_pointer (&self->table, crm_csv_table_unref);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->faults, g_ptr_array_unref);
  g_clear_pointer (&self->fault_lines, g_array_unref);
  g_free (self->method);
  g_free (self->calendar);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_array_unref (self->records);
  g_hash_table_unref (self->repairs);
  g_hash_table_unref (self->said);
  g_hash_table_unref (self->makes);
  g_free (self->name);
  g_free (self->charset);
  g_free (self->currency);
  g_free (self);
}

CrmImportSource *
crm_import_source_copy (CrmImportSource *self)
{
  CrmImportSource *copy = g_new0 (CrmImportSource, 1);
  GHashTableIter iter;
  gpointer key, cells;

  g_atomic_ref_count_init (&copy->ref_count);
  copy->name = g_strdup (self->name);
  copy->format = self->format;
  copy->entity = self->entity;
  copy->charset = g_strdup (self->charset);
  copy->damaged = self->damaged;
  copy->currency = g_strdup (self->currency);
  copy->zone = self->zone ? g_time_zone_ref (self->zone) : NULL;
  copy->table = self->table ? crm_csv_table_ref (self->table) : NULL;
  copy->cards = self->cards ? g_ptr_array_ref (self->cards) : NULL;
  copy->events = self->events ? g_ptr_array_ref (self->events) : NULL;
  copy->faults = self->faults ? g_ptr_array_ref (self->faults) : NULL;
  copy->fault_lines = self->fault_lines ? g_array_ref (self->fault_lines) : NULL;
  copy->method = g_strdup (self->method);
  copy->calendar = g_strdup (self->calendar);
  copy->text = self->text ? g_bytes_ref (self->text) : NULL;
  copy->records = g_array_ref (self->records);
  if (self->mapping)
    {
      guint n = self->mapping->n_columns;

      copy->mapping = crm_import_mapping_copy (self->mapping);
      copy->choices = g_memdup2 (self->choices, n * sizeof *self->choices);
      for (guint i = 0; i < n; i++)
        copy->choices[i].own_label = g_strdup (self->choices[i].own_label);
      if (self->fields)
        copy->fields = g_memdup2 (self->fields, n * sizeof *self->fields);
    }
  make_tables (copy);
  g_hash_table_iter_init (&iter, self->repairs);
  while (g_hash_table_iter_next (&iter, &key, &cells))
    g_hash_table_insert (copy->repairs, key, g_strdupv (cells));
  crm_import_source_copy_said (copy, self);
  g_hash_table_iter_init (&iter, self->makes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (copy->makes, key);
  return copy;
}

void
crm_import_source_take_table (CrmImportSource *self, CrmCsvTable *table, CrmImportMapping *mapping)
{
  g_autoptr (CrmCsvReader) reader = crm_csv_table_read (table);
  CrmCsvRecord record;

  self->table = table;
  self->mapping = mapping;
  self->choices = g_new0 (CrmImportChoice, mapping->n_columns);
  for (guint i = 0; i < mapping->n_columns; i++)
    self->choices[i].own_kind = self->choices[i].date_order = -1;
  while (crm_csv_reader_next (reader, &record))
    {
      Place place = { record.raw, (guint)record.raw_length, record.line };
      g_array_append_val (self->records, place);
    }
}

void
crm_import_source_settle (CrmImportSource *self)
{
  for (guint i = 0; self->mapping && i < self->mapping->n_columns; i++)
    {
      CrmImportColumn *column = &self->mapping->columns[i];
      const CrmImportChoice *choice = &self->choices[i];

      if (choice->date_order >= 0)
        column->date_order = (CrmDateOrder)choice->date_order;
      if (column->own && choice->own_kind >= 0)
        column->own_kind = (CrmKind)choice->own_kind;
    }
}

guint
crm_import_source_get_n_records (CrmImportSource *self)
{
  if (self->events)
    return self->events->len + self->faults->len;
  return self->cards ? self->cards->len : self->records->len;
}

guint
crm_import_source_get_line (CrmImportSource *self, guint record)
{
  if (self->cards)
    return ((CrmCard *)g_ptr_array_index (self->cards, record))->line;
  if (self->events)
    return record < self->events->len ? ((CrmEventObject *)g_ptr_array_index (self->events, record))->line
                                      : g_array_index (self->fault_lines, guint, record - self->events->len);
  return g_array_index (self->records, Place, record).line;
}

guint
crm_import_source_get_n_columns (CrmImportSource *self)
{
  if (self->cards)
    return CRM_IMPORT_N_CARD_COLUMNS;
  if (self->events)
    return G_N_ELEMENTS (event_columns);
  return self->table ? crm_csv_table_get_n_columns (self->table) : 0;
}

const char *
crm_import_source_get_heading (CrmImportSource *self, guint column)
{
  if (self->cards)
    return crm_import_card_column_get_label (column);
  if (self->events)
    return _ (event_columns[column]);
  return crm_csv_table_get_heading (self->table, column);
}

const char *
crm_import_source_get_own_label (CrmImportSource *self, guint column)
{
  if (self->choices && self->choices[column].own_label)
    return self->choices[column].own_label;
  return crm_import_source_get_heading (self, column);
}

/* A reader that stands behind the record; the record is valid while it lives. */
static CrmCsvReader *
read_record (CrmImportSource *self, guint number, CrmCsvRecord *record)
{
  const Place *place = &g_array_index (self->records, Place, number);
  char **cells = g_hash_table_lookup (self->repairs, GUINT_TO_POINTER (number));
  CrmCsvDialect dialect = *crm_csv_table_get_dialect (self->table);
  CrmCsvReader *reader;

  dialect.start = 0;
  dialect.line = place->line;
  reader = crm_csv_reader_new (place->raw, place->length, &dialect);
  if (!crm_csv_reader_next (reader, record))
    memset (record, 0, sizeof *record);
  record->line = place->line;
  if (cells)
    {
      record->cells = cells;
      record->n_cells = record->n_read = g_strv_length (cells);
      record->fault = CRM_CSV_FAULT_NONE;
    }
  return reader;
}

static gboolean
is_used (CrmImportSource *self, guint column)
{
  const CrmImportColumn *mapped = &self->mapping->columns[column];

  return self->fields ? self->fields[column] != CRM_IMPORT_FIELD_NONE : mapped->target || mapped->own;
}

/* A cell whose bytes mean nothing in the encoding of the file is not written as it came out. */
static char *
dup_damage (CrmImportSource *self, const CrmCsvRecord *record)
{
  for (guint i = 0; self->damaged && i < record->n_cells && i < self->mapping->n_columns; i++)
    if (is_used (self, i) && strstr (record->cells[i], "\xEF\xBF\xBD"))
      {
        g_autofree char *reason = g_strdup_printf (_ ("The text could not be read as %s."), self->charset);
        return g_strdup_printf ("%s: %s", crm_import_source_get_heading (self, i), reason);
      }
  return NULL;
}

CrmImportRow *
crm_import_source_read (CrmImportSource *self, guint number)
{
  CrmImportReading reading = { .currency = self->currency, .zone = self->zone };
  g_autoptr (CrmCsvReader) reader = NULL;
  CrmImportRow *row;
  CrmCsvRecord record;
  char *damage;

  if (self->cards)
    return crm_import_card_row_new (g_ptr_array_index (self->cards, number),
        g_hash_table_lookup (self->repairs, GUINT_TO_POINTER (number)));
  reader = read_record (self, number, &record);
  row = crm_import_row_new (&record, self->table, self->mapping, &reading);
  damage = dup_damage (self, &record);
  if (damage)
    g_ptr_array_add (row->faults, damage);
  return row;
}

static char **
dup_event_cells (CrmImportSource *self, guint number)
{
  char **cells = g_new0 (char *, G_N_ELEMENTS (event_columns) + 1);
  const CrmEventObject *object = number < self->events->len ? g_ptr_array_index (self->events, number) : NULL;
  const CrmEvent *event = object ? g_ptr_array_index (object->events, 0) : NULL;

  cells[0] = g_strdup (event && event->title ? event->title : "");
  cells[1] = !event           ? g_strdup ("")
             : event->all_day ? g_strdup (event->starts_on)
                              : crm_instant_format (event->starts_at);
  cells[2] = g_strdup (event && event->place ? event->place : "");
  return cells;
}

char **
crm_import_source_dup_cells (CrmImportSource *self, guint number)
{
  char **repaired = g_hash_table_lookup (self->repairs, GUINT_TO_POINTER (number));
  guint n = crm_import_source_get_n_columns (self);
  g_autoptr (CrmCsvReader) reader = NULL;
  CrmCsvRecord record;
  char **cells;

  if (repaired)
    return g_strdupv (repaired);
  if (self->cards)
    return crm_import_card_dup_cells (g_ptr_array_index (self->cards, number));
  if (self->events)
    return dup_event_cells (self, number);
  reader = read_record (self, number, &record);
  cells = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    cells[i] = g_strdup (i < record.n_cells ? record.cells[i] : "");
  return cells;
}

char **
crm_import_source_dup_cells_beyond (CrmImportSource *self, guint number)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  g_autoptr (CrmCsvReader) reader = NULL;
  CrmCsvRecord record;

  if (!self->table || g_hash_table_contains (self->repairs, GUINT_TO_POINTER (number)))
    return g_strv_builder_end (cells);
  reader = read_record (self, number, &record);
  for (guint i = crm_import_source_get_n_columns (self); i < record.n_cells; i++)
    g_strv_builder_add (cells, record.cells[i]);
  return g_strv_builder_end (cells);
}

char *
crm_import_source_dup_fault (CrmImportSource *self, guint number)
{
  g_autoptr (CrmCsvReader) reader = NULL;
  CrmCsvRecord record;
  char *reason;

  if (!self->table)
    return NULL;
  reader = read_record (self, number, &record);
  reason = crm_csv_record_dup_reason (&record, crm_csv_table_get_dialect (self->table));
  return reason ? reason : dup_damage (self, &record);
}

static char *
make_said_key (const char *entity, const char *value)
{
  g_autofree char *fold = crm_text_fold (value);
  return g_strconcat (entity, "\x1f", fold, NULL);
}

void
crm_import_source_answer (
    CrmImportSource *self, const char *entity, const char *value, CrmImportAnswer answer, const char *target)
{
  CrmImportSaid *said = g_new0 (CrmImportSaid, 1);

  said->entity = g_intern_string (entity);
  said->value = g_strdup (value);
  said->answer = answer;
  said->target = g_strdup (target);
  g_hash_table_replace (self->said, make_said_key (entity, value), said);
}

void
crm_import_source_copy_said (CrmImportSource *self, CrmImportSource *from)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, from->said);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const CrmImportSaid *said = value;
      crm_import_source_answer (self, said->entity, said->value, said->answer, said->target);
    }
}

const CrmImportSaid *
crm_import_source_get_said (CrmImportSource *self, const char *entity, const char *value)
{
  g_autofree char *key = make_said_key (entity, value);
  return g_hash_table_lookup (self->said, key);
}

void
crm_import_source_set_cell (CrmImportSource *self, guint number, guint column, const char *text)
{
  char **cells = crm_import_source_dup_cells (self, number);

  g_return_if_fail (column < g_strv_length (cells));
  g_free (cells[column]);
  cells[column] = g_strdup (text ? text : "");
  g_hash_table_insert (self->repairs, GUINT_TO_POINTER (number), cells);
}

gboolean
crm_import_source_may_be_company (CrmImportSource *self, guint number)
{
  g_autoptr (CrmCsvReader) reader = NULL;
  const CrmImportMapping *mapping = self->mapping;
  CrmCsvRecord record;
  gboolean named = FALSE, equal = FALSE;

  if (self->cards)
    {
      const CrmCard *card = g_ptr_array_index (self->cards, number);
      return card->is_company || !card->full_name || g_strcmp0 (card->full_name, card->org) == 0;
    }
  if (mapping->companies)
    return TRUE;
  reader = read_record (self, number, &record);
  for (guint i = 0; i < mapping->n_columns && i < record.n_cells; i++)
    {
      const char *target = mapping->columns[i].target;

      if (!target || record.cells[i][0] == '\0')
        continue;
      if (strcmp (target, "kind") == 0)
        return g_strcmp0 (crm_import_names_choice ("kind", record.cells[i]), "company") == 0;
      named = named || strcmp (target, "first_name") == 0 || strcmp (target, "last_name") == 0 ||
              strcmp (target, "middle_name") == 0;
      equal = equal || ((strcmp (target, "name") == 0 || strcmp (target, "first_name") == 0) &&
                           crm_import_names_is_company (record.cells[i]));
      if (strcmp (target, "name") == 0)
        {
          named = TRUE;
          for (guint k = 0; k < mapping->n_columns && k < record.n_cells; k++)
            equal = equal || (g_strcmp0 (mapping->columns[k].target, "company") == 0 &&
                                 strcmp (record.cells[k], record.cells[i]) == 0);
        }
    }
  return !named || equal;
}
