/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backends/crm-backends.h"
#include "card-dump.h"

#include <string.h>

/* What is read from well-made vCards of the three versions, as phones and programs write them. Main thread. */

static GPtrArray *
parse (const char *text)
{
  g_autoptr (CrmCardFormat) format = crm_backends_card_format ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  GPtrArray *cards = crm_card_format_parse_file (format, bytes, NULL, &error);

  g_assert_no_error (error);
  return cards;
}

/* The file holds one whole card that reads like this. */
static void
assert_reads (const char *text, const char *expected)
{
  g_autoptr (GPtrArray) cards = parse (text);
  g_autofree char *dump = NULL;

  g_assert_cmpuint (cards->len, ==, 1);
  g_assert_cmpstr (((CrmCard *)cards->pdata[0])->error, ==, NULL);
  dump = card_dump (cards->pdata[0], FALSE);
  g_assert_cmpstr (dump, ==, expected);
}

static void
assert_rest (const char *text, const char *expected)
{
  g_autoptr (GPtrArray) cards = parse (text);
  CrmCard *card = cards->pdata[0];
  g_autofree char *rest = NULL;

  g_ptr_array_add (card->rest, NULL);
  rest = g_strjoinv ("|", (char **)card->rest->pdata);
  g_ptr_array_set_size (card->rest, card->rest->len - 1);
  g_assert_cmpstr (rest, ==, expected);
}

static void
test_2_1 (void)
{
  assert_reads ("BEGIN:VCARD\r\n"
                "VERSION:2.1\r\n"
                "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9A=D0=BE=D0=B2=D0=B0=D0=BB=D1=\r\n"
                "=8C;=D0=9E=D0=BB=D0=B5=D0=BD=D0=B0;;;\r\n"
                "TEL;CELL;PREF:+380 67 123 45 67\r\n"
                "TEL;WORK;FAX:044 123 45 67\r\n"
                "TEL;X-OWN:5\r\n"
                "EMAIL;INTERNET:olena@example.org\r\n"
                "ADR;HOME:;;Khreshchatyk 1\\; flat 2;Kyiv;;01001;Ukraine\r\n"
                "NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\r\n"
                " two; 2 =3D 2=0Athree\r\n"
                "CATEGORIES:VIP;Roof, tin\r\n"
                "BDAY:19930824\r\n"
                "END:VCARD\r\n",
      "  full name: Олена Коваль\n"
      "  family: Коваль\n"
      "  given: Олена\n"
      "  birthday: 1993-08-24\n"
      "  note: one\\n two; 2 = 2\\nthree\n"
      "  street: Khreshchatyk 1; flat 2\n"
      "  city: Kyiv\n"
      "  postcode: 01001\n"
      "  country: Ukraine\n"
      "  tag: VIP\n"
      "  tag: Roof\n"
      "  tag: tin\n"
      "  phone: [mobile]* +380 67 123 45 67\n"
      "  phone: [work fax] 044 123 45 67\n"
      "  phone: [x-own] 5\n"
      "  email: [] olena@example.org\n");
}

static void
test_3_0 (void)
{
  assert_reads ("begin:vcard\n"
                "version:3.0\n"
                "fn:Dr. Jürgen Müller\\, MdB\n"
                "n:Müller;Jürgen;Karl,Otto;Dr.;MdB\n"
                "nickname:Jogi\n"
                "org:Bäcker\\; Söhne\\, GmbH;Vertrieb;Nord\n"
                "title:Leiter\n"
                "role:Verkauf\n"
                "item1.tel;type=work,voice:+49 30 1234567\n"
                "item2.tel;type=pref:+49 170 1234567\n"
                "item2.X-ABLabel:_$!<Assistant>!$_\n"
                "item3.email;type=INTERNET:j@example.de\n"
                "item3.X-ABLabel:Büro\n"
                "item4.tel:+49 30 7654321\n"
                "item4.X-ABLabel:_$!<HomeFAX>!$_\n"
                "url;type=work:http\\://example.de/a\\,b\n"
                "adr;type=work:Postfach 1;Hof;Haupt\\nstr. 5;Berlin;BE;10115;Deutsch\n"
                " land\n"
                "adr;type=home,pref:;;Ring 2;Bonn;;;\n"
                "bday;value=date:1970-02-28\n"
                "x-evolution-anniversary:2001-05-06\n"
                "note:first\\nsecond\\, with \\\"quotes\\\" and C:\\\\dir\n"
                "note:third\n"
                "categories:a,b\\,c\n"
                "x-jabber;type=HOME:j@jabber.example\n"
                "impp;x-service-type=Telegram:x-apple:j%20m\n"
                "uid:urn:uuid:1234\n"
                "end:vcard\n",
      "  uid: 1234\n"
      "  full name: Dr. Jürgen Müller, MdB\n"
      "  family: Müller\n"
      "  given: Jürgen\n"
      "  additional: Karl, Otto\n"
      "  prefix: Dr.\n"
      "  suffix: MdB\n"
      "  nickname: Jogi\n"
      "  org: Bäcker; Söhne, GmbH\n"
      "  department: Vertrieb, Nord\n"
      "  title: Leiter\n"
      "  role: Verkauf\n"
      "  birthday: 1970-02-28\n"
      "  anniversary: 2001-05-06\n"
      "  note: first\\nsecond, with \"quotes\" and C:\\dir\\nthird\\n"
      "Address: Haupt str. 5, Hof, Postfach 1, Berlin, BE, 10115, Deutschland\n"
      "  street: Ring 2\n"
      "  city: Bonn\n"
      "  tag: a\n"
      "  tag: b,c\n"
      "  phone: [work] +49 30 1234567\n"
      "  phone: [assistant]* +49 170 1234567\n"
      "  email: [büro] j@example.de\n"
      "  phone: [home fax] +49 30 7654321\n"
      "  web: [work] http://example.de/a,b\n"
      "  handle: [jabber] j@jabber.example\n"
      "  handle: [telegram] j m\n");
}

/* A fold may leave a line of blanks only, which is part of the text when the text goes on. */
static void
test_folded_blanks (void)
{
  g_autoptr (GPtrArray) cards = parse (
      "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\n    \r\n B\r\nNOTE:n\r\n   \r\nTEL:1234567\r\nEND:VCARD\r\n");
  CrmCard *card = cards->pdata[0];

  g_assert_cmpstr (card->full_name, ==, "A   B");
  g_assert_cmpstr (card->note, ==, "n");
  g_assert_cmpuint (card->addresses->len, ==, 1);
}

static void
test_4_0 (void)
{
  assert_reads ("BEGIN:VCARD\n"
                "VERSION:4.0\n"
                "FN:Іван Петренко\n"
                "KIND:individual\n"
                "GENDER:M\n"
                "LANG;PREF=2:ru\n"
                "LANG;PREF=1:uk\n"
                "BDAY:--0229\n"
                "ANNIVERSARY:20090808T1430-0500\n"
                "TEL;VALUE=uri;PREF=20;TYPE=\"work,voice\":tel:+380-44-123-45-67;ext=102\n"
                "TEL;VALUE=uri;PREF=5;TYPE=\"cell,text\":tel:+380671234567\n"
                "EMAIL;PREF=100;TYPE=home:mailto:ivan@example.org\n"
                "IMPP:xmpp:ivan@example.org\n"
                "IMPP:tg:%D0%86%10%0A\n"
                "ADR;TYPE=home;LABEL=\"Kyiv; \\nUkraine\":;;Main st. 1;Kyiv;;;\n"
                "END:VCARD\n",
      "  full name: Іван Петренко\n"
      "  birthday: --02-29\n"
      "  anniversary: 2009-08-08\n"
      "  language: uk\n"
      "  gender: male\n"
      "  street: Main st. 1\n"
      "  city: Kyiv\n"
      "  phone: [work] +380-44-123-45-67 ext. 102\n"
      "  phone: [mobile]* +380671234567\n"
      "  email: [home]* ivan@example.org\n"
      "  handle: [jabber] ivan@example.org\n"
      "  handle: [telegram] І\n");
}

#define PNG "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

static void
assert_photo (const char *property)
{
  g_autofree char *text =
      g_strdup_printf ("BEGIN:VCARD\nVERSION:2.1\nFN:A\n%s\nTEL:1234567\nEND:VCARD\n", property);
  g_autoptr (GPtrArray) cards = parse (text);
  CrmCard *card = cards->pdata[0];
  g_autoptr (GBytes) expected = NULL;
  gsize length;
  guchar *data = g_base64_decode (PNG, &length);

  expected = g_bytes_new_take (data, length);
  g_assert_nonnull (card->photo);
  g_assert_true (g_bytes_equal (card->photo, expected));
  g_assert_cmpstr (card->photo_mime, ==, "image/png");
  g_assert_cmpuint (card->addresses->len, ==, 1);
}

static void
test_photo (void)
{
  assert_photo ("PHOTO;ENCODING=BASE64;JPEG:" PNG);
  assert_photo ("PHOTO;TYPE=PNG;ENCODING=b:" PNG);
  assert_photo ("PHOTO;VALUE=binary:" PNG);
  assert_photo ("PHOTO:data:image/png;base64," PNG);
  /* Folded, with the blank line that ends it in version 2.1, and without. */
  assert_photo ("PHOTO;PNG;BASE64:\n  iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA\n"
                "\tDUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\n");
  assert_photo ("PHOTO;PNG;BASE64:\n iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA\n"
                " DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
  /* Not even indented. */
  assert_photo ("PHOTO;ENCODING=BASE64:iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA\n"
                "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
}

static void
test_photo_elsewhere (void)
{
  assert_rest ("BEGIN:VCARD\nVERSION:3.0\nFN:A\nPHOTO;VALUE=uri:http://example.org/a.png\n"
               "LOGO;ENCODING=b;TYPE=PNG:" PNG "\nPHOTO;ENCODING=b:AAAA\nEND:VCARD\n",
      "PHOTO: http://example.org/a.png|LOGO: 70 bytes|PHOTO: 3 bytes");
}

static void
test_company (void)
{
  const char *const companies[] = {
    "ORG:Roof Ltd\n",
    "N:;;;;\nFN:Roof Ltd\nORG:Roof Ltd;\n",
    "KIND:org\nFN:Roof Ltd\n",
    "FN:Roof Ltd\nX-ABShowAs:COMPANY\nORG:Roof Ltd\n",
  };
  g_autoptr (GPtrArray) person = parse ("BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nORG:Roof Ltd\nEND:VCARD\n");

  g_assert_false (((CrmCard *)person->pdata[0])->is_company);
  for (guint i = 0; i < G_N_ELEMENTS (companies); i++)
    {
      g_autofree char *text = g_strdup_printf ("BEGIN:VCARD\nVERSION:4.0\n%sEND:VCARD\n", companies[i]);
      g_autoptr (GPtrArray) cards = parse (text);
      CrmCard *card = cards->pdata[0];

      g_assert_true (card->is_company);
      g_assert_cmpstr (card->full_name, ==, "Roof Ltd");
      g_assert_cmpstr (card->error, ==, NULL);
    }
}

static void
test_dates (void)
{
  static const struct
  {
    const char *written;
    const char *read;
  } dates[] = {
    { "BDAY:1996-04-15", "1996-04-15" }, { "BDAY:19531015T231000Z", "1953-10-15" },
    { "BDAY;VALUE=date-time:1953-10-15T23:10:00Z", "1953-10-15" }, { "BDAY:--0229", "--02-29" },
    { "BDAY:--02-29", "--02-29" }, { "BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-08", "--03-08" },
    { "BDAY:24.08.1993", "1993-08-24" }, { "BDAY:1993", NULL }, { "BDAY:1993-08", NULL },
    { "BDAY:---24", NULL }, { "BDAY:1993-02-30", NULL }, { "BDAY;VALUE=text:circa 1800", NULL },
    { "BDAY:03/04/1993", NULL }, /* March or April: not guessed */
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *text = g_strdup_printf ("BEGIN:VCARD\nFN:A\n%s\nEND:VCARD\n", dates[i].written);
      g_autoptr (GPtrArray) cards = parse (text);
      CrmCard *card = cards->pdata[0];

      g_assert_cmpstr (card->birthday, ==, dates[i].read);
      g_assert_cmpuint (card->rest->len, ==, dates[i].read != NULL ? 0 : 1);
    }
}

static void
test_rest (void)
{
  assert_rest ("BEGIN:VCARD\nVERSION:3.0\nFN:A\nX-FOO;TYPE=x:b\\;c\nTITLE:one\nTITLE:two\n"
               "item1.X-ABRELATEDNAMES:Eve\nitem1.X-ABLabel:_$!<Spouse>!$_\nX-EMPTY:\nREV:1\nEND:VCARD\n",
      "X-FOO: b;c|TITLE: two|spouse: Eve");
}

static void
test_name_from_what_there_is (void)
{
  static const struct
  {
    const char *lines;
    const char *name;
  } cards[] = {
    { "N:Doe;John;;Dr.;", "Dr. John Doe" },
    { "NICKNAME:Jo\nORG:X", "X" },
    { "NICKNAME:Jo\nTEL:1234567", "Jo" },
    { "TEL:1234567\nEMAIL:a@example.org", "a@example.org" },
    { "TEL:1234567", "1234567" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      g_autofree char *text = g_strdup_printf ("BEGIN:VCARD\nVERSION:3.0\n%s\nEND:VCARD\n", cards[i].lines);
      g_autoptr (GPtrArray) read = parse (text);

      g_assert_cmpstr (((CrmCard *)read->pdata[0])->full_name, ==, cards[i].name);
    }
}

/* Version 2.1 says types without a name, and some write them like version 3.0. */
static void
test_types_in_one_word (void)
{
  g_autoptr (GPtrArray) cards = parse ("BEGIN:VCARD\nVERSION:3.0\nFN:A\nTEL;FAX,WORK:1234567\n"
                                       "TEL;TYPE=VOICE;MSG,HOME:1234568\nEND:VCARD\n");
  const CrmCard *card = cards->pdata[0];

  g_assert_cmpuint (card->addresses->len, ==, 2);
  g_assert_cmpstr (((CrmCardAddress *)card->addresses->pdata[0])->label, ==, "work fax");
  g_assert_cmpstr (((CrmCardAddress *)card->addresses->pdata[1])->label, ==, "home");
}

static void
test_copy (void)
{
  g_autoptr (GPtrArray) cards =
      parse ("BEGIN:VCARD\nVERSION:3.0\nFN:A\nTEL;TYPE=HOME,PREF:1234567\nX-FOO:x\n"
             "CATEGORIES:a,b\nADR:;;s;c;r;p;l\nPHOTO;ENCODING=b:" PNG "\nEND:VCARD\n");
  g_autoptr (CrmCard) copy = g_boxed_copy (CRM_TYPE_CARD, cards->pdata[0]);
  g_autofree char *before = card_dump (cards->pdata[0], TRUE);
  g_autofree char *after = NULL;

  g_ptr_array_set_size (cards, 0);
  after = card_dump (copy, TRUE);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vcard/version-2.1", test_2_1);
  g_test_add_func ("/vcard/version-3.0", test_3_0);
  g_test_add_func ("/vcard/version-4.0", test_4_0);
  g_test_add_func ("/vcard/folded-blanks", test_folded_blanks);
  g_test_add_func ("/vcard/photo", test_photo);
  g_test_add_func ("/vcard/photo-elsewhere", test_photo_elsewhere);
  g_test_add_func ("/vcard/company", test_company);
  g_test_add_func ("/vcard/dates", test_dates);
  g_test_add_func ("/vcard/rest", test_rest);
  g_test_add_func ("/vcard/name-from-what-there-is", test_name_from_what_there_is);
  g_test_add_func ("/vcard/copy", test_copy);
  g_test_add_func ("/vcard/types-in-one-word", test_types_in_one_word);
  return g_test_run ();
}
