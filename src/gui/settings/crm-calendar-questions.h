/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "calendar/crm-calendar-sync.h"

/* What a calendar needs from a person before it can be read. The answer goes to the desktop's service; failures are said in the window
 * of from. Main thread. */
void crm_calendar_ask_password (
    GtkWidget *from, CrmCalendarSync *sync, const char *source, const char *name, gint64 calendar);
void crm_calendar_ask_trust (
    GtkWidget *from, CrmCalendarSync *sync, const char *source, const char *name, gint64 calendar);
