/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backends/crm-backends.h"

#include <locale.h>

/* Phone numbers as people type them, in the region of the book and never in that of the desktop. Main thread,
 * and one test from several threads at once. */

typedef struct
{
  const char *typed;
  const char *region;
  const char *normal;
} Case;

static const Case cases[] = {
  { "8 (912) 345-67-89", "RU", "+79123456789" },
  { "+7 912 345 67 89", "RU", "+79123456789" },
  { "9123456789", "RU", "+79123456789" },
  { "9123456789", "ru", "+79123456789" },
  { "+7 912 345 67 89", "UA", "+79123456789" },
  { "044 123-45-67", "UA", "+380441234567" },
  { "+380 44 123 45 67", "UA", "+380441234567" },
  { "+380 44 123 45 67", "RU", "+380441234567" },
  { "00380441234567", "DE", "+380441234567" },
  { "тел. 067 123 45 67", "UA", "+380671234567" },
  { "067 123 45 67 доб. 5", "UA", "+380671234567" },
  { "030 1234567", "DE", "+49301234567" },
  { "8 801 123 45 67", "BY", "+3758011234567" },
  { "8 (912) 345-67-89", "UA", "89123456789" },
  { "(212) 555-0123", "US", "+12125550123" },
  { "٠٦٧١٢٣٤٥٦٧", "UA", "+380671234567" },
  /* without a region only what names its country is a number */
  { "+380441234567", "", "+380441234567" },
  { "0441234567", "", "0441234567" },
  { "0441234567", "XX", "0441234567" },
  { "0441234567", "Ukraine", "0441234567" },
  /* no full number: digits */
  { "345-67-89", "RU", "3456789" },
  { "12-34", "UA", "1234" },
  { "123-45", "DE", "12345" },
  { "102", "RU", "102" },
  { "044 123-45-67-89-01", "UA", "04412345678901" },
  { "home 2", "UA", "2" },
  /* nothing at all */
  { "main", "UA", NULL },
  { "", "UA", NULL },
};

static void
check_cases (CrmPhoneFormat *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *normal = crm_phone_normalise (format, cases[i].typed, cases[i].region);

      g_assert_cmpstr (normal, ==, cases[i].normal);
    }
}

static void
test_normalise (void)
{
  g_autoptr (CrmPhoneFormat) format = crm_backends_phone_format ();

  check_cases (format);
}

/* libphonenumber alone would read the same number as a Russian, Ukrainian and American one. */
static void
test_locale_does_not_matter (void)
{
  static const char *const locales[] = { "ru_RU.UTF-8", "uk_UA.UTF-8", "de_DE.UTF-8", "C" };
  g_autoptr (CrmPhoneFormat) format = crm_backends_phone_format ();

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      g_setenv ("LC_ALL", locales[i], TRUE);
      g_setenv ("LC_ADDRESS", locales[i], TRUE);
      setlocale (LC_ALL, ""); /* may not be installed; the library reads the environment too */
      check_cases (format);
    }
  setlocale (LC_ALL, "C");
}

static void
test_display (void)
{
  static const struct
  {
    const char *normal;
    const char *region;
    const char *shown;
  } shown[] = {
    { "+380671234567", "UA", "067 123 4567" },
    { "+380671234567", "DE", "+380 67 123 4567" },
    { "+79123456789", "RU", "8 (912) 345-67-89" },
    { "+79123456789", "", "+7 912 345-67-89" },
    { "3456789", "RU", "as typed" },
  };
  g_autoptr (CrmPhoneFormat) format = crm_backends_phone_format ();

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *text = crm_phone_display (format, "as typed", shown[i].normal, shown[i].region);

      g_assert_cmpstr (text, ==, shown[i].shown);
    }
}

/* The three spellings of one number are the same phone for search. */
static void
test_key (void)
{
  static const char *const spellings[] = { "8 (912) 345-67-89", "+7 912 345 67 89", "9123456789" };
  g_autoptr (CrmPhoneFormat) format = crm_backends_phone_format ();

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autofree char *normal = crm_phone_normalise (format, spellings[i], "RU");
      g_autofree char *key = crm_phone_key (normal);

      g_assert_cmpstr (key, ==, "123456789");
    }
}

static gpointer
run_thread (gpointer format)
{
  for (guint i = 0; i < 20; i++)
    check_cases (format);
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (CrmPhoneFormat) format = crm_backends_phone_format ();
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("phone", run_thread, format);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone-eds/normalise", test_normalise);
  g_test_add_func ("/phone-eds/locale-does-not-matter", test_locale_does_not_matter);
  g_test_add_func ("/phone-eds/display", test_display);
  g_test_add_func ("/phone-eds/key", test_key);
  g_test_add_func ("/phone-eds/threads", test_threads);
  return g_test_run ();
}
