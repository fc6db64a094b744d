/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "segment/crm-segment.h"

/* Field table of those a segment leaves out. The hooks run in the writer's thread. */

static const CrmField fields[] = {
  [CRM_SEGMENT_EXCLUSION_SEGMENT] = { "segment", N_ ("Segment"), CRM_KIND_LINK,
      CRM_FIELD_REQUIRED | CRM_FIELD_OWNED | CRM_FIELD_INDEXED, .target = "segment" },
  [CRM_SEGMENT_EXCLUSION_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK,
      CRM_FIELD_REQUIRED | CRM_FIELD_OWNED | CRM_FIELD_INDEXED, .target = "client" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_SEGMENT_EXCLUSION_N_FIELDS);

const CrmEntityInfo crm_segment_exclusion_entity = {
  .name = "segment_exclusion",
  .label = N_ ("Exclusion"),
  .plural = N_ ("Exclusions"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = -1,
};
