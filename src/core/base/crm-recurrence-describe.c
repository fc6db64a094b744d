/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-recurrence-private.h"
#include "base/crm-day.h"
#include "base/crm-local.h"
#include "base/crm-locale.h"
#include "base/crm-time.h"

#include <glib/gi18n-lib.h>

/* A rule in words. Whole phrases are translated, for weekdays and their numbers agree in gender and case. Any thread. */

#define MONDAY_TO_FRIDAY 0x1F
#define N_PLACES 5

static const char *const every_weekday[] = { N_ ("every Monday"), N_ ("every Tuesday"),
  N_ ("every Wednesday"), N_ ("every Thursday"), N_ ("every Friday"), N_ ("every Saturday"),
  N_ ("every Sunday") };

/* The first to the fourth, and the last. */
static const char *const nth_weekday[][N_PLACES] = {
  { N_ ("first Monday"), N_ ("second Monday"), N_ ("third Monday"), N_ ("fourth Monday"),
      N_ ("last Monday") },
  { N_ ("first Tuesday"), N_ ("second Tuesday"), N_ ("third Tuesday"), N_ ("fourth Tuesday"),
      N_ ("last Tuesday") },
  { N_ ("first Wednesday"), N_ ("second Wednesday"), N_ ("third Wednesday"), N_ ("fourth Wednesday"),
      N_ ("last Wednesday") },
  { N_ ("first Thursday"), N_ ("second Thursday"), N_ ("third Thursday"), N_ ("fourth Thursday"),
      N_ ("last Thursday") },
  { N_ ("first Friday"), N_ ("second Friday"), N_ ("third Friday"), N_ ("fourth Friday"),
      N_ ("last Friday") },
  { N_ ("first Saturday"), N_ ("second Saturday"), N_ ("third Saturday"), N_ ("fourth Saturday"),
      N_ ("last Saturday") },
  { N_ ("first Sunday"), N_ ("second Sunday"), N_ ("third Sunday"), N_ ("fourth Sunday"),
      N_ ("last Sunday") },
};

typedef struct
{
  guint n_days;
  guint days; /* bit 0 Monday … */
  int place;  /* of the only weekday */
  guint n_month_days;
  int month_day;
  guint n_months;
  int month;
  guint n_set_pos;
  int set_pos;
  gboolean other; /* lists that have no words */
} Parts;

#define COUNT(rule, list) crm_recurrence_count ((rule)->list, G_N_ELEMENTS ((rule)->list))

static int
get_weekday (short day)
{
  /* libical: 1 Sunday … 7 Saturday. */
  return (int)(icalrecurrencetype_day_day_of_week (day) + 5) % 7;
}

static gboolean
take_apart (const struct icalrecurrencetype *rule, Parts *parts)
{
  *parts = (Parts){ .n_days = COUNT (rule, by_day),
    .n_month_days = COUNT (rule, by_month_day),
    .n_months = COUNT (rule, by_month),
    .n_set_pos = COUNT (rule, by_set_pos) };

  for (guint i = 0; i < parts->n_days; i++)
    {
      parts->days |= 1u << get_weekday (rule->by_day[i]);
      parts->place = icalrecurrencetype_day_position (rule->by_day[i]);
      if (parts->place != 0 && parts->n_days > 1)
        return FALSE;
    }
  if (parts->n_month_days > 0)
    parts->month_day = rule->by_month_day[parts->n_month_days - 1];
  if (parts->n_months > 0)
    parts->month = rule->by_month[0];
  if (parts->n_set_pos > 0)
    parts->set_pos = rule->by_set_pos[0];

  /* "28,29,30, the last of them" is the 30th, or the month's last day. */
  if (parts->n_month_days > 1 && parts->n_days == 0 && parts->n_set_pos == 1 && parts->set_pos == -1 &&
      rule->by_month_day[0] == 28 && parts->month_day == 27 + (int)parts->n_month_days)
    {
      parts->n_month_days = 1;
      parts->n_set_pos = 0;
    }
  return COUNT (rule, by_week_no) == 0 && COUNT (rule, by_year_day) == 0 && parts->n_set_pos <= 1;
}

static char *
list_weekdays (guint days)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < 7; i++)
    {
      /* 2 November 2026 was a Monday. */
      g_autoptr (GDateTime) day = g_date_time_new_utc (2026, 11, 2 + (int)i, 0, 0, 0);
      g_autofree char *name = crm_locale_format_date (day, "%a");

      if ((days & (1u << i)) == 0)
        continue;
      if (list->len > 0)
        g_string_append (list, ", ");
      g_string_append (list, name);
    }
  return g_string_free (list, FALSE);
}

static char *
describe_daily (guint interval, const Parts *parts)
{
  if (parts->n_month_days > 0 || parts->n_months > 0 || parts->n_set_pos > 0)
    return NULL;
  if (parts->n_days > 0)
    {
      if (interval > 1)
        return NULL;
      if (parts->days == MONDAY_TO_FRIDAY)
        return g_strdup (_ ("every working day"));
    }
  if (parts->n_days > 0 && parts->days != 0x7F)
    {
      g_autofree char *list = list_weekdays (parts->days);

      return g_strdup_printf (_ ("every week: %s"), list);
    }
  if (interval == 1)
    return g_strdup (_ ("every day"));
  return g_strdup_printf (ngettext ("every %u day", "every %u days", interval), interval);
}

static char *
describe_weekly (guint interval, const Parts *parts, guint32 first)
{
  guint days = parts->days;
  g_autofree char *list = NULL;

  if (parts->n_months > 0 || parts->n_set_pos > 0)
    return NULL;
  if (days == 0 && first != 0)
    days = 1u << ((first - 1) % 7);
  if (days == 0)
    return interval == 1 ? g_strdup (_ ("every week"))
                         : g_strdup_printf (ngettext ("every %u week", "every %u weeks", interval), interval);
  if (interval == 1 && days == MONDAY_TO_FRIDAY)
    return g_strdup (_ ("every working day"));
  if (interval == 1 && (days & (days - 1)) == 0)
    return g_strdup (_ (every_weekday[g_bit_nth_lsf (days, -1)]));

  list = list_weekdays (days);
  if (interval == 1)
    /* Translators: %s are short names of weekdays: "Mon, Thu". */
    return g_strdup_printf (_ ("every week: %s"), list);
  return g_strdup_printf (ngettext ("every %u week: %s", "every %u weeks: %s", interval), interval, list);
}

/* "first Monday", "day 10"; NULL when it has no words. */
static char *
describe_day_of_month (const Parts *parts, guint32 first)
{
  int place = parts->place != 0 ? parts->place : parts->set_pos;
  GDate date;

  if (parts->n_days > 0)
    {
      if (parts->n_month_days > 0 || (parts->place != 0 && parts->n_set_pos > 0))
        return NULL;
      if (parts->days == MONDAY_TO_FRIDAY && place == 1)
        return g_strdup (_ ("first working day"));
      if (parts->days == MONDAY_TO_FRIDAY && place == -1)
        return g_strdup (_ ("last working day"));
      if (parts->n_days != 1 || (place != -1 && (place < 1 || place > 4)))
        return NULL;
      return g_strdup (
          _ (nth_weekday[g_bit_nth_lsf (parts->days, -1)][place == -1 ? N_PLACES - 1 : place - 1]));
    }
  if (parts->n_set_pos > 0 || parts->n_month_days > 1)
    return NULL;
  if (parts->n_month_days == 1)
    {
      if (parts->month_day == -1)
        return g_strdup (_ ("last day"));
      /* Translators: a day of the month, in "every month: day 10". */
      return parts->month_day > 0 ? g_strdup_printf (_ ("day %d"), parts->month_day) : NULL;
    }
  if (first == 0)
    return g_strdup ("");
  g_date_clear (&date, 1);
  g_date_set_julian (&date, first);
  return g_strdup_printf (_ ("day %d"), (int)g_date_get_day (&date));
}

static char *
describe_monthly (guint interval, const Parts *parts, guint32 first)
{
  g_autofree char *day = parts->n_months == 0 ? describe_day_of_month (parts, first) : NULL;

  if (day == NULL)
    return NULL;
  if (*day == '\0')
    return interval == 1
               ? g_strdup (_ ("every month"))
               : g_strdup_printf (ngettext ("every %u month", "every %u months", interval), interval);
  if (interval == 1)
    /* Translators: %s is "day 10", "last day", "first Monday". */
    return g_strdup_printf (_ ("every month: %s"), day);
  return g_strdup_printf (ngettext ("every %u month: %s", "every %u months: %s", interval), interval, day);
}

static char *
describe_yearly (guint interval, const Parts *parts, guint32 first)
{
  CrmDay day = { 0, (guint)parts->month, (guint)MAX (parts->month_day, 0) };
  g_autofree char *stored = NULL;
  g_autofree char *shown = NULL;

  if (parts->n_days > 0 || parts->n_set_pos > 0 || parts->n_months > 1 || parts->n_month_days > 1 ||
      (parts->n_months == 0 && parts->n_month_days == 1))
    return NULL;
  if ((day.month == 0 || day.day == 0) && first != 0)
    {
      GDate date;

      g_date_clear (&date, 1);
      g_date_set_julian (&date, first);
      day.day = day.day == 0 ? g_date_get_day (&date) : day.day;
      day.month = day.month == 0 ? (guint)g_date_get_month (&date) : day.month;
    }
  if (!crm_day_is_valid (&day))
    return parts->n_months > 0 ? NULL
           : interval == 1
               ? g_strdup (_ ("every year"))
               : g_strdup_printf (ngettext ("every %u year", "every %u years", interval), interval);
  stored = crm_day_format (&day);
  shown = crm_date_display (stored);
  if (interval == 1)
    /* Translators: %s is a day without its year: "10 December". */
    return g_strdup_printf (_ ("every year: %s"), shown);
  return g_strdup_printf (ngettext ("every %u year: %s", "every %u years: %s", interval), interval, shown);
}

static char *
describe_frequency (const struct icalrecurrencetype *rule, guint32 first)
{
  guint interval = (guint)rule->interval;
  Parts parts;

  if (!take_apart (rule, &parts))
    return NULL;
  switch (rule->freq)
    {
    case ICAL_DAILY_RECURRENCE: return describe_daily (interval, &parts);
    case ICAL_WEEKLY_RECURRENCE: return describe_weekly (interval, &parts, first);
    case ICAL_MONTHLY_RECURRENCE: return describe_monthly (interval, &parts, first);
    case ICAL_YEARLY_RECURRENCE: return describe_yearly (interval, &parts, first);
    case ICAL_SECONDLY_RECURRENCE:
    case ICAL_MINUTELY_RECURRENCE:
    case ICAL_HOURLY_RECURRENCE:
    case ICAL_NO_RECURRENCE: break;
    }
  return NULL;
}

char *
crm_recurrence_describe (const CrmRecurrence *self, const char *first)
{
  const struct icalrecurrencetype *rule;
  g_autofree char *words = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  rule = &self->rule;
  words = describe_frequency (rule, first != NULL ? crm_local_parse (first) : 0);
  if (words == NULL)
    words = g_strdup (_ ("by a rule of its own"));
  if (rule->count > 0)
    /* Translators: %s is a rule: "every Monday, 5 times". */
    return g_strdup_printf (
        ngettext ("%s, %u time", "%s, %u times", (gulong)rule->count), words, (guint)rule->count);
  if (!icaltime_is_null_time (rule->until))
    {
      CrmDay day = { (guint)rule->until.year, (guint)rule->until.month, (guint)rule->until.day };
      g_autofree char *stored = crm_day_format (&day);
      g_autofree char *shown = crm_date_display (stored);

      /* Translators: a rule and its last day: "every Monday, until 31 December 2026". */
      return g_strdup_printf (_ ("%s, until %s"), words, shown);
    }
  return g_steal_pointer (&words);
}
