/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-transaction-private.h"

/* Clients in the order of their next steps, the rest by the other keys: few have one, so the others come by an index and those few are taken
 * out, which is three times faster than sorting all. Runs in a worker's thread. */

typedef struct
{
  gint64 id;
  gint64 key;
  guint place; /* by the other keys */
} Step;

gboolean
crm_query_is_by_next (const CrmQuery *query)
{
  return g_str_equal (crm_query_get_entity (query), "client") && crm_query_get_limit (query) == 0 &&
         g_strcmp0 (crm_query_get_order ((CrmQuery *)query)[0], "next_key") == 0;
}

static GHashTable *
read_keys (CrmDb *db, GArray *steps, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_db_prepare (db, "SELECT client_id, next_key FROM client_figures WHERE next_key IS NOT NULL", error);
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
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

GArray *
crm_query_find_by_next (CrmTransaction *tx, const CrmQuery *query, GError **error)
{
  g_autoptr (CrmQuery) rest = crm_query_copy (query);
  const char *const *order = crm_query_get_order ((CrmQuery *)query);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autoptr (GHashTable) places = NULL;
  g_autoptr (GArray) ids = NULL;
  GArray *result;

  crm_query_clear_order (rest);
  for (guint i = 1; order[i]; i++)
    crm_query_add_order (rest, order[i]);
  if (!order[1])
    crm_query_add_order (rest, "id");
  ids = crm_transaction_find (tx, rest, error);
  if (!ids || !(places = read_keys (crm_transaction_get_db (tx), steps, error)))
    return NULL;
  result = g_array_sized_new (FALSE, FALSE, sizeof (gint64), ids->len);
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
