/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "deal/crm-board.h"

/* The bar under a lane's head: how many of its deals are overdue, due today, planned, without a next step, waiting. A click on a segment
 * activates deals.next with its state. */
#define CRM_TYPE_LANE_BAR (crm_lane_bar_get_type ())
G_DECLARE_FINAL_TYPE (CrmLaneBar, crm_lane_bar, CRM, LANE_BAR, GtkWidget)

GtkWidget *crm_lane_bar_new (void);
/* chosen: the state the cards are filtered by, or -1. */
void crm_lane_bar_set (CrmLaneBar *self, const guint64 segments[CRM_NEXT_N_STATES], int chosen);
