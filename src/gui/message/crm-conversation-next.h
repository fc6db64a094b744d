/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "message/crm-conversation-data.h"

/* "What happens next?": a task from the message, a meeting, the deal's next stage. Main thread. Signal "task" (no arguments): somebody wants
 * one; the owner knows the message. */
#define CRM_TYPE_CONVERSATION_NEXT (crm_conversation_next_get_type ())
G_DECLARE_FINAL_TYPE (CrmConversationNext, crm_conversation_next, CRM, CONVERSATION_NEXT, GtkBox)

GtkWidget *crm_conversation_next_new (CrmStore *store);
/* data: used during the call. */
void crm_conversation_next_set_data (CrmConversationNext *self, const CrmConversationData *data);
/* Opens the line for a new task at a widget; text (nullable) is what it begins with, message (0 none) what it follows up. */
void crm_conversation_next_add_task (
    CrmConversationNext *self, GtkWidget *at, const char *text, gint64 message);
