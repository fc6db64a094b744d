/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crm-test-sms-private.h"

/* More APIs of providers, each as its own documentation describes it: those of Ukraine and Russia, of Bird, of a phone, and of any gateway.
 * Main thread. */

/* ---- SMSC: https://smsc.ru/api/http/ */

static CrmTestSms *
find_by_key (CrmTestSmsCall *call, const char *key)
{
  for (guint i = 0; i < call->server->sent->len; i++)
    {
      CrmTestSms *sms = call->server->sent->pdata[i];

      if (key && g_strcmp0 (sms->key, key) == 0)
        return sms;
    }
  return NULL;
}

gboolean
crm_test_sms_smsc (CrmTestSmsCall *call)
{
  const char *phones = crm_test_sms_call_get (call->form, "phones");

  if (!crm_test_sms_is_form (call))
    return TRUE;
  if (g_strcmp0 (crm_test_sms_call_get (call->form, "fmt"), "3") != 0)
    crm_test_sms_complain (call, "fmt=3");
  else if (g_strcmp0 (crm_test_sms_call_get (call->form, "login"), "me") != 0 ||
           g_strcmp0 (crm_test_sms_call_get (call->form, "psw"), "secret") != 0)
    crm_test_sms_reply (call, 200, "{\"error\":\"authorise error\",\"error_code\":2}");
  else if (crm_test_sms_call_is (call, "POST", "/sys/balance.php"))
    crm_test_sms_reply (call, 200, "{\"balance\":\"12.50\",\"currency\":\"RUR\"}");
  else if (crm_test_sms_call_is (call, "POST", "/sys/send.php"))
    {
      const char *cost = crm_test_sms_call_get (call->form, "cost");

      if (!crm_test_sms_call_only (call, call->form, "login psw phones mes id sender charset cost op fmt"))
        return TRUE;
      if (!crm_test_sms_call_get (call->form, "mes") ||
          g_strcmp0 (crm_test_sms_call_get (call->form, "charset"), "utf-8") != 0)
        crm_test_sms_complain (call, "mes and charset");
      else if (!crm_test_sms_matches (phones, "^\\+?[0-9]{7,15}$") ||
               g_str_equal (phones, CRM_TEST_SMS_REFUSED))
        crm_test_sms_reply (call, 200, "{\"error\":\"invalid number\",\"error_code\":7,\"id\":1}");
      else if (crm_test_sms_call_get (call->form, "id") &&
               !crm_test_sms_matches (crm_test_sms_call_get (call->form, "id"), "^[A-Za-z0-9._-]{1,40}$"))
        crm_test_sms_complain (call, "id: at most 40 letters and digits");
      else if (g_strcmp0 (cost, "1") == 0)
        crm_test_sms_reply (call, 200, "{\"cost\":\"2.35\",\"cnt\":1}");
      else
        {
          CrmTestSms *sms = crm_test_sms_take (call, crm_test_sms_call_get (call->form, "id"), phones,
              crm_test_sms_call_get (call->form, "sender"), crm_test_sms_call_get (call->form, "mes"));

          crm_test_sms_reply (call, 200,
              "{\"id\":\"%s\",\"cnt\":1,\"cost\":\"2.35\",\"balance\":\"10.15\",\"phones\":[{\"phone\":\"%"
              "s\","
              "\"mccmnc\":\"25501\",\"cost\":\"2.35\",\"status\":\"0\"}]}",
              sms->key, phones + (*phones == '+'));
        }
    }
  else if (crm_test_sms_call_is (call, "POST", "/sys/status.php"))
    {
      CrmTestSms *sms = find_by_key (call, crm_test_sms_call_get (call->form, "id"));

      if (!sms || !crm_test_sms_call_get (call->form, "phone") ||
          !strstr (sms->to, crm_test_sms_call_get (call->form, "phone")))
        crm_test_sms_reply (call, 200, "{\"status\":-3,\"last_date\":\"\",\"last_timestamp\":0}");
      else
        crm_test_sms_reply (call, 200, "{\"status\":%d,\"last_timestamp\":%" G_GINT64_FORMAT "}",
            g_str_equal (sms->state, "delivered"), sms->at / G_USEC_PER_SEC);
    }
  else if (crm_test_sms_call_is (call, "POST", "/sys/get.php"))
    {
      gint64 after_id = crm_test_sms_call_get (call->form, "after_id")
                            ? g_ascii_strtoll (crm_test_sms_call_get (call->form, "after_id"), NULL, 10)
                            : 0;
      const char *comma = "";

      if (g_strcmp0 (crm_test_sms_call_get (call->form, "get_answers"), "1") != 0)
        crm_test_sms_complain (call, "get_answers");
      g_string_append_c (call->answer, '[');
      for (guint i = 0; i < call->server->received->len; i++)
        {
          CrmTestSms *sms = call->server->received->pdata[i];
          g_autofree char *text = crm_test_sms_quote (sms->text);
          g_autofree char *date = crm_test_sms_say_time (sms->at + 3 * G_TIME_SPAN_HOUR, "%d.%m.%Y %H:%M:%S");

          if (g_ascii_strtoll (sms->id, NULL, 10) <= after_id)
            continue;
          crm_test_sms_reply (call, 200,
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

gboolean
crm_test_sms_smsru (CrmTestSmsCall *call)
{
  const char *to = crm_test_sms_call_get (call->form, "to");
  gboolean refused = g_strcmp0 (to, CRM_TEST_SMS_REFUSED + 1) == 0;

  if (!crm_test_sms_is_form (call))
    return TRUE;
  if (g_strcmp0 (crm_test_sms_call_get (call->form, "json"), "1") != 0)
    crm_test_sms_complain (call, "json=1");
  else if (g_strcmp0 (crm_test_sms_call_get (call->form, "api_id"), "key12345") != 0)
    crm_test_sms_reply (
        call, 200, "{\"status\":\"ERROR\",\"status_code\":200,\"status_text\":\"Неправильный api_id\"}");
  else if (crm_test_sms_call_is (call, "POST", "/auth/check"))
    crm_test_sms_reply (call, 200, "{\"status\":\"OK\",\"status_code\":100}");
  else if (crm_test_sms_call_is (call, "POST", "/my/balance"))
    crm_test_sms_reply (call, 200, "{\"status\":\"OK\",\"status_code\":100,\"balance\":12.5}");
  else if (crm_test_sms_call_is (call, "POST", "/sms/send") ||
           crm_test_sms_call_is (call, "POST", "/sms/cost"))
    {
      if (!crm_test_sms_call_only (call, call->form, "api_id to msg from json") ||
          !crm_test_sms_call_get (call->form, "msg") || !crm_test_sms_matches (to, "^[0-9]{7,15}$"))
        crm_test_sms_complain (call, "to and msg");
      else if (refused)
        crm_test_sms_reply (call, 200,
            "{\"status\":\"OK\",\"status_code\":100,\"sms\":{\"%s\":{\"status\":\"ERROR\",\"status_code\":"
            "207,"
            "\"status_text\":\"На этот номер нельзя отправлять сообщения\"}},\"balance\":12.5}",
            to);
      else if (g_str_has_suffix (call->path, "cost"))
        crm_test_sms_reply (call, 200,
            "{\"status\":\"OK\",\"status_code\":100,\"sms\":{\"%s\":{\"status\":\"OK\",\"status_code\":100,"
            "\"cost\":2.35,\"sms\":1}},\"total_cost\":2.35,\"total_sms\":1}",
            to);
      else
        crm_test_sms_reply (call, 200,
            "{\"status\":\"OK\",\"status_code\":100,\"sms\":{\"%s\":{\"status\":\"OK\",\"status_code\":100,"
            "\"sms_id\":\"%s\"}},\"balance\":10.15}",
            to,
            crm_test_sms_take (call, NULL, to, crm_test_sms_call_get (call->form, "from"),
                crm_test_sms_call_get (call->form, "msg"))
                ->id);
    }
  else if (crm_test_sms_call_is (call, "POST", "/sms/status"))
    {
      g_auto (GStrv) ids = g_strsplit (crm_test_sms_call_get (call->form, "sms_id"), ",", -1);

      g_string_append (call->answer, "{\"status\":\"OK\",\"status_code\":100,\"sms\":{");
      for (guint i = 0; ids[i]; i++)
        {
          CrmTestSms *sms = crm_test_sms_find (call, ids[i]);

          crm_test_sms_reply (call, 200,
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

/* ---- Bird: the models of bird-sdk-python */

static void
bird_message (CrmTestSmsCall *call, const CrmTestSms *sms, gboolean incoming)
{
  g_autofree char *text = crm_test_sms_quote (sms->text);
  g_autofree char *date = crm_test_sms_say_time (sms->at, "%Y-%m-%dT%H:%M:%SZ");

  crm_test_sms_reply (call, call->status,
      "{\"id\":\"%s\",\"direction\":\"%s\",\"status\":\"%s\",\"to\":\"%s\",\"from\":\"%s\",\"text\":%s,"
      "\"category\":null,\"segments\":{\"count\":1,\"encoding\":\"UCS2\",\"characters\":9},"
      "\"cost\":{\"amount\":\"0.00990\",\"currency_code\":\"USD\",\"transaction_amount\":\"0.00790\","
      "\"passthrough_amount\":\"0.00200\"},\"metadata\":{\"key\":\"%s\"},\"created_at\":\"%s\",\"sent_at\":"
      "null,"
      "\"delivered_at\":null}",
      sms->id, incoming ? "inbound" : "outbound",
      incoming                           ? "received"
      : g_str_equal (sms->state, "sent") ? "accepted"
                                         : sms->state,
      incoming ? CRM_TEST_SMS_SENDER : sms->to, incoming ? sms->to : sms->sender, text,
      incoming ? "" : sms->key, date);
}

/* Newest first, two on a page; the cursor is the number of those before. */
static void
bird_list (CrmTestSmsCall *call)
{
  gboolean incoming = g_strcmp0 (crm_test_sms_call_get (call->query, "direction"), "inbound") == 0;
  GPtrArray *all = incoming ? call->server->received : call->server->sent;
  const char *to = crm_test_sms_call_get (call->query, "to"),
             *after = crm_test_sms_call_get (call->query, "starting_after");
  gint64 since = crm_test_sms_read_time (crm_test_sms_call_get (call->query, "created_after"));
  guint skip = after ? (guint)g_ascii_strtoull (after, NULL, 10) : 0, n = 0, shown = 0;

  if (!crm_test_sms_call_only (call, call->query, "limit starting_after created_after direction to"))
    return;
  g_string_append (call->answer, "{\"data\":[");
  for (guint i = all->len; i-- > 0;)
    {
      CrmTestSms *sms = all->pdata[i];

      if (sms->at < since || (to && !g_str_equal (to, sms->to)) || n++ < skip || shown == 2)
        continue;
      g_string_append (call->answer, shown++ ? "," : "");
      bird_message (call, sms, incoming);
    }
  if (n > skip + shown)
    crm_test_sms_reply (call, 200, "],\"next_cursor\":\"%u\"}", skip + shown);
  else
    g_string_append (call->answer, "],\"next_cursor\":null,\"prev_cursor\":null,\"refresh_cursor\":null}");
}

gboolean
crm_test_sms_bird (CrmTestSmsCall *call)
{
  const char *to = crm_test_sms_at_path (call->json, "$.to"),
             *key = crm_test_sms_at_path (call->json, "$.metadata.key");
  const char *id;

  if (g_strcmp0 (call->authorization, "Bearer key12345") != 0)
    crm_test_sms_reply (
        call, 401, "{\"error\":{\"type\":\"auth\",\"code\":\"E01\",\"message\":\"Bad key\"}}");
  else if (crm_test_sms_call_is (call, "POST", "/v1/sms/messages"))
    {
      const char *category = crm_test_sms_at_path (call->json, "$.category"),
                 *from = crm_test_sms_at_path (call->json, "$.from"),
                 *text = crm_test_sms_at_path (call->json, "$.text");

      if (!crm_test_sms_matches (category, "^(transactional|marketing|authentication|service)$") || !from ||
          !text || !key)
        crm_test_sms_complain (call, "category, from, text, metadata");
      else if (!crm_test_sms_matches (to, "^\\+[1-9][0-9]{6,14}$") || g_str_equal (to, CRM_TEST_SMS_REFUSED))
        crm_test_sms_reply (call, 422,
            "{\"error\":{\"type\":\"validation\",\"code\":\"SMSInvalidRecipient\",\"message\":\"No such "
            "number\"}}");
      else
        {
          CrmTestSms *sms = crm_test_sms_find (call, key);

          /* The same key is the same message. */
          call->status = 202;
          bird_message (call, sms ? sms : crm_test_sms_take (call, key, to, from, text), FALSE);
        }
    }
  else if (crm_test_sms_call_is (call, "GET", "/v1/sms/messages"))
    bird_list (call);
  else if ((id = crm_test_sms_call_after (call, "GET", "/v1/sms/messages/")))
    {
      CrmTestSms *sms = crm_test_sms_find (call, id);

      if (sms)
        bird_message (call, sms, FALSE);
      else
        crm_test_sms_reply (
            call, 404, "{\"error\":{\"type\":\"not_found\",\"message\":\"No such message\"}}");
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

  crm_test_sms_reply (call, call->status,
      "{\"id\":\"%s\",\"deviceId\":\"d\",\"state\":\"%s\",\"isHashed\":false,\"isEncrypted\":false,"
      "\"recipients\":[{"
      "\"phoneNumber\":\"%s\",\"state\":\"%s\"}],\"states\":{}}",
      sms->key, state, sms->to, state);
}

gboolean
crm_test_sms_android (CrmTestSmsCall *call)
{
  const char *to = crm_test_sms_at_path (call->json, "$.phoneNumbers[0]");
  const char *id;

  if (!crm_test_sms_is_basic (call, "me:secret"))
    crm_test_sms_reply (call, 401, "%s", "");
  else if (crm_test_sms_call_is (call, "POST", "/messages"))
    {
      const char *key = crm_test_sms_at_path (call->json, "$.id"),
                 *text = crm_test_sms_at_path (call->json, "$.textMessage.text");

      if (!crm_test_sms_matches (key, "^.{1,36}$") || !text || !to)
        crm_test_sms_complain (call, "id, textMessage.text, phoneNumbers");
      else if (!crm_test_sms_matches (to, "^\\+[0-9]{7,15}$") || g_str_equal (to, CRM_TEST_SMS_REFUSED))
        crm_test_sms_reply (call, 400, "{\"message\":\"Invalid phone number\"}");
      else if (crm_test_sms_find (call, key))
        crm_test_sms_reply (call, 409, "{\"message\":\"Message with such ID already exists\"}");
      else
        {
          call->status = 202;
          android_message (call, crm_test_sms_take (call, key, to, NULL, text));
        }
    }
  else if (crm_test_sms_call_is (call, "GET", "/messages"))
    crm_test_sms_reply (call, 200, "[]");
  else if ((id = crm_test_sms_call_after (call, "GET", "/messages/")))
    {
      CrmTestSms *sms = crm_test_sms_find (call, id);

      if (sms)
        android_message (call, sms);
      else
        call->status = 404;
    }
  else if (crm_test_sms_call_is (call, "GET", "/inbox"))
    {
      gint64 from = crm_test_sms_read_time (crm_test_sms_call_get (call->query, "from"));
      const char *comma = "";

      if (!crm_test_sms_call_only (
              call, call->query, "type limit offset from to deviceId includeAttachments"))
        return TRUE;
      if (!from || g_strcmp0 (crm_test_sms_call_get (call->query, "type"), "SMS") != 0)
        crm_test_sms_complain (call, "type and from");
      g_string_append_c (call->answer, '[');
      for (guint i = call->server->received->len; i-- > 0;)
        {
          CrmTestSms *sms = call->server->received->pdata[i];
          g_autofree char *text = crm_test_sms_quote (sms->text);
          g_autofree char *date = crm_test_sms_say_time (sms->at, "%Y-%m-%dT%H:%M:%S.000+00:00");

          if (sms->at < from)
            continue;
          crm_test_sms_reply (call, 200,
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

gboolean
crm_test_sms_generic (CrmTestSmsCall *call)
{
  const char *to = crm_test_sms_call_get (call->form, "to");

  if (!crm_test_sms_is_form (call) ||
      !crm_test_sms_call_only (call, call->form, "login password to from text"))
    return TRUE;
  if (g_strcmp0 (crm_test_sms_call_get (call->form, "password"), "secret") != 0)
    crm_test_sms_reply (call, 403, "ACCESS DENIED");
  else if (!crm_test_sms_matches (to, "^[0-9]{7,15}$") || g_str_equal (to, CRM_TEST_SMS_REFUSED + 1))
    crm_test_sms_reply (call, 200, "ERROR: no such number");
  else
    crm_test_sms_reply (call, 200, "OK %s",
        crm_test_sms_take (call, NULL, to, crm_test_sms_call_get (call->form, "from"),
            crm_test_sms_call_get (call->form, "text"))
            ->id);
  return TRUE;
}
