/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-lines.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"

/* Content lines and the components they stand in. Nothing is thrown away: a line that is none is kept as it is. Any thread. */

#define FOLD_AT 75

void
crm_event_line_free (CrmEventLine *self)
{
  if (self == NULL)
    return;
  g_free (self->raw);
  g_free (self->text);
  g_free (self);
}

/* Where the parameter at text begins to be another one or the value. */
static const char *
skip_param (const char *text)
{
  gboolean quoted = FALSE;

  for (; *text != '\0' && (quoted || (*text != ';' && *text != ':')); text++)
    {
      if (*text == '"')
        quoted = !quoted;
    }
  return text;
}

static void
read_form (CrmEventLine *self)
{
  const char *p = self->text;
  const char *end;

  while (g_ascii_isalnum (*p) || *p == '-' || *p == '_')
    p++;
  self->name_length = (guint)(p - self->text);
  self->value = 0;
  if (self->name_length == 0)
    return;
  end = p;
  while (*end == ';')
    end = skip_param (end + 1);
  /* A quote that is never closed: the first colon must do. */
  if (*end != ':')
    end = *p == ';' ? strchr (p, ':') : NULL;
  if (end != NULL)
    self->value = (guint)(end + 1 - self->text);
}

CrmEventLine *
crm_event_line_new (const char *text)
{
  CrmEventLine *self = g_new0 (CrmEventLine, 1);

  self->text = g_strdup (text);
  read_form (self);
  return self;
}

CrmEventLine *
crm_event_line_new_raw (const char *raw, gsize length, guint number)
{
  CrmEventLine *self = g_new0 (CrmEventLine, 1);
  char *out;

  self->raw = g_strndup (raw, length);
  self->text = out = g_malloc (length + 1);
  self->line = number;
  for (const char *p = self->raw; *p != '\0'; p++)
    {
      gsize n = *p == '\r' && p[1] == '\n' ? 2 : *p == '\n' ? 1 : 0;

      if (n > 0 && (p[n] == ' ' || p[n] == '\t'))
        p += n;
      else
        *out++ = *p;
    }
  *out = '\0';
  read_form (self);
  return self;
}

gboolean
crm_event_line_is (const CrmEventLine *self, const char *name)
{
  return self->value > 0 && strlen (name) == self->name_length &&
         g_ascii_strncasecmp (self->text, name, self->name_length) == 0;
}

const char *
crm_event_line_get_value (const CrmEventLine *self)
{
  return self->value > 0 ? self->text + self->value : "";
}

/* The parameter's span with its semicolon; NULL when there is none. */
static const char *
find_param (const CrmEventLine *self, const char *name, const char **end)
{
  const char *last = self->text + self->value - 1;
  gsize length = strlen (name);

  if (self->value == 0)
    return NULL;
  for (const char *p = self->text + self->name_length; p < last && *p == ';'; p = *end)
    {
      *end = MIN (skip_param (p + 1), last);
      if (g_ascii_strncasecmp (p + 1, name, length) == 0 && p[1 + length] == '=')
        return p;
    }
  return NULL;
}

/* RFC 6868 */
static char *
read_carets (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      char next = text[i] == '^' && i + 1 < length ? text[i + 1] : '\0';

      if (next == '^' || next == 'n' || next == '\'')
        {
          g_string_append_c (out, next == '^' ? '^' : next == 'n' ? '\n' : '"');
          i++;
        }
      else
        g_string_append_c (out, text[i]);
    }
  return g_string_free (out, FALSE);
}

char *
crm_event_line_dup_param (const CrmEventLine *self, const char *name)
{
  const char *end;
  const char *p = find_param (self, name, &end);

  if (p == NULL)
    return NULL;
  p += strlen (name) + 2;
  if (*p == '"')
    {
      const char *close = memchr (p + 1, '"', (gsize)(end - p - 1));

      return read_carets (p + 1, (gsize)((close != NULL ? close : end) - p - 1));
    }
  return read_carets (p, (gsize)(end - p));
}

static void
append_param (GString *out, const char *name, const char *value)
{
  gboolean quoted = strpbrk (value, ";:, ") != NULL;

  g_string_append_printf (out, ";%s=%s", name, quoted ? "\"" : "");
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '^')
        g_string_append (out, "^^");
      else if (*p == '"')
        g_string_append (out, "^'");
      else if (*p == '\n')
        g_string_append (out, "^n");
      else if ((guchar)*p >= 0x20)
        g_string_append_c (out, *p);
    }
  g_string_append (out, quoted ? "\"" : "");
}

static void
take_text (CrmEventLine *self, char *text)
{
  g_free (self->text);
  self->text = text;
  g_clear_pointer (&self->raw, g_free);
  read_form (self);
}

void
crm_event_line_set_param (CrmEventLine *self, const char *name, const char *value)
{
  const char *end;
  const char *p = find_param (self, name, &end);
  GString *out;

  if (self->value == 0 || (p == NULL && value == NULL))
    return;
  if (p == NULL)
    p = end = self->text + self->value - 1;
  out = g_string_new_len (self->text, p - self->text);
  if (value != NULL)
    append_param (out, name, value);
  g_string_append (out, end);
  take_text (self, g_string_free (out, FALSE));
}

void
crm_event_line_set_value (CrmEventLine *self, const char *value)
{
  g_autofree char *head = g_strndup (self->text, self->value);

  take_text (self, g_strconcat (head, value, NULL));
}

static void
append_folded (GString *out, const char *text)
{
  gsize length = strlen (text);
  gsize room = FOLD_AT;

  while (length > room)
    {
      gsize cut = room;

      while (cut > 1 && ((guchar)text[cut] & 0xC0) == 0x80)
        cut--;
      g_string_append_len (out, text, (gssize)cut);
      g_string_append (out, "\r\n ");
      text += cut;
      length -= cut;
      room = FOLD_AT - 1;
    }
  g_string_append (out, text);
}

CrmEventPart *
crm_event_part_new (const char *name)
{
  CrmEventPart *self = g_new0 (CrmEventPart, 1);

  self->name = g_strdup (name);
  self->items = g_array_new (FALSE, FALSE, sizeof (CrmEventItem));
  return self;
}

static void
clear_item (CrmEventItem *item)
{
  g_clear_pointer (&item->line, crm_event_line_free);
  g_clear_pointer (&item->part, crm_event_part_free);
}

void
crm_event_part_free (CrmEventPart *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->items->len; i++)
    clear_item (&g_array_index (self->items, CrmEventItem, i));
  g_array_unref (self->items);
  g_free (self->name);
  g_free (self);
}

gboolean
crm_event_part_is (const CrmEventPart *self, const char *name)
{
  return g_ascii_strcasecmp (self->name, name) == 0;
}

void
crm_event_part_append_to (const CrmEventPart *self, GString *out)
{
  g_string_append_printf (out, "BEGIN:%s\r\n", self->name);
  for (guint i = 0; i < self->items->len; i++)
    {
      const CrmEventItem *item = &g_array_index (self->items, CrmEventItem, i);

      if (item->part != NULL)
        crm_event_part_append_to (item->part, out);
      else
        {
          if (item->line->raw != NULL)
            g_string_append (out, item->line->raw);
          else
            append_folded (out, item->line->text);
          g_string_append (out, "\r\n");
        }
    }
  g_string_append_printf (out, "END:%s\r\n", self->name);
}

void
crm_event_part_take_part (CrmEventPart *self, CrmEventPart *part)
{
  CrmEventItem item = { .part = part };

  g_array_append_val (self->items, item);
}

void
crm_event_part_take_line (CrmEventPart *self, CrmEventLine *line)
{
  crm_event_part_insert_line (self, self->items->len, line);
}

void
crm_event_part_insert_line (CrmEventPart *self, guint at, CrmEventLine *line)
{
  CrmEventItem item = { .line = line };

  g_array_insert_val (self->items, at, item);
}

guint
crm_event_part_find_place (const CrmEventPart *self, const char *name)
{
  guint place = self->items->len;

  for (guint i = self->items->len; i > 0; i--)
    {
      const CrmEventItem *item = &g_array_index (self->items, CrmEventItem, i - 1);

      if (item->line != NULL && crm_event_line_is (item->line, name))
        return i;
      if (item->part != NULL)
        place = i - 1;
    }
  return place;
}

void
crm_event_part_remove (CrmEventPart *self, guint at)
{
  clear_item (&g_array_index (self->items, CrmEventItem, at));
  g_array_remove_index (self->items, at);
}

CrmEventLine *
crm_event_part_find (const CrmEventPart *self, const char *name)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      CrmEventLine *line = g_array_index (self->items, CrmEventItem, i).line;

      if (line != NULL && crm_event_line_is (line, name))
        return line;
    }
  return NULL;
}

void
crm_event_part_replace (CrmEventPart *self, const char *name, CrmEventLine *line)
{
  guint place = crm_event_part_find_place (self, name);

  for (guint i = self->items->len; i > 0; i--)
    {
      CrmEventLine *old = g_array_index (self->items, CrmEventItem, i - 1).line;

      if (old != NULL && crm_event_line_is (old, name))
        {
          crm_event_part_remove (self, i - 1);
          place = i - 1;
        }
    }
  if (line != NULL)
    crm_event_part_insert_line (self, place, line);
}

/* The content line at text, with its folds; length without, the result behind its end of line. */
static const char *
find_line_end (const char *text, gsize *length, guint *n_lines)
{
  const char *p = text;

  *n_lines = 0;
  for (;;)
    {
      const char *end = strchr (p, '\n');

      (*n_lines)++;
      if (end == NULL)
        {
          end = p + strlen (p);
          *length = (gsize)(end - text);
          return end;
        }
      if (end[1] != ' ' && end[1] != '\t')
        {
          *length = (gsize)(end - text) - (end > text && end[-1] == '\r');
          return end + 1;
        }
      p = end + 1;
    }
}

/* "BEGIN:VEVENT": what begins. NULL for any other line. Caller owns. */
static char *
dup_name (const CrmEventLine *line, const char *word)
{
  char *name = NULL;

  if (!crm_event_line_is (line, word))
    return NULL;
  name = g_strstrip (g_strdup (crm_event_line_get_value (line)));
  for (char *p = name; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != '-')
        *p = '-';
    }
  return name;
}

static void
set_refused (GError **error, const char *message)
{
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, message);
}

CrmEventPart *
crm_event_part_parse (const char *ical, GError **error)
{
  g_autoptr (CrmEventPart) top = NULL;
  CrmEventPart *stack[CRM_EVENT_MAX_DEPTH];
  guint depth = 0;
  guint number = 1;
  gsize length;
  guint n_lines;

  for (const char *p = ical, *next; *p != '\0'; p = next, number += n_lines)
    {
      g_autoptr (CrmEventLine) line = NULL;
      g_autofree char *name = NULL;

      next = find_line_end (p, &length, &n_lines);
      if (length == 0)
        continue;
      line = crm_event_line_new_raw (p, length, number);
      if ((name = dup_name (line, "BEGIN")) != NULL)
        {
          CrmEventPart *part;

          if (depth == CRM_EVENT_MAX_DEPTH)
            {
              set_refused (error, _ ("Its parts stand too deep in one another."));
              return NULL;
            }
          part = crm_event_part_new (name);
          part->line = number;
          if (depth > 0)
            crm_event_part_take_part (stack[depth - 1], part);
          else
            top = part;
          stack[depth++] = part;
        }
      else if ((name = dup_name (line, "END")) != NULL && depth > 0)
        {
          if (!crm_event_part_is (stack[depth - 1], name))
            {
              set_refused (error, _ ("A part of it ends that did not begin."));
              return NULL;
            }
          if (--depth == 0)
            return g_steal_pointer (&top);
        }
      else if (depth > 0)
        crm_event_part_take_line (stack[depth - 1], g_steal_pointer (&line));
    }
  if (depth > 0)
    set_refused (error, _ ("It does not end."));
  else
    set_refused (error, _ ("This is no calendar file."));
  return NULL;
}

char *
crm_event_text_read (const char *value)
{
  GString *out = g_string_sized_new (strlen (value));

  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        {
          p++;
          g_string_append_c (out, *p == 'n' || *p == 'N' ? '\n' : *p);
        }
      else if ((guchar)*p >= 0x20 || *p == '\t')
        g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}

char *
crm_event_text_write (const char *text)
{
  GString *out = g_string_sized_new (strlen (text) + 16);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\n')
        g_string_append (out, "\\n");
      else if (*p == '\\' || *p == ';' || *p == ',')
        g_string_append_printf (out, "\\%c", *p);
      else if ((guchar)*p >= 0x20 || *p == '\t')
        g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}

GPtrArray *
crm_event_value_split (const char *value, char sign, guint max)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);
  const char *start = value;
  gboolean quoted = FALSE;

  for (const char *p = value; pieces->len < max; p++)
    {
      if (*p == '\0' || (*p == sign && !quoted))
        {
          g_ptr_array_add (pieces, g_strndup (start, (gsize)(p - start)));
          if (*p == '\0')
            break;
          start = p + 1;
        }
      else if (*p == '"')
        quoted = !quoted;
      else if (*p == '\\' && p[1] != '\0')
        p++;
    }
  return pieces;
}
