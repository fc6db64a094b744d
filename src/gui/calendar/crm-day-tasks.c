/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-day-tasks.h"

#include <glib/gi18n-lib.h>

#include "base/crm-local.h"
#include "calendar/crm-day-task-row.h"
#include "task/crm-task-dialog.h"

/* Owns the list, which follows the book; shows its first rows. Main thread. */

#define MOST 30

struct _CrmDayTasks
{
  GtkBox parent_instance;

  CrmStore *store;     /* owned */
  CrmRecordList *list; /* owned */
  GtkSliceListModel *slice;
  GtkWidget *badge;
  GtkWidget *rows;
  GtkWidget *none;
  GtkWidget *more;
  guint32 day;
  guint32 today;
  gboolean mine;
};

G_DEFINE_FINAL_TYPE (CrmDayTasks, crm_day_tasks, GTK_TYPE_BOX)

static void
update (CrmDayTasks *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autofree char *name = g_strdup_printf ("%s, %s", _ ("Tasks"), number);
  /* Translators: the number of tasks in a group. */
  g_autofree char *more = g_strdup_printf (_ ("Show all %s"), number);

  gtk_label_set_text (GTK_LABEL (self->badge), number);
  gtk_widget_set_visible (self->badge, n > 0);
  gtk_widget_set_visible (self->rows, n > 0);
  gtk_widget_set_visible (self->none, n == 0 && !crm_record_list_is_loading (self->list));
  gtk_button_set_label (GTK_BUTTON (self->more), more);
  gtk_widget_set_visible (self->more, n > MOST);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  return crm_day_task_row_new (item);
}

static void
on_row_activated (GtkListBox *rows, CrmDayTaskRow *row, CrmDayTasks *self)
{
  crm_task_dialog_present (GTK_WIDGET (self), self->store, crm_day_task_row_get_id (row));
}

static void
ask (CrmDayTasks *self)
{
  g_autoptr (CrmQuery) query = crm_query_new ("task");
  g_autofree char *day = crm_local_format (self->day);
  CrmCondition *where = crm_query_get_where (query);

  if (self->day == self->today)
    {
      CrmCondition *any = crm_condition_new_group (TRUE);
      CrmCondition *late = crm_condition_new_group (FALSE);

      crm_condition_add (late, crm_condition_new ("due_on", CRM_TEST_LESS, day));
      crm_condition_add (late, crm_condition_new ("done_at", CRM_TEST_EMPTY, NULL));
      crm_condition_add (any, crm_condition_new ("due_on", CRM_TEST_EQUAL, day));
      crm_condition_add (any, late);
      crm_condition_add (where, any);
    }
  else
    crm_condition_add (where, crm_condition_new ("due_on", CRM_TEST_EQUAL, day));
  if (self->mine)
    crm_condition_add (where, crm_condition_new ("owner", CRM_TEST_MINE, NULL));
  crm_query_add_order (query, "due_key");
  crm_record_list_set_query (self->list, query);
}

void
crm_day_tasks_show (CrmDayTasks *self, guint32 day, guint32 today, gboolean mine)
{
  gboolean same;

  g_return_if_fail (CRM_IS_DAY_TASKS (self));
  same = self->day == day && self->today == today && self->mine == mine;
  self->day = day;
  self->today = today;
  self->mine = mine;
  gtk_widget_set_visible (GTK_WIDGET (self), day != 0);
  if (day != 0 && !same)
    ask (self);
  /* What was due in a while may be late now. */
  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL && day != 0;
       row = gtk_widget_get_next_sibling (row))
    if (CRM_IS_DAY_TASK_ROW (row))
      crm_day_task_row_update (CRM_DAY_TASK_ROW (row));
}

CrmRecordList *
crm_day_tasks_get_list (CrmDayTasks *self)
{
  g_return_val_if_fail (CRM_IS_DAY_TASKS (self), NULL);
  return self->list;
}

GtkListBox *
crm_day_tasks_get_rows (CrmDayTasks *self)
{
  g_return_val_if_fail (CRM_IS_DAY_TASKS (self), NULL);
  return GTK_LIST_BOX (self->rows);
}

static void
crm_day_tasks_dispose (GObject *object)
{
  CrmDayTasks *self = CRM_DAY_TASKS (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->rows != NULL)
    gtk_list_box_bind_model (GTK_LIST_BOX (self->rows), NULL, NULL, NULL, NULL);
  self->rows = NULL;
  g_clear_object (&self->slice);
  g_clear_object (&self->list);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_day_tasks_parent_class)->dispose (object);
}

static void
crm_day_tasks_class_init (CrmDayTasksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_day_tasks_dispose;
}

static GtkWidget *
make_heading (CrmDayTasks *self)
{
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (_ ("Tasks"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  self->badge = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->badge, "badge");
  gtk_widget_set_valign (self->badge, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (heading), title);
  gtk_box_append (GTK_BOX (heading), self->badge);
  return heading;
}

static void
crm_day_tasks_init (CrmDayTasks *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_box_append (GTK_BOX (self), make_heading (self));
  self->rows = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->rows), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->rows, "boxed-list");
  g_signal_connect (self->rows, "row-activated", G_CALLBACK (on_row_activated), self);
  self->none = gtk_label_new (_ ("No tasks on this day."));
  gtk_label_set_xalign (GTK_LABEL (self->none), 0);
  gtk_label_set_wrap (GTK_LABEL (self->none), TRUE);
  gtk_widget_add_css_class (self->none, "dim-label");
  self->more = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (self->more, "flat");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->more), "win.page::tasks");
  gtk_box_append (GTK_BOX (self), self->rows);
  gtk_box_append (GTK_BOX (self), self->none);
  gtk_box_append (GTK_BOX (self), self->more);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
crm_day_tasks_new (CrmStore *store)
{
  CrmDayTasks *self = g_object_new (CRM_TYPE_DAY_TASKS, NULL);

  self->store = g_object_ref (store);
  self->list = crm_record_list_new (store);
  self->slice = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->list)), 0, MOST);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->rows), G_LIST_MODEL (self->slice), create_row, NULL, NULL);
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->list, "notify", G_CALLBACK (update), self);
  update (self);
  return GTK_WIDGET (self);
}
