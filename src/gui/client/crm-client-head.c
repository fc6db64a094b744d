/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-client-head.h"
#include <glib/gi18n-lib.h>
#include "base/crm-error.h"
#include "base/crm-worker.h"
#include "client/crm-client.h"
#include "crm-window.h"
#include "widgets/crm-avatar.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-field-row.h"

/* Owns the picture button and two field rows without captions. Pictures are read and tried in a thread before they are saved. Main
 * thread otherwise. */

#define SHOWN_TAGS 3
#define PHOTO_MAX (4 * 1024 * 1024)

struct _CrmClientHead
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  CrmRow *row;     /* owned, nullable */
  GtkWidget *avatar;
  GtkWidget *name;
  GtkWidget *caption;
  GtkWidget *tags;
  GtkWidget *tag_box;
  GtkFileChooserNative *chooser; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (CrmClientHead, crm_client_head, ADW_TYPE_BIN)

/* The picture */

static void
on_photo_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (widget, error, _ ("The picture could not be saved"), NULL);
}

static void
save_photo (CrmClientHead *self, gint64 id, GBytes *bytes)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "client");
  CrmValues *values = crm_values_new (entity);
  CrmValue *slot = crm_values_slot (values, CRM_CLIENT_PHOTO);

  if (bytes != NULL)
    crm_value_take_blob (slot, g_bytes_ref (bytes));
  else
    crm_value_clear (slot);
  crm_store_set_async (self->store, id, 0, values, NULL, on_photo_written, g_object_ref (self));
}

static void
read_photo_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes (data, cancellable, NULL, &error);
  g_autoptr (GdkTexture) texture = NULL;

  if (bytes != NULL && g_bytes_get_size (bytes) > PHOTO_MAX)
    g_set_error (&error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
        _ ("The picture is larger than %d MB. Choose a smaller one."), PHOTO_MAX / 1024 / 1024);
  else if (bytes != NULL)
    texture = gdk_texture_new_from_bytes (bytes, &error);
  if (texture == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify)g_bytes_unref);
}

static void
on_photo_read (GObject *source, GAsyncResult *result, gpointer data)
{
  CrmClientHead *self = CRM_CLIENT_HEAD (source);
  gint64 *id = g_object_get_data (G_OBJECT (result), "client");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (bytes == NULL)
    crm_window_report_error (GTK_WIDGET (self), error, _ ("The picture could not be read"), NULL);
  else if (self->store != NULL)
    save_photo (self, *id, bytes);
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, CrmClientHead *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->row != NULL)
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, on_photo_read, NULL);
      gint64 *id = g_new (gint64, 1);

      *id = self->row->id;
      g_object_set_data_full (G_OBJECT (task), "client", id, g_free);
      g_task_set_task_data (task, g_steal_pointer (&file), g_object_unref);
      crm_task_run_in_thread (task, read_photo_in_thread);
    }
  g_clear_object (&self->chooser);
}

static void
set_photo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientHead *self = CRM_CLIENT_HEAD (widget);
  GtkFileFilter *filter;

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Choose a picture"),
      GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), NULL);
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_file_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
remove_photo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientHead *self = CRM_CLIENT_HEAD (widget);

  if (self->row != NULL)
    save_photo (self, self->row->id, NULL);
}

/* Showing */

static void
show_tags (CrmClientHead *self, CrmClientCardData *data)
{
  g_autofree char *plain = crm_client_card_data_dup_tags (data);
  g_autofree char *more = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->tag_box)) != NULL)
    gtk_box_remove (GTK_BOX (self->tag_box), child);
  for (guint i = 0; i < MIN (data->tags->len, SHOWN_TAGS); i++)
    {
      CrmCardTag *tag = g_ptr_array_index (data->tags, i);

      gtk_box_append (GTK_BOX (self->tag_box), crm_tag_new (tag->name, tag->color));
    }
  if (data->tags->len > SHOWN_TAGS)
    more = g_strdup_printf ("+%u", data->tags->len - SHOWN_TAGS);
  else if (data->tags->len == 0)
    more = g_strdup (_ ("Add tags…"));
  if (more != NULL)
    {
      child = gtk_label_new (more);
      gtk_widget_add_css_class (child, "caption");
      gtk_widget_add_css_class (child, "dim-label");
      gtk_box_append (GTK_BOX (self->tag_box), child);
    }
  gtk_widget_set_tooltip_text (self->tags, plain[0] != '\0' ? plain : NULL);
  crm_field_row_set_value (CRM_FIELD_ROW (self->tags), data->row->id, data->row->version, plain, NULL);
}

void
crm_client_head_set_data (CrmClientHead *self, CrmClientCardData *data)
{
  const char *name = crm_row_get_text (data->row, CRM_CLIENT_NAME);
  const char *company = crm_client_card_data_get_title (data, CRM_CLIENT_COMPANY);
  const char *position = crm_row_get_text (data->row, CRM_CLIENT_POSITION);
  const CrmValue *photo = crm_row_get (data->row, CRM_CLIENT_PHOTO);
  gboolean has_photo = photo != NULL && photo->type == CRM_VALUE_BLOB;
  g_autofree char *caption = NULL;

  g_return_if_fail (CRM_IS_CLIENT_HEAD (self));
  g_clear_pointer (&self->row, crm_row_unref);
  self->row = crm_row_ref (data->row);
  crm_avatar_set_client (self->avatar, name, has_photo ? photo->v.blob : NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "head.remove-photo", has_photo);
  crm_field_row_set_value (CRM_FIELD_ROW (self->name), data->row->id, data->row->version, name, NULL);
  if (company != NULL && position != NULL)
    caption = g_strdup_printf ("%s · %s", company, position);
  else
    caption = g_strdup (company != NULL ? company : position);
  gtk_label_set_text (GTK_LABEL (self->caption), caption != NULL ? caption : "");
  gtk_widget_set_tooltip_text (self->caption, caption);
  gtk_widget_set_visible (self->caption, caption != NULL);
  show_tags (self, data);
}

static void
crm_client_head_dispose (GObject *object)
{
  CrmClientHead *self = CRM_CLIENT_HEAD (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->row, crm_row_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_client_head_parent_class)->dispose (object);
}

static void
crm_client_head_class_init (CrmClientHeadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_client_head_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "head.set-photo", NULL, set_photo_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "head.remove-photo", NULL, remove_photo_action);
}

static void
crm_client_head_init (CrmClientHead *self)
{
}

static GtkWidget *
new_list (GtkWidget *row)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "plain-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (crm_field_row_begin_edit), row);
  return list;
}

static GtkWidget *
new_picture (CrmClientHead *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  self->avatar = crm_avatar_new (72);
  g_menu_append (menu, _ ("Set picture…"), "head.set-photo");
  g_menu_append (menu, _ ("Remove picture"), "head.remove-photo");
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), self->avatar);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "avatar-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Picture"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Picture"), -1);
  return button;
}

GtkWidget *
crm_client_head_new (CrmStore *store)
{
  CrmClientHead *self = g_object_new (CRM_TYPE_CLIENT_HEAD, NULL);
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "client");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->store = g_object_ref (store);
  self->name = crm_field_row_new (store, entity, CRM_CLIENT_NAME);
  crm_field_row_set_heading_style (CRM_FIELD_ROW (self->name), "heading2");
  self->tags = crm_field_row_new (store, entity, CRM_CLIENT_TAGS);
  crm_field_row_set_heading_style (CRM_FIELD_ROW (self->tags), NULL);
  self->tag_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_margin_top (self->tag_box, 3);
  gtk_widget_set_can_target (self->tag_box, FALSE);
  crm_field_row_set_value_widget (CRM_FIELD_ROW (self->tags), self->tag_box);
  self->caption = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->caption), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->caption), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->caption, "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), new_list (self->name));
  gtk_box_append (GTK_BOX (words), self->caption);
  gtk_box_append (GTK_BOX (words), new_list (self->tags));
  gtk_box_append (GTK_BOX (box), new_picture (self));
  gtk_box_append (GTK_BOX (box), words);
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}

void
crm_client_head_edit_name (CrmClientHead *self)
{
  g_return_if_fail (CRM_IS_CLIENT_HEAD (self));
  crm_field_row_begin_edit (CRM_FIELD_ROW (self->name));
}
