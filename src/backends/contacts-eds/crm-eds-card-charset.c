/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contacts-eds/crm-eds-card-charset.h"

#include "import/crm-charset.h"

/* Decides how the text of a file is read. A property may name its encoding; for all others the whole file
 * speaks, so that a short name is not guessed alone, yet one card from another program does not spoil a UTF-8
 * file. Pure functions; any thread. */

#define LARGEST_SAMPLE (1024 * 1024)
/* Text in an old encoding is never well-formed UTF-8 in so many places by chance. */
#define SURE_SEQUENCES 3
#define MARK "\xEF\xBB\xBF"

static gboolean
is_ascii (const GString *text)
{
  for (gsize i = 0; i < text->len; i++)
    if ((guchar)text->str[i] >= 0x80 || text->str[i] == '\x1b')
      return FALSE;
  return TRUE;
}

static void
add_sample (GString *sample, const GString *text, gboolean only_invalid)
{
  if (sample->len > LARGEST_SAMPLE || is_ascii (text) ||
      (only_invalid && g_utf8_validate_len (text->str, text->len, NULL)))
    return;
  g_string_append_len (sample, text->str, text->len);
  g_string_append_c (sample, '\n');
}

static const char *
find_in (GPtrArray *cards, gboolean only_invalid)
{
  GString *sample = g_string_new ("\n"); /* so that no value can pass for the byte order mark of a file */
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_autofree char *charset = NULL;

  for (guint i = 0; i < cards->len; i++)
    {
      GPtrArray *lines = cards->pdata[i];

      for (guint j = 0; j < lines->len; j++)
        {
          CrmEdsCardLine *line = lines->pdata[j];

          if (line->charset == NULL && !line->binary)
            add_sample (sample, line->value, only_invalid);
        }
    }
  bytes = g_string_free_to_bytes (sample);
  if (g_bytes_get_size (bytes) == 1)
    return NULL;
  text = crm_charset_to_utf8 (bytes, NULL, &charset, NULL, NULL);
  return g_intern_string (charset);
}

gboolean
crm_eds_card_charset_find (CrmEdsCardCharset *self, GPtrArray *cards, const char *forced, GError **error)
{
  g_autofree char *used = NULL;
  g_autofree char *text = NULL;

  *self = (CrmEdsCardCharset){ .main = "UTF-8" };
  if (forced != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);

      text = crm_charset_to_utf8 (bytes, forced, &used, NULL, error);
      if (text == NULL)
        return FALSE;
      self->main = g_intern_string (used);
      self->forced = TRUE;
      return TRUE;
    }
  self->main = find_in (cards, FALSE);
  if (self->main == NULL)
    self->main = "UTF-8";
  if (g_str_equal (self->main, "UTF-8"))
    self->other = find_in (cards, TRUE);
  return TRUE;
}

/* damaged: nullable, set when some bytes mean nothing; else left alone. */
static char *
convert (const char *text, gsize length, const char *charset, gboolean *damaged)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length);
  guint n_replaced = 0;
  char *converted = crm_charset_to_utf8 (bytes, charset, NULL, &n_replaced, NULL);

  if (damaged != NULL && (converted == NULL || n_replaced > 0))
    *damaged = TRUE;
  return converted != NULL ? converted : g_utf8_make_valid (text, length);
}

static gboolean
is_surely_utf8 (const char *text, gsize length)
{
  guint n = 0;

  if (!g_utf8_validate_len (text, length, NULL))
    return FALSE;
  for (gsize i = 0; i < length && n < SURE_SEQUENCES; i++)
    if ((guchar)text[i] >= 0xc0)
      n++;
  return n == SURE_SEQUENCES;
}

static char *
decode_text (const CrmEdsCardCharset *self, const char *text, gsize length, gboolean *damaged)
{
  if (self->forced)
    return convert (text, length, self->main, damaged);
  if (g_str_equal (self->main, "UTF-8"))
    {
      if (g_utf8_validate_len (text, length, NULL))
        return g_strndup (text, length);
      return convert (text, length, self->other != NULL ? self->other : self->main, damaged);
    }
  if (is_surely_utf8 (text, length))
    return g_strndup (text, length);
  return convert (text, length, self->main, damaged);
}

char *
crm_eds_card_charset_decode_text (const CrmEdsCardCharset *self, const char *text, gsize length)
{
  return decode_text (self, text, length, NULL);
}

static void
decode (const CrmEdsCardCharset *self, GString *text, const char *named, gboolean *damaged)
{
  g_autofree char *decoded = NULL;

  if (is_ascii (text))
    return;
  if (named == NULL)
    decoded = decode_text (self, text->str, text->len, damaged);
  else if (is_surely_utf8 (text->str, text->len))
    decoded = g_strndup (text->str, text->len); /* programs write CHARSET from habit */
  else
    decoded = convert (text->str, text->len, named, damaged);
  g_string_assign (text, decoded);
  g_string_replace (text, MARK, "", 0); /* files glued together have them anywhere */
}

gboolean
crm_eds_card_charset_decode (const CrmEdsCardCharset *self, CrmEdsCardLine *line)
{
  gboolean damaged = FALSE;

  decode (self, line->params, NULL, &damaged);
  g_strdelimit (line->params->str, "\r\n", ' ');
  if (!line->binary)
    decode (self, line->value, line->charset, &damaged);
  return !damaged;
}
