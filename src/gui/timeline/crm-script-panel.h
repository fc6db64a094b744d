/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* The script that fits a client or deal: its name, its advice, and its questions with room for the answers. Hidden while none fits. */
#define CRM_TYPE_SCRIPT_PANEL (crm_script_panel_get_type ())
G_DECLARE_FINAL_TYPE (CrmScriptPanel, crm_script_panel, CRM, SCRIPT_PANEL, AdwBin)

GtkWidget *crm_script_panel_new (CrmStore *store);
/* Whom one talks with; both 0: nobody. Answers to others go. */
void crm_script_panel_set_about (CrmScriptPanel *self, gint64 client, gint64 deal);
/* The questions on show (CrmRow), or NULL. Borrowed. */
GPtrArray *crm_script_panel_get_questions (CrmScriptPanel *self);
/* An answer for each question in crm_script_answer ()'s spelling, "" where none was given. NULL with error when one cannot be read.
 * Caller owns. */
char **crm_script_panel_dup_answers (CrmScriptPanel *self, GError **error);
/* Takes all answers away. */
void crm_script_panel_clear (CrmScriptPanel *self);
