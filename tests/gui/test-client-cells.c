/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"
#include "crm-test-input.h"

#include "client/crm-cell-editor.h"
#include "client/crm-client-list-view.h"
#include "client/crm-client-table.h"
#include "client/crm-client.h"
#include "settings/crm-settings.h"

/* The client list as a table that is written in: cells one by one from the keyboard, and blocks that a spreadsheet copied. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmClientListView *view;
  CrmClientTable *table;
  gint64 ids[3]; /* Anna, Boris, Carla */
} Page;

typedef struct
{
  Page *page;
  guint client;
  int field;
  const char *text; /* NULL: empty */
} Field;

static gboolean
is_field (gpointer data)
{
  Field *wanted = data;
  g_autoptr (CrmRecord) record =
      crm_store_get_record (wanted->page->store, "client", wanted->page->ids[wanted->client]);

  return crm_record_get_row (record) != NULL &&
         g_strcmp0 (crm_record_get_text (record, wanted->field), wanted->text) == 0;
}

static void
await_field (Page *page, guint client, int field, const char *text)
{
  Field wanted = { page, client, field, text };

  crm_test_await (is_field, &wanted);
}

static gboolean
has_rows (gpointer data)
{
  return g_list_model_get_n_items (G_LIST_MODEL (crm_client_list_view_get_list (data))) == 3;
}

static gboolean
has_row_focus (gpointer data)
{
  return crm_client_table_has_row_focus (data);
}

static void
show_column (Page *page, const char *field)
{
  CrmClientColumns *columns = crm_client_table_get_columns (page->table);

  for (guint i = 0; i < crm_client_columns_get_n (columns); i++)
    if (g_str_equal (crm_client_columns_get_field (columns, i), field))
      crm_client_columns_set_shown (columns, i, TRUE);
}

/* Shown: client, city, phone, birthday and nothing else. */
static void
page_open (Page *page)
{
  static const char *const names[] = { "Anna", "Boris", "Carla" };
  GSettings *settings = crm_settings_get ();
  CrmClientColumns *columns;

  if (settings != NULL)
    {
      g_settings_reset (settings, "client-order");
      g_settings_reset (settings, "client-columns");
    }
  page->store = crm_test_store_new (TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    page->ids[i] = crm_test_add_client (page->store, names[i]);
  page->window = crm_test_window_new (page->store);
  crm_window_show_page (page->window, "clients");
  page->view = CRM_CLIENT_LIST_VIEW (crm_window_get_view (page->window));
  crm_test_await (has_rows, page->view);
  page->table = CRM_CLIENT_TABLE (crm_test_find (GTK_WIDGET (page->view), CRM_TYPE_CLIENT_TABLE, NULL));
  columns = crm_client_table_get_columns (page->table);
  for (guint i = 1; i < crm_client_columns_get_n (columns); i++)
    crm_client_columns_set_shown (columns, i, FALSE);
  show_column (page, "city");
  show_column (page, "phone");
  show_column (page, "birthday");
  crm_test_focus_window (GTK_WINDOW (page->window));
  crm_client_table_focus_rows (page->table);
  crm_test_await (has_row_focus, page->table);
}

static void
page_close (Page *page)
{
  crm_test_window_destroy (page->window);
  crm_test_store_remove (page->store);
}

static gboolean
is_editing (gpointer data)
{
  GtkRoot *root = GTK_ROOT (data);

  return gtk_root_get_focus (root) != NULL &&
         gtk_widget_get_ancestor (gtk_root_get_focus (root), CRM_TYPE_CELL_EDITOR) != NULL;
}

static gboolean
says_wrong (gpointer data)
{
  GtkWidget *editor = gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (data)), CRM_TYPE_CELL_EDITOR);

  return editor != NULL && crm_test_find (editor, GTK_TYPE_LABEL, "someday") != NULL;
}

static gboolean
is_at_second (gpointer data)
{
  return crm_client_table_has_row_focus (data) && crm_client_table_get_current (data) == 1;
}

static void
press_edit (Page *page)
{
  crm_test_press ("F2");
  crm_test_await (is_editing, page->window);
}

static void
test_keyboard (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  page_open (&page);
  /* The first step shows where one is. */
  crm_test_press ("Right");
  crm_test_press ("Right");
  press_edit (&page);
  crm_test_type ("Wien");
  crm_test_press ("Return");
  await_field (&page, 0, CRM_CLIENT_CITY, "Wien");
  g_assert_cmpstr (crm_store_get_undo_purpose (page.store), ==, "“City” changed");

  /* Below it, as in a spreadsheet; Escape leaves things as they were. */
  crm_test_await (is_at_second, page.table);
  press_edit (&page);
  crm_test_type ("Linz");
  crm_test_press ("Escape");
  crm_test_await (is_at_second, page.table);
  press_edit (&page);
  crm_test_type ("Graz");
  crm_test_press ("Tab");
  await_field (&page, 1, CRM_CLIENT_CITY, "Graz");
  crm_test_await (is_editing, page.window);
  crm_test_type ("0316 55 01 99");
  crm_test_press ("Tab");
  await_field (&page, 1, CRM_CLIENT_PHONE, "0316 55 01 99");

  /* What cannot be read stays to be mended. */
  crm_test_await (is_editing, page.window);
  crm_test_type ("someday");
  crm_test_press ("Return");
  crm_test_await (says_wrong, page.window);
  crm_test_press ("Escape");
  crm_test_await (has_row_focus, page.table);
  await_field (&page, 1, CRM_CLIENT_BIRTHDAY, NULL);
  page_close (&page);
}

static gboolean
asks (gpointer data)
{
  return crm_test_get_dialog (data) != NULL;
}

static gboolean
asks_no_more (gpointer data)
{
  return crm_test_get_dialog (data) == NULL;
}

static gboolean
says_refused (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_LABEL, "Nothing was pasted: Boris: ") != NULL;
}

static void
paste (Page *page, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (page->window)), text);
  crm_test_press ("ctrl+v");
}

static void
answer (Page *page, const char *response)
{
  crm_test_await (asks, page->window);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (crm_test_get_dialog (page->window)), response);
  gtk_window_destroy (crm_test_get_dialog (page->window));
  crm_test_await (asks_no_more, page->window);
  crm_test_focus_window (GTK_WINDOW (page->window));
  crm_client_table_focus_rows (page->table);
}

static void
test_paste (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  page_open (&page);
  crm_test_press ("Right");
  crm_test_press ("Right");
  /* More lines than clients, in the way spreadsheets quote. */
  paste (&page, "Wien\t01 55 01 99\r\n\"Graz\"\t\nLinz\t\nSalzburg\t\n");
  crm_test_await (asks, page.window);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (crm_test_get_dialog (page.window)), GTK_TYPE_LABEL,
      "6 cells: City, Phone. 1 line has no client"));
  answer (&page, "paste");
  await_field (&page, 0, CRM_CLIENT_CITY, "Wien");
  await_field (&page, 0, CRM_CLIENT_PHONE, "01 55 01 99");
  await_field (&page, 1, CRM_CLIENT_CITY, "Graz");
  await_field (&page, 2, CRM_CLIENT_CITY, "Linz");
  /* One write, one undo. */
  g_action_group_activate_action (G_ACTION_GROUP (page.window), "undo", NULL);
  await_field (&page, 0, CRM_CLIENT_CITY, NULL);
  await_field (&page, 2, CRM_CLIENT_CITY, NULL);

  /* With titles, in an order of its own, from the row with the focus on. */
  paste (&page, "Birthday\tCity\n24.11.1984\tKrems\n");
  answer (&page, "paste");
  await_field (&page, 0, CRM_CLIENT_CITY, "Krems");
  await_field (&page, 0, CRM_CLIENT_BIRTHDAY, "1984-11-24");
  page_close (&page);
}

/* One cell that cannot be read, and nothing of the block is written. */
static void
test_refused (void)
{
  Page page;

  if (!crm_test_has_input ())
    return;
  page_open (&page);
  paste (&page, "City\tBirthday\nWien\t1984-11-24\nGraz\tsomeday\n");
  answer (&page, "paste");
  crm_test_await (says_refused, page.window);
  await_field (&page, 0, CRM_CLIENT_CITY, NULL);
  await_field (&page, 0, CRM_CLIENT_BIRTHDAY, NULL);
  page_close (&page);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add_func ("/client-cells/keyboard", test_keyboard);
  g_test_add_func ("/client-cells/paste", test_paste);
  g_test_add_func ("/client-cells/refused", test_refused);
  return g_test_run ();
}
