/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"
#include "crm-test-input.h"

#include "deal/crm-board-view.h"
#include "deal/crm-deal-fields.h"
#include "deal/crm-deal-list.h"
#include "deal/crm-deal-quick-add.h"
#include "deal/crm-deals-view.h"
#include "deal/crm-lost-popover.h"
#include "deal/crm-required-popover.h"
#include "settings/crm-settings.h"
#include "widgets/crm-field-editor.h"

/* The page Deals in a real window: cards are dragged by the pointer of the X server and moved by its keys, and the book is looked at. */

#define MAX_STAGES 8

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmDealsView *view;
  CrmBoardView *board;
  gint64 stages[MAX_STAGES];
  guint n_stages;
  gint64 a, b, c, d; /* a, b, c from top to bottom in the first stage, d in the second */
} Page;

/* The book */

static gpointer
read_stages (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Page *page = data;
  g_autoptr (CrmQuery) query = crm_query_new ("stage");
  g_autoptr (GArray) ids = NULL;

  crm_query_add_order (query, "position");
  ids = crm_transaction_find (tx, query, error);
  g_assert_nonnull (ids);
  for (guint i = 0; i < ids->len && i < MAX_STAGES; i++)
    page->stages[page->n_stages++] = g_array_index (ids, gint64, i);
  return page;
}

static gboolean
make_pipeline (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_pipeline_ensure (tx, error) != 0;
}

static gint64
add_deal (Page *page, const char *title, gint64 stage, gint64 minor)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (page->store, "deal");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_DEAL_TITLE, title);
  crm_values_set_integer (values, CRM_DEAL_STAGE, stage);
  crm_value_set_money (crm_values_slot (values, CRM_DEAL_AMOUNT), minor, "EUR");
  return crm_test_add (page->store, values);
}

static gpointer
load_deal (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "deal", *(gint64 *)data, error);
}

static CrmRow *
get_deal (Page *page, gint64 id)
{
  CrmRow *row = crm_store_read_sync (page->store, load_deal, &id, NULL);

  g_assert_nonnull (row);
  return row;
}

static gint64
get_stage (Page *page, gint64 id)
{
  g_autoptr (CrmRow) row = get_deal (page, id);

  return crm_row_get_integer (row, CRM_DEAL_STAGE);
}

static double
get_position (Page *page, gint64 id)
{
  g_autoptr (CrmRow) row = get_deal (page, id);
  const CrmValue *value = crm_row_get (row, CRM_DEAL_POSITION);

  g_assert_cmpint (value->type, ==, CRM_VALUE_REAL);
  return value->v.real;
}

static void
undo (Page *page)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmUndoReport) report = crm_store_undo_sync (page->store, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->kept, ==, 0);
}

/* The page */

static gboolean
is_board (gpointer data)
{
  Page *page = data;

  return g_strcmp0 (crm_deals_view_get_state (page->view), "board") == 0 &&
         !crm_board_is_loading (crm_deals_view_get_board (page->view));
}

static void
reset_settings (const char *order)
{
  static const char *const keys[] = { "deal-mode", "deal-group", "deal-pipeline", "deal-folded-lanes",
    "deal-card-fields", "deal-card-compact" };
  GSettings *settings = crm_settings_get ();

  g_assert_nonnull (settings);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
  g_settings_set_string (settings, "deal-order", order);
}

static gboolean
are_tiles_there (gpointer data)
{
  Page *page = data;

  for (guint i = 0; i < 4; i++)
    {
      CrmDealTile *tile = crm_board_view_find_tile (page->board, (&page->a)[i], NULL);

      if (tile == NULL || crm_deal_tile_get_row (tile) == NULL ||
          gtk_widget_get_height (GTK_WIDGET (tile)) == 0)
        return FALSE;
    }
  return TRUE;
}

static void
page_open (Page *page, const char *order)
{
  g_autoptr (GError) error = NULL;

  memset (page, 0, sizeof *page);
  reset_settings (order);
  page->store = crm_test_store_new (TRUE);
  crm_test_add_client (page->store, "Anna Kowalska");
  g_assert_true (crm_store_write_sync (page->store, "Pipeline", make_pipeline, NULL, NULL, &error));
  g_assert_no_error (error);
  crm_store_read_sync (page->store, read_stages, page, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->n_stages, >=, 3);
  /* New deals stand on top. */
  page->c = add_deal (page, "Cups", page->stages[0], 30000);
  page->b = add_deal (page, "Beans", page->stages[0], 20000);
  page->a = add_deal (page, "Apron", page->stages[0], 10000);
  page->d = add_deal (page, "Drum", page->stages[1], 40000);

  page->window = crm_test_window_new (page->store);
  crm_window_show_page (page->window, "deals");
  page->view = CRM_DEALS_VIEW (crm_window_get_view (page->window));
  page->board = crm_deals_view_get_board_view (page->view);
  crm_test_await (is_board, page);
  crm_test_await (are_tiles_there, page);
  crm_test_await_frame (GTK_WIDGET (page->window));
}

static void
page_close (Page *page)
{
  crm_test_window_destroy (page->window);
  crm_test_store_remove (page->store);
}

static CrmLaneView *
get_lane (Page *page, guint index)
{
  return crm_board_view_get_lane (page->board, index);
}

static GtkWidget *
get_tile (Page *page, gint64 id)
{
  CrmDealTile *tile = crm_board_view_find_tile (page->board, id, NULL);

  g_assert_nonnull (tile);
  return GTK_WIDGET (tile);
}

typedef struct
{
  Page *page;
  gint64 deal;
  guint lane;
  guint index;
  guint64 count;
} Place;

/* The store has read the lane again, and the card is where it should be. */
static gboolean
is_at (gpointer data)
{
  Place *place = data;
  CrmLaneView *lane = get_lane (place->page, place->lane);
  CrmDealTile *tile = crm_lane_view_find (lane, place->deal);

  /* The card is there before the store has it. */
  return crm_store_get_pending (place->page->store) == 0 && tile != NULL &&
         crm_lane_view_get_index (lane, tile) == place->index &&
         crm_lane_view_get_lane (lane)->count == place->count &&
         !crm_board_is_loading (crm_deals_view_get_board (place->page->view));
}

static void
await_place (Page *page, gint64 deal, guint lane, guint index, guint64 count)
{
  Place place = { page, deal, lane, index, count };

  crm_test_await (is_at, &place);
}

/* Pointer and keys */

static gboolean
is_left (gpointer data)
{
  return gtk_widget_has_css_class (data, "left-behind");
}

static gboolean
is_not_left (gpointer data)
{
  return !gtk_widget_has_css_class (data, "left-behind");
}

static gboolean
is_target (gpointer data)
{
  return gtk_widget_has_css_class (data, "target");
}

/* The place of the drop is shown behind this card. */
static gboolean
is_place_after (gpointer data)
{
  GtkWidget *next = gtk_widget_get_next_sibling (data);

  return next != NULL && gtk_widget_get_visible (next) && gtk_widget_has_css_class (next, "drop-place");
}

/* Takes a card up: it is left behind where it was. Under load a window manager may still be placing the window, and a pointer that stands
 * where it stood is told nothing: then once more. */
static void
pick_up (Page *page, GtkWidget *tile)
{
  for (guint tries = 0; !is_left (tile); tries++)
    {
      double x, y;

      g_assert_cmpuint (tries, <, 10);
      crm_test_await_frame (GTK_WIDGET (page->window));
      crm_test_find_point (GTK_WINDOW (page->window), tile, 0.5, 0.3, &x, &y);
      crm_test_move_pointer (GTK_WINDOW (page->window), x - 20, y - 6);
      crm_test_move_pointer (GTK_WINDOW (page->window), x, y);
      crm_test_pointer_down ();
      for (int i = 1; i <= 4; i++)
        crm_test_move_pointer (GTK_WINDOW (page->window), x + 8 * i, y + 4 * i);
      for (guint i = 0; i < 60 && !is_left (tile); i++)
        crm_test_await_frame (GTK_WIDGET (page->window));
      if (!is_left (tile))
        crm_test_pointer_up ();
    }
}

/* Carries it over a widget, which then shows that it would take it. */
static void
carry_to (Page *page, GtkWidget *widget, double fx, double fy)
{
  double x, y;

  crm_test_find_point (GTK_WINDOW (page->window), widget, fx, fy, &x, &y);
  crm_test_move_pointer (GTK_WINDOW (page->window), x - 6, y - 3);
  crm_test_move_pointer (GTK_WINDOW (page->window), x, y);
  crm_test_move_pointer (GTK_WINDOW (page->window), x + 1, y);
}

/* Tests */

static void
test_drag_across (void)
{
  Page page;
  GtkWidget *lane, *tile;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  lane = GTK_WIDGET (get_lane (&page, 1));
  tile = get_tile (&page, page.a);
  pick_up (&page, tile);
  carry_to (&page, lane, 0.5, 0.8);
  crm_test_await (is_target, lane);
  crm_test_await (is_place_after, get_tile (&page, page.d));

  /* The sums are those that would be, and the place is shown. */
  g_assert_nonnull (crm_test_find (lane, GTK_TYPE_LABEL, "500"));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (get_lane (&page, 0)), GTK_TYPE_LABEL, "500"));
  g_assert_cmpint (get_stage (&page, page.a), ==, page.stages[0]);

  crm_test_pointer_up ();
  await_place (&page, page.a, 1, 1, 2);
  g_assert_cmpint (get_stage (&page, page.a), ==, page.stages[1]);
  g_assert_cmpfloat (get_position (&page, page.a), >, get_position (&page, page.d));
  g_assert_false (is_target (lane));
  g_assert_cmpstr (crm_store_get_undo_purpose (page.store), ==, "Apron → Qualified");

  undo (&page);
  await_place (&page, page.a, 0, 0, 3);
  g_assert_cmpint (get_stage (&page, page.a), ==, page.stages[0]);
  page_close (&page);
}

static void
test_drag_inside (void)
{
  Page page;
  GtkWidget *tile;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  tile = get_tile (&page, page.a);
  pick_up (&page, tile);
  /* The cards make room while the pointer comes, so the card aimed at moves. */
  for (guint tries = 0; !is_place_after (get_tile (&page, page.b)); tries++)
    {
      g_assert_cmpuint (tries, <, 20);
      carry_to (&page, get_tile (&page, page.b), 0.5, 0.8);
      crm_test_await_frame (GTK_WIDGET (page.window));
    }
  crm_test_pointer_up ();
  await_place (&page, page.a, 0, 1, 3);
  g_assert_cmpfloat (get_position (&page, page.a), >, get_position (&page, page.b));
  g_assert_cmpfloat (get_position (&page, page.a), <, get_position (&page, page.c));

  /* Let go outside of everything it stays. */
  tile = get_tile (&page, page.a);
  pick_up (&page, tile);
  crm_test_move_pointer (GTK_WINDOW (page.window), 5, 5);
  crm_test_pointer_up ();
  crm_test_await (is_not_left, tile);
  await_place (&page, page.a, 0, 1, 3);
  page_close (&page);
}

static gboolean
is_lost (gpointer data)
{
  Page *page = data;
  g_autoptr (CrmRow) row = get_deal (page, page->b);

  return g_strcmp0 (crm_row_get_text (row, CRM_DEAL_STATE), "lost") == 0;
}

static gboolean
has_lost_popover (gpointer data)
{
  Page *page = data;

  return crm_test_find (GTK_WIDGET (page->board), CRM_TYPE_LOST_POPOVER, NULL) != NULL &&
         crm_test_find (GTK_WIDGET (page->board), GTK_TYPE_TOGGLE_BUTTON, NULL) != NULL;
}

static gboolean
has_comment (gpointer data)
{
  Page *page = data;
  g_autoptr (CrmRow) row = get_deal (page, page->b);

  return g_strcmp0 (crm_row_get_text (row, CRM_DEAL_LOST_COMMENT), "Too dear") == 0 &&
         crm_row_get_integer (row, CRM_DEAL_LOST_REASON) != 0;
}

static gboolean
is_zone_there (gpointer data)
{
  GtkWidget *zone = crm_test_find (data, GTK_TYPE_LABEL, "Lost…");

  return zone != NULL && gtk_widget_get_mapped (zone) && gtk_widget_get_height (zone) > 0;
}

static gboolean
is_target_zone (gpointer data)
{
  GtkWidget *zone = data;

  while (zone != NULL && !gtk_widget_has_css_class (zone, "drop-zone"))
    zone = gtk_widget_get_parent (zone);
  return zone != NULL && is_target (zone);
}

static void
test_drag_lost (void)
{
  Page page;
  GtkWidget *popover, *zone;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  pick_up (&page, get_tile (&page, page.b));
  crm_test_await (is_zone_there, page.board);
  crm_test_await_frame (GTK_WIDGET (page.window));
  zone = crm_test_find (GTK_WIDGET (page.board), GTK_TYPE_LABEL, "Lost…");
  carry_to (&page, zone, 0.5, 0.5);
  crm_test_await (is_target_zone, zone);
  crm_test_pointer_up ();
  crm_test_await (is_lost, &page);
  /* Where deals die stays known. */
  g_assert_cmpint (get_stage (&page, page.b), ==, page.stages[0]);

  crm_test_await (has_lost_popover, &page);
  popover = crm_test_find (GTK_WIDGET (page.board), CRM_TYPE_LOST_POPOVER, NULL);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (crm_test_find (popover, GTK_TYPE_TOGGLE_BUTTON, NULL)), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (crm_test_find (popover, GTK_TYPE_ENTRY, NULL)), "Too dear");
  g_signal_emit_by_name (crm_test_find (popover, GTK_TYPE_ENTRY, NULL), "activate");
  crm_test_await (has_comment, &page);

  /* Reason and loss are two steps back. */
  undo (&page);
  undo (&page);
  await_place (&page, page.b, 0, 1, 3);
  page_close (&page);
}

static gboolean
has_focus (gpointer data)
{
  return gtk_widget_has_focus (data);
}

static void
focus_tile (Page *page, gint64 id)
{
  GtkWidget *tile = get_tile (page, id);

  crm_test_focus_window (GTK_WINDOW (page->window));
  gtk_widget_set_focusable (tile, TRUE);
  gtk_widget_grab_focus (tile);
  crm_test_await (has_focus, tile);
}

static gboolean
has_menu (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_POPOVER_MENU, NULL) != NULL;
}

static gboolean
has_no_menu (gpointer data)
{
  return !has_menu (data);
}

static void
test_keys (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  focus_tile (&page, page.a);
  crm_test_press ("Down");
  crm_test_await (has_focus, get_tile (&page, page.b));
  crm_test_press ("Right");
  crm_test_await (has_focus, get_tile (&page, page.d));
  crm_test_press ("Left");
  crm_test_await (has_focus, get_tile (&page, page.a));

  /* Down one place, then to the next stage; the card keeps the focus and its place is said. */
  crm_test_press ("ctrl+Down");
  await_place (&page, page.a, 0, 1, 3);
  g_assert_cmpfloat (get_position (&page, page.a), >, get_position (&page, page.b));
  crm_test_press ("ctrl+Right");
  await_place (&page, page.a, 1, 1, 2);
  g_assert_cmpint (get_stage (&page, page.a), ==, page.stages[1]);
  g_assert_cmpstr (crm_board_view_get_status (page.board), ==, "Moved to Qualified, 2 of 2");
  crm_test_await (has_focus, get_tile (&page, page.a));
  crm_test_press ("ctrl+Left");
  await_place (&page, page.a, 0, 1, 3);

  /* The menu leads back to the card. */
  crm_test_press ("Menu");
  crm_test_await (has_menu, page.board);
  crm_test_press ("Escape");
  crm_test_await (has_no_menu, page.board);
  crm_test_await (has_focus, get_tile (&page, page.a));
  page_close (&page);
}

static gboolean
is_card (gpointer data)
{
  return g_strcmp0 (crm_window_get_page (data), "deal") == 0;
}

static void
test_open (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  focus_tile (&page, page.b);
  crm_test_press ("Return");
  crm_test_await (is_card, page.window);
  /* Back to the same card. */
  crm_window_back (GTK_WIDGET (page.window));
  g_assert_cmpstr (crm_window_get_page (page.window), ==, "deals");
  crm_test_await (has_focus, get_tile (&page, page.b));
  page_close (&page);
}

static gboolean
has_two_selected (gpointer data)
{
  Page *page = data;

  return crm_board_view_is_selected (page->board, page->a) &&
         crm_board_view_is_selected (page->board, page->b);
}

static void
test_several (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  focus_tile (&page, page.a);
  crm_test_press ("space");
  crm_test_press ("Down");
  crm_test_press ("space");
  crm_test_await (has_two_selected, &page);
  g_assert_cmpstr (crm_board_view_get_status (page.board), ==, "2 deals selected");

  /* Both on one pointer. */
  pick_up (&page, get_tile (&page, page.a));
  g_assert_true (is_left (get_tile (&page, page.b)));
  carry_to (&page, GTK_WIDGET (get_lane (&page, 2)), 0.5, 0.6);
  crm_test_await (is_target, get_lane (&page, 2));
  crm_test_pointer_up ();
  await_place (&page, page.b, 2, 1, 2);
  g_assert_cmpint (get_stage (&page, page.a), ==, page.stages[2]);
  g_assert_cmpint (get_stage (&page, page.b), ==, page.stages[2]);
  g_assert_cmpstr (crm_store_get_undo_purpose (page.store), ==, "2 deals → Offer");

  /* And back by one step. */
  undo (&page);
  await_place (&page, page.b, 0, 1, 3);
  g_assert_cmpint (get_stage (&page, page.a), ==, page.stages[0]);
  page_close (&page);
}

static gboolean
require_source (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "stage", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, CRM_STAGE_REQUIRED, "source");
  return crm_transaction_update (tx, *(gint64 *)data, 0, values, error);
}

static gboolean
is_source_required (gpointer data)
{
  Page *page = data;

  return g_strcmp0 (crm_lane_view_get_lane (get_lane (page, 1))->required, "source") == 0;
}

static gboolean
has_required_popover (gpointer data)
{
  return crm_test_find (data, CRM_TYPE_REQUIRED_POPOVER, NULL) != NULL;
}

static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRow) row = NULL;
  Page page;
  GtkWidget *popover, *editor, *button;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  g_assert_true (crm_store_write_sync (page.store, "Require", require_source, &page.stages[1], NULL, &error));
  crm_test_await (is_source_required, &page);
  focus_tile (&page, page.a);
  crm_test_press ("ctrl+Right");

  /* It goes back, and says what is missing. */
  crm_test_await (has_required_popover, page.board);
  await_place (&page, page.a, 0, 0, 3);
  g_assert_cmpint (get_stage (&page, page.a), ==, page.stages[0]);
  popover = crm_test_find (GTK_WIDGET (page.board), CRM_TYPE_REQUIRED_POPOVER, NULL);
  g_assert_nonnull (crm_test_find (popover, GTK_TYPE_LABEL, "Source"));
  editor = crm_test_find (popover, CRM_TYPE_FIELD_EDITOR, NULL);
  button = crm_test_find (popover, GTK_TYPE_BUTTON, "Fill and _move");
  g_signal_emit_by_name (button, "clicked");
  g_assert_nonnull (crm_test_find (popover, GTK_TYPE_LABEL, "still empty"));
  crm_field_editor_set_text (CRM_FIELD_EDITOR (editor), "Fair");
  g_signal_emit_by_name (button, "clicked");
  await_place (&page, page.a, 1, 0, 2);
  row = get_deal (&page, page.a);
  g_assert_cmpint (crm_row_get_integer (row, CRM_DEAL_STAGE), ==, page.stages[1]);
  g_assert_cmpstr (crm_row_get_text (row, CRM_DEAL_SOURCE), ==, "Fair");

  /* Filling and moving are one step. */
  undo (&page);
  await_place (&page, page.a, 0, 0, 3);
  g_clear_pointer (&row, crm_row_unref);
  row = get_deal (&page, page.a);
  g_assert_null (crm_row_get_text (row, CRM_DEAL_SOURCE));
  page_close (&page);
}

static gboolean
has_advice (gpointer data)
{
  return strstr (crm_board_view_get_status (data), "Sort by hand") != NULL;
}

static void
test_sorted (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "amount");
  /* The largest first; a card finds its place by itself. */
  await_place (&page, page.c, 0, 0, 3);
  focus_tile (&page, page.b);
  crm_test_press ("ctrl+Right");
  await_place (&page, page.b, 1, 1, 2);
  crm_test_press ("ctrl+Up");
  crm_test_await (has_advice, page.board);
  await_place (&page, page.b, 1, 1, 2);
  page_close (&page);
}

static gboolean
has_date (gpointer data)
{
  Place *place = data;
  g_autoptr (CrmRow) row = get_deal (place->page, place->deal);

  return crm_row_get_text (row, CRM_DEAL_EXPECTED_CLOSE) != NULL;
}

static gboolean
is_by_month (gpointer data)
{
  Page *page = data;
  CrmLaneView *lane = get_lane (page, 0);

  return lane != NULL && crm_lane_view_get_lane (lane)->probability < 0 && is_board (data);
}

static void
test_months (void)
{
  g_autofree char *same = crm_deal_fields_dup_day ("2027-02", "2026-11-10");
  g_autofree char *last = crm_deal_fields_dup_day ("2027-02", "2026-11-30");
  g_autofree char *none = crm_deal_fields_dup_day ("2028-02", NULL);
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CrmLaneView *lane = NULL;
  Page page;
  Place place;

  g_assert_cmpstr (same, ==, "2027-02-10");
  g_assert_cmpstr (last, ==, "2027-02-28");
  g_assert_cmpstr (none, ==, "2028-02-29");

  page_open (&page, "close");
  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.group", "s", "month");
  crm_test_await (is_by_month, &page);
  for (guint i = 0; i < crm_board_view_get_n_lanes (page.board); i++)
    if (strlen (crm_lane_view_get_key (get_lane (&page, i))) == 7)
      lane = get_lane (&page, i);
  g_assert_nonnull (lane);
  focus_tile (&page, page.a);
  gtk_widget_activate_action (GTK_WIDGET (page.board), "board.move-to", "s", crm_lane_view_get_key (lane));
  place = (Place){ .page = &page, .deal = page.a };
  crm_test_await (has_date, &place);
  row = get_deal (&page, page.a);
  g_assert_true (
      g_str_has_prefix (crm_row_get_text (row, CRM_DEAL_EXPECTED_CLOSE), crm_lane_view_get_key (lane)));
  page_close (&page);
}

typedef struct
{
  Page *page;
  guint64 count;
} Count;

static gboolean
has_count (gpointer data)
{
  Count *wanted = data;

  return crm_lane_view_get_lane (get_lane (wanted->page, 0))->count == wanted->count;
}

static gboolean
has_new_card (gpointer data)
{
  GtkWidget *lane = GTK_WIDGET (get_lane (data, 0));

  return crm_test_find (lane, GTK_TYPE_LABEL, "Espresso lease") != NULL &&
         crm_test_find (lane, GTK_TYPE_LABEL, "Kavarna Nusle") != NULL;
}

static gboolean
has_complaint (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_LABEL, "A deal needs a title.") != NULL;
}

static gboolean
is_not_adding (gpointer data)
{
  return !crm_board_view_is_adding (data);
}

static void
test_quick_add (void)
{
  Page page;
  Count wanted = { &page, 4 };
  GtkWidget *form;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  crm_test_focus_window (GTK_WINDOW (page.window));
  g_assert_true (crm_view_add_new (CRM_VIEW (page.view)));
  form = crm_test_find (GTK_WIDGET (page.board), CRM_TYPE_DEAL_QUICK_ADD, NULL);
  g_assert_nonnull (form);
  crm_test_type ("Espresso lease");
  crm_test_press ("Tab");
  crm_test_type ("Kavarna Nusle");
  crm_test_press ("Tab");
  crm_test_type ("6200");
  crm_test_press ("Return");
  crm_test_await (has_count, &wanted);
  crm_test_await (has_new_card, &page);

  /* The form is empty for the next one; without a title it says so. */
  g_assert_true (crm_board_view_is_adding (page.board));
  crm_test_press ("Return");
  crm_test_await (has_complaint, form);
  crm_test_press ("Escape");
  crm_test_await (is_not_adding, page.board);

  /* The deal and its new client are one step. */
  undo (&page);
  wanted.count = 3;
  crm_test_await (has_count, &wanted);
  page_close (&page);
}

static gboolean
is_state (gpointer data, const char *state)
{
  return g_strcmp0 (crm_deals_view_get_state (((Page *)data)->view), state) == 0;
}

static gboolean
is_nothing (gpointer data)
{
  return is_state (data, "nothing");
}

static gboolean
is_list (gpointer data)
{
  return is_state (data, "list") &&
         crm_test_find (GTK_WIDGET (((Page *)data)->view), GTK_TYPE_LABEL, "4 deals · total €1,000") != NULL;
}

static void
test_filter_and_list (void)
{
  Page page;
  CrmDealFilter *filter;
  Count wanted = { &page, 1 };

  page_open (&page, "urgency");
  filter = crm_deals_view_get_filter (page.view);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_LABEL, "4 open deals"));
  crm_deal_filter_set_text (filter, "bean");
  crm_test_await (has_count, &wanted);
  crm_deal_filter_set_text (filter, "zyzzyx");
  crm_test_await (is_nothing, &page);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.clear-filters", NULL);
  wanted.count = 3;
  crm_test_await (has_count, &wanted);
  crm_test_await (is_board, &page);

  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.mode", "s", "list");
  crm_test_await (is_list, &page);
  crm_deal_filter_set_next (filter, CRM_NEXT_OVERDUE);
  crm_test_await (is_nothing, &page);
  page_close (&page);
}

static void
test_names (void)
{
  Page page;
  GtkWidget *tile;
  char *problem;

  page_open (&page, "hand");
  tile = get_tile (&page, page.a);
  gtk_test_accessible_assert_role (tile, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  problem = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL, "Apron, €100, 0 days in stage, No next step");
  g_assert_cmpstr (problem, ==, NULL);
  problem = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (get_lane (&page, 1)), GTK_ACCESSIBLE_PROPERTY_LABEL, "Qualified, 1 deal, €400");
  g_assert_cmpstr (problem, ==, NULL);
  page_close (&page);
}

static gboolean
is_empty (gpointer data)
{
  return is_state (data, "empty");
}

static gboolean
is_adding (gpointer data)
{
  return crm_board_view_is_adding (((Page *)data)->board);
}

static void
test_empty (void)
{
  Page page = { 0 };

  reset_settings ("urgency");
  page.store = crm_test_store_new (TRUE);
  crm_test_add_client (page.store, "Anna Kowalska");
  page.window = crm_test_window_new (page.store);
  crm_window_show_page (page.window, "deals");
  page.view = CRM_DEALS_VIEW (crm_window_get_view (page.window));
  page.board = crm_deals_view_get_board_view (page.view);
  crm_test_await (is_empty, &page);
  /* The first deal brings the stages with it. */
  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.new", NULL);
  crm_test_await (is_adding, &page);
  g_assert_cmpuint (crm_board_view_get_n_lanes (page.board), >=, 3);
  page_close (&page);
}

static void
test_narrow (void)
{
  Page page;
  int minimum, natural;

  page_open (&page, "hand");
  crm_view_width_changed (CRM_VIEW (page.view), 360);
  crm_test_await (are_tiles_there, &page);
  gtk_widget_measure (GTK_WIDGET (page.view), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page.view), ADW_TYPE_WINDOW_TITLE, "New request"));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_LABEL, "3 deals · €600"));
  page_close (&page);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add_func ("/gui/board/drag-across", test_drag_across);
  g_test_add_func ("/gui/board/drag-inside", test_drag_inside);
  g_test_add_func ("/gui/board/drag-lost", test_drag_lost);
  g_test_add_func ("/gui/board/keys", test_keys);
  g_test_add_func ("/gui/board/open", test_open);
  g_test_add_func ("/gui/board/several", test_several);
  g_test_add_func ("/gui/board/refused", test_refused);
  g_test_add_func ("/gui/board/sorted", test_sorted);
  g_test_add_func ("/gui/board/months", test_months);
  g_test_add_func ("/gui/board/quick-add", test_quick_add);
  g_test_add_func ("/gui/board/filter-and-list", test_filter_and_list);
  g_test_add_func ("/gui/board/names", test_names);
  g_test_add_func ("/gui/board/empty", test_empty);
  g_test_add_func ("/gui/board/narrow", test_narrow);
  return g_test_run ();
}
