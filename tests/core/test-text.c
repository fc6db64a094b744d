/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-text.h"

#include <string.h>

/* Folding, words, initials, excerpts, digits and likeness of names. */

typedef struct
{
  const char *text;
  const char *expected;
} Pair;

static void
assert_folds (const Pair *pairs, gsize n_pairs)
{
  for (gsize i = 0; i < n_pairs; i++)
    {
      g_autofree char *fold = crm_text_fold (pairs[i].text);
      g_autofree char *twice = crm_text_fold (fold);

      g_assert_cmpstr (fold, ==, pairs[i].expected);
      g_assert_cmpstr (twice, ==, fold);
    }
}

static void
test_fold_ascii (void)
{
  static const Pair pairs[] = {
    { NULL, "" },
    { "", "" },
    { " \t\r\n", "" },
    { "John SMITH", "john smith" },
    { "  a \t b\n\nc ", "a b c" },
    { "a@B.org, 12-34", "a@b.org, 12-34" },
  };

  assert_folds (pairs, G_N_ELEMENTS (pairs));
}

static void
test_fold_ukrainian (void)
{
  static const Pair pairs[] = {
    { "Ґалаґан ІВАНЕНКО", "ґалаґан іваненко" },
    { "Їжакевич Євген", "їжакевич євген" },
    { "ЙОСИП Сергійович", "йосип сергійович" },
    /* й and ї written as two characters are the same letters. */
    { "\u0418\u0306осип", "йосип" },
    { "\u0406\u0308жак \u0456\u0308", "їжак ї" },
    { "а\u0301нна и\u0301", "анна и" },
    { "\u045d", "и" },
    /* Three keyboards, one name. */
    { "Дем'яненко", "дем'яненко" },
    { "Дем’яненко", "дем'яненко" },
    { "ДЕМʼЯНЕНКО", "дем'яненко" },
    { "Нечуй–Левицький", "нечуй-левицький" },
  };

  assert_folds (pairs, G_N_ELEMENTS (pairs));
}

static void
test_fold_russian (void)
{
  static const Pair pairs[] = {
    { "Ёлкин Семён", "елкин семен" },
    { "\u0415\u0308лкин", "елкин" },
    { "Майоров", "майоров" },
    { "ЩЕРБАКОВ Подъячий", "щербаков подъячий" },
  };
  g_autofree char *short_i = crm_text_fold ("Майоров");
  g_autofree char *i = crm_text_fold ("Маиоров");

  assert_folds (pairs, G_N_ELEMENTS (pairs));
  g_assert_cmpstr (short_i, !=, i);
}

static void
test_fold_latin (void)
{
  static const Pair pairs[] = {
    { "Müller-Lüdenscheidt", "muller-ludenscheidt" },
    { "Mu\u0308ller", "muller" },
    { "Straße STRASSE ẞ", "strasse strasse ss" },
    { "Łódź Øresund Đorđe", "lodz oresund dorde" },
    { "Ærø Œuvre Þór Ǿ", "aero oeuvre thor o" },
    { "Çağrı IŞIK İstanbul ılık", "cagri isik istanbul ilik" },
    { "i\u0308 ï", "i i" },
    { "ΣΊΣΥΦΟΣ Σίσυφος", "σισυφοσ σισυφοσ" },
  };

  assert_folds (pairs, G_N_ELEMENTS (pairs));
}

static void
test_fold_others (void)
{
  static const Pair pairs[] = {
    { "a\u00a0\u2009b\u3000", "a b" },
    { "\u00a0 Олена", "олена" },
    { "１２３ ٣٤ ४५", "123 34 45" },
    { "ﬁn x² ①", "fin x2 1" },
    { "\ufeffБез\u00adпека\u200b", "безпека" },
    { "\u0301a", "a" },
    { "株式会社 が", "株式会社 か\u3099" },
    { "a😀B", "a😀b" },
    { "\xff\xfeOK", "\ufffd\ufffdok" },
    { "Оле\xd0", "оле\ufffd" },
  };

  assert_folds (pairs, G_N_ELEMENTS (pairs));
}

/* Everything that grows most when folded: the buffer has to follow. */
static void
test_fold_growth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *fold = NULL;
  g_autofree char *one = crm_text_fold ("\ufdfa");

  g_assert_cmpuint (strlen (one), >, 15);
  for (int i = 0; i < 500; i++)
    g_string_append (text, "\ufdfa㍿ẞ");
  fold = crm_text_fold (text->str);
  g_assert_cmpuint (strlen (fold), ==, 500 * (strlen (one) + strlen ("株式会社ss")));
}

static gpointer
fold_in_thread (gpointer data)
{
  for (gunichar c = 0x20; c < 0x3000; c++)
    {
      char text[7] = "";
      g_autofree char *fold = NULL;

      g_unichar_to_utf8 (c, text);
      fold = crm_text_fold (text);
      g_assert_true (g_utf8_validate (fold, -1, NULL));
    }
  return NULL;
}

static void
test_fold_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("fold", fold_in_thread, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_words (void)
{
  g_auto (GStrv) none = crm_text_words (" \u00a0 ");
  g_auto (GStrv) null = crm_text_words (NULL);
  g_auto (GStrv) two = crm_text_words ("  Олена\tКОВАЛЕНКО ");
  g_auto (GStrv) many = crm_text_words ("1 2 3 4 5 6 7 8 9 10");

  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length (null), ==, 0);
  g_assert_cmpuint (g_strv_length (two), ==, 2);
  g_assert_cmpstr (two[0], ==, "олена");
  g_assert_cmpstr (two[1], ==, "коваленко");
  g_assert_cmpuint (g_strv_length (many), ==, 8);
  g_assert_cmpstr (many[7], ==, "8");
}

static void
test_initials (void)
{
  static const Pair pairs[] = {
    { NULL, "" },
    { "  ", "" },
    { "?!", "" },
    { "олена", "О" },
    { "Олена Петрівна Коваленко", "ОК" },
    { "«сяйво» книгарня (львів)", "СЛ" },
    { "\u0438\u0306осип їжак", "ЙЇ" },
    { "3M", "3" },
    { "John - Smith", "JS" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *initials = crm_text_initials (pairs[i].text);

      g_assert_cmpstr (initials, ==, pairs[i].expected);
    }
}

static void
assert_excerpt (const char *text, guint max_chars, const char *expected)
{
  g_autofree char *excerpt = crm_text_excerpt (text, max_chars);

  g_assert_cmpstr (excerpt, ==, expected);
  g_assert_cmpint (g_utf8_strlen (excerpt, -1), <=, max_chars);
}

static void
test_excerpt (void)
{
  assert_excerpt (NULL, 10, "");
  assert_excerpt ("abc", 0, "");
  assert_excerpt ("one\n two\t\tthree ", 13, "one two three");
  assert_excerpt ("one\n two\t\tthree ", 12, "one two…");
  assert_excerpt ("Привіт, дорогий світе", 15, "Привіт,…");
  assert_excerpt ("Привіт, дорогий світе", 16, "Привіт, дорогий…");
  assert_excerpt ("Donaudampfschifffahrt", 10, "Donaudamp…");
  assert_excerpt ("ab", 1, "…");
  assert_excerpt ("xxxxe\u0301yyyy", 6, "xxxx…");
}

static void
test_digits (void)
{
  static const Pair pairs[] = {
    { NULL, "" },
    { "no", "" },
    { "+380 (67) 123-45-67", "380671234567" },
    { "٠١٢ ３", "0123" },
    { "4\xff"
      "2",
        "42" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *digits = crm_text_digits (pairs[i].text);

      g_assert_cmpstr (digits, ==, pairs[i].expected);
    }
}

static void
test_blank (void)
{
  g_assert_true (crm_text_is_blank (NULL));
  g_assert_true (crm_text_is_blank (""));
  g_assert_true (crm_text_is_blank (" \t\n\u00a0\u2003\u3000"));
  g_assert_false (crm_text_is_blank (" x "));
  g_assert_false (crm_text_is_blank ("\xff"));
}

static void
test_latin (void)
{
  static const Pair pairs[] = {
    { NULL, "" },
    { "олена", "olena" },
    { "дем'яненко ґалаґан", "demianenko galagan" },
    { "щукіна юлія їжак", "shchukina iuliia izhak" },
    { "харьков 12 ltd o'neil", "kharkov 12 ltd o'neil" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *latin = crm_text_latin (pairs[i].text);

      g_assert_cmpstr (latin, ==, pairs[i].expected);
    }
}

static void
test_similarity (void)
{
  static const char *const alike[][2] = {
    { "олена коваленко", "коваленко олена" },
    { "олена коваленко", "коваленко, олена" },
    { "олена коваленко", "olena kovalenko" },
    { "георгій шевченко", "heorhii shevchenko" },
    { "георгий щербаков", "georgy shcherbakov" },
    { "юлія жукова", "yulia zhukova" },
    { "анна шмидт", "anna schmidt" },
    { "олена петрівна коваленко", "олена коваленко" },
    { "о. коваленко", "олена коваленко" },
    { "олексій мельник", "олексій мельнік" },
    { "martha jones", "marhta jones" },
    { "дем'яненко іван", "демяненко іван" },
  };
  static const char *const different[][2] = {
    { "", "" },
    { "олена", "" },
    { "?", "!" },
    { "олена", "олена коваленко" },
    { "олена коваленко", "олена коваль" },
    { "іван петренко", "іван петрук" },
    { "іван петренко", "петро іваненко" },
    { "shop 12", "shop 13" },
    { "acme ltd", "bolt ltd" },
    { "john smith", "jane doe" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (alike); i++)
    {
      g_assert_cmpuint (crm_text_similarity (alike[i][0], alike[i][1]), >=, 900);
      g_assert_cmpuint (
          crm_text_similarity (alike[i][1], alike[i][0]), ==, crm_text_similarity (alike[i][0], alike[i][1]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (different); i++)
    g_assert_cmpuint (crm_text_similarity (different[i][0], different[i][1]), <, 900);

  g_assert_cmpuint (crm_text_similarity ("іван петренко", "іван петренко"), ==, 1000);
  g_assert_cmpuint (crm_text_similarity (NULL, "a"), ==, 0);
}

/* More words and letters than the comparison keeps. */
static void
test_similarity_bounds (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 100; i++)
    g_string_append_printf (text, "%0*d-word ", 60, i);
  g_assert_cmpuint (crm_text_similarity (text->str, text->str), ==, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/fold/ascii", test_fold_ascii);
  g_test_add_func ("/text/fold/ukrainian", test_fold_ukrainian);
  g_test_add_func ("/text/fold/russian", test_fold_russian);
  g_test_add_func ("/text/fold/latin", test_fold_latin);
  g_test_add_func ("/text/fold/others", test_fold_others);
  g_test_add_func ("/text/fold/growth", test_fold_growth);
  g_test_add_func ("/text/fold/threads", test_fold_threads);
  g_test_add_func ("/text/words", test_words);
  g_test_add_func ("/text/initials", test_initials);
  g_test_add_func ("/text/excerpt", test_excerpt);
  g_test_add_func ("/text/digits", test_digits);
  g_test_add_func ("/text/blank", test_blank);
  g_test_add_func ("/text/latin", test_latin);
  g_test_add_func ("/text/similarity", test_similarity);
  g_test_add_func ("/text/similarity/bounds", test_similarity_bounds);

  return g_test_run ();
}
