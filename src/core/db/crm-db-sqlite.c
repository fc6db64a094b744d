/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/crm-db-sqlite-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/crm-error.h"
#include "db/crm-db-sqlite-locks.h"

/* A connection to one SQLite file in WAL mode. Besides the file it may hold "FILE.lock", an advisory lock by which processes
 * know of each other (SQLite's own locks say nothing about a book that is open and idle). */

#define APPLICATION_ID 0x436c6e74 /* "Clnt" */
#define PROGRESS_STEPS 4000       /* of SQLite's machine: well under a millisecond */

struct _CrmDbSqlite
{
  CrmDb parent_instance;
  sqlite3 *handle; /* owned; NULL when closed */
  int lock_fd;     /* -1 when not held */
  int guard_fd;    /* the book itself, locked as a reader of SQLite's is; -1 when never held */
  gboolean read_only;
  int interrupted; /* atomic: what runs between begin and end is to stop */
};

typedef struct
{
  guint16 slot; /* SQLite's index */
  guint16 bound;
} Parameter;

typedef struct
{
  CrmStatement parent;
  sqlite3_stmt *handle;
  int n_parameters;
  Parameter parameters[]; /* by number; the first is not used */
} SqliteStatement;

#define CRM_TYPE_DB_SQLITE (crm_db_sqlite_get_type ())
G_DECLARE_FINAL_TYPE (CrmDbSqlite, crm_db_sqlite, CRM, DB_SQLITE, CrmDb)
G_DEFINE_FINAL_TYPE (CrmDbSqlite, crm_db_sqlite, CRM_TYPE_DB)

/* The only place that knows SQLite's codes. */
static gboolean
fail (sqlite3 *handle, int code, const char *path, GError **error)
{
  const char *detail = handle ? sqlite3_errmsg (handle) : sqlite3_errstr (code);

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_BUSY,
          _ ("The book is being written by another program. Try again in a moment."));
      break;
    case SQLITE_CONSTRAINT:
      g_set_error (
          error, CRM_DB_ERROR, CRM_DB_ERROR_CONSTRAINT, _ ("The book refuses this value (%s)."), detail);
      break;
    case SQLITE_NOTADB:
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_CORRUPT, _ ("“%s” is not a book of Clientele."), path);
      break;
    case SQLITE_CORRUPT:
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_CORRUPT,
          _ ("The book “%s” is damaged (%s). Restore it from a backup."), path, detail);
      break;
    case SQLITE_FULL:
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_FULL, _ ("The disk is full; nothing was written."));
      break;
    case SQLITE_CANTOPEN:
      {
        int reason = handle ? sqlite3_system_errno (handle) : 0;
        g_autofree char *folder = g_path_get_dirname (path);

        /* What could not be made is the log beside the book, also when it is only to be read. */
        if (g_file_test (path, G_FILE_TEST_EXISTS) && g_access (folder, W_OK) != 0)
          g_set_error (
              error, CRM_DB_ERROR, CRM_DB_ERROR_DENIED, _ ("The book “%s” may not be written."), path);
        else if (reason)
          g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_UNAVAILABLE,
              _ ("The book “%s” cannot be opened: %s."), path, g_strerror (reason));
        else
          g_set_error (
              error, CRM_DB_ERROR, CRM_DB_ERROR_UNAVAILABLE, _ ("The book “%s” cannot be opened."), path);
        break;
      }
    case SQLITE_PERM:
    case SQLITE_READONLY:
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_DENIED, _ ("The book “%s” may not be written."), path);
      break;
    case SQLITE_INTERRUPT: g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled")); break;
    default:
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_FAILED, _ ("The book cannot be used: %s"), detail);
    }
  return FALSE;
}

static gboolean
run_script (sqlite3 *handle, const char *sql, const char *path, GError **error)
{
  int code = sqlite3_exec (handle, sql, NULL, NULL, NULL);
  return code == SQLITE_OK || fail (handle, code, path, error);
}

static gboolean
read_pragma (sqlite3 *handle, const char *sql, gint64 *value)
{
  sqlite3_stmt *statement = NULL;
  gboolean ok = sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_step (statement) == SQLITE_ROW;

  *value = ok ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_finalize (statement);
  return ok;
}

/* A book holds what clients told in confidence: only its owner may read it, and SQLite gives its side files the same mode. */
static void
make_private (const char *path)
{
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd >= 0)
    close (fd);
}

/* Where SQLite itself does not wait: while another program changes the journal mode of a file that is being made, or tidies up after
 * one that was killed. */
static int
run_patiently (sqlite3 *handle, const char *sql)
{
  int code = SQLITE_BUSY;

  for (guint tries = 0; tries < 100 && (code & 0xff) == SQLITE_BUSY; tries++)
    {
      if (tries)
        g_usleep (20000);
      code = sqlite3_exec (handle, sql, NULL, NULL, NULL);
    }
  return code;
}

/* SQLite's own interruption is lost when no statement happens to run. */
static int
on_progress (gpointer data)
{
  return g_atomic_int_get (&((CrmDbSqlite *)data)->interrupted);
}

/* To SQLite a file of less than a page, as one letter, is as good as an empty one. */
static gboolean
is_scrap (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && info.st_size > 0 && info.st_size < 512;
}

static gboolean
sqlite_open (CrmDb *db, const char *path, CrmDbFlags flags, GError **error)
{
  CrmDbSqlite *self = CRM_DB_SQLITE (db);
  int open_flags =
      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | ((flags & CRM_DB_CREATE) ? SQLITE_OPEN_CREATE : 0);
  gint64 id, tables;
  int code;

  if (!(flags & CRM_DB_CREATE) && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_UNAVAILABLE, _ ("There is no book “%s”."), path);
      return FALSE;
    }

  crm_db_sqlite_keep_locks ();
  if (flags & CRM_DB_CREATE)
    make_private (path);
  code = sqlite3_open_v2 (path, &self->handle, open_flags, NULL);
  if (code != SQLITE_OK)
    {
      fail (NULL, code, path, error);
      g_clear_pointer (&self->handle, sqlite3_close);
      return FALSE;
    }
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, 30000);
  sqlite3_progress_handler (self->handle, PROGRESS_STEPS, on_progress, self);

  /* An unknown file is left exactly as it is: look before any pragma that writes. */
  code = run_patiently (self->handle, "SELECT count (*) FROM sqlite_master");
  if (code == SQLITE_OK)
    {
      /* In this order: a program that is making the book sets the mark before the tables. */
      read_pragma (self->handle, "SELECT count (*) FROM sqlite_master", &tables);
      read_pragma (self->handle, "PRAGMA application_id", &id);
      /* An empty file becomes a book only for who makes one. */
      if (id != APPLICATION_ID &&
          (tables > 0 || !(flags & (CRM_DB_CREATE | CRM_DB_READ_ONLY)) || is_scrap (path)))
        code = SQLITE_NOTADB;
    }
  if (code != SQLITE_OK)
    {
      fail (self->handle, code, path, error);
      g_clear_pointer (&self->handle, sqlite3_close);
      return FALSE;
    }

  self->read_only = (flags & CRM_DB_READ_ONLY) != 0;
  code = run_patiently (self->handle,
      self->read_only ? "PRAGMA query_only = ON; PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY;"
                      : "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                        "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY; PRAGMA "
                        "journal_size_limit = 67108864;");
  if (code != SQLITE_OK)
    {
      fail (self->handle, code, path, error);
      g_clear_pointer (&self->handle, sqlite3_close);
      return FALSE;
    }
  if (!self->read_only && id != APPLICATION_ID)
    {
      g_autofree char *sql = g_strdup_printf ("PRAGMA application_id = %d", APPLICATION_ID);
      if (!run_script (self->handle, sql, path, error))
        {
          g_clear_pointer (&self->handle, sqlite3_close);
          return FALSE;
        }
    }
  return TRUE;
}

static void
sqlite_close (CrmDb *db)
{
  CrmDbSqlite *self = CRM_DB_SQLITE (db);

  /* The last one to close a book tidies up after it. */
  crm_db_sqlite_guard (&self->guard_fd, crm_db_get_path (db), FALSE);
  g_clear_pointer (&self->handle, sqlite3_close);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  if (self->guard_fd >= 0)
    close (self->guard_fd);
  self->lock_fd = self->guard_fd = -1;
}

static void
statement_bind (
    CrmStatement *base, int n, CrmValueType type, gint64 integer, double real, gconstpointer data, gsize size)
{
  SqliteStatement *self = (SqliteStatement *)base;
  int slot;

  g_return_if_fail (n >= 1 && n <= self->n_parameters);
  slot = self->parameters[n].slot;
  self->parameters[n].bound = TRUE;
  switch (type)
    {
    case CRM_VALUE_INTEGER: sqlite3_bind_int64 (self->handle, slot, integer); break;
    case CRM_VALUE_REAL: sqlite3_bind_double (self->handle, slot, real); break;
    case CRM_VALUE_TEXT:
      sqlite3_bind_text64 (self->handle, slot, data, size, SQLITE_TRANSIENT, SQLITE_UTF8);
      break;
    case CRM_VALUE_BLOB: sqlite3_bind_blob64 (self->handle, slot, data, size, SQLITE_TRANSIENT); break;
    case CRM_VALUE_NULL:
    case CRM_VALUE_MONEY:
    case CRM_VALUE_LIST:
    default: sqlite3_bind_null (self->handle, slot);
    }
}

static gboolean
statement_step (CrmStatement *base, gboolean *row, GError **error)
{
  SqliteStatement *self = (SqliteStatement *)base;
  CrmDbSqlite *db = CRM_DB_SQLITE (base->db);
  int code;

#ifndef G_DISABLE_ASSERT
  for (int n = 1; n <= self->n_parameters; n++)
    if (!self->parameters[n].bound)
      g_error ("Parameter $%d is not bound: %s", n, base->sql);
#endif
  code = sqlite3_step (self->handle);
  *row = code != SQLITE_DONE;
  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return TRUE;
  return fail (db->handle, code, crm_db_get_path (base->db), error);
}

/* RETURNING would make a table in memory for every row. */
static gboolean
statement_insert (CrmStatement *base, gint64 *id, GError **error)
{
  gboolean row;

  if (!statement_step (base, &row, error))
    return FALSE;
  *id = sqlite3_last_insert_rowid (CRM_DB_SQLITE (base->db)->handle);
  return TRUE;
}

static void
statement_reset (CrmStatement *base)
{
  SqliteStatement *self = (SqliteStatement *)base;

  sqlite3_reset (self->handle);
  for (int n = 1; n <= self->n_parameters; n++)
    self->parameters[n].bound = FALSE;
}

static CrmValueType
statement_get_type (CrmStatement *base, int column)
{
  switch (sqlite3_column_type (((SqliteStatement *)base)->handle, column))
    {
    case SQLITE_INTEGER: return CRM_VALUE_INTEGER;
    case SQLITE_FLOAT: return CRM_VALUE_REAL;
    case SQLITE_TEXT: return CRM_VALUE_TEXT;
    case SQLITE_BLOB: return CRM_VALUE_BLOB;
    default: return CRM_VALUE_NULL;
    }
}

static gint64
statement_get_integer (CrmStatement *base, int column)
{
  return sqlite3_column_int64 (((SqliteStatement *)base)->handle, column);
}

static double
statement_get_real (CrmStatement *base, int column)
{
  return sqlite3_column_double (((SqliteStatement *)base)->handle, column);
}

static const char *
statement_get_text (CrmStatement *base, int column)
{
  return (const char *)sqlite3_column_text (((SqliteStatement *)base)->handle, column);
}

static gconstpointer
statement_get_bytes (CrmStatement *base, int column, gsize *size)
{
  SqliteStatement *self = (SqliteStatement *)base;
  gconstpointer data = sqlite3_column_blob (self->handle, column);

  *size = (gsize)sqlite3_column_bytes (self->handle, column);
  return data;
}

static void
statement_free (CrmStatement *base)
{
  SqliteStatement *self = (SqliteStatement *)base;

  sqlite3_finalize (self->handle);
  g_free (self);
}

static const CrmStatementClass statement_class = {
  statement_bind,
  statement_step,
  statement_insert,
  statement_reset,
  statement_get_type,
  statement_get_integer,
  statement_get_real,
  statement_get_text,
  statement_get_bytes,
  statement_free,
};

static CrmStatement *
sqlite_prepare (CrmDb *db, const char *sql, GError **error)
{
  CrmDbSqlite *self = CRM_DB_SQLITE (db);
  SqliteStatement *statement;
  sqlite3_stmt *handle;
  int n_parameters;
  int code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);

  if (code != SQLITE_OK)
    {
      fail (self->handle, code, crm_db_get_path (db), error);
      return NULL;
    }
  n_parameters = sqlite3_bind_parameter_count (handle);
  statement = g_malloc0 (sizeof *statement + ((gsize)n_parameters + 1) * sizeof *statement->parameters);
  statement->parent.klass = &statement_class;
  statement->handle = handle;
  statement->n_parameters = n_parameters;
  /* "$1::text" would be a parameter of that name and stay NULL without a word. */
  for (int n = 1; n <= statement->n_parameters; n++)
    {
      char name[16];
      int slot;

      g_snprintf (name, sizeof name, "$%d", n);
      slot = sqlite3_bind_parameter_index (statement->handle, name);
      if (slot == 0)
        g_error ("Parameters are not $1 to $%d: %s", statement->n_parameters, sql);
      statement->parameters[n].slot = (guint16)slot;
    }
  return &statement->parent;
}

static gboolean
sqlite_script (CrmDb *db, const char *sql, GError **error)
{
  return run_script (CRM_DB_SQLITE (db)->handle, sql, crm_db_get_path (db), error);
}

static gboolean
sqlite_begin (CrmDb *db, gboolean write, GError **error)
{
  CrmDbSqlite *self = CRM_DB_SQLITE (db);

  g_atomic_int_set (&self->interrupted, FALSE);
  return run_script (self->handle, write ? "BEGIN IMMEDIATE" : "BEGIN", crm_db_get_path (db), error);
}

static gboolean
sqlite_end (CrmDb *db, gboolean commit, GError **error)
{
  CrmDbSqlite *self = CRM_DB_SQLITE (db);

  g_atomic_int_set (&self->interrupted, FALSE);
  if (sqlite3_get_autocommit (self->handle))
    return TRUE;
  if (commit && run_script (self->handle, "COMMIT", crm_db_get_path (db), error))
    return TRUE;
  sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  return !commit;
}

static gint64
sqlite_get_change_mark (CrmDb *db)
{
  gint64 mark;

  read_pragma (CRM_DB_SQLITE (db)->handle, "PRAGMA data_version", &mark);
  return mark;
}

static gboolean
sqlite_lock (CrmDb *db, CrmDbLock lock, GError **error)
{
  CrmDbSqlite *self = CRM_DB_SQLITE (db);

  if (self->lock_fd < 0 && lock != CRM_DB_LOCK_NONE)
    {
      g_autofree char *path = g_strconcat (crm_db_get_path (db), ".lock", NULL);
      self->lock_fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
      if (self->lock_fd < 0)
        {
          g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_DENIED, _ ("“%s” cannot be written: %s"), path,
              g_strerror (errno));
          return FALSE;
        }
    }
  if (self->lock_fd < 0)
    return TRUE;
  if (flock (self->lock_fd, (lock == CRM_DB_LOCK_EXCLUSIVE   ? LOCK_EX
                                : lock == CRM_DB_LOCK_SHARED ? LOCK_SH
                                                             : LOCK_UN) |
                                LOCK_NB) != 0)
    {
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_BUSY, _ ("Another program has this book open."));
      return FALSE;
    }
  crm_db_sqlite_guard (&self->guard_fd, crm_db_get_path (db), lock == CRM_DB_LOCK_SHARED);
  return TRUE;
}

static gboolean
copy_pages (sqlite3 *to, sqlite3 *from, const char *path, int pages, CrmDbProgress progress, gpointer data,
    GCancellable *cancellable, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int code = SQLITE_OK;
  guint waits = 0;

  if (!backup)
    return fail (to, sqlite3_errcode (to), path, error);
  /* A book that may only be read seems changed at each step, which would begin anew for ever. */
  if (sqlite3_db_readonly (from, "main") == 1)
    pages = -1;
  for (;;)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          sqlite3_backup_finish (backup);
          return FALSE;
        }
      code = sqlite3_backup_step (backup, pages);
      if (progress)
        progress (sqlite3_backup_pagecount (backup) - sqlite3_backup_remaining (backup),
            sqlite3_backup_pagecount (backup), data);
      if (code == SQLITE_OK)
        continue;
      if ((code == SQLITE_BUSY || code == SQLITE_LOCKED) && waits++ < 600)
        {
          g_usleep (50000);
          continue;
        }
      break;
    }
  sqlite3_backup_finish (backup);
  return code == SQLITE_DONE || fail (to, code, path, error);
}

/* Only an empty file or another backup may be replaced, and no book that somebody has open. */
static gboolean
check_replaceable (const char *path, GError **error)
{
  g_autofree char *lock = g_strconcat (path, ".lock", NULL);
  sqlite3 *handle = NULL;
  GStatBuf info;
  gint64 id = 0;
  int fd;

  if (g_stat (path, &info) != 0 || (S_ISREG (info.st_mode) && info.st_size == 0))
    return TRUE;
  /* A pipe or a device looks empty, too, and would be gone for everybody. */
  if (S_ISREG (info.st_mode))
    {
      if (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
        read_pragma (handle, "PRAGMA application_id", &id);
      sqlite3_close (handle);
    }
  if (id != APPLICATION_ID)
    {
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_DENIED,
          _ ("There is a file “%s” that is no backup of Clientele; it was left alone."), path);
      return FALSE;
    }
  fd = open (lock, O_RDWR | O_CLOEXEC);
  if (fd >= 0)
    {
      gboolean is_free = flock (fd, LOCK_EX | LOCK_NB) == 0;
      close (fd);
      if (!is_free)
        {
          g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_BUSY,
              _ ("“%s” is a book that another program has open."), path);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
sqlite_backup (CrmDb *db, const char *path, CrmDbProgress progress, gpointer data, GCancellable *cancellable,
    GError **error)
{
  CrmDbSqlite *self = CRM_DB_SQLITE (db);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  sqlite3 *to = NULL;
  sqlite3_stmt *statement = NULL;
  gboolean ok;
  int code;

  if (!check_replaceable (path, error))
    return FALSE;
  g_unlink (part);
  make_private (part);
  code = sqlite3_open_v2 (part, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  if (code != SQLITE_OK)
    {
      fail (to, code, path, error);
      sqlite3_close (to);
      return FALSE;
    }
  ok = copy_pages (to, self->handle, path, 100, progress, data, cancellable, error);
  /* One file, without a log beside it; and it must open and be whole before anybody trusts it. */
  if (ok)
    ok = run_script (to, "PRAGMA journal_mode = DELETE", path, error);
  if (ok)
    {
      ok = sqlite3_prepare_v2 (to, "PRAGMA quick_check (1)", -1, &statement, NULL) == SQLITE_OK &&
           sqlite3_step (statement) == SQLITE_ROW &&
           g_strcmp0 ((const char *)sqlite3_column_text (statement, 0), "ok") == 0;
      if (!ok)
        g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_CORRUPT, _ ("The copy “%s” is not whole."), path);
      sqlite3_finalize (statement);
    }
  sqlite3_close (to);
  if (ok)
    {
      int fd = open (part, O_RDONLY | O_CLOEXEC);
      if (fd >= 0)
        {
          fsync (fd);
          close (fd);
        }
      if (g_rename (part, path) != 0)
        {
          g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_DENIED, _ ("“%s” cannot be written: %s"), path,
              g_strerror (errno));
          ok = FALSE;
        }
    }
  if (!ok)
    g_unlink (part);
  return ok;
}

static gboolean
sqlite_restore (CrmDb *db, const char *path, GError **error)
{
  CrmDbSqlite *self = CRM_DB_SQLITE (db);
  sqlite3 *from = NULL;
  int code = sqlite3_open_v2 (path, &from, SQLITE_OPEN_READONLY, NULL);
  gboolean ok;

  ok = code == SQLITE_OK || fail (NULL, code, path, error);
  /* All pages in one step: readers of the open book see the old one or the new one, never a mixture. */
  if (ok)
    ok = copy_pages (self->handle, from, path, -1, NULL, NULL, NULL, error);
  sqlite3_close (from);
  if (ok)
    ok = run_script (self->handle, "PRAGMA journal_mode = WAL", crm_db_get_path (db), error);
  return ok;
}

static gboolean
sqlite_check (CrmDb *db, GPtrArray *problems, GError **error)
{
  CrmDbSqlite *self = CRM_DB_SQLITE (db);
  sqlite3_stmt *statement = NULL;
  int code;

  if (sqlite3_prepare_v2 (self->handle, "PRAGMA integrity_check (20)", -1, &statement, NULL) != SQLITE_OK)
    return fail (self->handle, sqlite3_errcode (self->handle), crm_db_get_path (db), error);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      const char *text = (const char *)sqlite3_column_text (statement, 0);
      if (g_strcmp0 (text, "ok") != 0)
        g_ptr_array_add (problems, g_strdup_printf (_ ("The file is damaged: %s"), text));
    }
  sqlite3_finalize (statement);
  if (code != SQLITE_DONE)
    return fail (self->handle, code, crm_db_get_path (db), error);

  if (sqlite3_prepare_v2 (self->handle, "PRAGMA foreign_key_check", -1, &statement, NULL) != SQLITE_OK)
    return fail (self->handle, sqlite3_errcode (self->handle), crm_db_get_path (db), error);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (problems, g_strdup_printf (_ ("%s %s refers to a record of %s that does not exist."),
                                   (const char *)sqlite3_column_text (statement, 0),
                                   (const char *)sqlite3_column_text (statement, 1),
                                   (const char *)sqlite3_column_text (statement, 2)));
  sqlite3_finalize (statement);
  return code == SQLITE_DONE || fail (self->handle, code, crm_db_get_path (db), error);
}

static void
sqlite_set_busy_timeout (CrmDb *db, guint milliseconds)
{
  sqlite3_busy_timeout (CRM_DB_SQLITE (db)->handle, (int)milliseconds);
}

static void
sqlite_optimize (CrmDb *db)
{
  CrmDbSqlite *self = CRM_DB_SQLITE (db);

  sqlite3_exec (self->handle, "PRAGMA analysis_limit = 400; PRAGMA optimize;", NULL, NULL, NULL);
  sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

/* The text index forgets what was taken out of it only when its parts are put together. What another program still reads of the log beside the book cannot
 * be cut off: then it is said. */
static gboolean
sqlite_compact (CrmDb *db, GError **error)
{
  CrmDbSqlite *self = CRM_DB_SQLITE (db);
  int code;

  if (!run_script (self->handle, "INSERT INTO body_index (body_index) VALUES ('optimize')",
          crm_db_get_path (db), error) ||
      !run_script (self->handle, "PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY",
          crm_db_get_path (db), error))
    return FALSE;
  code = sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  return code == SQLITE_OK || fail (self->handle, code, crm_db_get_path (db), error);
}

static void
sqlite_release_memory (CrmDb *db)
{
  sqlite3_db_release_memory (CRM_DB_SQLITE (db)->handle);
}

static void
sqlite_interrupt (CrmDb *db)
{
  CrmDbSqlite *self = CRM_DB_SQLITE (db);

  g_atomic_int_set (&self->interrupted, TRUE);
}

static void
crm_db_sqlite_class_init (CrmDbSqliteClass *klass)
{
  CrmDbClass *db_class = CRM_DB_CLASS (klass);

  /* Nobody reads SQLite's count of its memory, and keeping it takes a lock at every allocation. Without effect when
   * another library has started SQLite before us. */
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);

  db_class->open = sqlite_open;
  db_class->close = sqlite_close;
  db_class->prepare = sqlite_prepare;
  db_class->script = sqlite_script;
  db_class->begin = sqlite_begin;
  db_class->end = sqlite_end;
  db_class->get_change_mark = sqlite_get_change_mark;
  db_class->lock = sqlite_lock;
  db_class->backup = sqlite_backup;
  db_class->restore = sqlite_restore;
  db_class->check = sqlite_check;
  crm_db_sqlite_add_texts (db_class);
  db_class->set_busy_timeout = sqlite_set_busy_timeout;
  db_class->optimize = sqlite_optimize;
  db_class->compact = sqlite_compact;
  db_class->release_memory = sqlite_release_memory;
  db_class->interrupt = sqlite_interrupt;
  db_class->dialect = "sqlite";
}

static void
crm_db_sqlite_init (CrmDbSqlite *self)
{
  self->lock_fd = self->guard_fd = -1;
}

CrmDb *
crm_db_sqlite_new (void)
{
  return g_object_new (CRM_TYPE_DB_SQLITE, NULL);
}
