/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-view.h"
#include "today/crm-day-plan.h"
#include "today/crm-today-group.h"

/* Page "today": what the day asks for and why, done in place. */
#define CRM_TYPE_TODAY_VIEW (crm_today_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmTodayView, crm_today_view, CRM, TODAY_VIEW, CrmView)

GtkWidget *crm_today_view_new (CrmStore *store);
/* The list of a group. */
GtkListBox *crm_today_view_get_list (CrmTodayView *self, CrmTodayGroupKind group);
/* TRUE when what is shown is what the book says, as far as is known. */
gboolean crm_today_view_is_ready (CrmTodayView *self);
/* The hours of the day at the side; NULL when they are not shown. */
CrmDayPlan *crm_today_view_get_plan (CrmTodayView *self);
