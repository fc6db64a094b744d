/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message/crm-message.h"

/* Between the files of messages; all in the writer's thread unless said otherwise. */

extern const CrmChoice crm_message_channels[];

/* Kind of address a channel uses: "phone", "email", "handle". Any thread. */
const char *crm_message_address_kind (const char *channel, const char *address);
/* Normal form ("+380671234567") and what it is matched by, never NULL for an address with a letter or digit. Caller owns both. */
void crm_message_normalise (
    CrmTransaction *tx, const char *channel, const char *address, char **normal, char **key);
/* The client whose address it is, when it is one client's only; 0 when not. */
gboolean crm_message_find_client (
    CrmTransaction *tx, const char *channel, const char *address, gint64 *client, GError **error);

/* What a conversation says to a message that comes into it. */
typedef struct
{
  gint64 id, client, account, deal;
  gboolean deal_by_hand, done;
} CrmConversationState;
/* FALSE on error only; id 0: there is none. */
gboolean crm_conversation_find (CrmTransaction *tx, const char *channel, const char *address,
    CrmConversationState *state, GError **error);
/* done: there is nothing to answer in it. */
gint64 crm_conversation_make (CrmTransaction *tx, const char *channel, const char *address, gint64 client,
    gint64 account, gboolean done, GError **error);
/* The conversation follows a message that was just written. */
gboolean crm_conversation_follow (CrmTransaction *tx, CrmValues *message, GError **error);

/* conversation_figures. */
gboolean crm_conversation_refresh (CrmTransaction *tx, gint64 id, GError **error);
gboolean crm_conversation_check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error);
/* Messages without the conversation of their address, and normal forms made with another region. */
gboolean crm_message_check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error);

/* The row of the outbox follows the state of its message. before NULL: it has come back. */
gboolean crm_message_follow_state (
    CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error);
