/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel/crm-account.h"
#include "channel/crm-channel.h"
#include "secret/crm-secret-store.h"

/* Runs all channels of a book: sends what the outbox holds, takes in what came, keeps the health of every account. All its state is in the book (outbox,
 * account_state, messages), so a closed program or a crash loses nothing and sends nothing twice. One program at a time does it (a lock of the session). Main thread;
 * hears change sets like any view. */
#define CRM_TYPE_CHANNEL_MANAGER (crm_channel_manager_get_type ())
G_DECLARE_FINAL_TYPE (CrmChannelManager, crm_channel_manager, CRM, CHANNEL_MANAGER, GObject)

/* Makes the channel of an account; NULL with a sentence when its settings make no sense. settings: name → text, secrets among them; definition: that of its provider
 * when the book has it. New reference. */
typedef CrmChannel *(*CrmChannelFactory) (const char *backend, const char *provider, const char *definition,
    const char *sender, GHashTable *settings, gpointer data, GError **error);

/* Starts at once. secrets NULL: there is no keyring. */
CrmChannelManager *crm_channel_manager_new (
    CrmStore *store, CrmSecretStore *secrets, CrmChannelFactory factory, gpointer data);
CrmStore *crm_channel_manager_get_store (CrmChannelManager *self);
CrmSecretStore *crm_channel_manager_get_secrets (CrmChannelManager *self); /* nullable */

/* One line of the accounts page. */
typedef struct
{
  gint64 account;
  gint64 version;
  char *name, *channel, *backend, *provider;
  gboolean active, main;
  CrmChannelStatus status;
  CrmChannelAbilities abilities; /* 0 until it was made */
  char *error;                   /* in words, nullable */
  gint64 last_success, next_try; /* 0 none */
  gboolean has_balance;
  CrmPrice balance;
  gint64 balance_at;
  guint n_queued, n_uncertain, n_failed;
} CrmAccountHealth;
void crm_account_health_free (CrmAccountHealth *self);
/* CrmAccountHealth *, in the order of accounts. Owned by self, valid until "health" is emitted (signal, no arguments). */
GPtrArray *crm_channel_manager_get_health (CrmChannelManager *self);
gboolean crm_channel_manager_is_leading (CrmChannelManager *self);
/* TRUE while something is being sent, fetched or asked, or could be at once. Told by "health". */
gboolean crm_channel_manager_is_busy (CrmChannelManager *self);
/* Called before sending, in a write function: queues at most limit messages, says when to come again (G_MAXINT64: never), and how many are left to do at once; -1 on
 * error. That is crm_campaign_run (). */
typedef gint64 (*CrmChannelFeeder) (CrmTransaction *tx, guint limit, gint64 *next, GError **error);
void crm_channel_manager_set_feeder (CrmChannelManager *self, CrmChannelFeeder feeder);
/* Now, whatever the pauses say: one account or all (0): sends, fetches, asks for states and balance. */
void crm_channel_manager_retry (CrmChannelManager *self, gint64 account);
/* Does what the clock says is due; happens by itself. For a program that was asleep, and for tests with a clock of their own. */
void crm_channel_manager_tick (CrmChannelManager *self);
/* The account's secrets have changed: its channel is made anew. */
void crm_channel_manager_reload (CrmChannelManager *self, gint64 account);
/* Tries settings that are not stored yet (account page): signs in, sends nothing. */
void crm_channel_manager_try_async (CrmChannelManager *self, const char *backend, const char *provider,
    const char *definition, const char *sender, GHashTable *settings, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data);
gboolean crm_channel_manager_try_finish (CrmChannelManager *self, GAsyncResult *result, GError **error);
