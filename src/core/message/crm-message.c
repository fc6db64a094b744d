/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-message-private.h"

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "client/crm-status-rule.h"
#include "note/crm-context.h"
#include "store/crm-activity-line.h"

/* Field table of the message, and its line: of the client, or of nobody yet. The hooks run in the writer's thread. */

#define SUMMARY_CHARACTERS 160

const CrmChoice crm_message_channels[] = {
  { "mail", N_ ("Letter") },
  { "sms", N_ ("SMS") },
  { "chat", N_ ("Chat") },
  { NULL, NULL },
};

static const CrmChoice directions[] = {
  { "in", N_ ("Incoming") },
  { "out", N_ ("Outgoing") },
  { NULL, NULL },
};

static const CrmChoice states[] = {
  { "queued", N_ ("Waiting to be sent") },
  { "sending", N_ ("Being sent") },
  { "sent", N_ ("Sent") },
  { "delivered", N_ ("Delivered") },
  { "read", N_ ("Read by them") },
  { "failed", N_ ("Not sent") },
  { "uncertain", N_ ("Perhaps sent") },
  { "cancelled", N_ ("Taken back") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_MESSAGE_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, CRM_FIELD_OWNED | CRM_FIELD_INDEXED,
      .target = "client" },
  [CRM_MESSAGE_CHANNEL] = { "channel", N_ ("Channel"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = crm_message_channels },
  [CRM_MESSAGE_DIRECTION] = { "direction", N_ ("Direction"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = directions },
  [CRM_MESSAGE_AT] = { "at", N_ ("When"), CRM_KIND_INSTANT, CRM_FIELD_REQUIRED },
  [CRM_MESSAGE_ADDRESS] = { "address", N_ ("Address"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_MESSAGE_ADDRESS_MATCH] = { "address_match", N_ ("Matched by"), CRM_KIND_TEXT,
      CRM_FIELD_PLAIN | CRM_FIELD_READ_ONLY },
  [CRM_MESSAGE_SUBJECT] = { "subject", N_ ("Subject"), CRM_KIND_TEXT, CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_MESSAGE_TEXT] = { "text", N_ ("Text"), CRM_KIND_BODY, CRM_FIELD_SEARCHED },
  CRM_CONTEXT_FIELDS (CRM_MESSAGE),
  [CRM_MESSAGE_ACCOUNT] = { "account", N_ ("Account"), CRM_KIND_LINK, 0, .target = "account" },
  [CRM_MESSAGE_CONVERSATION] = { "conversation", N_ ("Conversation"), CRM_KIND_LINK,
      CRM_FIELD_INDEXED | CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN, .target = "conversation" },
  [CRM_MESSAGE_STATE] = { "state", N_ ("State"), CRM_KIND_CHOICE, 0, .choices = states },
  [CRM_MESSAGE_ERROR] = { "error", N_ ("What went wrong"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_MESSAGE_REMOTE_ID] = { "remote_id", N_ ("Number at the provider"), CRM_KIND_TEXT,
      CRM_FIELD_PLAIN | CRM_FIELD_HIDDEN },
  [CRM_MESSAGE_DUE_AT] = { "due_at", N_ ("Send at"), CRM_KIND_INSTANT },
  [CRM_MESSAGE_SENT_AT] = { "sent_at", N_ ("Sent at"), CRM_KIND_INSTANT },
  [CRM_MESSAGE_DELIVERED_AT] = { "delivered_at", N_ ("Delivered at"), CRM_KIND_INSTANT },
  [CRM_MESSAGE_PARTS] = { "parts", N_ ("Parts"), CRM_KIND_INTEGER },
  [CRM_MESSAGE_PRICE] = { "price", N_ ("Price"), CRM_KIND_DECIMAL, .digits = 6 },
  [CRM_MESSAGE_PRICE_CURRENCY] = { "price_currency", N_ ("Currency of the price"), CRM_KIND_TEXT,
      CRM_FIELD_PLAIN | CRM_FIELD_HIDDEN },
  [CRM_MESSAGE_TEMPLATE] = { "template", N_ ("Template"), CRM_KIND_LINK, CRM_FIELD_INDEXED,
      .target = "template" },
  [CRM_MESSAGE_CAMPAIGN] = { "campaign", N_ ("Campaign"), CRM_KIND_LINK, CRM_FIELD_INDEXED,
      .target = "campaign" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_MESSAGE_N_FIELDS);

/* Filled in by the program when nobody said it. */
static void
complete (CrmTransaction *tx, CrmValues *values)
{
  gboolean noted = !crm_values_has (values, CRM_MESSAGE_ACCOUNT);

  if (!crm_values_get_text (values, CRM_MESSAGE_CHANNEL))
    crm_values_set_text (values, CRM_MESSAGE_CHANNEL, "mail");
  if (!crm_values_get_text (values, CRM_MESSAGE_DIRECTION))
    crm_values_set_text (values, CRM_MESSAGE_DIRECTION, "in");
  if (!crm_values_has (values, CRM_MESSAGE_AT))
    crm_values_set_integer (values, CRM_MESSAGE_AT, crm_transaction_get_now (tx));
  /* What came in by itself, and what a campaign writes, is nobody's work. */
  if (!crm_values_has (values, CRM_MESSAGE_AUTHOR) && crm_transaction_get_user (tx) &&
      (noted || (g_strcmp0 (crm_values_get_text (values, CRM_MESSAGE_DIRECTION), "out") == 0 &&
                    !crm_values_has (values, CRM_MESSAGE_CAMPAIGN))))
    crm_values_set_integer (values, CRM_MESSAGE_AUTHOR, crm_transaction_get_user (tx));
}

static gint64
get_link (CrmValues *values, int field)
{
  const CrmValue *value = crm_values_get (values, field);

  return value && value->type == CRM_VALUE_INTEGER ? value->v.integer : 0;
}

/* Another book's queue is not ours: what waits there is sent there. */
static void
settle_imported (CrmValues *values)
{
  const char *state = crm_values_get_text (values, CRM_MESSAGE_STATE);

  if (g_strcmp0 (state, "queued") == 0)
    crm_values_set_text (values, CRM_MESSAGE_STATE, "cancelled");
  else if (g_strcmp0 (state, "sending") == 0)
    crm_values_set_text (values, CRM_MESSAGE_STATE, "uncertain");
}

/* Whose it is, which conversation and which deal it belongs to. */
static gboolean
place (CrmTransaction *tx, CrmValues *values, GError **error)
{
  const char *channel = crm_values_get_text (values, CRM_MESSAGE_CHANNEL);
  const char *address = crm_values_get_text (values, CRM_MESSAGE_ADDRESS);
  gint64 client = get_link (values, CRM_MESSAGE_CLIENT);
  gint64 conversation = get_link (values, CRM_MESSAGE_CONVERSATION), deal;
  g_autoptr (GError) local = NULL;

  if (address && !conversation)
    {
      conversation = crm_conversation_ensure (
          tx, channel, address, client, get_link (values, CRM_MESSAGE_ACCOUNT), error);
      if (!conversation)
        return FALSE;
      crm_values_set_integer (values, CRM_MESSAGE_CONVERSATION, conversation);
    }
  if (crm_transaction_is_verbatim (tx))
    return TRUE;
  if (address && !client)
    {
      CrmConversationState state;

      if (!crm_conversation_find (tx, channel, address, &state, error))
        return FALSE;
      client = state.client;
      if (client)
        crm_values_set_integer (values, CRM_MESSAGE_CLIENT, client);
    }
  if (crm_transaction_is_import (tx) || !client)
    return TRUE;
  if (!crm_values_has (values, CRM_MESSAGE_DEAL))
    {
      deal = crm_message_find_deal (tx, conversation, client, &local);
      if (local)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (deal)
        crm_values_set_integer (values, CRM_MESSAGE_DEAL, deal);
    }
  return crm_status_rule_apply (tx, "message", client, values, error);
}

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const char *address = crm_values_get_text (values, CRM_MESSAGE_ADDRESS);
  const char *channel;

  if (!before)
    complete (tx, values);
  channel = crm_values_get_text (values, CRM_MESSAGE_CHANNEL);
  if (!channel && before)
    channel = crm_row_get_text (before, CRM_MESSAGE_CHANNEL);
  if (address)
    {
      g_autofree char *normal = NULL, *key = NULL;

      crm_message_normalise (tx, channel, address, &normal, &key);
      crm_values_set_text (values, CRM_MESSAGE_ADDRESS_MATCH, key);
    }
  if (!before && crm_transaction_is_import (tx))
    settle_imported (values);
  if (!before && crm_values_get_text (values, CRM_MESSAGE_STATE) && !crm_transaction_is_import (tx) &&
      !get_link (values, CRM_MESSAGE_ACCOUNT))
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("%s: Only a message that passes through an account has one."),
          crm_field_get_label (&fields[CRM_MESSAGE_STATE]));
      return FALSE;
    }
  if (!before)
    return place (tx, values, error);
  if (address && !crm_transaction_is_verbatim (tx) &&
      g_strcmp0 (address, crm_row_get_text (before, CRM_MESSAGE_ADDRESS)) != 0)
    {
      gint64 conversation = crm_conversation_ensure (
          tx, channel, address, crm_row_get_integer (before, CRM_MESSAGE_CLIENT), 0, error);

      if (!conversation)
        return FALSE;
      crm_values_set_integer (values, CRM_MESSAGE_CONVERSATION, conversation);
    }
  return TRUE;
}

static gboolean
inserted (CrmTransaction *tx, gint64 id, CrmValues *values, GError **error)
{
  if (crm_transaction_is_verbatim (tx) || crm_transaction_is_import (tx))
    return TRUE;
  return crm_conversation_follow (tx, values, error);
}

static gboolean
returned (CrmTransaction *tx, const CrmRow *row, GError **error)
{
  return crm_message_follow_state (tx, NULL, row, error);
}

/* What waits, was taken back or never arrived is no contact. */
static gboolean
is_contact (const CrmRow *row)
{
  static const char *const none[] = { "queued", "sending", "failed", "cancelled", "uncertain", NULL };
  const char *state = crm_row_get_text (row, CRM_MESSAGE_STATE);

  return !crm_row_get_integer (row, CRM_MESSAGE_OFF_RECORD) && (!state || !g_strv_contains (none, state));
}

static gboolean
describe (CrmTransaction *tx, const CrmRow *row, CrmActivityLine *line, GArray *clients)
{
  const char *subject = crm_row_get_text (row, CRM_MESSAGE_SUBJECT);
  const char *result = crm_row_get_text (row, CRM_MESSAGE_RESULT);
  gint64 client = crm_row_get_integer (row, CRM_MESSAGE_CLIENT);

  line->kind = g_intern_string (crm_row_get_text (row, CRM_MESSAGE_CHANNEL));
  line->direction = g_intern_string (crm_row_get_text (row, CRM_MESSAGE_DIRECTION));
  line->at = crm_row_get_integer (row, CRM_MESSAGE_AT);
  line->deal_id = crm_row_get_integer (row, CRM_MESSAGE_DEAL);
  line->author_id = crm_row_get_integer (row, CRM_MESSAGE_AUTHOR);
  line->counted = is_contact (row);
  line->summary =
      crm_text_excerpt (subject ? subject : crm_row_get_text (row, CRM_MESSAGE_TEXT), SUMMARY_CHARACTERS);
  /* What a reply was understood as: "5! · 5 of 5". */
  if (result)
    {
      char *both = g_strdup_printf ("%s · %s", line->summary, result);

      g_free (line->summary);
      line->summary = both;
    }
  if (client)
    g_array_append_val (clients, client);
  return TRUE;
}

static const char *
explain_kept (const CrmRow *row)
{
  return crm_message_explain_too_late (crm_row_get_text (row, CRM_MESSAGE_STATE));
}

static const CrmEntityHooks hooks = {
  .prepare = prepare,
  .inserted = inserted,
  .explain_kept = explain_kept,
  .written = crm_message_follow_state,
  .returned = returned,
  .describe = describe,
  .check = crm_message_check,
};

const CrmEntityInfo crm_message_entity = {
  .name = "message",
  .label = N_ ("Message"),
  .plural = N_ ("Messages"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_MESSAGE_SUBJECT,
  .hooks = &hooks,
};
