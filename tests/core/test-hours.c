/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-hours.h"

#include <locale.h>

/* Working hours: what is read, its one spelling, what people see and may type again, and what is refused. */

static void
check (const char *text, const char *canonical, const char *described)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmHours) hours = crm_hours_new (text, &error), again = NULL, typed = NULL;
  g_autofree char *string = NULL, *words = NULL, *string_again = NULL, *string_typed = NULL;

  g_assert_no_error (error);
  string = crm_hours_to_string (hours);
  words = crm_hours_describe (hours);
  g_assert_cmpstr (string, ==, canonical);
  g_assert_cmpstr (words, ==, described);
  again = crm_hours_new (string, &error);
  g_assert_no_error (error);
  string_again = crm_hours_to_string (again);
  g_assert_cmpstr (string_again, ==, canonical);
  typed = crm_hours_new (words, &error);
  g_assert_no_error (error);
  string_typed = crm_hours_to_string (typed);
  g_assert_cmpstr (string_typed, ==, canonical);
}

static void
test_read (void)
{
  check (CRM_HOURS_DEFAULT, CRM_HOURS_DEFAULT, "Mon–Fri 9:00–18:00");
  check ("1-5 09:00-18:00;6 10:00-14:00", "1-5 09:00-18:00;6 10:00-14:00",
      "Mon–Fri 9:00–18:00, Sat 10:00–14:00");
  check ("6 10-14; 1-5 9-18", "1-5 09:00-18:00;6 10:00-14:00", "Mon–Fri 9:00–18:00, Sat 10:00–14:00");
  /* A break; spans that touch or overlap are one. */
  check ("1-5 14:00-18:00;1-5 09:00-13:00", "1-5 09:00-13:00;1-5 14:00-18:00",
      "Mon–Fri 9:00–13:00, 14:00–18:00");
  check ("2 9:00-13:00, 13:00-15:00, 14:30-16:00", "2 09:00-16:00", "Tue 9:00–16:00");
  check ("1,3,5 8-12", "1 08:00-12:00;3 08:00-12:00;5 08:00-12:00",
      "Mon 8:00–12:00, Wed 8:00–12:00, Fri 8:00–12:00");
  check ("sat-mon 0:00-24:00", "1 00:00-24:00;6-7 00:00-24:00", "Mon 0:00–24:00, Sat–Sun 0:00–24:00");
  check (" Monday — Friday : 9.30 – 17.30 , SAT. 10-14;", "1-5 09:30-17:30;6 10:00-14:00",
      "Mon–Fri 9:30–17:30, Sat 10:00–14:00");
  check ("1-7 9-17", "1-7 09:00-17:00", "Mon–Sun 9:00–17:00");
}

static void
test_days (void)
{
  g_autoptr (CrmHours) hours = crm_hours_new ("1-5 09:00-13:00;1-5 14:00-18:00;6 10:00-14:00", NULL);
  const int *spans;
  guint n;

  spans = crm_hours_get_day (hours, 1, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (spans[0], ==, 540);
  g_assert_cmpint (spans[1], ==, 780);
  g_assert_cmpint (spans[2], ==, 840);
  g_assert_cmpint (spans[3], ==, 1080);
  spans = crm_hours_get_day (hours, 6, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (spans[0], ==, 600);
  crm_hours_get_day (hours, 7, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (crm_hours_is_work_day (hours, 6));
  g_assert_false (crm_hours_is_work_day (hours, 7));
}

static void
test_refused (void)
{
  static const char *const texts[] = { "", "  ", "sometimes", "1-5", "9:00-18:00", "1-8 9-18", "0 9-18",
    "1 18-9", "1 9-9", "1 9:60-18:00", "1 9-24:01", "1 9-18 6 10-14", "mo 9-18x", "1-5 9-18;6", "12 9-10",
    "1 9-18,,2 9-18", "1 123-18", "\xFF 9-18", ";", "1 1-2,3-4,5-6,7-8,9-10,11-12,13-14" };
  g_autoptr (GString) endless = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmHours) hours = crm_hours_new (texts[i], &error);

      g_test_message ("%s", texts[i]);
      g_assert_null (hours);
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  for (guint i = 0; i < 1000; i++)
    g_string_append (endless, "1 9-18;");
  g_assert_null (crm_hours_new (endless->str, NULL));
}

/* What people are shown in their language they may type as well. */
static void
test_languages (void)
{
  g_setenv ("LANGUAGE", "uk", TRUE);
  check ("пн-пт 9-18, субота 10-14", "1-5 09:00-18:00;6 10:00-14:00", "пн–пт 9:00–18:00, сб 10:00–14:00");
  check ("Mon 9-18", "1 09:00-18:00", "пн 9:00–18:00");
  g_setenv ("LANGUAGE", "ru", TRUE);
  check ("понедельник 9-18; ВС 10-12", "1 09:00-18:00;7 10:00-12:00", "пн 9:00–18:00, вс 10:00–12:00");
  g_setenv ("LANGUAGE", "de", TRUE);
  check ("Mo.-Fr. 9-18", "1-5 09:00-18:00", "Mo.–Fr. 9:00–18:00");
  g_setenv ("LANGUAGE", "en", TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Whether LANGUAGE counts depends on the process's locale. */
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_setenv ("LANGUAGE", "en", TRUE);
  setlocale (LC_ALL, "");
  g_test_add_func ("/hours/read", test_read);
  g_test_add_func ("/hours/days", test_days);
  g_test_add_func ("/hours/refused", test_refused);
  g_test_add_func ("/hours/languages", test_languages);
  return g_test_run ();
}
