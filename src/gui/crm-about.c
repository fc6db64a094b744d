/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-about.h"

#include <glib/gi18n-lib.h>

/* About and the window of keys: both are made on demand (GTK would build a help overlay with every window) and own themselves. Main
 * thread. */

void
crm_about_present (GtkWindow *parent)
{
  GtkWidget *about = g_object_new (ADW_TYPE_ABOUT_WINDOW, "transient-for", parent, "modal", TRUE,
      "application-name", "Clientele", "application-icon", CRM_APP_ID, "version", CRM_VERSION,
      "developer-name", _ ("The Clientele contributors"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
      _ ("Keep your clients and everything you agreed with them, in one file on your own computer."), NULL);

  /* Translators: your names, one a line. */
  if (g_strcmp0 (_ ("translator-credits"), "translator-credits") != 0)
    adw_about_window_set_translator_credits (ADW_ABOUT_WINDOW (about), _ ("translator-credits"));
  gtk_window_present (GTK_WINDOW (about));
}

void
crm_shortcuts_present (GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/clientele/Clientele/crm-shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}
