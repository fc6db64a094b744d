/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "base/crm-time.h"
#include "crm-test-store.h"
#include "task/crm-task.h"

/* Tasks: doing and putting off, series across changes of the clocks, waits that end by themselves, sequences, tasks for others, groups. The clock is
 * the tests' own; it begins on Tuesday, 2026-03-10, 12:00 UTC. */

static gint64
at (const char *text)
{
  gint64 instant;

  g_assert_true (crm_instant_parse (text, NULL, &instant, NULL));
  return instant;
}

typedef struct
{
  gint64 id;
  const char *outcome;
  const char *text;
  const CrmNextStep *next;
  const char *due_on;
  gint64 due_at;
  gint64 client;
  gint64 deal;
  const char *state;
  gint64 result;
} Call;

static gboolean
finish_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Call *call = data;
  g_autoptr (GError) local = NULL;

  call->result = crm_task_finish (tx, call->id, call->outcome, call->text, call->next, &local);
  if (!local)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
reopen_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_task_reopen (tx, ((Call *)data)->id, error);
}

static gboolean
move_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Call *call = data;
  return crm_task_reschedule (tx, &call->id, 1, call->due_on, call->due_at, error);
}

static gboolean
start_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Call *call = data;

  call->result = crm_task_run_start (tx, call->id, call->client, call->deal, error);
  return call->result != 0;
}

static gboolean
end_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Call *call = data;
  return crm_task_run_end (tx, call->id, call->state, error);
}

static gint64
run (CrmStore *store, CrmWriteFunc func, Call call)
{
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Do", func, &call, NULL, &error);
  g_assert_no_error (error);
  return call.result;
}

static void
refuses (CrmStore *store, CrmWriteFunc func, Call call, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_store_write_sync (store, "Do", func, &call, NULL, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

static gint64
finish (CrmStore *store, gint64 id)
{
  return run (store, finish_in_worker, (Call){ .id = id });
}

static gboolean
zone_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_transaction_set_setting (tx, "time-zone", data, error);
}

static void
set_zone (CrmStore *store, const char *zone)
{
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Zone", zone_in_worker, (gpointer)zone, NULL, &error);
  g_assert_no_error (error);
}

static CrmStore *
open_new (const char *zone)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);

  set_zone (store, zone);
  crm_test_clock_set ("2026-03-10T12:00:00Z");
  return store;
}

#define F(id, field, wanted) crm_test_assert_field (store, "task", id, field, wanted)

static void
close_checked (CrmStore *store)
{
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_finish (void)
{
  CrmStore *store = open_new ("Etc/UTC");
  gint64 client = crm_test_add (store, "client", "name", "Anna", NULL),
         deal = crm_test_add (store, "deal", "title", "Roof", "client", "Anna", NULL), task, next, note;
  CrmNextStep step = { .kind = "letter", .title = "Send the offer", .due_on = "2026-03-13" };
  g_autofree char *deal_text = g_strdup_printf ("%" G_GINT64_FORMAT, deal);

  task = crm_test_add (store, "task", "title", "Call Anna", "kind", "call", "deal", deal_text, "due_at",
      "2026-03-10T15:00:00Z", NULL);
  /* The client comes with the deal, the reminder with the time. */
  F (task, "client_name", "Anna");
  F (task, "remind_at", "2026-03-10T15:00:00Z");
  F (task, "due_on", "2026-03-10");
  crm_test_assert_field (store, "client", client, "next_step", "Call Anna");
  crm_test_assert_field (store, "deal", deal, "next_step", "Call Anna");

  next = run (store, finish_in_worker,
      (Call){ .id = task, .outcome = "agreed", .text = "She wants tiles", .next = &step });
  g_assert_cmpint (next, !=, 0);
  F (task, "state", "done");
  F (task, "outcome", "agreed");
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT done_at - 1773144000000000 BETWEEN 0 AND 1000000 FROM task"), ==,
      1);
  F (next, "title", "Send the offer");
  F (next, "kind", "letter");
  F (next, "due_on", "2026-03-13");
  F (next, "due_at", NULL);
  F (next, "remind_at", NULL);
  F (next, "client_name", "Anna");
  F (next, "deal_title", "Roof");
  F (next, "trigger_entity", "task");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT \"trigger\" FROM task WHERE id = 2"), ==, task);
  note = crm_test_sql_integer (store, "SELECT max (id) FROM note");
  crm_test_assert_field (store, "note", note, "text", "She wants tiles");
  crm_test_assert_field (store, "note", note, "trigger_entity", "task");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT client FROM note"), ==, client);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT deal FROM note"), ==, deal);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT task FROM note"), ==, task);
  crm_test_assert_field (store, "client", client, "next_step", "Send the offer");
  crm_test_assert_field (store, "deal", deal, "next_on", "2026-03-13");
  crm_test_assert_in_order (store);
  refuses (store, finish_in_worker, (Call){ .id = task }, "“Call Anna” is done already.");
  refuses (
      store, move_in_worker, (Call){ .id = task, .due_on = "2026-04-01" }, "“Call Anna” is done already.");

  /* All of it is one operation, back and forth. */
  crm_test_assert_undo (store, FALSE, "3/0/0");
  F (task, "state", "open");
  F (task, "outcome", NULL);
  F (task, "done_at", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM task"), ==, 1);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM note"), ==, 0);
  crm_test_assert_field (store, "client", client, "next_step", "Call Anna");
  crm_test_assert_in_order (store);
  crm_test_assert_undo (store, TRUE, "3/0/0");
  F (task, "state", "done");
  F (next, "due_on", "2026-03-13");
  crm_test_assert_field (store, "deal", deal, "next_step", "Send the offer");
  crm_test_assert_in_order (store);

  /* A next step without words is the same again; waiting only is a wait. */
  step = (CrmNextStep){ .due_at = at ("2026-03-20T09:30:00Z") };
  task = run (store, finish_in_worker, (Call){ .id = next, .next = &step });
  F (task, "title", "Send the offer");
  F (task, "kind", "letter");
  F (task, "due_at", "2026-03-20T09:30:00Z");
  F (task, "remind_at", "2026-03-20T09:30:00Z");
  step = (CrmNextStep){ .due_on = "2026-03-25", .waits_only = TRUE };
  next = run (store, finish_in_worker, (Call){ .id = task, .next = &step });
  F (next, "kind", "wait");
  g_assert_cmpint (finish (store, next), ==, 0);
  crm_test_assert_field (store, "client", client, "next_step", NULL);

  run (store, reopen_in_worker, (Call){ .id = next });
  F (next, "state", "open");
  F (next, "done_at", NULL);
  crm_test_assert_field (store, "client", client, "next_kind", "wait");
  crm_test_assert_undo (store, FALSE, "1/0/0");
  F (next, "state", "done");
  crm_test_archive (store, "task", next);
  run (store, reopen_in_worker, (Call){ .id = next });
  refuses (store, finish_in_worker, (Call){ .id = next }, "“Send the offer” is archived.");
  close_checked (store);
}

static void
test_reschedule (void)
{
  CrmStore *store = open_new ("Europe/Kyiv");
  g_autoptr (GError) error = NULL;
  gint64 timed = crm_test_add (store, "task", "title", "Timed", "due_at", "2026-03-27T10:00", "remind_at",
             "2026-03-27T09:00", NULL),
         day = crm_test_add (
             store, "task", "title", "Day", "due_on", "2026-03-27", "remind_at", "2026-03-26T18:00", NULL);

  F (timed, "due_at", "2026-03-27T08:00:00Z");
  F (timed, "remind_at", "2026-03-27T07:00:00Z");
  F (day, "due_key", "2026-03-27T22:00:00Z");
  /* Over the night of 29 March, in which the clocks go on by an hour. */
  run (store, move_in_worker, (Call){ .id = timed, .due_at = at ("2026-03-30T07:00:00Z") });
  F (timed, "due_on", "2026-03-30");
  F (timed, "remind_at", "2026-03-30T06:00:00Z");
  run (store, move_in_worker, (Call){ .id = day, .due_on = "2026-03-30" });
  F (day, "remind_at", "2026-03-29T15:00:00Z");
  F (day, "due_key", "2026-03-30T21:00:00Z");
  /* Told later is told at the time again. */
  crm_test_set (store, "task", timed, "remind_at", "2026-03-30T07:10:00Z", NULL);
  run (store, move_in_worker, (Call){ .id = timed, .due_at = at ("2026-03-31T07:00:00Z") });
  F (timed, "remind_at", "2026-03-31T07:00:00Z");
  /* From a time to a day, to no date, and back. */
  run (store, move_in_worker, (Call){ .id = timed, .due_on = "2026-04-02" });
  F (timed, "due_at", NULL);
  F (timed, "due_on", "2026-04-02");
  F (timed, "remind_at", NULL);
  run (store, move_in_worker, (Call){ .id = timed });
  F (timed, "due_on", NULL);
  F (timed, "due_key", NULL);
  run (store, move_in_worker, (Call){ .id = timed, .due_at = at ("2026-04-03T07:00:00Z") });
  F (timed, "remind_at", "2026-04-03T07:00:00Z");
  run (store, move_in_worker, (Call){ .id = day, .due_at = at ("2026-04-03T09:00:00Z") });
  F (day, "remind_at", "2026-04-03T09:00:00Z");
  crm_test_assert_undo (store, FALSE, "1/0/0");
  F (day, "remind_at", "2026-03-29T15:00:00Z");
  F (day, "due_on", "2026-03-30");
  crm_test_assert_undo (store, TRUE, "1/0/0");
  F (day, "due_at", "2026-04-03T09:00:00Z");
  run (store, move_in_worker, (Call){ .id = day });
  F (day, "remind_at", NULL);
  /* A past time reminds of nothing; a day has its year. */
  day = crm_test_add (store, "task", "title", "Past", "due_at", "2026-03-01T09:00:00Z", NULL);
  F (day, "remind_at", NULL);
  run (store, move_in_worker, (Call){ .id = day, .due_at = at ("2026-03-11T09:00:00Z") });
  F (day, "remind_at", "2026-03-11T09:00:00Z");
  g_assert_false (crm_test_try_set (store, "task", day, 0, "due_on", "--05-01", &error));
  g_assert_cmpstr (error->message, ==, "Due on: The year is missing.");
  close_checked (store);
}

static void
test_zone (void)
{
  CrmStore *store = open_new ("Europe/Kyiv");
  gint64 client = crm_test_add (store, "client", "name", "Anna", NULL),
         day = crm_test_add (store, "task", "title", "Day", "client", "Anna", "due_on", "2026-03-12", NULL);

  F (day, "due_key", "2026-03-12T22:00:00Z");
  set_zone (store, "America/New_York");
  F (day, "due_on", "2026-03-12");
  F (day, "due_key", "2026-03-13T04:00:00Z");
  crm_test_assert_field (store, "client", client, "next_key", "2026-03-13T04:00:00Z");
  close_checked (store);
}

/* Does a task and tells where the next one stands, or "over". */
static char *
do_next (CrmStore *store, gint64 *id)
{
  g_autofree char *on = NULL, *due = NULL, *remind = NULL, *rule = NULL;

  *id = finish (store, *id);
  if (!*id)
    return g_strdup ("over");
  F (*id, "state", "open");
  F (*id, "done_at", NULL);
  on = crm_test_get (store, "task", *id, "due_on");
  due = crm_test_get (store, "task", *id, "due_at");
  remind = crm_test_get (store, "task", *id, "remind_at");
  rule = crm_test_get (store, "task", *id, "recurrence");
  return g_strdup_printf ("%s %s %s %s", on, due ? due : "-", remind ? remind : "-", rule);
}

#define NEXT(id, wanted) \
  G_STMT_START \
  { \
    g_autofree char *next_got = do_next (store, &(id)); \
    g_assert_cmpstr (next_got, ==, wanted); \
  } \
  G_STMT_END

static void
test_repeat_days (void)
{
  CrmStore *store = open_new ("Europe/Kyiv");
  g_autoptr (GError) error = NULL;
  gint64 task = crm_test_add (store, "task", "title", "Report", "kind", "letter", "priority", "high", "text",
             "To the bank", "due_on", "2026-03-13", "recurrence", "rrule:freq=weekly;byday=fr", NULL),
         first = task;

  F (task, "recurrence", "FREQ=WEEKLY;BYDAY=FR");
  NEXT (task, "2026-03-20 - - FREQ=WEEKLY;BYDAY=FR"); /* done early */
  F (task, "title", "Report");
  F (task, "kind", "letter");
  F (task, "priority", "high");
  F (task, "text", "To the bank");
  /* Taken back and done again: one next task, not two. */
  run (store, reopen_in_worker, (Call){ .id = first });
  g_assert_cmpint (finish (store, first), ==, 0);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM task"), ==, 2);
  /* Put off to Monday: the next one stands on Friday all the same. */
  run (store, move_in_worker, (Call){ .id = task, .due_on = "2026-03-23" });
  crm_test_clock_set ("2026-03-23T08:00:00Z");
  NEXT (task, "2026-03-27 - - FREQ=WEEKLY;BYDAY=FR");
  /* Brought forward: not the same Friday again. */
  run (store, move_in_worker, (Call){ .id = task, .due_on = "2026-03-25" });
  crm_test_clock_set ("2026-03-25T08:00:00Z");
  NEXT (task, "2026-04-03 - - FREQ=WEEKLY;BYDAY=FR");
  /* Overdue by weeks: one is left to do. */
  crm_test_clock_set ("2026-05-04T08:00:00Z");
  NEXT (task, "2026-05-08 - - FREQ=WEEKLY;BYDAY=FR");
  /* On that very day, the one after it. */
  crm_test_clock_set ("2026-05-22T08:00:00Z");
  NEXT (task, "2026-05-29 - - FREQ=WEEKLY;BYDAY=FR");
  crm_test_assert_undo (store, FALSE, "2/0/0");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM task WHERE done_at IS NULL"), ==, 1);
  crm_test_assert_undo (store, TRUE, "2/0/0");
  F (task, "due_on", "2026-05-29");
  /* A series that nobody wants any more. */
  crm_test_set (store, "task", task, "recurrence", "", NULL);
  F (task, "occurrence", NULL);
  NEXT (task, "over");

  /* The last day of the month stays it; every other month keeps its turn. */
  crm_test_clock_set ("2026-03-10T12:00:00Z");
  task = crm_test_add (store, "task", "title", "Rent", "due_on", "2026-03-31", "recurrence",
      "FREQ=MONTHLY;BYMONTHDAY=-1", NULL);
  NEXT (task, "2026-04-30 - - FREQ=MONTHLY;BYMONTHDAY=-1");
  NEXT (task, "2026-05-31 - - FREQ=MONTHLY;BYMONTHDAY=-1");
  task = crm_test_add (
      store, "task", "title", "Tax", "due_on", "2026-03-10", "recurrence", "FREQ=MONTHLY;INTERVAL=2", NULL);
  run (store, move_in_worker, (Call){ .id = task, .due_on = "2026-03-12" });
  NEXT (task, "2026-05-10 - - FREQ=MONTHLY;INTERVAL=2");
  /* Another rule begins anew where the task stands. */
  run (store, move_in_worker, (Call){ .id = task, .due_on = "2026-05-13" });
  crm_test_set (store, "task", task, "recurrence", "FREQ=MONTHLY", NULL);
  NEXT (task, "2026-06-13 - - FREQ=MONTHLY");

  /* What cannot be kept is refused with a sentence. */
  g_assert_false (crm_test_try_set (store, "task", task, 0, "recurrence", "FREQ=HOURLY", &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "Repeats: "));
  g_clear_error (&error);
  g_assert_false (crm_test_try_set (store, "task", task, 0, "due_on", "", &error));
  g_assert_cmpstr (error->message, ==, "Repeats: A task that comes again needs a date.");
  close_checked (store);
}

static void
test_repeat_ends (void)
{
  CrmStore *store = open_new ("Europe/Kyiv");
  gint64 task = crm_test_add (
      store, "task", "title", "Three", "due_on", "2026-03-10", "recurrence", "FREQ=DAILY;COUNT=3", NULL);

  NEXT (task, "2026-03-11 - - FREQ=DAILY;COUNT=2");
  NEXT (task, "2026-03-12 - - FREQ=DAILY;COUNT=1");
  NEXT (task, "over");
  /* Those missed count as well. */
  task = crm_test_add (
      store, "task", "title", "Five", "due_on", "2026-03-10", "recurrence", "FREQ=DAILY;COUNT=5", NULL);
  crm_test_clock_set ("2026-03-12T12:00:00Z");
  NEXT (task, "2026-03-13 - - FREQ=DAILY;COUNT=2");
  NEXT (task, "2026-03-14 - - FREQ=DAILY;COUNT=1");
  NEXT (task, "over");
  task = crm_test_add (
      store, "task", "title", "Missed", "due_on", "2026-03-10", "recurrence", "FREQ=DAILY;COUNT=2", NULL);
  NEXT (task, "over");
  /* A day the rule does not name is not one of its days. */
  task = crm_test_add (store, "task", "title", "From Thursday", "due_on", "2026-03-12", "recurrence",
      "FREQ=WEEKLY;BYDAY=FR;COUNT=2", NULL);
  NEXT (task, "2026-03-13 - - FREQ=WEEKLY;COUNT=2;BYDAY=FR");
  NEXT (task, "2026-03-20 - - FREQ=WEEKLY;COUNT=1;BYDAY=FR");
  NEXT (task, "over");
  task = crm_test_add (store, "task", "title", "Until", "due_on", "2026-03-12", "recurrence",
      "FREQ=DAILY;UNTIL=20260314", NULL);
  NEXT (task, "2026-03-13 - - FREQ=DAILY;UNTIL=20260314");
  NEXT (task, "2026-03-14 - - FREQ=DAILY;UNTIL=20260314");
  NEXT (task, "over");
  close_checked (store);
}

static void
test_repeat_times (void)
{
  CrmStore *store = open_new ("Europe/Kyiv");
  gint64 task;

  /* 29 March: the clocks go on; 25 October: they go back. The time on the wall stays, and so does that of the reminder. */
  crm_test_clock_set ("2026-03-27T12:00:00Z");
  task = crm_test_add (store, "task", "title", "Till", "due_at", "2026-03-28T09:00", "remind_at",
      "2026-03-27T18:00", "recurrence", "FREQ=DAILY", NULL);
  F (task, "occurrence", "2026-03-28T09:00");
  NEXT (task, "2026-03-29 2026-03-29T06:00:00Z 2026-03-28T16:00:00Z FREQ=DAILY");
  NEXT (task, "2026-03-30 2026-03-30T06:00:00Z 2026-03-29T15:00:00Z FREQ=DAILY");
  /* Put off by some hours, the next one comes at its own time; told later, it is reminded of in time. */
  run (store, move_in_worker, (Call){ .id = task, .due_at = at ("2026-03-30T13:00:00Z") });
  crm_test_set (store, "task", task, "remind_at", "2026-03-30T13:10:00Z", NULL);
  crm_test_clock_set ("2026-03-30T14:00:00Z");
  NEXT (task, "2026-03-31 2026-03-31T06:00:00Z 2026-03-31T06:00:00Z FREQ=DAILY");
  crm_test_clock_set ("2026-10-24T07:00:00Z");
  NEXT (task, "2026-10-25 2026-10-25T07:00:00Z 2026-10-25T07:00:00Z FREQ=DAILY");
  /* No reminder stays none. */
  crm_test_set (store, "task", task, "remind_at", "", NULL);
  NEXT (task, "2026-10-26 2026-10-26T07:00:00Z - FREQ=DAILY");
  /* Without a time this once: the series keeps its own. */
  run (store, move_in_worker, (Call){ .id = task, .due_on = "2026-10-27" });
  NEXT (task, "2026-10-27 2026-10-27T07:00:00Z 2026-10-27T07:00:00Z FREQ=DAILY");
  /* A series of days gets no time from one that had one. */
  task = crm_test_add (
      store, "task", "title", "Water", "due_on", "2026-10-26", "recurrence", "FREQ=DAILY", NULL);
  run (store, move_in_worker, (Call){ .id = task, .due_at = at ("2026-10-26T15:00:00Z") });
  NEXT (task, "2026-10-27 - - FREQ=DAILY");

  /* New York: the time that 8 March leaves out is told by the clock before it went on (RFC 5545, 3.3.5), and is itself again the day after. */
  set_zone (store, "America/New_York");
  crm_test_clock_set ("2026-03-06T12:00:00Z");
  task = crm_test_add (store, "task", "title", "Night", "due_at", "2026-03-07T02:30", "recurrence",
      "FREQ=DAILY;COUNT=4", NULL);
  NEXT (task, "2026-03-08 2026-03-08T07:30:00Z 2026-03-08T07:30:00Z FREQ=DAILY;COUNT=3");
  F (task, "occurrence", "2026-03-08T02:30");
  NEXT (task, "2026-03-09 2026-03-09T06:30:00Z 2026-03-09T06:30:00Z FREQ=DAILY;COUNT=2");
  /* 1 November has 01:30 twice: the first. */
  crm_test_clock_set ("2026-10-31T03:00:00Z");
  task = crm_test_add (
      store, "task", "title", "Owl", "due_at", "2026-10-31T01:30", "recurrence", "FREQ=DAILY", NULL);
  NEXT (task, "2026-11-01 2026-11-01T05:30:00Z 2026-11-01T05:30:00Z FREQ=DAILY");
  NEXT (task, "2026-11-02 2026-11-02T06:30:00Z 2026-11-02T06:30:00Z FREQ=DAILY");
  close_checked (store);
}

static gint64
add_wait (CrmStore *store, const char *client)
{
  return crm_test_add (
      store, "task", "title", "Answer", "kind", "wait", "client", client, "due_on", "2026-03-20", NULL);
}

static void
test_wait (void)
{
  CrmStore *store = open_new ("Europe/Kyiv");
  gint64 company = crm_test_add (store, "client", "kind", "company", "name", "Acme", NULL),
         person = crm_test_add (store, "client", "name", "Anna", "company", "Acme", NULL), other, of_company,
         wait, message;

  other = crm_test_add (store, "client", "name", "Boris", NULL);
  wait = add_wait (store, "Anna");
  of_company = add_wait (store, "Acme");
  /* Our own call, somebody else's, and one from before the wait end nothing. */
  crm_test_add (store, "call", "client", "Anna", "direction", "out", NULL);
  crm_test_add (store, "call", "client", "Boris", "direction", "in", NULL);
  crm_test_add (store, "call", "client", "Anna", "direction", "in", "at", "2026-03-09T12:00:00Z", NULL);
  F (wait, "state", "open");
  F (of_company, "state", "open");
  crm_test_assert_field (store, "client", person, "next_kind", "wait");

  crm_test_add (store, "call", "client", "Anna", "direction", "in", NULL);
  F (wait, "state", "done");
  F (wait, "outcome", "answered");
  F (of_company, "outcome", "answered");
  crm_test_assert_field (store, "client", person, "next_kind", NULL);
  crm_test_assert_field (store, "client", company, "next_kind", NULL);
  /* The call and what it ended go together. */
  crm_test_assert_undo (store, FALSE, "3/0/0");
  F (wait, "state", "open");
  F (wait, "outcome", NULL);
  F (of_company, "state", "open");
  crm_test_assert_field (store, "client", person, "next_kind", "wait");
  crm_test_assert_undo (store, TRUE, "3/0/0");
  F (wait, "outcome", "answered");
  crm_test_assert_undo (store, FALSE, "3/0/0");

  /* A letter, whose sender is found out later; the company's own word is not Anna's. */
  message = crm_test_add (
      store, "message", "channel", "mail", "direction", "in", "address", "somebody@example.com", NULL);
  F (wait, "state", "open");
  crm_test_set (store, "message", message, "client", "Acme", NULL);
  F (of_company, "state", "done");
  F (wait, "state", "open");
  crm_test_add (store, "message", "client", "Anna", "channel", "sms", "direction", "in", NULL);
  F (wait, "state", "done");
  /* Other tasks do not end by themselves. */
  wait = crm_test_add (store, "task", "title", "Call", "kind", "call", "client", "Boris", NULL);
  crm_test_add (store, "message", "client", "Boris", "channel", "sms", "direction", "in", NULL);
  F (wait, "state", "open");
  g_assert_cmpint (other, !=, 0);
  close_checked (store);
}

static void
test_others (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  gint64 me = crm_store_get_user (store), ivan = crm_test_add (store, "user", "name", "Ivan", NULL), task;
  g_autofree char *mine = NULL;

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  task =
      crm_test_add (store, "task", "title", "Send the letter", "owner", "Ivan", "due_on", "2026-03-12", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT owner FROM task"), ==, ivan);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT assigner FROM task"), ==, me);
  F (task, "state", "open");
  crm_test_set (store, "task", task, "state", "doing", NULL);
  F (task, "done_at", NULL);
  crm_test_set (store, "task", task, "state", "declined", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT done_at IS NOT NULL FROM task"), ==, 1);
  run (store, reopen_in_worker, (Call){ .id = task });
  g_assert_cmpint (finish (store, task), ==, 0);
  /* A series for another stays his, set by the same. */
  task = crm_test_add (store, "task", "title", "Weekly", "owner", "Ivan", "due_on", "2026-03-12",
      "recurrence", "FREQ=WEEKLY", NULL);
  task = finish (store, task);
  mine = crm_test_get (store, "task", task, "assigner");
  g_assert_cmpint (g_ascii_strtoll (mine, NULL, 10), ==, me);
  /* What I take over myself was not set by anybody. */
  task = crm_test_add (store, "task", "title", "Own", NULL);
  F (task, "assigner", NULL);
  close_checked (store);
}

static gint64
add_step (CrmStore *store, const char *title, const char *days, const char *time, const char *position)
{
  return crm_test_add (store, "task_step", "task_sequence", "1", "kind", "call", "title", title, "days", days,
      "time", time, "position", position, NULL);
}

static void
test_sequence (void)
{
  CrmStore *store = open_new ("Europe/Kyiv");
  g_autoptr (GError) error = NULL;
  gint64 anna = crm_test_add (store, "client", "name", "Anna", NULL),
         deal = crm_test_add (store, "deal", "title", "Roof", "client", "Anna", NULL),
         sequence = crm_test_add (store, "task_sequence", "name", "Welcome", "goal", "A first order", NULL),
         id, task, next;
  g_autofree char *step = NULL;

  g_assert_cmpint (sequence, ==, 1);
  refuses (store, start_in_worker, (Call){ .id = sequence, .client = anna },
      "The sequence “Welcome” has no steps.");
  add_step (store, "Greet {client}", "0", "9:30", "1");
  add_step (store, "Offer for {deal}", "3", "10:00", "3");
  add_step (store, "Ask {client}", "2", "", "2");
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM task_step WHERE \"time\" = '09:30'"), ==, 1);
  g_assert_false (crm_test_try_set (store, "task_step", 1, 0, "time", "25:00", &error));
  g_assert_cmpstr (error->message, ==, "At: A time is written like 09:30.");
  g_clear_error (&error);
  g_assert_false (crm_test_try_set (store, "task_step", 1, 0, "days", "-1", &error));
  g_assert_cmpstr (error->message, ==, "After days: It must be between 0 and 3650.");

  id = run (store, start_in_worker, (Call){ .id = sequence, .deal = deal });
  refuses (store, start_in_worker, (Call){ .id = sequence, .client = anna, .deal = deal },
      "The sequence “Welcome” is under way here already.");
  task = crm_test_sql_integer (store, "SELECT max (id) FROM task");
  F (task, "title", "Greet Anna");
  F (task, "client_name", "Anna");
  F (task, "due_on", "2026-03-10"); /* 9:30 is past in Kyiv */
  F (task, "due_at", NULL);
  crm_test_assert_field (store, "deal", deal, "next_step", "Greet Anna");
  crm_test_clock_set ("2026-03-11T12:00:00Z");
  next = finish (store, task);
  F (next, "title", "Ask Anna");
  F (next, "due_on", "2026-03-13");
  /* Opened again and done again: the step after it is there already. */
  run (store, reopen_in_worker, (Call){ .id = task });
  g_assert_cmpint (finish (store, task), ==, 0);
  task = finish (store, next);
  F (task, "title", "Offer for Roof");
  /* Nobody works on Saturday. */
  F (task, "due_at", "2026-03-16T08:00:00Z");
  crm_test_assert_field (store, "task_run", id, "state", "running");
  g_assert_cmpint (finish (store, task), ==, 0);
  crm_test_assert_field (store, "task_run", id, "state", "finished");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT ended_at IS NOT NULL FROM task_run"), ==, 1);
  crm_test_assert_undo (store, FALSE, "2/0/0");
  crm_test_assert_field (store, "task_run", id, "state", "running");
  crm_test_assert_undo (store, TRUE, "2/0/0");
  run (store, reopen_in_worker, (Call){ .id = task });
  crm_test_assert_field (store, "task_run", id, "state", "running");
  crm_test_assert_field (store, "task_run", id, "ended_at", NULL);

  /* Stopped: what is open goes, and comes back with undo; then it may be started again. */
  run (store, end_in_worker, (Call){ .id = id, .state = "stopped" });
  crm_test_assert_field (store, "task_run", id, "state", "stopped");
  crm_test_assert_field (store, "deal", deal, "next_step", NULL);
  refuses (store, end_in_worker, (Call){ .id = id, .state = "reached" },
      "The sequence “Welcome” has ended already.");
  crm_test_assert_undo (store, FALSE, "2/0/0");
  crm_test_assert_field (store, "deal", deal, "next_step", "Offer for Roof");
  run (store, end_in_worker, (Call){ .id = id, .state = "reached" });
  run (store, start_in_worker, (Call){ .id = sequence, .deal = deal });
  /* On the client itself it is another thing. */
  id = run (store, start_in_worker, (Call){ .id = sequence, .client = anna });
  crm_test_assert_undo (store, FALSE, "2/0/0");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM task_run"), ==, 2);
  crm_test_set (store, "task_sequence", sequence, "active", "no", NULL);
  refuses (store, start_in_worker, (Call){ .id = sequence, .client = anna },
      "The sequence “Welcome” is not in use.");
  close_checked (store);
}

/* What is planned by itself is due when somebody works: not at weekends, on holidays, on leave. */
static void
test_work_days (void)
{
  CrmStore *store = open_new ("Europe/Kyiv");
  gint64 anna = crm_test_add (store, "client", "name", "Anna", NULL),
         sequence = crm_test_add (store, "task_sequence", "name", "Welcome", NULL), task;

  crm_test_add (store, "calendar", "name", "Holidays", "role", "holidays", "mode", "read", NULL);
  crm_test_sql (store, "INSERT INTO calendar_event (id, calendar_id, ical_uid, state, tries, title) VALUES"
                       " (1, 1, 'a', 'clean', 0, 'Spring Day')");
  /* Monday the 16th, by the clocks of Kyiv. */
  crm_test_sql (store, "INSERT INTO occurrence (starts_at, source, parent_id, rid, ends_at, all_day) VALUES"
                       " (1773612000000000, 1, 1, '', 1773698400000000, 1)");
  crm_test_add (store, "leave", "user", "1", "starts_on", "2026-03-17", "ends_on", "2026-03-18", NULL);
  add_step (store, "Greet {client}", "4", "", "1");
  run (store, start_in_worker, (Call){ .id = sequence, .client = anna });
  task = crm_test_sql_integer (store, "SELECT max (id) FROM task");
  F (task, "due_on", "2026-03-19");
  crm_test_close (store);
}

static void
test_groups (void)
{
  static const struct
  {
    const char *field, *due;
    CrmTaskGroup monday, sunday; /* weeks that begin on them */
  } lines[] = {
    { "due_on", "2026-03-09", CRM_TASK_OVERDUE, CRM_TASK_OVERDUE },
    { "due_at", "2026-03-10T13:59", CRM_TASK_OVERDUE, CRM_TASK_OVERDUE },
    { "due_at", "2026-03-10T14:01", CRM_TASK_TODAY, CRM_TASK_TODAY },
    { "due_on", "2026-03-10", CRM_TASK_TODAY, CRM_TASK_TODAY },
    { "due_at", "2026-03-11T00:00", CRM_TASK_TOMORROW, CRM_TASK_TOMORROW },
    { "due_on", "2026-03-12", CRM_TASK_THIS_WEEK, CRM_TASK_THIS_WEEK },
    { "due_at", "2026-03-14T23:59", CRM_TASK_THIS_WEEK, CRM_TASK_THIS_WEEK },
    { "due_on", "2026-03-15", CRM_TASK_THIS_WEEK, CRM_TASK_NEXT_WEEK },
    { "due_on", "2026-03-16", CRM_TASK_NEXT_WEEK, CRM_TASK_NEXT_WEEK },
    { "due_on", "2026-03-21", CRM_TASK_NEXT_WEEK, CRM_TASK_NEXT_WEEK },
    { "due_on", "2026-03-22", CRM_TASK_NEXT_WEEK, CRM_TASK_LATER },
    { "due_on", "2026-03-23", CRM_TASK_LATER, CRM_TASK_LATER },
    { "due_on", "", CRM_TASK_NO_DATE, CRM_TASK_NO_DATE },
  };
  CrmStore *store = open_new ("Europe/Kyiv");
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Kyiv");
  gint64 now = at ("2026-03-10T12:00:00Z");

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      gint64 id = crm_test_add (store, "task", "title", "Task", lines[i].field, lines[i].due, NULL);
      g_autoptr (CrmRow) row = crm_test_load (store, "task", id);
      g_autoptr (CrmRow) done = NULL;

      g_assert_cmpint (crm_task_get_group (row, now, zone, 1), ==, lines[i].monday);
      g_assert_cmpint (crm_task_get_group (row, now, zone, 7), ==, lines[i].sunday);
      finish (store, id);
      done = crm_test_load (store, "task", id);
      g_assert_cmpint (crm_task_get_group (done, now, zone, 1), ==, CRM_TASK_DONE);
    }
  g_assert_cmpstr (crm_task_group_get_title (CRM_TASK_OVERDUE), ==, "Overdue");
  g_assert_cmpstr (crm_task_group_get_title (CRM_TASK_DONE), ==, "Done");
  close_checked (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/task/finish", test_finish);
  g_test_add_func ("/task/reschedule", test_reschedule);
  g_test_add_func ("/task/zone", test_zone);
  g_test_add_func ("/task/repeat-days", test_repeat_days);
  g_test_add_func ("/task/repeat-ends", test_repeat_ends);
  g_test_add_func ("/task/repeat-times", test_repeat_times);
  g_test_add_func ("/task/wait", test_wait);
  g_test_add_func ("/task/others", test_others);
  g_test_add_func ("/task/sequence", test_sequence);
  g_test_add_func ("/task/work-days", test_work_days);
  g_test_add_func ("/task/groups", test_groups);
  return crm_test_store_done (g_test_run ());
}
