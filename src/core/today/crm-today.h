/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-sums.h"
#include "deal/crm-deal.h"
#include "task/crm-task.h"

/* What the day asks for, with the reason for each line, and how far the goals are. */

/* A goal of one user or of all (A73). */
enum
{
  CRM_GOAL_OWNER,   /* empty: everybody together */
  CRM_GOAL_PERIOD,  /* "week" "month" "quarter" "year" */
  CRM_GOAL_MEASURE, /* "won-sum" "won-count" "new-deals" "calls" "meetings" "new-clients" */
  CRM_GOAL_AMOUNT,  /* won-sum */
  CRM_GOAL_NUMBER,  /* the others */
  CRM_GOAL_POSITION,
  CRM_GOAL_N_FIELDS
};
extern const CrmEntityInfo crm_goal_entity;

/* A hint somebody does not want to see again, at least not until a day. */
enum
{
  CRM_HINT_DISMISSAL_HINT,
  CRM_HINT_DISMISSAL_ABOUT,    /* entity */
  CRM_HINT_DISMISSAL_ABOUT_ID, /* its id */
  CRM_HINT_DISMISSAL_OWNER,
  CRM_HINT_DISMISSAL_UNTIL, /* empty: for good */
  CRM_HINT_DISMISSAL_N_FIELDS
};
extern const CrmEntityInfo crm_hint_dismissal_entity;

/* A line of the day. reason says why it is here ("2 days late", "No next step in deal “Beans”, 12 days without contact"). */
typedef struct
{
  const char *kind; /* "task" "meeting" "deal" "birthday" "client": what it is about */
  const char *
      step; /* "call" "letter" "meeting" "todo" "wait": what to do, for the icon; NULL for hints without one */
  gint64 id; /* task, meeting, deal or client */
  char *rid; /* meeting that repeats: which of its times; else NULL */
  gint64 version;
  char *title;
  char *reason;
  gint64 at; /* time of day, 0 when it has none */
  gint64 ends_at;
  char *due_on;
  gboolean important;
  gboolean declined; /* a task this user set, which its owner does not do */
  gint64 client;
  char *client_name;
  char *client_caption; /* "Company", place of a meeting */
  char *phone;          /* main one of the client, nullable */
  char *email;
  gint64 deal;
  char *deal_title;
  const char *
      hint; /* hints: stable word ("no-next-step" "rotting" "birthday" "not-contacted" "no-answer" …), for dismissing; else NULL */
} CrmTodayLine;

typedef struct
{
  gint64 id;
  char *title; /* "Goal for November" */
  char *measure;
  gboolean money;
  gint64 done; /* minor units or a number */
  gint64 wanted;
  char currency[4];
  char *left_out; /* money: won in other currencies, which does not count; nullable */
} CrmGoalState;

typedef struct _CrmToday CrmToday;
CrmToday *crm_today_ref (CrmToday *self);
void crm_today_unref (CrmToday *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmToday, crm_today_unref)
/* CrmTodayLine *, owned by self. At most 200 lines each; those that are overdue latest first. */
GPtrArray *crm_today_get_overdue (CrmToday *self);
GPtrArray *crm_today_get_agenda (
    CrmToday *self); /* today's meetings and tasks: timed ones by time, then the day's */
GPtrArray *crm_today_get_tomorrow (CrmToday *self);
GPtrArray *crm_today_get_done (CrmToday *self); /* done today, newest first */
GPtrArray *crm_today_get_hints (
    CrmToday *self); /* at most three of each kind, the best first; a page shows three in all */
GPtrArray *crm_today_get_waiting (
    CrmToday *self); /* waits that run, and overdue and declined tasks this user set for others */
GPtrArray *crm_today_get_goals (CrmToday *self); /* CrmGoalState * */
/* Three small figures under the goal: of everybody together. */
guint64 crm_today_get_calls_this_week (CrmToday *self);
guint64 crm_today_get_new_deals (CrmToday *self); /* this month */
CrmSums *crm_today_get_weighted (CrmToday *self);
/* Actions left today: overdue and today's, not done. */
guint crm_today_get_actions (CrmToday *self);
/* How many are overdue and how many were done today, also those the lists have no room for. */
guint crm_today_get_n_overdue (CrmToday *self);
guint crm_today_get_n_done (CrmToday *self);
/* Any transaction. now decides what today is. */
CrmToday *crm_today_read (CrmTransaction *tx, gint64 now, GError **error);
/* The counters beside the pages alone: actions left today, overdue tasks. Any transaction. */
gboolean crm_today_count (CrmTransaction *tx, gint64 now, guint *actions, guint *overdue, GError **error);
