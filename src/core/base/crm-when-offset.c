/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-when-reader.h"

#include <string.h>

/* Reading lengths of time from now: "in 3 days", "через полчаса". Pure functions; any thread. */

#define MAX_AMOUNT 10000

static void
set_day (CrmWhenReading *reading, CrmWhenDayKind kind, guint32 day)
{
  reading->kind = kind;
  reading->day = day;
}

static gboolean
is_fold (const CrmWhenReader *self, guint i, const char *fold)
{
  const CrmToken *token = crm_when_reader_get (self, i);

  return token != NULL && g_strcmp0 (token->fold, fold) == 0;
}

static gboolean
set_offset (const CrmWhenReader *self, CrmWordUnit unit, int amount, gboolean half, CrmWhenReading *reading)
{
  gint64 minutes = amount;
  guint32 day;

  if (amount > MAX_AMOUNT)
    return FALSE;
  if (unit == CRM_WORD_UNIT_MINUTE || unit == CRM_WORD_UNIT_HOUR)
    {
      if (half && unit == CRM_WORD_UNIT_MINUTE)
        return FALSE;
      if (unit == CRM_WORD_UNIT_HOUR)
        minutes = minutes * 60 + (half ? 30 : 0);
      reading->exact = TRUE;
      reading->at = self->now - self->second % 60 * G_USEC_PER_SEC - self->now % G_USEC_PER_SEC +
                    minutes * G_TIME_SPAN_MINUTE;
      return TRUE;
    }

  day = crm_when_add (self->today, unit, amount);
  if (half)
    {
      if (day == 0 || unit == CRM_WORD_UNIT_DAY || unit == CRM_WORD_UNIT_WORKDAY ||
          unit == CRM_WORD_UNIT_QUARTER)
        return FALSE;
      if (unit == CRM_WORD_UNIT_YEAR)
        day = crm_when_add (day, CRM_WORD_UNIT_MONTH, 6);
      else
        day = crm_when_add (day, CRM_WORD_UNIT_DAY, unit == CRM_WORD_UNIT_WEEK ? 3 : 15);
    }
  if (day == 0)
    return FALSE;
  set_day (reading, CRM_WHEN_DAY_FULL, day);
  return TRUE;
}

/* "and 30 minutes" behind hours. */
static guint
read_minutes (const CrmWhenReader *self, guint i, CrmWhenReading *reading)
{
  guint start = i;
  guint end;
  int amount;
  gboolean half;
  CrmWordUnit unit;

  if (crm_when_reader_means (self, i, CRM_WORD_AND, NULL))
    i++;
  /* "an hour and a half" */
  if (i != start && crm_when_reader_means (self, i, CRM_WORD_A, NULL) &&
      crm_when_reader_means (self, i + 1, CRM_WORD_HALF, NULL) && crm_when_reader_is_free (self, i + 2))
    {
      reading->at += 30 * G_TIME_SPAN_MINUTE;
      return i + 2;
    }
  end = crm_when_read_amount (self, i, &amount, &half);
  if (end == i || half || amount > 59)
    return start;
  i = end;
  end = crm_when_read_unit (self, i, amount, &unit);
  /* "an hour twenty" */
  if (end == i && (amount < 10 || !crm_when_reader_is_free (self, i)))
    return start;
  if (end != i && unit != CRM_WORD_UNIT_MINUTE)
    return start;
  reading->at += amount * G_TIME_SPAN_MINUTE;
  return end;
}

static gboolean
is_quote (const CrmWhenReader *self, guint i)
{
  const CrmToken *token = crm_when_reader_get (self, i);

  return token != NULL && token->type == CRM_TOKEN_SIGN && token->sign == 0x2019;
}

/* "from now", "later", the end of "in 2 weeks' time" */
static guint
read_from_now (const CrmWhenReader *self, guint i)
{
  if (is_fold (self, i, "time"))
    return i + 1;
  if ((crm_when_reader_is_sign (self, i, '\'') || is_quote (self, i)) && is_fold (self, i + 1, "time"))
    return i + 2;
  if (crm_when_reader_means (self, i, CRM_WORD_LATER, NULL))
    return i + 1;
  if (is_fold (self, i, "from") && crm_when_reader_means (self, i + 1, CRM_WORD_NOW, NULL))
    return i + 2;
  return i;
}

static gboolean
is_one_of (const CrmWhenReader *self, guint i, const char *const *folds)
{
  const CrmToken *token = crm_when_reader_get (self, i);

  return token != NULL && token->fold != NULL && g_strv_contains (folds, token->fold);
}

/* Of the languages with "за", only Ukrainian means the time from now. */
static gboolean
is_ukrainian_unit (const CrmWhenReader *self, guint i)
{
  static const char *const folds[] = { "хвилину", "хвилини", "хвилин", "хв", "годину", "години", "годин",
    "год", "день", "дні", "днів", "добу", "доби", "тиждень", "тижні", "тижнів", "робочих", "робочі", NULL };

  return is_one_of (self, i, folds);
}

static gboolean
is_plural_unit (const CrmWhenReader *self, guint i)
{
  static const char *const folds[] = { "хвилин", "годин", "днів", "тижнів", "минут", "часов", "дней",
    "недель", "дня", "дні", "часа", "минуты", "хвилини", "години", "недели", "тижні", NULL };

  return is_one_of (self, i, folds);
}

/* "1:30", "1h30" behind "in": hours and minutes. */
static guint
read_hours_and_minutes (const CrmWhenReader *self, guint i, CrmWhenReading *reading)
{
  const CrmToken *hours = crm_when_reader_get (self, i);
  const CrmToken *minutes = crm_when_reader_get (self, i + 2);
  int unit;
  gboolean letter =
      crm_when_reader_means (self, i + 1, CRM_WORD_UNIT_LETTER, &unit) && unit == CRM_WORD_UNIT_HOUR;

  if (reading->has_clock || hours == NULL || hours->type != CRM_TOKEN_NUMBER || hours->phone ||
      hours->number > 9 || !(letter || crm_when_reader_is_sign (self, i + 1, ':')) ||
      !crm_when_reader_is_glued (self, i + 1) || !crm_when_reader_is_glued (self, i + 2) ||
      minutes->type != CRM_TOKEN_NUMBER || minutes->n_digits != 2 || minutes->number > 59 ||
      !set_offset (self, CRM_WORD_UNIT_MINUTE, (int)(hours->number * 60 + minutes->number), FALSE, reading))
    return i;
  return i + 3;
}

/* "минут через 15", "часа через два" */
static guint
read_turned (const CrmWhenReader *self, guint i, CrmWhenReading *reading)
{
  CrmWordUnit unit;
  CrmWordUnit other;
  int amount;
  int may_lack;
  gboolean half;
  guint at = crm_when_read_unit (self, i, 5, &unit);
  guint end;

  if (at == i || !is_plural_unit (self, i) || !crm_when_reader_means (self, at, CRM_WORD_IN, &may_lack) ||
      may_lack != 1)
    return i;
  end = crm_when_read_amount (self, at + 1, &amount, &half);
  if (end == at + 1 || half || crm_when_read_unit (self, end, amount, &other) != end ||
      !crm_when_reader_is_free (self, end) || !set_offset (self, unit, amount, FALSE, reading))
    return i;
  return end;
}

/* "two weeks from monday", "за 3 дні до п'ятниці": before a day or after it. */
static guint
read_around (const CrmWhenReader *self, guint i, CrmWordUnit unit, int amount, CrmWhenReading *reading)
{
  gboolean before = is_fold (self, i, "before") || is_fold (self, i, "до") || is_fold (self, i, "перед");
  CrmWhenReading other;
  guint begin;
  guint end;
  guint32 day;

  if ((!before && !is_fold (self, i, "from") && !crm_when_reader_means (self, i, CRM_WORD_AFTER, NULL)) ||
      unit < CRM_WORD_UNIT_DAY || unit == CRM_WORD_UNIT_WORKDAY)
    return i;
  begin = i + 1 + crm_when_reader_means (self, i + 1, CRM_WORD_THE, NULL);
  crm_when_reading_init (&other);
  end = crm_when_read_day (self, begin, FALSE, TRUE, &other);
  if (end == begin || other.kind == CRM_WHEN_DAY_NONE)
    return i;
  day = crm_when_add (other.day, unit, before ? -amount : amount);
  /* Three days before the friday after it, when those before this one are past. */
  while (day != 0 && day < self->today && other.kind == CRM_WHEN_DAY_WEEKDAY)
    day += 7;
  if (day == 0)
    return i;
  *reading = other;
  set_day (reading, CRM_WHEN_DAY_FULL, day);
  return end;
}

guint
crm_when_read_offset (const CrmWhenReader *self, guint i, CrmWhenReading *reading)
{
  guint start = i;
  guint end;
  int amount = 1;
  int may_lack = 0;
  gboolean half = FALSE;
  gboolean in = crm_when_reader_means (self, i, CRM_WORD_IN, &may_lack);
  gboolean plus = crm_when_reader_is_sign (self, i, '+') && !crm_when_reader_is_glued (self, i) &&
                  crm_when_reader_is_glued (self, i + 1);
  CrmWordUnit unit = CRM_WORD_UNIT_DAY;
  CrmWhenReading before = *reading;
  guint32 day;
  int value;

  if (!in && !plus && !reading->has_clock)
    {
      end = read_turned (self, i, reading);
      if (end != start)
        return end;
    }
  if (reading->has_clock && !in)
    return start;
  if (in || plus)
    i++;
  if (in && may_lack != 2)
    {
      end = read_hours_and_minutes (self, i, reading);
      if (end != i)
        return end;
    }
  if (in && crm_when_reader_means (self, i, CRM_WORD_A, NULL) &&
      crm_when_reader_means (self, i + 1, CRM_WORD_HALF_UNIT, NULL))
    i++;
  if (in && crm_when_reader_means (self, i, CRM_WORD_HALF_UNIT, &value))
    {
      if (value == CRM_WORD_UNIT_WEEK)
        return set_offset (self, CRM_WORD_UNIT_WEEK, 2, FALSE, reading) ? i + 1 : start;
      if (value == CRM_WORD_UNIT_YEAR)
        return set_offset (self, CRM_WORD_UNIT_MONTH, 6, FALSE, reading) ? i + 1 : start;
      return !reading->has_clock && set_offset (self, CRM_WORD_UNIT_MINUTE, 30, FALSE, reading) ? i + 1
                                                                                                : start;
    }

  end = crm_when_read_amount (self, i, &amount, &half);
  if (end == i && !may_lack)
    return start;
  i = end;
  end = crm_when_read_unit (self, i, amount, &unit);
  if (end == i && !(self->whole && plus && crm_when_reader_get (self, i) == NULL))
    return start;
  /* "оплата за 2 месяца" is not when. */
  if (may_lack == 2 && (unit > CRM_WORD_UNIT_WEEK || !is_ukrainian_unit (self, i)))
    return start;
  if (may_lack == 3 && unit == CRM_WORD_UNIT_DAY && crm_when_reader_means (self, i - 1, CRM_WORD_IN, NULL))
    amount = 0;
  if (in && crm_when_reader_means (self, i - 1, CRM_WORD_IN, NULL) && is_plural_unit (self, i))
    {
      /* "через минут 20", "через дня три" */
      guint number = end;

      end = crm_when_read_amount (self, number, &amount, &half);
      if (end == number && may_lack == 3)
        amount = unit == CRM_WORD_UNIT_DAY ? 0 : 1;
      else if (end == number || half || !crm_when_reader_is_free (self, end))
        return start;
    }
  i = end;
  end = half || reading->has_clock ? i : read_around (self, i, unit, amount, reading);
  if (end != i)
    return end;
  /* "a week on tuesday" */
  if (!in && !plus && amount == 1 && unit == CRM_WORD_UNIT_WEEK && is_fold (self, i, "on"))
    {
      end = crm_when_read_weekday_of (self, i, self->today, &day);
      if (end == i)
        return start;
      crm_when_read_weekday (self, end - 1, TRUE, reading);
      set_day (reading, CRM_WHEN_DAY_FULL, reading->day + 7);
      return end;
    }
  if ((unit == CRM_WORD_UNIT_MINUTE || unit == CRM_WORD_UNIT_HOUR) && reading->has_clock)
    return start;
  if (!set_offset (self, unit, amount, half, reading))
    return start;
  if (unit == CRM_WORD_UNIT_HOUR)
    i = read_minutes (self, i, reading);
  /* "через неделю в среду" */
  if (unit == CRM_WORD_UNIT_WEEK && !half)
    {
      end = crm_when_read_weekday_of (self, i, reading->day, &day);
      if (end != i)
        {
          set_day (reading, CRM_WHEN_DAY_FULL, day);
          return end;
        }
    }

  end = read_from_now (self, i);
  if (end != i)
    return end;
  /* "за тиждень до свята": before something else, whenever that is. */
  if ((!in && !plus && !self->whole) || is_fold (self, i, "до") || is_fold (self, i, "before"))
    {
      *reading = before;
      return start;
    }
  return i;
}
