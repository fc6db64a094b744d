/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-search-code.h"

#include <string.h>

#include "store/crm-text-scan.h"

/* Bytes 80 to BF, which UTF-8 has behind a lead byte only, stand for one character each where no lead byte precedes them. All else
 * remains as it is, so a text is read from its beginning without doubt, and three bytes before a place tell whether a character begins
 * there. Owns nothing. */

#define FIRST 0x80
#define LETTERS 0x30 /* U+0430 to U+045F */
#define FIRST_LETTER 0x0430
#define LEAD 0xc0

/* ґ and the letters of Turkic languages; quotation marks, №. Their codes follow those of the letters. */
static const gunichar others[16] = { 0x0491, 0x0493, 0x0497, 0x049b, 0x04a3, 0x04af, 0x04b1, 0x04bb, 0x04d9,
  0x04e9, 0x00ab, 0x00bb, 0x2116, 0x201c, 0x201d, 0x201e };

/* Bytes of the character that a lead byte begins. */
static inline gsize
size_of (guchar lead)
{
  return lead < LEAD ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/* 0 when the character has no code of its own. */
static inline guchar
code_of (const char *text, gsize size)
{
  const guchar *p = (const guchar *)text;
  gunichar c;

  if (size == 2)
    c = (gunichar)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
  else if (size == 3 && p[0] == 0xe2)
    c = 0x2000 | (gunichar)(p[1] & 0x3f) << 6 | (p[2] & 0x3f);
  else
    return 0;
  if (c >= FIRST_LETTER && c < FIRST_LETTER + LETTERS)
    return (guchar)(FIRST + (c - FIRST_LETTER));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i] == c)
      return (guchar)(FIRST + LETTERS + i);
  return 0;
}

gsize
crm_search_pack (const char *text, gsize length, char *out)
{
  gsize n = 0;

  for (gsize i = 0, size; i < length; i += size)
    {
      guchar code;

      size = MIN (size_of ((guchar)text[i]), length - i);
      code = size > 1 ? code_of (text + i, size) : 0;
      if (out && code)
        out[n] = (char)code;
      else if (out)
        memmove (out + n, text + i, size);
      n += code ? 1 : size;
    }
  return n;
}

char *
crm_search_unpack (const char *packed, gsize length)
{
  GString *text = g_string_sized_new (2 * length);

  for (gsize i = 0, size; i < length; i += size)
    {
      guchar byte = (guchar)packed[i];

      size = MIN (size_of (byte), length - i);
      if (byte < FIRST || byte >= LEAD)
        g_string_append_len (text, packed + i, (gssize)size);
      else if (byte < FIRST + LETTERS)
        g_string_append_unichar (text, FIRST_LETTER + byte - FIRST);
      else
        g_string_append_unichar (text, others[byte - FIRST - LETTERS]);
    }
  return g_string_free (text, FALSE);
}

const char *
crm_search_scan (const char *from, const char *to, const char *needle, gsize length)
{
  for (const char *p = from, *hit; (hit = crm_text_scan (p, to, needle, length)); p = hit + 1)
    {
      const guchar *h = (const guchar *)hit;
      gsize before = (gsize)(hit - from);

      /* A byte of a character's own code is no hit within another character. */
      if (h[0] < FIRST || h[0] >= LEAD ||
          !((before > 0 && h[-1] >= LEAD) || (before > 1 && h[-2] >= 0xe0) || (before > 2 && h[-3] >= 0xf0)))
        return hit;
    }
  return NULL;
}
