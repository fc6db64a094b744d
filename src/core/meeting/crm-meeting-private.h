/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-recurrence.h"
#include "meeting/crm-meeting.h"

/* Parts of meetings that only their own files share. In a worker's thread, inside a transaction. */

/* When a meeting takes place, worked out of its fields: a local day and time of its zone, and the rule by which they come again. */
typedef struct
{
  guint32 day;         /* first local day, as crm_local_parse () counts */
  int second;          /* of the day; -1: all day */
  guint32 days;        /* all day: how many */
  gint64 length;       /* timed: µs */
  GTimeZone *zone;     /* it keeps; owned */
  GTimeZone *book;     /* of the midnights of all-day ones; owned */
  CrmRecurrence *rule; /* NULL: once */
} CrmMeetingTimes;

/* A rid: "20261119T100000" or "20261119". */
#define CRM_RID_SIZE 16
typedef struct
{
  guint32 day;
  char rid[CRM_RID_SIZE];
  gint64 starts_at;
  gint64 ends_at;
} CrmMeetingTime;

void crm_meeting_times_init (CrmMeetingTimes *self, CrmTransaction *tx, const CrmRow *meeting);
void crm_meeting_times_clear (CrmMeetingTimes *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmMeetingTimes, crm_meeting_times_clear)

/* Its time on a day of the series. */
CrmMeetingTime crm_meeting_times_get (const CrmMeetingTimes *self, guint32 day);
/* The times (CrmMeetingTime) that begin from from on and before until, at most max; excluded (nullable): a set of rids left out. The
 * beginning of a series is one of its times, whatever the rule says. Caller owns. */
GArray *crm_meeting_times_list (
    const CrmMeetingTimes *self, gint64 from, gint64 until, guint max, GHashTable *excluded);
/* The time a rid names; FALSE when the rule does not give it. */
gboolean crm_meeting_times_find (const CrmMeetingTimes *self, const char *rid, CrmMeetingTime *time);

/* The day and second (-1: none) of a rid; FALSE when it is none. */
gboolean crm_rid_parse (const char *rid, guint32 *day, int *second);
void crm_rid_format (char rid[CRM_RID_SIZE], guint32 day, int second);
/* The zone a meeting keeps: that of its name, else the book's. Caller owns. */
GTimeZone *crm_meeting_dup_zone (CrmTransaction *tx, const char *name);

/* Table occurrence, from the hooks of the meeting. */
gboolean crm_occurrence_inserted (CrmTransaction *tx, gint64 id, CrmValues *values, GError **error);
gboolean crm_occurrence_written (
    CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error);
gboolean crm_occurrence_expire (CrmTransaction *tx, gint64 now, GError **error);
gboolean crm_occurrence_check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error);
/* Rids that have no row: what is left out, and what has a meeting of its own (archived ones too, but for except). Caller owns. */
GHashTable *crm_occurrence_list_excluded (
    CrmTransaction *tx, const CrmRow *series, gint64 except, GError **error);

/* Times (CrmMeetingTime) a meeting should have rows for from from on; except: a meeting that is about to go. Caller owns. */
GArray *crm_occurrence_list_expected (CrmTransaction *tx, const CrmRow *meeting, gint64 from, gint64 until,
    gint64 except, gboolean *all_day, GError **error);

/* Checks and completes the fields of a meeting about to be written. */
gboolean crm_meeting_settle (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error);
/* The value a field will have after the write; 0 and NULL when empty. */
gint64 crm_meeting_get_integer (const CrmRow *before, CrmValues *values, int field);
const char *crm_meeting_get_text (const CrmRow *before, CrmValues *values, int field);
/* "field label: reason" */
gboolean crm_meeting_refuse (CrmEntity *entity, int field, const char *reason, GError **error);

/* Clients of a meeting that are no participants yet become such; participants that are no clients of it any more go. */
gboolean crm_participant_follow (
    CrmTransaction *tx, gint64 meeting, const CrmValue *before, const CrmValue *after, GError **error);

/* Reads a list of rids into a set; NULL is empty. Caller owns. */
GHashTable *crm_rids_parse (const char *text);
/* The set as text, sorted; NULL when empty. Caller owns. */
char *crm_rids_format (GHashTable *rids);

/* Parts of the actions. */
/* Takes the sentence; always 0. */
gint64 crm_meeting_refuse_text (char *sentence, GError **error);
/* NULL with a sentence also when it is archived. */
CrmRow *crm_meeting_load (CrmTransaction *tx, gint64 id, GError **error);
void crm_meeting_copy_fields (const CrmRow *meeting, CrmValues *values, const int *without, guint n);
void crm_meeting_set_time (CrmValues *values, const CrmMeetingTimes *times, const CrmMeetingTime *time);
gboolean crm_meeting_copy_participants (
    CrmTransaction *tx, gint64 from, gint64 to, gboolean fresh, GError **error);
/* What was announced of times in between needs not be announced again of the other record. */
gboolean crm_meeting_copy_told (
    CrmTransaction *tx, gint64 from, gint64 to, gint64 since, gint64 until, GError **error);
/* The meeting a time of a series has of its own; id 0: none. */
gboolean crm_meeting_find_exception (
    CrmTransaction *tx, gint64 series, const char *rid, gint64 *id, gboolean *archived, GError **error);
/* Works out a series and finds a time of it that takes place; FALSE with a sentence. */
gboolean crm_meeting_find_time (CrmTransaction *tx, const CrmRow *series, const char *rid,
    CrmMeetingTimes *times, CrmMeetingTime *time, GError **error);

/* Rules. Caller owns the text. */
/* The rule that ends before a time of the series. */
char *crm_rule_cut (const char *rule, const CrmMeetingTimes *times, const CrmMeetingTime *before);
/* What is left of a number of times after some of them. */
char *crm_rule_count_down (const char *rule, guint passed);
/* The rule of a series whose first day moves, and whose first instant is later by a difference (µs). NULL with a sentence when that cannot
 * be said. */
char *crm_rule_shift (const char *rule, guint32 from, guint32 to, gint64 difference, GError **error);

/* The task a meeting was made of: held finishes it, a change of the time takes it along. */
gboolean crm_meeting_task_finish (
    CrmTransaction *tx, const CrmRow *meeting, const char *outcome, GError **error);
gboolean crm_meeting_task_follow (
    CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error);
