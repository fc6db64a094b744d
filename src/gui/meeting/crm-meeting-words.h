/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* Times of day and distances of meetings as people say them. Any thread. */

/* That time of day on another local day ("YYYY-MM-DD"). */
gint64 crm_meeting_at_day (gint64 at, const char *date, GTimeZone *zone);
/* "80 m", "1.2 km". Caller owns. */
char *crm_meeting_dup_distance (gint64 metres);
/* When a meeting takes place; of a series the time its rid names. Any transaction. */
gboolean crm_meeting_look_up_time (CrmTransaction *tx, const CrmRow *meeting, const char *rid,
    gint64 *starts_at, gint64 *ends_at, GError **error);
