/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "deal/crm-deal-filter.h"
#include "deal/crm-deal-look.h"

/* Above the lanes: how many deals there are and what they come to, and the chips that filter them. */
#define CRM_TYPE_DEALS_STRIP (crm_deals_strip_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealsStrip, crm_deals_strip, CRM, DEALS_STRIP, GtkBox)

GtkWidget *crm_deals_strip_new (CrmDealFilter *filter, CrmDealLook *look);
/* data NULL: not known yet. */
/* closed: deals that are won or lost may be among them. */
void crm_deals_strip_set_data (CrmDealsStrip *self, CrmBoardData *data, gboolean closed);
/* Two lines below a wide window. */
void crm_deals_strip_set_wide (CrmDealsStrip *self, gboolean wide);
