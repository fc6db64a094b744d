/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "channel/crm-account.h"

/* Field table of providers the person described. The hooks run in the writer's thread. */

static const CrmField fields[] = {
  [CRM_PROVIDER_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_PROVIDER_DEFINITION] = { "definition", N_ ("Definition"), CRM_KIND_LONG,
      CRM_FIELD_REQUIRED | CRM_FIELD_PLAIN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_PROVIDER_N_FIELDS);

const CrmEntityInfo crm_provider_entity = {
  .name = "provider",
  .label = N_ ("Provider"),
  .plural = N_ ("Providers"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_PROVIDER_NAME,
};
