/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-locale.h"
#include "base/crm-money.h"

#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

/* What a currency is and how an amount is shown. Owns ICU formatters, one a currency and locale, made once and
 * never freed; the table is guarded by a mutex and a formatter itself is immutable, so any thread may call. */

typedef UChar CurrencyUnits[4];

/* TRUE for three capital letters, which is what ICU's functions are made for. */
static gboolean
widen_code (const char *currency, CurrencyUnits units)
{
  if (currency == NULL || strlen (currency) != 3)
    return FALSE;
  for (int i = 0; i < 3; i++)
    {
      if (!g_ascii_isupper (currency[i]))
        return FALSE;
      units[i] = (UChar)currency[i];
    }
  units[3] = 0;
  return TRUE;
}

guint
crm_money_digits (const char *currency)
{
  UErrorCode status = U_ZERO_ERROR;
  CurrencyUnits units;
  int32_t digits;

  if (!widen_code (currency, units))
    return 2;
  digits = ucurr_getDefaultFractionDigits (units, &status);
  return U_SUCCESS (status) && digits >= 0 && digits <= 4 ? (guint)digits : 2;
}

gboolean
crm_money_currency_is_valid (const char *currency)
{
  UErrorCode status = U_ZERO_ERROR;
  CurrencyUnits units;

  return widen_code (currency, units) && ucurr_isAvailable (units, U_DATE_MIN, U_DATE_MAX, &status) &&
         U_SUCCESS (status);
}

char *
crm_money_to_decimal (gint64 minor, const char *currency)
{
  guint digits = crm_money_digits (currency);
  guint64 amount = minor < 0 ? -(guint64)minor : (guint64)minor;
  guint64 unit = 1;

  for (guint i = 0; i < digits; i++)
    unit *= 10;
  if (digits == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, minor < 0 ? "-" : "", amount);
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, minor < 0 ? "-" : "", amount / unit,
      (int)digits, amount % unit);
}

/* Borrowed; NULL when ICU cannot. */
static const UNumberFormatter *
get_formatter (const char *currency, gboolean whole)
{
  static GMutex mutex;
  static GHashTable *formatters;
  g_autofree char *locale = crm_locale_dup_messages ();
  g_autofree char *key = g_strdup_printf ("%s %s %d", locale, currency, whole);
  UNumberFormatter *formatter;

  g_mutex_lock (&mutex);
  if (formatters == NULL)
    formatters = g_hash_table_new (g_str_hash, g_str_equal);
  formatter = g_hash_table_lookup (formatters, key);
  if (formatter == NULL)
    {
      g_autofree char *skeleton = g_strdup_printf ("currency/%s %s rounding-mode-half-up", currency,
          whole ? "precision-integer" : "precision-currency-standard");
      UErrorCode status = U_ZERO_ERROR;
      UChar units[128];

      u_uastrcpy (units, skeleton);
      formatter = unumf_openForSkeletonAndLocale (units, -1, locale, &status);
      if (U_FAILURE (status))
        {
          unumf_close (formatter);
          formatter = NULL;
        }
      else
        {
          g_hash_table_insert (formatters, g_steal_pointer (&key), formatter);
        }
    }
  g_mutex_unlock (&mutex);

  return formatter;
}

/* An amount must not be torn apart at the end of a line. */
static char *
join_blanks (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);

  return g_strjoinv ("\u00a0", parts);
}

char *
crm_money_display (gint64 minor, const char *currency, gboolean whole)
{
  g_autofree char *decimal = crm_money_to_decimal (minor, currency);
  UErrorCode status = U_ZERO_ERROR;
  CurrencyUnits code;
  const UNumberFormatter *formatter = NULL;
  UFormattedNumber *result;
  UChar units[96];
  int32_t n_units;
  char text[288];

  if (widen_code (currency, code))
    formatter = get_formatter (currency, whole);
  if (formatter == NULL)
    return g_strdup_printf ("%s\u00a0%s", decimal, currency != NULL ? currency : "");

  result = unumf_openResult (&status);
  unumf_formatDecimal (formatter, decimal, -1, result, &status);
  n_units = unumf_resultToString (result, units, G_N_ELEMENTS (units), &status);
  unumf_closeResult (result);
  u_strToUTF8 (text, sizeof text, NULL, units, n_units, &status);
  if (U_FAILURE (status))
    return g_strdup_printf ("%s\u00a0%s", decimal, currency);
  return join_blanks (text);
}
