/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "meeting/crm-meeting.h"

/* Field table of check-ins. */

static const CrmChoice sources[] = {
  { "geoclue", N_ ("This computer") },
  { "gpx", N_ ("A recorded track") },
  { "typed", N_ ("Typed") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_CHECK_IN_MEETING] = { "meeting", N_ ("Meeting"), CRM_KIND_LINK, CRM_FIELD_OWNED | CRM_FIELD_INDEXED,
      .target = "meeting" },
  [CRM_CHECK_IN_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, 0, .target = "client" },
  [CRM_CHECK_IN_USER] = { "user", N_ ("Employee"), CRM_KIND_LINK, 0, .target = "user" },
  [CRM_CHECK_IN_AT] = { "at", N_ ("Arrived"), CRM_KIND_INSTANT, CRM_FIELD_REQUIRED },
  [CRM_CHECK_IN_UNTIL] = { "until", N_ ("Left"), CRM_KIND_INSTANT },
  [CRM_CHECK_IN_LATITUDE] = { "latitude", N_ ("Latitude"), CRM_KIND_REAL, CRM_FIELD_REQUIRED },
  [CRM_CHECK_IN_LONGITUDE] = { "longitude", N_ ("Longitude"), CRM_KIND_REAL, CRM_FIELD_REQUIRED },
  [CRM_CHECK_IN_ACCURACY] = { "accuracy", N_ ("Accuracy in metres"), CRM_KIND_INTEGER },
  [CRM_CHECK_IN_DISTANCE] = { "distance", N_ ("Metres from the place"), CRM_KIND_INTEGER },
  [CRM_CHECK_IN_SOURCE] = { "source", N_ ("Source"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = sources },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_CHECK_IN_N_FIELDS);

const CrmEntityInfo crm_check_in_entity = {
  .name = "check_in",
  .label = N_ ("Check-in"),
  .plural = N_ ("Check-ins"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = -1,
};
