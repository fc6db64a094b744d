/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "channel/crm-provider-private.h"

/* The body of an answer as one kind of tree, be it JSON, XML or lines of text. What comes is anybody's: size, depth and character set
 * are checked first. No state; any thread. */

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL, sentence);
  return FALSE;
}

/* json-glib reads what is nested by calling itself, and one value behind another. */
static gboolean
depth_is_fine (const char *text)
{
  guint depth = 0;
  gboolean quoted = FALSE, begun = FALSE;

  for (; *text; text++)
    {
      /* The parser takes 0{} for an object, and forgets the number without giving it back. */
      if (begun && !quoted && depth == 0 && (*text == '[' || *text == '{'))
        return FALSE;
      begun = begun || !g_ascii_isspace (*text);
      if (quoted && *text == '\\' && text[1])
        text++;
      else if (*text == '"')
        quoted = !quoted;
      else if (!quoted && (*text == '[' || *text == '{') && ++depth > CRM_PROVIDER_MOST_DEPTH)
        return FALSE;
      else if (!quoted && (*text == ']' || *text == '}') && depth > 0)
        depth--;
    }
  return TRUE;
}

static JsonNode *
read_json (const char *text, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (!depth_is_fine (text) || !json_parser_load_from_data (parser, text, -1, NULL) ||
      !json_parser_get_root (parser))
    {
      refuse (error, _ ("The provider's answer cannot be read: it is not JSON."));
      return NULL;
    }
  root = json_parser_steal_root (parser);
  json_node_seal (root);
  return root;
}

/* One element of XML that is not closed yet. */
typedef struct
{
  char *name;
  JsonObject *object;
  GString *text;
} Element;

static void
free_element (Element *element)
{
  g_free (element->name);
  json_object_unref (element->object);
  g_string_free (element->text, TRUE);
  g_free (element);
}

static void
add_child (JsonObject *object, const char *name, JsonNode *child)
{
  JsonNode *there = json_object_get_member (object, name);

  if (!there)
    json_object_set_member (object, name, child);
  else if (JSON_NODE_HOLDS_ARRAY (there))
    json_array_add_element (json_node_get_array (there), child);
  else
    {
      JsonArray *array = json_array_new ();

      json_array_add_element (array, json_node_copy (there));
      json_array_add_element (array, child);
      json_object_set_array_member (object, name, array);
    }
}

static void
on_element_start (GMarkupParseContext *context, const char *name, const char **names, const char **values,
    gpointer data, GError **error)
{
  GPtrArray *stack = data;
  Element *element;

  if (stack->len > CRM_PROVIDER_MOST_DEPTH)
    {
      g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "too deep");
      return;
    }
  element = g_new0 (Element, 1);
  element->name = g_strdup (name);
  element->object = json_object_new ();
  element->text = g_string_new (NULL);
  for (guint i = 0; names[i]; i++)
    {
      g_autofree char *member = g_strconcat ("@", names[i], NULL);

      json_object_set_string_member (element->object, member, values[i]);
    }
  g_ptr_array_add (stack, element);
}

static void
on_element_end (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  GPtrArray *stack = data;
  Element *element = g_ptr_array_steal_index (stack, stack->len - 1);
  Element *parent = stack->pdata[stack->len - 1];
  JsonNode *node;

  g_strstrip (element->text->str);
  if (json_object_get_size (element->object) == 0)
    node = json_node_init_string (json_node_alloc (), element->text->str);
  else
    {
      if (*element->text->str)
        json_object_set_string_member (element->object, "#text", element->text->str);
      node = json_node_init_object (json_node_alloc (), element->object);
    }
  add_child (parent->object, element->name, node);
  free_element (element);
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  GPtrArray *stack = data;
  Element *element = stack->pdata[stack->len - 1];

  g_string_append_len (element->text, text, (gssize)length);
}

static JsonNode *
read_xml (const char *text, GError **error)
{
  static const GMarkupParser callbacks = { on_element_start, on_element_end, on_text, NULL, NULL };
  g_autoptr (GPtrArray) stack = g_ptr_array_new_with_free_func ((GDestroyNotify)free_element);
  g_autoptr (GMarkupParseContext) parser = NULL;
  Element *root = g_new0 (Element, 1);

  root->object = json_object_new ();
  root->text = g_string_new (NULL);
  g_ptr_array_add (stack, root);
  parser = g_markup_parse_context_new (&callbacks, G_MARKUP_TREAT_CDATA_AS_TEXT, stack, NULL);
  if (!g_markup_parse_context_parse (parser, text, -1, NULL) ||
      !g_markup_parse_context_end_parse (parser, NULL) || json_object_get_size (root->object) == 0)
    {
      refuse (error, _ ("The provider's answer cannot be read: it is not XML."));
      return NULL;
    }
  return json_node_init_object (json_node_alloc (), root->object);
}

/* "1", "2" … are the parts of a line; a part "name=value" also goes by its name. */
static void
read_line (JsonObject *object, const char *line, const char *separator, const char *pairs)
{
  g_auto (GStrv) parts = separator && *separator ? g_strsplit (line, separator, 100) : NULL;
  g_auto (GStrv) alone = parts ? NULL : g_strsplit (line, "\n", 2);
  char **each = parts ? parts : alone;

  for (guint i = 0; each[i]; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      char *part = g_strstrip (each[i]);
      char *mark = pairs && *pairs ? strstr (part, pairs) : NULL;

      json_object_set_string_member (object, number, part);
      if (mark)
        {
          g_autofree char *name = g_strndup (part, mark - part);
          g_autofree char *value = g_strdup (mark + strlen (pairs));

          g_strstrip (name);
          json_object_set_string_member (object, name, g_strstrip (value));
        }
    }
  json_object_set_string_member (object, "all", line);
}

static JsonNode *
read_text (const char *text, const char *separator, const char *pairs)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  JsonObject *root = json_object_new ();
  JsonArray *list = json_array_new ();
  g_autofree char *all = g_strdup (text);
  gboolean any = FALSE;
  JsonNode *node;

  for (guint i = 0; lines[i]; i++)
    {
      JsonObject *object;

      if (*g_strstrip (lines[i]) == '\0')
        continue;
      /* What the first line says is said without its number. */
      if (!any)
        read_line (root, lines[i], separator, pairs);
      any = TRUE;
      object = json_object_new ();
      read_line (object, lines[i], separator, pairs);
      json_array_add_object_element (list, object);
    }
  json_object_set_array_member (root, "lines", list);
  json_object_set_string_member (root, "all", g_strstrip (all));
  node = json_node_alloc ();
  json_node_init (node, JSON_NODE_OBJECT);
  json_node_take_object (node, root);
  return node;
}

/* Some gateways still speak windows-1251. */
static char *
to_utf8 (const char *data, gsize length, const char *type)
{
  const char *charset = type ? strstr (type, "charset=") : NULL;
  g_autofree char *name = charset ? g_strndup (charset + 8, strcspn (charset + 8, "; \t")) : NULL;
  char *text;

  if (length >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0)
    {
      data += 3;
      length -= 3;
    }
  if (g_utf8_validate_len (data, length, NULL))
    return g_strndup (data, length);
  if (name)
    {
      g_strdelimit (name, "\"'", ' ');
      text = g_convert (data, (gssize)length, "UTF-8", g_strstrip (name), NULL, NULL, NULL);
      if (text)
        return text;
    }
  return g_utf8_make_valid (data, (gssize)length);
}

JsonNode *
crm_provider_read_body (JsonObject *spec, GBytes *body, const char *type, GError **error)
{
  gsize length = 0;
  const char *data = body ? g_bytes_get_data (body, &length) : "";
  const char *wanted = json_object_get_string_member_with_default (spec, "type", "json");
  g_autofree char *text = NULL;
  JsonNode *node;

  if (length > CRM_PROVIDER_MOST_BYTES)
    {
      refuse (error, _ ("The provider's answer is too long to be one."));
      return NULL;
    }
  text = to_utf8 (data ? data : "", length, type);
  if (g_str_equal (wanted, "json"))
    return read_json (text, error);
  if (g_str_equal (wanted, "xml"))
    return read_xml (text, error);
  node = read_text (text, json_object_get_string_member_with_default (spec, "separator", NULL),
      json_object_get_string_member_with_default (spec, "pairs", NULL));
  return node;
}
