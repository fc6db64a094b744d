/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* One rule that sets the status of a client: says what it does in a sentence, unfolds to be changed. Every change is written at once. */
#define CRM_TYPE_RULE_ROW (crm_rule_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmRuleRow, crm_rule_row, CRM, RULE_ROW, AdwExpanderRow)

GtkWidget *crm_rule_row_new (CrmStore *store, CrmRow *rule);
gint64 crm_rule_row_get_id (CrmRuleRow *self);
/* Shows the newest state of the same rule. */
void crm_rule_row_set_rule (CrmRuleRow *self, CrmRow *rule);
