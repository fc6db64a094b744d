/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-tokens.h"
#include "base/crm-text.h"

#include <string.h>

/* Cutting a line into words, numbers and signs, and telling telephone numbers from other numbers. Any thread. */

#define MAX_NUMBER 100000000
#define MIN_PHONE_DIGITS 7
#define MAX_PHONE_DIGITS 15

static void
clear_token (gpointer data)
{
  CrmToken *token = data;

  g_free (token->fold);
}

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_ismark (c) || g_unichar_type (c) == G_UNICODE_FORMAT;
}

static gboolean
is_apostrophe (gunichar c)
{
  switch (c)
    {
    case '\'':
    case '`':
    case 0x00B4:
    case 0x02B9:
    case 0x02BC:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032: return TRUE;
    default: return FALSE;
    }
}

/* The word's end: an apostrophe belongs to it when a letter follows. */
static const char *
find_word_end (const char *text)
{
  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char (text);
      const char *next = g_utf8_next_char (text);

      if (!is_word_char (c) && !(is_apostrophe (c) && is_word_char (g_utf8_get_char (next))))
        break;
      text = next;
    }
  return text;
}

static char *
fold_word (const char *start, const char *end)
{
  g_autofree char *word = g_strndup (start, (gsize)(end - start));
  char *fold = crm_text_fold (word);
  char *to = fold;

  for (const char *from = fold; *from != '\0'; from++)
    {
      if (*from != '\'')
        *to++ = *from;
    }
  *to = '\0';
  return fold;
}

static const char *
read_number (const char *text, CrmToken *token)
{
  token->zero = g_unichar_digit_value (g_utf8_get_char (text)) == 0;
  while (g_unichar_isdigit (g_utf8_get_char (text)))
    {
      token->number = token->number * 10 + (guint)g_unichar_digit_value (g_utf8_get_char (text));
      token->number = MIN (token->number, MAX_NUMBER);
      token->n_digits++;
      text = g_utf8_next_char (text);
    }
  return text;
}

static const CrmToken *
get_token (const GArray *tokens, guint i)
{
  return i < tokens->len ? &g_array_index (tokens, CrmToken, i) : NULL;
}

static gboolean
is_sign (const CrmToken *token, const char *signs)
{
  return token != NULL && token->type == CRM_TOKEN_SIGN && token->sign < 0x80 &&
         strchr (signs, (int)token->sign) != NULL;
}

static gboolean
is_number (const CrmToken *token)
{
  return token != NULL && token->type == CRM_TOKEN_NUMBER;
}

/* The end of a group of numbers that is a date, a time or a decimal ("10.12.2026", "2026-12-10", "15:00"), else i. */
static guint
skip_dated (const GArray *tokens, guint i)
{
  guint end = i;
  guint n_numbers = 1;
  gboolean dated = FALSE;

  while (is_sign (get_token (tokens, end + 1), ".:/-") && !get_token (tokens, end + 1)->blank_before &&
         is_number (get_token (tokens, end + 2)) && !get_token (tokens, end + 2)->blank_before)
    {
      if (!is_sign (get_token (tokens, end + 1), "-"))
        dated = TRUE;
      end += 2;
      n_numbers++;
    }
  if (n_numbers == 3 && !dated)
    dated = get_token (tokens, i)->n_digits == 4 && get_token (tokens, i + 2)->n_digits <= 2 &&
            get_token (tokens, i + 4)->n_digits <= 2;
  /* 067.123.45.67 has four parts. */
  return dated && n_numbers <= 3 ? end + 1 : i;
}

/* The end of the telephone number that begins at i, else i. */
static guint
find_phone_end (const GArray *tokens, guint i)
{
  const CrmToken *first = get_token (tokens, i);
  guint n_digits = 0;
  guint n_groups = 0;
  guint end = i;
  gboolean plus = is_sign (first, "+");
  gboolean zero = FALSE;

  for (guint t = i; t < tokens->len; t++)
    {
      const CrmToken *token = get_token (tokens, t);

      if (is_number (token))
        {
          /* A number that begins anew ends the one before it. */
          if (skip_dated (tokens, t) != t || n_digits + token->n_digits > MAX_PHONE_DIGITS)
            break;
          if (n_groups == 0)
            zero = token->zero;
          n_digits += token->n_digits;
          n_groups++;
          end = t + 1;
        }
      else if (t == i ? !is_sign (token, "+(") : !is_sign (token, "()-./"))
        break;
    }
  if (n_digits < MIN_PHONE_DIGITS)
    return i;
  return plus || zero || n_groups == 1 || n_digits >= 9 ? end : i;
}

static void
mark_phones (GArray *tokens)
{
  for (guint i = 0; i < tokens->len;)
    {
      const CrmToken *token = get_token (tokens, i);
      guint end = i;
      guint dated = is_number (token) ? skip_dated (tokens, i) : i;

      if (dated != i)
        {
          i = dated;
          continue;
        }
      if (is_number (token) || is_sign (token, "+("))
        {
          /* "10 067 123 45 67": the number begins where it is written like one. */
          guint next = i + 1;

          end = find_phone_end (tokens, i);
          if (end != i && is_number (token) && token->n_digits <= 2 && !token->zero &&
              (is_sign (get_token (tokens, next), "+") ||
                  (is_number (get_token (tokens, next)) && get_token (tokens, next)->zero)) &&
              find_phone_end (tokens, next) != next)
            end = i;
        }
      if (end == i)
        {
          i++;
          continue;
        }
      for (; i < end; i++)
        g_array_index (tokens, CrmToken, i).phone = TRUE;
    }
}

GArray *
crm_tokens_new (const char *text)
{
  GArray *tokens = g_array_new (FALSE, TRUE, sizeof (CrmToken));
  gboolean blank = FALSE;

  g_array_set_clear_func (tokens, clear_token);
  for (const char *p = text; *p != '\0';)
    {
      gunichar c = g_utf8_get_char (p);
      CrmToken token = { .start = (gsize)(p - text), .blank_before = blank };

      if (g_unichar_isspace (c))
        {
          blank = TRUE;
          p = g_utf8_next_char (p);
          continue;
        }
      blank = FALSE;
      if (g_unichar_isdigit (c))
        {
          token.type = CRM_TOKEN_NUMBER;
          p = read_number (p, &token);
        }
      else if (is_word_char (c))
        {
          const char *start = p;

          p = find_word_end (p);
          token.type = CRM_TOKEN_WORD;
          token.fold = fold_word (start, p);
          /* "Friday's meeting" names a meeting, not a day. */
          if (!(p - start > 2 && p[-1] == 's' && !g_ascii_isalpha (p[-2]) && token.fold[0] > 0))
            token.word = crm_word_find (token.fold);
          token.capital = g_unichar_isupper (c) || g_unichar_istitle (c);
        }
      else
        {
          token.type = CRM_TOKEN_SIGN;
          token.sign = c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2014 || c == 0x2212
                           ? '-'
                           : c;
          p = g_utf8_next_char (p);
        }
      token.end = (gsize)(p - text);
      g_array_append_val (tokens, token);
    }
  mark_phones (tokens);
  return tokens;
}
