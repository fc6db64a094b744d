/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backends/crm-backends.h"
#include "card-dump.h"

#include <string.h>

/* What is written as vCard: reads back as the same cards, and has the form that other programs expect. Main
 * thread. */

static CrmCard *
make_full_card (void)
{
  CrmCard *card = crm_card_new ();
  guchar picture[700] = "\xff\xd8\xff";

  for (gsize i = 3; i < sizeof picture; i++)
    picture[i] = (guchar)(i * 7);
  card->uid = g_strdup ("5f1c3a");
  card->full_name = g_strdup ("Олена «Оля» Коваль; з Києва, так");
  card->family = g_strdup ("Коваль; молодша");
  card->given = g_strdup ("Олена,Оля");
  card->additional = g_strdup ("Back\\slash");
  card->prefix = g_strdup ("Dr.");
  card->suffix = g_strdup ("MBA");
  card->nickname = g_strdup ("Оля");
  card->org = g_strdup ("Roof; tin, tiles \\ Ltd");
  card->department = g_strdup ("Sales");
  card->title =
      g_strdup ("Head of a department whose name is so long that its line has to be folded somewhere");
  card->role = g_strdup ("Buyer =");
  card->birthday = g_strdup ("--02-29");
  card->anniversary = g_strdup ("2001-05-06");
  card->note =
      g_strdup ("Перший рядок: дуже довгий, щоб його довелося згорнути не раз, бо він не вміщується\n"
                "\n  indented; with, marks \\n and = signs =\n=D0=90\ttab");
  card->language = g_strdup ("uk");
  card->gender = g_strdup ("female");
  card->postal.street = g_strdup ("вул. Хрещатик, 22; кв. 3\nпід'їзд 1");
  card->postal.city = g_strdup ("Київ");
  card->postal.postcode = g_strdup ("01001");
  card->postal.country = g_strdup ("Україна");
  card->photo = g_bytes_new (picture, sizeof picture);
  card->photo_mime = g_strdup ("image/jpeg");
  g_ptr_array_add (card->tags, g_strdup ("VIP"));
  g_ptr_array_add (card->tags, g_strdup ("дах, жерсть; черепиця"));
  crm_card_add_address (card, "phone", "work mobile", "+380 67 123-45-67", TRUE);
  crm_card_add_address (card, "phone", "home fax", "044 123 45 67", FALSE);
  crm_card_add_address (card, "phone", "у бухгалтерії", "044 765 43 21", FALSE);
  crm_card_add_address (card, "phone", NULL, "1234567", FALSE);
  crm_card_add_address (card, "email", "home", "olena@example.org", FALSE);
  crm_card_add_address (card, "email", "work", "o.koval@example.com", TRUE);
  crm_card_add_address (card, "web", "work", "https://example.org/a;b,c?d=e", FALSE);
  crm_card_add_address (card, "handle", "telegram", "@olena", TRUE);
  crm_card_add_address (card, "handle", "threema", "AB:CD 12", FALSE);
  crm_card_add_address (card, "handle", "im", "оля", FALSE);
  return card;
}

static GPtrArray *
make_cards (void)
{
  GPtrArray *cards = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_card_free);
  CrmCard *company = crm_card_new ();
  CrmCard *small = crm_card_new ();

  g_ptr_array_add (cards, make_full_card ());
  company->full_name = g_strdup ("Дахи ТОВ");
  company->org = g_strdup ("Дахи ТОВ");
  company->is_company = TRUE;
  g_ptr_array_add (cards, company);
  small->full_name = g_strdup ("Ann");
  g_ptr_array_add (cards, small);
  return cards;
}

static void
test_round_trip (gconstpointer data)
{
  CrmCardVersion version = GPOINTER_TO_INT (data);
  g_autoptr (CrmCardFormat) format = crm_backends_card_format ();
  g_autoptr (GPtrArray) cards = make_cards ();
  g_autofree char *text = crm_card_format_write (format, cards, version);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GPtrArray) again = crm_card_format_parse_file (format, bytes, NULL, NULL);

  g_assert_nonnull (again);
  g_assert_cmpuint (again->len, ==, cards->len);
  for (guint i = 0; i < cards->len; i++)
    {
      g_autofree char *before = card_dump (cards->pdata[i], FALSE);
      g_autofree char *after = card_dump (again->pdata[i], FALSE);

      g_assert_cmpstr (after, ==, before);
      g_assert_cmpstr (((CrmCard *)again->pdata[i])->error, ==, NULL);
      g_assert_cmpuint (((CrmCard *)again->pdata[i])->rest->len, ==, 0);
    }
}

static char *
write_one (CrmCard *card, CrmCardVersion version)
{
  g_autoptr (CrmCardFormat) format = crm_backends_card_format ();
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();

  g_ptr_array_add (cards, card);
  return crm_card_format_write (format, cards, version);
}

static CrmCard *
make_small_card (void)
{
  CrmCard *card = crm_card_new ();

  card->full_name = g_strdup ("Ann Lee");
  card->family = g_strdup ("Lee");
  card->given = g_strdup ("Ann");
  card->birthday = g_strdup ("1990-01-31");
  card->note = g_strdup ("two\nlines; and, more");
  g_ptr_array_add (card->tags, g_strdup ("a"));
  g_ptr_array_add (card->tags, g_strdup ("b,c"));
  crm_card_add_address (card, "phone", "work fax", "+380441234567", TRUE);
  crm_card_add_address (card, "phone", "yard", "1234567", FALSE);
  crm_card_add_address (card, "email", NULL, "ann@example.org", FALSE);
  crm_card_add_address (card, "handle", "skype", "ann", FALSE);
  return card;
}

static void
test_form_3_0 (void)
{
  g_autoptr (CrmCard) card = make_small_card ();
  g_autofree char *text = write_one (card, CRM_CARD_VERSION_3_0);

  g_assert_cmpstr (text, ==,
      "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Lee\r\nN:Lee;Ann;;;\r\n"
      "TEL;TYPE=WORK,FAX,PREF:+380441234567\r\nitem1.TEL:1234567\r\nitem1.X-ABLabel:yard\r\n"
      "EMAIL;TYPE=INTERNET:ann@example.org\r\nX-SKYPE:ann\r\nBDAY:1990-01-31\r\nCATEGORIES:a,b\\,c\r\n"
      "NOTE:two\\nlines\\; and\\, more\r\nEND:VCARD\r\n");
}

static void
test_form_2_1 (void)
{
  g_autoptr (CrmCard) card = make_small_card ();
  g_autofree char *text = NULL;

  card->title = g_strdup ("Юрист");
  text = write_one (card, CRM_CARD_VERSION_2_1);
  g_assert_cmpstr (text, ==,
      "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Ann Lee\r\nN:Lee;Ann;;;\r\n"
      "TITLE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=AE=D1=80=D0=B8=D1=81=D1=\r\n=82\r\n"
      "TEL;WORK;FAX;PREF:+380441234567\r\nitem1.TEL:1234567\r\nitem1.X-ABLabel:yard\r\n"
      "EMAIL;INTERNET:ann@example.org\r\nX-SKYPE:ann\r\nBDAY:1990-01-31\r\nCATEGORIES:a,b\\,c\r\n"
      "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:two=0Alines;=20and,=20more\r\nEND:VCARD\r\n");
}

/* No line but a long plain one of version 2.1 is longer than 75 characters, and no letter is cut. */
static void
test_folding (void)
{
  g_autoptr (CrmCard) card = make_full_card ();
  g_autofree char *text = write_one (card, CRM_CARD_VERSION_3_0);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, 75);
      g_assert_null (strchr (lines[i], '\n'));
    }
}

/* Wherever the lines are broken, a note about vCards stays a note. */
static void
test_note_about_vcards (gconstpointer data)
{
  CrmCardVersion version = GPOINTER_TO_INT (data);
  g_autoptr (CrmCardFormat) format = crm_backends_card_format ();

  for (guint i = 0; i < 80; i++)
    {
      g_autoptr (CrmCard) card = crm_card_new ();
      g_autofree char *indent = g_strnfill (i, 'x');
      g_autofree char *text = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GPtrArray) again = NULL;

      card->full_name = g_strdup ("Ann");
      card->note = g_strdup_printf ("й%sEND:VCARD\nBEGIN:VCARD\nTEL:1", indent);
      text = write_one (card, version);
      bytes = g_bytes_new_static (text, strlen (text));
      again = crm_card_format_parse_file (format, bytes, NULL, NULL);
      g_assert_cmpuint (again->len, ==, 1);
      g_assert_cmpstr (((CrmCard *)again->pdata[0])->note, ==, card->note);
    }
}

static void
test_nothing (void)
{
  g_autoptr (CrmCardFormat) format = crm_backends_card_format ();
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  g_autofree char *text = crm_card_format_write (format, cards, CRM_CARD_VERSION_3_0);

  g_assert_cmpstr (text, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func (
      "/vcard-write/round-trip-3.0", GINT_TO_POINTER (CRM_CARD_VERSION_3_0), test_round_trip);
  g_test_add_data_func (
      "/vcard-write/round-trip-2.1", GINT_TO_POINTER (CRM_CARD_VERSION_2_1), test_round_trip);
  g_test_add_func ("/vcard-write/form-3.0", test_form_3_0);
  g_test_add_func ("/vcard-write/form-2.1", test_form_2_1);
  g_test_add_func ("/vcard-write/folding", test_folding);
  g_test_add_data_func (
      "/vcard-write/note-about-vcards-3.0", GINT_TO_POINTER (CRM_CARD_VERSION_3_0), test_note_about_vcards);
  g_test_add_data_func (
      "/vcard-write/note-about-vcards-2.1", GINT_TO_POINTER (CRM_CARD_VERSION_2_1), test_note_about_vcards);
  g_test_add_func ("/vcard-write/nothing", test_nothing);
  return g_test_run ();
}
