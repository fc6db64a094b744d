/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-agenda.h"

/* Which days the calendar page shows, and how it says them: stretches of days, times, reminders, icons. Days are numbers of base/crm-local.h.
 * Main thread. */

typedef enum
{
  CRM_CALENDAR_DAY,
  CRM_CALENDAR_WORK_WEEK,
  CRM_CALENDAR_WEEK,
  CRM_CALENDAR_MONTH,
  CRM_CALENDAR_AGENDA,
  CRM_CALENDAR_N_MODES
} CrmCalendarMode;

/* "day", "work-week", "week", "month", "agenda". */
const char *crm_calendar_mode_get_name (CrmCalendarMode mode);
const char *crm_calendar_mode_get_label (CrmCalendarMode mode); /* translated */
/* CRM_CALENDAR_N_MODES for another name. */
CrmCalendarMode crm_calendar_mode_find (const char *name);
/* The days a mode shows around a day: the first and how many. hours (nullable) are the book's working hours, week_start 1 Monday to 7 Sunday. */
void crm_calendar_get_span (
    CrmCalendarMode mode, guint32 day, int week_start, const char *hours, guint32 *first, guint *n);
/* The same day one page further or back. */
guint32 crm_calendar_step (CrmCalendarMode mode, guint32 day, int direction);

/* "16 – 22 November 2026", "November 2026", "Wednesday, 18 November 2026". Caller owns. */
char *crm_calendar_dup_title (CrmCalendarMode mode, guint32 day, guint32 first, guint n);
/* "Week 47 · 11 meetings and calls". agenda NULL: only the week. Caller owns. */
char *crm_calendar_dup_subtitle (CrmCalendarMode mode, guint32 first, guint n, CrmAgenda *agenda);
/* A day by g_date_time_format ()'s letters in the locale of messages; at the head of a line with a capital. Caller owns. */
char *crm_calendar_format_day (guint32 day, const char *format);
char *crm_calendar_format_heading (guint32 day, const char *format);
/* "10:00". Caller owns. */
char *crm_calendar_dup_clock (gint64 at, GTimeZone *zone);
/* What the clock says for somebody in a zone: "3:00 in America/New_York"; NULL when it says the same, or zone (nullable) is none. Caller owns. */
char *crm_calendar_dup_there (gint64 at, const char *zone, GTimeZone *own);
/* "Thursday 19 Nov, 10:00 – 11:00", "Thursday 19 Nov, all day", "19 Nov 22:00 – 20 Nov 2:00". Caller owns. */
char *crm_calendar_dup_time (gint64 starts_at, gint64 ends_at, gboolean all_day, GTimeZone *zone);
/* "10:00 – 11:00", "All day": within a list of its day. Caller owns. */
char *crm_calendar_dup_hours (const CrmAgendaItem *item, GTimeZone *zone);
/* "30 minutes before", "1 day before", "on the day at 9:00". Caller owns. */
char *crm_calendar_dup_reminder (int minutes, gboolean all_day);
/* What a meeting's reminders field says: "Reminder 30 minutes before"; NULL when there is none. Caller owns. */
char *crm_calendar_dup_reminders (const char *reminders, gboolean all_day);

/* Icon and style class of an item. */
const char *crm_calendar_item_get_icon (const CrmAgendaItem *item);
const char *crm_calendar_item_get_style (const CrmAgendaItem *item);
/* TRUE for what is over or was done: shown pale. */
gboolean crm_calendar_item_is_done (const CrmAgendaItem *item);
/* The local midnight (µs) of a day. */
gint64 crm_calendar_day_instant (guint32 day, GTimeZone *zone);
guint32 crm_calendar_today (CrmStore *store);
/* When something new on a day begins, unless somebody says otherwise: the next full hour of today, but not at night; the morning of other days. */
gint64 crm_calendar_propose_start (CrmStore *store, guint32 day);
