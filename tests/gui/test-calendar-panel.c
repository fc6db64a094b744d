/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include "base/crm-clock.h"
#include "base/crm-local.h"
#include "calendar/crm-calendar-view.h"
#include "calendar/crm-day-task-row.h"
#include "calendar/crm-time-sheet.h"
#include "settings/crm-preferences.h"
#include "task/crm-task.h"

/* What is around the hours of the page Calendar: the tasks of a day, layers, strips of the window. It is Wednesday 18 November 2026, 10:00 UTC. */

#define NOW (G_GINT64_CONSTANT (1794996000) * G_USEC_PER_SEC)

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmCalendarView *view;
  const char *titles; /* that are awaited */
} Page;

static gint64
read_clock (gpointer data)
{
  return NOW;
}

static gboolean
set_zone (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_transaction_set_setting (tx, "time-zone", "Europe/Warsaw", error) &&
         crm_transaction_set_setting (tx, "week-start", "1", error);
}

static gint64
add_task (Page *page, const char *title, const char *due_on, gboolean done)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (page->store, "task");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_TASK_TITLE, title);
  crm_values_set_text (values, CRM_TASK_DUE_ON, due_on);
  if (done)
    crm_values_set_integer (values, CRM_TASK_DONE_AT, NOW - G_TIME_SPAN_HOUR);
  return crm_test_add (page->store, values);
}

static void
set_up (Page *page, gconstpointer data)
{
  crm_clock_set (read_clock, NULL);
  *page = (Page){ .store = crm_test_store_new (TRUE) };
  g_assert_true (crm_store_write_sync (page->store, "zone", set_zone, NULL, NULL, NULL));
  crm_test_add_client (page->store, "Anna Kowalska");
}

static void
tear_down (Page *page, gconstpointer data)
{
  crm_test_window_destroy (page->window);
  crm_test_store_remove (page->store);
  crm_clock_set (NULL, NULL);
}

static gboolean
is_ready (gpointer data)
{
  Page *page = data;

  return crm_store_get_pending (page->store) == 0 && !crm_calendar_view_is_loading (page->view) &&
         !crm_record_list_is_loading (crm_day_tasks_get_list (crm_calendar_view_get_tasks (page->view)));
}

static void
open_page (Page *page, CrmCalendarMode mode)
{
  page->window = crm_test_window_new (page->store);
  g_assert_true (crm_window_show_page (page->window, "calendar"));
  page->view = CRM_CALENDAR_VIEW (crm_window_get_view (page->window));
  crm_calendar_view_set_mode (page->view, mode);
  crm_test_await (is_ready, page);
}

/* The tasks of the day */

/* "Late, Offer +": those that are ticked have a plus. */
static char *
dup_titles (Page *page)
{
  GString *text = g_string_new (NULL);
  GtkWidget *rows = GTK_WIDGET (crm_day_tasks_get_rows (crm_calendar_view_get_tasks (page->view)));

  for (GtkWidget *row = gtk_widget_get_first_child (rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *label = CRM_IS_DAY_TASK_ROW (row) ? crm_test_find (row, GTK_TYPE_LABEL, NULL) : NULL;

      if (label != NULL)
        g_string_append_printf (text, "%s%s%s", text->len > 0 ? ", " : "",
            gtk_label_get_text (GTK_LABEL (label)),
            gtk_check_button_get_active (crm_day_task_row_get_check (CRM_DAY_TASK_ROW (row))) ? " +" : "");
    }
  return g_string_free (text, FALSE);
}

static gboolean
has_titles (gpointer data)
{
  Page *page = data;
  g_autofree char *titles = dup_titles (page);

  return is_ready (page) && g_str_equal (titles, page->titles);
}

static void
await_titles (Page *page, const char *titles)
{
  page->titles = titles;
  crm_test_await (has_titles, page);
}

static GtkWidget *
get_row (Page *page, guint i)
{
  CrmDayTasks *tasks = crm_calendar_view_get_tasks (page->view);

  return GTK_WIDGET (gtk_list_box_get_row_at_index (crm_day_tasks_get_rows (tasks), (int)i));
}

static void
test_tasks (Page *page, gconstpointer data)
{
  add_task (page, "Late", "2026-11-16", FALSE);
  add_task (page, "Done long ago", "2026-11-16", TRUE);
  add_task (page, "Offer", "2026-11-18", FALSE);
  add_task (page, "Call", "2026-11-18", TRUE);
  add_task (page, "Tomorrow", "2026-11-19", FALSE);
  open_page (page, CRM_CALENDAR_DAY);
  await_titles (page, "Late, Offer, Call +");
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.step", "i", 1);
  await_titles (page, "Tomorrow");
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.step", "i", 1);
  await_titles (page, "");
  g_assert_nonnull (crm_test_find (
      GTK_WIDGET (crm_calendar_view_get_tasks (page->view)), GTK_TYPE_LABEL, "No tasks on this day."));
  /* On the day itself what was late then is not late. */
  crm_calendar_view_go_to (page->view, NOW - 2 * G_TIME_SPAN_DAY);
  await_titles (page, "Late, Done long ago +");
  /* Beside several days there are none. */
  crm_calendar_view_set_mode (page->view, CRM_CALENDAR_WEEK);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (crm_calendar_view_get_tasks (page->view))));
}

static gboolean
is_asked (gpointer data)
{
  GType type = g_type_from_name ("CrmOutcomePopover");

  return type != 0 && crm_test_find (GTK_WIDGET (((Page *)data)->window), type, NULL) != NULL;
}

/* Ticking asks how it went; nothing is done before that is answered. */
static void
test_tick (Page *page, gconstpointer data)
{
  GtkWidget *popover, *done;

  add_task (page, "Offer", "2026-11-18", FALSE);
  open_page (page, CRM_CALENDAR_DAY);
  await_titles (page, "Offer");
  gtk_check_button_set_active (crm_day_task_row_get_check (CRM_DAY_TASK_ROW (get_row (page, 0))), TRUE);
  crm_test_await (is_asked, page);
  await_titles (page, "Offer");
  popover = crm_test_find (GTK_WIDGET (page->window), g_type_from_name ("CrmOutcomePopover"), NULL);
  done = crm_test_find (popover, GTK_TYPE_BUTTON, "Done");
  g_assert_nonnull (done);
  g_signal_emit_by_name (done, "clicked");
  await_titles (page, "Offer +");
}

static gboolean
has_hour (gpointer data)
{
  return crm_test_find (get_row (data, 0), GTK_TYPE_LABEL, "16:00") != NULL;
}

/* What is dropped on an hour has that hour, here too. */
static void
test_planned (Page *page, gconstpointer data)
{
  gint64 task = add_task (page, "Offer", "2026-11-18", FALSE);

  open_page (page, CRM_CALENDAR_DAY);
  await_titles (page, "Offer");
  g_signal_emit_by_name (
      crm_calendar_view_get_grid (page->view), "dropped", "task", task, NOW + 5 * G_TIME_SPAN_HOUR, FALSE);
  crm_test_await (is_ready, page);
  crm_test_await (has_hour, page);
  gtk_test_accessible_assert_property (
      get_row (page, 0), GTK_ACCESSIBLE_PROPERTY_LABEL, "To do, Offer, 16:00");
}

/* Layers */

static const CrmAgendaDay *
get_day (Page *page, guint i)
{
  return crm_agenda_get_days (crm_calendar_view_get_agenda (page->view))->pdata[i];
}

static void
test_hours (Page *page, gconstpointer data)
{
  GtkCheckButton *check;

  open_page (page, CRM_CALENDAR_WEEK);
  g_assert_cmpuint (get_day (page, 2)->spans->len, >, 0);
  g_assert_false (get_day (page, 6)->works);
  check = crm_calendar_layers_get_check (crm_calendar_view_get_layers (page->view), CRM_LAYER_HOURS, 0);
  gtk_check_button_set_active (check, FALSE);
  crm_test_await (is_ready, page);
  g_assert_cmpuint (get_day (page, 2)->spans->len, ==, 0);
  g_assert_true (get_day (page, 6)->works);
  gtk_check_button_set_active (check, TRUE);
  crm_test_await (is_ready, page);
  g_assert_false (get_day (page, 6)->works);
}

static gboolean
has_cursor (gpointer data)
{
  return gtk_window_get_focus (GTK_WINDOW (((Page *)data)->window)) ==
         crm_test_find (GTK_WIDGET (((Page *)data)->view), CRM_TYPE_TIME_SHEET, NULL);
}

/* Keys are for the days as soon as the page is there, and begin with today. */
static void
test_focus (Page *page, gconstpointer data)
{
  guint32 day;
  int minute;

  open_page (page, CRM_CALENDAR_WEEK);
  crm_test_await (has_cursor, page);
  crm_time_sheet_get_cursor (
      CRM_TIME_SHEET (gtk_window_get_focus (GTK_WINDOW (page->window))), &day, &minute);
  g_assert_cmpuint (day, ==, crm_local_parse ("2026-11-18"));
  g_assert_true (crm_window_show_page (page->window, "clients"));
  g_assert_true (crm_window_show_page (page->window, "calendar"));
  crm_test_await (has_cursor, page);
}

static gboolean
is_a_day_back (gpointer data)
{
  Page *page = data;
  GPtrArray *items;

  if (!is_ready (page))
    return FALSE;
  items = crm_agenda_get_items (crm_calendar_view_get_agenda (page->view));
  return items->len == 1 && ((CrmAgendaItem *)items->pdata[0])->starts_at == NOW - G_TIME_SPAN_DAY;
}

/* Alt+Left is the window's, but an event that has the focus is moved by it. */
static void
test_back (Page *page, gconstpointer data)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (page->store, "meeting");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_MEETING_TITLE, "Tasting");
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, NOW);
  crm_values_set_integer (values, CRM_MEETING_ENDS_AT, NOW + G_TIME_SPAN_HOUR);
  crm_test_add (page->store, values);
  open_page (page, CRM_CALENDAR_WEEK);
  crm_test_await (has_cursor, page);
  gtk_widget_grab_focus (crm_test_find (GTK_WIDGET (page->view), CRM_TYPE_EVENT_TILE, "Tasting"));
  g_action_group_activate_action (G_ACTION_GROUP (page->window), "back", NULL);
  crm_test_await (is_a_day_back, page);
  g_assert_cmpstr (crm_window_get_page (page->window), ==, "calendar");
}

typedef struct
{
  GtkWidget *strip;
  GtkWidget *grid;
} Places;

static double
get_top (GtkWidget *widget, double *bottom)
{
  graphene_rect_t at;

  if (!gtk_widget_compute_bounds (widget, GTK_WIDGET (gtk_widget_get_root (widget)), &at))
    return -1;
  *bottom = at.origin.y + at.size.height;
  return at.origin.y;
}

static gboolean
is_above (gpointer data)
{
  Places *places = data;
  double strip, grid, end;

  return get_top (places->strip, &strip) > 40 && get_top (places->grid, &end) >= strip &&
         get_top (places->strip, &grid) < 60;
}

static gboolean
is_at_foot (gpointer data)
{
  Places *places = data;
  double end;

  return gtk_widget_get_mapped (places->strip) && get_top (places->strip, &end) > 400;
}

/* Nothing is left where nothing is told. */
static gboolean
is_alone (gpointer data)
{
  double end;

  return get_top (((Places *)data)->grid, &end) < 60;
}

/* Strips: they push the hours down rather than cover them. */
static void
test_strips (Page *page, gconstpointer data)
{
  Places places = { 0 };
  GtkWidget *strip;

  open_page (page, CRM_CALENDAR_WEEK);
  strip = gtk_label_new ("Did “Tasting” take place?");
  crm_window_add_strip (page->window, strip);
  places.strip = strip;
  places.grid = GTK_WIDGET (crm_calendar_view_get_grid (page->view));
  crm_test_await (is_above, &places);
  /* Over other pages they lie as before, and come along again. */
  g_assert_true (crm_window_show_page (page->window, "clients"));
  crm_test_await (is_at_foot, &places);
  g_assert_true (crm_window_show_page (page->window, "calendar"));
  crm_test_await (is_above, &places);
  gtk_widget_set_visible (strip, FALSE);
  crm_test_await (is_alone, &places);
}

/* Nothing planned: said once, in every view. */
static void
test_empty (Page *page, gconstpointer data)
{
  GtkWidget *label;

  open_page (page, CRM_CALENDAR_WEEK);
  label = crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_LABEL, "Drag to add");
  g_assert_nonnull (label);
  gtk_widget_set_visible (label, FALSE);
  g_assert_null (crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_LABEL, "Drag to add"));
  crm_calendar_view_set_mode (page->view, CRM_CALENDAR_MONTH);
  crm_test_await (is_ready, page);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_LABEL, "Drag to add"));
  crm_calendar_view_set_mode (page->view, CRM_CALENDAR_AGENDA);
  crm_test_await (is_ready, page);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_LABEL, "Press Ctrl+N to add"));
}

static gboolean
dialog_is_shown (gpointer data)
{
  return crm_test_get_dialog (((Page *)data)->window) != NULL;
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "task_sequence", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, CRM_TASK_SEQUENCE_NAME, data);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static void
add_sequence (Page *page, const char *purpose)
{
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (page->store, purpose, add_in_worker, (gpointer)purpose, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
is_told_there (gpointer data)
{
  return crm_test_find (GTK_WIDGET (crm_test_get_dialog (((Page *)data)->window)), GTK_TYPE_LABEL,
             "Add one sequence") != NULL;
}

static gboolean
is_told_here (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Page *)data)->window), GTK_TYPE_LABEL, "Add another") != NULL;
}

/* What was changed in the preferences is told in them, and not behind them a second time. */
static void
test_told_once (Page *page, gconstpointer data)
{
  open_page (page, CRM_CALENDAR_WEEK);
  crm_preferences_present (GTK_WINDOW (page->window), page->store);
  crm_test_await (dialog_is_shown, page);
  add_sequence (page, "Add one sequence");
  crm_test_await (is_told_there, page);
  g_assert_null (crm_test_find (GTK_WIDGET (page->window), GTK_TYPE_LABEL, "Add one sequence"));
  gtk_window_destroy (crm_test_get_dialog (page->window));
  add_sequence (page, "Add another");
  crm_test_await (is_told_here, page);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*func) (Page *page, gconstpointer data);
  } tests[] = {
    { "/calendar-panel/tasks", test_tasks },
    { "/calendar-panel/tick", test_tick },
    { "/calendar-panel/planned", test_planned },
    { "/calendar-panel/hours", test_hours },
    { "/calendar-panel/focus", test_focus },
    { "/calendar-panel/back", test_back },
    { "/calendar-panel/strips", test_strips },
    { "/calendar-panel/empty", test_empty },
    { "/calendar-panel/told-once", test_told_once },
  };

  crm_test_gui_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Page, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
