/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-geoclue.h"

#include <glib/gi18n-lib.h>

/* One question: a client object of the service, listened to until it has told a good position, then given back. Main thread. */

#define NAME "org.freedesktop.GeoClue2"
#define MANAGER "/org/freedesktop/GeoClue2/Manager"
#define EXACT 8u
#define GOOD_METRES 100
#define PATIENCE_S 10
#define CALL_MS 8000

typedef struct
{
  GDBusConnection *bus; /* owned, nullable */
  char *client;         /* object path, nullable */
  guint signal;
  guint patience;
  gboolean known; /* best has a position */
  gboolean over;
  CrmPosition best;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_clear_object (&self->bus);
  g_free (self->client);
  g_free (self);
}

/* The service forgets us; nobody waits for its answer. */
static void
give_back (Question *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->signal != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->signal);
  self->signal = 0;
  if (self->client == NULL)
    return;
  g_dbus_connection_call (self->bus, NAME, self->client, NAME ".Client", "Stop", NULL, NULL,
      G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
  g_dbus_connection_call (self->bus, NAME, MANAGER, NAME ".Manager", "DeleteClient",
      g_variant_new ("(o)", self->client), NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

/* In words: what D-Bus says is for programmers. */
static GError *
translate (const GError *error)
{
  if (error != NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_AUTH_FAILED))
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
        _ ("Location is switched off. Allow it in the privacy settings of the desktop, or type the "
           "position."));
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY))
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
        _ ("This computer does not know where it is. Type the position instead."));
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
      _ ("There is no location service on this computer. Type the position instead."));
}

/* Ends the question once; takes the reference of the task. */
static void
end (GTask *task, const GError *error)
{
  Question *self = g_task_get_task_data (task);

  if (self->over)
    return;
  self->over = TRUE;
  give_back (self);
  if (g_task_return_error_if_cancelled (task))
    ;
  else if (self->known)
    g_task_return_pointer (task, g_memdup2 (&self->best, sizeof self->best), g_free);
  else
    g_task_return_error (task, translate (error));
  g_object_unref (task);
}

static gboolean
on_patience (gpointer data)
{
  Question *self = g_task_get_task_data (data);

  self->patience = 0;
  end (data, NULL);
  return G_SOURCE_REMOVE;
}

static void
on_location (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Question *self = g_task_get_task_data (task);
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GVariant) values = answer != NULL ? g_variant_get_child_value (answer, 0) : NULL;
  double latitude, longitude, accuracy = -1;

  if (self->over || values == NULL || !g_variant_lookup (values, "Latitude", "d", &latitude) ||
      !g_variant_lookup (values, "Longitude", "d", &longitude))
    return;
  g_variant_lookup (values, "Accuracy", "d", &accuracy);
  if (!self->known || (accuracy >= 0 && (gint64)accuracy <= self->best.accuracy))
    self->best = (CrmPosition){ latitude, longitude, accuracy >= 0 ? (gint64)accuracy : -1 };
  self->known = TRUE;
  if (self->best.accuracy >= 0 && self->best.accuracy <= GOOD_METRES)
    end (task, NULL);
}

static void
on_updated (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
    const char *name, GVariant *parameters, gpointer data)
{
  const char *location = NULL;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(oo)")))
    return;
  g_variant_get (parameters, "(&o&o)", NULL, &location);
  g_dbus_connection_call (bus, NAME, location, "org.freedesktop.DBus.Properties", "GetAll",
      g_variant_new ("(s)", NAME ".Location"), G_VARIANT_TYPE ("(a{sv})"), G_DBUS_CALL_FLAGS_NONE, CALL_MS,
      g_task_get_cancellable (data), on_location, g_object_ref (data));
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer == NULL)
    end (task, error);
}

static void
set_property (GTask *task, const char *name, GVariant *value)
{
  Question *self = g_task_get_task_data (task);

  /* What it does not let us set shows when it is started. */
  g_dbus_connection_call (self->bus, NAME, self->client, "org.freedesktop.DBus.Properties", "Set",
      g_variant_new ("(ssv)", NAME ".Client", name, value), NULL, G_DBUS_CALL_FLAGS_NONE, CALL_MS, NULL, NULL,
      NULL);
}

static void
on_client (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Question *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer != NULL)
    g_variant_get (answer, "(o)", &self->client);
  if (self->over)
    {
      /* Given up meanwhile. */
      give_back (self);
      return;
    }
  if (answer == NULL)
    {
      end (task, error);
      return;
    }
  self->signal = g_dbus_connection_signal_subscribe (self->bus, NAME, NAME ".Client", "LocationUpdated",
      self->client, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_updated, g_object_ref (task), g_object_unref);
  set_property (task, "DesktopId", g_variant_new_string (CRM_APP_ID));
  set_property (task, "RequestedAccuracyLevel", g_variant_new_uint32 (EXACT));
  g_dbus_connection_call (self->bus, NAME, self->client, NAME ".Client", "Start", NULL, NULL,
      G_DBUS_CALL_FLAGS_NONE, CALL_MS, g_task_get_cancellable (task), on_started, g_object_ref (task));
  self->patience = g_timeout_add_seconds (PATIENCE_S, on_patience, task);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Question *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->bus = g_bus_get_finish (result, &error);
  if (self->bus == NULL || self->over)
    {
      end (task, error);
      return;
    }
  g_dbus_connection_call (self->bus, NAME, MANAGER, NAME ".Manager", "CreateClient", NULL,
      G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, CALL_MS, g_task_get_cancellable (task), on_client,
      g_object_ref (task));
}

static gboolean
on_cancelled_idle (gpointer data)
{
  end (data, NULL);
  return G_SOURCE_REMOVE;
}

/* Not here: what is cancelled may be in the middle of something. */
static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_cancelled_idle, g_object_ref (data), g_object_unref);
}

void
crm_geoclue_locate_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, crm_geoclue_locate_async);
  g_task_set_task_data (task, g_new0 (Question, 1), question_free);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_cancelled), task, 0);
  /* The reference made by g_task_new () is that of end (). */
  g_bus_get (G_BUS_TYPE_SYSTEM, cancellable, on_bus, g_object_ref (task));
}

gboolean
crm_geoclue_locate_finish (GAsyncResult *result, CrmPosition *position, GError **error)
{
  g_autofree CrmPosition *found = g_task_propagate_pointer (G_TASK (result), error);

  if (found != NULL)
    *position = *found;
  return found != NULL;
}
