/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "message/crm-message-private.h"

/* The row of the outbox that a message's state asks for, whoever writes that state: the program that sends, a person, or an undo. Runs in the writer's
 * thread. */

/* The stage of the outbox for a state of a message; NULL: it has no row. */
static const char *
get_stage (const char *state)
{
  static const char *const same[] = { "queued", "sending", "failed", "uncertain", NULL };

  return state && g_strv_contains (same, state) ? state : NULL;
}

static gboolean
write_row (CrmTransaction *tx, const CrmRow *row, const char *stage, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "INSERT INTO outbox (message_id, account_id, stage, due_at, urgent, tries, \"key\") VALUES ($1, $2, "
      "$3, $4, TRUE, 0, $5)"
      " ON CONFLICT (message_id) DO UPDATE SET stage = excluded.stage",
      error);
  g_autofree char *uid = crm_uid_format (row->uid);
  g_auto (GStrv) parts = g_strsplit (uid, "-", -1);
  g_autofree char *key = g_strjoinv ("", parts);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, row->id);
  if (crm_row_get_integer (row, CRM_MESSAGE_ACCOUNT))
    crm_statement_bind_integer (statement, 2, crm_row_get_integer (row, CRM_MESSAGE_ACCOUNT));
  else
    crm_statement_bind_null (statement, 2);
  crm_statement_bind_text (statement, 3, stage);
  crm_statement_bind_integer (
      statement, 4, MAX (crm_row_get_integer (row, CRM_MESSAGE_DUE_AT), crm_transaction_get_now (tx)));
  crm_statement_bind_text (statement, 5, key);
  return crm_statement_run (statement, error);
}

/* Who was written to by a campaign is who the letter is with: nobody is written to twice by two names. */
static gboolean
follow_client (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  gint64 old = crm_row_get_integer (before, CRM_MESSAGE_CLIENT),
         client = crm_row_get_integer (after, CRM_MESSAGE_CLIENT);

  return !crm_row_get_integer (after, CRM_MESSAGE_CAMPAIGN) || !old || !client || old == client ||
         crm_db_run (crm_transaction_get_db (tx),
             "UPDATE campaign_recipient SET client_id = $3 WHERE message_id = $1 AND client_id = $2 AND NOT "
             "EXISTS"
             " (SELECT 1 FROM campaign_recipient o WHERE o.campaign_id = campaign_recipient.campaign_id"
             " AND o.occasion = campaign_recipient.occasion AND o.client_id = $3)",
             error, 3, after->id, old, client);
}

gboolean
crm_message_follow_state (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  const char *was = before ? crm_row_get_text (before, CRM_MESSAGE_STATE) : NULL;
  const char *is = after ? crm_row_get_text (after, CRM_MESSAGE_STATE) : NULL;
  const char *stage = get_stage (is);

  if (before && after && !follow_client (tx, before, after, error))
    return FALSE;
  /* The row goes with a message that is gone. */
  if (!after || g_strcmp0 (was, is) == 0)
    return TRUE;
  if (stage)
    return write_row (tx, after, stage, error);
  /* One that was handed over may wait for its delivery to be told. */
  return crm_db_run (crm_transaction_get_db (tx),
      g_strcmp0 (is, "sent") == 0 ? "DELETE FROM outbox WHERE message_id = $1 AND stage <> 'waiting'"
                                  : "DELETE FROM outbox WHERE message_id = $1",
      error, 1, after->id);
}

const char *
crm_message_explain_too_late (const char *state)
{
  if (!state || g_str_equal (state, "queued"))
    return NULL;
  if (g_str_equal (state, "sending"))
    return _ ("It is too late: the message is being sent.");
  if (g_str_equal (state, "cancelled"))
    return _ ("The message was taken back already.");
  if (g_str_equal (state, "failed"))
    return _ ("The message was not sent.");
  if (g_str_equal (state, "uncertain"))
    return _ ("It is too late: the message has perhaps been sent.");
  return _ ("It is too late: the message has been sent.");
}
