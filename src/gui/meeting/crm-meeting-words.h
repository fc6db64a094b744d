/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Times of day and distances of meetings as people say them. Pure; any thread. */

/* That time of day on another local day ("YYYY-MM-DD"). */
gint64 crm_meeting_at_day (gint64 at, const char *date, GTimeZone *zone);
/* "80 m", "1.2 km". Caller owns. */
char *crm_meeting_dup_distance (gint64 metres);
