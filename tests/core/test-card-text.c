/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-card-text.h"

/* Signatures of letters and visiting cards as they are pasted. */

static char *
show_addresses (const CrmCard *card)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < card->addresses->len; i++)
    {
      const CrmCardAddress *address = card->addresses->pdata[i];

      g_string_append_printf (text, "%s%s/%s:%s", i > 0 ? "|" : "", address->kind,
          address->label != NULL ? address->label : "", address->value);
    }
  return g_string_free (text, FALSE);
}

static void
test_english (void)
{
  g_autoptr (CrmCard) card = crm_card_new_from_text ("--\n"
                                                     "Best regards,\n"
                                                     "\n"
                                                     "Margaret Mason\n"
                                                     "Sales Manager | Mason & Sons Ltd\n"
                                                     "Tel: +44 20 7946 0018 | Mob. +44 7700 900123\n"
                                                     "margaret@mason.example | www.mason.example\n"
                                                     "12 High Street, London\n");
  g_autofree char *addresses = show_addresses (card);

  g_assert_cmpstr (card->full_name, ==, "Margaret Mason");
  g_assert_cmpstr (card->title, ==, "Sales Manager");
  g_assert_cmpstr (card->org, ==, "Mason & Sons Ltd");
  g_assert_cmpstr (addresses, ==,
      "phone/work:+44 20 7946 0018|phone/mobile:+44 7700 900123|email/:margaret@mason.example|"
      "web/:www.mason.example");
  g_assert_cmpstr (card->postal.street, ==, "12 High Street");
  g_assert_cmpstr (card->postal.city, ==, "London");
  g_assert_null (card->note);
}

static void
test_ukrainian (void)
{
  g_autoptr (CrmCard) card = crm_card_new_from_text ("З повагою,\r\n"
                                                     "Олена Шевченко\r\n"
                                                     "директорка\r\n"
                                                     "ТОВ «Дах і стіни»\r\n"
                                                     "моб.: 067 123 45 67, тел. (044) 123-45-67\r\n"
                                                     "e-mail: olena@dah.example\r\n"
                                                     "Telegram: @olena_dah\r\n"
                                                     "вул. Шевченка, 12, оф. 3, 79000 Львів, Україна\r\n");
  g_autofree char *addresses = show_addresses (card);

  g_assert_cmpstr (card->full_name, ==, "Олена Шевченко");
  g_assert_cmpstr (card->title, ==, "директорка");
  g_assert_cmpstr (card->org, ==, "ТОВ «Дах і стіни»");
  g_assert_cmpstr (addresses, ==,
      "phone/mobile:067 123 45 67|phone/work:(044) 123-45-67|email/:olena@dah.example|"
      "handle/telegram:@olena_dah");
  g_assert_cmpstr (card->postal.street, ==, "вул. Шевченка, 12, оф. 3");
  g_assert_cmpstr (card->postal.postcode, ==, "79000");
  g_assert_cmpstr (card->postal.city, ==, "Львів");
  g_assert_cmpstr (card->postal.country, ==, "Україна");
}

static void
test_german (void)
{
  g_autoptr (CrmCard) card = crm_card_new_from_text ("Mit freundlichen Grüßen\n"
                                                     "Jürgen Strauß\n"
                                                     "Geschäftsführer, Tischlerei Strauß\n"
                                                     "Gartenweg 111\n"
                                                     "10115 Berlin\n"
                                                     "Telefon 030 23125239\n");
  g_autofree char *addresses = show_addresses (card);

  g_assert_cmpstr (card->full_name, ==, "Jürgen Strauß");
  g_assert_cmpstr (card->title, ==, "Geschäftsführer");
  g_assert_cmpstr (card->org, ==, "Tischlerei Strauß");
  g_assert_cmpstr (card->postal.street, ==, "Gartenweg 111");
  g_assert_cmpstr (card->postal.postcode, ==, "10115");
  g_assert_cmpstr (card->postal.city, ==, "Berlin");
  g_assert_cmpstr (addresses, ==, "phone/work:030 23125239");
}

static void
test_by_place (void)
{
  g_autoptr (CrmCard) card = crm_card_new_from_text ("Anna Kowalska\nPiekarnia Słoneczna\n+48 601 442 187\n");
  g_autoptr (CrmCard) company = crm_card_new_from_text ("Blumen Schmidt GmbH\ninfo@blumen.example");
  g_autoptr (CrmCard) nothing = crm_card_new_from_text (NULL);
  g_autoptr (CrmCard) letter = crm_card_new_from_text (
      "Anna Kowalska\nowner\nWe are closed on Mondays, and on all days on which the moon is full or the tram "
      "does not run.");

  g_assert_cmpstr (card->full_name, ==, "Anna Kowalska");
  g_assert_cmpstr (card->org, ==, "Piekarnia Słoneczna");
  g_assert_null (card->title);
  g_assert_cmpstr (company->full_name, ==, "Blumen Schmidt GmbH");
  g_assert_true (company->is_company);
  g_assert_null (nothing->full_name);
  g_assert_cmpuint (nothing->addresses->len, ==, 0);
  g_assert_cmpstr (letter->title, ==, "owner");
  g_assert_true (g_str_has_prefix (letter->note, "We are closed"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/card-text/english", test_english);
  g_test_add_func ("/card-text/ukrainian", test_ukrainian);
  g_test_add_func ("/card-text/german", test_german);
  g_test_add_func ("/card-text/by-place", test_by_place);
  return g_test_run ();
}
