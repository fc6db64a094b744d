/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"
#include "task/crm-task-line-entry.h"

/* The card with the line for new tasks: Enter adds and keeps the line, Escape clears it. Signal "added" (gint64 task). */
#define CRM_TYPE_TASK_QUICK_ADD (crm_task_quick_add_get_type ())
G_DECLARE_FINAL_TYPE (CrmTaskQuickAdd, crm_task_quick_add, CRM, TASK_QUICK_ADD, GtkBox)

GtkWidget *crm_task_quick_add_new (CrmStore *store);
/* Puts the focus into the line; day ("YYYY-MM-DD", nullable) is for lines that name none, until the line is cleared or added. */
void crm_task_quick_add_begin (CrmTaskQuickAdd *self, const char *day);
/* As Enter in the line. */
void crm_task_quick_add_save (CrmTaskQuickAdd *self);
CrmTaskLineEntry *crm_task_quick_add_get_line (CrmTaskQuickAdd *self);
/* What stands below the line, or NULL. */
const char *crm_task_quick_add_get_error (CrmTaskQuickAdd *self);
