/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Times and distances of meetings as people say them. Pure; any thread. */

/* "Thu 19 Nov, 10:00–11:00"; all-day: "Thu 19 Nov" or "Thu 19 – Fri 20 Nov". Caller owns. */
char *crm_meeting_dup_time (gint64 starts_at, gint64 ends_at, gboolean all_day, GTimeZone *zone);
/* That time of day on another local day ("YYYY-MM-DD"). */
gint64 crm_meeting_at_day (gint64 at, const char *date, GTimeZone *zone);
/* "80 m", "1.2 km". Caller owns. */
char *crm_meeting_dup_distance (gint64 metres);
