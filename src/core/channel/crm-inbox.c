/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel/crm-inbox.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "channel/crm-account.h"
#include "message/crm-message-private.h"

/* What came in, and what providers say of what went out. Runs in the writer's thread. */

static gboolean
set_cursor (CrmTransaction *tx, gint64 account, const char *cursor, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "INSERT INTO account_state (account_id, \"cursor\", tries) VALUES ($1, $2, 0) ON CONFLICT (account_id) "
      "DO "
      "UPDATE SET \"cursor\" = excluded.\"cursor\"",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, account);
  crm_statement_bind_text (statement, 2, cursor);
  return crm_statement_run (statement, error);
}

/* The provider's name for a message; one made of what it is when the provider gives none. Caller owns. */
static char *
dup_remote_id (const CrmIncoming *incoming)
{
  g_autofree char *all = NULL, *sum = NULL;

  if (incoming->remote_id && *incoming->remote_id)
    return g_strdup (incoming->remote_id);
  if (!incoming->at)
    return NULL;
  all = g_strdup_printf ("%" G_GINT64_FORMAT "\n%s\n%s", incoming->at,
      incoming->address ? incoming->address : "", incoming->text ? incoming->text : "");
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA1, all, -1);
  return g_strconcat ("x-", sum, NULL);
}

static gboolean
is_known (CrmTransaction *tx, gint64 account, const char *remote_id, gboolean *known, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT 1 FROM message WHERE account = $1 AND remote_id = $2 AND direction = 'in'", error);

  *known = FALSE;
  if (!remote_id)
    return TRUE;
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, account);
  crm_statement_bind_text (statement, 2, remote_id);
  return crm_statement_step (statement, known, error);
}

/* What they agree to from now on, in their own words. */
static gboolean
note_consent (CrmTransaction *tx, const CrmRow *message, const char *state, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "consent", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;
  gint64 client = crm_row_get_integer (message, CRM_MESSAGE_CLIENT);

  if (!values)
    return FALSE;
  if (client)
    crm_values_set_integer (values, CRM_CONSENT_CLIENT, client);
  crm_values_set_text (values, CRM_CONSENT_ADDRESS, crm_row_get_text (message, CRM_MESSAGE_ADDRESS));
  crm_values_set_text (values, CRM_CONSENT_CHANNEL, crm_row_get_text (message, CRM_MESSAGE_CHANNEL));
  crm_values_set_text (values, CRM_CONSENT_PURPOSE, "any");
  crm_values_set_text (values, CRM_CONSENT_STATE, state);
  crm_values_set_text (values, CRM_CONSENT_SOURCE, "stop-word");
  crm_values_set_integer (values, CRM_CONSENT_MESSAGE, message->id);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

/* A stop word needs no answer. */
static gboolean
close_conversation (CrmTransaction *tx, gint64 conversation, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "conversation", conversation, error);
  g_autoptr (CrmValues) values = NULL;

  if (!row)
    return FALSE;
  if (g_strcmp0 (crm_row_get_text (row, CRM_CONVERSATION_STATE), "open") != 0)
    return TRUE;
  values = crm_values_new (row->entity);
  crm_values_set_text (values, CRM_CONVERSATION_STATE, "done");
  return crm_transaction_update (tx, conversation, 0, values, error);
}

static gboolean
obey (CrmTransaction *tx, gint64 id, const char *text, GError **error)
{
  gboolean stop = crm_stop_word_matches (text, crm_transaction_get_setting (tx, "stop-words"), FALSE);
  gboolean start = !stop && crm_stop_word_matches (text, NULL, TRUE);
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (GError) local = NULL;
  CrmConsentState state;

  if (!stop && !start)
    return TRUE;
  row = crm_transaction_load (tx, "message", id, error);
  if (!row)
    return FALSE;
  state = crm_consent_get (tx, crm_row_get_integer (row, CRM_MESSAGE_CLIENT),
      crm_row_get_text (row, CRM_MESSAGE_ADDRESS_MATCH), crm_row_get_text (row, CRM_MESSAGE_CHANNEL), NULL,
      &local);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  /* "Start" means something only to who had said "stop". */
  if (start)
    return state != CRM_CONSENT_WITHDRAWN || note_consent (tx, row, "given", error);
  return note_consent (tx, row, "withdrawn", error) &&
         close_conversation (tx, crm_row_get_integer (row, CRM_MESSAGE_CONVERSATION), error);
}

/* When it came. Told in whole seconds it came in the course of one, so after what we wrote in it; and a provider whose clock is wrong does not
 * write into the future. */
static gint64
get_instant (const CrmIncoming *incoming, gint64 now)
{
  gint64 at = incoming->at;

  if (at > 0 && at % G_USEC_PER_SEC == 0 && at <= now)
    return MIN (at + G_USEC_PER_SEC - 1, now);
  return at > 0 && at <= now ? at : now;
}

static gboolean
take_one (CrmTransaction *tx, gint64 account, const char *channel, CrmEntity *entity,
    const CrmIncoming *incoming, const char *remote_id, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (entity);
  g_autofree char *text = g_utf8_make_valid (incoming->text ? incoming->text : "", -1);
  g_autofree char *subject = incoming->subject ? g_utf8_make_valid (incoming->subject, -1) : NULL;
  g_autofree char *address = g_strstrip (g_utf8_make_valid (incoming->address ? incoming->address : "", -1));
  gint64 id;

  crm_values_set_text (values, CRM_MESSAGE_CHANNEL, channel);
  crm_values_set_text (values, CRM_MESSAGE_DIRECTION, "in");
  crm_values_set_integer (values, CRM_MESSAGE_AT, get_instant (incoming, crm_transaction_get_now (tx)));
  crm_values_set_integer (values, CRM_MESSAGE_ACCOUNT, account);
  crm_values_set_text (values, CRM_MESSAGE_REMOTE_ID, remote_id);
  crm_values_set_text (values, CRM_MESSAGE_SUBJECT, subject);
  if (*address)
    crm_values_set_text (values, CRM_MESSAGE_ADDRESS, address);
  if (*text)
    crm_values_set_text (values, CRM_MESSAGE_TEXT, text);
  id = crm_transaction_insert (tx, values, NULL, error);
  return id && obey (tx, id, text, error);
}

gboolean
crm_inbox_take (
    CrmTransaction *tx, gint64 account, GPtrArray *messages, const char *cursor, guint *n_new, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "account", account, error);
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "message", error);
  guint n = 0;

  if (!row || !entity)
    return FALSE;
  for (guint i = 0; i < messages->len; i++)
    {
      const CrmIncoming *incoming = messages->pdata[i];
      g_autofree char *remote_id = dup_remote_id (incoming);
      gboolean known;

      if (!is_known (tx, account, remote_id, &known, error))
        return FALSE;
      if (known)
        continue;
      if (!take_one (
              tx, account, crm_row_get_text (row, CRM_ACCOUNT_CHANNEL), entity, incoming, remote_id, error))
        return FALSE;
      n++;
    }
  if (n_new)
    *n_new = n;
  return !cursor || set_cursor (tx, account, cursor, error);
}

/* A state never goes back; what was sent may still turn out to have failed. */
static int
get_rank (const char *state)
{
  static const char *const order[] = { "uncertain", "failed", "sent", "delivered", "read" };

  for (int i = 0; i < (int)G_N_ELEMENTS (order); i++)
    if (g_strcmp0 (state, order[i]) == 0)
      return i;
  return -1;
}

static gboolean
is_step (const char *from, const char *to)
{
  if (g_strcmp0 (to, "failed") == 0)
    return g_strcmp0 (from, "sent") == 0 || g_strcmp0 (from, "uncertain") == 0;
  return get_rank (from) >= 0 && get_rank (to) > get_rank (from);
}

static gboolean
take_state (CrmTransaction *tx, gint64 message, const CrmSent *sent, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "message", message, error);
  g_autoptr (CrmValues) values = NULL;
  gint64 now = crm_transaction_get_now (tx);

  if (!row)
    return FALSE;
  values = crm_values_new (row->entity);
  if (is_step (crm_row_get_text (row, CRM_MESSAGE_STATE), sent->state))
    {
      gboolean arrived = g_strcmp0 (sent->state, "delivered") == 0 || g_strcmp0 (sent->state, "read") == 0;

      crm_values_set_text (values, CRM_MESSAGE_STATE, sent->state);
      crm_values_set_text (values, CRM_MESSAGE_ERROR,
          g_strcmp0 (sent->state, "failed") != 0 ? NULL
          : sent->error                          ? sent->error
                                                 : _ ("It could not be delivered."));
      if (arrived && !crm_row_get_integer (row, CRM_MESSAGE_DELIVERED_AT))
        crm_values_set_integer (
            values, CRM_MESSAGE_DELIVERED_AT, sent->at > 0 && sent->at <= now ? sent->at : now);
    }
  if (sent->has_price)
    {
      crm_values_set_integer (values, CRM_MESSAGE_PRICE, sent->price.micros);
      crm_values_set_text (
          values, CRM_MESSAGE_PRICE_CURRENCY, *sent->price.currency ? sent->price.currency : NULL);
    }
  if (sent->parts > 0)
    crm_values_set_integer (values, CRM_MESSAGE_PARTS, sent->parts);
  return !crm_values_count (values) || crm_transaction_update (tx, message, 0, values, error);
}

gboolean
crm_inbox_take_states (CrmTransaction *tx, gint64 account, GPtrArray *states, GError **error)
{
  for (guint i = 0; i < states->len; i++)
    {
      const CrmSent *sent = states->pdata[i];
      g_autoptr (CrmStatement) find = NULL;
      gint64 message;
      gboolean row;

      if (!sent->remote_id)
        continue;
      find = crm_db_prepare (crm_transaction_get_db (tx),
          "SELECT id FROM message WHERE account = $1 AND remote_id = $2 AND direction = 'out' ORDER BY id "
          "LIMIT 1",
          error);
      if (!find)
        return FALSE;
      crm_statement_bind_integer (find, 1, account);
      crm_statement_bind_text (find, 2, sent->remote_id);
      if (!crm_statement_step (find, &row, error))
        return FALSE;
      if (!row)
        continue;
      message = crm_statement_get_integer (find, 0);
      crm_statement_reset (find);
      if (!take_state (tx, message, sent, error))
        return FALSE;
    }
  return TRUE;
}
