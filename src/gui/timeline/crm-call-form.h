/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timeline/crm-composer-form.h"

/* A call in the composer: direction, duration and outcome. */
#define CRM_TYPE_CALL_FORM (crm_call_form_get_type ())
G_DECLARE_FINAL_TYPE (CrmCallForm, crm_call_form, CRM, CALL_FORM, CrmComposerForm)
