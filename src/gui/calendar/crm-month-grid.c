/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-month-grid-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "base/crm-local.h"
#include "calendar/crm-event-words.h"
#include "widgets/crm-scaled.h"

/* The widget itself: owns cells and tiles, lays both out and tells what was done. Pointer and keyboard are in crm-month-grid-drag.c
 * and -keys.c. Main thread. */

#define HEAD crm_scaled (24)
#define LINE crm_scaled (20)
#define LINE_GAP 1
#define MARGIN 3

static void grid_init (CrmCalendarGridInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
    CrmMonthGrid, crm_month_grid, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (CRM_TYPE_CALENDAR_GRID, grid_init))

static guint
get_n_weeks (CrmMonthGrid *self)
{
  return CLAMP ((self->items.n_days + 6) / 7, 1, CRM_MONTH_MAX_WEEKS);
}

static gboolean
is_rtl (CrmMonthGrid *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static CrmEventPiece *
get_piece (CrmMonthGrid *self, guint index)
{
  return &g_array_index (self->pieces, CrmEventPiece, index);
}

/* Layout */

static GdkRectangle
get_area (CrmMonthGrid *self, guint32 first, guint32 last)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = MAX (gtk_widget_get_height (GTK_WIDGET (self)) - HEAD, 1);
  int weeks = (int)get_n_weeks (self);
  int week = (int)(first - self->items.first_day) / 7;
  int from = width * ((int)(first - self->items.first_day) % 7) / 7;
  int to = width * ((int)(last - self->items.first_day) % 7 + 1) / 7;
  int y = height * week / weeks;

  return (GdkRectangle){ is_rtl (self) ? width - to : from, HEAD + y, to - from,
    height * (week + 1) / weeks - y };
}

/* Lines that have room in a cell. */
static int
get_n_lines (CrmMonthGrid *self)
{
  int height = get_area (self, self->items.first_day, self->items.first_day).height;

  return CLAMP ((height - CRM_MONTH_CELL_HEAD) / (LINE + LINE_GAP), 1, CRM_MONTH_LINES);
}

/* Of very many not all were read. */
static guint
get_left_out (CrmMonthGrid *self, guint index)
{
  const CrmAgendaDay *day = crm_grid_items_get_day (&self->items, self->items.first_day + index);

  return day != NULL ? day->n_left_out : 0;
}

/* How many rows of a day are shown: one less where "+n" needs it. */
static void
find_limits (CrmMonthGrid *self, int *limits, guint *totals)
{
  int lines = get_n_lines (self);
  guint n = get_n_weeks (self) * 7;
  g_autofree int *used = g_new0 (int, n);

  memset (totals, 0, n * sizeof *totals);
  for (guint i = 0; i < self->pieces->len; i++)
    for (guint32 day = get_piece (self, i)->first; day <= get_piece (self, i)->last; day++)
      {
        guint index = day - self->items.first_day;

        totals[index]++;
        used[index] = MAX (used[index], (int)get_piece (self, i)->slot.column + 1);
      }
  for (guint i = 0; i < n; i++)
    limits[i] = used[i] > lines || get_left_out (self, i) > 0 ? lines - 1 : lines;
}

static void
place (GtkWidget *child, const GdkRectangle *area)
{
  int width, height;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  gtk_widget_size_allocate (
      child, &(GtkAllocation){ area->x, area->y, MAX (area->width, width), MAX (area->height, height) }, -1);
}

static void
place_pieces (CrmMonthGrid *self)
{
  int limits[CRM_MONTH_MAX_WEEKS * 7];
  guint left[CRM_MONTH_MAX_WEEKS * 7];
  int lines = get_n_lines (self);

  find_limits (self, limits, left);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      CrmEventPiece *piece = get_piece (self, i);
      gboolean seen = piece->tile != NULL;
      GdkRectangle area;

      for (guint32 day = piece->first; day <= piece->last; day++)
        seen = seen && (int)piece->slot.column < limits[day - self->items.first_day];
      if (piece->tile != NULL)
        gtk_widget_set_child_visible (GTK_WIDGET (piece->tile), seen);
      if (!seen)
        continue;
      for (guint32 day = piece->first; day <= piece->last; day++)
        left[day - self->items.first_day]--;
      area = get_area (self, piece->first, piece->last);
      area.x += MARGIN;
      area.width -= 2 * MARGIN;
      area.y += CRM_MONTH_CELL_HEAD + (int)piece->slot.column * (LINE + LINE_GAP);
      area.height = LINE;
      place (GTK_WIDGET (piece->tile), &area);
    }
  for (guint i = 0; i < get_n_weeks (self) * 7; i++)
    crm_month_cell_set_rest (CRM_MONTH_CELL (self->cells[i]), left[i] + get_left_out (self, i),
        CRM_MONTH_CELL_HEAD + (lines - 1) * (LINE + LINE_GAP));
}

static void
crm_month_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmMonthGrid *self = CRM_MONTH_GRID (widget);
  GdkRectangle status = { 0, height - 1, 1, 1 };

  for (guint i = 0; i < get_n_weeks (self) * 7; i++)
    {
      GdkRectangle area = get_area (self, self->items.first_day + i, self->items.first_day + i);

      place (self->cells[i], &area);
    }
  place_pieces (self);
  place (self->status, &status);
}

static void
crm_month_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
    int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmMonthGrid *self = CRM_MONTH_GRID (widget);
  int cell;

  gtk_widget_measure (self->cells[0], orientation, -1, &cell, NULL, NULL, NULL);
  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural =
      orientation == GTK_ORIENTATION_HORIZONTAL ? 7 * cell : HEAD + (int)get_n_weeks (self) * cell;
}

static void
draw_weekdays (CrmMonthGrid *self, GtkSnapshot *snapshot, const GdkRGBA *text)
{
  GdkRGBA dim = *text;

  dim.alpha *= 0.62f;
  for (guint i = 0; i < 7; i++)
    {
      GdkRectangle area = get_area (self, self->items.first_day + i, self->items.first_day + i);
      g_autofree char *name = crm_event_dup_day (self->items.first_day + i, "%a");
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), name);
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
      int width, height;

      pango_attr_list_insert (attributes, pango_attr_scale_new (0.85));
      pango_layout_set_attributes (layout, attributes);
      pango_layout_get_pixel_size (layout, &width, &height);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot,
          &GRAPHENE_POINT_INIT ((float)(is_rtl (self) ? area.x + area.width - 8 - width : area.x + 8),
              (float)(HEAD - height) / 2));
      gtk_snapshot_append_layout (snapshot, layout, &dim);
      gtk_snapshot_restore (snapshot);
    }
}

static void
crm_month_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmMonthGrid *self = CRM_MONTH_GRID (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA text, line;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  line = text;
  line.alpha *= adw_style_manager_get_high_contrast (adw_style_manager_get_default ()) ? 0.5f : 0.11f;
  draw_weekdays (self, snapshot, &text);
  for (guint i = 0; i < get_n_weeks (self) * 7; i++)
    gtk_widget_snapshot_child (widget, self->cells[i], snapshot);
  for (guint week = 0; week < get_n_weeks (self); week++)
    gtk_snapshot_append_color (snapshot, &line,
        &GRAPHENE_RECT_INIT (0,
            (float)get_area (self, self->items.first_day + week * 7, self->items.first_day).y, (float)width,
            1));
  for (guint i = 1; i < 7; i++)
    gtk_snapshot_append_color (
        snapshot, &line, &GRAPHENE_RECT_INIT ((float)(width * (int)i / 7), HEAD, 1, (float)(height - HEAD)));
  for (guint i = 0; i < self->pieces->len; i++)
    if (get_piece (self, i)->tile != NULL)
      gtk_widget_snapshot_child (widget, GTK_WIDGET (get_piece (self, i)->tile), snapshot);
}

/* Content */

static guint
get_month (guint32 day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  return g_date_get_month (&date);
}

/* The month that the middle week is of; few weeks are not told apart by months. */
static gboolean
is_other (CrmMonthGrid *self, guint32 day)
{
  return get_n_weeks (self) >= 4 &&
         get_month (day) != get_month (self->items.first_day + get_n_weeks (self) * 7 / 2);
}

static void
update_cells (CrmMonthGrid *self)
{
  self->today = crm_grid_items_get_today (&self->items);
  for (guint i = 0; i < CRM_MONTH_MAX_WEEKS * 7; i++)
    {
      guint32 day = self->items.first_day + i;
      guint count = get_left_out (self, i);
      gboolean told = FALSE;

      gtk_widget_set_visible (self->cells[i], i < get_n_weeks (self) * 7);
      if (i >= get_n_weeks (self) * 7)
        continue;
      crm_month_cell_set_day (CRM_MONTH_CELL (self->cells[i]), &self->items, day, is_other (self, day));
      for (guint piece = 0; piece < self->pieces->len; piece++)
        if (get_piece (self, piece)->first <= day && day <= get_piece (self, piece)->last)
          {
            const char *kind = get_piece (self, piece)->item->kind;

            count++;
            told = told || g_str_equal (kind, "holiday") || g_str_equal (kind, "leave");
          }
      crm_month_cell_set_told (CRM_MONTH_CELL (self->cells[i]), told);
      crm_month_cell_set_count (CRM_MONTH_CELL (self->cells[i]), count);
    }
}

/* Bars and lines have tiles of their own, in one layout. */
static void
dress (CrmMonthGrid *self, gboolean bars)
{
  g_autoptr (GArray) some = g_array_new (FALSE, TRUE, sizeof (CrmEventPiece));
  guint next = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    if ((get_piece (self, i)->from < 0) == bars)
      g_array_append_val (some, g_array_index (self->pieces, CrmEventPiece, i));
  crm_event_pieces_dress (some, bars ? self->bars : self->lines, bars ? CRM_EVENT_BAR : CRM_EVENT_LINE,
      &self->items, TRUE, GTK_WIDGET (self));
  for (guint i = 0; i < self->pieces->len; i++)
    if ((get_piece (self, i)->from < 0) == bars)
      get_piece (self, i)->tile = g_array_index (some, CrmEventPiece, next++).tile;
}

GtkWidget *
crm_month_grid_get_focus (CrmMonthGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_get_parent (focus) == GTK_WIDGET (self) ? focus : NULL;
}

/* What had the focus may be another record now: an occurrence that was moved by itself. */
static void
keep_focus (CrmMonthGrid *self, CrmEventTile *focus, CrmAgendaItem *item)
{
  CrmAgendaItem *selected = crm_grid_items_get_selected (&self->items);
  CrmEventTile *tile;

  if (gtk_widget_get_visible (GTK_WIDGET (focus)) &&
      crm_agenda_item_equal (crm_event_tile_get_item (focus), item))
    return;
  tile = crm_month_grid_find_tile (self, item);
  if (tile == NULL && selected != NULL)
    tile = crm_month_grid_find_tile (self, selected);
  if (tile != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (tile));
  else
    crm_month_grid_focus_cell (self, self->cursor);
}

void
crm_month_grid_update (CrmMonthGrid *self)
{
  GtkWidget *focus = crm_month_grid_get_focus (self);
  CrmEventTile *tile = focus != NULL && CRM_IS_EVENT_TILE (focus) ? CRM_EVENT_TILE (focus) : NULL;
  CrmAgendaItem *item = tile != NULL ? crm_event_tile_get_item (tile) : NULL;
  g_autoptr (CrmAgenda) kept = tile != NULL ? crm_event_tile_ref_agenda (tile) : NULL;

  g_array_set_size (self->pieces, 0);
  for (guint week = 0; week < get_n_weeks (self); week++)
    {
      guint n_rows;
      g_autoptr (GArray) pieces =
          crm_event_pieces_make_bars (&self->items, self->items.first_day + week * 7, 7, TRUE, &n_rows);

      for (guint i = 0; i < pieces->len; i++)
        {
          CrmEventPiece *piece = &g_array_index (pieces, CrmEventPiece, i);

          piece->slot.hidden = piece->slot.column >= CRM_MONTH_LINES;
          g_array_append_val (self->pieces, *piece);
        }
    }
  dress (self, TRUE);
  dress (self, FALSE);
  update_cells (self);
  if (!self->items.loading && (self->cursor < self->items.first_day ||
                                  self->cursor >= self->items.first_day + get_n_weeks (self) * 7))
    self->cursor = self->items.first_day;
  if (tile != NULL)
    keep_focus (self, tile, item);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
show_name (CrmMonthGrid *self)
{
  g_autofree char *name =
      /* Translators: a month with its year, standing alone. */
      crm_event_dup_day (self->items.first_day + get_n_weeks (self) * 7 / 2, C_ ("calendar", "%OB %Y"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
crm_month_grid_set_agenda (CrmCalendarGrid *grid, guint32 first_day, guint n_days, CrmAgenda *agenda)
{
  CrmMonthGrid *self = CRM_MONTH_GRID (grid);
  GtkWidget *focus;

  /* Of the same days it waits until the drag is over; to others the drag has led. */
  if (agenda != NULL && self->drag.active && first_day == self->items.first_day)
    {
      crm_agenda_ref (agenda);
      g_clear_pointer (&self->late_agenda, crm_agenda_unref);
      self->late_agenda = agenda;
      self->late_first = first_day;
      self->late_n = n_days;
      return;
    }
  crm_grid_items_set (&self->items, first_day, n_days, agenda);
  if (self->items.loading)
    gtk_widget_add_css_class (GTK_WIDGET (self), "loading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "loading");
  crm_month_grid_update (self);
  show_name (self);
  focus = crm_month_grid_get_focus (self);
  if (!self->items.loading)
    {
      g_clear_pointer (&self->late_agenda, crm_agenda_unref);
      crm_month_grid_drop_frame (self);
      crm_month_drag_follow (self);
    }
  /* A cell that had the focus stands for another day now. */
  if (!self->items.loading && focus != NULL && CRM_IS_MONTH_CELL (focus))
    crm_month_grid_focus_cell (self, self->cursor);
}

static void
show_selected (CrmMonthGrid *self)
{
  for (guint i = 0; i < self->pieces->len; i++)
    if (get_piece (self, i)->tile != NULL)
      crm_event_tile_show_selected (get_piece (self, i)->tile, &self->items);
}

static void
crm_month_grid_select (CrmCalendarGrid *grid, const char *kind, gint64 id, const char *rid)
{
  CrmMonthGrid *self = CRM_MONTH_GRID (grid);

  if (crm_grid_items_select (&self->items, kind, id, rid))
    show_selected (self);
}

static void
crm_month_grid_go_to (CrmCalendarGrid *grid, gint64 at)
{
  CrmMonthGrid *self = CRM_MONTH_GRID (grid);

  self->cursor = crm_local_day (at, crm_grid_items_get_zone (&self->items), NULL);
}

static CrmAgendaItem *
crm_month_grid_get_selected (CrmCalendarGrid *grid)
{
  return crm_grid_items_get_selected (&CRM_MONTH_GRID (grid)->items);
}

void
crm_month_grid_drop_frame (CrmMonthGrid *self)
{
  if (self->has_frame)
    crm_month_drag_show_frame (self, 1, 0);
  self->has_frame = FALSE;
}

static void
on_tick (CrmMonthGrid *self)
{
  if (crm_grid_items_get_today (&self->items) != self->today)
    update_cells (self);
}

/* What was done */

void
crm_month_grid_announce (CrmMonthGrid *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->status), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

void
crm_month_grid_select_item (CrmMonthGrid *self, CrmAgendaItem *item)
{
  gboolean changed = item != NULL ? crm_grid_items_select (&self->items, item->kind, item->id, item->rid)
                                  : crm_grid_items_select (&self->items, NULL, 0, NULL);

  if (!changed)
    return;
  show_selected (self);
  g_signal_emit_by_name (self, "selected", item);
}

void
crm_month_grid_create (CrmMonthGrid *self, guint32 first, guint32 last)
{
  GdkRectangle where = crm_month_grid_get_rectangle (self, GTK_WIDGET (crm_month_grid_get_cell (self, last)));

  self->has_frame = TRUE;
  crm_month_drag_show_frame (self, first, last);
  g_signal_emit_by_name (self, "create", crm_grid_items_get_midnight (&self->items, first),
      crm_grid_items_get_midnight (&self->items, last + 1), TRUE, &where);
}

void
crm_month_grid_change (CrmMonthGrid *self, CrmAgendaItem *item, gint64 starts_at, gint64 ends_at,
    gboolean all_day, gboolean copy)
{
  g_autoptr (CrmAgenda) agenda = crm_agenda_ref (self->items.agenda);
  g_autofree char *times =
      crm_event_dup_spoken_times (starts_at, ends_at, all_day, TRUE, crm_grid_items_get_zone (&self->items));
  const char *second;
  g_autofree char *text = g_strdup_printf ("%s: %s", crm_event_get_lead (item, &second), times);

  if (!copy)
    {
      crm_grid_items_move (&self->items, item, starts_at, ends_at, all_day);
      crm_month_grid_update (self);
    }
  /* On days it was not on it is framed until the book tells of it there. */
  if (!copy && crm_month_grid_find_tile (self, item) == NULL)
    {
      guint32 first, last;

      crm_grid_items_get_days (&self->items, starts_at, ends_at, &first, &last);
      crm_month_drag_show_frame (self, first, last);
      self->has_frame = TRUE;
    }
  crm_month_grid_announce (self, text);
  g_signal_emit_by_name (self, "change", item, starts_at, ends_at, all_day, copy);
}

/* Where */

CrmEventTile *
crm_month_grid_pick (CrmMonthGrid *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  for (; widget != NULL && widget != GTK_WIDGET (self); widget = gtk_widget_get_parent (widget))
    if (CRM_IS_EVENT_TILE (widget))
      return CRM_EVENT_TILE (widget);
  return NULL;
}

GdkRectangle
crm_month_grid_get_rectangle (CrmMonthGrid *self, GtkWidget *child)
{
  graphene_rect_t bounds;

  if (child == NULL || !gtk_widget_compute_bounds (child, GTK_WIDGET (self), &bounds))
    return (GdkRectangle){ 0, 0, 1, 1 };
  return (GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width,
    (int)bounds.size.height };
}

CrmMonthCell *
crm_month_grid_get_cell (CrmMonthGrid *self, guint32 day)
{
  if (day < self->items.first_day || day >= self->items.first_day + get_n_weeks (self) * 7)
    return NULL;
  return CRM_MONTH_CELL (self->cells[day - self->items.first_day]);
}

guint32
crm_month_grid_find_day (CrmMonthGrid *self, double x, double y)
{
  int width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), 7);
  int height = MAX (gtk_widget_get_height (GTK_WIDGET (self)) - HEAD, 1);
  int weeks = (int)get_n_weeks (self);
  int column = CLAMP ((int)((is_rtl (self) ? width - x : x) * 7 / width), 0, 6);
  int week = CLAMP ((int)((y - HEAD) * weeks / height), 0, weeks - 1);

  return self->items.first_day + (guint32)(week * 7 + column);
}

GPtrArray *
crm_month_grid_list_tiles (CrmMonthGrid *self, guint32 day)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->pieces->len; i++)
    {
      CrmEventPiece *piece = get_piece (self, i);

      if (piece->tile != NULL && gtk_widget_get_child_visible (GTK_WIDGET (piece->tile)) &&
          (day == 0 || (piece->first <= day && day <= piece->last)))
        g_ptr_array_add (list, piece->tile);
    }
  return list;
}

CrmEventTile *
crm_month_grid_find_tile (CrmMonthGrid *self, const CrmAgendaItem *item)
{
  for (guint i = 0; i < self->pieces->len; i++)
    if (get_piece (self, i)->tile != NULL && crm_agenda_item_equal (get_piece (self, i)->item, item))
      return get_piece (self, i)->tile;
  return NULL;
}

void
crm_month_grid_focus_cell (CrmMonthGrid *self, guint32 day)
{
  CrmMonthCell *cell = crm_month_grid_get_cell (self, day);

  if (cell == NULL)
    return;
  self->cursor = day;
  gtk_widget_grab_focus (GTK_WIDGET (cell));
}

/* Tab: the day of the cursor, then what is planned from there on, by time. */
static gboolean
crm_month_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  CrmMonthGrid *self = CRM_MONTH_GRID (widget);
  g_autoptr (GPtrArray) order = NULL;
  GtkWidget *focus = gtk_widget_get_focus_child (widget);
  GtkWidget *cell = GTK_WIDGET (crm_month_grid_get_cell (self, self->cursor));
  gboolean forward = direction == GTK_DIR_TAB_FORWARD;
  guint at;

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (crm_month_grid_parent_class)->focus (widget, direction);
  order = crm_month_grid_list_tiles (self, 0);
  if (focus == NULL)
    return gtk_widget_grab_focus (forward || order->len == 0 ? cell : order->pdata[order->len - 1]);
  if (CRM_IS_MONTH_CELL (focus))
    {
      if (!forward)
        return FALSE;
      for (guint i = 0; i < order->len; i++)
        if (crm_event_tile_get_day (order->pdata[i]) >= crm_month_cell_get_day (CRM_MONTH_CELL (focus)))
          return gtk_widget_grab_focus (order->pdata[i]);
      return FALSE;
    }
  if (!g_ptr_array_find (order, focus, &at) || (forward && at + 1 >= order->len))
    return FALSE;
  return gtk_widget_grab_focus (!forward && at == 0 ? cell : order->pdata[forward ? at + 1 : at - 1]);
}

static gboolean
crm_month_grid_grab_focus (GtkWidget *widget)
{
  CrmMonthGrid *self = CRM_MONTH_GRID (widget);

  crm_month_grid_focus_cell (self, self->cursor);
  return TRUE;
}

/* Making */

static void
crm_month_grid_dispose (GObject *object)
{
  CrmMonthGrid *self = CRM_MONTH_GRID (object);
  GtkWidget *child;

  g_clear_pointer (&self->late_agenda, crm_agenda_unref);
  crm_month_drag_cancel (self);
  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  g_clear_object (&self->ticker);
  g_array_set_size (self->pieces, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  crm_grid_items_clear (&self->items);
  G_OBJECT_CLASS (crm_month_grid_parent_class)->dispose (object);
}

static void
crm_month_grid_finalize (GObject *object)
{
  CrmMonthGrid *self = CRM_MONTH_GRID (object);

  g_array_unref (self->pieces);
  g_ptr_array_unref (self->bars);
  g_ptr_array_unref (self->lines);
  G_OBJECT_CLASS (crm_month_grid_parent_class)->finalize (object);
}

static void
grid_init (CrmCalendarGridInterface *iface)
{
  iface->set_agenda = crm_month_grid_set_agenda;
  iface->select = crm_month_grid_select;
  iface->go_to = crm_month_grid_go_to;
  iface->get_selected = crm_month_grid_get_selected;
  iface->press = crm_month_keys_press;
}

static void
crm_month_grid_class_init (CrmMonthGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_month_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_month_grid_finalize;
  widget_class->measure = crm_month_grid_measure;
  widget_class->size_allocate = crm_month_grid_size_allocate;
  widget_class->snapshot = crm_month_grid_snapshot;
  widget_class->focus = crm_month_grid_focus;
  widget_class->grab_focus = crm_month_grid_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "monthgrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
crm_month_grid_init (CrmMonthGrid *self)
{
  self->pieces = g_array_new (FALSE, TRUE, sizeof (CrmEventPiece));
  self->bars = g_ptr_array_new ();
  self->lines = g_ptr_array_new ();
  gtk_widget_add_css_class (GTK_WIDGET (self), "view");
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    {
      self->cells[i] = crm_month_cell_new ();
      gtk_widget_set_parent (self->cells[i], GTK_WIDGET (self));
    }
  self->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "opacity", 0.0,
      "can-target", FALSE, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_set_parent (self->status, GTK_WIDGET (self));
  self->ticker = crm_day_ticker_get ();
  g_signal_connect_swapped (self->ticker, "tick", G_CALLBACK (on_tick), self);
}

GtkWidget *
crm_month_grid_new (CrmStore *store)
{
  CrmMonthGrid *self = g_object_new (CRM_TYPE_MONTH_GRID, NULL);

  crm_grid_items_init (&self->items, store);
  self->cursor = self->items.first_day;
  crm_month_drag_install (self);
  crm_month_keys_install (self);
  crm_month_grid_update (self);
  return GTK_WIDGET (self);
}
