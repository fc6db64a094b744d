/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "base/crm-time.h"
#include "base/crm-when.h"

#include <string.h>

/* Days and times in words: what is found in a line, what is left alone, and what it comes to. Unless told otherwise it
 * is Wednesday, 18 November 2026, 12:00 in Kyiv. */

#define NOW "2026-11-18 12:00"

typedef struct
{
  const char *line;
  const char *part;   /* the bytes read; "day|time" when they stand apart; NULL: nothing is read */
  const char *result; /* "2026-11-20", "2026-11-20 10:00" or "2026-11-20 10:00-11:00", local */
} Case;

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

static const Case english[] = {
  { "today", "today", "2026-11-18" },
  { "call Anna tomorrow", "tomorrow", "2026-11-19" },
  { "Tomorrow call Anna", "Tomorrow", "2026-11-19" },
  { "TOMORROW", "TOMORROW", "2026-11-19" },
  { "send the offer the day after tomorrow", "the day after tomorrow", "2026-11-20" },
  { "day after tomorrow at noon", "day after tomorrow at noon", "2026-11-20 12:00" },
  { "yesterday", "yesterday", "2026-11-17" },
  { "tonight", "tonight", "2026-11-18 18:00" },
  { "dinner tonight at 8", "tonight at 8", "2026-11-18 20:00" },
  { "this evening", "this evening", "2026-11-18 18:00" },
  { "fri 10", "fri 10", "2026-11-20 10:00" },
  { "call Anna fri 10", "fri 10", "2026-11-20 10:00" },
  { "fri 10 call Anna", "fri 10", "2026-11-20 10:00" },
  { "fri 10 Anna", "fri 10", "2026-11-20 10:00" },
  { "10 fri", "fri", "2026-11-20" },
  { "call fri 10 machines", "fri", "2026-11-20" },
  { "fri 10 %", "fri", "2026-11-20" },
  { "fri 10 EUR", "fri", "2026-11-20" },
  { "fri, 10:30", "fri, 10:30", "2026-11-20 10:30" },
  { "fri 3", "fri 3", "2026-11-20 15:00" },
  { "fri 03", "fri 03", "2026-11-20 03:00" },
  { "fri 3:00", "fri 3:00", "2026-11-20 03:00" },
  { "fri 7", "fri 7", "2026-11-20 07:00" },
  { "on Friday", "on Friday", "2026-11-20" },
  { "by friday", "by friday", "2026-11-20" },
  { "until Monday morning", "until Monday morning", "2026-11-23 09:00" },
  { "wed", "wed", "2026-11-25" },
  { "wednesday", "wednesday", "2026-11-25" },
  { "this wednesday", "this wednesday", "2026-11-18" },
  { "this friday", "this friday", "2026-11-20" },
  { "next fri", "next fri", "2026-11-27" },
  { "next friday at 15:00", "next friday at 15:00", "2026-11-27 15:00" },
  { "next monday", "next monday", "2026-11-23" },
  { "friday next week", "friday next week", "2026-11-27" },
  { "monday of next week", "monday of next week", "2026-11-23" },
  { "fri.", "fri.", "2026-11-20" },
  { "fri 10 dec", "fri 10 dec", "2026-12-10" },
  { "Fri, 11 Dec 2026", "Fri, 11 Dec 2026", "2026-12-11" },
  { "thursday 10 dec 15:00", "thursday 10 dec 15:00", "2026-12-10 15:00" },
  { "10 dec", "10 dec", "2026-12-10" },
  { "10 dec, thu", "10 dec, thu", "2026-12-10" },
  { "dec 10", "dec 10", "2026-12-10" },
  { "December 10th", "December 10th", "2026-12-10" },
  { "December 10th, 2027", "December 10th, 2027", "2027-12-10" },
  { "10th of December", "10th of December", "2026-12-10" },
  { "the 10th of december 2027 at 9", "the 10th of december 2027 at 9", "2027-12-10 09:00" },
  { "May 5", "May 5", "2027-05-05" },
  { "18 nov", "18 nov", "2026-11-18" },
  { "17 nov", "17 nov", "2027-11-17" },
  { "29 feb", "29 feb", "2028-02-29" },
  { "30 feb", NULL, NULL },
  { "on the 20th", "on the 20th", "2026-11-20" },
  { "on the 10th", "on the 10th", "2026-12-10" },
  { "by the 31st", "by the 31st", "2026-12-31" },
  { "on the 10th floor", NULL, NULL },
  { "10th of next month", "10th of next month", "2026-12-10" },
  { "10.12", "10.12", "2026-12-10" },
  { "10.12.", "10.12.", "2026-12-10" },
  { "10.12.2026", "10.12.2026", "2026-12-10" },
  { "10.12.26", "10.12.26", "2026-12-10" },
  { "1.2.2027", "1.2.2027", "2027-02-01" },
  { "call 10.12.2026 15:00 Anna", "10.12.2026 15:00", "2026-12-10 15:00" },
  { "2026-12-10", "2026-12-10", "2026-12-10" },
  { "2026-12-10 15:00", "2026-12-10 15:00", "2026-12-10 15:00" },
  { "2026-12-10T15:00", "2026-12-10T15:00", "2026-12-10 15:00" },
  { "2026.12.10", "2026.12.10", "2026-12-10" },
  { "2026-13-10", NULL, NULL },
  { "31.11.2026", NULL, NULL },
  { "32.12", NULL, NULL },
  { "25/12", "25/12", "2026-12-25" },
  { "12/25", "12/25", "2026-12-25" },
  { "10/10", "10/10", "2027-10-10" },
  { "10/12", NULL, NULL },
  { "10/12/2026", NULL, NULL },
  { "25/12/2026", "25/12/2026", "2026-12-25" },
  { "support 24/7", NULL, NULL },
  { "10-12-2026", NULL, NULL },
  { "25-12-2026", "25-12-2026", "2026-12-25" },
  { "tomorrow 10:00", "tomorrow 10:00", "2026-11-19 10:00" },
  { "tomorrow 10.30", "tomorrow 10.30", "2026-11-19 10:30" },
  { "tomorrow at 10", "tomorrow at 10", "2026-11-19 10:00" },
  { "at 10 tomorrow", "at 10 tomorrow", "2026-11-19 10:00" },
  { "tomorrow call Anna at 10", "tomorrow|at 10", "2026-11-19 10:00" },
  { "at 10 call Anna tomorrow", "tomorrow|at 10", "2026-11-19 10:00" },
  { "tomorrow morning", "tomorrow morning", "2026-11-19 09:00" },
  { "tomorrow afternoon", "tomorrow afternoon", "2026-11-19 14:00" },
  { "tomorrow evening", "tomorrow evening", "2026-11-19 18:00" },
  { "tomorrow night", "tomorrow night", "2026-11-19 21:00" },
  { "tomorrow morning at 8", "tomorrow morning at 8", "2026-11-19 08:00" },
  { "in the evening", "in the evening", "2026-11-18 18:00" },
  { "in the morning", "in the morning", "2026-11-19 09:00" },
  { "today in the morning", "today in the morning", "2026-11-18" },
  { "after lunch", "after lunch", "2026-11-18 14:00" },
  { "before lunch", "before lunch", "2026-11-19 12:00" },
  { "at lunch", "at lunch", "2026-11-18 13:00" },
  { "lunch with Anna", NULL, NULL },
  { "noon", "noon", "2026-11-19 12:00" },
  { "at 15:00", "at 15:00", "2026-11-18 15:00" },
  { "15:00", "15:00", "2026-11-18 15:00" },
  { "11:59", "11:59", "2026-11-19 11:59" },
  { "12:00", "12:00", "2026-11-19 12:00" },
  { "12:01", "12:01", "2026-11-18 12:01" },
  { "today 9:00", "today 9:00", "2026-11-18 09:00" },
  { "at 5pm", "at 5pm", "2026-11-18 17:00" },
  { "5 pm", "5 pm", "2026-11-18 17:00" },
  { "5 p.m.", "5 p.m.", "2026-11-18 17:00" },
  { "5:30pm", "5:30pm", "2026-11-18 17:30" },
  { "5.30 pm", "5.30 pm", "2026-11-18 17:30" },
  { "9 am", "9 am", "2026-11-19 09:00" },
  { "12 am", "12 am", "2026-11-19 00:00" },
  { "12 pm", "12 pm", "2026-11-19 12:00" },
  { "at 5", "at 5", "2026-11-18 17:00" },
  { "at five", "at five", "2026-11-18 17:00" },
  { "at 5 o'clock", "at 5 o'clock", "2026-11-18 17:00" },
  { "at 7 in the evening", "at 7 in the evening", "2026-11-18 19:00" },
  { "at 7 in the morning", "at 7 in the morning", "2026-11-19 07:00" },
  { "half past 3", "half past 3", "2026-11-18 15:30" },
  { "quarter to 5", "quarter to 5", "2026-11-18 16:45" },
  { "quarter past nine", "quarter past nine", "2026-11-19 09:15" },
  { "tomorrow 15:00-16:30", "tomorrow 15:00-16:30", "2026-11-19 15:00-16:30" },
  { "tomorrow 15:00 – 16:30", "tomorrow 15:00 – 16:30", "2026-11-19 15:00-16:30" },
  { "fri 10-12", "fri 10-12", "2026-11-20 10:00-12:00" },
  { "fri 10-2", "fri 10-2", "2026-11-20 10:00-14:00" },
  { "fri 2-4", "fri 2-4", "2026-11-20 14:00-16:00" },
  { "from 10 to 12 tomorrow", "from 10 to 12 tomorrow", "2026-11-19 10:00-12:00" },
  { "from 10 machines", NULL, NULL },
  { "in 2 hours", "in 2 hours", "2026-11-18 14:00" },
  { "in 2h", "in 2h", "2026-11-18 14:00" },
  { "in an hour", "in an hour", "2026-11-18 13:00" },
  { "in half an hour", "in half an hour", "2026-11-18 12:30" },
  { "in 1.5 hours", "in 1.5 hours", "2026-11-18 13:30" },
  { "in 1 hour 20 minutes", "in 1 hour 20 minutes", "2026-11-18 13:20" },
  { "in 20 minutes", "in 20 minutes", "2026-11-18 12:20" },
  { "in 20 min. call", "in 20 min.", "2026-11-18 12:20" },
  { "in 3 days", "in 3 days", "2026-11-21" },
  { "in three days", "in three days", "2026-11-21" },
  { "in a couple of days", "in a couple of days", "2026-11-20" },
  { "in 2-3 days", "in 2-3 days", "2026-11-20" },
  { "within 3 days", "within 3 days", "2026-11-21" },
  { "in 3 working days", "in 3 working days", "2026-11-23" },
  { "in 10 business days", "in 10 business days", "2026-12-02" },
  { "in a week", "in a week", "2026-11-25" },
  { "in 2 weeks at 10", "in 2 weeks at 10", "2026-12-02 10:00" },
  { "in a month", "in a month", "2026-12-18" },
  { "in a year", "in a year", "2027-11-18" },
  { "3 days from now", "3 days from now", "2026-11-21" },
  { "2 weeks later", "2 weeks later", "2026-12-02" },
  { "+3d", "+3d", "2026-11-21" },
  { "+2 weeks", "+2 weeks", "2026-12-02" },
  { "+3", NULL, NULL },
  { "3 days of training", NULL, NULL },
  { "next week", "next week", "2026-11-23" },
  { "next month", "next month", "2026-12-01" },
  { "next quarter", "next quarter", "2027-01-01" },
  { "next year", "next year", "2027-01-01" },
  { "this week", "this week", "2026-11-20" },
  { "this month", "this month", "2026-11-30" },
  { "end of month", "end of month", "2026-11-30" },
  { "by the end of the month", "by the end of the month", "2026-11-30" },
  { "end of next month", "end of next month", "2026-12-31" },
  { "end of the week", "end of the week", "2026-11-20" },
  { "end of next week", "end of next week", "2026-11-27" },
  { "end of the year", "end of the year", "2026-12-31" },
  { "end of december", "end of december", "2026-12-31" },
  { "end of february", "end of february", "2027-02-28" },
  { "end of february 2028", "end of february 2028", "2028-02-29" },
  { "end of the day", "end of the day", "2026-11-18 18:00" },
  { "EOM", "EOM", "2026-11-30" },
  { "by EOD friday", "by EOD friday", "2026-11-20 18:00" },
  { "tomorrow EOD", "tomorrow EOD", "2026-11-19 18:00" },
  { "after 18:00", "after 18:00", "2026-11-18 18:00" },
  { "after 5 meetings", NULL, NULL },
  { "offer for next Friday's meeting", NULL, NULL },
  { "ask Sun Li", NULL, NULL },
  { "beginning of next month", "beginning of next month", "2026-12-01" },
  { "start of the month", "start of the month", "2026-12-01" },
  { "mid december", "mid december", "2026-12-15" },
  { "mid-December", "mid-December", "2026-12-15" },
  { "middle of the month", "middle of the month", "2026-12-15" },
  { "at the weekend", "at the weekend", "2026-11-21" },
  { "next weekend", "next weekend", "2026-11-28" },
  { NULL },
};

static const Case ukrainian[] = {
  { "сьогодні", "сьогодні", "2026-11-18" },
  { "завтра", "завтра", "2026-11-19" },
  { "ЗАВТРА подзвонити", "ЗАВТРА", "2026-11-19" },
  { "завтра 15:00", "завтра 15:00", "2026-11-19 15:00" },
  { "завтра о 15", "завтра о 15", "2026-11-19 15:00" },
  { "завтра о 15.00", "завтра о 15.00", "2026-11-19 15:00" },
  { "завтра о 15-й", "завтра о 15-й", "2026-11-19 15:00" },
  { "завтра о третій", "завтра о третій", "2026-11-19 15:00" },
  { "о десятій годині завтра", "о десятій годині завтра", "2026-11-19 10:00" },
  { "о пів на третю", "о пів на третю", "2026-11-18 14:30" },
  { "завтра о п'ятій вечора", "завтра о п'ятій вечора", "2026-11-19 17:00" },
  { "подзвонити Оксані завтра вранці", "завтра вранці", "2026-11-19 09:00" },
  { "завтра вранці о 8", "завтра вранці о 8", "2026-11-19 08:00" },
  { "завтра ввечері", "завтра ввечері", "2026-11-19 18:00" },
  { "завтра вдень", "завтра вдень", "2026-11-19 12:00" },
  { "сьогодні ввечері", "сьогодні ввечері", "2026-11-18 18:00" },
  { "вранці", "вранці", "2026-11-19 09:00" },
  { "опівдні", "опівдні", "2026-11-19 12:00" },
  { "після обіду", "після обіду", "2026-11-18 14:00" },
  { "в обід", "в обід", "2026-11-18 13:00" },
  { "до обіду завтра", "до обіду завтра", "2026-11-19 12:00" },
  { "обід з Оксаною", NULL, NULL },
  { "післязавтра", "післязавтра", "2026-11-20" },
  { "позавтра", "позавтра", "2026-11-20" },
  { "у п'ятницю", "у п'ятницю", "2026-11-20" },
  { "у п’ятницю", "у п’ятницю", "2026-11-20" },
  { "у пʼятницю о 10", "у пʼятницю о 10", "2026-11-20 10:00" },
  { "у пятницю", "у пятницю", "2026-11-20" },
  { "до п'ятниці", "до п'ятниці", "2026-11-20" },
  { "на п'ятницю", "на п'ятницю", "2026-11-20" },
  { "пт 10", "пт 10", "2026-11-20 10:00" },
  { "пт. 10:00", "пт. 10:00", "2026-11-20 10:00" },
  { "пт 10 подзвонити Олені", "пт 10", "2026-11-20 10:00" },
  { "пт 10 верстатів", "пт", "2026-11-20" },
  { "у понеділок", "у понеділок", "2026-11-23" },
  { "до понеділка", "до понеділка", "2026-11-23" },
  { "у вівторок вранці", "у вівторок вранці", "2026-11-24 09:00" },
  { "у вівторок увечері", "у вівторок увечері", "2026-11-24 18:00" },
  { "в середу", "в середу", "2026-11-25" },
  { "цієї середи", "цієї середи", "2026-11-18" },
  { "у четвер о 9:30", "у четвер о 9:30", "2026-11-19 09:30" },
  { "в суботу", "в суботу", "2026-11-21" },
  { "в неділю", "в неділю", "2026-11-22" },
  { "до неділі", "до неділі", "2026-11-22" },
  { "наступної п'ятниці", "наступної п'ятниці", "2026-11-27" },
  { "у наступну п'ятницю о 16", "у наступну п'ятницю о 16", "2026-11-27 16:00" },
  { "п'ятниця наступного тижня", "п'ятниця наступного тижня", "2026-11-27" },
  { "наступного тижня", "наступного тижня", "2026-11-23" },
  { "на наступному тижні", "на наступному тижні", "2026-11-23" },
  { "наступного місяця", "наступного місяця", "2026-12-01" },
  { "цього тижня", "цього тижня", "2026-11-20" },
  { "через 3 дні", "через 3 дні", "2026-11-21" },
  { "через три дні", "через три дні", "2026-11-21" },
  { "через 5 днів", "через 5 днів", "2026-11-23" },
  { "через день", "через день", "2026-11-19" },
  { "через тиждень", "через тиждень", "2026-11-25" },
  { "за тиждень", "за тиждень", "2026-11-25" },
  { "за тиждень до свята", NULL, NULL },
  { "за 500 грн", NULL, NULL },
  { "через два тижні", "через два тижні", "2026-12-02" },
  { "через 2 тижні о 10", "через 2 тижні о 10", "2026-12-02 10:00" },
  { "через пару днів", "через пару днів", "2026-11-20" },
  { "протягом 3 днів", "протягом 3 днів", "2026-11-21" },
  { "через 3 робочі дні", "через 3 робочі дні", "2026-11-23" },
  { "через місяць", "через місяць", "2026-12-18" },
  { "через рік", "через рік", "2027-11-18" },
  { "через півроку", "через півроку", "2027-05-18" },
  { "через півтора місяця", "через півтора місяця", "2027-01-02" },
  { "через годину", "через годину", "2026-11-18 13:00" },
  { "через 2 години", "через 2 години", "2026-11-18 14:00" },
  { "через 2 год. подзвонити", "через 2 год.", "2026-11-18 14:00" },
  { "через півгодини", "через півгодини", "2026-11-18 12:30" },
  { "через півтори години", "через півтори години", "2026-11-18 13:30" },
  { "через 20 хвилин", "через 20 хвилин", "2026-11-18 12:20" },
  { "за 20 хв", "за 20 хв", "2026-11-18 12:20" },
  { "через 1 годину 15 хвилин", "через 1 годину 15 хвилин", "2026-11-18 13:15" },
  { "10 грудня", "10 грудня", "2026-12-10" },
  { "10-го грудня", "10-го грудня", "2026-12-10" },
  { "10 грудня 2027 року", "10 грудня 2027 року", "2027-12-10" },
  { "10 грудня 2027 р. зустріч", "10 грудня 2027 р.", "2027-12-10" },
  { "до 10 грудня о 12", "до 10 грудня о 12", "2026-12-10 12:00" },
  { "10.12", "10.12", "2026-12-10" },
  { "10.12 зустріч з Анною", "10.12", "2026-12-10" },
  { "15 числа", "15 числа", "2026-12-15" },
  { "20-го числа", "20-го числа", "2026-11-20" },
  { "до 10-го", "до 10-го", "2026-12-10" },
  { "до 10-го поверху", NULL, NULL },
  { "10 числа наступного місяця", "10 числа наступного місяця", "2026-12-10" },
  { "кінець місяця", "кінець місяця", "2026-11-30" },
  { "до кінця місяця", "до кінця місяця", "2026-11-30" },
  { "в кінці тижня", "в кінці тижня", "2026-11-20" },
  { "до кінця року", "до кінця року", "2026-12-31" },
  { "до кінця дня", "до кінця дня", "2026-11-18 18:00" },
  { "наприкінці грудня", "наприкінці грудня", "2026-12-31" },
  { "на початку місяця", "на початку місяця", "2026-12-01" },
  { "на початку наступного тижня", "на початку наступного тижня", "2026-11-23" },
  { "в середині січня", "в середині січня", "2027-01-15" },
  { "на вихідних", "на вихідних", "2026-11-21" },
  { "завтра з 15 до 16", "завтра з 15 до 16", "2026-11-19 15:00-16:00" },
  { "завтра 15:00-16:00", "завтра 15:00-16:00", "2026-11-19 15:00-16:00" },
  { "завтра подзвонити Анні о 10", "завтра|о 10", "2026-11-19 10:00" },
  { "о 6 вечора", "о 6 вечора", "2026-11-18 18:00" },
  { "9 ранку", "9 ранку", "2026-11-19 09:00" },
  { "о 3 дня", "о 3 дня", "2026-11-18 15:00" },
  { "до 15:00", "до 15:00", "2026-11-18 15:00" },
  { "об 11", "об 11", "2026-11-19 11:00" },
  { "добрий вечір", NULL, NULL },
  { "дзвінок Марії Середі", NULL, NULL },
  { "Олег Субота", NULL, NULL },
  { "дзвінок Марії у середу", "у середу", "2026-11-25" },
  { "оплата за 2 місяці", NULL, NULL },
  { "протягом дня", "протягом дня", "2026-11-18" },
  { "протягом тижня", "протягом тижня", "2026-11-25" },
  { "після 18:00", "після 18:00", "2026-11-18 18:00" },
  { "написати лист", NULL, NULL },
  { "знижка 10 відсотків", NULL, NULL },
  { NULL },
};

static const Case russian[] = {
  { "сегодня", "сегодня", "2026-11-18" },
  { "завтра", "завтра", "2026-11-19" },
  { "послезавтра", "послезавтра", "2026-11-20" },
  { "послезавтра в 15", "послезавтра в 15", "2026-11-20 15:00" },
  { "позвонить Анне завтра в 15:00", "завтра в 15:00", "2026-11-19 15:00" },
  { "завтра в 10 позвонить Анне", "завтра в 10", "2026-11-19 10:00" },
  { "завтра 10 позвонить Анне", "завтра 10", "2026-11-19 10:00" },
  { "завтра 3 станка отгрузить", "завтра", "2026-11-19" },
  { "завтра в 10 магазинах", "завтра", "2026-11-19" },
  { "в 15", "в 15", "2026-11-18 15:00" },
  { "в 15 часов", "в 15 часов", "2026-11-18 15:00" },
  { "в 15 часов 30 минут", "в 15 часов 30 минут", "2026-11-18 15:30" },
  { "в 15.30", "в 15.30", "2026-11-18 15:30" },
  { "в 10 раз больше", NULL, NULL },
  { "в 1С", NULL, NULL },
  { "позвонить в 1С завтра в 11", "завтра в 11", "2026-11-19 11:00" },
  { "через минут 20", "через минут 20", "2026-11-18 12:20" },
  { "оплатить за 2 месяца", NULL, NULL },
  { "за неделю", NULL, NULL },
  { "в течение часа", "в течение часа", "2026-11-18 13:00" },
  { "в течение дня", "в течение дня", "2026-11-18" },
  { "в два часа дня", "в два часа дня", "2026-11-18 14:00" },
  { "в час дня", "в час дня", "2026-11-18 13:00" },
  { "в 6 вечера", "в 6 вечера", "2026-11-18 18:00" },
  { "в 8 утра", "в 8 утра", "2026-11-19 08:00" },
  { "в 3 дня", "в 3 дня", "2026-11-18 15:00" },
  { "6 вечера", "6 вечера", "2026-11-18 18:00" },
  { "в полдень", "в полдень", "2026-11-19 12:00" },
  { "в обед", "в обед", "2026-11-18 13:00" },
  { "после обеда", "после обеда", "2026-11-18 14:00" },
  { "утром", "утром", "2026-11-19 09:00" },
  { "завтра утром", "завтра утром", "2026-11-19 09:00" },
  { "завтра днём", "завтра днём", "2026-11-19 12:00" },
  { "поздравить с днём рождения", NULL, NULL },
  { "вечером", "вечером", "2026-11-18 18:00" },
  { "сегодня вечером в 7", "сегодня вечером в 7", "2026-11-18 19:00" },
  { "сегодня утром", "сегодня утром", "2026-11-18" },
  { "в пятницу", "в пятницу", "2026-11-20" },
  { "В ПЯТНИЦУ", "В ПЯТНИЦУ", "2026-11-20" },
  { "к пятнице", "к пятнице", "2026-11-20" },
  { "до пятницы", "до пятницы", "2026-11-20" },
  { "пт 10", "пт 10", "2026-11-20 10:00" },
  { "во вторник утром", "во вторник утром", "2026-11-24 09:00" },
  { "в понедельник", "в понедельник", "2026-11-23" },
  { "в среду", "в среду", "2026-11-25" },
  { "в эту среду", "в эту среду", "2026-11-18" },
  { "в четверг в 9", "в четверг в 9", "2026-11-19 09:00" },
  { "в субботу", "в субботу", "2026-11-21" },
  { "в воскресенье", "в воскресенье", "2026-11-22" },
  { "вс", "вс", "2026-11-22" },
  { "в следующую пятницу", "в следующую пятницу", "2026-11-27" },
  { "в пятницу на следующей неделе", "в пятницу на следующей неделе", "2026-11-27" },
  { "на следующей неделе", "на следующей неделе", "2026-11-23" },
  { "в следующем месяце", "в следующем месяце", "2026-12-01" },
  { "на этой неделе", "на этой неделе", "2026-11-20" },
  { "через 3 дня", "через 3 дня", "2026-11-21" },
  { "через три дня в 10", "через три дня в 10", "2026-11-21 10:00" },
  { "через 5 дней", "через 5 дней", "2026-11-23" },
  { "через 5 рабочих дней", "через 5 рабочих дней", "2026-11-25" },
  { "через неделю", "через неделю", "2026-11-25" },
  { "через две недели", "через две недели", "2026-12-02" },
  { "через месяц", "через месяц", "2026-12-18" },
  { "через год", "через год", "2027-11-18" },
  { "через 2 года", "через 2 года", "2028-11-18" },
  { "через 21 год", "через 21 год", "2047-11-18" },
  { "через полгода", "через полгода", "2027-05-18" },
  { "через час", "через час", "2026-11-18 13:00" },
  { "через полчаса", "через полчаса", "2026-11-18 12:30" },
  { "через полтора часа", "через полтора часа", "2026-11-18 13:30" },
  { "через 1,5 часа", "через 1,5 часа", "2026-11-18 13:30" },
  { "через 20 минут", "через 20 минут", "2026-11-18 12:20" },
  { "через 2 ч", "через 2 ч", "2026-11-18 14:00" },
  { "в течение 3 дней", "в течение 3 дней", "2026-11-21" },
  { "3 дня спустя", "3 дня спустя", "2026-11-21" },
  { "10 декабря", "10 декабря", "2026-12-10" },
  { "10-го декабря", "10-го декабря", "2026-12-10" },
  { "10 декабря 2027 г. встреча", "10 декабря 2027 г.", "2027-12-10" },
  { "8 марта", "8 марта", "2027-03-08" },
  { "5 мая", "5 мая", "2027-05-05" },
  { "15 числа", "15 числа", "2026-12-15" },
  { "до 25-го числа", "до 25-го числа", "2026-11-25" },
  { "конец месяца", "конец месяца", "2026-11-30" },
  { "до конца недели", "до конца недели", "2026-11-20" },
  { "в конце декабря", "в конце декабря", "2026-12-31" },
  { "в начале месяца", "в начале месяца", "2026-12-01" },
  { "в середине месяца", "в середине месяца", "2026-12-15" },
  { "до конца дня", "до конца дня", "2026-11-18 18:00" },
  { "на выходных", "на выходных", "2026-11-21" },
  { "завтра с 10 до 12", "завтра с 10 до 12", "2026-11-19 10:00-12:00" },
  { "с 10 до 12", "с 10 до 12", "2026-11-19 10:00-12:00" },
  { "с 10 клиентами", NULL, NULL },
  { "завтра позвонить Анне в 10", "завтра|в 10", "2026-11-19 10:00" },
  { NULL },
};

static const Case german[] = {
  { "morgen um 15 Uhr", "morgen um 15 Uhr", "2026-11-19 15:00" },
  { "heute", "heute", "2026-11-18" },
  { "übermorgen", "übermorgen", "2026-11-20" },
  { "am Freitag", "am Freitag", "2026-11-20" },
  { "am Freitag um 10", "am Freitag um 10", "2026-11-20 10:00" },
  { "nächste Woche", "nächste Woche", "2026-11-23" },
  { "in 3 Tagen", "in 3 Tagen", "2026-11-21" },
  { "10. Dezember", "10. Dezember", "2026-12-10" },
  { "Ende des Monats", NULL, NULL },
  { NULL },
};

static const Case not_dates[] = {
  { "", NULL, NULL },
  { " ", NULL, NULL },
  { "call Anna", NULL, NULL },
  { "+380 67 123 45 67", NULL, NULL },
  { "call +380671234567", NULL, NULL },
  { "067 123-45-67", NULL, NULL },
  { "067.123.45.67", NULL, NULL },
  { "(044) 123-45-67", NULL, NULL },
  { "10 12 45 67 89", NULL, NULL },
  { "tomorrow 067 123 45 67", "tomorrow", "2026-11-19" },
  { "fri 10 067 123 45 67", "fri 10", "2026-11-20 10:00" },
  { "fri 10 +380 67 123 45 67", "fri 10", "2026-11-20 10:00" },
  { "+380 67 123 45 67 10.12.2026", "10.12.2026", "2026-12-10" },
  { "+380671234567 tomorrow 10:30", "tomorrow 10:30", "2026-11-19 10:30" },
  { "offer 10 %", NULL, NULL },
  { "offer 10%", NULL, NULL },
  { "3 machines", NULL, NULL },
  { "room 10", NULL, NULL },
  { "at room 10", NULL, NULL },
  { "price 10.12 EUR", NULL, NULL },
  { "price €10.12", NULL, NULL },
  { "10.12 грн", NULL, NULL },
  { "10.12%", NULL, NULL },
  { "10.12.3", NULL, NULL },
  { "version 10.12", NULL, NULL },
  { "192.168.10.12", NULL, NULL },
  { "3.5 tons", NULL, NULL },
  { "3.5", NULL, NULL },
  { "10 000", NULL, NULL },
  { "№ 10.12", NULL, NULL },
  { "#10.12", NULL, NULL },
  { "B10:30", NULL, NULL },
  { "16:9", NULL, NULL },
  { "1:2:3", NULL, NULL },
  { "25:00", NULL, NULL },
  { "10:60", NULL, NULL },
  { "buy sun cream", NULL, NULL },
  { "Sun cream order", NULL, NULL },
  { "I may 2 times", NULL, NULL },
  { "march forward", NULL, NULL },
  { "they march 5 miles", NULL, NULL },
  { "every friday", NULL, NULL },
  { "at 10 sites", NULL, NULL },
  { "in 5", NULL, NULL },
  { "in 3 boxes", NULL, NULL },
  { "in the office", NULL, NULL },
  { "for 3 days", NULL, NULL },
  { "evening dress", NULL, NULL },
  { "on", NULL, NULL },
  { "at", NULL, NULL },
  { "the", NULL, NULL },
  { "за", NULL, NULL },
  { "через", NULL, NULL },
  { "в", NULL, NULL },
  { "99999999999999999999", NULL, NULL },
  { "in 99999999999 days", NULL, NULL },
  { "in 9999 years", NULL, NULL },
  { "2026-12-10-11", NULL, NULL },
  { "1-2", NULL, NULL },
  { NULL },
};

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
  g_test_add_data_func ("/when/english", english, check_cases);
  g_test_add_data_func ("/when/ukrainian", ukrainian, check_cases);
  g_test_add_data_func ("/when/russian", russian, check_cases);
  g_test_add_data_func ("/when/german", german, check_cases);
  g_test_add_data_func ("/when/not-dates", not_dates, check_cases);
  g_test_add_func ("/when/bounds", test_bounds);
  g_test_add_func ("/when/daylight-saving", test_daylight_saving);
  g_test_add_func ("/when/no-zone", test_no_zone);
  g_test_add_func ("/when/parse", test_parse);
  g_test_add_func ("/when/parse-day", test_parse_day);
  g_test_add_func ("/when/not-text", test_not_text);
  return g_test_run ();
}
