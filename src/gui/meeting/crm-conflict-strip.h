/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-sync.h"
#include <gtk/gtk.h>

/* The strip that says that meetings were changed on both sides. Hidden while there are none; never takes the focus. */
#define CRM_TYPE_CONFLICT_STRIP (crm_conflict_strip_get_type ())
G_DECLARE_FINAL_TYPE (CrmConflictStrip, crm_conflict_strip, CRM, CONFLICT_STRIP, GtkWidget)

GtkWidget *crm_conflict_strip_new (void);
/* Follows this one from now on; nullable. */
void crm_conflict_strip_set_sync (CrmConflictStrip *self, CrmCalendarSync *sync);
