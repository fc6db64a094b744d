/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "channel/crm-channel-manager-private.h"
#include "channel/crm-provider.h"

/* Owns the channel of one account and says when it may work: made of settings and secrets, held after an error, stopped when only a person can
 * help. Main thread. */

#define REROUTE_PAUSE G_TIME_SPAN_MINUTE
#define SAVE_PAUSE G_TIME_SPAN_MINUTE /* how exactly the book knows of the last success */
#define LONGEST_HOLD G_TIME_SPAN_HOUR
#define MOST_BROKEN 5

static void
clear (gpointer data)
{
  CrmChannelRun *self = data;

  g_object_unref (self->store);
  g_clear_object (&self->secrets);
  g_clear_object (&self->channel);
  g_clear_object (&self->cancellable);
  crm_account_standing_free (self->standing);
  g_ptr_array_unref (self->results);
  g_hash_table_unref (self->flying);
  g_free (self->print);
  g_free (self->error);
  g_free (self->keyring);
  g_free (self->unread);
}

CrmChannelRun *
crm_channel_run_ref (CrmChannelRun *self)
{
  return g_rc_box_acquire (self);
}

void
crm_channel_run_unref (CrmChannelRun *self)
{
  g_rc_box_release_full (self, clear);
}

static void
on_arrived (CrmChannelRun *self)
{
  self->fetch_due = 0;
  crm_channel_run_step (self);
}

static void
drop_channel (CrmChannelRun *self)
{
  self->generation++;
  self->making = self->testing = FALSE;
  if (self->channel)
    g_signal_handlers_disconnect_by_data (self->channel, self);
  g_clear_object (&self->channel);
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->print, g_free);
}

CrmChannelRun *
crm_channel_run_new (CrmStore *store, CrmSecretStore *secrets, CrmChannelFactory factory,
    gpointer factory_data, CrmAccountStanding *standing, void (*changed) (gpointer data), gpointer data)
{
  CrmChannelRun *self = g_rc_box_new0 (CrmChannelRun);

  self->store = g_object_ref (store);
  g_set_object (&self->secrets, secrets);
  self->factory = factory;
  self->factory_data = factory_data;
  self->changed = changed;
  self->data = data;
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_outbox_result_free);
  self->flying = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->next_due = self->states_due = self->look_due = G_MAXINT64;
  self->seen_at = crm_clock_now ();
  crm_channel_run_update (self, standing);
  /* A balance of today is still known. */
  self->balance_due = self->standing->health->balance_at + G_TIME_SPAN_DAY;
  self->last_success = self->standing->health->last_success;
  return self;
}

static gboolean
end_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  GPtrArray *results = data;

  crm_transaction_set_sync (tx);
  for (guint i = 0; i < results->len; i++)
    if (!crm_outbox_end (tx, results->pdata[i], error))
      return FALSE;
  return TRUE;
}

void
crm_channel_run_close (CrmChannelRun *self)
{
  if (self->closed)
    return;
  self->closed = TRUE;
  /* What providers have answered is not forgotten for being late. */
  if (self->results->len)
    crm_store_write_async (self->store, _ ("Send messages"), end_in_worker, g_steal_pointer (&self->results),
        (GDestroyNotify)g_ptr_array_unref, NULL, NULL, NULL);
  if (!self->results)
    self->results = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_outbox_result_free);
  drop_channel (self);
}

void
crm_channel_run_update (CrmChannelRun *self, CrmAccountStanding *standing)
{
  g_autofree char *print = crm_account_standing_dup_print (standing);
  gboolean changed = self->print && g_strcmp0 (self->print, print) != 0;

  /* The cursor goes on while the book is read. */
  if (self->standing && self->standing->cursor)
    {
      g_free (standing->cursor);
      standing->cursor = g_steal_pointer (&self->standing->cursor);
    }
  /* And the book may have been read before it was told of the newest balance. */
  if (self->standing && self->standing->health->balance_at > standing->health->balance_at)
    {
      standing->health->has_balance = self->standing->health->has_balance;
      standing->health->balance = self->standing->health->balance;
      standing->health->balance_at = self->standing->health->balance_at;
    }
  g_clear_pointer (&self->standing, crm_account_standing_free);
  self->standing = standing;
  if (changed || !standing->health->active)
    {
      drop_channel (self);
      self->stopped = FALSE;
      self->hold_until = 0;
      self->status = CRM_CHANNEL_OFFLINE;
      g_clear_pointer (&self->error, g_free);
    }
  if (standing->next_queued < self->next_due)
    self->next_due = standing->next_queued;
  self->states_due = standing->next_waiting;
  self->look_due = standing->next_uncertain;
}

/* ---- how it fares ---- */

static gboolean
save_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  crm_transaction_set_sync (tx);
  return crm_account_state_write (tx, data, error);
}

static void
save (CrmChannelRun *self)
{
  CrmAccountState *state = g_new0 (CrmAccountState, 1);

  self->unsaved = FALSE;
  self->saved_at = self->last_success;
  state->account = self->standing->health->account;
  state->status = self->status;
  state->error = g_strdup (self->error);
  state->last_success = self->last_success;
  state->next_try = self->hold_until > crm_clock_now () ? self->hold_until : 0;
  state->tries = self->tries;
  state->has_balance = self->standing->health->has_balance;
  state->balance = self->standing->health->balance;
  state->balance_at = self->standing->health->balance_at;
  crm_store_write_async (self->store, _ ("Note how accounts are"), save_in_worker, state,
      (GDestroyNotify)crm_account_state_free, NULL, NULL, NULL);
}

static void
set_status (CrmChannelRun *self, CrmChannelStatus status, const char *words)
{
  if (self->status != status || g_strcmp0 (self->error, words) != 0)
    self->unsaved = TRUE;
  self->status = status;
  g_free (self->error);
  self->error = g_strdup (words);
  if (status == CRM_CHANNEL_CONNECTED || status == CRM_CHANNEL_OFFLINE)
    self->failing_since = 0;
  else if (!self->failing_since)
    self->failing_since = crm_clock_now ();
}

void
crm_channel_run_succeed (CrmChannelRun *self)
{
  self->last_success = crm_clock_now ();
  /* What was asked before does not take away that nothing may be sent, or not yet. */
  if (self->stopped || (self->status == CRM_CHANNEL_CONNECTED && self->hold_until > self->last_success))
    return;
  self->tries = self->broken = 0;
  self->hold_until = 0;
  if (self->last_success - self->saved_at > SAVE_PAUSE)
    self->unsaved = TRUE;
  set_status (self, CRM_CHANNEL_CONNECTED, self->unread);
}

void
crm_channel_run_set_unread (CrmChannelRun *self, const GError *error)
{
  g_clear_pointer (&self->unread, g_free);
  if (error && crm_channel_status_from_error (error) == CRM_CHANNEL_CONNECTED &&
      !g_error_matches (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_RATE_LIMITED))
    {
      self->unread = g_strdup_printf (_ ("Replies cannot be read. %s"), error->message);
      crm_channel_run_succeed (self);
    }
}

void
crm_channel_run_fail (CrmChannelRun *self, const GError *error)
{
  CrmChannelStatus status = crm_channel_status_from_error (error);
  gint64 pause = crm_channel_error_get_retry_after (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  switch (status)
    {
    case CRM_CHANNEL_CREDENTIALS:
    case CRM_CHANNEL_CERTIFICATE: self->stopped = TRUE; break;
    case CRM_CHANNEL_BROKEN:
      if (++self->broken >= MOST_BROKEN)
        self->stopped = TRUE;
      break;
    case CRM_CHANNEL_CONNECTED:
      /* It said no to one thing, or asks for patience. */
      if (!g_error_matches (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_RATE_LIMITED))
        {
          self->tries = 0;
          return;
        }
      self->hold_until =
          crm_clock_now () + (pause ? pause : crm_outbox_get_pause (++self->tries)) * G_USEC_PER_SEC;
      break;
    case CRM_CHANNEL_UNREACHABLE:
      self->hold_until =
          crm_clock_now () + (pause ? pause : crm_outbox_get_pause (self->tries + 1)) * G_USEC_PER_SEC;
      self->tries++;
      break;
    case CRM_CHANNEL_OFFLINE:
    case CRM_CHANNEL_CONNECTING:
    default: break;
    }
  self->unsaved = TRUE;
  set_status (
      self, status, status == CRM_CHANNEL_CREDENTIALS && self->keyring ? self->keyring : error->message);
}

void
crm_channel_run_done (CrmChannelRun *self)
{
  if (self->closed)
    return;
  if (self->unsaved)
    save (self);
  crm_channel_run_step (self);
  self->changed (self->data);
}

/* ---- the channel ---- */

typedef struct
{
  CrmChannelRun *run;
  guint generation;
} Making;

static void
on_tested (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Making *testing = data;
  CrmChannelRun *self = testing->run;
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_channel_test_finish (CRM_CHANNEL (source), result, &error);

  if (!self->closed && testing->generation == self->generation)
    {
      self->testing = FALSE;
      if (ok)
        crm_channel_run_succeed (self);
      else if (!g_error_matches (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED))
        crm_channel_run_fail (self, error);
    }
  crm_channel_run_done (self);
  crm_channel_run_unref (self);
}

/* Whether only the keyring could have told what the account must be given. */
static gboolean
lacks_secret (const CrmAccountStanding *standing)
{
  const char *definition = standing->definition;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CrmProvider) provider = NULL;
  g_autoptr (GHashTable) settings = crm_account_read_settings (standing->settings);
  const CrmProviderSetting *wanted;
  guint n = 0;

  if (!definition && standing->health->provider)
    bytes = crm_provider_dup_definition (standing->health->provider);
  if (bytes)
    definition = g_bytes_get_data (bytes, NULL);
  if (definition)
    provider = crm_provider_new (definition, bytes ? (gssize)g_bytes_get_size (bytes) : -1, NULL);
  if (!provider)
    return TRUE;
  wanted = crm_provider_get_settings (provider, &n);
  for (guint i = 0; i < n; i++)
    if (wanted[i].secret && wanted[i].required && !g_hash_table_contains (settings, wanted[i].name))
      return TRUE;
  return FALSE;
}

static void
make_channel (CrmChannelRun *self, GHashTable *secrets)
{
  const CrmAccountStanding *standing = self->standing;
  g_autoptr (GHashTable) settings = crm_account_read_settings (standing->settings);
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer name, text;

  if (secrets)
    {
      g_hash_table_iter_init (&iter, secrets);
      while (g_hash_table_iter_next (&iter, &name, &text))
        g_hash_table_replace (settings, g_strdup (name), g_strdup (text));
    }
  self->channel = self->factory (standing->health->backend, standing->health->provider, standing->definition,
      standing->sender, settings, self->factory_data, &error);
  if (!self->channel)
    {
      self->stopped = TRUE;
      set_status (self, self->keyring ? CRM_CHANNEL_CREDENTIALS : crm_channel_status_from_error (error),
          self->keyring ? self->keyring : error->message);
      return;
    }
  crm_channel_set_since (self->channel, standing->since);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_swapped (self->channel, "arrived", G_CALLBACK (on_arrived), self);
  set_status (self, CRM_CHANNEL_OFFLINE, NULL);
  self->unsaved = FALSE;
  self->fetch_due = 0;
  /* Whoever is asked for something else at once need not be asked whether it works. */
  if (!(crm_channel_get_abilities (self->channel) & (CRM_CHANNEL_RECEIVES | CRM_CHANNEL_TELLS_BALANCE)))
    {
      Making *testing = g_new0 (Making, 1);

      testing->run = crm_channel_run_ref (self);
      testing->generation = self->generation;
      self->testing = TRUE;
      crm_channel_test_async (self->channel, self->cancellable, on_tested, testing);
    }
}

static void
on_secrets (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Making *making = data;
  CrmChannelRun *self = making->run;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) secrets = crm_secret_store_read_finish (CRM_SECRET_STORE (source), result, &error);

  if (!self->closed && making->generation == self->generation)
    {
      self->making = FALSE;
      /* Without a keyring those still work that need no password. */
      g_free (self->keyring);
      self->keyring = error && lacks_secret (self->standing) ? g_strdup (error->message) : NULL;
      make_channel (self, secrets);
    }
  crm_channel_run_done (self);
  crm_channel_run_unref (self);
}

static void
make (CrmChannelRun *self)
{
  g_free (self->print);
  self->print = crm_account_standing_dup_print (self->standing);
  if (!self->secrets)
    {
      make_channel (self, NULL);
      if (self->unsaved)
        save (self);
      return;
    }
  Making *making = g_new0 (Making, 1);
  making->run = crm_channel_run_ref (self);
  making->generation = self->generation;
  self->making = TRUE;
  crm_secret_store_read_async (self->secrets, self->standing->owner, NULL, on_secrets, making);
}

/* ---- work ---- */

/* A clock that was put back would leave everything waiting for a day that has been. */
static void
watch_clock (CrmChannelRun *self, gint64 now)
{
  if (now < self->seen_at - G_TIME_SPAN_MINUTE)
    {
      self->fetch_due = 0;
      self->balance_due = MIN (self->balance_due, now + G_TIME_SPAN_DAY);
      self->hold_until = MIN (self->hold_until, now + LONGEST_HOLD);
      self->doubt_until = MIN (self->doubt_until, now + LONGEST_HOLD);
      self->next_slot = MIN (self->next_slot, now);
      self->write_after = 0;
      self->next_due = 0;
    }
  self->seen_at = now;
}

/* ---- another account ---- */

typedef struct
{
  gint64 account, failing;
} Reroute;

static gboolean
reroute_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Reroute *reroute = data;

  crm_transaction_set_sync (tx);
  return crm_outbox_reroute (tx, reroute->account, reroute->failing, error);
}

static void
on_rerouted (GObject *source, GAsyncResult *result, gpointer data)
{
  CrmChannelRun *self = data;

  crm_store_write_finish (CRM_STORE (source), result, NULL, NULL);
  self->rerouting = FALSE;
  crm_channel_run_done (self);
  crm_channel_run_unref (self);
}

/* What waits may go another way, once it has waited long enough. */
static void
reroute (CrmChannelRun *self, gint64 now)
{
  Reroute *question;

  if (!self->failing_since || self->rerouting || now < self->reroute_due || !self->standing->health->n_queued)
    return;
  self->rerouting = TRUE;
  self->reroute_due = now + REROUTE_PAUSE;
  question = g_new0 (Reroute, 1);
  question->account = self->standing->health->account;
  question->failing = now - self->failing_since;
  crm_store_write_async (self->store, _ ("Send messages another way"), reroute_in_worker, question, g_free,
      NULL, on_rerouted, crm_channel_run_ref (self));
}

void
crm_channel_run_step (CrmChannelRun *self)
{
  gint64 now = crm_clock_now ();

  if (self->closed || self->stepping)
    return;
  self->stepping = TRUE;
  watch_clock (self, now);
  if (self->standing->health->active && !self->channel && !self->making && !self->stopped)
    make (self);
  /* What has been answered is written, whatever comes next. */
  crm_channel_run_send (self, now);
  if (self->channel && !self->stopped && self->standing->health->active)
    crm_channel_run_ask (self, now);
  reroute (self, now);
  self->stepping = FALSE;
}

void
crm_channel_run_retry (CrmChannelRun *self, gboolean remake)
{
  self->stopped = FALSE;
  self->hold_until = self->doubt_until = 0;
  self->tries = self->broken = self->fetch_tries = self->doubts = 0;
  self->fetch_due = self->balance_due = 0;
  self->next_due = 0;
  if (remake)
    drop_channel (self);
  crm_channel_run_step (self);
}

static gboolean
is_open (CrmChannelRun *self)
{
  return self->standing->health->active && !self->stopped;
}

gint64
crm_channel_run_get_due (CrmChannelRun *self)
{
  CrmChannelAbilities abilities = self->channel ? crm_channel_get_abilities (self->channel) : 0;
  gint64 due = G_MAXINT64;

  if (self->results->len && !self->writing)
    due = self->write_after;
  if (!self->channel || !is_open (self))
    return due;
  /* Whether it is there again is being asked: the answer goes on. */
  if (abilities & CRM_CHANNEL_SENDS && self->next_due < G_MAXINT64 && self->n_flying < CRM_RUN_AT_ONCE &&
      !self->writing && !(self->testing && self->status == CRM_CHANNEL_UNREACHABLE))
    due = MIN (due, MAX (MAX (self->next_due, MAX (self->hold_until, self->doubt_until)),
                        MAX (self->next_slot, self->write_after)));
  if (abilities & CRM_CHANNEL_RECEIVES && !self->fetching)
    due = MIN (due, MAX (self->fetch_due, self->hold_until));
  if (abilities & CRM_CHANNEL_TELLS_STATES && !self->asking && self->states_due < G_MAXINT64)
    due = MIN (due, MAX (self->states_due, self->hold_until));
  if (!self->looking && self->look_due < G_MAXINT64)
    due = MIN (due, MAX (self->look_due, self->hold_until));
  if (abilities & CRM_CHANNEL_TELLS_BALANCE && !self->weighing)
    due = MIN (due, MAX (self->balance_due, self->hold_until));
  return due;
}

gboolean
crm_channel_run_is_busy (CrmChannelRun *self)
{
  return self->making || self->testing || self->writing || self->n_flying || self->results->len ||
         self->fetching || self->asking || self->looking || self->weighing || self->rerouting ||
         (is_open (self) && (!self->channel || crm_channel_run_get_due (self) <= crm_clock_now ()));
}

void
crm_channel_run_fill_health (CrmChannelRun *self, CrmAccountHealth *health)
{
  const CrmAccountHealth *told = self->standing->health;
  gint64 due = crm_channel_run_get_due (self);

  health->status = health->active ? self->status : CRM_CHANNEL_OFFLINE;
  health->abilities = self->channel ? crm_channel_get_abilities (self->channel) : 0;
  g_free (health->error);
  health->error = g_strdup (health->active ? self->error : NULL);
  health->last_success = self->last_success;
  health->next_try = self->hold_until > crm_clock_now () ? self->hold_until : due < G_MAXINT64 ? due : 0;
  health->has_balance = told->has_balance;
  health->balance = told->balance;
  health->balance_at = told->balance_at;
}
