/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"
#include "task/crm-task.h"

/* How tasks are shown: icons and colours of kinds, days in words, and the days that groups stand for. */

const char *crm_task_kind_get_icon (const char *kind);
const char *crm_task_kind_get_style (const char *kind);
/* Translated; kind NULL is to do. */
const char *crm_task_kind_get_label (const char *kind);
/* Style class of what is due: "late", "today" or NULL. */
const char *crm_task_group_get_style (CrmTaskGroup group);
/* First day of the book's week, 1 Monday to 7 Sunday. */
int crm_task_get_week_start (CrmStore *store);
/* When it is due, as short as its group allows ("16:00", "any time", "Fri 12:00", "Mon 23 Nov"). "" without a date. Caller owns. */
char *crm_task_dup_due (const CrmRow *task, CrmTaskGroup group, gint64 now, GTimeZone *zone);
/* "Thu 19 Nov" or "Thu 19 Nov, 10:00", with the year when it is another. at 0: a day only. Caller owns. */
char *crm_task_dup_day (const char *date, gint64 at, gint64 now, GTimeZone *zone);
/* "every week: Fri. The next one comes on Fri 27 Nov"; NULL for a task that does not come again. Caller owns. */
char *crm_task_dup_repeat (const CrmRow *task, gint64 now, GTimeZone *zone);
/* The day ("YYYY-MM-DD") a task gets that is put into a group; NULL for "No date" and where there is none. Caller owns. */
char *crm_task_group_dup_day (CrmTaskGroup group, const char *today, int week_start);
/* FALSE for a group no task can be put into: overdue, done, or a week that has no day left. */
gboolean crm_task_group_takes (CrmTaskGroup group, const char *today, int week_start);
/* The tasks of a group as conditions of a query, and their order. */
void crm_task_group_restrict (
    CrmTaskGroup group, CrmQuery *query, gint64 now, GTimeZone *zone, int week_start);
