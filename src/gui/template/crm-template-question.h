/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "template/crm-template-draft.h"

/* Whether a template asks something, and how replies are understood, with a line to try one. Signal "changed" when a person changed something.
 * Main thread. */
#define CRM_TYPE_TEMPLATE_QUESTION (crm_template_question_get_type ())
G_DECLARE_FINAL_TYPE (CrmTemplateQuestion, crm_template_question, CRM, TEMPLATE_QUESTION, AdwPreferencesGroup)

GtkWidget *crm_template_question_new (CrmStore *store);
/* draft is changed in place and must outlive the next call; NULL for none. */
void crm_template_question_set_draft (CrmTemplateQuestion *self, CrmTemplateDraft *draft);
