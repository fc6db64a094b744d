/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-layout.h"
#include "calendar/crm-time-columns.h"

/* Side by side: known cases, then the rules that hold for any set of events. */

static int
compare (gconstpointer a, gconstpointer b)
{
  const CrmEventSlot *one = a;
  const CrmEventSlot *other = b;

  return one->from != other->from ? one->from - other->from : other->to - one->to;
}

static gboolean
overlap (const CrmEventSlot *a, const CrmEventSlot *b)
{
  return a->from < b->to && b->from < a->to;
}

static void
test_two (void)
{
  CrmEventSlot slots[] = { { .from = 600, .to = 660 }, { .from = 630, .to = 690 },
    { .from = 700, .to = 760 } };
  g_autoptr (GArray) rests = crm_event_layout_columns (slots, 3, 3);

  g_assert_cmpuint (slots[0].column, ==, 0);
  g_assert_cmpuint (slots[1].column, ==, 1);
  g_assert_cmpuint (slots[0].n_columns, ==, 2);
  g_assert_cmpuint (slots[2].n_columns, ==, 1);
  g_assert_cmpuint (rests->len, ==, 0);
}

static void
test_touching (void)
{
  /* One that begins when another ends has the whole width. */
  CrmEventSlot slots[] = { { .from = 600, .to = 660 }, { .from = 660, .to = 720 } };
  g_autoptr (GArray) rests = crm_event_layout_columns (slots, 2, 3);

  g_assert_cmpuint (slots[0].n_columns, ==, 1);
  g_assert_cmpuint (slots[1].column, ==, 0);
  g_assert_cmpuint (rests->len, ==, 0);
}

static void
test_span (void)
{
  /* The third has only the first beside it: it takes two columns of three. */
  CrmEventSlot slots[] = { { .from = 0, .to = 300 }, { .from = 0, .to = 100 }, { .from = 50, .to = 100 },
    { .from = 200, .to = 300 } };
  g_autoptr (GArray) rests = crm_event_layout_columns (slots, 4, 3);

  g_assert_cmpuint (slots[3].column, ==, 1);
  g_assert_cmpuint (slots[3].span, ==, 2);
  g_assert_cmpuint (slots[1].span, ==, 1);
  g_assert_cmpuint (rests->len, ==, 0);
}

static void
test_rest (void)
{
  CrmEventSlot slots[5];
  g_autoptr (GArray) rests = NULL;
  const CrmEventRest *rest;

  for (guint i = 0; i < 5; i++)
    slots[i] = (CrmEventSlot){ .from = 600 + (int)i, .to = 700 };
  rests = crm_event_layout_columns (slots, 5, 3);
  g_assert_cmpuint (rests->len, ==, 1);
  rest = &g_array_index (rests, CrmEventRest, 0);
  g_assert_cmpuint (rest->count, ==, 2);
  g_assert_cmpuint (rest->first, ==, 3);
  g_assert_cmpint (rest->from, ==, 603);
  g_assert_true (slots[4].hidden);
  g_assert_true (slots[0].crowded);
}

static void
check_columns (const CrmEventSlot *slots, guint n, guint max, GArray *rests)
{
  guint hidden = 0, told = 0;

  for (guint i = 0; i < n; i++)
    {
      hidden += slots[i].hidden;
      if (slots[i].hidden)
        continue;
      g_assert_cmpuint (slots[i].n_columns, <=, max);
      g_assert_cmpuint (slots[i].span, >=, 1);
      g_assert_cmpuint (slots[i].column + slots[i].span, <=, slots[i].n_columns);
      for (guint other = i + 1; other < n; other++)
        if (!slots[other].hidden && overlap (&slots[i], &slots[other]))
          {
            /* They share one width, and no column. */
            g_assert_cmpuint (slots[i].n_columns, ==, slots[other].n_columns);
            g_assert_true (slots[i].column + slots[i].span <= slots[other].column ||
                           slots[other].column + slots[other].span <= slots[i].column);
          }
    }
  for (guint i = 0; i < rests->len; i++)
    told += g_array_index (rests, CrmEventRest, i).count;
  g_assert_cmpuint (told, ==, hidden);
}

/* Nothing is hidden where no more than max are on at a time. */
static guint
count_most (const CrmEventSlot *slots, guint n)
{
  guint most = 0;

  for (guint i = 0; i < n; i++)
    {
      guint on = 0;

      for (guint other = 0; other < n; other++)
        on += slots[other].from <= slots[i].from && slots[i].from < slots[other].to;
      most = MAX (most, on);
    }
  return most;
}

static void
test_any (void)
{
  for (guint round = 0; round < 400; round++)
    {
      guint n = (guint)g_test_rand_int_range (0, 40);
      guint max = (guint)g_test_rand_int_range (1, 6);
      g_autofree CrmEventSlot *slots = g_new0 (CrmEventSlot, n + 1);
      g_autoptr (GArray) rests = NULL;
      guint rows;

      for (guint i = 0; i < n; i++)
        {
          slots[i].from = g_test_rand_int_range (0, 1400);
          slots[i].to = slots[i].from + g_test_rand_int_range (1, 300);
        }
      qsort (slots, n, sizeof *slots, compare);
      rests = crm_event_layout_columns (slots, n, max);
      check_columns (slots, n, max, rests);
      if (count_most (slots, n) <= max)
        g_assert_cmpuint (rests->len, ==, 0);

      /* Rows of bars: as many as are needed at the fullest place, and none over another. */
      rows = crm_event_layout_rows (slots, n);
      g_assert_cmpuint (rows, ==, count_most (slots, n));
      for (guint i = 0; i < n; i++)
        for (guint other = i + 1; other < n; other++)
          g_assert_false (slots[i].column == slots[other].column && overlap (&slots[i], &slots[other]));
    }
}

/* Columns fill the width, side by side, and are found again; also mirrored. */
static void
test_columns (void)
{
  for (guint n = 1; n <= 7; n++)
    for (int width = 200; width < 1300; width += 37)
      for (int rtl = 0; rtl < 2; rtl++)
        {
          int end = rtl ? width - CRM_TIME_GUTTER : CRM_TIME_GUTTER;

          for (guint i = 0; i < n; i++)
            {
              int x, column;

              crm_time_columns_get (width, n, i, rtl, &x, &column);
              g_assert_cmpint (rtl ? x + column : x, ==, end);
              end = rtl ? x : x + column;
              g_assert_cmpuint (crm_time_columns_find (width, n, x + column / 2.0, rtl), ==, i);
            }
          g_assert_cmpint (end, ==, rtl ? 0 : width);
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gui/event-layout/two", test_two);
  g_test_add_func ("/gui/event-layout/touching", test_touching);
  g_test_add_func ("/gui/event-layout/span", test_span);
  g_test_add_func ("/gui/event-layout/rest", test_rest);
  g_test_add_func ("/gui/event-layout/any", test_any);
  g_test_add_func ("/gui/event-layout/columns", test_columns);
  return g_test_run ();
}
