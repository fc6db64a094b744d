/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-hours.h"

#include <stdint.h>
#include <string.h>

/* Any text as working hours: refused with a sentence, or spans in order whose two spellings are read to the same again. With libFuzzer this
 * is its entry point; without, a test that puts pieces in every order. Main thread. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_days (const CrmHours *hours)
{
  for (int day = 1; day <= 7; day++)
    {
      guint n;
      const int *spans = crm_hours_get_day (hours, day, &n);

      g_assert_cmpint (n > 0, ==, crm_hours_is_work_day (hours, day));
      for (guint i = 0; i < 2 * n; i++)
        {
          g_assert_cmpint (spans[i], >=, 0);
          g_assert_cmpint (spans[i], <=, 24 * 60);
          g_assert_true (i == 0 || spans[i] > spans[i - 1]);
        }
    }
}

static void
check_same (const char *text, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmHours) hours = crm_hours_new (text, &error);
  g_autofree char *canonical = NULL;

  g_assert_no_error (error);
  canonical = crm_hours_to_string (hours);
  g_assert_cmpstr (canonical, ==, wanted);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmHours) hours = crm_hours_new (text, &error);
  g_autofree char *canonical = NULL, *words = NULL;

  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING | G_LOG_LEVEL_ERROR);
  if (!hours)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  check_days (hours);
  canonical = crm_hours_to_string (hours);
  words = crm_hours_describe (hours);
  check_same (canonical, canonical);
  check_same (words, canonical);
  return 0;
}

#ifndef CRM_LIBFUZZER

#define N_TEXTS 20000

static const char *const pieces[] = { "1", "5", "7", "8", "9", "18", "24", "00", "09:00", "18:00", "9.30",
  "-", "–", "—", ",", ";", ":", ".", " ", " ", "\t", "mon", "Fri", "Sunday", "пн", "su", "\xFF",
  "999999999999", "1-5 9-18", "6 10:00-14:00", "" };

static void
test_texts (void)
{
  GRand *rand = g_rand_new_with_seed (20261118);

  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int n = g_rand_int_range (rand, 0, 14); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      LLVMFuzzerTestOneInput ((const uint8_t *)text->str, text->len);
    }
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/hours/texts", test_texts);
  return g_test_run ();
}

#endif
