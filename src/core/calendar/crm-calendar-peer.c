/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "calendar/crm-calendar-peer-private.h"

/* Owns what a calendar has told and the book has not taken yet, and the one thing that is going on. Main thread; the functions named
 * *_in_worker run in the writer's. Callbacks hold a reference, so closing never waits. */

#define BATCH_USEC (40 * 1000) /* of the writer's time; others want it as well */
#define BATCH_OBJECTS 200
#define REFRESH_PAUSE (5 * G_TIME_SPAN_MINUTE)
#define SURVEY_PAUSE G_TIME_SPAN_DAY

static void next (CrmCalendarPeer *self);

CrmPeerWork *
crm_calendar_peer_work_new (CrmCalendarPeer *self)
{
  CrmPeerWork *work = g_atomic_rc_box_new0 (CrmPeerWork);

  work->kind = self->kind;
  g_set_object (&work->context, self->context);
  work->calendar = self->calendar;
  return work;
}

static void
clear_work (gpointer data)
{
  CrmPeerWork *work = data;

  g_clear_object (&work->context);
  g_clear_pointer (&work->objects, g_ptr_array_unref);
  g_clear_pointer (&work->uids, g_hash_table_unref);
  g_clear_pointer (&work->answer, crm_calendar_object_free);
  g_free (work->reason);
  g_free (work->words);
  crm_calendar_job_clear (&work->job);
}

void
crm_calendar_peer_work_unref (gpointer work)
{
  g_atomic_rc_box_release_full (work, clear_work);
}

CrmCalendarPeer *
crm_calendar_peer_ref (CrmCalendarPeer *self)
{
  return g_rc_box_acquire (self);
}

static void
clear_peer (gpointer data)
{
  CrmCalendarPeer *self = data;

  g_object_unref (self->store);
  g_object_unref (self->server);
  g_clear_object (&self->context);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->work, crm_calendar_peer_work_unref);
  g_hash_table_unref (self->pending);
  g_hash_table_unref (self->confirmed);
  g_hash_table_unref (self->doubtful);
  g_hash_table_unref (self->collisions);
  g_clear_pointer (&self->uids, g_hash_table_unref);
  g_free (self->source);
  g_free (self->name);
  g_free (self->error);
}

void
crm_calendar_peer_unref (CrmCalendarPeer *self)
{
  g_rc_box_release_full (self, clear_peer);
}

CrmCalendarObject *
crm_calendar_object_copy (const CrmCalendarObject *object)
{
  return crm_calendar_object_new (object->uid, object->ical, object->revision);
}

static void
set_error (CrmCalendarPeer *self, const char *words)
{
  g_free (self->error);
  self->error = g_strdup (words);
}

void
crm_calendar_peer_done (CrmCalendarPeer *self)
{
  self->busy = FALSE;
  g_clear_pointer (&self->work, crm_calendar_peer_work_unref);
  next (self);
  if (!self->closed)
    self->changed (self->data);
}

void
crm_calendar_peer_succeed (CrmCalendarPeer *self)
{
  self->tries = 0;
  self->hold_until = 0;
  set_error (self, NULL);
}

void
crm_calendar_peer_hold (CrmCalendarPeer *self, const GError *error)
{
  self->tries++;
  self->hold_until = crm_clock_now () + crm_calendar_get_pause (self->tries) * G_USEC_PER_SEC;
  g_free (self->error);
  self->error = self->kind->dup_words ? self->kind->dup_words (error) : g_strdup (error->message);
}

void
crm_calendar_peer_write_book (CrmCalendarPeer *self, CrmWriteFunc func, GAsyncReadyCallback callback)
{
  g_autofree char *purpose = self->kind->dup_purpose (self->name);

  self->busy = TRUE;
  crm_store_write_async (self->store, purpose, func, g_atomic_rc_box_acquire (self->work),
      crm_calendar_peer_work_unref, self->cancellable, callback, crm_calendar_peer_ref (self));
}

gboolean
crm_calendar_peer_finish_write (CrmCalendarPeer *self, GAsyncResult *result, GError **error)
{
  if (!crm_store_write_finish (self->store, result, NULL, error))
    return FALSE;
  self->n_writes++;
  return TRUE;
}

/* ---- taking ---- */

static gboolean
take_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  CrmPeerWork *work = data;
  gpointer use = NULL;
  gint64 end = g_get_monotonic_time () + BATCH_USEC;
  gboolean ok;

  work->n_done = 0;
  ok = work->kind->begin (tx, work->calendar, work->context, &use, error);
  while (ok && use && work->n_done < work->objects->len && (!work->n_done || g_get_monotonic_time () <= end))
    {
      ok = work->kind->take (tx, use, work->objects->pdata[work->n_done], work->reason, error);
      if (ok)
        work->n_done++;
    }
  if (ok && !use)
    work->n_done = work->objects->len;
  g_clear_pointer (&use, work->kind->free_use);
  return ok && work->kind->end (tx, error);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarPeer) self = data;
  g_autoptr (GError) error = NULL;
  CrmPeerWork *work = self->work;
  gboolean ok = crm_calendar_peer_finish_write (self, result, &error);

  if (self->closed)
    return;
  if (!ok && error->domain == CRM_STORE_ERROR && work->objects->len == 1 && !work->reason)
    {
      work->reason = g_strdup (error->message);
      crm_calendar_peer_write_book (self, take_in_worker, on_taken);
      return;
    }
  /* What was not taken waits again, unless something newer does already. */
  for (guint i = ok ? work->n_done : 0; i < work->objects->len; i++)
    {
      const CrmCalendarObject *object = work->objects->pdata[i];

      if (!g_hash_table_contains (self->pending, object->uid))
        g_hash_table_insert (self->pending, g_strdup (object->uid), crm_calendar_object_copy (object));
    }
  if (!ok && work->objects->len > 1)
    self->single = TRUE;
  else if (!ok)
    crm_calendar_peer_hold (self, error);
  crm_calendar_peer_done (self);
}

static void
take (CrmCalendarPeer *self)
{
  GHashTableIter iter;
  gpointer uid, object;
  guint n = self->single ? 1 : BATCH_OBJECTS;

  self->work = crm_calendar_peer_work_new (self);
  self->work->objects = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_object_free);
  g_hash_table_iter_init (&iter, self->pending);
  while (self->work->objects->len < n && g_hash_table_iter_next (&iter, &uid, &object))
    {
      g_ptr_array_add (self->work->objects, object);
      g_hash_table_iter_steal (&iter);
      g_free (uid);
    }
  if (!g_hash_table_size (self->pending))
    self->single = FALSE;
  crm_calendar_peer_write_book (self, take_in_worker, on_taken);
}

/* ---- reading one that is in doubt ---- */

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarPeer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmCalendarObject) object =
      crm_calendar_server_read_finish (CRM_CALENDAR_SERVER (source), result, &error);

  if (self->closed)
    return;
  if (!object)
    {
      crm_calendar_peer_hold (self, error);
      crm_calendar_peer_done (self);
      return;
    }
  g_hash_table_remove (self->doubtful, object->uid);
  g_hash_table_remove (self->confirmed, object->uid);
  g_hash_table_replace (self->pending, g_strdup (object->uid), crm_calendar_object_copy (object));
  crm_calendar_peer_done (self);
}

static void
read_doubtful (CrmCalendarPeer *self)
{
  GHashTableIter iter;
  gpointer uid;

  g_hash_table_iter_init (&iter, self->doubtful);
  if (!g_hash_table_iter_next (&iter, &uid, NULL))
    return;
  self->busy = TRUE;
  crm_calendar_server_read_async (
      self->server, self->source, uid, self->cancellable, on_read, crm_calendar_peer_ref (self));
}

void
crm_calendar_peer_tell (CrmCalendarPeer *self, GPtrArray *objects)
{
  for (guint i = 0; i < objects->len; i++)
    {
      const CrmCalendarObject *object = objects->pdata[i];
      const char *revision = g_hash_table_lookup (self->confirmed, object->uid);

      if (self->uids)
        g_hash_table_add (self->uids, g_strdup (object->uid));
      if ((revision && g_strcmp0 (revision, object->revision) != 0) ||
          (self->busy && self->work && self->work->job.object &&
              g_str_equal (self->work->job.object->uid, object->uid)))
        g_hash_table_add (self->doubtful, g_strdup (object->uid));
      else
        g_hash_table_replace (self->pending, g_strdup (object->uid), crm_calendar_object_copy (object));
    }
  next (self);
}

/* ---- surveying ---- */

static gboolean
reconcile_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  CrmPeerWork *work = data;
  gpointer use = NULL;
  gboolean ok = work->kind->begin (tx, work->calendar, work->context, &use, error) &&
                (!use || work->kind->reconcile (tx, use, work->uids, &work->again, error));

  g_clear_pointer (&use, work->kind->free_use);
  return ok && work->kind->end (tx, error);
}

static void
on_reconciled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarPeer) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_calendar_peer_finish_write (self, result, &error);
  gint64 now = crm_clock_now ();

  if (self->closed)
    return;
  if (!ok)
    {
      self->survey_due = 0;
      crm_calendar_peer_hold (self, error);
      crm_calendar_peer_done (self);
      return;
    }
  crm_calendar_peer_succeed (self);
  self->survey_due = self->work->again ? self->work->again : now + SURVEY_PAUSE;
  self->looked_at = now;
  self->refresh_due = now + REFRESH_PAUSE;
  self->push_due = 0;
  crm_calendar_peer_done (self);
}

static void
reconcile (CrmCalendarPeer *self)
{
  self->work = crm_calendar_peer_work_new (self);
  self->work->uids = g_steal_pointer (&self->uids);
  crm_calendar_peer_write_book (self, reconcile_in_worker, on_reconciled);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarPeer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) objects =
      crm_calendar_server_read_all_finish (CRM_CALENDAR_SERVER (source), result, &error);

  if (self->closed)
    return;
  if (!objects)
    {
      self->survey_due = 0;
      crm_calendar_peer_hold (self, error);
      crm_calendar_peer_done (self);
      return;
    }
  self->uids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < objects->len; i++)
    {
      const CrmCalendarObject *object = objects->pdata[i];
      const CrmCalendarObject *told = g_hash_table_lookup (self->pending, object->uid);
      const char *revision = g_hash_table_lookup (self->confirmed, object->uid);

      g_hash_table_add (self->uids, g_strdup (object->uid));
      /* Two words about one thing: which of them is newer, the calendar knows. */
      if ((told && g_strcmp0 (told->revision, object->revision) != 0) ||
          (revision && g_strcmp0 (revision, object->revision) != 0))
        g_hash_table_add (self->doubtful, g_strdup (object->uid));
      else if (!told)
        g_hash_table_insert (self->pending, g_strdup (object->uid), crm_calendar_object_copy (object));
    }
  crm_calendar_peer_done (self);
}

static void
on_survey_refreshed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarPeer) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_calendar_server_refresh_finish (CRM_CALENDAR_SERVER (source), result, &error);

  if (self->closed)
    return;
  if (!ok)
    {
      self->survey_due = 0;
      crm_calendar_peer_hold (self, error);
      crm_calendar_peer_done (self);
      return;
    }
  crm_calendar_server_read_all_async (
      self->server, self->source, self->cancellable, on_listed, crm_calendar_peer_ref (self));
}

static void
survey (CrmCalendarPeer *self)
{
  self->busy = TRUE;
  self->survey_due = G_MAXINT64;
  crm_calendar_server_refresh_async (
      self->server, self->source, self->cancellable, on_survey_refreshed, crm_calendar_peer_ref (self));
}

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarPeer) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_calendar_server_refresh_finish (CRM_CALENDAR_SERVER (source), result, &error);

  if (self->closed)
    return;
  if (ok)
    {
      crm_calendar_peer_succeed (self);
      self->looked_at = crm_clock_now ();
      self->refresh_due = self->looked_at + REFRESH_PAUSE;
    }
  else
    crm_calendar_peer_hold (self, error);
  crm_calendar_peer_done (self);
}

static void
refresh (CrmCalendarPeer *self)
{
  self->busy = TRUE;
  crm_calendar_server_refresh_async (
      self->server, self->source, self->cancellable, on_refreshed, crm_calendar_peer_ref (self));
}

/* ---- what is next ---- */

static void
next (CrmCalendarPeer *self)
{
  gint64 now = crm_clock_now ();

  if (self->closed || self->busy)
    return;
  if (now < self->hold_until)
    return;
  if (g_hash_table_size (self->pending))
    take (self);
  else if (self->connected && g_hash_table_size (self->doubtful))
    read_doubtful (self);
  else if (self->uids && !g_hash_table_size (self->doubtful))
    reconcile (self);
  else if (!self->connected)
    return;
  else if (now >= self->survey_due)
    survey (self);
  else if (now >= self->refresh_due)
    refresh (self);
  else if (self->written && now >= self->push_due)
    crm_calendar_peer_push (self);
}

gboolean
crm_calendar_peer_is_busy (CrmCalendarPeer *self)
{
  gint64 now = crm_clock_now ();

  if (self->busy)
    return TRUE;
  if (now < self->hold_until)
    return FALSE;
  return g_hash_table_size (self->pending) ||
         (self->connected && (g_hash_table_size (self->doubtful) || self->uids || now >= self->survey_due ||
                                 now >= self->refresh_due || (self->written && now >= self->push_due)));
}

gint64
crm_calendar_peer_get_due (CrmCalendarPeer *self)
{
  gint64 due = G_MAXINT64;

  if (g_hash_table_size (self->pending))
    due = 0;
  if (self->connected)
    due = MIN (
        due, MIN (self->survey_due, MIN (self->refresh_due, self->written ? self->push_due : G_MAXINT64)));
  return due == G_MAXINT64 ? due : MAX (due, self->hold_until);
}

void
crm_calendar_peer_tick (CrmCalendarPeer *self)
{
  next (self);
}

void
crm_calendar_peer_wake (CrmCalendarPeer *self)
{
  self->push_due = 0;
  next (self);
}

void
crm_calendar_peer_look (CrmCalendarPeer *self)
{
  self->refresh_due = 0;
  /* One that was away may be back; its own pauses are long by now. */
  if (!self->connected)
    crm_calendar_server_refresh_async (self->server, self->source, self->cancellable, NULL, NULL);
  next (self);
}

void
crm_calendar_peer_check_status (CrmCalendarPeer *self, gboolean gone)
{
  gboolean connected =
      crm_calendar_server_get_status (self->server, self->source, NULL) == CRM_CALENDAR_CONNECTED;

  if (gone)
    self->connected = FALSE;
  if (connected && !self->connected)
    {
      /* Much may have happened meanwhile; and what waits may go now. */
      crm_calendar_peer_succeed (self);
      self->survey_due = self->push_due = 0;
      self->forced = TRUE;
    }
  self->connected = connected;
  next (self);
}

static gboolean
requeue_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  CrmPeerWork *work = data;

  return crm_db_run (crm_transaction_get_db (tx),
      "UPDATE calendar_event SET state = 'push', tries = 0, next_try = $2, error = NULL"
      " WHERE calendar_id = $1 AND state = 'failed'",
      error, 2, work->calendar, crm_transaction_get_now (tx));
}

static void
on_requeued (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarPeer) self = data;

  crm_store_write_finish (self->store, result, NULL, NULL);
  if (self->closed)
    return;
  crm_calendar_peer_wake (self);
  self->changed (self->data);
}

void
crm_calendar_peer_retry (CrmCalendarPeer *self)
{
  CrmPeerWork *work = crm_calendar_peer_work_new (self);

  self->hold_until = self->push_due = 0;
  self->forced = TRUE;
  self->survey_due = self->survey_due == G_MAXINT64 ? G_MAXINT64 : 0;
  if (self->written)
    crm_store_write_async (self->store, _ ("Try again"), requeue_in_worker, g_atomic_rc_box_acquire (work),
        crm_calendar_peer_work_unref, self->cancellable, on_requeued, crm_calendar_peer_ref (self));
  crm_calendar_peer_work_unref (work);
  next (self);
}

const char *
crm_calendar_peer_get_source (CrmCalendarPeer *self)
{
  return self->source;
}

gboolean
crm_calendar_peer_is_written (CrmCalendarPeer *self)
{
  return self->written;
}

const char *
crm_calendar_peer_get_error (CrmCalendarPeer *self)
{
  return self->error;
}

guint
crm_calendar_peer_get_n_writes (CrmCalendarPeer *self)
{
  return self->n_writes;
}

gint64
crm_calendar_peer_get_looked_at (CrmCalendarPeer *self)
{
  return self->looked_at;
}

CrmCalendarPeer *
crm_calendar_peer_new (const CrmCalendarPeerKind *kind, GObject *context, CrmStore *store,
    CrmCalendarServer *server, gint64 calendar, const char *source, const char *name, gboolean written,
    CrmCalendarPeerChanged changed, gpointer data)
{
  CrmCalendarPeer *self = g_rc_box_new0 (CrmCalendarPeer);

  self->store = g_object_ref (store);
  self->server = g_object_ref (server);
  self->kind = kind;
  g_set_object (&self->context, context);
  self->cancellable = g_cancellable_new ();
  self->calendar = calendar;
  self->source = g_strdup (source);
  self->name = g_strdup (name);
  self->written = written;
  self->changed = changed;
  self->data = data;
  self->pending =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)crm_calendar_object_free);
  self->confirmed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->doubtful = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->collisions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->forced = TRUE;
  crm_calendar_server_open (server, source);
  crm_calendar_peer_check_status (self, FALSE);
  return self;
}

void
crm_calendar_peer_close (CrmCalendarPeer *self)
{
  self->closed = TRUE;
  crm_calendar_server_close (self->server, self->source);
  g_cancellable_cancel (self->cancellable);
  crm_calendar_peer_unref (self);
}
