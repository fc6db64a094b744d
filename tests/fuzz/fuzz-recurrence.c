/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-recurrence.h"
#include "base/crm-time.h"

#include <stdint.h>
#include <string.h>

/* Any rule and any line: a rule that is taken is taken again from its own text, its dates grow and stay within what was
 * asked for, and it has words. With libFuzzer this is its entry point; without, a test that puts parts of rules
 * together. Main thread. */

#define NOW (G_GINT64_CONSTANT (1795082400) * G_USEC_PER_SEC) /* 2026-11-18 10:00 UTC */
#define FIRST "2026-11-18"
#define UNTIL "2028-05-18"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_rule (const CrmRecurrence *rule)
{
  g_autofree char *text = crm_recurrence_to_string (rule);
  g_autofree char *words = crm_recurrence_describe (rule, FIRST);
  g_autoptr (CrmRecurrence) again = crm_recurrence_new (text, NULL);
  g_autofree char *same = again != NULL ? crm_recurrence_to_string (again) : NULL;
  g_autoptr (GPtrArray) dates = crm_recurrence_list_dates (rule, FIRST, FIRST, UNTIL, NULL, 600);
  g_autofree char *next = crm_recurrence_next_date (rule, FIRST, NULL, NULL);

  g_assert_cmpstr (same, ==, text);
  g_assert_true (g_utf8_validate (words, -1, NULL) && *words != '\0');
  g_assert_true (dates->len == 0 || g_strcmp0 (dates->pdata[0], next) == 0);
  for (guint i = 0; i < dates->len; i++)
    {
      g_assert_true (crm_date_is_valid (dates->pdata[i]));
      g_assert_cmpstr (dates->pdata[i], >=, FIRST);
      g_assert_cmpstr (dates->pdata[i], <, UNTIL);
      g_assert_true (i == 0 || strcmp (dates->pdata[i - 1], dates->pdata[i]) < 0);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecurrence) rule = NULL;
  g_auto (CrmWhen) when = { 0 };
  g_autofree char *found = NULL;

  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING | G_LOG_LEVEL_ERROR);
  rule = crm_recurrence_new (text, &error);
  if (rule != NULL)
    check_rule (rule);
  else
    g_assert_true (g_utf8_validate (error->message, -1, NULL));

  if (crm_recurrence_find (text, NOW, NULL, 1, &when, &found))
    {
      g_autoptr (CrmRecurrence) read = crm_recurrence_new (found, NULL);

      g_assert_nonnull (read);
      g_assert_true (crm_date_is_valid (when.date));
      g_assert_cmpuint (when.end, <=, strlen (text));
      check_rule (read);
    }
  else
    g_assert_null (found);
  return 0;
}

#ifndef CRM_LIBFUZZER

#define N_RULES 1500

static const char *const pieces[] = { "INTERVAL=1", "INTERVAL=2", "INTERVAL=12", "INTERVAL=1000", "COUNT=1",
  "COUNT=10000", "COUNT=999999999", "UNTIL=20261231", "UNTIL=20270101T000000Z", "UNTIL=99991231",
  "UNTIL=00010101", "UNTIL=2026", "BYDAY=MO", "BYDAY=MO,TU,WE,TH,FR", "BYDAY=1FR", "BYDAY=-1FR",
  "BYDAY=5SU,-5SU", "BYDAY=53MO", "BYMONTH=2", "BYMONTH=1,12", "BYMONTHDAY=29", "BYMONTHDAY=30",
  "BYMONTHDAY=-31", "BYMONTHDAY=28,29,30", "BYSETPOS=-1", "BYSETPOS=1", "BYSETPOS=366", "BYSETPOS=5,-5",
  "BYWEEKNO=53", "BYWEEKNO=-1", "BYYEARDAY=366", "BYYEARDAY=-366,1", "WKST=SU", "BYHOUR=1", "X=1", "=", "",
  "BYDAY=", "BYMONTH=0", "BYMONTH=13", "BYDAY=MO,,TU", "INTERVAL=-1", "RSCALE=HEBREW" };

static void
test_rules (void)
{
  static const char *const frequencies[] = { "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY",
    "FREQ=HOURLY", "FREQ=" };
  GRand *rand = g_rand_new_with_seed (20261118);
  guint n_taken = 0;

  for (guint i = 0; i < N_RULES; i++)
    {
      g_autoptr (GString) rule =
          g_string_new (frequencies[g_rand_int_range (rand, 0, G_N_ELEMENTS (frequencies))]);
      g_autoptr (CrmRecurrence) taken = NULL;

      for (int n = g_rand_int_range (rand, 0, 4); n > 0; n--)
        g_string_append_printf (rule, ";%s", pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      LLVMFuzzerTestOneInput ((const uint8_t *)rule->str, rule->len);
      taken = crm_recurrence_new (rule->str, NULL);
      n_taken += taken != NULL;
    }
  g_assert_cmpuint (n_taken, >, N_RULES / 20);
  g_rand_free (rand);
}

static void
test_lines (void)
{
  static const char *const words[] = { "every", "other", "second", "last", "friday", "fri,", "and", "day",
    "week", "month", "of", "the", "on", "10th", "31st", "29 feb", "until", "5 times", "at 10", "from", "1.12",
    "2", "щодня", "кожної", "п'ятниці", "раз", "на", "тиждень", "10-го", "числа", "по", "понеділках",
    "каждые", "недели", "до", "31.12", "yearly", "working", "once a", "quarter", "morning", "year", "\xFF" };
  GRand *rand = g_rand_new_with_seed (20261119);

  for (guint i = 0; i < N_RULES; i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      for (int n = g_rand_int_range (rand, 1, 9); n > 0; n--)
        g_string_append_printf (line, "%s ", words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      LLVMFuzzerTestOneInput ((const uint8_t *)line->str, line->len);
    }
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/recurrence/rules", test_rules);
  g_test_add_func ("/fuzz/recurrence/lines", test_lines);
  return g_test_run ();
}

#endif
