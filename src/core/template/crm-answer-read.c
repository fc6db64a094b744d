/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-text.h"
#include "base/crm-tokens.h"

/* Understands replies to questions. When in doubt a reply is no answer: a person reads it anyway. Pure functions; any thread. */

#define MOST_CHARACTERS 600
#define MOST_NUMBER_DIGITS 4

/* Folded, without apostrophes. What may stand before a number that is an answer. */
static const char *const before_number[] = { "my", "a", "i", "its", "it", "is", "rate", "rating", "score",
  "mark", "grade", "answer", "give", "on", "the", "оценка", "оценку", "оцінка", "оцінку", "моя", "мой", "мое",
  "моє", "мій", "бал", "балл", "ставлю", "поставлю", "це", "это", "відповідь", "ответ", "твердо", "bewertung",
  "note", "meine", "ist", "antwort", "ich", "gebe" };
static const char *const out_of[] = { "of", "out", "from", "из", "з", "із", "von", "auf" };
/* Behind a number: then it is not one on the scale. */
static const char *const amounts[] = { "шт", "штук", "штуки", "штука", "кг", "грн", "руб", "uah", "eur",
  "usd", "pcs", "kg", "euro", "euros", "percent", "процентов", "відсотків", "prozent", "людей", "человек",
  "осіб", "people" };

static const char *const yes[] = { "yes", "y", "yep", "yeah", "sure", "ok", "okay", "так", "ага", "угу",
  "авжеж", "звичайно", "звісно", "да", "конечно", "хорошо", "добре", "ja", "jo", "klar", "gerne", "ок" };
static const char *const no[] = { "no", "n", "nope", "ні", "не", "нет", "неа", "нєт", "nein", "ne", "nee" };
/* Behind yes or no: then it is none. */
static const char *const turns[] = { "idea", "problem", "problems", "знаю", "проблем", "що", "что", "як",
  "как", "but", "але", "но", "aber", "или", "або", "or", "oder", "possible" };

static gboolean
is_one_of (const char *fold, const char *const *words, guint n)
{
  for (guint i = 0; fold && i < n; i++)
    if (g_str_equal (fold, words[i]))
      return TRUE;
  return FALSE;
}
#define IS_ONE_OF(fold, words) is_one_of (fold, words, G_N_ELEMENTS (words))

static const CrmToken *
get_token (GArray *tokens, guint i)
{
  return i < tokens->len ? &g_array_index (tokens, CrmToken, i) : NULL;
}

static gboolean
is_sign (const CrmToken *token, const char *signs)
{
  return token && token->type == CRM_TOKEN_SIGN && token->sign && token->sign < 0x80 &&
         strchr (signs, (int)token->sign);
}

static gboolean
is_word (const CrmToken *token)
{
  return token && token->type == CRM_TOKEN_WORD;
}

/* The number a token is, by digits or as a word. */
static gboolean
get_number (const CrmToken *token, gint64 *number)
{
  int value;

  if (token && token->type == CRM_TOKEN_NUMBER && token->n_digits <= MOST_NUMBER_DIGITS && !token->phone)
    {
      *number = token->number;
      return TRUE;
    }
  if (!is_word (token))
    return FALSE;
  if (IS_ONE_OF (token->fold, ((const char *const[]){ "zero", "нуль", "ноль", "null" })))
    {
      *number = 0;
      return TRUE;
    }
  /* "Раз" and "single" count as well, where people score. */
  if (crm_word_means (token->word, CRM_WORD_NUMBER, &value))
    {
      *number = value;
      return TRUE;
    }
  return FALSE;
}

static guint
skip_signs (GArray *tokens, guint i)
{
  while (get_token (tokens, i) && get_token (tokens, i)->type == CRM_TOKEN_SIGN)
    i++;
  return i;
}

static gboolean
is_amount (const CrmToken *token)
{
  return is_word (token) &&
         (IS_ONE_OF (token->fold, amounts) || crm_word_means (token->word, CRM_WORD_MEASURE, NULL) ||
             crm_word_means (token->word, CRM_WORD_UNIT, NULL) ||
             crm_word_means (token->word, CRM_WORD_UNIT_LETTER, NULL) ||
             crm_word_means (token->word, CRM_WORD_MONTH, NULL) ||
             crm_word_means (token->word, CRM_WORD_PART_OF, NULL) ||
             crm_word_means (token->word, CRM_WORD_AM, NULL) ||
             crm_word_means (token->word, CRM_WORD_PM, NULL) ||
             crm_word_means (token->word, CRM_WORD_OCLOCK, NULL));
}

/* Behind the number at i: FALSE when it is another kind of number. i goes behind "of 5", "/5", ".0". */
static gboolean
check_behind (GArray *tokens, guint *i, gint64 max)
{
  const CrmToken *next = get_token (tokens, *i + 1), *after = get_token (tokens, *i + 2);
  gint64 number;

  if (!next)
    return TRUE;
  if (is_sign (next, ".,") && !next->blank_before && after && after->type == CRM_TOKEN_NUMBER &&
      !after->blank_before)
    {
      *i += 2;
      return after->number == 0;
    }
  if (is_sign (next, "/"))
    {
      *i += 2;
      return get_number (after, &number) && number == max;
    }
  if (is_sign (next, "%:") || (is_sign (next, "-") && after && after->type == CRM_TOKEN_NUMBER))
    return FALSE;
  if (is_amount (next))
    return FALSE;
  if (is_word (next) && IS_ONE_OF (next->fold, out_of))
    {
      *i += 2;
      if (is_word (after) && IS_ONE_OF (after->fold, out_of))
        after = get_token (tokens, ++*i);
      return get_number (after, &number) && number == max;
    }
  return TRUE;
}

/* The stars somebody sent; 0 when there is anything else. */
static gint64
count_stars (const char *text)
{
  gint64 n = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x2B50 || c == 0x2605 || c == 0x1F31F)
        n++;
      else if (!g_unichar_isspace (c) && c != 0xFE0F)
        return 0;
    }
  return n;
}

static gboolean
read_scale (const char *text, gint64 min, gint64 max, gint64 *score)
{
  g_autoptr (GArray) tokens = crm_tokens_new (text);
  gint64 stars = count_stars (text), number, other;
  guint i = skip_signs (tokens, 0), n_words = 0;

  if (stars)
    {
      *score = stars;
      return stars >= min && stars <= max;
    }
  while (is_word (get_token (tokens, i)) && !get_number (get_token (tokens, i), &number) && n_words++ < 4)
    {
      if (!IS_ONE_OF (get_token (tokens, i)->fold, before_number))
        return FALSE;
      i = skip_signs (tokens, i + 1);
    }
  if (!get_number (get_token (tokens, i), score))
    return FALSE;
  /* "-1" is a number of a scale that goes below nothing, and none of another. */
  if (i > 0 && is_sign (get_token (tokens, i - 1), "-") && !get_token (tokens, i)->blank_before)
    {
      if (min >= 0)
        return FALSE;
      *score = -*score;
    }
  if (*score < min || *score > max || !check_behind (tokens, &i, max))
    return FALSE;
  while (get_token (tokens, ++i))
    if (get_token (tokens, i)->type == CRM_TOKEN_NUMBER &&
        !(get_number (get_token (tokens, i), &other) && other == *score))
      return FALSE;
  return TRUE;
}

static gboolean
read_yes_no (const char *text, gint64 *score)
{
  g_autoptr (GArray) tokens = crm_tokens_new (text);
  guint i = skip_signs (tokens, 0);
  const CrmToken *first = get_token (tokens, i), *next;

  /* A sign alone, as people on small keys write. */
  if (!first)
    {
      g_autofree char *sign = g_strstrip (g_strdup (text));

      *score = g_str_equal (sign, "+");
      return g_str_equal (sign, "+") || g_str_equal (sign, "-");
    }
  if (!is_word (first) || (!IS_ONE_OF (first->fold, yes) && !IS_ONE_OF (first->fold, no)))
    return FALSE;
  *score = IS_ONE_OF (first->fold, yes);
  next = get_token (tokens, i + 1);
  /* "Не" is the beginning of most anything. */
  if (g_str_equal (first->fold, "не") && next && next->type != CRM_TOKEN_SIGN)
    return FALSE;
  for (i++; i < tokens->len; i++)
    {
      const char *fold = get_token (tokens, i)->fold;

      if (IS_ONE_OF (fold, turns) || (*score ? IS_ONE_OF (fold, no) : IS_ONE_OF (fold, yes)))
        return FALSE;
    }
  return TRUE;
}

/* TRUE when folded reply is word, or begins with it and goes on behind a sign or blank. */
static gboolean
begins_with (const char *reply, const char *word)
{
  gsize n = strlen (word);

  return n > 0 && g_str_has_prefix (reply, word) &&
         (!reply[n] || !(g_unichar_isalnum (g_utf8_get_char (reply + n)) || reply[n] == '\''));
}

/* The line whose longest word the reply begins with. */
static gboolean
read_words (const char *text, const char *lines_text, gint64 *score, gboolean *has_score, char **value)
{
  g_auto (GStrv) lines = g_strsplit (lines_text ? lines_text : "", "\n", -1);
  g_autofree char *reply = crm_text_fold (text);
  const char *start = reply;
  gsize best = 0;

  while (*start && !g_unichar_isalnum (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  for (guint i = 0; lines[i]; i++)
    {
      char *end, *words = lines[i];
      gint64 number = g_ascii_strtoll (lines[i], &end, 10);
      gboolean numbered = end != lines[i] && *(end = g_strchug (end)) == '=';
      g_auto (GStrv) list = NULL;
      g_autofree char *digits = NULL;

      if (numbered)
        words = end + 1;
      list = g_strsplit (words, ",", -1);
      /* The number of the line answers as well. */
      digits = numbered ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : g_strdup ("");
      for (int j = -1; j < 0 || list[j]; j++)
        {
          g_autofree char *word = crm_text_fold (j < 0 ? digits : list[j]);

          if (strlen (word) <= best || !begins_with (start, word))
            continue;
          best = strlen (word);
          *score = number;
          *has_score = numbered;
          g_free (*value);
          *value = g_strdup (list[0] ? g_strstrip (list[0]) : digits);
        }
    }
  return best > 0;
}

gboolean
crm_answer_read (const CrmRow *question, const char *reply, gint64 *score, gboolean *has_score, char **value)
{
  const char *expects = crm_row_get_text (question, CRM_TEMPLATE_EXPECTS);
  const CrmValue *min = crm_row_get (question, CRM_TEMPLATE_SCALE_MIN);
  const CrmValue *max = crm_row_get (question, CRM_TEMPLATE_SCALE_MAX);
  gint64 first = min->type == CRM_VALUE_INTEGER ? min->v.integer : CRM_TEMPLATE_SCALE_FIRST;
  gint64 last = max->type == CRM_VALUE_INTEGER ? max->v.integer : CRM_TEMPLATE_SCALE_LAST;
  g_autofree char *valid = g_utf8_make_valid (reply ? reply : "", -1);
  g_autofree char *text = g_utf8_substring (valid, 0, MIN (MOST_CHARACTERS, g_utf8_strlen (valid, -1)));

  *score = 0;
  *has_score = FALSE;
  *value = NULL;
  if (!expects || crm_text_is_blank (text))
    return FALSE;
  if (g_str_equal (expects, "scale"))
    {
      if (!read_scale (text, first, last, score))
        return FALSE;
      *has_score = TRUE;
      /* Translators: an answer on a scale, as "4 of 5". */
      *value = g_strdup_printf (_ ("%lld of %lld"), (long long)*score, (long long)last);
      return TRUE;
    }
  if (g_str_equal (expects, "yes-no"))
    {
      if (!read_yes_no (text, score))
        return FALSE;
      *has_score = TRUE;
      *value = g_strdup (*score ? _ ("Yes") : _ ("No"));
      return TRUE;
    }
  if (g_str_equal (expects, "words"))
    return read_words (text, crm_row_get_text (question, CRM_TEMPLATE_WORDS), score, has_score, value);
  if (g_str_equal (expects, "text"))
    {
      *value = crm_text_excerpt (text, 200);
      return TRUE;
    }
  return FALSE;
}
