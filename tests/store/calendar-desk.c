/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-desk.h"

#include <glib/gstdio.h>
#include <string.h>

/* Owns the folder where the locks of the tests are. */

static char *run; /* owned */

static gboolean
is_settled (gpointer data)
{
  Desk *desk = data;

  return !crm_desktop_sync_is_busy (CRM_DESKTOP_SYNC (desk->sync)) && !crm_store_get_pending (desk->store);
}

void
desk_settle (Desk *desk)
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

void
desk_use (Desk *desk, const char *source, const char *mode)
{
  gboolean used = FALSE;

  crm_calendar_sync_use_async (desk->sync, source, mode, "events",
      g_str_equal (mode, "both") && g_str_equal (source, WORK), NULL, on_used, &used);
  crm_test_await (is_true, &used);
  desk_settle (desk);
}

/* A book with Anna and a calendar in use; the clock stands on 10 March 2026, noon. */
Desk *
desk_open (const char *mode)
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
  crm_desktop_sync_look (CRM_DESKTOP_SYNC (desk->sync));
  desk_settle (desk);
  if (mode)
    desk_use (desk, WORK, mode);
  return desk;
}

/* The program ends; what it was doing is not waited for. */
void
desk_leave (Desk *desk)
{
  g_clear_object (&desk->sync);
  crm_test_settle ();
  crm_test_close (g_steal_pointer (&desk->store));
}

void
desk_come_back (Desk *desk)
{
  desk->store = crm_test_open (desk->path, CRM_ORIGIN_WINDOW);
  desk->sync = crm_calendar_sync_new (desk->store, CRM_CALENDAR_SERVER (desk->server));
  crm_desktop_sync_look (CRM_DESKTOP_SYNC (desk->sync));
  g_assert_true (crm_desktop_sync_is_leading (CRM_DESKTOP_SYNC (desk->sync)));
  desk_settle (desk);
}

void
desk_close (Desk *desk)
{
  if (desk->store)
    {
      desk_settle (desk);
      crm_test_assert_in_order (desk->store);
      desk_leave (desk);
    }
  g_assert_finalize_object (desk->server);
  g_free (desk->path);
  g_free (desk);
}

char *
desk_make_ical (const char *uid, const char *title, const char *start, const char *end, const char *more)
{
  return g_strdup_printf (
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\nBEGIN:VEVENT\r\nUID:%s\r\n"
      "DTSTAMP:20260301T000000Z\r\nDTSTART:%s\r\nDTEND:%s\r\nSUMMARY:%s\r\n%s"
      "END:VEVENT\r\nEND:VCALENDAR\r\n",
      uid, start, end, title, more ? more : "");
}

void
desk_put (Desk *desk, const char *source, const char *uid, const char *title, const char *more)
{
  g_autofree char *ical = desk_make_ical (uid, title, "20260312T100000Z", "20260312T110000Z", more);

  crm_test_calendar_server_put (desk->server, source, uid, ical);
}

gint64
desk_plan (Desk *desk, const char *title)
{
  return crm_test_add (desk->store, "meeting", "title", title, "starts_at", "2026-03-12T10:00:00Z", "ends_at",
      "2026-03-12T11:00:00Z", "calendar", "1", NULL);
}

const char *
desk_get_only (Desk *desk, const char *source)
{
  g_autoptr (GPtrArray) uids = crm_test_calendar_server_list (desk->server, source);

  g_assert_cmpuint (uids->len, ==, 1);
  return g_intern_string (uids->pdata[0]);
}

guint
desk_count_there (Desk *desk, const char *source)
{
  g_autoptr (GPtrArray) uids = crm_test_calendar_server_list (desk->server, source);

  return uids->len;
}

void
desk_assert_there (Desk *desk, const char *source, const char *uid, const char *line)
{
  const char *ical = crm_test_calendar_server_get (desk->server, source, uid);

  g_assert_nonnull (ical);
  if (!strstr (ical, line))
    g_error ("“%s” is not in %s", line, ical);
}

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
char *
desk_dup_states (Desk *desk)
{
  return crm_store_read_sync (desk->store, read_states, NULL, NULL);
}

gboolean
desk_resolve_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Resolution *resolution = data;

  return crm_calendar_conflict_resolve (tx, resolution->event, resolution->choice, error);
}

static gpointer
list_conflicts (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_calendar_conflict_list (tx, 0, error);
}

GPtrArray *
desk_get_conflicts (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *conflicts = crm_store_read_sync (desk->store, list_conflicts, NULL, &error);

  g_assert_no_error (error);
  return conflicts;
}

void
desk_resolve (Desk *desk, const char *choice)
{
  g_autoptr (GPtrArray) conflicts = desk_get_conflicts (desk);
  g_autoptr (GError) error = NULL;
  Resolution resolution = { 0, choice };

  g_assert_cmpuint (conflicts->len, ==, 1);
  resolution.event = ((CrmCalendarConflict *)conflicts->pdata[0])->event;
  crm_store_write_sync (desk->store, "Decide", desk_resolve_in_worker, &resolution, NULL, &error);
  g_assert_no_error (error);
  desk_settle (desk);
}

const CrmCalendarHealth *
desk_get_health (Desk *desk, guint n)
{
  GPtrArray *health = crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (desk->sync));

  g_assert_cmpuint (health->len, >, n);
  return health->pdata[n];
}

void
desk_advance_seconds (Desk *desk, int seconds)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (crm_clock_now () / G_USEC_PER_SEC);
  g_autoptr (GDateTime) later = g_date_time_add_seconds (now, seconds);
  g_autofree char *text = g_date_time_format (later, "%Y-%m-%dT%H:%M:%SZ");

  crm_test_clock_set (text);
  crm_desktop_sync_tick (CRM_DESKTOP_SYNC (desk->sync));
  desk_settle (desk);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

void
desk_init (int *argc, char ***argv)
{
  run = g_dir_make_tmp ("crm-test-XXXXXX", NULL);
  g_assert_nonnull (run);
  g_setenv ("XDG_RUNTIME_DIR", run, TRUE);
  crm_test_store_init (argc, argv);
}

int
desk_done (int status)
{
  g_autofree char *locks = g_build_filename (run, "clientele", NULL);

  status = crm_test_store_done (status);
  remove_folder (locks);
  remove_folder (run);
  g_clear_pointer (&run, g_free);
  return status;
}
