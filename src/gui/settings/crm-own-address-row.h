/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/crm-store.h"

/* The e-mail address from which the one who works here invites; written when it is applied. Main thread. */
#define CRM_TYPE_OWN_ADDRESS_ROW (crm_own_address_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmOwnAddressRow, crm_own_address_row, CRM, OWN_ADDRESS_ROW, AdwEntryRow)

GtkWidget *crm_own_address_row_new (CrmStore *store);
