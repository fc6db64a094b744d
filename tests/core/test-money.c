/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "base/crm-money.h"

/* Amounts are read, written and shown exactly, in currencies with none, two and three decimals. */

#define NBSP "\u00a0"
#define NNBSP "\u202f"

static void
test_currencies (void)
{
  g_assert_cmpuint (crm_money_digits ("UAH"), ==, 2);
  g_assert_cmpuint (crm_money_digits ("EUR"), ==, 2);
  g_assert_cmpuint (crm_money_digits ("JPY"), ==, 0);
  g_assert_cmpuint (crm_money_digits ("KWD"), ==, 3);
  g_assert_cmpuint (crm_money_digits ("???"), ==, 2);
  g_assert_cmpuint (crm_money_digits (NULL), ==, 2);

  g_assert_true (crm_money_currency_is_valid ("UAH"));
  g_assert_false (crm_money_currency_is_valid ("uah"));
  g_assert_false (crm_money_currency_is_valid ("QQQ"));
  g_assert_false (crm_money_currency_is_valid ("EURO"));
  g_assert_false (crm_money_currency_is_valid (""));
  g_assert_false (crm_money_currency_is_valid (NULL));
}

static void
test_decimal (void)
{
  static const struct
  {
    gint64 minor;
    const char *currency;
    const char *expected;
  } cases[] = {
    { 0, "EUR", "0.00" },
    { 5, "EUR", "0.05" },
    { -5, "EUR", "-0.05" },
    { 120050, "EUR", "1200.50" },
    { 1200, "JPY", "1200" },
    { -1200, "JPY", "-1200" },
    { 1200500, "KWD", "1200.500" },
    { G_MAXINT64, "EUR", "92233720368547758.07" },
    { G_MININT64, "EUR", "-92233720368547758.08" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *decimal = crm_money_to_decimal (cases[i].minor, cases[i].currency);

      g_assert_cmpstr (decimal, ==, cases[i].expected);
    }
}

typedef struct
{
  const char *text;
  char decimal_sign;
  gint64 minor;
  const char *currency;
} Reading;

static void
test_parse (void)
{
  static const Reading cases[] = {
    { "1200.5", 0, 120050, "UAH" },
    { "1200,5", 0, 120050, "UAH" },
    { "1 200,50", 0, 120050, "UAH" },
    { "1" NBSP "200,50" NBSP "₴", 0, 120050, "UAH" },
    { "1" NNBSP "234" NNBSP "567,89 €", 0, 123456789, "EUR" },
    { "1.200,50", 0, 120050, "UAH" },
    { "1.200,50 €", 0, 120050, "EUR" },
    { "1,200.50", 0, 120050, "UAH" },
    { "$1,234,567.89", 0, 123456789, "USD" },
    { "1'200.00 CHF", 0, 120000, "CHF" },
    { "1’200.00 CHF", 0, 120000, "CHF" },
    { "₹1,23,456.00", 0, 12345600, "INR" },
    /* Three digits behind one sign are a group… */
    { "1,200", 0, 120000, "UAH" },
    { "1.200", 0, 120000, "UAH" },
    { "1.200.300", 0, 120030000, "UAH" },
    /* …unless the sign is known, or it cannot be one. */
    { "1,200", '.', 120000, "UAH" },
    { "1.200 KWD", '.', 1200, "KWD" },
    { "1.200 KWD", 0, 1200, "KWD" }, /* as the program writes it */
    { "1,200 KWD", 0, 1200000, "KWD" },
    { "1.200.500 KWD", 0, 1200500000, "KWD" },
    { "1 200.500 KWD", 0, 1200500, "KWD" },
    { "0.125 KWD", 0, 125, "KWD" },
    { "1200.500 KWD", 0, 1200500, "KWD" },
    { "1.200,50", ',', 120050, "UAH" },
    { "UAH 300", 0, 30000, "UAH" },
    { "eur 300", 0, 30000, "EUR" },
    { "300EUR", 0, 30000, "EUR" },
    { "300 грн.", 0, 30000, "UAH" },
    { "Грн 300", 0, 30000, "UAH" },
    { "300 руб.", 0, 30000, "RUB" },
    { "15 zł", 0, 1500, "PLN" },
    { "¥1200", 0, 1200, "JPY" },
    { "1200.00 JPY", 0, 1200, "JPY" },
    { "-3", 0, -300, "UAH" },
    { "\u2212"
      "3,5",
        0, -350, "UAH" },
    { "-€3", 0, -300, "EUR" },
    { "€ -3", 0, -300, "EUR" },
    { "3-", 0, -300, "UAH" },
    { "(3.00)", 0, -300, "UAH" },
    { "($3.00)", 0, -300, "USD" },
    { "+3", 0, 300, "UAH" },
    { "1200.-", 0, 120000, "UAH" },
    { "1200,–", 0, 120000, "UAH" },
    { ".5", 0, 50, "UAH" },
    { "5.", 0, 500, "UAH" },
    { "0", 0, 0, "UAH" },
    { "000012.00", 0, 1200, "UAH" },
    { "  7  ", 0, 700, "UAH" },
    { "٣٠٠", 0, 30000, "UAH" },
    { "9999999999999999.99", 0, G_GINT64_CONSTANT (999999999999999999), "UAH" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 minor = -1;
      char currency[4] = "";

      g_test_message ("case %u", (guint)i);
      g_assert_true (crm_money_parse (cases[i].text, "UAH", cases[i].decimal_sign, &minor, currency, &error));
      g_assert_no_error (error);
      g_assert_cmpint (minor, ==, cases[i].minor);
      g_assert_cmpstr (currency, ==, cases[i].currency);
    }
}

static void
test_parse_refused (void)
{
  static const Reading cases[] = {
    { NULL },
    { "" },
    { "  " NBSP },
    { "abc" },
    { "UAH" },
    { "-" },
    { "." },
    { "()" },
    { "(3" },
    { "3)" },
    { "--3" },
    { "1e5" },
    { "10-20" },
    { "12:30" },
    { "1.2.3" },
    { "12 34" },
    { "1,2,3.00" },
    { "1.200,50", '.' },
    { "1200,50", '.' },
    { "1,200.50", ',' },
    { "1,200.50,30" },
    { "1.255"
      "5" },
    { "0,125" },
    { "1234.567" },
    { "1.2345 KWD" },
    { "12.5 JPY" },
    { "300 EUR USD" },
    { "€ 300 USD" },
    { "300 xyz" },
    { "5 kr" },
    { "99999999999999999999" },
    { "\xff" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 minor = 77;
      char currency[4] = "abc";

      g_test_message ("case %u", (guint)i);
      g_assert_false (
          crm_money_parse (cases[i].text, "UAH", cases[i].decimal_sign, &minor, currency, &error));
      g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
      g_assert_cmpint (minor, ==, 77);
      g_assert_cmpstr (currency, ==, "abc");
    }
}

static void
test_parse_default (void)
{
  g_autoptr (GError) error = NULL;
  gint64 minor;
  char currency[4];

  g_assert_true (crm_money_parse ("$5", "CAD", 0, &minor, currency, NULL));
  g_assert_cmpstr (currency, ==, "CAD");
  g_assert_true (crm_money_parse ("5 kr", "SEK", 0, &minor, currency, NULL));
  g_assert_cmpstr (currency, ==, "SEK");
  g_assert_true (crm_money_parse ("5 руб.", "BYN", 0, &minor, currency, NULL));
  g_assert_cmpstr (currency, ==, "BYN");
  g_assert_true (crm_money_parse ("5 €", NULL, 0, &minor, currency, NULL));
  g_assert_cmpstr (currency, ==, "EUR");
  g_assert_false (crm_money_parse ("5", NULL, 0, &minor, currency, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
}

static void
test_round_trip (void)
{
  static const char *const currencies[] = { "UAH", "EUR", "JPY", "KWD" };
  static const gint64 amounts[] = { 0, 1, -1, 99, 100, 101, -12345, 1000000,
    G_GINT64_CONSTANT (999999999999999999) };

  for (guint c = 0; c < G_N_ELEMENTS (currencies); c++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
        {
          g_autofree char *decimal = crm_money_to_decimal (amounts[i], currencies[c]);
          gint64 minor;
          char currency[4];

          g_assert_true (crm_money_parse (decimal, currencies[c], '.', &minor, currency, NULL));
          g_assert_cmpint (minor, ==, amounts[i]);
          g_assert_cmpstr (currency, ==, currencies[c]);
        }
    }
}

static void
assert_display (
    const char *language, gint64 minor, const char *currency, gboolean whole, const char *expected)
{
  g_autofree char *shown = NULL;

  g_setenv ("LANGUAGE", language, TRUE);
  shown = crm_money_display (minor, currency, whole);
  g_unsetenv ("LANGUAGE");
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_display (void)
{
  assert_display ("en", 120050, "EUR", FALSE, "€1,200.50");
  assert_display ("en", -120050, "EUR", FALSE, "-€1,200.50");
  assert_display ("en", 120050, "EUR", TRUE, "€1,201");
  assert_display ("en", -120050, "EUR", TRUE, "-€1,201");
  assert_display ("en", 120049, "EUR", TRUE, "€1,200");
  assert_display ("en", 1200, "JPY", FALSE, "¥1,200");
  assert_display ("en", 1200500, "KWD", FALSE, "KWD" NBSP "1,200.500");
  assert_display ("uk", 120050, "UAH", FALSE, "1" NBSP "200,50" NBSP "₴");
  assert_display ("uk", 120050, "UAH", TRUE, "1" NBSP "201" NBSP "₴");
  assert_display ("de", 120050, "EUR", FALSE, "1.200,50" NBSP "€");
  assert_display ("en", 120050, "?", FALSE, "1200.50" NBSP "?");
}

/* What is shown can be typed back. */
static void
test_display_parse (void)
{
  static const char *const languages[] = { "en", "uk", "ru", "de", "fr", "pl" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *shown = NULL;
      gint64 minor;
      char currency[4];

      g_setenv ("LANGUAGE", languages[i], TRUE);
      shown = crm_money_display (-123456789, "UAH", FALSE);
      g_unsetenv ("LANGUAGE");
      g_test_message ("%s", languages[i]);
      g_assert_true (crm_money_parse (shown, "EUR", 0, &minor, currency, NULL));
      g_assert_cmpint (minor, ==, -123456789);
      g_assert_cmpstr (currency, ==, "UAH");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/money/currencies", test_currencies);
  g_test_add_func ("/money/decimal", test_decimal);
  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/parse/refused", test_parse_refused);
  g_test_add_func ("/money/parse/default", test_parse_default);
  g_test_add_func ("/money/round-trip", test_round_trip);
  g_test_add_func ("/money/display", test_display);
  g_test_add_func ("/money/display/parse", test_display_parse);

  return g_test_run ();
}
