/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Dates and times as people write them inside a line, in English, Ukrainian, Russian and (the common words of) German,
 * all at once and whatever the locale. Pure functions; any thread.
 *
 * What is decided here, so that nobody has to guess:
 * - A weekday is the next such day after today: "fri" on a Friday is in a week. "this friday" may be today. "next
 *   friday" is the Friday of the next week (weeks begin on week_start).
 * - "next week" is the Monday of the next week, "next month" and "next year" their first days. "in a week", "in a month"
 *   and so on count from today; a month that lacks the day gives its last one.
 * - "end of the week" is Friday (today counts), "weekend" Saturday; "end of the month" its last day; "beginning" of a
 *   month is its 1st, the middle its 15th, the next time they come.
 * - A day and month without a year, and a day of the month alone, is the next such day; today counts.
 * - Numbers with dots are day.month, with dashes ISO. With slashes they are read only when they can mean one day
 *   only (25/12, but never 10/12); 24/7 is no date.
 * - Only a time: today, or tomorrow when that time is past. With a day given, that day stays.
 * - An hour without minutes, "pm" or a part of the day from 1 to 6 is in the afternoon ("at 3" is 15:00, "3:00" and
 *   "03" are at night). A number alone is an hour only right behind a day ("fri 10") or behind "at", "о", "в".
 * - Morning is 9:00, midday 12:00, lunch 13:00, afternoon 14:00, evening and tonight 18:00, night 21:00; where that is
 *   past today already, the day is given without a time.
 * - "за" is Ukrainian and counts up to weeks only ("оплата за 2 місяці" is no date). Midnight is not read: nobody knows of which day.
 * - Where the clocks change, a time that does not exist is the next one that does; of a time that comes twice, the first.
 * - "in May" is its first day. "after friday" is the next working day. "a week from monday" and "3 days before 10 december"
 *   count from that day. "last friday", "first monday" and the date of a document ("договір від 10.11") are no days to do anything.
 * - "в 14-30" is 14:30, "10-12" is a range. "полтретьего", "без четверти три" and "за чверть третя" are times as well.
 * - Telephone numbers, prices, percentages and numbers of things are no dates. */

typedef struct
{
  gsize start; /* bytes of the text it stands in, with its preposition ("on Friday") */
  gsize end;
  gsize time_start; /* a time apart from the day ("tomorrow call Ann at 10"); both 0 when there is none */
  gsize time_end;
  char *date; /* owned, "YYYY-MM-DD" in the zone; never NULL when found */
  gboolean has_time;
  gint64 at;    /* µs UTC when has_time, else 0 */
  gint64 until; /* end when a range was written ("15:00-16:00"), else 0 */
} CrmWhen;

/* Frees what self owns and makes it empty. */
void crm_when_clear (CrmWhen *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmWhen, crm_when_clear)

/* Finds the first day (or, without one, the first time) anywhere in text. now: µs UTC; zone NULL: UTC; week_start: 1
 * Monday to 7 Sunday. FALSE, with an empty out, when there is none or text is not UTF-8. Clear out in the end. */
gboolean crm_when_find (const char *text, gint64 now, GTimeZone *zone, int week_start, CrmWhen *out);

/* The whole text must be one expression; here "3 days", "+3" and a bare hour do as well. The error says what is wrong. */
gboolean crm_when_parse (
    const char *text, gint64 now, GTimeZone *zone, int week_start, CrmWhen *out, GError **error);

/* A day for a field that holds one: as crm_date_parse () reads it, else in words as above ("in 2 months", "fri", "10.12."), but nothing with a
 * time. Caller owns; NULL with error. */
char *crm_when_parse_day (const char *text, gint64 now, GTimeZone *zone, int week_start, GError **error);
