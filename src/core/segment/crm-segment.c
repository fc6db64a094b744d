/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "segment/crm-segment.h"

#include <glib/gi18n-lib.h>

/* Field table of segments. The hooks run in the writer's thread. */

static const CrmField fields[] = {
  [CRM_SEGMENT_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_SEGMENT_QUERY] = { "query", N_ ("Conditions"), CRM_KIND_LONG,
      CRM_FIELD_REQUIRED | CRM_FIELD_PLAIN | CRM_FIELD_HIDDEN },
  [CRM_SEGMENT_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER, CRM_FIELD_HIDDEN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_SEGMENT_N_FIELDS);

const CrmEntityInfo crm_segment_entity = {
  .name = "segment",
  .label = N_ ("Segment"),
  .plural = N_ ("Segments"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_SEGMENT_NAME,
};
