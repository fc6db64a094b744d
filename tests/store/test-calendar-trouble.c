/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "calendar-desk.h"
#include "calendar/crm-event.h"

/* Meetings and calendars in step when things go wrong: lost answers, collisions, missed deletions, programs that end in between, and
 * anything at random. */

/* ---- a calendar that behaves badly ---- */

static void
test_offline (void)
{
  Desk *desk = desk_open ("both");
  gint64 id;

  crm_test_calendar_server_set_status (desk->server, WORK, CRM_CALENDAR_UNREACHABLE);
  id = desk_plan (desk, "One");
  desk_plan (desk, "Two");
  desk_settle (desk);
  desk_assert_states (desk, "push push");
  g_assert_cmpuint (desk_get_health (desk, 0)->n_queued, ==, 2);
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 0);
  desk_leave (desk);
  desk_come_back (desk);
  desk_assert_states (desk, "push push");

  /* Connected in name only. */
  crm_test_calendar_server_set_unreachable (desk->server, TRUE);
  crm_test_calendar_server_set_status (desk->server, WORK, CRM_CALENDAR_CONNECTED);
  desk_settle (desk);
  desk_assert_states (desk, "push push");
  g_assert_nonnull (desk_get_health (desk, 0)->error);
  g_assert_cmpint (desk_get_health (desk, 0)->next_try, >, crm_clock_now ());
  crm_test_calendar_server_set_unreachable (desk->server, FALSE);
  crm_test_archive (desk->store, "meeting", id); /* never sent, so nobody hears of it */
  desk_advance_seconds (desk, 700);
  desk_assert_states (desk, "clean");
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 1);
  g_assert_null (desk_get_health (desk, 0)->error);
  desk_close (desk);
}

static void
test_refused (void)
{
  Desk *desk = desk_open ("both");
  gint64 id;

  crm_test_calendar_server_set_refusing (desk->server, "Not on Thursdays.");
  id = desk_plan (desk, "Tasting");
  desk_settle (desk);
  desk_assert_states (desk, "failed");
  g_assert_cmpuint (desk_get_health (desk, 0)->n_failed, ==, 1);
  g_assert_cmpint (crm_test_sql_integer (
                       desk->store, "SELECT count (*) FROM calendar_event WHERE error = 'Not on Thursdays.'"),
      ==, 1);
  desk_advance_seconds (desk, 700);
  desk_assert_states (desk, "failed");
  crm_test_calendar_server_set_refusing (desk->server, NULL);
  crm_desktop_sync_retry (CRM_DESKTOP_SYNC (desk->sync), 0);
  desk_settle (desk);
  desk_assert_states (desk, "clean");
  crm_test_set (desk->store, "meeting", id, "title", "Tasting at noon", NULL);
  desk_settle (desk);
  desk_assert_there (desk, WORK, desk_get_only (desk, WORK), "SUMMARY:Tasting at noon");
  desk_close (desk);
}

/* The calendar took it, and the answer never came: also when it was changed again before it is seen. */
static void
test_lost_answer (gconstpointer data)
{
  gboolean again = GPOINTER_TO_INT (data) & 1, restart = GPOINTER_TO_INT (data) & 2;
  Desk *desk = desk_open ("both");
  gint64 id;

  crm_test_calendar_server_set_silent (desk->server, TRUE);
  crm_test_calendar_server_lose_answers (desk->server, 1);
  id = desk_plan (desk, "Tasting");
  desk_settle (desk);
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 1);
  desk_assert_states (desk, "push");
  if (again)
    crm_test_set (desk->store, "meeting", id, "title", "Big tasting", NULL);
  if (restart)
    {
      desk_leave (desk);
      desk_come_back (desk);
    }
  desk_advance_seconds (desk, 60);
  desk_assert_states (desk, "clean");
  desk_assert_there (
      desk, WORK, desk_get_only (desk, WORK), again ? "SUMMARY:Big tasting" : "SUMMARY:Tasting");

  crm_test_calendar_server_lose_answers (desk->server, 1);
  crm_test_set (desk->store, "meeting", id, "title", "Small tasting", NULL);
  desk_settle (desk);
  if (again)
    crm_test_set (desk->store, "meeting", id, "title", "No tasting", NULL);
  desk_advance_seconds (desk, 60);
  desk_assert_states (desk, "clean");
  desk_assert_there (
      desk, WORK, desk_get_only (desk, WORK), again ? "SUMMARY:No tasting" : "SUMMARY:Small tasting");

  crm_test_calendar_server_lose_answers (desk->server, 1);
  crm_test_archive (desk->store, "meeting", id);
  desk_settle (desk);
  desk_advance_seconds (desk, 60);
  desk_assert_states (desk, "gone");
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 0);
  desk_close (desk);
}

/* The program is killed while the calendar has the question. */
static void
test_killed (void)
{
  Desk *desk = desk_open ("both");

  crm_test_calendar_server_hold (desk->server, TRUE);
  desk_plan (desk, "Tasting");
  while (!crm_test_calendar_server_get_n_waiting (desk->server))
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&desk->sync);
  crm_store_close (desk->store);
  crm_test_calendar_server_hold (desk->server, FALSE);
  crm_test_settle ();
  crm_test_close (g_steal_pointer (&desk->store));
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 1);
  desk_come_back (desk);
  desk_assert_states (desk, "clean");
  desk_assert_there (desk, WORK, desk_get_only (desk, WORK), "SUMMARY:Tasting");
  desk_close (desk);
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
  Desk *desk = desk_open ("both");
  gint64 id = desk_plan (desk, "Tasting");

  desk_settle (desk);
  crm_test_calendar_server_before_writes (desk->server, 1, edit_place_once, NULL);
  crm_test_set (desk->store, "meeting", id, "title", "Big tasting", NULL);
  desk_settle (desk);
  desk_assert_states (desk, "clean");
  crm_test_assert_field (desk->store, "meeting", id, "place", "Porto");
  desk_assert_there (desk, WORK, desk_get_only (desk, WORK), "SUMMARY:Big tasting");

  /* It does not go round for ever. */
  crm_test_calendar_server_before_writes (desk->server, 1000, edit_place, NULL);
  crm_test_set (desk->store, "meeting", id, "title", "Small tasting", NULL);
  desk_settle (desk);
  desk_assert_states (desk, "push");
  g_assert_cmpuint (desk_get_health (desk, 0)->n_queued, ==, 1);
  crm_test_calendar_server_before_writes (desk->server, 0, NULL, NULL);
  desk_advance_seconds (desk, 60);
  desk_assert_states (desk, "clean");
  desk_assert_there (desk, WORK, desk_get_only (desk, WORK), "SUMMARY:Small tasting");
  desk_close (desk);
}

static void
test_stammering (void)
{
  Desk *desk = desk_open ("both");
  gint64 id;
  guint n;

  crm_test_calendar_server_set_stammering (desk->server, TRUE);
  id = desk_plan (desk, "One");
  desk_settle (desk);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *title = g_strdup_printf ("Title %d", i);

      crm_test_set (desk->store, "meeting", id, "title", title, NULL);
      if (i % 2)
        desk_settle (desk);
    }
  desk_settle (desk);
  crm_test_assert_field (desk->store, "meeting", id, "title", "Title 4");
  desk_assert_there (desk, WORK, desk_get_only (desk, WORK), "SUMMARY:Title 4");
  n = crm_test_calendar_server_get_n_writes (desk->server);
  crm_test_calendar_server_edit (
      desk->server, WORK, desk_get_only (desk, WORK), "SUMMARY:Title 4", "SUMMARY:Theirs");
  desk_settle (desk);
  crm_test_assert_field (desk->store, "meeting", id, "title", "Theirs");
  g_assert_cmpuint (crm_test_calendar_server_get_n_writes (desk->server), ==, n);
  desk_assert_states (desk, "clean");
  desk_close (desk);
}

static void
test_died (void)
{
  Desk *desk = desk_open ("both");

  crm_test_calendar_server_hold (desk->server, TRUE);
  desk_plan (desk, "Tasting");
  while (!crm_test_calendar_server_get_n_waiting (desk->server))
    g_main_context_iteration (NULL, TRUE);
  crm_test_calendar_server_hold (desk->server, FALSE);
  crm_test_calendar_server_die (desk->server);
  desk_settle (desk);
  desk_advance_seconds (desk, 60);
  desk_assert_states (desk, "clean");
  desk_assert_there (desk, WORK, desk_get_only (desk, WORK), "SUMMARY:Tasting");
  desk_close (desk);
}

/* ---- missed deletions ---- */

static void
test_missing (void)
{
  Desk *desk = desk_open ("both");

  for (int i = 0; i < 30; i++)
    {
      g_autofree char *uid = g_strdup_printf ("event%02d", i);

      desk_put (desk, WORK, uid, "Coffee", i < 2 ? ANNA : NULL);
    }
  desk_settle (desk);
  desk_leave (desk);
  crm_test_calendar_server_remove (desk->server, WORK, "event00");
  crm_test_calendar_server_remove (desk->server, WORK, "event29");
  desk_come_back (desk);
  /* Not at the first sight. */
  g_assert_cmpint (crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event"), ==, 30);
  desk_advance_seconds (desk, 30);
  g_assert_cmpint (crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event"), ==, 30);
  desk_advance_seconds (desk, 40);
  g_assert_cmpint (crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event"), ==, 28);
  g_assert_cmpint (
      crm_test_sql_integer (desk->store, "SELECT count (*) FROM meeting WHERE state = 'cancelled'"), ==, 1);

  /* Too many at once are not believed. */
  desk_leave (desk);
  for (int i = 2; i < 12; i++)
    {
      g_autofree char *uid = g_strdup_printf ("event%02d", i);

      crm_test_calendar_server_remove (desk->server, WORK, uid);
    }
  desk_come_back (desk);
  desk_advance_seconds (desk, 70);
  desk_advance_seconds (desk, 70);
  g_assert_cmpint (crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event"), ==, 28);
  g_assert_nonnull (desk_get_health (desk, 0)->error);
  desk_close (desk);
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
  Desk *desk = desk_open (NULL);
  Turns turns = { 0 };
  guint source;
  gint64 start;

  for (int i = 0; i < 5000; i++)
    {
      g_autofree char *uid = g_strdup_printf ("event%d", i);

      desk_put (desk, WORK, uid, "Coffee", i % 10 ? NULL : ANNA);
    }
  start = g_get_monotonic_time ();
  source = g_timeout_add (2, on_turn, &turns);
  desk_use (desk, WORK, "both");
  g_source_remove (source);
  g_test_message ("5000 events in %.0f ms, longest turn %.1f ms",
      (double)(g_get_monotonic_time () - start) / 1000, (double)turns.longest / 1000);
  g_assert_cmpint (crm_test_sql_integer (desk->store, "SELECT count (*) FROM calendar_event"), ==, 5000);
  g_assert_cmpint (crm_test_sql_integer (desk->store, "SELECT count (*) FROM meeting"), ==, 500);
  g_assert_cmpuint (crm_test_calendar_server_get_n_writes (desk->server), ==, 0);
  desk_close (desk);
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

  if (!purpose || strstr (purpose, "alendar “") || strstr (purpose, "Anna"))
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
    case 0: desk_plan (desk, title); break;
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

        desk_put (desk, WORK, uid, title, more);
        break;
      }
    case 6:
    case 7:
      if (some)
        {
          g_autofree char *more =
              g_strdup_printf ("LOCATION:%s\r\n%s", place, g_rand_boolean (rand) ? ANNA : "");

          desk_put (desk, WORK, some, title, more);
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
      desk_leave (desk);
      desk_come_back (desk);
      break;
    case 15: undo_last (desk); break;
    default: desk_settle (desk); break;
    }
}

static void
calm_down (Desk *desk)
{
  crm_test_calendar_server_lose_answers (desk->server, 0);
  crm_test_calendar_server_set_status (desk->server, WORK, CRM_CALENDAR_CONNECTED);
  desk_settle (desk);
  for (int i = 0; i < 4; i++)
    {
      desk_advance_seconds (desk, 700);
      crm_desktop_sync_retry (CRM_DESKTOP_SYNC (desk->sync), 0);
      desk_settle (desk);
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
  guint32 last = more ? (guint32)g_ascii_strtoull (more, NULL, 10) : 6;

  const char *from = g_getenv ("CRM_TEST_FIRST_SEED");

  for (guint32 seed = from ? (guint32)g_ascii_strtoull (from, NULL, 10) : 1; seed <= last; seed++)
    {
      Desk *desk = desk_open ("both");
      GRand *rand = g_rand_new_with_seed (seed);
      Comparison comparison = { .server = desk->server };
      g_autofree char *difference = NULL;
      g_autoptr (GPtrArray) conflicts = NULL;

      g_test_message ("seed %u", seed);
      for (int i = 0; i < 60; i++)
        do_something (desk, rand);
      calm_down (desk);
      while ((conflicts = desk_get_conflicts (desk))->len)
        {
          static const char *const choices[] = { "ours", "theirs", "both" };
          CrmCalendarConflict *conflict = conflicts->pdata[0];
          Resolution resolution = { conflict->event, choices[g_rand_int_range (rand, 0, 3)] };
          g_autoptr (GError) error = NULL;

          crm_store_write_sync (desk->store, "Decide", desk_resolve_in_worker, &resolution, NULL, &error);
          g_assert_no_error (error);
          desk_settle (desk);
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
      desk_close (desk);
    }
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  g_test_add_func ("/calendar-trouble/offline", test_offline);
  g_test_add_func ("/calendar-trouble/refused", test_refused);
  g_test_add_data_func ("/calendar-trouble/lost-answer/plain", GINT_TO_POINTER (0), test_lost_answer);
  g_test_add_data_func ("/calendar-trouble/lost-answer/changed", GINT_TO_POINTER (1), test_lost_answer);
  g_test_add_data_func ("/calendar-trouble/lost-answer/restart", GINT_TO_POINTER (2), test_lost_answer);
  g_test_add_data_func (
      "/calendar-trouble/lost-answer/changed-restart", GINT_TO_POINTER (3), test_lost_answer);
  g_test_add_func ("/calendar-trouble/killed", test_killed);
  g_test_add_func ("/calendar-trouble/collision", test_collision);
  g_test_add_func ("/calendar-trouble/stammering", test_stammering);
  g_test_add_func ("/calendar-trouble/died", test_died);
  g_test_add_func ("/calendar-trouble/missing", test_missing);
  g_test_add_func ("/calendar-trouble/many", test_many);
  g_test_add_func ("/calendar-trouble/fuzz", test_fuzz);
  return desk_done (g_test_run ());
}
