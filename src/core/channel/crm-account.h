/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* One configured use of a channel: a provider of SMS, a modem, later a mailbox. Its secrets are in the keyring (secret/crm-secret-store.h), under the
 * account's uid. */
enum
{
  CRM_ACCOUNT_NAME,
  CRM_ACCOUNT_CHANNEL,  /* "sms", "mail", "chat" */
  CRM_ACCOUNT_BACKEND,  /* "http": a provider over HTTP; "modem": ModemManager */
  CRM_ACCOUNT_PROVIDER, /* http: id of a provider that comes with the program ("twilio"), or uid of a record of provider, hexadecimal */
  CRM_ACCOUNT_SETTINGS, /* what the provider asks for besides secrets: a JSON object of texts */
  CRM_ACCOUNT_SENDER,   /* our number or name, as the others see it */
  CRM_ACCOUNT_ACTIVE,
  CRM_ACCOUNT_MAIN, /* the one taken when none is chosen; at most one a channel, the program takes it from the others */
  CRM_ACCOUNT_RATE,  /* messages a minute at most; empty: as the provider says */
  CRM_ACCOUNT_QUIET, /* "21:00-09:00": no marketing then, in the recipient's zone; empty: the book's setting "quiet-hours"; "-": never quiet */
  CRM_ACCOUNT_POSITION,
  CRM_ACCOUNT_N_FIELDS
};
extern const CrmEntityInfo crm_account_entity;

/* A provider the person described: a copy of one of ours, changed. */
enum
{
  CRM_PROVIDER_NAME,
  CRM_PROVIDER_DEFINITION, /* JSON, see channel/crm-provider.h */
  CRM_PROVIDER_N_FIELDS
};
extern const CrmEntityInfo crm_provider_entity;
