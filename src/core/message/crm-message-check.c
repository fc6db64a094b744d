/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "message/crm-message-private.h"

/* Compares what messages should have with what they have: a conversation, the normal form of their address, a row of the outbox that fits
 * their state. Runs in the writer's thread; what is mended is no change of the person's. */

static void
add_problem (GPtrArray *problems, char *text)
{
  if (problems)
    g_ptr_array_add (problems, text);
  else
    g_free (text);
}

/* Messages from before there were conversations. */
static gboolean
link_messages (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmStatement) set =
      crm_db_prepare (db, "UPDATE message SET conversation = $1 WHERE id = $2", error);
  guint wrong = 0;
  gint64 last = 0;

  if (!set)
    return FALSE;
  for (;;)
    {
      g_autoptr (CrmStatement) find = crm_db_prepare (db,
          "SELECT id, channel, address, client FROM message WHERE id > $1 AND address IS NOT NULL AND "
          "conversation IS NULL ORDER BY id LIMIT 1",
          error);
      g_autofree char *channel = NULL, *address = NULL, *normal = NULL, *key = NULL;
      CrmConversationState state;
      gint64 client;
      gboolean row;

      if (!find)
        return FALSE;
      crm_statement_bind_integer (find, 1, last);
      if (!crm_statement_step (find, &row, error))
        return FALSE;
      if (!row)
        break;
      last = crm_statement_get_integer (find, 0);
      channel = g_strdup (crm_statement_get_text (find, 1));
      address = g_strdup (crm_statement_get_text (find, 2));
      client = crm_statement_get_integer (find, 3);
      crm_statement_reset (find);
      crm_message_normalise (tx, channel, address, &normal, &key);
      if (!key)
        continue;
      wrong++;
      if (!repair)
        continue;
      if (!crm_conversation_find (tx, channel, address, &state, error))
        return FALSE;
      if (!state.id && !client && !crm_message_find_client (tx, channel, address, &client, error))
        return FALSE;
      if (!state.id)
        state.id = crm_conversation_make (tx, channel, address, client, 0, TRUE, error);
      if (!state.id)
        return FALSE;
      crm_statement_bind_integer (set, 1, state.id);
      crm_statement_bind_integer (set, 2, last);
      if (!crm_statement_run (set, error))
        return FALSE;
      crm_transaction_touch (tx, "conversation", state.id);
    }
  if (wrong)
    add_problem (problems, g_strdup_printf (ngettext ("%u message belongs to no conversation.",
                                                "%u messages belong to no conversation.", wrong),
                               wrong));
  return TRUE;
}

/* Addresses of one table whose match key was made with another region. */
static gboolean
renormalise (CrmTransaction *tx, const char *table, gboolean repair, guint *wrong, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autofree char *read = g_strdup_printf (
      "SELECT DISTINCT channel, address, address_match FROM \"%s\" WHERE address IS NOT NULL", table);
  g_autofree char *write =
      g_strdup_printf ("UPDATE \"%s\" SET address_match = $1 WHERE channel = $2 AND address = $3", table);
  g_autoptr (CrmStatement) all = crm_db_prepare (db, read, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CrmStatement) update = NULL;
  gboolean row = FALSE;

  if (!all)
    return FALSE;
  while (crm_statement_step (all, &row, error) && row)
    {
      g_autofree char *normal = NULL, *key = NULL;

      crm_message_normalise (
          tx, crm_statement_get_text (all, 0), crm_statement_get_text (all, 1), &normal, &key);
      if (g_strcmp0 (key, crm_statement_get_text (all, 2)) == 0)
        continue;
      g_ptr_array_add (found, g_strdup (key));
      g_ptr_array_add (found, g_strdup (crm_statement_get_text (all, 0)));
      g_ptr_array_add (found, g_strdup (crm_statement_get_text (all, 1)));
    }
  if (row)
    return FALSE;
  *wrong += found->len / 3;
  update = repair && found->len ? crm_db_prepare (db, write, error) : NULL;
  if (repair && found->len && !update)
    return FALSE;
  for (guint i = 0; update && i < found->len; i += 3)
    {
      for (int k = 0; k < 3; k++)
        crm_statement_bind_text (update, k + 1, found->pdata[i + k]);
      if (!crm_statement_run (update, error))
        return FALSE;
    }
  return TRUE;
}

/* One kind of damage to the outbox: counted, told, and mended by a statement. */
static gboolean
mend (CrmTransaction *tx, const char *count, const char *sentence, const char *statement, gboolean repair,
    GPtrArray *problems, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  gint64 n;

  if (!crm_db_get_integer (db, count, 0, &n, error))
    return FALSE;
  if (!n)
    return TRUE;
  add_problem (problems, g_strdup_printf ("%s (%lld)", sentence, (long long)n));
  return !repair || crm_db_run (db, statement, error, 0);
}

#define STRAY "NOT EXISTS (SELECT 1 FROM message m WHERE m.id = outbox.message_id)"
#define MISFIT \
  "stage <> 'waiting' AND EXISTS (SELECT 1 FROM message m WHERE m.id = outbox.message_id AND " \
  "m.state IS DISTINCT FROM outbox.stage)"
#define WAITING \
  "stage = 'waiting' AND EXISTS (SELECT 1 FROM message m WHERE m.id = outbox.message_id AND " \
  "m.state IS DISTINCT FROM 'sent')"
#define ROWLESS \
  "state IN ('queued', 'sending') AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = message.id)"

/* What has been "sending" for a day was left by a program that ended. */
static gboolean
check_left (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  gint64 before = crm_transaction_get_now (tx) - G_TIME_SPAN_DAY;
  g_autofree char *left =
      g_strdup_printf ("stage = 'sending' AND coalesce (started_at, 0) < %" G_GINT64_FORMAT, before);
  g_autofree char *count = g_strconcat ("SELECT count (*) FROM outbox WHERE ", left, NULL);
  g_autofree char *messages = g_strconcat (
      "UPDATE message SET state = 'uncertain', version = version + 1 WHERE id IN (SELECT message_id FROM "
      "outbox WHERE ",
      left, ")", NULL);
  g_autofree char *rows = g_strconcat ("UPDATE outbox SET stage = 'uncertain' WHERE ", left, NULL);

  return mend (tx, count, _ ("Messages are being sent by no program."), messages, repair, problems, error) &&
         (!repair || crm_db_run (crm_transaction_get_db (tx), rows, error, 0));
}

static gboolean
check_outbox (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  return check_left (tx, repair, problems, error) &&
         mend (tx, "SELECT count (*) FROM outbox WHERE " STRAY,
             _ ("The outbox holds rows without a message."), "DELETE FROM outbox WHERE " STRAY, repair,
             problems, error) &&
         mend (tx, "SELECT count (*) FROM outbox WHERE (" MISFIT ") OR (" WAITING ")",
             _ ("The outbox and its messages say different things."),
             /* What the message says is what a person has seen. */
             "DELETE FROM outbox WHERE (" MISFIT ") OR (" WAITING ")", repair, problems, error) &&
         /* Whether it went out is not known: it is shown, never sent again by itself. */
         mend (tx, "SELECT count (*) FROM message WHERE " ROWLESS,
             _ ("Messages wait that no outbox knows of."),
             "UPDATE message SET state = 'uncertain', version = version + 1 WHERE " ROWLESS, repair, problems,
             error);
}

gboolean
crm_message_check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  static const char *const tables[] = { "message", "conversation", "consent" };
  guint wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!renormalise (tx, tables[i], repair, &wrong, error))
      return FALSE;
  if (wrong)
    add_problem (problems, g_strdup_printf (ngettext ("%u address of messages has a wrong normal form.",
                                                "%u addresses of messages have a wrong normal form.", wrong),
                               wrong));
  return link_messages (tx, repair, problems, error) && check_outbox (tx, repair, problems, error);
}
