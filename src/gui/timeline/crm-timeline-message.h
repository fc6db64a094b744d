/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "activity/crm-activity.h"
#include <gtk/gtk.h>

/* What an entry of the timeline says of a letter, SMS or chat line. Main thread. */

/* The message's own row; NULL for every other entry. Owned by the activity. */
CrmRow *crm_timeline_message_get (CrmActivity *activity);
/* "Incoming SMS". Caller owns. */
char *crm_timeline_message_dup_title (CrmRow *message);
/* Its bubble; what it answers and which campaign it belongs to comes a moment later. */
GtkWidget *crm_timeline_message_new (CrmStore *store, CrmRow *message);
