/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store/crm-search-code.h"
#include "store/crm-text-scan.h"

/* Packed text: comes back as it was, and has the hits of the text itself, no others. */

static const char *const letters[] = { "а", "я", "ё", "і", "ґ", "ә", "«", "№", "a", "7", "@", " ", "\x01",
  "α", "ж", "é", "€", "漢", "—", "ﷺ", "😀", "𐍈", "р", "ß" };

static char *
make_text (GRand *random, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, letters[g_rand_int_range (random, 0, G_N_ELEMENTS (letters))]);
  return g_string_free (text, FALSE);
}

/* With the bytes a scan may read behind the end. */
static char *
pack (const char *text, gsize *length)
{
  char *packed = g_malloc0 (strlen (text) + CRM_TEXT_SCAN_PAD);

  *length = crm_search_pack (text, strlen (text), packed);
  g_assert_cmpuint (crm_search_pack (text, strlen (text), NULL), ==, *length);
  return packed;
}

static void
test_round (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (guint i = 0; i < 2000; i++)
    {
      gsize length;
      g_autofree char *text = make_text (random, i % 40);
      g_autofree char *packed = pack (text, &length);
      g_autofree char *back = crm_search_unpack (packed, length);

      g_assert_cmpstr (back, ==, text);
      crm_search_pack (text, strlen (text), text);
      g_assert_cmpmem (text, length, packed, length);
    }
}

static void
test_size (void)
{
  g_assert_cmpuint (crm_search_pack ("олена", strlen ("олена"), NULL), ==, 5);
  g_assert_cmpuint (crm_search_pack ("тов «ґрунт» №7", strlen ("тов «ґрунт» №7"), NULL), ==, 14);
  g_assert_cmpuint (crm_search_pack ("αé", strlen ("αé"), NULL), ==, 4);
}

static void
test_scan (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  guint found = 0;

  for (guint i = 0; i < 20000; i++)
    {
      gsize length, needle_length;
      g_autofree char *text = make_text (random, 1 + i % 60), *needle = make_text (random, 1 + i % 3);
      g_autofree char *packed = pack (text, &length), *packed_needle = pack (needle, &needle_length);
      const char *expected = strstr (text, needle),
                 *hit = crm_search_scan (packed, packed + length, packed_needle, needle_length);

      g_assert_cmpint (hit != NULL, ==, expected != NULL);
      if (hit)
        {
          g_autofree char *before = crm_search_unpack (packed, (gsize)(hit - packed));
          g_assert_cmpuint (strlen (before), ==, (gsize)(expected - text));
          found++;
        }
    }
  g_assert_cmpuint (found, >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search-code/round", test_round);
  g_test_add_func ("/search-code/size", test_size);
  g_test_add_func ("/search-code/scan", test_scan);
  return g_test_run ();
}
