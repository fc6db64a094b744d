/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "board-page.h"

#include "db/crm-db.h"
#include "deal/crm-deal-card-view.h"
#include "deal/crm-deal-fields.h"
#include "deal/crm-deal-list.h"
#include "deal/crm-deal-quick-add.h"
#include "deal/crm-deals-strip.h"
#include "deal/crm-required-popover.h"
#include "settings/crm-settings.h"
#include "widgets/crm-field-editor.h"

/* The page Deals in a real window: cards are moved by its keys, and the book is looked at. */

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
  page_focus_tile (&page, page.a);
  crm_test_press ("Down");
  crm_test_await (page_has_focus, page_get_tile (&page, page.b));
  crm_test_press ("Right");
  crm_test_await (page_has_focus, page_get_tile (&page, page.d));
  crm_test_press ("Left");
  crm_test_await (page_has_focus, page_get_tile (&page, page.a));

  /* Down one place, then to the next stage; the card keeps the focus and its place is said. */
  crm_test_press ("ctrl+Down");
  page_await_place (&page, page.a, 0, 1, 3);
  g_assert_cmpfloat (page_get_position (&page, page.a), >, page_get_position (&page, page.b));
  crm_test_press ("ctrl+Right");
  page_await_place (&page, page.a, 1, 1, 2);
  g_assert_cmpint (page_get_stage (&page, page.a), ==, page.stages[1]);
  g_assert_cmpstr (crm_board_view_get_status (page.board), ==, "Moved to Qualified, 2 of 2");
  crm_test_await (page_has_focus, page_get_tile (&page, page.a));
  crm_test_press ("ctrl+Left");
  page_await_place (&page, page.a, 0, 1, 3);

  /* The menu leads back to the card. */
  crm_test_press ("Menu");
  crm_test_await (has_menu, page.board);
  crm_test_press ("Escape");
  crm_test_await (has_no_menu, page.board);
  crm_test_await (page_has_focus, page_get_tile (&page, page.a));
  page_close (&page);
}

static gboolean
is_card (gpointer data)
{
  return g_strcmp0 (crm_window_get_page (data), "deal") == 0;
}

/* From the card of a deal one goes on to the next one of its lane. */
static gboolean
shows_neighbour (gpointer data)
{
  GtkWidget *card = GTK_WIDGET (crm_window_get_view (data));

  return crm_deal_card_view_is_ready (CRM_DEAL_CARD_VIEW (card)) &&
         gtk_widget_activate_action (card, "card.next", NULL);
}

static void
test_open (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  page_focus_tile (&page, page.b);
  crm_test_press ("Return");
  crm_test_await (is_card, page.window);
  crm_test_await (shows_neighbour, page.window);
  /* Back to the same card. */
  crm_window_back (GTK_WIDGET (page.window));
  g_assert_cmpstr (crm_window_get_page (page.window), ==, "deals");
  crm_test_await (page_has_focus, page_get_tile (&page, page.b));
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

  return g_strcmp0 (crm_lane_view_get_lane (page_get_lane (page, 1))->required, "source") == 0;
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
  page_focus_tile (&page, page.a);
  crm_test_press ("ctrl+Right");

  /* It goes back, and says what is missing. */
  crm_test_await (has_required_popover, page.board);
  page_await_place (&page, page.a, 0, 0, 3);
  g_assert_cmpint (page_get_stage (&page, page.a), ==, page.stages[0]);
  popover = crm_test_find (GTK_WIDGET (page.board), CRM_TYPE_REQUIRED_POPOVER, NULL);
  g_assert_nonnull (crm_test_find (popover, GTK_TYPE_LABEL, "Source"));
  editor = crm_test_find (popover, CRM_TYPE_FIELD_EDITOR, NULL);
  button = crm_test_find (popover, GTK_TYPE_BUTTON, "Fill and _move");
  g_signal_emit_by_name (button, "clicked");
  g_assert_nonnull (crm_test_find (popover, GTK_TYPE_LABEL, "still empty"));
  crm_field_editor_set_text (CRM_FIELD_EDITOR (editor), "Fair");
  g_signal_emit_by_name (button, "clicked");
  page_await_place (&page, page.a, 1, 0, 2);
  row = page_get_deal (&page, page.a);
  g_assert_cmpint (crm_row_get_integer (row, CRM_DEAL_STAGE), ==, page.stages[1]);
  g_assert_cmpstr (crm_row_get_text (row, CRM_DEAL_SOURCE), ==, "Fair");

  /* Filling and moving are one step. */
  page_undo (&page);
  page_await_place (&page, page.a, 0, 0, 3);
  g_clear_pointer (&row, crm_row_unref);
  row = page_get_deal (&page, page.a);
  g_assert_null (crm_row_get_text (row, CRM_DEAL_SOURCE));
  page_close (&page);
}

static gboolean
require_many (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "stage", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, CRM_STAGE_REQUIRED, "source expected_close supplier carrier pay_by");
  return crm_transaction_update (tx, *(gint64 *)data, 0, values, error);
}

static gboolean
are_many_required (gpointer data)
{
  const char *required = crm_lane_view_get_lane (page_get_lane (data, 1))->required;

  return required != NULL && strstr (required, "pay_by") != NULL;
}

static gboolean
is_laid_out (gpointer data)
{
  GtkWidget *popover = crm_test_find (data, CRM_TYPE_REQUIRED_POPOVER, NULL);

  return popover != NULL && gtk_widget_get_height (popover) > 0;
}

static gboolean
has_no_required_popover (gpointer data)
{
  return !has_required_popover (data);
}

/* However many lines the sentence takes, the buttons are seen; given up, the sentence is said once more. */
static void
test_refused_for_good (void)
{
  g_autoptr (GError) error = NULL;
  graphene_rect_t bounds;
  Page page;
  GtkWidget *popover, *button;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  g_assert_true (crm_store_write_sync (page.store, "Require", require_many, &page.stages[1], NULL, &error));
  crm_test_await (are_many_required, &page);
  page_focus_tile (&page, page.a);
  for (guint i = 0; i < 2; i++)
    {
      crm_test_await (page_has_focus, page_get_tile (&page, page.a));
      crm_test_press ("ctrl+Right");
      crm_test_await (is_laid_out, page.board);
      popover = crm_test_find (GTK_WIDGET (page.board), CRM_TYPE_REQUIRED_POPOVER, NULL);
      button = crm_test_find (popover, GTK_TYPE_BUTTON, i == 0 ? "Fill and _move" : "_Cancel");
      g_assert_nonnull (button);
      g_assert_true (gtk_widget_compute_bounds (button, gtk_widget_get_parent (button), &bounds));
      g_assert_true (
          gtk_widget_compute_bounds (button, gtk_popover_get_child (GTK_POPOVER (popover)), &bounds));
      g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=,
          gtk_widget_get_height (gtk_popover_get_child (GTK_POPOVER (popover))));
      if (i == 0)
        crm_test_press ("Escape");
      else
        g_signal_emit_by_name (button, "clicked");
      crm_test_await (has_no_required_popover, page.board);
      g_assert_nonnull (crm_test_find (GTK_WIDGET (page.window), GTK_TYPE_LABEL,
          "The stage “Qualified” asks for: Source, Expected to close"));
      page_await_place (&page, page.a, 0, 0, 3);
    }
  page_close (&page);
}

/* A key that has done what it does when this returns. */
static void
press_now (CrmBoardView *board, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (board));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    }
}

static gboolean
is_refused (gpointer data)
{
  return strstr (crm_board_view_get_status (data), "asks for") != NULL;
}

/* Refused when another page is in front already: nothing is asked there. */
static void
test_refused_behind (void)
{
  g_autoptr (GError) error = NULL;
  Page page;

  page_open (&page, "hand");
  g_assert_true (crm_store_write_sync (page.store, "Require", require_source, &page.stages[1], NULL, &error));
  crm_test_await (is_source_required, &page);
  page_focus_tile (&page, page.a);
  press_now (page.board, GDK_KEY_Right, GDK_CONTROL_MASK);
  crm_window_show_page (page.window, "clients");
  crm_test_await (is_refused, page.board);
  for (guint i = 0; i < 3; i++)
    crm_test_await_frame (GTK_WIDGET (page.window));
  g_assert_false (has_required_popover (page.board));
  page_close (&page);
}

/* Refused just before the window closes: the question that was to come holds nothing. */
static void
test_refused_last (void)
{
  g_autoptr (GError) error = NULL;
  Page page;

  page_open (&page, "hand");
  g_assert_true (crm_store_write_sync (page.store, "Require", require_source, &page.stages[1], NULL, &error));
  crm_test_await (is_source_required, &page);
  page_focus_tile (&page, page.a);
  press_now (page.board, GDK_KEY_Right, GDK_CONTROL_MASK);
  crm_test_await (is_refused, page.board);
  g_assert_false (has_required_popover (page.board));
  g_object_add_weak_pointer (G_OBJECT (page.board), (gpointer *)&page.board);
  crm_test_window_destroy (page.window);
  g_assert_null (page.board);
  crm_test_store_remove (page.store);
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
  page_await_place (&page, page.c, 0, 0, 3);
  page_focus_tile (&page, page.b);
  crm_test_press ("ctrl+Right");
  page_await_place (&page, page.b, 1, 1, 2);
  crm_test_press ("ctrl+Up");
  crm_test_await (has_advice, page.board);
  page_await_place (&page, page.b, 1, 1, 2);
  page_close (&page);
}

typedef struct
{
  Page *page;
  gint64 deal;
  guint lane;
  guint index;
  guint64 count;
} Place;

static gboolean
has_date (gpointer data)
{
  Place *place = data;
  g_autoptr (CrmRow) row = page_get_deal (place->page, place->deal);

  return crm_row_get_text (row, CRM_DEAL_EXPECTED_CLOSE) != NULL;
}

static gboolean
is_by_month (gpointer data)
{
  Page *page = data;
  CrmLaneView *lane = page_get_lane (page, 0);

  return lane != NULL && crm_lane_view_get_lane (lane)->probability < 0 && page_is_board (data);
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
    if (strlen (crm_lane_view_get_key (page_get_lane (&page, i))) == 7)
      lane = page_get_lane (&page, i);
  g_assert_nonnull (lane);
  page_focus_tile (&page, page.a);
  gtk_widget_activate_action (GTK_WIDGET (page.board), "board.move-to", "s", crm_lane_view_get_key (lane));
  place = (Place){ .page = &page, .deal = page.a };
  crm_test_await (has_date, &place);
  row = page_get_deal (&page, page.a);
  g_assert_true (
      g_str_has_prefix (crm_row_get_text (row, CRM_DEAL_EXPECTED_CLOSE), crm_lane_view_get_key (lane)));
  page_close (&page);
}

static gboolean
has_new_card (gpointer data)
{
  GtkWidget *lane = GTK_WIDGET (page_get_lane (data, 0));

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
  PageCount wanted = { &page, 4 };
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
  crm_test_await (page_has_count, &wanted);
  crm_test_await (has_new_card, &page);

  /* The form is empty for the next one; without a title it says so. */
  g_assert_true (crm_board_view_is_adding (page.board));
  crm_test_press ("Return");
  crm_test_await (has_complaint, form);
  crm_test_press ("Escape");
  crm_test_await (is_not_adding, page.board);

  /* The deal and its new client are one step. */
  page_undo (&page);
  wanted.count = 3;
  crm_test_await (page_has_count, &wanted);
  page_close (&page);
}

typedef struct
{
  GtkWidget *lane;
  guint64 count;
} Foot;

/* The form is whole in what one sees of the lane, and is being written in. */
static gboolean
is_form_seen (gpointer data)
{
  Foot *foot = data;
  GtkWidget *scrolled = crm_test_find (foot->lane, GTK_TYPE_SCROLLED_WINDOW, NULL);
  GtkWidget *form = crm_test_find (foot->lane, CRM_TYPE_DEAL_QUICK_ADD, NULL);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (foot->lane));
  graphene_rect_t bounds;

  return crm_lane_view_get_lane (CRM_LANE_VIEW (foot->lane))->count == foot->count && form != NULL &&
         focus != NULL && gtk_widget_is_ancestor (focus, form) && gtk_widget_get_height (form) > 0 &&
         gtk_widget_compute_bounds (form, scrolled, &bounds) && bounds.origin.y >= 0 &&
         bounds.origin.y + bounds.size.height <= gtk_widget_get_height (scrolled);
}

static void
test_quick_add_at_foot (void)
{
  Page page;
  PageCount wanted = { &page, 17 };
  Foot foot = { .count = 17 };

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  for (guint i = 0; i < 14; i++)
    page_add_deal (&page, "Filter", page.stages[0], 100);
  crm_test_await (page_has_count, &wanted);
  crm_test_focus_window (GTK_WINDOW (page.window));
  foot.lane = GTK_WIDGET (page_get_lane (&page, 0));
  gtk_widget_activate_action (
      GTK_WIDGET (page.board), "board.add-end", "s", crm_lane_view_get_key (page_get_lane (&page, 0)));
  crm_test_await (is_form_seen, &foot);
  crm_test_type ("Last of all");
  crm_test_press ("Return");
  foot.count = 18;
  crm_test_await (is_form_seen, &foot);
  crm_test_type ("And after it");
  crm_test_press ("Return");
  foot.count = 19;
  crm_test_await (is_form_seen, &foot);
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

static gboolean
lose_one (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_deal_set_state (tx, data, 1, "lost", 0, NULL, error);
}

static gboolean
has_three (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Page *)data)->view), GTK_TYPE_LABEL, "3 deals · total €900") != NULL;
}

/* A lost deal stands in no lane; in the list it does, and is worth nothing to come: the others have 10 and 30 per cent. */
static gboolean
has_lost_one (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Page *)data)->view), GTK_TYPE_LABEL,
             "4 deals · total €1,000 · weighted €170") != NULL;
}

static void
test_filter_and_list (void)
{
  Page page;
  CrmDealFilter *filter;
  PageCount wanted = { &page, 1 };

  page_open (&page, "urgency");
  filter = crm_deals_view_get_filter (page.view);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_LABEL, "4 open deals"));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_LABEL, "Drop a deal here"));
  crm_deal_filter_set_text (filter, "bean");
  crm_test_await (page_has_count, &wanted);
  /* What the filter hides is not called empty. */
  g_assert_null (crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_LABEL, "Drop a deal here"));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_LABEL, "Nothing here fits the filter"));
  crm_deal_filter_set_text (filter, "zyzzyx");
  crm_test_await (is_nothing, &page);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.clear-filters", NULL);
  wanted.count = 3;
  crm_test_await (page_has_count, &wanted);
  crm_test_await (page_is_board, &page);

  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.mode", "s", "list");
  crm_test_await (is_list, &page);
  g_assert_true (crm_store_write_sync (page.store, "Lose", lose_one, &page.a, NULL, NULL));
  crm_test_await (has_three, &page);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.closed", NULL);
  crm_test_await (has_lost_one, &page);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.closed", NULL);
  crm_test_await (has_three, &page);
  page_undo (&page);
  crm_test_await (is_list, &page);
  crm_deal_filter_set_next (filter, CRM_NEXT_OVERDUE);
  crm_test_await (is_nothing, &page);
  /* What one could choose instead is still counted. */
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_LABEL, "4 without next step"));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_LABEL, "0 open deals"));
  page_close (&page);
}

static void
test_names (void)
{
  Page page;
  GtkWidget *tile;
  char *problem;

  page_open (&page, "hand");
  tile = page_get_tile (&page, page.a);
  gtk_test_accessible_assert_role (tile, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  problem = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL, "Apron, €100, 0 days in stage, No next step");
  g_assert_cmpstr (problem, ==, NULL);
  problem = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (page_get_lane (&page, 1)), GTK_ACCESSIBLE_PROPERTY_LABEL, "Qualified, 1 deal, €400");
  g_assert_cmpstr (problem, ==, NULL);
  page_close (&page);
}

/* An image of this name that is seen, NULL when there is none. */
static GtkWidget *
find_icon (GtkWidget *widget, const char *name)
{
  if (GTK_IS_IMAGE (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (widget)), name) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_icon (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
set_rotting (CrmTransaction *tx, gpointer data, GError **error)
{
  Page *page = data;
  g_autoptr (CrmEntity) stage = crm_transaction_get_entity (tx, "stage", error);
  g_autoptr (CrmValues) limit = crm_values_new (stage);
  g_autoptr (CrmStatement) old = crm_db_prepare (crm_transaction_get_db (tx),
      "UPDATE deal SET stage_at = stage_at - 864000000000 WHERE title = 'Apron'", error);

  crm_values_set_integer (limit, CRM_STAGE_ROT_DAYS, 3);
  return old != NULL && crm_statement_run (old, error) &&
         crm_transaction_update (tx, page->stages[0], 0, limit, error);
}

static gboolean
has_clock (gpointer data)
{
  return find_icon (GTK_WIDGET (page_get_lane (data, 0)), "crm-clock-symbolic") != NULL;
}

static gboolean
has_sign (gpointer data)
{
  return find_icon (crm_test_find (GTK_WIDGET (((Page *)data)->view), CRM_TYPE_DEAL_LIST, NULL),
             "crm-no-step-symbolic") != NULL;
}

/* What nobody does anything about is warned of by shape and by colour, on cards and in the list; the head counts what stands too long. */
static void
test_signs (void)
{
  g_autoptr (GError) error = NULL;
  Page page;
  GtkWidget *icon, *badge;
  char *problem;

  page_open (&page, "hand");
  icon = find_icon (page_get_tile (&page, page.a), "crm-no-step-symbolic");
  g_assert_nonnull (icon);
  g_assert_true (gtk_widget_has_css_class (icon, "today"));
  g_assert_nonnull (
      find_icon (crm_test_find (GTK_WIDGET (page.view), CRM_TYPE_DEALS_STRIP, NULL), "crm-no-step-symbolic"));
  g_assert_null (find_icon (GTK_WIDGET (page_get_lane (&page, 0)), "crm-clock-symbolic"));

  g_assert_true (crm_store_write_sync (page.store, "Rot", set_rotting, &page, NULL, &error));
  g_assert_no_error (error);
  crm_test_await (has_clock, &page);
  badge = gtk_widget_get_parent (find_icon (GTK_WIDGET (page_get_lane (&page, 0)), "crm-clock-symbolic"));
  gtk_test_accessible_assert_role (badge, GTK_ACCESSIBLE_ROLE_IMG);
  problem = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (badge), GTK_ACCESSIBLE_PROPERTY_LABEL, "1 has stood too long");
  g_assert_cmpstr (problem, ==, NULL);

  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.mode", "s", "list");
  crm_test_await (is_list, &page);
  crm_test_await (has_sign, &page);
  icon = find_icon (crm_test_find (GTK_WIDGET (page.view), CRM_TYPE_DEAL_LIST, NULL), "crm-no-step-symbolic");
  g_assert_true (gtk_widget_has_css_class (icon, "today"));
  page_close (&page);
}

static gboolean
is_field_hidden (gpointer data)
{
  return !gtk_check_button_get_active (data);
}

static gboolean
has_check_focus (gpointer data)
{
  return GTK_IS_CHECK_BUTTON (gtk_root_get_focus (data));
}

/* The arrow keys go about among the fields that cards show, and press none. */
static void
test_fields_arrows (void)
{
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;
  GtkWidget *first, *second;
  Page page;

  if (!crm_test_has_input ())
    return;
  page_open (&page, "hand");
  before = g_settings_get_strv (crm_settings_get (), "deal-card-fields");
  crm_test_focus_window (GTK_WINDOW (page.window));
  gtk_widget_activate_action (GTK_WIDGET (page.view), "deals.fields", NULL);
  crm_test_await (has_check_focus, page.window);
  first = gtk_root_get_focus (GTK_ROOT (page.window));
  second = gtk_widget_get_next_sibling (first);
  crm_test_press ("Down");
  crm_test_await (page_has_focus, second);
  crm_test_press ("Right");
  crm_test_press ("Up");
  crm_test_await (page_has_focus, first);
  crm_test_press ("Up");
  crm_test_await_frame (GTK_WIDGET (page.window));
  g_assert_true (gtk_widget_has_focus (first));
  after = g_settings_get_strv (crm_settings_get (), "deal-card-fields");
  g_assert_cmpstrv (after, before);
  /* The space bar does. */
  crm_test_press ("space");
  crm_test_await (is_field_hidden, first);
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

  page_reset_settings ("urgency");
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
  page_make_narrow (&page);
  crm_test_await (page_has_tiles, &page);
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
  g_test_add_func ("/gui/board/keys", test_keys);
  g_test_add_func ("/gui/board/open", test_open);
  g_test_add_func ("/gui/board/refused", test_refused);
  g_test_add_func ("/gui/board/refused-for-good", test_refused_for_good);
  g_test_add_func ("/gui/board/refused-behind", test_refused_behind);
  g_test_add_func ("/gui/board/refused-last", test_refused_last);
  g_test_add_func ("/gui/board/sorted", test_sorted);
  g_test_add_func ("/gui/board/months", test_months);
  g_test_add_func ("/gui/board/quick-add", test_quick_add);
  g_test_add_func ("/gui/board/quick-add-at-foot", test_quick_add_at_foot);
  g_test_add_func ("/gui/board/filter-and-list", test_filter_and_list);
  g_test_add_func ("/gui/board/names", test_names);
  g_test_add_func ("/gui/board/signs", test_signs);
  g_test_add_func ("/gui/board/fields-arrows", test_fields_arrows);
  g_test_add_func ("/gui/board/empty", test_empty);
  g_test_add_func ("/gui/board/narrow", test_narrow);
  return g_test_run ();
}
