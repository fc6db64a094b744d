/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-demo-data.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "import/crm-demo.h"
#include "widgets/crm-message-dialog.h"

/* The demo business of the window. The empty book is kept beside it as a backup: putting that back takes the demo away in one step,
 * whatever was done in it meanwhile. Main thread. */

#define N_CLIENTS 300
#define SEED 18
#define ACTIVITIES_PER_CLIENT 8

/* Work on a window that may be closed before it ends. */
typedef struct
{
  CrmWindow *window; /* weak */
  char *kept;        /* path of the empty book */
} Job;

static void
job_free (Job *job)
{
  g_clear_weak_pointer (&job->window);
  g_free (job->kept);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static char *
dup_kept_path (CrmStore *store)
{
  return g_strconcat (crm_store_get_path (store), ".before-demo", NULL);
}

static Job *
job_new (CrmWindow *window)
{
  Job *job = g_new0 (Job, 1);

  g_set_weak_pointer (&job->window, window);
  job->kept = dup_kept_path (crm_window_get_store (window));
  return job;
}

static void
set_enabled (CrmWindow *window, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), name);

  if (action != NULL)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

gboolean
crm_demo_data_is_removable (CrmStore *store)
{
  g_autofree char *kept = dup_kept_path (store);

  return g_file_test (kept, G_FILE_TEST_EXISTS);
}

static void
update_actions (CrmWindow *window)
{
  set_enabled (window, "demo", TRUE);
  set_enabled (window, "remove-demo", crm_demo_data_is_removable (crm_window_get_store (window)));
}

/* Filling */

static void
on_progress (guint done, guint total, gpointer data)
{
  Job *job = data;
  g_autofree char *text = NULL;

  if (job->window == NULL || total == 0)
    return;
  text = g_strdup_printf (_ ("Making demo data… %u %%"), (guint)((guint64)done * 100 / total));
  crm_window_set_busy (GTK_WIDGET (job->window), text, NULL);
}

static void
on_filled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  gboolean filled = crm_demo_fill_finish (CRM_STORE (source), result, &error);

  if (!filled)
    g_unlink (job->kept);
  if (job->window == NULL)
    return;
  crm_window_set_busy (GTK_WIDGET (job->window), NULL, NULL);
  update_actions (job->window);
  if (!filled)
    crm_window_report_error (
        GTK_WIDGET (job->window), error, _ ("The demo data could not be made"), "win.demo");
  else
    {
      crm_window_show_page (job->window, "clients");
      crm_window_toast (GTK_WIDGET (job->window),
          _ ("Look around. “Remove demo data…” in the menu empties the book again."));
    }
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  CrmStore *store = CRM_STORE (source);

  if (!crm_store_backup_finish (store, result, &error))
    {
      if (job->window == NULL)
        return;
      crm_window_set_busy (GTK_WIDGET (job->window), NULL, NULL);
      update_actions (job->window);
      crm_window_report_error (
          GTK_WIDGET (job->window), error, _ ("The demo data could not be made"), "win.demo");
      return;
    }
  {
    Job *filling = g_steal_pointer (&job);

    crm_demo_fill_async (
        store, N_CLIENTS, SEED, ACTIVITIES_PER_CLIENT, on_progress, filling, NULL, on_filled, filling);
  }
}

void
crm_demo_data_fill (CrmWindow *window)
{
  CrmStore *store = crm_window_get_store (window);
  Job *job = job_new (window);

  g_return_if_fail (CRM_IS_WINDOW (window));
  set_enabled (window, "demo", FALSE);
  crm_window_set_busy (GTK_WIDGET (window), _ ("Making demo data…"), NULL);
  /* One of an earlier demo: a backup replaces no file. */
  g_unlink (job->kept);
  crm_store_backup_async (store, job->kept, NULL, on_kept, job);
}

/* Removing */

static void
on_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  gboolean removed = crm_store_restore_finish (CRM_STORE (source), result, &error);

  if (removed)
    g_unlink (job->kept);
  if (job->window == NULL)
    return;
  crm_window_set_busy (GTK_WIDGET (job->window), NULL, NULL);
  update_actions (job->window);
  if (removed)
    crm_window_show_page (job->window, "first-run");
  else
    crm_window_report_error (
        GTK_WIDGET (job->window), error, _ ("The demo data could not be removed"), "win.remove-demo");
}

static void
on_response (AdwMessageDialog *question, const char *response, CrmWindow *window)
{
  Job *job;

  if (!g_str_equal (response, "remove"))
    return;
  job = job_new (window);
  set_enabled (window, "remove-demo", FALSE);
  crm_window_set_busy (GTK_WIDGET (window), _ ("Removing demo data…"), NULL);
  crm_store_restore_async (crm_window_get_store (window), job->kept, NULL, on_removed, job);
}

void
crm_demo_data_remove (CrmWindow *window)
{
  AdwMessageDialog *question;

  g_return_if_fail (CRM_IS_WINDOW (window));
  question = crm_message_dialog_new (GTK_WINDOW (window), _ ("Remove the demo data?"),
      _ ("The book becomes as empty as before. What you added to it yourself goes as well; the book as it is "
         "now is kept as a backup beside it."));
  adw_message_dialog_add_responses (question, "cancel", _ ("_Cancel"), "remove", _ ("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (question, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (question, "cancel");
  adw_message_dialog_set_close_response (question, "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (on_response), window, 0);
  gtk_window_present (GTK_WINDOW (question));
}
