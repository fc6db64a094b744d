/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "channel/crm-channel-manager-private.h"

/* Sending. One transaction after another: what became of the last ones, and which are the next, which then stand as "sending" in the book
 * before anything leaves. Main thread; the functions named *_in_worker run in the writer's. */

#define WRITE_PAUSE (5 * G_USEC_PER_SEC) /* after the book could not be written */
#define BURST G_USEC_PER_SEC             /* slots of so long a time may be used at once */
#define LOOK_UP_AFTER (30 * G_USEC_PER_SEC)

typedef struct
{
  CrmChannelRun *run; /* main thread only */
  gint64 account;
  guint limit;
  gint64 now;
  GHashTable *busy;
  GPtrArray *results;
  GPtrArray *jobs;
  gint64 next;
  gatomicrefcount refs; /* the task's data and the callback's */
} Cycle;

static void
cycle_unref (gpointer data)
{
  Cycle *self = data;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->busy);
  g_ptr_array_unref (self->results);
  g_ptr_array_unref (self->jobs);
  g_free (self);
}

static gboolean
cycle_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Cycle *self = data;

  crm_transaction_set_sync (tx);
  g_ptr_array_set_size (self->jobs, 0);
  for (guint i = 0; i < self->results->len; i++)
    if (!crm_outbox_end (tx, self->results->pdata[i], error))
      return FALSE;
  self->next = G_MAXINT64;
  return !self->limit ||
         crm_outbox_begin (tx, self->account, self->limit, self->busy, self->jobs, &self->next, error);
}

/* ---- one message ---- */

typedef struct
{
  CrmChannelRun *run;
  CrmOutboxJob *job;
  guint generation;
  char *match;
} Flight;

/* The key of crm_outbox_begin (): what is being written to. */
static char *
dup_match (const CrmOutboxJob *job)
{
  return g_strdup (job->match ? job->match : "");
}

static CrmOutboxResult *
judge (CrmChannelRun *self, const CrmOutboxJob *job, CrmChannelAbilities abilities, const GError *error)
{
  CrmOutboxResult *result = g_new0 (CrmOutboxResult, 1);
  gint64 now = crm_clock_now ();
  guint wait = crm_channel_error_get_retry_after (error);

  result->message = job->message;
  result->key = g_strdup (job->outgoing->key);
  result->words = g_strdup (error->message);
  result->end = CRM_OUTBOX_FAILED;
  if (error->domain != CRM_CHANNEL_ERROR)
    {
      /* A cancel, or an error nobody promised: nobody knows. */
      result->end = CRM_OUTBOX_UNCERTAIN;
      result->due_at =
          abilities & (CRM_CHANNEL_LOOKS_UP | CRM_CHANNEL_IS_IDEMPOTENT) ? now + LOOK_UP_AFTER : G_MAXINT64;
      return result;
    }
  switch ((CrmChannelError)error->code)
    {
    case CRM_CHANNEL_ERROR_CREDENTIALS:
    case CRM_CHANNEL_ERROR_CERTIFICATE: result->end = CRM_OUTBOX_BACK; break;
    case CRM_CHANNEL_ERROR_UNREACHABLE:
    case CRM_CHANNEL_ERROR_RATE_LIMITED:
      result->end = CRM_OUTBOX_RETRY;
      result->due_at = now + (wait ? (gint64)wait : crm_outbox_get_pause (job->tries + 1)) * G_USEC_PER_SEC;
      break;
    case CRM_CHANNEL_ERROR_UNCERTAIN:
      result->end = CRM_OUTBOX_UNCERTAIN;
      result->due_at =
          abilities & (CRM_CHANNEL_LOOKS_UP | CRM_CHANNEL_IS_IDEMPOTENT) ? now + LOOK_UP_AFTER : G_MAXINT64;
      break;
    case CRM_CHANNEL_ERROR_REFUSED:
    case CRM_CHANNEL_ERROR_UNSUPPORTED:
    case CRM_CHANNEL_ERROR_PROTOCOL:
    default: break;
    }
  return result;
}

static void
on_sent (GObject *source, GAsyncResult *async, gpointer data)
{
  Flight *flight = data;
  CrmChannelRun *self = flight->run;
  CrmChannelAbilities abilities = crm_channel_get_abilities (CRM_CHANNEL (source));
  g_autoptr (GError) error = NULL;
  CrmSent *sent = crm_channel_send_finish (CRM_CHANNEL (source), async, &error);
  CrmOutboxResult *result;

  if (sent)
    {
      result = g_new0 (CrmOutboxResult, 1);
      result->message = flight->job->message;
      result->key = g_strdup (flight->job->outgoing->key);
      result->end = CRM_OUTBOX_SENT;
      result->sent = sent;
      result->states = (abilities & CRM_CHANNEL_TELLS_STATES) != 0;
    }
  else
    result = judge (self, flight->job, abilities, error);
  g_ptr_array_add (self->results, result);
  g_hash_table_remove (self->flying, flight->match);
  self->n_flying--;
  if (self->closed)
    {
      /* The book still takes it, if it is there. */
      self->closed = FALSE;
      crm_channel_run_close (self);
    }
  else if (flight->generation == self->generation)
    {
      if (sent)
        self->doubts = 0;
      else if (g_error_matches (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNCERTAIN))
        self->doubt_until = crm_clock_now () + crm_outbox_get_pause (++self->doubts) * G_USEC_PER_SEC;
      if (sent)
        crm_channel_run_succeed (self);
      else
        crm_channel_run_fail (self, error);
      self->spent = self->spent || sent;
    }
  crm_channel_run_done (self);
  crm_outbox_job_free (flight->job);
  g_free (flight->match);
  g_free (flight);
  crm_channel_run_unref (self);
}

static void
launch (CrmChannelRun *self, CrmOutboxJob *job)
{
  Flight *flight = g_new0 (Flight, 1);

  flight->run = crm_channel_run_ref (self);
  flight->job = job;
  flight->generation = self->generation;
  flight->match = dup_match (job);
  g_hash_table_add (self->flying, g_strdup (flight->match));
  self->n_flying++;
  self->probed = FALSE;
  crm_channel_send_async (self->channel, job->outgoing, self->cancellable, on_sent, flight);
}

/* ---- the cycle ---- */

static gint64
get_interval (CrmChannelRun *self)
{
  gint64 rate = self->standing->rate;

  if (rate <= 0)
    rate = crm_channel_get_rate (self->channel);
  return rate > 0 ? G_TIME_SPAN_MINUTE / rate : 0;
}

typedef struct
{
  CrmChannelRun *run;
  guint generation;
} Probe;

static void
on_probed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Probe *probe = data;
  CrmChannelRun *self = probe->run;
  g_autoptr (GError) error = NULL;
  gboolean fine = crm_channel_test_finish (CRM_CHANNEL (source), result, &error);

  self->testing = FALSE;
  if (!self->closed && probe->generation == self->generation)
    {
      if (fine)
        self->probed = TRUE;
      else
        crm_channel_run_fail (self, error);
    }
  crm_channel_run_done (self);
  crm_channel_run_unref (self);
}

/* Whether what was out of reach is there again is asked by what does no harm, not by a message that may then be uncertain. */
static gboolean
is_out_of_reach (CrmChannelRun *self)
{
  Probe *probe;

  if (self->status != CRM_CHANNEL_UNREACHABLE || self->probed)
    return FALSE;
  if (self->testing)
    return TRUE;
  self->testing = TRUE;
  probe = g_new0 (Probe, 1);
  probe->run = crm_channel_run_ref (self);
  probe->generation = self->generation;
  crm_channel_test_async (self->channel, self->cancellable, on_probed, probe);
  return TRUE;
}

/* How many may go now, by how many are on their way and by the rate. */
static guint
get_limit (CrmChannelRun *self, gint64 now)
{
  guint most =
      self->tries || self->doubts ? 1 : CRM_RUN_AT_ONCE; /* a first one finds out whether it works again */
  guint limit;
  gint64 interval;

  if (!self->channel || self->stopped || !self->standing->health->active || self->hold_until > now ||
      self->doubt_until > now || self->next_due > now ||
      !(crm_channel_get_abilities (self->channel) & CRM_CHANNEL_SENDS))
    return 0;
  limit = most > self->n_flying ? most - self->n_flying : 0;
  interval = get_interval (self);
  if (limit && interval && self->next_slot > now)
    return 0;
  if (limit && is_out_of_reach (self))
    return 0;
  if (!interval || !limit)
    return limit;
  return (guint)MIN ((gint64)limit, (now - MAX (self->next_slot, now - BURST)) / interval + 1);
}

static void
on_cycle (GObject *source, GAsyncResult *result, gpointer data)
{
  Cycle *cycle = data;
  CrmChannelRun *self = cycle->run;
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  gint64 interval;

  self->writing = FALSE;
  if (!ok)
    {
      /* Nothing has left; what was answered waits until the book can be written. */
      while (cycle->results->len)
        g_ptr_array_add (self->results, g_ptr_array_steal_index (cycle->results, 0));
      self->write_after = crm_clock_now () + WRITE_PAUSE;
      self->next_due = MIN (self->next_due, self->write_after);
    }
  else if (self->closed || !self->channel)
    {
      /* Too late for those that stand as sending: they go back at once. */
      while (cycle->jobs->len)
        {
          CrmOutboxJob *job = g_ptr_array_steal_index (cycle->jobs, 0);
          CrmOutboxResult *back = g_new0 (CrmOutboxResult, 1);

          back->message = job->message;
          back->key = g_strdup (job->outgoing->key);
          back->end = CRM_OUTBOX_BACK;
          g_ptr_array_add (self->results, back);
          crm_outbox_job_free (job);
        }
      if (self->closed)
        {
          self->closed = FALSE;
          crm_channel_run_close (self);
        }
    }
  else
    {
      interval = get_interval (self);
      self->next_due = cycle->limit ? MIN (cycle->next, self->next_due) : self->next_due;
      self->next_slot = MAX (self->next_slot, cycle->now - BURST) + interval * cycle->jobs->len;
      while (cycle->jobs->len)
        launch (self, g_ptr_array_steal_index (cycle->jobs, 0));
    }
  crm_channel_run_done (self);
  cycle_unref (cycle);
  crm_channel_run_unref (self);
}

void
crm_channel_run_send (CrmChannelRun *self, gint64 now)
{
  guint limit = get_limit (self, now);
  Cycle *cycle;
  GHashTableIter iter;
  gpointer match;

  if (self->writing || self->write_after > now || (!limit && !self->results->len))
    return;
  cycle = g_new0 (Cycle, 1);
  g_atomic_ref_count_init (&cycle->refs);
  g_atomic_ref_count_inc (&cycle->refs);
  cycle->run = crm_channel_run_ref (self);
  cycle->account = self->standing->health->account;
  cycle->limit = limit;
  cycle->now = now;
  cycle->busy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, self->flying);
  while (g_hash_table_iter_next (&iter, &match, NULL))
    g_hash_table_add (cycle->busy, g_strdup (match));
  cycle->results = self->results;
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_outbox_result_free);
  cycle->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_outbox_job_free);
  self->writing = TRUE;
  if (limit)
    self->next_due = G_MAXINT64; /* until the cycle says, or somebody queues another */
  crm_store_write_async (
      self->store, _ ("Send messages"), cycle_in_worker, cycle, cycle_unref, NULL, on_cycle, cycle);
}
