/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-tokens.h"
#include "base/crm-when.h"

/* Reading expressions of days and times token by token; what crm_when_find () and crm_recurrence_find () share. Each
 * reader takes the index of the first token and returns that of the token behind what it read, or the same index when
 * there is nothing of its kind. Private to core. Any thread. */

typedef struct
{
  GArray *tokens; /* CrmToken; owned */
  gint64 now;
  GTimeZone *zone; /* borrowed; nullable */
  int week_start;  /* 1 … 7 */
  guint32 today;   /* Julian day */
  int second;      /* of today, now */
  gboolean whole;  /* nothing but the expression is expected */
} CrmWhenReader;

typedef enum
{
  CRM_WHEN_DAY_NONE,
  CRM_WHEN_DAY_WEEKDAY, /* a date may still follow: "fri 10 dec" */
  CRM_WHEN_DAY_FULL,
} CrmWhenDayKind;

typedef struct
{
  CrmWhenDayKind kind;
  guint32 day; /* Julian */
  gboolean has_clock;
  gboolean bare; /* an hour without minutes, from 1 to 6 */
  int minute;    /* of the day */
  int until;     /* of the day; -1: none */
  gboolean bare_until;
  CrmWordPart part;
  int part_minute; /* -1: none */
  gboolean exact;  /* at counts from now */
  gint64 at;
} CrmWhenReading;

/* FALSE when text is not UTF-8 or now is outside the calendar. */
gboolean crm_when_reader_init (
    CrmWhenReader *self, const char *text, gint64 now, GTimeZone *zone, int week_start);
void crm_when_reader_clear (CrmWhenReader *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmWhenReader, crm_when_reader_clear)

/* NULL past the end. */
const CrmToken *crm_when_reader_get (const CrmWhenReader *self, guint i);
gboolean crm_when_reader_means (const CrmWhenReader *self, guint i, CrmWordMeaning meaning, int *value);
gboolean crm_when_reader_is_sign (const CrmWhenReader *self, guint i, char sign);
/* A sign or number that follows without a blank. */
gboolean crm_when_reader_is_glued (const CrmWhenReader *self, guint i);
/* A number of at most two digits that stands for itself: no part of a telephone number, of "B10", "№10" or "1,5". */
gboolean crm_when_reader_is_number (const CrmWhenReader *self, guint i);
/* By its ending; folded. */
gboolean crm_when_is_infinitive (const char *fold);
/* What stands at i does not make an amount or a name of the number before it. */
gboolean crm_when_reader_is_free (const CrmWhenReader *self, guint i);

/* "3", "два", "a", "1,5" (halves are only *half). */
guint crm_when_read_amount (const CrmWhenReader *self, guint i, int *amount, gboolean *half);
guint crm_when_read_unit (const CrmWhenReader *self, guint i, int amount, CrmWordUnit *unit);

/* A length of time from now, with its preposition. */
guint crm_when_read_offset (const CrmWhenReader *self, guint i, CrmWhenReading *reading);
/* A day without its prepositions; at: one of time stood before it; on: one of days did. */
guint crm_when_read_day (
    const CrmWhenReader *self, guint i, gboolean at, gboolean on, CrmWhenReading *reading);
/* Parts of it: "next week", "2027 року", "friday next week", "end of the month", "in May". */
guint crm_when_read_relative (const CrmWhenReader *self, guint i, CrmWhenReading *reading);
guint crm_when_read_year (const CrmWhenReader *self, guint i, guint *year);
guint crm_when_read_weekday (const CrmWhenReader *self, guint i, gboolean on, CrmWhenReading *reading);
guint crm_when_read_edge (const CrmWhenReader *self, guint i, CrmWhenReading *reading);
/* A weekday behind a period, in its week: "next week on friday"; 0 when there is none. */
guint crm_when_read_weekday_of (const CrmWhenReader *self, guint i, guint32 begin, guint32 *day);
/* "end of the day"; the same index when there is none. */
guint crm_when_read_day_end (const CrmWhenReader *self, guint i);
/* "of", "the". */
guint crm_when_skip_of (const CrmWhenReader *self, guint i);
/* A time; from: the beginning of a range is expected. */
guint crm_when_read_clock (
    const CrmWhenReader *self, guint i, gboolean at, gboolean on, gboolean from, CrmWhenReading *reading);
/* The dot behind a short word. */
guint crm_when_skip_dot (const CrmWhenReader *self, guint i);
/* All of it: prepositions, a day, a time, in any order. */
guint crm_when_read (const CrmWhenReader *self, guint i, CrmWhenReading *reading);
/* Goes on with a reading that may already hold something. */
guint crm_when_read_more (const CrmWhenReader *self, guint i, CrmWhenReading *reading);

void crm_when_reading_init (CrmWhenReading *reading);
/* The minute of the day with part and afternoon reckoned in; -1: no time. */
int crm_when_reading_get_minute (const CrmWhenReading *reading);
/* Fills all but the byte ranges. FALSE outside the calendar. */
gboolean crm_when_reading_resolve (const CrmWhenReader *self, const CrmWhenReading *reading, CrmWhen *out);

/* Day reckoning; months are clamped to their last day; 0 outside the calendar. */
guint32 crm_when_add (guint32 julian, CrmWordUnit unit, int amount);
/* The next such day of the month, from counts; 0 when there is none. month 0: any. */
guint32 crm_when_next_day (guint32 from, guint month, guint day);
guint crm_when_get_year (guint32 julian);
guint crm_when_get_month (guint32 julian);
/* 0 when there is no such day. */
guint32 crm_when_get_julian (guint year, guint month, guint day);
/* The first day of the period around a day. */
guint32 crm_when_get_begin (const CrmWhenReader *self, guint32 day, CrmWordUnit unit);
/* The weekday in the seven days that begin then. */
guint32 crm_when_get_in_week (guint32 begin, int weekday);
/* 1 Monday … 7. */
int crm_when_get_weekday (guint32 julian);
guint32 crm_when_week_begin (guint32 julian, int week_start);
