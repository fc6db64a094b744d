/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-time.h"
#include "task/crm-task-private.h"

/* Waits that nobody answered: they end by themselves when their time is over, and what was waited for becomes something to do. Runs in the
 * writer's thread. */

#define OPEN_WAIT "kind = 'wait' AND done_at IS NULL AND archived_at IS NULL AND due_key IS NOT NULL"

/* In the place of the wait, due when it ended. */
static gboolean
add_task (CrmTransaction *tx, const CrmRow *wait, GError **error)
{
  static const int copied[] = { CRM_TASK_TITLE, CRM_TASK_CLIENT, CRM_TASK_DEAL, CRM_TASK_OWNER,
    CRM_TASK_PRIORITY };
  g_autoptr (CrmValues) values = crm_values_new (wait->entity);

  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    if (!crm_value_is_empty (crm_row_get (wait, copied[i])))
      crm_value_copy (crm_values_slot (values, copied[i]), crm_row_get (wait, copied[i]));
  /* Nobody set it but time. */
  if (crm_row_get_integer (wait, CRM_TASK_ASSIGNER))
    crm_value_copy (crm_values_slot (values, CRM_TASK_ASSIGNER), crm_row_get (wait, CRM_TASK_ASSIGNER));
  else
    crm_value_clear (crm_values_slot (values, CRM_TASK_ASSIGNER));
  crm_values_set_text (values, CRM_TASK_KIND, "todo");
  crm_value_take_text (crm_values_slot (values, CRM_TASK_DUE_ON),
      crm_instant_date (crm_row_get_integer (wait, CRM_TASK_KEY), crm_transaction_get_zone (tx)));
  crm_values_set_text (values, CRM_TASK_TRIGGER_ENTITY, "task");
  crm_values_set_integer (values, CRM_TASK_TRIGGER, wait->id);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static gboolean
end_wait (CrmTransaction *tx, gint64 id, GError **error)
{
  g_autoptr (CrmRow) wait = crm_transaction_load (tx, "task", id, error);
  g_autoptr (CrmValues) values = NULL;
  g_autoptr (GError) local = NULL;
  gint64 until;

  if (!wait)
    return FALSE;
  /* A day counts until its last moment, and as a part of itself. */
  until = crm_row_get_integer (wait, CRM_TASK_KEY) - !crm_row_get_integer (wait, CRM_TASK_DUE_AT);
  values = crm_values_new (wait->entity);
  crm_values_set_text (values, CRM_TASK_STATE, "done");
  crm_values_set_text (values, CRM_TASK_OUTCOME, "no-answer");
  crm_values_set_integer (values, CRM_TASK_DONE_AT, until);
  if (!crm_transaction_update (tx, id, 0, values, error))
    return FALSE;
  if (crm_task_find_follower (tx, id, &local))
    return TRUE;
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return add_task (tx, wait, error);
}

gboolean
crm_task_end_waits (CrmTransaction *tx, guint *n, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM task WHERE " OPEN_WAIT " AND due_key <= $1 ORDER BY due_key, id", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  *n = 0;
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, crm_transaction_get_now (tx));
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      g_array_append_val (ids, id);
    }
  if (row)
    return FALSE;
  if (ids->len)
    crm_transaction_set_automatic (tx);
  for (guint i = 0; i < ids->len; i++)
    if (!end_wait (tx, g_array_index (ids, gint64, i), error))
      return FALSE;
  *n = ids->len;
  return TRUE;
}

gint64
crm_task_get_wait_end (CrmTransaction *tx, GError **error)
{
  gint64 end;

  return crm_db_get_integer (crm_transaction_get_db (tx), "SELECT min (due_key) FROM task WHERE " OPEN_WAIT,
             G_MAXINT64, &end, error)
             ? end
             : G_MAXINT64;
}
