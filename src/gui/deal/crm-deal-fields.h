/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-deal-card-data.h"
#include <adwaita.h>

/* Left pane of the deal card: amount, fields, people, products; empty fields are folded behind "+". */
#define CRM_TYPE_DEAL_FIELDS (crm_deal_fields_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealFields, crm_deal_fields, CRM, DEAL_FIELDS, AdwBin)

GtkWidget *crm_deal_fields_new (CrmStore *store);
void crm_deal_fields_set_data (CrmDealFields *self, CrmDealCardData *data);
/* Makes the rows anew: the entity has other fields now. */
void crm_deal_fields_rebuild (CrmDealFields *self);
/* Begins to edit a field, the amount and the client included; FALSE when there is none of this name. */
gboolean crm_deal_fields_edit (CrmDealFields *self, const char *name);
void crm_deal_fields_add_own (CrmDealFields *self);
/* Its parts. */
GtkWidget *crm_deal_fields_get_row (CrmDealFields *self, const char *name);
GtkWidget *crm_deal_fields_get_amount (CrmDealFields *self);
GtkWidget *crm_deal_fields_get_people (CrmDealFields *self);
GtkWidget *crm_deal_fields_get_lines (CrmDealFields *self);
