/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel/crm-account.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "base/crm-error.h"
#include "channel/crm-account-secret.h"
#include "channel/crm-outbox.h"

/* Field table of accounts, and what is checked before one is written. The hooks run in the writer's thread. */

static const CrmChoice channels[] = {
  { "sms", N_ ("SMS") },
  { "mail", N_ ("Letter") },
  { "chat", N_ ("Chat") },
  { NULL, NULL },
};

static const CrmChoice backends[] = {
  { "http", N_ ("Provider on the internet") },
  { "modem", N_ ("Modem or phone") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_ACCOUNT_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_ACCOUNT_CHANNEL] = { "channel", N_ ("Channel"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = channels },
  [CRM_ACCOUNT_BACKEND] = { "backend", N_ ("Way"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = backends },
  [CRM_ACCOUNT_PROVIDER] = { "provider", N_ ("Provider"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_ACCOUNT_SETTINGS] = { "settings", N_ ("Settings"), CRM_KIND_LONG, CRM_FIELD_PLAIN | CRM_FIELD_HIDDEN },
  [CRM_ACCOUNT_SENDER] = { "sender", N_ ("Sender"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_ACCOUNT_ACTIVE] = { "active", N_ ("Active"), CRM_KIND_BOOLEAN },
  [CRM_ACCOUNT_MAIN] = { "main", N_ ("For new messages"), CRM_KIND_BOOLEAN },
  [CRM_ACCOUNT_RATE] = { "rate", N_ ("Messages a minute"), CRM_KIND_INTEGER },
  [CRM_ACCOUNT_QUIET] = { "quiet", N_ ("Quiet hours"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_ACCOUNT_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER, CRM_FIELD_HIDDEN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_ACCOUNT_N_FIELDS);

/* A JSON object of texts, and nothing else. */
static gboolean
check_settings (const char *settings, GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (settings, NULL);
  JsonObject *object = root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  gboolean ok = object != NULL;
  JsonObjectIter iter;
  JsonNode *node;

  if (object)
    json_object_iter_init (&iter, object);
  while (ok && json_object_iter_next (&iter, NULL, &node))
    ok = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
  if (!ok)
    g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
        _ ("%s: This must be a JSON object of texts, such as {\"sender\": \"Shop\"}."),
        crm_field_get_label (&fields[CRM_ACCOUNT_SETTINGS]));
  return ok;
}

/* What the account would have: as written now, or as before. */
static const char *
get_text (const CrmRow *before, CrmValues *values, int field)
{
  return crm_values_has (values, field) ? crm_values_get_text (values, field)
         : before                       ? crm_row_get_text (before, field)
                                        : NULL;
}

/* The book goes into backups and to others; the keyring does not. */
static gboolean
check_no_secrets (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  g_autoptr (GHashTable) secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *stripped = crm_account_strip_secrets (tx, get_text (before, values, CRM_ACCOUNT_PROVIDER),
      get_text (before, values, CRM_ACCOUNT_SETTINGS), secrets);
  GHashTableIter iter;
  gpointer name;

  if (!stripped)
    return TRUE;
  g_hash_table_iter_init (&iter, secrets);
  g_hash_table_iter_next (&iter, &name, NULL);
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
      _ ("%s: “%s” is a secret: it is kept in the keyring, not in the book. Enter it in the preferences, or "
         "by “clientele-cli secret”."),
      crm_field_get_label (&fields[CRM_ACCOUNT_SETTINGS]), (const char *)name);
  return FALSE;
}

/* One main account a channel: the others give it up. */
static gboolean
take_main (CrmTransaction *tx, const char *channel, gint64 except, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM account WHERE channel = $1 AND id <> $2 AND main IS TRUE AND archived_at IS NULL",
      error);
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "account", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!statement || !entity)
    return FALSE;
  crm_statement_bind_text (statement, 1, channel);
  crm_statement_bind_integer (statement, 2, except);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      g_array_append_val (ids, id);
    }
  if (row)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      crm_values_set_integer (values, CRM_ACCOUNT_MAIN, FALSE);
      if (!crm_transaction_update (tx, g_array_index (ids, gint64, i), 0, values, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const char *settings = crm_values_get_text (values, CRM_ACCOUNT_SETTINGS);
  const char *quiet = crm_values_get_text (values, CRM_ACCOUNT_QUIET);
  const char *channel = crm_values_get_text (values, CRM_ACCOUNT_CHANNEL);
  const CrmValue *main = crm_values_get (values, CRM_ACCOUNT_MAIN);
  const CrmValue *rate = crm_values_get (values, CRM_ACCOUNT_RATE);

  if (crm_transaction_is_verbatim (tx))
    return TRUE;
  if (!before && !channel)
    crm_values_set_text (values, CRM_ACCOUNT_CHANNEL, "sms");
  if (!before && !crm_values_has (values, CRM_ACCOUNT_ACTIVE))
    crm_values_set_integer (values, CRM_ACCOUNT_ACTIVE, TRUE);
  if (!channel)
    channel = before ? crm_row_get_text (before, CRM_ACCOUNT_CHANNEL)
                     : crm_values_get_text (values, CRM_ACCOUNT_CHANNEL);
  if ((settings && !check_settings (settings, error)) || (quiet && !crm_quiet_hours_check (quiet, error)))
    return FALSE;
  if ((settings || crm_values_has (values, CRM_ACCOUNT_PROVIDER)) &&
      !check_no_secrets (tx, before, values, error))
    return FALSE;
  if (rate && rate->type == CRM_VALUE_INTEGER && rate->v.integer < 1)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("%s: This must be at least 1."),
          crm_field_get_label (&fields[CRM_ACCOUNT_RATE]));
      return FALSE;
    }
  return !main || main->type != CRM_VALUE_INTEGER || !main->v.integer ||
         take_main (tx, channel, before ? before->id : 0, error);
}

static const CrmEntityHooks hooks = { .prepare = prepare };

const CrmEntityInfo crm_account_entity = {
  .name = "account",
  .label = N_ ("Account"),
  .plural = N_ ("Accounts"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_ACCOUNT_NAME,
  .hooks = &hooks,
};
