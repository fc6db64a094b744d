/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-task-group-box.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "task/crm-task-row.h"
#include "task/crm-task-words.h"
#include "widgets/crm-record-drag.h"

/* Owns the list of the group's tasks and shows a slice of it, which grows by STEP rows at a time from an idle up to a page: a row costs about
 * a quarter of a millisecond. Main thread. */

#define STEP 20
#define PAGE 200

struct _CrmTaskGroupBox
{
  GtkBox parent_instance;

  CrmStore *store;          /* owned */
  CrmNames *users;          /* owned */
  CrmRecordList *list;      /* owned */
  GtkSliceListModel *slice; /* owned */
  CrmTaskGroup group;
  GtkWidget *heading;
  GtkWidget *title;
  GtkWidget *badge;
  GtkWidget *all_button; /* back to all groups */
  GtkWidget *add_button;
  GtkWidget *rows;
  GtkWidget *drop_here;
  GtkWidget *more;
  guint wanted_rows;
  guint grow_id;
  gboolean wanted;
  gboolean target;
  gboolean expanded;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (CrmTaskGroupBox, crm_task_group_box, GTK_TYPE_BOX)

enum
{
  SIGNAL_ADD,
  SIGNAL_EXPAND,
  SIGNAL_DRAG,
  SIGNAL_FILLED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static char *
dup_today (CrmTaskGroupBox *self)
{
  return crm_instant_date (crm_clock_now (), crm_store_get_zone (self->store));
}

static gboolean
takes (CrmTaskGroupBox *self)
{
  g_autofree char *today = dup_today (self);

  return crm_task_group_takes (self->group, today, crm_task_get_week_start (self->store));
}

/* Headings of days in the list of what is done. */
static void
show_day_headings (CrmTaskGroupBox *self)
{
  g_autofree char *today = dup_today (self);
  g_autofree char *before = NULL;

  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      const CrmRow *task = CRM_IS_TASK_ROW (row) ? crm_task_row_get_task (CRM_TASK_ROW (row)) : NULL;
      g_autofree char *day = NULL;
      g_autofree char *heading = NULL;

      if (task == NULL || crm_row_get_integer (task, CRM_TASK_DONE_AT) == 0)
        continue;
      day = crm_instant_date (crm_row_get_integer (task, CRM_TASK_DONE_AT), crm_store_get_zone (self->store));
      if (g_strcmp0 (day, before) != 0)
        heading = crm_date_display_heading (day, today);
      crm_task_row_set_heading (CRM_TASK_ROW (row), heading);
      g_free (before);
      before = g_steal_pointer (&day);
    }
}

static void
show_number (CrmTaskGroupBox *self)
{
  guint64 count = crm_record_list_get_count (self->list);
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->slice));
  const char *title = crm_task_group_get_title (self->group);
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;
  g_autofree char *more = NULL;

  if (count == G_MAXUINT64)
    count = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  number = g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
  name = g_strdup_printf ("%s, %s", title, number);
  /* Translators: the number of tasks in a group. */
  more = g_strdup_printf (_ ("Show all %s"), number);
  gtk_label_set_text (GTK_LABEL (self->badge), number);
  gtk_button_set_label (GTK_BUTTON (self->more), more);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (self->more, count > PAGE && !self->expanded);
  gtk_widget_set_visible (self->rows, shown > 0);
  gtk_widget_set_visible (self->drop_here, shown == 0 && self->target && takes (self));
  gtk_widget_set_visible (GTK_WIDGET (self), self->wanted && (shown > 0 || (self->target && takes (self))));
}

static gboolean
on_grow (gpointer data)
{
  CrmTaskGroupBox *self = data;
  guint size = gtk_slice_list_model_get_size (self->slice);

  gtk_slice_list_model_set_size (self->slice, MIN (size + STEP, self->wanted_rows));
  if (gtk_slice_list_model_get_size (self->slice) < self->wanted_rows &&
      g_list_model_get_n_items (G_LIST_MODEL (self->list)) > gtk_slice_list_model_get_size (self->slice))
    return G_SOURCE_CONTINUE;
  self->grow_id = 0;
  return G_SOURCE_REMOVE;
}

static void
grow_soon (CrmTaskGroupBox *self)
{
  if (self->grow_id == 0 && gtk_slice_list_model_get_size (self->slice) < self->wanted_rows &&
      g_list_model_get_n_items (G_LIST_MODEL (self->list)) > gtk_slice_list_model_get_size (self->slice))
    self->grow_id = g_idle_add_full (G_PRIORITY_LOW, on_grow, self, NULL);
}

static void
on_items_changed (CrmTaskGroupBox *self)
{
  grow_soon (self);
  if (self->group == CRM_TASK_DONE)
    show_day_headings (self);
  show_number (self);
  g_signal_emit (self, signals[SIGNAL_FILLED], 0);
}

static void
on_list_notify (CrmTaskGroupBox *self)
{
  show_number (self);
  g_signal_emit (self, signals[SIGNAL_FILLED], 0);
}

/* Dragging */

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, CrmTaskRow *row)
{
  const CrmRow *task = crm_task_row_get_task (row);

  if (task == NULL || crm_row_get_integer (task, CRM_TASK_DONE_AT) != 0)
    return NULL;
  return crm_record_drag_new_content ("task", task->id);
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, CrmTaskRow *row)
{
  GtkWidget *self = gtk_widget_get_ancestor (GTK_WIDGET (row), CRM_TYPE_TASK_GROUP_BOX);

  crm_record_drag_set_icon (drag, crm_row_get_text (crm_task_row_get_task (row), CRM_TASK_TITLE));
  gtk_widget_add_css_class (GTK_WIDGET (row), "dragged");
  g_signal_emit (self, signals[SIGNAL_DRAG], 0, TRUE);
}

/* The row may have gone meanwhile: its task was done or moved elsewhere. */
static void
on_drag_end (GtkDragSource *source, GdkDrag *drag, gboolean delete_data, CrmTaskGroupBox *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));

  if (row != NULL)
    gtk_widget_remove_css_class (row, "dragged");
  g_signal_emit (self, signals[SIGNAL_DRAG], 0, FALSE);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, CrmTaskGroupBox *self)
{
  const CrmRecordDrag *drag = g_value_get_boxed (value);
  gint64 id = drag != NULL && g_str_equal (drag->entity, "task") ? drag->id : 0;

  /* What was dropped does not leave. */
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-over");
  if (id == 0 || !takes (self) || crm_record_list_find (self->list, id) != G_MAXUINT)
    return FALSE;
  return gtk_widget_activate_action (GTK_WIDGET (self), "tasks.drop", "(xi)", id, (int)self->group);
}

static GdkDragAction
on_drop_enter (GtkDropTarget *target, double x, double y, CrmTaskGroupBox *self)
{
  if (!takes (self))
    return 0;
  gtk_widget_add_css_class (GTK_WIDGET (self), "drop-over");
  return GDK_ACTION_MOVE;
}

static void
on_drop_leave (GtkDropTarget *target, CrmTaskGroupBox *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-over");
}

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  CrmTaskGroupBox *self = data;
  GtkWidget *row = crm_task_row_new (item, self->users);
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), row);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), row);
  g_signal_connect_object (source, "drag-end", G_CALLBACK (on_drag_end), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  crm_task_row_set_narrow (CRM_TASK_ROW (row), self->narrow);
  if (self->group == CRM_TASK_DONE)
    g_signal_connect_object (
        item, "changed", G_CALLBACK (show_day_headings), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return row;
}

/* Making */

static void
on_add (CrmTaskGroupBox *self)
{
  g_signal_emit (self, signals[SIGNAL_ADD], 0);
}

static void
on_more (CrmTaskGroupBox *self)
{
  g_signal_emit (self, signals[SIGNAL_EXPAND], 0, TRUE);
}

static void
on_all (CrmTaskGroupBox *self)
{
  g_signal_emit (self, signals[SIGNAL_EXPAND], 0, FALSE);
}

static void
crm_task_group_box_dispose (GObject *object)
{
  CrmTaskGroupBox *self = CRM_TASK_GROUP_BOX (object);

  g_clear_handle_id (&self->grow_id, g_source_remove);
  if (self->list != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->list, self);
      g_signal_handlers_disconnect_by_data (self->slice, self);
      gtk_list_box_bind_model (GTK_LIST_BOX (self->rows), NULL, NULL, NULL, NULL);
    }
  g_clear_object (&self->slice);
  g_clear_object (&self->list);
  g_clear_object (&self->users);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_task_group_box_parent_class)->dispose (object);
}

static void
crm_task_group_box_class_init (CrmTaskGroupBoxClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_task_group_box_dispose;
  signals[SIGNAL_ADD] = g_signal_new ("add", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_EXPAND] =
      g_signal_new ("expand", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_DRAG] =
      g_signal_new ("drag", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_FILLED] =
      g_signal_new ("filled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_task_group_box_init (CrmTaskGroupBox *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "task-group");
  self->wanted_rows = PAGE;
}

static void
make_heading (CrmTaskGroupBox *self)
{
  g_autofree char *add = g_strdup_printf (_ ("New task: %s"), crm_task_group_get_title (self->group));

  self->heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->title = gtk_label_new (crm_task_group_get_title (self->group));
  gtk_widget_add_css_class (self->title, "heading");
  self->badge = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->badge, "badge");
  gtk_widget_add_css_class (self->badge, "numeric");
  gtk_widget_set_valign (self->badge, GTK_ALIGN_CENTER);
  if (self->group == CRM_TASK_OVERDUE)
    {
      gtk_widget_add_css_class (self->title, "late");
      gtk_widget_add_css_class (self->badge, "late");
    }
  self->all_button = gtk_button_new_with_mnemonic (_ ("All _groups"));
  gtk_widget_add_css_class (self->all_button, "flat");
  gtk_widget_set_visible (self->all_button, FALSE);
  gtk_widget_set_hexpand (self->all_button, TRUE);
  gtk_widget_set_halign (self->all_button, GTK_ALIGN_END);
  g_signal_connect_swapped (self->all_button, "clicked", G_CALLBACK (on_all), self);
  self->add_button = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_add_css_class (self->add_button, "flat");
  gtk_widget_add_css_class (self->add_button, "circular");
  gtk_widget_add_css_class (self->add_button, "group-add");
  gtk_widget_set_tooltip_text (self->add_button, add);
  gtk_widget_set_hexpand (self->add_button, TRUE);
  gtk_widget_set_halign (self->add_button, GTK_ALIGN_END);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL, add, -1);
  gtk_widget_set_visible (self->add_button, self->group != CRM_TASK_OVERDUE && self->group != CRM_TASK_DONE);
  g_signal_connect_swapped (self->add_button, "clicked", G_CALLBACK (on_add), self);
  gtk_box_append (GTK_BOX (self->heading), self->title);
  gtk_box_append (GTK_BOX (self->heading), self->badge);
  gtk_box_append (GTK_BOX (self->heading), self->all_button);
  gtk_box_append (GTK_BOX (self->heading), self->add_button);
  gtk_widget_set_size_request (self->heading, -1, 30);
}

GtkWidget *
crm_task_group_box_new (CrmStore *store, CrmNames *users, CrmTaskGroup group)
{
  CrmTaskGroupBox *self = g_object_new (CRM_TYPE_TASK_GROUP_BOX, NULL);
  GtkDropTarget *target = gtk_drop_target_new (CRM_TYPE_RECORD_DRAG, GDK_ACTION_MOVE);

  self->store = g_object_ref (store);
  self->users = g_object_ref (users);
  self->group = group;
  self->list = crm_record_list_new (store);
  self->slice = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->list)), 0, STEP);
  make_heading (self);
  self->rows = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->rows), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->rows, "boxed-list");
  self->drop_here = gtk_label_new (_ ("Drop here"));
  gtk_widget_add_css_class (self->drop_here, "dim-label");
  gtk_widget_add_css_class (self->drop_here, "drop-here");
  self->more = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_set_halign (self->more, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (on_more), self);
  gtk_box_append (GTK_BOX (self), self->heading);
  gtk_box_append (GTK_BOX (self), self->rows);
  gtk_box_append (GTK_BOX (self), self->drop_here);
  gtk_box_append (GTK_BOX (self), self->more);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  g_signal_connect (target, "enter", G_CALLBACK (on_drop_enter), self);
  g_signal_connect (target, "leave", G_CALLBACK (on_drop_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  gtk_list_box_bind_model (GTK_LIST_BOX (self->rows), G_LIST_MODEL (self->slice), create_row, self, NULL);
  g_signal_connect_swapped (self->slice, "items-changed", G_CALLBACK (on_items_changed), self);
  g_signal_connect_swapped (self->list, "notify", G_CALLBACK (on_list_notify), self);
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (on_items_changed), self);
  show_number (self);
  return GTK_WIDGET (self);
}

void
crm_task_group_box_ask (CrmTaskGroupBox *self, const CrmTaskFilter *filter)
{
  g_autoptr (CrmQuery) query = crm_query_new ("task");

  crm_task_filter_restrict (filter, query);
  crm_task_group_restrict (self->group, query, crm_clock_now (), crm_store_get_zone (self->store),
      crm_task_get_week_start (self->store));
  self->wanted = TRUE;
  crm_record_list_set_query (self->list, query);
  show_number (self);
}

void
crm_task_group_box_set_wanted (CrmTaskGroupBox *self, gboolean wanted)
{
  self->wanted = wanted;
  show_number (self);
}

CrmTaskGroup
crm_task_group_box_get_group (CrmTaskGroupBox *self)
{
  return self->group;
}

CrmRecordList *
crm_task_group_box_get_list (CrmTaskGroupBox *self)
{
  return self->list;
}

GtkListBox *
crm_task_group_box_get_rows (CrmTaskGroupBox *self)
{
  return GTK_LIST_BOX (self->rows);
}

GtkWidget *
crm_task_group_box_find_row (CrmTaskGroupBox *self, gint64 task)
{
  guint position = task != 0 ? crm_record_list_find (self->list, task) : G_MAXUINT;

  return position < G_MAXINT
             ? GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->rows), (int)position))
             : NULL;
}

void
crm_task_group_box_set_target (CrmTaskGroupBox *self, gboolean target)
{
  self->target = target;
  show_number (self);
}

void
crm_task_group_box_set_expanded (CrmTaskGroupBox *self, gboolean expanded)
{
  self->expanded = expanded;
  gtk_widget_set_visible (self->all_button, expanded);
  if (!expanded)
    {
      self->wanted_rows = PAGE;
      gtk_slice_list_model_set_size (self->slice, MIN (gtk_slice_list_model_get_size (self->slice), PAGE));
    }
  show_number (self);
}

void
crm_task_group_box_grow (CrmTaskGroupBox *self)
{
  if (self->wanted_rows <= gtk_slice_list_model_get_size (self->slice))
    self->wanted_rows += PAGE;
  grow_soon (self);
}

void
crm_task_group_box_set_narrow (CrmTaskGroupBox *self, gboolean narrow)
{
  g_return_if_fail (CRM_IS_TASK_GROUP_BOX (self));
  self->narrow = narrow;
  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (CRM_IS_TASK_ROW (row))
      crm_task_row_set_narrow (CRM_TASK_ROW (row), narrow);
}

void
crm_task_group_box_update_rows (CrmTaskGroupBox *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (CRM_IS_TASK_ROW (row))
      crm_task_row_update (CRM_TASK_ROW (row));
}
