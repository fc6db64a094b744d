/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Deals on a client's card: a card for each open one, won and lost ones folded below with their sums. */
#define CRM_TYPE_CLIENT_DEALS (crm_client_deals_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientDeals, crm_client_deals, CRM, CLIENT_DEALS, AdwBin)

GtkWidget *crm_client_deals_new (CrmStore *store);
/* 0 shows nothing. Of a company also the deals of its people. */
void crm_client_deals_set_client (CrmClientDeals *self, gint64 client_id);
gboolean crm_client_deals_is_loading (CrmClientDeals *self);
/* For tests: number of open deals shown; what is said about closed ones, or NULL. */
guint crm_client_deals_get_n_open (CrmClientDeals *self);
const char *crm_client_deals_get_closed (CrmClientDeals *self);
