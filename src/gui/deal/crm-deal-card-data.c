/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-deal-card-data.h"
#include "base/crm-money.h"
#include "client/crm-client.h"
#include "widgets/crm-field-groups.h"

/* What the card needs, gathered in the reader by a handful of indexed reads and handed to the main thread whole. */

void
crm_deal_card_data_free (CrmDealCardData *self)
{
  g_clear_pointer (&self->row, crm_row_unref);
  g_clear_pointer (&self->client, crm_row_unref);
  g_clear_pointer (&self->titles, g_hash_table_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_free (self);
}

static void
person_free (gpointer data)
{
  CrmDealPerson *person = data;

  g_clear_pointer (&person->contact, crm_row_unref);
  g_clear_pointer (&person->client, crm_row_unref);
  g_free (person);
}

/* field NULL: all of the entity. */
static GPtrArray *
read_ordered_in_worker (CrmTransaction *tx, const char *entity, const char *field, gint64 id, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (GArray) ids = NULL;

  if (field != NULL)
    crm_condition_add (crm_query_get_where (query), crm_condition_new (field, CRM_TEST_EQUAL, value));
  crm_query_add_order (query, "position");
  ids = crm_transaction_find (tx, query, error);
  return ids != NULL ? crm_transaction_load_many (tx, entity, (const gint64 *)ids->data, ids->len, error)
                     : NULL;
}

static gboolean
read_people_in_worker (CrmTransaction *tx, CrmDealCardData *self, GError **error)
{
  g_autoptr (GPtrArray) contacts = read_ordered_in_worker (tx, "deal_contact", "deal", self->row->id, error);

  if (contacts == NULL)
    return FALSE;
  self->people = g_ptr_array_new_with_free_func (person_free);
  for (guint i = 0; i < contacts->len; i++)
    {
      CrmRow *contact = contacts->pdata[i];
      g_autoptr (CrmRow) client =
          crm_transaction_load (tx, "client", crm_row_get_integer (contact, CRM_DEAL_CONTACT_CLIENT), NULL);
      CrmDealPerson *person;

      /* An archived client is not on the card; the link stays for when it comes back. */
      if (client == NULL || client->archived_at != 0)
        continue;
      person = g_new0 (CrmDealPerson, 1);
      person->contact = crm_row_ref (contact);
      person->client = g_steal_pointer (&client);
      g_ptr_array_add (self->people, person);
    }
  return TRUE;
}

static gboolean
read_stages_in_worker (CrmTransaction *tx, CrmDealCardData *self, GError **error)
{
  gint64 stage = crm_row_get_integer (self->row, CRM_DEAL_STAGE);
  CrmRow *row;

  self->stages = read_ordered_in_worker (
      tx, "stage", "pipeline", crm_row_get_integer (self->row, CRM_DEAL_PIPELINE), error);
  if (self->stages == NULL)
    return FALSE;
  if (stage == 0 || crm_deal_card_data_get_stage (self, NULL) != NULL)
    return TRUE;
  row = crm_transaction_load (tx, "stage", stage, error);
  if (row != NULL)
    g_ptr_array_insert (self->stages, 0, row);
  return row != NULL;
}

CrmDealCardData *
crm_deal_card_data_read_in_worker (CrmTransaction *tx, gint64 id, GError **error)
{
  g_autoptr (CrmDealCardData) self = g_new0 (CrmDealCardData, 1);
  gint64 client;

  self->row = crm_transaction_load (tx, "deal", id, error);
  if (self->row == NULL)
    return NULL;
  client = crm_row_get_integer (self->row, CRM_DEAL_CLIENT);
  if (client != 0)
    self->client = crm_transaction_load (tx, "client", client, NULL);
  self->titles = crm_field_groups_read_titles_in_worker (tx, self->row);
  self->lines = read_ordered_in_worker (tx, "deal_line", "deal", id, error);
  if (self->lines == NULL || !read_people_in_worker (tx, self, error) ||
      !crm_deal_get_totals (tx, id, &self->totals, error) || !read_stages_in_worker (tx, self, error))
    return NULL;
  self->reasons = read_ordered_in_worker (tx, "lost_reason", NULL, 0, error);
  return self->reasons != NULL ? g_steal_pointer (&self) : NULL;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_deal_card_data_read_in_worker (tx, *(gint64 *)data, error);
}

void
crm_deal_card_data_read_async (
    CrmStore *store, gint64 id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  crm_store_read_async (store, 0, read_in_worker, g_memdup2 (&id, sizeof id), g_free,
      (GDestroyNotify)crm_deal_card_data_free, cancellable, callback, data);
}

CrmDealCardData *
crm_deal_card_data_read_finish (CrmStore *store, GAsyncResult *result, GError **error)
{
  return crm_store_read_finish (store, result, error);
}

gboolean
crm_deal_card_data_is_open (CrmDealCardData *self)
{
  return g_strcmp0 (crm_row_get_text (self->row, CRM_DEAL_STATE), "open") == 0;
}

CrmRow *
crm_deal_card_data_get_stage (CrmDealCardData *self, guint *position)
{
  for (guint i = 0; i < self->stages->len; i++)
    {
      CrmRow *stage = self->stages->pdata[i];

      if (position != NULL)
        *position = i;
      if (stage->id == crm_row_get_integer (self->row, CRM_DEAL_STAGE))
        return stage;
    }
  return NULL;
}

const char *
crm_deal_card_data_get_currency (CrmDealCardData *self, const char *fallback)
{
  const CrmValue *amount = crm_row_get (self->row, CRM_DEAL_AMOUNT);

  if (self->totals.n_lines > 0)
    return self->totals.currency;
  return amount->type == CRM_VALUE_MONEY ? amount->v.money.currency : fallback;
}

char *
crm_deal_display_money (gint64 minor, const char *currency)
{
  gint64 unit = 1;

  for (guint i = crm_money_digits (currency); i > 0; i--)
    unit *= 10;
  return crm_money_display (minor, currency, minor % unit == 0);
}
