/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-day-task-row.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "task/crm-outcome-popover.h"
#include "task/crm-task-words.h"
#include "widgets/crm-record-drag.h"

/* Owns its widgets; holds the record it shows. Main thread. */

struct _CrmDayTaskRow
{
  GtkListBoxRow parent_instance;

  CrmRecord *record; /* owned */
  GtkWidget *check;
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *due;
  GtkWidget *client;
  const char *due_style;
  const char *icon_style;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CrmDayTaskRow, crm_day_task_row, GTK_TYPE_LIST_BOX_ROW)

static void
swap_style (GtkWidget *widget, const char **kept, const char *style)
{
  if (*kept != NULL)
    gtk_widget_remove_css_class (widget, *kept);
  if (style != NULL)
    gtk_widget_add_css_class (widget, style);
  *kept = style;
}

static void
name_row (CrmDayTaskRow *self, const CrmRow *task, CrmTaskGroup group, const char *due)
{
  const char *title = crm_row_get_text (task, CRM_TASK_TITLE);
  const char *client = crm_row_get_text (task, CRM_TASK_CLIENT_NAME);
  const char *parts[] = { crm_task_kind_get_label (crm_row_get_text (task, CRM_TASK_KIND)), title, client,
    group == CRM_TASK_OVERDUE || group == CRM_TASK_DONE ? crm_task_group_get_title (group) : NULL, due };
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *done = g_strdup_printf (_ ("Done: %s"), title);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", parts[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, done, -1);
}

void
crm_day_task_row_update (CrmDayTaskRow *self)
{
  const CrmRow *task = crm_record_get_row (self->record);
  CrmStore *store = crm_record_get_store (self->record);
  GTimeZone *zone = crm_store_get_zone (store);
  gint64 now = crm_clock_now ();
  const char *kind, *client, *style;
  CrmTaskGroup group;
  g_autofree char *due = NULL;
  g_autofree char *full = NULL;

  if (task == NULL)
    return;
  kind = crm_row_get_text (task, CRM_TASK_KIND);
  client = crm_row_get_text (task, CRM_TASK_CLIENT_NAME);
  group = crm_task_get_group (task, now, zone, crm_task_get_week_start (store));
  due = crm_task_dup_due (task, group, now, zone);
  full = crm_task_dup_day (
      crm_row_get_text (task, CRM_TASK_DUE_ON), crm_row_get_integer (task, CRM_TASK_DUE_AT), now, zone);
  style = crm_task_group_get_style (group);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), crm_task_kind_get_icon (kind));
  swap_style (self->icon, &self->icon_style, crm_task_kind_get_style (kind));
  gtk_label_set_text (GTK_LABEL (self->title), crm_row_get_text (task, CRM_TASK_TITLE));
  gtk_label_set_text (GTK_LABEL (self->due), due);
  gtk_widget_set_visible (self->due, *due != '\0');
  gtk_widget_set_tooltip_text (self->due, full);
  swap_style (self->due, &self->due_style, style != NULL ? style : "dim-label");
  gtk_label_set_text (GTK_LABEL (self->client), client != NULL ? client : "");
  gtk_widget_set_tooltip_text (self->client, client);
  gtk_widget_set_visible (self->client, client != NULL);
  if (group == CRM_TASK_DONE)
    gtk_widget_add_css_class (self->title, "dim-label");
  else
    gtk_widget_remove_css_class (self->title, "dim-label");
  self->filling = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), group == CRM_TASK_DONE);
  self->filling = FALSE;
  name_row (self, task, group, due);
}

static void
on_check_toggled (CrmDayTaskRow *self)
{
  const CrmRow *task = crm_record_get_row (self->record);

  if (self->filling || task == NULL)
    return;
  /* It shows what the book says; the answer is asked for first. */
  self->filling = TRUE;
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (self->check), crm_row_get_integer (task, CRM_TASK_DONE_AT) != 0);
  self->filling = FALSE;
  crm_outcome_popover_show (self->check, crm_record_get_store (self->record), task->id);
}

/* Dragging: what is done has no time to go to. */

static GdkContentProvider *
on_drag_prepare (CrmDayTaskRow *self, double x, double y)
{
  const CrmRow *task = crm_record_get_row (self->record);

  if (task == NULL || crm_row_get_integer (task, CRM_TASK_DONE_AT) != 0)
    return NULL;
  return crm_record_drag_new_content ("task", task->id);
}

static void
on_drag_begin (CrmDayTaskRow *self, GdkDrag *drag)
{
  crm_record_drag_set_icon (drag, crm_record_get_text (self->record, CRM_TASK_TITLE));
}

static void
add_drag (CrmDayTaskRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (on_drag_prepare), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (on_drag_begin), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

/* Making */

static void
crm_day_task_row_dispose (GObject *object)
{
  CrmDayTaskRow *self = CRM_DAY_TASK_ROW (object);

  if (self->record != NULL)
    g_signal_handlers_disconnect_by_data (self->record, self);
  g_clear_object (&self->record);
  G_OBJECT_CLASS (crm_day_task_row_parent_class)->dispose (object);
}

static void
crm_day_task_row_class_init (CrmDayTaskRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_day_task_row_dispose;
}

static GtkWidget *
make_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
crm_day_task_row_init (CrmDayTaskRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->check = gtk_check_button_new ();
  gtk_widget_set_valign (self->check, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->check, _ ("Done"));
  g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (on_check_toggled), self);
  self->icon = gtk_image_new ();
  gtk_widget_set_valign (self->icon, GTK_ALIGN_CENTER);
  self->title = make_label ("semibold");
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (self->title), 2);
  self->due = make_label ("caption");
  gtk_widget_add_css_class (self->due, "numeric");
  gtk_label_set_ellipsize (GTK_LABEL (self->due), PANGO_ELLIPSIZE_NONE);
  self->client = make_label ("caption");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), self->due);
  gtk_box_append (GTK_BOX (line), self->client);
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), line);
  gtk_box_append (GTK_BOX (box), self->check);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 10);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  add_drag (self);
}

GtkWidget *
crm_day_task_row_new (CrmRecord *record)
{
  CrmDayTaskRow *self = g_object_new (CRM_TYPE_DAY_TASK_ROW, NULL);

  self->record = g_object_ref (record);
  g_signal_connect_swapped (record, "changed", G_CALLBACK (crm_day_task_row_update), self);
  crm_day_task_row_update (self);
  return GTK_WIDGET (self);
}

gint64
crm_day_task_row_get_id (CrmDayTaskRow *self)
{
  g_return_val_if_fail (CRM_IS_DAY_TASK_ROW (self), 0);
  return crm_record_get_id (self->record);
}

GtkCheckButton *
crm_day_task_row_get_check (CrmDayTaskRow *self)
{
  g_return_val_if_fail (CRM_IS_DAY_TASK_ROW (self), NULL);
  return GTK_CHECK_BUTTON (self->check);
}
