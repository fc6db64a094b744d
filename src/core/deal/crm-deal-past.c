/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-deal.h"

/* What is worth knowing while a price is made, and how long a deal stood where. Runs in a worker's thread. */

void
crm_past_line_free (CrmPastLine *self)
{
  g_free (self->deal_title);
  g_free (self->client_name);
  g_free (self->title);
  g_free (self->state);
  g_free (self);
}

GPtrArray *
crm_deal_list_past_lines (
    CrmTransaction *tx, gint64 client, gint64 product, gint64 except, guint limit, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_past_line_free);
  g_autoptr (CrmStatement) statement = NULL;
  gboolean row = FALSE;
  const char *whose = client && product ? "d.client = $3 AND l.product = $4"
                      : client          ? "d.client = $3"
                                        : "l.product = $3";
  g_autofree char *sql = g_strconcat (
      "SELECT d.id, d.title, c.name, l.title, l.quantity, l.price, l.price_currency, l.discount,"
      " d.state, COALESCE (d.closed_at, d.opened_at) FROM deal_line l JOIN deal d ON d.id = l.deal"
      " LEFT JOIN client c ON c.id = d.client WHERE d.id <> $1 AND ",
      whose, " AND d.archived_at IS NULL AND l.archived_at IS NULL ORDER BY 10 DESC, l.id DESC LIMIT $2",
      NULL);

  g_return_val_if_fail (client || product, NULL);
  statement = crm_db_prepare (crm_transaction_get_db (tx), sql, error);
  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, except);
  crm_statement_bind_integer (statement, 2, limit);
  crm_statement_bind_integer (statement, 3, client ? client : product);
  if (client && product)
    crm_statement_bind_integer (statement, 4, product);
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmPastLine *line = g_new0 (CrmPastLine, 1);

      line->deal = crm_statement_get_integer (statement, 0);
      line->deal_title = g_strdup (crm_statement_get_text (statement, 1));
      line->client_name = g_strdup (crm_statement_get_text (statement, 2));
      line->title = g_strdup (crm_statement_get_text (statement, 3));
      line->quantity = crm_statement_get_integer (statement, 4);
      line->price = crm_statement_get_integer (statement, 5);
      g_strlcpy (line->currency, crm_statement_get_text (statement, 6), sizeof line->currency);
      line->discount = crm_statement_get_integer (statement, 7);
      line->state = g_strdup (crm_statement_get_text (statement, 8));
      line->at = crm_statement_get_integer (statement, 9);
      g_ptr_array_add (lines, line);
    }
  return row ? NULL : g_steal_pointer (&lines);
}

static gboolean
list_stages (CrmTransaction *tx, gint64 pipeline, GArray *times, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM stage WHERE pipeline = $1 AND archived_at IS NULL ORDER BY position NULLS LAST, id",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, pipeline);
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmStageTime time = { .stage = crm_statement_get_integer (statement, 0) };
      g_array_append_val (times, time);
    }
  return !row;
}

GArray *
crm_deal_get_stage_times (CrmTransaction *tx, gint64 deal, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "deal", deal, error);
  g_autoptr (GArray) times = g_array_new (FALSE, TRUE, sizeof (CrmStageTime));
  g_autoptr (GArray) history = NULL;
  g_autoptr (CrmStatement) statement = NULL;
  gint64 pipeline = row ? crm_row_get_integer (row, CRM_DEAL_PIPELINE) : 0;
  gboolean found = FALSE;

  if (!row || !list_stages (tx, pipeline, times, error) ||
      !(history = crm_pipeline_get_history (tx, pipeline, error)))
    return NULL;
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT stage, at, until FROM deal_move WHERE deal = $1 AND state = 'open' AND archived_at IS NULL",
      error);
  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, deal);
  while (crm_statement_step (statement, &found, error) && found)
    {
      gint64 at = crm_statement_get_integer (statement, 1),
             until = crm_statement_is_null (statement, 2) ? crm_transaction_get_now (tx)
                                                          : crm_statement_get_integer (statement, 2);

      for (guint i = 0; i < times->len; i++)
        if (g_array_index (times, CrmStageTime, i).stage == crm_statement_get_integer (statement, 0))
          g_array_index (times, CrmStageTime, i).time += MAX (until - at, 0);
    }
  if (found)
    return NULL;
  for (guint i = 0; i < times->len; i++)
    {
      CrmStageTime *time = &g_array_index (times, CrmStageTime, i);

      time->now = time->stage == crm_row_get_integer (row, CRM_DEAL_STAGE);
      for (guint h = 0; h < history->len; h++)
        {
          const CrmStageHistory *known = &g_array_index (history, CrmStageHistory, h);

          if (known->stage != time->stage)
            continue;
          time->typical = known->median_time;
          time->won = known->won;
          time->lost = known->lost;
        }
    }
  return g_steal_pointer (&times);
}
