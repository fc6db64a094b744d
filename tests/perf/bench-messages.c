/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "base/crm-clock.h"
#include "bench.h"
#include "channel/crm-inbox.h"
#include "channel/crm-outbox.h"

/* Queueing messages to clients of a large book and taking in their replies, against the bare statements that write the same rows into a copy of the book:
 * bench-messages BOOK COPY QUEUED TAKEN [REPORT]. COPY is the same file as BOOK. Single thread but for the store. */

#define BATCH 100 /* messages a transaction: what a campaign or a page of a provider's answer has */

typedef struct
{
  gint64 account;
  GPtrArray *addresses; /* char * */
  guint from, n;
  gboolean in;
} Batch;

static gboolean
account_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "account", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;

  if (!values)
    return FALSE;
  crm_values_set_text (values, CRM_ACCOUNT_NAME, "Bench");
  crm_values_set_text (values, CRM_ACCOUNT_CHANNEL, "sms");
  crm_values_set_text (values, CRM_ACCOUNT_BACKEND, "http");
  ((Batch *)data)->account = crm_transaction_insert (tx, values, NULL, error);
  return ((Batch *)data)->account != 0;
}

static gpointer
addresses_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT normal FROM address WHERE kind = 'phone' AND substr (normal, 1, 1) = '+' AND archived_at IS "
      "NULL"
      " GROUP BY normal HAVING count (*) = 1 ORDER BY min (id) LIMIT $1",
      error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, *(guint *)data);
  while (crm_statement_step (statement, &row, error) && row)
    g_ptr_array_add (all, g_strdup (crm_statement_get_text (statement, 0)));
  return row ? NULL : g_steal_pointer (&all);
}

static gboolean
queue_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Batch *batch = data;

  crm_transaction_set_sync (tx);
  for (guint i = 0; i < batch->n; i++)
    {
      CrmSendRequest request = { .channel = "sms",
        .address = batch->addresses->pdata[(batch->from + i) % batch->addresses->len],
        .account = batch->account,
        .text = "Your order is ready, come and fetch it when you like",
        .due_at = crm_transaction_get_now (tx),
        .purpose = "service" };

      if (!crm_outbox_queue (tx, &request, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Batch *batch = data;
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_incoming_free);
  g_autofree char *cursor = g_strdup_printf ("%u", batch->from);

  crm_transaction_set_sync (tx);
  for (guint i = 0; i < batch->n; i++)
    {
      CrmIncoming *incoming = g_new0 (CrmIncoming, 1);

      incoming->remote_id = g_strdup_printf ("in-%u", batch->from + i);
      incoming->address = g_strdup (batch->addresses->pdata[(batch->from + i) % batch->addresses->len]);
      incoming->text = g_strdup ("Thank you, I shall come tomorrow after five");
      g_ptr_array_add (messages, incoming);
    }
  return crm_inbox_take (tx, batch->account, messages, cursor, NULL, error);
}

static double
run_ours (CrmStore *store, Batch *batch, guint n, CrmWriteFunc func)
{
  g_autoptr (GError) error = NULL;
  double start = bench_now ();

  for (batch->from = 0; batch->from < n; batch->from += BATCH)
    {
      batch->n = MIN (BATCH, n - batch->from);
      if (!crm_store_write_sync (store, "Bench", func, batch, NULL, &error))
        bench_die ("%s", error->message);
    }
  return bench_now () - start;
}

/* ---- the bare twin ---- */

static void
run_sql (sqlite3 *db, const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    bench_die ("%s: %s", sql, sqlite3_errmsg (db));
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    bench_die ("%s: %s", sql, sqlite3_errmsg (db));
  return statement;
}

#define OF_CONVERSATION "(SELECT m.conversation FROM ours.message m WHERE m.id = ?1)"
#define OF_CLIENT "(SELECT m.client FROM ours.message m WHERE m.id = ?1)"

/* Every row that a message means, with the statement that finds it in our book. */
static const struct
{
  const char *table, *verb, *find;
} rows[] = {
  { "conversation", "INSERT OR IGNORE", "SELECT * FROM ours.conversation WHERE id = " OF_CONVERSATION },
  { "message", "INSERT", "SELECT * FROM ours.message WHERE id = ?1" },
  { "body", "INSERT", "SELECT * FROM ours.body WHERE entity = 'message' AND record_id = ?1" },
  { "body_index (rowid, title, body)", "INSERT",
      "SELECT id, title, body FROM ours.body WHERE entity = 'message' AND record_id = ?1" },
  { "change", "INSERT OR IGNORE",
      "SELECT * FROM ours.change WHERE entity = 'message' AND record_id = ?1 UNION ALL SELECT * FROM "
      "ours.change WHERE "
      "entity = 'conversation' AND record_id = " OF_CONVERSATION },
  { "activity", "INSERT", "SELECT * FROM ours.activity WHERE entity = 'message' AND record_id = ?1" },
  { "outbox", "INSERT", "SELECT * FROM ours.outbox WHERE message_id = ?1" },
  { "conversation_figures", "INSERT OR REPLACE",
      "SELECT * FROM ours.conversation_figures WHERE conversation_id = " OF_CONVERSATION },
  { "client_figures", "INSERT OR REPLACE", "SELECT * FROM ours.client_figures WHERE client_id = " OF_CLIENT },
  { "client_search", "INSERT OR REPLACE", "SELECT * FROM ours.client_search WHERE client_id = " OF_CLIENT },
};

/* Seconds that only the writing took. */
static double
copy_rows (sqlite3_stmt *find, sqlite3_stmt *add, gint64 id)
{
  double took = 0;

  sqlite3_bind_int64 (find, 1, id);
  while (sqlite3_step (find) == SQLITE_ROW)
    {
      double start;

      for (int i = 0; i < sqlite3_column_count (find); i++)
        sqlite3_bind_value (add, i + 1, sqlite3_column_value (find, i));
      start = bench_now ();
      if (sqlite3_step (add) != SQLITE_DONE)
        bench_die ("%s", sqlite3_errmsg (sqlite3_db_handle (add)));
      took += bench_now () - start;
      sqlite3_reset (add);
    }
  sqlite3_reset (find);
  return took;
}

static double
run_bare (const char *book, const char *copy, gint64 after, guint *n)
{
  sqlite3_stmt *find[G_N_ELEMENTS (rows)], *add[G_N_ELEMENTS (rows)], *all;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS ours", book);
  double took = 0;
  sqlite3 *db;

  if (sqlite3_open (copy, &db) != SQLITE_OK)
    bench_die ("%s", copy);
  run_sql (db, "PRAGMA journal_mode = WAL");
  run_sql (db, "PRAGMA synchronous = FULL");
  run_sql (db, "PRAGMA cache_size = -16384");
  run_sql (db, attach);
  run_sql (db, "INSERT OR IGNORE INTO operation SELECT * FROM ours.operation");
  run_sql (db, "INSERT OR IGNORE INTO account SELECT * FROM ours.account");
  run_sql (db, "PRAGMA foreign_keys = ON");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) sql = g_string_new (NULL);

      find[i] = prepare (db, rows[i].find);
      g_string_printf (sql, "%s INTO main.%s VALUES (", rows[i].verb, rows[i].table);
      for (int k = 0; k < sqlite3_column_count (find[i]); k++)
        g_string_append_printf (sql, "%s?%d", k ? ", " : "", k + 1);
      g_string_append_c (sql, ')');
      add[i] = prepare (db, sql->str);
    }
  all = prepare (db, "SELECT id FROM ours.message WHERE id > ?1 ORDER BY id");
  sqlite3_bind_int64 (all, 1, after);
  while (sqlite3_step (all) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (all, 0);
      g_array_append_val (ids, id);
    }
  sqlite3_finalize (all);
  for (guint i = 0; i < ids->len; i++)
    {
      double start;

      if (i % BATCH == 0)
        run_sql (db, "BEGIN IMMEDIATE");
      for (guint k = 0; k < G_N_ELEMENTS (rows); k++)
        took += copy_rows (find[k], add[k], g_array_index (ids, gint64, i));
      if (i % BATCH < BATCH - 1 && i < ids->len - 1)
        continue;
      start = bench_now ();
      run_sql (db, "COMMIT");
      took += bench_now () - start;
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      sqlite3_finalize (find[i]);
      sqlite3_finalize (add[i]);
    }
  sqlite3_close (db);
  *n = ids->len;
  return took;
}

static gpointer
last_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_db_get_integer (crm_transaction_get_db (tx), "SELECT max (id) FROM message", 0, data, error)
             ? data
             : NULL;
}

/* One way of writing n messages, ours and bare. */
static void
measure (CrmStore *store, const char *book, const char *copy, Batch *batch, guint n, CrmWriteFunc func,
    const char *name, double limit)
{
  g_autofree char *rate = g_strconcat (name, ", messages a second", NULL);
  gint64 last = 0;
  double ours, bare;
  guint written;

  if (!crm_store_read_sync (store, last_in_worker, &last, NULL))
    bench_die ("the book cannot be read");
  ours = run_ours (store, batch, n, func);
  bare = run_bare (book, copy, last, &written);
  if (written != n)
    bench_die ("%u messages instead of %u", written, n);
  bench_report (name, ours * 1000, bare * 1000, "ms", BENCH_AT_MOST, limit);
  bench_report (rate, n / ours, n / bare, "", BENCH_NO_LIMIT, 0);
}

int
main (int argc, char *argv[])
{
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (GPtrArray) addresses = NULL;
  g_autoptr (GError) error = NULL;
  Batch batch = { 0 };
  guint queued, taken, most;

  setlocale (LC_ALL, "");
  if (argc < 5)
    bench_die ("usage: bench-messages BOOK COPY QUEUED TAKEN [REPORT]");
  queued = (guint)atoi (argv[3]);
  taken = (guint)atoi (argv[4]);
  bench_report_open (argc > 5 ? argv[5] : NULL);
  store = crm_store_new (argv[1], NULL, CRM_ORIGIN_WINDOW);
  if (!crm_store_open_sync (store, FALSE, 5, &error) ||
      !crm_store_write_sync (store, "Bench", account_in_worker, &batch, NULL, &error))
    bench_die ("%s", error->message);
  most = MAX (queued, taken);
  batch.addresses = addresses = crm_store_read_sync (store, addresses_in_worker, &most, &error);
  if (!addresses || !addresses->len)
    bench_die ("the book has no full telephone numbers");
  measure (store, argv[1], argv[2], &batch, queued, queue_in_worker, "queue messages", 6);
  measure (store, argv[1], argv[2], &batch, taken, take_in_worker, "take in messages", 6);
  crm_store_close (store);
  return bench_report_close () ? 1 : 0;
}
