/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/crm-today-writes.h"

#include <glib/gi18n-lib.h>

#include "crm-window.h"

/* Copies what is needed, writes, reports errors. The window outlives the write by a reference. */

typedef struct
{
  gint64 id;
  gint64 client;
  gint64 deal;
  char *rid;
  char *hint;
  const char *about;
  char *until;
  char *kind;
  char *title;
  char *date;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->rid);
  g_free (job->hint);
  g_free (job->until);
  g_free (job->kind);
  g_free (job->title);
  g_free (job->date);
  g_free (job);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) window = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (window, error, _ ("This could not be saved"), NULL);
}

static void
write_job (GtkWidget *from, CrmStore *store, const char *purpose, CrmWriteFunc func, Job *job)
{
  crm_store_write_async (
      store, purpose, func, job, job_free, NULL, on_written, g_object_ref (gtk_widget_get_root (from)));
}

static gboolean
dismiss_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "hint_dismissal", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;

  if (values == NULL)
    return FALSE;
  crm_values_set_text (values, CRM_HINT_DISMISSAL_HINT, job->hint);
  crm_values_set_text (values, CRM_HINT_DISMISSAL_ABOUT, job->about);
  crm_values_set_integer (values, CRM_HINT_DISMISSAL_ABOUT_ID, job->id);
  crm_values_set_integer (values, CRM_HINT_DISMISSAL_OWNER, crm_transaction_get_user (tx));
  if (job->until != NULL)
    crm_values_set_text (values, CRM_HINT_DISMISSAL_UNTIL, job->until);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

void
crm_today_write_dismiss (GtkWidget *from, CrmStore *store, const CrmTodayLine *hint, const char *until)
{
  Job *job = g_new0 (Job, 1);
  g_autofree char *purpose = g_strdup_printf (_ ("Hint dismissed: “%s”"), hint->title);

  job->id = hint->id;
  job->hint = g_strdup (hint->hint);
  job->about = g_str_equal (hint->kind, "deal") ? "deal" : "client";
  job->until = g_strdup (until);
  write_job (from, store, purpose, dismiss_in_worker, job);
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "task", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;

  if (values == NULL)
    return FALSE;
  crm_values_set_text (values, CRM_TASK_TITLE, job->title);
  crm_values_set_text (values, CRM_TASK_KIND, job->kind);
  if (job->client != 0)
    crm_values_set_integer (values, CRM_TASK_CLIENT, job->client);
  if (job->deal != 0)
    crm_values_set_integer (values, CRM_TASK_DEAL, job->deal);
  if (job->date != NULL)
    crm_values_set_text (values, CRM_TASK_DUE_ON, job->date);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

void
crm_today_write_task (GtkWidget *from, CrmStore *store, const char *kind, const char *title, const char *date,
    gint64 client, gint64 deal)
{
  Job *job = g_new0 (Job, 1);
  g_autofree char *purpose = g_strdup_printf (_ ("Planned: “%s”"), title);

  job->kind = g_strdup (kind);
  job->title = g_strdup (title);
  job->date = g_strdup (date);
  job->client = client;
  job->deal = deal;
  write_job (from, store, purpose, add_in_worker, job);
}
