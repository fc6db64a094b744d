/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-transaction-private.h"

/* Clients in the order of their next steps, the rest by the other keys: few have one, so the others come by an index and those few are taken
 * out, which is three times faster than sorting all. Runs in a worker's thread. */

#define MOST_STEPS 20000 /* looked at for the first rows */

typedef struct
{
  gint64 id;
  gint64 key;
  guint place; /* by the other keys */
} Step;

gboolean
crm_query_is_by_next (const CrmQuery *query)
{
  return g_str_equal (crm_query_get_entity (query), "client") &&
         g_strcmp0 (crm_query_get_order ((CrmQuery *)query)[0], "next_key") == 0;
}

/* Steps up to bound. */
static GHashTable *
read_keys (CrmDb *db, gint64 bound, GArray *steps, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_db_prepare (db, "SELECT client_id, next_key FROM client_figures WHERE next_key <= $1", error);
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, bound);
  while (crm_statement_step (statement, &row, error) && row)
    {
      Step step = { crm_statement_get_integer (statement, 0), crm_statement_get_integer (statement, 1), 0 };

      g_array_append_val (steps, step);
      g_hash_table_insert (places, GSIZE_TO_POINTER ((gsize)step.id), GUINT_TO_POINTER (steps->len));
    }
  return row ? NULL : g_steal_pointer (&places);
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const Step *one = a, *other = b;

  if (one->key != other->key)
    return one->key < other->key ? -1 : 1;
  return one->place < other->place ? -1 : one->place > other->place;
}

/* ids, by the other keys, with those that have a step first. */
static GArray *
put_in_order (const GArray *ids, GArray *steps, GHashTable *places)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Step));
  GArray *result = g_array_sized_new (FALSE, FALSE, sizeof (gint64), ids->len);

  for (guint i = 0; i < ids->len; i++)
    {
      guint place = GPOINTER_TO_UINT (
          g_hash_table_lookup (places, GSIZE_TO_POINTER ((gsize)g_array_index (ids, gint64, i))));

      if (place)
        {
          Step step = g_array_index (steps, Step, place - 1);

          step.place = i;
          g_array_append_val (found, step);
        }
    }
  g_array_sort (found, compare_steps);
  for (guint i = 0; i < found->len; i++)
    g_array_append_val (result, g_array_index (found, Step, i).id);
  for (guint i = 0; i < ids->len; i++)
    if (!g_hash_table_contains (places, GSIZE_TO_POINTER ((gsize)g_array_index (ids, gint64, i))))
      g_array_append_val (result, g_array_index (ids, gint64, i));
  return result;
}

static CrmQuery *
copy_without_next (const CrmQuery *query)
{
  CrmQuery *rest = crm_query_copy (query);
  const char *const *order = crm_query_get_order ((CrmQuery *)query);

  crm_query_clear_order (rest);
  crm_query_set_limit (rest, 0);
  for (guint i = 1; order[i]; i++)
    crm_query_add_order (rest, order[i]);
  if (!order[1])
    crm_query_add_order (rest, "id");
  return rest;
}

/* Behind those with a step, of which there are few, the first that have none. */
static gboolean
append_others (
    CrmTransaction *tx, const CrmQuery *rest, guint limit, GArray *ids, GHashTable *places, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_copy (rest);
  g_autoptr (GArray) others = NULL;

  crm_query_set_limit (query, limit + g_hash_table_size (places));
  if (!(others = crm_transaction_find (tx, query, error)))
    return FALSE;
  for (guint i = 0; i < others->len; i++)
    {
      gint64 id = g_array_index (others, gint64, i);

      if (!g_hash_table_contains (places, GSIZE_TO_POINTER ((gsize)id)))
        g_array_append_val (ids, id);
    }
  return TRUE;
}

/* The steps are known by their index: where few rows are asked for, those with the earliest are enough. NULL without an error when they are
 * not: too few of them answer the query. */
static GArray *
find_first (CrmTransaction *tx, const CrmQuery *query, CrmQuery *rest, GError **error)
{
  guint limit = (guint)crm_query_get_limit (query);
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmStatement) statement = crm_db_prepare (db,
      "SELECT next_key FROM client_figures WHERE next_key IS NOT NULL ORDER BY next_key LIMIT 1 OFFSET $1",
      error);

  for (guint reach = 2 * limit; statement && reach < MOST_STEPS; reach *= 8)
    {
      g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
      g_autoptr (GHashTable) places = NULL;
      g_autoptr (GArray) ids = NULL;
      g_autofree char *among = NULL;
      gint64 bound;
      gboolean row;

      crm_statement_reset (statement);
      crm_statement_bind_integer (statement, 1, reach);
      if (!crm_statement_step (statement, &row, error))
        return NULL;
      bound = row ? crm_statement_get_integer (statement, 0) : G_MAXINT64;
      among = g_strdup_printf (
          "SELECT n.client_id FROM client_figures n WHERE n.next_key <= %" G_GINT64_FORMAT, bound);
      ids = crm_transaction_find_among (tx, rest, among, error);
      if (!ids || !(places = read_keys (db, bound, steps, error)) ||
          (!row && ids->len < limit && !append_others (tx, rest, limit, ids, places, error)))
        return NULL;
      if (ids->len >= limit || !row)
        return put_in_order (ids, steps, places);
    }
  return NULL;
}

GArray *
crm_query_find_by_next (CrmTransaction *tx, const CrmQuery *query, GError **error)
{
  g_autoptr (CrmQuery) rest = copy_without_next (query);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autoptr (GHashTable) places = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) local = NULL;
  GArray *result = NULL;

  if (crm_query_get_limit (query) > 0)
    result = find_first (tx, query, rest, &local);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!result)
    {
      ids = crm_transaction_find (tx, rest, error);
      if (!ids || !(places = read_keys (crm_transaction_get_db (tx), G_MAXINT64, steps, error)))
        return NULL;
      result = put_in_order (ids, steps, places);
    }
  if (crm_query_get_limit (query) > 0 && result->len > crm_query_get_limit (query))
    g_array_set_size (result, (guint)crm_query_get_limit (query));
  return result;
}
