/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-meeting-words.h"

#include <glib/gi18n-lib.h>

#include "base/crm-time.h"
#include "meeting/crm-meeting.h"

/* No state. */

#define MAX_TIMES 16

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

gboolean
crm_meeting_look_up_time (CrmTransaction *tx, const CrmRow *meeting, const char *rid, gint64 *starts_at,
    gint64 *ends_at, GError **error)
{
  g_autoptr (GPtrArray) times = NULL;
  g_autofree char *day = NULL;
  gint64 near = 0;

  *starts_at = crm_row_get_integer (meeting, CRM_MEETING_STARTS_AT);
  *ends_at = MAX (crm_row_get_integer (meeting, CRM_MEETING_ENDS_AT), *starts_at);
  if (rid == NULL || rid[0] == '\0')
    return TRUE;
  /* The rid begins with the local day of its time, whatever the zone. */
  day = g_strndup (rid, 8);
  if (!crm_instant_parse (day, NULL, &near, NULL))
    return TRUE;
  times = crm_meeting_list_occurrences (
      tx, meeting->id, near - 2 * G_TIME_SPAN_DAY, near + 3 * G_TIME_SPAN_DAY, MAX_TIMES, error);
  for (guint i = 0; times != NULL && i < times->len; i++)
    {
      const CrmOccurrence *time = times->pdata[i];

      if (g_strcmp0 (time->rid, rid) != 0)
        continue;
      *starts_at = time->starts_at;
      *ends_at = time->ends_at;
    }
  return times != NULL;
}
