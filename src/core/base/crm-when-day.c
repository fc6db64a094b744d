/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-when-reader.h"

#include <string.h>

/* Reading days: by their name or their number. Pure functions; any thread. */

#define YEARS_BACK 1
#define YEARS_AHEAD 20

static void
set_day (CrmWhenReading *reading, CrmWhenDayKind kind, guint32 day)
{
  reading->kind = kind;
  reading->day = day;
}

guint
crm_when_get_year (guint32 julian)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  return g_date_get_year (&date);
}

guint32
crm_when_get_julian (guint year, guint month, guint day)
{
  GDate date;

  if (year < 1 || year > 9999 || month > 12 || day > 31 ||
      !g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return 0;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
  return g_date_get_julian (&date);
}

static guint32
get_month_begin (guint32 julian)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  g_date_set_day (&date, 1);
  return g_date_get_julian (&date);
}

guint
crm_when_get_month (guint32 julian)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  return (guint)g_date_get_month (&date);
}

/* The first day of the period around a day. */
guint32
crm_when_get_begin (const CrmWhenReader *self, guint32 day, CrmWordUnit unit)
{
  switch (unit)
    {
    case CRM_WORD_UNIT_WEEK: return crm_when_week_begin (day, self->week_start);
    case CRM_WORD_UNIT_MONTH: return get_month_begin (day);
    case CRM_WORD_UNIT_QUARTER:
      return crm_when_get_julian (crm_when_get_year (day), (crm_when_get_month (day) - 1) / 3 * 3 + 1, 1);
    case CRM_WORD_UNIT_YEAR: return crm_when_get_julian (crm_when_get_year (day), 1, 1);
    case CRM_WORD_UNIT_MINUTE:
    case CRM_WORD_UNIT_HOUR:
    case CRM_WORD_UNIT_DAY:
    case CRM_WORD_UNIT_WORKDAY: break;
    }
  return day;
}

/* The weekday in the week that begins then. */
guint32
crm_when_get_in_week (guint32 begin, int weekday)
{
  return begin + (guint32)((weekday - crm_when_get_weekday (begin) + 7) % 7);
}

static gboolean
is_fold (const CrmWhenReader *self, guint i, const char *fold)
{
  const CrmToken *token = crm_when_reader_get (self, i);

  return token != NULL && g_strcmp0 (token->fold, fold) == 0;
}

/* ---- from today ---- */

guint
crm_when_read_relative (const CrmWhenReader *self, guint i, CrmWhenReading *reading)
{
  int days;
  int value;
  CrmWordUnit unit;

  /* "later today", "sometime next week" */
  if ((is_fold (self, i, "later") || is_fold (self, i, "sometime")) &&
      (crm_when_reader_means (self, i + 1, CRM_WORD_DAY, NULL) ||
          crm_when_reader_means (self, i + 1, CRM_WORD_THIS, NULL) ||
          crm_when_reader_means (self, i + 1, CRM_WORD_NEXT, NULL)))
    {
      guint end = crm_when_read_relative (self, i + 1, reading);

      return end != i + 1 ? end : i;
    }
  if (crm_when_reader_means (self, i, CRM_WORD_TONIGHT, NULL))
    {
      reading->part = CRM_WORD_PART_EVENING;
      set_day (reading, CRM_WHEN_DAY_FULL, self->today);
      return i + 1;
    }
  if (crm_when_reader_means (self, i, CRM_WORD_DAY, &days))
    {
      guint32 day = crm_when_add (self->today, CRM_WORD_UNIT_DAY, days);

      if (day == 0)
        return i;
      set_day (reading, CRM_WHEN_DAY_FULL, day);
      return i + 1;
    }
  if (crm_when_reader_means (self, i, CRM_WORD_UNIT, &value) && value == CRM_WORD_UNIT_DAY &&
      crm_when_reader_means (self, i + 1, CRM_WORD_AFTER, NULL) &&
      crm_when_reader_means (self, i + 2, CRM_WORD_DAY, &days) && days == 1)
    {
      guint32 day = crm_when_add (self->today, CRM_WORD_UNIT_DAY, 2);

      if (day == 0)
        return i;
      set_day (reading, CRM_WHEN_DAY_FULL, day);
      return i + 3;
    }
  /* "this evening" */
  if (crm_when_reader_means (self, i, CRM_WORD_THIS, NULL) &&
      !crm_when_reader_means (self, i + 1, CRM_WORD_UNIT, NULL) &&
      crm_when_reader_means (self, i + 1, CRM_WORD_PART, &value))
    {
      reading->part = (CrmWordPart)value;
      set_day (reading, CRM_WHEN_DAY_FULL, self->today);
      return i + 2;
    }
  /* "next week" and, as it is said, "a week from today" are not the same. */
  if ((crm_when_reader_means (self, i, CRM_WORD_NEXT, NULL) ||
          crm_when_reader_means (self, i, CRM_WORD_THIS, NULL)))
    {
      gboolean next = crm_when_reader_means (self, i, CRM_WORD_NEXT, NULL);
      guint unit_at = crm_when_skip_dot (self, i + 1);
      guint end = crm_when_read_unit (self, unit_at, 1, &unit);
      guint weekday_end = end;
      guint32 begin;
      guint32 day;

      if (end == unit_at || unit < CRM_WORD_UNIT_DAY || unit == CRM_WORD_UNIT_WORKDAY)
        return i;
      if (unit == CRM_WORD_UNIT_DAY)
        {
          set_day (reading, CRM_WHEN_DAY_FULL, self->today + next);
          return end;
        }
      begin = crm_when_get_begin (self, self->today, unit);
      if (begin != 0 && unit == CRM_WORD_UNIT_WEEK)
        weekday_end = crm_when_read_weekday_of (self, end, next ? begin + 7 : begin, &day);
      if (weekday_end != end)
        {
          set_day (reading, CRM_WHEN_DAY_FULL, day);
          return weekday_end;
        }
      begin = begin != 0 ? crm_when_add (begin, unit, 1) : 0;
      if (begin == 0)
        return i;
      if (next)
        set_day (
            reading, CRM_WHEN_DAY_FULL, unit == CRM_WORD_UNIT_WEEK ? crm_when_get_in_week (begin, 1) : begin);
      else
        set_day (reading, CRM_WHEN_DAY_FULL,
            unit == CRM_WORD_UNIT_WEEK ? crm_when_get_in_week (self->today, 5) : begin - 1);
      return end;
    }
  return i;
}

/* "the week after next" */
static guint
read_after_next (const CrmWhenReader *self, guint i, CrmWhenReading *reading)
{
  CrmWordUnit unit;
  guint end = crm_when_read_unit (self, i, 1, &unit);
  guint32 begin;

  if (end == i || unit < CRM_WORD_UNIT_WEEK || !is_fold (self, end, "after") ||
      !is_fold (self, end + 1, "next"))
    return i;
  begin = crm_when_get_begin (self, self->today, unit);
  begin = begin != 0 ? crm_when_add (begin, unit, 2) : 0;
  if (begin == 0)
    return i;
  set_day (reading, CRM_WHEN_DAY_FULL, unit == CRM_WORD_UNIT_WEEK ? crm_when_get_in_week (begin, 1) : begin);
  return end + 2;
}

/* ---- weekdays ---- */

static gboolean
is_weekday_sure (const CrmWhenReader *self, guint i, gboolean on)
{
  const CrmToken *after = crm_when_reader_get (self, i + 1);

  if (!on && after != NULL && after->type == CRM_TOKEN_WORD && after->capital &&
      crm_when_reader_get (self, i)->capital)
    return FALSE;
  return on || self->whole || after == NULL || after->type != CRM_TOKEN_WORD ||
         crm_when_reader_is_free (self, i + 1);
}

/* "Олегу Середа", "Sun Li": a name. */
static gboolean
is_surname (const CrmWhenReader *self, guint i)
{
  const CrmToken *token = crm_when_reader_get (self, i);
  const CrmToken *before = i > 0 ? crm_when_reader_get (self, i - 1) : NULL;

  return token->capital && (guchar)token->fold[0] >= 0x80 && before != NULL &&
         before->type == CRM_TOKEN_WORD && before->capital && before->word == NULL &&
         !crm_when_is_infinitive (before->fold);
}

static gboolean
means_weekday (const CrmWhenReader *self, guint i, int *weekday)
{
  return crm_when_reader_means (self, i, CRM_WORD_WEEKDAY, weekday) ||
         crm_when_reader_means (self, i, CRM_WORD_WEEKDAY_CASE, weekday) ||
         crm_when_reader_means (self, i, CRM_WORD_WEEKDAY_DOUBT, weekday);
}

guint
crm_when_read_weekday_of (const CrmWhenReader *self, guint i, guint32 begin, guint32 *day)
{
  guint at = i + crm_when_reader_is_sign (self, i, ',');
  int weekday;

  while (crm_when_reader_means (self, at, CRM_WORD_ON, NULL))
    at++;
  if (!means_weekday (self, at, &weekday))
    return i;
  *day = crm_when_get_in_week (crm_when_week_begin (begin, self->week_start), weekday);
  return crm_when_skip_dot (self, at + 1);
}

/* "last friday", "first monday": not the next one; "40 вт" are watts. */
static gboolean
is_other_weekday (const CrmWhenReader *self, guint i)
{
  const CrmToken *before = i > 0 ? crm_when_reader_get (self, i - 1) : NULL;

  return before != NULL && (crm_word_means (before->word, CRM_WORD_EVERY, NULL) ||
                               crm_word_means (before->word, CRM_WORD_OTHER, NULL) ||
                               crm_word_means (before->word, CRM_WORD_GONE, NULL) ||
                               crm_word_means (before->word, CRM_WORD_ORDINAL, NULL) ||
                               (before->type == CRM_TOKEN_NUMBER && is_fold (self, i, "вт") &&
                                   !(i > 1 && crm_when_reader_get (self, i - 2)->type == CRM_TOKEN_SIGN)));
}

guint
crm_when_read_weekday (const CrmWhenReader *self, guint i, gboolean on, CrmWhenReading *reading)
{
  gboolean next = crm_when_reader_means (self, i, CRM_WORD_NEXT, NULL);
  gboolean this = !next && crm_when_reader_means (self, i, CRM_WORD_THIS, NULL);
  guint at = next || this ? crm_when_skip_dot (self, i + 1) : i;
  guint32 week = crm_when_week_begin (self->today, self->week_start);
  guint weeks = 0;
  guint of_week;
  int weekday;
  int value;

  if (is_other_weekday (self, i))
    return i;
  if (!(crm_when_reader_means (self, at, CRM_WORD_WEEKDAY, &weekday) && (on || !is_surname (self, at))) &&
      !((on || next || this) && crm_when_reader_means (self, at, CRM_WORD_WEEKDAY_CASE, &weekday)) &&
      !(crm_when_reader_means (self, at, CRM_WORD_WEEKDAY_DOUBT, &weekday) &&
          is_weekday_sure (self, at, on || next || this)))
    return i;
  if (week == 0)
    return i;
  at = crm_when_skip_dot (self, at + 1);

  /* "friday next week", "в пятницу на следующей неделе" */
  of_week = at;
  while (of_week < at + 2 &&
         (crm_when_reader_means (self, of_week, CRM_WORD_ON, NULL) || is_fold (self, of_week, "of")))
    of_week++;
  if (!next && !this && is_fold (self, at, "after") && is_fold (self, at + 1, "next"))
    {
      set_day (reading, CRM_WHEN_DAY_WEEKDAY, crm_when_get_in_week (week + 14, weekday));
      return at + 2;
    }
  /* "tuesday week" is a week after it. */
  if (!next && !this && is_fold (self, at, "week"))
    {
      weeks = 1;
      at++;
    }
  else if (!next && !this && crm_when_reader_means (self, of_week + 1, CRM_WORD_UNIT, &value) &&
           value == CRM_WORD_UNIT_WEEK)
    {
      next = crm_when_reader_means (self, of_week, CRM_WORD_NEXT, NULL);
      this = crm_when_reader_means (self, of_week, CRM_WORD_THIS, NULL);
      if (next || this)
        at = of_week + 2;
    }

  if (next)
    set_day (reading, CRM_WHEN_DAY_WEEKDAY, crm_when_get_in_week (week + 7, weekday));
  else
    set_day (reading, CRM_WHEN_DAY_WEEKDAY, crm_when_get_in_week (self->today + !this, weekday) + 7 * weeks);
  return at;
}

/* ---- numbers ---- */

guint
crm_when_skip_of (const CrmWhenReader *self, guint i)
{
  if (crm_when_reader_is_sign (self, i, '-') && crm_when_reader_is_glued (self, i))
    i++;
  while (is_fold (self, i, "of") || crm_when_reader_means (self, i, CRM_WORD_THE, NULL))
    i++;
  return i;
}

guint
crm_when_read_year (const CrmWhenReader *self, guint i, guint *year)
{
  guint start = i;
  const CrmToken *token;
  guint this_year = crm_when_get_year (self->today);

  if (crm_when_reader_is_sign (self, i, ','))
    i++;
  token = crm_when_reader_get (self, i);
  if (token == NULL || token->type != CRM_TOKEN_NUMBER || token->phone || token->n_digits != 4 ||
      !token->blank_before || token->number + YEARS_BACK < this_year ||
      token->number > this_year + YEARS_AHEAD)
    return start;
  *year = token->number;
  i++;
  if (crm_when_reader_means (self, i, CRM_WORD_YEAR, NULL))
    i = crm_when_skip_dot (self, i + 1);
  return i;
}

/* What follows a number cannot be part of it. */
static gboolean
is_closed (const CrmWhenReader *self, guint i)
{
  const CrmToken *token = crm_when_reader_get (self, i);
  const CrmToken *after = crm_when_reader_get (self, i + 1);

  if (token == NULL || token->blank_before)
    return TRUE;
  if (token->type != CRM_TOKEN_SIGN)
    return FALSE;
  return strchr ("./-+:%#*=_@", (int)MIN (token->sign, 0x7F)) == NULL || token->sign > 0x7F ||
         (token->sign != '%' && (after == NULL || after->blank_before));
}

/* "10.12 €", "v. 10.12" */
static gboolean
is_amount (const CrmWhenReader *self, guint first, guint end)
{
  const CrmToken *after = crm_when_reader_get (self, end);

  if (first > 0 && crm_when_reader_means (self, first - 1, CRM_WORD_NUMBERED, NULL))
    return TRUE;
  if (first > 1 && crm_when_reader_is_sign (self, first - 1, '.') &&
      crm_when_reader_means (self, first - 2, CRM_WORD_NUMBERED, NULL))
    return TRUE;
  if (after == NULL)
    return FALSE;
  if (after->type == CRM_TOKEN_SIGN)
    return after->sign == '%' || g_unichar_type (after->sign) == G_UNICODE_CURRENCY_SYMBOL;
  return crm_word_means (after->word, CRM_WORD_MEASURE, NULL);
}

static guint
complete_year (const CrmToken *token)
{
  return token->n_digits == 2 ? 2000 + token->number : token->n_digits == 4 ? token->number : 0;
}

/* Numbers with one sign between them, without blanks; the number of them, or 0. */
static guint
split_numbers (const CrmWhenReader *self, guint i, const CrmToken **numbers, char *sign)
{
  guint n = 1;
  const CrmToken *first = crm_when_reader_get (self, i);
  const CrmToken *between = crm_when_reader_get (self, i + 1);

  if (!crm_when_reader_is_number (self, i) || between == NULL || between->type != CRM_TOKEN_SIGN)
    return 0;
  if (between->sign != '.' && between->sign != '/' && between->sign != '-')
    return 0;
  *sign = (char)between->sign;
  numbers[0] = first;
  while (n < 3 && crm_when_reader_is_sign (self, i + 2 * n - 1, *sign) &&
         crm_when_reader_is_glued (self, i + 2 * n - 1) && crm_when_reader_is_glued (self, i + 2 * n))
    {
      const CrmToken *token = crm_when_reader_get (self, i + 2 * n);

      if (token->type != CRM_TOKEN_NUMBER || token->phone)
        break;
      numbers[n++] = token;
    }
  return n > 1 ? n : 0;
}

/* Of two readings of "3/12" the one that falls on the weekday before it; 0 when that does not tell. */
static guint32
choose (const CrmWhenReading *reading, guint32 day, guint32 other)
{
  gboolean first, second;

  if (day == 0 || other == 0 || day == other)
    return day != 0 ? day : other;
  if (reading->kind != CRM_WHEN_DAY_WEEKDAY)
    return 0;
  first = crm_when_get_weekday (day) == crm_when_get_weekday (reading->day);
  second = crm_when_get_weekday (other) == crm_when_get_weekday (reading->day);
  return first == second ? 0 : first ? day : other;
}

static guint
read_numbers (const CrmWhenReader *self, guint i, gboolean at, gboolean on, CrmWhenReading *reading)
{
  const CrmToken *numbers[3] = { NULL };
  char sign = '\0';
  guint n = split_numbers (self, i, numbers, &sign);
  guint end = i + 2 * n - 1;
  guint32 day = 0;

  if (n == 0)
    return i;
  if (n == 3 && numbers[0]->n_digits == 4 && sign != '/')
    {
      if (numbers[1]->n_digits > 2 || numbers[2]->n_digits > 2)
        return i;
      day = crm_when_get_julian (numbers[0]->number, numbers[1]->number, numbers[2]->number);
      /* "2026-12-10T15:00" */
      if (day != 0 && is_fold (self, end, "t") && crm_when_reader_is_glued (self, end) &&
          crm_when_reader_is_sign (self, end + 2, ':'))
        {
          set_day (reading, CRM_WHEN_DAY_FULL, day);
          return end;
        }
    }
  else if (numbers[0]->n_digits > 2 || numbers[1]->n_digits > 2)
    return i;
  else if (n == 3)
    {
      guint year = complete_year (numbers[2]);
      guint32 other;

      if (sign == '-' && numbers[2]->n_digits != 4)
        return i;
      day = crm_when_get_julian (year, numbers[1]->number, numbers[0]->number);
      other = sign != '.' ? crm_when_get_julian (year, numbers[0]->number, numbers[1]->number) : 0;
      day = choose (reading, day, other);
    }
  else if (sign == '.')
    {
      gboolean short_month = numbers[1]->n_digits < 2;

      /* "at 10.12" is a time; "3.5" alone is more often an amount. */
      if ((at && !on) || is_amount (self, i, end) ||
          (short_month && !self->whole && !(on && crm_when_reader_is_free (self, end))))
        return i;
      day = crm_when_next_day (self->today, numbers[1]->number, numbers[0]->number);
      if (numbers[1]->number == 0 || numbers[1]->number > 12)
        return i;
    }
  else if (sign == '/')
    {
      guint32 other = 0;
      gboolean round_the_clock =
          numbers[0]->number == 24 && numbers[1]->number == 7 && numbers[1]->n_digits == 1;

      if (round_the_clock || is_amount (self, i, end))
        return i;
      if (numbers[1]->number >= 1 && numbers[1]->number <= 12)
        day = crm_when_next_day (self->today, numbers[1]->number, numbers[0]->number);
      if (numbers[0]->number >= 1 && numbers[0]->number <= 12)
        other = crm_when_next_day (self->today, numbers[0]->number, numbers[1]->number);
      day = choose (reading, day, other);
    }

  /* "10.12.2026р." */
  if (n == 3 && day != 0 && crm_when_reader_is_glued (self, end) &&
      crm_when_reader_means (self, end, CRM_WORD_YEAR, NULL))
    {
      set_day (reading, CRM_WHEN_DAY_FULL, day);
      return crm_when_skip_dot (self, end + 1);
    }
  /* "10.12." and "10.12.2026 р." */
  if (sign == '.' && crm_when_reader_is_sign (self, end, '.') && crm_when_reader_is_glued (self, end) &&
      !crm_when_reader_is_glued (self, end + 1))
    end++;
  if (day == 0 || !is_closed (self, end))
    return i;
  if (n == 3 && crm_when_reader_means (self, end, CRM_WORD_YEAR, NULL))
    end = crm_when_skip_dot (self, end + 1);
  set_day (reading, CRM_WHEN_DAY_FULL, day);
  return end;
}

/* "th", "-го" behind a number. */
static guint
skip_ordinal_end (const CrmWhenReader *self, guint i)
{
  guint at = i;

  if (crm_when_reader_is_sign (self, at, '-') && crm_when_reader_is_glued (self, at))
    at++;
  if (crm_when_reader_is_glued (self, at) && crm_when_reader_means (self, at, CRM_WORD_ORDINAL_END, NULL))
    return at + 1;
  return i;
}

static guint32
get_named (const CrmWhenReader *self, guint year, int month, guint day)
{
  return year != 0 ? crm_when_get_julian (year, (guint)month, day)
                   : crm_when_next_day (self->today, (guint)month, day);
}

static guint
read_named (const CrmWhenReader *self, guint i, CrmWhenReading *reading)
{
  const CrmToken *token = crm_when_reader_get (self, i);
  guint at;
  guint day;
  guint year = 0;
  guint32 julian;
  int month;

  if (crm_when_reader_is_number (self, i) && token->n_digits <= 2)
    {
      day = token->number;
      at = skip_ordinal_end (self, i + 1);
      if (at == i + 1 && crm_when_reader_is_sign (self, at, '.') && crm_when_reader_is_glued (self, at))
        at++;
      at = crm_when_skip_of (self, at);
      if (!crm_when_reader_means (self, at, CRM_WORD_MONTH, &month))
        return i;
      at = crm_when_skip_dot (self, at + 1);
    }
  else if (crm_when_reader_means (self, i, CRM_WORD_MONTH, &month))
    {
      at = crm_when_skip_dot (self, i + 1);
      if (crm_when_reader_means (self, at, CRM_WORD_THE, NULL))
        at++;
      token = crm_when_reader_get (self, at);
      if (!crm_when_reader_is_number (self, at) || token->n_digits > 2)
        return i;
      day = token->number;
      at = skip_ordinal_end (self, at + 1);
      if (!is_closed (self, at) || is_amount (self, at, at) ||
          (crm_when_reader_means (self, i, CRM_WORD_MONTH_DOUBT, NULL) &&
              !crm_when_reader_get (self, i)->capital && !crm_when_reader_is_free (self, at)))
        return i;
    }
  else
    return i;

  at = crm_when_read_year (self, at, &year);
  julian = get_named (self, year, month, day);
  if (julian == 0)
    return i;
  set_day (reading, CRM_WHEN_DAY_FULL, julian);
  return at;
}

/* "the 10th", "10-го числа наступного місяця" */
static guint
read_of_month (const CrmWhenReader *self, guint i, gboolean on, CrmWhenReading *reading)
{
  const CrmToken *token = crm_when_reader_get (self, i);
  guint at;
  guint of;
  gboolean sure;
  guint32 day = 0;
  CrmWordUnit unit;

  if (!crm_when_reader_is_number (self, i) || token->n_digits > 2 || token->number < 1 || token->number > 31)
    return i;
  at = skip_ordinal_end (self, i + 1);
  sure = at != i + 1 && (on || self->whole || reading->kind == CRM_WHEN_DAY_WEEKDAY ||
                            (crm_when_reader_get (self, at) == NULL && !is_amount (self, i, at)));
  if (crm_when_reader_means (self, at, CRM_WORD_OF_MONTH, NULL) &&
      crm_when_reader_get (self, at)->blank_before)
    {
      sure = TRUE;
      at++;
    }
  if (i > 0 && crm_when_reader_means (self, i - 1, CRM_WORD_EVERY, NULL))
    return i;

  of = crm_when_skip_of (self, at);
  if (at != i + 1 && crm_when_read_unit (self, of + 1, 1, &unit) != of + 1 && unit == CRM_WORD_UNIT_MONTH)
    {
      gboolean next = crm_when_reader_means (self, of, CRM_WORD_NEXT, NULL);

      if (next || crm_when_reader_means (self, of, CRM_WORD_THIS, NULL))
        {
          day = crm_when_get_begin (self, self->today, CRM_WORD_UNIT_MONTH);
          day = next ? crm_when_add (day, CRM_WORD_UNIT_MONTH, 1) : day;
          day = day != 0
                    ? crm_when_get_julian (crm_when_get_year (day), crm_when_get_month (day), token->number)
                    : 0;
          if (day == 0)
            return i;
          at = crm_when_read_unit (self, of + 1, 1, &unit);
          sure = TRUE;
        }
    }
  if (!sure || (day == 0 && !crm_when_reader_is_free (self, at)))
    return i;
  if (day == 0)
    day = crm_when_next_day (self->today, 0, token->number);
  /* "Monday 23rd" */
  if (day == 0 || (reading->kind == CRM_WHEN_DAY_WEEKDAY &&
                      crm_when_get_weekday (day) != crm_when_get_weekday (reading->day)))
    return i;
  set_day (reading, CRM_WHEN_DAY_FULL, day);
  return at;
}

guint
crm_when_read_day (const CrmWhenReader *self, guint i, gboolean at, gboolean on, CrmWhenReading *reading)
{
  guint end = i;
  int weekday;

  if (reading->kind == CRM_WHEN_DAY_FULL)
    {
      /* "10 dec, thu": said twice. */
      if ((crm_when_reader_means (self, i, CRM_WORD_WEEKDAY, &weekday) ||
              crm_when_reader_means (self, i, CRM_WORD_WEEKDAY_DOUBT, &weekday)) &&
          weekday == crm_when_get_weekday (reading->day))
        return crm_when_skip_dot (self, i + 1);
      return i;
    }

  end = read_numbers (self, i, at, on, reading);
  if (end == i)
    end = read_named (self, i, reading);
  if (end == i)
    end = read_of_month (self, i, on, reading);
  if (end != i || reading->kind == CRM_WHEN_DAY_WEEKDAY)
    return end;

  end = crm_when_read_weekday (self, i, on, reading);
  if (end == i)
    end = crm_when_read_relative (self, i, reading);
  if (end == i)
    end = read_after_next (self, i, reading);
  if (end == i)
    end = crm_when_read_edge (self, i, reading);
  return end;
}
