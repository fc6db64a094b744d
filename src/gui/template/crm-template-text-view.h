/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Where the text of a template is written: fields and conditions are marked, and behind "{" their names are offered (Down, Up, Enter or Tab, Escape).
 * Signal "changed" when a person changed the text. Main thread. */
#define CRM_TYPE_TEMPLATE_TEXT_VIEW (crm_template_text_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmTemplateTextView, crm_template_text_view, CRM, TEMPLATE_TEXT_VIEW, GtkTextView)

GtkWidget *crm_template_text_view_new (CrmStore *store);
/* Forgets what could be undone. */
void crm_template_text_view_set_text (CrmTemplateTextView *self, const char *text);
/* A person's change, which Ctrl+Z takes back. */
void crm_template_text_view_replace (CrmTemplateTextView *self, const char *text);
/* Caller owns. */
char *crm_template_text_view_dup_text (CrmTemplateTextView *self);
/* Begins a field at the cursor. */
void crm_template_text_view_insert_field (CrmTemplateTextView *self);
