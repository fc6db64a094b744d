/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template.h"

#include <stdint.h>
#include <string.h>

/* Any text as a template: refused with a sentence that is text, or read, its fields named once each. With libFuzzer this is its entry
 * point; without, a test that puts pieces in every order. Main thread. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTemplateText) read = crm_template_text_new (text, &error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING | G_LOG_LEVEL_ERROR);
  if (!read)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  for (const char *const *field = crm_template_text_get_fields (read); *field; field++)
    {
      g_assert_true (strchr (*field, '.') != NULL);
      g_assert_true (g_hash_table_add (seen, (gpointer)*field));
    }
  return 0;
}

#ifndef CRM_LIBFUZZER

#define N_TEXTS 20000

static const char *const pieces[] = { "{", "}", "{{", "}}", "{if ", "{else}", "{end}", "{client.name}",
  "client", ".", ".name", "|", "|first", "|?x", " today", " within 3", " within ", "9999999999999", "=", "!",
  "<", ">", "\"", "not ", "deal.owner.name", "\n", " ", "слово", "\xFF", "" };

static void
test_texts (void)
{
  GRand *rand = g_rand_new_with_seed (20261118);

  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int n = g_rand_int_range (rand, 0, 24); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      LLVMFuzzerTestOneInput ((const uint8_t *)text->str, text->len);
    }
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/template/texts", test_texts);
  return g_test_run ();
}

#endif
