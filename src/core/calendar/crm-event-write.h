/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-event-private.h"

/* An event's properties put into its VEVENT. Private to the calendar; belongs to one thread at a time. */

/* How a series tells its times. */
typedef struct
{
  char *tzid; /* NULL: none */
  gboolean utc;
  gboolean is_date;
} CrmEventForm;
void crm_event_form_clear (CrmEventForm *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmEventForm, crm_event_form_clear)
/* As its DTSTART does. */
void crm_event_form_read (const CrmEventPart *vevent, CrmEventForm *form);
gboolean crm_event_form_equal (const CrmEventForm *a, const CrmEventForm *b);
/* "RECURRENCE-ID;TZID=Europe/Berlin:20261119T100000" */
CrmEventLine *crm_event_form_write (const CrmEventForm *self, const char *property, const char *rid);

/* Writes the aspect of event into vevent; old (nullable) is what vevent says now. A VTIMEZONE that is needed is added to calendar. */
void crm_event_write (CrmEventPart *calendar, CrmEventPart *vevent, const CrmEvent *old,
    const CrmEvent *event, CrmEventAspect aspect);
/* "SUMMARY" to the text; NULL takes it out. */
void crm_event_write_text (CrmEventPart *vevent, const char *property, const char *text);
/* "20261119T080000Z" */
void crm_event_write_instant (CrmEventPart *vevent, const char *property, gint64 at);
/* ATTENDEE (or ORGANIZER) of somebody with an address. */
CrmEventLine *crm_event_write_person (const CrmEventPerson *person, const char *property);
