/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-setting-record.h"

#include <glib/gi18n-lib.h>

/* No state; the widget a write was asked from is kept until the answer is there. Main thread. */

static void
say (GtkWidget *from, const GError *error)
{
  GtkRoot *root = gtk_widget_get_root (from);
  g_autofree char *text = NULL;

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      !ADW_IS_PREFERENCES_WINDOW (root))
    return;
  text = g_markup_escape_text (error->message, -1);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), adw_toast_new (text));
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  say (from, error);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  crm_store_add_finish (CRM_STORE (source), result, NULL, &error);
  say (from, error);
}

void
crm_setting_record_set_text (GtkWidget *from, CrmStore *store, CrmRow *row, int field, const char *text)
{
  CrmValues *values;

  if (g_strcmp0 (crm_row_get_text (row, field), text) == 0)
    return;
  values = crm_values_new (row->entity);
  if (text != NULL && text[0] != '\0')
    crm_values_set_text (values, field, text);
  else
    crm_value_clear (crm_values_slot (values, field));
  crm_store_set_async (store, row->id, 0, values, NULL, on_written, g_object_ref (from));
}

void
crm_setting_record_set_flag (GtkWidget *from, CrmStore *store, CrmRow *row, int field, gboolean flag)
{
  CrmValues *values;

  if (crm_setting_record_is_on (row, field) == flag)
    return;
  values = crm_values_new (row->entity);
  crm_values_set_integer (values, field, flag);
  crm_store_set_async (store, row->id, 0, values, NULL, on_written, g_object_ref (from));
}

/* One step back, offered where it was taken; freed with the toast. */
typedef struct
{
  GtkWidget *from; /* owned */
  CrmStore *store; /* owned */
  char *name;
  gint64 operation;
} Removal;

static void
removal_free (gpointer data, GClosure *closure)
{
  Removal *removal = data;

  g_object_unref (removal->from);
  g_object_unref (removal->store);
  g_free (removal->name);
  g_free (removal);
}

static void
on_taken_back (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmUndoReport) report = crm_store_undo_finish (CRM_STORE (source), result, &error);

  say (from, error);
}

static void
on_undo_clicked (AdwToast *toast, gpointer data)
{
  Removal *removal = data;

  crm_store_undo_operation_async (
      removal->store, removal->operation, NULL, on_taken_back, g_object_ref (removal->from));
}

static void
on_archived (GObject *source, GAsyncResult *result, gpointer data)
{
  Removal *removal = data;
  GtkRoot *root = gtk_widget_get_root (removal->from);
  g_autoptr (CrmChangeSet) changes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *title = NULL;
  AdwToast *toast;

  if (!crm_store_write_finish (CRM_STORE (source), result, &changes, &error))
    say (removal->from, error);
  if (changes == NULL || !ADW_IS_PREFERENCES_WINDOW (root))
    {
      removal_free (removal, NULL);
      return;
    }
  text = g_strdup_printf (_ ("“%s” deleted"), removal->name);
  title = g_markup_escape_text (text, -1);
  toast = adw_toast_new (title);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  removal->operation = crm_change_set_get_operation (changes);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_undo_clicked), removal, removal_free, 0);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), toast);
}

void
crm_setting_record_archive (GtkWidget *from, CrmStore *store, CrmRow *row)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->from = g_object_ref (from);
  removal->store = g_object_ref (store);
  removal->name = crm_row_dup_title (row);
  crm_store_archive_async (
      store, crm_entity_get_name (row->entity), &row->id, 1, FALSE, NULL, on_archived, removal);
}

void
crm_setting_record_add (GtkWidget *from, CrmStore *store, CrmValues *values)
{
  crm_store_add_async (store, values, NULL, on_added, g_object_ref (from));
}

gboolean
crm_setting_record_is_on (CrmRow *row, int field)
{
  return crm_value_is_empty (crm_row_get (row, field)) || crm_row_get_integer (row, field) != 0;
}
