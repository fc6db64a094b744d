/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* How often a meeting comes again: a few usual rules, or one in words ("every 2 weeks", "every month on the last friday") or as RRULE; how it is read
 * shows below. Signal "changed". */
#define CRM_TYPE_MEETING_REPEAT (crm_meeting_repeat_get_type ())
G_DECLARE_FINAL_TYPE (CrmMeetingRepeat, crm_meeting_repeat, CRM, MEETING_REPEAT, GtkBox)

GtkWidget *crm_meeting_repeat_new (CrmStore *store);
/* rule nullable; starts_at: where it begins to count. */
void crm_meeting_repeat_set_rule (CrmMeetingRepeat *self, const char *rule);
void crm_meeting_repeat_set_start (CrmMeetingRepeat *self, gint64 starts_at);
/* rule is NULL when it does not repeat. Caller owns. */
gboolean crm_meeting_repeat_read (CrmMeetingRepeat *self, char **rule, GError **error);
/* For tests: the drop-down, and the entry of a rule of one's own. */
GtkDropDown *crm_meeting_repeat_get_choice (CrmMeetingRepeat *self);
GtkEditable *crm_meeting_repeat_get_entry (CrmMeetingRepeat *self);
