/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include "option/crm-option.h"
#include "settings/crm-preferences.h"
#include "settings/crm-rule-row.h"

/* The lists of the preferences against the book, and what the window says while another program keeps a write waiting. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  GType type;
  const char *text;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* As patient as the program's own window is. */
  f->store = crm_test_store_new (FALSE);
  g_assert_true (crm_store_open_sync (f->store, TRUE, 30, &error));
  crm_test_add_client (f->store, "Anna Kowalska");
  f->window = crm_test_window_new (f->store);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  crm_test_window_destroy (f->window);
  crm_test_store_remove (f->store);
}

static gboolean
dialog_is_shown (gpointer data)
{
  return crm_test_get_dialog (((Fixture *)data)->window) != NULL;
}

static GtkWidget *
find (Fixture *f)
{
  GtkWindow *dialog = crm_test_get_dialog (f->window);

  return crm_test_find (dialog != NULL ? GTK_WIDGET (dialog) : GTK_WIDGET (f->window), f->type, f->text);
}

static gboolean
is_found (gpointer data)
{
  return find (data) != NULL;
}

static gboolean
is_gone (gpointer data)
{
  return find (data) == NULL;
}

static GtkWidget *
await (Fixture *f, GType type, const char *text)
{
  f->type = type;
  f->text = text;
  crm_test_await_at (G_STRLOC, text != NULL ? text : "", is_found, f);
  return find (f);
}

static void
await_gone (Fixture *f, GType type, const char *text)
{
  f->type = type;
  f->text = text;
  crm_test_await (is_gone, f);
}

static void
show_page (Fixture *f, const char *title)
{
  GtkWindow *dialog;

  if (!dialog_is_shown (f))
    crm_preferences_present (GTK_WINDOW (f->window), f->store);
  crm_test_await (dialog_is_shown, f);
  dialog = crm_test_get_dialog (f->window);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (crm_test_find (GTK_WIDGET (dialog), GTK_TYPE_TOGGLE_BUTTON, title)), TRUE);
}

static void
fill (GtkWidget *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "apply");
}

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_from_json (data, error);

  return GINT_TO_POINTER ((int)crm_transaction_count (tx, query, error) + 1);
}

static int
count (Fixture *f, const char *entity, const char *field, const char *value)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  int n;

  crm_condition_add (crm_query_get_where (query), crm_condition_new (field, CRM_TEST_EQUAL, value));
  json = crm_query_to_json (query);
  n = GPOINTER_TO_INT (crm_store_read_sync (f->store, count_in_worker, json, &error)) - 1;
  g_assert_no_error (error);
  return n;
}

static GtkWidget *
find_delete (GtkWidget *row)
{
  return crm_test_find (row, GTK_TYPE_BUTTON, "Delete");
}

static gboolean
is_fair (gpointer data)
{
  return count (data, "option", "name", "Fair") == 1;
}

static void
test_words (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  show_page (f, "Lists");
  fill (await (f, ADW_TYPE_ENTRY_ROW, "Add a source"), "Trade fair");
  row = await (f, ADW_TYPE_ENTRY_ROW, "Trade fair");
  g_assert_cmpint (count (f, "option", "name", "Trade fair"), ==, 1);
  g_assert_cmpint (count (f, "option", "list", "source"), ==, 1);

  fill (row, "Fair");
  crm_test_await (is_fair, f);
  await (f, ADW_TYPE_ENTRY_ROW, "Fair");
  crm_test_await_frame (GTK_WIDGET (crm_test_get_dialog (f->window)));
  /* Emptied is not deleted. */
  fill (await (f, ADW_TYPE_ENTRY_ROW, "Fair"), "  ");
  row = await (f, ADW_TYPE_ENTRY_ROW, "Fair");
  g_signal_emit_by_name (find_delete (row), "clicked");
  await_gone (f, ADW_TYPE_ENTRY_ROW, "Fair");
  g_assert_cmpint (count (f, "option", "list", "source"), ==, 0);
}

static void
test_employee (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  show_page (f, "Lists");
  /* Who works here cannot be deleted. */
  g_assert_null (find_delete (await (f, ADW_TYPE_ENTRY_ROW, crm_store_get_user_name (f->store))));
  fill (await (f, ADW_TYPE_ENTRY_ROW, "Add an employee"), "Hanna");
  row = await (f, ADW_TYPE_ENTRY_ROW, "Hanna");
  g_assert_cmpint (count (f, "user", "name", "Hanna"), ==, 1);
  g_assert_nonnull (find_delete (row));
}

static gboolean
is_called_car (gpointer data)
{
  return count (data, "own_entity", "label", "Car") == 1;
}

/* A module is made, renamed, and taken away with a way back. */
static void
test_module (Fixture *f, gconstpointer data)
{
  g_autoptr (CrmEntity) module = NULL;
  GtkWidget *row;

  show_page (f, "Lists");
  fill (await (f, ADW_TYPE_ENTRY_ROW, "Add a module"), "Vehicle");
  row = await (f, ADW_TYPE_ENTRY_ROW, "Vehicle");
  module = crm_store_get_entity (f->store, "u_1");
  g_assert_cmpstr (crm_entity_get_label (module), ==, "Vehicle");
  /* A name that is taken is refused in words. */
  fill (await (f, ADW_TYPE_ENTRY_ROW, "Add a module"), "vehicle");
  await (f, GTK_TYPE_LABEL, "There is already a module “vehicle”.");
  fill (row, "Car");
  crm_test_await (is_called_car, f);
  row = await (f, ADW_TYPE_ENTRY_ROW, "Car");

  g_signal_emit_by_name (find_delete (row), "clicked");
  await_gone (f, ADW_TYPE_ENTRY_ROW, "Car");
  g_assert_cmpint (count (f, "own_entity", "label", "Car"), ==, 0);
  await (f, GTK_TYPE_LABEL, "” deleted");
  g_signal_emit_by_name (await (f, GTK_TYPE_BUTTON, "_Undo"), "clicked");
  await (f, ADW_TYPE_ENTRY_ROW, "Car");
  g_assert_cmpint (count (f, "own_entity", "label", "Car"), ==, 1);
}

static void
test_rule (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  show_page (f, "Status");
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (await (f, ADW_TYPE_BUTTON_CONTENT, "Add rule"), GTK_TYPE_BUTTON), "clicked");
  row = await (f, CRM_TYPE_RULE_ROW, "New rule");
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  /* Half told, it does nothing yet. */
  g_assert_cmpint (count (f, "status_rule", "active", "no"), ==, 1);
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Name"), "Asks for a price");
  row = await (f, CRM_TYPE_RULE_ROW, "Asks for a price");
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Contains"), "price");
  await (f, GTK_TYPE_LABEL, "Note written with “price” → Contact");
  gtk_switch_set_active (GTK_SWITCH (crm_test_find (row, GTK_TYPE_SWITCH, NULL)), TRUE);
  crm_test_await_frame (GTK_WIDGET (crm_test_get_dialog (f->window)));
  g_signal_emit_by_name (crm_test_find (row, GTK_TYPE_BUTTON, "Delete this rule"), "clicked");
  await_gone (f, CRM_TYPE_RULE_ROW, "Asks for a price");
  g_assert_cmpint (count (f, "status_rule", "name", "Asks for a price"), ==, 0);
}

/* Another program that holds the book */

typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean holding;
  gboolean let_go;
  gboolean ended;
} Hold;

static gboolean
hold_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Hold *hold = data;

  g_mutex_lock (&hold->mutex);
  hold->holding = TRUE;
  while (!hold->let_go)
    g_cond_wait (&hold->cond, &hold->mutex);
  g_mutex_unlock (&hold->mutex);
  return TRUE;
}

static void
on_hold_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  Hold *hold = data;

  crm_store_write_finish (CRM_STORE (source), result, NULL, NULL);
  hold->ended = TRUE;
}

static gboolean
is_holding (gpointer data)
{
  Hold *hold = data;
  gboolean holding;

  g_mutex_lock (&hold->mutex);
  holding = hold->holding;
  g_mutex_unlock (&hold->mutex);
  return holding;
}

static gboolean
has_ended (gpointer data)
{
  return ((Hold *)data)->ended;
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_store_add_finish (CRM_STORE (source), result, NULL, &error);
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

static void
test_waiting (Fixture *f, gconstpointer data)
{
  g_autoptr (CrmStore) other = crm_store_new (crm_store_get_path (f->store), NULL, CRM_ORIGIN_CLI);
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "tag");
  CrmValues *values = crm_values_new (entity);
  g_autoptr (GError) error = NULL;
  Hold hold = { 0 };
  gboolean added = FALSE;

  g_assert_true (crm_store_open_sync (other, FALSE, 30, &error));
  crm_store_write_async (other, "Hold", hold_in_worker, &hold, NULL, NULL, on_hold_ended, &hold);
  crm_test_await (is_holding, &hold);

  crm_values_set_text (values, CRM_TAG_NAME, "VIP");
  crm_store_add_async (f->store, values, NULL, on_added, &added);
  await (f, GTK_TYPE_LABEL, "Waiting for another program");
  g_assert_false (added);

  g_mutex_lock (&hold.mutex);
  hold.let_go = TRUE;
  g_cond_signal (&hold.cond);
  g_mutex_unlock (&hold.mutex);
  crm_test_await (is_true, &added);
  crm_test_await (has_ended, &hold);
  await (f, GTK_TYPE_LABEL, "Saved on this computer");
  crm_store_close (other);

  /* Work of its own is not called another program's. */
  hold.holding = hold.let_go = hold.ended = FALSE;
  crm_store_write_async (f->store, "Hold", hold_in_worker, &hold, NULL, NULL, on_hold_ended, &hold);
  await (f, GTK_TYPE_LABEL, "Writing");
  g_mutex_lock (&hold.mutex);
  hold.let_go = TRUE;
  g_cond_signal (&hold.cond);
  g_mutex_unlock (&hold.mutex);
  crm_test_await (has_ended, &hold);
  await (f, GTK_TYPE_LABEL, "Saved on this computer");
}

static gboolean
is_named (gpointer data)
{
  return g_strcmp0 (crm_store_get_setting (((Fixture *)data)->store, "business-name"), "Kava & Co") == 0;
}

static void
test_business (Fixture *f, gconstpointer data)
{
  show_page (f, "General");
  fill (await (f, ADW_TYPE_ENTRY_ROW, "Name"), "Kava & Co");
  crm_test_await (is_named, f);
}

#define ADD(path, func) g_test_add ("/preferences/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  ADD ("business", test_business);
  ADD ("words", test_words);
  ADD ("module", test_module);
  ADD ("employee", test_employee);
  ADD ("rule", test_rule);
  ADD ("waiting", test_waiting);
  return g_test_run ();
}
