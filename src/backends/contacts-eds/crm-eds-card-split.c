/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contacts-eds/crm-eds-card-split.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Finds the cards of a file. EVCard takes one card and believes what it gets, so that a card without an end
 * would swallow its neighbours; here a card ends at its END, at the next BEGIN or with the file. Works on
 * bytes, because one file can hold several encodings. Pure functions; any thread. */

#define MARK "\xEF\xBB\xBF"

static void
free_card (CrmEdsCardText *card)
{
  g_array_unref (card->lines);
  if (card->agent != NULL)
    g_string_free (card->agent, TRUE);
  g_free (card);
}

static CrmEdsCardText *
make_card (guint line)
{
  CrmEdsCardText *card = g_new0 (CrmEdsCardText, 1);

  card->line = line;
  card->lines = g_array_new (FALSE, FALSE, sizeof (CrmEdsTextLine));
  return card;
}

/* Line ends are LF, CR, CRLF, and CR CR LF, which files get that were sent as text twice. */
static const char *
skip_line_end (const char *p, const char *end)
{
  const char *q = p;

  if (p == end)
    return p;
  if (*p == '\n')
    return p + 1;
  while (q < end && *q == '\r' && q - p < 3)
    q++;
  return q < end && *q == '\n' ? q + 1 : p + 1;
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t';
}

gboolean
crm_eds_text_line_is_blank (const CrmEdsTextLine *line)
{
  for (gsize i = 0; i < line->length; i++)
    if (!is_space (line->text[i]))
      return FALSE;
  return TRUE;
}

/* A web address in the middle of a text is no property named HTTP. */
static gboolean
is_web_address (const CrmEdsTextLine *line, gsize colon)
{
  static const char *const schemes[] = { "http", "https", "ftp", NULL };
  g_autofree char *scheme = NULL;

  if (line->length - colon < 3 || memcmp (line->text + colon, "://", 3) != 0)
    return FALSE;
  scheme = g_ascii_strdown (line->text, colon);
  return g_strv_contains (schemes, scheme);
}

gsize
crm_eds_text_line_get_name (const CrmEdsTextLine *line)
{
  gsize i = 0;
  gsize after;

  while (i < line->length && (g_ascii_isalnum (line->text[i]) || line->text[i] == '-' ||
                                 line->text[i] == '_' || (line->text[i] == '.' && i > 0)))
    i++;
  after = i;
  while (after < line->length && is_space (line->text[after]))
    after++;
  if (i == 0 || after == line->length || (line->text[after] != ':' && line->text[after] != ';'))
    return 0;
  return is_web_address (line, after) ? 0 : i;
}

/* Whether the line is "WORD:VCARD", in any case and with blanks around. */
static gboolean
is_marker (const CrmEdsTextLine *line, const char *word)
{
  const char *p = line->text;
  const char *end = line->text + line->length;

  while (end - p >= 3 && memcmp (p, MARK, 3) == 0)
    p += 3;
  if ((gsize)(end - p) < strlen (word) || g_ascii_strncasecmp (p, word, strlen (word)) != 0)
    return FALSE;
  p += strlen (word);
  while (p < end && is_space (*p))
    p++;
  if (p == end || *p != ':')
    return FALSE;
  for (p++; p < end && is_space (*p);)
    p++;
  if (end - p < 5 || g_ascii_strncasecmp (p, "VCARD", 5) != 0)
    return FALSE;
  for (p += 5; p < end && is_space (*p);)
    p++;
  return p == end;
}

/* The value of an AGENT line, NULL when the line is another one. */
static gboolean
is_agent (const CrmEdsTextLine *line, const char **value, gsize *length)
{
  gsize name = crm_eds_text_line_get_name (line);
  const char *colon;

  if (name < 5 || g_ascii_strncasecmp (line->text + name - 5, "AGENT", 5) != 0 ||
      (name > 5 && line->text[name - 6] != '.'))
    return FALSE;
  colon = memchr (line->text, ':', line->length);
  if (colon == NULL)
    return FALSE;
  *value = colon + 1;
  *length = line->text + line->length - *value;
  return TRUE;
}

/* Version 2.1 puts the card of an assistant behind an empty AGENT line. */
static gboolean
awaits_agent (const CrmEdsCardText *card)
{
  for (guint i = card->lines->len; i > 0; i--)
    {
      const CrmEdsTextLine *line = &g_array_index (card->lines, CrmEdsTextLine, i - 1);
      CrmEdsTextLine value = { 0 };

      if (crm_eds_text_line_is_blank (line))
        continue;
      return is_agent (line, &value.text, &value.length) && crm_eds_text_line_is_blank (&value);
    }
  return FALSE;
}

static gboolean
opens_agent (const CrmEdsTextLine *line)
{
  CrmEdsTextLine value = { 0 };

  return is_agent (line, &value.text, &value.length) && is_marker (&value, "BEGIN");
}

/* The lines of an assistant's card are folded by some as one long value, so that its end is indented. */
static gboolean
ends_agent (const CrmEdsTextLine *line)
{
  CrmEdsTextLine rest = *line;

  while (rest.length > 0 && is_space (*rest.text))
    {
      rest.text++;
      rest.length--;
    }
  return is_marker (&rest, "END");
}

static void
add_agent (CrmEdsCardText *card, const CrmEdsTextLine *line)
{
  if (card->agent == NULL)
    card->agent = g_string_new (NULL);
  if (card->agent->len > 0)
    g_string_append_c (card->agent, ' ');
  g_string_append_len (card->agent, line->text, line->length);
}

GPtrArray *
crm_eds_card_split (const char *text, gsize length)
{
  GPtrArray *cards = g_ptr_array_new_with_free_func ((GDestroyNotify)free_card);
  CrmEdsCardText *card = NULL;
  CrmEdsCardText *stray = NULL; /* properties that stand outside of any card */
  guint depth = 0;
  guint number = 0;

  for (const char *p = text, *end = text + length; p < end;)
    {
      CrmEdsTextLine line = { .text = p, .number = ++number };

      while (p < end && *p != '\n' && *p != '\r')
        p++;
      line.length = p - line.text;
      p = skip_line_end (p, end);

      if (is_marker (&line, "BEGIN"))
        {
          if (card != NULL && awaits_agent (card))
            {
              depth++;
              continue;
            }
          if (card != NULL)
            {
              card->error = N_ ("The card is not finished: its END:VCARD line is missing.");
              g_ptr_array_add (cards, card);
            }
          g_clear_pointer (&stray, free_card);
          card = make_card (line.number);
          depth = 1;
        }
      else if (is_marker (&line, "END"))
        {
          if (card == NULL && stray != NULL)
            {
              stray->error = N_ ("The card has no beginning: its BEGIN:VCARD line is missing.");
              g_ptr_array_add (cards, g_steal_pointer (&stray));
            }
          else if (card != NULL && --depth == 0)
            g_ptr_array_add (cards, g_steal_pointer (&card));
        }
      else if (card != NULL && depth > 1 && ends_agent (&line))
        depth--;
      else if (card != NULL && depth > 1)
        add_agent (card, &line);
      else if (card != NULL && opens_agent (&line))
        depth++;
      else if (card != NULL)
        g_array_append_val (card->lines, line);
      else if (stray != NULL || crm_eds_text_line_get_name (&line) > 0)
        {
          if (stray == NULL)
            stray = make_card (line.number);
          g_array_append_val (stray->lines, line);
        }
    }
  if (card != NULL)
    {
      card->error = N_ ("The card is not finished: its END:VCARD line is missing.");
      g_ptr_array_add (cards, card);
    }
  g_clear_pointer (&stray, free_card);
  return cards;
}
