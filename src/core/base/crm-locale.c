/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-locale.h"

#include <string.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

/* Owns a table of month and weekday names for each locale asked for, made once and never freed; guarded by
 * a mutex. */

typedef struct
{
  char *months[12];
  char *lone_months[12];
  char *short_months[12];
  char *weekdays[7]; /* Sunday first, as ICU counts */
  char *short_weekdays[7];
} Names;

char *
crm_locale_dup_messages (void)
{
  const char *name = g_get_language_names ()[0];
  g_autofree char *bare = g_strndup (name, strcspn (name, ".@"));

  if (strcmp (bare, "C") == 0 || strcmp (bare, "POSIX") == 0 || bare[0] == '\0')
    return g_strdup ("en");
  return g_steal_pointer (&bare);
}

static char *
get_symbol (const UDateFormat *format, UDateFormatSymbolType type, int32_t index)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar units[64];
  char text[192];
  int32_t n_units = udat_getSymbols (format, type, index, units, G_N_ELEMENTS (units), &status);

  u_strToUTF8 (text, sizeof text, NULL, units, n_units, &status);
  return g_strdup (U_SUCCESS (status) ? text : "");
}

static Names *
load_names (const char *locale)
{
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format = udat_open (UDAT_NONE, UDAT_MEDIUM, locale, NULL, 0, NULL, 0, &status);
  Names *names = g_new0 (Names, 1);

  if (U_FAILURE (status))
    g_error ("ICU has no data for dates: %s", u_errorName (status));

  for (int32_t i = 0; i < 12; i++)
    {
      names->months[i] = get_symbol (format, UDAT_MONTHS, i);
      names->lone_months[i] = get_symbol (format, UDAT_STANDALONE_MONTHS, i);
      names->short_months[i] = get_symbol (format, UDAT_SHORT_MONTHS, i);
    }
  /* ICU numbers weekdays from 1. */
  for (int32_t i = 0; i < 7; i++)
    {
      names->weekdays[i] = get_symbol (format, UDAT_WEEKDAYS, i + 1);
      names->short_weekdays[i] = get_symbol (format, UDAT_SHORT_WEEKDAYS, i + 1);
    }
  udat_close (format);

  return names;
}

static const Names *
get_names (void)
{
  static GMutex mutex;
  static GHashTable *by_locale;
  g_autofree char *locale = crm_locale_dup_messages ();
  Names *names;

  g_mutex_lock (&mutex);
  if (by_locale == NULL)
    by_locale = g_hash_table_new (g_str_hash, g_str_equal);
  names = g_hash_table_lookup (by_locale, locale);
  if (names == NULL)
    {
      names = load_names (locale);
      g_hash_table_insert (by_locale, g_steal_pointer (&locale), names);
    }
  g_mutex_unlock (&mutex);

  return names;
}

static void
append_escaped (GString *format, const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (*text == '%')
        g_string_append_c (format, '%');
      g_string_append_c (format, *text);
    }
}

char *
crm_locale_format_date (GDateTime *date, const char *format)
{
  const Names *names = get_names ();
  g_autoptr (GString) named = g_string_new (NULL);
  int month = g_date_time_get_month (date) - 1;

  for (const char *p = format; *p != '\0'; p++)
    {
      if (*p != '%' || p[1] == '\0')
        {
          g_string_append_c (named, *p);
          continue;
        }
      p++;
      switch (*p)
        {
        case 'B': append_escaped (named, names->months[month]); break;
        case 'b': append_escaped (named, names->short_months[month]); break;
        case 'O':
          append_escaped (named, names->lone_months[month]);
          p += p[1] == 'B';
          break;
        case 'A': append_escaped (named, names->weekdays[g_date_time_get_day_of_week (date) % 7]); break;
        case 'a':
          append_escaped (named, names->short_weekdays[g_date_time_get_day_of_week (date) % 7]);
          break;
        default:
          g_string_append_c (named, '%');
          g_string_append_c (named, *p);
          break;
        }
    }
  return g_date_time_format (date, named->str);
}
