/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"
#include "crm-test-input.h"

#include <string.h>

#include "deal/crm-board-view.h"
#include "deal/crm-deals-view.h"
#include "deal/crm-lost-popover.h"
#include "import/crm-importer.h"
#include "settings/crm-settings.h"

/* A pipeline of some hundreds of deals from a table, worked on with the pointer: every sum of the board is compared with a count of the book's
 * own deals, after each drop and each undo. */

#define N_DEALS 420
#define N_CLIENTS 30

static const char *const stage_names[] = { "Prospecting", "Engaging", "Offer sent", "Negotiating" };
#define N_STAGES G_N_ELEMENTS (stage_names)

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmDealsView *view;
  CrmBoardView *board;
  CrmLaneView *lanes[N_STAGES]; /* of the stages that came with the table */
} Page;

/* The table */

static char *
make_table (void)
{
  g_autoptr (GString) text = g_string_new ("opportunity_id,deal name,account,deal_stage,close_value\n");

  for (guint i = 0; i < N_DEALS; i++)
    g_string_append_printf (text, "T%04u,Delivery %u,Client %u,%s,%u\n", i, i, i * 7 % N_CLIENTS,
        stage_names[i * 5 % 11 % N_STAGES], 100 + i * 37 % 9000);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
import_table (CrmStore *store)
{
  g_autoptr (CrmImporter) importer = crm_importer_new (store, NULL);
  g_autofree char *text = make_table ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (CrmImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  crm_importer_load_bytes (importer, bytes, "pipeline.csv", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (crm_importer_get_entity (importer), ==, "deal");
  crm_importer_make (importer, "stage,client", &error);
  g_assert_no_error (error);
  result = crm_importer_run_sync (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->created, ==, N_DEALS);
  g_assert_cmpuint (result->faulty->len, ==, 0);
}

/* The book */

typedef struct
{
  gint64 stage;
  guint count;
  gint64 minor;
} Count;

static gpointer
count_in_reader (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Count *count = data;
  g_autoptr (CrmQuery) query = crm_query_new ("deal");
  g_autoptr (GArray) ids = crm_transaction_find (tx, query, error);

  count->count = 0;
  count->minor = 0;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CrmRow) row = crm_transaction_load (tx, "deal", g_array_index (ids, gint64, i), error);

      if (crm_row_get_integer (row, CRM_DEAL_STAGE) != count->stage ||
          g_strcmp0 (crm_row_get_text (row, CRM_DEAL_STATE), "open") != 0)
        continue;
      count->count++;
      count->minor += crm_row_get (row, CRM_DEAL_AMOUNT)->v.money.minor;
    }
  return count;
}

static Count
count_deals (Page *page, CrmLaneView *lane)
{
  Count count = { .stage = crm_lane_view_get_lane (lane)->id };
  g_autoptr (GError) error = NULL;

  crm_store_read_sync (page->store, count_in_reader, &count, &error);
  g_assert_no_error (error);
  return count;
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

/* The page */

static CrmLaneView *
find_lane (Page *page, const char *title)
{
  for (guint i = 0; i < crm_board_view_get_n_lanes (page->board); i++)
    {
      CrmLaneView *lane = crm_board_view_get_lane (page->board, i);

      if (g_str_equal (crm_lane_view_get_lane (lane)->title, title))
        return lane;
    }
  return NULL;
}

static gboolean
is_quiet (gpointer data)
{
  Page *page = data;

  if (g_strcmp0 (crm_deals_view_get_state (page->view), "board") != 0 ||
      crm_store_get_pending (page->store) != 0 ||
      crm_board_is_loading (crm_deals_view_get_board (page->view)))
    return FALSE;
  for (guint i = 0; i < crm_board_view_get_n_lanes (page->board); i++)
    {
      CrmLaneView *lane = crm_board_view_get_lane (page->board, i);
      guint n = crm_lane_view_get_n_tiles (lane);

      if (n != crm_lane_view_get_lane (lane)->ids->len)
        return FALSE;
      for (guint t = 0; t < n; t++)
        if (crm_deal_tile_get_row (crm_lane_view_get_tile (lane, t)) == NULL)
          return FALSE;
    }
  return TRUE;
}

typedef struct
{
  Page *page;
  CrmLaneView *lane;
  guint count;
} Awaited;

static gboolean
has_count (gpointer data)
{
  Awaited *awaited = data;

  return is_quiet (awaited->page) && crm_lane_view_get_lane (awaited->lane)->count == awaited->count;
}

/* The lane has so many deals, and its sum is that of the book. */
static void
assert_lane (Page *page, guint lane, guint n)
{
  Awaited awaited = { page, page->lanes[lane], n };
  Count count;

  crm_test_await (has_count, &awaited);
  count = count_deals (page, page->lanes[lane]);
  g_assert_cmpuint (count.count, ==, n);
  g_assert_cmpint (
      crm_sums_get_amount (crm_lane_view_get_lane (page->lanes[lane])->sums, "EUR"), ==, count.minor);
}

static void
page_open (Page *page)
{
  static const char *const keys[] = { "deal-mode", "deal-group", "deal-order", "deal-pipeline",
    "deal-folded-lanes", "deal-card-fields", "deal-card-compact" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (crm_settings_get (), keys[i]);
  memset (page, 0, sizeof *page);
  page->store = crm_test_store_new (TRUE);
  import_table (page->store);
  page->window = crm_test_window_new (page->store);
  crm_window_show_page (page->window, "deals");
  page->view = CRM_DEALS_VIEW (crm_window_get_view (page->window));
  page->board = crm_deals_view_get_board_view (page->view);
  crm_test_await (is_quiet, page);
  for (guint i = 0; i < N_STAGES; i++)
    {
      page->lanes[i] = find_lane (page, stage_names[i]);
      g_assert_nonnull (page->lanes[i]);
      assert_lane (page, i, (guint)crm_lane_view_get_lane (page->lanes[i])->count);
    }
  /* The stages of every book stand in front of those of the table. */
  for (guint i = 0; i < crm_board_view_get_n_lanes (page->board); i++)
    {
      CrmLaneView *lane = crm_board_view_get_lane (page->board, i);

      if (crm_lane_view_get_lane (lane)->count == 0)
        gtk_widget_activate_action (
            GTK_WIDGET (page->board), "board.fold", "s", crm_lane_view_get_key (lane));
    }
  crm_test_await_frame (GTK_WIDGET (page->window));
}

static void
page_close (Page *page)
{
  crm_test_window_destroy (page->window);
  crm_test_store_remove (page->store);
}

static guint
get_count (Page *page, guint lane)
{
  return (guint)crm_lane_view_get_lane (page->lanes[lane])->count;
}

static CrmDealTile *
get_tile (Page *page, guint lane, guint index)
{
  CrmDealTile *tile = crm_lane_view_get_tile (page->lanes[lane], index);

  g_assert_nonnull (tile);
  return tile;
}

static gboolean
has_class (GtkWidget *widget, const char *name)
{
  return gtk_widget_has_css_class (widget, name);
}

static gboolean
is_left (gpointer data)
{
  return has_class (data, "left-behind");
}

static gboolean
is_target (gpointer data)
{
  return has_class (data, "target");
}

static void
undo (Page *page)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmUndoReport) report = crm_store_undo_sync (page->store, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->kept, ==, 0);
}

static void
pick_up (Page *page, CrmDealTile *tile)
{
  /* The window manager may still be placing the window: then the press came to nobody. */
  for (guint tries = 0; !is_left (tile); tries++)
    {
      double x, y;

      g_assert_cmpuint (tries, <, 10);
      crm_test_await_frame (GTK_WIDGET (page->window));
      crm_test_find_point (GTK_WINDOW (page->window), GTK_WIDGET (tile), 0.5, 0.3, &x, &y);
      crm_test_move_pointer (GTK_WINDOW (page->window), x, y);
      crm_test_pointer_down ();
      /* GTK 4.18 begins no drag in the first tenth of a second, and then only with a movement. */
      for (int i = 1; i <= 60 && !is_left (tile); i++)
        {
          crm_test_move_pointer (GTK_WINDOW (page->window), x + 8 * MIN (i, 3) + 8 * (i % 2), y + 16);
          crm_test_await_frame (GTK_WIDGET (page->window));
        }
      if (!is_left (tile))
        crm_test_pointer_up ();
    }
}

static void
drop_on (Page *page, GtkWidget *target, double fy)
{
  double x, y;

  crm_test_find_point (GTK_WINDOW (page->window), target, 0.5, fy, &x, &y);
  crm_test_move_pointer (GTK_WINDOW (page->window), x - 6, y - 3);
  crm_test_move_pointer (GTK_WINDOW (page->window), x, y);
  crm_test_move_pointer (GTK_WINDOW (page->window), x + 1, y);
  crm_test_await (is_target, target);
  crm_test_pointer_up ();
}

/* Tests */

static void
test_across (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  page_open (&page);
  /* One after the other from every lane into the next, and all of it back. */
  for (guint i = 0; i + 1 < N_STAGES; i++)
    {
      guint from = get_count (&page, i), to = get_count (&page, i + 1);
      CrmDealTile *tile = get_tile (&page, i, 1);
      gint64 deal = crm_deal_tile_get_id (tile);

      pick_up (&page, tile);
      drop_on (&page, GTK_WIDGET (page.lanes[i + 1]), 0.6);
      assert_lane (&page, i, from - 1);
      assert_lane (&page, i + 1, to + 1);
      g_assert_cmpint (get_stage (&page, deal), ==, crm_lane_view_get_lane (page.lanes[i + 1])->id);
      undo (&page);
      assert_lane (&page, i, from);
      assert_lane (&page, i + 1, to);
      g_assert_cmpint (get_stage (&page, deal), ==, crm_lane_view_get_lane (page.lanes[i])->id);
    }
  page_close (&page);
}

static void
test_several (void)
{
  Page page;
  gint64 deals[3];
  guint from, to;

  if (!crm_test_has_input ())
    return;
  page_open (&page);
  from = get_count (&page, 2);
  to = get_count (&page, 0);
  crm_test_focus_window (GTK_WINDOW (page.window));
  for (guint i = 0; i < 3; i++)
    {
      CrmDealTile *tile = get_tile (&page, 2, i);

      deals[i] = crm_deal_tile_get_id (tile);
      gtk_widget_set_focusable (GTK_WIDGET (tile), TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (tile));
      crm_test_press ("space");
      g_assert_true (crm_board_view_is_selected (page.board, deals[i]));
    }
  pick_up (&page, get_tile (&page, 2, 1));
  g_assert_true (is_left (get_tile (&page, 2, 0)) && is_left (get_tile (&page, 2, 2)));
  drop_on (&page, GTK_WIDGET (page.lanes[0]), 0.6);
  assert_lane (&page, 2, from - 3);
  assert_lane (&page, 0, to + 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (get_stage (&page, deals[i]), ==, crm_lane_view_get_lane (page.lanes[0])->id);
  undo (&page);
  assert_lane (&page, 2, from);
  assert_lane (&page, 0, to);
  page_close (&page);
}

static gboolean
is_zone_there (gpointer data)
{
  GtkWidget *zone = crm_test_find (data, GTK_TYPE_LABEL, "Lost…");

  return zone != NULL && gtk_widget_get_mapped (zone) && gtk_widget_get_height (zone) > 0;
}

static gboolean
has_toast (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_BUTTON, "_Undo") != NULL ||
         crm_test_find (data, GTK_TYPE_BUTTON, "Undo") != NULL;
}

/* At once after another move, whose toast lies where the zones come. */
static void
test_lost (void)
{
  Page page;
  CrmDealTile *tile;
  GtkWidget *zone;
  gint64 deal, stage;
  guint from, to;

  if (!crm_test_has_input ())
    return;
  page_open (&page);
  from = get_count (&page, 1);
  to = get_count (&page, 2);
  pick_up (&page, get_tile (&page, 1, 0));
  drop_on (&page, GTK_WIDGET (page.lanes[2]), 0.6);
  assert_lane (&page, 2, to + 1);
  crm_test_await (has_toast, page.window);

  tile = get_tile (&page, 1, 0);
  deal = crm_deal_tile_get_id (tile);
  stage = get_stage (&page, deal);
  pick_up (&page, tile);
  crm_test_await (is_zone_there, page.board);
  crm_test_await_frame (GTK_WIDGET (page.window));
  g_assert_false (has_toast (page.window));
  zone = gtk_widget_get_ancestor (
      crm_test_find (GTK_WIDGET (page.board), GTK_TYPE_LABEL, "Lost…"), GTK_TYPE_BOX);
  drop_on (&page, gtk_widget_get_parent (zone), 0.5);
  assert_lane (&page, 1, from - 2);
  {
    g_autoptr (CrmRow) row = get_deal (&page, deal);

    g_assert_cmpstr (crm_row_get_text (row, CRM_DEAL_STATE), ==, "lost");
    g_assert_cmpint (crm_row_get_integer (row, CRM_DEAL_STAGE), ==, stage);
  }
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page.board), CRM_TYPE_LOST_POPOVER, NULL));
  undo (&page);
  undo (&page);
  assert_lane (&page, 1, from);
  assert_lane (&page, 2, to);
  page_close (&page);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add_func ("/gui/board-import/across", test_across);
  g_test_add_func ("/gui/board-import/several", test_several);
  g_test_add_func ("/gui/board-import/lost", test_lost);
  return g_test_run ();
}
