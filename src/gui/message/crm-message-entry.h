/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "message/crm-send-later.h"
#include "message/crm-template-choice.h"
#include "store/crm-store.h"

/* The card in which an answer is written: a text that grows to eight lines, templates, the count of parts, the account, when. What is typed stays as
 * the draft of its conversation. Main thread. Signal "sent" when a message was queued. */
#define CRM_TYPE_MESSAGE_ENTRY (crm_message_entry_get_type ())
G_DECLARE_FINAL_TYPE (CrmMessageEntry, crm_message_entry, CRM, MESSAGE_ENTRY, AdwBin)

GtkWidget *crm_message_entry_new (CrmStore *store);
/* To whom: name is said in the placeholder; account 0: the main one. Copied. */
void crm_message_entry_set_target (CrmMessageEntry *self, gint64 conversation, gint64 client,
    const char *name, const char *channel, const char *address, gint64 account, gint64 deal);
void crm_message_entry_focus (CrmMessageEntry *self);
gboolean crm_message_entry_has_focus (CrmMessageEntry *self);
/* due_at 0: at once. */
void crm_message_entry_send (CrmMessageEntry *self, gint64 due_at);
/* For callers that type for the person, and tests. */
GtkTextBuffer *crm_message_entry_get_buffer (CrmMessageEntry *self);
CrmTemplateChoice *crm_message_entry_get_templates (CrmMessageEntry *self);
CrmSendLater *crm_message_entry_get_later (CrmMessageEntry *self);
/* The sentence below the text, or NULL. */
const char *crm_message_entry_get_error (CrmMessageEntry *self);
