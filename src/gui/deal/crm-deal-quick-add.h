/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "deal/crm-board.h"

/* The form of a new deal inside a lane: title, client, amount. Enter saves and empties it for the next one, Escape ends. Signals: "saved"
 * (gint64 id), "closed". */
#define CRM_TYPE_DEAL_QUICK_ADD (crm_deal_quick_add_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealQuickAdd, crm_deal_quick_add, CRM, DEAL_QUICK_ADD, GtkBox)

/* What a lane stands for is what its new deals have. at_end: below the others in the order by hand. */
GtkWidget *crm_deal_quick_add_new (
    CrmStore *store, CrmBoardGroup group, const CrmLane *lane, gboolean at_end);
gboolean crm_deal_quick_add_is_at_end (CrmDealQuickAdd *self);
void crm_deal_quick_add_save (CrmDealQuickAdd *self);
