/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel/crm-channel.h"
#include "message/crm-message.h"

/* What came in is stored in one transaction with the cursor behind it. */

/* In a write function: stores messages (CrmIncoming *) of an account and its new cursor; those known already are left alone. Each is put to the client whose only address it
 * is, to its conversation and deal; stop words are obeyed, answers recorded, waits for the client end. n_new (nullable): how many were new. */
gboolean crm_inbox_take (CrmTransaction *tx, gint64 account, GPtrArray *messages, const char *cursor,
    guint *n_new, GError **error);
/* In a write function: puts what a provider says of messages (CrmSent *) to them, by remote id; a state never goes back ("delivered" after "read"). */
gboolean crm_inbox_take_states (CrmTransaction *tx, gint64 account, GPtrArray *states, GError **error);
