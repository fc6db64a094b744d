/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reminders-page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "crm-test-notifications.h"
#include "settings/crm-autostart.h"
#include "settings/crm-preferences.h"
#include "settings/crm-settings.h"

/* When one is reminded, as the preferences have it, and whether the program is there to do it: it stays, and begins with the session. */

static gboolean
dialog_is_shown (gpointer data)
{
  return crm_test_get_dialog (data) != NULL;
}

static gboolean
is_set (gpointer data)
{
  return g_strcmp0 (crm_store_get_setting (data, "reminder-minutes"), "10") == 0;
}

static gboolean
is_never (gpointer data)
{
  return adw_combo_row_get_selected (data) == 5;
}

static gboolean
begins_with_session (gpointer data)
{
  return crm_autostart_has_file ();
}

static gboolean
begins_by_hand (gpointer data)
{
  return !crm_autostart_has_file ();
}

static void
test_preferences (Reminders *f, gconstpointer data)
{
  GSettings *settings = crm_settings_get ();
  CrmWindow *window;
  GtkWidget *dialog, *row, *stay, *begin;

  crm_test_add_client (f->store, "Elena Popescu");
  window = crm_test_window_new (f->store);
  crm_preferences_present (GTK_WINDOW (window), f->store);
  crm_test_await (dialog_is_shown, window);
  dialog = GTK_WIDGET (crm_test_get_dialog (window));
  row = crm_test_find (dialog, ADW_TYPE_COMBO_ROW, "Tasks with a time");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  crm_test_await (is_set, f->store);
  /* What another program set is shown. */
  reminders_set_setting (f->store, "reminder-minutes", "never");
  crm_test_await (is_never, row);

  stay = crm_test_find (
      crm_test_find (dialog, ADW_TYPE_ACTION_ROW, "Keep running in the background"), GTK_TYPE_SWITCH, NULL);
  begin = crm_test_find (
      crm_test_find (dialog, ADW_TYPE_ACTION_ROW, "Start with the session"), GTK_TYPE_SWITCH, NULL);
  g_assert_false (gtk_widget_is_sensitive (begin));
  gtk_switch_set_active (GTK_SWITCH (stay), TRUE);
  g_assert_true (g_settings_get_boolean (settings, "background"));
  g_assert_true (gtk_widget_is_sensitive (begin));
  gtk_switch_set_active (GTK_SWITCH (begin), TRUE);
  crm_test_await (begins_with_session, NULL);
  /* Who does not want it to stay does not want it to come. */
  gtk_switch_set_active (GTK_SWITCH (stay), FALSE);
  crm_test_await (begins_by_hand, NULL);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (begin)));
  gtk_window_destroy (GTK_WINDOW (dialog));
  crm_test_window_destroy (window);
}

typedef struct
{
  gboolean done;
  gboolean ok;
  GError *error;
} Autostart;

static void
on_autostart (GObject *source, GAsyncResult *result, gpointer data)
{
  Autostart *autostart = data;

  autostart->ok = crm_autostart_set_finish (result, &autostart->error);
  autostart->done = TRUE;
}

static gboolean
set_autostart (GDBusConnection *portal, gboolean on, GError **error)
{
  Autostart autostart = { FALSE, FALSE, NULL };

  crm_autostart_set_async (portal, on, NULL, on_autostart, &autostart);
  crm_test_await (reminders_is_true, &autostart.done);
  if (autostart.error != NULL)
    g_propagate_error (error, autostart.error);
  return autostart.ok;
}

static void
test_autostart (void)
{
  g_autofree char *path =
      g_build_filename (g_get_user_config_dir (), "autostart", "io.github.clientele.Clientele.desktop", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_autostart_has_file ());
  g_assert_true (set_autostart (NULL, FALSE, &error));
  g_assert_true (set_autostart (NULL, TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (crm_autostart_has_file ());
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_nonnull (strstr (text, "/clientele\" --gapplication-service\n"));
  g_assert_true (g_str_has_prefix (text, "[Desktop Entry]\n"));
  g_assert_true (set_autostart (NULL, FALSE, &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* A desktop without the portal says no politely, and so does one with it whose owner declines. */
static void
test_portal (void)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (crm_test_application ()));
  g_autoptr (GError) error = NULL;

  g_assert_false (set_autostart (bus, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_clear_error (&error);

  crm_test_notifications_set_portal (1);
  g_assert_false (set_autostart (bus, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_clear_error (&error);
  crm_test_notifications_set_portal (0);
  g_assert_true (set_autostart (bus, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (crm_test_notifications_get_portal_question (), ==,
      "Remind you of what you planned. 1 clientele --gapplication-service");
  g_assert_true (set_autostart (bus, FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (crm_autostart_has_file ());
}

int
main (int argc, char **argv)
{
  g_autofree char *config = g_dir_make_tmp ("clientele-config-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (config, "autostart", NULL);
  int status;

  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  crm_test_notifications_start ();
  crm_test_gui_init (&argc, &argv);
  reminders_use_clock ();
  g_test_add ("/reminder-settings/preferences", Reminders, NULL, reminders_set_up, test_preferences,
      reminders_tear_down);
  g_test_add_func ("/reminder-settings/autostart", test_autostart);
  g_test_add_func ("/reminder-settings/portal", test_portal);
  status = g_test_run ();
  g_rmdir (folder);
  g_rmdir (config);
  return status;
}