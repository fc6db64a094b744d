/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "crm-window.h"
#include "deal/crm-board-view-private.h"
#include "deal/crm-deal-words.h"

/* Keyboard, clicks and context menu of the board. All of them end in the same functions as the pointer. Main thread. */

#define PAGE 5

/* Where */

CrmDealTile *
crm_board_view_pick (CrmBoardView *self, double x, double y, gboolean *step)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  gboolean on_step = FALSE;

  for (; widget != NULL && widget != GTK_WIDGET (self); widget = gtk_widget_get_parent (widget))
    {
      on_step = on_step || gtk_widget_has_css_class (widget, "step");
      if (CRM_IS_DEAL_TILE (widget))
        {
          if (step != NULL)
            *step = on_step;
          return CRM_DEAL_TILE (widget);
        }
    }
  return NULL;
}

/* The card that has the focus, which then is the cursor; NULL when something else has it. */
static CrmDealTile *
get_focused (CrmBoardView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !CRM_IS_DEAL_TILE (focus) || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return NULL;
  crm_board_view_set_cursor (self, CRM_DEAL_TILE (focus), FALSE);
  return CRM_DEAL_TILE (focus);
}

static int
find_lane_index (CrmBoardView *self, CrmLaneView *lane)
{
  for (guint i = 0; i < self->lanes->len; i++)
    if (self->lanes->pdata[i] == lane)
      return (int)i;
  return -1;
}

/* Focus */

static void
go_across (CrmBoardView *self, CrmDealTile *tile, int by)
{
  CrmLaneView *lane;
  guint index;

  crm_board_view_find_tile (self, crm_deal_tile_get_id (tile), &lane);
  index = crm_lane_view_get_index (lane, tile);
  for (int i = find_lane_index (self, lane) + by; i >= 0 && i < (int)self->lanes->len; i += by)
    {
      CrmLaneView *other = self->lanes->pdata[i];
      guint n = crm_lane_view_get_n_tiles (other);

      if (n == 0 || crm_lane_view_get_folded (other))
        continue;
      crm_board_view_set_cursor (self, crm_lane_view_get_tile (other, MIN (index, n - 1)), TRUE);
      return;
    }
}

static void
go_along (CrmBoardView *self, CrmDealTile *tile, int by, gboolean select)
{
  CrmLaneView *lane;
  int index, n;
  CrmDealTile *next;

  crm_board_view_find_tile (self, crm_deal_tile_get_id (tile), &lane);
  n = (int)crm_lane_view_get_n_tiles (lane);
  index = CLAMP ((int)crm_lane_view_get_index (lane, tile) + by, 0, n - 1);
  next = crm_lane_view_get_tile (lane, (guint)index);
  if (select)
    {
      crm_board_view_toggle_selected (self, crm_deal_tile_get_id (tile), TRUE);
      crm_board_view_toggle_selected (self, crm_deal_tile_get_id (next), TRUE);
    }
  crm_board_view_set_cursor (self, next, TRUE);
}

/* Moves */

static void
move_across (CrmBoardView *self, CrmDealTile *tile, int by)
{
  g_autoptr (GArray) ids = crm_board_view_dup_targets (self, crm_deal_tile_get_id (tile));
  CrmLaneView *lane;
  CrmLaneView *to;
  int index;

  crm_board_view_find_tile (self, crm_deal_tile_get_id (tile), &lane);
  index = find_lane_index (self, lane) + by;
  to = index >= 0 ? crm_board_view_get_lane (self, (guint)index) : NULL;
  if (to != NULL)
    crm_board_move (self, ids, to, crm_lane_view_get_index (lane, tile));
}

static void
move_along (CrmBoardView *self, CrmDealTile *tile, int by)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = crm_deal_tile_get_id (tile);
  CrmLaneView *lane;
  int index;

  crm_board_view_find_tile (self, id, &lane);
  index = (int)crm_lane_view_get_index (lane, tile) + by;
  if (index < 0 || index >= (int)crm_lane_view_get_n_tiles (lane))
    return;
  g_array_append_val (ids, id);
  /* Downwards the place is counted with the card itself still above it. */
  crm_board_move (self, ids, lane, (guint)(by > 0 ? index + 1 : index));
}

/* Keys */

static gboolean
on_arrow (CrmBoardView *self, CrmDealTile *tile, guint keyval, GdkModifierType state)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean control = (state & GDK_CONTROL_MASK) != 0;
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;
  int across = 0;
  int along = 0;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left: across = rtl ? 1 : -1; break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right: across = rtl ? -1 : 1; break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up: along = -1; break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down: along = 1; break;
    case GDK_KEY_Page_Up: along = -PAGE; break;
    case GDK_KEY_Page_Down: along = PAGE; break;
    case GDK_KEY_Home: along = -G_MAXINT16; break;
    case GDK_KEY_End: along = G_MAXINT16; break;
    default: return FALSE;
    }
  if (across != 0 && control)
    move_across (self, tile, across);
  else if (across != 0)
    go_across (self, tile, across);
  else if (control && ABS (along) == 1)
    move_along (self, tile, along);
  else
    go_along (self, tile, along, shift);
  return TRUE;
}

static void
select_lane (CrmBoardView *self, CrmDealTile *tile)
{
  CrmLaneView *lane;

  crm_board_view_find_tile (self, crm_deal_tile_get_id (tile), &lane);
  for (guint i = 0; i < crm_lane_view_get_n_tiles (lane); i++)
    crm_board_view_toggle_selected (self, crm_deal_tile_get_id (crm_lane_view_get_tile (lane, i)), TRUE);
}

static gboolean
on_key (CrmBoardView *self, guint keyval, guint code, GdkModifierType state)
{
  CrmDealTile *tile = get_focused (self);
  gint64 id = tile != NULL ? crm_deal_tile_get_id (tile) : 0;

  if (tile == NULL || (state & GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if (on_arrow (self, tile, keyval, state))
    return GDK_EVENT_STOP;
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter: crm_board_open (self, id); return GDK_EVENT_STOP;
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      crm_board_view_toggle_selected (self, id, !crm_board_view_is_selected (self, id));
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      gtk_widget_activate_action (GTK_WIDGET (self), "board.delete", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (g_hash_table_size (self->selected) == 0)
        return GDK_EVENT_PROPAGATE;
      crm_board_view_clear_selection (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Menu: crm_board_keys_popup_menu (self, tile, -1, -1); return GDK_EVENT_STOP;
    case GDK_KEY_F10:
      if ((state & GDK_SHIFT_MASK) == 0)
        return GDK_EVENT_PROPAGATE;
      crm_board_keys_popup_menu (self, tile, -1, -1);
      return GDK_EVENT_STOP;
    default: return GDK_EVENT_PROPAGATE;
    }
}

/* Letters go through shortcuts: those know the key on a Cyrillic layout as well. */
static gboolean
on_letter (GtkWidget *widget, GVariant *args, gpointer data)
{
  CrmBoardView *self = CRM_BOARD_VIEW (widget);
  CrmDealTile *tile = get_focused (self);
  gint64 id = tile != NULL ? crm_deal_tile_get_id (tile) : 0;
  g_autoptr (GArray) ids = NULL;

  if (tile == NULL)
    return FALSE;
  ids = crm_board_view_dup_targets (self, id);
  switch (GPOINTER_TO_UINT (data))
    {
    case GDK_KEY_a: crm_board_ask_step (self, id); break;
    case GDK_KEY_w: crm_board_win (self, ids); break;
    case GDK_KEY_l: crm_board_lose (self, ids, NULL); break;
    case GDK_KEY_p: crm_board_postpone (self, ids, NULL); break;
    case GDK_KEY_n: crm_board_view_begin_add (self); break;
    default: return FALSE;
    }
  return TRUE;
}

static gboolean
on_select_all (GtkWidget *widget, GVariant *args, gpointer data)
{
  CrmDealTile *tile = get_focused (CRM_BOARD_VIEW (widget));

  if (tile == NULL)
    return FALSE;
  select_lane (CRM_BOARD_VIEW (widget), tile);
  return TRUE;
}

/* Clicks */

static void
on_pressed (CrmBoardView *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  CrmDealTile *tile = crm_board_view_pick (self, x, y, NULL);

  self->pressed = tile != NULL ? crm_deal_tile_get_id (tile) : 0;
  if (tile == NULL)
    return;
  if ((gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) & GDK_SHIFT_MASK) == 0)
    self->anchor = crm_deal_tile_get_id (tile);
  crm_board_view_set_cursor (self, tile, TRUE);
  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_SECONDARY)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      crm_board_keys_popup_menu (self, tile, x, y);
    }
}

/* From one card to another, when both are in one lane. */
static void
select_range (CrmBoardView *self, gint64 from, gint64 to)
{
  CrmLaneView *lane;
  CrmLaneView *other;
  CrmDealTile *first = crm_board_view_find_tile (self, from, &lane);
  CrmDealTile *last = crm_board_view_find_tile (self, to, &other);
  guint a, b;

  crm_board_view_toggle_selected (self, to, TRUE);
  if (first == NULL || last == NULL || lane != other)
    return;
  a = crm_lane_view_get_index (lane, first);
  b = crm_lane_view_get_index (lane, last);
  for (guint i = MIN (a, b); i <= MAX (a, b); i++)
    crm_board_view_toggle_selected (self, crm_deal_tile_get_id (crm_lane_view_get_tile (lane, i)), TRUE);
}

static void
on_released (CrmBoardView *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  gboolean step = FALSE;
  CrmDealTile *tile = crm_board_view_pick (self, x, y, &step);
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gint64 id = tile != NULL ? crm_deal_tile_get_id (tile) : 0;

  if (tile == NULL || id != self->pressed || n_press > 1)
    return;
  if ((state & GDK_CONTROL_MASK) != 0)
    crm_board_view_toggle_selected (self, id, !crm_board_view_is_selected (self, id));
  else if ((state & GDK_SHIFT_MASK) != 0)
    select_range (self, self->anchor, id);
  else if (step)
    crm_board_ask_step (self, id);
  else
    crm_board_open (self, id);
}

/* Menu */

static void
append (GMenu *menu, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (CrmBoardView *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) top = g_menu_new ();
  g_autoptr (GMenu) ends = g_menu_new ();
  g_autoptr (GMenu) lanes = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();

  for (guint i = 0; i < self->lanes->len; i++)
    {
      const CrmLane *lane = crm_lane_view_get_lane (self->lanes->pdata[i]);
      g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
      g_autoptr (GString) label = g_string_new (lane->title);

      /* A stage has people's words: their underscores are no mnemonics. */
      g_string_replace (label, "_", "__", 0);
      g_menu_item_set_label (item, label->str);
      g_menu_item_set_action_and_target (item, "board.move-to", "s", lane->key);
      g_menu_append_item (lanes, item);
    }
  append (top, _ ("_Open"), "board.open");
  append (top, _ ("Next _step…"), "board.step");
  g_menu_append_submenu (top, _ ("_Move to"), G_MENU_MODEL (lanes));
  append (ends, _ ("_Won"), "board.won");
  append (ends, _ ("_Lost…"), "board.lost");
  append (ends, _ ("_Postpone…"), "board.postpone");
  append (rest, _ ("_Select"), "board.select");
  append (rest, _ ("_New deal here"), "board.new");
  append (rest, _ ("_Delete"), "board.delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (top));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (ends));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  return G_MENU_MODEL (menu);
}

void
crm_board_keys_popup_menu (CrmBoardView *self, CrmDealTile *tile, double x, double y)
{
  g_autoptr (GMenuModel) menu = make_menu (self);
  GtkWidget *popover = gtk_popover_menu_new_from_model (menu);
  graphene_rect_t bounds;
  GdkRectangle at = { (int)x, (int)y, 1, 1 };

  if (x < 0 && gtk_widget_compute_bounds (GTK_WIDGET (tile), GTK_WIDGET (self), &bounds))
    at = (GdkRectangle){ (int)bounds.origin.x + 24, (int)bounds.origin.y + 24, 1, 1 };
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  crm_board_view_popup (self, popover, &at);
}

/* Actions */

static void
card_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmBoardView *self = CRM_BOARD_VIEW (widget);
  g_autoptr (GArray) ids = NULL;
  CrmLaneView *lane;

  get_focused (self);
  if (crm_board_view_get_cursor (self, &lane) == NULL)
    return;
  ids = crm_board_view_dup_targets (self, self->cursor);
  if (g_str_equal (name, "board.open"))
    crm_board_open (self, self->cursor);
  else if (g_str_equal (name, "board.step"))
    crm_board_ask_step (self, self->cursor);
  else if (g_str_equal (name, "board.won"))
    crm_board_win (self, ids);
  else if (g_str_equal (name, "board.lost"))
    crm_board_lose (self, ids, NULL);
  else if (g_str_equal (name, "board.postpone"))
    crm_board_postpone (self, ids, NULL);
  else if (g_str_equal (name, "board.delete"))
    crm_board_delete (self, ids);
  else if (g_str_equal (name, "board.select"))
    crm_board_view_toggle_selected (self, self->cursor, !crm_board_view_is_selected (self, self->cursor));
  else if (g_str_equal (name, "board.new"))
    crm_lane_view_begin_add (lane, FALSE);
}

static void
lane_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmBoardView *self = CRM_BOARD_VIEW (widget);
  const char *key = g_variant_get_string (parameter, NULL);
  CrmLaneView *lane = crm_board_view_find_lane (self, key);

  get_focused (self);
  if (lane == NULL)
    return;
  if (g_str_equal (name, "board.add") || g_str_equal (name, "board.add-end"))
    crm_lane_view_begin_add (lane, g_str_equal (name, "board.add-end"));
  else if (g_str_equal (name, "board.fold"))
    crm_board_view_toggle_folded (self, key);
  else if (g_str_equal (name, "board.more"))
    crm_board_show_more (self->board, key);
  else if (g_str_equal (name, "board.focus"))
    {
      CrmDealTile *tile = crm_lane_view_get_tile (lane, 0);

      crm_board_view_set_cursor (self, tile != NULL ? tile : crm_board_view_get_cursor (self, NULL), TRUE);
    }
  else if (crm_board_view_get_cursor (self, NULL) != NULL)
    {
      g_autoptr (GArray) ids = crm_board_view_dup_targets (self, self->cursor);

      crm_board_move (self, ids, lane, crm_lane_view_get_n_tiles (lane));
    }
}

void
crm_board_keys_install_actions (GtkWidgetClass *widget_class)
{
  static const char *const cards[] = { "board.open", "board.step", "board.won", "board.lost",
    "board.postpone", "board.select", "board.new", "board.delete" };
  static const char *const lanes[] = { "board.add", "board.add-end", "board.fold", "board.more",
    "board.focus", "board.move-to" };

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    gtk_widget_class_install_action (widget_class, cards[i], NULL, card_action);
  for (guint i = 0; i < G_N_ELEMENTS (lanes); i++)
    gtk_widget_class_install_action (widget_class, lanes[i], "s", lane_action);
}

static void
add_shortcut (GtkShortcutController *controller, guint key, GdkModifierType modifiers, GtkShortcutFunc func)
{
  gtk_shortcut_controller_add_shortcut (
      controller, gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers),
                      gtk_callback_action_new (func, GUINT_TO_POINTER (key), NULL)));
}

void
crm_board_keys_install (CrmBoardView *self)
{
  static const guint letters[] = { GDK_KEY_a, GDK_KEY_w, GDK_KEY_l, GDK_KEY_p, GDK_KEY_n };
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  /* Before the cards: a scrolled window would take the arrows. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts), letters[i], 0, on_letter);
  add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts), GDK_KEY_a, GDK_CONTROL_MASK, on_select_all);
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
