/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "user/crm-user.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-hours.h"

/* The field table of employees. The hook runs in the writer's thread. */

static const CrmField fields[] = {
  [CRM_USER_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_USER_LOGIN] = { "login", N_ ("Account"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_USER_EMAIL] = { "email", N_ ("E-mail"), CRM_KIND_EMAIL },
  [CRM_USER_PHONE] = { "phone", N_ ("Phone"), CRM_KIND_PHONE },
  [CRM_USER_ACTIVE] = { "active", N_ ("Active"), CRM_KIND_BOOLEAN },
  [CRM_USER_HOURS] = { "hours", N_ ("Working hours"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_USER_N_FIELDS);

/* Working hours are kept in the one spelling that does not depend on a language. */
static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const char *text = crm_values_get_text (values, CRM_USER_HOURS);
  g_autoptr (CrmHours) hours = NULL;
  g_autofree char *canonical = NULL;

  if (!text || crm_transaction_is_verbatim (tx))
    return TRUE;
  hours = crm_hours_new (text, error);
  if (!hours)
    return FALSE;
  canonical = crm_hours_to_string (hours);
  crm_values_set_text (values, CRM_USER_HOURS, canonical);
  return TRUE;
}

/* Who removed himself would be somebody else from then on, and could undo what that one did instead of his own. */
static gboolean
written (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  if (crm_transaction_is_verbatim (tx) || before->id != crm_transaction_get_user (tx) ||
      (after && (before->archived_at || !after->archived_at)))
    return TRUE;
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
      _ ("You work as “%s” here and cannot remove yourself. Somebody with another account can."),
      crm_row_get_text (before, CRM_USER_NAME));
  return FALSE;
}

static const CrmEntityHooks hooks = { .prepare = prepare, .written = written };

const CrmEntityInfo crm_user_entity = {
  .name = "user",
  .label = N_ ("Employee"),
  .plural = N_ ("Employees"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_USER_NAME,
  .hooks = &hooks,
};
