/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include <glib/gstdio.h>

#include "client/crm-client.h"
#include "import/crm-export-dialog.h"
#include "import/crm-import-assistant.h"
#include "import/crm-import-browser.h"
#include "import/crm-import-file-page.h"
#include "import/crm-import-mapping-page.h"
#include "import/crm-import-name-row.h"
#include "import/crm-import-names-page.h"
#include "import/crm-import-preview-page.h"
#include "import/crm-import-repair.h"
#include "import/crm-import-result-page.h"
#include "import/crm-import-target-button.h"

/* The import assistant and the export dialog, gone through page by page as a person does. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  char *folder;
} Desk;

/* One new client, one that is in the book already, one like another, one faulty, one with everything known. */
static const char table[] = "Name;Phone;E-mail;City;Birthday;Loyalty\n"
                            "Anna Kowalska;+48 601 442 187;anna@example.org;Praha;12.05.1980;gold\n"
                            "Олена Ґанжа;+380 44 123 45 67;olena@example.org;Львів;31.12.1990;silver\n"
                            "Борис Щербаков;+7 912 345 67 89;not an address;Пермь;;\n"
                            "Anna Kowalsky;+48 601 442 187;;Kraków;;\n";

static void
desk_open (Desk *desk)
{
  g_autoptr (CrmEntity) entity = NULL;
  CrmValues *values;

  desk->store = crm_test_store_new (TRUE);
  desk->folder = g_path_get_dirname (crm_store_get_path (desk->store));
  entity = crm_store_get_entity (desk->store, "client");
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_CLIENT_KIND, "person");
  crm_values_set_text (values, CRM_CLIENT_NAME, "Anna Kowalska");
  crm_values_set_text (values, CRM_CLIENT_EMAIL, "anna@example.org");
  crm_values_set_text (values, CRM_CLIENT_CITY, "Warszawa");
  crm_test_add (desk->store, values);
  desk->window = crm_test_window_new (desk->store);
}

static gboolean
has_no_dialog (gpointer data)
{
  return crm_test_get_dialog (data) == NULL;
}

static void
desk_close (Desk *desk)
{
  crm_test_window_destroy (desk->window);
  crm_test_store_remove (desk->store);
  g_free (desk->folder);
}

static GFile *
write_file (Desk *desk, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (desk->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("client");
  gint64 *count = g_new (gint64, 1);

  *count = crm_transaction_count (tx, query, error);
  return count;
}

static gint64
count_clients (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *count = crm_store_read_sync (desk->store, count_in_worker, NULL, &error);

  g_assert_no_error (error);
  return *count;
}

/* Finding */

typedef struct
{
  CrmWindow *window;
  GType type;
} Shown;

/* The page of the assistant that is in front. */
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

static void
activate (Desk *desk, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (crm_test_get_dialog (desk->window)), action, NULL));
}

/* The count over a tile's label. */
static const char *
get_count (GtkWidget *page, const char *label)
{
  GtkWidget *text = crm_test_find (page, GTK_TYPE_LABEL, label);

  g_assert_nonnull (text);
  return gtk_label_get_text (GTK_LABEL (gtk_widget_get_prev_sibling (text)));
}

typedef struct
{
  GtkWidget *page;
  const char *label;
  const char *count;
} Tile;

static gboolean
has_count (gpointer data)
{
  Tile *tile = data;

  return g_str_equal (get_count (tile->page, tile->label), tile->count);
}

static void
await_count (GtkWidget *page, const char *label, const char *count)
{
  Tile tile = { page, label, count };

  crm_test_await (has_count, &tile);
}

static GtkWidget *
get_target (GtkWidget *mapping, guint column)
{
  GtkWidget *list = crm_test_find (mapping, GTK_TYPE_LIST_BOX, NULL);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), column);

  return crm_test_find (GTK_WIDGET (row), CRM_TYPE_IMPORT_TARGET_BUTTON, NULL);
}

/* A new field by the popover, as by keyboard. */
static void
make_field (GtkWidget *target, const char *label)
{
  GtkWidget *entry;

  gtk_menu_button_popup (GTK_MENU_BUTTON (crm_test_find (target, GTK_TYPE_MENU_BUTTON, NULL)));
  entry = crm_test_find (target, GTK_TYPE_ENTRY, NULL);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), label);
  g_signal_emit_by_name (crm_test_find (target, GTK_TYPE_BUTTON, "Make field"), "clicked");
}

static GtkEditable *
get_cell (GtkWidget *repair, const char *heading)
{
  GtkWidget *row = crm_test_find (repair, ADW_TYPE_ENTRY_ROW, heading);

  g_assert_nonnull (row);
  return GTK_EDITABLE (row);
}

static gboolean
has_text (GtkWidget *root, const char *text)
{
  return crm_test_find (root, GTK_TYPE_WIDGET, text) != NULL;
}

typedef struct
{
  GtkWidget *root;
  const char *text;
} Text;

static gboolean
says (gpointer data)
{
  Text *text = data;

  return has_text (text->root, text->text);
}

static void
await_text (GtkWidget *root, const char *text)
{
  Text wanted = { root, text };

  crm_test_await (says, &wanted);
}

/* Tests */

static void
test_all_pages (void)
{
  Desk desk;
  g_autoptr (GFile) file = NULL;
  g_autoptr (CrmEntity) entity = NULL;
  GtkWidget *page, *repair;
  GtkEditable *cell;
  int field;

  desk_open (&desk);
  file = write_file (&desk, "clients.csv", table);
  crm_import_assistant_present (GTK_WINDOW (desk.window), desk.store, NULL, file);

  /* Columns are proposed; one that is not known becomes a field of its own, and any can be changed. */
  page = await_page (&desk, CRM_TYPE_IMPORT_MAPPING_PAGE);
  g_assert_true (has_text (page, "Олена Ґанжа"));
  g_assert_true (has_text (get_target (page, 0), "Name"));
  g_assert_true (has_text (get_target (page, 2), "E-mail"));
  g_assert_true (has_text (get_target (page, 5), "Loyalty"));
  g_assert_true (crm_import_target_button_choose (CRM_IMPORT_TARGET_BUTTON (get_target (page, 5)), NULL));
  g_assert_true (has_text (get_target (page, 5), "Do not import"));
  g_assert_false (crm_import_target_button_choose (CRM_IMPORT_TARGET_BUTTON (get_target (page, 5)), "moon"));
  make_field (get_target (page, 5), "Card");
  g_assert_true (has_text (get_target (page, 5), "New field “Card” (text)"));

  activate (&desk, "import.next");
  page = await_page (&desk, CRM_TYPE_IMPORT_PREVIEW_PAGE);
  g_assert_cmpstr (get_count (page, "New"), ==, "1");
  g_assert_cmpstr (get_count (page, "Complete known ones"), ==, "1");
  g_assert_cmpstr (get_count (page, "New, perhaps known"), ==, "1");
  g_assert_cmpstr (get_count (page, "Already there"), ==, "0");
  g_assert_cmpstr (get_count (page, "Faulty"), ==, "1");
  g_assert_cmpint (count_clients (&desk), ==, 1);

  /* The faulty row is in front; a repair that is none says why and changes nothing. */
  repair = crm_test_find (page, CRM_TYPE_IMPORT_REPAIR, NULL);
  g_assert_nonnull (repair);
  g_assert_true (has_text (repair, "Line 4"));
  cell = get_cell (repair, "E-mail");
  g_assert_cmpstr (gtk_editable_get_text (cell), ==, "not an address");
  gtk_editable_set_text (cell, "still none");
  g_signal_emit_by_name (cell, "entry-activated");
  g_assert_true (has_text (repair, "still none"));
  g_assert_cmpstr (get_count (page, "Faulty"), ==, "1");
  gtk_editable_set_text (cell, "boris@example.org");
  g_signal_emit_by_name (cell, "entry-activated");
  await_count (page, "Faulty", "0");
  g_assert_cmpstr (get_count (page, "New"), ==, "2");

  activate (&desk, "import.next");
  page = await_page (&desk, CRM_TYPE_IMPORT_RESULT_PAGE);
  g_assert_cmpint (count_clients (&desk), ==, 4);
  g_assert_true (has_text (page, "3 added · 1 completed"));
  entity = crm_store_get_entity (desk.store, "client");
  field = crm_entity_find_field (entity, "Card");
  g_assert_cmpint (field, >=, 0);
  g_assert_cmpint (entity->fields[field].kind, ==, CRM_KIND_TEXT);
  /* Warszawa stays, Praha is told. */
  g_assert_cmpstr (get_count (page, "Kept values"), ==, "1");
  g_assert_cmpstr (get_count (page, "Perhaps the same"), ==, "1");

  g_signal_emit_by_name (crm_test_find (page, GTK_TYPE_BUTTON, "Undo import"), "clicked");
  await_text (page, "The import is undone");
  g_assert_cmpint (count_clients (&desk), ==, 1);
  /* What was added is not there any longer, in the book nor on the page; once is enough. */
  g_assert_null (crm_test_find (page, CRM_TYPE_IMPORT_BROWSER, NULL));
  g_assert_null (crm_test_find (page, GTK_TYPE_BUTTON, "Undo import"));
  g_assert_false (has_text (page, "Enter or a double click"));
  activate (&desk, "import.next");
  crm_test_await (has_no_dialog, desk.window);
  g_assert_cmpstr (crm_window_get_page (desk.window), ==, "clients");
  desk_close (&desk);
}

static gpointer
count_deals_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("deal");
  gint64 *count = g_new (gint64, 1);

  *count = crm_transaction_count (tx, query, error);
  return count;
}

static gint64
count_deals (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *count = crm_store_read_sync (desk->store, count_deals_in_worker, NULL, &error);

  g_assert_no_error (error);
  return *count;
}

/* The row of a name; the list of answers in it. */
static GtkWidget *
get_name (GtkWidget *page, const char *name)
{
  GtkWidget *label = crm_test_find (page, GTK_TYPE_LABEL, name);

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (label, CRM_TYPE_IMPORT_NAME_ROW);
}

static void
answer (GtkWidget *page, const char *name, guint choice)
{
  gtk_drop_down_set_selected (
      GTK_DROP_DOWN (crm_test_find (get_name (page, name), GTK_TYPE_DROP_DOWN, NULL)), choice);
}

/* A table of deals: names the book does not have are asked about, each with its rows, and nothing is guessed. */
static void
test_names (void)
{
  static const char deals[] =
      "Deal ID,Client,Deal stage,Amount,Product,Series\n"
      "1,Anna Kowalska,Offer,10,,\n2,Nobody,Offer,10,,\n3,Anna Kowalska,Tasting,10,,\n"
      "4,Anna Kowalska,Won,10,Tea,T\n5,Someone,Offer,10,,\n";
  Desk desk;
  g_autoptr (GFile) file = NULL;
  GtkWidget *page, *entry;
  GtkDropDown *rows;

  desk_open (&desk);
  file = write_file (&desk, "deals.csv", deals);
  crm_import_assistant_present (GTK_WINDOW (desk.window), desk.store, NULL, file);
  page = await_page (&desk, CRM_TYPE_IMPORT_MAPPING_PAGE);
  g_assert_true (has_text (get_target (page, 2), "Stage"));
  g_assert_true (has_text (get_target (page, 4), "Product"));

  /* What the rows are was recognised, and can be said. */
  rows = GTK_DROP_DOWN (
      gtk_label_get_mnemonic_widget (GTK_LABEL (crm_test_find (page, GTK_TYPE_LABEL, "Rows are"))));
  g_assert_cmpuint (gtk_drop_down_get_selected (rows), ==, 1);
  gtk_drop_down_set_selected (rows, 2);
  await_text (page, "Category");
  g_assert_true (has_text (get_target (page, 4), "Name"));
  gtk_drop_down_set_selected (rows, 1);
  await_text (page, "Number elsewhere");
  g_assert_true (has_text (get_target (page, 4), "Product"));

  activate (&desk, "import.next");
  page = await_page (&desk, CRM_TYPE_IMPORT_NAMES_PAGE);
  g_assert_true (has_text (page, "Names not found"));
  g_assert_true (has_text (get_name (page, "Nobody"), "1 row · first in line 3"));
  g_assert_true (has_text (get_name (page, "Tasting"), "1 row · pipeline “Sales”, first in line 4"));
  g_assert_true (has_text (get_name (page, "Nobody"), "Leave these rows out"));

  /* Unanswered, their rows are faulty. */
  activate (&desk, "import.next");
  page = await_page (&desk, CRM_TYPE_IMPORT_PREVIEW_PAGE);
  g_assert_cmpstr (get_count (page, "New"), ==, "1");
  g_assert_cmpstr (get_count (page, "Faulty"), ==, "4");
  activate (&desk, "import.back");
  page = await_page (&desk, CRM_TYPE_IMPORT_NAMES_PAGE);

  /* An existing one that is none is told; then each kind of answer. */
  answer (page, "Nobody", 3);
  entry = crm_test_find (get_name (page, "Nobody"), GTK_TYPE_ENTRY, NULL);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "No such one");
  activate (&desk, "import.next");
  await_text (
      get_page (desk.window, CRM_TYPE_IMPORT_NAMES_PAGE), "1 row · the book has no “No such one” either");
  entry = crm_test_find (get_name (page, "Nobody"), GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Anna Kowalska");
  answer (page, "Someone", 2);
  answer (page, "Tea", 1);
  answer (page, "Tasting", 1);
  activate (&desk, "import.next");
  page = await_page (&desk, CRM_TYPE_IMPORT_PREVIEW_PAGE);
  g_assert_cmpstr (get_count (page, "New"), ==, "5");
  g_assert_cmpstr (get_count (page, "Faulty"), ==, "0");
  g_assert_cmpint (count_deals (&desk), ==, 0);

  activate (&desk, "import.next");
  page = await_page (&desk, CRM_TYPE_IMPORT_RESULT_PAGE);
  g_assert_cmpint (count_deals (&desk), ==, 5);
  g_assert_cmpint (count_clients (&desk), ==, 1);
  g_signal_emit_by_name (crm_test_find (page, GTK_TYPE_BUTTON, "Undo import"), "clicked");
  await_text (page, "The import is undone");
  g_assert_cmpint (count_deals (&desk), ==, 0);
  activate (&desk, "import.next");
  crm_test_await (has_no_dialog, desk.window);
  g_assert_cmpstr (crm_window_get_page (desk.window), ==, "deals");
  desk_close (&desk);
}

static void
test_open_pair (void)
{
  Desk desk;
  g_autoptr (GFile) file = NULL;
  GtkWidget *page;
  GtkToggleButton *tile;

  desk_open (&desk);
  file = write_file (&desk, "clients.csv", table);
  crm_import_assistant_present (GTK_WINDOW (desk.window), desk.store, NULL, file);
  await_page (&desk, CRM_TYPE_IMPORT_MAPPING_PAGE);
  activate (&desk, "import.next");
  await_page (&desk, CRM_TYPE_IMPORT_PREVIEW_PAGE);
  activate (&desk, "import.next");
  page = await_page (&desk, CRM_TYPE_IMPORT_RESULT_PAGE);
  tile = GTK_TOGGLE_BUTTON (gtk_widget_get_ancestor (
      crm_test_find (page, GTK_TYPE_LABEL, "Perhaps the same"), GTK_TYPE_TOGGLE_BUTTON));
  gtk_toggle_button_set_active (tile, TRUE);
  g_signal_emit_by_name (crm_test_find (page, GTK_TYPE_COLUMN_VIEW, NULL), "activate", 0);
  g_assert_cmpstr (crm_window_get_page (desk.window), ==, "client");
  /* The card is reached while the result stays open. */
  g_assert_false (gtk_window_get_modal (crm_test_get_dialog (desk.window)));
  activate (&desk, "import.next");
  crm_test_await (has_no_dialog, desk.window);
  desk_close (&desk);
}

/* Rows that could not be read can be saved also when the others are taken back. */
static void
test_undone_faulty (void)
{
  Desk desk;
  g_autoptr (GFile) file = NULL;
  GtkWidget *page;

  desk_open (&desk);
  file = write_file (&desk, "clients.csv", table);
  crm_import_assistant_present (GTK_WINDOW (desk.window), desk.store, NULL, file);
  await_page (&desk, CRM_TYPE_IMPORT_MAPPING_PAGE);
  activate (&desk, "import.next");
  await_page (&desk, CRM_TYPE_IMPORT_PREVIEW_PAGE);
  activate (&desk, "import.next");
  page = await_page (&desk, CRM_TYPE_IMPORT_RESULT_PAGE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gtk_widget_get_ancestor (
                                    crm_test_find (page, GTK_TYPE_LABEL, "New"), GTK_TYPE_TOGGLE_BUTTON)),
      TRUE);
  g_signal_emit_by_name (crm_test_find (page, GTK_TYPE_BUTTON, "Undo import"), "clicked");
  await_text (page, "The import is undone");
  g_assert_cmpint (count_clients (&desk), ==, 1);
  g_assert_cmpstr (get_count (page, "Faulty"), ==, "1");
  g_assert_nonnull (crm_test_find (page, GTK_TYPE_BUTTON, "Save _faulty rows…"));
  g_assert_null (crm_test_find (page, GTK_TYPE_LABEL, "New"));
  g_assert_null (crm_test_find (page, GTK_TYPE_LABEL, "Completed"));
  g_assert_null (crm_test_find (page, GTK_TYPE_LABEL, "Perhaps the same"));
  activate (&desk, "import.next");
  crm_test_await (has_no_dialog, desk.window);
  desk_close (&desk);
}

static void
test_cancel (void)
{
  Desk desk;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GString) text = g_string_new ("Name,Phone\n");
  GtkWindow *dialog;

  desk_open (&desk);
  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "Client %u,+4860144%05u\n", i, i);
  file = write_file (&desk, "many.csv", text->str);
  crm_import_assistant_present (GTK_WINDOW (desk.window), desk.store, NULL, file);
  await_page (&desk, CRM_TYPE_IMPORT_MAPPING_PAGE);
  activate (&desk, "import.next");
  await_page (&desk, CRM_TYPE_IMPORT_PREVIEW_PAGE);

  /* Stopped in the middle: back at the preview, the book as it was. */
  activate (&desk, "import.next");
  activate (&desk, "import.cancel");
  await_page (&desk, CRM_TYPE_IMPORT_PREVIEW_PAGE);
  dialog = crm_test_get_dialog (desk.window);
  await_text (GTK_WIDGET (dialog), "Nothing was imported.");
  g_assert_cmpint (count_clients (&desk), ==, 1);

  /* Closing the window in the middle is a cancel, too. */
  activate (&desk, "import.next");
  gtk_window_close (dialog);
  crm_test_await (has_no_dialog, desk.window);
  /* Writes are done in order: when this one is there, the import is over. */
  crm_test_add_client (desk.store, "Anna Kowalsky");
  g_assert_cmpint (count_clients (&desk), ==, 2);

  /* Back keeps the columns; Escape leaves. */
  crm_import_assistant_present (GTK_WINDOW (desk.window), desk.store, NULL, file);
  await_page (&desk, CRM_TYPE_IMPORT_MAPPING_PAGE);
  activate (&desk, "import.next");
  await_page (&desk, CRM_TYPE_IMPORT_PREVIEW_PAGE);
  activate (&desk, "import.back");
  await_page (&desk, CRM_TYPE_IMPORT_MAPPING_PAGE);
  activate (&desk, "import.cancel");
  crm_test_await (has_no_dialog, desk.window);
  g_assert_cmpint (count_clients (&desk), ==, 2);
  desk_close (&desk);
}

/* The program ends with its window: an import under way is given up, and nothing waits for it. */
static void
test_quit (void)
{
  Desk desk;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GString) text = g_string_new ("Name,Phone\n");

  desk_open (&desk);
  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "Client %u,+4860144%05u\n", i, i);
  file = write_file (&desk, "many.csv", text->str);
  crm_import_assistant_present (GTK_WINDOW (desk.window), desk.store, NULL, file);
  await_page (&desk, CRM_TYPE_IMPORT_MAPPING_PAGE);
  activate (&desk, "import.next");
  await_page (&desk, CRM_TYPE_IMPORT_PREVIEW_PAGE);
  activate (&desk, "import.next");
  crm_test_window_destroy (desk.window);
  crm_test_await (has_no_dialog, NULL);
  /* Writes are done in order. */
  crm_test_add_client (desk.store, "Anna Kowalsky");
  g_assert_cmpint (count_clients (&desk), ==, 2);
  crm_test_store_remove (desk.store);
  g_free (desk.folder);
}

static void
test_refusal (void)
{
  Desk desk;
  g_autoptr (GFile) file = NULL;
  GtkWidget *page;

  desk_open (&desk);
  file = write_file (&desk, "empty.csv", "");
  crm_import_assistant_present (GTK_WINDOW (desk.window), desk.store, NULL, file);
  page = await_page (&desk, CRM_TYPE_IMPORT_FILE_PAGE);
  await_text (page, "This file cannot be imported");
  g_assert_nonnull (crm_test_find (page, GTK_TYPE_BUTTON, "Choose another file"));

  /* Another one, as if dropped there. */
  g_clear_object (&file);
  file = write_file (&desk, "clients.csv", table);
  g_signal_emit_by_name (page, "chosen", file);
  await_page (&desk, CRM_TYPE_IMPORT_MAPPING_PAGE);
  activate (&desk, "import.cancel");
  crm_test_await (has_no_dialog, desk.window);
  desk_close (&desk);
}

static void
test_reading_again (void)
{
  /* "Ганна" in windows-1251, which nothing but a look can tell from other Cyrillic sets. */
  static const char bytes[] =
      "Name,City\n\xc3\xe0\xed\xed\xe0,\xca\xe8\xbf\xe2\n\xce\xeb\xe5\xed\xe0,\xcb\xfc\xe2\xb3\xe2\n";
  Desk desk;
  g_autoptr (GFile) file = NULL;
  GtkWidget *page;
  GtkDropDown *charset;
  GListModel *names;

  desk_open (&desk);
  file = write_file (&desk, "cyrillic.csv", bytes);
  crm_import_assistant_present (GTK_WINDOW (desk.window), desk.store, NULL, file);
  page = await_page (&desk, CRM_TYPE_IMPORT_MAPPING_PAGE);
  crm_import_target_button_choose (CRM_IMPORT_TARGET_BUTTON (get_target (page, 1)), "region");
  charset = GTK_DROP_DOWN (
      gtk_label_get_mnemonic_widget (GTK_LABEL (crm_test_find (page, GTK_TYPE_LABEL, "Encoding"))));
  names = gtk_drop_down_get_model (charset);
  /* A wrong choice shows at once, the right one too; columns chosen by hand stay. */
  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    if (strstr (gtk_string_list_get_string (GTK_STRING_LIST (names), i), "Windows-1252") != NULL)
      gtk_drop_down_set_selected (charset, i);
  await_text (page, "Ãàííà");
  g_assert_true (has_text (get_target (page, 1), "Region"));
  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    if (strstr (gtk_string_list_get_string (GTK_STRING_LIST (names), i), "Windows-1251") != NULL)
      gtk_drop_down_set_selected (charset, i);
  await_text (page, "Ганна");
  activate (&desk, "import.cancel");
  crm_test_await (has_no_dialog, desk.window);
  desk_close (&desk);
}

static void
test_export (void)
{
  Desk desk;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  gint64 id;
  GtkWindow *dialog;

  desk_open (&desk);
  id = crm_test_add_client (desk.store, "Олена Ґанжа");
  path = g_build_filename (desk.folder, "out.csv", NULL);
  file = g_file_new_for_path (path);

  /* All of them. */
  crm_export_dialog_present (GTK_WINDOW (desk.window), desk.store, NULL, "client", NULL, 0);
  dialog = crm_test_get_dialog (desk.window);
  g_assert_true (CRM_IS_EXPORT_DIALOG (dialog));
  crm_export_dialog_save (CRM_EXPORT_DIALOG (dialog), file);
  crm_test_await (has_no_dialog, desk.window);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "Anna Kowalska"));
  g_assert_nonnull (strstr (text, "anna@example.org"));
  g_assert_nonnull (strstr (text, "Олена Ґанжа"));

  /* The selected one. */
  crm_export_dialog_present (GTK_WINDOW (desk.window), desk.store, NULL, "client", &id, 1);
  crm_export_dialog_save (CRM_EXPORT_DIALOG (crm_test_get_dialog (desk.window)), file);
  crm_test_await (has_no_dialog, desk.window);
  g_clear_pointer (&text, g_free);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (text, "Anna Kowalska"));
  g_assert_nonnull (strstr (text, "Олена Ґанжа"));

  /* Columns that are chosen, and no others. */
  crm_export_dialog_present (GTK_WINDOW (desk.window), desk.store, NULL, "client", NULL, 0);
  dialog = crm_test_get_dialog (desk.window);
  adw_expander_row_set_enable_expansion (
      ADW_EXPANDER_ROW (crm_test_find (GTK_WIDGET (dialog), ADW_TYPE_EXPANDER_ROW, NULL)), TRUE);
  crm_export_dialog_save (CRM_EXPORT_DIALOG (dialog), file);
  crm_test_await (has_no_dialog, desk.window);
  g_clear_pointer (&text, g_free);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "anna@example.org"));
  g_assert_null (strstr (text, "Warszawa"));

  /* The whole book. */
  crm_export_dialog_present (GTK_WINDOW (desk.window), desk.store, NULL, "client", &id, 1);
  dialog = crm_test_get_dialog (desk.window);
  adw_action_row_activate (
      ADW_ACTION_ROW (crm_test_find (GTK_WIDGET (dialog), ADW_TYPE_ACTION_ROW, "The whole book")));
  crm_export_dialog_save (CRM_EXPORT_DIALOG (dialog), file);
  crm_test_await (has_no_dialog, desk.window);
  g_clear_pointer (&text, g_free);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (text[0] == '{' || text[0] == '[');
  g_assert_nonnull (strstr (text, "Anna Kowalska"));
  g_assert_nonnull (strstr (text, "Олена Ґанжа"));

  /* What cannot be written is said where it was asked for. */
  g_clear_object (&file);
  file = g_file_new_build_filename (desk.folder, "nowhere", "out.csv", NULL);
  crm_export_dialog_present (GTK_WINDOW (desk.window), desk.store, NULL, "client", NULL, 0);
  dialog = crm_test_get_dialog (desk.window);
  crm_export_dialog_save (CRM_EXPORT_DIALOG (dialog), file);
  await_text (GTK_WIDGET (dialog), "nowhere");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "export.cancel", NULL);
  crm_test_await (has_no_dialog, desk.window);
  desk_close (&desk);
}

static gboolean
is_enabled (Desk *desk, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (desk->window), action);
}

static gboolean
is_filled (gpointer data)
{
  return is_enabled (data, "remove-demo");
}

static gboolean
is_at_first_run (gpointer data)
{
  return g_strcmp0 (crm_window_get_page (data), "first-run") == 0;
}

static void
test_demo (void)
{
  Desk desk;
  GtkWindow *question;

  desk.store = crm_test_store_new (TRUE);
  desk.folder = NULL;
  desk.window = crm_test_window_new (desk.store);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (desk.window), ADW_TYPE_ACTION_ROW, "demo data"));
  g_assert_false (is_enabled (&desk, "remove-demo"));
  g_action_group_activate_action (G_ACTION_GROUP (desk.window), "demo", NULL);
  crm_test_await (is_filled, &desk);
  g_assert_cmpint (count_clients (&desk), >=, 300);
  g_assert_cmpstr (crm_window_get_page (desk.window), ==, "clients");

  /* One step back to the empty book, whatever else was done. */
  crm_test_add_client (desk.store, "Anna Kowalska");
  g_action_group_activate_action (G_ACTION_GROUP (desk.window), "remove-demo", NULL);
  question = crm_test_get_dialog (desk.window);
  g_assert_true (ADW_IS_MESSAGE_DIALOG (question));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "remove");
  crm_test_await (is_at_first_run, desk.window);
  g_assert_cmpint (count_clients (&desk), ==, 0);
  g_assert_false (is_enabled (&desk, "remove-demo"));
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add_func ("/import/all-pages", test_all_pages);
  g_test_add_func ("/import/names", test_names);
  g_test_add_func ("/import/open-pair", test_open_pair);
  g_test_add_func ("/import/undone-faulty", test_undone_faulty);
  g_test_add_func ("/import/cancel", test_cancel);
  g_test_add_func ("/import/quit", test_quit);
  g_test_add_func ("/import/refusal", test_refusal);
  g_test_add_func ("/import/reading-again", test_reading_again);
  g_test_add_func ("/import/export", test_export);
  g_test_add_func ("/import/demo", test_demo);
  return g_test_run ();
}
