/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "client/crm-client-derived.h"

/* One phone, e-mail, handle or web page of a client: field table, and the normal form that incoming things are matched by. The hooks
 * run in the writer's thread. */

static const CrmChoice kinds[] = {
  { "phone", N_ ("Phone") },
  { "email", N_ ("E-mail") },
  { "web", N_ ("Web page") },
  { "handle", N_ ("Messenger") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_ADDRESS_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, CRM_FIELD_REQUIRED | CRM_FIELD_OWNED,
      .target = "client" },
  [CRM_ADDRESS_KIND] = { "kind", N_ ("Kind"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = kinds },
  [CRM_ADDRESS_LABEL] = { "label", N_ ("Label"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_ADDRESS_VALUE] = { "value", N_ ("Value"), CRM_KIND_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_PLAIN },
  [CRM_ADDRESS_NORMAL] = { "normal", N_ ("Normal form"), CRM_KIND_TEXT,
      CRM_FIELD_PLAIN | CRM_FIELD_READ_ONLY },
  [CRM_ADDRESS_MATCH_KEY] = { "match_key", N_ ("Matched by"), CRM_KIND_TEXT,
      CRM_FIELD_PLAIN | CRM_FIELD_READ_ONLY | CRM_FIELD_INDEXED },
  [CRM_ADDRESS_MAIN] = { "main", N_ ("Main"), CRM_KIND_BOOLEAN },
  [CRM_ADDRESS_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_ADDRESS_N_FIELDS);

/* One main address a kind: the others of the client give it up. */
static gboolean
take_main (CrmTransaction *tx, gint64 client, const char *kind, gint64 except, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM address WHERE client = $1 AND kind = $2 AND id <> $3 AND main IS TRUE AND archived_at "
      "IS NULL",
      error);
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "address", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!statement || !entity)
    return FALSE;
  crm_statement_bind_integer (statement, 1, client);
  crm_statement_bind_text (statement, 2, kind);
  crm_statement_bind_integer (statement, 3, except);
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
      crm_values_set_integer (values, CRM_ADDRESS_MAIN, 0);
      if (!crm_transaction_update (tx, g_array_index (ids, gint64, i), 0, values, error))
        return FALSE;
    }
  return TRUE;
}

void
crm_address_normalise (CrmPhoneFormat *format, const char *region, const char *kind, const char *value,
    char **normal, char **key)
{
  if (g_strcmp0 (kind, "phone") == 0)
    {
      *normal = crm_phone_normalise (format, value, region);
      *key = crm_phone_key (*normal);
    }
  else
    {
      *normal = crm_text_fold (value);
      *key = g_strdup (*normal);
    }
}

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const char *value = crm_values_get_text (values, CRM_ADDRESS_VALUE);
  const char *kind = crm_values_get_text (values, CRM_ADDRESS_KIND);
  const CrmValue *main = crm_values_get (values, CRM_ADDRESS_MAIN);
  const CrmValue *client = crm_values_get (values, CRM_ADDRESS_CLIENT);

  if (!kind && before)
    kind = crm_row_get_text (before, CRM_ADDRESS_KIND);
  /* An import brings the normal form along: it was made in another thread. */
  if (value && kind && !crm_values_get_text (values, CRM_ADDRESS_NORMAL))
    {
      g_autofree char *normal = NULL, *key = NULL;

      if (g_str_equal (kind, "email") && !strchr (value, '@'))
        {
          g_set_error (
              error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("“%s” is not an e-mail address."), value);
          return FALSE;
        }
      /* An import has done this ahead of the writer: reading a number costs as much as writing it. */
      if (before || !crm_values_has (values, CRM_ADDRESS_NORMAL) ||
          !crm_values_has (values, CRM_ADDRESS_MATCH_KEY))
        {
          crm_address_normalise (crm_transaction_get_phone_format (tx), crm_transaction_get_region (tx), kind,
              value, &normal, &key);
          crm_values_set_text (values, CRM_ADDRESS_NORMAL, normal);
          crm_values_set_text (values, CRM_ADDRESS_MATCH_KEY, key);
        }
    }
  if (main && main->type == CRM_VALUE_INTEGER && main->v.integer && kind &&
      (client ? client->type == CRM_VALUE_INTEGER : before != NULL))
    return take_main (tx, client ? client->v.integer : crm_row_get_integer (before, CRM_ADDRESS_CLIENT), kind,
        before ? before->id : 0, error);
  return TRUE;
}

static const CrmEntityHooks hooks = { .prepare = prepare };

const CrmEntityInfo crm_address_entity = {
  .name = "address",
  .label = N_ ("Address"),
  .plural = N_ ("Addresses"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_ADDRESS_VALUE,
  .hooks = &hooks,
};
