/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-view.h"
#include "task/crm-task-group-box.h"
#include "task/crm-task-quick-add.h"

/* The page Tasks: quick add, what is open by day, what was done. */
#define CRM_TYPE_TASKS_VIEW (crm_tasks_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmTasksView, crm_tasks_view, CRM, TASKS_VIEW, CrmView)

GtkWidget *crm_tasks_view_new (CrmStore *store);
/* Shows only the tasks of a client; 0: of all. */
void crm_tasks_view_set_client (CrmTasksView *self, gint64 client);
CrmTaskQuickAdd *crm_tasks_view_get_quick_add (CrmTasksView *self);
CrmTaskGroupBox *crm_tasks_view_get_group (CrmTasksView *self, CrmTaskGroup group);
/* The task with the focus, 0 none. */
gint64 crm_tasks_view_get_current (CrmTasksView *self);
/* TRUE while some group is being read. */
gboolean crm_tasks_view_is_loading (CrmTasksView *self);
/* "groups", "empty", "filtered" or "nothing-done". */
const char *crm_tasks_view_get_state (CrmTasksView *self);
