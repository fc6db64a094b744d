/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar.h"
#include "meeting/crm-meeting.h"

/* What a stretch of days holds: meetings, events of the desktop's calendars, tasks with a time, expected closings, birthdays, any own date
 * field, leave, holidays, working hours. One read, for the calendar page, paper, and the command line. */

typedef enum
{
  CRM_LAYER_MEETINGS = 1 << 0,
  CRM_LAYER_EVENTS = 1 << 1, /* of calendars that are visible */
  CRM_LAYER_TASKS = 1 << 2,
  CRM_LAYER_CLOSINGS = 1 << 3,
  CRM_LAYER_BIRTHDAYS = 1 << 4,
  CRM_LAYER_LEAVE = 1 << 5,
  CRM_LAYER_HOLIDAYS = 1 << 6,
  CRM_LAYER_OWN_DATES = 1 << 7, /* date fields the user added to clients and deals */
  CRM_LAYER_HOURS = 1 << 8, /* working hours; without them every hour of every day is as good as another */
  CRM_LAYER_ALL = (1 << 9) - 1
} CrmLayers;

typedef struct
{
  const char *kind; /* "meeting" "event" "task" "closing" "birthday" "date" "leave" "holiday" */
  const char *
      step; /* for icon and colour: "meeting", or the task's "call" "letter" "todo" "wait"; "deal" for closings */
  gint64 id;        /* meeting, calendar_event, task, deal, client, leave */
  gint64 version;   /* of that record; 0 for events */
  char *rid;        /* occurrence of a series; "" otherwise */
  gboolean repeats; /* part of a series, also as an exception */
  char *title;
  gint64 starts_at,
      ends_at; /* µs; of all-day ones local midnights of the zone asked for, the end exclusive */
  gboolean all_day;
  char *state;   /* of a meeting: planned held missed cancelled; of a task: open done; else NULL */
  char *place;   /* nullable */
  char *online;  /* nullable */
  char *text;    /* note, nullable: first 200 characters */
  gint64 client; /* first one, 0 none */
  char *client_name;
  char *client_caption; /* company, nullable */
  char *phone;          /* nullable */
  guint n_clients;
  gint64 deal;
  char *deal_title;
  gint64 owner;
  char *owner_name;
  gint64 calendar;     /* CRM calendar it stands in, 0 none */
  char *color;         /* of that calendar, nullable */
  gboolean read_only;  /* cannot be moved here (foreign events, birthdays) */
  gboolean unanswered; /* planned, past, nobody noted whether it took place */
  const char *sync;    /* "queued" "conflict" "error" while the calendar has not got it; NULL */
} CrmAgendaItem;

/* What a day is, beside its items, as far as layers tell: holidays, leave, working hours. */
typedef struct
{
  guint32 day;      /* crm_local day number, see base/crm-local.h */
  char *holiday;    /* its name, nullable */
  gboolean works;   /* the book's working hours have this day and it is no holiday */
  GArray *spans;    /* of int: pairs of minutes since midnight in which there is work */
  GPtrArray *away;  /* char *: who is on leave */
  guint n_left_out; /* items that are not among those of the agenda */
} CrmAgendaDay;

typedef struct _CrmAgenda CrmAgenda;
CrmAgenda *crm_agenda_ref (CrmAgenda *self);
void crm_agenda_unref (CrmAgenda *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmAgenda, crm_agenda_unref)
/* By start, longer first; owned by self. Of more than can be shown each day has its first. */
GPtrArray *crm_agenda_get_items (CrmAgenda *self);
GPtrArray *crm_agenda_get_days (CrmAgenda *self);  /* CrmAgendaDay * from the first to the last local day */
guint crm_agenda_get_n_left_out (CrmAgenda *self); /* beyond max */

typedef struct
{
  gint64 from, until; /* µs; items that touch [from, until) */
  CrmLayers layers;
  GTimeZone *zone;   /* borrowed; the one days are meant in */
  gint64 owner;      /* only of this user; 0 everybody */
  guint max;         /* items; 0: 2,000 */
  gboolean upcoming; /* only meetings that are still planned; what is left out is not counted */
} CrmAgendaQuery;
/* Any transaction. Beyond the horizon of table occurrence recurring meetings are expanded while reading. */
CrmAgenda *crm_agenda_read (CrmTransaction *tx, const CrmAgendaQuery *query, GError **error);

/* Which local days of [from, until) have something: for the mini month. One byte a day: 0 none, 1 something. Any transaction. Caller owns. */
GBytes *crm_agenda_read_days (CrmTransaction *tx, const CrmAgendaQuery *query, GError **error);

/* Warnings about a planned time, never a refusal. Any transaction. Caller owns the texts. */
typedef struct
{
  const char *kind; /* "overlap" "travel" "leave" "holiday" "hours" */
  gint64 meeting;   /* the other one, 0 none */
  char *text; /* "Overlaps “Tasting” 10:00–11:00", "12 km from “Tasting”, which ends 15 minutes before" */
} CrmAgendaWarning;
void crm_agenda_warning_free (CrmAgendaWarning *self);
/* exclude: the meeting itself (0 none). Participants: the owner and users given (gint64) are compared. latitude/longitude NAN: unknown;
 * place: text, nullable. Travel is reckoned at 40 km/h of the distance as the crow flies × 1.3; without positions two different places less than 15
 * minutes apart are told of. */
GPtrArray *crm_agenda_find_warnings (CrmTransaction *tx, gint64 exclude, gint64 starts_at, gint64 ends_at,
    gboolean all_day, const gint64 *users, guint n_users, const char *place, double latitude,
    double longitude, GError **error);

/* The first free stretch of that length (s) from from on within working hours of the user, not on leave; 0 when there is none in 60 days. */
gint64 crm_agenda_find_free (CrmTransaction *tx, gint64 user, gint64 from, int length_s, GError **error);

/* The next meeting from an instant on (earlier: the last one before it) whose title, place or client has all of the words (folded, as crm_text_words
 * gives them); of one user, 0: of all. *found is NULL when there is none. Any transaction. Caller owns. */
gboolean crm_agenda_find_words (CrmTransaction *tx, const char *const *words, gint64 from, gboolean earlier,
    gint64 owner, CrmOccurrence **found, GError **error);
