/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* When a meeting reminds, any number of times: a chip for each, and a menu that adds one. */
#define CRM_TYPE_MEETING_REMINDERS (crm_meeting_reminders_get_type ())
G_DECLARE_FINAL_TYPE (CrmMeetingReminders, crm_meeting_reminders, CRM, MEETING_REMINDERS, GtkBox)

GtkWidget *crm_meeting_reminders_new (void);
/* text: as field reminders of the meeting has it, nullable. */
void crm_meeting_reminders_set (CrmMeetingReminders *self, const char *text, gboolean all_day);
/* Other reminders are offered for whole days; what was chosen goes when that changes. */
void crm_meeting_reminders_set_all_day (CrmMeetingReminders *self, gboolean all_day);
/* "" for none. Caller owns. */
char *crm_meeting_reminders_dup_text (CrmMeetingReminders *self);
void crm_meeting_reminders_add (CrmMeetingReminders *self, int minutes);
