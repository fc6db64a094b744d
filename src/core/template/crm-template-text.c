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

/* A text nobody could fill is not kept. */
static gboolean
check_text (const char *text, GError **error)
{
  g_autoptr (CrmTemplateText) read = text ? crm_template_text_new (text, error) : NULL;

  return !text || read;
}

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  return crm_transaction_is_verbatim (tx) ||
         (check_text (crm_values_get_text (values, CRM_TEMPLATE_TEXT_TEXT), error) &&
             check_text (crm_values_get_text (values, CRM_TEMPLATE_TEXT_SUBJECT), error));
}

static const CrmEntityHooks hooks = { .prepare = prepare };

const CrmEntityInfo crm_template_text_entity = {
  .name = "template_text",
  .label = N_ ("Text of a template"),
  .plural = N_ ("Texts of templates"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = -1,
  .hooks = &hooks,
};
