/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel/crm-channel.h"
#include "channel/crm-outbox.h"

/* Between the outbox and who empties it. All functions with a transaction run in write functions, unless said otherwise. */

/* One message on its way to the channel. */
typedef struct
{
  gint64 message;
  gint64 since; /* when it was handed over, of an uncertain one */
  guint tries;
  gboolean urgent;
  char *match; /* what its address is matched by, nullable */
  CrmOutgoing *outgoing;
} CrmOutboxJob;
void crm_outbox_job_free (CrmOutboxJob *self);

typedef enum
{
  CRM_OUTBOX_SENT,      /* handed over; sent says what is known */
  CRM_OUTBOX_RETRY,     /* surely not handed over, to be tried again at due_at */
  CRM_OUTBOX_BACK,      /* surely not handed over, and no fault of its own */
  CRM_OUTBOX_FAILED,    /* surely not handed over, and never will be */
  CRM_OUTBOX_UNCERTAIN, /* nobody knows; looked up at due_at (G_MAXINT64: only a person can tell) */
} CrmOutboxEnd;

/* What became of one. */
typedef struct
{
  gint64 message;
  char *key; /* owned, nullable: only when it was handed over under this one */
  CrmOutboxEnd end;
  CrmSent *sent;   /* owned, nullable */
  char *words;     /* owned, nullable */
  gint64 due_at;   /* of RETRY and UNCERTAIN */
  gboolean states; /* the channel can be asked whether it was delivered */
} CrmOutboxResult;
void crm_outbox_result_free (CrmOutboxResult *self);

/* Seconds to wait after so many tries: 30, 60 … 3600, with jitter of a fifth. */
gint64 crm_outbox_get_pause (guint tries);

/* Takes at most limit messages of an account that are due and puts them to "sending". busy: match keys that are being written to (a set), or NULL. next: when
 * the next one is due (G_MAXINT64: none is). Appends CrmOutboxJob. */
gboolean crm_outbox_begin (CrmTransaction *tx, gint64 account, guint limit, GHashTable *busy, GPtrArray *jobs,
    gint64 *next, GError **error);
gboolean crm_outbox_end (CrmTransaction *tx, const CrmOutboxResult *result, GError **error);
/* When nobody sends: what is found in "sending" is uncertain, and what waits in a book that was restored is too. */
gboolean crm_outbox_recover (CrmTransaction *tx, GError **error);
/* What waits for an account that has not worked for so long (µs) goes to the next one that does, if the book wants that. In a write function. */
gboolean crm_outbox_reroute (CrmTransaction *tx, gint64 account, gint64 failing, GError **error);
/* Uncertain ones of an account that are to be looked at now, CrmOutboxJob; next: when to come again. */
gboolean crm_outbox_find_uncertain (
    CrmTransaction *tx, gint64 account, guint limit, GPtrArray *jobs, gint64 *next, GError **error);
/* Remote ids (char *) whose delivery is to be asked for now, and when to come again. Any transaction. */
gboolean crm_outbox_find_waiting (
    CrmTransaction *tx, gint64 account, guint limit, GPtrArray *ids, gint64 *next, GError **error);
/* They have been asked for: asked for again later, three days at most. */
gboolean crm_outbox_postpone_waiting (
    CrmTransaction *tx, gint64 account, const char *const *ids, GError **error);

/* Changes the state of a message; words NULL takes them away. */
gboolean crm_outbox_set_state (
    CrmTransaction *tx, gint64 message, const char *state, const char *words, GError **error);
