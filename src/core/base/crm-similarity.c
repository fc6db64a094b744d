/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-text.h"

#include <string.h>

/* How alike two folded names are: Jaro-Winkler for single words, words matched in any order. Works on the
 * stack with bounded sizes; any thread. */

#define MAX_WORDS 12
#define MAX_LETTERS 40
#define ALIKE 900

typedef struct
{
  gunichar letters[MAX_LETTERS];
  guint length;
} Word;

typedef struct
{
  Word words[MAX_WORDS];
  guint n_words;
  guint n_letters;
} Name;

static void
add_letter (Name *name, gunichar c, gboolean *inside)
{
  Word *word;

  if (!*inside && name->n_words == MAX_WORDS)
    return;
  if (!*inside)
    {
      name->words[name->n_words].length = 0;
      name->n_words++;
      *inside = TRUE;
    }
  word = &name->words[name->n_words - 1];
  if (word->length == MAX_LETTERS)
    return;
  word->letters[word->length++] = c;
  name->n_letters++;
}

static void
split_name (Name *name, const char *fold)
{
  gboolean inside = FALSE;

  name->n_words = 0;
  name->n_letters = 0;
  for (const char *p = fold; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) || g_unichar_ismark (c))
        add_letter (name, c, &inside);
      else if (c != '\'')
        inside = FALSE;
    }
}

static gboolean
has_digit (const Word *word)
{
  for (guint i = 0; i < word->length; i++)
    {
      if (g_unichar_isdigit (word->letters[i]))
        return TRUE;
    }
  return FALSE;
}

/* Number of letters the words share within Jaro's window, and how many of them are out of order. */
static guint
count_common (const Word *a, const Word *b, guint *transposed)
{
  gboolean taken[MAX_LETTERS] = { FALSE };
  gunichar common[MAX_LETTERS];
  guint longest = MAX (a->length, b->length);
  guint window = longest / 2 > 0 ? longest / 2 - 1 : 0;
  guint n = 0;
  guint k = 0;

  for (guint i = 0; i < a->length; i++)
    {
      guint from = i > window ? i - window : 0;
      guint to = MIN (i + window + 1, b->length);

      for (guint j = from; j < to; j++)
        {
          if (taken[j] || a->letters[i] != b->letters[j])
            continue;
          taken[j] = TRUE;
          common[n++] = a->letters[i];
          break;
        }
    }

  *transposed = 0;
  for (guint j = 0; j < b->length; j++)
    {
      if (!taken[j])
        continue;
      if (b->letters[j] != common[k])
        (*transposed)++;
      k++;
    }
  return n;
}

static guint
compare_words (const Word *a, const Word *b)
{
  guint transposed;
  guint common;
  guint prefix = 0;
  double jaro;

  if (a->length == b->length && memcmp (a->letters, b->letters, a->length * sizeof (gunichar)) == 0)
    return 1000;
  /* "Shop 12" and "Shop 13" are two shops. */
  if (has_digit (a) || has_digit (b))
    return 0;

  common = count_common (a, b, &transposed);
  if (common == 0)
    return 0;
  jaro =
      ((double)common / a->length + (double)common / b->length + (common - transposed / 2.0) / common) / 3.0;
  while (prefix < 4 && prefix < a->length && prefix < b->length && a->letters[prefix] == b->letters[prefix])
    prefix++;
  return (guint)((jaro + prefix * 0.1 * (1.0 - jaro)) * 1000.0 + 0.5);
}

/* Words below this, or of very different length, are different words, however they begin: "Ivan", "Ivanenko". */
static gboolean
are_alike (const Word *a, const Word *b, guint score)
{
  guint longest = MAX (a->length, b->length);
  guint shortest = MIN (a->length, b->length);

  return score >= ALIKE && longest - shortest <= MAX (1, longest / 4);
}

/* A word that is no more than its first letter stands for any word with that letter: "о. коваленко". */
static guint
compare_loosely (const Word *a, const Word *b)
{
  guint score = compare_words (a, b);

  if (are_alike (a, b, score))
    return score;
  if ((a->length == 1 || b->length == 1) && a->letters[0] == b->letters[0] && !has_digit (a))
    return ALIKE;
  return score / 2;
}

static guint
compare_names (const Name *a, const Name *b)
{
  const Name *few = a->n_words <= b->n_words ? a : b;
  const Name *many = few == a ? b : a;
  gboolean taken[MAX_WORDS] = { FALSE };
  gboolean matched[MAX_WORDS] = { FALSE };
  double sum = 0;
  double weight = 0;
  guint n_alike = 0;

  /* The best pair of all first, so that one word's second choice never takes another's first. */
  for (guint n = 0; n < few->n_words; n++)
    {
      guint best_score = 0;
      guint best_i = G_MAXUINT;
      guint best_j = 0;
      guint letters;

      for (guint i = 0; i < few->n_words; i++)
        {
          for (guint j = 0; j < many->n_words && !matched[i]; j++)
            {
              guint score = taken[j] ? 0 : compare_loosely (&few->words[i], &many->words[j]);

              if (!taken[j] && (best_i == G_MAXUINT || score > best_score))
                {
                  best_score = score;
                  best_i = i;
                  best_j = j;
                }
            }
        }
      matched[best_i] = TRUE;
      taken[best_j] = TRUE;
      letters = few->words[best_i].length + many->words[best_j].length;
      sum += (double)best_score * letters;
      weight += letters;
      n_alike += best_score >= ALIKE;
    }

  /* Words only one of them has weigh little when two others agree: a patronymic, "Ltd". */
  for (guint j = 0; j < many->n_words; j++)
    {
      if (!taken[j])
        weight += many->words[j].length * (n_alike == few->n_words && n_alike > 1 ? 0.2 : 1.0);
    }
  return (guint)(sum / weight + 0.5);
}

static gboolean
has_cyrillic (const char *fold)
{
  for (const char *p = fold; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0x0400 && c <= 0x052F)
        return TRUE;
    }
  return FALSE;
}

/* Latin spellings of one Cyrillic name differ (Heorhii, Georgiy, Georgij; Yuliia, Julia). */
char *
crm_text_level (const char *fold)
{
  static const struct
  {
    const char *from;
    const char *to;
  } rules[] = {
    { "shch", "sh" },
    { "sch", "sh" },
    { "kh", "h" },
    { "zh", "z" },
    { "tch", "ch" },
    { "ck", "k" },
    { "ph", "f" },
    { "iy", "i" },
    { "ij", "i" },
    { "yi", "i" },
    { "ie", "e" },
    { "ye", "e" },
    { "je", "e" },
    { "x", "ks" },
    { "w", "v" },
    { "y", "i" },
    { "j", "i" },
    { "g", "h" },
    { "c", "k" },
  };
  g_autofree char *latin = crm_text_latin (fold);
  GString *out = g_string_new (NULL);

  for (const char *p = latin; *p != '\0';)
    {
      gsize step = (gsize)(g_utf8_next_char (p) - p);
      const char *to = p;
      gsize n_to = step;

      if (p[0] == 'c' && p[1] == 'h')
        step = n_to = 2;
      else if (p[0] == '\'')
        n_to = 0;
      else
        for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
          {
            if (rules[i].from[0] != *p || !g_str_has_prefix (p, rules[i].from))
              continue;
            step = strlen (rules[i].from);
            to = rules[i].to;
            n_to = strlen (to);
            break;
          }
      /* Doubled letters are a matter of taste too. */
      if (!(n_to == 1 && out->len > 0 && out->str[out->len - 1] == to[0] && !g_ascii_isdigit (to[0])))
        g_string_append_len (out, to, (gssize)n_to);
      p += step;
    }
  return g_string_free (out, FALSE);
}

guint
crm_text_similarity (const char *fold_a, const char *fold_b)
{
  Name a;
  Name b;

  if (fold_a == NULL || fold_b == NULL)
    return 0;

  if (has_cyrillic (fold_a) != has_cyrillic (fold_b))
    {
      g_autofree char *latin_a = crm_text_level (fold_a);
      g_autofree char *latin_b = crm_text_level (fold_b);

      split_name (&a, latin_a);
      split_name (&b, latin_b);
    }
  else
    {
      split_name (&a, fold_a);
      split_name (&b, fold_b);
    }

  if (a.n_words == 0 || b.n_words == 0)
    return 0;
  return compare_names (&a, &b);
}
