/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-meeting-people.h"

/* What the editor of a meeting reads before it is shown, and what it writes in one operation. The functions named _in_worker run there. */
typedef struct
{
  CrmRow *meeting;   /* owned; NULL: a new one */
  GPtrArray *people; /* CrmMeetingPerson, owned */
  char *deal_title;
  char *owner_title;
  GPtrArray *calendars;      /* CrmRow, owned: those that can be written */
  gint64 calendar;           /* chosen, or the one for new meetings */
  char *rid;                 /* of the time that is edited, "" none */
  gint64 starts_at, ends_at; /* of that time */
  gboolean all_day;
} CrmMeetingKnown;
void crm_meeting_known_free (CrmMeetingKnown *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmMeetingKnown, crm_meeting_known_free)

/* meeting 0: what a new one begins with. */
CrmMeetingKnown *crm_meeting_known_read_in_worker (
    CrmTransaction *tx, gint64 meeting, const char *rid, GError **error);

typedef struct
{
  gint64 meeting; /* 0: a new one */
  gint64 version; /* as it was shown */
  char *rid;
  CrmMeetingScope scope;
  CrmValues *values; /* what was changed, times excluded */
  GPtrArray *people; /* CrmMeetingPerson; NULL: unchanged */
  gboolean moved;    /* the times were changed */
  gint64 starts_at, ends_at;
  gboolean all_day;
  char *deal;  /* text to resolve, NULL: unchanged */
  char *owner; /* likewise */
} CrmMeetingSave;
CrmMeetingSave *crm_meeting_save_new (gint64 meeting, const char *rid, CrmEntity *entity);
void crm_meeting_save_free (CrmMeetingSave *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmMeetingSave, crm_meeting_save_free)
gboolean crm_meeting_save_run_in_worker (CrmTransaction *tx, gpointer data, GError **error);
/* Nothing would be written. */
gboolean crm_meeting_save_is_empty (CrmMeetingSave *self);
