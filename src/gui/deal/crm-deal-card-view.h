/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-view.h"

/* Page "deal": stage line above; amount, fields, people and products at the left; composer, what is planned and the history at the right.
 * Everything is edited in place. */
#define CRM_TYPE_DEAL_CARD_VIEW (crm_deal_card_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealCardView, crm_deal_card_view, CRM, DEAL_CARD_VIEW, CrmView)

GtkWidget *crm_deal_card_view_new (CrmStore *store);
/* order: ids of the deals previous and next go by (gint64; a reference is taken), nullable. */
void crm_deal_card_view_set_deal (CrmDealCardView *self, gint64 id, GArray *order);
gint64 crm_deal_card_view_get_deal (CrmDealCardView *self);
/* TRUE when what was asked for is on show (or could not be read). */
gboolean crm_deal_card_view_is_ready (CrmDealCardView *self);
/* Its parts. */
GtkWidget *crm_deal_card_view_get_pane (CrmDealCardView *self);
GtkWidget *crm_deal_card_view_get_stages (CrmDealCardView *self);
GtkWidget *crm_deal_card_view_get_composer (CrmDealCardView *self);
GtkWidget *crm_deal_card_view_get_planned (CrmDealCardView *self);
GtkWidget *crm_deal_card_view_get_timeline (CrmDealCardView *self);
/* The popover that asks for something (a reason, missing fields), or NULL. */
GtkWidget *crm_deal_card_view_get_popover (CrmDealCardView *self);
