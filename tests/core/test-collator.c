/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-collator.h"

#include <string.h>

/* Names sort as people of the book's locale expect, from any thread. */

static void
assert_order (CrmCollator *collator, const char *const *texts)
{
  for (guint i = 0; texts[i + 1] != NULL; i++)
    {
      g_autoptr (GBytes) first = crm_collator_key (collator, texts[i]);
      g_autoptr (GBytes) second = crm_collator_key (collator, texts[i + 1]);

      g_test_message ("pair %u", i);
      g_assert_cmpint (g_bytes_compare (first, second), <, 0);
    }
}

static void
test_ukrainian (void)
{
  static const char *const names[] = { "Авраменко", "Василь", "Галич", "Гнат", "Ґалаган", "Дмитро", "Ёлкин",
    "Еней", "Єва", "Жук", "Зозуля", "Иванов", "Іваненко", "Їжак", "Йосип", "Коваленко", "коваль", "Коваль",
    "Коваль Олена", "Щур", "Яковенко", "Adams", NULL };
  g_autoptr (CrmCollator) collator = crm_collator_new ("uk");

  assert_order (collator, names);
  assert_order (collator, (const char *const[]){ "Ґалаган", "Ёлкин", "Іваненко", NULL });
}

static void
test_russian (void)
{
  static const char *const names[] = { "Елин", "Ёлкин", "Емельянов", "Жуков", "Иванов", "Йорданов",
    "Кузнецов", NULL };
  g_autoptr (CrmCollator) collator = crm_collator_new ("ru_RU");

  assert_order (collator, names);
}

static void
test_latin (void)
{
  static const char *const german[] = { "Mueller", "Muller", "Müller", "Mullner", "Zoe", NULL };
  static const char *const swedish[] = { "Anna", "Zoe", "Åsa", "Ärla", "Örjan", NULL };
  g_autoptr (CrmCollator) de = crm_collator_new ("de");
  g_autoptr (CrmCollator) sv = crm_collator_new ("sv");

  assert_order (de, german);
  assert_order (sv, swedish);
}

static void
test_case_is_not_first (void)
{
  static const char *const names[] = { "adam", "Bob", "carol", "Dora", NULL };
  g_autoptr (CrmCollator) collator = crm_collator_new ("en");

  assert_order (collator, names);
}

static void
test_fallback (void)
{
  g_autoptr (CrmCollator) unknown = crm_collator_new ("xx_YY");
  g_autoptr (CrmCollator) null = crm_collator_new (NULL);
  g_autoptr (CrmCollator) odd = crm_collator_new ("not a locale; at all");
  g_autoptr (GBytes) a = crm_collator_key (unknown, "Åsa Іван");
  g_autoptr (GBytes) b = crm_collator_key (null, "Åsa Іван");
  g_autoptr (GBytes) c = crm_collator_key (odd, "Åsa Іван");

  g_assert_true (g_bytes_equal (a, b));
  g_assert_true (g_bytes_equal (a, c));
  g_assert_cmpstr (crm_collator_get_locale (unknown), ==, "xx_YY");
  g_assert_cmpstr (crm_collator_get_locale (null), ==, "");
  g_assert_cmpuint (strlen (crm_collator_get_version (null)), >, 0);
}

static void
test_keys (void)
{
  g_autoptr (CrmCollator) collator = crm_collator_new ("uk");
  g_autoptr (GBytes) null = crm_collator_key (collator, NULL);
  g_autoptr (GBytes) empty = crm_collator_key (collator, "");
  g_autoptr (GBytes) one = crm_collator_key (collator, "а");
  g_autoptr (GBytes) broken = crm_collator_key (collator, "а\xff");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) cut = NULL;

  g_assert_true (g_bytes_equal (null, empty));
  g_assert_cmpint (g_bytes_compare (empty, one), <, 0);
  g_assert_cmpint (g_bytes_compare (one, broken), <, 0);

  for (int i = 0; i < 2000; i++)
    g_string_append (text, "щ\u0301z");
  cut = crm_collator_key (collator, text->str);
  g_assert_cmpuint (g_bytes_get_size (cut), ==, 512);
}

typedef struct
{
  CrmCollator *collator;
  GBytes **expected;
} Shared;

static char *
make_name (guint i)
{
  return g_strdup_printf ("Коваленко %u Müller", i * 7919 % 1000);
}

static gpointer
key_in_thread (gpointer data)
{
  Shared *shared = data;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *name = make_name (i);
      g_autoptr (GBytes) key = crm_collator_key (shared->collator, name);

      g_assert_true (g_bytes_equal (key, shared->expected[i]));
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (CrmCollator) collator = crm_collator_new ("uk");
  GBytes *expected[1000];
  Shared shared = { collator, expected };
  GThread *threads[6];

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *name = make_name (i);

      expected[i] = crm_collator_key (collator, name);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("key", key_in_thread, &shared);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_bytes_unref (expected[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/collator/ukrainian", test_ukrainian);
  g_test_add_func ("/collator/russian", test_russian);
  g_test_add_func ("/collator/latin", test_latin);
  g_test_add_func ("/collator/case", test_case_is_not_first);
  g_test_add_func ("/collator/fallback", test_fallback);
  g_test_add_func ("/collator/keys", test_keys);
  g_test_add_func ("/collator/threads", test_threads);

  return g_test_run ();
}
