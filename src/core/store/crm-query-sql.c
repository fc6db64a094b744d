/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-money.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
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

static CrmValue *
add_parameter (CrmQueryCompiler *c)
{
  CrmValue *value = g_new0 (CrmValue, 1);

  g_ptr_array_add (c->parameters, value);
  return value;
}

/* Appends "$n" with a text parameter. */
void
crm_query_append_text (CrmQueryCompiler *c, const char *text)
{
  crm_value_set_text (add_parameter (c), text);
  g_string_append_printf (c->where, "$%u", c->parameters->len);
}

void
crm_query_append_integer (CrmQueryCompiler *c, gint64 number)
{
  crm_value_set_integer (add_parameter (c), number);
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

static const char *
get_operator (CrmTest test)
{
  switch (test)
    {
    case CRM_TEST_LESS: return "<";
    case CRM_TEST_GREATER: return ">";
    case CRM_TEST_NOT_EQUAL: return "IS DISTINCT FROM";
    default: return "IS NOT DISTINCT FROM";
    }
}

/* Expression a field is compared and sorted by. */
static char *
get_expression (CrmQueryCompiler *c, const CrmField *field)
{
  if (field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_MAIN))
    {
      c->joined = TRUE;
      return g_strdup (field->sql);
    }
  return g_strdup_printf ("t.\"%s\"", field->name);
}

static gboolean
compile_main (CrmQueryCompiler *c, const CrmField *field, const CrmCondition *condition, GError **error)
{
  gboolean negate = condition->test == CRM_TEST_NOT_EQUAL || condition->test == CRM_TEST_EMPTY;
  g_autofree char *fold = crm_text_fold (condition->value);
  const char *kind = field->kind == CRM_KIND_PHONE   ? "phone"
                     : field->kind == CRM_KIND_EMAIL ? "email"
                     : field->kind == CRM_KIND_URL   ? "web"
                                                     : "handle";

  g_string_append_printf (c->where,
      "t.id %s (SELECT a.client FROM address a WHERE a.kind = '%s' AND a.archived_at IS NULL",
      negate ? "NOT IN" : "IN", kind);
  if (condition->test == CRM_TEST_EMPTY || condition->test == CRM_TEST_NOT_EMPTY)
    {
      g_string_append_c (c->where, ')');
      return TRUE;
    }
  if (condition->test == CRM_TEST_CONTAINS)
    {
      g_autofree char *digits = crm_text_digits (condition->value);

      g_string_append (c->where, " AND ");
      crm_query_append_contains (c, "a.normal", field->kind == CRM_KIND_PHONE ? digits : fold);
      if (field->kind == CRM_KIND_PHONE && !*digits)
        return crm_query_refuse (field, NULL, _ ("A phone is searched by its digits."), error);
    }
  else if (condition->test == CRM_TEST_EQUAL || condition->test == CRM_TEST_NOT_EQUAL)
    {
      g_autofree char *normal = NULL, *key = NULL;

      if (field->kind == CRM_KIND_PHONE)
        {
          normal = crm_phone_normalise (
              crm_transaction_get_phone_format (c->tx), condition->value, crm_transaction_get_region (c->tx));
          key = crm_phone_key (normal);
        }
      g_string_append (c->where, " AND a.match_key = ");
      crm_query_append_text (c, field->kind == CRM_KIND_PHONE ? key : fold);
    }
  else
    return crm_query_refuse (field, NULL, _ ("This test does not fit the field."), error);
  g_string_append_c (c->where, ')');
  return TRUE;
}

static gboolean
compile_list (CrmQueryCompiler *c, const CrmField *field, const CrmCondition *condition, GError **error)
{
  gboolean negate = condition->test == CRM_TEST_NOT_EQUAL || condition->test == CRM_TEST_EMPTY;
  const char *target = field->kind == CRM_KIND_TAGS ? "tag" : field->target;
  CrmEntity *entity = crm_book_get_entity (c->tx->book, target);
  const char *title =
      entity && entity->info->title_field >= 0 ? entity->fields[entity->info->title_field].name : NULL;
  gint64 id;

  g_string_append_printf (c->where,
      "t.id %s (SELECT l.record_id FROM record_link l WHERE l.entity = '%s' AND l.field = '%s'",
      negate ? "NOT IN" : "IN", crm_entity_get_name (c->entity), field->name);
  if (condition->test == CRM_TEST_EQUAL || condition->test == CRM_TEST_NOT_EQUAL ||
      condition->test == CRM_TEST_CONTAINS)
    {
      g_autofree char *fold = crm_text_fold (condition->value);

      g_string_append (c->where, " AND l.target_id IN (");
      if (field->kind == CRM_KIND_LINKS &&
          g_ascii_string_to_signed (condition->value, 10, 1, G_MAXINT64, &id, NULL))
        crm_query_append_integer (c, id);
      else if (!title)
        return crm_query_refuse (field, NULL, _ ("Give the number of a record."), error);
      else
        {
          g_autofree char *column = g_strdup_printf ("g.%s_fold", title);
          g_string_append_printf (c->where, "SELECT g.id FROM \"%s\" g WHERE ", target);
          if (condition->test == CRM_TEST_CONTAINS)
            crm_query_append_contains (c, column, fold);
          else
            {
              g_string_append_printf (c->where, "%s = ", column);
              crm_query_append_text (c, fold);
            }
        }
      g_string_append_c (c->where, ')');
    }
  else if (condition->test != CRM_TEST_EMPTY && condition->test != CRM_TEST_NOT_EMPTY)
    return crm_query_refuse (field, NULL, _ ("This test does not fit the field."), error);
  g_string_append_c (c->where, ')');
  return TRUE;
}

static gboolean
compile_link (CrmQueryCompiler *c, const CrmField *field, const CrmCondition *condition, GError **error)
{
  CrmEntity *entity = crm_book_get_entity (c->tx->book, field->target);
  const char *title =
      entity && entity->info->title_field >= 0 ? entity->fields[entity->info->title_field].name : NULL;
  gint64 id;

  if (condition->test == CRM_TEST_LESS || condition->test == CRM_TEST_GREATER)
    return crm_query_refuse (field, NULL, _ ("This test does not fit the field."), error);
  if (condition->test != CRM_TEST_CONTAINS &&
      g_ascii_string_to_signed (condition->value, 10, 1, G_MAXINT64, &id, NULL))
    {
      g_string_append_printf (c->where, "t.\"%s\" %s ", field->name, get_operator (condition->test));
      crm_query_append_integer (c, id);
      return TRUE;
    }
  if (!title)
    return crm_query_refuse (field, NULL, _ ("Give the number of a record."), error);

  g_autofree char *fold = crm_text_fold (condition->value);
  g_autofree char *column = g_strdup_printf ("g.%s_fold", title);
  if (condition->test == CRM_TEST_NOT_EQUAL)
    g_string_append_printf (c->where, "(t.\"%s\" IS NULL OR ", field->name);
  g_string_append_printf (c->where, "t.\"%s\" %s (SELECT g.id FROM \"%s\" g WHERE ", field->name,
      condition->test == CRM_TEST_NOT_EQUAL ? "NOT IN" : "IN", field->target);
  if (condition->test == CRM_TEST_CONTAINS)
    crm_query_append_contains (c, column, fold);
  else
    {
      g_string_append_printf (c->where, "%s = ", column);
      crm_query_append_text (c, fold);
    }
  g_string_append (c->where, condition->test == CRM_TEST_NOT_EQUAL ? "))" : ")");
  return TRUE;
}

/* Relative tests of dates and instants. */
static gboolean
compile_days (CrmQueryCompiler *c, const CrmField *field, const char *expression,
    const CrmCondition *condition, GError **error)
{
  gint64 days;
  g_autofree char *today = crm_instant_date (c->tx->now, c->tx->book->zone);
  gboolean instant = field == NULL || field->kind == CRM_KIND_INSTANT;

  if (!g_ascii_string_to_signed (condition->value, 10, 0, 36500, &days, NULL))
    return crm_query_refuse (field, condition->field, _ ("A number of days is needed."), error);

  g_autofree char *before = crm_date_add_days (today, -(int)days);
  g_autofree char *after = crm_date_add_days (today, (int)days + (instant ? 1 : 0));
  if (condition->test == CRM_TEST_OLDER_DAYS)
    {
      g_string_append_printf (c->where, "(%s IS NULL OR %s < ", expression, expression);
      if (instant)
        crm_query_append_integer (c, crm_date_instant (before, c->tx->book->zone));
      else
        crm_query_append_text (c, before);
      g_string_append_c (c->where, ')');
      return TRUE;
    }
  if (field && field->flags & CRM_FIELD_YEARLY)
    {
      const char *from = (condition->test == CRM_TEST_WITHIN_DAYS ? today : before) + 5;
      const char *to = (condition->test == CRM_TEST_WITHIN_DAYS ? after : today) + 5;
      gboolean wraps = strcmp (from, to) > 0;
      g_autofree char *next = crm_date_add_days (condition->test == CRM_TEST_WITHIN_DAYS ? after : today, 1);
      gboolean leap_day = g_str_equal (to, "02-28") && g_str_equal (next + 5, "03-01");

      /* The last five characters are month and day with and without a year. 29 February is kept on the 28th. */
      if (days >= 365)
        {
          g_string_append_printf (c->where, "%s IS NOT NULL", expression);
          return TRUE;
        }
      g_string_append_printf (c->where, "(substr (%s, length (%s) - 4) >= ", expression, expression);
      crm_query_append_text (c, from);
      g_string_append_printf (
          c->where, " %s substr (%s, length (%s) - 4) <= ", wraps ? "OR" : "AND", expression, expression);
      crm_query_append_text (c, leap_day ? "02-29" : to);
      g_string_append_c (c->where, ')');
      return TRUE;
    }
  g_string_append_printf (c->where, "(%s >= ", expression);
  if (instant)
    crm_query_append_integer (
        c, crm_date_instant (condition->test == CRM_TEST_WITHIN_DAYS ? today : before, c->tx->book->zone));
  else
    crm_query_append_text (c, condition->test == CRM_TEST_WITHIN_DAYS ? today : before);
  g_string_append_printf (
      c->where, " AND %s %s ", expression, instant && condition->test == CRM_TEST_WITHIN_DAYS ? "<" : "<=");
  if (instant)
    crm_query_append_integer (c,
        condition->test == CRM_TEST_WITHIN_DAYS ? crm_date_instant (after, c->tx->book->zone) : c->tx->now);
  else
    crm_query_append_text (c, condition->test == CRM_TEST_WITHIN_DAYS ? after : today);
  g_string_append_c (c->where, ')');
  return TRUE;
}

static gboolean
compile_instant (CrmQueryCompiler *c, const CrmField *field, const char *expression,
    const CrmCondition *condition, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gint64 at;
  gboolean whole_day = strlen (condition->value) == 10;

  if (!crm_instant_parse (condition->value, c->tx->book->zone, &at, &reason))
    return crm_query_refuse (field, condition->field, reason->message, error);
  if (whole_day && (condition->test == CRM_TEST_EQUAL || condition->test == CRM_TEST_NOT_EQUAL))
    {
      g_autofree char *next = crm_date_add_days (condition->value, 1);
      if (condition->test == CRM_TEST_EQUAL)
        g_string_append_printf (c->where, "(%s >= ", expression);
      else
        g_string_append_printf (c->where, "(%s IS NULL OR NOT (%s >= ", expression, expression);
      crm_query_append_integer (c, at);
      g_string_append_printf (c->where, " AND %s < ", expression);
      crm_query_append_integer (c, crm_date_instant (next, c->tx->book->zone));
      g_string_append (c->where, condition->test == CRM_TEST_EQUAL ? ")" : "))");
      return TRUE;
    }
  if (whole_day && condition->test == CRM_TEST_GREATER)
    {
      /* After a day is from the next one on. */
      g_autofree char *next = crm_date_add_days (condition->value, 1);
      g_string_append_printf (c->where, "%s >= ", expression);
      crm_query_append_integer (c, crm_date_instant (next, c->tx->book->zone));
      return TRUE;
    }
  g_string_append_printf (c->where, "%s %s ", expression, get_operator (condition->test));
  crm_query_append_integer (c, at);
  return TRUE;
}

/* Values that are compared as they are stored: read by the field's own parser. */
static gboolean
compile_stored (
    CrmQueryCompiler *c, int index, const char *expression, const CrmCondition *condition, GError **error)
{
  const CrmField *field = &c->entity->fields[index];
  g_autoptr (CrmEntity) entity = crm_entity_ref (c->entity);
  g_autoptr (CrmValues) values = crm_values_new (entity);
  const CrmValue *value;

  if (condition->test == CRM_TEST_CONTAINS)
    {
      /* Nothing is folded here: the column is compared as it stands. */
      crm_query_append_contains (c, expression, condition->value);
      return TRUE;
    }
  /* Nobody may write a computed field, so its values are not read as if they were typed. */
  if (field->flags & CRM_FIELD_COMPUTED &&
      (field->kind == CRM_KIND_CHOICE || field->kind == CRM_KIND_DATE || field->kind == CRM_KIND_TEXT))
    {
      g_string_append_printf (c->where, "%s %s ", expression, get_operator (condition->test));
      crm_query_append_text (c, condition->value);
      return TRUE;
    }
  if (field->flags & CRM_FIELD_COMPUTED && field->kind == CRM_KIND_INTEGER)
    {
      gint64 number;

      if (!g_ascii_string_to_signed (condition->value, 10, G_MININT64, G_MAXINT64, &number, NULL))
        return crm_query_refuse (field, NULL, _ ("A number is needed."), error);
      g_string_append_printf (c->where, "%s %s ", expression, get_operator (condition->test));
      crm_query_append_integer (c, number);
      return TRUE;
    }
  if (!crm_values_read (values, index, condition->value, &c->tx->read_context, error))
    return FALSE;
  value = crm_values_get (values, index);
  if (value->type == CRM_VALUE_MONEY)
    {
      g_string_append_printf (c->where, "(%s %s ", expression, get_operator (condition->test));
      crm_query_append_integer (c, value->v.money.minor);
      g_string_append_printf (c->where, "%s t.\"%s_currency\" %s ",
          condition->test == CRM_TEST_NOT_EQUAL ? " OR" : " AND", field->name,
          condition->test == CRM_TEST_NOT_EQUAL ? "IS DISTINCT FROM" : "=");
      crm_query_append_text (c, value->v.money.currency);
      g_string_append_c (c->where, ')');
      return TRUE;
    }
  if (field->kind == CRM_KIND_BOOLEAN)
    {
      gboolean yes = (value->v.integer != 0) == (condition->test == CRM_TEST_EQUAL);
      g_string_append_printf (c->where, "(%s IS %sTRUE)", expression, yes ? "" : "NOT ");
      return TRUE;
    }
  if (field->kind == CRM_KIND_CHOICES)
    {
      g_autofree char *pattern = g_strdup_printf ("%%%s%%", value->v.text ? value->v.text : "");
      g_string_append_printf (
          c->where, "(%s%s LIKE ", condition->test == CRM_TEST_NOT_EQUAL ? "NOT coalesce (" : "", expression);
      crm_query_append_text (c, pattern);
      g_string_append_printf (c->where, "%s)", condition->test == CRM_TEST_NOT_EQUAL ? ", FALSE)" : "");
      return TRUE;
    }
  g_string_append_printf (c->where, "%s %s ", expression, get_operator (condition->test));
  crm_value_copy (add_parameter (c), value);
  g_string_append_printf (c->where, "$%u", c->parameters->len);
  return TRUE;
}

static gboolean
compile_text (CrmQueryCompiler *c, const CrmField *field, const CrmCondition *condition)
{
  g_autofree char *fold = crm_text_fold (condition->value);
  g_autofree char *column = g_strdup_printf ("t.\"%s_fold\"", field->name);
  g_autofree char *key = NULL;

  if (field->kind == CRM_KIND_PHONE)
    {
      g_autofree char *normal = crm_phone_normalise (
          crm_transaction_get_phone_format (c->tx), condition->value, crm_transaction_get_region (c->tx));
      key = crm_phone_key (normal);
    }
  if (condition->test == CRM_TEST_CONTAINS)
    crm_query_append_contains (c, column, key ? key : fold);
  else
    {
      g_string_append_printf (c->where, "%s %s ", column, get_operator (condition->test));
      crm_query_append_text (c, key ? key : fold);
    }
  return TRUE;
}

/* Long text: through the text index. */
static gboolean
compile_body (CrmQueryCompiler *c, const CrmCondition *condition, gboolean negate)
{
  g_auto (GStrv) words = crm_text_words (condition->value);
  g_autofree char *match = crm_db_format_match (c->tx->db, (const char *const *)words);
  g_auto (GStrv) parts = g_strsplit (crm_db_match_condition (c->tx->db), "$1", 2);

  g_string_append_printf (c->where, "t.id %s (SELECT b.record_id FROM body b WHERE b.entity = '%s'",
      negate ? "NOT IN" : "IN", crm_entity_get_name (c->entity));
  if (words[0])
    {
      g_string_append_printf (c->where, " AND b.id %s", parts[0]);
      crm_query_append_text (c, match);
      g_string_append (c->where, parts[1]);
    }
  g_string_append_c (c->where, ')');
  return TRUE;
}

/* What is over by now: an instant that has passed, a day that has ended. */
static gboolean
compile_past (CrmQueryCompiler *c, const CrmField *field, const char *expression, GError **error)
{
  g_autofree char *today = crm_instant_date (c->tx->now, c->tx->book->zone);

  if (field && field->kind != CRM_KIND_DATE && field->kind != CRM_KIND_INSTANT)
    return crm_query_refuse (field, NULL, _ ("This test does not fit the field."), error);
  g_string_append_printf (c->where, "%s < ", expression);
  if (field && field->kind == CRM_KIND_DATE)
    crm_query_append_text (c, today);
  else
    crm_query_append_integer (c, c->tx->now);
  return TRUE;
}

static gboolean
compile_pseudo (CrmQueryCompiler *c, const CrmCondition *condition, gboolean *known, GError **error)
{
  gint64 id;
  guint8 uid[16];

  *known = TRUE;
  if (g_str_equal (condition->field, "id") || g_str_equal (condition->field, "version"))
    {
      if (!g_ascii_string_to_signed (condition->value, 10, 0, G_MAXINT64, &id, NULL))
        return crm_query_refuse (NULL, condition->field, _ ("A number is needed."), error);
      g_string_append_printf (c->where, "t.%s %s ", condition->field, get_operator (condition->test));
      crm_query_append_integer (c, id);
      return TRUE;
    }
  if (g_str_equal (condition->field, "uid"))
    {
      CrmValue *value;
      if (!crm_uid_parse (condition->value, uid))
        return crm_query_refuse (NULL, "uid", _ ("This is not a uid."), error);
      value = add_parameter (c);
      crm_value_take_blob (value, g_bytes_new (uid, 16));
      g_string_append_printf (c->where, "t.uid %s $%u", get_operator (condition->test), c->parameters->len);
      return TRUE;
    }
  if (g_str_equal (condition->field, "created_at") || g_str_equal (condition->field, "updated_at") ||
      g_str_equal (condition->field, "archived_at"))
    {
      g_autofree char *expression = g_strconcat ("t.", condition->field, NULL);

      if (condition->test == CRM_TEST_EMPTY || condition->test == CRM_TEST_NOT_EMPTY)
        {
          g_string_append_printf (
              c->where, "%s IS %sNULL", expression, condition->test == CRM_TEST_EMPTY ? "" : "NOT ");
          return TRUE;
        }
      if (condition->test == CRM_TEST_PAST)
        return compile_past (c, NULL, expression, error);
      if (condition->test >= CRM_TEST_WITHIN_DAYS && condition->test <= CRM_TEST_LAST_DAYS)
        return compile_days (c, NULL, expression, condition, error);
      return compile_instant (c, NULL, expression, condition, error);
    }
  *known = FALSE;
  return TRUE;
}

/* Few clients have a next step: the index of those answers without a look at the figures of all. */
static gboolean
compile_next (CrmQueryCompiler *c, const CrmField *field, CrmTest test)
{
  if (!g_str_equal (crm_entity_get_name (c->entity), "client") || !g_str_equal (field->name, "next_key") ||
      (test != CRM_TEST_EMPTY && test != CRM_TEST_NOT_EMPTY && test != CRM_TEST_PAST))
    return FALSE;
  g_string_append_printf (c->where, "t.id %s (SELECT n.client_id FROM client_figures n WHERE n.next_key ",
      test == CRM_TEST_EMPTY ? "NOT IN" : "IN");
  if (test == CRM_TEST_PAST)
    {
      g_string_append (c->where, "< ");
      crm_query_append_integer (c, c->tx->now);
    }
  else
    g_string_append (c->where, "IS NOT NULL");
  g_string_append_c (c->where, ')');
  return TRUE;
}

static gboolean
compile_leaf (CrmQueryCompiler *c, const CrmCondition *condition, GError **error)
{
  g_autofree char *expression = NULL;
  const CrmRelation *relation;
  const CrmField *field;
  gboolean known;
  int index;

  if (!compile_pseudo (c, condition, &known, error))
    return FALSE;
  if (known)
    return TRUE;
  relation = crm_entity_find_relation (c->entity, condition->field);
  if (relation)
    return crm_query_compile_relation (c, relation, condition, error);
  index = crm_entity_find_field (c->entity, condition->field);
  if (index < 0)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("%s has no field “%s”."),
          crm_entity_get_name (c->entity), condition->field);
      return FALSE;
    }
  field = &c->entity->fields[index];
  if (field->flags & CRM_FIELD_MAIN)
    return compile_main (c, field, condition, error);
  if (field->kind == CRM_KIND_TAGS || field->kind == CRM_KIND_LINKS)
    return compile_list (c, field, condition, error);
  if (field->kind == CRM_KIND_BODY)
    return compile_body (
        c, condition, condition->test == CRM_TEST_EMPTY || condition->test == CRM_TEST_NOT_EQUAL);

  if (compile_next (c, field, condition->test))
    return TRUE;
  expression = get_expression (c, field);
  if (condition->test == CRM_TEST_EMPTY || condition->test == CRM_TEST_NOT_EMPTY)
    {
      g_string_append_printf (
          c->where, "%s IS %sNULL", expression, condition->test == CRM_TEST_EMPTY ? "" : "NOT ");
      return TRUE;
    }
  if (condition->test == CRM_TEST_MINE)
    {
      if (field->kind != CRM_KIND_LINK)
        return crm_query_refuse (field, NULL, _ ("This test does not fit the field."), error);
      g_string_append_printf (c->where, "%s = ", expression);
      crm_query_append_integer (c, c->tx->book->user_id);
      return TRUE;
    }
  if (condition->test == CRM_TEST_PAST)
    return compile_past (c, field, expression, error);
  if (condition->test >= CRM_TEST_WITHIN_DAYS && condition->test <= CRM_TEST_LAST_DAYS)
    {
      if (field->kind != CRM_KIND_DATE && field->kind != CRM_KIND_INSTANT)
        return crm_query_refuse (field, NULL, _ ("This test does not fit the field."), error);
      return compile_days (c, field, expression, condition, error);
    }
  if (field->kind == CRM_KIND_INSTANT)
    return compile_instant (c, field, expression, condition, error);
  if (field->kind == CRM_KIND_LINK)
    return compile_link (c, field, condition, error);
  if (crm_field_has_fold (field))
    return compile_text (c, field, condition);
  if (field->flags & CRM_FIELD_COMPUTED && field->kind == CRM_KIND_TEXT)
    {
      g_autofree char *fold =
          field->sql_fold ? crm_text_fold (condition->value) : g_strdup (condition->value);
      const char *column = field->sql_fold ? field->sql_fold : expression;

      if (condition->test == CRM_TEST_CONTAINS)
        crm_query_append_contains (c, column, fold);
      else
        {
          g_string_append_printf (c->where, "%s %s ", column, get_operator (condition->test));
          crm_query_append_text (c, fold);
        }
      return TRUE;
    }
  return compile_stored (c, index, expression, condition, error);
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
  if (condition->group ? !compile_group (c, condition, error) : !compile_leaf (c, condition, error))
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
  g_auto (GStrv) words = crm_search_words (text);
  gboolean client = g_str_equal (crm_entity_get_name (c->entity), "client");

  for (guint i = 0; words[i]; i++)
    {
      if (client)
        {
          g_string_append (c->where, " AND t.id IN (SELECT s.client_id FROM client_search s WHERE ");
          crm_query_append_contains (c, "s.line", words[i]);
          g_string_append_c (c->where, ')');
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
              g_string_append (c->where, " OR ");
              crm_query_append_contains (c, column, words[i]);
            }
          else if (field->kind == CRM_KIND_BODY)
            {
              CrmCondition body = {
                .field = (char *)field->name, .test = CRM_TEST_CONTAINS, .value = words[i]
              };
              g_string_append (c->where, " OR ");
              compile_body (c, &body, FALSE);
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
    expression = get_expression (c, field);
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
