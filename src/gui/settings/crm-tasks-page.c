/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-tasks-page.h"

#include <glib/gi18n-lib.h>

#include "note/crm-note.h"
#include "settings/crm-record-group.h"
#include "task/crm-task.h"
#include "today/crm-today.h"
#include "widgets/crm-names.h"

/* What rules, sequences, their steps and goals are called, offer and ask. Main thread. */

static const char *
get_words (CrmRow *row, int field)
{
  return crm_field_get_choice_label (&row->entity->fields[field], crm_row_get_text (row, field));
}

/* "after 3 days at 09:00"; "the same day". Caller owns. */
static char *
dup_when (CrmRow *row, int days_field, int time_field)
{
  gint64 days = crm_row_get_integer (row, days_field);
  const char *time = crm_row_get_text (row, time_field);
  g_autofree char *day =
      days == 0 ? g_strdup (_ ("the same day"))
                : g_strdup_printf (ngettext ("after %d day", "after %d days", (gulong)days), (int)days);

  return time != NULL ? g_strdup_printf (_ ("%s at %s"), day, time) : g_steal_pointer (&day);
}

static const char *
get_plan_label (const char *name)
{
  if (g_str_equal (name, "days"))
    return _ ("After days; empty: the same day");
  if (g_str_equal (name, "time"))
    return _ ("At, such as 09:30; empty: any time");
  return NULL;
}

/* Rules */

static const int rule_fields[] = { CRM_TASK_RULE_NAME, CRM_TASK_RULE_EVENT, CRM_TASK_RULE_STAGE,
  CRM_TASK_RULE_OUTCOME, CRM_TASK_RULE_KIND, CRM_TASK_RULE_TITLE, CRM_TASK_RULE_DAYS, CRM_TASK_RULE_TIME,
  CRM_TASK_RULE_OWNER, -1 };

static void
complete_rule (CrmStore *store, CrmValues *values)
{
  crm_values_set_text (values, CRM_TASK_RULE_EVENT, "call-logged");
  crm_values_set_text (values, CRM_TASK_RULE_KIND, "call");
  crm_values_set_text (values, CRM_TASK_RULE_TITLE, _ ("Call back"));
  crm_values_set_integer (values, CRM_TASK_RULE_DAYS, 1);
  /* Half told, it does nothing yet. */
  crm_values_set_integer (values, CRM_TASK_RULE_ACTIVE, FALSE);
}

static char *
dup_rule_subtitle (CrmStore *store, CrmRow *rule)
{
  g_autoptr (CrmNames) stages = crm_names_get (store, "stage");
  g_autoptr (CrmEntity) call = crm_store_get_entity (store, "call");
  const char *stage = crm_names_get_title (stages, crm_row_get_integer (rule, CRM_TASK_RULE_STAGE));
  const char *outcome = crm_row_get_text (rule, CRM_TASK_RULE_OUTCOME);
  const char *condition =
      outcome != NULL ? crm_field_get_choice_label (&call->fields[CRM_CALL_OUTCOME], outcome) : stage;
  g_autofree char *when = dup_when (rule, CRM_TASK_RULE_DAYS, CRM_TASK_RULE_TIME);
  g_autofree char *event = condition != NULL
                               ? g_strdup_printf ("%s: %s", get_words (rule, CRM_TASK_RULE_EVENT), condition)
                               : g_strdup (get_words (rule, CRM_TASK_RULE_EVENT));

  /* Translators: what happened, what is to be done, when: "A call is logged → Call back, after 1 day". */
  return g_strdup_printf (_ ("%s → %s, %s"), event, crm_row_get_text (rule, CRM_TASK_RULE_TITLE), when);
}

static gboolean
rule_applies (CrmRow *rule, int field)
{
  const char *event = crm_row_get_text (rule, CRM_TASK_RULE_EVENT);

  if (field == CRM_TASK_RULE_STAGE)
    return g_strcmp0 (event, "stage-entered") == 0;
  return field != CRM_TASK_RULE_OUTCOME || g_strcmp0 (event, "call-logged") == 0;
}

static const char *
get_rule_label (int field)
{
  switch (field)
    {
    case CRM_TASK_RULE_OUTCOME: return _ ("With this outcome");
    case CRM_TASK_RULE_KIND: return _ ("Make a task of this kind");
    case CRM_TASK_RULE_TITLE: return _ ("What is to be done");
    case CRM_TASK_RULE_DAYS: return get_plan_label ("days");
    case CRM_TASK_RULE_TIME: return get_plan_label ("time");
    case CRM_TASK_RULE_OWNER: return _ ("For; any: who is responsible");
    default: return NULL;
    }
}

static gboolean
list_rule_words (CrmStore *store, CrmRow *row, int field, GPtrArray *words, GPtrArray *labels)
{
  g_autoptr (CrmEntity) call = NULL;

  if (field != CRM_TASK_RULE_OUTCOME)
    return FALSE;
  call = crm_store_get_entity (store, "call");
  g_ptr_array_add (words, g_strdup (""));
  g_ptr_array_add (labels, g_strdup (_ ("Any outcome")));
  for (const CrmChoice *choice = call->fields[CRM_CALL_OUTCOME].choices; choice->word != NULL; choice++)
    {
      g_ptr_array_add (words, g_strdup (choice->word));
      g_ptr_array_add (
          labels, g_strdup (crm_field_get_choice_label (&call->fields[CRM_CALL_OUTCOME], choice->word)));
    }
  return TRUE;
}

static const CrmRecordKind rule_kind = {
  .entity = "task_rule",
  .fields = rule_fields,
  .position = CRM_TASK_RULE_POSITION,
  .owner = -1,
  .active = CRM_TASK_RULE_ACTIVE,
  .add = N_ ("Add task rule"),
  .fresh = N_ ("New rule"),
  .complete = complete_rule,
  .dup_subtitle = dup_rule_subtitle,
  .applies = rule_applies,
  .get_label = get_rule_label,
  .list_words = list_rule_words,
};

/* Sequences */

static const int sequence_fields[] = { CRM_TASK_SEQUENCE_NAME, CRM_TASK_SEQUENCE_GOAL,
  CRM_TASK_SEQUENCE_RUNS_ON, -1 };

static char *
dup_sequence_subtitle (CrmStore *store, CrmRow *sequence)
{
  return g_strdup (crm_row_get_text (sequence, CRM_TASK_SEQUENCE_GOAL));
}

static const CrmRecordKind sequence_kind = {
  .entity = "task_sequence",
  .fields = sequence_fields,
  .position = CRM_TASK_SEQUENCE_POSITION,
  .owner = -1,
  .active = CRM_TASK_SEQUENCE_ACTIVE,
  .add = N_ ("Add sequence"),
  .fresh = N_ ("New sequence"),
  .dup_subtitle = dup_sequence_subtitle,
};

static const int step_fields[] = { CRM_TASK_STEP_TITLE, CRM_TASK_STEP_KIND, CRM_TASK_STEP_DAYS,
  CRM_TASK_STEP_TIME, -1 };

static void
complete_step (CrmStore *store, CrmValues *values)
{
  crm_values_set_text (values, CRM_TASK_STEP_KIND, "call");
  crm_values_set_integer (values, CRM_TASK_STEP_DAYS, 3);
}

static char *
dup_step_subtitle (CrmStore *store, CrmRow *step)
{
  g_autofree char *when = dup_when (step, CRM_TASK_STEP_DAYS, CRM_TASK_STEP_TIME);

  return g_strdup_printf ("%s · %s", get_words (step, CRM_TASK_STEP_KIND), when);
}

static const char *
get_step_label (int field)
{
  if (field == CRM_TASK_STEP_DAYS)
    return _ ("Days after the step before");
  return field == CRM_TASK_STEP_TIME ? get_plan_label ("time") : NULL;
}

static const CrmRecordKind step_kind = {
  .entity = "task_step",
  .fields = step_fields,
  .position = CRM_TASK_STEP_POSITION,
  .owner = CRM_TASK_STEP_SEQUENCE,
  .active = -1,
  .add = N_ ("Add step"),
  .fresh = N_ ("New step"),
  .complete = complete_step,
  .dup_subtitle = dup_step_subtitle,
  .get_label = get_step_label,
};

/* Goals */

static const int goal_fields[] = { CRM_GOAL_MEASURE, CRM_GOAL_AMOUNT, CRM_GOAL_NUMBER, CRM_GOAL_PERIOD,
  CRM_GOAL_OWNER, -1 };

static gboolean
is_money (CrmRow *goal)
{
  return g_strcmp0 (crm_row_get_text (goal, CRM_GOAL_MEASURE), "won-sum") == 0;
}

static void
complete_goal (CrmStore *store, CrmValues *values)
{
  crm_values_set_text (values, CRM_GOAL_PERIOD, "month");
  crm_values_set_text (values, CRM_GOAL_MEASURE, "won-count");
  crm_values_set_integer (values, CRM_GOAL_NUMBER, 10);
  /* For when it is turned into a goal of money, which needs a sum at once. */
  crm_value_set_money (
      crm_values_slot (values, CRM_GOAL_AMOUNT), 1000000, crm_store_get_setting (store, "currency"));
}

static char *
dup_goal_title (CrmStore *store, CrmRow *goal)
{
  int field = is_money (goal) ? CRM_GOAL_AMOUNT : CRM_GOAL_NUMBER;
  g_autofree char *wanted =
      crm_field_format_display (&goal->entity->fields[field], crm_row_get (goal, field), NULL);

  return g_strdup_printf ("%s: %s", get_words (goal, CRM_GOAL_MEASURE), wanted != NULL ? wanted : "");
}

static char *
dup_goal_subtitle (CrmStore *store, CrmRow *goal)
{
  g_autoptr (CrmNames) users = crm_names_get (store, "user");
  const char *owner = crm_names_get_title (users, crm_row_get_integer (goal, CRM_GOAL_OWNER));

  return g_strdup_printf (
      "%s · %s", get_words (goal, CRM_GOAL_PERIOD), owner != NULL ? owner : _ ("Everybody together"));
}

static gboolean
goal_applies (CrmRow *goal, int field)
{
  return field == CRM_GOAL_AMOUNT ? is_money (goal) : field != CRM_GOAL_NUMBER || !is_money (goal);
}

static const char *
get_goal_label (int field)
{
  return field == CRM_GOAL_OWNER ? _ ("Whose; any: everybody together") : NULL;
}

static const CrmRecordKind goal_kind = {
  .entity = "goal",
  .fields = goal_fields,
  .position = CRM_GOAL_POSITION,
  .owner = -1,
  .active = -1,
  .add = N_ ("Add goal"),
  .complete = complete_goal,
  .dup_title = dup_goal_title,
  .dup_subtitle = dup_goal_subtitle,
  .applies = goal_applies,
  .get_label = get_goal_label,
};

static void
add_group (AdwPreferencesPage *page, CrmStore *store, const CrmRecordKind *kind, const char *title,
    const char *description)
{
  GtkWidget *group = crm_record_group_new (store, kind, title);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
}

AdwPreferencesPage *
crm_tasks_page_new (CrmStore *store)
{
  AdwPreferencesPage *page = g_object_new (ADW_TYPE_PREFERENCES_PAGE, "name", "tasks", "title", _ ("Tasks"),
      "icon-name", "crm-task-symbolic", NULL);

  add_group (page, store, &rule_kind, _ ("Rules"), _ ("When something happens, a task is made by itself."));
  add_group (page, store, &sequence_kind, _ ("Sequences"),
      _ ("Steps one after the other, started on a client or a deal."));
  add_group (
      page, store, &step_kind, _ ("Steps"), _ ("The next step becomes a task when the one before is done."));
  add_group (page, store, &goal_kind, _ ("Goals"), _ ("How far they are stands on the page Today."));
  return page;
}
