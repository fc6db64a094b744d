/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel/crm-outbox-private.h"
#include "channel/crm-account.h"
#include "message/crm-message-private.h"

/* Which account takes over what waits for one that does not work. Runs in the writer's thread. */

#define MOVED_AT_ONCE 500

/* In their order, the first that works; 0 none. */
static gboolean
find_other (CrmTransaction *tx, gint64 account, gint64 *other, GError **error)
{
  g_autoptr (GArray) found = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT a.id FROM account a JOIN account f ON f.id = $1 JOIN account_state s ON s.account_id = a.id "
      "WHERE "
      "a.channel = f.channel AND a.id <> $1 AND a.active IS NOT FALSE AND a.archived_at IS NULL AND s.status "
      "= "
      "'connected' ORDER BY a.main IS TRUE DESC, a.position NULLS LAST, a.id LIMIT 1",
      error, 1, account);

  if (!found)
    return FALSE;
  *other = found->len ? g_array_index (found, gint64, 0) : 0;
  return TRUE;
}

static gboolean
move (CrmTransaction *tx, gint64 message, gint64 other, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "message", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;

  if (!values)
    return FALSE;
  crm_values_set_integer (values, CRM_MESSAGE_ACCOUNT, other);
  return crm_transaction_update (tx, message, 0, values, error) &&
         crm_db_run (crm_transaction_get_db (tx),
             "UPDATE outbox SET account_id = $1, due_at = $2, tries = 0 WHERE message_id = $3", error, 3,
             other, crm_transaction_get_now (tx), message);
}

gboolean
crm_outbox_reroute (CrmTransaction *tx, gint64 account, gint64 failing, GError **error)
{
  const char *minutes = crm_transaction_get_setting (tx, "other-account");
  g_autoptr (GArray) waiting = NULL;
  guint64 patience;
  gint64 other;

  if (!minutes || !g_ascii_string_to_unsigned (minutes, 10, 1, 100000, &patience, NULL) ||
      failing < (gint64)patience * G_TIME_SPAN_MINUTE)
    return TRUE;
  if (!find_other (tx, account, &other, error))
    return FALSE;
  if (!other)
    return TRUE;
  /* What waits was surely not taken; what was never tried may be for a time somebody chose. */
  waiting = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT message_id FROM outbox WHERE account_id = $1 AND stage = 'queued' AND (tries > 0 OR due_at <= "
      "$2) "
      "ORDER BY due_at LIMIT $3",
      error, 3, account, crm_transaction_get_now (tx), (gint64)MOVED_AT_ONCE);
  if (!waiting)
    return FALSE;
  for (guint i = 0; i < waiting->len; i++)
    if (!move (tx, g_array_index (waiting, gint64, i), other, error))
      return FALSE;
  return TRUE;
}
