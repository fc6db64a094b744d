/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-conversation-data.h"

#include "deal/crm-deal.h"
#include "deal/crm-pipeline.h"

/* Functions named _in_worker run in the reader, the rest on the main thread. */

void
crm_conversation_data_free (CrmConversationData *self)
{
  if (self == NULL)
    return;
  crm_row_unref (self->row);
  g_clear_pointer (&self->deal, crm_row_unref);
  g_free (self->stage);
  g_free (self->next_stage);
  g_free (self->account);
  g_free (self);
}

/* The open stage that comes after the deal's. */
static gboolean
read_stages (CrmTransaction *tx, CrmConversationData *data, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("stage");
  g_autofree char *pipeline =
      g_strdup_printf ("%lld", (long long)crm_row_get_integer (data->deal, CRM_DEAL_PIPELINE));
  gint64 stage = crm_row_get_integer (data->deal, CRM_DEAL_STAGE);
  g_autoptr (GArray) ids = NULL;

  data->stage = crm_transaction_dup_title (tx, "stage", stage);
  if (g_strcmp0 (crm_row_get_text (data->deal, CRM_DEAL_STATE), "open") != 0)
    return TRUE;
  crm_condition_add (crm_query_get_where (query), crm_condition_new ("pipeline", CRM_TEST_EQUAL, pipeline));
  crm_condition_add (crm_query_get_where (query), crm_condition_new ("state", CRM_TEST_EQUAL, "open"));
  crm_query_add_order (query, "position");
  ids = crm_transaction_find (tx, query, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i + 1 < ids->len; i++)
    if (g_array_index (ids, gint64, i) == stage)
      {
        data->next = g_array_index (ids, gint64, i + 1);
        data->next_stage = crm_transaction_dup_title (tx, "stage", data->next);
      }
  return TRUE;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "conversation", *(gint64 *)user_data, error);
  g_autoptr (CrmConversationData) data = NULL;
  gint64 account, deal;

  if (row == NULL)
    return NULL;
  data = g_new0 (CrmConversationData, 1);
  data->row = g_steal_pointer (&row);
  account = crm_row_get_integer (data->row, CRM_CONVERSATION_ACCOUNT);
  deal = crm_row_get_integer (data->row, CRM_CONVERSATION_DEAL);
  if (account != 0)
    data->account = crm_transaction_dup_title (tx, "account", account);
  if (deal != 0)
    {
      data->deal = crm_transaction_load (tx, "deal", deal, error);
      if (data->deal == NULL || !read_stages (tx, data, error))
        return NULL;
    }
  return g_steal_pointer (&data);
}

void
crm_conversation_data_read_async (CrmStore *store, gint64 conversation, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  crm_store_read_async (store, 0, read_in_worker, g_memdup2 (&conversation, sizeof conversation), g_free,
      (GDestroyNotify)crm_conversation_data_free, cancellable, callback, data);
}

CrmConversationData *
crm_conversation_data_read_finish (CrmStore *store, GAsyncResult *result, GError **error)
{
  return crm_store_read_finish (store, result, error);
}
