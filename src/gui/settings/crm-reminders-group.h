/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* The preferences of reminders: when tasks remind (settings of the book), and whether the program stays to do so (this computer). */
#define CRM_TYPE_REMINDERS_GROUP (crm_reminders_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmRemindersGroup, crm_reminders_group, CRM, REMINDERS_GROUP, AdwPreferencesGroup)

GtkWidget *crm_reminders_group_new (CrmStore *store);
