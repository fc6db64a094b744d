/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-time-grid-private.h"

#include <glib/gi18n-lib.h>

#include "calendar/crm-event-words.h"
#include "calendar/crm-time-columns.h"
#include "widgets/crm-record-drag.h"

/* Clients and tasks from lists that are dropped on a time or a day. Main thread. */

#define LENGTH 60 /* minutes that are shown */
#define RIM 16    /* px at the end that turn; at the beginning stand the times of day */

void
crm_time_turn_follow (CrmTimeGrid *self, double x)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  double from_start = rtl ? width - x : x;
  int direction = from_start < CRM_TIME_GUTTER ? -1 : from_start > width - RIM ? 1 : 0;

  crm_grid_turn_follow (&self->turn, CRM_CALENDAR_GRID (self), direction);
}

/* FALSE on the heads of the days. */
static gboolean
find_drop (CrmTimeGrid *self, double x, double y, guint32 *day, int *from, gboolean *all_day)
{
  double sheet_x, sheet_y, minute;

  *all_day = y < gtk_widget_get_height (self->head);
  if (*all_day)
    {
      *day = crm_time_head_find_day (CRM_TIME_HEAD (self->head), x);
      *from = 0;
      return crm_time_head_is_strip (CRM_TIME_HEAD (self->head), y);
    }
  gtk_widget_translate_coordinates (GTK_WIDGET (self), self->sheet, x, y, &sheet_x, &sheet_y);
  crm_time_sheet_find (CRM_TIME_SHEET (self->sheet), sheet_x, sheet_y, day, &minute);
  *from = MIN ((int)minute / CRM_TIME_SNAP * CRM_TIME_SNAP, CRM_TIME_DAY - CRM_TIME_SNAP);
  return TRUE;
}

static void
hide (CrmTimeGrid *self)
{
  crm_time_sheet_hide_ghost (CRM_TIME_SHEET (self->sheet));
  crm_time_head_hide_ghost (CRM_TIME_HEAD (self->head));
}

/* FALSE where it cannot be dropped. */
static gboolean
show (CrmTimeGrid *self, double x, double y)
{
  guint32 day;
  int from;
  gboolean all_day;
  g_autofree char *times = NULL;

  hide (self);
  if (self->items.agenda == NULL || !find_drop (self, x, y, &day, &from, &all_day))
    return FALSE;
  if (all_day)
    {
      times = crm_event_dup_day (day, "%A");
      crm_time_head_show_ghost (CRM_TIME_HEAD (self->head), day, day, NULL, times);
    }
  else
    {
      times = crm_event_dup_clock (
          crm_time_grid_get_instant (self, day, from), crm_grid_items_get_zone (&self->items));
      crm_time_sheet_show_ghost (
          CRM_TIME_SHEET (self->sheet), day, from, MIN (from + LENGTH, CRM_TIME_DAY), NULL, NULL, times);
    }
  return TRUE;
}

static GdkDragAction
on_motion (CrmTimeGrid *self, double x, double y, GtkDropTarget *target)
{
  GdkDrop *drop = gtk_drop_target_get_current_drop (target);

  self->drop_x = x;
  self->drop_y = y;
  crm_time_turn_follow (self, x);
  if (!show (self, x, y))
    return 0;
  /* Whichever of the two the list offers. */
  return drop != NULL && (gdk_drop_get_actions (drop) & GDK_ACTION_COPY) != 0 ? GDK_ACTION_COPY
                                                                              : GDK_ACTION_MOVE;
}

static void
on_leave (CrmTimeGrid *self)
{
  crm_grid_turn_stop (&self->turn);
  hide (self);
}

static gboolean
on_drop (CrmTimeGrid *self, const GValue *value, double x, double y)
{
  g_autoptr (CrmRecordDrag) record = g_value_dup_boxed (value);
  guint32 day;
  int from;
  gboolean all_day;

  crm_grid_turn_stop (&self->turn);
  hide (self);
  if (record == NULL || !find_drop (self, x, y, &day, &from, &all_day))
    return FALSE;
  /* The cursor waits there for what is planned. */
  if (!all_day)
    crm_time_sheet_set_cursor (CRM_TIME_SHEET (self->sheet), day, from);
  gtk_widget_grab_focus (self->sheet);
  g_signal_emit_by_name (
      self, "dropped", record->entity, record->id, crm_time_grid_get_instant (self, day, from), all_day);
  return TRUE;
}

void
crm_time_drop_follow (CrmTimeGrid *self)
{
  if (gtk_drop_target_get_current_drop (self->drop) != NULL)
    show (self, self->drop_x, self->drop_y);
}

void
crm_time_drop_install (CrmTimeGrid *self)
{
  GtkDropTarget *target = gtk_drop_target_new (CRM_TYPE_RECORD_DRAG, GDK_ACTION_COPY | GDK_ACTION_MOVE);

  g_signal_connect_swapped (target, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (target, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_drop), self);
  self->drop = target;
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
