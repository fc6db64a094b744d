/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <string.h>

#include "channel/crm-provider.h"

/* Any provider file: it is refused in words, or every request it describes can be made or is refused in words. With libFuzzer this is its
 * entry point; without, a test that breaks the files that come with the program. Main thread. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static gboolean
check_request (CrmHttpRequest *request, GError **failure)
{
  GError *error = g_steal_pointer (failure);
  g_autofree char *text = NULL;

  g_assert_true ((request == NULL) == (error != NULL));
  if (error)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_error_free (error);
      return FALSE;
    }
  for (guint i = 0; i < request->headers->len; i++)
    g_assert_null (strpbrk (request->headers->pdata[i], "\r\n"));
  text = crm_http_request_describe (request, NULL);
  g_assert_nonnull (text);
  crm_http_request_free (request);
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const CrmOutgoing message = { (char *)"0123456789abcdef0123456789abcdef", (char *)"+380671234567", NULL,
    NULL, (char *)"a \"b\" <c> & {d}\r\nї" };
  const char *const ids[] = { "1:2", "3", NULL };
  GError *error = NULL;
  g_autoptr (CrmProvider) provider = crm_provider_new ((const char *)data, (gssize)size, &error);
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  const CrmProviderSetting *known;
  guint n;

  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING | G_LOG_LEVEL_ERROR);
  if (!provider)
    {
      g_assert_true (error && g_utf8_validate (error->message, -1, NULL));
      g_error_free (error);
      return 0;
    }
  known = crm_provider_get_settings (provider, &n);
  for (guint i = 0; i < n; i++)
    g_hash_table_insert (settings, (gpointer)known[i].name, (gpointer) "x.example");
  g_hash_table_insert (settings, (gpointer) "sender", (gpointer) "me");
  check_request (crm_provider_make_send (provider, settings, &message, &error), &error);
  check_request (crm_provider_make_test (provider, settings, &error), &error);
  check_request (crm_provider_make_balance (provider, settings, &error), &error);
  check_request (crm_provider_make_price (provider, settings, &message, &error), &error);
  check_request (crm_provider_make_look_up (provider, settings, &message, 1, &error), &error);
  check_request (crm_provider_make_states (provider, settings, ids, &error), &error);
  check_request (crm_provider_make_fetch (provider, settings, NULL, &error), &error);
  check_request (crm_provider_make_fetch (provider, settings, "1;0;5;0;0;-1;;/p?a=1", &error), &error);
  return 0;
}

#ifndef CRM_LIBFUZZER

#define N_BROKEN 400

/* What stands in such files, to be put where it does not belong. */
static const char *const pieces[] = { "{", "}", "[", "]", "\"", ",", ":", "null", "true", "-1", "1e999",
  "{to}", "{ids}", "{settings.key}", "{settings.}", "{{", "}}", "\"$if\"", "\"$value\"", "\"form\"",
  "\"json\"", "\"items\"", "[*]", "a[", "=", "|", "@key", "\"url\": \"http://\"", "\"basic\": []",
  "\"page\": {}", "\xFF", "\\u0000", "\\uD800" };

static void
test_broken (void)
{
  const char *const *ids = crm_provider_list ();
  GRand *rand = g_rand_new_with_seed (20261122);

  for (guint i = 0; ids[i]; i++)
    {
      g_autoptr (GBytes) bytes = crm_provider_dup_definition (ids[i]);
      gsize size;
      const char *text = g_bytes_get_data (bytes, &size);

      LLVMFuzzerTestOneInput ((const uint8_t *)text, size);
      for (guint j = 0; j < N_BROKEN; j++)
        {
          g_autoptr (GString) broken = g_string_new_len (text, (gssize)size);

          for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
            {
              gsize at = (gsize)g_rand_int_range (rand, 0, (gint32)broken->len);
              gsize gone = (gsize)g_rand_int_range (rand, 0, 12);

              g_string_erase (broken, (gssize)at, (gssize)MIN (gone, broken->len - at));
              g_string_insert (broken, (gssize)at, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
            }
          LLVMFuzzerTestOneInput ((const uint8_t *)broken->str, broken->len);
        }
    }
  g_rand_free (rand);
}

/* Still JSON, and still wrong: a value in the place of another. */
static void
test_swapped (void)
{
  static const char *const values[] = { "null", "0", "[]", "{}", "\"\"", "\"{text}\"", "\"{nope}\"", "true",
    "{\"$if\":\"\",\"$value\":1}", "{\"$if\":1,\"$value\":1}", "[null]", "[[\"{to}\"]]", "-3" };
  const char *const *ids = crm_provider_list ();
  g_autoptr (GRegex) member = g_regex_new (": (\"[^\"]*\"|\\d+|\\[[^\\[\\]{}]*\\])", 0, 0, NULL);

  for (guint i = 0; ids[i]; i++)
    {
      g_autoptr (GBytes) bytes = crm_provider_dup_definition (ids[i]);
      gsize size;
      const char *text = g_bytes_get_data (bytes, &size);
      g_autoptr (GMatchInfo) match = NULL;
      guint n = 0;

      g_regex_match_full (member, text, (gssize)size, 0, 0, &match, NULL);
      for (; g_match_info_matches (match); g_match_info_next (match, NULL), n++)
        {
          int start, end;
          g_autoptr (GString) swapped = g_string_new_len (text, (gssize)size);

          g_match_info_fetch_pos (match, 1, &start, &end);
          g_string_erase (swapped, start, end - start);
          g_string_insert (swapped, start, values[n % G_N_ELEMENTS (values)]);
          LLVMFuzzerTestOneInput ((const uint8_t *)swapped->str, swapped->len);
        }
      g_assert_cmpuint (n, >, 20);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/provider/broken", test_broken);
  g_test_add_func ("/fuzz/provider/swapped", test_swapped);
  return g_test_run ();
}

#endif
