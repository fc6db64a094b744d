/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contacts-eds/crm-eds-card-line.h"

#include <string.h>

/* Joins the folded lines of a card into properties and undoes what differs between the versions: soft line
 * breaks, quoted-printable, parameters without a name. EVCard would do the parts of it that it knows, with
 * warnings for the rest, and would take a line that ends in "=" for a soft break. Pure functions; any thread. */

/* A card with more is not a card of a person; EVCard needs quadratic time for them. */
#define MOST_PARAMS 32
#define LONGEST_PARAM 4096
/* Before a soft break. */
#define SHORTEST_BROKEN_LINE 60

typedef struct
{
  const CrmEdsCardText *card;
  GPtrArray *lines;
  GString *raw; /* property being joined; NULL when there is none */
  gboolean quoted;
  gboolean binary;
  gboolean text;         /* may go on over unfolded lines */
  gboolean break_indent; /* a blank after a soft break is indentation, not text */
} Joiner;

static void
free_line (CrmEdsCardLine *line)
{
  g_free (line->group);
  g_free (line->name);
  g_free (line->charset);
  g_string_free (line->params, TRUE);
  g_string_free (line->value, TRUE);
  g_free (line);
}

static gboolean
is_one_of (const char *text, const char *const *words)
{
  for (; *words != NULL; words++)
    if (g_ascii_strcasecmp (text, *words) == 0)
      return TRUE;
  return FALSE;
}

gboolean
crm_eds_card_line_is_structured (const CrmEdsCardLine *line)
{
  static const char *const names[] = { "N", "ADR", "ORG", "CATEGORIES", "GENDER", "X-ANDROID-CUSTOM", NULL };

  return is_one_of (line->name, names);
}

static const char *
find_colon (const char *text, gsize length)
{
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '"')
      quoted = !quoted;
    else if (text[i] == ':' && !quoted)
      return text + i;
  return memchr (text, ':', length);
}

static int
hex_value (const char *digits)
{
  int high = g_ascii_xdigit_value (digits[0]);
  int low = high < 0 ? -1 : g_ascii_xdigit_value (digits[1]);

  return low < 0 ? -1 : high * 16 + low;
}

/* Producers write the semicolons between parts as they are and encode those inside a part; a value without
 * any plain one was encoded as a whole. */
static void
decode_quoted (CrmEdsCardLine *line)
{
  GString *value = line->value;
  gboolean separated = crm_eds_card_line_is_structured (line) && memchr (value->str, ';', value->len) != NULL;
  gsize length = 0;

  if (value->len > 0 && value->str[value->len - 1] == '=')
    g_string_truncate (value, value->len - 1); /* a break with nothing behind it */
  for (gsize i = 0; i < value->len; i++)
    {
      int byte = value->str[i] == '=' && value->len - i > 2 ? hex_value (value->str + i + 1) : -1;

      if (byte < 0)
        {
          value->str[length++] = value->str[i];
          continue;
        }
      i += 2;
      if (byte == ';' && separated)
        value->str[length++] = CRM_EDS_PLAIN_SEMICOLON;
      else if (byte >= ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\x1b')
        value->str[length++] = (char)byte;
    }
  g_string_truncate (value, length);
}

static void
strip_blanks (GString *value)
{
  gsize length = 0;

  for (gsize i = 0; i < value->len; i++)
    if (!g_ascii_isspace (value->str[i]))
      value->str[length++] = value->str[i];
  g_string_truncate (value, length);
}

/* Raw control characters mean nothing in text, and one of them is ours. */
static void
strip_controls (GString *value)
{
  gsize length = 0;

  for (gsize i = 0; i < value->len; i++)
    if ((guchar)value->str[i] >= ' ' || strchr ("\t\n\r\x1b", value->str[i]) != NULL)
      if (value->str[i] != '\0')
        value->str[length++] = value->str[i];
  g_string_truncate (value, length);
}

static void
add_param (CrmEdsCardLine *line, const char *name, const char *value)
{
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
      return;
  if (*name == '\0' || *value == '\0' || strlen (value) > LONGEST_PARAM)
    return;
  g_string_append_c (line->params, ';');
  g_string_append (line->params, name);
  g_string_append (line->params, "=\"");
  for (const char *p = value; *p != '\0'; p++)
    if (*p != '"' && (guchar)*p >= ' ' && *p != '\x7f')
      g_string_append_c (line->params, *p);
  g_string_append_c (line->params, '"');
}

static gboolean
set_encoding (CrmEdsCardLine *line, const char *name, gboolean *quoted)
{
  static const char *const quoted_names[] = { "QUOTED-PRINTABLE", "Q", "QP", NULL };
  static const char *const binary_names[] = { "BASE64", "B", NULL };
  static const char *const plain_names[] = { "8BIT", "7BIT", NULL };

  if (is_one_of (name, quoted_names))
    *quoted = TRUE;
  else if (is_one_of (name, binary_names))
    line->binary = TRUE;
  else if (!is_one_of (name, plain_names))
    return FALSE;
  return TRUE;
}

static void
read_param (CrmEdsCardLine *line, const char *text, gboolean *quoted)
{
  const char *equals = strchr (text, '=');
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_auto (GStrv) parts = NULL;

  if (equals == NULL)
    {
      name = g_strstrip (g_strdup (text));
      if (!set_encoding (line, name, quoted))
        add_param (line, "TYPE", name);
      return;
    }
  name = g_strndup (text, equals - text);
  g_strstrip (name);
  value = g_strdup (equals + 1);
  g_strdelimit (value, "\"", ' ');
  g_strstrip (value);
  if (g_ascii_strcasecmp (name, "ENCODING") == 0)
    set_encoding (line, value, quoted);
  else if (g_ascii_strcasecmp (name, "CHARSET") == 0)
    {
      g_free (line->charset);
      line->charset = *value != '\0' ? g_strdup (value) : NULL;
    }
  else if (g_ascii_strcasecmp (name, "TYPE") == 0)
    {
      parts = g_strsplit (value, ",", MOST_PARAMS);
      for (guint i = 0; parts[i] != NULL; i++)
        add_param (line, "TYPE", g_strstrip (parts[i]));
    }
  else
    add_param (line, name, value);
}

static void
read_head (CrmEdsCardLine *line, const char *head, gsize length, gboolean *quoted)
{
  CrmEdsTextLine named = { .text = head, .length = length + 1 }; /* with the colon */
  gsize name = crm_eds_text_line_get_name (&named);
  const char *dot = memrchr (head, '.', name);
  guint n_params = 0;

  if (dot != NULL && dot > head)
    line->group = g_strndup (head, dot - head);
  if (line->group != NULL)
    g_strdelimit (line->group, ".", '-');
  line->name =
      g_ascii_strup (dot != NULL ? dot + 1 : head, dot != NULL ? head + name - dot - 1 : (gssize)name);

  for (const char *p = memchr (head, ';', length), *end = head + length;
       p != NULL && p < end && n_params < MOST_PARAMS;)
    {
      const char *start = ++p;
      gboolean in_quotes = FALSE;
      g_autofree char *param = NULL;

      for (; p < end && (*p != ';' || in_quotes); p++)
        if (*p == '"')
          in_quotes = !in_quotes;
      param = g_strndup (start, p - start);
      read_param (line, param, quoted);
      n_params++;
    }
}

static void
finish_property (Joiner *self)
{
  g_autoptr (GString) raw = g_steal_pointer (&self->raw);
  const char *colon;
  CrmEdsCardLine *line;
  gboolean quoted = FALSE;

  if (raw == NULL)
    return;
  colon = find_colon (raw->str, raw->len);
  if (colon == NULL)
    return;
  line = g_new0 (CrmEdsCardLine, 1);
  line->params = g_string_new (NULL);
  read_head (line, raw->str, colon - raw->str, &quoted);
  line->value = g_string_new_len (colon + 1, raw->str + raw->len - colon - 1);
  if (line->binary)
    strip_blanks (line->value);
  else
    strip_controls (line->value);
  if (quoted)
    decode_quoted (line);
  if (*line->name != '\0')
    g_ptr_array_add (self->lines, line);
  else
    free_line (line);
}

static gboolean
contains (const char *text, gsize length, const char *word)
{
  gsize n = strlen (word);

  for (gsize i = 0; i + n <= length; i++)
    if (g_ascii_strncasecmp (text + i, word, n) == 0)
      return TRUE;
  return FALSE;
}

/* Whether text ends in a soft break; tells where it begins. */
static gboolean
ends_in_break (const char *text, gsize length, gsize *at)
{
  while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
    length--;
  if (length == 0 || text[length - 1] != '=')
    return FALSE;
  *at = length - 1;
  return TRUE;
}

/* Evolution indents after a soft break, others continue with the text, which may begin with a blank. Who
 * indents every line and encodes every other blank means indentation. */
static gboolean
indents_breaks (const CrmEdsCardText *card, guint first)
{
  for (guint i = first; i < card->lines->len; i++)
    {
      const CrmEdsTextLine *line = &g_array_index (card->lines, CrmEdsTextLine, i);
      const char *text = line->text;
      gsize length = line->length;
      gsize at = 0;

      if (i == first)
        {
          const char *colon = find_colon (text, length);

          length -= colon != NULL ? colon + 1 - text : 0;
          text = colon != NULL ? colon + 1 : text;
        }
      else if (length > 0 && text[0] == ' ')
        {
          text++;
          length--;
        }
      else if (length > 0)
        return FALSE;
      if (!ends_in_break (text, length, &at))
        return memchr (text, ' ', length) == NULL;
      if (memchr (text, ' ', at) != NULL)
        return FALSE;
    }
  return TRUE;
}

static void
start_property (Joiner *self, guint index)
{
  static const char *const texts[] = { "NOTE", "LABEL", "ADR", "COMMENT", NULL };
  const CrmEdsTextLine *line = &g_array_index (self->card->lines, CrmEdsTextLine, index);
  const char *text = line->text;
  const char *colon;
  const char *dot;
  g_autofree char *name = NULL;
  gsize head;

  finish_property (self);
  self->raw = g_string_new_len (text, line->length);
  colon = find_colon (text, line->length);
  head = colon != NULL ? (gsize)(colon - text) : line->length;
  self->quoted = contains (text, head, "QUOTED-PRINTABLE");
  self->binary = contains (text, head, "BASE64") || contains (text, head, "ENCODING=B");
  name = g_strndup (text, crm_eds_text_line_get_name (line));
  dot = strrchr (name, '.');
  self->text = is_one_of (dot != NULL ? dot + 1 : name, texts) ||
               g_ascii_strncasecmp (dot != NULL ? dot + 1 : name, "X-", 2) == 0;
  self->break_indent = self->quoted && indents_breaks (self->card, index);
}

static gboolean
is_common_property (const CrmEdsTextLine *line)
{
  static const char *const names[] = { "TEL", "EMAIL", "FN", "N", "ADR", "ORG", "TITLE", "URL", "BDAY",
    "PHOTO", "UID", "REV", "VERSION", "NOTE", "LABEL", NULL };
  g_autofree char *name = g_strndup (line->text, crm_eds_text_line_get_name (line));

  return g_strv_contains (names, name);
}

/* Lines are broken because they are long, or behind a line end of the text; a short line with a "=" before
 * something that every card may have ends in a mistake. */
static gboolean
is_mistaken_break (const CrmEdsTextLine *before, const CrmEdsTextLine *line)
{
  static const char *const line_ends[] = { "=0D=", "=0A=", "=0d=", "=0a=" };

  for (guint i = 0; i < G_N_ELEMENTS (line_ends); i++)
    if (before->length >= 4 && memcmp (before->text + before->length - 4, line_ends[i], 4) == 0)
      return FALSE;
  return before->length < SHORTEST_BROKEN_LINE && is_common_property (line);
}

static gboolean
is_base64 (const CrmEdsTextLine *line)
{
  for (gsize i = 0; i < line->length; i++)
    if (!g_ascii_isalnum (line->text[i]) && strchr ("+/= \t", line->text[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* A long run of blanks may be folded into a line that has nothing else; the text goes on behind it. */
static gboolean
is_folded_blanks (Joiner *self, guint index)
{
  const CrmEdsTextLine *line = &g_array_index (self->card->lines, CrmEdsTextLine, index);

  return self->raw != NULL && !self->binary && !self->quoted && line->length > 1 &&
         index + 1 < self->card->lines->len && line[1].length > 0 &&
         (line[1].text[0] == ' ' || line[1].text[0] == '\t');
}

static void
join_line (Joiner *self, guint index, gboolean is_2_1, GPtrArray *unread)
{
  const CrmEdsTextLine *line = &g_array_index (self->card->lines, CrmEdsTextLine, index);
  const char *text = line->text;
  gsize length = line->length;
  gsize at = 0;

  if (self->raw != NULL && self->quoted && ends_in_break (self->raw->str, self->raw->len, &at) &&
      !is_mistaken_break (line - 1, line))
    {
      gsize indent = self->break_indent && length > 0 && text[0] == ' ' ? 1 : 0;

      g_string_truncate (self->raw, at);
      g_string_append_len (self->raw, text + indent, length - indent);
    }
  else if (crm_eds_text_line_is_blank (line) && (is_2_1 || !is_folded_blanks (self, index)))
    {
      /* Version 2.1 ends binary values by a blank line. */
      if (self->binary)
        finish_property (self);
    }
  else if (self->raw != NULL && (text[0] == ' ' || text[0] == '\t'))
    {
      /* 2.1 folds before a blank that belongs to the text, 3.0 and later insert one. */
      gsize indent = is_2_1 && !self->quoted ? 0 : 1;

      g_string_append_len (self->raw, text + indent, length - indent);
    }
  else if (crm_eds_text_line_get_name (line) > 0)
    start_property (self, index);
  else if (self->raw != NULL && self->binary && is_base64 (line))
    g_string_append_len (self->raw, text, length);
  else if (self->raw != NULL && self->text)
    {
      /* Some programs write the lines of a note as they are. */
      g_string_append (self->raw, self->quoted ? "=0A" : "\n");
      g_string_append_len (self->raw, text, length);
    }
  else
    g_ptr_array_add (unread, g_strndup (text, length));
}

static gboolean
has_version_2_1 (const CrmEdsCardText *card)
{
  for (guint i = 0; i < card->lines->len; i++)
    {
      const CrmEdsTextLine *line = &g_array_index (card->lines, CrmEdsTextLine, i);

      if (line->length > 7 && g_ascii_strncasecmp (line->text, "VERSION", 7) == 0)
        return contains (line->text, line->length, "2.1");
    }
  return FALSE;
}

GPtrArray *
crm_eds_card_text_read_lines (const CrmEdsCardText *card, GPtrArray *unread, gboolean *is_2_1)
{
  Joiner self = { .card = card, .lines = g_ptr_array_new_with_free_func ((GDestroyNotify)free_line) };

  *is_2_1 = has_version_2_1 (card);
  for (guint i = 0; i < card->lines->len; i++)
    join_line (&self, i, *is_2_1, unread);
  finish_property (&self);
  return self.lines;
}
