/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "board-page.h"

#include "user/crm-user.h"

/* Cards dragged to lanes out of sight, and to lanes of another kind. */

/* Scrolling and turning */

static GtkAdjustment *
get_across (Page *page)
{
  GtkWidget *scrolled = crm_test_find (GTK_WIDGET (page->board), GTK_TYPE_SCROLLED_WINDOW, NULL);

  return gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled));
}

static gboolean
can_scroll (gpointer data)
{
  return gtk_adjustment_get_page_size (data) > 1 &&
         gtk_adjustment_get_upper (data) > gtk_adjustment_get_page_size (data) + 10;
}

static gboolean
is_at_end (gpointer data)
{
  return gtk_adjustment_get_value (data) + gtk_adjustment_get_page_size (data) >=
         gtk_adjustment_get_upper (data) - 1;
}

static gboolean
is_at_start (gpointer data)
{
  return gtk_adjustment_get_value (data) <= gtk_adjustment_get_lower (data) + 1;
}

static void
test_scroll_across (void)
{
  Page page;
  PageCount wanted = { &page, 3 };
  GtkWidget *scrolled;
  guint last;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  gtk_window_set_default_size (GTK_WINDOW (page.window), 960, 640);
  crm_test_await (can_scroll, get_across (&page));
  crm_test_await (page_has_tiles, &page);
  scrolled = crm_test_find (GTK_WIDGET (page.board), GTK_TYPE_SCROLLED_WINDOW, NULL);
  last = crm_board_view_get_n_lanes (page.board) - 1;
  g_assert_true (is_at_start (get_across (&page)));
  page_pick_up (&page, page_get_tile (&page, page.a));
  /* The pointer rests at the edge, and what comes to it is where the card would go. */
  page_carry_to (&page, scrolled, 0.985, 0.5);
  crm_test_await (is_at_end, get_across (&page));
  crm_test_await (page_is_target, page_get_lane (&page, last));
  crm_test_pointer_up ();
  page_await_place (&page, page.a, last, 0, 1);
  g_assert_cmpint (page_get_stage (&page, page.a), ==, page.stages[last]);

  /* And back at the other edge. */
  page_pick_up (&page, page_get_tile (&page, page.a));
  page_carry_to (&page, scrolled, 0.015, 0.5);
  crm_test_await (is_at_start, get_across (&page));
  crm_test_await (page_is_target, page_get_lane (&page, 0));
  crm_test_pointer_up ();
  crm_test_await (page_has_count, &wanted);
  g_assert_cmpint (page_get_stage (&page, page.a), ==, page.stages[0]);
  page_undo (&page);
  page_undo (&page);
  page_await_place (&page, page.a, 0, 0, 3);
  page_close (&page);
}

static void
test_scroll_down (void)
{
  Page page;
  PageCount wanted = { &page, 17 };
  GtkAdjustment *down;
  GtkWidget *scrolled, *lane;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  for (guint i = 0; i < 14; i++)
    page_add_deal (&page, "Filter", page.stages[0], 100);
  crm_test_await (page_has_count, &wanted);
  lane = GTK_WIDGET (page_get_lane (&page, 0));
  scrolled = crm_test_find (lane, GTK_TYPE_SCROLLED_WINDOW, NULL);
  down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  crm_test_await (can_scroll, down);
  gtk_adjustment_set_value (down, 0);
  crm_test_await (is_at_start, down);
  page_pick_up (&page, page_get_tile (&page, page.d));
  /* The lanes become shorter while the zones slide in. */
  for (guint tries = 0; !is_at_end (down); tries++)
    {
      g_assert_cmpuint (tries, <, 1000);
      page_carry_to (&page, lane, 0.5, 0.985);
      crm_test_await_frame (GTK_WIDGET (page.window));
    }
  crm_test_await (page_is_target, lane);
  crm_test_pointer_up ();
  wanted.count = 18;
  crm_test_await (page_has_count, &wanted);
  g_assert_cmpint (page_get_stage (&page, page.d), ==, page.stages[0]);
  /* It stands among the last. */
  g_assert_cmpfloat (page_get_position (&page, page.d), >, page_get_position (&page, page.a));
  page_close (&page);
}

static gboolean
has_all_tiles (gpointer data)
{
  return crm_lane_view_get_n_tiles (data) == 17;
}

/* What another filter or order shows is seen from its beginning, also while a card further down has the focus. */
static void
test_rewind (void)
{
  Page page;
  PageCount wanted = { &page, 17 };
  GtkAdjustment *down;
  GtkWidget *tile;

  page_open (&page, "hand");
  for (guint i = 0; i < 14; i++)
    page_add_deal (&page, "Filter", page.stages[0], 100);
  crm_test_await (page_has_count, &wanted);
  down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (
      crm_test_find (GTK_WIDGET (page_get_lane (&page, 0)), GTK_TYPE_SCROLLED_WINDOW, NULL)));
  crm_test_await (can_scroll, down);
  gtk_adjustment_set_value (down, 1e6);
  crm_test_await (is_at_end, down);
  crm_test_await (has_all_tiles, page_get_lane (&page, 0));
  tile = GTK_WIDGET (crm_lane_view_get_tile (page_get_lane (&page, 0), 16));
  gtk_widget_set_focusable (tile, TRUE);
  gtk_widget_grab_focus (tile);
  crm_test_await (page_has_focus, tile);
  crm_deal_filter_set_text (crm_deals_view_get_filter (page.view), "filter");
  wanted.count = 14;
  crm_test_await (page_has_count, &wanted);
  crm_test_await (is_at_start, down);
  page_close (&page);
}

static gboolean
is_narrow (gpointer data)
{
  Page *page = data;

  return gtk_widget_get_width (GTK_WIDGET (page_get_lane (page, 0))) <= 360 &&
         crm_board_view_get_front_lane (page->board) == page_get_lane (page, 0) && page_has_tiles (page);
}

static gboolean
has_turned (gpointer data)
{
  Page *page = data;

  return crm_board_view_get_front_lane (page->board) != page_get_lane (page, 0);
}

/* The lane over which the card is carried. */
static int
find_target (Page *page)
{
  for (guint i = 0; i < crm_board_view_get_n_lanes (page->board); i++)
    if (page_is_target (page_get_lane (page, i)))
      return (int)i;
  return -1;
}

static gboolean
is_over_another (gpointer data)
{
  return find_target (data) > 0;
}

static void
test_turn_page (void)
{
  Page page;
  int over;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  page_make_narrow (&page);
  crm_test_await (is_narrow, &page);
  page_pick_up (&page, page_get_tile (&page, page.a));
  page_carry_to (&page, GTK_WIDGET (page.board), 0.98, 0.5);
  crm_test_await (has_turned, &page);
  page_carry_to (&page, GTK_WIDGET (page.board), 0.5, 0.5);
  /* The page slides in under the pointer. */
  for (guint tries = 0; !is_over_another (&page); tries++)
    {
      g_assert_cmpuint (tries, <, 200);
      page_carry_to (&page, GTK_WIDGET (page.board), 0.5, 0.5);
      crm_test_await_frame (GTK_WIDGET (page.window));
    }
  over = find_target (&page);
  crm_test_pointer_up ();
  crm_test_await (page_is_not_left, page_get_tile (&page, page.a));
  page_await_place (&page, page.a, (guint)over, over == 1 ? 1 : 0, over == 1 ? 2 : 1);
  g_assert_cmpint (page_get_stage (&page, page.a), ==, page.stages[over]);
  page_close (&page);
}

/* Other lanes */

static CrmLaneView *
find_lane (Page *page, const char *key, const char *state)
{
  for (guint i = 0; i < crm_board_view_get_n_lanes (page->board); i++)
    {
      CrmLaneView *lane = page_get_lane (page, i);

      if ((key == NULL || g_strcmp0 (crm_lane_view_get_key (lane), key) == 0) &&
          (state == NULL || g_strcmp0 (crm_lane_view_get_lane (lane)->state, state) == 0))
        return lane;
    }
  return NULL;
}

typedef struct
{
  Page *page;
  const char *key;
  const char *state;
  gint64 deal; /* there, unless 0 */
} Wish;

static gboolean
is_lane_there (gpointer data)
{
  Wish *wish = data;
  CrmLaneView *lane = find_lane (wish->page, wish->key, wish->state);

  return page_is_board (wish->page) && page_has_tiles (wish->page) && lane != NULL &&
         gtk_widget_get_width (GTK_WIDGET (lane)) > 0 && crm_store_get_pending (wish->page->store) == 0 &&
         (wish->deal == 0 || crm_lane_view_find (lane, wish->deal) != NULL);
}

static void
await_lane (Page *page, const char *key, const char *state, gint64 deal)
{
  Wish wish = { page, key, state, deal };

  crm_test_await (is_lane_there, &wish);
}

/* Drags the first card into a lane, which may be out of sight, and waits for it there. */
static void
drag_into (Page *page, const char *key, const char *state)
{
  GtkWidget *lane = GTK_WIDGET (find_lane (page, key, state));

  page_pick_up (page, page_get_tile (page, page->a));
  for (guint tries = 0; !page_is_target (lane); tries++)
    {
      graphene_rect_t bounds;

      g_assert_cmpuint (tries, <, 200);
      g_assert_true (gtk_widget_compute_bounds (lane, GTK_WIDGET (page->board), &bounds));
      /* One that is out of sight is waited for at the edge. */
      if (bounds.origin.x + bounds.size.width / 2 > gtk_widget_get_width (GTK_WIDGET (page->board)))
        page_carry_to (page, GTK_WIDGET (page->board), 0.985, 0.5);
      else
        page_carry_to (page, lane, 0.5, 0.6);
      crm_test_await_frame (GTK_WIDGET (page->window));
    }
  crm_test_pointer_up ();
  await_lane (page, key, state, page->a);
}

static void
test_owner (void)
{
  Page page;
  g_autoptr (CrmEntity) entity = NULL;
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (CrmRow) back = NULL;
  g_autofree char *key = NULL;
  CrmValues *values;
  gint64 colleague, before;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "amount");
  entity = crm_store_get_entity (page.store, "user");
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_USER_NAME, "Olena");
  colleague = crm_test_add (page.store, values);
  key = g_strdup_printf ("%" G_GINT64_FORMAT, colleague);
  row = page_get_deal (&page, page.a);
  before = crm_row_get_integer (row, CRM_DEAL_OWNER);
  g_assert_cmpint (before, !=, colleague);
  g_clear_pointer (&row, crm_row_unref);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.group", "s", "owner");
  await_lane (&page, key, NULL, 0);
  drag_into (&page, key, NULL);
  row = page_get_deal (&page, page.a);
  g_assert_cmpint (crm_row_get_integer (row, CRM_DEAL_OWNER), ==, colleague);
  g_assert_cmpint (crm_row_get_integer (row, CRM_DEAL_STAGE), ==, page.stages[0]);
  page_undo (&page);
  back = page_get_deal (&page, page.a);
  g_assert_cmpint (crm_row_get_integer (back, CRM_DEAL_OWNER), ==, before);
  page_close (&page);
}

static gboolean
set_source (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, CRM_DEAL_SOURCE, "Fair");
  return crm_transaction_update (tx, *(gint64 *)data, 0, values, error);
}

static void
test_source (void)
{
  Page page;
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (CrmRow) back = NULL;
  g_autoptr (GError) error = NULL;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "amount");
  crm_store_write_sync (page.store, "Source", set_source, &page.d, NULL, &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.group", "s", "source");
  await_lane (&page, "Fair", NULL, page.d);
  drag_into (&page, "Fair", NULL);
  row = page_get_deal (&page, page.a);
  g_assert_cmpstr (crm_row_get_text (row, CRM_DEAL_SOURCE), ==, "Fair");
  page_undo (&page);
  back = page_get_deal (&page, page.a);
  g_assert_null (crm_row_get_text (back, CRM_DEAL_SOURCE));

  /* Into the lane of those without one. */
  await_lane (&page, "", NULL, page.a);
  page.a = page.d;
  drag_into (&page, "", NULL);
  g_clear_pointer (&row, crm_row_unref);
  row = page_get_deal (&page, page.d);
  g_assert_null (crm_row_get_text (row, CRM_DEAL_SOURCE));
  page_close (&page);
}

static gboolean
add_field (CrmTransaction *tx, gpointer data, GError **error)
{
  char **name = data;

  *name = crm_transaction_add_own_field (tx, "deal", "Roast", CRM_KIND_CHOICE, "light\nmedium\ndark", error);
  return *name != NULL;
}

static char *
dup_own (Page *page, gint64 deal, const char *name)
{
  g_autoptr (CrmRow) row = page_get_deal (page, deal);

  return g_strdup (crm_row_get_text (row, crm_entity_find_field (row->entity, name)));
}

/* Lanes by a field of one's own: each of its words is one, empty or not. */
static void
test_own_field (void)
{
  Page page;
  g_autofree char *name = NULL;
  g_autofree char *group = NULL;
  g_autofree char *word = NULL;
  g_autofree char *back = NULL;
  g_autoptr (GError) error = NULL;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "amount");
  crm_store_write_sync (page.store, "Field", add_field, &name, NULL, &error);
  g_assert_no_error (error);
  group = g_strconcat ("field:", name, NULL);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.group", "s", group);
  await_lane (&page, "medium", NULL, 0);
  await_lane (&page, "", NULL, page.a);
  g_assert_nonnull (find_lane (&page, "light", NULL));
  drag_into (&page, "medium", NULL);
  word = dup_own (&page, page.a, name);
  g_assert_cmpstr (word, ==, "medium");
  g_assert_cmpint (page_get_stage (&page, page.a), ==, page.stages[0]);
  page_undo (&page);
  back = dup_own (&page, page.a, name);
  g_assert_null (back);
  page_close (&page);
}

static char *
dup_state (Page *page)
{
  g_autoptr (CrmRow) row = page_get_deal (page, page->a);

  return g_strdup (crm_row_get_text (row, CRM_DEAL_STATE));
}

static void
add_stage (Page *page, const char *name, const char *state)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (page->store, "stage");
  g_autoptr (CrmRow) deal = page_get_deal (page, page->a);
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_STAGE_NAME, name);
  crm_values_set_text (values, CRM_STAGE_STATE, state);
  crm_values_set_integer (values, CRM_STAGE_PIPELINE, crm_row_get_integer (deal, CRM_DEAL_PIPELINE));
  crm_test_add (page->store, values);
}

static void
test_closed_lanes (void)
{
  static const char *const states[] = { "won", "lost" };
  Page page;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "amount");
  add_stage (&page, "Signed", "won");
  add_stage (&page, "Gone", "lost");
  g_assert_null (find_lane (&page, NULL, "won"));
  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.closed", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *state = NULL;
      g_autofree char *back = NULL;

      await_lane (&page, NULL, states[i], 0);
      drag_into (&page, NULL, states[i]);
      state = dup_state (&page);
      g_assert_cmpstr (state, ==, states[i]);
      page_undo (&page);
      back = dup_state (&page);
      g_assert_cmpstr (back, ==, "open");
      page_await_place (&page, page.a, 0, 2, 3);
    }
  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.closed", NULL);
  crm_test_await (page_is_board, &page);
  page_close (&page);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add_func ("/gui/board/scroll-across", test_scroll_across);
  g_test_add_func ("/gui/board/scroll-down", test_scroll_down);
  g_test_add_func ("/gui/board/rewind", test_rewind);
  g_test_add_func ("/gui/board/turn-page", test_turn_page);
  g_test_add_func ("/gui/board/owner", test_owner);
  g_test_add_func ("/gui/board/source", test_source);
  g_test_add_func ("/gui/board/own-field", test_own_field);
  g_test_add_func ("/gui/board/closed-lanes", test_closed_lanes);
  return g_test_run ();
}
