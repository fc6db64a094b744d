/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "deal/crm-board-view-private.h"
#include "deal/crm-lanes-layout.h"

/* Shows the lanes of a board and keeps focus and selection through every reading. Only one card can have the focus, so that Tab
 * leads past the others; arrows go among them. Main thread. */

G_DEFINE_FINAL_TYPE (CrmBoardView, crm_board_view, ADW_TYPE_BIN)

enum
{
  LANE_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

#define MINUTE 60

/* Lanes */

guint
crm_board_view_get_n_lanes (CrmBoardView *self)
{
  return self->lanes->len;
}

CrmLaneView *
crm_board_view_get_lane (CrmBoardView *self, guint index)
{
  return index < self->lanes->len ? self->lanes->pdata[index] : NULL;
}

CrmLaneView *
crm_board_view_find_lane (CrmBoardView *self, const char *key)
{
  for (guint i = 0; i < self->lanes->len; i++)
    if (g_strcmp0 (crm_lane_view_get_key (self->lanes->pdata[i]), key) == 0)
      return self->lanes->pdata[i];
  return NULL;
}

CrmDealTile *
crm_board_view_find_tile (CrmBoardView *self, gint64 deal, CrmLaneView **lane)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      CrmDealTile *tile = crm_lane_view_find (self->lanes->pdata[i], deal);

      if (tile == NULL)
        continue;
      if (lane != NULL)
        *lane = self->lanes->pdata[i];
      return tile;
    }
  if (lane != NULL)
    *lane = NULL;
  return NULL;
}

gboolean
crm_board_view_is_by_hand (CrmBoardView *self)
{
  const CrmBoardQuery *query = crm_board_get_query (self->board);

  return query != NULL && query->order == CRM_BOARD_BY_HAND && query->group == CRM_BOARD_BY_STAGE;
}

gboolean
crm_board_view_ids_contain (GArray *ids, gint64 id)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

void
crm_board_view_hold (CrmBoardView *self)
{
  if (self->holds++ == 0)
    crm_board_hold (self->board);
}

void
crm_board_view_release (CrmBoardView *self)
{
  g_return_if_fail (self->holds > 0);
  if (--self->holds == 0 && self->board != NULL)
    crm_board_release (self->board);
}

/* Folding */

static char *
dup_folded_name (CrmBoardView *self, const char *key)
{
  const CrmBoardQuery *query = crm_board_get_query (self->board);

  return g_strdup_printf ("%d:%s", query != NULL ? (int)query->group : 0, key);
}

gboolean
crm_board_view_is_folded (CrmBoardView *self, const char *key)
{
  g_autofree char *name = dup_folded_name (self, key);

  return g_hash_table_contains (self->folded, name);
}

void
crm_board_view_toggle_folded (CrmBoardView *self, const char *key)
{
  CrmLaneView *lane = crm_board_view_find_lane (self, key);
  char *name = dup_folded_name (self, key);
  gboolean folded = !g_hash_table_contains (self->folded, name);

  if (folded)
    g_hash_table_add (self->folded, g_strdup (name));
  else
    g_hash_table_remove (self->folded, name);
  g_free (name);
  if (self->settings != NULL)
    {
      g_autofree char **names = (char **)g_hash_table_get_keys_as_array (self->folded, NULL);

      g_settings_set_strv (self->settings, "deal-folded-lanes", (const char *const *)names);
    }
  if (lane != NULL)
    crm_lane_view_set_folded (lane, folded && !self->narrow);
}

/* Focus and selection */

CrmDealTile *
crm_board_view_get_cursor (CrmBoardView *self, CrmLaneView **lane)
{
  return crm_board_view_find_tile (self, self->cursor, lane);
}

void
crm_board_view_set_cursor (CrmBoardView *self, CrmDealTile *tile, gboolean focus)
{
  CrmLaneView *lane;
  CrmDealTile *old = crm_board_view_get_cursor (self, NULL);

  if (old != NULL && old != tile)
    gtk_widget_set_focusable (GTK_WIDGET (old), FALSE);
  if (tile == NULL)
    return;
  self->cursor = crm_deal_tile_get_id (tile);
  gtk_widget_set_focusable (GTK_WIDGET (tile), TRUE);
  if (!focus)
    return;
  crm_board_view_find_tile (self, self->cursor, &lane);
  gtk_widget_grab_focus (GTK_WIDGET (tile));
  if (lane != NULL)
    {
      crm_lane_view_scroll_to (lane, GTK_WIDGET (tile));
      if (self->narrow)
        adw_carousel_scroll_to (ADW_CAROUSEL (self->carousel), GTK_WIDGET (lane), FALSE);
    }
}

gboolean
crm_board_view_is_selected (CrmBoardView *self, gint64 deal)
{
  return g_hash_table_contains (self->selected, &deal);
}

static void
say_selected (CrmBoardView *self)
{
  guint n = g_hash_table_size (self->selected);
  g_autofree char *text = g_strdup_printf (ngettext ("%u deal selected", "%u deals selected", n), n);

  crm_board_view_say (self, text);
}

void
crm_board_view_toggle_selected (CrmBoardView *self, gint64 deal, gboolean selected)
{
  CrmDealTile *tile = crm_board_view_find_tile (self, deal, NULL);

  if (selected)
    g_hash_table_add (self->selected, g_memdup2 (&deal, sizeof deal));
  else
    g_hash_table_remove (self->selected, &deal);
  if (tile != NULL)
    crm_deal_tile_set_selected (tile, selected);
  say_selected (self);
}

void
crm_board_view_clear_selection (CrmBoardView *self)
{
  GHashTableIter iter;
  gpointer id;

  if (g_hash_table_size (self->selected) == 0)
    return;
  g_hash_table_iter_init (&iter, self->selected);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      CrmDealTile *tile = crm_board_view_find_tile (self, *(gint64 *)id, NULL);

      if (tile != NULL)
        crm_deal_tile_set_selected (tile, FALSE);
    }
  g_hash_table_remove_all (self->selected);
  say_selected (self);
}

GArray *
crm_board_view_dup_targets (CrmBoardView *self, gint64 deal)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!crm_board_view_is_selected (self, deal))
    {
      g_array_append_val (ids, deal);
      return ids;
    }
  for (guint i = 0; i < self->lanes->len; i++)
    for (guint t = 0; t < crm_lane_view_get_n_tiles (self->lanes->pdata[i]); t++)
      {
        gint64 id = crm_deal_tile_get_id (crm_lane_view_get_tile (self->lanes->pdata[i], t));

        if (crm_board_view_is_selected (self, id))
          g_array_append_val (ids, id);
      }
  return ids;
}

void
crm_board_view_say (CrmBoardView *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->status), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

const char *
crm_board_view_get_status (CrmBoardView *self)
{
  return gtk_label_get_text (GTK_LABEL (self->status));
}

/* Where the deal went that a person moved; known once the store has read its lane again. */
static void
tell_place (CrmBoardView *self)
{
  CrmLaneView *lane = self->told != 0 ? crm_board_view_find_lane (self, self->told_key) : NULL;
  CrmDealTile *tile = lane != NULL ? crm_lane_view_find (lane, self->told) : NULL;
  g_autofree char *text = NULL;

  /* In a long lane its place may be behind the cards that are shown. */
  if (lane == NULL || (tile == NULL && crm_board_view_find_tile (self, self->told, NULL) != NULL))
    return;
  if (self->told_n > 1 || tile == NULL)
    text = g_strdup_printf (ngettext ("%u deal moved to %s", "%u deals moved to %s", self->told_n),
        self->told_n, crm_lane_view_get_lane (lane)->title);
  else
    text = g_strdup_printf (_ ("Moved to %s, %u of %lld"), crm_lane_view_get_lane (lane)->title,
        crm_lane_view_get_index (lane, tile) + 1, (long long)crm_lane_view_get_lane (lane)->count);
  crm_board_view_say (self, text);
  self->told = 0;
}

/* Popovers */

static gboolean
on_popover_idle (gpointer data)
{
  GtkWidget *popover = data;
  GtkWidget *parent = gtk_widget_get_parent (popover);
  CrmBoardView *self = parent != NULL ? CRM_BOARD_VIEW (parent) : NULL;
  GtkRoot *root = self != NULL ? gtk_widget_get_root (parent) : NULL;
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self == NULL || self->popover != popover)
    return G_SOURCE_REMOVE;
  /* Back to the card, unless something else of the board has been begun. */
  if (focus == NULL || !gtk_widget_is_ancestor (focus, parent) || gtk_widget_is_ancestor (focus, popover))
    crm_board_view_set_cursor (self, crm_board_view_get_cursor (self, NULL), TRUE);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  return G_SOURCE_REMOVE;
}

static void
on_popover_closed (GtkWidget *popover)
{
  /* Not inside its own signal; a menu does what was chosen after it. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_popover_idle, g_object_ref (popover), g_object_unref);
}

void
crm_board_view_popup (CrmBoardView *self, GtkWidget *popover, const GdkRectangle *at)
{
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = popover;
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), at);
  g_signal_connect (popover, "closed", G_CALLBACK (on_popover_closed), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

void
crm_board_view_stop_asking (CrmBoardView *self)
{
  guint tick = self->asking;

  self->asking = 0;
  if (tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), tick);
}

/* Showing */

static void
take_out (CrmBoardView *self, GtkWidget *lane)
{
  GtkWidget *parent = gtk_widget_get_parent (lane);

  if (parent == self->row)
    gtk_box_remove (GTK_BOX (self->row), lane);
  else if (parent != NULL)
    adw_carousel_remove (ADW_CAROUSEL (self->carousel), lane);
}

static void
put_in (CrmBoardView *self, GtkWidget *lane)
{
  gtk_widget_set_hexpand (lane, self->narrow);
  if (self->narrow)
    adw_carousel_append (ADW_CAROUSEL (self->carousel), lane);
  else
    gtk_box_append (GTK_BOX (self->row), lane);
}

/* Takes lanes (CrmLaneView references). */
static void
set_lanes (CrmBoardView *self, GPtrArray *lanes)
{
  gboolean same = lanes->len == self->lanes->len;

  for (guint i = 0; same && i < lanes->len; i++)
    same = lanes->pdata[i] == self->lanes->pdata[i];
  if (!same)
    {
      for (guint i = 0; i < self->lanes->len; i++)
        take_out (self, self->lanes->pdata[i]);
      for (guint i = 0; i < lanes->len; i++)
        put_in (self, lanes->pdata[i]);
    }
  g_ptr_array_unref (self->lanes);
  self->lanes = lanes;
}

static void
on_filled (CrmBoardView *self)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      CrmLaneView *lane = self->lanes->pdata[i];

      for (guint t = 0; t < crm_lane_view_get_n_tiles (lane); t++)
        {
          CrmDealTile *tile = crm_lane_view_get_tile (lane, t);

          crm_deal_tile_set_selected (tile, crm_board_view_is_selected (self, crm_deal_tile_get_id (tile)));
        }
    }
}

static guint
count_currencies (GPtrArray *lanes)
{
  guint most = 1;

  for (guint i = 0; i < lanes->len; i++)
    {
      guint n;

      crm_sums_get (((CrmLane *)lanes->pdata[i])->sums, &n);
      most = MAX (most, n);
    }
  return most;
}

/* TRUE when a card has the focus now. */
static gboolean
has_card_focus (CrmBoardView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && CRM_IS_DEAL_TILE (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static void
restore_cursor (CrmBoardView *self, gboolean focus)
{
  CrmDealTile *tile = self->rewound ? NULL : crm_board_view_get_cursor (self, NULL);

  for (guint i = 0; tile == NULL && i < self->lanes->len; i++)
    if (!crm_lane_view_get_folded (self->lanes->pdata[i]))
      tile = crm_lane_view_get_tile (self->lanes->pdata[i], 0);
  crm_board_view_set_cursor (self, tile, focus && tile != NULL);
  if (focus && tile != NULL)
    self->want_focus = FALSE;
}

static void
rewind_lanes (CrmBoardView *self)
{
  for (guint i = 0; i < self->lanes->len; i++)
    crm_lane_view_rewind (self->lanes->pdata[i]);
}

void
crm_board_view_show (CrmBoardView *self)
{
  CrmBoardData *data = crm_board_get_data (self->board);
  const CrmBoardQuery *query = crm_board_get_query (self->board);
  gboolean focus = self->want_focus || has_card_focus (self);
  GPtrArray *found, *lanes;
  guint n_lines;

  if (data == NULL || query == NULL)
    return;
  found = crm_board_data_get_lanes (data);
  n_lines = count_currencies (found);
  lanes = g_ptr_array_new_full (found->len, g_object_unref);
  for (guint i = 0; i < found->len; i++)
    {
      CrmLane *lane = found->pdata[i];
      CrmLaneView *view = crm_board_view_find_lane (self, lane->key);

      if (view == NULL)
        {
          view = g_object_ref_sink (CRM_LANE_VIEW (crm_lane_view_new (self->look, lane->key)));
          g_signal_connect_swapped (view, "filled", G_CALLBACK (on_filled), self);
        }
      else
        g_object_ref (view);
      crm_lane_view_set_lane (view, data, lane, query, n_lines);
      crm_lane_view_set_folded (view, !self->narrow && crm_board_view_is_folded (self, lane->key));
      g_ptr_array_add (lanes, view);
    }
  set_lanes (self, lanes);
  on_filled (self);
  restore_cursor (self, focus);
  /* A card that takes the focus is scrolled to where it stood before the lanes were filled anew. */
  if (self->rewound)
    rewind_lanes (self);
  self->rewound = FALSE;
  tell_place (self);
  g_signal_emit (self, signals[LANE_CHANGED], 0);
}

static gboolean
on_minute (gpointer data)
{
  CrmBoardView *self = data;

  for (guint i = 0; i < self->lanes->len; i++)
    for (guint t = 0; t < crm_lane_view_get_n_tiles (self->lanes->pdata[i]); t++)
      crm_deal_tile_refresh (crm_lane_view_get_tile (self->lanes->pdata[i], t));
  return G_SOURCE_CONTINUE;
}

static void
on_page_changed (CrmBoardView *self)
{
  g_signal_emit (self, signals[LANE_CHANGED], 0);
}

CrmLaneView *
crm_board_view_get_front_lane (CrmBoardView *self)
{
  double position = adw_carousel_get_position (ADW_CAROUSEL (self->carousel));

  return self->narrow ? crm_board_view_get_lane (self, (guint)MAX (position + 0.5, 0)) : NULL;
}

void
crm_board_view_set_narrow (CrmBoardView *self, gboolean narrow)
{
  g_return_if_fail (CRM_IS_BOARD_VIEW (self));
  if (self->narrow == narrow)
    return;
  for (guint i = 0; i < self->lanes->len; i++)
    take_out (self, self->lanes->pdata[i]);
  self->narrow = narrow;
  for (guint i = 0; i < self->lanes->len; i++)
    {
      CrmLaneView *lane = self->lanes->pdata[i];

      crm_lane_view_set_folded (
          lane, !narrow && crm_board_view_is_folded (self, crm_lane_view_get_key (lane)));
      put_in (self, GTK_WIDGET (lane));
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), narrow ? "narrow" : "wide");
  g_signal_emit (self, signals[LANE_CHANGED], 0);
}

void
crm_board_view_begin_add (CrmBoardView *self)
{
  CrmLaneView *lane = crm_board_view_get_front_lane (self);

  if (lane == NULL && has_card_focus (self))
    crm_board_view_get_cursor (self, &lane);
  for (guint i = 0; lane == NULL && i < self->lanes->len; i++)
    if (!crm_lane_view_get_folded (self->lanes->pdata[i]))
      lane = self->lanes->pdata[i];
  if (lane != NULL)
    crm_lane_view_begin_add (lane, FALSE);
}

gboolean
crm_board_view_is_adding (CrmBoardView *self)
{
  for (guint i = 0; i < self->lanes->len; i++)
    if (crm_lane_view_is_adding (self->lanes->pdata[i]))
      return TRUE;
  return FALSE;
}

void
crm_board_view_rewind (CrmBoardView *self)
{
  self->rewound = TRUE;
  rewind_lanes (self);
}

void
crm_board_view_focus (CrmBoardView *self)
{
  self->want_focus = TRUE;
  restore_cursor (self, TRUE);
}

/* Type */

static void
crm_board_view_dispose (GObject *object)
{
  CrmBoardView *self = CRM_BOARD_VIEW (object);

  g_clear_handle_id (&self->minute, g_source_remove);
  if (self->row != NULL)
    {
      crm_board_drag_stop (self);
      for (guint i = 0; i < self->lanes->len; i++)
        g_signal_handlers_disconnect_by_data (self->lanes->pdata[i], self);
      g_ptr_array_set_size (self->lanes, 0);
      g_signal_handlers_disconnect_by_data (self->board, self);
      g_signal_handlers_disconnect_by_data (self->carousel, self);
      self->row = NULL;
    }
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->board);
  g_clear_object (&self->look);
  g_clear_object (&self->settings);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_board_view_parent_class)->dispose (object);
}

static void
crm_board_view_finalize (GObject *object)
{
  CrmBoardView *self = CRM_BOARD_VIEW (object);

  g_ptr_array_unref (self->lanes);
  g_hash_table_unref (self->selected);
  g_hash_table_unref (self->folded);
  g_clear_pointer (&self->drag.ids, g_array_unref);
  g_free (self->told_key);
  G_OBJECT_CLASS (crm_board_view_parent_class)->finalize (object);
}

/* What an open question holds must not outlive the window. */
static void
crm_board_view_unroot (GtkWidget *widget)
{
  CrmBoardView *self = CRM_BOARD_VIEW (widget);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  GTK_WIDGET_CLASS (crm_board_view_parent_class)->unroot (widget);
  crm_board_view_stop_asking (self);
}

static void
crm_board_view_class_init (CrmBoardViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_board_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_board_view_finalize;
  widget_class->unroot = crm_board_view_unroot;
  signals[LANE_CHANGED] = g_signal_new (
      "lane-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  crm_board_keys_install_actions (widget_class);
}

static void
crm_board_view_init (CrmBoardView *self)
{
  self->lanes = g_ptr_array_new_with_free_func (g_object_unref);
  self->selected = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static GtkWidget *
make_narrow (CrmBoardView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *dots = adw_carousel_indicator_dots_new ();

  self->carousel = adw_carousel_new ();
  adw_carousel_set_allow_mouse_drag (ADW_CAROUSEL (self->carousel), FALSE);
  adw_carousel_set_spacing (ADW_CAROUSEL (self->carousel), 12);
  gtk_widget_set_vexpand (self->carousel, TRUE);
  gtk_widget_set_margin_start (self->carousel, 10);
  gtk_widget_set_margin_end (self->carousel, 10);
  g_signal_connect_swapped (self->carousel, "page-changed", G_CALLBACK (on_page_changed), self);
  adw_carousel_indicator_dots_set_carousel (
      ADW_CAROUSEL_INDICATOR_DOTS (dots), ADW_CAROUSEL (self->carousel));
  gtk_box_append (GTK_BOX (box), self->carousel);
  gtk_box_append (GTK_BOX (box), dots);
  return box;
}

static void
build (CrmBoardView *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->row = g_object_new (GTK_TYPE_BOX, "layout-manager", crm_lanes_layout_new (), NULL);
  gtk_widget_add_css_class (self->row, "lanes");
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->row);
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), self->scrolled, "wide");
  gtk_stack_add_named (GTK_STACK (self->stack), make_narrow (self), "narrow");
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_box_append (GTK_BOX (box), crm_board_drag_make_zones (self));

  /* GTK has no call to speak a text yet: a label of this role is read out when it changes. */
  self->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "opacity", 0.0,
      "can-target", FALSE, "halign", GTK_ALIGN_START, "valign", GTK_ALIGN_END, "ellipsize",
      PANGO_ELLIPSIZE_END, NULL);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), box);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->status);
  adw_bin_set_child (ADW_BIN (self), overlay);
}

GtkWidget *
crm_board_view_new (CrmStore *store, CrmBoard *board, CrmDealLook *look, GSettings *settings)
{
  CrmBoardView *self = g_object_new (CRM_TYPE_BOARD_VIEW, NULL);

  self->store = g_object_ref (store);
  self->board = g_object_ref (board);
  self->look = g_object_ref (look);
  if (settings != NULL)
    {
      g_auto (GStrv) names = g_settings_get_strv (settings, "deal-folded-lanes");

      self->settings = g_object_ref (settings);
      for (guint i = 0; names[i] != NULL; i++)
        g_hash_table_add (self->folded, g_strdup (names[i]));
    }
  gtk_widget_add_css_class (GTK_WIDGET (self), "board");
  build (self);
  crm_board_drag_install (self);
  crm_board_keys_install (self);
  g_signal_connect_swapped (board, "changed", G_CALLBACK (crm_board_view_show), self);
  self->minute = g_timeout_add_seconds (MINUTE, on_minute, self);
  crm_board_view_show (self);
  return GTK_WIDGET (self);
}
