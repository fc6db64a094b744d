/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-worker.h"

#include <glib/gi18n-lib.h>

/* Owns one thread and the queue it serves. Everything but the thread's own loop may be called from any
 * thread; the queue, the counters and the stop flag are guarded by one mutex. */

typedef struct
{
  int priority;
  guint64 serial; /* keeps equal priorities in order */

  GTask *task; /* owned; NULL for a plain call */
  CrmWorkerFunc task_func;

  void (*call) (gpointer data); /* a plain call: the caller waits for done */
  gpointer call_data;
  gboolean *done;
} Job;

struct _CrmWorker
{
  GThread *thread; /* owned; kept after the join, so that no other thread can be taken for it */
  GMutex mutex;
  GCond wake;     /* the queue got a job, or stop */
  GCond finished; /* a plain call has run */

  GSequence *jobs; /* of Job, owned, in the order they will run */
  guint64 next_serial;
  guint running; /* 0 or 1 */
  gboolean stopping;
};

static int
compare_jobs (gconstpointer a, gconstpointer b, gpointer data)
{
  const Job *job_a = a;
  const Job *job_b = b;

  if (job_a->priority != job_b->priority)
    return job_a->priority < job_b->priority ? -1 : 1;
  return job_a->serial < job_b->serial ? -1 : job_a->serial > job_b->serial;
}

static void
enqueue (CrmWorker *self, Job *job)
{
  job->serial = self->next_serial++;
  g_sequence_insert_sorted (self->jobs, job, compare_jobs, NULL);
  g_cond_signal (&self->wake);
}

static gboolean
remove_source (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/* Drops the worker's reference where the task was made. Were it the last one here, the source object would
 * be finalised on this thread, and objects of the window must not be. */
static void
release_task (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, remove_source, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
run_job (CrmWorker *self, Job *job)
{
  if (job->task == NULL)
    {
      job->call (job->call_data);
      return;
    }
  if (!g_task_return_error_if_cancelled (job->task))
    job->task_func (job->task, g_task_get_source_object (job->task), g_task_get_task_data (job->task),
        g_task_get_cancellable (job->task));
  release_task (job->task);
}

static gpointer
run_thread (gpointer data)
{
  CrmWorker *self = data;

  g_mutex_lock (&self->mutex);
  for (;;)
    {
      GSequenceIter *first = g_sequence_get_begin_iter (self->jobs);
      g_autofree Job *job = NULL;

      if (g_sequence_iter_is_end (first))
        {
          if (self->stopping)
            break;
          g_cond_wait (&self->wake, &self->mutex);
          continue;
        }

      job = g_sequence_get (first);
      g_sequence_remove (first);
      self->running = 1;
      g_mutex_unlock (&self->mutex);

      run_job (self, job);

      g_mutex_lock (&self->mutex);
      self->running = 0;
      if (job->done != NULL)
        {
          *job->done = TRUE;
          g_cond_broadcast (&self->finished);
        }
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

CrmWorker *
crm_worker_new (const char *name)
{
  CrmWorker *self = g_new0 (CrmWorker, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->wake);
  g_cond_init (&self->finished);
  self->jobs = g_sequence_new (NULL);
  self->thread = g_thread_new (name, run_thread, self);

  return self;
}

void
crm_worker_push (CrmWorker *self, int priority, GTask *task, CrmWorkerFunc func)
{
  gboolean stopped;

  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  g_mutex_lock (&self->mutex);
  stopped = self->stopping;
  if (!stopped)
    {
      Job *job = g_new0 (Job, 1);

      job->priority = priority;
      job->task = g_object_ref (task);
      job->task_func = func;
      enqueue (self, job);
    }
  g_mutex_unlock (&self->mutex);

  if (stopped)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "%s", _ ("The book is being closed."));
}

static void
run_inner (GTask *inner, gpointer source_object, gpointer data, GCancellable *cancellable)
{
  GTask *task = g_task_get_task_data (inner);
  CrmWorkerFunc func = (CrmWorkerFunc)g_object_get_data (G_OBJECT (inner), "func");

  func (task, g_task_get_source_object (task), g_task_get_task_data (task), g_task_get_cancellable (task));
  g_task_return_boolean (inner, TRUE);
}

static void
on_inner_done (GObject *source_object, GAsyncResult *result, gpointer data)
{
  g_object_unref (data);
}

/* The thread has a task of its own; the reference on the given one is dropped where that was made. */
void
crm_task_run_in_thread (GTask *task, CrmWorkerFunc func)
{
  g_autoptr (GTask) inner = NULL;

  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  inner = g_task_new (NULL, NULL, on_inner_done, g_object_ref (task));
  g_task_set_task_data (inner, task, NULL);
  g_object_set_data (G_OBJECT (inner), "func", (gpointer)func);
  g_task_run_in_thread (inner, run_inner);
}

gboolean
crm_worker_run (CrmWorker *self, void (*func) (gpointer data), gpointer data)
{
  gboolean done = FALSE;
  gboolean stopped;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  /* Waiting for oneself would never end. */
  if (crm_worker_is_current (self))
    {
      func (data);
      return TRUE;
    }

  g_mutex_lock (&self->mutex);
  stopped = self->stopping;
  if (!stopped)
    {
      Job *job = g_new0 (Job, 1);

      job->call = func;
      job->call_data = data;
      job->done = &done;
      enqueue (self, job);
      while (!done)
        g_cond_wait (&self->finished, &self->mutex);
    }
  g_mutex_unlock (&self->mutex);

  return !stopped;
}

gboolean
crm_worker_is_current (CrmWorker *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_thread_self () == self->thread;
}

guint
crm_worker_get_pending (CrmWorker *self)
{
  guint pending;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->mutex);
  pending = (guint)g_sequence_get_length (self->jobs) + self->running;
  g_mutex_unlock (&self->mutex);

  return pending;
}

void
crm_worker_stop (CrmWorker *self)
{
  gboolean first;

  g_return_if_fail (self != NULL);
  g_return_if_fail (!crm_worker_is_current (self));

  g_mutex_lock (&self->mutex);
  first = !self->stopping;
  self->stopping = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->mutex);

  if (first)
    g_thread_join (g_thread_ref (self->thread));
}

void
crm_worker_free (CrmWorker *self)
{
  if (self == NULL)
    return;
  g_return_if_fail (!crm_worker_is_current (self));

  crm_worker_stop (self);
  g_thread_unref (self->thread);
  g_sequence_free (self->jobs);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->wake);
  g_cond_clear (&self->finished);
  g_free (self);
}
