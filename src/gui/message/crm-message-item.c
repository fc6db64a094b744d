/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-message-item.h"

#include <glib/gi18n-lib.h>

/* Read in the reader, shown on the main thread. */

void
crm_message_item_free (CrmMessageItem *self)
{
  if (self == NULL)
    return;
  crm_row_unref (self->row);
  g_free (self->answer);
  g_free (self->campaign);
  g_free (self->author);
  g_free (self);
}

static gboolean
read_answer (CrmTransaction *tx, CrmMessageItem *item, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT a.score, a.value, t.expects, t.scale_max FROM answer a LEFT JOIN template t ON t.id = "
      "a.template"
      " WHERE a.message = $1 AND a.archived_at IS NULL LIMIT 1",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, item->row->id);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  if (!crm_statement_is_null (statement, 0) &&
      g_strcmp0 (crm_statement_get_text (statement, 2), "scale") == 0)
    /* Translators: a score, and the best there is: "4 of 5". */
    item->answer = g_strdup_printf (_ ("%lld of %lld"), (long long)crm_statement_get_integer (statement, 0),
        (long long)crm_statement_get_integer (statement, 3));
  else
    item->answer = g_strdup (crm_statement_get_text (statement, 1));
  return TRUE;
}

CrmMessageItem *
crm_message_item_read_in_worker (CrmTransaction *tx, CrmRow *row, GError **error)
{
  g_autoptr (CrmMessageItem) item = g_new0 (CrmMessageItem, 1);
  gint64 campaign = crm_row_get_integer (row, CRM_MESSAGE_CAMPAIGN);
  gint64 author = crm_row_get_integer (row, CRM_MESSAGE_AUTHOR);

  item->row = crm_row_ref (row);
  if (campaign != 0)
    item->campaign = crm_transaction_dup_title (tx, "campaign", campaign);
  if (author != 0 && author != crm_transaction_get_user (tx))
    item->author = crm_transaction_dup_title (tx, "user", author);
  return read_answer (tx, item, error) ? g_steal_pointer (&item) : NULL;
}

GPtrArray *
crm_message_items_read_in_worker (
    CrmTransaction *tx, gint64 conversation, gint64 before_at, gint64 before_id, guint limit, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM message WHERE conversation = $1 AND archived_at IS NULL"
      " AND ($2 = 0 OR at < $2 OR (at = $2 AND id < $3)) ORDER BY at DESC, id DESC LIMIT $4",
      error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_message_item_free);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, conversation);
  crm_statement_bind_integer (statement, 2, before_at);
  crm_statement_bind_integer (statement, 3, before_id);
  crm_statement_bind_integer (statement, 4, limit);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);

      g_array_append_val (ids, id);
    }
  if (row)
    return NULL;
  rows = crm_transaction_load_many (tx, "message", (const gint64 *)ids->data, ids->len, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      CrmMessageItem *item = crm_message_item_read_in_worker (tx, rows->pdata[i], error);

      if (item == NULL)
        return NULL;
      g_ptr_array_add (items, item);
    }
  return g_steal_pointer (&items);
}
