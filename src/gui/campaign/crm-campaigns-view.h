/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-view.h"

/* The page Campaigns: campaigns with their cards, and segments with their editor. */
#define CRM_TYPE_CAMPAIGNS_VIEW (crm_campaigns_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmCampaignsView, crm_campaigns_view, CRM, CAMPAIGNS_VIEW, CrmView)

GtkWidget *crm_campaigns_view_new (CrmStore *store);
/* Shows one, as soon as it is there. */
void crm_campaigns_view_show_campaign (CrmCampaignsView *self, gint64 id);
void crm_campaigns_view_show_segment (CrmCampaignsView *self, gint64 id);
