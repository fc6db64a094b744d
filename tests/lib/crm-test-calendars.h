/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libecal/libecal.h>

#include "crm-test-store.h"

/* A calendar server (Radicale) on the loopback for tests in a session of crm-test-eds, and another program that uses the same calendars. Main thread.
 * Everything asserts. */

#define CRM_TEST_USER "olena"
#define CRM_TEST_PASSWORD "cherry"
#define CRM_TEST_CALDAV "test-caldav"
#define CRM_TEST_LOCAL "system-calendar"

/* Whether Radicale is installed. */
gboolean crm_test_radicale_is_installed (void);
/* In the session's home folder; starts and waits until it answers. Call after crm_test_eds_start () and before anything asks for calendars. */
void crm_test_radicale_prepare (gboolean secure);
void crm_test_radicale_start (void);
/* Ends it; its files stay. */
void crm_test_radicale_stop (void);
/* It goes on listening, but does nothing. */
void crm_test_radicale_pause (void);
void crm_test_radicale_resume (void);
/* From now on it refuses what is sent to it, or no longer does; it is restarted for that. */
void crm_test_radicale_set_writable (gboolean writable);
/* Its calendar's files. put and remove play another program. */
void crm_test_radicale_put (const char *name, const char *ical);
void crm_test_radicale_remove (const char *name);
void crm_test_radicale_fill (guint n_events);
guint crm_test_radicale_count (void);
/* The text of the file that has this in it; NULL when none has. Caller owns. */
char *crm_test_radicale_find (const char *part);

/* Makes the calendar known to the desktop; password: the one the desktop remembers, NULL for none. */
void crm_test_calendars_add (const char *password);

/* The same for an address book on the server; put and remove (vcard NULL) play another program. */
#define CRM_TEST_CARDDAV "test-carddav"
void crm_test_contacts_add (const char *password);
void crm_test_contacts_put (const char *name, const char *vcard);

/* What another program does to a calendar, with its own connection in a thread of its own; the main loop runs meanwhile. */
typedef void (*CrmTestOther) (ECalClient *client, gpointer data);
void crm_test_calendars_do (const char *source, CrmTestOther other, gpointer data);

/* As crm_test_await (), for what a server on a busy machine may take long for. */
#define crm_test_await_long(done, data) crm_test_await_long_at (G_STRLOC, #done, done, data)
void crm_test_await_long_at (const char *where, const char *what, CrmTestDone done, gpointer data);
