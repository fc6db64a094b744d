/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-text.h"

#include <string.h>
#include <unicode/uchar.h>

/* Small pure functions over text: words, initials, excerpts, digits. Folding is in crm-fold.c. Any thread. */

#define MAX_WORDS 8

char **
crm_text_words (const char *text)
{
  g_autofree char *fold = crm_text_fold (text);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  /* A fold has single blanks and none at its ends; an empty one splits into nothing. */
  all = g_strsplit (fold, " ", -1);
  for (guint i = 0; all[i] != NULL && i < MAX_WORDS; i++)
    g_strv_builder_add (words, all[i]);
  return g_strv_builder_end (words);
}

/* The first letter or digit of the word that starts at text; moves end behind the word. */
static gunichar
find_initial (const char *text, const char **end)
{
  gunichar initial = 0;

  while (*text != '\0' && !g_unichar_isspace (g_utf8_get_char (text)))
    {
      gunichar c = g_utf8_get_char (text);

      if (initial == 0 && g_unichar_isalnum (c))
        initial = g_unichar_toupper (c);
      text = g_utf8_next_char (text);
    }
  *end = text;
  return initial;
}

char *
crm_text_initials (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  GString *initials = g_string_new (NULL);
  const char *p = composed;
  gunichar first = 0;
  gunichar last = 0;

  while (*p != '\0')
    {
      gunichar initial = find_initial (p, &p);

      if (initial != 0)
        {
          if (first == 0)
            first = initial;
          else
            last = initial;
        }
      while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
    }

  if (first != 0)
    g_string_append_unichar (initials, first);
  if (last != 0)
    g_string_append_unichar (initials, last);
  return g_string_free (initials, FALSE);
}

/* One line: white space runs become one blank, ends are trimmed. Reads no further than it needs to. */
static char *
join_lines (const char *text, gsize max_chars)
{
  GString *line = g_string_new (NULL);
  gboolean blank = FALSE;
  gsize n_chars = 0;

  for (const char *p = text; *p != '\0' && n_chars < max_chars; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          blank = line->len > 0;
          continue;
        }
      if (blank)
        {
          g_string_append_c (line, ' ');
          n_chars++;
          blank = FALSE;
        }
      g_string_append_unichar (line, c);
      n_chars++;
    }
  return g_string_free (line, FALSE);
}

char *
crm_text_excerpt (const char *text, guint max_chars)
{
  g_autofree char *valid = NULL;
  g_autofree char *line = NULL;
  const char *cut;
  const char *word;

  if (text == NULL || max_chars == 0)
    return g_strdup ("");

  valid = g_utf8_make_valid (text, -1);
  line = join_lines (valid, (gsize)max_chars + 1);
  if (g_utf8_strlen (line, -1) <= max_chars)
    return g_steal_pointer (&line);

  /* The sign itself takes a place; a mark stays with its letter. */
  cut = g_utf8_offset_to_pointer (line, (glong)max_chars - 1);
  while (cut > line && g_unichar_ismark (g_utf8_get_char (cut)))
    cut = g_utf8_prev_char (cut);

  /* Back to a blank, unless that loses more than half: then the word is cut. */
  for (word = cut; word > line && *word != ' '; word--)
    ;
  if ((word - line) * 2 >= cut - line)
    cut = word;
  while (cut > line && cut[-1] == ' ')
    cut--;

  return g_strdup_printf ("%.*s…", (int)(cut - line), line);
}

char *
crm_text_digits (const char *text)
{
  g_autofree char *valid = NULL;
  GString *digits = g_string_new (NULL);

  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);

  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      int digit = u_charDigitValue ((UChar32)g_utf8_get_char (p));

      if (digit >= 0)
        g_string_append_c (digits, (char)('0' + digit));
    }
  return g_string_free (digits, FALSE);
}

gboolean
crm_text_is_blank (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char_validated (p, -1);

      if (c >= 0x110000 || !u_isUWhiteSpace ((UChar32)c))
        return FALSE;
    }
  return TRUE;
}
