/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tasks-page.h"

#include "task/crm-task-row.h"

/* The page Tasks in a window of its own, on Wednesday 18 November 2026 at 10:00 UTC. */

gint64
tasks_tell_time (gpointer data)
{
  static gint64 ticks;

  return NOW + (gint64)g_atomic_pointer_add (&ticks, 1) * 1000;
}

static gboolean
is_ready (gpointer data)
{
  return !crm_tasks_view_is_loading (((Page *)data)->view);
}

void
tasks_open_page (Page *page)
{
  page->window = crm_test_window_new (page->store);
  g_assert_true (crm_window_show_page (page->window, "tasks"));
  page->view = CRM_TASKS_VIEW (crm_window_get_view (page->window));
  crm_test_await (is_ready, page);
  crm_test_await_frame (GTK_WIDGET (page->window));
}

void
tasks_set_up (Page *page, gconstpointer data)
{
  *page = (Page){ .store = crm_test_store_new (TRUE) };
  page->client = crm_test_add_client (page->store, "Anna Kowalska");
}

void
tasks_tear_down (Page *page, gconstpointer data)
{
  crm_test_window_destroy (page->window);
  crm_test_store_remove (page->store);
}

/* at 0: a day only; both empty: no date. */
gint64
tasks_add_task (Page *page, const char *title, const char *day, gint64 at)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (page->store, "task");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_TASK_TITLE, title);
  crm_values_set_text (values, CRM_TASK_KIND, "call");
  crm_values_set_integer (values, CRM_TASK_CLIENT, page->client);
  if (at != 0)
    crm_values_set_integer (values, CRM_TASK_DUE_AT, at);
  else if (day != NULL)
    crm_values_set_text (values, CRM_TASK_DUE_ON, day);
  return crm_test_add (page->store, values);
}

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "task", *(gint64 *)data, error);
}

CrmRow *
tasks_load (Page *page, gint64 task)
{
  g_autoptr (GError) error = NULL;
  CrmRow *row = crm_store_read_sync (page->store, load_in_worker, &task, &error);

  g_assert_no_error (error);
  return row;
}

void
tasks_assert_due (Page *page, gint64 task, const char *day, gint64 at)
{
  g_autoptr (CrmRow) row = tasks_load (page, task);

  g_assert_cmpstr (crm_row_get_text (row, CRM_TASK_DUE_ON), ==, day);
  g_assert_cmpint (crm_row_get_integer (row, CRM_TASK_DUE_AT), ==, at);
}

/* Its row is there, and read. */
static gboolean
is_in_group (gpointer data)
{
  Page *page = data;
  GtkWidget *row =
      crm_task_group_box_find_row (crm_tasks_view_get_group (page->view, page->group), page->task);

  return row != NULL && crm_task_row_get_task (CRM_TASK_ROW (row)) != NULL;
}

void
tasks_await_group (Page *page, gint64 task, CrmTaskGroup group)
{
  page->task = task;
  page->group = group;
  crm_test_await (is_in_group, page);
}

static gboolean
is_gone (gpointer data)
{
  Page *page = data;

  for (CrmTaskGroup group = 0; group < CRM_TASK_DONE; group++)
    if (crm_task_group_box_find_row (crm_tasks_view_get_group (page->view, group), page->task) != NULL)
      return FALSE;
  return TRUE;
}

void
tasks_await_gone (Page *page, gint64 task)
{
  page->task = task;
  crm_test_await (is_gone, page);
}

GtkWidget *
tasks_find_row (Page *page, gint64 task, CrmTaskGroup group)
{
  return crm_task_group_box_find_row (crm_tasks_view_get_group (page->view, group), task);
}

GtkWidget *
tasks_find_popover (Page *page, const char *text)
{
  GtkWidget *label = crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_LABEL, text);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_POPOVER) : NULL;
}

gboolean
tasks_asks_outcome (gpointer data)
{
  GtkWidget *popover = tasks_find_popover (data, "How did it go?");

  return popover != NULL && gtk_widget_get_mapped (popover);
}

gboolean
tasks_asks_nothing (gpointer data)
{
  return tasks_find_popover (data, "How did it go?") == NULL && tasks_find_popover (data, "Put off") == NULL;
}
