/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-worker.h"

/* The worker's queue: priority, order, waiting, cancelling, stopping. */

/* Holds the worker back until the test has filled its queue. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean entered;
  gboolean open;
} Gate;

static void
init_gate (Gate *gate)
{
  *gate = (Gate){ .open = FALSE };
  g_mutex_init (&gate->mutex);
  g_cond_init (&gate->cond);
}

static void
clear_gate (Gate *gate)
{
  g_mutex_clear (&gate->mutex);
  g_cond_clear (&gate->cond);
}

static void
open_gate (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->open = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->mutex);
}

static void
await_gate_entered (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  while (!gate->entered)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
wait_at_gate (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Gate *gate = task_data;

  g_mutex_lock (&gate->mutex);
  gate->entered = TRUE;
  g_cond_broadcast (&gate->cond);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
  g_task_return_boolean (task, TRUE);
}

static void
push_gate (CrmWorker *worker, Gate *gate)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_task_data (task, gate, NULL);
  crm_worker_push (worker, G_MININT, task, wait_at_gate);
  await_gate_entered (gate);
}

typedef struct
{
  GString *log; /* written on the worker only, until it is joined or waited for */
  char name;
} Note;

static void
write_note (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Note *note = task_data;

  g_string_append_c (note->log, note->name);
  g_task_return_boolean (task, TRUE);
}

static void
push_note (CrmWorker *worker, int priority, GString *log, char name)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Note *note = g_new (Note, 1);

  *note = (Note){ log, name };
  g_task_set_task_data (task, note, g_free);
  crm_worker_push (worker, priority, task, write_note);
}

static void
drain_main_context (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_order (void)
{
  CrmWorker *worker = crm_worker_new ("test");
  g_autoptr (GString) log = g_string_new (NULL);
  Gate gate;

  init_gate (&gate);
  push_gate (worker, &gate);
  push_note (worker, 0, log, 'c');
  push_note (worker, 10, log, 'e');
  push_note (worker, -5, log, 'a');
  push_note (worker, 0, log, 'd');
  push_note (worker, -5, log, 'b');
  push_note (worker, 10, log, 'f');
  g_assert_cmpuint (crm_worker_get_pending (worker), ==, 7);
  open_gate (&gate);
  crm_worker_stop (worker);
  g_assert_cmpstr (log->str, ==, "abcdef");
  g_assert_cmpuint (crm_worker_get_pending (worker), ==, 0);

  crm_worker_free (worker);
  clear_gate (&gate);
  drain_main_context ();
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static void
answer (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_int (task, crm_worker_is_current (task_data) ? 42 : -1);
}

static GTask *
await_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return G_TASK (*result);
}

static void
test_result (void)
{
  g_autoptr (CrmWorker) worker = crm_worker_new ("test");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GTask *task = g_task_new (NULL, NULL, on_result, &result);

  g_task_set_task_data (task, worker, NULL);
  crm_worker_push (worker, 0, task, answer);
  g_object_unref (task);

  g_assert_cmpint (g_task_propagate_int (await_result (&result), &error), ==, 42);
  g_assert_no_error (error);
  g_assert_false (crm_worker_is_current (worker));
}

static void
fail_if_run (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  g_assert_not_reached ();
}

static void
test_cancelled (void)
{
  g_autoptr (CrmWorker) worker = crm_worker_new ("test");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GTask *task = g_task_new (NULL, cancellable, on_result, &result);
  Gate gate;

  init_gate (&gate);
  push_gate (worker, &gate);
  crm_worker_push (worker, 0, task, fail_if_run);
  g_object_unref (task);
  g_cancellable_cancel (cancellable);
  open_gate (&gate);

  g_assert_false (g_task_propagate_boolean (await_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  crm_worker_stop (worker);
  clear_gate (&gate);
}

static void
test_stopped (void)
{
  g_autoptr (CrmWorker) worker = crm_worker_new ("test");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GTask *task = g_task_new (NULL, NULL, on_result, &result);

  crm_worker_stop (worker);
  crm_worker_stop (worker);
  crm_worker_push (worker, 0, task, fail_if_run);
  g_object_unref (task);

  g_assert_false (g_task_propagate_boolean (await_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

typedef struct
{
  CrmWorker *worker;
  int count;
} Counter;

static void
count_inner (gpointer data)
{
  Counter *counter = data;

  g_assert_true (crm_worker_is_current (counter->worker));
  counter->count++;
}

/* Waiting for the worker from the worker itself must not hang. */
static void
count_outer (gpointer data)
{
  Counter *counter = data;

  crm_worker_run (counter->worker, count_inner, counter);
  counter->count += 10;
}

static void
test_run (void)
{
  g_autoptr (CrmWorker) worker = crm_worker_new ("test");
  Counter counter = { worker, 0 };

  crm_worker_run (worker, count_outer, &counter);
  g_assert_cmpint (counter.count, ==, 11);
  crm_worker_run (worker, count_inner, &counter);
  g_assert_cmpint (counter.count, ==, 12);
}

static gpointer
stop_worker (gpointer data)
{
  crm_worker_stop (data);
  return NULL;
}

/* What is queued still runs, on the worker as ever, while the worker refuses more. */
static void
test_stopping (void)
{
  CrmWorker *worker = crm_worker_new ("test");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GTask *task = g_task_new (NULL, NULL, on_result, &result);
  gboolean refused = FALSE;
  GThread *stopper;
  Gate gate;

  init_gate (&gate);
  push_gate (worker, &gate);
  g_task_set_task_data (task, worker, NULL);
  crm_worker_push (worker, 0, task, answer);
  g_object_unref (task);

  stopper = g_thread_new ("stopper", stop_worker, worker);
  while (!refused)
    {
      g_autoptr (GTask) probe = g_task_new (NULL, NULL, NULL, NULL);

      g_task_set_task_data (probe, worker, NULL);
      crm_worker_push (worker, 1, probe, answer);
      refused = g_task_had_error (probe);
      g_thread_yield ();
    }
  open_gate (&gate);
  g_thread_join (stopper);

  g_assert_cmpint (g_task_propagate_int (await_result (&result), &error), ==, 42);
  g_assert_no_error (error);
  crm_worker_free (worker);
  clear_gate (&gate);
}

static void
add_one (gpointer data)
{
  ((Counter *)data)->count++;
}

static gpointer
run_often (gpointer data)
{
  Counter *counter = data;

  for (int i = 0; i < 500; i++)
    crm_worker_run (counter->worker, add_one, counter);
  return NULL;
}

/* Many callers wait at once; only the worker touches the count, so none may be lost. */
static void
test_run_from_many (void)
{
  g_autoptr (CrmWorker) worker = crm_worker_new ("test");
  Counter counter = { worker, 0 };
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("caller", run_often, &counter);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (counter.count, ==, 2000);
}

static void
test_run_stopped (void)
{
  g_autoptr (CrmWorker) worker = crm_worker_new ("test");
  Counter counter = { worker, 0 };

  g_assert_true (crm_worker_run (worker, add_one, &counter));
  crm_worker_stop (worker);
  g_assert_false (crm_worker_run (worker, add_one, &counter));
  g_assert_cmpint (counter.count, ==, 1);
}

static void
note_thread (gpointer data, GObject *object)
{
  *(GThread **)data = g_thread_self ();
}

/* Whoever drops the last reference, a source object dies on the thread whose context the task has. */
static void
test_source_object (void)
{
  g_autoptr (CrmWorker) worker = crm_worker_new ("test");

  for (int i = 0; i < 200; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      GObject *source = g_object_new (G_TYPE_OBJECT, NULL);
      GThread *died_on = NULL;
      GTask *task = g_task_new (source, NULL, on_result, &result);

      g_task_set_task_data (task, worker, NULL);
      g_object_weak_ref (source, note_thread, &died_on);
      g_object_unref (source);
      crm_worker_push (worker, 0, task, answer);
      g_object_unref (task);
      await_result (&result);
      g_clear_object (&result);
      while (died_on == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (died_on == g_thread_self ());
    }
}

/* The answer is there before the thread is done with it. */
static void
answer_at_gate (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Gate *gate = task_data;

  g_task_return_boolean (task, TRUE);
  g_mutex_lock (&gate->mutex);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->mutex);
  gate->entered = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->mutex);
}

/* The same of a thread of the pool, also when it is still busy after it has answered. */
static void
test_pool_source_object (void)
{
  for (int i = 0; i < 200; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      GObject *source = g_object_new (G_TYPE_OBJECT, NULL);
      GThread *died_on = NULL;
      GTask *task = g_task_new (source, NULL, on_result, &result);
      Gate gate;

      init_gate (&gate);
      g_task_set_task_data (task, &gate, NULL);
      g_object_weak_ref (source, note_thread, &died_on);
      g_object_unref (source);
      crm_task_run_in_thread (task, answer_at_gate);
      g_object_unref (task);
      await_result (&result);
      g_clear_object (&result);
      open_gate (&gate);
      while (died_on == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (died_on == g_thread_self ());
      await_gate_entered (&gate);
      clear_gate (&gate);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/worker/order", test_order);
  g_test_add_func ("/worker/result", test_result);
  g_test_add_func ("/worker/cancelled", test_cancelled);
  g_test_add_func ("/worker/stopped", test_stopped);
  g_test_add_func ("/worker/stopping", test_stopping);
  g_test_add_func ("/worker/run", test_run);
  g_test_add_func ("/worker/run-from-many", test_run_from_many);
  g_test_add_func ("/worker/run-stopped", test_run_stopped);
  g_test_add_func ("/worker/source-object", test_source_object);
  g_test_add_func ("/worker/pool-source-object", test_pool_source_object);

  return g_test_run ();
}
