/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* One campaign: what it is, what can be done with it, what came of it, and how it is set. */
#define CRM_TYPE_CAMPAIGN_CARD (crm_campaign_card_get_type ())
G_DECLARE_FINAL_TYPE (CrmCampaignCard, crm_campaign_card, CRM, CAMPAIGN_CARD, AdwBin)

GtkWidget *crm_campaign_card_new (CrmStore *store);
/* 0: none. */
void crm_campaign_card_set_campaign (CrmCampaignCard *self, gint64 id);
gint64 crm_campaign_card_get_campaign (CrmCampaignCard *self);
