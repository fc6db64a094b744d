/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel/crm-channel.h"
#include "channel/crm-provider.h"

/* What the module of SMS over HTTP offers to the programs. */
typedef struct
{
  /* settings: name → text, copied. Keeps provider. New reference. */
  CrmChannel *(*channel_new) (CrmProvider *provider, GHashTable *settings);
} CrmSmsHttpModule;

#define CRM_SMS_HTTP_MODULE_SYMBOL "crm_sms_http_module"
extern const CrmSmsHttpModule crm_sms_http_module;
