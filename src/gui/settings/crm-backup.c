/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-backup.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "base/crm-worker.h"
#include "crm-window.h"
#include "settings/crm-book-repair.h"
#include "store/crm-backups.h"
#include "widgets/crm-message-dialog.h"

/* Backup and restore from the window. A job owns what it needs until it is done and shows its progress in the state row. Main
 * thread. */

typedef struct
{
  GtkWindow *parent; /* weak */
  CrmStore *store;   /* owned */
  char *path;
  gboolean restore;
} Job;

static void
job_free (Job *job)
{
  g_clear_weak_pointer (&job->parent);
  g_clear_object (&job->store);
  g_free (job->path);
  g_free (job);
}

static Job *
job_new (GtkWindow *parent, CrmStore *store, gboolean restore)
{
  Job *job = g_new0 (Job, 1);

  g_set_weak_pointer (&job->parent, parent);
  job->store = g_object_ref (store);
  job->restore = restore;
  return job;
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  gboolean done = job->restore ? crm_store_restore_finish (job->store, result, &error)
                               : crm_store_backup_finish (job->store, result, &error);

  if (job->parent != NULL)
    {
      GtkWidget *parent = GTK_WIDGET (job->parent);

      crm_window_set_busy (parent, NULL, NULL);
      if (!done)
        crm_window_report_error (parent, error,
            job->restore ? _ ("The backup could not be restored") : _ ("The backup could not be written"),
            job->restore ? NULL : "win.backup");
      else
        {
          g_autofree char *name = g_path_get_basename (job->path);
          g_autofree char *text = g_strdup_printf (
              job->restore ? _ ("The book from “%s” is open") : _ ("Backed up to “%s”"), name);

          crm_window_toast (parent, text);
        }
    }
  job_free (job);
}

static void
start (Job *job)
{
  crm_window_set_busy (
      GTK_WIDGET (job->parent), job->restore ? _ ("Restoring the backup…") : _ ("Backing up…"), NULL);
  if (job->restore)
    crm_store_restore_async (job->store, job->path, NULL, on_done, job);
  else
    crm_store_backup_async (job->store, job->path, NULL, on_done, job);
}

static void
on_confirmed (AdwMessageDialog *dialog, const char *response, Job *job)
{
  if (g_str_equal (response, "restore") && job->parent != NULL)
    start (job);
  else
    job_free (job);
}

static void
look_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CrmBackupInfo info;

  g_task_return_pointer (
      task, crm_backups_look (data, &info, NULL) ? g_memdup2 (&info, sizeof info) : NULL, g_free);
}

/* info: what the backup holds; NULL when it cannot be read, which restoring it will say. */
static void
ask (Job *job, const CrmBackupInfo *info)
{
  g_autofree char *name = g_path_get_basename (job->path);
  g_autofree char *holds =
      info != NULL ? crm_book_repair_describe (info->clients, info->changed_at) : g_strdup ("");
  g_autofree char *warning = g_strdup_printf (
      _ ("Everything in the book is replaced by what is in “%s”. The book as it is now is kept as a "
         "backup beside it."),
      name);
  g_autofree char *body = g_strconcat (holds, *holds ? "\n\n" : "", warning, NULL);
  AdwMessageDialog *dialog = crm_message_dialog_new (job->parent, _ ("Restore this backup?"), body);

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "restore", _ ("_Restore"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "restore", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_confirmed), job);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autofree CrmBackupInfo *info = g_task_propagate_pointer (G_TASK (result), NULL);

  if (job->parent == NULL)
    job_free (job);
  else
    ask (job, info);
}

static void
confirm (Job *job)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_looked, job);

  g_task_set_task_data (task, g_strdup (job->path), g_free);
  crm_task_run_in_thread (task, look_func);
}

static void
on_chosen (GtkNativeDialog *chooser, int response, Job *job)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    job->path = g_file_get_path (file);
  g_object_unref (chooser);
  if (job->path == NULL || job->parent == NULL)
    job_free (job);
  else if (job->restore)
    confirm (job);
  else
    start (job);
}

static void
add_filter (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) books = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (books, _ ("Books and backups"));
  gtk_file_filter_add_suffix (books, "clientele");
  gtk_file_filter_add_suffix (books, "backup");
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, books);
  gtk_file_chooser_add_filter (chooser, all);
}

void
crm_backup_choose (GtkWindow *parent, CrmStore *store)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Back up the book"), parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Back up"), _ ("_Cancel"));
  g_autofree char *date = crm_instant_date (crm_clock_now (), crm_store_get_zone (store));
  g_autofree char *name = g_strdup_printf ("%s %s.clientele", _ ("Backup"), date);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect (chooser, "response", G_CALLBACK (on_chosen), job_new (parent, store, FALSE));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
crm_restore_choose (GtkWindow *parent, CrmStore *store)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Restore a backup"), parent, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  add_filter (GTK_FILE_CHOOSER (chooser));
  g_signal_connect (chooser, "response", G_CALLBACK (on_chosen), job_new (parent, store, TRUE));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
