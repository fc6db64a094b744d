/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <string.h>

#include "backends/crm-backends.h"
#include "channel/crm-channel.h"

/* SMS through the proxy that the desktop's settings name. What the proxy refuses never left, and waits; what it passed on is the gateway's
 * affair. The proxy answers in a thread of its own. */

#define PATIENCE_MS 20000
#define PASSWORD "Proxy-Authorization: Basic "

typedef struct
{
  GMutex lock;
  char *first;        /* line of the last request */
  char *password;     /* what it was told; nullable */
  const char *answer; /* NULL: it hangs up */
} Proxy;

static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  Proxy *self = data;
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autoptr (GString) request = g_string_new (NULL);
  const char *told;
  char byte;

  while (!g_str_has_suffix (request->str, "\r\n\r\n") && g_input_stream_read (in, &byte, 1, NULL, NULL) == 1)
    g_string_append_c (request, byte);
  g_mutex_lock (&self->lock);
  g_free (self->first);
  self->first = g_strndup (request->str, strcspn (request->str, "\r"));
  told = strstr (request->str, PASSWORD);
  g_free (self->password);
  self->password =
      told ? g_strndup (told + strlen (PASSWORD), strcspn (told + strlen (PASSWORD), "\r")) : NULL;
  g_mutex_unlock (&self->lock);
  if (self->answer)
    g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), self->answer,
        strlen (self->answer), NULL, NULL, NULL);
  return TRUE;
}

static gboolean
on_patience_lost (gpointer data)
{
  g_error ("nothing came for %d seconds", PATIENCE_MS / 1000);
  return G_SOURCE_REMOVE;
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static CrmSent *
send_by (const char *address, GError **error)
{
  const CrmOutgoing message = { (char *)"1", (char *)"+380671234567", NULL, NULL, (char *)"Hello" };
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (CrmChannel) channel = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  guint clock = g_timeout_add (PATIENCE_MS, on_patience_lost, NULL);

  g_hash_table_insert (settings, (gpointer) "address", (gpointer)address);
  channel = crm_backends_channel_factory ("http", "generic-http", NULL, NULL, settings, NULL, error);
  g_assert_nonnull (channel);
  crm_channel_send_async (channel, &message, NULL, on_done, &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (clock);
  return crm_channel_send_finish (channel, result, error);
}

#define NOTHING "Content-Length: 0\r\nConnection: close\r\n\r\n"

static void
test_proxy (gconstpointer data)
{
  static const struct
  {
    const char *address, *asked, *answer;
    int code; /* -1: sent */
  } cases[] = {
    { "http://gateway.lan/send", "POST http://gateway.lan/send HTTP/1.1",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK", -1 },
    { "http://gateway.lan/send", "POST http://gateway.lan/send HTTP/1.1",
        "HTTP/1.1 407 Sign in\r\nProxy-Authenticate: Basic realm=\"x\"\r\n" NOTHING,
        CRM_CHANNEL_ERROR_UNREACHABLE },
    { "http://gateway.lan/send", "POST http://gateway.lan/send HTTP/1.1",
        "HTTP/1.1 502 Bad gateway\r\n" NOTHING, CRM_CHANNEL_ERROR_UNCERTAIN },
    { "https://gateway.example/send", "CONNECT gateway.example:443 HTTP/1.1",
        "HTTP/1.1 407 Sign in\r\nProxy-Authenticate: Basic realm=\"x\"\r\n" NOTHING,
        CRM_CHANNEL_ERROR_UNREACHABLE },
    { "https://gateway.example/send", "CONNECT gateway.example:443 HTTP/1.1", "HTTP/1.1 403 No\r\n" NOTHING,
        CRM_CHANNEL_ERROR_UNREACHABLE },
    { "https://gateway.example/send", "CONNECT gateway.example:443 HTTP/1.1",
        "HTTP/1.1 502 Bad gateway\r\n" NOTHING, CRM_CHANNEL_ERROR_UNREACHABLE },
    { "https://gateway.example/send", "CONNECT gateway.example:443 HTTP/1.1", NULL,
        CRM_CHANNEL_ERROR_UNREACHABLE },
  };
  Proxy *self = (Proxy *)data;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmSent) sent = NULL;

      self->answer = cases[i].answer;
      sent = send_by (cases[i].address, &error);
      g_test_message ("%s: %s", cases[i].answer, error ? error->message : "sent");
      g_mutex_lock (&self->lock);
      g_assert_cmpstr (self->first, ==, cases[i].asked);
      g_mutex_unlock (&self->lock);
      if (cases[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, CRM_CHANNEL_ERROR, cases[i].code);
    }
}

/* user Анна, password p:a@ss */
#define TOLD "0JDQvdC90LA6cDphQHNz"

/* A proxy that wants a password gets the one of the settings, for the message or for the tunnel; asked for another one, the message waits. */
static void
test_password (gconstpointer data)
{
  static const struct
  {
    const char *address, *answer;
    int code; /* -1: sent */
  } cases[] = {
    { "http://gateway.lan/send", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK", -1 },
    { "http://gateway.lan/send", "HTTP/1.1 407 Sign in\r\nProxy-Authenticate: Basic realm=\"x\"\r\n" NOTHING,
        CRM_CHANNEL_ERROR_UNREACHABLE },
    { "https://gateway.example/send", "HTTP/1.1 502 Bad gateway\r\n" NOTHING, CRM_CHANNEL_ERROR_UNREACHABLE },
  };
  Proxy *self = (Proxy *)data;
  g_autoptr (GSettings) settings = g_settings_new ("org.gnome.system.proxy.http");

  g_settings_set_string (settings, "authentication-user", "Анна");
  g_settings_set_string (settings, "authentication-password", "p:a@ss");
  for (guint on = 0; on < 2; on++)
    {
      g_settings_set_boolean (settings, "use-authentication", on);
      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (CrmSent) sent = NULL;

          self->answer = cases[i].answer;
          sent = send_by (cases[i].address, &error);
          g_mutex_lock (&self->lock);
          g_assert_cmpstr (self->password, ==, on ? TOLD : NULL);
          g_mutex_unlock (&self->lock);
          if (cases[i].code < 0)
            g_assert_no_error (error);
          else
            g_assert_error (error, CRM_CHANNEL_ERROR, cases[i].code);
        }
    }
}

int
main (int argc, char **argv)
{
  Proxy proxy = { 0 };
  g_autoptr (GSocketService) service = NULL;
  g_autoptr (GSettings) settings = NULL;
  int port;
  const char *const none[] = { NULL };
  g_autoptr (GSettingsSchema) schema = NULL;

  g_setenv ("GIO_USE_PROXY_RESOLVER", "gnome", TRUE);
  g_setenv ("XDG_CURRENT_DESKTOP", "GNOME", TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_test_init (&argc, &argv, NULL);
  schema = g_settings_schema_source_lookup (
      g_settings_schema_source_get_default (), "org.gnome.system.proxy", TRUE);
  if (!schema || !g_str_equal (G_OBJECT_TYPE_NAME (g_proxy_resolver_get_default ()), "GProxyResolverGnome"))
    {
      g_print ("1..0 # SKIP the proxy of the desktop is not known here\n");
      return 0;
    }
  service = g_threaded_socket_service_new (2);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_signal_connect (service, "run", G_CALLBACK (on_run), &proxy);
  settings = g_settings_new ("org.gnome.system.proxy");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GSettings) one = g_settings_get_child (settings, i ? "https" : "http");

      g_settings_set_string (one, "host", "127.0.0.1");
      g_settings_set_int (one, "port", port);
    }
  g_settings_set_strv (settings, "ignore-hosts", none);
  g_settings_set_string (settings, "mode", "manual");
  g_test_add_data_func ("/sms-proxy/desktop", &proxy, test_proxy);
  g_test_add_data_func ("/sms-proxy/password", &proxy, test_password);
  port = g_test_run ();
  g_socket_service_stop (service);
  g_free (proxy.first);
  g_free (proxy.password);
  return port;
}
