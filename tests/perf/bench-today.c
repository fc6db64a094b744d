/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "bench.h"
#include "store/crm-store.h"
#include "today/crm-today.h"

/* The day of a large book against the bare statements it cannot do without: bench-today BOOK ROUNDS [REPORT]. The book is only read. */

static const char *const sql[] = {
  /* Every open deal with its next step: sums, and what stands still. */
  "SELECT d.id, d.amount, d.amount_currency, d.probability, d.stage, d.stage_at, d.expected_close, f.next_key"
  " FROM deal d LEFT JOIN deal_figures f ON f.deal_id = d.id WHERE d.state = 'open' AND d.archived_at IS "
  "NULL",
  /* What is late, counted and listed. */
  "SELECT count (*) FROM task WHERE due_key < ?1 AND done_at IS NULL AND archived_at IS NULL AND owner = 1",
  "SELECT t.*, c.name, f.phone FROM task t LEFT JOIN client c ON c.id = t.client LEFT JOIN client_figures f "
  "ON"
  " f.client_id = c.id WHERE t.due_key < ?1 AND t.done_at IS NULL AND t.archived_at IS NULL AND t.owner = 1"
  " ORDER BY t.due_key DESC LIMIT 200",
  /* Birthdays of eight days; customers nobody talks to. */
  "SELECT id FROM client WHERE birthday IS NOT NULL AND archived_at IS NULL AND"
  " substr (birthday, length (birthday) - 4) BETWEEN '03-10' AND '03-17'",
  "SELECT f.client_id, f.year_amount FROM client_figures f JOIN client c ON c.id = f.client_id WHERE"
  " f.year_until IS NOT NULL AND f.last_contact_at < ?1 - 7776000000000 AND f.next_key IS NULL ORDER BY 2 "
  "DESC",
};

#define N_STATEMENTS G_N_ELEMENTS (sql)

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_today_read (tx, *(gint64 *)data, error);
}

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  guint actions, overdue;

  return crm_today_count (tx, *(gint64 *)data, &actions, &overdue, error) ? data : NULL;
}

static CrmToday *
read_day (CrmStore *store, gint64 now, double *seconds)
{
  g_autoptr (GError) error = NULL;
  double start = bench_now ();
  CrmToday *today = crm_store_read_sync (store, read_in_worker, &now, &error);

  *seconds = bench_now () - start;
  if (!today)
    bench_die ("%s", error->message);
  return today;
}

static double
read_bare (sqlite3_stmt **statements, gint64 now, guint *overdue)
{
  double start = bench_now ();
  gint64 sum = 0;

  for (guint i = 0; i < N_STATEMENTS; i++)
    {
      if (sqlite3_bind_parameter_count (statements[i]))
        sqlite3_bind_int64 (statements[i], 1, now);
      while (sqlite3_step (statements[i]) == SQLITE_ROW)
        {
          for (int k = 0; k < sqlite3_column_count (statements[i]); k++)
            sum += sqlite3_column_bytes (statements[i], k);
          if (i == 1)
            *overdue = (guint)sqlite3_column_int64 (statements[i], 0);
        }
      sqlite3_reset (statements[i]);
    }
  return sum >= 0 ? bench_now () - start : 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStore) store = NULL;
  g_auto (BenchPair) pair = { 0 }, counts = { 0 };
  sqlite3 *db;
  sqlite3_stmt *statements[N_STATEMENTS];
  gint64 now = crm_clock_now ();
  guint rounds;

  setlocale (LC_ALL, "");
  if (argc < 3)
    bench_die ("usage: bench-today BOOK ROUNDS [REPORT]");
  rounds = (guint)atoi (argv[2]) * 3;
  bench_report_open (argc > 3 ? argv[3] : NULL);
  store = crm_store_new (argv[1], NULL, CRM_ORIGIN_WINDOW);
  if (!crm_store_open_sync (store, FALSE, 30, &error))
    bench_die ("%s", error->message);
  if (sqlite3_open_v2 (argv[1], &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    bench_die ("%s: %s", argv[1], sqlite3_errmsg (db));
  for (guint i = 0; i < N_STATEMENTS; i++)
    if (sqlite3_prepare_v2 (db, sql[i], -1, &statements[i], NULL) != SQLITE_OK)
      bench_die ("%s: %s", sql[i], sqlite3_errmsg (db));
  bench_pair_init (&pair);
  bench_pair_init (&counts);
  for (guint i = 0; i < rounds; i++)
    {
      guint late = 0;
      double bare = read_bare (statements, now, &late), ours, start;
      g_autoptr (CrmToday) today = read_day (store, now, &ours);

      if (MIN (late, 200) > crm_today_get_overdue (today)->len)
        bench_die ("the day has %u of %u late tasks", crm_today_get_overdue (today)->len, late);
      bench_pair_add (&pair, ours, bare);
      start = bench_now ();
      if (!crm_store_read_sync (store, count_in_worker, &now, &error))
        bench_die ("%s", error->message);
      bench_pair_add (&counts, bench_now () - start, bare);
    }
  for (guint i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (statements[i]);
  sqlite3_close (db);
  bench_report_pair ("Today, all lists and hints", &pair, BENCH_AT_MOST, 2.5);
  bench_report_pair ("counters beside the pages", &counts, BENCH_AT_MOST, 0.5);
  crm_store_close (store);
  return bench_report_close () ? 1 : 0;
}
