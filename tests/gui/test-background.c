/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/crm-clock.h"
#include "crm-test-notifications.h"
#include "task/crm-task.h"

/* The program as the session starts it: without a window it opens the book, reminds and is answered; started again it shows itself; and
 * it ends when it is asked to. */

#define APP_PATH "/io/github/clientele/Clientele"

static const char *program;
static char *home;
static GDBusConnection *bus;

static gint64
yesterday (gpointer data)
{
  return g_get_real_time () - G_TIME_SPAN_DAY;
}

static char *
make_folder (const char *variable, const char *name)
{
  char *path = g_build_filename (home, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_setenv (variable, path, TRUE);
  return path;
}

/* Written yesterday for an hour later: by now it is late. */
static CrmStore *
make_book (gint64 *task)
{
  g_autofree char *path = crm_store_dup_default_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (CrmEntity) entity = NULL;
  g_autoptr (GError) error = NULL;
  CrmStore *store;
  CrmValues *values;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  store = crm_store_new (path, NULL, CRM_ORIGIN_WINDOW);
  crm_store_open_sync (store, TRUE, 30, &error);
  g_assert_no_error (error);
  crm_clock_set (yesterday, NULL);
  entity = crm_store_get_entity (store, "task");
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_TASK_TITLE, "Call back");
  crm_values_set_integer (values, CRM_TASK_DUE_AT, crm_clock_now () + G_TIME_SPAN_HOUR);
  *task = crm_test_add (store, values);
  crm_clock_set (NULL, NULL);
  return store;
}

static gboolean
is_told (gpointer data)
{
  return crm_test_notifications_find ("Call back") != 0;
}

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "task", *(gint64 *)data, error);
}

typedef struct
{
  CrmStore *store;
  gint64 task;
} Wanted;

static gboolean
is_done (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (CrmRow) row = crm_store_read_sync (wanted->store, load_in_worker, &wanted->task, NULL);

  return row != NULL && crm_row_get_integer (row, CRM_TASK_DONE_AT) != 0;
}

static GVariant *
ask (const char *path, const char *interface, const char *method, GVariant *parameters)
{
  return g_dbus_connection_call_sync (bus, "io.github.clientele.Clientele", path, interface, method,
      parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
}

static gboolean
has_window (gpointer data)
{
  g_autoptr (GVariant) answer =
      ask (APP_PATH "/window", "org.freedesktop.DBus.Introspectable", "Introspect", NULL);
  const char *xml = NULL;

  if (answer != NULL)
    g_variant_get (answer, "(&s)", &xml);
  return xml != NULL && strstr (xml, "<node name=\"1\"/>") != NULL;
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

static void
test_service (void)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) quit = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ended = FALSE;
  Wanted wanted;

  wanted.store = make_book (&wanted.task);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--gapplication-service", NULL);
  g_assert_no_error (error);
  g_subprocess_wait_async (process, NULL, on_ended, &ended);
  crm_test_await (is_told, NULL);
  g_assert_false (has_window (NULL));
  crm_test_notifications_press (crm_test_notifications_find ("Call back"), "Done");
  crm_test_await (is_done, &wanted);
  g_assert_false (has_window (NULL));
  g_assert_false (ended);

  answer = ask (APP_PATH, "org.freedesktop.Application", "Activate", g_variant_new ("(a{sv})", NULL));
  g_assert_nonnull (answer);
  crm_test_await (has_window, NULL);
  quit = ask (APP_PATH, "org.gtk.Actions", "Activate", g_variant_new ("(sava{sv})", "quit", NULL, NULL));
  g_assert_nonnull (quit);
  crm_test_await (is_true, &ended);
  g_assert_true (g_subprocess_get_successful (process));
  crm_store_close (wanted.store);
  g_object_unref (wanted.store);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_DIR) && !g_file_test (file, G_FILE_TEST_IS_SYMLINK))
        remove_folder (file);
      else
        g_unlink (file);
    }
  g_rmdir (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *data = NULL;
  g_autofree char *config = NULL;
  g_autofree char *cache = NULL;
  g_autofree char *settings = NULL;
  g_autofree char *keyfile = NULL;
  int status;

  home = g_dir_make_tmp ("clientele-home-XXXXXX", NULL);
  data = make_folder ("XDG_DATA_HOME", "data");
  config = make_folder ("XDG_CONFIG_HOME", "config");
  cache = make_folder ("XDG_CACHE_HOME", "cache");
  settings = g_build_filename (config, "glib-2.0", "settings", NULL);
  keyfile = g_build_filename (settings, "keyfile", NULL);
  g_assert_cmpint (g_mkdir_with_parents (settings, 0700), ==, 0);
  g_assert_true (
      g_file_set_contents (keyfile, "[io/github/clientele/Clientele]\nbackground=true\n", -1, NULL));
  crm_test_notifications_start ();
  crm_test_gui_init (&argc, &argv);
  /* Of the program, not of this test, which asks nothing. */
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  program = argv[1];
  g_assert_nonnull (program);
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert_nonnull (bus);
  g_test_add_func ("/background/service", test_service);
  status = g_test_run ();
  remove_folder (home);
  g_free (home);
  return status;
}
