/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-clock.h"
#include "client/crm-client.h"
#include "message/crm-message.h"
#include "import/crm-demo.h"
#include "import/crm-exporter.h"
#include "import/crm-importer.h"

#include <glib/gstdio.h>
#include <string.h>

/* What is exported and imported into an empty book is the same. The demo business is the example, with what it lacks added. Main thread. */

typedef struct
{
  char *folder;
  CrmStore *from;
  CrmStore *to;
} Fixture;

static CrmStore *
open_book (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  CrmStore *store = crm_store_new (path, NULL, CRM_ORIGIN_CLI);

  crm_store_open_sync (store, TRUE, 0, &error);
  g_assert_no_error (error);
  return store;
}

static gint64
get_time (gpointer data)
{
  return G_GINT64_CONSTANT (1790000000123456);
}

/* Own field, photo, an archived client, labels of one's own, a note that follows up another, rules that were changed. */
/* Two letters with the same file; one to nobody known. */
static gboolean
add_letters (CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "message", error);

  for (int i = 0; entity && i < 2; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);
      g_autoptr (GBytes) content = g_bytes_new_static ("%PDF\0offer", 10);
      gint64 id;

      crm_values_set_text (values, CRM_MESSAGE_CHANNEL, "mail");
      crm_values_set_text (values, CRM_MESSAGE_ADDRESS, "somebody@example.com");
      crm_values_set_text (values, CRM_MESSAGE_TEXT, "The offer");
      id = crm_transaction_insert (tx, values, NULL, error);
      if (!id || !crm_attachment_add (tx, id, "offer.pdf", "application/pdf", content, error))
        return FALSE;
    }
  return entity != NULL;
}

static gboolean
add_rarities (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autofree char *own =
      crm_transaction_add_own_field (tx, "client", "Shoe size", CRM_KIND_INTEGER, NULL, error);
  g_autofree char *money =
      crm_transaction_add_own_field (tx, "client", "Budget", CRM_KIND_MONEY, NULL, error);
  g_autoptr (CrmEntity) client = crm_transaction_get_entity (tx, "client", error);
  g_autoptr (CrmEntity) address = crm_transaction_get_entity (tx, "address", error);
  g_autoptr (CrmEntity) note = crm_transaction_get_entity (tx, "note", error);
  g_autoptr (CrmEntity) deal = crm_transaction_get_entity (tx, "deal", error);
  g_autoptr (CrmValues) values = crm_values_new (client), place = crm_values_new (address),
                        first = crm_values_new (note), second = crm_values_new (note),
                        sale = crm_values_new (deal);
  gint64 id, trigger;

  crm_values_set_text (values, CRM_CLIENT_NAME, "Quote \"and\", comma;\\ and tab");
  crm_values_set_text (values, CRM_CLIENT_NOTES, "Line one\nLine two = +1 @here");
  crm_values_set_text (values, CRM_CLIENT_ROLES, " customer supplier ");
  crm_values_set_integer (values, crm_entity_find_field (client, own), 44);
  crm_value_set_money (crm_values_slot (values, crm_entity_find_field (client, money)), 120050, "EUR");
  crm_value_take_blob (crm_values_slot (values, CRM_CLIENT_PHOTO), g_bytes_new_static ("\x89PNG\0\1", 6));
  id = crm_transaction_insert (tx, values, NULL, error);
  if (!id)
    return FALSE;
  crm_values_set_integer (place, CRM_ADDRESS_CLIENT, id);
  crm_values_set_text (place, CRM_ADDRESS_KIND, "phone");
  crm_values_set_text (place, CRM_ADDRESS_LABEL, "summer house");
  crm_values_set_text (place, CRM_ADDRESS_VALUE, "+380 39 000 99 99");
  crm_values_set_integer (place, CRM_ADDRESS_MAIN, 1);
  crm_values_set_integer (first, crm_entity_find_field (note, "client"), id);
  crm_values_set_text (first, crm_entity_find_field (note, "text"), "What led to it");
  if (!crm_transaction_insert (tx, place, NULL, error) ||
      !(trigger = crm_transaction_insert (tx, first, NULL, error)))
    return FALSE;
  crm_values_set_integer (second, crm_entity_find_field (note, "client"), id);
  crm_values_set_text (second, crm_entity_find_field (note, "text"), "What came of it");
  crm_values_set_text (second, crm_entity_find_field (note, "trigger_entity"), "note");
  crm_values_set_integer (second, crm_entity_find_field (note, "trigger"), trigger);
  crm_values_set_text (sale, crm_entity_find_field (deal, "title"), "Boots");
  crm_values_set_text (sale, crm_entity_find_field (deal, "state"), "won");
  crm_value_set_money (crm_values_slot (sale, crm_entity_find_field (deal, "amount")), 990, "JPY");
  return crm_transaction_insert (tx, second, NULL, error) && crm_transaction_insert (tx, sale, NULL, error) &&
         add_letters (tx, error) && crm_transaction_archive (tx, "client", 3, error) &&
         crm_transaction_archive (tx, "status_rule", 1, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("clientele-export-XXXXXX", NULL);
  fixture->from = open_book (fixture->folder, "from");
  fixture->to = open_book (fixture->folder, "to");
  crm_demo_fill_sync (fixture->from, 120, 7, 3, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  crm_store_write_sync (fixture->from, "Rarities", add_rarities, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_clear_object (&fixture->from);
  g_clear_object (&fixture->to);
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static GBytes *export(
    CrmStore *store, const CrmExportSelection *selection, const char *format, const char *const *columns)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = crm_exporter_dup_sync (store, selection, format, columns, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

static CrmImportResult *
import (CrmStore *store, GBytes *bytes)
{
  g_autoptr (CrmImporter) importer = crm_importer_new (store, NULL);
  g_autoptr (GError) error = NULL;
  CrmImportResult *result;

  crm_importer_load_bytes (importer, bytes, "export", NULL, &error);
  g_assert_no_error (error);
  result = crm_importer_run_sync (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

/* Line by line, so that a difference can be read. */
static void
assert_equal_text (GBytes *a, GBytes *b)
{
  g_autofree char *text_a = g_strndup (g_bytes_get_data (a, NULL), g_bytes_get_size (a));
  g_autofree char *text_b = g_strndup (g_bytes_get_data (b, NULL), g_bytes_get_size (b));
  g_auto (GStrv) lines_a = g_strsplit (text_a, "\n", -1), lines_b = g_strsplit (text_b, "\n", -1);

  for (guint i = 0; lines_a[i] && lines_b[i]; i++)
    g_assert_cmpstr (lines_a[i], ==, lines_b[i]);
  g_assert_cmpuint (g_strv_length (lines_a), ==, g_strv_length (lines_b));
}

static void
assert_sound (CrmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = crm_store_check_sync (store, FALSE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *)g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_book (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) before = export(fixture->from, NULL, "json", NULL);
  g_autoptr (CrmImportResult) first = import (fixture->to, before);
  g_autoptr (GBytes) after = export(fixture->to, NULL, "json", NULL);
  g_autoptr (CrmImportResult) second = import (fixture->to, before);
  g_autoptr (CrmUndoReport) report = NULL;

  g_assert_cmpuint (first->faulty->len, ==, 0);
  g_assert_cmpuint (first->created, >, 500);
  /* The clock of the test stands still: even the head is the same. */
  assert_equal_text (before, after);
  g_assert_cmpuint (second->created, ==, 0);
  g_assert_cmpuint (second->updated, ==, 0);
  g_assert_cmpuint (second->faulty->len, ==, 0);
  assert_sound (fixture->to);
}

static void
test_table (Fixture *fixture, gconstpointer data)
{
  CrmExportSelection clients = { .entity = "client" };
  g_autoptr (GBytes) before = export(fixture->from, &clients, "csv", NULL);
  g_autoptr (CrmImportResult) first = import (fixture->to, before);
  g_autoptr (GBytes) after = export(fixture->to, &clients, "csv", NULL);
  g_autoptr (CrmImportResult) second = import (fixture->to, before);

  g_assert_cmpuint (first->faulty->len, ==, 0);
  g_assert_cmpuint (first->updated, ==, 0);
  g_assert_cmpuint (first->created, ==, 120);
  assert_equal_text (before, after);
  g_assert_cmpuint (second->created, ==, 0);
  g_assert_cmpuint (second->duplicates->len, ==, 120);
  assert_sound (fixture->to);
}

static void
test_columns (Fixture *fixture, gconstpointer data)
{
  static const char *const columns[] = { "name", "Shoe size", "Budget", "phone", "tags", NULL };
  g_autoptr (CrmQuery) query = crm_query_new ("client");
  CrmExportSelection selection = { .entity = "client", .query = query };
  g_autoptr (GBytes) bytes = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("Shoe size", CRM_TEST_EQUAL, "44"));
  bytes = export(fixture->from, &selection, "csv", columns);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
      "name,Shoe size,Budget,phone,tags\r\n\"Quote \"\"and\"\", comma;\\ and tab\",44,1200.50 EUR,+380 39 "
      "000 99 99,\r\n",
      strlen ("name,Shoe size,Budget,phone,tags\r\n\"Quote \"\"and\"\", comma;\\ and tab\",44,1200.50 "
              "EUR,+380 39 000 99 99,\r\n"));
}

static void
test_same_seed (Fixture *fixture, gconstpointer data)
{
  CrmExportSelection clients = { .entity = "client" };
  static const char *const columns[] = { "name", "phone", "email", "city", "birthday", "last_contact", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStore) again = open_book (fixture->folder, "again"),
                       other = open_book (fixture->folder, "other");
  g_autoptr (GBytes) first = NULL, second = NULL, third = NULL;

  crm_demo_fill_sync (fixture->to, 60, 5, 2, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  crm_demo_fill_sync (again, 60, 5, 2, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  crm_demo_fill_sync (other, 60, 6, 2, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  first = export(fixture->to, &clients, "csv", columns);
  second = export(again, &clients, "csv", columns);
  third = export(other, &clients, "csv", columns);
  assert_equal_text (first, second);
  g_assert_false (g_bytes_equal (first, third));
  assert_sound (again);

  /* Never into a book that is in use. */
  g_assert_false (crm_demo_fill_sync (again, 10, 5, 2, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
}

static void
test_failed_file (Fixture *fixture, gconstpointer data)
{
  CrmExportSelection deals = { .entity = "deal" };
  g_autofree char *path = g_build_filename (fixture->folder, "out.vcf", NULL), *text = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_assert_false (crm_exporter_save_sync (fixture->from, &deals, "vcard", NULL, NULL, file, &error));
  g_assert_nonnull (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "before");
  /* And none is left where there was none. */
  g_clear_error (&error);
  g_unlink (path);
  g_assert_false (crm_exporter_save_sync (fixture->from, &deals, "vcard", NULL, NULL, file, &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Cards that look, while they are written, whether the file is there already. */
typedef struct
{
  CrmCardFormat parent_instance;
  const char *path;
  gboolean seen;
  guint written;
} Watcher;

typedef CrmCardFormatClass WatcherClass;

GType watcher_get_type (void);
G_DEFINE_TYPE (Watcher, watcher, CRM_TYPE_CARD_FORMAT)

static char *
watcher_write (CrmCardFormat *format, GPtrArray *cards, CrmCardVersion version)
{
  Watcher *self = (Watcher *)format;

  self->seen = self->seen || g_file_test (self->path, G_FILE_TEST_EXISTS);
  self->written++;
  return g_strdup ("card");
}

static void
watcher_class_init (WatcherClass *klass)
{
  klass->write = watcher_write;
}

static void
watcher_init (Watcher *self)
{
}

/* A file has its name only when it is whole. */
static void
test_whole_file (Fixture *fixture, gconstpointer data)
{
  CrmExportSelection clients = { .entity = "client" };
  g_autofree char *path = g_build_filename (fixture->folder, "new.vcf", NULL), *text = NULL;
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (CrmCardFormat) cards = g_object_new (watcher_get_type (), NULL);
  g_autoptr (GError) error = NULL;
  Watcher *watcher = (Watcher *)cards;

  watcher->path = path;
  /* What is left of one that was killed is in nobody's way. */
  g_assert_true (g_file_set_contents (part, "half", -1, NULL));
  g_assert_true (crm_exporter_save_sync (fixture->from, &clients, "vcard", NULL, cards, file, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (watcher->written, >, 0);
  g_assert_false (watcher->seen);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "card"));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

#define ADD(name, func) g_test_add ("/exporter/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  crm_clock_set (get_time, NULL);
  ADD ("book", test_book);
  ADD ("table", test_table);
  ADD ("columns", test_columns);
  ADD ("same-seed", test_same_seed);
  ADD ("failed-file", test_failed_file);
  ADD ("whole-file", test_whole_file);
  return g_test_run ();
}
