/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "channel/crm-outbox.h"
#include "message/crm-message-private.h"

/* Field table of consents, and who may be written to by them. Runs in a worker's thread. */

static const CrmChoice channels[] = {
  { "any", N_ ("Every channel") },
  { "sms", N_ ("SMS") },
  { "mail", N_ ("Letter") },
  { "call", N_ ("Call") },
  { "chat", N_ ("Chat") },
  { NULL, NULL },
};

static const CrmChoice purposes[] = {
  { "any", N_ ("Everything") },
  { "marketing", N_ ("Advertising") },
  { NULL, NULL },
};

static const CrmChoice states[] = {
  { "given", N_ ("Agreed") },
  { "withdrawn", N_ ("Do not write") },
  { NULL, NULL },
};

static const CrmChoice sources[] = {
  { "hand", N_ ("Noted by hand") },
  { "stop-word", N_ ("Stop word") },
  { "form", N_ ("Form") },
  { "import", N_ ("Import") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_CONSENT_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, CRM_FIELD_OWNED | CRM_FIELD_INDEXED,
      .target = "client" },
  [CRM_CONSENT_ADDRESS] = { "address", N_ ("Address"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_CONSENT_ADDRESS_MATCH] = { "address_match", N_ ("Matched by"), CRM_KIND_TEXT,
      CRM_FIELD_PLAIN | CRM_FIELD_READ_ONLY },
  [CRM_CONSENT_CHANNEL] = { "channel", N_ ("Channel"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = channels },
  [CRM_CONSENT_PURPOSE] = { "purpose", N_ ("Purpose"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = purposes },
  [CRM_CONSENT_STATE] = { "state", N_ ("State"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = states },
  [CRM_CONSENT_AT] = { "at", N_ ("When"), CRM_KIND_INSTANT, CRM_FIELD_REQUIRED },
  [CRM_CONSENT_SOURCE] = { "source", N_ ("Source"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = sources },
  [CRM_CONSENT_MESSAGE] = { "message", N_ ("Message"), CRM_KIND_LINK, 0, .target = "message" },
  [CRM_CONSENT_NOTE] = { "note", N_ ("Note"), CRM_KIND_TEXT },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_CONSENT_N_FIELDS);

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const char *address = crm_values_get_text (values, CRM_CONSENT_ADDRESS);
  const char *channel = crm_values_get_text (values, CRM_CONSENT_CHANNEL);
  const CrmValue *client = crm_values_get (values, CRM_CONSENT_CLIENT);

  if (!before)
    {
      if (!channel)
        crm_values_set_text (values, CRM_CONSENT_CHANNEL, "any");
      if (!crm_values_get_text (values, CRM_CONSENT_PURPOSE))
        crm_values_set_text (values, CRM_CONSENT_PURPOSE, "any");
      if (!crm_values_get_text (values, CRM_CONSENT_SOURCE))
        crm_values_set_text (values, CRM_CONSENT_SOURCE, "hand");
      if (!crm_values_has (values, CRM_CONSENT_AT))
        crm_values_set_integer (values, CRM_CONSENT_AT, crm_transaction_get_now (tx));
      channel = crm_values_get_text (values, CRM_CONSENT_CHANNEL);
    }
  else if (!channel)
    channel = crm_row_get_text (before, CRM_CONSENT_CHANNEL);
  if (address)
    {
      g_autofree char *normal = NULL, *key = NULL;

      crm_message_normalise (tx, channel, address, &normal, &key);
      crm_values_set_text (values, CRM_CONSENT_ADDRESS_MATCH, key);
    }
  if (!before && !address && !crm_transaction_is_verbatim (tx) &&
      (!client || client->type != CRM_VALUE_INTEGER))
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("A consent needs a client or an address."));
      return FALSE;
    }
  return TRUE;
}

/* Who takes it back gets nothing of what still waits. */
static gboolean
inserted (CrmTransaction *tx, gint64 id, CrmValues *values, GError **error)
{
  const CrmValue *client = crm_values_get (values, CRM_CONSENT_CLIENT);
  const char *key = crm_values_get_text (values, CRM_CONSENT_ADDRESS_MATCH);

  if (crm_transaction_is_verbatim (tx) || crm_transaction_is_import (tx) ||
      g_strcmp0 (crm_values_get_text (values, CRM_CONSENT_STATE), "withdrawn") != 0)
    return TRUE;
  return crm_outbox_take_back (tx,
      !key && client && client->type == CRM_VALUE_INTEGER ? client->v.integer : 0, key,
      crm_values_get_text (values, CRM_CONSENT_CHANNEL), crm_values_get_text (values, CRM_CONSENT_PURPOSE),
      error);
}

CrmConsentState
crm_consent_get (CrmTransaction *tx, gint64 client, const char *address_match, const char *channel,
    const char *purpose, GError **error)
{
  /* Who agrees to advertising agrees to be written to at all. Who wrote a stop word from one address is not written to at another one, until the
   * first takes it back. */
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT state FROM (SELECT id, at, state FROM consent c WHERE client = $1 AND (address_match IS NULL "
      "OR "
      "(source = 'stop-word' AND state = 'withdrawn' AND NOT EXISTS (SELECT 1 FROM consent n WHERE "
      "n.address_match = c.address_match AND n.at >= c.at AND n.id > c.id AND n.state = 'given' AND "
      "n.archived_at IS NULL AND n.channel IN ('any', $3)))) AND archived_at IS NULL"
      " AND channel IN ('any', $3) AND (purpose IN ('any', $4) OR state = 'given')"
      " UNION ALL SELECT id, at, state FROM consent WHERE address_match = $2 AND archived_at IS NULL"
      " AND channel IN ('any', $3) AND (purpose IN ('any', $4) OR state = 'given')) q"
      " ORDER BY at DESC, id DESC LIMIT 1",
      error);
  gboolean row;

  if (!statement)
    return CRM_CONSENT_UNKNOWN;
  crm_statement_bind_integer (statement, 1, client);
  crm_statement_bind_text (statement, 2, address_match);
  crm_statement_bind_text (statement, 3, channel);
  crm_statement_bind_text (statement, 4, purpose ? purpose : "any");
  if (!crm_statement_step (statement, &row, error) || !row)
    return CRM_CONSENT_UNKNOWN;
  return g_strcmp0 (crm_statement_get_text (statement, 0), "given") == 0 ? CRM_CONSENT_GIVEN
                                                                         : CRM_CONSENT_WITHDRAWN;
}

gboolean
crm_consent_allows (CrmTransaction *tx, gint64 client, const char *address_match, const char *channel,
    const char *purpose, char **reason, GError **error)
{
  gboolean marketing = g_strcmp0 (purpose, "marketing") == 0;
  g_autoptr (GError) local = NULL;
  CrmConsentState state = crm_consent_get (tx, client, address_match, channel, purpose, &local);
  const char *sentence = NULL;

  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (state == CRM_CONSENT_WITHDRAWN)
    sentence = marketing ? _ ("They do not want advertising.") : _ ("They asked not to be written to.");
  else if (state == CRM_CONSENT_UNKNOWN && marketing &&
           g_strcmp0 (crm_transaction_get_setting (tx, "marketing-consent"), "assumed") != 0)
    sentence = _ ("They have not agreed to advertising.");
  if (sentence && reason)
    *reason = g_strdup (sentence);
  return sentence == NULL;
}

static const CrmEntityHooks hooks = { .prepare = prepare, .inserted = inserted };

const CrmEntityInfo crm_consent_entity = {
  .name = "consent",
  .label = N_ ("Consent"),
  .plural = N_ ("Consents"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = -1,
  .hooks = &hooks,
};
