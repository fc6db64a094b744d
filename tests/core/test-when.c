/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "when-cases.h"

#include "base/crm-error.h"
#include "base/crm-time.h"
#include "base/crm-when.h"

#include <string.h>

/* Days and times in words: what is found in a line, what is left alone, and what it comes to. Unless told otherwise it
 * is Wednesday, 18 November 2026, 12:00 in Kyiv. */

#define NOW "2026-11-18 12:00"

static GTimeZone *
open_zone (const char *name)
{
  GTimeZone *zone = g_time_zone_new_identifier (name);

  g_assert_nonnull (zone);
  return zone;
}

static gint64
read_instant (const char *text, GTimeZone *zone)
{
  g_autoptr (GError) error = NULL;
  gint64 at = 0;

  g_assert_true (crm_instant_parse (text, zone, &at, &error));
  g_assert_no_error (error);
  return at;
}

static char *
format_local (gint64 at, GTimeZone *zone, const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, format);
}

static char *
show (const CrmWhen *when, GTimeZone *zone)
{
  g_autofree char *at = NULL;
  g_autofree char *until = NULL;

  if (!when->has_time)
    {
      g_assert_cmpint (when->at, ==, 0);
      g_assert_cmpint (when->until, ==, 0);
      return g_strdup (when->date);
    }
  at = format_local (when->at, zone, "%Y-%m-%d %H:%M");
  g_assert_true (g_str_has_prefix (at, when->date));
  if (when->until == 0)
    return g_steal_pointer (&at);
  g_assert_cmpint (when->until, >, when->at);
  until = format_local (when->until, zone, "%H:%M");
  return g_strdup_printf ("%s-%s", at, until);
}

static char *
get_part (const char *line, const CrmWhen *when)
{
  g_autofree char *day = g_strndup (line + when->start, when->end - when->start);
  g_autofree char *time = g_strndup (line + when->time_start, when->time_end - when->time_start);

  return *time == '\0' ? g_steal_pointer (&day) : g_strdup_printf ("%s|%s", day, time);
}

static void
check_case (const Case *row, const char *now, const char *zone_name, int week_start)
{
  g_autoptr (GTimeZone) zone = open_zone (zone_name);
  g_auto (CrmWhen) when = { 0 };
  g_autofree char *result = NULL;
  g_autofree char *part = NULL;

  if (crm_when_find (row->line, read_instant (now, zone), zone, week_start, &when))
    {
      result = show (&when, zone);
      part = get_part (row->line, &when);
    }
  if (g_strcmp0 (part, row->part) != 0 || g_strcmp0 (result, row->result) != 0)
    {
      g_test_message ("“%s”: “%s” is %s, not “%s” and %s", row->line, part != NULL ? part : "-",
          result != NULL ? result : "-", row->part != NULL ? row->part : "-",
          row->result != NULL ? row->result : "-");
      g_test_fail ();
    }
}

static void
check_cases (gconstpointer data)
{
  for (const Case *row = data; row->line != NULL; row++)
    check_case (row, NOW, "Europe/Kyiv", 1);
}

static void
test_bounds (void)
{
  static const struct
  {
    const char *now;
    int week_start;
    Case row;
  } rows[] = {
    /* Fridays and the ends of weeks. */
    { "2026-11-20 09:00", 1, { "fri", "fri", "2026-11-27" } },
    { "2026-11-20 09:00", 1, { "this fri", "this fri", "2026-11-20" } },
    { "2026-11-20 09:00", 1, { "next fri", "next fri", "2026-11-27" } },
    { "2026-11-20 09:00", 1, { "end of the week", "end of the week", "2026-11-20" } },
    { "2026-11-21 09:00", 1, { "end of the week", "end of the week", "2026-11-27" } },
    { "2026-11-22 09:00", 1, { "next week", "next week", "2026-11-23" } },
    { "2026-11-22 09:00", 7, { "next week", "next week", "2026-11-30" } },
    { "2026-11-21 09:00", 7, { "next week", "next week", "2026-11-23" } },
    { "2026-11-21 09:00", 6, { "next week", "next week", "2026-11-30" } },
    { "2026-11-22 09:00", 1, { "next sun", "next sun", "2026-11-29" } },
    { "2026-11-22 09:00", 7, { "next sun", "next sun", "2026-11-29" } },
    { "2026-11-21 09:00", 7, { "next sun", "next sun", "2026-11-22" } },
    { "2026-11-22 09:00", 1, { "weekend", "weekend", "2026-11-28" } },
    { "2026-11-21 09:00", 1, { "weekend", "weekend", "2026-11-21" } },
    /* Months of unequal length. */
    { "2027-01-31 09:00", 1, { "in a month", "in a month", "2027-02-28" } },
    { "2028-01-31 09:00", 1, { "через місяць", "через місяць", "2028-02-29" } },
    { "2028-02-29 09:00", 1, { "через год", "через год", "2029-02-28" } },
    { "2028-02-28 09:00", 1, { "tomorrow", "tomorrow", "2028-02-29" } },
    { "2027-02-28 09:00", 1, { "завтра", "завтра", "2027-03-01" } },
    { "2026-12-31 23:59", 1, { "завтра", "завтра", "2027-01-01" } },
    { "2026-11-30 09:00", 1, { "end of month", "end of month", "2026-11-30" } },
    { "2028-02-10 09:00", 1, { "end of february", "end of february", "2028-02-29" } },
    { "2028-02-29 09:00", 1, { "конец февраля", "конец февраля", "2028-02-29" } },
    { "2028-02-10 09:00", 1, { "end of the month", "end of the month", "2028-02-29" } },
    { "2026-12-01 09:00", 1, { "start of the month", "start of the month", "2026-12-01" } },
    { "2027-02-01 09:00", 1, { "до 31-го", "до 31-го", "2027-03-31" } },
    { "2096-03-01 09:00", 1, { "29.02", "29.02", "2104-02-29" } },
    /* The hour of now. */
    { "2026-11-18 19:00", 1, { "tonight", "tonight", "2026-11-18" } },
    { "2026-11-18 19:00", 1, { "ввечері", "ввечері", "2026-11-19 18:00" } },
    { "2026-11-18 08:00", 1, { "вранці", "вранці", "2026-11-18 09:00" } },
    { "2026-11-18 16:00", 1, { "at 3", "at 3", "2026-11-19 15:00" } },
    { "2026-11-18 23:50", 1, { "in 20 minutes", "in 20 minutes", "2026-11-19 00:10" } },
    { "2026-11-18 00:00", 1, { "0:00", "0:00", "2026-11-19 00:00" } },
    { "2026-11-18 00:00:30", 1, { "in 1 minute", "in 1 minute", "2026-11-18 00:01" } },
    { "9999-12-30 00:00", 1, { "tomorrow", "tomorrow", "9999-12-31" } },
    { "9999-12-31 10:00", 1, { "tomorrow", NULL, NULL } },
    { "9999-12-31 10:00", 1, { "9:00", NULL, NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    check_case (&rows[i].row, rows[i].now, "Europe/Kyiv", rows[i].week_start);
}

/* Clocks that change: what does not exist moves on to what does, what comes twice is the first. */
static void
test_daylight_saving (void)
{
  static const struct
  {
    const char *zone;
    const char *now;
    const char *line;
    const char *at; /* UTC */
  } rows[] = {
    { "Europe/Kyiv", "2026-03-28 12:00", "tomorrow 2:59", "2026-03-29T00:59:00Z" },
    { "Europe/Kyiv", "2026-03-28 12:00", "tomorrow 3:00", "2026-03-29T01:00:00Z" },
    { "Europe/Kyiv", "2026-03-28 12:00", "tomorrow 3:30", "2026-03-29T01:30:00Z" },
    { "Europe/Kyiv", "2026-03-28 12:00", "tomorrow 4:00", "2026-03-29T01:00:00Z" },
    { "Europe/Kyiv", "2026-03-28 12:00", "завтра о 10", "2026-03-29T07:00:00Z" },
    { "Europe/Kyiv", "2026-03-28 12:00", "сьогодні о 15", "2026-03-28T13:00:00Z" },
    { "Europe/Kyiv", "2026-10-24 12:00", "tomorrow 3:30", "2026-10-25T00:30:00Z" },
    { "Europe/Kyiv", "2026-10-24 12:00", "tomorrow 3:59", "2026-10-25T00:59:00Z" },
    { "Europe/Kyiv", "2026-10-24 12:00", "tomorrow 4:00", "2026-10-25T02:00:00Z" },
    { "Europe/Kyiv", "2026-10-24 12:00", "завтра в 10", "2026-10-25T08:00:00Z" },
    { "Europe/Kyiv", "2026-10-25 02:30", "in 2 hours", "2026-10-25T01:30:00Z" },
    { "Europe/Kyiv", "2026-03-29 02:30", "через 2 години", "2026-03-29T02:30:00Z" },
    { "America/New_York", "2026-03-07 12:00", "tomorrow 2:30", "2026-03-08T07:30:00Z" },
    { "America/New_York", "2026-03-07 12:00", "tomorrow 1:59", "2026-03-08T06:59:00Z" },
    { "America/New_York", "2026-03-07 12:00", "tomorrow at 9", "2026-03-08T13:00:00Z" },
    { "America/New_York", "2026-10-31 12:00", "tomorrow 1:30", "2026-11-01T05:30:00Z" },
    { "America/New_York", "2026-10-31 12:00", "tomorrow 2:00", "2026-11-01T07:00:00Z" },
    { "America/New_York", "2026-11-18 12:00", "mon 9:00", "2026-11-23T14:00:00Z" },
    { "Europe/Dublin", "2026-10-24 12:00", "tomorrow 1:30", "2026-10-25T00:30:00Z" },
    { "Australia/Lord_Howe", "2026-10-03 12:00", "tomorrow 2:15", "2026-10-03T15:45:00Z" },
    { "Pacific/Apia", "2026-11-18 12:00", "tomorrow 9:00", "2026-11-18T20:00:00Z" },
    { "Asia/Kathmandu", "2026-11-18 12:00", "tomorrow 9:00", "2026-11-19T03:15:00Z" },
    { "UTC", "2026-11-18 12:00", "tomorrow 9:00", "2026-11-19T09:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GTimeZone) zone = open_zone (rows[i].zone);
      g_auto (CrmWhen) when = { 0 };
      g_autofree char *at = NULL;

      g_test_message ("%s %s %s", rows[i].zone, rows[i].now, rows[i].line);
      g_assert_true (crm_when_find (rows[i].line, read_instant (rows[i].now, zone), zone, 1, &when));
      g_assert_true (when.has_time);
      at = crm_instant_format (when.at);
      g_assert_cmpstr (at, ==, rows[i].at);
    }
}

static void
test_no_zone (void)
{
  g_auto (CrmWhen) when = { 0 };
  g_autofree char *at = NULL;

  g_assert_true (crm_when_find ("завтра 15:00", read_instant (NOW, NULL), NULL, 1, &when));
  at = crm_instant_format (when.at);
  g_assert_cmpstr (at, ==, "2026-11-19T15:00:00Z");
}

static void
test_parse (void)
{
  static const Case rows[] = {
    { "tomorrow 10:00", NULL, "2026-11-19 10:00" },
    { " завтра ", NULL, "2026-11-19" },
    { "+3", NULL, "2026-11-21" },
    { "+1", NULL, "2026-11-19" },
    { "+7", NULL, "2026-11-25" },
    { "3 days", NULL, "2026-11-21" },
    { "2 тижні", NULL, "2026-12-02" },
    { "неделя", NULL, NULL },
    { "3d", NULL, "2026-11-21" },
    { "10", NULL, "2026-11-19 10:00" },
    { "15", NULL, "2026-11-18 15:00" },
    { "10.12", NULL, "2026-12-10" },
    { "3.5", NULL, "2027-05-03" },
    { "sun", NULL, "2026-11-22" },
    { "10th", NULL, "2026-12-10" },
    { "morning", NULL, "2026-11-19 09:00" },
    { "fri 10", NULL, "2026-11-20 10:00" },
    { "fri 10 Anna", NULL, NULL },
    { "call Anna", NULL, NULL },
    { "10/12", NULL, NULL },
    { "31.02.2026", NULL, NULL },
    { "never", NULL, NULL },
    { "", NULL, NULL },
    { "  ", NULL, NULL },
    { NULL, NULL, NULL },
    { "\xD0", NULL, NULL },
  };
  g_autoptr (GTimeZone) zone = open_zone ("Europe/Kyiv");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (CrmWhen) when = { 0 };
      g_autoptr (GError) error = NULL;
      g_autofree char *result = NULL;

      g_test_message (
          "%s", rows[i].line != NULL && g_utf8_validate (rows[i].line, -1, NULL) ? rows[i].line : "?");
      if (crm_when_parse (rows[i].line, read_instant (NOW, zone), zone, 1, &when, &error))
        {
          g_assert_no_error (error);
          result = show (&when, zone);
        }
      else
        {
          g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          g_assert_null (when.date);
        }
      g_assert_cmpstr (result, ==, rows[i].result);
    }
}

/* What a field with a day takes, NULL when nothing. */
static void
test_parse_day (void)
{
  static const struct
  {
    const char *text;
    const char *day;
  } rows[] = {
    { "2027-03-01", "2027-03-01" },
    { "24.08.1993", "1993-08-24" },
    { "in 2 months", "2027-01-18" },
    { "через 2 месяца", "2027-01-18" },
    { "завтра", "2026-11-19" },
    { "fri", "2026-11-20" },
    { "10.12", "2026-12-10" },
    { "10 January", "2027-01-10" },
    { "3 days", "2026-11-21" },
    { "tomorrow 15:00", NULL },
    { "15:00", NULL },
    { "03/04/2020", NULL },
    { "nonsense", NULL },
  };
  g_autoptr (GTimeZone) zone = open_zone ("Europe/Kyiv");
  gint64 now = read_instant (NOW, zone);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *day = crm_when_parse_day (rows[i].text, now, zone, 1, &error);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (day, ==, rows[i].day);
      g_assert_true ((error == NULL) == (day != NULL));
    }
}

static void
test_not_text (void)
{
  g_auto (CrmWhen) when = { 0 };

  g_assert_false (crm_when_find (NULL, 0, NULL, 1, &when));
  g_assert_false (crm_when_find ("tomorrow \xFF", 0, NULL, 1, &when));
  g_assert_false (crm_when_find ("tomorrow", G_MAXINT64, NULL, 1, &when));
  g_assert_false (crm_when_find ("tomorrow", G_MININT64, NULL, 1, &when));
  g_assert_null (when.date);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_data_func ("/when/english", when_english, check_cases);
  g_test_add_data_func ("/when/ukrainian", when_ukrainian, check_cases);
  g_test_add_data_func ("/when/russian", when_russian, check_cases);
  g_test_add_data_func ("/when/german", when_german, check_cases);
  g_test_add_data_func ("/when/not-dates", when_not_dates, check_cases);
  g_test_add_func ("/when/bounds", test_bounds);
  g_test_add_func ("/when/daylight-saving", test_daylight_saving);
  g_test_add_func ("/when/no-zone", test_no_zone);
  g_test_add_func ("/when/parse", test_parse);
  g_test_add_func ("/when/parse-day", test_parse_day);
  g_test_add_func ("/when/not-text", test_not_text);
  return g_test_run ();
}
