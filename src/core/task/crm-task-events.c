/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "note/crm-note.h"
#include "deal/crm-deal.h"
#include "message/crm-message.h"
#include "task/crm-task-private.h"

/* What follows by itself: a wait ends when the client writes or calls, a series and a sequence go on when a task ends, a sequence ends with its deal. Runs in the
 * writer's thread, inside the operation that led to it, so that undo takes both back. */

/* A call is written down by the minute. */
#define TOLERANCE G_TIME_SPAN_MINUTE

gboolean
crm_task_is_ended (const CrmRow *task)
{
  return crm_row_get_integer (task, CRM_TASK_DONE_AT) != 0;
}

/* Waits for the client, and for the company it works for, that were there when it wrote. */
static gboolean
end_waits (CrmTransaction *tx, gint64 client, gint64 at, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM task WHERE client IN ($1, (SELECT c.company FROM client c WHERE c.id = $1)) AND kind = "
      "'wait' AND done_at IS NULL AND archived_at IS NULL AND created_at <= $2 ORDER BY id",
      error);
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "task", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!statement || !entity)
    return FALSE;
  crm_statement_bind_integer (statement, 1, client);
  crm_statement_bind_integer (statement, 2, at + TOLERANCE);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      g_array_append_val (ids, id);
    }
  if (row)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      crm_values_set_text (values, CRM_TASK_STATE, "done");
      crm_values_set_text (values, CRM_TASK_OUTCOME, "answered");
      if (!crm_transaction_update (tx, g_array_index (ids, gint64, i), 0, values, error))
        return FALSE;
    }
  return TRUE;
}

/* Told once: when it is written down, or when it is found out whose it is. */
static gboolean
hear_contact (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, int client_field, int direction,
    int at, GError **error)
{
  gint64 client = crm_row_get_integer (after, client_field);

  if (!client || g_strcmp0 (crm_row_get_text (after, direction), "in") != 0 ||
      (before && crm_row_get_integer (before, client_field) == client &&
          g_strcmp0 (crm_row_get_text (before, direction), "in") == 0))
    return TRUE;
  return end_waits (tx, client, crm_row_get_integer (after, at), error);
}

/* What was planned to win the deal is of no use once it is won or lost. */
static gboolean
hear_deal (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  const char *state = crm_row_get_text (after, CRM_DEAL_STATE);
  gboolean won = g_strcmp0 (state, "won") == 0;

  if (!before || (!won && g_strcmp0 (state, "lost") != 0) ||
      g_strcmp0 (state, crm_row_get_text (before, CRM_DEAL_STATE)) == 0)
    return TRUE;
  return crm_task_runs_end_of_deal (tx, after->id, won ? "reached" : "stopped", error);
}

gboolean
crm_task_observe (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  const CrmEntityInfo *info = after ? after->entity->info : NULL;

  if (!after || after->archived_at)
    return TRUE;
  if (info == &crm_call_entity)
    return hear_contact (tx, before, after, CRM_CALL_CLIENT, CRM_CALL_DIRECTION, CRM_CALL_AT, error);
  if (info == &crm_deal_entity)
    return hear_deal (tx, before, after, error);
  if (info == &crm_message_entity)
    return hear_contact (tx, before, after, CRM_MESSAGE_CLIENT, CRM_MESSAGE_DIRECTION, CRM_MESSAGE_AT, error);
  if (info != &crm_task_entity || !before || crm_task_is_ended (before) == crm_task_is_ended (after))
    return TRUE;
  if (!crm_task_is_ended (after))
    return crm_task_run_resume (tx, after, error);
  return crm_task_repeat (tx, after, error) && crm_task_run_continue (tx, after, error);
}
