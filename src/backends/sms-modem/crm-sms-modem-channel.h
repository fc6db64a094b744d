/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel/crm-channel.h"

/* SMS through a modem or phone on this computer, by ModemManager (org.freedesktop.ModemManager1 on the system bus). */
#define CRM_TYPE_SMS_MODEM_CHANNEL (crm_sms_modem_channel_get_type ())
G_DECLARE_FINAL_TYPE (CrmSmsModemChannel, crm_sms_modem_channel, CRM, SMS_MODEM_CHANNEL, CrmChannel)

/* New reference. */
CrmChannel *crm_sms_modem_channel_new (void);
