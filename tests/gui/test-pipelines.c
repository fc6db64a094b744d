/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include "deal/crm-deal.h"
#include "deal/crm-pipeline.h"
#include "settings/crm-preferences.h"
#include "settings/crm-record-group.h"
#include "settings/crm-record-row.h"

/* The page of the preferences about pipelines, stages and reasons of loss, against the book: every change, and its way back. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  GtkWindow *dialog; /* the preferences */
  GType type;
  const char *text;
  const char *entity, *field, *value;
  int n;
} Fixture;

static gboolean
ensure_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_pipeline_ensure (tx, error) != 0;
}

static gboolean
dialog_is_shown (gpointer data)
{
  return crm_test_get_dialog (((Fixture *)data)->window) != NULL;
}

static void
show (Fixture *f)
{
  crm_preferences_present_page (GTK_WINDOW (f->window), f->store, "sales");
  crm_test_await (dialog_is_shown, f);
  f->dialog = crm_test_get_dialog (f->window);
}

static void
set_up_empty (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->store = crm_test_store_new (FALSE);
  g_assert_true (crm_store_open_sync (f->store, TRUE, 30, &error));
  crm_test_add_client (f->store, "Anna Kowalska");
  f->window = crm_test_window_new (f->store);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  set_up_empty (f, data);
  g_assert_true (crm_store_write_sync (f->store, "Pipeline", ensure_in_worker, NULL, NULL, &error));
  show (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  crm_test_window_destroy (f->window);
  crm_test_store_remove (f->store);
}

static gboolean
is_found (gpointer data)
{
  Fixture *f = data;

  return crm_test_find (GTK_WIDGET (f->dialog), f->type, f->text) != NULL;
}

static gboolean
is_gone (gpointer data)
{
  return !is_found (data);
}

static GtkWidget *
await (Fixture *f, GType type, const char *text)
{
  f->type = type;
  f->text = text;
  crm_test_await (is_found, f);
  return crm_test_find (GTK_WIDGET (f->dialog), type, text);
}

static void
await_gone (Fixture *f, GType type, const char *text)
{
  f->type = type;
  f->text = text;
  crm_test_await (is_gone, f);
}

static void
click (GtkWidget *button)
{
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
click_add (Fixture *f, const char *label)
{
  click (gtk_widget_get_ancestor (await (f, ADW_TYPE_BUTTON_CONTENT, label), GTK_TYPE_BUTTON));
}

static void
fill (GtkWidget *entry, const char *text)
{
  g_assert_nonnull (entry);
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

static gboolean
is_counted (gpointer data)
{
  Fixture *f = data;

  return count (f, f->entity, f->field, f->value) == f->n;
}

/* Waits until the book has n such records. */
static void
await_count (Fixture *f, int n, const char *entity, const char *field, const char *value)
{
  f->entity = entity;
  f->field = field;
  f->value = value;
  f->n = n;
  crm_test_await (is_counted, f);
}

static gpointer
list_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT group_concat (name, '|') FROM (SELECT name FROM stage WHERE archived_at IS NULL ORDER BY "
      "position NULLS LAST, id)",
      error);
  gboolean row;

  if (statement == NULL || !crm_statement_step (statement, &row, error))
    return NULL;
  return g_strdup (crm_statement_get_text (statement, 0));
}

static gboolean
is_ordered (gpointer data)
{
  Fixture *f = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *names = crm_store_read_sync (f->store, list_in_worker, NULL, &error);

  return g_strcmp0 (names, f->value) == 0;
}

static void
await_order (Fixture *f, const char *names)
{
  f->value = names;
  crm_test_await (is_ordered, f);
}

/* Takes back what the toast tells by these words. */
static void
undo (Fixture *f, const char *purpose)
{
  await (f, GTK_TYPE_LABEL, purpose);
  click (await (f, GTK_TYPE_BUTTON, "_Undo"));
  await (f, GTK_TYPE_LABEL, "Undone:");
}

static GtkWidget *
find_row (Fixture *f, const char *title)
{
  return await (f, CRM_TYPE_RECORD_ROW, title);
}

/* Unfolded, for what is folded is not found. */
static GtkWidget *
open_row (Fixture *f, const char *title)
{
  GtkWidget *row = find_row (f, title);

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  crm_test_await_frame (GTK_WIDGET (f->dialog));
  return row;
}

static void
choose (GtkWidget *row, const char *title, guint selected)
{
  GtkWidget *combo = crm_test_find (row, ADW_TYPE_COMBO_ROW, title);

  g_assert_nonnull (combo);
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), selected);
}

static gint64
get_id (GtkWidget *row)
{
  return crm_record_row_get_id (CRM_RECORD_ROW (row));
}

static void
add_deal (Fixture *f, const char *title, gint64 stage)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "deal");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_DEAL_TITLE, title);
  crm_values_set_integer (values, CRM_DEAL_STAGE, stage);
  crm_test_add (f->store, values);
}

/* A book without a pipeline offers the usual one. */
static void
test_empty (Fixture *f, gconstpointer data)
{
  show (f);
  await (f, ADW_TYPE_ACTION_ROW, "There is no pipeline yet");
  click (await (f, GTK_TYPE_BUTTON, "Set up"));
  find_row (f, "Negotiation");
  find_row (f, "Chose a competitor");
  await_gone (f, ADW_TYPE_ACTION_ROW, "There is no pipeline yet");
  await_count (f, 5, "stage", "state", "open");
}

static gboolean
is_hidden (gpointer data)
{
  return !gtk_widget_get_visible (data);
}

static void
test_stage_fields (Fixture *f, gconstpointer data)
{
  GtkWidget *row = open_row (f, "Offer");
  GtkWidget *probability = crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Probability");

  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Name"), "Quote");
  row = open_row (f, "Quote");
  await_count (f, 1, "stage", "name", "Quote");
  /* Emptied is not deleted. */
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Name"), " ");
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Name"))), ==, "Quote");

  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Probability"), "62");
  await (f, GTK_TYPE_LABEL, "62 %");
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Probability"), "162");
  await (f, GTK_TYPE_LABEL, "It must be between 0 and 100.");
  await_count (f, 1, "stage", "probability", "62");
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Days until"), "21");
  await (f, GTK_TYPE_LABEL, "62 % · rots after 21 days");
  undo (f, "“Quote” changed: Days until it rots");
  await_count (f, 0, "stage", "rot_days", "21");

  choose (row, "Colour", 2);
  await_count (f, 1, "stage", "color", "green");
  choose (row, "A deal here is", 1);
  await_count (f, 1, "stage", "state", "won");
  await_count (f, 1, "stage", "probability", "100");
  crm_test_await (is_hidden, probability);
  undo (f, "“Quote” changed: ");
  await_count (f, 0, "stage", "state", "won");
  await_count (f, 0, "stage", "probability", "100");
}

static void
test_required (Fixture *f, gconstpointer data)
{
  GtkWidget *row = open_row (f, "Contract");
  GtkWidget *button = crm_test_find (row, GTK_TYPE_MENU_BUTTON, "Fields");
  GtkWidget *check;

  /* Scrolled to, as by a person who tabs there. */
  gtk_widget_grab_focus (button);
  crm_test_await_frame (GTK_WIDGET (f->dialog));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  check = await (f, GTK_TYPE_CHECK_BUTTON, "Amount");
  g_assert_null (crm_test_find (GTK_WIDGET (f->dialog), GTK_TYPE_CHECK_BUTTON, "Title"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  await_count (f, 1, "stage", "required", "amount");
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (await (f, GTK_TYPE_CHECK_BUTTON, "Expected to close")), TRUE);
  await_count (f, 1, "stage", "required", "amount expected_close");
  await (f, GTK_TYPE_LABEL, "90 % · rots after 14 days · 2 fields required");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  undo (f, "“Contract” changed: Fields required");
  await_count (f, 1, "stage", "required", "amount");
}

static void
test_order (Fixture *f, gconstpointer data)
{
  GtkWidget *row = open_row (f, "Offer");

  click (crm_test_find (row, GTK_TYPE_BUTTON, "Move up"));
  await_order (f, "New request|Offer|Qualified|Negotiation|Contract");
  await (f, GTK_TYPE_LABEL, "“Offer” moved up");
  /* The keys. */
  g_signal_emit_by_name (row, "move", 1);
  await_order (f, "New request|Qualified|Offer|Negotiation|Contract");
  g_signal_emit_by_name (find_row (f, "New request"), "move", -1);
  g_signal_emit_by_name (find_row (f, "Contract"), "move", 1);
  /* Dropped on the first one. */
  g_signal_emit_by_name (find_row (f, "New request"), "drop", get_id (find_row (f, "Contract")));
  await_order (f, "Contract|New request|Qualified|Offer|Negotiation");
  undo (f, "“Contract” moved to the place of “New request”");
  await_order (f, "New request|Qualified|Offer|Negotiation|Contract");
}

static void
test_add_delete (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  click_add (f, "Add stage");
  row = find_row (f, "New stage");
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  await_order (f, "New request|Qualified|Offer|Negotiation|Contract|New stage");
  /* Nothing stands in it: no question. */
  click (crm_test_find (row, GTK_TYPE_BUTTON, "Delete"));
  await_order (f, "New request|Qualified|Offer|Negotiation|Contract");
  undo (f, "Stage “New stage” deleted");
  await_order (f, "New request|Qualified|Offer|Negotiation|Contract|New stage");
}

static gboolean
is_asked (gpointer data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *window = windows; window != NULL; window = window->next)
    if (ADW_IS_MESSAGE_DIALOG (window->data) && gtk_widget_get_mapped (window->data))
      return TRUE;
  return FALSE;
}

static gboolean
is_answered (gpointer data)
{
  return !is_asked (data);
}

static AdwMessageDialog *
await_question (Fixture *f)
{
  g_autoptr (GList) windows = NULL;

  crm_test_await (is_asked, f);
  windows = gtk_window_list_toplevels ();
  for (GList *window = windows; window != NULL; window = window->next)
    if (ADW_IS_MESSAGE_DIALOG (window->data))
      return window->data;
  g_assert_not_reached ();
}

static void
test_delete_with_deals (Fixture *f, gconstpointer data)
{
  GtkWidget *row = open_row (f, "Offer");
  g_autofree char *offer = g_strdup_printf ("%d", (int)get_id (row));
  g_autofree char *qualified = g_strdup_printf ("%d", (int)get_id (find_row (f, "Qualified")));
  g_autofree char *negotiation = g_strdup_printf ("%d", (int)get_id (find_row (f, "Negotiation")));
  AdwMessageDialog *dialog;
  GtkWidget *chooser;

  add_deal (f, "Beans", get_id (row));
  add_deal (f, "Filters", get_id (row));
  /* A stage is no way to win what stands in another one. */
  choose (open_row (f, "Contract"), "A deal here is", 1);
  await_count (f, 1, "stage", "state", "won");
  click (crm_test_find (row, GTK_TYPE_BUTTON, "Delete"));
  dialog = await_question (f);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), "2 deals stand in it."));
  chooser = adw_message_dialog_get_extra_child (dialog);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (chooser))), ==, 3);
  g_assert_cmpstr (adw_message_dialog_get_default_response (dialog), ==, "keep");
  click (crm_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Keep it"));
  crm_test_await (is_answered, f);
  g_assert_cmpint (count (f, "deal", "stage", offer), ==, 2);

  click (crm_test_find (row, GTK_TYPE_BUTTON, "Delete"));
  dialog = await_question (f);
  chooser = adw_message_dialog_get_extra_child (dialog);
  /* The next stage is offered; the person takes another one. */
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (chooser)), ==, 2);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (chooser), 1);
  click (crm_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Move and delete"));
  crm_test_await (is_answered, f);
  await_gone (f, CRM_TYPE_RECORD_ROW, "Offer");
  g_assert_cmpint (count (f, "deal", "stage", qualified), ==, 2);
  g_assert_cmpint (count (f, "deal", "stage", negotiation), ==, 0);
  undo (f, "Stage “Offer” deleted");
  find_row (f, "Offer");
  g_assert_cmpint (count (f, "deal", "stage", offer), ==, 2);
}

static void
test_last_open (Fixture *f, gconstpointer data)
{
  static const char *const others[] = { "New request", "Qualified", "Negotiation", "Contract" };
  GtkWidget *row;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      choose (open_row (f, others[i]), "A deal here is", 2);
      await_count (f, (int)i + 1, "stage", "state", "lost");
    }
  row = open_row (f, "Offer");
  click (crm_test_find (row, GTK_TYPE_BUTTON, "Delete"));
  await (f, GTK_TYPE_LABEL, "A pipeline needs a stage in which deals are open; this is its last one.");
  find_row (f, "Offer");
}

static void
test_pipelines (Fixture *f, gconstpointer data)
{
  GtkWidget *row, *button;
  GtkWidget *stages = gtk_widget_get_ancestor (find_row (f, "Offer"), CRM_TYPE_RECORD_GROUP);
  gint64 offer = get_id (find_row (f, "Offer"));
  AdwMessageDialog *dialog;

  /* The only one stays. */
  click (crm_test_find (open_row (f, "Sales"), GTK_TYPE_BUTTON, "Delete"));
  await (f, GTK_TYPE_LABEL, "This is the only pipeline; deals need one.");
  add_deal (f, "Beans", offer);
  click_add (f, "Add pipeline");
  row = open_row (f, "New pipeline");
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Name"), "Repeat orders");
  row = open_row (f, "Repeat orders");
  button = crm_test_find (row, GTK_TYPE_BUTTON, "Make it the main one");
  click (button);
  crm_test_await (is_hidden, button);
  g_assert_cmpint (count (f, "pipeline", "main", "yes"), ==, 1);
  row = find_row (f, "Sales");
  g_assert_nonnull (crm_test_find (row, GTK_TYPE_BUTTON, "Make it the main one"));

  /* Its stages are shown when it is chosen. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (crm_test_find (stages, GTK_TYPE_DROP_DOWN, NULL)), 1);
  await_gone (f, CRM_TYPE_RECORD_ROW, "Offer");
  click_add (f, "Add stage");
  find_row (f, "New stage");

  click (crm_test_find (row, GTK_TYPE_BUTTON, "Delete"));
  dialog = await_question (f);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), "1 deal stands in it."));
  click (crm_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Move and delete"));
  crm_test_await (is_answered, f);
  await_gone (f, CRM_TYPE_RECORD_ROW, "Sales");
  g_assert_cmpint (count (f, "pipeline", "main", "yes"), ==, 1);
  g_assert_cmpint (count (f, "deal", "pipeline", "Repeat orders"), ==, 1);
  undo (f, "Pipeline “Sales” deleted");
  find_row (f, "Sales");
  g_assert_cmpint (count (f, "deal", "pipeline", "Sales"), ==, 1);
}

static void
test_reasons (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  click_add (f, "Add reason");
  row = open_row (f, "New reason");
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Name"), "Too far away");
  row = open_row (f, "Too far away");
  await_count (f, 1, "lost_reason", "name", "Too far away");
  click (crm_test_find (row, GTK_TYPE_BUTTON, "Move up"));
  await (f, GTK_TYPE_LABEL, "“Too far away” moved up");
  click (crm_test_find (row, GTK_TYPE_BUTTON, "Delete"));
  await_gone (f, CRM_TYPE_RECORD_ROW, "Too far away");
  undo (f, "“Too far away” deleted");
  find_row (f, "Too far away");
}

static void
test_advice (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  click_add (f, "Add stage");
  row = open_row (f, "New stage");
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Name"), "Offers");
  await (f, GTK_TYPE_LABEL, "are called alike");
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Name"), "Delivery");
  await_gone (f, GTK_TYPE_LABEL, "are called alike");
}

static gboolean
is_new_written (gpointer data)
{
  GtkWidget *row = crm_test_find (GTK_WIDGET (((Fixture *)data)->dialog), CRM_TYPE_RECORD_ROW, "New stage");
  GtkWidget *scrolled = row != NULL ? gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW) : NULL;
  GtkWidget *focus = gtk_window_get_focus (((Fixture *)data)->dialog);
  graphene_rect_t bounds;

  return scrolled != NULL && focus != NULL && GTK_IS_TEXT (focus) && gtk_widget_is_ancestor (focus, row) &&
         gtk_widget_compute_bounds (focus, scrolled, &bounds) && bounds.origin.y >= 0 &&
         bounds.origin.y + bounds.size.height <= gtk_widget_get_height (scrolled);
}

/* A new stage stands below what one sees: it is brought into view, with the cursor in its name. */
static void
test_add_in_view (Fixture *f, gconstpointer data)
{
  gtk_window_set_default_size (f->dialog, 640, 400);
  click_add (f, "Add stage");
  crm_test_await (is_new_written, f);
  /* Likelier than the last one, which has 90 %. */
  await_count (f, 1, "stage", "probability", "95");
}

#define ADD(path, func) g_test_add ("/pipelines/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add ("/pipelines/empty", Fixture, NULL, set_up_empty, test_empty, tear_down);
  ADD ("stage-fields", test_stage_fields);
  ADD ("required", test_required);
  ADD ("order", test_order);
  ADD ("add-delete", test_add_delete);
  ADD ("delete-with-deals", test_delete_with_deals);
  ADD ("last-open", test_last_open);
  ADD ("pipelines", test_pipelines);
  ADD ("reasons", test_reasons);
  ADD ("advice", test_advice);
  ADD ("add-in-view", test_add_in_view);
  return g_test_run ();
}
