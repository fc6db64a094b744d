/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/crm-activity-count.h"

/* From the lines, which lie together for each client: a company may have a thousand people. Runs in a worker's thread. */

gint64
crm_activity_count_entries (CrmTransaction *tx, gint64 client, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT count (*) FROM activity a WHERE a.client_id IN (SELECT $1 UNION ALL SELECT id FROM client "
      "WHERE "
      "company = $1) AND a.entity IN ('note', 'call') AND a.main AND a.counted",
      error);
  gboolean row = FALSE;

  if (!statement)
    return -1;
  crm_statement_bind_integer (statement, 1, client);
  if (!crm_statement_step (statement, &row, error))
    return -1;
  return row ? crm_statement_get_integer (statement, 0) : 0;
}
