/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "crm-test-store.h"
#include "store/crm-backups.h"
#include "store/crm-presence.h"

/* The copies beside a book: one a day while it changes, the last few of them kept; and a damaged book gives way to one. */

static gint64 clock_at;

static gint64
tell (gpointer data)
{
  return clock_at;
}

static guint
count_days (const char *path)
{
  g_autoptr (GPtrArray) all = crm_backups_list (path);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n += strstr (all->pdata[i], ".day-") != NULL;
  return n;
}

static void
make_daily (const char *path)
{
  g_autoptr (GError) error = NULL;

  crm_backups_make_daily (path, &error);
  g_assert_no_error (error);
}

static void
test_daily (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  CrmBackupInfo info;

  crm_test_add (store, "client", "name", "Anna", NULL);
  clock_at = G_GINT64_CONSTANT (1772450000000000); /* noon of some day */
  crm_clock_set (tell, NULL);
  make_daily (path);
  make_daily (path);
  g_assert_cmpuint (count_days (path), ==, 1);
  /* Nothing happened: the copy of yesterday is as good. */
  clock_at += G_TIME_SPAN_DAY;
  make_daily (path);
  g_assert_cmpuint (count_days (path), ==, 1);
  for (int i = 0; i < 5; i++)
    {
      crm_test_add (store, "client", "name", "Boris", NULL);
      make_daily (path);
      clock_at += G_TIME_SPAN_DAY;
    }
  g_assert_cmpuint (count_days (path), ==, 3);
  all = crm_backups_list (path);
  g_assert_true (crm_backups_look (all->pdata[0], &info, &error));
  g_assert_no_error (error);
  g_assert_cmpint (info.clients, ==, 6);
  g_assert_cmpint (info.changed_at, >, 0);
  crm_clock_set (NULL, NULL);
  crm_test_close (store);
}

static gboolean
write_nothing (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_db_run (crm_transaction_get_db (tx), "UPDATE client SET name = 'Boris' WHERE id = 1", error, 0);
}

static void
damage (const char *path)
{
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  memset (text, 0, 100);
  g_assert_true (g_file_set_contents (path, text, (gssize)length, NULL));
}

static void
test_damaged (void)
{
  g_autofree char *path = crm_test_path (), *backup = g_strconcat (path, ".day-20260102.backup", NULL);
  g_autofree char *kept = NULL, *bad = g_strconcat (path, ".bad", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStore) broken = NULL;
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);

  crm_test_add (store, "client", "name", "Anna", NULL);
  g_assert_true (crm_store_backup_sync (store, backup, &error));
  /* Not while somebody has it open. */
  g_assert_false (crm_backups_replace_damaged (path, backup, &kept, &error));
  g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_BUSY);
  g_clear_error (&error);
  crm_test_close (store);

  damage (path);
  broken = crm_store_new (path, NULL, CRM_ORIGIN_CLI);
  g_assert_false (crm_store_open_sync (broken, FALSE, 0, &error));
  g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_true (crm_backups_was_book (path));
  g_assert_false (crm_backups_was_book (bad));
  /* A backup that is none changes nothing. */
  g_assert_true (g_file_set_contents (bad, "no book at all", -1, NULL));
  g_assert_false (crm_backups_replace_damaged (path, bad, &kept, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (kept);

  g_assert_true (crm_backups_replace_damaged (path, backup, &kept, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  store = crm_test_open (path, CRM_ORIGIN_CLI);
  crm_test_assert_field (store, "client", 1, "name", "Anna");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* Damage in the middle of a book that opens: the backup is restored all the same. */
static void
test_restore_over (void)
{
  g_autofree char *path = crm_test_path (), *backup = g_strconcat (path, ".copy", NULL), *text = NULL;
  g_autoptr (GError) error = NULL;
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 page;
  gsize length;

  crm_test_add (store, "client", "name", "Anna", NULL);
  g_assert_true (crm_store_backup_sync (store, backup, &error));
  /* Nothing reads that table until it is asked for. */
  page = crm_test_sql_integer (store, "SELECT rootpage FROM sqlite_master WHERE name = 'goal'");
  crm_test_close (store);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_cmpuint (page * 4096, <=, length);
  memset (text + (page - 1) * 4096, 'x', 4096);
  g_assert_true (g_file_set_contents (path, text, (gssize)length, NULL));
  store = crm_test_open (path, CRM_ORIGIN_CLI);
  crm_store_restore_sync (store, backup, &error);
  g_assert_no_error (error);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* A book in a folder that two machines share: who comes second hears of it, and may look without writing. */
static void
test_elsewhere (void)
{
  g_autofree char *path = crm_test_path (), *mark = g_strconcat (path, ".open-deadbeef", NULL);
  g_autofree char *fresh = g_strdup_printf ("laptop\n%lld\n", (long long)crm_clock_now ());
  g_autofree char *old = g_strdup_printf ("laptop\n%lld\n", (long long)(crm_clock_now () - G_TIME_SPAN_DAY));
  g_autofree char *other = NULL;
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  g_autoptr (CrmStore) reader = crm_store_new (path, NULL, CRM_ORIGIN_WINDOW);
  g_autoptr (GError) error = NULL;
  gint64 at;

  crm_test_add (store, "client", "name", "Anna", NULL);
  crm_test_close (store);
  /* This machine is nobody else, and what is long past or no mark is nobody. */
  crm_presence_write (path);
  g_assert_null (crm_presence_find_other (path, &at));
  g_assert_true (g_file_set_contents (mark, old, -1, NULL));
  g_assert_null (crm_presence_find_other (path, &at));
  g_assert_true (g_file_set_contents (mark, "\377", -1, NULL));
  g_assert_null (crm_presence_find_other (path, &at));
  g_assert_true (g_file_set_contents (mark, fresh, -1, NULL));
  other = crm_presence_find_other (path, &at);
  g_assert_cmpstr (other, ==, "laptop");
  g_assert_cmpint (ABS (at - crm_clock_now ()), <, G_TIME_SPAN_MINUTE);
  crm_presence_remove (path);
  g_unlink (mark);
  g_assert_null (crm_presence_find_other (path, &at));

  crm_store_set_read_only (reader, TRUE);
  g_assert_true (crm_store_open_sync (reader, FALSE, 0, &error));
  g_assert_no_error (error);
  g_assert_true (crm_store_is_read_only (reader));
  crm_test_assert_field (reader, "client", 1, "name", "Anna");
  g_assert_false (crm_store_write_sync (reader, "Nothing", write_nothing, NULL, NULL, &error));
  g_assert_error (error, CRM_DB_ERROR, CRM_DB_ERROR_DENIED);
}

int
main (int argc, char *argv[])
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/backups/daily", test_daily);
  g_test_add_func ("/backups/damaged", test_damaged);
  g_test_add_func ("/backups/restore-over", test_restore_over);
  g_test_add_func ("/backups/elsewhere", test_elsewhere);
  return crm_test_store_done (g_test_run ());
}
