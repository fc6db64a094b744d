/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-page.h"

#include "crm-test-gui.h"
#include "crm-test-input.h"

#include <glib/gstdio.h>

#include "base/crm-local.h"
#include "calendar/crm-agenda-list.h"
#include "calendar/crm-calendar-print.h"
#include "calendar/crm-event-tile.h"
#include "task/crm-task.h"
#include "today/crm-day-ticker.h"

/* The page Calendar: shown in all its ways, moved about and removed by keys and pointer, printed, and the book is looked at. */

static void
test_modes (Page *page, gconstpointer data)
{
  guint n;

  calendar_open_page (page);
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-16"));
  g_assert_cmpuint (n, ==, 7);
  crm_calendar_view_set_mode (page->view, CRM_CALENDAR_WORK_WEEK);
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-16"));
  g_assert_cmpuint (n, ==, 5);
  crm_calendar_view_set_mode (page->view, CRM_CALENDAR_MONTH);
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-10-26"));
  g_assert_cmpuint (n, ==, 42);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.step", "i", 1);
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-30"));
  calendar_settle (page);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.today", NULL);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.mode", "s", "day");
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-18"));
  g_assert_cmpuint (n, ==, 1);
  calendar_settle (page);
}

/* Where words end and icons begin in what a tile draws. */
static void
read_nodes (GskRenderNode *node, float *words, float *icons)
{
  graphene_rect_t bounds;

  gsk_render_node_get_bounds (node, &bounds);
  switch (gsk_render_node_get_node_type (node))
    {
    case GSK_CONTAINER_NODE:
      for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
        read_nodes (gsk_container_node_get_child (node, i), words, icons);
      break;
    case GSK_CLIP_NODE: read_nodes (gsk_clip_node_get_child (node), words, icons); break;
    case GSK_TRANSFORM_NODE:
      {
        float inner = 0, none = G_MAXFLOAT;

        read_nodes (gsk_transform_node_get_child (node), &inner, &none);
        if (inner > 0)
          *words = MAX (*words, bounds.origin.x + bounds.size.width);
        else
          *icons = MIN (*icons, bounds.origin.x);
        break;
      }
    case GSK_TEXT_NODE: *words = MAX (*words, bounds.origin.x + bounds.size.width); break;
    default: *icons = MIN (*icons, bounds.origin.x); break;
    }
}

/* However narrow a column is, icons are not drawn over the words. */
static void
test_narrow (Page *page, gconstpointer data)
{
  GtkWidget *tile;
  guint with_icons = 0;

  calendar_add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00", "FREQ=WEEKLY");
  calendar_open_page (page);
  tile = crm_test_find (GTK_WIDGET (crm_calendar_view_get_grid (page->view)), CRM_TYPE_EVENT_TILE, NULL);
  g_assert_nonnull (tile);
  for (int width = 24; width <= 90; width++)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      GskRenderNode *node;
      float words = 0, icons = G_MAXFLOAT;

      gtk_widget_size_allocate (tile, &(GtkAllocation){ 0, 0, width, 60 }, -1);
      GTK_WIDGET_GET_CLASS (tile)->snapshot (tile, snapshot);
      node = gtk_snapshot_free_to_node (snapshot);
      g_assert_nonnull (node);
      read_nodes (node, &words, &icons);
      g_assert_cmpfloat (words, >, 0);
      g_assert_cmpfloat (words, <=, icons);
      with_icons += icons < G_MAXFLOAT;
      gsk_render_node_unref (node);
    }
  g_assert_cmpuint (with_icons, >, 20);
}

static gboolean
says_nothing_found (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Page *)data)->view), GTK_TYPE_LABEL, "Nothing found") != NULL;
}

static gboolean
is_tile_focused (gpointer data)
{
  Page *page = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (page->window));

  return focus != NULL && CRM_IS_EVENT_TILE (focus) &&
         g_strcmp0 (crm_event_tile_get_item (CRM_EVENT_TILE (focus))->title, "Tasting") == 0;
}

/* A meeting that the keys move into another week is not lost sight of: the page turns, and the keys go on with it. */
static void
test_move_on (Page *page, gconstpointer data)
{
  CrmCalendarGrid *grid;
  guint n;

  calendar_add_meeting (page, "Tasting", "2026-11-22 10:00", "2026-11-22 11:00", NULL);
  calendar_open_page (page);
  grid = crm_calendar_view_get_grid (page->view);
  g_signal_emit_by_name (grid, "selected", calendar_find_item (page, "Tasting"));
  gtk_widget_grab_focus (GTK_WIDGET (grid));
  crm_calendar_grid_go_to (grid, calendar_at (page, "2026-11-22 10:00"));
  g_signal_emit_by_name (grid, "change", calendar_find_item (page, "Tasting"),
      calendar_at (page, "2026-11-23 10:00"), calendar_at (page, "2026-11-23 11:00"), FALSE, FALSE);
  calendar_await_item (page, "Tasting", "2026-11-23 10:00");
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-23"));
  crm_test_await (is_tile_focused, page);
  g_assert_true (crm_calendar_grid_get_selected (grid) == calendar_find_item (page, "Tasting"));
  /* What only grows out of the week stays in it. */
  g_signal_emit_by_name (grid, "change", calendar_find_item (page, "Tasting"),
      calendar_at (page, "2026-11-23 10:00"), calendar_at (page, "2026-12-02 10:00"), FALSE, FALSE);
  calendar_settle (page);
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-23"));
}

/* What stands on other days is found with Enter: to come first, else what was. */
static void
test_search (Page *page, gconstpointer data)
{
  GtkWidget *entry;
  guint n;

  calendar_add_meeting (page, "Coffee fair", "2026-12-09 10:00", "2026-12-09 11:00", NULL);
  calendar_add_meeting (page, "Coffee fair", "2027-01-13 10:00", "2027-01-13 11:00", NULL);
  calendar_add_meeting (page, "50% off", "2026-10-14 10:00", "2026-10-14 11:00", NULL);
  calendar_open_page (page);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page->window), "win.search", NULL));
  entry = crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "fair coff");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_LABEL, "Enter looks further"));
  g_signal_emit_by_name (entry, "activate");
  calendar_await_item (page, "Coffee fair", "2026-12-09 10:00");
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-12-07"));
  g_assert_true (crm_calendar_grid_get_selected (crm_calendar_view_get_grid (page->view)) ==
                 calendar_find_item (page, "Coffee fair"));

  gtk_editable_set_text (GTK_EDITABLE (entry), "50% o");
  g_signal_emit_by_name (entry, "activate");
  calendar_await_item (page, "50% off", "2026-10-14 10:00");
  gtk_editable_set_text (GTK_EDITABLE (entry), "5%0");
  g_signal_emit_by_name (entry, "activate");
  crm_test_await (says_nothing_found, page);
}

static void
test_move (Page *page, gconstpointer data)
{
  gint64 id = calendar_add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00", NULL);
  g_autoptr (CrmRow) row = NULL;

  calendar_open_page (page);
  g_signal_emit_by_name (crm_calendar_view_get_grid (page->view), "change",
      calendar_find_item (page, "Tasting"), calendar_at (page, "2026-11-20 15:00"),
      calendar_at (page, "2026-11-20 16:00"), FALSE, FALSE);
  calendar_await_item (page, "Tasting", "2026-11-20 15:00");
  g_assert_nonnull (strstr (crm_store_get_undo_purpose (page->store), "Tasting"));
  g_signal_emit_by_name (crm_calendar_view_get_grid (page->view), "change",
      calendar_find_item (page, "Tasting"), calendar_at (page, "2026-11-17 09:00"),
      calendar_at (page, "2026-11-17 10:00"), FALSE, TRUE);
  calendar_settle (page);
  g_assert_cmpint (calendar_count (page, "meeting"), ==, 2);
  crm_undo_toast_run (crm_window_get_undo (page->window), FALSE);
  calendar_settle (page);
  crm_undo_toast_run (crm_window_get_undo (page->window), FALSE);
  calendar_await_item (page, "Tasting", "2026-11-19 10:00");
  row = calendar_load (page, id);
  g_assert_cmpint (
      crm_row_get_integer (row, CRM_MEETING_ENDS_AT), ==, calendar_at (page, "2026-11-19 11:00"));
}

static void
answer (Page *page, const char *response)
{
  GtkWindow *dialog;

  crm_test_await (calendar_has_dialog, page);
  dialog = crm_test_get_dialog (page->window);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  /* As its buttons do. */
  gtk_window_destroy (dialog);
}

static guint
count_items (Page *page, const char *title)
{
  GPtrArray *items = crm_agenda_get_items (crm_calendar_view_get_agenda (page->view));
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    if (g_strcmp0 (((CrmAgendaItem *)items->pdata[i])->title, title) == 0)
      n++;
  return n;
}

static CrmAgendaItem *
find_nth (Page *page, const char *title, guint n)
{
  GPtrArray *items = crm_agenda_get_items (crm_calendar_view_get_agenda (page->view));

  for (guint i = 0; i < items->len; i++)
    if (g_strcmp0 (((CrmAgendaItem *)items->pdata[i])->title, title) == 0 && n-- == 0)
      return items->pdata[i];
  return NULL;
}

static gboolean
is_third_later (gpointer data)
{
  Page *page = data;
  CrmAgendaItem *second, *third;

  if (!calendar_is_ready (page))
    return FALSE;
  second = find_nth (page, "Team", 1);
  third = find_nth (page, "Team", 2);
  return second != NULL && third != NULL && second->starts_at == calendar_at (page, "2026-11-17 11:00") &&
         third->starts_at == calendar_at (page, "2026-11-18 13:00");
}

static void
test_series (Page *page, gconstpointer data)
{
  CrmCalendarGrid *grid;

  calendar_add_meeting (page, "Team", "2026-11-16 09:00", "2026-11-16 10:00", "FREQ=DAILY;COUNT=5");
  calendar_open_page (page);
  grid = crm_calendar_view_get_grid (page->view);
  g_assert_cmpuint (count_items (page, "Team"), ==, 5);
  /* This one alone. */
  g_signal_emit_by_name (grid, "change", calendar_find_item (page, "Team"),
      calendar_at (page, "2026-11-16 12:00"), calendar_at (page, "2026-11-16 13:00"), FALSE, FALSE);
  answer (page, "this");
  calendar_await_item (page, "Team", "2026-11-16 12:00");
  g_assert_cmpuint (count_items (page, "Team"), ==, 5);
  crm_undo_toast_run (crm_window_get_undo (page->window), FALSE);
  calendar_await_item (page, "Team", "2026-11-16 09:00");
  /* All of them. */
  g_signal_emit_by_name (grid, "change", calendar_find_item (page, "Team"),
      calendar_at (page, "2026-11-16 11:00"), calendar_at (page, "2026-11-16 12:00"), FALSE, FALSE);
  answer (page, "all");
  calendar_await_item (page, "Team", "2026-11-16 11:00");
  g_assert_cmpint (calendar_count (page, "meeting"), ==, 1);
  g_assert_cmpuint (count_items (page, "Team"), ==, 5);
  /* One in the middle and what follows it. */
  g_signal_emit_by_name (grid, "change", find_nth (page, "Team", 2), calendar_at (page, "2026-11-18 13:00"),
      calendar_at (page, "2026-11-18 14:00"), FALSE, FALSE);
  answer (page, "following");
  calendar_await_item (page, "Team", "2026-11-16 11:00");
  crm_test_await (is_third_later, page);
  g_assert_cmpuint (count_items (page, "Team"), ==, 5);
  crm_undo_toast_run (crm_window_get_undo (page->window), FALSE);
  calendar_settle (page);
  /* Cancelled: nothing is written, and the grid shows what was. */
  g_signal_emit_by_name (grid, "change", calendar_find_item (page, "Team"),
      calendar_at (page, "2026-11-16 15:00"), calendar_at (page, "2026-11-16 16:00"), FALSE, FALSE);
  answer (page, "cancel");
  calendar_settle (page);
  calendar_await_item (page, "Team", "2026-11-16 11:00");
}

static void
test_remove (Page *page, gconstpointer data)
{
  calendar_add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00", NULL);
  calendar_open_page (page);
  g_signal_emit_by_name (
      crm_calendar_view_get_grid (page->view), "remove", calendar_find_item (page, "Tasting"));
  calendar_await_item (page, "Tasting", NULL);
  crm_undo_toast_run (crm_window_get_undo (page->window), FALSE);
  calendar_await_item (page, "Tasting", "2026-11-19 10:00");
}

static gint64
add_task (Page *page, const char *title, const char *kind)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (page->store, "task");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_TASK_TITLE, title);
  crm_values_set_text (values, CRM_TASK_KIND, kind);
  crm_values_set_integer (values, CRM_TASK_CLIENT, page->client);
  return crm_test_add (page->store, values);
}

static void
test_dropped (Page *page, gconstpointer data)
{
  gint64 call = add_task (page, "Call about grinders", "call"), visit = add_task (page, "Visit", "meeting");
  CrmCalendarGrid *grid;
  g_autoptr (CrmRow) row = NULL;
  CrmAgendaItem *item;

  calendar_open_page (page);
  grid = crm_calendar_view_get_grid (page->view);
  g_signal_emit_by_name (grid, "dropped", "task", call, calendar_at (page, "2026-11-20 09:00"), FALSE);
  calendar_await_item (page, "Call about grinders", "2026-11-20 09:00");
  item = calendar_find_item (page, "Call about grinders");
  g_assert_cmpstr (item->kind, ==, "meeting");
  g_assert_cmpint (item->client, ==, page->client);
  crm_undo_toast_run (crm_window_get_undo (page->window), FALSE);
  calendar_await_item (page, "Call about grinders", NULL);
  g_signal_emit_by_name (grid, "dropped", "task", call, calendar_at (page, "2026-11-20 00:00"), TRUE);
  calendar_await_item (page, "Call about grinders", "2026-11-20 00:00");
  g_assert_cmpstr (calendar_find_item (page, "Call about grinders")->kind, ==, "task");
  g_signal_emit_by_name (grid, "dropped", "task", visit, calendar_at (page, "2026-11-20 13:00"), FALSE);
  calendar_await_item (page, "Visit", "2026-11-20 13:00");
  item = calendar_find_item (page, "Visit");
  g_assert_cmpstr (item->kind, ==, "meeting");
  row = calendar_load (page, item->id);
  g_assert_cmpint (crm_row_get_integer (row, CRM_MEETING_TASK), ==, visit);
  g_assert_cmpint (item->client, ==, page->client);
  g_signal_emit_by_name (
      grid, "dropped", "client", page->client, calendar_at (page, "2026-11-21 13:00"), FALSE);
  calendar_await_item (page, "Meeting", "2026-11-21 13:00");
}

static void
test_layers (Page *page, gconstpointer data)
{
  GtkCheckButton *check;

  calendar_add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00", NULL);
  calendar_open_page (page);
  check = crm_calendar_layers_get_check (crm_calendar_view_get_layers (page->view), CRM_LAYER_MEETINGS, 0);
  gtk_check_button_set_active (check, FALSE);
  calendar_await_item (page, "Tasting", NULL);
  gtk_check_button_set_active (check, TRUE);
  calendar_await_item (page, "Tasting", "2026-11-19 10:00");
}

static gboolean
rename_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "meeting", NULL);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, CRM_MEETING_TITLE, "Tasting of Kenya");
  return crm_transaction_update (tx, *(gint64 *)data, 0, values, error);
}

static gboolean
is_next_read (gpointer data)
{
  Page *page = data;
  g_autoptr (CrmAgendaQuery) query =
      crm_calendar_view_make_query (page->view, crm_local_parse ("2026-11-23"));
  g_autoptr (CrmAgenda) agenda = crm_calendar_ahead_get (page->view->ahead, query);

  return agenda != NULL;
}

/* The weeks beside the one on show are there when they are turned to, as the book has them by then. */
static void
test_ahead (Page *page, gconstpointer data)
{
  gint64 meeting = calendar_add_meeting (page, "Tasting", "2026-11-26 10:00", "2026-11-26 11:00", NULL);
  g_autoptr (GError) error = NULL;
  GtkCheckButton *check;
  guint n;

  calendar_open_page (page);
  crm_test_await (is_next_read, page);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.step", "i", 1);
  g_assert_false (crm_calendar_view_is_loading (page->view));
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-23"));
  g_assert_nonnull (calendar_find_item (page, "Tasting"));
  /* Back at once, for that was just on show. */
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.step", "i", -1);
  g_assert_false (crm_calendar_view_is_loading (page->view));
  g_assert_null (calendar_find_item (page, "Tasting"));
  /* What changes meanwhile is read again, also what is not on show. */
  crm_test_await (is_next_read, page);
  crm_store_write_sync (page->store, "Rename", rename_in_worker, &meeting, NULL, &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.step", "i", 1);
  calendar_await_item (page, "Tasting of Kenya", "2026-11-26 10:00");
  /* Of other layers nothing is taken. */
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.step", "i", -1);
  crm_test_await (is_next_read, page);
  check = crm_calendar_layers_get_check (crm_calendar_view_get_layers (page->view), CRM_LAYER_MEETINGS, 0);
  gtk_check_button_set_active (check, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.step", "i", 1);
  calendar_await_item (page, "Tasting of Kenya", NULL);
  gtk_check_button_set_active (check, TRUE);
  calendar_await_item (page, "Tasting of Kenya", "2026-11-26 10:00");
}

static gboolean
has_dots (gpointer data)
{
  return !crm_mini_month_is_loading (crm_calendar_view_get_month (((Page *)data)->view));
}

static void
test_month_dots (Page *page, gconstpointer data)
{
  CrmMiniMonth *month;

  calendar_add_meeting (page, "Tasting", "2026-11-26 10:00", "2026-11-26 11:00", NULL);
  calendar_open_page (page);
  month = crm_calendar_view_get_month (page->view);
  crm_test_await (has_dots, page);
  g_assert_true (crm_mini_month_has_dot (month, crm_local_parse ("2026-11-26")));
  g_assert_false (crm_mini_month_has_dot (month, crm_local_parse ("2026-11-25")));
  g_signal_emit_by_name (month, "day-chosen", crm_local_parse ("2026-11-26"));
  calendar_await_item (page, "Tasting", "2026-11-26 10:00");
}

static void
test_midnight (Page *page, gconstpointer data)
{
  g_autoptr (CrmDayTicker) ticker = crm_day_ticker_get ();
  guint n;

  calendar_open_page (page);
  crm_calendar_view_set_mode (page->view, CRM_CALENDAR_DAY);
  calendar_settle (page);
  calendar_now = calendar_at (page, "2026-11-19 00:00") + G_USEC_PER_SEC;
  crm_day_ticker_tick (ticker);
  calendar_settle (page);
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-19"));
}

static void
test_agenda (Page *page, gconstpointer data)
{
  GtkListBox *list;
  gint64 later;

  calendar_add_meeting (page, "Later", "2026-11-25 10:00", "2026-11-25 11:00", NULL);
  calendar_add_meeting (page, "Sooner", "2026-11-19 10:00", "2026-11-19 11:00", NULL);
  calendar_open_page (page);
  crm_calendar_view_set_mode (page->view, CRM_CALENDAR_AGENDA);
  calendar_settle (page);
  list = crm_agenda_list_get_list (CRM_AGENDA_LIST (crm_calendar_view_get_grid (page->view)));
  g_assert_nonnull (
      crm_test_find (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0)), GTK_TYPE_LABEL, "Sooner"));
  g_assert_nonnull (
      crm_test_find (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 1)), GTK_TYPE_LABEL, "Later"));
  /* Shown in another view, it is selected there. */
  later = calendar_find_item (page, "Later")->id;
  crm_calendar_view_set_mode (page->view, CRM_CALENDAR_WEEK);
  crm_calendar_view_show_meeting (page->view, later, "", calendar_at (page, "2026-11-25 10:00"));
  calendar_await_item (page, "Later", "2026-11-25 10:00");
  g_assert_nonnull (crm_calendar_grid_get_selected (crm_calendar_view_get_grid (page->view)));
}

static void
test_print (Page *page, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("clientele-print-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "plan.pdf", NULL);
  g_autofree char *contents = NULL;
  gsize length = 0;
  guint n_pages = 0;

  for (int i = 0; i < 60; i++)
    {
      g_autofree char *title = g_strdup_printf ("Visit %d", i);
      g_autofree char *day = g_strdup_printf ("2026-11-%d", 16 + i % 5);
      g_autofree char *from = g_strdup_printf ("%s %02d:00", day, 8 + i / 5 % 10);
      g_autofree char *to = g_strdup_printf ("%s %02d:30", day, 8 + i / 5 % 10);

      calendar_add_meeting (page, title, from, to, NULL);
    }
  calendar_open_page (page);
  g_assert_true (crm_calendar_print_to_file (page->store, crm_calendar_view_get_agenda (page->view),
      "16 – 22 November 2026", path, &n_pages, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpuint (length, >, 1000);
  g_assert_true (g_str_has_prefix (contents, "%PDF"));
  /* Sixty visits do not fit on one page. */
  g_assert_cmpuint (n_pages, >, 1);
  g_assert_cmpuint (n_pages, <, 6);
  g_unlink (path);
  g_rmdir (folder);
}

/* With a real pointer and keyboard */

static void
test_pointer (Page *page, gconstpointer data)
{
  GtkWidget *grid;
  double x, y, below;
  guint n;

  if (!crm_test_has_input ())
    return;
  calendar_open_page (page);
  crm_test_focus_window (GTK_WINDOW (page->window));
  grid = GTK_WIDGET (crm_calendar_view_get_grid (page->view));
  crm_test_find_point (GTK_WINDOW (page->window), grid, 0.5, 0.4, &x, &y);
  crm_test_find_point (GTK_WINDOW (page->window), grid, 0.5, 0.55, &x, &below);
  /* With GTK 4.18 a press right after the only movement begins nothing. */
  crm_test_move_pointer (GTK_WINDOW (page->window), x - 3, y);
  crm_test_move_pointer (GTK_WINDOW (page->window), x, y);
  crm_test_await_frame (GTK_WIDGET (page->window));
  crm_test_pointer_down ();
  crm_test_move_pointer (GTK_WINDOW (page->window), x, (y + below) / 2);
  crm_test_move_pointer (GTK_WINDOW (page->window), x, below);
  crm_test_pointer_up ();
  crm_test_await (calendar_has_popover, page);
  crm_test_type ("Tasting");
  crm_test_press ("Return");
  calendar_settle (page);
  {
    CalendarAwaited awaited = { page, "Tasting", 0 };

    crm_test_await (calendar_is_elsewhere, &awaited);
  }
  g_assert_cmpint (calendar_count (page, "meeting"), ==, 1);
  /* Keys change the view and go about. */
  gtk_widget_grab_focus (grid);
  crm_test_press ("Next");
  calendar_settle (page);
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-23"));
  crm_test_press ("Home");
  calendar_settle (page);
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-16"));
  crm_test_press ("m");
  calendar_settle (page);
  g_assert_cmpint (crm_calendar_view_get_mode (page->view), ==, CRM_CALENDAR_MONTH);
  crm_test_press ("1");
  calendar_settle (page);
  g_assert_cmpint (crm_calendar_view_get_mode (page->view), ==, CRM_CALENDAR_DAY);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*func) (Page *page, gconstpointer data);
  } tests[] = {
    { "/calendar-view/modes", test_modes },
    { "/calendar-view/move", test_move },
    { "/calendar-view/search", test_search },
    { "/calendar-view/move-on", test_move_on },
    { "/calendar-view/series", test_series },
    { "/calendar-view/remove", test_remove },
    { "/calendar-view/dropped", test_dropped },
    { "/calendar-view/narrow", test_narrow },
    { "/calendar-view/layers", test_layers },
    { "/calendar-view/ahead", test_ahead },
    { "/calendar-view/month-dots", test_month_dots },
    { "/calendar-view/midnight", test_midnight },
    { "/calendar-view/agenda", test_agenda },
    { "/calendar-view/print", test_print },
    { "/calendar-view/pointer", test_pointer },
  };

  crm_test_gui_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Page, NULL, calendar_set_up, tests[i].func, calendar_tear_down);
  return g_test_run ();
}
