/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "base/crm-time.h"
#include "base/crm-zone.h"

/* Instants, dates, birthdays and lengths of time: reading, reckoning, showing. */

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

/* The clock stands at noon of 21 November 2026. */
static gint64
get_test_time (gpointer data)
{
  return *(gint64 *)data;
}

static void
test_clock (void)
{
  gint64 fixed = 42;
  gint64 before = g_get_real_time ();

  g_assert_cmpint (crm_clock_now (), >=, before);
  crm_clock_set (get_test_time, &fixed);
  g_assert_cmpint (crm_clock_now (), ==, 42);
  crm_clock_set (NULL, NULL);
  g_assert_cmpint (crm_clock_now (), >=, before);
}

static void
assert_instant (const char *text, GTimeZone *zone, const char *expected)
{
  gint64 at = read_instant (text, zone);
  g_autofree char *written = crm_instant_format (at);

  g_assert_cmpstr (written, ==, expected);
  g_assert_cmpint (read_instant (written, zone), ==, at);
}

static void
test_instants (void)
{
  g_autoptr (GTimeZone) kyiv = open_zone ("Europe/Kyiv");
  g_autofree char *epoch = crm_instant_format (0);
  g_autofree char *early = crm_instant_format (-1);
  g_autofree char *beyond = crm_instant_format (G_MAXINT64);

  g_assert_cmpstr (epoch, ==, "1970-01-01T00:00:00Z");
  g_assert_cmpstr (early, ==, "1969-12-31T23:59:59.999999Z");
  g_assert_cmpstr (beyond, ==, "");

  assert_instant ("2026-11-21T20:19:35Z", kyiv, "2026-11-21T20:19:35Z");
  assert_instant ("2026-11-21T20:19:35.25Z", kyiv, "2026-11-21T20:19:35.25Z");
  assert_instant ("2026-11-21T20:19:35,000001999Z", kyiv, "2026-11-21T20:19:35.000001Z");
  assert_instant ("2026-11-21T20:19:35+02:00", NULL, "2026-11-21T18:19:35Z");
  assert_instant ("2026-11-21T20:19:35-0530", NULL, "2026-11-22T01:49:35Z");
  assert_instant ("2026-11-21T20:19:35+01", NULL, "2026-11-21T19:19:35Z");
  assert_instant ("20261121T201935Z", NULL, "2026-11-21T20:19:35Z");
  assert_instant ("2026-11-21 20:19", NULL, "2026-11-21T20:19:00Z");
  assert_instant ("2026-11-21 20:19:35", kyiv, "2026-11-21T18:19:35Z");
  assert_instant ("2026-07-21T20:19:35", kyiv, "2026-07-21T17:19:35Z");
  assert_instant ("2026-11-21", kyiv, "2026-11-20T22:00:00Z");
  assert_instant (" 1969-12-31 23:59 ", NULL, "1969-12-31T23:59:00Z");
}

static void
test_instants_refused (void)
{
  static const char *const texts[] = { NULL, "", "today", "2026-13-01T00:00", "2026-02-29",
    "2026-11-21T24:00", "2026-11-21T10:60", "2026-11-21T10", "2026-11-21Tx", "2026-11-21T10:00:61",
    "2026-11-21T10:00+99:00", "2026-11-21T10:00Zx", "0000-01-01", "2026-1-1", "21.11.2026 10:00" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 at = 77;

      g_test_message ("case %u", (guint)i);
      g_assert_false (crm_instant_parse (texts[i], NULL, &at, &error));
      g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
      g_assert_cmpint (at, ==, 77);
    }
}

static void
assert_day_begins (const char *date, GTimeZone *zone, const char *expected)
{
  gint64 at = crm_date_instant (date, zone);
  g_autofree char *begin = crm_instant_format (at);
  g_autofree char *first = crm_instant_date (at, zone);
  g_autofree char *before = crm_instant_date (at - 1, zone);

  g_assert_cmpstr (begin, ==, expected);
  g_assert_cmpstr (first, ==, date);
  g_assert_cmpstr (before, <, date);
}

/* Days of 23 and 25 hours, and zones where the clocks change at midnight itself. */
static void
test_daylight_saving (void)
{
  g_autoptr (GTimeZone) berlin = open_zone ("Europe/Berlin");
  g_autoptr (GTimeZone) beirut = open_zone ("Asia/Beirut");
  g_autoptr (GTimeZone) havana = open_zone ("America/Havana");

  assert_day_begins ("2026-03-29", berlin, "2026-03-28T23:00:00Z");
  assert_day_begins ("2026-03-30", berlin, "2026-03-29T22:00:00Z");
  assert_day_begins ("2026-10-25", berlin, "2026-10-24T22:00:00Z");
  assert_day_begins ("2026-10-26", berlin, "2026-10-25T23:00:00Z");
  /* Midnight is skipped: the day begins at one. */
  assert_day_begins ("2022-03-27", beirut, "2022-03-26T22:00:00Z");
  /* Midnight comes twice: the day begins at the first. */
  assert_day_begins ("2022-11-06", havana, "2022-11-06T04:00:00Z");
  assert_day_begins ("2026-11-21", NULL, "2026-11-21T00:00:00Z");

  g_assert_cmpint (crm_date_instant ("--11-21", berlin), ==, G_MININT64);
  g_assert_cmpint (crm_date_instant ("2026-02-29", berlin), ==, G_MININT64);
  g_assert_cmpint (crm_date_instant (NULL, berlin), ==, G_MININT64);
}

static void
test_valid_dates (void)
{
  static const char *const good[] = { "2026-11-21", "2024-02-29", "--02-29", "--12-31", "0001-01-01",
    "9999-12-31" };
  static const char *const bad[] = { NULL, "", "2026-02-29", "2100-02-29", "--02-30", "--13-01", "2026-00-01",
    "2026-01-00", "2026-1-1", "0000-01-01", "20260101", "2026-01-01 ", " 2026-01-01", "-01-01",
    "2026-01-011" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (crm_date_is_valid (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (crm_date_is_valid (bad[i]));
}

typedef struct
{
  const char *text;
  CrmDateOrder order;
  const char *expected; /* NULL: refused */
} Reading;

static void
assert_readings (const Reading *cases, gsize n_cases)
{
  gint64 noon = read_instant ("2026-11-21T12:00:00Z", NULL);

  crm_clock_set (get_test_time, &noon);
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *date = crm_date_parse (cases[i].text, cases[i].order, &error);

      g_test_message ("case %u", (guint)i);
      g_assert_cmpstr (date, ==, cases[i].expected);
      if (cases[i].expected == NULL)
        g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
      else
        g_assert_no_error (error);
    }
  crm_clock_set (NULL, NULL);
}

static void
test_parse_numbers (void)
{
  static const Reading cases[] = {
    { "1993-08-24", 0, "1993-08-24" },
    { "1993-8-4", 0, "1993-08-04" },
    { "1993-08-24T10:20:30Z", 0, "1993-08-24" },
    { "1993-08-24 10:20", 0, "1993-08-24" },
    { "19930824", 0, "1993-08-24" },
    { "19930824T102030Z", 0, "1993-08-24" },
    { "--0824", 0, "--08-24" },
    { "--08-24", 0, "--08-24" },
    { "1993/08/24", CRM_DATE_ORDER_MDY, "1993-08-24" },
    { "24.08.1993", 0, "1993-08-24" },
    { "24. 8. 1993", 0, "1993-08-24" },
    { "24/08/1993", 0, "1993-08-24" },
    { "08/24/1993", 0, "1993-08-24" },
    { "24.08.1993 0:00:00", 0, "1993-08-24" },
    { "8/24/1993 4:05:00 PM", 0, "1993-08-24" },
    { "24.08.", 0, "--08-24" },
    { "24/08", 0, "--08-24" },
    { "05/05/2020", 0, "2020-05-05" },
    { "  24.08.1993  ", 0, "1993-08-24" },
    { "２４.08.1993", 0, "1993-08-24" },
    { "29.02.2024", 0, "2024-02-29" },
    { "03/04/2020", CRM_DATE_ORDER_DMY, "2020-04-03" },
    { "03/04/2020", CRM_DATE_ORDER_MDY, "2020-03-04" },
    { "03.04.", CRM_DATE_ORDER_DMY, "--04-03" },
    { "03/04", CRM_DATE_ORDER_MDY, "--03-04" },
    { "8/24/93", CRM_DATE_ORDER_MDY, "1993-08-24" },
    { "93-08-04", CRM_DATE_ORDER_YMD, "1993-08-04" },
    { "24.08.1993", CRM_DATE_ORDER_YMD, "1993-08-24" },
    /* Two digits: the hundred years up to ten years from now. */
    { "24.08.36", CRM_DATE_ORDER_DMY, "2036-08-24" },
    { "24.08.37", CRM_DATE_ORDER_DMY, "1937-08-24" },
  };

  assert_readings (cases, G_N_ELEMENTS (cases));
}

static void
test_parse_words (void)
{
  static const Reading cases[] = {
    { "24 August 1993", 0, "1993-08-24" },
    { "24 серпня 1993", 0, "1993-08-24" },
    { "24 серпня 1993 р.", 0, "1993-08-24" },
    { "24 августа", 0, "--08-24" },
    { "24 АВГУСТА 1993 года", 0, "1993-08-24" },
    { "24. August 1993", 0, "1993-08-24" },
    { "24. März 1993", 0, "1993-03-24" },
    { "Aug 24, 1993", 0, "1993-08-24" },
    { "August 24th, 1993", 0, "1993-08-24" },
    { "24-Aug-93", 0, "1993-08-24" },
    { "Tue, 24 Aug 1993", 0, "1993-08-24" },
    { "1993 серпень 24", 0, "1993-08-24" },
    { "15 вер. 2020", 0, "2020-09-15" },
    { "15 сент. 2020", 0, "2020-09-15" },
    { "1 мая 2001", 0, "2001-05-01" },
    { "1 травня 2001", 0, "2001-05-01" },
    { "24 sierpnia 1993", 0, "1993-08-24" },
    { "24 août 1993", 0, "1993-08-24" },
    { "29 лютого", 0, "--02-29" },
  };

  assert_readings (cases, G_N_ELEMENTS (cases));
}

static void
test_parse_refused (void)
{
  static const Reading cases[] = {
    { NULL, 0, NULL },
    { "", 0, NULL },
    { "soon", 0, NULL },
    { "1993", 0, NULL },
    { "August 1993", 0, NULL },
    { "24", 0, NULL },
    { "24 Foo 1993", 0, NULL },
    { "24 May June 1993", 0, NULL },
    { "1 2 3 May", 0, NULL },
    { "24.08/1993", 0, NULL },
    { "1.2.3.4", 0, NULL },
    { "24.08.199", 0, NULL },
    { "29.02.2023", 0, NULL },
    { "2023-02-29", 0, NULL },
    { "31 April 2020", 0, NULL },
    { "32.01.2020", 0, NULL },
    { "2020-13-01", 0, NULL },
    { "00.00.0000", 0, NULL },
    { "0000-00-00", 0, NULL },
    { "00010101x", 0, NULL },
    /* What can be two days is refused. */
    { "03/04/2020", 0, NULL },
    { "03.04.2020", 0, "2020-04-03" },
    { "12.31.1999", 0, "1999-12-31" },
    { "03.04.20", 0, NULL },
    { "3/4", 0, NULL },
    { "01/02/03", 0, NULL },
    { "31/01/20", 0, NULL },
    /* What is a day only in another order than the given one, too. */
    { "24/08/1993", CRM_DATE_ORDER_MDY, NULL },
  };
  g_autoptr (GError) ambiguous = NULL;
  g_autoptr (GError) impossible = NULL;

  assert_readings (cases, G_N_ELEMENTS (cases));

  g_assert_null (crm_date_parse ("03/04/2020", CRM_DATE_ORDER_UNKNOWN, &ambiguous));
  g_assert_null (crm_date_parse ("30.02.2020", CRM_DATE_ORDER_UNKNOWN, &impossible));
  g_assert_cmpstr (ambiguous->message, !=, impossible->message);
  g_assert_nonnull (g_strstr_len (ambiguous->message, -1, "two different days"));
}

static CrmDateOrder
vote_on (const char *const *texts)
{
  CrmDateVote vote = { 0 };

  for (; *texts != NULL; texts++)
    crm_date_vote (&vote, *texts);
  return crm_date_vote_result (&vote);
}

static void
test_vote (void)
{
  g_assert_cmpint (
      vote_on ((const char *const[]){ "03/04/2020", "24/08/1993", "", "x", NULL }), ==, CRM_DATE_ORDER_DMY);
  g_assert_cmpint (
      vote_on ((const char *const[]){ "03/04/2020", "08/24/1993 10:00", NULL }), ==, CRM_DATE_ORDER_MDY);
  g_assert_cmpint (
      vote_on ((const char *const[]){ "1993-08-04", "2020-01-31", NULL }), ==, CRM_DATE_ORDER_YMD);
  g_assert_cmpint (
      vote_on ((const char *const[]){ "03/04/2020", "05/06/2020", NULL }), ==, CRM_DATE_ORDER_UNKNOWN);
  g_assert_cmpint (
      vote_on ((const char *const[]){ "24/08/1993", "08/24/1993", NULL }), ==, CRM_DATE_ORDER_UNKNOWN);
  g_assert_cmpint (vote_on ((const char *const[]){ NULL }), ==, CRM_DATE_ORDER_UNKNOWN);
}

static void
assert_add (const char *date, int days, const char *expected)
{
  g_autofree char *sum = crm_date_add_days (date, days);

  g_assert_cmpstr (sum, ==, expected);
  if (expected != NULL)
    g_assert_cmpint (crm_date_days_between (date, expected), ==, days);
}

static void
test_reckoning (void)
{
  assert_add ("2026-11-21", 0, "2026-11-21");
  assert_add ("2026-11-21", 10, "2026-12-01");
  assert_add ("2026-01-01", -1, "2025-12-31");
  assert_add ("2024-02-28", 1, "2024-02-29");
  assert_add ("2023-02-28", 1, "2023-03-01");
  assert_add ("2000-01-01", 146097, "2400-01-01");
  assert_add ("9999-12-31", 1, NULL);
  assert_add ("0001-01-01", -1, NULL);
  assert_add ("--01-01", 1, NULL);
  assert_add ("soon", 1, NULL);
}

static void
assert_birthday (const char *birthday, const char *today, const char *expected)
{
  g_autofree char *next = crm_date_next_birthday (birthday, today);

  g_assert_cmpstr (next, ==, expected);
}

static void
test_birthdays (void)
{
  assert_birthday ("1993-08-24", "2026-08-23", "2026-08-24");
  assert_birthday ("1993-08-24", "2026-08-24", "2026-08-24");
  assert_birthday ("1993-08-24", "2026-08-25", "2027-08-24");
  assert_birthday ("--01-01", "2026-12-31", "2027-01-01");
  /* 29 February. */
  assert_birthday ("2000-02-29", "2026-02-28", "2026-02-28");
  assert_birthday ("--02-29", "2026-01-15", "2026-02-28");
  assert_birthday ("--02-29", "2026-03-01", "2027-02-28");
  assert_birthday ("--02-29", "2027-03-01", "2028-02-29");
  assert_birthday ("--02-29", "2028-02-28", "2028-02-29");
  assert_birthday ("--02-29", "2028-02-29", "2028-02-29");
  assert_birthday ("--02-29", "2028-03-01", "2029-02-28");
  assert_birthday ("soon", "2026-01-01", NULL);
  assert_birthday ("--02-29", "--01-01", NULL);
}

static void
assert_relative (const char *at, const char *expected)
{
  g_autoptr (GTimeZone) kyiv = open_zone ("Europe/Kyiv");
  g_autofree char *shown =
      crm_instant_display_relative (read_instant (at, kyiv), read_instant ("2026-11-21 12:00", kyiv), kyiv);

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_display_relative (void)
{
  assert_relative ("2026-11-21 09:12", "Today, 09:12");
  assert_relative ("2026-11-21 00:00", "Today, 00:00");
  assert_relative ("2026-11-20 23:59", "Yesterday");
  assert_relative ("2026-11-19 12:00", "2 days ago");
  assert_relative ("2026-11-15 00:00", "6 days ago");
  assert_relative ("2026-11-14 23:59", "14 Nov");
  assert_relative ("2026-01-01 10:00", "1 Jan");
  assert_relative ("2025-12-31 10:00", "31 Dec 2025");
  assert_relative ("2024-11-21 10:00", "21 Nov 2024");
  assert_relative ("2026-11-22 08:00", "Tomorrow, 08:00");
  assert_relative ("2026-11-24 08:00", "Tuesday, 08:00");
  assert_relative ("2026-11-28 08:00", "28 Nov");
}

typedef char *(*DisplayFunc) (const char *date);

static char *
display_full (const char *text)
{
  return crm_instant_display_full (read_instant (text, NULL), NULL);
}

static char *
display_heading (const char *date)
{
  return crm_date_display_heading (date, "2026-11-18");
}

static void
assert_display (const char *language, DisplayFunc func, const char *date, const char *expected)
{
  g_autofree char *shown = NULL;

  g_setenv ("LANGUAGE", language, TRUE);
  shown = func (date);
  g_unsetenv ("LANGUAGE");
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_display_dates (void)
{
  assert_display ("en", crm_date_display, "--11-24", "24 November");
  assert_display ("en", crm_date_display, "1993-11-04", "4 November 1993");
  assert_display ("en", crm_date_display, "--02-29", "29 February");
  assert_display ("en", crm_date_display, "soon", "soon");
  assert_display ("en", display_full, "2026-11-21T16:00:00Z", "21 November 2026, 16:00");
  assert_display ("en", display_heading, "2026-11-18", "Today, 18 November");
  assert_display ("en", display_heading, "2026-11-17", "Yesterday, 17 November");
  assert_display ("en", display_heading, "2026-11-19", "Tomorrow, 19 November");
  assert_display ("en", display_heading, "2026-03-02", "Monday, 2 March");
  assert_display ("en", display_heading, "2024-03-02", "Saturday, 2 March 2024");
}

/* Months stand in the genitive behind a day, weekdays get a capital at the head of a line. */
static void
test_display_slavic (void)
{
  assert_display ("uk", crm_date_display, "--11-24", "24 листопада");
  assert_display ("uk", crm_date_display, "2026-03-02", "2 березня 2026");
  assert_display ("uk", display_heading, "2026-03-02", "Понеділок, 2 березня");
  assert_display ("ru", crm_date_display, "--11-24", "24 ноября");
  assert_display ("ru", display_full, "2026-05-02T16:00:00Z", "2 мая 2026, 16:00");
  assert_display ("ru", display_heading, "2026-03-02", "Понедельник, 2 марта");
}

static void
test_durations (void)
{
  static const struct
  {
    gint64 seconds;
    const char *shown;
  } shown[] = {
    { 0, "0 s" },
    { 59, "59 s" },
    { 60, "1 min" },
    { 400, "6 min 40 s" },
    { 3599, "59 min 59 s" },
    { 3600, "1 h" },
    { 3900, "1 h 5 min" },
    { 3959, "1 h 5 min" },
    { 90000, "25 h" },
  };
  static const struct
  {
    const char *text;
    gint64 seconds;
  } typed[] = {
    { "400", 400 },
    { "6:40", 400 },
    { "1:05:00", 3900 },
    { "6 min 40 s", 400 },
    { "6m", 360 },
    { "6 m. 40 sec.", 400 },
    { "1h5m", 3900 },
    { "1 h", 3600 },
    { "6 хв 40 с", 400 },
    { "1 год 5 хв", 3900 },
    { "1 ч 5 мин", 3900 },
    { "2 Stunden, 10 Minuten", 7800 },
    { " 0 ", 0 },
    { "90 min", 5400 },
    { "90:00", 5400 },
  };
  static const char *const refused[] = { NULL, "", "long", "-5", "6:60", "1:2:3:4", "6:", ":40", "6 min 40",
    "5 s 6 min", "6 min 6 min", "6 miles", "1.5 h", "99999999999999999999", "9999999999 h" };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *text = crm_duration_display (shown[i].seconds);

      g_assert_cmpstr (text, ==, shown[i].shown);
    }
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 seconds = -1;

      g_test_message ("case %u", (guint)i);
      g_assert_true (crm_duration_parse (typed[i].text, &seconds, &error));
      g_assert_no_error (error);
      g_assert_cmpint (seconds, ==, typed[i].seconds);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 seconds = 77;

      g_test_message ("case %u", (guint)i);
      g_assert_false (crm_duration_parse (refused[i], &seconds, &error));
      g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
      g_assert_cmpint (seconds, ==, 77);
    }
}

/* Names that the tz database has given up stand in old books and calendars, and are not installed everywhere. */
static void
test_zone (void)
{
  g_autoptr (GTimeZone) old = crm_zone_new ("Europe/Kiev");
  g_autoptr (GTimeZone) kyiv = crm_zone_new ("Europe/Kyiv");
  g_autoptr (GTimeZone) none = crm_zone_new ("Europe/Nowhere");

  g_assert_nonnull (old);
  g_assert_nonnull (kyiv);
  g_assert_null (none);
  g_assert_cmpstr (crm_zone_get_successor ("Europe/Kiev"), ==, "Europe/Kyiv");
  g_assert_cmpstr (crm_zone_get_successor ("Asia/Calcutta"), ==, "Asia/Kolkata");
  g_assert_null (crm_zone_get_successor ("Europe/Kyiv"));
  g_assert_null (crm_zone_get_successor (""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/time/clock", test_clock);
  g_test_add_func ("/time/instants", test_instants);
  g_test_add_func ("/time/instants/refused", test_instants_refused);
  g_test_add_func ("/time/daylight-saving", test_daylight_saving);
  g_test_add_func ("/time/valid-dates", test_valid_dates);
  g_test_add_func ("/time/parse/numbers", test_parse_numbers);
  g_test_add_func ("/time/parse/words", test_parse_words);
  g_test_add_func ("/time/parse/refused", test_parse_refused);
  g_test_add_func ("/time/vote", test_vote);
  g_test_add_func ("/time/reckoning", test_reckoning);
  g_test_add_func ("/time/birthdays", test_birthdays);
  g_test_add_func ("/time/display/relative", test_display_relative);
  g_test_add_func ("/time/display/dates", test_display_dates);
  g_test_add_func ("/time/display/slavic", test_display_slavic);
  g_test_add_func ("/time/durations", test_durations);

  g_test_add_func ("/time/zone", test_zone);
  return g_test_run ();
}
