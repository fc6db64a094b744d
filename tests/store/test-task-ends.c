/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "crm-test-store.h"
#include "deal/crm-deal.h"
#include "task/crm-task.h"
#include "today/crm-today.h"

/* What ends by itself: a sequence when its deal is closed, a wait whose time is over. The clock is the tests' own; it begins on Tuesday,
 * 2026-03-10, 12:00 UTC. */

#define F(id, field, wanted) crm_test_assert_field (store, "task", id, field, wanted)
#define COUNT(sql, wanted) g_assert_cmpint (crm_test_sql_integer (store, sql), ==, wanted)

typedef struct
{
  gint64 sequence;
  gint64 deal;
  const char *state;
} Job;

static gboolean
start_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Job *job = data;
  return crm_task_run_start (tx, job->sequence, 0, job->deal, error) != 0;
}

static gboolean
close_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Job *job = data;
  return crm_deal_set_state (tx, &job->deal, 1, job->state, 0, NULL, error);
}

/* What the person is told besides; caller owns. */
static char *
run (CrmStore *store, CrmWriteFunc func, Job job)
{
  g_autoptr (CrmChangeSet) changes = NULL;
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Do", func, &job, &changes, &error);
  g_assert_no_error (error);
  g_assert_nonnull (changes);
  return g_strdup (crm_change_set_get_notice (changes));
}

static void
start (CrmStore *store, gint64 sequence, gint64 deal)
{
  g_autofree char *notice = run (store, start_in_worker, (Job){ .sequence = sequence, .deal = deal });

  g_assert_null (notice);
}

static void
close_deal (CrmStore *store, gint64 deal, const char *state, const char *wanted)
{
  g_autofree char *notice = run (store, close_in_worker, (Job){ .deal = deal, .state = state });

  g_assert_cmpstr (notice, ==, wanted);
}

static gint64
add_sequence (CrmStore *store, const char *name)
{
  gint64 id = crm_test_add (store, "task_sequence", "name", name, NULL);
  g_autofree char *number = g_strdup_printf ("%d", (int)id);

  crm_test_add (store, "task_step", "task_sequence", number, "kind", "call", "title", "Ask", "days", "2",
      "position", "1", NULL);
  crm_test_add (store, "task_step", "task_sequence", number, "kind", "letter", "title", "Write", "days", "3",
      "position", "2", NULL);
  return id;
}

static CrmStore *
open_new (void)
{
  g_autofree char *path = crm_test_path ();

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  return crm_test_open (path, CRM_ORIGIN_WINDOW);
}

static void
close_checked (CrmStore *store)
{
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static gpointer
describe_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmRow) task = crm_transaction_load (tx, "task", *(gint64 *)data, error);
  g_autofree char *goal = NULL;
  g_autofree char *words = task ? crm_task_run_describe (tx, task, &goal, error) : NULL;

  return g_strdup_printf ("%s|%s", words ? words : "", goal ? goal : "");
}

static void
assert_described (CrmStore *store, gint64 task, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = crm_store_read_sync (store, describe_in_worker, &task, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (words, ==, wanted);
}

/* Which step of what a task is. */
static void
test_described (void)
{
  CrmStore *store = open_new ();
  gint64 welcome = add_sequence (store, "Welcome"),
         deal = crm_test_add (store, "deal", "title", "Roof", NULL),
         own = crm_test_add (store, "task", "title", "My own", "deal", "Roof", NULL), step;

  crm_test_set (store, "task_sequence", welcome, "goal", "First order", NULL);
  start (store, welcome, deal);
  step = crm_test_sql_integer (store, "SELECT id FROM task WHERE run = 1");
  assert_described (store, own, "|");
  assert_described (store, step, "Welcome, step 1 of 2|First order");
  crm_test_set (store, "task", step, "state", "done", NULL);
  step = crm_test_sql_integer (store, "SELECT id FROM task WHERE run = 1 AND done_at IS NULL");
  assert_described (store, step, "Welcome, step 2 of 2|First order");
  close_checked (store);
}

static void
test_deal_closed (void)
{
  CrmStore *store = open_new ();
  gint64 welcome = add_sequence (store, "Welcome"), care = add_sequence (store, "Care"),
         deal = crm_test_add (store, "deal", "title", "Roof", NULL),
         other = crm_test_add (store, "deal", "title", "Door", NULL), own;

  crm_test_set (store, "task_sequence", care, "runs_on", "yes", NULL);
  own = crm_test_add (store, "task", "title", "My own", "deal", "Roof", NULL);
  start (store, welcome, deal);
  start (store, care, deal);
  start (store, welcome, other);

  /* Won: the steps of the one go, the other one runs on, and what belongs to no sequence stays. */
  close_deal (store, deal, "won", "The sequence “Welcome” ended and 1 task of it went.");
  crm_test_assert_field (store, "task_run", 1, "state", "reached");
  crm_test_assert_field (store, "task_run", 2, "state", "running");
  crm_test_assert_field (store, "task_run", 3, "state", "running");
  COUNT ("SELECT count (*) FROM task WHERE run = 1 AND archived_at IS NULL", 0);
  COUNT ("SELECT count (*) FROM task WHERE run = 2 AND archived_at IS NULL", 1);
  F (own, "state", "open");

  /* Deal, run and task come back together. */
  crm_test_assert_undo (store, FALSE, "5/0/0");
  crm_test_assert_field (store, "deal", deal, "state", "open");
  crm_test_assert_field (store, "task_run", 1, "state", "running");
  COUNT ("SELECT count (*) FROM task WHERE run = 1 AND archived_at IS NULL", 1);
  crm_test_assert_undo (store, TRUE, "5/0/0");
  crm_test_assert_field (store, "task_run", 1, "state", "reached");

  /* Opened again by hand the sequence does not come back: it can be started anew. */
  close_deal (store, deal, "open", NULL);
  crm_test_assert_field (store, "task_run", 1, "state", "reached");
  start (store, welcome, deal);

  /* Lost, by a change of the field alone. */
  crm_test_set (store, "deal", deal, "state", "lost", NULL);
  crm_test_assert_field (store, "task_run", 4, "state", "stopped");
  close_checked (store);
}

/* What an archived deal owns goes and comes with it. */
static void
test_deal_archived (void)
{
  CrmStore *store = open_new ();
  gint64 welcome = add_sequence (store, "Welcome"),
         deal = crm_test_add (store, "deal", "title", "Roof", NULL);

  start (store, welcome, deal);
  crm_test_archive (store, "deal", deal);
  COUNT ("SELECT count (*) FROM task WHERE archived_at IS NULL", 0);
  COUNT ("SELECT count (*) FROM task_run WHERE archived_at IS NULL", 0);
  crm_test_restore (store, "deal", deal);
  COUNT ("SELECT count (*) FROM task WHERE archived_at IS NULL", 1);
  crm_test_assert_field (store, "task_run", 1, "state", "running");
  close_checked (store);
}

static gboolean
end_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_task_end_waits (tx, data, error);
}

static guint
end_waits (CrmStore *store)
{
  g_autoptr (GError) error = NULL;
  guint n = G_MAXUINT;

  crm_store_write_sync (store, "Waits", end_in_worker, &n, NULL, &error);
  g_assert_no_error (error);
  return n;
}

static gpointer
next_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 next = crm_task_get_wait_end (tx, error);

  return g_memdup2 (&next, sizeof next);
}

static gint64
get_wait_end (CrmStore *store)
{
  g_autofree gint64 *next = crm_store_read_sync (store, next_in_worker, NULL, NULL);

  return *next;
}

static gpointer
today_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_today_read (tx, crm_transaction_get_now (tx), error);
}

static void
test_wait_runs_out (void)
{
  CrmStore *store = open_new ();
  gint64 anna = crm_test_add (store, "client", "name", "Anna", NULL), wait, timed, next;
  g_autoptr (CrmToday) today = NULL;
  const CrmTodayLine *line;

  g_assert_true (get_wait_end (store) == G_MAXINT64);
  wait = crm_test_add (store, "task", "title", "Answer to the offer", "kind", "wait", "client", "Anna",
      "due_on", "2026-03-11", NULL);
  timed = crm_test_add (
      store, "task", "title", "Call back", "kind", "wait", "due_at", "2026-03-13T09:00:00Z", NULL);
  crm_test_add (store, "task", "title", "Some day", "kind", "wait", NULL);
  /* Its day is not over yet. */
  crm_test_clock_set ("2026-03-11T23:59:00Z");
  g_assert_cmpuint (end_waits (store), ==, 0);
  F (wait, "state", "open");

  crm_test_clock_set ("2026-03-12T00:00:01Z");
  g_assert_cmpuint (end_waits (store), ==, 1);
  F (wait, "state", "done");
  F (wait, "outcome", "no-answer");
  F (wait, "done_at", "2026-03-11T23:59:59.999999Z");
  next = crm_test_sql_integer (store, "SELECT max (id) FROM task");
  F (next, "title", "Answer to the offer");
  F (next, "kind", "todo");
  F (next, "due_on", "2026-03-12");
  F (next, "client_name", "Anna");
  crm_test_assert_field (store, "client", anna, "next_kind", "todo");
  /* Once, and not what a person did last. */
  g_assert_cmpuint (end_waits (store), ==, 0);
  COUNT ("SELECT count (*) FROM task", 4);
  crm_test_assert_undo (store, FALSE, "1/0/0");
  COUNT ("SELECT count (*) FROM task WHERE title = 'Some day'", 0);
  F (wait, "state", "done");

  /* Today says why it is there. */
  today = crm_store_read_sync (store, today_in_worker, NULL, NULL);
  g_assert_cmpuint (crm_today_get_agenda (today)->len, ==, 1);
  line = crm_today_get_agenda (today)->pdata[0];
  g_assert_cmpint (line->id, ==, next);
  g_assert_cmpstr (line->reason, ==, "No answer, waited until 11 March");
  g_assert_cmpuint (crm_today_get_waiting (today)->len, ==, 1);

  /* The answer that comes now ends nothing any more. */
  crm_test_add (store, "call", "client", "Anna", "direction", "in", NULL);
  F (next, "state", "open");
  F (wait, "outcome", "no-answer");

  g_assert_true (get_wait_end (store) == G_GINT64_CONSTANT (1773392400000000));
  crm_test_clock_set ("2026-03-16T08:00:00Z");
  g_assert_cmpuint (end_waits (store), ==, 1);
  F (timed, "done_at", "2026-03-13T09:00:00Z");
  next = crm_test_sql_integer (store, "SELECT max (id) FROM task");
  F (next, "due_on", "2026-03-13");
  F (next, "due_at", NULL);
  close_checked (store);
}

/* In a sequence the next step is what follows. */
static void
test_wait_in_sequence (void)
{
  CrmStore *store = open_new ();
  gint64 sequence = crm_test_add (store, "task_sequence", "name", "Offer", NULL), deal;

  crm_test_add (store, "task_step", "task_sequence", "Offer", "kind", "wait", "title", "Answer", "days", "2",
      "position", "1", NULL);
  crm_test_add (store, "task_step", "task_sequence", "Offer", "kind", "call", "title", "Ask", "days", "0",
      "position", "2", NULL);
  deal = crm_test_add (store, "deal", "title", "Roof", NULL);
  start (store, sequence, deal);
  crm_test_clock_set ("2026-03-14T08:00:00Z");
  g_assert_cmpuint (end_waits (store), ==, 1);
  COUNT ("SELECT count (*) FROM task", 2);
  F (2, "title", "Ask");
  F (2, "due_on", "2026-03-14");
  close_checked (store);
}

static gboolean
archive_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_transaction_archive (tx, "user", *(gint64 *)data, error);
}

/* Who removes himself would become somebody else and could undo what that one did. */
static void
test_oneself (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store;
  gint64 me, other;
  g_autoptr (GError) error = NULL;

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  me = crm_store_get_user (store);
  other = crm_test_add (store, "user", "name", "Ivan", NULL);
  crm_test_set (store, "user", me, "name", "Julia", NULL);
  g_assert_false (crm_test_try_delete (store, "user", me, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==,
      "You work as “Julia” here and cannot remove yourself. Somebody with another account can.");
  g_clear_error (&error);
  g_assert_false (crm_store_write_sync (store, "Archive", archive_in_worker, &me, NULL, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  crm_test_archive (store, "user", other);
  crm_test_restore (store, "user", other);

  /* Somebody else did it: the account still is Julia, and what she did last is what she undoes. */
  crm_test_add (store, "client", "name", "Anna", NULL);
  crm_test_sql (store, "UPDATE \"user\" SET archived_at = 1 WHERE name = 'Julia'");
  crm_test_close (store);
  store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  g_assert_cmpint (crm_store_get_user (store), ==, me);
  crm_test_assert_undo (store, FALSE, "1/0/0");
  COUNT ("SELECT count (*) FROM client", 0);
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/task-ends/described", test_described);
  g_test_add_func ("/task-ends/deal-closed", test_deal_closed);
  g_test_add_func ("/task-ends/deal-archived", test_deal_archived);
  g_test_add_func ("/task-ends/wait-runs-out", test_wait_runs_out);
  g_test_add_func ("/task-ends/wait-in-sequence", test_wait_in_sequence);
  g_test_add_func ("/task-ends/oneself", test_oneself);
  return crm_test_store_done (g_test_run ());
}
