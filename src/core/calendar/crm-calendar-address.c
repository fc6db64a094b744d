/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-address.h"

#include "calendar/crm-calendar.h"

/* A setting for each calendar, called by its uid: ids are other ones in a copy of the book. Runs in the transaction's thread. */

static char *
dup_name (CrmTransaction *tx, gint64 calendar, GError **error)
{
  g_autoptr (GPtrArray) rows = crm_transaction_load_many (tx, "calendar", &calendar, 1, error);
  g_autofree char *uid = NULL;

  if (!rows)
    return NULL;
  uid = rows->len ? crm_uid_format (((CrmRow *)rows->pdata[0])->uid) : g_strdup ("");
  return g_strconcat ("calendar-address ", uid, NULL);
}

gboolean
crm_calendar_address_read (CrmTransaction *tx, gint64 calendar, char **address, GError **error)
{
  g_autofree char *name = dup_name (tx, calendar, error);
  g_autoptr (CrmStatement) statement = NULL;
  gboolean row;

  *address = NULL;
  if (!name)
    return FALSE;
  statement =
      crm_db_prepare (crm_transaction_get_db (tx), "SELECT value FROM setting WHERE name = $1", error);
  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, name);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *address = g_strdup (crm_statement_get_text (statement, 0));
  return TRUE;
}

gboolean
crm_calendar_address_write (CrmTransaction *tx, gint64 calendar, const char *address, GError **error)
{
  g_autofree char *name = dup_name (tx, calendar, error);
  g_autofree char *fold = address ? g_strstrip (g_utf8_strdown (address, -1)) : NULL;
  g_autoptr (CrmStatement) statement = NULL;

  if (!name)
    return FALSE;
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      fold ? "INSERT INTO setting (name, value) VALUES ($1, $2)"
             " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
           : "DELETE FROM setting WHERE name = $1",
      error);
  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, name);
  if (fold)
    crm_statement_bind_text (statement, 2, fold);
  return crm_statement_run (statement, error);
}
