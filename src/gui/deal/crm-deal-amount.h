/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-deal-card-data.h"
#include <adwaita.h>

/* Head of the left pane: the amount, the probability that counts and the weighted amount, both edited in place; and whether the amount
 * follows the lines.
 * Signal "move" (GtkWidget *row, int step): Tab leaves a row. */
#define CRM_TYPE_DEAL_AMOUNT (crm_deal_amount_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealAmount, crm_deal_amount, CRM, DEAL_AMOUNT, AdwBin)

GtkWidget *crm_deal_amount_new (CrmStore *store);
void crm_deal_amount_set_data (CrmDealAmount *self, CrmDealCardData *data);
/* The rows, to edit them and for tests. */
GtkWidget *crm_deal_amount_get_amount (CrmDealAmount *self);
GtkWidget *crm_deal_amount_get_probability (CrmDealAmount *self);
/* The amount follows the lines again. */
void crm_deal_amount_follow (CrmDealAmount *self);
/* What is said about the lines, or NULL; for tests. */
const char *crm_deal_amount_get_note (CrmDealAmount *self);
