/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel/crm-channel.h"
#include "channel/crm-provider.h"

/* SMS through a provider on the internet, or a phone in the own network, over HTTP. Property "timeout-ms": how long one question may take. */
#define CRM_TYPE_SMS_HTTP_CHANNEL (crm_sms_http_channel_get_type ())
G_DECLARE_FINAL_TYPE (CrmSmsHttpChannel, crm_sms_http_channel, CRM, SMS_HTTP_CHANNEL, CrmChannel)

/* settings: name → text, copied. New reference. */
CrmChannel *crm_sms_http_channel_new (CrmProvider *provider, GHashTable *settings);
