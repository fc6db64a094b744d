/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-sales.h"

#include "base/crm-sums.h"

/* Adds up the deals of one client. Runs in a worker's thread. */

#define YEAR (365 * G_TIME_SPAN_DAY)

void
crm_client_sales_clear (CrmClientSales *self)
{
  g_clear_pointer (&self->open_sums, g_free);
  g_clear_pointer (&self->won_sums, g_free);
  g_clear_pointer (&self->year_sums, g_free);
}

gboolean
crm_client_sales_read (CrmTransaction *tx, gint64 id, CrmClientSales *out, GError **error)
{
  g_autoptr (CrmStatement) deals = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT state, amount, amount_currency, closed_at FROM deal WHERE client = $1 AND archived_at IS NULL",
      error);
  g_autoptr (CrmSums) open = NULL, won = NULL, year = NULL;
  gint64 since = crm_transaction_get_now (tx) - YEAR;
  gboolean row = FALSE;

  if (!deals)
    return FALSE;
  crm_statement_bind_integer (deals, 1, id);
  while (crm_statement_step (deals, &row, error) && row)
    {
      const char *state = crm_statement_get_text (deals, 0), *currency = crm_statement_get_text (deals, 2);
      gint64 amount = crm_statement_get_integer (deals, 1), closed = crm_statement_get_integer (deals, 3);

      if (!open)
        {
          open = crm_sums_new ();
          won = crm_sums_new ();
          year = crm_sums_new ();
        }
      if (g_str_equal (state, "open"))
        {
          out->open_deals++;
          if (currency)
            crm_sums_add (open, amount, currency);
        }
      else if (g_str_equal (state, "won") && currency)
        {
          crm_sums_add (won, amount, currency);
          if (closed > since)
            {
              crm_sums_add (year, amount, currency);
              if (!out->year_until || closed + YEAR < out->year_until)
                out->year_until = closed + YEAR;
            }
        }
    }
  if (row)
    return FALSE;
  if (!open)
    return TRUE;
  out->open_sums = crm_sums_to_text (open);
  out->open_amount = crm_sums_get_amount (open, crm_transaction_get_currency (tx));
  out->won_sums = crm_sums_to_text (won);
  out->year_sums = crm_sums_to_text (year);
  out->year_amount = crm_sums_get_amount (year, crm_transaction_get_currency (tx));
  return TRUE;
}

gboolean
crm_client_sales_read_since (CrmTransaction *tx, gint64 id, gint64 since, char **sums, GError **error)
{
  g_autoptr (CrmStatement) deals = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT amount, amount_currency FROM deal WHERE client = $1 AND archived_at IS NULL AND state = 'won' "
      "AND closed_at >= $2 AND amount_currency IS NOT NULL",
      error);
  g_autoptr (CrmSums) won = crm_sums_new ();
  gboolean row = FALSE;

  *sums = NULL;
  if (!deals)
    return FALSE;
  crm_statement_bind_integer (deals, 1, id);
  crm_statement_bind_integer (deals, 2, since);
  while (crm_statement_step (deals, &row, error) && row)
    crm_sums_add (won, crm_statement_get_integer (deals, 0), crm_statement_get_text (deals, 1));
  if (row)
    return FALSE;
  *sums = crm_sums_to_text (won);
  return TRUE;
}

static void
bind_number (CrmStatement *statement, int n, gint64 value)
{
  if (value)
    crm_statement_bind_integer (statement, n, value);
  else
    crm_statement_bind_null (statement, n);
}

void
crm_client_sales_bind (const CrmClientSales *self, CrmStatement *statement, int n)
{
  bind_number (statement, n, self->open_deals);
  crm_statement_bind_text (statement, n + 1, self->open_sums);
  bind_number (statement, n + 2, self->open_amount);
  crm_statement_bind_text (statement, n + 3, self->won_sums);
  crm_statement_bind_text (statement, n + 4, self->year_sums);
  bind_number (statement, n + 5, self->year_amount);
  bind_number (statement, n + 6, self->year_until);
}

static gboolean
is_number (CrmStatement *stored, int column, gint64 value)
{
  return value == (crm_statement_is_null (stored, column) ? 0 : crm_statement_get_integer (stored, column));
}

gboolean
crm_client_sales_is_stored (const CrmClientSales *self, CrmStatement *stored, int column, gint64 now)
{
  gboolean moved_on =
      !crm_statement_is_null (stored, column + 6) && crm_statement_get_integer (stored, column + 6) <= now;

  return is_number (stored, column, self->open_deals) &&
         g_strcmp0 (crm_statement_get_text (stored, column + 1), self->open_sums) == 0 &&
         is_number (stored, column + 2, self->open_amount) &&
         g_strcmp0 (crm_statement_get_text (stored, column + 3), self->won_sums) == 0 &&
         (moved_on || (g_strcmp0 (crm_statement_get_text (stored, column + 4), self->year_sums) == 0 &&
                          is_number (stored, column + 5, self->year_amount) &&
                          is_number (stored, column + 6, self->year_until)));
}

gboolean
crm_client_sales_expire (CrmTransaction *tx, gint64 now, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (
      crm_transaction_get_db (tx), "SELECT client_id FROM client_figures WHERE year_until <= $1", error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, now);
  while (crm_statement_step (statement, &row, error) && row)
    crm_transaction_touch_client (tx, crm_statement_get_integer (statement, 0));
  return !row;
}
