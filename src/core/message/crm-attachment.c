/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "message/crm-message.h"

/* Field table of attachments. The hooks run in the writer's thread. */

static const CrmField fields[] = {
  [CRM_ATTACHMENT_MESSAGE] = { "message", N_ ("Message"), CRM_KIND_LINK,
      CRM_FIELD_REQUIRED | CRM_FIELD_OWNED | CRM_FIELD_INDEXED, .target = "message" },
  [CRM_ATTACHMENT_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT },
  [CRM_ATTACHMENT_TYPE] = { "type", N_ ("Type"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_ATTACHMENT_SIZE] = { "size", N_ ("Size"), CRM_KIND_INTEGER },
  [CRM_ATTACHMENT_CONTENT] = { "content", N_ ("Content"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_PLAIN | CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_ATTACHMENT_N_FIELDS);

const CrmEntityInfo crm_attachment_entity = {
  .name = "attachment",
  .label = N_ ("Attachment"),
  .plural = N_ ("Attachments"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_ATTACHMENT_NAME,
};
