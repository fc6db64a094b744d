/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-money.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "store/crm-query-private.h"

/* Compiles conditions that ask other records, from the SQL that entities declare for them. Runs in a worker's thread. */

#define MOST_EXPANDED 16

/* A condition made ready: what stands for {value}. */
typedef struct
{
  const char *comparison; /* "=", ">" …, or all of it ("IS NOT NULL") */
  const char *text;       /* LINK: a name, folded */
  const char *target;
  const char *title;
  gboolean contains;
  gboolean has_number;
  gint64 number;
  char currency[4];
} Value;

const CrmRelationSql *
crm_relation_find_sql (const CrmRelation *self, const char *word)
{
  for (const CrmRelationSql *sql = self->sql; sql && sql->sql; sql++)
    if (g_strcmp0 (sql->word, word) == 0)
      return sql;
  return NULL;
}

static void
append_value (CrmQueryCompiler *c, const Value *value)
{
  g_string_append (c->where, value->comparison);
  if (value->has_number)
    {
      g_string_append_c (c->where, ' ');
      crm_query_append_integer (c, value->number);
    }
  else if (value->text)
    {
      g_autofree char *column = g_strdup_printf ("g.%s_fold", value->title);

      g_string_append_printf (c->where, " (SELECT g.id FROM \"%s\" g WHERE ", value->target);
      if (value->contains)
        crm_query_append_contains (c, column, value->text);
      else
        {
          g_string_append_printf (c->where, "%s = ", column);
          crm_query_append_text (c, value->text);
        }
      g_string_append_c (c->where, ')');
    }
}

static void
append_day (CrmQueryCompiler *c, int days)
{
  g_autofree char *today = crm_instant_date (c->tx->now, c->tx->book->zone);
  g_autofree char *day = crm_date_add_days (today, days);

  crm_query_append_integer (c, crm_date_instant (day, c->tx->book->zone));
}

static void
append_sql (CrmQueryCompiler *c, const char *sql, const Value *value, guint days)
{
  for (const char *p = sql; *p; p++)
    {
      const char *end;

      if (*p == '[' && !days)
        {
          p = strchr (p, ']');
          continue;
        }
      if (*p == '[' || *p == ']')
        continue;
      if (*p != '{')
        {
          g_string_append_c (c->where, *p);
          continue;
        }
      end = strchr (p, '}');
      if (g_str_has_prefix (p, "{value}"))
        append_value (c, value);
      else if (g_str_has_prefix (p, "{currency}"))
        crm_query_append_text (c, value->currency);
      else if (g_str_has_prefix (p, "{now}"))
        crm_query_append_integer (c, c->tx->now);
      else if (g_str_has_prefix (p, "{since}"))
        append_day (c, -(int)days);
      else
        append_day (c, (int)days + 1);
      p = end;
    }
}

static gboolean
refuse_test (const CrmField *field, GError **error)
{
  return crm_query_refuse (field, NULL, _ ("This test does not fit the field."), error);
}

/* A sum of nothing is 0, so what is less, or 0, is what is not otherwise. */
static gboolean
read_number (CrmQueryCompiler *c, const CrmRelation *relation, const CrmCondition *condition, CrmTest test,
    Value *value, gboolean *negate, GError **error)
{
  const CrmField *field = &relation->field;
  g_autoptr (GError) reason = NULL;

  value->has_number = TRUE;
  if (field->kind == CRM_KIND_MONEY)
    {
      if (!crm_money_parse (condition->value, value->currency, 0, &value->number, value->currency, &reason))
        return crm_query_refuse (field, NULL, reason->message, error);
    }
  else if (!g_ascii_string_to_signed (condition->value, 10, G_MININT64, G_MAXINT64, &value->number, NULL))
    return crm_query_refuse (field, NULL, _ ("A number is needed."), error);
  if (test != CRM_TEST_EQUAL && test != CRM_TEST_NOT_EQUAL && test != CRM_TEST_LESS &&
      test != CRM_TEST_GREATER)
    return refuse_test (field, error);
  value->comparison = test == CRM_TEST_LESS ? "<" : test == CRM_TEST_GREATER ? ">" : "=";
  *negate = test == CRM_TEST_NOT_EQUAL;
  if (!(relation->flags & CRM_RELATION_SUM))
    return TRUE;
  if (test == CRM_TEST_LESS && value->number > 0)
    {
      value->comparison = ">=";
      *negate = TRUE;
    }
  else if (test == CRM_TEST_GREATER && value->number < 0)
    {
      value->comparison = "<=";
      *negate = TRUE;
    }
  else if (value->comparison[0] == '=' && value->number == 0)
    {
      value->comparison = "<>";
      *negate = !*negate;
    }
  return TRUE;
}

/* fold: takes the folded name. */
static gboolean
read_link (CrmQueryCompiler *c, const CrmField *field, const CrmCondition *condition, Value *value,
    char **fold, GError **error)
{
  CrmEntity *entity = crm_book_get_entity (c->tx->book, field->target);

  if (condition->test != CRM_TEST_EQUAL && condition->test != CRM_TEST_NOT_EQUAL &&
      condition->test != CRM_TEST_CONTAINS)
    return refuse_test (field, error);
  if (condition->test != CRM_TEST_CONTAINS &&
      g_ascii_string_to_signed (condition->value, 10, 1, G_MAXINT64, &value->number, NULL))
    {
      value->comparison = "=";
      value->has_number = TRUE;
      return TRUE;
    }
  if (!entity || entity->info->title_field < 0)
    return crm_query_refuse (field, NULL, _ ("Give the number of a record."), error);
  value->comparison = "IN";
  value->text = *fold = crm_text_fold (condition->value);
  value->target = field->target;
  value->title = entity->fields[entity->info->title_field].name;
  value->contains = condition->test == CRM_TEST_CONTAINS;
  return TRUE;
}

static const char *
read_choice (const CrmField *field, const char *text)
{
  g_autofree char *fold = crm_text_fold (text);

  for (const CrmChoice *choice = field->choices; choice->word; choice++)
    {
      g_autofree char *label = crm_text_fold (crm_field_get_choice_label (field, choice->word));

      if (g_str_equal (choice->word, text) || g_str_equal (label, fold))
        return choice->word;
    }
  return NULL;
}

static gboolean
expand (CrmQueryCompiler *c, const CrmRelation *relation, const CrmCondition *condition, CrmTest test,
    GError **error)
{
  const CrmField *field = &relation->field;
  g_autoptr (GArray) top = NULL;
  g_autoptr (CrmQuery) query = NULL;
  gint64 id;

  if (test != CRM_TEST_EQUAL && test != CRM_TEST_NOT_EQUAL)
    return refuse_test (field, error);
  if (!g_ascii_string_to_signed (condition->value, 10, 1, G_MAXINT64, &id, NULL))
    {
      g_autoptr (GError) reason = NULL;

      id = crm_transaction_resolve_link (c->tx, field->target, condition->value, &reason);
      if (!id)
        return crm_query_refuse (
            field, NULL, reason ? reason->message : _ ("There is none of that name."), error);
    }
  if (!c->expanded)
    c->expanded = top = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < c->expanded->len; i++)
    if (g_array_index (c->expanded, gint64, i) == id || i >= MOST_EXPANDED)
      return crm_query_refuse (field, NULL, _ ("These refer to each other in a circle."), error);
  query = relation->expand (c->tx, id, error);
  if (!query)
    return FALSE;
  g_array_append_val (c->expanded, id);
  g_string_append (c->where, "((");
  if (!crm_query_compile_condition (c, crm_query_get_where (query), error))
    return FALSE;
  if (crm_query_get_text (query))
    crm_query_compile_words (c, crm_query_get_text (query));
  g_string_append_printf (c->where, ") IS %sTRUE)", test == CRM_TEST_NOT_EQUAL ? "NOT " : "");
  g_array_set_size (c->expanded, c->expanded->len - 1);
  if (top)
    c->expanded = NULL;
  return TRUE;
}

gboolean
crm_query_compile_relation (
    CrmQueryCompiler *c, const CrmRelation *relation, const CrmCondition *condition, GError **error)
{
  const CrmField *field = &relation->field;
  gboolean typed = condition->value && *condition->value;
  CrmTest test = typed || condition->test == CRM_TEST_NOT_EMPTY || condition->test == CRM_TEST_EMPTY
                     ? condition->test
                 : condition->test == CRM_TEST_EQUAL     ? CRM_TEST_EMPTY
                 : condition->test == CRM_TEST_NOT_EQUAL ? CRM_TEST_NOT_EMPTY
                                                         : condition->test;
  gboolean negate = test == CRM_TEST_NOT_EQUAL || test == CRM_TEST_EMPTY;
  Value value = { .comparison = relation->flags & CRM_RELATION_SUM ? "<> 0" : "IS NOT NULL" };
  g_autofree char *fold = NULL;
  const CrmRelationSql *sql;
  const char *word = NULL;

  g_strlcpy (value.currency, crm_transaction_get_currency (c->tx), sizeof value.currency);
  if (condition->days && !(relation->flags & CRM_RELATION_DAYS))
    return crm_query_refuse (field, NULL, _ ("It cannot be limited to a number of days."), error);
  if (relation->expand)
    return expand (c, relation, condition, test, error);
  if (test != CRM_TEST_EMPTY && test != CRM_TEST_NOT_EMPTY)
    switch (field->kind)
      {
      case CRM_KIND_LINK:
        if (!read_link (c, field, condition, &value, &fold, error))
          return FALSE;
        break;
      case CRM_KIND_CHOICE:
        if (test != CRM_TEST_EQUAL && test != CRM_TEST_NOT_EQUAL)
          return refuse_test (field, error);
        word = read_choice (field, condition->value);
        if (!word)
          return crm_query_refuse (field, NULL, _ ("There is none of that name."), error);
        break;
      default:
        if (!read_number (c, relation, condition, test, &value, &negate, error))
          return FALSE;
      }
  sql = crm_relation_find_sql (relation, word);
  if (!sql)
    return refuse_test (field, error);
  if (relation->flags & CRM_RELATION_EACH)
    g_string_append (c->where, negate ? "NOT EXISTS (" : "EXISTS (");
  else
    g_string_append_printf (c->where, "t.id %s (", negate ? "NOT IN" : "IN");
  append_sql (c, sql->sql, &value, condition->days);
  g_string_append_c (c->where, ')');
  return TRUE;
}

/* Many records by their numbers: one by one they would nest deeper than a database allows. */
gboolean
crm_query_compile_ids (CrmQueryCompiler *c, const CrmCondition *group)
{
  if (!group->any || group->children->len < 2)
    return FALSE;
  for (guint i = 0; i < group->children->len; i++)
    {
      const CrmCondition *child = group->children->pdata[i];
      gint64 id;

      if (child->group || child->negate || child->test != CRM_TEST_EQUAL ||
          g_strcmp0 (child->field, "id") != 0 || !child->value ||
          !g_ascii_string_to_signed (child->value, 10, 0, G_MAXINT64, &id, NULL))
        return FALSE;
    }
  g_string_append (c->where, "t.id IN (");
  for (guint i = 0; i < group->children->len; i++)
    g_string_append_printf (c->where, "%s%" G_GINT64_FORMAT, i ? ", " : "",
        g_ascii_strtoll (((const CrmCondition *)group->children->pdata[i])->value, NULL, 10));
  g_string_append_c (c->where, ')');
  return TRUE;
}
