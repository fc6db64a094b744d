/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Shows a place on a map: in the desktop's program for maps (geo:), else as OpenStreetMap's page. latitude and longitude NAN: only the text is
 * known. Main thread. */
void crm_calendar_show_place (GtkWidget *from, const char *text, double latitude, double longitude);
/* The address it would open. maps: there is a program for geo:. Caller owns. */
char *crm_calendar_dup_place_uri (const char *text, double latitude, double longitude, gboolean maps);
