/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-month-grid-private.h"

#include <glib/gi18n-lib.h>

/* The keyboard on the month: from day to day, down through what a day has, and items moved by days and weeks. Main thread. */

static void
go_to_tile (CrmMonthGrid *self, CrmEventTile *tile)
{
  gtk_widget_grab_focus (GTK_WIDGET (tile));
  crm_month_grid_select_item (self, crm_event_tile_get_item (tile));
}

static void
go_to_day (CrmMonthGrid *self, guint32 day)
{
  if (crm_month_grid_get_cell (self, day) == NULL)
    {
      /* On the weeks that come the cursor goes on where it would have been. */
      crm_month_grid_focus_cell (self, self->cursor);
      self->cursor = day;
      g_signal_emit_by_name (self, "page", day < self->items.first_day ? -1 : 1);
      return;
    }
  crm_month_grid_focus_cell (self, day);
  crm_month_grid_select_item (self, NULL);
}

static void
go (CrmMonthGrid *self, CrmEventTile *tile, int across, int along)
{
  g_autoptr (GPtrArray) tiles = NULL;
  guint32 day = self->cursor;
  guint at = 0;

  /* A bar is left from the day where it was come to. */
  if (tile != NULL &&
      (day < crm_event_tile_get_day (tile) || crm_event_tile_get_shape (tile) == CRM_EVENT_LINE))
    day = self->cursor = crm_event_tile_get_day (tile);
  if (across != 0)
    {
      go_to_day (self, day + (guint32)across);
      return;
    }
  tiles = crm_month_grid_list_tiles (self, day);
  if (tile != NULL && !g_ptr_array_find (tiles, tile, &at))
    tile = NULL;
  if (along > 0 && (tile == NULL ? tiles->len > 0 : at + 1 < tiles->len))
    go_to_tile (self, tiles->pdata[tile == NULL ? 0 : at + 1]);
  else if (along < 0 && tile != NULL && at > 0)
    go_to_tile (self, tiles->pdata[at - 1]);
  else if (along < 0 && tile != NULL)
    go_to_day (self, day);
  else
    go_to_day (self, day + (guint32)(along * 7));
}

static void
move (CrmMonthGrid *self, CrmEventTile *tile, int across, int along, gboolean resize)
{
  g_autoptr (CrmAgenda) agenda = crm_agenda_ref (self->items.agenda);
  CrmAgendaItem *item = crm_event_tile_get_item (tile);
  gint64 starts_at, ends_at;
  gboolean all_day;
  guint32 last;

  crm_grid_items_get_times (&self->items, item, &starts_at, &ends_at, &all_day);
  if (resize ? !crm_agenda_item_can_resize (item) || !all_day : !crm_agenda_item_can_move (item))
    {
      crm_month_grid_announce (self, _ ("This cannot be changed here."));
      return;
    }
  if (!crm_grid_items_step (
          &self->items, item, across + along * 7, 0, resize, &starts_at, &ends_at, &all_day))
    return;
  crm_month_grid_change (self, item, starts_at, ends_at, all_day, FALSE);
  tile = crm_month_grid_find_tile (self, item);
  crm_grid_items_get_days (&self->items, starts_at, ends_at, &self->cursor, &last);
  if (tile != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (tile));
}

static gboolean
read_arrow (CrmMonthGrid *self, guint keyval, int *across, int *along)
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
popup_menu (CrmMonthGrid *self, CrmEventTile *tile)
{
  GdkRectangle at = crm_month_grid_get_rectangle (self, GTK_WIDGET (tile));

  g_signal_emit_by_name (self, "menu", crm_event_tile_get_item (tile), &at);
}

static gboolean
on_tile_key (CrmMonthGrid *self, CrmEventTile *tile, guint keyval, GdkModifierType state)
{
  CrmAgendaItem *item = crm_event_tile_get_item (tile);

  switch (keyval)
    {
    case GDK_KEY_space: crm_month_grid_select_item (self, item); return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      crm_month_grid_select_item (self, item);
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
on_cell_key (CrmMonthGrid *self, guint32 day, guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter: crm_month_grid_create (self, day, day); return TRUE;
    case GDK_KEY_space: g_signal_emit_by_name (self, "show-day", day); return TRUE;
    case GDK_KEY_Home: go_to_day (self, day - (day - self->items.first_day) % 7); return TRUE;
    case GDK_KEY_End: go_to_day (self, day + 6 - (day - self->items.first_day) % 7); return TRUE;
    default: return FALSE;
    }
}

static gboolean
on_key (CrmMonthGrid *self, guint keyval, guint code, GdkModifierType state)
{
  GtkWidget *focus = crm_month_grid_get_focus (self);
  CrmEventTile *tile = focus != NULL && CRM_IS_EVENT_TILE (focus) ? CRM_EVENT_TILE (focus) : NULL;
  gboolean alt = (state & GDK_ALT_MASK) != 0;
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;
  int across, along;

  if (self->drag.active)
    {
      if (keyval == GDK_KEY_Escape)
        crm_month_drag_cancel (self);
      return GDK_EVENT_STOP;
    }
  if (focus == NULL || (state & GDK_CONTROL_MASK) != 0 || self->items.agenda == NULL)
    return GDK_EVENT_PROPAGATE;
  crm_month_grid_drop_frame (self);
  if (tile == NULL && CRM_IS_MONTH_CELL (focus))
    self->cursor = crm_month_cell_get_day (CRM_MONTH_CELL (focus));
  if (read_arrow (self, keyval, &across, &along))
    {
      if (alt && tile != NULL)
        move (self, tile, across, along, shift);
      else if (alt || shift)
        return GDK_EVENT_PROPAGATE;
      else
        go (self, tile, across, along);
      return GDK_EVENT_STOP;
    }
  if (alt)
    return GDK_EVENT_PROPAGATE;
  return tile != NULL ? on_tile_key (self, tile, keyval, state) : on_cell_key (self, self->cursor, keyval);
}

/* Tab: the tile that has the focus is the selected one. */
static void
on_focus (CrmMonthGrid *self)
{
  GtkWidget *focus = crm_month_grid_get_focus (self);

  /* What was drawn has been saved or given up. */
  if (focus != NULL)
    crm_month_grid_drop_frame (self);
  if (focus == NULL || !CRM_IS_EVENT_TILE (focus) || !gtk_widget_has_visible_focus (focus))
    return;
  crm_month_grid_select_item (self, crm_event_tile_get_item (CRM_EVENT_TILE (focus)));
}

static void
on_root (CrmMonthGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (on_focus), self, G_CONNECT_SWAPPED);
}

gboolean
crm_month_keys_press (CrmCalendarGrid *grid, guint keyval, GdkModifierType state)
{
  return on_key (CRM_MONTH_GRID (grid), keyval, 0, state) == GDK_EVENT_STOP;
}

void
crm_month_keys_install (CrmMonthGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "notify::root", G_CALLBACK (on_root), NULL);
}
