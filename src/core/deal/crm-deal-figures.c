/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "client/crm-next-step.h"
#include "deal/crm-deal-private.h"

/* What is derived of a deal: its next step. Runs in the writer's thread, once a touched deal, before the commit. */

gboolean
crm_deal_refresh (CrmTransaction *tx, gint64 id, GError **error)
{
  g_auto (CrmNextFigures) next = { 0 };
  g_autoptr (CrmStatement) statement = NULL;

  if (!crm_next_figures_read (tx, "deal", id, &next, error))
    return FALSE;
  /* A deal without a step needs no row, unless it had one. */
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      next.any ? "INSERT INTO deal_figures (deal_id, " CRM_NEXT_COLUMNS
                 ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
                 " ON CONFLICT (deal_id) DO UPDATE SET " CRM_NEXT_EXCLUDED
               : "DELETE FROM deal_figures WHERE deal_id = $1",
      error);
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  if (next.any)
    crm_next_figures_bind (&next, statement, 2);
  return crm_statement_run (statement, error);
}

gboolean
crm_deal_check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  g_autoptr (CrmStatement) all = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT t.id, " CRM_NEXT_COLUMNS " FROM deal t LEFT JOIN deal_figures f ON f.deal_id = t.id", error);
  g_autoptr (GArray) wrong = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!all)
    return FALSE;
  while (crm_statement_step (all, &row, error) && row)
    {
      g_auto (CrmNextFigures) next = { 0 };
      gint64 id = crm_statement_get_integer (all, 0);

      if (!crm_next_figures_read (tx, "deal", id, &next, error))
        return FALSE;
      if (!crm_next_figures_is_stored (&next, all, 1))
        g_array_append_val (wrong, id);
    }
  if (row)
    return FALSE;
  for (guint i = 0; repair && i < wrong->len; i++)
    if (!crm_deal_refresh (tx, g_array_index (wrong, gint64, i), error))
      return FALSE;
  if (wrong->len && problems)
    g_ptr_array_add (problems, g_strdup_printf (ngettext ("%u deal has a wrong next step.",
                                                    "%u deals have a wrong next step.", wrong->len),
                                   wrong->len));
  return TRUE;
}
