/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-meeting-way.h"

#include <glib/gi18n-lib.h>

#include "crm-window.h"

/* No state. */

static void
on_shown (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    crm_window_report_error (GTK_WIDGET (source), error, _ ("This could not be opened"), NULL);
}

static void
show (GtkWidget *from, const char *uri)
{
  GtkRoot *root = gtk_widget_get_root (from);

  if (GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, on_shown, NULL);
}

/* What came with an invitation opens nothing but the web. */
static gboolean
is_web (const char *address)
{
  g_autofree char *scheme = g_uri_parse_scheme (address);

  return scheme != NULL &&
         (g_ascii_strcasecmp (scheme, "https") == 0 || g_ascii_strcasecmp (scheme, "http") == 0);
}

gboolean
crm_meeting_way_open (GtkWidget *from, const char *place, const char *online)
{
  g_autoptr (GAppInfo) maps = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *uri = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (from), FALSE);
  if (online != NULL && is_web (online))
    {
      show (from, online);
      return TRUE;
    }
  if (place == NULL)
    return FALSE;
  maps = g_app_info_get_default_for_uri_scheme ("geo");
  escaped = g_uri_escape_string (place, NULL, TRUE);
  uri = g_strconcat ("geo:0,0?q=", escaped, NULL);
  if (maps != NULL)
    show (from, uri);
  else
    {
      gdk_clipboard_set_text (gtk_widget_get_clipboard (from), place);
      crm_window_toast (from, _ ("Place copied"));
    }
  return TRUE;
}
