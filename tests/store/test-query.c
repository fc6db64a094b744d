/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "crm-test-store.h"
#include "store/crm-search.h"

/* The query compiler: every test on every kind it fits, groups, words, order; and what it refuses. */

static CrmStore *
open_new (void)
{
  g_autofree char *path = crm_test_path ();
  return crm_test_open (path, CRM_ORIGIN_CLI);
}

/* Names of the records found, in order of names. */
static char *
find_names (CrmStore *store, const char *entity, const char *title, CrmCondition *condition)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (GArray) ids = NULL;
  GString *text = g_string_new (NULL);

  crm_query_add_order (query, "id");
  crm_condition_add (crm_query_get_where (query), condition);
  ids = crm_test_find_ids (store, query);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *name = crm_test_get (store, entity, g_array_index (ids, gint64, i), title);
      g_string_append (text, name);
    }
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *field;
  CrmTest test;
  const char *value;
  const char *found;
} Case;

static void
check_cases (CrmStore *store, const char *entity, const char *title, const Case *cases, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *found = find_names (
          store, entity, title, crm_condition_new (cases[i].field, cases[i].test, cases[i].value));
      if (g_strcmp0 (found, cases[i].found) != 0)
        g_error ("%s, test %d, “%s”: found %s, not %s", cases[i].field, cases[i].test,
            cases[i].value ? cases[i].value : "", found, cases[i].found);
    }
}

static void
test_clients (void)
{
  static const Case cases[] = {
    { "name", CRM_TEST_EQUAL, "a", "A" },
    { "name", CRM_TEST_NOT_EQUAL, "a", "BCDE" },
    { "name", CRM_TEST_GREATER, "c", "DE" },
    { "name", CRM_TEST_LESS, "B", "A" },
    { "city", CRM_TEST_EQUAL, "київ", "A" },
    { "city", CRM_TEST_EQUAL, " КИЇВ ", "A" },
    { "city", CRM_TEST_NOT_EQUAL, "Київ", "BCDE" },
    { "city", CRM_TEST_CONTAINS, "иЇ", "A" },
    { "city", CRM_TEST_CONTAINS, "%", "C" },
    { "city", CRM_TEST_CONTAINS, "_", "C" },
    { "city", CRM_TEST_CONTAINS, "\\", "C" },
    { "city", CRM_TEST_EMPTY, NULL, "DE" },
    { "city", CRM_TEST_NOT_EMPTY, NULL, "ABC" },
    { "notes", CRM_TEST_CONTAINS, "STRASSE", "B" },
    { "language", CRM_TEST_EQUAL, "uk", "A" },
    { "language", CRM_TEST_CONTAINS, "k", "A" },
    { "status_reason", CRM_TEST_CONTAINS, "Він", "C" },
    { "status", CRM_TEST_EQUAL, "customer", "B" },
    { "status", CRM_TEST_EQUAL, "Customer", "B" },
    { "status", CRM_TEST_NOT_EQUAL, "customer", "ACDE" },
    { "roles", CRM_TEST_EQUAL, "partner", "AB" },
    { "roles", CRM_TEST_EQUAL, "Supplier", "B" },
    { "roles", CRM_TEST_NOT_EQUAL, "partner", "CDE" },
    { "roles", CRM_TEST_CONTAINS, "partner", "AB" },
    { "roles", CRM_TEST_EMPTY, NULL, "CDE" },
    { "source", CRM_TEST_EQUAL, "ярмарок", "A" },
    { "source", CRM_TEST_NOT_EQUAL, "ярмарок", "BCDE" },
    { "birthday", CRM_TEST_EQUAL, "1990-03-12", "A" },
    { "birthday", CRM_TEST_NOT_EQUAL, "1990-03-12", "BCDE" },
    { "birthday", CRM_TEST_EMPTY, NULL, "E" },
    { "birthday", CRM_TEST_WITHIN_DAYS, "0", "" },
    { "birthday", CRM_TEST_WITHIN_DAYS, "7", "AB" },
    { "birthday", CRM_TEST_WITHIN_DAYS, "365", "ABCD" },
    { "birthday", CRM_TEST_LAST_DAYS, "20", "C" },
    { "tags", CRM_TEST_EQUAL, "VIP", "AB" },
    { "tags", CRM_TEST_NOT_EQUAL, "vip", "CDE" },
    { "tags", CRM_TEST_CONTAINS, "i", "AB" },
    { "tags", CRM_TEST_EMPTY, NULL, "CDE" },
    { "tags", CRM_TEST_NOT_EMPTY, NULL, "AB" },
    { "owner", CRM_TEST_MINE, NULL, "ABC" },
    { "owner", CRM_TEST_EMPTY, NULL, "E" },
    { "owner", CRM_TEST_EQUAL, "Марія", "D" },
    { "owner", CRM_TEST_NOT_EQUAL, "Марія", "ABCE" },
    { "owner", CRM_TEST_EQUAL, "2", "D" },
    { "owner", CRM_TEST_NOT_EQUAL, "2", "ABCE" },
    { "owner", CRM_TEST_CONTAINS, "арі", "D" },
    { "company", CRM_TEST_EQUAL, "e", "D" },
    { "company", CRM_TEST_NOT_EQUAL, "e", "ABCE" },
    { "company_name", CRM_TEST_EQUAL, "e", "D" },
    { "company_name", CRM_TEST_CONTAINS, "E", "D" },
    { "company_name", CRM_TEST_NOT_EQUAL, "E", "ABCE" },
    { "phone", CRM_TEST_EQUAL, "+7 912 345 67 89", "ABC" },
    { "phone", CRM_TEST_EQUAL, "8 (912) 345-67-89", "ABC" },
    { "phone", CRM_TEST_EQUAL, "9123456789", "ABC" },
    { "phone", CRM_TEST_NOT_EQUAL, "9123456789", "DE" },
    { "phone", CRM_TEST_CONTAINS, "345-67", "ABC" },
    { "phone", CRM_TEST_EMPTY, NULL, "DE" },
    { "phone", CRM_TEST_NOT_EMPTY, NULL, "ABC" },
    { "email", CRM_TEST_EQUAL, "ANNA@example.com", "A" },
    { "email", CRM_TEST_NOT_EQUAL, "ANNA@example.com", "BCDE" },
    { "email", CRM_TEST_CONTAINS, "@EXAMPLE", "AB" },
    { "last_contact", CRM_TEST_EMPTY, NULL, "CDE" },
    { "last_contact", CRM_TEST_OLDER_DAYS, "30", "BCDE" },
    { "last_contact", CRM_TEST_LAST_DAYS, "30", "A" },
    { "last_contact", CRM_TEST_PAST, NULL, "AB" },
    { "last_contact", CRM_TEST_EQUAL, "2026-03-08", "A" },
    { "last_contact", CRM_TEST_NOT_EQUAL, "2026-03-08", "BCDE" },
    { "last_contact", CRM_TEST_LESS, "2026-03-08", "B" },
    { "last_contact", CRM_TEST_GREATER, "2026-03-08", "" },
    { "last_contact", CRM_TEST_GREATER, "2026-03-07", "A" },
    { "last_contact_kind", CRM_TEST_EQUAL, "call", "B" },
    { "id", CRM_TEST_EQUAL, "1", "A" },
    { "id", CRM_TEST_GREATER, "3", "DE" },
    { "version", CRM_TEST_LESS, "2", "ABCDE" },
    { "created_at", CRM_TEST_EQUAL, "2026-03-10", "ABCDE" },
    { "created_at", CRM_TEST_LAST_DAYS, "1", "ABCDE" },
    { "created_at", CRM_TEST_OLDER_DAYS, "1", "" },
    { "archived_at", CRM_TEST_EMPTY, NULL, "ABCDE" },
  };
  CrmStore *store = open_new ();

  crm_test_add (store, "user", "name", "Марія", NULL);
  crm_test_add (store, "client", "name", "A", "city", "Київ", "language", "uk", "roles", "partner", "source",
      "Ярмарок", "birthday", "1990-03-12", "tags", "vip", "phone", "+79123456789", "email",
      "anna@example.com", NULL);
  crm_test_add (store, "client", "name", "B", "city", "Lviv", "notes", "Hauptstraße", "status", "customer",
      "roles", "partner,supplier", "birthday", "--03-17", "tags", "vip,big", "phone", "8 912 345-67-89",
      "email", "b@example.com", NULL);
  crm_test_add (store, "client", "name", "C", "city", "100% a_b \\ c", "status_reason", "Він сам", "birthday",
      "1980-03-01", "phone", "(912) 345 67 89", NULL);
  crm_test_add (store, "client", "name", "D", "birthday", "2001-12-31", "owner", "Марія", NULL);
  crm_test_add (store, "client", "name", "E", "owner", "", "kind", "company", NULL);
  crm_test_sql (store, "UPDATE client SET company = 5 WHERE name = 'D'");
  crm_test_add (store, "note", "client", "1", "text", "Met", "at", "2026-03-08T10:00:00Z", NULL);
  crm_test_add (store, "call", "client", "2", "at", "2026-01-08T10:00:00Z", NULL);
  check_cases (store, "client", "name", cases, G_N_ELEMENTS (cases));
  crm_test_close (store);
}

static void
test_deals_and_tasks (void)
{
  static const Case deals[] = {
    { "amount", CRM_TEST_EQUAL, "100 EUR", "A" },
    { "amount", CRM_TEST_NOT_EQUAL, "100 EUR", "BCD" },
    { "amount", CRM_TEST_GREATER, "50 EUR", "A" },
    { "amount", CRM_TEST_LESS, "1000 USD", "B" },
    { "amount", CRM_TEST_EMPTY, NULL, "D" },
    { "state", CRM_TEST_NOT_EQUAL, "open", "C" },
    { "expected_close", CRM_TEST_LESS, "2026-03-01", "B" },
    { "expected_close", CRM_TEST_PAST, NULL, "B" },
    { "expected_close", CRM_TEST_WITHIN_DAYS, "10", "A" },
    { "expected_close", CRM_TEST_OLDER_DAYS, "10", "BD" },
    { "closed_at", CRM_TEST_LAST_DAYS, "1", "C" },
    { "client", CRM_TEST_EMPTY, NULL, "BCD" },
  };
  static const Case notes[] = {
    { "pinned", CRM_TEST_EQUAL, "yes", "A" },
    { "pinned", CRM_TEST_EQUAL, "no", "BC" },
    { "pinned", CRM_TEST_NOT_EQUAL, "yes", "BC" },
    { "pinned", CRM_TEST_EMPTY, NULL, "C" },
    { "text", CRM_TEST_CONTAINS, "ёлка", "A" },
    { "text", CRM_TEST_CONTAINS, "елк", "A" },
    { "text", CRM_TEST_NOT_EQUAL, "елка", "BC" },
    { "text", CRM_TEST_EMPTY, NULL, "C" },
    { "text", CRM_TEST_NOT_EMPTY, NULL, "AB" },
    { "client", CRM_TEST_EQUAL, "Anna", "A" },
  };
  static const Case calls[] = {
    { "duration", CRM_TEST_GREATER, "1:00", "out" },
    { "duration", CRM_TEST_EQUAL, "400", "out" },
    { "duration", CRM_TEST_NOT_EQUAL, "400", "in" },
  };
  CrmStore *store = open_new ();

  crm_test_add (store, "client", "name", "Anna", NULL);
  crm_test_add (store, "deal", "title", "A", "amount", "100 EUR", "expected_close", "2026-03-20", "client",
      "Anna", NULL);
  crm_test_add (store, "deal", "title", "B", "amount", "100 USD", "expected_close", "2026-01-20", NULL);
  crm_test_add (
      store, "deal", "title", "C", "amount", "10 EUR", "state", "won", "expected_close", "2027-01-01", NULL);
  crm_test_add (store, "deal", "title", "D", NULL);
  check_cases (store, "deal", "title", deals, G_N_ELEMENTS (deals));
  crm_test_add (
      store, "note", "title", "A", "text", "Новорічна ёлка", "pinned", "yes", "client", "Anna", NULL);
  crm_test_add (store, "note", "title", "B", "text", "nothing", "pinned", "no", NULL);
  crm_test_add (store, "note", "title", "C", NULL);
  check_cases (store, "note", "title", notes, G_N_ELEMENTS (notes));
  crm_test_add (store, "call", "duration", "6:40", NULL);
  crm_test_add (store, "call", "direction", "in", NULL);
  check_cases (store, "call", "direction", calls, G_N_ELEMENTS (calls));
  crm_test_close (store);
}

/* New year between today and a birthday; leap days. */
static void
test_birthdays (void)
{
  static const Case winter[] = {
    { "birthday", CRM_TEST_WITHIN_DAYS, "7", "AB" },
    { "birthday", CRM_TEST_LAST_DAYS, "7", "C" },
  };
  static const Case february[] = { { "birthday", CRM_TEST_WITHIN_DAYS, "0", "D" } };
  static const Case leap[] = { { "birthday", CRM_TEST_WITHIN_DAYS, "0", "" } };
  static const Case leap_day[] = { { "birthday", CRM_TEST_WITHIN_DAYS, "0", "D" } };
  CrmStore *store = open_new ();

  crm_test_sql (store, "UPDATE setting SET value = 'UTC' WHERE name = 'time-zone'");
  crm_test_add (store, "client", "name", "A", "birthday", "1980-12-31", NULL);
  crm_test_add (store, "client", "name", "B", "birthday", "--01-03", NULL);
  crm_test_add (store, "client", "name", "C", "birthday", "1980-12-25", NULL);
  crm_test_add (store, "client", "name", "D", "birthday", "2000-02-29", NULL);
  crm_test_clock_set ("2026-12-28T12:00:00Z");
  check_cases (store, "client", "name", winter, G_N_ELEMENTS (winter));
  crm_test_clock_set ("2027-02-28T12:00:00Z");
  check_cases (store, "client", "name", february, 1);
  crm_test_clock_set ("2028-02-28T12:00:00Z");
  check_cases (store, "client", "name", leap, 1);
  crm_test_clock_set ("2028-02-29T12:00:00Z");
  check_cases (store, "client", "name", leap_day, 1);
  crm_test_clock_set ("2026-03-10T12:00:00Z");
  crm_test_close (store);
}

static void
test_groups (void)
{
  CrmStore *store = open_new ();
  CrmCondition *top = crm_condition_new_group (TRUE), *both = crm_condition_new_group (FALSE);
  g_autofree char *found = NULL, *nothing = NULL;

  crm_test_add (store, "client", "name", "A", "city", "Kyiv", "status", "contact", NULL);
  crm_test_add (store, "client", "name", "B", "city", "Kyiv", NULL);
  crm_test_add (store, "client", "name", "C", "city", "Lviv", NULL);
  crm_test_add (store, "client", "name", "D", NULL);
  crm_condition_add (both, crm_condition_new ("city", CRM_TEST_EQUAL, "kyiv"));
  crm_condition_add (both, crm_condition_new ("status", CRM_TEST_EQUAL, "contact"));
  crm_condition_add (top, both);
  crm_condition_add (top, crm_condition_new ("city", CRM_TEST_EMPTY, NULL));
  found = find_names (store, "client", "name", top);
  g_assert_cmpstr (found, ==, "AD");
  /* A group without anything in it does not narrow. */
  nothing = find_names (store, "client", "name", crm_condition_new_group (TRUE));
  g_assert_cmpstr (nothing, ==, "ABCD");
  crm_test_close (store);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *field;
    CrmTest test;
    const char *value;
  } cases[] = {
    { "nothing", CRM_TEST_EQUAL, "x" },
    { "name; DROP TABLE client", CRM_TEST_EQUAL, "x" },
    { "owner", CRM_TEST_LESS, "1" },
    { "tags", CRM_TEST_GREATER, "a" },
    { "name", CRM_TEST_MINE, NULL },
    { "name", CRM_TEST_WITHIN_DAYS, "7" },
    { "birthday", CRM_TEST_WITHIN_DAYS, "soon" },
    { "birthday", CRM_TEST_EQUAL, "someday" },
    { "status", CRM_TEST_EQUAL, "friend" },
    { "last_contact", CRM_TEST_LESS, "yesterday?" },
    { "phone", CRM_TEST_CONTAINS, "home" },
    { "phone", CRM_TEST_LESS, "1" },
    { "id", CRM_TEST_EQUAL, "one" },
    { "uid", CRM_TEST_EQUAL, "zzz" },
  };
  CrmStore *store = open_new ();

  crm_test_add (store, "client", "name", "A", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CrmQuery *query = crm_query_new ("client");
      g_autofree char *found = NULL;

      crm_condition_add (
          crm_query_get_where (query), crm_condition_new (cases[i].field, cases[i].test, cases[i].value));
      found = crm_test_find (store, query);
      if (strlen (found) < 10)
        g_error ("%s, test %d: not refused but “%s”", cases[i].field, cases[i].test, found);
    }
  {
    static const char *const orders[] = { "tags", "nothing", "photo" };
    for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
      {
        CrmQuery *query = crm_query_new ("client");
        g_autofree char *found = NULL;
        crm_query_add_order (query, orders[i]);
        found = crm_test_find (store, query);
        g_assert_cmpuint (strlen (found), >, 10);
      }
  }
  {
    g_autofree char *found = crm_test_find (store, crm_query_new ("unicorn"));
    g_assert_nonnull (strstr (found, "unicorn"));
  }
  crm_test_close (store);
}

static char *
ordered (CrmStore *store, const char *entity, const char *title, const char *first, const char *second)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (GArray) ids = NULL;
  GString *text = g_string_new (NULL);

  if (first)
    crm_query_add_order (query, first);
  if (second)
    crm_query_add_order (query, second);
  ids = crm_test_find_ids (store, query);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *name = crm_test_get (store, entity, g_array_index (ids, gint64, i), title);
      g_string_append (text, name);
    }
  return g_string_free (text, FALSE);
}

static void
test_order (void)
{
  static const struct
  {
    const char *first, *second, *wanted;
  } cases[] = {
    { NULL, NULL, "ABCDE" },
    { "-name", NULL, "EDCBA" },
    { "city", "name", "CEABD" }, /* Вінниця, Єнакієве, Київ twice, none last */
    { "-city", "name", "ABECD" },
    { "city", "-name", "CEBAD" },
    { "id", NULL, "DBEAC" },
    { "-created_at", NULL, "CAEBD" },
    { "owner", "name", "ADBCE" }, /* Адам, Яна, nobody */
    { "-owner", "name", "BADCE" },
    { "last_contact", "name", "BACDE" },
    { "-last_contact", "name", "ABCDE" },
    { "birthday", "name", "EABCD" },
    { "status", "name", "EABCD" },
    { "phone", "name", "BACDE" },
  };
  CrmStore *store = open_new ();

  crm_test_sql (store, "UPDATE setting SET value = 'uk' WHERE name = 'sort-locale'");
  crm_test_sql (store, "UPDATE setting SET value = '99' WHERE name = 'revision'");
  crm_test_add (store, "user", "name", "Яна", NULL);
  crm_test_add (store, "user", "name", "Адам", NULL);
  crm_test_add (store, "client", "name", "D", "owner", "Адам", NULL);
  crm_test_add (store, "client", "name", "B", "city", "Київ", "owner", "Яна", "phone", "1", NULL);
  crm_test_add (store, "client", "name", "E", "city", "Єнакієве", "owner", "", "birthday", "1990-01-01",
      "status", "contact", NULL);
  crm_test_add (store, "client", "name", "A", "city", "Київ", "owner", "Адам", "phone", "2", NULL);
  crm_test_add (store, "client", "name", "C", "city", "Вінниця", "owner", "", NULL);
  crm_test_add (store, "note", "client", "A", "text", "x", "at", "2026-02-02T00:00:00Z", NULL);
  crm_test_add (store, "note", "client", "B", "text", "x", "at", "2026-02-01T00:00:00Z", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = ordered (store, "client", "name", cases[i].first, cases[i].second);
      if (g_strcmp0 (got, cases[i].wanted) != 0)
        g_error ("by %s, %s: %s, not %s", cases[i].first, cases[i].second, got, cases[i].wanted);
    }
  {
    g_autoptr (CrmQuery) query = crm_query_new ("client");
    g_autoptr (GArray) ids = NULL;
    crm_query_add_order (query, "name");
    crm_query_set_limit (query, 2);
    ids = crm_test_find_ids (store, query);
    g_assert_cmpuint (ids->len, ==, 2);
  }
  crm_test_close (store);
}

static char *
with_text (CrmStore *store, const char *entity, const char *text)
{
  CrmQuery *query = crm_query_new (entity);

  crm_query_add_order (query, "id");
  crm_query_set_text (query, text);
  return crm_test_find (store, query);
}

static void
test_words (void)
{
  static const struct
  {
    const char *text, *wanted;
  } cases[] = {
    { "іваненко", "1" },
    { "ІВАН оле", "1" },
    { "ромашка", "1 2" },
    { "912 345", "1" },
    { "8 (912) 345-67-89", "1" },
    { "+7 912 345 67 89", "1" },
    { "9123456789", "1" },
    { "345-67", "1" },
    { "example.com", "1" },
    { "vip", "1" },
    { "алерг", "1" },
    { "% _", "" },
    { "   ", "1 2 3" },
    { "нічого такого", "" },
  };
  CrmStore *store = open_new ();

  crm_test_add (store, "client", "name", "Олена Іваненко", "phone", "+7 912 345-67-89", "email",
      "Olena@Example.com", "tags", "VIP", "notes", "Алергія на горіхи", NULL);
  crm_test_add (store, "client", "name", "Ромашка", "kind", "company", NULL);
  crm_test_add (store, "client", "name", "Other", NULL);
  crm_test_set (store, "client", 1, "company", "2", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = with_text (store, "client", cases[i].text);
      if (g_strcmp0 (found, cases[i].wanted) != 0)
        g_error ("“%s”: found %s, not %s", cases[i].text, found, cases[i].wanted);
    }
  /* A new name of a company or a tag is found at once. */
  crm_test_set (store, "client", 2, "name", "Волошка", NULL);
  crm_test_set (store, "tag", 1, "name", "Постійний", NULL);
  {
    g_autofree char *new_company = with_text (store, "client", "волошка");
    g_autofree char *old_company = with_text (store, "client", "ромашка");
    g_autofree char *new_tag = with_text (store, "client", "постійн");
    g_autofree char *old_tag = with_text (store, "client", "vip");
    g_assert_cmpstr (new_company, ==, "1 2");
    g_assert_cmpstr (old_company, ==, "");
    g_assert_cmpstr (new_tag, ==, "1");
    g_assert_cmpstr (old_tag, ==, "");
  }
  crm_test_add (store, "note", "title", "Зустріч", "text", "про дах", NULL);
  crm_test_add (store, "note", "text", "зустріч на даху", NULL);
  {
    g_autofree char *both = with_text (store, "note", "зустріч дах");
    g_autofree char *one = with_text (store, "note", "про");
    g_assert_cmpstr (both, ==, "1 2");
    g_assert_cmpstr (one, ==, "1");
  }
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_json (void)
{
  g_autoptr (CrmQuery) query = crm_query_new ("client"), copy = NULL;
  CrmCondition *any = crm_condition_new_group (TRUE);
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  crm_condition_add (any, crm_condition_new ("city", CRM_TEST_EQUAL, "Ki\"ïv"));
  crm_condition_add (any, crm_condition_new ("birthday", CRM_TEST_WITHIN_DAYS, "7"));
  crm_condition_add (crm_query_get_where (query), any);
  crm_query_set_text (query, "слово");
  crm_query_add_order (query, "-last_contact");
  crm_query_add_order (query, "name");
  crm_query_set_archived (query, CRM_ARCHIVED_ALL);
  json = crm_query_to_json (query);
  copy = crm_query_from_json (json, &error);
  g_assert_no_error (error);
  g_assert_true (crm_query_equal (query, copy));
  crm_query_clear_order (copy);
  g_assert_false (crm_query_equal (query, copy));
  for (gsize i = 0; i < strlen (json); i++)
    {
      /* Cut short anywhere it is refused, not trusted. */
      g_autofree char *part = g_strndup (json, i);
      g_autoptr (GError) reason = NULL;
      g_autoptr (CrmQuery) none = crm_query_from_json (part, &reason);
      g_assert_null (none);
      g_assert_nonnull (reason);
    }
}

static gboolean
is_loaded (gpointer data)
{
  return crm_search_is_loaded (data);
}

static gboolean
add_field_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  char **name = data;

  *name = crm_transaction_add_own_field (tx, "client", "Shop", CRM_KIND_PHONE, NULL, error);
  return *name != NULL;
}

/* Numbers that end alike are told apart, in the field and in the free search, in the book and in memory; what is typed so
 * far finds them all. */
static void
test_numbers (void)
{
  static const struct
  {
    const char *typed, *wanted;
    gboolean part;
  } cases[] = {
    { "8 (912) 345-67-89", "1 2 3", FALSE },
    { "+7 912 345 67 89", "1 2 3", FALSE },
    { "9123456789", "1 2 3", FALSE },
    { "79123456789", "1 2 3", FALSE },
    { "8 (812) 345-67-89", "4 5", FALSE },
    { "+7 812 345-67-89", "4 5", FALSE },
    { "+380 67 123 45 67", "6 7", FALSE },
    { "380671234567", "6 7", FALSE },
    { "067 123 45 67", "6 7 8", FALSE },
    { "+49 671 234567", "7 8", FALSE },
    { "+7 912 345 67 8", "1 2 3", TRUE },
    { "+7 912 34", "2", TRUE },
    { "8 (912) 3", "1 2 3", TRUE },
    { "8 912 34", "1 2 3", TRUE },
    { "912 34", "1 2 3", TRUE },
    { "+0000000000", "", TRUE },
    { "80000000000", "", TRUE },
    { "+380 67 123 45", "6 7", TRUE },
    { "067 123 4", "6 7 8", TRUE },
  };
  CrmStore *store = open_new ();
  CrmSearch *search = crm_store_get_search (store);
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  crm_test_add (store, "client", "name", "A", "phone", "8 (912) 345-67-89", NULL);
  crm_test_add (store, "client", "name", "B", "phone", "+7 912 345-67-89", NULL);
  crm_test_add (store, "client", "name", "C", "phone", "9123456789", NULL);
  crm_test_add (store, "client", "name", "D", "phone", "8 (812) 345-67-89", NULL);
  crm_test_add (store, "client", "name", "E", "phone", "+7 812 345 67 89", NULL);
  crm_test_add (store, "client", "name", "F", "phone", "+380671234567", NULL);
  crm_test_add (store, "client", "name", "G", "phone", "067 1234567", NULL);
  crm_test_add (store, "client", "name", "H", "phone", "+49 671 234567", NULL);
  crm_search_load (search, NULL, NULL);
  crm_test_await (is_loaded, search);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = with_text (store, "client", cases[i].typed), *memory = NULL, *field = NULL;
      guint count;
      g_autoptr (GArray) ids = crm_search_find (search, cases[i].typed, 0, &count);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint k = 0; k < ids->len; k++)
        g_string_append_printf (text, "%s%d", k ? " " : "", (int)g_array_index (ids, gint64, k));
      if (g_strcmp0 (words, cases[i].wanted) != 0 || g_strcmp0 (text->str, cases[i].wanted) != 0)
        g_error ("“%s”: found %s in the book, %s in memory, not %s", cases[i].typed, words, text->str,
            cases[i].wanted);
      if (!cases[i].part)
        {
          g_autoptr (CrmQuery) query = crm_query_new ("client");
          crm_condition_add (
              crm_query_get_where (query), crm_condition_new ("phone", CRM_TEST_EQUAL, cases[i].typed));
          crm_query_add_order (query, "id");
          field = crm_test_find (store, g_steal_pointer (&query));
          g_assert_cmpstr (field, ==, cases[i].wanted);
        }
    }
  /* A field of the user's own. */
  crm_store_write_sync (store, "Add field", add_field_in_worker, &name, NULL, &error);
  g_assert_no_error (error);
  crm_test_add (store, "client", "name", "I", name, "8 (912) 345-67-89", NULL);
  {
    static const struct
    {
      CrmTest test;
      const char *value;
      gboolean found;
    } own[] = { { CRM_TEST_EQUAL, "+7 912 345 67 89", TRUE }, { CRM_TEST_EQUAL, "+7 812 345 67 89", FALSE },
      { CRM_TEST_NOT_EQUAL, "+7 812 345 67 89", TRUE }, { CRM_TEST_NOT_EQUAL, "9123456789", FALSE } };

    for (guint i = 0; i < G_N_ELEMENTS (own); i++)
      {
        g_autofree char *found =
            find_names (store, "client", "name", crm_condition_new (name, own[i].test, own[i].value));
        g_assert_true ((strchr (found, 'I') != NULL) == own[i].found);
      }
  }
  crm_test_close (store);
}

int
main (int argc, char *argv[])
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/query/clients", test_clients);
  g_test_add_func ("/query/deals-and-tasks", test_deals_and_tasks);
  g_test_add_func ("/query/birthdays", test_birthdays);
  g_test_add_func ("/query/groups", test_groups);
  g_test_add_func ("/query/refused", test_refused);
  g_test_add_func ("/query/order", test_order);
  g_test_add_func ("/query/words", test_words);
  g_test_add_func ("/query/numbers", test_numbers);
  g_test_add_func ("/query/json", test_json);
  return crm_test_store_done (g_test_run ());
}
