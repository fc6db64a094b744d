/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-text.h"

/* Latin spelling of folded Cyrillic: the Ukrainian passport rules (Cabinet resolution 55 of 2010), and the
 * usual letters for what only Russian or Belarusian has. A constant table; any thread. */

#define FIRST 0x0430

static const char *const latin[] = {
  /* а */ "a",
  "b",
  "v",
  "h",
  "d",
  "e",
  "zh",
  "z",
  /* и */ "y",
  "i",
  "k",
  "l",
  "m",
  "n",
  "o",
  "p",
  /* р */ "r",
  "s",
  "t",
  "u",
  "f",
  "kh",
  "ts",
  "ch",
  /* ш */ "sh",
  "shch",
  "",
  "y",
  "",
  "e",
  "iu",
  "ia",
};

static const char *
spell (gunichar c)
{
  if (c >= FIRST && c < FIRST + G_N_ELEMENTS (latin))
    return latin[c - FIRST];
  switch (c)
    {
    case 0x0454: return "ie"; /* є */
    case 0x0456: return "i";  /* і */
    case 0x0457: return "i";  /* ї */
    case 0x0491: return "g";  /* ґ */
    default: return NULL;
    }
}

static gboolean
is_cyrillic (gunichar c)
{
  return c >= 0x0400 && c <= 0x052F;
}

char *
crm_text_latin (const char *fold)
{
  GString *out;
  gunichar previous = 0;

  if (fold == NULL)
    return g_strdup ("");

  out = g_string_sized_new (64);
  for (const char *p = fold; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *spelling = spell (c);

      /* The apostrophe inside a Ukrainian word is not written: дем'яненко, demianenko. */
      if (c == '\'' && is_cyrillic (previous) && is_cyrillic (g_utf8_get_char (p + 1)))
        ;
      else if (spelling != NULL)
        g_string_append (out, spelling);
      else
        g_string_append_unichar (out, c);
      previous = c;
    }
  return g_string_free (out, FALSE);
}
