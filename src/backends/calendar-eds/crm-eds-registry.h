/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libedataserver/libedataserver.h>

#include "calendar/crm-calendar-server.h"

/* The list of calendars (extension "Calendar") or address books the desktop has, kept open from the first question on. Main thread. Signals: "opened" (also when it failed) · "changed" (some
 * calendar appeared, went or became another) · "lost" (its service ended; it is started again after growing pauses) · "found" (it is back). */
#define CRM_TYPE_EDS_REGISTRY (crm_eds_registry_get_type ())
G_DECLARE_FINAL_TYPE (CrmEdsRegistry, crm_eds_registry, CRM, EDS_REGISTRY, GObject)

/* extension: static. */
CrmEdsRegistry *crm_eds_registry_new (const char *extension);
/* Opens it unless it is open or being opened; "opened" follows in the latter cases. */
void crm_eds_registry_open (CrmEdsRegistry *self);
/* NULL while it is not open. Borrowed. */
ESourceRegistry *crm_eds_registry_get (CrmEdsRegistry *self);
/* Why it could not be opened; NULL otherwise. Borrowed. */
const GError *crm_eds_registry_get_error (CrmEdsRegistry *self);
/* A calendar that is there and switched on; NULL when there is no such. Caller owns. */
ESource *crm_eds_registry_find (CrmEdsRegistry *self, const char *uid);
/* What there is (ESource *). Caller owns. */
GPtrArray *crm_eds_registry_list (CrmEdsRegistry *self);
/* status, error and writable are left as they are known of a calendar that was never opened. Caller owns. */
CrmCalendarInfo *crm_eds_registry_describe (CrmEdsRegistry *self, ESource *source);
