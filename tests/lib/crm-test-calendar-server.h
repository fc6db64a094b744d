/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-server.h"

/* Calendars of a desktop that are kept in memory, and behave as badly as one asks them to. Answers come from the main loop, never at once. Main
 * thread. */
#define CRM_TYPE_TEST_CALENDAR_SERVER (crm_test_calendar_server_get_type ())
G_DECLARE_FINAL_TYPE (
    CrmTestCalendarServer, crm_test_calendar_server, CRM, TEST_CALENDAR_SERVER, CrmCalendarServer)

CrmTestCalendarServer *crm_test_calendar_server_new (void);
void crm_test_calendar_server_add_calendar (
    CrmTestCalendarServer *self, const char *source, const char *name);
void crm_test_calendar_server_remove_calendar (CrmTestCalendarServer *self, const char *source);

/* What another program does. Told at once when the calendar is open and connected, else when it is. put takes the text of a VCALENDAR. */
void crm_test_calendar_server_put (
    CrmTestCalendarServer *self, const char *source, const char *uid, const char *ical);
void crm_test_calendar_server_remove (CrmTestCalendarServer *self, const char *source, const char *uid);
/* In the object of that UID, replaces text by text; must be there. */
void crm_test_calendar_server_edit (
    CrmTestCalendarServer *self, const char *source, const char *uid, const char *from, const char *to);
/* The object, NULL when there is none; owned by self until it changes. */
const char *crm_test_calendar_server_get (CrmTestCalendarServer *self, const char *source, const char *uid);
/* The UIDs there are, sorted (char *). Caller owns. */
GPtrArray *crm_test_calendar_server_list (CrmTestCalendarServer *self, const char *source);

/* How it behaves. */
void crm_test_calendar_server_set_status (
    CrmTestCalendarServer *self, const char *source, CrmCalendarStatus status);
/* Status CONNECTED goes on being told, but nothing gets through. */
void crm_test_calendar_server_set_unreachable (CrmTestCalendarServer *self, gboolean unreachable);
void crm_test_calendar_server_set_refusing (
    CrmTestCalendarServer *self, const char *sentence); /* NULL: takes */
/* The next n writes and removals are done and answered as unreachable. */
void crm_test_calendar_server_lose_answers (CrmTestCalendarServer *self, guint n);
/* Before each of the next n writes, func changes something there (a conflict). */
typedef void (*CrmTestCalendarFunc) (CrmTestCalendarServer *self, gpointer data);
void crm_test_calendar_server_before_writes (
    CrmTestCalendarServer *self, guint n, CrmTestCalendarFunc func, gpointer data);
/* Nothing is answered until it is let go. */
void crm_test_calendar_server_hold (CrmTestCalendarServer *self, gboolean held);
/* Changes are told of only by read_all, as while the program was closed. */
void crm_test_calendar_server_set_silent (CrmTestCalendarServer *self, gboolean silent);
/* Every change is told of twice, first as it was before. */
void crm_test_calendar_server_set_stammering (CrmTestCalendarServer *self, gboolean stammering);
/* Forgets what is open and says so, as a service that died and came again. */
void crm_test_calendar_server_die (CrmTestCalendarServer *self);
void crm_test_calendar_server_set_announcing (CrmTestCalendarServer *self, gboolean announcing);

guint crm_test_calendar_server_get_n_writes (CrmTestCalendarServer *self); /* that were taken, and removals */
guint crm_test_calendar_server_get_n_waiting (CrmTestCalendarServer *self);
