/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-query.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "base/crm-error.h"

/* What a list shows, as plain data. Compiling it to SQL is crm-query-sql.c. */

struct _CrmQuery
{
  char *entity;
  CrmCondition *where; /* owned; the top group */
  char *text;          /* nullable */
  CrmArchived archived;
  GPtrArray *order; /* char *, NULL-terminated */
  gint64 limit;
};

static const char *const test_names[] = {
  [CRM_TEST_EQUAL] = "=",
  [CRM_TEST_NOT_EQUAL] = "!=",
  [CRM_TEST_LESS] = "<",
  [CRM_TEST_GREATER] = ">",
  [CRM_TEST_CONTAINS] = "~",
  [CRM_TEST_EMPTY] = "empty",
  [CRM_TEST_NOT_EMPTY] = "not-empty",
  [CRM_TEST_WITHIN_DAYS] = "within-days",
  [CRM_TEST_OLDER_DAYS] = "older-days",
  [CRM_TEST_LAST_DAYS] = "last-days",
  [CRM_TEST_MINE] = "mine",
  [CRM_TEST_PAST] = "past",
};

CrmCondition *
crm_condition_new (const char *field, CrmTest test, const char *value)
{
  CrmCondition *self = g_new0 (CrmCondition, 1);

  self->field = g_strdup (field);
  self->test = test;
  self->value = g_strdup (value ? value : "");
  return self;
}

CrmCondition *
crm_condition_new_group (gboolean any)
{
  CrmCondition *self = g_new0 (CrmCondition, 1);

  self->group = TRUE;
  self->any = any;
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_condition_free);
  return self;
}

void
crm_condition_add (CrmCondition *group, CrmCondition *child)
{
  g_return_if_fail (group->group);
  g_ptr_array_add (group->children, child);
}

CrmCondition *
crm_condition_copy (const CrmCondition *self)
{
  CrmCondition *copy;

  if (self->group)
    copy = crm_condition_new_group (self->any);
  else
    copy = crm_condition_new (self->field, self->test, self->value);
  for (guint i = 0; self->group && i < self->children->len; i++)
    crm_condition_add (copy, crm_condition_copy (self->children->pdata[i]));
  copy->days = self->days;
  copy->negate = self->negate;
  return copy;
}

void
crm_condition_free (CrmCondition *self)
{
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self->field);
  g_free (self->value);
  g_free (self);
}

static gboolean
condition_equal (const CrmCondition *a, const CrmCondition *b)
{
  if (a->group != b->group || a->negate != b->negate)
    return FALSE;
  if (!a->group)
    return a->days == b->days && a->test == b->test && g_strcmp0 (a->field, b->field) == 0 &&
           g_strcmp0 (a->value, b->value) == 0;
  if (a->any != b->any || a->children->len != b->children->len)
    return FALSE;
  for (guint i = 0; i < a->children->len; i++)
    if (!condition_equal (a->children->pdata[i], b->children->pdata[i]))
      return FALSE;
  return TRUE;
}

CrmCondition *
crm_condition_parse (const char *term, GError **error)
{
  /* An own field may be called by its label, which may hold anything but an operator. */
  gsize name = strcspn (term, "=<>~");
  if (term[name] == '=' && name && term[name - 1] == '!')
    name--;
  const char *rest = term + name;
  g_autofree char *field = g_strstrip (g_strndup (term, name));
  char *slash = strrchr (field, '/');
  CrmCondition *condition;
  guint64 days = 0;
  CrmTest test;

  if (name && g_str_has_prefix (rest, "!="))
    {
      test = CRM_TEST_NOT_EQUAL;
      rest += 2;
    }
  else if (name && strchr ("=<>~", *rest) && *rest)
    {
      test = *rest == '='   ? CRM_TEST_EQUAL
             : *rest == '<' ? CRM_TEST_LESS
             : *rest == '>' ? CRM_TEST_GREATER
                            : CRM_TEST_CONTAINS;
      rest++;
    }
  else
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("“%s” is not a condition such as FIELD=VALUE, FIELD!=VALUE, FIELD<VALUE, FIELD>VALUE or "
             "FIELD~VALUE."),
          term);
      return NULL;
    }
  if (!*rest && test == CRM_TEST_EQUAL)
    test = CRM_TEST_EMPTY;
  else if (!*rest && test == CRM_TEST_NOT_EQUAL)
    test = CRM_TEST_NOT_EMPTY;
  if (slash && g_ascii_string_to_unsigned (slash + 1, 10, 1, 36500, &days, NULL))
    *slash = '\0';
  condition = crm_condition_new (field, test, rest);
  condition->days = (guint)days;
  return condition;
}

CrmQuery *
crm_query_new (const char *entity)
{
  CrmQuery *self = g_new0 (CrmQuery, 1);

  self->entity = g_strdup (entity);
  self->where = crm_condition_new_group (FALSE);
  self->order = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->order, NULL);
  return self;
}

CrmQuery *
crm_query_copy (const CrmQuery *self)
{
  CrmQuery *copy = crm_query_new (self->entity);

  crm_condition_free (copy->where);
  copy->where = crm_condition_copy (self->where);
  copy->text = g_strdup (self->text);
  copy->archived = self->archived;
  copy->limit = self->limit;
  for (guint i = 0; i + 1 < self->order->len; i++)
    crm_query_add_order (copy, self->order->pdata[i]);
  return copy;
}

void
crm_query_free (CrmQuery *self)
{
  g_free (self->entity);
  g_free (self->text);
  crm_condition_free (self->where);
  g_ptr_array_unref (self->order);
  g_free (self);
}

const char *
crm_query_get_entity (const CrmQuery *self)
{
  return self->entity;
}

CrmCondition *
crm_query_get_where (CrmQuery *self)
{
  return self->where;
}

void
crm_query_set_text (CrmQuery *self, const char *text)
{
  g_free (self->text);
  self->text = text && *text ? g_strdup (text) : NULL;
}

const char *
crm_query_get_text (const CrmQuery *self)
{
  return self->text;
}

void
crm_query_set_archived (CrmQuery *self, CrmArchived archived)
{
  self->archived = archived;
}

CrmArchived
crm_query_get_archived (const CrmQuery *self)
{
  return self->archived;
}

void
crm_query_add_order (CrmQuery *self, const char *key)
{
  g_ptr_array_insert (self->order, (int)self->order->len - 1, g_strdup (key));
}

void
crm_query_clear_order (CrmQuery *self)
{
  g_ptr_array_set_size (self->order, 0);
  g_ptr_array_add (self->order, NULL);
}

const char *const *
crm_query_get_order (CrmQuery *self)
{
  return (const char *const *)self->order->pdata;
}

void
crm_query_set_limit (CrmQuery *self, gint64 limit)
{
  self->limit = limit;
}

gint64
crm_query_get_limit (const CrmQuery *self)
{
  return self->limit;
}

gboolean
crm_query_equal (CrmQuery *a, CrmQuery *b)
{
  return g_strcmp0 (a->entity, b->entity) == 0 && g_strcmp0 (a->text, b->text) == 0 &&
         a->archived == b->archived && a->limit == b->limit && condition_equal (a->where, b->where) &&
         g_strv_equal (crm_query_get_order (a), crm_query_get_order (b));
}

static void
add_condition (JsonBuilder *builder, const CrmCondition *condition)
{
  json_builder_begin_object (builder);
  if (condition->group)
    {
      json_builder_set_member_name (builder, condition->any ? "any" : "all");
      json_builder_begin_array (builder);
      for (guint i = 0; i < condition->children->len; i++)
        add_condition (builder, condition->children->pdata[i]);
      json_builder_end_array (builder);
    }
  else
    {
      json_builder_set_member_name (builder, "field");
      json_builder_add_string_value (builder, condition->field);
      json_builder_set_member_name (builder, "test");
      json_builder_add_string_value (builder, test_names[condition->test]);
      json_builder_set_member_name (builder, "value");
      json_builder_add_string_value (builder, condition->value);
      if (condition->days)
        {
          json_builder_set_member_name (builder, "days");
          json_builder_add_int_value (builder, condition->days);
        }
    }
  if (condition->negate)
    {
      json_builder_set_member_name (builder, "not");
      json_builder_add_boolean_value (builder, TRUE);
    }
  json_builder_end_object (builder);
}

char *
crm_query_to_json (CrmQuery *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "entity");
  json_builder_add_string_value (builder, self->entity);
  json_builder_set_member_name (builder, "where");
  add_condition (builder, self->where);
  if (self->text)
    {
      json_builder_set_member_name (builder, "text");
      json_builder_add_string_value (builder, self->text);
    }
  if (self->archived != CRM_ARCHIVED_NO)
    {
      json_builder_set_member_name (builder, "archived");
      json_builder_add_string_value (builder, self->archived == CRM_ARCHIVED_ONLY ? "only" : "all");
    }
  json_builder_set_member_name (builder, "order");
  json_builder_begin_array (builder);
  for (guint i = 0; i + 1 < self->order->len; i++)
    json_builder_add_string_value (builder, self->order->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* Members of another type than they should be are as good as not there. */
static JsonNode *
get_value (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

static gboolean
read_negate (JsonObject *object)
{
  JsonNode *node = get_value (object, "not");

  return node && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static guint
read_days (JsonObject *object)
{
  JsonNode *node = get_value (object, "days");

  return node && json_node_get_value_type (node) == G_TYPE_INT64
             ? (guint)CLAMP (json_node_get_int (node), 0, 36500)
             : 0;
}

static CrmCondition *
parse_condition (JsonNode *node, guint depth)
{
  JsonObject *object = node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *field, *test, *value;

  if (!object || depth > 8)
    return NULL;
  for (int any = 0; any < 2; any++)
    {
      JsonNode *list = json_object_get_member (object, any ? "any" : "all");
      if (list && JSON_NODE_HOLDS_ARRAY (list))
        {
          JsonArray *array = json_node_get_array (list);
          g_autoptr (CrmCondition) group = crm_condition_new_group (any);
          for (guint i = 0; i < json_array_get_length (array); i++)
            {
              CrmCondition *child = parse_condition (json_array_get_element (array, i), depth + 1);
              if (!child)
                return NULL;
              crm_condition_add (group, child);
            }
          group->negate = read_negate (object);
          return g_steal_pointer (&group);
        }
    }
  field = json_object_get_string_member_with_default (object, "field", NULL);
  test = json_object_get_string_member_with_default (object, "test", NULL);
  value = json_object_get_string_member_with_default (object, "value", "");
  for (guint i = 0; field && test && i < G_N_ELEMENTS (test_names); i++)
    if (g_str_equal (test_names[i], test))
      {
        CrmCondition *condition = crm_condition_new (field, (CrmTest)i, value);

        condition->days = read_days (object);
        condition->negate = read_negate (object);
        return condition;
      }
  return NULL;
}

CrmQuery *
crm_query_from_json (const char *json, GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (json ? json : "", NULL);
  JsonObject *object = root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *entity = object ? json_object_get_string_member_with_default (object, "entity", NULL) : NULL;
  CrmCondition *where = object ? parse_condition (json_object_get_member (object, "where"), 0) : NULL;
  const char *archived;
  CrmQuery *self;

  if (!entity || !where || !where->group)
    {
      g_clear_pointer (&where, crm_condition_free);
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("The saved list is not readable."));
      return NULL;
    }
  self = crm_query_new (entity);
  crm_condition_free (self->where);
  self->where = where;
  crm_query_set_text (self, json_object_get_string_member_with_default (object, "text", NULL));
  archived = json_object_get_string_member_with_default (object, "archived", "");
  self->archived = g_str_equal (archived, "only")  ? CRM_ARCHIVED_ONLY
                   : g_str_equal (archived, "all") ? CRM_ARCHIVED_ALL
                                                   : CRM_ARCHIVED_NO;
  if (json_object_has_member (object, "order") &&
      JSON_NODE_HOLDS_ARRAY (json_object_get_member (object, "order")))
    {
      JsonArray *order = json_object_get_array_member (object, "order");
      for (guint i = 0; i < json_array_get_length (order); i++)
        if (json_node_get_value_type (json_array_get_element (order, i)) == G_TYPE_STRING)
          crm_query_add_order (self, json_array_get_string_element (order, i));
    }
  return self;
}
