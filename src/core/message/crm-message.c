/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-message-private.h"

#include "base/crm-text.h"
#include "client/crm-client-derived.h"
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

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const char *address = crm_values_get_text (values, CRM_MESSAGE_ADDRESS);

  if (!before && !crm_values_get_text (values, CRM_MESSAGE_CHANNEL))
    crm_values_set_text (values, CRM_MESSAGE_CHANNEL, "mail");
  if (!before && !crm_values_get_text (values, CRM_MESSAGE_DIRECTION))
    crm_values_set_text (values, CRM_MESSAGE_DIRECTION, "in");
  if (!before && !crm_values_has (values, CRM_MESSAGE_AT))
    crm_values_set_integer (values, CRM_MESSAGE_AT, crm_transaction_get_now (tx));
  if (address)
    {
      g_autofree char *normal = NULL, *key = NULL;

      crm_address_normalise (crm_transaction_get_phone_format (tx), crm_transaction_get_region (tx),
          strchr (address, '@') ? "email" : "phone", address, &normal, &key);
      crm_values_set_text (values, CRM_MESSAGE_ADDRESS_MATCH, key);
    }
  return TRUE;
}

static gboolean
describe (CrmTransaction *tx, const CrmRow *row, CrmActivityLine *line, GArray *clients)
{
  const char *subject = crm_row_get_text (row, CRM_MESSAGE_SUBJECT);
  gint64 client = crm_row_get_integer (row, CRM_MESSAGE_CLIENT);

  line->kind = g_intern_string (crm_row_get_text (row, CRM_MESSAGE_CHANNEL));
  line->direction = g_intern_string (crm_row_get_text (row, CRM_MESSAGE_DIRECTION));
  line->at = crm_row_get_integer (row, CRM_MESSAGE_AT);
  line->deal_id = crm_row_get_integer (row, CRM_MESSAGE_DEAL);
  line->summary =
      crm_text_excerpt (subject ? subject : crm_row_get_text (row, CRM_MESSAGE_TEXT), SUMMARY_CHARACTERS);
  if (client)
    g_array_append_val (clients, client);
  return TRUE;
}

static const CrmEntityHooks hooks = { .prepare = prepare, .describe = describe };

const CrmEntityInfo crm_message_entity = {
  .name = "message",
  .label = N_ ("Message"),
  .plural = N_ ("Messages"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_MESSAGE_SUBJECT,
  .hooks = &hooks,
};
