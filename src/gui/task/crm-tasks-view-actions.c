/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "client/crm-choose-dialog.h"
#include "crm-window.h"
#include "task/crm-outcome-popover.h"
#include "task/crm-reschedule-popover.h"
#include "task/crm-task-dialog.h"
#include "task/crm-task-words.h"
#include "task/crm-task-writes.h"
#include "task/crm-tasks-view-private.h"

/* Actions and keys of the page Tasks. Every action on a task takes its id. Main thread. */

static CrmStore *
get_store (CrmTasksView *self)
{
  return crm_view_get_store (CRM_VIEW (self));
}

/* The task of an action, when its row is shown and read. */
static CrmRow *
find_task (CrmTasksView *self, GVariant *parameter, GtkWidget **row, CrmTaskGroup *group)
{
  *row = crm_tasks_view_find_row (self, g_variant_get_int64 (parameter), group);
  return *row != NULL ? crm_task_row_get_task (CRM_TASK_ROW (*row)) : NULL;
}

static gint64
get_id (GtkWidget *row)
{
  return CRM_IS_TASK_ROW (row) ? crm_task_row_get_id (CRM_TASK_ROW (row)) : 0;
}

/* When the task goes, the focus goes to the next one. */
static void
expect_leaving (CrmTasksView *self, GtkWidget *row)
{
  GtkWidget *next = gtk_widget_get_next_sibling (row);

  self->leaving = get_id (row);
  self->heir = get_id (next != NULL ? next : gtk_widget_get_prev_sibling (row));
}

static void
done_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTasksView *self = CRM_TASKS_VIEW (widget);
  CrmTaskGroup group;
  GtkWidget *row;
  const CrmRow *task = find_task (self, parameter, &row, &group);

  if (task == NULL)
    return;
  expect_leaving (self, row);
  crm_outcome_popover_show (crm_task_row_get_check (CRM_TASK_ROW (row)), get_store (self), task->id);
}

static void
reschedule_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTasksView *self = CRM_TASKS_VIEW (widget);
  CrmTaskGroup group;
  GtkWidget *row;
  const CrmRow *task = find_task (self, parameter, &row, &group);

  if (task == NULL || crm_row_get_integer (task, CRM_TASK_DONE_AT) != 0)
    return;
  self->moved = task->id;
  self->moved_from = (int)group;
  crm_reschedule_popover_show (row, get_store (self), &task->id, 1);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_task_dialog_present (widget, get_store (CRM_TASKS_VIEW (widget)), g_variant_get_int64 (parameter));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTasksView *self = CRM_TASKS_VIEW (widget);
  CrmTaskGroup group;
  GtkWidget *row;
  const CrmRow *task = find_task (self, parameter, &row, &group);

  if (task == NULL)
    return;
  expect_leaving (self, row);
  crm_task_write_archive (widget, get_store (self), &task->id, 1);
}

/* To the group above or below, over those that take no task. */
static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTasksView *self = CRM_TASKS_VIEW (widget);
  CrmTaskGroup group;
  GtkWidget *row;
  const CrmRow *task = find_task (self, parameter, &row, &group);
  int step = g_str_has_suffix (name, "down") ? 1 : -1;
  int week_start = crm_task_get_week_start (get_store (self));
  g_autofree char *today = NULL;
  g_autofree char *day = NULL;
  int to;

  if (task == NULL || group == CRM_TASK_DONE)
    return;
  today = crm_instant_date (crm_clock_now (), crm_store_get_zone (get_store (self)));
  for (to = (int)group + step; to >= 0 && to < CRM_TASK_DONE; to += step)
    if (crm_task_group_takes ((CrmTaskGroup)to, today, week_start))
      break;
  if (to < 0 || to >= CRM_TASK_DONE)
    return;
  day = crm_task_group_dup_day ((CrmTaskGroup)to, today, week_start);
  self->moved = task->id;
  self->moved_from = (int)group;
  crm_task_write_due (
      widget, get_store (self), &task->id, 1, crm_row_get_text (task, CRM_TASK_TITLE), day, 0, NULL);
}

static void
on_owner_chosen (CrmChooseDialog *dialog, const char *const *add, const char *const *remove, gpointer data)
{
  CrmTasksView *self = g_object_get_data (G_OBJECT (dialog), "view");
  const GArray *tasks = g_object_get_data (G_OBJECT (dialog), "tasks");
  const char *title = g_object_get_data (G_OBJECT (dialog), "title");
  g_autofree char *name = crm_task_name_them (title, tasks->len);
  g_autofree char *purpose = NULL;
  g_autofree char *id = NULL;

  if (add == NULL || add[0] == NULL)
    return;
  for (guint i = 0; i < crm_names_get_count (self->users) && id == NULL; i++)
    {
      gint64 user = crm_names_get_row (self->users, i)->id;

      if (g_strcmp0 (crm_names_get_title (self->users, user), add[0]) == 0)
        id = g_strdup_printf ("%" G_GINT64_FORMAT, user);
    }
  /* Translators: a task, a person. */
  purpose = g_strdup_printf (_ ("%s assigned to %s"), name, add[0]);
  if (id != NULL)
    crm_task_write_field (GTK_WIDGET (self), get_store (self), (const gint64 *)(gconstpointer)tasks->data,
        tasks->len, purpose, CRM_TASK_OWNER, id);
  crm_tasks_view_clear_selection (self);
}

void
crm_tasks_view_assign (CrmTasksView *self, GArray *tasks, const char *title, gint64 owner)
{
  CrmChooseDialog *dialog = crm_choose_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      tasks->len == 1 ? _ ("Assign task") : _ ("Assign tasks"), _ ("_Assign"), FALSE);

  for (guint i = 0; i < crm_names_get_count (self->users); i++)
    {
      gint64 user = crm_names_get_row (self->users, i)->id;

      crm_choose_dialog_add (dialog, crm_names_get_title (self->users, user), user == owner);
    }
  g_object_set_data_full (G_OBJECT (dialog), "view", g_object_ref (self), g_object_unref);
  g_object_set_data_full (G_OBJECT (dialog), "tasks", g_array_copy (tasks), (GDestroyNotify)g_array_unref);
  g_object_set_data_full (G_OBJECT (dialog), "title", g_strdup (title), g_free);
  g_signal_connect (dialog, "chosen", G_CALLBACK (on_owner_chosen), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
assign_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTasksView *self = CRM_TASKS_VIEW (widget);
  CrmTaskGroup group;
  GtkWidget *row;
  const CrmRow *task = find_task (self, parameter, &row, &group);
  g_autoptr (GArray) tasks = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (task == NULL)
    return;
  g_array_append_val (tasks, task->id);
  crm_tasks_view_assign (
      self, tasks, crm_row_get_text (task, CRM_TASK_TITLE), crm_row_get_integer (task, CRM_TASK_OWNER));
}

/* Dropped on another group: the day of that one, for all that are selected when it is one of them. */
static void
drop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTasksView *self = CRM_TASKS_VIEW (widget);
  int week_start = crm_task_get_week_start (get_store (self));
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (get_store (self)));
  g_autofree char *day = NULL;
  g_autoptr (GArray) tasks = NULL;
  CrmTaskGroup group, from;
  GtkWidget *row;
  const CrmRow *task;
  gint64 id;

  g_variant_get (parameter, "(xi)", &id, &group);
  row = crm_tasks_view_find_row (self, id, &from);
  task = row != NULL ? crm_task_row_get_task (CRM_TASK_ROW (row)) : NULL;
  if (task == NULL)
    return;
  day = crm_task_group_dup_day (group, today, week_start);
  if (crm_tasks_view_is_selected (self, id))
    tasks = crm_tasks_view_dup_selected (self);
  else
    {
      tasks = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_val (tasks, id);
    }
  crm_task_write_due (widget, get_store (self), (const gint64 *)(gconstpointer)tasks->data, tasks->len,
      tasks->len == 1 ? crm_row_get_text (task, CRM_TASK_TITLE) : NULL, day, 0, NULL);
  crm_tasks_view_clear_selection (self);
}

static void
state_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTasksView *self = CRM_TASKS_VIEW (widget);
  CrmTaskGroup group;
  GtkWidget *row;
  const CrmRow *task = find_task (self, parameter, &row, &group);
  gboolean doing = task != NULL && g_strcmp0 (crm_row_get_text (task, CRM_TASK_STATE), "doing") == 0;
  g_autofree char *title = NULL;
  g_autofree char *purpose = NULL;

  if (task == NULL)
    return;
  title = crm_task_name_them (crm_row_get_text (task, CRM_TASK_TITLE), 1);
  if (g_str_equal (name, "tasks.decline"))
    {
      expect_leaving (self, row);
      purpose = g_strdup_printf (_ ("Declined: %s"), title);
      crm_task_write_field (widget, get_store (self), &task->id, 1, purpose, CRM_TASK_STATE, "declined");
      return;
    }
  purpose = g_strdup_printf (doing ? _ ("Not in progress: %s") : _ ("In progress: %s"), title);
  crm_task_write_field (
      widget, get_store (self), &task->id, 1, purpose, CRM_TASK_STATE, doing ? "open" : "doing");
}

static void
important_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTasksView *self = CRM_TASKS_VIEW (widget);
  CrmTaskGroup group;
  GtkWidget *row;
  const CrmRow *task = find_task (self, parameter, &row, &group);
  gboolean high;
  g_autofree char *title = NULL;
  g_autofree char *purpose = NULL;

  if (task == NULL)
    return;
  high = g_strcmp0 (crm_row_get_text (task, CRM_TASK_PRIORITY), "high") == 0;
  title = crm_task_name_them (crm_row_get_text (task, CRM_TASK_TITLE), 1);
  purpose = g_strdup_printf (high ? _ ("Not important: %s") : _ ("Important: %s"), title);
  crm_task_write_field (
      widget, get_store (self), &task->id, 1, purpose, CRM_TASK_PRIORITY, high ? "" : "high");
}

static void
client_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTasksView *self = CRM_TASKS_VIEW (widget);
  CrmTaskGroup group;
  GtkWidget *row;
  const CrmRow *task = find_task (self, parameter, &row, &group);
  gint64 client = task != NULL ? crm_row_get_integer (task, CRM_TASK_CLIENT) : 0;

  if (client == 0)
    return;
  if (g_str_equal (name, "tasks.only-client"))
    crm_tasks_view_set_client (self, client);
  else
    crm_window_open_client (widget, client, NULL);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTasksView *self = CRM_TASKS_VIEW (widget);

  crm_task_filter_clear (self->filter);
  self->filter->done = g_str_equal (name, "tasks.show-done");
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  crm_task_chips_update (self->chips);
  crm_tasks_view_apply (self);
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_task_quick_add_begin (CRM_TASKS_VIEW (widget)->quick_add, NULL);
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_tasks_view_apply (CRM_TASKS_VIEW (widget));
}

void
crm_tasks_view_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc func;
  } on_task[] = {
    { "tasks.done", done_action },
    { "tasks.reschedule", reschedule_action },
    { "tasks.edit", edit_action },
    { "tasks.delete", delete_action },
    { "tasks.move-up", move_action },
    { "tasks.move-down", move_action },
    { "tasks.assign", assign_action },
    { "tasks.doing", state_action },
    { "tasks.decline", state_action },
    { "tasks.important", important_action },
    { "tasks.open-client", client_action },
    { "tasks.only-client", client_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (on_task); i++)
    gtk_widget_class_install_action (widget_class, on_task[i].name, "x", on_task[i].func);
  gtk_widget_class_install_action (widget_class, "tasks.drop", "(xi)", drop_action);
  gtk_widget_class_install_action (widget_class, "tasks.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "tasks.show-done", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "tasks.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "tasks.retry", NULL, retry_action);
}

gboolean
crm_tasks_view_on_key (
    CrmTasksView *self, guint keyval, guint code, GdkModifierType state, GtkEventControllerKey *controller)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action; /* NULL: the menu */
    int step;
    const char *on_all; /* with several selected */
  } keys[] = {
    { GDK_KEY_space, 0, "tasks.done", 0, "tasks.selected-done" },
    { GDK_KEY_s, 0, "tasks.reschedule", 0, "tasks.selected-reschedule" },
    { GDK_KEY_d, 0, "tasks.reschedule", 0, "tasks.selected-reschedule" },
    { GDK_KEY_a, 0, "tasks.assign", 0, "tasks.selected-assign" },
    { GDK_KEY_c, 0, "tasks.open-client", 0 },
    { GDK_KEY_Delete, 0, "tasks.delete", 0, "tasks.selected-delete" },
    { GDK_KEY_KP_Delete, 0, "tasks.delete", 0, "tasks.selected-delete" },
    { GDK_KEY_Up, GDK_CONTROL_MASK, "tasks.move-up", 0 },
    { GDK_KEY_Down, GDK_CONTROL_MASK, "tasks.move-down", 0 },
    { GDK_KEY_j, 0, NULL, 1 },
    { GDK_KEY_k, 0, NULL, -1 },
    { GDK_KEY_Menu, 0, NULL, 0 },
    { GDK_KEY_F10, GDK_SHIFT_MASK, NULL, 0 },
  };
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  CrmTaskRow *row = crm_tasks_view_get_focus_row (self);

  if (row == NULL || event == NULL)
    return GDK_EVENT_PROPAGATE;
  if (crm_tasks_view_select_by_key (self, event, row))
    return GDK_EVENT_STOP;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      /* Letters are the same keys in every layout. */
      if (gdk_key_event_matches (event, keys[i].key, keys[i].modifiers) == GDK_KEY_MATCH_NONE)
        continue;
      /* The check and the menu button of a row are pressed by it. */
      if (keys[i].key == GDK_KEY_space && !gtk_widget_is_focus (GTK_WIDGET (row)))
        return GDK_EVENT_PROPAGATE;
      if (keys[i].on_all != NULL && crm_tasks_view_get_n_selected (self) > 0)
        gtk_widget_activate_action (GTK_WIDGET (self), keys[i].on_all, NULL);
      else if (keys[i].action != NULL)
        gtk_widget_activate_action (GTK_WIDGET (self), keys[i].action, "x", crm_task_row_get_id (row));
      else if (keys[i].step != 0)
        crm_tasks_view_step (self, row, keys[i].step);
      else
        crm_task_row_open_menu (row);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}
