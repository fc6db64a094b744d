/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-deal-card-data.h"
#include <adwaita.h>

/* Head of the left pane: the amount, the probability that counts and the weighted amount, both edited in place; and whether the amount
 * follows the lines.
 * Signal "move" (GtkWidget *row, int step): Tab leaves a row. */
#define CRM_TYPE_DEAL_WORTH (crm_deal_worth_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealWorth, crm_deal_worth, CRM, DEAL_WORTH, AdwBin)

GtkWidget *crm_deal_worth_new (CrmStore *store);
void crm_deal_worth_set_data (CrmDealWorth *self, CrmDealCardData *data);
/* What became of deals that stood in the same stage (CrmStageTime): known a little later than the deal. */
void crm_deal_worth_set_times (CrmDealWorth *self, GArray *times);
/* What is said of them, or NULL; for tests. */
const char *crm_deal_worth_get_forecast (CrmDealWorth *self);
/* The rows, to edit them and for tests. */
GtkWidget *crm_deal_worth_get_amount (CrmDealWorth *self);
GtkWidget *crm_deal_worth_get_probability (CrmDealWorth *self);
/* The amount follows the lines again. */
void crm_deal_worth_follow (CrmDealWorth *self);
/* What is said about the lines, or NULL; for tests. */
const char *crm_deal_worth_get_note (CrmDealWorth *self);
