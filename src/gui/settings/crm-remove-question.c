/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-remove-question.h"

#include <glib/gi18n-lib.h>

#include "deal/crm-pipeline.h"
#include "settings/crm-setting-record.h"
#include "widgets/crm-message-dialog.h"

/* One question: counted in the reader, asked on the main thread, written in the writer. Frees itself. */

typedef struct
{
  gint64 id;
  gboolean pipeline;
  gint64 target;
} Removal;

typedef struct
{
  GtkWidget *from; /* owned */
  CrmStore *store; /* owned */
  CrmRow *row;     /* owned */
  gboolean pipeline;
  gint64 n_deals;
  GArray *targets;       /* owned; gint64: stages they can go to */
  GtkStringList *labels; /* owned */
  GtkDropDown *chooser;  /* of the dialog */
} Question;

typedef struct
{
  gint64 n_deals;
  GArray *targets;
  GPtrArray *labels;
  guint likely;
} Facts;

static void
facts_free (gpointer data)
{
  Facts *facts = data;

  g_clear_pointer (&facts->targets, g_array_unref);
  g_clear_pointer (&facts->labels, g_ptr_array_unref);
  g_free (facts);
}

static void
question_free (Question *self)
{
  g_object_unref (self->from);
  g_object_unref (self->store);
  crm_row_unref (self->row);
  g_clear_pointer (&self->targets, g_array_unref);
  g_clear_object (&self->labels);
  g_free (self);
}

/* Stages the deals can go to without being won or lost by it, the likeliest of which is the one behind, else the one before. */
static gboolean
read_targets (CrmTransaction *tx, const Removal *removal, Facts *facts, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      removal->pipeline
          ? "SELECT s.id, s.name, p.name, 0 FROM stage s JOIN pipeline p ON p.id = s.pipeline WHERE "
            "s.pipeline "
            "<> $1 AND s.state = 'open' AND s.archived_at IS NULL AND p.archived_at IS NULL ORDER BY "
            "p.position NULLS LAST, p.id, "
            "s.position NULLS LAST, s.id"
          : "SELECT s.id, s.name, NULL, s.id = $1 FROM stage s JOIN stage r ON r.id = $1 WHERE s.pipeline = "
            "r.pipeline AND s.state IN ('open', r.state) AND s.archived_at IS NULL ORDER BY s.position NULLS "
            "LAST, s.id",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, removal->id);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      const char *stage = crm_statement_get_text (statement, 1),
                 *pipeline = crm_statement_get_text (statement, 2);

      if (crm_statement_get_integer (statement, 3))
        {
          facts->likely = facts->targets->len;
          continue;
        }
      g_array_append_val (facts->targets, id);
      g_ptr_array_add (
          facts->labels, pipeline ? g_strdup_printf (_ ("%s: %s"), pipeline, stage) : g_strdup (stage));
    }
  if (facts->likely >= facts->targets->len && facts->likely > 0)
    facts->likely = facts->targets->len - 1;
  return !row;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Removal *removal = data;
  Facts *facts = g_new0 (Facts, 1);

  facts->targets = g_array_new (FALSE, FALSE, sizeof (gint64));
  facts->labels = g_ptr_array_new_with_free_func (g_free);
  facts->n_deals = removal->pipeline ? crm_pipeline_count_deals (tx, removal->id, error)
                                     : crm_stage_count_deals (tx, removal->id, error);
  if (facts->n_deals >= 0 && read_targets (tx, removal, facts, error))
    return facts;
  facts_free (facts);
  return NULL;
}

static gboolean
remove_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Removal *removal = data;

  return removal->pipeline ? crm_pipeline_remove (tx, removal->id, removal->target, error)
                           : crm_stage_remove (tx, removal->id, removal->target, error);
}

static void
remove_it (Question *self, guint target)
{
  Removal *removal = g_new0 (Removal, 1);
  g_autofree char *title = crm_row_dup_title (self->row);
  g_autofree char *purpose =
      g_strdup_printf (self->pipeline ? _ ("Pipeline “%s” deleted") : _ ("Stage “%s” deleted"), title);

  removal->id = self->row->id;
  removal->pipeline = self->pipeline;
  removal->target = target < self->targets->len ? g_array_index (self->targets, gint64, target) : 0;
  crm_setting_record_write (self->from, self->store, purpose, remove_in_worker, removal, g_free);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, Question *self)
{
  if (g_str_equal (response, "delete"))
    remove_it (self, gtk_drop_down_get_selected (self->chooser));
  question_free (self);
}

static void
ask (Question *self, guint likely)
{
  GtkRoot *root = gtk_widget_get_root (self->from);
  g_autofree char *title = crm_row_dup_title (self->row);
  g_autofree char *heading = g_strdup_printf (
      self->pipeline ? _ ("Delete the pipeline “%s”?") : _ ("Delete the stage “%s”?"), title);
  g_autofree char *body =
      g_strdup_printf (ngettext ("%lld deal stands in it. Where does it go?",
                           "%lld deals stand in it. Where do they go?", (gulong)self->n_deals),
          (long long)self->n_deals);
  AdwMessageDialog *dialog =
      crm_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, body);

  self->chooser = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->labels)), NULL));
  gtk_drop_down_set_selected (self->chooser, likely);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->chooser), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Where the deals go"), -1);
  adw_message_dialog_set_extra_child (dialog, GTK_WIDGET (self->chooser));
  adw_message_dialog_add_responses (dialog, "keep", _ ("_Keep it"), "delete", _ ("_Move and delete"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "keep");
  adw_message_dialog_set_close_response (dialog, "keep");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *self = data;
  g_autoptr (GError) error = NULL;
  Facts *facts = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (facts == NULL)
    {
      crm_setting_record_say (self->from, error);
      question_free (self);
      return;
    }
  self->n_deals = facts->n_deals;
  self->targets = g_array_ref (facts->targets);
  self->labels = gtk_string_list_new (NULL);
  for (guint i = 0; i < facts->labels->len; i++)
    gtk_string_list_append (self->labels, facts->labels->pdata[i]);
  if (self->n_deals > 0 && self->targets->len > 0)
    ask (self, facts->likely);
  else
    {
      /* What was archived in it goes along without a question. The book refuses what cannot be, in words. */
      remove_it (self, facts->likely);
      question_free (self);
    }
  facts_free (facts);
}

static void
begin (GtkWidget *from, CrmStore *store, CrmRow *row, gboolean pipeline)
{
  Question *self = g_new0 (Question, 1);
  Removal *removal = g_new0 (Removal, 1);

  self->from = g_object_ref (from);
  self->store = g_object_ref (store);
  self->row = crm_row_ref (row);
  self->pipeline = pipeline;
  removal->id = row->id;
  removal->pipeline = pipeline;
  crm_store_read_async (store, 0, read_in_worker, removal, g_free, facts_free, NULL, on_read, self);
}

void
crm_remove_question_ask_stage (GtkWidget *from, CrmStore *store, CrmRow *stage)
{
  begin (from, store, stage, FALSE);
}

void
crm_remove_question_ask_pipeline (GtkWidget *from, CrmStore *store, CrmRow *pipeline)
{
  begin (from, store, pipeline, TRUE);
}
