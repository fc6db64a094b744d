/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-tasks-view-private.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "task/crm-task-words.h"

/* The page Tasks: builds it, owns filter and groups. Main thread. */

#define CLOCK_SECONDS 30
#define SPINNER_DELAY 150

G_DEFINE_FINAL_TYPE (CrmTasksView, crm_tasks_view, CRM_TYPE_VIEW)

static CrmStore *
get_store (CrmTasksView *self)
{
  return crm_view_get_store (CRM_VIEW (self));
}

static char *
dup_today (CrmTasksView *self)
{
  return crm_instant_date (crm_clock_now (), crm_store_get_zone (get_store (self)));
}

/* Asking */

gboolean
crm_tasks_view_is_wanted (CrmTasksView *self, CrmTaskGroup group)
{
  if (self->filter->done || group == CRM_TASK_DONE)
    return self->filter->done && group == CRM_TASK_DONE;
  if (self->filter->overdue)
    return group == CRM_TASK_OVERDUE;
  return self->expanded < 0 || self->expanded == (int)group;
}

void
crm_tasks_view_apply (CrmTasksView *self)
{
  g_free (self->today);
  self->today = dup_today (self);
  self->asked = TRUE;
  if (self->expanded >= 0 && !crm_tasks_view_is_wanted (self, (CrmTaskGroup)self->expanded))
    self->expanded = -1;
  for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS; group++)
    {
      crm_task_group_box_set_expanded (self->groups[group], self->expanded == (int)group);
      if (crm_tasks_view_is_wanted (self, group))
        crm_task_group_box_ask (self->groups[group], self->filter);
      else
        crm_task_group_box_set_wanted (self->groups[group], FALSE);
    }
  crm_task_line_entry_set_about (crm_task_quick_add_get_line (self->quick_add), self->filter->client, 0);
}

/* What is due goes on by itself. */
static gboolean
on_clock (gpointer data)
{
  CrmTasksView *self = data;
  g_autofree char *today = dup_today (self);
  const CrmTaskGroup passing[] = { CRM_TASK_OVERDUE, CRM_TASK_TODAY };

  if (g_strcmp0 (today, self->today) != 0)
    {
      crm_tasks_view_apply (self);
      for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS; group++)
        crm_task_group_box_update_rows (self->groups[group]);
      crm_task_chips_update (self->chips);
      return G_SOURCE_CONTINUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (passing); i++)
    if (crm_tasks_view_is_wanted (self, passing[i]))
      crm_task_group_box_ask (self->groups[passing[i]], self->filter);
  return G_SOURCE_CONTINUE;
}

/* Showing */

gboolean
crm_tasks_view_is_loading (CrmTasksView *self)
{
  for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS; group++)
    if (crm_tasks_view_is_wanted (self, group) &&
        crm_record_list_is_loading (crm_task_group_box_get_list (self->groups[group])))
      return TRUE;
  return !self->asked;
}

static guint64
count_rows (CrmTasksView *self)
{
  guint64 count = 0;

  for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS; group++)
    if (crm_tasks_view_is_wanted (self, group))
      count += g_list_model_get_n_items (G_LIST_MODEL (crm_task_group_box_get_list (self->groups[group])));
  return count;
}

static const char *
get_error (CrmTasksView *self)
{
  for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS; group++)
    {
      const char *error = crm_record_list_get_error (crm_task_group_box_get_list (self->groups[group]));

      if (crm_tasks_view_is_wanted (self, group) && error != NULL)
        return error;
    }
  return NULL;
}

static gboolean
on_spin_delay (gpointer data)
{
  CrmTasksView *self = data;

  self->spin_delay = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
show_loading (CrmTasksView *self, gboolean loading)
{
  if (loading && self->spin_delay == 0 && !gtk_spinner_get_spinning (self->spinner))
    self->spin_delay = g_timeout_add (SPINNER_DELAY, on_spin_delay, self);
  if (loading)
    return;
  g_clear_handle_id (&self->spin_delay, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
}

static void
show_state (CrmTasksView *self)
{
  const char *error = get_error (self);
  gboolean loading = crm_tasks_view_is_loading (self);
  const char *state = "groups";

  show_loading (self, loading);
  gtk_revealer_set_reveal_child (self->error_strip, error != NULL);
  gtk_label_set_text (self->error_label, error != NULL ? error : "");
  if (count_rows (self) == 0)
    {
      if (loading || error != NULL)
        return;
      state = self->filter->done                         ? "nothing-done"
              : crm_task_filter_is_narrow (self->filter) ? "filtered"
                                                         : "empty";
      /* Large icons only when they are shown. */
      adw_status_page_set_icon_name (self->empty_page, "emblem-ok-symbolic");
      adw_status_page_set_icon_name (self->filtered_page, "crm-filter-symbolic");
      adw_status_page_set_icon_name (self->nothing_page, "crm-task-symbolic");
    }
  gtk_stack_set_visible_child_name (self->states, state);
}

const char *
crm_tasks_view_get_state (CrmTasksView *self)
{
  return gtk_stack_get_visible_child_name (self->states);
}

/* Focus */

GtkWidget *
crm_tasks_view_find_row (CrmTasksView *self, gint64 task, CrmTaskGroup *group)
{
  for (CrmTaskGroup i = 0; i < CRM_TASK_N_GROUPS; i++)
    {
      GtkWidget *row =
          crm_tasks_view_is_wanted (self, i) ? crm_task_group_box_find_row (self->groups[i], task) : NULL;

      if (row != NULL && group != NULL)
        *group = i;
      if (row != NULL)
        return row;
    }
  return NULL;
}

CrmTaskRow *
crm_tasks_view_get_focus_row (CrmTasksView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* Not when a menu or popover over the row has it. */
  if (focus == NULL || gtk_widget_get_native (focus) != gtk_widget_get_native (GTK_WIDGET (self)))
    return NULL;
  if (CRM_IS_TASK_ROW (focus))
    return CRM_TASK_ROW (focus);
  return (CrmTaskRow *)gtk_widget_get_ancestor (focus, CRM_TYPE_TASK_ROW);
}

static GtkWidget *
get_end_row (CrmTasksView *self, int group, int step)
{
  for (int i = group + step; i >= 0 && i < CRM_TASK_N_GROUPS; i += step)
    {
      GtkWidget *rows = GTK_WIDGET (crm_task_group_box_get_rows (self->groups[i]));
      GtkWidget *row = step > 0 ? gtk_widget_get_first_child (rows) : gtk_widget_get_last_child (rows);

      if (gtk_widget_get_mapped (rows) && row != NULL)
        return row;
    }
  return NULL;
}

static void
focus_heir (CrmTasksView *self)
{
  GtkWidget *heir = crm_tasks_view_find_row (self, self->heir, NULL);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  self->leaving = 0;
  /* Who has begun to write elsewhere is not disturbed. */
  if (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus))
    return;
  if (heir == NULL)
    heir = get_end_row (self, -1, 1);
  /* Not into the line: Ctrl+Z would be its own there. */
  if (heir != NULL)
    gtk_widget_grab_focus (heir);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->chips), GTK_DIR_TAB_FORWARD);
}

static void
follow_focus (CrmTasksView *self)
{
  CrmTaskGroup group = CRM_TASK_N_GROUPS;
  GtkWidget *row;

  for (CrmTaskGroup i = 0; self->moved != 0 && i < CRM_TASK_N_GROUPS; i++)
    {
      row = (int)i != self->moved_from && crm_tasks_view_is_wanted (self, i)
                ? crm_task_group_box_find_row (self->groups[i], self->moved)
                : NULL;
      if (row != NULL)
        {
          self->moved = 0;
          gtk_widget_grab_focus (row);
          return;
        }
    }
  if (self->leaving != 0 && crm_tasks_view_find_row (self, self->leaving, &group) == NULL)
    focus_heir (self);
}

/* The window gives the focus to its first widget, the search: keys are for the tasks. */
static void
focus_begin (CrmTasksView *self)
{
  GtkWidget *row = get_end_row (self, -1, 1);

  /* The first row is known when all groups are. */
  if (!self->want_focus || !gtk_widget_get_mapped (GTK_WIDGET (self)) || crm_tasks_view_is_loading (self))
    return;
  gtk_widget_grab_focus (row != NULL ? row : GTK_WIDGET (self->quick_add));
  self->want_focus = FALSE;
}

static gboolean
on_map_idle (gpointer data)
{
  g_autoptr (CrmTasksView) self = data;

  if (self->users != NULL)
    focus_begin (self);
  return G_SOURCE_REMOVE;
}

static void
crm_tasks_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (crm_tasks_view_parent_class)->map (widget);
  g_idle_add (on_map_idle, g_object_ref (widget));
}

static void
on_filled (CrmTasksView *self)
{
  show_state (self);
  focus_begin (self);
  follow_focus (self);
  crm_tasks_view_follow_selection (self);
}

gboolean
crm_tasks_view_step (CrmTasksView *self, CrmTaskRow *row, int step)
{
  GtkWidget *box = gtk_widget_get_ancestor (GTK_WIDGET (row), CRM_TYPE_TASK_GROUP_BOX);
  GtkWidget *next = step > 0 ? gtk_widget_get_next_sibling (GTK_WIDGET (row))
                             : gtk_widget_get_prev_sibling (GTK_WIDGET (row));

  if (next == NULL)
    next = get_end_row (self, (int)crm_task_group_box_get_group (CRM_TASK_GROUP_BOX (box)), step);
  return next != NULL && gtk_widget_grab_focus (next);
}

static gboolean
on_keynav_failed (GtkWidget *rows, GtkDirectionType direction, CrmTasksView *self)
{
  CrmTaskRow *row = crm_tasks_view_get_focus_row (self);

  if (row == NULL || (direction != GTK_DIR_UP && direction != GTK_DIR_DOWN))
    return FALSE;
  return crm_tasks_view_step (self, row, direction == GTK_DIR_DOWN ? 1 : -1);
}

gint64
crm_tasks_view_get_current (CrmTasksView *self)
{
  CrmTaskRow *row = crm_tasks_view_get_focus_row (self);

  return row != NULL ? crm_task_row_get_id (row) : 0;
}

/* Signals of the parts */

static void
on_filter_changed (CrmTasksView *self)
{
  crm_tasks_view_clear_selection (self);
  crm_tasks_view_apply (self);
  show_state (self);
}

static void
on_search_changed (CrmTasksView *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_free (self->filter->text);
  self->filter->text = crm_text_is_blank (text) ? NULL : g_strstrip (g_strdup (text));
  on_filter_changed (self);
}

static void
on_stop_search (CrmTasksView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_child_focus (GTK_WIDGET (self->groups_box), GTK_DIR_TAB_FORWARD);
}

static void
on_group_add (CrmTasksView *self, CrmTaskGroupBox *box)
{
  g_autofree char *today = dup_today (self);
  g_autofree char *day = crm_task_group_dup_day (
      crm_task_group_box_get_group (box), today, crm_task_get_week_start (get_store (self)));

  crm_task_quick_add_begin (self->quick_add, day);
}

static void
on_group_expand (CrmTasksView *self, gboolean expand, CrmTaskGroupBox *box)
{
  self->expanded = expand ? (int)crm_task_group_box_get_group (box) : -1;
  crm_tasks_view_apply (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

static void
on_group_drag (CrmTasksView *self, gboolean begins)
{
  for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS; group++)
    crm_task_group_box_set_target (self->groups[group], begins);
}

static void
on_edge (GtkAdjustment *adjustment, CrmTasksView *self)
{
  double left = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment) -
                gtk_adjustment_get_page_size (adjustment);
  int growing = self->filter->done ? CRM_TASK_DONE : self->expanded;

  if (growing >= 0 && left < 2 * gtk_adjustment_get_page_size (adjustment))
    crm_task_group_box_grow (self->groups[growing]);
}

/* Overrides */

static gboolean
crm_tasks_view_focus_search (CrmView *view)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CRM_TASKS_VIEW (view)->search));
}

static gboolean
crm_tasks_view_add_new (CrmView *view)
{
  crm_task_quick_add_begin (CRM_TASKS_VIEW (view)->quick_add, NULL);
  return TRUE;
}

static void
crm_tasks_view_shown (CrmView *view)
{
  CrmTasksView *self = CRM_TASKS_VIEW (view);

  if (self->clock == 0)
    self->clock = g_timeout_add_seconds (CLOCK_SECONDS, on_clock, self);
  self->want_focus = TRUE;
  /* Time went on while another page was in front. */
  crm_tasks_view_apply (self);
  for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS; group++)
    crm_task_group_box_update_rows (self->groups[group]);
}

static void
crm_tasks_view_hidden (CrmView *view)
{
  g_clear_handle_id (&CRM_TASKS_VIEW (view)->clock, g_source_remove);
}

static void
crm_tasks_view_width_changed (CrmView *view, int width)
{
  CrmTasksView *self = CRM_TASKS_VIEW (view);
  gboolean narrow = width < 860;

  gtk_widget_set_visible (self->back_button, narrow);
  gtk_widget_set_visible (self->new_label, !narrow);
  crm_task_line_entry_set_narrow (crm_task_quick_add_get_line (self->quick_add), narrow);
  gtk_widget_set_margin_start (self->column, narrow ? 10 : 24);
  gtk_widget_set_margin_end (self->column, narrow ? 10 : 24);
  for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS; group++)
    crm_task_group_box_set_narrow (self->groups[group], narrow);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

static void
build (CrmTasksView *self)
{
  CrmStore *store = get_store (self);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->users = crm_names_get (store, "user");
  self->filter = g_new0 (CrmTaskFilter, 1);
  self->expanded = -1;
  self->chips = CRM_TASK_CHIPS (crm_task_chips_new (store, self->users, self->filter));
  gtk_scrolled_window_set_child (self->chips_scrolled, GTK_WIDGET (self->chips));
  g_signal_connect_swapped (self->chips, "changed", G_CALLBACK (on_filter_changed), self);
  crm_tasks_view_make_selection (self, self->page);
  self->quick_add = CRM_TASK_QUICK_ADD (crm_task_quick_add_new (store));
  adw_bin_set_child (self->quick_add_place, GTK_WIDGET (self->quick_add));
  for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS; group++)
    {
      GtkWidget *box = crm_task_group_box_new (store, self->users, group);
      GtkListBox *rows = crm_task_group_box_get_rows (CRM_TASK_GROUP_BOX (box));

      self->groups[group] = CRM_TASK_GROUP_BOX (box);
      g_signal_connect_swapped (box, "add", G_CALLBACK (on_group_add), self);
      g_signal_connect_swapped (box, "expand", G_CALLBACK (on_group_expand), self);
      g_signal_connect_swapped (box, "drag", G_CALLBACK (on_group_drag), self);
      g_signal_connect_swapped (box, "filled", G_CALLBACK (on_filled), self);
      g_signal_connect (rows, "keynav-failed", G_CALLBACK (on_keynav_failed), self);
      gtk_box_append (self->groups_box, box);
    }
  /* First: the lists have uses of their own for Ctrl and the arrows. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (crm_tasks_view_on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->groups_box), keys);
  g_signal_connect (
      gtk_scrolled_window_get_vadjustment (self->scrolled), "value-changed", G_CALLBACK (on_edge), self);
}

static void
on_row_activated (GtkListBox *rows, GtkListBoxRow *row, CrmTasksView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "tasks.edit", "x", crm_task_row_get_id (CRM_TASK_ROW (row)));
}

static void
crm_tasks_view_constructed (GObject *object)
{
  CrmTasksView *self = CRM_TASKS_VIEW (object);

  G_OBJECT_CLASS (crm_tasks_view_parent_class)->constructed (object);
  build (self);
  for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS; group++)
    g_signal_connect (crm_task_group_box_get_rows (self->groups[group]), "row-activated",
        G_CALLBACK (on_row_activated), self);
}

static void
crm_tasks_view_dispose (GObject *object)
{
  CrmTasksView *self = CRM_TASKS_VIEW (object);

  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_handle_id (&self->spin_delay, g_source_remove);
  if (self->users != NULL)
    {
      g_signal_handlers_disconnect_by_data (gtk_scrolled_window_get_vadjustment (self->scrolled), self);
      for (CrmTaskGroup group = 0; group < CRM_TASK_N_GROUPS; group++)
        g_signal_handlers_disconnect_by_data (self->groups[group], self);
    }
  g_clear_object (&self->users);
  G_OBJECT_CLASS (crm_tasks_view_parent_class)->dispose (object);
}

static void
crm_tasks_view_finalize (GObject *object)
{
  CrmTasksView *self = CRM_TASKS_VIEW (object);

  g_clear_pointer (&self->filter, crm_task_filter_free);
  g_clear_pointer (&self->selected, g_hash_table_unref);
  g_free (self->today);
  G_OBJECT_CLASS (crm_tasks_view_parent_class)->finalize (object);
}

static void
crm_tasks_view_class_init (CrmTasksViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CrmViewClass *view_class = CRM_VIEW_CLASS (klass);

  object_class->constructed = crm_tasks_view_constructed;
  widget_class->map = crm_tasks_view_map;
  object_class->dispose = crm_tasks_view_dispose;
  object_class->finalize = crm_tasks_view_finalize;
  view_class->focus_search = crm_tasks_view_focus_search;
  view_class->add_new = crm_tasks_view_add_new;
  view_class->shown = crm_tasks_view_shown;
  view_class->hidden = crm_tasks_view_hidden;
  view_class->width_changed = crm_tasks_view_width_changed;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/task/crm-tasks-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTasksView, search);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksView, spinner);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksView, back_button);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksView, new_label);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksView, error_strip);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksView, error_label);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksView, page);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksView, chips_scrolled);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksView, column);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksView, quick_add_place);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksView, states);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksView, groups_box);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksView, empty_page);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksView, filtered_page);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksView, nothing_page);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  crm_tasks_view_install_actions (widget_class);
  crm_tasks_view_install_selection (widget_class);
}

static void
crm_tasks_view_init (CrmTasksView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_tasks_view_new (CrmStore *store)
{
  return g_object_new (CRM_TYPE_TASKS_VIEW, "store", store, NULL);
}

void
crm_tasks_view_set_client (CrmTasksView *self, gint64 client)
{
  g_return_if_fail (CRM_IS_TASKS_VIEW (self));
  self->filter->client = client;
  crm_task_chips_update (self->chips);
  on_filter_changed (self);
}

CrmTaskQuickAdd *
crm_tasks_view_get_quick_add (CrmTasksView *self)
{
  return self->quick_add;
}

CrmTaskGroupBox *
crm_tasks_view_get_group (CrmTasksView *self, CrmTaskGroup group)
{
  return self->groups[group];
}
