/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-eds/crm-eds-job.h"

/* Owns what it needs for its work, so that a calendar may be closed meanwhile. The work is done in the calendar's thread, all else in
 * the main thread. */

static void
add_object (CrmEdsJob *self, CrmCalendarObject *object)
{
  if (object == NULL)
    return;
  if (self->objects == NULL)
    self->objects = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_object_free);
  g_ptr_array_add (self->objects, object);
}

static void
work (CrmEdsJob *self)
{
  const char *uid = self->uids->len > 0 ? self->uids->pdata[0] : NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    return;
  switch (self->kind)
    {
    case CRM_EDS_JOB_READ_ALL:
      self->objects = self->what->read_all (self->transfer, self->cancellable, &self->error);
      break;
    case CRM_EDS_JOB_READ:
      for (guint i = 0; i < self->uids->len && self->error == NULL; i++)
        add_object (
            self, self->what->read (self->transfer, self->uids->pdata[i], self->cancellable, &self->error));
      break;
    case CRM_EDS_JOB_WRITE:
      add_object (self, self->what->write (self->transfer, uid, self->ical, self->expected, self->cancellable,
                            &self->error));
      break;
    case CRM_EDS_JOB_REMOVE:
      self->what->remove (self->transfer, uid, self->expected, self->cancellable, &self->error);
      break;
    case CRM_EDS_JOB_FOLLOW: self->what->start_view (self->view, &self->error); break;
    }
}

static gboolean
on_worked (gpointer data)
{
  CrmEdsJob *self = data;

  self->done (self, self->data);
  crm_eds_transfer_unref (self->transfer);
  g_ptr_array_unref (self->uids);
  g_free (self->ical);
  g_free (self->expected);
  g_clear_object (&self->view);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->objects, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_free (self);
  return G_SOURCE_REMOVE;
}

static void
work_in_thread (gpointer data, gpointer user_data)
{
  work (data);
  g_idle_add_full (G_PRIORITY_DEFAULT, on_worked, data, NULL);
}

CrmEdsJob *
crm_eds_job_new (
    const CrmEdsKind *what, CrmEdsJobKind kind, CrmEdsTransfer *transfer, GCancellable *cancellable)
{
  CrmEdsJob *self = g_new0 (CrmEdsJob, 1);

  self->what = what;
  self->kind = kind;
  self->transfer = crm_eds_transfer_ref (transfer);
  self->uids = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_object_ref (cancellable);
  return self;
}

void
crm_eds_job_add_uid (CrmEdsJob *self, const char *uid)
{
  g_ptr_array_add (self->uids, g_strdup (uid));
}

void
crm_eds_job_push (CrmEdsJob *self, GThreadPool *thread, CrmEdsJobDone done, gpointer data)
{
  self->done = done;
  self->data = data;
  g_thread_pool_push (thread, self, NULL);
}

GThreadPool *
crm_eds_job_thread_new (void)
{
  return g_thread_pool_new (work_in_thread, NULL, 1, FALSE, NULL);
}
