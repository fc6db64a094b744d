/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "channel/crm-channel-manager-private.h"

/* What the book says of its accounts, and what it is told of how they fare. The functions with a transaction run in a worker's thread. */

void
crm_account_health_free (CrmAccountHealth *self)
{
  if (!self)
    return;
  g_free (self->name);
  g_free (self->channel);
  g_free (self->backend);
  g_free (self->provider);
  g_free (self->error);
  g_free (self);
}

void
crm_account_standing_free (CrmAccountStanding *self)
{
  if (!self)
    return;
  crm_account_health_free (self->health);
  g_free (self->owner);
  g_free (self->definition);
  g_free (self->sender);
  g_free (self->settings);
  g_free (self->cursor);
  g_free (self);
}

void
crm_account_state_free (CrmAccountState *self)
{
  if (!self)
    return;
  g_free (self->error);
  g_free (self);
}

char *
crm_account_standing_dup_print (const CrmAccountStanding *self)
{
  const char *parts[] = { self->health->backend, self->health->provider, self->definition, self->sender,
    self->settings };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_string_append_printf (text, "%s\x1f", parts[i] ? parts[i] : "");
  return g_string_free (text, FALSE);
}

GHashTable *
crm_account_read_settings (const char *json)
{
  GHashTable *settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (JsonNode) root = json ? json_from_string (json, NULL) : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!root || !JSON_NODE_HOLDS_OBJECT (root))
    return settings;
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &node))
    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      g_hash_table_insert (settings, g_strdup (name), g_strdup (json_node_get_string (node)));
  return settings;
}

static void
set_price (CrmPrice *price, gint64 micros, const char *currency)
{
  price->micros = micros;
  g_strlcpy (price->currency, currency ? currency : "", sizeof price->currency);
}

static char *
format_uid (CrmStatement *statement, int column)
{
  gsize size;
  gconstpointer data = crm_statement_get_bytes (statement, column, &size);
  guint8 uid[16] = { 0 };

  if (data && size == sizeof uid)
    memcpy (uid, data, sizeof uid);
  return crm_uid_format (uid);
}

static CrmAccountStanding *
read_one (CrmStatement *statement)
{
  CrmAccountStanding *self = g_new0 (CrmAccountStanding, 1);
  CrmAccountHealth *health = self->health = g_new0 (CrmAccountHealth, 1);

  health->account = crm_statement_get_integer (statement, 0);
  self->owner = format_uid (statement, 1);
  health->version = crm_statement_get_integer (statement, 2);
  health->name = g_strdup (crm_statement_get_text (statement, 3));
  health->channel = g_strdup (crm_statement_get_text (statement, 4));
  health->backend = g_strdup (crm_statement_get_text (statement, 5));
  health->provider = g_strdup (crm_statement_get_text (statement, 6));
  self->settings = g_strdup (crm_statement_get_text (statement, 7));
  self->sender = g_strdup (crm_statement_get_text (statement, 8));
  health->active = crm_statement_is_null (statement, 9) || crm_statement_get_integer (statement, 9) != 0;
  health->main = crm_statement_get_integer (statement, 10) != 0;
  self->rate = crm_statement_get_integer (statement, 11);
  self->cursor = g_strdup (crm_statement_get_text (statement, 12));
  health->status = crm_channel_status_from_word (crm_statement_get_text (statement, 13));
  health->error = g_strdup (crm_statement_get_text (statement, 14));
  health->last_success = crm_statement_get_integer (statement, 15);
  health->has_balance = !crm_statement_is_null (statement, 16);
  set_price (
      &health->balance, crm_statement_get_integer (statement, 16), crm_statement_get_text (statement, 17));
  health->balance_at = crm_statement_get_integer (statement, 18);
  self->since = crm_statement_get_integer (statement, 19);
  self->next_queued = self->next_uncertain = self->next_waiting = G_MAXINT64;
  return self;
}

static gboolean
read_definition (CrmTransaction *tx, CrmAccountStanding *self, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean row;
  guint8 uid[16];

  if (!self->health->provider || !crm_uid_parse (self->health->provider, uid))
    return TRUE;
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT definition FROM provider WHERE uid = $1 AND archived_at IS NULL", error);
  if (!statement)
    return FALSE;
  crm_statement_bind_bytes (statement, 1, uid, sizeof uid);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    self->definition = g_strdup (crm_statement_get_text (statement, 0));
  return TRUE;
}

static gboolean
count (CrmTransaction *tx, CrmAccountStanding *self, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT stage, count (*), min (due_at) FROM outbox WHERE account_id = $1 GROUP BY stage", error);
  CrmAccountHealth *health = self->health;
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, health->account);
  while (crm_statement_step (statement, &row, error) && row)
    {
      const char *stage = crm_statement_get_text (statement, 0);
      guint n = (guint)crm_statement_get_integer (statement, 1);
      gint64 due = crm_statement_get_integer (statement, 2);

      if (g_str_equal (stage, "queued"))
        {
          health->n_queued = n;
          self->next_queued = due;
        }
      else if (g_str_equal (stage, "uncertain"))
        {
          health->n_uncertain = n;
          self->next_uncertain = due;
        }
      else if (g_str_equal (stage, "waiting"))
        self->next_waiting = due;
      else if (g_str_equal (stage, "failed"))
        health->n_failed = n;
    }
  return !row;
}

GPtrArray *
crm_account_standing_read (CrmTransaction *tx, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_account_standing_free);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT a.id, a.uid, a.version, a.name, a.channel, a.backend, a.provider, a.settings, a.sender, "
      "a.active, "
      "a.main, a.rate, s.\"cursor\", s.status, s.error, s.last_success, s.balance, s.balance_currency, "
      "s.balance_at, a.updated_at FROM account a LEFT JOIN account_state s ON s.account_id = a.id WHERE "
      "a.archived_at IS "
      "NULL"
      " ORDER BY a.position NULLS LAST, a.id",
      error);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  while (crm_statement_step (statement, &row, error) && row)
    g_ptr_array_add (all, read_one (statement));
  if (row)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    if (!read_definition (tx, all->pdata[i], error) || !count (tx, all->pdata[i], error))
      return NULL;
  return g_steal_pointer (&all);
}

static void
bind_or_null (CrmStatement *statement, int n, gint64 value)
{
  if (value)
    crm_statement_bind_integer (statement, n, value);
  else
    crm_statement_bind_null (statement, n);
}

gboolean
crm_account_state_write (CrmTransaction *tx, const CrmAccountState *state, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (GArray) there =
      crm_db_list_integers (db, "SELECT id FROM account WHERE id = $1", error, 1, state->account);
  g_autoptr (CrmStatement) health = crm_db_prepare (db,
      "INSERT INTO account_state (account_id, status, error, last_success, next_try, tries) VALUES ($1, $2, "
      "$3, "
      "$4, $5, $6) ON CONFLICT (account_id) DO UPDATE SET status = excluded.status, error = excluded.error,"
      " last_success = coalesce (excluded.last_success, account_state.last_success), next_try = "
      "excluded.next_try, tries = excluded.tries",
      error);
  g_autoptr (CrmStatement) balance = crm_db_prepare (db,
      "UPDATE account_state SET balance = $1, balance_currency = $2, balance_at = $3 WHERE account_id = $4",
      error);

  if (!there || !health || !balance)
    return FALSE;
  if (!there->len)
    return TRUE;
  crm_statement_bind_integer (health, 1, state->account);
  crm_statement_bind_text (health, 2, crm_channel_status_to_word (state->status));
  crm_statement_bind_text (health, 3, state->error);
  bind_or_null (health, 4, state->last_success);
  bind_or_null (health, 5, state->next_try);
  crm_statement_bind_integer (health, 6, state->tries);
  if (!crm_statement_run (health, error))
    return FALSE;
  if (!state->has_balance)
    return TRUE;
  crm_statement_bind_integer (balance, 1, state->balance.micros);
  crm_statement_bind_text (balance, 2, state->balance.currency);
  crm_statement_bind_integer (balance, 3, state->balance_at);
  crm_statement_bind_integer (balance, 4, state->account);
  return crm_statement_run (balance, error);
}
