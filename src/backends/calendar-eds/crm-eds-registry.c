/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-eds/crm-eds-registry.h"

#include <glib/gi18n-lib.h>
#include <libecal/libecal.h>

#include "base/crm-error.h"

/* Owns the ESourceRegistry. It comes through a service that a later start of the service replaces in silence, and tells of one change several
 * times. Main thread. */

#define COLLECT_MS 100
#define NAMES "org.gnome.evolution.dataserver" /* of its services; the list's own has a number that grows */
#define LIST NAMES ".Sources"
#define CALM_US (60 * G_USEC_PER_SEC) /* a service that ran for so long is started at once */

static const guint pauses[] = { 1, 1, 2, 5, 10, 30, 300 };

struct _CrmEdsRegistry
{
  GObject parent_instance;
  const char *extension;
  ESourceRegistry *registry; /* nullable */
  GError *error;             /* nullable */
  gboolean opening;
  guint collect, restart; /* sources */

  GDBusConnection *bus; /* nullable */
  guint watch;          /* of the names on the bus */
  char *lost;           /* name of the service that ended, nullable */
  gint64 lost_at;       /* monotonic */
  guint n_starts;
};

G_DEFINE_FINAL_TYPE (CrmEdsRegistry, crm_eds_registry, G_TYPE_OBJECT)

static gboolean
has_sources (ESourceRegistry *registry)
{
  GList *sources = e_source_registry_list_sources (registry, NULL);
  gboolean any = sources != NULL;

  g_list_free_full (sources, g_object_unref);
  return any;
}

static gboolean
on_collected (gpointer data)
{
  CrmEdsRegistry *self = data;

  self->collect = 0;
  g_signal_emit_by_name (self, "changed");
  return G_SOURCE_REMOVE;
}

static void
on_source (ESourceRegistry *registry, ESource *source, gpointer data)
{
  CrmEdsRegistry *self = data;

  if (e_source_has_extension (source, self->extension) && self->collect == 0)
    self->collect = g_timeout_add (COLLECT_MS, on_collected, self);
}

static void start_soon (CrmEdsRegistry *self);

static void
on_started (GObject *bus, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmEdsRegistry) self = data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, NULL);

  /* That it runs is told as any other service is. */
  if (answer == NULL && self->lost != NULL)
    start_soon (self);
}

static gboolean
on_restart (gpointer data)
{
  CrmEdsRegistry *self = data;

  self->restart = 0;
  self->n_starts++;
  g_dbus_connection_call (self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "StartServiceByName", g_variant_new ("(su)", self->lost, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
      on_started, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
start_soon (CrmEdsRegistry *self)
{
  if (self->bus == NULL || self->restart != 0)
    return;
  self->restart =
      g_timeout_add_seconds (pauses[MIN (self->n_starts, G_N_ELEMENTS (pauses) - 1)], on_restart, self);
}

/* Without this nobody would start it: what was open goes on as if nothing had happened, but is never asked for a password again and does not
 * tell how it stands with its server. */
static void
on_owner (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
    const char *signal, GVariant *arguments, gpointer data)
{
  g_autoptr (CrmEdsRegistry) self = g_object_ref (data);
  gint64 now = g_get_monotonic_time ();
  const char *name, *before, *after;

  g_variant_get (arguments, "(&s&s&s)", &name, &before, &after);
  if (!g_str_has_prefix (name, LIST))
    return;
  if (*after == '\0')
    {
      if (now - self->lost_at > CALM_US)
        self->n_starts = 0;
      self->lost_at = now;
      g_free (self->lost);
      self->lost = g_strdup (name);
      g_signal_emit_by_name (self, "lost");
      start_soon (self);
    }
  else if (self->lost != NULL)
    {
      g_clear_handle_id (&self->restart, g_source_remove);
      g_clear_pointer (&self->lost, g_free);
      g_signal_emit_by_name (self, "found");
    }
}

static void
watch_service (CrmEdsRegistry *self)
{
  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  if (self->bus != NULL)
    self->watch = g_dbus_connection_signal_subscribe (self->bus, "org.freedesktop.DBus",
        "org.freedesktop.DBus", "NameOwnerChanged", "/org/freedesktop/DBus", NAMES,
        G_DBUS_SIGNAL_FLAGS_MATCH_ARG0_NAMESPACE, on_owner, self, NULL);
}

static void
on_registry (GObject *object, GAsyncResult *result, gpointer data)
{
  static const char *const signals[] = { "source-added", "source-removed", "source-changed", "source-enabled",
    "source-disabled" };
  g_autoptr (CrmEdsRegistry) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ESourceRegistry) registry = e_source_registry_new_finish (result, &error);

  self->opening = FALSE;
  g_clear_error (&self->error);
  /* A service that is not installed looks like one without any source, but every service has some of its own. */
  if (registry == NULL || !has_sources (registry))
    g_set_error_literal (&self->error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE,
        _ ("This computer has no calendar service (evolution-data-server)."));
  else
    {
      self->registry = g_steal_pointer (&registry);
      for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
        g_signal_connect_object (self->registry, signals[i], G_CALLBACK (on_source), self, 0);
      /* The list came over the connection that all of the program share: this does not wait. */
      watch_service (self);
    }
  g_signal_emit_by_name (self, "opened");
}

static void
crm_eds_registry_dispose (GObject *object)
{
  CrmEdsRegistry *self = CRM_EDS_REGISTRY (object);

  g_clear_handle_id (&self->collect, g_source_remove);
  g_clear_handle_id (&self->restart, g_source_remove);
  if (self->watch != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->watch);
  self->watch = 0;
  g_clear_object (&self->bus);
  g_clear_pointer (&self->lost, g_free);
  g_clear_object (&self->registry);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (crm_eds_registry_parent_class)->dispose (object);
}

static void
crm_eds_registry_class_init (CrmEdsRegistryClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_eds_registry_dispose;
  g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("lost", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("found", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_eds_registry_init (CrmEdsRegistry *self)
{
}

CrmEdsRegistry *
crm_eds_registry_new (const char *extension)
{
  CrmEdsRegistry *self = g_object_new (CRM_TYPE_EDS_REGISTRY, NULL);

  self->extension = extension;
  return self;
}

void
crm_eds_registry_open (CrmEdsRegistry *self)
{
  if (self->registry != NULL || self->opening)
    return;
  self->opening = TRUE;
  /* All who ask share it while it is being opened: a cancel would be everybody's. */
  e_source_registry_new (NULL, on_registry, g_object_ref (self));
}

ESourceRegistry *
crm_eds_registry_get (CrmEdsRegistry *self)
{
  return self->registry;
}

const GError *
crm_eds_registry_get_error (CrmEdsRegistry *self)
{
  return self->registry == NULL && !self->opening ? self->error : NULL;
}

ESource *
crm_eds_registry_find (CrmEdsRegistry *self, const char *uid)
{
  g_autoptr (ESource) source = e_source_registry_ref_source (self->registry, uid);

  if (source == NULL || !e_source_has_extension (source, self->extension) ||
      !e_source_registry_check_enabled (self->registry, source))
    return NULL;
  return g_steal_pointer (&source);
}

GPtrArray *
crm_eds_registry_list (CrmEdsRegistry *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  GList *sources = e_source_registry_list_enabled (self->registry, self->extension);

  for (GList *l = sources; l != NULL; l = l->next)
    g_ptr_array_add (list, l->data);
  g_list_free (sources);
  return list;
}

/* Some colors are names, or have more than eight bits each. */
static char *
dup_color (const char *text)
{
  const char *digits = text != NULL && *text == '#' ? text + 1 : "";
  gsize length = strspn (digits, "0123456789abcdefABCDEF");

  if (digits[length] != '\0')
    return NULL;
  if (length == 6)
    return g_ascii_strdown (text, -1);
  if (length == 12)
    return g_strdup_printf ("#%.2s%.2s%.2s", digits, digits + 4, digits + 8);
  return NULL;
}

static char *
dup_address (ESource *source, ESource *collection)
{
  g_autofree char *address = NULL;

  if (e_source_has_extension (source, E_SOURCE_EXTENSION_WEBDAV_BACKEND))
    address = e_source_webdav_dup_email_address (
        e_source_get_extension (source, E_SOURCE_EXTENSION_WEBDAV_BACKEND));
  if ((address == NULL || *address == '\0') && collection != NULL)
    {
      g_free (address);
      address = e_source_collection_dup_identity (
          e_source_get_extension (collection, E_SOURCE_EXTENSION_COLLECTION));
    }
  /* Most servers are logged into with it. */
  if ((address == NULL || *address == '\0') &&
      e_source_has_extension (source, E_SOURCE_EXTENSION_AUTHENTICATION))
    {
      g_free (address);
      address = e_source_authentication_dup_user (
          e_source_get_extension (source, E_SOURCE_EXTENSION_AUTHENTICATION));
    }
  return address != NULL && strchr (address, '@') != NULL ? g_steal_pointer (&address) : NULL;
}

CrmCalendarInfo *
crm_eds_registry_describe (CrmEdsRegistry *self, ESource *source)
{
  /* Birthdays, weather and subscribed files: their sources say that they can be written, the calendars do not. */
  static const char *const read_only[] = { "contacts", "weather", "webcal", NULL };
  CrmCalendarInfo *info = g_new0 (CrmCalendarInfo, 1);
  ESourceBackend *backend = e_source_get_extension (source, self->extension);
  g_autoptr (ESource) collection =
      e_source_registry_find_extension (self->registry, source, E_SOURCE_EXTENSION_COLLECTION);
  gboolean selectable = E_IS_SOURCE_SELECTABLE (backend);
  g_autofree char *color = selectable ? e_source_selectable_dup_color (E_SOURCE_SELECTABLE (backend)) : NULL;

  info->source = e_source_dup_uid (source);
  info->name = e_source_dup_display_name (source);
  info->account = collection != NULL ? e_source_dup_display_name (collection) : NULL;
  info->color = dup_color (color);
  info->address = dup_address (source, collection);
  info->kind = e_source_backend_dup_backend_name (backend);
  info->writable =
      e_source_get_writable (source) && info->kind != NULL && !g_strv_contains (read_only, info->kind);
  info->selected = !selectable || e_source_selectable_get_selected (E_SOURCE_SELECTABLE (backend));
  info->status = CRM_CALENDAR_OFFLINE;
  return info;
}
