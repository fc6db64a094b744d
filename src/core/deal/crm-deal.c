/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-deal.h"

#include <glib/gi18n-lib.h>

/* Field table and defaults of the deal. The hooks run in the writer's thread. */

static const CrmChoice states[] = {
  { "open", N_ ("Open") },
  { "won", N_ ("Won") },
  { "lost", N_ ("Lost") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_DEAL_TITLE] = { "title", N_ ("Title"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_DEAL_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "client" },
  [CRM_DEAL_AMOUNT] = { "amount", N_ ("Amount"), CRM_KIND_MONEY },
  [CRM_DEAL_STATE] = { "state", N_ ("State"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = states },
  [CRM_DEAL_SOURCE] = { "source", N_ ("Source"), CRM_KIND_OPTION, 0, .target = "source" },
  [CRM_DEAL_EXPECTED_CLOSE] = { "expected_close", N_ ("Expected to close"), CRM_KIND_DATE },
  [CRM_DEAL_CLOSED_AT] = { "closed_at", N_ ("Closed"), CRM_KIND_INSTANT, CRM_FIELD_READ_ONLY },
  [CRM_DEAL_OWNER] = { "owner", N_ ("Responsible"), CRM_KIND_LINK, 0, .target = "user" },
  [CRM_DEAL_TAGS] = { "tags", N_ ("Tags"), CRM_KIND_TAGS, 0, .target = "tag" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_DEAL_N_FIELDS);

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const char *state = crm_values_get_text (values, CRM_DEAL_STATE);

  if (!before && !state)
    crm_values_set_text (values, CRM_DEAL_STATE, state = "open");
  if (!before && !crm_values_has (values, CRM_DEAL_OWNER) && crm_transaction_get_user (tx))
    crm_values_set_integer (values, CRM_DEAL_OWNER, crm_transaction_get_user (tx));
  if (state && g_strcmp0 (state, before ? crm_row_get_text (before, CRM_DEAL_STATE) : "open") != 0)
    {
      if (g_str_equal (state, "open"))
        crm_value_clear (crm_values_slot (values, CRM_DEAL_CLOSED_AT));
      else
        crm_values_set_integer (values, CRM_DEAL_CLOSED_AT, crm_transaction_get_now (tx));
    }
  return TRUE;
}

static const CrmEntityHooks hooks = { .prepare = prepare };

const CrmEntityInfo crm_deal_entity = {
  .name = "deal",
  .label = N_ ("Deal"),
  .plural = N_ ("Deals"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_DEAL_TITLE,
  .hooks = &hooks,
};
