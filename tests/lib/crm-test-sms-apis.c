/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crm-test-sms-private.h"

/* The APIs of providers of SMS, each as its own documentation describes it: places, what must be in a request, what the answers look like.
 * Main thread. */

#define TIME_LETTER "%a, %d %b %Y %H:%M:%S +0000"
#define TIME_ISO "%Y-%m-%dT%H:%M:%S+00:00"

static const char *
get (GHashTable *table, const char *name)
{
  return g_hash_table_lookup (table, name);
}

static gboolean
is (const CrmTestSmsCall *call, const char *method, const char *path)
{
  return g_str_equal (call->method, method) && g_str_equal (call->path, path);
}

/* What follows prefix in the path; NULL when it is another one. */
static const char *
after (const CrmTestSmsCall *call, const char *method, const char *prefix)
{
  if (!g_str_equal (call->method, method) || !g_str_has_prefix (call->path, prefix))
    return NULL;
  return call->path + strlen (prefix);
}

static void reply (CrmTestSmsCall *call, guint status, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
reply (CrmTestSmsCall *call, guint status, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (call->answer, format, arguments);
  va_end (arguments);
  call->status = status;
}

static char *
quote (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text ? text : "");

  return json_to_string (node, FALSE);
}

static char *
say_time (gint64 at, const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);

  return g_date_time_format (time, format);
}

static gint64
read_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return time ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

static gboolean
is_basic (const CrmTestSmsCall *call, const char *pair)
{
  g_autofree char *encoded = g_base64_encode ((const guint8 *)pair, strlen (pair));
  g_autofree char *wanted = g_strconcat ("Basic ", encoded, NULL);

  return g_strcmp0 (call->authorization, wanted) == 0;
}

static gboolean
is_form (CrmTestSmsCall *call)
{
  if (g_strcmp0 (call->type, "application/x-www-form-urlencoded") == 0)
    return TRUE;
  crm_test_sms_complain (call, "the body must be a form");
  return FALSE;
}

static gboolean
matches (const char *text, const char *pattern)
{
  return text && g_regex_match_simple (pattern, text, 0, 0);
}

/* Whatever is not in the documentation is a mistake. */
static gboolean
only (CrmTestSmsCall *call, GHashTable *table, const char *names)
{
  g_auto (GStrv) known = g_strsplit (names, " ", -1);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_strv_contains ((const char *const *)known, name))
      {
        crm_test_sms_complain (call, name);
        return FALSE;
      }
  return TRUE;
}

static const char *
at_path (JsonNode *node, const char *path)
{
  g_autoptr (JsonNode) found = node ? json_path_query (path, node, NULL) : NULL;
  JsonArray *array = found ? json_node_get_array (found) : NULL;
  JsonNode *first = array && json_array_get_length (array) ? json_array_get_element (array, 0) : NULL;

  /* Owned by node. */
  return first && JSON_NODE_HOLDS_VALUE (first) ? json_node_get_string (first) : NULL;
}

/* ---- Twilio: https://www.twilio.com/docs/messaging/api/message-resource */

#define TWILIO "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef"

static void
twilio_message (CrmTestSmsCall *call, const CrmTestSms *sms, gboolean incoming)
{
  g_autofree char *body = quote (sms->text);
  g_autofree char *date = say_time (sms->at, TIME_LETTER);

  reply (call, call->status,
      "{\"sid\":\"SM%s\",\"account_sid\":\"AC0123456789abcdef0123456789abcdef\",\"api_version\":\"2010-04-"
      "01\","
      "\"body\":%s,\"from\":\"%s\",\"to\":\"%s\",\"direction\":\"%s\",\"status\":\"%s\",\"num_segments\":"
      "\"1\","
      "\"num_media\":\"0\",\"price\":%s,\"price_unit\":\"USD\",\"error_code\":null,\"error_message\":null,"
      "\"messaging_service_sid\":null,\"date_created\":\"%s\",\"date_sent\":\"%s\",\"date_updated\":\"%s\"}",
      sms->id, body, incoming ? sms->to : sms->sender, incoming ? CRM_TEST_SMS_SENDER : sms->to,
      incoming ? "inbound" : "outbound-api", incoming ? "received" : sms->state,
      g_str_equal (incoming ? "" : sms->state, "delivered") ? "\"-0.00750\"" : "null", date, date, date);
}

static void
twilio_list (CrmTestSmsCall *call)
{
  const char *to = get (call->query, "To");
  gint64 since = read_time (get (call->query, "DateSent>"));
  guint size = (guint)g_ascii_strtoull (get (call->query, "PageSize"), NULL, 10);
  guint page = get (call->query, "Page") ? (guint)g_ascii_strtoull (get (call->query, "Page"), NULL, 10) : 0;
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  guint n_sent = 0;

  if (!only (call, call->query, "To From DateSent DateSent< DateSent> PageSize Page PageToken"))
    return;
  /* Two on a page, so that pages have to be turned. */
  size = MIN (size, 2);
  for (guint i = call->server->sent->len; i-- > 0;)
    if (!to || g_str_equal (((CrmTestSms *)call->server->sent->pdata[i])->to, to))
      {
        g_ptr_array_add (all, call->server->sent->pdata[i]);
        n_sent++;
      }
  for (guint i = call->server->received->len; i-- > 0;)
    {
      CrmTestSms *sms = call->server->received->pdata[i];

      /* By day, as documented. */
      if ((!to || g_str_equal (to, CRM_TEST_SMS_SENDER)) && sms->at >= since)
        g_ptr_array_add (all, sms);
    }
  g_string_append (call->answer, "{\"messages\":[");
  for (guint i = page * size; i < MIN (all->len, (page + 1) * size); i++)
    {
      if (i > page * size)
        g_string_append_c (call->answer, ',');
      twilio_message (call, all->pdata[i], i >= n_sent);
    }
  if ((page + 1) * size < all->len)
    {
      g_autofree char *escaped = to ? g_uri_escape_string (to, NULL, FALSE) : g_strdup ("");

      reply (call, 200,
          "],\"next_page_uri\":\"" TWILIO
          "/Messages.json?To=%s&DateSent%%3E=%s&PageSize=%u&Page=%u&PageToken=PA1\"}",
          escaped, get (call->query, "DateSent>") ? get (call->query, "DateSent>") : "", size, page + 1);
    }
  else
    g_string_append (call->answer, "],\"next_page_uri\":null}");
}

static gboolean
twilio (CrmTestSmsCall *call)
{
  const char *sid;
  CrmTestSms *sms;

  if (!is_basic (call, "AC0123456789abcdef0123456789abcdef:secret"))
    reply (call, 401, "{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}");
  else if (is (call, "GET", TWILIO ".json"))
    reply (call, 200, "{\"sid\":\"AC0123\",\"status\":\"active\",\"type\":\"Full\"}");
  else if (is (call, "GET", TWILIO "/Balance.json"))
    reply (call, 200, "{\"account_sid\":\"AC0123\",\"balance\":\"12.50\",\"currency\":\"USD\"}");
  else if (is (call, "GET", TWILIO "/Messages.json"))
    twilio_list (call);
  else if (is (call, "POST", TWILIO "/Messages.json"))
    {
      const char *to = get (call->form, "To"), *from = get (call->form, "From");

      if (!is_form (call) || !only (call, call->form, "To From MessagingServiceSid Body"))
        return TRUE;
      if (!get (call->form, "Body") || (!from && !get (call->form, "MessagingServiceSid")))
        crm_test_sms_complain (call, "Body and From are needed");
      else if (!matches (to, "^\\+[1-9][0-9]{6,14}$") || g_str_equal (to, CRM_TEST_SMS_REFUSED))
        reply (call, 400, "{\"code\":21211,\"message\":\"Invalid 'To' Phone Number\",\"status\":400}");
      else
        {
          call->status = 201;
          sms = crm_test_sms_take (call, NULL, to, from, get (call->form, "Body"));
          twilio_message (call, sms, FALSE);
        }
    }
  else if ((sid = after (call, "GET", TWILIO "/Messages/SM")))
    {
      g_autofree char *id = g_strndup (sid, strcspn (sid, "."));

      sms = crm_test_sms_find (call, id);
      if (sms)
        twilio_message (call, sms, FALSE);
      else
        reply (call, 404, "{\"code\":20404,\"message\":\"not found\",\"status\":404}");
    }
  else
    return FALSE;
  return TRUE;
}

/* ---- Vonage: https://developer.vonage.com/en/api/sms, …/reports, …/account */

static void
vonage_records (CrmTestSmsCall *call)
{
  const char *ids = get (call->query, "id");
  gint64 from = read_time (get (call->query, "date_start")), to = read_time (get (call->query, "date_end"));
  gboolean inbound = g_strcmp0 (get (call->query, "direction"), "inbound") == 0;
  g_auto (GStrv) wanted = ids ? g_strsplit (ids, ",", -1) : NULL;
  GPtrArray *all = inbound ? call->server->received : call->server->sent;
  const char *comma = "";

  if (!only (call, call->query, "account_id product direction id date_start date_end include_message"))
    return;
  if (g_strcmp0 (get (call->query, "account_id"), "key12345") != 0 ||
      g_strcmp0 (get (call->query, "product"), "SMS") != 0 || !get (call->query, "direction") ||
      (ids && get (call->query, "date_start")) || (!ids && (!from || !to || to - from > G_TIME_SPAN_DAY)))
    {
      crm_test_sms_complain (call, "account, product, direction and either id or a day are needed");
      return;
    }
  g_string_append (call->answer, "{\"request_status\":\"SUCCESS\",\"records\":[");
  for (guint i = 0; i < all->len; i++)
    {
      CrmTestSms *sms = all->pdata[i];
      g_autofree char *body = quote (sms->text);
      g_autofree char *date = say_time (sms->at, "%Y-%m-%dT%H:%M:%S+0000");

      if (ids ? !g_strv_contains ((const char *const *)wanted, sms->id) : sms->at < from || sms->at >= to)
        continue;
      if (inbound)
        reply (call, 200,
            "%s{\"message_id\":\"%s\",\"from\":\"%s\",\"to\":\"15005550006\",\"message_body\":%s,"
            "\"date_received\":\"%s\"}",
            comma, sms->id, sms->to + 1, body, date);
      else
        reply (call, 200,
            "%s{\"message_id\":\"%s\",\"client_ref\":\"%s\",\"to\":\"%s\",\"status\":\"%s\",\"error_code\":"
            "\"0\","
            "\"date_received\":\"%s\",\"date_finalized\":\"%s\",\"total_price\":\"0.0333\",\"currency\":"
            "\"EUR\"}",
            comma, sms->id, sms->key, sms->to, g_str_equal (sms->state, "sent") ? "buffered" : sms->state,
            date, date);
      comma = ",";
    }
  g_string_append (call->answer, "]}");
}

static gboolean
vonage (CrmTestSmsCall *call)
{
  const char *to = get (call->form, "to");

  if (is (call, "POST", "/sms/json"))
    {
      const char *text = get (call->form, "text"), *type = get (call->form, "type");

      if (!is_form (call) || !only (call, call->form, "api_key api_secret from to text type client-ref"))
        return TRUE;
      if (!matches (get (call->form, "api_key"), "^.{8}$") || !get (call->form, "from") ||
          !matches (to, "^[0-9]{7,15}$") || !text ||
          g_strcmp0 (type, g_str_is_ascii (text) ? "text" : "unicode") != 0)
        crm_test_sms_complain (call, "api_key, from, to, text and type");
      else if (g_strcmp0 (get (call->form, "api_secret"), "secret") != 0)
        reply (call, 200,
            "{\"message-count\":\"1\",\"messages\":[{\"status\":\"4\",\"error-text\":\"Bad Credentials\"}]}");
      else if (g_str_equal (to, CRM_TEST_SMS_REFUSED + 1))
        reply (call, 200,
            "{\"message-count\":\"1\",\"messages\":[{\"status\":\"3\",\"error-text\":\"Invalid to "
            "param\"}]}");
      else
        {
          CrmTestSms *sms =
              crm_test_sms_take (call, get (call->form, "client-ref"), to, get (call->form, "from"), text);

          reply (call, 200,
              "{\"message-count\":\"1\",\"messages\":[{\"to\":\"%s\",\"message-id\":\"%s\",\"status\":\"0\","
              "\"remaining-balance\":\"3.14\",\"message-price\":\"0.0333\",\"network\":\"25501\"}]}",
              to, sms->id);
        }
    }
  else if (is (call, "GET", "/account/get-balance"))
    {
      if (g_strcmp0 (get (call->query, "api_secret"), "secret") != 0)
        reply (call, 401, "{\"error-code\":\"401\",\"error-code-label\":\"authentication failed\"}");
      else
        reply (call, 200, "{\"value\":12.5,\"autoReload\":false}");
    }
  else if (is (call, "GET", "/v2/reports/records"))
    {
      if (!is_basic (call, "key12345:secret"))
        reply (call, 401, "{\"title\":\"Unauthorized\"}");
      else
        vonage_records (call);
    }
  else
    return FALSE;
  return TRUE;
}

/* ---- MessageBird: https://developers.messagebird.com/api/sms-messaging/ */

static void
messagebird_message (CrmTestSmsCall *call, const CrmTestSms *sms, gboolean incoming)
{
  g_autofree char *body = quote (sms->text);
  g_autofree char *date = say_time (sms->at, TIME_ISO);

  reply (call, call->status,
      "{\"id\":\"%s\",\"direction\":\"%s\",\"type\":\"sms\",\"originator\":\"%s\",\"body\":%s,\"reference\":"
      "\"%s\","
      "\"datacoding\":\"plain\",\"createdDatetime\":\"%s\",\"recipients\":{\"totalCount\":1,\"items\":[{"
      "\"recipient\":%s,\"status\":\"%s\",\"statusDatetime\":\"%s\",\"messagePartCount\":1,"
      "\"price\":{\"amount\":0.0665,\"currency\":\"EUR\"}}]}}",
      sms->id, incoming ? "mo" : "mt", incoming ? sms->to + 1 : sms->sender, body, incoming ? "" : sms->key,
      date, incoming ? "15005550006" : sms->to, incoming ? "sent" : sms->state, date);
}

static gboolean
messagebird (CrmTestSmsCall *call)
{
  const char *id;

  if (g_strcmp0 (call->authorization, "AccessKey key12345") != 0)
    reply (call, 401,
        "{\"errors\":[{\"code\":2,\"description\":\"Request not allowed (incorrect access_key)\","
        "\"parameter\":\"access_key\"}]}");
  else if (is (call, "GET", "/balance"))
    reply (call, 200, "{\"payment\":\"prepaid\",\"type\":\"euros\",\"amount\":12.5}");
  else if (is (call, "POST", "/messages"))
    {
      const char *to = at_path (call->json, "$.recipients[0]"), *body = at_path (call->json, "$.body");

      if (!matches (to, "^[0-9]{7,15}$") || !body || !at_path (call->json, "$.originator") ||
          g_strcmp0 (at_path (call->json, "$.datacoding"), "auto") != 0)
        crm_test_sms_complain (call, "recipients, body, originator, datacoding");
      else if (g_str_equal (to, CRM_TEST_SMS_REFUSED + 1))
        reply (call, 422, "{\"errors\":[{\"code\":10,\"description\":\"no (correct) recipients found\"}]}");
      else
        {
          call->status = 201;
          messagebird_message (call,
              crm_test_sms_take (
                  call, at_path (call->json, "$.reference"), to, at_path (call->json, "$.originator"), body),
              FALSE);
        }
    }
  else if (is (call, "GET", "/messages"))
    {
      gboolean incoming = g_strcmp0 (get (call->query, "direction"), "mo") == 0;
      GPtrArray *all = incoming ? call->server->received : call->server->sent;
      gint64 from = read_time (get (call->query, "from"));
      const char *to = get (call->query, "recipient");
      guint n = 0;

      if (!only (call, call->query, "recipient direction from limit offset"))
        return TRUE;
      g_string_append (call->answer, "{\"items\":[");
      for (guint i = all->len; i-- > 0;)
        {
          CrmTestSms *sms = all->pdata[i];

          if (sms->at < from || (to && !g_str_equal (to, sms->to)))
            continue;
          g_string_append (call->answer, n++ ? "," : "");
          messagebird_message (call, sms, incoming);
        }
      reply (call, 200, "],\"offset\":0,\"limit\":100,\"count\":%u,\"totalCount\":%u}", n, n);
    }
  else if ((id = after (call, "GET", "/messages/")))
    {
      CrmTestSms *sms = crm_test_sms_find (call, id);

      if (sms)
        messagebird_message (call, sms, FALSE);
      else
        reply (call, 404, "{\"errors\":[{\"code\":20,\"description\":\"message not found\"}]}");
    }
  else
    return FALSE;
  return TRUE;
}

/* ---- ClickSend: https://developers.clicksend.com/docs/messaging/sms */

#define CLICKSEND_FINE "\"http_code\":200,\"response_code\":\"SUCCESS\",\"response_msg\":\"Here you go.\""
#define CLICKSEND_CURRENCY "\"_currency\":{\"currency_name_short\":\"USD\",\"currency_prefix_d\":\"$\"}"

static gboolean
clicksend (CrmTestSmsCall *call)
{
  const char *id;
  const char *to = at_path (call->json, "$.messages[0].to"),
             *body = at_path (call->json, "$.messages[0].body");

  if (!is_basic (call, "me:key12345"))
    reply (call, 401,
        "{\"http_code\":401,\"response_code\":\"UNAUTHORIZED\",\"response_msg\":\"Authorization failed.\"}");
  else if (is (call, "GET", "/v3/account"))
    reply (call, 200,
        "{" CLICKSEND_FINE ",\"data\":{\"user_id\":1,\"balance\":\"12.500000\"," CLICKSEND_CURRENCY "}}");
  else if (is (call, "POST", "/v3/sms/send") || is (call, "POST", "/v3/sms/price"))
    {
      if (!body || !matches (to, "^\\+[0-9]{7,15}$"))
        crm_test_sms_complain (call, "to and body");
      else if (g_str_has_suffix (call->path, "price"))
        reply (call, 200,
            "{" CLICKSEND_FINE ",\"data\":{\"total_price\":0.0825,\"total_count\":1," CLICKSEND_CURRENCY
            "}}");
      else if (g_str_equal (to, CRM_TEST_SMS_REFUSED))
        reply (
            call, 200, "{" CLICKSEND_FINE ",\"data\":{\"messages\":[{\"status\":\"INVALID_RECIPIENT\"}]}}");
      else
        {
          CrmTestSms *sms = crm_test_sms_take (call, at_path (call->json, "$.messages[0].custom_string"), to,
              at_path (call->json, "$.messages[0].from"), body);

          reply (call, 200,
              "{" CLICKSEND_FINE ",\"data\":{\"total_price\":0.0825,\"messages\":[{\"message_id\":\"%s\","
              "\"message_parts\":1,\"message_price\":\"0.0825\",\"status\":\"SUCCESS\"}]," CLICKSEND_CURRENCY
              "}}",
              sms->id);
        }
    }
  else if ((id = after (call, "GET", "/v3/sms/receipts/")))
    {
      CrmTestSms *sms = crm_test_sms_find (call, id);

      if (!sms || g_str_equal (sms->state, "sent"))
        reply (
            call, 404, "{\"http_code\":404,\"response_code\":\"NOT_FOUND\",\"response_msg\":\"Not found.\"}");
      else
        reply (call, 200,
            "{" CLICKSEND_FINE ",\"data\":{\"timestamp\":\"%" G_GINT64_FORMAT "\",\"message_id\":\"%s\","
            "\"status_code\":\"201\",\"status\":\"Delivered\",\"status_text\":\"Message received on "
            "handset\"}}",
            sms->at / G_USEC_PER_SEC, sms->id);
    }
  else if (is (call, "GET", "/v3/sms/inbound"))
    {
      if (!only (call, call->query, "page limit"))
        return TRUE;
      g_string_append (call->answer, "{" CLICKSEND_FINE ",\"data\":{\"current_page\":1,\"data\":[");
      for (guint i = 0; i < call->server->received->len; i++)
        {
          CrmTestSms *sms = call->server->received->pdata[i];
          g_autofree char *text = quote (sms->text);

          reply (call, 200,
              "%s{\"message_id\":\"%s\",\"from\":\"%s\",\"to\":\"" CRM_TEST_SMS_SENDER "\",\"body\":%s,"
              "\"timestamp\":\"%" G_GINT64_FORMAT "\"}",
              i ? "," : "", sms->id, sms->to, text, sms->at / G_USEC_PER_SEC);
        }
      g_string_append (call->answer, "]}}");
    }
  else
    return FALSE;
  return TRUE;
}

/* ---- TurboSMS: https://turbosms.ua/api.html */

static gboolean
turbosms (CrmTestSmsCall *call)
{
  const char *to = at_path (call->json, "$.recipients[0]");

  if (!g_str_equal (call->method, "POST") || !call->json)
    crm_test_sms_complain (call, "JSON by POST");
  else if (g_strcmp0 (call->authorization, "Bearer secret") != 0)
    reply (
        call, 200, "{\"response_code\":105,\"response_status\":\"REQUIRED_AUTH\",\"response_result\":null}");
  else if (is (call, "POST", "/user/balance.json"))
    reply (
        call, 200, "{\"response_code\":0,\"response_status\":\"OK\",\"response_result\":{\"balance\":12.5}}");
  else if (is (call, "POST", "/message/send.json"))
    {
      const char *text = at_path (call->json, "$.sms.text");

      if (!matches (to, "^[0-9]{10,15}$") || !text || !at_path (call->json, "$.sms.sender"))
        crm_test_sms_complain (call, "recipients, sms.text, sms.sender");
      else if (g_str_equal (to, CRM_TEST_SMS_REFUSED + 1))
        reply (call, 200,
            "{\"response_code\":502,\"response_status\":\"NOT_ALLOWED_RECIPIENT_COUNTRY\",\"response_"
            "result\":null}");
      else
        {
          CrmTestSms *sms = crm_test_sms_take (call, NULL, to, at_path (call->json, "$.sms.sender"), text);

          reply (call, 200,
              "{\"response_code\":800,\"response_status\":\"SUCCESS_MESSAGE_ACCEPTED\",\"response_result\":[{"
              "\"phone\":\"%s\",\"response_code\":0,\"message_id\":\"%s\",\"response_status\":\"OK\"}]}",
              to, sms->id);
        }
    }
  else if (is (call, "POST", "/message/status.json"))
    {
      CrmTestSms *sms = crm_test_sms_find (call, at_path (call->json, "$.messages[0]"));

      g_string_append (call->answer, "{\"response_code\":0,\"response_status\":\"OK\",\"response_result\":[");
      if (sms)
        reply (call, 200,
            "{\"message_id\":\"%s\",\"response_code\":0,\"response_status\":\"OK\",\"recipient\":\"%s\","
            "\"updated\":\"2026-11-19 12:00:00\",\"status\":\"%s\",\"type\":\"sms\"}",
            sms->id, sms->to, g_str_equal (sms->state, "delivered") ? "Delivered" : "Sent");
      g_string_append (call->answer, "]}");
    }
  else
    return FALSE;
  return TRUE;
}

/* ---- SMSC: https://smsc.ru/api/http/ */

static gboolean
smsc (CrmTestSmsCall *call)
{
  const char *phones = get (call->form, "phones");

  if (!is_form (call))
    return TRUE;
  if (g_strcmp0 (get (call->form, "fmt"), "3") != 0)
    crm_test_sms_complain (call, "fmt=3");
  else if (g_strcmp0 (get (call->form, "login"), "me") != 0 ||
           g_strcmp0 (get (call->form, "psw"), "secret") != 0)
    reply (call, 200, "{\"error\":\"authorise error\",\"error_code\":2}");
  else if (is (call, "POST", "/sys/balance.php"))
    reply (call, 200, "{\"balance\":\"12.50\",\"currency\":\"RUR\"}");
  else if (is (call, "POST", "/sys/send.php"))
    {
      const char *cost = get (call->form, "cost");

      if (!only (call, call->form, "login psw phones mes sender charset cost op fmt"))
        return TRUE;
      if (!get (call->form, "mes") || g_strcmp0 (get (call->form, "charset"), "utf-8") != 0)
        crm_test_sms_complain (call, "mes and charset");
      else if (!matches (phones, "^\\+?[0-9]{7,15}$") || g_str_equal (phones, CRM_TEST_SMS_REFUSED))
        reply (call, 200, "{\"error\":\"invalid number\",\"error_code\":7,\"id\":1}");
      else if (g_strcmp0 (cost, "1") == 0)
        reply (call, 200, "{\"cost\":\"2.35\",\"cnt\":1}");
      else
        {
          CrmTestSms *sms =
              crm_test_sms_take (call, NULL, phones, get (call->form, "sender"), get (call->form, "mes"));

          reply (call, 200,
              "{\"id\":%s,\"cnt\":1,\"cost\":\"2.35\",\"balance\":\"10.15\",\"phones\":[{\"phone\":\"%s\","
              "\"mccmnc\":\"25501\",\"cost\":\"2.35\",\"status\":\"0\"}]}",
              sms->id, phones + (*phones == '+'));
        }
    }
  else if (is (call, "POST", "/sys/status.php"))
    {
      CrmTestSms *sms = crm_test_sms_find (call, get (call->form, "id"));

      if (!sms || !get (call->form, "phone") || !strstr (sms->to, get (call->form, "phone")))
        reply (call, 200, "{\"status\":-3,\"last_date\":\"\",\"last_timestamp\":0}");
      else
        reply (call, 200, "{\"status\":%d,\"last_timestamp\":%" G_GINT64_FORMAT "}",
            g_str_equal (sms->state, "delivered"), sms->at / G_USEC_PER_SEC);
    }
  else if (is (call, "POST", "/sys/get.php"))
    {
      gint64 after_id =
          get (call->form, "after_id") ? g_ascii_strtoll (get (call->form, "after_id"), NULL, 10) : 0;
      const char *comma = "";

      if (g_strcmp0 (get (call->form, "get_answers"), "1") != 0)
        crm_test_sms_complain (call, "get_answers");
      g_string_append_c (call->answer, '[');
      for (guint i = 0; i < call->server->received->len; i++)
        {
          CrmTestSms *sms = call->server->received->pdata[i];
          g_autofree char *text = quote (sms->text);
          g_autofree char *date = say_time (sms->at + 3 * G_TIME_SPAN_HOUR, "%d.%m.%Y %H:%M:%S");

          if (g_ascii_strtoll (sms->id, NULL, 10) <= after_id)
            continue;
          reply (call, 200,
              "%s{\"id\":%s,\"received\":\"%s\",\"phone\":\"%s\",\"message\":%s,\"to_phone\":"
              "\"15005550006\"}",
              comma, sms->id, date, sms->to + 1, text);
          comma = ",";
        }
      g_string_append_c (call->answer, ']');
    }
  else
    return FALSE;
  return TRUE;
}

/* ---- SMS.ru: https://sms.ru/api/send, …/cost, …/status, …/balance, …/auth */

static gboolean
smsru (CrmTestSmsCall *call)
{
  const char *to = get (call->form, "to");
  gboolean refused = g_strcmp0 (to, CRM_TEST_SMS_REFUSED + 1) == 0;

  if (!is_form (call))
    return TRUE;
  if (g_strcmp0 (get (call->form, "json"), "1") != 0)
    crm_test_sms_complain (call, "json=1");
  else if (g_strcmp0 (get (call->form, "api_id"), "key12345") != 0)
    reply (call, 200, "{\"status\":\"ERROR\",\"status_code\":200,\"status_text\":\"Неправильный api_id\"}");
  else if (is (call, "POST", "/auth/check"))
    reply (call, 200, "{\"status\":\"OK\",\"status_code\":100}");
  else if (is (call, "POST", "/my/balance"))
    reply (call, 200, "{\"status\":\"OK\",\"status_code\":100,\"balance\":12.5}");
  else if (is (call, "POST", "/sms/send") || is (call, "POST", "/sms/cost"))
    {
      if (!only (call, call->form, "api_id to msg from json") || !get (call->form, "msg") ||
          !matches (to, "^[0-9]{7,15}$"))
        crm_test_sms_complain (call, "to and msg");
      else if (refused)
        reply (call, 200,
            "{\"status\":\"OK\",\"status_code\":100,\"sms\":{\"%s\":{\"status\":\"ERROR\",\"status_code\":"
            "207,"
            "\"status_text\":\"На этот номер нельзя отправлять сообщения\"}},\"balance\":12.5}",
            to);
      else if (g_str_has_suffix (call->path, "cost"))
        reply (call, 200,
            "{\"status\":\"OK\",\"status_code\":100,\"sms\":{\"%s\":{\"status\":\"OK\",\"status_code\":100,"
            "\"cost\":2.35,\"sms\":1}},\"total_cost\":2.35,\"total_sms\":1}",
            to);
      else
        reply (call, 200,
            "{\"status\":\"OK\",\"status_code\":100,\"sms\":{\"%s\":{\"status\":\"OK\",\"status_code\":100,"
            "\"sms_id\":\"%s\"}},\"balance\":10.15}",
            to, crm_test_sms_take (call, NULL, to, get (call->form, "from"), get (call->form, "msg"))->id);
    }
  else if (is (call, "POST", "/sms/status"))
    {
      g_auto (GStrv) ids = g_strsplit (get (call->form, "sms_id"), ",", -1);

      g_string_append (call->answer, "{\"status\":\"OK\",\"status_code\":100,\"sms\":{");
      for (guint i = 0; ids[i]; i++)
        {
          CrmTestSms *sms = crm_test_sms_find (call, ids[i]);

          reply (call, 200,
              "%s\"%s\":{\"status\":\"OK\",\"status_code\":%d,\"cost\":\"2.35\",\"status_text\":\"x\"}",
              i ? "," : "", ids[i],
              !sms                                    ? -1
              : g_str_equal (sms->state, "delivered") ? 103
                                                      : 102);
        }
      g_string_append (call->answer, "},\"balance\":10.15}");
    }
  else
    return FALSE;
  return TRUE;
}

/* ---- SMS Gateway for Android: https://docs.sms-gate.app/ */

static void
android_message (CrmTestSmsCall *call, const CrmTestSms *sms)
{
  const char *state = g_str_equal (sms->state, "delivered") ? "Delivered" : "Pending";

  reply (call, call->status,
      "{\"id\":\"%s\",\"deviceId\":\"d\",\"state\":\"%s\",\"isHashed\":false,\"isEncrypted\":false,"
      "\"recipients\":[{"
      "\"phoneNumber\":\"%s\",\"state\":\"%s\"}],\"states\":{}}",
      sms->key, state, sms->to, state);
}

static gboolean
android (CrmTestSmsCall *call)
{
  const char *to = at_path (call->json, "$.phoneNumbers[0]");
  const char *id;

  if (!is_basic (call, "me:secret"))
    reply (call, 401, "%s", "");
  else if (is (call, "POST", "/messages"))
    {
      const char *key = at_path (call->json, "$.id"), *text = at_path (call->json, "$.textMessage.text");

      if (!matches (key, "^.{1,36}$") || !text || !to)
        crm_test_sms_complain (call, "id, textMessage.text, phoneNumbers");
      else if (!matches (to, "^\\+[0-9]{7,15}$") || g_str_equal (to, CRM_TEST_SMS_REFUSED))
        reply (call, 400, "{\"message\":\"Invalid phone number\"}");
      else if (crm_test_sms_find (call, key))
        reply (call, 409, "{\"message\":\"Message with such ID already exists\"}");
      else
        {
          call->status = 202;
          android_message (call, crm_test_sms_take (call, key, to, NULL, text));
        }
    }
  else if (is (call, "GET", "/messages"))
    reply (call, 200, "[]");
  else if ((id = after (call, "GET", "/messages/")))
    {
      CrmTestSms *sms = crm_test_sms_find (call, id);

      if (sms)
        android_message (call, sms);
      else
        call->status = 404;
    }
  else if (is (call, "GET", "/inbox"))
    {
      gint64 from = read_time (get (call->query, "from"));
      const char *comma = "";

      if (!only (call, call->query, "type limit offset from to deviceId includeAttachments"))
        return TRUE;
      if (!from || g_strcmp0 (get (call->query, "type"), "SMS") != 0)
        crm_test_sms_complain (call, "type and from");
      g_string_append_c (call->answer, '[');
      for (guint i = call->server->received->len; i-- > 0;)
        {
          CrmTestSms *sms = call->server->received->pdata[i];
          g_autofree char *text = quote (sms->text);
          g_autofree char *date = say_time (sms->at, "%Y-%m-%dT%H:%M:%S.000+00:00");

          if (sms->at < from)
            continue;
          reply (call, 200,
              "%s{\"id\":\"%s\",\"type\":\"SMS\",\"sender\":\"%s\",\"recipient\":null,\"simNumber\":1,"
              "\"contentPreview\":%s,\"createdAt\":\"%s\",\"attachments\":[]}",
              comma, sms->id, sms->to, text, date);
          comma = ",";
        }
      g_string_append_c (call->answer, ']');
    }
  else
    return FALSE;
  return TRUE;
}

/* ---- any gateway */

static gboolean
generic (CrmTestSmsCall *call)
{
  const char *to = get (call->form, "to");

  if (!is_form (call) || !only (call, call->form, "login password to from text"))
    return TRUE;
  if (g_strcmp0 (get (call->form, "password"), "secret") != 0)
    reply (call, 403, "ACCESS DENIED");
  else if (!matches (to, "^[0-9]{7,15}$") || g_str_equal (to, CRM_TEST_SMS_REFUSED + 1))
    reply (call, 200, "ERROR: no such number");
  else
    reply (call, 200, "OK %s",
        crm_test_sms_take (call, NULL, to, get (call->form, "from"), get (call->form, "text"))->id);
  return TRUE;
}

CrmTestSmsApi
crm_test_sms_find_api (const char *provider)
{
  static const struct
  {
    const char *provider;
    CrmTestSmsApi api;
  } apis[] = {
    { "twilio", twilio },
    { "vonage", vonage },
    { "messagebird", messagebird },
    { "clicksend", clicksend },
    { "turbosms", turbosms },
    { "smsc", smsc },
    { "smsru", smsru },
    { "android-sms-gateway", android },
    { "generic-http", generic },
  };

  for (guint i = 0; i < G_N_ELEMENTS (apis); i++)
    if (g_str_equal (apis[i].provider, provider))
      return apis[i].api;
  g_assert_not_reached ();
}
