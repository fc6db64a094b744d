/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-modem.h"

/* Owns the bus (GTestDBus, which ends with the program) and a connection of its own, so that what is asked goes over the bus. */

#define NAME "org.freedesktop.ModemManager1"
#define ROOT "/org/freedesktop/ModemManager1"
#define MODEM_PATH ROOT "/Modem/0"

static const char introspection[] =
    "<node><interface name='org.freedesktop.DBus.ObjectManager'>"
    "<method name='GetManagedObjects'><arg type='a{oa{sa{sv}}}' direction='out'/></method></interface>"
    "<interface name='org.freedesktop.ModemManager1.Modem.Messaging'>"
    "<method name='List'><arg type='ao' direction='out'/></method>"
    "<method name='Delete'><arg type='o'/></method>"
    "<method name='Create'><arg type='a{sv}'/><arg type='o' direction='out'/></method>"
    "<signal name='Added'><arg type='o'/><arg type='b'/></signal>"
    "<signal name='Deleted'><arg type='o'/></signal></interface>"
    "<interface name='org.freedesktop.ModemManager1.Sms'><method name='Send'/>"
    "<property name='State' type='u' access='read'/><property name='PduType' type='u' access='read'/>"
    "<property name='Number' type='s' access='read'/><property name='Text' type='s' access='read'/>"
    "<property name='Timestamp' type='s' access='read'/><property name='DeliveryState' type='u' "
    "access='read'/>"
    "<property name='DeliveryReportRequest' type='b' access='read'/></interface></node>";

typedef struct
{
  char *path, *number, *text, *timestamp;
  guint state, pdu, delivery, registration;
} Sms;

static GTestDBus *bus;
static GDBusConnection *server;
static GDBusNodeInfo *node;
static GPtrArray *messages; /* Sms *, never freed: the program ends with them */
static gboolean plugged = TRUE, locked, refusing;
static guint n_sent, n_made;
static Sms *last_sent;

gboolean
crm_test_modem_start_bus (void)
{
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");

  if (daemon == NULL)
    return FALSE;
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (bus), TRUE);
  messages = g_ptr_array_new ();
  return TRUE;
}

static GVariant *
get_sms (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
    const char *property, GError **error, gpointer data)
{
  const Sms *sms = data;

  if (g_str_equal (property, "State"))
    return g_variant_new_uint32 (sms->state);
  if (g_str_equal (property, "PduType"))
    return g_variant_new_uint32 (sms->pdu);
  if (g_str_equal (property, "DeliveryState"))
    return g_variant_new_uint32 (sms->delivery);
  if (g_str_equal (property, "DeliveryReportRequest"))
    return g_variant_new_boolean (sms->pdu == 2);
  if (g_str_equal (property, "Number"))
    return g_variant_new_string (sms->number);
  return g_variant_new_string (g_str_equal (property, "Text") ? sms->text : sms->timestamp);
}

static void
on_sms_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
    const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  Sms *sms = data;

  if (refusing)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, NAME ".Error.Message.NetworkTimeout", "no");
      return;
    }
  sms->state = 5;
  n_sent++;
  last_sent = sms;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static Sms *
make_sms (const char *number, const char *text, const char *timestamp, guint state, guint pdu)
{
  static const GDBusInterfaceVTable vtable = { on_sms_call, get_sms, NULL, { 0 } };
  Sms *sms = g_new0 (Sms, 1);

  sms->path = g_strdup_printf (ROOT "/SMS/%u", n_made++);
  sms->number = g_strdup (number);
  sms->text = g_strdup (text);
  sms->timestamp = g_strdup (timestamp);
  sms->state = state;
  sms->pdu = pdu;
  sms->delivery = 0x100;
  sms->registration = g_dbus_connection_register_object (
      server, sms->path, g_dbus_node_info_lookup_interface (node, NAME ".Sms"), &vtable, sms, NULL, NULL);
  g_ptr_array_add (messages, sms);
  return sms;
}

static void
on_messaging_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
    const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  if (g_str_equal (method, "List"))
    {
      GVariantBuilder paths;

      g_variant_builder_init (&paths, G_VARIANT_TYPE ("ao"));
      for (guint i = 0; i < messages->len; i++)
        g_variant_builder_add (&paths, "o", ((Sms *)messages->pdata[i])->path);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(ao)", &paths));
    }
  else if (g_str_equal (method, "Create"))
    {
      g_autoptr (GVariant) properties = g_variant_get_child_value (parameters, 0);
      const char *number, *text;
      gboolean report;

      g_assert_true (g_variant_lookup (properties, "number", "&s", &number));
      g_assert_true (g_variant_lookup (properties, "text", "&s", &text));
      g_assert_true (g_variant_lookup (properties, "delivery-report-request", "b", &report) && report);
      g_dbus_method_invocation_return_value (
          invocation, g_variant_new ("(o)", make_sms (number, text, "", 0, 2)->path));
    }
  else
    {
      const char *gone;

      g_variant_get (parameters, "(&o)", &gone);
      for (guint i = 0; i < messages->len; i++)
        if (g_str_equal (((Sms *)messages->pdata[i])->path, gone))
          {
            g_dbus_connection_unregister_object (server, ((Sms *)messages->pdata[i])->registration);
            g_ptr_array_remove_index (messages, i);
            break;
          }
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

static void
on_manager_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
    const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  GVariantBuilder objects;

  g_variant_builder_init (&objects, G_VARIANT_TYPE ("a{oa{sa{sv}}}"));
  if (plugged)
    {
      GVariantBuilder interfaces, modem, messaging;

      g_variant_builder_init (&modem, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&modem, "{sv}", "State", g_variant_new_int32 (locked ? 2 : 8));
      g_variant_builder_add (&modem, "{sv}", "UnlockRequired", g_variant_new_uint32 (locked ? 2 : 1));
      g_variant_builder_init (&interfaces, G_VARIANT_TYPE ("a{sa{sv}}"));
      g_variant_builder_add (&interfaces, "{s@a{sv}}", NAME ".Modem", g_variant_builder_end (&modem));
      if (!locked)
        {
          g_variant_builder_init (&messaging, G_VARIANT_TYPE_VARDICT);
          g_variant_builder_add (
              &interfaces, "{s@a{sv}}", NAME ".Modem.Messaging", g_variant_builder_end (&messaging));
        }
      g_variant_builder_add (&objects, "{o@a{sa{sv}}}", MODEM_PATH, g_variant_builder_end (&interfaces));
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a{oa{sa{sv}}})", &objects));
}

static void
connect_server (void)
{
  static const GDBusInterfaceVTable manager = { .method_call = on_manager_call };
  static const GDBusInterfaceVTable messaging = { .method_call = on_messaging_call };
  g_autoptr (GError) error = NULL;

  server = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
      NULL, &error);
  g_assert_no_error (error);
  node = g_dbus_node_info_new_for_xml (introspection, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (server, ROOT,
      g_dbus_node_info_lookup_interface (node, "org.freedesktop.DBus.ObjectManager"), &manager, NULL, NULL,
      &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (server, MODEM_PATH,
      g_dbus_node_info_lookup_interface (node, NAME ".Modem.Messaging"), &messaging, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
crm_test_modem_set_running (gboolean running)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;

  if (!server)
    connect_server ();
  answer = g_dbus_connection_call_sync (server, "org.freedesktop.DBus", "/org/freedesktop/DBus",
      "org.freedesktop.DBus", running ? "RequestName" : "ReleaseName",
      running ? g_variant_new ("(su)", NAME, 0) : g_variant_new ("(s)", NAME), NULL, G_DBUS_CALL_FLAGS_NONE,
      -1, NULL, &error);
  g_assert_no_error (error);
}

void
crm_test_modem_set_plugged (gboolean value)
{
  plugged = value;
}

void
crm_test_modem_set_locked (gboolean value)
{
  locked = value;
}

void
crm_test_modem_set_refusing (gboolean value)
{
  refusing = value;
}

const char *
crm_test_modem_receive (const char *number, const char *text, const char *timestamp, gboolean complete)
{
  Sms *sms = make_sms (number, text, timestamp, complete ? 3 : 2, 1);

  g_dbus_connection_emit_signal (server, NULL, MODEM_PATH, NAME ".Modem.Messaging", "Added",
      g_variant_new ("(ob)", sms->path, TRUE), NULL);
  return sms->path;
}

void
crm_test_modem_complete (const char *path)
{
  for (guint i = 0; i < messages->len; i++)
    if (g_str_equal (((Sms *)messages->pdata[i])->path, path))
      {
        GVariantBuilder changed;

        ((Sms *)messages->pdata[i])->state = 3;
        g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
        g_variant_builder_add (&changed, "{sv}", "State", g_variant_new_uint32 (3));
        g_dbus_connection_emit_signal (server, NULL, path, "org.freedesktop.DBus.Properties",
            "PropertiesChanged", g_variant_new ("(sa{sv}as)", NAME ".Sms", &changed, NULL), NULL);
      }
}

void
crm_test_modem_deliver (void)
{
  last_sent->delivery = 0;
}

guint
crm_test_modem_get_n_sent (void)
{
  return n_sent;
}

guint
crm_test_modem_get_n_stored (void)
{
  return messages->len;
}

const char *
crm_test_modem_get_last_text (void)
{
  return last_sent->text;
}
