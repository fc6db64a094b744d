/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "client/crm-client-filter.h"
#include "client/crm-client-look.h"

/* The row of chips above the client list: scopes with their true counts, tags, and one removable chip a condition. */
#define CRM_TYPE_CLIENT_CHIPS (crm_client_chips_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientChips, crm_client_chips, CRM, CLIENT_CHIPS, GtkBox)

/* Takes references. */
GtkWidget *crm_client_chips_new (CrmClientFilter *filter, CrmClientLook *look);
/* Chip of a scope, for tests and the keyboard. Owned by self. */
GtkWidget *crm_client_chips_get_scope (CrmClientChips *self, CrmClientScope scope);
/* Count of a scope; -1 while unknown. */
/* Counts again: what is overdue changes with the time. */
void crm_client_chips_recount (CrmClientChips *self);
gint64 crm_client_chips_get_count (CrmClientChips *self, CrmClientScope scope);
