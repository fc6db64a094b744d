/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-time-grid-private.h"

#include <glib/gi18n-lib.h>

#include "base/crm-local.h"
#include "calendar/crm-event-words.h"

/* The pointer on a grid of hours: clicks, and one gesture that creates, moves and resizes. While it runs no new agenda is shown. Main thread. */

#define EDGE 6        /* px of a tile that resize it */
#define RIM 26        /* px from an edge of the hours where they scroll */
#define SPEED 10      /* px a frame at the very edge */
#define NEW_LENGTH 60 /* minutes of what had none */

/* Where */

static int
get_head_height (CrmTimeGrid *self)
{
  return gtk_widget_get_height (self->head);
}

static void
find_place (CrmTimeGrid *self, double x, double y, guint32 *day, double *minute)
{
  double sheet_x, sheet_y;

  gtk_widget_translate_coordinates (GTK_WIDGET (self), self->sheet, x, y, &sheet_x, &sheet_y);
  crm_time_sheet_find (CRM_TIME_SHEET (self->sheet), sheet_x, sheet_y, day, minute);
}

static int
snap_down (double minute)
{
  return (int)(minute / CRM_TIME_SNAP) * CRM_TIME_SNAP;
}

static int
snap (double minute)
{
  return snap_down (minute + CRM_TIME_SNAP / 2.0);
}

/* Day and minute on the wall. */
static guint32
find_minute (CrmTimeGrid *self, gint64 at, int *minute)
{
  int second;
  guint32 day = crm_local_day (at, crm_grid_items_get_zone (&self->items), &second);

  *minute = second / 60;
  return day;
}

/* What the drag would do */

static void
set_days (CrmTimeGrid *self, guint32 first, guint32 last)
{
  self->drag.starts_at = crm_time_grid_get_instant (self, first, 0);
  self->drag.ends_at = crm_time_grid_get_instant (self, last, CRM_TIME_DAY);
  self->drag.all_day = TRUE;
}

/* Both ends are the quarter that is nearest. */
static void
follow_create (CrmTimeGrid *self)
{
  CrmTimeDrag *drag = &self->drag;
  guint32 day;
  double minute;
  int from, to;

  find_place (self, drag->x, drag->y, &day, &minute);
  from = MIN (snap (MIN (minute, drag->anchor_minute)), CRM_TIME_DAY - CRM_TIME_SNAP);
  to = CLAMP (snap (MAX (minute, drag->anchor_minute)), from + CRM_TIME_SNAP, CRM_TIME_DAY);
  drag->starts_at = crm_time_grid_get_instant (self, drag->anchor_day, from);
  drag->ends_at = crm_time_grid_get_instant (self, drag->anchor_day, to);
  /* In the hour that the clocks leave out there is no time. */
  if (drag->ends_at <= drag->starts_at)
    drag->ends_at = drag->starts_at + (to - from) * G_TIME_SPAN_MINUTE;
  drag->all_day = FALSE;
  drag->valid = TRUE;
}

static void
follow_days (CrmTimeGrid *self)
{
  guint32 day = crm_time_head_find_day (CRM_TIME_HEAD (self->head), self->drag.x);

  set_days (self, MIN (day, self->drag.anchor_day), MAX (day, self->drag.anchor_day));
  self->drag.valid = TRUE;
}

static void
follow_move_to_strip (CrmTimeGrid *self, gint64 starts_at, gint64 ends_at, gboolean all_day)
{
  CrmTimeDrag *drag = &self->drag;
  guint32 day = crm_time_head_find_day (CRM_TIME_HEAD (self->head), drag->x);
  guint32 first, last;
  int minute;

  crm_grid_items_get_days (&self->items, starts_at, ends_at, &first, &last);
  if (all_day)
    set_days (self, day - drag->grip_days, day - drag->grip_days + (last - first));
  else if (ends_at - starts_at >= G_TIME_SPAN_DAY)
    {
      find_minute (self, starts_at, &minute);
      drag->starts_at = crm_time_grid_get_instant (self, day - drag->grip_days, minute);
      drag->ends_at = drag->starts_at + (ends_at - starts_at);
      drag->all_day = FALSE;
    }
  else
    set_days (self, day, day);
  drag->valid = crm_agenda_item_can_be_all_day (drag->item);
}

static void
follow_move (CrmTimeGrid *self)
{
  CrmTimeDrag *drag = &self->drag;
  gint64 starts_at, ends_at, total;
  gboolean all_day;
  guint32 day;
  double minute;

  crm_grid_items_get_times (&self->items, drag->item, &starts_at, &ends_at, &all_day);
  if (drag->y < get_head_height (self))
    {
      follow_move_to_strip (self, starts_at, ends_at, all_day);
      return;
    }
  find_place (self, drag->x, drag->y, &day, &minute);
  if (all_day)
    {
      total = (gint64)day * CRM_TIME_DAY + MIN (snap_down (minute), CRM_TIME_DAY - CRM_TIME_SNAP);
      ends_at = starts_at + (crm_agenda_item_can_resize (drag->item) ? NEW_LENGTH * G_TIME_SPAN_MINUTE : 0);
    }
  else
    /* Also upwards over midnight. */
    total = ((gint64)day * CRM_TIME_DAY + snap (minute - drag->grip + CRM_TIME_DAY * 7)) - CRM_TIME_DAY * 7;
  drag->starts_at =
      crm_time_grid_get_instant (self, (guint32)(total / CRM_TIME_DAY), (int)(total % CRM_TIME_DAY));
  drag->ends_at = drag->starts_at + (ends_at - starts_at);
  drag->all_day = FALSE;
  drag->valid = crm_agenda_item_can_have_time (drag->item);
}

/* Where an end of a bar would be: over the strip on another day, over the hours also at another time. */
static gint64
find_bar_end (CrmTimeGrid *self, gint64 end)
{
  CrmTimeDrag *drag = &self->drag;
  guint32 day;
  int minute;
  double at;

  if (drag->y >= get_head_height (self) && !drag->all_day)
    {
      find_place (self, drag->x, drag->y, &day, &at);
      return crm_time_grid_get_instant (self, day, snap (at));
    }
  find_minute (self, end, &minute);
  day = crm_time_head_find_day (CRM_TIME_HEAD (self->head), drag->x);
  /* A midnight that ends something ends the day before. */
  if (drag->kind == CRM_TIME_DRAG_END && minute == 0)
    day++;
  return crm_time_grid_get_instant (self, day, minute);
}

static void
follow_edge (CrmTimeGrid *self)
{
  CrmTimeDrag *drag = &self->drag;
  gboolean start = drag->kind == CRM_TIME_DRAG_START;
  gint64 least = CRM_TIME_SNAP * G_TIME_SPAN_MINUTE;
  guint32 day;
  double minute;
  gint64 end;

  crm_grid_items_get_times (&self->items, drag->item, &drag->starts_at, &drag->ends_at, &drag->all_day);
  drag->valid = TRUE;
  if (drag->bar)
    end = find_bar_end (self, start ? drag->starts_at : drag->ends_at);
  else
    {
      find_place (self, drag->x, drag->y, &day, &minute);
      end = crm_time_grid_get_instant (self, drag->anchor_day, snap (minute));
    }
  if (drag->all_day)
    {
      guint32 first, last;

      crm_grid_items_get_days (&self->items, drag->starts_at, drag->ends_at, &first, &last);
      least = start ? drag->ends_at - crm_grid_items_get_midnight (&self->items, last)
                    : crm_grid_items_get_midnight (&self->items, first + 1) - drag->starts_at;
    }
  if (start)
    drag->starts_at = MIN (end, drag->ends_at - least);
  else
    drag->ends_at = MAX (end, drag->starts_at + least);
}

/* How it is shown */

static gboolean
is_copy (CrmTimeGrid *self)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (self->drag.gesture));

  return self->drag.kind == CRM_TIME_DRAG_MOVE && (state & GDK_CONTROL_MASK) != 0;
}

static void
set_left (CrmTimeGrid *self, gboolean left)
{
  g_autoptr (GPtrArray) tiles = crm_time_head_list_tiles (CRM_TIME_HEAD (self->head));
  g_autoptr (GPtrArray) blocks = crm_time_sheet_list_tiles (CRM_TIME_SHEET (self->sheet));

  g_ptr_array_extend (tiles, blocks, NULL, NULL);
  for (guint i = 0; i < tiles->len; i++)
    crm_event_tile_set_left (tiles->pdata[i],
        left && self->drag.item != NULL &&
            crm_agenda_item_equal (crm_event_tile_get_item (tiles->pdata[i]), self->drag.item));
}

static void
hide_ghost (CrmTimeGrid *self)
{
  crm_time_sheet_hide_ghost (CRM_TIME_SHEET (self->sheet));
  crm_time_head_hide_ghost (CRM_TIME_HEAD (self->head));
}

static void
show_ghost (CrmTimeGrid *self)
{
  CrmTimeDrag *drag = &self->drag;
  const char *second;
  const char *lead = drag->item != NULL ? crm_event_get_lead (drag->item, &second) : NULL;
  g_autofree char *times = NULL;
  guint32 first, last;
  int from, to;

  crm_grid_items_get_days (&self->items, drag->starts_at, drag->ends_at, &first, &last);
  if (drag->all_day || drag->ends_at - drag->starts_at >= G_TIME_SPAN_DAY)
    {
      crm_time_sheet_hide_ghost (CRM_TIME_SHEET (self->sheet));
      /* What is drawn longer says its hours. */
      if (drag->kind != CRM_TIME_DRAG_MOVE && !drag->all_day)
        lead = NULL;
      times = lead != NULL     ? g_strdup (lead)
              : !drag->all_day ? crm_event_dup_times (
                                     drag->starts_at, drag->ends_at, crm_grid_items_get_zone (&self->items))
                               : crm_event_dup_spoken_times (drag->starts_at, drag->ends_at, TRUE, FALSE,
                                     crm_grid_items_get_zone (&self->items));
      crm_time_head_show_ghost (CRM_TIME_HEAD (self->head), first, last, drag->item, times);
      return;
    }
  crm_time_head_hide_ghost (CRM_TIME_HEAD (self->head));
  times = crm_event_dup_times (drag->starts_at, drag->ends_at, crm_grid_items_get_zone (&self->items));
  first = find_minute (self, drag->starts_at, &from);
  to = last > first ? CRM_TIME_DAY : from;
  if (last == first && drag->ends_at > drag->starts_at)
    {
      find_minute (self, drag->ends_at - 1, &to);
      to = MAX (to + 1, from + CRM_TIME_SNAP);
    }
  crm_time_sheet_show_ghost (
      CRM_TIME_SHEET (self->sheet), first, from, MAX (to, from + 20), drag->item, lead, times);
}

void
crm_time_drag_show_frame (CrmTimeGrid *self, gint64 starts_at, gint64 ends_at, gboolean all_day)
{
  self->drag.item = NULL;
  self->drag.starts_at = starts_at;
  self->drag.ends_at = ends_at;
  self->drag.all_day = all_day;
  show_ghost (self);
}

void
crm_time_drag_hide_frame (CrmTimeGrid *self)
{
  hide_ghost (self);
}

static void
follow_pointer (CrmTimeGrid *self)
{
  CrmTimeDrag *drag = &self->drag;

  switch (drag->kind)
    {
    case CRM_TIME_DRAG_CREATE: follow_create (self); break;
    case CRM_TIME_DRAG_CREATE_DAYS: follow_days (self); break;
    case CRM_TIME_DRAG_MOVE: follow_move (self); break;
    case CRM_TIME_DRAG_START:
    case CRM_TIME_DRAG_END: follow_edge (self); break;
    case CRM_TIME_DRAG_NONE: return;
    }
  set_left (self, !is_copy (self));
  if (drag->valid)
    show_ghost (self);
  else
    hide_ghost (self);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), !drag->valid ? "not-allowed"
                                                      : drag->kind == CRM_TIME_DRAG_MOVE
                                                          ? is_copy (self) ? "copy" : "grabbing"
                                                      : drag->bar ? "ew-resize"
                                                                  : "ns-resize");
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CrmTimeGrid *self = CRM_TIME_GRID (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  double top = get_head_height (self);
  double bottom = gtk_widget_get_height (widget);
  double before = gtk_adjustment_get_value (adjustment);
  double speed = 0;

  /* Over the strip above it does not scroll: there are whole days. */
  if (self->drag.y > bottom - RIM)
    speed = SPEED * CLAMP ((self->drag.y - bottom + RIM) / RIM, 0.2, 1);
  else if (self->drag.y >= top && self->drag.y < top + RIM)
    speed = -SPEED * CLAMP ((top + RIM - self->drag.y) / RIM, 0.2, 1);
  else if (self->drag.y < top && self->drag.kind != CRM_TIME_DRAG_MOVE && !self->drag.bar)
    speed = -SPEED;
  if (speed != 0)
    gtk_adjustment_set_value (adjustment, before + speed);
  if (gtk_adjustment_get_value (adjustment) != before)
    follow_pointer (self);
  return G_SOURCE_CONTINUE;
}

/* Beginning and end */

static void
stop (CrmTimeGrid *self)
{
  CrmTimeDrag *drag = &self->drag;

  if (drag->active)
    {
      hide_ghost (self);
      set_left (self, FALSE);
      gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), drag->tick);
    }
  if (drag->kind != CRM_TIME_DRAG_NONE)
    crm_grid_turn_stop (&self->turn);
  drag->active = drag->bar = FALSE;
  drag->kind = CRM_TIME_DRAG_NONE;
  drag->item = NULL;
  g_clear_pointer (&drag->agenda, crm_agenda_unref);
}

/* The agenda that came meanwhile. */
static void
catch_up (CrmTimeGrid *self)
{
  g_autoptr (CrmAgenda) late = g_steal_pointer (&self->late_agenda);

  if (late != NULL)
    crm_calendar_grid_set_agenda (CRM_CALENDAR_GRID (self), self->late_first, self->late_n, late);
}

void
crm_time_drag_cancel (CrmTimeGrid *self)
{
  stop (self);
  catch_up (self);
}

void
crm_time_drag_follow (CrmTimeGrid *self)
{
  if (self->drag.active)
    follow_pointer (self);
}

gboolean
crm_time_drag_is_active (CrmTimeGrid *self)
{
  return self->drag.active;
}

/* On a tile: its edges, or its middle. */
static void
begin_on_tile (CrmTimeGrid *self, CrmEventTile *tile)
{
  CrmTimeDrag *drag = &self->drag;
  GdkRectangle area = crm_time_grid_get_rectangle (self, GTK_WIDGET (tile));
  gboolean bar = crm_event_tile_get_shape (tile) == CRM_EVENT_BAR;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double at = bar ? drag->x - area.x : drag->y - area.y;
  int size = bar ? area.width : area.height;
  int edge = MIN (EDGE, size / 4);
  gint64 starts_at, ends_at;
  gboolean all_day, resize;
  guint32 first, last;
  int minute;

  drag->item = crm_event_tile_get_item (tile);
  drag->agenda = crm_agenda_ref (self->items.agenda);
  drag->kind = crm_agenda_item_can_move (drag->item) ? CRM_TIME_DRAG_MOVE : CRM_TIME_DRAG_NONE;
  crm_grid_items_get_times (&self->items, drag->item, &starts_at, &ends_at, &all_day);
  crm_grid_items_get_days (&self->items, starts_at, ends_at, &first, &last);
  if (bar && rtl)
    at = size - at;
  resize = crm_agenda_item_can_resize (drag->item);
  if (resize && at < edge && !gtk_widget_has_css_class (GTK_WIDGET (tile), "before"))
    drag->kind = CRM_TIME_DRAG_START;
  else if (resize && at >= size - edge && !gtk_widget_has_css_class (GTK_WIDGET (tile), "after"))
    drag->kind = CRM_TIME_DRAG_END;
  drag->anchor_day = crm_event_tile_get_day (tile);
  drag->bar = bar;
  if (bar)
    {
      drag->grip_days = crm_time_head_find_day (CRM_TIME_HEAD (self->head), drag->x) - first;
      drag->grip = 0;
      return;
    }
  find_minute (self, starts_at, &minute);
  drag->grip_days = 0;
  drag->grip = (int)(drag->anchor_day - first) * CRM_TIME_DAY + (int)drag->anchor_minute - minute;
}

static gboolean
is_on_button (CrmTimeGrid *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  return widget != NULL &&
         (GTK_IS_SCROLLBAR (widget) || gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLBAR) != NULL ||
             gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON) != NULL);
}

static void
on_drag_begin (CrmTimeGrid *self, double x, double y, GtkGesture *gesture)
{
  CrmTimeDrag *drag = &self->drag;
  CrmEventTile *tile = crm_time_grid_pick (self, x, y);

  stop (self);
  crm_time_grid_drop_frame (self);
  drag->gesture = gesture;
  drag->x = x;
  drag->y = y;
  find_place (self, x, y, &drag->anchor_day, &drag->anchor_minute);
  if (is_on_button (self, x, y) || self->items.agenda == NULL)
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
  else if (tile != NULL)
    begin_on_tile (self, tile);
  else if (y >= get_head_height (self))
    drag->kind = CRM_TIME_DRAG_CREATE;
  else if (crm_time_head_is_strip (CRM_TIME_HEAD (self->head), y))
    {
      drag->kind = CRM_TIME_DRAG_CREATE_DAYS;
      drag->bar = TRUE;
      drag->anchor_day = crm_time_head_find_day (CRM_TIME_HEAD (self->head), x);
    }
}

static void
on_drag_update (CrmTimeGrid *self, double dx, double dy, GtkGesture *gesture)
{
  CrmTimeDrag *drag = &self->drag;
  double x, y;

  if (drag->kind == CRM_TIME_DRAG_NONE ||
      !gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &x, &y))
    return;
  if (!drag->active &&
      !gtk_drag_check_threshold (GTK_WIDGET (self), (int)x, (int)y, (int)(x + dx), (int)(y + dy)))
    return;
  drag->x = x + dx;
  drag->y = y + dy;
  if (!drag->active)
    {
      drag->active = TRUE;
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
      drag->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, NULL, NULL);
    }
  follow_pointer (self);
  /* Within the hours of a day there is nowhere else to go. */
  if (drag->kind == CRM_TIME_DRAG_MOVE || (drag->bar && drag->item != NULL))
    crm_time_turn_follow (self, drag->x);
}

static GdkRectangle
get_ghost_rectangle (CrmTimeGrid *self)
{
  CrmTimeDrag *drag = &self->drag;
  GtkWidget *child = drag->all_day ? self->head : self->sheet;
  GdkRectangle area;
  guint32 first, last;
  int from, to;
  double x, y;

  crm_grid_items_get_days (&self->items, drag->starts_at, drag->ends_at, &first, &last);
  find_minute (self, drag->starts_at, &from);
  find_minute (self, drag->ends_at - 1, &to);
  area = drag->all_day
             ? crm_time_head_get_area (CRM_TIME_HEAD (self->head), first, last)
             : crm_time_sheet_get_area (CRM_TIME_SHEET (self->sheet), first, from, MAX (to, from) + 1);
  gtk_widget_translate_coordinates (child, GTK_WIDGET (self), area.x, area.y, &x, &y);
  area.x = (int)x;
  area.y = (int)y;
  return area;
}

static void
on_drag_end (CrmTimeGrid *self, double dx, double dy, GtkGesture *gesture)
{
  CrmTimeDrag drag = self->drag;
  g_autoptr (CrmAgenda) agenda = NULL;
  GdkRectangle where;
  gint64 starts_at, ends_at;
  gboolean all_day, copy;

  if (!drag.active || !drag.valid)
    {
      crm_time_drag_cancel (self);
      return;
    }
  copy = is_copy (self);
  agenda = drag.agenda != NULL ? crm_agenda_ref (drag.agenda) : NULL;
  where = get_ghost_rectangle (self);
  stop (self);
  if (drag.item == NULL)
    crm_time_grid_create (self, drag.starts_at, drag.ends_at, drag.all_day, &where);
  else
    {
      crm_grid_items_get_times (&self->items, drag.item, &starts_at, &ends_at, &all_day);
      if (copy || starts_at != drag.starts_at || ends_at != drag.ends_at || all_day != drag.all_day)
        crm_time_grid_change (self, drag.item, drag.starts_at, drag.ends_at, drag.all_day, copy);
    }
  catch_up (self);
}

static void
on_drag_cancel (CrmTimeGrid *self)
{
  crm_time_drag_cancel (self);
}

/* Clicks */

/* Twice where nothing is: an hour, or a whole day. */
static void
create_at (CrmTimeGrid *self, double x, double y)
{
  CrmTimeDrag *drag = &self->drag;
  GdkRectangle where;
  double minute;
  guint32 day;
  int from;

  find_place (self, x, y, &day, &minute);
  from = MIN (snap_down (minute), CRM_TIME_DAY - CRM_TIME_SNAP);
  if (y < get_head_height (self))
    {
      day = crm_time_head_find_day (CRM_TIME_HEAD (self->head), x);
      set_days (self, day, day);
    }
  else
    {
      drag->starts_at = crm_time_grid_get_instant (self, day, from);
      drag->ends_at = drag->starts_at + NEW_LENGTH * G_TIME_SPAN_MINUTE;
      drag->all_day = FALSE;
    }
  where = get_ghost_rectangle (self);
  crm_time_grid_create (self, drag->starts_at, drag->ends_at, drag->all_day, &where);
}

static void
on_pressed (CrmTimeGrid *self, int n_press, double x, double y, GtkGestureSingle *gesture)
{
  CrmEventTile *tile = crm_time_grid_pick (self, x, y);
  CrmAgendaItem *item = tile != NULL ? crm_event_tile_get_item (tile) : NULL;
  g_autoptr (CrmAgenda) agenda = self->items.agenda != NULL ? crm_agenda_ref (self->items.agenda) : NULL;
  GdkRectangle at = { (int)x, (int)y, 1, 1 };
  guint32 day;
  double minute;

  if (is_on_button (self, x, y))
    return;
  if (tile == NULL)
    {
      find_place (self, x, y, &day, &minute);
      crm_time_sheet_set_cursor (CRM_TIME_SHEET (self->sheet), day, (int)minute);
      gtk_widget_grab_focus (self->sheet);
      crm_time_grid_select_item (self, NULL);
      if (n_press == 2 && agenda != NULL &&
          gtk_gesture_single_get_current_button (gesture) == GDK_BUTTON_PRIMARY &&
          (y >= get_head_height (self) || crm_time_head_is_strip (CRM_TIME_HEAD (self->head), y)))
        create_at (self, x, y);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (tile));
  crm_time_grid_select_item (self, item);
  if (gtk_gesture_single_get_current_button (gesture) == GDK_BUTTON_SECONDARY)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      g_signal_emit_by_name (self, "menu", item, &at);
    }
  else if (n_press == 2)
    g_signal_emit_by_name (self, "activated", item);
}

/* Edges show that they can be drawn. */
static void
on_motion (CrmTimeGrid *self, double x, double y)
{
  CrmEventTile *tile = self->drag.active ? NULL : crm_time_grid_pick (self, x, y);
  const char *name = NULL;

  if (self->drag.active)
    return;
  if (tile != NULL && crm_agenda_item_can_resize (crm_event_tile_get_item (tile)))
    {
      GdkRectangle area = crm_time_grid_get_rectangle (self, GTK_WIDGET (tile));
      gboolean bar = crm_event_tile_get_shape (tile) == CRM_EVENT_BAR;
      double at = bar ? x - area.x : y - area.y;
      int size = bar ? area.width : area.height;
      int edge = MIN (EDGE, size / 4);

      if (at < edge || at >= size - edge)
        name = bar ? "ew-resize" : "ns-resize";
    }
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

static void
add_click (CrmTimeGrid *self, guint button)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), button);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
crm_time_drag_install (CrmTimeGrid *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

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
}
