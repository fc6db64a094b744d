/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "client/crm-client-conditions.h"
#include "client/crm-client-derived.h"
#include "client/crm-client-sales.h"
#include "client/crm-status-rule.h"
#include "option/crm-option.h"

/* The client: field table, defaults and checks before a write, and its convenience fields, which are addresses. The hooks run in
 * the writer's thread. */

static const CrmChoice kinds[] = {
  { "person", N_ ("Person") },
  { "company", N_ ("Company") },
  { NULL, NULL },
};

static const CrmChoice roles[] = {
  { "customer", N_ ("Customer") },
  { "supplier", N_ ("Supplier") },
  { "carrier", N_ ("Carrier") },
  { "partner", N_ ("Partner") },
  { NULL, NULL },
};

#define COMPUTED (CRM_FIELD_COMPUTED | CRM_FIELD_READ_ONLY)
static const CrmChoice channels[] = {
  { "call", N_ ("Call") },
  { "sms", N_ ("SMS") },
  { "mail", N_ ("Letter") },
  { "chat", N_ ("Chat") },
  { NULL, NULL },
};

#define GROUP_CONTACT N_ ("Contact")
#define GROUP_DETAILS N_ ("Details")
#define GROUP_ADDRESS N_ ("Address")
#define GROUP_RELATIONS N_ ("Relations")

static const CrmField fields[] = {
  [CRM_CLIENT_KIND] = { "kind", N_ ("Kind"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = kinds,
      .group = GROUP_DETAILS },
  [CRM_CLIENT_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_CLIENT_COMPANY] = { "company", N_ ("Company"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "client",
      .group = GROUP_RELATIONS },
  [CRM_CLIENT_POSITION] = { "position", N_ ("Role in the company"), CRM_KIND_TEXT, 0,
      .group = GROUP_RELATIONS },
  [CRM_CLIENT_STATUS] = { "status", N_ ("Status"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_INDEXED,
      .choices = crm_status_choices, .group = GROUP_DETAILS },
  [CRM_CLIENT_STATUS_AT] = { "status_at", N_ ("Status since"), CRM_KIND_INSTANT, CRM_FIELD_READ_ONLY,
      .group = GROUP_DETAILS },
  [CRM_CLIENT_STATUS_REASON] = { "status_reason", N_ ("Reason of the status"), CRM_KIND_TEXT, CRM_FIELD_PLAIN,
      .group = GROUP_DETAILS },
  [CRM_CLIENT_ROLES] = { "roles", N_ ("Roles"), CRM_KIND_CHOICES, 0, .choices = roles,
      .group = GROUP_DETAILS },
  [CRM_CLIENT_SOURCE] = { "source", N_ ("Source"), CRM_KIND_OPTION, CRM_FIELD_SORTED, .target = "source",
      .group = GROUP_DETAILS },
  [CRM_CLIENT_PHONE] = { "phone", N_ ("Phone"), CRM_KIND_PHONE, CRM_FIELD_MAIN, .group = GROUP_CONTACT,
      .sql = "f.phone" },
  [CRM_CLIENT_EMAIL] = { "email", N_ ("E-mail"), CRM_KIND_EMAIL, CRM_FIELD_MAIN, .group = GROUP_CONTACT,
      .sql = "f.email" },
  [CRM_CLIENT_WEB] = { "web", N_ ("Web page"), CRM_KIND_URL, CRM_FIELD_MAIN, .group = GROUP_CONTACT,
      .sql = "f.web" },
  [CRM_CLIENT_HANDLE] = { "handle", N_ ("Messenger"), CRM_KIND_TEXT, CRM_FIELD_MAIN, .group = GROUP_CONTACT,
      .sql = "f.handle" },
  [CRM_CLIENT_STREET] = { "street", N_ ("Street"), CRM_KIND_PLACE, 0, .group = GROUP_ADDRESS },
  [CRM_CLIENT_CITY] = { "city", N_ ("City"), CRM_KIND_TEXT, CRM_FIELD_SORTED | CRM_FIELD_INDEXED,
      .group = GROUP_ADDRESS },
  [CRM_CLIENT_REGION] = { "region", N_ ("Region"), CRM_KIND_TEXT, 0, .group = GROUP_ADDRESS },
  [CRM_CLIENT_POSTCODE] = { "postcode", N_ ("Postcode"), CRM_KIND_TEXT, 0, .group = GROUP_ADDRESS },
  [CRM_CLIENT_COUNTRY] = { "country", N_ ("Country"), CRM_KIND_TEXT, CRM_FIELD_SORTED,
      .group = GROUP_ADDRESS },
  [CRM_CLIENT_BIRTHDAY] = { "birthday", N_ ("Birthday"), CRM_KIND_DATE, CRM_FIELD_YEARLY | CRM_FIELD_INDEXED,
      .group = GROUP_DETAILS },
  [CRM_CLIENT_LANGUAGE] = { "language", N_ ("Language"), CRM_KIND_TEXT, CRM_FIELD_PLAIN,
      .group = GROUP_DETAILS },
  [CRM_CLIENT_CHANNEL] = { "channel", N_ ("Preferred channel"), CRM_KIND_CHOICE, 0, .choices = channels,
      .group = GROUP_CONTACT },
  [CRM_CLIENT_ZONE] = { "zone", N_ ("Time zone"), CRM_KIND_TEXT, CRM_FIELD_PLAIN, .group = GROUP_DETAILS },
  [CRM_CLIENT_INTERESTS] = { "interests", N_ ("Interests"), CRM_KIND_LONG, 0, .group = GROUP_DETAILS },
  [CRM_CLIENT_NOTES] = { "notes", N_ ("Peculiarities"), CRM_KIND_LONG, CRM_FIELD_SEARCHED,
      .group = GROUP_DETAILS },
  [CRM_CLIENT_OWNER] = { "owner", N_ ("Responsible"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "user",
      .group = GROUP_DETAILS },
  [CRM_CLIENT_TAGS] = { "tags", N_ ("Tags"), CRM_KIND_TAGS, CRM_FIELD_SEARCHED, .target = "tag" },
  [CRM_CLIENT_EXTERNAL_ID] = { "external_id", N_ ("Number elsewhere"), CRM_KIND_TEXT,
      CRM_FIELD_PLAIN | CRM_FIELD_INDEXED, .group = GROUP_DETAILS },
  [CRM_CLIENT_LAST_CONTACT] = { "last_contact", N_ ("Last contact"), CRM_KIND_INSTANT, CRM_FIELD_COMPUTED,
      .sql = "f.last_contact_at" },
  [CRM_CLIENT_LAST_CONTACT_KIND] = { "last_contact_kind", N_ ("Kind of last contact"), CRM_KIND_TEXT,
      CRM_FIELD_COMPUTED | CRM_FIELD_HIDDEN, .sql = "f.last_contact_kind" },
  [CRM_CLIENT_LAST_CONTACT_DIRECTION] = { "last_contact_direction", N_ ("Direction of last contact"),
      CRM_KIND_TEXT, CRM_FIELD_COMPUTED | CRM_FIELD_HIDDEN, .sql = "f.last_contact_direction" },
  [CRM_CLIENT_COMPANY_NAME] = { "company_name", N_ ("Company"), CRM_KIND_TEXT,
      CRM_FIELD_COMPUTED | CRM_FIELD_HIDDEN, .sql = "(SELECT o.name FROM client o WHERE o.id = t.company)",
      .sql_fold = "(SELECT o.name_fold FROM client o WHERE o.id = t.company)",
      .sql_key = "(SELECT o.name_key FROM client o WHERE o.id = t.company)" },
  [CRM_CLIENT_NEXT_KEY] = { "next_key", N_ ("Next step by"), CRM_KIND_INSTANT, COMPUTED | CRM_FIELD_HIDDEN,
      .sql = "f.next_key" },
  [CRM_CLIENT_NEXT_ON] = { "next_on", N_ ("Next step on"), CRM_KIND_DATE, COMPUTED, .sql = "f.next_on" },
  [CRM_CLIENT_NEXT_AT] = { "next_at", N_ ("Next step at"), CRM_KIND_INSTANT, COMPUTED, .sql = "f.next_at" },
  [CRM_CLIENT_NEXT_KIND] = { "next_kind", N_ ("Kind of next step"), CRM_KIND_TEXT,
      COMPUTED | CRM_FIELD_HIDDEN, .sql = "f.next_kind" },
  [CRM_CLIENT_NEXT_TITLE] = { "next_step", N_ ("Next step"), CRM_KIND_TEXT, COMPUTED, .sql = "f.next_title" },
  [CRM_CLIENT_NEXT_ENTITY] = { "next_entity", N_ ("Next step is a"), CRM_KIND_TEXT,
      COMPUTED | CRM_FIELD_HIDDEN, .sql = "f.next_entity" },
  [CRM_CLIENT_NEXT_ID] = { "next_id", N_ ("Next step’s number"), CRM_KIND_INTEGER,
      COMPUTED | CRM_FIELD_HIDDEN, .sql = "f.next_id" },
  [CRM_CLIENT_OPEN_DEALS] = { "open_deals", N_ ("Open deals"), CRM_KIND_INTEGER, COMPUTED,
      .sql = "f.open_deals" },
  [CRM_CLIENT_OPEN_SUMS] = { "open_sums", N_ ("Open sums"), CRM_KIND_TEXT, COMPUTED | CRM_FIELD_HIDDEN,
      .sql = "f.open_sums" },
  [CRM_CLIENT_OPEN_AMOUNT] = { "open_amount", N_ ("Open sum"), CRM_KIND_INTEGER, COMPUTED | CRM_FIELD_HIDDEN,
      .sql = "f.open_amount" },
  [CRM_CLIENT_WON_SUMS] = { "won_sums", N_ ("Turnover"), CRM_KIND_TEXT, COMPUTED | CRM_FIELD_HIDDEN,
      .sql = "f.won_sums" },
  [CRM_CLIENT_YEAR_SUMS] = { "year_sums", N_ ("Turnover of 12 months"), CRM_KIND_TEXT,
      COMPUTED | CRM_FIELD_HIDDEN, .sql = "f.year_sums" },
  [CRM_CLIENT_YEAR_AMOUNT] = { "year_amount", N_ ("12 months"), CRM_KIND_INTEGER, COMPUTED | CRM_FIELD_HIDDEN,
      .sql = "f.year_amount" },
  [CRM_CLIENT_PHOTO] = { "photo", N_ ("Photo"), CRM_KIND_BLOB, CRM_FIELD_HIDDEN },
  [CRM_CLIENT_DISTINCT] = { "distinct", N_ ("Not the same as"), CRM_KIND_LINKS,
      CRM_FIELD_HIDDEN | CRM_FIELD_READ_ONLY | CRM_FIELD_LOOSE, .target = "client" },
  [CRM_CLIENT_MERGED] = { "merged", N_ ("Merged with"), CRM_KIND_LINKS,
      CRM_FIELD_HIDDEN | CRM_FIELD_READ_ONLY | CRM_FIELD_LOOSE, .target = "client" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_CLIENT_N_FIELDS);

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const CrmValue *company = crm_values_get (values, CRM_CLIENT_COMPANY);
  const char *status = crm_values_get_text (values, CRM_CLIENT_STATUS);

  if (!before)
    {
      if (!crm_values_get_text (values, CRM_CLIENT_KIND))
        crm_values_set_text (values, CRM_CLIENT_KIND, "person");
      if (!crm_values_has (values, CRM_CLIENT_OWNER) && crm_transaction_get_user (tx))
        crm_values_set_integer (values, CRM_CLIENT_OWNER, crm_transaction_get_user (tx));
      if (!status && !crm_status_rule_apply_to_new (tx, values, error))
        return FALSE;
      status = crm_values_get_text (values, CRM_CLIENT_STATUS);
    }
  if (status && g_strcmp0 (status, before ? crm_row_get_text (before, CRM_CLIENT_STATUS) : NULL) != 0)
    {
      if (!crm_values_has (values, CRM_CLIENT_STATUS_AT))
        crm_values_set_integer (values, CRM_CLIENT_STATUS_AT, crm_transaction_get_now (tx));
      /* A reason belongs to the status it was given for. */
      if (before && !crm_values_has (values, CRM_CLIENT_STATUS_REASON))
        crm_values_set_text (values, CRM_CLIENT_STATUS_REASON, NULL);
    }
  if (before && company && company->type == CRM_VALUE_INTEGER && company->v.integer == before->id)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("%s: A company cannot belong to itself."), crm_field_get_label (&fields[CRM_CLIENT_COMPANY]));
      return FALSE;
    }
  return TRUE;
}

/* The address a convenience field stands for, or NULL. */
static gboolean
find_main (CrmTransaction *tx, gint64 client_id, const char *kind, gint64 *id, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM address WHERE client = $1 AND kind = $2 AND archived_at IS NULL"
      " ORDER BY main IS TRUE DESC, position NULLS LAST, id LIMIT 1",
      error);
  gboolean row;

  *id = 0;
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, client_id);
  crm_statement_bind_text (statement, 2, kind);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *id = crm_statement_get_integer (statement, 0);
  return TRUE;
}

static gboolean
store_main (CrmTransaction *tx, gint64 id, gboolean fresh, CrmValues *values, GError **error)
{
  static const struct
  {
    int field;
    const char *kind;
  } mains[] = {
    { CRM_CLIENT_PHONE, "phone" },
    { CRM_CLIENT_EMAIL, "email" },
    { CRM_CLIENT_WEB, "web" },
    { CRM_CLIENT_HANDLE, "handle" },
  };
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "address", error);

  for (guint i = 0; i < G_N_ELEMENTS (mains); i++)
    {
      const char *text = crm_values_get_text (values, mains[i].field);
      g_autoptr (CrmValues) address = NULL;
      gint64 address_id = 0;

      if (!crm_values_has (values, mains[i].field))
        continue;
      if (!fresh && !find_main (tx, id, mains[i].kind, &address_id, error))
        return FALSE;
      if (!text)
        {
          if (address_id && !crm_transaction_archive (tx, "address", address_id, error))
            return FALSE;
          continue;
        }
      address = crm_values_new (entity);
      crm_values_set_text (address, CRM_ADDRESS_VALUE, text);
      if (address_id)
        {
          if (!crm_transaction_update (tx, address_id, 0, address, error))
            return FALSE;
          continue;
        }
      crm_values_set_integer (address, CRM_ADDRESS_CLIENT, id);
      crm_values_set_text (address, CRM_ADDRESS_KIND, mains[i].kind);
      crm_values_set_integer (address, CRM_ADDRESS_MAIN, 1);
      if (!crm_transaction_insert (tx, address, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* A company's name stands in the search lines of its people. */
static gboolean
written (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  g_autoptr (CrmStatement) people = NULL;
  gboolean row = FALSE;

  if (!after ||
      g_strcmp0 (crm_row_get_text (before, CRM_CLIENT_NAME), crm_row_get_text (after, CRM_CLIENT_NAME)) == 0)
    return TRUE;
  people = crm_db_prepare (crm_transaction_get_db (tx), "SELECT id FROM client WHERE company = $1", error);
  if (!people)
    return FALSE;
  crm_statement_bind_integer (people, 1, after->id);
  while (crm_statement_step (people, &row, error) && row)
    crm_transaction_touch_client (tx, crm_statement_get_integer (people, 0));
  return !row;
}

static const CrmEntityHooks hooks = {
  .prepare = prepare,
  .store_main = store_main,
  .written = written,
  .refresh = crm_client_refresh,
  .expire = crm_client_sales_expire,
  .check = crm_client_check,
};

const CrmEntityInfo crm_client_entity = {
  .name = "client",
  .label = N_ ("Client"),
  .plural = N_ ("Clients"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_CLIENT_NAME,
  .hooks = &hooks,
  .join = "LEFT JOIN client_figures f ON f.client_id = t.id",
  .relations = crm_client_conditions,
  .n_relations = CRM_CLIENT_N_CONDITIONS,
};

char *
crm_client_dup_caption (const CrmRow *row)
{
  const char *company = crm_row_get_text (row, CRM_CLIENT_COMPANY_NAME);
  const char *city = crm_row_get_text (row, CRM_CLIENT_CITY);

  if (company && city)
    return g_strdup_printf ("%s · %s", company, city);
  return g_strdup (company ? company : city);
}
