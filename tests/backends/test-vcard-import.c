/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backends/crm-backends.h"
#include "client/crm-client.h"
#include "import/crm-exporter.h"
#include "import/crm-importer.h"

#include <glib/gstdio.h>
#include <string.h>

/* Cards into a book and out again: several in one file, one of them damaged, one with a photo. Main thread. */

static const char *cards =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Анна Берг\r\nN:Берг;Анна;;;\r\nORG:Acme\r\nTITLE:Buyer\r\n"
    "TEL;TYPE=CELL:+380671234567\r\nTEL;TYPE=WORK:+380441234567\r\nEMAIL:anna@mail.example\r\nBDAY:1990-02-"
    "28\r\n"
    "CATEGORIES:vip,new\r\nNOTE:Likes "
    "tea\r\nPHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+"
    "M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:nobody\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9F=D0=B5=D1=82=D1=80=D0="
    "BE\r\n"
    "TEL:067 765 43 21\r\nEND:VCARD\r\n";

static CrmStore *
open_book (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (CrmPhoneFormat) phones = crm_backends_phone_format ();
  g_autoptr (GError) error = NULL;
  CrmStore *store = crm_store_new (path, phones, CRM_ORIGIN_CLI);

  crm_store_open_sync (store, TRUE, 0, &error);
  g_assert_no_error (error);
  return store;
}

static void
assert_import (CrmStore *store, GBytes *bytes, guint created, guint duplicates, guint faulty)
{
  g_autoptr (CrmCardFormat) format = crm_backends_card_format ();
  g_autoptr (CrmImporter) importer = crm_importer_new (store, format);
  g_autoptr (CrmImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  crm_importer_load_bytes (importer, bytes, "cards.vcf", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (crm_importer_get_format (importer), ==, "vcard");
  result = crm_importer_run_sync (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->created, ==, created);
  g_assert_cmpuint (result->updated, ==, 0);
  g_assert_cmpuint (result->duplicates->len, ==, duplicates);
  g_assert_cmpuint (result->faulty->len, ==, faulty);
}

static GBytes *export(CrmStore *store, const char *format)
{
  CrmExportSelection selection = { .entity = "client" };
  static const char *const columns[] = { "name", "kind", "company", "position", "phone", "email", "birthday",
    "tags", "notes", NULL };
  g_autoptr (CrmCardFormat) cards_format = crm_backends_card_format ();
  g_autoptr (GError) error = NULL;
  GBytes *bytes = crm_exporter_dup_sync (
      store, &selection, format, strcmp (format, "csv") == 0 ? columns : NULL, cards_format, &error);

  g_assert_no_error (error);
  return bytes;
}

static gpointer
read_photo_size (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 size = 0;

  crm_db_get_integer (
      crm_transaction_get_db (tx), "SELECT sum (length (photo)) FROM client", 0, &size, error);
  return GINT_TO_POINTER ((int)size);
}

static void
test_round_trip (void)
{
  g_autofree char *folder = g_dir_make_tmp ("clientele-cards-XXXXXX", NULL);
  CrmStore *from = open_book (folder, "from"), *to = open_book (folder, "to");
  g_autoptr (GBytes) bytes = g_bytes_new_static (cards, strlen (cards)), written = NULL, before = NULL,
                     after = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  const char *name;

  assert_import (from, bytes, 2, 0, 1);
  assert_import (from, bytes, 0, 2, 1);
  g_assert_cmpint (GPOINTER_TO_INT (crm_store_read_sync (from, read_photo_size, NULL, NULL)), ==, 70);
  written = export(from, "vcard");
  /* The company that a card names is a card by now. */
  assert_import (to, written, 3, 0, 0);
  assert_import (to, written, 0, 3, 0);
  g_assert_cmpint (GPOINTER_TO_INT (crm_store_read_sync (to, read_photo_size, NULL, NULL)), ==, 70);
  before = export(from, "csv");
  after = export(to, "csv");
  g_assert_cmpmem (g_bytes_get_data (before, NULL), g_bytes_get_size (before), g_bytes_get_data (after, NULL),
      g_bytes_get_size (after));
  problems = crm_store_check_sync (to, FALSE, NULL);
  g_assert_cmpuint (problems->len, ==, 0);

  g_object_unref (from);
  g_object_unref (to);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vcard-import/round-trip", test_round_trip);
  return g_test_run ();
}
