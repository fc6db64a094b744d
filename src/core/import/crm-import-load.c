/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-importer-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "calendar/crm-event.h"
#include "import/crm-charset.h"
#include "import/crm-import-fields.h"
#include "import/crm-import-list.h"
#include "import/crm-import-tables.h"

/* Reads a file and finds out what it is: format, encoding, columns, what they mean and whether such columns were mapped before. Runs in
 * the thread that loads. */

CrmImportLoad *
crm_import_load_new (CrmImporter *importer, const CrmImportOptions *options)
{
  CrmImportLoad *self = g_new0 (CrmImportLoad, 1);

  self->store = g_object_ref (importer->store);
  self->card_format = importer->card_format ? g_object_ref (importer->card_format) : NULL;
  if (options)
    {
      self->options = *options;
      self->options.entity = g_intern_string (options->entity);
      self->options.format = g_intern_string (options->format);
      self->options.charset = g_strdup (options->charset);
      self->options.calendar = g_strdup (options->calendar);
    }
  return self;
}

void
crm_import_load_free (CrmImportLoad *self)
{
  g_clear_object (&self->store);
  g_clear_object (&self->card_format);
  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->source, crm_import_source_unref);
  g_free (self->name);
  g_free ((char *)self->options.charset);
  g_free ((char *)self->options.calendar);
  g_free (self);
}

/* Bytes without what stands before the text of any encoding. */
static const char *
skip_marks (GBytes *bytes, gsize *length)
{
  const char *data = g_bytes_get_data (bytes, length);

  while (*length > 0 && (g_ascii_isspace (*data) || (guint8)*data >= 0x80 || *data == 0))
    {
      data++;
      (*length)--;
    }
  return data;
}

static const char *
find_format (GBytes *bytes, const char *name)
{
  gsize length;
  const char *data = skip_marks (bytes, &length);
  char start[4096] = "";

  /* The first letters, whatever the width of a character. */
  for (gsize i = 0, n = 0; i < length && n + 1 < sizeof start; i++)
    if (data[i] != '\0')
      start[n++] = data[i];
  if (g_ascii_strncasecmp (start, "BEGIN:VCARD", 11) == 0)
    return "vcard";
  /* What an e-mail program or a download put before the first card; or a card without its beginning. */
  if (g_regex_match_simple ("^(BEGIN|END):VCARD\\s*$", start,
          G_REGEX_CASELESS | G_REGEX_MULTILINE | G_REGEX_RAW | G_REGEX_NEWLINE_ANYCRLF, 0))
    return "vcard";
  if (crm_event_file_is_named (name) || crm_event_file_is_begun (bytes))
    return "ics";
  /* Also as the only one of an array, as the command line prints all its JSON. */
  return g_regex_match_simple ("^(\\[\\s*)?\\{.*\"format\"", start, G_REGEX_DOTALL | G_REGEX_RAW, 0) ? "json"
                                                                                                     : "csv";
}

/* An array of records, which is not what a book looks like. */
static gboolean
is_list (GBytes *bytes, const char *name, const char *format)
{
  gsize length;
  const char *data = skip_marks (bytes, &length);

  return strcmp (format, "json") == 0 && length > 0 && *data == '[' &&
         strcmp (find_format (bytes, name), "csv") == 0;
}

/* How columns were mapped is worth keeping when the import itself was taken back: the log has it. Caller owns; nullable. */
static char *
read_undone (CrmTransaction *tx, const char *layout, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT detail FROM change WHERE entity = 'import_batch' AND op = 'delete' ORDER BY seq DESC", error);
  gboolean row = FALSE;

  while (statement && crm_statement_step (statement, &row, error) && row)
    {
      g_autoptr (JsonNode) root = json_from_string (crm_statement_get_text (statement, 0), NULL);
      JsonObject *detail = root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
      JsonNode *node = detail ? json_object_get_member (detail, "values") : NULL;
      JsonObject *values = node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (values &&
          g_strcmp0 (json_object_get_string_member_with_default (values, "layout", NULL), layout) == 0)
        return g_strdup (json_object_get_string_member_with_default (values, "mapping", NULL));
    }
  return NULL;
}

static gpointer
read_remembered (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT mapping FROM import_batch WHERE layout = $1 AND mapping IS NOT NULL AND archived_at IS NULL"
      " ORDER BY id DESC LIMIT 1",
      error);
  gboolean row;

  if (!statement)
    return NULL;
  crm_statement_bind_text (statement, 1, data);
  if (!crm_statement_step (statement, &row, error))
    return NULL;
  return row ? g_strdup (crm_statement_get_text (statement, 0)) : read_undone (tx, data, error);
}

static gboolean
load_table (CrmImportLoad *self, GError **error)
{
  CrmImportSource *source = self->source;
  guint n_replaced;
  g_autofree char *text =
      crm_charset_to_utf8 (self->bytes, self->options.charset, &source->charset, &n_replaced, error);
  g_autoptr (CrmEntity) entity = NULL, client = crm_store_get_entity (self->store, "client");
  g_autoptr (GError) other = NULL;
  CrmCsvTable *table;
  char *list;

  if (!text)
    return FALSE;
  source->format = "csv";
  source->damaged = n_replaced > 0;
  list = crm_import_list_dup_table (text, client, &other);
  if (other)
    {
      g_propagate_error (error, g_steal_pointer (&other));
      return FALSE;
    }
  if (list)
    {
      g_free (text);
      text = list;
    }
  /* The end of a file as DOS programs write it is no line. */
  for (gsize length = strlen (text); length > 0 && text[length - 1] == '\x1a'; length--)
    text[length - 1] = '\0';
  table = crm_csv_table_new_forced (
      g_steal_pointer (&text), self->options.delimiter, self->options.header, error);
  if (!table)
    return FALSE;
  crm_import_source_take_table (source, table, crm_import_mapping_propose (table));
  for (guint i = 0; self->options.date_order && i < source->mapping->n_columns; i++)
    source->choices[i].date_order = self->options.date_order;
  source->entity =
      self->options.entity ? self->options.entity : crm_import_tables_recognise (table, source->mapping);
  if (!source->entity)
    source->entity = "client";
  entity = crm_store_get_entity (self->store, source->entity);
  if (!entity)
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("There is no entity “%s”."), source->entity);
      return FALSE;
    }
  /* An own module may have been called by its label. */
  source->entity = crm_entity_get_name (entity);
  if (strcmp (source->entity, "client") != 0)
    {
      g_autofree char *layout = crm_import_run_dup_layout (source);
      g_autofree char *json =
          layout ? crm_store_read_sync (self->store, read_remembered, layout, NULL) : NULL;

      crm_import_fields_propose (source, entity);
      self->remembered = json && crm_import_fields_parse (source, entity, json);
      crm_import_fields_settle (source, entity);
    }
  else
    {
      g_autofree char *layout = crm_import_run_dup_layout (source);
      g_autofree char *json =
          layout ? crm_store_read_sync (self->store, read_remembered, layout, NULL) : NULL;
      const CrmImportColumn *column = &source->mapping->columns[0];

      /* Who says that these are clients is believed: only a name is asked for. */
      if (self->options.entity && source->mapping->problem)
        crm_import_mapping_set (source->mapping, table, 0,
            column->target ? column->target
            : column->own  ? "own"
                           : NULL);
      self->remembered = json && crm_import_run_parse_mapping (source, entity, json);
    }
  if (source->records->len == 0)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("There are no records in this file."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
load_cards (CrmImportLoad *self, GError **error)
{
  const char *charset = self->options.charset;

  if (!self->card_format)
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("Visiting cards (vCard) cannot be read here."));
      return FALSE;
    }
  if (self->options.entity && strcmp (self->options.entity, "client") != 0)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("Visiting cards hold clients only."));
      return FALSE;
    }
  self->source->entity = "client";
  self->source->cards = crm_card_format_parse_file (self->card_format, self->bytes, charset, error);
  if (!self->source->cards)
    return FALSE;
  if (!self->source->cards->len)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("There are no records in this file."));
      return FALSE;
    }
  for (guint i = 0; i < self->source->cards->len && !charset; i++)
    charset = ((CrmCard *)g_ptr_array_index (self->source->cards, i))->charset;
  self->source->charset = g_strdup (charset ? charset : "UTF-8");
  return TRUE;
}

static gboolean
load_events (CrmImportLoad *self, GError **error)
{
  CrmImportSource *source = self->source;
  g_autoptr (CrmEventFile) file = NULL;

  if (self->options.entity && strcmp (self->options.entity, "meeting") != 0)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("Calendar files hold meetings only."));
      return FALSE;
    }
  file = crm_event_file_parse (self->bytes, source->zone, error);
  if (!file)
    return FALSE;
  if (!file->objects->len && !file->faults->len)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("There are no events in this file."));
      return FALSE;
    }
  source->entity = "meeting";
  source->events = g_ptr_array_ref (file->objects);
  source->faults = g_ptr_array_ref (file->faults);
  source->fault_lines = g_array_ref (file->lines);
  source->method = g_strdup (file->method);
  source->calendar = g_strdup (self->options.calendar);
  source->charset = g_strdup ("UTF-8");
  return TRUE;
}

static gboolean
load_book (CrmImportLoad *self, GError **error)
{
  guint n_replaced;
  gsize length;
  g_autofree char *text =
      crm_charset_to_utf8 (self->bytes, self->options.charset, &self->source->charset, &n_replaced, error);

  if (!text)
    return FALSE;
  /* Only this program writes such a file: there is no encoding to choose, it is not as it was written. */
  if (n_replaced > 0)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("The text could not be read as %s."),
          self->source->charset);
      return FALSE;
    }
  length = strlen (text);
  self->source->text = g_bytes_new_take (g_steal_pointer (&text), length);
  return TRUE;
}

gboolean
crm_import_load_run (CrmImportLoad *self, GCancellable *cancellable, GError **error)
{
  CrmImportSource *source;
  const char *format = self->options.format;
  GTimeZone *zone = crm_store_get_zone (self->store);

  if (!self->bytes)
    {
      self->bytes = g_file_load_bytes (self->file, cancellable, NULL, error);
      if (!self->bytes)
        return FALSE;
      self->name = g_file_get_basename (self->file);
      if (!g_utf8_validate (self->name, -1, NULL))
        {
          char *valid = g_utf8_make_valid (self->name, -1);
          g_free (self->name);
          self->name = valid;
        }
    }
  if (!format)
    format = find_format (self->bytes, self->name);
  source = self->source = crm_import_source_new ();
  source->name = g_strdup (self->name);
  source->currency = g_strdup (crm_store_get_setting (self->store, "currency"));
  source->zone = zone ? g_time_zone_ref (zone) : NULL;
  source->format = g_intern_string (format);
  if (strcmp (format, "vcard") == 0)
    return load_cards (self, error);
  if (strcmp (format, "ics") == 0)
    return load_events (self, error);
  if (strcmp (format, "csv") == 0 || is_list (self->bytes, self->name, format))
    return load_table (self, error);
  if (strcmp (format, "json") == 0)
    return load_book (self, error);
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
      _ ("There is no format “%s”; csv, vcard, ics and json are known."), format);
  return FALSE;
}
