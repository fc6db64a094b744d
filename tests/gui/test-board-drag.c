/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "board-page.h"

#include "deal/crm-lost-popover.h"
#include "deal/crm-postpone-popover.h"

/* Cards dragged by the pointer of the X server, with the book looked at. */

static void
test_drag_across (void)
{
  Page page;
  GtkWidget *lane, *tile;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  lane = GTK_WIDGET (page_get_lane (&page, 1));
  tile = page_get_tile (&page, page.a);
  page_pick_up (&page, tile);
  page_carry_to (&page, lane, 0.5, 0.8);
  crm_test_await (page_is_target, lane);
  crm_test_await (page_is_place_after, page_get_tile (&page, page.d));

  /* The sums are those that would be, and the place is shown. */
  g_assert_nonnull (crm_test_find (lane, GTK_TYPE_LABEL, "500"));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page_get_lane (&page, 0)), GTK_TYPE_LABEL, "500"));
  g_assert_cmpint (page_get_stage (&page, page.a), ==, page.stages[0]);

  crm_test_pointer_up ();
  page_await_place (&page, page.a, 1, 1, 2);
  g_assert_cmpint (page_get_stage (&page, page.a), ==, page.stages[1]);
  g_assert_cmpfloat (page_get_position (&page, page.a), >, page_get_position (&page, page.d));
  g_assert_false (page_is_target (lane));
  g_assert_cmpstr (crm_store_get_undo_purpose (page.store), ==, "Apron → Qualified");

  page_undo (&page);
  page_await_place (&page, page.a, 0, 0, 3);
  g_assert_cmpint (page_get_stage (&page, page.a), ==, page.stages[0]);
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
  tile = page_get_tile (&page, page.a);
  page_pick_up (&page, tile);
  /* The cards make room while the pointer comes, so the card aimed at moves. */
  for (guint tries = 0; !page_is_place_after (page_get_tile (&page, page.b)); tries++)
    {
      g_assert_cmpuint (tries, <, 20);
      page_carry_to (&page, page_get_tile (&page, page.b), 0.5, 0.8);
      crm_test_await_frame (GTK_WIDGET (page.window));
    }
  crm_test_pointer_up ();
  page_await_place (&page, page.a, 0, 1, 3);
  g_assert_cmpfloat (page_get_position (&page, page.a), >, page_get_position (&page, page.b));
  g_assert_cmpfloat (page_get_position (&page, page.a), <, page_get_position (&page, page.c));

  /* Let go outside of everything it stays. */
  tile = page_get_tile (&page, page.a);
  page_pick_up (&page, tile);
  crm_test_move_pointer (GTK_WINDOW (page.window), 5, 5);
  crm_test_pointer_up ();
  crm_test_await (page_is_not_left, tile);
  page_await_place (&page, page.a, 0, 1, 3);
  page_close (&page);
}

static gboolean
is_lost (gpointer data)
{
  Page *page = data;
  g_autoptr (CrmRow) row = page_get_deal (page, page->b);

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
  g_autoptr (CrmRow) row = page_get_deal (page, page->b);

  return g_strcmp0 (crm_row_get_text (row, CRM_DEAL_LOST_COMMENT), "Too dear") == 0 &&
         crm_row_get_integer (row, CRM_DEAL_LOST_REASON) != 0;
}

typedef struct
{
  Page *page;
  const char *label;
} Zone;

static gboolean
is_zone_there (gpointer data)
{
  Zone *wanted = data;
  GtkWidget *zone = crm_test_find (GTK_WIDGET (wanted->page->board), GTK_TYPE_LABEL, wanted->label);

  return zone != NULL && gtk_widget_get_mapped (zone) && gtk_widget_get_height (zone) > 0;
}

static gboolean
is_target_zone (gpointer data)
{
  GtkWidget *zone = data;

  while (zone != NULL && !gtk_widget_has_css_class (zone, "drop-zone"))
    zone = gtk_widget_get_parent (zone);
  return zone != NULL && page_is_target (zone);
}

/* Carries a card to a zone at the foot, which comes with the drag, and lets go. */
static void
drop_on_zone (Page *page, gint64 deal, const char *label)
{
  Zone wanted = { page, label };
  GtkWidget *zone;

  page_pick_up (page, page_get_tile (page, deal));
  crm_test_await (is_zone_there, &wanted);
  zone = crm_test_find (GTK_WIDGET (page->board), GTK_TYPE_LABEL, label);
  /* The zones slide in under the pointer. */
  for (guint tries = 0; !is_target_zone (zone); tries++)
    {
      g_assert_cmpuint (tries, <, 20);
      page_carry_to (page, zone, 0.5, 0.5);
      crm_test_await_frame (GTK_WIDGET (page->window));
    }
  crm_test_pointer_up ();
}

static void
test_drag_lost (void)
{
  Page page;
  GtkWidget *popover;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  drop_on_zone (&page, page.b, "Lost…");
  crm_test_await (is_lost, &page);
  /* Where deals die stays known. */
  g_assert_cmpint (page_get_stage (&page, page.b), ==, page.stages[0]);

  crm_test_await (has_lost_popover, &page);
  popover = crm_test_find (GTK_WIDGET (page.board), CRM_TYPE_LOST_POPOVER, NULL);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (crm_test_find (popover, GTK_TYPE_TOGGLE_BUTTON, NULL)), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (crm_test_find (popover, GTK_TYPE_ENTRY, NULL)), "Too dear");
  g_signal_emit_by_name (crm_test_find (popover, GTK_TYPE_ENTRY, NULL), "activate");
  crm_test_await (has_comment, &page);

  /* Reason and loss are two steps back. */
  page_undo (&page);
  page_undo (&page);
  page_await_place (&page, page.b, 0, 1, 3);
  page_close (&page);
}

static gboolean
has_no_lost_popover (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Page *)data)->board), CRM_TYPE_LOST_POPOVER, NULL) == NULL;
}

static gboolean
lose_in_stage (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "stage", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, CRM_STAGE_STATE, "lost");
  return crm_transaction_update (tx, *(gint64 *)data, 0, values, error);
}

static gboolean
has_lost_lane (gpointer data)
{
  Page *page = data;

  return crm_board_view_get_n_lanes (page->board) > 2 &&
         g_str_equal (crm_lane_view_get_lane (page_get_lane (page, 2))->state, "lost");
}

/* A stage in which deals are lost asks for the reason as well; inside its lane nothing is lost once more. */
static void
test_lost_lane (void)
{
  Page page;
  g_autoptr (GError) error = NULL;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  crm_store_write_sync (page.store, "Lose", lose_in_stage, &page.stages[2], NULL, &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.closed", NULL);
  crm_test_await (has_lost_lane, &page);
  page_focus_tile (&page, page.d);
  crm_test_press ("ctrl+Right");
  crm_test_await (has_lost_popover, &page);
  g_assert_cmpint (page_get_stage (&page, page.d), ==, page.stages[2]);
  crm_test_press ("Escape");
  crm_test_await (has_no_lost_popover, &page);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.closed", NULL);
  page_close (&page);
}

static gint64
get_reason (Page *page)
{
  g_autoptr (CrmRow) row = page_get_deal (page, page->b);

  return crm_row_get_integer (row, CRM_DEAL_LOST_REASON);
}

static gboolean
has_reason (gpointer data)
{
  return get_reason (data) != 0;
}

/* What was chosen stays when one goes on elsewhere, without a word about saving; Escape gives it up. */
static void
test_lost_outside (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *popover;

      page_focus_tile (&page, page.b);
      crm_test_press ("l");
      crm_test_await (is_lost, &page);
      crm_test_await (has_lost_popover, &page);
      popover = crm_test_find (GTK_WIDGET (page.board), CRM_TYPE_LOST_POPOVER, NULL);
      gtk_toggle_button_set_active (
          GTK_TOGGLE_BUTTON (crm_test_find (popover, GTK_TYPE_TOGGLE_BUTTON, NULL)), TRUE);
      if (i == 0)
        crm_test_press ("Escape");
      else
        gtk_popover_popdown (GTK_POPOVER (popover));
      crm_test_await (has_no_lost_popover, &page);
      if (i == 0)
        g_assert_cmpint (get_reason (&page), ==, 0);
      else
        crm_test_await (has_reason, &page);
      page_undo (&page);
      if (i == 0)
        page_await_place (&page, page.b, 0, 1, 3);
    }
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
  page_focus_tile (&page, page.a);
  crm_test_press ("space");
  crm_test_press ("Down");
  crm_test_press ("space");
  crm_test_await (has_two_selected, &page);
  g_assert_cmpstr (crm_board_view_get_status (page.board), ==, "2 deals selected");

  /* Both on one pointer. */
  page_pick_up (&page, page_get_tile (&page, page.a));
  g_assert_true (page_is_left (page_get_tile (&page, page.b)));
  page_carry_to (&page, GTK_WIDGET (page_get_lane (&page, 2)), 0.5, 0.6);
  crm_test_await (page_is_target, page_get_lane (&page, 2));
  crm_test_pointer_up ();
  page_await_place (&page, page.b, 2, 1, 2);
  g_assert_cmpint (page_get_stage (&page, page.a), ==, page.stages[2]);
  g_assert_cmpint (page_get_stage (&page, page.b), ==, page.stages[2]);
  g_assert_cmpstr (crm_store_get_undo_purpose (page.store), ==, "2 deals → Offer");

  /* And back by one step. */
  page_undo (&page);
  page_await_place (&page, page.b, 0, 1, 3);
  g_assert_cmpint (page_get_stage (&page, page.a), ==, page.stages[0]);
  page_close (&page);
}

static gboolean
is_won (gpointer data)
{
  Page *page = data;
  g_autoptr (CrmRow) row = page_get_deal (page, page->b);

  return g_strcmp0 (crm_row_get_text (row, CRM_DEAL_STATE), "won") == 0;
}

static void
test_drag_won (void)
{
  Page page;
  PageCount wanted = { &page, 2 };

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  drop_on_zone (&page, page.b, "Won");
  crm_test_await (is_won, &page);
  crm_test_await (page_has_count, &wanted);
  g_assert_null (crm_board_view_find_tile (page.board, page.b, NULL));
  page_undo (&page);
  page_await_place (&page, page.b, 0, 1, 3);
  page_close (&page);
}

static gboolean
has_postpone_popover (gpointer data)
{
  return crm_test_find (data, CRM_TYPE_POSTPONE_POPOVER, NULL) != NULL;
}

static char *
dup_next_day (Page *page, gint64 deal)
{
  g_autoptr (CrmRow) row = page_get_deal (page, deal);

  return g_strdup (crm_row_get_text (row, CRM_DEAL_NEXT_ON));
}

static gboolean
is_postponed (gpointer data)
{
  Page *page = data;
  g_autofree char *day = dup_next_day (page, page->b);

  return g_strcmp0 (day, "2031-05-01") == 0;
}

static void
test_drag_postpone (void)
{
  Page page;
  GtkWidget *popover, *entry;
  g_autofree char *day = NULL;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  drop_on_zone (&page, page.b, "Postpone…");
  crm_test_await (has_postpone_popover, page.board);
  page_await_place (&page, page.b, 0, 1, 3);
  popover = crm_test_find (GTK_WIDGET (page.board), CRM_TYPE_POSTPONE_POPOVER, NULL);
  entry = crm_test_find (popover, GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "2031-05-01");
  g_signal_emit_by_name (entry, "activate");
  crm_test_await (is_postponed, &page);
  page_undo (&page);
  day = dup_next_day (&page, page.b);
  g_assert_null (day);
  page_close (&page);
}

static gboolean
is_deleted (gpointer data)
{
  Page *page = data;
  g_autoptr (CrmRow) row = page_get_deal (page, page->b);

  return row->archived_at != 0;
}

static void
test_drag_delete (void)
{
  Page page;
  PageCount wanted = { &page, 2 };

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  drop_on_zone (&page, page.b, "Delete");
  crm_test_await (is_deleted, &page);
  crm_test_await (page_has_count, &wanted);
  page_undo (&page);
  page_await_place (&page, page.b, 0, 1, 3);
  /* The same with the key. */
  page_focus_tile (&page, page.b);
  crm_test_press ("Delete");
  crm_test_await (is_deleted, &page);
  crm_test_await (page_has_count, &wanted);
  page_undo (&page);
  page_await_place (&page, page.b, 0, 1, 3);
  page_close (&page);
}

/* A button that went down beside the cards opens none of them. */
static void
test_press_beside (void)
{
  Page page;
  double x, y;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  crm_test_find_point (GTK_WINDOW (page.window), GTK_WIDGET (page_get_lane (&page, 0)), 0, 0.5, &x, &y);
  crm_test_move_pointer (GTK_WINDOW (page.window), x - 4, y);
  crm_test_pointer_down ();
  crm_test_find_point (GTK_WINDOW (page.window), page_get_tile (&page, page.a), 0.5, 0.3, &x, &y);
  crm_test_move_pointer (GTK_WINDOW (page.window), x, y);
  crm_test_pointer_up ();
  crm_test_await_frame (GTK_WIDGET (page.window));
  g_assert_cmpstr (crm_window_get_page (page.window), ==, "deals");
  page_close (&page);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add_func ("/gui/board/press-beside", test_press_beside);
  g_test_add_func ("/gui/board/drag-across", test_drag_across);
  g_test_add_func ("/gui/board/drag-inside", test_drag_inside);
  g_test_add_func ("/gui/board/drag-lost", test_drag_lost);
  g_test_add_func ("/gui/board/lost-outside", test_lost_outside);
  g_test_add_func ("/gui/board/lost-lane", test_lost_lane);
  g_test_add_func ("/gui/board/several", test_several);
  g_test_add_func ("/gui/board/drag-won", test_drag_won);
  g_test_add_func ("/gui/board/drag-postpone", test_drag_postpone);
  g_test_add_func ("/gui/board/drag-delete", test_drag_delete);
  return g_test_run ();
}
