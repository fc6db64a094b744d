/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-sync.h"
#include "calendar/crm-event.h"

/* Between the files of the sync. Everything that takes a transaction runs in a worker's thread; nothing here is kept beyond it. */

typedef enum
{
  CRM_LINK_CLEAN,    /* both sides have what base says, as far as this side may write */
  CRM_LINK_PUSH,     /* must be written there */
  CRM_LINK_DELETE,   /* must be removed there */
  CRM_LINK_CONFLICT, /* a person must decide; theirs is what stands there */
  CRM_LINK_FAILED,   /* was refused; error has the words */
  CRM_LINK_GONE      /* was removed there because it was here; base waits for the meeting to come back */
} CrmLinkState;

/* A row of calendar_event: one UID of one calendar. */
typedef struct
{
  gint64 id; /* 0: not stored yet */
  gint64 calendar;
  char *uid;
  gint64 meeting; /* 0: an event that is none of ours */
  CrmLinkState state;
  char *revision; /* of base, as the calendar told it; NULL: nothing is there yet */
  char *base;     /* the object both sides agreed on */
  char *theirs;   /* in a conflict: what is there; NULL: deleted */
  char *theirs_revision;
  char *sent_hash; /* digests of what was given away and not confirmed, with blanks between */
  gint64 tries;
  gint64 next_try; /* queued: its place in the queue, or when to try again; 0 none */
  char *error;
  gint64 missing_since; /* 0: it was there when last looked */
  gint64 seen_at;
  char *title;
} CrmLink;
CrmLink *crm_link_new (gint64 calendar, const char *uid);
void crm_link_free (CrmLink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmLink, crm_link_free)
const char *crm_link_state_get_name (CrmLinkState state);
/* *link is NULL when there is none. */
gboolean crm_link_find (CrmTransaction *tx, gint64 calendar, const char *uid, CrmLink **link, GError **error);
gboolean crm_link_load (CrmTransaction *tx, gint64 id, CrmLink **link, GError **error);
/* Of one meeting, in whatever calendar (CrmLink *). */
GPtrArray *crm_link_list_of_meeting (CrmTransaction *tx, gint64 meeting, GError **error);
gboolean crm_link_save (CrmTransaction *tx, CrmLink *link, GError **error);
/* Forgets it with its occurrences. */
gboolean crm_link_drop (CrmTransaction *tx, CrmLink *link, GError **error);
/* It does not stand there any more: what others wrote into it is kept as long as the meeting can come back. */
gboolean crm_link_retire (CrmTransaction *tx, CrmLink *link, GError **error);
/* Puts it into the queue, behind what is there. */
void crm_link_queue (CrmLink *self, CrmLinkState state, gint64 now);
/* Both sides agree on this object now. */
void crm_link_agree (CrmLink *self, const char *ical, const char *revision);

/* What the book says of a calendar. */
typedef struct
{
  gint64 id;
  char *name;
  char *mode;
  char *role;
} CrmCalendarUse;
void crm_calendar_use_free (CrmCalendarUse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCalendarUse, crm_calendar_use_free)
/* *use is NULL when it is gone, archived or off. */
gboolean crm_calendar_use_load (CrmTransaction *tx, gint64 calendar, CrmCalendarUse **use, GError **error);
#define crm_calendar_use_is_written(use) ((use) != NULL && g_str_equal ((use)->mode, "both"))

/* Numbers of the book's own that the log does not know; fallback when there is none. */
gboolean crm_calendar_get_mark (CrmTransaction *tx, const char *name, gint64 *value, GError **error);
gboolean crm_calendar_set_mark (CrmTransaction *tx, const char *name, gint64 value, GError **error);
/* Row of calendar_state, made when it is not there. */
gboolean crm_calendar_state_set (CrmTransaction *tx, gint64 calendar, gboolean first_sync_done,
    gboolean reconciled, const char *trouble, GError **error);

/* Same text for events that a meeting could not tell apart. Caller owns. */
char *crm_events_digest (GPtrArray *events);
gboolean crm_events_equal (GPtrArray *a, GPtrArray *b);
gboolean crm_events_are_rich (GPtrArray *events);
/* Three-way merge of whole objects, exceptions by rid; base may be NULL. conflicts gets words, each once; when there are any, the
 * result has ours in those fields. Caller owns. */
GPtrArray *crm_events_merge (GPtrArray *base, GPtrArray *ours, GPtrArray *theirs, GPtrArray *conflicts);
/* base, parsed; *events is NULL when there is none or it cannot be read. */
void crm_link_parse_base (CrmLink *self, CrmTransaction *tx, GPtrArray **events);

/* Occurrences of an event that is no meeting: up to the horizon from now on. */
gboolean crm_calendar_event_expand (
    CrmTransaction *tx, gint64 event, GPtrArray *events, const char *ical, GError **error);
/* Its times in [from, until) that have no row, because they lie behind the horizon (CrmOccurrence *). Caller owns. */
GPtrArray *crm_calendar_event_list_far (
    CrmTransaction *tx, gint64 event, const char *ical, gint64 from, gint64 until, GError **error);
gboolean crm_calendar_event_collapse (CrmTransaction *tx, gint64 event, GError **error);

/* Pulling. object is what stands in the calendar (ical NULL: nothing does). */
gboolean crm_calendar_take (
    CrmTransaction *tx, const CrmCalendarUse *use, const CrmCalendarObject *object, GError **error);
/* Keeps one that could not be taken visible, with the reason. */
gboolean crm_calendar_take_unreadable (CrmTransaction *tx, const CrmCalendarUse *use,
    const CrmCalendarObject *object, const char *reason, GError **error);
/* theirs and ours against link's base: writes the meeting, and says what is left to do. The link is saved. */
gboolean crm_calendar_merge (CrmTransaction *tx, const CrmCalendarUse *use, CrmLink *link, const char *ical,
    const char *revision, GPtrArray *theirs, GError **error);
/* What stands there is no more. */
gboolean crm_calendar_take_gone (
    CrmTransaction *tx, const CrmCalendarUse *use, CrmLink *link, GError **error);
/* The series or event itself; NULL when the object has only exceptions. */
const CrmEvent *crm_events_get_master (GPtrArray *events);
/* *row is NULL when the meeting is gone for good. */
gboolean crm_calendar_load_meeting (CrmTransaction *tx, gint64 meeting, CrmRow **row, GError **error);
/* An event whose link is new or was none of ours becomes a meeting. Returns it. */
gint64 crm_calendar_make_meeting (CrmTransaction *tx, CrmLink *link, GPtrArray *events, GError **error);
/* An event that is shown only. */
gboolean crm_calendar_show_event (CrmTransaction *tx, CrmLink *link, GPtrArray *events, GError **error);
/* Ends the meeting's tie to a calendar and calls a planned one off. */
gboolean crm_calendar_call_off (CrmTransaction *tx, gint64 meeting, GError **error);
/* The meeting is taken into a calendar: its UID there. Caller owns. */
char *crm_calendar_ensure_uid (CrmTransaction *tx, const CrmRow *meeting, GError **error);
/* After everything there was listed: which of our rows are not there. *again: when to look once more, 0 not at all. */
gboolean crm_calendar_reconcile (
    CrmTransaction *tx, const CrmCalendarUse *use, GHashTable *uids, gint64 *again, GError **error);

/* What was written here since the last time is put into the queues. */
gboolean crm_calendar_mark_changes (CrmTransaction *tx, GError **error);
gboolean crm_calendar_mark_meeting (CrmTransaction *tx, gint64 meeting, GError **error);
/* Meetings of a calendar that it does not know yet. */
gboolean crm_calendar_mark_unknown (CrmTransaction *tx, gint64 calendar, GError **error);

/* Pushing: the next thing to do in a calendar. */
typedef struct
{
  gint64 link;
  CrmCalendarObject *object; /* ical NULL: to be removed */
  char *expected;            /* revision, nullable */
  char *digest;              /* of the meeting as it was given away */
  gint64 due;                /* nothing to do now (object NULL): when there will be; G_MAXINT64 never */
} CrmCalendarJob;
void crm_calendar_job_clear (CrmCalendarJob *self);
gboolean crm_calendar_prepare_push (
    CrmTransaction *tx, const CrmCalendarUse *use, gboolean force, CrmCalendarJob *job, GError **error);
/* It stands there now, as object says (NULL: removed). */
gboolean crm_calendar_confirm_push (CrmTransaction *tx, const CrmCalendarUse *use, const CrmCalendarJob *job,
    const CrmCalendarObject *object, GError **error);
/* It does not. refused: only a person can help; else *next is when it is tried again. */
gboolean crm_calendar_fail_push (CrmTransaction *tx, const CrmCalendarJob *job, gboolean refused,
    const char *words, gint64 *next, GError **error);
/* Seconds to wait after so many tries: 5 … 600. */
gint64 crm_calendar_get_pause (guint tries);
