/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* What is still to come with a client or a deal, above its history: open tasks and planned meetings, the soonest first.
 * Actions: task.done(x), task.reschedule(x), each of which asks in its popover. */
#define CRM_TYPE_PLANNED (crm_planned_get_type ())
G_DECLARE_FINAL_TYPE (CrmPlanned, crm_planned, CRM, PLANNED, AdwBin)

GtkWidget *crm_planned_new (CrmStore *store);
/* The one ends the other; 0 shows nothing. Of a company also what is planned with its people. */
void crm_planned_set_client (CrmPlanned *self, gint64 client_id);
/* client_id: whom new steps are with, 0 nobody. wanted: a deal without a next step is told so. */
void crm_planned_set_deal (CrmPlanned *self, gint64 deal_id, gint64 client_id, gboolean wanted);
GtkListBox *crm_planned_get_list (CrmPlanned *self);
gboolean crm_planned_is_loading (CrmPlanned *self);
