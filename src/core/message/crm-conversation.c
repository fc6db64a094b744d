/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "client/crm-client-derived.h"
#include "message/crm-message-private.h"

/* Field table of conversations. The hooks run in the writer's thread. */

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

const CrmEntityInfo crm_conversation_entity = {
  .name = "conversation",
  .label = N_ ("Conversation"),
  .plural = N_ ("Conversations"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_CONVERSATION_ADDRESS,
  .join = "LEFT JOIN conversation_figures f ON f.conversation_id = t.id",
};
