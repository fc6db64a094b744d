/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "crm-window.h"
#include "deal/crm-board-view-private.h"
#include "deal/crm-deal-words.h"

/* Dragging cards with the pointer. One drag source and one drop target on the whole board: cards and lanes may come and go under a
 * drag. While it runs the board shows no commits. Main thread. */

#define RIM 24       /* px from an edge where the board scrolls */
#define SPEED 14     /* px a frame at the very edge */
#define RIM_PAGE 600 /* ms at the edge of a narrow window until the next lane comes */
#define LOOSE 8      /* px */
#define RIM_LANE 250 /* ms at the edge of a lane until it scrolls: the way to the zones leads over it */

/* Several deals on their way: what is dragged is its own type, so that nothing else can be dropped here. */
typedef GArray CrmDealIds;
#define CRM_TYPE_DEAL_IDS (crm_deal_ids_get_type ())
GType crm_deal_ids_get_type (void);
G_DEFINE_BOXED_TYPE (CrmDealIds, crm_deal_ids, g_array_ref, g_array_unref)

static const struct
{
  const char *label;
  const char *icon;
  const char *style;
} zone_looks[CRM_BOARD_N_ZONES] = {
  [CRM_BOARD_ZONE_WON] = { NC_ ("drop zone", "Won"), "crm-won-symbolic", "ok" },
  [CRM_BOARD_ZONE_LOST] = { NC_ ("drop zone", "Lost…"), "crm-lost-symbolic", "late" },
  [CRM_BOARD_ZONE_POSTPONE] = { NC_ ("drop zone", "Postpone…"), "alarm-symbolic", "today" },
  [CRM_BOARD_ZONE_DELETE] = { NC_ ("drop zone", "Delete"), "user-trash-symbolic", "task" },
};

GtkWidget *
crm_board_drag_make_zones (CrmBoardView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_widget_add_css_class (box, "drop-zones");
  for (guint i = 0; i < CRM_BOARD_N_ZONES; i++)
    {
      GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
      GtkWidget *label = gtk_label_new (g_dpgettext2 (GETTEXT_PACKAGE, "drop zone", zone_looks[i].label));

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_halign (inner, GTK_ALIGN_CENTER);
      gtk_widget_set_hexpand (inner, TRUE);
      gtk_box_append (GTK_BOX (inner), gtk_image_new_from_icon_name (zone_looks[i].icon));
      gtk_box_append (GTK_BOX (inner), label);
      self->zone[i] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_box_append (GTK_BOX (self->zone[i]), inner);
      gtk_widget_add_css_class (self->zone[i], "drop-zone");
      gtk_widget_add_css_class (self->zone[i], zone_looks[i].style);
      gtk_box_append (GTK_BOX (box), self->zone[i]);
    }
  self->zones = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->zones), GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_child (GTK_REVEALER (self->zones), box);
  return self->zones;
}

static gboolean
contains (CrmBoardView *self, GtkWidget *widget, double x, double y)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (widget) && gtk_widget_compute_bounds (widget, GTK_WIDGET (self), &bounds) &&
         graphene_rect_contains_point (&bounds, &GRAPHENE_POINT_INIT ((float)x, (float)y));
}

/* The lane at a place, or the one beside it: between lanes and at the edges of the board there is none. */
static CrmLaneView *
find_lane_at (CrmBoardView *self, double x, double y)
{
  static const int reach[] = { 0, -RIM, RIM };

  if (!contains (self, self->stack, x, y))
    return NULL;
  for (guint r = 0; r < G_N_ELEMENTS (reach); r++)
    for (guint i = 0; i < self->lanes->len; i++)
      if (contains (self, self->lanes->pdata[i], x + reach[r], y))
        return self->lanes->pdata[i];
  return NULL;
}

static int
find_zone_at (CrmBoardView *self, double x, double y)
{
  for (int i = 0; i < CRM_BOARD_N_ZONES; i++)
    if (contains (self, self->zone[i], x, y))
      return i;
  return -1;
}

/* What each lane would come to if the cards were dropped here. */
static void
preview (CrmBoardView *self)
{
  gboolean leaves = self->drag.zone >= 0 && self->drag.zone != CRM_BOARD_ZONE_POSTPONE;
  g_autoptr (CrmSums) in = crm_sums_new ();
  g_autoptr (CrmSums) in_weight = crm_sums_new ();
  int entering = 0;

  for (guint i = 0; i < self->lanes->len; i++)
    {
      CrmLaneView *lane = self->lanes->pdata[i];
      g_autoptr (CrmSums) out = crm_sums_new ();
      g_autoptr (CrmSums) out_weight = crm_sums_new ();
      int leaving = 0;

      for (guint d = 0; self->drag.active && d < self->drag.ids->len; d++)
        {
          CrmDealTile *tile = crm_lane_view_find (lane, g_array_index (self->drag.ids, gint64, d));
          CrmRow *row = tile != NULL ? crm_deal_tile_get_row (tile) : NULL;

          if (row == NULL || lane == self->drag.over || (self->drag.over == NULL && !leaves))
            continue;
          leaving--;
          crm_deal_add_amount (row, -1, crm_lane_view_get_lane (lane)->probability, out, out_weight);
          if (self->drag.over == NULL)
            continue;
          entering++;
          crm_deal_add_amount (row, 1, crm_lane_view_get_lane (self->drag.over)->probability, in, in_weight);
        }
      if (lane != self->drag.over)
        crm_lane_view_preview (lane, out, out_weight, leaving);
    }
  if (self->drag.over != NULL)
    crm_lane_view_preview (self->drag.over, in, in_weight, entering);
}

/* Where the cards will stand in a lane: under the pointer when they are sorted by hand, else where their order puts them. */
static guint
find_place (CrmBoardView *self, CrmLaneView *lane)
{
  gint64 first = g_array_index (self->drag.ids, gint64, 0);
  double x, y;

  if (crm_board_view_is_by_hand (self))
    {
      gtk_widget_translate_coordinates (
          GTK_WIDGET (self), GTK_WIDGET (lane), self->drag.x, self->drag.y, &x, &y);
      return crm_lane_view_find_place (lane, y);
    }
  if (crm_lane_view_find (lane, first) != NULL)
    return G_MAXUINT;
  return crm_board_find_sorted (self, lane, first);
}

static void
set_over (CrmBoardView *self, CrmLaneView *lane, int zone)
{
  guint index = lane != NULL ? find_place (self, lane) : G_MAXUINT;
  gboolean moved = lane != self->drag.over || zone != self->drag.zone;

  if (lane != self->drag.over && self->drag.over != NULL)
    {
      crm_lane_view_set_target (self->drag.over, FALSE);
      crm_lane_view_show_place (self->drag.over, G_MAXUINT, 0);
    }
  if (zone != self->drag.zone && self->drag.zone >= 0)
    gtk_widget_remove_css_class (self->zone[self->drag.zone], "target");
  if (lane != NULL && (moved || index != self->drag.index))
    {
      crm_lane_view_set_target (lane, TRUE);
      crm_lane_view_show_place (lane, index, self->drag.height);
    }
  if (zone >= 0)
    gtk_widget_add_css_class (self->zone[zone], "target");
  self->drag.over = lane;
  self->drag.zone = zone;
  self->drag.index = index;
  if (moved)
    preview (self);
}

static void
follow_pointer (CrmBoardView *self)
{
  int zone = find_zone_at (self, self->drag.x, self->drag.y);

  set_over (self, zone < 0 ? find_lane_at (self, self->drag.x, self->drag.y) : NULL, zone);
}

/* How fast to scroll at a place between two edges: negative near the first, 0 in the middle. */
static double
get_speed (double at, double from, double to)
{
  if (at < from + RIM)
    return -SPEED * CLAMP ((from + RIM - at) / RIM, 0.2, 1);
  if (at > to - RIM)
    return SPEED * CLAMP ((at - to + RIM) / RIM, 0.2, 1);
  return 0;
}

static void
turn_page (CrmBoardView *self, double speed)
{
  double position = adw_carousel_get_position (ADW_CAROUSEL (self->carousel));
  CrmLaneView *lane;

  if (speed == 0)
    {
      self->drag.rim_since = 0;
      return;
    }
  if (self->drag.rim_since == 0)
    self->drag.rim_since = g_get_monotonic_time ();
  if (g_get_monotonic_time () - self->drag.rim_since < RIM_PAGE * 1000)
    return;
  self->drag.rim_since = 0;
  if (position + (speed < 0 ? -1 : 1) < -0.5)
    return;
  lane = crm_board_view_get_lane (self, (guint)(position + 0.5 + (speed < 0 ? -1 : 1)));
  if (lane != NULL)
    adw_carousel_scroll_to (ADW_CAROUSEL (self->carousel), GTK_WIDGET (lane), TRUE);
}

/* from, to: the edges of the lanes. A hand that rests is never quite still: what counts as the edge is a little wider once it is there. */
static void
scroll_lane (CrmBoardView *self, double from, double to)
{
  gint64 now = g_get_monotonic_time ();
  double y = self->drag.y;

  if (self->drag.over == NULL || crm_lane_view_get_folded (self->drag.over) ||
      (y > from + RIM + LOOSE && y < to - RIM - LOOSE))
    self->drag.edge_since = 0;
  else if (self->drag.edge_since == 0)
    self->drag.edge_since = now;
  else if (now - self->drag.edge_since >= RIM_LANE * 1000)
    crm_lane_view_scroll_by (self->drag.over, get_speed (y, from, to));
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CrmBoardView *self = CRM_BOARD_VIEW (widget);
  graphene_rect_t bounds;
  double speed;

  if (!gtk_widget_compute_bounds (self->stack, widget, &bounds) || self->drag.x < 0)
    return G_SOURCE_CONTINUE;
  speed = get_speed (self->drag.x, bounds.origin.x, bounds.origin.x + bounds.size.width);
  if (self->narrow)
    turn_page (self, speed);
  else if (speed != 0)
    {
      GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
      double before = gtk_adjustment_get_value (adjustment);

      gtk_adjustment_set_value (adjustment, before + speed);
      if (gtk_adjustment_get_value (adjustment) != before)
        follow_pointer (self);
    }
  /* Below their heads: that is where most drags begin. */
  scroll_lane (self, bounds.origin.y + RIM, bounds.origin.y + bounds.size.height);
  return G_SOURCE_CONTINUE;
}

static GdkContentProvider *
on_prepare (CrmBoardView *self, double x, double y, GtkDragSource *source)
{
  CrmDealTile *tile = crm_board_view_pick (self, x, y, NULL);

  if (tile == NULL || crm_deal_tile_get_row (tile) == NULL || self->drag.active)
    return NULL;
  g_clear_pointer (&self->drag.ids, g_array_unref);
  self->drag.ids = crm_board_view_dup_targets (self, crm_deal_tile_get_id (tile));
  self->drag.height = gtk_widget_get_height (GTK_WIDGET (tile));
  crm_board_view_set_cursor (self, tile, FALSE);
  g_object_set_data (G_OBJECT (source), "crm-tile", tile);
  return gdk_content_provider_new_typed (CRM_TYPE_DEAL_IDS, self->drag.ids);
}

static GtkWidget *
make_icon (CrmBoardView *self, CrmDealTile *tile)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *clamp = adw_clamp_new ();
  int width = gtk_widget_get_width (GTK_WIDGET (tile));
  GtkWidget *copy = crm_deal_tile_new (crm_deal_tile_get_record (tile), self->look);

  gtk_widget_add_css_class (copy, "drag-icon");
  gtk_widget_set_size_request (copy, width, -1);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), width);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), width);
  adw_clamp_set_child (ADW_CLAMP (clamp), copy);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), clamp);
  if (self->drag.ids->len > 1)
    {
      g_autofree char *number = g_strdup_printf ("%u", self->drag.ids->len);
      GtkWidget *badge = gtk_label_new (number);

      gtk_widget_add_css_class (badge, "badge");
      gtk_widget_add_css_class (badge, "drag-count");
      gtk_widget_set_halign (badge, GTK_ALIGN_END);
      gtk_widget_set_valign (badge, GTK_ALIGN_END);
      gtk_overlay_add_overlay (GTK_OVERLAY (overlay), badge);
    }
  return overlay;
}

/* The toast of the step before would lie over the zones and take the drop from them. */
static void
make_room (CrmBoardView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (CRM_IS_WINDOW (root))
    crm_undo_toast_hide (crm_window_get_undo (CRM_WINDOW (root)));
}

static void
on_begin (CrmBoardView *self, GdkDrag *drag, GtkDragSource *source)
{
  CrmDealTile *tile = g_object_get_data (G_OBJECT (source), "crm-tile");

  self->drag.active = TRUE;
  self->drag.over = NULL;
  self->drag.zone = -1;
  self->drag.index = G_MAXUINT;
  self->drag.x = self->drag.y = -1;
  self->drag.rim_since = self->drag.edge_since = 0;
  crm_board_view_hold (self);
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), make_icon (self, tile));
  gdk_drag_set_hotspot (drag, gtk_widget_get_width (GTK_WIDGET (tile)) / 3, 24);
  for (guint i = 0; i < self->drag.ids->len; i++)
    {
      CrmDealTile *left = crm_board_view_find_tile (self, g_array_index (self->drag.ids, gint64, i), NULL);

      if (left != NULL)
        crm_deal_tile_set_left (left, TRUE);
    }
  make_room (self);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->zones), TRUE);
  self->drag.tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

void
crm_board_drag_stop (CrmBoardView *self)
{
  if (!self->drag.active)
    return;
  set_over (self, NULL, -1);
  self->drag.active = FALSE;
  if (self->drag.tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->drag.tick);
  self->drag.tick = 0;
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->zones), FALSE);
  for (guint i = 0; i < self->drag.ids->len; i++)
    {
      CrmDealTile *left = crm_board_view_find_tile (self, g_array_index (self->drag.ids, gint64, i), NULL);

      if (left != NULL)
        crm_deal_tile_set_left (left, FALSE);
    }
  crm_board_view_release (self);
}

static void
on_end (CrmBoardView *self)
{
  crm_board_drag_stop (self);
}

static GdkDragAction
on_motion (CrmBoardView *self, double x, double y)
{
  if (!self->drag.active)
    return 0;
  self->drag.x = x;
  self->drag.y = y;
  follow_pointer (self);
  /* Also beside the lanes: a pointer that rests at an edge is told nothing more, and the lanes come to it. */
  return GDK_ACTION_MOVE;
}

static void
on_leave (CrmBoardView *self)
{
  if (!self->drag.active)
    return;
  self->drag.x = self->drag.y = -1;
  set_over (self, NULL, -1);
}

static gboolean
on_drop (CrmBoardView *self, const GValue *value, double x, double y)
{
  g_autoptr (GArray) ids = g_value_dup_boxed (value);
  GdkRectangle at = { (int)x, (int)y, 1, 1 };
  CrmLaneView *lane;
  guint index;
  int zone;

  if (!self->drag.active || ids == NULL)
    return FALSE;
  self->drag.x = x;
  self->drag.y = y;
  follow_pointer (self);
  lane = self->drag.over;
  zone = self->drag.zone;
  index = self->drag.index;
  crm_board_drag_stop (self);
  if (zone == CRM_BOARD_ZONE_WON)
    crm_board_win (self, ids);
  else if (zone == CRM_BOARD_ZONE_LOST)
    crm_board_lose (self, ids, &at);
  else if (zone == CRM_BOARD_ZONE_POSTPONE)
    crm_board_postpone (self, ids, &at);
  else if (zone == CRM_BOARD_ZONE_DELETE)
    crm_board_delete (self, ids);
  else if (lane != NULL)
    crm_board_move (self, ids, lane, index);
  return zone >= 0 || lane != NULL;
}

void
crm_board_drag_install (CrmBoardView *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (CRM_TYPE_DEAL_IDS, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (on_prepare), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (on_begin), self);
  /* The drag keeps its source, which may so outlive the board. */
  g_signal_connect_object (source, "drag-end", G_CALLBACK (on_end), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect_swapped (target, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (target, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
