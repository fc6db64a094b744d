/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "channel/crm-provider.h"
#include "crm-test-sms-private.h"

/* Owns the server of libsoup and what it took and received. Main thread. */

/* A certificate nobody signed, made for this test; needs the program openssl. */
static GTlsCertificate *
make_certificate (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("crm-test-sms-XXXXXX", &error);
  g_autofree char *key = g_build_filename (folder, "key.pem", NULL);
  g_autofree char *own = g_build_filename (folder, "own.pem", NULL);
  const char *arguments[] = { "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
    "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", own, "-days", "2", "-subj", "/CN=127.0.0.1",
    "-addext", "subjectAltName=IP:127.0.0.1", NULL };
  GTlsCertificate *certificate;
  int status;

  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **)arguments, NULL,
      G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
      &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  certificate = g_tls_certificate_new_from_files (own, key, &error);
  g_assert_no_error (error);
  g_unlink (key);
  g_unlink (own);
  g_rmdir (folder);
  return certificate;
}

static void
free_sms (CrmTestSms *sms)
{
  g_free (sms->id);
  g_free (sms->key);
  g_free (sms->to);
  g_free (sms->sender);
  g_free (sms->text);
  g_free (sms);
}

void
crm_test_sms_complain (CrmTestSmsCall *call, const char *what)
{
  g_string_append_printf (call->server->complaints, "%s %s: %s\n", call->method, call->path, what);
  call->status = 400;
  g_string_assign (call->answer, "{}");
}

CrmTestSms *
crm_test_sms_take (
    CrmTestSmsCall *call, const char *key, const char *to, const char *sender, const char *text)
{
  CrmTestSms *sms = g_new0 (CrmTestSms, 1);

  sms->id = g_strdup_printf ("%u", 1000 + ++call->server->n_ids);
  sms->key = g_strdup (key);
  sms->to = g_strdup (to);
  sms->sender = g_strdup (sender);
  sms->text = g_strdup (text);
  sms->state = "sent";
  sms->at = g_get_real_time ();
  g_ptr_array_add (call->server->sent, sms);
  return sms;
}

CrmTestSms *
crm_test_sms_find (CrmTestSmsCall *call, const char *id)
{
  for (guint i = 0; id && i < call->server->sent->len; i++)
    {
      CrmTestSms *sms = call->server->sent->pdata[i];

      if (g_str_equal (sms->id, id) || g_strcmp0 (sms->key, id) == 0)
        return sms;
    }
  return NULL;
}

static gboolean
make_trouble (CrmTestSmsServer *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *huge = NULL;

  switch (self->trouble)
    {
    case CRM_TEST_SMS_BUSY:
      soup_server_message_set_status (message, 429, NULL);
      soup_message_headers_replace (headers, "Retry-After", "7");
      return TRUE;
    case CRM_TEST_SMS_BUSY_DATE:
      {
        g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
        g_autoptr (GDateTime) then = g_date_time_add_seconds (now, 100);
        g_autofree char *date = g_date_time_format (then, "%a, %d %b %Y %H:%M:%S GMT");

        soup_server_message_set_status (message, 503, NULL);
        soup_message_headers_replace (headers, "Retry-After", date);
        return TRUE;
      }
    case CRM_TEST_SMS_BROKEN: soup_server_message_set_status (message, 500, NULL); return TRUE;
    case CRM_TEST_SMS_MALFORMED:
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{\"a\": [1,", 9);
      return TRUE;
    case CRM_TEST_SMS_HUGE:
      huge = g_strnfill (5 * 1024 * 1024, ' ');
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, huge, 5 * 1024 * 1024);
      return TRUE;
    case CRM_TEST_SMS_MOVED:
      soup_server_message_set_redirect (message, 302, "http://127.0.0.1:1/elsewhere");
      return TRUE;
    case CRM_TEST_SMS_FINE:
    case CRM_TEST_SMS_SILENT:
    case CRM_TEST_SMS_FORGETFUL:
    case CRM_TEST_SMS_ASTRAY:
    case CRM_TEST_SMS_CUT: return FALSE;
    }
  g_assert_not_reached ();
}

static GHashTable *
decode_form (SoupServerMessage *message, const char *type)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autofree char *text = g_strndup (body->data ? body->data : "", (gsize)body->length);

  return soup_form_decode (g_strcmp0 (type, "application/x-www-form-urlencoded") == 0 ? text : "");
}

static void
on_request (
    SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  CrmTestSmsServer *self = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) form = decode_form (message, type);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GString) answer = g_string_new (NULL);
  CrmTestSmsCall call = { self, soup_server_message_get_method (message), path, query ? query : none, form,
    NULL, type, soup_message_headers_get_one (headers, "Authorization"), 200, answer };

  guint n_taken = self->sent->len;

  self->n_requests++;
  if (make_trouble (self, message))
    return;
  if (g_strcmp0 (type, "application/json") == 0 &&
      json_parser_load_from_data (parser, body->data, body->length, NULL))
    call.json = json_parser_get_root (parser);
  if (!crm_test_sms_find_api (self->provider) (&call))
    {
      crm_test_sms_complain (&call, "there is no such place");
      call.status = 404;
    }
  if (self->trouble == CRM_TEST_SMS_SILENT ||
      (self->trouble == CRM_TEST_SMS_FORGETFUL && self->sent->len > n_taken))
    {
      soup_server_message_pause (message);
      g_ptr_array_add (self->waiting, g_object_ref (message));
    }
  else if (self->trouble == CRM_TEST_SMS_CUT)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

      g_io_stream_close (stream, NULL, NULL);
    }
  else
    {
      soup_server_message_set_status (message, call.status, NULL);
      soup_server_message_set_response (message,
          *answer->str == '{' || *answer->str == '[' ? "application/json" : "text/plain", SOUP_MEMORY_COPY,
          answer->str, answer->len);
    }
}

CrmTestSmsServer *
crm_test_sms_server_new (const char *provider, gboolean secure)
{
  CrmTestSmsServer *self = g_new0 (CrmTestSmsServer, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->provider = g_strdup (provider);
  self->sent = g_ptr_array_new_with_free_func ((GDestroyNotify)free_sms);
  self->received = g_ptr_array_new_with_free_func ((GDestroyNotify)free_sms);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->complaints = g_string_new (NULL);
  self->server = soup_server_new (NULL, NULL);
  if (secure)
    {
      g_autoptr (GTlsCertificate) own = make_certificate ();

      soup_server_set_tls_certificate (self->server, own);
    }
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (
      self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | (secure ? SOUP_SERVER_LISTEN_HTTPS : 0), &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->address =
      g_strdup_printf ("%s://127.0.0.1:%d", secure ? "https" : "http", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  return self;
}

void
crm_test_sms_server_stop (CrmTestSmsServer *self)
{
  soup_server_disconnect (self->server);
}

void
crm_test_sms_server_free (CrmTestSmsServer *self)
{
  /* libsoup 3.6 hears of the end of a handshake also after its connection was freed with the server. */
  static GSList *secure;

  g_ptr_array_unref (self->waiting);
  if (soup_server_is_https (self->server))
    secure = g_slist_prepend (secure, self->server);
  else
    {
      soup_server_disconnect (self->server);
      g_object_unref (self->server);
    }
  g_ptr_array_unref (self->sent);
  g_ptr_array_unref (self->received);
  g_string_free (self->complaints, TRUE);
  g_free (self->provider);
  g_free (self->address);
  g_free (self);
}

char *
crm_test_sms_server_dup_definition (CrmTestSmsServer *self)
{
  static const char *const hosts[] = { "https://api.twilio.com", "https://rest.nexmo.com",
    "https://api.nexmo.com", "https://rest.messagebird.com", "https://rest.clicksend.com",
    "https://api.turbosms.ua", "https://{settings.site}", "https://sms.ru",
    "https://{settings.region}.platform.bird.com" };
  g_autoptr (GBytes) bytes = crm_provider_dup_definition (self->provider);
  GString *text = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes));

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    g_string_replace (text, hosts[i], self->address, 0);
  return g_string_free (text, FALSE);
}

GHashTable *
crm_test_sms_server_dup_settings (CrmTestSmsServer *self)
{
  GHashTable *settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  static const char *const pairs[][2] = { { "account", "AC0123456789abcdef0123456789abcdef" },
    { "token", "secret" }, { "key", "key12345" }, { "secret", "secret" }, { "user", "me" }, { "login", "me" },
    { "password", "secret" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_hash_table_insert (settings, g_strdup (pairs[i][0]), g_strdup (pairs[i][1]));
  g_hash_table_insert (settings, g_strdup ("address"), g_strdup (self->address));
  return settings;
}

GHashTable *
crm_test_sms_server_dup_wrong_settings (CrmTestSmsServer *self)
{
  GHashTable *settings = crm_test_sms_server_dup_settings (self);
  static const char *const names[] = { "token", "secret", "password" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_hash_table_insert (settings, g_strdup (names[i]), g_strdup ("wrong"));
  if (!g_str_equal (self->provider, "vonage"))
    g_hash_table_insert (settings, g_strdup ("key"), g_strdup ("wrong"));
  return settings;
}

void
crm_test_sms_server_set_trouble (CrmTestSmsServer *self, CrmTestSmsTrouble trouble)
{
  self->trouble = trouble;
}

static CrmTestSms *
get_last (CrmTestSmsServer *self)
{
  g_assert_cmpuint (self->sent->len, >, 0);
  return self->sent->pdata[self->sent->len - 1];
}

void
crm_test_sms_server_deliver (CrmTestSmsServer *self)
{
  get_last (self)->state = "delivered";
}

void
crm_test_sms_server_receive (CrmTestSmsServer *self, const char *from, const char *text, gint64 at)
{
  CrmTestSms *sms = g_new0 (CrmTestSms, 1);

  sms->id = g_strdup_printf ("%u", 5000 + ++self->n_ids);
  sms->to = g_strdup (from);
  sms->text = g_strdup (text);
  sms->at = at;
  g_ptr_array_add (self->received, sms);
}

guint
crm_test_sms_server_get_n_messages (CrmTestSmsServer *self)
{
  return self->sent->len;
}

guint
crm_test_sms_server_get_n_requests (CrmTestSmsServer *self)
{
  return self->n_requests;
}

const char *
crm_test_sms_server_get_last_text (CrmTestSmsServer *self)
{
  return get_last (self)->text;
}

const char *
crm_test_sms_server_get_last_number (CrmTestSmsServer *self)
{
  return get_last (self)->to;
}

const char *
crm_test_sms_server_get_last_id (CrmTestSmsServer *self)
{
  return get_last (self)->id;
}

const char *
crm_test_sms_server_get_complaints (CrmTestSmsServer *self)
{
  return self->complaints->str;
}
