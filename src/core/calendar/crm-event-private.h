/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-event-zone.h"
#include "calendar/crm-event.h"

/* What the parts of crm-event share. */

#define CRM_EVENT_MAX_OBJECT (16 * 1024 * 1024)
#define CRM_EVENT_MAX_COMPONENTS 5000 /* of one object */
#define CRM_EVENT_MAX_EXCLUDED 5000
#define CRM_EVENT_MAX_PEOPLE 1000
#define CRM_EVENT_MAX_REMINDERS 20

/* A time as a content line tells it. */
typedef struct
{
  guint32 julian;
  int second; /* of the day; -1: a day */
  const CrmEventZone *zone;
  gint64 at; /* µs; of a day its midnight */
} CrmEventTime;

/* value: NULL: that of the line. FALSE when it is no time. */
gboolean crm_event_time_read (
    const CrmEventLine *line, const char *value, CrmEventZones *zones, CrmEventTime *time);
/* The zone whose local time an event is told by; NULL: UTC. */
const char *crm_event_get_clock (const CrmEvent *event);
/* The clock that recurrence ids of an event are told by. Caller owns; NULL: UTC. */
GTimeZone *crm_event_dup_zone (const CrmEvent *event, GTimeZone *fallback);
/* How a time is called in a series: "20261119T100000", "20261119". Caller owns. */
char *crm_event_make_rid (const CrmEvent *series, const CrmEventTime *time, GTimeZone *zone);
/* Of a day, or of a local second (0 to 86399) of it; second -1: the day alone. NULL past the years that are kept. Caller owns. */
char *crm_event_format_rid (guint32 julian, int second);
/* What a DURATION makes of the beginning; of a day the day after the last. FALSE when it is none. */
gboolean crm_event_add_duration (const char *value, const CrmEventTime *start, CrmEventTime *end);
/* And back: FALSE for a day, and what is none. zone: that it is told by. */
gboolean crm_event_rid_read (const char *rid, GTimeZone *zone, CrmEventTime *time);
/* The same of the local second of a timed series' beginning. */
int crm_event_get_second (const CrmEvent *series, GTimeZone *zone);

/* after, and with it what stood in before of times that are left out now. Both nullable. Caller owns. */
char *crm_event_keep_removed (const char *before, const char *after);
/* What was kept so stands in the calendar again; FALSE when nothing was. */
gboolean crm_event_restore_removed (CrmEventPart *calendar);

/* The VCALENDAR of an object text; one is put around a bare component. */
CrmEventPart *crm_event_parse_calendar (const char *ical, GError **error);
/* Events of a VCALENDAR and, in the same order, the VEVENTs they stand in (nullable; CrmEventPart *, owned by calendar). */
GPtrArray *crm_event_read_calendar (
    const CrmEventPart *calendar, GTimeZone *zone, GPtrArray **parts, GError **error);
/* Minutes before the start that a VALARM reminds at; FALSE when it is none that a meeting has. */
gboolean crm_event_read_alarm (const CrmEventPart *valarm, gboolean all_day, int *minutes);
/* One of those who take part, of an ATTENDEE or ORGANIZER; NULL for rooms and devices. Caller owns. */
CrmEventPerson *crm_event_read_person (const CrmEventLine *line);
/* Where somebody with an address (folded; NULL: by name) stands in people; NULL when not. */
CrmEventPerson *crm_event_find_person (GPtrArray *people, const char *address, const char *name);
/* The line that tells the video room; NULL when none does. */
CrmEventLine *crm_event_find_online (const CrmEventPart *vevent);
/* Whether a place is none but the address of a room; NULL is none. */
gboolean crm_event_is_online (const char *place);

CrmEventPerson *crm_event_person_new (const char *name, const char *address);
CrmEventPerson *crm_event_person_copy (const CrmEventPerson *self);
void crm_event_person_free (CrmEventPerson *self);
/* The stable word of the table for one that may be of anybody's. */
const char *crm_event_intern_role (const char *role);
const char *crm_event_intern_answer (const char *answer);

/* Equality of what is told by one word of crm_event_get_field_label (). */
typedef enum
{
  CRM_EVENT_TITLE,
  CRM_EVENT_PLACE,
  CRM_EVENT_TEXT,
  CRM_EVENT_ONLINE,
  CRM_EVENT_TIME,
  CRM_EVENT_RECURRENCE,
  CRM_EVENT_REMINDERS,
  CRM_EVENT_PEOPLE,
  CRM_EVENT_STATUS,
  CRM_EVENT_N_ASPECTS
} CrmEventAspect;
extern const char *const crm_event_aspects[CRM_EVENT_N_ASPECTS];
gboolean crm_event_equal_in (const CrmEvent *a, const CrmEvent *b, CrmEventAspect aspect);
void crm_event_take_over (CrmEvent *to, const CrmEvent *from, CrmEventAspect aspect);
