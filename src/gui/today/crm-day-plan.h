/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "calendar/crm-calendar-grid.h"

/* The hours of today beside its lists: what has its time, and free time to drop tasks and clients on. Main thread. */
#define CRM_TYPE_DAY_PLAN (crm_day_plan_get_type ())
G_DECLARE_FINAL_TYPE (CrmDayPlan, crm_day_plan, CRM, DAY_PLAN, AdwBin)

GtkWidget *crm_day_plan_new (CrmStore *store);
/* Reads the day again; shows what it showed meanwhile. */
void crm_day_plan_refresh (CrmDayPlan *self);
CrmCalendarGrid *crm_day_plan_get_grid (CrmDayPlan *self);
/* TRUE when the grid shows what the book says, as far as is known. */
gboolean crm_day_plan_is_ready (CrmDayPlan *self);

/* Gives a task the first free half hour that is left today: of the working hours, then of the day. Says so when there is none. */
void crm_day_plan_fit_in (GtkWidget *from, CrmStore *store, gint64 task, const char *title);
