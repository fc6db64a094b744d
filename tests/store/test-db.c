/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "crm-test-store.h"
#include "db/crm-db-sqlite.h"

/* Conformance suite of the driver interface: whatever database stands behind CrmDb must pass it. Only new_db () names one. */

static CrmDb *
new_db (void)
{
  return crm_db_sqlite_new ();
}

static CrmDb *
open_db (const char *path)
{
  CrmDb *db = new_db ();
  g_autoptr (GError) error = NULL;

  crm_db_open (db, path, CRM_DB_CREATE, &error);
  g_assert_no_error (error);
  return db;
}

static void
script (CrmDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  crm_db_script (db, sql, &error);
  g_assert_no_error (error);
}

static gint64
get_integer (CrmDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  crm_db_get_integer (db, sql, -1, &value, &error);
  g_assert_no_error (error);
  return value;
}

static CrmStatement *
prepare (CrmDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  CrmStatement *statement = crm_db_prepare (db, sql, &error);

  g_assert_no_error (error);
  return statement;
}

static gboolean
step (CrmStatement *statement)
{
  g_autoptr (GError) error = NULL;
  gboolean row;

  crm_statement_step (statement, &row, &error);
  g_assert_no_error (error);
  return row;
}

static void
run (CrmStatement *statement)
{
  g_autoptr (GError) error = NULL;

  crm_statement_run (statement, &error);
  g_assert_no_error (error);
}

/* All first columns, joined by blanks. */
static char *
list (CrmDb *db, const char *sql)
{
  g_autoptr (CrmStatement) statement = prepare (db, sql);
  GString *text = g_string_new (NULL);

  while (step (statement))
    g_string_append_printf (text, "%s%s", text->len ? " " : "",
        crm_statement_is_null (statement, 0) ? "NULL" : crm_statement_get_text (statement, 0));
  return g_string_free (text, FALSE);
}

#define assert_list(db, sql, wanted) \
  G_STMT_START \
  { \
    g_autofree char *got = list (db, sql); \
    g_assert_cmpstr (got, ==, wanted); \
  } \
  G_STMT_END

static void
test_types (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmDb) db = open_db (path);
  static const char bytes[] = { 'a', 0, 'b', (char)0xff };
  g_autoptr (CrmStatement) add = NULL, read = NULL;
  gsize size;

  script (db, "CREATE TABLE t (n bigint, r double precision, s text, b blob, x text)");
  /* Numbers stand for places of the parameter list, not for the order in the text. */
  add = prepare (db, "INSERT INTO t (x, b, s, r, n) VALUES ($5, $4, $3, $2, $1)");
  crm_statement_bind_null (add, 5);
  crm_statement_bind_integer (add, 1, G_MAXINT64);
  crm_statement_bind_real (add, 2, -0.1);
  crm_statement_bind_text (add, 3, "Ünï ☃ 😀 о́");
  crm_statement_bind_bytes (add, 4, bytes, sizeof bytes);
  run (add);
  /* A statement that is given back has no values left, one that is bound again has the new ones. */
  crm_statement_bind_text (add, 5, "");
  crm_statement_bind_integer (add, 1, G_MININT64);
  crm_statement_bind_real (add, 2, 1e300);
  crm_statement_bind_text (add, 3, NULL);
  crm_statement_bind_bytes (add, 4, "", 0);
  run (add);

  read = prepare (db, "SELECT n, r, s, b, x FROM t WHERE n > $1 OR n < $1 ORDER BY n DESC");
  crm_statement_bind_integer (read, 1, 0);
  g_assert_true (step (read));
  g_assert_cmpint (crm_statement_get_integer (read, 0), ==, G_MAXINT64);
  g_assert_cmpint (crm_statement_get_type (read, 0), ==, CRM_VALUE_INTEGER);
  g_assert_cmpfloat (crm_statement_get_real (read, 1), ==, -0.1);
  g_assert_cmpint (crm_statement_get_type (read, 1), ==, CRM_VALUE_REAL);
  g_assert_cmpstr (crm_statement_get_text (read, 2), ==, "Ünï ☃ 😀 о́");
  g_assert_cmpint (crm_statement_get_type (read, 2), ==, CRM_VALUE_TEXT);
  g_assert_cmpmem (crm_statement_get_bytes (read, 3, &size),
      crm_statement_get_bytes (read, 3, &size) ? size : 0, bytes, 4);
  g_assert_true (crm_statement_is_null (read, 4));
  g_assert_cmpint (crm_statement_get_type (read, 4), ==, CRM_VALUE_NULL);
  g_assert_true (step (read));
  g_assert_cmpint (crm_statement_get_integer (read, 0), ==, G_MININT64);
  g_assert_cmpfloat (crm_statement_get_real (read, 1), ==, 1e300);
  g_assert_true (crm_statement_is_null (read, 2));
  g_assert_false (crm_statement_is_null (read, 3));
  g_assert_false (crm_statement_is_null (read, 4));
  g_assert_cmpstr (crm_statement_get_text (read, 4), ==, "");
  g_assert_false (step (read));
}

static void
test_same_parameter_twice (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmDb) db = open_db (path);
  g_autoptr (CrmStatement) statement = prepare (db, "SELECT $2 + $1 * $1 - $2");

  crm_statement_bind_integer (statement, 2, 100);
  crm_statement_bind_integer (statement, 1, 7);
  g_assert_true (step (statement));
  g_assert_cmpint (crm_statement_get_integer (statement, 0), ==, 49);
}

static void
test_unbound (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmDb) db = NULL;

  if (g_test_subprocess ())
    {
      db = open_db (path);
      g_autoptr (CrmStatement) statement = prepare (db, "SELECT $1, $2");
      crm_statement_bind_integer (statement, 1, 7);
      step (statement);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*$2 is not bound*");
}

static void
test_portable_subset (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmDb) db = open_db (path);
  g_autoptr (CrmStatement) upsert = NULL;

  script (db, "CREATE TABLE t (id INTEGER PRIMARY KEY, k text UNIQUE, v bigint, yes boolean)");
  upsert = prepare (db, "INSERT INTO t (k, v, yes) VALUES ($1, $2, TRUE) ON CONFLICT (k) DO UPDATE SET v = "
                        "t.v + excluded.v RETURNING id, v");
  for (int i = 0; i < 3; i++)
    {
      crm_statement_bind_text (upsert, 1, "ключ");
      crm_statement_bind_integer (upsert, 2, 5);
      g_assert_true (step (upsert));
      g_assert_cmpint (crm_statement_get_integer (upsert, 0), ==, 1);
      g_assert_cmpint (crm_statement_get_integer (upsert, 1), ==, 5 * (i + 1));
      crm_statement_reset (upsert);
    }
  g_assert_cmpint (get_integer (db, "SELECT count (*) FROM t"), ==, 1);

  script (db, "INSERT INTO t (k, v, yes) VALUES ('b', NULL, FALSE), ('a', 2, NULL), (NULL, 1, TRUE)");
  assert_list (db, "SELECT v FROM t ORDER BY v ASC NULLS LAST", "1 2 15 NULL");
  assert_list (db, "SELECT v FROM t ORDER BY v DESC NULLS LAST", "15 2 1 NULL");
  assert_list (db, "SELECT v FROM t ORDER BY v ASC NULLS FIRST", "NULL 1 2 15");
  assert_list (db, "SELECT k FROM t WHERE k IS DISTINCT FROM 'a' ORDER BY k NULLS LAST", "b ключ NULL");
  assert_list (db, "SELECT v FROM t WHERE k IS NOT DISTINCT FROM NULL", "1");
  assert_list (db, "SELECT k FROM t WHERE yes IS NOT TRUE ORDER BY k", "a b");
  g_assert_cmpint (get_integer (db, "SELECT count (*) FILTER (WHERE yes) FROM t"), ==, 2);
  assert_list (db, "SELECT v FROM t WHERE (v, id) < (2, 100) ORDER BY v", "1 2");
}

static void
test_no_row (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmDb) db = open_db (path);

  script (db, "CREATE TABLE t (n bigint)");
  g_assert_cmpint (get_integer (db, "SELECT n FROM t"), ==, -1);
  g_assert_cmpint (get_integer (db, "SELECT max (n) FROM t"), ==, -1);
}

/* Two users of one text at once get a statement each. */
static void
test_nested (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmDb) db = open_db (path);
  const char *sql = "SELECT n FROM t ORDER BY n";
  g_autoptr (CrmStatement) outer = NULL;
  int pairs = 0;

  script (db, "CREATE TABLE t (n bigint); INSERT INTO t VALUES (1), (2), (3)");
  outer = prepare (db, sql);
  while (step (outer))
    {
      g_autoptr (CrmStatement) inner = prepare (db, sql);
      while (step (inner))
        pairs++;
    }
  g_assert_cmpint (pairs, ==, 9);
}

static void
test_errors (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmDb) db = open_db (path);
  static const struct
  {
    const char *sql;
    int code;
  } cases[] = {
    { "INSERT INTO t VALUES (1, 'x', NULL)", CRM_DB_ERROR_CONSTRAINT },
    { "INSERT INTO t VALUES (2, NULL, NULL)", CRM_DB_ERROR_CONSTRAINT },
    { "INSERT INTO t VALUES (3, 'y', 77)", CRM_DB_ERROR_CONSTRAINT },
    { "DELETE FROM t WHERE id = 1", CRM_DB_ERROR_CONSTRAINT },
    { "SELECT nothing FROM nowhere", CRM_DB_ERROR_FAILED },
    { "SELECT (", CRM_DB_ERROR_FAILED },
  };

  script (db, "CREATE TABLE t (id INTEGER PRIMARY KEY, s text NOT NULL UNIQUE, up bigint REFERENCES t (id));"
              "INSERT INTO t VALUES (1, 'x', NULL), (10, 'z', 1)");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmStatement) statement = crm_db_prepare (db, cases[i].sql, &error);

      if (statement)
        g_assert_false (crm_statement_run (statement, &error));
      g_assert_error (error, CRM_DB_ERROR, cases[i].code);
      g_assert_cmpuint (strlen (error->message), >, 10);
    }
  g_assert_cmpint (get_integer (db, "SELECT count (*) FROM t"), ==, 2);
}

/* A loop that ends by an error must not look like one that ran out of rows. */
static void
test_error_in_rows (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmDb) db = open_db (path);
  g_autoptr (CrmStatement) statement = NULL;
  g_autoptr (GError) error = NULL;
  gboolean row = FALSE;
  int rows = 0;

  script (db, "CREATE TABLE t (n bigint); INSERT INTO t VALUES (1), (2), (-9223372036854775807 - 1), (4)");
  statement = prepare (db, "SELECT abs (n) FROM t");
  while (crm_statement_step (statement, &row, &error) && row)
    rows++;
  g_assert_cmpint (rows, ==, 2);
  g_assert_true (row);
  g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_FAILED);
}

static void
test_transactions (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmDb) db = open_db (path);
  g_autoptr (CrmDb) other = open_db (path);
  g_autoptr (GError) error = NULL;

  script (db, "CREATE TABLE t (n bigint)");
  g_assert_true (crm_db_begin (db, TRUE, &error));
  script (db, "INSERT INTO t VALUES (1)");
  g_assert_cmpint (get_integer (other, "SELECT count (*) FROM t"), ==, 0);
  crm_db_rollback (db);
  g_assert_cmpint (get_integer (db, "SELECT count (*) FROM t"), ==, 0);

  /* 100,000 rows are there all at once. */
  g_assert_true (crm_db_begin (db, TRUE, &error));
  {
    g_autoptr (CrmStatement) add = prepare (db, "INSERT INTO t VALUES ($1)");
    for (int i = 0; i < 100000; i++)
      {
        crm_statement_bind_integer (add, 1, i);
        run (add);
      }
  }
  g_assert_cmpint (get_integer (other, "SELECT count (*) FROM t"), ==, 0);
  g_assert_true (crm_db_commit (db, &error));
  g_assert_cmpint (get_integer (other, "SELECT count (*) FROM t"), ==, 100000);

  /* A reader keeps the state it began with. */
  g_assert_true (crm_db_begin (other, FALSE, &error));
  g_assert_cmpint (get_integer (other, "SELECT count (*) FROM t"), ==, 100000);
  script (db, "DELETE FROM t");
  g_assert_cmpint (get_integer (other, "SELECT count (*) FROM t"), ==, 100000);
  crm_db_rollback (other);
  g_assert_cmpint (get_integer (other, "SELECT count (*) FROM t"), ==, 0);
}

static void
test_busy (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmDb) db = open_db (path);
  g_autoptr (CrmDb) other = open_db (path);
  g_autoptr (GError) error = NULL;

  crm_db_set_busy_timeout (other, 1);
  g_assert_true (crm_db_begin (db, TRUE, &error));
  g_assert_false (crm_db_begin (other, TRUE, &error));
  g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_true (crm_db_commit (db, &error));
  g_assert_true (crm_db_begin (other, TRUE, &error));
  crm_db_rollback (other);
}

static void
test_change_mark (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmDb) db = open_db (path);
  g_autoptr (CrmDb) other = open_db (path);
  gint64 mark;

  script (db, "CREATE TABLE t (n bigint)");
  mark = crm_db_get_change_mark (db);
  script (db, "INSERT INTO t VALUES (1)");
  g_assert_cmpint (crm_db_get_change_mark (db), ==, mark);
  get_integer (other, "SELECT count (*) FROM t");
  g_assert_cmpint (crm_db_get_change_mark (db), ==, mark);
  script (other, "INSERT INTO t VALUES (2)");
  g_assert_cmpint (crm_db_get_change_mark (db), !=, mark);
}

static void
test_read_only (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmDb) db = open_db (path);
  g_autoptr (CrmDb) reader = new_db ();
  g_autoptr (GError) error = NULL;

  script (db, "CREATE TABLE t (n bigint)");
  g_assert_true (crm_db_open (reader, path, CRM_DB_READ_ONLY, &error));
  g_assert_false (crm_db_script (reader, "INSERT INTO t VALUES (1)", &error));
  g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_DENIED);
  g_assert_cmpint (get_integer (reader, "SELECT count (*) FROM t"), ==, 0);
}

static void
test_locks (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmDb) a = open_db (path);
  g_autoptr (CrmDb) b = open_db (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_db_lock (a, CRM_DB_LOCK_SHARED, &error));
  g_assert_true (crm_db_lock (b, CRM_DB_LOCK_SHARED, &error));
  g_assert_false (crm_db_lock (a, CRM_DB_LOCK_EXCLUSIVE, &error));
  g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_BUSY);
  g_clear_error (&error);
  crm_db_close (b);
  g_assert_true (crm_db_lock (a, CRM_DB_LOCK_EXCLUSIVE, &error));
  g_assert_true (crm_db_open (b, path, 0, &error));
  g_assert_false (crm_db_lock (b, CRM_DB_LOCK_SHARED, &error));
  g_clear_error (&error);
  g_assert_true (crm_db_lock (a, CRM_DB_LOCK_NONE, &error));
  g_assert_true (crm_db_lock (b, CRM_DB_LOCK_SHARED, &error));
}

static void
on_progress (gint64 done, gint64 total, gpointer data)
{
  gint64 *seen = data;

  g_assert_cmpint (done, <=, total);
  *seen = done;
}

/* What a file chooser does with every file of a folder. */
static void
look_into (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  close (fd);
}

/* A file of the book that is looked into by somebody else in the same process is no abandoned one: another process that comes and goes
 * takes nothing away. */
static void
test_locks_stay (void)
{
  g_autofree char *path = crm_test_path (), *log = g_strconcat (path, "-wal", NULL),
                  *memory = g_strconcat (path, "-shm", NULL);
  g_autoptr (CrmDb) db = NULL;
  g_autoptr (GError) error = NULL;

  if (g_test_subprocess ())
    {
      db = open_db (g_getenv ("CRM_TEST_BOOK"));
      g_assert_cmpint (get_integer (db, "SELECT count (*) FROM thing"), ==, 1);
      script (db, "INSERT INTO thing (id) VALUES (2)");
      return;
    }
  db = open_db (path);
  script (db, "CREATE TABLE thing (id INTEGER PRIMARY KEY)");
  script (db, "INSERT INTO thing (id) VALUES (1)");
  g_assert_true (crm_db_lock (db, CRM_DB_LOCK_SHARED, &error));
  look_into (path);
  look_into (log);
  look_into (memory);
  g_setenv ("CRM_TEST_BOOK", path, TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_unsetenv ("CRM_TEST_BOOK");
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (memory, G_FILE_TEST_EXISTS));
  g_assert_cmpint (get_integer (db, "SELECT count (*) FROM thing"), ==, 2);
  script (db, "INSERT INTO thing (id) VALUES (3)");
  crm_db_close (db);
  /* Who is the last one tidies up. */
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_clear_object (&db);
  db = open_db (path);
  g_assert_cmpint (get_integer (db, "SELECT count (*) FROM thing"), ==, 3);
  crm_db_close (db);
}

static void
test_backup_restore (void)
{
  g_autofree char *path = crm_test_path ();
  g_autofree char *copy_path = crm_test_path ();
  g_autoptr (CrmDb) db = open_db (path);
  g_autoptr (CrmDb) reader = open_db (path);
  g_autoptr (CrmDb) copy = new_db ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CrmStatement) keep = NULL;
  gint64 mark, seen = 0;

  script (db, "CREATE TABLE t (s text); INSERT INTO t VALUES ('before')");
  g_assert_true (crm_db_backup (db, copy_path, on_progress, &seen, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (seen, >, 0);
  /* One file is the whole backup. */
  {
    g_autofree char *log = g_strconcat (copy_path, "-wal", NULL),
                    *part = g_strconcat (copy_path, ".part", NULL);
    g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
    g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  }
  script (db, "INSERT INTO t VALUES ('after'); CREATE TABLE more (n bigint)");
  keep = prepare (db, "SELECT s FROM t");
  g_assert_true (step (keep));
  crm_statement_reset (keep);
  mark = crm_db_get_change_mark (reader);

  g_assert_true (crm_db_restore (db, copy_path, &error));
  g_assert_no_error (error);
  assert_list (db, "SELECT s FROM t", "before");
  assert_list (reader, "SELECT s FROM t", "before");
  g_assert_cmpint (crm_db_get_change_mark (reader), !=, mark);
  g_assert_cmpint (get_integer (reader, "SELECT count (*) FROM sqlite_master WHERE name = 'more'"), ==, 0);
  g_assert_true (crm_db_check (db, problems, &error));
  g_assert_cmpuint (problems->len, ==, 0);
  /* It goes on as before: a second connection reads while the first writes. */
  g_assert_true (crm_db_begin (db, TRUE, &error));
  script (db, "INSERT INTO t VALUES ('later')");
  assert_list (reader, "SELECT s FROM t", "before");
  g_assert_true (crm_db_commit (db, &error));
  assert_list (reader, "SELECT s FROM t", "before later");

  g_assert_true (crm_db_open (copy, copy_path, 0, &error));
  assert_list (copy, "SELECT s FROM t", "before");
}

static void
test_backup_cancelled (void)
{
  g_autofree char *path = crm_test_path ();
  g_autofree char *copy = crm_test_path ();
  g_autoptr (CrmDb) db = open_db (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  script (db, "CREATE TABLE t (s text)");
  g_cancellable_cancel (cancellable);
  g_assert_false (crm_db_backup (db, copy, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
}

static void
test_restore_refuses (void)
{
  g_autofree char *path = crm_test_path ();
  g_autofree char *other = crm_test_path ();
  g_autoptr (CrmDb) db = open_db (path);
  g_autoptr (GError) error = NULL;

  script (db, "CREATE TABLE t (s text); INSERT INTO t VALUES ('mine')");
  g_assert_true (
      g_file_set_contents (other, "This is a letter, not a book. It is long enough to be one.", -1, NULL));
  g_assert_false (crm_db_restore (db, other, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_unlink (other);
  g_assert_false (crm_db_restore (db, other, &error));
  g_assert_nonnull (error);
  assert_list (db, "SELECT s FROM t", "mine");
}

static void
test_check (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmDb) db = open_db (path);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  script (db, "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a bigint REFERENCES a (id));"
              "PRAGMA foreign_keys = OFF; INSERT INTO b VALUES (7); PRAGMA foreign_keys = ON;");
  g_assert_true (crm_db_check (db, problems, &error));
  g_assert_cmpuint (problems->len, ==, 1);
}

static void
test_interrupt (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmDb) db = open_db (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStatement) statement =
      prepare (db, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n");
  gboolean row;

  g_assert_true (step (statement));
  crm_db_interrupt (db);
  while (crm_statement_step (statement, &row, &error) && row)
    ;
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static char *
match (CrmDb *db, const char *text)
{
  g_autofree char *fold = crm_text_fold (text);
  g_auto (GStrv) words = g_strsplit (fold, " ", -1);
  g_autofree char *parameter = crm_db_format_match (db, (const char *const *)words);
  g_autofree char *sql =
      g_strconcat ("SELECT id FROM text WHERE id ", crm_db_match_condition (db), " ORDER BY id", NULL);
  g_autoptr (CrmStatement) statement = prepare (db, sql);
  GString *ids = g_string_new (NULL);

  crm_statement_bind_text (statement, 1, parameter);
  while (step (statement))
    g_string_append_printf (
        ids, "%s%" G_GINT64_FORMAT, ids->len ? " " : "", crm_statement_get_integer (statement, 0));
  return g_string_free (ids, FALSE);
}

#define assert_match(db, words, wanted) \
  G_STMT_START \
  { \
    g_autofree char *got = match (db, words); \
    g_assert_cmpstr (got, ==, wanted); \
  } \
  G_STMT_END

/* The text index is part of the schema, so this one works on a whole book. */
static void
test_text_index (void)
{
  static const char *const texts[] = { "Їжак їсть ёлку", "Straße 15, Łódź",
    "He said: \"buy\" it's (100%) *now*", "Ёлка" };
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  g_autoptr (CrmDb) db = NULL;
  g_autoptr (GError) error = NULL;
  gboolean same;

  crm_test_close (store);
  db = open_db (path);
  g_assert_true (crm_db_compare_texts (db, &same, &error));
  g_assert_true (same);
  script (db, "CREATE TABLE text (id INTEGER PRIMARY KEY)");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *fold = crm_text_fold (texts[i]);
      g_assert_true (crm_db_run (db, "INSERT INTO text VALUES ($1)", &error, 1, (gint64)i + 1));
      g_assert_true (crm_db_index_text (db, i + 1, i == 3 ? "дерево" : NULL, fold, TRUE, &error));
    }
  /* The book has no such texts. */
  g_assert_true (crm_db_compare_texts (db, &same, &error));
  g_assert_false (same);
  assert_match (db, "ЕЛК", "1 4");
  assert_match (db, "елку їж", "1");
  assert_match (db, "strasse", "2");
  assert_match (db, "lodz", "2");
  assert_match (db, "дерев", "4");
  assert_match (db, "\"buy\"", "3");
  assert_match (db, "it's 100%", "3");
  assert_match (db, "*now* (", "3");
  assert_match (db, "OR AND NOT NEAR(", "");
  {
    g_autofree char *fold = crm_text_fold (texts[0]);
    g_assert_true (crm_db_index_text (db, 1, NULL, fold, FALSE, &error));
  }
  assert_match (db, "елк", "4");
  g_assert_true (crm_db_compare_texts (db, &same, &error));
  g_assert_false (same);
  g_assert_true (crm_db_clear_texts (db, &error));
  g_assert_true (crm_db_compare_texts (db, &same, &error));
  g_assert_true (same);
}

static void
test_open_refuses (void)
{
  g_autofree char *path = crm_test_path ();
  g_autofree char *now = NULL;
  static const char letter[] =
      "Dear customer, this is no book. It is only a letter, and it must stay as it is.";
  g_autoptr (CrmDb) db = new_db ();
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_db_open (db, path, 0, &error));
  g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_UNAVAILABLE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, letter, -1, NULL));
  g_assert_false (crm_db_open (db, path, CRM_DB_CREATE, &error));
  g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_CORRUPT);
  g_assert_true (g_file_get_contents (path, &now, NULL, NULL));
  g_assert_cmpstr (now, ==, letter);
}

/* On a medium or in a folder without leave to write: the book is there, and that is not denied. */
static void
test_folder_refuses (void)
{
  g_autofree char *path = crm_test_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (CrmDb) db = open_db (path);
  g_autoptr (GError) error = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("The administrator may write everywhere");
      return;
    }
  script (db, "CREATE TABLE a (b INTEGER)");
  g_clear_object (&db);
  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  db = new_db ();
  g_assert_false (crm_db_open (db, path, 0, &error));
  g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_DENIED);
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
}

int
main (int argc, char *argv[])
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/db/types", test_types);
  g_test_add_func ("/db/same-parameter-twice", test_same_parameter_twice);
  g_test_add_func ("/db/unbound", test_unbound);
  g_test_add_func ("/db/portable-subset", test_portable_subset);
  g_test_add_func ("/db/no-row", test_no_row);
  g_test_add_func ("/db/nested", test_nested);
  g_test_add_func ("/db/errors", test_errors);
  g_test_add_func ("/db/error-in-rows", test_error_in_rows);
  g_test_add_func ("/db/transactions", test_transactions);
  g_test_add_func ("/db/busy", test_busy);
  g_test_add_func ("/db/change-mark", test_change_mark);
  g_test_add_func ("/db/read-only", test_read_only);
  g_test_add_func ("/db/locks", test_locks);
  g_test_add_func ("/db/locks-stay", test_locks_stay);
  g_test_add_func ("/db/backup-restore", test_backup_restore);
  g_test_add_func ("/db/backup-cancelled", test_backup_cancelled);
  g_test_add_func ("/db/restore-refuses", test_restore_refuses);
  g_test_add_func ("/db/check", test_check);
  g_test_add_func ("/db/interrupt", test_interrupt);
  g_test_add_func ("/db/text-index", test_text_index);
  g_test_add_func ("/db/open-refuses", test_open_refuses);
  g_test_add_func ("/db/folder-refuses", test_folder_refuses);
  return crm_test_store_done (g_test_run ());
}
