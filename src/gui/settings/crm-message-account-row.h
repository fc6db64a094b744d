/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "channel/crm-channel-manager.h"

/* One account of messages: how it fares, and what can be done about it. */
#define CRM_TYPE_MESSAGE_ACCOUNT_ROW (crm_message_account_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmMessageAccountRow, crm_message_account_row, CRM, MESSAGE_ACCOUNT_ROW, AdwExpanderRow)

GtkWidget *crm_message_account_row_new (CrmChannelManager *manager);
void crm_message_account_row_set_health (CrmMessageAccountRow *self, const CrmAccountHealth *health);
gint64 crm_message_account_row_get_account (CrmMessageAccountRow *self);

/* "In order · balance 12.40 UAH · 3 messages wait". Caller owns. */
char *crm_account_health_dup_line (const CrmAccountHealth *health, gint64 now, GTimeZone *zone);
