/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <string.h>

#include "channel/crm-provider.h"

/* Any answer to any question, as JSON, XML and text: it is read or refused in words, and what is read is valid. With libFuzzer this is its
 * entry point; without, a test that breaks answers. Main thread. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define OPERATIONS(type, path) \
  "\"send\":{\"request\":{\"url\":\"https://x\"},\"answer\":{" type ",\"items\":\"" path \
  "\",\"id\":\"id|1\"," \
  "\"state\":\"s|2\",\"states\":{\"d\":\"delivered\",\"f\":\"failed\"},\"price\":\"p|3\",\"parts\":\"n|4\"," \
  "\"at\":\"at|5\"," \
  "\"error_text\":\"t|all\",\"failure\":{\"e\":[\"*\"]}}}," \
  "\"balance\":{\"request\":{\"url\":\"https://x\"},\"answer\":{" type \
  ",\"balance\":\"p|3\",\"currency\":\"c|1\"}}," \
  "\"look_up\":{\"request\":{\"url\":\"https://x\"},\"answer\":{" type ",\"items\":\"" path \
  "\",\"match\":{\"text\":\"t|2\"}}}," \
  "\"states\":{\"request\":{\"url\":\"https://x\"},\"answer\":{" type ",\"items\":\"" path \
  "\",\"id\":\"@key|id|1\"," \
  "\"state\":\"s|2\",\"states\":{\"d\":\"delivered\"}}}," \
  "\"fetch\":{\"cursor\":{\"by\":\"time\",\"page\":{\"url\":\"next\"}},\"request\":{\"url\":\"https://" \
  "x\"},\"answer\":{" type "," \
  "\"items\":\"" path "\",\"id\":\"{id}:{s}|id|1\",\"from\":\"s|2\",\"text\":\"t|3\",\"at\":\"at|5\"}}"
#define FILE_OF(type, path) "{\"format\":1,\"id\":\"x\",\"name\":\"X\"," OPERATIONS (type, path) "}"

static const char *const files[] = { FILE_OF ("\"type\":\"json\"", "m[*]"),
  FILE_OF ("\"type\":\"json\"", "*"), FILE_OF ("\"type\":\"xml\"", "r.m[*]"),
  FILE_OF ("\"type\":\"text\",\"separator\":\";\",\"pairs\":\"=\"", "lines[*]") };

static void
check_error (GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == CRM_CHANNEL_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL) && strlen (error->message) < 2000);
  g_error_free (error);
}

static void
check_sent (const CrmSent *sent)
{
  g_assert_true (!sent->remote_id || g_utf8_validate (sent->remote_id, -1, NULL));
  g_assert_true (!sent->error || g_utf8_validate (sent->error, -1, NULL));
  g_assert_cmpint (sent->at, >=, 0);
  g_assert_cmpint (sent->parts, >=, 0);
  g_assert_cmpint (sent->price.micros, >=, 0);
}

static void
check_fetch (CrmProvider *provider, const CrmHttpAnswer *answer, const char *cursor)
{
  GError *error = NULL;
  CrmFetched *fetched = crm_provider_read_fetch (provider, answer, cursor, &error);

  if (!fetched)
    {
      check_error (error);
      return;
    }
  g_assert_true (g_utf8_validate (fetched->cursor, -1, NULL));
  for (guint i = 0; i < fetched->messages->len; i++)
    {
      const CrmIncoming *incoming = fetched->messages->pdata[i];

      g_assert_true (incoming->remote_id && incoming->address && incoming->text);
      g_assert_true (g_utf8_validate (incoming->text, -1, NULL));
    }
  /* Its own cursor is one it takes. */
  if (!cursor)
    check_fetch (provider, answer, fetched->cursor);
  crm_fetched_free (fetched);
}

static void
check_answer (CrmProvider *provider, const CrmHttpAnswer *answer)
{
  const CrmOutgoing message = { (char *)"k", (char *)"+1", NULL, NULL, (char *)"t" };
  GError *error = NULL;
  CrmSent *sent = crm_provider_read_send (provider, answer, &error);
  GPtrArray *states;
  CrmPrice money;

  if (sent)
    check_sent (sent);
  else
    check_error (g_steal_pointer (&error));
  crm_sent_free (sent);
  sent = crm_provider_read_look_up (provider, answer, &message, 0, &error);
  if (sent)
    check_sent (sent);
  else
    check_error (g_steal_pointer (&error));
  crm_sent_free (sent);
  states = crm_provider_read_states (provider, answer, &error);
  if (states)
    {
      for (guint i = 0; i < states->len; i++)
        check_sent (states->pdata[i]);
      g_ptr_array_unref (states);
    }
  else
    check_error (g_steal_pointer (&error));
  if (!crm_provider_read_money (provider, answer, FALSE, &money, &error))
    check_error (g_steal_pointer (&error));
  else
    g_assert_cmpuint (strlen (money.currency), <=, 3);
  check_fetch (provider, answer, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static CrmProvider *providers[G_N_ELEMENTS (files)];
  static const guint statuses[] = { 200, 200, 200, 400, 503 };
  g_autoptr (GBytes) body = NULL;
  CrmHttpAnswer answer = { 200, NULL, "text/plain; charset=windows-1251", NULL };

  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING | G_LOG_LEVEL_ERROR);
  if (size == 0)
    return 0;
  answer.status = statuses[data[0] % G_N_ELEMENTS (statuses)];
  answer.retry_after = data[0] & 0x40 ? "Thu, 19 Nov 2026 10:02:00 GMT" : NULL;
  body = g_bytes_new (data + 1, size - 1);
  answer.body = body;
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      if (!providers[i])
        providers[i] = crm_provider_new (files[i], -1, NULL);
      g_assert_nonnull (providers[i]);
      check_answer (providers[i], &answer);
    }
  return 0;
}

#ifndef CRM_LIBFUZZER

#define N_ANSWERS 1500

static void
try_pieces (const char *const *pieces, guint n_pieces, guint32 seed)
{
  GRand *rand = g_rand_new_with_seed (seed);

  for (guint i = 0; i < N_ANSWERS; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      g_string_append_c (text, (char)g_rand_int_range (rand, 0, 128));
      for (int n = g_rand_int_range (rand, 1, 24); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, (gint32)n_pieces)]);
      LLVMFuzzerTestOneInput ((const uint8_t *)text->str, text->len);
    }
  g_rand_free (rand);
}

static void
test_json (void)
{
  static const char *const pieces[] = { "{\"m\":[{",
    "\"id\":", "\"s\":", "\"t\":", "\"at\":", "\"p\":", "\"n\":", "\"e\":", "\"next\":", "1", "-1", "\"d\"",
    "\"f\"", "null", "1e400", "99999999999999999999", "0.0000001", ",", "},{", "}]}", "[[[", "{}",
    "\"\\u0000\"", "\"\\ud83d\"", "\"2026-11-19T10:00:00Z\"", "\"Thu, 99 Nov 2026 25:61:00 +9999\"",
    "\"31.02.2026 10:00\"", "\xFF", "true" };
  static const char *const whole[] = { "a{\"m\":{\"id\":\"\\ud800\",\"s\":\"\\ud800\",\"t\":\"x\\udc00\"}}",
    "a{\"\\ud800\":{\"s\":\"d\",\"t\":\"t\"}}",

    "a{\"m\":[{\"id\":1,\"s\":\"d\",\"t\":\"t\",\"at\":1795082400,\"p\":\"1.5\",\"n\":2}]}",
    "a{\"m\":{\"id\":\"x\",\"s\":\"f\"},\"next\":\"?p=2\"}", "c{\"t\":\"no\"}",
    "a{\"a\":{\"id\":1,\"s\":2,\"t\":3}}" };

  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    LLVMFuzzerTestOneInput ((const uint8_t *)whole[i], strlen (whole[i]));
  try_pieces (pieces, G_N_ELEMENTS (pieces), 1);
}

static void
test_xml (void)
{
  static const char *const pieces[] = { "<r>", "</r>", "<m>", "</m>", "<m id='1'>", "<id>", "</id>", "<s/>",
    "&amp;", "&x;", "&#0;", "<![CDATA[", "]]>", "<!--", "-->", "<?xml?>", "<!DOCTYPE r>", "text", " ", "\xFF",
    "<t>", "</t>" };
  const char *whole = "a<r><m><id>1</id><s>d</s><t>t</t><p>2</p></m><m id='2'/></r>";

  LLVMFuzzerTestOneInput ((const uint8_t *)whole, strlen (whole));
  try_pieces (pieces, G_N_ELEMENTS (pieces), 2);
}

static void
test_text (void)
{
  static const char *const pieces[] = { ";", "=", "\n", "\r\n", "id=1", "s=d", "t", "p=0,5", "OK", "\xC3",
    "ї", " ", "\t", "==", ";;", "@key" };

  try_pieces (pieces, G_N_ELEMENTS (pieces), 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/provider-answer/json", test_json);
  g_test_add_func ("/fuzz/provider-answer/xml", test_xml);
  g_test_add_func ("/fuzz/provider-answer/text", test_text);
  return g_test_run ();
}

#endif
