/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timeline/crm-composer-form.h"

#define CRM_TYPE_MESSAGE_FORM (crm_message_form_get_type ())
G_DECLARE_FINAL_TYPE (CrmMessageForm, crm_message_form, CRM, MESSAGE_FORM, CrmComposerForm)

/* Which of the client's numbers it goes to, from now on. */
void crm_message_form_set_address (CrmMessageForm *self, const char *address);
