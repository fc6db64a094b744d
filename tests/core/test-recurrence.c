/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "base/crm-recurrence.h"
#include "base/crm-time.h"

#include <string.h>

/* Rules of repetition: which are taken, which days and instants they give, how they read, and how they are found in a
 * line. Unless told otherwise it is Wednesday, 18 November 2026, 12:00 in Kyiv. */

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

static CrmRecurrence *
open_rule (const char *rule)
{
  g_autoptr (GError) error = NULL;
  CrmRecurrence *self = crm_recurrence_new (rule, &error);

  g_assert_no_error (error);
  g_assert_nonnull (self);
  return self;
}

static void
test_taken (void)
{
  static const char *const rows[][2] = {
    { "FREQ=DAILY", "FREQ=DAILY" },
    { "RRULE:FREQ=DAILY", "FREQ=DAILY" },
    { " freq=weekly;byday=fr ", "FREQ=WEEKLY;BYDAY=FR" },
    { "BYDAY=MO,FR;FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR" },
    { "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=-1FR" },
    { "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=-1" },
    { "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1" },
    { "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13" },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTHDAY=29;BYMONTH=2" },
    { "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "FREQ=YEARLY;BYDAY=MO;BYWEEKNO=20" },
    { "FREQ=YEARLY;BYYEARDAY=100", "FREQ=YEARLY;BYYEARDAY=100" },
    { "FREQ=DAILY;COUNT=5", "FREQ=DAILY;COUNT=5" },
    { "FREQ=DAILY;UNTIL=20261231", "FREQ=DAILY;UNTIL=20261231" },
    { "FREQ=DAILY;UNTIL=20261231T215959Z", "FREQ=DAILY;UNTIL=20261231T215959Z" },
    { "FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CrmRecurrence) rule = open_rule (rows[i][0]);
      g_autofree char *text = crm_recurrence_to_string (rule);
      g_autoptr (CrmRecurrence) again = open_rule (text);
      g_autofree char *same = crm_recurrence_to_string (again);

      g_assert_cmpstr (text, ==, rows[i][1]);
      g_assert_cmpstr (same, ==, text);
    }
}

static void
test_refused (void)
{
  static const char *const rows[] = { NULL, "", " ", "every day", "FREQ", "FREQ=", "FREQ=FOO", "BYDAY=MO",
    "RRULE:", "FREQ=DAILY;", "FREQ=WEEKLY;;BYDAY=FR", "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY;X-FOO=1",
    "FREQ=DAILY;FOO=1", "FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=9,10",
    "FREQ=DAILY;BYMINUTE=0,1,2", "FREQ=DAILY;BYSECOND=1", "FREQ=SECONDLY;COUNT=999999999",
    "FREQ=DAILY;COUNT=999999999", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=-5",
    "FREQ=DAILY;COUNT=5;UNTIL=20261231", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1",
    "FREQ=DAILY;INTERVAL=32767", "FREQ=DAILY;INTERVAL=99999999999", "FREQ=DAILY;UNTIL=garbage",
    "FREQ=DAILY;UNTIL=20261301", "FREQ=DAILY;UNTIL=20260230", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=2FR",
    "FREQ=MONTHLY;BYDAY=6FR", "FREQ=MONTHLY;BYDAY=5FR;BYMONTHDAY=1", "FREQ=YEARLY;BYDAY=54MO",
    "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=WEEKLY;BYMONTHDAY=1",
    "FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31", "FREQ=YEARLY;BYSETPOS=366;BYYEARDAY=1",
    "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=300", "FREQ=DAILY;BYSETPOS=2;BYDAY=MO", "FREQ=MONTHLY;BYSETPOS=1",
    "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=31", "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6", "FREQ=DAILY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYMONTHDAY=29;BYSETPOS=2", "FREQ=MONTHLY;BYDAY=1FR,1FR,1FR;BYSETPOS=2",
    "FREQ=MONTHLY;BYWEEKNO=1", "FREQ=MONTHLY;BYYEARDAY=1", "RSCALE=CHINESE;FREQ=YEARLY", "FREQ=ЩОДНЯ",
    "FREQ=DAILY\xFF" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_null (crm_recurrence_new (rows[i], &error));
      g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* A rule can be as long as it likes only up to a point. */
static void
test_too_long (void)
{
  g_autoptr (GString) rule = g_string_new ("FREQ=YEARLY;BYYEARDAY=1");
  g_autoptr (GError) error = NULL;

  for (int i = 2; i < 300; i++)
    g_string_append_printf (rule, ",%d", i);
  g_assert_null (crm_recurrence_new (rule->str, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_assert_cmpuint (strlen (error->message), <, 200);
}

static void
test_dates (void)
{
  static const struct
  {
    const char *rule;
    const char *first;
    const char *dates; /* the first five before 2030 */
  } rows[] = {
    { "FREQ=DAILY", "2026-11-18", "2026-11-18 2026-11-19 2026-11-20 2026-11-21 2026-11-22" },
    { "FREQ=DAILY;INTERVAL=3", "2026-02-27", "2026-02-27 2026-03-02 2026-03-05 2026-03-08 2026-03-11" },
    { "FREQ=DAILY;COUNT=3", "2026-11-18", "2026-11-18 2026-11-19 2026-11-20" },
    { "FREQ=DAILY;UNTIL=20261119", "2026-11-18", "2026-11-18 2026-11-19" },
    { "FREQ=DAILY;UNTIL=20261118T220000Z", "2026-11-18", "2026-11-18 2026-11-19" },
    { "FREQ=DAILY;UNTIL=20261118T215959Z", "2026-11-18", "2026-11-18" },
    { "FREQ=DAILY;UNTIL=20261101", "2026-11-18", "" },
    { "FREQ=WEEKLY", "2026-11-18", "2026-11-18 2026-11-25 2026-12-02 2026-12-09 2026-12-16" },
    { "FREQ=WEEKLY;BYDAY=FR", "2026-11-18", "2026-11-20 2026-11-27 2026-12-04 2026-12-11 2026-12-18" },
    { "FREQ=WEEKLY;BYDAY=MO,FR", "2026-11-18", "2026-11-20 2026-11-23 2026-11-27 2026-11-30 2026-12-04" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "2026-11-18",
        "2026-11-20 2026-11-30 2026-12-04 2026-12-14 2026-12-18" },
    /* The beginning of the week decides which weeks are the second ones. */
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO", "1997-08-05",
        "1997-08-05 1997-08-10 1997-08-19 1997-08-24 1997-09-02" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "1997-08-05",
        "1997-08-05 1997-08-17 1997-08-19 1997-08-31 1997-09-02" },
    { "FREQ=MONTHLY;BYMONTHDAY=31", "2026-11-18", "2026-12-31 2027-01-31 2027-03-31 2027-05-31 2027-07-31" },
    { "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-18", "2026-11-30 2026-12-31 2027-01-31 2027-02-28 2027-03-31" },
    { "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "2026-12-18",
        "2026-12-30 2027-01-30 2027-02-28 2027-03-30 2027-04-30" },
    { "FREQ=MONTHLY;BYDAY=1MO", "2026-11-18", "2026-12-07 2027-01-04 2027-02-01 2027-03-01 2027-04-05" },
    { "FREQ=MONTHLY;BYDAY=-1FR", "2026-11-18", "2026-11-27 2026-12-25 2027-01-29 2027-02-26 2027-03-26" },
    { "FREQ=MONTHLY;BYDAY=5FR", "2026-11-18", "2027-01-29 2027-04-30 2027-07-30 2027-10-29 2027-12-31" },
    { "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-11-18",
        "2026-11-30 2026-12-31 2027-01-29 2027-02-26 2027-03-31" },
    { "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10", "2026-11-10",
        "2026-11-10 2027-02-10 2027-05-10 2027-08-10 2027-11-10" },
    { "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "2026-01-01",
        "2026-02-13 2026-03-13 2026-11-13 2027-08-13 2028-10-13" },
    { "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10", "2026-11-18", "2026-12-10 2027-12-10 2028-12-10 2029-12-10" },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2024-02-29", "2024-02-29 2028-02-29" },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", "2026-02-01",
        "2026-02-28 2027-02-28 2028-02-29 2029-02-28" },
    /* Starting in the wrong month of a rule for every twelfth, it never comes. */
    { "FREQ=MONTHLY;INTERVAL=12;BYMONTH=3", "2026-11-18", "" },
  };
  g_autoptr (GTimeZone) zone = open_zone ("Europe/Kyiv");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CrmRecurrence) rule = open_rule (rows[i].rule);
      g_autoptr (GPtrArray) dates =
          crm_recurrence_list_dates (rule, rows[i].first, rows[i].first, "2030-01-01", zone, 5);
      g_autofree char *text = NULL;
      g_autofree char *next = crm_recurrence_next_date (rule, rows[i].first, NULL, zone);

      g_ptr_array_add (dates, NULL);
      text = g_strjoinv (" ", (char **)dates->pdata);
      g_assert_cmpstr (text, ==, rows[i].dates);
      if (dates->len > 1)
        g_assert_cmpstr (next, ==, dates->pdata[0]);
      else
        g_assert_null (next);
    }
}

/* Looking into a series from later on finds the days that walking through it finds. */
static void
test_from_later (void)
{
  static const char *const rules[] = { "FREQ=DAILY", "FREQ=DAILY;INTERVAL=7",
    "FREQ=DAILY;INTERVAL=10;COUNT=90", "FREQ=DAILY;BYDAY=MO,TU", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=3",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU",
    "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;INTERVAL=5;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
    "FREQ=YEARLY;INTERVAL=2;BYMONTH=3,11;BYMONTHDAY=8", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYDAY=20MO", "FREQ=DAILY;UNTIL=20261231", "FREQ=WEEKLY;COUNT=300" };
  static const char *const firsts[] = { "2020-01-01", "2023-12-31", "2024-02-29" };

  for (guint r = 0; r < G_N_ELEMENTS (rules); r++)
    {
      g_autoptr (CrmRecurrence) rule = open_rule (rules[r]);

      for (guint f = 0; f < G_N_ELEMENTS (firsts); f++)
        {
          g_autoptr (GPtrArray) all =
              crm_recurrence_list_dates (rule, firsts[f], firsts[f], "2028-06-01", NULL, G_MAXUINT);
          guint next = 0;

          for (int offset = 0; offset < 2600; offset += 37)
            {
              g_autofree char *from = crm_date_add_days (firsts[f], offset);
              g_autoptr (GPtrArray) some =
                  crm_recurrence_list_dates (rule, firsts[f], from, "2028-06-01", NULL, 3);

              while (next < all->len && strcmp (all->pdata[next], from) < 0)
                next++;
              g_assert_cmpuint (some->len, ==, MIN (3, all->len - next));
              for (guint i = 0; i < some->len; i++)
                g_assert_cmpstr (some->pdata[i], ==, all->pdata[next + i]);
            }
        }
    }
}

static void
test_instants (void)
{
  static const struct
  {
    const char *zone;
    const char *rule;
    const char *first; /* local */
    const char *instants;
  } rows[] = {
    { "Europe/Kyiv", "FREQ=DAILY", "2026-03-28 09:00",
        "2026-03-28T07:00:00Z 2026-03-29T06:00:00Z 2026-03-30T06:00:00Z" },
    { "Europe/Kyiv", "FREQ=DAILY", "2026-03-28 03:30",
        "2026-03-28T01:30:00Z 2026-03-29T01:30:00Z 2026-03-30T00:30:00Z" },
    { "Europe/Kyiv", "FREQ=DAILY", "2026-10-24 03:30",
        "2026-10-24T00:30:00Z 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z" },
    { "America/New_York", "FREQ=WEEKLY;BYDAY=SU", "2026-10-25 09:00",
        "2026-10-25T13:00:00Z 2026-11-01T14:00:00Z 2026-11-08T14:00:00Z" },
    { "America/New_York", "FREQ=DAILY", "2026-03-07 02:30",
        "2026-03-07T07:30:00Z 2026-03-08T07:30:00Z 2026-03-09T06:30:00Z" },
    { "Europe/Kyiv", "FREQ=DAILY;UNTIL=20261119T070000Z", "2026-11-18 09:00",
        "2026-11-18T07:00:00Z 2026-11-19T07:00:00Z" },
    { "Europe/Kyiv", "FREQ=DAILY;UNTIL=20261119T065959Z", "2026-11-18 09:00", "2026-11-18T07:00:00Z" },
    { "Europe/Kyiv", "FREQ=DAILY;UNTIL=20261119", "2026-11-18 23:00",
        "2026-11-18T21:00:00Z 2026-11-19T21:00:00Z" },
    { "Europe/Kyiv", "FREQ=DAILY;UNTIL=20261119T090000", "2026-11-18 09:00",
        "2026-11-18T07:00:00Z 2026-11-19T07:00:00Z" },
    { "Europe/Kyiv", "FREQ=MONTHLY;COUNT=2;BYMONTHDAY=-1", "2026-11-18 10:00",
        "2026-11-30T08:00:00Z 2026-12-31T08:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GTimeZone) zone = open_zone (rows[i].zone);
      g_autoptr (CrmRecurrence) rule = open_rule (rows[i].rule);
      gint64 first = read_instant (rows[i].first, zone);
      g_autoptr (GArray) list =
          crm_recurrence_list_instants (rule, first, G_MININT64 / 64, G_MAXINT64 / 64, zone, 3);
      g_autoptr (GString) text = g_string_new (NULL);
      gint64 after = first - 1;
      gint64 at;

      for (guint n = 0; n < list->len; n++)
        {
          g_autofree char *shown = crm_instant_format (g_array_index (list, gint64, n));

          g_string_append_printf (text, "%s%s", n > 0 ? " " : "", shown);
          g_assert_true (crm_recurrence_next_instant (rule, first, after, zone, &at));
          g_assert_cmpint (at, ==, g_array_index (list, gint64, n));
          after = at;
        }
      g_assert_cmpstr (text->str, ==, rows[i].instants);
      if (list->len < 3)
        g_assert_false (crm_recurrence_next_instant (rule, first, after, zone, &at));
    }
}

static void
test_bounds (void)
{
  g_autoptr (CrmRecurrence) daily = open_rule ("FREQ=DAILY");
  g_autoptr (CrmRecurrence) counted = open_rule ("FREQ=DAILY;COUNT=10000");
  g_autoptr (GPtrArray) none =
      crm_recurrence_list_dates (daily, "nonsense", "2026-01-01", "2027-01-01", NULL, 9);
  g_autoptr (GPtrArray) many =
      crm_recurrence_list_dates (daily, "1970-01-01", "1970-01-01", "9999-12-31", NULL, G_MAXUINT);
  g_autoptr (GPtrArray) empty =
      crm_recurrence_list_dates (daily, "2026-01-01", "2026-01-01", "2026-01-01", NULL, 9);
  g_autoptr (GPtrArray) last =
      crm_recurrence_list_dates (counted, "2000-01-01", "2020-01-01", "9999-12-31", NULL, G_MAXUINT);
  g_autofree char *old = crm_recurrence_next_date (daily, "1900-01-01", "2026-11-18", NULL);
  g_autofree char *bad = crm_recurrence_next_date (daily, "2026-02-30", NULL, NULL);
  g_autofree char *yearless = crm_recurrence_next_date (daily, "2026-02-20", "--02-21", NULL);
  gint64 at = 0;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (many->len, ==, CRM_RECURRENCE_MAX_STEPS);
  g_assert_cmpuint (empty->len, ==, 0);
  g_assert_cmpuint (last->len, ==, 10000 - (guint)crm_date_days_between ("2000-01-01", "2020-01-01"));
  g_assert_cmpstr (old, ==, "2026-11-19");
  g_assert_null (bad);
  g_assert_null (yearless);
  g_assert_false (crm_recurrence_next_instant (daily, G_MAXINT64, 0, NULL, &at));
  g_assert_false (crm_recurrence_next_instant (daily, 0, G_MAXINT64, NULL, &at));
}

static void
test_words (void)
{
  static const struct
  {
    const char *rule;
    const char *first;
    const char *words;
  } rows[] = {
    { "FREQ=DAILY", NULL, "every day" },
    { "FREQ=DAILY;INTERVAL=3", NULL, "every 3 days" },
    { "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", NULL, "every working day" },
    { "FREQ=DAILY;BYDAY=MO,TU", NULL, "every week: Mon, Tue" },
    { "FREQ=WEEKLY", NULL, "every week" },
    { "FREQ=WEEKLY", "2026-11-18", "every Wednesday" },
    { "FREQ=WEEKLY;BYDAY=FR", "2026-11-18", "every Friday" },
    { "FREQ=WEEKLY;BYDAY=SU", NULL, "every Sunday" },
    { "FREQ=WEEKLY;BYDAY=FR,MO", NULL, "every week: Mon, Fri" },
    { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", NULL, "every working day" },
    { "FREQ=WEEKLY;INTERVAL=2", NULL, "every 2 weeks" },
    { "FREQ=WEEKLY;INTERVAL=2", "2026-11-18", "every 2 weeks: Wed" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", NULL, "every 2 weeks: Mon, Fri" },
    { "FREQ=MONTHLY", NULL, "every month" },
    { "FREQ=MONTHLY", "2026-11-18", "every month: day 18" },
    { "FREQ=MONTHLY;BYMONTHDAY=10", NULL, "every month: day 10" },
    { "FREQ=MONTHLY;BYMONTHDAY=-1", NULL, "every month: last day" },
    { "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", NULL, "every month: day 30" },
    { "FREQ=MONTHLY;BYDAY=1MO", NULL, "every month: first Monday" },
    { "FREQ=MONTHLY;BYDAY=-1FR", NULL, "every month: last Friday" },
    { "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=3", NULL, "every month: third Friday" },
    { "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", NULL, "every month: last working day" },
    { "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10", NULL, "every 3 months: day 10" },
    { "FREQ=MONTHLY;INTERVAL=3", NULL, "every 3 months" },
    { "FREQ=YEARLY", NULL, "every year" },
    { "FREQ=YEARLY", "2026-11-18", "every year: 18 November" },
    { "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10", NULL, "every year: 10 December" },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", NULL, "every year: 29 February" },
    { "FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYMONTHDAY=10", NULL, "every 2 years: 10 December" },
    { "FREQ=WEEKLY;BYDAY=MO;COUNT=5", NULL, "every Monday, 5 times" },
    { "FREQ=WEEKLY;BYDAY=MO;COUNT=1", NULL, "every Monday, 1 time" },
    { "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231", NULL, "every Monday, until 31 December 2026" },
    { "FREQ=MONTHLY;BYDAY=5FR", NULL, "by a rule of its own" },
    { "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", NULL, "by a rule of its own" },
    { "FREQ=MONTHLY;BYMONTHDAY=1,15", NULL, "by a rule of its own" },
    { "FREQ=MONTHLY;BYMONTHDAY=-2", NULL, "by a rule of its own" },
    { "FREQ=YEARLY;BYWEEKNO=20", NULL, "by a rule of its own" },
    { "FREQ=YEARLY;BYDAY=20MO", NULL, "by a rule of its own" },
    { "FREQ=DAILY;BYMONTH=1;COUNT=3", NULL, "by a rule of its own, 3 times" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CrmRecurrence) rule = open_rule (rows[i].rule);
      g_autofree char *words = crm_recurrence_describe (rule, rows[i].first);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

typedef struct
{
  const char *line;
  const char *part; /* the bytes read, "rule|time" when they stand apart; NULL: nothing */
  const char *rule;
  const char *first; /* local */
} Case;

static const Case english[] = {
  { "every day", "every day", "FREQ=DAILY", "2026-11-18" },
  { "daily", "daily", "FREQ=DAILY", "2026-11-18" },
  { "every day at 10", "every day at 10", "FREQ=DAILY", "2026-11-19 10:00" },
  { "every day at 15:00", "every day at 15:00", "FREQ=DAILY", "2026-11-18 15:00" },
  { "every morning", "every morning", "FREQ=DAILY", "2026-11-19 09:00" },
  { "every friday", "every friday", "FREQ=WEEKLY;BYDAY=FR", "2026-11-20" },
  { "Every Friday call Anna", "Every Friday", "FREQ=WEEKLY;BYDAY=FR", "2026-11-20" },
  { "call Anna every friday at 10", "every friday at 10", "FREQ=WEEKLY;BYDAY=FR", "2026-11-20 10:00" },
  { "every friday call Anna at 10", "every friday|at 10", "FREQ=WEEKLY;BYDAY=FR", "2026-11-20 10:00" },
  { "at 10 every friday", "at 10 every friday", "FREQ=WEEKLY;BYDAY=FR", "2026-11-20 10:00" },
  { "every wednesday", "every wednesday", "FREQ=WEEKLY;BYDAY=WE", "2026-11-18" },
  { "every wednesday at 9", "every wednesday at 9", "FREQ=WEEKLY;BYDAY=WE", "2026-11-25 09:00" },
  { "every monday and thursday", "every monday and thursday", "FREQ=WEEKLY;BYDAY=MO,TH", "2026-11-19" },
  { "every mon, wed, fri 9:30", "every mon, wed, fri 9:30", "FREQ=WEEKLY;BYDAY=MO,WE,FR",
      "2026-11-20 09:30" },
  { "every other friday", "every other friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-11-20" },
  { "every second friday", "every second friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-11-20" },
  { "every 2 weeks", "every 2 weeks", "FREQ=WEEKLY;INTERVAL=2", "2026-11-18" },
  { "every two weeks on friday", "every two weeks on friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
      "2026-11-20" },
  { "every week on monday", "every week on monday", "FREQ=WEEKLY;BYDAY=MO", "2026-11-23" },
  { "weekly", "weekly", "FREQ=WEEKLY", "2026-11-18" },
  { "once a week", "once a week", "FREQ=WEEKLY", "2026-11-18" },
  { "once every 2 weeks", "once every 2 weeks", "FREQ=WEEKLY;INTERVAL=2", "2026-11-18" },
  { "on fridays", "on fridays", "FREQ=WEEKLY;BYDAY=FR", "2026-11-20" },
  { "fridays at 16", "fridays at 16", "FREQ=WEEKLY;BYDAY=FR", "2026-11-20 16:00" },
  { "every weekday", "every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-18" },
  { "every working day at 9", "every working day at 9", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
      "2026-11-19 09:00" },
  { "on weekdays", "on weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-18" },
  { "every 3 days", "every 3 days", "FREQ=DAILY;INTERVAL=3", "2026-11-18" },
  { "every other day", "every other day", "FREQ=DAILY;INTERVAL=2", "2026-11-18" },
  { "every month", "every month", "FREQ=MONTHLY;BYMONTHDAY=18", "2026-11-18" },
  { "monthly", "monthly", "FREQ=MONTHLY;BYMONTHDAY=18", "2026-11-18" },
  { "every month on the 10th", "every month on the 10th", "FREQ=MONTHLY;BYMONTHDAY=10", "2026-12-10" },
  { "monthly on the 31st", "monthly on the 31st", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-30" },
  { "every month on the 30th", "every month on the 30th", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
      "2026-11-30" },
  { "on the 10th of every month", "on the 10th of every month", "FREQ=MONTHLY;BYMONTHDAY=10", "2026-12-10" },
  { "every 10th", "every 10th", "FREQ=MONTHLY;BYMONTHDAY=10", "2026-12-10" },
  { "every first monday", "every first monday", "FREQ=MONTHLY;BYDAY=1MO", "2026-12-07" },
  { "every first monday of the month", "every first monday of the month", "FREQ=MONTHLY;BYDAY=1MO",
      "2026-12-07" },
  { "every 2nd tuesday of the month", "every 2nd tuesday of the month", "FREQ=MONTHLY;BYDAY=2TU",
      "2026-12-08" },
  { "every 2nd week", "every 2nd week", "FREQ=WEEKLY;INTERVAL=2", "2026-11-18" },
  { "every second monday of the month", "every second monday of the month", "FREQ=MONTHLY;BYDAY=2MO",
      "2026-12-14" },
  { "last friday of every month at 17:00", "last friday of every month at 17:00", "FREQ=MONTHLY;BYDAY=-1FR",
      "2026-11-27 17:00" },
  { "every month on the last day", "every month on the last day", "FREQ=MONTHLY;BYMONTHDAY=-1",
      "2026-11-30" },
  { "every last working day of the month", "every last working day of the month",
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-11-30" },
  { "every quarter", "every quarter", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=18", "2026-11-18" },
  { "quarterly", "quarterly", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=18", "2026-11-18" },
  { "every 6 months", "every 6 months", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=18", "2026-11-18" },
  { "every year", "every year", "FREQ=YEARLY;BYMONTHDAY=18;BYMONTH=11", "2026-11-18" },
  { "every year on 10 december", "every year on 10 december", "FREQ=YEARLY;BYMONTHDAY=10;BYMONTH=12",
      "2026-12-10" },
  { "every 10 december", "every 10 december", "FREQ=YEARLY;BYMONTHDAY=10;BYMONTH=12", "2026-12-10" },
  { "10 december every year", "10 december every year", "FREQ=YEARLY;BYMONTHDAY=10;BYMONTH=12",
      "2026-12-10" },
  { "29 feb every year", "29 feb every year", "FREQ=YEARLY;BYMONTHDAY=28,29;BYMONTH=2;BYSETPOS=-1",
      "2028-02-29" },
  { "every friday until 31 dec", "every friday until 31 dec", "FREQ=WEEKLY;UNTIL=20261231;BYDAY=FR",
      "2026-11-20" },
  { "every friday, 5 times", "every friday, 5 times", "FREQ=WEEKLY;COUNT=5;BYDAY=FR", "2026-11-20" },
  { "every day at 10, 3 times", "every day at 10, 3 times", "FREQ=DAILY;COUNT=3", "2026-11-19 10:00" },
  { "every friday from 1.12.2026", "every friday from 1.12.2026", "FREQ=WEEKLY;BYDAY=FR", "2026-12-04" },
  { "every friday until yesterday", NULL, NULL, NULL },
  { "every client", NULL, NULL, NULL },
  { "every 10 clients", NULL, NULL, NULL },
  { "every hour", NULL, NULL, NULL },
  { "every 20 minutes", NULL, NULL, NULL },
  { "every 99999 days", NULL, NULL, NULL },
  { "every 0 days", NULL, NULL, NULL },
  { "friday", NULL, NULL, NULL },
  { "once more", NULL, NULL, NULL },
  { "first monday", NULL, NULL, NULL },
  { "", NULL, NULL, NULL },
  { NULL },
};

static const Case ukrainian[] = {
  { "щодня", "щодня", "FREQ=DAILY", "2026-11-18" },
  { "щодня о 9", "щодня о 9", "FREQ=DAILY", "2026-11-19 09:00" },
  { "щодня вранці", "щодня вранці", "FREQ=DAILY", "2026-11-19 09:00" },
  { "кожного дня", "кожного дня", "FREQ=DAILY", "2026-11-18" },
  { "кожен день", "кожен день", "FREQ=DAILY", "2026-11-18" },
  { "кожного ранку", "кожного ранку", "FREQ=DAILY", "2026-11-19 09:00" },
  { "щоп'ятниці", "щоп'ятниці", "FREQ=WEEKLY;BYDAY=FR", "2026-11-20" },
  { "щоп’ятниці о 10 дзвонити Оксані", "щоп’ятниці о 10", "FREQ=WEEKLY;BYDAY=FR", "2026-11-20 10:00" },
  { "щопонеділка і щочетверга", "щопонеділка і щочетверга", "FREQ=WEEKLY;BYDAY=MO,TH", "2026-11-19" },
  { "кожної п'ятниці", "кожної п'ятниці", "FREQ=WEEKLY;BYDAY=FR", "2026-11-20" },
  { "кожну п'ятницю о 10", "кожну п'ятницю о 10", "FREQ=WEEKLY;BYDAY=FR", "2026-11-20 10:00" },
  { "кожного понеділка та середи", "кожного понеділка та середи", "FREQ=WEEKLY;BYDAY=MO,WE", "2026-11-18" },
  { "по понеділках", "по понеділках", "FREQ=WEEKLY;BYDAY=MO", "2026-11-23" },
  { "по понеділках і п'ятницях", "по понеділках і п'ятницях", "FREQ=WEEKLY;BYDAY=MO,FR", "2026-11-20" },
  { "кожну другу п'ятницю", "кожну другу п'ятницю", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-11-20" },
  { "щотижня", "щотижня", "FREQ=WEEKLY", "2026-11-18" },
  { "щотижня в п'ятницю", "щотижня в п'ятницю", "FREQ=WEEKLY;BYDAY=FR", "2026-11-20" },
  { "раз на тиждень", "раз на тиждень", "FREQ=WEEKLY", "2026-11-18" },
  { "раз на 2 тижні", "раз на 2 тижні", "FREQ=WEEKLY;INTERVAL=2", "2026-11-18" },
  { "кожні 2 тижні", "кожні 2 тижні", "FREQ=WEEKLY;INTERVAL=2", "2026-11-18" },
  { "кожні три дні", "кожні три дні", "FREQ=DAILY;INTERVAL=3", "2026-11-18" },
  { "щобудня о 8:30", "щобудня о 8:30", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-19 08:30" },
  { "по буднях", "по буднях", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-18" },
  { "кожного робочого дня", "кожного робочого дня", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-18" },
  { "щомісяця", "щомісяця", "FREQ=MONTHLY;BYMONTHDAY=18", "2026-11-18" },
  { "щомісяця 10-го", "щомісяця 10-го", "FREQ=MONTHLY;BYMONTHDAY=10", "2026-12-10" },
  { "щомісяця 10 числа о 12", "щомісяця 10 числа о 12", "FREQ=MONTHLY;BYMONTHDAY=10", "2026-12-10 12:00" },
  { "кожного 10-го числа", "кожного 10-го числа", "FREQ=MONTHLY;BYMONTHDAY=10", "2026-12-10" },
  { "10-го числа кожного місяця", "10-го числа кожного місяця", "FREQ=MONTHLY;BYMONTHDAY=10", "2026-12-10" },
  { "перша п'ятниця кожного місяця", "перша п'ятниця кожного місяця", "FREQ=MONTHLY;BYDAY=1FR",
      "2026-12-04" },
  { "кожного першого понеділка місяця", "кожного першого понеділка місяця", "FREQ=MONTHLY;BYDAY=1MO",
      "2026-12-07" },
  { "щомісяця в останній день", "щомісяця в останній день", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-30" },
  { "щокварталу", "щокварталу", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=18", "2026-11-18" },
  { "щороку", "щороку", "FREQ=YEARLY;BYMONTHDAY=18;BYMONTH=11", "2026-11-18" },
  { "10 грудня щороку", "10 грудня щороку", "FREQ=YEARLY;BYMONTHDAY=10;BYMONTH=12", "2026-12-10" },
  { "щороку 10 грудня", "щороку 10 грудня", "FREQ=YEARLY;BYMONTHDAY=10;BYMONTH=12", "2026-12-10" },
  { "щодня до 31.12", "щодня до 31.12", "FREQ=DAILY;UNTIL=20261231", "2026-11-18" },
  { "щодня до 18:00", "щодня до 18:00", "FREQ=DAILY", "2026-11-18 18:00" },
  { "щоп'ятниці 5 разів", "щоп'ятниці 5 разів", "FREQ=WEEKLY;COUNT=5;BYDAY=FR", "2026-11-20" },
  { "щодня з 1 грудня", "щодня з 1 грудня", "FREQ=DAILY", "2026-12-01" },
  { "кожен клієнт", NULL, NULL, NULL },
  { "ще раз", NULL, NULL, NULL },
  { NULL },
};

static const Case russian[] = {
  { "каждый день", "каждый день", "FREQ=DAILY", "2026-11-18" },
  { "ежедневно в 9", "ежедневно в 9", "FREQ=DAILY", "2026-11-19 09:00" },
  { "каждое утро", "каждое утро", "FREQ=DAILY", "2026-11-19 09:00" },
  { "каждый вечер", "каждый вечер", "FREQ=DAILY", "2026-11-18 18:00" },
  { "каждую пятницу", "каждую пятницу", "FREQ=WEEKLY;BYDAY=FR", "2026-11-20" },
  { "каждую пятницу в 10 звонить Анне", "каждую пятницу в 10", "FREQ=WEEKLY;BYDAY=FR", "2026-11-20 10:00" },
  { "каждый понедельник и четверг", "каждый понедельник и четверг", "FREQ=WEEKLY;BYDAY=MO,TH", "2026-11-19" },
  { "каждую вторую пятницу", "каждую вторую пятницу", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-11-20" },
  { "каждую вторую пятницу месяца", "каждую вторую пятницу месяца", "FREQ=MONTHLY;BYDAY=2FR", "2026-12-11" },
  { "по пятницам", "по пятницам", "FREQ=WEEKLY;BYDAY=FR", "2026-11-20" },
  { "по понедельникам и средам", "по понедельникам и средам", "FREQ=WEEKLY;BYDAY=MO,WE", "2026-11-18" },
  { "еженедельно", "еженедельно", "FREQ=WEEKLY", "2026-11-18" },
  { "раз в неделю", "раз в неделю", "FREQ=WEEKLY", "2026-11-18" },
  { "раз в две недели", "раз в две недели", "FREQ=WEEKLY;INTERVAL=2", "2026-11-18" },
  { "каждые 2 недели в пятницу", "каждые 2 недели в пятницу", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
      "2026-11-20" },
  { "каждые три дня", "каждые три дня", "FREQ=DAILY;INTERVAL=3", "2026-11-18" },
  { "каждый рабочий день", "каждый рабочий день", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-18" },
  { "по будням в 9:00", "по будням в 9:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-19 09:00" },
  { "по рабочим дням", "по рабочим дням", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-18" },
  { "ежемесячно", "ежемесячно", "FREQ=MONTHLY;BYMONTHDAY=18", "2026-11-18" },
  { "ежемесячно 10 числа", "ежемесячно 10 числа", "FREQ=MONTHLY;BYMONTHDAY=10", "2026-12-10" },
  { "каждое 10 число", "каждое 10 число", "FREQ=MONTHLY;BYMONTHDAY=10", "2026-12-10" },
  { "каждый месяц 25-го", "каждый месяц 25-го", "FREQ=MONTHLY;BYMONTHDAY=25", "2026-11-25" },
  { "последняя пятница каждого месяца", "последняя пятница каждого месяца", "FREQ=MONTHLY;BYDAY=-1FR",
      "2026-11-27" },
  { "ежеквартально", "ежеквартально", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=18", "2026-11-18" },
  { "ежегодно 8 марта", "ежегодно 8 марта", "FREQ=YEARLY;BYMONTHDAY=8;BYMONTH=3", "2027-03-08" },
  { "каждый год", "каждый год", "FREQ=YEARLY;BYMONTHDAY=18;BYMONTH=11", "2026-11-18" },
  { "каждую пятницу до 31 декабря", "каждую пятницу до 31 декабря", "FREQ=WEEKLY;UNTIL=20261231;BYDAY=FR",
      "2026-11-20" },
  { "каждый день 10 раз", "каждый день 10 раз", "FREQ=DAILY;COUNT=10", "2026-11-18" },
  { "каждый клиент", NULL, NULL, NULL },
  { "каждые 20 минут", NULL, NULL, NULL },
  { NULL },
};

static char *
show_first (const CrmWhen *when, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (!when->has_time)
    return g_strdup (when->date);
  utc = g_date_time_new_from_unix_utc (when->at / G_USEC_PER_SEC);
  local = g_date_time_to_timezone (utc, zone);
  return g_date_time_format (local, "%Y-%m-%d %H:%M");
}

static void
check_found (gconstpointer data)
{
  g_autoptr (GTimeZone) zone = open_zone ("Europe/Kyiv");
  gint64 now = read_instant (NOW, zone);

  for (const Case *row = data; row->line != NULL; row++)
    {
      g_auto (CrmWhen) when = { 0 };
      g_autofree char *rule = NULL;
      g_autofree char *part = NULL;
      g_autofree char *first = NULL;

      if (crm_recurrence_find (row->line, now, zone, 1, &when, &rule))
        {
          g_autofree char *words = g_strndup (row->line + when.start, when.end - when.start);
          g_autofree char *time = g_strndup (row->line + when.time_start, when.time_end - when.time_start);

          part = *time != '\0' ? g_strconcat (words, "|", time, NULL) : g_strdup (words);
          first = show_first (&when, zone);
        }
      if (g_strcmp0 (part, row->part) != 0 || g_strcmp0 (rule, row->rule) != 0 ||
          g_strcmp0 (first, row->first) != 0)
        {
          g_test_message ("“%s”: “%s”, %s, %s", row->line, part != NULL ? part : "-",
              rule != NULL ? rule : "-", first != NULL ? first : "-");
          g_test_fail ();
        }
    }
}

static void
test_not_text (void)
{
  g_auto (CrmWhen) when = { 0 };
  g_autofree char *rule = NULL;

  g_assert_false (crm_recurrence_find (NULL, 0, NULL, 1, &when, &rule));
  g_assert_false (crm_recurrence_find ("every day \xFF", 0, NULL, 1, &when, &rule));
  g_assert_null (rule);
}

/* Where the week begins on Sunday, "every 2 weeks" counts such weeks. */
static void
test_week_start (void)
{
  g_auto (CrmWhen) when = { 0 };
  g_autofree char *rule = NULL;

  g_assert_true (
      crm_recurrence_find ("every 2 weeks on sunday", read_instant (NOW, NULL), NULL, 7, &when, &rule));
  g_assert_cmpstr (rule, ==, "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU");
  g_assert_cmpstr (when.date, ==, "2026-11-29");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/recurrence/taken", test_taken);
  g_test_add_func ("/recurrence/refused", test_refused);
  g_test_add_func ("/recurrence/too-long", test_too_long);
  g_test_add_func ("/recurrence/dates", test_dates);
  g_test_add_func ("/recurrence/from-later", test_from_later);
  g_test_add_func ("/recurrence/instants", test_instants);
  g_test_add_func ("/recurrence/bounds", test_bounds);
  g_test_add_func ("/recurrence/words", test_words);
  g_test_add_data_func ("/recurrence/find/english", english, check_found);
  g_test_add_data_func ("/recurrence/find/ukrainian", ukrainian, check_found);
  g_test_add_data_func ("/recurrence/find/russian", russian, check_found);
  g_test_add_func ("/recurrence/find/not-text", test_not_text);
  g_test_add_func ("/recurrence/find/week-start", test_week_start);
  return g_test_run ();
}
