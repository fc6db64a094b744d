/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* A menu of templates that fills a text: what came from fields is marked in it while it is written, and what is missing too, which must be replaced
 * before it is sent. Main thread. Signal "filled" when a template was put into the text. */
#define CRM_TYPE_TEMPLATE_CHOICE (crm_template_choice_get_type ())
G_DECLARE_FINAL_TYPE (CrmTemplateChoice, crm_template_choice, CRM, TEMPLATE_CHOICE, GtkWidget)

/* channel: templates of others are left out. */
GtkWidget *crm_template_choice_new (CrmStore *store, const char *channel);
/* A reference is taken; NULL lets go of it. */
void crm_template_choice_set_buffer (CrmTemplateChoice *self, GtkTextBuffer *buffer);
/* What fields are of. */
void crm_template_choice_set_about (CrmTemplateChoice *self, gint64 client, gint64 deal);
/* The template the text came from, 0 none; lets go of it when the text is emptied. */
gint64 crm_template_choice_get_template (CrmTemplateChoice *self);
/* Whose consent is asked for; NULL without a template. */
const char *crm_template_choice_get_purpose (CrmTemplateChoice *self);
/* FALSE with a sentence while something is missing in the text. */
gboolean crm_template_choice_check (CrmTemplateChoice *self, GError **error);
/* As a press on its row. */
void crm_template_choice_fill (CrmTemplateChoice *self, gint64 template);
