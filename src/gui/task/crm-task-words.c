/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-task-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/crm-locale.h"
#include "base/crm-recurrence.h"
#include "base/crm-time.h"

/* No state. Any thread, but for what takes a store. */

static const struct
{
  const char *kind;
  const char *icon;
  const char *style;
  const char *label;
} kinds[] = {
  { "todo", "crm-task-symbolic", "task", N_ ("To do") },
  { "call", "call-start-symbolic", "call", N_ ("Call") },
  { "letter", "mail-unread-symbolic", "mail", N_ ("Letter") },
  { "meeting", "crm-meeting-symbolic", "meet", N_ ("Meeting") },
  { "wait", "content-loading-symbolic", "task", N_ ("Wait for the client") },
};

static guint
find_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return i;
  return 0;
}

const char *
crm_task_kind_get_icon (const char *kind)
{
  return kinds[find_kind (kind)].icon;
}

const char *
crm_task_kind_get_style (const char *kind)
{
  return kinds[find_kind (kind)].style;
}

const char *
crm_task_kind_get_label (const char *kind)
{
  return _ (kinds[find_kind (kind)].label);
}

const char *
crm_task_group_get_style (CrmTaskGroup group)
{
  return group == CRM_TASK_OVERDUE ? "late" : group == CRM_TASK_TODAY ? "today" : NULL;
}

int
crm_task_get_week_start (CrmStore *store)
{
  const char *text = crm_store_get_setting (store, "week-start");
  int day = text != NULL ? atoi (text) : 1;

  return day >= 1 && day <= 7 ? day : 1;
}

/* Days */

static GDateTime *
open_instant (gint64 at, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);

  return utc != NULL && zone != NULL ? g_date_time_to_timezone (utc, zone) : g_steal_pointer (&utc);
}

static GDateTime *
open_date (const char *date)
{
  int year = 1970, month = 1, day = 1;

  sscanf (date, "%4d-%2d-%2d", &year, &month, &day);
  return g_date_time_new_utc (year, month, day, 0, 0, 0);
}

char *
crm_task_dup_day (const char *date, gint64 at, gint64 now, GTimeZone *zone)
{
  g_autofree char *own = date == NULL && at != 0 ? crm_instant_date (at, zone) : g_strdup (date);
  g_autofree char *today = crm_instant_date (now, zone);
  g_autoptr (GDateTime) day = NULL;
  gboolean year;

  if (own == NULL || !crm_date_is_valid (own))
    return g_strdup ("");
  year = strncmp (own, today, 4) != 0;
  if (at == 0)
    {
      day = open_date (own);
      /* Translators: the day a task is due: Thu 19 Nov. */
      return crm_locale_format_date (day, year ? C_ ("date", "%a %-d %b %Y") : C_ ("date", "%a %-d %b"));
    }
  day = open_instant (at, zone);
  /* Translators: day and time a task is due: Thu 19 Nov, 10:00. */
  return crm_locale_format_date (
      day, year ? C_ ("date", "%a %-d %b %Y, %H:%M") : C_ ("date", "%a %-d %b, %H:%M"));
}

char *
crm_task_dup_due (const CrmRow *task, CrmTaskGroup group, gint64 now, GTimeZone *zone)
{
  const char *date = crm_row_get_text (task, CRM_TASK_DUE_ON);
  gint64 at = crm_row_get_integer (task, CRM_TASK_DUE_AT);
  g_autofree char *today = crm_instant_date (now, zone);
  g_autoptr (GDateTime) day = NULL;

  if (group == CRM_TASK_DONE)
    {
      day = open_instant (crm_row_get_integer (task, CRM_TASK_DONE_AT), zone);
      return crm_locale_format_date (day, "%H:%M");
    }
  if (date == NULL && at == 0)
    return g_strdup ("");
  if (group == CRM_TASK_TODAY || group == CRM_TASK_TOMORROW || g_strcmp0 (date, today) == 0)
    {
      if (at == 0)
        return g_strdup (_ ("any time"));
      day = open_instant (at, zone);
      return crm_locale_format_date (day, "%H:%M");
    }
  if (group == CRM_TASK_THIS_WEEK)
    {
      day = at != 0 ? open_instant (at, zone) : open_date (date);
      /* Translators: weekday and time of this week: Fri 12:00. */
      return crm_locale_format_date (day, at != 0 ? C_ ("date", "%a %H:%M") : "%a");
    }
  return crm_task_dup_day (date, group == CRM_TASK_OVERDUE ? 0 : at, now, zone);
}

static char *
begin_sentence (const char *words)
{
  g_autofree char *first = g_utf8_substring (words, 0, 1), *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, words + strlen (first), NULL);
}

char *
crm_task_dup_repeat (const CrmRow *task, gint64 now, GTimeZone *zone)
{
  const char *rule = crm_row_get_text (task, CRM_TASK_RECURRENCE);
  const char *due = crm_row_get_text (task, CRM_TASK_DUE_ON);
  const char *occurrence = crm_row_get_text (task, CRM_TASK_OCCURRENCE);
  g_autofree char *first = occurrence != NULL ? g_strndup (occurrence, 10) : g_strdup (due);
  g_autoptr (CrmRecurrence) recurrence = rule != NULL ? crm_recurrence_new (rule, NULL) : NULL;
  g_autofree char *words = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *next = NULL;
  g_autofree char *day = NULL;

  if (rule == NULL)
    return NULL;
  if (recurrence == NULL)
    return g_strdup (rule);
  words = crm_recurrence_describe (recurrence, first);
  next = first != NULL ? crm_recurrence_next_date (recurrence, first, first, zone) : NULL;
  if (next == NULL)
    return g_steal_pointer (&words);
  day = crm_task_dup_day (next, 0, now, zone);
  sentence = begin_sentence (words);
  /* Translators: a rule in words, then a day: every week: Fri. The next one comes on Fri 27 Nov. */
  return g_strdup_printf (_ ("%s. The next one comes on %s."), sentence, day);
}

/* Groups */

/* 0: the week's first day … 6: its last one. */
static int
get_place_in_week (const char *date, int week_start)
{
  g_autoptr (GDateTime) day = open_date (date);

  return (g_date_time_get_day_of_week (day) - week_start + 7) % 7;
}

char *
crm_task_group_dup_day (CrmTaskGroup group, const char *today, int week_start)
{
  int place = get_place_in_week (today, week_start);
  int left = 6 - place;
  int monday = 7 - place + (8 - week_start) % 7;
  int friday = (12 - week_start) % 7 - place;

  switch (group)
    {
    case CRM_TASK_TODAY: return g_strdup (today);
    case CRM_TASK_TOMORROW: return crm_date_add_days (today, 1);
    case CRM_TASK_THIS_WEEK:
      /* The last working day that is still to come, else the last day. */
      if (left < 2)
        return NULL;
      return crm_date_add_days (today, friday >= 2 ? friday : left);
    case CRM_TASK_NEXT_WEEK: return crm_date_add_days (today, monday == 1 ? 2 : monday);
    case CRM_TASK_LATER: return crm_date_add_days (today, monday + 7);
    case CRM_TASK_OVERDUE:
    case CRM_TASK_NO_DATE:
    case CRM_TASK_DONE:
    case CRM_TASK_N_GROUPS:
    default: return NULL;
    }
}

gboolean
crm_task_group_takes (CrmTaskGroup group, const char *today, int week_start)
{
  g_autofree char *day = crm_task_group_dup_day (group, today, week_start);

  return day != NULL || group == CRM_TASK_NO_DATE;
}

static void
add_condition (CrmQuery *query, const char *field, CrmTest test, const char *value)
{
  crm_condition_add (crm_query_get_where (query), crm_condition_new (field, test, value));
}

static void
add_between (CrmQuery *query, const char *today, int after, int until)
{
  g_autofree char *low = crm_date_add_days (today, after);
  g_autofree char *high = crm_date_add_days (today, until + 1);

  add_condition (query, "due_on", CRM_TEST_GREATER, low);
  if (until > 0)
    add_condition (query, "due_on", CRM_TEST_LESS, high);
}

void
crm_task_group_restrict (CrmTaskGroup group, CrmQuery *query, gint64 now, GTimeZone *zone, int week_start)
{
  g_autofree char *today = crm_instant_date (now, zone);
  g_autofree char *tomorrow = crm_date_add_days (today, 1);
  g_autofree char *instant = crm_instant_format (now);
  int left = 6 - get_place_in_week (today, week_start);

  add_condition (query, "done_at", group == CRM_TASK_DONE ? CRM_TEST_NOT_EMPTY : CRM_TEST_EMPTY, NULL);
  switch (group)
    {
    case CRM_TASK_OVERDUE: add_condition (query, "due_key", CRM_TEST_LESS, instant); break;
    case CRM_TASK_TODAY:
      add_condition (query, "due_on", CRM_TEST_EQUAL, today);
      add_condition (query, "due_key", CRM_TEST_GREATER, instant);
      break;
    case CRM_TASK_TOMORROW: add_condition (query, "due_on", CRM_TEST_EQUAL, tomorrow); break;
    case CRM_TASK_THIS_WEEK: add_between (query, today, 1, MAX (left, 1)); break;
    case CRM_TASK_NEXT_WEEK: add_between (query, today, MAX (left, 1), left + 7); break;
    case CRM_TASK_LATER: add_between (query, today, left + 7, 0); break;
    case CRM_TASK_NO_DATE: add_condition (query, "due_key", CRM_TEST_EMPTY, NULL); break;
    case CRM_TASK_DONE:
    case CRM_TASK_N_GROUPS:
    default: break;
    }
  crm_query_add_order (query, group == CRM_TASK_DONE      ? "-done_at"
                              : group == CRM_TASK_NO_DATE ? "-id"
                                                          : "due_key");
}
