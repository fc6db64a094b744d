/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backends/crm-backends.h"
#include "base/crm-error.h"

#include <string.h>

/* vCard files as they are: any encoding, any line end, damaged, with something else between the cards. Main
 * thread. */

static GPtrArray *
parse_bytes (const char *data, gsize length, const char *forced, GError **error)
{
  g_autoptr (CrmCardFormat) format = crm_backends_card_format ();
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);

  return crm_card_format_parse_file (format, bytes, forced, error);
}

static GPtrArray *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *cards = parse_bytes (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return cards;
}

static void
assert_card (GPtrArray *cards, guint n, guint line, const char *name, const char *error)
{
  const CrmCard *card = cards->pdata[n];

  g_assert_cmpuint (n, <, cards->len);
  g_assert_cmpuint (card->line, ==, line);
  g_assert_cmpstr (card->full_name, ==, name);
  g_assert_cmpstr (card->error, ==, error);
}

static const char cyrillic[] =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Шевченко;Тарас;Григорович;;\r\n"
    "ORG:Кобзар і сини\r\nNOTE:Перший рядок\\nДругий рядок замітки про покрівлю\r\n"
    "ADR:;;вулиця Хрещатик\\, 22;Київ;;01001;Україна\r\nEND:VCARD\r\n";

static void
assert_cyrillic (GPtrArray *cards)
{
  const CrmCard *card;

  g_assert_nonnull (cards);
  assert_card (cards, 0, 1, "Тарас Григорович Шевченко", NULL);
  card = cards->pdata[0];
  g_assert_cmpstr (card->org, ==, "Кобзар і сини");
  g_assert_cmpstr (card->postal.street, ==, "вулиця Хрещатик, 22");
}

static void
test_charset (gconstpointer data)
{
  const char *charset = data;
  gsize length;
  g_autofree char *text = g_convert (cyrillic, -1, charset, "UTF-8", NULL, &length, NULL);
  g_autoptr (GPtrArray) found = parse_bytes (text, length, NULL, NULL);
  g_autoptr (GPtrArray) forced = parse_bytes (text, length, charset, NULL);

  assert_cyrillic (found);
  assert_cyrillic (forced);
}

static void
test_utf8_mark (void)
{
  g_autofree char *text = g_strconcat ("\xEF\xBB\xBF", cyrillic, "\xEF\xBB\xBF", cyrillic, NULL);
  g_autoptr (GPtrArray) cards = parse (text);

  assert_cyrillic (cards);
  assert_card (cards, 1, 8, "Тарас Григорович Шевченко", NULL);
}

static void
test_charset_of_property (void)
{
  g_autofree char *koi8 = g_convert ("Пётр", -1, "KOI8-R", "UTF-8", NULL, NULL, NULL);
  g_autofree char *cp1251 = g_convert ("Заметка о встрече", -1, "windows-1251", "UTF-8", NULL, NULL, NULL);
  g_autofree char *text =
      g_strdup_printf ("BEGIN:VCARD\nVERSION:2.1\n"
                       "N;CHARSET=koi8-r:;%s\n"
                       "TITLE;CHARSET=WINDOWS-1251;ENCODING=QUOTED-PRINTABLE:=C4=E8=F0=E5=EA=F2=EE=F0\n"
                       "NOTE;CHARSET=CP1251:%s\n"
                       "ORG:Кобзарь и сыновья\n"
                       "ROLE;CHARSET=no-such-thing:Продавец\n"
                       "NICKNAME;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=F6rg\n"
                       "END:VCARD\n",
          koi8, cp1251);
  g_autoptr (GPtrArray) cards = parse (text);
  const CrmCard *card = cards->pdata[0];

  g_assert_cmpstr (card->given, ==, "Пётр");
  g_assert_cmpstr (card->title, ==, "Директор");
  g_assert_cmpstr (card->note, ==, "Заметка о встрече");
  g_assert_cmpstr (card->org, ==, "Кобзарь и сыновья");
  g_assert_cmpstr (card->role, ==, "Продавец");
  g_assert_cmpstr (card->nickname, ==, "Jörg");
}

/* One card from an old phone in a file of UTF-8 cards. */
static void
test_mixed (void)
{
  g_autofree char *old = g_convert ("BEGIN:VCARD\nFN:Сергей Александрович Кузнецов\nEND:VCARD\n", -1,
      "windows-1251", "UTF-8", NULL, NULL, NULL);
  g_autofree char *text = g_strconcat (cyrillic, old, cyrillic, cyrillic, NULL);
  g_autoptr (GPtrArray) cards = parse (text);

  g_assert_cmpuint (cards->len, ==, 4);
  assert_cyrillic (cards);
  assert_card (cards, 1, 8, "Сергей Александрович Кузнецов", NULL);
  g_assert_cmpstr (((CrmCard *)cards->pdata[0])->charset, ==, "UTF-8");
}

/* Two letters that are well-formed UTF-8 by chance do not change sides. */
static void
test_short_name_in_old_charset (void)
{
  const char *utf8 = "BEGIN:VCARD\r\nN:Ні;\r\nNOTE:Зателефонувати після обіду щодо вікон\r\nEND:VCARD\r\n";
  g_autofree char *text = g_convert (utf8, -1, "windows-1251", "UTF-8", NULL, NULL, NULL);
  g_autoptr (GPtrArray) cards = parse (text);

  g_assert_cmpstr (((CrmCard *)cards->pdata[0])->family, ==, "Ні");
}

static void
test_line_ends (void)
{
  static const char *const ends[] = { "\n", "\r\n", "\r", "\r\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_auto (GStrv) lines =
          g_strsplit ("junk\nBEGIN:VCARD\nVERSION:3.0\nFN:Long\n  na\n\tme\nNOTE:a\nEND:VCARD\n"
                      "\nBEGIN:VCARD\nFN:B\nEND:VCARD",
              "\n", -1);
      g_autofree char *text = g_strjoinv (ends[i], lines);
      g_autoptr (GPtrArray) cards = parse (text);

      g_assert_cmpuint (cards->len, ==, 2);
      assert_card (cards, 0, 2, "Long name", NULL);
      assert_card (cards, 1, 10, "B", NULL);
    }
}

static void
test_soft_breaks (void)
{
  g_autoptr (GPtrArray) cards = parse ("BEGIN:VCARD\nVERSION:2.1\n"
                                       /* in the middle of a letter, and indented as Evolution does */
                                       "N;CHARSET=UTF-8;QUOTED-PRINTABLE:=D0=90=D0=\n =B1=\n =D0=B2;\n"
                                       "TITLE;ENCODING=QUOTED-PRINTABLE:Boss of=\n all\n"
                                       /* ends in a break, then an empty line */
                                       "ROLE;ENCODING=QUOTED-PRINTABLE:Sales=\n\n"
                                       /* ends in a break by mistake */
                                       "NICKNAME;ENCODING=QUOTED-PRINTABLE:Al=\nTEL;HOME:028 1234567\n"
                                       "NOTE:ends with equal sign=\nEMAIL:a@example.org\nEND:VCARD\n");
  const CrmCard *card = cards->pdata[0];
  g_autoptr (GPtrArray) long_lines =
      parse ("BEGIN:VCARD\nVERSION:2.1\nFN:A\n"
             "NOTE;ENCODING=QUOTED-PRINTABLE:Numbers of the office, to be tried in this order: =\n"
             "TEL:1=0D=0A=\nTEL:2\nEND:VCARD\n");

  g_assert_cmpstr (((CrmCard *)long_lines->pdata[0])->note, ==,
      "Numbers of the office, to be tried in this order: TEL:1\nTEL:2");
  g_assert_cmpstr (card->family, ==, "Абв");
  g_assert_cmpstr (card->title, ==, "Boss of all");
  g_assert_cmpstr (card->role, ==, "Sales");
  g_assert_cmpstr (card->nickname, ==, "Al");
  g_assert_cmpstr (card->note, ==, "ends with equal sign=");
  g_assert_cmpuint (card->addresses->len, ==, 2);
}

static void
test_structure_in_quoted_printable (void)
{
  g_autoptr (GPtrArray) cards = parse ("BEGIN:VCARD\nVERSION:2.1\nFN:A\n"
                                       "ORG;ENCODING=QUOTED-PRINTABLE:A=3BB;C\nEND:VCARD\n"
                                       "BEGIN:VCARD\nVERSION:2.1\nFN:A\n"
                                       "ORG;ENCODING=QUOTED-PRINTABLE:A=3BB\nEND:VCARD\n");

  g_assert_cmpstr (((CrmCard *)cards->pdata[0])->org, ==, "A;B");
  g_assert_cmpstr (((CrmCard *)cards->pdata[0])->department, ==, "C");
  g_assert_cmpstr (((CrmCard *)cards->pdata[1])->org, ==, "A");
  g_assert_cmpstr (((CrmCard *)cards->pdata[1])->department, ==, "B");
}

#define UNFINISHED "The card is not finished: its END:VCARD line is missing."

static void
test_damaged_neighbours (void)
{
  g_autoptr (GPtrArray) cards = parse ("some text: before\n"
                                       "BEGIN:VCARD\nFN:One\nEND:VCARD\n"
                                       "garbage ; between\n\x01\x02 more\n"
                                       "BEGIN:VCARD\nFN:Two\nTEL:123\n"
                                       "BEGIN:VCARD\nFN:Three\nEND:VCARD\n"
                                       "FN:Four\nTEL:1\nEND:VCARD\n"
                                       "BEGIN:VCARD\nEND:VCARD\n"
                                       "BEGIN:VCARD\nNOTE:nobody\nEND:VCARD\n"
                                       "BEGIN:VCARD\nKIND:group\nFN:All\nEND:VCARD\n"
                                       "BEGIN:VCARD\nFN:Last\nNOTE;ENCODING=QUOTED-PRINTABLE:=D0=\n");

  g_assert_cmpuint (cards->len, ==, 8);
  assert_card (cards, 0, 2, "One", NULL);
  assert_card (cards, 1, 7, "Two", UNFINISHED);
  assert_card (cards, 2, 10, "Three", NULL);
  assert_card (cards, 3, 13, "Four", "The card has no beginning: its BEGIN:VCARD line is missing.");
  assert_card (cards, 4, 16, NULL, "The card is empty.");
  assert_card (cards, 5, 18, NULL, "The card has no name, company, phone or e-mail address.");
  assert_card (cards, 6, 21, "All", "The card is a list of contacts, not a contact.");
  assert_card (cards, 7, 25, "Last", UNFINISHED);
}

/* A byte that means nothing makes a card faulty; the end of a text that a phone cut off is only told. */
static void
test_damaged_text (void)
{
  g_autoptr (GPtrArray) cards =
      parse ("BEGIN:VCARD\nFN:Олена Коваль\nEND:VCARD\n"
             "BEGIN:VCARD\nFN:Ол\xd0 Сич\nTEL:123456\nEND:VCARD\n"
             "BEGIN:VCARD\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=\nEND:VCARD\n"
             "BEGIN:VCARD\nFN:Ірина Щербак\n"
             "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9A=D0\nEND:VCARD\n");

  g_assert_cmpuint (cards->len, ==, 4);
  assert_card (cards, 0, 1, "Олена Коваль", NULL);
  assert_card (cards, 1, 4, "Ол\xef\xbf\xbd Сич", "The text could not be read as UTF-8.");
  g_assert_cmpstr (((CrmCard *)cards->pdata[2])->error, ==, "The text could not be read as UTF-8.");
  assert_card (cards, 3, 11, "Ірина Щербак", NULL);
  g_assert_cmpstr (
      ((CrmCard *)cards->pdata[3])->rest->pdata[0], ==, "ORG: The text could not be read as UTF-8.");
}

static void
test_agent (void)
{
  g_autoptr (GPtrArray) cards =
      parse ("BEGIN:VCARD\nVERSION:2.1\nFN:Boss\nAGENT:\n"
             "BEGIN:VCARD\nVERSION:2.1\nFN:Help\nTEL:555\nEND:VCARD\n"
             "TEL:1234567\nEND:VCARD\n"
             "BEGIN:VCARD\nVERSION:3.0\nFN:Chief\nAGENT:BEGIN:VCARD\\nFN:Susan\\nEND:VCARD\\n\nTEL:"
             "7654321\nEND:VCARD\n"
             "BEGIN:VCARD\nVERSION:2.1\nFN:Open\nAGENT:BEGIN:VCARD\nFN:Help\nEND:VCARD\n"
             "BEGIN:VCARD\nFN:Next\nEND:VCARD\n"
             "BEGIN:VCARD\nVERSION:3.0\nFN:Folded\nAGENT:BEGIN:VCARD\n FN:Help\n END:VCARD\n"
             "TEL:1234567\nEND:VCARD\n");
  const CrmCard *card = cards->pdata[0];

  g_assert_cmpuint (cards->len, ==, 5);
  assert_card (cards, 4, 27, "Folded", NULL);
  assert_card (cards, 0, 1, "Boss", NULL);
  g_assert_cmpuint (card->addresses->len, ==, 1);
  g_assert_cmpstr (card->rest->pdata[0], ==, "AGENT: VERSION:2.1 FN:Help TEL:555");
  assert_card (cards, 1, 12, "Chief", NULL);
  card = cards->pdata[1];
  g_assert_cmpstr (card->rest->pdata[0], ==, "AGENT: BEGIN:VCARD FN:Susan END:VCARD");
  assert_card (cards, 2, 18, "Open", UNFINISHED);
  assert_card (cards, 3, 24, "Next", NULL);
}

static void
test_odd_lines (void)
{
  g_autoptr (GPtrArray) cards = parse ("BEGIN:VCARD\nVERSION:3.0\nFN:A\n"
                                       "this line is nothing\n"
                                       ":no name\n"
                                       "a.b.TEL;;=;X=;TYPE=;TYPE=\"home\";\"x;y\":1234567\n"
                                       "EMAIL;TYPE=\"unclosed:a@example.org\n"
                                       "NOTE:first\nsecond line\nhttp://example.org\n"
                                       "TITLE;ENCODING=8BIT;ENCODING=ODD:t\\x\n"
                                       "END:VCARD\n");
  const CrmCard *card = cards->pdata[0];

  assert_card (cards, 0, 1, "A", NULL);
  g_assert_cmpuint (card->addresses->len, ==, 2);
  g_assert_cmpstr (((CrmCardAddress *)card->addresses->pdata[0])->label, ==, "home");
  g_assert_cmpstr (((CrmCardAddress *)card->addresses->pdata[1])->value, ==, "a@example.org");
  g_assert_cmpstr (card->note, ==, "first\nsecond line\nhttp://example.org");
  g_assert_cmpstr (card->title, ==, "t\\x");
  g_assert_cmpuint (card->rest->len, ==, 2);
  g_assert_cmpstr (card->rest->pdata[0], ==, "Unreadable line: this line is nothing");
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } files[] = {
    { "", "This file is empty." },
    { "name,phone\nAnn,1\n", "There is no vCard in this file." },
    { "[\"vcard\",[[\"fn\",{},\"text\",\"A\"]]]",
        "This is a JSON file. Contacts in JSON (jCard) cannot be read; export them as vCard (.vcf)." },
    { "\xEF\xBB\xBF<?xml version=\"1.0\"?><vcards/>",
        "This is an XML file. Contacts in XML (xCard) cannot be read; export them as vCard (.vcf)." },
    { "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "This file holds a calendar, not contacts." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse_bytes (files[i].text, strlen (files[i].text), NULL, &error));
      g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, files[i].message);
    }
}

static void
test_unknown_charset (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse_bytes (cyrillic, strlen (cyrillic), "no-such-thing", &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
}

/* The mark of UTF-16 inside a value says nothing about the file. */
static void
test_mark_in_value (void)
{
  g_autoptr (GPtrArray) cards =
      parse ("BEGIN:VCARD\nVERSION:3.0\nFN:A\nADR;TYPE=WORK\xC3,HOME:\xFE\xFFgD`A\xFF\xFF;;;x\nEND:VCARD\n");

  g_assert_cmpuint (cards->len, ==, 1);
  assert_card (cards, 0, 1, "A", NULL);
}

/* Hostile lengths: each of these is quadratic for a reader that does not look out. */
static void
test_large (void)
{
  static const char *const units[] = { ";", ",", "\r", "A=\n", "TEL;A:1\n", "UID:1\n", " \n", "=\n", "\\",
    "\"", "AGENT:\nBEGIN:VCARD\n" };
  static const char *const heads[] = { "N:", "CATEGORIES:", "TEL;X", "NOTE;ENCODING=QUOTED-PRINTABLE:" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    for (guint j = 0; j < G_N_ELEMENTS (heads); j++)
      {
        GString *text = g_string_new ("BEGIN:VCARD\nFN:A\n");
        g_autoptr (GPtrArray) cards = NULL;

        g_string_append (text, heads[j]);
        while (text->len < 200000)
          g_string_append (text, units[i]);
        g_string_append (text, "\nEND:VCARD\nBEGIN:VCARD\nFN:Next\nEND:VCARD\n");
        cards = parse (text->str);
        g_assert_cmpuint (cards->len, >=, 1);
        g_string_free (text, TRUE);
      }
}

int
main (int argc, char **argv)
{
  static const char *const charsets[] = { "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "windows-1251", "KOI8-U",
    "ISO-8859-5" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/vcard-files/charset/%s", charsets[i]);

      g_test_add_data_func (path, charsets[i], test_charset);
    }
  g_test_add_func ("/vcard-files/utf8-mark", test_utf8_mark);
  g_test_add_func ("/vcard-files/charset-of-property", test_charset_of_property);
  g_test_add_func ("/vcard-files/mixed", test_mixed);
  g_test_add_func ("/vcard-files/short-name-in-old-charset", test_short_name_in_old_charset);
  g_test_add_func ("/vcard-files/line-ends", test_line_ends);
  g_test_add_func ("/vcard-files/soft-breaks", test_soft_breaks);
  g_test_add_func ("/vcard-files/structure-in-quoted-printable", test_structure_in_quoted_printable);
  g_test_add_func ("/vcard-files/damaged-neighbours", test_damaged_neighbours);
  g_test_add_func ("/vcard-files/damaged-text", test_damaged_text);
  g_test_add_func ("/vcard-files/agent", test_agent);
  g_test_add_func ("/vcard-files/odd-lines", test_odd_lines);
  g_test_add_func ("/vcard-files/refused", test_refused);
  g_test_add_func ("/vcard-files/unknown-charset", test_unknown_charset);
  g_test_add_func ("/vcard-files/mark-in-value", test_mark_in_value);
  g_test_add_func ("/vcard-files/large", test_large);
  return g_test_run ();
}
