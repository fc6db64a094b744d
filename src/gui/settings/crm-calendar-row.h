/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "calendar/crm-calendar-sync.h"

/* A calendar of the desktop in the preferences: how it is used, and how it fares. Main thread. */
#define CRM_TYPE_CALENDAR_ROW (crm_calendar_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarRow, crm_calendar_row, CRM, CALENDAR_ROW, AdwExpanderRow)

GtkWidget *crm_calendar_row_new (CrmCalendarSync *sync);
/* Shows this state; copies what it needs. */
void crm_calendar_row_set_health (CrmCalendarRow *self, const CrmCalendarHealth *health, const char *source);
const char *crm_calendar_row_get_source (CrmCalendarRow *self);
/* "In step, 5 minutes ago", "Cannot be reached: … Next try at 12:05". Caller owns. */
char *crm_calendar_health_dup_line (const CrmCalendarHealth *health, gint64 now, GTimeZone *zone);
