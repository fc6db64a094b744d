/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-backups.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "db/crm-db-migrator.h"
#include "db/crm-db-sqlite.h"

/* Finds, makes and uses the copies beside a book. No state: each call opens what it needs and closes it. */

#define KEPT_DAYS 3

typedef struct
{
  char *path;
  gint64 at;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->path);
  g_free (found);
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *x = *(const Found *const *)a, *y = *(const Found *const *)b;

  return x->at != y->at ? (x->at < y->at ? 1 : -1) : strcmp (y->path, x->path);
}

/* Copies whose name goes on with a word behind the book's (NULL: any), the newest first. */
static GPtrArray *
find (const char *book, const char *word)
{
  g_autofree char *folder = g_path_get_dirname (book);
  g_autofree char *name = g_path_get_basename (book);
  g_autofree char *prefix = g_strconcat (name, ".", word, NULL);
  GPtrArray *all = g_ptr_array_new_with_free_func (found_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *entry;

  while (dir && (entry = g_dir_read_name (dir)))
    {
      g_autofree char *path = NULL;
      GStatBuf info;

      if (!g_str_has_prefix (entry, prefix) || !g_str_has_suffix (entry, ".backup"))
        continue;
      path = g_build_filename (folder, entry, NULL);
      if (g_stat (path, &info) != 0)
        continue;
      Found *found = g_new (Found, 1);
      found->path = g_steal_pointer (&path);
      found->at = (gint64)info.st_mtim.tv_sec * G_USEC_PER_SEC + info.st_mtim.tv_nsec / 1000;
      g_ptr_array_add (all, found);
    }
  g_ptr_array_sort (all, compare_found);
  return all;
}

GPtrArray *
crm_backups_list (const char *book)
{
  g_autoptr (GPtrArray) all = find (book, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (paths, g_strdup (((Found *)all->pdata[i])->path));
  return paths;
}

static CrmDb *
open_book (const char *path, GError **error)
{
  g_autoptr (CrmDb) db = crm_db_sqlite_new ();
  gint64 n;

  if (!crm_db_open (db, path, CRM_DB_READ_ONLY, error) ||
      !crm_db_get_integer (
          db, "SELECT count (*) FROM sqlite_master WHERE name = 'schema_migration'", 0, &n, error))
    return NULL;
  if (!n)
    {
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_CORRUPT, _ ("“%s” is not a book of Clientele."), path);
      return NULL;
    }
  return crm_db_migrator_check (db, error) ? g_steal_pointer (&db) : NULL;
}

gboolean
crm_backups_look (const char *backup, CrmBackupInfo *info, GError **error)
{
  g_autoptr (CrmDb) db = open_book (backup, error);

  return db &&
         crm_db_get_integer (
             db, "SELECT count (*) FROM client WHERE archived_at IS NULL", 0, &info->clients, error) &&
         crm_db_get_integer (db, "SELECT coalesce (max (at), 0) FROM operation", 0, &info->changed_at, error);
}

static gboolean
has_changed (CrmDb *db, const char *since)
{
  g_autoptr (CrmDb) last = open_book (since, NULL);
  gint64 now = 0, then = 0;

  return !last || !crm_db_get_integer (db, "SELECT coalesce (max (seq), 0) FROM change", 0, &now, NULL) ||
         !crm_db_get_integer (last, "SELECT coalesce (max (seq), 0) FROM change", 0, &then, NULL) ||
         now != then;
}

gboolean
crm_backups_make_daily (const char *book, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (crm_clock_now () / G_USEC_PER_SEC);
  g_autofree char *day = g_date_time_format (now, "%Y%m%d");
  g_autofree char *path = g_strdup_printf ("%s.day-%s.backup", book, day);
  g_autoptr (GPtrArray) days = find (book, "day-");
  g_autoptr (CrmDb) db = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  db = open_book (book, error);
  if (!db)
    return FALSE;
  if (days->len > 0 && !has_changed (db, ((Found *)days->pdata[0])->path))
    return TRUE;
  if (!crm_db_backup (db, path, NULL, NULL, NULL, error))
    return FALSE;
  for (guint i = KEPT_DAYS - 1; i < days->len; i++)
    g_unlink (((Found *)days->pdata[i])->path);
  return TRUE;
}

gboolean
crm_backups_was_book (const char *book)
{
  g_autofree char *lock = g_strconcat (book, ".lock", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (book);
  g_autoptr (GFileInputStream) stream = NULL;
  char head[72];
  gsize n = 0;

  if (g_file_test (lock, G_FILE_TEST_EXISTS))
    return TRUE;
  /* SQLite keeps the mark of the program there. */
  stream = g_file_read (file, NULL, NULL);
  return stream && g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &n, NULL, NULL) &&
         n == sizeof head && memcmp (head + 68, "Clnt", 4) == 0;
}

static gboolean
move (const char *from, const char *to, GError **error)
{
  if (g_rename (from, to) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (
      error, CRM_DB_ERROR, CRM_DB_ERROR_DENIED, _ ("“%s” cannot be written: %s"), to, g_strerror (errno));
  return FALSE;
}

gboolean
crm_backups_replace_damaged (const char *book, const char *backup, char **kept, GError **error)
{
  static const char *const sides[] = { "-wal", "-shm" };
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (crm_clock_now () / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *old = g_strdup_printf ("%s.damaged-%s-%04x", book, stamp, g_random_int_range (0, 0x10000));
  g_autofree char *prepared = g_strdup_printf ("%s.restoring-%08x", book, g_random_int ());
  g_autoptr (CrmDb) source = open_book (backup, error);
  g_autoptr (CrmDb) lock = crm_db_sqlite_new ();
  gboolean ok;

  /* What is copied is checked; only then does the damaged book give way. */
  if (!source || !crm_db_backup (source, prepared, NULL, NULL, NULL, error))
    return FALSE;
  /* Opened only for its lock: whether that works does not matter. */
  crm_db_open (lock, book, CRM_DB_READ_ONLY, NULL);
  ok = crm_db_lock (lock, CRM_DB_LOCK_EXCLUSIVE, error);
  for (guint i = 0; ok && i < G_N_ELEMENTS (sides); i++)
    {
      g_autofree char *from = g_strconcat (book, sides[i], NULL);
      g_autofree char *to = g_strconcat (old, sides[i], NULL);

      ok = move (from, to, error);
    }
  ok = ok && move (book, old, error) && move (prepared, book, error);
  crm_db_lock (lock, CRM_DB_LOCK_NONE, NULL);
  if (!ok)
    g_unlink (prepared);
  else
    *kept = g_steal_pointer (&old);
  return ok;
}
