/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Which date is a campaign's occasion: those of clients and deals, own fields too. Saves by itself. */
#define CRM_TYPE_CAMPAIGN_OCCASION_ROW (crm_campaign_occasion_row_get_type ())
G_DECLARE_FINAL_TYPE (
    CrmCampaignOccasionRow, crm_campaign_occasion_row, CRM, CAMPAIGN_OCCASION_ROW, AdwComboRow)

GtkWidget *crm_campaign_occasion_row_new (CrmStore *store);
void crm_campaign_occasion_row_set_row (CrmCampaignOccasionRow *self, CrmRow *campaign);
