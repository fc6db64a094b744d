/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "base/crm-text.h"
#include "base/crm-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Lengths of calls and meetings, in seconds, as people write and read them. Pure functions; any thread. */

#define MAX_SECONDS (G_GINT64_CONSTANT (366) * 24 * 3600 * 100)

/* Folded, without a closing point; the words of the languages the program speaks. */
static const struct
{
  const char *word;
  gint64 seconds;
} units[] = {
  { "s", 1 },
  { "sec", 1 },
  { "secs", 1 },
  { "second", 1 },
  { "seconds", 1 },
  { "sek", 1 },
  { "sekunden", 1 },
  { "с", 1 },
  { "сек", 1 },
  { "секунд", 1 },
  { "секунда", 1 },
  { "секунди", 1 },
  { "секунды", 1 },
  { "m", 60 },
  { "min", 60 },
  { "mins", 60 },
  { "minute", 60 },
  { "minutes", 60 },
  { "minuten", 60 },
  { "хв", 60 },
  { "хвилин", 60 },
  { "хвилина", 60 },
  { "хвилини", 60 },
  { "мин", 60 },
  { "минут", 60 },
  { "минута", 60 },
  { "минуты", 60 },
  { "h", 3600 },
  { "hr", 3600 },
  { "hrs", 3600 },
  { "hour", 3600 },
  { "hours", 3600 },
  { "std", 3600 },
  { "stunde", 3600 },
  { "stunden", 3600 },
  { "год", 3600 },
  { "година", 3600 },
  { "години", 3600 },
  { "годин", 3600 },
  { "ч", 3600 },
  { "час", 3600 },
  { "часа", 3600 },
  { "часов", 3600 },
};

char *
crm_duration_display (gint64 seconds)
{
  int hours;
  int minutes;
  int rest;

  g_return_val_if_fail (seconds >= 0, g_strdup (""));

  hours = (int)MIN (seconds / 3600, G_MAXINT);
  minutes = (int)(seconds / 60 % 60);
  rest = (int)(seconds % 60);

  /* Seconds no longer matter in what lasts hours. */
  if (hours > 0 && minutes > 0)
    return g_strdup_printf (C_ ("duration", "%d h %d min"), hours, minutes);
  if (hours > 0)
    return g_strdup_printf (C_ ("duration", "%d h"), hours);
  if (minutes > 0 && rest > 0)
    return g_strdup_printf (C_ ("duration", "%d min %d s"), minutes, rest);
  if (minutes > 0)
    return g_strdup_printf (C_ ("duration", "%d min"), minutes);
  return g_strdup_printf (C_ ("duration", "%d s"), rest);
}

static gboolean
read_number (const char **text, gint64 *number)
{
  *number = 0;
  if (!g_ascii_isdigit (**text))
    return FALSE;
  for (; g_ascii_isdigit (**text); (*text)++)
    {
      *number = *number * 10 + g_ascii_digit_value (**text);
      if (*number > MAX_SECONDS)
        return FALSE;
    }
  return TRUE;
}

/* "6:40", "1:05:00": all parts but the first are below 60. */
static gboolean
read_clock (const char *text, gint64 *seconds)
{
  gint64 total;
  guint n_parts = 1;

  if (!read_number (&text, &total))
    return FALSE;
  while (*text == ':')
    {
      gint64 part;

      text++;
      if (++n_parts > 3 || !read_number (&text, &part) || part > 59)
        return FALSE;
      total = total * 60 + part;
    }
  *seconds = total;
  return *text == '\0';
}

static gint64
find_unit (const char *word, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (strlen (units[i].word) == length && strncmp (units[i].word, word, length) == 0)
        return units[i].seconds;
    }
  return 0;
}

/* "6 min 40 s", "6m": units get smaller from left to right. */
static gboolean
read_words (const char *text, gint64 *seconds)
{
  gint64 total = 0;
  gint64 last_unit = G_MAXINT64;

  while (*text != '\0')
    {
      gint64 number;
      gint64 unit;
      const char *word;

      if (!read_number (&text, &number))
        return FALSE;
      while (*text == ' ')
        text++;
      for (word = text; *text != '\0' && g_unichar_isalpha (g_utf8_get_char (text));)
        text = g_utf8_next_char (text);
      unit = find_unit (word, (gsize)(text - word));
      if (unit == 0 || unit >= last_unit)
        return FALSE;
      last_unit = unit;
      total += number * unit;
      while (*text == ' ' || *text == '.' || *text == ',')
        text++;
    }
  *seconds = total;
  return last_unit != G_MAXINT64;
}

gboolean
crm_duration_parse (const char *text, gint64 *seconds, GError **error)
{
  g_autofree char *fold = crm_text_fold (text);
  gint64 result;

  if ((!read_clock (fold, &result) && !read_words (fold, &result)) || result > MAX_SECONDS)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("“%s” is not a length of time. Write it like 6:40 or 6 min 40 s."), text != NULL ? text : "");
      return FALSE;
    }
  if (seconds != NULL)
    *seconds = result;
  return TRUE;
}
