/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <libebook/libebook.h>
#include <string.h>

#include "backends/crm-backends.h"
#include "base/crm-error.h"
#include "crm-test-eds.h"
#include "crm-test-store.h"
#include "import/crm-importer.h"

/* The address books of the desktop, with a real evolution-data-server on a bus of its own, and with everything that may be missing. A
 * process knows one session bus, so every case is a process. Main thread. */

#define PATIENCE_MS 30000
#define SHORT_MS 200
#define CASE_LIMIT_US (60 * G_USEC_PER_SEC)
#define N_MORE 300

static const char photo[] =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Er"
    "kJggg==";

/* An answer that is waited for. */
typedef struct
{
  GPtrArray *books;
  GBytes *bytes;
  GError *error;
  gboolean done;
  guint total; /* the last that progress told */
  guint reached;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->books, g_ptr_array_unref);
  g_clear_pointer (&answer->bytes, g_bytes_unref);
  g_clear_error (&answer->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static gboolean
is_done (gpointer data)
{
  return ((Answer *)data)->done;
}

static void
on_list (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  g_assert_false (answer->done);
  answer->books = crm_address_source_list_finish (CRM_ADDRESS_SOURCE (source), result, &answer->error);
  answer->done = TRUE;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  g_assert_false (answer->done);
  answer->bytes = crm_address_source_read_finish (CRM_ADDRESS_SOURCE (source), result, &answer->error);
  answer->done = TRUE;
}

static void
on_progress (guint done, guint total, gpointer data)
{
  Answer *answer = data;

  g_assert_false (answer->done);
  g_assert_cmpuint (done, >=, answer->reached);
  answer->reached = done;
  answer->total = total;
}

static void
list (CrmAddressSource *source, Answer *answer)
{
  crm_address_source_list_async (source, NULL, on_list, answer);
  crm_test_await (is_done, answer);
}

static void
read_book (CrmAddressSource *source, const char *id, Answer *answer)
{
  crm_address_source_read_async (source, id, on_progress, answer, NULL, on_read, answer);
  crm_test_await (is_done, answer);
}

/* The contacts of the desktop, made by its own library as an address book program makes them. */
static void
fill_in_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ESourceRegistry) registry = e_source_registry_new_sync (NULL, &error);
  g_autoptr (ESource) source = NULL;
  g_autoptr (EClient) client = NULL;
  g_autofree char *first =
      g_strdup_printf ("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Олена Ґанжа\r\nN:Ґанжа;Олена;;;\r\nORG:Кав'ярня\r\n"
                       "TEL;TYPE=CELL:+380671234567\r\nEMAIL:olena@mail.example\r\nNOTE:Чай\\, не кава\r\n"
                       "PHOTO;ENCODING=b;TYPE=PNG:%s\r\nEND:VCARD\r\n",
          photo);
  GSList *contacts = g_slist_prepend (NULL, e_contact_new_from_vcard (first));
  GSList *uids = NULL;

  g_assert_no_error (error);
  for (int i = 0; i < N_MORE; i++)
    {
      g_autofree char *card = g_strdup_printf (
          "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Contact %d\r\nN:%d;Contact;;;\r\nTEL:+44117496%04d\r\n"
          "END:VCARD\r\n",
          i, i, i);

      contacts = g_slist_prepend (contacts, e_contact_new_from_vcard (card));
    }
  source = e_source_registry_ref_source (registry, "system-address-book");
  g_assert_nonnull (source);
  client = e_book_client_connect_sync (source, (guint32)-1, NULL, &error);
  g_assert_no_error (error);
  e_book_client_add_contacts_sync (
      E_BOOK_CLIENT (client), contacts, E_BOOK_OPERATION_FLAG_NONE, &uids, NULL, &error);
  g_assert_no_error (error);
  g_slist_free_full (uids, g_free);
  g_slist_free_full (contacts, g_object_unref);
  g_task_return_boolean (task, TRUE);
}

static void
on_filled (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Answer *)data)->done = g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
fill (void)
{
  Answer filled = { 0 };
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_filled, &filled);

  g_task_run_in_thread (task, fill_in_thread);
  crm_test_await (is_done, &filled);
}

static CrmAddressBook *
find_book (GPtrArray *books, const char *id)
{
  for (guint i = 0; i < books->len; i++)
    if (g_str_equal (((CrmAddressBook *)books->pdata[i])->id, id))
      return books->pdata[i];
  g_error ("there is no book %s", id);
}

static void
assert_import (CrmStore *store, GBytes *bytes, guint created, guint duplicates)
{
  g_autoptr (CrmCardFormat) format = crm_backends_card_format ();
  g_autoptr (CrmImporter) importer = crm_importer_new (store, format);
  g_autoptr (CrmImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  crm_importer_load_bytes (importer, bytes, "Personal", NULL, &error);
  g_assert_no_error (error);
  result = crm_importer_run_sync (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->created, ==, created);
  g_assert_cmpuint (result->duplicates->len, ==, duplicates);
  g_assert_cmpuint (result->faulty->len, ==, 0);
}

static void
case_reads (void)
{
  g_autoptr (CrmAddressSource) source = crm_backends_address_source (PATIENCE_MS);
  g_auto (Answer) before = { 0 }, empty = { 0 }, after = { 0 }, read = { 0 }, gone = { 0 };
  g_autofree char *path = NULL, *found = NULL, *phone = NULL, *notes = NULL;
  CrmStore *store;

  crm_test_eds_start (CRM_TEST_EDS_SERVICES);
  list (source, &before);
  g_assert_no_error (before.error);
  g_assert_cmpint (find_book (before.books, "system-address-book")->n_contacts, ==, 0);
  read_book (source, "system-address-book", &empty);
  g_assert_error (empty.error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND);

  fill ();
  list (source, &after);
  g_assert_no_error (after.error);
  g_assert_cmpint (find_book (after.books, "system-address-book")->n_contacts, ==, N_MORE + 1);
  g_assert_cmpuint (strlen (find_book (after.books, "system-address-book")->name), >, 0);
  read_book (source, "system-address-book", &read);
  g_assert_no_error (read.error);
  g_assert_cmpuint (read.total, ==, N_MORE + 1);
  g_assert_cmpuint (read.reached, ==, N_MORE + 1);
  read_book (source, "no-such-book", &gone);
  g_assert_error (gone.error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND);

  path = crm_test_path ();
  store = crm_test_open (path, CRM_ORIGIN_CLI);
  /* The company that a card names becomes a client too, but is no card. */
  assert_import (store, read.bytes, N_MORE + 1, 0);
  assert_import (store, read.bytes, 0, N_MORE + 1);
  found = crm_test_where (store, "client", "name=Олена Ґанжа", NULL);
  g_assert_cmpstr (found, !=, "");
  phone = crm_test_get (store, "client", g_ascii_strtoll (found, NULL, 10), "phone");
  notes = crm_test_get (store, "client", g_ascii_strtoll (found, NULL, 10), "notes");
  g_assert_cmpstr (phone, ==, "+380671234567");
  g_assert_cmpstr (notes, ==, "Чай, не кава");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT sum (length (photo)) FROM client"), ==, 70);
  crm_test_close (store);
}

static void
case_cancelled (void)
{
  g_autoptr (CrmAddressSource) source = crm_backends_address_source (PATIENCE_MS);
  g_auto (Answer) early = { 0 }, listed = { 0 }, read = { 0 };
  g_autoptr (GCancellable) cancelled = g_cancellable_new (), list_cancel = g_cancellable_new (),
                           read_cancel = g_cancellable_new ();

  crm_test_eds_start (CRM_TEST_EDS_SILENT);
  g_cancellable_cancel (cancelled);
  crm_address_source_list_async (source, cancelled, on_list, &early);
  crm_address_source_list_async (source, list_cancel, on_list, &listed);
  crm_address_source_read_async (source, "system-address-book", NULL, NULL, read_cancel, on_read, &read);
  crm_test_await (is_done, &early);
  g_assert_error (early.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (listed.done || read.done);
  g_cancellable_cancel (list_cancel);
  g_cancellable_cancel (read_cancel);
  crm_test_await (is_done, &listed);
  crm_test_await (is_done, &read);
  g_assert_error (listed.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_error (read.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What is asked when a book is closed in the middle of reading it. */
static void
case_cancelled_while_reading (void)
{
  g_autoptr (CrmAddressSource) source = crm_backends_address_source (PATIENCE_MS);
  g_auto (Answer) read = { 0 }, again = { 0 }, beside = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  crm_test_eds_start (CRM_TEST_EDS_SERVICES);
  fill ();
  /* Another question meanwhile is not cancelled with it. */
  crm_address_source_list_async (source, NULL, on_list, &beside);
  crm_address_source_read_async (source, "system-address-book", NULL, NULL, cancellable, on_read, &read);
  g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  crm_test_await (is_done, &read);
  g_assert_error (read.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  read_book (source, "system-address-book", &again);
  g_assert_no_error (again.error);
  crm_test_await (is_done, &beside);
  g_assert_no_error (beside.error);
  g_assert_cmpint (find_book (beside.books, "system-address-book")->n_contacts, ==, N_MORE + 1);
}

static void
assert_unreachable (guint patience_ms)
{
  g_autoptr (CrmAddressSource) source = crm_backends_address_source (patience_ms);
  g_auto (Answer) listed = { 0 }, read = { 0 };

  list (source, &listed);
  g_assert_error (listed.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
  read_book (source, "system-address-book", &read);
  g_assert_error (read.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
  g_assert_cmpstr (listed.error->message, ==, read.error->message);
}

static void
case_absent (void)
{
  crm_test_eds_start (CRM_TEST_EDS_NOTHING);
  assert_unreachable (PATIENCE_MS);
}

static void
case_no_bus (void)
{
  crm_test_eds_start (CRM_TEST_EDS_NO_BUS);
  assert_unreachable (PATIENCE_MS);
}

static void
case_silent (void)
{
  crm_test_eds_start (CRM_TEST_EDS_SILENT);
  assert_unreachable (SHORT_MS);
}

static const struct
{
  const char *path;
  void (*run) (void);
  gboolean needs_services;
} cases[] = {
  { "/address-eds/reads", case_reads, TRUE },
  { "/address-eds/cancelled-while-reading", case_cancelled_while_reading, TRUE },
  { "/address-eds/cancelled", case_cancelled, FALSE },
  { "/address-eds/absent", case_absent, FALSE },
  { "/address-eds/no-bus", case_no_bus, FALSE },
  { "/address-eds/silent", case_silent, FALSE },
};

static void
run_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  if (g_test_subprocess ())
    {
      cases[i].run ();
      crm_test_eds_stop ();
    }
  else if (cases[i].needs_services && !crm_test_eds_is_installed ())
    g_test_skip ("evolution-data-server is not installed");
  else
    {
      g_test_trap_subprocess (NULL, CASE_LIMIT_US, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
    }
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, GUINT_TO_POINTER (i), run_case);
  return crm_test_store_done (g_test_run ());
}
