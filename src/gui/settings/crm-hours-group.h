/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* When the business works, and each employee where that differs: a line of text each, as "Mon–Fri 9:00–18:00", with what was understood below while it
 * is typed. Main thread. */
#define CRM_TYPE_HOURS_GROUP (crm_hours_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmHoursGroup, crm_hours_group, CRM, HOURS_GROUP, AdwPreferencesGroup)

GtkWidget *crm_hours_group_new (CrmStore *store);
