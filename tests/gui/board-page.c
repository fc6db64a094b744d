/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "board-page.h"

#include "settings/crm-settings.h"

/* Owns the window of the board and its book. Main thread. */

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

gint64
page_add_deal (Page *page, const char *title, gint64 stage, gint64 minor)
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

CrmRow *
page_get_deal (Page *page, gint64 id)
{
  CrmRow *row = crm_store_read_sync (page->store, load_deal, &id, NULL);

  g_assert_nonnull (row);
  return row;
}

gint64
page_get_stage (Page *page, gint64 id)
{
  g_autoptr (CrmRow) row = page_get_deal (page, id);

  return crm_row_get_integer (row, CRM_DEAL_STAGE);
}

double
page_get_position (Page *page, gint64 id)
{
  g_autoptr (CrmRow) row = page_get_deal (page, id);
  const CrmValue *value = crm_row_get (row, CRM_DEAL_POSITION);

  g_assert_cmpint (value->type, ==, CRM_VALUE_REAL);
  return value->v.real;
}

void
page_undo (Page *page)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmUndoReport) report = crm_store_undo_sync (page->store, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->kept, ==, 0);
}

/* The page */

gboolean
page_is_board (gpointer data)
{
  Page *page = data;

  return g_strcmp0 (crm_deals_view_get_state (page->view), "board") == 0 &&
         !crm_board_is_loading (crm_deals_view_get_board (page->view));
}

void
page_reset_settings (const char *order)
{
  static const char *const keys[] = { "deal-mode", "deal-group", "deal-pipeline", "deal-folded-lanes",
    "deal-card-fields", "deal-card-compact" };
  GSettings *settings = crm_settings_get ();

  g_assert_nonnull (settings);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
  g_settings_set_string (settings, "deal-order", order);
}

gboolean
page_has_tiles (gpointer data)
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

void
page_open (Page *page, const char *order)
{
  g_autoptr (GError) error = NULL;

  memset (page, 0, sizeof *page);
  page_reset_settings (order);
  page->store = crm_test_store_new (TRUE);
  crm_test_add_client (page->store, "Anna Kowalska");
  g_assert_true (crm_store_write_sync (page->store, "Pipeline", make_pipeline, NULL, NULL, &error));
  g_assert_no_error (error);
  crm_store_read_sync (page->store, read_stages, page, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->n_stages, >=, 3);
  /* New deals stand on top. */
  page->c = page_add_deal (page, "Cups", page->stages[0], 30000);
  page->b = page_add_deal (page, "Beans", page->stages[0], 20000);
  page->a = page_add_deal (page, "Apron", page->stages[0], 10000);
  page->d = page_add_deal (page, "Drum", page->stages[1], 40000);

  page->window = crm_test_window_new (page->store);
  crm_window_show_page (page->window, "deals");
  page->view = CRM_DEALS_VIEW (crm_window_get_view (page->window));
  page->board = crm_deals_view_get_board_view (page->view);
  crm_test_await (page_is_board, page);
  crm_test_await (page_has_tiles, page);
  crm_test_await_frame (GTK_WIDGET (page->window));
}

static gboolean
is_as_narrow_as_asked (gpointer data)
{
  Page *page = data;
  int width = gtk_widget_get_width (GTK_WIDGET (page->window));

  /* A wide page keeps the window from getting narrower at once: who drags the edge goes on dragging. Asked for the same size as before GTK does
   * nothing. */
  if (width > 360)
    {
      gtk_window_set_default_size (GTK_WINDOW (page->window), 1000, 640);
      gtk_window_set_default_size (GTK_WINDOW (page->window), 360, 640);
    }
  return width <= 360;
}

void
page_make_narrow (Page *page)
{
  crm_test_await (is_as_narrow_as_asked, page);
  crm_test_await_frame (GTK_WIDGET (page->window));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (page->view)), <=, 360);
}

void
page_close (Page *page)
{
  static const char *const away[] = { "mousemove", "0", "0", NULL };

  /* A tooltip that is due while its window goes makes GTK complain. */
  if (crm_test_try_input (away))
    crm_test_await_frame (GTK_WIDGET (page->window));
  crm_test_window_destroy (page->window);
  crm_test_store_remove (page->store);
}

CrmLaneView *
page_get_lane (Page *page, guint index)
{
  return crm_board_view_get_lane (page->board, index);
}

GtkWidget *
page_get_tile (Page *page, gint64 id)
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
  CrmLaneView *lane = page_get_lane (place->page, place->lane);
  CrmDealTile *tile = crm_lane_view_find (lane, place->deal);

  /* The card is there before the store has it. */
  return crm_store_get_pending (place->page->store) == 0 && tile != NULL &&
         crm_lane_view_get_index (lane, tile) == place->index &&
         crm_lane_view_get_lane (lane)->count == place->count &&
         !crm_board_is_loading (crm_deals_view_get_board (place->page->view));
}

void
page_await_place (Page *page, gint64 deal, guint lane, guint index, guint64 count)
{
  Place place = { page, deal, lane, index, count };

  crm_test_await (is_at, &place);
}

gboolean
page_has_count (gpointer data)
{
  PageCount *wanted = data;

  return crm_lane_view_get_lane (page_get_lane (wanted->page, 0))->count == wanted->count;
}

/* Pointer and keys */

gboolean
page_is_left (gpointer data)
{
  return gtk_widget_has_css_class (data, "left-behind");
}

gboolean
page_is_not_left (gpointer data)
{
  return !gtk_widget_has_css_class (data, "left-behind");
}

gboolean
page_is_target (gpointer data)
{
  return gtk_widget_has_css_class (data, "target");
}

/* The place of the drop is shown behind this card. */
gboolean
page_is_place_after (gpointer data)
{
  GtkWidget *next = gtk_widget_get_next_sibling (data);

  return next != NULL && gtk_widget_get_visible (next) && gtk_widget_has_css_class (next, "drop-place");
}

/* Takes a card up: it is left behind where it was. Under load a window manager may still be placing the window, and a pointer that stands
 * where it stood is told nothing: then once more. GTK 4.18 begins no drag in the first tenth of a second, and then only with a movement. */
void
page_pick_up (Page *page, GtkWidget *tile)
{
  for (guint tries = 0; !page_is_left (tile); tries++)
    {
      double x, y;

      g_assert_cmpuint (tries, <, 10);
      crm_test_await_frame (GTK_WIDGET (page->window));
      crm_test_find_point (GTK_WINDOW (page->window), tile, 0.5, 0.3, &x, &y);
      crm_test_move_pointer (GTK_WINDOW (page->window), x - 20, y - 6);
      crm_test_move_pointer (GTK_WINDOW (page->window), x, y);
      crm_test_pointer_down ();
      for (int i = 1; i <= 60 && !page_is_left (tile); i++)
        {
          crm_test_move_pointer (GTK_WINDOW (page->window), x + 8 * MIN (i, 3) + 8 * (i % 2), y + 16);
          crm_test_await_frame (GTK_WIDGET (page->window));
        }
      if (!page_is_left (tile))
        crm_test_pointer_up ();
    }
}

/* Carries it over a widget, which then shows that it would take it. */
void
page_carry_to (Page *page, GtkWidget *widget, double fx, double fy)
{
  double x, y;

  crm_test_find_point (GTK_WINDOW (page->window), widget, fx, fy, &x, &y);
  crm_test_move_pointer (GTK_WINDOW (page->window), x - 6, y - 3);
  crm_test_move_pointer (GTK_WINDOW (page->window), x, y);
  crm_test_move_pointer (GTK_WINDOW (page->window), x + 1, y);
}

gboolean
page_has_focus (gpointer data)
{
  return gtk_widget_has_focus (data);
}

void
page_focus_tile (Page *page, gint64 id)
{
  GtkWidget *tile = page_get_tile (page, id);

  crm_test_focus_window (GTK_WINDOW (page->window));
  gtk_widget_set_focusable (tile, TRUE);
  gtk_widget_grab_focus (tile);
  crm_test_await (page_has_focus, tile);
}
