/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-lane-view.h"

#include <glib/gi18n-lib.h>

#include "deal/crm-deal-quick-add.h"
#include "deal/crm-lane-head.h"
#include "deal/crm-turned-label.h"

/* Owns the cards of one lane. The first ones are made at once, the others a few at a time when there is nothing else to do. Main
 * thread. */

#define FIRST_TILES 6
#define TURN_TILES 4

struct _CrmLaneView
{
  GtkBox parent_instance;

  CrmDealLook *look;  /* owned */
  CrmBoardData *data; /* owned, nullable */
  const CrmLane *lane;
  CrmBoardGroup group;
  char *key; /* owned */
  GtkWidget *head;
  GtkWidget *scrolled;
  GtkWidget *column; /* form, cards, place, form, more, empty, foot */
  GtkWidget *cards;
  GtkWidget *place;
  GtkWidget *more;
  GtkWidget *empty;
  GtkWidget *foot;
  GtkWidget *form;  /* nullable */
  GtkWidget *strip; /* instead of all that while folded */
  GtkWidget *strip_name;
  GtkWidget *strip_count;
  guint fill_id;
  guint follow_id;
  gboolean filtered; /* other deals may be hidden */
  gboolean folded;
  gboolean previewed; /* its head shows other figures than the lane's */
};

G_DEFINE_FINAL_TYPE (CrmLaneView, crm_lane_view, GTK_TYPE_BOX)

enum
{
  FILLED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* The next card at or after a child of the box: the place of a drop stands between cards. */
static CrmDealTile *
next_tile (GtkWidget *child)
{
  while (child != NULL && !CRM_IS_DEAL_TILE (child))
    child = gtk_widget_get_next_sibling (child);
  return (CrmDealTile *)child;
}

static CrmDealTile *
first_tile (CrmLaneView *self)
{
  return next_tile (gtk_widget_get_first_child (self->cards));
}

static CrmDealTile *
tile_after (CrmDealTile *tile)
{
  return next_tile (gtk_widget_get_next_sibling (GTK_WIDGET (tile)));
}

guint
crm_lane_view_get_n_tiles (CrmLaneView *self)
{
  guint n = 0;

  for (CrmDealTile *tile = first_tile (self); tile != NULL; tile = tile_after (tile))
    n++;
  return n;
}

CrmDealTile *
crm_lane_view_get_tile (CrmLaneView *self, guint index)
{
  CrmDealTile *tile = first_tile (self);

  for (; tile != NULL && index > 0; index--)
    tile = tile_after (tile);
  return tile;
}

CrmDealTile *
crm_lane_view_find (CrmLaneView *self, gint64 id)
{
  for (CrmDealTile *tile = first_tile (self); tile != NULL; tile = tile_after (tile))
    if (crm_deal_tile_get_id (tile) == id)
      return tile;
  return NULL;
}

guint
crm_lane_view_get_index (CrmLaneView *self, CrmDealTile *wanted)
{
  guint index = 0;

  for (CrmDealTile *tile = first_tile (self); tile != NULL && tile != wanted; tile = tile_after (tile))
    index++;
  return index;
}

CrmDealTile *
crm_lane_view_steal (CrmLaneView *self, gint64 id)
{
  CrmDealTile *tile = crm_lane_view_find (self, id);

  if (tile == NULL)
    return NULL;
  g_object_ref (tile);
  gtk_box_remove (GTK_BOX (self->cards), GTK_WIDGET (tile));
  return tile;
}

void
crm_lane_view_insert (CrmLaneView *self, CrmDealTile *tile, guint index)
{
  CrmDealTile *before = index > 0 ? crm_lane_view_get_tile (self, index - 1) : NULL;

  if (index == 0)
    gtk_box_prepend (GTK_BOX (self->cards), GTK_WIDGET (tile));
  else if (before != NULL)
    gtk_box_insert_child_after (GTK_BOX (self->cards), GTK_WIDGET (tile), GTK_WIDGET (before));
  else
    gtk_box_append (GTK_BOX (self->cards), GTK_WIDGET (tile));
  gtk_widget_set_visible (self->empty, FALSE);
}

static void
show_foot (CrmLaneView *self)
{
  guint built = crm_lane_view_get_n_tiles (self);
  guint64 rest = self->lane->count > self->lane->ids->len ? self->lane->count - self->lane->ids->len : 0;

  gtk_widget_set_visible (self->more, rest > 0 && built >= self->lane->ids->len);
  if (rest > 0)
    {
      g_autofree char *next = g_strdup_printf ("%u", (guint)MIN (rest, 50));
      g_autofree char *all = g_strdup_printf ("%'" G_GUINT64_FORMAT, self->lane->count);
      /* Translators: "Show 50 more (of 2,340)". */
      g_autofree char *text = g_strdup_printf (_ ("Show %s more (of %s)"), next, all);

      gtk_button_set_label (GTK_BUTTON (self->more), text);
    }
  gtk_widget_set_visible (self->empty, self->lane->ids->len == 0 && !crm_lane_view_is_adding (self));
  gtk_label_set_text (
      GTK_LABEL (self->empty), self->filtered ? _ ("Nothing here fits the filter") : _ ("Drop a deal here"));
}

static CrmDealTile *
make_tile (CrmLaneView *self, gint64 id)
{
  g_autoptr (CrmRecord) record = crm_store_get_record (crm_deal_look_get_store (self->look), "deal", id);

  return CRM_DEAL_TILE (crm_deal_tile_new (record, self->look));
}

/* Makes the cards what the lane says, up to limit of them; TRUE when all are there. */
static gboolean
fill (CrmLaneView *self, guint limit)
{
  GtkWidget *last = NULL;
  guint wanted = MIN (limit, self->lane->ids->len);
  CrmDealTile *surplus;

  for (guint i = 0; i < wanted; i++)
    {
      gint64 id = g_array_index (self->lane->ids, gint64, i);
      CrmDealTile *here = last != NULL ? tile_after (CRM_DEAL_TILE (last)) : first_tile (self);

      if (here == NULL || crm_deal_tile_get_id (here) != id)
        {
          CrmDealTile *tile = crm_lane_view_find (self, id);

          if (tile == NULL)
            {
              tile = make_tile (self, id);
              gtk_box_insert_child_after (GTK_BOX (self->cards), GTK_WIDGET (tile), last);
            }
          else
            gtk_box_reorder_child_after (GTK_BOX (self->cards), GTK_WIDGET (tile), last);
          here = tile;
        }
      last = GTK_WIDGET (here);
    }
  while ((surplus = last != NULL ? tile_after (CRM_DEAL_TILE (last)) : first_tile (self)) != NULL)
    gtk_box_remove (GTK_BOX (self->cards), GTK_WIDGET (surplus));
  return wanted == self->lane->ids->len;
}

static gboolean
on_fill (gpointer data)
{
  CrmLaneView *self = data;

  if (!fill (self, crm_lane_view_get_n_tiles (self) + TURN_TILES))
    return G_SOURCE_CONTINUE;
  self->fill_id = 0;
  show_foot (self);
  g_signal_emit (self, signals[FILLED], 0);
  return G_SOURCE_REMOVE;
}

static void
update_name (CrmLaneView *self)
{
  g_autofree char *sums = crm_sums_display (
      self->lane->sums, crm_store_get_setting (crm_deal_look_get_store (self->look), "currency"), TRUE);
  g_autofree char *number = g_strdup_printf ("%'" G_GUINT64_FORMAT, self->lane->count);
  g_autofree char *deals = g_strdup_printf (ngettext ("%s deal", "%s deals", self->lane->count), number);
  g_autofree char *name = g_strdup_printf (
      "%s, %s%s%s", self->lane->title, deals, sums != NULL ? ", " : "", sums != NULL ? sums : "");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cards), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
crm_lane_view_set_lane (
    CrmLaneView *self, CrmBoardData *data, const CrmLane *lane, const CrmBoardQuery *query, guint n_lines)
{
  g_autofree char *count = g_strdup_printf ("%'" G_GUINT64_FORMAT, lane->count);
  g_autofree char *unfold = g_strdup_printf (_ ("Unfold %s"), lane->title);
  guint built;

  g_return_if_fail (CRM_IS_LANE_VIEW (self));
  crm_board_data_ref (data);
  g_clear_pointer (&self->data, crm_board_data_unref);
  self->data = data;
  self->lane = lane;
  self->group = query->group;
  self->filtered = query->next_state >= 0 ||
                   (query->where != NULL && (crm_query_get_text (query->where) != NULL ||
                                                crm_query_get_where (query->where)->children->len > 0));
  self->previewed = FALSE;
  crm_lane_head_set_lane (CRM_LANE_HEAD (self->head), lane, query->next_state, n_lines);
  crm_turned_label_set_text (CRM_TURNED_LABEL (self->strip_name), lane->title);
  gtk_label_set_text (GTK_LABEL (self->strip_count), count);
  gtk_widget_set_tooltip_text (self->strip, unfold);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->strip), GTK_ACCESSIBLE_PROPERTY_LABEL, unfold, -1);
  update_name (self);

  built = crm_lane_view_get_n_tiles (self);
  g_clear_handle_id (&self->fill_id, g_source_remove);
  if (!fill (self, MAX (built, FIRST_TILES)))
    self->fill_id = g_idle_add_full (G_PRIORITY_LOW, on_fill, self, NULL);
  show_foot (self);
}

const CrmLane *
crm_lane_view_get_lane (CrmLaneView *self)
{
  return self->lane;
}

const char *
crm_lane_view_get_key (CrmLaneView *self)
{
  return self->key;
}

char *
crm_lane_view_dup_summary (CrmLaneView *self)
{
  g_autofree char *number = NULL;
  g_autofree char *deals = NULL;
  g_autofree char *sums = NULL;

  g_return_val_if_fail (CRM_IS_LANE_VIEW (self) && self->lane != NULL, NULL);
  number = g_strdup_printf ("%'" G_GUINT64_FORMAT, self->lane->count);
  deals = g_strdup_printf (ngettext ("%s deal", "%s deals", self->lane->count), number);
  sums = crm_sums_display (
      self->lane->sums, crm_store_get_setting (crm_deal_look_get_store (self->look), "currency"), TRUE);
  return sums != NULL ? g_strdup_printf ("%s · %s", deals, sums) : g_steal_pointer (&deals);
}

void
crm_lane_view_set_folded (CrmLaneView *self, gboolean folded)
{
  g_return_if_fail (CRM_IS_LANE_VIEW (self));
  self->folded = folded;
  gtk_widget_set_visible (self->head, !folded);
  gtk_widget_set_visible (self->scrolled, !folded);
  gtk_widget_set_visible (self->strip, folded);
  if (folded)
    gtk_widget_add_css_class (GTK_WIDGET (self), "folded");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "folded");
}

gboolean
crm_lane_view_get_folded (CrmLaneView *self)
{
  return self->folded;
}

/* Dragging */

guint
crm_lane_view_find_place (CrmLaneView *self, double y)
{
  guint index = 0;

  for (CrmDealTile *tile = first_tile (self); tile != NULL; tile = tile_after (tile))
    {
      graphene_rect_t bounds;

      if (!gtk_widget_compute_bounds (GTK_WIDGET (tile), GTK_WIDGET (self), &bounds) ||
          y < bounds.origin.y + bounds.size.height / 2)
        break;
      index++;
    }
  return index;
}

void
crm_lane_view_show_place (CrmLaneView *self, guint index, int height)
{
  CrmDealTile *before = index != G_MAXUINT && index > 0 ? crm_lane_view_get_tile (self, index - 1) : NULL;

  gtk_widget_set_visible (self->place, index != G_MAXUINT);
  if (index == G_MAXUINT)
    return;
  gtk_widget_set_size_request (self->place, -1, height);
  gtk_box_reorder_child_after (
      GTK_BOX (self->cards), self->place, before != NULL ? GTK_WIDGET (before) : NULL);
  if (index > 0 && before == NULL)
    gtk_box_reorder_child_after (GTK_BOX (self->cards), self->place, gtk_widget_get_last_child (self->cards));
}

void
crm_lane_view_set_target (CrmLaneView *self, gboolean target)
{
  if (target)
    gtk_widget_add_css_class (GTK_WIDGET (self), "target");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "target");
}

static void
add_all (CrmSums *to, CrmSums *from)
{
  guint n;
  const CrmSum *sums = crm_sums_get (from, &n);

  for (guint i = 0; i < n; i++)
    crm_sums_add (to, sums[i].minor, sums[i].currency);
}

void
crm_lane_view_preview (CrmLaneView *self, CrmSums *sums, CrmSums *weighted, int count)
{
  g_autoptr (CrmSums) all = NULL;
  g_autoptr (CrmSums) weight = NULL;

  /* Most lanes are as they were when the pointer goes on to the next. */
  if (self->lane == NULL || (count == 0 && !self->previewed))
    return;
  self->previewed = count != 0;
  all = crm_sums_copy (self->lane->sums);
  weight = crm_sums_copy (self->lane->weighted);
  if (sums != NULL)
    add_all (all, sums);
  if (weighted != NULL)
    add_all (weight, weighted);
  crm_lane_head_set_figures (CRM_LANE_HEAD (self->head), self->lane,
      (guint64)MAX ((gint64)self->lane->count + count, 0), all, weight);
}

/* Scrolling */

void
crm_lane_view_scroll_by (CrmLaneView *self, double by)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + by);
}

void
crm_lane_view_rewind (CrmLaneView *self)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
}

void
crm_lane_view_scroll_to (CrmLaneView *self, GtkWidget *tile)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (tile, self->column, &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y - 4, bounds.origin.y + bounds.size.height + 4);
}

/* Adding */

static void
close_form (CrmLaneView *self)
{
  if (self->form == NULL)
    return;
  gtk_box_remove (GTK_BOX (self->column), self->form);
  self->form = NULL;
  if (self->lane != NULL)
    show_foot (self);
}

static void
on_form_closed (CrmLaneView *self)
{
  close_form (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "board.focus", "s", self->key);
}

gboolean
crm_lane_view_is_adding (CrmLaneView *self)
{
  return self->form != NULL;
}

static gboolean
on_follow (gpointer data)
{
  CrmLaneView *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  self->follow_id = 0;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  return G_SOURCE_REMOVE;
}

/* The form at the foot stays in view while it is written in, also when cards come above it. Not at once: the column is being laid out. */
static void
follow_form (CrmLaneView *self)
{
  if (self->form != NULL && crm_deal_quick_add_is_at_end (CRM_DEAL_QUICK_ADD (self->form)) &&
      gtk_widget_get_focus_child (self->column) == self->form && self->follow_id == 0)
    self->follow_id = g_idle_add (on_follow, self);
}

void
crm_lane_view_begin_add (CrmLaneView *self, gboolean at_end)
{
  g_return_if_fail (CRM_IS_LANE_VIEW (self));
  if (self->lane == NULL)
    return;
  if (self->form != NULL && crm_deal_quick_add_is_at_end (CRM_DEAL_QUICK_ADD (self->form)) != at_end)
    close_form (self);
  if (self->form == NULL)
    {
      self->form =
          crm_deal_quick_add_new (crm_deal_look_get_store (self->look), self->group, self->lane, at_end);
      g_signal_connect_swapped (self->form, "closed", G_CALLBACK (on_form_closed), self);
      gtk_box_insert_child_after (GTK_BOX (self->column), self->form, at_end ? self->more : NULL);
      show_foot (self);
    }
  if (!at_end)
    crm_lane_view_rewind (self);
  gtk_widget_grab_focus (self->form);
}

/* Type */

static void
crm_lane_view_dispose (GObject *object)
{
  CrmLaneView *self = CRM_LANE_VIEW (object);

  g_clear_handle_id (&self->fill_id, g_source_remove);
  g_clear_handle_id (&self->follow_id, g_source_remove);
  g_clear_pointer (&self->data, crm_board_data_unref);
  self->lane = NULL;
  g_clear_object (&self->look);
  g_clear_pointer (&self->key, g_free);
  G_OBJECT_CLASS (crm_lane_view_parent_class)->dispose (object);
}

static void
crm_lane_view_class_init (CrmLaneViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_lane_view_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  signals[FILLED] = g_signal_new (
      "filled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
build_strip (CrmLaneView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->strip_count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->strip_count, "badge");
  gtk_widget_add_css_class (self->strip_count, "numeric");
  gtk_widget_set_halign (self->strip_count, GTK_ALIGN_CENTER);
  self->strip_name = crm_turned_label_new ();
  gtk_widget_add_css_class (self->strip_name, "heading");
  gtk_widget_set_halign (self->strip_name, GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (self->strip_name, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_box_append (GTK_BOX (box), self->strip_count);
  gtk_box_append (GTK_BOX (box), self->strip_name);
  self->strip = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->strip), box);
  gtk_widget_add_css_class (self->strip, "flat");
  gtk_widget_set_vexpand (self->strip, TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->strip), "board.fold");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->strip), "s", self->key);
  gtk_widget_set_visible (self->strip, FALSE);
  gtk_box_append (GTK_BOX (self), self->strip);
}

static void
build_column (CrmLaneView *self)
{
  self->cards = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 8,
      "accessible-role", GTK_ACCESSIBLE_ROLE_LIST, NULL);
  self->place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->place, "drop-place");
  gtk_widget_set_visible (self->place, FALSE);
  gtk_box_append (GTK_BOX (self->cards), self->place);

  self->more = gtk_button_new ();
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_add_css_class (self->more, "caption");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->more), "board.more");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->more), "s", self->key);
  self->empty = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->empty), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->empty, "caption");
  gtk_widget_add_css_class (self->empty, "lane-empty");
  self->foot = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_add_css_class (self->foot, "flat");
  gtk_widget_add_css_class (self->foot, "lane-foot");
  gtk_widget_set_tooltip_text (self->foot, _ ("New deal at the foot of this lane"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->foot), GTK_ACCESSIBLE_PROPERTY_LABEL,
      _ ("New deal at the foot of this lane"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->foot), "board.add-end");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->foot), "s", self->key);

  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_add_css_class (self->column, "lane-cards");
  gtk_box_append (GTK_BOX (self->column), self->cards);
  gtk_box_append (GTK_BOX (self->column), self->more);
  gtk_box_append (GTK_BOX (self->column), self->empty);
  gtk_box_append (GTK_BOX (self->column), self->foot);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->column);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)),
      "changed", G_CALLBACK (follow_form), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->scrolled);
}

static void
crm_lane_view_init (CrmLaneView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "lane");
}

GtkWidget *
crm_lane_view_new (CrmDealLook *look, const char *key)
{
  CrmLaneView *self = g_object_new (CRM_TYPE_LANE_VIEW, NULL);

  self->look = g_object_ref (look);
  self->key = g_strdup (key);
  self->head = crm_lane_head_new (crm_deal_look_get_store (look), key);
  gtk_box_append (GTK_BOX (self), self->head);
  build_column (self);
  build_strip (self);
  return GTK_WIDGET (self);
}
