/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-error-toast.h"

#include <glib/gi18n-lib.h>

#include "crm-error-dialog.h"

/* An error as a toast that stays until it was read. The toast owns the error for its details. Main thread. */

typedef struct
{
  GError *error;
  char *doing;
} ErrorReport;

static void
error_report_free (gpointer data, GClosure *closure)
{
  ErrorReport *report = data;

  g_error_free (report->error);
  g_free (report->doing);
  g_free (report);
}

static void
on_error_details (AdwToast *toast, ErrorReport *report)
{
  GtkWindow *window = g_object_get_data (G_OBJECT (toast), "window");

  crm_error_dialog_present (window, report->doing, report->error);
}

static void
on_retry_clicked (GtkButton *button, AdwToast *toast)
{
  adw_toast_dismiss (toast);
}

/* libadwaita's toast has one button; Retry goes beside the text. */
static GtkWidget *
make_retry_title (AdwToast *toast, const char *text, const char *retry_action)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *retry = gtk_button_new_with_mnemonic (_ ("_Retry"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (retry), retry_action);
  g_signal_connect_object (retry, "clicked", G_CALLBACK (on_retry_clicked), toast, G_CONNECT_AFTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), retry);
  return box;
}

AdwToast *
crm_error_toast_new (GtkWindow *window, const GError *error, const char *doing, const char *retry_action)
{
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;
  AdwToast *toast;
  ErrorReport *report;

  text = g_strdup_printf (C_ ("error: what was done, why it failed", "%s: %s"), doing, error->message);
  markup = g_markup_escape_text (text, -1);
  toast = adw_toast_new (markup);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_button_label (toast, _ ("_Details"));
  if (retry_action != NULL)
    adw_toast_set_custom_title (toast, make_retry_title (toast, text, retry_action));
  report = g_new0 (ErrorReport, 1);
  report->error = g_error_copy (error);
  report->doing = g_strdup (doing);
  g_object_set_data (G_OBJECT (toast), "window", window);
  g_signal_connect_data (
      toast, "button-clicked", G_CALLBACK (on_error_details), report, error_report_free, 0);
  return toast;
}
