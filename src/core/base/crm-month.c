/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-month.h"
#include "base/crm-text.h"

#include <string.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

/* Owns the table of month and weekday names of several languages, asked of ICU once; constant afterwards, so
 * any thread may look. */

#define AMBIGUOUS 99
#define MIN_LETTERS 3

static const char *const languages[] = { "en", "uk", "ru", "de", "be", "pl", "cs", "sk", "fr", "es", "it",
  "pt", "nl", "tr" };

typedef struct
{
  GHashTable *months;   /* folded beginning of a name → number */
  GHashTable *weekdays; /* set of folded names */
} Table;

/* Every beginning from three letters on is a name; one that fits two months is neither. */
static void
add_month (GHashTable *months, const char *fold, guint month)
{
  glong n_letters = g_utf8_strlen (fold, -1);

  for (glong n = MIN (MIN_LETTERS, n_letters); n > 0 && n <= n_letters; n++)
    {
      g_autofree char *beginning = g_utf8_substring (fold, 0, n);
      guint known = GPOINTER_TO_UINT (g_hash_table_lookup (months, beginning));

      if (known == 0)
        g_hash_table_insert (months, g_steal_pointer (&beginning), GUINT_TO_POINTER (month));
      else if (known != month)
        g_hash_table_insert (months, g_steal_pointer (&beginning), GUINT_TO_POINTER (AMBIGUOUS));
    }
}

static char *
dup_folded_symbol (const UDateFormat *format, UDateFormatSymbolType type, int32_t index)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar units[64];
  char text[192];
  int32_t n_units = udat_getSymbols (format, type, index, units, G_N_ELEMENTS (units), &status);
  char *fold;
  gsize length;

  u_strToUTF8 (text, sizeof text, NULL, units, n_units, &status);
  fold = crm_text_fold (U_SUCCESS (status) ? text : "");
  for (length = strlen (fold); length > 0 && fold[length - 1] == '.'; length--)
    fold[length - 1] = '\0';
  return fold;
}

static void
add_language (Table *table, const char *language)
{
  static const UDateFormatSymbolType month_types[] = { UDAT_MONTHS, UDAT_STANDALONE_MONTHS, UDAT_SHORT_MONTHS,
    UDAT_STANDALONE_SHORT_MONTHS };
  static const UDateFormatSymbolType weekday_types[] = { UDAT_WEEKDAYS, UDAT_SHORT_WEEKDAYS };
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format = udat_open (UDAT_NONE, UDAT_MEDIUM, language, NULL, 0, NULL, 0, &status);

  if (U_FAILURE (status))
    return;

  for (guint t = 0; t < G_N_ELEMENTS (month_types); t++)
    {
      for (int32_t i = 0; i < 12; i++)
        {
          g_autofree char *fold = dup_folded_symbol (format, month_types[t], i);

          add_month (table->months, fold, (guint)i + 1);
        }
    }
  for (guint t = 0; t < G_N_ELEMENTS (weekday_types); t++)
    {
      for (int32_t i = 1; i <= 7; i++)
        g_hash_table_add (table->weekdays, dup_folded_symbol (format, weekday_types[t], i));
    }
  udat_close (format);
}

static const Table *
get_table (void)
{
  static gsize ready;
  static Table table;

  if (g_once_init_enter (&ready))
    {
      table.months = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      table.weekdays = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
        add_language (&table, languages[i]);
      g_once_init_leave (&ready, 1);
    }
  return &table;
}

guint
crm_month_find (const char *fold)
{
  guint month = GPOINTER_TO_UINT (g_hash_table_lookup (get_table ()->months, fold));

  return month == AMBIGUOUS ? 0 : month;
}

gboolean
crm_month_is_weekday (const char *fold)
{
  return g_hash_table_contains (get_table ()->weekdays, fold);
}
