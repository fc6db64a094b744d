/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "calendar/crm-meeting-draft.h"

/* Plans something in a few words: title, kind, client, time, place. Enter saves, Escape leaves, "More…" goes on in the editor with what was typed. */
#define CRM_TYPE_MEETING_POPOVER (crm_meeting_popover_get_type ())
G_DECLARE_FINAL_TYPE (CrmMeetingPopover, crm_meeting_popover, CRM, MEETING_POPOVER, GtkPopover)

/* Points to a place in at's coordinates (nullable: at itself); draft is copied. Owns itself until it is closed. */
CrmMeetingPopover *crm_meeting_popover_show (
    GtkWidget *at, const GdkRectangle *where, CrmStore *store, const CrmMeetingDraft *draft);
/* TRUE when it was closed by saving or going on in the editor. */
gboolean crm_meeting_popover_is_done (CrmMeetingPopover *self);
/* For tests: the entry of the title, of the client, of the place; what "Save" does. */
GtkEditable *crm_meeting_popover_get_title (CrmMeetingPopover *self);
GtkEditable *crm_meeting_popover_get_client (CrmMeetingPopover *self);
