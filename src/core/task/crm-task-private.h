/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "task/crm-task.h"

/* Parts of tasks that only their own files share. Writer's thread, inside a transaction. */

/* Ended: done or declined. */
gboolean crm_task_is_ended (const CrmRow *task);
/* The value a field will have after the write; 0 and NULL when empty. */
gint64 crm_task_get_integer (const CrmRow *before, CrmValues *values, int field);
const char *crm_task_get_text (const CrmRow *before, CrmValues *values, int field);

/* Repetition: checks the rule about to be written and notes the occurrence; makes the next task of a series that goes on. */
gboolean crm_task_settle_repeat (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error);
gboolean crm_task_repeat (CrmTransaction *tx, const CrmRow *task, GError **error);

/* Hears of every write: ends waits, goes on with series and sequences. */
gboolean crm_task_observe (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error);

/* A run goes on behind an ended step, or is under way again when the step is opened again. */
gboolean crm_task_run_continue (CrmTransaction *tx, const CrmRow *task, GError **error);
gboolean crm_task_run_resume (CrmTransaction *tx, const CrmRow *task, GError **error);
/* A deal was closed: the runs on it end in a state, but for those that go on, and the person hears of it. */
gboolean crm_task_runs_end_of_deal (CrmTransaction *tx, gint64 deal, const char *state, GError **error);
/* The task that the series or the sequence went on with in this operation; 0 none. */
gint64 crm_task_find_follower (CrmTransaction *tx, gint64 task, GError **error);

/* When the book's settings "reminder-minutes" and "reminder-day" remind of what is due then; 0: not, or past. */
gint64 crm_reminder_get_default (CrmTransaction *tx, const char *due_on, gint64 due_at);
/* The instant of the setting "reminder-day" on a day, past or not; 0 when days have none. */
gint64 crm_reminder_get_of_day (CrmTransaction *tx, const char *due_on);

/* What rules and steps plan. */
/* Who is responsible for the deal, else for the client, else who acts. */
gboolean crm_task_plan_get_owner (
    CrmTransaction *tx, gint64 client, gint64 deal, gint64 *owner, GError **error);
/* The values of a task: title with {client} and {deal} filled in, due in days (and then on a day on which the owner, 0 nobody, works) at "HH:MM" (NULL
 * or past: that day). Caller owns. */
CrmValues *crm_task_plan_new (CrmTransaction *tx, const char *kind, const char *title, gint64 client,
    gint64 deal, gint64 owner, gint64 days, const char *time, GError **error);
/* Checks days and time (fields of an entity) about to be written and brings the time into the form "HH:MM". */
gboolean crm_task_plan_check (CrmValues *values, int days, int time, GError **error);
/* "field label: reason" */
gboolean crm_task_refuse (CrmEntity *entity, int field, const char *reason, GError **error);

/* Reminders of meetings, see crm_reminder_list_due (). */
gboolean crm_meeting_reminders_list (CrmTransaction *tx, gint64 now, GPtrArray *reminders, GError **error);
gint64 crm_meeting_reminders_get_next (CrmTransaction *tx, gint64 now, GError **error);
gboolean crm_meeting_reminder_stands (CrmTransaction *tx, const CrmReminder *reminder);
/* Whether it was shown. */
gboolean crm_reminder_is_told (
    CrmTransaction *tx, const char *entity, gint64 id, gint64 remind_at, gboolean *told, GError **error);
