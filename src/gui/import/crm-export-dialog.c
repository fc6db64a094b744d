/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-export-dialog.h"

#include <glib/gi18n-lib.h>

#include "crm-window.h"
#include "import/crm-exporter.h"

/* The window of an export. Owns what is chosen and the writing under way. Main thread. */

struct _CrmExportDialog
{
  AdwWindow parent_instance;
  CrmStore *store;               /* owned */
  CrmCardFormat *cards;          /* owned, nullable */
  CrmEntity *entity;             /* owned */
  GArray *ids;                   /* gint64 */
  GFile *file;                   /* owned, nullable: being written */
  GCancellable *cancellable;     /* owned, nullable: of the writing */
  GtkFileChooserNative *chooser; /* owned, nullable */
  guint pulse;
  gboolean closed;
  GtkWidget *body;
  GtkCheckButton *csv;
  GtkCheckButton *vcard;
  GtkCheckButton *json;
  GtkWidget *vcard_row;
  GtkWidget *options;
  GtkWidget *selected_row;
  GtkSwitch *selected;
  AdwExpanderRow *columns;
  GtkWidget *old_row;
  GtkSwitch *old;
  GtkProgressBar *bar;
  GtkWidget *error;
  GPtrArray *checks; /* GtkCheckButton *, one a column that is offered */
};

G_DEFINE_FINAL_TYPE (CrmExportDialog, crm_export_dialog, ADW_TYPE_WINDOW)

#define FIELD "crm-field" /* of a check: name of its field */
#define PULSE_MS 100

static void
update (CrmExportDialog *self)
{
  gboolean csv = gtk_check_button_get_active (self->csv);
  gboolean vcard = gtk_check_button_get_active (self->vcard);
  gboolean some = self->ids != NULL && self->ids->len > 0;

  gtk_widget_set_visible (self->selected_row, some && (csv || vcard));
  gtk_widget_set_visible (GTK_WIDGET (self->columns), csv);
  gtk_widget_set_visible (self->old_row, vcard);
  gtk_widget_set_visible (self->options, csv || vcard);
  gtk_widget_set_sensitive (self->body, self->cancellable == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), self->cancellable != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.save", self->cancellable == NULL);
}

static void
on_format_toggled (CrmExportDialog *self)
{
  update (self);
}

static void
say (CrmExportDialog *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
}

/* Writing */

static gboolean
on_pulse (gpointer data)
{
  gtk_progress_bar_pulse (CRM_EXPORT_DIALOG (data)->bar);
  return G_SOURCE_CONTINUE;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmExportDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean saved = crm_exporter_save_finish (CRM_STORE (source), result, &error);
  GtkWindow *parent;

  if (self->closed)
    return;
  g_clear_handle_id (&self->pulse, g_source_remove);
  g_clear_object (&self->cancellable);
  update (self);
  if (!saved)
    {
      say (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                     ? _ ("The export was stopped. No file was written.")
                     : error->message);
      return;
    }
  parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  if (CRM_IS_WINDOW (parent))
    {
      g_autofree char *name = g_file_get_basename (self->file);
      g_autofree char *text = g_strdup_printf (_ ("Exported to “%s”"), name);

      crm_window_toast (GTK_WIDGET (parent), text);
    }
  gtk_window_destroy (GTK_WINDOW (self));
}

static const char *
get_format (CrmExportDialog *self)
{
  if (gtk_check_button_get_active (self->json))
    return "json";
  if (!gtk_check_button_get_active (self->vcard))
    return "csv";
  return gtk_switch_get_active (self->old) ? "vcard-2.1" : "vcard";
}

/* NULL: all of them. The array is the caller's, the names are the entity's. */
static GPtrArray *
make_columns (CrmExportDialog *self)
{
  GPtrArray *names;

  if (!adw_expander_row_get_enable_expansion (self->columns))
    return NULL;
  names = g_ptr_array_new ();
  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      g_ptr_array_add (names, g_object_get_data (g_ptr_array_index (self->checks, i), FIELD));
  g_ptr_array_add (names, NULL);
  return names;
}

void
crm_export_dialog_save (CrmExportDialog *self, GFile *file)
{
  const char *format;
  CrmExportSelection selection = { 0 };
  gboolean whole;
  g_autoptr (GPtrArray) columns = NULL;

  g_return_if_fail (CRM_IS_EXPORT_DIALOG (self));
  g_return_if_fail (self->cancellable == NULL);
  format = get_format (self);
  whole = g_str_equal (format, "json");
  columns = g_str_equal (format, "csv") ? make_columns (self) : NULL;
  if (columns != NULL && columns->len == 1)
    {
      say (self, _ ("Choose at least one column."));
      return;
    }
  selection.entity = crm_entity_get_name (self->entity);
  if (self->ids->len > 0 && gtk_switch_get_active (self->selected))
    {
      selection.ids = (const gint64 *)self->ids->data;
      selection.n_ids = self->ids->len;
    }
  say (self, NULL);
  g_set_object (&self->file, file);
  self->cancellable = g_cancellable_new ();
  self->pulse = g_timeout_add (PULSE_MS, on_pulse, self);
  update (self);
  crm_exporter_save_async (self->store, whole ? NULL : &selection, format,
      columns != NULL ? (const char *const *)columns->pdata : NULL, self->cards, file, self->cancellable,
      on_saved, g_object_ref (self));
}

static void
on_response (GtkNativeDialog *chooser, int response, CrmExportDialog *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_clear_object (&self->chooser);
  if (file != NULL)
    crm_export_dialog_save (self, file);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmExportDialog *self = CRM_EXPORT_DIALOG (widget);
  const char *format = get_format (self);
  const char *suffix = g_str_equal (format, "csv") ? "csv" : g_str_equal (format, "json") ? "json" : "vcf";
  g_autofree char *proposed = NULL;

  if (self->chooser != NULL)
    return;
  proposed = g_strdup_printf (
      "%s.%s", g_str_equal (format, "json") ? _ ("Clientele") : crm_entity_get_plural (self->entity), suffix);
  self->chooser = gtk_file_chooser_native_new (
      _ ("Export"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), proposed);
  g_signal_connect (self->chooser, "response", G_CALLBACK (on_response), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmExportDialog *self = CRM_EXPORT_DIALOG (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
add_column (CrmExportDialog *self, const CrmField *field)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *title = g_markup_escape_text (crm_field_get_label (field), -1);

  /* What a list shows at first: who it is and how to reach them. */
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
      (field->flags & (CRM_FIELD_REQUIRED | CRM_FIELD_MAIN)) != 0 || g_str_equal (field->name, "name"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, crm_field_get_label (field), -1);
  g_object_set_data (G_OBJECT (check), FIELD, (gpointer)field->name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_expander_row_add_row (self->columns, row);
  g_ptr_array_add (self->checks, check);
}

/* The answer on its way keeps the object alive after the window is gone: closing is what gives the writing up. */
static gboolean
crm_export_dialog_close_request (GtkWindow *window)
{
  CrmExportDialog *self = CRM_EXPORT_DIALOG (window);

  self->closed = TRUE;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->pulse, g_source_remove);
  return GTK_WINDOW_CLASS (crm_export_dialog_parent_class)->close_request (window);
}

static void
crm_export_dialog_dispose (GObject *object)
{
  CrmExportDialog *self = CRM_EXPORT_DIALOG (object);

  self->closed = TRUE;
  g_clear_handle_id (&self->pulse, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->chooser != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->chooser, self);
      gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
      g_clear_object (&self->chooser);
    }
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_object (&self->store);
  g_clear_object (&self->cards);
  G_OBJECT_CLASS (crm_export_dialog_parent_class)->dispose (object);
}

static void
crm_export_dialog_finalize (GObject *object)
{
  CrmExportDialog *self = CRM_EXPORT_DIALOG (object);

  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->entity, crm_entity_unref);
  G_OBJECT_CLASS (crm_export_dialog_parent_class)->finalize (object);
}

static void
crm_export_dialog_class_init (CrmExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = crm_export_dialog_dispose;
  object_class->finalize = crm_export_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = crm_export_dialog_close_request;
  gtk_widget_class_install_action (widget_class, "export.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "export.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "export.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "export.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "export.save", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/import/crm-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, body);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, csv);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, vcard);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, json);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, vcard_row);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, options);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, selected_row);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, selected);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, old_row);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, old);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, error);
  gtk_widget_class_bind_template_callback (widget_class, on_format_toggled);
}

static void
crm_export_dialog_init (CrmExportDialog *self)
{
  self->checks = g_ptr_array_new ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_export_dialog_present (GtkWindow *parent, CrmStore *store, CrmCardFormat *cards, const char *entity,
    const gint64 *ids, guint n_ids)
{
  CrmExportDialog *self = g_object_new (CRM_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  g_autofree char *title = NULL;

  self->store = g_object_ref (store);
  g_set_object (&self->cards, cards);
  self->entity = crm_store_get_entity (store, entity);
  if (n_ids > 0)
    g_array_append_vals (self->ids, ids, n_ids);
  title =
      g_strdup_printf (ngettext ("Only the %'u selected one", "Only the %'u selected ones", n_ids), n_ids);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->selected_row), title);
  gtk_widget_set_visible (self->vcard_row, cards != NULL && g_str_equal (entity, "client"));
  for (guint i = 0; i < self->entity->n_fields; i++)
    if ((self->entity->fields[i].flags & CRM_FIELD_HIDDEN) == 0 &&
        self->entity->fields[i].kind != CRM_KIND_BLOB)
      add_column (self, &self->entity->fields[i]);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->csv));
  gtk_window_present (GTK_WINDOW (self));
}
