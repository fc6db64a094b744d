/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "bench-bare.h"
#include "bench-data.h"
#include "bench.h"
#include "client/crm-client.h"
#include "deal/crm-board.h"
#include "store/crm-record.h"
#include "task/crm-task.h"

/* A board of many open deals against bare reads of the same sums and cards, and moves against bare commits: bench-board BOOK COPY DEALS
 * ROUNDS [REPORT]. BOOK is made; COPY is where the bare moves are written. */

#define N_STAGES 7
#define N_CARDS 50
#define MOVES_A_ROUND 10
#define DEALS_A_CLIENT 5

enum
{
  SUMS,
  CARDS,
  CARD,
  PLACE,
  LEAVE,
  ENTER,
  OPERATION,
  CHANGE,
  N_STATEMENTS
};

static const char *const sql[N_STATEMENTS] = {
  [SUMS] = "SELECT t.stage, t.amount_currency, count (*), sum (t.amount), sum (t.amount * coalesce "
           "(t.probability, "
           "s.probability)),"
           " count (*) FILTER (WHERE f.next_key IS NULL), count (*) FILTER (WHERE f.next_key < ?1),"
           " count (*) FILTER (WHERE f.next_key >= ?1 AND f.next_kind = 'wait'),"
           " count (*) FILTER (WHERE f.next_key >= ?1 AND f.next_kind <> 'wait' AND f.next_on = ?2),"
           " count (*) FILTER (WHERE t.stage_at + s.rot_days * 86400000000 < ?1 AND (f.next_key IS NULL OR "
           "f.next_key "
           "< ?1))"
           " FROM deal t JOIN stage s ON s.id = t.stage LEFT JOIN deal_figures f ON f.deal_id = t.id"
           " WHERE t.archived_at IS NULL AND t.state = 'open' AND t.pipeline = 1 GROUP BY t.stage, "
           "t.amount_currency",
  [CARDS] =
      "SELECT t.id FROM deal t LEFT JOIN deal_figures f ON f.deal_id = t.id"
      " WHERE t.archived_at IS NULL AND t.state = 'open' AND t.stage = ?3"
      " ORDER BY CASE WHEN f.next_key IS NULL THEN 2 WHEN f.next_key < ?1 THEN 0 WHEN f.next_kind = 'wait' "
      "THEN 4 WHEN f.next_on = ?2 THEN 1 ELSE 3 END, CASE WHEN f.next_key >= ?1 AND f.next_kind <> 'wait' "
      "AND "
      "f.next_on <> ?2 THEN f.next_key ELSE 0 END, t.stage_at, t.id LIMIT ?4",
  [CARD] = "SELECT t.*, f.*, c.name FROM deal t LEFT JOIN deal_figures f ON f.deal_id = t.id LEFT JOIN "
           "client c ON "
           "c.id = t.client WHERE t.id = ?1",
  [PLACE] = "UPDATE deal SET stage = ?2, position = 0.5, stage_at = stage_at + 1, version = version + 1 "
            "WHERE id = ?1",
  [LEAVE] = "UPDATE deal_move SET until = 1, version = version + 1 WHERE deal = ?1 AND until IS NULL",
  [ENTER] =
      "INSERT INTO deal_move (uid, version, created_at, updated_at, operation_id, deal, stage, state, at)"
      " VALUES (randomblob (16), 1, 1, 1, 1, ?1, ?2, 'open', 1)",
  [OPERATION] =
      "INSERT INTO operation (at, author, origin, purpose, undoable) VALUES (1, 1, 'window', 'Move', TRUE)",
  [CHANGE] = "INSERT INTO change (operation_id, entity, record_id, op, version_after, detail)"
             " VALUES (1, 'deal', ?1, 'update', 2, '{}')",
};

typedef struct
{
  sqlite3 *db;
  sqlite3_stmt *statements[N_STATEMENTS];
} Bare;

static CrmStore *store;
static char *today;
static gint64 now;

static void
open_bare (Bare *self, const char *path)
{
  if (sqlite3_open_v2 (path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
      sqlite3_exec (self->db,
          "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -8192; PRAGMA temp_store "
          "= MEMORY",
          NULL, NULL, NULL) != SQLITE_OK)
    bench_die ("%s: %s", path, sqlite3_errmsg (self->db));
  for (guint i = 0; i < N_STATEMENTS; i++)
    if (sqlite3_prepare_v2 (self->db, sql[i], -1, &self->statements[i], NULL) != SQLITE_OK)
      bench_die ("%s: %s", sql[i], sqlite3_errmsg (self->db));
}

static void
close_bare (Bare *self)
{
  for (guint i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (self->statements[i]);
  sqlite3_close (self->db);
}

typedef struct
{
  guint n;
} Fill;

static gboolean
add_deal (CrmTransaction *tx, BenchRandom *random, CrmEntity *deals, CrmEntity *tasks, guint i,
    guint n_clients, GError **error)
{
  static const char *const currencies[] = { "EUR", "UAH", "USD" };
  static const char *const kinds[] = { "call", "todo", "wait" };
  g_autoptr (CrmValues) deal = crm_values_new (deals), task = NULL;
  g_autofree char *title = g_strdup_printf ("Deal %u of a season", i), *due = NULL;
  gint64 id;

  crm_values_set_text (deal, CRM_DEAL_TITLE, title);
  crm_values_set_integer (deal, CRM_DEAL_CLIENT, 1 + i % n_clients);
  crm_values_set_integer (deal, CRM_DEAL_STAGE, 1 + bench_random (random, N_STAGES));
  crm_values_set_integer (deal, CRM_DEAL_STAGE_AT, now - bench_random (random, 40) * G_TIME_SPAN_DAY);
  if (bench_random (random, 10))
    crm_value_set_money (crm_values_slot (deal, CRM_DEAL_AMOUNT), bench_random (random, 10000000),
        currencies[bench_random (random, 3)]);
  if (bench_random (random, 4) == 0)
    crm_values_set_integer (deal, CRM_DEAL_PROBABILITY, bench_random (random, 101));
  id = crm_transaction_insert (tx, deal, NULL, error);
  if (!id || bench_random (random, 3) == 0)
    return id != 0;
  task = crm_values_new (tasks);
  due = crm_date_add_days (today, (int)bench_random (random, 30) - 5);
  crm_values_set_text (task, CRM_TASK_TITLE, "Next step");
  crm_values_set_integer (task, CRM_TASK_DEAL, id);
  crm_values_set_text (task, CRM_TASK_KIND, kinds[bench_random (random, 3)]);
  crm_values_set_text (task, CRM_TASK_DUE_ON, due);
  return crm_transaction_insert (tx, task, NULL, error) != 0;
}

static gboolean
fill_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Fill *fill = data;
  BenchRandom random = { 11 };
  g_autoptr (CrmEntity) deals = crm_transaction_get_entity (tx, "deal", error),
                        tasks = crm_transaction_get_entity (tx, "task", error),
                        stages = crm_transaction_get_entity (tx, "stage", error),
                        clients = crm_transaction_get_entity (tx, "client", error);
  guint n_clients = fill->n / DEALS_A_CLIENT + 1;

  crm_transaction_set_import (tx, FALSE);
  for (guint i = 0; i < n_clients; i++)
    {
      g_autoptr (CrmValues) client = crm_values_new (clients);
      g_autofree char *name = g_strdup_printf ("Client %u", i);

      crm_values_set_text (client, CRM_CLIENT_NAME, name);
      if (!crm_transaction_insert (tx, client, NULL, error))
        return FALSE;
    }
  if (!crm_pipeline_ensure (tx, error))
    return FALSE;
  for (guint i = 5; i < N_STAGES; i++)
    {
      g_autoptr (CrmValues) stage = crm_values_new (stages);

      crm_values_set_text (stage, CRM_STAGE_NAME, i == 5 ? "Delivery" : "Invoice");
      crm_values_set_integer (stage, CRM_STAGE_PIPELINE, 1);
      crm_values_set_integer (stage, CRM_STAGE_PROBABILITY, 95);
      if (!crm_transaction_insert (tx, stage, NULL, error))
        return FALSE;
    }
  for (guint i = 0; i < fill->n; i++)
    if (!add_deal (tx, &random, deals, tasks, i, n_clients, error))
      return FALSE;
  return TRUE;
}

static void
on_changed (CrmBoard *board, guint *changes)
{
  (*changes)++;
}

static double
show_board (void)
{
  g_autoptr (CrmBoard) board = crm_board_new (store);
  g_autoptr (CrmBoardQuery) query = crm_board_query_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  double start = bench_now ();
  GPtrArray *lanes;

  query->pipeline = 1;
  query->first = N_CARDS;
  crm_board_set_query (board, query);
  while (crm_board_is_loading (board))
    g_main_context_iteration (NULL, TRUE);
  if (crm_board_get_error (board))
    bench_die ("%s", crm_board_get_error (board));
  lanes = crm_board_data_get_lanes (crm_board_get_data (board));
  for (guint i = 0; i < lanes->len; i++)
    {
      GArray *ids = ((CrmLane *)lanes->pdata[i])->ids;

      for (guint k = 0; k < ids->len; k++)
        g_ptr_array_add (records, crm_store_get_record (store, "deal", g_array_index (ids, gint64, k)));
    }
  for (guint i = 0; i < records->len; i++)
    while (!crm_record_get_row (records->pdata[i]))
      g_main_context_iteration (NULL, TRUE);
  return bench_now () - start;
}

static void
bind_now (sqlite3_stmt *statement)
{
  sqlite3_bind_int64 (statement, 1, now);
  sqlite3_bind_text (statement, 2, today, -1, SQLITE_STATIC);
}

static double
show_bare (Bare *bare)
{
  double start = bench_now ();
  gint64 sum = 0;

  bind_now (bare->statements[SUMS]);
  while (sqlite3_step (bare->statements[SUMS]) == SQLITE_ROW)
    for (int i = 2; i < 10; i++)
      sum += sqlite3_column_int64 (bare->statements[SUMS], i);
  sqlite3_reset (bare->statements[SUMS]);
  for (int stage = 1; stage <= N_STAGES; stage++)
    {
      sqlite3_stmt *cards = bare->statements[CARDS], *card = bare->statements[CARD];

      bind_now (cards);
      sqlite3_bind_int (cards, 3, stage);
      sqlite3_bind_int (cards, 4, N_CARDS);
      while (sqlite3_step (cards) == SQLITE_ROW)
        {
          sqlite3_bind_int64 (card, 1, sqlite3_column_int64 (cards, 0));
          if (sqlite3_step (card) == SQLITE_ROW)
            for (int i = 0; i < sqlite3_column_count (card); i++)
              sum += sqlite3_column_bytes (card, i);
          sqlite3_reset (card);
        }
      sqlite3_reset (cards);
    }
  if (!sum)
    bench_die ("the board is empty");
  return bench_now () - start;
}

static gpointer
board_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_board_read (tx, data, NULL, error);
}

static const CrmLane *
find_lane (CrmBoardData *data, gint64 stage)
{
  GPtrArray *lanes = crm_board_data_get_lanes (data);

  for (guint i = 0; i < lanes->len; i++)
    if (((CrmLane *)lanes->pdata[i])->id == stage)
      return lanes->pdata[i];
  bench_die ("the board has no stage %d", (int)stage);
}

/* The board says what plain SQL says, to the cent and the deal. */
static void
compare_sums (Bare *bare)
{
  g_autoptr (CrmBoardQuery) query = crm_board_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmBoardData) data = NULL;
  sqlite3_stmt *sums = bare->statements[SUMS];
  guint64 count = 0;

  query->pipeline = 1;
  data = crm_store_read_sync (store, board_in_worker, query, &error);
  if (!data)
    bench_die ("%s", error->message);
  bind_now (sums);
  while (sqlite3_step (sums) == SQLITE_ROW)
    {
      const CrmLane *lane = find_lane (data, sqlite3_column_int64 (sums, 0));
      const char *currency = (const char *)sqlite3_column_text (sums, 1);

      count += (guint64)sqlite3_column_int64 (sums, 2);
      if (currency &&
          (crm_sums_get_amount (lane->sums, currency) != sqlite3_column_int64 (sums, 3) ||
              crm_sums_get_amount (lane->weighted, currency) != (sqlite3_column_int64 (sums, 4) + 50) / 100))
        bench_die ("the sums of “%s” in %s are wrong", lane->title, currency);
    }
  sqlite3_reset (sums);
  if (count != crm_board_data_get_count (data))
    bench_die ("the board counts %u deals of %u", (guint)crm_board_data_get_count (data), (guint)count);
}

static void
measure_board (Bare *bare, guint n, guint rounds)
{
  g_autofree char *name = g_strdup_printf ("board of %u deals, sums and %d cards", n, N_STAGES * N_CARDS);
  g_auto (BenchPair) pair = { 0 };

  bench_pair_init (&pair);
  for (guint i = 0; i < rounds * 3; i++)
    {
      double b = show_bare (bare), a = show_board ();
      bench_pair_add (&pair, a, b);
    }
  bench_report_pair (name, &pair, BENCH_AT_MOST, 2);
}

static gboolean
move_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const gint64 *move = data;

  return crm_deal_move (tx, move, 1, move[1], move[2], error);
}

static void
on_moved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    bench_die ("%s", error->message);
  *(gboolean *)data = TRUE;
}

static void
step_bare (Bare *bare, int which, gint64 deal, gint64 stage)
{
  sqlite3_stmt *statement = bare->statements[which];

  if (sqlite3_bind_parameter_count (statement) > 0)
    sqlite3_bind_int64 (statement, 1, deal);
  if (sqlite3_bind_parameter_count (statement) > 1)
    sqlite3_bind_int64 (statement, 2, stage);
  if (sqlite3_step (statement) != SQLITE_DONE)
    bench_die ("%s: %s", sql[which], sqlite3_errmsg (bare->db));
  sqlite3_reset (statement);
}

static double
move_bare (Bare *bare, gint64 deal, gint64 stage)
{
  double start = bench_now ();

  sqlite3_exec (bare->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  step_bare (bare, OPERATION, 0, 0);
  step_bare (bare, PLACE, deal, stage);
  step_bare (bare, LEAVE, deal, 0);
  step_bare (bare, ENTER, deal, stage);
  for (int i = 0; i < 3; i++)
    step_bare (bare, CHANGE, deal, 0);
  if (sqlite3_exec (bare->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
    bench_die ("%s", sqlite3_errmsg (bare->db));
  return bench_now () - start;
}

/* A drop between two cards: until it is durable, and until the board with the new sums is there. */
static void
measure_moves (const char *book, const char *copy, guint n, guint rounds)
{
  g_autoptr (CrmBoard) board = crm_board_new (store);
  g_autoptr (CrmBoardQuery) query = crm_board_query_new ();
  g_autoptr (BenchBare) log = bench_bare_new (book);
  g_auto (BenchPair) confirmed = { 0 }, shown = { 0 };
  guint changes = 0, moves = rounds * MOVES_A_ROUND, commits = 0;
  Bare bare;

  open_bare (&bare, copy);
  bench_pair_init (&confirmed);
  bench_pair_init (&shown);
  query->pipeline = 1;
  g_signal_connect (board, "changed", G_CALLBACK (on_changed), &changes);
  crm_board_set_query (board, query);
  while (!changes)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < moves; i++)
    {
      gint64 deal = (i * 7919 + 5) % n + 1, stage = i % N_STAGES + 1;
      GArray *ids = find_lane (crm_board_get_data (board), stage)->ids;
      gint64 move[3] = { deal, stage, ids->len ? g_array_index (ids, gint64, ids->len / 2) : 0 };
      double b = move_bare (&bare, deal, stage), start, a;
      gboolean done = FALSE;

      /* A checkpoint would begin the log anew. */
      bench_bare_empty_log (log);
      if (move[2] == deal)
        move[2] = 0;
      changes = 0;
      start = bench_now ();
      crm_store_write_async (store, "Move", move_in_worker, move, NULL, NULL, on_moved, &done);
      while (!done)
        g_main_context_iteration (NULL, TRUE);
      a = bench_now () - start;
      bench_pair_add (&confirmed, a, b);
      while (!changes)
        g_main_context_iteration (NULL, TRUE);
      bench_pair_add (&shown, bench_now () - start, b);
      commits += bench_bare_count_commits (log);
    }
  close_bare (&bare);
  bench_report_pair ("move confirmed, against a bare commit", &confirmed, BENCH_NO_LIMIT, 0);
  bench_report_pair ("move, the board with its sums is new", &shown, BENCH_NO_LIMIT, 0);
  if (commits < moves)
    bench_die ("%u of %u moves were written", commits, moves);
  bench_report ("commits a move", (double)commits / moves, 0, "", BENCH_AT_MOST, 1);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Fill fill;
  Bare bare;
  guint rounds;

  setlocale (LC_ALL, "");
  if (argc < 5)
    bench_die ("usage: bench-board BOOK COPY DEALS ROUNDS [REPORT]");
  fill.n = (guint)atoi (argv[3]);
  rounds = (guint)atoi (argv[4]);
  bench_report_open (argc > 5 ? argv[5] : NULL);
  now = crm_clock_now ();
  store = crm_store_new (argv[1], NULL, CRM_ORIGIN_WINDOW);
  if (!crm_store_open_sync (store, TRUE, 30, &error))
    bench_die ("%s", error->message);
  today = crm_instant_date (now, crm_store_get_zone (store));
  if (!crm_store_write_sync (store, "Fill", fill_in_worker, &fill, NULL, &error))
    bench_die ("%s", error->message);
  open_bare (&bare, argv[1]);
  compare_sums (&bare);
  measure_board (&bare, fill.n, rounds);
  if (!crm_store_backup_sync (store, argv[2], &error))
    bench_die ("%s", error->message);
  measure_moves (argv[1], argv[2], fill.n, rounds);
  compare_sums (&bare);
  close_bare (&bare);
  g_free (today);
  g_object_unref (store);
  return bench_report_close () ? 1 : 0;
}
