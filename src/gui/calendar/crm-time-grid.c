/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-time-grid-private.h"

#include <glib/gi18n-lib.h>

#include "base/crm-local.h"
#include "calendar/crm-event-words.h"

/* The widget itself: owns what is shown and the children that show it, scrolls them and tells what was done. Pointer and keyboard are in
 * crm-time-grid-drag.c, -drop.c and -keys.c. Main thread. */

#define OPEN_MINUTE (8 * 60)
#define ZOOM 8 /* px an hour grows with a turn of the wheel */

static void grid_init (CrmCalendarGridInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
    CrmTimeGrid, crm_time_grid, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (CRM_TYPE_CALENDAR_GRID, grid_init))

/* Layout */

static int
get_inset (CrmTimeGrid *self)
{
  GtkWidget *bar = gtk_scrolled_window_get_vscrollbar (GTK_SCROLLED_WINDOW (self->scrolled));
  gboolean overlay = TRUE;
  int width;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-overlay-scrolling", &overlay, NULL);
  if (overlay || bar == NULL)
    return 0;
  gtk_widget_measure (bar, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  return width;
}

static void
crm_time_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
    int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmTimeGrid *self = CRM_TIME_GRID (widget);
  int head, head_natural, sheet, sheet_natural;

  gtk_widget_measure (self->head, orientation, -1, &head, &head_natural, NULL, NULL);
  gtk_widget_measure (self->scrolled, orientation, -1, &sheet, &sheet_natural, NULL, NULL);
  *minimum_baseline = *natural_baseline = -1;
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? head + sheet : MAX (head, sheet);
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? head_natural + sheet_natural
                                                     : MAX (head_natural, sheet_natural);
}

static void
allocate (GtkWidget *child, int x, int y, int width, int height)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, MAX (width, minimum), height }, -1);
}

static void
crm_time_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmTimeGrid *self = CRM_TIME_GRID (widget);
  int head, wanted_width, wanted;

  gtk_widget_measure (self->head, GTK_ORIENTATION_VERTICAL, -1, &head, NULL, NULL, NULL);
  crm_time_head_set_inset (CRM_TIME_HEAD (self->head), get_inset (self));
  allocate (self->head, 0, 0, width, head);
  allocate (self->scrolled, 0, head, width, MAX (height - head, 0));
  gtk_widget_measure (self->empty, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &wanted_width, NULL, NULL);
  wanted_width = MIN (wanted_width, width);
  gtk_widget_measure (self->empty, GTK_ORIENTATION_VERTICAL, wanted_width, NULL, &wanted, NULL, NULL);
  allocate (self->empty, (width - wanted_width) / 2, head + MAX (0, height - head - wanted) / 2, wanted_width,
      wanted);
  gtk_widget_measure (self->status, GTK_ORIENTATION_VERTICAL, -1, &wanted, NULL, NULL, NULL);
  allocate (self->status, 0, MAX (0, height - wanted), 1, wanted);
}

/* Scrolling */

static GtkAdjustment *
get_adjustment (CrmTimeGrid *self)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
}

static int
get_y (CrmTimeGrid *self, int minute)
{
  return minute * crm_time_sheet_get_hour_height (CRM_TIME_SHEET (self->sheet)) / 60;
}

/* Also before there is any size: the place is kept when it comes. */
static void
scroll_to_y (CrmTimeGrid *self, double y)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  double page = gtk_adjustment_get_page_size (adjustment);
  double upper = MAX (get_y (self, CRM_TIME_DAY) + 6, page);

  gtk_adjustment_configure (adjustment, CLAMP (y, 0, upper - page), 0, upper,
      gtk_adjustment_get_step_increment (adjustment), gtk_adjustment_get_page_increment (adjustment), page);
}

void
crm_time_grid_show_minutes (CrmTimeGrid *self, int from, int to)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  double value = gtk_adjustment_get_value (adjustment);
  double page = gtk_adjustment_get_page_size (adjustment);

  if (page > 0 && get_y (self, to) > value + page)
    value = get_y (self, to) + 6 - page;
  if (get_y (self, from) < value)
    value = get_y (self, from) - 6;
  if (value != gtk_adjustment_get_value (adjustment))
    scroll_to_y (self, value);
}

static void
on_scrolled (CrmTimeGrid *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  double value = gtk_adjustment_get_value (adjustment);

  crm_time_sheet_set_seen (
      CRM_TIME_SHEET (self->sheet), value, value + gtk_adjustment_get_page_size (adjustment));
}

/* At eight, or an hour before the first event when that is earlier. */
static void
open_at_morning (CrmTimeGrid *self)
{
  int first = crm_time_sheet_get_first_minute (CRM_TIME_SHEET (self->sheet));
  int minute = first >= 0 ? MIN (OPEN_MINUTE, MAX (0, first - 60)) : OPEN_MINUTE;

  scroll_to_y (self, get_y (self, minute) - 8);
}

static gboolean
on_scroll (CrmTimeGrid *self, double dx, double dy, GtkEventController *controller)
{
  CrmTimeSheet *sheet = CRM_TIME_SHEET (self->sheet);
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);
  GtkAdjustment *adjustment = get_adjustment (self);
  double middle = gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) / 2;
  int before = crm_time_sheet_get_hour_height (sheet);

  if ((state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  crm_time_sheet_set_hour_height (sheet, before - (int)(dy * ZOOM));
  scroll_to_y (self, middle * crm_time_sheet_get_hour_height (sheet) / before -
                         gtk_adjustment_get_page_size (adjustment) / 2);
  return GDK_EVENT_STOP;
}

/* Content */

static void
set_loading (CrmTimeGrid *self)
{
  if (self->items.loading)
    gtk_widget_add_css_class (GTK_WIDGET (self), "loading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "loading");
}

static void
show_name (CrmTimeGrid *self)
{
  /* The week that has the Thursday. */
  guint32 middle = self->items.first_day + self->items.n_days / 2;
  g_autofree char *name = self->items.n_days > 1
                              /* Translators: the number of the week in the year. */
                              ? g_strdup_printf (_ ("Week %d"), crm_event_get_week (middle))
                              /* Translators: a day as screen readers say it. */
                              : crm_event_dup_day (self->items.first_day, C_ ("calendar", "%A %-d %B"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sheet), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
get_focus (CrmTimeGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? focus : NULL;
}

/* What had the focus may stand elsewhere now, or be another record: an occurrence that was moved by itself. */
static void
keep_focus (CrmTimeGrid *self, CrmEventTile *focus, CrmAgendaItem *item)
{
  CrmAgendaItem *selected = crm_grid_items_get_selected (&self->items);
  CrmEventTile *tile;

  if (gtk_widget_get_visible (GTK_WIDGET (focus)) &&
      crm_agenda_item_equal (crm_event_tile_get_item (focus), item))
    return;
  tile = crm_time_grid_find_tile (self, item);
  if (tile == NULL && selected != NULL)
    tile = crm_time_grid_find_tile (self, selected);
  gtk_widget_grab_focus (tile != NULL ? GTK_WIDGET (tile) : self->sheet);
}

void
crm_time_grid_update (CrmTimeGrid *self)
{
  GtkWidget *focus = get_focus (self);
  CrmEventTile *tile = focus != NULL && CRM_IS_EVENT_TILE (focus) ? CRM_EVENT_TILE (focus) : NULL;
  CrmAgendaItem *item = tile != NULL ? crm_event_tile_get_item (tile) : NULL;
  g_autoptr (CrmAgenda) kept = tile != NULL ? crm_event_tile_ref_agenda (tile) : NULL;

  self->today = crm_grid_items_get_today (&self->items);
  crm_time_head_update (CRM_TIME_HEAD (self->head));
  crm_time_sheet_update (CRM_TIME_SHEET (self->sheet));
  gtk_widget_set_visible (self->empty, self->items.agenda != NULL && !self->items.loading &&
                                           crm_agenda_get_items (self->items.agenda)->len == 0);
  if (tile != NULL)
    keep_focus (self, tile, item);
}

/* The event below the cursor, while the cursor has the focus; NULL. */
static CrmEventTile *
find_below_cursor (CrmTimeGrid *self)
{
  guint32 day;
  int minute;

  if (!gtk_widget_is_focus (self->sheet))
    return NULL;
  crm_time_sheet_get_cursor (CRM_TIME_SHEET (self->sheet), &day, &minute);
  return crm_time_sheet_find_at (CRM_TIME_SHEET (self->sheet), day, minute, minute + 1, NULL);
}

/* When the day is shown. */
static void
go_now (CrmTimeGrid *self)
{
  int second;
  CrmEventTile *below;
  guint32 day = crm_local_day (self->go_at, crm_grid_items_get_zone (&self->items), &second);

  if (day < self->items.first_day || day >= self->items.first_day + self->items.n_days)
    return;
  self->go_at = 0;
  crm_time_sheet_set_cursor (CRM_TIME_SHEET (self->sheet), day, second / 60);
  crm_time_grid_show_minutes (self, MAX (0, second / 60 - 60), MIN (second / 60 + 60, CRM_TIME_DAY));
  self->opened = TRUE;
  /* What was moved here and has the selection goes on being moved. */
  below = find_below_cursor (self);
  if (below != NULL && crm_event_tile_get_item (below) == crm_grid_items_get_selected (&self->items))
    gtk_widget_grab_focus (GTK_WIDGET (below));
}

static void
crm_time_grid_set_agenda (CrmCalendarGrid *grid, guint32 first_day, guint n_days, CrmAgenda *agenda)
{
  CrmTimeGrid *self = CRM_TIME_GRID (grid);
  CrmEventTile *below = find_below_cursor (self);
  gboolean was_free = below == NULL;

  /* Of the same days it waits until the drag is over; to others the drag has led. */
  if (agenda != NULL && crm_time_drag_is_active (self) && first_day == self->items.first_day)
    {
      crm_agenda_ref (agenda);
      g_clear_pointer (&self->late_agenda, crm_agenda_unref);
      self->late_agenda = agenda;
      self->late_first = first_day;
      self->late_n = n_days;
      return;
    }
  crm_grid_items_set (&self->items, first_day, MIN (n_days, 7), agenda);
  set_loading (self);
  crm_time_grid_update (self);
  show_name (self);
  if (agenda == NULL)
    return;
  g_clear_pointer (&self->late_agenda, crm_agenda_unref);
  crm_time_grid_drop_frame (self);
  crm_time_drag_follow (self);
  crm_time_drop_follow (self);
  if (self->go_at != 0)
    go_now (self);
  if (!self->opened)
    open_at_morning (self);
  self->opened = TRUE;
  /* The cursor goes over to what was planned where it stood. */
  below = was_free ? find_below_cursor (self) : NULL;
  if (below != NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (below));
      crm_time_grid_select_item (self, crm_event_tile_get_item (below));
    }
}

static void
show_selected (CrmTimeGrid *self)
{
  g_autoptr (GPtrArray) bars = crm_time_head_list_tiles (CRM_TIME_HEAD (self->head));
  g_autoptr (GPtrArray) blocks = crm_time_sheet_list_tiles (CRM_TIME_SHEET (self->sheet));

  for (guint i = 0; i < bars->len; i++)
    crm_event_tile_show_selected (bars->pdata[i], &self->items);
  for (guint i = 0; i < blocks->len; i++)
    crm_event_tile_show_selected (blocks->pdata[i], &self->items);
}

static void
crm_time_grid_select (CrmCalendarGrid *grid, const char *kind, gint64 id, const char *rid)
{
  CrmTimeGrid *self = CRM_TIME_GRID (grid);

  if (crm_grid_items_select (&self->items, kind, id, rid))
    show_selected (self);
}

static void
crm_time_grid_go_to (CrmCalendarGrid *grid, gint64 at)
{
  CrmTimeGrid *self = CRM_TIME_GRID (grid);

  /* The agenda of that day may come later. */
  self->go_at = at;
  if (self->items.agenda != NULL)
    go_now (self);
}

static CrmAgendaItem *
crm_time_grid_get_selected (CrmCalendarGrid *grid)
{
  return crm_grid_items_get_selected (&CRM_TIME_GRID (grid)->items);
}

void
crm_time_grid_drop_frame (CrmTimeGrid *self)
{
  if (self->has_frame)
    crm_time_drag_hide_frame (self);
  self->has_frame = FALSE;
}

static void
on_tick (CrmTimeGrid *self)
{
  if (crm_grid_items_get_today (&self->items) != self->today)
    {
      self->today = crm_grid_items_get_today (&self->items);
      crm_time_head_update_days (CRM_TIME_HEAD (self->head));
    }
  crm_time_sheet_tick (CRM_TIME_SHEET (self->sheet));
}

static gboolean
is_shown (CrmTimeGrid *self, gint64 starts_at, gint64 ends_at)
{
  guint32 first, last;

  crm_grid_items_get_days (&self->items, starts_at, ends_at, &first, &last);
  return last >= self->items.first_day && first < self->items.first_day + self->items.n_days;
}

/* What was done */

void
crm_time_grid_announce (CrmTimeGrid *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->status), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

void
crm_time_grid_select_item (CrmTimeGrid *self, CrmAgendaItem *item)
{
  gboolean changed = item != NULL ? crm_grid_items_select (&self->items, item->kind, item->id, item->rid)
                                  : crm_grid_items_select (&self->items, NULL, 0, NULL);

  if (!changed)
    return;
  show_selected (self);
  g_signal_emit_by_name (self, "selected", item);
}

void
crm_time_grid_create (
    CrmTimeGrid *self, gint64 starts_at, gint64 ends_at, gboolean all_day, const GdkRectangle *where)
{
  self->has_frame = TRUE;
  crm_time_drag_show_frame (self, starts_at, ends_at, all_day);
  g_signal_emit_by_name (self, "create", starts_at, ends_at, all_day, where);
}

void
crm_time_grid_change (
    CrmTimeGrid *self, CrmAgendaItem *item, gint64 starts_at, gint64 ends_at, gboolean all_day, gboolean copy)
{
  g_autoptr (CrmAgenda) agenda = crm_agenda_ref (self->items.agenda);
  g_autofree char *times =
      crm_event_dup_spoken_times (starts_at, ends_at, all_day, FALSE, crm_grid_items_get_zone (&self->items));
  const char *second;
  g_autofree char *text = g_strdup_printf ("%s: %s", crm_event_get_lead (item, &second), times);

  if (!copy)
    {
      crm_grid_items_move (&self->items, item, starts_at, ends_at, all_day);
      crm_time_grid_update (self);
    }
  /* On days it was not on it is framed until the book tells of it there. */
  if (!copy && crm_time_grid_find_tile (self, item) == NULL && is_shown (self, starts_at, ends_at))
    {
      crm_time_drag_show_frame (self, starts_at, ends_at, all_day);
      self->has_frame = TRUE;
    }
  crm_time_grid_announce (self, text);
  g_signal_emit_by_name (self, "change", item, starts_at, ends_at, all_day, copy);
}

/* Where */

CrmEventTile *
crm_time_grid_pick (CrmTimeGrid *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  for (; widget != NULL && widget != GTK_WIDGET (self); widget = gtk_widget_get_parent (widget))
    if (CRM_IS_EVENT_TILE (widget))
      return CRM_EVENT_TILE (widget);
  return NULL;
}

GdkRectangle
crm_time_grid_get_rectangle (CrmTimeGrid *self, GtkWidget *child)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (child, GTK_WIDGET (self), &bounds))
    return (GdkRectangle){ 0, 0, 1, 1 };
  return (GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width,
    (int)bounds.size.height };
}

CrmEventTile *
crm_time_grid_find_tile (CrmTimeGrid *self, const CrmAgendaItem *item)
{
  CrmEventTile *tile = crm_time_head_find_tile (CRM_TIME_HEAD (self->head), item);

  return tile != NULL ? tile : crm_time_sheet_find_tile (CRM_TIME_SHEET (self->sheet), item, 0);
}

gint64
crm_time_grid_get_instant (CrmTimeGrid *self, guint32 day, int minute)
{
  GTimeZone *zone = crm_grid_items_get_zone (&self->items);

  return minute >= CRM_TIME_DAY ? crm_local_instant (day + 1, (minute - CRM_TIME_DAY) * 60, zone)
                                : crm_local_instant (day, minute * 60, zone);
}

static void
show_day_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit_by_name (widget, "show-day", g_variant_get_uint32 (parameter));
}

/* Making */

static void
crm_time_grid_dispose (GObject *object)
{
  CrmTimeGrid *self = CRM_TIME_GRID (object);
  GtkWidget *child;

  g_clear_pointer (&self->late_agenda, crm_agenda_unref);
  crm_time_drag_cancel (self);
  crm_grid_turn_stop (&self->turn);
  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  g_clear_object (&self->ticker);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  crm_grid_items_clear (&self->items);
  G_OBJECT_CLASS (crm_time_grid_parent_class)->dispose (object);
}

static void
grid_init (CrmCalendarGridInterface *iface)
{
  iface->set_agenda = crm_time_grid_set_agenda;
  iface->select = crm_time_grid_select;
  iface->go_to = crm_time_grid_go_to;
  iface->get_selected = crm_time_grid_get_selected;
  iface->press = crm_time_keys_press;
}

static gboolean
crm_time_grid_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CRM_TIME_GRID (widget)->sheet);
}

static void
crm_time_grid_class_init (CrmTimeGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_time_grid_dispose;
  widget_class->measure = crm_time_grid_measure;
  widget_class->size_allocate = crm_time_grid_size_allocate;
  widget_class->grab_focus = crm_time_grid_grab_focus;
  gtk_widget_class_install_action (widget_class, "calendar-grid.show-day", "u", show_day_action);
  gtk_widget_class_set_css_name (widget_class, "timegrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
crm_time_grid_init (CrmTimeGrid *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkWidget *viewport;

  gtk_widget_add_css_class (GTK_WIDGET (self), "view");
  self->head = crm_time_head_new (&self->items);
  self->sheet = crm_time_sheet_new (&self->items);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  /* The sheet has the focus as a whole: what of it is to be seen is known here. */
  viewport = gtk_viewport_new (NULL, NULL);
  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), self->sheet);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), viewport);
  g_signal_connect_object (
      get_adjustment (self), "value-changed", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      get_adjustment (self), "changed", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  self->empty = gtk_label_new (_ ("Nothing planned. Drag to add."));
  gtk_widget_add_css_class (self->empty, "empty-days");
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->empty), GTK_JUSTIFY_CENTER);
  gtk_widget_set_can_target (self->empty, FALSE);
  gtk_widget_set_visible (self->empty, FALSE);
  self->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "opacity", 0.0,
      "can-target", FALSE, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_set_parent (self->head, GTK_WIDGET (self));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  gtk_widget_set_parent (self->empty, GTK_WIDGET (self));
  gtk_widget_set_parent (self->status, GTK_WIDGET (self));
  self->ticker = crm_day_ticker_get ();
  g_signal_connect_swapped (self->ticker, "tick", G_CALLBACK (on_tick), self);
  /* Before the scrolled window, which would scroll. */
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

GtkWidget *
crm_time_grid_new (CrmStore *store)
{
  CrmTimeGrid *self = g_object_new (CRM_TYPE_TIME_GRID, NULL);

  crm_grid_items_init (&self->items, store);
  crm_time_drag_install (self);
  crm_time_drop_install (self);
  crm_time_keys_install (self);
  crm_time_grid_update (self);
  return GTK_WIDGET (self);
}
