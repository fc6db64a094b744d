/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Instants are microseconds UTC; dates are ISO text "YYYY-MM-DD" or, without a year, "--MM-DD". Any thread. */

/* "2026-11-21T20:19:35Z"; a fraction is written only when there is one. Caller owns. */
char *crm_instant_format (gint64 at);

/* Reads ISO 8601 (with or without zone; without one, zone is used; NULL zone = UTC); also "YYYY-MM-DD HH:MM[:SS]"
 * and a bare date (midnight in the zone). */
gboolean crm_instant_parse (const char *text, GTimeZone *zone, gint64 *at, GError **error);

/* TRUE when date is a real day as stored ("2024-02-29", "--02-29"). */
gboolean crm_date_is_valid (const char *date);

/* Order of day and month in dates written with numbers; UNKNOWN refuses what could be read both ways (dates with dots are day first). */
typedef enum
{
  CRM_DATE_ORDER_UNKNOWN,
  CRM_DATE_ORDER_DMY,
  CRM_DATE_ORDER_MDY,
  CRM_DATE_ORDER_YMD
} CrmDateOrder;

/* Reads a typed date into stored form: ISO (also basic "20260131" and "--0131"), 24.08.1993, 24/08/1993, 8/24/93 with order,
 * "24 August 1993", "24 серпня 1993", "24 августа", "24. August 1993", "Aug 24, 1993". A time part after an ISO
 * date is dropped. An ambiguous date ("03/04/2020" with UNKNOWN) is an error that says so: never guessed. Caller owns. */
char *crm_date_parse (const char *text, CrmDateOrder order, GError **error);

/* Guesses the order over a column: feed each text; ask at the end. UNKNOWN when nothing decided or contradictory. */
typedef struct
{
  guint dmy;
  guint mdy;
  guint ymd;
  guint other;
} CrmDateVote;
void crm_date_vote (CrmDateVote *vote, const char *text);
CrmDateOrder crm_date_vote_result (const CrmDateVote *vote);

/* Local date of an instant, "YYYY-MM-DD". Caller owns. */
char *crm_instant_date (gint64 at, GTimeZone *zone);
/* Instant of local midnight at the start of date (must have a year), or G_MININT64. */
gint64 crm_date_instant (const char *date, GTimeZone *zone);
/* date + days (negative allowed); date must have a year. Caller owns. */
char *crm_date_add_days (const char *date, int days);
/* Days from one date to another (to - from). */
int crm_date_days_between (const char *from, const char *to);
/* Next occurrence (today counts) of a birthday "YYYY-MM-DD" or "--MM-DD" on or after today; 29 February falls on
 * 28 February in common years. Caller owns. */
char *crm_date_next_birthday (const char *birthday, const char *today);

/* For display, translated: "Today, 09:12", "Yesterday", "5 days ago", "21 Nov", "21 Nov 2024". Caller owns. */
char *crm_instant_display_relative (gint64 at, gint64 now, GTimeZone *zone);
/* "21 November 2026, 16:00" in the locale of messages. Caller owns. */
char *crm_instant_display_full (gint64 at, GTimeZone *zone);
/* "24 November" or "24 November 1993". Caller owns. */
char *crm_date_display (const char *date);
/* Heading of a day: "Today, 18 November", "Yesterday, 17 November", "Monday, 2 March", with year when another. Caller owns. */
char *crm_date_display_heading (const char *date, const char *today);
/* "6 min 40 s", "1 h 5 min". seconds >= 0. Caller owns. */
char *crm_duration_display (gint64 seconds);
/* Reads "400", "6:40", "1:05:00", "6 min 40 s", "6m". Result in seconds. */
gboolean crm_duration_parse (const char *text, gint64 *seconds, GError **error);
