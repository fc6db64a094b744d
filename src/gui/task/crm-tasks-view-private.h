/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "task/crm-task-chips.h"
#include "task/crm-task-filter.h"
#include "task/crm-task-row.h"
#include "task/crm-tasks-view.h"

/* What the files of the page Tasks share: crm-tasks-view.c shows, crm-tasks-view-actions.c acts, crm-tasks-view-selection.c acts on several. Main thread. */

struct _CrmTasksView
{
  CrmView parent_instance;

  CrmNames *users;       /* owned */
  CrmTaskFilter *filter; /* owned */
  CrmTaskChips *chips;
  CrmTaskQuickAdd *quick_add;
  CrmTaskGroupBox *groups[CRM_TASK_N_GROUPS];
  int expanded;     /* the only group shown, or -1 */
  char *today;      /* the day the groups were asked for */
  guint clock;      /* timeout while the page is in front */
  guint spin_delay; /* timeout */
  gboolean asked;
  gboolean want_focus; /* the rows get it as soon as there are some */
  gint64 moved;        /* a task on its way to another group; the focus goes with it */
  int moved_from;
  gint64 leaving; /* a task about to go; the focus goes to heir then */
  gint64 heir;
  GHashTable *selected; /* owned; gint64: tasks */
  gint64 anchor;        /* where the selection began, or 0 */
  GtkWidget *selection_bar;
  GtkWidget *selection_label;
  GtkWidget *selection_open_only[3]; /* buttons of what only open tasks can have done to them */

  GtkSearchEntry *search;
  GtkSpinner *spinner;
  GtkWidget *back_button;
  GtkWidget *new_label;
  GtkRevealer *error_strip;
  GtkLabel *error_label;
  GtkBox *page;
  GtkScrolledWindow *scrolled;
  GtkScrolledWindow *chips_scrolled;
  GtkWidget *column;
  AdwBin *quick_add_place;
  GtkStack *states;
  GtkBox *groups_box;
  AdwStatusPage *empty_page;
  AdwStatusPage *filtered_page;
  AdwStatusPage *nothing_page;
};

void crm_tasks_view_install_actions (GtkWidgetClass *widget_class);
/* Asks for what the filter says. */
void crm_tasks_view_apply (CrmTasksView *self);
GtkWidget *crm_tasks_view_find_row (CrmTasksView *self, gint64 task, CrmTaskGroup *group);
/* The row with the focus, or NULL. */
CrmTaskRow *crm_tasks_view_get_focus_row (CrmTasksView *self);
/* Moves the focus by one row over the bounds of groups; FALSE at the end. */
gboolean crm_tasks_view_step (CrmTasksView *self, CrmTaskRow *row, int step);
gboolean crm_tasks_view_on_key (
    CrmTasksView *self, guint keyval, guint code, GdkModifierType state, GtkEventControllerKey *controller);
gboolean crm_tasks_view_is_wanted (CrmTasksView *self, CrmTaskGroup group);
/* Asks who gets the tasks (a copy is kept). title: of the only one; owner: who has it now. */
void crm_tasks_view_assign (CrmTasksView *self, GArray *tasks, const char *title, gint64 owner);

/* Several at once. */
void crm_tasks_view_make_selection (CrmTasksView *self, GtkBox *page);
void crm_tasks_view_install_selection (GtkWidgetClass *widget_class);
guint crm_tasks_view_get_n_selected (CrmTasksView *self);
gboolean crm_tasks_view_is_selected (CrmTasksView *self, gint64 task);
GArray *crm_tasks_view_dup_selected (CrmTasksView *self); /* caller owns */
void crm_tasks_view_toggle_selected (CrmTasksView *self, gint64 task);
void crm_tasks_view_select_to (CrmTasksView *self, gint64 task);
void crm_tasks_view_clear_selection (CrmTasksView *self);
/* After rows came or went. */
void crm_tasks_view_follow_selection (CrmTasksView *self);
/* TRUE when the key selects. */
gboolean crm_tasks_view_select_by_key (CrmTasksView *self, GdkEvent *event, CrmTaskRow *row);
