/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/crm-clock.h"
#include "channel/crm-provider.h"

/* Provider files: those that come with the program make the requests their providers document, letter by letter; a bad file is refused
 * at the place where it is bad; and whatever is put into a request stays what it is. Main thread. */

#define NOW (G_GINT64_CONSTANT (1795082400) * G_USEC_PER_SEC) /* 2026-11-19 10:00 UTC */
#define KEY "0123456789abcdef0123456789abcdef"

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
  CrmProvider *provider;

  g_assert_nonnull (bytes);
  provider = crm_provider_new (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  return provider;
}

/* "name=value" … */
static GHashTable *
make_settings (const char *first, ...)
{
  GHashTable *settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  va_list rest;

  va_start (rest, first);
  for (const char *pair = first; pair; pair = va_arg (rest, const char *))
    {
      const char *mark = strchr (pair, '=');

      g_hash_table_insert (settings, g_strndup (pair, mark - pair), g_strdup (mark + 1));
    }
  va_end (rest);
  return settings;
}

static const CrmOutgoing message = { (char *)KEY, (char *)"+380671234567", NULL, NULL,
  (char *)"A & B = 100% {x} \"q\"\n+1" };
#define MESSAGE_IN_URL "A%20%26%20B%20%3D%20100%25%20%7Bx%7D%20%22q%22%0A%2B1"
#define MESSAGE_IN_JSON "A & B = 100% {x} \\\"q\\\"\\n+1"

static void
check_request (CrmHttpRequest *request, const GError *error, const char *wanted)
{
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = crm_http_request_describe (request, NULL);
  g_assert_cmpstr (text, ==, wanted);
  crm_http_request_free (request);
}

static void
test_shipped (void)
{
  const char *const *ids = crm_provider_list ();

  g_assert_cmpuint (g_strv_length ((char **)ids), ==, 10);
  for (guint i = 0; ids[i]; i++)
    {
      g_autoptr (CrmProvider) provider = load (ids[i]);
      guint n;
      const CrmProviderSetting *settings = crm_provider_get_settings (provider, &n);

      g_assert_cmpstr (crm_provider_get_id (provider), ==, ids[i]);
      g_assert_true (crm_provider_get_abilities (provider) & CRM_CHANNEL_SENDS);
      g_assert_cmpuint (crm_provider_get_rate (provider), >, 0);
      g_assert_cmpuint (n, >, 0);
      if (!g_str_equal (ids[i], "generic-http"))
        g_assert_true (g_str_has_prefix (crm_provider_get_documentation (provider), "https://"));
      for (guint j = 0; j < n; j++)
        g_assert_true (settings[j].label && *settings[j].label);
    }
  g_assert_null (crm_provider_dup_definition ("nobody"));
}

static void
test_twilio (void)
{
  g_autoptr (CrmProvider) provider = load ("twilio");
  g_autoptr (GHashTable) settings =
      make_settings ("account=AC0123", "token=secret", "sender=+15005550006", NULL);
  g_autoptr (GError) error = NULL;
  const char *const ids[] = { "SM1", NULL };

#define BASE "https://api.twilio.com/2010-04-01/Accounts/AC0123"
#define BASIC "Authorization: Basic QUMwMTIzOnNlY3JldA==\n"
#define FORM "Content-Type: application/x-www-form-urlencoded\n\n"
  check_request (crm_provider_make_send (provider, settings, &message, &error), error,
      "POST " BASE "/Messages.json\n" BASIC FORM "To=%2B380671234567&From=%2B15005550006&Body=" MESSAGE_IN_URL
      "\n");
  check_request (crm_provider_make_test (provider, settings, &error), error, "GET " BASE ".json\n" BASIC);
  check_request (
      crm_provider_make_balance (provider, settings, &error), error, "GET " BASE "/Balance.json\n" BASIC);
  check_request (crm_provider_make_states (provider, settings, ids, &error), error,
      "GET " BASE "/Messages/SM1.json\n" BASIC);
  check_request (crm_provider_make_look_up (provider, settings, &message, NOW, &error), error,
      "GET " BASE "/Messages.json?To=%2B380671234567&PageSize=100\n" BASIC);
  check_request (crm_provider_make_fetch (provider, settings, NULL, &error), error,
      "GET " BASE
      "/Messages.json?To=%2B15005550006&DateSent%3E=2026-11-19T00%3A00%3A00Z&PageSize=200\n" BASIC);
  /* A number as people write it; nobody writes to a name. */
  g_hash_table_replace (settings, g_strdup ("sender"), g_strdup ("+1 (500) 555-0006"));
  check_request (crm_provider_make_send (provider, settings, &message, &error), error,
      "POST " BASE "/Messages.json\n" BASIC FORM "To=%2B380671234567&From=%2B15005550006&Body=" MESSAGE_IN_URL
      "\n");
  g_hash_table_replace (settings, g_strdup ("sender"), g_strdup ("Shop24"));
  check_request (crm_provider_make_fetch (provider, settings, NULL, &error), error,
      "GET " BASE "/Messages.json?DateSent%3E=2026-11-19T00%3A00%3A00Z&PageSize=200\n" BASIC);
  /* A messaging service chooses the sender. */
  g_hash_table_insert (settings, g_strdup ("service"), g_strdup ("MG1"));
  check_request (crm_provider_make_send (provider, settings, &message, &error), error,
      "POST " BASE "/Messages.json\n" BASIC FORM
      "To=%2B380671234567&MessagingServiceSid=MG1&Body=" MESSAGE_IN_URL "\n");
#undef BASE
#undef BASIC
}

static void
test_vonage (void)
{
  g_autoptr (CrmProvider) provider = load ("vonage");
  g_autoptr (GHashTable) settings = make_settings ("key=abcd1234", "secret=s&1", "sender=Acme", NULL);
  g_autoptr (GError) error = NULL;
  const char *const ids[] = { "A1", "A2", NULL };
  CrmOutgoing ukrainian = message;

  ukrainian.text = (char *)"Ї";
  check_request (crm_provider_make_send (provider, settings, &message, &error), error,
      "POST https://rest.nexmo.com/sms/json\n" FORM
      "api_key=abcd1234&api_secret=s%261&from=Acme&to=380671234567&text=" MESSAGE_IN_URL
      "&type=text&client-ref=" KEY "\n");
  check_request (crm_provider_make_send (provider, settings, &ukrainian, &error), error,
      "POST https://rest.nexmo.com/sms/json\n" FORM
      "api_key=abcd1234&api_secret=s%261&from=Acme&to=380671234567&text=%D0%87&type=unicode"
      "&client-ref=" KEY "\n");
  check_request (crm_provider_make_balance (provider, settings, &error), error,
      "GET https://rest.nexmo.com/account/get-balance?api_key=abcd1234&api_secret=s%261\n");
  check_request (crm_provider_make_states (provider, settings, ids, &error), error,
      "GET https://api.nexmo.com/v2/reports/"
      "records?account_id=abcd1234&product=SMS&direction=outbound&id=A1%2CA2\n"
      "Authorization: Basic YWJjZDEyMzQ6cyYx\n");
  check_request (crm_provider_make_fetch (provider, settings, NULL, &error), error,
      "GET https://api.nexmo.com/v2/reports/records?account_id=abcd1234&product=SMS&direction=inbound"
      "&date_start=2026-11-19T09%3A50%3A00Z&date_end=2026-11-19T10%3A00%3A00Z&include_message=true\n"
      "Authorization: Basic YWJjZDEyMzQ6cyYx\n");
  g_hash_table_replace (settings, g_strdup ("sender"), g_strdup ("+1 500 555-0006"));
  check_request (crm_provider_make_send (provider, settings, &ukrainian, &error), error,
      "POST https://rest.nexmo.com/sms/json\n" FORM "api_key=abcd1234&api_secret=s%261&from=15005550006&to="
      "380671234567&text=%D0%87&type=unicode&client-ref=" KEY "\n");
  /* The sender must be there. */
  g_hash_table_remove (settings, "sender");
  g_assert_null (crm_provider_make_send (provider, settings, &message, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CREDENTIALS);
}

static void
test_others (void)
{
  static const struct
  {
    const char *id, *settings[4], *request;
  } cases[] = {
    { "messagebird", { "key=k", "sender=Acme" },
        "POST https://rest.messagebird.com/messages\nAuthorization: AccessKey k\n"
        "Content-Type: application/json\n\n"
        "{\"originator\":\"Acme\",\"recipients\":[\"380671234567\"],\"body\":\"" MESSAGE_IN_JSON
        "\",\"datacoding\":\"auto\",\"reference\":\"" KEY "\"}\n" },
    { "clicksend", { "user=u", "key=k" },
        "POST https://rest.clicksend.com/v3/sms/send\nAuthorization: Basic dTpr\n"
        "Content-Type: application/json\n\n"
        "{\"messages\":[{\"source\":\"clientele\",\"to\":\"+380671234567\",\"body\":\"" MESSAGE_IN_JSON
        "\",\"custom_string\":\"" KEY "\"}]}\n" },
    { "turbosms", { "token=t", "sender=Acme" },
        "POST https://api.turbosms.ua/message/send.json\nAuthorization: Bearer t\n"
        "Content-Type: application/json\n\n"
        "{\"recipients\":[\"380671234567\"],\"sms\":{\"sender\":\"Acme\",\"text\":\"" MESSAGE_IN_JSON
        "\"}}\n" },
    { "smsc", { "login=l", "password=p", "site=smsc.ua" },
        "POST https://smsc.ua/sys/send.php\n" FORM "login=l&psw=p&phones=%2B380671234567&mes=" MESSAGE_IN_URL
        "&id=" KEY "&charset=utf-8&cost=3&op=1&fmt=3\n" },
    { "smsru", { "key=k", "sender=Acme" },
        "POST https://sms.ru/sms/send\n" FORM "api_id=k&to=380671234567&msg=" MESSAGE_IN_URL
        "&from=Acme&json=1\n" },
    { "android-sms-gateway", { "address=http://192.168.1.20:8080/", "user=u", "password=p" },
        "POST http://192.168.1.20:8080/messages\nAuthorization: Basic dTpw\n"
        "Content-Type: application/json\n\n"
        "{\"id\":\"" KEY "\",\"textMessage\":{\"text\":\"" MESSAGE_IN_JSON
        "\"},\"phoneNumbers\":[\"+380671234567\"],\"withDeliveryReport\":true}\n" },
    { "generic-http", { "address=https://gw.example/x?a=1", "password=p", "password_name=key", "plus=yes" },
        "POST https://gw.example/x?a=1\n" FORM "key=p&to=%2B380671234567&text=" MESSAGE_IN_URL "\n" },
    { "generic-http", { "address=https://gw.example/x?a=1", "method=get", "user=u" },
        "GET https://gw.example/x?a=1&login=u&to=380671234567&text=" MESSAGE_IN_URL "\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CrmProvider) provider = load (cases[i].id);
      g_autoptr (GHashTable) settings = make_settings (
          cases[i].settings[0], cases[i].settings[1], cases[i].settings[2], cases[i].settings[3], NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].id);
      check_request (crm_provider_make_send (provider, settings, &message, &error), error, cases[i].request);
    }
}

static void
test_settings (void)
{
  g_autoptr (CrmProvider) provider = load ("twilio");
  g_autoptr (GHashTable) settings = make_settings ("account=AC1", "sender=x", NULL);
  g_autoptr (GHashTable) hidden = make_settings ("token=s3cr\"t&", NULL);
  g_autoptr (CrmHttpRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *lines = NULL;
  CrmOutgoing long_message = message;
  CrmOutgoing with_secret = message;

  g_assert_null (crm_provider_make_send (provider, settings, &message, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CREDENTIALS);
  g_assert_nonnull (strstr (error->message, "Auth token"));
  g_clear_error (&error);

  /* What stands in another place than its own is hidden there, too. */
  g_hash_table_insert (settings, g_strdup ("token"), g_strdup ("s3cr\"t&"));
  with_secret.text = (char *)"my s3cr\"t& is";
  request = crm_provider_make_send (provider, settings, &with_secret, &error);
  g_assert_no_error (error);
  text = crm_http_request_describe (request, hidden);
  g_assert_null (strstr (text, "s3cr"));
  g_assert_nonnull (strstr (text, "Basic •••"));
  g_assert_nonnull (strstr (text, "Body=my%20•••%20is"));

  lines = g_strnfill (1601, 'x');
  long_message.text = lines;
  g_assert_null (crm_provider_make_send (provider, settings, &long_message, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (crm_provider_make_price (provider, settings, &message, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED);
}

#define FILE_WITH(request) \
  "{\"format\":1,\"id\":\"x\",\"name\":\"X\",\"settings\":[{\"name\":\"a\",\"label\":\"A\"}]," \
  "\"send\":{\"request\":{" request "}}}"

static void
test_injection (void)
{
  static const char *const broken[] = { "\"headers\":{\"X-A\\rB\":\"c\"}", "\"headers\":{\"X\":\"c\\nd: e\"}",
    "\"method\":\"POST\",\"type\":\"text/plain\\r\\nX: y\",\"text\":\"{text}\"" };
  g_autoptr (GHashTable) settings = make_settings ("a=x\r\nX-Evil: 1", NULL);
  g_autoptr (GHashTable) slashes = make_settings ("a=a/../b?c#d", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmProvider) header = crm_provider_new (
      FILE_WITH ("\"url\":\"https://x.example/\",\"headers\":{\"X-A\":\"{settings.a}\"}"), -1, &error);
  g_autoptr (CrmProvider) basic = crm_provider_new (
      FILE_WITH ("\"url\":\"https://x.example/\",\"basic\":[\"{settings.a}\",\"b\"]"), -1, &error);
  g_autoptr (CrmProvider) path =
      crm_provider_new (FILE_WITH ("\"url\":\"https://x.example/{settings.a}/{text}\""), -1, &error);
  g_autoptr (CrmProvider) xml =
      crm_provider_new (FILE_WITH ("\"url\":\"https://x.example/\",\"method\":\"POST\",\"type\":\"text/xml\","
                                   "\"text\":\"<m to='{to.digits}'>{text}</m>\""),
          -1, &error);
  g_autoptr (CrmProvider) json = crm_provider_new (
      FILE_WITH ("\"url\":\"https://x.example/\",\"method\":\"POST\",\"type\":\"application/json\","
                 "\"text\":\"{{\\\"t\\\":\\\"{text}\\\"}}\""),
      -1, &error);

  g_assert_no_error (error);
  g_assert_null (crm_provider_make_send (header, settings, &message, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CREDENTIALS);
  g_clear_error (&error);
  g_assert_null (crm_provider_make_send (basic, settings, &message, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CREDENTIALS);
  g_clear_error (&error);
  /* Nor can the file itself. */
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *file = g_strdup_printf (FILE_WITH ("\"url\":\"https://x.example/\",%s"), broken[i]);
      g_autoptr (CrmProvider) provider = crm_provider_new (file, -1, &error);

      g_assert_no_error (error);
      g_assert_null (crm_provider_make_send (provider, slashes, &message, &error));
      g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL);
      g_clear_error (&error);
    }
  check_request (crm_provider_make_send (path, slashes, &message, &error), error,
      "GET https://x.example/a%2F..%2Fb%3Fc%23d/" MESSAGE_IN_URL "\n");
  check_request (crm_provider_make_send (xml, settings, &message, &error), error,
      "POST https://x.example/\nContent-Type: text/xml\n\n"
      "<m to='380671234567'>A &amp; B = 100% {x} &quot;q&quot;\n+1</m>\n");
  check_request (crm_provider_make_send (json, settings, &message, &error), error,
      "POST https://x.example/\nContent-Type: application/json\n\n{\"t\":\"" MESSAGE_IN_JSON "\"}\n");
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *address;
    gboolean fine;
  } cases[] = {
    { "https://gw.example/send", TRUE },
    { "gw.example/send", TRUE },
    { "http://gw.example/send", FALSE },
    { "http://192.168.1.5:8080", TRUE },
    { "http://10.1.2.3/", TRUE },
    { "http://172.16.0.9/", TRUE },
    { "http://172.32.0.9/", FALSE },
    { "http://8.8.8.8/", FALSE },
    { "http://127.0.0.1:1/", TRUE },
    { "http://[::1]:1/", TRUE },
    { "http://[fd00::1]/", TRUE },
    { "http://[2001:db8::1]/", FALSE },
    { "http://phone/", TRUE },
    { "http://phone.local/", TRUE },
    { "https://me:word@gw.example/", FALSE },
    { "ftp://gw.example/", FALSE },
    { "https://", FALSE },
    { "file:///etc/passwd", FALSE },
  };
  g_autoptr (CrmProvider) provider = load ("generic-http");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GHashTable) settings = make_settings ("method=POST", NULL);
      g_autoptr (CrmHttpRequest) request = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].address);
      g_hash_table_insert (settings, g_strdup ("address"), g_strdup (cases[i].address));
      request = crm_provider_make_send (provider, settings, &message, &error);
      if (cases[i].fine)
        g_assert_no_error (error);
      else
        g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL);
    }
}

static void
test_bad_files (void)
{
  static const struct
  {
    const char *file, *place;
  } cases[] = {
    { "", "Line 1" },
    { "{\n\"format\": 1,\n\"id\" \"x\"\n}", "Line 3" },
    { "[]", "must be in braces" },
    { "0{\"format\": 1}", "Line 1" },
    { "{}", "“format” is missing" },
    { "{\"format\":2,\"id\":\"x\",\"name\":\"X\",\"send\":{\"request\":{\"url\":\"https://x\"}}}",
        "format: " },
    { "{\"format\":1,\"id\":\"x y\",\"name\":\"X\",\"send\":{\"request\":{\"url\":\"https://x\"}}}", "id: " },
    { "{\"format\":1,\"id\":\"x\",\"name\":\"X\"}", "“send” is missing" },
    { "{\"format\":1,\"id\":\"x\",\"name\":\"X\",\"send\":{}}", "send: “request” is missing" },
    { "{\"format\":1,\"id\":\"x\",\"name\":\"X\",\"sent\":{}}", "sent: there is no such entry" },
    { FILE_WITH ("\"url\":\"ftp://x\""), "send.request.url: must begin with" },
    { FILE_WITH ("\"url\":\"https://x\",\"heders\":{}"), "send.request.heders: there is no such entry" },
    { FILE_WITH ("\"url\":\"https://x/{tex}\""), "send.request.url: there is no placeholder “tex”" },
    { FILE_WITH ("\"url\":\"https://x/{settings.b}\""), "“settings.b” is not among the settings" },
    { FILE_WITH ("\"url\":\"https://x/{ids}\""), "“ids” is not known at this point" },
    { FILE_WITH ("\"url\":\"https://x/{text\""), "a brace is not closed" },
    { FILE_WITH ("\"url\":\"https://x\",\"form\":{},\"json\":{}"), "only one of" },
    { FILE_WITH ("\"url\":\"https://x\",\"basic\":[\"a\"]"), "send.request.basic: must be a list of two" },
    { FILE_WITH ("\"url\":\"https://x\",\"json\":{\"a\":[{\"b\":\"{nope}\"}]}"),
        "send.request.json.a[0].b: " },
    { FILE_WITH ("\"url\":\"https://x\"},\"answer\":{\"id\":\"a[\""), "send.answer.id: “a[” is no path" },
    { FILE_WITH ("\"url\":\"https://x\"},\"answer\":{\"type\":\"yaml\""), "send.answer: “yaml” is no type" },
    { FILE_WITH ("\"url\":\"https://x\"},\"answer\":{\"states\":{\"ok\":\"fine\"}"),
        "send.answer.states.ok: must be one of: sent" },
    { FILE_WITH ("\"url\":\"https://x\"},\"answer\":{\"errors\":{\"1\":\"BAD\"}"),
        "send.answer.errors.1: must be one of: CRED" },
    { FILE_WITH ("\"url\":\"https://x\"}},\"balance\":{\"request\":{\"url\":\"https://x\""),
        "balance.answer: “balance” is missing" },
    { FILE_WITH (
          "\"url\":\"https://x\"}},\"zone\":\"Mars/North\",\"test\":{\"request\":{\"url\":\"https://x\""),
        "zone: " },
    { FILE_WITH ("\"url\":\"https://"
                 "x\"}},\"limits\":{\"characters\":-1},\"test\":{\"request\":{\"url\":\"https://x\""),
        "limits.characters: must be a whole number" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].file);
      g_assert_null (crm_provider_new (cases[i].file, -1, &error));
      g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL);
      if (!strstr (error->message, cases[i].place))
        g_error ("“%s” is not “%s”", error->message, cases[i].place);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  crm_clock_set (now, NULL);
  g_test_add_func ("/provider/shipped", test_shipped);
  g_test_add_func ("/provider/twilio", test_twilio);
  g_test_add_func ("/provider/vonage", test_vonage);
  g_test_add_func ("/provider/others", test_others);
  g_test_add_func ("/provider/settings", test_settings);
  g_test_add_func ("/provider/injection", test_injection);
  g_test_add_func ("/provider/addresses", test_addresses);
  g_test_add_func ("/provider/bad-files", test_bad_files);
  return g_test_run ();
}
