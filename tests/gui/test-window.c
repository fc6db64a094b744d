/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include "crm-book-chooser.h"
#include "crm-commands.h"

#include <glib/gstdio.h>

#include "base/crm-error.h"
#include "client/crm-client.h"
#include "widgets/crm-width-bin.h"

/* The window around the pages: opening, first run, moving about, undo, errors, dialogs, widths. */

static gboolean
dialog_is_shown (gpointer data)
{
  return crm_test_get_dialog (data) != NULL;
}

static gboolean
dialog_is_gone (gpointer data)
{
  return crm_test_get_dialog (data) == NULL;
}

static void
close_dialog (CrmWindow *window)
{
  gtk_window_destroy (crm_test_get_dialog (window));
  crm_test_await (dialog_is_gone, window);
}

static void
activate (CrmWindow *window, const char *name)
{
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), name));
  g_action_group_activate_action (G_ACTION_GROUP (window), name, NULL);
}

static gboolean
is_enabled (CrmWindow *window, const char *name)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), name);
}

typedef struct
{
  CrmWindow *window;
  GType type;
  const char *text;
} Wanted;

static gboolean
is_found (gpointer data)
{
  Wanted *wanted = data;

  return crm_test_find (GTK_WIDGET (wanted->window), wanted->type, wanted->text) != NULL;
}

static GtkWidget *
await_widget (CrmWindow *window, GType type, const char *text)
{
  Wanted wanted = { window, type, text };

  crm_test_await (is_found, &wanted);
  return crm_test_find (GTK_WIDGET (window), type, text);
}

static gboolean
is_not_found (gpointer data)
{
  return !is_found (data);
}

static void
click (GtkWidget *button)
{
  g_assert_true (GTK_IS_BUTTON (button));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_store_open_finish (CRM_STORE (source), result, &error);
  g_assert_no_error (error);
  crm_window_book_opened (data);
}

static gboolean
is_at_first_run (gpointer data)
{
  return g_strcmp0 (crm_window_get_page (data), "first-run") == 0;
}

static void
test_frame_first (void)
{
  CrmStore *store = crm_test_store_new (FALSE);
  CrmWindow *window = crm_window_new (crm_test_application (), store, NULL);

  gtk_window_present (GTK_WINDOW (window));
  crm_test_await_frame (GTK_WIDGET (window));
  g_assert_null (crm_window_get_page (window));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (window), GTK_TYPE_LIST_BOX_ROW, NULL));
  g_assert_false (is_enabled (window, "page"));
  g_assert_false (is_enabled (window, "preferences"));
  g_assert_true (is_enabled (window, "about"));

  crm_store_open_async (store, TRUE, NULL, on_opened, window);
  crm_test_await (is_at_first_run, window);
  g_assert_true (is_enabled (window, "preferences"));
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

static gboolean
is_at_clients (gpointer data)
{
  return g_strcmp0 (crm_window_get_page (data), "clients") == 0;
}

static void
test_first_run (void)
{
  CrmStore *store = crm_test_store_new (TRUE);
  CrmWindow *window = crm_test_window_new (store);

  g_assert_true (is_at_first_run (window));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Welcome to Clientele"));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (window), ADW_TYPE_ACTION_ROW, "Start empty"));

  /* Clients that come from anywhere end the welcome. */
  crm_test_add_client (store, "Олена Ґанжа");
  crm_test_await (is_at_clients, window);
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

static void
test_start_empty (void)
{
  CrmStore *store = crm_test_store_new (TRUE);
  CrmWindow *window = crm_test_window_new (store);

  activate (window, "start-empty");
  g_assert_true (is_at_clients (window));
  crm_test_await (dialog_is_shown, window);
  close_dialog (window);
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

/* A store whose book has a client already when the window comes. */
static CrmStore *
make_used_store (gint64 *id)
{
  CrmStore *first = crm_test_store_new (TRUE);
  g_autofree char *path = g_strdup (crm_store_get_path (first));
  g_autoptr (GError) error = NULL;
  CrmStore *store;

  *id = crm_test_add_client (first, "Anna Kowalska");
  crm_store_close (first);
  g_object_unref (first);
  store = crm_store_new (path, NULL, CRM_ORIGIN_WINDOW);
  crm_store_open_sync (store, FALSE, 0, &error);
  g_assert_no_error (error);
  g_assert_false (crm_store_is_fresh (store));
  return store;
}

static gboolean
title_names_clients (gpointer data)
{
  return strstr (gtk_window_get_title (data), "Clients") != NULL;
}

static void
test_pages (void)
{
  gint64 id;
  CrmStore *store = make_used_store (&id);
  CrmWindow *window = crm_test_window_new (store);
  GtkApplication *application = crm_test_application ();
  CrmView *list, *card;
  g_auto (GStrv) keys = gtk_application_get_accels_for_action (application, "win.page::clients");

  g_assert_true (is_at_clients (window));
  g_assert_cmpstr (keys[0], ==, "<Control>2");
  crm_test_await (title_names_clients, window);
  list = crm_window_get_view (window);

  g_action_group_activate_action (G_ACTION_GROUP (window), "open-client", g_variant_new_int64 (id));
  g_assert_cmpstr (crm_window_get_page (window), ==, "client");
  card = crm_window_get_view (window);
  g_assert_true (card != list);

  /* Back is to the same page, not to a new one. */
  activate (window, "back");
  g_assert_true (crm_window_get_view (window) == list);
  g_assert_true (is_at_clients (window));

  crm_window_open_client (GTK_WIDGET (list), id, NULL);
  g_assert_true (crm_window_get_view (window) == card);
  g_action_group_activate_action (G_ACTION_GROUP (window), "page", g_variant_new_string ("clients"));
  g_assert_true (is_at_clients (window));

  g_assert_false (crm_window_show_page (window, "no such page"));
  g_assert_true (is_at_clients (window));
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

static gboolean
can_redo (gpointer data)
{
  return is_enabled (data, "redo");
}

static gboolean
can_undo (gpointer data)
{
  return is_enabled (data, "undo");
}

static void
test_undo_toast (void)
{
  gint64 id;
  CrmStore *store = make_used_store (&id);
  CrmWindow *window = crm_test_window_new (store);
  Wanted gone = { window, GTK_TYPE_LABEL, "Undone" };
  GtkWidget *toast;

  crm_test_add_client (store, "Bärbel <Groß> & Söhne");
  crm_test_await (can_undo, window);
  g_assert_nonnull (strstr (crm_store_get_undo_purpose (store), "Bärbel"));
  /* The person's words are no markup. */
  await_widget (window, GTK_TYPE_LABEL, crm_store_get_undo_purpose (store));
  click (await_widget (window, GTK_TYPE_BUTTON, "Undo"));

  toast = await_widget (window, GTK_TYPE_LABEL, "Undone");
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (toast)), "Bärbel"));
  crm_test_await (can_redo, window);

  activate (window, "redo");
  await_widget (window, GTK_TYPE_LABEL, "Done again");
  crm_test_await (is_not_found, &gone);
  crm_test_await (can_undo, window);
  activate (window, "undo");
  await_widget (window, GTK_TYPE_LABEL, "Undone");
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

/* The tooltip of a button does not lie over the menu the button has opened. */
static void
test_menu_tooltip (void)
{
  gint64 id;
  CrmStore *store = make_used_store (&id);
  CrmWindow *window = crm_test_window_new (store);
  GtkWidget *button = crm_test_find (GTK_WIDGET (window), GTK_TYPE_MENU_BUTTON, "Main menu");
  g_autoptr (GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean shown = FALSE;

  g_signal_emit_by_name (button, "query-tooltip", 1, 1, FALSE, tooltip, &shown);
  g_assert_true (shown);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  g_signal_emit_by_name (button, "query-tooltip", 1, 1, FALSE, tooltip, &shown);
  g_assert_false (shown);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

static void
test_error_toast (void)
{
  gint64 id;
  CrmStore *store = make_used_store (&id);
  CrmWindow *window = crm_test_window_new (store);
  g_autoptr (GError) error =
      g_error_new_literal (CRM_DB_ERROR, CRM_DB_ERROR_FULL, "There is no room left on the disk & so on.");
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Silence please");
  Wanted silence = { window, GTK_TYPE_LABEL, "Silence please" };
  GtkWidget *from = crm_test_find (GTK_WIDGET (window), GTK_TYPE_LIST_BOX, NULL);

  crm_window_report_error (from, cancelled, "Saving", NULL);
  crm_window_report_error (from, error, "The client was not saved", "win.search");
  await_widget (
      window, GTK_TYPE_LABEL, "The client was not saved: There is no room left on the disk & so on.");
  await_widget (window, GTK_TYPE_BUTTON, "Retry");
  g_assert_true (is_not_found (&silence));

  click (await_widget (window, GTK_TYPE_BUTTON, "Details"));
  crm_test_await (dialog_is_shown, window);
  g_assert_nonnull (crm_test_find (
      GTK_WIDGET (crm_test_get_dialog (window)), GTK_TYPE_LABEL, g_quark_to_string (CRM_DB_ERROR)));
  close_dialog (window);
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

static void
test_failed_book (void)
{
  CrmStore *store = crm_test_store_new (FALSE);
  CrmWindow *window = crm_window_new (crm_test_application (), store, NULL);
  g_autoptr (GError) error =
      g_error_new_literal (CRM_DB_ERROR, CRM_DB_ERROR_CORRUPT, "The file is not a book of Clientele.");

  gtk_window_present (GTK_WINDOW (window));
  crm_test_await_frame (GTK_WIDGET (window));
  crm_window_book_failed (window, error);
  await_widget (window, GTK_TYPE_LABEL, "The file is not a book of Clientele.");
  g_assert_nonnull (crm_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Try again"));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Choose another book"));
  g_assert_false (is_enabled (window, "import"));
  /* Of a program that has not got as far as a book yet. */
  g_action_group_activate_action (G_ACTION_GROUP (crm_test_application ()), "reopen", NULL);
  g_action_group_activate_action (G_ACTION_GROUP (crm_test_application ()), "open-anyway", NULL);
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

/* What is to be done with a damaged book is offered where it is said: the newest backup beside it that can be read. */
static void
test_damaged_book (void)
{
  CrmStore *store = crm_test_store_new (TRUE);
  const char *path = crm_store_get_path (store);
  g_autofree char *good = g_strconcat (path, ".day-20260102.backup", NULL);
  g_autofree char *bad = g_strconcat (path, ".day-20260103.backup", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) damage = g_error_new_literal (CRM_DB_ERROR, CRM_DB_ERROR_CORRUPT, "It is damaged.");
  CrmWindow *window = crm_window_new (crm_test_application (), store, NULL);

  crm_store_backup_sync (store, good, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (bad, "no book at all", -1, NULL));
  gtk_window_present (GTK_WINDOW (window));
  crm_test_await_frame (GTK_WIDGET (window));
  crm_window_book_failed (window, damage);
  await_widget (window, GTK_TYPE_LABEL, "The newest backup: 0 clients");
  g_assert_nonnull (crm_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Restore the newest backup"));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Choose a _backup"));
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

static void
test_dialogs (void)
{
  static const char *const names[] = { "palette", "preferences", "shortcuts", "about" };
  gint64 id;
  CrmStore *store = make_used_store (&id);
  CrmWindow *window = crm_test_window_new (store);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_test_message ("%s", names[i]);
      activate (window, names[i]);
      crm_test_await (dialog_is_shown, window);
      crm_test_await_frame (GTK_WIDGET (crm_test_get_dialog (window)));
      close_dialog (window);
    }
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

static gboolean
palette_found_anna (gpointer data)
{
  GtkWindow *palette = crm_test_get_dialog (data);

  return palette != NULL && crm_test_find (GTK_WIDGET (palette), GTK_TYPE_LABEL, "Anna Kowalska") != NULL;
}

static gboolean
palette_is_filtered (gpointer data)
{
  GtkWidget *palette = GTK_WIDGET (crm_test_get_dialog (data));

  return crm_test_find (palette, GTK_TYPE_LABEL, "Preferences") != NULL &&
         crm_test_find (palette, GTK_TYPE_LABEL, "Go to Clients") == NULL;
}

static gboolean
is_at_card (gpointer data)
{
  return g_strcmp0 (crm_window_get_page (data), "client") == 0;
}

static guint
count_labels (GtkWidget *widget, const char *text)
{
  guint n = GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_labels (child, text);
  return n;
}

static void
test_palette (void)
{
  gint64 id;
  CrmStore *store = make_used_store (&id);
  CrmWindow *window = crm_test_window_new (store);
  GtkWindow *palette;
  GtkWidget *entry;

  activate (window, "palette");
  crm_test_await (dialog_is_shown, window);
  entry = crm_test_find (GTK_WIDGET (crm_test_get_dialog (window)), GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "prefer");
  crm_test_await (palette_is_filtered, window);
  g_assert_cmpuint (count_labels (GTK_WIDGET (crm_test_get_dialog (window)), "Preferences"), ==, 1);

  gtk_editable_set_text (GTK_EDITABLE (entry), "kowal");
  crm_test_await (palette_found_anna, window);
  g_signal_emit_by_name (entry, "activate");
  crm_test_await (is_at_card, window);
  crm_test_await (dialog_is_gone, window);

  /* One that is left over when the window goes does nothing any more. */
  activate (window, "palette");
  crm_test_await (dialog_is_shown, window);
  palette = crm_test_get_dialog (window);
  entry = crm_test_find (GTK_WIDGET (palette), GTK_TYPE_SEARCH_ENTRY, NULL);
  crm_test_window_destroy (window);
  gtk_editable_set_text (GTK_EDITABLE (entry), "prefer");
  g_signal_emit_by_name (entry, "search-changed");
  g_signal_emit_by_name (entry, "activate");
  crm_test_await (dialog_is_gone, NULL);
  crm_test_store_remove (store);
}

static gboolean
currency_is_euro (gpointer data)
{
  return g_strcmp0 (crm_store_get_setting (data, "currency"), "EUR") == 0;
}

static GtkWidget *
find_named (GtkWidget *root, const char *name)
{
  if (g_strcmp0 (gtk_widget_get_name (root), name) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
select_code (GtkDropDown *drop_down, const char *code)
{
  GListModel *model = gtk_drop_down_get_model (drop_down);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) choice = g_list_model_get_item (model, i);
      g_autofree char *its = NULL;

      g_object_get (choice, "code", &its, NULL);
      if (g_str_equal (its, code))
        {
          gtk_drop_down_set_selected (drop_down, i);
          return;
        }
    }
  g_assert_not_reached ();
}

static void
test_preferences (void)
{
  gint64 id;
  CrmStore *store = make_used_store (&id);
  CrmWindow *window = crm_test_window_new (store);
  GtkDropDown *currency;

  activate (window, "preferences");
  crm_test_await (dialog_is_shown, window);
  currency = GTK_DROP_DOWN (find_named (GTK_WIDGET (crm_test_get_dialog (window)), "currency"));
  select_code (currency, "UAH");
  select_code (currency, "EUR");
  crm_test_await (currency_is_euro, store);
  close_dialog (window);
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

static gboolean
is_folded (gpointer data)
{
  return adw_leaflet_get_folded (data);
}

static gboolean
is_unfolded (gpointer data)
{
  return !adw_leaflet_get_folded (data);
}

static void
test_widths (void)
{
  gint64 id;
  CrmStore *store = make_used_store (&id);
  CrmWindow *window = crm_test_window_new (store);
  AdwLeaflet *leaflet = ADW_LEAFLET (crm_test_find (GTK_WIDGET (window), ADW_TYPE_LEAFLET, NULL));

  g_assert_cmpint (crm_width_class (859), ==, CRM_WIDTH_CLASS_NARROW);
  g_assert_cmpint (crm_width_class (860), ==, CRM_WIDTH_CLASS_MEDIUM);
  g_assert_cmpint (crm_width_class (1099), ==, CRM_WIDTH_CLASS_MEDIUM);
  g_assert_cmpint (crm_width_class (1100), ==, CRM_WIDTH_CLASS_WIDE);

  crm_test_await (is_unfolded, leaflet);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 720);
  crm_test_await (is_folded, leaflet);
  crm_test_await_frame (GTK_WIDGET (window));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (leaflet)), <=, 400);

  /* With nothing to go back to, Back leads to the navigation, a page leads out again. */
  activate (window, "back");
  g_assert_true (GTK_IS_WIDGET (adw_leaflet_get_visible_child (leaflet)));
  g_assert_false (GTK_IS_STACK (adw_leaflet_get_visible_child (leaflet)));
  g_action_group_activate_action (G_ACTION_GROUP (window), "page", g_variant_new_string ("clients"));
  g_assert_true (GTK_IS_STACK (adw_leaflet_get_visible_child (leaflet)));

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  crm_test_await (is_unfolded, leaflet);
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

static gint64
add_saved_list (CrmStore *store, const char *name, const char *field, const char *value)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "saved_view");
  CrmValues *values = crm_values_new (entity);
  g_autoptr (CrmQuery) query = crm_query_new ("client");
  g_autofree char *json = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new (field, CRM_TEST_CONTAINS, value));
  json = crm_query_to_json (query);
  crm_values_set_text (values, crm_entity_find_field (entity, "name"), name);
  crm_values_set_text (values, crm_entity_find_field (entity, "entity"), "client");
  crm_values_set_text (values, crm_entity_find_field (entity, "query"), json);
  return crm_test_add (store, values);
}

static void
test_saved_lists (void)
{
  gint64 id;
  CrmStore *store = make_used_store (&id);
  CrmWindow *window = crm_test_window_new (store);
  GtkWidget *row;

  g_assert_null (crm_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Saved lists"));
  add_saved_list (store, "Kowalscy", "name", "kowal");
  row = await_widget (window, GTK_TYPE_LIST_BOX_ROW, "Kowalscy");
  g_assert_nonnull (crm_test_find (row, GTK_TYPE_LABEL, "1"));

  /* The count follows the book. */
  crm_test_add_client (store, "Piotr Kowalski");
  {
    Wanted two = { window, GTK_TYPE_LABEL, "2" };

    crm_test_await (is_found, &two);
  }
  row = await_widget (window, GTK_TYPE_LIST_BOX_ROW, "Kowalscy");
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  g_assert_true (is_at_clients (window));
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

/* A notification leads to a card before the window has been drawn; the navigation is not the poorer for it. */
static void
test_opened_at_card (void)
{
  gint64 id;
  CrmStore *store = make_used_store (&id);
  CrmWindow *window = crm_window_new (crm_test_application (), store, NULL);

  add_saved_list (store, "Kowalscy", "name", "kowal");
  gtk_window_present (GTK_WINDOW (window));
  crm_window_book_opened (window);
  crm_window_open_client (GTK_WIDGET (window), id, NULL);
  g_assert_cmpstr (crm_window_get_page (window), ==, "client");
  await_widget (window, GTK_TYPE_LIST_BOX_ROW, "Kowalscy");
  g_assert_cmpstr (crm_window_get_page (window), ==, "client");
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

static void
add_twin (CrmStore *store, const char *name)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "client");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_CLIENT_NAME, name);
  crm_values_set_text (values, CRM_CLIENT_PHONE, "+380 67 123 45 67");
  crm_test_add (store, values);
}

/* Pairs that may be the same client are a list of the navigation as soon as the book has been looked through. */
static void
test_duplicates_row (void)
{
  gint64 id;
  CrmStore *store = make_used_store (&id);
  CrmWindow *window;
  GtkWidget *row;

  add_twin (store, "Olena Ivanenko");
  add_twin (store, "Іваненко Олена");
  window = crm_test_window_new (store);
  crm_window_show_page (window, "duplicates");
  row = await_widget (window, GTK_TYPE_LIST_BOX_ROW, "Possible duplicates");
  crm_window_show_page (window, "clients");
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  g_assert_cmpstr (crm_window_get_page (window), ==, "duplicates");
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

/* Every key of a command stands in the window of shortcuts. */
static void
test_shortcuts (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (
      "/io/github/clientele/Clientele/crm-shortcuts.ui", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  guint n;
  const CrmCommand *commands = crm_commands_get (&n);

  for (guint i = 0; i < n; i++)
    for (guint k = 0; commands[i].accels[k] != NULL; k++)
      {
        g_autofree char *key = g_markup_escape_text (commands[i].accels[k], -1);

        if (strstr (text, key) == NULL)
          g_error ("%s has %s, and the window of shortcuts does not say so", commands[i].action, key);
      }
}

static void
test_busy (void)
{
  gint64 id;
  CrmStore *store = make_used_store (&id);
  CrmWindow *window = crm_test_window_new (store);
  GtkWidget *from = crm_test_find (GTK_WIDGET (window), GTK_TYPE_LIST_BOX, NULL);

  g_assert_nonnull (crm_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Saved on this computer"));
  crm_window_set_busy (from, "Importing clients…", NULL);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Importing clients…"));
  g_assert_null (crm_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Saved on this computer"));
  crm_window_set_busy (from, NULL, NULL);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Saved on this computer"));

  crm_window_toast (from, "3 < 5 & so on");
  await_widget (window, GTK_TYPE_LABEL, "3 < 5 & so on");
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

static void
on_book_chosen (const char *path, gpointer data)
{
  g_string_append (data, path);
}

/* Beside a file that the document portal lends to a sandbox nothing lasts. */
static void
test_lent_book (void)
{
  gint64 id;
  CrmStore *store = make_used_store (&id);
  CrmWindow *window = crm_test_window_new (store);
  g_autofree char *lent = g_build_filename (g_get_user_runtime_dir (), "doc", "1a2b", "b.clientele", NULL);
  g_autoptr (GString) chosen = g_string_new (NULL);

  crm_book_chooser_take (GTK_WINDOW (window), lent, on_book_chosen, chosen);
  crm_test_await (dialog_is_shown, window);
  g_assert_cmpstr (chosen->str, ==, "");
  close_dialog (window);
  crm_book_chooser_take (GTK_WINDOW (window), "/tmp/doc/b.clientele", on_book_chosen, chosen);
  g_assert_cmpstr (chosen->str, ==, "/tmp/doc/b.clientele");
  g_assert_null (crm_test_get_dialog (window));
  crm_test_window_destroy (window);
  crm_test_store_remove (store);
}

int
main (int argc, char *argv[])
{
  crm_test_gui_init (&argc, &argv);

  g_test_add_func ("/window/frame-first", test_frame_first);
  g_test_add_func ("/window/first-run", test_first_run);
  g_test_add_func ("/window/start-empty", test_start_empty);
  g_test_add_func ("/window/pages", test_pages);
  g_test_add_func ("/window/undo-toast", test_undo_toast);
  g_test_add_func ("/window/menu-tooltip", test_menu_tooltip);
  g_test_add_func ("/window/error-toast", test_error_toast);
  g_test_add_func ("/window/failed-book", test_failed_book);
  g_test_add_func ("/window/damaged-book", test_damaged_book);
  g_test_add_func ("/window/dialogs", test_dialogs);
  g_test_add_func ("/window/palette", test_palette);
  g_test_add_func ("/window/preferences", test_preferences);
  g_test_add_func ("/window/saved-lists", test_saved_lists);
  g_test_add_func ("/window/opened-at-card", test_opened_at_card);
  g_test_add_func ("/window/duplicates-row", test_duplicates_row);
  g_test_add_func ("/window/shortcuts", test_shortcuts);
  g_test_add_func ("/window/busy", test_busy);
  g_test_add_func ("/window/widths", test_widths);
  g_test_add_func ("/window/lent-book", test_lent_book);
  return g_test_run ();
}
