/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-sequence-dialog.h"

#include <glib/gi18n-lib.h>

#include "client/crm-choose-dialog.h"
#include "crm-window.h"
#include "task/crm-task.h"

/* Reads what there is to choose, asks, writes. Owns nothing between the calls but the question on its way. Main thread, but for functions named
 * _in_worker. */

typedef struct
{
  gint64 id; /* of the sequence, or of the run that ends */
  char *name;
} Choice;

typedef struct
{
  GtkWidget *from; /* owned */
  gint64 client;
  gint64 deal;
  gboolean ends;
  GPtrArray *choices; /* of Choice; owned, NULL until it is read */
} Question;

/* For the writer. */
typedef struct
{
  gint64 id;
  gint64 client;
  gint64 deal;
  gboolean ends;
} Job;

static void
choice_free (gpointer data)
{
  g_free (((Choice *)data)->name);
  g_free (data);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->from);
  g_clear_pointer (&question->choices, g_ptr_array_unref);
  g_free (question);
}

static gboolean
write_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Job *job = data;

  return job->ends ? crm_task_run_end (tx, job->id, "stopped", error)
                   : crm_task_run_start (tx, job->id, job->client, job->deal, error) != 0;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (from, error, _ ("The sequence could not be changed"), NULL);
}

static void
on_chosen (CrmChooseDialog *dialog, const char *const *add, const char *const *remove, CrmStore *store)
{
  const Question *question = g_object_get_data (G_OBJECT (dialog), "crm-question");

  for (guint i = 0; add[0] != NULL && i < question->choices->len; i++)
    {
      const Choice *choice = question->choices->pdata[i];
      const Job job = { choice->id, question->client, question->deal, question->ends };
      g_autofree char *purpose = NULL;

      if (!g_str_equal (choice->name, add[0]))
        continue;
      purpose = g_strdup_printf (
          question->ends ? _ ("Sequence ended: “%s”") : _ ("Sequence begun: “%s”"), choice->name);
      crm_store_write_async (store, purpose, write_in_worker, g_memdup2 (&job, sizeof job), g_free, NULL,
          on_written, g_object_ref (question->from));
      return;
    }
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func (choice_free);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      job->ends
          ? "SELECT r.id, s.name FROM task_run r JOIN task_sequence s ON s.id = r.task_sequence WHERE "
            "r.state = "
            "'running' AND r.archived_at IS NULL AND ((0 <> $2 AND r.deal = $2) OR (0 = $2 AND r.client = $1 "
            "AND r.deal IS NULL)) ORDER BY r.id"
          : "SELECT s.id, s.name FROM task_sequence s WHERE s.active IS NOT FALSE AND s.archived_at IS NULL "
            "AND "
            "EXISTS (SELECT 1 FROM task_step t WHERE t.task_sequence = s.id AND t.archived_at IS NULL AND $1 "
            "= "
            "$1 AND $2 = $2) ORDER BY s.position NULLS LAST, s.id",
      error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, job->client);
  crm_statement_bind_integer (statement, 2, job->deal);
  while (crm_statement_step (statement, &row, error) && row)
    {
      Choice *choice = g_new0 (Choice, 1);

      choice->id = crm_statement_get_integer (statement, 0);
      choice->name = g_strdup (crm_statement_get_text (statement, 1));
      g_ptr_array_add (choices, choice);
    }
  return row ? NULL : g_steal_pointer (&choices);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (question->from);
  CrmChooseDialog *dialog;

  question->choices = crm_store_read_finish (CRM_STORE (source), result, &error);
  if (question->choices == NULL || root == NULL || question->choices->len == 0)
    {
      if (error != NULL)
        crm_window_report_error (question->from, error, _ ("The sequences could not be read"), NULL);
      else if (root != NULL)
        crm_window_toast (question->from,
            question->ends ? _ ("No sequence is under way here")
                           : _ ("There is no sequence yet: add one in the preferences, page Tasks"));
      question_free (question);
      return;
    }
  dialog =
      crm_choose_dialog_new (GTK_WINDOW (root), question->ends ? _ ("End sequence") : _ ("Begin sequence"),
          question->ends ? _ ("_End") : _ ("_Begin"), FALSE);
  for (guint i = 0; i < question->choices->len; i++)
    crm_choose_dialog_add (dialog, ((Choice *)question->choices->pdata[i])->name, i == 0);
  g_object_set_data_full (G_OBJECT (dialog), "crm-question", question, question_free);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_chosen), source, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ask (GtkWidget *from, CrmStore *store, gint64 client, gint64 deal, gboolean ends)
{
  const Job job = { 0, client, deal, ends };
  Question *question = g_new0 (Question, 1);

  question->from = g_object_ref (from);
  question->client = client;
  question->deal = deal;
  question->ends = ends;
  crm_store_read_async (store, 0, read_in_worker, g_memdup2 (&job, sizeof job), g_free,
      (GDestroyNotify)g_ptr_array_unref, NULL, on_read, question);
}

void
crm_sequence_dialog_start (GtkWidget *from, CrmStore *store, gint64 client, gint64 deal)
{
  g_return_if_fail (GTK_IS_WIDGET (from) && CRM_IS_STORE (store) && (client != 0 || deal != 0));
  ask (from, store, client, deal, FALSE);
}

void
crm_sequence_dialog_end (GtkWidget *from, CrmStore *store, gint64 client, gint64 deal)
{
  g_return_if_fail (GTK_IS_WIDGET (from) && CRM_IS_STORE (store) && (client != 0 || deal != 0));
  ask (from, store, client, deal, TRUE);
}
