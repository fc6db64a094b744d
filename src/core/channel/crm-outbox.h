/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel/crm-account.h"
#include "message/crm-message.h"

/* What is on its way. A message is a row "queued" before anything is sent, and is handed over once: before the request it becomes "sending" in a commit of its
 * own; after a crash such a row is "uncertain" and is looked up at the provider, or shown. Functions with a transaction run in write functions. */

/* Seconds in which a message of a person can be taken back. */
#define CRM_OUTBOX_UNDO_SECONDS 10

typedef struct
{
  gint64 client;       /* 0: by address only */
  const char *channel; /* "sms" */
  const char *address; /* NULL: as crm_message_suggest_address () says */
  gint64 account;      /* 0: the main one of the channel */
  const char *subject;
  const char *text;
  gint64 deal, task, template, campaign;
  const char *trigger_entity;
  gint64 trigger;
  gint64 due_at;   /* 0: after CRM_OUTBOX_UNDO_SECONDS; campaigns: when their turn comes */
  gboolean urgent; /* of a person: before those of campaigns */
  const char *
      purpose; /* "service", "marketing": whose consent is asked for; NULL: a person answers a person, only a withdrawal of "any" stops it */
} CrmSendRequest;
/* Queues one message: checks address, account and consent (INVALID with a sentence), writes the message and its row. Returns the message, 0 on error. */
gint64 crm_outbox_queue (CrmTransaction *tx, const CrmSendRequest *request, GError **error);
/* Takes it back while it is queued, or gives up what was not sent; the message stays, "cancelled". INVALID when it is too late. */
gboolean crm_outbox_cancel (CrmTransaction *tx, gint64 message, GError **error);
/* A failed one, or an uncertain one the person decided on, is sent (again) as it is: queued with a new key. */
gboolean crm_outbox_send_again (CrmTransaction *tx, gint64 message, GError **error);
/* An uncertain one was sent, says the person: "sent" without a name at the provider. */
gboolean crm_outbox_mark_sent (CrmTransaction *tx, gint64 message, GError **error);
/* A queued one goes now, or at another time. */
gboolean crm_outbox_set_due (CrmTransaction *tx, gint64 message, gint64 due_at, GError **error);

/* Takes back all that waits to be sent to client (0: nobody) or to an address (nullable) on channel ("any": all of them) for purpose ("any": all). */
gboolean crm_outbox_take_back (CrmTransaction *tx, gint64 client, const char *address_match,
    const char *channel, const char *purpose, GError **error);
/* The account messages of a channel pass through when none is chosen: the main one, else the first that is active; 0 none. Any transaction. */
gint64 crm_account_find_main (CrmTransaction *tx, const char *channel, GError **error);

/* One line of the Outbox page and of the command line. */
typedef struct
{
  gint64 message, client, account, campaign;
  char *stage; /* "queued" "sending" "uncertain" "failed" "waiting" (handed over, delivery not told yet) */
  char *client_name, *address, *account_name, *campaign_name, *text, *error;
  gint64 due_at, started_at;
  guint tries;
} CrmOutboxLine;
void crm_outbox_line_free (CrmOutboxLine *self);
/* Those a person looks at: what is queued, being sent, uncertain, and what failed in the last 30 days; oldest first, limit at most; n_all (nullable): how many there
 * are. Any transaction. CrmOutboxLine *, caller owns. */
GPtrArray *crm_outbox_list (CrmTransaction *tx, guint limit, guint *n_all, GError **error);

/* When neither the account nor the book says otherwise. */
#define CRM_QUIET_HOURS_DEFAULT "21:00-09:00"
/* The earliest instant at or after at when quiet hours ("21:00-09:00", NULL or "-": none) are over in zone. Any thread. */
gint64 crm_quiet_hours_end (const char *quiet, GTimeZone *zone, gint64 at);
/* FALSE with a sentence when quiet is no spelling of quiet hours. */
gboolean crm_quiet_hours_check (const char *quiet, GError **error);
/* The zone client lives in: of the card, else of the country of the address when it has only one, else the book's. Any transaction. New reference. */
GTimeZone *crm_client_dup_zone (CrmTransaction *tx, gint64 client, const char *address, GError **error);
