/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crm-test-sms-private.h"

/* What every API of a provider needs to look at a request and to answer it. No state. */

const char *
crm_test_sms_call_get (GHashTable *table, const char *name)
{
  return g_hash_table_lookup (table, name);
}

gboolean
crm_test_sms_call_is (const CrmTestSmsCall *call, const char *method, const char *path)
{
  return g_str_equal (call->method, method) && g_str_equal (call->path, path);
}

/* What follows prefix in the path; NULL when it is another one. */
const char *
crm_test_sms_call_after (const CrmTestSmsCall *call, const char *method, const char *prefix)
{
  if (!g_str_equal (call->method, method) || !g_str_has_prefix (call->path, prefix))
    return NULL;
  return call->path + strlen (prefix);
}

void
crm_test_sms_reply (CrmTestSmsCall *call, guint status, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (call->answer, format, arguments);
  va_end (arguments);
  call->status = status;
}

char *
crm_test_sms_quote (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text ? text : "");

  return json_to_string (node, FALSE);
}

char *
crm_test_sms_say_time (gint64 at, const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);

  return g_date_time_format (time, format);
}

gint64
crm_test_sms_read_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return time ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

gboolean
crm_test_sms_is_basic (const CrmTestSmsCall *call, const char *pair)
{
  g_autofree char *encoded = g_base64_encode ((const guint8 *)pair, strlen (pair));
  g_autofree char *wanted = g_strconcat ("Basic ", encoded, NULL);

  return g_strcmp0 (call->authorization, wanted) == 0;
}

gboolean
crm_test_sms_is_form (CrmTestSmsCall *call)
{
  if (g_strcmp0 (call->type, "application/x-www-form-urlencoded") == 0)
    return TRUE;
  crm_test_sms_complain (call, "the body must be a form");
  return FALSE;
}

gboolean
crm_test_sms_matches (const char *text, const char *pattern)
{
  return text && g_regex_match_simple (pattern, text, 0, 0);
}

/* Whatever is not in the documentation is a mistake. */
gboolean
crm_test_sms_call_only (CrmTestSmsCall *call, GHashTable *table, const char *names)
{
  g_auto (GStrv) known = g_strsplit (names, " ", -1);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_strv_contains ((const char *const *)known, name))
      {
        crm_test_sms_complain (call, name);
        return FALSE;
      }
  return TRUE;
}

const char *
crm_test_sms_at_path (JsonNode *node, const char *path)
{
  g_autoptr (JsonNode) found = node ? json_path_query (path, node, NULL) : NULL;
  JsonArray *array = found ? json_node_get_array (found) : NULL;
  JsonNode *first = array && json_array_get_length (array) ? json_array_get_element (array, 0) : NULL;

  /* Owned by node. */
  return first && JSON_NODE_HOLDS_VALUE (first) ? json_node_get_string (first) : NULL;
}
