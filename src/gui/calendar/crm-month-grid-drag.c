/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-month-grid-private.h"

#include "base/crm-local.h"
#include "widgets/crm-record-drag.h"

/* The pointer on the month: clicks, items carried to other days, bars made longer or shorter at their ends, days drawn for something new, and
 * records dropped from lists. Main thread. */

#define EDGE 6     /* px of a bar that resize it */
#define RIM 12     /* px at the edges of the days that turn to the month beside it */
#define TOP_RIM 24 /* px above them */

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

/* The days before lie above and before, those after below and behind; the end of a bar often stands at the side and turns there nothing. */
static void
follow_turn (CrmMonthGrid *self, double x, double y, gboolean sides)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget);
  double from_start = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? width - x : x;
  int direction = 0;

  if (y < TOP_RIM || (sides && from_start < RIM))
    direction = -1;
  else if (y > gtk_widget_get_height (widget) - RIM || (sides && from_start > width - RIM))
    direction = 1;
  crm_grid_turn_follow (&self->turn, CRM_CALENDAR_GRID (self), direction);
}

/* Which end of a bar a place is at: -1, 1, or 0. */
static int
find_end (CrmMonthGrid *self, CrmEventTile *tile, double x)
{
  GdkRectangle area = crm_month_grid_get_rectangle (self, GTK_WIDGET (tile));
  int edge = MIN (EDGE, area.width / 4);
  double at = x - area.x;

  if (crm_event_tile_get_shape (tile) != CRM_EVENT_BAR ||
      !crm_agenda_item_can_resize (crm_event_tile_get_item (tile)))
    return 0;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    at = area.width - at;
  if (at < edge && !gtk_widget_has_css_class (GTK_WIDGET (tile), "before"))
    return -1;
  return at >= area.width - edge && !gtk_widget_has_css_class (GTK_WIDGET (tile), "after") ? 1 : 0;
}

static void
stop (CrmMonthGrid *self)
{
  crm_grid_turn_stop (&self->turn);
  if (self->drag.active)
    {
      crm_month_drag_show_frame (self, 1, 0);
      set_left (self, FALSE);
      gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
    }
  self->drag.active = self->drag.pressed = FALSE;
  self->drag.end = 0;
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
  drag->end = tile != NULL ? find_end (self, tile, x) : 0;
}

/* The days that what is dragged would have. */
static void
find_days (CrmMonthGrid *self, guint32 *first, guint32 *last)
{
  const CrmMonthDrag *drag = &self->drag;
  gint64 starts_at, ends_at;
  gboolean all_day;

  *first = MIN (drag->day, drag->anchor);
  *last = MAX (drag->day, drag->anchor);
  if (drag->item == NULL)
    return;
  crm_grid_items_get_times (&self->items, drag->item, &starts_at, &ends_at, &all_day);
  crm_grid_items_get_days (&self->items, starts_at, ends_at, first, last);
  if (drag->end < 0)
    *first = MIN (drag->day, *last);
  else if (drag->end > 0)
    *last = MAX (drag->day, *first);
  else
    {
      *first += drag->day - drag->anchor;
      *last += drag->day - drag->anchor;
    }
}

void
crm_month_drag_follow (CrmMonthGrid *self)
{
  guint32 first, last;

  if (!self->drag.active)
    return;
  self->drag.day = crm_month_grid_find_day (self, self->drag.x, self->drag.y);
  find_days (self, &first, &last);
  crm_month_drag_show_frame (self, first, last);
  set_left (self, self->drag.end == 0 && !is_copy (self));
}

static void
on_drag_update (CrmMonthGrid *self, double dx, double dy, GtkGesture *gesture)
{
  CrmMonthDrag *drag = &self->drag;
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
  drag->x = x + dx;
  drag->y = y + dy;
  crm_month_drag_follow (self);
  /* Where days are drawn for something new the other month has no part in it. */
  if (drag->item != NULL)
    follow_turn (self, drag->x, drag->y, drag->end == 0);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), drag->item == NULL ? "cell"
                                                      : drag->end != 0   ? "ew-resize"
                                                      : is_copy (self)   ? "copy"
                                                                         : "grabbing");
}

/* The times of a bar whose end was drawn to another day: the same hour there. */
static gboolean
find_drawn_times (
    CrmMonthGrid *self, const CrmMonthDrag *drag, gint64 *starts_at, gint64 *ends_at, gboolean *all_day)
{
  GTimeZone *zone = crm_grid_items_get_zone (&self->items);
  guint32 first, last;
  gint64 from, to;
  int second;

  crm_grid_items_get_times (&self->items, drag->item, &from, &to, all_day);
  crm_grid_items_get_days (&self->items, from, to, &first, &last);
  *starts_at = from;
  *ends_at = to;
  if (drag->end < 0)
    {
      crm_local_day (from, zone, &second);
      *starts_at = crm_local_instant (MIN (drag->day, last), second, zone);
    }
  else if (*all_day)
    *ends_at = crm_local_instant (MAX (drag->day, first) + 1, 0, zone);
  else
    {
      guint32 day = crm_local_day (to, zone, &second);

      *ends_at = crm_local_instant (MAX (drag->day, first) + (day - last), second, zone);
    }
  return *ends_at > *starts_at && (*starts_at != from || *ends_at != to);
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
  else if (drag.active && drag.end != 0)
    {
      if (find_drawn_times (self, &drag, &starts_at, &ends_at, &all_day))
        crm_month_grid_change (self, drag.item, starts_at, ends_at, all_day, FALSE);
    }
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
  follow_turn (self, x, y, TRUE);
  crm_month_drag_show_frame (self, day, day);
  return drop != NULL && (gdk_drop_get_actions (drop) & GDK_ACTION_COPY) != 0 ? GDK_ACTION_COPY
                                                                              : GDK_ACTION_MOVE;
}

static void
on_drop_leave (CrmMonthGrid *self)
{
  crm_grid_turn_stop (&self->turn);
  crm_month_drag_show_frame (self, 1, 0);
}

static gboolean
on_drop (CrmMonthGrid *self, const GValue *value, double x, double y)
{
  g_autoptr (CrmRecordDrag) record = g_value_dup_boxed (value);
  guint32 day = crm_month_grid_find_day (self, x, y);

  crm_grid_turn_stop (&self->turn);
  crm_month_drag_show_frame (self, 1, 0);
  if (record == NULL)
    return FALSE;
  g_signal_emit_by_name (
      self, "dropped", record->entity, record->id, crm_grid_items_get_midnight (&self->items, day), TRUE);
  return TRUE;
}

/* Ends show that they can be drawn. */
static void
on_motion (CrmMonthGrid *self, double x, double y)
{
  CrmEventTile *tile = self->drag.active ? NULL : crm_month_grid_pick (self, x, y);

  if (!self->drag.active)
    gtk_widget_set_cursor_from_name (
        GTK_WIDGET (self), tile != NULL && find_end (self, tile, x) != 0 ? "ew-resize" : NULL);
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
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkDropTarget *target = gtk_drop_target_new (CRM_TYPE_RECORD_DRAG, GDK_ACTION_COPY | GDK_ACTION_MOVE);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (on_drag_cancel), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  add_click (self, GDK_BUTTON_PRIMARY);
  add_click (self, GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (target, "enter", G_CALLBACK (on_drop_motion), self);
  g_signal_connect_swapped (target, "motion", G_CALLBACK (on_drop_motion), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (on_drop_leave), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
