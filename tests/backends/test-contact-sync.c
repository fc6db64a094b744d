/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "backends/crm-backends.h"
#include "base/crm-clock.h"
#include "contact/crm-contact-sync.h"
#include "crm-test-calendar-server.h"
#include "crm-test-store.h"
#include "import/crm-importer.h"

/* Clients who follow contacts of an address book that is kept in memory and behaves as badly as one asks it to: changes there, here and on
 * both sides, contacts that go, servers that do not answer. */

#define PERSONAL "personal"

#define ANNA_HEAD "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:anna\r\nFN:Anna Kowalska\r\nN:Kowalska;Anna;;;\r\n"
#define ANNA \
  ANNA_HEAD \
  "ORG:Bakery\r\nTEL;TYPE=CELL:+48600100200\r\nEMAIL:anna@example.org\r\nX-UNKNOWN:kept\r\n" \
  "PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA" \
  "WjR9awAAAABJRU5ErkJggg==\r\nNOTE:Likes rye\r\nEND:VCARD"

typedef struct
{
  CrmStore *store;
  CrmTestCalendarServer *server;
  CrmCardFormat *format;
  CrmContactSync *sync;
  char *path;
  gint64 anna;
} Desk;

static gboolean
is_settled (gpointer data)
{
  Desk *desk = data;

  return !crm_desktop_sync_is_busy (CRM_DESKTOP_SYNC (desk->sync)) && !crm_store_get_pending (desk->store);
}

static void
settle (Desk *desk)
{
  crm_test_settle ();
  crm_test_await (is_settled, desk);
  crm_test_settle ();
  crm_test_await (is_settled, desk);
}

static void
on_used (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_contact_sync_use_finish (CRM_CONTACT_SYNC (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

static void
use (Desk *desk, const char *mode, const char *truth)
{
  gboolean used = FALSE;

  crm_contact_sync_use_async (desk->sync, PERSONAL, mode, truth, NULL, on_used, &used);
  crm_test_await (is_true, &used);
  settle (desk);
}

/* A book with Anna as she stands in the address book, but nobody else of it. */
static Desk *
open_desk (const char *truth)
{
  Desk *desk = g_new0 (Desk, 1);
  g_autofree char *company = NULL;
  gint64 bakery;

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  desk->path = crm_test_path ();
  desk->store = crm_test_open (desk->path, CRM_ORIGIN_WINDOW);
  bakery = crm_test_add (desk->store, "client", "name", "Bakery", "kind", "company", NULL);
  company = g_strdup_printf ("%" G_GINT64_FORMAT, bakery);
  desk->anna = crm_test_add (desk->store, "client", "name", "Anna Kowalska", "kind", "person", "email",
      "anna@example.org", "phone", "+48600100200", "notes", "Likes rye", "company", company, NULL);
  desk->server = crm_test_calendar_server_new ();
  crm_test_calendar_server_add_calendar (desk->server, PERSONAL, "Personal");
  crm_test_calendar_server_put (desk->server, PERSONAL, "anna", ANNA);
  crm_test_calendar_server_put (desk->server, PERSONAL, "boris",
      "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:boris\r\nFN:Boris\r\nTEL:+48600100200\r\nEND:VCARD");
  desk->format = crm_backends_card_format ();
  desk->sync = crm_contact_sync_new (desk->store, CRM_CALENDAR_SERVER (desk->server), desk->format);
  crm_desktop_sync_look (CRM_DESKTOP_SYNC (desk->sync));
  settle (desk);
  if (truth)
    use (desk, "read", truth);
  return desk;
}

static void
close_desk (Desk *desk)
{
  settle (desk);
  crm_test_assert_in_order (desk->store);
  g_clear_object (&desk->sync);
  crm_test_settle ();
  crm_test_close (g_steal_pointer (&desk->store));
  g_assert_finalize_object (desk->server);
  g_object_unref (desk->format);
  g_free (desk->path);
  g_free (desk);
}

static void
edit (Desk *desk, const char *from, const char *to)
{
  crm_test_calendar_server_edit (desk->server, PERSONAL, "anna", from, to);
  settle (desk);
}

static const CrmContactHealth *
get_health (Desk *desk)
{
  return crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (desk->sync))->pdata[0];
}

static gint64
count (Desk *desk, const char *sql)
{
  return crm_test_sql_integer (desk->store, sql);
}

#define N_LINKS "SELECT count (*) FROM contact_link"
#define N_PHONES "SELECT count (*) FROM address WHERE kind = 'phone' AND archived_at IS NULL"

static void
test_link (void)
{
  Desk *desk = open_desk (NULL);

  g_assert_cmpstr (get_health (desk)->mode, ==, "off");
  g_assert_cmpint (count (desk, N_LINKS), ==, 0);
  use (desk, "read", "ask");
  /* Boris shares a telephone with Anna, but is somebody else; nobody becomes a client, nothing is changed. */
  g_assert_cmpint (count (desk, N_LINKS), ==, 1);
  g_assert_cmpint (count (desk, "SELECT client_id FROM contact_link"), ==, desk->anna);
  g_assert_cmpint (count (desk, "SELECT count (*) FROM client"), ==, 2);
  g_assert_cmpint (count (desk, "SELECT count (*) FROM contact_link WHERE base LIKE '%PHOTO%'"), ==, 0);
  g_assert_cmpuint (get_health (desk)->n_clients, ==, 1);
  g_assert_cmpint (get_health (desk)->last_success, !=, 0);
  use (desk, "off", "ask");
  edit (desk, "Likes rye", "Likes wheat");
  g_assert_cmpint (count (desk, N_LINKS), ==, 0);
  crm_test_assert_field (desk->store, "client", desk->anna, "notes", "Likes rye");
  g_assert_cmpuint (crm_test_calendar_server_get_n_writes (desk->server), ==, 0);
  close_desk (desk);
}

static void
test_pull (void)
{
  Desk *desk = open_desk ("ask");
  const char *there;

  edit (desk, "FN:Anna Kowalska", "FN:Anna Nowak");
  crm_test_assert_field (desk->store, "client", desk->anna, "name", "Anna Nowak");
  edit (desk, "NOTE:Likes rye", "BDAY:1980-05-17\r\nADR:;;Main 1;Łódź;;90-001;Poland\r\nTITLE:Owner");
  crm_test_assert_field (desk->store, "client", desk->anna, "birthday", "1980-05-17");
  crm_test_assert_field (desk->store, "client", desk->anna, "city", "Łódź");
  crm_test_assert_field (desk->store, "client", desk->anna, "street", "Main 1");
  crm_test_assert_field (desk->store, "client", desk->anna, "position", "Owner");
  crm_test_assert_field (desk->store, "client", desk->anna, "notes", NULL);
  /* A company is found or made. */
  edit (desk, "ORG:Bakery", "ORG:Mill");
  edit (desk, "ORG:Mill", "ORG:Mill and sons");
  g_assert_cmpint (count (desk, "SELECT count (*) FROM client WHERE kind = 'company'"), ==, 3);
  crm_test_assert_field (desk->store, "client", desk->anna, "company_name", "Mill and sons");
  /* Telephones come and go one by one. */
  edit (desk, "EMAIL:", "TEL;TYPE=WORK:+48700100200\r\nEMAIL:");
  g_assert_cmpint (count (desk, N_PHONES), ==, 2);
  edit (desk, "TEL;TYPE=CELL:+48600100200\r\n", "");
  g_assert_cmpint (count (desk, N_PHONES), ==, 1);
  crm_test_assert_field (desk->store, "client", desk->anna, "phone", "+48700100200");
  /* What stands there is never touched. */
  there = crm_test_calendar_server_get (desk->server, PERSONAL, "anna");
  g_assert_nonnull (strstr (there, "X-UNKNOWN:kept"));
  g_assert_nonnull (strstr (there, "PHOTO;"));
  g_assert_cmpuint (crm_test_calendar_server_get_n_writes (desk->server), ==, 0);
  close_desk (desk);
}

static void
test_own_changes_stay (void)
{
  Desk *desk = open_desk ("book");

  crm_test_set (desk->store, "client", desk->anna, "position", "Baker", "name", "Anna K.", NULL);
  settle (desk);
  /* The address book wins where it changes, and only there. */
  edit (desk, "NOTE:Likes rye", "NOTE:Likes wheat");
  crm_test_assert_field (desk->store, "client", desk->anna, "position", "Baker");
  crm_test_assert_field (desk->store, "client", desk->anna, "name", "Anna K.");
  crm_test_assert_field (desk->store, "client", desk->anna, "notes", "Likes wheat");
  edit (desk, "FN:Anna Kowalska", "FN:Anna Nowak");
  crm_test_assert_field (desk->store, "client", desk->anna, "name", "Anna Nowak");
  g_assert_cmpuint (get_health (desk)->n_conflicts, ==, 0);
  use (desk, "read", "clientele");
  crm_test_set (desk->store, "client", desk->anna, "notes", "Likes oats", NULL);
  edit (desk, "NOTE:Likes wheat", "NOTE:Likes nothing");
  crm_test_assert_field (desk->store, "client", desk->anna, "notes", "Likes oats");
  g_assert_cmpuint (get_health (desk)->n_conflicts, ==, 0);
  close_desk (desk);
}

typedef struct
{
  Desk *desk;
  const char *choice;
} Choosing;

static gboolean
resolve_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Choosing *choosing = data;
  g_autoptr (GPtrArray) conflicts = crm_contact_conflict_list (tx, choosing->desk->format, 0, error);
  const CrmContactConflict *one;
  const CrmContactDifference *difference;

  g_assert_nonnull (conflicts);
  g_assert_cmpuint (conflicts->len, ==, 1);
  one = conflicts->pdata[0];
  g_assert_cmpstr (one->book_name, ==, "Personal");
  g_assert_cmpuint (one->differences->len, ==, 1);
  difference = one->differences->pdata[0];
  g_assert_cmpstr (difference->ours, ==, "Likes oats");
  g_assert_cmpstr (difference->theirs, ==, "Likes wheat");
  return crm_contact_conflict_resolve (tx, choosing->desk->format, one->link, choosing->choice, error);
}

static void
test_conflict (gconstpointer choice)
{
  Desk *desk = open_desk ("ask");
  Choosing choosing = { desk, choice };
  g_autoptr (GError) error = NULL;
  gboolean theirs = g_str_equal (choice, "theirs");

  crm_test_set (desk->store, "client", desk->anna, "notes", "Likes oats", NULL);
  settle (desk);
  edit (desk, "FN:Anna Kowalska\r\nN:Kowalska;Anna;;;\r\n", "FN:Anna Nowak\r\nN:Nowak;Anna;;;\r\n");
  edit (desk, "NOTE:Likes rye", "NOTE:Likes wheat");
  /* Nothing is overwritten; what is in no dispute is taken. */
  crm_test_assert_field (desk->store, "client", desk->anna, "notes", "Likes oats");
  crm_test_assert_field (desk->store, "client", desk->anna, "name", "Anna Nowak");
  g_assert_cmpuint (get_health (desk)->n_conflicts, ==, 1);
  /* More comes while it is undecided. */
  edit (desk, "N:Nowak", "TITLE:Owner\r\nN:Nowak");
  crm_test_assert_field (desk->store, "client", desk->anna, "position", "Owner");
  g_assert_cmpuint (get_health (desk)->n_conflicts, ==, 1);
  crm_store_write_sync (desk->store, "Decide", resolve_in_worker, &choosing, NULL, &error);
  g_assert_no_error (error);
  settle (desk);
  g_assert_cmpuint (get_health (desk)->n_conflicts, ==, 0);
  crm_test_assert_field (desk->store, "client", desk->anna, "notes", theirs ? "Likes wheat" : "Likes oats");
  g_assert_cmpint (count (desk, "SELECT count (*) FROM contact_link WHERE state = 'clean'"), ==, 1);
  /* What was decided is not asked again. */
  edit (desk, "TITLE:Owner", "TITLE:Chief");
  g_assert_cmpuint (get_health (desk)->n_conflicts, ==, 0);
  crm_test_assert_field (desk->store, "client", desk->anna, "position", "Chief");
  close_desk (desk);
}

static void
test_gone (void)
{
  Desk *desk = open_desk ("ask");

  crm_test_calendar_server_remove (desk->server, PERSONAL, "anna");
  settle (desk);
  g_assert_cmpint (count (desk, N_LINKS), ==, 0);
  crm_test_assert_field (desk->store, "client", desk->anna, "name", "Anna Kowalska");
  g_assert_cmpint (count (desk, "SELECT count (*) FROM client WHERE archived_at IS NULL"), ==, 2);
  /* The history says that the address book did something with her. */
  g_assert_cmpint (
      count (desk, "SELECT count (*) FROM change c JOIN operation o ON o.id = c.operation_id WHERE"
                   " c.entity = 'client' AND o.origin = 'sync' AND o.purpose LIKE '%Personal%'"),
      ==, 1);
  close_desk (desk);
}

/* Gone while the program did not look: believed only after a second look. */
static void
test_gone_unseen (void)
{
  Desk *desk = open_desk ("ask");

  crm_test_calendar_server_set_silent (desk->server, TRUE);
  crm_test_calendar_server_remove (desk->server, PERSONAL, "anna");
  crm_desktop_sync_retry (CRM_DESKTOP_SYNC (desk->sync), 0);
  settle (desk);
  g_assert_cmpint (count (desk, N_LINKS " WHERE missing_since IS NOT NULL"), ==, 1);
  crm_test_clock_advance_days (1);
  crm_desktop_sync_tick (CRM_DESKTOP_SYNC (desk->sync));
  settle (desk);
  g_assert_cmpint (count (desk, N_LINKS), ==, 0);
  close_desk (desk);
}

static void
test_away (void)
{
  Desk *desk = open_desk ("ask");

  crm_test_calendar_server_set_status (desk->server, PERSONAL, CRM_CALENDAR_UNREACHABLE);
  settle (desk);
  g_assert_cmpint (get_health (desk)->info->status, ==, CRM_CALENDAR_UNREACHABLE);
  edit (desk, "NOTE:Likes rye", "NOTE:Likes wheat");
  crm_test_assert_field (desk->store, "client", desk->anna, "notes", "Likes rye");
  crm_test_calendar_server_set_status (desk->server, PERSONAL, CRM_CALENDAR_CONNECTED);
  settle (desk);
  crm_test_assert_field (desk->store, "client", desk->anna, "notes", "Likes wheat");
  crm_test_calendar_server_set_unreachable (desk->server, TRUE);
  crm_desktop_sync_retry (CRM_DESKTOP_SYNC (desk->sync), 0);
  settle (desk);
  g_assert_nonnull (get_health (desk)->error);
  g_assert_null (strstr (get_health (desk)->error, "calendar"));
  g_assert_cmpint (get_health (desk)->next_try, >, crm_clock_now ());
  crm_test_calendar_server_set_unreachable (desk->server, FALSE);
  crm_desktop_sync_retry (CRM_DESKTOP_SYNC (desk->sync), 0);
  settle (desk);
  g_assert_null (get_health (desk)->error);
  close_desk (desk);
}

/* Who is taken by the importer follows from then on, without anybody saying so. */
static void
test_taken (void)
{
  Desk *desk = open_desk ("ask");
  const char *card = crm_test_calendar_server_get (desk->server, PERSONAL, "boris");
  g_autoptr (GBytes) bytes = g_bytes_new (card, strlen (card));
  g_autoptr (CrmImporter) importer = crm_importer_new (desk->store, desk->format);
  g_autoptr (CrmImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 boris;

  crm_importer_load_bytes (importer, bytes, "cards.vcf", NULL, &error);
  g_assert_no_error (error);
  result = crm_importer_run_sync (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->created, ==, 1);
  settle (desk);
  g_assert_cmpint (count (desk, N_LINKS), ==, 2);
  boris = count (desk, "SELECT id FROM client WHERE external_id = 'vcard:boris'");
  crm_test_calendar_server_edit (desk->server, PERSONAL, "boris", "FN:Boris", "FN:Boris Brook");
  settle (desk);
  crm_test_assert_field (desk->store, "client", boris, "name", "Boris Brook");
  /* Archived ones are left alone, and are up to date again when they come back. */
  crm_test_archive (desk->store, "client", boris);
  crm_test_calendar_server_edit (desk->server, PERSONAL, "boris", "FN:Boris Brook", "FN:Boris Bridge");
  settle (desk);
  crm_test_restore (desk->store, "client", boris);
  crm_test_assert_field (desk->store, "client", boris, "name", "Boris Brook");
  crm_desktop_sync_retry (CRM_DESKTOP_SYNC (desk->sync), 0);
  settle (desk);
  crm_test_assert_field (desk->store, "client", boris, "name", "Boris Bridge");
  g_clear_object (&importer);
  close_desk (desk);
}

static void
test_without (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  CrmContactSync *sync = crm_contact_sync_new (store, NULL, NULL);

  g_assert_nonnull (crm_desktop_sync_get_error (CRM_DESKTOP_SYNC (sync)));
  g_assert_false (crm_desktop_sync_is_loading (CRM_DESKTOP_SYNC (sync)));
  g_assert_cmpuint (crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (sync))->len, ==, 0);
  crm_test_settle ();
  g_object_unref (sync);
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/contact-sync/link", test_link);
  g_test_add_func ("/contact-sync/pull", test_pull);
  g_test_add_func ("/contact-sync/own-changes-stay", test_own_changes_stay);
  g_test_add_data_func ("/contact-sync/conflict/ours", "ours", test_conflict);
  g_test_add_data_func ("/contact-sync/conflict/theirs", "theirs", test_conflict);
  g_test_add_func ("/contact-sync/gone", test_gone);
  g_test_add_func ("/contact-sync/gone-unseen", test_gone_unseen);
  g_test_add_func ("/contact-sync/away", test_away);
  g_test_add_func ("/contact-sync/taken", test_taken);
  g_test_add_func ("/contact-sync/without", test_without);
  return crm_test_store_done (g_test_run ());
}
