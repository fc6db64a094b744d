/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "crm-test-store.h"
#include "deal/crm-deal.h"

/* What people do with deals: stages, states, the history of moves, lines and the sums of clients; each taken back and done again. */

typedef struct
{
  CrmStore *store;
  gint64 deal;
} Fixture;

typedef struct
{
  gint64 deals[4];
  guint n;
  gint64 stage, before;
  const char *state; /* NULL: move */
  gint64 reason;
  const char *comment;
  gint64 result;
} Action;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *path = crm_test_path ();

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  f->store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  crm_test_add (f->store, "client", "name", "Anna", NULL);
  f->deal = crm_test_add (f->store, "deal", "title", "Roof", "client", "1", "amount", "100 EUR", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  crm_test_assert_in_order (f->store);
  crm_test_close (f->store);
}

static gboolean
act_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Action *a = data;

  if (a->state)
    return crm_deal_set_state (tx, a->deals, a->n, a->state, a->reason, a->comment, error);
  return crm_deal_move (tx, a->deals, a->n, a->stage, a->before, error);
}

static gboolean
try_act (CrmStore *store, Action *action, GError **error)
{
  return crm_store_write_sync (store, "Act", act_in_worker, action, NULL, error);
}

static void
move (CrmStore *store, gint64 deal, gint64 stage, gint64 before)
{
  Action action = { .deals = { deal }, .n = 1, .stage = stage, .before = before };
  g_autoptr (GError) error = NULL;

  try_act (store, &action, &error);
  g_assert_no_error (error);
}

static void
set_state (CrmStore *store, gint64 deal, const char *state)
{
  Action action = { .deals = { deal }, .n = 1, .state = state };
  g_autoptr (GError) error = NULL;

  try_act (store, &action, &error);
  g_assert_no_error (error);
}

/* The moves of a deal as "stage state hours" …, the last without an end. */
static char *
list_moves (CrmStore *store, gint64 deal)
{
  g_autoptr (CrmQuery) query = crm_query_new ("deal_move");
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, deal);
  g_autoptr (GArray) ids = NULL;
  GString *text = g_string_new (NULL);

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("deal", CRM_TEST_EQUAL, id));
  crm_query_add_order (query, "at");
  ids = crm_test_find_ids (store, query);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CrmRow) row = crm_test_load (store, "deal_move", g_array_index (ids, gint64, i));
      gint64 until = crm_row_get_integer (row, CRM_DEAL_MOVE_UNTIL);

      g_string_append_printf (text, "%s%d %s", i ? ", " : "",
          (int)crm_row_get_integer (row, CRM_DEAL_MOVE_STAGE), crm_row_get_text (row, CRM_DEAL_MOVE_STATE));
      if (until)
        g_string_append_printf (
            text, " %d", (int)((until - crm_row_get_integer (row, CRM_DEAL_MOVE_AT)) / G_TIME_SPAN_HOUR));
    }
  return g_string_free (text, FALSE);
}

#define assert_moves(store, deal, wanted) \
  G_STMT_START \
  { \
    g_autofree char *got = list_moves (store, deal); \
    g_assert_cmpstr (got, ==, wanted); \
  } \
  G_STMT_END

static void
assert_undo_and_redo (Fixture *f, const char *before, const char *after)
{
  crm_test_assert_in_order (f->store);
  g_free (crm_test_undo (f->store, FALSE));
  assert_moves (f->store, f->deal, before);
  crm_test_assert_in_order (f->store);
  g_free (crm_test_undo (f->store, TRUE));
  assert_moves (f->store, f->deal, after);
  crm_test_assert_in_order (f->store);
}

static void
test_moves (Fixture *f, gconstpointer data)
{
  assert_moves (f->store, f->deal, "1 open");
  crm_test_clock_advance_days (2);
  move (f->store, f->deal, 3, 0);
  assert_moves (f->store, f->deal, "1 open 48, 3 open");
  assert_undo_and_redo (f, "1 open", "1 open 48, 3 open");
  crm_test_clock_advance_days (1);
  move (f->store, f->deal, 2, 0);
  assert_moves (f->store, f->deal, "1 open 48, 3 open 24, 2 open");
  /* A place in the same stage is no move. */
  move (f->store, f->deal, 2, 0);
  assert_moves (f->store, f->deal, "1 open 48, 3 open 24, 2 open");
}

static void
test_states (Fixture *f, gconstpointer data)
{
  gint64 won;

  crm_test_clock_advance_days (1);
  set_state (f->store, f->deal, "won");
  /* Without a stage for the won it stays where it is. */
  assert_moves (f->store, f->deal, "1 open 24, 1 won");
  crm_test_assert_field (f->store, "client", 1, "won_sums", "EUR 10000");
  crm_test_assert_field (f->store, "client", 1, "open_sums", NULL);
  assert_undo_and_redo (f, "1 open", "1 open 24, 1 won");
  crm_test_assert_undo (f->store, FALSE, "3/0/0");
  crm_test_assert_field (f->store, "deal", f->deal, "closed_at", NULL);
  crm_test_assert_field (f->store, "client", 1, "open_sums", "EUR 10000");

  won = crm_test_add (f->store, "stage", "name", "Paid", "pipeline", "1", "state", "won", NULL);
  g_assert_cmpint (won, ==, 6);
  set_state (f->store, f->deal, "won");
  assert_moves (f->store, f->deal, "1 open 24, 6 won");
  crm_test_clock_advance_days (1);
  set_state (f->store, f->deal, "open");
  assert_moves (f->store, f->deal, "1 open 24, 6 won 24, 1 open");
  crm_test_assert_field (f->store, "deal", f->deal, "closed_at", NULL);
  assert_undo_and_redo (f, "1 open 24, 6 won", "1 open 24, 6 won 24, 1 open");
  /* Entering the stage by hand wins as well. */
  move (f->store, f->deal, 6, -1);
  crm_test_assert_field (f->store, "deal", f->deal, "state", "won");
  move (f->store, f->deal, 2, -1);
  crm_test_assert_field (f->store, "deal", f->deal, "state", "open");
  /* Opened again it stands where it did before it was won. */
  set_state (f->store, f->deal, "won");
  crm_test_assert_field (f->store, "deal", f->deal, "stage", "6");
  set_state (f->store, f->deal, "open");
  crm_test_assert_field (f->store, "deal", f->deal, "stage", "2");
  /* A lost one that is put back where it was lost. */
  set_state (f->store, f->deal, "lost");
  move (f->store, f->deal, 2, 0);
  crm_test_assert_field (f->store, "deal", f->deal, "state", "open");
}

static void
test_lost (Fixture *f, gconstpointer data)
{
  Action lose = { .deals = { f->deal }, .n = 1, .state = "lost", .reason = 2, .comment = "Cheaper there" };
  g_autoptr (GError) error = NULL;

  move (f->store, f->deal, 4, 0);
  crm_test_clock_advance_days (1);
  try_act (f->store, &lose, &error);
  g_assert_no_error (error);
  assert_moves (f->store, f->deal, "1 open 0, 4 open 24, 4 lost");
  crm_test_assert_field (f->store, "deal", f->deal, "stage", "4");
  crm_test_assert_field (f->store, "deal", f->deal, "lost_reason", "2");
  crm_test_assert_field (f->store, "deal", f->deal, "lost_comment", "Cheaper there");
  assert_undo_and_redo (f, "1 open 0, 4 open", "1 open 0, 4 open 24, 4 lost");
  set_state (f->store, f->deal, "open");
  assert_moves (f->store, f->deal, "1 open 0, 4 open 24, 4 lost 0, 4 open");
  crm_test_assert_field (f->store, "deal", f->deal, "lost_reason", NULL);
  crm_test_assert_field (f->store, "deal", f->deal, "lost_comment", NULL);
  crm_test_assert_undo (f->store, FALSE, "3/0/0");
  crm_test_assert_field (f->store, "deal", f->deal, "lost_reason", "2");
}

static void
test_required (Fixture *f, gconstpointer data)
{
  Action action = { .deals = { f->deal, 0 }, .n = 2, .stage = 3 };
  g_autoptr (GError) error = NULL, unknown = NULL;

  action.deals[1] =
      crm_test_add (f->store, "deal", "title", "Full", "source", "Web", "expected_close", "2026-12-01", NULL);
  g_assert_false (crm_test_try_set (f->store, "stage", 3, 0, "required", "source nonsense", &unknown));
  g_assert_nonnull (strstr (unknown->message, "nonsense"));
  crm_test_set (f->store, "stage", 3, "required", "expected_close, source", NULL);
  crm_test_assert_field (f->store, "stage", 3, "required", "expected_close source");
  g_assert_false (try_act (f->store, &action, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_REQUIRED);
  g_assert_cmpstr (error->message, ==, "The stage “Offer” asks for: Expected to close, Source.");
  g_clear_error (&error);
  /* The one that could have gone stays too: the drop was one. */
  crm_test_assert_field (f->store, "deal", action.deals[1], "stage", "1");
  assert_moves (f->store, f->deal, "1 open");

  crm_test_set (f->store, "deal", f->deal, "source", "Web", NULL);
  g_assert_false (try_act (f->store, &action, &error));
  g_assert_cmpstr (error->message, ==, "The stage “Offer” asks for: Expected to close.");
  /* What the popover of the move asks for comes with the move. */
  crm_test_set (f->store, "deal", f->deal, "stage", "3", "expected_close", "2026-12-01", NULL);
  crm_test_assert_field (f->store, "deal", f->deal, "stage", "3");
}

static char *
list_lane (CrmStore *store, const char *stage)
{
  CrmQuery *query = crm_query_new ("deal");

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("stage", CRM_TEST_EQUAL, stage));
  crm_query_add_order (query, "position");
  return crm_test_find (store, query);
}

#define assert_lane(store, stage, wanted) \
  G_STMT_START \
  { \
    g_autofree char *got = list_lane (store, stage); \
    g_assert_cmpstr (got, ==, wanted); \
  } \
  G_STMT_END

static void
test_places (Fixture *f, gconstpointer data)
{
  Action three = { .deals = { 4, 1, 3 }, .n = 3, .stage = 1, .before = 2 };

  for (int i = 2; i <= 5; i++)
    crm_test_add (f->store, "deal", "title", "Next", NULL);
  assert_lane (f->store, "1", "5 4 3 2 1"); /* new ones on top */
  move (f->store, 1, 1, 4);
  assert_lane (f->store, "1", "5 1 4 3 2");
  move (f->store, 5, 1, 0);
  assert_lane (f->store, "1", "1 4 3 2 5");
  g_assert_true (try_act (f->store, &three, NULL));
  assert_lane (f->store, "1", "4 1 3 2 5");
  crm_test_assert_undo (f->store, FALSE, "3/0/0");
  assert_lane (f->store, "1", "1 4 3 2 5");
  /* Into the same gap until no number lies between: the lane is numbered anew, and the order is kept. */
  for (int i = 0; i < 70; i++)
    {
      move (f->store, i % 2 ? 1 : 4, 1, 3);
      assert_lane (f->store, "1", i % 2 ? "4 1 3 2 5" : "1 4 3 2 5");
    }
  /* Before one that left meanwhile: at the end. */
  move (f->store, 3, 2, 0);
  move (f->store, 4, 1, 3);
  assert_lane (f->store, "1", "1 2 5 4");
}

static void
test_pipelines (Fixture *f, gconstpointer data)
{
  gint64 second = crm_test_add (f->store, "pipeline", "name", "Service", NULL);
  g_autoptr (GError) error = NULL;

  crm_test_add (f->store, "stage", "name", "Visit", "pipeline", "Service", NULL);
  crm_test_assert_field (f->store, "pipeline", 1, "main", "true");
  crm_test_clock_advance_days (1);
  crm_test_set (f->store, "deal", f->deal, "pipeline", "Service", NULL);
  crm_test_assert_field (f->store, "deal", f->deal, "stage", "6");
  assert_moves (f->store, f->deal, "1 open 24, 6 open");
  assert_undo_and_redo (f, "1 open", "1 open 24, 6 open");
  move (f->store, f->deal, 2, 0);
  crm_test_assert_field (f->store, "deal", f->deal, "pipeline", "1");

  /* One main pipeline, whichever way. */
  crm_test_set (f->store, "pipeline", second, "main", "yes", NULL);
  g_assert_cmpint (
      crm_test_sql_integer (f->store, "SELECT count (*) FROM pipeline WHERE main IS TRUE"), ==, 1);
  g_assert_cmpint (crm_test_sql_integer (f->store, "SELECT id FROM pipeline WHERE main IS TRUE"), ==, second);
  crm_test_add (f->store, "pipeline", "name", "Third", "main", "yes", NULL);
  g_assert_cmpint (crm_test_sql_integer (f->store, "SELECT id FROM pipeline WHERE main IS TRUE"), ==, 3);
  crm_test_assert_undo (f->store, FALSE, "2/0/0");
  g_assert_cmpint (crm_test_sql_integer (f->store, "SELECT id FROM pipeline WHERE main IS TRUE"), ==, second);
  crm_test_assert_undo (f->store, FALSE, "2/0/0");
  g_assert_cmpint (crm_test_sql_integer (f->store, "SELECT id FROM pipeline WHERE main IS TRUE"), ==, 1);
  /* A pipeline without stages takes no deal. */
  crm_test_add (f->store, "pipeline", "name", "Empty", NULL);
  g_assert_false (crm_test_try_set (f->store, "deal", f->deal, 0, "pipeline", "Empty", &error));
  g_assert_nonnull (strstr (error->message, "no stage"));
}

typedef struct
{
  gint64 stage, target;
} Removal;

static gboolean
remove_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_stage_remove (tx, ((Removal *)data)->stage, ((Removal *)data)->target, error);
}

static void
test_remove_stage (Fixture *f, gconstpointer data)
{
  Removal removal = { 3, 0 };
  g_autoptr (GError) error = NULL;
  gint64 lost = crm_test_add (f->store, "deal", "title", "Lost", "stage", "3", NULL);

  move (f->store, f->deal, 3, 0);
  set_state (f->store, lost, "lost");
  g_assert_false (crm_store_write_sync (f->store, "Remove", remove_in_worker, &removal, NULL, &error));
  g_assert_cmpstr (error->message, ==, "2 deals stand in this stage. Say where they go.");
  g_clear_error (&error);
  crm_test_clock_advance_days (1);
  removal.target = 4;
  g_assert_true (crm_store_write_sync (f->store, "Remove", remove_in_worker, &removal, NULL, &error));
  crm_test_assert_field (f->store, "deal", f->deal, "stage", "4");
  crm_test_assert_field (f->store, "deal", lost, "stage", "4");
  crm_test_assert_field (f->store, "deal", lost, "state", "lost");
  assert_moves (f->store, f->deal, "1 open 0, 3 open 24, 4 open");
  /* What was closed is not closed a second time. */
  assert_moves (f->store, lost, "3 open 0, 3 lost");
  assert_undo_and_redo (f, "1 open 0, 3 open", "1 open 0, 3 open 24, 4 open");
  g_assert_false (crm_test_try_set (f->store, "deal", f->deal, 0, "stage", "3", &error));
  g_clear_error (&error);
  for (int i = 1; i <= 5; i++)
    {
      removal.stage = i;
      removal.target = 0;
      if (i != 3 && i != 4)
        g_assert_true (crm_store_write_sync (f->store, "Remove", remove_in_worker, &removal, NULL, &error));
    }
  removal.stage = 4;
  g_assert_false (crm_store_write_sync (f->store, "Remove", remove_in_worker, &removal, NULL, &error));
  g_assert_nonnull (strstr (error->message, "last one"));
}

static void
test_client_sums (Fixture *f, gconstpointer data)
{
  gint64 other = crm_test_add (f->store, "deal", "title", "Other", "client", "1", "amount", "50 UAH", NULL);

  crm_test_assert_field (f->store, "client", 1, "open_deals", "2");
  crm_test_assert_field (f->store, "client", 1, "open_sums", "EUR 10000;UAH 5000");
  crm_test_archive (f->store, "deal", other);
  crm_test_assert_field (f->store, "client", 1, "open_sums", "EUR 10000");
  crm_test_restore (f->store, "deal", other);
  set_state (f->store, f->deal, "won");
  crm_test_clock_advance_days (200);
  set_state (f->store, other, "won");
  crm_test_assert_field (f->store, "client", 1, "open_deals", NULL);
  crm_test_assert_field (f->store, "client", 1, "year_sums", "EUR 10000;UAH 5000");
  crm_test_assert_in_order (f->store);
  /* Twelve months later they are turnover still, but not of the year; any commit notices. */
  crm_test_clock_advance_days (170);
  crm_test_add (f->store, "tag", "name", "any", NULL);
  crm_test_assert_field (f->store, "client", 1, "year_sums", "UAH 5000");
  crm_test_clock_advance_days (200);
  crm_test_add (f->store, "tag", "name", "other", NULL);
  crm_test_assert_field (f->store, "client", 1, "year_sums", NULL);
  crm_test_assert_field (f->store, "client", 1, "won_sums", "EUR 10000;UAH 5000");
}

/* Against arithmetic that is wide enough for anything. */
static void
test_compute (void)
{
  __extension__ typedef __int128 Wide;
  static const struct
  {
    gint64 quantity, price, discount, tax, total, tax_amount;
  } known[] = {
    { 1000, 100, 0, 2000, 100, 20 }, { 1500, 333, 0, 0, 500, 0 }, /* 499.5 */
    { -1500, 333, 0, 0, -500, 0 },                                /* away from zero, not up */
    { 1500, -333, 0, 700, -500, -35 }, { 1, 499, 0, 0, 0, 0 },    /* a thousandth */
    { 1, 500, 0, 0, 1, 0 }, { 333, 300, 0, 0, 100, 0 },           /* 99.9 */
    { 3000, 999, 3333, 2100, 1998, 420 },                         /* 1998.0999; 419.58 */
    { 1000, 999, 10000, 2100, 0, 0 }, { 1000, 5, 9000, 0, 1, 0 }, /* half of a cent */
    { 1000, 101, 5000, 5000, 51, 26 },                            /* tax on the rounded total: 25.5 */
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  gint64 total, tax;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_assert_true (crm_deal_line_compute (
          known[i].quantity, known[i].price, known[i].discount, known[i].tax, &total, &tax));
      g_assert_cmpint (total, ==, known[i].total);
      g_assert_cmpint (tax, ==, known[i].tax_amount);
    }
  for (int i = 0; i < 20000; i++)
    {
      gint64 quantity = g_rand_int_range (random, -2000000, 2000000),
             discount = g_rand_int_range (random, 0, 10001),
             price = ((gint64)g_rand_int_range (random, -1000000000, 1000000000)) *
                     (1 << g_rand_int_range (random, 0, 20)),
             rate = g_rand_int_range (random, 0, 10001);
      Wide exact = (Wide)quantity * price * (10000 - discount), wide_tax;

      if (!crm_deal_line_compute (quantity, price, discount, rate, &total, &tax))
        {
          g_assert_true (exact / 10000000 > G_MAXINT64 / 4 || exact / 10000000 < G_MININT64 / 4);
          continue;
        }
      exact = (exact + (exact < 0 ? -5000000 : 5000000)) / 10000000;
      g_assert_true (exact == (Wide)total);
      wide_tax = exact * rate;
      g_assert_true ((wide_tax + (wide_tax < 0 ? -5000 : 5000)) / 10000 == (Wide)tax);
    }
  g_assert_false (crm_deal_line_compute (2000, G_MAXINT64, 0, 0, &total, &tax));
  g_assert_false (crm_deal_line_compute (G_MAXINT64, 1, 0, 0, &total, &tax));
}

static gpointer
totals_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  CrmDealTotals *totals = g_new0 (CrmDealTotals, 1);

  g_assert_true (crm_deal_get_totals (tx, *(gint64 *)data, totals, error));
  return totals;
}

static void
test_lines (Fixture *f, gconstpointer data)
{
  g_autofree CrmDealTotals *totals = NULL;
  g_autoptr (GError) error = NULL;
  gint64 deal = crm_test_add (f->store, "deal", "title", "Lines", NULL), line;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, deal);

  crm_test_add (f->store, "product", "name", "Oak", "price", "19.99 EUR", "cost", "12 EUR", "tax", "21",
      "unit", "m", NULL);
  line = crm_test_add (
      f->store, "deal_line", "deal", id, "product", "Oak", "quantity", "2.125", "discount", "12.5", NULL);
  crm_test_assert_field (f->store, "deal_line", line, "title", "Oak");
  /* 2.125 × 19.99 × 0.875 = 37.168906…; tax of 37.17; cost 25.50. */
  crm_test_assert_field (f->store, "deal_line", line, "total", "37.17 EUR");
  crm_test_assert_field (f->store, "deal_line", line, "tax_amount", "7.81 EUR");
  crm_test_assert_field (f->store, "deal_line", line, "margin", "11.67 EUR");
  crm_test_assert_field (f->store, "deal", deal, "amount", "37.17 EUR");
  crm_test_add (f->store, "deal_line", "deal", id, "title", "Credit", "quantity", "-1", "price", "10.01 EUR",
      "discount", "50", NULL);
  crm_test_assert_field (f->store, "deal", deal, "amount", "32.16 EUR"); /* -5.005 is -5.01 */
  totals = crm_store_read_sync (f->store, totals_in_worker, &deal, &error);
  g_assert_cmpuint (totals->n_lines, ==, 2);
  g_assert_cmpint (totals->total, ==, 3216);
  g_assert_cmpint (totals->discount, ==, 4248 - 3717 + (-1001 + 501));
  g_assert_cmpint (totals->tax, ==, 781);
  g_assert_cmpint (totals->margin, ==, 1167);
  g_assert_cmpuint (totals->n_costed, ==, 1);
  g_assert_cmpstr (totals->currency, ==, "EUR");

  /* The amount that is typed stays; emptied, it follows again. */
  crm_test_set (f->store, "deal", deal, "amount", "40 EUR", NULL);
  crm_test_set (f->store, "deal_line", line, "quantity", "1", NULL);
  crm_test_assert_field (f->store, "deal", deal, "amount", "40.00 EUR");
  crm_test_set (f->store, "deal", deal, "amount", "", NULL);
  crm_test_assert_field (f->store, "deal", deal, "amount", "12.48 EUR"); /* 17.49 - 5.01 */
  crm_test_archive (f->store, "deal_line", line);
  crm_test_assert_field (f->store, "deal", deal, "amount", "-5.01 EUR");
  crm_test_assert_undo (f->store, FALSE, "2/0/0");
  crm_test_assert_field (f->store, "deal", deal, "amount", "12.48 EUR");

  /* What is refused changes nothing. */
  g_assert_false (crm_test_try_set (f->store, "deal_line", line, 0, "price", "5 UAH", &error));
  g_assert_nonnull (strstr (error->message, "EUR"));
  g_clear_error (&error);
  g_assert_false (crm_test_try_set (f->store, "deal_line", line, 0, "discount", "100.01", &error));
  g_clear_error (&error);
  g_assert_false (crm_test_try_set (f->store, "deal_line", line, 0, "quantity", "0", &error));
  g_clear_error (&error);
  crm_test_set (f->store, "deal_line", line, "quantity", "900000", NULL);
  g_assert_false (crm_test_try_set (f->store, "deal_line", line, 0, "price", "90000000000000 EUR", &error));
  g_assert_nonnull (strstr (error->message, "more than can be counted"));
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/deal/compute", test_compute);
  g_test_add ("/deal/moves", Fixture, NULL, set_up, test_moves, tear_down);
  g_test_add ("/deal/states", Fixture, NULL, set_up, test_states, tear_down);
  g_test_add ("/deal/lost", Fixture, NULL, set_up, test_lost, tear_down);
  g_test_add ("/deal/required", Fixture, NULL, set_up, test_required, tear_down);
  g_test_add ("/deal/places", Fixture, NULL, set_up, test_places, tear_down);
  g_test_add ("/deal/pipelines", Fixture, NULL, set_up, test_pipelines, tear_down);
  g_test_add ("/deal/remove-stage", Fixture, NULL, set_up, test_remove_stage, tear_down);
  g_test_add ("/deal/client-sums", Fixture, NULL, set_up, test_client_sums, tear_down);
  g_test_add ("/deal/lines", Fixture, NULL, set_up, test_lines, tear_down);
  return crm_test_store_done (g_test_run ());
}
