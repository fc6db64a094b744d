/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "today/crm-today.h"

/* Field tables of goals and of hints that were dismissed. The hooks run in the writer's thread. */

static const CrmChoice periods[] = {
  { "week", N_ ("Week") },
  { "month", N_ ("Month") },
  { "quarter", N_ ("Quarter") },
  { "year", N_ ("Year") },
  { NULL, NULL },
};

static const CrmChoice measures[] = {
  { "won-sum", N_ ("Sum of won deals") },
  { "won-count", N_ ("Deals won") },
  { "new-deals", N_ ("Deals opened") },
  { "new-clients", N_ ("Clients added") },
  { "calls", N_ ("Calls") },
  { "meetings", N_ ("Meetings held") },
  { NULL, NULL },
};

static const CrmField goal_fields[] = {
  [CRM_GOAL_OWNER] = { "owner", N_ ("Responsible"), CRM_KIND_LINK, 0, .target = "user" },
  [CRM_GOAL_PERIOD] = { "period", N_ ("Period"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = periods },
  [CRM_GOAL_MEASURE] = { "measure", N_ ("What is counted"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = measures },
  [CRM_GOAL_AMOUNT] = { "amount", N_ ("Amount"), CRM_KIND_MONEY },
  [CRM_GOAL_NUMBER] = { "number", N_ ("Number"), CRM_KIND_INTEGER },
  [CRM_GOAL_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
};
G_STATIC_ASSERT (G_N_ELEMENTS (goal_fields) == CRM_GOAL_N_FIELDS);

static const CrmField dismissal_fields[] = {
  [CRM_HINT_DISMISSAL_HINT] = { "hint", N_ ("Hint"), CRM_KIND_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_PLAIN },
  [CRM_HINT_DISMISSAL_ABOUT] = { "about", N_ ("About"), CRM_KIND_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_PLAIN },
  [CRM_HINT_DISMISSAL_ABOUT_ID] = { "about_id", N_ ("Number"), CRM_KIND_INTEGER, CRM_FIELD_REQUIRED },
  [CRM_HINT_DISMISSAL_OWNER] = { "owner", N_ ("Responsible"), CRM_KIND_LINK, 0, .target = "user" },
  [CRM_HINT_DISMISSAL_UNTIL] = { "until", N_ ("Until"), CRM_KIND_DATE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (dismissal_fields) == CRM_HINT_DISMISSAL_N_FIELDS);

static gboolean
refuse_goal (int field, GError **error)
{
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("%s: A goal needs a number above zero."),
      crm_field_get_label (&goal_fields[field]));
  return FALSE;
}

static gboolean
is_not_above_zero (const CrmValue *value)
{
  return value && ((value->type == CRM_VALUE_INTEGER && value->v.integer <= 0) ||
                      (value->type == CRM_VALUE_MONEY && value->v.money.minor <= 0));
}

static gboolean
goal_prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const char *measure = crm_values_has (values, CRM_GOAL_MEASURE)
                            ? crm_values_get_text (values, CRM_GOAL_MEASURE)
                        : before ? crm_row_get_text (before, CRM_GOAL_MEASURE)
                                 : NULL;
  int needed = g_strcmp0 (measure, "won-sum") == 0 ? CRM_GOAL_AMOUNT : CRM_GOAL_NUMBER;
  const CrmValue *wanted = crm_values_has (values, needed) ? crm_values_get (values, needed)
                           : before                        ? crm_row_get (before, needed)
                                                           : NULL;

  if (crm_transaction_is_verbatim (tx) || !measure)
    return TRUE;
  if (!wanted || crm_value_is_empty (wanted))
    return refuse_goal (needed, error);
  /* What is not counted now may be later. */
  return (!is_not_above_zero (crm_values_get (values, CRM_GOAL_NUMBER)) ||
             refuse_goal (CRM_GOAL_NUMBER, error)) &&
         (!is_not_above_zero (crm_values_get (values, CRM_GOAL_AMOUNT)) ||
             refuse_goal (CRM_GOAL_AMOUNT, error)) &&
         (!is_not_above_zero (wanted) || refuse_goal (needed, error));
}

static const CrmEntityHooks goal_hooks = { .prepare = goal_prepare };

const CrmEntityInfo crm_goal_entity = {
  .name = "goal",
  .label = N_ ("Goal"),
  .plural = N_ ("Goals"),
  .fields = goal_fields,
  .n_fields = G_N_ELEMENTS (goal_fields),
  .title_field = -1,
  .hooks = &goal_hooks,
};

const CrmEntityInfo crm_hint_dismissal_entity = {
  .name = "hint_dismissal",
  .label = N_ ("Dismissed hint"),
  .plural = N_ ("Dismissed hints"),
  .fields = dismissal_fields,
  .n_fields = G_N_ELEMENTS (dismissal_fields),
  .title_field = -1,
};
