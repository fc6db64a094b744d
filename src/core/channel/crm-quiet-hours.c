/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/uenum.h>

#include "base/crm-error.h"
#include "base/crm-phone.h"
#include "base/crm-zone.h"
#include "channel/crm-outbox.h"
#include "client/crm-client.h"

/* Hours in which nobody is written to without having asked, and whose hours they are: the zone somebody lives in. No state; any thread. */

#define DAY_MINUTES (24 * 60)

/* "HH:MM" at text; -1 when it is none. */
static int
read_minutes (const char *text)
{
  int hours, minutes;

  for (int i = 0; i < 5; i++)
    if (i == 2 ? text[i] != ':' : !g_ascii_isdigit (text[i]))
      return -1;
  hours = (text[0] - '0') * 10 + text[1] - '0';
  minutes = (text[3] - '0') * 10 + text[4] - '0';
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : -1;
}

static gboolean
parse (const char *quiet, int *from, int *to)
{
  if (!quiet || strlen (quiet) != strlen ("21:00-09:00") || quiet[5] != '-')
    return FALSE;
  *from = read_minutes (quiet);
  *to = read_minutes (quiet + 6);
  return *from >= 0 && *to >= 0 && *from != *to;
}

gboolean
crm_quiet_hours_check (const char *quiet, GError **error)
{
  int from, to;

  if (!quiet || !*quiet || g_str_equal (quiet, "-") || parse (quiet, &from, &to))
    return TRUE;
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
      _ ("“%s” are no quiet hours; write “21:00-09:00”, or “-” for none."), quiet);
  return FALSE;
}

gint64
crm_quiet_hours_end (const char *quiet, GTimeZone *zone, gint64 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autoptr (GDateTime) day = NULL, end = NULL;
  int from, to, now;

  if (!local || !parse (quiet, &from, &to))
    return at;
  now = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
  if (from < to ? now < from || now >= to : now < from && now >= to)
    return at;
  /* Late in the evening they end tomorrow. */
  day = g_date_time_add_days (local, from > to && now >= from ? 1 : 0);
  end = g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day),
      g_date_time_get_day_of_month (day), to / 60, to % 60, 0);
  return end ? MAX (g_date_time_to_unix (end) * G_USEC_PER_SEC, at) : at;
}

/* The zone of a country whose clocks all show the same the whole year round. New reference; NULL for others. */
static GTimeZone *
dup_country_zone (const char *country, gint64 now)
{
  UErrorCode code = U_ZERO_ERROR;
  UEnumeration *all =
      ucal_openTimeZoneIDEnumeration (UCAL_ZONE_TYPE_CANONICAL_LOCATION, country, NULL, &code);
  g_autoptr (GTimeZone) found = NULL;
  gboolean same = U_SUCCESS (code);
  const char *name;

  while (same && (name = uenum_next (all, NULL, &code)) && U_SUCCESS (code))
    {
      g_autoptr (GTimeZone) zone = crm_zone_new (name);

      if (!zone)
        continue;
      /* Quarter by quarter: summer times begin and end at different days. */
      for (int quarter = 0; same && found && quarter < 4; quarter++)
        {
          gint64 at = now / G_USEC_PER_SEC + quarter * 91 * 24 * 60 * 60;
          int here = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at);
          int there = g_time_zone_find_interval (found, G_TIME_TYPE_UNIVERSAL, at);

          same = g_time_zone_get_offset (zone, here) == g_time_zone_get_offset (found, there);
        }
      if (!found)
        found = g_steal_pointer (&zone);
    }
  if (all)
    uenum_close (all);
  return same ? g_steal_pointer (&found) : NULL;
}

GTimeZone *
crm_client_dup_zone (CrmTransaction *tx, gint64 client, const char *address, GError **error)
{
  g_autofree char *normal = address ? crm_phone_normalise (crm_transaction_get_phone_format (tx), address,
                                          crm_transaction_get_region (tx))
                                    : NULL;
  const char *country = crm_phone_get_country (normal);
  g_autoptr (GTimeZone) zone = NULL;

  if (client)
    {
      g_autoptr (CrmStatement) statement =
          crm_db_prepare (crm_transaction_get_db (tx), "SELECT zone FROM client WHERE id = $1", error);
      gboolean row;

      if (!statement)
        return NULL;
      crm_statement_bind_integer (statement, 1, client);
      if (!crm_statement_step (statement, &row, error))
        return NULL;
      if (row && crm_statement_get_text (statement, 0))
        zone = crm_zone_new (crm_statement_get_text (statement, 0));
    }
  /* The book knows better where its own country is written to. */
  if (!zone && country && g_strcmp0 (country, crm_transaction_get_region (tx)) != 0)
    zone = dup_country_zone (country, crm_transaction_get_now (tx));
  return zone ? g_steal_pointer (&zone) : g_time_zone_ref (crm_transaction_get_zone (tx));
}
