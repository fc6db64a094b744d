/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-clock.h"
#include "calendar/crm-calendar-sync.h"
#include "crm-test-calendar-server.h"
#include "crm-test-store.h"

/* A book, its sync and calendars that behave as they are told, for tests. Main thread. Everything asserts. */

#define WORK "work"
#define HOME "home"
#define ANNA "ATTENDEE;CN=Anna;PARTSTAT=NEEDS-ACTION:mailto:anna@example.org\r\n"

typedef struct
{
  char *path;
  CrmStore *store;
  CrmTestCalendarServer *server;
  CrmCalendarSync *sync;
} Desk;

typedef struct
{
  gint64 event;
  const char *choice;
} Resolution;

/* Until nothing is left to do. */
void desk_settle (Desk *desk);
/* Begins (or ends) to use a calendar. */
void desk_use (Desk *desk, const char *source, const char *mode);
/* A book with Anna and (mode not NULL) a calendar in use; the clock stands on 10 March 2026, noon. */
Desk *desk_open (const char *mode);
/* The program ends; what it was doing is not waited for. */
void desk_leave (Desk *desk);
/* It is started again on the same book. */
void desk_come_back (Desk *desk);
void desk_close (Desk *desk);
/* Caller owns. */
char *desk_make_ical (
    const char *uid, const char *title, const char *start, const char *end, const char *more);
void desk_put (Desk *desk, const char *source, const char *uid, const char *title, const char *more);
/* A meeting on 12 March, 10:00, in the first calendar. */
gint64 desk_plan (Desk *desk, const char *title);
/* UID of the only event there. */
const char *desk_get_only (Desk *desk, const char *source);
guint desk_count_there (Desk *desk, const char *source);
void desk_assert_there (Desk *desk, const char *source, const char *uid, const char *line);
/* "clean push-event": the state of each row, and whether it is no meeting. Caller owns. */
char *desk_dup_states (Desk *desk);
gboolean desk_resolve_in_worker (CrmTransaction *tx, gpointer data, GError **error);
GPtrArray *desk_get_conflicts (Desk *desk);
/* Decides the only conflict. */
void desk_resolve (Desk *desk, const char *choice);
const CrmCalendarHealth *desk_get_health (Desk *desk, guint n);
/* Time goes by. */
void desk_advance_seconds (Desk *desk, int seconds);

#define desk_assert_states(desk, wanted) \
  G_STMT_START \
  { \
    g_autofree char *got = desk_dup_states (desk); \
    g_assert_cmpstr (got, ==, wanted); \
  } \
  G_STMT_END

/* Around everything, instead of crm_test_store_init () and crm_test_store_done (). */
void desk_init (int *argc, char ***argv);
int desk_done (int status);
