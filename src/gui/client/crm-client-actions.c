/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-actions.h"

#include <glib/gi18n-lib.h>

#include "client/crm-bulk-edit-dialog.h"
#include "client/crm-choose-dialog.h"
#include "client/crm-client-bulk.h"
#include "client/crm-client-print.h"
#include "client/crm-client.h"
#include "crm-window.h"
#include "widgets/crm-names.h"
#include "client/crm-quick-add.h"
#include "import/crm-export-dialog.h"

/* The dialogs and writes behind the client list's menu and action bar. Each call owns what it works on until its answer is
 * there. Main thread; tags_in_worker in the reader. */

/* Up to so many clients their present tags are read and shown; beyond, every tag is shown as mixed. */
#define TAGS_SHOWN 2000

typedef struct
{
  GtkWidget *from; /* owned */
  CrmStore *store; /* owned */
  GArray *ids;     /* owned */
  const char *doing;
  CrmWork *work; /* owned, nullable: while it is done */
} Job;

static Job *
job_new (GtkWidget *from, CrmStore *store, GArray *ids, const char *doing)
{
  Job *job = g_new0 (Job, 1);

  job->from = g_object_ref (from);
  job->store = g_object_ref (store);
  job->ids = ids;
  job->doing = doing;
  return job;
}

static void
job_free (Job *job)
{
  g_object_unref (job->from);
  g_object_unref (job->store);
  g_clear_pointer (&job->ids, g_array_unref);
  g_clear_object (&job->work);
  g_free (job);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
job_closure_free (gpointer data, GClosure *closure)
{
  job_free (data);
}

static GtkWindow *
get_window (GtkWidget *from)
{
  return GTK_WINDOW (gtk_widget_get_root (from));
}

/* FALSE when there is nothing more to do: who cancelled knows. */
static gboolean
end_work (Job *job, const GError *error)
{
  if (job->work != NULL)
    crm_work_end (job->work);
  if (error == NULL)
    return TRUE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *text = g_strdup_printf (_ ("%s: cancelled, nothing was changed"), job->doing);

      crm_window_toast (job->from, text);
    }
  else
    crm_window_report_error (job->from, error, job->doing, NULL);
  return FALSE;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;

  crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  end_work (job, error);
}

/* Each client is written, and then made anew what is derived from it. */
static CrmWork *
begin_work (Job *job, guint steps)
{
  job->work = crm_work_new (job->from, job->doing, job->ids->len * steps);
  return job->work;
}

static void
on_tags_chosen (CrmChooseDialog *dialog, const char *const *add, const char *const *remove, gpointer data)
{
  Job *asked = data;
  Job *job = job_new (asked->from, asked->store, g_array_ref (asked->ids), _ ("Tagging clients"));

  crm_client_bulk_tag_async (
      job->store, g_array_ref (job->ids), add, remove, begin_work (job, 2), on_written, job);
}

typedef struct
{
  GArray *ids;        /* owned */
  GHashTable *counts; /* owned, nullable; tag id (gint64 *) → number of clients */
} Tags;

static void
tags_free (Tags *tags)
{
  g_clear_pointer (&tags->ids, g_array_unref);
  g_clear_pointer (&tags->counts, g_hash_table_unref);
  g_free (tags);
}

static gpointer
tags_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Tags *tags = data;
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) rows = crm_transaction_load_many (
      tx, "client", (const gint64 *)(gpointer)tags->ids->data, tags->ids->len, error);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const CrmValue *value = crm_row_get (rows->pdata[i], CRM_CLIENT_TAGS);

      for (guint t = 0; value->type == CRM_VALUE_LIST && value->v.list != NULL && t < value->v.list->len; t++)
        {
          gint64 id = g_array_index (value->v.list, gint64, t);
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, &id));

          g_hash_table_replace (counts, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (n + 1));
        }
    }
  return g_steal_pointer (&counts);
}

static void
ask_tags (Job *job, GHashTable *counts)
{
  g_autoptr (CrmNames) names = crm_names_get (job->store, "tag");
  g_autofree char *title =
      g_strdup_printf (ngettext ("Tag %u client", "Tag %u clients", job->ids->len), job->ids->len);
  CrmChooseDialog *dialog = crm_choose_dialog_new (get_window (job->from), title, C_ ("button", "Tag"), TRUE);

  for (guint i = 0; i < crm_names_get_count (names); i++)
    {
      gint64 id = crm_names_get_row (names, i)->id;
      guint n = counts != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (counts, &id)) : 0;

      crm_choose_dialog_add (dialog, crm_names_get_title (names, id),
          counts == NULL       ? -1
          : n == 0             ? 0
          : n == job->ids->len ? 1
                               : -1);
    }
  g_signal_connect_data (
      dialog, "chosen", G_CALLBACK (on_tags_chosen), job, job_closure_free, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_tags_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) counts = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (counts == NULL || gtk_widget_get_root (job->from) == NULL)
    {
      if (error != NULL)
        crm_window_report_error (job->from, error, job->doing, NULL);
      job_free (job);
      return;
    }
  ask_tags (job, counts);
}

void
crm_client_actions_tag (GtkWidget *from, CrmStore *store, GArray *ids)
{
  Job *job = job_new (from, store, ids, _ ("Tagging clients"));
  Tags *tags;

  if (ids->len > TAGS_SHOWN)
    {
      ask_tags (job, NULL);
      return;
    }
  tags = g_new0 (Tags, 1);
  tags->ids = g_array_ref (ids);
  crm_store_read_async (store, 0, tags_in_worker, tags, (GDestroyNotify)tags_free,
      (GDestroyNotify)g_hash_table_unref, NULL, on_tags_read, job);
}

static void
on_user_chosen (CrmChooseDialog *dialog, const char *const *add, const char *const *remove, gpointer data)
{
  Job *asked = data;
  g_autoptr (CrmNames) names = crm_names_get (asked->store, "user");
  Job *job = job_new (asked->from, asked->store, g_array_ref (asked->ids), _ ("Assigning clients"));
  gint64 user = 0;

  for (guint i = 0; i < crm_names_get_count (names); i++)
    {
      gint64 id = crm_names_get_row (names, i)->id;

      if (g_strcmp0 (crm_names_get_title (names, id), add[0]) == 0)
        user = id;
    }
  crm_client_bulk_assign_async (
      job->store, g_array_ref (job->ids), user, begin_work (job, 2), on_written, job);
}

void
crm_client_actions_assign (GtkWidget *from, CrmStore *store, GArray *ids)
{
  Job *job = job_new (from, store, ids, _ ("Assigning clients"));
  g_autoptr (CrmNames) names = crm_names_get (store, "user");
  g_autofree char *title =
      g_strdup_printf (ngettext ("Assign %u client", "Assign %u clients", ids->len), ids->len);
  CrmChooseDialog *dialog = crm_choose_dialog_new (get_window (from), title, _ ("Assign"), FALSE);

  for (guint i = 0; i < crm_names_get_count (names); i++)
    {
      gint64 id = crm_names_get_row (names, i)->id;

      crm_choose_dialog_add (
          dialog, crm_names_get_title (names, id), id == crm_store_get_user (store) ? 1 : 0);
    }
  crm_choose_dialog_add (dialog, _ ("Nobody"), 0);
  g_signal_connect_data (
      dialog, "chosen", G_CALLBACK (on_user_chosen), job, job_closure_free, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_field_chosen (CrmBulkEditDialog *dialog, const char *name, const char *text, gpointer data)
{
  Job *asked = data;
  g_autoptr (CrmEntity) entity = crm_store_get_entity (asked->store, "client");
  int index = crm_entity_find_field (entity, name);
  Job *job;

  if (index < 0)
    return;
  job = job_new (asked->from, asked->store, g_array_ref (asked->ids), _ ("Changing clients"));
  crm_client_bulk_set_async (
      job->store, g_array_ref (job->ids), &entity->fields[index], text, begin_work (job, 2), on_written, job);
}

void
crm_client_actions_edit (GtkWidget *from, CrmStore *store, GArray *ids)
{
  Job *job = job_new (from, store, ids, _ ("Changing clients"));
  g_autofree char *title =
      g_strdup_printf (ngettext ("Change %u client", "Change %u clients", ids->len), ids->len);
  CrmBulkEditDialog *dialog = crm_bulk_edit_dialog_new (get_window (from), store, title);

  g_signal_connect_data (
      dialog, "chosen", G_CALLBACK (on_field_chosen), job, job_closure_free, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
crm_client_actions_archive (GtkWidget *from, CrmStore *store, GArray *ids, gboolean restore)
{
  Job *job = job_new (from, store, ids, restore ? _ ("Restoring clients") : _ ("Archiving clients"));

  crm_store_archive_async (store, "client", (const gint64 *)(gpointer)ids->data, ids->len, restore,
      crm_work_get_cancellable (begin_work (job, 0)), on_written, job);
}

void
crm_client_actions_export (GtkWidget *from, CrmStore *store, GArray *ids)
{
  crm_export_dialog_present (get_window (from), store,
      crm_window_get_card_format (CRM_WINDOW (get_window (from))), "client",
      (const gint64 *)(gpointer)ids->data, ids->len);
  g_array_unref (ids);
}

static void
on_table_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = crm_store_read_finish (CRM_STORE (source), result, &error);
  g_autofree char *said = NULL;

  if (!end_work (job, error))
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (job->from), text);
  said = g_strdup_printf (
      ngettext ("%u client copied as a table", "%u clients copied as a table", job->ids->len), job->ids->len);
  crm_window_toast (job->from, said);
}

void
crm_client_actions_copy (GtkWidget *from, CrmStore *store, GArray *ids, CrmClientColumns *columns)
{
  Job *job = job_new (from, store, ids, _ ("Copying clients"));

  crm_client_bulk_table_async (store, g_array_ref (ids), crm_client_columns_dup_shown (columns, FALSE),
      crm_client_columns_dup_shown (columns, TRUE), begin_work (job, 1), on_table_ready, job);
}

static void
on_print_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (end_work (job, error) && gtk_widget_get_root (job->from) != NULL)
    crm_client_print (job->from, text);
}

void
crm_client_actions_print (GtkWidget *from, CrmStore *store, GArray *ids, CrmClientColumns *columns)
{
  Job *job = job_new (from, store, ids, _ ("Printing clients"));

  crm_client_bulk_table_async (store, g_array_ref (ids), crm_client_columns_dup_shown (columns, FALSE),
      crm_client_columns_dup_shown (columns, TRUE), begin_work (job, 1), on_print_ready, job);
}

void
crm_client_actions_add_note (GtkWidget *from, CrmStore *store, gint64 id)
{
  crm_quick_add_present (get_window (from), store, "note", id);
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  gint64 id = crm_store_add_finish (CRM_STORE (source), result, NULL, &error);

  if (id == 0)
    crm_window_report_error (job->from, error, job->doing, NULL);
  else
    crm_window_open_client (job->from, id, NULL);
}

void
crm_client_actions_create (GtkWidget *from, CrmStore *store, const char *name)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "client");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_CLIENT_NAME, name);
  crm_store_add_async (store, values, NULL, on_created, job_new (from, store, NULL, _ ("Adding the client")));
}
