/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client.h"
#include "import/crm-importer.h"

#include <glib/gstdio.h>
#include <string.h>

/* Imports of tables into books of their own: the rules of matching, repairs, cancelling, undo. Main thread. */

typedef struct
{
  char *folder;
  CrmStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("clientele-import-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "book", NULL);
  fixture->store = crm_store_new (path, NULL, CRM_ORIGIN_CLI);
  crm_store_open_sync (fixture->store, TRUE, 0, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  crm_store_close (fixture->store);
  g_clear_object (&fixture->store);
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static CrmImporter *
load (Fixture *fixture, const char *text, const CrmImportOptions *options)
{
  CrmImporter *importer = crm_importer_new (fixture->store, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  crm_importer_load_bytes (importer, bytes, "file.csv", options, &error);
  g_assert_no_error (error);
  return importer;
}

static CrmImportResult *
run (CrmImporter *importer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmImportPlan) plan = crm_importer_plan_sync (importer, NULL, &error);
  CrmImportResult *result;

  g_assert_no_error (error);
  result = crm_importer_run_sync (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  /* A plan says what a run does. */
  for (guint i = 0; i < CRM_IMPORT_N_VERDICTS; i++)
    g_assert_cmpuint (plan->items[i]->len, ==, result->plan->items[i]->len);
  g_assert_cmpuint (plan->pairs->len, ==, result->pairs->len);
  return result;
}

static CrmImportResult *
import (Fixture *fixture, const char *text)
{
  g_autoptr (CrmImporter) importer = load (fixture, text, NULL);
  return run (importer);
}

static void
assert_counts (CrmImportResult *result, guint created, guint updated, guint duplicates, guint faulty)
{
  g_assert_cmpuint (result->created, ==, created);
  g_assert_cmpuint (result->updated, ==, updated);
  g_assert_cmpuint (result->duplicates->len, ==, duplicates);
  g_assert_cmpuint (result->faulty->len, ==, faulty);
}

static gpointer
read_text (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx), data, error);
  gboolean row = FALSE;

  if (!statement || !crm_statement_step (statement, &row, error))
    return NULL;
  return g_strdup (row && crm_statement_get_text (statement, 0) ? crm_statement_get_text (statement, 0) : "");
}

/* First column of the first row. */
static void
assert_sql (Fixture *fixture, const char *sql, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = crm_store_read_sync (fixture->store, read_text, (gpointer)sql, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

#define N_CLIENTS "SELECT count (*) FROM client WHERE archived_at IS NULL"

static void
assert_sound (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = crm_store_check_sync (fixture->store, FALSE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *)g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_twice (Fixture *fixture, gconstpointer data)
{
  static const char *file = "Name,Phone,E-mail,City\n"
                            "Anna Berg,+380 67 123 45 67,anna@mail.example,Kyiv\n"
                            "Petro Koval,,,Lviv\n"
                            "Petro Koval,,,\n"
                            "Petro Koval,,,Lviv\n";
  g_autoptr (CrmImportResult) first = import (fixture, file);
  g_autoptr (CrmImportResult) second = import (fixture, file);
  const CrmImportItem *item = g_ptr_array_index (first->duplicates, 0);

  assert_counts (first, 3, 0, 1, 0);
  g_assert_cmpuint (item->line, ==, 5);
  g_assert_nonnull (strstr (item->reason, "3"));
  assert_counts (second, 0, 0, 4, 0);
  g_assert_cmpint (second->operation, ==, 0);
  assert_sql (fixture, N_CLIENTS, "3");
  assert_sound (fixture);
}

static void
test_matching (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportResult) first = import (fixture, "Name,Phone,City\nAnna Berg,+380 67 123 45 67,Kyiv\n");
  /* The same phone and the words of the name in another order: filled up, what differs is kept. */
  g_autoptr (CrmImportResult) second =
      import (fixture, "Name,Phone,City,E-mail\nBERG Anna,067 123-45-67,Lviv,anna@mail.example\n");
  /* The same e-mail, another name: added, and proposed. */
  g_autoptr (CrmImportResult) third = import (fixture, "Name,E-mail\nOlha Berg,Anna@mail.example\n");
  /* The same name alone is nobody known. */
  g_autoptr (CrmImportResult) fourth = import (fixture, "Name,E-mail\nAnna Berg,other@mail.example\n");
  const CrmImportDifference *difference;
  const CrmImportPair *pair;

  assert_counts (first, 1, 0, 0, 0);
  assert_counts (second, 0, 1, 0, 0);
  g_assert_cmpuint (second->differences->len, ==, 1);
  difference = g_ptr_array_index (second->differences, 0);
  g_assert_cmpuint (difference->line, ==, 2);
  g_assert_cmpstr (difference->field, ==, "City");
  g_assert_cmpstr (difference->kept, ==, "Kyiv");
  g_assert_cmpstr (difference->offered, ==, "Lviv");
  assert_sql (fixture, "SELECT city || ' ' || name FROM client ORDER BY id LIMIT 1", "Kyiv Anna Berg");
  assert_sql (fixture, "SELECT count (*) FROM address WHERE client = (SELECT min (id) FROM client)", "2");
  assert_counts (third, 1, 0, 0, 0);
  g_assert_cmpuint (third->plan->n_likely, ==, 1);
  g_assert_cmpuint (third->pairs->len, ==, 1);
  pair = g_ptr_array_index (third->pairs, 0);
  g_assert_cmpint (pair->a, >, 0);
  g_assert_cmpint (pair->b, >, pair->a);
  assert_counts (fourth, 1, 0, 0, 0);
  g_assert_cmpuint (fourth->pairs->len, ==, 0);
  assert_sql (fixture, N_CLIENTS, "3");
  assert_sound (fixture);
}

static void
test_within_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportResult) result = import (fixture, "Name,Phone,City,E-mail\n"
                                                        "Anna Berg,+380671234567,,\n"
                                                        "Anna Berg,0671234567,Kyiv,\n"
                                                        "Berg Anna,+380 67 1234567,Lviv,a@mail.example\n"
                                                        "Anna Berg,0671234567,Kyiv,\n"
                                                        "Anna Berg,0671234567,,\n");

  /* The last one says nothing that is not known; the fourth equals the second. */
  assert_counts (result, 1, 2, 2, 0);
  g_assert_cmpuint (result->differences->len, ==, 1);
  assert_sql (fixture, "SELECT city FROM client", "Kyiv");
  assert_sql (fixture, "SELECT count (*) FROM address", "2");
  assert_sound (fixture);
}

static void
test_uid_and_number (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportResult) first = import (
      fixture, "uid,name,external_id,city,created_at\n0190a0b0-0000-7000-8000-000000000001,Anna Berg,77,,\n");
  g_autoptr (CrmImportResult) second = import (fixture,
      "uid,name,external_id,city,created_at\n0190a0b0-0000-7000-8000-000000000001,Anna Novak,77,Kyiv,\n");
  g_autoptr (CrmImportResult) third =
      import (fixture, "Id,IsDeleted,Name,BillingCity\n001A,false,Acme,Bristol\n");
  g_autoptr (CrmImportResult) fourth =
      import (fixture, "Id,IsDeleted,Name,Phone\n001A,false,Acme Ltd,+44 20 7946 0000\n");

  assert_counts (first, 1, 0, 0, 0);
  assert_counts (second, 0, 1, 0, 0);
  g_assert_cmpuint (second->differences->len, ==, 1);
  assert_sql (fixture, "SELECT hex (uid) || city || name FROM client",
      "0190A0B0000070008000000000000001KyivAnna Berg");
  assert_counts (third, 1, 0, 0, 0);
  assert_counts (fourth, 0, 1, 0, 0);
  assert_sql (fixture, "SELECT count (*) FROM address", "1");
  assert_sound (fixture);
}

static void
test_companies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportResult) first = import (fixture, "First name,Last name,Company,City\n"
                                                       "Anna,Berg,Acme,Kyiv\n"
                                                       "Petro,Koval,ACME,Lviv\n"
                                                       ",,Acme,Odesa\n"
                                                       "Olha,Bondar,Beta,\n");
  g_autoptr (CrmImportResult) second = import (fixture, "First name,Last name,Company\nIvan,Bondar,beta\n");

  /* Beta is named only: it is no record of the file. */
  assert_counts (first, 4, 0, 0, 0);
  g_assert_cmpuint (first->plan->n_companies, ==, 1);
  assert_sql (fixture, "SELECT count (*) FROM client WHERE kind = 'company'", "2");
  assert_sql (fixture, "SELECT city FROM client WHERE kind = 'company' AND name = 'Acme'", "Odesa");
  assert_sql (fixture,
      "SELECT count (*) FROM client WHERE company = (SELECT id FROM client WHERE name = 'Acme')", "2");
  assert_counts (second, 1, 0, 0, 0);
  g_assert_cmpuint (second->plan->n_companies, ==, 0);
  assert_sql (fixture,
      "SELECT count (*) FROM client WHERE company = (SELECT id FROM client WHERE name = 'Beta')", "2");
  assert_sound (fixture);
}

static void
test_words_and_fields (Fixture *fixture, gconstpointer data)
{
  static const char *file =
      "Name,City,Source,Tags,Shoe size\nAnna Berg,Kyiv,Fair,\"vip, new\",38\nPetro Koval,,fair,new,44\n";
  g_autoptr (CrmImportResult) first = import (fixture, file);
  g_autoptr (CrmImportResult) second = import (fixture, file);
  g_autoptr (CrmEntity) client = crm_store_get_entity (fixture->store, "client");
  int field = crm_entity_find_field (client, "Shoe size");

  assert_counts (first, 2, 0, 0, 0);
  assert_counts (second, 0, 0, 2, 0);
  assert_sql (fixture, "SELECT count (*) FROM option WHERE list = 'source' AND name_fold = 'fair'", "1");
  assert_sql (fixture, "SELECT count (*) FROM tag", "2");
  assert_sql (fixture, "SELECT count (*) FROM record_link WHERE entity = 'client' AND field = 'tags'", "3");
  g_assert_cmpint (field, >=, 0);
  g_assert_cmpint (client->fields[field].kind, ==, CRM_KIND_INTEGER);
  g_autofree char *sql = g_strdup_printf ("SELECT sum (%s) FROM client", client->fields[field].name);
  assert_sql (fixture, sql, "82");
  assert_sound (fixture);
}

static void
undo (Fixture *fixture, guint kept)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmUndoReport) report = crm_store_undo_sync (fixture->store, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->failed, ==, 0);
  if (kept)
    g_assert_cmpuint (report->kept, >, 0);
  else
    g_assert_cmpuint (report->kept, ==, 0);
}

static void
test_mapping (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImporter) importer = load (fixture, "Who,Where,Rest\nAnna Berg,Kyiv,x\n", NULL);
  g_autoptr (CrmImporter) again = NULL;
  g_autoptr (CrmImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_importer_map (importer, "Who=name", &error));
  g_assert_true (crm_importer_map (importer, "where=city", &error));
  g_assert_true (crm_importer_map (importer, "3=", &error));
  g_assert_no_error (error);
  g_assert_false (crm_importer_map (importer, "Who=nonsense", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (crm_importer_map (importer, "Nobody=name", &error));
  g_assert_nonnull (error);
  result = run (importer);
  assert_counts (result, 1, 0, 0, 0);
  assert_sql (fixture, "SELECT name || city FROM client", "Anna BergKyiv");

  /* The same columns are mapped the same way the next time. */
  again = load (fixture, "Who,Where,Rest\nPetro Koval,Lviv,y\n", NULL);
  g_assert_true (crm_importer_is_remembered (again));
  g_assert_cmpstr (crm_importer_get_mapping (again, 0), ==, "name");
  g_assert_cmpstr (crm_importer_get_mapping (again, 1), ==, "city");
  g_assert_null (crm_importer_get_mapping (again, 2));

  /* Also when the import itself was taken back. */
  undo (fixture, 0);
  assert_sql (fixture, "SELECT count (*) FROM import_batch", "0");
  g_clear_object (&again);
  again = load (fixture, "Who,Where,Rest\nPetro Koval,Lviv,y\n", NULL);
  g_assert_true (crm_importer_is_remembered (again));
  g_assert_cmpstr (crm_importer_get_mapping (again, 1), ==, "city");

  /* What was guessed and left as it is, is known the next time. */
  g_clear_object (&again);
  again = load (fixture, "Wer,Handy\nAnna Neu,067 555 44 33\nBoris Neu,067 555 44 34\n", NULL);
  g_assert_true (crm_importer_is_guessed (again, 0));
  g_clear_pointer (&result, crm_import_result_unref);
  result = run (again);
  g_clear_object (&again);
  again = load (fixture, "Wer,Handy\nAnna Neu,067 555 44 33\nBoris Neu,067 555 44 34\n", NULL);
  g_assert_false (crm_importer_is_guessed (again, 0));
}

static void
test_repair (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImporter) importer = load (fixture,
      "Name,E-mail,Birthday\n"
      "Anna Berg,anna@mail.example,1990-02-30\n"
      "Petro Koval,petro@mail.example,1991-01-01\n"
      ",,\n,,1992-01-01\nOlha Sych,olha@mail.example,1993-01-01,more,yet\n",
      NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmImportPlan) plan = crm_importer_plan_sync (importer, NULL, &error);
  g_autofree char *path = g_build_filename (fixture->folder, "faulty.csv", NULL), *saved = NULL,
                  *fault = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  const CrmImportItem *item;
  g_autoptr (CrmImportResult) result = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (plan->items[CRM_IMPORT_FAULTY]->len, ==, 3);
  item = g_ptr_array_index (plan->items[CRM_IMPORT_FAULTY], 0);
  g_assert_cmpuint (item->line, ==, 2);
  g_assert_true (crm_importer_save_faulty (importer, plan, file, &error));
  g_assert_true (g_file_get_contents (path, &saved, NULL, NULL));
  g_assert_nonnull (strstr (saved, "Anna Berg,anna@mail.example,1990-02-30"));
  g_assert_nonnull (strstr (saved, "Olha Sych,olha@mail.example,1993-01-01,more,yet"));

  crm_importer_set_cell (importer, item->record, 2, "1990-02-28");
  fault = crm_importer_dup_fault (importer, item->record);
  g_assert_null (fault);
  result = run (importer);
  assert_counts (result, 2, 0, 0, 2);
  assert_sql (fixture, "SELECT birthday FROM client WHERE name = 'Anna Berg'", "1990-02-28");
}

static void
test_dates (Fixture *fixture, gconstpointer data)
{
  CrmImportOptions options = { .date_order = CRM_DATE_ORDER_MDY };
  g_autoptr (CrmImporter) asked = load (fixture, "Name,Birthday\nAnna Berg,03/04/1990\n", NULL);
  g_autoptr (CrmImporter) told = load (fixture, "Name,Birthday\nAnna Berg,03/04/1990\n", &options);
  g_autoptr (CrmImportResult) first = run (asked), second = run (told);

  assert_counts (first, 0, 0, 0, 1);
  assert_counts (second, 1, 0, 0, 0);
  assert_sql (fixture, "SELECT birthday FROM client", "1990-03-04");
}

static void
test_charset (Fixture *fixture, gconstpointer data)
{
  static const char *text =
      "Ім'я;Телефон;Місто\r\nЇжакевич Ґалина;067 123 45 67;Київ\r\nПетро Щербак;;Львів\r\n";
  g_autoptr (GError) error = NULL;
  gsize size;
  char *encoded = g_convert (text, -1, "KOI8-U", "UTF-8", NULL, &size, &error);
  g_autoptr (GBytes) bytes = g_bytes_new_take (encoded, size);
  g_autoptr (CrmImporter) importer = crm_importer_new (fixture->store, NULL);
  g_autoptr (CrmImportResult) result = NULL;

  g_assert_no_error (error);
  crm_importer_load_bytes (importer, bytes, "koi.csv", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (crm_importer_get_charset (importer), ==, "KOI8-U");
  g_assert_cmpint (crm_importer_get_delimiter (importer), ==, ';');
  result = run (importer);
  assert_counts (result, 2, 0, 0, 0);
  assert_sql (fixture, "SELECT name FROM client ORDER BY id LIMIT 1", "Їжакевич Ґалина");
}

/* Numbers of two countries may end alike; without the country nobody knows. */
static void
test_countries (Fixture *fixture, gconstpointer data)
{
  const char *text = "Name,Phone\n"
                     "Іван Сич,+380 67 123 45 67\n"
                     "Hans Mohr,+49 671 234567\n"
                     "Іван Сич,+49 671 234567\n"
                     "Олена Кіт,\"+380671234567, +49671234567\"\n"
                     "Анна Кім,8 (912) 345-67-89\n"
                     "Анна Кім,+7 912 345 67 89\n"
                     "Анна Кім,9123456789\n";
  g_autoptr (CrmImportResult) first = import (fixture, text), again = import (fixture, text);

  assert_counts (first, 5, 0, 2, 0);
  /* The second Іван as Hans, Олена as the first Іван. */
  g_assert_cmpuint (first->plan->n_likely, ==, 2);
  assert_sql (fixture,
      "SELECT count (*) FROM address a JOIN client c ON c.id = a.client WHERE c.name = 'Олена Кіт'", "2");
  assert_counts (again, 0, 0, 7, 0);
}

/* A byte that means nothing is told with its line, and mended by hand; what is left out may be damaged. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImporter) importer = load (fixture,
      "Name,Phone,Note\n"
      "Олена Коваль,0671234567,ok\n"
      "Ол\xd0 Сич,0671234568,ok\n"
      "Іван Щербак,0671234569,\xff\n"
      "Ганна \xef\xbf\xbd,0671234570,ok\n",
      NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmImportPlan) plan = NULL;
  g_autoptr (CrmImportResult) result = NULL;
  const CrmImportItem *item;

  g_assert_cmpstr (crm_importer_get_charset (importer), ==, "UTF-8");
  crm_importer_set_mapping (importer, 2, NULL, &error);
  g_assert_no_error (error);
  plan = crm_importer_plan_sync (importer, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->items[CRM_IMPORT_NEW]->len, ==, 2);
  g_assert_cmpuint (plan->items[CRM_IMPORT_FAULTY]->len, ==, 2);
  item = g_ptr_array_index (plan->items[CRM_IMPORT_FAULTY], 0);
  g_assert_cmpuint (item->line, ==, 3);
  g_assert_cmpstr (item->reason, ==, "Name: The text could not be read as UTF-8.");
  crm_importer_set_cell (importer, item->record, 0, "Олег Сич");
  result = run (importer);
  assert_counts (result, 3, 0, 0, 1);
  assert_sql (fixture, "SELECT count (*) FROM client WHERE name = 'Олег Сич'", "1");
}

static void
cancel_midway (guint done, guint total, gpointer data)
{
  if (done >= 512)
    g_cancellable_cancel (data);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Name,Phone,Company,Favourite\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CrmImporter) importer = NULL;
  g_autoptr (CrmImportResult) result = NULL, whole = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "Client Number%u,+38067%07u,Company %u,colour %u\n", i, i, i % 50, i);
  importer = load (fixture, text->str, NULL);
  result = crm_importer_run_sync (importer, cancel_midway, cancellable, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (result);
  assert_sql (fixture, "SELECT count (*) FROM client", "0");
  assert_sql (fixture, "SELECT count (*) FROM own_field", "0");
  assert_sql (fixture, "SELECT count (*) FROM import_batch", "0");
  g_autoptr (CrmEntity) client = crm_store_get_entity (fixture->store, "client");
  g_assert_cmpint (crm_entity_find_field (client, "Favourite"), <, 0);

  whole = run (importer);
  assert_counts (whole, 3000, 0, 0, 0);
  assert_sql (fixture, "SELECT count (*) FROM client WHERE kind = 'person'", "3000");
  assert_sql (fixture, "SELECT count (*) FROM client WHERE kind = 'company'", "50");
  assert_sound (fixture);
}

static gboolean
edit_first (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);
  gint64 id;

  crm_values_set_text (values, CRM_CLIENT_CITY, "Odesa");
  return crm_db_get_integer (
             crm_transaction_get_db (tx), "SELECT id FROM client WHERE name = 'Anna Berg'", 0, &id, error) &&
         crm_transaction_update (tx, id, 0, values, error);
}

static gpointer
read_newest_import (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return read_text (tx, (gpointer) "SELECT max (operation_id) FROM import_batch", NULL, error);
}

typedef struct
{
  GMainLoop *loop;
  CrmUndoReport *report;
} Awaited;

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  Awaited *awaited = data;
  g_autoptr (GError) error = NULL;

  awaited->report = crm_store_undo_finish (CRM_STORE (source), result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (awaited->loop);
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  static const char *file = "Name,Phone,Company,Tags,Shoe size\n"
                            "Anna Berg,+380671234567,Acme,vip,38\nPetro Koval,+380671234568,Beta,new,44\n";
  g_autoptr (CrmImportResult) first = import (fixture, file), second = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = NULL;
  Awaited awaited = { loop, NULL };

  assert_counts (first, 2, 0, 0, 0);
  g_assert_cmpint (first->operation, >, 0);
  undo (fixture, 0);
  assert_sql (fixture, N_CLIENTS, "0");
  assert_sound (fixture);

  /* Undone, the file is new again. */
  second = import (fixture, file);
  assert_counts (second, 2, 0, 0, 0);
  crm_store_write_sync (fixture->store, "Edit", edit_first, NULL, NULL, &error);
  g_assert_no_error (error);
  operation = crm_store_read_sync (fixture->store, read_newest_import, NULL, &error);
  g_assert_cmpint (g_ascii_strtoll (operation, NULL, 10), ==, second->operation);
  crm_store_undo_operation_async (fixture->store, second->operation, NULL, on_undone, &awaited);
  g_main_loop_run (loop);
  g_assert_cmpuint (awaited.report->kept, >, 0);
  g_assert_cmpuint (awaited.report->failed, ==, 0);
  crm_undo_report_free (awaited.report);
  assert_sql (fixture,
      "SELECT group_concat (name, ';') FROM (SELECT name FROM client WHERE archived_at IS NULL ORDER BY id "
      "DESC)",
      "Anna Berg;Acme");
  assert_sql (fixture, "SELECT city FROM client WHERE name = 'Anna Berg'", "Odesa");
  /* With what it needs. */
  assert_sql (fixture, "SELECT group_concat (name, ';') FROM tag", "vip");
  g_autoptr (CrmEntity) client = crm_store_get_entity (fixture->store, "client");
  g_assert_cmpint (crm_entity_find_field (client, "Shoe size"), >=, 0);
  assert_sound (fixture);
}

static void
test_other_entities (Fixture *fixture, gconstpointer data)
{
  CrmImportOptions options = { .entity = "note" };
  static const char *file = "client,at,title,text\n"
                            "Anna Berg,2026-01-02 10:00,First,Wants a quote\n"
                            "Nobody Here,2026-01-02 10:00,Second,Text\n"
                            "Anna Berg,2026-01-02 10:00,First,Wants a quote\n";
  g_autoptr (CrmImportResult) clients = import (fixture, "Name,City\nAnna Berg,Kyiv\n");
  g_autoptr (CrmImporter) importer = load (fixture, file, &options), again = load (fixture, file, &options);
  g_autoptr (CrmImportResult) first = run (importer), second = run (again);

  assert_counts (clients, 1, 0, 0, 0);
  assert_counts (first, 1, 0, 1, 1);
  assert_counts (second, 0, 0, 2, 1);
  assert_sql (fixture, "SELECT count (*) FROM note", "1");
  assert_sql (fixture, "SELECT body FROM body WHERE entity = 'note'", "Wants a quote");
  assert_sound (fixture);
}

typedef struct
{
  GMainLoop *loop;
  CrmImportResult *result;
  guint told;
} Running;

static void
on_told (guint done, guint total, gpointer data)
{
  Running *running = data;

  g_assert_cmpuint (done, <=, total);
  running->told++;
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer data)
{
  Running *running = data;
  g_autoptr (GError) error = NULL;

  running->result = crm_importer_run_finish (CRM_IMPORTER (source), result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (running->loop);
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CrmImporter) importer = load (fixture, "Name,City\nAnna Berg,Kyiv\nPetro Koval,Lviv\n", NULL);
  Running running = { loop, NULL, 0 };

  crm_importer_run_async (importer, on_told, &running, NULL, on_run, &running);
  g_main_loop_run (loop);
  assert_counts (running.result, 2, 0, 0, 0);
  g_assert_cmpuint (running.told, >, 0);
  crm_import_result_unref (running.result);
}

/* A company that is named by its person first is made once. */
static void
test_company_later (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportResult) english = import (fixture, "Name,Company,Phone\n"
                                                         "Jane Roe,Vector Ltd,+442079460957\n"
                                                         "Vector Ltd,,+442079460958\n");
  g_autoptr (CrmImportResult) russian = import (fixture, "Имя;Компания;Телефон\n"
                                                         "Иван;ООО Луч;89120000001\n"
                                                         "ООО Луч;;89120000002\n");

  assert_counts (english, 2, 0, 0, 0);
  assert_counts (russian, 2, 0, 0, 0);
  assert_sql (fixture, "SELECT count (*) FROM client", "4");
  assert_sql (fixture, "SELECT count (*) FROM client WHERE kind = 'company'", "2");
  assert_sql (fixture, "SELECT count (*) FROM client WHERE company IS NOT NULL", "2");
  assert_sound (fixture);
}

/* What is known is looked up in the book while it is being closed. */
static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GString) first = g_string_new ("Name,Email\n"), second = g_string_new ("Name,Email,City\n");
  g_autoptr (CrmImportResult) known = NULL;
  g_autoptr (CrmImporter) importer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strdup (crm_store_get_path (fixture->store));
  Running running = { loop, NULL, 0 };

  for (guint i = 0; i < 300; i++)
    {
      g_string_append_printf (first, "Client %u,c%u@example.org\n", i, i);
      g_string_append_printf (second, "Client %u,c%u@example.org,Kyiv\n", i, i);
    }
  known = import (fixture, first->str);
  importer = load (fixture, second->str, NULL);
  crm_importer_run_async (importer, NULL, NULL, NULL, on_run, &running);
  crm_store_close (fixture->store);
  g_main_loop_run (loop);
  assert_counts (running.result, 0, 300, 0, 0);
  crm_import_result_unref (running.result);
  g_clear_object (&fixture->store);
  fixture->store = crm_store_new (path, NULL, CRM_ORIGIN_CLI);
  crm_store_open_sync (fixture->store, FALSE, 0, &error);
  g_assert_no_error (error);
  assert_sql (fixture, "SELECT count (*) FROM client WHERE city = 'Kyiv'", "300");
  assert_sound (fixture);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const files[] = { "", "\n\n", "Product,Unit price,Quantity\nTea,2.50,3\n",
    "BEGIN:VCARD\nEND:VCARD\n", "{\"format\": \"other\"}", "{\"format\": \"clientele-book\", \"records\": 1}",
    "\177ELF\1\1\1" };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (CrmImporter) importer = crm_importer_new (fixture->store, NULL);
      g_autoptr (GBytes) bytes = g_bytes_new_static (files[i], strlen (files[i]));
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmImportResult) result = NULL;

      if (crm_importer_load_bytes (importer, bytes, "file", NULL, &error))
        result = crm_importer_run_sync (importer, NULL, NULL, NULL, &error);
      g_assert_null (result);
      g_assert_nonnull (error);
      g_assert_cmpuint (strlen (error->message), >, 10);
    }
  assert_sql (fixture, "SELECT count (*) FROM client", "0");
}

#define ADD(name, func) g_test_add ("/importer/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("twice", test_twice);
  ADD ("matching", test_matching);
  ADD ("within-file", test_within_file);
  ADD ("uid-and-number", test_uid_and_number);
  ADD ("companies", test_companies);
  ADD ("words-and-fields", test_words_and_fields);
  ADD ("mapping", test_mapping);
  ADD ("repair", test_repair);
  ADD ("dates", test_dates);
  ADD ("charset", test_charset);
  ADD ("damaged", test_damaged);
  ADD ("countries", test_countries);
  ADD ("cancel", test_cancel);
  ADD ("undo", test_undo);
  ADD ("other-entities", test_other_entities);
  ADD ("async", test_async);
  ADD ("closed", test_closed);
  ADD ("company-later", test_company_later);
  ADD ("refused", test_refused);
  return g_test_run ();
}
