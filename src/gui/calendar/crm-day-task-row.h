/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-record.h"

/* A task beside the day it is due on: to be ticked, opened, and dragged to a time. Follows its record. */
#define CRM_TYPE_DAY_TASK_ROW (crm_day_task_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmDayTaskRow, crm_day_task_row, CRM, DAY_TASK_ROW, GtkListBoxRow)

GtkWidget *crm_day_task_row_new (CrmRecord *record);
/* What is due is shown anew: time has passed. */
void crm_day_task_row_update (CrmDayTaskRow *self);
gint64 crm_day_task_row_get_id (CrmDayTaskRow *self);
GtkCheckButton *crm_day_task_row_get_check (CrmDayTaskRow *self);
