/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "backends/crm-backends.h"
#include "bench-pointer.h"
#include "crm-application.h"
#include "crm-window.h"
#include "deal/crm-deals-view.h"

/* The page Deals of the program itself under a real pointer: bench-deals-window --book BOOK --size WIDTHxHEIGHT. Visits the page, compares
 * its sums with plain SQL, drags a card about and drops it. */

#define SETTLE_MS 400
#define SEEN_TILES 4 /* of each lane of a window of 800 pixels */
/* A button is down for 60 to 120 ms when a person clicks. */
#define HAND_MS 60
#define VISITS 5
#define DROPS 3

static CrmWindow *window;
static const char *book;

static CrmDealsView *
get_deals (void)
{
  CrmView *view = crm_window_get_view (window);

  return CRM_IS_DEALS_VIEW (view) ? CRM_DEALS_VIEW (view) : NULL;
}

static gboolean
has_page (gpointer data)
{
  return g_strcmp0 (crm_window_get_page (window), data) == 0;
}

/* Every lane has its head and the cards of its first screen, with what they say. */
static gboolean
is_board_there (gpointer data)
{
  CrmDealsView *view = get_deals ();
  CrmBoardView *board = view ? crm_deals_view_get_board_view (view) : NULL;

  if (!board || g_strcmp0 (crm_deals_view_get_state (view), "board") != 0 ||
      !crm_board_view_get_n_lanes (board))
    return FALSE;
  for (guint i = 0; i < crm_board_view_get_n_lanes (board); i++)
    {
      CrmLaneView *lane = crm_board_view_get_lane (board, i);
      guint n = MIN (crm_lane_view_get_lane (lane)->ids->len, SEEN_TILES);

      for (guint t = 0; t < n; t++)
        {
          CrmDealTile *tile = crm_lane_view_get_tile (lane, t);
          if (!tile || !crm_deal_tile_get_row (tile))
            return FALSE;
        }
    }
  return TRUE;
}

/* Nothing is read or made any more. */
static gboolean
is_quiet (gpointer data)
{
  CrmDealsView *view = get_deals ();
  CrmBoardView *board = crm_deals_view_get_board_view (view);

  if (crm_board_is_loading (crm_deals_view_get_board (view)) ||
      crm_store_get_pending (crm_window_get_store (window)) > 0)
    return FALSE;
  for (guint i = 0; i < crm_board_view_get_n_lanes (board); i++)
    {
      CrmLaneView *lane = crm_board_view_get_lane (board, i);
      guint n = crm_lane_view_get_n_tiles (lane);

      if (n != crm_lane_view_get_lane (lane)->ids->len ||
          (n && !crm_deal_tile_get_row (crm_lane_view_get_tile (lane, n - 1))))
        return FALSE;
    }
  return TRUE;
}

static GtkWidget *
find_row (GtkWidget *widget, const char *name)
{
  if (GTK_IS_LIST_BOX_ROW (widget) && g_strcmp0 (gtk_widget_get_name (widget), name) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, name);
      if (found)
        return found;
    }
  return NULL;
}

static void
visit (const char *page, BenchSeen seen, const char *name)
{
  guint frames;
  double ms;

  bench_pointer_move (find_row (GTK_WIDGET (window), page), 0.5, 0.5);
  bench_pointer_wait (SETTLE_MS);
  bench_pointer_press ();
  bench_pointer_wait (HAND_MS);
  bench_pointer_release (seen, (gpointer)page);
  ms = bench_pointer_await_painted (page, &frames);
  if (name)
    printf ("%s %.3f\n%s_frames %u\n%s_work %.3f\n", name, ms, name, frames, name, bench_pointer_get_work ());
}

static CrmLaneView *
find_lane (gint64 stage)
{
  CrmBoardView *board = crm_deals_view_get_board_view (get_deals ());

  for (guint i = 0; i < crm_board_view_get_n_lanes (board); i++)
    if (crm_lane_view_get_lane (crm_board_view_get_lane (board, i))->id == stage)
      return crm_board_view_get_lane (board, i);
  return NULL;
}

/* What the lanes show is what plain SQL says, to the cent and the deal. */
static void
compare_sums (void)
{
  static const char sql[] =
      "SELECT d.stage, d.amount_currency, count (*), sum (d.amount), sum (d.amount * coalesce "
      "(d.probability, s.probability)), sum (count (*)) OVER (PARTITION BY d.stage)"
      " FROM deal d JOIN stage s ON s.id = d.stage"
      " WHERE d.archived_at IS NULL AND d.state = 'open' GROUP BY 1, 2";
  sqlite3 *db = NULL;
  sqlite3_stmt *sums = NULL;
  guint n = 0;

  if (sqlite3_open_v2 (book, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2 (db, sql, -1, &sums, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  for (; sqlite3_step (sums) == SQLITE_ROW; n++)
    {
      CrmLaneView *view = find_lane (sqlite3_column_int64 (sums, 0));
      const CrmLane *lane = view ? crm_lane_view_get_lane (view) : NULL;
      const char *currency = (const char *)sqlite3_column_text (sums, 1);

      if (!lane || lane->count != (guint64)sqlite3_column_int64 (sums, 5) ||
          (currency && (crm_sums_get_amount (lane->sums, currency) != sqlite3_column_int64 (sums, 3) ||
                           crm_sums_get_amount (lane->weighted, currency) !=
                               (sqlite3_column_int64 (sums, 4) + 50) / 100)))
        g_error ("the sums of a lane in %s are wrong", currency);
    }
  if (!n)
    g_error ("the board is empty");
  sqlite3_finalize (sums);
  sqlite3_close (db);
}

typedef struct
{
  CrmLaneView *from;
  CrmLaneView *to;
  gint64 deal;
  guint64 count; /* of the lane before the drop */
} Drop;

/* In a long lane sorted by itself the card may come to stand behind those that are shown. */
static gboolean
is_placed (gpointer data)
{
  Drop *drop = data;

  return !crm_lane_view_find (drop->from, drop->deal);
}

static gboolean
is_written (gpointer data)
{
  return crm_store_get_pending (crm_window_get_store (window)) == 0;
}

/* The store's own sums. */
static gboolean
is_confirmed (gpointer data)
{
  Drop *drop = data;

  return is_written (data) && crm_lane_view_get_lane (drop->to)->count == drop->count + 1;
}

static gboolean
is_left (gpointer data)
{
  return gtk_widget_has_css_class (data, "left-behind");
}

static void
pick_up (CrmDealTile *tile)
{
  bench_pointer_move (GTK_WIDGET (tile), 0.5, 0.3);
  bench_pointer_press ();
  bench_pointer_begin (GTK_WIDGET (tile), 0.5, 0.3);
  bench_pointer_await ("the drag", is_left, tile);
}

/* A lane that is in sight with the whole of its width, other than that one. */
static CrmLaneView *
find_visible (CrmBoardView *board, CrmLaneView *other)
{
  for (guint i = 0; i < crm_board_view_get_n_lanes (board); i++)
    {
      CrmLaneView *lane = crm_board_view_get_lane (board, i);
      graphene_rect_t bounds;

      if (lane != other && gtk_widget_compute_bounds (GTK_WIDGET (lane), GTK_WIDGET (board), &bounds) &&
          bounds.origin.x >= 0 &&
          bounds.origin.x + bounds.size.width <= gtk_widget_get_width (GTK_WIDGET (board)))
        return lane;
    }
  g_error ("no lane is in sight");
}

static void
drop_on (CrmBoardView *board, Drop *drop)
{
  double first, written, confirmed;
  guint frames;

  drop->to = find_visible (board, drop->from);
  bench_pointer_carry (GTK_WIDGET (board), GTK_WIDGET (drop->to));
  bench_pointer_wait (SETTLE_MS);
  drop->count = crm_lane_view_get_lane (drop->to)->count;
  bench_pointer_release (is_placed, drop);
  first = bench_pointer_await_painted ("the card at its place", &frames);
  printf ("drop_placed %.3f\ndrop_placed_frames %u\ndrop_placed_work %.3f\n", first, frames,
      bench_pointer_get_work ());
  bench_pointer_expect (is_confirmed, drop);
  bench_pointer_await ("the commit", is_written, drop);
  written = bench_pointer_since ();
  confirmed = bench_pointer_await_painted ("the sums after the drop", &frames);
  printf ("drop_written %.3f\ndrop_confirmed %.3f\ndrop_confirmed_frames %u\n", written, confirmed, frames);
}

static void
measure (void)
{
  CrmBoardView *board;

  visit ("deals", is_board_there, "first_visit");
  bench_pointer_await ("all cards", is_quiet, NULL);
  compare_sums ();
  for (guint i = 0; i < VISITS; i++)
    {
      visit ("clients", has_page, NULL);
      bench_pointer_wait (SETTLE_MS);
      visit ("deals", is_board_there, "visit");
      bench_pointer_await ("all cards", is_quiet, NULL);
    }
  board = crm_deals_view_get_board_view (get_deals ());
  for (guint i = 0; i < DROPS; i++)
    {
      Drop drop = { .from = find_visible (board, NULL) };
      CrmDealTile *tile = crm_lane_view_get_tile (drop.from, 0);

      drop.deal = crm_deal_tile_get_id (tile);
      pick_up (tile);
      if (i == 0)
        bench_pointer_drag_about (GTK_WIDGET (drop.from), GTK_WIDGET (board));
      drop_on (board, &drop);
      bench_pointer_await ("all cards", is_quiet, NULL);
      bench_pointer_wait (SETTLE_MS);
    }
  compare_sums ();
  bench_pointer_tell ();
  fflush (stdout);
  _exit (0);
}

static gboolean
on_settled (gpointer data)
{
  if (!crm_window_get_page (window))
    return G_SOURCE_CONTINUE;
  crm_window_show_page (window, "clients");
  bench_pointer_wait (SETTLE_MS * 2);
  measure ();
  return G_SOURCE_REMOVE;
}

static void
on_window_added (GtkApplication *application, GtkWindow *added)
{
  if (!CRM_IS_WINDOW (added) || window)
    return;
  window = CRM_WINDOW (added);
  bench_pointer_watch (added);
  g_timeout_add (SETTLE_MS * 3, on_settled, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (CrmPhoneFormat) phone_format = NULL;
  g_autoptr (CrmCardFormat) card_format = NULL;
  g_autoptr (CrmApplication) application = NULL;

  setlocale (LC_ALL, "");
  book = argc > 2 ? argv[2] : NULL;
  phone_format = crm_backends_phone_format ();
  card_format = crm_backends_card_format ();
  application = crm_application_new (phone_format, card_format);
  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added), NULL);
  return crm_application_run (application, argc, argv);
}
