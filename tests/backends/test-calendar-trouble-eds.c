/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-desk.h"

/* What may go wrong with the calendars of the desktop: their server, their service, passwords and certificates, and calendars that go away.
 * Main thread. */

static void
case_server_down (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *kept = desk_make_plain ("kept", "Kept"),
                  *later = desk_make_plain ("kept", "Kept and moved");
  g_autofree char *revision = NULL, *words = NULL;
  g_auto (Answer) answer = { 0 };

  desk_start (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  desk_open (&desk);
  revision = desk_write (&desk, "kept", kept, NULL);
  crm_test_radicale_stop ();
  desk_assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_UNREACHABLE);
  g_assert_cmpint (
      crm_calendar_server_get_status (desk.server, desk.source, &words), ==, CRM_CALENDAR_UNREACHABLE);
  g_assert_nonnull (words);
  desk_refresh (&desk, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
  /* Now the service knows it too, and would keep what is written for itself. */
  desk_assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_UNREACHABLE);
  desk_read_all (&desk, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (answer.list->len, ==, 1);
  /* It comes back by itself, with what happened meanwhile. */
  crm_test_radicale_remove ("kept.ics");
  crm_test_radicale_put ("another.ics", later);
  crm_test_radicale_start ();
  desk_await_status (&desk, CRM_CALENDAR_CONNECTED);
  desk_await_told (&desk, "kept", "Kept and moved");
  g_free (desk_write (&desk, "lost", kept = (g_free (kept), desk_make_plain ("lost", "Found")), NULL));
  g_assert_cmpuint (crm_test_radicale_count (), ==, 2);
}

/* The service starts without the server, with what it has kept. */
static void
case_server_down_at_start (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *kept = desk_make_plain ("kept", "Kept");
  g_auto (Answer) answer = { 0 };

  desk_start (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  desk_open (&desk);
  g_free (desk_write (&desk, "kept", kept, NULL));
  crm_test_radicale_stop ();
  crm_test_eds_kill_calendars ();
  desk_await_status (&desk, CRM_CALENDAR_CONNECTING);
  desk_await_status (&desk, CRM_CALENDAR_UNREACHABLE);
  desk_assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_UNREACHABLE);
  desk_read (&desk, "kept", &answer);
  g_assert_no_error (answer.error);
  desk_assert_has (answer.object->ical, "SUMMARY:Kept");
  crm_test_radicale_start ();
  desk_await_status (&desk, CRM_CALENDAR_CONNECTED);
  desk_refresh_well (&desk);
  g_assert_cmpuint (crm_test_radicale_count (), ==, 1);
  g_assert_cmpuint (desk.n_gone, ==, 1);
}

static void
case_factory_killed (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *kept = desk_make_plain ("kept", "Kept"), *theirs = desk_make_plain ("theirs", "Theirs");
  g_autofree char *revision = NULL;
  g_auto (Answer) answer = { 0 };

  crm_test_eds_start (CRM_TEST_EDS_CALENDARS);
  desk_init (&desk, CRM_TEST_LOCAL, PATIENCE_MS);
  desk_open (&desk);
  revision = desk_write (&desk, "kept", kept, NULL);
  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *title = g_strdup_printf ("Theirs %u", i);

      crm_test_eds_kill_calendars ();
      desk_await_status (&desk, CRM_CALENDAR_CONNECTING);
      desk_await_status (&desk, CRM_CALENDAR_CONNECTED);
      g_assert_cmpuint (desk.n_gone, ==, i);
      if (i == 1)
        desk_other_adds (&desk, theirs);
      desk_other_renames (&desk, "theirs", title);
      desk_await_told (&desk, "theirs", title);
    }
  desk_refresh_well (&desk);
  desk_read (&desk, "kept", &answer);
  g_assert_no_error (answer.error);
  /* The same event from the service's file is the same revision. */
  g_assert_cmpstr (answer.object->revision, ==, revision);
  g_assert_null (g_hash_table_lookup (desk.told, "kept"));
}

/* The list of calendars is a service of its own. */
static void
case_registry_killed (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *kept = desk_make_plain ("kept", "Kept"), *later = desk_make_plain ("later", "Later");
  g_autofree char *theirs = desk_make_plain ("theirs", "Theirs");
  g_auto (Answer) answer = { 0 };

  desk_start (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  desk_open (&desk);
  g_free (desk_write (&desk, "kept", kept, NULL));
  crm_test_eds_kill_registry ();
  crm_test_radicale_put ("theirs.ics", theirs);
  /* Calendars end with the list of them, now or a little later. */
  for (guint i = 0; i < 10 && g_hash_table_lookup (desk.told, "theirs") == NULL; i++)
    {
      desk_refresh (&desk, &answer);
      desk_await_status (&desk, CRM_CALENDAR_CONNECTED);
    }
  desk_await_told (&desk, "theirs", "Theirs");
  g_free (desk_write (&desk, "later", later, NULL));
  desk_list (&desk, &answer);
  g_assert_no_error (answer.error);
  g_assert_nonnull (desk_find_info (answer.list, CRM_TEST_CALDAV));
  g_assert_cmpuint (crm_test_radicale_count (), ==, 3);
}

static gboolean
has_calendars (gpointer data)
{
  return crm_test_eds_has_calendars ();
}

static gboolean
is_past (gpointer data)
{
  guint *n = data;

  if (*n == 0)
    return TRUE;
  --*n;
  return FALSE;
}

/* Nobody asks for anything, and the calendar is back by itself. */
static void
case_registry_killed_idle (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *words = NULL, *later = desk_make_plain ("later", "Later");

  desk_start (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  desk_open (&desk);
  for (guint i = 0; i < 2; i++)
    {
      crm_test_eds_kill_registry ();
      desk_await_status (&desk, CRM_CALENDAR_UNREACHABLE);
      g_clear_pointer (&words, g_free);
      crm_calendar_server_get_status (desk.server, desk.source, &words);
      g_assert_nonnull (words);
      desk_assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_UNREACHABLE);
      desk_await_status (&desk, CRM_CALENDAR_CONNECTED);
      desk_refresh_well (&desk);
    }
  g_free (desk_write (&desk, "later", later, NULL));
  g_assert_cmpuint (crm_test_radicale_count (), ==, 1);
}

/* While the calendar is being opened: at once, when its own service has just started, and in the midst of asking for the password. */
static void
case_registry_killed_opening (void)
{
  static const guint turns[] = { 0, 1, 3, 5, 8, 12 };
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };

  desk_start (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  desk_list (&desk, &answer);
  g_assert_no_error (answer.error);
  for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      guint n = turns[i];

      crm_calendar_server_open (desk.server, desk.source);
      if (i > 0)
        {
          crm_test_await_long (has_calendars, NULL);
          crm_test_await_long (is_past, &n);
        }
      crm_test_eds_kill_registry ();
      desk_await_status (&desk, CRM_CALENDAR_CONNECTED);
      desk_refresh_well (&desk);
      crm_calendar_server_close (desk.server, desk.source);
      crm_test_eds_kill_calendars ();
    }
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->object = crm_calendar_server_write_finish (CRM_CALENDAR_SERVER (source), result, &answer->error);
  answer->done = TRUE;
}

/* A write that is on its way ends well or is told to have failed, and what it brought is seen. */
static void
case_registry_killed_writing (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };
  g_autofree char *first = desk_make_plain ("first", "First"), *later = desk_make_plain ("later", "Later");
  CrmCalendarObject object = { (char *)"first", first, NULL };

  desk_start (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  desk_open (&desk);
  crm_test_radicale_pause ();
  crm_calendar_server_write_async (desk.server, desk.source, &object, NULL, NULL, on_written, &answer);
  crm_test_eds_kill_registry ();
  desk_await_status (&desk, CRM_CALENDAR_UNREACHABLE);
  crm_test_radicale_resume ();
  crm_test_await_long (answer_is_done, &answer);
  if (answer.error != NULL)
    g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
  desk_await_status (&desk, CRM_CALENDAR_CONNECTED);
  desk_refresh_well (&desk);
  g_assert_cmpuint (crm_test_radicale_count (), ==, answer.error == NULL ? 1 : 0);
  g_free (desk_write (&desk, "later", later, NULL));
}

static void
set_connection (ECalClient *client, gpointer data)
{
  e_source_set_connection_status (e_client_get_source (E_CLIENT (client)), GPOINTER_TO_INT (data));
}

/* The service is left in the midst of connecting: the answer to its question for the password never comes, or what it did last was to disconnect. */
static void
case_lost_answer (void)
{
  static const ESourceConnectionStatus states[] = { E_SOURCE_CONNECTION_STATUS_AWAITING_CREDENTIALS,
    E_SOURCE_CONNECTION_STATUS_DISCONNECTED, E_SOURCE_CONNECTION_STATUS_CONNECTING };
  g_auto (Desk) desk = { 0 };
  g_autofree char *words = NULL, *later = desk_make_plain ("later", "Later");

  desk_start (&desk, CRM_TEST_PASSWORD, SHORT_MS);
  desk_open (&desk);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      crm_test_calendars_do (desk.source, set_connection, GINT_TO_POINTER (states[i]));
      desk_await_status (&desk, CRM_CALENDAR_CONNECTING);
      if (states[i] == E_SOURCE_CONNECTION_STATUS_AWAITING_CREDENTIALS)
        {
          desk_await_status (&desk, CRM_CALENDAR_UNREACHABLE);
          crm_calendar_server_get_status (desk.server, desk.source, &words);
          g_assert_nonnull (words);
        }
      desk_await_status (&desk, CRM_CALENDAR_CONNECTED);
      desk_refresh_well (&desk);
    }
  g_free (desk_write (&desk, "later", later, NULL));
}

static void
case_credentials (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };
  g_autofree char *words = NULL, *stored = NULL, *ical = desk_make_plain ("one", "One");
  g_autoptr (ESource) source = NULL;
  g_autoptr (GError) error = NULL;

  desk_start (&desk, "wrong", PATIENCE_MS);
  crm_calendar_server_open (desk.server, desk.source);
  desk_await_status (&desk, CRM_CALENDAR_CREDENTIALS);
  crm_calendar_server_get_status (desk.server, desk.source, &words);
  g_assert_nonnull (words);
  desk_assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_CREDENTIALS);
  desk_authenticate (&desk, "wrong again", FALSE, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CREDENTIALS);
  g_assert_cmpint (
      crm_calendar_server_get_status (desk.server, desk.source, NULL), ==, CRM_CALENDAR_CREDENTIALS);
  desk_authenticate (&desk, CRM_TEST_PASSWORD, TRUE, &answer);
  g_assert_no_error (answer.error);
  g_assert_true (answer.ok);
  desk_await_status (&desk, CRM_CALENDAR_CONNECTED);
  g_free (desk_write (&desk, "one", ical, NULL));
  source = e_source_new_with_uid (CRM_TEST_CALDAV, NULL, &error);
  g_assert_no_error (error);
  e_source_lookup_password_sync (source, NULL, &stored, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (stored, ==, CRM_TEST_PASSWORD);
}

static void
case_no_password (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };

  desk_start (&desk, NULL, PATIENCE_MS);
  crm_calendar_server_open (desk.server, desk.source);
  desk_await_status (&desk, CRM_CALENDAR_CREDENTIALS);
  /* A server that is gone is no wrong password. */
  crm_test_radicale_stop ();
  desk_authenticate (&desk, CRM_TEST_PASSWORD, FALSE, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
  crm_test_radicale_start ();
  desk_authenticate (&desk, CRM_TEST_PASSWORD, FALSE, &answer);
  g_assert_no_error (answer.error);
  desk_await_status (&desk, CRM_CALENDAR_CONNECTED);
}

static void
case_certificate (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };
  g_autofree char *ical = desk_make_plain ("one", "One");

  crm_test_eds_start (CRM_TEST_EDS_CALENDARS);
  crm_test_radicale_prepare (TRUE);
  crm_test_calendars_add (CRM_TEST_PASSWORD);
  desk_init (&desk, CRM_TEST_CALDAV, PATIENCE_MS);
  crm_calendar_server_open (desk.server, desk.source);
  desk_await_status (&desk, CRM_CALENDAR_CERTIFICATE);
  desk_assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_CERTIFICATE);
  desk_trust (&desk, &answer);
  g_assert_no_error (answer.error);
  desk_await_status (&desk, CRM_CALENDAR_CONNECTED);
  g_free (desk_write (&desk, "one", ical, NULL));
}

static void
case_hanging (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };
  g_autofree char *first = desk_make_plain ("first", "First"), *second = desk_make_plain ("second", "Second");

  desk_start (&desk, CRM_TEST_PASSWORD, SHORT_MS);
  desk_open (&desk);
  g_free (desk_write (&desk, "first", first, NULL));
  crm_test_radicale_pause ();
  desk_assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_UNREACHABLE);
  g_assert_cmpint (
      crm_calendar_server_get_status (desk.server, desk.source, NULL), ==, CRM_CALENDAR_UNREACHABLE);
  desk_refresh (&desk, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
  crm_test_radicale_resume ();
  desk_await_status (&desk, CRM_CALENDAR_CONNECTED);
  g_free (desk_write (&desk, "second", second, NULL));
}

static void
case_refusing (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *ical = desk_make_plain ("kept", "Kept");

  desk_start (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  desk_open (&desk);
  g_free (desk_write (&desk, "kept", ical, NULL));
  crm_test_radicale_set_writable (FALSE);
  desk_assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_REFUSED);
  /* It is nobody's fault of the line. */
  g_assert_cmpint (
      crm_calendar_server_get_status (desk.server, desk.source, NULL), ==, CRM_CALENDAR_CONNECTED);
  g_assert_cmpuint (crm_test_radicale_count (), ==, 1);
}

static gboolean
has_announcer (gpointer data)
{
  Desk *desk = data;

  return crm_calendar_server_is_announcing (desk->server, desk->source);
}

static gboolean
has_no_announcer (gpointer data)
{
  return !has_announcer (data);
}

static void
leave_alarms (ECalClient *client, gpointer data)
{
  ESource *source = e_client_get_source (E_CLIENT (client));
  g_autoptr (GError) error = NULL;

  e_source_alarms_set_include_me (
      e_source_get_extension (source, E_SOURCE_EXTENSION_ALARMS), GPOINTER_TO_INT (data));
  e_source_write_sync (source, NULL, &error);
  g_assert_no_error (error);
}

static void
case_announcing (void)
{
  g_auto (Desk) desk = { 0 };
  guint n_changes = 0, name;

  crm_test_eds_start (CRM_TEST_EDS_CALENDARS);
  desk_init (&desk, CRM_TEST_LOCAL, PATIENCE_MS);
  g_signal_connect (desk.server, "announcing-changed", G_CALLBACK (desk_count), &n_changes);
  desk_open (&desk);
  g_assert_false (has_announcer (&desk));
  name = g_bus_own_name (G_BUS_TYPE_SESSION, "org.gnome.Evolution-alarm-notify", G_BUS_NAME_OWNER_FLAGS_NONE,
      NULL, NULL, NULL, NULL, NULL);
  crm_test_await_long (has_announcer, &desk);
  g_assert_cmpuint (n_changes, ==, 1);
  crm_test_calendars_do (desk.source, leave_alarms, GINT_TO_POINTER (FALSE));
  crm_test_await_long (has_no_announcer, &desk);
  crm_test_calendars_do (desk.source, leave_alarms, GINT_TO_POINTER (TRUE));
  crm_test_await_long (has_announcer, &desk);
  g_bus_unown_name (name);
  crm_test_await_long (has_no_announcer, &desk);
  g_assert_cmpuint (n_changes, >=, 2);
  g_signal_handlers_disconnect_by_data (desk.server, &n_changes);
}

static void
remove_source (ECalClient *client, gpointer data)
{
  g_autoptr (GError) error = NULL;

  e_source_remove_sync (e_client_get_source (E_CLIENT (client)), NULL, &error);
  g_assert_no_error (error);
}

static gboolean
was_changed (gpointer data)
{
  return ((Desk *)data)->n_changed > 0;
}

static void
case_calendar_removed (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };
  g_autofree char *words = NULL;

  desk_start (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  desk_open (&desk);
  desk.n_changed = 0;
  crm_test_calendars_do (desk.source, remove_source, NULL);
  desk_await_status (&desk, CRM_CALENDAR_BROKEN);
  crm_test_await_long (was_changed, &desk);
  crm_calendar_server_get_status (desk.server, desk.source, &words);
  g_assert_nonnull (words);
  desk_list (&desk, &answer);
  g_assert_null (desk_find_info (answer.list, CRM_TEST_CALDAV));
  desk_assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_UNREACHABLE);
}

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->ok = crm_calendar_server_refresh_finish (CRM_CALENDAR_SERVER (source), result, &answer->error);
  answer->done = TRUE;
}

static void
case_closed_meanwhile (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 }, cancelled = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  desk_start (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  desk_open (&desk);
  crm_calendar_server_refresh_async (desk.server, desk.source, cancellable, on_refreshed, &cancelled);
  g_cancellable_cancel (cancellable);
  crm_test_await_long (answer_is_done, &cancelled);
  g_assert_error (cancelled.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  crm_calendar_server_refresh_async (desk.server, desk.source, NULL, on_refreshed, &answer);
  crm_calendar_server_close (desk.server, desk.source);
  crm_test_await_long (answer_is_done, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
  g_assert_cmpint (crm_calendar_server_get_status (desk.server, desk.source, NULL), ==, CRM_CALENDAR_OFFLINE);
  desk_assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_UNREACHABLE);
  /* And opened anew. */
  desk_open (&desk);
  desk_refresh_well (&desk);
}

static void
try_absence (CrmTestEds kind, guint patience_ms)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };

  crm_test_eds_start (kind);
  desk_init (&desk, CRM_TEST_LOCAL, patience_ms);
  desk_list (&desk, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
  desk_assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_UNREACHABLE);
  if (kind == CRM_TEST_EDS_SILENT)
    return;
  crm_calendar_server_open (desk.server, desk.source);
  desk_await_status (&desk, CRM_CALENDAR_UNREACHABLE);
  desk_refresh (&desk, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
}

static void
case_absent (void)
{
  try_absence (CRM_TEST_EDS_NOTHING, PATIENCE_MS);
}

static void
case_no_bus (void)
{
  try_absence (CRM_TEST_EDS_NO_BUS, PATIENCE_MS);
}

static void
case_silent (void)
{
  try_absence (CRM_TEST_EDS_SILENT, SHORT_MS);
}

static const DeskCase cases[] = {
  { "/calendar-trouble-eds/server-down", case_server_down, TRUE, TRUE },
  { "/calendar-trouble-eds/server-down-at-start", case_server_down_at_start, TRUE, TRUE },
  { "/calendar-trouble-eds/factory-killed", case_factory_killed, TRUE, FALSE },
  { "/calendar-trouble-eds/registry-killed", case_registry_killed, TRUE, TRUE },
  { "/calendar-trouble-eds/registry-killed-idle", case_registry_killed_idle, TRUE, TRUE },
  { "/calendar-trouble-eds/registry-killed-opening", case_registry_killed_opening, TRUE, TRUE },
  { "/calendar-trouble-eds/registry-killed-writing", case_registry_killed_writing, TRUE, TRUE },
  { "/calendar-trouble-eds/lost-answer", case_lost_answer, TRUE, TRUE },
  { "/calendar-trouble-eds/credentials", case_credentials, TRUE, TRUE },
  { "/calendar-trouble-eds/no-password", case_no_password, TRUE, TRUE },
  { "/calendar-trouble-eds/certificate", case_certificate, TRUE, TRUE },
  { "/calendar-trouble-eds/hanging", case_hanging, TRUE, TRUE },
  { "/calendar-trouble-eds/refusing", case_refusing, TRUE, TRUE },
  { "/calendar-trouble-eds/announcing", case_announcing, TRUE, FALSE },
  { "/calendar-trouble-eds/calendar-removed", case_calendar_removed, TRUE, TRUE },
  { "/calendar-trouble-eds/closed-meanwhile", case_closed_meanwhile, TRUE, TRUE },
  { "/calendar-trouble-eds/absent", case_absent, FALSE, FALSE },
  { "/calendar-trouble-eds/no-bus", case_no_bus, FALSE, FALSE },
  { "/calendar-trouble-eds/silent", case_silent, FALSE, FALSE },
};

int
main (int argc, char **argv)
{
  return desk_run_cases (argc, argv, cases, G_N_ELEMENTS (cases));
}
