/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timeline/crm-composer-form.h"

/* A meeting in the composer: planned (when, where), or written down afterwards (how long, who, what came of it). */
#define CRM_TYPE_MEETING_FORM (crm_meeting_form_get_type ())
G_DECLARE_FINAL_TYPE (CrmMeetingForm, crm_meeting_form, CRM, MEETING_FORM, CrmComposerForm)
