/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-place.h"

#include <math.h>

/* Makes an address and hands it to the desktop. No state. */

char *
crm_calendar_dup_place_uri (const char *text, double latitude, double longitude, gboolean maps)
{
  g_autofree char *escaped = g_uri_escape_string (text != NULL ? text : "", NULL, FALSE);
  char north[G_ASCII_DTOSTR_BUF_SIZE], east[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (latitude) || isnan (longitude))
    return g_strconcat (maps ? "geo:0,0?q=" : "https://www.openstreetmap.org/search?query=", escaped, NULL);
  g_ascii_formatd (north, sizeof north, "%.6f", latitude);
  g_ascii_formatd (east, sizeof east, "%.6f", longitude);
  if (maps)
    return g_strdup_printf ("geo:%s,%s", north, east);
  return g_strdup_printf (
      "https://www.openstreetmap.org/?mlat=%s&mlon=%s#map=17/%s/%s", north, east, north, east);
}

void
crm_calendar_show_place (GtkWidget *from, const char *text, double latitude, double longitude)
{
  g_autoptr (GAppInfo) app = g_app_info_get_default_for_uri_scheme ("geo");
  g_autofree char *uri = crm_calendar_dup_place_uri (text, latitude, longitude, app != NULL);

  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (from)), uri, GDK_CURRENT_TIME);
}
