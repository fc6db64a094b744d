/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-view.h"
#include "message/crm-conversation-list.h"
#include "message/crm-conversation-view.h"

/* The page Messages: conversations at the left, the chosen one at the right; one of them in a narrow window. */
#define CRM_TYPE_MESSAGES_VIEW (crm_messages_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmMessagesView, crm_messages_view, CRM, MESSAGES_VIEW, CrmView)

GtkWidget *crm_messages_view_new (CrmStore *store);
CrmConversationList *crm_messages_view_get_list (CrmMessagesView *self);
CrmConversationView *crm_messages_view_get_conversation (CrmMessagesView *self);
/* Brings a conversation up. */
void crm_messages_view_show (CrmMessagesView *self, gint64 conversation);
