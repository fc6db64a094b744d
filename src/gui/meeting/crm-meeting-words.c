/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-meeting-words.h"

#include <glib/gi18n-lib.h>

#include "base/crm-time.h"

/* No state. */

gint64
crm_meeting_at_day (gint64 at, const char *date, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
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
