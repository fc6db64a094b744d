/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-time-grid-private.h"

#include <glib/gi18n-lib.h>

#include "base/crm-local.h"
#include "calendar/crm-event-words.h"

/* The keyboard on a grid of hours: a cursor that goes from half hour to half hour and stops at events, and what is done with them. All of it
 * ends where the pointer's doings end. Main thread. */

#define SLOT 30       /* minutes */
#define NEW_LENGTH 60 /* minutes of what Enter makes */
#define PAGE 4        /* slots */

static CrmTimeHead *
get_head (CrmTimeGrid *self)
{
  return CRM_TIME_HEAD (self->head);
}

static CrmTimeSheet *
get_sheet (CrmTimeGrid *self)
{
  return CRM_TIME_SHEET (self->sheet);
}

static GtkWidget *
get_focus (CrmTimeGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? focus : NULL;
}

/* Going */

static void
go_to_tile (CrmTimeGrid *self, CrmEventTile *tile)
{
  gtk_widget_grab_focus (GTK_WIDGET (tile));
  crm_time_grid_select_item (self, crm_event_tile_get_item (tile));
}

static void
go_to_slot (CrmTimeGrid *self, guint32 day, int minute)
{
  g_autofree char *weekday = crm_event_dup_day (day, "%A");
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  minute = CLAMP (minute / SLOT * SLOT, 0, CRM_TIME_DAY - SLOT);
  crm_time_sheet_set_cursor (get_sheet (self), day, minute);
  crm_time_grid_show_minutes (self, minute, minute + SLOT);
  gtk_widget_grab_focus (self->sheet);
  crm_time_grid_select_item (self, NULL);
  time = crm_event_dup_clock (
      crm_time_grid_get_instant (self, day, minute), crm_grid_items_get_zone (&self->items));
  /* Translators: day and time where nothing is planned. */
  text = g_strdup_printf (_ ("%s %s, free"), weekday, time);
  crm_time_grid_announce (self, text);
}

/* A place in the hours: the event there, else the half hour. */
static void
go_to_minute (CrmTimeGrid *self, guint32 day, int minute, const CrmAgendaItem *from)
{
  CrmEventTile *tile = crm_time_sheet_find_at (get_sheet (self), day, minute, minute + SLOT, from);

  if (tile != NULL)
    go_to_tile (self, tile);
  else
    go_to_slot (self, day, minute);
}

static void
go_to_strip (CrmTimeGrid *self, guint32 day)
{
  CrmEventTile *tile = crm_time_head_find_at (get_head (self), day, TRUE);

  if (tile != NULL)
    go_to_tile (self, tile);
  else
    gtk_widget_grab_focus (crm_time_head_get_day_button (get_head (self), day));
}

/* Where the cursor is: in minutes of a day. FALSE in the strip. */
static gboolean
find_cursor (CrmTimeGrid *self, CrmEventTile *tile, guint32 *day, int *from, int *to)
{
  gint64 starts_at, ends_at;
  gboolean all_day;
  GTimeZone *zone = crm_grid_items_get_zone (&self->items);
  int second;
  guint32 first, last;

  if (tile == NULL)
    {
      crm_time_sheet_get_cursor (get_sheet (self), day, from);
      *to = *from + SLOT;
      return TRUE;
    }
  *day = crm_event_tile_get_day (tile);
  crm_grid_items_get_times (&self->items, crm_event_tile_get_item (tile), &starts_at, &ends_at, &all_day);
  if (crm_event_tile_get_shape (tile) == CRM_EVENT_BAR)
    return FALSE;
  crm_grid_items_get_days (&self->items, starts_at, ends_at, &first, &last);
  crm_local_day (starts_at, zone, &second);
  *from = first < *day ? 0 : second / 60;
  crm_local_day (MAX (ends_at - 1, starts_at), zone, &second);
  *to = last > *day ? CRM_TIME_DAY : second / 60 + 1;
  return TRUE;
}

static void
go_across (CrmTimeGrid *self, CrmEventTile *tile, int by)
{
  guint32 day;
  int from, to;
  gboolean hours = find_cursor (self, tile, &day, &from, &to);
  CrmEventTile *bar;

  if (tile != NULL && !hours && by > 0)
    {
      guint32 first, last;
      gint64 starts_at, ends_at;
      gboolean all_day;

      crm_grid_items_get_times (&self->items, crm_event_tile_get_item (tile), &starts_at, &ends_at, &all_day);
      crm_grid_items_get_days (&self->items, starts_at, ends_at, &first, &last);
      day = last;
    }
  if (by < 0 ? day <= self->items.first_day : day + 1 >= self->items.first_day + self->items.n_days)
    {
      /* On the days that come the cursor goes on where it would have been. */
      crm_time_sheet_set_cursor (get_sheet (self), by < 0 ? day - 1 : day + 1, hours ? from : 8 * 60);
      gtk_widget_grab_focus (self->sheet);
      g_signal_emit_by_name (self, "page", by);
      return;
    }
  day = by < 0 ? day - 1 : day + 1;
  bar = hours ? NULL : crm_time_head_find_at (get_head (self), day, FALSE);
  if (hours)
    go_to_minute (self, day, from / SLOT * SLOT, tile != NULL ? crm_event_tile_get_item (tile) : NULL);
  else if (bar != NULL)
    go_to_tile (self, bar);
  else
    gtk_widget_grab_focus (crm_time_head_get_day_button (get_head (self), day));
}

static void
go_along (CrmTimeGrid *self, CrmEventTile *tile, int by)
{
  guint32 day;
  int from, to, minute;

  if (!find_cursor (self, tile, &day, &from, &to))
    {
      CrmEventTile *next = crm_time_head_find_next (get_head (self), day, tile, by < 0 ? -1 : 1);

      if (next != NULL)
        go_to_tile (self, next);
      else if (by < 0)
        gtk_widget_grab_focus (crm_time_head_get_day_button (get_head (self), day));
      else
        go_to_minute (self, day, 8 * 60, NULL);
      return;
    }
  if (by < 0 && from == 0)
    {
      go_to_strip (self, day);
      return;
    }
  minute =
      by < 0 ? (from + SLOT - 1) / SLOT * SLOT + by * SLOT : (to + SLOT - 1) / SLOT * SLOT + (by - 1) * SLOT;
  if (minute >= CRM_TIME_DAY)
    return;
  go_to_minute (self, day, CLAMP (minute, 0, CRM_TIME_DAY - SLOT),
      tile != NULL ? crm_event_tile_get_item (tile) : NULL);
}

/* From the head of a day: along the heads, or down. */
static gboolean
go_from_head (CrmTimeGrid *self, GtkWidget *focus, int across, int along)
{
  for (guint32 day = self->items.first_day; day < self->items.first_day + self->items.n_days; day++)
    {
      CrmEventTile *bar = crm_time_head_find_at (get_head (self), day, FALSE);
      guint32 to = across < 0 ? day - 1 : day + 1;

      if (crm_time_head_get_day_button (get_head (self), day) != focus)
        continue;
      if (along > 0 && bar != NULL)
        go_to_tile (self, bar);
      else if (along > 0)
        go_to_minute (self, day, 8 * 60, NULL);
      else if (across != 0 &&
               (to < self->items.first_day || to >= self->items.first_day + self->items.n_days))
        g_signal_emit_by_name (self, "page", across);
      else if (across != 0)
        gtk_widget_grab_focus (crm_time_head_get_day_button (get_head (self), to));
      return TRUE;
    }
  return FALSE;
}

/* Moving */

static void
move (CrmTimeGrid *self, CrmEventTile *tile, int across, int along, gboolean resize)
{
  g_autoptr (CrmAgenda) agenda = crm_agenda_ref (self->items.agenda);
  CrmAgendaItem *item = crm_event_tile_get_item (tile);
  gint64 starts_at, ends_at;
  gboolean all_day;

  if (resize ? !crm_agenda_item_can_resize (item) : !crm_agenda_item_can_move (item))
    {
      crm_time_grid_announce (self, _ ("This cannot be changed here."));
      return;
    }
  /* An event of hours ends on its day; all day there are no minutes. */
  crm_grid_items_get_times (&self->items, item, &starts_at, &ends_at, &all_day);
  if (resize && crm_event_tile_get_shape (tile) == CRM_EVENT_BLOCK)
    across = 0;
  else if (resize && all_day)
    across += along;
  if (!crm_grid_items_step (
          &self->items, item, across, along * CRM_TIME_SNAP, resize, &starts_at, &ends_at, &all_day))
    return;
  crm_time_grid_change (self, item, starts_at, ends_at, all_day, FALSE);
  tile = crm_time_grid_find_tile (self, item);
  if (tile != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (tile));
}

/* Keys */

static gboolean
read_arrow (CrmTimeGrid *self, guint keyval, int *across, int *along)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  *across = *along = 0;
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left: *across = rtl ? 1 : -1; return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right: *across = rtl ? -1 : 1; return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up: *along = -1; return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down: *along = 1; return TRUE;
    default: return FALSE;
    }
}

static void
popup_menu (CrmTimeGrid *self, CrmEventTile *tile)
{
  GdkRectangle at = crm_time_grid_get_rectangle (self, GTK_WIDGET (tile));

  g_signal_emit_by_name (self, "menu", crm_event_tile_get_item (tile), &at);
}

static gboolean
on_tile_key (CrmTimeGrid *self, CrmEventTile *tile, guint keyval, GdkModifierType state)
{
  CrmAgendaItem *item = crm_event_tile_get_item (tile);

  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      crm_time_grid_select_item (self, item);
      if (keyval != GDK_KEY_space)
        g_signal_emit_by_name (self, "activated", item);
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete: g_signal_emit_by_name (self, "remove", item); return TRUE;
    case GDK_KEY_Menu: popup_menu (self, tile); return TRUE;
    case GDK_KEY_F10:
      if ((state & GDK_SHIFT_MASK) == 0)
        return FALSE;
      popup_menu (self, tile);
      return TRUE;
    default: return FALSE;
    }
}

static gboolean
on_slot_key (CrmTimeGrid *self, guint keyval)
{
  guint32 day;
  int minute;
  GdkRectangle where;
  double x, y;

  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter)
    return FALSE;
  crm_time_sheet_get_cursor (get_sheet (self), &day, &minute);
  where = crm_time_sheet_get_area (get_sheet (self), day, minute, MIN (minute + NEW_LENGTH, CRM_TIME_DAY));
  gtk_widget_translate_coordinates (self->sheet, GTK_WIDGET (self), where.x, where.y, &x, &y);
  where.x = (int)x;
  where.y = (int)y;
  crm_time_grid_create (self, crm_time_grid_get_instant (self, day, minute),
      crm_time_grid_get_instant (self, day, minute) + NEW_LENGTH * G_TIME_SPAN_MINUTE, FALSE, &where);
  return TRUE;
}

/* Page and ends: within the day. */
static gboolean
on_jump_key (CrmTimeGrid *self, CrmEventTile *tile, guint keyval)
{
  guint32 day;
  int from, to;

  if (!find_cursor (self, tile, &day, &from, &to))
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Page_Up: go_to_slot (self, day, from - PAGE * SLOT); return TRUE;
    case GDK_KEY_Page_Down: go_to_slot (self, day, from + PAGE * SLOT); return TRUE;
    case GDK_KEY_Home: go_to_minute (self, self->items.first_day, from / SLOT * SLOT, NULL); return TRUE;
    case GDK_KEY_End:
      go_to_minute (self, self->items.first_day + self->items.n_days - 1, from / SLOT * SLOT, NULL);
      return TRUE;
    default: return FALSE;
    }
}

static gboolean
on_key (CrmTimeGrid *self, guint keyval, guint code, GdkModifierType state)
{
  GtkWidget *focus = get_focus (self);
  CrmEventTile *tile = focus != NULL && CRM_IS_EVENT_TILE (focus) ? CRM_EVENT_TILE (focus) : NULL;
  gboolean alt = (state & GDK_ALT_MASK) != 0;
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;
  int across, along;

  if (crm_time_drag_is_active (self))
    {
      if (keyval == GDK_KEY_Escape)
        crm_time_drag_cancel (self);
      return GDK_EVENT_STOP;
    }
  if (focus == NULL || (state & GDK_CONTROL_MASK) != 0 || self->items.agenda == NULL)
    return GDK_EVENT_PROPAGATE;
  if (focus == self->sheet || tile != NULL)
    crm_time_grid_drop_frame (self);
  if (read_arrow (self, keyval, &across, &along))
    {
      if (tile == NULL && focus != self->sheet)
        return alt || shift ? GDK_EVENT_PROPAGATE : go_from_head (self, focus, across, along);
      if (alt && tile != NULL)
        move (self, tile, across, along, shift);
      else if (alt || shift)
        return GDK_EVENT_PROPAGATE;
      else if (across != 0)
        go_across (self, tile, across);
      else
        go_along (self, tile, along);
      return GDK_EVENT_STOP;
    }
  if (alt || (tile == NULL && focus != self->sheet))
    return GDK_EVENT_PROPAGATE;
  if (on_jump_key (self, tile, keyval))
    return GDK_EVENT_STOP;
  return tile != NULL ? on_tile_key (self, tile, keyval, state) : on_slot_key (self, keyval);
}

/* Tab: the tile that has the focus is the selected one, and seen. */
static void
on_focus (CrmTimeGrid *self)
{
  GtkWidget *focus = get_focus (self);
  guint32 day;
  int from, to;

  /* What was drawn has been saved or given up. */
  if (focus != NULL && (focus == self->sheet || CRM_IS_EVENT_TILE (focus)))
    crm_time_grid_drop_frame (self);
  if (focus == NULL || !CRM_IS_EVENT_TILE (focus) || !gtk_widget_has_visible_focus (focus))
    return;
  if (find_cursor (self, CRM_EVENT_TILE (focus), &day, &from, &to))
    crm_time_grid_show_minutes (self, from, to);
  crm_time_grid_select_item (self, crm_event_tile_get_item (CRM_EVENT_TILE (focus)));
}

static void
on_root (CrmTimeGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (on_focus), self, G_CONNECT_SWAPPED);
}

gboolean
crm_time_keys_press (CrmCalendarGrid *grid, guint keyval, GdkModifierType state)
{
  return on_key (CRM_TIME_GRID (grid), keyval, 0, state) == GDK_EVENT_STOP;
}

void
crm_time_keys_install (CrmTimeGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  /* Before the scrolled window, which would take the arrows. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "notify::root", G_CALLBACK (on_root), NULL);
}
