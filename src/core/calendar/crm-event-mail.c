/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-mail.h"

#include <string.h>

#include "import/crm-charset.h"

/* Of a message only what tells where calendars are in it: kinds of parts, where they end, how they are written (RFC 2045, 2046). What is damaged is
 * read as far as it goes. Pure; any thread. */

#define MAX_DEPTH 10
#define MAX_PARTS 200
#define MAX_HEAD (256 * 1024)
#define MAX_LINE 998 /* of a head, as a message may have them, before they are put together */

/* A stretch of the message. */
typedef struct
{
  const char *data;
  gsize length;
} Piece;

typedef struct
{
  char *type; /* "text/calendar", small letters */
  char *boundary, *charset, *name;
  char *transfer; /* "base64", small letters */
  Piece body;
} Part;

typedef struct
{
  GPtrArray *inside;   /* GBytes *: parts that are calendars */
  GPtrArray *attached; /* files that are */
  guint n_parts;
} Walk;

static void
part_clear (Part *self)
{
  g_free (self->type);
  g_free (self->boundary);
  g_free (self->charset);
  g_free (self->name);
  g_free (self->transfer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

/* The line at the beginning of rest, without its end, which is passed over. */
static Piece
take_line (Piece *rest)
{
  const char *end = memchr (rest->data, '\n', rest->length);
  gsize whole = end != NULL ? (gsize)(end - rest->data) + 1 : rest->length;
  Piece line = { rest->data, end != NULL ? whole - 1 : whole };

  if (line.length > 0 && line.data[line.length - 1] == '\r')
    line.length--;
  rest->data += whole;
  rest->length -= whole;
  return line;
}

/* "Content-Type" of "Content-Type: text/plain"; 0 for a line that is none of a head. */
static gsize
get_name_length (Piece line)
{
  gsize n = 0;

  while (n < line.length && (g_ascii_isalnum (line.data[n]) || line.data[n] == '-' || line.data[n] == '_'))
    n++;
  return n < line.length && line.data[n] == ':' ? n : 0;
}

static gboolean
is_named (Piece line, const char *name)
{
  return get_name_length (line) == strlen (name) && g_ascii_strncasecmp (line.data, name, strlen (name)) == 0;
}

/* The value of a parameter: charset="utf-8", also in the form for other alphabets and long names (RFC 2231), of which the beginning is enough here. NULL
 * when it is not there. Caller owns. */
static char *
dup_parameter (const char *value, const char *name)
{
  gsize length = strlen (name);

  for (const char *p = value; (p = strchr (p, ';')) != NULL;)
    {
      GString *text;

      for (p++; g_ascii_isspace (*p); p++)
        ;
      if (g_ascii_strncasecmp (p, name, length) != 0)
        continue;
      p += length;
      if (*p == '*')
        p += strcspn (p, "=;");
      while (g_ascii_isspace (*p))
        p++;
      if (*p != '=')
        continue;
      for (p++; g_ascii_isspace (*p); p++)
        ;
      text = g_string_new (NULL);
      if (*p == '"')
        for (p++; *p != '\0' && *p != '"'; p++)
          {
            if (*p == '\\' && p[1] != '\0')
              p++;
            g_string_append_c (text, *p);
          }
      else
        for (; *p != '\0' && *p != ';' && !g_ascii_isspace (*p); p++)
          g_string_append_c (text, *p);
      return g_string_free (text, FALSE);
    }
  return NULL;
}

static void
take_head_line (Part *self, const char *line)
{
  Piece piece = { line, strlen (line) };
  const char *value = strchr (line, ':');

  if (is_named (piece, "Content-Type") && self->type == NULL)
    {
      self->type = g_strndup (value + 1, strcspn (value + 1, ";"));
      g_strstrip (self->type);
      for (char *p = self->type; *p != '\0'; p++)
        *p = g_ascii_tolower (*p);
      self->boundary = dup_parameter (value, "boundary");
      self->charset = dup_parameter (value, "charset");
      if (self->name == NULL)
        self->name = dup_parameter (value, "name");
    }
  else if (is_named (piece, "Content-Transfer-Encoding") && self->transfer == NULL)
    {
      g_autofree char *text = g_ascii_strdown (value + 1, -1);

      self->transfer = g_strdup (g_strstrip (text));
    }
  else if (is_named (piece, "Content-Disposition") && self->name == NULL)
    self->name = dup_parameter (value, "filename");
}

/* Lines of the head may go on in the next one. */
static void
read_part (Piece whole, Part *part)
{
  g_autoptr (GString) line = g_string_new (NULL);
  Piece rest = whole;

  while (rest.length > 0 && whole.length - rest.length < MAX_HEAD)
    {
      Piece before = rest;
      Piece next = take_line (&rest);
      gboolean goes_on = next.length > 0 && (next.data[0] == ' ' || next.data[0] == '\t');

      if (!goes_on && line->len > 0)
        {
          take_head_line (part, line->str);
          g_string_truncate (line, 0);
        }
      if (next.length == 0)
        break;
      /* A part without an empty line above its text. */
      if (!goes_on && get_name_length (next) == 0)
        {
          rest = before;
          break;
        }
      if (!goes_on && next.length > 6 && g_ascii_strncasecmp (next.data, "BEGIN:", 6) == 0)
        {
          rest = before;
          break;
        }
      g_string_append_len (line, next.data, (gssize)MIN (next.length, MAX_LINE));
    }
  if (line->len > 0)
    take_head_line (part, line->str);
  part->body = rest;
}

static GByteArray *
decode_quoted (Piece body)
{
  GByteArray *out = g_byte_array_sized_new ((guint)body.length);

  for (gsize i = 0; i < body.length; i++)
    {
      gsize left = body.length - i;
      int high, low;

      if (body.data[i] != '=')
        {
          g_byte_array_append (out, (const guint8 *)body.data + i, 1);
          continue;
        }
      high = left > 2 ? g_ascii_xdigit_value (body.data[i + 1]) : -1;
      low = left > 2 ? g_ascii_xdigit_value (body.data[i + 2]) : -1;
      if (high >= 0 && low >= 0)
        {
          guint8 byte = (guint8)(high * 16 + low);

          g_byte_array_append (out, &byte, 1);
          i += 2;
        }
      else
        {
          /* The end of the line is none of the text; blanks before it came on the way. */
          gsize n = 1;

          while (
              n < left && (body.data[i + n] == ' ' || body.data[i + n] == '\t' || body.data[i + n] == '\r'))
            n++;
          if (n < left && body.data[i + n] == '\n')
            i += n;
          else if (n < left)
            g_byte_array_append (out, (const guint8 *)body.data + i, 1);
        }
    }
  return out;
}

static GByteArray *
decode_base64 (Piece body)
{
  GByteArray *out = g_byte_array_new ();
  gint state = 0;
  guint bits = 0;

  g_byte_array_set_size (out, (guint)(body.length / 4 * 3 + 3));
  g_byte_array_set_size (out, (guint)g_base64_decode_step (body.data, body.length, out->data, &state, &bits));
  return out;
}

/* What the part says, as UTF-8 where its encoding is told and is another. */
static GBytes *
decode (const Part *part)
{
  GByteArray *out;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  if (g_strcmp0 (part->transfer, "base64") == 0)
    out = decode_base64 (part->body);
  else if (g_strcmp0 (part->transfer, "quoted-printable") == 0)
    out = decode_quoted (part->body);
  else
    {
      out = g_byte_array_sized_new ((guint)part->body.length);
      g_byte_array_append (out, (const guint8 *)part->body.data, (guint)part->body.length);
    }
  bytes = g_byte_array_free_to_bytes (out);
  /* Programs tell what they do not do: what reads as UTF-8 is that. */
  if (part->charset == NULL || g_ascii_strcasecmp (part->charset, "us-ascii") == 0 ||
      g_utf8_validate (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), NULL))
    return g_steal_pointer (&bytes);
  text = crm_charset_to_utf8 (bytes, part->charset, NULL, NULL, NULL);
  if (text == NULL)
    return g_steal_pointer (&bytes);
  return g_bytes_new_take (g_steal_pointer (&text), strlen (text));
}

static void
add (GPtrArray *list, GBytes *bytes)
{
  if (g_ptr_array_find_with_equal_func (list, bytes, g_bytes_equal, NULL))
    g_bytes_unref (bytes);
  else
    g_ptr_array_add (list, bytes);
}

static gboolean
has_calendar_name (const Part *part)
{
  g_autofree char *lower = part->name != NULL ? g_ascii_strdown (part->name, -1) : NULL;

  return lower != NULL && g_str_has_suffix (lower, ".ics");
}

static gboolean
is_boundary (Piece line, const char *boundary, gboolean *last)
{
  gsize length = strlen (boundary);
  Piece rest;

  if (line.length < length + 2 || strncmp (line.data, "--", 2) != 0 ||
      strncmp (line.data + 2, boundary, length) != 0)
    return FALSE;
  rest = (Piece){ line.data + 2 + length, line.length - 2 - length };
  *last = rest.length >= 2 && strncmp (rest.data, "--", 2) == 0;
  for (gsize i = *last ? 2 : 0; i < rest.length; i++)
    {
      if (!g_ascii_isspace (rest.data[i]))
        return FALSE;
    }
  return TRUE;
}

/* An invitation in the midst of what should be a letter. */
static void
look_into_text (Walk *self, const Part *part)
{
  g_autoptr (GBytes) bytes = decode (part);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  const char *begin = length > 0 ? g_strstr_len (text, (gssize)length, "BEGIN:VCALENDAR") : NULL;

  if (begin != NULL && (begin == text || begin[-1] == '\n'))
    add (self->attached,
        g_bytes_new_from_bytes (bytes, (gsize)(begin - text), length - (gsize)(begin - text)));
}

static void walk (Walk *self, Piece whole, guint depth);

/* A part ends where the next begins, at the latest with what it is in. */
static void
walk_parts (Walk *self, const Part *part, guint depth)
{
  Piece rest = part->body;
  const char *begin = NULL;
  gboolean last = FALSE;

  while (rest.length > 0 && !last)
    {
      Piece line = take_line (&rest);

      if (!is_boundary (line, part->boundary, &last))
        continue;
      if (begin != NULL)
        walk (self, (Piece){ begin, (gsize)(line.data - begin) }, depth + 1);
      begin = rest.data;
    }
  if (!last && begin != NULL)
    walk (self, (Piece){ begin, (gsize)(rest.data - begin) }, depth + 1);
}

static void
walk (Walk *self, Piece whole, guint depth)
{
  g_auto (Part) part = { 0 };

  if (depth > MAX_DEPTH || self->n_parts >= MAX_PARTS)
    return;
  self->n_parts++;
  read_part (whole, &part);
  if (part.type != NULL && g_str_has_prefix (part.type, "multipart/") && part.boundary != NULL &&
      *part.boundary != '\0')
    walk_parts (self, &part, depth);
  else if (g_strcmp0 (part.type, "message/rfc822") == 0)
    walk (self, part.body, depth + 1);
  else if (g_strcmp0 (part.type, "text/calendar") == 0)
    add (self->inside, decode (&part));
  else if (g_strcmp0 (part.type, "application/ics") == 0 || has_calendar_name (&part))
    add (self->attached, decode (&part));
  else if (part.type == NULL || g_str_equal (part.type, "text/plain"))
    look_into_text (self, &part);
}

/* What lies before the head: a mark of UTF-8, the line that parts messages in a mailbox. */
static Piece
get_message (GBytes *bytes)
{
  Piece message;

  message.data = g_bytes_get_data (bytes, &message.length);
  if (message.length >= 3 && memcmp (message.data, "\xEF\xBB\xBF", 3) == 0)
    {
      message.data += 3;
      message.length -= 3;
    }
  while (message.length > 0 && g_ascii_isspace (*message.data))
    {
      message.data++;
      message.length--;
    }
  if (message.length > 5 && strncmp (message.data, "From ", 5) == 0)
    take_line (&message);
  return message;
}

gboolean
crm_event_mail_is (GBytes *bytes)
{
  static const char *const names[] = { "From", "To", "Date", "Subject", "Received", "Message-ID",
    "MIME-Version", "Content-Type", "Return-Path", "Delivered-To", "Reply-To" };
  Piece rest = get_message (bytes);
  gsize size = rest.length;
  guint n_known = 0;

  while (rest.length > 0 && size - rest.length < MAX_HEAD)
    {
      Piece line = take_line (&rest);

      if (line.length == 0)
        break;
      if (line.data[0] == ' ' || line.data[0] == '\t')
        continue;
      if (get_name_length (line) == 0 || g_ascii_strncasecmp (line.data, "BEGIN:", 6) == 0)
        return FALSE;
      for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
        n_known += is_named (line, names[i]);
    }
  return n_known > 1;
}

GBytes *
crm_event_mail_extract (GBytes *bytes)
{
  g_autoptr (GPtrArray) inside = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GPtrArray) attached = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  Walk self = { .inside = inside, .attached = attached };
  GPtrArray *found;
  GByteArray *out;

  walk (&self, get_message (bytes), 0);
  found = inside->len > 0 ? inside : attached;
  if (found->len == 0)
    return NULL;
  out = g_byte_array_new ();
  for (guint i = 0; i < found->len; i++)
    {
      gsize length;
      const guint8 *data = g_bytes_get_data (found->pdata[i], &length);

      g_byte_array_append (out, data, (guint)length);
      g_byte_array_append (out, (const guint8 *)"\r\n", 2);
    }
  return g_byte_array_free_to_bytes (out);
}
