/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-deal-card-data.h"
#include "widgets/crm-section.h"

/* Section "People" of a deal: its client first, then further contacts with their roles; they are found by name or made.
 * Signal "move" (GtkWidget *row, int step): Tab leaves a row. */
#define CRM_TYPE_DEAL_PEOPLE (crm_deal_people_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealPeople, crm_deal_people, CRM, DEAL_PEOPLE, AdwBin)

GtkWidget *crm_deal_people_new (CrmStore *store);
void crm_deal_people_set_data (CrmDealPeople *self, CrmDealCardData *data);
/* Begins to add a person; to choose the client. */
void crm_deal_people_add (CrmDealPeople *self);
void crm_deal_people_choose_client (CrmDealPeople *self);
/* Adds a person by name or, when it is a number, by id: what Enter in the entry does. */
void crm_deal_people_add_by_name (CrmDealPeople *self, const char *name);
