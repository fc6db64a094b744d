/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>

#include "crm-test-store.h"
#include "deal/crm-board.h"

/* The board against plain SQL over random deals: every group, order and filter; undo; and the model that follows commits and the clock. */

#define N_DEALS 240
#define N_CARDS 9

static CrmStore *
open_new (void)
{
  g_autofree char *path = crm_test_path ();
  return crm_test_open (path, CRM_ORIGIN_WINDOW);
}

static gint64
ask (CrmStore *store, const char *format, ...)
{
  va_list args;
  g_autofree char *sql = NULL;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  return crm_test_sql_integer (store, sql);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_board_read (tx, data, NULL, error);
}

static CrmBoardData *
read_board (CrmStore *store, CrmBoardQuery *query)
{
  g_autoptr (GError) error = NULL;
  CrmBoardData *data = crm_store_read_sync (store, read_in_worker, query, &error);

  g_assert_no_error (error);
  return data;
}

static void
add_step (CrmStore *store, GRand *random, const char *deal)
{
  static const char *const days[] = { "2026-03-08", "2026-03-10", "2026-03-11", "2026-04-01" };
  static const char *const times[] = { "2026-03-10T11:59:00Z", "2026-03-10T15:00:00Z",
    "2026-03-20T10:00:00Z" };
  static const char *const kinds[] = { "todo", "call", "wait" };
  const char *kind = kinds[g_rand_int_range (random, 0, 3)];

  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      crm_test_add (store, "task", "title", "Step", "deal", deal, "kind", kind, "due_on",
          days[g_rand_int_range (random, 0, 4)], NULL);
      break;
    case 1:
      crm_test_add (store, "task", "title", "Step", "deal", deal, "kind", kind, "due_at",
          times[g_rand_int_range (random, 0, 3)], NULL);
      break;
    case 2: crm_test_add (store, "task", "title", "Some day", "deal", deal, "kind", kind, NULL); break;
    default:
      crm_test_add (store, "task", "title", "Over", "deal", deal, "due_on", "2026-03-01", "done_at",
          "2026-03-02T10:00:00Z", NULL);
      break;
    }
}

/* Deals of every sort, in three currencies, two pipelines and all states. */
static void
fill (CrmStore *store, guint32 seed)
{
  static const char *const currencies[] = { "EUR", "UAH", "JPY" };
  static const char *const closes[] = { "", "2026-01-15", "2026-03-31", "2026-04-01", "2026-05-20",
    "2027-02-01" };
  static const char *const sources[] = { "", "Web", "Ярмарок", "advert" };
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  gint64 second;
  gint64 stages[9];

  crm_test_add (store, "client", "name", "Олена Ковальчук", NULL);
  crm_test_add (store, "client", "name", "Acme", NULL);
  crm_test_add (store, "user", "name", "Zoe", NULL);
  crm_test_add (store, "user", "name", "Bob", NULL);
  crm_test_add (store, "deal", "title", "The first makes the pipeline", NULL);
  for (int i = 0; i < 5; i++)
    stages[i] = i + 1;
  crm_test_set (store, "stage", 5, "rot_days", "", NULL);
  stages[5] = crm_test_add (
      store, "stage", "name", "Done", "pipeline", "1", "state", "won", "probability", "100", NULL);
  stages[6] = crm_test_add (store, "stage", "name", "Dead", "pipeline", "1", "state", "lost", NULL);
  second = crm_test_add (store, "pipeline", "name", "Second", NULL);
  for (int i = 7; i < 9; i++)
    {
      g_autofree char *pipeline = g_strdup_printf ("%" G_GINT64_FORMAT, second);
      stages[i] = crm_test_add (store, "stage", "name", i == 7 ? "In" : "Out", "pipeline", pipeline,
          "probability", "33", "rot_days", "3", NULL);
    }
  for (int i = 0; i < N_DEALS; i++)
    {
      g_autofree char *title = g_strdup_printf ("Deal %d%s", i, i % 5 == 0 ? " großer Ofen" : ""),
                      *stage = g_strdup_printf ("%" G_GINT64_FORMAT, stages[g_rand_int_range (random, 0, 9)]),
                      *amount = NULL, *probability = NULL, *id = NULL;
      gint64 deal;

      if (g_rand_int_range (random, 0, 6))
        amount = g_strdup_printf ("%s%d %s", g_rand_int_range (random, 0, 9) ? "" : "-",
            g_rand_int_range (random, 0, 100000), currencies[g_rand_int_range (random, 0, 3)]);
      if (!g_rand_int_range (random, 0, 3))
        probability = g_strdup_printf ("%d", g_rand_int_range (random, 0, 101));
      deal = crm_test_add (store, "deal", "title", title, "stage", stage, "client",
          (const char *[]){ "", "1", "2" }[g_rand_int_range (random, 0, 3)], "amount", amount ? amount : "",
          "probability", probability ? probability : "", "expected_close",
          closes[g_rand_int_range (random, 0, 6)], "source", sources[g_rand_int_range (random, 0, 4)],
          "owner", (const char *[]){ "", "1", "2", "3" }[g_rand_int_range (random, 0, 4)], "tags",
          g_rand_int_range (random, 0, 4) ? "" : "hot", NULL);
      id = g_strdup_printf ("%" G_GINT64_FORMAT, deal);
      for (int k = g_rand_int_range (random, 0, 3); k > 0; k--)
        add_step (store, random, id);
      if (!g_rand_int_range (random, 0, 8))
        crm_test_set (store, "deal", deal, "state", "lost", NULL);
      if (!g_rand_int_range (random, 0, 12))
        crm_test_archive (store, "deal", deal);
    }
  /* Past times are written past the store: no field sets them. */
  crm_test_sql (store, "UPDATE deal SET stage_at = stage_at - (id * 7919 % 30) * 86400000000,"
                       " position = (id * 104729 % 997) - 500.5 WHERE id % 7 <> 0");
}

/* Plain SQL of a deal d in its stage s; nothing of it comes from the figures. The clock of the test stands at noon of 10 March 2026. */
#define NOW "1773144000000000"
#define FIRST(column) \
  "(SELECT " column " FROM task k WHERE k.deal = d.id AND k.done_at IS NULL AND k.archived_at IS NULL" \
  " ORDER BY k.due_key NULLS LAST, k.id LIMIT 1)"
#define STEP_OVER "coalesce (" FIRST ("k.due_key") " < " NOW ", FALSE)"
#define STEP_STATE \
  "CASE WHEN " FIRST ("k.id") " IS NULL THEN 3 WHEN " STEP_OVER " THEN 0 WHEN " FIRST ( \
      "k.kind") " = 'wait' THEN 4 WHEN " FIRST ("k.due_on") " = '2026-03-10' THEN 1 ELSE 2 END"
#define FROM \
  "FROM (SELECT d.*, s.probability AS stage_probability, s.rot_days AS rot_days, " STEP_STATE \
  " AS step, " FIRST ("k.due_key") " AS step_key FROM deal d JOIN stage s ON s.id = d.stage" \
                                   " WHERE d.archived_at IS NULL) d WHERE "
#define WEIGHTED \
  "sum (amount * CASE state WHEN 'won' THEN 100 WHEN 'lost' THEN 0 ELSE coalesce (probability, " \
  "stage_probability, 0) END)"

/* lane, filter, and those of all states of the next step: conditions on d. */
static void
check_lane (CrmStore *store, const CrmLane *lane, const char *where, const char *filter, const char *all)
{
  static const char *const currencies[] = { "EUR", "JPY", "UAH", "USD" };

  g_test_message ("lane “%s” (%s): %s AND %s", lane->title, lane->key, where, filter);
  g_assert_cmpuint (lane->count, ==, ask (store, "SELECT count (*) " FROM "%s AND %s", where, filter));
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    {
      g_autofree char *money =
          g_strdup_printf ("%s AND %s AND d.amount_currency = '%s'", where, filter, currencies[i]);

      g_assert_cmpint (crm_sums_get_amount (lane->sums, currencies[i]), ==,
          ask (store, "SELECT coalesce (sum (amount), 0) " FROM "%s", money));
      g_assert_cmpint (crm_sums_get_amount (lane->weighted, currencies[i]), ==,
          ask (store,
              "SELECT coalesce ((" WEIGHTED " + CASE WHEN " WEIGHTED
              " < 0 THEN -50 ELSE 50 END) / 100, 0) " FROM "%s",
              money));
    }
  for (guint i = 0; i < CRM_NEXT_N_STATES; i++)
    g_assert_cmpuint (lane->segments[i], ==,
        ask (
            store, "SELECT count (*) " FROM "%s AND %s AND d.state = 'open' AND d.step = %u", where, all, i));
  g_assert_cmpuint (lane->rotting, ==,
      ask (store,
          "SELECT count (*) " FROM
          "%s AND %s AND d.state = 'open' AND d.rot_days IS NOT NULL AND d.step IN (0, 3)"
          " AND d.stage_at + d.rot_days * 86400000000 < " NOW,
          where, filter));
}

static void
check_cards (CrmStore *store, const CrmLane *lane, const char *where, const char *filter, CrmBoardOrder order)
{
  static const char *const orders[] = {
    [CRM_BOARD_URGENCY] =
        "CASE d.step WHEN 0 THEN 0 WHEN 1 THEN 1 WHEN 3 THEN 2 WHEN 2 THEN 3 ELSE 4 END,"
        " CASE WHEN d.step = 2 THEN coalesce (d.step_key, 9e18) ELSE 0 END, d.stage_at, d.id",
    [CRM_BOARD_AMOUNT] =
        "CASE d.amount_currency WHEN 'EUR' THEN 1 WHEN 'JPY' THEN 2 WHEN 'UAH' THEN 3 ELSE 4 "
        "END, d.amount DESC, d.id",
    [CRM_BOARD_AGE] = "d.stage_at, d.id",
    [CRM_BOARD_CLOSE] = "d.expected_close NULLS LAST, d.id",
    [CRM_BOARD_BY_HAND] = "d.position NULLS LAST, d.id",
  };

  g_assert_cmpuint (lane->ids->len, ==, MIN (lane->count, N_CARDS));
  for (guint i = 0; i < lane->ids->len; i++)
    g_assert_cmpint (g_array_index (lane->ids, gint64, i), ==,
        ask (store, "SELECT d.id " FROM "%s AND %s ORDER BY %s LIMIT 1 OFFSET %u", where, filter,
            orders[order], i));
}

/* What a lane holds, as a condition. */
static char *
describe (CrmStore *store, const CrmLane *lane, const CrmBoardQuery *query)
{
  g_autofree char *pipeline =
      query->pipeline ? g_strdup_printf ("d.pipeline = %d", (int)query->pipeline) : g_strdup ("TRUE");

  switch (query->group)
    {
    case CRM_BOARD_BY_STAGE:
      /* Won and lost deals stand in the only such stage of their pipeline, wherever they were when it happened. */
      if (!g_str_equal (lane->state, "open"))
        return g_strdup_printf ("d.state = '%s' AND d.pipeline = %d", lane->state,
            (int)ask (store, "SELECT pipeline FROM stage WHERE id = %s", lane->key));
      return g_strdup_printf ("d.state = 'open' AND d.stage = %s", lane->key);
    case CRM_BOARD_BY_MONTH:
      return *lane->key
                 ? g_strdup_printf ("d.state = 'open' AND %s AND substr (d.expected_close, 1, 7) = '%s'",
                       pipeline, lane->key)
                 : g_strdup_printf ("d.state = 'open' AND %s AND d.expected_close IS NULL", pipeline);
    case CRM_BOARD_BY_OWNER:
      return *lane->key ? g_strdup_printf ("d.state = 'open' AND %s AND d.owner = %s", pipeline, lane->key)
                        : g_strdup_printf ("d.state = 'open' AND %s AND d.owner IS NULL", pipeline);
    case CRM_BOARD_BY_SOURCE:
    default:
      return *lane->key ? g_strdup_printf ("d.state = 'open' AND %s AND d.source = '%s'", pipeline, lane->key)
                        : g_strdup_printf ("d.state = 'open' AND %s AND d.source IS NULL", pipeline);
    }
}

static void
check_board (CrmStore *store, CrmBoardQuery *query, const char *filter)
{
  g_autoptr (CrmBoardData) data = read_board (store, query);
  GPtrArray *lanes = crm_board_data_get_lanes (data);
  g_autofree char *step = query->next_state < 0 ? g_strdup (filter)
                                                : g_strdup_printf ("%s AND d.state = 'open' AND d.step = %d",
                                                      filter, query->next_state);
  g_autofree char *shown = NULL;
  guint64 count = 0;

  for (guint i = 0; i < lanes->len; i++)
    {
      const CrmLane *lane = lanes->pdata[i];
      g_autofree char *where = describe (store, lane, query);

      check_lane (store, lane, where, step, filter);
      check_cards (store, lane, where, step, query->order);
      count += lane->count;
    }
  g_assert_cmpuint (count, ==, crm_board_data_get_count (data));
  /* No deal fell between two lanes; the second pipeline has none for what was lost. */
  shown = g_strdup_printf ("%s AND %s AND %d IN (0, d.pipeline)", step,
      query->group == CRM_BOARD_BY_STAGE && query->closed ? "(d.state = 'open' OR d.pipeline = 1)"
                                                          : "d.state = 'open'",
      (int)query->pipeline);
  g_assert_cmpuint (count, ==, ask (store, "SELECT count (*) " FROM "%s", shown));
  g_assert_cmpint (crm_sums_get_amount (crm_board_data_get_sums (data), "EUR"), ==,
      ask (store, "SELECT coalesce (sum (amount), 0) " FROM "d.amount_currency = 'EUR' AND %s", shown));
}

static void
test_random (void)
{
  static const struct
  {
    const char *term, *text, *sql;
  } filters[] = {
    { NULL, NULL, "TRUE" },
    { "owner=2", NULL, "d.owner = 2" },
    { "tags=hot", NULL,
        "d.id IN (SELECT l.record_id FROM record_link l WHERE l.entity = 'deal' AND l.field = 'tags')" },
    { "next_kind=", NULL, "d.step = 3" },
    { NULL, "GROSSER", "d.title LIKE '%großer%'" },
    { NULL, "ковальчук", "d.client = 1" },
  };
  CrmStore *store = open_new ();

  fill (store, 7);
  crm_test_clock_set ("2026-03-10T12:00:00Z");
  for (guint f = 0; f < G_N_ELEMENTS (filters); f++)
    for (guint group = 0; group <= CRM_BOARD_BY_SOURCE; group++)
      for (guint order = 0; order <= CRM_BOARD_BY_HAND; order++)
        {
          g_autoptr (CrmBoardQuery) query = crm_board_query_new ();

          /* Each filter with one order, each order with one filter. */
          if (order != f % 5 && f)
            continue;
          query->group = group;
          query->order = order;
          query->first = N_CARDS;
          query->pipeline = (gint64)(order + f + group) % 3;
          query->closed = (order + f) % 2;
          query->next_state = order == 3 ? CRM_NEXT_NONE : -1;
          query->where = crm_query_new ("deal");
          if (filters[f].term)
            crm_condition_add (
                crm_query_get_where (query->where), crm_condition_parse (filters[f].term, NULL));
          crm_query_set_text (query->where, filters[f].text);
          crm_test_clock_set ("2026-03-10T12:00:00Z");
          check_board (store, query, filters[f].sql);
        }
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static char *
list_lanes (CrmStore *store, CrmBoardQuery *query)
{
  g_autoptr (CrmBoardData) data = read_board (store, query);
  GPtrArray *lanes = crm_board_data_get_lanes (data);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lanes->len; i++)
    {
      const CrmLane *lane = lanes->pdata[i];
      g_string_append_printf (text, "%s%s=%s:%u", i ? ", " : "", lane->key, lane->title, (guint)lane->count);
    }
  return g_strdup (text->str);
}

#define assert_lanes(store, query, wanted) \
  G_STMT_START \
  { \
    g_autofree char *got = list_lanes (store, query); \
    g_assert_cmpstr (got, ==, wanted); \
  } \
  G_STMT_END

static void
test_lanes (void)
{
  CrmStore *store = open_new ();
  g_autoptr (CrmBoardQuery) query = crm_board_query_new ();

  /* A book without pipelines has a board without lanes. */
  assert_lanes (store, query, "");
  crm_test_add (store, "deal", "title", "A", "expected_close", "2026-01-20", "source", "Web", NULL);
  crm_test_add (store, "deal", "title", "B", "expected_close", "2026-11-20", NULL);
  query->pipeline = 1;
  assert_lanes (store, query, "1=New request:2, 2=Qualified:0, 3=Offer:0, 4=Negotiation:0, 5=Contract:0");
  query->group = CRM_BOARD_BY_MONTH;
  assert_lanes (store, query,
      "2026-01=January 2026:1, 2026-03=March 2026:0, 2026-04=April 2026:0, 2026-05=May 2026:0, "
      "2026-11=November 2026:1, =No date:0");
  query->group = CRM_BOARD_BY_SOURCE;
  assert_lanes (store, query, "Web=Web:1, =No source:1");
  /* Own fields: the words of a choice in their order, lines as they are found; one that is gone leaves all in one lane. */
  crm_test_add (store, "own_field", "entity", "deal", "label", "Roast", "kind", "choice", "choices",
      "light\ndark", NULL);
  crm_test_add (store, "own_field", "entity", "deal", "label", "Shelf", "kind", "text", NULL);
  crm_test_set (store, "deal", 1, "x_1", "dark", "x_2", "Upper", NULL);
  crm_test_set (store, "deal", 2, "x_2", "Lower", NULL);
  query->group = CRM_BOARD_BY_FIELD;
  query->field = g_intern_static_string ("x_1");
  assert_lanes (store, query, "light=light:0, dark=dark:1, =Nothing chosen:1");
  query->field = g_intern_static_string ("x_2");
  assert_lanes (store, query, "Lower=Lower:1, Upper=Upper:1, =Nothing chosen:0");
  query->field = g_intern_static_string ("title");
  assert_lanes (store, query, "=Nothing chosen:2");
  query->field = NULL;
  crm_test_set (store, "user", 1, "name", "Me", NULL);
  crm_test_add (store, "user", "name", "Gone", "active", "no", NULL);
  query->group = CRM_BOARD_BY_OWNER;
  assert_lanes (store, query, "1=Me:2");
  crm_test_set (store, "deal", 1, "owner", "", NULL);
  crm_test_set (store, "deal", 2, "owner", "2", NULL);
  assert_lanes (store, query, "2=Gone:1, 1=Me:0, =Nobody:1");

  /* Several pipelines, one after another. */
  crm_test_add (store, "pipeline", "name", "Second", NULL);
  crm_test_add (store, "stage", "name", "In", "pipeline", "Second", NULL);
  crm_test_add (store, "stage", "name", "Gained", "pipeline", "Second", "state", "won", NULL);
  crm_test_set (store, "deal", 2, "stage", "6", "pipeline", "Second", NULL);
  query->group = CRM_BOARD_BY_STAGE;
  query->pipeline = 0;
  assert_lanes (store, query,
      "1=Sales · New request:1, 2=Sales · Qualified:0, 3=Sales · Offer:0, 4=Sales · Negotiation:0, "
      "5=Sales · Contract:0, 6=Second · In:1");
  query->pipeline = 2;
  query->closed = TRUE;
  assert_lanes (store, query, "6=In:1, 7=Gained:0");
  crm_test_set (store, "deal", 2, "state", "won", NULL);
  assert_lanes (store, query, "6=In:0, 7=Gained:1");

  /* A stage that was taken away past the store leaves no deal unseen. */
  crm_test_sql (store, "UPDATE stage SET archived_at = 1 WHERE id = 1");
  query->pipeline = 1;
  query->closed = FALSE;
  assert_lanes (store, query, "2=Qualified:1, 3=Offer:0, 4=Negotiation:0, 5=Contract:0");
  crm_test_close (store);
}

/* Sums at the edge stay exact, and too large ones stop there. */
static void
test_large (void)
{
  CrmStore *store = open_new ();
  g_autoptr (CrmBoardQuery) query = crm_board_query_new ();
  g_autoptr (CrmBoardData) data = NULL, more = NULL;
  const CrmLane *lane;

  for (int i = 0; i < 3; i++)
    crm_test_add (store, "deal", "title", "Large", "probability", i ? "100" : "1", NULL);
  crm_test_sql (store, "UPDATE deal SET amount = CASE id WHEN 1 THEN 50 ELSE 4000000000000000001 END,"
                       " amount_currency = 'EUR'");
  data = read_board (store, query);
  lane = crm_board_data_get_lanes (data)->pdata[0];
  g_assert_cmpint (crm_sums_get_amount (lane->sums, "EUR"), ==, 8000000000000000052);
  g_assert_cmpint (crm_sums_get_amount (lane->weighted, "EUR"), ==, 8000000000000000003);
  crm_test_sql (store, "UPDATE deal SET amount = 9000000000000000000");
  more = read_board (store, query);
  lane = crm_board_data_get_lanes (more)->pdata[0];
  g_assert_cmpint (crm_sums_get_amount (lane->sums, "EUR"), ==, G_MAXINT64);
  crm_test_close (store);
}

typedef struct
{
  CrmStore *store;
  CrmBoard *board;
  CrmBoardQuery *query;
  guint changes, seen;
} Fixture;

static void
on_changed (CrmBoard *board, Fixture *f)
{
  f->changes++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  crm_test_clock_set ("2026-03-10T12:00:00Z");
  f->store = open_new ();
  crm_test_add (f->store, "deal", "title", "A", "amount", "100 EUR", NULL);
  crm_test_settle ();
  f->query = crm_board_query_new ();
  f->board = crm_board_new (f->store);
  g_signal_connect (f->board, "changed", G_CALLBACK (on_changed), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->board);
  crm_board_query_free (f->query);
  crm_test_close (f->store);
}

static gboolean
has_changed (gpointer data)
{
  Fixture *f = data;

  if (f->changes == f->seen)
    return FALSE;
  f->seen = f->changes;
  return TRUE;
}

static const CrmLane *
get_lane (Fixture *f, guint n)
{
  return crm_board_data_get_lanes (crm_board_get_data (f->board))->pdata[n];
}

static void
test_follows (Fixture *f, gconstpointer data)
{
  g_assert_null (crm_board_get_data (f->board));
  crm_board_set_query (f->board, f->query);
  g_assert_true (crm_board_is_loading (f->board));
  crm_test_await (has_changed, f);
  g_assert_false (crm_board_is_loading (f->board));
  g_assert_null (crm_board_get_error (f->board));
  g_assert_cmpint (crm_sums_get_amount (get_lane (f, 0)->sums, "EUR"), ==, 10000);

  crm_test_set (f->store, "deal", 1, "stage", "3", NULL);
  crm_test_await (has_changed, f);
  g_assert_cmpuint (get_lane (f, 0)->count, ==, 0);
  g_assert_cmpuint (get_lane (f, 2)->count, ==, 1);
  crm_test_set (f->store, "stage", 3, "name", "Price told", NULL);
  crm_test_await (has_changed, f);
  g_assert_cmpstr (get_lane (f, 2)->title, ==, "Price told");
  crm_test_add (f->store, "task", "title", "Call", "deal", "1", "due_on", "2026-03-11", NULL);
  crm_test_await (has_changed, f);
  g_assert_cmpuint (get_lane (f, 2)->segments[CRM_NEXT_PLANNED], ==, 1);
  crm_test_assert_undo (f->store, FALSE, "1/0/0");
  crm_test_await (has_changed, f);
  g_assert_cmpuint (get_lane (f, 2)->segments[CRM_NEXT_NONE], ==, 1);
  crm_test_assert_undo (f->store, FALSE, "1/0/0");
  crm_test_await (has_changed, f);
  g_assert_cmpstr (get_lane (f, 2)->title, ==, "Offer");
  /* The deal, its new move and the end of the one before. */
  crm_test_assert_undo (f->store, FALSE, "3/0/0");
  crm_test_await (has_changed, f);
  g_assert_cmpuint (get_lane (f, 0)->count, ==, 1);
  crm_test_assert_undo (f->store, TRUE, "3/0/0");
  crm_test_await (has_changed, f);
  g_assert_cmpuint (get_lane (f, 2)->count, ==, 1);
}

/* The last query wins, whatever was asked in between. */
static void
test_last_wish (Fixture *f, gconstpointer data)
{
  for (int i = 0; i < 20; i++)
    {
      f->query->pipeline = 1;
      f->query->group = i % 2 ? CRM_BOARD_BY_STAGE : CRM_BOARD_BY_MONTH;
      crm_board_set_query (f->board, f->query);
    }
  crm_test_await (has_changed, f);
  g_assert_cmpstr (get_lane (f, 0)->title, ==, "New request");
  crm_test_settle ();
  g_assert_cmpuint (f->changes, ==, 1);

  /* Old data stays in view when a question fails. */
  f->query->where = crm_query_new ("deal");
  crm_condition_add (
      crm_query_get_where (f->query->where), crm_condition_new ("colour", CRM_TEST_EQUAL, "red"));
  crm_board_set_query (f->board, f->query);
  while (crm_board_is_loading (f->board))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (crm_board_get_error (f->board), "colour"));
  g_assert_cmpstr (get_lane (f, 0)->title, ==, "New request");
}

static void
test_hold (Fixture *f, gconstpointer data)
{
  crm_board_set_query (f->board, f->query);
  crm_test_await (has_changed, f);
  crm_board_hold (f->board);
  crm_test_set (f->store, "deal", 1, "stage", "2", NULL);
  crm_test_set (f->store, "deal", 1, "stage", "4", NULL);
  crm_test_settle ();
  g_assert_cmpuint (f->changes, ==, f->seen);
  g_assert_cmpuint (get_lane (f, 0)->count, ==, 1);
  crm_board_release (f->board);
  crm_test_await (has_changed, f);
  g_assert_cmpuint (get_lane (f, 3)->count, ==, 1);

  /* A reading that began before the drag is not shown in its middle either. */
  crm_board_set_query (f->board, f->query);
  crm_board_retry (f->board);
  crm_board_hold (f->board);
  crm_test_settle ();
  crm_test_set (f->store, "deal", 1, "stage", "5", NULL);
  crm_test_settle ();
  g_assert_cmpuint (f->changes, ==, f->seen);
  crm_board_release (f->board);
  crm_test_await (has_changed, f);
  g_assert_cmpuint (get_lane (f, 4)->count, ==, 1);

  /* Nothing happened: nothing is read. */
  crm_test_settle ();
  f->seen = f->changes;
  crm_board_hold (f->board);
  crm_board_release (f->board);
  crm_test_settle ();
  g_assert_cmpuint (f->changes, ==, f->seen);
}

static void
test_more (Fixture *f, gconstpointer data)
{
  for (int i = 0; i < 60; i++)
    crm_test_add (f->store, "deal", "title", "B", NULL);
  crm_test_settle ();
  f->query->first = 5;
  crm_board_set_query (f->board, f->query);
  crm_test_await (has_changed, f);
  g_assert_cmpuint (get_lane (f, 0)->ids->len, ==, 5);
  crm_board_show_more (f->board, "1");
  crm_test_await (has_changed, f);
  g_assert_cmpuint (get_lane (f, 0)->ids->len, ==, 55);
  crm_board_show_more (f->board, "1");
  crm_test_await (has_changed, f);
  g_assert_cmpuint (get_lane (f, 0)->ids->len, ==, 61);
  crm_board_show_more (f->board, "1");
  crm_test_settle ();
  g_assert_cmpuint (f->changes, ==, f->seen);
}

/* What is planned becomes overdue, and a day begins, without anybody doing anything. */
static void
test_clock (Fixture *f, gconstpointer data)
{
  crm_test_add (f->store, "task", "title", "Call", "deal", "1", "due_on", "2026-03-11", NULL);
  crm_test_clock_set ("2026-03-10T23:59:59.9Z");
  crm_test_settle ();
  crm_board_set_query (f->board, f->query);
  crm_test_await (has_changed, f);
  g_assert_cmpuint (get_lane (f, 0)->segments[CRM_NEXT_PLANNED], ==, 1);
  crm_test_clock_set ("2026-03-11T00:00:01Z");
  crm_test_await (has_changed, f);
  g_assert_cmpuint (get_lane (f, 0)->segments[CRM_NEXT_TODAY], ==, 1);

  crm_test_clock_set ("2026-03-11T23:59:59.9Z");
  crm_board_retry (f->board);
  crm_test_await (has_changed, f);
  g_assert_cmpuint (get_lane (f, 0)->segments[CRM_NEXT_TODAY], ==, 1);
  crm_test_clock_set ("2026-03-12T00:00:01Z");
  crm_test_await (has_changed, f);
  g_assert_cmpuint (get_lane (f, 0)->segments[CRM_NEXT_OVERDUE], ==, 1);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/board/lanes", test_lanes);
  g_test_add_func ("/board/large", test_large);
  g_test_add_func ("/board/random", test_random);
  g_test_add ("/board/follows", Fixture, NULL, set_up, test_follows, tear_down);
  g_test_add ("/board/last-wish", Fixture, NULL, set_up, test_last_wish, tear_down);
  g_test_add ("/board/hold", Fixture, NULL, set_up, test_hold, tear_down);
  g_test_add ("/board/more", Fixture, NULL, set_up, test_more, tear_down);
  g_test_add ("/board/clock", Fixture, NULL, set_up, test_clock, tear_down);
  return crm_test_store_done (g_test_run ());
}
