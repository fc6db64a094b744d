/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <gio/gio.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/crm-clock.h"
#include "crm-test-store.h"
#include "db/crm-db-migrator.h"

/* Programs of the command line and a store write, import, restore, migrate and make one book at random and are killed in the middle of it.
 * Nothing that was confirmed is lost, nothing half-written is there. Ten seconds; CRM_TEST_SECONDS=60 for the full minute, CRM_TEST_SEED
 * for another course. */

#define SLOTS 3
#define BASE_CLIENTS 20
#define IMPORT_ROWS 150
#define WORKER_WRITES 25
/* Book of an older schema, one of its clients, and how many rules it has: as many as a new one. */
#define OLD_BOOK "schema-5.sql"
#define OLD_CLIENT "Олена Коваль"
#define RULES 2

typedef enum
{
  JOB_ADD,
  JOB_IMPORT,
  JOB_RESTORE,
  JOB_UNDO,
  JOB_WORKER
} Job;

typedef struct
{
  Job job;
  GPid pid; /* 0: free */
  int out;
  GString *text;  /* what it printed: its confirmations */
  char *name;     /* of what it adds */
  gint64 started; /* counted in events */
  gint64 kill_at; /* monotonic, 0 never */
} Child;

typedef struct
{
  gint64 id;
  gint64 started;
} Confirmed;

static Child children[SLOTS];
static GHashTable *confirmed; /* name → Confirmed; imports: id 0 */
static GHashTable *imports;   /* every import ever begun */
static gint64 events;
static gint64 last_restore; /* event at which the last restore was over */
static char *self_path;
static guint kills, restores;

static void
spawn (Child *child, Job job, const char *const *argv, char *name)
{
  g_autoptr (GError) error = NULL;

  *child = (Child){ .job = job, .name = name, .started = ++events, .text = g_string_new (NULL) };
  g_spawn_async_with_pipes (NULL, (char **)argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL,
      NULL, NULL, &child->pid, NULL, &child->out, NULL, &error);
  g_assert_no_error (error);
}

static void
confirm (const char *name, gint64 id, gint64 started)
{
  Confirmed *what = g_new0 (Confirmed, 1);

  what->id = id;
  what->started = started;
  g_hash_table_replace (confirmed, g_strdup (name), what);
}

/* The child is over: what did it say? */
static void
reap (Child *child)
{
  int status;
  g_auto (GStrv) lines = g_strsplit (child->text->str, "\n", -1);
  gboolean ok;

  while (waitpid (child->pid, &status, 0) < 0)
    g_assert_cmpint (errno, ==, EINTR);
  ok = WIFEXITED (status) && WEXITSTATUS (status) == 0;
  switch (child->job)
    {
    case JOB_ADD:
      /* A whole line is a confirmation, even if it was killed right after. */
      if (lines[0] && lines[1])
        confirm (child->name, g_ascii_strtoll (lines[0], NULL, 10), child->started);
      break;
    case JOB_WORKER:
      for (guint i = 0; lines[i] && lines[i + 1]; i++)
        {
          g_auto (GStrv) parts = g_strsplit (lines[i], "\t", 2);
          if (parts[0] && parts[1])
            confirm (parts[0], g_ascii_strtoll (parts[1], NULL, 10), child->started);
        }
      break;
    case JOB_IMPORT:
      if (ok)
        confirm (child->name, 0, child->started);
      break;
    case JOB_RESTORE:
      last_restore = ++events;
      restores++;
      break;
    case JOB_UNDO:
    default: break;
    }
  close (child->out);
  g_string_free (child->text, TRUE);
  g_free (child->name);
  child->pid = 0;
}

static void
attend (gint64 until)
{
  struct pollfd fds[SLOTS];
  int slots[SLOTS], n = 0;
  gint64 now = g_get_monotonic_time (), next = until;

  for (int i = 0; i < SLOTS; i++)
    if (children[i].pid)
      {
        if (children[i].kill_at && now >= children[i].kill_at)
          {
            kill (children[i].pid, SIGKILL);
            children[i].kill_at = 0;
            kills++;
          }
        if (children[i].kill_at)
          next = MIN (next, children[i].kill_at);
        fds[n] = (struct pollfd){ children[i].out, POLLIN, 0 };
        slots[n++] = i;
      }
  if (!n || poll (fds, (nfds_t)n, (int)CLAMP ((next - now) / 1000 + 1, 1, 1000)) <= 0)
    return;
  for (int i = 0; i < n; i++)
    if (fds[i].revents)
      {
        char buffer[4096];
        ssize_t got = read (fds[i].fd, buffer, sizeof buffer);

        if (got > 0)
          g_string_append_len (children[slots[i]].text, buffer, got);
        else if (got == 0)
          reap (&children[slots[i]]);
      }
}

static void
attend_all (void)
{
  gboolean busy = TRUE;

  while (busy)
    {
      busy = FALSE;
      for (int i = 0; i < SLOTS; i++)
        busy = busy || children[i].pid;
      if (busy)
        attend (g_get_monotonic_time () + G_USEC_PER_SEC);
    }
}

static char *
write_csv (const char *folder, guint number)
{
  g_autoptr (GString) csv = g_string_new ("Name,Phone,City\n");
  g_autofree char *name = g_strdup_printf ("import-%u.csv", number);
  char *path = g_build_filename (folder, name, NULL);

  for (guint i = 0; i < IMPORT_ROWS; i++)
    g_string_append_printf (csv, "Import %u row %u,+38067%03u%04u,Kyiv\n", number, i, number % 1000, i);
  g_assert_true (g_file_set_contents (path, csv->str, -1, NULL));
  return path;
}

static void
start (Child *child, GRand *random, const char *cli, const char *book, char *const backups[2],
    gboolean restoring)
{
  static guint number;
  g_autofree char *folder = g_path_get_dirname (book);
  int what = g_rand_int_range (random, 0, 20);

  number++;
  if (what < 9)
    {
      char *name = g_strdup_printf ("Add %u", number);
      g_autofree char *field = g_strconcat ("name=", name, NULL),
                      *phone = g_strdup_printf ("phone=+38050%07u", number);
      const char *argv[] = { cli, "--book", book, "add", "client", field, phone, "tags=a,b", NULL };
      spawn (child, JOB_ADD, argv, name);
    }
  else if (what < 13)
    {
      g_autofree char *seed = g_strdup_printf ("%u", number);
      const char *argv[] = { self_path, "--worker", book, seed, NULL };
      spawn (child, JOB_WORKER, argv, NULL);
    }
  else if (what < 17)
    {
      g_autofree char *path = write_csv (folder, number);
      char *name = g_strdup_printf ("Import %u", number);
      const char *argv[] = { cli, "--book", book, "import", path, "--entity", "client", NULL };
      g_hash_table_add (imports, g_strdup (name));
      spawn (child, JOB_IMPORT, argv, name);
    }
  else if (what < 19 && restoring)
    {
      /* One of them is brought to this schema on the way. */
      const char *argv[] = { cli, "--book", book, "restore", backups[what - 17], NULL };
      spawn (child, JOB_RESTORE, argv, NULL);
    }
  else
    {
      const char *argv[] = { cli, "--book", book, "check", NULL };
      spawn (child, JOB_UNDO, argv, NULL);
    }
  if (g_rand_int_range (random, 0, 3))
    child->kill_at = g_get_monotonic_time () + g_rand_int_range (random, 1000, 150000);
}

static void
verify (const char *book)
{
  CrmStore *store = crm_test_open (book, CRM_ORIGIN_CLI);
  GHashTableIter iter;
  gpointer key, value;
  guint required = 0;

  crm_test_assert_in_order (store);
  /* All of one backup, nothing of the other. */
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM client WHERE name LIKE 'Base %'"), ==,
      crm_test_sql_integer (store, "SELECT count (*) FROM client WHERE name = '" OLD_CLIENT "'")
          ? 0
          : BASE_CLIENTS);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT max (number) FROM schema_migration"), ==,
      crm_db_migrator_get_newest ());
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) - count (DISTINCT login) FROM \"user\""), ==, 0);
  /* Nothing half-written: who has been added has the phone and both tags. */
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM client c WHERE name LIKE 'Add %' AND"
                                   " ((SELECT count (*) FROM address a WHERE a.client = c.id) <> 1"
                                   " OR (SELECT count (*) FROM record_link l WHERE l.entity = 'client' AND"
                                   " l.record_id = c.id) <> 2)"),
      ==, 0);
  g_hash_table_iter_init (&iter, imports);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_autofree char *sql =
          g_strdup_printf ("SELECT count (*) FROM client WHERE name LIKE '%s row %%'", (char *)key);
      gint64 n = crm_test_sql_integer (store, sql);
      if (n != 0 && n != IMPORT_ROWS)
        g_error ("%s is there with %" G_GINT64_FORMAT " rows", (char *)key, n);
    }
  g_hash_table_iter_init (&iter, confirmed);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Confirmed *what = value;
      g_autofree char *sql = NULL;

      if (what->started < last_restore)
        continue;
      required++;
      sql = what->id ? g_strdup_printf ("SELECT count (*) FROM client WHERE id = %" G_GINT64_FORMAT
                                        " AND name = '%s'",
                           what->id, (char *)key)
                     : g_strdup_printf (
                           "SELECT count (*) > 0 FROM client WHERE name LIKE '%s row %%'", (char *)key);
      if (crm_test_sql_integer (store, sql) != 1)
        g_error ("%s was confirmed and is not there", (char *)key);
    }
  g_test_message ("%u of %u confirmed required, %u kills, %u restores", required,
      g_hash_table_size (confirmed), kills, restores);
  crm_test_close (store);
}

static void
test_minute (void)
{
  const char *cli = g_getenv ("CLIENTELE_CLI"), *length = g_getenv ("CRM_TEST_SECONDS"),
             *seed = g_getenv ("CRM_TEST_SEED");
  g_autofree char *book = crm_test_path (), *backup = crm_test_path (),
                  *old = crm_test_make_released (OLD_BOOK);
  char *const backups[] = { backup, old };
  g_autoptr (GRand) random = g_rand_new_with_seed (seed ? (guint32)strtoul (seed, NULL, 10) : 20260310);
  gint64 begin = g_get_monotonic_time ();
  gint64 end = begin + (length ? g_ascii_strtoll (length, NULL, 10) : 10) * G_USEC_PER_SEC;

  if (!cli)
    {
      g_test_skip ("CLIENTELE_CLI is not set");
      return;
    }
  confirmed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  imports = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  {
    CrmStore *store = crm_test_open (book, CRM_ORIGIN_CLI);
    for (int i = 0; i < BASE_CLIENTS; i++)
      {
        g_autofree char *name = g_strdup_printf ("Base %d", i);
        crm_test_add (store, "client", "name", name, NULL);
      }
    g_assert_true (crm_store_backup_sync (store, backup, NULL));
    crm_test_close (store);
  }
  while (g_get_monotonic_time () < end)
    {
      for (int i = 0; i < SLOTS; i++)
        if (!children[i].pid)
          /* None in the second half, so that much must be there in the end. */
          start (&children[i], random, cli, book, backups, g_get_monotonic_time () < (begin + end) / 2);
      attend (end);
    }
  attend_all ();
  verify (book);
  g_clear_pointer (&confirmed, g_hash_table_unref);
  g_clear_pointer (&imports, g_hash_table_unref);
}

/* Programs that begin one new book, or open one of an older schema, at the same moment, one of them killed: the book is made or brought
 * to the new schema once. */
static void
test_together (gconstpointer dump)
{
  const char *cli = g_getenv ("CLIENTELE_CLI");
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  if (!cli)
    {
      g_test_skip ("CLIENTELE_CLI is not set");
      return;
    }
  confirmed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (int round = 0; round < 12; round++)
    {
      g_autofree char *book = dump ? crm_test_make_released (dump) : crm_test_path ();
      CrmStore *store;
      GHashTableIter iter;
      gpointer key;

      g_hash_table_remove_all (confirmed);
      for (int i = 0; i < SLOTS; i++)
        {
          char *name = g_strdup_printf ("Add %d", i);
          g_autofree char *field = g_strconcat ("name=", name, NULL);
          const char *argv[] = { cli, "--book", book, "add", "client", field, NULL };
          spawn (&children[i], JOB_ADD, argv, name);
          if (i == 0)
            children[i].kill_at = g_get_monotonic_time () + g_rand_int_range (random, 1000, 40000);
        }
      attend_all ();
      store = crm_test_open (book, CRM_ORIGIN_CLI);
      crm_test_assert_in_order (store);
      g_assert_cmpint (
          crm_test_sql_integer (store, "SELECT count (*) - count (DISTINCT login) FROM \"user\""), ==, 0);
      g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM status_rule"), ==, RULES);
      g_assert_cmpint (crm_test_sql_integer (store, "SELECT max (number) FROM schema_migration"), ==,
          crm_db_migrator_get_newest ());
      g_assert_cmpint (
          crm_test_sql_integer (store, "SELECT count (*) FROM client WHERE name = '" OLD_CLIENT "'"), ==,
          dump ? 1 : 0);
      /* Those that were left alone succeeded. */
      g_assert_true (g_hash_table_contains (confirmed, "Add 1"));
      g_assert_true (g_hash_table_contains (confirmed, "Add 2"));
      g_hash_table_iter_init (&iter, confirmed);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        {
          g_autofree char *sql =
              g_strdup_printf ("SELECT count (*) FROM client WHERE name = '%s'", (char *)key);
          g_assert_cmpint (crm_test_sql_integer (store, sql), ==, 1);
        }
      crm_test_close (store);
    }
  g_clear_pointer (&confirmed, g_hash_table_unref);
}

/* A program that keeps the book open and writes; each confirmation is a line. */
static int
work (const char *book, const char *seed)
{
  CrmStore *store = crm_store_new (book, NULL, CRM_ORIGIN_WINDOW);
  g_autoptr (GError) error = NULL;

  if (!crm_store_open_sync (store, FALSE, 30, &error))
    return 1;
  for (int i = 0; i < WORKER_WRITES; i++)
    {
      g_autofree char *name = g_strdup_printf ("Worker %s-%d", seed, i);
      gint64 id = crm_test_try_add (store, "client", "name", name, NULL);

      if (id)
        {
          printf ("%s\t%" G_GINT64_FORMAT "\n", name, id);
          fflush (stdout);
        }
    }
  crm_test_close (store);
  return 0;
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--worker"))
    return work (argv[2], argv[3]);
  self_path = g_file_read_link ("/proc/self/exe", NULL);
  crm_test_store_init (&argc, &argv);
  crm_clock_set (NULL, NULL);
  g_test_add_data_func ("/crash/new-book", NULL, test_together);
  g_test_add_data_func ("/crash/migrate", OLD_BOOK, test_together);
  g_test_add_func ("/crash/minute", test_minute);
  int status = crm_test_store_done (g_test_run ());
  g_free (self_path);
  return status;
}
