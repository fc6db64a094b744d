/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/crm-money.h"
#include "base/crm-sums.h"
#include "campaign/crm-campaign-private.h"

/* What became of a campaign: messages, answers, sales, cost. Runs in a worker's thread. */

#define ANSWER_DAYS 14 /* how long a message of theirs counts as an answer */
#define DEFAULT_SALES_DAYS 30
#define MICROS 1000000

void
crm_campaign_figures_clear (CrmCampaignFigures *self)
{
  g_clear_pointer (&self->sales, g_free);
  g_clear_pointer (&self->price, g_free);
}

static CrmStatement *
prepare (CrmTransaction *tx, const char *sql, gint64 campaign, const char *variant, GError **error)
{
  CrmStatement *statement = crm_db_prepare (crm_transaction_get_db (tx), sql, error);

  if (statement)
    {
      crm_statement_bind_integer (statement, 1, campaign);
      crm_statement_bind_text (statement, 2, variant ? variant : "");
    }
  return statement;
}

#define OF_VARIANT " AND ($2 = '' OR r.variant = $2)"
#define ARRIVED "m.state IN ('sent', 'delivered', 'read')"

static void
count (CrmCampaignFigures *figures, const char *state, const char *message, guint n)
{
  figures->n_recipients += n;
  if (g_str_equal (state, "waiting"))
    figures->n_waiting += n;
  else if (g_str_equal (state, "skipped"))
    figures->n_skipped += n;
  else if (g_str_equal (state, "stopped") || g_strcmp0 (message, "cancelled") == 0)
    figures->n_stopped += n;
  else if (g_strcmp0 (message, "failed") == 0)
    figures->n_failed += n;
  else if (g_strcmp0 (message, "uncertain") == 0)
    figures->n_uncertain += n;
  else if (g_strcmp0 (message, "queued") == 0 || g_strcmp0 (message, "sending") == 0)
    figures->n_queued += n;
  else
    {
      figures->n_sent += n;
      if (g_strcmp0 (message, "delivered") == 0 || g_strcmp0 (message, "read") == 0)
        figures->n_delivered += n;
    }
}

static gboolean
read_states (
    CrmTransaction *tx, gint64 campaign, const char *variant, CrmCampaignFigures *figures, GError **error)
{
  g_autoptr (CrmStatement) statement = prepare (tx,
      "SELECT r.state, m.state, count (*) FROM campaign_recipient r LEFT JOIN message m ON m.id = "
      "r.message_id"
      " WHERE r.campaign_id = $1" OF_VARIANT " GROUP BY r.state, m.state",
      campaign, variant, error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    count (figures, crm_statement_get_text (statement, 0), crm_statement_get_text (statement, 1),
        (guint)crm_statement_get_integer (statement, 2));
  return !row;
}

/* A stop word is no answer. */
static gboolean
read_answers (
    CrmTransaction *tx, gint64 campaign, const char *variant, CrmCampaignFigures *figures, GError **error)
{
  g_autoptr (CrmStatement) statement = prepare (tx,
      "SELECT count (*) FROM campaign_recipient r JOIN message m ON m.id = r.message_id WHERE r.campaign_id "
      "= $1" OF_VARIANT " AND " ARRIVED
      " AND EXISTS (SELECT 1 FROM message i WHERE i.client = r.client_id AND i.direction = 'in'"
      " AND i.archived_at IS NULL AND i.at > coalesce (m.sent_at, m.at) AND i.at <= coalesce (m.sent_at, "
      "m.at) + $3"
      " AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.message = i.id AND c.state = 'withdrawn'))",
      campaign, variant, error);
  g_autoptr (CrmStatement) scores = prepare (tx,
      "SELECT a.score FROM campaign_recipient r JOIN answer a ON a.asked = r.message_id WHERE r.campaign_id "
      "= $1" OF_VARIANT " AND a.score IS NOT NULL AND a.archived_at IS NULL",
      campaign, variant, error);
  gboolean row = FALSE;
  double sum = 0;
  guint n = 0;

  if (!statement || !scores)
    return FALSE;
  crm_statement_bind_integer (statement, 3, ANSWER_DAYS * G_TIME_SPAN_DAY);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  figures->n_answered = (guint)crm_statement_get_integer (statement, 0);
  while (crm_statement_step (scores, &row, error) && row)
    {
      sum += (double)crm_statement_get_integer (scores, 0);
      n++;
    }
  figures->score = n ? sum / n : NAN;
  return !row;
}

/* Each deal once, however often its client was written to. */
static gboolean
read_sales (CrmTransaction *tx, gint64 campaign, const char *variant, gint64 days,
    CrmCampaignFigures *figures, GError **error)
{
  g_autoptr (CrmStatement) statement = prepare (tx,
      "SELECT DISTINCT d.id, d.client, d.amount, d.amount_currency FROM campaign_recipient r JOIN message m "
      "ON m.id = r.message_id"
      " JOIN deal d ON d.client = r.client_id WHERE r.campaign_id = $1" OF_VARIANT " AND " ARRIVED
      " AND d.state = 'won' AND d.archived_at IS NULL AND d.closed_at >= coalesce (m.sent_at, m.at)"
      " AND d.closed_at < coalesce (m.sent_at, m.at) + $3",
      campaign, variant, error);
  g_autoptr (GHashTable) buyers = g_hash_table_new (NULL, NULL);
  g_autoptr (CrmSums) sums = crm_sums_new ();
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 3, days * G_TIME_SPAN_DAY);
  while (crm_statement_step (statement, &row, error) && row)
    {
      g_hash_table_add (buyers, GSIZE_TO_POINTER ((gsize)crm_statement_get_integer (statement, 1)));
      if (!crm_statement_is_null (statement, 3))
        crm_sums_add (sums, crm_statement_get_integer (statement, 2), crm_statement_get_text (statement, 3));
    }
  figures->n_buyers = g_hash_table_size (buyers);
  figures->sales = crm_sums_to_text (sums);
  return !row;
}

/* Prices are millionths; the sum of each currency is rounded once. Units of a provider's own are no money. */
static gboolean
read_price (
    CrmTransaction *tx, gint64 campaign, const char *variant, CrmCampaignFigures *figures, GError **error)
{
  g_autoptr (CrmStatement) statement = prepare (tx,
      "SELECT m.price_currency, sum (m.price) FROM campaign_recipient r JOIN message m ON m.id = r.message_id"
      " WHERE r.campaign_id = $1" OF_VARIANT " AND m.price IS NOT NULL AND m.price_currency IS NOT NULL"
      " GROUP BY m.price_currency",
      campaign, variant, error);
  g_autoptr (CrmSums) sums = crm_sums_new ();
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    {
      const char *currency = crm_statement_get_text (statement, 0);
      double minor =
          (double)crm_statement_get_integer (statement, 1) * pow (10, crm_money_digits (currency)) / MICROS;

      if (strlen (currency) == 3)
        crm_sums_add (sums, llround (minor), currency);
    }
  figures->price = crm_sums_to_text (sums);
  return !row;
}

gboolean
crm_campaign_get_figures (
    CrmTransaction *tx, gint64 campaign, const char *variant, CrmCampaignFigures *figures, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "campaign", campaign, error);
  gint64 days = row ? crm_row_get_integer (row, CRM_CAMPAIGN_SALES_DAYS) : 0;

  *figures = (CrmCampaignFigures){ .score = NAN };
  if (row && read_states (tx, campaign, variant, figures, error) &&
      read_answers (tx, campaign, variant, figures, error) &&
      read_sales (tx, campaign, variant, days ? days : DEFAULT_SALES_DAYS, figures, error) &&
      read_price (tx, campaign, variant, figures, error))
    return TRUE;
  crm_campaign_figures_clear (figures);
  return FALSE;
}

GPtrArray *
crm_campaign_list_reasons (CrmTransaction *tx, gint64 campaign, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT reason, count (*) FROM campaign_recipient WHERE campaign_id = $1 AND state = 'skipped' GROUP "
      "BY reason"
      " ORDER BY count (*) DESC, reason",
      error);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, campaign);
  while (crm_statement_step (statement, &row, error) && row)
    {
      const char *reason = crm_statement_get_text (statement, 0);

      g_ptr_array_add (list, g_strdup (reason ? reason : ""));
      g_ptr_array_add (list, g_strdup_printf ("%lld", (long long)crm_statement_get_integer (statement, 1)));
    }
  return row ? NULL : g_steal_pointer (&list);
}
