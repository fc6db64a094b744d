/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* What the foot of the client list says besides the count: how many of the shown clients have no next step, and what all open deals are
 * worth. Read a moment after the last change. Signal "changed". */
#define CRM_TYPE_CLIENT_TOTALS (crm_client_totals_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientTotals, crm_client_totals, CRM, CLIENT_TOTALS, GObject)

CrmClientTotals *crm_client_totals_new (CrmStore *store);
/* The clients on show; NULL counts nobody. Copied. */
void crm_client_totals_set_query (CrmClientTotals *self, CrmQuery *query);
/* -1: not known. */
gint64 crm_client_totals_get_without_step (CrmClientTotals *self);
/* "€ 146,070", one a currency; NULL without open deals. Owned by self. */
const char *crm_client_totals_get_open (CrmClientTotals *self);
