/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "message/crm-message.h"

/* Field table of consents. The hooks run in the writer's thread. */

static const CrmChoice channels[] = {
  { "any", N_ ("Every channel") },
  { "sms", N_ ("SMS") },
  { "mail", N_ ("Letter") },
  { "call", N_ ("Call") },
  { "chat", N_ ("Chat") },
  { NULL, NULL },
};

static const CrmChoice purposes[] = {
  { "any", N_ ("Everything") },
  { "marketing", N_ ("Advertising") },
  { NULL, NULL },
};

static const CrmChoice states[] = {
  { "given", N_ ("Agreed") },
  { "withdrawn", N_ ("Do not write") },
  { NULL, NULL },
};

static const CrmChoice sources[] = {
  { "hand", N_ ("Noted by hand") },
  { "stop-word", N_ ("Stop word") },
  { "form", N_ ("Form") },
  { "import", N_ ("Import") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_CONSENT_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, CRM_FIELD_OWNED | CRM_FIELD_INDEXED,
      .target = "client" },
  [CRM_CONSENT_ADDRESS] = { "address", N_ ("Address"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_CONSENT_ADDRESS_MATCH] = { "address_match", N_ ("Matched by"), CRM_KIND_TEXT,
      CRM_FIELD_PLAIN | CRM_FIELD_READ_ONLY },
  [CRM_CONSENT_CHANNEL] = { "channel", N_ ("Channel"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = channels },
  [CRM_CONSENT_PURPOSE] = { "purpose", N_ ("Purpose"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = purposes },
  [CRM_CONSENT_STATE] = { "state", N_ ("State"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = states },
  [CRM_CONSENT_AT] = { "at", N_ ("When"), CRM_KIND_INSTANT, CRM_FIELD_REQUIRED },
  [CRM_CONSENT_SOURCE] = { "source", N_ ("Source"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = sources },
  [CRM_CONSENT_MESSAGE] = { "message", N_ ("Message"), CRM_KIND_LINK, 0, .target = "message" },
  [CRM_CONSENT_NOTE] = { "note", N_ ("Note"), CRM_KIND_TEXT },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_CONSENT_N_FIELDS);

const CrmEntityInfo crm_consent_entity = {
  .name = "consent",
  .label = N_ ("Consent"),
  .plural = N_ ("Consents"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = -1,
};
