/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-list.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/crm-error.h"
#include "client/crm-client.h"
#include "import/crm-csv-writer.h"

/* A JSON array of clients made into a table, so that it is mapped, matched and repaired as any other. Owns nothing. */

/* Heading of a member's column; NULL: it has none, because whoever reads it finds it out anew or it names a record by its number. */
static const char *
find_heading (CrmEntity *client, const char *name)
{
  int index = crm_entity_find_field (client, name);
  const CrmField *field = index < 0 ? NULL : &client->fields[index];

  if (index == CRM_CLIENT_COMPANY_NAME)
    return "company";
  if (!field)
    return strcmp (name, "uid") == 0 || strcmp (name, "created_at") == 0 ? name : NULL;
  if (field->kind == CRM_KIND_LINK || field->kind == CRM_KIND_BLOB || index == CRM_CLIENT_STATUS_REASON)
    return NULL;
  if (field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_READ_ONLY) && !(field->flags & CRM_FIELD_MAIN))
    return NULL;
  return field->flags & CRM_FIELD_OWN ? field->label : name;
}

static gboolean
is_known (CrmEntity *client, const char *name)
{
  static const char *const others[] = { "id", "uid", "version", "created_at", "updated_at", "archived_at",
    NULL };

  return g_strv_contains (others, name) || crm_entity_find_field (client, name) >= 0;
}

static char *
dup_text (JsonNode *node)
{
  if (!node || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *part = dup_text (json_array_get_element (array, i));
          g_string_append_printf (text, "%s%s", i ? ", " : "", part ? part : "");
        }
      return g_string_free (g_steal_pointer (&text), FALSE);
    }
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *money = json_node_get_object (node);
      return g_strdup_printf ("%s %s", json_object_get_string_member_with_default (money, "amount", ""),
          json_object_get_string_member_with_default (money, "currency", ""));
    }
  return json_node_get_value_type (node) == G_TYPE_STRING ? g_strdup (json_node_get_string (node))
                                                          : json_to_string (node, FALSE);
}

/* Names of all members in order; NULL when a record is no object. */
static GPtrArray *
collect_names (JsonArray *records)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonNode *node = json_array_get_element (records, i);
      g_autoptr (GList) members = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return NULL;
      members = json_object_get_members (json_node_get_object (node));
      for (GList *l = members; l; l = l->next)
        if (g_hash_table_add (seen, l->data))
          g_ptr_array_add (names, l->data);
    }
  return g_steal_pointer (&names);
}

static char *
write_table (JsonArray *records, GPtrArray *names, CrmEntity *client)
{
  GString *table = g_string_new (NULL);

  for (guint i = 0; i <= json_array_get_length (records); i++)
    {
      gboolean first = TRUE;

      for (guint k = 0; k < names->len; k++)
        {
          const char *name = names->pdata[k], *heading = find_heading (client, name);
          g_autofree char *cell = NULL;

          if (!heading)
            continue;
          cell = i ? dup_text (json_object_get_member (json_array_get_object_element (records, i - 1), name))
                   : g_strdup (heading);
          crm_csv_append_cell (table, cell, first);
          first = FALSE;
        }
      crm_csv_append_end (table);
    }
  return g_string_free (table, FALSE);
}

char *
crm_import_list_dup_table (const char *text, CrmEntity *client, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GPtrArray) names = NULL;

  while (g_ascii_isspace (*text))
    text++;
  root = *text == '[' ? json_from_string (text, NULL) : NULL;
  names = root && JSON_NODE_HOLDS_ARRAY (root) ? collect_names (json_node_get_array (root)) : NULL;
  if (!names || !names->len)
    return NULL;
  for (guint i = 0; i < names->len; i++)
    if (!is_known (client, names->pdata[i]))
      {
        if (g_ptr_array_find_with_equal_func (names, "uid", g_str_equal, NULL) &&
            g_ptr_array_find_with_equal_func (names, "version", g_str_equal, NULL))
          g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
              _ ("A list of clients can be read; what other lists hold is brought over by “clientele-cli "
                 "export ENTITY --format json”."));
        return NULL;
      }
  return write_table (json_node_get_array (root), names, client);
}
