/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-sms-text.h"

#include <string.h>

/* How texts are counted, cut and made plain. The numbers are those of 3GPP TS 23.038 and 23.040. */

/* unit, n times. */
static char *
repeat (const char *unit, guint n)
{
  GString *text = g_string_new (NULL);

  while (n--)
    g_string_append (text, unit);
  return g_string_free (text, FALSE);
}

static void
assert_size (const char *text, gboolean unicode, guint n_units, guint n_parts, guint left)
{
  CrmSmsSize size = crm_sms_measure (text);

  g_assert_cmpint (size.unicode, ==, unicode);
  g_assert_cmpuint (size.n_units, ==, n_units);
  g_assert_cmpuint (size.n_parts, ==, n_parts);
  g_assert_cmpuint (size.left, ==, left);
  g_assert_cmpint (size.culprit != NULL, ==, unicode);
}

static void
test_alphabet (void)
{
  /* The whole of the default alphabet, as table 6.2.1 has it. */
  const char *all = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  assert_size (all, FALSE, 127, 1, 33);
  for (const char *p = all; *p; p = g_utf8_next_char (p))
    {
      char one[7] = { 0 };

      g_unichar_to_utf8 (g_utf8_get_char (p), one);
      assert_size (one, FALSE, 1, 1, 159);
    }
  /* Table 6.2.1.1: each takes two. */
  for (const char *p = "^{}\\[~]|€\f"; *p; p = g_utf8_next_char (p))
    {
      char one[7] = { 0 };

      g_unichar_to_utf8 (g_utf8_get_char (p), one);
      assert_size (one, FALSE, 2, 1, 158);
    }
  /* What looks as if it were in it. */
  assert_size ("`", TRUE, 1, 1, 69);
  assert_size ("ç", TRUE, 1, 1, 69);
  assert_size ("á", TRUE, 1, 1, 69);
  assert_size ("α", TRUE, 1, 1, 69);
  assert_size ("\t", TRUE, 1, 1, 69);
  assert_size ("\u00A0", TRUE, 1, 1, 69);
  assert_size ("А", TRUE, 1, 1, 69);
}

typedef struct
{
  const char *unit;
  guint n;
  guint n_parts;
  guint left;
} Boundary;

static void
test_boundaries (void)
{
  static const Boundary table[] = {
    { "a", 0, 0, 160 },
    { "a", 1, 1, 159 },
    { "a", 159, 1, 1 },
    { "a", 160, 1, 0 },
    { "a", 161, 2, 145 },
    { "a", 306, 2, 0 },
    { "a", 307, 3, 152 },
    { "a", 459, 3, 0 },
    { "a", 460, 4, 152 },
    { "a", 153 * 255, 255, 0 },
    { "ї", 1, 1, 69 },
    { "ї", 70, 1, 0 },
    { "ї", 71, 2, 63 },
    { "ї", 134, 2, 0 },
    { "ї", 135, 3, 66 },
    { "ї", 201, 3, 0 },
    { "ї", 202, 4, 66 },
    { "€", 80, 1, 0 },
    /* 153 is odd: a pair never fits its last place. */
    { "€", 81, 2, 143 },
    { "€", 152, 2, 1 },
    { "€", 153, 3, 151 },
    /* Two units each, and 67 is odd as well. */
    { "😀", 35, 1, 0 },
    { "😀", 36, 2, 61 },
    { "😀", 66, 2, 1 },
    { "😀", 67, 3, 65 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *text = repeat (table[i].unit, table[i].n);
      gboolean unicode = strcmp (table[i].unit, "a") != 0 && strcmp (table[i].unit, "€") != 0;
      guint width = strcmp (table[i].unit, "€") == 0 || strcmp (table[i].unit, "😀") == 0 ? 2 : 1;

      g_test_message ("%u × %s", table[i].n, table[i].unit);
      assert_size (text, unicode, width * table[i].n, table[i].n_parts, table[i].left);
    }
}

/* What does not fit a part as a whole begins the next one, and the place stays empty. */
static void
test_pairs (void)
{
  g_autofree char *a152 = repeat ("a", 152), *a151 = repeat ("a", 151), *a153 = repeat ("a", 153);
  g_autofree char *u66 = repeat ("я", 66), *u65 = repeat ("я", 65), *u68 = repeat ("я", 68);
  g_autofree char *a8 = repeat ("a", 8);
  g_autofree char *torn = g_strconcat (a152, "€", a8, NULL);            /* 162 septets */
  g_autofree char *whole = g_strconcat (a151, "€", a8, NULL);           /* 161 */
  g_autofree char *last = g_strconcat (a152, "€", a151, NULL);          /* 305 septets: 152, 2 + 151 */
  g_autofree char *over = g_strconcat (a152, "€", a152, NULL);          /* 306 septets, but 152, 153, 1 */
  g_autofree char *behind = g_strconcat (a153, "€", a151, NULL);        /* 306 */
  g_autofree char *emoji_torn = g_strconcat (u66, "😀", "яяя", NULL);    /* 71 units */
  g_autofree char *emoji_whole = g_strconcat (u65, "😀", u68, NULL);     /* 135 units: 67, 67, 1 */
  g_autofree char *emoji_over = g_strconcat (u66, "😀", u65, "я", NULL); /* 134 units, but 66, 67, 1 */

  assert_size (torn, FALSE, 162, 2, 143);
  assert_size (whole, FALSE, 161, 2, 145);
  assert_size (last, FALSE, 305, 2, 0);
  assert_size (over, FALSE, 306, 3, 152);
  assert_size (behind, FALSE, 306, 2, 0);
  assert_size (emoji_torn, TRUE, 71, 2, 62);
  assert_size (emoji_whole, TRUE, 135, 3, 66);
  assert_size (emoji_over, TRUE, 134, 3, 66);
}

static void
test_culprit (void)
{
  const char *text = "Dear Zoë — “hello”";
  CrmSmsSize size = crm_sms_measure (text);

  g_assert_true (size.unicode);
  g_assert_true (size.culprit == strstr (text, "ë"));
  size = crm_sms_measure ("Добрий день");
  g_assert_cmpstr (size.culprit, ==, "Добрий день");
  size = crm_sms_measure ("Hi 👋");
  g_assert_cmpuint (size.n_units, ==, 5);
  g_assert_cmpstr (size.culprit, ==, "👋");
  /* A family of one sign on the screen: three people and two joiners. */
  assert_size ("👨‍👩‍👧", TRUE, 8, 1, 62);
}

static void
test_simplify (void)
{
  static const struct
  {
    const char *from;
    const char *to;
  } table[] = {
    { "", "" },
    { "Hello {x}", "Hello {x}" },
    { "“Quotes” and ‘these’, «those», „sie“", "\"Quotes\" and 'these', \"those\", \"sie\"" },
    { "one – two — three…", "one - two - three..." },
    { "1\u00A0200\u202F€", "1 200 €" },
    { "Zoë, François, Łódź, Đorđe", "Zoe, Francois, Lodz, Dorde" },
    { "Müller, Ñandú, Åse, été", "Müller, Ñandu, Åse, été" },
    { "e\u0301te\u0301", "été" }, /* two characters that are one */
    { "z\u030Ca", "za" },
    { "soft\u00ADhyphen, zero\u200Bwidth\uFEFF", "softhyphen, zerowidth" },
    { "№ 5 × 2 • done™", "No 5 x 2 * done(TM)" },
    { "ﬁne ½", NULL }, /* 1⁄2 has a slash of its own */
    { "ﬁne", "fine" },
    { "Привіт", NULL },
    { "Hello 👋", NULL },
    { "Hello — Анна", NULL },
    { "日本", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *got = crm_sms_simplify (table[i].from);

      g_assert_cmpstr (got, ==, table[i].to);
      if (got)
        g_assert_false (crm_sms_measure (got).unicode);
    }
}

/* Any text: parts hold all units, only the last is not full (but for the place a pair does not fit), and what is plain is GSM. */
static void
test_random (void)
{
  static const char *const pieces[] = { "a", "€", "|", "é", "ї", "😀", "—", "ł", "\n", "e\u0301",
    "👨‍👩‍👧", "aaaaaaaaaaaaaaaaaaaaaaaa", "яяяяяяяяяяяяяяяяяяяяяяяяяяяяя" };
  GRand *rand = g_rand_new_with_seed (20261118);

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gint32 most = g_rand_boolean (rand) ? 4 : (gint32)G_N_ELEMENTS (pieces);
      CrmSmsSize size;
      g_autofree char *simple = NULL;
      guint whole, part;

      for (gint32 n = g_rand_int_range (rand, 0, 60); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, most)]);
      size = crm_sms_measure (text->str);
      whole = size.unicode ? 70 : 160;
      part = size.unicode ? 67 : 153;
      if (size.n_parts <= 1)
        g_assert_cmpuint (size.n_units + size.left, ==, whole);
      else
        {
          g_assert_cmpuint (size.n_units + size.left, <=, size.n_parts * part);
          g_assert_cmpuint (size.n_units + size.left + size.n_parts - 1, >=, size.n_parts * part);
        }
      simple = crm_sms_simplify (text->str);
      if (!size.unicode)
        g_assert_nonnull (simple);
      if (simple)
        g_assert_false (crm_sms_measure (simple).unicode);
    }
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sms-text/alphabet", test_alphabet);
  g_test_add_func ("/sms-text/boundaries", test_boundaries);
  g_test_add_func ("/sms-text/pairs", test_pairs);
  g_test_add_func ("/sms-text/culprit", test_culprit);
  g_test_add_func ("/sms-text/simplify", test_simplify);
  g_test_add_func ("/sms-text/random", test_random);
  return g_test_run ();
}
