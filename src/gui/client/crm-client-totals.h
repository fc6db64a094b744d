/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-query.h"
#include "store/crm-store.h"

/* The figures below the client list: how many of the clients it shows have no next step, and what one column comes to over all of them. Read a
 * moment after the last change. Signal "changed". */
#define CRM_TYPE_CLIENT_TOTALS (crm_client_totals_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientTotals, crm_client_totals, CRM, CLIENT_TOTALS, GObject)

CrmClientTotals *crm_client_totals_new (CrmStore *store);
/* Copies the query; steps FALSE: nobody asks who has no next step. */
void crm_client_totals_set_query (CrmClientTotals *self, CrmQuery *query, gboolean steps);
/* Name of a field of the client; NULL or "": none. */
void crm_client_totals_set_column (CrmClientTotals *self, const char *field);
gint64 crm_client_totals_get_without_step (CrmClientTotals *self); /* -1 unknown */
/* "Open deals € 18,400 · average € 6,133 · filled in: 3" for people; NULL while it is not known. Owned by self. */
const char *crm_client_totals_get_text (CrmClientTotals *self);
