/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-daily-backup.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "base/crm-worker.h"
#include "crm-window.h"
#include "store/crm-backups.h"

/* The day that was seen to is kept with the store. The copy is written in a thread over a connection of its own, so nobody waits for it.
 * Main thread. */

#define SEEN "crm-daily-backup"
/* Opening a book has better things to do. */
#define DELAY_SECONDS 20

typedef struct
{
  CrmStore *store;   /* weak */
  GtkWidget *window; /* weak */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_weak_pointer (&job->store);
  g_clear_weak_pointer (&job->window);
  g_free (job);
}

static void
backup_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (crm_backups_make_daily (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error) && job->window != NULL)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("The backup of the day could not be written: %s"), error->message);

      crm_window_toast (job->window, text);
    }
  job_free (job);
}

static gboolean
on_time (gpointer data)
{
  Job *job = data;
  g_autoptr (GTask) task = NULL;

  if (job->store == NULL)
    {
      job_free (job);
      return G_SOURCE_REMOVE;
    }
  task = g_task_new (NULL, NULL, on_made, job);
  g_task_set_task_data (task, g_strdup (crm_store_get_path (job->store)), g_free);
  crm_task_run_in_thread (task, backup_func);
  return G_SOURCE_REMOVE;
}

void
crm_daily_backup_keep (CrmStore *store, GtkWidget *window)
{
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (store));
  Job *job;

  if (g_strcmp0 (g_object_get_data (G_OBJECT (store), SEEN), today) == 0)
    return;
  g_object_set_data_full (G_OBJECT (store), SEEN, g_steal_pointer (&today), g_free);
  job = g_new0 (Job, 1);
  g_set_weak_pointer (&job->store, store);
  g_set_weak_pointer (&job->window, window);
  g_timeout_add_seconds_full (G_PRIORITY_LOW, DELAY_SECONDS, on_time, job, NULL);
}
