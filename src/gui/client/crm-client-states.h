/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "client/crm-client-filter.h"
#include "store/crm-record-list.h"

/* The client list's rows, or what is said in their place: no clients yet, nobody found, nothing fits the filter. */
#define CRM_TYPE_CLIENT_STATES (crm_client_states_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientStates, crm_client_states, CRM, CLIENT_STATES, AdwBin)

GtkWidget *crm_client_states_new (GtkWidget *table);
/* Chooses what to show. entity: whose fields the filter's conditions name. */
void crm_client_states_update (
    CrmClientStates *self, CrmRecordList *list, CrmClientFilter *filter, const CrmEntity *entity);
/* "list", "empty", "nobody" or "filtered". */
const char *crm_client_states_get (CrmClientStates *self);
