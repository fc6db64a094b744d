/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "task/crm-reminders.h"

/* The strip at the foot of a window: the first of what stands, and how many more. Hidden while nothing stands; never takes the focus. */
#define CRM_TYPE_REMINDER_STRIP (crm_reminder_strip_get_type ())
G_DECLARE_FINAL_TYPE (CrmReminderStrip, crm_reminder_strip, CRM, REMINDER_STRIP, GtkWidget)

GtkWidget *crm_reminder_strip_new (CrmReminders *reminders);
