/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "channel/crm-channel-manager.h"

/* The accounts that messages pass through, in the preferences. */
#define CRM_TYPE_MESSAGE_ACCOUNTS_GROUP (crm_message_accounts_group_get_type ())
G_DECLARE_FINAL_TYPE (
    CrmMessageAccountsGroup, crm_message_accounts_group, CRM, MESSAGE_ACCOUNTS_GROUP, AdwPreferencesGroup)

GtkWidget *crm_message_accounts_group_new (CrmChannelManager *manager);
