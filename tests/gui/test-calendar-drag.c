/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grid-page.h"

#include "base/crm-local.h"
#include "widgets/crm-record-drag.h"

/* What a real pointer carries beyond the days on show, and what goes over several of them. */

#define HOUR(h, m) ((h)*60 + (m))

static void
week_open (Page *page)
{
  page_begin (page, "Europe/Kyiv", "2026-11-16", 7);
  page_add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00");
  page_add_meeting (page, "Journey", "2026-11-17 10:00", "2026-11-19 16:00");
  page_show (page, FALSE);
}

static gboolean
has_turned (gpointer data)
{
  return ((Page *)data)->first != crm_local_parse ("2026-11-16");
}

/* As the calendar page does it, but once: on a slow machine it would turn again before the drag goes on. */
static void
on_turn (GtkWidget *grid, int direction, Page *page)
{
  if (has_turned (page))
    return;
  page->first += direction > 0 ? 7 : -7;
  page->n_signals++;
  page_reload (page);
}

static Point
get_edge (Page *page, gboolean end)
{
  Point point = page_point_on (page, page->grid, end ? 1 : 0, 0.5);

  point.x += end ? -4 : 4;
  return point;
}

static void
move_to (Page *page, Point to)
{
  crm_test_move_pointer (page->window, to.x + 2, to.y);
  crm_test_move_pointer (page->window, to.x, to.y);
  crm_test_await_frame (GTK_WIDGET (page->window));
}

/* Held at the edge, the next week comes, and there it is put down; then back again. */
static void
test_turn (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  week_open (&page);
  g_signal_connect (page.grid, "turn", G_CALLBACK (on_turn), &page);
  page_carry (&page, page_point_at (&page, 3, HOUR (10, 30)), get_edge (&page, TRUE));
  crm_test_await (has_turned, &page);
  g_assert_cmpuint (page.first, ==, crm_local_parse ("2026-11-23"));
  g_assert_true (page_has_ghost (&page));
  move_to (&page, page_point_at (&page, 1, HOUR (12, 0)));
  crm_test_pointer_up ();
  page_await_told (&page, "change Tasting 24 11:30–24 12:30");
  g_assert_cmpint (page_find_item (&page, "Tasting")->starts_at, ==,
      page_read_time ("2026-11-24 11:30", crm_store_get_zone (page.store)));
  g_assert_cmpuint (
      crm_event_tile_get_day (CRM_EVENT_TILE (page_get_tile (&page, "Tasting"))), ==, page.first + 1);
  g_assert_true (page_has_no_ghost (&page));

  /* Only who holds it there turns: a drag that began as a new meeting does not. */
  page_carry (&page, page_point_at (&page, 0, HOUR (9, 0)), get_edge (&page, FALSE));
  crm_test_pointer_up ();
  g_assert_cmpuint (page.first, ==, crm_local_parse ("2026-11-23"));
  page_close (&page);
}

/* What was given up stays where it was, whatever week is shown by then. */
static void
test_turn_cancelled (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  week_open (&page);
  g_signal_connect (page.grid, "turn", G_CALLBACK (on_turn), &page);
  page_carry (&page, page_point_at (&page, 3, HOUR (10, 30)), get_edge (&page, FALSE));
  crm_test_await (has_turned, &page);
  g_assert_cmpuint (page.first, ==, crm_local_parse ("2026-11-09"));
  crm_test_input ("key", "Escape", NULL);
  crm_test_await (page_has_no_ghost, &page);
  crm_test_pointer_up ();
  crm_test_await_frame (GTK_WIDGET (page.window));
  g_assert_cmpstr (page.told, ==, NULL);
  g_assert_null (page_find_item (&page, "Tasting"));
  page_close (&page);
}

static void
test_several_days (void)
{
  Page page;
  Point from;

  if (!crm_test_has_input ())
    return;
  week_open (&page);
  /* By its ends: other days, the same hours. */
  from = page_point_on (&page, page_get_tile (&page, "Journey"), 1, 0.5);
  from.x -= 3;
  page_drag (&page, from, page_point_in_strip (&page, 4), "change Journey 17 10:00–20 16:00");
  from = page_point_on (&page, page_get_tile (&page, "Journey"), 0, 0.5);
  from.x += 3;
  page_drag (&page, from, page_point_in_strip (&page, 0), "change Journey 16 10:00–20 16:00");
  /* Over the hours other hours, too. */
  from = page_point_on (&page, page_get_tile (&page, "Journey"), 1, 0.5);
  from.x -= 3;
  page_drag (&page, from, page_point_at (&page, 2, HOUR (12, 20)), "change Journey 16 10:00–18 12:15");
  /* An end never comes before the beginning. */
  from = page_point_on (&page, page_get_tile (&page, "Journey"), 0, 0.5);
  from.x += 3;
  page_drag (&page, from, page_point_in_strip (&page, 5), "change Journey 18 12:00–18 12:15");
  page_close (&page);
}

static void
test_several_days_keys (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  week_open (&page);
  gtk_widget_grab_focus (page_get_tile (&page, "Journey"));
  page_press (&page, "shift+alt+Right", "change Journey 17 10:00–20 16:00");
  page_press (&page, "shift+alt+Down", "change Journey 17 10:00–20 16:15");
  page_press (&page, "alt+Left", "change Journey 16 10:00–19 16:15");
  page_close (&page);
}

static gboolean
is_focus (gpointer data)
{
  return gtk_widget_is_focus (data);
}

/* The ring of the cursor is not left lying on what was planned there. */
static void
test_planned_below_cursor (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  week_open (&page);
  crm_calendar_grid_go_to (
      CRM_CALENDAR_GRID (page.grid), page_read_time ("2026-11-20 09:00", crm_store_get_zone (page.store)));
  gtk_widget_grab_focus (page.grid);
  crm_test_await (is_focus, page_get_sheet (&page));
  page_press (&page, "Return", "create 20 09:00–20 10:00");
  page_add_meeting (&page, "Planned", "2026-11-20 09:00", "2026-11-20 10:00");
  page_reload (&page);
  crm_test_await (is_focus, page_get_tile (&page, "Planned"));
  g_assert_true (
      crm_calendar_grid_get_selected (CRM_CALENDAR_GRID (page.grid)) == page_find_item (&page, "Planned"));
  page_close (&page);
}

/* From a list */

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, gpointer data)
{
  return crm_record_drag_new_content ("client", 7);
}

static GtkWidget *
add_list (Page *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *label = gtk_label_new ("Anna Kowalska");
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), NULL);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (source));
  g_object_ref (page->grid);
  gtk_window_set_child (page->window, NULL);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_hexpand (page->grid, TRUE);
  gtk_box_append (GTK_BOX (box), page->grid);
  g_object_unref (page->grid);
  gtk_window_set_child (page->window, box);
  crm_test_await_frame (GTK_WIDGET (page->window));
  return label;
}

static void
test_turn_dropped (void)
{
  Page page;
  GtkWidget *label;
  Point from, to;

  if (!crm_test_has_input ())
    return;
  week_open (&page);
  g_signal_connect (page.grid, "turn", G_CALLBACK (on_turn), &page);
  label = add_list (&page);
  to = get_edge (&page, TRUE);
  /* GTK 4.18 begins no drag in the first tenth of a second. */
  for (guint tries = 0; !page_has_ghost (&page); tries++)
    {
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
  crm_test_await (has_turned, &page);
  g_assert_true (page_has_ghost (&page));
  move_to (&page, page_point_at (&page, 2, HOUR (14, 20)));
  crm_test_pointer_up ();
  page_await_told (&page, "client 25 14:15–25 14:15");
  crm_test_await (is_focus, page_get_sheet (&page));
  page_close (&page);
}

/* The month: an end of a bar is drawn, and what is held at the edge goes to the next weeks. */

static gboolean
has_turned_month (gpointer data)
{
  return ((Page *)data)->first == crm_local_parse ("2026-11-30");
}

static void
on_month_turn (GtkWidget *grid, int direction, Page *page)
{
  if (has_turned_month (page))
    return;
  page->first += direction > 0 ? 35 : -35;
  page_reload (page);
}

static void
month_open (Page *page)
{
  page_begin (page, "Europe/Kyiv", "2026-10-26", 35);
  page_add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00");
  page_add_meeting (page, "Fair", "2026-11-03", "2026-11-05");
  page_add_meeting (page, "Journey", "2026-11-11 10:00", "2026-11-13 16:00");
  page_show (page, TRUE);
}

static Point
get_end (Page *page, const char *title, gboolean end)
{
  Point point = page_point_on (page, page_get_tile (page, title), end ? 1 : 0, 0.5);

  point.x += end ? -3 : 3;
  return point;
}

/* Where a day of the month is. */
static Point
get_day (Page *page, guint day)
{
  return page_point_on (page, page->grid, (day % 7 + 0.5) / 7, (day / 7 + 0.7) / 5);
}

static void
test_month_ends (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  month_open (&page);
  page_drag (&page, get_end (&page, "Fair", TRUE), get_day (&page, 12), "change Fair 03–08");
  page_drag (&page, get_end (&page, "Fair", FALSE), get_day (&page, 7), "change Fair 02–08");
  page_drag (
      &page, get_end (&page, "Journey", TRUE), get_day (&page, 19), "change Journey 11 10:00–14 16:00");
  page_drag (
      &page, get_end (&page, "Journey", FALSE), get_day (&page, 17), "change Journey 12 10:00–14 16:00");
  /* Over the end of a week. */
  page_drag (&page, get_end (&page, "Fair", TRUE), get_day (&page, 22), "change Fair 02–18");
  page_close (&page);
}

static void
test_month_turn (void)
{
  Page page;
  Point edge;

  if (!crm_test_has_input ())
    return;
  month_open (&page);
  g_signal_connect (page.grid, "turn", G_CALLBACK (on_month_turn), &page);
  edge = page_point_on (&page, page.grid, 0.5, 1);
  edge.y -= 4;
  page_carry (&page, page_point_on (&page, page_get_tile (&page, "Tasting"), 0.5, 0.5), edge);
  crm_test_await (has_turned_month, &page);
  move_to (&page, get_day (&page, 9));
  crm_test_pointer_up ();
  page_await_told (&page, "change Tasting 09 10:00–09 11:00");
  g_assert_cmpint (page_find_item (&page, "Tasting")->starts_at, ==,
      page_read_time ("2026-12-09 10:00", crm_store_get_zone (page.store)));
  page_close (&page);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add_func ("/gui/calendar-drag/turn", test_turn);
  g_test_add_func ("/gui/calendar-drag/turn-cancelled", test_turn_cancelled);
  g_test_add_func ("/gui/calendar-drag/turn-dropped", test_turn_dropped);
  g_test_add_func ("/gui/calendar-drag/several-days", test_several_days);
  g_test_add_func ("/gui/calendar-drag/several-days-keys", test_several_days_keys);
  g_test_add_func ("/gui/calendar-drag/planned-below-cursor", test_planned_below_cursor);
  g_test_add_func ("/gui/calendar-drag/month-ends", test_month_ends);
  g_test_add_func ("/gui/calendar-drag/month-turn", test_month_turn);
  return g_test_run ();
}
