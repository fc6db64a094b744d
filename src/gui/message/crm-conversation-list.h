/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-record-list.h"

/* The list of conversations with its chips, its states, the strip of an account in trouble, and the row that leads to the outbox.
 * Signals: "selected" (gint64 conversation, 0 none) when another one is chosen; "activated" (Enter on a row, or a press on it). */
#define CRM_TYPE_CONVERSATION_LIST (crm_conversation_list_get_type ())
G_DECLARE_FINAL_TYPE (CrmConversationList, crm_conversation_list, CRM, CONVERSATION_LIST, AdwBin)

GtkWidget *crm_conversation_list_new (CrmStore *store);
/* Words to look for in texts, names and numbers; NULL or "" all. */
void crm_conversation_list_set_text (CrmConversationList *self, const char *text);
/* "unanswered", "all", "sms", "mail", "chat", "done". */
void crm_conversation_list_set_filter (CrmConversationList *self, const char *name);
gint64 crm_conversation_list_get_selected (CrmConversationList *self);
/* Chooses it, also when it is not in the list as filtered: then all are shown. */
void crm_conversation_list_select (CrmConversationList *self, gint64 conversation);
/* The first one, as soon as it is known; nothing when one is chosen already. */
void crm_conversation_list_choose (CrmConversationList *self);
/* The next one becomes the chosen one: this has been dealt with. */
void crm_conversation_list_leave (CrmConversationList *self);
void crm_conversation_list_focus (CrmConversationList *self);
/* "list", "answered", "none", "account", "nothing", "error" or "waiting". */
const char *crm_conversation_list_get_state (CrmConversationList *self);
CrmRecordList *crm_conversation_list_get_list (CrmConversationList *self);
