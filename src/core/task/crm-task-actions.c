/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "note/crm-note.h"
#include "base/crm-error.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "task/crm-task-private.h"

/* What people do with a task, and where it stands in their list. The actions run in the writer's thread; each is one step of an operation. */

/* Takes the sentence. */
static gboolean
refuse (char *sentence, GError **error)
{
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, sentence);
  g_free (sentence);
  return FALSE;
}

/* The note of what was said. */
static gboolean
add_note (CrmTransaction *tx, const CrmRow *task, const char *text, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "note", error);
  g_autoptr (CrmValues) values = NULL;

  if (!entity)
    return FALSE;
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_NOTE_TEXT, text);
  if (crm_row_get_integer (task, CRM_TASK_CLIENT))
    crm_values_set_integer (values, CRM_NOTE_CLIENT, crm_row_get_integer (task, CRM_TASK_CLIENT));
  if (crm_row_get_integer (task, CRM_TASK_DEAL))
    crm_values_set_integer (values, CRM_NOTE_DEAL, crm_row_get_integer (task, CRM_TASK_DEAL));
  crm_values_set_integer (values, CRM_NOTE_TASK, task->id);
  crm_values_set_text (values, CRM_NOTE_TRIGGER_ENTITY, "task");
  crm_values_set_integer (values, CRM_NOTE_TRIGGER, task->id);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static gint64
add_next (CrmTransaction *tx, const CrmRow *task, const CrmNextStep *next, GError **error)
{
  static const int copied[] = { CRM_TASK_CLIENT, CRM_TASK_DEAL, CRM_TASK_OWNER };
  g_autoptr (CrmValues) values = crm_values_new (task->entity);

  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    if (!crm_value_is_empty (crm_row_get (task, copied[i])))
      crm_value_copy (crm_values_slot (values, copied[i]), crm_row_get (task, copied[i]));
  crm_values_set_text (values, CRM_TASK_KIND,
      next->waits_only ? "wait"
      : next->kind     ? next->kind
                       : crm_row_get_text (task, CRM_TASK_KIND));
  crm_values_set_text (
      values, CRM_TASK_TITLE, next->title ? next->title : crm_row_get_text (task, CRM_TASK_TITLE));
  if (next->due_at)
    crm_values_set_integer (values, CRM_TASK_DUE_AT, next->due_at);
  else if (next->due_on)
    crm_values_set_text (values, CRM_TASK_DUE_ON, next->due_on);
  crm_values_set_text (values, CRM_TASK_TRIGGER_ENTITY, "task");
  crm_values_set_integer (values, CRM_TASK_TRIGGER, task->id);
  return crm_transaction_insert (tx, values, NULL, error);
}

gint64
crm_task_find_follower (CrmTransaction *tx, gint64 task, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT n.id FROM task t JOIN task n ON n.\"trigger\" = t.id AND n.trigger_entity = 'task' AND "
      "n.operation_id = t.operation_id AND n.version = 1 WHERE t.id = $1 AND (n.recurrence IS NOT NULL OR "
      "n.run IS NOT NULL) ORDER BY n.id LIMIT 1",
      error);
  gboolean row;

  if (!statement)
    return 0;
  crm_statement_bind_integer (statement, 1, task);
  return crm_statement_step (statement, &row, error) && row ? crm_statement_get_integer (statement, 0) : 0;
}

gint64
crm_task_finish (CrmTransaction *tx, gint64 id, const char *outcome, const char *text,
    const CrmNextStep *next, GError **error)
{
  g_autoptr (CrmRow) task = crm_transaction_load (tx, "task", id, error);
  g_autoptr (CrmValues) values = NULL;

  if (!task)
    return 0;
  if (task->archived_at)
    return refuse (g_strdup_printf (_ ("“%s” is archived."), crm_row_get_text (task, CRM_TASK_TITLE)), error);
  if (crm_task_is_ended (task))
    return refuse (
        g_strdup_printf (_ ("“%s” is done already."), crm_row_get_text (task, CRM_TASK_TITLE)), error);
  values = crm_values_new (task->entity);
  crm_values_set_text (values, CRM_TASK_STATE, "done");
  if (!crm_text_is_blank (outcome))
    crm_values_set_text (values, CRM_TASK_OUTCOME, outcome);
  if (!crm_transaction_update (tx, id, 0, values, error) ||
      (!crm_text_is_blank (text) && !add_note (tx, task, text, error)))
    return 0;
  return next ? add_next (tx, task, next, error) : crm_task_find_follower (tx, id, error);
}

gboolean
crm_task_reopen (CrmTransaction *tx, gint64 id, GError **error)
{
  g_autoptr (CrmRow) task = crm_transaction_load (tx, "task", id, error);
  g_autoptr (CrmValues) values = NULL;

  if (!task)
    return FALSE;
  if (!crm_task_is_ended (task))
    return TRUE;
  values = crm_values_new (task->entity);
  crm_values_set_text (values, CRM_TASK_STATE, "open");
  crm_value_clear (crm_values_slot (values, CRM_TASK_OUTCOME));
  return crm_transaction_update (tx, id, 0, values, error);
}

gboolean
crm_task_reschedule (
    CrmTransaction *tx, const gint64 *tasks, guint n, const char *due_on, gint64 due_at, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CrmRow) task = crm_transaction_load (tx, "task", tasks[i], error);
      g_autoptr (CrmValues) values = NULL;

      if (!task)
        return FALSE;
      if (crm_task_is_ended (task))
        return refuse (
            g_strdup_printf (_ ("“%s” is done already."), crm_row_get_text (task, CRM_TASK_TITLE)), error);
      values = crm_values_new (task->entity);
      if (due_at)
        crm_values_set_integer (values, CRM_TASK_DUE_AT, due_at);
      else
        {
          crm_value_clear (crm_values_slot (values, CRM_TASK_DUE_AT));
          if (due_on)
            crm_values_set_text (values, CRM_TASK_DUE_ON, due_on);
          else
            crm_value_clear (crm_values_slot (values, CRM_TASK_DUE_ON));
        }
      if (!crm_transaction_update (tx, tasks[i], 0, values, error))
        return FALSE;
    }
  return TRUE;
}

/* 1 Monday … 7 Sunday. */
static int
get_weekday (const char *date)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay)g_ascii_strtoull (date + 8, NULL, 10),
      (GDateMonth)g_ascii_strtoull (date + 5, NULL, 10), (GDateYear)g_ascii_strtoull (date, NULL, 10));
  return g_date_get_weekday (&day);
}

CrmTaskGroup
crm_task_get_group (const CrmRow *task, gint64 now, GTimeZone *zone, int week_start)
{
  gint64 due_at = crm_row_get_integer (task, CRM_TASK_DUE_AT);
  g_autofree char *today = crm_instant_date (now, zone),
                  *day = due_at ? crm_instant_date (due_at, zone)
                                : g_strdup (crm_row_get_text (task, CRM_TASK_DUE_ON));
  int days, left;

  if (crm_task_is_ended (task))
    return CRM_TASK_DONE;
  if (!day)
    return CRM_TASK_NO_DATE;
  if (due_at && due_at < now)
    return CRM_TASK_OVERDUE;
  days = crm_date_days_between (today, day);
  left = 6 - (get_weekday (today) - week_start + 7) % 7;
  return days < 0           ? CRM_TASK_OVERDUE
         : days == 0        ? CRM_TASK_TODAY
         : days == 1        ? CRM_TASK_TOMORROW
         : days <= left     ? CRM_TASK_THIS_WEEK
         : days <= left + 7 ? CRM_TASK_NEXT_WEEK
                            : CRM_TASK_LATER;
}

const char *
crm_task_group_get_title (CrmTaskGroup group)
{
  static const char *const titles[] = {
    [CRM_TASK_OVERDUE] = N_ ("Overdue"),
    [CRM_TASK_TODAY] = N_ ("Today"),
    [CRM_TASK_TOMORROW] = N_ ("Tomorrow"),
    [CRM_TASK_THIS_WEEK] = N_ ("This week"),
    [CRM_TASK_NEXT_WEEK] = N_ ("Next week"),
    [CRM_TASK_LATER] = N_ ("Later"),
    [CRM_TASK_NO_DATE] = N_ ("No date"),
    [CRM_TASK_DONE] = N_ ("Done"),
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (titles) == CRM_TASK_N_GROUPS);
  g_return_val_if_fail (group < CRM_TASK_N_GROUPS, NULL);
  return _ (titles[group]);
}
