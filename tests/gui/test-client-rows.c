/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-list-page.h"

#include <glib/gstdio.h>

#include "client/crm-bulk-edit-dialog.h"
#include "client/crm-choose-dialog.h"
#include "client/crm-client-cell.h"
#include "client/crm-client-print.h"
#include "client/crm-client-table.h"
#include "client/crm-client.h"
#include "client/crm-columns-popover.h"
#include "client/crm-saved-views.h"
#include "crm-test-gui.h"
#include "crm-test-input.h"
#include "import/crm-importer.h"
#include "timeline/crm-composer.h"
#include "widgets/crm-names.h"

/* What is done with the rows of the page Clients: several at once, copied, printed, with the columns of a view, found incomplete. */

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
  page_await_count (&page, 2);
  g_assert_cmpuint (crm_record_selection_get_count (selection), ==, 0);
  g_action_group_activate_action (G_ACTION_GROUP (page.window), "undo", NULL);
  page_await_count (&page, 4);
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
  page_await_count (&page, 3);
  crm_test_await (says_what_is_missing, page.table);
  crm_store_archive_async (page.store, "client", page.ids + 1, 3, FALSE, NULL, NULL, NULL);
  page_await_count (&page, 0);
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
  page_show_column (&page, "city");
  page_type_search (&page, "carl");
  page_await_count (&page, 1);
  crm_saved_views_save (CRM_SAVED_VIEWS (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), "Carl");
  crm_test_await (has_view, views);
  page_type_search (&page, "");
  page_await_count (&page, 4);
  for (guint i = 0; i < crm_client_columns_get_n (columns); i++)
    if (g_str_equal (crm_client_columns_get_field (columns, i), "city"))
      crm_client_columns_set_shown (columns, i, FALSE);
  g_assert_false (shows_city (&page));

  gtk_widget_activate_action (
      GTK_WIDGET (page.view), "clients.show-saved", "x", crm_names_get_row (views, 0)->id);
  page_await_count (&page, 1);
  g_assert_true (shows_city (&page));
  page_type_search (&page, "");
  page_await_count (&page, 4);
  g_assert_false (shows_city (&page));
  page_close (&page);
}

/* The row of the navigation that is marked as what the page shows; NULL when there is none. */
static GtkWidget *
find_marked (GtkWidget *from)
{
  if (GTK_IS_LIST_BOX_ROW (from) && gtk_widget_has_css_class (from, "shown"))
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_marked (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
marks_carl (gpointer data)
{
  GtkWidget *row = find_marked (data);

  return row != NULL && crm_test_find (row, GTK_TYPE_LABEL, "Carl") != NULL;
}

static gboolean
marks_nothing (gpointer data)
{
  return find_marked (data) == NULL;
}

static char *
dup_order (Page *page)
{
  g_auto (GStrv) keys = crm_client_columns_dup_order (crm_client_table_get_columns (page->table));

  return g_strjoinv (" ", keys);
}

/* As a click on a title does. */
static void
sort_by (Page *page, const char *key)
{
  CrmClientColumns *columns = crm_client_table_get_columns (page->table);

  crm_client_columns_set_order (columns, (const char *const[]){ key, NULL });
  g_signal_emit_by_name (columns, "order-changed");
}

static gboolean
nav_has_no_carl (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_LIST_BOX_ROW, "Carl") == NULL;
}

/* The navigation says which view the list shows: saved, left, chosen again, seen from another page, taken out. Its order is gone with it. */
static void
test_mark (void)
{
  g_autoptr (CrmNames) views = NULL;
  CrmValues *values;
  g_autofree char *during = NULL, *after = NULL;
  GtkWidget *button;
  CrmRow *row;
  Page page;

  page_open (&page, TRUE);
  views = crm_names_get (page.store, "saved_view");
  button = crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_MENU_BUTTON, "Saved views");
  g_assert_null (find_marked (GTK_WIDGET (page.window)));
  page_type_search (&page, "carl");
  page_await_count (&page, 1);
  sort_by (&page, "-city");
  crm_saved_views_save (CRM_SAVED_VIEWS (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), "Carl");
  crm_test_await (marks_carl, page.window);
  page_type_search (&page, "");
  crm_test_await (marks_nothing, page.window);
  sort_by (&page, "last_contact");

  row = crm_names_get_row (views, 0);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.show-saved", "x", row->id);
  crm_test_await (marks_carl, page.window);
  during = dup_order (&page);
  g_assert_cmpstr (during, ==, "-city");
  crm_window_show_page (page.window, "tasks");
  g_assert_null (find_marked (GTK_WIDGET (page.window)));
  crm_window_show_page (page.window, "clients");
  g_assert_true (marks_carl (page.window));
  page_type_search (&page, "");
  crm_test_await (marks_nothing, page.window);
  after = dup_order (&page);
  g_assert_cmpstr (after, ==, "last_contact");

  values = crm_values_new (row->entity);
  crm_values_set_integer (values, crm_entity_find_field (row->entity, "pinned"), FALSE);
  crm_store_set_async (page.store, row->id, row->version, values, NULL, NULL, NULL);
  crm_test_await (nav_has_no_carl, page.window);
  page_close (&page);
}

static gboolean
has_columns_focus (gpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (data);

  return focus != NULL && gtk_widget_get_ancestor (focus, CRM_TYPE_COLUMNS_POPOVER) != NULL;
}

static gboolean
has_view_focus (gpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (data);

  return focus != NULL && !has_columns_focus (data) &&
         gtk_widget_get_ancestor (focus, CRM_TYPE_CLIENT_LIST_VIEW) != NULL;
}

static gboolean
takes_keys (gpointer data)
{
  return gtk_widget_has_focus (data);
}

/* The arrow keys go about in the list of columns and press nothing: neither up and down nor across. */
static void
test_columns_arrows (void)
{
  GtkWidget *first, *row;
  gboolean shown;
  Page page;

  if (!crm_test_has_input ())
    return;
  page_open (&page, TRUE);
  crm_test_focus_window (GTK_WINDOW (page.window));
  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.columns", NULL);
  crm_test_await (has_columns_focus, page.window);
  row = crm_test_find (GTK_WIDGET (page.window), CRM_TYPE_COLUMNS_POPOVER, NULL);
  row = gtk_widget_get_parent (gtk_widget_get_parent (crm_test_find (row, GTK_TYPE_CHECK_BUTTON, NULL)));
  /* The first row is of the name, which always stays. */
  row = gtk_widget_get_next_sibling (gtk_widget_get_first_child (row));
  first = gtk_widget_get_first_child (row);
  shown = gtk_check_button_get_active (GTK_CHECK_BUTTON (first));
  gtk_widget_grab_focus (first);
  crm_test_press ("Down");
  crm_test_await (takes_keys, gtk_widget_get_first_child (gtk_widget_get_next_sibling (row)));
  crm_test_press ("Up");
  crm_test_await (takes_keys, first);
  crm_test_press ("Up");
  crm_test_press ("Right");
  crm_test_await (takes_keys, gtk_widget_get_next_sibling (first));
  crm_test_press ("Left");
  crm_test_await (takes_keys, first);
  crm_test_press ("Left");
  crm_test_await_frame (GTK_WIDGET (page.window));
  g_assert_true (gtk_widget_has_focus (first));
  g_assert_cmpint (gtk_check_button_get_active (GTK_CHECK_BUTTON (first)), ==, shown);
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (first, CRM_TYPE_COLUMNS_POPOVER)));
  crm_test_await (has_view_focus, page.window);
  page_close (&page);
}

/* The keys move about in the list of columns, not behind it; closed, it leaves the focus where it came from. */
static void
test_columns_keys (void)
{
  GtkWidget *focus;
  Page page;

  page_open (&page, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.columns", NULL);
  crm_test_await (has_columns_focus, page.window);
  for (guint i = 0; i < 3; i++)
    {
      gtk_widget_child_focus (GTK_WIDGET (page.window), GTK_DIR_TAB_FORWARD);
      g_assert_true (has_columns_focus (page.window));
    }
  focus = gtk_root_get_focus (GTK_ROOT (page.window));
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (focus, CRM_TYPE_COLUMNS_POPOVER)));
  crm_test_await (has_view_focus, page.window);
  page_close (&page);
}

static gboolean
has_focus (gpointer data)
{
  return gtk_widget_get_focus_child (data) != NULL;
}

static gboolean
shows_new_name (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_EDITABLE_LABEL, "Karl") != NULL;
}

/* A view that gets another name keeps the focus, although its row is made anew. */
static void
test_rename (void)
{
  GtkWidget *button, *popover, *label;
  GtkListBoxRow *row;
  Page page;

  page_open (&page, TRUE);
  button = crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_MENU_BUTTON, "Saved views");
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  page_type_search (&page, "anna");
  page_await_count (&page, 1);
  crm_saved_views_save (CRM_SAVED_VIEWS (popover), "Anna");
  page_type_search (&page, "");
  page_await_count (&page, 4);
  page_type_search (&page, "carl");
  page_await_count (&page, 1);
  crm_saved_views_save (CRM_SAVED_VIEWS (popover), "Carl");
  crm_test_await (marks_carl, page.window);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  label = crm_test_find (popover, GTK_TYPE_EDITABLE_LABEL, "Carl");
  g_assert_nonnull (label);
  gtk_editable_label_start_editing (GTK_EDITABLE_LABEL (label));
  crm_test_await (has_focus, label);
  gtk_editable_set_text (GTK_EDITABLE (label), "Karl");
  gtk_editable_label_stop_editing (GTK_EDITABLE_LABEL (label), TRUE);
  crm_test_await (shows_new_name, popover);
  label = crm_test_find (popover, GTK_TYPE_EDITABLE_LABEL, "Karl");
  row = GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW));
  g_assert_true (gtk_widget_get_focus_child (gtk_widget_get_parent (GTK_WIDGET (row))) == GTK_WIDGET (row));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  page_close (&page);
}

static GtkWidget *
find_css_name (GtkWidget *from, const char *name)
{
  if (g_str_equal (gtk_widget_get_css_name (from), name))
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_css_name (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_toast (gpointer data)
{
  GtkWidget *toast = find_css_name (data, "toast");

  return toast != NULL && gtk_widget_get_height (toast) > 0;
}

/* What offers to take back the last step leaves the next one in reach, and what reminds of something. */
static void
test_toast (void)
{
  graphene_rect_t toast, bar, above;
  GtkWidget *button, *strip = gtk_button_new_with_label ("A reminder");
  Page page;

  page_open (&page, TRUE);
  crm_window_add_strip (page.window, strip);
  gtk_selection_model_select_range (
      GTK_SELECTION_MODEL (crm_client_table_get_selection (page.table)), 0, 2, TRUE);
  crm_test_add_client (page.store, "Emil Novák");
  crm_test_await (has_toast, page.window);
  crm_test_await_frame (GTK_WIDGET (page.window));
  button = crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_BUTTON, "Archive");
  g_assert_true (gtk_widget_compute_bounds (
      find_css_name (GTK_WIDGET (page.window), "toast"), GTK_WIDGET (page.window), &toast));
  g_assert_true (gtk_widget_compute_bounds (button, GTK_WIDGET (page.window), &bar));
  g_assert_cmpfloat (toast.origin.y + toast.size.height, <=, bar.origin.y);
  g_assert_true (gtk_widget_compute_bounds (strip, GTK_WIDGET (page.window), &above));
  g_assert_cmpfloat (above.origin.y + above.size.height, <=, toast.origin.y);
  page_close (&page);
}

/* The first become the last. */
static gboolean
turn_round_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  GArray *ids = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);
      g_autofree char *city = g_strdup_printf ("%03u", ids->len - i);

      crm_values_set_text (values, CRM_CLIENT_CITY, city);
      if (!crm_transaction_update (tx, g_array_index (ids, gint64, i), 0, values, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
last_comes_first (gpointer data)
{
  Page *page = data;
  g_autoptr (CrmRecord) record = g_list_model_get_item (G_LIST_MODEL (page->list), 0);

  return record != NULL && g_strcmp0 (crm_record_get_text (record, CRM_CLIENT_CITY), "001") == 0;
}

static gboolean
is_at_top (gpointer data)
{
  return crm_client_table_is_at_top (((Page *)data)->table);
}

/* Rows that all change their places leave a list that was seen from its beginning there. */
static void
test_stays_at_top (void)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  Page page;

  page_open (&page, TRUE);
  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *name = g_strdup_printf ("Client %03u", i);
      gint64 id = crm_test_add_client (page.store, name);

      g_array_append_val (ids, id);
    }
  page_await_count (&page, 124);
  sort_by (&page, "city");
  crm_test_await (page_is_settled, &page);
  crm_client_table_focus_rows (page.table);
  crm_test_await_frame (GTK_WIDGET (page.window));
  crm_store_write_async (page.store, "Turned round", turn_round_in_worker, ids, NULL, NULL, NULL, NULL);
  crm_test_await (last_comes_first, &page);
  crm_test_await (is_at_top, &page);
  crm_test_await_frame (GTK_WIDGET (page.window));
  crm_test_await_frame (GTK_WIDGET (page.window));
  g_assert_true (crm_client_table_is_at_top (page.table));
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
  page_show_column (&page, "city");
  page_add_deal (&page, page.ids[2], 500000);
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

static void
import (Page *page, const char *last, guint n)
{
  g_autoptr (CrmImporter) importer = crm_importer_new (page->store, NULL);
  g_autoptr (GString) text = g_string_new ("Name,Phone\n");
  g_autoptr (CrmImportResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  CrmImportOptions options = { 0 };

  for (guint i = 0; i < n; i++)
    g_string_append_printf (
        text, "%c %s %03u,+48601%06u\n", 'A' + (char)(i % 26), last, i, i * 7 + (guint)last[0] * 1000);
  bytes = g_bytes_new (text->str, text->len);
  g_assert_true (crm_importer_load_bytes (importer, bytes, "more.csv", &options, &error));
  result = crm_importer_run_sync (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->created, ==, n);
}

/* Every place of the list that is seen has a row in it. */
static gboolean
is_without_gaps (gpointer data)
{
  Page *page = data;
  GtkWidget *table = GTK_WIDGET (page->table);

  for (int y = 60; y < gtk_widget_get_height (table); y += 20)
    {
      GtkWidget *found = gtk_widget_pick (table, 60, y, GTK_PICK_NON_TARGETABLE);
      if (found == NULL || (gtk_widget_get_ancestor (found, CRM_TYPE_CLIENT_CELL) == NULL &&
                               gtk_widget_get_first_child (found) == NULL))
        return FALSE;
    }
  return TRUE;
}

/* Many rows that come in above those that are shown are shown as well. */
static void
test_many_above (void)
{
  Page page;

  page_open (&page, TRUE);
  import (&page, "Nina", 90);
  page_await_count (&page, 94);
  crm_test_await (is_without_gaps, &page);
  import (&page, "Aaron", 420);
  page_await_count (&page, 514);
  crm_test_await (page_is_settled, &page);
  crm_test_await (is_without_gaps, &page);
  page_close (&page);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add_func ("/client-list/bulk", test_bulk);
  g_test_add_func ("/client-list/incomplete", test_incomplete);
  g_test_add_func ("/client-list/columns-of-view", test_columns_of_view);
  g_test_add_func ("/client-list/mark", test_mark);
  g_test_add_func ("/client-list/stays-at-top", test_stays_at_top);
  g_test_add_func ("/client-list/columns-arrows", test_columns_arrows);
  g_test_add_func ("/client-list/columns-keys", test_columns_keys);
  g_test_add_func ("/client-list/rename", test_rename);
  g_test_add_func ("/client-list/toast", test_toast);
  g_test_add_func ("/client-list/add-task", test_add_task);
  g_test_add_func ("/client-list/print", test_print);
  g_test_add_func ("/client-list/bulk-change", test_bulk_change);
  g_test_add_func ("/client-list/copy", test_copy);
  g_test_add_func ("/client-list/many-above", test_many_above);
  return g_test_run ();
}
