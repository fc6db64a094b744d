/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-task.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-local.h"
#include "base/crm-time.h"
#include "task/crm-task-private.h"

/* Reminders, those of tasks above all: which are due, when the next one is, which were shown, and how they are put off. Nothing is counted from timers: what is
 * due and not told yet is read from the book, so neither sleep nor a closed program loses one. Runs in a worker's thread. */

#define MORNING (9 * 60 * 60)

/* Tasks that belong to nobody remind everybody: whoever is told first. */
#define OPEN_AND_UNTOLD \
  "t.done_at IS NULL AND t.archived_at IS NULL AND (t.owner = $1 OR t.owner IS NULL) AND NOT EXISTS " \
  "(SELECT " \
  "1 FROM reminder_told r WHERE r.entity = 'task' AND r.record_id = t.id AND r.remind_at = t.remind_at)"

CrmReminder *
crm_reminder_copy (const CrmReminder *self)
{
  CrmReminder *copy = g_memdup2 (self, sizeof *self);

  copy->uid = g_strdup (self->uid);
  copy->rid = g_strdup (self->rid);
  copy->place = g_strdup (self->place);
  copy->due_on = g_strdup (self->due_on);
  copy->title = g_strdup (self->title);
  copy->kind = g_strdup (self->kind);
  copy->client_name = g_strdup (self->client_name);
  return copy;
}

void
crm_reminder_free (CrmReminder *self)
{
  g_free (self->uid);
  g_free (self->rid);
  g_free (self->place);
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
  gsize size;
  const guint8 *uid = crm_statement_get_bytes (statement, 8, &size);

  self->entity = "task";
  self->rid = g_strdup ("");
  self->id = crm_statement_get_integer (statement, 0);
  self->remind_at = crm_statement_get_integer (statement, 1);
  self->due_at = crm_statement_is_null (statement, 2) ? 0 : crm_statement_get_integer (statement, 2);
  self->due_on = g_strdup (crm_statement_get_text (statement, 3));
  self->title = g_strdup (crm_statement_get_text (statement, 4));
  self->kind = g_strdup (crm_statement_get_text (statement, 5));
  self->client = crm_statement_is_null (statement, 6) ? 0 : crm_statement_get_integer (statement, 6);
  self->client_name = g_strdup (crm_statement_get_text (statement, 7));
  self->uid = uid && size == 16 ? crm_uid_format (uid) : NULL;
  return self;
}

static int
compare_reminders (gconstpointer a, gconstpointer b)
{
  const CrmReminder *x = *(const CrmReminder *const *)a, *y = *(const CrmReminder *const *)b;

  if (x->remind_at != y->remind_at)
    return x->remind_at < y->remind_at ? -1 : 1;
  return x->entity != y->entity ? -strcmp (x->entity, y->entity) : x->id < y->id ? -1 : x->id > y->id;
}

GPtrArray *
crm_reminder_list_due (CrmTransaction *tx, gint64 now, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT t.id, t.remind_at, t.due_at, t.due_on, t.title, t.kind, t.client, c.name, t.uid FROM task t "
      "LEFT JOIN "
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
  if (row || !crm_meeting_reminders_list (tx, now, reminders, error))
    return NULL;
  g_ptr_array_sort (reminders, compare_reminders);
  return g_steal_pointer (&reminders);
}

gint64
crm_reminder_get_next (CrmTransaction *tx, gint64 now, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT t.remind_at FROM task t WHERE t.remind_at IS NOT NULL AND t.remind_at > $2 AND " OPEN_AND_UNTOLD
      " ORDER BY t.remind_at LIMIT 1",
      error);
  gint64 task = G_MAXINT64, meeting;
  gboolean row;

  if (!statement)
    return G_MAXINT64;
  crm_statement_bind_integer (statement, 1, crm_transaction_get_user (tx));
  crm_statement_bind_integer (statement, 2, now);
  if (!crm_statement_step (statement, &row, error))
    return G_MAXINT64;
  if (row)
    task = crm_statement_get_integer (statement, 0);
  meeting = crm_meeting_reminders_get_next (tx, now, error);
  return MIN (task, meeting);
}

gboolean
crm_reminder_is_told (
    CrmTransaction *tx, const char *entity, gint64 id, gint64 remind_at, gboolean *told, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT 1 FROM reminder_told WHERE entity = $1 AND record_id = $2 AND remind_at = $3", error);

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, entity);
  crm_statement_bind_integer (statement, 2, id);
  crm_statement_bind_integer (statement, 3, remind_at);
  return crm_statement_step (statement, told, error);
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

gboolean
crm_reminder_stands (CrmTransaction *tx, const CrmReminder *reminder)
{
  g_autoptr (CrmRow) task = NULL;
  gint64 owner;

  if (!g_str_equal (reminder->entity, "task"))
    return crm_meeting_reminder_stands (tx, reminder);
  task = crm_transaction_load (tx, "task", reminder->id, NULL);
  owner = task ? crm_row_get_integer (task, CRM_TASK_OWNER) : 0;
  return task && !task->archived_at && !crm_row_get_integer (task, CRM_TASK_DONE_AT) &&
         crm_row_get_integer (task, CRM_TASK_REMIND_AT) == reminder->remind_at &&
         (!owner || owner == crm_transaction_get_user (tx));
}

gint64
crm_reminder_get_of_day (CrmTransaction *tx, const char *due_on)
{
  const char *time = crm_transaction_get_setting (tx, "reminder-day");
  guint32 day = due_on ? crm_local_parse (due_on) : 0;
  int hour, minute;

  if (!day || !time || sscanf (time, "%2d:%2d", &hour, &minute) != 2)
    return 0;
  return crm_local_instant (day, (hour * 60 + minute) * 60, crm_transaction_get_zone (tx));
}

gint64
crm_reminder_get_default (CrmTransaction *tx, const char *due_on, gint64 due_at)
{
  const char *minutes = crm_transaction_get_setting (tx, "reminder-minutes");
  gint64 now = crm_transaction_get_now (tx), at;

  if (!due_at)
    at = crm_reminder_get_of_day (tx, due_on);
  else if (g_strcmp0 (minutes, "never") == 0)
    return 0;
  else
    {
      at = due_at - g_ascii_strtoll (minutes ? minutes : "0", NULL, 10) * G_TIME_SPAN_MINUTE;
      /* Written down at the last minute: at the time itself. */
      if (at <= now)
        at = due_at;
    }
  return at > now ? at : 0;
}

static CrmRow *
load_open (CrmTransaction *tx, gint64 id, GError **error)
{
  g_autoptr (CrmRow) task = crm_transaction_load (tx, "task", id, error);

  if (!task || (!task->archived_at && !crm_task_is_ended (task)))
    return g_steal_pointer (&task);
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
      task->archived_at ? _ ("“%s” is archived.") : _ ("“%s” is done already."),
      crm_row_get_text (task, CRM_TASK_TITLE));
  return NULL;
}

static gboolean
set_reminder (CrmTransaction *tx, const CrmRow *task, gint64 at, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (task->entity);

  crm_values_set_integer (values, CRM_TASK_REMIND_AT, at);
  return crm_transaction_update (tx, task->id, 0, values, error);
}

gboolean
crm_reminder_snooze (CrmTransaction *tx, gint64 id, gint64 until, GError **error)
{
  g_autoptr (CrmRow) task = load_open (tx, id, error);

  return task && set_reminder (tx, task, until, error);
}

gboolean
crm_reminder_put_off (CrmTransaction *tx, gint64 id, GError **error)
{
  g_autoptr (CrmRow) task = load_open (tx, id, error), moved = NULL;
  GTimeZone *zone = crm_transaction_get_zone (tx);
  gint64 now = crm_transaction_get_now (tx), due_at;
  g_autofree char *tomorrow = NULL;
  const char *due_on;
  guint32 today;
  int second;

  if (!task)
    return FALSE;
  today = crm_local_day (now, zone, NULL);
  tomorrow = crm_local_format (today + 1);
  due_on = crm_row_get_text (task, CRM_TASK_DUE_ON);
  due_at = crm_row_get_integer (task, CRM_TASK_DUE_AT);
  if (due_on && crm_local_parse (due_on) <= today)
    {
      if (due_at)
        {
          crm_local_day (due_at, zone, &second);
          due_at = crm_local_instant (today + 1, second, zone);
        }
      if (!crm_task_reschedule (tx, &id, 1, tomorrow, due_at, error))
        return FALSE;
      moved = crm_transaction_load (tx, "task", id, error);
      if (!moved)
        return FALSE;
      /* However far ahead it reminded before: tomorrow it comes. */
      if (crm_row_get_integer (moved, CRM_TASK_REMIND_AT) > now)
        return TRUE;
      return set_reminder (tx, moved, due_at ? due_at : crm_local_instant (today + 1, MORNING, zone), error);
    }
  crm_local_day (crm_row_get_integer (task, CRM_TASK_REMIND_AT), zone, &second);
  return set_reminder (tx, task, crm_local_instant (today + 1, second, zone), error);
}
