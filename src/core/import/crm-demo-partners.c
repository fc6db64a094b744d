/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-demo-partners.h"

#include <glib/gi18n-lib.h>

#include "client/crm-client.h"
#include "deal/crm-deal.h"
#include "option/crm-option.h"
#include "product/crm-product.h"

/* Companies that are already there get a second role: two supply, one carries. No state; in the writer's thread. */

#define N_SUPPLIERS 2
#define N_PARTNERS 3
#define N_DEALS 12

static const struct
{
  const char *name;
  const char *role;
  const char *color;
} views[] = {
  { N_ ("Suppliers"), "supplier", "orange" },
  { N_ ("Carriers"), "carrier", "purple" },
};

static gboolean
set_role (CrmTransaction *tx, gint64 client, const char *role, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;

  return values && crm_transaction_read_value (tx, values, CRM_CLIENT_ROLES, role, error) &&
         crm_transaction_update (tx, client, 0, values, error);
}

/* Each in turn. other: a second field and whom it names; 0 for none. */
static gboolean
set_links (CrmTransaction *tx, const char *entity_name, GArray *records, int field, GArray *partners,
    int other, gint64 whom, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, entity_name, error);

  for (guint i = 0; entity && i < records->len; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      crm_values_set_integer (values, field, g_array_index (partners, gint64, i % N_SUPPLIERS));
      if (whom)
        crm_values_set_integer (values, other, whom);
      if (!crm_transaction_update (tx, g_array_index (records, gint64, i), 0, values, error))
        return FALSE;
    }
  return entity != NULL;
}

static gboolean
add_view (CrmTransaction *tx, guint index, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("client");
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "saved_view", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;
  g_autofree char *json = NULL;

  if (!values)
    return FALSE;
  crm_condition_add (
      crm_query_get_where (query), crm_condition_new ("roles", CRM_TEST_EQUAL, views[index].role));
  crm_query_add_order (query, "name");
  json = crm_query_to_json (query);
  crm_values_set_text (values, CRM_SAVED_VIEW_NAME, _ (views[index].name));
  crm_values_set_text (values, CRM_SAVED_VIEW_ENTITY, "client");
  crm_values_set_text (values, CRM_SAVED_VIEW_QUERY, json);
  crm_values_set_text (values, CRM_SAVED_VIEW_COLOR, views[index].color);
  crm_values_set_integer (values, CRM_SAVED_VIEW_PINNED, TRUE);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

gboolean
crm_demo_write_partners (CrmTransaction *tx, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (GArray) partners = crm_db_list_integers (db,
      "SELECT id FROM client WHERE kind = 'company' ORDER BY id DESC LIMIT $1", error, 1, (gint64)N_PARTNERS);
  g_autoptr (GArray) products = NULL;
  g_autoptr (GArray) deals = NULL;
  gint64 carrier;

  if (!partners || partners->len < N_PARTNERS)
    return partners != NULL;
  carrier = g_array_index (partners, gint64, N_SUPPLIERS);
  for (guint i = 0; i < partners->len; i++)
    if (!set_role (tx, g_array_index (partners, gint64, i), i < N_SUPPLIERS ? "supplier" : "carrier", error))
      return FALSE;
  products = crm_db_list_integers (db, "SELECT id FROM product ORDER BY id", error, 0);
  deals = crm_db_list_integers (
      db, "SELECT id FROM deal WHERE state = 'open' ORDER BY id LIMIT $1", error, 1, (gint64)N_DEALS);
  return products && deals &&
         set_links (tx, "product", products, CRM_PRODUCT_SUPPLIER, partners, 0, 0, error) &&
         set_links (tx, "deal", deals, CRM_DEAL_SUPPLIER, partners, CRM_DEAL_CARRIER, carrier, error) &&
         add_view (tx, 0, error) && add_view (tx, 1, error);
}
