/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-reminder-answer.h"

#include <glib/gi18n-lib.h>

#include "crm-window.h"
#include "meeting/crm-meeting.h"

/* The job of the writer (or, to open, of the reader) and its end. Main thread, but for functions named _in_worker: they have the job to
 * themselves while they run. */

typedef struct
{
  CrmReminderVerb verb;
  char *key;
  char *uid;
  char *rid; /* NULL: a task's */
  gint64 until;
  /* Found by the worker. */
  gint64 id;
  gint64 client;
  char *place;
  char *online;
  gatomicrefcount ref_count;
} Job;

struct _CrmReminderAnswer
{
  GApplication *application; /* owned and held */
  Job *job;                  /* owned reference */
  CrmReminderFoundFunc found;
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
  g_free (job->key);
  g_free (job->uid);
  g_free (job->rid);
  g_free (job->place);
  g_free (job->online);
  g_free (job);
}

char *
crm_reminder_dup_key (const CrmReminder *reminder)
{
  return g_str_equal (reminder->entity, "task")
             ? g_strdup (reminder->uid)
             : g_strdup_printf ("%s %s %s", reminder->entity, reminder->uid, reminder->rid);
}

static void
read_key (Job *job, const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, " ", 3);
  gboolean meeting = g_strv_length (parts) == 3;

  job->key = g_strdup (key);
  job->uid = g_strdup (meeting ? parts[1] : key);
  job->rid = meeting ? g_strdup (parts[2]) : NULL;
}

CrmReminderAnswer *
crm_reminder_answer_new (GApplication *application, CrmReminderVerb verb, const char *key, gint64 until)
{
  CrmReminderAnswer *self = g_new0 (CrmReminderAnswer, 1);

  self->application = g_object_ref (application);
  g_application_hold (application);
  self->job = g_new0 (Job, 1);
  self->job->verb = verb;
  read_key (self->job, key);
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
crm_reminder_answer_get_key (CrmReminderAnswer *self)
{
  return self->job->key;
}

static void
run_task (CrmTransaction *tx, Job *job, GError **error)
{
  gint64 id = crm_transaction_resolve_link (tx, "task", job->uid, error);
  g_autoptr (CrmRow) task = id != 0 ? crm_transaction_load (tx, "task", id, error) : NULL;

  if (task == NULL)
    return;
  job->id = id;
  job->client = crm_row_get_integer (task, CRM_TASK_CLIENT);
  /* Else pressed late: somebody was quicker. */
  if (task->archived_at == 0 && crm_row_get_integer (task, CRM_TASK_DONE_AT) == 0)
    switch (job->verb)
      {
      case CRM_REMINDER_FINISH: crm_task_finish (tx, id, NULL, NULL, NULL, error); break;
      case CRM_REMINDER_SNOOZE: crm_reminder_snooze (tx, id, job->until, error); break;
      case CRM_REMINDER_PUT_OFF: crm_reminder_put_off (tx, id, error); break;
      case CRM_REMINDER_OPEN:
      case CRM_REMINDER_ASK:
      case CRM_REMINDER_WAY: break;
      }
}

static void
run_meeting (CrmTransaction *tx, Job *job, GError **error)
{
  gint64 id = crm_transaction_resolve_link (tx, "meeting", job->uid, error);
  g_autoptr (CrmRow) meeting = id != 0 ? crm_transaction_load (tx, "meeting", id, error) : NULL;
  const CrmValue *clients;

  if (meeting == NULL)
    return;
  clients = crm_row_get (meeting, CRM_MEETING_CLIENTS);
  job->id = id;
  job->client = clients->type == CRM_VALUE_LIST && clients->v.list->len > 0
                    ? g_array_index (clients->v.list, gint64, 0)
                    : 0;
  g_free (job->place);
  g_free (job->online);
  job->place = g_strdup (crm_row_get_text (meeting, CRM_MEETING_PLACE));
  job->online = g_strdup (crm_row_get_text (meeting, CRM_MEETING_ONLINE));
  if (meeting->archived_at == 0 && g_strcmp0 (crm_row_get_text (meeting, CRM_MEETING_STATE), "planned") == 0)
    switch (job->verb)
      {
      case CRM_REMINDER_FINISH:
        crm_meeting_finish (tx, id, job->rid, "held", NULL, NULL, 0, 0, NULL, error);
        break;
      case CRM_REMINDER_SNOOZE: crm_reminder_snooze_meeting (tx, id, job->rid, job->until, error); break;
      case CRM_REMINDER_PUT_OFF: crm_reminder_put_off_meeting (tx, id, job->rid, error); break;
      case CRM_REMINDER_OPEN:
      case CRM_REMINDER_ASK:
      case CRM_REMINDER_WAY: break;
      }
}

static gboolean
run_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;
  GError *failure = NULL;

  if (job->rid != NULL)
    run_meeting (tx, job, &failure);
  else
    run_task (tx, job, &failure);
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

  crm_window_report_error (window != NULL ? GTK_WIDGET (window) : NULL, error,
      self->job->rid != NULL ? _ ("The meeting could not be changed") : _ ("The task could not be changed"),
      NULL);
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
  if (job->id != 0)
    {
      const CrmReminderFound found = { .verb = job->verb,
        .task = job->rid == NULL ? job->id : 0,
        .meeting = job->rid != NULL ? job->id : 0,
        .rid = job->rid,
        .client = job->client,
        .place = job->place,
        .online = job->online };

      self->found (&found, self->data);
    }
  job_unref (job);
}

/* History and undo call it by the task's title where that is known. */
static char *
make_purpose (const Job *job, const char *title)
{
  switch (job->verb)
    {
    case CRM_REMINDER_FINISH:
      if (job->rid != NULL)
        return title != NULL ? g_strdup_printf (_ ("“%s” took place"), title)
                             : g_strdup (_ ("A meeting took place"));
      return title != NULL ? g_strdup_printf (_ ("Done: “%s”"), title) : g_strdup (_ ("Task marked as done"));
    case CRM_REMINDER_SNOOZE:
      return title != NULL ? g_strdup_printf (_ ("Remind later: “%s”"), title)
                           : g_strdup (_ ("Remind later"));
    case CRM_REMINDER_PUT_OFF:
      return title != NULL ? g_strdup_printf (_ ("Put off to tomorrow: “%s”"), title)
                           : g_strdup (_ ("Task put off to tomorrow"));
    case CRM_REMINDER_OPEN:
    case CRM_REMINDER_ASK:
    case CRM_REMINDER_WAY: break;
    }
  g_return_val_if_reached (NULL);
}

void
crm_reminder_answer_run (CrmReminderAnswer *self, CrmStore *store, const char *title,
    CrmReminderFoundFunc found, gpointer data, GDestroyNotify data_free)
{
  g_autofree char *purpose = NULL;

  self->found = found;
  self->data = data;
  self->data_free = data_free;
  if (self->job->verb == CRM_REMINDER_OPEN || self->job->verb == CRM_REMINDER_ASK ||
      self->job->verb == CRM_REMINDER_WAY)
    {
      crm_store_read_async (
          store, 0, open_in_worker, job_ref (self->job), job_unref, job_unref, NULL, on_read, self);
      return;
    }
  purpose = make_purpose (self->job, title);
  crm_store_write_async (
      store, purpose, run_in_worker, job_ref (self->job), job_unref, NULL, on_written, self);
}
