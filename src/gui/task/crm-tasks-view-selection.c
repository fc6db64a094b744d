/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "client/crm-choose-dialog.h"
#include "task/crm-reschedule-popover.h"
#include "task/crm-task-writes.h"
#include "task/crm-tasks-view-private.h"

/* Several tasks of the page at once: which are selected, by pointer and keys, and what is done with all of them as one step. Main thread. */

static CrmStore *
get_store (CrmTasksView *self)
{
  return crm_view_get_store (CRM_VIEW (self));
}

gboolean
crm_tasks_view_is_selected (CrmTasksView *self, gint64 task)
{
  return g_hash_table_contains (self->selected, &task);
}

guint
crm_tasks_view_get_n_selected (CrmTasksView *self)
{
  return g_hash_table_size (self->selected);
}

static const gint64 *
get_ids (CrmTasksView *self, CrmTaskGroup group, guint *n)
{
  *n = 0;
  return crm_tasks_view_is_wanted (self, group)
             ? crm_record_list_get_ids (crm_task_group_box_get_list (self->groups[group]), n)
             : NULL;
}

/* As they stand on the page, also those that are not scrolled to. */
GArray *
crm_tasks_view_dup_selected (CrmTasksView *self)
{
  GArray *tasks = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS; group++)
    {
      guint n;
      const gint64 *ids = get_ids (self, group, &n);

      for (guint i = 0; i < n; i++)
        if (crm_tasks_view_is_selected (self, ids[i]))
          g_array_append_val (tasks, ids[i]);
    }
  return tasks;
}

/* Showing */

static void
mark_row (GtkWidget *row, gboolean selected)
{
  if (selected == gtk_widget_has_css_class (row, "chosen"))
    return;
  if (selected)
    gtk_widget_add_css_class (row, "chosen");
  else
    gtk_widget_remove_css_class (row, "chosen");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

static void
show (CrmTasksView *self)
{
  guint n = crm_tasks_view_get_n_selected (self);
  g_autofree char *text = g_strdup_printf (ngettext ("%u selected", "%u selected", n), n);

  for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS; group++)
    for (GtkWidget *row =
             gtk_widget_get_first_child (GTK_WIDGET (crm_task_group_box_get_rows (self->groups[group])));
         row != NULL; row = gtk_widget_get_next_sibling (row))
      if (CRM_IS_TASK_ROW (row))
        mark_row (row, crm_tasks_view_is_selected (self, crm_task_row_get_id (CRM_TASK_ROW (row))));
  if (n > 0)
    gtk_label_set_text (GTK_LABEL (self->selection_label), text);
  for (guint i = 0; i < G_N_ELEMENTS (self->selection_open_only); i++)
    gtk_widget_set_visible (self->selection_open_only[i], !self->filter->done);
  gtk_widget_set_visible (self->selection_bar, n > 0);
}

void
crm_tasks_view_clear_selection (CrmTasksView *self)
{
  self->anchor = 0;
  if (g_hash_table_size (self->selected) == 0)
    return;
  g_hash_table_remove_all (self->selected);
  show (self);
}

void
crm_tasks_view_follow_selection (CrmTasksView *self)
{
  GHashTableIter iter;
  gpointer key;

  if (g_hash_table_size (self->selected) == 0)
    return;
  /* What was done or taken away elsewhere is not selected any more; what is on its way from group to group is. */
  g_hash_table_iter_init (&iter, self->selected);
  while (!crm_tasks_view_is_loading (self) && g_hash_table_iter_next (&iter, &key, NULL))
    {
      gboolean there = FALSE;

      for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS && !there; group++)
        there = crm_tasks_view_is_wanted (self, group) &&
                crm_record_list_find (crm_task_group_box_get_list (self->groups[group]), *(gint64 *)key) !=
                    G_MAXUINT;
      if (!there)
        g_hash_table_iter_remove (&iter);
    }
  show (self);
}

/* Selecting */

static void
add (CrmTasksView *self, gint64 task)
{
  g_hash_table_add (self->selected, g_memdup2 (&task, sizeof task));
}

void
crm_tasks_view_toggle_selected (CrmTasksView *self, gint64 task)
{
  if (!g_hash_table_remove (self->selected, &task))
    add (self, task);
  self->anchor = task;
  show (self);
}

/* Everything from where the selection began to this task, and nothing else. */
void
crm_tasks_view_select_to (CrmTasksView *self, gint64 task)
{
  gint64 anchor =
      self->anchor != 0 && crm_tasks_view_find_row (self, self->anchor, NULL) != NULL ? self->anchor : task;
  gboolean inside = FALSE, over = FALSE;

  g_hash_table_remove_all (self->selected);
  for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS && !over; group++)
    {
      guint n;
      const gint64 *ids = get_ids (self, group, &n);

      for (guint i = 0; i < n && !over; i++)
        {
          gboolean end = ids[i] == anchor || ids[i] == task;

          over = end && (inside || anchor == task);
          inside = inside || end;
          if (inside)
            add (self, ids[i]);
        }
    }
  self->anchor = anchor;
  show (self);
}

static void
select_all (CrmTasksView *self)
{
  for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS; group++)
    {
      guint n;
      const gint64 *ids = get_ids (self, group, &n);

      for (guint i = 0; i < n; i++)
        add (self, ids[i]);
    }
  show (self);
}

static CrmTaskRow *
find_row_at (CrmTasksView *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->groups_box), x, y, GTK_PICK_DEFAULT);

  /* Its check and its menu are pressed for themselves. */
  if (widget == NULL || gtk_widget_get_ancestor (widget, GTK_TYPE_CHECK_BUTTON) != NULL ||
      gtk_widget_get_ancestor (widget, GTK_TYPE_MENU_BUTTON) != NULL)
    return NULL;
  return (CrmTaskRow *)gtk_widget_get_ancestor (widget, CRM_TYPE_TASK_ROW);
}

static void
on_pressed (GtkGestureClick *click, int n, double x, double y, CrmTasksView *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));
  CrmTaskRow *row = find_row_at (self, x, y);

  if (row == NULL || (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0)
    return;
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  if ((state & GDK_SHIFT_MASK) != 0)
    crm_tasks_view_select_to (self, crm_task_row_get_id (row));
  else
    crm_tasks_view_toggle_selected (self, crm_task_row_get_id (row));
}

/* Not when it was pressed: the rows may be dragged together. */
static void
on_released (GtkGestureClick *click, int n, double x, double y, CrmTasksView *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));

  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0)
    crm_tasks_view_clear_selection (self);
}

gboolean
crm_tasks_view_select_by_key (CrmTasksView *self, GdkEvent *event, CrmTaskRow *row)
{
  static const struct
  {
    guint key;
    int step;
  } steps[] = { { GDK_KEY_Up, -1 }, { GDK_KEY_Down, 1 }, { GDK_KEY_k, -1 }, { GDK_KEY_j, 1 } };
  CrmTaskRow *next;

  if (gdk_key_event_matches (event, GDK_KEY_space, GDK_CONTROL_MASK) != GDK_KEY_MATCH_NONE)
    crm_tasks_view_toggle_selected (self, crm_task_row_get_id (row));
  else if (gdk_key_event_matches (event, GDK_KEY_a, GDK_CONTROL_MASK) != GDK_KEY_MATCH_NONE)
    select_all (self);
  else if (gdk_key_event_matches (event, GDK_KEY_Escape, 0) != GDK_KEY_MATCH_NONE &&
           crm_tasks_view_get_n_selected (self) > 0)
    crm_tasks_view_clear_selection (self);
  else
    {
      for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
        if (gdk_key_event_matches (event, steps[i].key, GDK_SHIFT_MASK) != GDK_KEY_MATCH_NONE)
          {
            if (self->anchor == 0 || crm_tasks_view_get_n_selected (self) == 0)
              self->anchor = crm_task_row_get_id (row);
            crm_tasks_view_step (self, row, steps[i].step);
            next = crm_tasks_view_get_focus_row (self);
            crm_tasks_view_select_to (self, crm_task_row_get_id (next != NULL ? next : row));
            return TRUE;
          }
      return FALSE;
    }
  return TRUE;
}

/* Acting */

/* When the selected tasks go, the focus goes to the next one that stays. */
static void
expect_leaving (CrmTasksView *self)
{
  CrmTaskRow *row = crm_tasks_view_get_focus_row (self);
  gboolean passed = FALSE;

  if (row == NULL || !crm_tasks_view_is_selected (self, crm_task_row_get_id (row)))
    return;
  self->leaving = crm_task_row_get_id (row);
  self->heir = 0;
  for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS && self->heir == 0; group++)
    {
      guint n;
      const gint64 *ids = get_ids (self, group, &n);

      for (guint i = 0; i < n && self->heir == 0; i++)
        if (ids[i] == self->leaving)
          passed = TRUE;
        else if (passed && !crm_tasks_view_is_selected (self, ids[i]))
          self->heir = ids[i];
    }
}

static void
selected_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTasksView *self = CRM_TASKS_VIEW (widget);
  g_autoptr (GArray) tasks = crm_tasks_view_dup_selected (self);
  const gint64 *ids = (const gint64 *)(gconstpointer)tasks->data;

  if (g_str_equal (name, "tasks.select-all"))
    select_all (self);
  else if (g_str_equal (name, "tasks.select-none"))
    crm_tasks_view_clear_selection (self);
  else if (tasks->len == 0)
    return;
  else if (g_str_equal (name, "tasks.selected-done"))
    {
      expect_leaving (self);
      crm_task_write_done_all (widget, get_store (self), ids, tasks->len);
    }
  else if (g_str_equal (name, "tasks.selected-reschedule"))
    crm_reschedule_popover_show (self->selection_open_only[1], get_store (self), ids, tasks->len);
  else if (g_str_equal (name, "tasks.selected-assign"))
    crm_tasks_view_assign (self, tasks, NULL, 0);
  else
    {
      expect_leaving (self);
      crm_task_write_archive (widget, get_store (self), ids, tasks->len);
    }
}

void
crm_tasks_view_install_selection (GtkWidgetClass *widget_class)
{
  static const char *const names[] = { "tasks.select-all", "tasks.select-none", "tasks.selected-done",
    "tasks.selected-reschedule", "tasks.selected-assign", "tasks.selected-delete" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_class_install_action (widget_class, names[i], NULL, selected_action);
}

/* Making */

static GtkWidget *
add_button (GtkWidget *box, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

void
crm_tasks_view_make_selection (CrmTasksView *self, GtkBox *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkWidget *close;

  self->selected = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->selection_label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
      "margin-end", 8, "ellipsize", PANGO_ELLIPSIZE_END, "css-classes",
      (const char *[]){ "numeric", "semibold", NULL }, NULL);
  gtk_box_append (GTK_BOX (box), self->selection_label);
  self->selection_open_only[0] = add_button (box, _ ("_Done"), "tasks.selected-done");
  self->selection_open_only[1] = add_button (box, _ ("_Put off…"), "tasks.selected-reschedule");
  self->selection_open_only[2] = add_button (box, _ ("_Assign…"), "tasks.selected-assign");
  add_button (box, _ ("De_lete"), "tasks.selected-delete");
  close = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_set_hexpand (close, TRUE);
  gtk_widget_set_halign (close, GTK_ALIGN_END);
  gtk_widget_set_tooltip_text (close, _ ("Select none (Esc)"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Select none"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (close), "tasks.select-none");
  gtk_box_append (GTK_BOX (box), close);
  gtk_widget_add_css_class (box, "statusbar");
  gtk_widget_add_css_class (box, "selecting");
  self->selection_bar = box;
  gtk_widget_set_visible (box, FALSE);
  gtk_box_append (page, box);

  /* Before the lists, which open the task. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self->groups_box), GTK_EVENT_CONTROLLER (click));
}
