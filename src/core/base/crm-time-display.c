/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-day.h"
#include "base/crm-locale.h"
#include "base/crm-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Dates and instants as the person at the screen reads them. Pure functions; any thread. */

static GDateTime *
open_date (const CrmDay *day)
{
  return g_date_time_new_utc (
      day->year != 0 ? (int)day->year : 2000, (int)day->month, (int)day->day, 0, 0, 0);
}

/* Weekdays are lower case in many languages; at the head of a line they are not. */
static char *
capitalise (const char *text)
{
  GString *out = g_string_new (NULL);

  if (*text != '\0')
    {
      g_string_append_unichar (out, g_unichar_totitle (g_utf8_get_char (text)));
      g_string_append (out, g_utf8_next_char (text));
    }
  return g_string_free (out, FALSE);
}

static GDateTime *
open_instant (gint64 at, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC - (at % G_USEC_PER_SEC < 0));

  if (utc == NULL || zone == NULL)
    return g_steal_pointer (&utc);
  return g_date_time_to_timezone (utc, zone);
}

char *
crm_instant_display_relative (gint64 at, gint64 now, GTimeZone *zone)
{
  g_autoptr (GDateTime) then = open_instant (at, zone);
  g_autofree char *date = crm_instant_date (at, zone);
  g_autofree char *today = crm_instant_date (now, zone);
  int days;

  if (then == NULL || *today == '\0')
    return g_strdup ("");

  days = crm_date_days_between (date, today);
  if (days == 0)
    /* Translators: a time of today; see g_date_time_format () for the letters. */
    return crm_locale_format_date (then, _ ("Today, %H:%M"));
  if (days == 1)
    return g_strdup (_ ("Yesterday"));
  if (days == -1)
    return crm_locale_format_date (then, _ ("Tomorrow, %H:%M"));
  if (days > 1 && days < 7)
    return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong)days), days);
  if (days < -1 && days > -7)
    /* Translators: a weekday and time of the coming week. */
    return crm_locale_format_date (then, C_ ("date", "%A, %H:%M"));
  if (strncmp (date, today, 4) == 0)
    /* Translators: a day of this year, short: 21 Nov. */
    return crm_locale_format_date (then, C_ ("date", "%-d %b"));
  /* Translators: a day of another year, short: 21 Nov 2024. */
  return crm_locale_format_date (then, C_ ("date", "%-d %b %Y"));
}

char *
crm_instant_display_full (gint64 at, GTimeZone *zone)
{
  g_autoptr (GDateTime) then = open_instant (at, zone);

  if (then == NULL)
    return g_strdup ("");
  /* Translators: 21 November 2026, 16:00. %B is the month as it stands after a day. */
  return crm_locale_format_date (then, C_ ("date", "%-d %B %Y, %H:%M"));
}

char *
crm_date_display (const char *date)
{
  CrmDay day;
  g_autoptr (GDateTime) then = NULL;

  if (!crm_day_read (&day, date))
    return g_strdup (date != NULL ? date : "");

  then = open_date (&day);
  if (day.year == 0)
    /* Translators: a birthday without its year: 24 November. */
    return crm_locale_format_date (then, C_ ("date", "%-d %B"));
  /* Translators: 24 November 1993. */
  return crm_locale_format_date (then, C_ ("date", "%-d %B %Y"));
}

char *
crm_date_display_heading (const char *date, const char *today)
{
  CrmDay day;
  CrmDay now;
  g_autoptr (GDateTime) then = NULL;
  g_autofree char *heading = NULL;
  int days;

  if (!crm_day_read (&day, date) || day.year == 0 || !crm_day_read (&now, today) || now.year == 0)
    return crm_date_display (date);

  then = open_date (&day);
  days = crm_date_days_between (date, today);
  if (days == 0)
    /* Translators: the heading of a day on the timeline: Today, 18 November. */
    heading = crm_locale_format_date (then, _ ("Today, %-d %B"));
  else if (days == 1)
    heading = crm_locale_format_date (then, _ ("Yesterday, %-d %B"));
  else if (days == -1)
    heading = crm_locale_format_date (then, _ ("Tomorrow, %-d %B"));
  else if (day.year == now.year)
    /* Translators: Monday, 2 March. */
    heading = crm_locale_format_date (then, C_ ("date", "%A, %-d %B"));
  else
    heading = crm_locale_format_date (then, C_ ("date", "%A, %-d %B %Y"));
  return capitalise (heading);
}
