/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libebook/libebook.h>
#include <string.h>

#include "backends/crm-backends.h"
#include "contact/crm-contact-sync.h"
#include "crm-test-calendars.h"
#include "crm-test-eds.h"

/* Clients who follow contacts from end to end: this program, a real evolution-data-server, a real server of address books on the loopback, and another
 * program that uses the same book. A process knows one session bus, so every case is a process. Main thread. */

#define PATIENCE_MS 20000
#define CASE_LIMIT_US (150 * G_USEC_PER_SEC)
#define LOCAL "system-address-book"

#define CARD(name, note) \
  "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:anna\r\nFN:" name "\r\nN:Kowalska;Anna;;;\r\n" \
  "EMAIL:anna@mail.example\r\nX-SHOE-SIZE:38\r\nNOTE:" note "\r\n" \
  "PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA" \
  "WjR9awAAAABJRU5ErkJggg==\r\nEND:VCARD\r\n"

typedef struct
{
  CrmStore *store;
  CrmCalendarServer *server;
  CrmCardFormat *format;
  CrmContactSync *sync;
  char *path;
  gint64 anna;
  /* What is waited for. */
  const char *field, *wanted, *sql;
  gint64 number;
} Desk;

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

static void
on_used (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_contact_sync_use_finish (CRM_CONTACT_SYNC (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

static void
start_program (Desk *desk)
{
  desk->store = crm_test_open (desk->path, CRM_ORIGIN_WINDOW);
  desk->server = crm_backends_contact_server (PATIENCE_MS);
  desk->format = crm_backends_card_format ();
  desk->sync = crm_contact_sync_new (desk->store, desk->server, desk->format);
}

static void
end_program (Desk *desk)
{
  g_clear_object (&desk->sync);
  g_clear_object (&desk->server);
  g_clear_object (&desk->format);
  crm_test_settle ();
  crm_test_close (g_steal_pointer (&desk->store));
}

static void
open_desk (Desk *desk, const char *source)
{
  gboolean used = FALSE;

  desk->path = crm_test_path ();
  start_program (desk);
  desk->anna = crm_test_add (desk->store, "client", "name", "Anna Kowalska", "kind", "person", "email",
      "anna@mail.example", "notes", "Likes rye", NULL);
  crm_contact_sync_use_async (desk->sync, source, "read", "ask", NULL, on_used, &used);
  crm_test_await_long (is_true, &used);
}

static void
close_desk (Desk *desk)
{
  crm_test_assert_in_order (desk->store);
  end_program (desk);
  g_free (desk->path);
}

static gboolean
has_number (gpointer data)
{
  Desk *desk = data;

  return crm_test_sql_integer (desk->store, desk->sql) == desk->number;
}

static void
await_links (Desk *desk, const char *state, gint64 number)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM contact_link WHERE state = '%s'", state);

  desk->sql = sql;
  desk->number = number;
  crm_test_await_long (has_number, desk);
}

static gboolean
has_field (gpointer data)
{
  Desk *desk = data;
  g_autofree char *got = crm_test_get (desk->store, "client", desk->anna, desk->field);

  return g_strcmp0 (got, desk->wanted) == 0;
}

static void
await_field (Desk *desk, const char *field, const char *wanted)
{
  desk->field = field;
  desk->wanted = wanted;
  crm_test_await_long (has_field, desk);
}

static gboolean
is_unreachable (gpointer data)
{
  const CrmContactHealth *one =
      crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (((Desk *)data)->sync))->pdata[0];

  return one->info && one->info->status == CRM_CALENDAR_UNREACHABLE;
}

static gboolean
is_idle (gpointer data)
{
  return !crm_desktop_sync_is_busy (CRM_DESKTOP_SYNC (((Desk *)data)->sync));
}

/* A survey that is under way may be past what is new. */
static void
look_again (Desk *desk)
{
  crm_test_await_long (is_idle, desk);
  crm_desktop_sync_retry (CRM_DESKTOP_SYNC (desk->sync), 0);
}

/* The other program, in a thread of its own. */
static void
do_in_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  const char *vcard = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ESourceRegistry) registry = e_source_registry_new_sync (NULL, &error);
  g_autoptr (ESource) source = NULL;
  g_autoptr (EClient) client = NULL;
  EContact *contact = NULL, *there = NULL;

  g_assert_no_error (error);
  source = e_source_registry_ref_source (registry, LOCAL);
  client = e_book_client_connect_sync (source, 10, NULL, &error);
  g_assert_no_error (error);
  if (vcard == NULL)
    e_book_client_remove_contact_by_uid_sync (
        E_BOOK_CLIENT (client), "anna", E_BOOK_OPERATION_FLAG_NONE, NULL, &error);
  else
    {
      contact = e_contact_new_from_vcard (vcard);
      if (e_book_client_get_contact_sync (E_BOOK_CLIENT (client), "anna", &there, NULL, NULL))
        e_book_client_modify_contact_sync (
            E_BOOK_CLIENT (client), contact, E_BOOK_OPERATION_FLAG_NONE, NULL, &error);
      else
        e_book_client_add_contact_sync (
            E_BOOK_CLIENT (client), contact, E_BOOK_OPERATION_FLAG_NONE, NULL, NULL, &error);
      g_object_unref (contact);
      g_clear_object (&there);
    }
  g_assert_no_error (error);
  g_task_return_boolean (task, TRUE);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *)data = TRUE;
}

/* vcard NULL: Anna is removed. */
static void
other_puts (const char *vcard)
{
  gboolean done = FALSE;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_done, &done);

  g_task_set_task_data (task, (gpointer)vcard, NULL);
  g_task_run_in_thread (task, do_in_thread);
  crm_test_await_long (is_true, &done);
}

static void
test_local (void)
{
  Desk desk = { 0 };

  crm_test_eds_start (CRM_TEST_EDS_CALENDARS);
  other_puts (CARD ("Anna Kowalska", "Likes rye"));
  open_desk (&desk, LOCAL);
  await_links (&desk, "clean", 1);
  /* Live. */
  other_puts (CARD ("Anna Nowak", "Likes rye"));
  await_field (&desk, "name", "Anna Nowak");
  /* While the program was closed. */
  end_program (&desk);
  other_puts (CARD ("Anna Nowak", "Likes wheat"));
  start_program (&desk);
  await_field (&desk, "notes", "Likes wheat");
  /* Both sides. */
  crm_test_set (desk.store, "client", desk.anna, "notes", "Likes oats", NULL);
  other_puts (CARD ("Anna Nowak", "Likes nothing"));
  await_links (&desk, "conflict", 1);
  crm_test_assert_field (desk.store, "client", desk.anna, "notes", "Likes oats");
  other_puts (NULL);
  await_links (&desk, "conflict", 0);
  crm_test_assert_field (desk.store, "client", desk.anna, "name", "Anna Nowak");
  close_desk (&desk);
}

static void
test_server (void)
{
  Desk desk = { 0 };

  crm_test_eds_start (CRM_TEST_EDS_CALENDARS);
  crm_test_radicale_prepare (FALSE);
  crm_test_contacts_add (CRM_TEST_PASSWORD);
  crm_test_contacts_put ("anna.vcf", CARD ("Anna Kowalska", "Likes rye"));
  open_desk (&desk, CRM_TEST_CARDDAV);
  await_links (&desk, "clean", 1);
  crm_test_contacts_put ("anna.vcf", CARD ("Anna Nowak", "Likes rye"));
  look_again (&desk);
  await_field (&desk, "name", "Anna Nowak");
  /* The server goes and comes back with news. */
  crm_test_await_long (is_idle, &desk);
  crm_test_radicale_stop ();
  look_again (&desk);
  crm_test_await_long (is_unreachable, &desk);
  crm_test_contacts_put ("anna.vcf", CARD ("Anna Nowak", "Likes wheat"));
  crm_test_radicale_start ();
  look_again (&desk);
  await_field (&desk, "notes", "Likes wheat");
  crm_test_contacts_put ("anna.vcf", NULL);
  look_again (&desk);
  await_links (&desk, "clean", 0);
  crm_test_assert_field (desk.store, "client", desk.anna, "name", "Anna Nowak");
  close_desk (&desk);
}

static void
run (gconstpointer data)
{
  if (g_test_subprocess ())
    {
      ((void (*) (void))data) ();
      crm_test_radicale_stop ();
      crm_test_eds_stop ();
    }
  else if (!crm_test_eds_is_installed () || !crm_test_radicale_is_installed ())
    g_test_skip ("evolution-data-server or radicale is not installed");
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
  g_test_add_data_func ("/contact-sync-eds/local", (gconstpointer)test_local, run);
  g_test_add_data_func ("/contact-sync-eds/server", (gconstpointer)test_server, run);
  return crm_test_store_done (g_test_run ());
}
