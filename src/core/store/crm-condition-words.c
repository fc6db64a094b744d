/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-condition-words.h"

#include <glib/gi18n-lib.h>

#include "base/crm-time.h"

/* Words for conditions: what the filter popover offers for a field, and how a condition reads on its chip. Pure functions. */

static const CrmTest text_tests[] = { CRM_TEST_CONTAINS, CRM_TEST_EQUAL, CRM_TEST_NOT_EQUAL, CRM_TEST_EMPTY,
  CRM_TEST_NOT_EMPTY };
static const CrmTest number_tests[] = { CRM_TEST_EQUAL, CRM_TEST_NOT_EQUAL, CRM_TEST_LESS, CRM_TEST_GREATER,
  CRM_TEST_EMPTY, CRM_TEST_NOT_EMPTY };
static const CrmTest word_tests[] = { CRM_TEST_EQUAL, CRM_TEST_NOT_EQUAL, CRM_TEST_EMPTY,
  CRM_TEST_NOT_EMPTY };
static const CrmTest user_tests[] = { CRM_TEST_MINE, CRM_TEST_EQUAL, CRM_TEST_NOT_EQUAL, CRM_TEST_EMPTY,
  CRM_TEST_NOT_EMPTY };
static const CrmTest date_tests[] = { CRM_TEST_LAST_DAYS, CRM_TEST_OLDER_DAYS, CRM_TEST_WITHIN_DAYS,
  CRM_TEST_PAST, CRM_TEST_LESS, CRM_TEST_GREATER, CRM_TEST_EMPTY, CRM_TEST_NOT_EMPTY };
static const CrmTest birthday_tests[] = { CRM_TEST_WITHIN_DAYS, CRM_TEST_EQUAL, CRM_TEST_EMPTY,
  CRM_TEST_NOT_EMPTY };
static const CrmTest boolean_tests[] = { CRM_TEST_EQUAL };

#define OFFER(array) (*n = G_N_ELEMENTS (array), array)

const CrmTest *
crm_test_get_offered (const CrmField *field, guint *n)
{
  switch (field->kind)
    {
    case CRM_KIND_INTEGER:
    case CRM_KIND_REAL:
    case CRM_KIND_DECIMAL:
    case CRM_KIND_MONEY:
    case CRM_KIND_DURATION: return OFFER (number_tests);
    case CRM_KIND_INSTANT: return OFFER (date_tests);
    case CRM_KIND_DATE:
      return g_str_equal (field->name, "birthday") ? OFFER (birthday_tests) : OFFER (date_tests);
    case CRM_KIND_LINK:
      return g_strcmp0 (field->target, "user") == 0 ? OFFER (user_tests) : OFFER (word_tests);
    case CRM_KIND_TAGS:
    case CRM_KIND_CHOICE:
    case CRM_KIND_CHOICES: return OFFER (word_tests);
    case CRM_KIND_BOOLEAN: return OFFER (boolean_tests);
    default: return OFFER (text_tests);
    }
}

gboolean
crm_test_has_value (CrmTest test)
{
  return test != CRM_TEST_EMPTY && test != CRM_TEST_NOT_EMPTY && test != CRM_TEST_MINE &&
         test != CRM_TEST_PAST;
}

const char *
crm_test_get_words (CrmTest test, CrmKind kind)
{
  gboolean date = kind == CRM_KIND_DATE || kind == CRM_KIND_INSTANT;

  switch (test)
    {
    case CRM_TEST_EQUAL: return _ ("is");
    case CRM_TEST_NOT_EQUAL: return _ ("is not");
    case CRM_TEST_LESS: return date ? _ ("before") : _ ("less than");
    case CRM_TEST_GREATER: return date ? _ ("after") : _ ("more than");
    case CRM_TEST_CONTAINS: return _ ("contains");
    case CRM_TEST_EMPTY: return _ ("is empty");
    case CRM_TEST_NOT_EMPTY: return _ ("is not empty");
    case CRM_TEST_WITHIN_DAYS: return _ ("within the next … days");
    case CRM_TEST_OLDER_DAYS: return _ ("longer ago than … days");
    case CRM_TEST_LAST_DAYS: return _ ("within the last … days");
    case CRM_TEST_MINE: return _ ("is me");
    case CRM_TEST_PAST: return _ ("has passed");
    }
  return "";
}

const char *
crm_test_get_relation_words (CrmTest test)
{
  if (test == CRM_TEST_EMPTY)
    return _ ("nothing");
  if (test == CRM_TEST_NOT_EMPTY)
    return _ ("anything");
  return crm_test_get_words (test, CRM_KIND_TEXT);
}

static char *
dup_value (const CrmCondition *condition, const CrmField *field)
{
  const char *value = condition->value != NULL ? condition->value : "";

  if (field != NULL && field->choices != NULL)
    return g_strdup (crm_field_get_choice_label (field, value));
  if (field != NULL && field->kind == CRM_KIND_BOOLEAN)
    return g_strdup (g_str_equal (value, "1") ? _ ("yes") : _ ("no"));
  if (field != NULL && (field->kind == CRM_KIND_DATE || field->kind == CRM_KIND_INSTANT) &&
      crm_date_is_valid (value))
    return crm_date_display (value);
  return g_strdup (value);
}

/* "Bought: Espresso within the last 90 days". */
static char *
dup_relation_words (const CrmRelation *relation, const CrmCondition *condition)
{
  const CrmField *field = &relation->field;
  const char *label = crm_field_get_label (field);
  const CrmRelationSql *sql = crm_relation_find_sql (relation, condition->value);
  g_autofree char *value = dup_value (condition, field);
  g_autoptr (GString) words = g_string_new (NULL);
  int days = (int)condition->days;
  gboolean empty = value[0] == '\0';

  if (condition->test == CRM_TEST_EMPTY || (empty && condition->test == CRM_TEST_EQUAL))
    /* Translators: none of what a condition asks for, "Bought: nothing". */
    g_string_printf (words, _ ("%s: nothing"), label);
  else if (condition->test == CRM_TEST_NOT_EMPTY || empty)
    /* Translators: any of what a condition asks for, "Bought: anything". */
    g_string_printf (words, _ ("%s: anything"), label);
  else if (condition->test == CRM_TEST_NOT_EQUAL)
    g_string_printf (words, _ ("%s is not %s"), label, value);
  else if (condition->test == CRM_TEST_LESS || condition->test == CRM_TEST_GREATER)
    g_string_printf (words, condition->test == CRM_TEST_LESS ? "%s < %s" : "%s > %s", label, value);
  else if (condition->test == CRM_TEST_CONTAINS)
    g_string_printf (words, _ ("%s contains “%s”"), label, value);
  else
    g_string_printf (words, _ ("%s: %s"), label, value);
  if (days > 0 && sql != NULL && sql->ahead)
    return g_strdup_printf (
        ngettext ("%s within %d day", "%s within %d days", (gulong)days), words->str, days);
  if (days > 0)
    return g_strdup_printf (
        ngettext ("%s within the last %d day", "%s within the last %d days", (gulong)days), words->str, days);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

char *
crm_condition_dup_words (const CrmCondition *condition, const CrmEntity *entity)
{
  const CrmField *field;
  const char *label;
  g_autofree char *value = NULL;
  const CrmRelation *relation;
  gint64 days;
  int index;

  if (condition->negate)
    {
      g_autoptr (CrmCondition) plain = crm_condition_copy (condition);
      g_autofree char *words = NULL;

      plain->negate = FALSE;
      words = crm_condition_dup_words (plain, entity);
      /* Translators: the opposite of a condition, "not (City: Lviv)". */
      return g_strdup_printf (_ ("not (%s)"), words);
    }
  if (condition->group)
    {
      GString *words = g_string_new (NULL);

      for (guint i = 0; i < condition->children->len; i++)
        {
          const CrmCondition *part = condition->children->pdata[i];
          g_autofree char *child = crm_condition_dup_words (part, entity);
          gboolean nested = part->group && !part->negate && part->children->len > 1;

          if (i > 0)
            g_string_append_printf (words, " %s ", condition->any ? _ ("or") : _ ("and"));
          g_string_append_printf (words, nested ? "(%s)" : "%s", child);
        }
      return g_string_free (words, FALSE);
    }

  relation = crm_entity_find_relation (entity, condition->field);
  if (relation != NULL)
    return dup_relation_words (relation, condition);
  index = crm_entity_find_field (entity, condition->field);
  field = index >= 0 ? &entity->fields[index] : NULL;
  if (field != NULL)
    label = crm_field_get_label (field);
  else if (g_str_equal (condition->field, "created_at"))
    label = _ ("Added");
  else if (g_str_equal (condition->field, "updated_at"))
    label = _ ("Changed");
  else
    label = condition->field;
  value = dup_value (condition, field);
  days = condition->value != NULL ? g_ascii_strtoll (condition->value, NULL, 10) : 0;

  switch (condition->test)
    {
    case CRM_TEST_EQUAL:
      /* Translators: field and value, "City: Lviv". */
      return value[0] != '\0' ? g_strdup_printf (_ ("%s: %s"), label, value)
                              : g_strdup_printf (_ ("%s is empty"), label);
    case CRM_TEST_NOT_EQUAL: return g_strdup_printf (_ ("%s is not %s"), label, value);
    case CRM_TEST_LESS: return g_strdup_printf ("%s < %s", label, value);
    case CRM_TEST_GREATER: return g_strdup_printf ("%s > %s", label, value);
    case CRM_TEST_CONTAINS: return g_strdup_printf (_ ("%s contains “%s”"), label, value);
    case CRM_TEST_EMPTY: return g_strdup_printf (_ ("%s is empty"), label);
    case CRM_TEST_NOT_EMPTY: return g_strdup_printf (_ ("%s is not empty"), label);
    case CRM_TEST_WITHIN_DAYS:
      return g_strdup_printf (ngettext ("%s within %d day", "%s within %d days", days), label, (int)days);
    case CRM_TEST_OLDER_DAYS:
      return g_strdup_printf (
          ngettext ("%s longer ago than %d day", "%s longer ago than %d days", days), label, (int)days);
    case CRM_TEST_LAST_DAYS:
      return g_strdup_printf (
          ngettext ("%s within the last %d day", "%s within the last %d days", days), label, (int)days);
    case CRM_TEST_MINE: return g_strdup_printf (_ ("%s: me"), label);
    case CRM_TEST_PAST: return g_strdup_printf (_ ("%s has passed"), label);
    }
  return g_strdup (label);
}
