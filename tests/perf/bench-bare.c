/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-bare.h"

#include <sqlite3.h>
#include <string.h>

#include "bench.h"
#include "store/crm-text-scan.h"

/* Bare reads and writes: what the database itself costs for the same work. */

enum
{
  ROW,
  TAGS,
  IDS,
  FIRST,
  COUNT,
  CLIENT,
  ADDRESSES,
  LINES,
  COMPANY_LINES,
  PEOPLE,
  NOTE,
  CALL,
  BUSIEST,
  SAMPLE,
  SAVE,
  OPERATION,
  CHANGE,
  N_STATEMENTS
};

static const char *const sql[N_STATEMENTS] = {
  [ROW] = "SELECT t.id, t.version, t.name, t.kind, t.status, t.city, u.name, f.last_contact_at, "
          "f.last_contact_kind,"
          " f.last_contact_direction, f.phone, f.email, o.name FROM client t"
          " LEFT JOIN client_figures f ON f.client_id = t.id LEFT JOIN client o ON o.id = t.company"
          " LEFT JOIN \"user\" u ON u.id = t.owner WHERE t.id = ?1",
  [TAGS] = "SELECT g.name FROM record_link l JOIN tag g ON g.id = l.target_id"
           " WHERE l.entity = 'client' AND l.record_id = ?1 AND l.field = 'tags' ORDER BY l.position",
  [IDS] = "SELECT id FROM client WHERE archived_at IS NULL ORDER BY name_key, id",
  [FIRST] = "SELECT id FROM client WHERE archived_at IS NULL ORDER BY name_key, id LIMIT ?1",
  [COUNT] = "SELECT count (*) FROM client WHERE archived_at IS NULL",
  [CLIENT] = "SELECT * FROM client t LEFT JOIN client_figures f ON f.client_id = t.id WHERE t.id = ?1",
  [ADDRESSES] = "SELECT * FROM address WHERE client = ?1 AND archived_at IS NULL ORDER BY position, id",
  [LINES] = "SELECT a.at, a.id, a.entity, a.record_id, a.kind, a.direction, a.duration, a.summary, u.name "
            "FROM activity a"
            " LEFT JOIN \"user\" u ON u.id = a.author_id WHERE a.client_id = ?1 ORDER BY a.at DESC, a.id "
            "DESC LIMIT ?2",
  [COMPANY_LINES] =
      "SELECT a.at, a.id, a.entity, a.record_id, a.kind, a.direction, a.duration, a.summary, u.name, c.name"
      " FROM (SELECT * FROM activity WHERE client_id IN (SELECT ?1 UNION ALL SELECT id FROM client WHERE "
      "company = ?1)"
      " ORDER BY at DESC, id DESC LIMIT ?2) a"
      " LEFT JOIN \"user\" u ON u.id = a.author_id LEFT JOIN client c ON c.id = a.client_id"
      " ORDER BY a.at DESC, a.id DESC",
  [PEOPLE] =
      "UPDATE client SET company = ?1 WHERE id IN (SELECT id FROM client WHERE company IS NULL AND id <> ?1"
      " AND archived_at IS NULL AND id NOT IN (SELECT company FROM client WHERE company IS NOT NULL)"
      " ORDER BY id LIMIT ?2)",
  [NOTE] = "SELECT t.*, b.body FROM note t LEFT JOIN body b ON b.entity = 'note' AND b.record_id = t.id "
           "WHERE t.id = ?1",
  [CALL] = "SELECT t.*, b.body FROM call t LEFT JOIN body b ON b.entity = 'call' AND b.record_id = t.id "
           "WHERE t.id = ?1",
  /* A company shows the lines of its people too, which would not be the same reads. */
  [BUSIEST] = "SELECT client_id, count (*) FROM activity WHERE client_id > 0 AND client_id NOT IN (SELECT "
              "company FROM "
              "client WHERE company IS NOT NULL) GROUP BY client_id ORDER BY 2 DESC LIMIT 1",
  [SAMPLE] =
      "SELECT t.name_fold, f.phone, f.email FROM client t JOIN client_figures f ON f.client_id = t.id"
      " WHERE t.id >= ?1 AND f.phone IS NOT NULL AND f.email IS NOT NULL AND (?2 = '' OR t.name GLOB ?2)"
      " ORDER BY t.id LIMIT 1",
  [SAVE] = "UPDATE client SET city = ?2, city_fold = ?2, city_key = ?3, version = version + 1, updated_at = "
           "updated_at + 1"
           " WHERE id = ?1",
  [OPERATION] =
      "INSERT INTO operation (at, author, origin, purpose, undoable) VALUES (1, 1, 'window', 'Change', TRUE)",
  [CHANGE] = "INSERT INTO change (operation_id, entity, record_id, op, version_after, detail)"
             " VALUES (1, 'client', ?1, 'update', 2, ?2)",
};

struct _BenchBare
{
  sqlite3 *db;
  char *path;
  sqlite3_stmt *statements[N_STATEMENTS];
  char *buffer;
  gsize length;
  GArray *offsets; /* gsize, one more than lines */
  GArray *ids;     /* gint64 */
};

BenchBare *
bench_bare_new (const char *book)
{
  BenchBare *self = g_new0 (BenchBare, 1);

  self->path = g_strdup (book);
  if (sqlite3_open_v2 (book, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
      sqlite3_exec (self->db,
          "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -8192; PRAGMA temp_store "
          "= MEMORY",
          NULL, NULL, NULL) != SQLITE_OK)
    bench_die ("%s: %s", book, sqlite3_errmsg (self->db));
  for (guint i = 0; i < N_STATEMENTS; i++)
    if (sqlite3_prepare_v2 (self->db, sql[i], -1, &self->statements[i], NULL) != SQLITE_OK)
      bench_die ("%s: %s", sql[i], sqlite3_errmsg (self->db));
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
bench_bare_free (BenchBare *self)
{
  for (guint i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (self->statements[i]);
  sqlite3_close (self->db);
  g_array_unref (self->offsets);
  g_array_unref (self->ids);
  g_free (self->buffer);
  g_free (self->path);
  g_free (self);
}

/* A program would use what it reads. */
static gsize
touch_columns (sqlite3_stmt *statement)
{
  gsize sum = 0;

  for (int i = 0; i < sqlite3_column_count (statement); i++)
    if (sqlite3_column_type (statement, i) == SQLITE_INTEGER)
      sum += (gsize)sqlite3_column_int64 (statement, i);
    else if (sqlite3_column_blob (statement, i))
      sum += (gsize)sqlite3_column_bytes (statement, i);
  return sum;
}

static guint
read_all (sqlite3_stmt *statement, gint64 id)
{
  guint n = 0;

  sqlite3_bind_int64 (statement, 1, id);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      touch_columns (statement);
      n++;
    }
  sqlite3_reset (statement);
  return n;
}

static void
run (BenchBare *self, int which)
{
  if (sqlite3_step (self->statements[which]) != SQLITE_DONE)
    bench_die ("%s: %s", sql[which], sqlite3_errmsg (self->db));
  sqlite3_reset (self->statements[which]);
}

static void
begin (BenchBare *self)
{
  sqlite3_exec (self->db, "BEGIN", NULL, NULL, NULL);
}

static void
end (BenchBare *self)
{
  if (sqlite3_exec (self->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
    bench_die ("%s", sqlite3_errmsg (self->db));
}

void
bench_bare_read_rows (BenchBare *self, const gint64 *ids, guint n)
{
  begin (self);
  for (guint i = 0; i < n; i++)
    {
      if (read_all (self->statements[ROW], ids[i]) != 1)
        bench_die ("there is no client %" G_GINT64_FORMAT, ids[i]);
      read_all (self->statements[TAGS], ids[i]);
    }
  end (self);
}

static void
read_ids (sqlite3_stmt *statement, GArray *ids)
{
  g_array_set_size (ids, 0);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
  sqlite3_reset (statement);
}

void
bench_bare_read_ids (BenchBare *self, GArray *ids)
{
  read_ids (self->statements[IDS], ids);
}

void
bench_bare_read_first (BenchBare *self, GArray *ids, guint n)
{
  sqlite3_bind_int64 (self->statements[FIRST], 1, n);
  read_ids (self->statements[FIRST], ids);
}

gint64
bench_bare_count (BenchBare *self)
{
  gint64 n = 0;

  if (sqlite3_step (self->statements[COUNT]) == SQLITE_ROW)
    n = sqlite3_column_int64 (self->statements[COUNT], 0);
  sqlite3_reset (self->statements[COUNT]);
  return n;
}

guint
bench_bare_read_card (BenchBare *self, gint64 id, gboolean company, guint n_lines)
{
  sqlite3_stmt *lines = self->statements[company ? COMPANY_LINES : LINES];
  guint n = 0;

  begin (self);
  read_all (self->statements[CLIENT], id);
  read_all (self->statements[TAGS], id);
  read_all (self->statements[ADDRESSES], id);
  sqlite3_bind_int64 (lines, 1, id);
  sqlite3_bind_int64 (lines, 2, n_lines);
  while (sqlite3_step (lines) == SQLITE_ROW)
    {
      gboolean note = strcmp ((const char *)sqlite3_column_text (lines, 2), "note") == 0;

      touch_columns (lines);
      n += read_all (self->statements[note ? NOTE : CALL], sqlite3_column_int64 (lines, 3));
    }
  sqlite3_reset (lines);
  end (self);
  return n;
}

guint
bench_bare_make_company (BenchBare *self, gint64 id, guint n_people)
{
  sqlite3_bind_int64 (self->statements[PEOPLE], 1, id);
  sqlite3_bind_int64 (self->statements[PEOPLE], 2, n_people);
  run (self, PEOPLE);
  return (guint)sqlite3_changes (self->db);
}

gint64
bench_bare_find_busiest (BenchBare *self, guint *n_lines)
{
  gint64 id = 0;

  if (sqlite3_step (self->statements[BUSIEST]) == SQLITE_ROW)
    {
      id = sqlite3_column_int64 (self->statements[BUSIEST], 0);
      *n_lines = (guint)sqlite3_column_int (self->statements[BUSIEST], 1);
    }
  sqlite3_reset (self->statements[BUSIEST]);
  return id;
}

gboolean
bench_bare_sample (
    BenchBare *self, gint64 from, const char *glob, char **name_fold, char **phone, char **email)
{
  sqlite3_stmt *sample = self->statements[SAMPLE];
  gboolean found;

  sqlite3_bind_int64 (sample, 1, from);
  sqlite3_bind_text (sample, 2, glob, -1, SQLITE_STATIC);
  found = sqlite3_step (sample) == SQLITE_ROW;
  if (found)
    {
      *name_fold = g_strdup ((const char *)sqlite3_column_text (sample, 0));
      *phone = g_strdup ((const char *)sqlite3_column_text (sample, 1));
      *email = g_strdup ((const char *)sqlite3_column_text (sample, 2));
    }
  sqlite3_reset (sample);
  return found;
}

void
bench_bare_load_lines (BenchBare *self)
{
  g_autoptr (GByteArray) raw = g_byte_array_new ();
  g_autoptr (GHashTable) places = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  sqlite3_stmt *texts = NULL;
  gsize start = 0;

  if (sqlite3_prepare_v2 (self->db, "SELECT client_id, line FROM client_search", -1, &texts, NULL) !=
      SQLITE_OK)
    bench_die ("%s", sqlite3_errmsg (self->db));
  while (sqlite3_step (texts) == SQLITE_ROW)
    {
      g_array_append_val (starts, start);
      g_hash_table_insert (
          places, GSIZE_TO_POINTER ((gsize)sqlite3_column_int64 (texts, 0)), GUINT_TO_POINTER (starts->len));
      g_byte_array_append (raw, sqlite3_column_blob (texts, 1), (guint)sqlite3_column_bytes (texts, 1));
      g_byte_array_append (raw, (const guint8 *)"\n", 1);
      start = raw->len;
    }
  sqlite3_finalize (texts);
  g_array_append_val (starts, start);

  bench_bare_read_ids (self, self->ids);
  g_free (self->buffer);
  self->buffer = g_malloc0 (raw->len + CRM_TEXT_SCAN_PAD);
  self->length = 0;
  g_array_set_size (self->offsets, 0);
  for (guint i = 0; i < self->ids->len; i++)
    {
      guint at = GPOINTER_TO_UINT (
          g_hash_table_lookup (places, GSIZE_TO_POINTER ((gsize)g_array_index (self->ids, gint64, i))));
      gsize from = g_array_index (starts, gsize, at - 1), size = g_array_index (starts, gsize, at) - from;

      g_array_append_val (self->offsets, self->length);
      memcpy (self->buffer + self->length, raw->data + from, size);
      self->length += size;
    }
  g_array_append_val (self->offsets, self->length);
}

guint
bench_bare_scan (BenchBare *self, char **words, guint n, GArray *ids)
{
  const gsize *offsets = (const gsize *)(const void *)self->offsets->data;
  const char *p = self->buffer, *end_of_all = p + self->length, *hit;
  guint longest = 0, row = 0, count = 0;
  gsize length;

  g_array_set_size (ids, 0);
  for (guint i = 1; words[i]; i++)
    if (strlen (words[i]) > strlen (words[longest]))
      longest = i;
  length = strlen (words[longest]);
  while ((hit = crm_text_scan (p, end_of_all, words[longest], length)))
    {
      gsize offset = (gsize)(hit - self->buffer);
      gboolean all = TRUE;

      while (offsets[row + 1] <= offset)
        row++;
      p = self->buffer + offsets[row + 1];
      for (guint i = 0; words[i] && all; i++)
        all = i == longest || crm_text_scan (self->buffer + offsets[row], p, words[i], strlen (words[i]));
      if (!all)
        continue;
      if (count < n)
        g_array_append_val (ids, g_array_index (self->ids, gint64, row));
      count++;
    }
  return count;
}

void
bench_bare_save (BenchBare *self, gint64 id, const char *city, gconstpointer key, gsize key_size)
{
  sqlite3_exec (self->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  sqlite3_bind_int64 (self->statements[SAVE], 1, id);
  sqlite3_bind_text (self->statements[SAVE], 2, city, -1, SQLITE_STATIC);
  sqlite3_bind_blob (self->statements[SAVE], 3, key, (int)key_size, SQLITE_STATIC);
  run (self, SAVE);
  run (self, OPERATION);
  sqlite3_bind_int64 (self->statements[CHANGE], 1, id);
  sqlite3_bind_text (self->statements[CHANGE], 2, city, -1, SQLITE_STATIC);
  run (self, CHANGE);
  end (self);
}

void
bench_bare_empty_log (BenchBare *self)
{
  sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

static guint32
read_word (const char *data)
{
  guint32 word;

  memcpy (&word, data, sizeof word);
  return GUINT32_FROM_BE (word);
}

/* Of the log's file format: a header of 32 bytes, frames of 24 bytes and a page; a frame that ends a commit tells the size of
 * the database, and frames of an earlier round carry other salts. */
guint
bench_bare_count_commits (BenchBare *self)
{
  g_autofree char *name = g_strconcat (self->path, "-wal", NULL);
  g_autofree char *data = NULL;
  gsize size = 0, page;
  guint n = 0;

  if (!g_file_get_contents (name, &data, &size, NULL) || size < 32)
    return 0;
  page = read_word (data + 8);
  for (gsize at = 32; at + 24 + page <= size; at += 24 + page)
    n += memcmp (data + at + 8, data + 16, 8) == 0 && read_word (data + at + 4) != 0;
  return n;
}
