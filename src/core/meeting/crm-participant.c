/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "meeting/crm-meeting.h"

/* Field table of those who take part in a meeting. */

static const CrmChoice roles[] = {
  { "chair", N_ ("Chair") },
  { "required", N_ ("Required") },
  { "optional", N_ ("Optional") },
  { "informed", N_ ("For information") },
  { NULL, NULL },
};

static const CrmChoice answers[] = {
  { "none", N_ ("No answer") },
  { "accepted", N_ ("Accepted") },
  { "declined", N_ ("Declined") },
  { "tentative", N_ ("Perhaps") },
  { "delegated", N_ ("Sends somebody else") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_PARTICIPANT_MEETING] = { "meeting", N_ ("Meeting"), CRM_KIND_LINK,
      CRM_FIELD_REQUIRED | CRM_FIELD_OWNED | CRM_FIELD_INDEXED, .target = "meeting" },
  [CRM_PARTICIPANT_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, CRM_FIELD_INDEXED,
      .target = "client" },
  [CRM_PARTICIPANT_USER] = { "user", N_ ("Employee"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "user" },
  [CRM_PARTICIPANT_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT, CRM_FIELD_SORTED },
  [CRM_PARTICIPANT_ADDRESS] = { "address", N_ ("E-mail"), CRM_KIND_EMAIL },
  [CRM_PARTICIPANT_ROLE] = { "role", N_ ("Role"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = roles },
  [CRM_PARTICIPANT_ANSWER] = { "answer", N_ ("Answer"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = answers },
  [CRM_PARTICIPANT_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER, CRM_FIELD_HIDDEN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_PARTICIPANT_N_FIELDS);

const CrmEntityInfo crm_participant_entity = {
  .name = "participant",
  .label = N_ ("Participant"),
  .plural = N_ ("Participants"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_PARTICIPANT_NAME,
};
