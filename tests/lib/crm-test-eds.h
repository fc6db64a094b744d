/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A session of its own with evolution-data-server in it, for tests: a bus, a home folder, and the services that the system has installed.
 * One a program. */

typedef enum
{
  CRM_TEST_EDS_SERVICES, /* started by the bus when they are asked for */
  CRM_TEST_EDS_CALENDARS, /* the same with the calendars and passwords of their own; the network counts as there */
  CRM_TEST_EDS_NOTHING, /* a bus without services */
  CRM_TEST_EDS_SILENT,  /* a service that is there and never answers */
  CRM_TEST_EDS_NO_BUS,  /* not even a bus */
} CrmTestEds;

/* Whether evolution-data-server is installed. */
gboolean crm_test_eds_is_installed (void);
/* Call before anything else uses D-Bus. */
void crm_test_eds_start (CrmTestEds kind);
/* The home folder. Borrowed. */
const char *crm_test_eds_get_folder (void);
/* Kills the processes of the calendars, or of the list of them, as a crash does. */
void crm_test_eds_kill_calendars (void);
void crm_test_eds_kill_registry (void);
/* Whether the process of the calendars runs. */
gboolean crm_test_eds_has_calendars (void);
/* Ends the bus, and with it the services; removes the home folder. */
void crm_test_eds_stop (void);
