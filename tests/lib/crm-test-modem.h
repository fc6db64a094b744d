/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A system bus of the test's own, and on it ModemManager with one modem, by its documented interface, answered in the main loop of the test. Main
 * thread. */

/* Starts the bus and puts it into the environment; before anything connects to the system's. FALSE when there is no dbus-daemon. */
gboolean crm_test_modem_start_bus (void);
/* The service is there, or gone. */
void crm_test_modem_set_running (gboolean running);
/* The modem is plugged in. */
void crm_test_modem_set_plugged (gboolean plugged);
void crm_test_modem_set_locked (gboolean locked);
/* The network refuses what is sent. */
void crm_test_modem_set_refusing (gboolean refusing);
/* A message comes in; complete FALSE: only its first part yet. Returns its path; borrowed. */
const char *crm_test_modem_receive (
    const char *number, const char *text, const char *timestamp, gboolean complete);
void crm_test_modem_complete (const char *path);
/* The last one sent arrives. */
void crm_test_modem_deliver (void);
guint crm_test_modem_get_n_sent (void);
guint crm_test_modem_get_n_stored (void);
const char *crm_test_modem_get_last_text (void);
