/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-local.h"
#include "base/crm-day.h"

/* Local days and times against the clocks of a zone. Pure functions; any thread. */

#define DAY_SECONDS (24 * 3600)
#define EPOCH_JULIAN 719163 /* 1970-01-01 */
#define MAX_JULIAN 3652059  /* 9999-12-31 */

static gint64
get_offset (GTimeZone *zone, gint64 utc)
{
  return zone != NULL
             ? g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, utc))
             : 0;
}

/* The first second after the clocks were put on between the two. */
static gint64
find_change (GTimeZone *zone, gint64 before, gint64 after)
{
  gint64 offset = get_offset (zone, before);

  while (after - before > 1)
    {
      gint64 middle = before + (after - before) / 2;

      if (get_offset (zone, middle) == offset)
        before = middle;
      else
        after = middle;
    }
  return after;
}

gint64
crm_local_instant (guint32 julian, int second, GTimeZone *zone)
{
  gint64 local = ((gint64)julian - EPOCH_JULIAN) * DAY_SECONDS + second;
  gint64 before = local - get_offset (zone, local - DAY_SECONDS);
  gint64 after = local - get_offset (zone, local + DAY_SECONDS);
  gint64 first = MIN (before, after);
  gint64 last = MAX (before, after);
  gint64 change;

  if (first + get_offset (zone, first) == local)
    return first * G_USEC_PER_SEC;
  if (last + get_offset (zone, last) == local)
    return last * G_USEC_PER_SEC;
  change = find_change (zone, first - DAY_SECONDS, last + DAY_SECONDS);
  return (local - get_offset (zone, change - 1)) * G_USEC_PER_SEC;
}

guint32
crm_local_day (gint64 at, GTimeZone *zone, int *second)
{
  gint64 utc = at / G_USEC_PER_SEC - (at % G_USEC_PER_SEC < 0);
  gint64 local = utc + get_offset (zone, utc);
  gint64 day = local / DAY_SECONDS - (local % DAY_SECONDS < 0);

  if (second != NULL)
    *second = (int)(local - day * DAY_SECONDS);
  day += EPOCH_JULIAN;
  return day >= 1 && day <= MAX_JULIAN ? (guint32)day : 0;
}

char *
crm_local_format (guint32 julian)
{
  GDate date;
  CrmDay day;

  if (julian < 1 || julian > MAX_JULIAN)
    return NULL;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  day = (CrmDay){ g_date_get_year (&date), (guint)g_date_get_month (&date), g_date_get_day (&date) };
  return crm_day_format (&day);
}

guint32
crm_local_parse (const char *date)
{
  GDate gdate;
  CrmDay day;

  if (!crm_day_read (&day, date) || day.year == 0)
    return 0;
  g_date_clear (&gdate, 1);
  g_date_set_dmy (&gdate, (GDateDay)day.day, (GDateMonth)day.month, (GDateYear)day.year);
  return g_date_get_julian (&gdate);
}
