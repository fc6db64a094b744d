/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-view.h"
#include "deal/crm-board-view.h"
#include "deal/crm-deal-filter.h"

/* The page Deals: a pipeline as a board or as a list of the same deals. */
#define CRM_TYPE_DEALS_VIEW (crm_deals_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealsView, crm_deals_view, CRM, DEALS_VIEW, CrmView)

GtkWidget *crm_deals_view_new (CrmStore *store);
CrmBoard *crm_deals_view_get_board (CrmDealsView *self);
CrmBoardView *crm_deals_view_get_board_view (CrmDealsView *self);
CrmDealFilter *crm_deals_view_get_filter (CrmDealsView *self);
/* What is shown: "board", "list", "empty", "nothing" (nothing fits the filter), "error", "waiting". */
const char *crm_deals_view_get_state (CrmDealsView *self);
