/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "crm-test-store.h"

/* Fields that a person adds: of every kind, and their life until they are gone for good; settings of the book, and the languages it sorts by. */

static CrmStore *
open_new (void)
{
  g_autofree char *path = crm_test_path ();
  return crm_test_open (path, CRM_ORIGIN_CLI);
}

typedef struct
{
  const char *label;
  CrmKind kind;
  const char *choices;
  char *name;
} OwnField;

static gboolean
add_field_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  OwnField *field = data;

  field->name =
      crm_transaction_add_own_field (tx, "client", field->label, field->kind, field->choices, error);
  return field->name != NULL;
}

static gboolean
remove_field_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_transaction_remove_own_field (tx, "client", data, error);
}

static char *
add_field (CrmStore *store, const char *label, CrmKind kind, const char *choices)
{
  g_autoptr (GError) error = NULL;
  OwnField field = { label, kind, choices, NULL };

  crm_store_write_sync (store, "Add field", add_field_in_worker, &field, NULL, &error);
  g_assert_no_error (error);
  return field.name;
}

static void
test_own_fields (void)
{
  static const struct
  {
    const char *label;
    CrmKind kind;
    const char *choices, *low, *high; /* low comes before high */
  } kinds[] = {
    { "Улюблений колір", CRM_KIND_TEXT, NULL, "єдиний", "Жовтий" },
    { "Story", CRM_KIND_LONG, NULL, "a\nb", "c" },
    { "Shoe size", CRM_KIND_INTEGER, NULL, "9", "41" },
    { "Weight", CRM_KIND_REAL, NULL, "-2.5", "2871.35" },
    { "Married", CRM_KIND_BOOLEAN, NULL, "false", "true" },
    { "Wedding", CRM_KIND_DATE, NULL, "1999-12-31", "2000-01-01" },
    { "Woke up", CRM_KIND_INSTANT, NULL, "2026-01-01T06:00:00Z", "2026-01-01T07:00:00Z" },
    { "Lap time", CRM_KIND_DURATION, NULL, "59", "3600" },
    { "Budget", CRM_KIND_MONEY, NULL, "9.99 EUR", "1000.00 EUR" },
    { "Grade", CRM_KIND_CHOICE, "A\nB", "A", "B" },
    { "Pets", CRM_KIND_CHOICES, "cat\ndog", "cat", "dog" },
    { "Second phone", CRM_KIND_PHONE, NULL, "050 111 22 33", "067 111 22 33" },
    { "Home e-mail", CRM_KIND_EMAIL, NULL, "a@example.com", "b@example.com" },
    { "Blog", CRM_KIND_URL, NULL, "https://a.example", "https://b.example" },
    { "Dacha", CRM_KIND_PLACE, NULL, "Алея 1", "Бульвар 2" },
  };
  CrmStore *store = open_new ();
  gint64 empty = crm_test_add (store, "client", "name", "A", NULL);
  gint64 high = crm_test_add (store, "client", "name", "B", NULL);
  gint64 low = crm_test_add (store, "client", "name", "C", NULL);
  g_autofree char *up =
      g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, low, high, empty);
  g_autofree char *down =
      g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, high, low, empty);
  g_autofree char *only = g_strdup_printf ("%" G_GINT64_FORMAT, low);
  g_autofree char *none = g_strdup_printf ("%" G_GINT64_FORMAT, empty);
  g_autofree char *never_or_no = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, empty, low);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = add_field (store, kinds[i].label, kinds[i].kind, kinds[i].choices);
      g_autofree char *minus = g_strconcat ("-", name, NULL), *is_empty = g_strconcat (name, "=", NULL);
      g_autofree char *is = g_strconcat (name, "=", kinds[i].low, NULL);
      CrmQuery *query = crm_query_new ("client");

      crm_test_set (store, "client", high, kinds[i].label, kinds[i].high, NULL);
      crm_test_set (store, "client", low, name, kinds[i].low, NULL);
      crm_test_assert_field (store, "client", high, name, kinds[i].high);
      crm_query_add_order (query, name);
      {
        g_autofree char *found = crm_test_find (store, query);
        g_assert_cmpstr (found, ==, up);
      }
      query = crm_query_new ("client");
      crm_query_add_order (query, minus);
      {
        g_autofree char *found = crm_test_find (store, query);
        g_assert_cmpstr (found, ==, down);
      }
      {
        g_autofree char *found = crm_test_where (store, "client", is, NULL);
        /* What was never said counts as no. */
        g_assert_cmpstr (found, ==, kinds[i].kind == CRM_KIND_BOOLEAN ? never_or_no : only);
      }
      {
        g_autofree char *found = crm_test_where (store, "client", is_empty, NULL);
        g_assert_cmpstr (found, ==, none);
      }
    }
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static gboolean
has_field (CrmStore *store, const char *label)
{
  g_autoptr (CrmEntity) client = crm_store_get_entity (store, "client");
  return crm_entity_find_field (client, label) >= 0;
}

static void
test_own_field_life (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 id = crm_test_add (store, "client", "name", "Anna", NULL);
  g_autofree char *name = add_field (store, "Колір", CRM_KIND_TEXT, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (has_field (store, "колір"));
  crm_test_set (store, "client", id, "Колір", "синій", NULL);
  {
    OwnField twice = { "КОЛІР", CRM_KIND_TEXT, NULL, NULL };
    OwnField built_in = { "name", CRM_KIND_TEXT, NULL, NULL };
    OwnField nothing = { "Choice", CRM_KIND_CHOICE, " ", NULL };
    OwnField link = { "Link", CRM_KIND_LINK, NULL, NULL };
    OwnField *refused[] = { &twice, &built_in, &nothing, &link };
    for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
      {
        g_assert_false (crm_store_write_sync (store, "", add_field_in_worker, refused[i], NULL, &error));
        g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
        g_clear_error (&error);
      }
  }
  g_assert_true (crm_store_write_sync (store, "Remove field", remove_field_in_worker, name, NULL, &error));
  g_assert_false (has_field (store, "колір"));
  crm_test_assert_undo (store, FALSE, "1/0/0");
  g_assert_true (has_field (store, "колір"));
  crm_test_assert_field (store, "client", id, name, "синій");
  crm_test_assert_undo (store, TRUE, "1/0/0");
  g_assert_false (has_field (store, "колір"));
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_close (store);

  /* The book keeps it. */
  store = crm_test_open (path, CRM_ORIGIN_CLI);
  crm_test_assert_field (store, "client", id, "колір", "синій");
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_field (store, "client", id, "колір", NULL);
  /* The field itself. */
  crm_test_assert_undo (store, FALSE, "1/0/0");
  g_assert_false (has_field (store, "колір"));
  crm_test_assert_undo (store, TRUE, "1/0/0");
  crm_test_assert_undo (store, TRUE, "1/0/0");
  crm_test_assert_field (store, "client", id, "колір", "синій");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

typedef struct
{
  const char *name, *value;
} Setting;

static gboolean
setting_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Setting *setting = data;
  return crm_transaction_set_setting (tx, setting->name, setting->value, error);
}

static gboolean
set_setting (CrmStore *store, const char *name, const char *value)
{
  Setting setting = { name, value };
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_store_write_sync (store, "Setting", setting_in_worker, &setting, NULL, &error);

  if (!ok)
    g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  else
    g_assert_cmpstr (crm_store_get_setting (store, name), ==, value);
  return ok;
}

/* A format that knows one country's trunk digit, so that the region matters. */
#define TEST_TYPE_PHONES (test_phones_get_type ())
G_DECLARE_FINAL_TYPE (TestPhones, test_phones, TEST, PHONES, CrmPhoneFormat)
struct _TestPhones
{
  CrmPhoneFormat parent_instance;
};
G_DEFINE_FINAL_TYPE (TestPhones, test_phones, CRM_TYPE_PHONE_FORMAT)

static char *
normalise (CrmPhoneFormat *self, const char *typed, const char *region)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = typed; *p; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  if (strchr (typed, '+'))
    return g_strconcat ("+", digits->str, NULL);
  if (g_str_equal (region, "UA") && digits->len == 10 && digits->str[0] == '0')
    return g_strconcat ("+38", digits->str, NULL);
  if (g_str_equal (region, "PL") && digits->len == 9)
    return g_strconcat ("+48", digits->str, NULL);
  return NULL;
}

static void
test_phones_class_init (TestPhonesClass *klass)
{
  CRM_PHONE_FORMAT_CLASS (klass)->normalise = normalise;
}

static void
test_phones_init (TestPhones *self)
{
}

static void
test_settings (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmPhoneFormat) phones = g_object_new (TEST_TYPE_PHONES, NULL);
  CrmStore *store = crm_store_new (path, phones, CRM_ORIGIN_CLI);
  g_autoptr (GError) error = NULL;
  gint64 id;
  g_autofree char *phone = NULL;

  g_assert_true (crm_store_open_sync (store, TRUE, 5, &error));
  g_assert_false (set_setting (store, "currency", "euro"));
  g_assert_false (set_setting (store, "phone-region", "Ukraine"));
  g_assert_false (set_setting (store, "week-start", "8"));
  g_assert_false (set_setting (store, "time-zone", "Mars/Base"));
  g_assert_false (set_setting (store, "colour", "blue"));
  g_assert_true (set_setting (store, "phone-region", "PL"));
  phone = add_field (store, "Spare", CRM_KIND_PHONE, NULL);
  id = crm_test_add (
      store, "client", "name", "Anna", "phone", "067 123 45 67", "Spare", "067 123 45 67", NULL);
  crm_test_add (store, "call", "text", "rang", "phone", "067 123 45 67", NULL);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM address WHERE normal = '0671234567'"), ==, 1);

  /* Another region: the numbers are understood anew, in every field. */
  g_assert_true (set_setting (store, "phone-region", "UA"));
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM address WHERE normal = '+380671234567'"), ==, 1);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT version FROM address"), ==, 1);
  {
    g_autofree char *found = crm_test_where (store, "client", "phone=+380671234567", NULL);
    g_autofree char *spare = crm_test_where (store, "client", "spare=+380671234567", NULL);
    g_autofree char *call = crm_test_where (store, "call", "phone=+380671234567", NULL);
    g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
    g_assert_cmpstr (found, ==, number);
    g_assert_cmpstr (spare, ==, number);
    g_assert_cmpstr (call, ==, "1");
  }
  crm_test_assert_in_order (store);
  g_assert_true (set_setting (store, "currency", "UAH"));
  g_assert_true (set_setting (store, "week-start", "7"));
  /* Days are those of the zone. */
  crm_test_add (store, "note", "text", "late", "at", "2026-03-01T23:30:00Z", NULL);
  g_assert_true (set_setting (store, "time-zone", "UTC"));
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM activity_day WHERE day = '2026-03-01'"), ==, 1);
  g_assert_true (set_setting (store, "time-zone", "Europe/Kyiv"));
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM activity_day WHERE day = '2026-03-02'"), ==, 1);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM activity_day WHERE day = '2026-03-01'"), ==, 0);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* Whoever was given the zone goes on with it when another one is set meanwhile. */
static void
test_zone (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  GTimeZone *zone;

  g_assert_true (set_setting (store, "time-zone", "Asia/Tokyo"));
  zone = crm_store_get_zone (store);
  g_assert_true (set_setting (store, "time-zone", "Europe/Kyiv"));
  g_assert_cmpstr (g_time_zone_get_identifier (zone), ==, "Asia/Tokyo");
  g_assert_cmpstr (g_time_zone_get_identifier (crm_store_get_zone (store)), ==, "Europe/Kyiv");
  crm_test_close (store);
}

static char *
names_in_order (CrmStore *store)
{
  g_autoptr (CrmQuery) query = crm_query_new ("client");
  g_autoptr (GArray) ids = crm_test_find_ids (store, query);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *name = crm_test_get (store, "client", g_array_index (ids, gint64, i), "name");
      g_string_append_printf (text, "%s%s", i ? " " : "", name);
    }
  return g_string_free (text, FALSE);
}

static void
test_sort_locale (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  static const char *const names[] = { "Zorn", "Öde", "Oben", "Åse", "Anna", "anton" };
  static const char *const known = "SELECT count (*) FROM setting l JOIN setting v ON v.name = 'sort-version'"
                                   " WHERE l.name = 'sort-library' AND l.value LIKE '%_ ' || v.value";

  g_assert_true (set_setting (store, "sort-locale", "de"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    crm_test_add (store, "client", "name", names[i], NULL);
  {
    g_autofree char *order = names_in_order (store);
    g_assert_cmpstr (order, ==, "Anna anton Åse Oben Öde Zorn");
  }
  g_assert_true (set_setting (store, "sort-locale", "sv"));
  {
    g_autofree char *order = names_in_order (store);
    g_assert_cmpstr (order, ==, "Anna anton Oben Zorn Åse Öde");
  }
  crm_test_add (store, "client", "name", "Ärla", NULL);
  {
    g_autofree char *order = names_in_order (store);
    g_assert_cmpstr (order, ==, "Anna anton Oben Zorn Åse Ärla Öde");
  }
  /* Keys of another ICU are made anew when the book is opened. */
  crm_test_sql (store,
      "UPDATE client SET name_key = x'00'; UPDATE setting SET value = 'old' WHERE name = 'sort-version'");
  crm_test_close (store);
  store = crm_test_open (path, CRM_ORIGIN_CLI);
  {
    g_autofree char *order = names_in_order (store);
    g_assert_cmpstr (order, ==, "Anna anton Oben Zorn Åse Ärla Öde");
  }
  /* Also those of an ICU whose version is told by another name; and what is known to be right is noted. */
  g_assert_cmpint (crm_test_sql_integer (store, known), ==, 1);
  crm_test_sql (store,
      "UPDATE client SET name_key = x'00'; UPDATE setting SET value = '1.0' WHERE name = 'sort-library';"
      "UPDATE setting SET value = 'old' WHERE name = 'sort-version'");
  crm_test_close (store);
  store = crm_test_open (path, CRM_ORIGIN_CLI);
  {
    g_autofree char *order = names_in_order (store);
    g_assert_cmpstr (order, ==, "Anna anton Oben Zorn Åse Ärla Öde");
  }
  crm_test_sql (store, "DELETE FROM setting WHERE name = 'sort-library'");
  crm_test_close (store);
  store = crm_test_open (path, CRM_ORIGIN_CLI);
  g_assert_cmpint (crm_test_sql_integer (store, known), ==, 1);
  crm_test_close (store);
}

int
main (int argc, char *argv[])
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/records/own-fields", test_own_fields);
  g_test_add_func ("/records/own-field-life", test_own_field_life);
  g_test_add_func ("/records/settings", test_settings);
  g_test_add_func ("/records/zone", test_zone);
  g_test_add_func ("/records/sort-locale", test_sort_locale);
  return crm_test_store_done (g_test_run ());
}
