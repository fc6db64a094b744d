/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-store.h"
#include "deal/crm-deal.h"

/* What the moves of deals say about stages, and what the program points out about a pipeline. */

static CrmStore *
open_new (void)
{
  g_autofree char *path = crm_test_path ();

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  return crm_test_open (path, CRM_ORIGIN_WINDOW);
}

static gpointer
advice_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_pipeline_get_advice (tx, 1, error);
}

static char *
get_advice (CrmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) advice = crm_store_read_sync (store, advice_in_worker, NULL, &error);

  g_assert_no_error (error);
  g_ptr_array_add (advice, NULL);
  return g_strjoinv ("\n", (char **)advice->pdata);
}

#define assert_advice(store, wanted) \
  G_STMT_START \
  { \
    g_autofree char *got = get_advice (store); \
    g_assert_cmpstr (got, ==, wanted); \
  } \
  G_STMT_END

static gpointer
history_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_pipeline_get_history (tx, 1, error);
}

/* A line a stage: entered, won, lost, lost here, skipped, hours. */
static char *
get_history (CrmStore *store)
{
  g_autoptr (GArray) history = crm_store_read_sync (store, history_in_worker, NULL, NULL);
  GString *text = g_string_new (NULL);

  g_assert_nonnull (history);
  for (guint i = 0; i < history->len; i++)
    {
      const CrmStageHistory *h = &g_array_index (history, CrmStageHistory, i);

      g_string_append_printf (text, "%s%d: %d %d %d %d %d %d", i ? ", " : "", (int)h->stage, (int)h->entered,
          (int)h->won, (int)h->lost, (int)h->lost_here, (int)h->skipped,
          (int)(h->median_time / G_TIME_SPAN_HOUR));
    }
  return g_string_free (text, FALSE);
}

#define assert_history(store, wanted) \
  G_STMT_START \
  { \
    g_autofree char *got = get_history (store); \
    g_assert_cmpstr (got, ==, wanted); \
  } \
  G_STMT_END

static gint64
add_deal (CrmStore *store)
{
  return crm_test_add (store, "deal", "title", "Deal", NULL);
}

static gpointer
times_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_deal_get_stage_times (tx, *(gint64 *)data, error);
}

static void
test_history (void)
{
  CrmStore *store = open_new ();
  gint64 deal = add_deal (store);
  g_autoptr (GArray) times = NULL;

  assert_history (store, "1: 1 0 0 0 0 0, 2: 0 0 0 0 0 0, 3: 0 0 0 0 0 0, 4: 0 0 0 0 0 0, 5: 0 0 0 0 0 0");
  crm_test_add (store, "stage", "name", "Dead", "pipeline", "1", "state", "lost", NULL);
  crm_test_clock_advance_days (2);
  crm_test_set (store, "deal", deal, "stage", "3", NULL);
  crm_test_clock_advance_days (4);
  /* Back and forth: the time in a stage is that of both stays. */
  crm_test_set (store, "deal", deal, "stage", "1", NULL);
  crm_test_clock_advance_days (1);
  crm_test_set (store, "deal", deal, "stage", "5", NULL);
  assert_history (store,
      "1: 1 0 0 0 0 72, 2: 0 0 0 0 1 0, 3: 1 0 0 0 0 96, 4: 0 0 0 0 1 0, 5: 1 0 0 0 0 0, 6: 0 0 0 0 0 0");
  crm_test_set (store, "deal", deal, "state", "won", NULL);

  deal = add_deal (store);
  crm_test_clock_advance_days (1);
  crm_test_set (store, "deal", deal, "stage", "2", NULL);
  crm_test_set (store, "deal", deal, "state", "lost", NULL);
  /* Lost by a stage of its own: it died where it came from, and passed nothing by. */
  deal = add_deal (store);
  crm_test_clock_advance_days (5);
  crm_test_set (store, "deal", deal, "stage", "6", NULL);
  assert_history (store,
      "1: 3 1 2 1 0 72, 2: 1 0 1 1 1 0, 3: 1 1 0 0 0 96, 4: 0 0 0 0 1 0, 5: 1 1 0 0 0 0, 6: 1 0 1 0 0 0");
  /* Opened again it is not lost any more; what is archived is not counted. */
  crm_test_set (store, "deal", deal, "stage", "1", NULL);
  crm_test_archive (store, "deal", 2);
  assert_history (store,
      "1: 2 1 0 0 0 72, 2: 0 0 0 0 1 0, 3: 1 1 0 0 0 96, 4: 0 0 0 0 1 0, 5: 1 1 0 0 0 0, 6: 1 0 0 0 0 0");

  crm_test_clock_advance_days (1);
  times = crm_store_read_sync (store, times_in_worker, &deal, NULL);
  g_assert_cmpuint (times->len, ==, 6);
  g_assert_cmpint (g_array_index (times, CrmStageTime, 0).time / G_TIME_SPAN_DAY, ==, 6);
  g_assert_cmpint (g_array_index (times, CrmStageTime, 0).typical / G_TIME_SPAN_DAY, ==, 3);
  g_assert_true (g_array_index (times, CrmStageTime, 0).now);
  /* The one that was won went through both; the other one is open again. */
  g_assert_cmpint (g_array_index (times, CrmStageTime, 0).won, ==, 1);
  g_assert_cmpint (g_array_index (times, CrmStageTime, 0).lost, ==, 0);
  g_assert_cmpint (g_array_index (times, CrmStageTime, 1).won, ==, 0);
  g_assert_cmpint (g_array_index (times, CrmStageTime, 2).won, ==, 1);
  g_assert_cmpint (g_array_index (times, CrmStageTime, 2).time, ==, 0);
  g_assert_cmpint (g_array_index (times, CrmStageTime, 2).typical / G_TIME_SPAN_DAY, ==, 4);
  g_assert_false (g_array_index (times, CrmStageTime, 2).now);
  crm_test_close (store);
}

static void
test_names (void)
{
  CrmStore *store = open_new ();

  add_deal (store);
  assert_advice (store, "");
  crm_test_add (store, "stage", "name", "NEGOTIATION", "pipeline", "1", NULL);
  assert_advice (
      store, "The stages “Negotiation” and “NEGOTIATION” are called alike. One of them may be enough.");
  crm_test_set (store, "stage", 6, "name", "Negotiations", NULL);
  assert_advice (
      store, "The stages “Negotiation” and “Negotiations” are called alike. One of them may be enough.");
  /* Words of two languages are not compared. */
  crm_test_set (store, "stage", 6, "name", "Контракт", NULL);
  crm_test_set (store, "stage", 5, "name", "Kontrakt", NULL);
  assert_advice (store, "");
  /* A stage that is gone, or of another pipeline, is like none. */
  crm_test_set (store, "stage", 6, "name", "Offer", NULL);
  crm_test_archive (store, "stage", 6);
  assert_advice (store, "");
  crm_test_add (store, "pipeline", "name", "Second", NULL);
  crm_test_add (store, "stage", "name", "Offer", "pipeline", "Second", NULL);
  assert_advice (store, "");
  crm_test_close (store);
}

static void
test_long (void)
{
  static const char *const names[] = { "Visit", "Sample", "Draft", "Signature" };
  CrmStore *store = open_new ();

  add_deal (store);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      assert_advice (store, "");
      crm_test_add (store, "stage", "name", names[i], "pipeline", "1", NULL);
    }
  assert_advice (store, "This pipeline has 9 open stages. More than 8 are hard to keep true.");
  /* Those in which a sale ends do not count. */
  crm_test_set (store, "stage", 9, "state", "won", NULL);
  assert_advice (store, "");
  crm_test_close (store);
}

static void
test_use (void)
{
  CrmStore *store = open_new ();

  for (int i = 0; i < 19; i++)
    crm_test_set (store, "deal", add_deal (store), "stage", "3", NULL);
  /* Nineteen say nothing yet. */
  assert_advice (store, "");
  crm_test_set (store, "deal", add_deal (store), "stage", "3", NULL);
  assert_advice (store, "No deal has ever stood in “Qualified”, of 20 deals of this pipeline.\n"
                        "No deal has ever stood in “Negotiation”, of 20 deals of this pipeline.\n"
                        "No deal has ever stood in “Contract”, of 20 deals of this pipeline.");
  for (int i = 1; i <= 9; i++)
    {
      crm_test_set (store, "deal", i, "stage", "2", NULL);
      crm_test_set (store, "deal", i, "stage", "4", NULL);
      crm_test_set (store, "deal", i, "stage", "5", NULL);
    }
  assert_advice (store, "11 of 20 deals went past “Qualified” without standing in it.");
  crm_test_set (store, "deal", 10, "stage", "2", NULL);
  assert_advice (store, "");
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/pipeline/history", test_history);
  g_test_add_func ("/pipeline/names", test_names);
  g_test_add_func ("/pipeline/long", test_long);
  g_test_add_func ("/pipeline/use", test_use);
  return crm_test_store_done (g_test_run ());
}
