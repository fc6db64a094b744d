/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-phone.h"
#include "store/crm-entity-private.h"
#include "store/crm-query-private.h"

/* Compiles a query to the portable SQL subset with $1 parameters. Names come from field tables only, never from what a
 * person typed. Runs in a worker's thread. */

static void
free_value (gpointer data)
{
  crm_value_clear (data);
  g_free (data);
}

void
crm_query_sql_clear (CrmQuerySql *self)
{
  if (self->sql)
    g_string_free (self->sql, TRUE);
  g_clear_pointer (&self->parameters, g_ptr_array_unref);
  self->sql = NULL;
}

CrmValue *
crm_query_add_parameter (CrmQueryCompiler *c)
{
  CrmValue *value = g_new0 (CrmValue, 1);

  g_ptr_array_add (c->parameters, value);
  return value;
}

/* Appends "$n" with a text parameter. */
void
crm_query_append_text (CrmQueryCompiler *c, const char *text)
{
  crm_value_set_text (crm_query_add_parameter (c), text);
  g_string_append_printf (c->where, "$%u", c->parameters->len);
}

void
crm_query_append_integer (CrmQueryCompiler *c, gint64 number)
{
  crm_value_set_integer (crm_query_add_parameter (c), number);
  g_string_append_printf (c->where, "$%u", c->parameters->len);
}

/* "%text%" with LIKE's own signs escaped. */
static char *
make_pattern (const char *fold)
{
  GString *pattern = g_string_new ("%");

  for (const char *p = fold; *p; p++)
    {
      if (strchr ("%_\\", *p))
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *p);
    }
  g_string_append_c (pattern, '%');
  return g_string_free (pattern, FALSE);
}

void
crm_query_append_contains (CrmQueryCompiler *c, const char *column, const char *fold)
{
  g_autofree char *pattern = make_pattern (fold);

  g_string_append_printf (c->where, "%s LIKE ", column);
  crm_query_append_text (c, pattern);
  g_string_append (c->where, " ESCAPE '\\'");
}

gboolean
crm_query_refuse (const CrmField *field, const char *name, const char *reason, GError **error)
{
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, "%s: %s",
      field ? crm_field_get_label (field) : name, reason);
  return FALSE;
}

char *
crm_query_dup_expression (CrmQueryCompiler *c, const CrmField *field)
{
  if (field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_MAIN))
    {
      c->joined = TRUE;
      return g_strdup (field->sql);
    }
  return g_strdup_printf ("t.\"%s\"", field->name);
}

static gboolean
compile_group (CrmQueryCompiler *c, const CrmCondition *condition, GError **error)
{
  if (!condition->children->len)
    {
      g_string_append (c->where, "TRUE");
      return TRUE;
    }
  if (crm_query_compile_ids (c, condition))
    return TRUE;
  g_string_append_c (c->where, '(');
  for (guint i = 0; i < condition->children->len; i++)
    {
      if (i)
        g_string_append (c->where, condition->any ? " OR " : " AND ");
      if (!crm_query_compile_condition (c, condition->children->pdata[i], error))
        return FALSE;
    }
  g_string_append_c (c->where, ')');
  return TRUE;
}

gboolean
crm_query_compile_condition (CrmQueryCompiler *c, const CrmCondition *condition, GError **error)
{
  if (condition->negate)
    g_string_append_c (c->where, '(');
  if (condition->group ? !compile_group (c, condition, error) : !crm_query_compile_leaf (c, condition, error))
    return FALSE;
  /* What is not known to be so is not so. */
  if (condition->negate)
    g_string_append (c->where, " IS NOT TRUE)");
  return TRUE;
}

/* Words: clients by their search line, others by any searched field or the text. */
void
crm_query_compile_words (CrmQueryCompiler *c, const char *text)
{
  g_auto (GStrv) words = crm_search_words (text), forms = crm_search_forms (text);
  gboolean client = g_str_equal (crm_entity_get_name (c->entity), "client");

  for (guint i = 0; words[i]; i++)
    {
      if (client)
        {
          g_string_append (c->where, " AND t.id IN (SELECT s.client_id FROM client_search s WHERE ");
          crm_query_append_contains (c, "s.line", words[i]);
          for (guint k = 0; forms && forms[k]; k++)
            {
              g_string_append (c->where, k ? " OR " : " AND (");
              crm_query_append_contains (c, "s.line", forms[k]);
            }
          g_string_append (c->where, forms ? "))" : ")");
          continue;
        }
      g_string_append (c->where, " AND (FALSE");
      for (guint k = 0; k < c->entity->n_fields; k++)
        {
          const CrmField *field = &c->entity->fields[k];
          if (field->flags & CRM_FIELD_SEARCHED && (crm_field_has_fold (field) || field->sql_fold))
            {
              g_autofree char *column = field->sql_fold ? g_strdup (field->sql_fold)
                                                        : g_strdup_printf ("t.\"%s_fold\"", field->name);
              g_autofree char *key = field->kind == CRM_KIND_PHONE ? crm_phone_key (words[i]) : NULL;
              g_string_append (c->where, " OR ");
              crm_query_append_contains (c, column, key && *key ? key : words[i]);
            }
          else if (field->kind == CRM_KIND_BODY)
            {
              CrmCondition body = {
                .field = (char *)field->name, .test = CRM_TEST_CONTAINS, .value = words[i]
              };
              g_string_append (c->where, " OR ");
              crm_query_compile_body (c, &body, FALSE);
            }
        }
      g_string_append_c (c->where, ')');
    }
}

static gboolean
compile_key (CrmQueryCompiler *c, GString *order, const char *key, GError **error)
{
  gboolean down = *key == '-';
  const CrmField *field;
  g_autofree char *expression = NULL;
  int index;

  if (down)
    key++;
  if (g_str_equal (key, "id") || g_str_equal (key, "uid") || g_str_equal (key, "version") ||
      g_str_equal (key, "created_at") || g_str_equal (key, "updated_at") || g_str_equal (key, "archived_at"))
    {
      g_string_append_printf (order, "t.%s %s NULLS LAST, ", key, down ? "DESC" : "ASC");
      return TRUE;
    }
  index = crm_entity_find_field (c->entity, key);
  if (index < 0)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("%s has no field “%s”."),
          crm_entity_get_name (c->entity), key);
      return FALSE;
    }
  field = &c->entity->fields[index];
  if (field->kind == CRM_KIND_TAGS || field->kind == CRM_KIND_LINKS || field->kind == CRM_KIND_BODY ||
      field->kind == CRM_KIND_BLOB)
    return crm_query_refuse (field, NULL, _ ("A list cannot be sorted by this field."), error);
  if (field->kind == CRM_KIND_LINK && field->target)
    {
      CrmEntity *target = crm_book_get_entity (c->tx->book, field->target);
      const CrmField *title =
          target && target->info->title_field >= 0 ? &target->fields[target->info->title_field] : NULL;
      if (title && title->flags & CRM_FIELD_SORTED)
        expression = g_strdup_printf (
            "(SELECT o.%s_key FROM \"%s\" o WHERE o.id = t.\"%s\")", title->name, field->target, field->name);
    }
  if (!expression && crm_field_has_fold (field))
    expression =
        g_strdup_printf ("t.\"%s_%s\"", field->name, field->flags & CRM_FIELD_SORTED ? "key" : "fold");
  if (!expression)
    expression = crm_query_dup_expression (c, field);
  /* A required field has no NULLs, and without the clause the index gives the order. */
  g_string_append_printf (order, "%s %s%s, ", expression, down ? "DESC" : "ASC",
      field->flags & CRM_FIELD_REQUIRED ? "" : " NULLS LAST");
  return TRUE;
}

static gboolean
compile_order (CrmQueryCompiler *c, CrmQuery *query, GString *order, GError **error)
{
  const char *const *keys = crm_query_get_order (query);
  int title = c->entity->info->title_field;

  for (guint i = 0; keys[i]; i++)
    if (!compile_key (c, order, keys[i], error))
      return FALSE;
  if (!keys[0] && title >= 0 && c->entity->fields[title].flags & CRM_FIELD_SORTED)
    return compile_key (c, order, c->entity->fields[title].name, error);
  if (!keys[0] && crm_entity_find_field (c->entity, "at") >= 0)
    return compile_key (c, order, "-at", error);
  return TRUE;
}

gboolean
crm_query_compile (CrmTransaction *tx, const CrmQuery *query, const char *columns, gboolean ordered,
    CrmQuerySql *out, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, crm_query_get_entity (query), error);
  g_autoptr (GString) where = g_string_new (NULL);
  g_autoptr (GString) order = g_string_new (NULL);
  CrmQueryCompiler c = { .tx = tx, .entity = entity, .where = where, .joined = out->joined };

  if (!entity)
    return FALSE;
  out->parameters = c.parameters = g_ptr_array_new_with_free_func (free_value);
  if (!crm_query_compile_condition (&c, crm_query_get_where ((CrmQuery *)query), error))
    return FALSE;
  if (crm_query_get_text (query))
    crm_query_compile_words (&c, crm_query_get_text (query));
  if (crm_query_get_archived (query) != CRM_ARCHIVED_ALL)
    g_string_append_printf (where, " AND t.archived_at IS %sNULL",
        crm_query_get_archived (query) == CRM_ARCHIVED_ONLY ? "NOT " : "");
  if (out->among)
    g_string_append_printf (where, " AND t.id IN (%s)", out->among);
  if (ordered && !compile_order (&c, (CrmQuery *)query, order, error))
    return FALSE;

  out->sql = g_string_new (NULL);
  g_string_append_printf (out->sql, "SELECT %s FROM \"%s\" t%s%s WHERE %s", columns,
      crm_entity_get_name (entity), c.joined && entity->info->join ? " " : "",
      c.joined && entity->info->join ? entity->info->join : "", where->str);
  if (ordered)
    g_string_append_printf (out->sql, " ORDER BY %st.id", order->str);
  if (ordered && crm_query_get_limit (query) > 0)
    g_string_append_printf (out->sql, " LIMIT %" G_GINT64_FORMAT, crm_query_get_limit (query));
  return TRUE;
}

void
crm_query_sql_append (CrmQuerySql *self, const char *text)
{
  g_string_append (self->sql, text);
}

void
crm_query_sql_append_integer (CrmQuerySql *self, const char *text, gint64 number)
{
  CrmValue *value = g_new0 (CrmValue, 1);

  crm_value_set_integer (value, number);
  g_ptr_array_add (self->parameters, value);
  g_string_append_printf (self->sql, "%s$%u", text, self->parameters->len);
}

CrmStatement *
crm_query_sql_prepare (CrmDb *db, CrmQuerySql *self, GError **error)
{
  CrmStatement *statement = crm_db_prepare (db, self->sql->str, error);

  for (guint i = 0; statement && i < self->parameters->len; i++)
    crm_statement_bind_value (statement, (int)i + 1, self->parameters->pdata[i]);
  return statement;
}
