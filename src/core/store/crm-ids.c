/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-ids.h"

#include <string.h>

/* Sets of numbers of records. Numbers are given one after another, so a bit for every one up to the largest is the fastest set of them;
 * only where a number is very large is it looked for in sorted ones. Owns nothing. */

#define MOST_BITS (G_GINT64_CONSTANT (1) << 28)

GArray *
crm_ids_without (const GArray *ids, GHashTable *out, GArray *positions)
{
  GArray *kept = g_array_sized_new (FALSE, FALSE, sizeof (gint64), ids->len);

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 *id = &g_array_index (ids, gint64, i);
      if (g_hash_table_contains (out, id))
        g_array_append_val (positions, i);
      else
        g_array_append_val (kept, *id);
    }
  return kept;
}

gboolean
crm_ids_equal (const GArray *a, const GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;
  return x < y ? -1 : x > y;
}

GArray *
crm_ids_select (const GArray *ids, GArray *hits)
{
  g_autofree guint8 *bits = NULL;
  gint64 largest = 0;
  GArray *found = g_array_sized_new (FALSE, FALSE, sizeof (gint64), MIN (ids->len, hits->len));

  for (guint i = 0; i < hits->len; i++)
    largest = MAX (largest, g_array_index (hits, gint64, i));
  if (largest < MOST_BITS)
    {
      bits = g_malloc0 ((gsize)largest / 8 + 1);
      for (guint i = 0; i < hits->len; i++)
        {
          gsize id = (gsize)g_array_index (hits, gint64, i);
          bits[id / 8] |= (guint8)(1 << id % 8);
        }
    }
  else
    g_array_sort (hits, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 *id = &g_array_index (ids, gint64, i);

      if (bits ? *id <= largest && bits[*id / 8] & 1 << *id % 8
               : g_array_binary_search (hits, id, compare_ids, NULL))
        g_array_append_val (found, *id);
    }
  return found;
}
