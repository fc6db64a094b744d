/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-geoclue.h"

/* Owns the bus (GTestDBus, which ends with the program) and a connection of its own, so that what is asked goes over the bus. */

#define NAME "org.freedesktop.GeoClue2"
#define MANAGER "/org/freedesktop/GeoClue2/Manager"
#define MAX_POSITIONS 8

static const char introspection[] =
    "<node><interface name='org.freedesktop.GeoClue2.Manager'>"
    "<method name='CreateClient'><arg type='o' direction='out'/></method>"
    "<method name='DeleteClient'><arg type='o'/></method></interface>"
    "<interface name='org.freedesktop.GeoClue2.Client'><method name='Start'/><method name='Stop'/>"
    "<property name='DesktopId' type='s' access='readwrite'/>"
    "<property name='RequestedAccuracyLevel' type='u' access='readwrite'/>"
    "<signal name='LocationUpdated'><arg type='o'/><arg type='o'/></signal></interface>"
    "<interface name='org.freedesktop.GeoClue2.Location'>"
    "<property name='Latitude' type='d' access='read'/><property name='Longitude' type='d' access='read'/>"
    "<property name='Accuracy' type='d' access='read'/></interface></node>";

typedef struct
{
  double latitude, longitude, accuracy;
} Position;

static GTestDBus *bus;
static GDBusConnection *server;
static GDBusNodeInfo *node;
static Position positions[MAX_POSITIONS];
static guint n_positions;
static guint n_clients;
static guint last_client;
static gboolean denied;
static char *desktop_id;

gboolean
crm_test_geoclue_start_bus (void)
{
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");
  g_autofree char *session = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));

  if (daemon == NULL)
    return FALSE;
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (bus), TRUE);
  /* It is no session. */
  if (session != NULL)
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", session, TRUE);
  else
    g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  return TRUE;
}

static GVariant *
get_location (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
    const char *property, GError **error, gpointer data)
{
  const Position *position = data;

  if (g_str_equal (property, "Latitude"))
    return g_variant_new_double (position->latitude);
  return g_variant_new_double (
      g_str_equal (property, "Longitude") ? position->longitude : position->accuracy);
}

static void
tell (const char *client, const char *whom)
{
  for (guint i = 0; i < n_positions; i++)
    {
      static const GDBusInterfaceVTable vtable = { .get_property = get_location };
      g_autofree char *path = g_strdup_printf ("%s/Location/%u", client, i);

      g_dbus_connection_register_object (server, path,
          g_dbus_node_info_lookup_interface (node, NAME ".Location"), &vtable, &positions[i], NULL, NULL);
      g_dbus_connection_emit_signal (
          server, whom, client, NAME ".Client", "LocationUpdated", g_variant_new ("(oo)", "/", path), NULL);
    }
}

static void
on_client_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
    const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  if (g_str_equal (method, "Start") && (denied || desktop_id == NULL))
    {
      g_dbus_method_invocation_return_error (
          invocation, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED, "Geolocation disabled for UID 1000");
      return;
    }
  g_dbus_method_invocation_return_value (invocation, NULL);
  if (g_str_equal (method, "Start"))
    tell (path, sender);
}

static gboolean
set_client (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
    const char *property, GVariant *value, GError **error, gpointer data)
{
  if (g_str_equal (property, "DesktopId"))
    {
      g_free (desktop_id);
      desktop_id = g_variant_dup_string (value, NULL);
    }
  return TRUE;
}

static GVariant *
get_client (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
    const char *property, GError **error, gpointer data)
{
  return g_str_equal (property, "DesktopId") ? g_variant_new_string (desktop_id != NULL ? desktop_id : "")
                                             : g_variant_new_uint32 (8);
}

static void
on_manager_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
    const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  static const GDBusInterfaceVTable vtable = { on_client_call, get_client, set_client, { 0 } };
  g_autofree char *client = NULL;

  if (g_str_equal (method, "DeleteClient"))
    {
      n_clients--;
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  client = g_strdup_printf ("/org/freedesktop/GeoClue2/Client/%u", ++last_client);
  n_clients++;
  g_dbus_connection_register_object (
      server, client, g_dbus_node_info_lookup_interface (node, NAME ".Client"), &vtable, NULL, NULL, NULL);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", client));
}

void
crm_test_geoclue_start (void)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_manager_call };
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  server = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
      NULL, &error);
  g_assert_no_error (error);
  node = g_dbus_node_info_new_for_xml (introspection, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (server, MANAGER,
      g_dbus_node_info_lookup_interface (node, NAME ".Manager"), &vtable, NULL, NULL, &error);
  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (server, "org.freedesktop.DBus", "/org/freedesktop/DBus",
      "org.freedesktop.DBus", "RequestName", g_variant_new ("(su)", NAME, 0), G_VARIANT_TYPE ("(u)"),
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

void
crm_test_geoclue_add_position (double latitude, double longitude, double accuracy)
{
  g_assert_cmpuint (n_positions, <, MAX_POSITIONS);
  positions[n_positions++] = (Position){ latitude, longitude, accuracy };
}

void
crm_test_geoclue_set_denied (gboolean value)
{
  denied = value;
}

guint
crm_test_geoclue_get_n_clients (void)
{
  return n_clients;
}

const char *
crm_test_geoclue_get_desktop_id (void)
{
  return desktop_id;
}
