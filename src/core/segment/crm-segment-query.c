/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "segment/crm-segment-private.h"
#include "store/crm-condition-words.h"

/* Owns the conditions of a segment: a query of clients without an order. Any thread; what has a transaction runs in its worker. */

struct _CrmSegmentQuery
{
  CrmQuery *query;
};

CrmSegmentQuery *
crm_segment_query_new (void)
{
  CrmSegmentQuery *self = g_new0 (CrmSegmentQuery, 1);

  self->query = crm_query_new ("client");
  return self;
}

CrmSegmentQuery *
crm_segment_query_from_json (const char *json, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_from_json (json, error);
  CrmSegmentQuery *self;

  if (!query)
    return NULL;
  if (!g_str_equal (crm_query_get_entity (query), "client"))
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("A segment is made of clients."));
      return NULL;
    }
  /* Those put away are in no segment, and it has no order of its own. */
  crm_query_set_archived (query, CRM_ARCHIVED_NO);
  crm_query_clear_order (query);
  self = g_new0 (CrmSegmentQuery, 1);
  self->query = g_steal_pointer (&query);
  return self;
}

char *
crm_segment_query_to_json (CrmSegmentQuery *self)
{
  return crm_query_to_json (self->query);
}

void
crm_segment_query_free (CrmSegmentQuery *self)
{
  crm_query_free (self->query);
  g_free (self);
}

CrmQuery *
crm_segment_query_get_query (CrmSegmentQuery *self)
{
  return self->query;
}

static gboolean
read_number (const CrmCondition *condition, gint64 *number)
{
  return condition->value && g_ascii_string_to_signed (condition->value, 10, 1, G_MAXINT64, number, NULL);
}

/* What a condition's value is a record of; NULL when it is none. */
static const char *
get_target (const CrmEntity *entity, const CrmCondition *condition)
{
  const CrmRelation *relation = crm_entity_find_relation (entity, condition->field);
  int index = relation ? -1 : crm_entity_find_field (entity, condition->field);
  const CrmField *field = relation ? &relation->field : index >= 0 ? &entity->fields[index] : NULL;

  return field && (field->kind == CRM_KIND_LINK || field->kind == CRM_KIND_LINKS) ? field->target : NULL;
}

static gboolean
resolve (CrmTransaction *tx, const CrmEntity *entity, CrmCondition *condition, GError **error)
{
  const char *target;
  gint64 id;

  if (condition->group)
    {
      for (guint i = 0; i < condition->children->len; i++)
        if (!resolve (tx, entity, condition->children->pdata[i], error))
          return FALSE;
      return TRUE;
    }
  target = crm_entity_find_relation (entity, condition->field) ? get_target (entity, condition) : NULL;
  if (!target || !condition->value || !*condition->value || read_number (condition, &id) ||
      (condition->test != CRM_TEST_EQUAL && condition->test != CRM_TEST_NOT_EQUAL))
    return TRUE;
  id = crm_transaction_resolve_link (tx, target, condition->value, error);
  if (!id)
    {
      if (error && !*error)
        g_set_error (
            error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("There is no “%s”."), condition->value);
      return FALSE;
    }
  g_free (condition->value);
  condition->value = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  return TRUE;
}

gboolean
crm_segment_query_resolve (CrmTransaction *tx, CrmSegmentQuery *self, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);
  g_autoptr (GError) reason = NULL;

  if (!entity)
    return FALSE;
  if (resolve (tx, entity, crm_query_get_where (self->query), &reason))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
reaches (CrmTransaction *tx, const CrmCondition *condition, gint64 segment, GHashTable *seen, GError **error)
{
  g_autoptr (CrmSegmentQuery) query = NULL;
  g_autoptr (CrmRow) row = NULL;
  gint64 id;

  if (condition->group)
    {
      for (guint i = 0; i < condition->children->len; i++)
        if (reaches (tx, condition->children->pdata[i], segment, seen, error))
          return TRUE;
      return FALSE;
    }
  if (g_strcmp0 (condition->field, "segment") != 0 || !condition->value)
    return FALSE;
  if (!read_number (condition, &id))
    id = crm_transaction_resolve_link (tx, "segment", condition->value, NULL);
  if (id == segment)
    return TRUE;
  if (!id || !g_hash_table_add (seen, GSIZE_TO_POINTER ((gsize)id)))
    return FALSE;
  row = crm_transaction_load (tx, "segment", id, NULL);
  query = row ? crm_segment_query_from_json (crm_row_get_text (row, CRM_SEGMENT_QUERY), NULL) : NULL;
  return query && reaches (tx, crm_query_get_where (query->query), segment, seen, error);
}

gboolean
crm_segment_query_check_circle (CrmTransaction *tx, CrmSegmentQuery *self, gint64 segment, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  if (!reaches (tx, crm_query_get_where (self->query), segment, seen, error))
    return TRUE;
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
      _ ("A segment cannot ask for itself, not even through another one."));
  return FALSE;
}

/* Numbers of records become their names. */
static void
name_records (CrmTransaction *tx, const CrmEntity *entity, CrmCondition *condition)
{
  const char *target;
  char *title;
  gint64 id;

  for (guint i = 0; condition->group && i < condition->children->len; i++)
    name_records (tx, entity, condition->children->pdata[i]);
  if (condition->group || !read_number (condition, &id))
    return;
  target = get_target (entity, condition);
  title = target ? crm_transaction_dup_title (tx, target, id) : NULL;
  if (title)
    {
      g_free (condition->value);
      condition->value = title;
    }
}

char *
crm_segment_query_describe (CrmTransaction *tx, CrmSegmentQuery *query)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", NULL);
  g_autoptr (CrmCondition) where = crm_condition_copy (crm_query_get_where (query->query));
  const char *text = crm_query_get_text (query->query);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < where->children->len; i++)
    {
      CrmCondition *condition = where->children->pdata[i];
      g_autofree char *part = NULL;

      name_records (tx, entity, condition);
      part = crm_condition_dup_words (condition, entity);
      /* A list reads better than "and" between all of them. */
      if (i)
        g_string_append_printf (words, where->any ? " %s " : "%s", where->any ? _ ("or") : ", ");
      g_string_append (words, part);
    }
  if (text)
    {
      if (words->len)
        g_string_append (words, ", ");
      g_string_append_printf (words, _ ("words “%s”"), text);
    }
  if (!words->len)
    g_string_append (words, _ ("All clients"));
  return g_string_free (g_steal_pointer (&words), FALSE);
}
