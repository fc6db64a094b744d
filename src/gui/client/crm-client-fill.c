/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-client-fill.h"
#include <string.h>
#include "base/crm-phone.h"
#include "base/crm-text.h"
#include "client/crm-address-label.h"
#include "client/crm-client-relations.h"
#include "client/crm-client.h"
#include "import/crm-import-card-row.h"

/* Compares a card, read as the import reads it, with a client. Functions named _in_worker run there; the rest is pure. */

static void
fill_item_free (gpointer data)
{
  CrmFillItem *item = data;

  g_free (item->label);
  g_free (item->value);
  g_clear_pointer (&item->photo, g_bytes_unref);
  g_free (item->old);
  g_free (item);
}

const char *
crm_fill_item_get_label (const CrmFillItem *self)
{
  if (self->field >= 0)
    return crm_field_get_label (&crm_client_entity.fields[self->field]);
  return crm_address_kind_display (self->kind);
}

static gboolean
is_same_text (const char *a, const char *b)
{
  g_autofree char *x = crm_text_fold (a), *y = crm_text_fold (b);

  return strcmp (x, y) == 0;
}

/* The text a field has now; a company by its name. */
static char *
dup_current (CrmTransaction *tx, const CrmRow *row, int field)
{
  if (row == NULL || crm_value_is_empty (crm_row_get (row, field)))
    return NULL;
  if (field == CRM_CLIENT_COMPANY)
    return crm_transaction_dup_title (tx, "client", crm_row_get_integer (row, field));
  return crm_field_format_plain (&row->entity->fields[field], crm_row_get (row, field));
}

static void
add_field (GPtrArray *items, CrmTransaction *tx, const CrmRow *row, int field, const char *value)
{
  g_autofree char *old = dup_current (tx, row, field);
  gboolean notes = field == CRM_CLIENT_NOTES;
  CrmFillItem *item;

  if (value == NULL || (old != NULL && is_same_text (old, value)) ||
      (notes && old != NULL && strstr (old, value) != NULL))
    return;
  item = g_new0 (CrmFillItem, 1);
  item->field = field;
  item->value = notes && old != NULL ? g_strdup_printf ("%s\n%s", old, value) : g_strdup (value);
  item->wanted = old == NULL || notes;
  item->old = notes ? NULL : g_steal_pointer (&old);
  g_ptr_array_add (items, item);
}

static gboolean
is_same_address (CrmTransaction *tx, const char *kind, const char *a, const char *b)
{
  CrmPhoneFormat *format = crm_transaction_get_phone_format (tx);
  const char *region = crm_transaction_get_region (tx);
  g_autofree char *normal_a = NULL, *normal_b = NULL, *key_a = NULL, *key_b = NULL;

  if (strcmp (kind, "phone") != 0)
    return is_same_text (a, b);
  normal_a = crm_phone_normalise (format, a, region);
  normal_b = crm_phone_normalise (format, b, region);
  key_a = crm_phone_key (normal_a);
  key_b = crm_phone_key (normal_b);
  return g_strcmp0 (key_a, key_b) == 0 && !crm_phone_is_other (a, normal_a, b, normal_b);
}

static gboolean
has_address (CrmTransaction *tx, GPtrArray *rows, const CrmImportAddress *address)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      CrmRow *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (crm_row_get_text (row, CRM_ADDRESS_KIND), address->kind) == 0 &&
          is_same_address (tx, address->kind, crm_row_get_text (row, CRM_ADDRESS_VALUE), address->value))
        return TRUE;
    }
  return FALSE;
}

static GPtrArray *
load_addresses (CrmTransaction *tx, gint64 client, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("address");
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, client);
  g_autoptr (GArray) ids = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("client", CRM_TEST_EQUAL, value));
  ids = crm_transaction_find (tx, query, error);
  return ids != NULL ? crm_transaction_load_many (tx, "address", (const gint64 *)ids->data, ids->len, error)
                     : NULL;
}

static void
add_photo (GPtrArray *items, const CrmRow *row, const CrmCard *card)
{
  CrmFillItem *item;

  if (card->photo == NULL || (row != NULL && !crm_value_is_empty (crm_row_get (row, CRM_CLIENT_PHOTO))))
    return;
  item = g_new0 (CrmFillItem, 1);
  item->field = CRM_CLIENT_PHOTO;
  item->photo = g_bytes_ref (card->photo);
  item->wanted = TRUE;
  g_ptr_array_add (items, item);
}

GPtrArray *
crm_client_fill_list_in_worker (CrmTransaction *tx, gint64 client, const CrmCard *card, GError **error)
{
  static const int fields[] = { CRM_CLIENT_NAME, CRM_CLIENT_COMPANY, CRM_CLIENT_POSITION, CRM_CLIENT_STREET,
    CRM_CLIENT_POSTCODE, CRM_CLIENT_CITY, CRM_CLIENT_REGION, CRM_CLIENT_COUNTRY, CRM_CLIENT_BIRTHDAY,
    CRM_CLIENT_LANGUAGE, CRM_CLIENT_NOTES };
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (fill_item_free);
  g_autoptr (CrmImportRow) read = crm_import_card_row_new (card, NULL);
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (GPtrArray) addresses = NULL;

  if (client != 0)
    {
      row = crm_transaction_load (tx, "client", client, error);
      addresses = row != NULL ? load_addresses (tx, client, error) : NULL;
      if (addresses == NULL)
        return NULL;
    }
  /* A card without a name is called by its e-mail when it is imported; here it is somebody who has a name. */
  for (guint i = card->full_name != NULL || card->org != NULL ? 0 : 1; i < G_N_ELEMENTS (fields); i++)
    add_field (
        items, tx, row, fields[i], crm_import_row_get_text (read, crm_client_entity.fields[fields[i]].name));
  for (guint i = 0; i < read->addresses->len; i++)
    {
      const CrmImportAddress *address = &g_array_index (read->addresses, CrmImportAddress, i);
      CrmFillItem *item;

      if (has_address (tx, addresses, address))
        continue;
      item = g_new0 (CrmFillItem, 1);
      item->field = -1;
      item->kind = address->kind;
      item->label = g_strdup (address->label);
      item->value = g_strdup (address->value);
      item->wanted = TRUE;
      g_ptr_array_add (items, item);
    }
  add_photo (items, row, card);
  return g_steal_pointer (&items);
}

static gboolean
insert_address (CrmTransaction *tx, gint64 client, const CrmFillItem *item, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "address", error);
  g_autoptr (CrmValues) values = NULL;

  if (entity == NULL)
    return FALSE;
  values = crm_values_new (entity);
  crm_values_set_integer (values, CRM_ADDRESS_CLIENT, client);
  crm_values_set_text (values, CRM_ADDRESS_KIND, item->kind);
  crm_values_set_text (values, CRM_ADDRESS_VALUE, item->value);
  if (item->label != NULL)
    crm_values_set_text (values, CRM_ADDRESS_LABEL, item->label);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

gboolean
crm_client_fill_in_worker (CrmTransaction *tx, gint64 client, GPtrArray *items, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);
  g_autoptr (CrmValues) values = NULL;
  gboolean any = FALSE;

  if (entity == NULL)
    return FALSE;
  values = crm_values_new (entity);
  for (guint i = 0; i < items->len; i++)
    {
      const CrmFillItem *item = g_ptr_array_index (items, i);

      if (!item->wanted)
        continue;
      any = any || item->field >= 0;
      if (item->field < 0)
        {
          if (!insert_address (tx, client, item, error))
            return FALSE;
        }
      else if (item->photo != NULL)
        crm_value_take_blob (crm_values_slot (values, item->field), g_bytes_ref (item->photo));
      else if (item->field == CRM_CLIENT_COMPANY)
        {
          gint64 company = crm_client_relations_company_in_worker (tx, item->value, error);

          if (company == 0)
            return FALSE;
          crm_values_set_integer (values, item->field, company);
        }
      else if (!crm_transaction_read_value (tx, values, item->field, item->value, error))
        return FALSE;
    }
  return !any || crm_transaction_update (tx, client, 0, values, error);
}
