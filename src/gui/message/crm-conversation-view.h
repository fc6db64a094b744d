/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "message/crm-message-entry.h"
#include "message/crm-message-thread.h"
#include "store/crm-store.h"

/* One conversation: who it is with, what it is about, its messages, what happens next, and the answer at the foot. Main thread. Signals: "left" when
 * it has been dealt with (done or ignored); "back" in the narrow window. */
#define CRM_TYPE_CONVERSATION_VIEW (crm_conversation_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmConversationView, crm_conversation_view, CRM, CONVERSATION_VIEW, AdwBin)

GtkWidget *crm_conversation_view_new (CrmStore *store);
/* 0: none is chosen. */
void crm_conversation_view_set_conversation (CrmConversationView *self, gint64 conversation);
gint64 crm_conversation_view_get_conversation (CrmConversationView *self);
void crm_conversation_view_set_narrow (CrmConversationView *self, gboolean narrow);

/* What the keys of the page do. */
void crm_conversation_view_reply (CrmConversationView *self);
void crm_conversation_view_finish (CrmConversationView *self);
void crm_conversation_view_link (CrmConversationView *self);
void crm_conversation_view_mark_unread (CrmConversationView *self);
void crm_conversation_view_add_task (CrmConversationView *self);
void crm_conversation_view_open_client (CrmConversationView *self);

CrmMessageEntry *crm_conversation_view_get_entry (CrmConversationView *self);
CrmMessageThread *crm_conversation_view_get_thread (CrmConversationView *self);
/* TRUE once what was chosen is shown. */
gboolean crm_conversation_view_is_ready (CrmConversationView *self);
