/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-autostart.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Asks the portal in the way of all portals: the answer is a signal of an object whose path is known before, so that it cannot be missed. A
 * question owns itself until it is answered. Main thread. */

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define SERVICE_OPTION "--gapplication-service"

typedef struct
{
  GDBusConnection *bus; /* owned */
  guint subscription;
  gboolean on;
} Question;

gboolean
crm_autostart_needs_portal (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_getenv ("SNAP") != NULL;
}

static char *
make_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", CRM_APP_ID ".desktop", NULL);
}

gboolean
crm_autostart_has_file (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (GKeyFile) file = g_key_file_new ();

  /* The session's own settings switch it off by a line in it. */
  return g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL) &&
         !g_key_file_get_boolean (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN, NULL);
}

static gboolean
write_file (GError **error)
{
  g_autofree char *path = make_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
          _ ("The folder “%s” could not be made: %s"), folder, g_strerror (code));
      return FALSE;
    }
  g_key_file_set_string (
      file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_TYPE, G_KEY_FILE_DESKTOP_TYPE_APPLICATION);
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_NAME, "Clientele");
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_ICON, CRM_APP_ID);
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC,
      "\"" CRM_BIN_DIR "/clientele\" " SERVICE_OPTION);
  return g_key_file_save_to_file (file, path, error);
}

static gboolean
remove_file (GError **error)
{
  g_autofree char *path = make_path ();
  int code = g_unlink (path) == 0 ? 0 : errno;

  if (code == 0 || code == ENOENT)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _ ("“%s” could not be removed: %s"), path,
      g_strerror (code));
  return FALSE;
}

static void
question_free (gpointer data)
{
  Question *question = data;

  if (question->subscription != 0)
    g_dbus_connection_signal_unsubscribe (question->bus, question->subscription);
  g_object_unref (question->bus);
  g_free (question);
}

/* The signal's reference on the task is given back by unsubscribing. */
static void
stop_listening (GTask *task)
{
  Question *question = g_task_get_task_data (task);
  guint subscription = question->subscription;

  question->subscription = 0;
  if (subscription != 0)
    g_dbus_connection_signal_unsubscribe (question->bus, subscription);
}

static void
on_response (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
    const char *name, GVariant *parameters, gpointer data)
{
  g_autoptr (GTask) task = g_object_ref (data);
  const Question *question = g_task_get_task_data (task);
  g_autoptr (GVariant) results = NULL;
  gboolean granted = FALSE;
  guint32 response;

  if (g_task_get_completed (task))
    return;
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "autostart", "b", &granted);
  stop_listening (task);
  if (response == 0 && granted == question->on)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
        _ ("The desktop does not let the program start with the session."));
}

static void
on_requested (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) handle = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (handle != NULL || g_task_get_completed (task))
    return;
  stop_listening (task);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
        _ ("This desktop has no way for programs to start with the session by themselves."));
}

static void
ask_portal (GTask *task, GDBusConnection *bus, gboolean on)
{
  Question *question = g_new0 (Question, 1);
  g_autofree char *token = g_strdup_printf ("clientele%u", g_random_int ());
  g_autofree char *sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (bus) + 1), ".", '_');
  g_autofree char *path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
  const char *const command[] = { "clientele", SERVICE_OPTION, NULL };
  GVariantBuilder options;

  question->bus = g_object_ref (bus);
  question->on = on;
  g_task_set_task_data (task, question, question_free);
  question->subscription = g_dbus_connection_signal_subscribe (bus, PORTAL, "org.freedesktop.portal.Request",
      "Response", path, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_response, g_object_ref (task), g_object_unref);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (
      &options, "{sv}", "reason", g_variant_new_string (_ ("Remind you of what you planned.")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (on));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  g_dbus_connection_call (bus, PORTAL, PORTAL_PATH, "org.freedesktop.portal.Background", "RequestBackground",
      g_variant_new ("(sa{sv})", "", &options), G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1,
      g_task_get_cancellable (task), on_requested, g_object_ref (task));
}

void
crm_autostart_set_async (GDBusConnection *portal, gboolean on, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, crm_autostart_set_async);
  if (portal != NULL)
    ask_portal (task, portal, on);
  else if (on ? write_file (&error) : remove_file (&error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

gboolean
crm_autostart_set_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
