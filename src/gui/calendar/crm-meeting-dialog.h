/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "calendar/crm-meeting-draft.h"
#include "calendar/crm-meeting-people.h"
#include "calendar/crm-meeting-repeat.h"
#include "calendar/crm-meeting-times.h"
#include "calendar/crm-meeting-warnings.h"

/* The editor of a meeting, over the window from is in: everything it has, what is rarely needed behind "More". Ctrl+Enter saves, Escape leaves it as it
 * was. A change of a repeating one asks which are meant. */
#define CRM_TYPE_MEETING_DIALOG (crm_meeting_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmMeetingDialog, crm_meeting_dialog, CRM, MEETING_DIALOG, AdwWindow)

/* rid: which time of a series; NULL or "" for one that does not repeat, or the series itself. */
void crm_meeting_dialog_present (GtkWidget *from, CrmStore *store, gint64 meeting, const char *rid);
/* A new one, beginning with what was typed so far; copied. */
void crm_meeting_dialog_present_new (GtkWidget *from, CrmStore *store, const CrmMeetingDraft *draft);

/* For tests. */
GtkEditable *crm_meeting_dialog_get_title (CrmMeetingDialog *self);
CrmMeetingTimes *crm_meeting_dialog_get_times (CrmMeetingDialog *self);
CrmMeetingRepeat *crm_meeting_dialog_get_repeat (CrmMeetingDialog *self);
CrmMeetingPeople *crm_meeting_dialog_get_people (CrmMeetingDialog *self);
CrmMeetingWarnings *crm_meeting_dialog_get_warnings (CrmMeetingDialog *self);
void crm_meeting_dialog_save (CrmMeetingDialog *self);
const char *crm_meeting_dialog_get_error (CrmMeetingDialog *self);
