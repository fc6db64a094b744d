/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* Something to do by a time, for a client or a deal; and waiting for the client, which ends by itself when the client writes or calls. */
enum
{
  CRM_TASK_TITLE,
  CRM_TASK_CLIENT, /* owned by it */
  CRM_TASK_DEAL,   /* owned by it */
  CRM_TASK_DUE_ON,
  CRM_TASK_DUE_AT, /* when a time was given */
  CRM_TASK_DONE_AT,
  CRM_TASK_OWNER,
  CRM_TASK_KIND,     /* "todo" "call" "letter" "meeting" "wait" */
  CRM_TASK_PRIORITY, /* "high", "low" or empty */
  CRM_TASK_ASSIGNER, /* who set it, when that is somebody else than the owner */
  CRM_TASK_STATE,    /* "open" "doing" "done" "declined" */
  CRM_TASK_OUTCOME,  /* option list "outcome" */
  CRM_TASK_REMIND_AT,
  CRM_TASK_RECURRENCE, /* RFC 5545 rule ("FREQ=WEEKLY;BYDAY=FR") */
  CRM_TASK_OCCURRENCE, /* set by the program: where the rule puts it, whatever it was put off to ("YYYY-MM-DD" or "YYYY-MM-DDTHH:MM", local) */
  CRM_TASK_TRIGGER_ENTITY, /* what led to it */
  CRM_TASK_TRIGGER,        /* its id */
  CRM_TASK_TASK_RULE,      /* set by the program: the rule that made it */
  CRM_TASK_RUN,            /* the run of a sequence it belongs to */
  CRM_TASK_STEP,           /* the step of that sequence */
  CRM_TASK_TEXT,
  CRM_TASK_CLIENT_NAME, /* computed */
  CRM_TASK_DEAL_TITLE,  /* computed */
  CRM_TASK_KEY, /* set by the program: due_at, else the end of due_on (µs), empty without a date: the order of tasks */
  CRM_TASK_N_FIELDS
};
extern const CrmEntityInfo crm_task_entity;

/* A plan of steps with the result wanted (A88, A89), its steps, and its use on a client or deal. */
enum
{
  CRM_TASK_SEQUENCE_NAME,
  CRM_TASK_SEQUENCE_GOAL, /* the result wanted, in words */
  CRM_TASK_SEQUENCE_ACTIVE,
  CRM_TASK_SEQUENCE_POSITION,
  CRM_TASK_SEQUENCE_RUNS_ON, /* also when the deal it runs on is won or lost */
  CRM_TASK_SEQUENCE_N_FIELDS
};
extern const CrmEntityInfo crm_task_sequence_entity;

enum
{
  CRM_TASK_STEP_SEQUENCE, /* owned by it */
  CRM_TASK_STEP_KIND,
  CRM_TASK_STEP_TITLE,
  CRM_TASK_STEP_DAYS, /* after the start, or after the step before was done */
  CRM_TASK_STEP_TIME, /* "HH:MM" or empty */
  CRM_TASK_STEP_POSITION,
  CRM_TASK_STEP_N_FIELDS
};
extern const CrmEntityInfo crm_task_step_entity;

enum
{
  CRM_TASK_RUN_SEQUENCE,
  CRM_TASK_RUN_CLIENT,
  CRM_TASK_RUN_DEAL,
  CRM_TASK_RUN_OWNER,
  CRM_TASK_RUN_STATE, /* "running", "reached", "stopped", "finished" (no step left) */
  CRM_TASK_RUN_ENDED_AT,
  CRM_TASK_RUN_N_FIELDS
};
extern const CrmEntityInfo crm_task_run_entity;

/* On event X make task Y for Z (A87). */
enum
{
  CRM_TASK_RULE_NAME,
  CRM_TASK_RULE_EVENT, /* "client-added" "deal-opened" "stage-entered" "deal-won" "deal-lost" "call-logged" "meeting-held" "task-done" */
  CRM_TASK_RULE_STAGE, /* stage-entered: only this one */
  CRM_TASK_RULE_OUTCOME, /* call-logged: only this outcome */
  CRM_TASK_RULE_KIND,
  CRM_TASK_RULE_TITLE,
  CRM_TASK_RULE_DAYS,
  CRM_TASK_RULE_TIME,  /* "HH:MM" or empty */
  CRM_TASK_RULE_OWNER, /* empty: who is responsible for the deal or client, else who acted */
  CRM_TASK_RULE_ACTIVE,
  CRM_TASK_RULE_POSITION,
  CRM_TASK_RULE_N_FIELDS
};
extern const CrmEntityInfo crm_task_rule_entity;

/* Where a task stands in the list of tasks. */
typedef enum
{
  CRM_TASK_OVERDUE,
  CRM_TASK_TODAY,
  CRM_TASK_TOMORROW,
  CRM_TASK_THIS_WEEK, /* the rest of it, by the book's first day of the week */
  CRM_TASK_NEXT_WEEK,
  CRM_TASK_LATER,
  CRM_TASK_NO_DATE,
  CRM_TASK_DONE,
  CRM_TASK_N_GROUPS
} CrmTaskGroup;
/* A timed task is overdue when its time has passed, a day task when its day is over. Any thread. */
CrmTaskGroup crm_task_get_group (const CrmRow *task, gint64 now, GTimeZone *zone, int week_start);
const char *crm_task_group_get_title (CrmTaskGroup group); /* translated */

/* What happens after a task: due is a day, at its time when it has one (0 none). title NULL: that of the task. */
typedef struct
{
  const char *kind; /* NULL: that of the task; "wait" waits for the client until due_on */
  const char *title;
  const char *due_on;
  gint64 due_at;
  gboolean waits_only; /* nothing but the wait */
} CrmNextStep;

/* In a write function; each belongs to one operation that undo takes back whole. outcome, next and text (what was said: becomes a note of the task)
 * may be NULL. A recurring task makes its next one, a task of a sequence its next step. Returns the id of the next task made, 0 when none
 * (error tells failure). */
gint64 crm_task_finish (CrmTransaction *tx, gint64 task, const char *outcome, const char *text,
    const CrmNextStep *next, GError **error);
/* Opens a done task again. */
gboolean crm_task_reopen (CrmTransaction *tx, gint64 task, GError **error);
/* Puts off to a day (and time, 0 none; both empty: no date); a set reminder moves along. The reason is part of the operation's purpose. */
gboolean crm_task_reschedule (
    CrmTransaction *tx, const gint64 *tasks, guint n, const char *due_on, gint64 due_at, GError **error);
/* Starts a sequence on a client or deal: a run and its first task. Returns the run's id. */
gint64 crm_task_run_start (CrmTransaction *tx, gint64 sequence, gint64 client, gint64 deal, GError **error);
/* Ends a run: state "reached" or "stopped"; its open tasks go (archived). */
gboolean crm_task_run_end (CrmTransaction *tx, gint64 run, const char *state, GError **error);

/* "New client, step 2 of 3": where in a sequence a task stands; NULL for a task of none, and without error. goal (nullable): the result wanted,
 * may be NULL. Caller owns both. Any transaction. */
char *crm_task_run_describe (CrmTransaction *tx, const CrmRow *task, char **goal, GError **error);

/* Waits whose time has run out. In a write function: ends them ("no-answer") and makes what is to be done instead, due when the wait
 * ended; a wait that is a step of a sequence or of a series goes on with the next one. n: how many ended. */
gboolean crm_task_end_waits (CrmTransaction *tx, guint *n, GError **error);
/* Instant at which the next wait runs out, which may be past; G_MAXINT64 when there is none. Any transaction. */
gint64 crm_task_get_wait_end (CrmTransaction *tx, GError **error);

/* Reminders. Due and not told yet, oldest first (tasks of this user and meetings of which this user is responsible or a participant;
 * CrmReminder *). Of a meeting with several the last one that is due stands for those before it; none comes of one that is over. Any
 * transaction. */
typedef struct
{
  const char *entity; /* "task", "meeting"; "meeting-end": did it take place? */
  gint64 id;
  char *rid; /* of a meeting that repeats: which of its times; else "" */
  char *uid;
  gint64 remind_at;
  gint64 due_at;  /* of a meeting its start; 0: a day only */
  gint64 ends_at; /* of a meeting */
  char *place;    /* of a meeting, nullable */
  char *due_on;
  char *title;
  char *kind;
  gint64 client;
  char *client_name;
} CrmReminder;
CrmReminder *crm_reminder_copy (const CrmReminder *self);
void crm_reminder_free (CrmReminder *self);
GPtrArray *crm_reminder_list_due (CrmTransaction *tx, gint64 now, GError **error);
/* Instant of the next reminder after now, G_MAXINT64 when there is none. Any transaction. */
gint64 crm_reminder_get_next (CrmTransaction *tx, gint64 now, GError **error);
/* In a write function: remembers that it was shown; FALSE without error when another program has shown it already. */
gboolean crm_reminder_mark_told (CrmTransaction *tx, const CrmReminder *reminder, GError **error);
/* TRUE while it is still what to remind of: the task is open, this user's, and nobody set its reminder to another instant. Any transaction. */
gboolean crm_reminder_stands (CrmTransaction *tx, const CrmReminder *reminder);
/* In a write function: reminds of an open task again at an instant (µs). */
gboolean crm_reminder_snooze (CrmTransaction *tx, gint64 task, gint64 until, GError **error);
/* Of one time of a meeting; refused when it is over by then. */
gboolean crm_reminder_snooze_meeting (
    CrmTransaction *tx, gint64 meeting, const char *rid, gint64 until, GError **error);
/* Reminds of it tomorrow at the same time; refused when it is over by then. */
gboolean crm_reminder_put_off_meeting (CrmTransaction *tx, gint64 meeting, const char *rid, GError **error);
/* Meetings that ended within the last day and of which nobody said how they went ("meeting-end"), not asked about yet, oldest first;
 * crm_reminder_mark_told () and crm_reminder_stands () take them as well. Whole days are asked about on Today alone. Any transaction. */
GPtrArray *crm_reminder_list_ended (CrmTransaction *tx, gint64 now, GError **error);
/* Instant after now at which the next meeting ends, G_MAXINT64 when there is none. Any transaction. */
gint64 crm_reminder_get_next_end (CrmTransaction *tx, gint64 now, GError **error);
/* In a write function: a task that is due by today is put off to tomorrow, at its time; of a later one only the reminder comes tomorrow. */
gboolean crm_reminder_put_off (CrmTransaction *tx, gint64 task, GError **error);
