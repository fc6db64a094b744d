/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-file-page.h"

#include <glib/gi18n-lib.h>

/* The first page of the import. Owns the file chooser while it is open. Main thread. */

struct _CrmImportFilePage
{
  AdwBin parent_instance;
  AdwStatusPage *status;
  GtkSpinner *spinner;
  GtkButton *choose;
  GtkFileChooserNative *chooser; /* owned, nullable */
  gboolean reading;
};

G_DEFINE_FINAL_TYPE (CrmImportFilePage, crm_import_file_page, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show (CrmImportFilePage *self, const char *icon, const char *title, const char *sentence, const char *button)
{
  g_autofree char *description = g_markup_escape_text (sentence, -1);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_status_page_set_icon_name (self->status, icon);
  adw_status_page_set_title (self->status, escaped);
  adw_status_page_set_description (self->status, description);
  gtk_button_set_label (self->choose, button != NULL ? button : "");
  gtk_widget_set_visible (GTK_WIDGET (self->choose), button != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), button == NULL);
  gtk_spinner_set_spinning (self->spinner, button == NULL);
  self->reading = button == NULL;
}

static void
on_response (GtkNativeDialog *chooser, int response, CrmImportFilePage *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_clear_object (&self->chooser);
  if (file != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, file);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; suffixes != NULL && suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  if (suffixes == NULL)
    gtk_file_filter_add_pattern (filter, "*");
  gtk_file_chooser_add_filter (chooser, filter);
}

void
crm_import_file_page_choose (CrmImportFilePage *self)
{
  static const char *const suffixes[] = { "csv", "tsv", "txt", "vcf", "vcard", "ics", "eml", "json", NULL };
  GtkRoot *root;

  g_return_if_fail (CRM_IS_IMPORT_FILE_PAGE (self));
  if (self->chooser != NULL || self->reading)
    return;
  root = gtk_widget_get_root (GTK_WIDGET (self));
  self->chooser = gtk_file_chooser_native_new (_ ("Choose a file to import"),
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"),
      _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  add_filter (GTK_FILE_CHOOSER (self->chooser), _ ("Tables, contacts and calendars"), suffixes);
  add_filter (GTK_FILE_CHOOSER (self->chooser), _ ("All files"), NULL);
  g_signal_connect (self->chooser, "response", G_CALLBACK (on_response), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, CrmImportFilePage *self)
{
  GdkFileList *list = g_value_get_boxed (value);
  g_autoptr (GSList) files = list != NULL ? gdk_file_list_get_files (list) : NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-frame");
  if (files == NULL || self->reading)
    return FALSE;
  g_signal_emit (self, signals[CHOSEN], 0, files->data);
  return TRUE;
}

static GdkDragAction
on_enter (GtkDropTarget *target, double x, double y, CrmImportFilePage *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "drop-frame");
  return GDK_ACTION_COPY;
}

static void
on_leave (GtkDropTarget *target, CrmImportFilePage *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-frame");
}

static gboolean
crm_import_file_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CRM_IMPORT_FILE_PAGE (widget)->choose));
}

static void
crm_import_file_page_dispose (GObject *object)
{
  CrmImportFilePage *self = CRM_IMPORT_FILE_PAGE (object);

  if (self->chooser != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->chooser, self);
      gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
      g_clear_object (&self->chooser);
    }
  G_OBJECT_CLASS (crm_import_file_page_parent_class)->dispose (object);
}

static void
crm_import_file_page_class_init (CrmImportFilePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_import_file_page_dispose;
  widget_class->grab_focus = crm_import_file_page_grab_focus;
  signals[CHOSEN] = g_signal_new ("chosen", CRM_TYPE_IMPORT_FILE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 1, G_TYPE_FILE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/import/crm-import-file-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmImportFilePage, status);
  gtk_widget_class_bind_template_child (widget_class, CrmImportFilePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, CrmImportFilePage, choose);
  gtk_widget_class_bind_template_callback (widget_class, crm_import_file_page_choose);
}

static void
crm_import_file_page_init (CrmImportFilePage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  g_signal_connect (target, "enter", G_CALLBACK (on_enter), self);
  g_signal_connect (target, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  crm_import_file_page_show_refusal (self, NULL);
}

void
crm_import_file_page_show_reading (CrmImportFilePage *self, const char *name)
{
  g_autofree char *title = NULL;

  g_return_if_fail (CRM_IS_IMPORT_FILE_PAGE (self));
  title = g_strdup_printf (_ ("Reading “%s”"), name);
  show (self, "document-open-symbolic", title, "", NULL);
}

void
crm_import_file_page_show_refusal (CrmImportFilePage *self, const char *sentence)
{
  g_return_if_fail (CRM_IS_IMPORT_FILE_PAGE (self));
  if (sentence != NULL)
    show (self, "dialog-error-symbolic", _ ("This file cannot be imported"), sentence,
        _ ("_Choose another file…"));
  else
    show (self, "document-open-symbolic", _ ("Bring your contacts along"),
        _ ("A CSV table from a spreadsheet or another program, vCards from a phone or mail program, or a "
           "whole "
           "book as JSON. You can also drop the file here. Nothing is written before you have seen what "
           "comes of it."),
        _ ("_Choose file…"));
}
