/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "activity/crm-activity.h"

/* How a row of the timeline says the move of a deal (entity "deal_move"). */

/* "Moved from Offer to Negotiation". Caller owns. */
char *crm_timeline_move_dup_title (CrmActivity *activity);
/* "Julia Weber · after 6 days in Offer", or "". Caller owns. */
char *crm_timeline_move_dup_caption (CrmActivity *activity);
GtkWidget *crm_timeline_move_new_disc (CrmActivity *activity);
