/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/crm-clock.h"
#include "crm-test-gui.h"
#include "crm-test-input.h"
#include "note/crm-note.h"
#include "task/crm-outcome-popover.h"
#include "task/crm-reschedule-popover.h"
#include "task/crm-task-row.h"
#include "task/crm-task.h"
#include "task/crm-tasks-view.h"
#include "user/crm-user.h"

/* The page Tasks in a real window, on Wednesday 18 November 2026 at 10:00 UTC: lines are typed, rows dragged by the pointer of the X server and
 * moved by its keys, and the book is looked at. */

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

static gint64
tell_time (gpointer data)
{
  static gint64 ticks;

  return NOW + (gint64)g_atomic_pointer_add (&ticks, 1) * 1000;
}

static gboolean
is_ready (gpointer data)
{
  return !crm_tasks_view_is_loading (((Page *)data)->view);
}

static void
open_page (Page *page)
{
  page->window = crm_test_window_new (page->store);
  g_assert_true (crm_window_show_page (page->window, "tasks"));
  page->view = CRM_TASKS_VIEW (crm_window_get_view (page->window));
  crm_test_await (is_ready, page);
  crm_test_await_frame (GTK_WIDGET (page->window));
}

static void
set_up (Page *page, gconstpointer data)
{
  *page = (Page){ .store = crm_test_store_new (TRUE) };
  page->client = crm_test_add_client (page->store, "Anna Kowalska");
}

static void
tear_down (Page *page, gconstpointer data)
{
  crm_test_window_destroy (page->window);
  crm_test_store_remove (page->store);
}

/* at 0: a day only; both empty: no date. */
static gint64
add_task (Page *page, const char *title, const char *day, gint64 at)
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

/* Reading the book */

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "task", *(gint64 *)data, error);
}

static CrmRow *
load (Page *page, gint64 task)
{
  g_autoptr (GError) error = NULL;
  CrmRow *row = crm_store_read_sync (page->store, load_in_worker, &task, &error);

  g_assert_no_error (error);
  return row;
}

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
  g_autofree gint64 *id = crm_store_read_sync (page->store, last_in_worker, (gpointer)entity, NULL);

  return *id;
}

static void
assert_due (Page *page, gint64 task, const char *day, gint64 at)
{
  g_autoptr (CrmRow) row = load (page, task);

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

static void
await_group (Page *page, gint64 task, CrmTaskGroup group)
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

static void
await_gone (Page *page, gint64 task)
{
  page->task = task;
  crm_test_await (is_gone, page);
}

static GtkWidget *
find_row (Page *page, gint64 task, CrmTaskGroup group)
{
  return crm_task_group_box_find_row (crm_tasks_view_get_group (page->view, group), task);
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
  return load (page, find_last (page, "task"));
}

static void
test_line_english (Page *page, gconstpointer data)
{
  g_autoptr (CrmRow) task = NULL;

  open_page (page);
  task = add_line (page, "Call Anna about grinders tomorrow 10:00 !");
  g_assert_cmpstr (crm_row_get_text (task, CRM_TASK_TITLE), ==, "Call Anna about grinders");
  g_assert_cmpstr (crm_row_get_text (task, CRM_TASK_KIND), ==, "call");
  g_assert_cmpstr (crm_row_get_text (task, CRM_TASK_PRIORITY), ==, "high");
  g_assert_cmpint (crm_row_get_integer (task, CRM_TASK_CLIENT), ==, page->client);
  g_assert_cmpint (crm_row_get_integer (task, CRM_TASK_DUE_AT), ==, NOW + 24 * HOUR);
  await_group (page, task->id, CRM_TASK_TOMORROW);
}

static void
test_line_ukrainian (Page *page, gconstpointer data)
{
  gint64 anna = crm_test_add_client (page->store, "Анна Бойко");
  g_autoptr (CrmRow) task = NULL;

  open_page (page);
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

  open_page (page);
  task = add_line (page, "Написать Ивану через 3 дня");
  g_assert_cmpstr (crm_row_get_text (task, CRM_TASK_TITLE), ==, "Написать Ивану");
  g_assert_cmpstr (crm_row_get_text (task, CRM_TASK_KIND), ==, "letter");
  g_assert_cmpint (crm_row_get_integer (task, CRM_TASK_CLIENT), ==, ivan);
  g_assert_cmpstr (crm_row_get_text (task, CRM_TASK_DUE_ON), ==, "2026-11-21");
  weekly = add_line (page, "Отчёт каждую пятницу");
  g_assert_cmpstr (crm_row_get_text (weekly, CRM_TASK_RECURRENCE), ==, "FREQ=WEEKLY;BYDAY=FR");
  g_assert_cmpstr (crm_row_get_text (weekly, CRM_TASK_DUE_ON), ==, "2026-11-20");
}

typedef struct
{
  GtkWidget *in;
  const char *text;
} Label;

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

  open_page (page);
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
  second = load (page, find_last (page, "task"));
  g_assert_cmpint (find_last (page, "client"), !=, page->client);
  g_assert_cmpint (crm_row_get_integer (second, CRM_TASK_CLIENT), ==, find_last (page, "client"));
  g_assert_cmpstr (crm_row_get_text (second, CRM_TASK_DUE_ON), ==, "2026-11-20");
}

/* Done */

static GtkWidget *
find_popover (Page *page, const char *text)
{
  GtkWidget *label = crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_LABEL, text);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_POPOVER) : NULL;
}

static gboolean
asks_outcome (gpointer data)
{
  GtkWidget *popover = find_popover (data, "How did it go?");

  return popover != NULL && gtk_widget_get_mapped (popover);
}

static gboolean
asks_day (gpointer data)
{
  GtkWidget *popover = find_popover (data, "Put off");

  return popover != NULL && gtk_widget_get_mapped (popover);
}

static gboolean
asks_nothing (gpointer data)
{
  return find_popover (data, "How did it go?") == NULL && find_popover (data, "Put off") == NULL;
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
  gint64 task = add_task (page, "Call back about the lease", "2026-11-18", 0);
  GtkWidget *popover, *text;
  g_autoptr (CrmRow) done = NULL;
  g_autoptr (CrmRow) next = NULL;
  g_autoptr (CrmRow) back = NULL;
  g_autoptr (CrmUndoReport) report = NULL;

  open_page (page);
  await_group (page, task, CRM_TASK_TODAY);
  gtk_widget_activate_action (find_row (page, task, CRM_TASK_TODAY), "tasks.done", "x", task);
  crm_test_await (asks_outcome, page);
  popover = find_popover (page, "How did it go?");
  choose (popover, "Interested");
  choose (popover, "In 3 days");
  text = crm_test_find (popover, GTK_TYPE_TEXT_VIEW, NULL);
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "Wants to taste decaf first.", -1);
  g_signal_emit_by_name (crm_test_find (popover, GTK_TYPE_BUTTON, "Done"), "clicked");
  await_gone (page, task);
  done = load (page, task);
  g_assert_cmpstr (crm_row_get_text (done, CRM_TASK_STATE), ==, "done");
  g_assert_cmpstr (crm_row_get_text (done, CRM_TASK_OUTCOME), ==, "Interested");
  next = load (page, find_last (page, "task"));
  g_assert_cmpint (next->id, !=, task);
  g_assert_cmpstr (crm_row_get_text (next, CRM_TASK_DUE_ON), ==, "2026-11-21");
  g_assert_cmpint (crm_row_get_integer (next, CRM_TASK_CLIENT), ==, page->client);
  g_assert_cmpint (find_last (page, "note"), !=, 0);
  await_group (page, next->id, CRM_TASK_THIS_WEEK);
  g_assert_cmpstr (crm_store_get_undo_purpose (page->store), ==, "Done: “Call back about the lease”");
  crm_undo_toast_run (crm_window_get_undo (page->window), FALSE);
  await_group (page, task, CRM_TASK_TODAY);
  g_assert_cmpint (find_last (page, "task"), ==, task);
  g_assert_cmpint (find_last (page, "note"), ==, 0);
}

static void
test_reschedule (Page *page, gconstpointer data)
{
  gint64 task = add_task (page, "Call back", "2026-11-17", 0);
  GtkWidget *popover, *reason;

  open_page (page);
  await_group (page, task, CRM_TASK_OVERDUE);
  crm_reschedule_popover_show (find_row (page, task, CRM_TASK_OVERDUE), page->store, &task, 1);
  crm_test_await (asks_day, page);
  reason = crm_test_find (find_popover (page, "Put off"), GTK_TYPE_LABEL, "Later today");
  g_signal_emit_by_name (gtk_widget_get_ancestor (reason, GTK_TYPE_BUTTON), "clicked");
  await_group (page, task, CRM_TASK_TODAY);
  crm_test_await (asks_nothing, page);
  {
    g_autoptr (CrmRow) later = load (page, task);

    /* In three hours, at a half hour. */
    g_assert_cmpint (crm_row_get_integer (later, CRM_TASK_DUE_AT) / HOUR, ==, NOW / HOUR + 3);
  }
  crm_reschedule_popover_show (find_row (page, task, CRM_TASK_TODAY), page->store, &task, 1);
  crm_test_await (asks_day, page);
  popover = find_popover (page, "Put off");
  reason = crm_test_find (popover, GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (reason), "not a day");
  g_signal_emit_by_name (reason, "activate");
  g_assert_true (gtk_widget_get_visible (popover));
  gtk_editable_set_text (GTK_EDITABLE (reason), "in 3 days");
  reason = gtk_widget_get_last_child (gtk_popover_get_child (GTK_POPOVER (popover)));
  gtk_editable_set_text (GTK_EDITABLE (reason), "on holiday");
  g_signal_emit_by_name (reason, "activate");
  await_group (page, task, CRM_TASK_THIS_WEEK);
  /* The time of the day stays. */
  assert_due (page, task, "2026-11-21", NOW + 75 * HOUR);
  g_assert_cmpstr (
      crm_store_get_undo_purpose (page->store), ==, "“Call back” put off to Sat 21 Nov: on holiday");
}

/* Pointer and keys */

static void
move_to (Page *page, GtkWidget *widget, double dx, double dy)
{
  double x, y;

  crm_test_find_point (GTK_WINDOW (page->window), widget, 0.5, 0.5, &x, &y);
  crm_test_move_pointer (GTK_WINDOW (page->window), x + dx, y + dy);
}

static gboolean
is_dragged (gpointer data)
{
  return gtk_widget_has_css_class (data, "dragged");
}

static gboolean
is_over (gpointer data)
{
  return gtk_widget_has_css_class (data, "drop-over");
}

static void
test_drag (Page *page, gconstpointer data)
{
  gint64 late = add_task (page, "Late", "2026-11-16", 0);
  gint64 timed = add_task (page, "With a time", NULL, NOW + 5 * HOUR);
  GtkWidget *row, *target;

  if (!crm_test_has_input ())
    return;
  open_page (page);
  await_group (page, late, CRM_TASK_OVERDUE);
  await_group (page, timed, CRM_TASK_TODAY);
  crm_test_focus_window (GTK_WINDOW (page->window));
  row = find_row (page, late, CRM_TASK_OVERDUE);
  move_to (page, row, 0, 0);
  crm_test_pointer_down ();
  /* GTK 4.18 begins no drag in the first tenth of a second, and then only with a movement. */
  for (int i = 1; !is_dragged (row); i++)
    {
      g_assert_cmpint (i, <, 200);
      move_to (page, row, 8 * MIN (i, 3) + 8 * (i % 2), 16);
      crm_test_await_frame (GTK_WIDGET (page->window));
    }
  crm_test_await_frame (GTK_WIDGET (page->window));
  /* Empty groups are there to be dropped on. */
  target = GTK_WIDGET (crm_tasks_view_get_group (page->view, CRM_TASK_TOMORROW));
  g_assert_true (gtk_widget_get_mapped (target));
  move_to (page, target, -6, -2);
  move_to (page, target, 0, 0);
  crm_test_await (is_over, target);
  crm_test_pointer_up ();
  await_group (page, late, CRM_TASK_TOMORROW);
  assert_due (page, late, "2026-11-19", 0);
  g_assert_false (is_over (target));
}

static gboolean
has_focus_on_task (gpointer data)
{
  Page *page = data;

  return crm_tasks_view_get_current (page->view) == page->task;
}

static void
test_keys (Page *page, gconstpointer data)
{
  gint64 first = add_task (page, "First", NULL, NOW + 5 * HOUR);
  gint64 second = add_task (page, "Second", "2026-11-19", 0);

  if (!crm_test_has_input ())
    return;
  open_page (page);
  await_group (page, second, CRM_TASK_TOMORROW);
  await_group (page, first, CRM_TASK_TODAY);
  crm_test_focus_window (GTK_WINDOW (page->window));
  gtk_widget_grab_focus (find_row (page, first, CRM_TASK_TODAY));
  crm_test_await (has_focus_on_task, page);
  /* Over the bound of the group and back. */
  crm_test_press ("Down");
  page->task = second;
  crm_test_await (has_focus_on_task, page);
  crm_test_press ("k");
  page->task = first;
  crm_test_await (has_focus_on_task, page);
  /* The time of the day stays, the focus goes along. */
  crm_test_press ("ctrl+Down");
  await_group (page, first, CRM_TASK_TOMORROW);
  assert_due (page, first, "2026-11-19", NOW + 29 * HOUR);
  crm_test_await (has_focus_on_task, page);
  crm_test_press ("ctrl+Down");
  await_group (page, first, CRM_TASK_THIS_WEEK);
  assert_due (page, first, "2026-11-20", NOW + 53 * HOUR);
  crm_test_await (has_focus_on_task, page);
  /* Space asks, Escape leaves it open; Space and Enter are enough. */
  crm_test_press ("space");
  crm_test_await (asks_outcome, page);
  crm_test_press ("Escape");
  crm_test_await (asks_nothing, page);
  {
    g_autoptr (CrmRow) open = load (page, first);

    g_assert_cmpint (crm_row_get_integer (open, CRM_TASK_DONE_AT), ==, 0);
  }
  crm_test_await (has_focus_on_task, page);
  crm_test_press ("space");
  crm_test_await (asks_outcome, page);
  crm_test_press ("Return");
  await_gone (page, first);
  {
    g_autoptr (CrmRow) done = load (page, first);

    g_assert_cmpstr (crm_row_get_text (done, CRM_TASK_STATE), ==, "done");
  }
  gtk_widget_grab_focus (find_row (page, second, CRM_TASK_TOMORROW));
  crm_test_press ("Delete");
  await_gone (page, second);
  crm_test_press ("ctrl+z");
  await_group (page, second, CRM_TASK_TOMORROW);
}

/* Several at once */

static gboolean
has_label (gpointer data)
{
  Label *label = data;
  GtkWidget *found = crm_test_find (label->in, GTK_TYPE_LABEL, label->text);

  return found != NULL && gtk_widget_get_mapped (found);
}

static void
await_selected_at (const char *where, Page *page, const char *text)
{
  Label label = { GTK_WIDGET (page->view), text };

  crm_test_await_at (where, text, has_label, &label);
}
#define await_selected(page, text) await_selected_at (G_STRLOC, page, text)

static void
assert_selected (Page *page, gint64 task, CrmTaskGroup group, gboolean selected)
{
  g_assert_cmpint (gtk_widget_has_css_class (find_row (page, task, group), "chosen"), ==, selected);
}

static void
focus_row (Page *page, gint64 task, CrmTaskGroup group)
{
  await_group (page, task, group);
  crm_test_await_frame (GTK_WIDGET (page->window));
  gtk_widget_grab_focus (find_row (page, task, group));
  crm_test_await (has_focus_on_task, page);
}

static void
click_with (Page *page, const char *key, GtkWidget *row)
{
  crm_test_await_frame (GTK_WIDGET (page->window));
  move_to (page, row, 0, 0);
  crm_test_input ("keydown", key, NULL);
  crm_test_pointer_down ();
  crm_test_pointer_up ();
  crm_test_input ("keyup", key, NULL);
}

static gboolean
asks_day_of_several (gpointer data)
{
  GtkWidget *popover = find_popover (data, "Later today");

  return popover != NULL && gtk_widget_get_mapped (popover);
}

static gboolean
is_at_rest (gpointer data)
{
  return crm_store_get_pending (data) == 0;
}

/* When what is to be taken back is written, and the focus has found its place. */
static void
take_back (Page *page)
{
  crm_test_await (is_at_rest, page->store);
  crm_test_await_frame (GTK_WIDGET (page->window));
  crm_test_await_frame (GTK_WIDGET (page->window));
  crm_test_press ("ctrl+z");
}

static void
test_several (Page *page, gconstpointer data)
{
  gint64 late = add_task (page, "Late", "2026-11-16", 0);
  gint64 first = add_task (page, "First", "2026-11-18", 0);
  gint64 second = add_task (page, "Second", "2026-11-18", 0);
  gint64 last = add_task (page, "Last", NULL, 0);

  if (!crm_test_has_input ())
    return;
  open_page (page);
  await_group (page, late, CRM_TASK_OVERDUE);
  await_group (page, first, CRM_TASK_TODAY);
  await_group (page, second, CRM_TASK_TODAY);
  await_group (page, last, CRM_TASK_NO_DATE);
  crm_test_focus_window (GTK_WINDOW (page->window));

  /* By keys, over the bounds of groups; Escape lets them be. */
  focus_row (page, late, CRM_TASK_OVERDUE);
  /* The first key of a window that has just got the keyboard may come to nobody. */
  crm_test_press ("Escape");
  crm_test_press ("shift+Down");
  await_selected (page, "2 selected");
  crm_test_press ("shift+Down");
  await_selected (page, "3 selected");
  assert_selected (page, late, CRM_TASK_OVERDUE, TRUE);
  assert_selected (page, second, CRM_TASK_TODAY, TRUE);
  assert_selected (page, last, CRM_TASK_NO_DATE, FALSE);
  crm_test_press ("shift+Up");
  await_selected (page, "2 selected");
  assert_selected (page, second, CRM_TASK_TODAY, FALSE);
  crm_test_press ("ctrl+a");
  await_selected (page, "4 selected");
  crm_test_press ("ctrl+space");
  await_selected (page, "3 selected");
  assert_selected (page, first, CRM_TASK_TODAY, FALSE);
  crm_test_press ("Escape");
  crm_test_await_frame (GTK_WIDGET (page->window));
  assert_selected (page, late, CRM_TASK_OVERDUE, FALSE);

  /* By the pointer: one more, and all up to here. */
  click_with (page, "Control_L", find_row (page, first, CRM_TASK_TODAY));
  await_selected (page, "1 selected");
  click_with (page, "Shift_L", find_row (page, last, CRM_TASK_NO_DATE));
  await_selected (page, "3 selected");
  assert_selected (page, late, CRM_TASK_OVERDUE, FALSE);

  /* Done at once, and taken back at once. */
  crm_test_press ("space");
  await_gone (page, first);
  await_gone (page, last);
  g_assert_cmpstr (crm_store_get_undo_purpose (page->store), ==, "Done: 3 tasks");
  take_back (page);
  await_group (page, first, CRM_TASK_TODAY);
  await_group (page, second, CRM_TASK_TODAY);
  await_group (page, last, CRM_TASK_NO_DATE);

  /* Away and back. */
  focus_row (page, late, CRM_TASK_OVERDUE);
  crm_test_press ("ctrl+a");
  await_selected (page, "4 selected");
  crm_test_press ("Delete");
  await_gone (page, late);
  await_gone (page, last);
  take_back (page);
  await_group (page, late, CRM_TASK_OVERDUE);
  await_group (page, first, CRM_TASK_TODAY);
  await_group (page, last, CRM_TASK_NO_DATE);

  /* Put off together; who is responsible is asked once. */
  focus_row (page, late, CRM_TASK_OVERDUE);
  /* The first key of a window that has just got the keyboard may come to nobody. */
  crm_test_press ("Escape");
  crm_test_press ("shift+Down");
  await_selected (page, "2 selected");
  crm_test_press ("s");
  crm_test_await (asks_day_of_several, page);
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (
          crm_test_find (find_popover (page, "Later today"), GTK_TYPE_LABEL, "Tomorrow"), GTK_TYPE_BUTTON),
      "clicked");
  await_group (page, late, CRM_TASK_TOMORROW);
  await_group (page, first, CRM_TASK_TOMORROW);
  g_assert_cmpstr (crm_store_get_undo_purpose (page->store), ==, "2 tasks put off to Thu 19 Nov");
}

static gboolean
asks_who (gpointer data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_strcmp0 (gtk_window_get_title (l->data), "Assign tasks") == 0)
      {
        *(GtkWindow **)data = l->data;
        return gtk_widget_get_mapped (l->data);
      }
  return FALSE;
}

static gboolean
is_assigned (gpointer data)
{
  Page *page = data;

  return g_strcmp0 (crm_store_get_undo_purpose (page->store), "2 tasks assigned to Ivan") == 0;
}

static void
test_assign_several (Page *page, gconstpointer data)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (page->store, "user");
  CrmValues *values = crm_values_new (entity);
  gint64 first = add_task (page, "First", "2026-11-18", 0);
  gint64 second = add_task (page, "Second", "2026-11-18", 0);
  gint64 ivan;
  GtkWindow *dialog = NULL;
  GtkWidget *entry;

  crm_values_set_text (values, CRM_USER_NAME, "Ivan");
  ivan = crm_test_add (page->store, values);
  open_page (page);
  await_group (page, first, CRM_TASK_TODAY);
  await_group (page, second, CRM_TASK_TODAY);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "tasks.select-all", NULL);
  await_selected (page, "2 selected");
  gtk_widget_activate_action (GTK_WIDGET (page->view), "tasks.selected-assign", NULL);
  crm_test_await (asks_who, &dialog);
  /* Enter chooses nobody who was not pointed at, and then whom the words fit. */
  entry = crm_test_find (GTK_WIDGET (dialog), GTK_TYPE_ENTRY, NULL);
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (dialog)));
  gtk_editable_set_text (GTK_EDITABLE (entry), "iv");
  g_signal_emit_by_name (entry, "activate");
  crm_test_await (is_assigned, page);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (CrmRow) task = load (page, i == 0 ? first : second);

      g_assert_cmpint (crm_row_get_integer (task, CRM_TASK_OWNER), ==, ivan);
    }
}

static gboolean
is_done_list (gpointer data)
{
  Page *page = data;

  return find_row (page, page->task, CRM_TASK_DONE) != NULL &&
         crm_task_row_get_task (CRM_TASK_ROW (find_row (page, page->task, CRM_TASK_DONE))) != NULL;
}

static gboolean
is_empty (gpointer data)
{
  return g_strcmp0 (crm_tasks_view_get_state (((Page *)data)->view), "empty") == 0;
}

static gboolean
is_filtered (gpointer data)
{
  return g_strcmp0 (crm_tasks_view_get_state (((Page *)data)->view), "filtered") == 0;
}

static void
test_states (Page *page, gconstpointer data)
{
  gint64 other = crm_test_add_client (page->store, "Zoe");
  gint64 task;

  open_page (page);
  crm_test_await (is_empty, page);
  task = add_task (page, "Only one", NULL, 0);
  await_group (page, task, CRM_TASK_NO_DATE);
  crm_tasks_view_set_client (page->view, other);
  crm_test_await (is_filtered, page);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "tasks.clear", NULL);
  await_group (page, task, CRM_TASK_NO_DATE);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "tasks.decline", "x", task);
  crm_test_await (is_empty, page);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "tasks.show-done", NULL);
  crm_test_await (is_done_list, page);
  crm_test_await_frame (GTK_WIDGET (page->window));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_LABEL, "Today, 18 November"));
}

#define ADD(path, func) g_test_add ("/tasks/" path, Page, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  crm_clock_set (tell_time, NULL);
  crm_test_gui_init (&argc, &argv);
  ADD ("line/english", test_line_english);
  ADD ("line/ukrainian", test_line_ukrainian);
  ADD ("line/russian", test_line_russian);
  ADD ("line/unknown", test_line_unknown);
  ADD ("done-with-next", test_done_with_next);
  ADD ("reschedule", test_reschedule);
  ADD ("drag", test_drag);
  ADD ("keys", test_keys);
  ADD ("several", test_several);
  ADD ("assign-several", test_assign_several);
  ADD ("states", test_states);
  return g_test_run ();
}
