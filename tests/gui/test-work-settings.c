/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include "deal/crm-pipeline.h"
#include "settings/crm-preferences.h"
#include "settings/crm-record-group.h"

/* Pages of the preferences about rules, sequences, goals and scripts, against the book. */

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
show (Fixture *f, const char *page)
{
  crm_preferences_present_page (GTK_WINDOW (f->window), f->store, page);
  crm_test_await (dialog_is_shown, f);
  f->dialog = crm_test_get_dialog (f->window);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->store = crm_test_store_new (FALSE);
  g_assert_true (crm_store_open_sync (f->store, TRUE, 30, &error));
  crm_test_add_client (f->store, "Anna Kowalska");
  g_assert_true (crm_store_write_sync (f->store, "Pipeline", ensure_in_worker, NULL, NULL, &error));
  f->window = crm_test_window_new (f->store);
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

static GtkWidget *
await (Fixture *f, GType type, const char *text)
{
  f->type = type;
  f->text = text;
  crm_test_await_at (G_STRLOC, text != NULL ? text : "", is_found, f);
  return crm_test_find (GTK_WIDGET (f->dialog), type, text);
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

static GtkWidget *
find_row (Fixture *f, const char *title)
{
  return await (f, CRM_TYPE_RECORD_ROW, title);
}

static AdwComboRow *
find_combo (GtkWidget *row, const char *title)
{
  GtkWidget *combo = crm_test_find (row, ADW_TYPE_COMBO_ROW, title);

  g_assert_nonnull (combo);
  return ADW_COMBO_ROW (combo);
}

/* Chooses what is called so. */
static void
choose (GtkWidget *row, const char *title, const char *label)
{
  AdwComboRow *combo = find_combo (row, title);
  GListModel *model = adw_combo_row_get_model (combo);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (model), i), label) == 0)
      {
        adw_combo_row_set_selected (combo, i);
        return;
      }
  g_error ("“%s” does not offer “%s”", title, label);
}

static void
test_rule (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  show (f, "tasks");
  click_add (f, "Add task rule");
  row = find_row (f, "New rule");
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  await_count (f, 1, "task_rule", "active", "no");
  await (f, GTK_TYPE_LABEL, "A call is logged → Call back, after 1 day");
  choose (row, "With this outcome", "No answer");
  await (f, GTK_TYPE_LABEL, "A call is logged: No answer → Call back, after 1 day");
  /* A condition belongs to its event. */
  choose (row, "When", "A deal enters a stage");
  await (f, GTK_TYPE_LABEL, "A deal enters a stage → Call back, after 1 day");
  choose (row, "Stage", "Offer");
  await (f, GTK_TYPE_LABEL, "A deal enters a stage: Offer → Call back, after 1 day");
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "What is to be done"), "Ask about the offer");
  await_count (f, 1, "task_rule", "title", "Ask about the offer");
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "After days"), "3");
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "At, such"), "9:30");
  await (f, GTK_TYPE_LABEL, "A deal enters a stage: Offer → Ask about the offer, after 3 days at 09:30");
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "At, such"), "half past nine");
  await (f, GTK_TYPE_LABEL, "A time is written like 09:30.");
  gtk_switch_set_active (GTK_SWITCH (crm_test_find (row, GTK_TYPE_SWITCH, NULL)), TRUE);
  await_count (f, 1, "task_rule", "active", "yes");
}

static void
test_sequence (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  show (f, "tasks");
  click_add (f, "Add sequence");
  row = find_row (f, "New sequence");
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Result wanted"), "A meeting");
  await_count (f, 1, "task_sequence", "goal", "A meeting");
  click_add (f, "Add step");
  row = find_row (f, "New step");
  await (f, GTK_TYPE_LABEL, "Call · after 3 days");
  choose (row, "Kind", "Letter");
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Days after the step before"), "7");
  await (f, GTK_TYPE_LABEL, "Letter · after 7 days");
  await_count (f, 1, "task_step", "days", "7");
}

static void
test_goal (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  show (f, "tasks");
  click_add (f, "Add goal");
  row = find_row (f, "Deals won: 10");
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Number"), "0");
  await (f, GTK_TYPE_LABEL, "A goal needs a number above zero.");
  choose (row, "What is counted", "Sum of won deals");
  await_count (f, 1, "goal", "measure", "won-sum");
  row = find_row (f, "Sum of won deals");
  choose (row, "Period", "Quarter");
  await_count (f, 1, "goal", "period", "quarter");
  await (f, GTK_TYPE_LABEL, "Quarter · Everybody together");
}

static void
test_script (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  show (f, "scripts");
  click_add (f, "Add script");
  row = find_row (f, "New script");
  await (f, GTK_TYPE_LABEL, "For every conversation");
  choose (row, "Stage", "New request");
  choose (row, "Kind of client", "Company");
  await (f, GTK_TYPE_LABEL, "New request · Company");
  click_add (f, "Add question");
  row = find_row (f, "New question");
  choose (row, "Answer", "Date");
  choose (row, "A yes or a date plans", "Meeting");
  await (f, GTK_TYPE_LABEL, "Date → plans: Meeting");
  choose (row, "The answer goes into", "Deal: Expected to close");
  await_count (f, 1, "script_question", "target", "deal.expected_close");
  choose (row, "Answer", "Yes or no");
  fill (crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Question"), "Do you rent?");
  await (f, ADW_TYPE_EXPANDER_ROW, "Do you rent?");
  click_add (f, "Add question");
  row = find_row (f, "New question");
  choose (row, "Only after the question", "Do you rent?");
  await (f, GTK_TYPE_LABEL, "after “Do you rent?”");
  choose (row, "And its answer", "No");
  await (f, GTK_TYPE_LABEL, "after “Do you rent?”: No");
  await_count (f, 1, "script_question", "after_answer", "no");
}

#define ADD(path, func) g_test_add ("/work-settings/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  ADD ("rule", test_rule);
  ADD ("sequence", test_sequence);
  ADD ("goal", test_goal);
  ADD ("script", test_script);
  return g_test_run ();
}
