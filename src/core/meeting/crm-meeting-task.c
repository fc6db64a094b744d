/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-local.h"
#include "meeting/crm-meeting-private.h"
#include "task/crm-task.h"

/* The open task that a meeting was made of: it is due when the meeting begins, and done when that was held. In the writer's thread. */

/* NULL without error: there is none, or it is done. */
static CrmRow *
load_open (CrmTransaction *tx, const CrmRow *meeting)
{
  gint64 id = crm_row_get_integer (meeting, CRM_MEETING_TASK);
  g_autoptr (CrmRow) task = id ? crm_transaction_load (tx, "task", id, NULL) : NULL;

  return task && !task->archived_at && !crm_row_get_integer (task, CRM_TASK_DONE_AT) ? g_steal_pointer (&task)
                                                                                     : NULL;
}

gboolean
crm_meeting_task_finish (CrmTransaction *tx, const CrmRow *meeting, const char *outcome, GError **error)
{
  g_autoptr (CrmRow) task = load_open (tx, meeting);
  GError *failure = NULL;

  if (task)
    crm_task_finish (tx, task->id, outcome, NULL, NULL, &failure);
  if (!failure)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

gboolean
crm_meeting_task_follow (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  gint64 starts_at = crm_row_get_integer (after, CRM_MEETING_STARTS_AT);
  g_autoptr (CrmRow) task = NULL;
  g_autofree char *day = NULL;

  if (crm_row_get_integer (before, CRM_MEETING_STARTS_AT) == starts_at ||
      g_strcmp0 (crm_row_get_text (after, CRM_MEETING_STATE), "planned") != 0)
    return TRUE;
  task = load_open (tx, after);
  if (!task)
    return TRUE;
  day = crm_local_format (crm_local_day (starts_at, crm_transaction_get_zone (tx), NULL));
  return crm_task_reschedule (
      tx, &task->id, 1, day, crm_row_get_text (after, CRM_MEETING_STARTS_ON) ? 0 : starts_at, error);
}
