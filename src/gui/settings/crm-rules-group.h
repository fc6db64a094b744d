/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* The rules that lead a client from lead to contact to customer, as a group of the preferences. Follows the book. */
#define CRM_TYPE_RULES_GROUP (crm_rules_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmRulesGroup, crm_rules_group, CRM, RULES_GROUP, AdwPreferencesGroup)

GtkWidget *crm_rules_group_new (CrmStore *store);
