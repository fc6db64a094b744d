/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-calendars.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crm-test-eds.h"

/* Owns the process of Radicale, which ends with the test program whatever becomes of it. Main thread. */

#define LIMIT_SECONDS 60
#define LOOK_MS 20

static GPid radicale;
static guint16 port;
static gboolean encrypted;

static gboolean
on_limit (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
crm_test_await_long_at (const char *where, const char *what, CrmTestDone done, gpointer data)
{
  gboolean late = FALSE;
  guint limit = g_timeout_add_seconds (LIMIT_SECONDS, on_limit, &late);
  /* Other programs' files change without the main loop hearing of it. */
  guint tick = g_timeout_add (LOOK_MS, on_tick, NULL);

  while (!done (data))
    {
      if (late)
        g_error ("%s: waited in vain for %s", where, what);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (limit);
  g_source_remove (tick);
}

gboolean
crm_test_radicale_is_installed (void)
{
  g_autofree char *program = g_find_program_in_path ("radicale");

  return program != NULL;
}

static char *
get_path (const char *name)
{
  return g_build_filename (crm_test_eds_get_folder (), "radicale", name, NULL);
}

static char *
get_calendar_path (const char *name)
{
  return g_build_filename (crm_test_eds_get_folder (), "radicale", "store", "collection-root", CRM_TEST_USER,
      "calendar", name, NULL);
}

static void
set_contents (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* Not one of those the system gives to whoever asks for any: it must stay free until the server takes it. */
static guint16
find_port (void)
{
  for (guint tries = 0; tries < 1000; tries++)
    {
      g_autoptr (GSocketListener) listener = g_socket_listener_new ();
      guint16 wanted = (guint16)g_random_int_range (20000, 32000);
      gboolean is_free = g_socket_listener_add_inet_port (listener, wanted, NULL, NULL);

      g_socket_listener_close (listener);
      if (is_free)
        return wanted;
    }
  g_error ("No port is free");
}

static void
make_certificate (const char *certificate, const char *key)
{
  const char *const argv[] = { "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
    "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
    NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **)argv, NULL,
      G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
      &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

void
crm_test_radicale_prepare (gboolean secure)
{
  g_autofree char *folder = get_path ("");
  g_autofree char *config = get_path ("config"), *users = get_path ("users"), *store = get_path ("store"),
                  *rights = get_path ("rights");
  g_autofree char *certificate = get_path ("certificate"), *key = get_path ("key");
  g_autofree char *calendar = get_calendar_path (""), *props = get_calendar_path (".Radicale.props");
  g_autofree char *text = NULL, *security = NULL;

  encrypted = secure;
  port = find_port ();
  g_assert_cmpint (g_mkdir_with_parents (calendar, 0700), ==, 0);
  if (secure)
    {
      make_certificate (certificate, key);
      security = g_strdup_printf ("ssl = True\ncertificate = %s\nkey = %s\n", certificate, key);
    }
  text = g_strdup_printf (
      "[server]\nhosts = 127.0.0.1:%u\nmax_connections = 50\n%s"
      "[auth]\ntype = htpasswd\nhtpasswd_filename = %s\nhtpasswd_encryption = plain\ndelay = 0\n"
      "[rights]\ntype = from_file\nfile = %s\n[storage]\nfilesystem_folder = %s\n",
      port, security != NULL ? security : "", users, rights, store);
  set_contents (config, text);
  set_contents (users, CRM_TEST_USER ":" CRM_TEST_PASSWORD "\n");
  set_contents (props, "{\"tag\": \"VCALENDAR\", \"D:displayname\": \"Shop\", "
                       "\"C:supported-calendar-component-set\": \"VEVENT\"}");
  crm_test_radicale_set_writable (TRUE);
  crm_test_radicale_start ();
}

void
crm_test_radicale_set_writable (gboolean writable)
{
  g_autofree char *rights = get_path ("rights");
  g_autofree char *text =
      g_strdup_printf ("[all]\nuser: .+\ncollection: .*\npermissions: %s\n", writable ? "RrWw" : "Rr");
  gboolean runs = radicale != 0;

  /* Radicale 3.5 reads this only when it starts. */
  crm_test_radicale_stop ();
  set_contents (rights, text);
  if (runs)
    crm_test_radicale_start ();
}

/* Between fork and exec. */
static void
end_with_test (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static gboolean
is_listening (gpointer data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);

  return connection != NULL;
}

void
crm_test_radicale_start (void)
{
  g_autofree char *config = get_path ("config"), *log = get_path ("log");
  const char *const argv[] = { "radicale", "--config", config, NULL };
  g_autoptr (GError) error = NULL;

  g_spawn_async (NULL, (char **)argv, NULL,
      G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL |
          G_SPAWN_STDERR_TO_DEV_NULL,
      end_with_test, NULL, &radicale, &error);
  g_assert_no_error (error);
  crm_test_await_long (is_listening, NULL);
}

void
crm_test_radicale_stop (void)
{
  if (radicale == 0)
    return;
  kill (radicale, SIGKILL);
  waitpid (radicale, NULL, 0);
  radicale = 0;
}

void
crm_test_radicale_pause (void)
{
  kill (radicale, SIGSTOP);
}

void
crm_test_radicale_resume (void)
{
  kill (radicale, SIGCONT);
}

void
crm_test_radicale_put (const char *name, const char *ical)
{
  g_autofree char *path = get_calendar_path (name);

  set_contents (path, ical);
}

void
crm_test_radicale_remove (const char *name)
{
  g_autofree char *path = get_calendar_path (name);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

void
crm_test_radicale_fill (guint n_events)
{
  g_autoptr (GDateTime) first = g_date_time_new_utc (2026, 1, 1, 9, 0, 0);

  for (guint i = 0; i < n_events; i++)
    {
      g_autoptr (GDateTime) start = g_date_time_add_hours (first, (int)(3 * i));
      g_autofree char *when = g_date_time_format (start, "%Y%m%dT%H%M%SZ");
      g_autofree char *name = g_strdup_printf ("many-%u.ics", i);
      g_autofree char *text = g_strdup_printf (
          "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:many-%u\r\n"
          "DTSTAMP:20260101T000000Z\r\nDTSTART:%s\r\nDURATION:PT1H\r\nSUMMARY:Meeting %u\r\n"
          "%sEND:VEVENT\r\nEND:VCALENDAR\r\n",
          i, when, i, i % 50 == 49 ? "RRULE:FREQ=WEEKLY;COUNT=5\r\n" : "");

      crm_test_radicale_put (name, text);
    }
}

/* Calls with every event's file until it returns TRUE. */
static char *
search (const char *part, guint *n)
{
  g_autofree char *folder = get_calendar_path ("");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = get_calendar_path (name);
      g_autofree char *text = NULL;

      if (*name == '.' || !g_file_get_contents (path, &text, NULL, NULL))
        continue;
      (*n)++;
      if (part != NULL && strstr (text, part) != NULL)
        return g_steal_pointer (&text);
    }
  return NULL;
}

guint
crm_test_radicale_count (void)
{
  guint n = 0;

  g_assert_null (search (NULL, &n));
  return n;
}

char *
crm_test_radicale_find (const char *part)
{
  guint n = 0;

  return search (part, &n);
}

void
crm_test_calendars_add (const char *password)
{
  g_autofree char *folder =
      g_build_filename (crm_test_eds_get_folder (), "config", "evolution", "sources", NULL);
  g_autofree char *path = g_build_filename (folder, CRM_TEST_CALDAV ".source", NULL);
  g_autofree char *text = g_strdup_printf (
      "[Data Source]\nDisplayName=Shop\nEnabled=true\nParent=caldav-stub\n"
      "[Calendar]\nBackendName=caldav\nColor=#3584e4\nSelected=true\n"
      "[Authentication]\nHost=127.0.0.1\nPort=%u\nMethod=plain/password\nUser=" CRM_TEST_USER
      "\nRememberPassword=true\nIsExternal=false\n"
      "[Security]\nMethod=%s\n"
      "[WebDAV Backend]\nResourcePath=/" CRM_TEST_USER "/calendar/\nEmailAddress=olena@shop.example\n"
      "AvoidIfmatch=false\n[Offline]\nStaySynchronized=true\n[Refresh]\nEnabled=true\nIntervalMinutes=60\n",
      port, encrypted ? "tls" : "none");
  g_autoptr (GError) error = NULL;
  g_autoptr (ESource) source = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  set_contents (path, text);
  if (password == NULL)
    return;
  source = e_source_new_with_uid (CRM_TEST_CALDAV, NULL, &error);
  g_assert_no_error (error);
  e_source_store_password_sync (source, password, TRUE, NULL, &error);
  g_assert_no_error (error);
}

static char *
get_contacts_path (const char *name)
{
  return g_build_filename (crm_test_eds_get_folder (), "radicale", "store", "collection-root", CRM_TEST_USER,
      "contacts", name, NULL);
}

void
crm_test_contacts_put (const char *name, const char *vcard)
{
  g_autofree char *path = get_contacts_path (name);

  if (vcard != NULL)
    set_contents (path, vcard);
  else
    g_assert_cmpint (g_unlink (path), ==, 0);
}

void
crm_test_contacts_add (const char *password)
{
  g_autofree char *sources =
      g_build_filename (crm_test_eds_get_folder (), "config", "evolution", "sources", NULL);
  g_autofree char *path = g_build_filename (sources, CRM_TEST_CARDDAV ".source", NULL);
  g_autofree char *folder = get_contacts_path ("");
  g_autofree char *text =
      g_strdup_printf ("[Data Source]\nDisplayName=Shop contacts\nEnabled=true\nParent=carddav-stub\n"
                       "[Address Book]\nBackendName=carddav\n"
                       "[Authentication]\nHost=127.0.0.1\nPort=%u\nMethod=plain/password\nUser=" CRM_TEST_USER
                       "\nRememberPassword=true\nIsExternal=false\n[Security]\nMethod=none\n"
                       "[WebDAV Backend]\nResourcePath=/" CRM_TEST_USER "/contacts/\nAvoidIfmatch=false\n"
                       "[Offline]\nStaySynchronized=true\n[Refresh]\nEnabled=true\nIntervalMinutes=60\n",
          port);
  g_autoptr (GError) error = NULL;
  g_autoptr (ESource) source = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (sources, 0700), ==, 0);
  crm_test_contacts_put (
      ".Radicale.props", "{\"tag\": \"VADDRESSBOOK\", \"D:displayname\": \"Shop contacts\"}");
  set_contents (path, text);
  source = e_source_new_with_uid (CRM_TEST_CARDDAV, NULL, &error);
  g_assert_no_error (error);
  e_source_store_password_sync (source, password, TRUE, NULL, &error);
  g_assert_no_error (error);
}

typedef struct
{
  const char *source;
  CrmTestOther other;
  gpointer data;
} Doing;

static void
do_in_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  const Doing *doing = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ESourceRegistry) registry = e_source_registry_new_sync (NULL, &error);
  g_autoptr (ESource) source = NULL;
  g_autoptr (EClient) client = NULL;

  g_assert_no_error (error);
  source = e_source_registry_ref_source (registry, doing->source);
  g_assert_nonnull (source);
  client = e_cal_client_connect_sync (source, E_CAL_CLIENT_SOURCE_TYPE_EVENTS, 10, NULL, &error);
  g_assert_no_error (error);
  doing->other (E_CAL_CLIENT (client), doing->data);
  g_task_return_boolean (task, TRUE);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

void
crm_test_calendars_do (const char *source, CrmTestOther other, gpointer data)
{
  Doing doing = { source, other, data };
  gboolean done = FALSE;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_done, &done);

  g_task_set_task_data (task, &doing, NULL);
  g_task_run_in_thread (task, do_in_thread);
  crm_test_await_long (is_true, &done);
}
