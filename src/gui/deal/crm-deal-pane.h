/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-deal-card-data.h"
#include <adwaita.h>

/* Left pane of the deal card: amount, fields, people, products; empty fields are folded behind "+". */
#define CRM_TYPE_DEAL_PANE (crm_deal_pane_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealPane, crm_deal_pane, CRM, DEAL_PANE, AdwBin)

GtkWidget *crm_deal_pane_new (CrmStore *store);
void crm_deal_pane_set_data (CrmDealPane *self, CrmDealCardData *data);
/* Makes the rows anew: the entity has other fields now. */
void crm_deal_pane_rebuild (CrmDealPane *self);
/* Begins to edit a field, the amount and the client included; FALSE when there is none of this name. */
gboolean crm_deal_pane_edit (CrmDealPane *self, const char *name);
void crm_deal_pane_add_own (CrmDealPane *self);
/* Its parts. */
GtkWidget *crm_deal_pane_get_row (CrmDealPane *self, const char *name);
GtkWidget *crm_deal_pane_get_worth (CrmDealPane *self);
GtkWidget *crm_deal_pane_get_people (CrmDealPane *self);
GtkWidget *crm_deal_pane_get_lines (CrmDealPane *self);
