/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-when.h"

/* One typed line ("call Anna fri 10 !") taken apart for a new task, in English, Ukrainian and Russian, without looking
 * into the book. Ranges are bytes of the text, so that a reading can be shown and taken back. Pure; any thread. */

typedef enum
{
  CRM_TASK_LINE_TODO,
  CRM_TASK_LINE_CALL,
  CRM_TASK_LINE_LETTER,
  CRM_TASK_LINE_MEETING,
} CrmTaskLineKind;

/* Readings that can be taken back: their words stay in the title then. */
typedef enum
{
  CRM_TASK_LINE_NO_KIND = 1 << 0,
  CRM_TASK_LINE_NO_WHEN = 1 << 1,
  CRM_TASK_LINE_NO_RULE = 1 << 2, /* a date in its words may still be read as a date */
  CRM_TASK_LINE_NO_IMPORTANCE = 1 << 3,
} CrmTaskLineFlags;

typedef struct
{
  gsize start;
  gsize end; /* both 0: not in the line */
} CrmTaskSpan;

typedef struct
{
  CrmTaskLineKind kind;
  CrmTaskSpan kind_span; /* the word that tells it; it stays in the title */
  gboolean has_when;
  CrmWhen when; /* of a rule, its first time */
  char *rule;   /* nullable RRULE */
  gboolean important;
  CrmTaskSpan important_span;
  CrmTaskSpan phone; /* a telephone number; it stays in the title */
  GArray
      *names;  /* CrmTaskSpan: runs of capitalised words that may name a client, as they stand in the line */
  char *title; /* what is left of the line; empty when nothing is */
} CrmTaskLine;

/* Never NULL; text that is not UTF-8 is taken as the title, made valid. Arguments as in crm_when_find (). Caller owns. */
CrmTaskLine *crm_task_line_new (
    const char *text, gint64 now, GTimeZone *zone, int week_start, CrmTaskLineFlags without);
void crm_task_line_free (CrmTaskLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTaskLine, crm_task_line_free)
