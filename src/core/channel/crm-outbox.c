/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel/crm-outbox.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "channel/crm-outbox-private.h"
#include "client/crm-client.h"
#include "message/crm-message-private.h"

/* What a person and a campaign do to the outbox: queueing, taking back, trying again; and its list. Runs in a worker's thread. */

#define FAILED_DAYS 30 /* how long a failed one is shown */

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

/* 32 hexadecimal digits. */
static char *
make_key (void)
{
  guint8 uid[16];
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  crm_uid_make (uid);
  text = crm_uid_format (uid);
  parts = g_strsplit (text, "-", -1);
  return g_strjoinv ("", parts);
}

gint64
crm_account_find_main (CrmTransaction *tx, const char *channel, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM account WHERE channel = $1 AND active IS NOT FALSE AND archived_at IS NULL"
      " ORDER BY main IS TRUE DESC, position NULLS LAST, id LIMIT 1",
      error);
  gboolean row;

  if (!statement)
    return 0;
  crm_statement_bind_text (statement, 1, channel);
  if (!crm_statement_step (statement, &row, error) || !row)
    return 0;
  return crm_statement_get_integer (statement, 0);
}

/* The account it passes through; 0 with a sentence. */
static gint64
choose_account (CrmTransaction *tx, const CrmSendRequest *request, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRow) row = NULL;
  gint64 account = request->account;

  if (!account)
    {
      account = crm_account_find_main (tx, request->channel, &local);
      if (local)
        g_propagate_error (error, g_steal_pointer (&local));
      else if (!account)
        refuse (
            error, _ ("There is no account to send with. Add one, or switch one on, in the preferences."));
      return account;
    }
  row = crm_transaction_load (tx, "account", account, error);
  if (!row)
    return 0;
  if (row->archived_at || g_strcmp0 (crm_row_get_text (row, CRM_ACCOUNT_CHANNEL), request->channel) != 0)
    {
      refuse (error, _ ("This account cannot send such messages."));
      return 0;
    }
  return account;
}

/* What is typed becomes what a provider understands. */
static gboolean
check_address (const char *channel, const char *address, const char *normal, GError **error)
{
  g_autofree char *sentence = NULL;

  if (g_str_equal (channel, "sms") && (!normal || *normal != '+'))
    {
      sentence = g_strdup_printf (
          _ ("“%s” is not a full phone number. Write it with the code of its country."), address);
      return refuse (error, sentence);
    }
  if (g_str_equal (channel, "mail") && !strchr (address, '@'))
    {
      sentence = g_strdup_printf (_ ("“%s” is not an e-mail address."), address);
      return refuse (error, sentence);
    }
  return TRUE;
}

static gboolean
check_client (CrmTransaction *tx, gint64 client, GError **error)
{
  g_autoptr (CrmRow) row = NULL;

  if (!client)
    return TRUE;
  row = crm_transaction_load (tx, "client", client, error);
  return row &&
         (!row->archived_at || refuse (error, _ ("This client is archived; bring it back to write to it.")));
}

static gboolean
add_row (CrmTransaction *tx, gint64 message, gint64 account, gint64 due_at, gboolean urgent,
    const char *purpose, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "INSERT INTO outbox (message_id, account_id, stage, due_at, urgent, tries, purpose, \"key\") VALUES "
      "($1, $2, 'queued', $3, $4, 0, $5, $6)",
      error);
  g_autofree char *key = make_key ();

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, message);
  crm_statement_bind_integer (statement, 2, account);
  crm_statement_bind_integer (statement, 3, due_at);
  crm_statement_bind_integer (statement, 4, urgent);
  crm_statement_bind_text (statement, 5, purpose);
  crm_statement_bind_text (statement, 6, key);
  return crm_statement_run (statement, error);
}

static void
set_link (CrmValues *values, int field, gint64 id)
{
  if (id)
    crm_values_set_integer (values, field, id);
}

static CrmValues *
make_values (CrmTransaction *tx, const CrmSendRequest *request, const char *address, gint64 account,
    gint64 due_at, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "message", error);
  CrmValues *values;

  if (!entity)
    return NULL;
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_MESSAGE_CHANNEL, request->channel);
  crm_values_set_text (values, CRM_MESSAGE_DIRECTION, "out");
  crm_values_set_text (values, CRM_MESSAGE_STATE, "queued");
  crm_values_set_text (values, CRM_MESSAGE_ADDRESS, address);
  crm_values_set_text (values, CRM_MESSAGE_SUBJECT, request->subject);
  crm_values_set_text (values, CRM_MESSAGE_TEXT, request->text);
  crm_values_set_integer (values, CRM_MESSAGE_ACCOUNT, account);
  crm_values_set_integer (values, CRM_MESSAGE_AT, crm_transaction_get_now (tx));
  crm_values_set_integer (values, CRM_MESSAGE_DUE_AT, due_at);
  set_link (values, CRM_MESSAGE_CLIENT, request->client);
  set_link (values, CRM_MESSAGE_DEAL, request->deal);
  set_link (values, CRM_MESSAGE_TASK, request->task);
  set_link (values, CRM_MESSAGE_TEMPLATE, request->template);
  set_link (values, CRM_MESSAGE_CAMPAIGN, request->campaign);
  set_link (values, CRM_MESSAGE_TRIGGER, request->trigger);
  crm_values_set_text (values, CRM_MESSAGE_TRIGGER_ENTITY, request->trigger_entity);
  return values;
}

/* Where it goes: what was asked for, else what is proposed. Caller owns. */
static char *
choose_address (CrmTransaction *tx, const CrmSendRequest *request, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *address;

  if (request->address && *request->address)
    return g_strdup (request->address);
  address =
      request->client ? crm_message_suggest_address (tx, request->client, request->channel, &local) : NULL;
  if (local)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (!address)
    refuse (error, g_str_equal (request->channel, "sms")    ? _ ("There is no phone number to write to.")
                   : g_str_equal (request->channel, "mail") ? _ ("There is no e-mail address to write to.")
                                                            : _ ("There is no address to write to."));
  return address;
}

gint64
crm_outbox_queue (CrmTransaction *tx, const CrmSendRequest *request, GError **error)
{
  g_autofree char *address = NULL, *normal = NULL, *key = NULL, *reason = NULL;
  g_autoptr (CrmValues) values = NULL;
  g_autoptr (GError) local = NULL;
  gint64 account, due_at, message;
  gint64 client = request->client;

  g_return_val_if_fail (request && request->channel, 0);
  if (crm_text_is_blank (request->text))
    {
      refuse (error, _ ("There is nothing to send: the text is empty."));
      return 0;
    }
  address = check_client (tx, client, error) ? choose_address (tx, request, error) : NULL;
  if (!address)
    return 0;
  crm_message_normalise (tx, request->channel, address, &normal, &key);
  if (!check_address (request->channel, address, normal, error))
    return 0;
  account = choose_account (tx, request, error);
  if (!account || (!client && !crm_message_find_client (tx, request->channel, address, &client, error)))
    return 0;
  if (!crm_consent_allows (tx, client, key, request->channel, request->purpose, &reason, &local))
    {
      if (local)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        refuse (error, reason);
      return 0;
    }
  due_at = request->due_at     ? request->due_at
           : request->campaign ? crm_transaction_get_now (tx)
                               : crm_transaction_get_now (tx) + CRM_OUTBOX_UNDO_SECONDS * G_USEC_PER_SEC;
  values = make_values (tx, request, address, account, due_at, error);
  message = values ? crm_transaction_insert (tx, values, NULL, error) : 0;
  return message && add_row (tx, message, account, due_at, request->urgent, request->purpose, error) ? message
                                                                                                     : 0;
}

gboolean
crm_outbox_set_state (
    CrmTransaction *tx, gint64 message, const char *state, const char *words, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "message", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;

  if (!values)
    return FALSE;
  crm_values_set_text (values, CRM_MESSAGE_STATE, state);
  crm_values_set_text (values, CRM_MESSAGE_ERROR, words);
  return crm_transaction_update (tx, message, 0, values, error);
}

/* In words why a message that is not in the state that was expected cannot be changed. */
static const char *
explain_state (const char *state)
{
  const char *late = crm_message_explain_too_late (state);

  return late    ? late
         : state ? _ ("The message waits to be sent.")
                 : _ ("This message was only noted down; nothing was sent.");
}

/* The message when it is in one of two states (b nullable); NULL with a sentence. */
static CrmRow *
load_in (CrmTransaction *tx, gint64 message, const char *a, const char *b, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "message", message, error);
  const char *state = row ? crm_row_get_text (row, CRM_MESSAGE_STATE) : NULL;

  if (!row)
    return NULL;
  if (g_strcmp0 (state, a) == 0 || (b && g_strcmp0 (state, b) == 0))
    return g_steal_pointer (&row);
  refuse (error, explain_state (state));
  return NULL;
}

gboolean
crm_outbox_cancel (CrmTransaction *tx, gint64 message, GError **error)
{
  g_autoptr (CrmRow) row = load_in (tx, message, "queued", "failed", error);

  return row &&
         crm_outbox_set_state (tx, message, "cancelled", crm_row_get_text (row, CRM_MESSAGE_ERROR), error);
}

gboolean
crm_outbox_take_back (CrmTransaction *tx, gint64 client, const char *address_match, const char *channel,
    const char *purpose, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      client
          ? "SELECT m.id FROM message m CROSS JOIN outbox o WHERE o.message_id = m.id AND m.client = $1"
            " AND o.stage = 'queued' AND ($2 = 'any' OR m.channel = $2)"
            " AND ($3 = 'any' OR o.purpose IS NOT DISTINCT FROM $3) ORDER BY m.id"
          : "SELECT m.id FROM message m CROSS JOIN outbox o WHERE o.message_id = m.id AND m.address_match = "
            "$1 AND o.stage = 'queued' AND ($2 = 'any' OR m.channel = $2)"
            " AND ($3 = 'any' OR o.purpose IS NOT DISTINCT FROM $3) ORDER BY m.id",
      error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  if (client)
    crm_statement_bind_integer (statement, 1, client);
  else
    crm_statement_bind_text (statement, 1, address_match);
  crm_statement_bind_text (statement, 2, channel);
  crm_statement_bind_text (statement, 3, purpose);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      g_array_append_val (ids, id);
    }
  if (row)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!crm_outbox_set_state (
            tx, g_array_index (ids, gint64, i), "cancelled", _ ("They asked not to be written to."), error))
      return FALSE;
  return TRUE;
}

gboolean
crm_outbox_send_again (CrmTransaction *tx, gint64 message, GError **error)
{
  g_autoptr (CrmRow) row = load_in (tx, message, "failed", "uncertain", error);
  g_autoptr (CrmStatement) statement = NULL;
  g_autoptr (CrmValues) values = NULL;
  g_autofree char *key = make_key (), *reason = NULL;
  g_autoptr (GError) local = NULL;
  gint64 now = crm_transaction_get_now (tx);

  if (!row)
    return FALSE;
  if (!crm_consent_allows (tx, crm_row_get_integer (row, CRM_MESSAGE_CLIENT),
          crm_row_get_text (row, CRM_MESSAGE_ADDRESS_MATCH), crm_row_get_text (row, CRM_MESSAGE_CHANNEL),
          NULL, &reason, &local))
    {
      if (!local)
        return refuse (error, reason);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  values = crm_values_new (row->entity);
  crm_values_set_text (values, CRM_MESSAGE_STATE, "queued");
  crm_values_set_text (values, CRM_MESSAGE_ERROR, NULL);
  crm_values_set_text (values, CRM_MESSAGE_REMOTE_ID, NULL);
  crm_values_set_integer (values, CRM_MESSAGE_DUE_AT, now);
  if (!crm_transaction_update (tx, message, 0, values, error))
    return FALSE;
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      "UPDATE outbox SET stage = 'queued', due_at = $1, urgent = TRUE, tries = 0, started_at = NULL, error = "
      "NULL, \"key\" = $2 WHERE message_id = $3",
      error);
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, now);
  crm_statement_bind_text (statement, 2, key);
  crm_statement_bind_integer (statement, 3, message);
  return crm_statement_run (statement, error);
}

gboolean
crm_outbox_mark_sent (CrmTransaction *tx, gint64 message, GError **error)
{
  g_autoptr (CrmRow) row = load_in (tx, message, "uncertain", NULL, error);
  g_autoptr (GArray) started = NULL;
  g_autoptr (CrmValues) values = NULL;
  gint64 at;

  if (!row)
    return FALSE;
  started = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT coalesce (started_at, 0) FROM outbox WHERE message_id = $1", error, 1, message);
  if (!started)
    return FALSE;
  at = started->len ? g_array_index (started, gint64, 0) : 0;
  if (!at)
    at = crm_row_get_integer (row, CRM_MESSAGE_AT);
  values = crm_values_new (row->entity);
  crm_values_set_text (values, CRM_MESSAGE_STATE, "sent");
  crm_values_set_text (values, CRM_MESSAGE_ERROR, NULL);
  crm_values_set_integer (values, CRM_MESSAGE_SENT_AT, at);
  crm_values_set_integer (values, CRM_MESSAGE_AT, at);
  return crm_transaction_update (tx, message, 0, values, error);
}

gboolean
crm_outbox_set_due (CrmTransaction *tx, gint64 message, gint64 due_at, GError **error)
{
  g_autoptr (CrmRow) row = load_in (tx, message, "queued", NULL, error);
  g_autoptr (CrmValues) values = NULL;

  if (!row)
    return FALSE;
  due_at = MAX (due_at, crm_transaction_get_now (tx));
  values = crm_values_new (row->entity);
  crm_values_set_integer (values, CRM_MESSAGE_DUE_AT, due_at);
  return crm_transaction_update (tx, message, 0, values, error) &&
         crm_db_run (crm_transaction_get_db (tx), "UPDATE outbox SET due_at = $1 WHERE message_id = $2",
             error, 2, due_at, message);
}

/* ---- the list ---- */

void
crm_outbox_line_free (CrmOutboxLine *self)
{
  if (!self)
    return;
  g_free (self->stage);
  g_free (self->client_name);
  g_free (self->address);
  g_free (self->account_name);
  g_free (self->campaign_name);
  g_free (self->text);
  g_free (self->error);
  g_free (self);
}

#define SHOWN \
  " FROM outbox o JOIN message m ON m.id = o.message_id AND m.archived_at IS NULL WHERE (o.stage IN " \
  "('queued', 'sending', 'uncertain') OR (o.stage = 'failed' AND coalesce (o.started_at, o.due_at) > $1))"

GPtrArray *
crm_outbox_list (CrmTransaction *tx, guint limit, guint *n_all, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_outbox_line_free);
  g_autoptr (CrmStatement) find = crm_db_prepare (db,
      "SELECT q.*, c.name, a.name, g.name, b.body FROM (SELECT o.message_id, m.client, o.account_id, "
      "m.campaign, o.stage, m.address, coalesce (o.error, m.error), o.due_at, o.started_at, o.tries" SHOWN
      " ORDER BY o.due_at, o.message_id LIMIT $2) q LEFT JOIN client c ON c.id = q.client"
      " LEFT JOIN account a ON a.id = q.account_id LEFT JOIN campaign g ON g.id = q.campaign"
      " LEFT JOIN body b ON b.entity = 'message' AND b.record_id = q.message_id"
      " ORDER BY q.due_at, q.message_id",
      error);
  g_autoptr (CrmStatement) count = crm_db_prepare (db, "SELECT count (*)" SHOWN, error);
  gint64 oldest = crm_transaction_get_now (tx) - FAILED_DAYS * G_TIME_SPAN_DAY;
  gboolean row = FALSE;

  if (!find || !count)
    return NULL;
  if (n_all)
    {
      crm_statement_bind_integer (count, 1, oldest);
      if (!crm_statement_step (count, &row, error))
        return NULL;
      *n_all = (guint)crm_statement_get_integer (count, 0);
    }
  crm_statement_bind_integer (find, 1, oldest);
  crm_statement_bind_integer (find, 2, limit ? (gint64)limit : G_MAXINT64);
  while (crm_statement_step (find, &row, error) && row)
    {
      CrmOutboxLine *line = g_new0 (CrmOutboxLine, 1);

      g_ptr_array_add (lines, line);
      line->message = crm_statement_get_integer (find, 0);
      line->client = crm_statement_get_integer (find, 1);
      line->account = crm_statement_get_integer (find, 2);
      line->campaign = crm_statement_get_integer (find, 3);
      line->stage = g_strdup (crm_statement_get_text (find, 4));
      line->address = g_strdup (crm_statement_get_text (find, 5));
      line->error = g_strdup (crm_statement_get_text (find, 6));
      line->due_at = crm_statement_get_integer (find, 7);
      line->started_at = crm_statement_get_integer (find, 8);
      line->tries = (guint)crm_statement_get_integer (find, 9);
      line->client_name = g_strdup (crm_statement_get_text (find, 10));
      line->account_name = g_strdup (crm_statement_get_text (find, 11));
      line->campaign_name = g_strdup (crm_statement_get_text (find, 12));
      line->text = g_strdup (crm_statement_get_text (find, 13));
    }
  return row ? NULL : g_steal_pointer (&lines);
}
