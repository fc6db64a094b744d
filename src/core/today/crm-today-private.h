/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-local.h"
#include "today/crm-today.h"

/* Between the files of the day; all in a worker's thread. */

/* Where the day stands, once a reading. Instants are µs. */
typedef struct
{
  CrmTransaction *tx; /* not owned */
  CrmDb *db;          /* not owned */
  GTimeZone *zone;    /* not owned */
  gint64 now;
  gint64 user;
  int week_start; /* 1 Monday … 7 */
  guint32 day;    /* today as crm_local_parse () counts */
  char *today;    /* owned */
  char *tomorrow;
  gint64 today_at; /* when today began */
  gint64 tomorrow_at;
  gint64 after_at; /* when the day after tomorrow begins */
} CrmDayFrame;

gboolean crm_day_frame_init (CrmDayFrame *self, CrmTransaction *tx, gint64 now, GError **error);
void crm_day_frame_clear (CrmDayFrame *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmDayFrame, crm_day_frame_clear)

struct _CrmToday
{
  GPtrArray *overdue;
  GPtrArray *agenda;
  GPtrArray *tomorrow;
  GPtrArray *done;
  GPtrArray *hints;
  GPtrArray *waiting;
  GPtrArray *goals;
  guint64 calls_this_week;
  guint64 new_deals;
  CrmSums *weighted;
  guint actions;
  guint n_overdue;
  guint n_done;
  gatomicrefcount ref_count;
};

/* Columns of the client a line is about, from column n on, and the joins they come from; link is the column with its id. */
#define CRM_WHO_COLUMNS "c.id, c.name, co.name, cf.phone, cf.email"
#define CRM_WHO_JOINS(link) \
  " LEFT JOIN client c ON c.id = " link " LEFT JOIN client co ON co.id = c.company" \
  " LEFT JOIN client_figures cf ON cf.client_id = c.id"
/* Whose meetings the day shows: one's own, nobody's, and those one takes part in. User: $1. */
#define CRM_TODAY_MY_MEETING \
  "(t.owner = $1 OR t.owner IS NULL OR EXISTS (SELECT 1 FROM participant p WHERE p.meeting = t.id AND " \
  "p.\"user\" = $1 AND p.archived_at IS NULL)) AND t.archived_at IS NULL"
/* Times of meetings (o: occurrence) that meet the days from $2 to before $3: those that begin then or within a day before, and long ones. */
#define CRM_TODAY_TIMES \
  "(SELECT s.starts_at, s.ends_at, s.parent_id, s.rid, s.all_day FROM occurrence s WHERE s.source = 0 AND " \
  "s.starts_at >= $2 - 86400000000 AND s.starts_at < $3 AND (s.starts_at >= $2 OR s.ends_at > $2) UNION " \
  "ALL " \
  "SELECT l.starts_at, l.ends_at, l.parent_id, l.rid, l.all_day FROM occurrence l WHERE l.ends_at - " \
  "l.starts_at " \
  "> 86400000000 AND l.ends_at > $2 AND +l.starts_at < $2 - 86400000000 AND l.source = 0) o JOIN meeting t " \
  "ON " \
  "t.id = o.parent_id"
/* The last time before the day that begins at $2 of each meeting that is still planned; of a series no other one counts. */
#define CRM_TODAY_PAST \
  "meeting t JOIN occurrence o ON o.source = 0 AND o.parent_id = t.id AND o.starts_at = (SELECT max " \
  "(p.starts_at) " \
  "FROM occurrence p WHERE p.source = 0 AND p.parent_id = t.id AND p.starts_at < $2) AND o.ends_at <= $2"
#define CRM_TODAY_IS_PAST "t.starts_at < $2 AND t.state = 'planned' AND " CRM_TODAY_MY_MEETING

void crm_today_line_read_who (CrmTodayLine *self, CrmStatement *statement, int n);
void crm_goal_state_free (CrmGoalState *self);
void crm_today_line_free (CrmTodayLine *self);
GPtrArray *crm_today_lines_new (void);

/* Lists of tasks and meetings. */
gboolean crm_today_read_lists (CrmToday *self, const CrmDayFrame *frame, GError **error);
/* hints, and the weighted sums of the same pass over the open deals. */
gboolean crm_today_read_hints (CrmToday *self, const CrmDayFrame *frame, GError **error);
gboolean crm_today_read_goals (CrmToday *self, const CrmDayFrame *frame, GError **error);

/* Sentences; caller owns. */
char *crm_today_say_time (const CrmDayFrame *frame, gint64 at);
/* "2 days late", "50 min late" */
char *crm_today_say_late (const CrmDayFrame *frame, const char *due_on, gint64 due_at);
char *crm_today_say_due (const CrmDayFrame *frame, const char *due_on, gint64 due_at);
/* "Turns 42 on Tuesday" */
char *crm_today_say_birthday (const CrmDayFrame *frame, const char *birthday);
/* "No next step in deal “Beans”, 12 days without contact"; contact 0: none yet. */
char *crm_today_say_no_step (const CrmDayFrame *frame, const char *deal, gint64 contact);
char *crm_today_say_rotting (const char *stage, gint64 days, gint64 limit);
char *crm_today_say_not_contacted (const CrmDayFrame *frame, gint64 contact, const char *sums);
char *crm_today_say_lead (const CrmDayFrame *frame, gint64 contact);
char *crm_today_say_support (const CrmDayFrame *frame, gint64 contact);
/* Written at, while half of the answers take no longer than usual (µs). */
char *crm_today_say_no_answer (const CrmDayFrame *frame, gint64 at, gint64 usual);
char *crm_today_say_closing (const CrmDayFrame *frame, const char *expected);
char *crm_today_say_meeting_past (const CrmDayFrame *frame, const char *date);
char *crm_today_say_waited (const CrmDayFrame *frame, const char *due_on);
/* "Waiting for 3 days, until 21 November" */
char *crm_today_say_waiting (const CrmDayFrame *frame, gint64 since, const char *due_on);
