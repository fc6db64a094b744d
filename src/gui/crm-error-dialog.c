/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-error-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "widgets/crm-message-dialog.h"

/* Details of an error: a message dialog that owns its text. Main thread. */

static char *
describe (const char *doing, const GError *error)
{
  g_autofree char *at = crm_instant_format (crm_clock_now ());

  /* For people who help, so not translated. */
  return g_strdup_printf ("%s\n%s\n%s %d\nClientele %s, GTK %u.%u.%u, libadwaita %u.%u.%u\n%s", doing,
      error->message, g_quark_to_string (error->domain), error->code, CRM_VERSION, gtk_get_major_version (),
      gtk_get_minor_version (), gtk_get_micro_version (), adw_get_major_version (), adw_get_minor_version (),
      adw_get_micro_version (), at);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, const char *text)
{
  if (g_strcmp0 (response, "copy") == 0)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), text);
}

void
crm_error_dialog_present (GtkWindow *parent, const char *doing, const GError *error)
{
  AdwMessageDialog *dialog;
  GtkWidget *label, *scroller;
  char *text;

  g_return_if_fail (doing != NULL && error != NULL);
  dialog = crm_message_dialog_new (parent, doing, error->message);
  text = describe (doing, error);
  g_object_set_data_full (G_OBJECT (dialog), "text", text, g_free);

  label = gtk_label_new (text);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "caption");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Technical details"), -1);
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 220);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  adw_message_dialog_set_extra_child (dialog, scroller);

  adw_message_dialog_add_responses (dialog, "copy", _ ("_Copy details"), "close", _ ("C_lose"), NULL);
  adw_message_dialog_set_default_response (dialog, "close");
  adw_message_dialog_set_close_response (dialog, "close");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), text);
  gtk_window_present (GTK_WINDOW (dialog));
}
