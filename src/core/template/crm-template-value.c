/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template-private.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "base/crm-catalog.h"
#include "base/crm-decimal.h"
#include "base/crm-error.h"
#include "base/crm-local.h"
#include "base/crm-money.h"
#include "base/crm-spoken.h"
#include "base/crm-sums.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "base/crm-zone.h"
#include "meeting/crm-meeting.h"

/* How a field is written into a message, in its language, and whether a condition on it holds. In the transaction's thread. */

#define BIT(format) (1u << CRM_TEMPLATE_##format)

/* The zone in which times of the record are told. */
static GTimeZone *
dup_zone (CrmTemplateScope *scope, const CrmTemplateValue *value)
{
  CrmRow *meeting = g_hash_table_lookup (scope->rows, "meeting");
  const char *name = meeting && value->entity == meeting->entity && !value->whole_day
                         ? crm_row_get_text (meeting, CRM_MEETING_ZONE)
                         : NULL;
  GTimeZone *zone = name ? crm_zone_new (name) : NULL;

  return zone ? zone : g_time_zone_ref (crm_transaction_get_zone (scope->tx));
}

/* The local day of a date or an instant; NULL when it is none. second: of the day, -1 for a date. */
static char *
dup_date (CrmTemplateScope *scope, const CrmTemplateValue *value, int *second)
{
  g_autoptr (GTimeZone) zone = NULL;

  *second = -1;
  if (!value->field)
    return NULL;
  if (value->field->kind == CRM_KIND_DATE && value->value.type == CRM_VALUE_TEXT)
    return g_strdup (value->value.v.text);
  if (value->field->kind != CRM_KIND_INSTANT || value->value.type != CRM_VALUE_INTEGER)
    return NULL;
  zone = dup_zone (scope, value);
  /* The midnight at which an all-day meeting ends is that of the next day. */
  if (value->whole_day)
    return crm_instant_date (
        value->value.v.integer - (g_str_equal (value->field->name, "ends_at") ? 1 : 0), zone);
  return crm_local_format (crm_local_day (value->value.v.integer, zone, second));
}

static char *
format_date (CrmTemplateScope *scope, const CrmTemplateValue *value, guint formats)
{
  int second;
  g_autofree char *date = dup_date (scope, value, &second);
  g_autofree char *day = NULL, *time = NULL;
  gboolean year;

  if (!date)
    return NULL;
  /* The year is told when it is another one; of what comes every year never. */
  year = !(value->field->flags & CRM_FIELD_YEARLY) && strncmp (date, scope->today, 4) != 0;
  if (formats & BIT (DAY))
    return crm_spoken_weekday (scope->locale, date);
  if (!(formats & BIT (TIME)))
    day = crm_spoken_date (scope->locale, date, year);
  if (second >= 0 && !(formats & BIT (DATE)))
    time = crm_spoken_time (scope->locale, second);
  if (day && time)
    return g_strconcat (day, ", ", time, NULL);
  return day ? g_steal_pointer (&day) : g_steal_pointer (&time);
}

static char *
format_money (CrmTemplateScope *scope, gint64 minor, const char *currency, guint formats)
{
  gint64 unit = 1;

  for (guint i = crm_money_digits (currency); i > 0; i--)
    unit *= 10;
  if (formats & BIT (NUMBER))
    {
      g_autofree char *decimal = crm_money_to_decimal (minor, currency);

      return crm_spoken_number (scope->locale, decimal);
    }
  /* Cents are told when there are some. */
  return crm_spoken_money (scope->locale, minor, currency,
      formats & BIT (WHOLE)   ? FALSE
      : formats & BIT (MONEY) ? TRUE
                              : minor % unit != 0);
}

static char *
format_sums (CrmTemplateScope *scope, const char *text, guint formats)
{
  g_autoptr (CrmSums) sums = crm_sums_from_text (text);
  g_autoptr (GString) out = g_string_new (NULL);
  guint n;
  const CrmSum *sum = crm_sums_get (sums, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *one = format_money (scope, sum[i].minor, sum[i].currency, formats);

      g_string_append_printf (out, "%s%s", i ? " + " : "", one);
    }
  return out->len ? g_strdup (out->str) : NULL;
}

static char *
format_titles (CrmTemplateScope *scope, const char *entity, const gint64 *ids, guint n)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = crm_transaction_dup_title (scope->tx, entity, ids[i]);

      if (!crm_text_is_blank (title))
        g_string_append_printf (out, "%s%s", out->len ? ", " : "", title);
    }
  return out->len ? g_strdup (out->str) : NULL;
}

static char *
format_integer (CrmTemplateScope *scope, const CrmField *field, gint64 integer)
{
  g_autofree char *decimal = NULL;

  switch ((int)field->kind)
    {
    case CRM_KIND_BOOLEAN: return g_strdup (crm_spoken_boolean (scope->locale, integer != 0));
    case CRM_KIND_DURATION: return crm_spoken_duration (scope->locale, integer);
    case CRM_KIND_LINK: return format_titles (scope, field->target, &integer, 1);
    case CRM_KIND_DECIMAL: decimal = crm_decimal_format (integer, field->digits); break;
    default: decimal = g_strdup_printf ("%" G_GINT64_FORMAT, integer); break;
    }
  return crm_spoken_number (scope->locale, decimal);
}

/* What the program calls a choice, in the language of the message; those of people's own fields have one name only. */
static char *
format_choices (CrmTemplateScope *scope, const CrmField *field, const char *stored)
{
  g_auto (GStrv) words = g_strsplit (stored, " ", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; words[i]; i++)
    for (const CrmChoice *choice = field->choices; choice && choice->word; choice++)
      if (g_str_equal (choice->word, words[i]))
        g_string_append_printf (out, "%s%s", out->len ? ", " : "",
            field->flags & CRM_FIELD_OWN ? choice->label
                                         : crm_catalog_translate (scope->locale, choice->label));
  return g_strdup (out->len ? out->str : stored);
}

static gboolean
is_sums (const CrmField *field)
{
  return field->flags & CRM_FIELD_COMPUTED && g_str_has_suffix (field->name, "_sums");
}

static char *
format_plain (CrmTemplateScope *scope, const CrmTemplateValue *value, guint formats)
{
  const CrmValue *v = &value->value;

  if (!value->field)
    return g_strdup (v->v.text);
  if (value->field->kind == CRM_KIND_DATE || value->field->kind == CRM_KIND_INSTANT)
    return format_date (scope, value, formats);
  switch (v->type)
    {
    case CRM_VALUE_MONEY: return format_money (scope, v->v.money.minor, v->v.money.currency, formats);
    case CRM_VALUE_INTEGER: return format_integer (scope, value->field, v->v.integer);
    case CRM_VALUE_LIST:
      return format_titles (
          scope, value->field->target, (const gint64 *)(gpointer)v->v.list->data, v->v.list->len);
    case CRM_VALUE_REAL:
      {
        char decimal[G_ASCII_DTOSTR_BUF_SIZE];

        return crm_spoken_number (
            scope->locale, g_ascii_formatd (decimal, sizeof decimal, "%.10g", v->v.real));
      }
    case CRM_VALUE_TEXT:
      if (is_sums (value->field))
        return format_sums (scope, v->v.text, formats);
      if (value->field->kind == CRM_KIND_CHOICE || value->field->kind == CRM_KIND_CHOICES)
        return format_choices (scope, value->field, v->v.text);
      return crm_field_format_display (value->field, v, crm_transaction_get_zone (scope->tx));
    case CRM_VALUE_NULL:
    case CRM_VALUE_BLOB: break;
    }
  return NULL;
}

/* "Anna" of "Dr. Anna Kowalska". */
static char *
take_first_name (const char *name)
{
  g_auto (GStrv) words = g_strsplit_set (name, " \t\n", -1);
  const char *first = NULL;

  for (guint i = 0; words[i]; i++)
    {
      if (!*words[i])
        continue;
      if (!first || g_str_has_suffix (first, "."))
        first = words[i];
    }
  return g_strdup (first ? first : name);
}

static gboolean
is_company (CrmTemplateScope *scope, const CrmTemplateValue *value)
{
  CrmRow *client = g_hash_table_lookup (scope->rows, "client");

  return client && value->entity == client->entity &&
         g_strcmp0 (crm_row_get_text (client, crm_entity_find_field (client->entity, "kind")), "company") ==
             0;
}

static char *
apply_case (char *text, guint formats)
{
  char *other;

  if (!text || !(formats & (BIT (UPPER) | BIT (LOWER))))
    return text;
  other = formats & BIT (UPPER) ? g_utf8_strup (text, -1) : g_utf8_strdown (text, -1);
  g_free (text);
  return other;
}

char *
crm_template_value_format (CrmTemplateScope *scope, const CrmTemplateValue *value, guint formats)
{
  g_autofree char *text = crm_value_is_empty (&value->value) ? NULL : format_plain (scope, value, formats);
  char *first;

  if (crm_text_is_blank (text))
    return NULL;
  if (!g_utf8_validate (text, -1, NULL))
    {
      char *valid = g_utf8_make_valid (text, -1);

      g_free (text);
      text = valid;
    }
  if (formats & BIT (FIRST) && !is_company (scope, value))
    {
      first = take_first_name (text);
      g_free (text);
      text = first;
    }
  return apply_case (g_steal_pointer (&text), formats);
}

/* As a number, in thousandths of what people write; FALSE for what is none. */
static gboolean
read_number (const CrmTemplateValue *value, double *number)
{
  const CrmValue *v = &value->value;
  guint digits = value->field ? value->field->digits : 0;

  if (v->type == CRM_VALUE_MONEY)
    {
      g_autofree char *decimal = crm_money_to_decimal (v->v.money.minor, v->v.money.currency);

      *number = g_ascii_strtod (decimal, NULL);
      return TRUE;
    }
  if (v->type == CRM_VALUE_REAL)
    {
      *number = v->v.real;
      return TRUE;
    }
  if (v->type != CRM_VALUE_INTEGER || !value->field)
    return FALSE;
  if (value->field->kind == CRM_KIND_DECIMAL)
    {
      g_autofree char *decimal = crm_decimal_format (v->v.integer, digits);

      *number = g_ascii_strtod (decimal, NULL);
      return TRUE;
    }
  *number = (double)v->v.integer;
  return value->field->kind == CRM_KIND_INTEGER || value->field->kind == CRM_KIND_DURATION;
}

static gboolean
words_have (const char *list, const char *word)
{
  g_auto (GStrv) words = g_strsplit (list, " ", -1);

  return g_strv_contains ((const char *const *)words, word);
}

/* The stored word of a choice, or what it is called. */
static gboolean
is_choice (const CrmField *field, const char *stored, const char *wanted_fold)
{
  for (const CrmChoice *choice = field->choices; choice && choice->word; choice++)
    {
      g_autofree char *word = crm_text_fold (choice->word);
      g_autofree char *label = crm_text_fold (crm_field_get_choice_label (field, choice->word));

      if ((g_str_equal (word, wanted_fold) || g_str_equal (label, wanted_fold)) &&
          words_have (stored, choice->word))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_equal_text (CrmTemplateScope *scope, const CrmTemplateValue *value, const char *wanted)
{
  g_autofree char *wanted_fold = crm_text_fold (wanted);
  g_autofree char *text = NULL, *fold = NULL;

  if (value->value.type == CRM_VALUE_LIST)
    {
      const GArray *list = value->value.v.list;

      for (guint i = 0; i < list->len; i++)
        {
          g_autofree char *title =
              crm_transaction_dup_title (scope->tx, value->field->target, g_array_index (list, gint64, i));
          g_autofree char *title_fold = crm_text_fold (title);

          if (g_str_equal (title_fold, wanted_fold))
            return TRUE;
        }
      return FALSE;
    }
  if (value->field && value->field->choices && value->value.type == CRM_VALUE_TEXT &&
      is_choice (value->field, value->value.v.text, wanted_fold))
    return TRUE;
  if (value->field && value->field->kind == CRM_KIND_BOOLEAN)
    {
      gboolean set = value->value.type == CRM_VALUE_INTEGER && value->value.v.integer;

      text = g_strdup (_ ("Yes"));
      fold = crm_text_fold (text);
      return set == (g_str_equal (wanted_fold, "yes") || g_str_equal (wanted_fold, "true") ||
                        g_str_equal (wanted_fold, "1") || g_str_equal (wanted_fold, fold));
    }
  text = crm_template_value_format (scope, value, 0);
  fold = crm_text_fold (text);
  return g_str_equal (fold, wanted_fold);
}

/* < 0, 0, > 0 against what the condition names. FALSE when they cannot be compared. */
static gboolean
compare (CrmTemplateScope *scope, const CrmTemplatePiece *piece, const CrmTemplateValue *value, int *order,
    GError **error)
{
  double number;
  int second;
  g_autofree char *date = dup_date (scope, value, &second);
  g_autofree char *fold = NULL, *wanted = NULL, *text = NULL;

  if (date)
    {
      g_autofree char *other = g_str_equal (piece->value, "today")
                                   ? g_strdup (scope->today)
                                   : crm_date_parse (piece->value, CRM_DATE_ORDER_UNKNOWN, error);

      if (!other)
        return FALSE;
      /* Without a year on either side only the day of the year counts. */
      *order = strlen (date) < 10 || strlen (other) < 10 || value->field->flags & CRM_FIELD_YEARLY
                   ? strcmp (date + strlen (date) - 5, other + strlen (other) - 5)
                   : strcmp (date, other);
      return TRUE;
    }
  if (read_number (value, &number))
    {
      gint64 wanted_number;
      double difference;

      if (!crm_decimal_parse (piece->value, 6, &wanted_number, error))
        return FALSE;
      difference = number - (double)wanted_number / 1e6;
      *order = difference < 0 ? -1 : difference > 0;
      return TRUE;
    }
  if (piece->test == CRM_TEMPLATE_IS_EQUAL || piece->test == CRM_TEMPLATE_IS_OTHER)
    {
      *order = !is_equal_text (scope, value, piece->value);
      return TRUE;
    }
  text = crm_template_value_format (scope, value, 0);
  fold = crm_text_fold (text);
  wanted = crm_text_fold (piece->value);
  *order = strcmp (fold, wanted);
  return TRUE;
}

/* Whether it is, or comes again, in from to until days. */
static gboolean
is_in_days (CrmTemplateScope *scope, const CrmTemplateValue *value, int from, int until)
{
  int second, days;
  g_autofree char *date = dup_date (scope, value, &second);

  if (!date || !crm_date_is_valid (date) || strlen (scope->today) < 10)
    return FALSE;
  if (strlen (date) < 10 || value->field->flags & CRM_FIELD_YEARLY)
    {
      char *next = crm_date_next_birthday (date, scope->today);

      g_free (date);
      date = next;
    }
  days = date ? crm_date_days_between (scope->today, date) : -1;
  return days >= from && days <= until;
}

gboolean
crm_template_value_holds (CrmTemplateScope *scope, const CrmTemplatePiece *piece,
    const CrmTemplateValue *value, gboolean *holds, GError **error)
{
  gboolean empty = crm_value_is_empty (&value->value);
  gboolean boolean = value->field && value->field->kind == CRM_KIND_BOOLEAN;
  int order = 0;

  switch (piece->test)
    {
    case CRM_TEMPLATE_IS_SET:
    case CRM_TEMPLATE_IS_EMPTY:
      /* What is not so counts like what is not known. */
      if (boolean && !empty)
        empty = !value->value.v.integer;
      *holds = empty == (piece->test == CRM_TEMPLATE_IS_EMPTY);
      break;
    case CRM_TEMPLATE_IS_TODAY: *holds = is_in_days (scope, value, 0, 0); break;
    case CRM_TEMPLATE_IS_TOMORROW: *holds = is_in_days (scope, value, 1, 1); break;
    case CRM_TEMPLATE_IS_WITHIN: *holds = is_in_days (scope, value, 0, piece->days); break;
    case CRM_TEMPLATE_IS_EQUAL:
    case CRM_TEMPLATE_IS_OTHER:
    case CRM_TEMPLATE_IS_LESS:
    case CRM_TEMPLATE_IS_MORE:
      if (empty && !boolean)
        *holds = piece->test == CRM_TEMPLATE_IS_OTHER;
      else if (!compare (scope, piece, value, &order, error))
        return FALSE;
      else
        *holds = piece->test == CRM_TEMPLATE_IS_EQUAL   ? order == 0
                 : piece->test == CRM_TEMPLATE_IS_OTHER ? order != 0
                 : piece->test == CRM_TEMPLATE_IS_LESS  ? order < 0
                                                        : order > 0;
      break;
    }
  if (piece->negated)
    *holds = !*holds;
  return TRUE;
}
