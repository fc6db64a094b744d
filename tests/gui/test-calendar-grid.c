/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grid-page.h"

#include "base/crm-local.h"
#include "calendar/crm-month-cell.h"
#include "db/crm-db.h"
#include "widgets/crm-record-drag.h"

/* The grids of the calendar with a real pointer and keyboard, on agendas read from a real book. */

#define HOUR(h, m) ((h)*60 + (m))

/* Tests of the week */

static void
week_open (Page *page)
{
  page_begin (page, "Europe/Kyiv", "2026-11-16", 7);
  page_add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00");
  page_add_meeting (page, "Training", "2026-11-17 13:00", "2026-11-17 15:00");
  page_add_meeting (page, "Fair", "2026-11-18", "2026-11-19");
  page_show (page, FALSE);
}

static void
test_create (void)
{
  Page page;
  Point point;

  if (!crm_test_has_input ())
    return;
  week_open (&page);
  /* Downwards, and upwards. */
  page_drag (&page, page_point_at (&page, 0, HOUR (9, 5)), page_point_at (&page, 0, HOUR (10, 20)),
      "create 16 09:00–16 10:15");
  page_drag (&page, page_point_at (&page, 4, HOUR (12, 5)), page_point_at (&page, 4, HOUR (11, 20)),
      "create 20 11:15–20 12:00");
  /* The nearest quarter at both ends: just past three is three, and no drag is too short. */
  page_drag (&page, page_point_at (&page, 0, HOUR (8, 55)), page_point_at (&page, 0, HOUR (15, 2)),
      "create 16 09:00–16 15:00");
  page_drag (&page, page_point_at (&page, 4, HOUR (12, 10)), page_point_at (&page, 4, HOUR (11, 56)),
      "create 20 12:00–20 12:15");
  /* Twice the button. */
  point = page_point_at (&page, 0, HOUR (12, 20));
  crm_test_move_pointer (page.window, point.x, point.y);
  crm_test_input ("click", "--repeat", "2", "--delay", "40", "1", NULL);
  page_await_told (&page, "create 16 12:15–16 13:15");
  /* Whole days. */
  page_drag (&page, page_point_in_strip (&page, 4), page_point_in_strip (&page, 6), "create 20–23");
  page_close (&page);
}

static void
test_move (void)
{
  Page page;
  GtkWidget *tile;

  if (!crm_test_has_input ())
    return;
  week_open (&page);
  /* By its middle: it keeps its length, and where it was taken. */
  page_drag (&page, page_point_at (&page, 3, HOUR (10, 30)), page_point_at (&page, 4, HOUR (12, 0)),
      "change Tasting 20 11:30–20 12:30");
  g_assert_cmpint (page_find_item (&page, "Tasting")->starts_at, ==,
      page_read_time ("2026-11-20 11:30", crm_store_get_zone (page.store)));
  tile = page_get_tile (&page, "Tasting");
  g_assert_cmpuint (crm_event_tile_get_day (CRM_EVENT_TILE (tile)), ==, page.first + 4);
  g_assert_cmpstr (page_get_status (&page), ==, "Tasting: Friday 11:30 to 12:30");

  /* Into the strip it has the whole day, and out of it an hour. */
  page_drag (
      &page, page_point_at (&page, 4, HOUR (12, 0)), page_point_in_strip (&page, 4), "change Tasting 20–21");
  g_assert_true (page_find_item (&page, "Tasting")->all_day);
  page_drag (&page, page_point_in_strip (&page, 4), page_point_at (&page, 0, HOUR (9, 10)),
      "change Tasting 16 09:00–16 10:00");
  g_assert_false (page_find_item (&page, "Tasting")->all_day);

  /* Two days stay two days. */
  page_drag (&page, page_point_in_strip (&page, 3), page_point_in_strip (&page, 4), "change Fair 19–21");
  page_close (&page);
}

static void
test_resize (void)
{
  Page page;
  Point from;

  if (!crm_test_has_input ())
    return;
  week_open (&page);
  from = page_point_on (&page, page_get_tile (&page, "Tasting"), 0.5, 1);
  from.y -= 3;
  page_drag (&page, from, page_point_at (&page, 3, HOUR (12, 20)), "change Tasting 19 10:00–19 12:15");
  from = page_point_on (&page, page_get_tile (&page, "Tasting"), 0.5, 0);
  from.y += 3;
  page_drag (&page, from, page_point_at (&page, 3, HOUR (9, 25)), "change Tasting 19 09:30–19 12:15");
  /* Never shorter than a quarter of an hour. */
  from = page_point_on (&page, page_get_tile (&page, "Tasting"), 0.5, 0);
  from.y += 3;
  page_drag (&page, from, page_point_at (&page, 3, HOUR (14, 0)), "change Tasting 19 12:00–19 12:15");
  /* A bar by days. */
  from = page_point_on (&page, page_get_tile (&page, "Fair"), 1, 0.5);
  from.x -= 3;
  page_drag (&page, from, page_point_in_strip (&page, 5), "change Fair 18–22");
  page_close (&page);
}

static void
test_copy (void)
{
  Page page;
  guint n;

  if (!crm_test_has_input ())
    return;
  week_open (&page);
  n = crm_agenda_get_items (page.agenda)->len;
  page_carry (&page, page_point_at (&page, 3, HOUR (10, 30)), page_point_at (&page, 5, HOUR (10, 30)));
  crm_test_input ("keydown", "ctrl", NULL);
  crm_test_pointer_up ();
  crm_test_input ("keyup", "ctrl", NULL);
  page_await_told (&page, "copy Tasting 21 10:00–21 11:00");
  g_assert_cmpuint (crm_agenda_get_items (page.agenda)->len, ==, n + 1);
  g_assert_cmpint (page_find_item (&page, "Tasting")->starts_at, ==,
      page_read_time ("2026-11-19 10:00", crm_store_get_zone (page.store)));
  page_close (&page);
}

static void
test_cancel (void)
{
  Page page;
  guint n;

  if (!crm_test_has_input ())
    return;
  week_open (&page);
  page_carry (&page, page_point_at (&page, 3, HOUR (10, 30)), page_point_at (&page, 4, HOUR (15, 0)));
  g_assert_true (gtk_widget_has_css_class (page_get_tile (&page, "Tasting"), "left-behind"));
  /* An agenda that comes now waits. */
  page_reload (&page);
  g_assert_true (page_has_ghost (&page));
  n = page.n_signals;
  /* Clearing modifiers would let the button go. */
  crm_test_input ("key", "Escape", NULL);
  crm_test_await (page_has_no_ghost, &page);
  crm_test_pointer_up ();
  crm_test_await_frame (GTK_WIDGET (page.window));
  g_assert_cmpstr (page.told, ==, NULL);
  g_assert_cmpuint (page.n_signals, ==, n);
  g_assert_false (gtk_widget_has_css_class (page_get_tile (&page, "Tasting"), "left-behind"));

  /* What the page does not do after all goes back. */
  page.refuse = TRUE;
  page_drag (&page, page_point_at (&page, 3, HOUR (10, 30)), page_point_at (&page, 4, HOUR (10, 30)),
      "change Tasting 20 10:00–20 11:00");
  g_assert_cmpuint (
      crm_event_tile_get_day (CRM_EVENT_TILE (page_get_tile (&page, "Tasting"))), ==, page.first + 4);
  page_reload (&page);
  g_assert_cmpuint (
      crm_event_tile_get_day (CRM_EVENT_TILE (page_get_tile (&page, "Tasting"))), ==, page.first + 3);
  page_close (&page);
}

static gboolean
is_tasting_selected (gpointer data)
{
  Page *page = data;

  return crm_calendar_grid_get_selected (CRM_CALENDAR_GRID (page->grid)) == page_find_item (page, "Tasting");
}

static void
test_clicks (void)
{
  Page page;
  Point point;

  if (!crm_test_has_input ())
    return;
  week_open (&page);
  point = page_point_at (&page, 3, HOUR (10, 30));
  crm_test_move_pointer (page.window, point.x, point.y);
  crm_test_input ("click", "1", NULL);
  crm_test_await (is_tasting_selected, &page);
  g_assert_true (gtk_widget_has_css_class (page_get_tile (&page, "Tasting"), "selected"));
  crm_test_input ("click", "--repeat", "2", "--delay", "40", "1", NULL);
  page_await_told (&page, "activated Tasting");
  crm_test_input ("click", "3", NULL);
  page_await_told (&page, "menu Tasting");
  point =
      page_point_on (&page, crm_time_head_get_day_button (page_get_head (&page), page.first + 2), 0.5, 0.5);
  crm_test_move_pointer (page.window, point.x, point.y);
  crm_test_input ("click", "1", NULL);
  page_await_told (&page, "show-day 2");
  page_close (&page);
}

static gboolean
is_at_end (gpointer data)
{
  GtkAdjustment *adjustment = data;

  return gtk_adjustment_get_value (adjustment) >=
         gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
}

static void
test_scroll (void)
{
  Page page;
  GtkAdjustment *adjustment;
  Point from, to;

  if (!crm_test_has_input ())
    return;
  week_open (&page);
  adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (crm_test_find (page.grid, GTK_TYPE_SCROLLED_WINDOW, NULL)));
  /* It opened in the morning. */
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 8 * 61 - 8);
  g_assert_false (is_at_end (adjustment));
  /* At the edge of the window the hours come to meet the pointer. */
  from = page_point_at (&page, 0, HOUR (12, 0));
  to = page_point_on (&page, page.grid, 0, 1);
  to.x = from.x;
  to.y -= 2;
  page_carry (&page, from, to);
  crm_test_await (is_at_end, adjustment);
  crm_test_await_frame (GTK_WIDGET (page.window));
  crm_test_pointer_up ();
  page_await_told (&page, "create 16 12:00–17 00:00");

  /* With Ctrl the wheel makes the hours larger. */
  crm_test_input ("keydown", "ctrl", NULL);
  crm_test_input ("click", "4", NULL);
  crm_test_input ("keyup", "ctrl", NULL);
  crm_test_await_frame (GTK_WIDGET (page.window));
  g_assert_cmpint (crm_time_sheet_get_hour_height (page_get_sheet (&page)), >, 61);
  page_close (&page);
}

/* From the right to the left. */
static void
test_mirrored (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  week_open (&page);
  g_assert_cmpfloat (page_point_at (&page, 0, 600).x, >, page_point_at (&page, 6, 600).x);
  page_drag (&page, page_point_at (&page, 0, HOUR (9, 5)), page_point_at (&page, 0, HOUR (10, 20)),
      "create 16 09:00–16 10:15");
  page_drag (&page, page_point_at (&page, 3, HOUR (10, 30)), page_point_at (&page, 1, HOUR (10, 30)),
      "change Tasting 17 10:00–17 11:00");
  /* The key goes where it points. */
  gtk_widget_grab_focus (page_get_tile (&page, "Tasting"));
  page_press (&page, "alt+Left", "change Tasting 18 10:00–18 11:00");
  page_close (&page);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static gboolean
is_told_no (gpointer data)
{
  return g_strcmp0 (page_get_status (data), "This cannot be changed here.") == 0;
}

static gboolean
add_event (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autofree char *event =
      g_strdup_printf ("INSERT INTO calendar_event (id, calendar_id, ical_uid, state, tries, title) VALUES "
                       "(1, %" G_GINT64_FORMAT ", 'a', 'clean', 0, 'Dentist')",
          *(gint64 *)data);

  return crm_db_run (crm_transaction_get_db (tx), event, error, 0) &&
         crm_db_run (crm_transaction_get_db (tx),
             "INSERT INTO occurrence (starts_at, source, parent_id, rid, ends_at, all_day) VALUES"
             " (1795075200000000, 1, 1, '', 1795078800000000, 0)",
             error, 0);
}

/* An event of the desktop's calendars: in its colour, and not to be moved. */
static void
test_foreign (void)
{
  Page page;
  g_autoptr (CrmEntity) entity = NULL;
  g_autoptr (GError) error = NULL;
  CrmValues *values;
  GtkWidget *tile;
  gint64 calendar;

  if (!crm_test_has_input ())
    return;
  page_begin (&page, "UTC", "2026-11-16", 7);
  entity = crm_store_get_entity (page.store, "calendar");
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_CALENDAR_NAME, "Home");
  crm_values_set_text (values, CRM_CALENDAR_SOURCE, "home");
  crm_values_set_text (values, CRM_CALENDAR_COLOR, "#9141ac");
  crm_values_set_text (values, CRM_CALENDAR_MODE, "read");
  crm_values_set_integer (values, CRM_CALENDAR_VISIBLE, TRUE);
  calendar = crm_test_add (page.store, values);
  crm_store_write_sync (page.store, "Event", add_event, &calendar, NULL, &error);
  g_assert_no_error (error);
  page_show (&page, FALSE);
  tile = page_get_tile (&page, "Dentist");
  g_assert_true (gtk_widget_has_css_class (tile, "own-color"));
  gtk_widget_grab_focus (tile);
  crm_test_press ("alt+Down");
  crm_test_await (is_told_no, &page);
  g_assert_cmpstr (page.told, ==, NULL);
  page_close (&page);
}

static gboolean
is_focus (gpointer data)
{
  return gtk_widget_is_focus (data);
}

static void
assert_cursor (Page *page, guint day, int minute)
{
  guint32 cursor;
  int at_minute;

  crm_test_await (is_focus, page_get_sheet (page));
  crm_time_sheet_get_cursor (page_get_sheet (page), &cursor, &at_minute);
  g_assert_cmpuint (cursor - page->first, ==, day);
  g_assert_cmpint (at_minute, ==, minute);
}

static void
test_keys (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  week_open (&page);
  crm_calendar_grid_go_to (
      CRM_CALENDAR_GRID (page.grid), page_read_time ("2026-11-18 09:30", crm_store_get_zone (page.store)));
  gtk_widget_grab_focus (page.grid);
  assert_cursor (&page, 2, HOUR (9, 30));
  crm_test_press ("Down");
  assert_cursor (&page, 2, HOUR (10, 0));
  g_assert_cmpstr (page_get_status (&page), ==, "Wednesday 10:00, free");
  page_press (&page, "Return", "create 18 10:00–18 11:00");
  g_assert_true (page_has_ghost (&page));

  /* Across to the event, and past it. */
  crm_test_press ("Right");
  crm_test_await (is_focus, page_get_tile (&page, "Tasting"));
  g_assert_true (page_has_no_ghost (&page));
  g_assert_true (
      crm_calendar_grid_get_selected (CRM_CALENDAR_GRID (page.grid)) == page_find_item (&page, "Tasting"));
  page_press (&page, "Return", "activated Tasting");
  page_press (&page, "Delete", "remove Tasting");
  page_press (&page, "Menu", "menu Tasting");
  crm_test_press ("Down");
  assert_cursor (&page, 3, HOUR (11, 0));
  crm_test_press ("Up");
  crm_test_await (is_focus, page_get_tile (&page, "Tasting"));

  /* Moves: a quarter of an hour, a day, longer, shorter; two at once are not lost. */
  page_press (&page, "alt+Down", "change Tasting 19 10:15–19 11:15");
  page_press (&page, "alt+Right", "change Tasting 20 10:15–20 11:15");
  page_press (&page, "shift+alt+Down", "change Tasting 20 10:15–20 11:30");
  page.refuse = TRUE;
  page_press (&page, "alt+Up", "change Tasting 20 10:00–20 11:15");
  page_press (&page, "alt+Up", "change Tasting 20 09:45–20 11:00");
  g_assert_cmpstr (page_get_status (&page), ==, "Tasting: Friday 9:45 to 11:00");
  page.refuse = FALSE;
  page_reload (&page);
  crm_test_await (is_focus, page_get_tile (&page, "Tasting"));

  /* By time: bars are above the hours. */
  gtk_widget_grab_focus (GTK_WIDGET (page_get_sheet (&page)));
  crm_test_press ("Tab");
  crm_test_await (is_focus, page_get_tile (&page, "Training"));
  crm_test_press ("Tab");
  crm_test_await (is_focus, page_get_tile (&page, "Tasting"));
  crm_test_press ("shift+Tab");
  crm_test_await (is_focus, page_get_tile (&page, "Training"));

  /* Up to the strip, and out of the week. */
  crm_calendar_grid_go_to (
      CRM_CALENDAR_GRID (page.grid), page_read_time ("2026-11-18 00:00", crm_store_get_zone (page.store)));
  gtk_widget_grab_focus (GTK_WIDGET (page_get_sheet (&page)));
  crm_test_press ("Up");
  crm_test_await (is_focus, page_get_tile (&page, "Fair"));
  page_press (&page, "alt+Left", "change Fair 17–19");
  page_press (&page, "shift+alt+Right", "change Fair 17–20");
  gtk_widget_grab_focus (GTK_WIDGET (page_get_sheet (&page)));
  crm_calendar_grid_go_to (
      CRM_CALENDAR_GRID (page.grid), page_read_time ("2026-11-22 20:00", crm_store_get_zone (page.store)));
  page_press (&page, "Right", "page 1");
  page.first += 7;
  page_reload (&page);
  assert_cursor (&page, 0, HOUR (20, 0));
  page_close (&page);
}

static void
test_names (void)
{
  Page page;
  char *problem;

  week_open (&page);
  problem = gtk_test_accessible_check_property (GTK_ACCESSIBLE (page_get_tile (&page, "Tasting")),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Thursday 10:00 to 11:00, meeting Tasting");
  g_assert_cmpstr (problem, ==, NULL);
  problem = gtk_test_accessible_check_property (GTK_ACCESSIBLE (page_get_tile (&page, "Fair")),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Wednesday to Thursday, meeting Fair");
  g_assert_cmpstr (problem, ==, NULL);
  problem = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (page_get_sheet (&page)), GTK_ACCESSIBLE_PROPERTY_LABEL, "Week 47");
  g_assert_cmpstr (problem, ==, NULL);
  gtk_test_accessible_assert_role (GTK_WIDGET (page_get_sheet (&page)), GTK_ACCESSIBLE_ROLE_GRID);
  page_close (&page);
}

/* From a list */

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, gpointer data)
{
  return crm_record_drag_new_content ("client", 7);
}

static void
test_drop (void)
{
  Page page;
  GtkWidget *box, *label;
  GtkDragSource *source;
  Point from;

  if (!crm_test_has_input ())
    return;
  week_open (&page);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  label = gtk_label_new ("Anna Kowalska");
  source = gtk_drag_source_new ();
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), NULL);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (source));
  g_object_ref (page.grid);
  gtk_window_set_child (page.window, NULL);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_hexpand (page.grid, TRUE);
  gtk_box_append (GTK_BOX (box), page.grid);
  g_object_unref (page.grid);
  gtk_window_set_child (page.window, box);
  crm_test_await_frame (GTK_WIDGET (page.window));

  /* GTK 4.18 begins no drag in the first tenth of a second. */
  for (guint tries = 0; !page_has_ghost (&page); tries++)
    {
      Point to = page_point_at (&page, 2, HOUR (14, 20));

      g_assert_cmpuint (tries, <, 10);
      from = page_point_on (&page, label, 0.5, 0.5);
      crm_test_move_pointer (page.window, from.x - 4, from.y);
      crm_test_move_pointer (page.window, from.x, from.y);
      crm_test_pointer_down ();
      for (int i = 1; i <= 40 && !page_has_ghost (&page); i++)
        {
          crm_test_move_pointer (
              page.window, i < 8 ? from.x + 5 * i : to.x + i % 2, i < 8 ? from.y + 4 * i : to.y);
          crm_test_await_frame (GTK_WIDGET (page.window));
        }
      if (!page_has_ghost (&page))
        crm_test_pointer_up ();
    }
  crm_test_pointer_up ();
  page_await_told (&page, "client 18 14:15–18 14:15");
  page_close (&page);
}

static gboolean
is_deals (gpointer data)
{
  return g_strcmp0 (crm_window_get_page (data), "deals") == 0;
}

static gboolean
has_row (gpointer data)
{
  return crm_test_find (GTK_WIDGET (crm_window_get_view (data)), GTK_TYPE_LABEL, "Anna Kowalska") != NULL ||
         crm_test_find (GTK_WIDGET (crm_window_get_view (data)), GTK_TYPE_INSCRIPTION, "Anna Kowalska") !=
             NULL;
}

/* A client that is carried over the name of a page brings it up. */
static void
test_hover (void)
{
  CrmStore *store;
  CrmWindow *window;
  GtkWidget *row, *page;
  double x, y, to_x, to_y;

  if (!crm_test_has_input ())
    return;
  store = crm_test_store_new (TRUE);
  crm_test_add_client (store, "Anna Kowalska");
  window = crm_test_window_new (store);
  crm_window_show_page (window, "clients");
  crm_test_await (has_row, window);
  page = crm_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Deals");
  for (guint tries = 0; !is_deals (window); tries++)
    {
      g_assert_cmpuint (tries, <, 5);
      row = crm_test_find (GTK_WIDGET (crm_window_get_view (window)), GTK_TYPE_LABEL, "Anna Kowalska");
      if (row == NULL)
        row =
            crm_test_find (GTK_WIDGET (crm_window_get_view (window)), GTK_TYPE_INSCRIPTION, "Anna Kowalska");
      crm_test_await_frame (GTK_WIDGET (window));
      crm_test_find_point (GTK_WINDOW (window), row, 0.3, 0.5, &x, &y);
      crm_test_find_point (GTK_WINDOW (window), page, 0.5, 0.5, &to_x, &to_y);
      crm_test_move_pointer (GTK_WINDOW (window), x - 4, y);
      crm_test_move_pointer (GTK_WINDOW (window), x, y);
      crm_test_pointer_down ();
      for (int i = 1; i <= 100 && !is_deals (window); i++)
        {
          crm_test_move_pointer (
              GTK_WINDOW (window), i < 8 ? x - 5 * i : to_x + i % 2, i < 8 ? y + 3 * i : to_y);
          crm_test_await_frame (GTK_WIDGET (window));
        }
      crm_test_pointer_up ();
    }
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

/* Summer time */

static void
test_clock_change (void)
{
  Page page;
  GTimeZone *zone;
  GtkWidget *before, *night;
  GdkRectangle area;
  graphene_rect_t bounds;

  /* In Kyiv the clock goes from 3:00 to 4:00 on 29 March 2026. */
  page_begin (&page, "Europe/Kyiv", "2026-03-23", 7);
  page_add_meeting (&page, "Night", "2026-03-29 02:00", "2026-03-29 05:00");
  page_add_meeting (&page, "Morning", "2026-03-28 10:00", "2026-03-28 11:00");
  page_show (&page, FALSE);
  zone = crm_store_get_zone (page.store);
  g_assert_cmpint (page_find_item (&page, "Night")->ends_at - page_find_item (&page, "Night")->starts_at, ==,
      2 * G_TIME_SPAN_HOUR);
  crm_calendar_grid_go_to (CRM_CALENDAR_GRID (page.grid), page_read_time ("2026-03-29 02:00", zone));
  crm_test_await_frame (GTK_WIDGET (page.window));
  /* By the clock on the wall it stands from two to five. */
  night = page_get_tile (&page, "Night");
  g_assert_true (gtk_widget_compute_bounds (night, GTK_WIDGET (page_get_sheet (&page)), &bounds));
  area = crm_time_sheet_get_area (page_get_sheet (&page), page.first + 6, HOUR (2, 0), HOUR (5, 0));
  g_assert_cmpfloat (ABS (bounds.origin.y - area.y), <=, 2);
  g_assert_cmpfloat (ABS (bounds.size.height - area.height), <=, 4);
  if (g_find_program_in_path ("xdotool") != NULL)
    {
      /* A day later is the same time by the clock. */
      crm_calendar_grid_go_to (CRM_CALENDAR_GRID (page.grid), page_read_time ("2026-03-28 10:00", zone));
      before = page_get_tile (&page, "Morning");
      gtk_widget_grab_focus (before);
      page_press (&page, "alt+Right", "change Morning 29 10:00–29 11:00");
      g_assert_cmpint (
          page_find_item (&page, "Morning")->starts_at, ==, page_read_time ("2026-03-29 10:00", zone));
      /* Drawn over the hour that there is not, it is still as long. */
      crm_calendar_grid_go_to (CRM_CALENDAR_GRID (page.grid), page_read_time ("2026-03-29 01:00", zone));
      crm_test_await_frame (GTK_WIDGET (page.window));
      page_drag (&page, page_point_at (&page, 5, HOUR (3, 5)), page_point_at (&page, 5, HOUR (3, 50)),
          "create 28 03:00–28 03:45");
    }
  page_close (&page);

  /* And back on 25 October: the hour from three comes twice. */
  page_begin (&page, "Europe/Kyiv", "2026-10-19", 7);
  page_add_meeting (&page, "Long", "2026-10-25 02:00", "2026-10-25 05:00");
  page_show (&page, FALSE);
  g_assert_cmpint (page_find_item (&page, "Long")->ends_at - page_find_item (&page, "Long")->starts_at, ==,
      4 * G_TIME_SPAN_HOUR);
  g_assert_true (gtk_widget_compute_bounds (
      page_get_tile (&page, "Long"), GTK_WIDGET (page_get_sheet (&page)), &bounds));
  area = crm_time_sheet_get_area (page_get_sheet (&page), page.first + 6, HOUR (2, 0), HOUR (5, 0));
  g_assert_cmpfloat (ABS (bounds.size.height - area.height), <=, 4);
  page_close (&page);
}

/* Many */

typedef struct
{
  gint64 from;
  CrmEntity *entity;
} Many;

static gboolean
add_many (CrmTransaction *tx, gpointer data, GError **error)
{
  Many *many = data;

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (many->entity);
      g_autofree char *title = g_strdup_printf ("Meeting %u", i);
      gint64 start = many->from + (i % 7) * G_TIME_SPAN_DAY + (i / 7 % 40) * 15 * G_TIME_SPAN_MINUTE;

      crm_values_set_text (values, CRM_MEETING_TITLE, title);
      crm_values_set_integer (values, CRM_MEETING_STARTS_AT, start);
      crm_values_set_integer (values, CRM_MEETING_ENDS_AT, start + 30 * G_TIME_SPAN_MINUTE);
      if (crm_transaction_insert (tx, values, NULL, error) == 0)
        return FALSE;
    }
  return TRUE;
}

static guint
count_children (GtkWidget *parent, GType type)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += G_TYPE_CHECK_INSTANCE_TYPE (child, type) != 0;
  return n;
}

static void
test_many (void)
{
  Page page;
  Many many;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmAgenda) full = NULL;
  guint n;

  page_begin (&page, "Europe/Kyiv", "2026-11-16", 7);
  many.from = page_read_time ("2026-11-16 08:00", crm_store_get_zone (page.store));
  many.entity = crm_store_get_entity (page.store, "meeting");
  crm_store_write_sync (page.store, "Many", add_many, &many, NULL, &error);
  g_assert_no_error (error);
  crm_entity_unref (many.entity);
  page_show (&page, FALSE);
  g_assert_cmpuint (crm_agenda_get_items (page.agenda)->len, ==, 300);
  n = count_children (GTK_WIDGET (page_get_sheet (&page)), CRM_TYPE_EVENT_TILE);
  g_assert_cmpuint (n, >=, 290);
  /* An empty week and this one again: the same tiles. */
  full = crm_agenda_ref (page.agenda);
  page.first += 7;
  page_reload (&page);
  crm_test_await_frame (GTK_WIDGET (page.window));
  g_assert_nonnull (crm_test_find (page.grid, GTK_TYPE_LABEL, "Nothing planned"));
  crm_calendar_grid_set_agenda (CRM_CALENDAR_GRID (page.grid), page.first - 7, 7, full);
  crm_test_await_frame (GTK_WIDGET (page.window));
  g_assert_cmpuint (count_children (GTK_WIDGET (page_get_sheet (&page)), CRM_TYPE_EVENT_TILE), ==, n);
  g_assert_nonnull (crm_test_find (page.grid, CRM_TYPE_EVENT_TILE, "Meeting 299"));
  page_close (&page);
}

static void
test_crowd (void)
{
  Page page;
  GtkWidget *button;

  page_begin (&page, "Europe/Kyiv", "2026-11-16", 7);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *title = g_strdup_printf ("Meeting %u", i);

      page_add_meeting (&page, title, "2026-11-18 10:00", "2026-11-18 11:00");
      page_add_meeting (&page, title, "2026-11-18", "2026-11-18");
    }
  page_show (&page, FALSE);
  button = crm_test_find (GTK_WIDGET (page_get_sheet (&page)), GTK_TYPE_BUTTON, "+2");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (page.told, ==, "show-day 2");
  /* Two rows of bars and how many more. */
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page_get_head (&page)), GTK_TYPE_BUTTON, "+3"));
  page_close (&page);
}

/* The month */

static GtkWidget *
get_cell (Page *page, guint day)
{
  for (GtkWidget *child = gtk_widget_get_first_child (page->grid); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (CRM_IS_MONTH_CELL (child) && crm_month_cell_get_day (CRM_MONTH_CELL (child)) == page->first + day)
      return child;
  g_assert_not_reached ();
}

static void
month_open (Page *page)
{
  /* The weeks of November: days are counted from Monday, 26 October. */
  page_begin (page, "Europe/Kyiv", "2026-10-26", 42);
  page_add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00");
  page_add_meeting (page, "Fair", "2026-11-20", "2026-11-24");
  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *title = g_strdup_printf ("Many %u", i);

      page_add_meeting (page, title, "2026-11-10 10:00", "2026-11-10 11:00");
    }
  page_show (page, TRUE);
}

static void
test_month (void)
{
  Page page;
  GtkWidget *cell;
  Point point;
  char *problem;

  if (!crm_test_has_input ())
    return;
  month_open (&page);
  /* A bar goes on in the next week. */
  g_assert_true (gtk_widget_has_css_class (page_get_tile (&page, "Fair"), "after"));
  g_assert_null (crm_test_find (page.grid, CRM_TYPE_EVENT_TILE, "Many 6"));
  cell = get_cell (&page, 15);
  problem = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, "Tuesday 10 November, 7 entries");
  g_assert_cmpstr (problem, ==, NULL);

  page_drag (&page, page_point_on (&page, page_get_tile (&page, "Tasting"), 0.5, 0.5),
      page_point_on (&page, get_cell (&page, 10), 0.5, 0.6), "change Tasting 05 10:00–05 11:00");
  page_drag (&page, page_point_on (&page, get_cell (&page, 29), 0.5, 0.7),
      page_point_on (&page, get_cell (&page, 31), 0.5, 0.7), "create 24–27");
  point = page_point_on (&page, cell, 0, 0);
  crm_test_move_pointer (page.window, point.x + 12, point.y + 12);
  crm_test_input ("click", "1", NULL);
  page_await_told (&page, "show-day 15");

  /* Keys: day by day, down through the day, moves. */
  gtk_widget_grab_focus (get_cell (&page, 3));
  page_press (&page, "Return", "create 29–30");
  crm_test_press ("Down");
  crm_test_await (is_focus, get_cell (&page, 10));
  crm_test_press ("Down");
  crm_test_await (is_focus, page_get_tile (&page, "Tasting"));
  page_press (&page, "Return", "activated Tasting");
  page_press (&page, "alt+Down", "change Tasting 12 10:00–12 11:00");
  page_press (&page, "alt+Left", "change Tasting 11 10:00–11 11:00");
  crm_test_await (is_focus, page_get_tile (&page, "Tasting"));
  crm_test_press ("Right");
  crm_test_await (is_focus, get_cell (&page, 17));
  gtk_widget_grab_focus (get_cell (&page, 0));
  page_press (&page, "Left", "page -1");
  page.first -= 35;
  page_reload (&page);
  crm_test_await (is_focus, get_cell (&page, 34));
  page_close (&page);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add_func ("/gui/calendar-grid/create", test_create);
  g_test_add_func ("/gui/calendar-grid/move", test_move);
  g_test_add_func ("/gui/calendar-grid/resize", test_resize);
  g_test_add_func ("/gui/calendar-grid/copy", test_copy);
  g_test_add_func ("/gui/calendar-grid/cancel", test_cancel);
  g_test_add_func ("/gui/calendar-grid/clicks", test_clicks);
  g_test_add_func ("/gui/calendar-grid/scroll", test_scroll);
  g_test_add_func ("/gui/calendar-grid/mirrored", test_mirrored);
  g_test_add_func ("/gui/calendar-grid/foreign", test_foreign);
  g_test_add_func ("/gui/calendar-grid/keys", test_keys);
  g_test_add_func ("/gui/calendar-grid/names", test_names);
  g_test_add_func ("/gui/calendar-grid/drop", test_drop);
  g_test_add_func ("/gui/calendar-grid/hover", test_hover);
  g_test_add_func ("/gui/calendar-grid/clock-change", test_clock_change);
  g_test_add_func ("/gui/calendar-grid/many", test_many);
  g_test_add_func ("/gui/calendar-grid/crowd", test_crowd);
  g_test_add_func ("/gui/calendar-grid/month", test_month);
  return g_test_run ();
}
