/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-status-rule.h"

#include <string.h>

#include "base/crm-text.h"

/* Applies the status rules of the book. Runs in the writer's thread. */

static int
get_rank (const char *status)
{
  static const char *const order[] = { "lead", "contact", "customer" };

  for (int i = 0; i < 3; i++)
    if (g_strcmp0 (status, order[i]) == 0)
      return i;
  return -1;
}

static gboolean
field_contains (const CrmField *field, const CrmValue *value, const char *contains)
{
  g_autofree char *plain = value ? crm_field_format_plain (field, value) : NULL;
  g_autofree char *fold = crm_text_fold (plain);

  return plain && strstr (fold, contains);
}

static gboolean
matches (CrmValues *record, const char *name, const char *contains)
{
  CrmEntity *entity = crm_values_get_entity (record);

  if (!contains || !*contains)
    return TRUE;
  for (guint i = 0; i < entity->n_fields; i++)
    if ((!name || !*name || g_str_equal (entity->fields[i].name, name)) &&
        field_contains (&entity->fields[i], crm_values_get (record, (int)i), contains))
      return TRUE;
  return FALSE;
}

/* The furthest status the rules give, with the name of the rule; NULL when none fits. */
static gboolean
find_status (
    CrmTransaction *tx, const char *event, CrmValues *record, char **status, char **reason, GError **error)
{
  g_autoptr (CrmStatement) rules = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT status, name, field, contains_fold FROM status_rule WHERE event = $1 AND active IS NOT FALSE "
      "AND archived_at IS NULL"
      " ORDER BY position NULLS LAST, id",
      error);
  gboolean row = FALSE;

  *status = *reason = NULL;
  if (!rules)
    return FALSE;
  crm_statement_bind_text (rules, 1, event);
  while (crm_statement_step (rules, &row, error) && row)
    if (matches (record, crm_statement_get_text (rules, 2), crm_statement_get_text (rules, 3)) &&
        get_rank (crm_statement_get_text (rules, 0)) > get_rank (*status))
      {
        g_free (*status);
        g_free (*reason);
        *status = g_strdup (crm_statement_get_text (rules, 0));
        *reason = g_strdup (crm_statement_get_text (rules, 1));
      }
  return !row;
}

gboolean
crm_status_rule_apply_to_new (CrmTransaction *tx, CrmValues *values, GError **error)
{
  g_autofree char *status = NULL, *reason = NULL;

  if (!find_status (tx, "client", values, &status, &reason, error))
    return FALSE;
  crm_values_set_text (values, CRM_CLIENT_STATUS, status ? status : "lead");
  if (reason)
    crm_values_set_text (values, CRM_CLIENT_STATUS_REASON, reason);
  return TRUE;
}

gboolean
crm_status_rule_apply (
    CrmTransaction *tx, const char *event, gint64 client_id, CrmValues *record, GError **error)
{
  g_autofree char *status = NULL, *reason = NULL;
  g_autoptr (CrmRow) client = NULL;
  g_autoptr (CrmValues) values = NULL;

  if (!client_id)
    return TRUE;
  if (!find_status (tx, event, record, &status, &reason, error))
    return FALSE;
  if (!status)
    return TRUE;
  client = crm_transaction_load (tx, "client", client_id, error);
  if (!client)
    return FALSE;
  if (get_rank (status) <= get_rank (crm_row_get_text (client, CRM_CLIENT_STATUS)))
    return TRUE;
  values = crm_values_new (client->entity);
  crm_values_set_text (values, CRM_CLIENT_STATUS, status);
  crm_values_set_text (values, CRM_CLIENT_STATUS_REASON, reason);
  return crm_transaction_update (tx, client_id, 0, values, error);
}
