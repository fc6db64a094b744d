/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/crm-text.h"
#include "duplicate/crm-duplicate-private.h"

/* Names as keys by which those that may be the same meet. Pure; any thread. */

/* Words that say what kind of company it is, as crm_text_level () spells them. */
static gboolean
is_legal_form (const char *level)
{
  static const char *const forms[] = { "tov", "toh", "pp", "fop", "prat", "pat", "at", "dp", "ooo", "oao",
    "zao", "ao", "ip", "pao", "llk", "ltd", "limited", "ink", "inks", "korp", "gmbh", "hmbh", "ah", "kh",
    "ek", "spzoo", "sp", "zo", "oo", "sa", "sro", "srl", "sarl", "bv", "nv", "oy", "ab", "as", "aps", "plk",
    "ko", "and", "the", NULL };

  return g_strv_contains (forms, level);
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Letters and digits only; an empty word is none. */
static void
add_word (GPtrArray *words, const char *from, const char *to)
{
  g_autofree char *word = g_strndup (from, (gsize)(to - from));
  g_autofree char *level = crm_text_level (word);

  if (*level)
    g_ptr_array_add (words, g_steal_pointer (&level));
}

static GPtrArray *
split (const char *fold)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  const char *start = NULL, *p;

  for (p = fold; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean inside = g_unichar_isalnum (c) || g_unichar_ismark (c) || (c == '\'' && start);

      if (inside && !start)
        start = p;
      else if (!inside && start)
        {
          add_word (words, start, p);
          start = NULL;
        }
    }
  if (start)
    add_word (words, start, p);
  return words;
}

char *
crm_duplicate_name_key (const char *fold, gboolean is_company, char ***out)
{
  g_autoptr (GPtrArray) words = split (fold ? fold : "");
  g_autoptr (GString) key = g_string_new (NULL);
  guint n_long = 0;

  /* A name that is nothing but such words keeps them. */
  for (guint i = words->len; i-- > 0 && words->len > 1;)
    if (is_legal_form (words->pdata[i]))
      g_ptr_array_remove_index (words, i);
  g_ptr_array_sort (words, compare_words);
  for (guint i = 0; i < words->len; i++)
    {
      g_string_append_printf (key, "%s%s", i ? " " : "", (const char *)words->pdata[i]);
      n_long += strlen (words->pdata[i]) > 1;
    }
  /* "Anna" is many, and so is "A. B."; a company may have one word. */
  if (n_long < (is_company ? 1 : 2) || key->len < 3)
    return NULL;
  if (out)
    {
      g_ptr_array_add (words, NULL);
      *out = (char **)g_ptr_array_free (g_steal_pointer (&words), FALSE);
    }
  return g_string_free (g_steal_pointer (&key), FALSE);
}

char *
crm_duplicate_skeleton (const char *level)
{
  GString *out = g_string_new (NULL);

  for (const char *p = level; *p; p++)
    {
      char c = *p;

      if (strchr ("aeiou'", c) && p != level)
        continue;
      if (c == 's' && p[1] == 'h')
        p++;
      if (strchr ("aeiou", c))
        c = 'a';
      else if (c == 'z' || c == 's')
        c = 's';
      else if (c == 'd')
        c = 't';
      else if (c == 'v' || c == 'f')
        c = 'f';
      else if (c == 'b')
        c = 'p';
      else if (c == 'c')
        c = 'k'; /* "ch": the only c that is left */
      else if (c == 'h' && p != level)
        continue;
      if (!out->len || out->str[out->len - 1] != c)
        g_string_append_c (out, c);
    }
  return g_string_free (out, FALSE);
}
