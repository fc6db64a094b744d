/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "calendar-desk.h"
#include "meeting/crm-meeting.h"

/* Meetings and calendars in step: what is changed on either side, also while the other was away; series; ways of use. */

/* ---- here to there ---- */

static void
test_push (void)
{
  Desk *desk = desk_open ("both");
  gint64 id = desk_plan (desk, "Tasting");
  const char *uid;
  guint n;

  desk_settle (desk);
  uid = desk_get_only (desk, WORK);
  g_assert_true (g_str_has_suffix (uid, "@clientele"));
  desk_assert_there (desk, WORK, uid, "SUMMARY:Tasting");
  crm_test_assert_field (desk->store, "meeting", id, "ical_uid", uid);
  desk_assert_states (desk, "clean");
  n = crm_test_calendar_server_get_n_writes (desk->server);
  g_assert_cmpuint (n, ==, 1);

  crm_test_set (desk->store, "meeting", id, "title", "Big tasting", "private_note", "He is late", NULL);
  desk_settle (desk);
  desk_assert_there (desk, WORK, uid, "SUMMARY:Big tasting");
  g_assert_null (strstr (crm_test_calendar_server_get (desk->server, WORK, uid), "He is late"));

  /* What no calendar has to know is not told. */
  n = crm_test_calendar_server_get_n_writes (desk->server);
  crm_test_set (desk->store, "meeting", id, "private_note", "He is very late", NULL);
  desk_settle (desk);
  g_assert_cmpuint (crm_test_calendar_server_get_n_writes (desk->server), ==, n);

  crm_test_add (
      desk->store, "participant", "meeting", "1", "client", "1", "role", "required", "answer", "none", NULL);
  desk_settle (desk);
  desk_assert_there (desk, WORK, uid, "anna@example.org");

  crm_test_archive (desk->store, "meeting", id);
  desk_settle (desk);
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 0);
  desk_assert_states (desk, "gone");
  crm_test_restore (desk->store, "meeting", id);
  desk_settle (desk);
  g_assert_cmpstr (desk_get_only (desk, WORK), ==, uid);
  desk_assert_there (desk, WORK, uid, "SUMMARY:Big tasting");
  desk_close (desk);
}

static void
test_undo (void)
{
  Desk *desk = desk_open ("both");

  desk_plan (desk, "Tasting");
  desk_settle (desk);
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 1);
  crm_test_assert_undo (desk->store, FALSE, "1/0/0");
  desk_settle (desk);
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 0);
  crm_test_assert_undo (desk->store, TRUE, "1/0/0");
  desk_settle (desk);
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 1);
  desk_assert_states (desk, "clean");
  desk_close (desk);
}

#define FOREIGN "CATEGORIES:Tea\r\nATTACH:https://example.org/price.pdf\r\nX-KEEP:me\r\nDTSTART"

/* What is deleted and comes back is there with what other programs had written into it, also when it was removed for good on the server and the
 * program was closed meanwhile. */
static void
test_undo_delete (gconstpointer data)
{
  gboolean away = GPOINTER_TO_INT (data);
  Desk *desk = desk_open ("both");
  gint64 id = desk_plan (desk, "Tasting");
  const char *uid;

  desk_settle (desk);
  crm_test_calendar_server_edit (desk->server, WORK, desk_get_only (desk, WORK), "DTSTART", FOREIGN);
  desk_settle (desk);
  for (guint i = 0; i < 2; i++)
    {
      crm_test_archive (desk->store, "meeting", id);
      desk_settle (desk);
      g_assert_cmpuint (desk_count_there (desk, WORK), ==, 0);
      desk_assert_states (desk, "gone");
      g_assert_cmpuint (desk_get_health (desk, 0)->n_queued, ==, 0);
      if (away)
        {
          desk_leave (desk);
          desk_come_back (desk);
          desk_settle (desk);
          desk_assert_states (desk, "gone");
        }
      crm_test_assert_undo (desk->store, FALSE, "1/0/0");
      /* Not there long enough to be written: what was known of it stays known. */
      if (i == 1)
        crm_test_assert_undo (desk->store, TRUE, "1/0/0");
      desk_settle (desk);
    }
  desk_assert_states (desk, "gone");
  crm_test_assert_undo (desk->store, FALSE, "1/0/0");
  desk_settle (desk);
  uid = desk_get_only (desk, WORK);
  desk_assert_there (desk, WORK, uid, "SUMMARY:Tasting");
  desk_assert_there (desk, WORK, uid, "CATEGORIES:Tea");
  desk_assert_there (desk, WORK, uid, "ATTACH:https://example.org/price.pdf");
  desk_assert_there (desk, WORK, uid, "X-KEEP:me");
  desk_assert_states (desk, "clean");
  desk_close (desk);
}

/* Somebody else brings it back: then it is theirs, as before. */
static void
test_deleted_comes_back_there (void)
{
  Desk *desk = desk_open ("both");
  gint64 id = desk_plan (desk, "Tasting");
  g_autofree char *uid = NULL;
  g_autofree char *ical = NULL;

  desk_settle (desk);
  uid = g_strdup (desk_get_only (desk, WORK));
  ical = g_strdup (crm_test_calendar_server_get (desk->server, WORK, uid));
  crm_test_archive (desk->store, "meeting", id);
  desk_settle (desk);
  crm_test_calendar_server_put (desk->server, WORK, uid, ical);
  desk_settle (desk);
  desk_assert_states (desk, "clean-event");
  /* And the meeting is one with it again. */
  crm_test_restore (desk->store, "meeting", id);
  desk_settle (desk);
  desk_assert_states (desk, "clean");
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 1);
  desk_close (desk);
}

static void
test_move_to_another (void)
{
  Desk *desk = desk_open ("both");
  gint64 id;

  desk_use (desk, HOME, "both");
  id = desk_plan (desk, "Tasting");
  desk_settle (desk);
  crm_test_calendar_server_edit (
      desk->server, WORK, desk_get_only (desk, WORK), "SUMMARY:", "X-KEEP:me\r\nSUMMARY:");
  desk_settle (desk);
  crm_test_set (desk->store, "meeting", id, "calendar", "2", NULL);
  desk_settle (desk);
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 0);
  desk_assert_there (desk, HOME, desk_get_only (desk, HOME), "SUMMARY:Tasting");
  desk_assert_there (desk, HOME, desk_get_only (desk, HOME), "X-KEEP:me");
  desk_assert_states (desk, "clean");

  /* Also back, and when the calendar it goes to does not answer until it is gone from the other. */
  crm_test_calendar_server_set_status (desk->server, WORK, CRM_CALENDAR_UNREACHABLE);
  crm_test_calendar_server_edit (
      desk->server, HOME, desk_get_only (desk, HOME), "X-KEEP:me", "X-KEEP:me too");
  desk_settle (desk);
  crm_test_set (desk->store, "meeting", id, "calendar", "1", NULL);
  desk_settle (desk);
  g_assert_cmpuint (desk_count_there (desk, HOME), ==, 0);
  desk_assert_states (desk, "gone push");
  crm_test_calendar_server_set_status (desk->server, WORK, CRM_CALENDAR_CONNECTED);
  desk_settle (desk);
  desk_assert_there (desk, WORK, desk_get_only (desk, WORK), "X-KEEP:me too");
  desk_assert_states (desk, "clean");
  desk_close (desk);
}

static gboolean
cut_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "meeting", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, CRM_MEETING_TITLE, "Monthly");
  return crm_meeting_edit (tx, 1, "20260326T100000", CRM_MEETING_FOLLOWING, values, error) != 0;
}

/* The times from one on become a series of its own, with what others wrote into the first. */
static void
test_cut (void)
{
  Desk *desk = desk_open ("both");
  g_autoptr (GError) error = NULL;
  g_autofree char *old = NULL, *made = NULL;
  static const char *const lines[] = { "SUMMARY:Monthly", "CATEGORIES:Tea",
    "ATTACH:https://example.org/price.pdf", "DTSTART:20260326T100000Z", "COUNT=3" };

  crm_test_add (desk->store, "meeting", "title", "Weekly", "starts_at", "2026-03-12T10:00:00Z", "ends_at",
      "2026-03-12T11:00:00Z", "calendar", "1", "recurrence", "FREQ=WEEKLY;COUNT=5", "zone", "UTC", NULL);
  desk_settle (desk);
  crm_test_calendar_server_edit (desk->server, WORK, desk_get_only (desk, WORK),
      "SUMMARY:", "CATEGORIES:Tea\r\nATTACH:https://example.org/price.pdf\r\nSEQUENCE:7\r\nSUMMARY:");
  desk_settle (desk);
  g_assert_true (crm_store_write_sync (desk->store, "Cut", cut_in_worker, NULL, NULL, &error));
  g_assert_no_error (error);
  desk_settle (desk);
  desk_assert_states (desk, "clean clean");
  old = crm_test_get (desk->store, "meeting", 1, "ical_uid");
  made = crm_test_get (desk->store, "meeting", 2, "ical_uid");
  desk_assert_there (desk, WORK, old, "SUMMARY:Weekly");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    desk_assert_there (desk, WORK, made, lines[i]);
  g_assert_null (strstr (crm_test_calendar_server_get (desk->server, WORK, made), "SEQUENCE:7"));
  desk_close (desk);
}

/* ---- there to here ---- */

static void
on_events (guint *n)
{
  (*n)++;
}

static void
test_pull (void)
{
  Desk *desk = desk_open ("both");
  guint n_told = 0;

  desk_put (desk, WORK, "one", "Dentist", NULL);
  desk_put (desk, WORK, "two", "Coffee", ANNA "X-KEEP:me\r\n");
  desk_settle (desk);
  {
    g_autofree char *states = desk_dup_states (desk);

    g_assert_true (g_str_equal (states, "clean-event clean") || g_str_equal (states, "clean clean-event"));
  }
  crm_test_assert_field (desk->store, "meeting", 1, "title", "Coffee");
  crm_test_assert_field (desk->store, "meeting", 1, "clients", "1");
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM occurrence WHERE source = 1"), ==, 1);
  /* Nothing of that goes back. */
  g_assert_cmpuint (crm_test_calendar_server_get_n_writes (desk->server), ==, 0);

  /* An event that is no meeting changes without a word in the log. */
  g_signal_connect_swapped (desk->sync, "events", G_CALLBACK (on_events), &n_told);
  crm_test_calendar_server_edit (desk->server, WORK, "one", "SUMMARY:Dentist", "SUMMARY:Surgeon");
  desk_settle (desk);
  g_assert_cmpuint (n_told, >, 0);
  g_signal_handlers_disconnect_by_func (desk->sync, on_events, &n_told);
  crm_test_calendar_server_edit (desk->server, WORK, "two", "SUMMARY:Coffee", "SUMMARY:Tea");
  crm_test_calendar_server_edit (desk->server, WORK, "one", "SUMMARY:Surgeon", "SUMMARY:Doctor");
  desk_settle (desk);
  crm_test_assert_field (desk->store, "meeting", 1, "title", "Tea");
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event WHERE title = 'Doctor'"), ==,
      1);
  g_assert_cmpuint (crm_test_calendar_server_get_n_writes (desk->server), ==, 0);

  /* What was edited here keeps what only the other program knows. */
  crm_test_set (desk->store, "meeting", 1, "place", "Lisbon", NULL);
  desk_settle (desk);
  desk_assert_there (desk, WORK, "two", "LOCATION:Lisbon");
  desk_assert_there (desk, WORK, "two", "X-KEEP:me");

  crm_test_calendar_server_remove (desk->server, WORK, "one");
  crm_test_calendar_server_remove (desk->server, WORK, "two");
  desk_settle (desk);
  crm_test_assert_field (desk->store, "meeting", 1, "state", "cancelled");
  desk_assert_states (desk, "");
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM occurrence WHERE source = 1"), ==, 0);

  /* Somebody took it back. */
  desk_put (desk, WORK, "two", "Coffee again", ANNA);
  desk_settle (desk);
  crm_test_assert_field (desk->store, "meeting", 1, "state", "planned");
  crm_test_assert_field (desk->store, "meeting", 1, "title", "Coffee again");
  desk_assert_states (desk, "clean");
  desk_close (desk);
}

static void
test_while_away (void)
{
  Desk *desk = desk_open ("both");
  gint64 id = desk_plan (desk, "Tasting");
  const char *uid;

  desk_put (desk, WORK, "two", "Coffee", ANNA);
  desk_settle (desk);
  uid = g_intern_string (crm_test_calendar_server_get (desk->server, WORK, "two") ? "two" : "");
  desk_leave (desk);

  crm_test_calendar_server_edit (desk->server, WORK, uid, "SUMMARY:Coffee", "SUMMARY:Tea");
  desk_put (desk, WORK, "three", "Lunch", ANNA);
  {
    CrmStore *other = crm_test_open (desk->path, CRM_ORIGIN_CLI);

    crm_test_set (other, "meeting", id, "title", "Big tasting", NULL);
    desk_plan (&(Desk){ .store = other }, "Supper");
    crm_test_close (other);
  }
  desk_come_back (desk);
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 4);
  crm_test_assert_field (desk->store, "meeting", 2, "title", "Tea");
  crm_test_assert_field (desk->store, "meeting", 4, "title", "Lunch");
  {
    g_autofree char *key = crm_test_get (desk->store, "meeting", id, "ical_uid");

    desk_assert_there (desk, WORK, key, "SUMMARY:Big tasting");
  }
  desk_assert_states (desk, "clean clean clean clean");
  desk_close (desk);
}

/* Somebody gets the address that stands in an event. */
static void
test_late_client (void)
{
  Desk *desk = desk_open ("read");

  desk_put (desk, WORK, "one", "Coffee", "ATTENDEE;CN=Bob:mailto:Bob@Example.org\r\n");
  desk_settle (desk);
  desk_assert_states (desk, "clean-event");
  crm_test_add (desk->store, "client", "name", "Bob", "kind", "person", "status", "lead", "email",
      "bob@example.org", NULL);
  desk_settle (desk);
  desk_assert_states (desk, "clean");
  crm_test_assert_field (desk->store, "meeting", 1, "clients", "2");
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM occurrence WHERE source = 1"), ==, 0);
  desk_close (desk);
}

/* Very many at once, as an import brings them. */
static void
test_many_clients (void)
{
  Desk *desk = desk_open ("read");

  desk_put (desk, WORK, "one", "Coffee", "ATTENDEE;CN=Bob:mailto:Bob17@Example.org\r\n");
  desk_put (desk, WORK, "two", "Tea", "ATTENDEE;CN=Eve:mailto:eve@example.org\r\n");
  desk_settle (desk);
  desk_assert_states (desk, "clean-event clean-event");
  desk_leave (desk);
  desk->store = crm_test_open (desk->path, CRM_ORIGIN_WINDOW);
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *email = g_strdup_printf ("bob%u@example.org", i);

      crm_test_add (desk->store, "client", "name", email, "email", email, NULL);
    }
  crm_test_close (g_steal_pointer (&desk->store));
  desk_come_back (desk);
  desk_assert_states (desk, "clean clean-event");
  crm_test_assert_field (desk->store, "meeting", 1, "title", "Coffee");
  desk_close (desk);
}

/* ---- ways of use ---- */

static void
test_read (void)
{
  Desk *desk = desk_open ("read");

  desk_put (desk, WORK, "one", "Coffee", ANNA);
  desk_settle (desk);
  desk_assert_states (desk, "clean");
  crm_test_set (desk->store, "meeting", 1, "place", "Lisbon", NULL);
  desk_plan (desk, "Ours");
  desk_settle (desk);
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 1);
  crm_test_calendar_server_edit (desk->server, WORK, "one", "SUMMARY:Coffee", "SUMMARY:Tea");
  desk_settle (desk);
  crm_test_assert_field (desk->store, "meeting", 1, "title", "Tea");
  crm_test_assert_field (desk->store, "meeting", 1, "place", "Lisbon");
  crm_test_archive (desk->store, "meeting", 1);
  desk_settle (desk);
  crm_test_calendar_server_edit (desk->server, WORK, "one", "SUMMARY:Tea", "SUMMARY:Water");
  desk_settle (desk);
  g_assert_cmpint (crm_test_sql_integer (desk->store, "SELECT count (*) FROM meeting"), ==, 2);
  g_assert_cmpuint (crm_test_calendar_server_get_n_writes (desk->server), ==, 0);
  desk_close (desk);
}

static void
test_off (void)
{
  Desk *desk = desk_open ("both");
  gint64 id = desk_plan (desk, "Tasting");

  desk_put (desk, WORK, "one", "Dentist", NULL);
  desk_settle (desk);
  desk_use (desk, WORK, "off");
  desk_assert_states (desk, "");
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM occurrence WHERE source = 1"), ==, 0);
  crm_test_assert_field (desk->store, "meeting", id, "state", "planned");
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 2);
  desk_put (desk, WORK, "two", "Doctor", NULL);
  crm_test_set (desk->store, "meeting", id, "text", "Bring wine", NULL);
  desk_settle (desk);
  desk_assert_states (desk, "");

  /* On again: what differs is asked, what does not is one. */
  desk_use (desk, WORK, "both");
  g_assert_cmpuint (desk_get_health (desk, 0)->n_conflicts, ==, 1);
  desk_resolve (desk, "ours");
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 3);
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event WHERE state = 'clean'"), ==,
      3);
  /* One is for new meetings. */
  desk_use (desk, HOME, "both");
  crm_test_set (desk->store, "calendar", 2, "main", "yes", NULL);
  crm_test_assert_field (desk->store, "calendar", 1, "main", "false");
  desk_settle (desk);
  desk_use (desk, WORK, "both");
  crm_test_assert_field (desk->store, "calendar", 1, "main", "true");
  g_assert_cmpint (crm_test_sql_integer (desk->store,
                       "SELECT id = (SELECT max (id) FROM operation) FROM operation WHERE purpose = '“Work” "
                       "changed'"),
      ==, 1);
  desk_close (desk);
}

/* Taken back at once: nothing of it is left. */
static void
test_undo_use (void)
{
  Desk *desk = desk_open (NULL);

  desk_put (desk, WORK, "one", "Dentist", NULL);
  desk_use (desk, WORK, "read");
  desk_assert_states (desk, "clean-event");
  crm_test_assert_undo (desk->store, FALSE, "1/0/0");
  desk_settle (desk);
  desk_assert_states (desk, "");
  crm_test_assert_in_order (desk->store);
  g_assert_cmpint (desk_get_health (desk, 0)->calendar, ==, 0);
  desk_close (desk);
}

static void
test_one_program (void)
{
  Desk *desk = desk_open ("both");
  CrmStore *store = crm_test_open (desk->path, CRM_ORIGIN_CLI);
  CrmCalendarSync *second = crm_calendar_sync_new (store, CRM_CALENDAR_SERVER (desk->server));

  g_assert_true (crm_desktop_sync_is_leading (CRM_DESKTOP_SYNC (desk->sync)));
  g_assert_false (crm_desktop_sync_is_leading (CRM_DESKTOP_SYNC (second)));
  desk_plan (desk, "Tasting");
  desk_settle (desk);
  g_assert_cmpuint (crm_test_calendar_server_get_n_writes (desk->server), ==, 1);
  g_clear_object (&desk->sync);
  crm_desktop_sync_retry (CRM_DESKTOP_SYNC (second), 0);
  g_assert_true (crm_desktop_sync_is_leading (CRM_DESKTOP_SYNC (second)));
  desk->sync = second;
  {
    CrmStore *first = desk->store;

    desk->store = store;
    desk_plan (desk, "Supper");
    desk_settle (desk);
    crm_test_close (first);
  }
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 2);
  desk_close (desk);
}

static void
test_nothing (void)
{
  Desk *desk = desk_open (NULL);
  g_autoptr (CrmCalendarSync) none = crm_calendar_sync_new (desk->store, NULL);

  g_assert_nonnull (crm_desktop_sync_get_error (CRM_DESKTOP_SYNC (none)));
  g_assert_false (crm_desktop_sync_is_loading (CRM_DESKTOP_SYNC (none)));
  g_assert_true (crm_calendar_sync_must_announce (none, 1));
  g_clear_object (&none);
  g_assert_cmpuint (crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (desk->sync))->len, ==, 2);
  desk_use (desk, WORK, "both");
  crm_test_calendar_server_set_announcing (desk->server, TRUE);
  g_assert_false (crm_calendar_sync_must_announce (desk->sync, 1));
  g_assert_true (crm_calendar_sync_must_announce (desk->sync, 0));
  /* The calendar goes from the desktop, and is shown as gone. */
  crm_test_calendar_server_remove_calendar (desk->server, WORK);
  desk_settle (desk);
  g_assert_null (desk_get_health (desk, 0)->info);
  desk_plan (desk, "Tasting");
  desk_settle (desk);
  desk_assert_states (desk, "push");
  crm_test_calendar_server_add_calendar (desk->server, WORK, "Work");
  desk_settle (desk);
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 1);
  desk_close (desk);
}

/* ---- series ---- */

static void
test_series (void)
{
  Desk *desk = desk_open ("both");
  gint64 id =
      crm_test_add (desk->store, "meeting", "title", "Weekly", "starts_at", "2026-03-12T10:00:00Z", "ends_at",
          "2026-03-12T11:00:00Z", "calendar", "1", "recurrence", "FREQ=WEEKLY;COUNT=5", "zone", "UTC", NULL);
  const char *uid;
  g_autofree char *there = NULL;

  desk_settle (desk);
  uid = desk_get_only (desk, WORK);
  desk_assert_there (desk, WORK, uid, "FREQ=WEEKLY");
  crm_test_add (desk->store, "meeting", "title", "Later", "starts_at", "2026-03-19T15:00:00Z", "ends_at",
      "2026-03-19T16:00:00Z", "calendar", "1", "series", "1", "rid", "20260319T100000", NULL);
  desk_settle (desk);
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 1);
  desk_assert_there (desk, WORK, uid, "RECURRENCE-ID");
  desk_assert_there (desk, WORK, uid, "SUMMARY:Later");
  desk_assert_states (desk, "clean");

  crm_test_calendar_server_edit (desk->server, WORK, uid, "SUMMARY:Later", "SUMMARY:Much later");
  desk_settle (desk);
  crm_test_assert_field (desk->store, "meeting", 2, "title", "Much later");
  crm_test_assert_field (desk->store, "meeting", id, "title", "Weekly");

  crm_test_calendar_server_edit (desk->server, WORK, uid, "RRULE:", "EXDATE:20260326T100000Z\r\nRRULE:");
  desk_settle (desk);
  crm_test_assert_field (desk->store, "meeting", id, "excluded", "20260326T100000");
  desk_assert_states (desk, "clean");
  desk_close (desk);

  desk = desk_open ("read");
  there = desk_make_ical ("daily", "Stand-up", "20260310T080000Z", "20260310T081500Z",
      "RRULE:FREQ=DAILY;COUNT=4\r\nRDATE:20260401T080000Z\r\nEXDATE:20260311T080000Z\r\n");
  crm_test_calendar_server_put (desk->server, WORK, "daily", there);
  desk_settle (desk);
  desk_assert_states (desk, "clean-event");
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM occurrence WHERE source = 1"), ==, 4);
  desk_close (desk);
}

/* starts: "MM-DDTHH:MM-HH:MM" in UTC, of all times that have rows, with blanks between. */
static void
assert_rows (Desk *desk, const char *times)
{
  g_auto (GStrv) all = g_strsplit (times, " ", -1);

  for (guint i = 0; all[i]; i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "SELECT count (*) FROM occurrence WHERE source = 1 AND strftime ('%%m-%%dT%%H:%%M', starts_at / "
          "1000000, 'unixepoch') || strftime ('-%%H:%%M', ends_at / 1000000, 'unixepoch') = '%s'",
          all[i]);

      g_test_message ("%s", all[i]);
      g_assert_cmpint (crm_test_sql_integer (desk->store, sql), ==, 1);
    }
  g_assert_cmpint (crm_test_sql_integer (desk->store, "SELECT count (*) FROM occurrence WHERE source = 1"),
      ==, g_strv_length (all));
}

#define ODD_ZONE \
  "BEGIN:VTIMEZONE\r\nTZID:Odd\r\nBEGIN:STANDARD\r\nDTSTART:20001101T030000\r\nTZOFFSETFROM:+0530\r\n" \
  "TZOFFSETTO:+0445\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=-1SU\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n" \
  "DTSTART:20000312T020000\r\nTZOFFSETFROM:+0445\r\nTZOFFSETTO:+0530\r\nRRULE:FREQ=YEARLY;BYMONTH=3;" \
  "BYDAY=3SU\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
#define OBJECT(parts) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//EN\r\n" parts "END:VCALENDAR\r\n"
#define VEVENT(lines) \
  "BEGIN:VEVENT\r\nUID:odd\r\nDTSTAMP:20260301T000000Z\r\nSUMMARY:Odd\r\n" lines "END:VEVENT\r\n"

/* Series that a meeting cannot keep are shown at their times all the same. */
static void
test_rich_times (void)
{
  static const char *const cases[][2] = {
    /* A clock that only the file knows, which changes on 15 March; the end is told by it as well. */
    { OBJECT (ODD_ZONE VEVENT ("DTSTART;TZID=Odd:20260313T200000\r\nDTEND;TZID=Odd:20260313T210000\r\n"
                               "RRULE:FREQ=DAILY;UNTIL=20260316T143000Z\r\n"
                               "EXDATE;TZID=Odd:20260314T200000\r\n")),
        "03-13T15:15-16:15 03-15T14:30-15:30 03-16T14:30-15:30" },
    { OBJECT (ODD_ZONE VEVENT ("DTSTART;TZID=Odd:20260313T200000\r\nDTEND;TZID=Odd:20260313T210000\r\n"
                               "RRULE:FREQ=WEEKLY;COUNT=2\r\nRDATE;TZID=Odd:20260316T100000\r\n")),
        "03-13T15:15-16:15 03-16T04:30-05:30 03-20T14:30-15:30" },
    /* Single dates, one as a period, one without an hour. */
    { OBJECT (VEVENT ("DTSTART:20260313T080000Z\r\nDTEND:20260313T090000Z\r\n"
                      "RDATE;VALUE=PERIOD:20260314T100000Z/PT30M,20260315T100000Z/20260315T120000Z\r\n"
                      "RDATE;VALUE=DATE:20260316\r\n")),
        "03-13T08:00-09:00 03-14T10:00-10:30 03-15T10:00-12:00 03-16T08:00-09:00" },
    /* What an exception says of all that follow, by the clock of the series. */
    { OBJECT (VEVENT ("DTSTART;TZID=Europe/Kyiv:20260327T090000\r\nDTEND;TZID=Europe/Kyiv:20260327T093000\r\n"
                      "RRULE:FREQ=DAILY;COUNT=4\r\n")
              VEVENT (
                  "RECURRENCE-ID;TZID=Europe/Kyiv;RANGE=THISANDFUTURE:20260328T090000\r\n"
                  "DTSTART;TZID=Europe/Kyiv:20260328T170000\r\nDTEND;TZID=Europe/Kyiv:20260328T180000\r\n")),
        "03-27T07:00-07:30 03-28T15:00-16:00 03-29T14:00-15:00 03-30T14:00-15:00" },
    { OBJECT (VEVENT ("DTSTART;VALUE=DATE:20260312\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\n") VEVENT (
          "RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20260319\r\nDTSTART;VALUE=DATE:20260320\r\n")
              VEVENT ("RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20260402\r\nSTATUS:CANCELLED\r\n"
                      "DTSTART;VALUE=DATE:20260402\r\n")),
        "03-12T00:00-00:00 03-20T00:00-00:00 03-27T00:00-00:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Desk *desk = desk_open ("read");

      crm_test_calendar_server_put (desk->server, WORK, "odd", cases[i][0]);
      desk_settle (desk);
      desk_assert_states (desk, "clean-event");
      assert_rows (desk, cases[i][1]);
      desk_close (desk);
    }
}

/* The whole series is removed there: what was planned of it is called off, what was held stays. */
static void
test_series_gone (void)
{
  Desk *desk = desk_open ("both");
  gint64 id = crm_test_add (desk->store, "meeting", "title", "Weekly", "starts_at", "2026-03-12T10:00:00Z",
             "ends_at", "2026-03-12T11:00:00Z", "calendar", "1", "recurrence", "FREQ=WEEKLY;COUNT=5", "zone",
             "UTC", NULL),
         held = crm_test_add (desk->store, "meeting", "title", "Held", "starts_at", "2026-03-12T10:00:00Z",
             "ends_at", "2026-03-12T11:00:00Z", "calendar", "1", "series", "1", "rid", "20260312T100000",
             "state", "held", NULL),
         later = crm_test_add (desk->store, "meeting", "title", "Later", "starts_at", "2026-03-19T15:00:00Z",
             "ends_at", "2026-03-19T16:00:00Z", "calendar", "1", "series", "1", "rid", "20260319T100000",
             NULL);

  desk_settle (desk);
  crm_test_calendar_server_remove (desk->server, WORK, desk_get_only (desk, WORK));
  desk_settle (desk);
  desk_assert_states (desk, "");
  crm_test_assert_field (desk->store, "meeting", id, "state", "cancelled");
  crm_test_assert_field (desk->store, "meeting", held, "state", "held");
  crm_test_assert_field (desk->store, "meeting", later, "state", "cancelled");
  crm_test_assert_field (desk->store, "meeting", later, "calendar", NULL);
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 0);
  desk_close (desk);
}

/* A time that was taken out here is put in again there. */
static void
test_put_in_again (void)
{
  Desk *desk = desk_open ("both");
  gint64 id =
      crm_test_add (desk->store, "meeting", "title", "Weekly", "starts_at", "2026-03-12T10:00:00Z", "ends_at",
          "2026-03-12T11:00:00Z", "calendar", "1", "recurrence", "FREQ=WEEKLY;COUNT=5", "zone", "UTC", NULL);
  gint64 own = crm_test_add (desk->store, "meeting", "title", "Later", "starts_at", "2026-03-19T15:00:00Z",
      "ends_at", "2026-03-19T16:00:00Z", "calendar", "1", "series", "1", "rid", "20260319T100000", NULL);
  const char *uid;

  desk_settle (desk);
  crm_test_archive (desk->store, "meeting", own);
  desk_settle (desk);
  uid = desk_get_only (desk, WORK);
  desk_assert_there (desk, WORK, uid, "EXDATE:20260319T100000Z");
  crm_test_calendar_server_edit (desk->server, WORK, uid, "EXDATE:20260319T100000Z\r\n", "");
  desk_settle (desk);
  crm_test_assert_field (desk->store, "meeting", id, "excluded", NULL);
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM occurrence WHERE parent_id = 1"), ==, 5);
  desk_close (desk);
}

/* A time that others wrote into is removed here and comes back, with what they wrote. */
static void
test_removed_time (void)
{
  Desk *desk = desk_open ("both");
  gint64 id =
      crm_test_add (desk->store, "meeting", "title", "Weekly", "starts_at", "2026-03-12T10:00:00Z", "ends_at",
          "2026-03-12T11:00:00Z", "calendar", "1", "recurrence", "FREQ=WEEKLY;COUNT=5", "zone", "UTC", NULL);
  gint64 own = crm_test_add (desk->store, "meeting", "title", "Later", "starts_at", "2026-03-19T15:00:00Z",
      "ends_at", "2026-03-19T16:00:00Z", "calendar", "1", "series", "1", "rid", "20260319T100000", NULL);
  const char *uid;

  desk_settle (desk);
  uid = desk_get_only (desk, WORK);
  crm_test_calendar_server_edit (desk->server, WORK, uid, "SUMMARY:Later",
      "X-ROOM-KEY:42\r\nATTACH:https://a.example/\r\nSUMMARY:Later");
  desk_settle (desk);
  crm_test_archive (desk->store, "meeting", own);
  desk_settle (desk);
  desk_assert_there (desk, WORK, uid, "EXDATE:20260319T100000Z");
  g_assert_null (strstr (crm_test_calendar_server_get (desk->server, WORK, uid), "X-ROOM-KEY"));
  /* Something else happens to the series meanwhile, on both sides. */
  crm_test_calendar_server_edit (desk->server, WORK, uid, "SUMMARY:Weekly", "SUMMARY:Each week");
  desk_settle (desk);
  crm_test_set (desk->store, "meeting", id, "place", "Here", NULL);
  desk_settle (desk);
  g_assert_null (strstr (crm_test_calendar_server_get (desk->server, WORK, uid), "X-ROOM-KEY"));
  crm_test_restore (desk->store, "meeting", own);
  desk_settle (desk);
  desk_assert_there (desk, WORK, uid, "X-ROOM-KEY:42");
  desk_assert_there (desk, WORK, uid, "ATTACH:https://a.example/");
  desk_assert_there (desk, WORK, uid, "SUMMARY:Later");
  g_assert_null (strstr (crm_test_calendar_server_get (desk->server, WORK, uid), "X-CLIENTELE-REMOVED"));
  g_assert_null (strstr (crm_test_calendar_server_get (desk->server, WORK, uid), "EXDATE"));
  desk_assert_states (desk, "clean");
  desk_close (desk);
}

static void
test_unreadable (void)
{
  Desk *desk = desk_open ("both");
  gint64 id;

  crm_test_calendar_server_put (desk->server, WORK, "bad", "BEGIN:VCALENDAR\r\nthis is none");
  desk_put (desk, WORK, "good", "Coffee", ANNA);
  desk_settle (desk);
  id = crm_test_sql_integer (desk->store, "SELECT meeting_id FROM calendar_event WHERE ical_uid = 'good'");
  g_assert_cmpint (id, !=, 0);
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event WHERE error IS NOT NULL"), ==,
      1);
  crm_test_calendar_server_put (desk->server, WORK, "good", "BEGIN:VCALENDAR\r\nthis is none");
  desk_settle (desk);
  g_assert_cmpuint (desk_get_health (desk, 0)->n_failed, ==, 1);
  crm_test_assert_field (desk->store, "meeting", id, "title", "Coffee");
  desk_close (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  g_test_add_func ("/calendar-sync/push", test_push);
  g_test_add_func ("/calendar-sync/undo", test_undo);
  g_test_add_data_func ("/calendar-sync/undo-delete/here", GINT_TO_POINTER (FALSE), test_undo_delete);
  g_test_add_data_func ("/calendar-sync/undo-delete/away", GINT_TO_POINTER (TRUE), test_undo_delete);
  g_test_add_func ("/calendar-sync/deleted-comes-back-there", test_deleted_comes_back_there);
  g_test_add_func ("/calendar-sync/move-to-another", test_move_to_another);
  g_test_add_func ("/calendar-sync/cut", test_cut);
  g_test_add_func ("/calendar-sync/pull", test_pull);
  g_test_add_func ("/calendar-sync/while-away", test_while_away);
  g_test_add_func ("/calendar-sync/late-client", test_late_client);
  g_test_add_func ("/calendar-sync/many-clients", test_many_clients);
  g_test_add_func ("/calendar-sync/read", test_read);
  g_test_add_func ("/calendar-sync/off", test_off);
  g_test_add_func ("/calendar-sync/undo-use", test_undo_use);
  g_test_add_func ("/calendar-sync/one-program", test_one_program);
  g_test_add_func ("/calendar-sync/nothing", test_nothing);
  g_test_add_func ("/calendar-sync/series", test_series);
  g_test_add_func ("/calendar-sync/rich-times", test_rich_times);
  g_test_add_func ("/calendar-sync/series-gone", test_series_gone);
  g_test_add_func ("/calendar-sync/put-in-again", test_put_in_again);
  g_test_add_func ("/calendar-sync/removed-time", test_removed_time);
  g_test_add_func ("/calendar-sync/unreadable", test_unreadable);
  return desk_done (g_test_run ());
}
