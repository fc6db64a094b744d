/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "template/crm-template-draft.h"

/* One template being written: name, use, texts by language with what they become, the question. Changes a draft in place; signal "changed" when a
 * person changed something. Main thread. */
#define CRM_TYPE_TEMPLATE_EDITOR (crm_template_editor_get_type ())
G_DECLARE_FINAL_TYPE (CrmTemplateEditor, crm_template_editor, CRM, TEMPLATE_EDITOR, AdwBin)

GtkWidget *crm_template_editor_new (CrmStore *store);
/* draft must outlive the next call; NULL for none. */
void crm_template_editor_set_draft (CrmTemplateEditor *self, CrmTemplateDraft *draft);
void crm_template_editor_focus_name (CrmTemplateEditor *self);
