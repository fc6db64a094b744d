/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-record-list.h"

/* The tasks that are due on a day, with a time or without, and on today also those that are late: beside the hours of that day. */
#define CRM_TYPE_DAY_TASKS (crm_day_tasks_get_type ())
G_DECLARE_FINAL_TYPE (CrmDayTasks, crm_day_tasks, CRM, DAY_TASKS, GtkBox)

GtkWidget *crm_day_tasks_new (CrmStore *store);
/* day 0: none, and it is hidden. today: the day that takes in what is late. mine: only of who looks. */
void crm_day_tasks_show (CrmDayTasks *self, guint32 day, guint32 today, gboolean mine);
CrmRecordList *crm_day_tasks_get_list (CrmDayTasks *self);
GtkListBox *crm_day_tasks_get_rows (CrmDayTasks *self);
