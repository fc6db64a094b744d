/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-board.h"
#include <gtk/gtk.h>

/* The head of a lane: name, count, sums per currency, weighted sums, bar of next steps. */
#define CRM_TYPE_LANE_HEAD (crm_lane_head_get_type ())
G_DECLARE_FINAL_TYPE (CrmLaneHead, crm_lane_head, CRM, LANE_HEAD, GtkBox)

/* key: of its lane, the target of its actions. */
GtkWidget *crm_lane_head_new (CrmStore *store, const char *key);
/* n_lines: of sums, the same in all heads so that the cards begin at one height. */
void crm_lane_head_set_lane (CrmLaneHead *self, const CrmLane *lane, int next_state, guint n_lines);
/* Figures with something added, while it is dragged here. */
void crm_lane_head_set_figures (
    CrmLaneHead *self, const CrmLane *lane, guint64 count, CrmSums *sums, CrmSums *weighted);
