/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-charset.h"

#include <string.h>

/* Encodings: tables made here in every encoding the program names, read back without being told which it is. */

static const char ukrainian[] = "Назва;Телефон;E-mail;Місто\n"
                                "Олена Ковальчук;+380671234567;olena@example.com;Київ\n"
                                "ТОВ Ґанок;044 123-45-67;office@example.com;Біла Церква\n"
                                "Їжакевич Юрій;0501234567;;Львів\n";
static const char russian[] = "Фамилия;Имя;Отчество;Телефон\n"
                              "Кузьмина;Дэнна;Витальевна;7(9940)977-45-73\n"
                              "Подъячев;Объедков;Яковлевич;7(38)095-64-18\n"
                              "Щукин;Пётр;Эдуардович;8 912 345-67-89\n";
static const char russian_capitals[] = "ФАМИЛИЯ;ИМЯ\nКУЗЬМИНА;АЛИНА\nСТЕПАНОВ;МИХАИЛ\nМОРОЗОВ;НАУМ\n";
static const char russian_lower[] = "название,цена\nкрем для рук,700\nшампунь для волос,500\n";
static const char german[] =
    "Name;Straße;Ort\nMüller & Söhne;Hauptstraße 5;Köln\nJürgen Groß;Am Weiher 3;Nürnberg\n";
static const char french[] =
    "Nom,Prénom,Société\nLefèvre,Zoé,Café de l'Étoile\nBenoît,François,Hôtel à côté\n";
static const char spanish[] = "Nombre,Apellido\nJosé,Núñez\nMaría,Ibáñez\nIñigo,Muñoz\n";
static const char one_sign[] = "Name,Note\nAcme,Calle 5 N\xC2\xBA 12\nOther,nothing\n";
static const char polish[] =
    "Nazwa;Miasto\nŻółta Łódź;Łódź\nGrzegorz Brzęczyszczykiewicz;Częstochowa\nMałgorzata "
    "Wiśniewska;Kraków\nPaweł Dąbrowski;Gdańsk\n";
static const char czech[] = "Jméno;Město\nŘehoř Dvořák;Plzeň\nJiří Němec;Třebíč\nŠtěpánka Růžičková;Děčín\n";
static const char japanese[] =
    "名前,メール\n名無しの権兵衛,gonbei@example.com\n山田たろう,taro@example.com\n";
static const char chinese[] =
    "姓名,电话,城市\n王小明,13812345678,北京市朝阳区\n李丽华,13912345678,上海市浦东新区\n"
    "张建国,13712345678,广州市天河区\n陈美玲,13612345678,深圳市南山区\n";
static const char korean[] =
    "이름,전화,도시\n김철수,010-1234-5678,서울특별시 강남구\n이영희,010-2345-6789,부산광역시\n"
    "박지민,010-3456-7890,대구광역시 수성구\n";
static const char greek[] = "Όνομα;Πόλη\nΓιώργος Παπαδόπουλος;Αθήνα\nΜαρία Νικολάου;Θεσσαλονίκη\n"
                            "Κωνσταντίνος Δημητρίου;Ηράκλειο\n";

typedef struct
{
  const char *path;
  const char *text;
  const char *encoding; /* that iconv writes */
  const char *expected; /* NULL: any that gives the same text */
} Case;

static const Case cases[] = {
  { "utf-8", ukrainian, "UTF-8", "UTF-8" },
  { "utf-16le", ukrainian, "UTF-16LE", "UTF-16LE" },
  { "utf-16be", ukrainian, "UTF-16BE", "UTF-16BE" },
  { "utf-16le-ascii", "a,b\n1,2\n", "UTF-16LE", "UTF-16LE" },
  { "utf-16be-japanese", japanese, "UTF-16BE", "UTF-16BE" },
  { "utf-32le", ukrainian, "UTF-32LE", "UTF-32LE" },
  { "utf-32be", russian, "UTF-32BE", "UTF-32BE" },
  { "windows-1251-uk", ukrainian, "CP1251", "windows-1251" },
  { "windows-1251-ru", russian, "CP1251", "windows-1251" },
  { "windows-1251-capitals", russian_capitals, "CP1251", "windows-1251" },
  { "windows-1251-lower", russian_lower, "CP1251", "windows-1251" },
  { "windows-1251-tiny", "Код;Название\n1;мужской\n2;женский", "CP1251", "windows-1251" },
  { "windows-1251-one-name", "name,phone\nОлена,123\n", "CP1251", "windows-1251" },
  { "koi8-u", ukrainian, "KOI8-U", "KOI8-U" },
  { "koi8-r", russian, "KOI8-R", "KOI8-U" },
  { "koi8-capitals", russian_capitals, "KOI8-R", "KOI8-U" },
  { "koi8-lower", russian_lower, "KOI8-R", "KOI8-U" },
  { "ibm866", russian, "IBM866", "IBM866" },
  { "mac-cyrillic", russian, "MAC-CYRILLIC", "x-mac-cyrillic" },
  { "iso-8859-5", russian, "ISO-8859-5", "ISO-8859-5" },
  { "windows-1252-de", german, "CP1252", "windows-1252" },
  { "iso-8859-1-fr", french, "ISO-8859-1", "windows-1252" },
  { "windows-1252-es", spanish, "CP1252", "windows-1252" },
  { "windows-1252-one-sign", one_sign, "CP1252", "windows-1252" },
  { "windows-1252-apostrophes", "Name,City\nPat O\u2019Neil,Boston\nAnn O\u2019Hara,Dublin\n", "CP1252",
      NULL },
  { "windows-1252-signs", "Name,Notes\nJohn Smith,\u201COld Mill\u201D \u2013 call later\u2026\n", "CP1252",
      NULL },
  { "windows-1252-pound", "Name,Notes\nJohn Smith,\u00A350 a month\n", "CP1252", NULL },
  { "windows-1252-degrees", "Name,Notes\nJohn Smith,at 20\u00B0 C\n", "CP1252", NULL },
  { "windows-1252-euro", "Name;Notiz\nJ\u00F6rg B\u00E4r;\u201EZum Krug\u201C \u2013 \u20AC 50\n", "CP1252",
      NULL },
  { "macintosh-apostrophe", "Name,City\nPat O\u2019Neil,Boston\n", "MACINTOSH", NULL },
  { "windows-1252-one-umlaut", "name,city\nMüller,Bonn\n", "CP1252", "windows-1252" },
  { "macintosh", german, "MACINTOSH", "macintosh" },
  { "ibm850", german, "IBM850", "IBM850" },
  { "windows-1250-pl", polish, "CP1250", "windows-1250" },
  { "windows-1250-cs", czech, "CP1250", "windows-1250" },
  { "shift-jis", japanese, "SHIFT_JIS", "Shift_JIS" },
  { "euc-jp", japanese, "EUC-JP", "EUC-JP" },
  { "iso-2022-jp", japanese, "ISO-2022-JP", "ISO-2022-JP" },
  { "gb18030", chinese, "GB18030", "GB18030" },
  { "euc-kr", korean, "EUC-KR", "EUC-KR" },
  { "windows-1253", greek, "CP1253", "windows-1253" },
};

static GBytes *
encode (const char *text, const char *encoding)
{
  gsize length;
  g_autoptr (GError) error = NULL;
  char *bytes = g_convert (text, -1, encoding, "UTF-8", NULL, &length, &error);

  g_assert_no_error (error);
  return g_bytes_new_take (bytes, length);
}

static void
test_found (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GBytes) bytes = encode (c->text, c->encoding);
  g_autoptr (GError) error = NULL;
  g_autofree char *charset = NULL;
  guint n_replaced = 7;
  g_autofree char *text = crm_charset_to_utf8 (bytes, NULL, &charset, &n_replaced, &error);

  g_assert_no_error (error);
  if (c->expected)
    g_assert_cmpstr (charset, ==, c->expected);
  g_assert_cmpstr (text, ==, c->text);
  g_assert_cmpuint (n_replaced, ==, 0);
}

static char *
decode (const char *data, gsize length, const char *forced, char **charset, guint *n_replaced, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  return crm_charset_to_utf8 (bytes, forced, charset, n_replaced, error);
}

static void
test_marks (void)
{
  g_autofree char *charset = NULL;
  g_autofree char *utf8 = decode ("\xEF\xBB\xBFname\n", 8, NULL, &charset, NULL, NULL);
  g_assert_cmpstr (utf8, ==, "name\n");
  g_assert_cmpstr (charset, ==, "UTF-8");

  g_autofree char *le = decode ("\xFF\xFE"
                                "a\0\x16\x04",
      6, NULL, NULL, NULL, NULL);
  g_assert_cmpstr (le, ==, "aЖ");
  g_autofree char *be = decode ("\xFE\xFF\0a\x04\x16", 6, NULL, NULL, NULL, NULL);
  g_assert_cmpstr (be, ==, "aЖ");
  g_autofree char *forced = decode ("\xFE\xFF\0a\x04\x16", 6, "utf-16", NULL, NULL, NULL);
  g_assert_cmpstr (forced, ==, "aЖ");
  g_autofree char *surrogates = decode ("\xFF\xFE\x3D\xD8\x00\xDE", 6, NULL, NULL, NULL, NULL);
  g_assert_cmpstr (surrogates, ==, "😀");
  g_autofree char *empty = decode ("", 0, NULL, NULL, NULL, NULL);
  g_assert_cmpstr (empty, ==, "");
}

static void
test_forced (void)
{
  g_autofree char *charset = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = encode ("Їжак", "CP1251");
  g_autofree char *text = crm_charset_to_utf8 (bytes, "cp1251", &charset, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "Їжак");
  g_assert_cmpstr (charset, ==, "windows-1251");

  g_autofree char *none = crm_charset_to_utf8 (bytes, "klingon", NULL, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, CRM_CHARSET_ERROR, CRM_CHARSET_ERROR_UNKNOWN);
}

static void
test_counted (void)
{
  guint n = 0;
  g_autofree char *utf8 = decode ("a\xFF"
                                  "b\xC3",
      4, "UTF-8", NULL, &n, NULL);
  g_assert_cmpstr (utf8, ==,
      "a\xEF\xBF\xBD"
      "b\xEF\xBF\xBD");
  g_assert_cmpuint (n, ==, 2);

  g_autofree char *western = decode ("a\x81"
                                     "b\xE9",
      4, "windows-1252", NULL, &n, NULL);
  g_assert_cmpstr (western, ==,
      "a\xEF\xBF\xBD"
      "bé");
  g_assert_cmpuint (n, ==, 1);

  g_autofree char *half = decode ("a\0b\0c", 5, "UTF-16LE", NULL, &n, NULL);
  g_assert_cmpstr (half, ==, "ab\xEF\xBF\xBD");
  g_assert_cmpuint (n, ==, 1);

  /* A long text in good UTF-8 with one damaged byte stays UTF-8. */
  g_autoptr (GString) damaged = g_string_new (NULL);
  for (int i = 0; i < 20; i++)
    g_string_append (damaged, "Олена Ковальчук\n");
  g_string_append (damaged, "\xD0\n");
  g_autofree char *charset = NULL;
  g_autofree char *text = decode (damaged->str, damaged->len, NULL, &charset, &n, NULL);
  g_assert_cmpstr (charset, ==, "UTF-8");
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (g_str_has_suffix (text, "Ковальчук\n\xEF\xBF\xBD\n"));
}

/* Characters on the edge of the conversion buffer come out whole. */
static void
test_long (void)
{
  for (int shift = 0; shift < 2; shift++)
    {
      g_autoptr (GString) text = g_string_new (shift ? "x" : "");
      for (int i = 0; i < 40000; i++)
        g_string_append (text, "😀");
      g_autoptr (GBytes) bytes = encode (text->str, "UTF-16LE");
      guint n = 0;
      g_autofree char *back = crm_charset_to_utf8 (bytes, "UTF-16LE", NULL, &n, NULL);
      g_assert_true (strcmp (back, text->str) == 0);
      g_assert_cmpuint (n, ==, 0);
    }
}

static void
assert_refused (const char *data, gsize length, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = decode (data, length, NULL, NULL, NULL, &error);

  g_assert_null (text);
  g_assert_error (error, CRM_CHARSET_ERROR, CRM_CHARSET_ERROR_BINARY);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_refused (void)
{
  static const char excel[] = "PK\3\4\x14\0\6\0[Content_Types].xml\1\2\3xl/workbook.xml\xFF\0";
  static const char calc[] = "PK\3\4\x14\0\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK";
  static const char zip[] = "PK\3\4\x14\0\0\0photos/one.jpg";
  static const char old_excel[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0";
  static const char sqlite[] = "SQLite format 3\0\x10\0\1\1";
  static const char pdf[] = "%PDF-1.7\n%\xE2\xE3";
  static const char png[] = "\x89PNG\r\n\x1A\n\0\0";
  static const char noise[] = "a\0b\1c\0\0\0\2d\xFE\xFF\0e\0";

  assert_refused (excel, sizeof excel, "Excel");
  assert_refused (calc, sizeof calc, "Calc");
  assert_refused (zip, sizeof zip, "compressed");
  assert_refused (old_excel, sizeof old_excel, "Excel");
  assert_refused (sqlite, sizeof sqlite, "SQLite");
  assert_refused (pdf, sizeof pdf, "PDF");
  assert_refused (png, sizeof png, "picture");
  assert_refused (noise, sizeof noise, "not a text");
  g_autofree char *id3 = decode ("ID3,name\n1,a\n", 13, NULL, NULL, NULL, NULL);
  g_assert_cmpstr (id3, ==, "ID3,name\n1,a\n");
}

static void
test_list (void)
{
  gsize n;
  const CrmCharset *list = crm_charset_list (&n);

  g_assert_cmpstr (list[0].name, ==, "UTF-8");
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *charset = NULL;
      g_autofree char *text = decode ("ab", 2, list[i].name, &charset, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (charset, ==, list[i].name);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/charset/found/", cases[i].path, NULL);
      g_test_add_data_func (path, &cases[i], test_found);
    }
  g_test_add_func ("/charset/marks", test_marks);
  g_test_add_func ("/charset/forced", test_forced);
  g_test_add_func ("/charset/counted", test_counted);
  g_test_add_func ("/charset/long", test_long);
  g_test_add_func ("/charset/refused", test_refused);
  g_test_add_func ("/charset/list", test_list);
  return g_test_run ();
}
