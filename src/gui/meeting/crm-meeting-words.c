/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-meeting-words.h"

#include <glib/gi18n-lib.h>

#include "base/crm-locale.h"
#include "base/crm-time.h"

/* No state. */

static GDateTime *
open_local (gint64 at, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);

  return g_date_time_to_timezone (utc, zone);
}

static char *
dup_day (GDateTime *day)
{
  /* Translators: a day of the calendar: Thu 19 Nov. */
  return crm_locale_format_date (day, C_ ("date", "%a %-d %b"));
}

char *
crm_meeting_dup_time (gint64 starts_at, gint64 ends_at, gboolean all_day, GTimeZone *zone)
{
  g_autoptr (GDateTime) start = open_local (starts_at, zone);
  /* The end of a whole day is the next midnight. */
  g_autoptr (GDateTime) end =
      open_local (all_day ? MAX (ends_at - 1, starts_at) : MAX (ends_at, starts_at), zone);
  g_autofree char *first = dup_day (start);
  g_autofree char *last = dup_day (end);
  g_autofree char *from = g_date_time_format (start, "%H:%M");
  g_autofree char *until = g_date_time_format (end, "%H:%M");

  if (all_day)
    return g_str_equal (first, last) ? g_steal_pointer (&first) : g_strdup_printf ("%s – %s", first, last);
  if (ends_at <= starts_at)
    return g_strdup_printf ("%s, %s", first, from);
  if (g_str_equal (first, last))
    return g_strdup_printf ("%s, %s–%s", first, from, until);
  return g_strdup_printf ("%s, %s – %s, %s", first, from, last, until);
}

gint64
crm_meeting_at_day (gint64 at, const char *date, GTimeZone *zone)
{
  g_autoptr (GDateTime) local = open_local (at, zone);
  g_autofree char *text =
      g_strdup_printf ("%s %02d:%02d", date, g_date_time_get_hour (local), g_date_time_get_minute (local));
  gint64 other;

  return crm_instant_parse (text, zone, &other, NULL) ? other : at;
}

char *
crm_meeting_dup_distance (gint64 metres)
{
  if (metres < 1000)
    return g_strdup_printf (_ ("%d m"), (int)metres);
  /* Translators: a distance in kilometres. */
  return metres < 10000 ? g_strdup_printf (_ ("%.1f km"), (double)metres / 1000)
                        : g_strdup_printf (_ ("%.0f km"), (double)metres / 1000);
}
