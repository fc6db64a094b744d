/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "base/crm-money.h"
#include "base/crm-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/uchar.h>

/* Reading typed amounts. What could be two amounts is decided by one rule (three digits are a group) or
 * refused; nothing is rounded. Pure functions; any thread. */

#define MAX_DIGITS 18 /* always fits 64 bits */

/* One amount taken apart: digits and the signs '.', ',', ' ' (any blank) and '\'' between them. */
typedef struct
{
  char number[64];
  gsize length;
  gboolean negative;
  GString *before; /* words and signs in front of the number and behind it; owned */
  GString *after;
} Parts;

typedef struct
{
  const char *word; /* lower case */
  const char *currency;
  const char *also[5]; /* currencies that share the sign: the default one is meant if it is among them */
} Sign;

static const Sign signs[] = {
  { "€", "EUR" },
  { "euro", "EUR" },
  { "₴", "UAH" },
  { "грн", "UAH" },
  { "гривень", "UAH" },
  { "hrn", "UAH" },
  { "$", "USD", { "CAD", "AUD", "NZD", "MXN", "SGD" } },
  { "us$", "USD" },
  { "дол", "USD" },
  { "£", "GBP" },
  { "¥", "JPY", { "CNY" } },
  { "￥", "JPY", { "CNY" } },
  { "円", "JPY" },
  { "元", "CNY" },
  { "₽", "RUB" },
  { "руб", "RUB", { "BYN" } },
  { "р", "RUB", { "BYN" } },
  { "br", "BYN", { "ETB" } },
  { "zł", "PLN" },
  { "zl", "PLN" },
  { "kč", "CZK" },
  { "kc", "CZK" },
  { "ft", "HUF" },
  { "fr", "CHF" },
  { "sfr", "CHF" },
  { "лв", "BGN" },
  { "₺", "TRY" },
  { "tl", "TRY" },
  { "₸", "KZT" },
  { "₾", "GEL" },
  { "₼", "AZN" },
  { "₪", "ILS" },
  { "₹", "INR" },
  { "₩", "KRW" },
  { "lei", "RON", { "MDL" } },
};

static gboolean
is_minus (gunichar c)
{
  return c == '-' || c == 0x2212 || c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2014;
}

/* Which of the number's signs a character is; 0 for none. */
static char
find_number_sign (gunichar c)
{
  if (c == '.' || c == ',')
    return (char)c;
  if (c == 0xFF0E || c == 0x066B)
    return '.';
  if (c == 0xFF0C || c == 0x066C)
    return ',';
  if (u_isUWhiteSpace ((UChar32)c))
    return ' ';
  if (c == '\'' || c == 0x2019)
    return '\'';
  return 0;
}

static gboolean
append_number (Parts *parts, char c)
{
  if (parts->length + 1 >= sizeof parts->number)
    return FALSE;
  parts->number[parts->length++] = c;
  return TRUE;
}

/* Signs between digits belong to the number, a point in front of the first digit too; those behind the last
 * digit do not. */
static gboolean
split_parts (const char *text, Parts *parts)
{
  gboolean ended = FALSE;
  gboolean bracket = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      int digit = u_charDigitValue ((UChar32)c);
      char sign = find_number_sign (c);

      if (digit >= 0)
        {
          if (ended || !append_number (parts, (char)('0' + digit)))
            return FALSE;
        }
      else if (sign != 0 && !ended)
        {
          gboolean point = (sign == '.' || sign == ',') &&
                           u_charDigitValue ((UChar32)g_utf8_get_char (g_utf8_next_char (p))) >= 0;

          if (parts->length > 0 || (point && parts->before->len == 0))
            {
              if (!append_number (parts, sign))
                return FALSE;
            }
          else
            {
              g_string_append_unichar (parts->before, c);
            }
        }
      else if (is_minus (c) || c == '(')
        {
          char last = parts->length > 0 ? parts->number[parts->length - 1] : 0;

          /* "1200,–" has a dash for cents; "3-" is an accountant's minus. */
          if (parts->length > 0 && (last == '.' || last == ','))
            {
              ended = TRUE;
              continue;
            }
          if (parts->negative)
            return FALSE;
          parts->negative = TRUE;
          bracket = c == '(';
          ended = ended || parts->length > 0;
          if (bracket && parts->length > 0)
            return FALSE;
        }
      else if (c == ')')
        {
          if (!bracket || parts->length == 0)
            return FALSE;
          bracket = FALSE;
          ended = TRUE;
        }
      else if (c == '+')
        {
          if (parts->length > 0)
            return FALSE;
        }
      else
        {
          g_string_append_unichar (parts->length > 0 ? parts->after : parts->before, c);
          ended = parts->length > 0;
        }
    }

  while (parts->length > 0 && !g_ascii_isdigit (parts->number[parts->length - 1]))
    parts->length--;
  parts->number[parts->length] = '\0';
  return parts->length > 0 && !bracket;
}

/* The currency a word stands for; NULL when it is none. */
static const char *
find_currency (const char *word, const char *default_currency, char code[4])
{
  g_autofree char *lower = g_utf8_strdown (word, -1);
  g_autofree char *upper = g_ascii_strup (word, -1);

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if (strcmp (signs[i].word, lower) != 0)
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (signs[i].also) && signs[i].also[k] != NULL; k++)
        {
          if (g_strcmp0 (signs[i].also[k], default_currency) == 0)
            return default_currency;
        }
      return signs[i].currency;
    }
  /* The Scandinavian crowns share a word that tells nothing by itself. */
  if ((strcmp (lower, "kr") == 0) && default_currency != NULL &&
      (g_str_equal (default_currency, "SEK") || g_str_equal (default_currency, "NOK") ||
          g_str_equal (default_currency, "DKK") || g_str_equal (default_currency, "ISK")))
    return default_currency;
  if (crm_money_currency_is_valid (upper))
    {
      g_strlcpy (code, upper, 4);
      return code;
    }
  return NULL;
}

static char *
strip_word (const char *word)
{
  char *stripped = g_strdup (word);
  gsize length;

  /* Blanks of any kind were kept in front of the number; points follow abbreviations ("грн."). */
  for (;;)
    {
      const char *p = stripped;

      while (*p != '\0' && u_isUWhiteSpace ((UChar32)g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      memmove (stripped, p, strlen (p) + 1);
      length = strlen (stripped);
      if (length == 0)
        return stripped;
      p = g_utf8_find_prev_char (stripped, stripped + length);
      if (*p != '.' && !u_isUWhiteSpace ((UChar32)g_utf8_get_char (p)))
        return stripped;
      stripped[p - stripped] = '\0';
    }
}

static gboolean
choose_currency (const Parts *parts, const char *default_currency, char currency[4])
{
  g_autofree char *before = strip_word (parts->before->str);
  g_autofree char *after = strip_word (parts->after->str);
  char code_before[4];
  char code_after[4];
  const char *first = NULL;
  const char *last = NULL;

  if (*before != '\0' && (first = find_currency (before, default_currency, code_before)) == NULL)
    return FALSE;
  if (*after != '\0' && (last = find_currency (after, default_currency, code_after)) == NULL)
    return FALSE;
  if (first != NULL && last != NULL && strcmp (first, last) != 0)
    return FALSE;
  if (first == NULL)
    first = last != NULL ? last : default_currency;
  g_strlcpy (currency, first != NULL ? first : "", 4);
  return TRUE;
}

/* Place of the decimal sign in the number; its length when there is none, -1 when that cannot be told. wanted: how many decimals the
 * currency has. */
static gssize
find_decimal (const Parts *parts, char decimal_sign, guint wanted)
{
  const char *number = parts->number;
  const char *point = strrchr (number, '.');
  const char *comma = strrchr (number, ',');
  const char *last = point > comma ? point : comma;
  gboolean other_groups = strpbrk (number, " '") != NULL;

  if (last == NULL)
    return (gssize)parts->length;
  if (decimal_sign != 0)
    {
      const char *given = strchr (number, decimal_sign);

      if (given == NULL)
        return (gssize)parts->length;
      return given == strrchr (number, decimal_sign) ? given - number : -1;
    }
  if (point != NULL && comma != NULL)
    return strchr (number, *last) == last ? last - number : -1;
  if (strchr (number, *last) != last)
    return (gssize)parts->length;
  /* The program itself writes three decimals behind a point where a currency has them. */
  if (wanted == 3 && last == point)
    return last - number;
  /* One sign of one kind: three digits behind one to three make a group, unless they could not be one. */
  if (strlen (last + 1) == 3 && last - number <= 3 && last > number && number[0] != '0' && !other_groups)
    return (gssize)parts->length;
  return last - number;
}

/* Copies the digits before the decimal sign; FALSE when the signs between them are not those of groups of
 * three with one kind of sign (Indian groups of two before the last are well known, too). */
static gboolean
join_groups (const char *number, gsize end, GString *digits)
{
  char sign = 0;
  gsize run = 0;

  for (gsize i = 0; i < end; i++)
    {
      if (g_ascii_isdigit (number[i]))
        {
          g_string_append_c (digits, number[i]);
          run++;
          continue;
        }
      if (sign == 0 ? run == 0 || run > 3 : number[i] != sign || run < 2 || run > 3)
        return FALSE;
      sign = number[i];
      run = 0;
    }
  return sign == 0 || run == 3;
}

/* Digits in minor units; the decimals are filled up to the currency's. FALSE when there are too many. */
static gboolean
append_decimals (const char *decimals, guint wanted, GString *digits)
{
  gsize given = strlen (decimals);

  if (strspn (decimals, "0123456789") != given)
    return FALSE;
  /* Programs write ".00" for currencies that have no cents. */
  if (wanted == 0 && strcmp (decimals, "00") == 0)
    return TRUE;
  if (given > wanted)
    return FALSE;
  g_string_append (digits, decimals);
  for (gsize i = given; i < wanted; i++)
    g_string_append_c (digits, '0');
  return TRUE;
}

static gboolean
read_amount (Parts *parts, const char *text, const char *default_currency, char decimal_sign, gint64 *minor,
    char currency[4], GError **error)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gssize decimal;
  guint wanted;
  const char *start;

  if (!split_parts (text, parts) || !choose_currency (parts, default_currency, currency))
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("“%s” is not an amount of money."), text);
      return FALSE;
    }
  if (!crm_money_currency_is_valid (currency))
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("The currency of “%s” is not known."), text);
      return FALSE;
    }

  wanted = crm_money_digits (currency);
  decimal = find_decimal (parts, decimal_sign, wanted);
  if (decimal < 0 || !join_groups (parts->number, (gsize)decimal, digits))
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("It is not clear where the thousands and the cents of “%s” are."), text);
      return FALSE;
    }

  start = parts->number + decimal;
  if (!append_decimals (*start != '\0' ? start + 1 : "", wanted, digits))
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          ngettext (
              "“%s” has too many decimals: %s has %u.", "“%s” has too many decimals: %s has %u.", wanted),
          text, currency, wanted);
      return FALSE;
    }

  for (start = digits->str; *start == '0'; start++)
    ;
  if (strlen (start) > MAX_DIGITS)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("“%s” is too large an amount."), text);
      return FALSE;
    }
  *minor = g_ascii_strtoll (start, NULL, 10);
  if (parts->negative)
    *minor = -*minor;
  return TRUE;
}

gboolean
crm_money_parse (const char *text, const char *default_currency, char decimal_sign, gint64 *minor,
    char currency[4], GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  Parts parts = { .before = before, .after = after };
  gint64 amount = 0;
  char code[4];

  g_return_val_if_fail (decimal_sign == 0 || decimal_sign == '.' || decimal_sign == ',', FALSE);

  g_strstrip (valid);
  if (crm_text_is_blank (valid))
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("No amount is written."));
      return FALSE;
    }
  if (!read_amount (&parts, valid, default_currency, decimal_sign, &amount, code, error))
    return FALSE;
  if (minor != NULL)
    *minor = amount;
  if (currency != NULL)
    memcpy (currency, code, sizeof code);
  return TRUE;
}
