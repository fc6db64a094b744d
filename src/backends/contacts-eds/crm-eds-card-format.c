/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contacts-eds/crm-eds-card-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "contacts-eds/crm-eds-card-canonical.h"
#include "contacts-eds/crm-eds-card-charset.h"
#include "contacts-eds/crm-eds-card-read.h"
#include "contacts-eds/crm-eds-card-write.h"
#include "import/crm-charset.h"

/* vCard files through evolution-data-server's EVCard. Reading goes: file → cards (split) → properties (line) →
 * UTF-8 (charset) → EVCard (canonical) → CrmCard (read). Owns nothing; usable from any thread. */

struct _CrmEdsCardFormat
{
  CrmCardFormat parent_instance;
};

G_DEFINE_FINAL_TYPE (CrmEdsCardFormat, crm_eds_card_format, CRM_TYPE_CARD_FORMAT)

/* Two or four bytes a character: such a file has to become UTF-8 before lines can be found in it. */
static gboolean
is_wide (const guint8 *data, gsize length, const char *forced)
{
  if (forced != NULL)
    return g_ascii_strncasecmp (forced, "UTF-16", 6) == 0 || g_ascii_strncasecmp (forced, "UTF-32", 6) == 0 ||
           g_ascii_strncasecmp (forced, "UCS", 3) == 0;
  if (length >= 2 && ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff)))
    return TRUE;
  return memchr (data, 0, MIN (length, 4)) != NULL;
}

/* Whether the file begins with this word, blanks and byte order mark left out. */
static gboolean
begins_with (const char *text, gsize length, const char *word)
{
  while (length > 0 && (g_ascii_isspace (*text) || (guchar)*text >= 0x80))
    {
      text++;
      length--;
    }
  return length >= strlen (word) && g_ascii_strncasecmp (text, word, strlen (word)) == 0;
}

static void
set_no_card_error (GError **error, const char *text, gsize length)
{
  const char *message = _ ("There is no vCard in this file.");

  if (length == 0)
    message = _ ("This file is empty.");
  else if (begins_with (text, length, "[") || begins_with (text, length, "{"))
    message =
        _ ("This is a JSON file. Contacts in JSON (jCard) cannot be read; export them as vCard (.vcf).");
  else if (begins_with (text, length, "<"))
    message = _ ("This is an XML file. Contacts in XML (xCard) cannot be read; export them as vCard (.vcf).");
  else if (begins_with (text, length, "BEGIN:VCALENDAR"))
    message = _ ("This file holds a calendar, not contacts.");
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, message);
}

/* Phones cut long texts in the middle of a character: such a card is still whose it says, and its note tells. */
static void
add_damage (CrmCard *card, const CrmEdsCardLine *line, const char *main)
{
  g_autofree char *reason =
      g_strdup_printf (_ ("The text could not be read as %s."), line->charset != NULL ? line->charset : main);

  if (line->charset != NULL && !g_str_equal (line->name, "N") && !g_str_equal (line->name, "FN"))
    crm_eds_card_keep_rest (card, line->name, reason);
  else if (card->error == NULL)
    card->error = g_steal_pointer (&reason);
}

static CrmCard *
read_card (const CrmEdsCardText *text, GPtrArray *lines, GPtrArray *unread, gboolean is_2_1,
    const CrmEdsCardCharset *charset)
{
  CrmCard *card = crm_card_new ();
  EVCard *vcard;

  card->line = text->line;
  card->charset = charset->main;
  card->error = text->error != NULL ? g_strdup (_ (text->error)) : NULL;
  for (guint i = 0; i < lines->len; i++)
    if (!crm_eds_card_charset_decode (charset, lines->pdata[i]))
      add_damage (card, lines->pdata[i], charset->main);
  vcard = crm_eds_card_canonical_parse (lines, is_2_1);
  crm_eds_card_read (card, vcard);
  g_object_unref (vcard);
  for (guint i = 0; i < unread->len; i++)
    {
      const char *line = unread->pdata[i];
      g_autofree char *decoded = crm_eds_card_charset_decode_text (charset, line, strlen (line));

      crm_eds_card_keep_rest (card, _ ("Unreadable line"), decoded);
    }
  if (text->agent != NULL)
    {
      g_autofree char *decoded =
          crm_eds_card_charset_decode_text (charset, text->agent->str, text->agent->len);

      crm_eds_card_keep_rest (card, "AGENT", decoded);
    }
  return card;
}

static GPtrArray *
parse_text (const char *text, gsize length, const char *forced, const char *wide, GError **error)
{
  g_autoptr (GPtrArray) texts = crm_eds_card_split (text, length);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GPtrArray) unread = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GArray) is_2_1 = g_array_new (FALSE, FALSE, sizeof (gboolean));
  GPtrArray *cards;
  CrmEdsCardCharset charset;

  if (texts->len == 0)
    {
      set_no_card_error (error, text, length);
      return NULL;
    }
  for (guint i = 0; i < texts->len; i++)
    {
      GPtrArray *junk = g_ptr_array_new_with_free_func (g_free);
      gboolean old;

      g_ptr_array_add (lines, crm_eds_card_text_read_lines (texts->pdata[i], junk, &old));
      g_ptr_array_add (unread, junk);
      g_array_append_val (is_2_1, old);
    }
  if (!crm_eds_card_charset_find (&charset, lines, forced, error))
    return NULL;
  if (wide != NULL)
    charset = (CrmEdsCardCharset){ .main = "UTF-8" };
  cards = g_ptr_array_new_full (texts->len, (GDestroyNotify)crm_card_free);
  for (guint i = 0; i < texts->len; i++)
    {
      CrmCard *card = read_card (
          texts->pdata[i], lines->pdata[i], unread->pdata[i], g_array_index (is_2_1, gboolean, i), &charset);

      if (wide != NULL)
        card->charset = wide;
      g_ptr_array_add (cards, card);
    }
  return cards;
}

static GPtrArray *
crm_eds_card_format_parse_file (
    CrmCardFormat *format, GBytes *bytes, const char *forced_charset, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GError) local = NULL;
  g_autofree char *text = NULL;
  g_autofree char *charset = NULL;
  GPtrArray *cards;

  if (data == NULL)
    data = "";
  if (is_wide ((const guint8 *)data, length, forced_charset))
    {
      text = crm_charset_to_utf8 (bytes, forced_charset, &charset, NULL, &local);
      cards = text != NULL ? parse_text (text, strlen (text), NULL, g_intern_string (charset), &local) : NULL;
    }
  else
    cards = parse_text (data, length, forced_charset, NULL, &local);
  if (cards == NULL)
    g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, local->message);
  return cards;
}

static char *
crm_eds_card_format_write (CrmCardFormat *format, GPtrArray *cards, CrmCardVersion version)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < cards->len; i++)
    crm_eds_card_write (out, cards->pdata[i], version);
  return g_string_free (out, FALSE);
}

static void
crm_eds_card_format_class_init (CrmEdsCardFormatClass *klass)
{
  CrmCardFormatClass *format_class = CRM_CARD_FORMAT_CLASS (klass);

  format_class->parse_file = crm_eds_card_format_parse_file;
  format_class->write = crm_eds_card_format_write;
}

static void
crm_eds_card_format_init (CrmEdsCardFormat *self)
{
}

CrmCardFormat *
crm_eds_card_format_new (void)
{
  return g_object_new (CRM_TYPE_EDS_CARD_FORMAT, NULL);
}
