/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-agenda.h"

/* How items of the calendar are told: icons and colours of kinds, times, and the names screen readers say. Main thread. */

const char *crm_event_get_icon (const CrmAgendaItem *item);
/* Class of the kind's colour. */
const char *crm_event_get_style (const CrmAgendaItem *item);
/* Translated, as a word inside a sentence: "meeting". */
const char *crm_event_get_kind (const CrmAgendaItem *item);
/* Whom it is with: the client, else the place of honour goes to the title. second: what comes below, nullable. Both owned by the item. */
const char *crm_event_get_lead (const CrmAgendaItem *item, const char **second);

/* "10:00". Caller owns. */
char *crm_event_dup_clock (gint64 at, GTimeZone *zone);
/* "10:00 – 11:00". Caller owns. */
char *crm_event_dup_times (gint64 starts_at, gint64 ends_at, GTimeZone *zone);
/* "Thursday 10:00 to 11:00", "Thursday, all day", "Thursday to Saturday"; dated: "Thursday 19 November 10:00 to 11:00". Caller owns. */
char *crm_event_dup_spoken_times (
    gint64 starts_at, gint64 ends_at, gboolean all_day, gboolean dated, GTimeZone *zone);
/* "Thursday 10:00 to 11:00, meeting Tasting and price talk, Anna Kowalska, ul. Długa 12", and its state. Caller owns. */
char *crm_event_dup_name (const CrmAgendaItem *item, gint64 starts_at, gint64 ends_at, gboolean all_day,
    gboolean dated, GTimeZone *zone);
/* The same in lines, for a tooltip. Caller owns. */
char *crm_event_dup_tooltip (
    const CrmAgendaItem *item, gint64 starts_at, gint64 ends_at, gboolean all_day, GTimeZone *zone);
/* A local day by a pattern of crm_locale_format_date (). Caller owns. */
char *crm_event_dup_day (guint32 day, const char *format);
/* ISO 8601 week of a day. */
int crm_event_get_week (guint32 day);
