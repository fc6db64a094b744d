/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"
#include "crm-test-input.h"

#include <glib/gstdio.h>

#include "base/crm-clock.h"
#include "base/crm-local.h"
#include "base/crm-time.h"
#include "calendar/crm-agenda-list.h"
#include "calendar/crm-calendar-print.h"
#include "calendar/crm-calendar-view-private.h"
#include "calendar/crm-event-tile.h"
#include "calendar/crm-meeting-dialog.h"
#include "calendar/crm-meeting-popover.h"
#include "client/crm-client.h"
#include "task/crm-task.h"
#include "today/crm-day-ticker.h"

/* The page Calendar in a real window, on Wednesday 18 November 2026 at 10:00 UTC: planned, moved, renamed, removed by keys and pointer, printed, and
 * the book is looked at. */

#define NOW (G_GINT64_CONSTANT (1794996000) * G_USEC_PER_SEC)

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmCalendarView *view;
  gint64 client;
  GtkWidget *popover;
} Page;

static gint64 now;

static gint64
read_clock (gpointer data)
{
  return now;
}

static gint64
at (Page *page, const char *text)
{
  gint64 instant;

  g_assert_true (crm_instant_parse (text, crm_store_get_zone (page->store), &instant, NULL));
  return instant;
}

/* The book */

static gboolean
set_zone (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_transaction_set_setting (tx, "time-zone", "Europe/Warsaw", error) &&
         crm_transaction_set_setting (tx, "week-start", "1", error);
}

static gint64
add_meeting (Page *page, const char *title, const char *from, const char *to, const char *rule)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (page->store, "meeting");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_MEETING_TITLE, title);
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, at (page, from));
  crm_values_set_integer (values, CRM_MEETING_ENDS_AT, at (page, to));
  if (rule != NULL)
    crm_values_set_text (values, CRM_MEETING_RECURRENCE, rule);
  return crm_test_add (page->store, values);
}

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "meeting", *(gint64 *)data, error);
}

static CrmRow *
load (Page *page, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CrmRow *row = crm_store_read_sync (page->store, load_in_worker, &id, &error);

  g_assert_no_error (error);
  return row;
}

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (data);

  return GINT_TO_POINTER ((int)crm_transaction_count (tx, query, error));
}

static int
count (Page *page, const char *entity)
{
  return GPOINTER_TO_INT (crm_store_read_sync (page->store, count_in_worker, (gpointer)entity, NULL));
}

/* The page */

static gboolean
is_ready (gpointer data)
{
  Page *page = data;

  return crm_store_get_pending (page->store) == 0 && !crm_calendar_view_is_loading (page->view);
}

static void
settle (Page *page)
{
  crm_test_await (is_ready, page);
  crm_test_await_frame (GTK_WIDGET (page->window));
}

static CrmAgendaItem *
find_item (Page *page, const char *title)
{
  GPtrArray *items = crm_agenda_get_items (crm_calendar_view_get_agenda (page->view));

  for (guint i = 0; i < items->len; i++)
    if (g_strcmp0 (((CrmAgendaItem *)items->pdata[i])->title, title) == 0)
      return items->pdata[i];
  return NULL;
}

typedef struct
{
  Page *page;
  const char *title;
  gint64 starts_at; /* 0: it is not there */
} Awaited;

static gboolean
is_at (gpointer data)
{
  Awaited *awaited = data;
  CrmAgendaItem *item;

  if (!is_ready (awaited->page))
    return FALSE;
  item = find_item (awaited->page, awaited->title);
  return awaited->starts_at == 0 ? item == NULL : item != NULL && item->starts_at == awaited->starts_at;
}

static gboolean
is_elsewhere (gpointer data)
{
  return !is_at (data);
}

/* when NULL: gone. */
static void
await_item (Page *page, const char *title, const char *when)
{
  Awaited awaited = { page, title, when != NULL ? at (page, when) : 0 };

  crm_test_await (is_at, &awaited);
}

static void
open_page (Page *page)
{
  page->window = crm_test_window_new (page->store);
  g_assert_true (crm_window_show_page (page->window, "calendar"));
  page->view = CRM_CALENDAR_VIEW (crm_window_get_view (page->window));
  crm_calendar_view_set_mode (page->view, CRM_CALENDAR_WEEK);
  settle (page);
}

static void
set_up (Page *page, gconstpointer data)
{
  now = NOW;
  crm_clock_set (read_clock, NULL);
  *page = (Page){ .store = crm_test_store_new (TRUE) };
  g_assert_true (crm_store_write_sync (page->store, "zone", set_zone, NULL, NULL, NULL));
  page->client = crm_test_add_client (page->store, "Anna Kowalska");
}

static void
tear_down (Page *page, gconstpointer data)
{
  crm_test_window_destroy (page->window);
  crm_test_store_remove (page->store);
  crm_clock_set (NULL, NULL);
}

static GtkWidget *
find_in (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_in (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_popover (gpointer data)
{
  Page *page = data;

  page->popover = find_in (GTK_WIDGET (page->view), CRM_TYPE_MEETING_POPOVER);
  return page->popover != NULL && gtk_widget_get_mapped (page->popover);
}

static gboolean
has_dialog (gpointer data)
{
  return crm_test_get_dialog (((Page *)data)->window) != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return crm_test_get_dialog (((Page *)data)->window) == NULL;
}

static void
type_into (GtkEditable *entry, const char *text)
{
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  gtk_editable_set_text (entry, text);
}

static void
activate (GtkEditable *entry)
{
  g_signal_emit_by_name (entry, "activate");
}

/* Tests */

static void
test_modes (Page *page, gconstpointer data)
{
  guint n;

  open_page (page);
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
  settle (page);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.today", NULL);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.mode", "s", "day");
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-18"));
  g_assert_cmpuint (n, ==, 1);
  settle (page);
}

static void
test_quick (Page *page, gconstpointer data)
{
  CrmAgendaItem *item;

  open_page (page);
  g_signal_emit_by_name (crm_calendar_view_get_grid (page->view), "create", at (page, "2026-11-19 10:00"),
      at (page, "2026-11-19 11:30"), FALSE, &(GdkRectangle){ 300, 200, 1, 1 });
  crm_test_await (has_popover, page);
  type_into (crm_meeting_popover_get_title (CRM_MEETING_POPOVER (page->popover)), "Tasting");
  type_into (crm_meeting_popover_get_client (CRM_MEETING_POPOVER (page->popover)), "Anna Kowalska");
  activate (crm_meeting_popover_get_title (CRM_MEETING_POPOVER (page->popover)));
  await_item (page, "Tasting", "2026-11-19 10:00");
  item = find_item (page, "Tasting");
  g_assert_cmpint (item->client, ==, page->client);
  g_assert_cmpint (item->ends_at, ==, at (page, "2026-11-19 11:30"));
  /* A name nobody has is a new client. */
  crm_calendar_view_begin_new (page->view);
  crm_test_await (has_popover, page);
  type_into (crm_meeting_popover_get_client (CRM_MEETING_POPOVER (page->popover)), "Otto Neu");
  activate (crm_meeting_popover_get_client (CRM_MEETING_POPOVER (page->popover)));
  await_item (page, "Meeting", "2026-11-18 12:00");
  g_assert_cmpint (count (page, "client"), ==, 2);
  /* Undo takes both back. */
  crm_undo_toast_run (crm_window_get_undo (page->window), FALSE);
  await_item (page, "Meeting", NULL);
  g_assert_cmpint (count (page, "client"), ==, 1);
}

static void
test_editor (Page *page, gconstpointer data)
{
  CrmMeetingDialog *dialog;
  gint64 id = add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00", NULL);
  g_autoptr (CrmRow) row = NULL;
  GPtrArray *items;

  open_page (page);
  crm_meeting_dialog_present (GTK_WIDGET (page->window), page->store, id, "");
  crm_test_await (has_dialog, page);
  dialog = CRM_MEETING_DIALOG (crm_test_get_dialog (page->window));
  type_into (crm_meeting_dialog_get_title (dialog), "Tasting of Kenya");
  type_into (crm_meeting_times_get_start (crm_meeting_dialog_get_times (dialog)), "2026-11-20 14:00");
  g_assert_cmpstr (
      gtk_editable_get_text (crm_meeting_times_get_end (crm_meeting_dialog_get_times (dialog))), ==, "15:00");
  type_into (crm_meeting_times_get_end (crm_meeting_dialog_get_times (dialog)), "90 min");
  type_into (crm_meeting_people_get_entry (crm_meeting_dialog_get_people (dialog)), "Anna Kowalska");
  activate (crm_meeting_people_get_entry (crm_meeting_dialog_get_people (dialog)));
  type_into (crm_meeting_people_get_entry (crm_meeting_dialog_get_people (dialog)), "Jo <jo@example.com>");
  crm_meeting_dialog_save (dialog);
  crm_test_await (has_no_dialog, page);
  await_item (page, "Tasting of Kenya", "2026-11-20 14:00");
  row = load (page, id);
  g_assert_cmpint (crm_row_get_integer (row, CRM_MEETING_ENDS_AT), ==, at (page, "2026-11-20 15:30"));
  g_assert_cmpint (count (page, "participant"), ==, 2);
  items = crm_agenda_get_items (crm_calendar_view_get_agenda (page->view));
  g_assert_cmpint (((CrmAgendaItem *)items->pdata[0])->client, ==, page->client);
}

static void
test_wrong_times (Page *page, gconstpointer data)
{
  CrmMeetingDialog *dialog;
  gint64 id = add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00", NULL);

  open_page (page);
  crm_meeting_dialog_present (GTK_WIDGET (page->window), page->store, id, NULL);
  crm_test_await (has_dialog, page);
  dialog = CRM_MEETING_DIALOG (crm_test_get_dialog (page->window));
  type_into (crm_meeting_times_get_start (crm_meeting_dialog_get_times (dialog)), "sometimes");
  crm_meeting_dialog_save (dialog);
  g_assert_nonnull (crm_meeting_dialog_get_error (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
has_warning (gpointer data)
{
  CrmMeetingDialog *dialog = data;
  g_autofree char *text = crm_meeting_warnings_dup_text (crm_meeting_dialog_get_warnings (dialog));

  return text != NULL && strstr (text, "Tasting") != NULL;
}

static void
test_warning (Page *page, gconstpointer data)
{
  g_autoptr (CrmMeetingDraft) draft =
      crm_meeting_draft_new (at (page, "2026-11-19 10:30"), at (page, "2026-11-19 11:30"), FALSE);
  CrmMeetingDialog *dialog;
  GtkWidget *button;
  gint64 start, end;
  gboolean all_day;

  add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00", NULL);
  open_page (page);
  crm_meeting_dialog_present_new (GTK_WIDGET (page->window), page->store, draft);
  crm_test_await (has_dialog, page);
  dialog = CRM_MEETING_DIALOG (crm_test_get_dialog (page->window));
  crm_test_await (has_warning, dialog);
  button = crm_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Next free time");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (
      crm_meeting_times_read (crm_meeting_dialog_get_times (dialog), &start, &end, &all_day, NULL));
  g_assert_cmpint (start, >=, at (page, "2026-11-19 11:00"));
  g_assert_cmpint (end - start, ==, G_TIME_SPAN_HOUR);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
set_client_zone (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, CRM_CLIENT_ZONE, "America/New_York");
  return crm_transaction_update (tx, *(gint64 *)data, 0, values, error);
}

static gboolean
has_both_warnings (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_LABEL, "Overlaps “Tasting”") != NULL &&
         crm_test_find (data, GTK_TYPE_LABEL, "Anna Kowalska · 04:30 in America/New_York") != NULL;
}

static gboolean
tells_there (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_LABEL, "Anna Kowalska · 04:30 in America/New_York") != NULL;
}

/* While a time is chosen, and when it is looked at: what stands against it, and what the clock says where the client is. */
static void
test_elsewhere (Page *page, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmMeetingDraft) draft =
      crm_meeting_draft_new (at (page, "2026-11-19 10:30"), at (page, "2026-11-19 11:30"), FALSE);
  CrmAgendaItem *item;

  g_array_append_val (draft->clients, page->client);
  g_assert_true (crm_store_write_sync (page->store, "Zone", set_client_zone, &page->client, NULL, &error));
  add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00", NULL);
  open_page (page);
  crm_meeting_popover_show (GTK_WIDGET (page->view), NULL, page->store, draft);
  crm_test_await (has_popover, page);
  crm_test_await (has_both_warnings, page->popover);
  type_into (crm_meeting_popover_get_title (CRM_MEETING_POPOVER (page->popover)), "Talk");
  activate (crm_meeting_popover_get_title (CRM_MEETING_POPOVER (page->popover)));
  await_item (page, "Talk", "2026-11-19 10:30");
  item = find_item (page, "Talk");
  g_signal_emit_by_name (crm_calendar_view_get_grid (page->view), "selected", item);
  crm_test_await (tells_there, page->view);
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

  add_meeting (page, "Tasting", "2026-11-22 10:00", "2026-11-22 11:00", NULL);
  open_page (page);
  grid = crm_calendar_view_get_grid (page->view);
  g_signal_emit_by_name (grid, "selected", find_item (page, "Tasting"));
  gtk_widget_grab_focus (GTK_WIDGET (grid));
  crm_calendar_grid_go_to (grid, at (page, "2026-11-22 10:00"));
  g_signal_emit_by_name (grid, "change", find_item (page, "Tasting"), at (page, "2026-11-23 10:00"),
      at (page, "2026-11-23 11:00"), FALSE, FALSE);
  await_item (page, "Tasting", "2026-11-23 10:00");
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-23"));
  crm_test_await (is_tile_focused, page);
  g_assert_true (crm_calendar_grid_get_selected (grid) == find_item (page, "Tasting"));
  /* What only grows out of the week stays in it. */
  g_signal_emit_by_name (grid, "change", find_item (page, "Tasting"), at (page, "2026-11-23 10:00"),
      at (page, "2026-12-02 10:00"), FALSE, FALSE);
  settle (page);
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-23"));
}

/* What stands on other days is found with Enter: to come first, else what was. */
static void
test_search (Page *page, gconstpointer data)
{
  GtkWidget *entry;
  guint n;

  add_meeting (page, "Coffee fair", "2026-12-09 10:00", "2026-12-09 11:00", NULL);
  add_meeting (page, "Coffee fair", "2027-01-13 10:00", "2027-01-13 11:00", NULL);
  add_meeting (page, "50% off", "2026-10-14 10:00", "2026-10-14 11:00", NULL);
  open_page (page);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page->window), "win.search", NULL));
  entry = crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "fair coff");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_LABEL, "Enter looks further"));
  g_signal_emit_by_name (entry, "activate");
  await_item (page, "Coffee fair", "2026-12-09 10:00");
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-12-07"));
  g_assert_true (crm_calendar_grid_get_selected (crm_calendar_view_get_grid (page->view)) ==
                 find_item (page, "Coffee fair"));

  gtk_editable_set_text (GTK_EDITABLE (entry), "50% o");
  g_signal_emit_by_name (entry, "activate");
  await_item (page, "50% off", "2026-10-14 10:00");
  gtk_editable_set_text (GTK_EDITABLE (entry), "5%0");
  g_signal_emit_by_name (entry, "activate");
  crm_test_await (says_nothing_found, page);
}

static void
test_move (Page *page, gconstpointer data)
{
  gint64 id = add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00", NULL);
  g_autoptr (CrmRow) row = NULL;

  open_page (page);
  g_signal_emit_by_name (crm_calendar_view_get_grid (page->view), "change", find_item (page, "Tasting"),
      at (page, "2026-11-20 15:00"), at (page, "2026-11-20 16:00"), FALSE, FALSE);
  await_item (page, "Tasting", "2026-11-20 15:00");
  g_assert_nonnull (strstr (crm_store_get_undo_purpose (page->store), "Tasting"));
  g_signal_emit_by_name (crm_calendar_view_get_grid (page->view), "change", find_item (page, "Tasting"),
      at (page, "2026-11-17 09:00"), at (page, "2026-11-17 10:00"), FALSE, TRUE);
  settle (page);
  g_assert_cmpint (count (page, "meeting"), ==, 2);
  crm_undo_toast_run (crm_window_get_undo (page->window), FALSE);
  settle (page);
  crm_undo_toast_run (crm_window_get_undo (page->window), FALSE);
  await_item (page, "Tasting", "2026-11-19 10:00");
  row = load (page, id);
  g_assert_cmpint (crm_row_get_integer (row, CRM_MEETING_ENDS_AT), ==, at (page, "2026-11-19 11:00"));
}

static void
answer (Page *page, const char *response)
{
  GtkWindow *dialog;

  crm_test_await (has_dialog, page);
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

  if (!is_ready (page))
    return FALSE;
  second = find_nth (page, "Team", 1);
  third = find_nth (page, "Team", 2);
  return second != NULL && third != NULL && second->starts_at == at (page, "2026-11-17 11:00") &&
         third->starts_at == at (page, "2026-11-18 13:00");
}

static void
test_series (Page *page, gconstpointer data)
{
  CrmCalendarGrid *grid;

  add_meeting (page, "Team", "2026-11-16 09:00", "2026-11-16 10:00", "FREQ=DAILY;COUNT=5");
  open_page (page);
  grid = crm_calendar_view_get_grid (page->view);
  g_assert_cmpuint (count_items (page, "Team"), ==, 5);
  /* This one alone. */
  g_signal_emit_by_name (grid, "change", find_item (page, "Team"), at (page, "2026-11-16 12:00"),
      at (page, "2026-11-16 13:00"), FALSE, FALSE);
  answer (page, "this");
  await_item (page, "Team", "2026-11-16 12:00");
  g_assert_cmpuint (count_items (page, "Team"), ==, 5);
  crm_undo_toast_run (crm_window_get_undo (page->window), FALSE);
  await_item (page, "Team", "2026-11-16 09:00");
  /* All of them. */
  g_signal_emit_by_name (grid, "change", find_item (page, "Team"), at (page, "2026-11-16 11:00"),
      at (page, "2026-11-16 12:00"), FALSE, FALSE);
  answer (page, "all");
  await_item (page, "Team", "2026-11-16 11:00");
  g_assert_cmpint (count (page, "meeting"), ==, 1);
  g_assert_cmpuint (count_items (page, "Team"), ==, 5);
  /* One in the middle and what follows it. */
  g_signal_emit_by_name (grid, "change", find_nth (page, "Team", 2), at (page, "2026-11-18 13:00"),
      at (page, "2026-11-18 14:00"), FALSE, FALSE);
  answer (page, "following");
  await_item (page, "Team", "2026-11-16 11:00");
  crm_test_await (is_third_later, page);
  g_assert_cmpuint (count_items (page, "Team"), ==, 5);
  crm_undo_toast_run (crm_window_get_undo (page->window), FALSE);
  settle (page);
  /* Cancelled: nothing is written, and the grid shows what was. */
  g_signal_emit_by_name (grid, "change", find_item (page, "Team"), at (page, "2026-11-16 15:00"),
      at (page, "2026-11-16 16:00"), FALSE, FALSE);
  answer (page, "cancel");
  settle (page);
  await_item (page, "Team", "2026-11-16 11:00");
}

static void
test_remove (Page *page, gconstpointer data)
{
  add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00", NULL);
  open_page (page);
  g_signal_emit_by_name (crm_calendar_view_get_grid (page->view), "remove", find_item (page, "Tasting"));
  await_item (page, "Tasting", NULL);
  crm_undo_toast_run (crm_window_get_undo (page->window), FALSE);
  await_item (page, "Tasting", "2026-11-19 10:00");
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

  open_page (page);
  grid = crm_calendar_view_get_grid (page->view);
  g_signal_emit_by_name (grid, "dropped", "task", call, at (page, "2026-11-20 09:00"), FALSE);
  await_item (page, "Call about grinders", "2026-11-20 09:00");
  g_assert_cmpstr (find_item (page, "Call about grinders")->kind, ==, "task");
  g_signal_emit_by_name (grid, "dropped", "task", visit, at (page, "2026-11-20 13:00"), FALSE);
  await_item (page, "Visit", "2026-11-20 13:00");
  item = find_item (page, "Visit");
  g_assert_cmpstr (item->kind, ==, "meeting");
  row = load (page, item->id);
  g_assert_cmpint (crm_row_get_integer (row, CRM_MEETING_TASK), ==, visit);
  g_assert_cmpint (item->client, ==, page->client);
  g_signal_emit_by_name (grid, "dropped", "client", page->client, at (page, "2026-11-21 13:00"), FALSE);
  await_item (page, "Meeting", "2026-11-21 13:00");
}

static void
test_layers (Page *page, gconstpointer data)
{
  GtkCheckButton *check;

  add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00", NULL);
  open_page (page);
  check = crm_calendar_layers_get_check (crm_calendar_view_get_layers (page->view), CRM_LAYER_MEETINGS, 0);
  gtk_check_button_set_active (check, FALSE);
  await_item (page, "Tasting", NULL);
  gtk_check_button_set_active (check, TRUE);
  await_item (page, "Tasting", "2026-11-19 10:00");
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
  gint64 meeting = add_meeting (page, "Tasting", "2026-11-26 10:00", "2026-11-26 11:00", NULL);
  g_autoptr (GError) error = NULL;
  GtkCheckButton *check;
  guint n;

  open_page (page);
  crm_test_await (is_next_read, page);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.step", "i", 1);
  g_assert_false (crm_calendar_view_is_loading (page->view));
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-23"));
  g_assert_nonnull (find_item (page, "Tasting"));
  /* Back at once, for that was just on show. */
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.step", "i", -1);
  g_assert_false (crm_calendar_view_is_loading (page->view));
  g_assert_null (find_item (page, "Tasting"));
  /* What changes meanwhile is read again, also what is not on show. */
  crm_test_await (is_next_read, page);
  crm_store_write_sync (page->store, "Rename", rename_in_worker, &meeting, NULL, &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.step", "i", 1);
  await_item (page, "Tasting of Kenya", "2026-11-26 10:00");
  /* Of other layers nothing is taken. */
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.step", "i", -1);
  crm_test_await (is_next_read, page);
  check = crm_calendar_layers_get_check (crm_calendar_view_get_layers (page->view), CRM_LAYER_MEETINGS, 0);
  gtk_check_button_set_active (check, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (page->view), "calendar.step", "i", 1);
  await_item (page, "Tasting of Kenya", NULL);
  gtk_check_button_set_active (check, TRUE);
  await_item (page, "Tasting of Kenya", "2026-11-26 10:00");
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

  add_meeting (page, "Tasting", "2026-11-26 10:00", "2026-11-26 11:00", NULL);
  open_page (page);
  month = crm_calendar_view_get_month (page->view);
  crm_test_await (has_dots, page);
  g_assert_true (crm_mini_month_has_dot (month, crm_local_parse ("2026-11-26")));
  g_assert_false (crm_mini_month_has_dot (month, crm_local_parse ("2026-11-25")));
  g_signal_emit_by_name (month, "day-chosen", crm_local_parse ("2026-11-26"));
  await_item (page, "Tasting", "2026-11-26 10:00");
}

static void
test_midnight (Page *page, gconstpointer data)
{
  g_autoptr (CrmDayTicker) ticker = crm_day_ticker_get ();
  guint n;

  open_page (page);
  crm_calendar_view_set_mode (page->view, CRM_CALENDAR_DAY);
  settle (page);
  now = at (page, "2026-11-19 00:00") + G_USEC_PER_SEC;
  crm_day_ticker_tick (ticker);
  settle (page);
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-19"));
}

static void
test_agenda (Page *page, gconstpointer data)
{
  GtkListBox *list;
  gint64 later;

  add_meeting (page, "Later", "2026-11-25 10:00", "2026-11-25 11:00", NULL);
  add_meeting (page, "Sooner", "2026-11-19 10:00", "2026-11-19 11:00", NULL);
  open_page (page);
  crm_calendar_view_set_mode (page->view, CRM_CALENDAR_AGENDA);
  settle (page);
  list = crm_agenda_list_get_list (CRM_AGENDA_LIST (crm_calendar_view_get_grid (page->view)));
  g_assert_nonnull (
      crm_test_find (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0)), GTK_TYPE_LABEL, "Sooner"));
  g_assert_nonnull (
      crm_test_find (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 1)), GTK_TYPE_LABEL, "Later"));
  /* Shown in another view, it is selected there. */
  later = find_item (page, "Later")->id;
  crm_calendar_view_set_mode (page->view, CRM_CALENDAR_WEEK);
  crm_calendar_view_show_meeting (page->view, later, "", at (page, "2026-11-25 10:00"));
  await_item (page, "Later", "2026-11-25 10:00");
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

      add_meeting (page, title, from, to, NULL);
    }
  open_page (page);
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
  open_page (page);
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
  crm_test_await (has_popover, page);
  crm_test_type ("Tasting");
  crm_test_press ("Return");
  settle (page);
  {
    Awaited awaited = { page, "Tasting", 0 };

    crm_test_await (is_elsewhere, &awaited);
  }
  g_assert_cmpint (count (page, "meeting"), ==, 1);
  /* Keys change the view and go about. */
  gtk_widget_grab_focus (grid);
  crm_test_press ("Next");
  settle (page);
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-23"));
  crm_test_press ("Home");
  settle (page);
  g_assert_cmpuint (crm_calendar_view_get_first (page->view, &n), ==, crm_local_parse ("2026-11-16"));
  crm_test_press ("m");
  settle (page);
  g_assert_cmpint (crm_calendar_view_get_mode (page->view), ==, CRM_CALENDAR_MONTH);
  crm_test_press ("1");
  settle (page);
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
    { "/calendar-view/quick", test_quick },
    { "/calendar-view/editor", test_editor },
    { "/calendar-view/wrong-times", test_wrong_times },
    { "/calendar-view/warning", test_warning },
    { "/calendar-view/elsewhere", test_elsewhere },
    { "/calendar-view/move", test_move },
    { "/calendar-view/search", test_search },
    { "/calendar-view/move-on", test_move_on },
    { "/calendar-view/series", test_series },
    { "/calendar-view/remove", test_remove },
    { "/calendar-view/dropped", test_dropped },
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
    g_test_add (tests[i].name, Page, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
