/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* When a meeting reminds, any number of times: a chip for each, and a menu that adds one. */
#define CRM_TYPE_REMINDER_CHIPS (crm_reminder_chips_get_type ())
G_DECLARE_FINAL_TYPE (CrmReminderChips, crm_reminder_chips, CRM, REMINDER_CHIPS, GtkBox)

GtkWidget *crm_reminder_chips_new (void);
/* text: as field reminders of the meeting has it, nullable. */
void crm_reminder_chips_set (CrmReminderChips *self, const char *text, gboolean all_day);
/* Other reminders are offered for whole days; what was chosen goes when that changes. */
void crm_reminder_chips_set_all_day (CrmReminderChips *self, gboolean all_day);
/* "" for none. Caller owns. */
char *crm_reminder_chips_dup_text (CrmReminderChips *self);
void crm_reminder_chips_add (CrmReminderChips *self, int minutes);
