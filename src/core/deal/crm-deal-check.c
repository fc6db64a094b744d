/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "deal/crm-deal-private.h"

/* What the lines and the moves of deals say about themselves, compared with what follows from the rest of them. Runs in the writer's
 * thread. */

gboolean
crm_deal_line_check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmStatement) all = crm_db_prepare (db,
      "SELECT id, quantity, price, coalesce (discount, 0), coalesce (tax, 0), total, tax_amount,"
      " price_currency, total_currency, tax_amount_currency FROM deal_line",
      error);
  g_autoptr (CrmStatement) update = crm_db_prepare (db,
      "UPDATE deal_line SET total = $1, tax_amount = $2, total_currency = $3, tax_amount_currency = $3"
      " WHERE id = $4",
      error);
  guint wrong = 0;
  gboolean row = FALSE;

  if (!all || !update)
    return FALSE;
  while (crm_statement_step (all, &row, error) && row)
    {
      const char *currency = crm_statement_get_text (all, 7);
      gint64 total, tax;

      if (!crm_deal_line_compute (crm_statement_get_integer (all, 1), crm_statement_get_integer (all, 2),
              crm_statement_get_integer (all, 3), crm_statement_get_integer (all, 4), &total, &tax) ||
          (!crm_statement_is_null (all, 5) && !crm_statement_is_null (all, 6) &&
              total == crm_statement_get_integer (all, 5) && tax == crm_statement_get_integer (all, 6) &&
              g_strcmp0 (currency, crm_statement_get_text (all, 8)) == 0 &&
              g_strcmp0 (currency, crm_statement_get_text (all, 9)) == 0))
        continue;
      wrong++;
      crm_statement_bind_integer (update, 1, total);
      crm_statement_bind_integer (update, 2, tax);
      crm_statement_bind_text (update, 3, currency);
      crm_statement_bind_integer (update, 4, crm_statement_get_integer (all, 0));
      if (repair && !crm_statement_run (update, error))
        return FALSE;
    }
  if (row)
    return FALSE;
  if (wrong && problems)
    g_ptr_array_add (problems, g_strdup_printf (ngettext ("%u line of a deal comes to another sum.",
                                                    "%u lines of deals come to another sum.", wrong),
                                   wrong));
  return TRUE;
}

/* A move lasts until the next one of its deal; the last one lasts. */
gboolean
crm_deal_move_check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmStatement) all = crm_db_prepare (db,
      "SELECT id, until, next FROM (SELECT id, until, archived_at,"
      " lead (at) OVER (PARTITION BY deal, archived_at IS NULL ORDER BY at, id) AS next FROM deal_move) m"
      " WHERE archived_at IS NULL AND until IS DISTINCT FROM next",
      error);
  g_autoptr (CrmStatement) update =
      crm_db_prepare (db, "UPDATE deal_move SET until = $1 WHERE id = $2", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64) * 2);
  gboolean row = FALSE;

  if (!all || !update)
    return FALSE;
  while (crm_statement_step (all, &row, error) && row)
    {
      gint64 pair[] = { crm_statement_get_integer (all, 0),
        crm_statement_is_null (all, 2) ? G_MININT64 : crm_statement_get_integer (all, 2) };

      g_array_append_vals (ids, pair, 1);
    }
  if (row)
    return FALSE;
  for (guint i = 0; repair && i < ids->len; i++)
    {
      const gint64 *pair = (const gint64 *)(gpointer)(ids->data + i * sizeof (gint64) * 2);

      if (pair[1] == G_MININT64)
        crm_statement_bind_null (update, 1);
      else
        crm_statement_bind_integer (update, 1, pair[1]);
      crm_statement_bind_integer (update, 2, pair[0]);
      if (!crm_statement_run (update, error))
        return FALSE;
    }
  if (ids->len && problems)
    g_ptr_array_add (problems, g_strdup_printf (ngettext ("%u move of a deal lasts until a wrong time.",
                                                    "%u moves of deals last until a wrong time.", ids->len),
                                   ids->len));
  return TRUE;
}
