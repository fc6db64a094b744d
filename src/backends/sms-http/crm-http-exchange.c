/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-http-exchange.h"

#include <glib/gi18n-lib.h>

#include "crm-http-proxy.h"

/* Owns what one exchange over libsoup needs: its message, the bytes that came, a clock that ends it. Nothing of it is ever logged, for it
 * holds numbers, texts and passwords. Main thread. */

#define MOST_BYTES (4 * 1024 * 1024)
#define CHUNK 65536

typedef struct
{
  SoupMessage *message;   /* owned */
  GCancellable *stop;     /* owned: of the caller and of the clock */
  GCancellable *asked_by; /* owned, nullable */
  gulong asked_handler;
  guint clock;
  gboolean late, went_out;
  GInputStream *stream; /* owned, nullable */
  GByteArray *bytes;    /* owned */
} Exchange;

static void
free_exchange (Exchange *self)
{
  g_clear_handle_id (&self->clock, g_source_remove);
  if (self->asked_handler)
    g_cancellable_disconnect (self->asked_by, self->asked_handler);
  g_clear_object (&self->asked_by);
  g_clear_object (&self->stop);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

void
crm_http_response_free (CrmHttpResponse *self)
{
  if (!self)
    return;
  g_free (self->retry_after);
  g_free (self->type);
  g_bytes_unref (self->body);
  g_free (self);
}

/* The clock is what ended it, whatever the error says. */
static void
fail (GTask *task, GError *error)
{
  Exchange *self = g_task_get_task_data (task);

  g_clear_handle_id (&self->clock, g_source_remove);
  if (self->late)
    {
      g_error_free (error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "");
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
finish (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);
  CrmHttpResponse *response = g_new0 (CrmHttpResponse, 1);
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  g_clear_handle_id (&self->clock, g_source_remove);
  response->status = soup_message_get_status (self->message);
  response->retry_after = g_strdup (soup_message_headers_get_one (headers, "Retry-After"));
  response->type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  response->body = g_bytes_new (self->bytes->data, self->bytes->len);
  g_task_return_pointer (task, response, (GDestroyNotify)crm_http_response_free);
  g_object_unref (task);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize size;
  const guint8 *start;

  if (!bytes)
    {
      fail (task, g_steal_pointer (&error));
      return;
    }
  start = g_bytes_get_data (bytes, &size);
  if (size > 0)
    g_byte_array_append (self->bytes, start, (guint)size);
  /* One byte more than is taken: whoever reads it says that it is too long. */
  if (size == 0 || self->bytes->len > MOST_BYTES)
    finish (task);
  else
    g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->stop, on_read, task);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream)
    g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->stop, on_read, task);
  else
    fail (task, g_steal_pointer (&error));
}

static void
on_message_starting (SoupMessage *message, Exchange *self)
{
  self->went_out = TRUE;
}

static gboolean
on_time_is_up (gpointer data)
{
  Exchange *self = data;

  self->clock = 0;
  self->late = TRUE;
  g_cancellable_cancel (self->stop);
  return G_SOURCE_REMOVE;
}

static void
on_asked_to_stop (GCancellable *cancellable, GCancellable *stop)
{
  g_cancellable_cancel (stop);
}

static SoupMessage *
make_message (const CrmHttpRequest *request, gboolean once)
{
  SoupMessage *message = soup_message_new (request->method, request->url);
  SoupMessageHeaders *headers;
  SoupMessageFlags flags = SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE;

  if (!message)
    return NULL;
  headers = soup_message_get_request_headers (message);
  for (guint i = 0; i + 1 < request->headers->len; i += 2)
    soup_message_headers_replace (headers, request->headers->pdata[i], request->headers->pdata[i + 1]);
  if (request->body)
    soup_message_set_request_body_from_bytes (message, request->type, request->body);
  soup_message_set_flags (message, once ? flags | SOUP_MESSAGE_NEW_CONNECTION : flags);
  return message;
}

static void
on_proxy_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Exchange *self = g_task_get_task_data (task);
  SoupSession *session = SOUP_SESSION (source);
  g_autofree char *header = crm_http_proxy_prepare_finish (session, result);

  if (header)
    soup_message_headers_replace (
        soup_message_get_request_headers (self->message), "Proxy-Authorization", header);
  soup_session_send_async (session, self->message, G_PRIORITY_DEFAULT, self->stop, on_sent, task);
}

void
crm_http_exchange_async (SoupSession *session, const CrmHttpRequest *request, guint timeout_ms, gboolean once,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);
  Exchange *self = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, crm_http_exchange_async);
  self->bytes = g_byte_array_new ();
  self->stop = g_cancellable_new ();
  g_task_set_task_data (task, self, (GDestroyNotify)free_exchange);
  self->message = make_message (request, once);
  if (!self->message)
    {
      fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, ""));
      return;
    }
  g_signal_connect (self->message, "starting", G_CALLBACK (on_message_starting), self);
  if (cancellable)
    {
      self->asked_by = g_object_ref (cancellable);
      self->asked_handler =
          g_cancellable_connect (cancellable, G_CALLBACK (on_asked_to_stop), self->stop, NULL);
    }
  self->clock = g_timeout_add (timeout_ms, on_time_is_up, self);
  crm_http_proxy_prepare_async (session, request->url, self->stop, on_proxy_ready, task);
}

CrmHttpResponse *
crm_http_exchange_finish (GAsyncResult *result, gboolean *went_out, GError **error)
{
  Exchange *self = g_task_get_task_data (G_TASK (result));

  *went_out = self->went_out;
  return g_task_propagate_pointer (G_TASK (result), error);
}
