/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel/crm-provider.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base/crm-clock.h"
#include "base/crm-zone.h"
#include "channel/crm-provider-private.h"

/* A provider as read from its file. Immutable; owns the tree of the file, from which everything borrows. Any thread. */

#define RESOURCES "/io/github/clientele/providers"
#define POLL_SECONDS 60
#define MOST_FILE_BYTES (256 * 1024)

GResource *crm_providers_get_resource (void);

const char *const crm_provider_operation_names[CRM_PROVIDER_N_OPERATIONS] = {
  [CRM_PROVIDER_SEND] = "send",
  [CRM_PROVIDER_TEST] = "test",
  [CRM_PROVIDER_BALANCE] = "balance",
  [CRM_PROVIDER_PRICE] = "price",
  [CRM_PROVIDER_LOOK_UP] = "look_up",
  [CRM_PROVIDER_STATES] = "states",
  [CRM_PROVIDER_FETCH] = "fetch",
};

static const char *const shipped[] = { "twilio", "vonage", "bird", "messagebird", "clicksend", "turbosms",
  "smsc", "smsru", "android-sms-gateway", "generic-http", NULL };

static guint
get_limit (JsonObject *root, const char *name, guint otherwise)
{
  JsonObject *limits =
      json_object_has_member (root, "limits") ? json_object_get_object_member (root, "limits") : NULL;

  return limits ? (guint)json_object_get_int_member_with_default (limits, name, otherwise) : otherwise;
}

static void
take_settings (CrmProvider *self, JsonObject *root)
{
  JsonArray *array =
      json_object_has_member (root, "settings") ? json_object_get_array_member (root, "settings") : NULL;

  self->settings = g_array_new (FALSE, TRUE, sizeof (CrmProviderSetting));
  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      CrmProviderSetting setting = {
        .name = json_object_get_string_member (object, "name"),
        .label = crm_provider_translate (json_object_get_member (object, "label")),
        .hint = crm_provider_translate (json_object_get_member (object, "hint")),
        .value = json_object_get_string_member_with_default (object, "default", NULL),
        .secret = json_object_get_boolean_member_with_default (object, "secret", FALSE),
        .required = json_object_get_boolean_member_with_default (object, "required", FALSE),
      };

      g_array_append_val (self->settings, setting);
    }
}

static CrmProvider *
take_root (JsonNode *node)
{
  CrmProvider *self = g_new0 (CrmProvider, 1);
  JsonObject *root = json_node_get_object (node);
  JsonObject *states;

  g_atomic_ref_count_init (&self->references);
  self->root = node;
  self->id = json_object_get_string_member (root, "id");
  self->name = json_object_get_string_member (root, "name");
  self->documentation = json_object_get_string_member_with_default (root, "documentation", "");
  self->rate = get_limit (root, "per_minute", 0);
  self->max_characters = get_limit (root, "characters", 0);
  self->poll_seconds = MAX (get_limit (root, "poll_seconds", POLL_SECONDS), 1);
  self->zone = crm_zone_new (json_object_get_string_member_with_default (root, "zone", "UTC"));
  take_settings (self, root);
  for (guint i = 0; i < CRM_PROVIDER_N_OPERATIONS; i++)
    if (json_object_has_member (root, crm_provider_operation_names[i]))
      self->operations[i] = json_object_get_object_member (root, crm_provider_operation_names[i]);
  states = self->operations[CRM_PROVIDER_STATES];
  self->states_at_once =
      states ? CLAMP (json_object_get_int_member_with_default (states, "at_once", 1), 1, 1000) : 1;
  self->idempotent =
      json_object_get_boolean_member_with_default (self->operations[CRM_PROVIDER_SEND], "idempotent", FALSE);
  return self;
}

/* Half a surrogate pair ("\\uD800") comes through the parser as what is no UTF-8. */
static gboolean
is_utf8 (JsonNode *node)
{
  if (JSON_NODE_HOLDS_VALUE (node))
    return json_node_get_value_type (node) != G_TYPE_STRING ||
           g_utf8_validate (json_node_get_string (node), -1, NULL);
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
        if (!is_utf8 (json_array_get_element (json_node_get_array (node), i)))
          return FALSE;
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &name, &member))
        if (!g_utf8_validate (name, -1, NULL) || !is_utf8 (member))
          return FALSE;
    }
  return TRUE;
}

/* The line of a mistake is what helps; the parser says it only in its message. */
static JsonNode *
parse (const char *json, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) mistake = NULL;
  JsonNode *root;
  guint depth = 0;
  gsize start = 0;
  gsize n = length < 0 ? strlen (json) : (gsize)length;

  for (gsize i = 0; i < n; i++)
    depth += json[i] == '{' || json[i] == '[';
  if (n > MOST_FILE_BYTES || depth > 4096 || !g_utf8_validate_len (json, n, NULL))
    {
      g_set_error_literal (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL,
          _ ("This is no description of a provider: it is too large, or no text."));
      return NULL;
    }
  /* The parser takes 0{} for an object, and forgets the number without giving it back. */
  while (start < n && g_ascii_isspace (json[start]))
    start++;
  if (start == n || (json[start] != '{' && json[start] != '[') ||
      !json_parser_load_from_data (parser, json, (gssize)n, &mistake) || !json_parser_get_root (parser) ||
      !is_utf8 (json_parser_get_root (parser)))
    {
      guint line = 1;

      if (mistake)
        sscanf (mistake->message, "<data>:%u:", &line);
      g_set_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL,
          _ ("Line %u: this is no JSON; look for a missing comma, quote or brace."), line);
      return NULL;
    }
  root = json_parser_steal_root (parser);
  json_node_seal (root);
  return root;
}

CrmProvider *
crm_provider_new (const char *json, gssize length, GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (json != NULL, NULL);
  root = parse (json, length, error);
  if (!root || !crm_provider_check (root, error))
    return NULL;
  return take_root (g_steal_pointer (&root));
}

CrmProvider *
crm_provider_ref (CrmProvider *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
crm_provider_unref (CrmProvider *self)
{
  if (!self || !g_atomic_ref_count_dec (&self->references))
    return;
  json_node_unref (self->root);
  g_array_unref (self->settings);
  g_time_zone_unref (self->zone);
  g_free (self);
}

const char *const *
crm_provider_list (void)
{
  return shipped;
}

GBytes *
crm_provider_dup_definition (const char *id)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (id != NULL, NULL);
  if (!g_strv_contains (shipped, id))
    return NULL;
  path = g_strdup_printf (RESOURCES "/%s.json", id);
  return g_resource_lookup_data (crm_providers_get_resource (), path, 0, NULL);
}

const char *
crm_provider_get_id (CrmProvider *self)
{
  return self->id;
}

const char *
crm_provider_get_name (CrmProvider *self)
{
  return self->name;
}

const char *
crm_provider_get_documentation (CrmProvider *self)
{
  return self->documentation;
}

CrmChannelAbilities
crm_provider_get_abilities (CrmProvider *self)
{
  static const CrmChannelAbilities abilities[CRM_PROVIDER_N_OPERATIONS] = {
    [CRM_PROVIDER_SEND] = CRM_CHANNEL_SENDS,
    [CRM_PROVIDER_BALANCE] = CRM_CHANNEL_TELLS_BALANCE,
    [CRM_PROVIDER_PRICE] = CRM_CHANNEL_TELLS_PRICE,
    [CRM_PROVIDER_LOOK_UP] = CRM_CHANNEL_LOOKS_UP,
    [CRM_PROVIDER_STATES] = CRM_CHANNEL_TELLS_STATES,
    [CRM_PROVIDER_FETCH] = CRM_CHANNEL_RECEIVES,
  };
  CrmChannelAbilities all = self->idempotent ? CRM_CHANNEL_IS_IDEMPOTENT : 0;

  for (guint i = 0; i < CRM_PROVIDER_N_OPERATIONS; i++)
    if (self->operations[i])
      all |= abilities[i];
  return all;
}

guint
crm_provider_get_rate (CrmProvider *self)
{
  return self->rate;
}

guint
crm_provider_get_max_characters (CrmProvider *self)
{
  return self->max_characters;
}

guint
crm_provider_get_poll_seconds (CrmProvider *self)
{
  return self->poll_seconds;
}

guint
crm_provider_get_states_at_once (CrmProvider *self)
{
  return self->states_at_once;
}

const CrmProviderSetting *
crm_provider_get_settings (CrmProvider *self, guint *n)
{
  *n = self->settings->len;
  return (const CrmProviderSetting *)(gpointer)self->settings->data;
}

/* "1;first;since;start;high;after;known;page" */
void
crm_provider_cursor_read (CrmProviderCursor *self, const char *text)
{
  g_auto (GStrv) parts = text ? g_strsplit (text, ";", 8) : NULL;

  *self = (CrmProviderCursor){ .first = TRUE, .since = crm_clock_now (), .after = -1 };
  if (!parts || g_strv_length (parts) != 8 || !g_str_equal (parts[0], "1"))
    {
      self->known = g_strdup ("");
      return;
    }
  self->first = g_str_equal (parts[1], "1");
  self->since = g_ascii_strtoll (parts[2], NULL, 10);
  self->start = g_ascii_strtoll (parts[3], NULL, 10);
  self->high = g_ascii_strtoll (parts[4], NULL, 10);
  self->after = g_ascii_strtoll (parts[5], NULL, 10);
  self->known = g_uri_unescape_string (parts[6], NULL);
  if (!self->known)
    self->known = g_strdup ("");
  if (*parts[7])
    self->page = g_strdup (parts[7]);
}

char *
crm_provider_cursor_to_string (const CrmProviderCursor *self)
{
  g_autofree char *known = g_uri_escape_string (self->known, NULL, FALSE);

  return g_strdup_printf ("1;%d;%" G_GINT64_FORMAT ";%" G_GINT64_FORMAT ";%" G_GINT64_FORMAT
                          ";%" G_GINT64_FORMAT ";%s;%s",
      self->first, self->since, self->start, self->high, self->after, known, self->page ? self->page : "");
}

char *
crm_provider_dup_first_cursor (gint64 since)
{
  CrmProviderCursor cursor = { .first = TRUE, .since = since, .after = -1, .known = (char *)"" };

  return crm_provider_cursor_to_string (&cursor);
}

void
crm_provider_cursor_clear (CrmProviderCursor *self)
{
  g_clear_pointer (&self->known, g_free);
  g_clear_pointer (&self->page, g_free);
}

gint64
crm_provider_cursor_until (const CrmProviderCursor *self, CrmProvider *provider)
{
  JsonObject *cursor = json_object_get_object_member (provider->operations[CRM_PROVIDER_FETCH], "cursor");
  gint64 hours = json_object_get_int_member_with_default (cursor, "hours", 0);
  gint64 now = crm_clock_now ();

  /* The ten minutes a question begins earlier count as well. */
  return hours ? MIN (now, self->since + MIN (hours, 24 * 366) * G_TIME_SPAN_HOUR - 11 * G_TIME_SPAN_MINUTE)
               : now;
}
