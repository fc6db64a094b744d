/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "message/crm-sms-text.h"

/* How long a text message is and what it costs: "2 parts · 187/306 · ≈ 0.08 USD". When a text could be a cheaper one without what it does not need,
 * there is a button; signal "simplify" asks to replace the text by what crm_sms_simplify () makes of it. Main thread. */
#define CRM_TYPE_SMS_COUNTER (crm_sms_counter_get_type ())
G_DECLARE_FINAL_TYPE (CrmSmsCounter, crm_sms_counter, CRM, SMS_COUNTER, AdwBin)

GtkWidget *crm_sms_counter_new (void);
/* As it would be sent: fields filled. NULL is an empty text. */
void crm_sms_counter_set_text (CrmSmsCounter *self, const char *text);
/* Of one part, in millionths; below 0: not known, and nothing is said. */
void crm_sms_counter_set_price (CrmSmsCounter *self, gint64 micros, const char *currency);
CrmSmsSize crm_sms_counter_get_size (CrmSmsCounter *self);
