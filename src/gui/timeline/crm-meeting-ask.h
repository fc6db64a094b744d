/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "calendar/crm-meeting-draft.h"

/* "Meeting planned? No, Yes: when and where" below a call that is written down. Main thread. Signal "changed". */
#define CRM_TYPE_MEETING_ASK (crm_meeting_ask_get_type ())
G_DECLARE_FINAL_TYPE (CrmMeetingAsk, crm_meeting_ask, CRM, MEETING_ASK, GtkBox)

GtkWidget *crm_meeting_ask_new (CrmStore *store);
/* "yes", "no", or NULL while nobody has said. NULL also empties when and where. */
const char *crm_meeting_ask_get_answer (CrmMeetingAsk *self);
void crm_meeting_ask_set_answer (CrmMeetingAsk *self, const char *answer);
GtkEditable *crm_meeting_ask_get_when (CrmMeetingAsk *self);
GtkEditable *crm_meeting_ask_get_place (CrmMeetingAsk *self);
/* The meeting agreed on, without a client; NULL when there is none, or nothing is asked (invisible). FALSE: what is missing. Caller owns. */
gboolean crm_meeting_ask_read (CrmMeetingAsk *self, CrmMeetingDraft **meeting, GError **error);
