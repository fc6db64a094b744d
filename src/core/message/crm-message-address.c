/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-message-private.h"

#include <string.h>

#include "base/crm-phone.h"
#include "base/crm-text.h"
#include "client/crm-client-derived.h"

/* Whose an address is, and where a client is written to. Runs in a worker's thread. */

/* Fewer digits beside letters are part of a name ("BANK24"). */
#define PHONE_DIGITS 7

const char *
crm_message_address_kind (const char *channel, const char *address)
{
  if (g_strcmp0 (channel, "chat") == 0)
    return "handle";
  return strchr (address, '@') || g_strcmp0 (channel, "mail") == 0 ? "email" : "phone";
}

static gboolean
is_name (const char *address)
{
  g_autofree char *digits = crm_text_digits (address);

  if (strlen (digits) >= PHONE_DIGITS)
    return FALSE;
  for (const char *p = address; *p; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return TRUE;
  return !*digits;
}

void
crm_message_normalise (
    CrmTransaction *tx, const char *channel, const char *address, char **normal, char **key)
{
  g_autofree char *valid = g_strstrip (g_utf8_make_valid (address, -1));
  const char *kind = crm_message_address_kind (channel, valid);

  *normal = *key = NULL;
  if (g_str_equal (kind, "phone") && is_name (valid))
    kind = "handle";
  crm_address_normalise (
      crm_transaction_get_phone_format (tx), crm_transaction_get_region (tx), kind, valid, normal, key);
  /* What has neither a letter nor a digit is matched as it stands. */
  if (!*key || !**key)
    {
      g_free (*key);
      *key = g_strdup (valid);
    }
}

gboolean
crm_message_find_client (
    CrmTransaction *tx, const char *channel, const char *address, gint64 *client, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT a.client, a.value, a.normal FROM address a JOIN client c ON c.id = a.client AND c.archived_at "
      "IS "
      "NULL WHERE a.match_key = $1 AND a.kind = $2 AND a.archived_at IS NULL",
      error);
  g_autofree char *normal = NULL, *key = NULL;
  gboolean row = FALSE, several = FALSE;

  *client = 0;
  if (!statement)
    return FALSE;
  crm_message_normalise (tx, channel, address, &normal, &key);
  if (!key || !*key)
    return TRUE;
  crm_statement_bind_text (statement, 1, key);
  crm_statement_bind_text (statement, 2, crm_message_address_kind (channel, address));
  while (!several && crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);

      if (crm_phone_is_other (
              address, normal, crm_statement_get_text (statement, 1), crm_statement_get_text (statement, 2)))
        continue;
      several = *client && *client != id;
      *client = id;
    }
  if (several)
    *client = 0;
  return several || !row;
}

/* First column of the first row of a statement about a client. Caller owns; NULL without error: none. */
static char *
read_text (CrmTransaction *tx, const char *sql, gint64 client, const char *text, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx), sql, error);
  gboolean row;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, client);
  if (text)
    crm_statement_bind_text (statement, 2, text);
  if (!crm_statement_step (statement, &row, error) || !row)
    return NULL;
  return g_strdup (crm_statement_get_text (statement, 0));
}

static const char *
get_kind (const char *channel)
{
  return g_str_equal (channel, "mail") ? "email" : g_str_equal (channel, "chat") ? "handle" : "phone";
}

char *
crm_message_suggest_address (CrmTransaction *tx, gint64 client, const char *channel, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *address;

  g_return_val_if_fail (channel, NULL);
  address = read_text (tx,
      "SELECT t.address FROM conversation t JOIN conversation_figures f ON f.conversation_id = t.id WHERE "
      "t.client = $1"
      " AND t.channel = $2 AND t.archived_at IS NULL AND f.n_messages > 0 ORDER BY f.last_at DESC, t.id DESC "
      "LIMIT 1",
      client, channel, &local);
  if (!address && !local)
    address = read_text (tx,
        "SELECT value FROM address WHERE client = $1 AND kind = $2 AND archived_at IS NULL AND label IS "
        "DISTINCT FROM 'fax'"
        " ORDER BY label IS NOT DISTINCT FROM 'mobile' DESC, main IS TRUE DESC, position NULLS LAST, id "
        "LIMIT 1",
        client, get_kind (channel), &local);
  if (local)
    g_propagate_error (error, g_steal_pointer (&local));
  return address;
}

/* An error ends the search as well. */
static gboolean
fits (CrmTransaction *tx, gint64 client, const char *channel, GError **error)
{
  g_autofree char *address = crm_message_suggest_address (tx, client, channel, error);

  return address != NULL;
}

const char *
crm_message_suggest_channel (CrmTransaction *tx, gint64 client, GError **error)
{
  static const char *const channels[] = { "sms", "mail", "chat" };
  g_autoptr (GError) local = NULL;
  g_autofree char *chosen = read_text (tx, "SELECT channel FROM client WHERE id = $1", client, NULL, &local);
  g_autofree char *last = NULL, *mobile = NULL;

  if (!local)
    last = read_text (tx,
        "SELECT channel FROM message WHERE client = $1 AND direction = 'in' AND archived_at IS NULL ORDER BY "
        "at DESC,"
        " id DESC LIMIT 1",
        client, NULL, &local);
  if (!local)
    mobile = read_text (tx,
        "SELECT value FROM address WHERE client = $1 AND kind = 'phone' AND label = 'mobile' AND archived_at "
        "IS NULL LIMIT 1",
        client, NULL, &local);
  for (int round = 0; round < 4 && !local; round++)
    for (guint i = 0; i < G_N_ELEMENTS (channels) && !local; i++)
      {
        const char *channel = channels[i];
        gboolean wanted = round == 0   ? g_strcmp0 (chosen, channel) == 0
                          : round == 1 ? g_strcmp0 (last, channel) == 0
                          : round == 2 ? (mobile && i == 0)
                                       : TRUE;

        /* A phone that nobody calls a mobile one comes after the e-mail. */
        if (round == 3)
          channel = i == 0 ? "mail" : i == 1 ? "sms" : "chat";
        if (wanted && fits (tx, client, channel, &local))
          return channel;
      }
  if (local)
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

gint64
crm_message_find_deal (CrmTransaction *tx, gint64 conversation, gint64 client, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmStatement) chosen = crm_db_prepare (db,
      "SELECT t.deal FROM conversation t JOIN deal d ON d.id = t.deal WHERE t.id = $1 AND d.archived_at IS "
      "NULL"
      " AND (d.state = 'open' OR t.deal_by_hand)",
      error);
  g_autoptr (CrmStatement) open = NULL;
  gboolean row;

  if (!chosen)
    return 0;
  crm_statement_bind_integer (chosen, 1, conversation);
  if (!crm_statement_step (chosen, &row, error))
    return 0;
  if (row)
    return crm_statement_get_integer (chosen, 0);
  if (!client)
    return 0;
  /* From the client on, by indexes alone: a campaign asks for thousands. */
  open = crm_db_prepare (db,
      "SELECT d.id, (SELECT max (a.at) FROM activity a WHERE a.deal_id = d.id AND a.main) FROM (SELECT id "
      "FROM "
      "deal WHERE client = $1 UNION SELECT p.deal FROM deal_contact p WHERE p.client = $1 AND p.archived_at "
      "IS "
      "NULL) q CROSS JOIN deal d WHERE d.id = q.id AND d.state = 'open' AND d.archived_at IS NULL"
      " ORDER BY 2 DESC NULLS LAST, d.id DESC LIMIT 1",
      error);
  if (!open)
    return 0;
  crm_statement_bind_integer (open, 1, client);
  if (!crm_statement_step (open, &row, error))
    return 0;
  return row ? crm_statement_get_integer (open, 0) : 0;
}
