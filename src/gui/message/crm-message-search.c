/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-message-search.h"

#include "base/crm-text.h"
#include "store/crm-search.h"

/* No state; all of it runs in the reader. */

#define FAILED_DAYS 30

/* Appends the conversations of the messages that a search in texts finds. */
static gboolean
find_texts (CrmTransaction *tx, const char *text, guint limit, GHashTable *found, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("message");
  g_autoptr (GArray) ids = NULL;
  g_autoptr (CrmStatement) statement = NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  gboolean row = FALSE;

  crm_query_set_text (query, text);
  crm_query_add_order (query, "-at");
  crm_query_set_limit (query, limit * 4);
  ids = crm_transaction_find (tx, query, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (list, "%s%lld", i > 0 ? "," : "", (long long)g_array_index (ids, gint64, i));
  if (ids->len == 0)
    return TRUE;
  g_string_prepend (list, "SELECT conversation FROM message WHERE conversation IS NOT NULL AND id IN (");
  g_string_append (list, ") GROUP BY conversation");
  statement = crm_db_prepare (crm_transaction_get_db (tx), list->str, error);
  if (statement == NULL)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);

      g_hash_table_add (found, g_memdup2 (&id, sizeof id));
    }
  return !row;
}

/* Every word in the name, or the digits in the number. */
static gboolean
find_names (CrmTransaction *tx, const char *text, guint limit, GHashTable *found, GError **error)
{
  g_autofree char *fold = crm_text_fold (text);
  g_autofree char *digits = crm_text_digits (text);
  g_autofree char *name = g_strdup_printf ("%%%s%%", fold);
  g_autofree char *number = g_strdup_printf ("%%%s%%", digits);
  g_autofree char *address = g_strdup_printf ("%%%s%%", text);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT t.id FROM conversation t LEFT JOIN client c ON c.id = t.client"
      " LEFT JOIN conversation_figures f ON f.conversation_id = t.id WHERE t.archived_at IS NULL AND"
      " (c.name_fold LIKE $1 OR (length ($2) > 4 AND t.address_match LIKE $2) OR t.address LIKE $3)"
      " ORDER BY f.last_at DESC LIMIT $4",
      error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, name);
  crm_statement_bind_text (statement, 2, number);
  crm_statement_bind_text (statement, 3, address);
  crm_statement_bind_integer (statement, 4, limit);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);

      g_hash_table_add (found, g_memdup2 (&id, sizeof id));
    }
  return !row;
}

GArray *
crm_message_search_in_worker (CrmTransaction *tx, const char *text, guint limit, GError **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GArray *ids;
  GHashTableIter iter;
  gpointer id;

  if (!find_texts (tx, text, limit, found, error) || !find_names (tx, text, limit, found, error))
    return NULL;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_val (ids, *(gint64 *)id);
  return ids;
}

#define UNANSWERED \
  "SELECT count (*) FROM conversation_figures f JOIN conversation t ON t.id = f.conversation_id" \
  " WHERE f.waiting_since IS NOT NULL AND t.archived_at IS NULL AND t.state = 'open'"

gboolean
crm_message_count_unanswered_in_worker (CrmTransaction *tx, gint64 *out, GError **error)
{
  g_autoptr (GArray) counts = crm_db_list_integers (crm_transaction_get_db (tx), UNANSWERED, error, 0);

  *out = counts != NULL && counts->len > 0 ? g_array_index (counts, gint64, 0) : 0;
  return counts != NULL;
}

gboolean
crm_message_count_in_worker (CrmTransaction *tx, CrmMessageCounts *out, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT EXISTS (SELECT 1 FROM conversation WHERE archived_at IS NULL),"
      " EXISTS (SELECT 1 FROM conversation WHERE channel = 'sms'),"
      " EXISTS (SELECT 1 FROM conversation WHERE channel = 'mail'),"
      " EXISTS (SELECT 1 FROM conversation WHERE channel = 'chat'),"
      " (SELECT count (*) FROM account WHERE archived_at IS NULL AND active IS NOT FALSE),"
      " (SELECT count (*) FROM outbox WHERE stage IN ('queued', 'sending')),"
      " (SELECT count (*) FROM outbox o JOIN message m ON m.id = o.message_id AND m.archived_at IS NULL"
      " WHERE o.stage = 'uncertain' OR (o.stage = 'failed' AND coalesce (o.started_at, o.due_at) > $1))",
      error);
  gboolean row;

  if (statement == NULL || !crm_message_count_unanswered_in_worker (tx, &out->unanswered, error))
    return FALSE;
  crm_statement_bind_integer (
      statement, 1, crm_transaction_get_now (tx) - FAILED_DAYS * (gint64)G_TIME_SPAN_DAY);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  out->conversations = crm_statement_get_integer (statement, 0);
  out->has_sms = crm_statement_get_integer (statement, 1) != 0;
  out->has_mail = crm_statement_get_integer (statement, 2) != 0;
  out->has_chat = crm_statement_get_integer (statement, 3) != 0;
  out->accounts = crm_statement_get_integer (statement, 4);
  out->queued = crm_statement_get_integer (statement, 5);
  out->troubled = crm_statement_get_integer (statement, 6);
  return TRUE;
}
