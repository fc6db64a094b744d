/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* On a client's card: products it supplies, and deals it takes part in as supplier, carrier or further contact. Hidden while there is
 * nothing; a supplier or carrier sees where things can be added. */
#define CRM_TYPE_CLIENT_SUPPLIES (crm_client_supplies_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientSupplies, crm_client_supplies, CRM, CLIENT_SUPPLIES, AdwBin)

GtkWidget *crm_client_supplies_new (CrmStore *store);
void crm_client_supplies_set_client (CrmClientSupplies *self, CrmRow *client);
gboolean crm_client_supplies_is_loading (CrmClientSupplies *self);
GtkListBox *crm_client_supplies_get_products (CrmClientSupplies *self);
GtkListBox *crm_client_supplies_get_deals (CrmClientSupplies *self);
/* Adds a product of this name, or takes the one there is. */
void crm_client_supplies_add_product (CrmClientSupplies *self, const char *name);
