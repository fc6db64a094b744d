/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client.h"
#include "crm-test-store.h"
#include "duplicate/crm-duplicate-finder.h"

/* Who may be the same client as who, by which grounds, and who is not: for the whole book, for one client, and as the window keeps it. */

static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 client = *(gint64 *)data;

  return client ? crm_duplicate_find_of (tx, client, error) : crm_duplicate_find_all (tx, NULL, error);
}

/* "1-2 phone name; …"; client 0: of the whole book. */
static char *
find (CrmStore *store, gint64 client)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) pairs = crm_store_read_sync (store, find_in_worker, &client, &error);
  static const char *const words[] = { "phone", "email", "name", "similar", "birthday", "company", "domain" };
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < pairs->len; i++)
    {
      const CrmDuplicatePair *pair = &g_array_index (pairs, CrmDuplicatePair, i);

      g_string_append_printf (
          text, "%s%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, text->len ? "; " : "", pair->a, pair->b);
      for (guint k = 0; k < G_N_ELEMENTS (words); k++)
        if (pair->grounds & 1u << k)
          g_string_append_printf (text, " %s", words[k]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define assert_found(store, client, wanted) \
  G_STMT_START \
  { \
    g_autofree char *got = find (store, client); \
    g_assert_cmpstr (got, ==, wanted); \
  } \
  G_STMT_END

static void
assert_two (const char *first, const char *second, const char *wanted)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gboolean company = g_str_has_suffix (first, "!");
  g_autofree char *a = g_strndup (first, strlen (first) - company);
  gint64 other = crm_test_add (store, "client", "name", second, "kind", company ? "company" : "person", NULL);

  crm_test_add (store, "client", "name", a, "kind", company ? "company" : "person", NULL);
  assert_found (store, 0, wanted);
  assert_found (store, other, wanted);
  crm_test_close (store);
}

static void
test_names (void)
{
  assert_two ("Anna Kowalska", "Kowalska Anna", "1-2 name");
  assert_two ("Олена Шевченко", "Olena Shevchenko", "1-2 name");
  assert_two ("Юлія Григоренко", "Yuliia Hryhorenko", "1-2 name");
  assert_two ("Александр Соколов", "Aleksandr Sokolov", "1-2 name");
  assert_two ("Jonathan Archibald", "Johnathan Archibald", "1-2 similar");
  assert_two ("Катерина Гончаренко", "Катерина Гончаренка", "1-2 similar");
  /* The last letter is a Latin one. */
  assert_two ("Катерина Гончаренко", "Катерина Гончаренкo", "1-2 name");
  assert_two ("ТОВ Ромашка!", "Ромашка", "1-2 name");
  assert_two ("Blumen Köhler GmbH!", "Blumen Kohler", "1-2 name");
  /* Two people. */
  assert_two ("Anna Kowalska", "Anna Kowalczyk", "");
  assert_two ("Ivan Petrenko", "Petro Ivanenko", "");
  assert_two ("Anna", "Anna", "");
  assert_two ("Shop 12!", "Shop 13", "");
  assert_two ("Workshop 55632!", "Workshop 56322", "");
}

static void
test_addresses (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 company =
      crm_test_add (store, "client", "name", "Bakery", "kind", "company", "phone", "+380 44 111 22 33", NULL);
  g_autofree char *c = g_strdup_printf ("%" G_GINT64_FORMAT, company);

  /* Who works there has its number; so have two who work there. */
  crm_test_add (store, "client", "name", "Olha Moroz", "company", c, "phone", "(044) 111-22-33", NULL);
  crm_test_add (store, "client", "name", "Petro Bondar", "company", c, "phone", "044 1112233", NULL);
  assert_found (store, 0, "");
  /* Somebody who does not is proposed, whatever the name. */
  crm_test_add (store, "client", "name", "Iryna Lys", "phone", "+380441112233", NULL);
  assert_found (store, 0, "1-4 phone");
  crm_test_add (store, "client", "name", "Petro Bondar", "email", "P.Bondar@Example.org", NULL);
  crm_test_add (store, "client", "name", "Bondar P.", "email", "p.bondar@example.org", NULL);
  assert_found (store, 0, "5-6 email similar; 1-4 phone; 3-5 name");
  assert_found (store, 5, "5-6 email similar; 3-5 name");
  crm_test_close (store);
}

/* A number half the town has, and a name half the town bears, say nothing by themselves. */
static void
test_crowd (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %c%c%c Number", 'a' + i, 'z' - i, 'a' + i * 7 % 20);

      crm_test_add (store, "client", "name", name, "phone", "+380 44 000 00 00", NULL);
      crm_test_add (store, "client", "name", "Ivan Melnyk", NULL);
    }
  assert_found (store, 0, "");
  assert_found (store, 2, "");
  /* With something else it does. */
  crm_test_set (store, "client", 2, "birthday", "1990-05-06", NULL);
  crm_test_set (store, "client", 8, "birthday", "1990-05-06", NULL);
  assert_found (store, 0, "2-8 name birthday");
  crm_test_close (store);
}

static void
test_birthdays (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);

  crm_test_add (store, "client", "name", "Ivan Melnyk", "birthday", "1990-05-06", NULL);
  crm_test_add (store, "client", "name", "Ivan Melnyk", "birthday", "1971-01-02", NULL);
  assert_found (store, 0, "");
  crm_test_add (store, "client", "name", "Melnyk Ivan", "birthday", "1971-01-02", NULL);
  assert_found (store, 0, "2-3 name birthday");
  crm_test_close (store);
}

typedef struct
{
  gint64 a, b;
} Two;

static gboolean
tell_apart_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Two *two = data;

  return crm_client_mark_distinct (tx, two->a, two->b, error);
}

static void
tell_apart (CrmStore *store, gint64 a, gint64 b)
{
  Two two = { a, b };
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_store_write_sync (store, "Not the same", tell_apart_in_worker, &two, NULL, &error));
  g_assert_no_error (error);
}

static void
test_apart (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    crm_test_add (store, "client", "name", "Anna Kowalska", NULL);
  assert_found (store, 0, "1-2 name; 1-3 name; 2-3 name");
  tell_apart (store, 3, 1);
  tell_apart (store, 1, 3);
  tell_apart (store, 1, 2);
  assert_found (store, 0, "2-3 name");
  assert_found (store, 1, "");
  /* It is taken back like everything else. */
  crm_test_assert_undo (store, FALSE, "1/0/0");
  assert_found (store, 0, "1-2 name; 2-3 name");
  crm_test_assert_undo (store, TRUE, "1/0/0");
  /* Nobody is held by it: who is removed goes out of the lists, and with the client it comes back. */
  g_assert_true (crm_test_try_delete (store, "client", 3, &error));
  g_assert_no_error (error);
  crm_test_assert_in_order (store);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM record_link WHERE field = 'distinct'"), ==, 1);
  crm_test_assert_undo (store, FALSE, "2/0/0");
  assert_found (store, 0, "2-3 name");
  crm_test_archive (store, "client", 2);
  assert_found (store, 0, "");
  assert_found (store, 3, "");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static gboolean
is_known (gpointer data)
{
  return crm_duplicate_finder_is_known (data) && !crm_duplicate_finder_is_running (data);
}

typedef struct
{
  CrmDuplicateFinder *finder;
  guint n;
} Wanted;

static gboolean
has_pairs (gpointer data)
{
  Wanted *wanted = data;

  return !crm_duplicate_finder_is_running (wanted->finder) &&
         crm_duplicate_finder_get_pairs (wanted->finder)->len == wanted->n;
}

static void
test_finder (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  CrmDuplicateFinder *finder = crm_duplicate_finder_of (store);
  Wanted wanted = { finder, 0 };

  g_assert_true (crm_duplicate_finder_of (store) == finder);
  crm_test_add (store, "client", "name", "Anna Kowalska", NULL);
  crm_test_add (store, "client", "name", "Anna Kowalska", NULL);
  crm_duplicate_finder_start (finder);
  g_assert_true (crm_duplicate_finder_is_running (finder));
  crm_duplicate_finder_cancel (finder);
  g_assert_false (crm_duplicate_finder_is_running (finder));
  crm_test_settle ();
  g_assert_false (crm_duplicate_finder_is_known (finder));
  crm_duplicate_finder_start (finder);
  crm_test_await (is_known, finder);
  g_assert_cmpuint (crm_duplicate_finder_get_pairs (finder)->len, ==, 1);
  /* It hears what happens. */
  crm_test_archive (store, "client", 2);
  crm_test_settle ();
  g_assert_cmpuint (crm_duplicate_finder_get_pairs (finder)->len, ==, 0);
  crm_test_restore (store, "client", 2);
  wanted.n = 1;
  crm_test_await (has_pairs, &wanted);
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/duplicates/names", test_names);
  g_test_add_func ("/duplicates/addresses", test_addresses);
  g_test_add_func ("/duplicates/crowd", test_crowd);
  g_test_add_func ("/duplicates/birthdays", test_birthdays);
  g_test_add_func ("/duplicates/apart", test_apart);
  g_test_add_func ("/duplicates/finder", test_finder);
  return crm_test_store_done (g_test_run ());
}
