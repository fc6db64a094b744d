/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-month-grid-private.h"

#include "base/crm-local.h"
#include "widgets/crm-record-drag.h"

/* The pointer on the month: clicks, items carried to other days, days drawn for something new, and records dropped from lists. Main thread. */

void
crm_month_drag_show_frame (CrmMonthGrid *self, guint32 first, guint32 last)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    {
      guint32 day = self->items.first_day + i;

      crm_month_cell_set_target (CRM_MONTH_CELL (self->cells[i]), day >= first && day <= last);
    }
}

static gboolean
is_copy (CrmMonthGrid *self)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (self->drag.gesture));

  return self->drag.item != NULL && (state & GDK_CONTROL_MASK) != 0;
}

static void
set_left (CrmMonthGrid *self, gboolean left)
{
  g_autoptr (GPtrArray) tiles = crm_month_grid_list_tiles (self, 0);

  for (guint i = 0; i < tiles->len; i++)
    crm_event_tile_set_left (tiles->pdata[i],
        left && self->drag.item != NULL &&
            crm_agenda_item_equal (crm_event_tile_get_item (tiles->pdata[i]), self->drag.item));
}

static void
stop (CrmMonthGrid *self)
{
  if (self->drag.active)
    {
      crm_month_drag_show_frame (self, 1, 0);
      set_left (self, FALSE);
      gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
    }
  self->drag.active = self->drag.pressed = FALSE;
  self->drag.item = NULL;
  g_clear_pointer (&self->drag.agenda, crm_agenda_unref);
}

static void
catch_up (CrmMonthGrid *self)
{
  g_autoptr (CrmAgenda) late = g_steal_pointer (&self->late_agenda);

  if (late != NULL)
    crm_calendar_grid_set_agenda (CRM_CALENDAR_GRID (self), self->late_first, self->late_n, late);
}

void
crm_month_drag_cancel (CrmMonthGrid *self)
{
  stop (self);
  catch_up (self);
}

static void
on_drag_begin (CrmMonthGrid *self, double x, double y, GtkGesture *gesture)
{
  CrmMonthDrag *drag = &self->drag;
  CrmEventTile *tile = crm_month_grid_pick (self, x, y);

  stop (self);
  crm_month_grid_drop_frame (self);
  drag->gesture = gesture;
  drag->anchor = drag->day = crm_month_grid_find_day (self, x, y);
  if (self->items.agenda == NULL)
    return;
  drag->item = tile != NULL ? crm_event_tile_get_item (tile) : NULL;
  drag->agenda = crm_agenda_ref (self->items.agenda);
  drag->pressed = drag->item == NULL || crm_agenda_item_can_move (drag->item);
}

static void
on_drag_update (CrmMonthGrid *self, double dx, double dy, GtkGesture *gesture)
{
  CrmMonthDrag *drag = &self->drag;
  guint32 first, last;
  gint64 starts_at, ends_at;
  gboolean all_day;
  double x, y;

  if (!drag->pressed || !gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &x, &y))
    return;
  if (!drag->active &&
      !gtk_drag_check_threshold (GTK_WIDGET (self), (int)x, (int)y, (int)(x + dx), (int)(y + dy)))
    return;
  if (!drag->active)
    {
      drag->active = TRUE;
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
    }
  drag->day = crm_month_grid_find_day (self, x + dx, y + dy);
  first = MIN (drag->day, drag->anchor);
  last = MAX (drag->day, drag->anchor);
  if (drag->item != NULL)
    {
      crm_grid_items_get_times (&self->items, drag->item, &starts_at, &ends_at, &all_day);
      crm_grid_items_get_days (&self->items, starts_at, ends_at, &first, &last);
      first = first + drag->day - drag->anchor;
      last = last + drag->day - drag->anchor;
    }
  crm_month_drag_show_frame (self, first, last);
  set_left (self, !is_copy (self));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), drag->item == NULL ? "cell"
                                                      : is_copy (self)   ? "copy"
                                                                         : "grabbing");
}

static void
on_drag_end (CrmMonthGrid *self, double dx, double dy, GtkGesture *gesture)
{
  CrmMonthDrag drag = self->drag;
  g_autoptr (CrmAgenda) agenda = drag.agenda != NULL ? crm_agenda_ref (drag.agenda) : NULL;
  gboolean copy = is_copy (self);
  gint64 starts_at, ends_at;
  gboolean all_day;

  stop (self);
  if (drag.active && drag.item == NULL)
    crm_month_grid_create (self, MIN (drag.day, drag.anchor), MAX (drag.day, drag.anchor));
  else if (drag.active && drag.day != drag.anchor &&
           crm_grid_items_step (&self->items, drag.item, (int)(drag.day - drag.anchor), 0, FALSE, &starts_at,
               &ends_at, &all_day))
    crm_month_grid_change (self, drag.item, starts_at, ends_at, all_day, copy);
  catch_up (self);
}

static void
on_drag_cancel (CrmMonthGrid *self)
{
  crm_month_drag_cancel (self);
}

/* Clicks */

static gboolean
leads_to_day (CrmMonthGrid *self, guint32 day, double x, double y)
{
  CrmMonthCell *cell = crm_month_grid_get_cell (self, day);
  double cell_x, cell_y;

  return cell != NULL &&
         gtk_widget_translate_coordinates (GTK_WIDGET (self), GTK_WIDGET (cell), x, y, &cell_x, &cell_y) &&
         crm_month_cell_leads_to_day (cell, cell_x, cell_y);
}

static void
on_pressed (CrmMonthGrid *self, int n_press, double x, double y, GtkGestureSingle *gesture)
{
  CrmEventTile *tile = crm_month_grid_pick (self, x, y);
  CrmAgendaItem *item = tile != NULL ? crm_event_tile_get_item (tile) : NULL;
  g_autoptr (CrmAgenda) agenda = self->items.agenda != NULL ? crm_agenda_ref (self->items.agenda) : NULL;
  GdkRectangle at = { (int)x, (int)y, 1, 1 };
  guint32 day = crm_month_grid_find_day (self, x, y);
  gboolean secondary = gtk_gesture_single_get_current_button (gesture) == GDK_BUTTON_SECONDARY;

  if (tile == NULL)
    {
      crm_month_grid_focus_cell (self, day);
      crm_month_grid_select_item (self, NULL);
      if (n_press == 2 && !secondary && !leads_to_day (self, day, x, y) && agenda != NULL)
        crm_month_grid_create (self, day, day);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (tile));
  crm_month_grid_select_item (self, item);
  if (secondary)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      g_signal_emit_by_name (self, "menu", item, &at);
    }
  else if (n_press == 2)
    g_signal_emit_by_name (self, "activated", item);
}

static void
on_released (CrmMonthGrid *self, int n_press, double x, double y)
{
  guint32 day = crm_month_grid_find_day (self, x, y);

  if (n_press == 1 && crm_month_grid_pick (self, x, y) == NULL && leads_to_day (self, day, x, y))
    g_signal_emit_by_name (self, "show-day", day);
}

/* From lists */

static GdkDragAction
on_drop_motion (CrmMonthGrid *self, double x, double y, GtkDropTarget *target)
{
  GdkDrop *drop = gtk_drop_target_get_current_drop (target);
  guint32 day = crm_month_grid_find_day (self, x, y);

  if (self->items.agenda == NULL)
    return 0;
  crm_month_drag_show_frame (self, day, day);
  return drop != NULL && (gdk_drop_get_actions (drop) & GDK_ACTION_COPY) != 0 ? GDK_ACTION_COPY
                                                                              : GDK_ACTION_MOVE;
}

static void
on_drop_leave (CrmMonthGrid *self)
{
  crm_month_drag_show_frame (self, 1, 0);
}

static gboolean
on_drop (CrmMonthGrid *self, const GValue *value, double x, double y)
{
  g_autoptr (CrmRecordDrag) record = g_value_dup_boxed (value);
  guint32 day = crm_month_grid_find_day (self, x, y);

  crm_month_drag_show_frame (self, 1, 0);
  if (record == NULL)
    return FALSE;
  g_signal_emit_by_name (
      self, "dropped", record->entity, record->id, crm_grid_items_get_midnight (&self->items, day), TRUE);
  return TRUE;
}

static void
add_click (CrmMonthGrid *self, guint button)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), button);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  if (button == GDK_BUTTON_PRIMARY)
    g_signal_connect_swapped (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
crm_month_drag_install (CrmMonthGrid *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkDropTarget *target = gtk_drop_target_new (CRM_TYPE_RECORD_DRAG, GDK_ACTION_COPY | GDK_ACTION_MOVE);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (on_drag_cancel), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  add_click (self, GDK_BUTTON_PRIMARY);
  add_click (self, GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (target, "enter", G_CALLBACK (on_drop_motion), self);
  g_signal_connect_swapped (target, "motion", G_CALLBACK (on_drop_motion), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (on_drop_leave), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
