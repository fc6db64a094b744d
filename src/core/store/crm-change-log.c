/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>

#include "store/crm-row-private.h"
#include "store/crm-transaction-private.h"

/* The detail column of the log as JSON: an update keeps {"field": [old, new]}, a removal the whole row. Money is
 * {"minor", "currency"}, bytes are {"base64"}, lists are arrays of ids. Pure; any thread. */

static void
add_value (JsonBuilder *builder, const CrmValue *value)
{
  switch (value ? value->type : CRM_VALUE_NULL)
    {
    case CRM_VALUE_INTEGER: json_builder_add_int_value (builder, value->v.integer); break;
    case CRM_VALUE_REAL: json_builder_add_double_value (builder, value->v.real); break;
    case CRM_VALUE_TEXT: json_builder_add_string_value (builder, value->v.text); break;
    case CRM_VALUE_BLOB:
      {
        g_autofree char *text =
            g_base64_encode (g_bytes_get_data (value->v.blob, NULL), g_bytes_get_size (value->v.blob));
        json_builder_begin_object (builder);
        json_builder_set_member_name (builder, "base64");
        json_builder_add_string_value (builder, text);
        json_builder_end_object (builder);
        break;
      }
    case CRM_VALUE_MONEY:
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "minor");
      json_builder_add_int_value (builder, value->v.money.minor);
      json_builder_set_member_name (builder, "currency");
      json_builder_add_string_value (builder, value->v.money.currency);
      json_builder_end_object (builder);
      break;
    case CRM_VALUE_LIST:
      json_builder_begin_array (builder);
      for (guint i = 0; i < value->v.list->len; i++)
        json_builder_add_int_value (builder, g_array_index (value->v.list, gint64, i));
      json_builder_end_array (builder);
      break;
    case CRM_VALUE_NULL:
    default: json_builder_add_null_value (builder);
    }
}

static void
read_value (JsonNode *node, CrmValue *value)
{
  crm_value_clear (value);
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          gint64 id = json_array_get_int_element (array, i);
          g_array_append_val (ids, id);
        }
      crm_value_take_list (value, ids);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      if (json_object_has_member (object, "base64"))
        {
          gsize size;
          guchar *data = g_base64_decode (json_object_get_string_member (object, "base64"), &size);
          crm_value_take_blob (value, g_bytes_new_take (data, size));
        }
      else
        crm_value_set_money (value, json_object_get_int_member (object, "minor"),
            json_object_get_string_member (object, "currency"));
    }
  else if (JSON_NODE_HOLDS_VALUE (node))
    {
      GType type = json_node_get_value_type (node);
      if (type == G_TYPE_STRING)
        crm_value_set_text (value, json_node_get_string (node));
      else if (type == G_TYPE_DOUBLE)
        crm_value_set_real (value, json_node_get_double (node));
      else
        crm_value_set_integer (value, json_node_get_int (node));
    }
}

static char *
to_text (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

char *
crm_change_log_format_update (CrmEntity *entity, const CrmRow *before, CrmValues *values)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  for (guint i = 0; i < entity->n_fields; i++)
    if (crm_values_has (values, (int)i))
      {
        json_builder_set_member_name (builder, entity->fields[i].name);
        json_builder_begin_array (builder);
        add_value (builder, crm_row_get (before, (int)i));
        add_value (builder, crm_values_get (values, (int)i));
        json_builder_end_array (builder);
      }
  json_builder_end_object (builder);
  return to_text (builder);
}

char *
crm_change_log_format_row (const CrmRow *row)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *uid = crm_uid_format (row->uid);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "uid");
  json_builder_add_string_value (builder, uid);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, row->version);
  json_builder_set_member_name (builder, "created_at");
  json_builder_add_int_value (builder, row->created_at);
  json_builder_set_member_name (builder, "archived_at");
  json_builder_add_int_value (builder, row->archived_at);
  json_builder_set_member_name (builder, "values");
  json_builder_begin_object (builder);
  for (guint i = 0; i < row->entity->n_fields; i++)
    {
      const CrmField *field = &row->entity->fields[i];
      if (field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_MAIN) ||
          crm_value_is_empty (crm_row_get (row, (int)i)))
        continue;
      json_builder_set_member_name (builder, field->name);
      add_value (builder, crm_row_get (row, (int)i));
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return to_text (builder);
}

static JsonObject *
parse (const char *detail, JsonNode **root)
{
  *root = detail ? json_from_string (detail, NULL) : NULL;
  return *root && JSON_NODE_HOLDS_OBJECT (*root) ? json_node_get_object (*root) : NULL;
}

CrmValues *
crm_change_log_parse_update (CrmEntity *entity, const char *detail, gboolean old)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = parse (detail, &root);
  CrmValues *values = crm_values_new (entity);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!object)
    return values;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      int field = crm_entity_find_field (entity, name);
      if (field >= 0 && JSON_NODE_HOLDS_ARRAY (node) &&
          json_array_get_length (json_node_get_array (node)) == 2)
        read_value (json_array_get_element (json_node_get_array (node), old ? 0 : 1),
            crm_values_slot (values, field));
    }
  return values;
}

gboolean
crm_change_log_parse_row (CrmEntity *entity, const char *detail, CrmRow *row)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = parse (detail, &root);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!object || !crm_uid_parse (json_object_get_string_member_with_default (object, "uid", NULL), row->uid))
    return FALSE;
  row->version = json_object_get_int_member (object, "version");
  row->created_at = json_object_get_int_member (object, "created_at");
  row->archived_at = json_object_get_int_member (object, "archived_at");
  json_object_iter_init (&iter, json_object_get_object_member (object, "values"));
  while (json_object_iter_next (&iter, &name, &node))
    {
      int field = crm_entity_find_field (entity, name);
      if (field >= 0)
        read_value (node, &row->values[field]);
    }
  return TRUE;
}
