/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "backends/crm-backends.h"
#include "calendar/crm-calendar-sync.h"
#include "crm-test-calendars.h"
#include "crm-test-eds.h"

/* A book in step with real calendars from end to end: this program, a real evolution-data-server, a real calendar server on the loopback, and another
 * program that uses the same calendar. A process knows one session bus, so every case is a process. Main thread. */

#define PATIENCE_MS 20000
#define CASE_LIMIT_US (150 * G_USEC_PER_SEC)

typedef struct
{
  char *path;
  CrmStore *store;
  CrmCalendarServer *server;
  CrmCalendarSync *sync;
  const char *source;
  /* What is waited for. */
  const char *part; /* of a file of the server */
  gint64 meeting;
  const char *field, *wanted;
  const char *sql;
  gint64 number;
} Desk;

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

static void
on_used (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_calendar_sync_use_finish (CRM_CALENDAR_SYNC (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

static void
start_program (Desk *desk)
{
  desk->store = crm_test_open (desk->path, CRM_ORIGIN_WINDOW);
  desk->server = crm_backends_calendar_server (PATIENCE_MS);
  desk->sync = crm_calendar_sync_new (desk->store, desk->server);
  crm_desktop_sync_look (CRM_DESKTOP_SYNC (desk->sync));
}

static void
end_program (Desk *desk)
{
  g_clear_object (&desk->sync);
  g_clear_object (&desk->server);
  crm_test_settle ();
  crm_test_close (g_steal_pointer (&desk->store));
}

static void
open_desk (Desk *desk, const char *source)
{
  gboolean used = FALSE;

  crm_test_eds_start (CRM_TEST_EDS_CALENDARS);
  if (g_str_equal (source, CRM_TEST_CALDAV))
    {
      crm_test_radicale_prepare (FALSE);
      crm_test_calendars_add (CRM_TEST_PASSWORD);
    }
  desk->path = crm_test_path ();
  desk->source = source;
  start_program (desk);
  crm_test_add (desk->store, "client", "name", "Anna", "kind", "person", "status", "lead", "email",
      "anna@mail.example", NULL);
  crm_calendar_sync_use_async (desk->sync, source, "both", "events", TRUE, NULL, on_used, &used);
  crm_test_await_long (is_true, &used);
}

static void
close_desk (Desk *desk)
{
  crm_test_assert_in_order (desk->store);
  end_program (desk);
  g_free (desk->path);
}

static gboolean
is_on_server (gpointer data)
{
  Desk *desk = data;
  g_autofree char *text = crm_test_radicale_find (desk->part);

  return text != NULL;
}

static char *
await_on_server (Desk *desk, const char *part)
{
  desk->part = part;
  crm_test_await_long (is_on_server, desk);
  return crm_test_radicale_find (part);
}

static gboolean
has_field (gpointer data)
{
  Desk *desk = data;
  g_autofree char *got = crm_test_get (desk->store, "meeting", desk->meeting, desk->field);

  return g_strcmp0 (got, desk->wanted) == 0;
}

static void
await_field (Desk *desk, gint64 meeting, const char *field, const char *wanted)
{
  desk->meeting = meeting;
  desk->field = field;
  desk->wanted = wanted;
  crm_test_await_long (has_field, desk);
}

static gboolean
has_number (gpointer data)
{
  Desk *desk = data;

  return crm_test_sql_integer (desk->store, desk->sql) == desk->number;
}

static void
await_number (Desk *desk, const char *sql, gint64 number)
{
  desk->sql = sql;
  desk->number = number;
  crm_test_await_long (has_number, desk);
}

static void
await_state (Desk *desk, const char *state)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count (*) FROM calendar_event WHERE state = '%s' AND meeting_id IS NOT NULL", state);

  await_number (desk, sql, 1);
}

static gint64
plan (Desk *desk, const char *title)
{
  gint64 meeting = crm_test_add (desk->store, "meeting", "title", title, "starts_at", "2026-04-01T09:00:00Z",
      "ends_at", "2026-04-01T10:00:00Z", "calendar", "1", "private_note", "Bring the good glasses", NULL);
  g_autofree char *id = g_strdup_printf ("%lld", (long long)meeting);

  crm_test_add (
      desk->store, "participant", "meeting", id, "client", "1", "role", "required", "answer", "none", NULL);
  return meeting;
}

/* ---- the other program ------------------------------------------------------------------------ */

typedef struct
{
  char *uid;
  const char *start; /* UTC; NULL: it is removed */
} Deed;

static void
do_deed (ECalClient *client, gpointer data)
{
  const Deed *deed = data;
  g_autoptr (GError) error = NULL;
  ICalComponent *component = NULL;

  if (deed->start == NULL)
    e_cal_client_remove_object_sync (
        client, deed->uid, NULL, E_CAL_OBJ_MOD_ALL, E_CAL_OPERATION_FLAG_NONE, NULL, &error);
  else if (e_cal_client_get_object_sync (client, deed->uid, NULL, &component, NULL, &error))
    {
      ICalTime *start = i_cal_time_new_from_string (deed->start);
      ICalTime *end = i_cal_time_clone (start);

      i_cal_time_adjust (end, 0, 1, 0, 0);
      e_cal_util_component_remove_property_by_kind (component, I_CAL_DTSTART_PROPERTY, TRUE);
      e_cal_util_component_remove_property_by_kind (component, I_CAL_DTEND_PROPERTY, TRUE);
      i_cal_component_set_dtstart (component, start);
      i_cal_component_set_dtend (component, end);
      e_cal_client_modify_object_sync (
          client, component, E_CAL_OBJ_MOD_ALL, E_CAL_OPERATION_FLAG_NONE, NULL, &error);
      g_object_unref (start);
      g_object_unref (end);
      g_object_unref (component);
    }
  g_assert_no_error (error);
}

static void
let_other_do (Desk *desk, gint64 meeting, const char *start)
{
  Deed deed = { crm_test_get (desk->store, "meeting", meeting, "ical_uid"), start };

  crm_test_calendars_do (desk->source, do_deed, &deed);
  g_free (deed.uid);
}

/* ---- cases -------------------------------------------------------------------------------------- */

static void
case_caldav (void)
{
  Desk desk = { 0 };
  g_autofree char *text = NULL, *moved = NULL;
  gint64 meeting;

  open_desk (&desk, CRM_TEST_CALDAV);
  meeting = plan (&desk, "Tasting");
  text = await_on_server (&desk, "anna@mail.example");
  g_assert_nonnull (strstr (text, "SUMMARY:Tasting"));
  g_assert_null (strstr (text, "good glasses"));
  await_state (&desk, "clean");
  g_assert_cmpuint (crm_test_radicale_count (), ==, 1);

  let_other_do (&desk, meeting, "20260402T110000Z");
  await_field (&desk, meeting, "starts_at", "2026-04-02T11:00:00Z");
  crm_test_set (desk.store, "meeting", meeting, "title", "Tasting of wine", NULL);
  moved = await_on_server (&desk, "SUMMARY:Tasting of wine");
  g_assert_nonnull (strstr (moved, "20260402T110000Z"));
  await_state (&desk, "clean");

  let_other_do (&desk, meeting, NULL);
  await_field (&desk, meeting, "state", "cancelled");
  g_assert_cmpuint (crm_test_radicale_count (), ==, 0);
  close_desk (&desk);
}

static void
case_local (void)
{
  Desk desk = { 0 };
  gint64 meeting;

  open_desk (&desk, CRM_TEST_LOCAL);
  meeting = plan (&desk, "Tasting");
  await_state (&desk, "clean");
  let_other_do (&desk, meeting, "20260402T110000Z");
  await_field (&desk, meeting, "starts_at", "2026-04-02T11:00:00Z");
  /* What happens while the program is closed. */
  {
    Deed deed = { crm_test_get (desk.store, "meeting", meeting, "ical_uid"), "20260403T120000Z" };

    await_state (&desk, "clean");
    end_program (&desk);
    crm_test_calendars_do (desk.source, do_deed, &deed);
    start_program (&desk);
    g_free (deed.uid);
  }
  await_field (&desk, meeting, "starts_at", "2026-04-03T12:00:00Z");
  let_other_do (&desk, meeting, NULL);
  await_field (&desk, meeting, "state", "cancelled");
  close_desk (&desk);
}

static void
case_queued (void)
{
  Desk desk = { 0 };
  g_autofree char *text = NULL;
  gint64 meeting;

  open_desk (&desk, CRM_TEST_CALDAV);
  plan (&desk, "Before");
  await_state (&desk, "clean");
  crm_test_radicale_stop ();
  meeting = plan (&desk, "Meanwhile");
  await_state (&desk, "push");
  crm_test_set (desk.store, "meeting", meeting, "title", "Meanwhile renamed", NULL);
  /* The program is closed and opened again, and nothing is lost or sent twice. */
  end_program (&desk);
  start_program (&desk);
  await_state (&desk, "push");
  crm_test_radicale_start ();
  text = await_on_server (&desk, "SUMMARY:Meanwhile renamed");
  await_number (&desk, "SELECT count (*) FROM calendar_event WHERE state = 'clean'", 2);
  g_assert_cmpuint (crm_test_radicale_count (), ==, 2);
  g_assert_cmpint (crm_test_sql_integer (desk.store, "SELECT count (*) FROM meeting"), ==, 2);
  close_desk (&desk);
}

typedef struct
{
  gint64 event;
  const char *choice;
} Resolution;

static gboolean
resolve_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Resolution *resolution = data;

  return crm_calendar_conflict_resolve (tx, resolution->event, resolution->choice, error);
}

static gpointer
list_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_calendar_conflict_list (tx, 0, error);
}

static void
resolve (Desk *desk, const char *choice)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = crm_store_read_sync (desk->store, list_in_worker, NULL, &error);
  const CrmCalendarConflict *conflict;
  Resolution resolution = { 0, choice };

  g_assert_no_error (error);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = conflicts->pdata[0];
  g_assert_nonnull (strstr (conflict->ours, "SUMMARY:Ours"));
  g_assert_nonnull (strstr (conflict->theirs, "SUMMARY:Theirs"));
  resolution.event = conflict->event;
  crm_store_write_sync (desk->store, "Decide", resolve_in_worker, &resolution, NULL, &error);
  g_assert_no_error (error);
}

/* Both sides rename it while the server is away. */
static void
make_conflict (Desk *desk, gint64 meeting, const char *title_there)
{
  g_autofree char *uid = crm_test_get (desk->store, "meeting", meeting, "ical_uid");
  g_autofree char *text = crm_test_radicale_find (uid), *name = g_strdup_printf ("%s.ics", uid);
  g_auto (GStrv) parts = g_strsplit (text, title_there, 2);
  g_autofree char *changed = g_strjoinv ("SUMMARY:Theirs", parts);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  crm_test_radicale_stop ();
  crm_test_radicale_put (name, changed);
  crm_test_set (desk->store, "meeting", meeting, "title", "Ours", NULL);
  crm_test_radicale_start ();
}

static void
case_conflict (void)
{
  Desk desk = { 0 };
  g_autofree char *text = NULL, *kept = NULL;
  gint64 meeting;

  open_desk (&desk, CRM_TEST_CALDAV);
  meeting = plan (&desk, "Tasting");
  await_state (&desk, "clean");
  make_conflict (&desk, meeting, "SUMMARY:Tasting");
  await_state (&desk, "conflict");
  /* Nothing is overwritten behind anybody's back. */
  kept = crm_test_radicale_find ("SUMMARY:Theirs");
  g_assert_nonnull (kept);
  g_assert_cmpuint (crm_test_radicale_count (), ==, 1);
  crm_test_assert_field (desk.store, "meeting", meeting, "title", "Ours");
  resolve (&desk, "theirs");
  await_field (&desk, meeting, "title", "Theirs");
  await_state (&desk, "clean");

  crm_test_set (desk.store, "meeting", meeting, "title", "Third", NULL);
  g_free (await_on_server (&desk, "SUMMARY:Third"));
  await_state (&desk, "clean");
  make_conflict (&desk, meeting, "SUMMARY:Third");
  await_state (&desk, "conflict");
  resolve (&desk, "ours");
  text = await_on_server (&desk, "SUMMARY:Ours");
  await_state (&desk, "clean");
  g_assert_cmpuint (crm_test_radicale_count (), ==, 1);
  close_desk (&desk);
}

/* The list of calendars ends in the midst of it: while both sides have changed, and while what was changed here is on its way. */
static void
case_registry_killed (void)
{
  Desk desk = { 0 };
  gint64 meeting;

  open_desk (&desk, CRM_TEST_CALDAV);
  meeting = plan (&desk, "Tasting");
  await_state (&desk, "clean");
  make_conflict (&desk, meeting, "SUMMARY:Tasting");
  crm_test_eds_kill_registry ();
  await_state (&desk, "conflict");
  resolve (&desk, "theirs");
  await_field (&desk, meeting, "title", "Theirs");
  await_state (&desk, "clean");

  crm_test_set (desk.store, "meeting", meeting, "title", "Third", NULL);
  crm_test_eds_kill_registry ();
  g_free (await_on_server (&desk, "SUMMARY:Third"));
  await_state (&desk, "clean");
  let_other_do (&desk, meeting, "20260402T110000Z");
  await_field (&desk, meeting, "starts_at", "2026-04-02T11:00:00Z");
  await_state (&desk, "clean");
  g_assert_cmpuint (crm_test_radicale_count (), ==, 1);
  close_desk (&desk);
}

static const struct
{
  const char *path;
  void (*run) (void);
  gboolean needs_radicale;
} cases[] = {
  { "/calendar-sync-eds/caldav", case_caldav, TRUE },
  { "/calendar-sync-eds/local", case_local, FALSE },
  { "/calendar-sync-eds/queued", case_queued, TRUE },
  { "/calendar-sync-eds/conflict", case_conflict, TRUE },
  { "/calendar-sync-eds/registry-killed", case_registry_killed, TRUE },
};

static void
run_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  if (g_test_subprocess ())
    {
      cases[i].run ();
      crm_test_radicale_stop ();
      crm_test_eds_stop ();
    }
  else if (!crm_test_eds_is_installed ())
    g_test_skip ("evolution-data-server is not installed");
  else if (cases[i].needs_radicale && !crm_test_radicale_is_installed ())
    g_test_skip ("radicale is not installed");
  else
    {
      g_test_trap_subprocess (NULL, CASE_LIMIT_US, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
    }
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, GUINT_TO_POINTER (i), run_case);
  return crm_test_store_done (g_test_run ());
}
