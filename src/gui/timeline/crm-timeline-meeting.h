/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "activity/crm-activity.h"
#include <gtk/gtk.h>

/* What an entry of the timeline says of a meeting that took place. Main thread. */

/* The meeting's own row; NULL for every other entry. Owned by the activity. */
CrmRow *crm_timeline_meeting_get (CrmActivity *activity);
/* "Tasting · 1 h 5 min". Caller owns. */
char *crm_timeline_meeting_dup_title (CrmRow *meeting, gint64 duration);
/* A line with who took part and where somebody checked in; reads it and shows itself when there is something. */
GtkWidget *crm_timeline_meeting_new_people (CrmStore *store, CrmRow *meeting);
