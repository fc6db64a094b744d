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
  end = crm_when_read_amount (self, i, &amount, &half);
  if (end == i || half || amount > 59)
    return start;
  i = end;
  end = crm_when_read_unit (self, i, amount, &unit);
  if (end == i || unit != CRM_WORD_UNIT_MINUTE)
    return start;
  reading->at += amount * G_TIME_SPAN_MINUTE;
  return end;
}

/* "from now", "later" */
static guint
read_from_now (const CrmWhenReader *self, guint i)
{
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
    "недель", NULL };

  return is_one_of (self, i, folds);
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
  int value;

  if (reading->has_clock && !in)
    return start;
  if (in || plus)
    i++;
  if (in && crm_when_reader_means (self, i, CRM_WORD_HALF_UNIT, &value))
    {
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
      /* "через минут 20" */
      if (!crm_when_reader_is_number (self, end) || !crm_when_reader_is_free (self, end + 1))
        return start;
      amount = (int)crm_when_reader_get (self, end)->number;
      end++;
    }
  i = end;
  if ((unit == CRM_WORD_UNIT_MINUTE || unit == CRM_WORD_UNIT_HOUR) && reading->has_clock)
    return start;
  if (!set_offset (self, unit, amount, half, reading))
    return start;
  if (unit == CRM_WORD_UNIT_HOUR)
    i = read_minutes (self, i, reading);

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
