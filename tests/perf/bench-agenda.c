/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "base/crm-clock.h"
#include "base/crm-local.h"
#include "bench.h"
#include "calendar/crm-agenda.h"
#include "store/crm-store.h"

/* The calendar of a book with many meetings against bare reads of the same columns: bench-agenda BOOK MEETINGS ROUNDS [REPORT]. The book gets
 * the meetings, spread over thirty years around now: of 500,000 about 320 in a week. */

#define MAX_ITEMS 20000

/* Rows as the store writes them, without its log. */
static const char *const fill[] = {
  "CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) "
  "SELECT i,"
  " (SELECT COALESCE (max (id), 0) FROM meeting) + i AS id, ?2 + (i * 7919 % ?1) * (946080000000000 / ?1) AS "
  "at,"
  " (i * 7907) % (SELECT count (*) FROM client) + 1 AS client FROM n",
  "INSERT INTO meeting (id, uid, version, created_at, updated_at, operation_id, title, title_fold, "
  "title_key, starts_at,"
  " ends_at, place, place_fold, state, owner, deal) SELECT id, randomblob (16), 1, at, at, (SELECT max (id) "
  "FROM"
  " operation), 'Tasting and prices ' || i, 'tasting and prices ' || i, CAST ('tasting and prices' AS BLOB), "
  "at,"
  " at + CASE WHEN i % 50 = 0 THEN 259200000000 ELSE 3600000000 END, 'Street ' || i % 1000 || ', Krakow',"
  " 'street ' || i % 1000 || ', krakow', CASE WHEN at < ?2 + 473040000000000 THEN 'held' ELSE 'planned' END,"
  " (SELECT min (id) FROM \"user\"), (SELECT d.id FROM deal d WHERE d.id >= i % (SELECT max (id) FROM deal) "
  "LIMIT 1)"
  " FROM n",
  "INSERT INTO record_link (entity, record_id, field, position, target_id) SELECT 'meeting', id, 'clients', "
  "0, client"
  " FROM n",
  "INSERT INTO body (entity, record_id, body) SELECT 'meeting', id, 'Bring Kenya and decaf. ' || hex "
  "(randomblob (60))"
  " FROM n WHERE i % 3 = 0",
  "INSERT INTO occurrence (starts_at, source, parent_id, rid, ends_at, all_day) SELECT starts_at, 0, id, '', "
  "ends_at, 0"
  " FROM meeting WHERE id IN (SELECT id FROM n)",
  "ANALYZE",
};

static const char bare_sql[] =
    "SELECT m.id, m.version, m.title, m.starts_at, m.ends_at, m.state, m.place, m.online, m.series, "
    "m.calendar,"
    " substr (b.body, 1, 200), c.id, c.name, co.name, cf.phone, d.id, d.title, u.id, u.name FROM meeting m"
    " LEFT JOIN record_link l ON l.entity = 'meeting' AND l.record_id = m.id AND l.field = 'clients' AND "
    "l.position = 0"
    " LEFT JOIN body b ON b.entity = 'meeting' AND b.record_id = m.id LEFT JOIN client c ON c.id = "
    "l.target_id"
    " LEFT JOIN client co ON co.id = c.company LEFT JOIN client_figures cf ON cf.client_id = c.id"
    " LEFT JOIN deal d ON d.id = m.deal LEFT JOIN \"user\" u ON u.id = m.owner"
    " WHERE m.starts_at >= ?1 AND m.starts_at < ?2 AND m.archived_at IS NULL ORDER BY m.starts_at";

static sqlite3 *
open_bare (const char *path)
{
  sqlite3 *db;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    bench_die ("%s: %s", path, sqlite3_errmsg (db));
  return db;
}

static void
fill_book (const char *path, gint64 n, gint64 first)
{
  sqlite3 *db = open_bare (path);

  sqlite3_exec (db, "PRAGMA synchronous = OFF; BEGIN", NULL, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fill); i++)
    {
      sqlite3_stmt *statement;

      if (sqlite3_prepare_v2 (db, fill[i], -1, &statement, NULL) != SQLITE_OK)
        bench_die ("%s: %s", fill[i], sqlite3_errmsg (db));
      if (sqlite3_bind_parameter_index (statement, "?1"))
        sqlite3_bind_int64 (statement, 1, n);
      if (sqlite3_bind_parameter_index (statement, "?2"))
        sqlite3_bind_int64 (statement, 2, first);
      if (sqlite3_step (statement) != SQLITE_DONE)
        bench_die ("%s: %s", fill[i], sqlite3_errmsg (db));
      sqlite3_finalize (statement);
    }
  if (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
    bench_die ("%s: %s", path, sqlite3_errmsg (db));
  sqlite3_close (db);
}

/* A program keeps what it reads: a copy of each text. */
static double
read_bare (sqlite3_stmt *statement, gint64 from, gint64 until, guint *n)
{
  double start = bench_now ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  sqlite3_bind_int64 (statement, 1, from);
  sqlite3_bind_int64 (statement, 2, until);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      for (int k = 0; k < sqlite3_column_count (statement); k++)
        if (sqlite3_column_type (statement, k) == SQLITE_TEXT)
          g_ptr_array_add (texts, g_strdup ((const char *)sqlite3_column_text (statement, k)));
      (*n)++;
    }
  sqlite3_reset (statement);
  return bench_now () - start;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_agenda_read (tx, data, error);
}

static gpointer
days_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_agenda_read_days (tx, data, error);
}

static double
read_ours (CrmStore *store, CrmAgendaQuery *query, guint *n)
{
  g_autoptr (GError) error = NULL;
  double start = bench_now (), end;
  g_autoptr (CrmAgenda) agenda = crm_store_read_sync (store, read_in_worker, query, &error);

  end = bench_now ();
  if (!agenda)
    bench_die ("%s", error->message);
  *n = crm_agenda_get_items (agenda)->len;
  return end - start;
}

static double
read_marks (CrmStore *store, CrmAgendaQuery *query)
{
  g_autoptr (GError) error = NULL;
  double start = bench_now ();
  g_autoptr (GBytes) marks = crm_store_read_sync (store, days_in_worker, query, &error);

  if (!marks)
    bench_die ("%s", error->message);
  return bench_now () - start;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStore) store = NULL;
  g_auto (BenchPair) month = { 0 }, whole = { 0 }, week = { 0 }, mini = { 0 };
  gint64 now = crm_clock_now ();
  sqlite3_stmt *statement;
  sqlite3 *db;
  guint rounds, n_week = 0;

  setlocale (LC_ALL, "");
  if (argc < 4)
    bench_die ("usage: bench-agenda BOOK MEETINGS ROUNDS [REPORT]");
  fill_book (argv[1], g_ascii_strtoll (argv[2], NULL, 10), now - 15 * 365 * G_TIME_SPAN_DAY);
  rounds = (guint)atoi (argv[3]) * 3;
  bench_report_open (argc > 4 ? argv[4] : NULL);
  store = crm_store_new (argv[1], NULL, CRM_ORIGIN_WINDOW);
  if (!crm_store_open_sync (store, FALSE, 30, &error))
    bench_die ("%s", error->message);
  db = open_bare (argv[1]);
  if (sqlite3_prepare_v2 (db, bare_sql, -1, &statement, NULL) != SQLITE_OK)
    bench_die ("%s", sqlite3_errmsg (db));
  bench_pair_init (&month);
  bench_pair_init (&whole);
  bench_pair_init (&week);
  bench_pair_init (&mini);
  for (guint i = 0; i < rounds; i++)
    {
      GTimeZone *zone = crm_store_get_zone (store);
      guint32 today = crm_local_day (now, zone, NULL) - 30 * (i % 5);
      CrmAgendaQuery query = { .from = crm_local_instant (today, 0, zone),
        .until = crm_local_instant (today + 31, 0, zone),
        .layers = CRM_LAYER_MEETINGS,
        .zone = zone,
        .max = MAX_ITEMS };
      guint n = 0, n_bare = 0;
      double bare = read_bare (statement, query.from, query.until, &n_bare),
             ours = read_ours (store, &query, &n);

      /* Those that began before are ours alone. */
      if (n < n_bare)
        bench_die ("the month has %u of %u meetings", n, n_bare);
      bench_pair_add (&month, ours, bare);
      query.layers = CRM_LAYER_ALL;
      bench_pair_add (&whole, read_ours (store, &query, &n), 0);
      query.until = crm_local_instant (today + 42, 0, zone);
      bench_pair_add (&mini, read_marks (store, &query), 0);
      query.until = crm_local_instant (today + 7, 0, zone);
      bench_pair_add (&week, read_ours (store, &query, &n_week), 0);
    }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  bench_report_pair ("calendar, meetings of a month", &month, BENCH_AT_MOST, 1.5);
  bench_report (
      "calendar, a month with all layers", 1000 * bench_median (whole.ours), 0, "ms", BENCH_NO_LIMIT, 0);
  bench_report ("calendar, a week with all layers", 1000 * bench_median (week.ours), 0, "ms", BENCH_AT_MOST,
      bench_milliseconds (50));
  bench_report ("the same, items", n_week, 0, "", BENCH_NO_LIMIT, 0);
  bench_report ("mini month, 42 days", 1000 * bench_median (mini.ours), 0, "ms", BENCH_AT_MOST, 50);
  crm_store_close (store);
  return bench_report_close () ? 1 : 0;
}
