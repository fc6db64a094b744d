/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tasks-page.h"

#include "base/crm-clock.h"
#include "crm-test-gui.h"
#include "task/crm-reschedule-popover.h"
#include "task/crm-task.h"
#include "task/crm-tasks-view.h"

/* The page Tasks in a real window, on Wednesday 18 November 2026 at 10:00 UTC: lines are typed, rows dragged by the pointer of the X server and
 * moved by its keys, and the book is looked at. */

static gpointer
last_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (data);
  g_autoptr (GArray) ids = NULL;
  gint64 id;

  crm_query_add_order (query, "-id");
  ids = crm_transaction_find (tx, query, error);
  id = ids != NULL && ids->len > 0 ? g_array_index (ids, gint64, 0) : 0;
  return g_memdup2 (&id, sizeof id);
}

/* The newest record of an entity, 0 none. */
static gint64
find_last (Page *page, const char *entity)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *id = crm_store_read_sync (page->store, last_in_worker, (gpointer)entity, &error);

  g_assert_no_error (error);
  return *id;
}

/* Quick add */

static gboolean
is_added (gpointer data)
{
  Page *page = data;

  return crm_task_line_entry_is_empty (
      crm_task_quick_add_get_line (crm_tasks_view_get_quick_add (page->view)));
}

static gboolean
is_read (gpointer data)
{
  Page *page = data;

  return !crm_task_line_entry_is_guessing (
      crm_task_quick_add_get_line (crm_tasks_view_get_quick_add (page->view)));
}

static CrmTaskLineEntry *
type_line (Page *page, const char *text)
{
  CrmTaskLineEntry *line = crm_task_quick_add_get_line (crm_tasks_view_get_quick_add (page->view));

  gtk_editable_set_text (crm_task_line_entry_get_editable (line), text);
  crm_test_await (is_read, page);
  return line;
}

/* Types and adds; the new task. */
static CrmRow *
add_line (Page *page, const char *text)
{
  type_line (page, text);
  crm_task_quick_add_save (crm_tasks_view_get_quick_add (page->view));
  crm_test_await (is_added, page);
  return tasks_load (page, find_last (page, "task"));
}

static void
test_line_english (Page *page, gconstpointer data)
{
  g_autoptr (CrmRow) task = NULL;

  tasks_open_page (page);
  task = add_line (page, "Call Anna about grinders tomorrow 10:00 !");
  g_assert_cmpstr (crm_row_get_text (task, CRM_TASK_TITLE), ==, "Call Anna about grinders");
  g_assert_cmpstr (crm_row_get_text (task, CRM_TASK_KIND), ==, "call");
  g_assert_cmpstr (crm_row_get_text (task, CRM_TASK_PRIORITY), ==, "high");
  g_assert_cmpint (crm_row_get_integer (task, CRM_TASK_CLIENT), ==, page->client);
  g_assert_cmpint (crm_row_get_integer (task, CRM_TASK_DUE_AT), ==, NOW + 24 * HOUR);
  tasks_await_group (page, task->id, CRM_TASK_TOMORROW);
}

static void
test_line_ukrainian (Page *page, gconstpointer data)
{
  gint64 anna = crm_test_add_client (page->store, "Анна Бойко");
  g_autoptr (CrmRow) task = NULL;

  tasks_open_page (page);
  task = add_line (page, "Зателефонувати Анні завтра о 15:00");
  g_assert_cmpstr (crm_row_get_text (task, CRM_TASK_TITLE), ==, "Зателефонувати Анні");
  g_assert_cmpstr (crm_row_get_text (task, CRM_TASK_KIND), ==, "call");
  g_assert_cmpint (crm_row_get_integer (task, CRM_TASK_CLIENT), ==, anna);
  g_assert_cmpint (crm_row_get_integer (task, CRM_TASK_DUE_AT), ==, NOW + 29 * HOUR);
}

static void
test_line_russian (Page *page, gconstpointer data)
{
  gint64 ivan = crm_test_add_client (page->store, "Иван Петров");
  g_autoptr (CrmRow) task = NULL;
  g_autoptr (CrmRow) weekly = NULL;

  tasks_open_page (page);
  task = add_line (page, "Написать Ивану через 3 дня");
  g_assert_cmpstr (crm_row_get_text (task, CRM_TASK_TITLE), ==, "Написать Ивану");
  g_assert_cmpstr (crm_row_get_text (task, CRM_TASK_KIND), ==, "letter");
  g_assert_cmpint (crm_row_get_integer (task, CRM_TASK_CLIENT), ==, ivan);
  g_assert_cmpstr (crm_row_get_text (task, CRM_TASK_DUE_ON), ==, "2026-11-21");
  weekly = add_line (page, "Отчёт каждую пятницу");
  g_assert_cmpstr (crm_row_get_text (weekly, CRM_TASK_RECURRENCE), ==, "FREQ=WEEKLY;BYDAY=FR");
  g_assert_cmpstr (crm_row_get_text (weekly, CRM_TASK_DUE_ON), ==, "2026-11-20");
}

static gboolean
is_label_there (gpointer data)
{
  Label *label = data;

  return crm_test_find (label->in, GTK_TYPE_LABEL, label->text) != NULL;
}

static GtkWidget *
await_label (GtkWidget *in, const char *text)
{
  Label label = { in, text };

  crm_test_await (is_label_there, &label);
  return crm_test_find (in, GTK_TYPE_LABEL, text);
}

/* A name nobody has becomes a client only when the person says so. */
static void
test_line_unknown (Page *page, gconstpointer data)
{
  CrmTaskLineEntry *line;
  g_autoptr (CrmRow) first = NULL;
  g_autoptr (CrmRow) second = NULL;
  GtkWidget *chip;

  tasks_open_page (page);
  first = add_line (page, "Call Zelda tomorrow");
  g_assert_cmpint (crm_row_get_integer (first, CRM_TASK_CLIENT), ==, 0);
  g_assert_cmpint (find_last (page, "client"), ==, page->client);
  line = type_line (page, "Call Zelda on friday");
  chip = await_label (crm_task_line_entry_get_chips (line), "New client Zelda?");
  gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_ancestor (chip, GTK_TYPE_MENU_BUTTON)));
  chip = await_label (GTK_WIDGET (line), "as a new client");
  g_signal_emit_by_name (gtk_widget_get_ancestor (chip, GTK_TYPE_BUTTON), "clicked");
  crm_task_quick_add_save (crm_tasks_view_get_quick_add (page->view));
  crm_test_await (is_added, page);
  second = tasks_load (page, find_last (page, "task"));
  g_assert_cmpint (find_last (page, "client"), !=, page->client);
  g_assert_cmpint (crm_row_get_integer (second, CRM_TASK_CLIENT), ==, find_last (page, "client"));
  g_assert_cmpstr (crm_row_get_text (second, CRM_TASK_DUE_ON), ==, "2026-11-20");
}

static gboolean
asks_day (gpointer data)
{
  GtkWidget *popover = tasks_find_popover (data, "Put off");

  return popover != NULL && gtk_widget_get_mapped (popover);
}

static void
choose (GtkWidget *popover, const char *chip)
{
  GtkWidget *button = crm_test_find (popover, GTK_TYPE_TOGGLE_BUTTON, chip);

  g_assert_nonnull (button);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

static void
test_done_with_next (Page *page, gconstpointer data)
{
  gint64 task = tasks_add_task (page, "Call back about the lease", "2026-11-18", 0);
  GtkWidget *popover, *text;
  g_autoptr (CrmRow) done = NULL;
  g_autoptr (CrmRow) next = NULL;
  g_autoptr (CrmRow) back = NULL;
  g_autoptr (CrmUndoReport) report = NULL;

  tasks_open_page (page);
  tasks_await_group (page, task, CRM_TASK_TODAY);
  gtk_widget_activate_action (tasks_find_row (page, task, CRM_TASK_TODAY), "tasks.done", "x", task);
  crm_test_await (tasks_asks_outcome, page);
  popover = tasks_find_popover (page, "How did it go?");
  choose (popover, "Interested");
  choose (popover, "In 3 days");
  text = crm_test_find (popover, GTK_TYPE_TEXT_VIEW, NULL);
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "Wants to taste decaf first.", -1);
  g_signal_emit_by_name (crm_test_find (popover, GTK_TYPE_BUTTON, "Done"), "clicked");
  tasks_await_gone (page, task);
  done = tasks_load (page, task);
  g_assert_cmpstr (crm_row_get_text (done, CRM_TASK_STATE), ==, "done");
  g_assert_cmpstr (crm_row_get_text (done, CRM_TASK_OUTCOME), ==, "Interested");
  next = tasks_load (page, find_last (page, "task"));
  g_assert_cmpint (next->id, !=, task);
  g_assert_cmpstr (crm_row_get_text (next, CRM_TASK_DUE_ON), ==, "2026-11-21");
  g_assert_cmpint (crm_row_get_integer (next, CRM_TASK_CLIENT), ==, page->client);
  g_assert_cmpint (find_last (page, "note"), !=, 0);
  tasks_await_group (page, next->id, CRM_TASK_THIS_WEEK);
  g_assert_cmpstr (crm_store_get_undo_purpose (page->store), ==, "Done: “Call back about the lease”");
  crm_undo_toast_run (crm_window_get_undo (page->window), FALSE);
  tasks_await_group (page, task, CRM_TASK_TODAY);
  g_assert_cmpint (find_last (page, "task"), ==, task);
  g_assert_cmpint (find_last (page, "note"), ==, 0);
}

static void
test_reschedule (Page *page, gconstpointer data)
{
  gint64 task = tasks_add_task (page, "Call back", "2026-11-17", 0);
  GtkWidget *popover, *reason;

  tasks_open_page (page);
  tasks_await_group (page, task, CRM_TASK_OVERDUE);
  crm_reschedule_popover_show (tasks_find_row (page, task, CRM_TASK_OVERDUE), page->store, &task, 1);
  crm_test_await (asks_day, page);
  reason = crm_test_find (tasks_find_popover (page, "Put off"), GTK_TYPE_LABEL, "Later today");
  g_signal_emit_by_name (gtk_widget_get_ancestor (reason, GTK_TYPE_BUTTON), "clicked");
  tasks_await_group (page, task, CRM_TASK_TODAY);
  crm_test_await (tasks_asks_nothing, page);
  {
    g_autoptr (CrmRow) later = tasks_load (page, task);

    /* In three hours, at a half hour. */
    g_assert_cmpint (crm_row_get_integer (later, CRM_TASK_DUE_AT) / HOUR, ==, NOW / HOUR + 3);
  }
  crm_reschedule_popover_show (tasks_find_row (page, task, CRM_TASK_TODAY), page->store, &task, 1);
  crm_test_await (asks_day, page);
  popover = tasks_find_popover (page, "Put off");
  reason = crm_test_find (popover, GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (reason), "not a day");
  g_signal_emit_by_name (reason, "activate");
  g_assert_true (gtk_widget_get_visible (popover));
  gtk_editable_set_text (GTK_EDITABLE (reason), "in 3 days");
  reason = gtk_widget_get_last_child (gtk_popover_get_child (GTK_POPOVER (popover)));
  gtk_editable_set_text (GTK_EDITABLE (reason), "on holiday");
  g_signal_emit_by_name (reason, "activate");
  tasks_await_group (page, task, CRM_TASK_THIS_WEEK);
  /* The time of the day stays. */
  tasks_assert_due (page, task, "2026-11-21", NOW + 75 * HOUR);
  g_assert_cmpstr (
      crm_store_get_undo_purpose (page->store), ==, "“Call back” put off to Sat 21 Nov: on holiday");
}

#define ADD(path, func) g_test_add ("/tasks/" path, Page, NULL, tasks_set_up, func, tasks_tear_down)

int
main (int argc, char **argv)
{
  crm_clock_set (tasks_tell_time, NULL);
  crm_test_gui_init (&argc, &argv);
  ADD ("line/english", test_line_english);
  ADD ("line/ukrainian", test_line_ukrainian);
  ADD ("line/russian", test_line_russian);
  ADD ("line/unknown", test_line_unknown);
  ADD ("done-with-next", test_done_with_next);
  ADD ("reschedule", test_reschedule);
  return g_test_run ();
}
