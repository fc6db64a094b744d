/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-when-reader.h"

/* Reading the ends, beginnings and middles of weeks, months and years, weekends, and months by their name alone. Pure functions; any thread. */

static void
set_day (CrmWhenReading *reading, guint32 day)
{
  reading->kind = CRM_WHEN_DAY_FULL;
  reading->day = day;
}

static guint32
get_edge (const CrmWhenReader *self, CrmWordMeaning edge, CrmWordUnit unit, gboolean given, gboolean next)
{
  guint32 begin = crm_when_get_begin (self, self->today, unit);
  guint32 after = begin != 0 ? crm_when_add (begin, unit, 1) : 0;
  guint32 day = 0;

  if (after == 0)
    return 0;
  if (next)
    {
      begin = after;
      after = crm_when_add (begin, unit, 1);
    }
  /* Twice at most: where this one's is past, the next one's is meant. */
  for (int i = 0; i < 2 && begin != 0 && after != 0; i++)
    {
      if (unit == CRM_WORD_UNIT_WEEK)
        day = crm_when_get_in_week (begin, edge == CRM_WORD_END ? 5 : edge == CRM_WORD_BEGIN ? 1 : 3);
      else if (edge == CRM_WORD_END)
        day = after - 1;
      else if (edge == CRM_WORD_BEGIN)
        day = begin;
      else
        day = unit == CRM_WORD_UNIT_MONTH ? begin + 14 : begin + (after - begin) / 2;
      if (day >= self->today || given)
        return day;
      begin = after;
      after = crm_when_add (begin, unit, 1);
    }
  return day;
}

static gboolean
is_fold (const CrmWhenReader *self, guint i, const char *fold)
{
  const CrmToken *token = crm_when_reader_get (self, i);

  return token != NULL && g_strcmp0 (token->fold, fold) == 0;
}

static gboolean
is_day (const CrmWhenReader *self, guint i, guint *end)
{
  CrmWordUnit unit;

  *end = crm_when_read_unit (self, i, 1, &unit);
  return *end != i && (unit == CRM_WORD_UNIT_DAY || unit == CRM_WORD_UNIT_WORKDAY);
}

guint
crm_when_read_day_end (const CrmWhenReader *self, guint i)
{
  int value;
  guint end;

  if (is_fold (self, i, "close") && is_fold (self, i + 1, "of") && is_fold (self, i + 2, "business"))
    return i + 3;
  if (is_fold (self, i, "late") || !crm_when_reader_means (self, i, CRM_WORD_END, &value))
    return i;
  if (value > 0)
    return value == 1 + CRM_WORD_UNIT_DAY ? i + 1 : i;
  return is_day (self, crm_when_skip_of (self, i + 1), &end) ? end : i;
}

/* "the last day", "первый день" of what follows. */
static guint
read_outer_day (const CrmWhenReader *self, guint i, CrmWordMeaning *edge)
{
  int place;
  guint end;

  if (!crm_when_reader_means (self, i, CRM_WORD_ORDINAL, &place) || (place != -1 && place != 1) ||
      !is_day (self, i + 1, &end))
    return i;
  *edge = place == 1 ? CRM_WORD_BEGIN : CRM_WORD_END;
  return end;
}

/* "in May": its first day, of this month nothing. */
static guint
read_month (const CrmWhenReader *self, guint i, CrmWhenReading *reading)
{
  static const char *const before[] = { "in", "у", "в", "во", "im" };
  guint year = 0;
  guint end = crm_when_skip_dot (self, i + 1);
  gboolean in = FALSE;
  int month;
  guint32 day;

  for (guint n = 0; n < G_N_ELEMENTS (before); n++)
    in |= i > 0 && is_fold (self, i - 1, before[n]);
  if (!in || !crm_when_reader_means (self, i, CRM_WORD_MONTH, &month))
    return i;
  end = crm_when_read_year (self, end, &year);
  if (!crm_when_reader_is_free (self, end) || (year == 0 && (guint)month == crm_when_get_month (self->today)))
    return i;
  day = year != 0 ? crm_when_get_julian (year, (guint)month, 1)
                  : crm_when_next_day (self->today, (guint)month, 1);
  if (day == 0)
    return i;
  set_day (reading, day);
  return end;
}

static guint
read_edge (const CrmWhenReader *self, guint i, CrmWhenReading *reading)
{
  static const CrmWordMeaning edges[] = { CRM_WORD_END, CRM_WORD_BEGIN, CRM_WORD_MIDDLE };
  guint start = i;
  int value = 0;
  int month;
  CrmWordMeaning edge = CRM_WORD_END;
  guint e;
  gboolean next;
  gboolean given;
  guint at;
  CrmWordUnit unit;
  guint32 day;

  for (e = 0; e < G_N_ELEMENTS (edges); e++)
    {
      if (crm_when_reader_means (self, i, edges[e], &value))
        break;
    }
  if (e < G_N_ELEMENTS (edges))
    {
      edge = edges[e];
      i++;
    }
  else
    {
      i = read_outer_day (self, i, &edge);
      if (i == start)
        return start;
    }
  i = crm_when_skip_of (self, i);
  next = crm_when_reader_means (self, i, CRM_WORD_NEXT, NULL);
  given = next || crm_when_reader_means (self, i, CRM_WORD_THIS, NULL);
  i += given;

  if (e < G_N_ELEMENTS (edges) && value > 0)
    {
      unit = (CrmWordUnit)(value - 1);
      i = start + 1;
      next = given = FALSE;
    }
  else if (crm_when_reader_means (self, i, CRM_WORD_MONTH, &month) && !given)
    {
      guint year = 0;
      guint last = month == 2 ? 28 : g_date_get_days_in_month ((GDateMonth)month, 2001);
      guint number = edge == CRM_WORD_END ? last : edge == CRM_WORD_BEGIN ? 1 : 15;

      i = crm_when_read_year (self, crm_when_skip_dot (self, i + 1), &year);
      day = year != 0 ? crm_when_get_julian (year, (guint)month, number)
                      : crm_when_next_day (self->today, (guint)month, number);
      /* Leap years, and today being the 29th itself. */
      if (day != 0 && month == 2 && edge == CRM_WORD_END)
        {
          if (year == 0 && crm_when_get_julian (crm_when_get_year (self->today), 2, 29) == self->today)
            day = self->today;
          else if (crm_when_get_month (day + 1) == 2)
            day++;
        }
      if (day == 0)
        return start;
      set_day (reading, day);
      return i;
    }
  else
    {
      guint end = crm_when_read_unit (self, i, 1, &unit);

      if (end == i || unit < CRM_WORD_UNIT_DAY)
        return start;
      i = end;
    }

  if (unit == CRM_WORD_UNIT_DAY || unit == CRM_WORD_UNIT_WORKDAY)
    {
      if (edge != CRM_WORD_END || given || e == G_N_ELEMENTS (edges) || is_fold (self, start, "late"))
        return start;
      reading->part = CRM_WORD_PART_EVENING;
      /* "EOD friday" */
      at = crm_when_reader_means (self, i, CRM_WORD_ON, NULL) ? i + 1 : i;
      if (crm_when_read_weekday (self, at, TRUE, reading) != at)
        return crm_when_read_weekday (self, at, TRUE, reading);
      if (crm_when_read_relative (self, at, reading) != at)
        return crm_when_read_relative (self, at, reading);
      set_day (reading, self->today);
      return i;
    }
  day = get_edge (self, edge, unit, given, next);
  if (day == 0)
    return start;
  set_day (reading, day);
  return i;
}

static guint
read_weekend (const CrmWhenReader *self, guint i, CrmWhenReading *reading)
{
  gboolean next = crm_when_reader_means (self, i, CRM_WORD_NEXT, NULL);
  guint at =
      next || crm_when_reader_means (self, i, CRM_WORD_THIS, NULL) ? crm_when_skip_dot (self, i + 1) : i;
  guint32 begin = crm_when_week_begin (self->today, self->week_start);
  guint32 day;

  if (!crm_when_reader_means (self, at, CRM_WORD_WEEKEND, NULL) || begin == 0)
    return i;
  day = next ? crm_when_get_in_week (begin + 7, 6) : crm_when_get_in_week (self->today, 6);
  set_day (reading, day);
  return at + 1;
}

guint
crm_when_read_edge (const CrmWhenReader *self, guint i, CrmWhenReading *reading)
{
  guint end = read_edge (self, i, reading);

  if (end == i)
    end = read_weekend (self, i, reading);
  return end != i ? end : read_month (self, i, reading);
}
