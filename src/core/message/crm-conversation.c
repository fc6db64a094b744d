/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-phone.h"
#include "client/crm-client.h"
#include "message/crm-message-private.h"

/* Field table of conversations, how one is found or made, and what follows from a message in it. Runs in the writer's thread. */

#define COMPUTED (CRM_FIELD_COMPUTED | CRM_FIELD_READ_ONLY)

static const CrmChoice states[] = {
  { "open", N_ ("Open") },
  { "done", N_ ("Done") },
  { "ignored", N_ ("Ignored") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_CONVERSATION_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, CRM_FIELD_OWNED | CRM_FIELD_INDEXED,
      .target = "client" },
  [CRM_CONVERSATION_CHANNEL] = { "channel", N_ ("Channel"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = crm_message_channels },
  [CRM_CONVERSATION_ADDRESS] = { "address", N_ ("Address"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_PLAIN },
  [CRM_CONVERSATION_ADDRESS_MATCH] = { "address_match", N_ ("Matched by"), CRM_KIND_TEXT,
      CRM_FIELD_PLAIN | CRM_FIELD_READ_ONLY },
  [CRM_CONVERSATION_ACCOUNT] = { "account", N_ ("Account"), CRM_KIND_LINK, 0, .target = "account" },
  [CRM_CONVERSATION_DEAL] = { "deal", N_ ("Deal"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "deal" },
  [CRM_CONVERSATION_DEAL_BY_HAND] = { "deal_by_hand", N_ ("Deal chosen by hand"), CRM_KIND_BOOLEAN,
      CRM_FIELD_HIDDEN },
  [CRM_CONVERSATION_STATE] = { "state", N_ ("State"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = states },
  [CRM_CONVERSATION_OWNER] = { "owner", N_ ("Responsible"), CRM_KIND_LINK, 0, .target = "user" },
  [CRM_CONVERSATION_CLIENT_NAME] = { "client_name", N_ ("Client"), CRM_KIND_TEXT, COMPUTED | CRM_FIELD_HIDDEN,
      .sql = "(SELECT c.name FROM client c WHERE c.id = t.client)",
      .sql_fold = "(SELECT c.name_fold FROM client c WHERE c.id = t.client)",
      .sql_key = "(SELECT c.name_key FROM client c WHERE c.id = t.client)" },
  [CRM_CONVERSATION_LAST_AT] = { "last_at", N_ ("Last message"), CRM_KIND_INSTANT, COMPUTED,
      .sql = "f.last_at" },
  [CRM_CONVERSATION_LAST_DIRECTION] = { "last_direction", N_ ("Direction of the last message"), CRM_KIND_TEXT,
      COMPUTED | CRM_FIELD_HIDDEN, .sql = "f.last_direction" },
  [CRM_CONVERSATION_PREVIEW] = { "preview", N_ ("Last text"), CRM_KIND_TEXT, COMPUTED, .sql = "f.preview" },
  [CRM_CONVERSATION_WAITING_SINCE] = { "waiting_since", N_ ("Unanswered since"), CRM_KIND_INSTANT, COMPUTED,
      .sql = "f.waiting_since" },
  [CRM_CONVERSATION_N_MESSAGES] = { "n_messages", N_ ("Number of messages"), CRM_KIND_INTEGER, COMPUTED,
      .sql = "f.n_messages" },
  [CRM_CONVERSATION_N_UNREAD] = { "n_unread", N_ ("Unread"), CRM_KIND_INTEGER, COMPUTED,
      .sql = "f.n_unread" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_CONVERSATION_N_FIELDS);

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const char *address = crm_values_get_text (values, CRM_CONVERSATION_ADDRESS);
  const char *channel = crm_values_get_text (values, CRM_CONVERSATION_CHANNEL);

  if (!before && !crm_values_get_text (values, CRM_CONVERSATION_STATE))
    crm_values_set_text (values, CRM_CONVERSATION_STATE, "open");
  if (!channel && before)
    channel = crm_row_get_text (before, CRM_CONVERSATION_CHANNEL);
  if (address)
    {
      g_autofree char *normal = NULL, *key = NULL;

      crm_message_normalise (tx, channel, address, &normal, &key);
      crm_values_set_text (values, CRM_CONVERSATION_ADDRESS_MATCH, key);
    }
  return TRUE;
}

/* Numbers that end alike may be two people's. */
static gboolean
is_other (CrmTransaction *tx, const char *channel, const char *address, const char *normal, const char *known)
{
  g_autofree char *known_normal = NULL, *key = NULL;

  if (!known)
    return FALSE;
  crm_message_normalise (tx, channel, known, &known_normal, &key);
  return crm_phone_is_other (address, normal, known, known_normal);
}

gboolean
crm_conversation_find (
    CrmTransaction *tx, const char *channel, const char *address, CrmConversationState *state, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, client, account, deal, deal_by_hand, state = 'done', address FROM conversation WHERE "
      "channel = $1 AND address_match = $2 AND archived_at IS NULL ORDER BY id",
      error);
  g_autofree char *normal = NULL, *key = NULL;
  gboolean row = FALSE;

  memset (state, 0, sizeof *state);
  if (!statement)
    return FALSE;
  if (!address)
    return TRUE;
  crm_statement_bind_text (statement, 1, channel);
  crm_message_normalise (tx, channel, address, &normal, &key);
  crm_statement_bind_text (statement, 2, key);
  do
    if (!crm_statement_step (statement, &row, error))
      return FALSE;
  while (row && is_other (tx, channel, address, normal, crm_statement_get_text (statement, 6)));
  if (row)
    {
      state->id = crm_statement_get_integer (statement, 0);
      state->client = crm_statement_get_integer (statement, 1);
      state->account = crm_statement_get_integer (statement, 2);
      state->deal = crm_statement_get_integer (statement, 3);
      state->deal_by_hand = crm_statement_get_integer (statement, 4) != 0;
      state->done = crm_statement_get_integer (statement, 5) != 0;
    }
  return TRUE;
}

gint64
crm_conversation_make (CrmTransaction *tx, const char *channel, const char *address, gint64 client,
    gint64 account, gboolean done, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "conversation", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;

  if (!values)
    return 0;
  crm_values_set_text (values, CRM_CONVERSATION_CHANNEL, channel);
  crm_values_set_text (values, CRM_CONVERSATION_ADDRESS, address);
  if (client)
    crm_values_set_integer (values, CRM_CONVERSATION_CLIENT, client);
  if (account)
    crm_values_set_integer (values, CRM_CONVERSATION_ACCOUNT, account);
  if (done)
    crm_values_set_text (values, CRM_CONVERSATION_STATE, "done");
  return crm_transaction_insert (tx, values, NULL, error);
}

gint64
crm_conversation_ensure (CrmTransaction *tx, const char *channel, const char *address, gint64 client,
    gint64 account, GError **error)
{
  CrmConversationState state;

  g_return_val_if_fail (channel && address, 0);
  if (!crm_conversation_find (tx, channel, address, &state, error))
    return 0;
  if (!client && !state.client && !crm_message_find_client (tx, channel, address, &client, error))
    return 0;
  /* What comes from a file has been answered, or never will be. */
  if (!state.id)
    return crm_conversation_make (
        tx, channel, address, client, account, crm_transaction_is_import (tx), error);
  /* It has become known whose the address is. */
  if (client && !state.client && !crm_transaction_is_verbatim (tx) &&
      !crm_conversation_set_client (tx, state.id, client, error))
    return 0;
  return state.id;
}

static gint64
get_link (CrmValues *values, int field)
{
  const CrmValue *value = crm_values_get (values, field);

  return value && value->type == CRM_VALUE_INTEGER ? value->v.integer : 0;
}

gboolean
crm_conversation_follow (CrmTransaction *tx, CrmValues *message, GError **error)
{
  gint64 conversation = get_link (message, CRM_MESSAGE_CONVERSATION);
  gint64 account = get_link (message, CRM_MESSAGE_ACCOUNT), deal = get_link (message, CRM_MESSAGE_DEAL);
  gboolean in = g_strcmp0 (crm_values_get_text (message, CRM_MESSAGE_DIRECTION), "in") == 0;
  g_autoptr (CrmEntity) entity = NULL;
  g_autoptr (CrmValues) values = NULL;
  CrmConversationState state;

  if (!conversation)
    return TRUE;
  if (!crm_conversation_find (tx, crm_values_get_text (message, CRM_MESSAGE_CHANNEL),
          crm_values_get_text (message, CRM_MESSAGE_ADDRESS), &state, error))
    return FALSE;
  if (state.id != conversation)
    return TRUE;
  entity = crm_transaction_get_entity (tx, "conversation", error);
  if (!entity)
    return FALSE;
  values = crm_values_new (entity);
  if (in && state.done)
    crm_values_set_text (values, CRM_CONVERSATION_STATE, "open");
  if (account && account != state.account)
    crm_values_set_integer (values, CRM_CONVERSATION_ACCOUNT, account);
  if (deal && deal != state.deal && !state.deal_by_hand)
    crm_values_set_integer (values, CRM_CONVERSATION_DEAL, deal);
  if (crm_values_count (values) && !crm_transaction_update (tx, conversation, 0, values, error))
    return FALSE;
  /* Who answers has read what was written. */
  return in || get_link (message, CRM_MESSAGE_CAMPAIGN) ||
         crm_conversation_mark_seen (tx, conversation, TRUE, error);
}

gboolean
crm_conversation_mark_seen (CrmTransaction *tx, gint64 conversation, gboolean seen, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  gint64 now = crm_transaction_get_now (tx);
  g_autoptr (GArray) last = NULL;

  if (!seen)
    {
      last = crm_db_list_integers (db,
          "SELECT max (created_at) FROM message WHERE conversation = $1 AND direction = 'in' AND archived_at "
          "IS NULL",
          error, 1, conversation);
      if (!last)
        return FALSE;
      now = last->len ? g_array_index (last, gint64, 0) - 1 : 0;
    }
  crm_transaction_touch (tx, "conversation", conversation);
  return crm_db_run (db,
      "INSERT INTO conversation_seen (conversation_id, seen_at) VALUES ($1, $2) ON CONFLICT "
      "(conversation_id) DO UPDATE SET seen_at = excluded.seen_at",
      error, 2, conversation, now);
}

/* The address is put to the client, unless it has it already. */
static gboolean
add_address (CrmTransaction *tx, const CrmRow *conversation, gint64 client, GError **error)
{
  const char *address = crm_row_get_text (conversation, CRM_CONVERSATION_ADDRESS);
  const char *kind =
      crm_message_address_kind (crm_row_get_text (conversation, CRM_CONVERSATION_CHANNEL), address);
  g_autoptr (CrmStatement) known = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT value, normal FROM address WHERE client = $1 AND kind = $2 AND match_key = $3 AND archived_at "
      "IS "
      "NULL",
      error);
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "address", error);
  g_autoptr (CrmValues) values = NULL;
  g_autofree char *normal = NULL, *key = NULL;
  gboolean row = FALSE;

  if (!known || !entity)
    return FALSE;
  crm_statement_bind_integer (known, 1, client);
  crm_statement_bind_text (known, 2, kind);
  crm_statement_bind_text (known, 3, crm_row_get_text (conversation, CRM_CONVERSATION_ADDRESS_MATCH));
  crm_message_normalise (
      tx, crm_row_get_text (conversation, CRM_CONVERSATION_CHANNEL), address, &normal, &key);
  do
    if (!crm_statement_step (known, &row, error))
      return FALSE;
  while (row && crm_phone_is_other (
                    address, normal, crm_statement_get_text (known, 0), crm_statement_get_text (known, 1)));
  if (row)
    return TRUE;
  values = crm_values_new (entity);
  crm_values_set_integer (values, CRM_ADDRESS_CLIENT, client);
  crm_values_set_text (values, CRM_ADDRESS_KIND, kind);
  crm_values_set_text (values, CRM_ADDRESS_VALUE, address);
  if (g_strcmp0 (crm_row_get_text (conversation, CRM_CONVERSATION_CHANNEL), "sms") == 0)
    crm_values_set_text (values, CRM_ADDRESS_LABEL, "mobile");
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static gboolean
move_messages (CrmTransaction *tx, gint64 conversation, gint64 from, gint64 to, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "message", error);
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT id FROM message WHERE conversation = $1 AND (client IS NULL OR client = $2) AND archived_at IS "
      "NULL"
      " ORDER BY at, id",
      error, 2, conversation, from);

  if (!entity || !ids)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      crm_values_set_integer (values, CRM_MESSAGE_CLIENT, to);
      if (!crm_transaction_update (tx, g_array_index (ids, gint64, i), 0, values, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_conversation_set_client (CrmTransaction *tx, gint64 conversation, gint64 client, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "conversation", conversation, error);
  g_autoptr (CrmValues) values = NULL;
  gint64 old;

  g_return_val_if_fail (client > 0, FALSE);
  if (!row)
    return FALSE;
  old = crm_row_get_integer (row, CRM_CONVERSATION_CLIENT);
  values = crm_values_new (row->entity);
  crm_values_set_integer (values, CRM_CONVERSATION_CLIENT, client);
  if (g_strcmp0 (crm_row_get_text (row, CRM_CONVERSATION_STATE), "ignored") == 0)
    crm_values_set_text (values, CRM_CONVERSATION_STATE, "open");
  return add_address (tx, row, client, error) &&
         crm_transaction_update (tx, conversation, 0, values, error) &&
         move_messages (tx, conversation, old, client, error);
}

static const CrmEntityHooks hooks = {
  .prepare = prepare,
  .refresh = crm_conversation_refresh,
  .check = crm_conversation_check,
};

const CrmEntityInfo crm_conversation_entity = {
  .name = "conversation",
  .label = N_ ("Conversation"),
  .plural = N_ ("Conversations"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_CONVERSATION_ADDRESS,
  .hooks = &hooks,
  .join = "LEFT JOIN conversation_figures f ON f.conversation_id = t.id",
};
