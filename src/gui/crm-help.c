/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-help.h"

#include <glib/gi18n-lib.h>

#include "crm-window.h"

/* The book of help in the desktop's viewer; owns nothing. Main thread. */

static void
on_help_shown (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) window = data;
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (window), result, &error))
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    crm_window_toast (window, _ ("There is no help viewer on this computer. Yelp is one."));
  else
    crm_window_report_error (window, error, _ ("The help could not be opened"), NULL);
}

void
crm_help_show (GtkWindow *window, const char *page)
{
  g_autofree char *uri =
      page != NULL ? g_strconcat ("help:clientele/", page, NULL) : g_strdup ("help:clientele");

  gtk_show_uri_full (
      window, uri, GDK_CURRENT_TIME, NULL, on_help_shown, window != NULL ? g_object_ref (window) : NULL);
}
