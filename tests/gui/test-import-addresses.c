/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backends/crm-backends.h"
#include "crm-test-address-source.h"
#include "crm-test-gui.h"
#include "import/crm-import-assistant.h"
#include "import/crm-import-books-page.h"
#include "import/crm-import-preview-page.h"
#include "import/crm-import-result-page.h"
#include "import/crm-import-work-page.h"

/* The address book of the computer: on the welcome page, in the menu, and through the assistant. Main thread. */

#define TWO_CARDS \
  "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Олена Ґанжа\r\nTEL:+380671234567\r\nUID:pas-1\r\nEND:VCARD\r\n" \
  "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Kowalska\r\nEMAIL:anna@example.org\r\nUID:pas-2\r\nEND:VCARD\r\n"
#define ONE_CARD "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Boris\r\nTEL:+79123456789\r\nUID:pas-3\r\nEND:VCARD\r\n"

typedef struct
{
  CrmTestAddressSource *source;
  CrmStore *store;
  CrmWindow *window;
} Desk;

static gboolean
has_page (gpointer data)
{
  return crm_window_get_page (data) != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return crm_test_get_dialog (data) == NULL;
}

static void
desk_open (Desk *desk)
{
  g_autoptr (CrmCardFormat) cards = crm_backends_card_format ();

  desk->store = crm_test_store_new (TRUE);
  desk->window = crm_window_new (crm_test_application (), desk->store, cards);
  crm_window_set_address_source (desk->window, CRM_ADDRESS_SOURCE (desk->source));
  gtk_window_present (GTK_WINDOW (desk->window));
  crm_window_book_opened (desk->window);
  crm_test_await (has_page, desk->window);
  crm_test_await_frame (GTK_WIDGET (desk->window));
}

static void
desk_close (Desk *desk)
{
  crm_test_window_destroy (desk->window);
  crm_test_store_remove (desk->store);
  g_clear_object (&desk->source);
}

static GtkWidget *
find_row (Desk *desk)
{
  return crm_test_find (
      GTK_WIDGET (desk->window), ADW_TYPE_ACTION_ROW, "Use the address book of this computer");
}

static const char *
get_subtitle (Desk *desk)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (find_row (desk)));
}

static gboolean
has_looked (gpointer data)
{
  return !g_str_equal (get_subtitle (data), "Looking for contacts…");
}

typedef struct
{
  CrmWindow *window;
  GType type;
} Shown;

static GtkWidget *
get_page (CrmWindow *window, GType type)
{
  GtkWindow *dialog = crm_test_get_dialog (window);
  GtkWidget *page = dialog != NULL ? crm_test_find (GTK_WIDGET (dialog), type, NULL) : NULL;

  return page != NULL && gtk_widget_get_mapped (page) ? page : NULL;
}

static gboolean
is_shown (gpointer data)
{
  Shown *shown = data;

  return get_page (shown->window, shown->type) != NULL;
}

static GtkWidget *
await_page (Desk *desk, GType type)
{
  Shown shown = { desk->window, type };

  crm_test_await (is_shown, &shown);
  return get_page (desk->window, type);
}

typedef struct
{
  CrmWindow *window;
  const char *text;
} Text;

static gboolean
says (gpointer data)
{
  Text *text = data;
  GtkWindow *dialog = crm_test_get_dialog (text->window);

  return dialog != NULL && crm_test_find (GTK_WIDGET (dialog), GTK_TYPE_WIDGET, text->text) != NULL;
}

static void
await_text (Desk *desk, const char *wanted)
{
  Text text = { desk->window, wanted };

  crm_test_await (says, &text);
}

static void
activate (Desk *desk, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (crm_test_get_dialog (desk->window)), action, NULL));
}

static GtkWidget *
find_book (Desk *desk, const char *name)
{
  return crm_test_find (GTK_WIDGET (crm_test_get_dialog (desk->window)), ADW_TYPE_ACTION_ROW, name);
}

/* From the welcome page into the book, with the only address book that has contacts. */
static void
test_first_run (void)
{
  Desk desk = { crm_test_address_source_new () };
  GtkWidget *row;

  crm_test_address_source_add (desk.source, "Personal", 2, TWO_CARDS);
  crm_test_address_source_add (desk.source, "Empty", 0, "");
  crm_test_address_source_hold (desk.source);
  desk_open (&desk);
  row = find_row (&desk);
  g_assert_nonnull (row);
  g_assert_false (gtk_widget_is_sensitive (row));
  crm_test_address_source_release (desk.source);
  crm_test_await (has_looked, &desk);
  g_assert_cmpstr (get_subtitle (&desk), ==, "2 contacts found in “Personal”");
  g_assert_true (gtk_widget_is_sensitive (row));

  gtk_widget_activate (row);
  await_page (&desk, CRM_TYPE_IMPORT_PREVIEW_PAGE);
  activate (&desk, "import.next");
  await_page (&desk, CRM_TYPE_IMPORT_RESULT_PAGE);
  await_text (&desk, "2 added");
  g_assert_cmpstr (crm_store_get_undo_purpose (desk.store), ==, "Import of Personal");
  activate (&desk, "import.next");
  crm_test_await (has_no_dialog, desk.window);
  g_assert_cmpstr (crm_window_get_page (desk.window), ==, "clients");

  /* The second time there is nothing to write. */
  g_action_group_activate_action (G_ACTION_GROUP (desk.window), "import-addresses", NULL);
  await_page (&desk, CRM_TYPE_IMPORT_PREVIEW_PAGE);
  g_assert_nonnull (
      crm_test_find (GTK_WIDGET (crm_test_get_dialog (desk.window)), GTK_TYPE_BUTTON, "Import 0 rows"));
  activate (&desk, "import.cancel");
  crm_test_await (has_no_dialog, desk.window);
  desk_close (&desk);
}

static void
assert_insensitive (const char *failure, int n_contacts, const char *subtitle)
{
  Desk desk = { crm_test_address_source_new () };

  crm_test_address_source_add (desk.source, "Personal", n_contacts, "");
  crm_test_address_source_fail (desk.source, failure);
  desk_open (&desk);
  crm_test_await (has_looked, &desk);
  g_assert_cmpstr (get_subtitle (&desk), ==, subtitle);
  g_assert_false (gtk_widget_is_sensitive (find_row (&desk)));

  /* The menu says the same, and looks again when asked. */
  g_action_group_activate_action (G_ACTION_GROUP (desk.window), "import-addresses", NULL);
  await_text (&desk, failure != NULL ? failure : "The address books of this computer have no contacts.");
  crm_test_address_source_fail (desk.source, NULL);
  crm_test_address_source_add (desk.source, "Later", 1, ONE_CARD);
  g_signal_emit_by_name (
      crm_test_find (GTK_WIDGET (crm_test_get_dialog (desk.window)), GTK_TYPE_BUTTON, "Look again"),
      "clicked");
  if (n_contacts == 0)
    await_page (&desk, CRM_TYPE_IMPORT_PREVIEW_PAGE);
  else
    await_text (&desk, "Later");
  activate (&desk, "import.cancel");
  crm_test_await (has_no_dialog, desk.window);
  desk_close (&desk);
}

static void
test_none (void)
{
  assert_insensitive ("There is no service.", 0, "There is no service.");
  assert_insensitive (NULL, 0, "It has no contacts yet");
  assert_insensitive (NULL, -1, "It has no contacts yet");
}

static void
test_no_source (void)
{
  Desk desk = { NULL };

  desk_open (&desk);
  g_assert_cmpstr (crm_window_get_page (desk.window), ==, "first-run");
  g_assert_null (find_row (&desk));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (desk.window), "import-addresses"));
  desk_close (&desk);
}

/* Several books, one of them without an answer: the person chooses, stops, goes back and chooses another. */
static void
test_several (void)
{
  Desk desk = { crm_test_address_source_new () };

  crm_test_address_source_add (desk.source, "Personal", 2, TWO_CARDS);
  crm_test_address_source_add (desk.source, "Work <1>", 1, ONE_CARD);
  crm_test_address_source_add (desk.source, "Far away", -1, "");
  desk_open (&desk);
  crm_test_await (has_looked, &desk);
  g_assert_cmpstr (get_subtitle (&desk), ==, "3 contacts found in several address books");
  g_action_group_activate_action (G_ACTION_GROUP (desk.window), "import-addresses", NULL);
  await_text (&desk, "Choose an address book");
  g_assert_true (gtk_widget_is_sensitive (find_book (&desk, "Personal")));
  g_assert_false (gtk_widget_is_sensitive (find_book (&desk, "Far away")));
  await_text (&desk, "Does not answer");

  /* Stopped while it is read. */
  crm_test_address_source_hold (desk.source);
  gtk_widget_activate (find_book (&desk, "Personal"));
  await_page (&desk, CRM_TYPE_IMPORT_WORK_PAGE);
  await_text (&desk, "Reading “Personal”");
  g_assert_cmpuint (crm_test_address_source_get_n_waiting (desk.source), ==, 1);
  activate (&desk, "import.cancel");
  await_page (&desk, CRM_TYPE_IMPORT_BOOKS_PAGE);
  g_assert_cmpuint (crm_test_address_source_get_n_waiting (desk.source), ==, 0);
  crm_test_address_source_release (desk.source);

  gtk_widget_activate (find_book (&desk, "Personal"));
  await_page (&desk, CRM_TYPE_IMPORT_PREVIEW_PAGE);
  activate (&desk, "import.back");
  await_page (&desk, CRM_TYPE_IMPORT_BOOKS_PAGE);
  gtk_widget_activate (find_book (&desk, "Work"));
  await_page (&desk, CRM_TYPE_IMPORT_PREVIEW_PAGE);
  g_assert_nonnull (
      crm_test_find (GTK_WIDGET (crm_test_get_dialog (desk.window)), GTK_TYPE_BUTTON, "Import 1 row"));

  /* A book that cannot be read says why, over the choice. */
  activate (&desk, "import.back");
  await_page (&desk, CRM_TYPE_IMPORT_BOOKS_PAGE);
  crm_test_address_source_fail (desk.source, "It is locked.");
  gtk_widget_activate (find_book (&desk, "Personal"));
  await_text (&desk, "It is locked.");
  await_page (&desk, CRM_TYPE_IMPORT_BOOKS_PAGE);
  activate (&desk, "import.cancel");
  crm_test_await (has_no_dialog, desk.window);
  desk_close (&desk);
}

/* Windows that close while they wait give the question up. */
static gboolean
nobody_waits (gpointer data)
{
  return crm_test_address_source_get_n_waiting (data) == 0;
}

static void
test_closed_while_looking (void)
{
  Desk desk = { crm_test_address_source_new () };

  crm_test_address_source_hold (desk.source);
  desk_open (&desk);
  g_action_group_activate_action (G_ACTION_GROUP (desk.window), "import-addresses", NULL);
  await_page (&desk, CRM_TYPE_IMPORT_BOOKS_PAGE);
  g_assert_cmpuint (crm_test_address_source_get_n_waiting (desk.source), ==, 2);
  activate (&desk, "import.cancel");
  crm_test_await (has_no_dialog, desk.window);
  crm_test_window_destroy (desk.window);
  crm_test_await (nobody_waits, desk.source);
  crm_test_store_remove (desk.store);
  g_clear_object (&desk.source);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add_func ("/import-addresses/first-run", test_first_run);
  g_test_add_func ("/import-addresses/none", test_none);
  g_test_add_func ("/import-addresses/no-source", test_no_source);
  g_test_add_func ("/import-addresses/several", test_several);
  g_test_add_func ("/import-addresses/closed-while-looking", test_closed_while_looking);
  return g_test_run ();
}
