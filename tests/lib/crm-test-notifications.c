/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-notifications.h"

#include <stdlib.h>
#include <string.h>

/* Owns the bus (GTestDBus, which ends with the program) and a connection of its own, so that what arrives went over the bus. */

#define NAME "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"
#define SKIP 77

typedef struct
{
  guint32 id;
  char *title;
  char *body;
  char **actions; /* key, label, … */
} Notice;

static const char introspection[] =
    "<node><interface name='org.freedesktop.Notifications'>"
    "<method name='Notify'><arg type='s'/><arg type='u'/><arg type='s'/><arg type='s'/><arg type='s'/>"
    "<arg type='as'/><arg type='a{sv}'/><arg type='i'/><arg type='u' direction='out'/></method>"
    "<method name='CloseNotification'><arg type='u'/></method>"
    "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
    "<method name='GetServerInformation'><arg type='s' direction='out'/><arg type='s' direction='out'/>"
    "<arg type='s' direction='out'/><arg type='s' direction='out'/></method>"
    "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
    "<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>"
    "</interface></node>";

static GTestDBus *bus;
static GDBusConnection *server;
static GPtrArray *notices; /* of Notice, on show */
static guint32 last_id;
static guint sent;
static guint32 portal_response;
static char *portal_question;

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_free (notice->title);
  g_free (notice->body);
  g_strfreev (notice->actions);
  g_free (notice);
}

static Notice *
find (guint32 id)
{
  for (guint i = 0; i < notices->len; i++)
    if (((Notice *)notices->pdata[i])->id == id)
      return notices->pdata[i];
  return NULL;
}

static void
take_away (guint32 id, guint32 reason)
{
  Notice *notice = find (id);

  if (notice == NULL)
    return;
  g_ptr_array_remove (notices, notice);
  g_dbus_connection_emit_signal (
      server, NULL, PATH, NAME, "NotificationClosed", g_variant_new ("(uu)", id, reason), NULL);
}

static guint32
add (GVariant *parameters)
{
  Notice *notice = g_new0 (Notice, 1);
  guint32 replaces;

  g_variant_get (parameters, "(susss^asa{sv}i)", NULL, &replaces, NULL, &notice->title, &notice->body,
      &notice->actions, NULL, NULL);
  if (replaces != 0 && find (replaces) != NULL)
    g_ptr_array_remove (notices, find (replaces));
  notice->id = replaces != 0 ? replaces : ++last_id;
  g_ptr_array_add (notices, notice);
  sent++;
  return notice->id;
}

static void
on_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
    const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  static const char *const capabilities[] = { "body", "actions", NULL };

  if (g_str_equal (method, "Notify"))
    {
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", add (parameters)));
    }
  else if (g_str_equal (method, "CloseNotification"))
    {
      guint32 id;

      g_variant_get (parameters, "(u)", &id);
      take_away (id, 3);
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
  else if (g_str_equal (method, "GetCapabilities"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", capabilities));
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(ssss)", "Test", "Test", "1", "1.2"));
}

static void
request_name (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (server, "org.freedesktop.DBus",
      "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName", g_variant_new ("(su)", name, 0),
      G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

void
crm_test_notifications_start (void)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");
  g_autoptr (GDBusNodeInfo) node = NULL;
  g_autoptr (GError) error = NULL;

  if (daemon == NULL)
    {
      g_print ("1..0 # SKIP there is no dbus-daemon\n");
      exit (SKIP);
    }
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  server = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
      NULL, &error);
  g_assert_no_error (error);
  notices = g_ptr_array_new_with_free_func (notice_free);
  node = g_dbus_node_info_new_for_xml (introspection, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (server, PATH, node->interfaces[0], &vtable, NULL, NULL, &error);
  g_assert_no_error (error);
  request_name (NAME);
}

/* The answer is a signal of an object named after who asked and the token. */
static void
on_portal_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
    const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 1);
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *request = NULL;
  g_autofree char *command = NULL;
  g_autofree const char **words = NULL;
  const char *token, *reason;
  gboolean on;
  GVariantBuilder results;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  g_assert_true (g_variant_lookup (options, "reason", "&s", &reason));
  g_assert_true (g_variant_lookup (options, "autostart", "b", &on));
  g_assert_true (g_variant_lookup (options, "commandline", "^a&s", &words));
  command = g_strjoinv (" ", (char **)words);
  g_free (portal_question);
  portal_question = g_strdup_printf ("%s %d %s", reason, on, command);
  request = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", name, token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "autostart", g_variant_new_boolean (on && portal_response == 0));
  g_dbus_connection_emit_signal (server, sender, request, "org.freedesktop.portal.Request", "Response",
      g_variant_new ("(ua{sv})", portal_response, &results), NULL);
}

void
crm_test_notifications_set_portal (guint32 response)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_portal_call };
  static guint registered;
  g_autoptr (GDBusNodeInfo) node = NULL;
  g_autoptr (GError) error = NULL;

  portal_response = response;
  if (registered != 0)
    return;
  node = g_dbus_node_info_new_for_xml ("<node><interface name='org.freedesktop.portal.Background'>"
                                       "<method name='RequestBackground'><arg type='s'/><arg type='a{sv}'/>"
                                       "<arg type='o' direction='out'/></method></interface></node>",
      &error);
  g_assert_no_error (error);
  registered = g_dbus_connection_register_object (
      server, "/org/freedesktop/portal/desktop", node->interfaces[0], &vtable, NULL, NULL, &error);
  g_assert_no_error (error);
  request_name ("org.freedesktop.portal.Desktop");
}

const char *
crm_test_notifications_get_portal_question (void)
{
  return portal_question;
}

guint
crm_test_notifications_get_n (void)
{
  return notices->len;
}

guint
crm_test_notifications_get_sent (void)
{
  return sent;
}

guint32
crm_test_notifications_find (const char *text)
{
  for (guint i = notices->len; i > 0; i--)
    {
      const Notice *notice = notices->pdata[i - 1];

      if (strstr (notice->title, text) != NULL)
        return notice->id;
    }
  return 0;
}

const char *
crm_test_notifications_get_body (guint32 id)
{
  g_assert_nonnull (find (id));
  return find (id)->body;
}

char *
crm_test_notifications_dup_actions (guint32 id)
{
  const Notice *notice = find (id);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_nonnull (notice);
  for (guint i = 0; notice->actions[i] != NULL; i += 2)
    g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", notice->actions[i], notice->actions[i + 1]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
crm_test_notifications_press (guint32 id, const char *label)
{
  const Notice *notice = find (id);

  g_assert_nonnull (notice);
  for (guint i = 0; notice->actions[i] != NULL; i += 2)
    if (label != NULL ? g_str_equal (notice->actions[i + 1], label)
                      : g_str_equal (notice->actions[i], "default"))
      {
        g_dbus_connection_emit_signal (
            server, NULL, PATH, NAME, "ActionInvoked", g_variant_new ("(us)", id, notice->actions[i]), NULL);
        take_away (id, 2);
        return;
      }
  g_error ("the notification “%s” has no button “%s”", notice->title, label);
}

void
crm_test_notifications_clear (void)
{
  g_ptr_array_set_size (notices, 0);
}
