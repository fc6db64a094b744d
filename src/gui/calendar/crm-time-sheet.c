/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-time-sheet.h"

#include <glib/gi18n-lib.h>

#include "calendar/crm-event-words.h"
#include "calendar/crm-time-columns.h"
#include "calendar/crm-time-sheet-draw.h"

/* Owns the tiles of the events, kept for the next days, the buttons "+n", the ghost of a drag, and the place of the cursor. Main thread. */

#define HOUR 61
#define LOWEST 36
#define HIGHEST 120
#define LEAST_HEIGHT 20 /* px of an event however short, where letters are not larger than usual */
#define INSET 3
#define REST 26 /* px that "+n" takes */
#define SLOT 30 /* minutes of the cursor */
#define NARROWEST 40
#define MARGIN 70 /* px drawn beyond what is seen, so that a small turn of the wheel draws nothing */

struct _CrmTimeSheet
{
  GtkWidget parent_instance;

  const CrmGridItems *items; /* borrowed */
  int hour_height;
  double seen_from; /* px */
  double seen_to;
  double drawn_from;
  double drawn_to;
  GPtrArray *tiles; /* borrowed children, also unused ones */
  GArray *pieces;   /* of CrmEventPiece */
  GArray *rests;    /* of CrmEventRest */
  GPtrArray *rest_buttons;
  GtkWidget *ghost;
  guint32 ghost_day;
  int ghost_from;
  int ghost_to;
  guint32 cursor_day;
  int cursor_minute;
};

G_DEFINE_FINAL_TYPE (CrmTimeSheet, crm_time_sheet, GTK_TYPE_WIDGET)

static gboolean
is_rtl (CrmTimeSheet *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static CrmEventPiece *
get_piece (CrmTimeSheet *self, guint index)
{
  return &g_array_index (self->pieces, CrmEventPiece, index);
}

GdkRectangle
crm_time_sheet_get_area (CrmTimeSheet *self, guint32 day, int from, int to)
{
  GdkRectangle area = { 0 };
  guint index = CLAMP (day, self->items->first_day, self->items->first_day + self->items->n_days - 1) -
                self->items->first_day;

  crm_time_columns_get (gtk_widget_get_width (GTK_WIDGET (self)), self->items->n_days, index, is_rtl (self),
      &area.x, &area.width);
  area.y = from * self->hour_height / 60;
  area.height = to * self->hour_height / 60 - area.y;
  return area;
}

/* Layout */

/* A line of an event, and a little above and below it. */
static int
get_least_height (CrmTimeSheet *self)
{
  PangoFontMetrics *metrics =
      pango_context_get_metrics (gtk_widget_get_pango_context (GTK_WIDGET (self)), NULL, NULL);
  int line = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  return MAX (LEAST_HEIGHT, line + 1);
}

static GtkAllocation
place_piece (CrmTimeSheet *self, const CrmEventPiece *piece)
{
  GtkAllocation place = crm_time_sheet_get_area (self, piece->first, piece->slot.from, piece->slot.to);
  int room = place.width - 2 * INSET - (piece->slot.crowded ? REST : 0);
  guint n = MAX (piece->slot.n_columns, 1);
  int from = room * (int)piece->slot.column / (int)n;
  int to = room * (int)(piece->slot.column + piece->slot.span) / (int)n;
  int gap = piece->slot.column + piece->slot.span < n ? 2 : 0;

  place.x = is_rtl (self) ? place.x + place.width - INSET - to + gap : place.x + INSET + from;
  place.width = MAX (to - from - gap, 4);
  place.y += 1;
  place.height = MAX (place.height - 2, 8);
  return place;
}

static void
allocate_rests (CrmTimeSheet *self)
{
  for (guint i = 0; i < self->rests->len; i++)
    {
      const CrmEventRest *rest = &g_array_index (self->rests, CrmEventRest, i);
      GtkAllocation place =
          crm_time_sheet_get_area (self, get_piece (self, rest->first)->first, rest->from, rest->to);
      int minimum;

      gtk_widget_measure (
          self->rest_buttons->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      minimum = MAX (minimum, REST - 2);
      place.x = is_rtl (self) ? place.x + INSET : place.x + place.width - INSET - minimum;
      place.width = minimum;
      place.y += 1;
      place.height = get_least_height (self);
      gtk_widget_size_allocate (self->rest_buttons->pdata[i], &place, -1);
    }
}

static void
crm_time_sheet_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmTimeSheet *self = CRM_TIME_SHEET (widget);
  int unused;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      CrmEventPiece *piece = get_piece (self, i);
      GtkAllocation place;

      if (piece->tile == NULL)
        continue;
      place = place_piece (self, piece);
      gtk_widget_measure (
          GTK_WIDGET (piece->tile), GTK_ORIENTATION_HORIZONTAL, -1, &unused, NULL, NULL, NULL);
      place.width = MAX (place.width, unused);
      gtk_widget_measure (GTK_WIDGET (piece->tile), GTK_ORIENTATION_VERTICAL, -1, &unused, NULL, NULL, NULL);
      place.height = MAX (place.height, unused);
      gtk_widget_size_allocate (GTK_WIDGET (piece->tile), &place, -1);
    }
  allocate_rests (self);
  if (gtk_widget_get_visible (self->ghost))
    {
      GtkAllocation place = crm_time_sheet_get_area (self, self->ghost_day, self->ghost_from, self->ghost_to);

      gtk_widget_measure (self->ghost, GTK_ORIENTATION_HORIZONTAL, -1, &unused, NULL, NULL, NULL);
      place.x += INSET;
      place.width = MAX (place.width - 2 * INSET, unused);
      place.height = MAX (place.height, 12);
      gtk_widget_size_allocate (self->ghost, &place, -1);
    }
}

static void
crm_time_sheet_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
    int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmTimeSheet *self = CRM_TIME_SHEET (widget);

  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL
                            ? 24 * self->hour_height + 6
                            : CRM_TIME_GUTTER + (int)self->items->n_days * NARROWEST;
}

/* Half of a day lies above or below. */
static gboolean
is_drawn (CrmTimeSheet *self, const CrmEventPiece *piece)
{
  return piece->slot.to * self->hour_height / 60 >= self->drawn_from &&
         piece->slot.from * self->hour_height / 60 <= self->drawn_to;
}

static void
crm_time_sheet_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmTimeSheet *self = CRM_TIME_SHEET (widget);

  self->drawn_from = self->seen_from - MARGIN;
  self->drawn_to = self->seen_to + MARGIN;
  crm_time_sheet_draw_ground (widget, snapshot, self->items, self->hour_height);
  for (guint i = 0; i < self->pieces->len; i++)
    if (get_piece (self, i)->tile != NULL && is_drawn (self, get_piece (self, i)))
      gtk_widget_snapshot_child (widget, GTK_WIDGET (get_piece (self, i)->tile), snapshot);
  for (guint i = 0; i < self->rests->len; i++)
    gtk_widget_snapshot_child (widget, self->rest_buttons->pdata[i], snapshot);
  crm_time_sheet_draw_now (widget, snapshot, self->items, self->hour_height);
  if (gtk_widget_has_visible_focus (widget))
    {
      GdkRectangle area =
          crm_time_sheet_get_area (self, self->cursor_day, self->cursor_minute, self->cursor_minute + SLOT);

      crm_time_sheet_draw_cursor (widget, snapshot, &area);
    }
  if (gtk_widget_get_visible (self->ghost))
    gtk_widget_snapshot_child (widget, self->ghost, snapshot);
}

/* Focus: the sheet itself with its cursor, then the events by time. */

GPtrArray *
crm_time_sheet_list_tiles (CrmTimeSheet *self)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->pieces->len; i++)
    if (get_piece (self, i)->tile != NULL)
      g_ptr_array_add (list, get_piece (self, i)->tile);
  return list;
}

static gboolean
crm_time_sheet_focus (GtkWidget *widget, GtkDirectionType direction)
{
  CrmTimeSheet *self = CRM_TIME_SHEET (widget);
  g_autoptr (GPtrArray) order = NULL;
  GtkWidget *focus = gtk_widget_get_focus_child (widget);
  gboolean forward = direction == GTK_DIR_TAB_FORWARD;
  guint at;

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (crm_time_sheet_parent_class)->focus (widget, direction);
  order = crm_time_sheet_list_tiles (self);
  g_ptr_array_insert (order, 0, widget);
  for (guint i = 0; i < self->rests->len; i++)
    g_ptr_array_add (order, self->rest_buttons->pdata[i]);
  if (gtk_widget_is_focus (widget))
    focus = widget;
  if (focus == NULL || !g_ptr_array_find (order, focus, &at))
    return gtk_widget_grab_focus (forward ? widget : order->pdata[order->len - 1]);
  if (forward ? at + 1 >= order->len : at == 0)
    return FALSE;
  return gtk_widget_grab_focus (order->pdata[forward ? at + 1 : at - 1]);
}

static gboolean
crm_time_sheet_grab_focus (GtkWidget *widget)
{
  /* Not one of the children, which would come first. */
  gtk_root_set_focus (gtk_widget_get_root (widget), widget);
  return TRUE;
}

/* Content */

static void
dress_rests (CrmTimeSheet *self)
{
  for (guint i = 0; i < MAX (self->rests->len, self->rest_buttons->len); i++)
    {
      g_autofree char *label = NULL;
      g_autofree char *name = NULL;
      const CrmEventRest *rest;

      if (i >= self->rests->len)
        {
          gtk_widget_set_visible (self->rest_buttons->pdata[i], FALSE);
          continue;
        }
      if (i >= self->rest_buttons->len)
        {
          GtkWidget *button = gtk_button_new ();

          gtk_widget_add_css_class (button, "event-rest");
          gtk_widget_set_parent (button, GTK_WIDGET (self));
          g_ptr_array_add (self->rest_buttons, button);
        }
      rest = &g_array_index (self->rests, CrmEventRest, i);
      label = g_strdup_printf ("+%u", rest->count);
      name = g_strdup_printf (ngettext ("%u more", "%u more", rest->count), rest->count);
      gtk_button_set_label (self->rest_buttons->pdata[i], label);
      gtk_widget_set_tooltip_text (self->rest_buttons->pdata[i], name);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (self->rest_buttons->pdata[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_actionable_set_action_target (
          self->rest_buttons->pdata[i], "u", get_piece (self, rest->first)->first);
      gtk_actionable_set_action_name (self->rest_buttons->pdata[i], "calendar-grid.show-day");
      gtk_widget_set_visible (self->rest_buttons->pdata[i], TRUE);
    }
}

void
crm_time_sheet_update (CrmTimeSheet *self)
{
  guint n = self->items->n_days;
  int smallest = (get_least_height (self) * 60 + self->hour_height - 1) / self->hour_height;

  g_array_unref (self->pieces);
  g_array_set_size (self->rests, 0);
  self->pieces = crm_event_pieces_make_blocks (self->items,
      n == 1   ? 6
      : n <= 3 ? 4
               : 3,
      smallest, self->rests);
  crm_event_pieces_dress (self->pieces, self->tiles, CRM_EVENT_BLOCK, self->items, FALSE, GTK_WIDGET (self));
  dress_rests (self);
  /* While other days are read the cursor may be on its way to them. */
  if (!self->items->loading &&
      (self->cursor_day < self->items->first_day || self->cursor_day >= self->items->first_day + n))
    {
      guint32 today = crm_grid_items_get_today (self->items);
      gboolean shown = today >= self->items->first_day && today < self->items->first_day + n;

      crm_time_sheet_set_cursor (self, shown ? today : self->items->first_day, self->cursor_minute);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
crm_time_sheet_tick (CrmTimeSheet *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
crm_time_sheet_set_seen (CrmTimeSheet *self, double from, double to)
{
  self->seen_from = from;
  self->seen_to = to;
  if (from < self->drawn_from || to > self->drawn_to)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
crm_time_sheet_set_hour_height (CrmTimeSheet *self, int height)
{
  height = CLAMP (height, LOWEST, HIGHEST);
  if (height == self->hour_height)
    return;
  self->hour_height = height;
  crm_time_sheet_update (self);
}

int
crm_time_sheet_get_hour_height (CrmTimeSheet *self)
{
  return self->hour_height;
}

void
crm_time_sheet_find (CrmTimeSheet *self, double x, double y, guint32 *day, double *minute)
{
  *day = self->items->first_day + crm_time_columns_find (gtk_widget_get_width (GTK_WIDGET (self)),
                                      self->items->n_days, x, is_rtl (self));
  *minute = CLAMP (y * 60 / self->hour_height, 0, 24 * 60);
}

int
crm_time_sheet_get_first_minute (CrmTimeSheet *self)
{
  int first = -1;

  for (guint i = 0; i < self->pieces->len; i++)
    if (!get_piece (self, i)->before && (first < 0 || get_piece (self, i)->from < first))
      first = get_piece (self, i)->from;
  return first;
}

CrmEventTile *
crm_time_sheet_find_tile (CrmTimeSheet *self, const CrmAgendaItem *item, guint32 day)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      CrmEventPiece *piece = get_piece (self, i);

      if (piece->tile != NULL && (day == 0 || piece->first == day) &&
          crm_agenda_item_equal (piece->item, item))
        return piece->tile;
    }
  return NULL;
}

CrmEventTile *
crm_time_sheet_find_at (CrmTimeSheet *self, guint32 day, int from, int to, const CrmAgendaItem *except)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      CrmEventPiece *piece = get_piece (self, i);

      if (piece->tile != NULL && piece->first == day && piece->slot.from < to && piece->slot.to > from &&
          (except == NULL || !crm_agenda_item_equal (piece->item, except)))
        return piece->tile;
    }
  return NULL;
}

void
crm_time_sheet_set_cursor (CrmTimeSheet *self, guint32 day, int minute)
{
  g_autofree char *time = NULL;
  g_autofree char *weekday = NULL;
  g_autofree char *text = NULL;

  self->cursor_day = day;
  self->cursor_minute = CLAMP (minute / SLOT * SLOT, 0, 24 * 60 - SLOT);
  weekday = crm_event_dup_day (day, "%A");
  time = g_strdup_printf ("%d:%02d", self->cursor_minute / 60, self->cursor_minute % 60);
  text = g_strdup_printf ("%s %s", weekday, time);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
crm_time_sheet_get_cursor (CrmTimeSheet *self, guint32 *day, int *minute)
{
  *day = self->cursor_day;
  *minute = self->cursor_minute;
}

void
crm_time_sheet_show_ghost (CrmTimeSheet *self, guint32 day, int from, int to, const CrmAgendaItem *item,
    const char *lead, const char *times)
{
  self->ghost_day = day;
  self->ghost_from = from;
  self->ghost_to = to;
  crm_event_tile_set_ghost (CRM_EVENT_TILE (self->ghost), item, lead, times);
  gtk_widget_set_visible (self->ghost, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
crm_time_sheet_hide_ghost (CrmTimeSheet *self)
{
  gtk_widget_set_visible (self->ghost, FALSE);
}

static void
crm_time_sheet_dispose (GObject *object)
{
  CrmTimeSheet *self = CRM_TIME_SHEET (object);
  GtkWidget *child;

  g_array_set_size (self->pieces, 0);
  g_array_set_size (self->rests, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (crm_time_sheet_parent_class)->dispose (object);
}

static void
crm_time_sheet_finalize (GObject *object)
{
  CrmTimeSheet *self = CRM_TIME_SHEET (object);

  g_array_unref (self->pieces);
  g_array_unref (self->rests);
  g_ptr_array_unref (self->tiles);
  g_ptr_array_unref (self->rest_buttons);
  G_OBJECT_CLASS (crm_time_sheet_parent_class)->finalize (object);
}

static void
crm_time_sheet_class_init (CrmTimeSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_time_sheet_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_time_sheet_finalize;
  widget_class->measure = crm_time_sheet_measure;
  widget_class->size_allocate = crm_time_sheet_size_allocate;
  widget_class->snapshot = crm_time_sheet_snapshot;
  widget_class->focus = crm_time_sheet_focus;
  widget_class->grab_focus = crm_time_sheet_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "timesheet");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
crm_time_sheet_init (CrmTimeSheet *self)
{
  self->hour_height = HOUR;
  self->cursor_minute = 9 * 60;
  self->tiles = g_ptr_array_new ();
  self->rest_buttons = g_ptr_array_new ();
  self->pieces = g_array_new (FALSE, TRUE, sizeof (CrmEventPiece));
  self->rests = g_array_new (FALSE, TRUE, sizeof (CrmEventRest));
  self->ghost = crm_event_tile_new (CRM_EVENT_BLOCK);
  gtk_widget_set_visible (self->ghost, FALSE);
  gtk_widget_set_parent (self->ghost, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
crm_time_sheet_new (const CrmGridItems *items)
{
  CrmTimeSheet *self = g_object_new (CRM_TYPE_TIME_SHEET, NULL);

  self->items = items;
  return GTK_WIDGET (self);
}
