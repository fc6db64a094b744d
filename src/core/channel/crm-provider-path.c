/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/crm-provider-private.h"

/* Where something stands in an answer: "messages[0].status", "sms.*.cost", "list[*]", "@key"; and the times and sums found there.
 * No state; any thread. */

#define MICROS G_GINT64_CONSTANT (1000000)

/* One step: a name (or "*"), then perhaps an index (or "[*]"). Returns what is behind it, NULL when it is none. */
static const char *
read_step (const char *path, char **name, char **index)
{
  gsize length = strcspn (path, ".[");
  const char *at = path + length;

  *name = g_strndup (path, length);
  *index = NULL;
  if (*at == '[')
    {
      gsize inside = strcspn (at + 1, "]");

      if (at[1 + inside] != ']')
        return NULL;
      *index = g_strndup (at + 1, inside);
      if (!g_str_equal (*index, "*") &&
          (inside == 0 || inside > 6 || strspn (*index, "0123456789") != inside))
        return NULL;
      at += inside + 2;
    }
  if (*at == '.')
    return at[1] ? at + 1 : NULL;
  if (*at == '[')
    return at;
  return *at == '\0' && (length > 0 || *index) ? at : NULL;
}

gboolean
crm_provider_check_path (const char *path)
{
  while (path && *path)
    {
      g_autofree char *name = NULL;
      g_autofree char *index = NULL;

      path = read_step (path, &name, &index);
    }
  return path != NULL;
}

static void collect (const CrmProviderItem *item, const char *path, GArray *found);

static void
collect_elements (JsonNode *node, const char *key, const char *index, const char *rest, GArray *found)
{
  JsonArray *array;
  guint first = 0, last;

  if (!node)
    return;
  /* An element of XML that stands once is its own list. */
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      if (g_str_equal (index, "*") ? !JSON_NODE_HOLDS_NULL (node) : atoi (index) == 0)
        collect (&(CrmProviderItem){ node, key }, rest, found);
      return;
    }
  array = json_node_get_array (node);
  last = json_array_get_length (array);
  if (!g_str_equal (index, "*"))
    {
      first = (guint)atoi (index);
      last = MIN (last, first + 1);
    }
  for (guint i = first; i < last; i++)
    collect (&(CrmProviderItem){ json_array_get_element (array, i), NULL }, rest, found);
}

static void
collect (const CrmProviderItem *item, const char *path, GArray *found)
{
  g_autofree char *name = NULL;
  g_autofree char *index = NULL;
  const char *rest;
  JsonObject *object;

  if (*path == '\0')
    {
      g_array_append_val (found, *item);
      return;
    }
  rest = read_step (path, &name, &index);
  if (!rest)
    return;
  if (*name == '\0')
    {
      collect_elements (item->node, item->key, index, rest, found);
      return;
    }
  if (!item->node || !JSON_NODE_HOLDS_OBJECT (item->node))
    return;
  object = json_node_get_object (item->node);
  if (g_str_equal (name, "*"))
    {
      JsonObjectIter iter;
      const char *key;
      JsonNode *child;

      json_object_iter_init_ordered (&iter, object);
      while (json_object_iter_next_ordered (&iter, &key, &child))
        if (index)
          collect_elements (child, key, index, rest, found);
        else
          collect (&(CrmProviderItem){ child, key }, rest, found);
    }
  else if (json_object_has_member (object, name))
    {
      JsonNode *child = json_object_get_member (object, name);

      if (index)
        collect_elements (child, NULL, index, rest, found);
      else
        collect (&(CrmProviderItem){ child, NULL }, rest, found);
    }
}

GArray *
crm_provider_find_all (const CrmProviderItem *from, const char *path)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (CrmProviderItem));

  if (path && from->node)
    collect (from, path, found);
  return found;
}

static char *
get_scalar (JsonNode *node)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (node && JSON_NODE_HOLDS_OBJECT (node) && json_object_has_member (json_node_get_object (node), "#text"))
    node = json_object_get_member (json_node_get_object (node), "#text");
  if (!node || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  switch (json_node_get_value_type (node))
    {
    /* Half a surrogate pair comes through the parser. */
    case G_TYPE_STRING: return g_utf8_make_valid (json_node_get_string (node), -1);
    case G_TYPE_INT64: return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    case G_TYPE_BOOLEAN: return g_strdup (json_node_get_boolean (node) ? "true" : "false");
    case G_TYPE_DOUBLE:
      return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", json_node_get_double (node)));
    default: return NULL;
    }
}

static char *
get_at_path (const CrmProviderItem *item, const char *path)
{
  g_autoptr (GArray) found = NULL;

  if (g_str_equal (path, "@key"))
    return item->key ? g_utf8_make_valid (item->key, -1) : NULL;
  found = crm_provider_find_all (item, path);
  for (guint i = 0; i < found->len; i++)
    {
      char *text = get_scalar (g_array_index (found, CrmProviderItem, i).node);

      if (text)
        return text;
    }
  return NULL;
}

static char *
get_filled_in (const CrmProviderItem *item, const char *value)
{
  g_autoptr (GString) out = g_string_new (NULL);

  while (*value)
    {
      gsize literal = strcspn (value, "{");
      gsize inside;
      g_autofree char *path = NULL;
      g_autofree char *text = NULL;

      g_string_append_len (out, value, (gssize)literal);
      value += literal;
      if (*value == '\0')
        break;
      inside = strcspn (value, "}");
      path = g_strndup (value + 1, inside - 1);
      text = get_at_path (item, path);
      if (!text)
        return NULL;
      g_string_append (out, text);
      value += value[inside] ? inside + 1 : inside;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
crm_provider_get_text (const CrmProviderItem *item, const char *value)
{
  g_auto (GStrv) each = value ? g_strsplit (value, "|", -1) : NULL;

  for (guint i = 0; each && each[i]; i++)
    {
      char *text = *each[i] == '='         ? g_strdup (each[i] + 1)
                   : strchr (each[i], '{') ? get_filled_in (item, each[i])
                                           : get_at_path (item, each[i]);

      if (text)
        return text;
    }
  return NULL;
}

static gint64
take_instant (GDateTime *time)
{
  gint64 at = time ? g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time) : 0;

  g_clear_pointer (&time, g_date_time_unref);
  return at;
}

static gint64
parse_number (const char *text)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &number, NULL))
    return 0;
  if (number >= G_GUINT64_CONSTANT (100000000000000))
    return (gint64)number;
  if (number >= G_GUINT64_CONSTANT (100000000000))
    return (gint64)number * 1000;
  return (gint64)number * MICROS;
}

/* "Fri, 24 May 2019 17:44:50 +0000", also the date of HTTP ("… GMT"). */
static gint64
parse_letter (const char *text)
{
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
    "Nov", "Dec", NULL };
  const char *comma = strchr (text, ',');
  int day, year, hour, minute, second;
  char month[4], zone[6] = "";
  g_autoptr (GTimeZone) offset = NULL;

  if (sscanf (comma ? comma + 1 : text, " %2d %3s %4d %2d:%2d:%2d %5s", &day, month, &year, &hour, &minute,
          &second, zone) < 6)
    return 0;
  for (int i = 0; months[i]; i++)
    if (g_ascii_strcasecmp (months[i], month) == 0)
      {
        offset = *zone == '+' || *zone == '-' ? g_time_zone_new_identifier (zone) : NULL;
        if (!offset)
          offset = g_time_zone_new_utc ();
        return take_instant (g_date_time_new (offset, year, i + 1, day, hour, minute, second));
      }
  return 0;
}

gint64
crm_provider_parse_time (const char *text, GTimeZone *zone)
{
  int day, month, year, hour, minute, second = 0;
  gint64 at;

  if (!text || strlen (text) > 64)
    return 0;
  if (text[strspn (text, "0123456789")] == '\0')
    return MAX (parse_number (text), 0);
  if (sscanf (text, "%2d.%2d.%4d %2d:%2d:%2d", &day, &month, &year, &hour, &minute, &second) >= 5)
    return MAX (take_instant (g_date_time_new (zone, year, month, day, hour, minute, second)), 0);
  at = take_instant (g_date_time_new_from_iso8601 (text, zone));
  return MAX (at ? at : parse_letter (text), 0);
}

gboolean
crm_provider_parse_micros (const char *text, gint64 *micros)
{
  gboolean negative;
  gint64 whole = 0, part = 0, unit = MICROS;
  const char *at = text;

  if (!text)
    return FALSE;
  at += strspn (at, " ");
  negative = *at == '-';
  at += *at == '-' || *at == '+';
  if (!g_ascii_isdigit (*at) && *at != '.')
    return FALSE;
  for (; g_ascii_isdigit (*at); at++)
    {
      whole = whole * 10 + (*at - '0');
      if (whole > G_MAXINT64 / MICROS / 10)
        return FALSE;
    }
  if (*at == '.' || *at == ',')
    for (at++; g_ascii_isdigit (*at); at++)
      {
        unit /= 10;
        part += (*at - '0') * unit;
      }
  at += strspn (at, " ");
  if (*at != '\0')
    return FALSE;
  *micros = whole * MICROS + part;
  if (negative)
    *micros = -*micros;
  return TRUE;
}
