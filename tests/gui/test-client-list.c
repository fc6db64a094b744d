/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include <glib/gstdio.h>

#include "client/crm-bulk-edit-dialog.h"
#include "client/crm-choose-dialog.h"
#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "client/crm-client-cell.h"
#include "client/crm-client-chips.h"
#include "client/crm-client-list-view.h"
#include "client/crm-client-print.h"
#include "client/crm-client-states.h"
#include "client/crm-client-table.h"
#include "client/crm-saved-views.h"
#include "client/crm-client.h"
#include "deal/crm-deal.h"
#include "settings/crm-settings.h"
#include "task/crm-task.h"
#include "timeline/crm-composer.h"
#include "widgets/crm-highlight.h"
#include "widgets/crm-names.h"

/* The page Clients in a real window: search, order, chips, selection and bulk changes with undo, empty states, widths. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmClientListView *view;
  CrmRecordList *list;
  CrmClientTable *table;
  gint64 ids[4];
} Page;

static gint64
add_client (CrmStore *store, const char *name, const char *city, const char *phone, gint64 owner)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "client");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_CLIENT_NAME, name);
  crm_values_set_text (values, CRM_CLIENT_CITY, city);
  if (phone != NULL)
    crm_values_set_text (values, CRM_CLIENT_PHONE, phone);
  if (owner != 0)
    crm_values_set_integer (values, CRM_CLIENT_OWNER, owner);
  return crm_test_add (store, values);
}

static gint64
add_user (CrmStore *store, const char *name)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "user");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, entity->info->title_field, name);
  return crm_test_add (store, values);
}

static gboolean
is_settled (gpointer data)
{
  Page *page = data;

  return !crm_record_list_is_loading (page->list) && crm_record_list_get_count (page->list) != G_MAXUINT64 &&
         g_list_model_get_n_items (G_LIST_MODEL (page->list)) == crm_record_list_get_count (page->list);
}

static void
page_open (Page *page, gboolean filled)
{
  GSettings *settings = crm_settings_get ();
  GtkWidget *view;

  /* The page remembers order and columns; each test starts without. */
  if (settings != NULL)
    {
      g_settings_reset (settings, "client-order");
      g_settings_reset (settings, "client-columns");
    }
  page->store = crm_test_store_new (TRUE);
  if (filled)
    {
      gint64 me = crm_store_get_user (page->store);
      gint64 other = add_user (page->store, "Petro");

      page->ids[0] = add_client (page->store, "Anna Kowalska", "Kraków", "+48 601 442 187", me);
      page->ids[1] = add_client (page->store, "Борис Ґава", "Львів", NULL, other);
      page->ids[2] = add_client (page->store, "Carl Müller", "Wien", NULL, me);
      page->ids[3] = add_client (page->store, "Dora Nowak", "Brno", NULL, other);
    }
  page->window = crm_test_window_new (page->store);
  crm_window_show_page (page->window, "clients");
  view = GTK_WIDGET (crm_window_get_view (page->window));
  page->view = CRM_CLIENT_LIST_VIEW (view);
  page->list = crm_client_list_view_get_list (page->view);
  crm_test_await (is_settled, page);
  page->table = CRM_CLIENT_TABLE (crm_test_find (view, CRM_TYPE_CLIENT_TABLE, NULL));
}

static void
page_close (Page *page)
{
  crm_test_window_destroy (page->window);
  crm_test_store_remove (page->store);
}

static gint64
id_at (Page *page, guint position)
{
  return crm_record_list_get_id (page->list, position);
}

typedef struct
{
  Page *page;
  guint64 count;
} Count;

static gboolean
has_count (gpointer data)
{
  Count *wanted = data;

  return is_settled (wanted->page) && crm_record_list_get_count (wanted->page->list) == wanted->count;
}

static void
await_count (Page *page, guint64 count)
{
  Count wanted = { page, count };

  crm_test_await (has_count, &wanted);
}

static void
type_search (Page *page, const char *text)
{
  GtkWidget *entry = crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_SEARCH_ENTRY, NULL);

  g_assert_true (crm_view_focus_search (CRM_VIEW (page->view)));
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static const char *
get_state (Page *page)
{
  return crm_client_states_get (
      CRM_CLIENT_STATES (crm_test_find (GTK_WIDGET (page->view), CRM_TYPE_CLIENT_STATES, NULL)));
}

static gboolean
is_at_nobody (gpointer data)
{
  return g_str_equal (get_state (data), "nobody");
}

static void
test_search (void)
{
  Page page;
  GtkWidget *entry;

  page_open (&page, TRUE);
  g_assert_cmpuint (crm_record_list_get_count (page.list), ==, 4);
  entry = crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_SEARCH_ENTRY, NULL);

  /* By part of a name without its marks, by digits in the middle of a phone, by Cyrillic. */
  type_search (&page, "muller");
  await_count (&page, 1);
  g_assert_cmpint (id_at (&page, 0), ==, page.ids[2]);
  type_search (&page, "442187");
  await_count (&page, 1);
  g_assert_cmpint (id_at (&page, 0), ==, page.ids[0]);
  type_search (&page, "ґав");
  await_count (&page, 1);
  g_assert_cmpint (id_at (&page, 0), ==, page.ids[1]);

  /* Escape clears and shows all again; Enter opens the first hit. */
  g_signal_emit_by_name (entry, "stop-search");
  await_count (&page, 4);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  type_search (&page, "dora");
  await_count (&page, 1);
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (crm_window_get_page (page.window), ==, "client");

  /* Back keeps the words. */
  crm_window_back (GTK_WIDGET (page.window));
  g_assert_cmpstr (crm_window_get_page (page.window), ==, "clients");
  g_assert_cmpuint (crm_record_list_get_count (page.list), ==, 1);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "dora");

  type_search (&page, "zyzzyx");
  crm_test_await (is_at_nobody, &page);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_BUTTON, "Create client “zyzzyx”"));
  page_close (&page);
}

typedef struct
{
  Page *page;
  gint64 first;
} First;

static gboolean
is_first (gpointer data)
{
  First *wanted = data;

  return is_settled (wanted->page) && id_at (wanted->page, 0) == wanted->first;
}

static void
await_first (Page *page, gint64 first)
{
  First wanted = { page, first };

  crm_test_await (is_first, &wanted);
}

static void
sort_by (Page *page, const char *title, GtkSortType direction)
{
  GtkColumnView *view =
      GTK_COLUMN_VIEW (crm_test_find (GTK_WIDGET (page->table), GTK_TYPE_COLUMN_VIEW, NULL));
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_str_equal (gtk_column_view_column_get_title (column), title))
        {
          gtk_column_view_sort_by_column (view, column, direction);
          return;
        }
    }
  g_assert_not_reached ();
}

static void
show_column (Page *page, const char *field)
{
  CrmClientColumns *columns = crm_client_table_get_columns (page->table);

  for (guint i = 0; i < crm_client_columns_get_n (columns); i++)
    if (g_str_equal (crm_client_columns_get_field (columns, i), field))
      crm_client_columns_set_shown (columns, i, TRUE);
}

static void
add_task (Page *page, gint64 client, const char *title, int days)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (page->store, "task");
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (page->store));
  g_autofree char *day = crm_date_add_days (today, days);
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_TASK_TITLE, title);
  crm_values_set_text (values, CRM_TASK_KIND, "call");
  crm_values_set_integer (values, CRM_TASK_CLIENT, client);
  crm_values_set_text (values, CRM_TASK_DUE_ON, day);
  crm_test_add (page->store, values);
}

static void
add_deal (Page *page, gint64 client, gint64 minor)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (page->store, "deal");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_DEAL_TITLE, "Beans");
  crm_values_set_integer (values, CRM_DEAL_CLIENT, client);
  crm_value_set_money (crm_values_slot (values, CRM_DEAL_AMOUNT), minor, "EUR");
  crm_test_add (page->store, values);
}

static gboolean
says_totals (gpointer data)
{
  Page *page = data;

  return crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_LABEL, "4 clients · 2 without a next step") !=
             NULL &&
         crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_LABEL, "Open deals €5,000 · filled in: 1") != NULL;
}

static gboolean
says_cities (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_LABEL, "City · filled in: 4") != NULL;
}

static gboolean
are_late_counted (gpointer data)
{
  return crm_client_chips_get_count (data, CRM_CLIENT_SCOPE_NO_STEP) == 2 &&
         crm_client_chips_get_count (data, CRM_CLIENT_SCOPE_OVERDUE) == 1;
}

/* Overdue, later, none: in the rows, on the chips, in the foot, and in the name of a row. */
static void
test_next_step (void)
{
  CrmClientChips *chips;
  GtkWidget *cell;
  Page page;

  page_open (&page, TRUE);
  chips = CRM_CLIENT_CHIPS (crm_test_find (GTK_WIDGET (page.view), CRM_TYPE_CLIENT_CHIPS, NULL));
  add_task (&page, page.ids[3], "Send the offer", 3);
  add_task (&page, page.ids[2], "Call back", -1);
  add_deal (&page, page.ids[2], 500000);
  await_first (&page, page.ids[2]);
  g_assert_cmpint (id_at (&page, 1), ==, page.ids[3]);
  g_assert_cmpint (id_at (&page, 2), ==, page.ids[0]);
  g_assert_cmpint (id_at (&page, 3), ==, page.ids[1]);
  crm_test_await (are_late_counted, chips);
  crm_test_await (says_totals, &page);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.total-column", "s", "city");
  crm_test_await (says_cities, page.view);

  cell = crm_test_find (GTK_WIDGET (page.table), CRM_TYPE_CLIENT_CELL, NULL);
  gtk_test_accessible_assert_property (gtk_widget_get_parent (cell), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Carl Müller, Wien, next step Call back, overdue 1 day, last contact Never, open deals €5,000");

  g_signal_emit_by_name (crm_client_chips_get_scope (chips, CRM_CLIENT_SCOPE_NO_STEP), "clicked");
  await_count (&page, 2);
  await_first (&page, page.ids[0]);
  g_signal_emit_by_name (crm_client_chips_get_scope (chips, CRM_CLIENT_SCOPE_OVERDUE), "clicked");
  await_count (&page, 1);
  g_assert_cmpint (id_at (&page, 0), ==, page.ids[2]);
  page_close (&page);
}

static void
test_order (void)
{
  Page page;

  page_open (&page, TRUE);
  await_first (&page, page.ids[0]);
  show_column (&page, "city");
  sort_by (&page, "City", GTK_SORT_ASCENDING);
  await_first (&page, page.ids[3]);
  sort_by (&page, "City", GTK_SORT_DESCENDING);
  await_first (&page, page.ids[1]);
  g_assert_cmpstr (crm_query_get_order (crm_record_list_get_query (page.list))[0], ==, "-city");
  page_close (&page);
}

static gboolean
is_counted (gpointer data)
{
  return crm_client_chips_get_count (data, CRM_CLIENT_SCOPE_MINE) == 2;
}

static void
test_chips (void)
{
  Page page;
  CrmClientChips *chips;

  page_open (&page, TRUE);
  chips = CRM_CLIENT_CHIPS (crm_test_find (GTK_WIDGET (page.view), CRM_TYPE_CLIENT_CHIPS, NULL));
  crm_test_await (is_counted, chips);
  g_assert_cmpint (crm_client_chips_get_count (chips, CRM_CLIENT_SCOPE_ALL), ==, 4);

  g_signal_emit_by_name (crm_client_chips_get_scope (chips, CRM_CLIENT_SCOPE_MINE), "clicked");
  await_count (&page, 2);
  g_assert_cmpint (id_at (&page, 1), ==, page.ids[2]);
  g_assert_cmpstr (get_state (&page), ==, "list");

  /* Nobody has a birthday: the state names the filter and leads out of it. */
  g_signal_emit_by_name (crm_client_chips_get_scope (chips, CRM_CLIENT_SCOPE_BIRTHDAY), "clicked");
  await_count (&page, 0);
  g_assert_cmpstr (get_state (&page), ==, "filtered");
  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.clear-filters", NULL);
  await_count (&page, 4);
  g_assert_cmpstr (get_state (&page), ==, "list");
  page_close (&page);
}

static gboolean
dialog_is_shown (gpointer data)
{
  return crm_test_get_dialog (data) != NULL;
}

static guint
count_tags (CrmStore *store, gint64 id)
{
  g_autoptr (CrmRecord) record = crm_store_get_record (store, "client", id);
  CrmRow *row = crm_record_get_row (record);
  const CrmValue *value = row != NULL ? crm_row_get (row, CRM_CLIENT_TAGS) : NULL;

  return value != NULL && value->type == CRM_VALUE_LIST && value->v.list != NULL ? value->v.list->len : 0;
}

static gboolean
all_are_tagged (gpointer data)
{
  Page *page = data;

  for (guint i = 0; i < G_N_ELEMENTS (page->ids); i++)
    if (count_tags (page->store, page->ids[i]) != 1)
      return FALSE;
  return TRUE;
}

static gboolean
none_is_tagged (gpointer data)
{
  Page *page = data;

  for (guint i = 0; i < G_N_ELEMENTS (page->ids); i++)
    if (count_tags (page->store, page->ids[i]) != 0)
      return FALSE;
  return TRUE;
}

static void
test_bulk (void)
{
  const char *const tags[] = { "Oрт", NULL };
  const char *const none[] = { NULL };
  CrmRecordSelection *selection;
  Page page;

  page_open (&page, TRUE);
  selection = crm_client_table_get_selection (page.table);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.select-all", NULL);
  g_assert_cmpuint (crm_record_selection_get_count (selection), ==, 4);
  g_assert_true (crm_record_selection_is_multi (selection));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_LABEL, "4 selected"));

  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.tag", NULL);
  crm_test_await (dialog_is_shown, page.window);
  g_assert_true (CRM_IS_CHOOSE_DIALOG (crm_test_get_dialog (page.window)));
  g_signal_emit_by_name (crm_test_get_dialog (page.window), "chosen", tags, none);
  gtk_window_destroy (crm_test_get_dialog (page.window));
  crm_test_await (all_are_tagged, &page);

  /* One write, one undo. */
  g_action_group_activate_action (G_ACTION_GROUP (page.window), "undo", NULL);
  crm_test_await (none_is_tagged, &page);

  /* Archived ones leave the list and the selection, and come back together. */
  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.unselect", NULL);
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (selection), 0, 2, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.archive", NULL);
  await_count (&page, 2);
  g_assert_cmpuint (crm_record_selection_get_count (selection), ==, 0);
  g_action_group_activate_action (G_ACTION_GROUP (page.window), "undo", NULL);
  await_count (&page, 4);
  page_close (&page);
}

static gboolean
nav_counts_incomplete (gpointer data)
{
  GtkWidget *row = crm_test_find (data, GTK_TYPE_LIST_BOX_ROW, "Incomplete");

  return row != NULL && crm_test_find (row, GTK_TYPE_LABEL, "3") != NULL;
}

static gboolean
nav_has_no_incomplete (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_LIST_BOX_ROW, "Incomplete") == NULL;
}

static gboolean
says_what_is_missing (gpointer table)
{
  GtkWidget *cell = crm_test_find (table, CRM_TYPE_CLIENT_CELL, NULL);
  g_autofree char *other =
      cell != NULL ? gtk_test_accessible_check_property (GTK_ACCESSIBLE (gtk_widget_get_parent (cell)),
                         GTK_ACCESSIBLE_PROPERTY_LABEL,
                         "Carl Müller, No phone, e-mail or messenger, No next step, last contact Never")
                   : g_strdup ("");

  return other == NULL;
}

/* A list every book has: counted in the navigation, said in its rows, gone with the last of them. */
static void
test_incomplete (void)
{
  GtkWidget *row;
  Page page;

  page_open (&page, TRUE);
  crm_test_await (nav_counts_incomplete, page.window);
  row = crm_test_find (GTK_WIDGET (page.window), GTK_TYPE_LIST_BOX_ROW, "Incomplete");
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  await_count (&page, 3);
  crm_test_await (says_what_is_missing, page.table);
  crm_store_archive_async (page.store, "client", page.ids + 1, 3, FALSE, NULL, NULL, NULL);
  await_count (&page, 0);
  crm_test_await (nav_has_no_incomplete, page.window);
  page_close (&page);
}

static gboolean
has_view (gpointer data)
{
  return crm_names_get_count (data) == 1;
}

static gboolean
shows_city (Page *page)
{
  g_autoptr (GPtrArray) shown =
      crm_client_columns_dup_shown (crm_client_table_get_columns (page->table), FALSE);

  return g_ptr_array_find_with_equal_func (shown, "city", g_str_equal, NULL);
}

/* A view has columns of its own, which leave the person's alone. */
static void
test_columns_of_view (void)
{
  g_autoptr (CrmNames) views = NULL;
  CrmClientColumns *columns;
  GtkWidget *button;
  Page page;

  page_open (&page, TRUE);
  columns = crm_client_table_get_columns (page.table);
  views = crm_names_get (page.store, "saved_view");
  button = crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_MENU_BUTTON, "Saved views");
  show_column (&page, "city");
  type_search (&page, "carl");
  await_count (&page, 1);
  crm_saved_views_save (CRM_SAVED_VIEWS (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), "Carl");
  crm_test_await (has_view, views);
  type_search (&page, "");
  await_count (&page, 4);
  for (guint i = 0; i < crm_client_columns_get_n (columns); i++)
    if (g_str_equal (crm_client_columns_get_field (columns, i), "city"))
      crm_client_columns_set_shown (columns, i, FALSE);
  g_assert_false (shows_city (&page));

  gtk_widget_activate_action (
      GTK_WIDGET (page.view), "clients.show-saved", "x", crm_names_get_row (views, 0)->id);
  await_count (&page, 1);
  g_assert_true (shows_city (&page));
  type_search (&page, "");
  await_count (&page, 4);
  g_assert_false (shows_city (&page));
  page_close (&page);
}

static gboolean
composes_task (gpointer data)
{
  GtkWidget *composer = crm_test_find (data, CRM_TYPE_COMPOSER, NULL);

  return composer != NULL && gtk_widget_is_sensitive (composer) &&
         crm_composer_get_mode (CRM_COMPOSER (composer)) == CRM_COMPOSER_TASK;
}

/* From the menu of a client: its card, ready for the task, also when the client has still to be read. */
static void
test_add_task (void)
{
  Page page;

  page_open (&page, TRUE);
  gtk_selection_model_select_item (
      GTK_SELECTION_MODEL (crm_client_table_get_selection (page.table)), 1, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.add-task", NULL);
  g_assert_cmpstr (crm_window_get_page (page.window), ==, "client");
  crm_test_await (composes_task, page.window);
  page_close (&page);
}

/* Titles on every page, rows of one height. */
static void
test_print (void)
{
  g_autoptr (GString) table = g_string_new ("Client\tCity\n");
  g_autofree char *folder = g_dir_make_tmp ("crm-print-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "clients.pdf", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  guint n_pages = 0;
  gsize length = 0;

  for (guint i = 0; i < 120; i++)
    g_string_append_printf (table, "Олена Іваненко %u\tЛьвів\n", i);
  g_assert_true (crm_client_print_to_file (table->str, path, &n_pages, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_pages, ==, 3);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF"));
  g_unlink (path);
  g_rmdir (folder);
}

static gboolean
all_live_in_odesa (gpointer data)
{
  Page *page = data;

  for (guint i = 0; i < G_N_ELEMENTS (page->ids); i++)
    {
      g_autoptr (CrmRecord) record = crm_store_get_record (page->store, "client", page->ids[i]);

      if (g_strcmp0 (crm_record_get_text (record, CRM_CLIENT_CITY), "Одеса") != 0)
        return FALSE;
    }
  return TRUE;
}

/* One field of all of them; a wrong value stays in the dialog. */
static void
test_bulk_change (void)
{
  CrmBulkEditDialog *dialog;
  Page page;

  page_open (&page, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.select-all", NULL);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.change", NULL);
  crm_test_await (dialog_is_shown, page.window);
  dialog = CRM_BULK_EDIT_DIALOG (crm_test_get_dialog (page.window));
  g_assert_false (crm_bulk_edit_dialog_fill (dialog, "name", "Everybody"));
  g_assert_false (crm_bulk_edit_dialog_fill (dialog, "phone", "111"));
  g_assert_true (crm_bulk_edit_dialog_fill (dialog, "birthday", "someday"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "edit.apply", NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (dialog)));
  g_assert_true (crm_bulk_edit_dialog_fill (dialog, "city", "Одеса"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "edit.apply", NULL);
  crm_test_await (all_live_in_odesa, &page);
  g_assert_cmpstr (crm_store_get_undo_purpose (page.store), ==, "“City” of 4 clients changed");
  page_close (&page);
}

static void
on_clipboard_read (GObject *source, GAsyncResult *result, gpointer data)
{
  char **text = data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
has_text (gpointer data)
{
  return *(char **)data != NULL;
}

static gboolean
clipboard_is_ours (gpointer data)
{
  return gdk_clipboard_is_local (data);
}

static void
test_copy (void)
{
  GtkSelectionModel *selection;
  GdkClipboard *clipboard;
  g_autofree char *text = NULL;
  Page page;

  page_open (&page, TRUE);
  show_column (&page, "city");
  add_deal (&page, page.ids[2], 500000);
  selection = GTK_SELECTION_MODEL (crm_client_table_get_selection (page.table));
  gtk_selection_model_select_range (selection, 0, 2, TRUE);
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (page.view));
  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.copy", NULL);
  crm_test_await (clipboard_is_ours, clipboard);
  gdk_clipboard_read_text_async (clipboard, NULL, on_clipboard_read, &text);
  crm_test_await (has_text, &text);
  g_assert_true (g_str_has_prefix (text, "Client\tNext step\tLast contact\tOpen deals\t12 months\t"));
  g_assert_nonnull (strstr (text, "\nAnna Kowalska\t"));
  g_assert_nonnull (strstr (text, "\tKraków\n"));
  g_assert_nonnull (strstr (text, "\nCarl Müller\t\t\t€5,000.00\t"));
  g_assert_null (strstr (text, "Dora"));
  page_close (&page);
}

static gboolean
is_empty_state (gpointer data)
{
  return g_str_equal (get_state (data), "empty");
}

static void
test_empty (void)
{
  Page page;

  page_open (&page, FALSE);
  crm_test_await (is_empty_state, &page);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_BUTTON, "Import…"));
  crm_test_add_client (page.store, "Olena");
  await_count (&page, 1);
  g_assert_cmpstr (get_state (&page), ==, "list");
  page_close (&page);
}

static void
test_selection_survives (void)
{
  CrmRecordSelection *selection;
  Page page;
  g_autoptr (GArray) ids = NULL;

  page_open (&page, TRUE);
  selection = crm_client_table_get_selection (page.table);
  gtk_selection_model_select_item (
      GTK_SELECTION_MODEL (selection), crm_record_list_find (page.list, page.ids[1]), TRUE);
  g_assert_false (crm_record_selection_is_multi (selection));

  /* Another order keeps what is selected, another result does not. */
  show_column (&page, "city");
  sort_by (&page, "City", GTK_SORT_ASCENDING);
  await_first (&page, page.ids[3]);
  ids = crm_record_selection_dup_ids (selection);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, page.ids[1]);
  g_assert_true (gtk_selection_model_is_selected (
      GTK_SELECTION_MODEL (selection), crm_record_list_find (page.list, page.ids[1])));
  type_search (&page, "anna");
  await_count (&page, 1);
  g_assert_cmpuint (crm_record_selection_get_count (selection), ==, 0);
  page_close (&page);
}

static void
test_widths (void)
{
  Page page;

  page_open (&page, TRUE);
  crm_view_width_changed (CRM_VIEW (page.view), 1280);
  g_assert_false (crm_client_table_get_narrow (page.table));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_LABEL, "Tags"));
  crm_view_width_changed (CRM_VIEW (page.view), 400);
  g_assert_true (crm_client_table_get_narrow (page.table));
  /* The search behind its icon still starts. */
  type_search (&page, "anna");
  await_count (&page, 1);
  crm_view_width_changed (CRM_VIEW (page.view), 1280);
  g_assert_false (crm_client_table_get_narrow (page.table));
  page_close (&page);
}

static void
check_mark (const char *text, const char *word, guint start, guint end)
{
  const char *const words[] = { word, NULL };
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));
  guint found = 0;
  g_autoptr (PangoAttrList) marks = crm_highlight (label, text, words, &found);
  g_autoptr (PangoAttrIterator) iter = NULL;
  int from, to;

  g_assert_nonnull (marks);
  g_assert_cmpuint (found, ==, 1);
  iter = pango_attr_list_get_iterator (marks);
  pango_attr_iterator_range (iter, &from, &to);
  if (pango_attr_iterator_get (iter, PANGO_ATTR_WEIGHT) == NULL)
    {
      g_assert_true (pango_attr_iterator_next (iter));
      pango_attr_iterator_range (iter, &from, &to);
    }
  g_assert_cmpuint (from, ==, start);
  g_assert_cmpuint (to, ==, end);
}

static void
test_marks (void)
{
  const char *const absent[] = { "xyz", NULL };
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));

  /* Byte offsets in the text as written: folding drops marks and widens ß. */
  check_mark ("Carl Müller", "muller", 5, 12);
  check_mark ("Weißkopf", "ssk", 3, 6);
  check_mark ("Київ", "їв", 4, 8);
  g_assert_null (crm_highlight (label, "Anna", absent, NULL));
  g_assert_null (crm_highlight (label, NULL, absent, NULL));
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add_func ("/client-list/search", test_search);
  g_test_add_func ("/client-list/order", test_order);
  g_test_add_func ("/client-list/next-step", test_next_step);
  g_test_add_func ("/client-list/chips", test_chips);
  g_test_add_func ("/client-list/bulk", test_bulk);
  g_test_add_func ("/client-list/incomplete", test_incomplete);
  g_test_add_func ("/client-list/columns-of-view", test_columns_of_view);
  g_test_add_func ("/client-list/add-task", test_add_task);
  g_test_add_func ("/client-list/print", test_print);
  g_test_add_func ("/client-list/bulk-change", test_bulk_change);
  g_test_add_func ("/client-list/copy", test_copy);
  g_test_add_func ("/client-list/empty", test_empty);
  g_test_add_func ("/client-list/selection-survives", test_selection_survives);
  g_test_add_func ("/client-list/widths", test_widths);
  g_test_add_func ("/client-list/marks", test_marks);
  return g_test_run ();
}
