/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-event-lines.h"

#include <libical/ical.h>

/* The clocks that the times of one calendar text are told by. Private to the calendar; belongs to one thread at a time. */

typedef struct
{
  char *tzid;        /* as in the file; NULL: times that name no zone */
  char *name;        /* Olson name; NULL: UTC, floating, or rules that no known zone has */
  GTimeZone *zone;   /* of name, or what stands for it; NULL: UTC */
  icaltimezone *own; /* the file's rules, when there is no name; of kept */
  gpointer kept;     /* owned, nullable */
  gboolean floating;
} CrmEventZone;

typedef struct _CrmEventZones CrmEventZones;

/* fallback: what times without a zone, and with one nobody knows, are taken for; NULL: UTC. calendar must outlive it. */
CrmEventZones *crm_event_zones_new (const CrmEventPart *calendar, GTimeZone *fallback);
void crm_event_zones_free (CrmEventZones *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmEventZones, crm_event_zones_free)
/* tzid NULL: floating. year: when the rules of the file must agree with those of a known zone. Owned by self. */
const CrmEventZone *crm_event_zones_find (CrmEventZones *self, const char *tzid, int year);
const CrmEventZone *crm_event_zones_get_utc (CrmEventZones *self);

gint64 crm_event_zone_get_instant (const CrmEventZone *self, guint32 julian, int second);

/* The Olson name that a TZID means: itself, "/freeassociation.sourceforge.net/Europe/Berlin", "W. Europe Standard Time"; "UTC" for all of its names.
 * NULL when it means none. Caller owns. */
char *crm_event_zone_normalise (const char *tzid);
/* The VTIMEZONE of an Olson name, whose TZID is that name, as it is from a year on. NULL when there is none. Caller owns. */
CrmEventPart *crm_event_zone_describe (const char *name, int year);
/* g_time_zone_new_identifier () for names that may come from anywhere; NULL for NULL, "UTC" and unknown ones. Caller owns. */
GTimeZone *crm_event_zone_load (const char *name);
