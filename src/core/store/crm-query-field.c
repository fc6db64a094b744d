/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-phone.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "store/crm-entity-private.h"
#include "store/crm-query-private.h"

/* The conditions of single fields in SQL: what kind a field is of says how a test of it is written. Runs in a worker's
 * thread. */

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

/* Of the records with a number's key those that have another number all the same: " AND column NOT IN (…)". sql: id, what was
 * typed and, unless that is NULL, its normal form of those with the key $1. */
static gboolean
append_others (CrmQueryCompiler *c, const char *column, const char *sql, const char *key, const char *typed,
    const char *normal, GError **error)
{
  CrmPhoneFormat *format = crm_transaction_get_phone_format (c->tx);
  g_autoptr (CrmStatement) statement = crm_db_prepare (c->tx->db, sql, error);
  g_autoptr (GString) others = g_string_new (NULL);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, key);
  while (crm_statement_step (statement, &row, error) && row)
    {
      const char *value = crm_statement_get_text (statement, 1);
      g_autofree char *form = crm_statement_is_null (statement, 2)
                                  ? crm_phone_normalise (format, value, crm_transaction_get_region (c->tx))
                                  : g_strdup (crm_statement_get_text (statement, 2));

      if (crm_phone_is_other (typed, normal, value, form))
        g_string_append_printf (
            others, "%s%" G_GINT64_FORMAT, others->len ? ", " : "", crm_statement_get_integer (statement, 0));
    }
  if (others->len)
    g_string_append_printf (c->where, " AND %s NOT IN (%s)", column, others->str);
  return !row;
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
      "t.id %s (SELECT a.client FROM address a JOIN client o ON o.id = a.client WHERE a.kind = '%s'"
      " AND (a.archived_at IS NULL OR a.archived_at = o.archived_at)",
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
      if (normal && !append_others (c, "a.id",
                        "SELECT id, value, normal FROM address WHERE match_key = $1 AND kind = 'phone'", key,
                        condition->value, normal, error))
        return FALSE;
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
  crm_value_copy (crm_query_add_parameter (c), value);
  g_string_append_printf (c->where, "$%u", c->parameters->len);
  /* A day of no known year ("--03-08") is before no year. */
  if (field->kind == CRM_KIND_DATE && condition->test == CRM_TEST_LESS && value->type == CRM_VALUE_TEXT &&
      value->v.text[0] != '-')
    g_string_append_printf (c->where, " AND %s >= '0'", expression);
  return TRUE;
}

static gboolean
compile_text (CrmQueryCompiler *c, const CrmField *field, const CrmCondition *condition, GError **error)
{
  g_autofree char *fold = crm_text_fold (condition->value);
  g_autofree char *column = g_strdup_printf ("t.\"%s_fold\"", field->name);
  g_autofree char *key = NULL, *normal = NULL;

  if (field->kind == CRM_KIND_PHONE)
    {
      normal = crm_phone_normalise (
          crm_transaction_get_phone_format (c->tx), condition->value, crm_transaction_get_region (c->tx));
      key = crm_phone_key (normal);
    }
  if (condition->test == CRM_TEST_CONTAINS)
    crm_query_append_contains (c, column, key ? key : fold);
  else if (normal && (condition->test == CRM_TEST_EQUAL || condition->test == CRM_TEST_NOT_EQUAL))
    {
      g_autofree char *sql = g_strdup_printf ("SELECT id, \"%s\", NULL FROM \"%s\" WHERE \"%s_fold\" = $1",
          field->name, crm_entity_get_name (c->entity), field->name);

      g_string_append_printf (c->where, "%s(%s IS NOT DISTINCT FROM ",
          condition->test == CRM_TEST_NOT_EQUAL ? "NOT " : "", column);
      crm_query_append_text (c, key);
      if (!append_others (c, "t.id", sql, key, condition->value, normal, error))
        return FALSE;
      g_string_append_c (c->where, ')');
    }
  else
    {
      g_string_append_printf (c->where, "%s %s ", column, get_operator (condition->test));
      crm_query_append_text (c, key ? key : fold);
    }
  return TRUE;
}

/* Long text: through the text index. */
gboolean
crm_query_compile_body (CrmQueryCompiler *c, const CrmCondition *condition, gboolean negate)
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

  *known = g_str_equal (condition->field, "id") || g_str_equal (condition->field, "version") ||
           g_str_equal (condition->field, "uid");
  if (*known && (condition->test == CRM_TEST_EMPTY || condition->test == CRM_TEST_NOT_EMPTY))
    {
      g_string_append (c->where, condition->test == CRM_TEST_EMPTY ? "FALSE" : "TRUE");
      return TRUE;
    }
  if (*known && condition->test > CRM_TEST_GREATER)
    return crm_query_refuse (NULL, condition->field, _ ("This test does not fit the field."), error);
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
      value = crm_query_add_parameter (c);
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

gboolean
crm_query_compile_leaf (CrmQueryCompiler *c, const CrmCondition *condition, GError **error)
{
  g_autofree char *expression = NULL;
  const CrmRelation *relation;
  const CrmField *field;
  gboolean known;
  int index;

  relation = crm_entity_find_relation (c->entity, condition->field);
  if (!relation && condition->days)
    return crm_query_refuse (NULL, condition->field, _ ("It cannot be limited to a number of days."), error);
  if (!compile_pseudo (c, condition, &known, error))
    return FALSE;
  if (known)
    return TRUE;
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
    return crm_query_compile_body (
        c, condition, condition->test == CRM_TEST_EMPTY || condition->test == CRM_TEST_NOT_EQUAL);

  if (compile_next (c, field, condition->test))
    return TRUE;
  expression = crm_query_dup_expression (c, field);
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
    return compile_text (c, field, condition, error);
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
