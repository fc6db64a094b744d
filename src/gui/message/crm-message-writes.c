/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-message-writes.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "crm-window.h"

/* Functions named _in_worker run in the writer's thread, the rest on the main thread. */

/* Sending */

static void
request_free (gpointer data)
{
  CrmSendRequest *request = data;

  g_free ((char *)request->channel);
  g_free ((char *)request->address);
  g_free ((char *)request->subject);
  g_free ((char *)request->text);
  g_free ((char *)request->trigger_entity);
  g_free ((char *)request->purpose);
  g_free (request);
}

static gboolean
send_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const CrmSendRequest *request = data;

  if (crm_outbox_queue (tx, request, error) == 0)
    return FALSE;
  if (request->due_at == 0)
    {
      g_autofree char *sentence = g_strdup_printf (
          ngettext ("Sending in %d second", "Sending in %d seconds", CRM_OUTBOX_UNDO_SECONDS),
          CRM_OUTBOX_UNDO_SECONDS);

      crm_transaction_note (tx, sentence);
    }
  return TRUE;
}

void
crm_message_send_async (CrmStore *store, const CrmSendRequest *request, const char *whom,
    GAsyncReadyCallback callback, gpointer data)
{
  CrmSendRequest *copy = g_memdup2 (request, sizeof *request);
  g_autofree char *purpose = g_strdup_printf (_ ("Message to %s"), whom);

  copy->channel = g_strdup (request->channel);
  copy->address = g_strdup (request->address);
  copy->subject = g_strdup (request->subject);
  copy->text = g_strdup (request->text);
  copy->trigger_entity = g_strdup (request->trigger_entity);
  copy->purpose = g_strdup (request->purpose);
  crm_store_write_async (store, purpose, send_in_worker, copy, request_free, NULL, callback, data);
}

/* What everything else ends in */

typedef struct
{
  GtkWidget *from; /* owned */
  const char *doing;
} Told;

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Told *told = data;
  g_autoptr (GtkWidget) from = told->from;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (from, error, told->doing, NULL);
}

static void
write_it (GtkWidget *from, CrmStore *store, const char *purpose, CrmWriteFunc func, gpointer data,
    GDestroyNotify data_free, const char *doing)
{
  GtkRoot *root = gtk_widget_get_root (from);
  Told *told = g_new (Told, 1);

  /* The widget may be gone by the time an answer comes: the window stays. */
  told->from = g_object_ref (root != NULL ? GTK_WIDGET (root) : from);
  told->doing = doing;
  crm_store_write_async (store, purpose, func, data, data_free, NULL, on_written, told);
}

/* Messages */

typedef struct
{
  CrmMessageDeed deed;
  gint64 due_at;
  GArray *messages; /* gint64 */
} Deed;

static void
deed_free (gpointer data)
{
  Deed *deed = data;

  g_array_unref (deed->messages);
  g_free (deed);
}

static gboolean
do_one (CrmTransaction *tx, const Deed *deed, gint64 message, GError **error)
{
  switch (deed->deed)
    {
    case CRM_MESSAGE_TAKE_BACK: return crm_outbox_cancel (tx, message, error);
    case CRM_MESSAGE_SEND_AGAIN: return crm_outbox_send_again (tx, message, error);
    case CRM_MESSAGE_MARK_SENT: return crm_outbox_mark_sent (tx, message, error);
    case CRM_MESSAGE_SET_DUE: return crm_outbox_set_due (tx, message, deed->due_at, error);
    default: g_return_val_if_reached (FALSE);
    }
}

static gboolean
deed_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Deed *deed = data;
  g_autoptr (GError) first = NULL;
  guint done = 0;

  for (guint i = 0; i < deed->messages->len; i++)
    {
      g_autoptr (GError) local = NULL;

      if (do_one (tx, deed, g_array_index (deed->messages, gint64, i), &local))
        {
          done++;
          continue;
        }
      /* What became of it meanwhile does not concern the others. */
      if (!g_error_matches (local, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (first == NULL)
        first = g_steal_pointer (&local);
    }
  if (done > 0 || first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

void
crm_message_do (
    GtkWidget *from, CrmStore *store, CrmMessageDeed deed, const gint64 *messages, guint n, gint64 due_at)
{
  static const struct
  {
    const char *one, *several, *doing;
  } words[] = {
    [CRM_MESSAGE_TAKE_BACK] = { N_ ("Message taken back"), N_ ("Messages taken back"),
        N_ ("It could not be taken back") },
    [CRM_MESSAGE_SEND_AGAIN] = { N_ ("A message is sent again"), N_ ("Messages are sent again"),
        N_ ("It could not be sent again") },
    [CRM_MESSAGE_MARK_SENT] = { N_ ("Noted that a message was sent"), N_ ("Noted that messages were sent"),
        N_ ("It could not be noted") },
    [CRM_MESSAGE_SET_DUE] = { N_ ("Time of a message changed"), N_ ("Times of messages changed"),
        N_ ("The time could not be changed") },
  };
  Deed *copy;

  if (n == 0)
    return;
  copy = g_new (Deed, 1);
  copy->deed = deed;
  copy->due_at = due_at;
  copy->messages = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  g_array_append_vals (copy->messages, messages, n);
  write_it (from, store, n == 1 ? _ (words[deed].one) : _ (words[deed].several), deed_in_worker, copy,
      deed_free, _ (words[deed].doing));
}

/* Conversations */

typedef struct
{
  gint64 conversation;
  gint64 id;
  const char *word;
  gboolean flag;
} Change;

static Change *
change_new (gint64 conversation, gint64 id, const char *word, gboolean flag)
{
  Change *change = g_new (Change, 1);

  change->conversation = conversation;
  change->id = id;
  change->word = g_intern_string (word);
  change->flag = flag;
  return change;
}

static gboolean
state_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Change *change = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "conversation", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;

  if (values == NULL)
    return FALSE;
  crm_values_set_text (values, CRM_CONVERSATION_STATE, change->word);
  return crm_transaction_update (tx, change->conversation, 0, values, error) &&
         (g_str_equal (change->word, "open") ||
             crm_conversation_mark_seen (tx, change->conversation, TRUE, error));
}

void
crm_conversation_write_state (
    GtkWidget *from, CrmStore *store, gint64 conversation, const char *state, const char *whom)
{
  g_autofree char *purpose = g_str_equal (state, "done") ? g_strdup_printf (_ ("Nothing to answer: %s"), whom)
                             : g_str_equal (state, "ignored")
                                 ? g_strdup_printf (_ ("Ignored: %s"), whom)
                                 : g_strdup_printf (_ ("To be answered: %s"), whom);

  write_it (from, store, purpose, state_in_worker, change_new (conversation, 0, state, FALSE), g_free,
      _ ("The conversation could not be changed"));
}

static gboolean
deal_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Change *change = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "conversation", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;

  if (values == NULL)
    return FALSE;
  if (change->id != 0)
    crm_values_set_integer (values, CRM_CONVERSATION_DEAL, change->id);
  else
    crm_value_clear (crm_values_slot (values, CRM_CONVERSATION_DEAL));
  crm_values_set_integer (values, CRM_CONVERSATION_DEAL_BY_HAND, TRUE);
  return crm_transaction_update (tx, change->conversation, 0, values, error);
}

void
crm_conversation_write_deal (GtkWidget *from, CrmStore *store, gint64 conversation, gint64 deal)
{
  write_it (from, store, _ ("Deal of a conversation changed"), deal_in_worker,
      change_new (conversation, deal, NULL, FALSE), g_free, _ ("The conversation could not be changed"));
}

static gboolean
client_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Change *change = data;

  return crm_conversation_set_client (tx, change->conversation, change->id, error);
}

void
crm_conversation_write_client (
    GtkWidget *from, CrmStore *store, gint64 conversation, gint64 client, const char *name)
{
  g_autofree char *purpose = g_strdup_printf (_ ("These messages are of %s"), name);

  write_it (from, store, purpose, client_in_worker, change_new (conversation, client, NULL, FALSE), g_free,
      _ ("The conversation could not be changed"));
}

static gboolean
seen_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Change *change = data;

  return crm_conversation_mark_seen (tx, change->conversation, change->flag, error);
}

void
crm_conversation_write_seen (GtkWidget *from, CrmStore *store, gint64 conversation, gboolean seen)
{
  write_it (from, store, seen ? _ ("Marked as read") : _ ("Marked as unread"), seen_in_worker,
      change_new (conversation, 0, NULL, seen), g_free, _ ("The conversation could not be changed"));
}
