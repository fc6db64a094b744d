/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-bulk-edit-dialog.h"

#include <glib/gi18n-lib.h>

#include "client/crm-client.h"
#include "widgets/crm-field-editor.h"

/* Owns the choice of the field and the editor of the field chosen. Escape is cancel, Ctrl+Enter the verb. Main thread. */

struct _CrmBulkEditDialog
{
  AdwWindow parent_instance;

  CrmStore *store;   /* owned */
  CrmEntity *entity; /* owned: holds the fields */
  GArray *fields;    /* owned; int: index of each that is offered */
  GtkWidget *choice;
  GtkWidget *place; /* AdwBin: the editor */
  GtkWidget *error;
};

G_DEFINE_FINAL_TYPE (CrmBulkEditDialog, crm_bulk_edit_dialog, ADW_TYPE_WINDOW)

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What makes sense for many: no name, no number of their own, and tags have a dialog of theirs. */
static gboolean
is_offered (const CrmEntity *entity, int index)
{
  const CrmField *field = &entity->fields[index];

  return index != entity->info->title_field && crm_field_editor_can_edit (field) &&
         field->kind != CRM_KIND_TAGS && field->kind != CRM_KIND_BODY &&
         (field->flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_COMPUTED | CRM_FIELD_HIDDEN | CRM_FIELD_MAIN)) == 0;
}

static CrmFieldEditor *
get_editor (CrmBulkEditDialog *self)
{
  return CRM_FIELD_EDITOR (adw_bin_get_child (ADW_BIN (self->place)));
}

static int
get_field (CrmBulkEditDialog *self)
{
  return g_array_index (self->fields, int, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice)));
}

static void
show_error (CrmBulkEditDialog *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->error), text);
  gtk_widget_set_visible (self->error, text[0] != '\0');
}

static void
on_field_changed (CrmBulkEditDialog *self)
{
  const CrmField *field = &self->entity->fields[get_field (self)];
  GtkWidget *editor = crm_field_editor_new (self->store, field);

  gtk_accessible_update_property (
      GTK_ACCESSIBLE (editor), GTK_ACCESSIBLE_PROPERTY_LABEL, crm_field_get_label (field), -1);
  adw_bin_set_child (ADW_BIN (self->place), editor);
  show_error (self, "");
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmBulkEditDialog *self = CRM_BULK_EDIT_DIALOG (widget);
  int index = get_field (self);
  g_autoptr (CrmValues) values = crm_values_new (self->entity);
  g_autofree char *text = crm_field_editor_dup_text (get_editor (self));
  g_autoptr (GError) error = NULL;

  if (!crm_field_editor_check (get_editor (self), values, index, &error))
    {
      show_error (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (get_editor (self)));
      return;
    }
  gtk_widget_set_visible (widget, FALSE);
  g_signal_emit (self, signals[CHOSEN], 0, self->entity->fields[index].name, text);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
crm_bulk_edit_dialog_dispose (GObject *object)
{
  CrmBulkEditDialog *self = CRM_BULK_EDIT_DIALOG (object);

  if (self->place != NULL)
    adw_bin_set_child (ADW_BIN (self->place), NULL);
  self->place = NULL;
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_bulk_edit_dialog_parent_class)->dispose (object);
}

static void
crm_bulk_edit_dialog_finalize (GObject *object)
{
  CrmBulkEditDialog *self = CRM_BULK_EDIT_DIALOG (object);

  g_array_unref (self->fields);
  g_clear_pointer (&self->entity, crm_entity_unref);
  G_OBJECT_CLASS (crm_bulk_edit_dialog_parent_class)->finalize (object);
}

static void
crm_bulk_edit_dialog_class_init (CrmBulkEditDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_bulk_edit_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_bulk_edit_dialog_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "edit.apply", NULL, apply_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "edit.apply", NULL);
}

static void
crm_bulk_edit_dialog_init (CrmBulkEditDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *verb = gtk_button_new_with_label (_ ("Change"));

  self->fields = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (verb), "edit.apply");
  gtk_widget_add_css_class (verb, "suggested-action");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), verb);
  self->choice = gtk_drop_down_new (NULL, NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Field"), -1);
  self->place = adw_bin_new ();
  self->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_widget_add_css_class (self->error, "field-error");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_box_append (GTK_BOX (inner), self->choice);
  gtk_box_append (GTK_BOX (inner), self->place);
  gtk_box_append (GTK_BOX (inner), self->error);
  gtk_widget_set_margin_top (inner, 14);
  gtk_widget_set_margin_bottom (inner, 24);
  gtk_widget_set_margin_start (inner, 14);
  gtk_widget_set_margin_end (inner, 14);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), inner);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 440, -1);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

CrmBulkEditDialog *
crm_bulk_edit_dialog_new (GtkWindow *parent, CrmStore *store, const char *title)
{
  CrmBulkEditDialog *self =
      g_object_new (CRM_TYPE_BULK_EDIT_DIALOG, "transient-for", parent, "title", title, NULL);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->store = g_object_ref (store);
  self->entity = crm_store_get_entity (store, "client");
  for (int i = 0; i < (int)self->entity->n_fields; i++)
    if (is_offered (self->entity, i))
      {
        g_array_append_val (self->fields, i);
        gtk_string_list_append (labels, crm_field_get_label (&self->entity->fields[i]));
      }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->choice), G_LIST_MODEL (labels));
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (on_field_changed), self);
  crm_bulk_edit_dialog_fill (self, "city", NULL);
  on_field_changed (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->choice);
  return self;
}

gboolean
crm_bulk_edit_dialog_fill (CrmBulkEditDialog *self, const char *field, const char *text)
{
  int index = crm_entity_find_field (self->entity, field);

  for (guint i = 0; i < self->fields->len; i++)
    if (g_array_index (self->fields, int, i) == index)
      {
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice), i);
        if (text != NULL)
          crm_field_editor_set_text (get_editor (self), text);
        return TRUE;
      }
  return FALSE;
}
