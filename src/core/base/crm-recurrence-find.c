/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-local.h"
#include "base/crm-recurrence.h"
#include "base/crm-when-reader.h"

#include <string.h>

/* Finding a repetition in a line ("every 2 weeks on friday at 10", "щомісяця 10-го") and its rule. Readers take an index
 * of a token and return the one behind what they read. Pure functions; any thread. */

#define MAX_INTERVAL 366
#define MAX_COUNT 999
#define MONDAY_TO_FRIDAY 0x1F

typedef struct
{
  gboolean found;
  CrmWordUnit unit; /* day, week, month or year */
  int interval;
  guint weekdays; /* bit 0 Monday … */
  int place;      /* of the only weekday in the month; 0: each */
  int month_day;  /* -1 the last; 0: that of the beginning */
  int count;      /* 0: for ever */
  guint32 until;  /* Julian; 0: for ever */
} Rule;

static gboolean
is_fold (const CrmWhenReader *reader, guint i, const char *fold)
{
  const CrmToken *token = crm_when_reader_get (reader, i);

  return token != NULL && g_strcmp0 (token->fold, fold) == 0;
}

static void
set_unit (Rule *rule, CrmWordUnit unit, int interval)
{
  rule->found = TRUE;
  rule->unit = unit;
  rule->interval = interval;
  if (unit == CRM_WORD_UNIT_QUARTER)
    {
      rule->unit = CRM_WORD_UNIT_MONTH;
      rule->interval = 3 * interval;
    }
  else if (unit == CRM_WORD_UNIT_WORKDAY)
    {
      rule->unit = CRM_WORD_UNIT_WEEK;
      rule->weekdays = MONDAY_TO_FRIDAY;
    }
}

static gboolean
means_weekday (const CrmWhenReader *reader, guint i, int *weekday)
{
  return crm_when_reader_means (reader, i, CRM_WORD_WEEKDAY, weekday) ||
         crm_when_reader_means (reader, i, CRM_WORD_WEEKDAY_DOUBT, weekday) ||
         crm_when_reader_means (reader, i, CRM_WORD_WEEKDAY_PLURAL, weekday) ||
         crm_when_reader_means (reader, i, CRM_WORD_EVERY_WEEKDAY, weekday);
}

/* "monday, wednesday and friday" */
static guint
read_weekdays (const CrmWhenReader *reader, guint i, guint *weekdays)
{
  guint end = i;
  int weekday;

  while (means_weekday (reader, i, &weekday))
    {
      *weekdays |= 1u << (weekday - 1);
      end = i = crm_when_skip_dot (reader, i + 1);
      if (crm_when_reader_is_sign (reader, i, ',') || crm_when_reader_is_sign (reader, i, '/'))
        i++;
      if (crm_when_reader_means (reader, i, CRM_WORD_AND, NULL))
        i++;
      while (crm_when_reader_means (reader, i, CRM_WORD_EVERY, NULL) ||
             crm_when_reader_means (reader, i, CRM_WORD_ON, NULL) || is_fold (reader, i, "по"))
        i++;
    }
  return end;
}

static guint
skip_words (const CrmWhenReader *reader, guint i)
{
  while (is_fold (reader, i, "of") || crm_when_reader_means (reader, i, CRM_WORD_THE, NULL) ||
         crm_when_reader_means (reader, i, CRM_WORD_ON, NULL) || is_fold (reader, i, "по"))
    i++;
  return i;
}

/* "10th", "10-го числа", "10 число" */
static guint
read_month_day (const CrmWhenReader *reader, guint i, int *month_day)
{
  const CrmToken *token = crm_when_reader_get (reader, i);
  guint at = i + 1;
  gboolean sure = FALSE;

  if (!crm_when_reader_is_number (reader, i) || token->n_digits > 2 || token->number < 1 ||
      token->number > 31)
    return i;
  if (crm_when_reader_is_sign (reader, at, '-') && crm_when_reader_is_glued (reader, at) &&
      crm_when_reader_is_glued (reader, at + 1))
    at++;
  if (crm_when_reader_is_glued (reader, at) && crm_when_reader_means (reader, at, CRM_WORD_ORDINAL_END, NULL))
    {
      sure = TRUE;
      at++;
    }
  else
    at = i + 1;
  if (crm_when_reader_means (reader, at, CRM_WORD_OF_MONTH, NULL))
    {
      sure = TRUE;
      at++;
    }
  if (!sure || crm_when_reader_means (reader, at, CRM_WORD_MONTH, NULL) ||
      crm_when_reader_means (reader, at, CRM_WORD_WEEKDAY, NULL) ||
      (!crm_when_reader_is_free (reader, at) && !is_fold (reader, at, "day") &&
          !crm_when_reader_means (reader, at, CRM_WORD_UNIT, NULL)))
    return i;
  *month_day = (int)token->number;
  return is_fold (reader, at, "day") ? at + 1 : at;
}

/* "2nd", "1-й" */
static guint
read_number_ordinal (const CrmWhenReader *reader, guint i, int *place)
{
  const CrmToken *token = crm_when_reader_get (reader, i);
  guint at = i + 1;

  if (!crm_when_reader_is_number (reader, i) || token->number < 1 || token->number > 4)
    return i;
  at += crm_when_reader_is_sign (reader, at, '-') && crm_when_reader_is_glued (reader, at);
  if (!crm_when_reader_is_glued (reader, at) ||
      !crm_when_reader_means (reader, at, CRM_WORD_ORDINAL_END, NULL))
    return i;
  *place = (int)token->number;
  return at + 1;
}

/* "first monday", "last day"; behind it may stand "of the month". */
static guint
read_place (const CrmWhenReader *reader, guint i, Rule *rule)
{
  guint at = i + 1;
  int place;
  int weekday;
  CrmWordUnit unit;

  if (!crm_when_reader_means (reader, i, CRM_WORD_ORDINAL, &place))
    {
      at = read_number_ordinal (reader, i, &place);
      if (at == i || !means_weekday (reader, at, &weekday))
        return i;
    }
  if (means_weekday (reader, at, &weekday))
    {
      rule->weekdays = 1u << (weekday - 1);
      rule->place = place;
      return crm_when_skip_dot (reader, at + 1);
    }
  at = crm_when_read_unit (reader, at, 1, &unit);
  if (at == i + 1 || (place != -1 && place != 1))
    return i;
  if (unit == CRM_WORD_UNIT_WORKDAY)
    {
      rule->weekdays = MONDAY_TO_FRIDAY;
      rule->place = place;
    }
  else if (unit == CRM_WORD_UNIT_DAY)
    rule->month_day = place;
  else
    return i;
  return at;
}

/* "of the month", "місяця" */
static guint
read_month (const CrmWhenReader *reader, guint i)
{
  CrmWordUnit unit;
  guint at = i;
  guint end;

  while (is_fold (reader, at, "of") || is_fold (reader, at, "in") || is_fold (reader, at, "в") ||
         is_fold (reader, at, "у") || crm_when_reader_means (reader, at, CRM_WORD_THE, NULL) ||
         crm_when_reader_means (reader, at, CRM_WORD_A, NULL) ||
         crm_when_reader_means (reader, at, CRM_WORD_EVERY, NULL))
    at++;
  end = crm_when_read_unit (reader, at, 1, &unit);
  return end != at && unit == CRM_WORD_UNIT_MONTH ? end : i;
}

static guint
read_every (const CrmWhenReader *reader, guint i, Rule *rule, CrmWhenReading *reading)
{
  guint at = i + 1;
  guint end;
  guint of_month;
  int amount = 1;
  int value;
  gboolean half;
  gboolean other;
  CrmWordUnit unit;
  Rule placed = { 0 };

  if (!crm_when_reader_means (reader, i, CRM_WORD_EVERY, NULL))
    return i;

  end = read_place (reader, at, &placed);
  of_month = end != at ? read_month (reader, end) : end;
  if (end != at &&
      (of_month != end || (placed.place != 2 && placed.weekdays != MONDAY_TO_FRIDAY && placed.place != 0)))
    {
      *rule = placed;
      set_unit (rule, CRM_WORD_UNIT_MONTH, 1);
      return of_month;
    }

  other = crm_when_reader_means (reader, at, CRM_WORD_OTHER, NULL) ||
          (crm_when_reader_means (reader, at, CRM_WORD_ORDINAL, &value) && value == 2);
  at += other;
  if (!other && read_number_ordinal (reader, at, &value) != at && value == 2 &&
      (means_weekday (reader, read_number_ordinal (reader, at, &value), &amount) ||
          crm_when_reader_means (reader, read_number_ordinal (reader, at, &value), CRM_WORD_UNIT, NULL)))
    {
      other = TRUE;
      amount = 1;
      at = read_number_ordinal (reader, at, &value);
    }
  end = read_weekdays (reader, at, &rule->weekdays);
  if (end != at)
    {
      set_unit (rule, CRM_WORD_UNIT_WEEK, other ? 2 : 1);
      return end;
    }
  if (!other && crm_when_reader_means (reader, at, CRM_WORD_WORKDAYS, NULL))
    {
      set_unit (rule, CRM_WORD_UNIT_WORKDAY, 1);
      return at + 1;
    }
  if (!other && crm_when_reader_means (reader, at, CRM_WORD_WEEKEND, NULL))
    {
      set_unit (rule, CRM_WORD_UNIT_WEEK, 1);
      rule->weekdays = 1u << 5;
      return at + 1;
    }
  if (!other && crm_when_reader_means (reader, at, CRM_WORD_PART, &value))
    {
      set_unit (rule, CRM_WORD_UNIT_DAY, 1);
      reading->part = (CrmWordPart)value;
      return at + 1;
    }
  if (!other)
    {
      CrmWhenReading dated;

      end = read_month_day (reader, at, &rule->month_day);
      if (end != at)
        {
          set_unit (rule, CRM_WORD_UNIT_MONTH, 1);
          return read_month (reader, end);
        }
      crm_when_reading_init (&dated);
      end = crm_when_read_day (reader, at, FALSE, FALSE, &dated);
      /* "every 10 december" */
      if (end != at && dated.kind == CRM_WHEN_DAY_FULL &&
          crm_when_reader_get (reader, at)->type == CRM_TOKEN_NUMBER && end >= at + 2)
        {
          set_unit (rule, CRM_WORD_UNIT_YEAR, 1);
          reading->kind = dated.kind;
          reading->day = dated.day;
          return end;
        }
      end = crm_when_read_amount (reader, at, &amount, &half);
      if (end != at && (half || amount < 1 || amount > MAX_INTERVAL))
        return i;
      at = end;
    }
  end = crm_when_read_unit (reader, at, amount, &unit);
  if (end == at || unit < CRM_WORD_UNIT_DAY || (unit == CRM_WORD_UNIT_WORKDAY && (other || amount > 1)))
    return i;
  set_unit (rule, unit, other ? 2 : amount);
  return end;
}

/* "once a week", "раз на 2 тижні" */
static guint
read_once (const CrmWhenReader *reader, guint i, Rule *rule)
{
  guint at = i + 1;
  guint end;
  int amount = 1;
  gboolean half = FALSE;
  CrmWordUnit unit;

  if (!crm_when_reader_means (reader, i, CRM_WORD_ONCE, NULL))
    return i;
  if (!crm_when_reader_means (reader, at, CRM_WORD_A, NULL) &&
      !crm_when_reader_means (reader, at, CRM_WORD_EVERY, NULL))
    return i;
  at++;
  end = crm_when_read_amount (reader, at, &amount, &half);
  if (half || amount < 1 || amount > MAX_INTERVAL)
    return i;
  at = end;
  end = crm_when_read_unit (reader, at, amount, &unit);
  if (end == at || unit < CRM_WORD_UNIT_DAY || unit == CRM_WORD_UNIT_WORKDAY)
    return i;
  set_unit (rule, unit, amount);
  return end;
}

/* "on Fridays", "по понеділках і середах", "по будням" */
static guint
read_plural (const CrmWhenReader *reader, guint i, Rule *rule)
{
  guint at = i + crm_when_reader_means (reader, i, CRM_WORD_ABOUT_EACH, NULL);
  int weekday;
  guint end;
  CrmWordUnit unit;

  if (crm_when_reader_means (reader, at, CRM_WORD_EVERY_WORKDAY, NULL) ||
      (at != i && crm_when_reader_means (reader, at, CRM_WORD_WORKDAYS, NULL)))
    {
      set_unit (rule, CRM_WORD_UNIT_WORKDAY, 1);
      return at + 1;
    }
  if (at != i && is_fold (reader, i, "по"))
    {
      const CrmToken *days = crm_when_reader_get (reader, at + 1);

      /* "по робочих днях", "по рабочим дням" */
      if (crm_when_reader_means (reader, at, CRM_WORD_WORK, NULL) && days != NULL && days->fold != NULL &&
          (g_str_has_prefix (days->fold, "дн") || crm_when_read_unit (reader, at + 1, 2, &unit) != at + 1))
        {
          set_unit (rule, CRM_WORD_UNIT_WORKDAY, 1);
          return at + 2;
        }
    }
  /* "у робочі дні" */
  if ((is_fold (reader, i, "у") || is_fold (reader, i, "в")) &&
      crm_when_reader_means (reader, i + 1, CRM_WORD_WORK, NULL) &&
      (is_fold (reader, i + 2, "дні") || is_fold (reader, i + 2, "дни")))
    {
      set_unit (rule, CRM_WORD_UNIT_WORKDAY, 1);
      return i + 3;
    }
  if (!crm_when_reader_means (reader, at, CRM_WORD_WEEKDAY_PLURAL, &weekday) &&
      !crm_when_reader_means (reader, at, CRM_WORD_EVERY_WEEKDAY, &weekday))
    return i;
  end = read_weekdays (reader, at, &rule->weekdays);
  set_unit (rule, CRM_WORD_UNIT_WEEK, 1);
  return end;
}

/* "last friday of every month", "10-го числа кожного місяця" */
static guint
read_of_every_month (const CrmWhenReader *reader, guint i, Rule *rule)
{
  guint at = skip_words (reader, i);
  guint end;
  guint month;
  int unit;
  Rule placed = { 0 };

  end = read_place (reader, at, &placed);
  if (end == at)
    end = read_month_day (reader, at, &placed.month_day);
  if (end == at)
    return i;
  if (crm_when_reader_means (reader, end, CRM_WORD_ADVERB, &unit) && unit == CRM_WORD_UNIT_MONTH)
    month = end + 1;
  else
    {
      gboolean every = FALSE;

      month = read_month (reader, end);
      for (guint t = end; t < month; t++)
        every |= crm_when_reader_means (reader, t, CRM_WORD_EVERY, NULL);
      if (!every)
        return i;
    }
  *rule = placed;
  set_unit (rule, CRM_WORD_UNIT_MONTH, 1);
  return month;
}

static guint
read_rule (const CrmWhenReader *reader, guint i, Rule *rule, CrmWhenReading *reading)
{
  guint end;
  int unit;

  *rule = (Rule){ 0 };
  if (crm_when_reader_means (reader, i, CRM_WORD_ADVERB, &unit))
    {
      set_unit (rule, (CrmWordUnit)unit, 1);
      return i + 1;
    }
  if (crm_when_reader_means (reader, i, CRM_WORD_EVERY_PART, &unit))
    {
      set_unit (rule, CRM_WORD_UNIT_DAY, 1);
      reading->part = (CrmWordPart)unit;
      return i + 1;
    }
  end = read_every (reader, i, rule, reading);
  if (end == i)
    {
      *rule = (Rule){ 0 };
      end = read_once (reader, i, rule);
    }
  if (end == i)
    end = read_plural (reader, i, rule);
  if (end == i)
    end = read_of_every_month (reader, i, rule);
  return end;
}

static guint
read_until (const CrmWhenReader *reader, guint i, Rule *rule)
{
  CrmWhenReading reading;
  guint at = i + 1;
  guint end;

  if (rule->until != 0 || rule->count != 0 || !crm_when_reader_means (reader, i, CRM_WORD_UNTIL, NULL))
    return i;
  if (crm_when_reader_means (reader, at, CRM_WORD_THE, NULL))
    at++;
  crm_when_reading_init (&reading);
  end = crm_when_read_day (reader, at, FALSE, TRUE, &reading);
  if (end == at || reading.kind == CRM_WHEN_DAY_NONE)
    return i;
  rule->until = reading.day;
  return end;
}

static guint
read_count (const CrmWhenReader *reader, guint i, Rule *rule)
{
  int amount;
  gboolean half;
  guint end = crm_when_read_amount (reader, i, &amount, &half);

  if (rule->until != 0 || rule->count != 0 || end == i || half || amount < 1 || amount > MAX_COUNT ||
      !crm_when_reader_means (reader, end, CRM_WORD_TIMES, NULL))
    return i;
  rule->count = amount;
  return end + 1;
}

/* What may stand behind a rule: which of its days, from when, at what time, how long. */
static guint
read_rest (const CrmWhenReader *reader, guint i, Rule *rule, CrmWhenReading *reading)
{
  for (;;)
    {
      guint at = crm_when_reader_is_sign (reader, i, ',') ? i + 1 : i;
      guint days = skip_words (reader, at);
      gboolean monthly = rule->unit == CRM_WORD_UNIT_MONTH && rule->month_day == 0 && rule->weekdays == 0;
      guint end = at;
      int part;

      /* "щомісяця до 10-го" is the day of each. */
      if (monthly)
        {
          end = read_month_day (reader, days, &rule->month_day);
          end = end == days ? at : end;
        }
      if (end == at)
        end = read_until (reader, at, rule);
      if (end == at)
        end = read_count (reader, at, rule);
      if (end == at && rule->unit == CRM_WORD_UNIT_WEEK && rule->weekdays == 0)
        {
          end = read_weekdays (reader, days, &rule->weekdays);
          end = end == days ? at : end;
        }
      if (end == at && monthly)
        {
          end = read_place (reader, days, rule);
          end = end == days ? at : end;
        }
      /* "every sunday night" */
      if (end == at && reading->part == CRM_WORD_PART_NONE &&
          crm_when_reader_means (reader, at, CRM_WORD_PART, &part))
        {
          reading->part = (CrmWordPart)part;
          end = at + 1;
        }
      if (end == at)
        end = crm_when_read_more (reader, at, reading);
      if (end == at)
        return i;
      i = end;
    }
}

static void
append_month_day (GString *out, int month_day)
{
  /* A month without the day has its last one instead. */
  if (month_day == 31 || month_day == -1)
    g_string_append (out, ";BYMONTHDAY=-1");
  else if (month_day > 28)
    {
      g_string_append (out, ";BYMONTHDAY=28");
      for (int day = 29; day <= month_day; day++)
        g_string_append_printf (out, ",%d", day);
      g_string_append (out, ";BYSETPOS=-1");
    }
  else
    g_string_append_printf (out, ";BYMONTHDAY=%d", month_day);
}

static void
append_weekdays (GString *out, const Rule *rule)
{
  static const char *const names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  const char *sign = ";BYDAY=";

  for (guint i = 0; i < 7; i++)
    {
      if ((rule->weekdays & (1u << i)) == 0)
        continue;
      g_string_append (out, sign);
      if (rule->place != 0 && rule->weekdays != MONDAY_TO_FRIDAY)
        g_string_append_printf (out, "%d", rule->place);
      g_string_append (out, names[i]);
      sign = ",";
    }
  if (rule->place != 0 && rule->weekdays == MONDAY_TO_FRIDAY)
    g_string_append_printf (out, ";BYSETPOS=%d", rule->place);
}

static char *
write_rule (const Rule *rule, guint32 start, int week_start)
{
  static const char *const names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  GString *out = g_string_new ("FREQ=");
  GDate date;
  int day;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, start);
  day = g_date_get_day (&date);
  switch (rule->unit)
    {
    case CRM_WORD_UNIT_WEEK: g_string_append (out, "WEEKLY"); break;
    case CRM_WORD_UNIT_MONTH: g_string_append (out, "MONTHLY"); break;
    case CRM_WORD_UNIT_YEAR: g_string_append (out, "YEARLY"); break;
    case CRM_WORD_UNIT_MINUTE:
    case CRM_WORD_UNIT_HOUR:
    case CRM_WORD_UNIT_DAY:
    case CRM_WORD_UNIT_WORKDAY:
    case CRM_WORD_UNIT_QUARTER: g_string_append (out, "DAILY"); break;
    }
  if (rule->interval > 1)
    g_string_append_printf (out, ";INTERVAL=%d", rule->interval);
  if (rule->unit == CRM_WORD_UNIT_YEAR)
    {
      g_string_append_printf (out, ";BYMONTH=%d", g_date_get_month (&date));
      if (day == 29 && g_date_get_month (&date) == 2)
        append_month_day (out, day);
      else
        g_string_append_printf (out, ";BYMONTHDAY=%d", day);
    }
  append_weekdays (out, rule);
  if (rule->unit == CRM_WORD_UNIT_MONTH && rule->weekdays == 0)
    append_month_day (out, rule->month_day != 0 ? rule->month_day : day);
  if (rule->unit == CRM_WORD_UNIT_WEEK && rule->interval > 1 && week_start != 1)
    g_string_append_printf (out, ";WKST=%s", names[week_start - 1]);
  if (rule->count > 0)
    g_string_append_printf (out, ";COUNT=%d", rule->count);
  if (rule->until != 0)
    {
      g_date_set_julian (&date, rule->until);
      g_string_append_printf (out, ";UNTIL=%04d%02d%02d", g_date_get_year (&date), g_date_get_month (&date),
          g_date_get_day (&date));
    }
  return g_string_free (out, FALSE);
}

/* The rule as text and the first day it comes; FALSE when it never does. */
static gboolean
resolve (const CrmWhenReader *reader, Rule *rule, CrmWhenReading *reading, CrmWhen *when, char **text)
{
  g_autoptr (CrmRecurrence) recurrence = NULL;
  g_autofree char *written = NULL;
  g_autofree char *start_date = NULL;
  g_autofree char *first = NULL;
  int minute = crm_when_reading_get_minute (reading);
  guint32 start = reader->today;

  if (reading->exact)
    return FALSE;
  if (reading->kind != CRM_WHEN_DAY_NONE)
    {
      start = reading->day;
      if (rule->unit == CRM_WORD_UNIT_WEEK && rule->weekdays == 0 && reading->kind == CRM_WHEN_DAY_WEEKDAY)
        rule->weekdays = 1u << (crm_when_get_weekday (start) - 1);
    }
  if (start == reader->today && minute >= 0 &&
      crm_local_instant (start, minute * 60, reader->zone) <= reader->now)
    start++;

  written = write_rule (rule, reading->kind == CRM_WHEN_DAY_FULL ? reading->day : start, reader->week_start);
  recurrence = crm_recurrence_new (written, NULL);
  start_date = crm_local_format (start);
  if (recurrence == NULL || start_date == NULL)
    return FALSE;
  first = crm_recurrence_next_date (recurrence, start_date, NULL, reader->zone);
  if (first == NULL)
    return FALSE;
  reading->kind = CRM_WHEN_DAY_FULL;
  reading->day = crm_local_parse (first);
  if (!crm_when_reading_resolve (reader, reading, when))
    return FALSE;
  *text = crm_recurrence_to_string (recurrence);
  return TRUE;
}

/* A time apart from the rule: "every friday call Ann at 10"; or, behind one that says no day, a day: "weekly report on friday". */
static void
add_apart (const CrmWhenReader *reader, guint begin, guint end, const Rule *rule, CrmWhenReading *reading,
    guint range[2])
{
  gboolean no_day = reading->kind == CRM_WHEN_DAY_NONE && rule->weekdays == 0 && rule->month_day == 0 &&
                    rule->unit != CRM_WORD_UNIT_DAY;
  gboolean no_time = !reading->has_clock && reading->part == CRM_WORD_PART_NONE && reading->part_minute < 0;

  for (guint i = 0; i < reader->tokens->len;)
    {
      CrmWhenReading other;
      guint behind = i < begin || i >= end ? crm_when_read (reader, i, &other) : i;

      if (behind == i)
        {
          i++;
          continue;
        }
      if (other.kind != CRM_WHEN_DAY_NONE && !other.exact && no_day && i >= end)
        {
          if (!no_time)
            {
              reading->kind = other.kind;
              reading->day = other.day;
            }
          else
            *reading = other;
          range[0] = i;
          range[1] = behind;
          return;
        }
      if (other.kind == CRM_WHEN_DAY_NONE && !other.exact && no_time && (behind <= begin || i >= end))
        {
          other.kind = reading->kind;
          other.day = reading->day;
          *reading = other;
          range[0] = i;
          range[1] = behind;
          return;
        }
      i = behind;
    }
}

static gboolean
says_more_later (const CrmWhenReader *reader, guint i)
{
  CrmWhenReading reading;
  Rule rule;

  /* What stands right behind belongs to the first one. */
  if (read_rule (reader, skip_words (reader, i), &rule, &reading) != skip_words (reader, i))
    return FALSE;
  for (; i < reader->tokens->len; i++)
    {
      crm_when_reading_init (&reading);
      if (read_rule (reader, i, &rule, &reading) != i)
        return rule.weekdays != 0 || rule.month_day != 0;
    }
  return FALSE;
}

gboolean
crm_recurrence_find (
    const char *text, gint64 now, GTimeZone *zone, int week_start, CrmWhen *when, char **rule_text)
{
  g_auto (CrmWhenReader) reader = { 0 };

  g_return_val_if_fail (when != NULL && rule_text != NULL, FALSE);

  memset (when, 0, sizeof *when);
  *rule_text = NULL;
  if (!crm_when_reader_init (&reader, text, now, zone, week_start))
    return FALSE;

  for (guint i = 0; i < reader.tokens->len; i++)
    {
      CrmWhenReading reading;
      Rule rule;
      guint begin = crm_when_read (&reader, i, &reading);
      guint end;
      guint apart[2] = { 0, 0 };

      /* A date or time may stand before: "10 грудня щороку". */
      end = read_rule (&reader, begin, &rule, &reading);
      if (end == begin && begin != i)
        {
          crm_when_reading_init (&reading);
          begin = i;
          end = read_rule (&reader, i, &rule, &reading);
        }
      if (end == begin)
        continue;
      /* "weekly report every friday": the one that says more. */
      if (end == begin + 1 && begin == i && crm_when_reader_means (&reader, i, CRM_WORD_ADVERB, NULL) &&
          says_more_later (&reader, end))
        continue;
      end = read_rest (&reader, end, &rule, &reading);
      add_apart (&reader, i, end, &rule, &reading, apart);
      if (!resolve (&reader, &rule, &reading, when, rule_text))
        continue;
      when->start = crm_when_reader_get (&reader, i)->start;
      when->end = crm_when_reader_get (&reader, end - 1)->end;
      if (apart[1] != 0)
        {
          when->time_start = crm_when_reader_get (&reader, apart[0])->start;
          when->time_end = crm_when_reader_get (&reader, apart[1] - 1)->end;
        }
      return TRUE;
    }
  return FALSE;
}
