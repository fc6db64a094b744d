/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "crm-test-store.h"
#include "db/crm-db-migrator.h"
#include "db/crm-db-sqlite.h"

/* Several programs on one book: they hear each other, none loses what another wrote, restore and migration keep to themselves; and files
 * that are no book of this program stay as they are. */

typedef struct
{
  CrmStore *store;
  guint sets;
  guint reloads;
  guint settings;
  GString *seen; /* "entity:id:op:client " per change */
  gint64 last_operation;
  char *last_purpose;
  gboolean last_undoable;
} Ear;

static void
on_changed (CrmStore *store, CrmChangeSet *set, gpointer data)
{
  Ear *ear = data;
  guint n;
  const CrmChange *changes = crm_change_set_get_changes (set, &n);

  ear->sets++;
  if (crm_change_set_is_reload (set))
    ear->reloads++;
  for (guint i = 0; i < n; i++)
    g_string_append_printf (ear->seen, "%s:%" G_GINT64_FORMAT ":%d:%" G_GINT64_FORMAT " ", changes[i].entity,
        changes[i].id, changes[i].op, changes[i].client);
  ear->last_operation = crm_change_set_get_operation (set);
  ear->last_undoable = crm_change_set_is_undoable (set);
  g_free (ear->last_purpose);
  ear->last_purpose = g_strdup (crm_change_set_get_purpose (set));
}

static void
on_settings_changed (CrmStore *store, gpointer data)
{
  ((Ear *)data)->settings++;
}

static void
ear_init (Ear *self, CrmStore *store)
{
  *self = (Ear){ .store = store, .seen = g_string_new (NULL) };
  g_signal_connect (store, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (store, "settings-changed", G_CALLBACK (on_settings_changed), self);
}

static void
ear_reset (Ear *self)
{
  self->sets = self->reloads = self->settings = 0;
  g_string_truncate (self->seen, 0);
}

static void
ear_clear (Ear *self)
{
  g_signal_handlers_disconnect_by_data (self->store, self);
  g_string_free (self->seen, TRUE);
  g_free (self->last_purpose);
}

static gboolean
has_heard (gpointer data)
{
  return ((Ear *)data)->sets > 0;
}

static gboolean
has_heard_of_settings (gpointer data)
{
  return ((Ear *)data)->settings > 0;
}

/* The window promises two seconds, of which a slow and busy machine makes more. */
static void
await_soon (CrmTestDone done, gpointer data)
{
  gint64 start = g_get_monotonic_time ();

  crm_test_await (done, data);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

static void
test_change_sets (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  Ear ear;

  ear_init (&ear, store);
  crm_test_add (store, "client", "name", "Anna", "phone", "067 123 45 67", NULL);
  g_assert_cmpstr (ear.seen->str, ==, "client:1:0:0 address:1:0:1 ");
  g_assert_cmpuint (ear.sets, ==, 1);
  g_assert_cmpstr (ear.last_purpose, ==, "Add");
  g_assert_true (ear.last_undoable);
  g_assert_cmpint (ear.last_operation, >, 0);
  ear_reset (&ear);
  crm_test_add (store, "note", "client", "1", "text", "words", NULL);
  g_assert_cmpstr (ear.seen->str, ==, "note:1:0:1 ");
  ear_reset (&ear);
  crm_test_set (store, "client", 1, "city", "Kyiv", NULL);
  g_assert_cmpstr (ear.seen->str, ==, "client:1:1:1 ");
  ear_reset (&ear);
  crm_test_archive (store, "client", 1);
  g_assert_cmpstr (ear.seen->str, ==, "client:1:2:1 address:1:2:1 note:1:2:1 ");
  ear_reset (&ear);
  crm_test_restore (store, "client", 1);
  g_assert_cmpstr (ear.seen->str, ==, "client:1:3:1 address:1:3:1 note:1:3:1 ");
  ear_reset (&ear);
  g_free (crm_test_undo (store, FALSE));
  g_assert_cmpuint (ear.sets, ==, 1);
  g_assert_false (ear.last_undoable);
  ear_reset (&ear);
  /* Nothing changed, nothing told. */
  crm_test_set (store, "client", 1, "city", "Kyiv", NULL);
  g_assert_cmpuint (ear.sets, ==, 0);
  g_assert_true (crm_test_try_delete (store, "note", 1, NULL));
  g_assert_cmpstr (ear.seen->str, ==, "note:1:4:1 ");
  ear_clear (&ear);
  crm_test_close (store);
}

static void
test_hear (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *window = crm_test_open_window (path);
  CrmStore *cli = crm_test_open (path, CRM_ORIGIN_CLI);
  g_autoptr (CrmRecord) record = NULL;
  Ear ear;

  ear_init (&ear, window);
  crm_test_add (cli, "client", "name", "Anna", "phone", "1234567", NULL);
  await_soon (has_heard, &ear);
  g_assert_cmpstr (ear.seen->str, ==, "client:1:0:0 address:1:0:1 ");
  g_assert_cmpint (ear.last_operation, ==, 0);
  g_assert_cmpstr (crm_store_get_undo_purpose (window), ==, "Add");
  ear_reset (&ear);

  /* The other way, through one's own write: what the other did is told first. */
  crm_test_set (cli, "client", 1, "city", "Kyiv", NULL);
  crm_test_add (window, "client", "name", "Borys", NULL);
  g_assert_cmpstr (ear.seen->str, ==, "client:1:1:0 client:2:0:0 ");
  g_assert_cmpuint (ear.sets, ==, 2);
  ear_reset (&ear);

  /* A write that is refused does not swallow what the other did. */
  crm_test_set (cli, "client", 1, "city", "Lviv", NULL);
  {
    g_autoptr (GError) error = NULL;
    g_assert_false (crm_test_try_set (window, "client", 2, 0, "name", "", &error));
  }
  g_assert_cmpuint (ear.sets, ==, 0);
  await_soon (has_heard, &ear);
  g_assert_cmpstr (ear.seen->str, ==, "client:1:1:0 ");
  ear_reset (&ear);

  /* A record on show is read again. */
  record = crm_store_get_record (window, "client", 1);
  crm_test_settle ();
  crm_test_set (cli, "client", 1, "name", "Ганна", NULL);
  await_soon (has_heard, &ear);
  while (g_strcmp0 (crm_record_get_text (record, 1), "Ганна") != 0)
    g_main_context_iteration (NULL, TRUE);
  ear_reset (&ear);

  /* Much at once is "anything". */
  crm_test_sql (cli,
      "INSERT INTO change (operation_id, entity, record_id, op, version_after) WITH RECURSIVE n (i) AS "
      "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5001) SELECT 1, 'client', 1, 'update', 1 FROM n");
  await_soon (has_heard, &ear);
  g_assert_cmpuint (ear.reloads, ==, 1);
  g_clear_object (&record);
  ear_clear (&ear);
  crm_test_close (cli);
  crm_test_close (window);
}

static gboolean
add_field_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autofree char *name = crm_transaction_add_own_field (tx, "client", data, CRM_KIND_TEXT, NULL, error);
  return name != NULL;
}

static gboolean
has_field (CrmStore *store, const char *label)
{
  g_autoptr (CrmEntity) client = crm_store_get_entity (store, "client");
  return crm_entity_find_field (client, label) >= 0;
}

static void
test_own_field_heard (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *window = crm_test_open_window (path);
  CrmStore *cli = crm_test_open (path, CRM_ORIGIN_CLI);
  Ear ear;

  ear_init (&ear, window);
  g_assert_true (crm_store_write_sync (cli, "Field", add_field_in_worker, (gpointer) "Colour", NULL, NULL));
  await_soon (has_heard_of_settings, &ear);
  g_assert_true (has_field (window, "colour"));
  /* Both may write at once. */
  crm_test_add (window, "client", "name", "Anna", "Colour", "blue", NULL);
  crm_test_assert_field (cli, "client", 1, "colour", "blue");
  ear_reset (&ear);
  /* Before it has heard, it finds out by writing. */
  g_assert_true (crm_store_write_sync (cli, "Field", add_field_in_worker, (gpointer) "Shape", NULL, NULL));
  crm_test_add (window, "client", "name", "Borys", "Shape", "round", NULL);
  g_assert_cmpuint (ear.settings, ==, 1);
  g_assert_true (has_field (window, "shape"));
  /* Found out by a write that was refused: told by the next poll. */
  ear_reset (&ear);
  g_assert_true (crm_store_write_sync (cli, "Field", add_field_in_worker, (gpointer) "Size", NULL, NULL));
  g_assert_cmpint (crm_test_try_add (window, "client", "Size", "XL", NULL), ==, 0);
  g_assert_cmpuint (ear.settings, ==, 0);
  await_soon (has_heard_of_settings, &ear);
  g_assert_true (has_field (window, "size"));
  crm_test_assert_in_order (window);
  ear_clear (&ear);
  crm_test_close (cli);
  crm_test_close (window);
}

static void
test_own_entity_heard (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *window = crm_test_open_window (path);
  CrmStore *cli = crm_test_open (path, CRM_ORIGIN_CLI);
  g_autoptr (CrmEntity) before = NULL;
  Ear ear;

  ear_init (&ear, window);
  crm_test_add (cli, "own_entity", "label", "Vehicle", NULL);
  await_soon (has_heard_of_settings, &ear);
  before = crm_store_get_entity (window, "u_1");
  g_assert_nonnull (before);
  crm_test_add (window, "vehicle", "title", "Van", NULL);
  crm_test_assert_field (cli, "u_1", 1, "title", "Van");
  /* Before it has heard of the field, it finds out by writing. */
  crm_test_add (cli, "own_field", "entity", "vehicle", "label", "Colour", "kind", "text", NULL);
  crm_test_set (window, "u_1", 1, "colour", "blue", NULL);
  crm_test_assert_field (cli, "u_1", 1, "colour", "blue");
  /* What somebody still holds outlives the book it was of. */
  g_assert_cmpstr (crm_entity_get_label (before), ==, "Vehicle");
  g_assert_cmpint (crm_entity_find_field (before, "colour"), ==, -1);
  ear_reset (&ear);
  crm_test_archive (cli, "own_entity", 1);
  await_soon (has_heard_of_settings, &ear);
  g_assert_null (crm_store_get_entity (window, "u_1"));
  crm_test_assert_in_order (window);
  ear_clear (&ear);
  crm_test_close (cli);
  crm_test_close (window);
}

static void
test_restore_heard (void)
{
  g_autofree char *path = crm_test_path ();
  g_autofree char *backup = crm_test_path ();
  CrmStore *window = crm_test_open_window (path);
  CrmStore *cli = crm_test_open (path, CRM_ORIGIN_CLI);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  gboolean kept = FALSE;
  Ear ear;

  crm_test_add (window, "client", "name", "Before", NULL);
  g_assert_true (crm_store_backup_sync (cli, backup, &error));
  crm_test_add (window, "client", "name", "After", NULL);
  g_assert_true (
      crm_store_write_sync (window, "Field", add_field_in_worker, (gpointer) "Colour", NULL, NULL));
  crm_test_set (window, "client", 1, "colour", "blue", NULL);
  ear_init (&ear, window);
  g_assert_true (crm_store_restore_sync (cli, backup, &error));
  g_assert_no_error (error);
  g_assert_null (crm_test_load (cli, "client", 2));
  await_soon (has_heard_of_settings, &ear);
  g_assert_cmpuint (ear.reloads, ==, 1);
  g_assert_false (has_field (window, "colour"));
  g_assert_null (crm_test_load (window, "client", 2));
  g_assert_cmpstr (crm_store_get_undo_purpose (window), ==, "Add");
  /* Both go on. */
  g_assert_cmpint (crm_test_add (window, "client", "name", "Later", NULL), ==, 2);
  g_assert_cmpint (crm_test_add (cli, "client", "name", "Latest", NULL), ==, 3);
  crm_test_assert_in_order (window);
  /* The replaced book is kept beside. */
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)))
    if (strstr (name, ".replaced-"))
      {
        g_autofree char *replaced = g_build_filename (folder, name, NULL);
        CrmStore *old = crm_test_open (replaced, CRM_ORIGIN_CLI);
        crm_test_assert_field (old, "client", 2, "name", "After");
        crm_test_assert_field (old, "client", 1, "colour", "blue");
        crm_test_close (old);
        kept = TRUE;
      }
    else
      g_assert_null (strstr (name, "restoring"));
  g_assert_true (kept);

  /* Restored by another and noticed only by a write. */
  ear_reset (&ear);
  g_assert_true (crm_store_restore_sync (cli, backup, &error));
  crm_test_add (window, "client", "name", "Right after", NULL);
  g_assert_cmpuint (ear.settings, ==, 1);
  g_assert_cmpuint (ear.reloads, ==, 1);
  ear_clear (&ear);
  crm_test_close (cli);
  crm_test_close (window);
}

static void
test_restore_refuses (void)
{
  g_autofree char *path = crm_test_path ();
  g_autofree char *letter = crm_test_path ();
  g_autofree char *newer = crm_test_path ();
  g_autofree char *foreign = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI), *other;
  g_autoptr (CrmDb) db = crm_db_sqlite_new ();
  const char *paths[] = { letter, newer, foreign, path, "/nowhere/at/all", NULL };

  crm_test_add (store, "client", "name", "Mine", NULL);
  g_assert_true (g_file_set_contents (
      letter, "A letter that is not a book at all, but long enough to look like one.", -1, NULL));
  other = crm_test_open (newer, CRM_ORIGIN_CLI);
  crm_test_sql (other, "INSERT INTO schema_migration VALUES (9999, '9999-future.sql', 'x', 0, '99.0')");
  crm_test_close (other);
  g_assert_true (crm_db_open (db, foreign, CRM_DB_CREATE, NULL));
  g_assert_true (crm_db_script (db, "CREATE TABLE music (id bigint)", NULL));
  crm_db_close (db);
  for (guint i = 0; paths[i]; i++)
    {
      g_autoptr (GError) error = NULL;
      if (g_str_equal (paths[i], path))
        continue; /* a book restored from itself is allowed or not, but never lost */
      g_assert_false (crm_store_restore_sync (store, paths[i], &error));
      g_assert_nonnull (error);
    }
  crm_store_restore_sync (store, path, NULL);
  crm_test_assert_field (store, "client", 1, "name", "Mine");
  {
    g_autoptr (GError) error = NULL;
    g_assert_false (crm_store_backup_sync (store, path, &error));
    g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_DENIED);
  }
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
assert_refused_untouched (const char *path, int code)
{
  CrmStore *store = crm_store_new (path, NULL, CRM_ORIGIN_CLI);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  gsize before_size, after_size;

  g_assert_true (g_file_get_contents (path, &before, &before_size, NULL));
  g_assert_false (crm_store_open_sync (store, TRUE, 1, &error));
  g_assert_error (error, CRM_DB_ERROR, code);
  crm_test_close (store);
  g_assert_true (g_file_get_contents (path, &after, &after_size, NULL));
  g_assert_cmpmem (before, before_size, after, after_size);
}

static void
test_newer (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  CrmStore *open = crm_test_open (path, CRM_ORIGIN_CLI);
  g_autoptr (CrmDb) db = crm_db_sqlite_new ();
  g_autoptr (GError) error = NULL;

  crm_test_sql (store, "INSERT INTO schema_migration VALUES (9999, '9999-future.sql', 'x', 0, '99.0')");
  /* Who has it open stops writing. */
  g_assert_cmpint (crm_test_try_add (open, "client", "name", "Anna", &error), ==, 0);
  g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_TOO_NEW);
  crm_test_close (open);
  crm_test_close (store);
  assert_refused_untouched (path, CRM_DB_ERROR_TOO_NEW);
  /* Also one that was put away as a single file. */
  g_assert_true (crm_db_open (db, path, 0, NULL));
  g_assert_true (crm_db_script (db, "PRAGMA journal_mode = DELETE", NULL));
  crm_db_close (db);
  assert_refused_untouched (path, CRM_DB_ERROR_TOO_NEW);
}

static void
test_not_a_book (void)
{
  g_autofree char *letter = crm_test_path ();
  g_autofree char *foreign = crm_test_path ();
  g_autofree char *nothing = crm_test_path ();
  g_autoptr (CrmDb) db = crm_db_sqlite_new ();
  CrmStore *store;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (
      letter, "A letter that is not a book at all, but long enough to look like one.", -1, NULL));
  assert_refused_untouched (letter, CRM_DB_ERROR_CORRUPT);
  /* Another program's database. */
  g_assert_true (crm_db_open (db, foreign, CRM_DB_CREATE, NULL));
  g_assert_true (crm_db_script (
      db, "CREATE TABLE music (id bigint); PRAGMA application_id = 77; PRAGMA journal_mode = DELETE", NULL));
  crm_db_close (db);
  assert_refused_untouched (foreign, CRM_DB_ERROR_CORRUPT);
  /* No file, and not asked to make one. */
  store = crm_store_new (nothing, NULL, CRM_ORIGIN_CLI);
  g_assert_false (crm_store_open_sync (store, FALSE, 1, &error));
  g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_UNAVAILABLE);
  g_assert_false (g_file_test (nothing, G_FILE_TEST_EXISTS));
  crm_test_close (store);
}

/* A book whose last migration is not recorded is one of an older program. */
static void
test_migrator_locked (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  g_autoptr (CrmDb) db = crm_db_sqlite_new ();
  g_autoptr (GError) error = NULL;
  gint64 n;

  crm_test_sql (store, "UPDATE schema_migration SET number = -number");
  g_assert_true (crm_db_open (db, path, 0, NULL));
  g_assert_false (crm_db_migrate (db, &error));
  g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_BUSY);
  g_assert_true (crm_db_get_integer (db, "SELECT max (number) FROM schema_migration", -1, &n, NULL));
  g_assert_cmpint (n, ==, -1);
  crm_db_close (db);
  crm_test_sql (store, "UPDATE schema_migration SET number = -number");
  crm_test_close (store);
}

/* A writer that takes its time: the other waits, and says so when it has waited long enough. */
static void
test_busy (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  CrmStore *hasty = crm_store_new (path, NULL, CRM_ORIGIN_CLI);
  g_autoptr (CrmDb) db = crm_db_sqlite_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_store_open_sync (hasty, TRUE, 0, &error));
  g_assert_true (crm_db_open (db, path, 0, NULL));
  g_assert_true (crm_db_begin (db, TRUE, NULL));
  g_assert_cmpint (crm_test_try_add (hasty, "client", "name", "Anna", &error), ==, 0);
  g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_BUSY);
  crm_db_rollback (db);
  g_assert_cmpint (crm_test_try_add (hasty, "client", "name", "Anna", NULL), ==, 1);
  crm_test_close (hasty);
  crm_test_close (store);
}

static void
mark_restoring (CrmStore *store, const char *lock)
{
  g_autofree char *name = lock ? g_path_get_basename (lock) : NULL;
  g_autofree char *sql = g_strdup_printf ("INSERT INTO setting VALUES ('restoring', '%" G_GINT64_FORMAT
                                          "%s%s') ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      crm_clock_now (), name ? " " : "", name ? name : "");

  crm_test_sql (store, sql);
}

static void
assert_held_up (CrmStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (crm_test_try_add (store, "client", "name", "Anna", &error), ==, 0);
  g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_BUSY);
}

/* A restore that goes on holds up writes and other restores; one that was killed does not: the system has taken its lock back. */
static void
test_restore_killed (void)
{
  g_autofree char *path = crm_test_path (), *backup = crm_test_path ();
  g_autofree char *lock = g_strconcat (path, ".restoring-1.lock", NULL);
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  CrmStore *hasty = crm_store_new (path, NULL, CRM_ORIGIN_CLI);
  g_autoptr (GError) error = NULL;
  int fd = open (lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  g_assert_true (crm_store_open_sync (hasty, TRUE, 0, NULL));
  g_assert_true (crm_store_backup_sync (store, backup, NULL));
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  mark_restoring (store, lock);
  assert_held_up (hasty);
  g_assert_false (crm_store_restore_sync (hasty, backup, &error));
  g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_BUSY);
  /* However long it takes. */
  crm_test_clock_advance (3600);
  assert_held_up (hasty);
  close (fd);
  g_assert_cmpint (crm_test_try_add (hasty, "client", "name", "Anna", NULL), ==, 1);
  g_clear_error (&error);
  g_assert_true (crm_store_restore_sync (hasty, backup, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_access (lock, F_OK), ==, 0);
  g_unlink (lock);
  g_assert_cmpint (crm_test_try_add (hasty, "client", "name", "Berta", NULL), ==, 1);
  mark_restoring (store, lock);
  g_assert_cmpint (crm_test_try_add (hasty, "client", "name", "Clara", NULL), ==, 2);
  /* A program that knows no lock. */
  mark_restoring (store, NULL);
  assert_held_up (hasty);
  crm_test_clock_advance (60);
  g_assert_cmpint (crm_test_try_add (hasty, "client", "name", "Dora", NULL), ==, 3);
  crm_test_assert_in_order (store);
  crm_test_close (hasty);
  crm_test_close (store);
}

static void
on_late (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_store_write_finish (CRM_STORE (source), result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

static gboolean
do_nothing (CrmTransaction *tx, gpointer data, GError **error)
{
  return TRUE;
}

static void
test_closed (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open_window (path);
  gboolean done = FALSE;

  crm_store_close (store);
  crm_store_write_async (store, "Late", do_nothing, NULL, NULL, NULL, on_late, &done);
  crm_test_await (is_true, &done);
  crm_test_close (store);
}

int
main (int argc, char *argv[])
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/several/change-sets", test_change_sets);
  g_test_add_func ("/several/hear", test_hear);
  g_test_add_func ("/several/own-field-heard", test_own_field_heard);
  g_test_add_func ("/several/own-entity-heard", test_own_entity_heard);
  g_test_add_func ("/several/restore-heard", test_restore_heard);
  g_test_add_func ("/several/restore-refuses", test_restore_refuses);
  g_test_add_func ("/several/newer", test_newer);
  g_test_add_func ("/several/not-a-book", test_not_a_book);
  g_test_add_func ("/several/migrator-locked", test_migrator_locked);
  g_test_add_func ("/several/busy", test_busy);
  g_test_add_func ("/several/restore-killed", test_restore_killed);
  g_test_add_func ("/several/closed", test_closed);
  return crm_test_store_done (g_test_run ());
}
