/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "meeting/crm-meeting.h"

/* Positions on the earth as people and programs write them, and how far two are apart. Pure functions; any thread. */

#define EARTH_RADIUS 6371008.8
#define LONGEST 200 /* bytes of a text that can be a position */

double
crm_position_get_distance (double latitude_a, double longitude_a, double latitude_b, double longitude_b)
{
  double a = latitude_a * G_PI / 180, b = latitude_b * G_PI / 180;
  double up = sin ((b - a) / 2), aside = sin ((longitude_b - longitude_a) * G_PI / 360);
  double half = up * up + cos (a) * cos (b) * aside * aside;

  return 2 * EARTH_RADIUS * asin (sqrt (CLAMP (half, 0, 1)));
}

static gboolean
is_on_earth (double latitude, double longitude)
{
  return latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180;
}

static void
skip_blanks (const char **text)
{
  for (;;)
    {
      gunichar c = g_utf8_get_char (*text);

      if (!c || !g_unichar_isspace (c))
        return;
      *text = g_utf8_next_char (*text);
    }
}

static gboolean
skip (const char **text, const char *const *marks)
{
  for (guint i = 0; marks[i]; i++)
    if (g_str_has_prefix (*text, marks[i]))
      {
        *text += strlen (marks[i]);
        skip_blanks (text);
        return TRUE;
      }
  return FALSE;
}

/* Digits with a point at most; a sign when it may have one. */
static gboolean
read_number (const char **text, gboolean sign, double *number)
{
  const char *start = *text, *digits;
  char *end;

  if (sign && (*start == '-' || *start == '+'))
    start++;
  digits = start;
  while (g_ascii_isdigit (*start))
    start++;
  if (start == digits || start - digits > 6)
    return FALSE;
  if (*start == '.' && g_ascii_isdigit (start[1]))
    {
      start++;
      while (g_ascii_isdigit (*start))
        start++;
    }
  *number = g_ascii_strtod (*text, &end);
  *text = start;
  return TRUE;
}

/* "50°27'0.4\"N", "50.45° N", "N 50 27 0.4" is none. letters: those of the positive and the negative side. */
static gboolean
read_angle (const char **text, const char *letters, double *angle, gboolean *marked)
{
  static const char *const degrees[] = { "°", "º", NULL };
  static const char *const minutes[] = { "'", "′", "’", NULL };
  static const char *const seconds[] = { "\"", "″", "”", "''", NULL };
  double degree, minute = 0, second = 0;
  gboolean negative = **text == '-';

  if (!read_number (text, TRUE, &degree))
    return FALSE;
  skip_blanks (text);
  if (skip (text, degrees) && g_ascii_isdigit (**text))
    {
      if (!read_number (text, FALSE, &minute))
        return FALSE;
      skip_blanks (text);
      if (!skip (text, minutes) || minute >= 60)
        return FALSE;
      if (g_ascii_isdigit (**text))
        {
          if (!read_number (text, FALSE, &second))
            return FALSE;
          skip_blanks (text);
          if (!skip (text, seconds) || second >= 60)
            return FALSE;
        }
    }
  *angle = fabs (degree) + minute / 60 + second / 3600;
  *marked = **text && strchr (letters, g_ascii_toupper (**text)) != NULL;
  if (*marked)
    {
      /* A sign and a letter contradict each other. */
      if (negative)
        return FALSE;
      negative = g_ascii_toupper (**text) == letters[1];
      (*text)++;
    }
  if (negative)
    *angle = -*angle;
  return TRUE;
}

/* RFC 5870: "geo:50.4501,30.5234,180;crs=wgs84;u=35". */
static gboolean
parse_geo (const char *text, double *latitude, double *longitude)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  g_auto (GStrv) numbers = g_strsplit (parts[0] ? parts[0] : "", ",", -1);
  guint n = g_strv_length (numbers);
  double values[3];

  for (guint i = 1; parts[0] && parts[i]; i++)
    if (g_ascii_strncasecmp (parts[i], "crs=", 4) == 0 && g_ascii_strcasecmp (parts[i] + 4, "wgs84") != 0)
      return FALSE;
  if (n < 2 || n > 3)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const char *number = numbers[i];

      if (!read_number (&number, TRUE, &values[i]) || *number)
        return FALSE;
    }
  *latitude = values[0];
  *longitude = values[1];
  return is_on_earth (*latitude, *longitude);
}

gboolean
crm_position_parse (const char *text, double *latitude, double *longitude)
{
  gboolean north = FALSE, east = FALSE, separated = FALSE;
  const char *at = text;

  *latitude = *longitude = 0;
  if (!text || strlen (text) > LONGEST || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  skip_blanks (&at);
  if (g_ascii_strncasecmp (at, "geo:", 4) == 0)
    {
      g_autofree char *rest = g_strchomp (g_strdup (at + 4));

      return parse_geo (rest, latitude, longitude);
    }
  if (!read_angle (&at, "NS", latitude, &north))
    return FALSE;
  separated = g_unichar_isspace (g_utf8_get_char (at)) || at[-1] == ' ';
  skip_blanks (&at);
  if (*at == ',' || *at == ';')
    {
      separated = TRUE;
      at++;
      skip_blanks (&at);
    }
  if ((!separated && !north) || !read_angle (&at, "EW", longitude, &east))
    return FALSE;
  skip_blanks (&at);
  return !*at && north == east && is_on_earth (*latitude, *longitude);
}
