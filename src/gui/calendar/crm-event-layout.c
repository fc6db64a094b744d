/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-layout.h"

/* Greedy: each goes into the first column that is free again. Things hang together as long as one begins before all before it have ended; those
 * share the width. No state. Any thread. */

static gboolean
overlap (const CrmEventSlot *a, const CrmEventSlot *b)
{
  return a->from < b->to && b->from < a->to;
}

/* How far to the end of the day's width it may reach: columns that nobody uses while it lasts. */
static guint
find_span (const CrmEventSlot *slots, guint n, const CrmEventSlot *self)
{
  guint limit = self->n_columns;

  for (guint i = 0; i < n; i++)
    if (&slots[i] != self && !slots[i].hidden && slots[i].column > self->column && overlap (&slots[i], self))
      limit = MIN (limit, slots[i].column);
  return limit - self->column;
}

static void
collect_hidden (const CrmEventSlot *slots, guint first, guint n, GArray *rests)
{
  guint begin = rests->len;

  for (guint i = first; i < first + n; i++)
    {
      CrmEventRest *last = rests->len > begin ? &g_array_index (rests, CrmEventRest, rests->len - 1) : NULL;
      CrmEventRest rest = { slots[i].from, slots[i].to, 1, i };

      if (!slots[i].hidden)
        continue;
      if (last == NULL || slots[i].from >= last->to)
        {
          g_array_append_val (rests, rest);
          continue;
        }
      last->to = MAX (last->to, slots[i].to);
      last->count++;
    }
}

static void
finish_cluster (CrmEventSlot *slots, guint first, guint n, guint used, guint max, GArray *rests)
{
  gboolean crowded = used > max;

  for (guint i = first; i < first + n; i++)
    {
      slots[i].n_columns = MIN (used, max);
      slots[i].hidden = slots[i].column >= max;
      slots[i].crowded = crowded;
    }
  for (guint i = first; i < first + n; i++)
    slots[i].span = slots[i].hidden ? 1 : find_span (slots + first, n, &slots[i]);
  if (crowded)
    collect_hidden (slots, first, n, rests);
}

/* The first column that is free at a time. */
static guint
find_column (GArray *ends, int from)
{
  int never = G_MININT;

  for (guint i = 0; i < ends->len; i++)
    if (g_array_index (ends, int, i) <= from)
      return i;
  g_array_append_val (ends, never);
  return ends->len - 1;
}

GArray *
crm_event_layout_columns (CrmEventSlot *slots, guint n, guint max)
{
  GArray *rests = g_array_new (FALSE, FALSE, sizeof (CrmEventRest));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (int));
  guint first = 0;
  int end = G_MININT;

  g_return_val_if_fail (max > 0, rests);
  for (guint i = 0; i < n; i++)
    {
      if (i > first && slots[i].from >= end)
        {
          finish_cluster (slots, first, i - first, ends->len, max, rests);
          first = i;
          g_array_set_size (ends, 0);
        }
      slots[i].column = find_column (ends, slots[i].from);
      g_array_index (ends, int, slots[i].column) = slots[i].to;
      end = i == first ? slots[i].to : MAX (end, slots[i].to);
    }
  if (n > first)
    finish_cluster (slots, first, n - first, ends->len, max, rests);
  return rests;
}

guint
crm_event_layout_rows (CrmEventSlot *slots, guint n)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < n; i++)
    {
      slots[i].column = find_column (ends, slots[i].from);
      slots[i].span = slots[i].n_columns = 1;
      slots[i].hidden = slots[i].crowded = FALSE;
      g_array_index (ends, int, slots[i].column) = slots[i].to;
    }
  return ends->len;
}
