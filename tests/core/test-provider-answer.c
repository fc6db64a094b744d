/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/crm-clock.h"
#include "channel/crm-provider.h"

/* What answers of providers mean: JSON, XML and lines of text; statuses of HTTP; errors in words; and answers that are none. Main thread. */

#define NOW (G_GINT64_CONSTANT (1795082400) * G_USEC_PER_SEC) /* 2026-11-19 10:00 UTC */
#define KEY "0123456789abcdef0123456789abcdef"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFetched, crm_fetched_free)

static const CrmOutgoing message = { (char *)KEY, (char *)"+380671234567", NULL, NULL, (char *)"Hello" };

static gint64
now (gpointer data)
{
  return NOW;
}

static CrmProvider *
load (const char *id)
{
  g_autoptr (GBytes) bytes = crm_provider_dup_definition (id);
  g_autoptr (GError) error = NULL;
  CrmProvider *provider =
      crm_provider_new (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), &error);

  g_assert_no_error (error);
  return provider;
}

/* One that only has the given entries of send.answer. */
static CrmProvider *
make (const char *answer)
{
  g_autofree char *json = g_strdup_printf (
      "{\"format\":1,\"id\":\"x\",\"name\":\"X\",\"send\":{\"request\":{\"url\":\"https://x.example/\"},"
      "\"answer\":{%s}}}",
      answer);
  g_autoptr (GError) error = NULL;
  CrmProvider *provider = crm_provider_new (json, -1, &error);

  g_assert_no_error (error);
  return provider;
}

static CrmHttpAnswer
answer_of (guint status, const char *body)
{
  return (CrmHttpAnswer){ status, NULL, NULL, g_bytes_new (body, strlen (body)) };
}

static CrmSent *
read_send (CrmProvider *provider, guint status, const char *body, GError **error)
{
  CrmHttpAnswer answer = answer_of (status, body);
  CrmSent *sent = crm_provider_read_send (provider, &answer, error);

  g_bytes_unref (answer.body);
  return sent;
}

static void
test_send (void)
{
  static const struct
  {
    const char *provider;
    guint status;
    const char *body;
    int code;         /* of the error; -1: it was taken */
    const char *said; /* in the error, or the name of the message */
  } cases[] = {
    { "twilio", 201, "{\"sid\":\"SM1\",\"status\":\"queued\"}", -1, "SM1" },
    { "twilio", 201, "{\"sid\":\"SM1\",\"status\":\"new word\"}", -1, "SM1" },
    { "twilio", 400, "{\"code\":21211,\"message\":\"bad number\"}", CRM_CHANNEL_ERROR_REFUSED, "bad number" },
    { "twilio", 400, "{\"code\":21610,\"message\":\"x\"}", CRM_CHANNEL_ERROR_REFUSED, "wrote STOP" },
    { "twilio", 401, "{\"code\":20003,\"message\":\"Authenticate\"}", CRM_CHANNEL_ERROR_CREDENTIALS,
        "Authenticate" },
    { "twilio", 429, "{\"code\":20429}", CRM_CHANNEL_ERROR_RATE_LIMITED, "too many" },
    { "twilio", 400, "<html>", CRM_CHANNEL_ERROR_REFUSED, "refused" },
    { "twilio", 500, "", CRM_CHANNEL_ERROR_UNCERTAIN, "did not say" },
    { "twilio", 503, "", CRM_CHANNEL_ERROR_UNCERTAIN, "did not say" },
    { "twilio", 408, "", CRM_CHANNEL_ERROR_UNCERTAIN, "did not say" },
    { "twilio", 201, "", CRM_CHANNEL_ERROR_UNCERTAIN, "did not say" },
    { "twilio", 201, "{}", CRM_CHANNEL_ERROR_UNCERTAIN, "did not say" },
    { "twilio", 201, "[]", CRM_CHANNEL_ERROR_UNCERTAIN, "did not say" },
    { "twilio", 201, "{\"sid\":\"SM1\",\"status\":\"failed\",\"error_message\":\"no\"}",
        CRM_CHANNEL_ERROR_REFUSED, "no" },
    { "twilio", 201, "{\"sid\":\"SM1\",\"status\":\"undelivered\",\"error_message\":null}",
        CRM_CHANNEL_ERROR_REFUSED, "The message could not be delivered." },
    { "twilio", 302, "", CRM_CHANNEL_ERROR_UNCERTAIN, "did not say" },
    { "twilio", 308, "", CRM_CHANNEL_ERROR_PROTOCOL, "another address" },
    { "vonage", 200, "{\"messages\":[{\"status\":\"0\",\"message-id\":\"A\"}]}", -1, "A" },
    { "vonage", 200, "{\"messages\":[{\"status\":\"1\",\"error-text\":\"Throttled\"}]}",
        CRM_CHANNEL_ERROR_RATE_LIMITED, "Throttled" },
    { "vonage", 200, "{\"messages\":[{\"status\":\"4\",\"error-text\":\"Bad\"}]}",
        CRM_CHANNEL_ERROR_CREDENTIALS, "Bad" },
    { "vonage", 200, "{\"messages\":[{\"status\":\"5\",\"error-text\":\"Internal\"}]}",
        CRM_CHANNEL_ERROR_UNCERTAIN, "Internal" },
    { "vonage", 200, "{\"messages\":[{\"status\":\"9\"}]}", CRM_CHANNEL_ERROR_REFUSED, "no money" },
    { "vonage", 200, "{\"messages\":[]}", CRM_CHANNEL_ERROR_UNCERTAIN, "did not say" },
    { "smsru", 200,
        "{\"status_code\":100,\"sms\":{\"79250000001\":{\"status_code\":100,\"sms_id\":\"0-1\"}}}", -1,
        "0-1" },
    { "smsru", 200, "{\"status_code\":100,\"sms\":{\"7\":{\"status_code\":207,\"status_text\":\"нельзя\"}}}",
        CRM_CHANNEL_ERROR_REFUSED, "нельзя" },
    { "smsru", 200, "{\"status_code\":201}", CRM_CHANNEL_ERROR_REFUSED, "no money" },
    { "smsru", 200, "{\"status_code\":220,\"status_text\":\"позже\"}", CRM_CHANNEL_ERROR_UNREACHABLE,
        "позже" },
    { "smsru", 200, "{\"status_code\":300}", CRM_CHANNEL_ERROR_CREDENTIALS, "sign-in" },
    { "smsc", 200, "{\"id\":7,\"cnt\":1,\"phones\":[{\"phone\":\"380\"}]}", -1, "7:380" },
    { "smsc", 200, "{\"id\":7,\"cnt\":1}", -1, "7" },
    { "smsc", 200, "{\"error\":\"x\",\"error_code\":9}", CRM_CHANNEL_ERROR_RATE_LIMITED, "x" },
    { "turbosms", 200,
        "{\"response_code\":800,\"response_result\":[{\"response_code\":0,\"message_id\":\"m\"}]}", -1, "m" },
    { "turbosms", 200,
        "{\"response_code\":203,\"response_status\":\"REQUIRED_BALANCE\",\"response_result\":null}",
        CRM_CHANNEL_ERROR_REFUSED, "no money" },
    { "turbosms", 200, "{\"response_code\":999,\"response_status\":\"FATAL_ERROR\"}",
        CRM_CHANNEL_ERROR_UNCERTAIN, "FATAL" },
    { "clicksend", 200,
        "{\"response_code\":\"SUCCESS\",\"data\":{\"messages\":[{\"status\":\"INSUFFICIENT_CREDIT\"}]}}",
        CRM_CHANNEL_ERROR_REFUSED, "no money" },
    { "generic-http", 200, "OK", -1, NULL },
    { "generic-http", 200, "Fatal ERROR 5", CRM_CHANNEL_ERROR_REFUSED, "Fatal ERROR 5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CrmProvider) provider = load (cases[i].provider);
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmSent) sent = read_send (provider, cases[i].status, cases[i].body, &error);

      g_test_message ("%s %u %s", cases[i].provider, cases[i].status, cases[i].body);
      if (cases[i].code < 0)
        {
          g_assert_no_error (error);
          g_assert_cmpstr (sent->remote_id, ==, cases[i].said);
          g_assert_cmpstr (sent->state, ==, "sent");
        }
      else
        {
          g_assert_null (sent);
          g_assert_error (error, CRM_CHANNEL_ERROR, cases[i].code);
          /* Our own words are not put into the provider's mouth. */
          g_assert_null (strstr (error->message, "“The message"));
          if (!strstr (error->message, cases[i].said))
            g_error ("“%s” does not say “%s”", error->message, cases[i].said);
        }
    }
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *answer; /* in the file */
    const char *body;
    const char *id; /* NULL: not understood */
    gint64 micros;
    int parts;
  } cases[] = {
    { "\"type\":\"xml\",\"id\":\"reply.message@id\"", "<reply><message id='5'>ok</message></reply>", NULL, 0,
        0 },
    { "\"type\":\"xml\",\"id\":\"reply.message.@id\",\"price\":\"reply.cost\"",
        "<?xml version=\"1.0\"?><reply><message id='5'>ok</message><cost> 1.25 </cost></reply>", "5", 1250000,
        0 },
    { "\"type\":\"xml\",\"items\":\"reply.m[*]\",\"id\":\"id\"",
        "<reply><m><id>1</id></m><m><id>2</id></m></reply>", "1", 0, 0 },
    { "\"type\":\"xml\",\"items\":\"reply.m[*]\",\"id\":\"id\"",
        "<reply><m><id><![CDATA[a<b]]></id></m></reply>", "a<b", 0, 0 },
    { "\"type\":\"xml\",\"id\":\"reply.id\"", "<reply><id>1</reply>", NULL, 0, 0 },
    { "\"type\":\"xml\",\"id\":\"reply.id\"",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><reply><id>&x;</id></reply>", NULL, 0, 0 },
    { "\"type\":\"text\",\"separator\":\";\",\"pairs\":\"=\",\"id\":\"ID\",\"price\":\"COST\"",
        "ID=17; COST=0,05\n", "17", 50000, 0 },
    { "\"type\":\"text\",\"separator\":\":\",\"success\":{\"1\":[\"OK*\"]},\"id\":\"2\"", "OK 1:abc", "abc",
        0, 0 },
    { "\"type\":\"text\",\"success\":{\"lines[0].all\":[\"100\"]},\"id\":\"lines[1].all\"",
        "100\n200-1\nbalance=5", "200-1", 0, 0 },
    { "\"id\":\"a.b[1].c\",\"price\":\"p\",\"parts\":\"n\"",
        "{\"a\":{\"b\":[{},{\"c\":\"x\"}]},\"p\":-0.0075,\"n\":3}", "x", 7500, 3 },
    { "\"id\":\"id\"", "\xEF\xBB\xBF{\"id\":12345678901}", "12345678901", 0, 0 },
    { "\"id\":\"id\"", "{\"id\":{\"no\":1}}", NULL, 0, 0 },
    { "\"id\":\"id\"", "{\"id\":null}", NULL, 0, 0 },
    { "\"id\":\"=fixed\"", "{}", "fixed", 0, 0 },
    { "\"id\":\"x|y|id\"", "{\"y\":\"2\",\"id\":\"3\"}", "2", 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CrmProvider) provider = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmSent) sent = NULL;

      g_test_message ("%s | %s", cases[i].answer, cases[i].body);
      provider = make (cases[i].answer);
      sent = read_send (provider, 200, cases[i].body, &error);
      if (!cases[i].id)
        {
          g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNCERTAIN);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (sent->remote_id, ==, cases[i].id);
      g_assert_cmpint (sent->price.micros, ==, cases[i].micros);
      g_assert_cmpint (sent->parts, ==, cases[i].parts);
    }
}

static void
test_monsters (void)
{
  g_autoptr (CrmProvider) json = make ("\"id\":\"id\"");
  g_autoptr (CrmProvider) xml = make ("\"type\":\"xml\",\"id\":\"a\"");
  g_autoptr (CrmProvider) text = make ("\"type\":\"text\",\"id\":\"all\"");
  g_autofree char *brackets = g_strnfill (1000000, '[');
  g_autoptr (GString) elements = g_string_new (NULL);
  g_autofree char *huge = g_strnfill (4 * 1024 * 1024 + 1, '1');
  g_autofree char *words = g_strnfill (100000, 'w');
  g_autofree char *refusal = g_strdup_printf ("{\"id\":1,\"message\":\"%s\\u0007\"}", words);
  g_autoptr (CrmProvider) wordy = make ("\"error_text\":\"message\"");
  CrmProvider *const providers[] = { json, xml, text };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (elements, "<a>");
  g_assert_null (read_send (json, 200, brackets, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNCERTAIN);
  g_clear_error (&error);
  g_assert_null (read_send (json, 200, "0{\"id\":\"1\"}", &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNCERTAIN);
  g_clear_error (&error);
  g_assert_null (read_send (xml, 200, elements->str, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNCERTAIN);
  g_clear_error (&error);
  for (guint i = 0; i < G_N_ELEMENTS (providers); i++)
    {
      g_assert_null (read_send (providers[i], 200, huge, &error));
      g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNCERTAIN);
      g_clear_error (&error);
    }
  g_assert_null (read_send (wordy, 400, refusal, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED);
  g_assert_cmpuint (strlen (error->message), <, 400);
  g_assert_null (strchr (error->message, '\a'));
}

static void
test_charset (void)
{
  g_autoptr (CrmProvider) provider =
      make ("\"type\":\"text\",\"failure\":{\"all\":[\"помил*\"]},\"error_text\":\"all\"");
  CrmHttpAnswer answer = { 200, NULL, "text/plain; charset=windows-1251",
    g_bytes_new_static ("\xEF\xEE\xEC\xE8\xEB\xEA\xE0", 7) };
  g_autoptr (GError) error = NULL;

  g_assert_null (crm_provider_read_send (provider, &answer, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "помилка"));
  g_bytes_unref (answer.body);
}

static void
test_retry_after (void)
{
  static const struct
  {
    guint status;
    const char *header;
    int code;
    guint seconds;
  } cases[] = {
    { 429, NULL, CRM_CHANNEL_ERROR_RATE_LIMITED, 0 },
    { 429, "30", CRM_CHANNEL_ERROR_RATE_LIMITED, 30 },
    { 429, "99999999999", CRM_CHANNEL_ERROR_RATE_LIMITED, 86400 },
    { 429, "soon", CRM_CHANNEL_ERROR_RATE_LIMITED, 0 },
    { 429, "-5", CRM_CHANNEL_ERROR_RATE_LIMITED, 0 },
    { 503, "Thu, 19 Nov 2026 10:02:00 GMT", CRM_CHANNEL_ERROR_RATE_LIMITED, 120 },
    { 503, "Thu, 19 Nov 2026 09:00:00 GMT", CRM_CHANNEL_ERROR_RATE_LIMITED, 0 },
    { 503, NULL, CRM_CHANNEL_ERROR_UNCERTAIN, 0 },
  };
  g_autoptr (CrmProvider) provider = load ("twilio");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CrmHttpAnswer answer = { cases[i].status, cases[i].header, NULL, NULL };
      g_autoptr (GError) error = NULL;

      g_test_message ("%u %s", cases[i].status, cases[i].header);
      g_assert_null (crm_provider_read_send (provider, &answer, &error));
      g_assert_error (error, CRM_CHANNEL_ERROR, cases[i].code);
      g_assert_cmpuint (crm_channel_error_get_retry_after (error), ==, cases[i].seconds);
    }
}

static void
test_states (void)
{
  g_autoptr (CrmProvider) provider = load ("smsru");
  CrmHttpAnswer answer = answer_of (200,
      "{\"status\":\"OK\",\"status_code\":100,\"sms\":{\"0-1\":{\"status_code\":103,\"cost\":\"0.50\"},"
      "\"0-2\":{\"status_code\":104,\"status_text\":\"Не может быть доставлено\"},"
      "\"0-3\":{\"status_code\":-1},\"0-4\":{\"status_code\":777}}}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) states = crm_provider_read_states (provider, &answer, &error);
  const CrmSent *sent;

  g_assert_no_error (error);
  g_assert_cmpuint (states->len, ==, 3);
  sent = states->pdata[0];
  g_assert_cmpstr (sent->remote_id, ==, "0-1");
  g_assert_cmpstr (sent->state, ==, "delivered");
  g_assert_cmpint (sent->price.micros, ==, 500000);
  g_assert_cmpstr (sent->price.currency, ==, "RUB");
  sent = states->pdata[1];
  g_assert_cmpstr (sent->state, ==, "failed");
  g_assert_cmpstr (sent->error, ==, "Не может быть доставлено");
  sent = states->pdata[2];
  g_assert_cmpstr (sent->remote_id, ==, "0-4");
  g_assert_null (sent->state);
  g_bytes_unref (answer.body);
}

/* What of one answer to a look-up: the name found, or the error. */
static char *
say_look_up (CrmProvider *provider, const CrmHttpAnswer *answer, gint64 since)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmSent) found = crm_provider_read_look_up (provider, answer, &message, since, &error);

  if (!found)
    return g_strdup (
        g_error_matches (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNCERTAIN) ? "uncertain" : "error");
  return found->remote_id ? g_strdup_printf ("%s %s", found->remote_id, found->state) : g_strdup ("none");
}

static void
check_look_up (const char *id, guint status, const char *body, gint64 since, const char *expected)
{
  g_autoptr (CrmProvider) provider = load (id);
  CrmHttpAnswer answer = answer_of (status, body);
  g_autofree char *said = say_look_up (provider, &answer, since);

  g_assert_cmpstr (said, ==, expected);
  g_bytes_unref (answer.body);
}

static void
test_look_up (void)
{
  /* The newest of the same words since then; the trial account has put its line before it. */
  check_look_up ("twilio", 200,
      "{\"messages\":["
      "{\"sid\":\"SM1\",\"direction\":\"outbound-api\",\"to\":\"+380671234567\",\"body\":\"Other\","
      "\"status\":\"sent\",\"date_created\":\"Thu, 19 Nov 2026 09:59:30 +0000\"},"
      "{\"sid\":\"SM2\",\"direction\":\"inbound\",\"to\":\"+380671234567\",\"body\":\"Hello\","
      "\"date_created\":\"Thu, 19 Nov 2026 09:59:30 +0000\"},"
      "{\"sid\":\"SM3\",\"direction\":\"outbound-api\",\"to\":\"+380671234567\",\"body\":\"Sent from your "
      "Twilio trial account - Hello\",\"status\":\"delivered\","
      "\"date_created\":\"Thu, 19 Nov 2026 09:59:00 +0000\"},"
      "{\"sid\":\"SM4\",\"direction\":\"outbound-api\",\"to\":\"+380671234567\",\"body\":\"Hello\","
      "\"status\":\"failed\",\"date_created\":\"Thu, 19 Nov 2026 09:58:00 +0000\"}]}",
      NOW - 2 * G_TIME_SPAN_MINUTE, "SM3 delivered");
  /* An empty list, other words (Twilio may change letters), a time before, a time that is not told: none of it proves that it was not taken. */
  check_look_up ("twilio", 200, "{\"messages\":[]}", NOW, "uncertain");
  check_look_up ("twilio", 200,
      "{\"messages\":[{\"sid\":\"SM1\",\"direction\":\"outbound-api\",\"to\":\"+380671234567\",\"body\":"
      "\"Hallo\",\"status\":\"sent\",\"date_created\":\"Thu, 19 Nov 2026 10:00:00 +0000\"}]}",
      NOW, "uncertain");
  check_look_up ("twilio", 200,
      "{\"messages\":[{\"sid\":\"SM1\",\"direction\":\"outbound-api\",\"to\":\"+380671234567\",\"body\":"
      "\"Hello\",\"status\":\"sent\",\"date_created\":\"Thu, 19 Nov 2026 09:00:00 +0000\"}]}",
      NOW, "uncertain");
  check_look_up ("twilio", 200,
      "{\"messages\":[{\"sid\":\"SM1\",\"direction\":\"outbound-api\",\"to\":\"+380671234567\",\"body\":"
      "\"Hello\",\"status\":\"queued\",\"date_created\":null}]}",
      NOW, "uncertain");
  check_look_up ("vonage", 200, "{\"records\":[]}", NOW, "uncertain");
  check_look_up ("bird", 200, "{\"data\":[]}", NOW, "uncertain");
  check_look_up ("messagebird", 200, "{\"items\":[]}", NOW, "uncertain");
  /* Our own key leaves no doubt, whatever their clock says. */
  check_look_up ("messagebird", 200,
      "{\"items\":[{\"id\":\"a1\",\"reference\":\"0123456789abcdef0123456789abcdef\",\"createdDatetime\":"
      "\"2026-11-18T10:00:00+00:00\",\"recipients\":{\"items\":[{\"status\":\"delivered\"}]}}]}",
      NOW, "a1 delivered");
  /* A phone that is asked for the message itself knows it. */
  check_look_up ("android-sms-gateway", 404, "", NOW, "none");
  /* A place that is not there says nothing of the message. */
  check_look_up ("twilio", 404, "{\"message\":\"no such place\"}", NOW, "error");
}

static CrmFetched *
read_fetch (CrmProvider *provider, const char *body, const char *cursor)
{
  CrmHttpAnswer answer = answer_of (200, body);
  g_autoptr (GError) error = NULL;
  CrmFetched *fetched = crm_provider_read_fetch (provider, &answer, cursor, &error);

  g_assert_no_error (error);
  g_bytes_unref (answer.body);
  return fetched;
}

#define INCOMING(sid, time) \
  "{\"sid\":\"" sid "\",\"direction\":\"inbound\",\"from\":\"+380671234567\",\"to\":\"+1\",\"body\":\"" sid \
  "\"," \
  "\"date_created\":\"Thu, 19 Nov 2026 " time " +0000\"}"

static void
test_pages (void)
{
  g_autoptr (CrmProvider) provider = load ("twilio");
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (CrmFetched) empty = read_fetch (provider, "{\"messages\":[],\"next_page_uri\":null}", NULL);
  g_autoptr (CrmFetched) first = NULL;
  g_autoptr (CrmFetched) last = NULL;
  g_autoptr (CrmFetched) stolen = NULL;
  g_autoptr (CrmHttpRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  g_hash_table_insert (settings, (gpointer) "account", (gpointer) "AC1");
  g_hash_table_insert (settings, (gpointer) "token", (gpointer) "t");
  g_assert_false (empty->more);
  first = read_fetch (provider,
      "{\"messages\":[" INCOMING ("SM3", "10:00:03") "," INCOMING ("SM2",
          "10:00:02") "],"
                      "\"next_page_uri\":\"/2010-04-01/Accounts/AC1/Messages.json?Page=1&PageToken=x\"}",
      empty->cursor);
  g_assert_true (first->more);
  /* Newest first there, oldest first here. */
  g_assert_cmpuint (first->messages->len, ==, 2);
  g_assert_cmpstr (((CrmIncoming *)first->messages->pdata[0])->text, ==, "SM2");
  request = crm_provider_make_fetch (provider, settings, first->cursor, &error);
  g_assert_no_error (error);
  /* What the next page leaves out is asked for again. */
  g_assert_cmpstr (request->url, ==,
      "https://api.twilio.com/2010-04-01/Accounts/AC1/"
      "Messages.json?Page=1&PageToken=x&DateSent%3E=2026-11-19T00%3A"
      "00%3A00Z&PageSize=200");
  last = read_fetch (
      provider, "{\"messages\":[" INCOMING ("SM1", "10:00:01") "],\"next_page_uri\":null}", first->cursor);
  g_assert_false (last->more);
  g_assert_cmpuint (last->messages->len, ==, 1);

  /* The password is not sent wherever an answer wants it. */
  stolen = read_fetch (
      provider, "{\"messages\":[],\"next_page_uri\":\"https://evil.example/2010-04-01/\"}", empty->cursor);
  g_assert_null (crm_provider_make_fetch (provider, settings, stolen->cursor, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL);
}

/* A list that begins with the newest: those of one second, too, are read from the oldest on. */
static void
test_same_second (void)
{
  g_autoptr (CrmProvider) provider = load ("twilio");
  g_autofree char *cursor = crm_provider_dup_first_cursor (0);
  g_autoptr (CrmFetched) fetched = read_fetch (provider,
      "{\"messages\":[" INCOMING ("SM4", "10:00:02") "," INCOMING ("SM3", "10:00:02") "," INCOMING (
          "SM2", "10:00:01") "," INCOMING ("SM1", "10:00:01") "],\"next_page_uri\":null}",
      cursor);

  g_assert_cmpuint (fetched->messages->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("SM%u", i + 1);

      g_assert_cmpstr (((CrmIncoming *)fetched->messages->pdata[i])->text, ==, name);
    }
}

/* A picture without a word is a message, too. */
static void
test_no_text (void)
{
  g_autoptr (CrmProvider) provider = load ("twilio");
  g_autofree char *cursor = crm_provider_dup_first_cursor (0);
  g_autoptr (CrmFetched) fetched = read_fetch (provider,
      "{\"messages\":[{\"sid\":\"MM1\",\"direction\":\"inbound\",\"from\":\"+380671234567\",\"body\":null,"
      "\"num_media\":\"1\",\"date_created\":\"Thu, 19 Nov 2026 10:00:00 +0000\"}],\"next_page_uri\":null}",
      cursor);

  g_assert_cmpuint (fetched->messages->len, ==, 1);
  g_assert_cmpstr (((CrmIncoming *)fetched->messages->pdata[0])->text, ==, "");
}

/* A part of a larger account has no balance of its own, and works all the same. */
static void
test_no_balance (void)
{
  g_autoptr (CrmProvider) provider = load ("twilio");
  CrmHttpAnswer none = answer_of (200, "{\"account_sid\":\"AC1\",\"balance\":null,\"currency\":null}");
  CrmHttpAnswer odd = answer_of (200, "{\"account_sid\":\"AC1\"}");
  g_autoptr (GError) error = NULL;
  CrmPrice money;

  g_assert_false (crm_provider_read_money (provider, &none, FALSE, &money, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_false (crm_provider_read_money (provider, &odd, FALSE, &money, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL);
  g_bytes_unref (none.body);
  g_bytes_unref (odd.body);
}

/* Two days away: a provider that tells one day at once is asked day by day. */
static void
test_catching_up (void)
{
  g_autoptr (CrmProvider) provider = load ("vonage");
  g_autoptr (CrmFetched) fetched = read_fetch (provider, "{\"records\":[]}", NULL);
  g_autofree char *cursor = g_strdup_printf ("1;0;%" G_GINT64_FORMAT ";0;0;-1;;", NOW - 2 * G_TIME_SPAN_DAY);
  guint n = 1;

  for (gboolean more = TRUE; more; n++)
    {
      g_autoptr (CrmFetched) next = read_fetch (provider, "{\"records\":[]}", cursor);

      g_free (cursor);
      cursor = g_steal_pointer (&next->cursor);
      more = next->more;
      g_assert_cmpuint (n, <, 10);
    }
  g_assert_cmpuint (n, >=, 3);
  g_assert_false (fetched->more);
  /* Whatever a cursor says, it is none of ours: from now on. */
  g_clear_pointer (&fetched, crm_fetched_free);
  fetched = read_fetch (provider, "{\"records\":[]}", "nonsense");
  g_assert_cmpstr (fetched->cursor, !=, "nonsense");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  crm_clock_set (now, NULL);
  g_test_add_func ("/provider-answer/send", test_send);
  g_test_add_func ("/provider-answer/same-second", test_same_second);
  g_test_add_func ("/provider-answer/no-text", test_no_text);
  g_test_add_func ("/provider-answer/no-balance", test_no_balance);
  g_test_add_func ("/provider-answer/kinds", test_kinds);
  g_test_add_func ("/provider-answer/monsters", test_monsters);
  g_test_add_func ("/provider-answer/charset", test_charset);
  g_test_add_func ("/provider-answer/retry-after", test_retry_after);
  g_test_add_func ("/provider-answer/states", test_states);
  g_test_add_func ("/provider-answer/look-up", test_look_up);
  g_test_add_func ("/provider-answer/pages", test_pages);
  g_test_add_func ("/provider-answer/catching-up", test_catching_up);
  return g_test_run ();
}
