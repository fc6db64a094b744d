/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crm-test-sms-private.h"

/* The APIs of providers of SMS, each as its own documentation describes it: places, what must be in a request, what the answers look like.
 * Main thread. */

#define TIME_LETTER "%a, %d %b %Y %H:%M:%S +0000"
#define TIME_ISO "%Y-%m-%dT%H:%M:%S+00:00"

/* ---- Twilio: https://www.twilio.com/docs/messaging/api/message-resource */

#define TWILIO "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef"

static void
twilio_message (CrmTestSmsCall *call, const CrmTestSms *sms, gboolean incoming)
{
  /* As on a trial account. */
  g_autofree char *text =
      g_strconcat (incoming ? "" : "Sent from your Twilio trial account - ", sms->text, NULL);
  g_autofree char *body = crm_test_sms_quote (text);
  g_autofree char *date = crm_test_sms_say_time (sms->at, TIME_LETTER);

  crm_test_sms_reply (call, call->status,
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
  const char *to = crm_test_sms_call_get (call->query, "To");
  gint64 since = crm_test_sms_read_time (crm_test_sms_call_get (call->query, "DateSent>"));
  guint size = (guint)g_ascii_strtoull (crm_test_sms_call_get (call->query, "PageSize"), NULL, 10);
  guint page = crm_test_sms_call_get (call->query, "Page")
                   ? (guint)g_ascii_strtoull (crm_test_sms_call_get (call->query, "Page"), NULL, 10)
                   : 0;
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  guint n_sent = 0;

  if (!crm_test_sms_call_only (
          call, call->query, "To From DateSent DateSent< DateSent> PageSize Page PageToken"))
    return;
  /* Its description calls it a date with a time, its words a day: both hold at midnight. */
  if (crm_test_sms_call_get (call->query, "DateSent>") &&
      !crm_test_sms_matches (
          crm_test_sms_call_get (call->query, "DateSent>"), "^[0-9]{4}-[0-9]{2}-[0-9]{2}T00:00:00Z$"))
    {
      crm_test_sms_complain (call, "DateSent>");
      return;
    }
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
  if (call->server->trouble == CRM_TEST_SMS_ASTRAY)
    g_string_append (call->answer, "],\"next_page_uri\":\"https://elsewhere.example/Messages.json\"}");
  else if ((page + 1) * size < all->len)
    {
      g_autofree char *escaped = to ? g_uri_escape_string (to, NULL, FALSE) : g_strdup ("");

      crm_test_sms_reply (call, 200,
          "],\"next_page_uri\":\"" TWILIO
          "/Messages.json?To=%s&DateSent%%3E=%s&PageSize=%u&Page=%u&PageToken=PA1\"}",
          escaped,
          crm_test_sms_call_get (call->query, "DateSent>") ? crm_test_sms_call_get (call->query, "DateSent>")
                                                           : "",
          size, page + 1);
    }
  else
    g_string_append (call->answer, "],\"next_page_uri\":null}");
}

static gboolean
twilio (CrmTestSmsCall *call)
{
  const char *sid;
  CrmTestSms *sms;

  if (!crm_test_sms_is_basic (call, "AC0123456789abcdef0123456789abcdef:secret"))
    crm_test_sms_reply (call, 401, "{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}");
  else if (crm_test_sms_call_is (call, "GET", TWILIO ".json"))
    crm_test_sms_reply (call, 200, "{\"sid\":\"AC0123\",\"status\":\"active\",\"type\":\"Full\"}");
  else if (crm_test_sms_call_is (call, "GET", TWILIO "/Balance.json"))
    crm_test_sms_reply (call, 200, "{\"account_sid\":\"AC0123\",\"balance\":\"12.50\",\"currency\":\"USD\"}");
  else if (crm_test_sms_call_is (call, "GET", TWILIO "/Messages.json"))
    twilio_list (call);
  else if (crm_test_sms_call_is (call, "POST", TWILIO "/Messages.json"))
    {
      const char *to = crm_test_sms_call_get (call->form, "To"),
                 *from = crm_test_sms_call_get (call->form, "From");

      if (!crm_test_sms_is_form (call) ||
          !crm_test_sms_call_only (call, call->form, "To From MessagingServiceSid Body"))
        return TRUE;
      if (!crm_test_sms_call_get (call->form, "Body") ||
          (!from && !crm_test_sms_call_get (call->form, "MessagingServiceSid")))
        crm_test_sms_complain (call, "Body and From are needed");
      else if (!crm_test_sms_matches (to, "^\\+[1-9][0-9]{6,14}$") || g_str_equal (to, CRM_TEST_SMS_REFUSED))
        crm_test_sms_reply (
            call, 400, "{\"code\":21211,\"message\":\"Invalid 'To' Phone Number\",\"status\":400}");
      else
        {
          call->status = 201;
          sms = crm_test_sms_take (call, NULL, to, from, crm_test_sms_call_get (call->form, "Body"));
          twilio_message (call, sms, FALSE);
        }
    }
  else if ((sid = crm_test_sms_call_after (call, "GET", TWILIO "/Messages/SM")))
    {
      g_autofree char *id = g_strndup (sid, strcspn (sid, "."));

      sms = crm_test_sms_find (call, id);
      if (sms)
        twilio_message (call, sms, FALSE);
      else
        crm_test_sms_reply (call, 404, "{\"code\":20404,\"message\":\"not found\",\"status\":404}");
    }
  else
    return FALSE;
  return TRUE;
}

/* ---- Vonage: https://developer.vonage.com/en/api/sms, …/reports, …/account */

static void
vonage_records (CrmTestSmsCall *call)
{
  const char *ids = crm_test_sms_call_get (call->query, "id");
  gint64 from = crm_test_sms_read_time (crm_test_sms_call_get (call->query, "date_start")),
         to = crm_test_sms_read_time (crm_test_sms_call_get (call->query, "date_end"));
  gboolean inbound = g_strcmp0 (crm_test_sms_call_get (call->query, "direction"), "inbound") == 0;
  g_auto (GStrv) wanted = ids ? g_strsplit (ids, ",", -1) : NULL;
  GPtrArray *all = inbound ? call->server->received : call->server->sent;
  const char *comma = "";

  if (!crm_test_sms_call_only (
          call, call->query, "account_id product direction id date_start date_end include_message"))
    return;
  if (g_strcmp0 (crm_test_sms_call_get (call->query, "account_id"), "key12345") != 0 ||
      g_strcmp0 (crm_test_sms_call_get (call->query, "product"), "SMS") != 0 ||
      !crm_test_sms_call_get (call->query, "direction") ||
      (ids && crm_test_sms_call_get (call->query, "date_start")) ||
      (!ids && (!from || !to || to - from > G_TIME_SPAN_DAY)))
    {
      crm_test_sms_complain (call, "account, product, direction and either id or a day are needed");
      return;
    }
  g_string_append (call->answer, "{\"request_status\":\"SUCCESS\",\"records\":[");
  for (guint i = 0; i < all->len; i++)
    {
      CrmTestSms *sms = all->pdata[i];
      g_autofree char *body = crm_test_sms_quote (sms->text);
      g_autofree char *date = crm_test_sms_say_time (sms->at, "%Y-%m-%dT%H:%M:%S+0000");

      if (ids ? !g_strv_contains ((const char *const *)wanted, sms->id) : sms->at < from || sms->at >= to)
        continue;
      if (inbound)
        crm_test_sms_reply (call, 200,
            "%s{\"message_id\":\"%s\",\"from\":\"%s\",\"to\":\"15005550006\",\"message_body\":%s,"
            "\"date_received\":\"%s\"}",
            comma, sms->id, sms->to + 1, body, date);
      else
        crm_test_sms_reply (call, 200,
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
  const char *to = crm_test_sms_call_get (call->form, "to");

  if (crm_test_sms_call_is (call, "POST", "/sms/json"))
    {
      const char *text = crm_test_sms_call_get (call->form, "text"),
                 *type = crm_test_sms_call_get (call->form, "type");

      if (!crm_test_sms_is_form (call) ||
          !crm_test_sms_call_only (call, call->form, "api_key api_secret from to text type client-ref"))
        return TRUE;
      if (!crm_test_sms_matches (crm_test_sms_call_get (call->form, "api_key"), "^.{8}$") ||
          !crm_test_sms_call_get (call->form, "from") || !crm_test_sms_matches (to, "^[0-9]{7,15}$") ||
          !text || g_strcmp0 (type, g_str_is_ascii (text) ? "text" : "unicode") != 0)
        crm_test_sms_complain (call, "api_key, from, to, text and type");
      else if (g_strcmp0 (crm_test_sms_call_get (call->form, "api_secret"), "secret") != 0)
        crm_test_sms_reply (call, 200,
            "{\"message-count\":\"1\",\"messages\":[{\"status\":\"4\",\"error-text\":\"Bad Credentials\"}]}");
      else if (g_str_equal (to, CRM_TEST_SMS_REFUSED + 1))
        crm_test_sms_reply (call, 200,
            "{\"message-count\":\"1\",\"messages\":[{\"status\":\"3\",\"error-text\":\"Invalid to "
            "param\"}]}");
      else
        {
          CrmTestSms *sms = crm_test_sms_take (call, crm_test_sms_call_get (call->form, "client-ref"), to,
              crm_test_sms_call_get (call->form, "from"), text);

          crm_test_sms_reply (call, 200,
              "{\"message-count\":\"1\",\"messages\":[{\"to\":\"%s\",\"message-id\":\"%s\",\"status\":\"0\","
              "\"remaining-balance\":\"3.14\",\"message-price\":\"0.0333\",\"network\":\"25501\"}]}",
              to, sms->id);
        }
    }
  else if (crm_test_sms_call_is (call, "GET", "/account/get-balance"))
    {
      if (g_strcmp0 (crm_test_sms_call_get (call->query, "api_secret"), "secret") != 0)
        crm_test_sms_reply (
            call, 401, "{\"error-code\":\"401\",\"error-code-label\":\"authentication failed\"}");
      else
        crm_test_sms_reply (call, 200, "{\"value\":12.5,\"autoReload\":false}");
    }
  else if (crm_test_sms_call_is (call, "GET", "/v2/reports/records"))
    {
      if (!crm_test_sms_is_basic (call, "key12345:secret"))
        crm_test_sms_reply (call, 401, "{\"title\":\"Unauthorized\"}");
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
  g_autofree char *body = crm_test_sms_quote (sms->text);
  g_autofree char *date = crm_test_sms_say_time (sms->at, TIME_ISO);

  crm_test_sms_reply (call, call->status,
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
    crm_test_sms_reply (call, 401,
        "{\"errors\":[{\"code\":2,\"description\":\"Request not allowed (incorrect access_key)\","
        "\"parameter\":\"access_key\"}]}");
  else if (crm_test_sms_call_is (call, "GET", "/balance"))
    crm_test_sms_reply (call, 200, "{\"payment\":\"prepaid\",\"type\":\"euros\",\"amount\":12.5}");
  else if (crm_test_sms_call_is (call, "POST", "/messages"))
    {
      const char *to = crm_test_sms_at_path (call->json, "$.recipients[0]"),
                 *body = crm_test_sms_at_path (call->json, "$.body");

      if (!crm_test_sms_matches (to, "^[0-9]{7,15}$") || !body ||
          !crm_test_sms_at_path (call->json, "$.originator") ||
          g_strcmp0 (crm_test_sms_at_path (call->json, "$.datacoding"), "auto") != 0)
        crm_test_sms_complain (call, "recipients, body, originator, datacoding");
      else if (g_str_equal (to, CRM_TEST_SMS_REFUSED + 1))
        crm_test_sms_reply (
            call, 422, "{\"errors\":[{\"code\":10,\"description\":\"no (correct) recipients found\"}]}");
      else
        {
          call->status = 201;
          messagebird_message (call,
              crm_test_sms_take (call, crm_test_sms_at_path (call->json, "$.reference"), to,
                  crm_test_sms_at_path (call->json, "$.originator"), body),
              FALSE);
        }
    }
  else if (crm_test_sms_call_is (call, "GET", "/messages"))
    {
      gboolean incoming = g_strcmp0 (crm_test_sms_call_get (call->query, "direction"), "mo") == 0;
      GPtrArray *all = incoming ? call->server->received : call->server->sent;
      gint64 from = crm_test_sms_read_time (crm_test_sms_call_get (call->query, "from"));
      const char *to = crm_test_sms_call_get (call->query, "recipient");
      guint n = 0;

      if (!crm_test_sms_call_only (call, call->query, "recipient direction from limit offset"))
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
      crm_test_sms_reply (call, 200, "],\"offset\":0,\"limit\":100,\"count\":%u,\"totalCount\":%u}", n, n);
    }
  else if ((id = crm_test_sms_call_after (call, "GET", "/messages/")))
    {
      CrmTestSms *sms = crm_test_sms_find (call, id);

      if (sms)
        messagebird_message (call, sms, FALSE);
      else
        crm_test_sms_reply (call, 404, "{\"errors\":[{\"code\":20,\"description\":\"message not found\"}]}");
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
  const char *to = crm_test_sms_at_path (call->json, "$.messages[0].to"),
             *body = crm_test_sms_at_path (call->json, "$.messages[0].body");

  if (!crm_test_sms_is_basic (call, "me:key12345"))
    crm_test_sms_reply (call, 401,
        "{\"http_code\":401,\"response_code\":\"UNAUTHORIZED\",\"response_msg\":\"Authorization failed.\"}");
  else if (crm_test_sms_call_is (call, "GET", "/v3/account"))
    crm_test_sms_reply (call, 200,
        "{" CLICKSEND_FINE ",\"data\":{\"user_id\":1,\"balance\":\"12.500000\"," CLICKSEND_CURRENCY "}}");
  else if (crm_test_sms_call_is (call, "POST", "/v3/sms/send") ||
           crm_test_sms_call_is (call, "POST", "/v3/sms/price"))
    {
      if (!body || !crm_test_sms_matches (to, "^\\+[0-9]{7,15}$"))
        crm_test_sms_complain (call, "to and body");
      else if (g_str_has_suffix (call->path, "price"))
        crm_test_sms_reply (call, 200,
            "{" CLICKSEND_FINE ",\"data\":{\"total_price\":0.0825,\"total_count\":1," CLICKSEND_CURRENCY
            "}}");
      else if (g_str_equal (to, CRM_TEST_SMS_REFUSED))
        crm_test_sms_reply (
            call, 200, "{" CLICKSEND_FINE ",\"data\":{\"messages\":[{\"status\":\"INVALID_RECIPIENT\"}]}}");
      else
        {
          CrmTestSms *sms =
              crm_test_sms_take (call, crm_test_sms_at_path (call->json, "$.messages[0].custom_string"), to,
                  crm_test_sms_at_path (call->json, "$.messages[0].from"), body);

          crm_test_sms_reply (call, 200,
              "{" CLICKSEND_FINE ",\"data\":{\"total_price\":0.0825,\"messages\":[{\"message_id\":\"%s\","
              "\"message_parts\":1,\"message_price\":\"0.0825\",\"status\":\"SUCCESS\"}]," CLICKSEND_CURRENCY
              "}}",
              sms->id);
        }
    }
  else if ((id = crm_test_sms_call_after (call, "GET", "/v3/sms/receipts/")))
    {
      CrmTestSms *sms = crm_test_sms_find (call, id);

      if (!sms || g_str_equal (sms->state, "sent"))
        crm_test_sms_reply (
            call, 404, "{\"http_code\":404,\"response_code\":\"NOT_FOUND\",\"response_msg\":\"Not found.\"}");
      else
        crm_test_sms_reply (call, 200,
            "{" CLICKSEND_FINE ",\"data\":{\"timestamp\":\"%" G_GINT64_FORMAT "\",\"message_id\":\"%s\","
            "\"status_code\":\"201\",\"status\":\"Delivered\",\"status_text\":\"Message received on "
            "handset\"}}",
            sms->at / G_USEC_PER_SEC, sms->id);
    }
  else if (crm_test_sms_call_is (call, "GET", "/v3/sms/inbound"))
    {
      if (!crm_test_sms_call_only (call, call->query, "page limit"))
        return TRUE;
      g_string_append (call->answer, "{" CLICKSEND_FINE ",\"data\":{\"current_page\":1,\"data\":[");
      for (guint i = 0; i < call->server->received->len; i++)
        {
          CrmTestSms *sms = call->server->received->pdata[i];
          g_autofree char *text = crm_test_sms_quote (sms->text);

          crm_test_sms_reply (call, 200,
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
  const char *to = crm_test_sms_at_path (call->json, "$.recipients[0]");

  if (!g_str_equal (call->method, "POST") || !call->json)
    crm_test_sms_complain (call, "JSON by POST");
  else if (g_strcmp0 (call->authorization, "Bearer secret") != 0)
    crm_test_sms_reply (
        call, 200, "{\"response_code\":105,\"response_status\":\"REQUIRED_AUTH\",\"response_result\":null}");
  else if (crm_test_sms_call_is (call, "POST", "/user/balance.json"))
    crm_test_sms_reply (
        call, 200, "{\"response_code\":0,\"response_status\":\"OK\",\"response_result\":{\"balance\":12.5}}");
  else if (crm_test_sms_call_is (call, "POST", "/message/send.json"))
    {
      const char *text = crm_test_sms_at_path (call->json, "$.sms.text");

      if (!crm_test_sms_matches (to, "^[0-9]{10,15}$") || !text ||
          !crm_test_sms_at_path (call->json, "$.sms.sender"))
        crm_test_sms_complain (call, "recipients, sms.text, sms.sender");
      else if (g_str_equal (to, CRM_TEST_SMS_REFUSED + 1))
        crm_test_sms_reply (call, 200,
            "{\"response_code\":502,\"response_status\":\"NOT_ALLOWED_RECIPIENT_COUNTRY\",\"response_"
            "result\":null}");
      else
        {
          CrmTestSms *sms =
              crm_test_sms_take (call, NULL, to, crm_test_sms_at_path (call->json, "$.sms.sender"), text);

          crm_test_sms_reply (call, 200,
              "{\"response_code\":800,\"response_status\":\"SUCCESS_MESSAGE_ACCEPTED\",\"response_result\":[{"
              "\"phone\":\"%s\",\"response_code\":0,\"message_id\":\"%s\",\"response_status\":\"OK\"}]}",
              to, sms->id);
        }
    }
  else if (crm_test_sms_call_is (call, "POST", "/message/status.json"))
    {
      CrmTestSms *sms = crm_test_sms_find (call, crm_test_sms_at_path (call->json, "$.messages[0]"));

      g_string_append (call->answer, "{\"response_code\":0,\"response_status\":\"OK\",\"response_result\":[");
      if (sms)
        crm_test_sms_reply (call, 200,
            "{\"message_id\":\"%s\",\"response_code\":0,\"response_status\":\"OK\",\"recipient\":\"%s\","
            "\"updated\":\"2026-11-19 12:00:00\",\"status\":\"%s\",\"type\":\"sms\"}",
            sms->id, sms->to, g_str_equal (sms->state, "delivered") ? "Delivered" : "Sent");
      g_string_append (call->answer, "]}");
    }
  else
    return FALSE;
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
    { "bird", crm_test_sms_bird },
    { "messagebird", messagebird },
    { "clicksend", clicksend },
    { "turbosms", turbosms },
    { "smsc", crm_test_sms_smsc },
    { "smsru", crm_test_sms_smsru },
    { "android-sms-gateway", crm_test_sms_android },
    { "generic-http", crm_test_sms_generic },
  };

  for (guint i = 0; i < G_N_ELEMENTS (apis); i++)
    if (g_str_equal (apis[i].provider, provider))
      return apis[i].api;
  g_assert_not_reached ();
}
