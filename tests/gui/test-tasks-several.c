/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tasks-page.h"

#include "base/crm-clock.h"
#include "crm-test-gui.h"
#include "crm-test-input.h"
#include "task/crm-task-row.h"
#include "task/crm-task.h"
#include "task/crm-tasks-view.h"
#include "user/crm-user.h"

/* Tasks of the page moved by the pointer and by keys, chosen together, and the states the page has. */

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
  gint64 late = tasks_add_task (page, "Late", "2026-11-16", 0);
  gint64 timed = tasks_add_task (page, "With a time", NULL, NOW + 5 * HOUR);
  GtkWidget *row, *target;

  if (!crm_test_has_input ())
    return;
  tasks_open_page (page);
  tasks_await_group (page, late, CRM_TASK_OVERDUE);
  tasks_await_group (page, timed, CRM_TASK_TODAY);
  crm_test_focus_window (GTK_WINDOW (page->window));
  row = tasks_find_row (page, late, CRM_TASK_OVERDUE);
  /* The window manager may still be placing the window: then the press came to nobody. */
  for (guint tries = 0; !is_dragged (row); tries++)
    {
      g_assert_cmpuint (tries, <, 10);
      move_to (page, row, 0, 0);
      crm_test_pointer_down ();
      /* GTK 4.18 begins no drag in the first tenth of a second, and then only with a movement. */
      for (int i = 1; i <= 60 && !is_dragged (row); i++)
        {
          move_to (page, row, 8 * MIN (i, 3) + 8 * (i % 2), 16);
          crm_test_await_frame (GTK_WIDGET (page->window));
        }
      if (!is_dragged (row))
        crm_test_pointer_up ();
    }
  crm_test_await_frame (GTK_WIDGET (page->window));
  /* Empty groups are there to be dropped on. */
  target = GTK_WIDGET (crm_tasks_view_get_group (page->view, CRM_TASK_TOMORROW));
  g_assert_true (gtk_widget_get_mapped (target));
  move_to (page, target, -6, -2);
  move_to (page, target, 0, 0);
  crm_test_await (is_over, target);
  crm_test_pointer_up ();
  tasks_await_group (page, late, CRM_TASK_TOMORROW);
  tasks_assert_due (page, late, "2026-11-19", 0);
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
  gint64 first = tasks_add_task (page, "First", NULL, NOW + 5 * HOUR);
  gint64 second = tasks_add_task (page, "Second", "2026-11-19", 0);

  if (!crm_test_has_input ())
    return;
  tasks_open_page (page);
  tasks_await_group (page, second, CRM_TASK_TOMORROW);
  tasks_await_group (page, first, CRM_TASK_TODAY);
  crm_test_focus_window (GTK_WINDOW (page->window));
  gtk_widget_grab_focus (tasks_find_row (page, first, CRM_TASK_TODAY));
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
  tasks_await_group (page, first, CRM_TASK_TOMORROW);
  tasks_assert_due (page, first, "2026-11-19", NOW + 29 * HOUR);
  crm_test_await (has_focus_on_task, page);
  crm_test_press ("ctrl+Down");
  tasks_await_group (page, first, CRM_TASK_THIS_WEEK);
  tasks_assert_due (page, first, "2026-11-20", NOW + 53 * HOUR);
  crm_test_await (has_focus_on_task, page);
  /* Space asks, Escape leaves it open; Space and Enter are enough. */
  crm_test_press ("space");
  crm_test_await (tasks_asks_outcome, page);
  crm_test_press ("Escape");
  crm_test_await (tasks_asks_nothing, page);
  {
    g_autoptr (CrmRow) open = tasks_load (page, first);

    g_assert_cmpint (crm_row_get_integer (open, CRM_TASK_DONE_AT), ==, 0);
  }
  crm_test_await (has_focus_on_task, page);
  crm_test_press ("space");
  crm_test_await (tasks_asks_outcome, page);
  crm_test_press ("Return");
  tasks_await_gone (page, first);
  {
    g_autoptr (CrmRow) done = tasks_load (page, first);

    g_assert_cmpstr (crm_row_get_text (done, CRM_TASK_STATE), ==, "done");
  }
  gtk_widget_grab_focus (tasks_find_row (page, second, CRM_TASK_TOMORROW));
  crm_test_press ("Delete");
  tasks_await_gone (page, second);
  crm_test_press ("ctrl+z");
  tasks_await_group (page, second, CRM_TASK_TOMORROW);
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
  g_assert_cmpint (gtk_widget_has_css_class (tasks_find_row (page, task, group), "chosen"), ==, selected);
}

static void
focus_row (Page *page, gint64 task, CrmTaskGroup group)
{
  tasks_await_group (page, task, group);
  crm_test_await_frame (GTK_WIDGET (page->window));
  gtk_widget_grab_focus (tasks_find_row (page, task, group));
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
  GtkWidget *popover = tasks_find_popover (data, "Later today");

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
  gint64 late = tasks_add_task (page, "Late", "2026-11-16", 0);
  gint64 first = tasks_add_task (page, "First", "2026-11-18", 0);
  gint64 second = tasks_add_task (page, "Second", "2026-11-18", 0);
  gint64 last = tasks_add_task (page, "Last", NULL, 0);

  if (!crm_test_has_input ())
    return;
  tasks_open_page (page);
  tasks_await_group (page, late, CRM_TASK_OVERDUE);
  tasks_await_group (page, first, CRM_TASK_TODAY);
  tasks_await_group (page, second, CRM_TASK_TODAY);
  tasks_await_group (page, last, CRM_TASK_NO_DATE);
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
  click_with (page, "Control_L", tasks_find_row (page, first, CRM_TASK_TODAY));
  await_selected (page, "1 selected");
  click_with (page, "Shift_L", tasks_find_row (page, last, CRM_TASK_NO_DATE));
  await_selected (page, "3 selected");
  assert_selected (page, late, CRM_TASK_OVERDUE, FALSE);

  /* Done at once, and taken back at once. */
  crm_test_press ("space");
  tasks_await_gone (page, first);
  tasks_await_gone (page, last);
  g_assert_cmpstr (crm_store_get_undo_purpose (page->store), ==, "Done: 3 tasks");
  take_back (page);
  tasks_await_group (page, first, CRM_TASK_TODAY);
  tasks_await_group (page, second, CRM_TASK_TODAY);
  tasks_await_group (page, last, CRM_TASK_NO_DATE);

  /* Away and back. */
  focus_row (page, late, CRM_TASK_OVERDUE);
  crm_test_press ("ctrl+a");
  await_selected (page, "4 selected");
  crm_test_press ("Delete");
  tasks_await_gone (page, late);
  tasks_await_gone (page, last);
  take_back (page);
  tasks_await_group (page, late, CRM_TASK_OVERDUE);
  tasks_await_group (page, first, CRM_TASK_TODAY);
  tasks_await_group (page, last, CRM_TASK_NO_DATE);

  /* Put off together; who is responsible is asked once. */
  focus_row (page, late, CRM_TASK_OVERDUE);
  /* The first key of a window that has just got the keyboard may come to nobody. */
  crm_test_press ("Escape");
  crm_test_press ("shift+Down");
  await_selected (page, "2 selected");
  crm_test_press ("s");
  crm_test_await (asks_day_of_several, page);
  g_signal_emit_by_name (gtk_widget_get_ancestor (crm_test_find (tasks_find_popover (page, "Later today"),
                                                      GTK_TYPE_LABEL, "Tomorrow"),
                             GTK_TYPE_BUTTON),
      "clicked");
  tasks_await_group (page, late, CRM_TASK_TOMORROW);
  tasks_await_group (page, first, CRM_TASK_TOMORROW);
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
  gint64 first = tasks_add_task (page, "First", "2026-11-18", 0);
  gint64 second = tasks_add_task (page, "Second", "2026-11-18", 0);
  gint64 ivan;
  GtkWindow *dialog = NULL;
  GtkWidget *entry;

  crm_values_set_text (values, CRM_USER_NAME, "Ivan");
  ivan = crm_test_add (page->store, values);
  tasks_open_page (page);
  tasks_await_group (page, first, CRM_TASK_TODAY);
  tasks_await_group (page, second, CRM_TASK_TODAY);
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
      g_autoptr (CrmRow) task = tasks_load (page, i == 0 ? first : second);

      g_assert_cmpint (crm_row_get_integer (task, CRM_TASK_OWNER), ==, ivan);
    }
}

static gboolean
tells_ivan (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Page *)data)->view), GTK_TYPE_LABEL, "Ivan") != NULL;
}

/* What a rule made for somebody else is not taken for one's own. */
static void
test_owner (Page *page, gconstpointer data)
{
  g_autoptr (CrmEntity) users = crm_store_get_entity (page->store, "user");
  g_autoptr (CrmEntity) rules = crm_store_get_entity (page->store, "task_rule");
  CrmValues *user = crm_values_new (users);
  CrmValues *rule = crm_values_new (rules);
  gint64 ivan;

  crm_values_set_text (user, CRM_USER_NAME, "Ivan");
  ivan = crm_test_add (page->store, user);
  crm_values_set_text (rule, CRM_TASK_RULE_NAME, "Welcome");
  crm_values_set_text (rule, CRM_TASK_RULE_EVENT, "client-added");
  crm_values_set_text (rule, CRM_TASK_RULE_KIND, "call");
  crm_values_set_text (rule, CRM_TASK_RULE_TITLE, "Greet");
  crm_values_set_integer (rule, CRM_TASK_RULE_OWNER, ivan);
  crm_values_set_integer (rule, CRM_TASK_RULE_ACTIVE, TRUE);
  crm_test_add (page->store, rule);
  tasks_open_page (page);
  g_assert_false (tells_ivan (page));
  crm_test_add_client (page->store, "Zoe");
  crm_test_await (tells_ivan, page);
}

static gboolean
is_done_list (gpointer data)
{
  Page *page = data;

  return tasks_find_row (page, page->task, CRM_TASK_DONE) != NULL &&
         crm_task_row_get_task (CRM_TASK_ROW (tasks_find_row (page, page->task, CRM_TASK_DONE))) != NULL;
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

  tasks_open_page (page);
  crm_test_await (is_empty, page);
  task = tasks_add_task (page, "Only one", NULL, 0);
  tasks_await_group (page, task, CRM_TASK_NO_DATE);
  crm_tasks_view_set_client (page->view, other);
  crm_test_await (is_filtered, page);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "tasks.clear", NULL);
  tasks_await_group (page, task, CRM_TASK_NO_DATE);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "tasks.decline", "x", task);
  crm_test_await (is_empty, page);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "tasks.show-done", NULL);
  crm_test_await (is_done_list, page);
  crm_test_await_frame (GTK_WIDGET (page->window));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_LABEL, "Today, 18 November"));
}

#define ADD(path, func) g_test_add ("/tasks/" path, Page, NULL, tasks_set_up, func, tasks_tear_down)

int
main (int argc, char **argv)
{
  crm_clock_set (tasks_tell_time, NULL);
  crm_test_gui_init (&argc, &argv);
  ADD ("drag", test_drag);
  ADD ("keys", test_keys);
  ADD ("several", test_several);
  ADD ("assign-several", test_assign_several);
  ADD ("owner", test_owner);
  ADD ("states", test_states);
  return g_test_run ();
}
