/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-charset-guess.h"

#include <string.h>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

/* Guesses the encoding of 8-bit text. uchardet knows many languages but needs paragraphs, and an address list has
 * names: so Cyrillic and Latin tables are also tried on the words themselves (letter frequency, case, symbols inside
 * words) and its answer counts as one vote there. No state; any thread. */

#define SAMPLE_SIZE 65536
#define IN_PLACE 2.3

/* What one byte from 0x80 up is in one table. */
typedef struct
{
  gunichar chars[128];
} Table;

static gboolean
load_table (const char *name, Table *table)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open (name, &status);

  if (U_FAILURE (status))
    return FALSE;
  for (int i = 0; i < 128; i++)
    {
      char byte = (char)(0x80 + i);
      UChar out[4];
      status = U_ZERO_ERROR;
      int32_t n = ucnv_toUChars (converter, out, G_N_ELEMENTS (out), &byte, 1, &status);
      table->chars[i] = U_SUCCESS (status) && n == 1 ? out[0] : 0xFFFD;
      if (table->chars[i] >= 0x80 && table->chars[i] < 0xA0)
        table->chars[i] = 0xFFFD;
    }
  ucnv_close (converter);
  return TRUE;
}

/* The lines that have bytes from 0x80 up: the rest would only drown them. */
static GByteArray *
collect_sample (const guint8 *data, gsize length)
{
  GByteArray *sample = g_byte_array_new ();
  const guint8 *end = data + length;

  for (const guint8 *line = data; line < end && sample->len < SAMPLE_SIZE;)
    {
      const guint8 *stop = line;
      const guint8 *high = NULL;
      for (; stop < end && *stop != '\n' && *stop != '\r'; stop++)
        if (high == NULL && *stop >= 0x80)
          high = stop;
      if (stop < end)
        stop++;
      if (high != NULL)
        {
          /* All of the line, unless it is so long that its end would not be seen. */
          const guint8 *start = high - line > 4096 ? high - 4096 : line;
          g_byte_array_append (sample, start, (guint)MIN (stop - start, SAMPLE_SIZE));
        }
      line = stop;
    }
  return sample;
}

/* Runs of high bytes, and how they stand to ASCII letters: Cyrillic words are long runs, Latin ones have an umlaut. */
typedef struct
{
  guint runs;
  guint bytes;
  guint touching; /* runs that stand beside an ASCII letter */
} Shape;

static Shape
measure (const GByteArray *sample)
{
  Shape shape = { 0 };

  for (guint i = 0; i < sample->len;)
    {
      if (sample->data[i] < 0x80)
        {
          i++;
          continue;
        }
      guint start = i;
      while (i < sample->len && sample->data[i] >= 0x80)
        i++;
      shape.runs++;
      shape.bytes += i - start;
      if ((start > 0 && g_ascii_isalpha (sample->data[start - 1])) ||
          (i < sample->len && g_ascii_isalpha (sample->data[i])))
        shape.touching++;
    }
  return shape;
}

/* Per mille of letters in Ukrainian and Russian texts and names, from а to я. */
static const guint8 russian_frequency[32] = { 95, 17, 45, 16, 28, 70, 8, 19, 68, 13, 40, 46, 32, 66, 95, 26,
  50, 48, 53, 30, 4, 9, 5, 14, 7, 3, 1, 14, 18, 4, 6, 22 };

static double
cyrillic_weight (gunichar lower)
{
  guint mille = 0;

  if (lower >= 0x430 && lower < 0x450)
    mille = russian_frequency[lower - 0x430];
  else if (lower == 0x456)
    mille = 35;
  else if (lower == 0x457 || lower == 0x454)
    mille = 6;
  else if (lower == 0x451)
    mille = 2;
  else if (lower == 0x491)
    mille = 1;
  /* 30 per mille is what chance would give. */
  if (mille == 0)
    return -6;
  return mille >= 60 ? 2 : mille >= 30 ? 1.5 : mille >= 15 ? 0.5 : mille >= 8 ? -0.5 : mille >= 4 ? -2 : -3;
}

static gboolean
is_cyrillic_vowel (gunichar lower)
{
  switch (lower)
    {
    case 0x430:
    case 0x435:
    case 0x438:
    case 0x43E:
    case 0x443:
    case 0x44B:
    case 0x44D:
    case 0x44E:
    case 0x44F:
    case 0x451:
    case 0x454:
    case 0x456:
    case 0x457: return TRUE;
    default: return FALSE;
    }
}

static gboolean
is_letter (gunichar c)
{
  return c != 0xFFFD && g_unichar_isalpha (c);
}

/* Lines and blocks that DOS tables have in place of letters. */
static gboolean
is_box (gunichar c)
{
  return c >= 0x2500 && c < 0x25A0;
}

static gunichar
char_at (const GByteArray *sample, const Table *table, guint i)
{
  if (i >= sample->len)
    return '\n';
  guint8 byte = sample->data[i];
  return byte < 0x80 ? byte : table->chars[byte - 0x80];
}

/* Mean plausibility of a high byte when the sample is read by a Cyrillic table; about 1 for real text, below 0 for
 * anything else. */
static double
score_cyrillic (const GByteArray *sample, const Table *table)
{
  double score = 0;
  guint n = 0;
  gunichar previous = '\n';

  for (guint i = 0; i < sample->len; i++)
    {
      gunichar c = char_at (sample, table, i);
      if (sample->data[i] >= 0x80)
        {
          gunichar lower = g_unichar_tolower (c);
          gboolean after_letter = previous >= 0x80 && is_letter (previous);
          n++;
          if (c == 0xFFFD)
            score -= 8;
          else if (!is_letter (c))
            score -= after_letter && is_letter (char_at (sample, table, i + 1)) ? 6 : is_box (c) ? 4 : 0;
          else
            {
              score += cyrillic_weight (lower);
              if (after_letter && g_unichar_isupper (c) && g_unichar_islower (previous))
                score -= 5;
              if (after_letter)
                score += is_cyrillic_vowel (lower) == is_cyrillic_vowel (g_unichar_tolower (previous)) ? -0.5
                                                                                                       : 0.5;
              if (!after_letter && (lower == 0x44C || lower == 0x44A || lower == 0x44B))
                score -= 5;
            }
        }
      previous = c;
    }
  return n > 0 ? score / n : 0;
}

/* Letters beyond ASCII, language by language: a right table explains the text by one language. */
static const char *const western[] = {
  "äöüßÄÖÜé",                 /* German */
  "éèêëàâçîïôûùœæÉÈÊÀÂÇÔŒ",   /* French */
  "ñáéíóúüÑÁÉÍÓÚ",            /* Spanish */
  "ãõçáéíóúâêôàÃÕÇÁÉÍÓÚÂÊÔÀ", /* Portuguese */
  "àèéìòùÀÈÉÌÒÙ",             /* Italian */
  "åäöæøéÅÄÖÆØÉ",             /* Nordic */
  "áéíóúýðþæöÁÉÍÓÚÝÐÞÆÖ",     /* Icelandic */
  NULL,
};
static const char *const central[] = {
  "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",                   /* Polish */
  "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽôäľĺŕĽ", /* Czech, Slovak */
  "áéíóöőúüűÁÉÍÓÖŐÚÜŰ",                   /* Hungarian */
  "ăâîşţĂÂÎŞŢ",                           /* Romanian */
  "čćšžđČĆŠŽĐ",                           /* Croatian, Slovene */
  NULL,
};
static const char *const turkish[] = { "ğışçöüĞİŞÇÖÜ", NULL };
static const char *const baltic[] = {
  "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ", /* Latvian */
  "ąčęėįšųūžĄČĘĖĮŠŲŪŽ",     /* Lithuanian */
  "äöüõšžÄÖÜÕŠŽ",           /* Estonian */
  NULL,
};

/* In order of likelihood: an equal score goes to the first. */
static const struct
{
  const char *charset;
  const char *const *languages;
} latins[] = {
  { "windows-1252", western },
  { "windows-1250", central },
  { "ISO-8859-2", central },
  { "windows-1254", turkish },
  { "windows-1257", baltic },
  { "macintosh", western },
  { "IBM850", western },
  { "IBM852", central },
};

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* How well a sign stands where it stands: an apostrophe in a word, a quotation mark at its edge, a currency at its number. In its place
 * it counts a little more than the letter that another table has for the same byte. */
static double
sign_weight (gunichar c, gunichar previous, gunichar next)
{
  gboolean after = is_letter (previous), before = is_letter (next);
  gboolean number = g_unichar_isdigit (previous) || g_unichar_isdigit (next);

  switch (c)
    {
    case 0xA0: return after && before && !g_unichar_isupper (next) ? 1.5 : IN_PLACE;
    case 0x2018:
    case 0x2019: return after || before ? IN_PLACE : 1;
    case 0x2013:
    case 0x2014: return after && before ? 0 : 1.5;
    default: break;
    }
  if (after && before)
    return -4;
  switch (c)
    {
    case 0x201A:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0xAB:
    case 0xBB: return after || before ? IN_PLACE : 1.5;
    case 0xA1:
    case 0xBF: return before ? IN_PLACE : 0;
    case 0x2026:
    case 0x2122: return after ? IN_PLACE : 1.5;
    case 0xA7: return !after && !before ? IN_PLACE : 0;
    case 0x2022: return 1.5;
    case 0xA3:
    case 0x20AC: return number ? IN_PLACE : is_space (next) || is_space (previous) ? 1 : 0;
    case 0xB0:
    case 0xB1:
    case 0xB2:
    case 0xB3:
    case 0xBC:
    case 0xBD:
    case 0xBE: return number ? IN_PLACE : 0.5;
    case 0xA9:
    case 0xAE:
    case 0xB7: return 1;
    default: return is_box (c) ? -3 : 0;
    }
}

/* Letters stand beside letters, not alone or at a digit, but for the few that are words. */
static gboolean
is_astray (gunichar c, gunichar previous, gunichar next)
{
  return !is_letter (previous) && !is_letter (next) &&
         (g_unichar_isdigit (previous) || g_unichar_isdigit (next) ||
             g_utf8_strchr ("àèéóáíýÀÈÉÓÁÍ", -1, c) == NULL);
}

static double
score_latin (const GByteArray *sample, const Table *table, const char *letters)
{
  double score = 0;
  guint n = 0;
  gunichar previous = '\n';

  for (guint i = 0; i < sample->len; i++)
    {
      gunichar c = char_at (sample, table, i);
      if (sample->data[i] >= 0x80)
        {
          gunichar next = char_at (sample, table, i + 1);
          n++;
          if (c == 0xFFFD)
            score -= 6;
          else if (!is_letter (c))
            score += sign_weight (c, previous, next);
          else if (g_unichar_islower (previous) ? g_unichar_isupper (c)
                                                : g_unichar_islower (c) && g_unichar_isupper (next))
            score -= 4;
          else if (c == 0xAA || c == 0xBA)
            score += is_letter (next)                                              ? -3
                     : previous == 'N' || previous == 'n' || !is_letter (previous) ? 2
                                                                                   : 0.5;
          else if (is_astray (c, previous, next))
            score -= 2;
          else if (c == 0xB5)
            score += 1.5; /* "µm" */
          else
            score += g_utf8_strchr (letters, -1, c) != NULL ? 2 : -1;
        }
      previous = c;
    }
  return n > 0 ? score / n : 0;
}

static gboolean
is_known (const char *name)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open (name, &status);

  if (U_FAILURE (status))
    return FALSE;
  ucnv_close (converter);
  return TRUE;
}

/* uchardet's answer with its known mistakes corrected; NULL when it has none or ICU lacks it. */
static const char *
ask_uchardet (const GByteArray *sample)
{
  static const struct
  {
    const char *from;
    const char *to;
  } names[] = {
    { "KOI8-R", "KOI8-U" }, /* a superset in every letter, and has the Ukrainian ones */
    { "ISO-8859-1", "windows-1252" },
    { "ISO-8859-15", "windows-1252" },
    { "ISO-8859-9", "windows-1254" },
    { "ISO-8859-13", "windows-1257" },
    { "ISO-8859-4", "windows-1257" },
    { "ISO-8859-8", "windows-1255" },
    { "ISO-8859-6", "windows-1256" },
    { "ISO-8859-7", "windows-1253" },
    { "ISO-8859-11", "TIS-620" },
    { "VISCII", "windows-1258" },
    { "MAC-CYRILLIC", "x-mac-cyrillic" },
    { "MAC-CENTRALEUROPE", "x-mac-centraleuroroman" },
    { "UHC", "EUC-KR" },
    { "SHIFT_JIS", "Shift_JIS" },
    { "BIG5", "Big5" },
  };
  static const char *const kept[] = { "windows-1250", "windows-1251", "windows-1252", "windows-1253",
    "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258", "ISO-8859-2",
    "ISO-8859-3", "ISO-8859-5", "ISO-8859-10", "ISO-8859-16", "IBM866", "IBM852", "IBM855", "IBM850",
    "IBM865", "TIS-620", "EUC-JP", "EUC-KR", "EUC-TW", "GB18030", "ISO-2022-JP", "ISO-2022-KR", "UTF-8" };
  uchardet_t detector = uchardet_new ();
  const char *found = NULL;

  if (uchardet_handle_data (detector, (const char *)sample->data, sample->len) == 0)
    {
      uchardet_data_end (detector);
      const char *name = uchardet_get_charset (detector);
      for (gsize i = 0; found == NULL && i < G_N_ELEMENTS (names); i++)
        if (g_ascii_strcasecmp (name, names[i].from) == 0)
          found = names[i].to;
      for (gsize i = 0; found == NULL && i < G_N_ELEMENTS (kept); i++)
        if (g_ascii_strcasecmp (name, kept[i]) == 0)
          found = kept[i];
    }
  uchardet_delete (detector);
  return found != NULL && is_known (found) ? found : NULL;
}

static gboolean
is_multibyte (const char *name)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open (name, &status);
  gboolean multibyte = FALSE;

  if (U_FAILURE (status))
    return FALSE;
  multibyte = ucnv_getMaxCharSize (converter) > 1;
  ucnv_close (converter);
  return multibyte;
}

/* Reads the sample by a multi-byte encoding; NULL when even one byte does not fit. A character cut off by the end of
 * the sample is no fault. */
static char *
decode_strictly (const GByteArray *sample, const char *name)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open (name, &status);
  g_autofree UChar *buffer = g_new (UChar, sample->len + 16);
  UChar *target = buffer;
  const char *source = (const char *)sample->data;

  if (U_FAILURE (status))
    return NULL;
  ucnv_setToUCallBack (converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
  ucnv_toUnicode (
      converter, &target, buffer + sample->len + 16, &source, source + sample->len, NULL, FALSE, &status);
  ucnv_close (converter);
  if (U_FAILURE (status))
    return NULL;
  return g_utf16_to_utf8 (buffer, target - buffer, NULL, NULL, NULL);
}

/* Share of kana among what is not ASCII: Japanese always has them, chance does not. Half-width kana do not count:
 * they are single bytes, so Cyrillic and Latin files are full of them. */
static double
share_kana (const char *text)
{
  guint kana = 0;
  guint other = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c >= 0x3041 && c < 0x3100)
        kana++;
      else if (c >= 0x80)
        other++;
    }
  return kana + other > 0 ? (double)kana / (kana + other) : 0;
}

/* Characters of several bytes make words of their own; one alone amid Latin letters is an apostrophe that took the next letter with it. */
static gboolean
is_plausible (const char *text)
{
  guint chars = 0, runs = 0, touching = 0;
  gunichar previous = '\n';

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0x80)
        {
          chars++;
          runs += previous < 0x80;
        }
      if ((c >= 0x80) != (previous >= 0x80) && g_ascii_isalpha (MIN (c, previous)))
        touching++;
      previous = c;
    }
  return chars * 2 >= runs * 3 || touching * 2 < runs;
}

static const char *
guess_multibyte (const GByteArray *sample, const char *asked)
{
  static const char *const japanese[] = { "Shift_JIS", "EUC-JP" };

  for (gsize i = 0; i < G_N_ELEMENTS (japanese); i++)
    {
      g_autofree char *text = decode_strictly (sample, japanese[i]);
      if (text != NULL && share_kana (text) > 0.2)
        return japanese[i];
    }
  if (asked != NULL && is_multibyte (asked))
    {
      g_autofree char *text = decode_strictly (sample, asked);
      if (text != NULL && is_plausible (text))
        return asked;
    }
  return NULL;
}

static const char *
best_cyrillic (const GByteArray *sample, const char *asked, double *best_score)
{
  /* In order of likelihood: an equal score goes to the first. */
  static const char *const names[] = { "windows-1251", "KOI8-U", "IBM866", "x-mac-cyrillic", "ISO-8859-5" };
  const char *best = names[0];

  *best_score = -100;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      Table table;
      if (!load_table (names[i], &table))
        continue;
      double score = score_cyrillic (sample, &table);
      double bonus = i == 0 ? 0.3 : asked != NULL && strcmp (asked, names[i]) == 0 ? 0.1 : 0;
      if (score + bonus > *best_score)
        {
          *best_score = score + bonus;
          best = names[i];
        }
    }
  return best;
}

static const char *
best_latin (const GByteArray *sample, const char *asked)
{
  const char *best = latins[0].charset;
  double best_score = -100;

  for (gsize i = 0; i < G_N_ELEMENTS (latins); i++)
    {
      Table table;
      if (!load_table (latins[i].charset, &table))
        continue;
      double score = -100;
      for (const char *const *language = latins[i].languages; *language != NULL; language++)
        score = MAX (score, score_latin (sample, &table, *language));
      score += i == 0 ? 0.2 : 0;
      score += asked != NULL && strcmp (asked, latins[i].charset) == 0 ? 0.5 : 0;
      if (score > best_score)
        {
          best_score = score;
          best = latins[i].charset;
        }
    }
  return best;
}

static gboolean
has_c1_bytes (const guint8 *data, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (data[i] >= 0x80 && data[i] < 0xA0)
      return TRUE;
  return FALSE;
}

char *
crm_charset_guess (const guint8 *data, gsize length)
{
  g_autoptr (GByteArray) sample = collect_sample (data, length);
  const char *asked = ask_uchardet (sample);
  Shape shape = measure (sample);
  double cyrillic_score;
  const char *cyrillic = best_cyrillic (sample, asked, &cyrillic_score);
  gboolean mixed = shape.touching * 3 > shape.runs;
  const char *found = NULL;

  if (!mixed && cyrillic_score > 1 && shape.bytes * 2 >= shape.runs * 3)
    return g_strdup (cyrillic);
  found = guess_multibyte (sample, asked);
  if (found == NULL && !mixed && shape.bytes >= shape.runs * 2)
    found = asked != NULL ? asked : cyrillic;
  if (found == NULL)
    found = best_latin (sample, asked);
  if (strcmp (found, "ISO-8859-2") == 0 && has_c1_bytes (data, length))
    found = "windows-1250";
  return g_strdup (found);
}
