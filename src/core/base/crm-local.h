/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Between local days with times and instants. Days are counted as GDate's Julian days. Private to core. Any thread. */

/* The instant (µs UTC) of a local time, in seconds of the day; zone NULL: UTC. A time the clocks leave out is
 * counted as if they had not been put on yet, as calendars do (RFC 5545, 3.3.5); of one that comes twice it is the first. */
gint64 crm_local_instant (guint32 julian, int second, GTimeZone *zone);
/* The local day of an instant and the second in it; 0 outside the years 1 to 9999. */
guint32 crm_local_day (gint64 at, GTimeZone *zone, int *second);
/* "YYYY-MM-DD". Caller owns. NULL outside the years 1 to 9999. */
char *crm_local_format (guint32 julian);
/* 0 for what is no full date. */
guint32 crm_local_parse (const char *date);
