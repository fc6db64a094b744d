/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/crm-clock.h"
#include "calendar/crm-calendar-sync.h"
#include "calendar/crm-event.h"
#include "crm-test-calendar-server.h"
#include "crm-test-store.h"

/* Meetings and calendars in step, with a calendar that behaves as badly as one asks it to: changes on both sides while the other was away,
 * conflicts, lost answers, missed deletions, programs that end in between. */

#define WORK "work"
#define HOME "home"

typedef struct
{
  char *path;
  CrmStore *store;
  CrmTestCalendarServer *server;
  CrmCalendarSync *sync;
} Desk;

static gboolean
is_settled (gpointer data)
{
  Desk *desk = data;

  return !crm_calendar_sync_is_busy (desk->sync) && !crm_store_get_pending (desk->store);
}

static void
settle (Desk *desk)
{
  crm_test_settle ();
  crm_test_await (is_settled, desk);
  crm_test_settle ();
  crm_test_await (is_settled, desk);
}

static void
on_used (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_calendar_sync_use_finish (CRM_CALENDAR_SYNC (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

static void
use (Desk *desk, const char *source, const char *mode)
{
  gboolean used = FALSE;

  crm_calendar_sync_use_async (desk->sync, source, mode, "events",
      g_str_equal (mode, "both") && g_str_equal (source, WORK), NULL, on_used, &used);
  crm_test_await (is_true, &used);
  settle (desk);
}

/* A book with Anna and a calendar in use; the clock stands on 10 March 2026, noon. */
static Desk *
open_desk (const char *mode)
{
  Desk *desk = g_new0 (Desk, 1);

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  desk->path = crm_test_path ();
  desk->store = crm_test_open (desk->path, CRM_ORIGIN_WINDOW);
  crm_test_add (desk->store, "client", "name", "Anna", "kind", "person", "status", "lead", "email",
      "anna@example.org", NULL);
  desk->server = crm_test_calendar_server_new ();
  crm_test_calendar_server_add_calendar (desk->server, WORK, "Work");
  crm_test_calendar_server_add_calendar (desk->server, HOME, "Home");
  desk->sync = crm_calendar_sync_new (desk->store, CRM_CALENDAR_SERVER (desk->server));
  settle (desk);
  if (mode)
    use (desk, WORK, mode);
  return desk;
}

/* The program ends; what it was doing is not waited for. */
static void
leave (Desk *desk)
{
  g_clear_object (&desk->sync);
  crm_test_settle ();
  crm_test_close (g_steal_pointer (&desk->store));
}

static void
come_back (Desk *desk)
{
  desk->store = crm_test_open (desk->path, CRM_ORIGIN_WINDOW);
  desk->sync = crm_calendar_sync_new (desk->store, CRM_CALENDAR_SERVER (desk->server));
  g_assert_true (crm_calendar_sync_is_leading (desk->sync));
  settle (desk);
}

static void
close_desk (Desk *desk)
{
  if (desk->store)
    {
      settle (desk);
      crm_test_assert_in_order (desk->store);
      leave (desk);
    }
  g_assert_finalize_object (desk->server);
  g_free (desk->path);
  g_free (desk);
}

static char *
make_ical (const char *uid, const char *title, const char *start, const char *end, const char *more)
{
  return g_strdup_printf (
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\nBEGIN:VEVENT\r\nUID:%s\r\n"
      "DTSTAMP:20260301T000000Z\r\nDTSTART:%s\r\nDTEND:%s\r\nSUMMARY:%s\r\n%s"
      "END:VEVENT\r\nEND:VCALENDAR\r\n",
      uid, start, end, title, more ? more : "");
}

static void
put (Desk *desk, const char *source, const char *uid, const char *title, const char *more)
{
  g_autofree char *ical = make_ical (uid, title, "20260312T100000Z", "20260312T110000Z", more);

  crm_test_calendar_server_put (desk->server, source, uid, ical);
}

#define ANNA "ATTENDEE;CN=Anna;PARTSTAT=NEEDS-ACTION:mailto:anna@example.org\r\n"

static gint64
plan (Desk *desk, const char *title)
{
  return crm_test_add (desk->store, "meeting", "title", title, "starts_at", "2026-03-12T10:00:00Z", "ends_at",
      "2026-03-12T11:00:00Z", "calendar", "1", NULL);
}

static const char *
get_only (Desk *desk, const char *source)
{
  g_autoptr (GPtrArray) uids = crm_test_calendar_server_list (desk->server, source);

  g_assert_cmpuint (uids->len, ==, 1);
  return g_intern_string (uids->pdata[0]);
}

static guint
count_there (Desk *desk, const char *source)
{
  g_autoptr (GPtrArray) uids = crm_test_calendar_server_list (desk->server, source);

  return uids->len;
}

static void
assert_there (Desk *desk, const char *source, const char *uid, const char *line)
{
  const char *ical = crm_test_calendar_server_get (desk->server, source, uid);

  g_assert_nonnull (ical);
  if (!strstr (ical, line))
    g_error ("“%s” is not in %s", line, ical);
}

#define assert_links(desk, wanted) \
  G_STMT_START \
  { \
    g_autofree char *got = dup_states (desk); \
    g_assert_cmpstr (got, ==, wanted); \
  } \
  G_STMT_END

static gpointer
read_states (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT state, meeting_id IS NOT NULL FROM calendar_event ORDER BY id", error);
  GString *out = g_string_new (NULL);
  gboolean row = FALSE;

  while (statement && crm_statement_step (statement, &row, error) && row)
    g_string_append_printf (out, "%s%s%s", out->len ? " " : "", crm_statement_get_text (statement, 0),
        crm_statement_get_integer (statement, 1) ? "" : "-event");
  return g_string_free (out, FALSE);
}

/* "clean push-event": the state of each row, and whether it is no meeting. */
static char *
dup_states (Desk *desk)
{
  return crm_store_read_sync (desk->store, read_states, NULL, NULL);
}

typedef struct
{
  gint64 event;
  const char *choice;
} Resolution;

static gboolean
resolve_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Resolution *resolution = data;

  return crm_calendar_conflict_resolve (tx, resolution->event, resolution->choice, error);
}

static gpointer
list_conflicts (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_calendar_conflict_list (tx, 0, error);
}

static GPtrArray *
get_conflicts (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *conflicts = crm_store_read_sync (desk->store, list_conflicts, NULL, &error);

  g_assert_no_error (error);
  return conflicts;
}

static void
resolve (Desk *desk, const char *choice)
{
  g_autoptr (GPtrArray) conflicts = get_conflicts (desk);
  g_autoptr (GError) error = NULL;
  Resolution resolution = { 0, choice };

  g_assert_cmpuint (conflicts->len, ==, 1);
  resolution.event = ((CrmCalendarConflict *)conflicts->pdata[0])->event;
  crm_store_write_sync (desk->store, "Decide", resolve_in_worker, &resolution, NULL, &error);
  g_assert_no_error (error);
  settle (desk);
}

static const CrmCalendarHealth *
get_health (Desk *desk, guint n)
{
  GPtrArray *health = crm_calendar_sync_get_health (desk->sync);

  g_assert_cmpuint (health->len, >, n);
  return health->pdata[n];
}

static void
advance_seconds (Desk *desk, int seconds)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (crm_clock_now () / G_USEC_PER_SEC);
  g_autoptr (GDateTime) later = g_date_time_add_seconds (now, seconds);
  g_autofree char *text = g_date_time_format (later, "%Y-%m-%dT%H:%M:%SZ");

  crm_test_clock_set (text);
  crm_calendar_sync_tick (desk->sync);
  settle (desk);
}

/* ---- here to there ---- */

static void
test_push (void)
{
  Desk *desk = open_desk ("both");
  gint64 id = plan (desk, "Tasting");
  const char *uid;
  guint n;

  settle (desk);
  uid = get_only (desk, WORK);
  g_assert_true (g_str_has_suffix (uid, "@clientele"));
  assert_there (desk, WORK, uid, "SUMMARY:Tasting");
  crm_test_assert_field (desk->store, "meeting", id, "ical_uid", uid);
  assert_links (desk, "clean");
  n = crm_test_calendar_server_get_n_writes (desk->server);
  g_assert_cmpuint (n, ==, 1);

  crm_test_set (desk->store, "meeting", id, "title", "Big tasting", "private_note", "He is late", NULL);
  settle (desk);
  assert_there (desk, WORK, uid, "SUMMARY:Big tasting");
  g_assert_null (strstr (crm_test_calendar_server_get (desk->server, WORK, uid), "He is late"));

  /* What no calendar has to know is not told. */
  n = crm_test_calendar_server_get_n_writes (desk->server);
  crm_test_set (desk->store, "meeting", id, "private_note", "He is very late", NULL);
  settle (desk);
  g_assert_cmpuint (crm_test_calendar_server_get_n_writes (desk->server), ==, n);

  crm_test_add (
      desk->store, "participant", "meeting", "1", "client", "1", "role", "required", "answer", "none", NULL);
  settle (desk);
  assert_there (desk, WORK, uid, "anna@example.org");

  crm_test_archive (desk->store, "meeting", id);
  settle (desk);
  g_assert_cmpuint (count_there (desk, WORK), ==, 0);
  assert_links (desk, "");
  crm_test_restore (desk->store, "meeting", id);
  settle (desk);
  g_assert_cmpstr (get_only (desk, WORK), ==, uid);
  assert_there (desk, WORK, uid, "SUMMARY:Big tasting");
  close_desk (desk);
}

static void
test_undo (void)
{
  Desk *desk = open_desk ("both");

  plan (desk, "Tasting");
  settle (desk);
  g_assert_cmpuint (count_there (desk, WORK), ==, 1);
  crm_test_assert_undo (desk->store, FALSE, "1/0/0");
  settle (desk);
  g_assert_cmpuint (count_there (desk, WORK), ==, 0);
  crm_test_assert_undo (desk->store, TRUE, "1/0/0");
  settle (desk);
  g_assert_cmpuint (count_there (desk, WORK), ==, 1);
  assert_links (desk, "clean");
  close_desk (desk);
}

static void
test_move_to_another (void)
{
  Desk *desk = open_desk ("both");
  gint64 id;

  use (desk, HOME, "both");
  id = plan (desk, "Tasting");
  settle (desk);
  crm_test_set (desk->store, "meeting", id, "calendar", "2", NULL);
  settle (desk);
  g_assert_cmpuint (count_there (desk, WORK), ==, 0);
  assert_there (desk, HOME, get_only (desk, HOME), "SUMMARY:Tasting");
  assert_links (desk, "clean");
  close_desk (desk);
}

/* ---- there to here ---- */

static void
test_pull (void)
{
  Desk *desk = open_desk ("both");

  put (desk, WORK, "one", "Dentist", NULL);
  put (desk, WORK, "two", "Coffee", ANNA "X-KEEP:me\r\n");
  settle (desk);
  {
    g_autofree char *states = dup_states (desk);

    g_assert_true (g_str_equal (states, "clean-event clean") || g_str_equal (states, "clean clean-event"));
  }
  crm_test_assert_field (desk->store, "meeting", 1, "title", "Coffee");
  crm_test_assert_field (desk->store, "meeting", 1, "clients", "1");
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM occurrence WHERE source = 1"), ==, 1);
  /* Nothing of that goes back. */
  g_assert_cmpuint (crm_test_calendar_server_get_n_writes (desk->server), ==, 0);

  crm_test_calendar_server_edit (desk->server, WORK, "two", "SUMMARY:Coffee", "SUMMARY:Tea");
  crm_test_calendar_server_edit (desk->server, WORK, "one", "SUMMARY:Dentist", "SUMMARY:Doctor");
  settle (desk);
  crm_test_assert_field (desk->store, "meeting", 1, "title", "Tea");
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event WHERE title = 'Doctor'"), ==,
      1);
  g_assert_cmpuint (crm_test_calendar_server_get_n_writes (desk->server), ==, 0);

  /* What was edited here keeps what only the other program knows. */
  crm_test_set (desk->store, "meeting", 1, "place", "Lisbon", NULL);
  settle (desk);
  assert_there (desk, WORK, "two", "LOCATION:Lisbon");
  assert_there (desk, WORK, "two", "X-KEEP:me");

  crm_test_calendar_server_remove (desk->server, WORK, "one");
  crm_test_calendar_server_remove (desk->server, WORK, "two");
  settle (desk);
  crm_test_assert_field (desk->store, "meeting", 1, "state", "cancelled");
  assert_links (desk, "");
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM occurrence WHERE source = 1"), ==, 0);

  /* Somebody took it back. */
  put (desk, WORK, "two", "Coffee again", ANNA);
  settle (desk);
  crm_test_assert_field (desk->store, "meeting", 1, "state", "planned");
  crm_test_assert_field (desk->store, "meeting", 1, "title", "Coffee again");
  assert_links (desk, "clean");
  close_desk (desk);
}

static void
test_while_away (void)
{
  Desk *desk = open_desk ("both");
  gint64 id = plan (desk, "Tasting");
  const char *uid;

  put (desk, WORK, "two", "Coffee", ANNA);
  settle (desk);
  uid = g_intern_string (crm_test_calendar_server_get (desk->server, WORK, "two") ? "two" : "");
  leave (desk);

  crm_test_calendar_server_edit (desk->server, WORK, uid, "SUMMARY:Coffee", "SUMMARY:Tea");
  put (desk, WORK, "three", "Lunch", ANNA);
  {
    CrmStore *other = crm_test_open (desk->path, CRM_ORIGIN_CLI);

    crm_test_set (other, "meeting", id, "title", "Big tasting", NULL);
    plan (&(Desk){ .store = other }, "Supper");
    crm_test_close (other);
  }
  come_back (desk);
  g_assert_cmpuint (count_there (desk, WORK), ==, 4);
  crm_test_assert_field (desk->store, "meeting", 2, "title", "Tea");
  crm_test_assert_field (desk->store, "meeting", 4, "title", "Lunch");
  {
    g_autofree char *key = crm_test_get (desk->store, "meeting", id, "ical_uid");

    assert_there (desk, WORK, key, "SUMMARY:Big tasting");
  }
  assert_links (desk, "clean clean clean clean");
  close_desk (desk);
}

/* Somebody gets the address that stands in an event. */
static void
test_late_client (void)
{
  Desk *desk = open_desk ("read");

  put (desk, WORK, "one", "Coffee", "ATTENDEE;CN=Bob:mailto:Bob@Example.org\r\n");
  settle (desk);
  assert_links (desk, "clean-event");
  crm_test_add (desk->store, "client", "name", "Bob", "kind", "person", "status", "lead", "email",
      "bob@example.org", NULL);
  settle (desk);
  assert_links (desk, "clean");
  crm_test_assert_field (desk->store, "meeting", 1, "clients", "2");
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM occurrence WHERE source = 1"), ==, 0);
  close_desk (desk);
}

/* ---- both sides ---- */

static void
change_both (Desk *desk, gint64 id, const char *uid, const char *field, const char *value, const char *from,
    const char *to)
{
  crm_test_calendar_server_set_status (desk->server, WORK, CRM_CALENDAR_UNREACHABLE);
  settle (desk);
  crm_test_calendar_server_edit (desk->server, WORK, uid, from, to);
  crm_test_set (desk->store, "meeting", id, field, value, NULL);
  settle (desk);
  crm_test_calendar_server_set_status (desk->server, WORK, CRM_CALENDAR_CONNECTED);
  settle (desk);
}

static void
test_different_fields (void)
{
  Desk *desk = open_desk ("both");
  gint64 id = plan (desk, "Tasting");
  const char *uid;

  settle (desk);
  uid = get_only (desk, WORK);
  change_both (desk, id, uid, "place", "Lisbon", "SUMMARY:Tasting", "SUMMARY:Big tasting");
  crm_test_assert_field (desk->store, "meeting", id, "title", "Big tasting");
  crm_test_assert_field (desk->store, "meeting", id, "place", "Lisbon");
  assert_there (desk, WORK, uid, "SUMMARY:Big tasting");
  assert_there (desk, WORK, uid, "LOCATION:Lisbon");
  assert_links (desk, "clean");
  close_desk (desk);
}

static void
test_same_field (gconstpointer data)
{
  const char *choice = data;
  Desk *desk = open_desk ("both");
  gint64 id = plan (desk, "Tasting");
  const char *uid;
  g_autoptr (GPtrArray) conflicts = NULL;
  CrmCalendarConflict *conflict;

  settle (desk);
  uid = get_only (desk, WORK);
  change_both (desk, id, uid, "title", "Ours", "SUMMARY:Tasting", "SUMMARY:Theirs\r\nLOCATION:Porto");
  /* Nothing is overwritten on either side, and it is said. */
  crm_test_assert_field (desk->store, "meeting", id, "title", "Ours");
  crm_test_assert_field (desk->store, "meeting", id, "place", NULL);
  assert_there (desk, WORK, uid, "SUMMARY:Theirs");
  assert_links (desk, "conflict");
  g_assert_cmpuint (get_health (desk, 0)->n_conflicts, ==, 1);
  conflicts = get_conflicts (desk);
  conflict = conflicts->pdata[0];
  g_assert_cmpint (conflict->meeting, ==, id);
  g_assert_cmpuint (conflict->fields->len, ==, 1);
  g_assert_cmpstr (conflict->fields->pdata[0], ==, "title");
  g_assert_nonnull (strstr (conflict->ours, "SUMMARY:Ours"));
  g_assert_nonnull (strstr (conflict->theirs, "SUMMARY:Theirs"));

  resolve (desk, choice);
  if (g_str_equal (choice, "ours"))
    {
      assert_there (desk, WORK, uid, "SUMMARY:Ours");
      assert_there (desk, WORK, uid, "LOCATION:Porto");
      assert_links (desk, "clean");
    }
  else
    {
      crm_test_assert_field (desk->store, "meeting", id, "title", "Theirs");
      assert_there (desk, WORK, uid, "SUMMARY:Theirs");
      assert_links (desk, g_str_equal (choice, "both") ? "clean clean" : "clean");
    }
  crm_test_assert_field (desk->store, "meeting", id, "place", "Porto");
  if (g_str_equal (choice, "both"))
    {
      crm_test_assert_field (desk->store, "meeting", 2, "title", "Ours");
      g_assert_cmpuint (count_there (desk, WORK), ==, 2);
    }
  close_desk (desk);
}

static void
test_deleted_there (gconstpointer data)
{
  const char *choice = data;
  Desk *desk = open_desk ("both");
  gint64 id = plan (desk, "Tasting");
  const char *uid;

  settle (desk);
  uid = get_only (desk, WORK);
  leave (desk);
  crm_test_calendar_server_remove (desk->server, WORK, uid);
  {
    CrmStore *other = crm_test_open (desk->path, CRM_ORIGIN_CLI);

    crm_test_set (other, "meeting", id, "title", "Ours", NULL);
    crm_test_close (other);
  }
  come_back (desk);
  advance_seconds (desk, 70);
  assert_links (desk, "conflict");
  crm_test_assert_field (desk->store, "meeting", id, "state", "planned");
  g_assert_cmpuint (count_there (desk, WORK), ==, 0);
  resolve (desk, choice);
  if (g_str_equal (choice, "theirs"))
    {
      crm_test_assert_field (desk->store, "meeting", id, "state", "cancelled");
      g_assert_cmpuint (count_there (desk, WORK), ==, 0);
      assert_links (desk, "");
    }
  else
    {
      assert_there (desk, WORK, uid, "SUMMARY:Ours");
      assert_links (desk, "clean");
    }
  close_desk (desk);
}

static void
test_deleted_here (gconstpointer data)
{
  const char *choice = data;
  Desk *desk = open_desk ("both");
  gint64 id = plan (desk, "Tasting");
  const char *uid;

  settle (desk);
  uid = get_only (desk, WORK);
  crm_test_calendar_server_set_status (desk->server, WORK, CRM_CALENDAR_UNREACHABLE);
  settle (desk);
  crm_test_archive (desk->store, "meeting", id);
  settle (desk);
  assert_links (desk, "delete");
  crm_test_calendar_server_edit (desk->server, WORK, uid, "SUMMARY:Tasting", "SUMMARY:Theirs");
  crm_test_calendar_server_set_status (desk->server, WORK, CRM_CALENDAR_CONNECTED);
  settle (desk);
  assert_links (desk, "conflict");
  assert_there (desk, WORK, uid, "SUMMARY:Theirs");
  resolve (desk, choice);
  if (g_str_equal (choice, "ours"))
    {
      g_assert_cmpuint (count_there (desk, WORK), ==, 0);
      assert_links (desk, "");
    }
  else
    {
      g_autoptr (CrmRow) row = crm_test_load (desk->store, "meeting", id);

      g_assert_cmpint (row->archived_at, ==, 0);
      crm_test_assert_field (desk->store, "meeting", id, "title", "Theirs");
      assert_links (desk, "clean");
    }
  close_desk (desk);
}

/* ---- a calendar that behaves badly ---- */

static void
test_offline (void)
{
  Desk *desk = open_desk ("both");
  gint64 id;

  crm_test_calendar_server_set_status (desk->server, WORK, CRM_CALENDAR_UNREACHABLE);
  id = plan (desk, "One");
  plan (desk, "Two");
  settle (desk);
  assert_links (desk, "push push");
  g_assert_cmpuint (get_health (desk, 0)->n_queued, ==, 2);
  g_assert_cmpuint (count_there (desk, WORK), ==, 0);
  leave (desk);
  come_back (desk);
  assert_links (desk, "push push");

  /* Connected in name only. */
  crm_test_calendar_server_set_unreachable (desk->server, TRUE);
  crm_test_calendar_server_set_status (desk->server, WORK, CRM_CALENDAR_CONNECTED);
  settle (desk);
  assert_links (desk, "push push");
  g_assert_nonnull (get_health (desk, 0)->error);
  g_assert_cmpint (get_health (desk, 0)->next_try, >, crm_clock_now ());
  crm_test_calendar_server_set_unreachable (desk->server, FALSE);
  crm_test_archive (desk->store, "meeting", id); /* never sent, so nobody hears of it */
  advance_seconds (desk, 700);
  assert_links (desk, "clean");
  g_assert_cmpuint (count_there (desk, WORK), ==, 1);
  g_assert_null (get_health (desk, 0)->error);
  close_desk (desk);
}

static void
test_refused (void)
{
  Desk *desk = open_desk ("both");
  gint64 id;

  crm_test_calendar_server_set_refusing (desk->server, "Not on Thursdays.");
  id = plan (desk, "Tasting");
  settle (desk);
  assert_links (desk, "failed");
  g_assert_cmpuint (get_health (desk, 0)->n_failed, ==, 1);
  g_assert_cmpint (crm_test_sql_integer (
                       desk->store, "SELECT count (*) FROM calendar_event WHERE error = 'Not on Thursdays.'"),
      ==, 1);
  advance_seconds (desk, 700);
  assert_links (desk, "failed");
  crm_test_calendar_server_set_refusing (desk->server, NULL);
  crm_calendar_sync_retry (desk->sync, 0);
  settle (desk);
  assert_links (desk, "clean");
  crm_test_set (desk->store, "meeting", id, "title", "Tasting at noon", NULL);
  settle (desk);
  assert_there (desk, WORK, get_only (desk, WORK), "SUMMARY:Tasting at noon");
  close_desk (desk);
}

/* The calendar took it, and the answer never came: also when it was changed again before it is seen. */
static void
test_lost_answer (gconstpointer data)
{
  gboolean again = GPOINTER_TO_INT (data) & 1, restart = GPOINTER_TO_INT (data) & 2;
  Desk *desk = open_desk ("both");
  gint64 id;

  crm_test_calendar_server_set_silent (desk->server, TRUE);
  crm_test_calendar_server_lose_answers (desk->server, 1);
  id = plan (desk, "Tasting");
  settle (desk);
  g_assert_cmpuint (count_there (desk, WORK), ==, 1);
  assert_links (desk, "push");
  if (again)
    crm_test_set (desk->store, "meeting", id, "title", "Big tasting", NULL);
  if (restart)
    {
      leave (desk);
      come_back (desk);
    }
  advance_seconds (desk, 60);
  assert_links (desk, "clean");
  assert_there (desk, WORK, get_only (desk, WORK), again ? "SUMMARY:Big tasting" : "SUMMARY:Tasting");

  crm_test_calendar_server_lose_answers (desk->server, 1);
  crm_test_set (desk->store, "meeting", id, "title", "Small tasting", NULL);
  settle (desk);
  if (again)
    crm_test_set (desk->store, "meeting", id, "title", "No tasting", NULL);
  advance_seconds (desk, 60);
  assert_links (desk, "clean");
  assert_there (desk, WORK, get_only (desk, WORK), again ? "SUMMARY:No tasting" : "SUMMARY:Small tasting");

  crm_test_calendar_server_lose_answers (desk->server, 1);
  crm_test_archive (desk->store, "meeting", id);
  settle (desk);
  advance_seconds (desk, 60);
  assert_links (desk, "");
  g_assert_cmpuint (count_there (desk, WORK), ==, 0);
  close_desk (desk);
}

/* The program is killed while the calendar has the question. */
static void
test_killed (void)
{
  Desk *desk = open_desk ("both");

  crm_test_calendar_server_hold (desk->server, TRUE);
  plan (desk, "Tasting");
  while (!crm_test_calendar_server_get_n_waiting (desk->server))
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&desk->sync);
  crm_store_close (desk->store);
  crm_test_calendar_server_hold (desk->server, FALSE);
  crm_test_settle ();
  crm_test_close (g_steal_pointer (&desk->store));
  g_assert_cmpuint (count_there (desk, WORK), ==, 1);
  come_back (desk);
  assert_links (desk, "clean");
  assert_there (desk, WORK, get_only (desk, WORK), "SUMMARY:Tasting");
  close_desk (desk);
}

static void
edit_place (CrmTestCalendarServer *server, gpointer data)
{
  g_autoptr (GPtrArray) uids = crm_test_calendar_server_list (server, WORK);

  crm_test_calendar_server_edit (server, WORK, uids->pdata[0], "END:VEVENT", "COMMENT:x\r\nEND:VEVENT");
}

static void
edit_place_once (CrmTestCalendarServer *server, gpointer data)
{
  g_autoptr (GPtrArray) uids = crm_test_calendar_server_list (server, WORK);

  crm_test_calendar_server_edit (server, WORK, uids->pdata[0], "END:VEVENT", "LOCATION:Porto\r\nEND:VEVENT");
}

static void
test_collision (void)
{
  Desk *desk = open_desk ("both");
  gint64 id = plan (desk, "Tasting");

  settle (desk);
  crm_test_calendar_server_before_writes (desk->server, 1, edit_place_once, NULL);
  crm_test_set (desk->store, "meeting", id, "title", "Big tasting", NULL);
  settle (desk);
  assert_links (desk, "clean");
  crm_test_assert_field (desk->store, "meeting", id, "place", "Porto");
  assert_there (desk, WORK, get_only (desk, WORK), "SUMMARY:Big tasting");

  /* It does not go round for ever. */
  crm_test_calendar_server_before_writes (desk->server, 1000, edit_place, NULL);
  crm_test_set (desk->store, "meeting", id, "title", "Small tasting", NULL);
  settle (desk);
  assert_links (desk, "push");
  g_assert_cmpuint (get_health (desk, 0)->n_queued, ==, 1);
  crm_test_calendar_server_before_writes (desk->server, 0, NULL, NULL);
  advance_seconds (desk, 60);
  assert_links (desk, "clean");
  assert_there (desk, WORK, get_only (desk, WORK), "SUMMARY:Small tasting");
  close_desk (desk);
}

static void
test_stammering (void)
{
  Desk *desk = open_desk ("both");
  gint64 id;
  guint n;

  crm_test_calendar_server_set_stammering (desk->server, TRUE);
  id = plan (desk, "One");
  settle (desk);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *title = g_strdup_printf ("Title %d", i);

      crm_test_set (desk->store, "meeting", id, "title", title, NULL);
      if (i % 2)
        settle (desk);
    }
  settle (desk);
  crm_test_assert_field (desk->store, "meeting", id, "title", "Title 4");
  assert_there (desk, WORK, get_only (desk, WORK), "SUMMARY:Title 4");
  n = crm_test_calendar_server_get_n_writes (desk->server);
  crm_test_calendar_server_edit (
      desk->server, WORK, get_only (desk, WORK), "SUMMARY:Title 4", "SUMMARY:Theirs");
  settle (desk);
  crm_test_assert_field (desk->store, "meeting", id, "title", "Theirs");
  g_assert_cmpuint (crm_test_calendar_server_get_n_writes (desk->server), ==, n);
  assert_links (desk, "clean");
  close_desk (desk);
}

static void
test_died (void)
{
  Desk *desk = open_desk ("both");

  crm_test_calendar_server_hold (desk->server, TRUE);
  plan (desk, "Tasting");
  while (!crm_test_calendar_server_get_n_waiting (desk->server))
    g_main_context_iteration (NULL, TRUE);
  crm_test_calendar_server_hold (desk->server, FALSE);
  crm_test_calendar_server_die (desk->server);
  settle (desk);
  advance_seconds (desk, 60);
  assert_links (desk, "clean");
  assert_there (desk, WORK, get_only (desk, WORK), "SUMMARY:Tasting");
  close_desk (desk);
}

/* ---- missed deletions ---- */

static void
test_missing (void)
{
  Desk *desk = open_desk ("both");

  for (int i = 0; i < 30; i++)
    {
      g_autofree char *uid = g_strdup_printf ("event%02d", i);

      put (desk, WORK, uid, "Coffee", i < 2 ? ANNA : NULL);
    }
  settle (desk);
  leave (desk);
  crm_test_calendar_server_remove (desk->server, WORK, "event00");
  crm_test_calendar_server_remove (desk->server, WORK, "event29");
  come_back (desk);
  /* Not at the first sight. */
  g_assert_cmpint (crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event"), ==, 30);
  advance_seconds (desk, 30);
  g_assert_cmpint (crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event"), ==, 30);
  advance_seconds (desk, 40);
  g_assert_cmpint (crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event"), ==, 28);
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM meeting WHERE state = 'cancelled'"), ==, 1);

  /* Too many at once are not believed. */
  leave (desk);
  for (int i = 2; i < 12; i++)
    {
      g_autofree char *uid = g_strdup_printf ("event%02d", i);

      crm_test_calendar_server_remove (desk->server, WORK, uid);
    }
  come_back (desk);
  advance_seconds (desk, 70);
  advance_seconds (desk, 70);
  g_assert_cmpint (crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event"), ==, 28);
  g_assert_nonnull (get_health (desk, 0)->error);
  close_desk (desk);
}

/* ---- ways of use ---- */

static void
test_read (void)
{
  Desk *desk = open_desk ("read");

  put (desk, WORK, "one", "Coffee", ANNA);
  settle (desk);
  assert_links (desk, "clean");
  crm_test_set (desk->store, "meeting", 1, "place", "Lisbon", NULL);
  plan (desk, "Ours");
  settle (desk);
  g_assert_cmpuint (count_there (desk, WORK), ==, 1);
  crm_test_calendar_server_edit (desk->server, WORK, "one", "SUMMARY:Coffee", "SUMMARY:Tea");
  settle (desk);
  crm_test_assert_field (desk->store, "meeting", 1, "title", "Tea");
  crm_test_assert_field (desk->store, "meeting", 1, "place", "Lisbon");
  crm_test_archive (desk->store, "meeting", 1);
  settle (desk);
  crm_test_calendar_server_edit (desk->server, WORK, "one", "SUMMARY:Tea", "SUMMARY:Water");
  settle (desk);
  g_assert_cmpint (crm_test_sql_integer (desk->store, "SELECT count (*) FROM meeting"), ==, 2);
  g_assert_cmpuint (crm_test_calendar_server_get_n_writes (desk->server), ==, 0);
  close_desk (desk);
}

static void
test_off (void)
{
  Desk *desk = open_desk ("both");
  gint64 id = plan (desk, "Tasting");

  put (desk, WORK, "one", "Dentist", NULL);
  settle (desk);
  use (desk, WORK, "off");
  assert_links (desk, "");
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM occurrence WHERE source = 1"), ==, 0);
  crm_test_assert_field (desk->store, "meeting", id, "state", "planned");
  g_assert_cmpuint (count_there (desk, WORK), ==, 2);
  put (desk, WORK, "two", "Doctor", NULL);
  crm_test_set (desk->store, "meeting", id, "text", "Bring wine", NULL);
  settle (desk);
  assert_links (desk, "");

  /* On again: what differs is asked, what does not is one. */
  use (desk, WORK, "both");
  g_assert_cmpuint (get_health (desk, 0)->n_conflicts, ==, 1);
  resolve (desk, "ours");
  g_assert_cmpuint (count_there (desk, WORK), ==, 3);
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event WHERE state = 'clean'"), ==,
      3);
  /* One is for new meetings. */
  use (desk, HOME, "both");
  crm_test_set (desk->store, "calendar", 2, "main", "yes", NULL);
  crm_test_assert_field (desk->store, "calendar", 1, "main", "false");
  close_desk (desk);
}

static void
test_one_program (void)
{
  Desk *desk = open_desk ("both");
  CrmStore *store = crm_test_open (desk->path, CRM_ORIGIN_CLI);
  CrmCalendarSync *second = crm_calendar_sync_new (store, CRM_CALENDAR_SERVER (desk->server));

  g_assert_true (crm_calendar_sync_is_leading (desk->sync));
  g_assert_false (crm_calendar_sync_is_leading (second));
  plan (desk, "Tasting");
  settle (desk);
  g_assert_cmpuint (crm_test_calendar_server_get_n_writes (desk->server), ==, 1);
  g_clear_object (&desk->sync);
  crm_calendar_sync_retry (second, 0);
  g_assert_true (crm_calendar_sync_is_leading (second));
  desk->sync = second;
  {
    CrmStore *first = desk->store;

    desk->store = store;
    plan (desk, "Supper");
    settle (desk);
    crm_test_close (first);
  }
  g_assert_cmpuint (count_there (desk, WORK), ==, 2);
  close_desk (desk);
}

static void
test_nothing (void)
{
  Desk *desk = open_desk (NULL);
  g_autoptr (CrmCalendarSync) none = crm_calendar_sync_new (desk->store, NULL);

  g_assert_nonnull (crm_calendar_sync_get_error (none));
  g_assert_false (crm_calendar_sync_is_loading (none));
  g_assert_true (crm_calendar_sync_must_announce (none, 1));
  g_clear_object (&none);
  g_assert_cmpuint (crm_calendar_sync_get_health (desk->sync)->len, ==, 2);
  use (desk, WORK, "both");
  crm_test_calendar_server_set_announcing (desk->server, TRUE);
  g_assert_false (crm_calendar_sync_must_announce (desk->sync, 1));
  g_assert_true (crm_calendar_sync_must_announce (desk->sync, 0));
  /* The calendar goes from the desktop, and is shown as gone. */
  crm_test_calendar_server_remove_calendar (desk->server, WORK);
  settle (desk);
  g_assert_null (get_health (desk, 0)->info);
  plan (desk, "Tasting");
  settle (desk);
  assert_links (desk, "push");
  crm_test_calendar_server_add_calendar (desk->server, WORK, "Work");
  settle (desk);
  g_assert_cmpuint (count_there (desk, WORK), ==, 1);
  close_desk (desk);
}

/* ---- series ---- */

static void
test_series (void)
{
  Desk *desk = open_desk ("both");
  gint64 id =
      crm_test_add (desk->store, "meeting", "title", "Weekly", "starts_at", "2026-03-12T10:00:00Z", "ends_at",
          "2026-03-12T11:00:00Z", "calendar", "1", "recurrence", "FREQ=WEEKLY;COUNT=5", "zone", "UTC", NULL);
  const char *uid;
  g_autofree char *there = NULL;

  settle (desk);
  uid = get_only (desk, WORK);
  assert_there (desk, WORK, uid, "FREQ=WEEKLY");
  crm_test_add (desk->store, "meeting", "title", "Later", "starts_at", "2026-03-19T15:00:00Z", "ends_at",
      "2026-03-19T16:00:00Z", "calendar", "1", "series", "1", "rid", "20260319T100000", NULL);
  settle (desk);
  g_assert_cmpuint (count_there (desk, WORK), ==, 1);
  assert_there (desk, WORK, uid, "RECURRENCE-ID");
  assert_there (desk, WORK, uid, "SUMMARY:Later");
  assert_links (desk, "clean");

  crm_test_calendar_server_edit (desk->server, WORK, uid, "SUMMARY:Later", "SUMMARY:Much later");
  settle (desk);
  crm_test_assert_field (desk->store, "meeting", 2, "title", "Much later");
  crm_test_assert_field (desk->store, "meeting", id, "title", "Weekly");

  crm_test_calendar_server_edit (desk->server, WORK, uid, "RRULE:", "EXDATE:20260326T100000Z\r\nRRULE:");
  settle (desk);
  crm_test_assert_field (desk->store, "meeting", id, "excluded", "20260326T100000");
  assert_links (desk, "clean");
  close_desk (desk);

  desk = open_desk ("read");
  there = make_ical ("daily", "Stand-up", "20260310T080000Z", "20260310T081500Z",
      "RRULE:FREQ=DAILY;COUNT=4\r\nRDATE:20260401T080000Z\r\nEXDATE:20260311T080000Z\r\n");
  crm_test_calendar_server_put (desk->server, WORK, "daily", there);
  settle (desk);
  assert_links (desk, "clean-event");
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM occurrence WHERE source = 1"), ==, 4);
  close_desk (desk);
}

static void
test_unreadable (void)
{
  Desk *desk = open_desk ("both");
  gint64 id;

  crm_test_calendar_server_put (desk->server, WORK, "bad", "BEGIN:VCALENDAR\r\nthis is none");
  put (desk, WORK, "good", "Coffee", ANNA);
  settle (desk);
  id = crm_test_sql_integer (desk->store, "SELECT meeting_id FROM calendar_event WHERE ical_uid = 'good'");
  g_assert_cmpint (id, !=, 0);
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event WHERE error IS NOT NULL"), ==,
      1);
  crm_test_calendar_server_put (desk->server, WORK, "good", "BEGIN:VCALENDAR\r\nthis is none");
  settle (desk);
  g_assert_cmpuint (get_health (desk, 0)->n_failed, ==, 1);
  crm_test_assert_field (desk->store, "meeting", id, "title", "Coffee");
  close_desk (desk);
}

/* ---- many, and anything ---- */

typedef struct
{
  gint64 last;
  gint64 longest;
} Turns;

static gboolean
on_turn (gpointer data)
{
  Turns *turns = data;
  gint64 now = g_get_monotonic_time ();

  turns->longest = MAX (turns->longest, turns->last ? now - turns->last : 0);
  turns->last = now;
  return G_SOURCE_CONTINUE;
}

static void
test_many (void)
{
  Desk *desk = open_desk (NULL);
  Turns turns = { 0 };
  guint source;
  gint64 start;

  for (int i = 0; i < 5000; i++)
    {
      g_autofree char *uid = g_strdup_printf ("event%d", i);

      put (desk, WORK, uid, "Coffee", i % 10 ? NULL : ANNA);
    }
  start = g_get_monotonic_time ();
  source = g_timeout_add (2, on_turn, &turns);
  use (desk, WORK, "both");
  g_source_remove (source);
  g_test_message ("5000 events in %.0f ms, longest turn %.1f ms",
      (double)(g_get_monotonic_time () - start) / 1000, (double)turns.longest / 1000);
  g_assert_cmpint (crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event"), ==, 5000);
  g_assert_cmpint (crm_test_sql_integer (desk->store, "SELECT count (*) FROM meeting"), ==, 500);
  g_assert_cmpuint (crm_test_calendar_server_get_n_writes (desk->server), ==, 0);
  close_desk (desk);
}

static void
edit_some (CrmTestCalendarServer *server, gpointer data)
{
  g_autoptr (GPtrArray) uids = crm_test_calendar_server_list (server, WORK);

  if (uids->len)
    crm_test_calendar_server_edit (server, WORK, uids->pdata[g_rand_int_range (data, 0, (gint32)uids->len)],
        "END:VEVENT", "DESCRIPTION:Somebody wrote this\r\nEND:VEVENT");
}

static void
undo_last (Desk *desk)
{
  const char *purpose = crm_store_get_undo_purpose (desk->store);
  g_autofree char *report = NULL;

  if (!purpose || strstr (purpose, "calendar") || strstr (purpose, "Anna"))
    return;
  report = crm_test_undo (desk->store, FALSE);
  g_assert_nonnull (report);
}

/* Both sides do something at random, with and without a connection; whatever was in conflict is decided, and at the end both have the same. */
static void
do_something (Desk *desk, GRand *rand)
{
  static const char *const titles[] = { "Tea", "Coffee", "Wine", "Water" };
  static const char *const places[] = { "Lisbon", "Porto", "Braga", "Faro" };
  const char *title = titles[g_rand_int_range (rand, 0, 4)], *place = places[g_rand_int_range (rand, 0, 4)];
  g_autoptr (GPtrArray) uids = crm_test_calendar_server_list (desk->server, WORK);
  gint64 n = crm_test_sql_integer (desk->store, "SELECT count (*) FROM meeting");
  gint64 id = n ? g_rand_int_range (rand, 1, (gint32)n + 1) : 0;
  g_autoptr (CrmRow) row = id ? crm_test_load (desk->store, "meeting", id) : NULL;
  g_autofree char *uid = g_strdup_printf ("other%u", g_rand_int (rand) % 8);
  const char *some = uids->len ? uids->pdata[g_rand_int_range (rand, 0, (gint32)uids->len)] : NULL;

  switch (g_rand_int_range (rand, 0, 17))
    {
    case 0: plan (desk, title); break;
    case 1:
    case 2:
      if (row && !row->archived_at)
        crm_test_set (desk->store, "meeting", id, "title", title, NULL);
      break;
    case 3:
      if (row && !row->archived_at)
        crm_test_set (desk->store, "meeting", id, "place", place, NULL);
      break;
    case 4:
      if (row && !row->archived_at)
        crm_test_archive (desk->store, "meeting", id);
      else if (row)
        crm_test_restore (desk->store, "meeting", id);
      break;
    case 5:
      {
        g_autofree char *more = g_strdup_printf ("LOCATION:%s\r\n" ANNA, place);

        put (desk, WORK, uid, title, more);
        break;
      }
    case 6:
    case 7:
      if (some)
        {
          g_autofree char *more =
              g_strdup_printf ("LOCATION:%s\r\n%s", place, g_rand_boolean (rand) ? ANNA : "");

          put (desk, WORK, some, title, more);
        }
      break;
    case 8:
      if (some)
        crm_test_calendar_server_remove (desk->server, WORK, some);
      break;
    case 9:
      crm_test_calendar_server_set_status (
          desk->server, WORK, g_rand_boolean (rand) ? CRM_CALENDAR_CONNECTED : CRM_CALENDAR_UNREACHABLE);
      break;
    case 10: crm_test_calendar_server_lose_answers (desk->server, 1); break;
    case 11: crm_test_calendar_server_set_stammering (desk->server, g_rand_boolean (rand)); break;
    case 12: crm_test_calendar_server_die (desk->server); break;
    case 13: crm_test_calendar_server_before_writes (desk->server, 1, edit_some, rand); break;
    case 14:
      leave (desk);
      come_back (desk);
      break;
    case 15: undo_last (desk); break;
    default: settle (desk); break;
    }
}

static void
calm_down (Desk *desk)
{
  crm_test_calendar_server_lose_answers (desk->server, 0);
  crm_test_calendar_server_set_status (desk->server, WORK, CRM_CALENDAR_CONNECTED);
  settle (desk);
  for (int i = 0; i < 4; i++)
    {
      advance_seconds (desk, 700);
      crm_calendar_sync_retry (desk->sync, 0);
      settle (desk);
    }
}

typedef struct
{
  GPtrArray *uids;
  CrmTestCalendarServer *server;
} Comparison;

static gpointer
compare_sides (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Comparison *comparison = data;
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT id FROM meeting WHERE archived_at IS NULL AND calendar IS NOT NULL ORDER BY id", error, 0);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GPtrArray) ours = crm_event_of_meeting (tx, g_array_index (ids, gint64, i), error);
      const CrmEvent *event = ours->pdata[0];
      const char *ical = crm_test_calendar_server_get (comparison->server, WORK, event->uid);
      g_autoptr (GPtrArray) theirs =
          ical ? crm_event_parse_object (ical, crm_transaction_get_zone (tx), error) : NULL;

      if (!theirs)
        return g_strdup_printf ("%s (%s) is not there", event->uid, event->title);
      if (!crm_event_equal (event, theirs->pdata[0]))
        return g_strdup_printf ("%s (%s) differs: %s", event->uid, event->title, ical);
      for (guint k = 0; k < comparison->uids->len; k++)
        if (g_str_equal (comparison->uids->pdata[k], event->uid))
          {
            g_ptr_array_remove_index_fast (comparison->uids, k);
            break;
          }
    }
  for (guint k = 0; k < comparison->uids->len; k++)
    {
      g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
          "SELECT count (*) FROM calendar_event WHERE ical_uid = $1 AND meeting_id IS NULL", error);
      gboolean row;

      crm_statement_bind_text (statement, 1, comparison->uids->pdata[k]);
      if (!crm_statement_step (statement, &row, error) || !crm_statement_get_integer (statement, 0))
        return g_strdup_printf ("%s is there only", (char *)comparison->uids->pdata[k]);
    }
  return g_strdup ("");
}

static void
test_fuzz (void)
{
  const char *more = g_getenv ("CRM_TEST_SEEDS");
  guint32 last = more ? (guint32)g_ascii_strtoull (more, NULL, 10) : 12;

  const char *from = g_getenv ("CRM_TEST_FIRST_SEED");

  for (guint32 seed = from ? (guint32)g_ascii_strtoull (from, NULL, 10) : 1; seed <= last; seed++)
    {
      Desk *desk = open_desk ("both");
      GRand *rand = g_rand_new_with_seed (seed);
      Comparison comparison = { .server = desk->server };
      g_autofree char *difference = NULL;
      g_autoptr (GPtrArray) conflicts = NULL;

      g_test_message ("seed %u", seed);
      for (int i = 0; i < 60; i++)
        do_something (desk, rand);
      calm_down (desk);
      while ((conflicts = get_conflicts (desk))->len)
        {
          static const char *const choices[] = { "ours", "theirs", "both" };
          CrmCalendarConflict *conflict = conflicts->pdata[0];
          Resolution resolution = { conflict->event, choices[g_rand_int_range (rand, 0, 3)] };
          g_autoptr (GError) error = NULL;

          crm_store_write_sync (desk->store, "Decide", resolve_in_worker, &resolution, NULL, &error);
          g_assert_no_error (error);
          settle (desk);
          g_clear_pointer (&conflicts, g_ptr_array_unref);
        }
      calm_down (desk);
      comparison.uids = crm_test_calendar_server_list (desk->server, WORK);
      difference = crm_store_read_sync (desk->store, compare_sides, &comparison, NULL);
      g_assert_cmpstr (difference, ==, "");
      g_assert_cmpint (
          crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event WHERE state <> 'clean'"),
          ==, 0);
      g_ptr_array_unref (comparison.uids);
      g_rand_free (rand);
      close_desk (desk);
    }
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/calendar-sync/push", test_push);
  g_test_add_func ("/calendar-sync/undo", test_undo);
  g_test_add_func ("/calendar-sync/move-to-another", test_move_to_another);
  g_test_add_func ("/calendar-sync/pull", test_pull);
  g_test_add_func ("/calendar-sync/while-away", test_while_away);
  g_test_add_func ("/calendar-sync/late-client", test_late_client);
  g_test_add_func ("/calendar-sync/different-fields", test_different_fields);
  g_test_add_data_func ("/calendar-sync/same-field/ours", "ours", test_same_field);
  g_test_add_data_func ("/calendar-sync/same-field/theirs", "theirs", test_same_field);
  g_test_add_data_func ("/calendar-sync/same-field/both", "both", test_same_field);
  g_test_add_data_func ("/calendar-sync/deleted-there/ours", "ours", test_deleted_there);
  g_test_add_data_func ("/calendar-sync/deleted-there/theirs", "theirs", test_deleted_there);
  g_test_add_data_func ("/calendar-sync/deleted-here/ours", "ours", test_deleted_here);
  g_test_add_data_func ("/calendar-sync/deleted-here/theirs", "theirs", test_deleted_here);
  g_test_add_func ("/calendar-sync/offline", test_offline);
  g_test_add_func ("/calendar-sync/refused", test_refused);
  g_test_add_data_func ("/calendar-sync/lost-answer/plain", GINT_TO_POINTER (0), test_lost_answer);
  g_test_add_data_func ("/calendar-sync/lost-answer/changed", GINT_TO_POINTER (1), test_lost_answer);
  g_test_add_data_func ("/calendar-sync/lost-answer/restart", GINT_TO_POINTER (2), test_lost_answer);
  g_test_add_data_func ("/calendar-sync/lost-answer/changed-restart", GINT_TO_POINTER (3), test_lost_answer);
  g_test_add_func ("/calendar-sync/killed", test_killed);
  g_test_add_func ("/calendar-sync/collision", test_collision);
  g_test_add_func ("/calendar-sync/stammering", test_stammering);
  g_test_add_func ("/calendar-sync/died", test_died);
  g_test_add_func ("/calendar-sync/missing", test_missing);
  g_test_add_func ("/calendar-sync/read", test_read);
  g_test_add_func ("/calendar-sync/off", test_off);
  g_test_add_func ("/calendar-sync/one-program", test_one_program);
  g_test_add_func ("/calendar-sync/nothing", test_nothing);
  g_test_add_func ("/calendar-sync/series", test_series);
  g_test_add_func ("/calendar-sync/unreadable", test_unreadable);
  g_test_add_func ("/calendar-sync/many", test_many);
  g_test_add_func ("/calendar-sync/fuzz", test_fuzz);
  return crm_test_store_done (g_test_run ());
}
