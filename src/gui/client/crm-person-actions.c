/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-person-actions.h"

#include <glib/gi18n-lib.h>

#include "base/crm-worker.h"
#include "client/crm-client.h"
#include "crm-window.h"
#include "duplicate/crm-person.h"
#include "timeline/crm-draft.h"
#include "widgets/crm-message-dialog.h"

/* Each task owns what it needs and the window it was asked in, and ends with a word about what came of it. Main thread; *_in_worker in the store's
 * workers, find_copies in a thread of its own. */

typedef struct
{
  GtkWidget *window;        /* owned */
  CrmStore *store;          /* owned */
  CrmRow *client;           /* owned */
  GFile *file;              /* owned, nullable */
  GPtrArray *address_books; /* owned, nullable: names */
} Job;

static Job *
job_new (GtkWidget *from, CrmStore *store, CrmRow *client)
{
  Job *job = g_new0 (Job, 1);

  job->window = g_object_ref (GTK_WIDGET (gtk_widget_get_root (from)));
  job->store = g_object_ref (store);
  job->client = crm_row_ref (client);
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->window);
  g_object_unref (job->store);
  crm_row_unref (job->client);
  g_clear_object (&job->file);
  g_clear_pointer (&job->address_books, g_ptr_array_unref);
  g_free (job);
}

/* All data as one file */

static gpointer
read_json_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_person_dup_json (tx, *(gint64 *)data, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      g_autofree char *name = g_file_get_basename (job->file);
      g_autofree char *text = g_strdup_printf (_ ("Saved as “%s”"), name);

      crm_window_toast (job->window, text);
    }
  else
    crm_window_report_error (job->window, error, _ ("The data could not be saved"), NULL);
  job_free (job);
}

static void
on_json (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  char *json = crm_store_read_finish (CRM_STORE (source), result, &error);
  g_autoptr (GBytes) bytes = json != NULL ? g_bytes_new_take (json, strlen (json)) : NULL;

  if (bytes == NULL)
    {
      crm_window_report_error (job->window, error, _ ("The data could not be read"), NULL);
      job_free (job);
      return;
    }
  g_file_replace_contents_bytes_async (
      job->file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, on_saved, job);
}

static void
save (Job *job)
{
  crm_store_read_async (
      job->store, 0, read_json_in_worker, &job->client->id, NULL, g_free, NULL, on_json, job);
}

void
crm_person_save_to (GtkWidget *from, CrmStore *store, CrmRow *client, GFile *file)
{
  Job *job = job_new (from, store, client);

  job->file = g_object_ref (file);
  save (job);
}

static void
on_file_chosen (GtkNativeDialog *chooser, int response, Job *job)
{
  if (response == GTK_RESPONSE_ACCEPT)
    job->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_object_unref (chooser);
  if (job->file != NULL)
    save (job);
  else
    job_free (job);
}

void
crm_person_save (GtkWidget *from, CrmStore *store, CrmRow *client)
{
  Job *job = job_new (from, store, client);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Save all data"), GTK_WINDOW (job->window),
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  g_autofree char *name = g_strdup_printf ("%s.json", crm_row_get_text (client, CRM_CLIENT_NAME));

  g_strdelimit (name, "/\\", '-');
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (on_file_chosen), job);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Forgetting */

/* Where the person can still be read; nothing to say otherwise. */
static void
tell_copies (Job *job, GPtrArray *copies)
{
  g_autoptr (GString) text = g_string_new (NULL);
  AdwMessageDialog *dialog;

  for (guint i = 0; i < copies->len; i++)
    g_string_append_printf (text, "\n%s", (const char *)copies->pdata[i]);
  for (guint i = 0; i < job->address_books->len; i++)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("Address book “%s”"), (const char *)job->address_books->pdata[i]);
    }
  if (text->len == 0)
    {
      crm_window_toast (job->window, _ ("The client was erased"));
      return;
    }
  g_string_prepend (text, _ ("These still hold the client; delete there what you no longer need:"));
  dialog = crm_message_dialog_new (GTK_WINDOW (job->window), _ ("The client was erased"), text->str);
  adw_message_dialog_add_response (dialog, "close", _ ("_Close"));
  adw_message_dialog_set_close_response (dialog, "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
find_copies (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  g_task_return_pointer (task,
      crm_person_list_copies (crm_store_get_path (job->store), NULL, job->client->uid),
      (GDestroyNotify)g_ptr_array_unref);
}

static void
on_copies (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GPtrArray) copies = g_task_propagate_pointer (G_TASK (result), NULL);

  tell_copies (g_task_get_task_data (G_TASK (result)), copies);
}

static void
on_compacted (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;

  crm_window_set_busy (job->window, NULL, NULL);
  if (!crm_store_compact_finish (CRM_STORE (source), result, &error))
    crm_window_report_error (
        job->window, error, _ ("The client was erased, but the file could not be written anew"), NULL);
  task = g_task_new (job->store, NULL, on_copies, NULL);
  g_task_set_task_data (task, job, job_free);
  crm_task_run_in_thread (task, find_copies);
}

static gboolean
erase_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;

  job->address_books = crm_person_list_address_books (tx, job->client->id, error);
  return job->address_books != NULL && crm_person_erase (tx, job->client->id, error);
}

static void
on_erased (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  CrmStore *store = CRM_STORE (source);
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (store, result, NULL, &error))
    {
      crm_window_set_busy (job->window, NULL, NULL);
      crm_window_report_error (job->window, error, _ ("The client could not be erased"), NULL);
      job_free (job);
      return;
    }
  crm_draft_clear (store, "client", job->client->id, "");
  crm_draft_flush (store);
  crm_window_back (job->window);
  crm_store_compact_async (store, NULL, on_compacted, job);
}

static void
on_answer (AdwMessageDialog *dialog, const char *response, Job *job)
{
  if (!g_str_equal (response, "erase"))
    {
      job_free (job);
      return;
    }
  crm_window_set_busy (job->window, _ ("Erasing the client…"), NULL);
  crm_store_write_async (job->store, _ ("Client erased"), erase_in_worker, job, NULL, NULL, on_erased, job);
}

void
crm_person_ask_erase (GtkWidget *from, CrmStore *store, CrmRow *client)
{
  Job *job = job_new (from, store, client);
  g_autofree char *heading =
      g_strdup_printf (_ ("Erase “%s” for good?"), crm_row_get_text (client, CRM_CLIENT_NAME));
  AdwMessageDialog *dialog = crm_message_dialog_new (GTK_WINDOW (job->window), heading,
      _ ("Addresses, notes, calls, messages, tasks and their history go for good; deals stay without the "
         "client. This cannot "
         "be undone."));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "erase", _ ("_Erase"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "erase", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_answer), job);
  gtk_window_present (GTK_WINDOW (dialog));
}
