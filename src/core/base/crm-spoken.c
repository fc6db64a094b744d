/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-spoken.h"

#include <string.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#include "base/crm-day.h"
#include "base/crm-locale.h"
#include "base/crm-money.h"
#include "base/crm-text.h"

/* Says things in one language by ICU. Owns ICU's formatters, one a locale and pattern, made once and never freed. The table is
 * guarded by a mutex, which is held while a date is formatted: ICU's date formats are not for several threads. */

#define MOST_FORMATS 4096
#define DAY_MILLISECONDS (24 * 3600 * 1000.0)
#define EPOCH_JULIAN 719163 /* 1970-01-01 */

static GMutex mutex;
static GHashTable *date_formats;
static GHashTable *number_formats;

static const struct
{
  const char *language;
  const char *yes;
  const char *no;
} booleans[] = {
  { "en", "yes", "no" },
  { "uk", "так", "ні" },
  { "ru", "да", "нет" },
  { "de", "ja", "nein" },
  { "pl", "tak", "nie" },
  { "fr", "oui", "non" },
  { "es", "sí", "no" },
  { "it", "sì", "no" },
};

static char *
to_utf8 (const UChar *units, int32_t n)
{
  g_autofree char *text = NULL;
  GString *out;

  if (n < 0)
    return g_strdup ("");
  text = g_utf16_to_utf8 ((const gunichar2 *)units, n, NULL, NULL, NULL);
  out = g_string_new (text);
  g_string_replace (out, "\u00A0", " ", 0);
  g_string_replace (out, "\u202F", " ", 0);
  /* The letter apostrophe is on no keyboard, and not in every phone's font. */
  g_string_replace (out, "\u02BC", "’", 0);
  g_string_replace (out, "\u200F", "", 0);
  g_string_replace (out, "\u200E", "", 0);
  return g_string_free (out, FALSE);
}

static gboolean
is_code (const char *text)
{
  gsize n = text ? strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") : 0;

  return (n == 2 || n == 3) && (!text[n] || ((text[n] == '-' || text[n] == '_') && strlen (text) <= 16));
}

/* TRUE when fold is what the language of a code is called in the locale. */
static gboolean
is_called (const char *fold, const char *code, const char *locale)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar units[64];
  int32_t n = uloc_getDisplayLanguage (code, locale, units, G_N_ELEMENTS (units), &status);
  g_autofree char *name = U_SUCCESS (status) ? to_utf8 (units, MIN (n, 64)) : NULL;
  g_autofree char *name_fold = crm_text_fold (name);

  return g_str_equal (name_fold, fold);
}

static char *
find_by_name (const char *text)
{
  static GHashTable *known; /* fold → code or "" */
  g_autofree char *fold = crm_text_fold (text);
  g_autofree char *messages = crm_locale_dup_messages ();
  const char *found = NULL;

  if (!*fold || strlen (fold) > 60)
    return NULL;
  g_mutex_lock (&mutex);
  if (!known || g_hash_table_size (known) > MOST_FORMATS)
    {
      g_clear_pointer (&known, g_hash_table_unref);
      known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    }
  found = g_hash_table_lookup (known, fold);
  g_mutex_unlock (&mutex);
  if (found)
    return *found ? g_strdup (found) : NULL;

  for (const char *const *code = uloc_getISOLanguages (); *code && !found; code++)
    if (is_called (fold, *code, *code) || is_called (fold, *code, "en") || is_called (fold, *code, messages))
      found = *code;
  g_mutex_lock (&mutex);
  g_hash_table_replace (known, g_steal_pointer (&fold), (gpointer)(found ? found : ""));
  g_mutex_unlock (&mutex);
  return g_strdup (found);
}

char *
crm_spoken_language (const char *language)
{
  char *code;

  if (is_code (language))
    code = g_ascii_strdown (language, (gssize)strcspn (language, "-_"));
  else
    code = crm_text_is_blank (language) ? NULL : find_by_name (language);
  /* A country for a language is what people write. */
  if (g_strcmp0 (code, "ua") == 0)
    {
      g_free (code);
      code = g_strdup ("uk");
    }
  return code;
}

char *
crm_spoken_language_name (const char *language)
{
  g_autofree char *code = crm_spoken_language (language);
  UErrorCode status = U_ZERO_ERROR;
  UChar units[64];
  int32_t n;

  if (!code)
    return g_strdup (language);
  n = uloc_getDisplayLanguage (code, code, units, G_N_ELEMENTS (units), &status);
  return U_SUCCESS (status) ? to_utf8 (units, MIN (n, 64)) : g_strdup (language);
}

char *
crm_spoken_locale (const char *language, const char *country)
{
  g_autofree char *code = crm_spoken_language (language);

  if (!code)
    return NULL;
  if (is_code (language) && strlen (language) > strlen (code))
    return g_strdelimit (g_strdup (language), "-", '_');
  /* English is written with the month first and the clock of twelve hours in America only. */
  if (g_str_equal (code, "en"))
    return g_strdup (g_strcmp0 (country, "US") == 0 ? "en_US" : "en_GB");
  return g_steal_pointer (&code);
}

/* With the mutex held. Borrowed; NULL when ICU cannot. */
static UDateFormat *
get_date_format (const char *locale, const char *skeleton)
{
  static const UChar utc[] = { 'U', 'T', 'C', 0 };
  g_autofree char *key = g_strconcat (locale, " ", skeleton, NULL);
  UErrorCode status = U_ZERO_ERROR;
  UDateTimePatternGenerator *generator;
  UDateFormat *format;
  UChar wanted[16], pattern[64];
  int32_t n;

  if (!date_formats)
    date_formats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)udat_close);
  format = g_hash_table_lookup (date_formats, key);
  if (format)
    return format;
  if (g_hash_table_size (date_formats) > MOST_FORMATS)
    g_hash_table_remove_all (date_formats);
  u_uastrcpy (wanted, skeleton);
  generator = udatpg_open (locale, &status);
  n = udatpg_getBestPattern (generator, wanted, -1, pattern, G_N_ELEMENTS (pattern), &status);
  format = U_SUCCESS (status) ? udat_open (UDAT_PATTERN, UDAT_PATTERN, locale, utc, -1, pattern, n, &status)
                              : NULL;
  udatpg_close (generator);
  if (U_FAILURE (status))
    return NULL;
  g_hash_table_insert (date_formats, g_steal_pointer (&key), format);
  return format;
}

static char *
format_moment (const char *locale, const char *skeleton, double milliseconds)
{
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format;
  UChar units[128];
  int32_t n = -1;

  g_mutex_lock (&mutex);
  format = get_date_format (locale, skeleton);
  if (format)
    n = udat_format (format, milliseconds, units, G_N_ELEMENTS (units), NULL, &status);
  g_mutex_unlock (&mutex);
  return U_SUCCESS (status) ? to_utf8 (units, MIN (n, 128)) : g_strdup ("");
}

static double
get_milliseconds (const CrmDay *day)
{
  GDate date;

  g_date_clear (&date, 1);
  /* A leap year, for 29 February without a year. */
  g_date_set_dmy (
      &date, (GDateDay)day->day, (GDateMonth)day->month, (GDateYear)(day->year ? day->year : 2000));
  return ((double)g_date_get_julian (&date) - EPOCH_JULIAN) * DAY_MILLISECONDS;
}

char *
crm_spoken_date (const char *locale, const char *date, gboolean year)
{
  CrmDay day;

  if (!crm_day_read (&day, date))
    return g_strdup (date ? date : "");
  return format_moment (locale, year && day.year ? "yMMMMd" : "MMMMd", get_milliseconds (&day));
}

char *
crm_spoken_weekday (const char *locale, const char *date)
{
  CrmDay day;

  if (!crm_day_read (&day, date) || !day.year)
    return NULL;
  return format_moment (locale, "EEEE", get_milliseconds (&day));
}

char *
crm_spoken_time (const char *locale, int second)
{
  return format_moment (locale, g_str_has_suffix (locale, "_US") ? "jmm" : "Hmm", second * 1000.0);
}

/* Borrowed; immutable. NULL when ICU cannot. */
static const UNumberFormatter *
get_number_format (const char *locale, const char *skeleton)
{
  g_autofree char *key = g_strconcat (locale, " ", skeleton, NULL);
  UErrorCode status = U_ZERO_ERROR;
  UNumberFormatter *format;
  UChar units[128];

  g_mutex_lock (&mutex);
  if (!number_formats)
    number_formats = g_hash_table_new (g_str_hash, g_str_equal);
  format = g_hash_table_lookup (number_formats, key);
  if (!format)
    {
      u_uastrncpy (units, skeleton, G_N_ELEMENTS (units) - 1);
      units[G_N_ELEMENTS (units) - 1] = 0;
      format = unumf_openForSkeletonAndLocale (units, -1, locale, &status);
      if (U_FAILURE (status))
        g_clear_pointer (&format, unumf_close);
      else
        g_hash_table_insert (number_formats, g_steal_pointer (&key), format);
    }
  g_mutex_unlock (&mutex);
  return format;
}

/* NULL when ICU cannot. */
static char *
format_number (const char *locale, const char *skeleton, const char *decimal)
{
  const UNumberFormatter *format = get_number_format (locale, skeleton);
  UErrorCode status = U_ZERO_ERROR;
  UFormattedNumber *result;
  UChar units[128];
  int32_t n;

  if (!format)
    return NULL;
  result = unumf_openResult (&status);
  unumf_formatDecimal (format, decimal, -1, result, &status);
  n = unumf_resultToString (result, units, G_N_ELEMENTS (units), &status);
  unumf_closeResult (result);
  return U_SUCCESS (status) ? to_utf8 (units, MIN (n, 128)) : NULL;
}

char *
crm_spoken_number (const char *locale, const char *decimal)
{
  char *text = format_number (locale, ".##########", decimal);

  return text ? text : g_strdup (decimal);
}

char *
crm_spoken_money (const char *locale, gint64 minor, const char *currency, gboolean cents)
{
  g_autofree char *decimal = crm_money_to_decimal (minor, currency);
  g_autofree char *skeleton = NULL;
  char *text = NULL;

  if (crm_money_currency_is_valid (currency))
    {
      skeleton = g_strdup_printf ("currency/%s unit-width-short rounding-mode-half-up %s", currency,
          cents ? "precision-currency-standard" : "precision-integer");
      text = format_number (locale, skeleton, decimal);
    }
  return text ? text : g_strdup_printf ("%s %s", decimal, currency);
}

static char *
format_unit (const char *locale, const char *unit, gint64 n)
{
  g_autofree char *skeleton = g_strdup_printf ("unit/%s unit-width-short", unit);
  g_autofree char *decimal = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  char *text = format_number (locale, skeleton, decimal);

  return text ? text : g_steal_pointer (&decimal);
}

char *
crm_spoken_duration (const char *locale, gint64 seconds)
{
  gint64 minutes = MAX (seconds, 0) / 60;
  g_autofree char *hours_text = format_unit (locale, "hour", minutes / 60);
  g_autofree char *minutes_text = format_unit (locale, "minute", minutes % 60);

  if (seconds > 0 && seconds < 60)
    return format_unit (locale, "second", seconds);
  if (minutes < 60)
    return g_steal_pointer (&minutes_text);
  return minutes % 60 ? g_strconcat (hours_text, " ", minutes_text, NULL) : g_steal_pointer (&hours_text);
}

const char *
crm_spoken_boolean (const char *locale, gboolean value)
{
  gsize n = strcspn (locale, "_");

  for (guint i = 0; i < G_N_ELEMENTS (booleans); i++)
    if (strlen (booleans[i].language) == n && strncmp (booleans[i].language, locale, n) == 0)
      return value ? booleans[i].yes : booleans[i].no;
  return value ? booleans[0].yes : booleans[0].no;
}
