/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-spoken.h"

/* What is said in a language other than the program's. */

#define assert_text(call, wanted) \
  G_STMT_START \
  { \
    g_autofree char *got = (call); \
    g_assert_cmpstr (got, ==, wanted); \
  } \
  G_STMT_END

static void
test_locales (void)
{
  assert_text (crm_spoken_locale ("uk", NULL), "uk");
  assert_text (crm_spoken_locale ("UK", "US"), "uk");
  assert_text (crm_spoken_locale ("de-AT", NULL), "de_AT");
  assert_text (crm_spoken_locale ("en", "US"), "en_US");
  assert_text (crm_spoken_locale ("en", "UA"), "en_GB");
  assert_text (crm_spoken_locale ("Українська", NULL), "uk");
  assert_text (crm_spoken_locale ("русский", NULL), "ru");
  assert_text (crm_spoken_locale ("German", NULL), "de");
  assert_text (crm_spoken_locale ("deutsch ", NULL), "de");
  assert_text (crm_spoken_locale ("UA", NULL), "uk");
  assert_text (crm_spoken_locale ("nothing of that kind", NULL), NULL);
  assert_text (crm_spoken_locale ("", NULL), NULL);
  assert_text (crm_spoken_locale (NULL, NULL), NULL);
  assert_text (crm_spoken_locale ("de_", NULL), "de_");
  assert_text (crm_spoken_language ("pt_BR"), "pt");
  assert_text (crm_spoken_language_name ("uk"), "українська");
  assert_text (crm_spoken_language_name ("de"), "Deutsch");
}

static void
test_dates (void)
{
  assert_text (crm_spoken_date ("uk", "2026-03-12", FALSE), "12 березня");
  assert_text (crm_spoken_date ("ru", "2026-03-12", FALSE), "12 марта");
  assert_text (crm_spoken_date ("de", "2026-03-12", FALSE), "12. März");
  assert_text (crm_spoken_date ("en_GB", "2026-03-12", FALSE), "12 March");
  assert_text (crm_spoken_date ("en_US", "2026-03-12", FALSE), "March 12");
  assert_text (crm_spoken_date ("uk", "2026-03-12", TRUE), "12 березня 2026 р.");
  assert_text (crm_spoken_date ("de", "2026-03-12", TRUE), "12. März 2026");
  assert_text (crm_spoken_date ("uk", "--02-29", TRUE), "29 лютого");
  assert_text (crm_spoken_date ("uk", "rubbish", TRUE), "rubbish");
  assert_text (crm_spoken_weekday ("uk", "2026-03-10"), "вівторок");
  assert_text (crm_spoken_weekday ("ru", "2026-03-10"), "вторник");
  assert_text (crm_spoken_weekday ("de", "2026-03-10"), "Dienstag");
  assert_text (crm_spoken_weekday ("en_GB", "2026-03-10"), "Tuesday");
  assert_text (crm_spoken_weekday ("en_GB", "--03-10"), NULL);
  assert_text (crm_spoken_time ("uk", 16 * 3600), "16:00");
  assert_text (crm_spoken_time ("de", 9 * 3600 + 300), "09:05");
  assert_text (crm_spoken_time ("en_GB", 16 * 3600), "16:00");
  assert_text (crm_spoken_time ("en_US", 16 * 3600), "4:00 PM");
}

static void
test_numbers (void)
{
  assert_text (crm_spoken_number ("uk", "1234567.5"), "1 234 567,5");
  assert_text (crm_spoken_number ("en_GB", "1234567.5"), "1,234,567.5");
  assert_text (crm_spoken_number ("de", "-3"), "-3");
  assert_text (crm_spoken_money ("uk", 120000, "UAH", FALSE), "1 200 ₴");
  assert_text (crm_spoken_money ("uk", 120050, "UAH", TRUE), "1 200,50 ₴");
  assert_text (crm_spoken_money ("de", 120000, "EUR", TRUE), "1.200,00 €");
  assert_text (crm_spoken_money ("en_GB", 120000, "EUR", FALSE), "€1,200");
  assert_text (crm_spoken_money ("en_GB", 120000, "???", FALSE), "1200.00 ???");
  assert_text (crm_spoken_duration ("en_GB", 5400), "1 hr 30 mins");
  assert_text (crm_spoken_duration ("uk", 5400), "1 год 30 хв");
  assert_text (crm_spoken_duration ("de", 2700), "45 Min.");
  assert_text (crm_spoken_duration ("ru", 20), "20 с");
  g_assert_cmpstr (crm_spoken_boolean ("uk", TRUE), ==, "так");
  g_assert_cmpstr (crm_spoken_boolean ("de_AT", FALSE), ==, "nein");
  g_assert_cmpstr (crm_spoken_boolean ("ja", TRUE), ==, "yes");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spoken/locales", test_locales);
  g_test_add_func ("/spoken/dates", test_dates);
  g_test_add_func ("/spoken/numbers", test_numbers);
  return g_test_run ();
}
