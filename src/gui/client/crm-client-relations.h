/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/crm-client-card-data.h"
#include "widgets/crm-section.h"

/* Section "Relations": the company of a person (found by name or made), or the people of a company.
 * Signal "move" (GtkWidget *row, int step): Tab leaves a row. */
#define CRM_TYPE_CLIENT_RELATIONS (crm_client_relations_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientRelations, crm_client_relations, CRM, CLIENT_RELATIONS, AdwBin)

GtkWidget *crm_client_relations_new (CrmStore *store);
void crm_client_relations_set_data (CrmClientRelations *self, CrmClientCardData *data);
/* Begins what can be added: the company of a person, a person of a company. */
void crm_client_relations_add (CrmClientRelations *self);
/* The role of a person in the company, folded while it is empty. */
gboolean crm_client_relations_can_add_position (CrmClientRelations *self);
void crm_client_relations_add_position (CrmClientRelations *self);

/* In a write function: the id of the company of this name (or, when text is a number, of this id), made when there is none; 0 on error. */
gint64 crm_client_relations_company_in_worker (CrmTransaction *tx, const char *text, GError **error);
