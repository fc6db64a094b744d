/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-text.h"
#include "client/crm-client.h"
#include "crm-test-store.h"

/* The list model against a shadow array that only knows what "items-changed" tells, under random changes, filters and words; and the search
 * in memory against a plain scan. */

#define VIEW_ROWS 256

typedef struct
{
  CrmRecordList *list;
  GArray *shadow; /* gint64 */
  guint emissions;
  guint largest; /* most rows touched by one emission */
  guint both;    /* emissions that exchanged more rows than a view has widgets */
} Shadow;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Shadow *self = data;

  g_assert_cmpuint (position + removed, <=, self->shadow->len);
  if (removed)
    g_array_remove_range (self->shadow, position, removed);
  g_assert_cmpuint (self->shadow->len + added, ==, g_list_model_get_n_items (model));
  for (guint i = 0; i < added; i++)
    {
      gint64 id = crm_record_list_get_id (self->list, position + i);
      g_assert_cmpint (id, !=, 0);
      g_array_insert_val (self->shadow, position + i, id);
    }
  self->emissions++;
  self->largest = MAX (self->largest, MAX (removed, added));
  self->both += removed > VIEW_ROWS && added > VIEW_ROWS;
  /* At every single emission the shadow is the model. */
  for (guint i = 0; i < self->shadow->len; i++)
    g_assert_cmpint (g_array_index (self->shadow, gint64, i), ==, crm_record_list_get_id (self->list, i));
}

static void
shadow_init (Shadow *self, CrmStore *store)
{
  *self = (Shadow){ .list = crm_record_list_new (store) };
  self->shadow = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_signal_connect (self->list, "items-changed", G_CALLBACK (on_items_changed), self);
}

static void
shadow_clear (Shadow *self)
{
  g_signal_handlers_disconnect_by_data (self->list, self);
  g_array_unref (self->shadow);
  g_object_unref (self->list);
}

static gboolean
is_filled (gpointer data)
{
  Shadow *self = data;
  return !crm_record_list_is_loading (self->list) && crm_record_list_get_count (self->list) != G_MAXUINT64;
}

static gboolean
is_right (gpointer data)
{
  Shadow *self = data;
  CrmStore *store = g_object_get_data (G_OBJECT (self->list), "store");
  GArray *wanted;
  gboolean right;

  if (!is_filled (self))
    return FALSE;
  wanted = crm_test_find_ids (store, crm_record_list_get_query (self->list));
  right = wanted->len == self->shadow->len &&
          (!wanted->len || memcmp (wanted->data, self->shadow->data, wanted->len * sizeof (gint64)) == 0) &&
          crm_record_list_get_count (self->list) == wanted->len;
  g_array_unref (wanted);
  return right;
}

/* Waits until the list shows what the database gives for its query. */
static void
await_right (Shadow *self, CrmStore *store)
{
  g_object_set_data (G_OBJECT (self->list), "store", store);
  crm_test_await (is_right, self);
}

static void
set_query (Shadow *self, const char *text, const char *order, const char *term)
{
  g_autoptr (CrmQuery) query = crm_query_new ("client");

  if (text)
    crm_query_set_text (query, text);
  if (order)
    crm_query_add_order (query, order);
  if (term)
    crm_condition_add (crm_query_get_where (query), crm_condition_parse (term, NULL));
  crm_record_list_set_query (self->list, query);
}

static gboolean
is_loaded (gpointer data)
{
  return crm_search_is_loaded (data);
}

static gboolean
add_many_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  GRand *random = data;
  static const char *const first[] = { "Олена", "Іван", "Anna", "Ёжик", "Zoë", "Łukasz" };
  static const char *const last[] = { "Іваненко", "Петренко", "Smith", "Müller", "Şahin" };
  static const char *const cities[] = { "Київ", "Lviv", NULL };
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);

  for (guint i = 0; i < 120; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);
      g_autofree char *name = g_strdup_printf ("%s %s %u", first[g_rand_int_range (random, 0, 6)],
          last[g_rand_int_range (random, 0, 5)], g_rand_int_range (random, 0, 50));
      g_autofree char *phone = g_strdup_printf (
          "067 %03d %04d", g_rand_int_range (random, 0, 1000), g_rand_int_range (random, 0, 10000));

      crm_values_set_text (values, crm_entity_find_field (entity, "name"), name);
      crm_values_set_text (
          values, crm_entity_find_field (entity, "city"), cities[g_rand_int_range (random, 0, 3)]);
      if (i % 3)
        crm_values_set_text (values, crm_entity_find_field (entity, "phone"), phone);
      if (i % 10 == 5)
        crm_values_set_integer (values, crm_entity_find_field (entity, "company"), 1);
      if (!crm_transaction_insert (tx, values, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gint64
pick (CrmStore *store, GRand *random)
{
  return g_rand_int_range (random, 2, (int)crm_test_sql_integer (store, "SELECT max (id) FROM client") + 1);
}

static void
change_something (CrmStore *store, GRand *random)
{
  gint64 id = pick (store, random);
  g_autofree char *client = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *word = g_strdup_printf (
      "%c%d Новий", 'A' + g_rand_int_range (random, 0, 26), g_rand_int_range (random, 0, 100));
  g_autofree char *phone = g_strdup_printf ("050 %07d", g_rand_int_range (random, 0, 10000000));

  if (!crm_test_sql_integer (store, "SELECT count (*) FROM client"))
    return;
  {
    g_autoptr (CrmRow) row = crm_test_load (store, "client", id);
    if (!row)
      return;
  }
  switch (g_rand_int_range (random, 0, 12))
    {
    case 0: crm_test_add (store, "client", "name", word, "phone", phone, NULL); break;
    case 1: crm_test_set (store, "client", id, "name", word, NULL); break;
    case 2: crm_test_set (store, "client", id, "city", g_rand_boolean (random) ? "Київ" : "", NULL); break;
    case 3: crm_test_set (store, "client", id, "phone", phone, NULL); break;
    case 4: crm_test_archive (store, "client", id); break;
    case 5: crm_test_restore (store, "client", id); break;
    case 6: crm_test_add (store, "note", "client", client, "text", word, NULL); break;
    case 7: crm_test_set (store, "client", 1, "name", word, NULL); break; /* the company of many */
    case 8: crm_test_set (store, "client", id, "tags", g_rand_boolean (random) ? "vip" : "", NULL); break;
    case 9: crm_test_try_delete (store, "client", id, NULL); break;
    case 10: g_free (crm_test_undo (store, FALSE)); break;
    default: crm_test_set (store, "client", id, "company", g_rand_boolean (random) ? "1" : "", NULL); break;
    }
}

static CrmStore *
open_filled (GRand *random)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open_window (path);
  g_autoptr (GError) error = NULL;

  crm_test_add (store, "client", "name", "Ромашка", "kind", "company", NULL);
  g_assert_true (crm_store_write_sync (store, "Fill", add_many_in_worker, random, NULL, &error));
  crm_test_sql (store, "UPDATE operation SET undoable = FALSE");
  return store;
}

static void
test_random (void)
{
  static const char *const texts[] = { NULL, "іва", "067", "новий", "müll", "ромашка", "vip", "a" };
  static const char *const orders[] = { NULL, "-last_contact", "name", "-name", "city", "company",
    "-created_at" };
  static const char *const terms[] = { NULL, "city=Київ", "phone!=", "tags=vip", "company=1" };

  for (guint32 seed = 1; seed <= 3; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      CrmStore *store = open_filled (random);
      Shadow plain, other;

      g_test_message ("seed %u", seed);
      shadow_init (&plain, store);
      shadow_init (&other, store);
      set_query (&plain, NULL, NULL, NULL);
      await_right (&plain, store);
      for (int step = 0; step < 150; step++)
        {
          int n = g_rand_int_range (random, 1, 4);

          if (g_rand_int_range (random, 0, 3) == 0)
            set_query (&other, texts[g_rand_int_range (random, 0, 8)],
                orders[g_rand_int_range (random, 0, 7)], terms[g_rand_int_range (random, 0, 5)]);
          for (int i = 0; i < n; i++)
            change_something (store, random);
          /* Sometimes they are still at it when the next thing happens. */
          if (g_rand_int_range (random, 0, 3) == 0)
            continue;
          await_right (&plain, store);
          if (crm_record_list_get_query (other.list))
            await_right (&other, store);
        }
      await_right (&plain, store);
      g_assert_cmpuint (plain.both + other.both, ==, 0);
      shadow_clear (&plain);
      shadow_clear (&other);
      crm_test_close (store);
    }
}

/* An edit of one record moves one row, whatever the length of the list, and asks for no others. */
static void
test_minimal (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  CrmStore *store = open_filled (random);
  Shadow shadow;

  shadow_init (&shadow, store);
  set_query (&shadow, NULL, NULL, NULL);
  await_right (&shadow, store);
  g_assert_cmpuint (shadow.shadow->len, ==, 121);
  shadow.emissions = shadow.largest = 0;
  crm_test_set (store, "client", 50, "name", "Яяя остання", NULL);
  await_right (&shadow, store);
  g_assert_cmpuint (shadow.emissions, ==, 2);
  g_assert_cmpuint (shadow.largest, ==, 1);
  shadow.emissions = 0;
  crm_test_archive (store, "client", 51);
  await_right (&shadow, store);
  g_assert_cmpuint (shadow.emissions, ==, 1);
  shadow.emissions = 0;
  crm_test_add (store, "client", "name", "Ааа перша", NULL);
  await_right (&shadow, store);
  g_assert_cmpuint (shadow.emissions, ==, 1);
  /* Nothing moved: nothing told. */
  shadow.emissions = 0;
  crm_test_set (store, "client", 52, "country", "Ukraine", NULL);
  crm_test_add (store, "tag", "name", "loose", NULL);
  await_right (&shadow, store);
  g_assert_cmpuint (shadow.emissions, ==, 0);
  /* Changes that come while a reading is under way are told one by one as well. */
  shadow.largest = 0;
  for (int i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("Flow %d", i);
      gint64 until = g_get_monotonic_time () + 15000;

      crm_test_add (store, "client", "name", name, NULL);
      while (g_get_monotonic_time () < until)
        g_main_context_iteration (NULL, FALSE);
    }
  await_right (&shadow, store);
  g_assert_cmpuint (shadow.largest, ==, 1);
  /* Very much at once: in a few steps, none of which makes a view ask for every row. */
  for (int i = 0; i < 3; i++)
    g_assert_true (crm_store_write_sync (store, "Fill", add_many_in_worker, random, NULL, NULL));
  await_right (&shadow, store);
  shadow.emissions = 0;
  g_assert_true (crm_store_write_sync (store, "Fill", add_many_in_worker, random, NULL, NULL));
  await_right (&shadow, store);
  g_assert_cmpuint (shadow.emissions, <=, 3);
  g_assert_cmpuint (shadow.both, ==, 0);
  shadow_clear (&shadow);
  crm_test_close (store);
}

static gboolean
has_rows (gpointer data)
{
  GPtrArray *records = data;

  for (guint i = 0; i < records->len; i++)
    if (!crm_record_get_row (records->pdata[i]))
      return FALSE;
  return TRUE;
}

/* Records are made for what is asked for, are the same for everybody, and follow their changes. */
static void
on_record_changed (CrmRecord *record, gpointer data)
{
  (*(guint *)data)++;
}

static void
test_items (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  CrmStore *store = open_filled (random);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  Shadow shadow;
  CrmRecord *record, *again;
  guint names = 0, cities = 0;
  g_autofree char *title = NULL;

  shadow_init (&shadow, store);
  set_query (&shadow, NULL, NULL, NULL);
  await_right (&shadow, store);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (shadow.list), 1000));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (shadow.list)) == CRM_TYPE_RECORD);
  for (guint i = 0; i < 30; i++)
    g_ptr_array_add (records, g_list_model_get_item (G_LIST_MODEL (shadow.list), i));
  g_assert_null (crm_record_get_row (records->pdata[0]));
  crm_test_await (has_rows, records);
  record = records->pdata[3];
  again = crm_store_get_record (store, "client", crm_record_get_id (record));
  g_assert_true (again == record);
  g_object_unref (again);
  g_assert_cmpuint (crm_record_list_find (shadow.list, crm_record_get_id (record)), ==, 3);
  g_assert_cmpuint (crm_record_list_find (shadow.list, 98765), ==, G_MAXUINT);

  g_signal_connect (record, "changed::name", G_CALLBACK (on_record_changed), &names);
  g_signal_connect (record, "changed::city", G_CALLBACK (on_record_changed), &cities);
  title = g_strdup (crm_record_get_text (record, 1));
  crm_test_set (store, "client", crm_record_get_id (record), "city", "Нове місто", NULL);
  while (!cities)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (names, ==, 0);
  g_assert_cmpuint (cities, ==, 1);
  g_assert_cmpstr (crm_record_get_text (record, 1), ==, title);
  g_assert_true (crm_test_try_delete (store, "client", crm_record_get_id (record), NULL));
  while (!crm_record_is_gone (record))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (crm_record_get_row (record));
  g_signal_handlers_disconnect_by_data (record, &names);
  g_signal_handlers_disconnect_by_data (record, &cities);
  shadow_clear (&shadow);
  g_ptr_array_set_size (records, 0);
  crm_test_close (store);
}

/* A company's name stands on the rows of its people. */
static gboolean
shows_new_company (gpointer data)
{
  CrmRecord *record = data;
  g_autoptr (CrmEntity) client = crm_store_get_entity (crm_record_get_store (record), "client");
  return g_strcmp0 (
             crm_record_get_text (record, crm_entity_find_field (client, "company_name")), "Волошка") == 0;
}

static void
test_company_renamed (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open_window (path);
  g_autoptr (CrmRecord) person = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  crm_test_add (store, "client", "name", "Ромашка", "kind", "company", NULL);
  crm_test_add (store, "client", "name", "Anna", "company", "1", NULL);
  person = crm_store_get_record (store, "client", 2);
  g_ptr_array_add (records, person);
  crm_test_await (has_rows, records);
  crm_test_set (store, "client", 1, "name", "Волошка", NULL);
  crm_test_await (shows_new_company, person);
  g_clear_object (&person);
  crm_test_close (store);
}

static void
test_first_rows_and_error (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  CrmStore *store = open_filled (random);
  Shadow shadow;
  guint n;

  shadow_init (&shadow, store);
  crm_record_list_set_first_rows (shadow.list, 50);
  set_query (&shadow, NULL, NULL, NULL);
  crm_test_await (is_filled, &shadow);
  g_assert_cmpuint (shadow.shadow->len, ==, 50);
  g_assert_cmpuint (crm_record_list_get_count (shadow.list), ==, 121);
  crm_record_list_get_ids (shadow.list, &n);
  g_assert_cmpuint (n, ==, 121);
  await_right (&shadow, store);
  g_assert_cmpuint (shadow.shadow->len, ==, 121);
  set_query (&shadow, NULL, NULL, "status=friend");
  crm_test_await (is_filled, &shadow);
  g_assert_nonnull (crm_record_list_get_error (shadow.list));
  set_query (&shadow, NULL, NULL, "status=lead");
  await_right (&shadow, store);
  g_assert_null (crm_record_list_get_error (shadow.list));
  shadow_clear (&shadow);
  crm_test_close (store);
}

typedef struct
{
  Shadow shadow;
  guint first; /* rows shown first, while the count was not known: 40 when all numbers were there */
} Early;

static void
on_early (GListModel *model, guint position, guint removed, guint added, Early *early)
{
  CrmRecordList *list = CRM_RECORD_LIST (model);

  if (crm_record_list_get_count (list) == G_MAXUINT64 && crm_record_list_is_loading (list) && !early->first)
    early->first = g_list_model_get_n_items (model);
}

static gboolean
add_ten_thousand (CrmTransaction *tx, gpointer data, GError **error)
{
  CrmEntity *entity = data;

  for (int i = 0; i < 10050; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);
      g_autofree char *name = g_strdup_printf ("Client %d", i * 7919 % 10007);

      crm_values_set_text (values, CRM_CLIENT_NAME, name);
      crm_values_set_text (values, CRM_CLIENT_CITY, i % 3 ? "Kyiv" : "Lviv");
      if (!crm_transaction_insert (tx, values, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* Of many the first are shown before the numbers of all are read, by name and by next step, with few steps and with many. */
static void
test_many (void)
{
  static const char *const orders[] = { "name", "next_key", "-city" };
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open_window (path);
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "client");
  g_autoptr (GError) error = NULL;
  int steps = 0;

  crm_store_write_sync (store, "Many", add_ten_thousand, entity, NULL, &error);
  g_assert_no_error (error);
  for (guint round = 0; round < 3; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
        for (guint filter = 0; filter < 2; filter++)
          {
            Early early = { 0 };
            g_autoptr (CrmQuery) query = crm_query_new ("client");
            g_autoptr (GArray) all = NULL, some = NULL;

            shadow_init (&early.shadow, store);
            g_signal_connect (early.shadow.list, "items-changed", G_CALLBACK (on_early), &early);
            crm_record_list_set_first_rows (early.shadow.list, 40);
            if (filter)
              crm_condition_add (
                  crm_query_get_where (query), crm_condition_new ("city", CRM_TEST_EQUAL, "Lviv"));
            crm_query_add_order (query, orders[i]);
            crm_record_list_set_query (early.shadow.list, query);
            await_right (&early.shadow, store);
            g_assert_cmpuint (early.first, ==, i < 2 ? 30 : 40);
            /* The first of them are those of a query for so many. */
            all = crm_test_find_ids (store, query);
            crm_query_set_limit (query, 35);
            some = crm_test_find_ids (store, query);
            g_assert_cmpmem (some->data, some->len * sizeof (gint64), all->data, 35 * sizeof (gint64));
            g_signal_handlers_disconnect_by_data (early.shadow.list, &early);
            shadow_clear (&early.shadow);
          }
      /* A handful first, then more than are looked at at once, many of them for the same day. */
      for (int n = round ? 600 : 8; n > 0; n--, steps++)
        {
          g_autofree char *client = g_strdup_printf ("%d", steps * 13 % 10050 + 1),
                          *due = g_strdup_printf ("2026-04-%02d", 1 + steps % 5);

          crm_test_add (store, "task", "title", "Call", "client", client, "due_on", due, NULL);
        }
    }
  crm_test_close (store);
}

/* The search in memory finds what a plain look at every line finds, also after edits and in both its states. */
static char *
scan (CrmStore *store, const char *text)
{
  g_autoptr (CrmQuery) query = crm_query_new ("client");
  g_autoptr (GArray) ids = crm_test_find_ids (store, query);
  g_auto (GStrv) words = crm_search_words (text);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  GString *result = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_autofree char *name = crm_test_get (store, "client", id, "name"),
                      *phone = crm_test_get (store, "client", id, "phone");
      g_autofree char *company = crm_test_get (store, "client", id, "company_name"),
                      *tags = crm_test_get (store, "client", id, "tags");
      g_autofree char *fold_name = crm_text_fold (name), *digits = crm_text_digits (phone),
                      *fold_company = crm_text_fold (company);
      gboolean all = words[0] != NULL;

      for (guint w = 0; all && words[w]; w++)
        all = strstr (fold_name, words[w]) || strstr (digits, words[w]) || strstr (fold_company, words[w]) ||
              (tags && strstr ("vip", words[w]));
      if (all)
        g_string_append_printf (result, "%" G_GINT64_FORMAT " ", id);
    }
  return g_string_free (result, FALSE);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;
  return x < y ? -1 : x > y;
}

static char *
sorted_text (GArray *ids)
{
  GString *text = g_string_new (NULL);

  g_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%" G_GINT64_FORMAT " ", g_array_index (ids, gint64, i));
  return g_string_free (text, FALSE);
}

typedef struct
{
  CrmStore *store;
  const char *text;
} Asked;

static gboolean
finds_the_same (gpointer data)
{
  Asked *asked = data;
  guint count = 0;
  g_autoptr (GArray) found = crm_search_find (crm_store_get_search (asked->store), asked->text, 0, &count);
  g_autofree char *by_hand = scan (asked->store, asked->text), *text = NULL, *wanted = NULL;
  g_auto (GStrv) parts = g_strsplit (by_hand, " ", -1);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; parts[i]; i++)
    if (*parts[i])
      {
        gint64 id = g_ascii_strtoll (parts[i], NULL, 10);
        g_array_append_val (ids, id);
      }
  if (!found)
    return FALSE;
  text = sorted_text (found);
  wanted = sorted_text (ids);
  return g_str_equal (text, wanted) && count == ids->len;
}

static void
test_search (void)
{
  static const char *const texts[] = { "іва", "ива", "олена іваненко", "067", "067 1", "50", "1", "müller",
    "MULLER", "lukasz ş", "новий a", "ромашка", "vip", "zzz", "ёж", "еж", "й", "новий" };
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  CrmStore *store = open_filled (random);
  CrmSearch *search = crm_store_get_search (store);
  guint count;

  crm_search_load (search, NULL, NULL);
  crm_test_await (is_loaded, search);
  for (int round = 0; round < 25; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          Asked asked = { store, texts[i] };
          crm_test_await (finds_the_same, &asked);
        }
      for (int i = 0; i < 6; i++)
        change_something (store, random);
    }
  {
    g_autoptr (GArray) some = crm_search_find (search, "067", 5, &count);
    g_autoptr (GArray) all = crm_search_find (search, "067", 0, &count);
    g_assert_cmpuint (some->len, ==, MIN (5, all->len));
    g_assert_cmpuint (count, ==, all->len);
  }
  /* A tag by another name. */
  crm_test_add (store, "client", "name", "Tagged", "tags", "golden", NULL);
  crm_test_sql (store, "UPDATE operation SET undoable = undoable");
  {
    gint64 tag = crm_test_sql_integer (store, "SELECT id FROM tag WHERE name = 'golden'");
    gint64 start = g_get_monotonic_time ();
    crm_test_set (store, "tag", tag, "name", "silver", NULL);
    for (;;)
      {
        g_autoptr (GArray) found = crm_search_find (search, "silver", 0, &count);
        if (found && found->len == 1)
          break;
        g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
        g_main_context_iteration (NULL, FALSE);
      }
  }
  crm_test_close (store);
}

int
main (int argc, char *argv[])
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/record-list/random", test_random);
  g_test_add_func ("/record-list/minimal", test_minimal);
  g_test_add_func ("/record-list/items", test_items);
  g_test_add_func ("/record-list/company-renamed", test_company_renamed);
  g_test_add_func ("/record-list/first-rows-and-error", test_first_rows_and_error);
  g_test_add_func ("/record-list/many", test_many);
  g_test_add_func ("/record-list/search", test_search);
  return crm_test_store_done (g_test_run ());
}
