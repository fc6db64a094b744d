/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-phone.h"

#include <string.h>

/* Normal forms, keys and spellings, with the plain format and with one that knows a country. */

/* Knows Ukraine only, and answers a short number the way a careless library would. */
#define TEST_TYPE_FORMAT (test_format_get_type ())
G_DECLARE_FINAL_TYPE (TestFormat, test_format, TEST, FORMAT, CrmPhoneFormat)

struct _TestFormat
{
  CrmPhoneFormat parent_instance;
};

G_DEFINE_FINAL_TYPE (TestFormat, test_format, CRM_TYPE_PHONE_FORMAT)

static char *
test_format_normalise (CrmPhoneFormat *format, const char *typed, const char *region)
{
  g_assert_nonnull (region);
  if (strcmp (typed, "12-34") == 0)
    return g_strdup ("+3801234");
  if (strcmp (region, "UA") == 0 && strcmp (typed, "067 123 45 67") == 0)
    return g_strdup ("+380671234567");
  return NULL;
}

static char *
test_format_display (CrmPhoneFormat *format, const char *e164, const char *region)
{
  if (strcmp (region, "UA") == 0 && strcmp (e164, "+380671234567") == 0)
    return g_strdup ("067 123 4567");
  return NULL;
}

static void
test_format_class_init (TestFormatClass *klass)
{
  CRM_PHONE_FORMAT_CLASS (klass)->normalise = test_format_normalise;
  CRM_PHONE_FORMAT_CLASS (klass)->display = test_format_display;
}

static void
test_format_init (TestFormat *self)
{
}

static void
test_plain (void)
{
  static const struct
  {
    const char *typed;
    const char *expected;
  } cases[] = {
    { NULL, NULL },
    { "", NULL },
    { "call me", NULL },
    { "+380 (67) 123-45-67", "+380671234567" },
    { "  +1 212 555 0100", "+12125550100" },
    { "+7 912 345 67 89", "+79123456789" },
    { "8 (912) 345-67-89", "89123456789" },
    { "9123456789", "9123456789" },
    { "12-34", "1234" },
    /* Under seven digits behind the country's code it is no full number. */
    { "+380 12 34 56", "380123456" },
    { "+1 234 567", "1234567" },
    { "+0 123 456 789", "0123456789" },
    { "+380 67 123 45 67 дод. 5", "3806712345675" },
    { "+1234567890123456", "1234567890123456" },
    { "٠٦٧", "067" },
  };
  g_autoptr (CrmPhoneFormat) format = crm_phone_format_new_plain ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *normal = crm_phone_normalise (format, cases[i].typed, "UA");

      g_assert_cmpstr (normal, ==, cases[i].expected);
    }
}

static void
test_with_country (void)
{
  g_autoptr (CrmPhoneFormat) format = g_object_new (TEST_TYPE_FORMAT, NULL);
  g_autofree char *full = crm_phone_normalise (format, "067 123 45 67", "UA");
  g_autofree char *abroad = crm_phone_normalise (format, "067 123 45 67", NULL);
  g_autofree char *brief = crm_phone_normalise (format, "12-34", "UA");
  g_autofree char *home = crm_phone_display (format, "067 123 45 67", full, "UA");
  g_autofree char *other = crm_phone_display (format, "067 123 45 67", full, "DE");
  g_autofree char *typed = crm_phone_display (format, "12-34", brief, "UA");
  g_autofree char *normal = crm_phone_display (format, NULL, brief, "UA");
  g_autofree char *none = crm_phone_display (format, NULL, NULL, NULL);

  g_assert_cmpstr (full, ==, "+380671234567");
  g_assert_cmpstr (abroad, ==, "0671234567");
  g_assert_cmpstr (brief, ==, "1234");
  g_assert_cmpstr (home, ==, "067 123 4567");
  g_assert_cmpstr (other, ==, "067 123 45 67");
  g_assert_cmpstr (typed, ==, "12-34");
  g_assert_cmpstr (normal, ==, "1234");
  g_assert_cmpstr (none, ==, "");
}

static void
test_key (void)
{
  static const char *const same[] = { "8 (912) 345-67-89", "+7 912 345 67 89", "9123456789" };
  g_autoptr (CrmPhoneFormat) format = crm_phone_format_new_plain ();
  g_autofree char *none = crm_phone_key (NULL);
  g_autofree char *brief = crm_phone_key ("1234");

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *normal = crm_phone_normalise (format, same[i], "RU");
      g_autofree char *key = crm_phone_key (normal);

      g_assert_cmpstr (key, ==, "123456789");
    }
  g_assert_null (none);
  g_assert_cmpstr (brief, ==, "1234");
}

/* The same last nine digits: another number when both were typed with their country, or when one does not end as the other. */
static void
test_other (void)
{
  g_assert_true (crm_phone_is_other ("+380 671234567", "+380671234567", "+49 671 234567", "+49671234567"));
  g_assert_false (crm_phone_is_other ("+380 671234567", "+380671234567", " +380671234567", "+380671234567"));
  g_assert_false (crm_phone_is_other ("067 1234567", "+380671234567", "+49 671 234567", "+49671234567"));
  g_assert_false (
      crm_phone_is_other ("+7 912 345 67 89", "+79123456789", "8 (912) 345-67-89", "89123456789"));
  g_assert_false (crm_phone_is_other (NULL, NULL, "+49 671 234567", "+49671234567"));
  g_assert_true (
      crm_phone_is_other ("8 (812) 345-67-89", "+78123456789", "+7 912 345 67 89", "+79123456789"));
  g_assert_true (crm_phone_is_other ("8 (812) 345-67-89", "88123456789", "9123456789", "9123456789"));
  g_assert_true (crm_phone_is_other ("(212) 555-1234", "+12125551234", "+1 312 555 1234", "+13125551234"));
  g_assert_false (crm_phone_is_other ("(212) 555-1234", "2125551234", "1 212 555 1234", "12125551234"));
  g_assert_false (
      crm_phone_is_other ("80 67 123 45 67", "80671234567", "+380 67 123 45 67", "+380671234567"));
  g_assert_false (crm_phone_is_other ("00380671234567", "00380671234567", "067 1234567", "0671234567"));
  g_assert_false (crm_phone_is_other ("anna@example.org", "anna@example.org", "Anna@example.org", "anna"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/phone/plain", test_plain);
  g_test_add_func ("/phone/with-country", test_with_country);
  g_test_add_func ("/phone/key", test_key);
  g_test_add_func ("/phone/other", test_other);

  return g_test_run ();
}
