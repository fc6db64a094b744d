/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-grid.h"
#include "calendar/crm-calendar-layers.h"
#include "calendar/crm-calendar-words.h"
#include "calendar/crm-day-tasks.h"
#include "calendar/crm-mini-month.h"
#include "crm-view.h"

/* The page Calendar: day, work week, week, month or agenda, and a panel with a small month and what is selected. */
#define CRM_TYPE_CALENDAR_VIEW (crm_calendar_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarView, crm_calendar_view, CRM, CALENDAR_VIEW, CrmView)

GtkWidget *crm_calendar_view_new (CrmStore *store);
/* Shows the day (or stretch) of an instant with the cursor there. */
void crm_calendar_view_go_to (CrmCalendarView *self, gint64 at);
/* Goes to a meeting's time and selects it. */
void crm_calendar_view_show_meeting (CrmCalendarView *self, gint64 meeting, const char *rid, gint64 at);
void crm_calendar_view_set_mode (CrmCalendarView *self, CrmCalendarMode mode);
CrmCalendarMode crm_calendar_view_get_mode (CrmCalendarView *self);
/* First day on show, and how many. */
guint32 crm_calendar_view_get_first (CrmCalendarView *self, guint *n);
/* The grid or list in front. */
CrmCalendarGrid *crm_calendar_view_get_grid (CrmCalendarView *self);
CrmAgenda *crm_calendar_view_get_agenda (CrmCalendarView *self); /* what is shown, nullable */
CrmMiniMonth *crm_calendar_view_get_month (CrmCalendarView *self);
CrmCalendarLayers *crm_calendar_view_get_layers (CrmCalendarView *self);
/* Beside a single day; hidden otherwise. */
CrmDayTasks *crm_calendar_view_get_tasks (CrmCalendarView *self);
/* TRUE while something is being read. */
gboolean crm_calendar_view_is_loading (CrmCalendarView *self);
/* Opens the quick popover for a time of the day on show. */
void crm_calendar_view_begin_new (CrmCalendarView *self);
/* Prints what is on show, as soon as it is read. */
void crm_calendar_view_print (CrmCalendarView *self);
