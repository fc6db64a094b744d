/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-cell-paste.h"

#include <glib/gi18n-lib.h>

#include "client/crm-cell-writes.h"
#include "client/crm-client.h"
#include "crm-window.h"
#include "import/crm-csv-reader.h"
#include "widgets/crm-message-dialog.h"

/* A paste owns the cells it would write until the person has agreed and they are written. Main thread. */

typedef struct
{
  GtkWidget *from;  /* owned */
  CrmStore *store;  /* owned */
  GPtrArray *cells; /* owned, nullable once they are being written */
  CrmWork *work;    /* owned, nullable */
} Paste;

static void
paste_free (Paste *paste)
{
  g_object_unref (paste->from);
  g_object_unref (paste->store);
  g_clear_pointer (&paste->cells, g_ptr_array_unref);
  g_clear_object (&paste->work);
  g_free (paste);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Paste, paste_free)

/* Lines of cells (GPtrArray of char **). */
static GPtrArray *
read_block (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  CrmCsvDialect dialect;
  CrmCsvRecord record;
  g_autoptr (CrmCsvReader) reader = NULL;

  crm_csv_dialect_force (&dialect, text, -1, '\t');
  dialect.width = 0;
  reader = crm_csv_reader_new (text, -1, &dialect);
  while (crm_csv_reader_next (reader, &record))
    {
      char **cells = g_new0 (char *, record.n_cells + 1);

      for (guint i = 0; i < record.n_cells; i++)
        cells[i] = g_strdup (record.cells[i]);
      g_ptr_array_add (lines, cells);
    }
  return lines;
}

/* Fields (char *, borrowed from shown) by the titles of the first line; NULL when they are not all titles. */
static GPtrArray *
match_titles (char **line, GPtrArray *shown, GPtrArray *titles)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  for (guint i = 0; line[i] != NULL; i++)
    {
      guint k = 0;

      while (k < titles->len && !g_str_equal (titles->pdata[k], line[i]))
        k++;
      if (k == titles->len)
        return NULL;
      g_ptr_array_add (fields, shown->pdata[k]);
    }
  return fields->len > 0 ? g_steal_pointer (&fields) : NULL;
}

static GPtrArray *
match_places (const char *field, GPtrArray *shown)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  gboolean begun = FALSE;

  for (guint i = 0; i < shown->len; i++)
    {
      begun = begun || g_str_equal (shown->pdata[i], field);
      if (begun)
        g_ptr_array_add (fields, shown->pdata[i]);
    }
  return g_steal_pointer (&fields);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Paste) paste = data;
  g_autoptr (GError) error = NULL;

  crm_work_end (paste->work);
  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    crm_window_report_error (paste->from, error, _ ("Nothing was pasted"), NULL);
}

/* Takes paste. */
static void
write_cells (Paste *paste)
{
  guint n = paste->cells->len;
  g_autofree char *purpose = g_strdup_printf (ngettext ("%u cell pasted", "%u cells pasted", n), n);

  paste->work = crm_work_new (paste->from, purpose, 0);
  crm_cell_writes_run_async (
      g_steal_pointer (&paste->cells), paste->store, purpose, paste->work, on_written, paste);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Paste *paste = data;

  if (g_str_equal (response, "paste"))
    write_cells (paste);
  else
    paste_free (paste);
}

/* "6 cells: City, Phone. 1 line has no client to go to and is left out." Takes paste. */
static void
ask (Paste *paste, guint n_clients, GPtrArray *names, guint left_lines, gboolean left_columns)
{
  guint n = paste->cells->len;
  g_autofree char *title =
      g_strdup_printf (ngettext ("Paste into %u client?", "Paste into %u clients?", n_clients), n_clients);
  g_autofree char *joined = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  AdwMessageDialog *dialog;

  g_ptr_array_add (names, NULL);
  joined = g_strjoinv (", ", (char **)names->pdata);
  g_string_append_printf (body, ngettext ("%u cell: %s.", "%u cells: %s.", n), n, joined);
  if (left_lines > 0)
    {
      g_string_append_c (body, ' ');
      g_string_append_printf (body,
          ngettext ("%u line has no client to go to and is left out.",
              "%u lines have no client to go to and are left out.", left_lines),
          left_lines);
    }
  if (left_columns)
    {
      g_string_append_c (body, ' ');
      g_string_append (body, _ ("Columns that the program fills in are left out."));
    }
  dialog = crm_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (paste->from)), title, body->str);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "paste", _ ("_Paste"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "paste", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "paste");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), paste);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
crm_cell_paste_text (GtkWidget *from, CrmStore *store, CrmClientColumns *columns, GArray *ids,
    const char *field, const char *text)
{
  g_autoptr (GArray) clients = ids;
  g_autoptr (GPtrArray) lines = read_block (text);
  g_autoptr (GPtrArray) shown = crm_client_columns_dup_shown (columns, FALSE);
  g_autoptr (GPtrArray) titles = crm_client_columns_dup_shown (columns, TRUE);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) fields = lines->len > 0 ? match_titles (lines->pdata[0], shown, titles) : NULL;
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "client");
  gboolean titled = fields != NULL && lines->len > 1, left_columns = FALSE;
  guint first = titled ? 1 : 0, n_lines = lines->len - first, n;
  Paste *paste;

  if (!titled)
    {
      g_clear_pointer (&fields, g_ptr_array_unref);
      fields = field != NULL ? match_places (field, shown) : NULL;
    }
  if (fields == NULL || lines->len == 0 || clients->len == 0)
    {
      if (lines->len > 0)
        crm_window_toast (from, _ ("Choose the cell to begin at with the arrow keys first"));
      return;
    }
  paste = g_new0 (Paste, 1);
  paste->from = g_object_ref (from);
  paste->store = g_object_ref (store);
  paste->cells = crm_cell_writes_new ();
  n = n_lines == 1 ? clients->len : MIN (n_lines, clients->len);
  for (guint i = 0; i < n; i++)
    {
      char **cells = lines->pdata[first + (n_lines == 1 ? 0 : i)];

      for (guint k = 0; cells[k] != NULL; k++)
        {
          int index = k < fields->len ? crm_entity_find_field (entity, fields->pdata[k]) : -1;

          if (index < 0 || !crm_cell_can_be_written (&entity->fields[index]))
            {
              left_columns = TRUE;
              continue;
            }
          crm_cell_writes_add (
              paste->cells, g_array_index (clients, gint64, i), 0, &entity->fields[index], cells[k]);
          if (!g_ptr_array_find (names, crm_field_get_label (&entity->fields[index]), NULL))
            g_ptr_array_add (names, (gpointer)crm_field_get_label (&entity->fields[index]));
        }
    }
  if (paste->cells->len == 0)
    {
      crm_window_toast (from, _ ("The program fills in these columns by itself"));
      paste_free (paste);
    }
  else if (paste->cells->len == 1 && n_lines == 1)
    write_cells (paste);
  else
    ask (paste, n, names, n_lines > n ? n_lines - n : 0, left_columns);
}
