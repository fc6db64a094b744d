/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-page.h"

#include "crm-test-gui.h"

#include "calendar/crm-meeting-dialog.h"
#include "calendar/crm-meeting-popover.h"
#include "client/crm-client.h"

/* Meetings planned on the page Calendar: in the popover, in the dialog, and what is warned about. */

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
test_quick (Page *page, gconstpointer data)
{
  CrmAgendaItem *item;

  calendar_open_page (page);
  g_signal_emit_by_name (crm_calendar_view_get_grid (page->view), "create",
      calendar_at (page, "2026-11-19 10:00"), calendar_at (page, "2026-11-19 11:30"), FALSE,
      &(GdkRectangle){ 300, 200, 1, 1 });
  crm_test_await (calendar_has_popover, page);
  type_into (crm_meeting_popover_get_title (CRM_MEETING_POPOVER (page->popover)), "Tasting");
  type_into (crm_meeting_popover_get_client (CRM_MEETING_POPOVER (page->popover)), "Anna Kowalska");
  calendar_activate (crm_meeting_popover_get_title (CRM_MEETING_POPOVER (page->popover)));
  calendar_await_item (page, "Tasting", "2026-11-19 10:00");
  item = calendar_find_item (page, "Tasting");
  g_assert_cmpint (item->client, ==, page->client);
  g_assert_cmpint (item->ends_at, ==, calendar_at (page, "2026-11-19 11:30"));
  /* A name nobody has is a new client. */
  crm_calendar_view_begin_new (page->view);
  crm_test_await (calendar_has_popover, page);
  type_into (crm_meeting_popover_get_client (CRM_MEETING_POPOVER (page->popover)), "Otto Neu");
  calendar_activate (crm_meeting_popover_get_client (CRM_MEETING_POPOVER (page->popover)));
  calendar_await_item (page, "Meeting", "2026-11-18 12:00");
  g_assert_cmpint (calendar_count (page, "client"), ==, 2);
  /* Undo takes both back. */
  crm_undo_toast_run (crm_window_get_undo (page->window), FALSE);
  calendar_await_item (page, "Meeting", NULL);
  g_assert_cmpint (calendar_count (page, "client"), ==, 1);
}

static void
test_editor (Page *page, gconstpointer data)
{
  CrmMeetingDialog *dialog;
  gint64 id = calendar_add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00", NULL);
  g_autoptr (CrmRow) row = NULL;
  GPtrArray *items;

  calendar_open_page (page);
  crm_meeting_dialog_present (GTK_WIDGET (page->window), page->store, id, "");
  crm_test_await (calendar_has_dialog, page);
  dialog = CRM_MEETING_DIALOG (crm_test_get_dialog (page->window));
  type_into (crm_meeting_dialog_get_title (dialog), "Tasting of Kenya");
  type_into (crm_meeting_times_get_start (crm_meeting_dialog_get_times (dialog)), "2026-11-20 14:00");
  g_assert_cmpstr (
      gtk_editable_get_text (crm_meeting_times_get_end (crm_meeting_dialog_get_times (dialog))), ==, "15:00");
  type_into (crm_meeting_times_get_end (crm_meeting_dialog_get_times (dialog)), "90 min");
  type_into (crm_meeting_people_get_entry (crm_meeting_dialog_get_people (dialog)), "Anna Kowalska");
  calendar_activate (crm_meeting_people_get_entry (crm_meeting_dialog_get_people (dialog)));
  type_into (crm_meeting_people_get_entry (crm_meeting_dialog_get_people (dialog)), "Jo <jo@example.com>");
  crm_meeting_dialog_save (dialog);
  crm_test_await (has_no_dialog, page);
  calendar_await_item (page, "Tasting of Kenya", "2026-11-20 14:00");
  row = calendar_load (page, id);
  g_assert_cmpint (
      crm_row_get_integer (row, CRM_MEETING_ENDS_AT), ==, calendar_at (page, "2026-11-20 15:30"));
  g_assert_cmpint (calendar_count (page, "participant"), ==, 2);
  items = crm_agenda_get_items (crm_calendar_view_get_agenda (page->view));
  g_assert_cmpint (((CrmAgendaItem *)items->pdata[0])->client, ==, page->client);
}

static void
test_wrong_times (Page *page, gconstpointer data)
{
  CrmMeetingDialog *dialog;
  gint64 id = calendar_add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00", NULL);

  calendar_open_page (page);
  crm_meeting_dialog_present (GTK_WIDGET (page->window), page->store, id, NULL);
  crm_test_await (calendar_has_dialog, page);
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

/* Takes what is proposed instead of a time that is warned about. */
static void
take_free_time (Page *page, CrmMeetingDraft *draft, gint64 *start, gint64 *end)
{
  CrmMeetingDialog *dialog;
  GtkWidget *button;
  gboolean all_day;

  calendar_open_page (page);
  crm_meeting_dialog_present_new (GTK_WIDGET (page->window), page->store, draft);
  crm_test_await (calendar_has_dialog, page);
  dialog = CRM_MEETING_DIALOG (crm_test_get_dialog (page->window));
  crm_test_await (has_warning, dialog);
  button = crm_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Next free time");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (crm_meeting_times_read (crm_meeting_dialog_get_times (dialog), start, end, &all_day, NULL));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* A time right after a meeting elsewhere is warned about, and what is proposed instead leaves time for the way. */
static void
test_way (Page *page, gconstpointer data)
{
  g_autoptr (CrmMeetingDraft) draft = crm_meeting_draft_new (
      calendar_at (page, "2026-11-19 11:00"), calendar_at (page, "2026-11-19 12:00"), FALSE);
  g_autoptr (CrmEntity) entity = crm_store_get_entity (page->store, "meeting");
  CrmValues *values = crm_values_new (entity);
  gint64 start, end;

  crm_values_set_text (values, CRM_MEETING_TITLE, "Tasting");
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, calendar_at (page, "2026-11-19 10:00"));
  crm_values_set_integer (values, CRM_MEETING_ENDS_AT, calendar_at (page, "2026-11-19 11:00"));
  crm_values_set_text (values, CRM_MEETING_PLACE, "Odesa");
  crm_test_add (page->store, values);
  draft->place = g_strdup ("Kyiv");
  take_free_time (page, draft, &start, &end);
  g_assert_cmpint (start, ==, calendar_at (page, "2026-11-19 11:15"));
}

static void
test_warning (Page *page, gconstpointer data)
{
  g_autoptr (CrmMeetingDraft) draft = crm_meeting_draft_new (
      calendar_at (page, "2026-11-19 10:30"), calendar_at (page, "2026-11-19 11:30"), FALSE);
  gint64 start, end;

  calendar_add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00", NULL);
  take_free_time (page, draft, &start, &end);
  g_assert_cmpint (start, >=, calendar_at (page, "2026-11-19 11:00"));
  g_assert_cmpint (end - start, ==, G_TIME_SPAN_HOUR);
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
  g_autoptr (CrmMeetingDraft) draft = crm_meeting_draft_new (
      calendar_at (page, "2026-11-19 10:30"), calendar_at (page, "2026-11-19 11:30"), FALSE);
  CrmAgendaItem *item;

  g_array_append_val (draft->clients, page->client);
  g_assert_true (crm_store_write_sync (page->store, "Zone", set_client_zone, &page->client, NULL, &error));
  calendar_add_meeting (page, "Tasting", "2026-11-19 10:00", "2026-11-19 11:00", NULL);
  calendar_open_page (page);
  crm_meeting_popover_show (GTK_WIDGET (page->view), NULL, page->store, draft);
  crm_test_await (calendar_has_popover, page);
  crm_test_await (has_both_warnings, page->popover);
  type_into (crm_meeting_popover_get_title (CRM_MEETING_POPOVER (page->popover)), "Talk");
  calendar_activate (crm_meeting_popover_get_title (CRM_MEETING_POPOVER (page->popover)));
  calendar_await_item (page, "Talk", "2026-11-19 10:30");
  item = calendar_find_item (page, "Talk");
  g_signal_emit_by_name (crm_calendar_view_get_grid (page->view), "selected", item);
  crm_test_await (tells_there, page->view);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*func) (Page *page, gconstpointer data);
  } tests[] = {
    { "/calendar-plan/quick", test_quick },
    { "/calendar-plan/editor", test_editor },
    { "/calendar-plan/wrong-times", test_wrong_times },
    { "/calendar-plan/warning", test_warning },
    { "/calendar-plan/way", test_way },
    { "/calendar-plan/elsewhere", test_elsewhere },
  };

  crm_test_gui_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Page, NULL, calendar_set_up, tests[i].func, calendar_tear_down);
  return g_test_run ();
}
