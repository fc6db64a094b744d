/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "calendar/crm-agenda.h"

/* What the calendar shows: a list of layers and calendars to switch on and off, and whether of everybody or only one's own. Layers are remembered for
 * this device, calendars in the book. Signal "changed". */
#define CRM_TYPE_CALENDAR_LAYERS (crm_calendar_layers_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarLayers, crm_calendar_layers, CRM, CALENDAR_LAYERS, GtkBox)

GtkWidget *crm_calendar_layers_new (CrmStore *store);
CrmLayers crm_calendar_layers_get (CrmCalendarLayers *self);
/* Only of this user; 0 everybody. */
gint64 crm_calendar_layers_get_owner (CrmCalendarLayers *self);
/* The check button of a layer, or (layer 0) of a calendar; for tests. */
GtkCheckButton *crm_calendar_layers_get_check (CrmCalendarLayers *self, CrmLayers layer, gint64 calendar);
