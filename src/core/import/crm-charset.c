/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-charset.h"
#include "import/crm-charset-guess.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ustring.h>

/* Turns the bytes of a text file into UTF-8: refuses what is no text, finds the encoding (mark, NUL positions,
 * valid UTF-8, guess) and converts through ICU, counting what could not be decoded. No state; any thread. */

G_DEFINE_QUARK (crm - charset - error - quark, crm_charset_error)

static const CrmCharset charsets[] = {
  { "UTF-8", N_ ("Unicode (UTF-8)") },
  { "UTF-16LE", N_ ("Unicode (UTF-16)") },
  { "UTF-16BE", N_ ("Unicode (UTF-16, big-endian)") },
  { "windows-1251", N_ ("Cyrillic (Windows-1251)") },
  { "KOI8-U", N_ ("Cyrillic (KOI8-U)") },
  { "IBM866", N_ ("Cyrillic (DOS 866)") },
  { "x-mac-cyrillic", N_ ("Cyrillic (Macintosh)") },
  { "ISO-8859-5", N_ ("Cyrillic (ISO 8859-5)") },
  { "windows-1252", N_ ("Western European (Windows-1252)") },
  { "ISO-8859-15", N_ ("Western European (ISO 8859-15)") },
  { "macintosh", N_ ("Western European (Macintosh)") },
  { "IBM850", N_ ("Western European (DOS 850)") },
  { "windows-1250", N_ ("Central European (Windows-1250)") },
  { "ISO-8859-2", N_ ("Central European (ISO 8859-2)") },
  { "IBM852", N_ ("Central European (DOS 852)") },
  { "windows-1257", N_ ("Baltic (Windows-1257)") },
  { "windows-1254", N_ ("Turkish (Windows-1254)") },
  { "windows-1253", N_ ("Greek (Windows-1253)") },
  { "windows-1255", N_ ("Hebrew (Windows-1255)") },
  { "windows-1256", N_ ("Arabic (Windows-1256)") },
  { "windows-1258", N_ ("Vietnamese (Windows-1258)") },
  { "TIS-620", N_ ("Thai (TIS-620)") },
  { "Shift_JIS", N_ ("Japanese (Shift JIS)") },
  { "EUC-JP", N_ ("Japanese (EUC-JP)") },
  { "ISO-2022-JP", N_ ("Japanese (ISO 2022-JP)") },
  { "GB18030", N_ ("Chinese, simplified (GB 18030)") },
  { "Big5", N_ ("Chinese, traditional (Big5)") },
  { "EUC-KR", N_ ("Korean (EUC-KR)") },
};

/* Files people pick by mistake, by their first bytes. */
typedef struct
{
  const char *magic;
  gsize length;
  const char *message;
} Magic;

static const Magic magics[] = {
  { "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8,
      N_ ("This is an Excel or Word file of the old kind; open it and save it as CSV, then import that "
          "file.") },
  { "SQLite format 3", 16, N_ ("This is a SQLite database, not a text file with a table.") },
  { "%PDF-", 5, N_ ("This is a PDF document, not a text file with a table.") },
  { "\x89PNG", 4, N_ ("This is a picture, not a text file with a table.") },
  { "\xFF\xD8\xFF", 3, N_ ("This is a picture, not a text file with a table.") },
  { "GIF8", 4, N_ ("This is a picture, not a text file with a table.") },
  { "RIFF", 4, N_ ("This is a picture, sound or film, not a text file with a table.") },
  { "II*\0", 4, N_ ("This is a picture, not a text file with a table.") },
  { "MM\0*", 4, N_ ("This is a picture, not a text file with a table.") },
  { "\x1F\x8B", 2, N_ ("This is a compressed file; unpack it and import the file inside.") },
  { "BZh", 3, N_ ("This is a compressed file; unpack it and import the file inside.") },
  { "\xFD"
    "7zXZ",
      5, N_ ("This is a compressed file; unpack it and import the file inside.") },
  { "\x28\xB5\x2F\xFD", 4, N_ ("This is a compressed file; unpack it and import the file inside.") },
  { "7z\xBC\xAF\x27\x1C", 6, N_ ("This is a compressed file; unpack it and import the file inside.") },
  { "Rar!\x1A", 5, N_ ("This is a compressed file; unpack it and import the file inside.") },
  { "{\\rtf", 5, N_ ("This is a document of a word processor, not a text file with a table.") },
  { "\x7F"
    "ELF",
      4, N_ ("This is a program, not a text file with a table.") },
  { "OggS", 4, N_ ("This is a sound or film, not a text file with a table.") },
  { "ID3", 3, N_ ("This is a sound or film, not a text file with a table.") },
};

static gboolean
contains (const guint8 *data, gsize length, const char *needle)
{
  return data && memmem (data, length, needle, strlen (needle)) != NULL;
}

static const char *
name_archive (const guint8 *data, gsize length)
{
  /* The directory of a zip file is at its end, the first names at its beginning. */
  gsize tail = MIN (length, 65536);

  if (contains (data, length, "opendocument.spreadsheet"))
    return N_ ("This is a LibreOffice Calc file; open it and save it as CSV, then import that file.");
  if (contains (data + length - tail, tail, "xl/work"))
    return N_ ("This is an Excel file; save it as CSV and import that file.");
  if (contains (data, length, "opendocument.text") || contains (data + length - tail, tail, "word/document"))
    return N_ ("This is a document of a word processor, not a text file with a table.");
  if (contains (data + length - tail, tail, "Index/Tables/"))
    return N_ ("This is a Numbers file; export it as CSV and import that file.");
  return N_ ("This is a compressed file; unpack it and import the file inside.");
}

/* What a file is when it is no text; NULL when it may be text. */
static const char *
name_binary (const guint8 *data, gsize length)
{
  if (length >= 4 && (memcmp (data, "PK\3\4", 4) == 0 || memcmp (data, "PK\5\6", 4) == 0))
    return name_archive (data, length);
  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    if (length > magics[i].length && memcmp (data, magics[i].magic, magics[i].length) == 0)
      {
        /* Three letters can begin a text too: then there is no byte that no text has. */
        gboolean letters = magics[i].length <= 4 && g_ascii_isprint (magics[i].magic[0]);
        if (letters && memchr (data, 0, MIN (length, 4096)) == NULL)
          continue;
        return magics[i].message;
      }
  return NULL;
}

/* Bytes below 0x20 that texts do not have: all but tab, line ends, form feed, Ctrl-Z at the end and escape. */
static gsize
count_controls (const guint8 *data, gsize length)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    if (data[i] < 0x20 && strchr ("\t\n\v\f\r\x1A\x1B", data[i]) == NULL)
      n++;
  return n;
}

/* Whether data read as UTF-16 makes sense: pairs of surrogates match, hardly any control or unassigned characters. */
static gboolean
is_plausible_utf16 (const guint8 *data, gsize length, gboolean big)
{
  gsize bad = 0;
  gsize n = length / 2;

  for (gsize i = 0; i < n; i++)
    {
      gunichar c = big ? data[2 * i] << 8 | data[2 * i + 1] : data[2 * i + 1] << 8 | data[2 * i];
      if (c >= 0xD800 && c < 0xDC00 && i + 1 < n)
        {
          guint8 next = big ? data[2 * i + 2] : data[2 * i + 3];
          if (next >= 0xDC && next < 0xE0)
            i++;
          else
            bad++;
        }
      else if (c == 0 || (c < 0x20 && strchr ("\t\n\v\f\r\x1A", (int)c) == NULL) || !g_unichar_isdefined (c))
        bad++;
    }
  return bad * 50 <= n;
}

/* UTF-16 and UTF-32 without a mark: the NUL bytes of delimiters, digits and line ends all stand on one side. */
static const char *
guess_wide (const guint8 *data, gsize length)
{
  gsize sample = MIN (length, 65536) & ~(gsize)3;
  gsize nul[4] = { 0 };

  if (length < 4)
    sample = length & ~(gsize)1;
  for (gsize i = 0; i < sample; i++)
    if (data[i] == 0)
      nul[i & 3]++;

  gsize even = nul[0] + nul[2];
  gsize odd = nul[1] + nul[3];
  /* A table has a delimiter or a digit here and there; a byte that went wrong is no encoding. */
  if ((even + odd) * 100 < sample)
    return NULL;
  gsize quarter = sample / 4;
  if (quarter > 0 && nul[3] == quarter && nul[2] > quarter * 9 / 10)
    return "UTF-32LE";
  if (quarter > 0 && nul[0] == quarter && nul[1] > quarter * 9 / 10)
    return "UTF-32BE";
  if (odd > even * 4 && is_plausible_utf16 (data, sample, FALSE))
    return "UTF-16LE";
  if (even > odd * 4 && is_plausible_utf16 (data, sample, TRUE))
    return "UTF-16BE";
  return NULL;
}

/* A byte order mark: the encoding and how many bytes to skip. */
static const char *
read_mark (const guint8 *data, gsize length, gsize *skip)
{
  static const struct
  {
    const char *mark;
    gsize length;
    const char *name;
  } marks[] = {
    { "\xEF\xBB\xBF", 3, "UTF-8" },
    { "\xFF\xFE\0\0", 4, "UTF-32LE" },
    { "\0\0\xFE\xFF", 4, "UTF-32BE" },
    { "\xFF\xFE", 2, "UTF-16LE" },
    { "\xFE\xFF", 2, "UTF-16BE" },
    { "\x84\x31\x95\x33", 4, "GB18030" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (data, marks[i].mark, marks[i].length) == 0)
      {
        *skip = marks[i].length;
        return marks[i].name;
      }
  *skip = 0;
  return NULL;
}

/* UTF-8 with a few damaged places is still UTF-8: many well-formed sequences cannot be chance. */
static gboolean
is_mostly_utf8 (const char *data, gsize length)
{
  gsize good = 0;
  gsize bad = 0;
  const char *p = data;
  const char *end = data + length;

  while (p < end)
    {
      const char *stop;
      gboolean valid = g_utf8_validate (p, end - p, &stop);
      for (; p < stop; p++)
        good += (guint8)*p >= 0xC0;
      if (valid)
        break;
      if (*p != 0)
        bad++;
      p++;
      if (bad > 64 && good < bad * 4)
        return FALSE;
    }
  return good >= bad * 10;
}

static char *
repair_utf8 (const char *data, gsize length, guint *n_replaced)
{
  GString *out = g_string_sized_new (length + 16);
  const char *p = data;
  const char *end = data + length;

  while (p < end)
    {
      const char *stop;
      gboolean valid = g_utf8_validate (p, end - p, &stop);
      g_string_append_len (out, p, stop - p);
      p = stop;
      if (valid)
        break;
      g_string_append (out, "\xEF\xBF\xBD");
      (*n_replaced)++;
      p++;
    }
  return g_string_free (out, FALSE);
}

static void
on_undecodable (const void *context, UConverterToUnicodeArgs *args, const char *units, int32_t length,
    UConverterCallbackReason reason, UErrorCode *status)
{
  guint *n_replaced = (guint *)context;
  static const UChar replacement = 0xFFFD;

  if (reason > UCNV_IRREGULAR)
    return;
  *status = U_ZERO_ERROR;
  (*n_replaced)++;
  ucnv_cbToUWriteUChars (args, &replacement, 1, 0, status);
}

static void
put_utf8 (GString *out, const UChar *text, gsize length, gboolean keep_c1, guint *n_replaced)
{
  for (gsize i = 0; i < length;)
    {
      UChar32 c;
      U16_NEXT (text, i, length, c);
      /* Bytes without a meaning come out of single-byte tables as C1 controls; NUL cannot be in our texts. */
      if (U_IS_SURROGATE (c) || c == 0 || (!keep_c1 && c >= 0x80 && c < 0xA0))
        {
          c = 0xFFFD;
          (*n_replaced)++;
        }
      if (c < 0x80)
        g_string_append_c (out, (char)c);
      else
        g_string_append_unichar (out, (gunichar)c);
    }
}

static char *
convert (const guint8 *data, gsize length, const char *charset, guint *n_replaced, GError **error)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open (charset, &status);

  if (U_FAILURE (status))
    {
      g_set_error (error, CRM_CHARSET_ERROR, CRM_CHARSET_ERROR_UNKNOWN,
          _ ("There is no text encoding named “%s”."), charset);
      return NULL;
    }
  ucnv_setToUCallBack (converter, on_undecodable, n_replaced, NULL, NULL, &status);

  gboolean keep_c1 = g_str_has_prefix (charset, "UTF-") || ucnv_getMaxCharSize (converter) > 1;
  g_autofree UChar *buffer = g_new (UChar, 16384);
  GString *out = g_string_sized_new (length + length / 2 + 16);
  const char *source = (const char *)data;
  const char *limit = source + length;
  gsize carry = 0;
  do
    {
      UChar *target = buffer + carry;
      status = U_ZERO_ERROR;
      ucnv_toUnicode (converter, &target, buffer + 16384, &source, limit, NULL, TRUE, &status);
      gsize n = target - buffer;
      /* A pair of surrogates may be cut by the end of the buffer. */
      carry = status == U_BUFFER_OVERFLOW_ERROR && n > 0 && U16_IS_LEAD (buffer[n - 1]) ? 1 : 0;
      put_utf8 (out, buffer, n - carry, keep_c1, n_replaced);
      if (carry)
        buffer[0] = buffer[n - 1];
    }
  while (status == U_BUFFER_OVERFLOW_ERROR);
  ucnv_close (converter);

  if (U_FAILURE (status))
    {
      g_set_error (error, CRM_CHARSET_ERROR, CRM_CHARSET_ERROR_FAILED,
          _ ("The text could not be read as %s."), charset);
      g_string_free (out, TRUE);
      return NULL;
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_seven_bit (const guint8 *data, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (data[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* The encoding of text without a mark; NULL with an error when it is no text. */
static char *
find_charset (const guint8 *data, gsize length, GError **error)
{
  gsize sample = MIN (length, 65536);
  const char *wide = memchr (data, 0, sample) != NULL ? guess_wide (data, length) : NULL;

  if (wide != NULL)
    return g_strdup (wide);
  if (memchr (data, 0, length) != NULL || count_controls (data, sample) * 50 > sample)
    {
      g_set_error_literal (error, CRM_CHARSET_ERROR, CRM_CHARSET_ERROR_BINARY,
          _ ("This is not a text file: it has bytes that no text has."));
      return NULL;
    }
  if (is_seven_bit (data, length))
    return g_strdup (contains (data, sample, "\x1B$") ? "ISO-2022-JP" : "UTF-8");
  if (is_mostly_utf8 ((const char *)data, length))
    return g_strdup ("UTF-8");
  return crm_charset_guess (data, length);
}

/* The name of our list for what a person or a program wrote ("cp1251", "utf8"). */
static char *
canonical_name (const char *name)
{
  static const char *const more[] = { "UTF-32LE", "UTF-32BE", "UTF-16", "UTF-32" };

  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
    if (ucnv_compareNames (name, charsets[i].name) == 0)
      return g_strdup (charsets[i].name);
  for (gsize i = 0; i < G_N_ELEMENTS (more); i++)
    if (ucnv_compareNames (name, more[i]) == 0)
      return g_strdup (more[i]);

  UErrorCode status = U_ZERO_ERROR;
  const char *standard = ucnv_getStandardName (name, "MIME", &status);
  if (standard == NULL)
    {
      status = U_ZERO_ERROR;
      standard = ucnv_getStandardName (name, "IANA", &status);
    }
  /* What people call Latin 1 is nearly always the Windows table, which has no other printable characters there. */
  if (standard != NULL && g_ascii_strcasecmp (standard, "ISO-8859-1") == 0)
    standard = "windows-1252";
  return g_strdup (standard != NULL ? standard : name);
}

char *
crm_charset_to_utf8 (
    GBytes *bytes, const char *forced, char **charset_used, guint *n_replaced, GError **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint replaced = 0;
  gsize skip = 0;
  g_autofree char *charset = NULL;
  g_autofree char *text = NULL;

  if (charset_used != NULL)
    *charset_used = NULL;
  if (n_replaced != NULL)
    *n_replaced = 0;
  if (data == NULL)
    data = (const guint8 *)"";

  const char *binary = name_binary (data, length);
  if (binary != NULL)
    {
      g_set_error_literal (error, CRM_CHARSET_ERROR, CRM_CHARSET_ERROR_BINARY, _ (binary));
      return NULL;
    }

  const char *marked = read_mark (data, length, &skip);
  if (forced != NULL)
    {
      charset = canonical_name (forced);
      /* The mark tells the byte order of a bare "UTF-16", and is no part of the text where it fits. */
      if (marked == NULL || g_ascii_strncasecmp (marked, charset, 6) != 0)
        skip = 0;
      else if (strlen (charset) < strlen (marked))
        {
          g_free (charset);
          charset = g_strdup (marked);
        }
    }
  else if (marked != NULL)
    charset = g_strdup (marked);
  else if ((charset = find_charset (data, length, error)) == NULL)
    return NULL;

  data += skip;
  length -= skip;
  if (strcmp (charset, "UTF-8") != 0)
    text = convert (data, length, charset, &replaced, error);
  else if (g_utf8_validate ((const char *)data, length, NULL))
    text = g_strndup ((const char *)data, length);
  else
    text = repair_utf8 ((const char *)data, length, &replaced);
  if (text == NULL)
    return NULL;

  if (charset_used != NULL)
    *charset_used = g_steal_pointer (&charset);
  if (n_replaced != NULL)
    *n_replaced = replaced;
  return g_steal_pointer (&text);
}

const CrmCharset *
crm_charset_list (gsize *n)
{
  *n = G_N_ELEMENTS (charsets);
  return charsets;
}
