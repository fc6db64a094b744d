/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-list-page.h"

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "client/crm-client-cell.h"
#include "client/crm-client-chips.h"
#include "client/crm-client-states.h"
#include "client/crm-client-table.h"
#include "crm-test-gui.h"
#include "crm-test-input.h"
#include "task/crm-task.h"
#include "widgets/crm-highlight.h"

/* The page Clients in a real window: search, order, chips, selection and bulk changes with undo, empty states, widths. */

static gint64
id_at (Page *page, guint position)
{
  return crm_record_list_get_id (page->list, position);
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
  page_type_search (&page, "muller");
  page_await_count (&page, 1);
  g_assert_cmpint (id_at (&page, 0), ==, page.ids[2]);
  page_type_search (&page, "442187");
  page_await_count (&page, 1);
  g_assert_cmpint (id_at (&page, 0), ==, page.ids[0]);
  page_type_search (&page, "ґав");
  page_await_count (&page, 1);
  g_assert_cmpint (id_at (&page, 0), ==, page.ids[1]);

  /* Escape clears and shows all again; Enter opens the first hit. */
  g_signal_emit_by_name (entry, "stop-search");
  page_await_count (&page, 4);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  page_type_search (&page, "dora");
  page_await_count (&page, 1);
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (crm_window_get_page (page.window), ==, "client");

  /* Back keeps the words. */
  crm_window_back (GTK_WIDGET (page.window));
  g_assert_cmpstr (crm_window_get_page (page.window), ==, "clients");
  g_assert_cmpuint (crm_record_list_get_count (page.list), ==, 1);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "dora");

  page_type_search (&page, "zyzzyx");
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

  return page_is_settled (wanted->page) && id_at (wanted->page, 0) == wanted->first;
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
  page_add_deal (&page, page.ids[2], 500000);
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
  page_await_count (&page, 2);
  await_first (&page, page.ids[0]);
  g_signal_emit_by_name (crm_client_chips_get_scope (chips, CRM_CLIENT_SCOPE_OVERDUE), "clicked");
  page_await_count (&page, 1);
  g_assert_cmpint (id_at (&page, 0), ==, page.ids[2]);
  page_close (&page);
}

static void
test_order (void)
{
  Page page;

  page_open (&page, TRUE);
  await_first (&page, page.ids[0]);
  page_show_column (&page, "city");
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
  page_await_count (&page, 2);
  g_assert_cmpint (id_at (&page, 1), ==, page.ids[2]);
  g_assert_cmpstr (get_state (&page), ==, "list");

  /* Nobody has a birthday: the state names the filter and leads out of it. */
  g_signal_emit_by_name (crm_client_chips_get_scope (chips, CRM_CLIENT_SCOPE_BIRTHDAY), "clicked");
  page_await_count (&page, 0);
  g_assert_cmpstr (get_state (&page), ==, "filtered");
  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.clear-filters", NULL);
  page_await_count (&page, 4);
  g_assert_cmpstr (get_state (&page), ==, "list");
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
  page_await_count (&page, 1);
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
  page_show_column (&page, "city");
  sort_by (&page, "City", GTK_SORT_ASCENDING);
  await_first (&page, page.ids[3]);
  ids = crm_record_selection_dup_ids (selection);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, page.ids[1]);
  g_assert_true (gtk_selection_model_is_selected (
      GTK_SELECTION_MODEL (selection), crm_record_list_find (page.list, page.ids[1])));
  page_type_search (&page, "anna");
  page_await_count (&page, 1);
  g_assert_cmpuint (crm_record_selection_get_count (selection), ==, 0);
  page_close (&page);
}

static gboolean
is_in_table (gpointer data)
{
  Page *page = data;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (page->window));

  return focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (page->table));
}

/* The buttons for what is selected go with the selection; who used them by key goes on in the list. */
static void
test_focus_returns (void)
{
  GtkSelectionModel *selection;
  Page page;

  page_open (&page, TRUE);
  selection = GTK_SELECTION_MODEL (crm_client_table_get_selection (page.table));
  gtk_selection_model_select_item (selection, 0, TRUE);
  gtk_selection_model_select_item (selection, 1, FALSE);
  gtk_widget_grab_focus (crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_BUTTON, "Archive"));
  g_assert_false (is_in_table (&page));
  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.archive", NULL);
  page_await_count (&page, 2);
  crm_test_await (is_in_table, &page);
  page_close (&page);
}

static gboolean
is_nobody_selected (gpointer data)
{
  Page *page = data;

  return crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_LABEL, "2 selected") == NULL;
}

/* Who has put away everything a chip shows is left with no row and with nothing to do anything to. */
static void
test_selection_ends (void)
{
  CrmClientChips *chips;
  GtkSelectionModel *selection;
  Page page;

  page_open (&page, TRUE);
  chips = CRM_CLIENT_CHIPS (crm_test_find (GTK_WIDGET (page.view), CRM_TYPE_CLIENT_CHIPS, NULL));
  selection = GTK_SELECTION_MODEL (crm_client_table_get_selection (page.table));
  g_signal_emit_by_name (crm_client_chips_get_scope (chips, CRM_CLIENT_SCOPE_MINE), "clicked");
  page_await_count (&page, 2);
  gtk_selection_model_select_all (selection);
  g_assert_false (is_nobody_selected (&page));
  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.archive", NULL);
  page_await_count (&page, 0);
  crm_test_await (is_nobody_selected, &page);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "win.undo", NULL);
  page_await_count (&page, 2);
  g_assert_true (is_nobody_selected (&page));
  page_close (&page);
}

static gboolean
has_dialog (gpointer data)
{
  return crm_test_get_dialog (data) != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return !has_dialog (data);
}

static void
check_export (Page *page, const char *offered)
{
  GtkWindow *dialog;

  gtk_widget_activate_action (GTK_WIDGET (page->window), "win.export", "s", "client");
  crm_test_await (has_dialog, page->window);
  dialog = crm_test_get_dialog (page->window);
  if (offered != NULL)
    g_assert_nonnull (crm_test_find (GTK_WIDGET (dialog), ADW_TYPE_ACTION_ROW, offered));
  else
    g_assert_null (crm_test_find (GTK_WIDGET (dialog), ADW_TYPE_ACTION_ROW, "Only the"));
  gtk_window_close (dialog);
  crm_test_await (has_no_dialog, page->window);
}

/* The window's key and menu offer what is selected, as the button beside it does. */
static void
test_export (void)
{
  GtkSelectionModel *selection;
  Page page;

  page_open (&page, TRUE);
  selection = GTK_SELECTION_MODEL (crm_client_table_get_selection (page.table));
  gtk_selection_model_select_item (selection, 0, TRUE);
  check_export (&page, NULL);
  gtk_selection_model_select_item (selection, 2, FALSE);
  check_export (&page, "Only the 2 selected ones");
  gtk_selection_model_unselect_item (selection, 0);
  check_export (&page, "Only the 1 selected one");
  crm_window_show_page (page.window, "tasks");
  check_export (&page, NULL);
  page_close (&page);
}

static gboolean
is_at_end (gpointer data)
{
  GtkAdjustment *place = data;
  double end = gtk_adjustment_get_upper (place) - gtk_adjustment_get_page_size (place);

  return end > 0 && gtk_adjustment_get_value (place) == end;
}

/* Where the chips do not fit, a condition that was added is seen, and can be read. */
static void
test_conditions (void)
{
  g_autoptr (CrmClientFilter) filter = crm_client_filter_new ();
  GPtrArray *conditions = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_condition_free);
  g_autoptr (CrmClientLook) look = NULL;
  GtkWidget *window = gtk_window_new (), *scrolled = gtk_scrolled_window_new (), *label;
  Page page;
  int width, whole;

  page_open (&page, TRUE);
  look = crm_client_look_new (page.store);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), crm_client_chips_new (filter, look));
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 60);
  gtk_window_present (GTK_WINDOW (window));

  g_ptr_array_add (conditions, crm_condition_new ("city", CRM_TEST_CONTAINS, "Oxford"));
  crm_client_filter_set_conditions (filter, conditions, FALSE);
  label = crm_test_find (window, GTK_TYPE_LABEL, "Oxford");
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &width, &whole, NULL, NULL);
  g_assert_cmpint (width, ==, whole);
  crm_test_await (is_at_end, gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled)));
  gtk_window_destroy (GTK_WINDOW (window));
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
  page_type_search (&page, "anna");
  page_await_count (&page, 1);
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

static gboolean
has_average (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_LABEL, "average") != NULL;
}

static gboolean
is_small (gpointer data)
{
  GtkWindow *window = data;

  gtk_window_set_default_size (window, 1200, 700);
  gtk_window_set_default_size (window, 1024, 700);
  crm_test_await_frame (GTK_WIDGET (window));
  return gtk_widget_get_width (GTK_WIDGET (window)) <= 1024;
}

/* With letters twice as large the foot takes more lines, and what is cut all the same can be read in the tooltip. */
static void
test_large_foot (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *status, *figures;
  Page page;

  page_open (&page, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (page.view), "clients.total-column", "s", "open_deals");
  page_add_deal (&page, page.ids[0], 1234567800);
  page_add_deal (&page, page.ids[1], 2345678900);
  crm_test_await (has_average, page.view);
  crm_test_await (is_small, page.window);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  crm_test_await_frame (GTK_WIDGET (page.window));
  crm_test_await_frame (GTK_WIDGET (page.window));
  status = crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_LABEL, "4 clients · 4 without a next step");
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (status))));
  figures = crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_LABEL, "average");
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (figures))));
  g_assert_nonnull (
      crm_test_find (GTK_WIDGET (page.view), GTK_TYPE_MENU_BUTTON, gtk_label_get_text (GTK_LABEL (figures))));
  g_object_set (settings, "gtk-xft-dpi", 96 * PANGO_SCALE, NULL);
  page_close (&page);
}

static gboolean
shows_card (gpointer data)
{
  return g_strcmp0 (crm_window_get_page (data), "client") == 0;
}

static gboolean
is_single (gpointer data)
{
  return !crm_record_selection_is_multi (data);
}

static double
find_name (Page *page, GtkWidget *name, double *x)
{
  double y;

  crm_test_await_frame (GTK_WIDGET (page->window));
  crm_test_await_frame (GTK_WIDGET (page->window));
  crm_test_find_point (GTK_WINDOW (page->window), name, 0.2, 0.5, x, &y);
  return y;
}

static gboolean
has_two_selected (gpointer data)
{
  return crm_record_selection_get_count (data) == 2;
}

static void
click (Page *page, const char *name)
{
  double x, y = find_name (page, crm_test_find (GTK_WIDGET (page->table), GTK_TYPE_INSCRIPTION, name), &x);

  crm_test_move_pointer (GTK_WINDOW (page->window), x, y);
  crm_test_pointer_down ();
  crm_test_pointer_up ();
}

/* With Ctrl a click takes one more into the selection. */
static void
test_control_click (void)
{
  CrmRecordSelection *selection;
  Page page;

  if (!crm_test_has_input ())
    return;
  page_open (&page, TRUE);
  crm_test_focus_window (GTK_WINDOW (page.window));
  selection = crm_client_table_get_selection (page.table);
  click (&page, "Anna");
  crm_test_await (is_single, selection);
  crm_test_input ("keydown", "ctrl", NULL);
  click (&page, "Dora");
  crm_test_input ("keyup", "ctrl", NULL);
  crm_test_await (has_two_selected, selection);
  g_assert_true (gtk_selection_model_is_selected (
      GTK_SELECTION_MODEL (selection), crm_record_list_find (page.list, page.ids[3])));
  page_close (&page);
}

/* A double click opens a client also when it is one of several that are selected: the first click takes the tools for several away, and
 * the rows move. */
static void
test_double_click (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  CrmRecordSelection *selection;
  GtkWidget *name, *row;
  double x, y, top;
  int time;
  Page page;

  if (!crm_test_has_input ())
    return;
  page_open (&page, TRUE);
  for (guint i = 0; i < 36; i++)
    {
      g_autofree char *other = g_strdup_printf ("Eva %u", i);

      crm_test_add_client (page.store, other);
    }
  page_await_count (&page, 40);
  crm_test_focus_window (GTK_WINDOW (page.window));
  g_object_get (settings, "gtk-double-click-time", &time, NULL);
  g_object_set (settings, "gtk-double-click-time", 10000, NULL);

  selection = crm_client_table_get_selection (page.table);
  name = row = crm_test_find (GTK_WIDGET (page.table), GTK_TYPE_INSCRIPTION, "Eva 14");
  g_assert_nonnull (name);
  while (!GTK_IS_LIST_VIEW (gtk_widget_get_parent (row)))
    row = gtk_widget_get_parent (row);
  gtk_widget_grab_focus (row);
  top = find_name (&page, name, &x);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection));
  y = find_name (&page, name, &x);
  g_assert_cmpfloat (y, <, top - 5);

  crm_test_move_pointer (GTK_WINDOW (page.window), x, y);
  crm_test_pointer_down ();
  crm_test_pointer_up ();
  crm_test_await (is_single, selection);
  g_assert_cmpfloat (find_name (&page, name, &x), ==, top);
  crm_test_pointer_down ();
  crm_test_pointer_up ();
  crm_test_await (shows_card, page.window);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (page.window), ADW_TYPE_WINDOW_TITLE, "Eva 14"));

  /* Of a row that stays in its place it opens the card once. */
  crm_window_back (GTK_WIDGET (page.window));
  g_assert_false (shows_card (page.window));
  find_name (&page, name, &x);
  crm_test_move_pointer (GTK_WINDOW (page.window), x + 20, top);
  crm_test_pointer_down ();
  crm_test_pointer_up ();
  crm_test_pointer_down ();
  crm_test_pointer_up ();
  crm_test_await (shows_card, page.window);
  crm_window_back (GTK_WIDGET (page.window));
  g_assert_false (shows_card (page.window));
  g_object_set (settings, "gtk-double-click-time", time, NULL);
  page_close (&page);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add_func ("/client-list/search", test_search);
  g_test_add_func ("/client-list/order", test_order);
  g_test_add_func ("/client-list/next-step", test_next_step);
  g_test_add_func ("/client-list/chips", test_chips);
  g_test_add_func ("/client-list/empty", test_empty);
  g_test_add_func ("/client-list/selection-survives", test_selection_survives);
  g_test_add_func ("/client-list/selection-ends", test_selection_ends);
  g_test_add_func ("/client-list/focus-returns", test_focus_returns);
  g_test_add_func ("/client-list/export", test_export);
  g_test_add_func ("/client-list/conditions", test_conditions);
  g_test_add_func ("/client-list/widths", test_widths);
  g_test_add_func ("/client-list/marks", test_marks);
  g_test_add_func ("/client-list/large-foot", test_large_foot);
  g_test_add_func ("/client-list/control-click", test_control_click);
  g_test_add_func ("/client-list/double-click", test_double_click);
  return g_test_run ();
}
