/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template.h"

#include <glib/gi18n-lib.h>

/* Field table of templates. The hooks run in the writer's thread. */

static const CrmChoice channels[] = {
  { "any", N_ ("Every channel") },
  { "sms", N_ ("SMS") },
  { "mail", N_ ("Letter") },
  { "chat", N_ ("Chat") },
  { NULL, NULL },
};

static const CrmChoice purposes[] = {
  { "service", N_ ("What they need to know") },
  { "marketing", N_ ("Advertising") },
  { NULL, NULL },
};

static const CrmChoice answers[] = {
  { "scale", N_ ("A number") },
  { "yes-no", N_ ("Yes or no") },
  { "words", N_ ("One of these words") },
  { "text", N_ ("Any text") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_TEMPLATE_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_TEMPLATE_CHANNEL] = { "channel", N_ ("Channel"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = channels },
  [CRM_TEMPLATE_PURPOSE] = { "purpose", N_ ("Purpose"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = purposes },
  [CRM_TEMPLATE_EXPECTS] = { "expects", N_ ("Expected answer"), CRM_KIND_CHOICE, 0, .choices = answers },
  [CRM_TEMPLATE_SCALE_MIN] = { "scale_min", N_ ("From"), CRM_KIND_INTEGER },
  [CRM_TEMPLATE_SCALE_MAX] = { "scale_max", N_ ("To"), CRM_KIND_INTEGER },
  [CRM_TEMPLATE_WORDS] = { "words", N_ ("Words"), CRM_KIND_LONG, CRM_FIELD_PLAIN },
  [CRM_TEMPLATE_VALID_DAYS] = { "valid_days", N_ ("Days to answer"), CRM_KIND_INTEGER },
  [CRM_TEMPLATE_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER, CRM_FIELD_HIDDEN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_TEMPLATE_N_FIELDS);

const CrmEntityInfo crm_template_entity = {
  .name = "template",
  .label = N_ ("Template"),
  .plural = N_ ("Templates"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_TEMPLATE_NAME,
};
