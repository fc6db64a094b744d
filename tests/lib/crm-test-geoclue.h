/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A system bus of the test's own, and on it the location service of a desktop (org.freedesktop.GeoClue2), answered in the main loop of the
 * test. Main thread. */

/* Starts the bus and puts it into the environment; before anything connects to the system's. FALSE when there is no dbus-daemon. */
gboolean crm_test_geoclue_start_bus (void);
/* From now on the service is there. */
void crm_test_geoclue_start (void);
/* What it tells whoever starts it, one after the other; accuracy in metres. */
void crm_test_geoclue_add_position (double latitude, double longitude, double accuracy);
/* Nobody may know where this computer is. */
void crm_test_geoclue_set_denied (gboolean denied);
/* How many clients it has now, and what the last one called itself (borrowed, nullable). */
guint crm_test_geoclue_get_n_clients (void);
const char *crm_test_geoclue_get_desktop_id (void);
