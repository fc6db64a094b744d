/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-deal.h"

/* What the moves of all deals say about the stages of a pipeline: one pass over them, deal by deal. Any worker's thread. */

typedef struct
{
  gint64 id;
  gboolean lost; /* a stage in which deals are lost: nobody passes a stage by on the way to it */
  GArray *times; /* gint64: how long a deal stood in it and left again */

  /* The deal that is looked at. */
  gboolean entered;
  gboolean stands;
  gint64 time;
} Stage;

typedef struct
{
  GArray *stages;  /* Stage, in order */
  GArray *history; /* CrmStageHistory, the same order */
  gint64 deal;
  gboolean won;
  gboolean lost;

  int last_lost; /* where it stood when it was lost, -1 not known */
} Pass;

static void
clear_stage (gpointer data)
{
  g_array_unref (((Stage *)data)->times);
}

static int
find (Pass *pass, gint64 id)
{
  for (guint i = 0; i < pass->stages->len; i++)
    if (g_array_index (pass->stages, Stage, i).id == id)
      return (int)i;
  return -1;
}

static gboolean
list_stages (CrmTransaction *tx, gint64 pipeline, Pass *pass, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, state FROM stage WHERE pipeline = $1 AND archived_at IS NULL ORDER BY position NULLS LAST, "
      "id",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, pipeline);
  while (crm_statement_step (statement, &row, error) && row)
    {
      Stage stage = { .id = crm_statement_get_integer (statement, 0),
        .lost = g_strcmp0 (crm_statement_get_text (statement, 1), "lost") == 0,
        .times = g_array_new (FALSE, FALSE, sizeof (gint64)) };
      CrmStageHistory history = { .stage = stage.id };

      g_array_append_val (pass->stages, stage);
      g_array_append_val (pass->history, history);
    }
  return !row;
}

/* Adds what is known of the deal that ends here to its stages. */
static void
close_deal (Pass *pass)
{
  int furthest = -1;

  for (guint i = 0; i < pass->stages->len; i++)
    {
      const Stage *stage = &g_array_index (pass->stages, Stage, i);

      if (stage->entered && !stage->lost)
        furthest = (int)i;
    }
  for (guint i = 0; i < pass->stages->len; i++)
    {
      Stage *stage = &g_array_index (pass->stages, Stage, i);
      CrmStageHistory *history = &g_array_index (pass->history, CrmStageHistory, i);

      if (stage->entered)
        {
          history->entered++;
          history->won += pass->won;
          history->lost += pass->lost;
          if (stage->time && !stage->stands)
            g_array_append_val (stage->times, stage->time);
        }
      else if ((int)i < furthest && !stage->lost)
        history->skipped++;
      stage->entered = stage->stands = FALSE;
      stage->time = 0;
    }
  if (pass->lost && pass->last_lost >= 0)
    g_array_index (pass->history, CrmStageHistory, pass->last_lost).lost_here++;
  pass->last_lost = -1;
}

static void
add_move (Pass *pass, CrmStatement *row)
{
  int index = find (pass, crm_statement_get_integer (row, 1)), from;
  const char *state = crm_statement_get_text (row, 3);
  gint64 at = crm_statement_get_integer (row, 4);
  Stage *stage;

  if (g_str_equal (state, "lost"))
    {
      /* Where a deal died: the stage it was taken from, when it went into one for the lost. */
      from = crm_statement_is_null (row, 2) ? -1 : find (pass, crm_statement_get_integer (row, 2));
      pass->last_lost =
          index >= 0 && g_array_index (pass->stages, Stage, index).lost && from >= 0 ? from : index;
    }
  if (index < 0)
    return;
  stage = &g_array_index (pass->stages, Stage, index);
  stage->entered = TRUE;
  if (!g_str_equal (state, "open"))
    return;
  if (crm_statement_is_null (row, 5))
    stage->stands = TRUE;
  else
    stage->time += MAX (crm_statement_get_integer (row, 5) - at, 0);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *)a, other = *(const gint64 *)b;

  return one < other ? -1 : one > other;
}

static gint64
find_median (GArray *times)
{
  if (!times->len)
    return 0;
  g_array_sort (times, compare);
  return g_array_index (times, gint64, times->len / 2);
}

GArray *
crm_pipeline_get_history (CrmTransaction *tx, gint64 pipeline, GError **error)
{
  g_autoptr (GArray) stages = g_array_new (FALSE, TRUE, sizeof (Stage));
  g_autoptr (GArray) history = g_array_new (FALSE, TRUE, sizeof (CrmStageHistory));
  g_autoptr (CrmStatement) statement = NULL;
  Pass pass = { .stages = stages, .history = history, .last_lost = -1 };
  gboolean row = FALSE;

  g_array_set_clear_func (stages, clear_stage);
  if (!list_stages (tx, pipeline, &pass, error))
    return NULL;
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT m.deal, m.stage, m.from_stage, m.state, m.at, m.until, d.state FROM deal d"
      " JOIN deal_move m ON m.deal = d.id WHERE d.archived_at IS NULL AND m.archived_at IS NULL"
      " AND d.pipeline = $1 ORDER BY d.id, m.at, m.id",
      error);
  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, pipeline);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 deal = crm_statement_get_integer (statement, 0);
      const char *state = crm_statement_get_text (statement, 6);

      if (deal != pass.deal && pass.deal)
        close_deal (&pass);
      pass.deal = deal;
      pass.won = g_str_equal (state, "won");
      pass.lost = g_str_equal (state, "lost");
      add_move (&pass, statement);
    }
  if (row)
    return NULL;
  if (pass.deal)
    close_deal (&pass);
  for (guint i = 0; i < stages->len; i++)
    g_array_index (history, CrmStageHistory, i).median_time =
        find_median (g_array_index (stages, Stage, i).times);
  return g_steal_pointer (&history);
}
