/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "db/crm-db-migrator.h"
#include "db/crm-db-sqlite.h"
#include "store/crm-settings.h"
#include "store/crm-store-private.h"

/* What others ask of the store: writes, reads, undo, whole-book work. Each is a task on the writer or the reader; results come
 * back to the thread that asked. */

static void
write_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  CrmOutcome *outcome = crm_store_run_write (source, data, &error);

  if (outcome)
    g_task_return_pointer (task, outcome, (GDestroyNotify)crm_outcome_free);
  else
    g_task_return_error (task, error);
}

static void
push_to_writer (CrmStore *self, int priority, GTask *task, CrmWorkerFunc func)
{
  if (self->writer)
    crm_worker_push (self->writer, priority, task, func);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The book is not open."));
}

/* Tells the change before the one who asked for it hears of its success: then every view is already up to date. */
static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  GError *error = NULL;
  CrmOutcome *outcome = g_task_propagate_pointer (G_TASK (result), &error);

  crm_store_add_pending (CRM_STORE (source), -1);
  if (!outcome)
    {
      g_task_return_error (outer, error);
      return;
    }
  crm_store_apply (CRM_STORE (source), outcome);
  g_task_return_pointer (outer, outcome, (GDestroyNotify)crm_outcome_free);
}

void
crm_store_start_write (CrmStore *self, CrmWrite *write, GTask *outer)
{
  g_autoptr (GTask) task = g_task_new (self, g_task_get_cancellable (outer), on_written, outer);

  write->store = self;
  g_task_set_task_data (task, write, (GDestroyNotify)crm_write_free);
  crm_store_add_pending (self, 1);
  push_to_writer (self, 0, task, write_func);
}

void
crm_store_write_async (CrmStore *self, const char *purpose, CrmWriteFunc func, gpointer data,
    GDestroyNotify data_free, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  CrmWrite *write = g_new0 (CrmWrite, 1);

  write->purpose = g_strdup (purpose);
  write->func = func;
  write->data = data;
  write->data_free = data_free;
  crm_store_start_write (self, write, task);
}

gboolean
crm_store_write_finish (CrmStore *self, GAsyncResult *result, CrmChangeSet **changes, GError **error)
{
  g_autoptr (CrmOutcome) outcome = g_task_propagate_pointer (G_TASK (result), error);

  if (outcome && changes)
    *changes = g_steal_pointer (&outcome->changes);
  return outcome != NULL;
}

typedef struct
{
  CrmStore *store;
  CrmWrite *write;
  CrmOutcome *outcome;
  GError **error;
} WriteCall;

static void
write_call (gpointer data)
{
  WriteCall *call = data;
  call->outcome = crm_store_run_write (call->store, call->write, call->error);
}

static CrmOutcome *
write_sync (CrmStore *self, CrmWrite *write, GError **error)
{
  WriteCall call = { self, write, NULL, error };

  crm_worker_run (self->writer, write_call, &call);
  if (call.outcome)
    crm_store_apply (self, call.outcome);
  return call.outcome;
}

gboolean
crm_store_write_sync (CrmStore *self, const char *purpose, CrmWriteFunc func, gpointer data,
    CrmChangeSet **changes, GError **error)
{
  CrmWrite write = { .store = self, .purpose = (char *)purpose, .func = func, .data = data };
  g_autoptr (CrmOutcome) outcome = write_sync (self, &write, error);

  if (outcome && changes)
    *changes = g_steal_pointer (&outcome->changes);
  return outcome != NULL;
}

typedef struct
{
  CrmStore *store;
  CrmReadFunc func;
  gpointer data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
  gpointer result;
  GCancellable *cancellable;
  GError **error;
} Read;

static void
free_read (gpointer data)
{
  Read *read = data;

  if (read->data_free)
    read->data_free (read->data);
  g_free (read);
}

static gpointer
run_read_in_worker (CrmStore *self, Read *read, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmBook) book = crm_store_ref_book (self);
  CrmTransaction tx = { 0 };
  gpointer result;

  if (!book)
    {
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_UNAVAILABLE, _ ("The book is not open."));
      return NULL;
    }
  if (!self->reader_db)
    {
      g_autoptr (CrmDb) db = crm_db_sqlite_new ();
      if (!crm_db_open (db, self->path, CRM_DB_READ_ONLY, error))
        return NULL;
      self->reader_db = g_steal_pointer (&db);
    }
  if (!crm_transaction_begin (&tx, self->reader_db, book, FALSE, error))
    return NULL;
  result = read->func (&tx, read->data, cancellable, error);
  crm_transaction_rollback (&tx);
  crm_transaction_clear (&tx);
  return result;
}

static void
read_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Read *read = data;
  GError *error = NULL;
  gpointer result;

  if (g_task_return_error_if_cancelled (task))
    return;
  result = run_read_in_worker (source, read, cancellable, &error);
  if (error)
    {
      if (result && read->result_free)
        read->result_free (result);
      g_task_return_error (task, error);
    }
  else
    g_task_return_pointer (task, result, read->result_free);
}

void
crm_store_read_async (CrmStore *self, int priority, CrmReadFunc func, gpointer data, GDestroyNotify data_free,
    GDestroyNotify result_free, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Read *read = g_new0 (Read, 1);

  read->func = func;
  read->data = data;
  read->data_free = data_free;
  read->result_free = result_free;
  g_task_set_task_data (task, read, free_read);
  if (self->reader)
    crm_worker_push (self->reader, priority, task, read_func);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The book is not open."));
}

gpointer
crm_store_read_finish (CrmStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
read_call (gpointer data)
{
  Read *read = data;
  read->result = run_read_in_worker (read->store, read, NULL, read->error);
}

gpointer
crm_store_read_sync (CrmStore *self, CrmReadFunc func, gpointer data, GError **error)
{
  Read read = { .store = self, .func = func, .data = data, .error = error };

  crm_worker_run (self->reader, read_call, &read);
  return read.result;
}

/* "Add client “Anna”": what the change is called in history and undo. */
static char *
make_purpose (const char *format, CrmEntity *entity, const char *title)
{
  /* The user's own words stay as they were written. */
  g_autofree char *label = crm_entity_is_own (entity) ? g_strdup (crm_entity_get_label (entity))
                                                      : g_utf8_strdown (crm_entity_get_label (entity), -1);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, label, title ? title : "");
#pragma GCC diagnostic pop
}

typedef struct
{
  CrmValues *values;
  gint64 id;
  gint64 version;
} ValuesWrite;

static void
free_values_write (gpointer data)
{
  crm_values_free (((ValuesWrite *)data)->values);
  g_free (data);
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  ValuesWrite *write = data;
  return (write->id = crm_transaction_insert (tx, write->values, NULL, error)) != 0;
}

static void
add_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CrmWrite *write = data;
  GError *error = NULL;
  CrmOutcome *outcome = crm_store_run_write (source, write, &error);

  if (outcome)
    {
      outcome->id = ((ValuesWrite *)write->data)->id;
      g_task_return_pointer (task, outcome, (GDestroyNotify)crm_outcome_free);
    }
  else
    g_task_return_error (task, error);
}

void
crm_store_add_async (CrmStore *self, CrmValues *values, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) task = g_task_new (self, cancellable, on_written, outer);
  CrmEntity *entity = crm_values_get_entity (values);
  CrmWrite *write = g_new0 (CrmWrite, 1);
  ValuesWrite *data = g_new0 (ValuesWrite, 1);
  const char *title = crm_values_get_text (values, entity->info->title_field);

  data->values = values;
  /* Translators: %1$s is a noun like "client", %2$s its name. */
  write->purpose = title ? make_purpose (_ ("Add %1$s “%2$s”"), entity, title)
                         : make_purpose (_ ("Add %1$s%2$s"), entity, NULL);
  write->func = add_in_worker;
  write->data = data;
  write->data_free = free_values_write;
  g_task_set_task_data (task, write, (GDestroyNotify)crm_write_free);
  crm_store_add_pending (self, 1);
  push_to_writer (self, 0, task, add_func);
}

gint64
crm_store_add_finish (CrmStore *self, GAsyncResult *result, CrmChangeSet **changes, GError **error)
{
  g_autoptr (CrmOutcome) outcome = g_task_propagate_pointer (G_TASK (result), error);

  if (!outcome)
    return 0;
  if (changes)
    *changes = g_steal_pointer (&outcome->changes);
  return outcome->id;
}

static gboolean
set_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  ValuesWrite *write = data;
  return crm_transaction_update (tx, write->id, write->version, write->values, error);
}

void
crm_store_set_async (CrmStore *self, gint64 id, gint64 version, CrmValues *values, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data)
{
  CrmEntity *entity = crm_values_get_entity (values);
  ValuesWrite *data = g_new0 (ValuesWrite, 1);
  g_autofree char *purpose = NULL;
  const char *label = NULL;

  for (guint i = 0; i < entity->n_fields && !label; i++)
    if (crm_values_has (values, (int)i))
      label = crm_field_get_label (&entity->fields[i]);
  /* Translators: %1$s is a noun like "client", %2$s the name of a field. */
  purpose = make_purpose (_ ("Change %1$s: %2$s"), entity, label);
  data->values = values;
  data->id = id;
  data->version = version;
  crm_store_write_async (
      self, purpose, set_in_worker, data, free_values_write, cancellable, callback, user_data);
}

typedef struct
{
  char *entity;
  GArray *ids;
  gboolean restore;
} ArchiveWrite;

static void
free_archive_write (gpointer data)
{
  ArchiveWrite *write = data;

  g_free (write->entity);
  g_array_unref (write->ids);
  g_free (write);
}

static gboolean
archive_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  ArchiveWrite *write = data;

  for (guint i = 0; i < write->ids->len; i++)
    {
      gint64 id = g_array_index (write->ids, gint64, i);
      if (!(write->restore ? crm_transaction_restore (tx, write->entity, id, error)
                           : crm_transaction_archive (tx, write->entity, id, error)))
        return FALSE;
    }
  return TRUE;
}

void
crm_store_archive_async (CrmStore *self, const char *name, const gint64 *ids, guint n, gboolean restore,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self, name);
  ArchiveWrite *data = g_new0 (ArchiveWrite, 1);
  g_autofree char *purpose = NULL;
  g_autofree char *count = g_strdup_printf ("%u", n);
  /* The live record, when there is one, gives the name. */
  g_autoptr (CrmRecord) record = n == 1 ? crm_store_get_record (self, name, ids[0]) : NULL;
  CrmRow *row = record ? crm_record_get_row (record) : NULL;
  g_autofree char *title = row ? crm_row_dup_title (row) : NULL;

  data->entity = g_strdup (name);
  data->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (data->ids, ids, n);
  data->restore = restore;
  /* Translators: %1$s is a noun like "client" or, for several, "clients"; %2$s a name or a number. */
  purpose =
      title ? make_purpose (restore ? _ ("Restore %1$s “%2$s”") : _ ("Archive %1$s “%2$s”"), entity, title)
            : g_strdup_printf (restore ? _ ("Restore %2$s (%1$s)") : _ ("Archive %2$s (%1$s)"),
                  crm_entity_get_plural (entity), count);
  crm_store_write_async (
      self, purpose, archive_in_worker, data, free_archive_write, cancellable, callback, user_data);
}

static void
start_undo (CrmStore *self, int undo, gint64 operation, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data)
{
  CrmWrite *write = g_new0 (CrmWrite, 1);

  write->undo = undo;
  write->operation = operation;
  crm_store_start_write (self, write, g_task_new (self, cancellable, callback, user_data));
}

void
crm_store_undo_async (CrmStore *self, gboolean redo, GCancellable *cancellable, GAsyncReadyCallback callback,
    gpointer user_data)
{
  start_undo (self, redo ? 2 : 1, 0, cancellable, callback, user_data);
}

void
crm_store_undo_operation_async (CrmStore *self, gint64 operation, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data)
{
  start_undo (self, 3, operation, cancellable, callback, user_data);
}

CrmUndoReport *
crm_store_undo_finish (CrmStore *self, GAsyncResult *result, GError **error)
{
  g_autoptr (CrmOutcome) outcome = g_task_propagate_pointer (G_TASK (result), error);
  return outcome ? g_steal_pointer (&outcome->report) : NULL;
}

CrmUndoReport *
crm_store_undo_sync (CrmStore *self, gboolean redo, GError **error)
{
  CrmWrite write = { .store = self, .undo = redo ? 2 : 1 };
  g_autoptr (CrmOutcome) outcome = write_sync (self, &write, error);

  return outcome ? g_steal_pointer (&outcome->report) : NULL;
}

typedef struct
{
  CrmStore *store;
  char *path;
  gboolean repair;
  GPtrArray *problems;
  CrmOutcome *outcome;
  gboolean ok;
  GError **error;
} BookCall;

static gboolean
backup_in_worker (CrmStore *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *own = g_canonicalize_filename (self->path, NULL);
  g_autofree char *other = g_canonicalize_filename (path, NULL);

  if (g_str_equal (own, other))
    {
      g_set_error (
          error, CRM_DB_ERROR, CRM_DB_ERROR_DENIED, _ ("A backup cannot be written over the book itself."));
      return FALSE;
    }
  return crm_db_backup (self->writer_db, path, NULL, NULL, cancellable, error);
}

/* The book to come is prepared beside: brought to this schema and given a generation of its own, so that the open one
 * changes in a single step. */
static gboolean
prepare_restored (CrmStore *self, const char *path, const char *prepared, GError **error)
{
  g_autoptr (CrmDb) source = crm_db_sqlite_new ();
  g_autoptr (CrmDb) copy = crm_db_sqlite_new ();
  g_autofree char *generation = g_strdup_printf ("%08x%08x", g_random_int (), g_random_int ());
  g_autoptr (CrmStatement) statement = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  gint64 n = 0;

  g_unlink (prepared);
  if (!crm_db_open (source, path, CRM_DB_READ_ONLY, error))
    return FALSE;
  if (!crm_db_get_integer (
          source, "SELECT count (*) FROM sqlite_master WHERE name = 'schema_migration'", 0, &n, error))
    return FALSE;
  if (!n)
    {
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_CORRUPT, _ ("“%s” is not a book of Clientele."), path);
      return FALSE;
    }
  if (!crm_db_backup (source, prepared, NULL, NULL, NULL, error))
    return FALSE;
  crm_db_close (source);
  if (!crm_db_open (copy, prepared, 0, error) || !crm_db_migrate (copy, error) ||
      !crm_db_check (copy, problems, error))
    return FALSE;
  if (problems->len)
    {
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_CORRUPT, _ ("“%s” is damaged and was not restored: %s"),
          path, (const char *)problems->pdata[0]);
      return FALSE;
    }
  statement = crm_db_prepare (copy, "UPDATE setting SET value = $1 WHERE name = 'generation'", error);
  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, generation);
  if (!crm_statement_run (statement, error))
    return FALSE;
  g_clear_pointer (&statement, crm_statement_done);
  if (!crm_db_run (copy, "DELETE FROM setting WHERE name = 'restoring'", error, 0))
    return FALSE;
  return crm_db_script (copy, "PRAGMA journal_mode = DELETE", error);
}

/* Tells all programs to hold their writes (at 0: to go on). It is a commit of its own, so every write before it is in the copy
 * that is kept, and none comes after it. */
static gboolean
mark_restoring (CrmStore *self, gint64 at, GError **error)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, at);
  g_autoptr (CrmStatement) statement = NULL;

  if (!crm_db_begin (self->writer_db, TRUE, error))
    return FALSE;
  statement = crm_db_prepare (self->writer_db,
      "INSERT INTO setting (name, value) VALUES ('restoring', $1) ON CONFLICT (name) DO UPDATE SET value = "
      "excluded.value",
      error);
  if (statement)
    crm_statement_bind_text (statement, 1, value);
  if (statement && crm_statement_run (statement, error) && crm_db_commit (self->writer_db, error))
    return TRUE;
  crm_db_rollback (self->writer_db);
  return FALSE;
}

/* What a restore that was killed has left beside the book. */
static void
remove_leftovers (CrmStore *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *prefix = g_strconcat (name, ".restoring-", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *found;

  while (dir && (found = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, found, NULL);
      GStatBuf info;

      if (g_str_has_prefix (found, prefix) && g_stat (path, &info) == 0 &&
          crm_clock_now () / G_USEC_PER_SEC - info.st_mtime > 3600)
        g_unlink (path);
    }
}

static gboolean
restore_in_worker (CrmStore *self, const char *path, CrmOutcome *outcome, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (crm_clock_now () / G_USEC_PER_SEC);
  g_autofree char *day = g_date_time_format (now, "%Y%m%d-%H%M%S");
  /* Two restores of one second keep a book each. */
  g_autofree char *stamp = g_strdup_printf ("%s-%04x", day, g_random_int_range (0, 0x10000));
  g_autofree char *kept =
      g_strdup_printf ("%s.replaced-%s-%04x.backup", self->path, stamp, g_random_int_range (0, 0x10000));
  g_autofree char *prepared = g_strdup_printf ("%s.restoring-%08x", self->path, g_random_int ());
  g_autofree char *lock = g_strconcat (prepared, ".lock", NULL);
  gboolean ok =
      prepare_restored (self, path, prepared, error) && mark_restoring (self, crm_clock_now (), error);

  if (ok)
    {
      ok = crm_db_backup (self->writer_db, kept, NULL, NULL, NULL, error) &&
           crm_db_restore (self->writer_db, prepared, error);
      if (!ok)
        mark_restoring (self, 0, NULL);
    }
  remove_leftovers (self);
  g_unlink (prepared);
  g_unlink (lock);
  if (!ok)
    return FALSE;
  ok = crm_store_reload_book_in_worker (self, error);
  crm_db_get_integer (self->writer_db, "SELECT max (seq) FROM change", 0, &self->last_seq, NULL);
  outcome->foreign = crm_change_set_new_reload ();
  outcome->book_changed = TRUE;
  crm_store_read_purposes_in_worker (self, outcome);
  return ok;
}

static void
backup_call (gpointer data)
{
  BookCall *call = data;
  call->ok = backup_in_worker (call->store, call->path, NULL, call->error);
}

gboolean
crm_store_backup_sync (CrmStore *self, const char *path, GError **error)
{
  BookCall call = { .store = self, .path = (char *)path, .error = error };

  crm_worker_run (self->writer, backup_call, &call);
  return call.ok;
}

static void
restore_call (gpointer data)
{
  BookCall *call = data;
  g_autoptr (CrmOutcome) outcome = g_new0 (CrmOutcome, 1);

  call->ok = restore_in_worker (call->store, call->path, outcome, call->error);
  call->outcome = call->ok ? g_steal_pointer (&outcome) : NULL;
}

gboolean
crm_store_restore_sync (CrmStore *self, const char *path, GError **error)
{
  BookCall call = { .store = self, .path = (char *)path, .error = error };

  crm_worker_run (self->writer, restore_call, &call);
  if (call.outcome)
    crm_store_apply (self, call.outcome);
  g_clear_pointer (&call.outcome, crm_outcome_free);
  return call.ok;
}

static void
backup_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (backup_in_worker (source, data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
crm_store_backup_async (CrmStore *self, const char *path, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (path), g_free);
  push_to_writer (self, 10, task, backup_func);
}

gboolean
crm_store_backup_finish (CrmStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
restore_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (CrmOutcome) outcome = g_new0 (CrmOutcome, 1);
  GError *error = NULL;

  if (restore_in_worker (source, data, outcome, &error))
    g_task_return_pointer (task, g_steal_pointer (&outcome), (GDestroyNotify)crm_outcome_free);
  else
    g_task_return_error (task, error);
}

void
crm_store_restore_async (CrmStore *self, const char *path, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task =
      g_task_new (self, cancellable, on_written, g_task_new (self, cancellable, callback, user_data));

  g_task_set_task_data (task, g_strdup (path), g_free);
  crm_store_add_pending (self, 1);
  push_to_writer (self, 0, task, restore_func);
}

gboolean
crm_store_restore_finish (CrmStore *self, GAsyncResult *result, GError **error)
{
  g_autoptr (CrmOutcome) outcome = g_task_propagate_pointer (G_TASK (result), error);
  return outcome != NULL;
}

static void
check_call (gpointer data)
{
  BookCall *call = data;
  CrmStore *self = call->store;
  g_autoptr (CrmBook) book = crm_store_ref_book (self);
  CrmTransaction tx = { 0 };

  tx.origin = self->origin;
  tx.purpose = "";
  call->ok = crm_db_check (self->writer_db, call->problems, call->error) &&
             crm_transaction_begin (&tx, self->writer_db, book, call->repair, call->error);
  if (!call->ok)
    return;
  call->ok = crm_book_derive (&tx, call->repair, call->problems, call->error);
  if (!call->ok || !call->repair)
    crm_transaction_rollback (&tx);
  else
    call->ok = crm_transaction_commit (&tx, call->error);
  crm_transaction_clear (&tx);
}

GPtrArray *
crm_store_check_sync (CrmStore *self, gboolean repair, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  BookCall call = { .store = self, .repair = repair, .problems = problems, .error = error };

  crm_worker_run (self->writer, check_call, &call);
  return call.ok ? g_steal_pointer (&problems) : NULL;
}
