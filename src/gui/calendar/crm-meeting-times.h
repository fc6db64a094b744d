/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Begin and end as words ("thu 10", "11:30", "1 h 30 min"), or whole days. A new begin takes the length along. Signals: "changed"; "activate"
 * (Enter). */
#define CRM_TYPE_MEETING_TIMES (crm_meeting_times_get_type ())
G_DECLARE_FINAL_TYPE (CrmMeetingTimes, crm_meeting_times, CRM, MEETING_TIMES, GtkBox)

GtkWidget *crm_meeting_times_new (CrmStore *store);
void crm_meeting_times_set (CrmMeetingTimes *self, gint64 starts_at, gint64 ends_at, gboolean all_day);
/* The end is exclusive; FALSE with a sentence when they cannot be read. */
gboolean crm_meeting_times_read (
    CrmMeetingTimes *self, gint64 *starts_at, gint64 *ends_at, gboolean *all_day, GError **error);
/* The entries; for tests. */
GtkEditable *crm_meeting_times_get_start (CrmMeetingTimes *self);
GtkEditable *crm_meeting_times_get_end (CrmMeetingTimes *self);
GtkWidget *crm_meeting_times_get_all_day (CrmMeetingTimes *self);
