/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-client-card-data.h"
#include "activity/crm-activity-count.h"
#include "base/crm-time.h"
#include "client/crm-client-sales.h"
#include "client/crm-client.h"
#include "widgets/crm-field-groups.h"

/* What the card needs, gathered in the reader by a handful of indexed reads and handed to the main thread whole. */

void
crm_client_card_data_free (CrmClientCardData *self)
{
  g_clear_pointer (&self->row, crm_row_unref);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  g_clear_pointer (&self->titles, g_hash_table_unref);
  g_free (self->month_sums);
  g_free (self);
}

static void
card_tag_free (gpointer data)
{
  CrmCardTag *tag = data;

  g_free (tag->name);
  g_free (tag->color);
  g_free (tag);
}

static GPtrArray *
read_where_in_worker (
    CrmTransaction *tx, const char *entity, const char *field, gint64 id, const char *order, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (GArray) ids = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new (field, CRM_TEST_EQUAL, value));
  if (order != NULL)
    crm_query_add_order (query, order);
  ids = crm_transaction_find (tx, query, error);
  if (ids == NULL)
    return NULL;
  return crm_transaction_load_many (tx, entity, (const gint64 *)ids->data, ids->len, error);
}

/* Of an archived client those that went into the archive with it. */
static GPtrArray *
read_addresses_in_worker (CrmTransaction *tx, const CrmRow *client, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("address");
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, client->id);
  g_autoptr (GArray) ids = NULL;
  GPtrArray *rows;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("client", CRM_TEST_EQUAL, value));
  crm_query_set_archived (query, client->archived_at ? CRM_ARCHIVED_ALL : CRM_ARCHIVED_NO);
  ids = crm_transaction_find (tx, query, error);
  rows = ids != NULL ? crm_transaction_load_many (tx, "address", (const gint64 *)ids->data, ids->len, error)
                     : NULL;
  for (guint i = rows != NULL ? rows->len : 0; i > 0; i--)
    {
      const CrmRow *row = g_ptr_array_index (rows, i - 1);

      if (row->archived_at && row->archived_at != client->archived_at)
        g_ptr_array_remove_index (rows, i - 1);
    }
  return rows;
}

static int
compare_addresses (gconstpointer a, gconstpointer b)
{
  static const char *const kinds[] = { "phone", "email", "handle", "web" };
  CrmRow *const *rows[] = { a, b };
  int rank[2];

  for (guint i = 0; i < 2; i++)
    {
      const char *kind = crm_row_get_text (*rows[i], CRM_ADDRESS_KIND);

      for (rank[i] = 0; rank[i] < (int)G_N_ELEMENTS (kinds); rank[i]++)
        if (g_strcmp0 (kind, kinds[rank[i]]) == 0)
          break;
      rank[i] = rank[i] * 2 + (crm_row_get_integer (*rows[i], CRM_ADDRESS_MAIN) != 0 ? 0 : 1);
    }
  if (rank[0] != rank[1])
    return rank[0] - rank[1];
  return (int)CLAMP (crm_row_get_integer (*rows[0], CRM_ADDRESS_POSITION) -
                         crm_row_get_integer (*rows[1], CRM_ADDRESS_POSITION),
      -1, 1);
}

static gboolean
read_tags_in_worker (CrmTransaction *tx, CrmClientCardData *self, GError **error)
{
  const CrmValue *value = crm_row_get (self->row, CRM_CLIENT_TAGS);
  g_autoptr (GPtrArray) rows = NULL;
  int name, color;

  if (value == NULL || value->type != CRM_VALUE_LIST || value->v.list->len == 0)
    return TRUE;
  rows =
      crm_transaction_load_many (tx, "tag", (const gint64 *)value->v.list->data, value->v.list->len, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      CrmRow *row = g_ptr_array_index (rows, i);
      CrmCardTag *tag = g_new0 (CrmCardTag, 1);

      name = crm_entity_find_field (row->entity, "name");
      color = crm_entity_find_field (row->entity, "color");
      tag->name = g_strdup (crm_row_get_text (row, name));
      tag->color = color >= 0 ? g_strdup (crm_row_get_text (row, color)) : NULL;
      g_ptr_array_add (self->tags, tag);
    }
  return TRUE;
}

static gboolean
read_figures_in_worker (CrmTransaction *tx, CrmClientCardData *self, GError **error)
{
  GTimeZone *zone = crm_transaction_get_zone (tx);
  g_autofree char *month = crm_instant_date (crm_transaction_get_now (tx), zone);

  memcpy (month + strlen ("YYYY-MM-"), "01", 2);
  return crm_client_sales_read_since (
             tx, self->row->id, crm_date_instant (month, zone), &self->month_sums, error) &&
         crm_answer_time_read (tx, self->row->id, &self->answers, error);
}

CrmClientCardData *
crm_client_card_data_read_in_worker (CrmTransaction *tx, gint64 id, GError **error)
{
  g_autoptr (CrmClientCardData) self = g_new0 (CrmClientCardData, 1);

  self->tags = g_ptr_array_new_with_free_func (card_tag_free);
  self->row = crm_transaction_load (tx, "client", id, error);
  if (self->row == NULL)
    return NULL;
  self->addresses = read_addresses_in_worker (tx, self->row, error);
  if (self->addresses == NULL)
    return NULL;
  g_ptr_array_sort (self->addresses, compare_addresses);
  if (g_strcmp0 (crm_row_get_text (self->row, CRM_CLIENT_KIND), "company") == 0)
    self->people = read_where_in_worker (tx, "client", "company", id, "name", error);
  else
    self->people = g_ptr_array_new ();
  if (self->people == NULL || !read_tags_in_worker (tx, self, error))
    return NULL;
  self->titles = crm_field_groups_read_titles_in_worker (tx, self->row);
  self->n_entries = crm_activity_count_entries (tx, id, error);
  if (self->n_entries < 0 || !read_figures_in_worker (tx, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_client_card_data_read_in_worker (tx, *(gint64 *)data, error);
}

void
crm_client_card_data_read_async (
    CrmStore *store, gint64 id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  gint64 *key = g_new (gint64, 1);

  *key = id;
  crm_store_read_async (store, 0, read_in_worker, key, g_free, (GDestroyNotify)crm_client_card_data_free,
      cancellable, callback, data);
}

CrmClientCardData *
crm_client_card_data_read_finish (CrmStore *store, GAsyncResult *result, GError **error)
{
  return crm_store_read_finish (store, result, error);
}

const char *
crm_client_card_data_get_title (CrmClientCardData *self, int field)
{
  return g_hash_table_lookup (self->titles, GINT_TO_POINTER (field));
}

char *
crm_client_card_data_dup_tags (CrmClientCardData *self)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < self->tags->len; i++)
    {
      CrmCardTag *tag = g_ptr_array_index (self->tags, i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", tag->name);
    }
  return g_string_free (names, FALSE);
}

CrmRow *
crm_client_card_data_get_main (CrmClientCardData *self, const char *kind)
{
  for (guint i = 0; i < self->addresses->len; i++)
    {
      CrmRow *row = g_ptr_array_index (self->addresses, i);

      if (g_strcmp0 (crm_row_get_text (row, CRM_ADDRESS_KIND), kind) == 0)
        return row;
    }
  return NULL;
}
