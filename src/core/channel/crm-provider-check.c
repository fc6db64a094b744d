/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-zone.h"

#include "channel/crm-provider-private.h"

/* Whether a provider file makes sense: every member known, of the right kind, every placeholder and path readable, so that what is loaded
 * works or says where it does not. No state; any thread. */

typedef struct
{
  const char *name;
  char
      kind; /* 's' text, 'n' number, 'b' yes or no, 'o' object, 'a' list, 't' text or translations, '*' anything */
  gboolean needed;
} Member;

static const Member file_members[] = { { "format", 'n', TRUE }, { "id", 's', TRUE }, { "name", 's', TRUE },
  { "country", 's' }, { "documentation", 's' }, { "about", 't' }, { "notes", 'a' }, { "zone", 's' },
  { "settings", 'a' }, { "limits", 'o' }, { "errors", 'o' }, { "send", 'o', TRUE }, { "test", 'o' },
  { "balance", 'o' }, { "price", 'o' }, { "look_up", 'o' }, { "states", 'o' }, { "fetch", 'o' }, { NULL } };
static const Member setting_members[] = { { "name", 's', TRUE }, { "label", 't', TRUE }, { "hint", 't' },
  { "default", 's' }, { "secret", 'b' }, { "required", 'b' }, { NULL } };
static const Member limit_members[] = { { "per_minute", 'n' }, { "characters", 'n' }, { "poll_seconds", 'n' },
  { NULL } };
static const Member operation_members[] = { { "request", 'o', TRUE }, { "answer", 'o' },
  { "idempotent", 'b' }, { "at_once", 'n' }, { "cursor", 'o' }, { NULL } };
static const Member request_members[] = { { "method", 's' }, { "url", 's', TRUE }, { "query", 'o' },
  { "headers", 'o' }, { "basic", 'a' }, { "form", 'o' }, { "json", '*' }, { "text", 's' }, { "type", 's' },
  { NULL } };
static const Member answer_members[] = { { "type", 's' }, { "separator", 's' }, { "pairs", 's' },
  { "success", 'o' }, { "failure", 'o' }, { "items", 's' }, { "where", 'o' }, { "match", 'o' }, { "id", 's' },
  { "state", 's' }, { "states", 'o' }, { "at", 's' }, { "error", 's' }, { "error_text", 's' },
  { "price", 's' }, { "currency", 's' }, { "balance", 's' }, { "parts", 's' }, { "from", 's' }, { "to", 's' },
  { "text", 's' }, { "missing", 'a' }, { "errors", 'o' }, { NULL } };
static const Member match_members[] = { { "key", 's' }, { "to", 's' }, { "text", 's' }, { NULL } };
static const Member cursor_members[] = { { "by", 's', TRUE }, { "hours", 'n' }, { "page", 'o' }, { NULL } };
static const Member page_members[] = { { "url", 's' }, { "next", 's' }, { "first", 'n' }, { "step", 'n' },
  { "full", 'n' }, { NULL } };
static const Member error_members[] = { { "as", 's', TRUE }, { "say", 't' }, { "wait", 'n' }, { NULL } };

/* What takes a path. */
static const char *const paths[] = { "id", "state", "at", "error", "error_text", "price", "currency",
  "balance", "parts", "from", "to", "text", NULL };
static const char *const codes[] = { "CREDENTIALS", "REFUSED", "RATE_LIMITED", "UNREACHABLE", "UNCERTAIN",
  "PROTOCOL", NULL };
static const char *const states[] = { "sent", "delivered", "read", "failed", "missing", NULL };

#define DEEPEST 32

/* Takes sentence. */
static gboolean
refuse (GError **error, const char *place, char *sentence)
{
  if (*place)
    g_set_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL, "%s: %s", place, sentence);
  else
    g_set_error_literal (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL, sentence);
  g_free (sentence);
  return FALSE;
}

static char *
join (const char *place, const char *name)
{
  return *place ? g_strconcat (place, ".", name, NULL) : g_strdup (name);
}

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

const char *
crm_provider_translate (JsonNode *node)
{
  const char *const *languages = g_get_language_names ();
  JsonObject *object;

  if (!node)
    return NULL;
  if (is_text (node))
    return json_node_get_string (node);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  for (guint i = 0; languages[i]; i++)
    if (json_object_has_member (object, languages[i]))
      return json_object_get_string_member_with_default (object, languages[i], NULL);
  return json_object_get_string_member_with_default (object, "en", NULL);
}

static gboolean
check_translations (JsonNode *node, const char *place, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (is_text (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node) || !json_object_has_member (json_node_get_object (node), "en"))
    return refuse (error, place, g_strdup (_ ("must be a text, or texts by language with “en” among them.")));
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    if (!is_text (member))
      return refuse (error, place, g_strdup_printf (_ ("“%s” must be a text."), name));
  return TRUE;
}

static gboolean
check_kind (JsonNode *node, char kind, const char *place, GError **error)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  switch (kind)
    {
    case 's': return type == G_TYPE_STRING || refuse (error, place, g_strdup (_ ("must be a text.")));
    case 'n':
      return (type == G_TYPE_INT64 && json_node_get_int (node) >= 0 &&
                 json_node_get_int (node) <= 1000000000) ||
             refuse (error, place, g_strdup (_ ("must be a whole number.")));
    case 'b': return type == G_TYPE_BOOLEAN || refuse (error, place, g_strdup (_ ("must be true or false.")));
    case 'o':
      return JSON_NODE_HOLDS_OBJECT (node) || refuse (error, place, g_strdup (_ ("must be in braces: {…}.")));
    case 'a':
      return JSON_NODE_HOLDS_ARRAY (node) || refuse (error, place, g_strdup (_ ("must be a list: […].")));
    case 't': return check_translations (node, place, error);
    default: return TRUE;
    }
}

static gboolean
check_members (JsonObject *object, const Member *members, const char *place, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const Member *member = members;
      g_autofree char *here = join (place, name);

      while (member->name && !g_str_equal (member->name, name))
        member++;
      if (!member->name)
        return refuse (error, here, g_strdup (_ ("there is no such entry; is it misspelt?")));
      if (!check_kind (node, member->kind, here, error))
        return FALSE;
    }
  for (const Member *member = members; member->name; member++)
    if (member->needed && !json_object_has_member (object, member->name))
      return refuse (error, place, g_strdup_printf (_ ("“%s” is missing."), member->name));
  return TRUE;
}

typedef struct
{
  CrmProviderOperation operation;
  GHashTable *settings; /* names */
} Scope;

static gboolean check_tree (
    JsonNode *node, const Scope *scope, const char *place, guint depth, GError **error);

static gboolean
check_condition (JsonObject *object, const Scope *scope, const char *place, guint depth, GError **error)
{
  static const Member members[] = { { "$if", 's' }, { "$unless", 's' }, { "$value", '*', TRUE },
    { "$else", '*' }, { NULL } };

  return check_members (object, members, place, error) &&
         crm_provider_check_template (json_object_get_string_member_with_default (object, "$if", ""),
             scope->operation, scope->settings, place, error) &&
         crm_provider_check_template (json_object_get_string_member_with_default (object, "$unless", ""),
             scope->operation, scope->settings, place, error) &&
         check_tree (json_object_get_member (object, "$value"), scope, place, depth + 1, error) &&
         (!json_object_has_member (object, "$else") ||
             check_tree (json_object_get_member (object, "$else"), scope, place, depth + 1, error));
}

static gboolean
check_tree (JsonNode *node, const Scope *scope, const char *place, guint depth, GError **error)
{
  if (depth > DEEPEST)
    return refuse (error, place, g_strdup (_ ("is nested too deeply.")));
  if (is_text (node))
    return crm_provider_check_template (
        json_node_get_string (node), scope->operation, scope->settings, place, error);
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *here = g_strdup_printf ("%s[%u]", place, i);

          if (!check_tree (json_array_get_element (array, i), scope, here, depth + 1, error))
            return FALSE;
        }
    }
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      if (json_object_has_member (object, "$if") || json_object_has_member (object, "$unless"))
        return check_condition (object, scope, place, depth, error);
      json_object_iter_init_ordered (&iter, object);
      while (json_object_iter_next_ordered (&iter, &name, &member))
        {
          g_autofree char *here = join (place, name);

          if (!crm_provider_check_template (name, scope->operation, scope->settings, here, error) ||
              !check_tree (member, scope, here, depth + 1, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_request (JsonObject *request, const Scope *scope, const char *place, GError **error)
{
  guint n_bodies = 0;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  const char *url;

  if (!check_members (request, request_members, place, error))
    return FALSE;
  url = json_object_get_string_member (request, "url");
  if (!g_str_has_prefix (url, "https://") && !g_str_has_prefix (url, "http://") &&
      !g_str_has_prefix (url, "{settings."))
    {
      g_autofree char *here = join (place, "url");

      return refuse (error, here, g_strdup (_ ("must begin with “https://”, or with a setting.")));
    }
  json_object_iter_init_ordered (&iter, request);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *here = join (place, name);

      if (!check_tree (node, scope, here, 0, error))
        return FALSE;
      n_bodies += g_str_equal (name, "form") || g_str_equal (name, "json") || g_str_equal (name, "text");
      if (g_str_equal (name, "basic") &&
          (json_array_get_length (json_node_get_array (node)) != 2 ||
              !is_text (json_array_get_element (json_node_get_array (node), 0)) ||
              !is_text (json_array_get_element (json_node_get_array (node), 1))))
        return refuse (error, here, g_strdup (_ ("must be a list of two texts: name and password.")));
    }
  if (n_bodies > 1)
    return refuse (error, place, g_strdup (_ ("only one of “form”, “json” and “text” can be sent.")));
  return TRUE;
}

static gboolean
check_path (const char *path, const char *place, GError **error)
{
  g_auto (GStrv) each = g_strsplit (path, "|", -1);

  for (guint i = 0; each[i]; i++)
    if (*each[i] != '=' && !strchr (each[i], '{') && !g_str_equal (each[i], "@key") &&
        !crm_provider_check_path (each[i]))
      return refuse (error, place,
          g_strdup_printf (_ ("“%s” is no path; one looks like “messages[0].status”."), each[i]));
  return TRUE;
}

/* path → list of texts, or one of them */
static gboolean
check_patterns (JsonObject *object, const char *place, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *here = join (place, name);

      if (!check_path (name, here, error) || !check_kind (node, 'a', here, error))
        return FALSE;
      for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
        if (!check_kind (json_array_get_element (json_node_get_array (node), i), 's', here, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
check_words (JsonObject *object, const char *const *words, const char *place, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *here = join (place, name);

      if (!is_text (node) || !g_strv_contains (words, json_node_get_string (node)))
        {
          g_autofree char *known = g_strjoinv (", ", (char **)words);

          return refuse (error, here, g_strdup_printf (_ ("must be one of: %s."), known));
        }
    }
  return TRUE;
}

static gboolean
check_errors (JsonObject *object, const char *place, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *here = join (place, name);
      const char *code;

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          !check_members (json_node_get_object (node), error_members, here, error))
        return FALSE;
      code = is_text (node) ? json_node_get_string (node)
             : JSON_NODE_HOLDS_OBJECT (node)
                 ? json_object_get_string_member (json_node_get_object (node), "as")
                 : NULL;
      if (!code || !g_strv_contains (codes, code))
        {
          g_autofree char *known = g_strjoinv (", ", (char **)codes);

          return refuse (error, here, g_strdup_printf (_ ("must be one of: %s."), known));
        }
    }
  return TRUE;
}

static gboolean
check_answer (JsonObject *answer, const char *place, GError **error)
{
  static const char *const types[] = { "json", "xml", "text", NULL };
  const char *type;

  if (!check_members (answer, answer_members, place, error))
    return FALSE;
  type = json_object_get_string_member_with_default (answer, "type", "json");
  if (!g_strv_contains (types, type))
    return refuse (
        error, place, g_strdup_printf (_ ("“%s” is no type of answer; there are json, xml and text."), type));
  for (guint i = 0; paths[i]; i++)
    {
      g_autofree char *here = join (place, paths[i]);

      if (json_object_has_member (answer, paths[i]) &&
          !check_path (json_object_get_string_member (answer, paths[i]), here, error))
        return FALSE;
    }
  if (json_object_has_member (answer, "items"))
    {
      g_autofree char *here = join (place, "items");

      if (!crm_provider_check_path (json_object_get_string_member (answer, "items")))
        return check_path ("..", here, error);
    }
  for (guint i = 0; i < 3; i++)
    {
      const char *name = ((const char *const[]){ "success", "failure", "where" })[i];
      g_autofree char *here = join (place, name);

      if (json_object_has_member (answer, name) &&
          !check_patterns (json_object_get_object_member (answer, name), here, error))
        return FALSE;
    }
  if (json_object_has_member (answer, "match"))
    {
      g_autofree char *here = join (place, "match");

      if (!check_members (json_object_get_object_member (answer, "match"), match_members, here, error))
        return FALSE;
    }
  if (json_object_has_member (answer, "errors"))
    {
      g_autofree char *here = join (place, "errors");

      if (!check_errors (json_object_get_object_member (answer, "errors"), here, error))
        return FALSE;
    }
  if (json_object_has_member (answer, "states"))
    {
      g_autofree char *here = join (place, "states");

      return check_words (json_object_get_object_member (answer, "states"), states, here, error);
    }
  return TRUE;
}

/* What each operation cannot do without in its answer. */
static gboolean
check_needs (JsonObject *answer, CrmProviderOperation operation, const char *place, GError **error)
{
  static const char *const needs[CRM_PROVIDER_N_OPERATIONS][4] = {
    [CRM_PROVIDER_BALANCE] = { "balance" },
    [CRM_PROVIDER_PRICE] = { "price" },
    [CRM_PROVIDER_STATES] = { "state", "states" },
    [CRM_PROVIDER_FETCH] = { "id", "from", "text" },
  };

  for (guint i = 0; i < 4 && needs[operation][i]; i++)
    if (!answer || !json_object_has_member (answer, needs[operation][i]))
      return refuse (error, place, g_strdup_printf (_ ("“%s” is missing."), needs[operation][i]));
  return TRUE;
}

static gboolean
check_cursor (JsonObject *operation, const char *place, GError **error)
{
  g_autofree char *here = join (place, "cursor");
  g_autofree char *page_place = join (here, "page");
  JsonObject *cursor;
  const char *by;

  if (!json_object_has_member (operation, "cursor"))
    return refuse (error, place, g_strdup_printf (_ ("“%s” is missing."), "cursor"));
  cursor = json_object_get_object_member (operation, "cursor");
  if (!check_members (cursor, cursor_members, here, error))
    return FALSE;
  by = json_object_get_string_member (cursor, "by");
  if (!g_str_equal (by, "time") && !g_str_equal (by, "id"))
    return refuse (error, here, g_strdup_printf (_ ("must be one of: %s."), "time, id"));
  return !json_object_has_member (cursor, "page") ||
         check_members (json_object_get_object_member (cursor, "page"), page_members, page_place, error);
}

static gboolean
check_operation (JsonObject *root, CrmProviderOperation operation, GHashTable *settings, GError **error)
{
  const char *name = crm_provider_operation_names[operation];
  g_autofree char *request_place = join (name, "request");
  g_autofree char *answer_place = join (name, "answer");
  Scope scope = { operation, settings };
  JsonObject *object, *answer;

  if (!json_object_has_member (root, name))
    return TRUE;
  object = json_object_get_object_member (root, name);
  if (!check_members (object, operation_members, name, error) ||
      !check_request (json_object_get_object_member (object, "request"), &scope, request_place, error))
    return FALSE;
  answer =
      json_object_has_member (object, "answer") ? json_object_get_object_member (object, "answer") : NULL;
  return (!answer || check_answer (answer, answer_place, error)) &&
         check_needs (answer, operation, answer_place, error) &&
         (operation != CRM_PROVIDER_FETCH || check_cursor (object, name, error));
}

static gboolean
name_is_fine (const char *name)
{
  return *name && strlen (name) <= 40 &&
         name[strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")] == '\0';
}

static gboolean
check_settings (JsonArray *array, GHashTable *names, GError **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *place = g_strdup_printf ("settings[%u]", i);
      JsonNode *node = json_array_get_element (array, i);
      const char *name;

      if (!check_kind (node, 'o', place, error) ||
          !check_members (json_node_get_object (node), setting_members, place, error))
        return FALSE;
      name = json_object_get_string_member (json_node_get_object (node), "name");
      if (!name_is_fine (name) || !g_hash_table_add (names, g_strdup (name)))
        return refuse (error, place,
            g_strdup_printf (
                _ ("“%s” cannot be a name: it has other signs than letters, digits, “-” and “_”, or stands "
                   "twice."),
                name));
    }
  return TRUE;
}

gboolean
crm_provider_check (JsonNode *node, GError **error)
{
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonObject *root;

  if (!check_kind (node, 'o', "", error))
    return FALSE;
  root = json_node_get_object (node);
  if (!check_members (root, file_members, "", error))
    return FALSE;
  if (json_object_get_int_member (root, "format") != 1)
    return refuse (error, "format", g_strdup (_ ("this program knows format 1 only.")));
  if (!name_is_fine (json_object_get_string_member (root, "id")))
    return refuse (error, "id", g_strdup (_ ("must be one word of letters, digits, “-” and “_”.")));
  if (json_object_has_member (root, "limits") &&
      !check_members (json_object_get_object_member (root, "limits"), limit_members, "limits", error))
    return FALSE;
  if (json_object_has_member (root, "errors") &&
      !check_errors (json_object_get_object_member (root, "errors"), "errors", error))
    return FALSE;
  if (json_object_has_member (root, "zone"))
    {
      g_autoptr (GTimeZone) zone = crm_zone_new (json_object_get_string_member (root, "zone"));

      if (!zone)
        return refuse (error, "zone", g_strdup (_ ("there is no such time zone.")));
    }
  if (json_object_has_member (root, "settings") &&
      !check_settings (json_object_get_array_member (root, "settings"), settings, error))
    return FALSE;
  for (guint i = 0; i < CRM_PROVIDER_N_OPERATIONS; i++)
    if (!check_operation (root, i, settings, error))
      return FALSE;
  return TRUE;
}
