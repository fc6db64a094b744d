/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "backends/crm-backends.h"
#include "base/crm-clock.h"
#include "calendar/crm-calendar-sync.h"
#include "crm-test-calendars.h"
#include "crm-test-eds.h"

/* The whole way: a book, its sync, a real evolution-data-server on a bus of its own, and a real calendar server on the loopback, which is
 * stopped, started and edited by others meanwhile. Main thread. */

#define PATIENCE_MS 20000

typedef struct
{
  CrmStore *store;
  CrmCalendarServer *server;
  CrmCalendarSync *sync;
  const char *part; /* awaited in a file of the server */
  gint64 id;        /* of a meeting */
  const char *field;
  const char *value;
  const char *sql; /* awaited not to be 0 */
} Desk;

static gboolean
is_listed (gpointer data)
{
  return !crm_desktop_sync_is_loading (CRM_DESKTOP_SYNC (((Desk *)data)->sync));
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

static gboolean
is_there (gpointer data)
{
  g_autofree char *text = crm_test_radicale_find (((Desk *)data)->part);

  return text != NULL;
}

static void
await_there (Desk *desk, const char *part)
{
  desk->part = part;
  crm_test_await_long (is_there, desk);
}

static gboolean
has_value (gpointer data)
{
  Desk *desk = data;
  g_autofree char *value = crm_test_get (desk->store, "meeting", desk->id, desk->field);

  return g_strcmp0 (value, desk->value) == 0;
}

static void
await_here (Desk *desk, gint64 id, const char *field, const char *value)
{
  desk->id = id;
  desk->field = field;
  desk->value = value;
  crm_test_await_long (has_value, desk);
}

static gboolean
has_rows (gpointer data)
{
  Desk *desk = data;

  return crm_test_sql_integer (desk->store, desk->sql) != 0;
}

static void
await_rows (Desk *desk, const char *sql)
{
  desk->sql = sql;
  crm_test_await_long (has_rows, desk);
}

#define ALL_CLEAN "SELECT NOT EXISTS (SELECT 1 FROM calendar_event WHERE state <> 'clean')"

static void
rename_other (ECalClient *client, gpointer data)
{
  Desk *desk = data;
  g_autofree char *uid = crm_test_get (desk->store, "meeting", desk->id, "ical_uid");
  ICalComponent *component = NULL;
  g_autoptr (GError) error = NULL;

  e_cal_client_get_object_sync (client, uid, NULL, &component, NULL, &error);
  g_assert_no_error (error);
  i_cal_component_set_summary (component, desk->value);
  e_cal_client_modify_object_sync (
      client, component, E_CAL_OBJ_MOD_ALL, E_CAL_OPERATION_FLAG_NONE, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (component);
}

static gboolean
is_empty (gpointer data)
{
  return crm_test_radicale_count () == 0;
}

static gboolean
resolve_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) conflicts = crm_calendar_conflict_list (tx, 0, error);

  g_assert_cmpuint (conflicts->len, ==, 1);
  return crm_calendar_conflict_resolve (
      tx, ((CrmCalendarConflict *)conflicts->pdata[0])->event, "ours", error);
}

static void
open_desk (Desk *desk, const char *path, const char *source)
{
  gboolean used = FALSE;

  desk->store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  desk->server = crm_backends_calendar_server (PATIENCE_MS);
  desk->sync = crm_calendar_sync_new (desk->store, desk->server);
  crm_desktop_sync_look (CRM_DESKTOP_SYNC (desk->sync));
  crm_test_await_long (is_listed, desk);
  crm_calendar_sync_use_async (desk->sync, source, "both", "events", TRUE, NULL, on_used, &used);
  crm_test_await_long (is_true, &used);
}

static void
close_desk (Desk *desk)
{
  crm_test_assert_in_order (desk->store);
  g_clear_object (&desk->sync);
  g_clear_object (&desk->server);
  crm_test_settle ();
  crm_test_close (g_steal_pointer (&desk->store));
}

static gint64
plan (Desk *desk, const char *title)
{
  return crm_test_add (desk->store, "meeting", "title", title, "starts_at", "2026-12-17T10:00:00Z", "ends_at",
      "2026-12-17T11:00:00Z", "calendar", "1", NULL);
}

static void
try_caldav (void)
{
  Desk desk = { 0 };
  g_autofree char *path = crm_test_path ();
  gint64 id, series;

  crm_test_radicale_prepare (FALSE);
  crm_test_calendars_add (CRM_TEST_PASSWORD);
  open_desk (&desk, path, CRM_TEST_CALDAV);
  crm_test_add (desk.store, "client", "name", "Anna", "kind", "person", "status", "lead", "email",
      "anna@mail.example", NULL);

  /* Planned here, renamed there, moved here. */
  id = plan (&desk, "Tasting");
  await_there (&desk, "SUMMARY:Tasting");
  await_rows (&desk, ALL_CLEAN);
  desk.id = id;
  desk.value = "Big tasting";
  crm_test_calendars_do (CRM_TEST_CALDAV, rename_other, &desk);
  await_here (&desk, id, "title", "Big tasting");
  crm_test_set (desk.store, "meeting", id, "place", "Lisbon", NULL);
  await_there (&desk, "LOCATION:Lisbon");
  await_rows (&desk, ALL_CLEAN);

  /* Somebody invites Anna on the telephone. */
  crm_test_radicale_put ("phone.ics",
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Phone//EN\r\nBEGIN:VEVENT\r\nUID:phone-1\r\n"
      "DTSTAMP:20261101T080000Z\r\nDTSTART:20261218T100000Z\r\nDTEND:20261218T110000Z\r\nSUMMARY:Coffee\r\n"
      "ORGANIZER:mailto:olena@shop.example\r\nATTENDEE;CN=Anna:mailto:anna@mail.example\r\nX-PHONE:yes\r\n"
      "END:VEVENT\r\nEND:VCALENDAR\r\n");
  crm_desktop_sync_retry (CRM_DESKTOP_SYNC (desk.sync), 0);
  await_rows (
      &desk, "SELECT count (*) FROM calendar_event WHERE ical_uid = 'phone-1' AND meeting_id IS NOT NULL");
  crm_test_assert_field (desk.store, "meeting", 2, "clients", "1");
  crm_test_set (desk.store, "meeting", 2, "title", "Coffee and cake", NULL);
  await_there (&desk, "SUMMARY:Coffee and cake");
  await_there (&desk, "X-PHONE:yes");

  /* A series with an exception. */
  series = crm_test_add (desk.store, "meeting", "title", "Weekly", "starts_at", "2026-12-03T10:00:00Z",
      "ends_at", "2026-12-03T11:00:00Z", "calendar", "1", "recurrence", "FREQ=WEEKLY;COUNT=5", "zone",
      "Europe/Kyiv", NULL);
  await_there (&desk, "SUMMARY:Weekly");
  {
    g_autofree char *number = g_strdup_printf ("%lld", (long long)series);

    crm_test_add (desk.store, "meeting", "title", "Weekly but later", "starts_at", "2026-12-10T15:00:00Z",
        "ends_at", "2026-12-10T16:00:00Z", "calendar", "1", "zone", "Europe/Kyiv", "series", number, "rid",
        "20261210T120000", NULL);
  }
  await_there (&desk, "SUMMARY:Weekly but later");
  await_rows (&desk, ALL_CLEAN);

  /* The server is away: what is changed waits, also for the answer to what was changed there. */
  crm_test_radicale_stop ();
  crm_test_set (desk.store, "meeting", id, "title", "Ours", NULL);
  plan (&desk, "Planned offline");
  await_rows (&desk, "SELECT count (*) = 2 FROM calendar_event WHERE state = 'push'");
  {
    g_autofree char *text = crm_test_radicale_find ("SUMMARY:Big tasting");
    g_auto (GStrv) parts = g_strsplit (text, "Big tasting", -1);
    g_autofree char *theirs = g_strjoinv ("Theirs", parts);
    g_autofree char *uid = crm_test_get (desk.store, "meeting", id, "ical_uid");
    g_autofree char *name = g_strconcat (uid, ".ics", NULL);

    crm_test_radicale_put (name, theirs);
  }
  crm_test_radicale_start ();
  await_there (&desk, "SUMMARY:Planned offline");
  await_rows (&desk, "SELECT count (*) FROM calendar_event WHERE state = 'conflict'");
  crm_test_assert_field (desk.store, "meeting", id, "title", "Ours");
  await_there (&desk, "SUMMARY:Theirs");
  crm_store_write_sync (desk.store, "Decide", resolve_in_worker, NULL, NULL, NULL);
  await_there (&desk, "SUMMARY:Ours");
  await_rows (&desk, ALL_CLEAN);

  /* The service dies. */
  crm_test_eds_kill_calendars ();
  crm_test_set (desk.store, "meeting", id, "title", "After all", NULL);
  await_there (&desk, "SUMMARY:After all");

  while ((id = crm_test_sql_integer (
              desk.store, "SELECT max (id) FROM meeting WHERE series IS NULL AND archived_at IS NULL")) != 0)
    crm_test_archive (desk.store, "meeting", id);
  crm_test_await_long (is_empty, NULL);
  close_desk (&desk);
}

static void
try_local (void)
{
  Desk desk = { 0 };
  g_autofree char *path = crm_test_path ();
  gint64 id;

  open_desk (&desk, path, CRM_TEST_LOCAL);
  id = plan (&desk, "Stock-taking");
  await_rows (&desk, "SELECT count (*) FROM calendar_event WHERE state = 'clean' AND revision IS NOT NULL");
  desk.id = id;
  desk.value = "Stock-taking again";
  crm_test_calendars_do (CRM_TEST_LOCAL, rename_other, &desk);
  await_here (&desk, id, "title", "Stock-taking again");
  close_desk (&desk);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  crm_clock_set (NULL, NULL);
  if (!crm_test_eds_is_installed () || !crm_test_radicale_is_installed ())
    {
      g_print ("1..0 # SKIP evolution-data-server or radicale is not installed\n");
      return 0;
    }
  crm_test_eds_start (CRM_TEST_EDS_CALENDARS);
  g_test_add_func ("/calendar-whole-eds/caldav", try_caldav);
  g_test_add_func ("/calendar-whole-eds/local", try_local);
  {
    int status = g_test_run ();

    crm_test_radicale_stop ();
    crm_test_eds_stop ();
    return crm_test_store_done (status);
  }
}
