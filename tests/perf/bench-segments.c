/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "base/crm-clock.h"
#include "bench.h"
#include "segment/crm-segment.h"

/* Counting segments of a large book, each condition and three together, against the bare statement that says the same: bench-segments BOOK ROUNDS
 * [REPORT]. Messages, consents, scores and meetings are added to the book. */

#define MOST_MS 100

#define DAY "86400000000"
#define WON \
  "SELECT d.client FROM deal d WHERE d.state = 'won' AND d.archived_at IS NULL AND d.client IS NOT NULL"
#define BOUGHT \
  "SELECT d.client FROM deal_line l JOIN deal d ON d.id = l.deal WHERE l.product = 1 AND l.archived_at IS " \
  "NULL AND d.state = 'won'" \
  " AND d.archived_at IS NULL AND d.client IS NOT NULL"
#define CONSENT \
  "SELECT c.client FROM consent c WHERE c.client IS NOT NULL AND c.archived_at IS NULL AND c.state = " \
  "'given' AND c.channel IN" \
  " ('any', 'sms') AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.client = c.client AND n.archived_at IS " \
  "NULL AND n.channel IN" \
  " ('any', 'sms') AND n.purpose IN ('any', 'marketing') AND n.state = 'withdrawn' AND (n.at > c.at OR " \
  "n.at = c.at AND n.id > c.id))"
#define COMING \
  "SELECT l.target_id FROM occurrence o JOIN meeting m ON m.id = o.parent_id JOIN record_link l ON " \
  "l.record_id = m.id AND l.entity =" \
  " 'meeting' AND l.field = 'clients' WHERE o.source = 0 AND m.archived_at IS NULL AND m.state = 'planned' " \
  "AND o.starts_at > ?1"

static const struct
{
  const char *name;
  const char *terms[4];
  const char *bare; /* after SELECT count (*) FROM client t LEFT JOIN client_figures f … WHERE */
} cases[] = {
  { "bought a product", { "bought=1" }, "t.id IN (" BOUGHT ")" },
  { "bought any, a year", { "bought/365!=" },
      "t.id IN (SELECT d.client FROM deal_line l JOIN deal d ON d.id = l.deal WHERE l.product IS NOT NULL "
      "AND l.archived_at IS NULL AND"
      " d.state = 'won' AND d.archived_at IS NULL AND d.client IS NOT NULL AND d.closed_at >= ?1 - 365 * " DAY
      ")" },
  { "turnover above", { "turnover>5000" },
      "t.id IN (" WON " AND d.amount_currency = 'EUR' GROUP BY d.client HAVING sum (d.amount) > 500000)" },
  { "turnover below", { "turnover<5000" },
      "t.id NOT IN (" WON
      " AND d.amount_currency = 'EUR' GROUP BY d.client HAVING sum (d.amount) >= 500000)" },
  { "stage", { "stage=2" },
      "t.id IN (SELECT d.client FROM deal d WHERE d.stage = 2 AND d.state = 'open' AND d.archived_at IS NULL "
      "AND d.client IS NOT NULL)" },
  { "no deal", { "deal=" },
      "t.id NOT IN (SELECT d.client FROM deal d WHERE d.archived_at IS NULL AND d.client IS NOT NULL)" },
  { "meeting to come", { "meeting=coming" }, "t.id IN (" COMING ")" },
  { "had a meeting", { "meeting/90=held" },
      "t.id IN (SELECT l.target_id FROM occurrence o JOIN meeting m ON m.id = o.parent_id JOIN record_link l "
      "ON l.record_id = m.id AND"
      " l.entity = 'meeting' AND l.field = 'clients' WHERE o.source = 0 AND m.archived_at IS NULL AND "
      "m.state IN ('planned', 'held')"
      " AND o.starts_at <= ?1 AND o.starts_at >= ?1 - 90 * " DAY ")" },
  { "written to, 30 days", { "written/30=out" },
      "EXISTS (SELECT 1 FROM message m WHERE m.client = t.id AND m.archived_at IS NULL AND "
      "m.direction = 'out' AND (m.state"
      " IS NULL OR m.state IN ('sent', 'delivered', 'read')) AND m.at <= ?1 AND m.at >= ?1 - 30 * " DAY ")" },
  { "never wrote", { "written!=in" },
      "NOT EXISTS (SELECT 1 FROM message m WHERE m.client = t.id AND m.archived_at IS NULL AND "
      "m.direction = 'in' AND m.at <= ?1)" },
  { "agreed", { "consent=sms marketing" }, "t.id IN (" CONSENT ")" },
  { "last score", { "score<4" },
      "t.id IN (SELECT a.client FROM answer a WHERE a.client IS NOT NULL AND a.archived_at IS NULL AND "
      "a.score < 4 AND NOT EXISTS (SELECT"
      " 1 FROM answer n WHERE n.client = a.client AND n.archived_at IS NULL AND n.score IS NOT NULL AND "
      "(n.at > a.at OR n.at = a.at AND"
      " n.id > a.id)))" },
  { "three together", { "bought=1", "written/90!=out", "consent=sms marketing" },
      "t.id IN (" BOUGHT ") AND NOT EXISTS (SELECT 1 FROM message m WHERE m.client = t.id AND "
      "m.archived_at IS NULL AND"
      " m.direction = 'out' AND (m.state IS NULL OR m.state IN ('sent', 'delivered', 'read')) AND m.at <= ?1 "
      "AND m.at >= ?1 - 90 * " DAY ") AND t.id IN (" CONSENT ")" },
  { "three others together", { "turnover<5000", "city~i", "written!=in" },
      "t.id NOT IN (" WON " AND d.amount_currency = 'EUR' GROUP BY d.client HAVING sum (d.amount) >= 500000) "
      "AND t.city_fold LIKE '%i%'"
      " AND NOT EXISTS (SELECT 1 FROM message m WHERE m.client = t.id AND m.archived_at IS NULL "
      "AND m.direction = 'in' AND"
      " m.at <= ?1)" },
};

static const char *const fill[] = {
  "BEGIN",
  "CREATE TEMP TABLE n (i integer PRIMARY KEY)",
  "WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < (SELECT 3 * count (*) FROM "
  "client)) INSERT INTO n SELECT i FROM s",
  "INSERT INTO message (uid, version, created_at, updated_at, operation_id, client, channel, direction, at, "
  "state) SELECT randomblob (16), 1,"
  " 0, 0, 1, i * 7919 % (SELECT count (*) FROM client) + 1, 'sms', CASE i % 4 WHEN 0 THEN 'in' ELSE 'out' "
  "END, ?1 - i * 2654435761 % 63072000"
  " * 1000000, CASE i % 4 WHEN 0 THEN NULL ELSE 'delivered' END FROM n",
  "INSERT INTO consent (uid, version, created_at, updated_at, operation_id, client, channel, purpose, state, "
  "at, source) SELECT randomblob (16),"
  " 1, 0, 0, 1, i * 104729 % (SELECT count (*) FROM client) + 1, CASE i % 3 WHEN 0 THEN 'any' WHEN 1 THEN "
  "'sms' ELSE 'mail' END, CASE i % 2"
  " WHEN 0 THEN 'any' ELSE 'marketing' END, CASE i % 5 WHEN 0 THEN 'withdrawn' ELSE 'given' END, i, 'hand' "
  "FROM n WHERE i % 4 = 1",
  "INSERT INTO answer (uid, version, created_at, updated_at, operation_id, message, client, at, score) "
  "SELECT randomblob (16), 1, 0, 0, 1, m.id,"
  " m.client, m.at, m.id % 5 + 1 FROM message m WHERE m.direction = 'in' AND m.client % 4 = 1",
  "INSERT INTO meeting (uid, version, created_at, updated_at, operation_id, title, starts_at, ends_at, "
  "state) SELECT randomblob (16), 1, 0, 0, 1,"
  " 'Visit', ?1 + (i - 10000) * 3600000000, ?1 + (i - 9999) * 3600000000, 'planned' FROM n WHERE i <= 20000",
  "INSERT INTO occurrence (starts_at, source, parent_id, rid, ends_at, all_day) SELECT starts_at, 0, id, '', "
  "ends_at, FALSE FROM meeting WHERE"
  " title = 'Visit'",
  "INSERT INTO record_link (entity, record_id, field, position, target_id) SELECT 'meeting', id, 'clients', "
  "0, id * 31 % (SELECT count (*) FROM"
  " client) + 1 FROM meeting WHERE title = 'Visit'",
  "COMMIT",
};

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql, gint64 now)
{
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    bench_die ("%s: %s", sql, sqlite3_errmsg (db));
  if (sqlite3_bind_parameter_count (statement))
    sqlite3_bind_int64 (statement, 1, now);
  return statement;
}

static void
fill_book (const char *path, gint64 now)
{
  sqlite3 *db;

  if (sqlite3_open (path, &db) != SQLITE_OK)
    bench_die ("%s: %s", path, sqlite3_errmsg (db));
  for (guint i = 0; i < G_N_ELEMENTS (fill); i++)
    {
      sqlite3_stmt *statement = prepare (db, fill[i], now);

      if (sqlite3_step (statement) != SQLITE_DONE)
        bench_die ("%s: %s", fill[i], sqlite3_errmsg (db));
      sqlite3_finalize (statement);
    }
  sqlite3_close (db);
}

typedef struct
{
  CrmSegmentQuery *query;
  gint64 count;
} Count;

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Count *count = data;

  count->count = crm_segment_count_query (tx, count->query, 0, error);
  return count->count >= 0 ? data : NULL;
}

static void
measure (CrmStore *store, sqlite3 *db, guint index, gint64 now, guint rounds)
{
  g_autofree char *sql =
      g_strconcat ("SELECT count (*) FROM client t LEFT JOIN client_figures f ON f.client_id = t.id WHERE (",
          cases[index].bare, ") AND t.archived_at IS NULL", NULL);
  sqlite3_stmt *bare = prepare (db, sql, now);
  g_autoptr (CrmSegmentQuery) query = crm_segment_query_new ();
  g_autofree char *name = g_strconcat ("segment: ", cases[index].name, NULL);
  g_auto (BenchPair) pair = { 0 };

  bench_pair_init (&pair);
  for (guint i = 0; cases[index].terms[i]; i++)
    {
      g_autoptr (GError) error = NULL;
      CrmCondition *condition = crm_condition_parse (cases[index].terms[i], &error);

      if (!condition)
        bench_die ("%s", error->message);
      crm_condition_add (crm_query_get_where (crm_segment_query_get_query (query)), condition);
    }
  for (guint i = 0; i <= rounds; i++)
    {
      g_autoptr (GError) error = NULL;
      Count count = { query, -1 };
      double start = bench_now (), ours;

      if (!crm_store_read_sync (store, count_in_worker, &count, &error))
        bench_die ("%s: %s", cases[index].name, error->message);
      ours = bench_now () - start;
      start = bench_now ();
      if (sqlite3_step (bare) != SQLITE_ROW)
        bench_die ("%s: %s", sql, sqlite3_errmsg (db));
      /* A day that begins at midnight, and one of 24 hours ago, differ by what happened between. */
      if (llabs (sqlite3_column_int64 (bare, 0) - count.count) > count.count / 20 + 20)
        bench_die ("%s: %lld, not %lld", cases[index].name, (long long)count.count,
            (long long)sqlite3_column_int64 (bare, 0));
      if (i)
        bench_pair_add (&pair, ours, bench_now () - start);
      sqlite3_reset (bare);
    }
  sqlite3_finalize (bare);
  bench_report_pair (name, &pair, BENCH_AT_MOST, 2);
  if (bench_median (pair.ours) * 1000 > bench_milliseconds (MOST_MS))
    bench_report (
        name, bench_median (pair.ours) * 1000, 0, "ms", BENCH_AT_MOST, bench_milliseconds (MOST_MS));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStore) store = NULL;
  gint64 now = crm_clock_now ();
  sqlite3 *db;

  setlocale (LC_ALL, "");
  if (argc < 3)
    bench_die ("usage: bench-segments BOOK ROUNDS [REPORT]");
  bench_report_open (argc > 3 ? argv[3] : NULL);
  fill_book (argv[1], now);
  store = crm_store_new (argv[1], NULL, CRM_ORIGIN_WINDOW);
  if (!crm_store_open_sync (store, FALSE, 30, &error))
    bench_die ("%s", error->message);
  if (sqlite3_open_v2 (argv[1], &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    bench_die ("%s: %s", argv[1], sqlite3_errmsg (db));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    measure (store, db, i, now, (guint)atoi (argv[2]));
  sqlite3_close (db);
  crm_store_close (store);
  return bench_report_close () ? 1 : 0;
}
