/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "message/crm-message-item.h"

/* One message as a bubble: theirs at the start, ours at the end, with how far ours has come and what can be done about it. Immutable: a changed
 * message gets a new one. Main thread. */
#define CRM_TYPE_MESSAGE_BUBBLE (crm_message_bubble_get_type ())
G_DECLARE_FINAL_TYPE (CrmMessageBubble, crm_message_bubble, CRM, MESSAGE_BUBBLE, AdwBin)

/* item: used during the call. */
GtkWidget *crm_message_bubble_new (CrmStore *store, const CrmMessageItem *item);
gint64 crm_message_bubble_get_message (CrmMessageBubble *self);
