/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "campaign/crm-campaign-data.h"

/* A line of the list of campaigns or segments. */
#define CRM_TYPE_CAMPAIGN_ROW (crm_campaign_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmCampaignRow, crm_campaign_row, CRM, CAMPAIGN_ROW, GtkListBoxRow)

GtkWidget *crm_campaign_row_new (gint64 id);
void crm_campaign_row_show (CrmCampaignRow *self, const CrmCampaignItem *item);
/* Of a segment: how many are in it; -1: not known (yet). */
void crm_campaign_row_set_count (CrmCampaignRow *self, gint64 count);
gint64 crm_campaign_row_get_id (CrmCampaignRow *self);
/* A state as a word with its colour class ("success", "accent", "warning" …, nullable). */
const char *crm_campaign_state_get_label (const char *state);
const char *crm_campaign_state_get_class (const char *state);
