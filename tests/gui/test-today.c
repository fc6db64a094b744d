/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "client/crm-client.h"
#include "meeting/crm-meeting.h"
#include "task/crm-task.h"
#include "today/crm-day-ticker.h"
#include "today/crm-today-view.h"

/* The page Today on a real book: lists and counters, the keyboard's way through them, doing and dismissing in place, midnight. The clock stands at
 * 12:00 UTC and moves only when a test says so. */

static GMutex clock_lock;
static gint64 clock_now; /* (mutex clock_lock) */

static gint64
read_clock (gpointer data)
{
  gint64 now;

  g_mutex_lock (&clock_lock);
  now = clock_now++;
  g_mutex_unlock (&clock_lock);
  return now;
}

static void
set_clock (const char *instant)
{
  gint64 at;

  g_assert_true (crm_instant_parse (instant, NULL, &at, NULL));
  g_mutex_lock (&clock_lock);
  clock_now = at;
  g_mutex_unlock (&clock_lock);
}

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmTodayView *view;
  gint64 client;
  gint64 late;
  gint64 samples;
  gint64 meeting;
} Page;

static gint64
add_task (CrmStore *store, const char *title, const char *date, gint64 client)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "task");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_TASK_TITLE, title);
  crm_values_set_text (values, CRM_TASK_DUE_ON, date);
  if (client != 0)
    crm_values_set_integer (values, CRM_TASK_CLIENT, client);
  return crm_test_add (store, values);
}

static gboolean
set_zone (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_transaction_set_setting (tx, "time-zone", "UTC", error);
}

static gboolean
is_ready (gpointer data)
{
  return crm_today_view_is_ready (((Page *)data)->view);
}

static void
set_up (Page *page, gconstpointer data)
{
  g_autoptr (CrmEntity) meetings = NULL, clients = NULL;
  g_autoptr (GError) error = NULL;
  CrmValues *values;

  set_clock ("2026-03-10T12:00:00Z");
  page->store = crm_test_store_new (TRUE);
  crm_store_write_sync (page->store, "Set", set_zone, NULL, NULL, &error);
  g_assert_no_error (error);
  clients = crm_store_get_entity (page->store, "client");
  values = crm_values_new (clients);
  crm_values_set_text (values, CRM_CLIENT_NAME, "Olena");
  crm_values_set_text (values, CRM_CLIENT_BIRTHDAY, "1984-03-10");
  page->client = crm_test_add (page->store, values);
  page->late = add_task (page->store, "Old letter", "2026-03-08", page->client);
  page->samples = add_task (page->store, "Samples", "2026-03-10", 0);
  add_task (page->store, "Plans", "2026-03-11", 0);
  meetings = crm_store_get_entity (page->store, "meeting");
  values = crm_values_new (meetings);
  crm_values_set_text (values, CRM_MEETING_TITLE, "Tasting");
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, clock_now + 50 * G_TIME_SPAN_MINUTE);
  page->meeting = crm_test_add (page->store, values);
  page->window = crm_test_window_new (page->store);
  g_assert_true (crm_window_show_page (page->window, "today"));
  page->view = CRM_TODAY_VIEW (crm_window_get_view (page->window));
  crm_test_await (is_ready, page);
  crm_test_await_frame (GTK_WIDGET (page->window));
}

static void
tear_down (Page *page, gconstpointer data)
{
  crm_test_window_destroy (page->window);
  crm_test_store_remove (page->store);
}

/* Titles of a list as "A, B". */
static char *
tell (Page *page, CrmTodayGroupKind group)
{
  GtkListBox *list = crm_today_view_get_list (page->view, group);
  g_autoptr (GString) text = g_string_new (NULL);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    g_string_append_printf (
        text, "%s%s", i > 0 ? ", " : "", crm_today_row_get_line (CRM_TODAY_ROW (row))->title);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define SAYS(page, group, wanted) \
  G_STMT_START \
  { \
    g_autofree char *says_got = tell (page, group); \
    g_assert_cmpstr (says_got, ==, wanted); \
  } \
  G_STMT_END

static const CrmTodayLine *
get_focus_line (Page *page)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (page->window));

  return CRM_IS_TODAY_ROW (focus) ? crm_today_row_get_line (CRM_TODAY_ROW (focus)) : NULL;
}

/* A key as the page's own controller hears it. */
static gboolean
press (Page *page, guint key)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (page->window));

  for (GtkWidget *widget = focus; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
          gboolean handled = FALSE;

          if (!GTK_IS_EVENT_CONTROLLER_KEY (controller) ||
              !gtk_widget_is_ancestor (widget, GTK_WIDGET (page->view)))
            continue;
          g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
          if (handled)
            return TRUE;
        }
    }
  return FALSE;
}

typedef struct
{
  Page *page;
  CrmTodayGroupKind group;
  const char *wanted;
} Wanted;

static gboolean
group_says (gpointer data)
{
  Wanted *wanted = data;
  g_autofree char *got = tell (wanted->page, wanted->group);

  return g_str_equal (got, wanted->wanted);
}

static void
await (Page *page, CrmTodayGroupKind group, const char *wanted)
{
  Wanted w = { page, group, wanted };

  crm_test_await (group_says, &w);
  crm_test_await (is_ready, page);
}

static void
test_lists (Page *page, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (page->window);

  SAYS (page, CRM_TODAY_OVERDUE, "Old letter");
  SAYS (page, CRM_TODAY_AGENDA, "Tasting, Samples");
  SAYS (page, CRM_TODAY_TOMORROW, "Plans");
  SAYS (page, CRM_TODAY_HINTS, "Birthday: Olena");
  SAYS (page, CRM_TODAY_DONE, "");
  g_assert_nonnull (crm_test_find (window, GTK_TYPE_LABEL, "Tuesday, 10 March"));
  g_assert_nonnull (
      crm_test_find (window, GTK_TYPE_LABEL, "1 overdue · 2 for today · next: meeting at 12:50"));
  g_assert_nonnull (crm_test_find (window, GTK_TYPE_LABEL, "2 days late"));
  g_assert_nonnull (crm_test_find (window, GTK_TYPE_LABEL, "In 50 min"));
  g_assert_nonnull (crm_test_find (window, GTK_TYPE_LABEL, "Turns 42 today"));
  g_assert_nonnull (crm_test_find (window, GTK_TYPE_BUTTON, "Set a goal"));
  g_assert_null (crm_test_find (window, ADW_TYPE_STATUS_PAGE, "All done for today"));
}

static gboolean
has_badge (gpointer data)
{
  return crm_test_find (GTK_WIDGET (data), GTK_TYPE_LABEL, "3") != NULL;
}

static gboolean
is_asked (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Page *)data)->window), GTK_TYPE_LABEL, "Did it take place?") != NULL;
}

static gboolean
is_local (gpointer data)
{
  return gdk_clipboard_is_local (data);
}

static void
on_clipboard_read (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **)data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
has_text (gpointer data)
{
  return *(char **)data != NULL;
}

/* In the evening: what was done is in the clipboard. */
static void
assert_copied (Page *page, const char *wanted)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (page->window));
  g_autofree char *text = NULL;

  g_signal_emit_by_name (
      crm_test_find (GTK_WIDGET (page->window), GTK_TYPE_BUTTON, "Copy what was done today"), "clicked");
  crm_test_await (is_local, clipboard);
  gdk_clipboard_read_text_async (clipboard, NULL, on_clipboard_read, &text);
  crm_test_await (has_text, &text);
  g_assert_cmpstr (text, ==, wanted);
}

static void
test_keys (Page *page, gconstpointer data)
{
  /* The first line has the keyboard. */
  g_assert_nonnull (get_focus_line (page));
  g_assert_cmpint (get_focus_line (page)->id, ==, page->late);
  g_assert_true (press (page, GDK_KEY_j));
  g_assert_cmpstr (get_focus_line (page)->title, ==, "Tasting");
  /* A meeting: did it take place? */
  g_assert_true (press (page, GDK_KEY_space));
  crm_test_await (is_asked, page);
  g_signal_emit_by_name (crm_test_find (GTK_WIDGET (page->window), GTK_TYPE_BUTTON, "_Save"), "clicked");
  await (page, CRM_TODAY_AGENDA, "Samples");
  SAYS (page, CRM_TODAY_DONE, "Tasting");
  assert_copied (page, "• Tasting\n");
  g_assert_cmpstr (get_focus_line (page)->title, ==, "Samples");
  g_assert_true (press (page, GDK_KEY_Down));
  g_assert_cmpstr (get_focus_line (page)->title, ==, "Plans");
  g_assert_true (press (page, GDK_KEY_J));
  g_assert_cmpstr (get_focus_line (page)->hint, ==, "birthday");
  g_assert_true (press (page, GDK_KEY_k));
  g_assert_true (press (page, GDK_KEY_k));
  g_assert_true (press (page, GDK_KEY_k));
  g_assert_cmpint (get_focus_line (page)->id, ==, page->late);
  g_assert_false (press (page, GDK_KEY_x));
  /* Enter opens the client. */
  gtk_widget_activate (gtk_root_get_focus (GTK_ROOT (page->window)));
  g_assert_cmpstr (crm_window_get_page (page->window), ==, "client");
  crm_window_back (GTK_WIDGET (page->window));
  g_assert_cmpstr (crm_window_get_page (page->window), ==, "today");
}

static void
test_dismiss (Page *page, gconstpointer data)
{
  GtkListBox *list = crm_today_view_get_list (page->view, CRM_TODAY_HINTS);

  gtk_widget_activate_action (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0)), "hint.never", NULL);
  await (page, CRM_TODAY_HINTS, "");
  g_action_group_activate_action (G_ACTION_GROUP (page->window), "undo", NULL);
  await (page, CRM_TODAY_HINTS, "Birthday: Olena");
  /* S puts a hint off. */
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0)));
  g_assert_true (press (page, GDK_KEY_s));
  await (page, CRM_TODAY_HINTS, "");
}

static gboolean
popover_is_open (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Page *)data)->window), GTK_TYPE_LABEL, "How did it go?") != NULL ||
         crm_test_find (GTK_WIDGET (((Page *)data)->window), GTK_TYPE_POPOVER, NULL) != NULL;
}

/* Space on a task asks how it went; changes from elsewhere meanwhile leave rows and focus where they are. */
static void
test_outcome (Page *page, gconstpointer data)
{
  GtkListBox *list = crm_today_view_get_list (page->view, CRM_TODAY_OVERDUE);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, 0);

  add_task (page->store, "Older", "2026-03-01", 0);
  await (page, CRM_TODAY_OVERDUE, "Old letter, Older");
  g_assert_true (gtk_list_box_get_row_at_index (list, 0) == row);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (page->window)) == GTK_WIDGET (row));
  g_assert_true (press (page, GDK_KEY_space));
  crm_test_await (popover_is_open, page);
}

static void
test_midnight (Page *page, gconstpointer data)
{
  g_autoptr (CrmDayTicker) ticker = crm_day_ticker_get ();
  GtkWidget *window = GTK_WIDGET (page->window);

  crm_test_await (has_badge, page->window);
  set_clock ("2026-03-10T12:30:00Z");
  crm_day_ticker_tick (ticker);
  crm_test_await (is_ready, page);
  g_assert_nonnull (crm_test_find (window, GTK_TYPE_LABEL, "In 20 min"));
  set_clock ("2026-03-11T00:00:01Z");
  crm_day_ticker_tick (ticker);
  await (page, CRM_TODAY_AGENDA, "Plans");
  SAYS (page, CRM_TODAY_OVERDUE, "Samples, Tasting, Old letter");
  g_assert_nonnull (crm_test_find (window, GTK_TYPE_LABEL, "Wednesday, 11 March"));
  /* The line that had the keyboard still has it. */
  g_assert_cmpint (get_focus_line (page)->id, ==, page->late);
}

static gboolean
goal_is_shown (gpointer data)
{
  return crm_test_find (GTK_WIDGET (data), GTK_TYPE_LABEL, "of 12") != NULL;
}

static gboolean
form_is_shown (gpointer data)
{
  return crm_test_find (GTK_WIDGET (data), GTK_TYPE_BUTTON, "Save") != NULL;
}

static gboolean
error_is_shown (gpointer data)
{
  return crm_test_find (GTK_WIDGET (data), GTK_TYPE_LABEL, "above zero") != NULL;
}

static gpointer
count_goals_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("goal");
  gint64 *count = g_new (gint64, 1);

  *count = crm_transaction_count (tx, query, error);
  return count;
}

static void
test_goal (Page *page, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (page->window), *save, *measure;
  g_autofree gint64 *count = NULL;

  g_signal_emit_by_name (crm_test_find (window, GTK_TYPE_BUTTON, "Set a goal"), "clicked");
  crm_test_await (form_is_shown, window);
  save = crm_test_find (window, GTK_TYPE_BUTTON, "Save");
  measure = crm_test_find (gtk_widget_get_ancestor (save, GTK_TYPE_POPOVER), GTK_TYPE_DROP_DOWN, NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (measure), 4); /* calls */
  g_signal_emit_by_name (save, "clicked");
  crm_test_await (error_is_shown, window);
  gtk_editable_set_text (
      GTK_EDITABLE (crm_test_find (gtk_widget_get_ancestor (save, GTK_TYPE_POPOVER), GTK_TYPE_ENTRY, NULL)),
      "12");
  /* A double click saves once. */
  g_signal_emit_by_name (save, "clicked");
  g_signal_emit_by_name (save, "clicked");
  crm_test_await (goal_is_shown, window);
  /* Writes are done in order. */
  crm_test_add_client (page->store, "Anna Kowalsky");
  count = crm_store_read_sync (page->store, count_goals_in_worker, NULL, NULL);
  g_assert_cmpint (*count, ==, 1);
  g_assert_nonnull (crm_test_find (window, GTK_TYPE_LABEL, "Goal for March: Calls"));
}

static gboolean
is_all_done (gpointer data)
{
  return crm_test_find (GTK_WIDGET (data), ADW_TYPE_STATUS_PAGE, "All done for today") != NULL;
}

static void
test_all_done (Page *page, gconstpointer data)
{
  const gint64 tasks[] = { page->late, page->samples };

  crm_store_archive_async (page->store, "task", tasks, 2, FALSE, NULL, NULL, NULL);
  crm_store_archive_async (page->store, "meeting", &page->meeting, 1, FALSE, NULL, NULL, NULL);
  crm_test_await (is_all_done, page->window);
  await (page, CRM_TODAY_AGENDA, "");
  SAYS (page, CRM_TODAY_TOMORROW, "Plans");
}

static gboolean
plan_is_ready (gpointer data)
{
  CrmDayPlan *plan = crm_today_view_get_plan (((Page *)data)->view);

  return plan != NULL && crm_day_plan_is_ready (plan) && is_ready (data);
}

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "task", *(gint64 *)data, error);
}

static gint64
get_due (Page *page, gint64 task)
{
  g_autoptr (CrmRow) row = crm_store_read_sync (page->store, load_in_worker, &task, NULL);

  return crm_row_get_integer (row, CRM_TASK_DUE_AT);
}

static gboolean
is_put_off (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Page *)data)->window), GTK_TYPE_LABEL, "In a week") != NULL;
}

/* On a Sunday tomorrow and Monday are one day, offered once. */
static void
test_sunday (Page *page, gconstpointer data)
{
  GtkWidget *popover;

  set_clock ("2026-03-15T12:00:00Z");
  g_assert_true (press (page, GDK_KEY_s));
  crm_test_await (is_put_off, page);
  popover = gtk_widget_get_ancestor (
      crm_test_find (GTK_WIDGET (page->window), GTK_TYPE_LABEL, "In a week"), GTK_TYPE_POPOVER);
  g_assert_nonnull (crm_test_find (popover, GTK_TYPE_LABEL, "Tomorrow"));
  g_assert_null (crm_test_find (popover, GTK_TYPE_LABEL, "Monday"));
}

/* F9 shows the hours of the day; a task is dropped on one of them, another is fitted in by a key. */
static void
test_plan (Page *page, gconstpointer data)
{
  gint64 noon, three;
  GtkListBoxRow *row;

  g_assert_true (crm_instant_parse ("2026-03-10T12:00:00Z", NULL, &noon, NULL));
  three = noon + 3 * G_TIME_SPAN_HOUR;
  g_assert_null (crm_today_view_get_plan (page->view));
  gtk_widget_activate_action (GTK_WIDGET (page->view), "today.plan", NULL);
  crm_test_await (plan_is_ready, page);
  g_signal_emit_by_name (crm_day_plan_get_grid (crm_today_view_get_plan (page->view)), "dropped", "task",
      page->late, three, FALSE);
  await (page, CRM_TODAY_AGENDA, "Tasting, Old letter, Samples");
  SAYS (page, CRM_TODAY_OVERDUE, "");
  g_assert_cmpint (get_due (page, page->late), ==, three);
  g_assert_cmpstr (crm_store_get_undo_purpose (page->store), ==, "“Old letter” put off to Tue 10 Mar, 15:00");
  /* The first free half hour is before the tasting. */
  row = gtk_list_box_get_row_at_index (crm_today_view_get_list (page->view, CRM_TODAY_AGENDA), 2);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  g_assert_true (press (page, GDK_KEY_p));
  await (page, CRM_TODAY_AGENDA, "Samples, Tasting, Old letter");
  g_assert_cmpint (get_due (page, page->samples), ==, noon + 15 * G_TIME_SPAN_MINUTE);
  /* And what is planned is not planned over: behind the tasting. */
  gtk_widget_grab_focus (GTK_WIDGET (
      gtk_list_box_get_row_at_index (crm_today_view_get_list (page->view, CRM_TODAY_TOMORROW), 0)));
  g_assert_true (press (page, GDK_KEY_p));
  await (page, CRM_TODAY_AGENDA, "Samples, Tasting, Plans, Old letter");
  gtk_widget_activate_action (GTK_WIDGET (page->view), "today.plan", NULL);
  g_assert_null (crm_today_view_get_plan (page->view));
}

/* A message opened from here leads back here. */
static void
test_back (Page *page, gconstpointer data)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (page->store, "conversation");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, crm_entity_find_field (entity, "channel"), "sms");
  crm_values_set_text (values, crm_entity_find_field (entity, "address"), "+380671234567");
  g_action_group_activate_action (G_ACTION_GROUP (page->window), "open-conversation",
      g_variant_new_int64 (crm_test_add (page->store, values)));
  g_assert_cmpstr (crm_window_get_page (page->window), ==, "messages");
  crm_window_back (GTK_WIDGET (page->window));
  g_assert_cmpstr (crm_window_get_page (page->window), ==, "today");
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  crm_clock_set (read_clock, NULL);
#define ADD(path, func) g_test_add (path, Page, NULL, set_up, func, tear_down)
  ADD ("/today/lists", test_lists);
  ADD ("/today/keys", test_keys);
  ADD ("/today/dismiss", test_dismiss);
  ADD ("/today/outcome", test_outcome);
  ADD ("/today/midnight", test_midnight);
  ADD ("/today/goal", test_goal);
  ADD ("/today/all-done", test_all_done);
  ADD ("/today/plan", test_plan);
  ADD ("/today/sunday", test_sunday);
  ADD ("/today/back", test_back);
  return g_test_run ();
}
