/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "calendar/crm-calendar-peer-private.h"

/* How a peer gives away what waits: one thing at a time, written down before it is sent, confirmed by what the calendar has then. Main
 * thread; *_in_worker runs in the writer's. */

#define MAX_CONFLICTS 3

static gboolean
confirm_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  CrmPeerWork *work = data;
  g_autoptr (CrmCalendarUse) use = NULL;

  return crm_calendar_peer_begin_in_worker (tx, work, &use, error) &&
         (!use || crm_calendar_confirm_push (tx, use, &work->job, work->answer, error)) &&
         crm_calendar_mark_changes (tx, error);
}

static void
on_confirmed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarPeer) self = data;
  g_autoptr (GError) error = NULL;

  /* Not confirmed is as good as an answer that was lost: it is recognised when it is seen again. */
  if (!crm_calendar_peer_finish_write (self, result, &error) && !self->closed)
    crm_calendar_peer_hold (self, error);
  if (!self->closed)
    crm_calendar_peer_done (self);
}

static gboolean
fail_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  CrmPeerWork *work = data;

  crm_transaction_set_sync (tx);
  return crm_calendar_fail_push (tx, &work->job, work->refused, work->words, &work->again, error);
}

static void
on_failed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarPeer) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_calendar_peer_finish_write (self, result, &error) && !self->closed)
    crm_calendar_peer_hold (self, error);
  if (!self->closed)
    crm_calendar_peer_done (self);
}

static gboolean
is_for_good (const GError *error)
{
  return g_error_matches (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED) ||
         g_error_matches (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED) ||
         g_error_matches (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL) ||
         error->domain == CRM_STORE_ERROR;
}

static void
fail (CrmCalendarPeer *self, const GError *error, gboolean refused)
{
  self->work->refused = refused;
  self->work->words = g_strdup (error->message);
  if (!refused)
    {
      /* Perhaps it got through and only the answer did not: look before trying again. */
      self->refresh_due = 0;
      crm_calendar_peer_hold (self, error);
    }
  crm_calendar_peer_write_book (self, fail_in_worker, on_failed);
}

/* The calendar had another version; it is taken, merged, and then it is tried again. */
static void
on_collision_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarPeer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmCalendarObject) object =
      crm_calendar_server_read_finish (CRM_CALENDAR_SERVER (source), result, &error);

  if (self->closed)
    return;
  if (!object)
    {
      fail (self, error, FALSE);
      return;
    }
  g_hash_table_remove (self->doubtful, object->uid);
  g_hash_table_remove (self->confirmed, object->uid);
  g_hash_table_replace (self->pending, g_strdup (object->uid), crm_calendar_object_copy (object));
  crm_calendar_peer_done (self);
}

static void
on_collision_refreshed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarPeer) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_calendar_server_refresh_finish (CRM_CALENDAR_SERVER (source), result, &error);

  if (self->closed)
    return;
  if (!ok)
    {
      fail (self, error, FALSE);
      return;
    }
  crm_calendar_server_read_async (self->server, self->source, self->work->job.object->uid, self->cancellable,
      on_collision_read, crm_calendar_peer_ref (self));
}

static void
collide (CrmCalendarPeer *self, const GError *error)
{
  const char *uid = self->work->job.object->uid;
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->collisions, uid)) + 1;

  if (n > MAX_CONFLICTS)
    {
      g_hash_table_remove (self->collisions, uid);
      self->work->words = g_strdup (_ ("The calendar changes this event again and again."));
      self->refresh_due = 0;
      crm_calendar_peer_write_book (self, fail_in_worker, on_failed);
      return;
    }
  g_hash_table_replace (self->collisions, g_strdup (uid), GUINT_TO_POINTER (n));
  crm_calendar_server_refresh_async (
      self->server, self->source, self->cancellable, on_collision_refreshed, crm_calendar_peer_ref (self));
}

static void
end_push (CrmCalendarPeer *self, CrmCalendarObject *answer, const GError *error)
{
  const char *uid = self->work->job.object->uid;

  if (error && g_error_matches (error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT))
    {
      collide (self, error);
      return;
    }
  if (error)
    {
      fail (self, error, is_for_good (error));
      return;
    }
  g_hash_table_remove (self->collisions, uid);
  if (answer && answer->revision)
    g_hash_table_replace (self->confirmed, g_strdup (uid), g_strdup (answer->revision));
  else
    g_hash_table_remove (self->confirmed, uid);
  self->work->answer = answer ? crm_calendar_object_copy (answer) : NULL;
  crm_calendar_peer_succeed (self);
  crm_calendar_peer_write_book (self, confirm_in_worker, on_confirmed);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarPeer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmCalendarObject) answer =
      crm_calendar_server_write_finish (CRM_CALENDAR_SERVER (source), result, &error);

  if (!self->closed)
    end_push (self, answer, error);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarPeer) self = data;
  g_autoptr (GError) error = NULL;

  crm_calendar_server_remove_finish (CRM_CALENDAR_SERVER (source), result, &error);
  if (!self->closed)
    end_push (self, NULL, error);
}

static gboolean
prepare_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  CrmPeerWork *work = data;
  g_autoptr (CrmCalendarUse) use = NULL;

  crm_calendar_job_clear (&work->job);
  work->job.due = G_MAXINT64;
  if (!crm_calendar_peer_begin_in_worker (tx, work, &use, error))
    return FALSE;
  if (!crm_calendar_use_is_written (use))
    return TRUE;
  return crm_calendar_prepare_push (tx, use, work->force, &work->job, error) &&
         crm_calendar_mark_changes (tx, error);
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarPeer) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_calendar_peer_finish_write (self, result, &error);
  CrmCalendarJob *job;

  if (self->closed)
    return;
  job = &self->work->job;
  if (!ok)
    {
      crm_calendar_peer_hold (self, error);
      crm_calendar_peer_done (self);
    }
  else if (!job->object)
    {
      /* Woken meanwhile: look once more. */
      if (self->push_due == G_MAXINT64)
        self->push_due = job->due;
      crm_calendar_peer_done (self);
    }
  else
    {
      self->push_due = 0;
      if (job->object->ical)
        crm_calendar_server_write_async (self->server, self->source, job->object, job->expected,
            self->cancellable, on_written, crm_calendar_peer_ref (self));
      else
        crm_calendar_server_remove_async (self->server, self->source, job->object->uid, job->expected,
            self->cancellable, on_removed, crm_calendar_peer_ref (self));
    }
}

void
crm_calendar_peer_push (CrmCalendarPeer *self)
{
  self->work = crm_calendar_peer_work_new (self);
  self->work->force = self->forced;
  self->forced = FALSE;
  self->push_due = G_MAXINT64;
  crm_calendar_peer_write_book (self, prepare_in_worker, on_prepared);
}
