/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "template/crm-template.h"

/* Field table of answers. The hooks run in the writer's thread. */

static const CrmField fields[] = {
  [CRM_ANSWER_MESSAGE] = { "message", N_ ("Message"), CRM_KIND_LINK,
      CRM_FIELD_REQUIRED | CRM_FIELD_OWNED | CRM_FIELD_INDEXED, .target = "message" },
  [CRM_ANSWER_ASKED] = { "asked", N_ ("Asked by"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "message" },
  [CRM_ANSWER_TEMPLATE] = { "template", N_ ("Question"), CRM_KIND_LINK, CRM_FIELD_INDEXED,
      .target = "template" },
  [CRM_ANSWER_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "client" },
  [CRM_ANSWER_DEAL] = { "deal", N_ ("Deal"), CRM_KIND_LINK, 0, .target = "deal" },
  [CRM_ANSWER_CAMPAIGN] = { "campaign", N_ ("Campaign"), CRM_KIND_LINK, CRM_FIELD_INDEXED,
      .target = "campaign" },
  [CRM_ANSWER_AT] = { "at", N_ ("When"), CRM_KIND_INSTANT, CRM_FIELD_REQUIRED },
  [CRM_ANSWER_SCORE] = { "score", N_ ("Score"), CRM_KIND_INTEGER },
  [CRM_ANSWER_VALUE] = { "value", N_ ("Answer"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_ANSWER_N_FIELDS);

const CrmEntityInfo crm_answer_entity = {
  .name = "answer",
  .label = N_ ("Answer"),
  .plural = N_ ("Answers"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_ANSWER_VALUE,
};
