/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-transaction.h"

/* How long a client and we let each other wait, and what they write by. */
typedef struct
{
  gint64 ours;   /* µs on average from their question to our answer */
  guint n_ours;  /* answers it is the average of; 0: ours says nothing */
  gint64 theirs; /* likewise, from our message to theirs */
  guint n_theirs;
  const char *channel; /* interned, nullable: they last wrote by */
} CrmAnswerTime;

/* By the newest messages of a client (a few hundred at most). Of several messages in a row the first one waits; what was sent to many, was
 * not sent, or was answered after more than 30 days is left out. Any transaction. */
gboolean crm_answer_time_read (CrmTransaction *tx, gint64 client, CrmAnswerTime *out, GError **error);
