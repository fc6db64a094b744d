/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/crm-db-migrator.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"

/* Numbered schema files, immutable once released, one transaction each. Runs on the writer's thread while the book is
 * being opened. */

#define RESOURCES "/io/github/clientele/schema"
#define KEPT_BACKUPS 3

GResource *crm_schema_get_resource (void);

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* Portable file names in order ("0001-foundation.sql"); a dialect's own part runs right after its twin. */
static GPtrArray *
list_files (void)
{
  g_auto (GStrv) names = g_resource_enumerate_children (crm_schema_get_resource (), RESOURCES, 0, NULL);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; names && names[i]; i++)
    {
      const char *dot = strchr (names[i], '.');
      if (g_ascii_isdigit (names[i][0]) && g_strcmp0 (dot, ".sql") == 0)
        g_ptr_array_add (files, g_strdup (names[i]));
    }
  g_ptr_array_sort (files, compare_names);
  return files;
}

static int
get_number (const char *name)
{
  return (int)g_ascii_strtoll (name, NULL, 10);
}

static char *
read_file (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCES "/", name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (crm_schema_get_resource (), path, 0, NULL);

  return bytes ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
}

static char *
replace_token (char *text, const char *token, const char *with)
{
  g_auto (GStrv) parts = g_strsplit (text, token, -1);
  g_free (text);
  return g_strjoinv (with, parts);
}

static char *
take_statements (char *sql)
{
  sql = replace_token (sql, "%ID%", "INTEGER PRIMARY KEY");
  /* The number of a record is never given twice: the log of a removed one must not become another's. */
  sql = replace_token (sql, "%RECORD%", "INTEGER PRIMARY KEY AUTOINCREMENT");
  sql = replace_token (sql, "%KEY%", "text");
  return replace_token (sql, "%BLOB%", "blob");
}

char *
crm_db_migrator_dup_statements (CrmDb *db, const char *portable)
{
  return take_statements (g_strdup (portable));
}

/* The statements of one migration for the driver, and the checksum of what was released. */
static char *
make_sql (CrmDb *db, const char *name, char **checksum)
{
  g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".sql"));
  g_autofree char *own_name = g_strdup_printf ("%s.%s.sql", stem, CRM_DB_GET_CLASS (db)->dialect);
  g_autofree char *portable = read_file (name);
  g_autofree char *own = read_file (own_name);
  char *sql = g_strconcat (portable, "\n", own ? own : "", NULL);

  if (checksum)
    *checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, sql, -1);
  return take_statements (sql);
}

int
crm_db_migrator_get_newest (void)
{
  g_autoptr (GPtrArray) files = list_files ();
  return files->len ? get_number (files->pdata[files->len - 1]) : 0;
}

char *
crm_db_migrator_dup_sql (CrmDb *db)
{
  g_autoptr (GPtrArray) files = list_files ();
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *sql = make_sql (db, files->pdata[i], NULL);
      g_string_append (all, sql);
    }
  return g_string_free (all, FALSE);
}

/* Backups before a migration carry the date in their name, so the oldest sort first. */
static void
drop_old_backups (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *stem = g_path_get_basename (path);
  g_autofree char *prefix = g_strconcat (stem, ".before-", NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".backup"))
      g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i + KEPT_BACKUPS < names->len; i++)
    g_unlink (names->pdata[i]);
}

static gboolean
back_up (CrmDb *db, int from, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (crm_clock_now () / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *path =
      g_strdup_printf ("%s.before-%s-from-%04d.backup", crm_db_get_path (db), stamp, from);

  if (!crm_db_backup (db, path, NULL, NULL, NULL, error))
    return FALSE;
  drop_old_backups (crm_db_get_path (db));
  return TRUE;
}

static gboolean
apply (CrmDb *db, const char *name, GError **error)
{
  g_autofree char *checksum = NULL;
  g_autofree char *sql = make_sql (db, name, &checksum);
  g_autoptr (CrmStatement) statement = NULL;

  if (!crm_db_script (db, sql, error))
    return FALSE;
  statement = crm_db_prepare (db,
      "INSERT INTO schema_migration (number, name, checksum, applied_at, app_version) VALUES ($1, $2, $3, "
      "$4, $5)",
      error);
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, get_number (name));
  crm_statement_bind_text (statement, 2, name);
  crm_statement_bind_text (statement, 3, checksum);
  crm_statement_bind_integer (statement, 4, crm_clock_now ());
  crm_statement_bind_text (statement, 5, CRM_VERSION);
  return crm_statement_run (statement, error);
}

static gboolean
read_number (CrmDb *db, int *number, GError **error)
{
  gint64 tables, value = 0;

  if (!crm_db_get_integer (
          db, "SELECT count (*) FROM sqlite_master WHERE name = 'schema_migration'", 0, &tables, error))
    return FALSE;
  if (tables && !crm_db_get_integer (db, "SELECT max (number) FROM schema_migration", 0, &value, error))
    return FALSE;
  *number = (int)value;
  return TRUE;
}

static gboolean
check_not_newer (CrmDb *db, int number, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean row = FALSE;

  if (number <= crm_db_migrator_get_newest ())
    return TRUE;
  statement =
      crm_db_prepare (db, "SELECT app_version FROM schema_migration ORDER BY number DESC LIMIT 1", error);
  if (!statement || !crm_statement_step (statement, &row, error))
    return FALSE;
  g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_TOO_NEW,
      _ ("The book “%s” was written by a newer version of the program (%s). It was left as it is; update "
         "Clientele to "
         "open it."),
      crm_db_get_path (db), row ? crm_statement_get_text (statement, 0) : "?");
  return FALSE;
}

gboolean
crm_db_migrator_check (CrmDb *db, GError **error)
{
  int number;

  return read_number (db, &number, error) && check_not_newer (db, number, error);
}

gboolean
crm_db_migrate (CrmDb *db, GError **error)
{
  g_autoptr (GPtrArray) files = list_files ();
  int number;
  guint tries = 0;

  if (!read_number (db, &number, error) || !check_not_newer (db, number, error))
    return FALSE;
  if (number == crm_db_migrator_get_newest ())
    return TRUE;

  /* Two programs that start on a new book at once: one makes it, the other waits for it. */
  while (!crm_db_lock (db, CRM_DB_LOCK_EXCLUSIVE, NULL))
    {
      if (!read_number (db, &number, error))
        return FALSE;
      if (number == crm_db_migrator_get_newest ())
        return TRUE;
      if (tries++ == 100)
        {
          g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_BUSY,
              _ ("The book “%s” must be brought to a new version, but another program has it open. Close it "
                 "there first."),
              crm_db_get_path (db));
          return FALSE;
        }
      g_usleep (50000);
    }

  gboolean ok = read_number (db, &number, error) && (number == 0 || back_up (db, number, error));
  for (guint i = 0; ok && i < files->len; i++)
    {
      const char *name = files->pdata[i];

      if (get_number (name) <= number)
        continue;
      ok = crm_db_begin (db, TRUE, error);
      if (ok && number == 0 && i == 0)
        ok = crm_db_script (db,
            "CREATE TABLE schema_migration (number bigint PRIMARY KEY, name text NOT NULL, checksum text NOT "
            "NULL,"
            " applied_at bigint NOT NULL, app_version text NOT NULL)",
            error);
      ok = ok && apply (db, name, error) && crm_db_commit (db, error);
      if (!ok)
        crm_db_rollback (db);
    }
  crm_db_lock (db, CRM_DB_LOCK_NONE, NULL);
  return ok;
}
