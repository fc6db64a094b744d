/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "crm-test-store.h"

/* Undo and redo: by name, across a restart, of large operations, and what is kept because it has moved on since. */

static CrmStore *
open_new (void)
{
  g_autofree char *path = crm_test_path ();
  return crm_test_open (path, CRM_ORIGIN_WINDOW);
}

static gint64
count (CrmStore *store, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE archived_at IS NULL", table);
  return crm_test_sql_integer (store, sql);
}

static void
test_names (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  gint64 id;

  g_assert_null (crm_store_get_undo_purpose (store));
  crm_test_assert_undo (store, FALSE, "There is nothing to undo.");
  crm_test_assert_undo (store, TRUE, "There is nothing to redo.");
  id = crm_test_add (store, "client", "name", "Anna", NULL);
  crm_test_set (store, "client", id, "city", "Kyiv", NULL);
  crm_test_archive (store, "client", id);
  g_assert_cmpstr (crm_store_get_undo_purpose (store), ==, "Archive");
  g_assert_null (crm_store_get_redo_purpose (store));
  crm_test_assert_undo (store, FALSE, "1/0/0");
  g_assert_cmpstr (crm_store_get_undo_purpose (store), ==, "Set");
  g_assert_cmpstr (crm_store_get_redo_purpose (store), ==, "Archive");
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_field (store, "client", id, "city", NULL);
  g_assert_cmpstr (crm_store_get_undo_purpose (store), ==, "Add");
  g_assert_cmpstr (crm_store_get_redo_purpose (store), ==, "Set");
  crm_test_assert_undo (store, TRUE, "1/0/0");
  crm_test_assert_field (store, "client", id, "city", "Kyiv");
  g_assert_cmpstr (crm_store_get_undo_purpose (store), ==, "Set");
  g_assert_cmpstr (crm_store_get_redo_purpose (store), ==, "Archive");
  crm_test_close (store);

  /* After a restart, as if nothing had been. */
  store = crm_test_open_window (path);
  g_assert_cmpstr (crm_store_get_undo_purpose (store), ==, "Set");
  g_assert_cmpstr (crm_store_get_redo_purpose (store), ==, "Archive");
  crm_test_assert_undo (store, TRUE, "1/0/0");
  g_assert_cmpint (count (store, "client"), ==, 0);
  crm_test_assert_undo (store, TRUE, "There is nothing to redo.");
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_undo (store, FALSE, "1/0/0");
  g_assert_cmpint (count (store, "client"), ==, 0);
  crm_test_assert_undo (store, FALSE, "There is nothing to undo.");
  for (int i = 0; i < 3; i++)
    crm_test_assert_undo (store, TRUE, "1/0/0");
  {
    g_autoptr (CrmRow) row = crm_test_load (store, "client", id);
    g_assert_cmpint (row->archived_at, !=, 0);
  }
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_new_edit_ends_redo (void)
{
  CrmStore *store = open_new ();
  gint64 id = crm_test_add (store, "client", "name", "Anna", NULL);

  crm_test_set (store, "client", id, "city", "Kyiv", NULL);
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_set (store, "client", id, "country", "Ukraine", NULL);
  g_assert_null (crm_store_get_redo_purpose (store));
  crm_test_assert_undo (store, TRUE, "There is nothing to redo.");
  crm_test_assert_undo (store, FALSE, "1/0/0");
  g_assert_cmpstr (crm_store_get_redo_purpose (store), ==, "Set");
  crm_test_assert_undo (store, TRUE, "1/0/0");
  crm_test_assert_field (store, "client", id, "country", "Ukraine");
  crm_test_assert_field (store, "client", id, "city", NULL);
  crm_test_close (store);
}

/* Adding a client with everything that hangs on it goes and comes whole. */
static void
test_whole_client (void)
{
  CrmStore *store = open_new ();
  gint64 id = crm_test_add (store, "client", "name", "Anna", "phone", "067 123 45 67", "email",
      "a@example.com", "tags", "vip,new", "source", "Fair", NULL);
  g_autoptr (CrmRow) before = crm_test_load (store, "client", id), after = NULL;

  crm_test_assert_undo (store, FALSE, "5/0/0");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM client"), ==, 0);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM address"), ==, 0);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM tag"), ==, 0);
  crm_test_assert_in_order (store);
  crm_test_assert_undo (store, TRUE, "5/0/0");
  after = crm_test_load (store, "client", id);
  g_assert_nonnull (after);
  g_assert_cmpmem (before->uid, 16, after->uid, 16);
  for (guint i = 0; i < before->entity->n_fields; i++)
    if (!crm_value_equal (crm_row_get (before, (int)i), crm_row_get (after, (int)i)))
      g_error ("client.%s came back different", before->entity->fields[i].name);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_archive_cascade (void)
{
  CrmStore *store = open_new ();
  gint64 id = crm_test_add (store, "client", "name", "Anna", "phone", "067 123 45 67", NULL);
  g_autofree char *client = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  gint64 early = crm_test_add (store, "note", "client", client, "text", "archived before", NULL);

  crm_test_add (store, "note", "client", client, "text", "goes along", NULL);
  crm_test_archive (store, "note", early);
  crm_test_archive (store, "client", id);
  g_assert_cmpint (count (store, "note"), ==, 0);
  g_free (crm_test_undo (store, FALSE));
  g_assert_cmpint (count (store, "note"), ==, 1);
  g_assert_cmpint (count (store, "address"), ==, 1);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM activity"), ==, 1);
  crm_test_assert_in_order (store);
  g_free (crm_test_undo (store, TRUE));
  g_assert_cmpint (count (store, "client"), ==, 0);
  g_assert_cmpint (count (store, "note"), ==, 0);
  crm_test_assert_in_order (store);
  g_free (crm_test_undo (store, FALSE));
  g_assert_cmpint (count (store, "note"), ==, 1);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_purge (void)
{
  CrmStore *store = open_new ();
  gint64 id = crm_test_add (store, "client", "name", "Anna", "phone", "067 123 45 67", "tags", "vip", NULL);
  g_autofree char *client = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (GError) error = NULL;

  crm_test_add (store, "note", "client", client, "text", "слова", "title", "Title", NULL);
  crm_test_add (store, "call", "client", client, "text", "said", "duration", "90", NULL);
  g_assert_true (crm_test_try_delete (store, "client", id, &error));
  crm_test_assert_in_order (store);
  crm_test_assert_undo (store, FALSE, "4/0/0");
  crm_test_assert_field (store, "client", id, "phone", "067 123 45 67");
  crm_test_assert_field (store, "note", 1, "text", "слова");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT sum (seconds) FROM activity_day"), ==, 90);
  crm_test_assert_in_order (store);
  crm_test_assert_undo (store, TRUE, "4/0/0");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM client"), ==, 0);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

typedef struct
{
  guint n;
  gint64 first;
} Many;

static gboolean
add_many_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Many *many = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);

  for (guint i = 0; i < many->n; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);
      g_autofree char *name = g_strdup_printf ("Imported %04u", i);
      g_autofree char *phone = g_strdup_printf ("067 000 %04u", i);
      gint64 id;

      crm_values_set_text (values, crm_entity_find_field (entity, "name"), name);
      crm_values_set_text (values, crm_entity_find_field (entity, "phone"), phone);
      if (!crm_transaction_read_value (
              tx, values, crm_entity_find_field (entity, "tags"), i % 2 ? "odd" : "even;all", error))
        return FALSE;
      id = crm_transaction_insert (tx, values, NULL, error);
      if (!id)
        return FALSE;
      if (!many->first)
        many->first = id;
    }
  return TRUE;
}

/* An import of thousands, then some of it was worked on: that stays, the rest goes. */
static void
test_large (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  CrmStore *import = crm_test_open (path, CRM_ORIGIN_IMPORT);
  Many many = { 2000, 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *noted = NULL, *company = NULL, *text = NULL;
  g_autoptr (CrmUndoReport) report = NULL;

  g_assert_true (crm_store_write_sync (import, "Import file.csv", add_many_in_worker, &many, NULL, &error));
  crm_test_close (import);
  g_assert_cmpint (count (store, "client"), ==, 2000);
  /* Edited; noted upon; a person of it; edited and put back by undo, which is as if nothing had been. */
  crm_test_set (store, "client", many.first, "city", "Kyiv", NULL);
  noted = g_strdup_printf ("%" G_GINT64_FORMAT, many.first + 1);
  crm_test_add (store, "note", "client", noted, "text", "spoke", NULL);
  company = g_strdup_printf ("%" G_GINT64_FORMAT, many.first + 2);
  crm_test_add (store, "client", "name", "A person of it", "company", company, NULL);
  crm_test_set (store, "client", many.first + 3, "city", "Lviv", NULL);
  crm_test_assert_undo (store, FALSE, "1/0/0");

  /* The newest comes first: the person and the note are taken back in turn only by asking. */
  crm_test_clock_advance_days (1);
  g_assert_cmpstr (crm_store_get_undo_purpose (store), ==, "Add");
  {
    gint64 operation =
        crm_test_sql_integer (store, "SELECT id FROM operation WHERE origin = 'import' AND undoable");
    g_assert_cmpint (operation, >, 0);
  }
  crm_test_assert_undo (store, FALSE, "1/0/0"); /* the person */
  crm_test_assert_undo (store, TRUE, "1/0/0");
  crm_test_close (store);

  store = crm_test_open (path, CRM_ORIGIN_IMPORT);
  crm_test_sql (store, "UPDATE operation SET undoable = FALSE WHERE purpose <> 'Import file.csv'");
  report = crm_store_undo_sync (store, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report->purpose, ==, "Import file.csv");
  /* Three clients with their phones and tags are kept: nine records. */
  g_assert_cmpuint (report->kept, ==, 9);
  g_assert_cmpuint (report->reversed, ==, 2 * 1997);
  g_assert_cmpuint (report->failed, ==, 0);
  g_assert_cmpuint (report->sentences->len, ==, 9);
  g_assert_cmpint (count (store, "tag"), ==, 3);
  g_assert_nonnull (strstr (report->sentences->pdata[0], "Kept"));
  g_assert_cmpint (count (store, "client"), ==, 4);
  g_assert_cmpint (count (store, "address"), ==, 3);
  crm_test_assert_field (store, "client", many.first, "city", "Kyiv");
  crm_test_assert_field (store, "client", many.first + 1, "phone", "067 000 0001");
  crm_test_assert_in_order (store);
  /* And all come back. */
  text = crm_test_undo (store, TRUE);
  g_assert_cmpstr (text, ==, "3994/0/0");
  g_assert_cmpint (count (store, "client"), ==, 2001);
  g_assert_cmpint (count (store, "address"), ==, 2000);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* Only what still is as the operation made it goes back. */
static void
test_partly (void)
{
  CrmStore *store = open_new ();
  gint64 id = crm_test_add (store, "client", "name", "Anna", NULL);

  crm_test_set (store, "client", id, "city", "Kyiv", "country", "Ukraine", NULL);
  crm_test_set (store, "client", id, "city", "Lviv", NULL);
  crm_test_sql (store, "UPDATE operation SET undoable = FALSE WHERE id = (SELECT max (id) FROM operation)");
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmUndoReport) report = crm_store_undo_sync (store, FALSE, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (report->kept, ==, 1);
  }
  crm_test_assert_field (store, "client", id, "city", "Lviv");
  crm_test_assert_field (store, "client", id, "country", NULL);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmUndoReport) report = crm_store_undo_finish (CRM_STORE (source), result, &error);

  *(char **)data = report ? g_strdup_printf ("%u/%u/%u", report->reversed, report->kept, report->failed)
                          : g_strdup (error->message);
}

static gboolean
is_set (gpointer data)
{
  return *(char **)data != NULL;
}

static void
test_by_number (void)
{
  CrmStore *store = open_new ();
  gint64 a = crm_test_add (store, "client", "name", "A", NULL), operation;
  g_autofree char *first = NULL, *second = NULL, *none = NULL;

  operation = crm_test_sql_integer (store, "SELECT max (id) FROM operation");
  crm_test_add (store, "client", "name", "B", NULL);
  crm_store_undo_operation_async (store, operation, NULL, on_undone, &first);
  crm_test_await (is_set, &first);
  g_assert_cmpstr (first, ==, "1/0/0");
  g_assert_null (crm_test_load (store, "client", a));
  crm_store_undo_operation_async (store, operation, NULL, on_undone, &second);
  crm_test_await (is_set, &second);
  g_assert_cmpstr (second, ==, "This was undone already.");
  crm_store_undo_operation_async (store, 12345, NULL, on_undone, &none);
  crm_test_await (is_set, &none);
  g_assert_cmpstr (none, !=, "0/0/0");
  crm_test_close (store);
}

/* Random operations, all undone: the book is what it was; all redone: it is what it became. */
static char *
describe (CrmStore *store)
{
  static const char *const entities[] = { "client", "address", "note", "call", "tag" };
  GString *text = g_string_new (NULL);

  for (guint e = 0; e < G_N_ELEMENTS (entities); e++)
    for (gint64 id = 1; id < 60; id++)
      {
        g_autoptr (CrmRow) row = crm_test_load (store, entities[e], id);

        if (!row)
          continue;
        g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %d:", entities[e], id, row->archived_at != 0);
        for (guint i = 0; i < row->entity->n_fields; i++)
          {
            g_autofree char *plain =
                crm_field_format_plain (&row->entity->fields[i], crm_row_get (row, (int)i));
            g_string_append_printf (text, " %s", plain ? plain : "-");
          }
        g_string_append_c (text, '\n');
      }
  return g_string_free (text, FALSE);
}

static gint64
pick (CrmStore *store, GRand *random, const char *table)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT id FROM %s ORDER BY (id * %u) %% 7919 LIMIT 1", table, g_rand_int_range (random, 1, 7919));
  return crm_test_sql_integer (store, sql);
}

static void
do_something (CrmStore *store, GRand *random)
{
  static const char *const cities[] = { "Kyiv", "Lviv", "", "Odesa" };
  static const char *const tags[] = { "a", "b", "a,b", "", "c" };
  gint64 id = pick (store, random, "client");
  g_autofree char *client = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *word = g_strdup_printf ("word%d", g_rand_int_range (random, 0, 100));
  g_autofree char *phone = g_strdup_printf ("067 %07d", g_rand_int_range (random, 0, 10000000));

  switch (id ? g_rand_int_range (random, 0, 9) : 0)
    {
    case 0:
      crm_test_add (
          store, "client", "name", word, "phone", phone, "tags", tags[g_rand_int_range (random, 0, 5)], NULL);
      break;
    case 1:
      crm_test_set (store, "client", id, "city", cities[g_rand_int_range (random, 0, 4)], "name", word, NULL);
      break;
    case 2: crm_test_set (store, "client", id, "phone", g_rand_boolean (random) ? phone : "", NULL); break;
    case 3: crm_test_set (store, "client", id, "tags", tags[g_rand_int_range (random, 0, 5)], NULL); break;
    case 4: crm_test_add (store, "note", "client", client, "text", word, NULL); break;
    case 5:
      crm_test_add (store, "call", "client", client, "outcome", "agreed", "duration", "60", NULL);
      break;
    case 6: crm_test_archive (store, "client", id); break;
    case 7: crm_test_restore (store, "client", id); break;
    default: crm_test_try_delete (store, "client", id, NULL); break;
    }
}

static void
test_random (void)
{
  for (guint32 seed = 1; seed <= 4; seed++)
    {
      CrmStore *store = open_new ();
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (states, describe (store));
      for (int i = 0; i < 40; i++)
        {
          gint64 before = crm_test_sql_integer (store, "SELECT max (id) FROM operation");
          do_something (store, random);
          if (crm_test_sql_integer (store, "SELECT max (id) FROM operation") > before)
            g_ptr_array_add (states, describe (store));
        }
      crm_test_assert_in_order (store);
      for (guint i = states->len - 1; i > 0; i--)
        {
          g_autofree char *now = NULL, *done = crm_test_undo (store, FALSE);
          now = describe (store);
          if (g_strcmp0 (now, states->pdata[i - 1]) != 0)
            g_error ("seed %u, undo %u (%s):\n%s\nnot\n%s", seed, i, done, now, (char *)states->pdata[i - 1]);
        }
      crm_test_assert_in_order (store);
      for (guint i = 1; i < states->len; i++)
        {
          g_autofree char *now = NULL, *done = crm_test_undo (store, TRUE);
          now = describe (store);
          if (g_strcmp0 (now, states->pdata[i]) != 0)
            g_error ("seed %u, redo %u (%s):\n%s\nnot\n%s", seed, i, done, now, (char *)states->pdata[i]);
        }
      crm_test_assert_in_order (store);
      crm_test_close (store);
    }
}

int
main (int argc, char *argv[])
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/undo/names", test_names);
  g_test_add_func ("/undo/new-edit-ends-redo", test_new_edit_ends_redo);
  g_test_add_func ("/undo/whole-client", test_whole_client);
  g_test_add_func ("/undo/archive-cascade", test_archive_cascade);
  g_test_add_func ("/undo/purge", test_purge);
  g_test_add_func ("/undo/large", test_large);
  g_test_add_func ("/undo/partly", test_partly);
  g_test_add_func ("/undo/by-number", test_by_number);
  g_test_add_func ("/undo/random", test_random);
  return crm_test_store_done (g_test_run ());
}
