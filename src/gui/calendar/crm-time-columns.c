/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-time-columns.h"

/* Rounded in one place, so that lines, heads and events meet. No state. Any thread. */

static int
get_edge (int width, guint n, guint index)
{
  int room = MAX (width - CRM_TIME_GUTTER, (int)n);

  return CRM_TIME_GUTTER + (int)((gint64)room * index / n);
}

void
crm_time_columns_get (int width, guint n, guint index, gboolean rtl, int *x, int *column_width)
{
  int from = get_edge (width, n, index);
  int to = get_edge (width, n, MIN (index + 1, n));

  *column_width = to - from;
  *x = rtl ? width - to : from;
}

guint
crm_time_columns_find (int width, guint n, double x, gboolean rtl)
{
  double at = rtl ? width - x : x;

  for (guint i = 0; i + 1 < n; i++)
    if (at < get_edge (width, n, i + 1))
      return i;
  return n - 1;
}
