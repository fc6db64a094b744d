/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Says which calendars of the desktop cannot be reached and since when, with a way to try again. Hidden while all is well. */
#define CRM_TYPE_CALENDAR_STRIP (crm_calendar_strip_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarStrip, crm_calendar_strip, CRM, CALENDAR_STRIP, GtkBox)

GtkWidget *crm_calendar_strip_new (CrmStore *store);
/* Looks again for what keeps the book in step, which may have come meanwhile. */
void crm_calendar_strip_update (CrmCalendarStrip *self);
