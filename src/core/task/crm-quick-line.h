/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* One typed line taken apart for a new client: "Olena +380 67 123 45 67 asked about roof, call Fri 10", in the languages of
 * crm-task-line.h, without looking into the book. Nothing of the line is lost: what is neither name, address nor task is the note. Pure; any
 * thread. */

/* Readings that can be taken back: their words belong to the note then. */
typedef enum
{
  CRM_QUICK_LINE_NO_NAME = 1 << 0,
  CRM_QUICK_LINE_NO_PHONE = 1 << 1,
  CRM_QUICK_LINE_NO_EMAIL = 1 << 2,
  CRM_QUICK_LINE_NO_TASK = 1 << 3,
} CrmQuickLineFlags;

/* What is not there is NULL. */
typedef struct
{
  char *name;
  gboolean is_company; /* its name begins or ends with a legal form */
  char *phone;         /* as typed */
  char *email;
  char *note;
  char *task; /* a line for crm_task_line_new (): "call Fri 10" */
} CrmQuickLine;

/* Never NULL; text that is not UTF-8 is made valid and is the note. Arguments as in crm_when_find (). Caller owns. */
CrmQuickLine *crm_quick_line_new (
    const char *text, gint64 now, GTimeZone *zone, int week_start, CrmQuickLineFlags without);
void crm_quick_line_free (CrmQuickLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmQuickLine, crm_quick_line_free)
