/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-recurrence.h"
#include "base/crm-error.h"
#include "base/crm-local.h"
#include "base/crm-recurrence-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Owns a rule as libical read it and walks its dates. The walk is by local days; times are put on them afterwards,
 * so that clocks that change never move a series. Pure functions; any thread. */

#define MAX_LENGTH 500
#define MAX_INTERVAL 1000
#define MAX_COUNT 10000
#define PROBE_YEAR 2024 /* a leap year */

guint
crm_recurrence_count (const short *list, guint size)
{
  guint n = 0;

  while (n < size && list[n] != ICAL_RECURRENCE_ARRAY_MAX)
    n++;
  return n;
}

#define COUNT(rule, list) crm_recurrence_count ((rule)->list, G_N_ELEMENTS ((rule)->list))

static void
set_bad (GError **error, const char *text)
{
  g_autofree char *shown = g_utf8_make_valid (text, -1);

  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
      _ ("“%s” is not a rule by which something can come again."), shown);
}

static void
set_refused (GError **error, const char *message)
{
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, message);
}

/* libical drops what it does not understand in places: the form is looked at here. */
static gboolean
check_parts (const char *rule, GError **error)
{
  static const char *const known[] = { "FREQ", "UNTIL", "COUNT", "INTERVAL", "BYDAY", "BYMONTHDAY",
    "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST", NULL };
  static const char *const times[] = { "BYSECOND", "BYMINUTE", "BYHOUR", NULL };
  g_auto (GStrv) parts = g_strsplit (rule, ";", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *value = strchr (parts[i], '=');
      g_autofree char *name = value != NULL ? g_strndup (parts[i], (gsize)(value - parts[i])) : NULL;

      if (name != NULL && g_strv_contains (times, name))
        {
          set_refused (error, _ ("A rule cannot repeat something several times a day."));
          return FALSE;
        }
      if (name == NULL || value[1] == '\0' || !g_strv_contains (known, name) ||
          !g_hash_table_add (seen, g_steal_pointer (&name)))
        {
          set_bad (error, rule);
          return FALSE;
        }
    }
  if (!g_hash_table_contains (seen, "FREQ"))
    {
      set_bad (error, rule);
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_until_real (const struct icalrecurrencetype *rule)
{
  const struct icaltimetype *until = &rule->until;

  if (icaltime_is_null_time (*until))
    return TRUE;
  return until->year >= 1 && until->year <= 9999 && until->month >= 1 && until->month <= 12 &&
         until->day >= 1 &&
         g_date_valid_dmy ((GDateDay)until->day, (GDateMonth)until->month, (GDateYear)until->year) &&
         until->hour >= 0 && until->hour <= 23 && until->minute >= 0 && until->minute <= 59;
}

/* Lists only where RFC 5545 gives them a meaning, so that no walk goes to the end of time for nothing. */
static gboolean
are_lists_sound (const struct icalrecurrencetype *rule)
{
  guint n_days = COUNT (rule, by_day);
  guint n_month_days = COUNT (rule, by_month_day);
  guint n_months = COUNT (rule, by_month);
  gboolean yearly = rule->freq == ICAL_YEARLY_RECURRENCE;
  gboolean monthly = rule->freq == ICAL_MONTHLY_RECURRENCE;
  gboolean weeks = COUNT (rule, by_week_no) > 0;
  gboolean year_days = COUNT (rule, by_year_day) > 0;

  if ((weeks || year_days) &&
      (!yearly || n_month_days > 0 || n_months > 0 || (year_days && (weeks || n_days > 0))))
    return FALSE;
  if (n_month_days > 0 && rule->freq == ICAL_WEEKLY_RECURRENCE)
    return FALSE;
  /* libical does not count from the end of the month for these. */
  for (guint i = 0; i < n_month_days; i++)
    {
      if (rule->by_month_day[i] < 0 && rule->freq == ICAL_DAILY_RECURRENCE)
        return FALSE;
    }
  for (guint i = 0; i < n_days; i++)
    {
      int place = ABS (icalrecurrencetype_day_position (rule->by_day[i]));

      if (place != 0 && ((!monthly && !yearly) || weeks || n_month_days > 0))
        return FALSE;
      if (place > (monthly || n_months > 0 ? 5 : 53))
        return FALSE;
    }
  if (COUNT (rule, by_set_pos) > 0 && ((!monthly && !yearly) || (n_days == 0 && n_month_days == 0)))
    return FALSE;
  return COUNT (rule, by_set_pos) == 0 || monthly || n_months == 1;
}

static guint
count_distinct (const short *list, guint n)
{
  guint distinct = 0;

  for (guint i = 0; i < n; i++)
    {
      guint before = 0;

      while (before < i && list[before] != list[i])
        before++;
      distinct += before == i;
    }
  return distinct;
}

/* Some month has one of the days. */
static gboolean
has_month_day (const struct icalrecurrencetype *rule)
{
  guint n_month_days = COUNT (rule, by_month_day);
  guint n_months = COUNT (rule, by_month);

  for (guint d = 0; d < n_month_days; d++)
    {
      int day = ABS (rule->by_month_day[d]);

      for (guint m = 0; m < n_months; m++)
        {
          if (rule->by_month[m] >= 1 && rule->by_month[m] <= 12 &&
              day <= g_date_get_days_in_month ((GDateMonth)rule->by_month[m], PROBE_YEAR))
            return TRUE;
        }
    }
  return n_month_days == 0 || n_months == 0;
}

/* A month has as many days to choose from as one of the places asks for. */
static gboolean
has_place (const struct icalrecurrencetype *rule)
{
  guint n_month_days = COUNT (rule, by_month_day);
  guint n_days = COUNT (rule, by_day);
  guint n_places = COUNT (rule, by_set_pos);
  guint size = count_distinct (rule->by_month_day, n_month_days);

  if (n_places == 0)
    return TRUE;
  if (n_days > 0 && n_month_days == 0)
    {
      size = count_distinct (rule->by_day, n_days);
      for (guint i = 0; i < n_days; i++)
        size += icalrecurrencetype_day_position (rule->by_day[i]) == 0 ? 4 : 0;
    }
  if (COUNT (rule, by_month) == 1 && rule->by_month[0] >= 1 && rule->by_month[0] <= 12)
    size = MIN (size, g_date_get_days_in_month ((GDateMonth)rule->by_month[0], PROBE_YEAR));
  for (guint i = 0; i < n_places; i++)
    {
      if ((guint)ABS (rule->by_set_pos[i]) <= size)
        return TRUE;
    }
  return FALSE;
}

/* Whether it comes true at all. The first two looks spare libical the way to its last year. */
static gboolean
is_ever (const struct icalrecurrencetype *rule)
{
  struct icalrecurrencetype probe = *rule;
  struct icaltimetype start = { .year = PROBE_YEAR, .month = 1, .day = 1, .is_date = 1 };
  icalrecur_iterator *iterator;
  struct icaltimetype found;

  if (!has_month_day (rule) || !has_place (rule))
    return FALSE;
  probe.interval = 1;
  probe.count = 0;
  probe.until = icaltime_null_time ();
  iterator = icalrecur_iterator_new (probe, start);
  if (iterator == NULL)
    return FALSE;
  found = icalrecur_iterator_next (iterator);
  icalrecur_iterator_free (iterator);
  return !icaltime_is_null_time (found);
}

static gboolean
check_rule (const struct icalrecurrencetype *rule, const char *text, GError **error)
{
  if (rule->freq == ICAL_NO_RECURRENCE || !is_until_real (rule))
    {
      set_bad (error, text);
      return FALSE;
    }
  if (rule->freq < ICAL_DAILY_RECURRENCE)
    {
      set_refused (error, _ ("A rule cannot repeat something several times a day."));
      return FALSE;
    }
  if (rule->interval < 1 || rule->interval > MAX_INTERVAL || rule->count < 0 || rule->count > MAX_COUNT)
    {
      set_refused (error, _ ("The numbers in the rule are too large."));
      return FALSE;
    }
  if (!are_lists_sound (rule))
    {
      set_bad (error, text);
      return FALSE;
    }
  if (!is_ever (rule))
    {
      set_refused (error, _ ("There is no day that this rule means."));
      return FALSE;
    }
  return TRUE;
}

CrmRecurrence *
crm_recurrence_new (const char *rule, GError **error)
{
  static gsize ready;
  g_autoptr (CrmRecurrence) self = NULL;
  g_autofree char *text = NULL;

  /* As libical is built, a mistake in a rule would end the program. */
  if (g_once_init_enter (&ready))
    {
      icalerror_set_errors_are_fatal (FALSE);
      g_once_init_leave (&ready, 1);
    }

  if (rule == NULL || strlen (rule) > MAX_LENGTH || !g_str_is_ascii (rule))
    {
      set_bad (error, rule != NULL && strlen (rule) <= MAX_LENGTH ? rule : "…");
      return NULL;
    }
  text = g_strstrip (g_ascii_strup (rule, -1));
  if (g_str_has_prefix (text, "RRULE:"))
    memmove (text, text + strlen ("RRULE:"), strlen (text) - strlen ("RRULE:") + 1);
  if (!check_parts (text, error))
    return NULL;
  self = g_new0 (CrmRecurrence, 1);
  self->rule = icalrecurrencetype_from_string (text);
  return check_rule (&self->rule, text, error) ? g_steal_pointer (&self) : NULL;
}

void
crm_recurrence_free (CrmRecurrence *self)
{
  g_free (self);
}

char *
crm_recurrence_to_string (const CrmRecurrence *self)
{
  struct icalrecurrencetype rule;
  char *text;
  char *copy;

  g_return_val_if_fail (self != NULL, NULL);

  rule = self->rule;
  text = icalrecurrencetype_as_string_r (&rule);
  copy = g_strdup (text);
  free (text);
  return copy;
}

static guint32
get_julian (const struct icaltimetype *day)
{
  GDate date;

  if (!g_date_valid_dmy ((GDateDay)day->day, (GDateMonth)day->month, (GDateYear)day->year) ||
      day->year > 9999)
    return 0;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)day->day, (GDateMonth)day->month, (GDateYear)day->year);
  return g_date_get_julian (&date);
}

static struct icaltimetype
get_ical_day (guint32 julian)
{
  struct icaltimetype day = { .is_date = 1 };
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  day.year = g_date_get_year (&date);
  day.month = g_date_get_month (&date);
  day.day = g_date_get_day (&date);
  day.is_date = 1;
  return day;
}

/* The last day the rule allows for a time (second of the day; -1: all day); 0: none is set. */
static guint32
get_last_day (const CrmRecurrence *self, int second, GTimeZone *zone)
{
  const struct icaltimetype *until = &self->rule.until;
  guint32 day;
  int until_second;

  if (icaltime_is_null_time (*until))
    return 0;
  day = get_julian (until);
  if (until->is_date)
    return day;
  until_second = until->hour * 3600 + until->minute * 60 + until->second;
  if (icaltime_is_utc (*until))
    day = crm_local_day (crm_local_instant (day, until_second, NULL), zone, &until_second);
  return second > until_second && day > 1 ? day - 1 : day;
}

typedef struct
{
  icalrecur_iterator *iterator; /* nullable: nothing comes */
  guint32 from;
  guint32 last; /* 0: no end */
  guint n_steps;
} Walk;

static void
begin_walk (Walk *walk, const CrmRecurrence *self, guint32 first, guint32 from, guint32 last)
{
  struct icalrecurrencetype rule = self->rule;

  *walk = (Walk){ .from = MAX (first, from), .last = last };
  rule.until = icaltime_null_time ();
  if (last != 0 && walk->from > last)
    return;
  walk->iterator = icalrecur_iterator_new (rule, get_ical_day (first));
  /* An old series is not walked through from its beginning. */
  if (walk->iterator != NULL && rule.count == 0 && walk->from > first)
    icalrecur_iterator_set_start (walk->iterator, get_ical_day (walk->from));
}

/* The next day; 0 when there is no more. */
static guint32
walk_on (Walk *walk)
{
  while (walk->iterator != NULL && walk->n_steps++ < CRM_RECURRENCE_MAX_STEPS)
    {
      struct icaltimetype found = icalrecur_iterator_next (walk->iterator);
      guint32 day = icaltime_is_null_time (found) ? 0 : get_julian (&found);

      if (day == 0 || (walk->last != 0 && day > walk->last))
        return 0;
      if (day >= walk->from)
        return day;
    }
  return 0;
}

static void
end_walk (Walk *walk)
{
  g_clear_pointer (&walk->iterator, icalrecur_iterator_free);
}

char *
crm_recurrence_next_date (const CrmRecurrence *self, const char *first, const char *after, GTimeZone *zone)
{
  guint32 begin = crm_local_parse (first);
  guint32 from = after != NULL ? crm_local_parse (after) + 1 : begin;
  guint32 day;
  Walk walk;

  g_return_val_if_fail (self != NULL, NULL);

  if (begin == 0 || from <= 1)
    return NULL;
  begin_walk (&walk, self, begin, from, get_last_day (self, -1, zone));
  day = walk_on (&walk);
  end_walk (&walk);
  return day != 0 ? crm_local_format (day) : NULL;
}

GPtrArray *
crm_recurrence_list_dates (const CrmRecurrence *self, const char *first, const char *from, const char *until,
    GTimeZone *zone, guint max)
{
  GPtrArray *dates = g_ptr_array_new_with_free_func (g_free);
  guint32 begin = crm_local_parse (first);
  guint32 end = crm_local_parse (until);
  guint32 day;
  Walk walk;

  g_return_val_if_fail (self != NULL, dates);

  if (begin == 0)
    return dates;
  begin_walk (&walk, self, begin, crm_local_parse (from), get_last_day (self, -1, zone));
  while (dates->len < max && (day = walk_on (&walk)) != 0 && day < end)
    g_ptr_array_add (dates, crm_local_format (day));
  end_walk (&walk);
  return dates;
}

/* Instants of the days from from on; a day earlier and later belong to the same instants elsewhere. */
static void
begin_timed_walk (
    Walk *walk, const CrmRecurrence *self, gint64 first, gint64 from, GTimeZone *zone, int *second)
{
  guint32 begin = crm_local_day (first, zone, second);
  guint32 day = crm_local_day (from, zone, NULL);

  *walk = (Walk){ 0 };
  if (begin == 0 || day == 0)
    return;
  begin_walk (walk, self, begin, day > 1 ? day - 1 : day, get_last_day (self, *second, zone));
}

gboolean
crm_recurrence_next_instant (
    const CrmRecurrence *self, gint64 first, gint64 after, GTimeZone *zone, gint64 *at)
{
  guint32 day;
  int second;
  Walk walk;
  gboolean found = FALSE;

  g_return_val_if_fail (self != NULL && at != NULL, FALSE);

  begin_timed_walk (&walk, self, first, MAX (after, first), zone, &second);
  while (!found && (day = walk_on (&walk)) != 0)
    {
      gint64 instant = crm_local_instant (day, second, zone);

      found = instant > after;
      if (found)
        *at = instant;
    }
  end_walk (&walk);
  return found;
}

GArray *
crm_recurrence_list_instants (
    const CrmRecurrence *self, gint64 first, gint64 from, gint64 until, GTimeZone *zone, guint max)
{
  GArray *instants = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint32 day;
  int second;
  Walk walk;

  g_return_val_if_fail (self != NULL, instants);

  begin_timed_walk (&walk, self, first, MAX (from, first), zone, &second);
  while (instants->len < max && (day = walk_on (&walk)) != 0)
    {
      gint64 instant = crm_local_instant (day, second, zone);

      if (instant >= until)
        break;
      if (instant >= from)
        g_array_append_val (instants, instant);
    }
  end_walk (&walk);
  return instants;
}
