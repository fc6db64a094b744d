/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "meeting/crm-meeting.h"

/* A meeting, or a task with a time, that somebody is about to plan: what the quick popover holds and the editor goes on with. */
typedef struct
{
  char *kind; /* "meeting", or that of a task: "call", "todo" … */
  char *title;
  GArray *clients;   /* gint64, never NULL */
  char *client_name; /* of a client who is to be found by name or made, nullable */
  gint64 deal;
  gint64 task; /* it is the plan of */
  gint64 starts_at;
  gint64 ends_at; /* exclusive */
  gboolean all_day;
  char *place;
} CrmMeetingDraft;

/* With kind "meeting". Caller owns. */
CrmMeetingDraft *crm_meeting_draft_new (gint64 starts_at, gint64 ends_at, gboolean all_day);
CrmMeetingDraft *crm_meeting_draft_copy (const CrmMeetingDraft *self);
void crm_meeting_draft_free (CrmMeetingDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmMeetingDraft, crm_meeting_draft_free)

/* In a write function: makes the meeting or task. Returns its id. */
gint64 crm_meeting_draft_save_in_worker (CrmTransaction *tx, const CrmMeetingDraft *self, GError **error);
/* In a write function: the client of exactly this name, made when there is none. */
gint64 crm_meeting_draft_find_client_in_worker (CrmTransaction *tx, const char *name, GError **error);
/* The calendar new meetings go into, 0 none. Any transaction. */
gint64 crm_meeting_draft_find_calendar_in_worker (CrmTransaction *tx);
/* Puts begin and end into values of entity meeting, timed or all day. */
void crm_meeting_draft_set_times (
    CrmValues *values, gint64 starts_at, gint64 ends_at, gboolean all_day, GTimeZone *zone);
