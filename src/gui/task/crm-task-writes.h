/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"
#include "task/crm-task.h"

/* What people do with tasks, each as one named operation; what goes wrong is reported in the window from is in. Main thread. */

/* "“Call back”", or "3 tasks" for several. title may be NULL when n is not 1. Caller owns. */
char *crm_task_name_them (const char *title, guint n);
/* Done, with an outcome, what was said and a next step (all nullable; next is copied). */
void crm_task_write_done (GtkWidget *from, CrmStore *store, gint64 task, const char *title,
    const char *outcome, const char *text, const CrmNextStep *next);
void crm_task_write_reopen (GtkWidget *from, CrmStore *store, gint64 task, const char *title);
/* Puts off to a day (NULL: no date). at 0 keeps the time of day of tasks that have one (but lets go of a time that is past then). reason may be NULL. */
void crm_task_write_due (GtkWidget *from, CrmStore *store, const gint64 *tasks, guint n, const char *title,
    const char *date, gint64 at, const char *reason);
/* Those of them that are open, without asking how it went. */
void crm_task_write_done_all (GtkWidget *from, CrmStore *store, const gint64 *tasks, guint n);
/* One field by its plain text; purpose is what history calls it. */
void crm_task_write_field (GtkWidget *from, CrmStore *store, const gint64 *tasks, guint n,
    const char *purpose, int field, const char *text);
/* Away, to be brought back by undo. */
void crm_task_write_archive (GtkWidget *from, CrmStore *store, const gint64 *tasks, guint n);
