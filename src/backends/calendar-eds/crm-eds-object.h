/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libecal/libecal.h>

#include "calendar/crm-calendar-server.h"

/* Between the text of an object (one VCALENDAR with all components of one UID) and the components that evolution-data-server speaks of. Any thread. */

/* Components are renamed to plain Olson time zones and lose the service's own marks. client (for time zones of their own); tagged: the
 * revision is the server's ETag, NULL without one. components (ICalComponent *) are changed. Caller owns. */
CrmCalendarObject *crm_eds_object_new (
    const char *uid, GPtrArray *components, ECalClient *client, gboolean tagged, GCancellable *cancellable);

/* Events of a text, master first, exceptions made as the service takes them (ICalComponent *). zones: time zones that the text
 * brings itself (ICalTimezone *). NULL when it is no object of this UID, or one that no calendar takes. Caller owns both. */
GPtrArray *crm_eds_object_read (
    const char *ical, const char *uid, gboolean tagged, GPtrArray **zones, GError **error);

/* The RECURRENCE-ID as the service writes it; "" for a master. Caller owns. */
char *crm_eds_object_dup_rid (ICalComponent *component);
/* The component of that occurrence, nullable. Borrowed. */
ICalComponent *crm_eds_object_find (GPtrArray *components, const char *rid);
/* Whether both say the same, but for the marks of the service and the time of their change. */
gboolean crm_eds_object_is_same (ICalComponent *a, ICalComponent *b);
/* The Olson time zones that the components name (ICalTimezone *). Caller owns. */
GPtrArray *crm_eds_object_list_zones (GPtrArray *components);
/* Gives the component the marks of the service that one of the current ones has, so that it is known what it is to replace. */
void crm_eds_object_mark (ICalComponent *component, GPtrArray *current);
