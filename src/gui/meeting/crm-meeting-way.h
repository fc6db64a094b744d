/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The way to a meeting: its room online (an address of the web) in the browser, or its place on the map; without a program for maps the place
 * is copied. Both nullable; FALSE when there is neither. Main thread. */
gboolean crm_meeting_way_open (GtkWidget *from, const char *place, const char *online);
