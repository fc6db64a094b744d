/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-reminder-answer.h"

#include <glib/gi18n-lib.h>

#include "crm-window.h"
#include "task/crm-task.h"

/* The job of the writer (or, to open, of the reader) and its end. Main thread, but for functions named _in_worker: they have the job to
 * themselves while they run. */

typedef struct
{
  CrmReminderVerb verb;
  char *uid;
  gint64 until;
  gint64 task; /* found by the worker */
  gint64 client;
  gatomicrefcount ref_count;
} Job;

struct _CrmReminderAnswer
{
  GApplication *application; /* owned and held */
  Job *job;                  /* owned reference */
  void (*open) (gint64 task, gint64 client, gpointer data);
  gpointer data;
  GDestroyNotify data_free;
};

static Job *
job_ref (Job *job)
{
  g_atomic_ref_count_inc (&job->ref_count);
  return job;
}

static void
job_unref (gpointer data)
{
  Job *job = data;

  if (!g_atomic_ref_count_dec (&job->ref_count))
    return;
  g_free (job->uid);
  g_free (job);
}

CrmReminderAnswer *
crm_reminder_answer_new (GApplication *application, CrmReminderVerb verb, const char *uid, gint64 until)
{
  CrmReminderAnswer *self = g_new0 (CrmReminderAnswer, 1);

  self->application = g_object_ref (application);
  g_application_hold (application);
  self->job = g_new0 (Job, 1);
  self->job->verb = verb;
  self->job->uid = g_strdup (uid);
  self->job->until = until;
  g_atomic_ref_count_init (&self->job->ref_count);
  return self;
}

void
crm_reminder_answer_free (CrmReminderAnswer *self)
{
  if (self->data_free != NULL)
    self->data_free (self->data);
  job_unref (self->job);
  g_application_release (self->application);
  g_object_unref (self->application);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmReminderAnswer, crm_reminder_answer_free)

const char *
crm_reminder_answer_get_uid (CrmReminderAnswer *self)
{
  return self->job->uid;
}

static gboolean
run_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;
  GError *failure = NULL;
  gint64 id = crm_transaction_resolve_link (tx, "task", job->uid, &failure);
  g_autoptr (CrmRow) task = id != 0 ? crm_transaction_load (tx, "task", id, &failure) : NULL;

  if (task != NULL)
    {
      job->task = id;
      job->client = crm_row_get_integer (task, CRM_TASK_CLIENT);
      /* Else pressed late: somebody was quicker. */
      if (task->archived_at == 0 && crm_row_get_integer (task, CRM_TASK_DONE_AT) == 0)
        switch (job->verb)
          {
          case CRM_REMINDER_FINISH: crm_task_finish (tx, id, NULL, NULL, NULL, &failure); break;
          case CRM_REMINDER_SNOOZE: crm_reminder_snooze (tx, id, job->until, &failure); break;
          case CRM_REMINDER_PUT_OFF: crm_reminder_put_off (tx, id, &failure); break;
          case CRM_REMINDER_OPEN: break;
          }
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

static gpointer
open_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return run_in_worker (tx, data, error) ? job_ref (data) : NULL;
}

static void
report (CrmReminderAnswer *self, const GError *error)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self->application));

  crm_window_report_error (
      window != NULL ? GTK_WIDGET (window) : NULL, error, _ ("The task could not be changed"), NULL);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmReminderAnswer) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    report (self, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmReminderAnswer) self = data;
  g_autoptr (GError) error = NULL;
  Job *job = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (job == NULL)
    {
      report (self, error);
      return;
    }
  self->open (job->task, job->client, self->data);
  job_unref (job);
}

/* History and undo call it by the task's title where that is known. */
static char *
make_purpose (CrmReminderVerb verb, const char *title)
{
  switch (verb)
    {
    case CRM_REMINDER_FINISH:
      return title != NULL ? g_strdup_printf (_ ("Done: “%s”"), title) : g_strdup (_ ("Mark a task done"));
    case CRM_REMINDER_SNOOZE:
      return title != NULL ? g_strdup_printf (_ ("Remind later: “%s”"), title)
                           : g_strdup (_ ("Remind later"));
    case CRM_REMINDER_PUT_OFF:
      return title != NULL ? g_strdup_printf (_ ("Put off to tomorrow: “%s”"), title)
                           : g_strdup (_ ("Put a task off to tomorrow"));
    case CRM_REMINDER_OPEN: break;
    }
  g_return_val_if_reached (NULL);
}

void
crm_reminder_answer_run (CrmReminderAnswer *self, CrmStore *store, const char *title,
    void (*open) (gint64 task, gint64 client, gpointer data), gpointer data, GDestroyNotify data_free)
{
  g_autofree char *purpose = NULL;

  self->open = open;
  self->data = data;
  self->data_free = data_free;
  if (self->job->verb == CRM_REMINDER_OPEN)
    {
      crm_store_read_async (
          store, 0, open_in_worker, job_ref (self->job), job_unref, job_unref, NULL, on_read, self);
      return;
    }
  purpose = make_purpose (self->job->verb, title);
  crm_store_write_async (
      store, purpose, run_in_worker, job_ref (self->job), job_unref, NULL, on_written, self);
}
