/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-fill.h"

#include <sqlite3.h>
#include <string.h>

#include "bench.h"

/* The bare sqlite3 loop an import is compared with: it fills the same tables and indexes, the log included, client by client,
 * from values that lie ready in memory. */

typedef struct
{
  const char *table;
  const char *select; /* rows that belong to client ?1 */
} Part;

/* In this order a client's rows can refer to each other. */
static const Part parts[] = {
  { "client", "SELECT * FROM client WHERE id = ?1" },
  { "address", "SELECT * FROM address WHERE client = ?1" },
  { "record_link", "SELECT * FROM record_link WHERE entity = 'client' AND record_id = ?1" },
  { "change", "SELECT * FROM change WHERE entity = 'client' AND record_id = ?1" },
  { "change", "SELECT c.* FROM address a CROSS JOIN change c ON c.entity = 'address' AND c.record_id = a.id"
              " WHERE a.client = ?1" },
  { "client_figures", "SELECT * FROM client_figures WHERE client_id = ?1" },
  { "client_search", "SELECT * FROM client_search WHERE client_id = ?1" },
};

/* Rows everything else refers to. */
static const Part heads[] = {
  { "operation", "SELECT id, at, author, origin, purpose, undoable, NULL, NULL FROM operation WHERE id > 1" },
  { "tag", "SELECT * FROM tag" },
  { "option", "SELECT * FROM option" },
};

#define N_PARTS G_N_ELEMENTS (parts)

struct _BenchFill
{
  GByteArray *values; /* rows: part number, then per column a type and what it needs */
  guint64 rows;
};

static sqlite3 *
open_book (const char *path)
{
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
      sqlite3_exec (db,
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size "
          "= "
          "-16384; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864",
          NULL, NULL, NULL) != SQLITE_OK)
    bench_die ("%s: %s", path, sqlite3_errmsg (db));
  return db;
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    bench_die ("%s: %s", sql, sqlite3_errmsg (db));
  return statement;
}

static void
append (BenchFill *self, gconstpointer data, gsize size)
{
  g_byte_array_append (self->values, data, (guint)size);
}

static void
read_row (BenchFill *self, sqlite3_stmt *from, guint8 part)
{
  append (self, &part, 1);
  for (int i = 0; i < sqlite3_column_count (from); i++)
    {
      guint8 type = (guint8)sqlite3_column_type (from, i);

      append (self, &type, 1);
      if (type == SQLITE_INTEGER)
        {
          gint64 value = sqlite3_column_int64 (from, i);
          append (self, &value, sizeof value);
        }
      else if (type == SQLITE_TEXT || type == SQLITE_BLOB)
        {
          gconstpointer data = sqlite3_column_blob (from, i);
          gint32 size = sqlite3_column_bytes (from, i);

          append (self, &size, sizeof size);
          if (size)
            append (self, data, (gsize)size);
        }
      else if (type != SQLITE_NULL)
        bench_die ("a real number is not expected here");
    }
  self->rows++;
}

BenchFill *
bench_fill_read (const char *book)
{
  BenchFill *self = g_new0 (BenchFill, 1);
  sqlite3 *db = open_book (book);
  sqlite3_stmt *clients = prepare (db, "SELECT id FROM client ORDER BY id"), *selects[N_PARTS];

  self->values = g_byte_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      sqlite3_stmt *statement = prepare (db, heads[i].select);
      while (sqlite3_step (statement) == SQLITE_ROW)
        read_row (self, statement, (guint8)(N_PARTS + i));
      sqlite3_finalize (statement);
    }
  for (guint i = 0; i < N_PARTS; i++)
    selects[i] = prepare (db, parts[i].select);
  while (sqlite3_step (clients) == SQLITE_ROW)
    for (guint i = 0; i < N_PARTS; i++)
      {
        sqlite3_bind_int64 (selects[i], 1, sqlite3_column_int64 (clients, 0));
        while (sqlite3_step (selects[i]) == SQLITE_ROW)
          read_row (self, selects[i], (guint8)i);
        sqlite3_reset (selects[i]);
      }
  for (guint i = 0; i < N_PARTS; i++)
    sqlite3_finalize (selects[i]);
  sqlite3_finalize (clients);
  sqlite3_close (db);
  return self;
}

void
bench_fill_free (BenchFill *self)
{
  g_byte_array_unref (self->values);
  g_free (self);
}

guint64
bench_fill_get_rows (BenchFill *self)
{
  return self->rows;
}

static sqlite3_stmt *
prepare_insert (sqlite3 *db, const Part *part)
{
  sqlite3_stmt *select = prepare (db, part->select);
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO %s VALUES (", part->table);
  for (int i = 0; i < sqlite3_column_count (select); i++)
    g_string_append (sql, i ? ", ?" : "?");
  g_string_append_c (sql, ')');
  sqlite3_finalize (select);
  return prepare (db, sql->str);
}

double
bench_fill_write (BenchFill *self, const char *path)
{
  sqlite3 *db = open_book (path);
  sqlite3_stmt *inserts[N_PARTS + G_N_ELEMENTS (heads)];
  const guint8 *p = self->values->data, *end = p + self->values->len;
  double start;

  for (guint i = 0; i < G_N_ELEMENTS (inserts); i++)
    inserts[i] = prepare_insert (db, i < N_PARTS ? &parts[i] : &heads[i - N_PARTS]);
  start = bench_now ();
  sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  while (p < end)
    {
      sqlite3_stmt *insert = inserts[*p++];
      int n = sqlite3_bind_parameter_count (insert);

      for (int i = 1; i <= n; i++)
        {
          guint8 type = *p++;

          if (type == SQLITE_INTEGER)
            {
              gint64 value;
              memcpy (&value, p, sizeof value);
              p += sizeof value;
              sqlite3_bind_int64 (insert, i, value);
            }
          else if (type == SQLITE_NULL)
            sqlite3_bind_null (insert, i);
          else
            {
              gint32 size;
              memcpy (&size, p, sizeof size);
              p += sizeof size;
              if (type == SQLITE_TEXT)
                sqlite3_bind_text (insert, i, (const char *)p, size, SQLITE_STATIC);
              else
                sqlite3_bind_blob (insert, i, p, size, SQLITE_STATIC);
              p += size;
            }
        }
      if (sqlite3_step (insert) != SQLITE_DONE)
        bench_die ("%s: %s", sqlite3_sql (insert), sqlite3_errmsg (db));
      sqlite3_reset (insert);
    }
  if (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
    bench_die ("%s", sqlite3_errmsg (db));
  start = bench_now () - start;
  for (guint i = 0; i < G_N_ELEMENTS (inserts); i++)
    sqlite3_finalize (inserts[i]);
  sqlite3_close (db);
  return start;
}
