/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "meeting/crm-meeting.h"

/* iCalendar (RFC 5545) and what a meeting is made of: pure, no book, no network. An "object" is the text of one VCALENDAR that has
 * all components of one UID: the event or series, and its exceptions. libical reads and writes it. Any thread. */

typedef struct
{
  char *name;
  char *address;      /* "anna@example.org", folded case, without "mailto:" */
  const char *role;   /* as crm_participant's */
  const char *answer; /* as crm_participant's */
  gboolean organizer;
} CrmEventPerson;

typedef struct
{
  char *uid;
  char *rid;                           /* "" for the event or series itself */
  char *title, *place, *text, *online; /* nullable */
  gboolean all_day;
  gint64 starts_at, ends_at; /* timed: µs */
  char *starts_on, *ends_on; /* all-day: "YYYY-MM-DD", both inclusive */
  char *zone;                /* Olson name; NULL: UTC or floating */
  gboolean floating;
  char *clock;                /* floating: the zone it was taken for; NULL: UTC */
  double latitude, longitude; /* NAN when unknown */
  char *recurrence;           /* canonical RRULE, nullable */
  gboolean rich;   /* has RDATE, several RRULEs or what crm_recurrence refuses: shown, never edited here */
  gboolean ranged; /* an exception that speaks of all behind it too */
  GPtrArray *excluded; /* char *: rids of EXDATE */
  GArray *reminders;   /* int minutes before the start */
  GPtrArray *people;   /* CrmEventPerson * */
  const char *status;  /* "confirmed" "tentative" "cancelled" */
  gboolean is_private;
  int sequence;
  gint64 modified_at; /* LAST-MODIFIED, else DTSTAMP; 0 unknown */
} CrmEvent;

CrmEvent *crm_event_new (void);
CrmEvent *crm_event_copy (const CrmEvent *self);
void crm_event_free (CrmEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmEvent, crm_event_free)
/* Equal in everything a meeting keeps (not sequence, not modified_at). */
gboolean crm_event_equal (const CrmEvent *a, const CrmEvent *b);

/* The events of an object: the master first, exceptions by rid (CrmEvent *). zone: what floating times and missing time zones are taken for.
 * NULL with a sentence when it is none. Caller owns. */
GPtrArray *crm_event_parse_object (const char *ical, GTimeZone *zone, GError **error);

/* A file: objects by UID in order of appearance. Damaged parts never spoil their neighbours. */
typedef struct
{
  char *uid;
  char *ical;        /* VCALENDAR of this UID alone, with its VTIMEZONEs */
  GPtrArray *events; /* CrmEvent * */
  guint line;        /* where it begins in the file, 1-based */
} CrmEventObject;
typedef struct
{
  char *method;       /* "REQUEST" "REPLY" "CANCEL" "PUBLISH" …, nullable (RFC 5546) */
  char *name;         /* X-WR-CALNAME, nullable */
  GPtrArray *objects; /* CrmEventObject * */
  GPtrArray *faults;  /* char *: sentences */
  GArray *lines;      /* guint: where each of them begins, 1-based */
  guint n_other;      /* to-dos, journals, free/busy: not read */
} CrmEventFile;
/* Such a file answers or calls off what is there already; it adds nothing. method is nullable. */
gboolean crm_event_method_is_answer (const char *method);
/* Why a file of that method can only be looked at, translated; NULL when it can be taken. */
const char *crm_event_method_get_problem (const char *method);
void crm_event_file_free (CrmEventFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmEventFile, crm_event_file_free)
/* What is opened as such a file: by the ending of its name (nullable), or by how it begins. */
gboolean crm_event_file_is_named (const char *name);
gboolean crm_event_file_is_begun (GBytes *bytes);
/* A message of e-mail is read for the calendars in it.
 * NULL with a sentence when it is no iCalendar at all or over 64 MiB; work is bounded. Encodings as crm-charset does. Caller owns. */
CrmEventFile *crm_event_file_parse (GBytes *bytes, GTimeZone *zone, GError **error);

/* The object with our events put in: only properties that a meeting keeps are touched, and only where they differ; unknown ones,
 * attachments, categories, foreign alarms and attendees' parameters stay. base NULL: made anew (PRODID, VTIMEZONE). Exceptions that events has
 * not are removed and their rid goes to EXDATE when master has it excluded. SEQUENCE is raised when time, place, rule or people changed. now for DTSTAMP and
 * LAST-MODIFIED. Caller owns. */
char *crm_event_apply (const char *base, GPtrArray *events, gint64 now, GError **error);

/* The object as one of another UID begins: with all that others wrote into it. NULL when it cannot be read. Caller owns. */
char *crm_event_rename (const char *ical, const char *uid);

/* Three-way merge of one event by fields: one side changed → taken; both alike → fine; both differently → named in conflicts (stable words:
 * "title" "place" "time" "text" "people" "reminders" "recurrence" "status" …). base NULL: theirs differs everywhere. Result has
 * ours in conflicting fields. Caller owns both. */
CrmEvent *crm_event_merge (
    const CrmEvent *base, const CrmEvent *ours, const CrmEvent *theirs, GPtrArray **conflicts);
/* Translated name of such a word. */
const char *crm_event_get_field_label (const char *word);

/* iTIP messages (RFC 5546, iMIP RFC 6047) of an object: method "REQUEST" or "CANCEL", organizer as given; and the REPLY of one address. Caller owns. */
char *crm_event_invite (const char *object, const char *method, const char *organizer_name,
    const char *organizer_address, gint64 now, GError **error);

/* Between a meeting and its event. Any transaction. */
/* The meeting (series with its exceptions) as events: master first. Participants' addresses come from their clients and users. */
GPtrArray *crm_event_of_meeting (CrmTransaction *tx, gint64 meeting, GError **error);
/* In a write function: writes what the events say into the meeting (0: makes one, in calendar 0 none), its participants (matched to
 * clients and users by address) and exceptions; fields the event leaves as in base (nullable) are not touched. Returns the meeting's id. */
gint64 crm_event_to_meeting (
    CrmTransaction *tx, gint64 meeting, gint64 calendar, GPtrArray *events, GPtrArray *base, GError **error);
/* Clients (gint64) whose address is among the people of the events. Any transaction. Caller owns. */
GArray *crm_event_find_clients (CrmTransaction *tx, GPtrArray *events, GError **error);
/* In a write function: what a REPLY says is put to the participant's answer; older SEQUENCE is ignored. Returns the meeting, 0 when none fits. */
gint64 crm_event_take_reply (CrmTransaction *tx, const CrmEvent *reply, GError **error);
/* The meeting (the series of a recurring one) that has a UID in calendars, or will have it when it is given away; meeting becomes 0 when none
 * has. FALSE on an error. Any transaction. */
gboolean crm_event_find_meeting (CrmTransaction *tx, const char *uid, gint64 *meeting, GError **error);
/* The SEQUENCE that calendars have of the meeting; 0 when it stands in none. FALSE on an error. Any transaction. */
gboolean crm_event_read_sequence (CrmTransaction *tx, gint64 meeting, int *sequence, GError **error);
/* In a write function: the meeting that a CANCEL speaks of, or the times of it that it names, are cancelled. Returns the meeting, 0 when
 * it is not known (no error). */
gint64 crm_event_take_cancel (CrmTransaction *tx, GPtrArray *events, GError **error);
