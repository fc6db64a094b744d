/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "calendar/crm-agenda.h"

/* What is selected in the calendar, in words and with what can be done; with nothing selected the meetings that come next. Acts by the actions of the
 * page: calendar.edit, calendar.done, calendar.move, calendar.resolve, calendar.adopt, and calendar.show-meeting((xsx)) for a next one. */
#define CRM_TYPE_CALENDAR_DETAILS (crm_calendar_details_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarDetails, crm_calendar_details, CRM, CALENDAR_DETAILS, AdwBin)

GtkWidget *crm_calendar_details_new (CrmStore *store);
/* item belongs to agenda, which is kept; item NULL: what comes next. */
void crm_calendar_details_set_item (CrmCalendarDetails *self, CrmAgenda *agenda, CrmAgendaItem *item);
/* What comes next. */
void crm_calendar_details_set_next (CrmCalendarDetails *self, CrmAgenda *next);
/* The button a popover of "Mark as done…" or "Move…" points to, when it is on show; else NULL. */
GtkWidget *crm_calendar_details_get_button (CrmCalendarDetails *self, const char *action);
gboolean crm_calendar_details_is_loading (CrmCalendarDetails *self);
