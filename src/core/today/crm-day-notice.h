/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "today/crm-today.h"

/* What is told once a day to who asked for it: the plan in the morning, what was done in the evening. The settings "day-plan" and
 * "day-summary" of the book say when ("HH:MM"); "never" or nothing: not at all. */
typedef struct
{
  const char *kind; /* "day-plan", "day-summary" */
  char *title;
  char *body;
} CrmDayNotice;
void crm_day_notice_free (CrmDayNotice *self);

/* Instant (µs) of the next notice of this or the next day; at or before now when one is due and nobody told it. G_MAXINT64: none is wanted.
 * Any transaction. */
gint64 crm_day_notice_get_next (CrmTransaction *tx, gint64 now, GError **error);
/* In a write function: CrmDayNotice * of what is due, which counts as told from now on for this user, on whatever computer. Of a day on which
 * there is nothing to tell none comes. Caller owns. */
GPtrArray *crm_day_notice_take (CrmTransaction *tx, gint64 now, GError **error);

/* What this user did on the day of now as lines of text, to be pasted somewhere: tasks, meetings and calls, deals won and lost. "" when
 * nothing was; NULL with error. Caller owns. Any transaction. */
char *crm_day_report_read (CrmTransaction *tx, gint64 now, GError **error);
