/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "task/crm-task-filter.h"
#include "widgets/crm-names.h"

/* The row of chips above the tasks: what is shown and how much of it there is. Signal "changed" when a person changed the filter. */
#define CRM_TYPE_TASK_CHIPS (crm_task_chips_get_type ())
G_DECLARE_FINAL_TYPE (CrmTaskChips, crm_task_chips, CRM, TASK_CHIPS, GtkBox)

/* filter is borrowed and must outlive the chips. */
GtkWidget *crm_task_chips_new (CrmStore *store, CrmNames *users, CrmTaskFilter *filter);
/* The filter was changed by somebody else, or time has passed. */
void crm_task_chips_update (CrmTaskChips *self);
