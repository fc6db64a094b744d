/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "template/crm-template.h"

/* Field table of the texts of templates. The hooks run in the writer's thread. */

static const CrmField fields[] = {
  [CRM_TEMPLATE_TEXT_TEMPLATE] = { "template", N_ ("Template"), CRM_KIND_LINK,
      CRM_FIELD_REQUIRED | CRM_FIELD_OWNED | CRM_FIELD_INDEXED, .target = "template" },
  [CRM_TEMPLATE_TEXT_LANGUAGE] = { "language", N_ ("Language"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_TEMPLATE_TEXT_SUBJECT] = { "subject", N_ ("Subject"), CRM_KIND_TEXT },
  [CRM_TEMPLATE_TEXT_TEXT] = { "text", N_ ("Text"), CRM_KIND_LONG, CRM_FIELD_REQUIRED | CRM_FIELD_PLAIN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_TEMPLATE_TEXT_N_FIELDS);

const CrmEntityInfo crm_template_text_entity = {
  .name = "template_text",
  .label = N_ ("Text of a template"),
  .plural = N_ ("Texts of templates"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = -1,
};
