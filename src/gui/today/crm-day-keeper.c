/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/crm-day-keeper.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "task/crm-task.h"
#include "task/crm-wakeup.h"
#include "today/crm-day-notice.h"

/* Asks the book when the next thing happens and sleeps until then; holds a reference on the store while it is set. Main thread, but for
 * functions named _in_worker. */

#define RETRY_SECONDS 5

struct _CrmDayKeeper
{
  GObject parent_instance;
  GApplication *application; /* weak */
  CrmStore *store;           /* owned, nullable */
  CrmWakeup *wakeup;
  GCancellable *cancellable;
  gboolean busy;
  gboolean again;
};

G_DEFINE_FINAL_TYPE (CrmDayKeeper, crm_day_keeper, G_TYPE_OBJECT)

enum
{
  SIGNAL_KEPT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
end (CrmDayKeeper *self)
{
  self->busy = FALSE;
  if (self->again)
    crm_day_keeper_check (self);
  else
    g_signal_emit (self, signals[SIGNAL_KEPT], 0);
}

typedef struct
{
  gint64 now;
  GPtrArray *notices; /* CrmDayNotice *, filled by the worker */
  gatomicrefcount ref_count;
} Job;

static void
job_unref (gpointer data)
{
  Job *job = data;

  if (!g_atomic_ref_count_dec (&job->ref_count))
    return;
  g_clear_pointer (&job->notices, g_ptr_array_unref);
  g_free (job);
}

static gboolean
keep_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;
  guint ended;

  g_clear_pointer (&job->notices, g_ptr_array_unref);
  /* Waits first: what they leave to do belongs to the plan. */
  if (!crm_task_end_waits (tx, &ended, error))
    return FALSE;
  job->notices = crm_day_notice_take (tx, job->now, error);
  return job->notices != NULL;
}

static void
send (CrmDayKeeper *self, const CrmDayNotice *told)
{
  g_autoptr (GNotification) notice = NULL;

  if (self->application == NULL || g_application_get_dbus_connection (self->application) == NULL)
    return;
  notice = g_notification_new (told->title);
  g_notification_set_body (notice, told->body);
  g_notification_set_default_action (notice, "app.reminders");
  g_application_send_notification (self->application, told->kind, notice);
}

typedef struct
{
  CrmDayKeeper *self; /* owned */
  Job *job;           /* owned */
} Kept;

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Kept *kept = data;
  g_autoptr (CrmDayKeeper) self = kept->self;
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_store_write_finish (CRM_STORE (source), result, NULL, &error);

  if (CRM_STORE (source) == self->store)
    {
      for (guint i = 0; ok && i < kept->job->notices->len; i++)
        send (self, kept->job->notices->pdata[i]);
      /* When the next thing happens is known only now. */
      self->again = self->again || ok;
      if (!ok && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          /* Another program holds the book. */
          g_message ("The day is late: %s", error->message);
          crm_wakeup_set (self->wakeup, crm_clock_now () + RETRY_SECONDS * G_USEC_PER_SEC);
        }
      end (self);
    }
  job_unref (kept->job);
}

static gpointer
next_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  gint64 next = crm_task_get_wait_end (tx, &local);

  if (local == NULL)
    next = MIN (next, crm_day_notice_get_next (tx, *(gint64 *)data, &local));
  if (local == NULL)
    return g_memdup2 (&next, sizeof next);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void
on_next (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDayKeeper) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *next = crm_store_read_finish (CRM_STORE (source), result, &error);
  gint64 now = crm_clock_now ();
  Kept *kept;

  if (CRM_STORE (source) != self->store)
    return;
  if (next == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("The day is late: %s", error->message);
      end (self);
      return;
    }
  crm_wakeup_set (self->wakeup, *next);
  if (*next > now)
    {
      end (self);
      return;
    }
  kept = g_new0 (Kept, 1);
  kept->self = g_object_ref (self);
  kept->job = g_new0 (Job, 1);
  kept->job->now = now;
  g_atomic_ref_count_init (&kept->job->ref_count);
  g_atomic_ref_count_inc (&kept->job->ref_count);
  crm_store_write_async (self->store, _ ("The client did not answer"), keep_in_worker, kept->job, job_unref,
      self->cancellable, on_kept, kept);
}

void
crm_day_keeper_check (CrmDayKeeper *self)
{
  gint64 now = crm_clock_now ();

  g_return_if_fail (CRM_IS_DAY_KEEPER (self));
  self->again = self->busy;
  if (self->store == NULL || self->busy)
    return;
  self->busy = TRUE;
  crm_store_read_async (self->store, 1, next_in_worker, g_memdup2 (&now, sizeof now), g_free, g_free,
      self->cancellable, on_next, g_object_ref (self));
}

static void
on_changed (CrmStore *store, CrmChangeSet *changes, CrmDayKeeper *self)
{
  if (crm_change_set_touches (changes, "task"))
    crm_day_keeper_check (self);
}

static void
on_settings_changed (CrmStore *store, CrmDayKeeper *self)
{
  crm_day_keeper_check (self);
}

static void
on_wakeup (gpointer data)
{
  crm_day_keeper_check (data);
}

void
crm_day_keeper_set_store (CrmDayKeeper *self, CrmStore *store)
{
  g_return_if_fail (CRM_IS_DAY_KEEPER (self));
  if (self->store == store)
    return;
  if (self->store != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->store, self);
      g_cancellable_cancel (self->cancellable);
      crm_wakeup_set (self->wakeup, G_MAXINT64);
    }
  g_clear_object (&self->cancellable);
  self->busy = self->again = FALSE;
  g_set_object (&self->store, store);
  if (store == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  g_signal_connect (store, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (store, "settings-changed", G_CALLBACK (on_settings_changed), self);
  crm_day_keeper_check (self);
}

static void
crm_day_keeper_dispose (GObject *object)
{
  CrmDayKeeper *self = CRM_DAY_KEEPER (object);

  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->wakeup, crm_wakeup_free);
  g_clear_weak_pointer (&self->application);
  G_OBJECT_CLASS (crm_day_keeper_parent_class)->dispose (object);
}

static void
crm_day_keeper_class_init (CrmDayKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_day_keeper_dispose;
  signals[SIGNAL_KEPT] = g_signal_new (
      "kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_day_keeper_init (CrmDayKeeper *self)
{
  self->wakeup = crm_wakeup_new (on_wakeup, self);
}

CrmDayKeeper *
crm_day_keeper_new (GApplication *application)
{
  CrmDayKeeper *self = g_object_new (CRM_TYPE_DAY_KEEPER, NULL);

  g_set_weak_pointer (&self->application, application);
  return self;
}
