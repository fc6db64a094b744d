/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-message-ways.h"

#include "client/crm-client.h"
#include "message/crm-message.h"

/* Immutable once read. Functions named _in_worker run in the reader, the rest on the main thread. */

/* What was charged is looked for among the newest messages only. */
#define NEWEST 2000

static void
address_free (gpointer data)
{
  CrmMessageAddress *address = data;

  g_free (address->value);
  g_free (address->label);
  g_free (address);
}

static void
account_free (gpointer data)
{
  CrmMessageAccount *account = data;

  g_free (account->name);
  g_free (account->sender);
  g_free (account);
}

void
crm_message_ways_free (CrmMessageWays *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->addresses);
  g_ptr_array_unref (self->accounts);
  g_free (self->suggested);
  g_free (self->refused);
  g_free (self);
}

static void
add_address (CrmMessageWays *ways, const char *value, const char *label, gboolean first)
{
  CrmMessageAddress *address = g_new0 (CrmMessageAddress, 1);

  address->value = g_strdup (value);
  address->label = g_strdup (label);
  g_ptr_array_insert (ways->addresses, first ? 0 : -1, address);
}

static gboolean
read_addresses (CrmTransaction *tx, CrmMessageWays *ways, gint64 client, const char *channel, GError **error)
{
  g_autofree char *first = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmStatement) statement = NULL;
  gboolean row = FALSE;

  first = crm_message_suggest_address (tx, client, channel, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT value, label FROM address WHERE client = $1 AND kind = $2 AND archived_at IS NULL"
      " ORDER BY main IS TRUE DESC, position, id",
      error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, client);
  crm_statement_bind_text (statement, 2, g_str_equal (channel, "sms") ? "phone" : "email");
  while (crm_statement_step (statement, &row, error) && row)
    {
      const char *value = crm_statement_get_text (statement, 0);

      add_address (ways, value, crm_statement_get_text (statement, 1), g_strcmp0 (value, first) == 0);
    }
  /* They wrote from a number that is not on the card. */
  if (!row && first != NULL &&
      (ways->addresses->len == 0 ||
          g_strcmp0 (((CrmMessageAddress *)ways->addresses->pdata[0])->value, first) != 0))
    add_address (ways, first, NULL, TRUE);
  return !row;
}

static gboolean
read_price (CrmTransaction *tx, CrmMessageAccount *account, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT price, parts, price_currency FROM message WHERE id > (SELECT max (id) FROM message) - $1 AND"
      " account = $2 AND direction = 'out' AND price IS NOT NULL AND parts > 0 ORDER BY id DESC LIMIT 1",
      error);
  gboolean row;

  account->price = -1;
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, NEWEST);
  crm_statement_bind_integer (statement, 2, account->id);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      const char *currency = crm_statement_get_text (statement, 2);

      account->price = crm_statement_get_integer (statement, 0) / crm_statement_get_integer (statement, 1);
      g_strlcpy (account->currency, currency != NULL ? currency : "", sizeof account->currency);
    }
  return TRUE;
}

static gboolean
read_accounts (CrmTransaction *tx, CrmMessageWays *ways, const char *channel, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, name, sender, main IS TRUE FROM account WHERE channel = $1 AND active IS NOT FALSE"
      " AND archived_at IS NULL ORDER BY main IS TRUE DESC, position NULLS LAST, id",
      error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, channel);
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmMessageAccount *account = g_new0 (CrmMessageAccount, 1);

      g_ptr_array_add (ways->accounts, account);
      account->id = crm_statement_get_integer (statement, 0);
      account->name = g_strdup (crm_statement_get_text (statement, 1));
      account->sender = g_strdup (crm_statement_get_text (statement, 2));
      account->main = crm_statement_get_integer (statement, 3) != 0;
    }
  if (row)
    return FALSE;
  for (guint i = 0; i < ways->accounts->len; i++)
    if (!read_price (tx, ways->accounts->pdata[i], error))
      return FALSE;
  return TRUE;
}

CrmMessageWays *
crm_message_ways_read_in_worker (
    CrmTransaction *tx, gint64 client, const char *channel, const char *address, GError **error)
{
  g_autoptr (CrmMessageWays) ways = g_new0 (CrmMessageWays, 1);
  g_autoptr (GError) local = NULL;

  ways->addresses = g_ptr_array_new_with_free_func (address_free);
  ways->accounts = g_ptr_array_new_with_free_func (account_free);
  if (address != NULL)
    add_address (ways, address, NULL, TRUE);
  else if (client != 0 && !read_addresses (tx, ways, client, channel, error))
    return NULL;
  if (!read_accounts (tx, ways, channel, error))
    return NULL;
  if (client != 0)
    {
      ways->suggested = g_strdup (crm_message_suggest_channel (tx, client, &local));
      if (local == NULL)
        crm_consent_allows (tx, client, NULL, channel, NULL, &ways->refused, &local);
    }
  if (local == NULL)
    return g_steal_pointer (&ways);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

typedef struct
{
  gint64 client;
  char *channel, *address;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->channel);
  g_free (wanted->address);
  g_free (wanted);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Wanted *wanted = data;

  return crm_message_ways_read_in_worker (tx, wanted->client, wanted->channel, wanted->address, error);
}

void
crm_message_ways_read_async (CrmStore *store, gint64 client, const char *channel, const char *address,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Wanted *wanted = g_new (Wanted, 1);

  wanted->client = client;
  wanted->channel = g_strdup (channel);
  wanted->address = g_strdup (address);
  crm_store_read_async (store, 1, read_in_worker, wanted, wanted_free, (GDestroyNotify)crm_message_ways_free,
      cancellable, callback, data);
}

CrmMessageWays *
crm_message_ways_read_finish (CrmStore *store, GAsyncResult *result, GError **error)
{
  return crm_store_read_finish (store, result, error);
}
