/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-timeline-actions.h"
#include <glib/gi18n-lib.h>
#include "client/crm-choose-dialog.h"
#include "crm-window.h"
#include "deal/crm-deal.h"
#include "widgets/crm-message-dialog.h"

/* An action keeps what it needs until its question is answered: the row it began in may be gone by then. Main thread, but for functions named
 * _in_worker. */

#define MAX_DEALS 200

typedef struct
{
  GtkWidget *window; /* owned */
  CrmStore *store;   /* owned */
  CrmRow *row;       /* owned: the entry's record */
  gint64 client;
  GPtrArray *deals; /* CrmRow, owned, nullable */
} Action;

static Action *
action_new (GtkWidget *from, CrmStore *store, CrmActivity *activity)
{
  Action *action = g_new0 (Action, 1);

  action->window = g_object_ref (GTK_WIDGET (gtk_widget_get_root (from)));
  action->store = g_object_ref (store);
  action->row = crm_row_ref (crm_activity_get_row (activity));
  action->client = crm_activity_get_line (activity)->client_id;
  return action;
}

static void
action_free (gpointer data)
{
  Action *action = data;

  g_object_unref (action->window);
  g_object_unref (action->store);
  crm_row_unref (action->row);
  g_clear_pointer (&action->deals, g_ptr_array_unref);
  g_free (action);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Action, action_free)

/* Another deal */

static int
find_deal_field (const CrmRow *row)
{
  int field = crm_entity_find_field (row->entity, "deal");

  return field >= 0 && (row->entity->fields[field].flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_COMPUTED)) == 0
             ? field
             : -1;
}

gboolean
crm_timeline_actions_can_link (CrmActivity *activity)
{
  return find_deal_field (crm_activity_get_row (activity)) >= 0 &&
         !g_str_equal (crm_activity_get_line (activity)->entity, "deal_move") &&
         crm_activity_get_line (activity)->client_id != 0;
}

static gpointer
read_deals_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("deal");
  g_autofree char *client = g_strdup_printf ("%" G_GINT64_FORMAT, *(gint64 *)data);
  g_autoptr (GArray) ids = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("client", CRM_TEST_EQUAL, client));
  crm_query_add_order (query, "title");
  crm_query_set_limit (query, MAX_DEALS);
  ids = crm_transaction_find (tx, query, error);
  return ids != NULL ? crm_transaction_load_many (tx, "deal", (const gint64 *)ids->data, ids->len, error)
                     : NULL;
}

static void
on_linked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) window = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (window, error, _ ("The entry could not be changed"), NULL);
}

static void
on_deal_chosen (CrmChooseDialog *dialog, char **add, char **remove, Action *action)
{
  CrmValues *values;
  int field = find_deal_field (action->row);
  gint64 deal = 0;

  if (add == NULL || add[0] == NULL)
    return;
  for (guint i = 0; i < action->deals->len; i++)
    if (g_strcmp0 (crm_row_get_text (action->deals->pdata[i], CRM_DEAL_TITLE), add[0]) == 0)
      deal = ((CrmRow *)action->deals->pdata[i])->id;
  values = crm_values_new (action->row->entity);
  if (deal != 0)
    crm_values_set_integer (values, field, deal);
  else
    crm_value_clear (crm_values_slot (values, field));
  crm_store_set_async (action->store, action->row->id, action->row->version, values, NULL, on_linked,
      g_object_ref (action->window));
}

static void
on_deals_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Action) action = data;
  g_autoptr (GError) error = NULL;
  CrmChooseDialog *dialog;
  gint64 now = crm_row_get_integer (action->row, find_deal_field (action->row));

  action->deals = crm_store_read_finish (CRM_STORE (source), result, &error);
  if (action->deals == NULL)
    {
      crm_window_report_error (action->window, error, _ ("The deals could not be read"), NULL);
      return;
    }
  dialog = crm_choose_dialog_new (GTK_WINDOW (action->window), _ ("Link to deal"), _ ("_Link"), FALSE);
  crm_choose_dialog_add (dialog, _ ("No deal"), now == 0);
  for (guint i = 0; i < action->deals->len; i++)
    {
      CrmRow *deal = g_ptr_array_index (action->deals, i);

      crm_choose_dialog_add (dialog, crm_row_get_text (deal, CRM_DEAL_TITLE), deal->id == now);
    }
  g_signal_connect_data (dialog, "chosen", G_CALLBACK (on_deal_chosen), g_steal_pointer (&action),
      (GClosureNotify)(GCallback)action_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
crm_timeline_actions_link (GtkWidget *from, CrmStore *store, CrmActivity *activity)
{
  Action *action = action_new (from, store, activity);

  crm_store_read_async (store, 0, read_deals_in_worker, g_memdup2 (&action->client, sizeof (gint64)), g_free,
      (GDestroyNotify)g_ptr_array_unref, NULL, on_deals_read, action);
}

/* Undo */

typedef struct
{
  char *entity;
  gint64 id;
} Record;

static void
record_free (gpointer data)
{
  Record *record = data;

  g_free (record->entity);
  g_free (record);
}

static gpointer
find_operation_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Record *record = data;

  return crm_transaction_last_operation (tx, record->entity, record->id, error);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) window = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmUndoReport) report = crm_store_undo_finish (CRM_STORE (source), result, &error);
  g_autofree char *done = NULL;

  if (report == NULL)
    {
      crm_window_report_error (window, error, _ ("It could not be undone"), NULL);
      return;
    }
  done = g_strdup_printf (_ ("Undone: %s"), report->purpose);
  crm_window_toast (window, done);
}

typedef struct
{
  Action *action;
  gint64 operation;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  action_free (question->action);
  g_free (question);
}

static void
undo (Action *action, gint64 operation)
{
  crm_store_undo_operation_async (action->store, operation, NULL, on_undone, g_object_ref (action->window));
}

static void
on_answered (AdwMessageDialog *dialog, const char *response, Question *question)
{
  if (g_str_equal (response, "undo"))
    undo (question->action, question->operation);
}

static void
ask (Action *action, const CrmLastOperation *last)
{
  g_autofree char *heading = g_strdup_printf (_ ("Undo “%s”?"), last->purpose);
  g_autofree char *body =
      g_strdup_printf (ngettext ("This changed %u record, and all of it is taken back.",
                           "This changed %u records, and all of them are taken back.", last->n_records),
          last->n_records);
  AdwMessageDialog *dialog = crm_message_dialog_new (GTK_WINDOW (action->window), heading, body);
  Question *question = g_new0 (Question, 1);

  question->action = action;
  question->operation = last->id;
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "undo", _ ("_Undo"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "undo", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_answered), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_operation_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Action) action = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmLastOperation) last = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (last == NULL)
    crm_window_report_error (action->window, error, _ ("It could not be undone"), NULL);
  else if (last->id == 0)
    crm_window_toast (action->window, _ ("There is nothing to undo."));
  else if (last->n_records > 1)
    ask (g_steal_pointer (&action), last);
  else
    undo (action, last->id);
}

void
crm_timeline_actions_undo (GtkWidget *from, CrmStore *store, CrmActivity *activity)
{
  Action *action = action_new (from, store, activity);
  Record *record = g_new0 (Record, 1);

  record->entity = g_strdup (crm_entity_get_name (action->row->entity));
  record->id = action->row->id;
  crm_store_read_async (store, 0, find_operation_in_worker, record, record_free,
      (GDestroyNotify)crm_last_operation_free, NULL, on_operation_found, action);
}
