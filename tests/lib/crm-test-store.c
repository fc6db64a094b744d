/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-store.h"

#include <glib/gstdio.h>
#include <stdarg.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "db/crm-db-sqlite.h"

/* Books in folders of their own, the injected clock, the pump. Main thread; the clock is read by any. */

#define PATIENCE_US (60 * G_USEC_PER_SEC) /* a machine may be slow and busy */
#define OPEN_SECONDS 30

static GMutex clock_lock;
static gint64 clock_now;   /* (mutex clock_lock) */
static GPtrArray *folders; /* owned */

static gint64
read_clock (gpointer data)
{
  gint64 now;

  g_mutex_lock (&clock_lock);
  now = clock_now += 1000;
  g_mutex_unlock (&clock_lock);
  return now;
}

void
crm_test_clock_set (const char *instant)
{
  gint64 at;

  g_assert_true (crm_instant_parse (instant, NULL, &at, NULL));
  g_mutex_lock (&clock_lock);
  clock_now = at;
  g_mutex_unlock (&clock_lock);
}

void
crm_test_clock_advance_days (int days)
{
  g_mutex_lock (&clock_lock);
  clock_now += days * G_TIME_SPAN_DAY;
  g_mutex_unlock (&clock_lock);
}

void
crm_test_clock_advance (gint64 seconds)
{
  g_mutex_lock (&clock_lock);
  clock_now += seconds * G_USEC_PER_SEC;
  g_mutex_unlock (&clock_lock);
}

void
crm_test_store_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  folders = g_ptr_array_new_with_free_func (g_free);
  crm_test_clock_set ("2026-03-10T12:00:00Z");
  crm_clock_set (read_clock, NULL);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

int
crm_test_store_done (int status)
{
  crm_test_settle ();
  for (guint i = 0; i < folders->len; i++)
    remove_folder (folders->pdata[i]);
  g_clear_pointer (&folders, g_ptr_array_unref);
  return status;
}

char *
crm_test_path (void)
{
  char *folder = g_dir_make_tmp ("crm-test-XXXXXX", NULL);

  g_assert_nonnull (folder);
  g_ptr_array_add (folders, folder);
  return g_build_filename (folder, "test.clientele", NULL);
}

char *
crm_test_make_released (const char *dump)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, dump, NULL);
  g_autofree char *text = NULL;
  g_autoptr (CrmDb) db = crm_db_sqlite_new ();
  g_autoptr (GError) error = NULL;
  char *path = crm_test_path ();

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  g_assert_true (crm_db_open (db, path, CRM_DB_CREATE, &error));
  crm_db_script (db, text, &error);
  g_assert_no_error (error);
  crm_db_close (db);
  return path;
}

CrmStore *
crm_test_open (const char *path, CrmOrigin origin)
{
  CrmStore *store = crm_store_new (path, NULL, origin);
  g_autoptr (GError) error = NULL;

  crm_store_open_sync (store, TRUE, OPEN_SECONDS, &error);
  g_assert_no_error (error);
  return store;
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_store_open_finish (CRM_STORE (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

CrmStore *
crm_test_open_window (const char *path)
{
  CrmStore *store = crm_store_new (path, NULL, CRM_ORIGIN_WINDOW);
  gboolean opened = FALSE;

  crm_store_open_async (store, TRUE, NULL, on_opened, &opened);
  crm_test_await (is_true, &opened);
  return store;
}

void
crm_test_close (CrmStore *store)
{
  crm_store_close (store);
  crm_test_settle ();
  g_assert_finalize_object (store);
}

static gboolean
on_tick (gpointer data)
{
  /* Only wakes the loop, so that the deadline, and what another thread has set, is looked at. */
  return G_SOURCE_CONTINUE;
}

void
crm_test_await_at (const char *where, const char *what, CrmTestDone done, gpointer data)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;
  guint tick = g_timeout_add (20, on_tick, NULL);

  while (!done (data))
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("%s: waited in vain for %s", where, what);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
}

void
crm_test_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

typedef struct
{
  const char *entity;
  gint64 id;
  gint64 version;
  GPtrArray *pairs;
} Write;

static CrmValues *
read_pairs (CrmTransaction *tx, Write *write, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, write->entity, error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;

  for (guint i = 0; values && i < write->pairs->len; i += 2)
    {
      int field = crm_entity_find_field (entity, write->pairs->pdata[i]);

      if (field < 0)
        g_error ("%s has no field %s", write->entity, (char *)write->pairs->pdata[i]);
      if (!crm_transaction_read_value (tx, values, field, write->pairs->pdata[i + 1], error))
        return NULL;
    }
  return g_steal_pointer (&values);
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Write *write = data;
  g_autoptr (CrmValues) values = read_pairs (tx, write, error);

  write->id = values ? crm_transaction_insert (tx, values, NULL, error) : 0;
  return write->id != 0;
}

static gboolean
set_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Write *write = data;
  g_autoptr (CrmValues) values = read_pairs (tx, write, error);

  return values && crm_transaction_update (tx, write->id, write->version, values, error);
}

static GPtrArray *
collect (va_list args)
{
  GPtrArray *pairs = g_ptr_array_new ();
  gpointer text;

  while ((text = va_arg (args, gpointer)))
    g_ptr_array_add (pairs, text);
  g_assert_cmpuint (pairs->len % 2, ==, 0);
  return pairs;
}

gint64
crm_test_add (CrmStore *store, const char *entity, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pairs = NULL;
  Write write = { .entity = entity };
  va_list args;

  va_start (args, entity);
  write.pairs = pairs = collect (args);
  va_end (args);
  crm_store_write_sync (store, "Add", add_in_worker, &write, NULL, &error);
  g_assert_no_error (error);
  return write.id;
}

void
crm_test_set (CrmStore *store, const char *entity, gint64 id, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pairs = NULL;
  Write write = { .entity = entity, .id = id };
  va_list args;

  va_start (args, id);
  write.pairs = pairs = collect (args);
  va_end (args);
  crm_store_write_sync (store, "Set", set_in_worker, &write, NULL, &error);
  g_assert_no_error (error);
}

gboolean
crm_test_try_set (CrmStore *store, const char *entity, gint64 id, gint64 version, const char *field,
    const char *text, GError **error)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new ();
  Write write = { entity, id, version, pairs };

  g_ptr_array_add (pairs, (gpointer)field);
  g_ptr_array_add (pairs, (gpointer)text);
  return crm_store_write_sync (store, "Set", set_in_worker, &write, NULL, error);
}

gint64
crm_test_try_add (CrmStore *store, const char *entity, const char *field, const char *text, GError **error)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new ();
  Write write = { .entity = entity, .pairs = pairs };

  g_ptr_array_add (pairs, (gpointer)field);
  g_ptr_array_add (pairs, (gpointer)text);
  return crm_store_write_sync (store, "Add", add_in_worker, &write, NULL, error) ? write.id : 0;
}

static gboolean
archive_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Write *write = data;
  return crm_transaction_archive (tx, write->entity, write->id, error);
}

static gboolean
restore_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Write *write = data;
  return crm_transaction_restore (tx, write->entity, write->id, error);
}

static gboolean
delete_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Write *write = data;
  return crm_transaction_delete (tx, write->entity, write->id, error);
}

void
crm_test_archive (CrmStore *store, const char *entity, gint64 id)
{
  g_autoptr (GError) error = NULL;
  Write write = { .entity = entity, .id = id };

  crm_store_write_sync (store, "Archive", archive_in_worker, &write, NULL, &error);
  g_assert_no_error (error);
}

void
crm_test_restore (CrmStore *store, const char *entity, gint64 id)
{
  g_autoptr (GError) error = NULL;
  Write write = { .entity = entity, .id = id };

  crm_store_write_sync (store, "Restore", restore_in_worker, &write, NULL, &error);
  g_assert_no_error (error);
}

gboolean
crm_test_try_delete (CrmStore *store, const char *entity, gint64 id, GError **error)
{
  Write write = { .entity = entity, .id = id };

  return crm_store_write_sync (store, "Delete", delete_in_worker, &write, NULL, error);
}

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Write *write = data;
  return crm_transaction_load (tx, write->entity, write->id, error);
}

CrmRow *
crm_test_load (CrmStore *store, const char *entity, gint64 id)
{
  Write write = { .entity = entity, .id = id };

  return crm_store_read_sync (store, load_in_worker, &write, NULL);
}

char *
crm_test_get (CrmStore *store, const char *entity, gint64 id, const char *field)
{
  g_autoptr (CrmRow) row = crm_test_load (store, entity, id);
  int index;

  if (!row)
    return g_strdup ("(no record)");
  index = crm_entity_find_field (row->entity, field);
  g_assert_cmpint (index, >=, 0);
  return crm_field_format_plain (&row->entity->fields[index], crm_row_get (row, index));
}

static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_find (tx, data, error);
}

GArray *
crm_test_find_ids (CrmStore *store, const CrmQuery *query)
{
  g_autoptr (GError) error = NULL;
  GArray *ids = crm_store_read_sync (store, find_in_worker, (gpointer)query, &error);

  g_assert_no_error (error);
  return ids;
}

char *
crm_test_find (CrmStore *store, CrmQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) owned = query;
  g_autoptr (GArray) ids = crm_store_read_sync (store, find_in_worker, query, &error);
  GString *text;

  if (!ids)
    return g_strdup (error->message);
  text = g_string_new (NULL);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i ? " " : "", g_array_index (ids, gint64, i));
  return g_string_free (text, FALSE);
}

char *
crm_test_where (CrmStore *store, const char *entity, ...)
{
  CrmQuery *query = crm_query_new (entity);
  const char *term;
  va_list args;

  crm_query_add_order (query, "id");
  va_start (args, entity);
  while ((term = va_arg (args, const char *)))
    {
      CrmCondition *condition = crm_condition_parse (term, NULL);
      g_assert_nonnull (condition);
      crm_condition_add (crm_query_get_where (query), condition);
    }
  va_end (args);
  return crm_test_find (store, query);
}

char *
crm_test_undo (CrmStore *store, gboolean redo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmUndoReport) report = crm_store_undo_sync (store, redo, &error);

  if (!report)
    return g_strdup (error->message);
  return g_strdup_printf ("%u/%u/%u", report->reversed, report->kept, report->failed);
}

static gboolean
script_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_db_script (crm_transaction_get_db (tx), data, error);
}

void
crm_test_sql (CrmStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Script", script_in_worker, (gpointer)sql, NULL, &error);
  g_assert_no_error (error);
}

static gpointer
integer_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *value = g_new0 (gint64, 1);

  if (crm_db_get_integer (crm_transaction_get_db (tx), data, 0, value, error))
    return value;
  g_free (value);
  return NULL;
}

gint64
crm_test_sql_integer (CrmStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *value = crm_store_read_sync (store, integer_in_worker, (gpointer)sql, &error);

  g_assert_no_error (error);
  return *value;
}

char *
crm_test_check (CrmStore *store, gboolean repair)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = crm_store_check_sync (store, repair, &error);

  g_assert_no_error (error);
  g_ptr_array_add (problems, NULL);
  return g_strjoinv ("\n", (char **)problems->pdata);
}
