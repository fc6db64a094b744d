/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-task.h"

/* Reminders of tasks: which are due, when the next one is, and which were shown. Nothing is counted from timers: what is due and not told yet is
 * read from the book, so neither sleep nor a closed program loses one. Runs in a worker's thread. */

/* Tasks that belong to nobody remind everybody: whoever is told first. */
#define OPEN_AND_UNTOLD \
  "t.done_at IS NULL AND t.archived_at IS NULL AND (t.owner = $1 OR t.owner IS NULL) AND NOT EXISTS " \
  "(SELECT " \
  "1 FROM reminder_told r WHERE r.entity = 'task' AND r.record_id = t.id AND r.remind_at = t.remind_at)"

void
crm_reminder_free (CrmReminder *self)
{
  g_free (self->due_on);
  g_free (self->title);
  g_free (self->kind);
  g_free (self->client_name);
  g_free (self);
}

static CrmReminder *
read_reminder (CrmStatement *statement)
{
  CrmReminder *self = g_new0 (CrmReminder, 1);

  self->entity = "task";
  self->id = crm_statement_get_integer (statement, 0);
  self->remind_at = crm_statement_get_integer (statement, 1);
  self->due_at = crm_statement_is_null (statement, 2) ? 0 : crm_statement_get_integer (statement, 2);
  self->due_on = g_strdup (crm_statement_get_text (statement, 3));
  self->title = g_strdup (crm_statement_get_text (statement, 4));
  self->kind = g_strdup (crm_statement_get_text (statement, 5));
  self->client = crm_statement_is_null (statement, 6) ? 0 : crm_statement_get_integer (statement, 6);
  self->client_name = g_strdup (crm_statement_get_text (statement, 7));
  return self;
}

GPtrArray *
crm_reminder_list_due (CrmTransaction *tx, gint64 now, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT t.id, t.remind_at, t.due_at, t.due_on, t.title, t.kind, t.client, c.name FROM task t LEFT JOIN "
      "client c ON c.id = t.client WHERE t.remind_at IS NOT NULL AND t.remind_at <= $2 AND " OPEN_AND_UNTOLD
      " ORDER BY t.remind_at, t.id",
      error);
  g_autoptr (GPtrArray) reminders = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_reminder_free);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, crm_transaction_get_user (tx));
  crm_statement_bind_integer (statement, 2, now);
  while (crm_statement_step (statement, &row, error) && row)
    g_ptr_array_add (reminders, read_reminder (statement));
  return row ? NULL : g_steal_pointer (&reminders);
}

gint64
crm_reminder_get_next (CrmTransaction *tx, gint64 now, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT t.remind_at FROM task t WHERE t.remind_at IS NOT NULL AND t.remind_at > $2 AND " OPEN_AND_UNTOLD
      " ORDER BY t.remind_at LIMIT 1",
      error);
  gboolean row;

  if (!statement)
    return G_MAXINT64;
  crm_statement_bind_integer (statement, 1, crm_transaction_get_user (tx));
  crm_statement_bind_integer (statement, 2, now);
  return crm_statement_step (statement, &row, error) && row ? crm_statement_get_integer (statement, 0)
                                                            : G_MAXINT64;
}

gboolean
crm_reminder_mark_told (CrmTransaction *tx, const CrmReminder *reminder, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "INSERT INTO reminder_told (entity, record_id, remind_at, told_at) VALUES ($1, $2, $3, $4) ON CONFLICT "
      "(entity, record_id, remind_at) DO NOTHING RETURNING told_at",
      error);
  gboolean fresh;

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, reminder->entity);
  crm_statement_bind_integer (statement, 2, reminder->id);
  crm_statement_bind_integer (statement, 3, reminder->remind_at);
  crm_statement_bind_integer (statement, 4, crm_transaction_get_now (tx));
  return crm_statement_step (statement, &fresh, error) && fresh;
}
