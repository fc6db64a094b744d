/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* Something in the calendar, with a place and participants. It takes place once, or repeats: then it is a series, and an
 * occurrence that differs from it, was held, missed or cancelled is a meeting of its own that knows its series and the
 * time the rule had given it (rid). When anything takes place is read from table occurrence alone. */
enum
{
  CRM_MEETING_TITLE,
  CRM_MEETING_CLIENTS,   /* links: whose timelines it stands in; each is a participant as well */
  CRM_MEETING_STARTS_AT, /* µs; of an all-day one set by the program: midnight in the book's zone */
  CRM_MEETING_ENDS_AT,   /* exclusive */
  CRM_MEETING_ZONE,      /* the zone it keeps (Olson name); empty: the book's */
  CRM_MEETING_PLACE,
  CRM_MEETING_STATE, /* "planned", "held", "cancelled", "missed" */
  CRM_MEETING_TEXT,
  CRM_MEETING_DEAL,
  CRM_MEETING_OWNER,
  CRM_MEETING_PURPOSE,   /* option list "purpose" */
  CRM_MEETING_STARTS_ON, /* all-day: first day; empty for a timed one */
  CRM_MEETING_ENDS_ON,   /* all-day: last day, inclusive */
  CRM_MEETING_LATITUDE,
  CRM_MEETING_LONGITUDE,
  CRM_MEETING_ONLINE, /* address of the video room */
  CRM_MEETING_REMINDERS, /* minutes before the start, "30 1440"; all-day: before midnight, "-540" is 9:00 that day; "" none */
  CRM_MEETING_RECURRENCE, /* RFC 5545 rule */
  CRM_MEETING_EXCLUDED,   /* of a series: rids that do not take place, "20261119T100000 20261126T100000" */
  CRM_MEETING_SERIES,     /* of an exception: its series (owned by it) */
  CRM_MEETING_RID, /* of an exception: where the rule had put it, local to the series' zone: "20261119T100000", all-day "20261119" */
  CRM_MEETING_OUTCOME, /* option list "outcome" */
  CRM_MEETING_ACTUAL_START,
  CRM_MEETING_ACTUAL_END,
  CRM_MEETING_PRIVATE_NOTE, /* never leaves the book: not to calendars, not to paper */
  CRM_MEETING_TASK,
  CRM_MEETING_TRIGGER_ENTITY, /* what led to it */
  CRM_MEETING_TRIGGER,        /* its id */
  CRM_MEETING_CALENDAR,       /* the calendar of the desktop it is kept in; empty: in the book only */
  CRM_MEETING_ICAL_UID,       /* set by the program when it is first given away: its UID in calendars */
  CRM_MEETING_N_FIELDS
};
extern const CrmEntityInfo crm_meeting_entity;

/* Somebody who takes part: one of client, user or address. Those who are clients stand in the meeting's clients too; whichever
 * of the two is written, the program completes the other. */
enum
{
  CRM_PARTICIPANT_MEETING, /* owned by it */
  CRM_PARTICIPANT_CLIENT,
  CRM_PARTICIPANT_USER,
  CRM_PARTICIPANT_NAME,    /* of a bare address */
  CRM_PARTICIPANT_ADDRESS, /* e-mail; of a client or user where it differs from the main one */
  CRM_PARTICIPANT_ROLE,    /* "chair", "required", "optional", "informed" */
  CRM_PARTICIPANT_ANSWER,  /* "none", "accepted", "declined", "tentative", "delegated" */
  CRM_PARTICIPANT_POSITION,
  CRM_PARTICIPANT_N_FIELDS
};
extern const CrmEntityInfo crm_participant_entity;

/* "I am here": where somebody was for a meeting, and how long (A152–A154). */
enum
{
  CRM_CHECK_IN_MEETING, /* owned by it */
  CRM_CHECK_IN_CLIENT,
  CRM_CHECK_IN_USER,
  CRM_CHECK_IN_AT,
  CRM_CHECK_IN_UNTIL,    /* empty: not left yet, or not known */
  CRM_CHECK_IN_LATITUDE, /* WGS 84 degrees */
  CRM_CHECK_IN_LONGITUDE,
  CRM_CHECK_IN_ACCURACY, /* metres */
  CRM_CHECK_IN_DISTANCE, /* set by the program: metres to the place of the meeting, when both are known */
  CRM_CHECK_IN_SOURCE,   /* "geoclue", "gpx", "typed" */
  CRM_CHECK_IN_N_FIELDS
};
extern const CrmEntityInfo crm_check_in_entity;

/* One time a meeting takes place, as table occurrence has it. */
typedef struct
{
  gint64 meeting; /* the series of a recurring one */
  char *rid;      /* "" for one that does not repeat */
  gint64 starts_at;
  gint64 ends_at;
  gboolean all_day;
} CrmOccurrence;
void crm_occurrence_free (CrmOccurrence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmOccurrence, crm_occurrence_free)

/* Up to when table occurrence has the times of series. Any transaction. */
gboolean crm_occurrence_get_horizon (CrmTransaction *tx, gint64 *until, GError **error);
/* In a write function: writes the rows of a meeting anew whose record was changed past its hooks. */
gboolean crm_meeting_derive (CrmTransaction *tx, gint64 id, GError **error);

/* What a change of a recurring meeting is meant for. */
typedef enum
{
  CRM_MEETING_THIS,
  CRM_MEETING_FOLLOWING, /* this one and all after it: the series is cut and a new one begins */
  CRM_MEETING_ALL
} CrmMeetingScope;

/* All of these in a write function; each belongs to one operation that undo takes back whole. rid NULL or "": one that does not
 * repeat, or the series itself. */

/* Gives one occurrence a meeting of its own (participants and text copied), or finds the one it has. Returns its id, 0 on error. */
gint64 crm_meeting_detach (CrmTransaction *tx, gint64 series, const char *rid, GError **error);
/* Writes values (of entity meeting) for this one, this and following, or all. Moving all by an occurrence moves the series by the
 * difference; exceptions keep their rid where it still exists. Returns the id of the meeting that has them now. */
gint64 crm_meeting_edit (CrmTransaction *tx, gint64 meeting, const char *rid, CrmMeetingScope scope,
    CrmValues *values, GError **error);
/* Begins and ends at other times (all_day: whole days from the local day of starts_at on). */
gint64 crm_meeting_move (CrmTransaction *tx, gint64 meeting, const char *rid, CrmMeetingScope scope,
    gint64 starts_at, gint64 ends_at, gboolean all_day, GError **error);
/* Another one of the same (participants too), planned, at another time; never a series. Returns its id. */
gint64 crm_meeting_copy (CrmTransaction *tx, gint64 meeting, gint64 starts_at, GError **error);
/* Archives the meeting, leaves out an occurrence, or ends the series before it. */
gboolean crm_meeting_remove (
    CrmTransaction *tx, gint64 meeting, const char *rid, CrmMeetingScope scope, GError **error);

/* "Did it take place? Outcome? Next step?": held NULL leaves the state as it is, else "held", "missed" or "cancelled". text (what was said)
 * is appended to the meeting's own text; held finishes the task it was made of; title of next NULL: that of the meeting. Times 0: as planned. Returns the id of the task or meeting made
 * as the next step, 0 when none (error tells failure). */
typedef struct
{
  const char *entity; /* "task" or "meeting"; NULL: no next step */
  const char *kind;   /* task: "call" "letter" "todo" "wait" */
  const char *title;
  const char *due_on;
  gint64 due_at; /* meeting: its start */
} CrmMeetingNext;
gint64 crm_meeting_finish (CrmTransaction *tx, gint64 meeting, const char *rid, const char *state,
    const char *outcome, const char *text, gint64 actual_start, gint64 actual_end, const CrmMeetingNext *next,
    GError **error);

/* Occurrences of one meeting from from on and before until, at most max, by time. Any transaction. Caller owns (CrmOccurrence *). */
GPtrArray *crm_meeting_list_occurrences (
    CrmTransaction *tx, gint64 meeting, gint64 from, gint64 until, guint max, GError **error);

/* The next time (not over at now) of each planned meeting of a client or a deal (entity "client", "deal"), the soonest first, at most max.
 * Any transaction. Caller owns (CrmOccurrence *). */
GPtrArray *crm_meeting_list_coming (
    CrmTransaction *tx, const char *entity, gint64 id, gint64 now, guint max, GError **error);

/* One time: of a series the one its rule gave the name rid, as far as it takes place as the rule says; NULL with a sentence when there is
 * none. Any transaction. Caller owns. */
CrmOccurrence *crm_meeting_find_occurrence (
    CrmTransaction *tx, gint64 meeting, const char *rid, GError **error);

/* Most minutes before the start that a reminder may come: 60 days. */
#define CRM_MEETING_MOST_MINUTES (60 * 24 * 60)
/* Minutes (int) before the start, ascending, without doubles; NULL when the text is no list of reminders. Any thread. Caller owns. */
GArray *crm_meeting_parse_reminders (const char *text);

/* Participants in order: rows of entity participant. Any transaction. */
GPtrArray *crm_meeting_list_participants (CrmTransaction *tx, gint64 meeting, GError **error);

/* A position, and how far two are apart in metres (great circle, mean earth radius 6,371,008.8 m). Any thread. */
double crm_position_get_distance (
    double latitude_a, double longitude_a, double latitude_b, double longitude_b);
/* "50.4501, 30.5234", "50°27'0.4\"N 30°31'24\"E", "geo:50.4501,30.5234;u=35" (RFC 5870). */
gboolean crm_position_parse (const char *text, double *latitude, double *longitude);

/* Checks in at a position; the client is taken from the meeting (0 none). at 0: now; until 0: not left yet; accuracy 0: not known.
 * Returns the id. */
gint64 crm_check_in_add (CrmTransaction *tx, gint64 meeting, double latitude, double longitude,
    gint64 accuracy_m, gint64 at, gint64 until, const char *source, GError **error);

/* Where somebody stood still in a recorded track (GPX 1.1, <trkpt> and <wpt> with <time>): at least min_s seconds within
 * radius_m metres. Any thread. Caller owns. */
typedef struct
{
  gint64 from, until; /* µs */
  double latitude, longitude;
} CrmStay;
GArray *crm_stays_read_gpx (GBytes *file, double radius_m, int min_s, GError **error); /* CrmStay */
