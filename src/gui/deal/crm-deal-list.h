/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "deal/crm-board.h"
#include "deal/crm-deal-look.h"
#include "store/crm-record-list.h"

/* The deals of the board as rows, with a foot that adds them up. Enter or a double click opens one. Signal "order-changed". */
#define CRM_TYPE_DEAL_LIST (crm_deal_list_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealList, crm_deal_list, CRM, DEAL_LIST, GtkBox)

GtkWidget *crm_deal_list_new (CrmRecordList *list, CrmDealLook *look);
/* Order keys as CrmQuery takes them. Caller owns. */
char **crm_deal_list_dup_order (CrmDealList *self);
/* Sums of the same deals; NULL: not known yet. */
void crm_deal_list_set_data (CrmDealList *self, CrmBoardData *data);
/* Of the window: a narrow one has title and amount only. */
void crm_deal_list_set_width (CrmDealList *self, int width);
void crm_deal_list_focus (CrmDealList *self);
