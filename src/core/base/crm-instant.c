/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-day.h"
#include "base/crm-error.h"
#include "base/crm-text.h"
#include "base/crm-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Instants as text and their local days. Pure functions; any thread. */

#define HALF_HOUR (30 * G_TIME_SPAN_MINUTE)

/* The instant in a zone (NULL: UTC); NULL outside the years 1 to 9999. */
static GDateTime *
to_local (gint64 at, GTimeZone *zone)
{
  gint64 seconds = at / G_USEC_PER_SEC - (at % G_USEC_PER_SEC < 0);
  g_autoptr (GDateTime) whole = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) utc = NULL;

  if (whole == NULL)
    return NULL;
  utc = g_date_time_add (whole, at - seconds * G_USEC_PER_SEC);
  if (utc == NULL || zone == NULL)
    return g_steal_pointer (&utc);
  return g_date_time_to_timezone (utc, zone);
}

static gint64
from_local (GDateTime *local)
{
  return g_date_time_to_unix (local) * G_USEC_PER_SEC + g_date_time_get_microsecond (local);
}

char *
crm_instant_format (gint64 at)
{
  g_autoptr (GDateTime) utc = to_local (at, NULL);
  char fraction[8] = "";
  int n;

  if (utc == NULL)
    return g_strdup ("");

  if (g_date_time_get_microsecond (utc) != 0)
    {
      n = g_snprintf (fraction, sizeof fraction, ".%06d", g_date_time_get_microsecond (utc));
      while (fraction[n - 1] == '0')
        fraction[--n] = '\0';
    }
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d%sZ", g_date_time_get_year (utc),
      g_date_time_get_month (utc), g_date_time_get_day_of_month (utc), g_date_time_get_hour (utc),
      g_date_time_get_minute (utc), g_date_time_get_second (utc), fraction);
}

/* "2026-11-21" or "20261121". */
static gboolean
read_day (const char **text, CrmDay *day)
{
  gboolean extended;

  if (!crm_day_read_digits (text, 4, &day->year) || day->year == 0)
    return FALSE;
  extended = **text == '-';
  *text += extended;
  if (!crm_day_read_digits (text, 2, &day->month))
    return FALSE;
  if (extended && *(*text)++ != '-')
    return FALSE;
  return crm_day_read_digits (text, 2, &day->day) && crm_day_is_valid (day);
}

/* "20:19", "20:19:35", "20:19:35.25", "201935"; the seconds come as microseconds. */
static gboolean
read_time (const char **text, guint *hour, guint *minute, gint64 *microseconds)
{
  guint second = 0;
  gint64 fraction = 0;
  gint64 unit = G_USEC_PER_SEC;
  gboolean extended;

  if (!crm_day_read_digits (text, 2, hour) || *hour > 23)
    return FALSE;
  extended = **text == ':';
  *text += extended;
  if (!crm_day_read_digits (text, 2, minute) || *minute > 59)
    return FALSE;
  if (extended ? **text == ':' : g_ascii_isdigit (**text))
    {
      *text += extended;
      if (!crm_day_read_digits (text, 2, &second) || second > 59)
        return FALSE;
      if ((**text == '.' || **text == ',') && g_ascii_isdigit ((*text)[1]))
        {
          for ((*text)++; g_ascii_isdigit (**text); (*text)++)
            {
              unit /= 10;
              fraction += unit * g_ascii_digit_value (**text);
            }
        }
    }
  *microseconds = second * G_USEC_PER_SEC + fraction;
  return TRUE;
}

/* "Z", "+02:00", "+0200", "+02" or nothing. */
static gboolean
read_offset (const char **text, gboolean *given, gint64 *offset)
{
  guint hours;
  guint minutes = 0;
  int sign;

  *given = TRUE;
  *offset = 0;
  if (**text == 'Z' || **text == 'z')
    {
      (*text)++;
      return TRUE;
    }
  if (**text != '+' && **text != '-')
    {
      *given = FALSE;
      return TRUE;
    }
  sign = *(*text)++ == '-' ? -1 : 1;
  if (!crm_day_read_digits (text, 2, &hours))
    return FALSE;
  *text += **text == ':';
  if (g_ascii_isdigit (**text) && !crm_day_read_digits (text, 2, &minutes))
    return FALSE;
  if (hours > 18 || minutes > 59)
    return FALSE;
  *offset = sign * (hours * G_TIME_SPAN_HOUR + minutes * G_TIME_SPAN_MINUTE);
  return TRUE;
}

static gboolean
read_instant (const char *text, GTimeZone *zone, gint64 *at)
{
  CrmDay day;
  guint hour = 0;
  guint minute = 0;
  gint64 microseconds = 0;
  gint64 offset = 0;
  gboolean given = FALSE;
  g_autoptr (GDateTime) local = NULL;

  if (!read_day (&text, &day))
    return FALSE;
  if (*text == '\0')
    {
      g_autofree char *date = crm_day_format (&day);

      *at = crm_date_instant (date, zone);
      return *at != G_MININT64;
    }
  if (*text != 'T' && *text != 't' && *text != ' ')
    return FALSE;
  text++;
  if (!read_time (&text, &hour, &minute, &microseconds))
    return FALSE;
  while (*text == ' ')
    text++;
  if (!read_offset (&text, &given, &offset) || *text != '\0')
    return FALSE;

  if (given || zone == NULL)
    local = g_date_time_new_utc ((int)day.year, (int)day.month, (int)day.day, (int)hour, (int)minute, 0);
  else
    local = g_date_time_new (zone, (int)day.year, (int)day.month, (int)day.day, (int)hour, (int)minute, 0);
  if (local == NULL)
    return FALSE;
  *at = from_local (local) + microseconds - offset;
  return TRUE;
}

gboolean
crm_instant_parse (const char *text, GTimeZone *zone, gint64 *at, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  gint64 result;

  g_strstrip (valid);
  if (!read_instant (valid, zone, &result))
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("“%s” is not a date and time. Write it like 2026-11-21 16:30."), valid);
      return FALSE;
    }
  if (at != NULL)
    *at = result;
  return TRUE;
}

static int
compare_local_day (gint64 at, GTimeZone *zone, const char *date)
{
  g_autofree char *local = crm_instant_date (at, zone);

  return strcmp (local, date);
}

char *
crm_instant_date (gint64 at, GTimeZone *zone)
{
  g_autoptr (GDateTime) local = to_local (at, zone);
  CrmDay day;

  if (local == NULL)
    return g_strdup ("");
  day = (CrmDay){ (guint)g_date_time_get_year (local), (guint)g_date_time_get_month (local),
    (guint)g_date_time_get_day_of_month (local) };
  return crm_day_format (&day);
}

gint64
crm_date_instant (const char *date, GTimeZone *zone)
{
  g_autoptr (GDateTime) local = NULL;
  CrmDay day;
  gint64 at;

  if (!crm_day_read (&day, date) || day.year == 0)
    return G_MININT64;
  if (zone == NULL)
    local = g_date_time_new_utc ((int)day.year, (int)day.month, (int)day.day, 0, 0, 0);
  else
    local = g_date_time_new (zone, (int)day.year, (int)day.month, (int)day.day, 0, 0, 0);
  if (local == NULL)
    return G_MININT64;

  /* Where clocks change at midnight it exists twice or not at all: the day begins at its first instant. */
  at = from_local (local);
  for (int i = 0; zone != NULL && i < 4 && compare_local_day (at, zone, date) < 0; i++)
    at += HALF_HOUR;
  for (int i = 0; zone != NULL && i < 4 && compare_local_day (at - 1, zone, date) == 0; i++)
    at -= HALF_HOUR;
  return at;
}
