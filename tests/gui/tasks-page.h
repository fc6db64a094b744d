/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-test-gui.h"
#include "task/crm-task.h"
#include "task/crm-tasks-view.h"

/* The page Tasks in a window of its own, on Wednesday 18 November 2026 at 10:00 UTC. */

#define NOW (G_GINT64_CONSTANT (1794996000) * G_USEC_PER_SEC)
#define HOUR (3600 * (gint64)G_USEC_PER_SEC)

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmTasksView *view;
  gint64 client;
  gint64 task;
  CrmTaskGroup group;
} Page;

gint64 tasks_tell_time (gpointer data);
void tasks_open_page (Page *page);
void tasks_set_up (Page *page, gconstpointer data);
void tasks_tear_down (Page *page, gconstpointer data);
gint64 tasks_add_task (Page *page, const char *title, const char *day, gint64 at);
CrmRow *tasks_load (Page *page, gint64 task);
void tasks_assert_due (Page *page, gint64 task, const char *day, gint64 at);
void tasks_await_group (Page *page, gint64 task, CrmTaskGroup group);
void tasks_await_gone (Page *page, gint64 task);
GtkWidget *tasks_find_row (Page *page, gint64 task, CrmTaskGroup group);

typedef struct
{
  GtkWidget *in;
  const char *text;
} Label;

GtkWidget *tasks_find_popover (Page *page, const char *text);
gboolean tasks_asks_outcome (gpointer data);
gboolean tasks_asks_nothing (gpointer data);
