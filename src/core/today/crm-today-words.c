/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-day.h"
#include "base/crm-locale.h"
#include "base/crm-time.h"
#include "today/crm-today-private.h"

/* Why a line is part of the day, as sentences. Names of weekdays come with their preposition, for many languages decline them. In a
 * worker's thread. */

static int
count_days (const CrmDayFrame *frame, gint64 since)
{
  g_autofree char *date = crm_instant_date (since, frame->zone);

  return MAX (crm_date_days_between (date, frame->today), 0);
}

static char *
format_date (const char *date, const char *format)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_utc (crm_date_instant (date, utc) / G_USEC_PER_SEC);

  return then ? crm_locale_format_date (then, format) : g_strdup (date);
}

/* A day near today needs no year. */
static char *
say_date (const CrmDayFrame *frame, const char *date)
{
  return format_date (date, ABS (crm_date_days_between (frame->today, date)) < 180
                                ? C_ ("date", "%-d %B")
                                : C_ ("date", "%-d %B %Y"));
}

char *
crm_today_say_time (const CrmDayFrame *frame, gint64 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, frame->zone) : NULL;

  return local ? g_date_time_format (local, "%H:%M") : g_strdup ("");
}

char *
crm_today_say_late (const CrmDayFrame *frame, const char *due_on, gint64 due_at)
{
  int days = due_on ? crm_date_days_between (due_on, frame->today) : 0,
      minutes = due_at ? (int)((frame->now - due_at) / G_TIME_SPAN_MINUTE) : 0;

  if (days > 0)
    return g_strdup_printf (ngettext ("%d day late", "%d days late", (gulong)days), days);
  if (minutes >= 60)
    return g_strdup_printf (ngettext ("%d hour late", "%d hours late", (gulong)minutes / 60), minutes / 60);
  if (minutes > 0)
    return g_strdup_printf (ngettext ("%d minute late", "%d minutes late", (gulong)minutes), minutes);
  return g_strdup (_ ("Due now"));
}

char *
crm_today_say_due (const CrmDayFrame *frame, const char *due_on, gint64 due_at)
{
  g_autofree char *time = due_at ? crm_today_say_time (frame, due_at) : NULL;
  int days = due_on ? crm_date_days_between (frame->today, due_on) : 0;

  if (days > 0)
    /* Translators: %s is a time of day. */
    return time ? g_strdup_printf (_ ("Tomorrow %s"), time) : g_strdup (_ ("Tomorrow"));
  if (days == 0)
    /* Translators: %s is a time of day. */
    return time ? g_strdup_printf (_ ("Today %s"), time) : g_strdup (_ ("Today"));
  return say_date (frame, due_on);
}

/* 0 Monday … 6. */
static int
get_weekday (guint32 day)
{
  return (int)((day + 6) % 7);
}

static const char *
say_coming_day (const CrmDayFrame *frame, int days)
{
  static const char *const weekdays[] = { NC_ ("coming day", "on Monday"), NC_ ("coming day", "on Tuesday"),
    NC_ ("coming day", "on Wednesday"), NC_ ("coming day", "on Thursday"), NC_ ("coming day", "on Friday"),
    NC_ ("coming day", "on Saturday"), NC_ ("coming day", "on Sunday") };

  return days == 0   ? C_ ("coming day", "today")
         : days == 1 ? C_ ("coming day", "tomorrow")
                     : g_dpgettext2 (
                           GETTEXT_PACKAGE, "coming day", weekdays[get_weekday (frame->day + (guint32)days)]);
}

char *
crm_today_say_birthday (const CrmDayFrame *frame, const char *birthday)
{
  g_autofree char *next = crm_date_next_birthday (birthday, frame->today);
  const char *when = say_coming_day (frame, next ? crm_date_days_between (frame->today, next) : 0);
  int age = 0;

  if (next && birthday[0] != '-')
    age = (int)(g_ascii_strtoll (next, NULL, 10) - g_ascii_strtoll (birthday, NULL, 10));
  if (age <= 0)
    /* Translators: %s is “today”, “tomorrow” or “on Tuesday”. */
    return g_strdup_printf (_ ("Birthday %s"), when);
  /* Translators: the age, then “today”, “tomorrow” or “on Tuesday”. */
  return g_strdup_printf (ngettext ("Turns %d %s", "Turns %d %s", (gulong)age), age, when);
}

char *
crm_today_say_no_step (const CrmDayFrame *frame, const char *deal, gint64 contact)
{
  int days = contact ? count_days (frame, contact) : 0;

  if (!contact)
    return g_strdup_printf (_ ("No next step in deal “%s”, no contact so far"), deal);
  if (days == 0)
    return g_strdup_printf (_ ("No next step in deal “%s”"), deal);
  return g_strdup_printf (ngettext ("No next step in deal “%s”, %d day without contact",
                              "No next step in deal “%s”, %d days without contact", (gulong)days),
      deal, days);
}

char *
crm_today_say_rotting (const char *stage, gint64 days, gint64 limit)
{
  /* Translators: the last number is a number of days as well. */
  return g_strdup_printf (ngettext ("%lld day in “%s”, the stage allows %lld",
                              "%lld days in “%s”, the stage allows %lld", (gulong)days),
      (long long)days, stage, (long long)limit);
}

/* "3 months" for what is that long ago. */
static char *
say_span (int days)
{
  if (days >= 60)
    return g_strdup_printf (ngettext ("%d month", "%d months", (gulong)days / 30), days / 30);
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong)days), days);
}

char *
crm_today_say_not_contacted (const CrmDayFrame *frame, gint64 contact, const char *sums)
{
  g_autofree char *span = say_span (count_days (frame, contact));

  /* Translators: a length of time, then sums of money. */
  return g_strdup_printf (_ ("Not contacted for %s; bought for %s within a year"), span, sums);
}

char *
crm_today_say_lead (const CrmDayFrame *frame, gint64 contact)
{
  int days = count_days (frame, contact);

  return g_strdup_printf (ngettext ("A lead without a next step, %d day without contact",
                              "A lead without a next step, %d days without contact", (gulong)days),
      days);
}

char *
crm_today_say_support (const CrmDayFrame *frame, gint64 contact)
{
  int days = count_days (frame, contact);

  if (days == 0)
    return g_strdup (_ ("A customer who called or wrote today; nothing is planned or being sold"));
  return g_strdup_printf (
      ngettext ("A customer who called or wrote %d day ago; nothing is planned or being sold",
          "A customer who called or wrote %d days ago; nothing is planned or being sold", (gulong)days),
      days);
}

char *
crm_today_say_no_answer (const CrmDayFrame *frame, gint64 at, gint64 usual)
{
  int days = count_days (frame, at), hours = (int)MAX ((usual + G_TIME_SPAN_HOUR / 2) / G_TIME_SPAN_HOUR, 1);
  g_autofree char *span = hours < 48
                              ? g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong)hours), hours)
                              : say_span (hours / 24);

  /* Translators: the last part is a length of time in which answers usually come. */
  return g_strdup_printf (ngettext ("You wrote %d day ago; an answer usually comes within %s",
                              "You wrote %d days ago; an answer usually comes within %s", (gulong)days),
      days, span);
}

char *
crm_today_say_closing (const CrmDayFrame *frame, const char *expected)
{
  g_autofree char *date = say_date (frame, expected);

  /* Translators: %s is a date. */
  return g_strdup_printf (_ ("Was expected to close on %s"), date);
}

char *
crm_today_say_meeting_past (const CrmDayFrame *frame, const char *date)
{
  g_autofree char *text = say_date (frame, date);

  /* Translators: a meeting whose outcome nobody noted; %s is a date. */
  return g_strdup_printf (_ ("Was planned for %s: did it take place?"), text);
}

char *
crm_today_say_waited (const CrmDayFrame *frame, const char *due_on)
{
  g_autofree char *date = say_date (frame, due_on);

  /* Translators: %s is a date. */
  return g_strdup_printf (_ ("No answer, waited until %s"), date);
}

char *
crm_today_say_waiting (const CrmDayFrame *frame, gint64 since, const char *due_on)
{
  int days = count_days (frame, since);
  g_autofree char *date = due_on ? say_date (frame, due_on) : NULL;
  g_autofree char *waiting =
      days == 0
          ? g_strdup (_ ("Waiting since today"))
          : g_strdup_printf (ngettext ("Waiting for %d day", "Waiting for %d days", (gulong)days), days);

  /* Translators: how long one has been waiting, then the date until which one waits. */
  return date ? g_strdup_printf (_ ("%s, until %s"), waiting, date) : g_steal_pointer (&waiting);
}
