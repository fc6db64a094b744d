/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-clock.h"
#include "channel/crm-provider-private.h"

/* Requests as a provider's file describes them. No state but the provider's; any thread. */

#define FORM "application/x-www-form-urlencoded"

void
crm_http_request_free (CrmHttpRequest *self)
{
  if (!self)
    return;
  g_free (self->method);
  g_free (self->url);
  g_ptr_array_unref (self->headers);
  g_free (self->type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static gboolean
refuse (GError **error, CrmChannelError code, const char *sentence)
{
  g_set_error_literal (error, CRM_CHANNEL_ERROR, (int)code, sentence);
  return FALSE;
}

/* What a condition in braces stands for; NULL and no error: nothing at all. */
static JsonNode *
resolve (JsonNode *node, const CrmProviderContext *context, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name = NULL;
  CrmProviderContext asking = *context;
  g_autofree char *value = NULL;

  if (object && json_object_has_member (object, "$if"))
    name = "$if";
  else if (object && json_object_has_member (object, "$unless"))
    name = "$unless";
  if (!name)
    return node;
  asking.asking = TRUE;
  value =
      crm_provider_expand (json_object_get_string_member (object, name), &asking, CRM_PROVIDER_RAW, error);
  if (!value)
    return NULL;
  return json_object_get_member (object, (*value != '\0') == g_str_equal (name, "$if") ? "$value" : "$else");
}

static char *
expand_value (JsonNode *node, const CrmProviderContext *context, CrmProviderEscape escape, GError **error)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return g_strdup ("");
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING: return crm_provider_expand (json_node_get_string (node), context, escape, error);
    case G_TYPE_INT64: return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    case G_TYPE_BOOLEAN: return g_strdup (json_node_get_boolean (node) ? "true" : "false");
    default: return g_strdup ("");
    }
}

static gboolean
append_pair (
    GString *out, const char *name, JsonNode *node, const CrmProviderContext *context, GError **error)
{
  g_autofree char *key = NULL;
  g_autofree char *value = NULL;

  key = crm_provider_expand (name, context, CRM_PROVIDER_RAW, error);
  value = key ? expand_value (node, context, CRM_PROVIDER_RAW, error) : NULL;
  if (!value)
    return FALSE;
  /* A name that is a setting and empty: the gateway wants no such parameter. */
  if (*key == '\0')
    return TRUE;
  if (out->len)
    g_string_append_c (out, '&');
  g_string_append_uri_escaped (out, key, NULL, FALSE);
  g_string_append_c (out, '=');
  g_string_append_uri_escaped (out, value, NULL, FALSE);
  return TRUE;
}

/* name=value&… of a query or form. */
static gboolean
append_pairs (GString *out, JsonObject *pairs, const CrmProviderContext *context, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, pairs);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      GError *failure = NULL;
      JsonNode *value = resolve (node, context, &failure);

      if (failure)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (value && JSON_NODE_HOLDS_ARRAY (value))
        for (guint i = 0; i < json_array_get_length (json_node_get_array (value)); i++)
          if (!append_pair (
                  out, name, json_array_get_element (json_node_get_array (value), i), context, error))
            return FALSE;
      if (value && !JSON_NODE_HOLDS_ARRAY (value) && !append_pair (out, name, value, context, error))
        return FALSE;
    }
  return TRUE;
}

/* A copy with every text filled in; *gone: a condition took it away. */
static JsonNode *
fill_in (JsonNode *node, const CrmProviderContext *context, gboolean *gone, GError **error)
{
  GError *failure = NULL;
  JsonNode *value = resolve (node, context, &failure);
  JsonNode *copy;

  *gone = value == NULL && failure == NULL;
  if (!value)
    {
      if (failure)
        g_propagate_error (error, failure);
      return NULL;
    }
  if (JSON_NODE_HOLDS_ARRAY (value))
    {
      g_autoptr (JsonArray) array = json_array_new ();

      for (guint i = 0; i < json_array_get_length (json_node_get_array (value)); i++)
        {
          gboolean left_out;
          JsonNode *element =
              fill_in (json_array_get_element (json_node_get_array (value), i), context, &left_out, error);

          if (element)
            json_array_add_element (array, element);
          else if (!left_out)
            return NULL;
        }
      return json_node_init_array (json_node_alloc (), array);
    }
  if (JSON_NODE_HOLDS_OBJECT (value))
    {
      g_autoptr (JsonObject) object = json_object_new ();
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (value));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        {
          gboolean left_out;
          g_autofree char *key = crm_provider_expand (name, context, CRM_PROVIDER_RAW, error);
          JsonNode *filled = key ? fill_in (member, context, &left_out, error) : NULL;

          if (filled)
            json_object_set_member (object, key, filled);
          else if (!key || !left_out)
            return NULL;
        }
      return json_node_init_object (json_node_alloc (), object);
    }
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    {
      g_autofree char *text =
          crm_provider_expand (json_node_get_string (value), context, CRM_PROVIDER_RAW, error);

      return text ? json_node_init_string (json_node_alloc (), text) : NULL;
    }
  copy = json_node_copy (value);
  return copy;
}

static gboolean
is_private (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  const guint8 *bytes;

  if (!address)
    return !strchr (host, '.') || g_str_has_suffix (host, ".local") || g_str_has_suffix (host, ".lan") ||
           g_str_has_suffix (host, ".home.arpa") || g_str_has_suffix (host, ".internal");
  bytes = g_inet_address_to_bytes (address);
  return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_link_local (address) ||
         g_inet_address_get_is_site_local (address) ||
         (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6
                 ? (bytes[0] & 0xfe) == 0xfc
                 : bytes[0] == 100 && (bytes[1] & 0xc0) == 64);
}

static gboolean
check_url (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *scheme = uri ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri ? g_uri_get_host (uri) : NULL;

  if (!host || *host == '\0' || (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0))
    return refuse (error, CRM_CHANNEL_ERROR_PROTOCOL,
        _ ("The address of the provider is none: it begins with “https://” and a name."));
  if (g_uri_get_userinfo (uri))
    return refuse (error, CRM_CHANNEL_ERROR_PROTOCOL,
        _ ("The address of the provider must not hold a name and a password: they have their own settings."));
  if (g_str_equal (scheme, "http") && !is_private (host))
    return refuse (error, CRM_CHANNEL_ERROR_PROTOCOL,
        _ ("The address of the provider must begin with “https://”: on the internet, anybody on the way "
           "could read the "
           "messages and the password. Only in your own network “http://” will do."));
  return TRUE;
}

/* The setting an address begins with is one itself; whatever else is put in is a part of one. */
static char *
expand_url (const char *url, const CrmProviderContext *context, GError **error)
{
  const char *rest = *url == '{' ? strchr (url, '}') + 1 : url;
  g_autofree char *first = g_strndup (url, rest - url);
  g_autofree char *start = crm_provider_expand (first, context, CRM_PROVIDER_RAW, error);
  g_autofree char *end = start ? crm_provider_expand (rest, context, CRM_PROVIDER_URL, error) : NULL;

  if (!end)
    return NULL;
  g_strstrip (start);
  while (*end == '/' && g_str_has_suffix (start, "/"))
    start[strlen (start) - 1] = '\0';
  if (*start && rest != url && !strstr (start, "://"))
    return g_strconcat ("https://", start, end, NULL);
  return g_strconcat (start, end, NULL);
}

/* A line break in the file itself would begin another header. */
static gboolean
check_header (const char *name, const char *text, GError **error)
{
  for (const char *p = name; *p; p++)
    if (!g_ascii_isgraph (*p) || strchr ("()<>@,;:\\\"/[]?={}", *p))
      return refuse (
          error, CRM_CHANNEL_ERROR_PROTOCOL, _ ("The name of a header has signs it must not have."));
  for (const char *p = text; *p; p++)
    if (g_ascii_iscntrl (*p))
      return refuse (error, CRM_CHANNEL_ERROR_PROTOCOL, _ ("A header has signs it must not have."));
  return TRUE;
}

static gboolean
add_headers (CrmHttpRequest *self, JsonObject *request, const CrmProviderContext *context, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (json_object_has_member (request, "basic"))
    {
      JsonArray *pair = json_object_get_array_member (request, "basic");
      g_autofree char *user =
          crm_provider_expand (json_array_get_string_element (pair, 0), context, CRM_PROVIDER_HEADER, error);
      g_autofree char *password = user ? crm_provider_expand (json_array_get_string_element (pair, 1),
                                             context, CRM_PROVIDER_HEADER, error)
                                       : NULL;
      g_autofree char *both = password ? g_strconcat (user, ":", password, NULL) : NULL;
      g_autofree char *encoded = both ? g_base64_encode ((const guint8 *)both, strlen (both)) : NULL;

      if (!encoded)
        return FALSE;
      g_ptr_array_add (self->headers, g_strdup ("Authorization"));
      g_ptr_array_add (self->headers, g_strconcat ("Basic ", encoded, NULL));
    }
  if (!json_object_has_member (request, "headers"))
    return TRUE;
  json_object_iter_init_ordered (&iter, json_object_get_object_member (request, "headers"));
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      GError *failure = NULL;
      JsonNode *value = resolve (node, context, &failure);
      g_autofree char *key = NULL;
      g_autofree char *text = NULL;

      if (failure)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (!value)
        continue;
      key = crm_provider_expand (name, context, CRM_PROVIDER_HEADER, error);
      text = key ? expand_value (value, context, CRM_PROVIDER_HEADER, error) : NULL;
      if (!text)
        return FALSE;
      if (*key == '\0')
        continue;
      if (!check_header (key, text, error))
        return FALSE;
      g_ptr_array_add (self->headers, g_steal_pointer (&key));
      g_ptr_array_add (self->headers, g_steal_pointer (&text));
    }
  return TRUE;
}

static CrmProviderEscape
escape_of_type (const char *type)
{
  if (strstr (type, "json"))
    return CRM_PROVIDER_JSON;
  if (strstr (type, "xml") || strstr (type, "html"))
    return CRM_PROVIDER_XML;
  return strstr (type, "urlencoded") ? CRM_PROVIDER_URL : CRM_PROVIDER_RAW;
}

static gboolean
add_body (CrmHttpRequest *self, JsonObject *request, const CrmProviderContext *context, GError **error)
{
  const char *type = json_object_get_string_member_with_default (request, "type", NULL);
  char *text = NULL;

  if (json_object_has_member (request, "form"))
    {
      g_autoptr (GString) form = g_string_new (NULL);

      if (!append_pairs (form, json_object_get_object_member (request, "form"), context, error))
        return FALSE;
      /* A gateway that is asked by GET has its form in the address. */
      if (g_str_equal (self->method, "GET"))
        {
          char *url = g_strconcat (self->url, strchr (self->url, '?') ? "&" : "?", form->str, NULL);

          g_free (self->url);
          self->url = url;
          return TRUE;
        }
      type = type ? type : FORM;
      text = g_string_free (g_steal_pointer (&form), FALSE);
    }
  else if (json_object_has_member (request, "json"))
    {
      gboolean gone;
      g_autoptr (JsonNode) filled = fill_in (json_object_get_member (request, "json"), context, &gone, error);

      if (!filled && !gone)
        return FALSE;
      type = type ? type : "application/json";
      text = filled ? json_to_string (filled, FALSE) : g_strdup ("null");
    }
  else if (json_object_has_member (request, "text"))
    {
      type = type ? type : "text/plain; charset=utf-8";
      text = crm_provider_expand (
          json_object_get_string_member (request, "text"), context, escape_of_type (type), error);
      if (!text)
        return FALSE;
    }
  if (text)
    {
      self->type = crm_provider_expand (type, context, CRM_PROVIDER_HEADER, error);
      self->body = g_bytes_new_take (text, strlen (text));
      return self->type != NULL && check_header ("", self->type, error);
    }
  return TRUE;
}

static gboolean
add_query (CrmHttpRequest *self, JsonObject *request, const CrmProviderContext *context, GError **error)
{
  g_autoptr (GString) query = g_string_new (NULL);
  char *url;

  if (!json_object_has_member (request, "query"))
    return TRUE;
  if (!append_pairs (query, json_object_get_object_member (request, "query"), context, error))
    return FALSE;
  if (query->len == 0)
    return TRUE;
  url = g_strconcat (self->url, strchr (self->url, '?') ? "&" : "?", query->str, NULL);
  g_free (self->url);
  self->url = url;
  return TRUE;
}

static CrmHttpRequest *
make (CrmProviderOperation operation, const CrmProviderContext *context, GError **error)
{
  g_autoptr (CrmHttpRequest) self = NULL;
  JsonObject *request;

  if (!context->provider->operations[operation])
    {
      refuse (error, CRM_CHANNEL_ERROR_UNSUPPORTED, _ ("This provider does not offer that."));
      return NULL;
    }
  request = json_object_get_object_member (context->provider->operations[operation], "request");
  self = g_new0 (CrmHttpRequest, 1);
  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->method = crm_provider_expand (json_object_get_string_member_with_default (request, "method", "GET"),
      context, CRM_PROVIDER_HEADER, error);
  if (!self->method)
    return NULL;
  for (char *at = self->method; *at; at++)
    *at = g_ascii_toupper (*at);
  if (*self->method == '\0' || self->method[strspn (self->method, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")])
    {
      refuse (error, CRM_CHANNEL_ERROR_PROTOCOL,
          _ ("The method of the request must be GET, POST or another word."));
      return NULL;
    }
  self->url = expand_url (json_object_get_string_member (request, "url"), context, error);
  if (!self->url || !add_query (self, request, context, error) ||
      !add_headers (self, request, context, error) || !add_body (self, request, context, error) ||
      !check_url (self->url, error))
    return NULL;
  return g_steal_pointer (&self);
}

static CrmHttpRequest *
make_with_message (CrmProvider *self, CrmProviderOperation operation, GHashTable *settings,
    const CrmOutgoing *message, gint64 since, GError **error)
{
  CrmProviderContext context = { self, settings, .message = message, .since = since };

  g_return_val_if_fail (self && message && message->key && message->address && message->text, NULL);
  if (operation != CRM_PROVIDER_LOOK_UP && self->max_characters &&
      g_utf8_strlen (message->text, -1) > (glong)self->max_characters)
    {
      g_set_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED,
          g_dngettext (GETTEXT_PACKAGE, "The text is too long: %s takes at most %u character.",
              "The text is too long: %s takes at most %u characters.", self->max_characters),
          self->name, self->max_characters);
      return NULL;
    }
  return make (operation, &context, error);
}

CrmHttpRequest *
crm_provider_make_send (CrmProvider *self, GHashTable *settings, const CrmOutgoing *message, GError **error)
{
  return make_with_message (self, CRM_PROVIDER_SEND, settings, message, 0, error);
}

CrmHttpRequest *
crm_provider_make_price (CrmProvider *self, GHashTable *settings, const CrmOutgoing *message, GError **error)
{
  return make_with_message (self, CRM_PROVIDER_PRICE, settings, message, 0, error);
}

CrmHttpRequest *
crm_provider_make_look_up (
    CrmProvider *self, GHashTable *settings, const CrmOutgoing *message, gint64 since, GError **error)
{
  return make_with_message (self, CRM_PROVIDER_LOOK_UP, settings, message, since, error);
}

CrmHttpRequest *
crm_provider_make_test (CrmProvider *self, GHashTable *settings, GError **error)
{
  CrmProviderContext context = { self, settings };

  g_return_val_if_fail (self != NULL, NULL);
  return make (CRM_PROVIDER_TEST, &context, error);
}

CrmHttpRequest *
crm_provider_make_balance (CrmProvider *self, GHashTable *settings, GError **error)
{
  CrmProviderContext context = { self, settings };

  g_return_val_if_fail (self != NULL, NULL);
  return make (CRM_PROVIDER_BALANCE, &context, error);
}

CrmHttpRequest *
crm_provider_make_states (
    CrmProvider *self, GHashTable *settings, const char *const *remote_ids, GError **error)
{
  CrmProviderContext context = { self, settings, .ids = remote_ids };

  g_return_val_if_fail (self && remote_ids && remote_ids[0], NULL);
  return make (CRM_PROVIDER_STATES, &context, error);
}

static gboolean
names_parameter (const char *query, const char *name, gsize length)
{
  while (query && *query)
    {
      if (strncmp (query, name, length) == 0 &&
          (query[length] == '=' || query[length] == '&' || !query[length]))
        return TRUE;
      query = strchr (query, '&');
      query = query ? query + 1 : NULL;
    }
  return FALSE;
}

/* Some addresses of a next page leave out what was asked for and is needed again. */
static char *
keep_parameters (const char *url, const char *asked, const char *given)
{
  g_auto (GStrv) parameters = g_strsplit (asked ? asked : "", "&", -1);
  GString *all = g_string_new (url);

  for (guint i = 0; parameters[i]; i++)
    if (*parameters[i] && !names_parameter (given, parameters[i], strcspn (parameters[i], "=")))
      g_string_append_printf (all, "%c%s", strchr (all->str, '?') ? '&' : '?', parameters[i]);
  return g_string_free (all, FALSE);
}

/* The next page is where the provider says, but only on its own server: the password goes with the question. */
static gboolean
turn_page (CrmHttpRequest *self, const char *page, GError **error)
{
  g_autofree char *url = g_uri_resolve_relative (self->url, page, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GUri) from = g_uri_parse (self->url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  g_autoptr (GUri) to = url ? g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL) : NULL;

  if (!to || !from || g_strcmp0 (g_uri_get_scheme (from), g_uri_get_scheme (to)) != 0 ||
      g_strcmp0 (g_uri_get_host (from), g_uri_get_host (to)) != 0 ||
      g_uri_get_port (from) != g_uri_get_port (to) || g_uri_get_userinfo (to))
    return refuse (error, CRM_CHANNEL_ERROR_PROTOCOL, _ ("The provider's answer points to another server."));
  g_free (self->url);
  self->url = keep_parameters (url, g_uri_get_query (from), g_uri_get_query (to));
  return TRUE;
}

CrmHttpRequest *
crm_provider_make_fetch (CrmProvider *self, GHashTable *settings, const char *cursor, GError **error)
{
  g_auto (CrmProviderCursor) where = { 0 };
  CrmProviderContext context = { self, settings, .cursor = &where };
  g_autoptr (CrmHttpRequest) request = NULL;
  JsonObject *description, *page;

  g_return_val_if_fail (self != NULL, NULL);
  if (!self->operations[CRM_PROVIDER_FETCH])
    return make (CRM_PROVIDER_FETCH, &context, error);
  crm_provider_cursor_read (&where, cursor);
  description = json_object_get_object_member (self->operations[CRM_PROVIDER_FETCH], "cursor");
  page = json_object_has_member (description, "page") ? json_object_get_object_member (description, "page")
                                                      : NULL;
  if (page && !where.page && json_object_has_member (page, "first"))
    where.page = g_strdup_printf ("%" G_GINT64_FORMAT, json_object_get_int_member (page, "first"));
  request = make (CRM_PROVIDER_FETCH, &context, error);
  if (!request ||
      (page && where.page && json_object_has_member (page, "url") && !turn_page (request, where.page, error)))
    return NULL;
  return g_steal_pointer (&request);
}

static void
replace (GString *text, const char *secret, const char *shown)
{
  if (secret && *secret)
    g_string_replace (text, secret, shown, 0);
}

static gboolean
hides_secret (const char *value, GHashTable *hidden)
{
  g_autofree char *decoded = NULL;
  gsize length = 0;
  GHashTableIter iter;
  gpointer secret;

  if (!hidden || !g_str_has_prefix (value, "Basic "))
    return FALSE;
  decoded = (char *)g_base64_decode (value + strlen ("Basic "), &length);
  g_hash_table_iter_init (&iter, hidden);
  while (g_hash_table_iter_next (&iter, NULL, &secret))
    if (secret && *(char *)secret && g_strstr_len (decoded, (gssize)length, secret))
      return TRUE;
  return FALSE;
}

char *
crm_http_request_describe (const CrmHttpRequest *self, GHashTable *hidden)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer secret;

  g_return_val_if_fail (self != NULL, NULL);
  g_string_append_printf (text, "%s %s\n", self->method, self->url);
  for (guint i = 0; i + 1 < self->headers->len; i += 2)
    {
      const char *value = self->headers->pdata[i + 1];

      g_string_append_printf (text, "%s: %s\n", (const char *)self->headers->pdata[i],
          hides_secret (value, hidden) ? "Basic •••" : value);
    }
  if (self->type)
    g_string_append_printf (text, "Content-Type: %s\n", self->type);
  if (self->body)
    {
      gsize length;
      const char *body = g_bytes_get_data (self->body, &length);

      g_string_append_c (text, '\n');
      g_string_append_len (text, body, (gssize)length);
      g_string_append_c (text, '\n');
    }
  if (hidden)
    {
      g_hash_table_iter_init (&iter, hidden);
      while (g_hash_table_iter_next (&iter, NULL, &secret))
        {
          g_autofree char *in_url = secret ? g_uri_escape_string (secret, NULL, FALSE) : NULL;
          g_autofree char *in_xml = secret ? g_markup_escape_text (secret, -1) : NULL;
          g_autoptr (JsonNode) node =
              json_node_init_string (json_node_alloc (), secret ? (const char *)secret : "");
          g_autofree char *quoted = json_to_string (node, FALSE);

          quoted[strlen (quoted) - 1] = '\0';
          replace (text, in_url, "•••");
          replace (text, quoted + 1, "•••");
          replace (text, in_xml, "•••");
          replace (text, secret, "•••");
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
