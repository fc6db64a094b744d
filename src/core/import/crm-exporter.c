/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-exporter-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"

/* What every export shares: which records, flushing, names of links; and saving into a file that is replaced only when all went well.
 * Runs in the reader's thread. */

#define FLUSH_BYTES (1 << 18)

GArray *
crm_export_find (CrmTransaction *tx, const CrmExportSelection *selection, GError **error)
{
  g_autoptr (CrmQuery) query = NULL;
  GArray *ids;

  if (selection->n_ids > 0)
    {
      ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_vals (ids, selection->ids, selection->n_ids);
      return ids;
    }
  query = selection->query ? crm_query_copy (selection->query) : crm_query_new (selection->entity);
  return crm_transaction_find (tx, query, error);
}

gboolean
crm_export_flush (
    GString *text, gboolean force, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  if (!force && text->len < FLUSH_BYTES)
    return TRUE;
  if (!g_output_stream_write_all (stream, text->str, text->len, NULL, cancellable, error))
    return FALSE;
  g_string_truncate (text, 0);
  return TRUE;
}

const char *
crm_export_get_link_text (
    CrmTransaction *tx, GHashTable *cache, const char *entity, gint64 id, gboolean by_name)
{
  g_autofree char *key = g_strdup_printf ("%s\x1f%" G_GINT64_FORMAT, entity, id);
  const char *known = g_hash_table_lookup (cache, key);
  char *text = NULL;

  if (known)
    return known;
  text = by_name ? crm_transaction_dup_title (tx, entity, id) : NULL;
  if (text && strcmp (entity, "client") != 0 && strcmp (entity, "user") != 0 && strcmp (entity, "tag") != 0 &&
      crm_transaction_resolve_link (tx, entity, text, NULL) != id)
    g_clear_pointer (&text, g_free);
  if (!text)
    {
      g_autoptr (CrmRow) row = crm_transaction_load (tx, entity, id, NULL);
      text = row ? crm_uid_format (row->uid) : g_strdup ("");
    }
  g_hash_table_insert (cache, g_steal_pointer (&key), text);
  return text;
}

static void
free_place (gpointer data)
{
  CrmExportPlace *place = data;

  g_free (place->kind);
  g_free (place->label);
  g_free (place->value);
  g_free (place);
}

GPtrArray *
crm_export_load_places (CrmTransaction *tx, gint64 client, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT kind, label, value, main FROM address WHERE client = $1 AND archived_at IS NULL"
      " ORDER BY kind, main IS TRUE DESC, position NULLS LAST, id",
      error);
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (free_place);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, client);
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmExportPlace *place = g_new0 (CrmExportPlace, 1);

      place->kind = g_strdup (crm_statement_get_text (statement, 0));
      place->label = g_strdup (crm_statement_get_text (statement, 1));
      place->value = g_strdup (crm_statement_get_text (statement, 2));
      place->main = crm_statement_get_integer (statement, 3) != 0;
      g_ptr_array_add (places, place);
    }
  return row ? NULL : g_steal_pointer (&places);
}

/* One export into a stream or a file. */
typedef struct
{
  CrmExportSelection selection; /* owned copies */
  gboolean whole;
  char *format;
  char **columns;
  CrmCardFormat *card_format;
  GFile *file;
  GOutputStream *stream;
} Export;

static Export *
new_export (const CrmExportSelection *selection, const char *format, const char *const *columns,
    CrmCardFormat *card_format)
{
  Export *self = g_new0 (Export, 1);

  self->whole = selection == NULL;
  if (selection)
    {
      self->selection.entity = g_intern_string (selection->entity);
      self->selection.query = selection->query ? crm_query_copy (selection->query) : NULL;
      self->selection.ids = g_memdup2 (selection->ids, selection->n_ids * sizeof (gint64));
      self->selection.n_ids = selection->n_ids;
    }
  self->format = g_strdup (format);
  self->columns = g_strdupv ((char **)columns);
  self->card_format = card_format ? g_object_ref (card_format) : NULL;
  return self;
}

static void
free_export (gpointer data)
{
  Export *self = data;

  g_clear_pointer ((CrmQuery **)&self->selection.query, crm_query_free);
  g_free ((gpointer)self->selection.ids);
  g_free (self->format);
  g_strfreev (self->columns);
  g_clear_object (&self->card_format);
  g_clear_object (&self->file);
  g_clear_object (&self->stream);
  g_free (self);
}

static gboolean
write_format (CrmTransaction *tx, Export *self, GCancellable *cancellable, GError **error)
{
  const CrmExportSelection *selection = self->whole ? NULL : &self->selection;

  if (strcmp (self->format, "json") == 0)
    return crm_exporter_write_json (tx, selection, self->stream, cancellable, error);
  if (!selection)
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("A whole book can be exported as JSON only."));
      return FALSE;
    }
  if (strcmp (self->format, "csv") == 0)
    return crm_exporter_write_csv (
        tx, selection, (const char *const *)self->columns, self->stream, cancellable, error);
  if (strcmp (self->format, "ics") == 0)
    return crm_exporter_write_ics (tx, selection, self->stream, cancellable, error);
  if (strcmp (self->format, "vcard") == 0)
    return crm_exporter_write_vcard (
        tx, selection, self->card_format, CRM_CARD_VERSION_3_0, self->stream, cancellable, error);
  if (strcmp (self->format, "vcard-2.1") == 0)
    return crm_exporter_write_vcard (
        tx, selection, self->card_format, CRM_CARD_VERSION_2_1, self->stream, cancellable, error);
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
      _ ("There is no format “%s”; csv, vcard, ics and json are known."), self->format);
  return FALSE;
}

/* A pipe or a device is written into; a file in its place would be no use to whoever waits at the other end. */
static GOutputStream *
open_output (GFile *file, GCancellable *cancellable, GError **error)
{
  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) == G_FILE_TYPE_SPECIAL)
    return G_OUTPUT_STREAM (g_file_append_to (file, G_FILE_CREATE_NONE, cancellable, error));
  return G_OUTPUT_STREAM (
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, cancellable, error));
}

/* Where a file that is not there yet is written: whatever becomes of the program, half a file must not pass for a whole one. NULL for one that
 * is there. */
static GFile *
make_part (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *part = g_strconcat (name, ".part", NULL);

  return folder && !g_file_query_exists (file, NULL) ? g_file_get_child (folder, part) : NULL;
}

static gpointer
save_in_reader (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Export *self = data;
  /* Closing a stream with a cancelled cancellable leaves the file that was there. */
  g_autoptr (GCancellable) give_up = g_cancellable_new ();
  g_autoptr (GFile) part = self->file ? make_part (self->file) : NULL;

  if (self->file)
    {
      self->stream = open_output (part ? part : self->file, cancellable, error);
      if (!self->stream)
        return NULL;
    }
  if (write_format (tx, self, cancellable, error) &&
      g_output_stream_close (self->stream, cancellable, error) &&
      (!part || g_file_move (part, self->file, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, error)))
    return self;
  g_cancellable_cancel (give_up);
  g_output_stream_close (self->stream, give_up, NULL);
  if (part)
    g_file_delete (part, NULL, NULL);
  return NULL;
}

gboolean
crm_exporter_save_sync (CrmStore *store, const CrmExportSelection *selection, const char *format,
    const char *const *columns, CrmCardFormat *card_format, GFile *file, GError **error)
{
  Export *self = new_export (selection, format, columns, card_format);
  gboolean ok;

  self->file = g_object_ref (file);
  ok = crm_store_read_sync (store, save_in_reader, self, error) != NULL;
  free_export (self);
  return ok;
}

void
crm_exporter_save_async (CrmStore *store, const CrmExportSelection *selection, const char *format,
    const char *const *columns, CrmCardFormat *card_format, GFile *file, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  Export *self = new_export (selection, format, columns, card_format);

  self->file = g_object_ref (file);
  crm_store_read_async (store, 10, save_in_reader, self, free_export, NULL, cancellable, callback, data);
}

gboolean
crm_exporter_save_finish (CrmStore *store, GAsyncResult *result, GError **error)
{
  return crm_store_read_finish (store, result, error) != NULL;
}

GBytes *
crm_exporter_dup_sync (CrmStore *store, const CrmExportSelection *selection, const char *format,
    const char *const *columns, CrmCardFormat *card_format, GError **error)
{
  Export *self = new_export (selection, format, columns, card_format);
  GBytes *bytes = NULL;

  self->stream = g_memory_output_stream_new_resizable ();
  if (crm_store_read_sync (store, save_in_reader, self, error))
    bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (self->stream));
  free_export (self);
  return bytes;
}
