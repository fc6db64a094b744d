/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libebook/libebook.h>

#include "backends/crm-backends.h"
#include "client/crm-client.h"
#include "contact/crm-contact-sync.h"
#include "crm-test-eds.h"
#include "crm-test-gui.h"
#include "meeting/crm-sync-of.h"
#include "settings/crm-address-book-row.h"
#include "settings/crm-preferences.h"

/* The address books of the page "Accounts": a real evolution-data-server on a bus of its own, and another program that uses the same address book. A
 * process knows one session bus, so the cases share it. Main thread. */

#define SKIP 77
#define PATIENCE_MS 20000
#define BOOK "system-address-book"

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmContactSync *sync;
  GtkWidget *dialog;
} Fixture;

/* ---- the other program ---- */

static EContact *
make_contact (const char *uid, const char *name, const char *role)
{
  g_autofree char *text = g_strdup_printf ("BEGIN:VCARD\r\nVERSION:3.0\r\nUID:%s\r\nFN:%s\r\n"
                                           "EMAIL:%s@mail.example\r\nTITLE:%s\r\nEND:VCARD\r\n",
      uid, name, uid, role);

  return e_contact_new_from_vcard (text);
}

typedef struct
{
  const char *uid, *name, *role;
} Card;

static void
put_in_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ESourceRegistry) registry = e_source_registry_new_sync (NULL, &error);
  g_autoptr (ESource) source = NULL;
  g_autoptr (EClient) client = NULL;

  g_assert_no_error (error);
  source = e_source_registry_ref_source (registry, BOOK);
  client = e_book_client_connect_sync (source, 10, NULL, &error);
  g_assert_no_error (error);
  for (const Card *card = data; card->uid != NULL; card++)
    {
      EContact *contact = make_contact (card->uid, card->name, card->role);
      EContact *there = NULL;

      if (e_book_client_get_contact_sync (E_BOOK_CLIENT (client), card->uid, &there, NULL, NULL))
        e_book_client_modify_contact_sync (
            E_BOOK_CLIENT (client), contact, E_BOOK_OPERATION_FLAG_NONE, NULL, &error);
      else
        e_book_client_add_contact_sync (
            E_BOOK_CLIENT (client), contact, E_BOOK_OPERATION_FLAG_NONE, NULL, NULL, &error);
      g_assert_no_error (error);
      g_object_unref (contact);
      g_clear_object (&there);
    }
  g_task_return_boolean (task, TRUE);
}

static void
on_put (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

/* Ends with one without a uid. */
static void
put_cards (const Card *cards)
{
  gboolean done = FALSE;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_put, &done);

  g_task_set_task_data (task, (gpointer)cards, NULL);
  g_task_run_in_thread (task, put_in_thread);
  crm_test_await (is_true, &done);
}

/* ---- the window ---- */

static gboolean
dialog_is_shown (gpointer data)
{
  return crm_test_get_dialog (data) != NULL;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CrmCalendarServer) server = crm_backends_contact_server (PATIENCE_MS);
  g_autoptr (CrmCardFormat) format = crm_backends_card_format ();

  g_assert_nonnull (server);
  f->store = crm_test_store_new (TRUE);
  f->window = crm_test_window_new (f->store);
  f->sync = crm_contact_sync_new (f->store, server, format);
  crm_contact_sync_set_of (f->store, f->sync);
  crm_preferences_present_page (GTK_WINDOW (f->window), f->store, "accounts");
  crm_test_await (dialog_is_shown, f->window);
  f->dialog = GTK_WIDGET (crm_test_get_dialog (f->window));
}

static gboolean
has_no_sync (gpointer data)
{
  return crm_contact_sync_of (data) == NULL;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  crm_test_window_destroy (f->window);
  g_clear_object (&f->sync);
  crm_test_await (has_no_sync, f->store);
  crm_test_store_remove (f->store);
}

static gint64
add_client (CrmStore *store, const char *name, const char *address, const char *role)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "client");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_CLIENT_KIND, "person");
  crm_values_set_text (values, CRM_CLIENT_NAME, name);
  crm_values_set_text (values, CRM_CLIENT_EMAIL, address);
  crm_values_set_text (values, CRM_CLIENT_POSITION, role);
  return crm_test_add (store, values);
}

typedef struct
{
  Fixture *f;
  GType type;
  const char *text;
} Wanted;

static gboolean
is_there (gpointer data)
{
  const Wanted *wanted = data;

  return crm_test_find (wanted->f->dialog, wanted->type, wanted->text) != NULL;
}

static GtkWidget *
await_widget (Fixture *f, GType type, const char *text)
{
  Wanted wanted = { f, type, text };

  crm_test_await (is_there, &wanted);
  return crm_test_find (f->dialog, type, text);
}

/* A dialog over the preferences. */
static GtkWidget *
find_question (Fixture *f)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_window_get_transient_for (l->data) == GTK_WINDOW (f->dialog) && gtk_widget_get_mapped (l->data))
      return l->data;
  return NULL;
}

static gboolean
has_question (gpointer data)
{
  return find_question (data) != NULL;
}

static gboolean
has_no_question (gpointer data)
{
  return find_question (data) == NULL;
}

static GtkWidget *
await_question (Fixture *f)
{
  crm_test_await (has_question, f);
  return find_question (f);
}

static CrmAddressBookRow *
get_row (Fixture *f)
{
  GtkWidget *row = NULL;

  row = await_widget (f, CRM_TYPE_ADDRESS_BOOK_ROW, NULL);
  g_assert_cmpstr (crm_address_book_row_get_source (CRM_ADDRESS_BOOK_ROW (row)), ==, BOOK);
  return CRM_ADDRESS_BOOK_ROW (row);
}

static gboolean
says (gpointer data)
{
  const Wanted *wanted = data;
  const char *subtitle = adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (get_row (wanted->f)));

  return strstr (subtitle, wanted->text) != NULL;
}

static void
await_words (Fixture *f, const char *words)
{
  Wanted wanted = { f, 0, words };

  crm_test_await (says, &wanted);
}

static void
choose (Fixture *f, guint use)
{
  GtkWidget *choice = crm_test_find (GTK_WIDGET (get_row (f)), GTK_TYPE_DROP_DOWN, NULL);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), use);
}

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "client", *(gint64 *)data, error);
}

typedef struct
{
  CrmStore *store;
  gint64 client;
  const char *role;
} Role;

static gboolean
has_role (gpointer data)
{
  Role *role = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRow) row = crm_store_read_sync (role->store, load_in_worker, &role->client, &error);

  g_assert_no_error (error);
  return g_strcmp0 (crm_row_get_text (row, CRM_CLIENT_POSITION), role->role) == 0;
}

static void
await_role (Fixture *f, gint64 client, const char *text)
{
  Role role = { f->store, client, text };

  crm_test_await (has_role, &role);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  g_assert_no_error (error);
}

static void
set_role (Fixture *f, gint64 client, const char *role)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "client");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_CLIENT_POSITION, role);
  crm_store_set_async (f->store, client, 0, values, NULL, on_written, NULL);
  await_role (f, client, role);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  CrmUndoReport *report = crm_store_undo_finish (CRM_STORE (source), result, &error);

  g_assert_no_error (error);
  crm_undo_report_free (report);
}

/* Chosen, followed, changed there, changed on both sides, decided, taken back, and let go. */
static void
test_follow (Fixture *f, gconstpointer data)
{
  static const Card cards[] = { { "anna", "Anna Kowalska", "Buyer" }, { "boris", "Boris Winter", "Baker" },
    { "clara", "Clara Stone", "Owner" }, { NULL, NULL, NULL } };
  static const Card there[] = { { "boris", "Boris Winter", "Miller" }, { NULL, NULL, NULL } };
  static const Card again[] = { { "anna", "Anna Kowalska", "Head of buying" }, { NULL, NULL, NULL } };
  gint64 anna = add_client (f->store, "Anna Kowalska", "anna@mail.example", "Buyer");
  gint64 boris = add_client (f->store, "Boris Winter", "boris@mail.example", "Baker");
  GtkWidget *question;
  GtkWidget *decide;

  put_cards (cards);
  await_words (f, "Not used");
  choose (f, 1);
  /* Clara is no client, and does not become one. */
  await_words (f, "2 clients follow it");
  await_words (f, "In step: ");
  put_cards (there);
  await_role (f, boris, "Miller");

  set_role (f, anna, "Director");
  put_cards (again);
  await_words (f, "1 changed on both sides");
  await_role (f, anna, "Director");
  decide = await_widget (f, GTK_TYPE_BUTTON, "Decide…");
  g_signal_emit_by_name (decide, "clicked");
  question = await_question (f);
  g_assert_nonnull (crm_test_find (question, GTK_TYPE_LABEL, "Anna Kowalska"));
  g_assert_nonnull (crm_test_find (question, GTK_TYPE_LABEL, "Director"));
  g_assert_nonnull (crm_test_find (question, GTK_TYPE_LABEL, "Head of buying"));
  g_signal_emit_by_name (crm_test_find (question, GTK_TYPE_BUTTON, "Take theirs"), "clicked");
  await_role (f, anna, "Head of buying");
  crm_test_await (has_no_question, f);
  crm_store_undo_async (f->store, FALSE, NULL, on_undone, NULL);
  await_role (f, anna, "Director");

  choose (f, 0);
  await_words (f, "Not used");
  await_role (f, anna, "Director");
}

int
main (int argc, char **argv)
{
  int result;

  if (!crm_test_eds_is_installed ())
    return SKIP;
  crm_test_eds_start (CRM_TEST_EDS_SERVICES);
  crm_test_gui_init (&argc, &argv);
  g_test_add ("/address-books/follow", Fixture, NULL, set_up, test_follow, tear_down);
  result = g_test_run ();
  crm_test_eds_stop ();
  return result;
}
