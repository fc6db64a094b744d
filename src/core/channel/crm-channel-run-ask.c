/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "channel/crm-channel-manager-private.h"
#include "channel/crm-inbox.h"

/* What an account is asked for: what came in, whether messages were delivered, what became of those nobody is sure of, what is left to spend.
 * Main thread; the functions named *_in_worker run in a worker's. */

#define STATES_AT_ONCE 100
#define BALANCE_PAUSE (10 * G_TIME_SPAN_MINUTE)
#define SAME_KEY_FOR (23 * G_TIME_SPAN_HOUR) /* providers that know keys keep them for a day */
#define HEARD_OF_AFTER G_TIME_SPAN_MINUTE    /* a provider may list what it took a little later */
#define LOOKS 4
#define LOOKED_FOR G_TIME_SPAN_DAY

/* An answer on its way into the book. */
typedef struct
{
  CrmChannelRun *run; /* main thread only */
  gint64 account;
  guint generation;
  GPtrArray *items; /* CrmIncoming, CrmSent, char * or CrmOutboxJob */
  GPtrArray *ids;   /* char *, NULL at the end */
  char *cursor;
  gboolean more;
  gint64 next;
  CrmOutboxResult *result;
  gatomicrefcount refs;
} Ask;

static Ask *
ask_new (CrmChannelRun *run)
{
  Ask *self = g_new0 (Ask, 1);

  g_atomic_ref_count_init (&self->refs);
  self->run = crm_channel_run_ref (run);
  self->account = run->standing->health->account;
  self->generation = run->generation;
  return self;
}

static gpointer
ask_ref (Ask *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
ask_unref (gpointer data)
{
  Ask *self = data;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  crm_outbox_result_free (self->result);
  g_free (self->cursor);
  g_free (self);
}

/* Main thread: the last word of an ask. */
static void
finish (Ask *ask)
{
  CrmChannelRun *self = ask->run;

  crm_channel_run_done (self);
  ask_unref (ask);
  crm_channel_run_unref (self);
}

static gboolean
is_stale (const Ask *ask)
{
  return ask->run->closed || ask->generation != ask->run->generation;
}

/* ---- what came in ---- */

static gboolean
take_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Ask *ask = data;

  crm_transaction_set_sync (tx);
  return crm_inbox_take (tx, ask->account, ask->items, ask->cursor, NULL, error);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer data)
{
  Ask *ask = data;
  CrmChannelRun *self = ask->run;
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_store_write_finish (CRM_STORE (source), result, NULL, &error);

  self->fetching = FALSE;
  if (ok && !is_stale (ask))
    {
      if (ask->cursor)
        {
          g_free (self->standing->cursor);
          self->standing->cursor = g_strdup (ask->cursor);
        }
      if (ask->more)
        self->fetch_due = 0;
    }
  finish (ask);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  Ask *ask = data;
  CrmChannelRun *self = ask->run;
  g_autoptr (GError) error = NULL;
  gint64 poll = crm_channel_get_poll_seconds (CRM_CHANNEL (source)) * G_USEC_PER_SEC;

  ask->items = crm_channel_fetch_finish (CRM_CHANNEL (source), result, &ask->cursor, &ask->more, &error);
  if (!ask->items || is_stale (ask))
    {
      self->fetching = FALSE;
      if (!is_stale (ask))
        {
          crm_channel_run_fail (self, error);
          crm_channel_run_set_unread (self, error);
          self->fetch_due =
              crm_clock_now () + MAX (poll, crm_outbox_get_pause (++self->fetch_tries) * G_USEC_PER_SEC);
        }
      finish (ask);
      return;
    }
  self->fetch_tries = 0;
  self->fetch_due = crm_clock_now () + poll;
  crm_channel_run_set_unread (self, NULL);
  crm_channel_run_succeed (self);
  if (!ask->items->len && g_strcmp0 (ask->cursor, self->standing->cursor) == 0)
    {
      self->fetching = FALSE;
      finish (ask);
      return;
    }
  crm_store_write_async (
      self->store, _ ("Take in messages"), take_in_worker, ask_ref (ask), ask_unref, NULL, on_taken, ask);
}

/* ---- whether they were delivered ---- */

static gboolean
states_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Ask *ask = data;

  crm_transaction_set_sync (tx);
  return (!ask->items || crm_inbox_take_states (tx, ask->account, ask->items, error)) &&
         crm_outbox_postpone_waiting (tx, ask->account, (const char *const *)ask->ids->pdata, error);
}

static void
on_states_taken (GObject *source, GAsyncResult *result, gpointer data)
{
  Ask *ask = data;

  crm_store_write_finish (CRM_STORE (source), result, NULL, NULL);
  ask->run->asking = FALSE;
  ask->run->states_due = 0; /* found out from the book */
  finish (ask);
}

static void
on_states (GObject *source, GAsyncResult *result, gpointer data)
{
  Ask *ask = data;
  CrmChannelRun *self = ask->run;
  g_autoptr (GError) error = NULL;

  ask->items = crm_channel_states_finish (CRM_CHANNEL (source), result, &error);
  if (is_stale (ask))
    {
      self->asking = FALSE;
      finish (ask);
      return;
    }
  if (ask->items)
    crm_channel_run_succeed (self);
  else
    crm_channel_run_fail (self, error);
  crm_store_write_async (self->store, _ ("Take in messages"), states_in_worker, ask_ref (ask), ask_unref,
      NULL, on_states_taken, ask);
}

static gpointer
find_waiting_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  ask->ids = g_ptr_array_new_with_free_func (g_free);
  return crm_outbox_find_waiting (tx, ask->account, STATES_AT_ONCE, ask->ids, &ask->next, error)
             ? ask_ref (ask)
             : NULL;
}

static void
on_waiting (GObject *source, GAsyncResult *result, gpointer data)
{
  Ask *ask = data;
  CrmChannelRun *self = ask->run;
  g_autoptr (GError) error = NULL;
  gpointer found = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (found)
    ask_unref (found);
  if (!found || is_stale (ask) || !ask->ids->len)
    {
      self->asking = FALSE;
      self->states_due = found ? MAX (ask->next, crm_clock_now () + G_USEC_PER_SEC) : G_MAXINT64;
      finish (ask);
      return;
    }
  self->states_due = G_MAXINT64;
  g_ptr_array_add (ask->ids, NULL);
  crm_channel_states_async (
      self->channel, (const char *const *)ask->ids->pdata, self->cancellable, on_states, ask);
}

/* ---- what nobody is sure of ---- */

static gboolean
result_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Ask *ask = data;

  crm_transaction_set_sync (tx);
  return crm_outbox_end (tx, ask->result, error);
}

static void
on_result_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Ask *ask = data;

  crm_store_write_finish (CRM_STORE (source), result, NULL, NULL);
  ask->run->looking = FALSE;
  ask->run->look_due = 0;
  finish (ask);
}

/* Takes sent. */
static void
write_result (Ask *ask, CrmOutboxEnd end, gint64 due_at, CrmSent *sent)
{
  const CrmOutboxJob *job = ask->items->pdata[0];

  ask->result = g_new0 (CrmOutboxResult, 1);
  ask->result->message = job->message;
  ask->result->key = g_strdup (job->outgoing->key);
  ask->result->end = end;
  ask->result->due_at = due_at;
  ask->result->sent = sent;
  ask->result->states = (crm_channel_get_abilities (ask->run->channel) & CRM_CHANNEL_TELLS_STATES) != 0;
  crm_store_write_async (ask->run->store, _ ("Send messages"), result_in_worker, ask_ref (ask), ask_unref,
      NULL, on_result_written, ask);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  Ask *ask = data;
  CrmChannelRun *self = ask->run;
  const CrmOutboxJob *job = ask->items->pdata[0];
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmSent) sent = crm_channel_look_up_finish (CRM_CHANNEL (source), result, &error);
  gint64 now = crm_clock_now ();

  if (is_stale (ask))
    {
      self->looking = FALSE;
      finish (ask);
      return;
    }
  if (g_error_matches (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNCERTAIN))
    {
      /* It answers, but cannot tell: perhaps later, else the person decides. */
      crm_channel_run_succeed (self);
      write_result (ask, CRM_OUTBOX_UNCERTAIN,
          job->tries < LOOKS ? now + crm_outbox_get_pause (job->tries + 1) * G_USEC_PER_SEC : G_MAXINT64,
          NULL);
      return;
    }
  if (!sent)
    {
      gboolean worth = crm_channel_status_from_error (error) == CRM_CHANNEL_UNREACHABLE ||
                       g_error_matches (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_RATE_LIMITED);

      crm_channel_run_fail (self, error);
      write_result (ask, CRM_OUTBOX_UNCERTAIN,
          worth && now - job->since < LOOKED_FOR ? now + crm_outbox_get_pause (job->tries) * G_USEC_PER_SEC
                                                 : G_MAXINT64,
          NULL);
      return;
    }
  crm_channel_run_succeed (self);
  /* A clock that was put back must not make this wait for ever. */
  if (!sent->state && !sent->remote_id && now - job->since < HEARD_OF_AFTER && job->tries < LOOKS)
    {
      write_result (ask, CRM_OUTBOX_UNCERTAIN, now + HEARD_OF_AFTER, NULL);
      return;
    }
  if (!sent->state && !sent->remote_id)
    {
      /* It never arrived there, so it may go now. */
      write_result (ask, CRM_OUTBOX_BACK, 0, NULL);
      return;
    }
  write_result (ask, CRM_OUTBOX_SENT, 0, g_steal_pointer (&sent));
}

static gpointer
find_uncertain_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  ask->items = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_outbox_job_free);
  return crm_outbox_find_uncertain (tx, ask->account, 1, ask->items, &ask->next, error) ? ask_ref (ask)
                                                                                        : NULL;
}

static void
on_uncertain (GObject *source, GAsyncResult *result, gpointer data)
{
  Ask *ask = data;
  CrmChannelRun *self = ask->run;
  g_autoptr (GError) error = NULL;
  gpointer found = crm_store_read_finish (CRM_STORE (source), result, &error);
  CrmChannelAbilities abilities;
  const CrmOutboxJob *job;

  if (found)
    ask_unref (found);
  if (!found || is_stale (ask) || !ask->items->len)
    {
      self->looking = FALSE;
      self->look_due = found ? MAX (ask->next, crm_clock_now () + G_USEC_PER_SEC) : G_MAXINT64;
      finish (ask);
      return;
    }
  self->look_due = G_MAXINT64;
  job = ask->items->pdata[0];
  abilities = crm_channel_get_abilities (self->channel);
  if (abilities & CRM_CHANNEL_LOOKS_UP)
    crm_channel_look_up_async (
        self->channel, job->outgoing, job->since, self->cancellable, on_looked_up, ask);
  else if (abilities & CRM_CHANNEL_IS_IDEMPOTENT && job->since && job->since <= crm_clock_now () &&
           crm_clock_now () - job->since < SAME_KEY_FOR)
    write_result (ask, CRM_OUTBOX_BACK, 0, NULL);
  else
    write_result (ask, CRM_OUTBOX_UNCERTAIN, G_MAXINT64, NULL);
}

/* ---- what is left ---- */

static void
on_balance (GObject *source, GAsyncResult *result, gpointer data)
{
  Ask *ask = data;
  CrmChannelRun *self = ask->run;
  g_autoptr (GError) error = NULL;
  CrmPrice balance;
  gboolean ok = crm_channel_balance_finish (CRM_CHANNEL (source), result, &balance, &error);
  CrmAccountHealth *health = self->standing->health;
  gint64 now = crm_clock_now ();

  self->weighing = FALSE;
  self->balance_due = now + G_TIME_SPAN_DAY;
  if (is_stale (ask))
    {
      finish (ask);
      return;
    }
  if (g_error_matches (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED))
    {
      crm_channel_run_succeed (self);
      health->has_balance = FALSE;
    }
  else if (ok)
    {
      crm_channel_run_succeed (self);
      health->has_balance = TRUE;
      health->balance = balance;
      health->balance_at = now;
      self->unsaved = TRUE;
    }
  else
    {
      crm_channel_run_fail (self, error);
      self->balance_due = now + G_TIME_SPAN_HOUR;
    }
  finish (ask);
}

static void
read_book (CrmChannelRun *self, CrmReadFunc func, GAsyncReadyCallback callback)
{
  Ask *ask = ask_new (self);

  crm_store_read_async (self->store, 20, func, ask_ref (ask), ask_unref, ask_unref, NULL, callback, ask);
}

void
crm_channel_run_ask (CrmChannelRun *self, gint64 now)
{
  CrmChannelAbilities abilities = crm_channel_get_abilities (self->channel);

  if (self->hold_until > now)
    return;
  if (!self->looking && self->look_due <= now)
    {
      self->looking = TRUE;
      read_book (self, find_uncertain_in_worker, on_uncertain);
    }
  if (abilities & CRM_CHANNEL_RECEIVES && !self->fetching && self->fetch_due <= now)
    {
      self->fetching = TRUE;
      crm_channel_fetch_async (
          self->channel, self->standing->cursor, self->cancellable, on_fetched, ask_new (self));
    }
  if (abilities & CRM_CHANNEL_TELLS_STATES && !self->asking && self->states_due <= now)
    {
      self->asking = TRUE;
      read_book (self, find_waiting_in_worker, on_waiting);
    }
  /* After sending, but not while it goes on. */
  if (self->spent && !self->n_flying && self->next_due > now)
    {
      self->spent = FALSE;
      self->balance_due =
          MIN (self->balance_due, MAX (now, self->standing->health->balance_at + BALANCE_PAUSE));
    }
  if (abilities & CRM_CHANNEL_TELLS_BALANCE && !self->weighing && self->balance_due <= now)
    {
      self->weighing = TRUE;
      crm_channel_balance_async (self->channel, self->cancellable, on_balance, ask_new (self));
    }
}
