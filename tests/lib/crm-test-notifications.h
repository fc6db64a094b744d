/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A desktop that shows notifications: org.freedesktop.Notifications on a bus of the test's own, answered in the main loop of the test. Main
 * thread. */

/* Starts the bus and puts it into the environment; before anything connects to a bus. Ends the program as skipped when there is no
 * dbus-daemon. */
void crm_test_notifications_start (void);
/* How many are on show, and how many ever came. */
guint crm_test_notifications_get_n (void);
guint crm_test_notifications_get_sent (void);
/* The newest one on show whose title contains text; 0 when there is none. */
guint32 crm_test_notifications_find (const char *text);
/* Borrowed while it is on show. */
const char *crm_test_notifications_get_body (guint32 id);
/* Detailed names of its buttons and, named "default", what a click does; "key=label key=label …". Caller owns. */
char *crm_test_notifications_dup_actions (guint32 id);
/* Presses the button with this label, or (NULL) the notification itself. */
void crm_test_notifications_press (guint32 id, const char *label);
/* What the Background portal of this desktop answers from now on: it is there with the first call. response: 0 granted, 1 declined. */
void crm_test_notifications_set_portal (guint32 response);
/* The last question it was asked, as "reason autostart command …". Borrowed, NULL before. */
const char *crm_test_notifications_get_portal_question (void);
/* Forgets all that is on show. */
void crm_test_notifications_clear (void);
