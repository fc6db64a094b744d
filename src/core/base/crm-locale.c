/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-locale.h"

#include <string.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/ures.h>
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

static void
take (char **place, char *text)
{
  g_free (*place);
  *place = text;
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

/* "monthNames", "format", "wide": what a language itself says, n texts. */
static gboolean
read_table (const UResourceBundle *calendar, const char *kind, const char *use, const char *width, char **out,
    int32_t n)
{
  UErrorCode status = U_ZERO_ERROR;
  const char *const path[] = { "gregorian", kind, use, width };
  UResourceBundle *table = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (path); i++)
    table = ures_getByKey (i == 0 ? calendar : table, path[i], table, &status);
  for (int32_t i = 0; i < n; i++)
    {
      char text[192] = "";
      int32_t n_units = 0;
      const UChar *units = ures_getStringByIndex (table, i, &n_units, &status);

      if (U_SUCCESS (status))
        u_strToUTF8 (text, sizeof text, NULL, units, n_units, &status);
      take (&out[i], g_strdup (text));
    }
  ures_close (table);
  return U_SUCCESS (status);
}

/* A formatter of dates brings calendars, zones and numbers into memory, two megabytes, of which the names need none. FALSE for a variant of a
 * language, which may say only what differs. */
static gboolean
read_names (const char *locale, Names *names)
{
  UErrorCode status = U_ZERO_ERROR;
  UResourceBundle *bundle = ures_open (NULL, locale, &status);
  UResourceBundle *calendar = ures_getByKey (bundle, "calendar", NULL, &status);
  const char *actual =
      U_SUCCESS (status) ? ures_getLocaleByType (calendar, ULOC_ACTUAL_LOCALE, &status) : NULL;
  gboolean ok = U_SUCCESS (status) && strchr (actual, '_') == NULL && strcmp (actual, "root") != 0 &&
                read_table (calendar, "monthNames", "format", "wide", names->months, 12) &&
                read_table (calendar, "monthNames", "format", "abbreviated", names->short_months, 12) &&
                read_table (calendar, "dayNames", "format", "wide", names->weekdays, 7) &&
                read_table (calendar, "dayNames", "format", "abbreviated", names->short_weekdays, 7);

  /* Where a month by itself is called no differently, only the other names are there. */
  if (ok && !read_table (calendar, "monthNames", "stand-alone", "wide", names->lone_months, 12))
    for (int i = 0; i < 12; i++)
      take (&names->lone_months[i], g_strdup (names->months[i]));
  ures_close (calendar);
  ures_close (bundle);
  return ok;
}

static Names *
load_names (const char *locale)
{
  UErrorCode status = U_ZERO_ERROR;
  g_autofree Names *names = g_new0 (Names, 1);
  UDateFormat *format;

  if (read_names (locale, names))
    return g_steal_pointer (&names);
  format = udat_open (UDAT_NONE, UDAT_MEDIUM, locale, NULL, 0, NULL, 0, &status);
  if (U_FAILURE (status))
    g_error ("ICU has no data for dates: %s", u_errorName (status));

  for (int32_t i = 0; i < 12; i++)
    {
      take (&names->months[i], get_symbol (format, UDAT_MONTHS, i));
      take (&names->lone_months[i], get_symbol (format, UDAT_STANDALONE_MONTHS, i));
      take (&names->short_months[i], get_symbol (format, UDAT_SHORT_MONTHS, i));
    }
  /* ICU numbers weekdays from 1. */
  for (int32_t i = 0; i < 7; i++)
    {
      take (&names->weekdays[i], get_symbol (format, UDAT_WEEKDAYS, i + 1));
      take (&names->short_weekdays[i], get_symbol (format, UDAT_SHORT_WEEKDAYS, i + 1));
    }
  udat_close (format);

  return g_steal_pointer (&names);
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
