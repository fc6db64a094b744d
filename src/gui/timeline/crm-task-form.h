/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timeline/crm-composer-form.h"

/* A task in the composer: a line that is read as in quick add, and who does it. The text is its notes. */
#define CRM_TYPE_TASK_FORM (crm_task_form_get_type ())
G_DECLARE_FINAL_TYPE (CrmTaskForm, crm_task_form, CRM, TASK_FORM, CrmComposerForm)
