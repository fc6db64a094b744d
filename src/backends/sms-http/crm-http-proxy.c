/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-http-proxy.h"

#include <string.h>

/* Owns, as data of its session, what a tunnel to one host is asked for. libsoup's own way is not taken: asked for a password by a proxy, it would post
 * the message to the proxy itself. Main thread. */

#define HEADER "Proxy-Authorization"
#define TUNNEL "clientele-proxy-tunnel"

typedef struct
{
  char *host, *header;
} Tunnel;

static void
tunnel_free (gpointer data)
{
  Tunnel *self = data;

  g_free (self->host);
  g_free (self->header);
  g_free (self);
}

/* A tunnel is asked for by a message that libsoup makes, and that goes to nobody but the proxy. */
static void
on_queued (SoupSession *session, SoupMessage *message)
{
  const Tunnel *tunnel = g_object_get_data (G_OBJECT (session), TUNNEL);

  if (tunnel && g_str_equal (soup_message_get_method (message), SOUP_METHOD_CONNECT) &&
      g_str_equal (g_uri_get_host (soup_message_get_uri (message)), tunnel->host))
    soup_message_headers_replace (soup_message_get_request_headers (message), HEADER, tunnel->header);
}

static void
set_tunnel (SoupSession *session, GUri *url, const char *header)
{
  Tunnel *tunnel = NULL;

  if (header)
    {
      tunnel = g_new0 (Tunnel, 1);
      tunnel->host = g_strdup (g_uri_get_host (url));
      tunnel->header = g_strdup (header);
      g_signal_handlers_disconnect_by_func (session, on_queued, NULL);
      g_signal_connect (session, "request-queued", G_CALLBACK (on_queued), NULL);
    }
  g_object_set_data_full (G_OBJECT (session), TUNNEL, tunnel, tunnel_free);
}

/* The only proxy there is, if it speaks HTTP: what may go past it is not told its password. */
static GUri *
parse_only (char **proxies)
{
  GUri *proxy = proxies && proxies[0] && !proxies[1]
                    ? g_uri_parse (proxies[0], G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_PARSE_RELAXED, NULL)
                    : NULL;

  if (proxy && g_strcmp0 (g_uri_get_scheme (proxy), "http") != 0)
    g_clear_pointer (&proxy, g_uri_unref);
  return proxy;
}

static char *
make_header (GUri *proxy)
{
  const char *user = g_uri_get_user (proxy), *password = g_uri_get_password (proxy);
  g_autofree char *both = user ? g_strdup_printf ("%s:%s", user, password ? password : "") : NULL;
  g_autofree char *coded = both ? g_base64_encode ((const guchar *)both, strlen (both)) : NULL;

  return coded ? g_strconcat ("Basic ", coded, NULL) : NULL;
}

typedef struct
{
  GUri *url;
  GUri *proxy; /* of url; nullable */
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_uri_unref (self->url);
  g_clear_pointer (&self->proxy, g_uri_unref);
  g_free (self);
}

/* Takes the task and the header. */
static void
end (GTask *task, char *header)
{
  const Question *question = g_task_get_task_data (task);
  gboolean tunnelled = g_str_equal (g_uri_get_scheme (question->url), "https");

  set_tunnel (g_task_get_source_object (task), question->url, tunnelled ? header : NULL);
  if (tunnelled)
    g_clear_pointer (&header, g_free);
  g_task_return_pointer (task, header, g_free);
  g_object_unref (task);
}

static void
on_plain_found (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  const Question *question = g_task_get_task_data (task);
  g_auto (GStrv) proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, NULL);
  g_autoptr (GUri) plain = parse_only (proxies);
  gboolean same = plain && g_strcmp0 (g_uri_get_host (plain), g_uri_get_host (question->proxy)) == 0 &&
                  g_uri_get_port (plain) == g_uri_get_port (question->proxy);

  end (task, same ? make_header (plain) : NULL);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Question *question = g_task_get_task_data (task);
  g_auto (GStrv) proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, NULL);
  char *header;

  question->proxy = parse_only (proxies);
  header = question->proxy ? make_header (question->proxy) : NULL;
  if (question->proxy && !header && g_str_equal (g_uri_get_scheme (question->url), "https"))
    {
      /* GNOME keeps the password of the proxy for HTTP alone, though it is mostly the same proxy. */
      g_autofree char *plain = g_strdup_printf ("http://%s/", g_uri_get_host (question->url));

      g_proxy_resolver_lookup_async (
          G_PROXY_RESOLVER (source), plain, g_task_get_cancellable (task), on_plain_found, task);
    }
  else
    end (task, header);
}

void
crm_http_proxy_prepare_async (SoupSession *session, const char *url, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (session, cancellable, callback, data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, crm_http_proxy_prepare_async);
  g_task_set_check_cancellable (task, FALSE);
  question->url = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  g_task_set_task_data (task, question, question_free);
  g_proxy_resolver_lookup_async (g_proxy_resolver_get_default (), url, cancellable, on_found, task);
}

char *
crm_http_proxy_prepare_finish (SoupSession *session, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
