/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel/crm-account.h"

#include <glib/gi18n-lib.h>

/* Field table of accounts. The hooks run in the writer's thread. */

static const CrmChoice channels[] = {
  { "sms", N_ ("SMS") },
  { "mail", N_ ("Letter") },
  { "chat", N_ ("Chat") },
  { NULL, NULL },
};

static const CrmChoice backends[] = {
  { "http", N_ ("Provider on the internet") },
  { "modem", N_ ("Modem or phone") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_ACCOUNT_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_ACCOUNT_CHANNEL] = { "channel", N_ ("Channel"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = channels },
  [CRM_ACCOUNT_BACKEND] = { "backend", N_ ("Way"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = backends },
  [CRM_ACCOUNT_PROVIDER] = { "provider", N_ ("Provider"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_ACCOUNT_SETTINGS] = { "settings", N_ ("Settings"), CRM_KIND_LONG, CRM_FIELD_PLAIN | CRM_FIELD_HIDDEN },
  [CRM_ACCOUNT_SENDER] = { "sender", N_ ("Sender"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_ACCOUNT_ACTIVE] = { "active", N_ ("Active"), CRM_KIND_BOOLEAN },
  [CRM_ACCOUNT_MAIN] = { "main", N_ ("For new messages"), CRM_KIND_BOOLEAN },
  [CRM_ACCOUNT_RATE] = { "rate", N_ ("Messages a minute"), CRM_KIND_INTEGER },
  [CRM_ACCOUNT_QUIET] = { "quiet", N_ ("Quiet hours"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_ACCOUNT_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER, CRM_FIELD_HIDDEN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_ACCOUNT_N_FIELDS);

const CrmEntityInfo crm_account_entity = {
  .name = "account",
  .label = N_ ("Account"),
  .plural = N_ ("Accounts"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_ACCOUNT_NAME,
};
