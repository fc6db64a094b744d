/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-when.h"

/* A rule by which something comes again: the value of an RRULE (RFC 5545), read by libical. Rules of days only: all-day
 * things repeat by date, timed ones at the same local time of their zone whatever the clocks do. Immutable; any thread.
 *
 * Work is bounded whatever the rule: frequencies under a day, BYHOUR, BYMINUTE, BYSECOND and other calendars are
 * refused, so is a rule that never comes true, and nothing is looked at past CRM_RECURRENCE_MAX_STEPS occurrences. */
typedef struct _CrmRecurrence CrmRecurrence;

#define CRM_RECURRENCE_HORIZON_MONTHS 18
#define CRM_RECURRENCE_MAX_STEPS 20000

/* "FREQ=WEEKLY;BYDAY=FR", also with "RRULE:" before it. NULL with a sentence when it cannot be kept. */
CrmRecurrence *crm_recurrence_new (const char *rule, GError **error);
void crm_recurrence_free (CrmRecurrence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmRecurrence, crm_recurrence_free)

/* The rule in one canonical spelling, to store. Caller owns. */
char *crm_recurrence_to_string (const CrmRecurrence *self);

/* The next date strictly after a date; first ("YYYY-MM-DD") is where the rule begins to count, and itself a date of the
 * series only when the rule says so. after NULL: from first itself on. zone is for an end given in UTC. NULL when the series is over. Caller
 * owns. */
char *crm_recurrence_next_date (
    const CrmRecurrence *self, const char *first, const char *after, GTimeZone *zone);

/* The same for instants (µs UTC): the local time of first in the zone (NULL: UTC) on each day. FALSE when it is over. */
gboolean crm_recurrence_next_instant (
    const CrmRecurrence *self, gint64 first, gint64 after, GTimeZone *zone, gint64 *at);

/* Dates from from on and before until, at most max; elements are char *, owned by the array. Caller owns. */
GPtrArray *crm_recurrence_list_dates (const CrmRecurrence *self, const char *first, const char *from,
    const char *until, GTimeZone *zone, guint max);

/* Instants (gint64) from from on and before until, at most max. Caller owns. */
GArray *crm_recurrence_list_instants (
    const CrmRecurrence *self, gint64 first, gint64 from, gint64 until, GTimeZone *zone, guint max);

/* For people, translated: "every 2 weeks: Mon, Fri", "every month: last Friday, 5 times". first ("YYYY-MM-DD" or NULL)
 * tells what a rule leaves to its beginning ("every month on day 10"). Caller owns. */
char *crm_recurrence_describe (const CrmRecurrence *self, const char *first);

/* Finds "every friday at 10", "щоп'ятниці", "каждые 2 недели", "щомісяця 10-го" in text. when is the first time, today
 * included unless its time is past, and its bytes are those of the whole expression; rule is its RRULE, owned by the
 * caller. Other arguments as in crm_when_find (). FALSE, with empty results, when there is none. */
gboolean crm_recurrence_find (
    const char *text, gint64 now, GTimeZone *zone, int week_start, CrmWhen *when, char **rule);
