/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-text.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/* Folding, one code point at a time. What a code point becomes is asked of ICU once and kept in a table of
 * pages made on demand; pages are only ever added, by an atomic exchange, so any thread may fold. */

#define PAGE_SIZE 256
#define N_PAGES (0x110000 / PAGE_SIZE)
#define MAX_UNITS 64     /* the longest compatibility decomposition has 18 */
#define MAX_FOLDED 192   /* bytes of it, folded */
#define LENGTH_LONG 0xff /* does not fit the table: made each time */

typedef struct
{
  guint8 length;
  char bytes[15];
} Folded;

static Folded *pages[N_PAGES]; /* of PAGE_SIZE, never freed */

/* Letters that Unicode does not take apart but people type without their strokes, and the several
 * apostrophes and dashes that different keyboards write for the same name. */
static const struct
{
  UChar32 from;
  const char *to;
} replacements[] = {
  { 0x00E6, "ae" }, /* æ */
  { 0x00F0, "d" },  /* ð */
  { 0x00F8, "o" },  /* ø */
  { 0x00FE, "th" }, /* þ */
  { 0x0111, "d" },  /* đ */
  { 0x0131, "i" },  /* ı */
  { 0x0142, "l" },  /* ł */
  { 0x0153, "oe" }, /* œ */
  { 0x0451, "е" },  /* ё, where it is not taken apart */
  { 0x0060, "'" },
  { 0x00B4, "'" },
  { 0x02B9, "'" },
  { 0x02BC, "'" },
  { 0x2018, "'" },
  { 0x2019, "'" },
  { 0x201B, "'" },
  { 0x2032, "'" },
  { 0xFF07, "'" },
  { 0x2010, "-" },
  { 0x2011, "-" },
  { 0x2012, "-" },
  { 0x2013, "-" },
  { 0x2014, "-" },
  { 0x2015, "-" },
  { 0x2212, "-" },
};

static const char *
find_replacement (UChar32 c)
{
  for (guint i = 0; i < G_N_ELEMENTS (replacements); i++)
    {
      if (replacements[i].from == c)
        return replacements[i].to;
    }
  return NULL;
}

/* Accents go, and so do characters nobody sees (soft hyphen, joiners, byte order mark). Marks without which
 * a letter is another one (Indic nukta 7, kana voicing 8, virama 9) stay. */
static gboolean
is_dropped (UChar32 c)
{
  guint8 class = u_getCombiningClass (c);

  if (class > 0)
    return class < 7 || class > 9;
  return u_charType (c) == U_ENCLOSING_MARK || u_hasBinaryProperty (c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

static gboolean
is_blank (UChar32 c)
{
  return u_isUWhiteSpace (c);
}

/* й and ї are letters of their own, though Unicode writes them as и and і with a mark. */
static gboolean
join_mark (char *out, gsize length, UChar32 mark)
{
  const char *joined = NULL;

  if (length < 2)
    return FALSE;
  if (mark == 0x0306 && memcmp (out + length - 2, "и", 2) == 0)
    joined = "й";
  else if (mark == 0x0308 && memcmp (out + length - 2, "і", 2) == 0)
    joined = "ї";
  if (joined == NULL)
    return FALSE;
  memcpy (out + length - 2, joined, 2);
  return TRUE;
}

static gsize
append_folded (char *out, gsize length, UChar32 c)
{
  const char *replacement;
  int digit;

  if (is_dropped (c))
    {
      join_mark (out, length, c);
      return length;
    }
  if (is_blank (c))
    {
      out[length] = ' ';
      return length + 1;
    }
  digit = u_charDigitValue (c);
  if (digit >= 0)
    {
      out[length] = (char)('0' + digit);
      return length + 1;
    }
  replacement = find_replacement (c);
  if (replacement != NULL)
    {
      gsize n = strlen (replacement);

      memcpy (out + length, replacement, n);
      return length + n;
    }
  return length + (gsize)g_unichar_to_utf8 ((gunichar)c, out + length);
}

/* What one code point becomes, apart from its neighbours; at most MAX_FOLDED bytes. */
static gsize
fold_code_point (UChar32 c, char *out)
{
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfkd = unorm2_getNFKDInstance (&status);
  UChar source[2];
  UChar apart[MAX_UNITS];
  UChar lower[MAX_UNITS];
  int32_t n = 0;
  gsize length = 0;
  const char *replacement = find_replacement (c);

  /* Some of them are decomposed by Unicode into a blank and a mark. */
  if (replacement != NULL)
    {
      length = strlen (replacement);
      memcpy (out, replacement, length);
      return length;
    }

  U16_APPEND_UNSAFE (source, n, c);
  n = unorm2_normalize (nfkd, source, n, apart, MAX_UNITS, &status);
  n = u_strFoldCase (lower, MAX_UNITS, apart, n, U_FOLD_CASE_DEFAULT, &status);
  n = unorm2_normalize (nfkd, lower, n, apart, MAX_UNITS, &status);
  if (U_FAILURE (status))
    return (gsize)g_unichar_to_utf8 ((gunichar)c, out);

  for (int32_t i = 0; i < n;)
    {
      UChar32 part;

      U16_NEXT (apart, i, n, part);
      length = append_folded (out, length, part);
    }
  return length;
}

static const Folded *
make_page (guint number)
{
  Folded *page = g_new0 (Folded, PAGE_SIZE);

  for (guint i = 0; i < PAGE_SIZE; i++)
    {
      UChar32 c = (UChar32)(number * PAGE_SIZE + i);
      char out[MAX_FOLDED];
      gsize length;

      if (U_IS_SURROGATE (c))
        continue;
      length = fold_code_point (c, out);
      if (length > sizeof page[i].bytes)
        {
          page[i].length = LENGTH_LONG;
          continue;
        }
      page[i].length = (guint8)length;
      memcpy (page[i].bytes, out, length);
    }

  if (!g_atomic_pointer_compare_and_exchange (&pages[number], NULL, page))
    g_free (page);
  return g_atomic_pointer_get (&pages[number]);
}

static inline const Folded *
look_up (UChar32 c)
{
  const Folded *page = g_atomic_pointer_get (&pages[(guint)c / PAGE_SIZE]);

  if (G_UNLIKELY (page == NULL))
    page = make_page ((guint)c / PAGE_SIZE);
  return &page[(guint)c % PAGE_SIZE];
}

static inline gboolean
is_ascii_blank (guchar c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Folds the leading bytes that are ASCII; returns how many were read. A blank is written only before the
 * next letter, so that runs become one and the ends are trimmed. */
static gsize
fold_ascii (const guchar *text, gsize n, char *out, gsize *length, gboolean *blank)
{
  gsize o = *length;
  gsize i;

  for (i = 0; i < n && text[i] < 0x80; i++)
    {
      guchar c = text[i];

      if (is_ascii_blank (c))
        {
          *blank = o > 0;
          continue;
        }
      if (*blank)
        {
          out[o++] = ' ';
          *blank = FALSE;
        }
      if (c >= 'A' && c <= 'Z')
        c |= 0x20;
      else if (c == '`')
        c = '\'';
      out[o++] = (char)c;
    }
  *length = o;
  return i;
}

static gsize
append_bytes (char *out, gsize length, const char *bytes, gsize n, gboolean *blank)
{
  for (gsize i = 0; i < n; i++)
    {
      if (bytes[i] == ' ')
        {
          *blank = length > 0;
          continue;
        }
      if (*blank)
        {
          out[length++] = ' ';
          *blank = FALSE;
        }
      out[length++] = bytes[i];
    }
  return length;
}

char *
crm_text_fold (const char *text)
{
  g_autofree char *valid = NULL;
  char *out;
  const guchar *p;
  gsize n;
  gsize i;
  gsize capacity;
  gsize length = 0;
  gboolean blank = FALSE;

  if (text == NULL)
    return g_strdup ("");

  n = strlen (text);
  p = (const guchar *)text;
  capacity = n + 2 * sizeof (Folded);
  out = g_malloc (capacity);
  i = fold_ascii (p, n, out, &length, &blank);
  if (i < n && !g_utf8_validate (text + i, (gssize)(n - i), NULL))
    {
      valid = g_utf8_make_valid (text, (gssize)n);
      p = (const guchar *)valid;
      n = strlen (valid);
    }

  while (i < n)
    {
      const Folded *folded;
      UChar32 c;

      /* The longest entry of the table, the blank before it, the closing zero. */
      if (G_UNLIKELY (capacity - length < sizeof (Folded) + 2))
        {
          capacity = capacity * 2 + MAX_FOLDED;
          out = g_realloc (out, capacity);
        }

      U8_NEXT_UNSAFE (p, i, c);
      folded = look_up (c);
      if (G_LIKELY (folded->length == 2 && folded->bytes[0] != ' '))
        {
          /* Every Cyrillic letter comes by here. */
          if (blank)
            out[length++] = ' ';
          blank = FALSE;
          memcpy (out + length, folded->bytes, 2);
          length += 2;
        }
      else if (folded->length == 0)
        {
          if (!blank)
            join_mark (out, length, c);
        }
      else if (G_UNLIKELY (folded->length == LENGTH_LONG))
        {
          char bytes[MAX_FOLDED];
          gsize n_bytes = fold_code_point (c, bytes);

          if (capacity - length < n_bytes + 2)
            {
              capacity = capacity * 2 + MAX_FOLDED;
              out = g_realloc (out, capacity);
            }
          length = append_bytes (out, length, bytes, n_bytes, &blank);
        }
      else
        {
          length = append_bytes (out, length, folded->bytes, folded->length, &blank);
        }
    }

  out[length] = '\0';
  return out;
}
