/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel/crm-channel-manager.h"
#include "channel/crm-outbox-private.h"

/* Between the manager and the run of each account. */

/* What the book says of an account. */
typedef struct
{
  CrmAccountHealth *health; /* owned */
  char *owner;              /* of its secrets */
  char *definition, *sender, *settings, *cursor;
  gint64 rate;
  gint64 since;                                     /* when a person last set it up */
  gint64 next_queued, next_uncertain, next_waiting; /* G_MAXINT64: none */
} CrmAccountStanding;
void crm_account_standing_free (CrmAccountStanding *self);
/* CrmAccountStanding *, in the order of accounts. Any transaction. */
GPtrArray *crm_account_standing_read (CrmTransaction *tx, GError **error);
/* What its channel is made of, as one text. Caller owns. */
char *crm_account_standing_dup_print (const CrmAccountStanding *self);
/* name → text of a JSON object. Caller owns. */
GHashTable *crm_account_read_settings (const char *json);

/* How an account fares, to be kept. In a write function; outside the log. */
typedef struct
{
  gint64 account;
  CrmChannelStatus status;
  char *error; /* owned, nullable */
  gint64 last_success, next_try;
  guint tries;
  gboolean has_balance;
  CrmPrice balance;
  gint64 balance_at;
} CrmAccountState;
void crm_account_state_free (CrmAccountState *self);
gboolean crm_account_state_write (CrmTransaction *tx, const CrmAccountState *state, GError **error);

#define CRM_RUN_AT_ONCE 4 /* messages handed over at the same time */

/* One account at work. Main thread; reference-counted, since answers may come when nobody waits any more. */
typedef struct
{
  CrmStore *store;
  CrmSecretStore *secrets; /* nullable */
  CrmChannelFactory factory;
  gpointer factory_data;
  void (*changed) (gpointer data); /* something is to be shown or scheduled */
  gpointer data;
  gboolean closed;
  gboolean stepping;

  CrmAccountStanding *standing; /* owned */
  char *print;                  /* what the channel was made of */
  CrmChannel *channel;          /* owned, nullable */
  GCancellable *cancellable;
  gboolean making, testing;
  gboolean probed;  /* after it was out of reach it answered a question: a message may be tried */
  guint generation; /* answers of an older channel count no more for the account */

  CrmChannelStatus status;
  char *error;
  char *keyring;        /* why there were no secrets, nullable */
  char *unread;         /* why it does not hand over what came in, though it works; nullable */
  gint64 failing_since; /* 0: it works, or has not been asked */
  gboolean rerouting;
  gint64 reroute_due;
  gboolean stopped;   /* until a person does something about it */
  guint tries;        /* in vain, one after another */
  guint broken;       /* answers without sense, one after another */
  gint64 hold_until;  /* nothing is sent before */
  guint doubts;       /* messages nobody is sure of, one after another, though questions are answered */
  gint64 doubt_until; /* no other is sent before */
  gint64 last_success, saved_at; /* when the book was last told of one */
  gint64 seen_at;                /* the clock, to notice when it goes back */
  gboolean unsaved;

  gboolean writing;
  GPtrArray *results; /* CrmOutboxResult *, not yet in the book */
  GHashTable *flying; /* match keys that are being written to */
  guint n_flying;
  gint64 next_due;  /* of the outbox */
  gint64 next_slot; /* by the rate */
  gint64 write_after;

  gboolean fetching, asking, looking, weighing;
  gint64 fetch_due, states_due, look_due, balance_due;
  guint fetch_tries;
  gboolean spent; /* since the balance was asked for */
} CrmChannelRun;

CrmChannelRun *crm_channel_run_new (CrmStore *store, CrmSecretStore *secrets, CrmChannelFactory factory,
    gpointer factory_data, CrmAccountStanding *standing, void (*changed) (gpointer data), gpointer data);
CrmChannelRun *crm_channel_run_ref (CrmChannelRun *self);
void crm_channel_run_unref (CrmChannelRun *self);
/* What is known already is still written; nothing new begins. */
void crm_channel_run_close (CrmChannelRun *self);
/* Takes the standing. */
void crm_channel_run_update (CrmChannelRun *self, CrmAccountStanding *standing);
/* Begins what is due. */
void crm_channel_run_step (CrmChannelRun *self);
/* Forgets all pauses; remake: also what the channel was made of. */
void crm_channel_run_retry (CrmChannelRun *self, gboolean remake);
gboolean crm_channel_run_is_busy (CrmChannelRun *self);
/* When something is due next (G_MAXINT64: nothing is). */
gint64 crm_channel_run_get_due (CrmChannelRun *self);
void crm_channel_run_fill_health (CrmChannelRun *self, CrmAccountHealth *health);

/* The parts. */
void crm_channel_run_send (CrmChannelRun *self, gint64 now);
void crm_channel_run_ask (CrmChannelRun *self, gint64 now);
void crm_channel_run_succeed (CrmChannelRun *self);
/* What an error says of the account: hold, or stop. */
void crm_channel_run_fail (CrmChannelRun *self, const GError *error);
/* What came in is (NULL), or is not handed over: said, though everything else works. */
void crm_channel_run_set_unread (CrmChannelRun *self, const GError *error);
/* Something ended: saves, tells and goes on. */
void crm_channel_run_done (CrmChannelRun *self);
