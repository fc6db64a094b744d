/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-record-list.h"
#include "task/crm-task-filter.h"
#include "task/crm-task.h"
#include "widgets/crm-names.h"

/* One group of tasks: heading with their number, and rows, a page at a time. Rows can be dragged to another group, which activates
 * "tasks.drop(xi)" (task, group) of the page around it.
 * Signals: "add" (the + of the heading); "expand" (all rows of this group are wanted, or TRUE again to go back);
 * "drag" (gboolean begins) while a row is on its way; "filled" when rows came or went. */
#define CRM_TYPE_TASK_GROUP_BOX (crm_task_group_box_get_type ())
G_DECLARE_FINAL_TYPE (CrmTaskGroupBox, crm_task_group_box, CRM, TASK_GROUP_BOX, GtkBox)

GtkWidget *crm_task_group_box_new (CrmStore *store, CrmNames *users, CrmTaskGroup group);
/* What the filter leaves of the group at this moment. */
void crm_task_group_box_ask (CrmTaskGroupBox *self, const CrmTaskFilter *filter);
/* Not asked for. */
void crm_task_group_box_set_wanted (CrmTaskGroupBox *self, gboolean wanted);
CrmTaskGroup crm_task_group_box_get_group (CrmTaskGroupBox *self);
CrmRecordList *crm_task_group_box_get_list (CrmTaskGroupBox *self);
GtkListBox *crm_task_group_box_get_rows (CrmTaskGroupBox *self);
/* Row of a task that is shown, or NULL. */
GtkWidget *crm_task_group_box_find_row (CrmTaskGroupBox *self, gint64 task);
/* While something is dragged every group that takes tasks is shown. */
void crm_task_group_box_set_target (CrmTaskGroupBox *self, gboolean target);
/* It is the only group shown, and grows as far as it is scrolled. */
void crm_task_group_box_set_expanded (CrmTaskGroupBox *self, gboolean expanded);
/* Another page of rows, when there is one. */
void crm_task_group_box_grow (CrmTaskGroupBox *self);
/* Its rows have less in them. */
void crm_task_group_box_set_narrow (CrmTaskGroupBox *self, gboolean narrow);
/* Time has passed. */
void crm_task_group_box_update_rows (CrmTaskGroupBox *self);
