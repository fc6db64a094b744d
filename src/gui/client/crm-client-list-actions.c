/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "campaign/crm-campaign-actions.h"
#include "client/crm-cell-paste.h"
#include "client/crm-client-actions.h"
#include "client/crm-client-contacts.h"
#include "client/crm-client-list-view-private.h"
#include "client/crm-client.h"
#include "client/crm-merge-dialog.h"
#include "crm-commands.h"
#include "crm-window.h"
#include "timeline/crm-composer.h"

/* Actions and keys of the page Clients, and the clients they work on. Main thread. */

static CrmStore *
get_store (CrmClientListView *self)
{
  return crm_view_get_store (CRM_VIEW (self));
}

/* The ids an action works on: the selection, else the row with the focus. */
static GArray *
dup_target_ids (CrmClientListView *self)
{
  GArray *ids = crm_record_selection_dup_ids (crm_client_table_get_selection (self->table));
  guint current = ids->len == 0 ? crm_client_table_get_current (self->table) : G_MAXUINT;
  gint64 id = crm_record_list_get_id (self->list, current);

  if (id != 0)
    g_array_append_val (ids, id);
  return ids;
}

gint64
crm_client_list_view_get_target_id (CrmClientListView *self)
{
  guint current = crm_client_table_get_current (self->table);
  g_autoptr (GArray) ids = NULL;

  if (current != G_MAXUINT)
    return crm_record_list_get_id (self->list, current);
  ids = dup_target_ids (self);
  return ids->len > 0 ? g_array_index (ids, gint64, 0) : 0;
}

static char *
dup_target_text (CrmClientListView *self, int field)
{
  gint64 id = crm_client_list_view_get_target_id (self);
  g_autoptr (CrmRecord) record = id != 0 ? crm_store_get_record (get_store (self), "client", id) : NULL;

  return record != NULL ? g_strdup (crm_record_get_text (record, field)) : NULL;
}

void
crm_client_list_view_update_actions (CrmClientListView *self)
{
  g_autofree char *phone = dup_target_text (self, CRM_CLIENT_PHONE);
  g_autofree char *email = dup_target_text (self, CRM_CLIENT_EMAIL);
  g_autoptr (GArray) ids = crm_record_selection_dup_ids (crm_client_table_get_selection (self->table));
  gboolean archived = crm_client_filter_get_archived (self->filter);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clients.call", phone != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clients.copy-phone", phone != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clients.copy-email", email != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clients.restore", archived);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clients.merge", !archived && ids->len == 2);
}

static void
unselect (CrmClientListView *self)
{
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (crm_client_table_get_selection (self->table)));
}

/* Keys of the rows that must be seen first: the list's own Space selects, and the search entry, to which letters are passed
 * on, would take Delete and Ctrl+C for itself. */
gboolean
crm_client_list_view_on_table_key (CrmClientListView *self, guint keyval, guint keycode,
    GdkModifierType state, GtkEventController *controller)
{
  CrmRecordSelection *selection = crm_client_table_get_selection (self->table);
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  /* By the key, whatever alphabet it writes at the moment. */
  if (gdk_key_event_matches (event, GDK_KEY_c, GDK_CONTROL_MASK) != GDK_KEY_MATCH_NONE ||
      gdk_key_event_matches (event, GDK_KEY_Insert, GDK_CONTROL_MASK) != GDK_KEY_MATCH_NONE)
    return gtk_widget_activate_action (GTK_WIDGET (self), "clients.copy", NULL);
  if (gdk_key_event_matches (event, GDK_KEY_v, GDK_CONTROL_MASK) != GDK_KEY_MATCH_NONE &&
      crm_client_table_has_row_focus (self->table))
    return gtk_widget_activate_action (GTK_WIDGET (self), "clients.paste", NULL);
  if (modifiers != 0)
    return FALSE;
  if (!(keyval == GDK_KEY_Escape && crm_record_selection_is_multi (selection)) &&
      crm_cell_cursor_handle_key (self->cursor, keyval))
    return TRUE;
  switch (keyval)
    {
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete: return gtk_widget_activate_action (GTK_WIDGET (self), "clients.archive", NULL);
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      /* Inside words a blank is a letter of the search; on a column title it presses. */
      if (crm_client_filter_get_text (self->filter) != NULL || !crm_client_table_has_row_focus (self->table))
        return FALSE;
      g_object_set (self, "show-preview", !self->show_preview, NULL);
      return TRUE;
    case GDK_KEY_Escape:
      if (crm_record_selection_is_multi (selection))
        unselect (self);
      else if (crm_client_filter_get_text (self->filter) != NULL)
        crm_client_filter_set_text (self->filter, NULL);
      else
        return FALSE;
      return TRUE;
    default: return FALSE;
    }
}

/* Actions */

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (widget);
  gint64 id = crm_client_list_view_get_target_id (self);

  if (id != 0)
    crm_window_open_client (widget, id, self->list);
}

/* By a program that takes calls, else the number goes to the clipboard. */
static void
call_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (widget);
  CrmStore *store = get_store (self);
  g_autofree char *phone = dup_target_text (self, CRM_CLIENT_PHONE);
  g_autofree char *normal = NULL;

  if (phone == NULL)
    return;
  normal = crm_phone_normalise (
      crm_store_get_phone_format (store), phone, crm_store_get_setting (store, "phone-region"));
  crm_client_contacts_open (widget, "phone", phone, normal);
}

/* On the card, where what was said before stands below. */
static void
compose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (widget);
  gint64 id = crm_client_list_view_get_target_id (self);
  CrmComposerMode mode = g_str_equal (name, "clients.write") ? CRM_COMPOSER_MESSAGE : CRM_COMPOSER_TASK;
  CrmWindow *window = CRM_WINDOW (gtk_widget_get_root (widget));

  if (id == 0)
    return;
  crm_window_open_client (widget, id, self->list);
  gtk_widget_activate_action (GTK_WIDGET (crm_window_get_view (window)), "card.mode", "i", mode);
}

static void
add_deal_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gint64 id = crm_client_list_view_get_target_id (CRM_CLIENT_LIST_VIEW (widget));

  if (id != 0)
    gtk_widget_activate_action (widget, "win.add-deal", "x", id);
}

static void
copy_text_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (widget);
  g_autofree char *text =
      dup_target_text (self, g_str_has_suffix (name, "phone") ? CRM_CLIENT_PHONE : CRM_CLIENT_EMAIL);
  g_autofree char *said = NULL;

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  said = g_strdup_printf (_ ("Copied %s"), text);
  crm_window_toast (widget, said);
}

/* The cell with the cursor, as it is shown. */
static void
copy_cell (CrmClientListView *self, gint64 id)
{
  g_autoptr (CrmRecord) record = crm_store_get_record (get_store (self), "client", id);
  CrmRow *row = crm_record_get_row (record);
  g_autofree char *text =
      row != NULL ? crm_client_look_dup_text (self->look, row, crm_cell_cursor_get_field (self->cursor))
                  : NULL;

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
selection_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (widget);
  gboolean multi = crm_record_selection_is_multi (crm_client_table_get_selection (self->table));
  GArray *ids = dup_target_ids (self);

  if ((g_str_equal (name, "clients.export") || g_str_equal (name, "clients.print")) && !multi)
    {
      /* Without a selection everything the list shows. */
      guint n;
      const gint64 *all = crm_record_list_get_ids (self->list, &n);

      g_array_set_size (ids, 0);
      g_array_append_vals (ids, all, n);
    }
  if (ids->len == 0)
    {
      g_array_unref (ids);
      return;
    }
  if (g_str_equal (name, "clients.tag"))
    crm_client_actions_tag (widget, get_store (self), ids);
  else if (g_str_equal (name, "clients.assign"))
    crm_client_actions_assign (widget, get_store (self), ids);
  else if (g_str_equal (name, "clients.change"))
    crm_client_actions_edit (widget, get_store (self), ids);
  else if (g_str_equal (name, "clients.archive"))
    crm_client_actions_archive (widget, get_store (self), ids, FALSE);
  else if (g_str_equal (name, "clients.restore"))
    crm_client_actions_archive (widget, get_store (self), ids, TRUE);
  else if (g_str_equal (name, "clients.print"))
    crm_client_actions_print (widget, get_store (self), ids, crm_client_table_get_columns (self->table));
  else if (g_str_equal (name, "clients.export"))
    crm_client_actions_export (widget, get_store (self), ids);
  else if (ids->len == 1 && crm_cell_cursor_get_field (self->cursor) != NULL)
    {
      copy_cell (self, g_array_index (ids, gint64, 0));
      g_array_unref (ids);
    }
  else
    crm_client_actions_copy (widget, get_store (self), ids, crm_client_table_get_columns (self->table));
}

gboolean
crm_client_list_view_export_selected (CrmClientListView *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_LIST_VIEW (self), FALSE);
  return crm_record_selection_is_multi (crm_client_table_get_selection (self->table)) &&
         gtk_widget_activate_action (GTK_WIDGET (self), "clients.export", NULL);
}

/* The one that was added first stays, unless the person turns it round. */
static void
merge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (widget);
  g_autoptr (GArray) ids = crm_record_selection_dup_ids (crm_client_table_get_selection (self->table));
  gint64 a, b;

  if (ids->len != 2)
    return;
  a = g_array_index (ids, gint64, 0);
  b = g_array_index (ids, gint64, 1);
  crm_merge_dialog_present (widget, get_store (self), MIN (a, b), MAX (a, b));
}

static void
edit_cell_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (widget);

  crm_client_table_focus_rows (self->table);
  if (!crm_cell_cursor_edit (self->cursor))
    crm_window_toast (widget, _ ("The program fills in these columns by itself"));
}

/* The rows it goes to: the selection, else the row with the focus and as many below as there are lines. */
static void
paste (CrmClientListView *self, const char *text)
{
  CrmRecordSelection *selection = crm_client_table_get_selection (self->table);
  guint current = crm_client_table_get_current (self->table);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint lines = 1;

  for (const char *p = text; *p != '\0'; p++)
    lines += *p == '\n' || *p == '\r';
  if (crm_record_selection_is_multi (selection))
    {
      g_array_unref (ids);
      ids = crm_record_selection_dup_ids (selection);
    }
  else
    for (guint i = 0; current != G_MAXUINT && i < lines; i++)
      {
        gint64 id = crm_record_list_get_id (self->list, current + i);

        if (id != 0)
          g_array_append_val (ids, id);
      }
  crm_cell_paste_text (GTK_WIDGET (self), get_store (self), crm_client_table_get_columns (self->table), ids,
      crm_cell_cursor_get_field (self->cursor), text);
}

static void
on_clipboard_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmClientListView) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text != NULL && self->table != NULL)
    paste (self, text);
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (
      gtk_widget_get_clipboard (widget), NULL, on_clipboard_read, g_object_ref (widget));
}

static void
add_note_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (widget);
  gint64 id = crm_client_list_view_get_target_id (self);

  if (id != 0)
    crm_client_actions_add_note (widget, get_store (self), id);
}

static void
unselect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  unselect (CRM_CLIENT_LIST_VIEW (widget));
}

static void
select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_selection_model_select_all (
      GTK_SELECTION_MODEL (crm_client_table_get_selection (CRM_CLIENT_LIST_VIEW (widget)->table)));
}

static void
toggle_density_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gboolean compact = crm_client_look_get_compact (CRM_CLIENT_LIST_VIEW (widget)->look);

  gtk_widget_activate_action (widget, "list.density", "s", compact ? "comfortable" : "compact");
}

static void
columns_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_client_list_view_choose_columns (CRM_CLIENT_LIST_VIEW (widget));
}

static void
create_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (widget);
  const char *text = crm_client_filter_get_text (self->filter);

  if (text != NULL)
    crm_client_actions_create (widget, get_store (self), text);
}

/* What the list shows, whatever is selected. */
static void
save_segment_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (widget);
  g_autoptr (CrmQuery) query = crm_client_filter_build (self->filter);

  crm_segment_ask_save (widget, get_store (self), query);
}

/* The selection, else everything the list shows. */
static void
write_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (widget);
  CrmRecordSelection *selection = crm_client_table_get_selection (self->table);
  g_autoptr (GArray) ids = crm_record_selection_dup_ids (selection);
  g_autoptr (CrmQuery) query = crm_record_selection_is_multi (selection)
                                   ? crm_segment_query_of ((const gint64 *)(gpointer)ids->data, ids->len)
                                   : crm_client_filter_build (self->filter);

  crm_campaign_write_to (widget, get_store (self), query);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_client_filter_clear (CRM_CLIENT_LIST_VIEW (widget)->filter);
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_record_list_retry (CRM_CLIENT_LIST_VIEW (widget)->list);
}

static void
show_saved_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_saved_views_apply (CRM_CLIENT_LIST_VIEW (widget)->saved_views, g_variant_get_int64 (parameter));
}

void
crm_client_list_view_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "clients.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "clients.call", NULL, call_action);
  gtk_widget_class_install_action (widget_class, "clients.write", NULL, compose_action);
  gtk_widget_class_install_action (widget_class, "clients.add-task", NULL, compose_action);
  gtk_widget_class_install_action (widget_class, "clients.add-deal", NULL, add_deal_action);
  gtk_widget_class_install_action (widget_class, "clients.copy-phone", NULL, copy_text_action);
  gtk_widget_class_install_action (widget_class, "clients.copy-email", NULL, copy_text_action);
  gtk_widget_class_install_action (widget_class, "clients.add-note", NULL, add_note_action);
  gtk_widget_class_install_action (widget_class, "clients.tag", NULL, selection_action);
  gtk_widget_class_install_action (widget_class, "clients.assign", NULL, selection_action);
  gtk_widget_class_install_action (widget_class, "clients.merge", NULL, merge_action);
  gtk_widget_class_install_action (widget_class, "clients.change", NULL, selection_action);
  gtk_widget_class_install_action (widget_class, "clients.archive", NULL, selection_action);
  gtk_widget_class_install_action (widget_class, "clients.restore", NULL, selection_action);
  gtk_widget_class_install_action (widget_class, "clients.export", NULL, selection_action);
  gtk_widget_class_install_action (widget_class, "clients.print", NULL, selection_action);
  gtk_widget_class_install_action (widget_class, "clients.copy", NULL, selection_action);
  gtk_widget_class_install_action (widget_class, "clients.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "clients.edit-cell", NULL, edit_cell_action);
  gtk_widget_class_install_action (widget_class, "clients.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (widget_class, "clients.unselect", NULL, unselect_action);
  gtk_widget_class_install_action (widget_class, "clients.columns", NULL, columns_action);
  gtk_widget_class_install_action (widget_class, "clients.toggle-density", NULL, toggle_density_action);
  gtk_widget_class_install_action (widget_class, "clients.create-searched", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "clients.clear-filters", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "clients.save-segment", NULL, save_segment_action);
  gtk_widget_class_install_action (widget_class, "clients.write-to", NULL, write_to_action);
  gtk_widget_class_install_action (widget_class, "clients.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "clients.show-saved", "x", show_saved_action);
  crm_commands_add_page_bindings (widget_class, "clients.");
  gtk_widget_class_install_property_action (widget_class, "clients.show-preview", "show-preview");
  gtk_widget_class_install_property_action (widget_class, "clients.show-archived", "show-archived");
  gtk_widget_class_install_property_action (widget_class, "clients.total-column", "total-column");
}
