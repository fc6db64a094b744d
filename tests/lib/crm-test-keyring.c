/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-keyring.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/* Owns the bus, the folder the keyring lies in, and the daemon. */

#define NAME "org.freedesktop.secrets"
#define PASSWORD "test"
#define START_TRIES 1200
#define START_PAUSE_US 50000

static GTestDBus *bus;
static GDBusConnection *session; /* kept: its end would end the program with the bus */
static GSubprocess *daemon_process;
static char *home;

gboolean
crm_test_keyring_is_installed (void)
{
  g_autofree char *daemon = g_find_program_in_path ("gnome-keyring-daemon");
  g_autofree char *broker = g_find_program_in_path ("dbus-daemon");

  return daemon != NULL && broker != NULL;
}

void
crm_test_keyring_start_bus (void)
{
  g_autofree char *data = NULL, *run = NULL;

  g_assert_null (bus);
  home = g_dir_make_tmp ("clientele-keyring-XXXXXX", NULL);
  data = g_build_filename (home, "data", NULL);
  run = g_build_filename (home, "run", NULL);
  g_assert_cmpint (g_mkdir (data, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (run, 0700), ==, 0);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_dbus_connection_set_exit_on_close (session, FALSE);
}

static GVariant *
call (const char *name, const char *path, const char *interface, const char *method, GVariant *arguments)
{
  return g_dbus_connection_call_sync (session, name, path, interface, method, arguments, NULL,
      G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL);
}

static gboolean
is_there (void)
{
  g_autoptr (GVariant) answer = call ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "NameHasOwner", g_variant_new ("(s)", NAME));
  gboolean there = FALSE;

  if (answer)
    g_variant_get (answer, "(b)", &there);
  return there;
}

void
crm_test_keyring_start (void)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *data = g_build_filename (home, "data", NULL), *run = g_build_filename (home, "run", NULL);
  g_autofree char *control = g_strconcat ("--control-directory=", run, NULL);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", data, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", run, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  daemon_process = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
      "--unlock", "--components=secrets", control, NULL);
  g_assert_no_error (error);
  /* The password of the keyring is all that is written, without an end of line. */
  g_output_stream_write_all (
      g_subprocess_get_stdin_pipe (daemon_process), PASSWORD, strlen (PASSWORD), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (daemon_process), NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; !is_there (); i++)
    {
      g_assert_cmpuint (i, <, START_TRIES);
      g_usleep (START_PAUSE_US);
    }
}

void
crm_test_keyring_lock (void)
{
  static const char *const collections[] = { "/org/freedesktop/secrets/collection/login", NULL };
  g_autoptr (GVariant) answer = call (NAME, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service",
      "Lock", g_variant_new ("(^ao)", collections));

  g_assert_nonnull (answer);
}

void
crm_test_keyring_kill (void)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_force_exit (daemon_process);
  g_subprocess_wait (daemon_process, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&daemon_process);
  for (guint i = 0; is_there (); i++)
    {
      g_assert_cmpuint (i, <, START_TRIES);
      g_usleep (START_PAUSE_US);
    }
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
crm_test_keyring_stop (void)
{
  if (daemon_process)
    crm_test_keyring_kill ();
  /* Somebody may still hold the connection: the bus ends with the program. */
  g_test_dbus_stop (bus);
  remove_tree (home);
  g_clear_pointer (&home, g_free);
}
