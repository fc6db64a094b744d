/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* What the book says of all messages: when and to whom advertising goes, own stop words, what happens when an account does not work. Main thread. */
#define CRM_TYPE_MESSAGE_RULES_GROUP (crm_message_rules_group_get_type ())
G_DECLARE_FINAL_TYPE (
    CrmMessageRulesGroup, crm_message_rules_group, CRM, MESSAGE_RULES_GROUP, AdwPreferencesGroup)

GtkWidget *crm_message_rules_group_new (CrmStore *store);
