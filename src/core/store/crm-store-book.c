/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "db/crm-db-migrator.h"
#include "db/crm-db-sqlite.h"
#include "store/crm-settings.h"
#include "store/crm-store-private.h"

/* Work on a whole book: backup, restore and check. Runs on the writer's thread, so that nothing is written meanwhile. */

typedef struct
{
  CrmStore *store;
  char *path;
  gboolean repair;
  GPtrArray *problems;
  CrmCheckWatch *watch;
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
  return crm_store_check_open_in_worker (self, error) &&
         crm_db_backup (self->writer_db, path, NULL, NULL, cancellable, error);
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
  /* While it still has its name. */
  if (!crm_db_migrator_check (source, error) || !crm_db_backup (source, prepared, NULL, NULL, NULL, error))
    return FALSE;
  crm_db_close (source);
  if (!crm_db_open (copy, prepared, 0, error) || !crm_db_migrate (copy, error) ||
      !crm_book_complete (copy, self->phone_format, error) || !crm_db_check (copy, problems, error))
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

gboolean
crm_store_is_restoring (CrmStore *self, const char *mark)
{
  gint64 at = g_ascii_strtoll (mark ?: "0", NULL, 10);
  const char *name = mark ? strchr (mark, ' ') : NULL;
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *path = name ? g_build_filename (folder, name + 1, NULL) : NULL;
  int fd = path ? open (path, O_RDWR | O_CLOEXEC) : -1;

  if (fd >= 0)
    {
      gboolean is_free = flock (fd, LOCK_SH | LOCK_NB) == 0;
      close (fd);
      return at && !is_free;
    }
  if (path && errno == ENOENT)
    return FALSE;
  /* One without a lock, as older programs leave it, grows old. */
  return at && ABS (crm_clock_now () - at) < CRM_RESTORE_SECONDS * G_USEC_PER_SEC;
}

/* One restore at a time, or what is written between two of them is in no copy. */
static gboolean
check_alone (CrmStore *self, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_db_prepare (self->writer_db, "SELECT value FROM setting WHERE name = 'restoring'", error);
  gboolean row = FALSE;

  if (!statement || !crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row || !crm_store_is_restoring (self, crm_statement_get_text (statement, 0)))
    return TRUE;
  g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_BUSY,
      _ ("Another program is restoring a backup into this book. Try again in a moment."));
  return FALSE;
}

/* Tells all programs to hold their writes while the file lock is locked (lock NULL: to go on). It is a commit of its own, so every write
 * before it is in the copy that is kept, and none comes after it. */
static gboolean
mark_restoring (CrmStore *self, const char *lock, GError **error)
{
  g_autofree char *name = lock ? g_path_get_basename (lock) : NULL;
  g_autofree char *value =
      lock ? g_strdup_printf ("%" G_GINT64_FORMAT " %s", crm_clock_now (), name) : g_strdup ("0");
  g_autoptr (CrmStatement) statement = NULL;

  if (!crm_db_begin (self->writer_db, TRUE, error))
    return FALSE;
  if (lock && !check_alone (self, error))
    {
      crm_db_rollback (self->writer_db);
      return FALSE;
    }
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

/* A copy of the book as it is. One that is damaged is kept byte by byte: it is replaced all the same. */
static gboolean
keep (CrmStore *self, const char *path, GError **error)
{
  static const char *const sides[] = { "", "-wal" };
  g_autoptr (GError) problem = NULL;

  if (crm_db_backup (self->writer_db, path, NULL, NULL, NULL, &problem))
    return TRUE;
  if (!g_error_matches (problem, CRM_DB_ERROR, CRM_DB_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autofree char *from_path = g_strconcat (self->path, sides[i], NULL);
      g_autofree char *to_path = g_strconcat (path, sides[i], NULL);
      g_autoptr (GFile) from = g_file_new_for_path (from_path), to = g_file_new_for_path (to_path);

      if (g_file_query_exists (from, NULL) && !g_file_copy (from, to, 0, NULL, NULL, NULL, error))
        return FALSE;
    }
  return TRUE;
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
      crm_store_check_open_in_worker (self, error) && prepare_restored (self, path, prepared, error);
  /* The system takes it back however this program ends. */
  int held = ok ? open (lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;

  if (held >= 0)
    flock (held, LOCK_EX | LOCK_NB);
  if (ok)
    ok = mark_restoring (self, lock, error);
  if (ok)
    {
      ok = keep (self, kept, error) && crm_db_restore (self->writer_db, prepared, error);
      if (!ok)
        mark_restoring (self, NULL, NULL);
    }
  remove_leftovers (self);
  g_unlink (prepared);
  g_unlink (lock);
  if (held >= 0)
    close (held);
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

  crm_store_run_in_worker (self->writer, backup_call, &call, error);
  return call.ok;
}

static void
compact_call (gpointer data)
{
  BookCall *call = data;
  call->ok = crm_store_check_open_in_worker (call->store, call->error) &&
             crm_db_compact (call->store->writer_db, call->error);
}

gboolean
crm_store_compact_sync (CrmStore *self, GError **error)
{
  BookCall call = { .store = self, .error = error };

  crm_store_run_in_worker (self->writer, compact_call, &call, error);
  return call.ok;
}

static void
compact_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (crm_store_check_open_in_worker (source, &error) &&
      crm_db_compact (((CrmStore *)source)->writer_db, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
crm_store_compact_async (
    CrmStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  crm_worker_push (self->writer, 0, task, compact_func);
}

gboolean
crm_store_compact_finish (CrmStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
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

  crm_store_run_in_worker (self->writer, restore_call, &call, error);
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
  crm_worker_push (self->writer, 10, task, backup_func);
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
  GTask *outer = crm_store_write_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) task = crm_store_write_task_new (self, cancellable, crm_store_on_written, outer);

  g_task_set_task_data (task, g_strdup (path), g_free);
  crm_store_add_pending (self, 1);
  crm_worker_push (self->writer, 0, task, restore_func);
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
  tx.watch = call->watch;
  call->ok = crm_store_check_open_in_worker (self, call->error) &&
             crm_db_check (self->writer_db, call->problems, call->error) &&
             crm_transaction_begin (&tx, self->writer_db, book, call->repair, call->error);
  if (!call->ok)
    return;
  crm_check_watch_tell (tx.watch, CRM_CHECK_FILE, 1, 1);
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
  return crm_store_check_watched_sync (self, repair, NULL, NULL, error);
}

GPtrArray *
crm_store_check_watched_sync (CrmStore *self, gboolean repair, void (*tell) (guint percent, gpointer data),
    gpointer data, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  CrmCheckWatch watch = { tell, data, 0 };
  BookCall call = {
    .store = self, .repair = repair, .problems = problems, .watch = tell ? &watch : NULL, .error = error
  };

  crm_store_run_in_worker (self->writer, check_call, &call, error);
  return call.ok ? g_steal_pointer (&problems) : NULL;
}
