/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-moment.h"
#include "base/crm-clock.h"
#include "base/crm-time.h"
#include <string.h>

/* What people type for "when" in the composer; the parts are read by core. Pure. */

gboolean
crm_moment_parse (const char *text, GTimeZone *zone, gint64 *at, GError **error)
{
  const char *space = strrchr (text, ' ');
  const char *clock = strchr (text, ':') == NULL ? NULL : space != NULL ? space + 1 : text;
  g_autofree char *day = NULL;
  g_autofree char *iso = NULL;

  *at = crm_clock_now ();
  if (text[0] == '\0' || crm_instant_parse (text, zone, at, NULL))
    return TRUE;
  if (clock == text)
    {
      day = crm_instant_date (crm_clock_now (), zone);
    }
  else
    {
      g_autofree char *typed = clock != NULL ? g_strndup (text, space - text) : g_strdup (text);

      day = crm_date_parse (g_strstrip (typed), CRM_DATE_ORDER_UNKNOWN, error);
      if (day == NULL)
        return FALSE;
    }
  if (clock == NULL)
    iso = g_strdup_printf ("%s 00:00", day);
  else
    iso = g_strdup_printf ("%s %s%s", day, clock[1] == ':' ? "0" : "", clock);
  return crm_instant_parse (iso, zone, at, error);
}
