/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-eds.h"

#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Owns the bus (GTestDBus, which ends with the test program whatever becomes of it), the folder that is home to its services, and the
 * connection of the service that never answers. */

#define DATA_SERVER "org.gnome.evolution.dataserver."
#define REGISTRY DATA_SERVER "Sources5"
#define END_MS 5000

static GTestDBus *bus;
static GDBusConnection
    *session; /* kept: were it let go of, the next one would end the program with the bus */
static GDBusConnection *silent;
static char *home;

/* The services of evolution-data-server only: nothing else of the system shall be started by the bus. folder NULL only counts them. */
static guint
copy_services (const char *folder)
{
  const char *const *roots = g_get_system_data_dirs ();
  guint n = 0;

  for (guint i = 0; roots[i] != NULL && n == 0; i++)
    {
      g_autofree char *from = g_build_filename (roots[i], "dbus-1", "services", NULL);
      g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        if (g_str_has_prefix (name, DATA_SERVER "Sources") ||
            g_str_has_prefix (name, DATA_SERVER "AddressBook") ||
            g_str_has_prefix (name, DATA_SERVER "Calendar"))
          {
            g_autofree char *path = g_build_filename (from, name, NULL);
            g_autofree char *copy = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
            g_autofree char *text = NULL;
            gsize length;

            n++;
            if (copy == NULL)
              continue;
            g_assert_true (g_file_get_contents (path, &text, &length, NULL));
            g_assert_true (g_file_set_contents (copy, text, (gssize)length, NULL));
          }
    }
  return n;
}

static void
set_folder (const char *variable, const char *name)
{
  g_autofree char *path = g_build_filename (home, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_setenv (variable, path, TRUE);
}

/* Without a way out of this machine the service takes every server for absent, unless it is told not to look. Passwords lie in a file: no
 * keyring is needed, and nothing can ask for one. */
static void
set_calendar_surroundings (void)
{
  g_autofree char *folder = g_build_filename (home, "config", "glib-2.0", "settings", NULL);
  g_autofree char *settings = g_build_filename (folder, "keyfile", NULL);
  g_autofree char *secrets = g_build_filename (home, "secrets", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (settings,
      "[org/gnome/evolution-data-server]\nnetwork-monitor-gio-name='always-online'\nmigrated=true\n", -1,
      NULL));
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", secrets, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
}

static GDBusMessage *
drop_calls (GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer data)
{
  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;
  g_object_unref (message);
  return NULL;
}

static void
own_name (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;

  silent = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
      NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_add_filter (silent, drop_calls, NULL, NULL);
  answer = g_dbus_connection_call_sync (silent, "org.freedesktop.DBus", "/org/freedesktop/DBus",
      "org.freedesktop.DBus", "RequestName", g_variant_new ("(su)", REGISTRY, 0), NULL, 0, -1, NULL, &error);
  g_assert_no_error (error);
}

gboolean
crm_test_eds_is_installed (void)
{
  return copy_services (NULL) >= 3;
}

void
crm_test_eds_start (CrmTestEds kind)
{
  g_autofree char *services = NULL;

  g_assert_null (home);
  home = g_dir_make_tmp ("clientele-eds-XXXXXX", NULL);
  services = g_build_filename (home, "services", NULL);
  g_assert_cmpint (g_mkdir (services, 0700), ==, 0);
  if (kind == CRM_TEST_EDS_SERVICES || kind == CRM_TEST_EDS_CALENDARS)
    copy_services (services);
  /* The services inherit all this from the bus. What makes a warning of the program a fault is not meant for them. */
  g_setenv ("HOME", home, TRUE);
  set_folder ("XDG_CONFIG_HOME", "config");
  set_folder ("XDG_DATA_HOME", "data");
  set_folder ("XDG_CACHE_HOME", "cache");
  set_folder ("XDG_RUNTIME_DIR", "run");
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GIO_USE_VFS", "local", TRUE);
  if (kind == CRM_TEST_EDS_CALENDARS)
    set_calendar_surroundings ();
  g_unsetenv ("G_DEBUG");
  g_unsetenv ("MALLOC_CHECK_");
  g_test_dbus_unset ();
  if (kind == CRM_TEST_EDS_NO_BUS)
    {
      g_autofree char *address = g_strdup_printf ("unix:path=%s/nowhere", home);

      g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
      return;
    }
  /* When this program is killed, the watcher of the bus must get past telling so into a pipe that nobody reads. */
  signal (SIGPIPE, SIG_IGN);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_add_service_dir (bus, services);
  g_test_dbus_up (bus);
  if (kind == CRM_TEST_EDS_SILENT)
    own_name ();
  /* The end of the bus is not the end of the test. */
  session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_dbus_connection_set_exit_on_close (session, FALSE);
}

static GVariant *
ask_bus (const char *method, GVariant *arguments)
{
  return g_dbus_connection_call_sync (session, "org.freedesktop.DBus", "/org/freedesktop/DBus",
      "org.freedesktop.DBus", method, arguments, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
}

const char *
crm_test_eds_get_folder (void)
{
  return home;
}

static GPid
find_process (const char *name)
{
  g_autoptr (GVariant) answer = ask_bus ("GetConnectionUnixProcessID", g_variant_new ("(s)", name));
  guint32 pid = 0;

  if (answer != NULL)
    g_variant_get (answer, "(u)", &pid);
  return (GPid)pid;
}

/* One that has just ended by itself is as good. */
static void
kill_processes (const char *part)
{
  g_autoptr (GVariant) answer = ask_bus ("ListNames", NULL);
  g_autofree const char **names = NULL;

  g_variant_get (answer, "(^a&s)", &names);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], DATA_SERVER) && strstr (names[i], part) != NULL)
      {
        GPid pid = find_process (names[i]);

        if (pid != 0)
          kill (pid, SIGKILL);
      }
}

gboolean
crm_test_eds_has_calendars (void)
{
  g_autoptr (GVariant) answer = ask_bus ("ListNames", NULL);
  g_autofree const char **names = NULL;

  g_variant_get (answer, "(^a&s)", &names);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], DATA_SERVER "Calendar"))
      return TRUE;
  return FALSE;
}

void
crm_test_eds_kill_calendars (void)
{
  kill_processes ("Calendar");
}

void
crm_test_eds_kill_registry (void)
{
  kill_processes ("Sources");
}

/* File descriptors that tell of the end of the services, which are no children of this program. */
static GArray *
watch_services (void)
{
  GArray *watches = g_array_new (FALSE, FALSE, sizeof (struct pollfd));
  g_autoptr (GVariant) answer = ask_bus ("ListNames", NULL);
  g_autofree const char **names = NULL;

  g_variant_get (answer, "(^a&s)", &names);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], DATA_SERVER))
      {
        struct pollfd watch = { .fd = -1, .events = POLLIN };
        GPid pid = find_process (names[i]);

        if (pid != 0)
          watch.fd = (int)syscall (SYS_pidfd_open, (pid_t)pid, 0);
        if (watch.fd >= 0)
          g_array_append_val (watches, watch);
      }
  return watches;
}

/* They write into the home folder until they are gone. */
static void
await_end (GArray *watches)
{
  for (guint i = 0; i < watches->len; i++)
    {
      struct pollfd *watch = &g_array_index (watches, struct pollfd, i);

      poll (watch, 1, END_MS);
      close (watch->fd);
    }
  g_array_unref (watches);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
crm_test_eds_stop (void)
{
  /* Threads of the library still wait for the silent one: that bus ends with the program. */
  if (bus != NULL && silent == NULL)
    {
      GArray *watches = watch_services ();

      g_test_dbus_stop (bus);
      await_end (watches);
    }
  /* The object is kept too: its end would wait until everybody has let go of the connection. */
  remove_tree (home);
  g_clear_pointer (&home, g_free);
}
