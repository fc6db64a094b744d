/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-store.h"
#include "store/crm-ids.h"

/* Reads: what a person waits for passes by what is only counted, what nobody asks any more stops, what waits when the book
 * is closed, and ids that are chosen from others. */

typedef struct
{
  int begun, released; /* atomic */
  gboolean done;
  GError *error;
} Reading;

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;

  g_free (crm_store_read_finish (CRM_STORE (source), result, &reading->error));
  reading->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Reading *)data)->done;
}

static gboolean
has_begun (gpointer data)
{
  return g_atomic_int_get (&((Reading *)data)->begun);
}

static gpointer
wait_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  g_atomic_int_set (&reading->begun, TRUE);
  while (!g_atomic_int_get (&reading->released))
    g_usleep (1000);
  return g_strdup ("");
}

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 count;

  return crm_db_get_integer (crm_transaction_get_db (tx), "SELECT count (*) FROM client", 0, &count, error)
             ? g_memdup2 (&count, sizeof count)
             : NULL;
}

/* Would never end. */
static gpointer
run_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 count;

  g_atomic_int_set (&((Reading *)data)->begun, TRUE);
  return crm_db_get_integer (crm_transaction_get_db (tx),
             "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count (*) FROM n", 0,
             &count, error)
             ? g_memdup2 (&count, sizeof count)
             : NULL;
}

static void
read_one (CrmStore *store, int priority, CrmReadFunc func, Reading *reading, GCancellable *cancellable)
{
  crm_store_read_async (store, priority, func, reading, NULL, g_free, cancellable, on_read, reading);
}

static void
test_beside (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open_window (path);
  Reading count = { 0 }, rows = { 0 };

  read_one (store, CRM_READ_LATER, wait_in_worker, &count, NULL);
  crm_test_await (has_begun, &count);
  read_one (store, 0, count_in_worker, &rows, NULL);
  crm_test_await (is_done, &rows);
  g_assert_no_error (rows.error);
  g_assert_false (count.done);
  g_atomic_int_set (&count.released, TRUE);
  crm_test_await (is_done, &count);
  g_assert_no_error (count.error);
  crm_test_close (store);
}

static void
test_cancelled (void)
{
  static const int priorities[] = { 0, CRM_READ_LATER };
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open_window (path);

  for (guint i = 0; i < G_N_ELEMENTS (priorities); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Reading endless = { 0 }, next = { 0 };

      read_one (store, priorities[i], run_in_worker, &endless, cancellable);
      crm_test_await (has_begun, &endless);
      read_one (store, priorities[i], count_in_worker, &next, NULL);
      g_cancellable_cancel (cancellable);
      crm_test_await (is_done, &endless);
      g_assert_error (endless.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&endless.error);
      crm_test_await (is_done, &next);
      g_assert_no_error (next.error);
    }
  crm_test_close (store);
}

static gboolean
hold_writer (CrmTransaction *tx, gpointer data, GError **error)
{
  g_free (wait_in_worker (tx, data, NULL, error));
  return TRUE;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *writing = data;

  crm_store_write_finish (CRM_STORE (source), result, NULL, &writing->error);
  writing->done = TRUE;
}

static void
on_copied (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *copy = data;

  crm_store_backup_finish (CRM_STORE (source), result, &copy->error);
  copy->done = TRUE;
}

static gpointer
release_later (gpointer data)
{
  g_usleep (50000);
  g_atomic_int_set (&((Reading *)data)->released, TRUE);
  return NULL;
}

/* A backup waits behind everything else; a poll still longer. */
static void
test_closing (void)
{
  g_autofree char *path = crm_test_path (), *copy_path = g_strconcat (path, ".copy", NULL);
  CrmStore *store = crm_test_open_window (path), *other;
  g_autoptr (GError) error = NULL;
  Reading writing = { 0 }, copy = { 0 };
  GThread *releaser;

  crm_store_write_async (store, "Hold", hold_writer, &writing, NULL, NULL, on_written, &writing);
  crm_test_await (has_begun, &writing);
  crm_store_backup_async (store, copy_path, NULL, on_copied, &copy);
  releaser = g_thread_new ("releaser", release_later, &writing);
  crm_store_close (store);
  g_thread_join (releaser);
  crm_test_await (is_done, &writing);
  g_assert_no_error (writing.error);
  crm_test_await (is_done, &copy);
  g_assert_no_error (copy.error);
  g_assert_null (crm_store_read_sync (store, count_in_worker, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  crm_test_close (store);
  other = crm_test_open_window (copy_path);
  crm_test_close (other);
}

static void
test_ids (void)
{
  static const gint64 numbers[] = { 9, 2, 7, 3, 40, 1, G_GINT64_CONSTANT (1) << 40 };
  static const gint64 few[] = { 3, 40, 9, 8 }, large[] = { G_GINT64_CONSTANT (1) << 40, 2, 8 };
  static const gint64 found_few[] = { 9, 3, 40 }, found_large[] = { 2, G_GINT64_CONSTANT (1) << 40 };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64)), hits = NULL, found = NULL;

  g_array_append_vals (ids, numbers, G_N_ELEMENTS (numbers));
  hits = g_array_new (FALSE, FALSE, sizeof (gint64));
  found = crm_ids_select (ids, hits);
  g_assert_cmpuint (found->len, ==, 0);
  g_array_unref (found);
  g_array_append_vals (hits, few, G_N_ELEMENTS (few));
  found = crm_ids_select (ids, hits);
  g_assert_cmpmem (found->data, found->len * sizeof (gint64), found_few, sizeof found_few);
  g_array_unref (found);
  g_array_set_size (hits, 0);
  g_array_append_vals (hits, large, G_N_ELEMENTS (large));
  found = crm_ids_select (ids, hits);
  g_assert_cmpmem (found->data, found->len * sizeof (gint64), found_large, sizeof found_large);
}

int
main (int argc, char *argv[])
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/reads/beside", test_beside);
  g_test_add_func ("/reads/cancelled", test_cancelled);
  g_test_add_func ("/reads/closing", test_closing);
  g_test_add_func ("/reads/ids", test_ids);
  return crm_test_store_done (g_test_run ());
}
