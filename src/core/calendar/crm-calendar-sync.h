/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar.h"
#include "calendar/crm-desktop-sync.h"

/* Keeps meetings and the desktop's calendars in step: pulls what changed there, pushes what changed here, merges by fields with what both sides
 * last agreed on, shows what it cannot decide. All its state is in the book (calendar_event, calendar_state), so a closed program or a crash loses
 * nothing and sends nothing twice. Main thread; hears change sets like any view. */
/* Signal "events" (no arguments): events of calendars, or what became of meetings given there, are others in the book now; the log does not
 * tell of them. */
#define CRM_TYPE_CALENDAR_SYNC (crm_calendar_sync_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarSync, crm_calendar_sync, CRM, CALENDAR_SYNC, CrmDesktopSync)

/* server NULL: nothing to be in step with; the object then only says so. Starts at once. */
CrmCalendarSync *crm_calendar_sync_new (CrmStore *store, CrmCalendarServer *server);

/* One line of the accounts page; crm_desktop_sync_get_health has them. */
typedef struct
{
  gint64 calendar; /* record, 0: the book does not use it yet */
  gint64 version;
  CrmCalendarInfo *info; /* nullable: used, but not on this desktop any more */
  char *name;
  char *mode, *role; /* as the record says; "off" without one */
  gboolean main;
  gint64 last_success; /* 0 never */
  gint64 next_try;     /* 0 none planned */
  char *error;         /* in words, nullable */
  guint n_queued, n_conflicts, n_failed;
} CrmCalendarHealth;
void crm_calendar_health_free (CrmCalendarHealth *self);

/* Uses a calendar of the desktop: makes or changes its record. mode "off" forgets its events and keeps the meetings. One operation. */
void crm_calendar_sync_use_async (CrmCalendarSync *self, const char *source, const char *mode,
    const char *role, gboolean main, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean crm_calendar_sync_use_finish (CrmCalendarSync *self, GAsyncResult *result, GError **error);

/* A meeting that was changed on both sides. Any transaction. Caller owns. */
typedef struct
{
  gint64 event; /* row of calendar_event */
  gint64 meeting;
  char *calendar_name;
  char *title;
  GPtrArray *fields; /* char *: words of crm_event_merge; empty: "deleted there" or "deleted here" */
  gboolean deleted_here, deleted_there;
  char *ours;   /* object as it would be written */
  char *theirs; /* object there; NULL when deleted */
} CrmCalendarConflict;
void crm_calendar_conflict_free (CrmCalendarConflict *self);
GPtrArray *crm_calendar_conflict_list (CrmTransaction *tx, gint64 meeting, GError **error); /* 0: all */
/* In a write function: "ours" is pushed over theirs, "theirs" is taken; "both" keeps ours as a new meeting and takes theirs. */
gboolean crm_calendar_conflict_resolve (CrmTransaction *tx, gint64 event, const char *choice, GError **error);

/* The event of a calendar that is no meeting becomes one (what opening it here does when a client is put to it). In a write function. Returns the meeting. */
gint64 crm_calendar_event_adopt (CrmTransaction *tx, gint64 event, GArray *clients, GError **error);

/* Whether this program itself must announce reminders of a meeting kept in that calendar (0: in none): not while the desktop does. */
gboolean crm_calendar_sync_must_announce (CrmCalendarSync *self, gint64 calendar);
