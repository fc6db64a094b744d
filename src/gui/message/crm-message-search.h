/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message/crm-message.h"
#include "store/crm-store.h"

/* What the list of conversations asks of the book at once. Functions named _in_worker run in the reader. */

/* Conversations in whose texts, name or number the words stand, newest first, limit at most. gint64 *, caller owns. */
GArray *crm_message_search_in_worker (CrmTransaction *tx, const char *text, guint limit, GError **error);

typedef struct
{
  gint64 unanswered;
  gint64 conversations; /* that are not archived */
  gboolean has_sms, has_mail, has_chat;
  gint64 accounts; /* in use */
  gint64 queued;   /* in the outbox: waits or is being sent */
  gint64 troubled; /* uncertain, or failed in the last 30 days */
} CrmMessageCounts;
gboolean crm_message_count_in_worker (CrmTransaction *tx, CrmMessageCounts *out, GError **error);
/* The badge alone. */
gboolean crm_message_count_unanswered_in_worker (CrmTransaction *tx, gint64 *out, GError **error);
