/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-record.h"
#include "task/crm-task.h"
#include "widgets/crm-names.h"

/* One task in a list. Follows its record. Activates "tasks.done(x)" of the page around it; its menu is made when it is asked for. */
#define CRM_TYPE_TASK_ROW (crm_task_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmTaskRow, crm_task_row, CRM, TASK_ROW, GtkListBoxRow)

/* users: names of who sets tasks. */
GtkWidget *crm_task_row_new (CrmRecord *record, CrmNames *users);
/* The same row shows another task. */
void crm_task_row_set_record (CrmTaskRow *self, CrmRecord *record);
gint64 crm_task_row_get_id (CrmTaskRow *self);
CrmRow *crm_task_row_get_task (CrmTaskRow *self); /* NULL while it is being read; owned by its record */
/* A heading above it (of a day), or NULL. */
void crm_task_row_set_heading (CrmTaskRow *self, const char *heading);
/* What is due is shown anew: time has passed. */
void crm_task_row_update (CrmTaskRow *self);
/* With less in it. */
void crm_task_row_set_narrow (CrmTaskRow *self, gboolean narrow);
/* Where popovers about the task point at. */
GtkWidget *crm_task_row_get_check (CrmTaskRow *self);
void crm_task_row_open_menu (CrmTaskRow *self);
