/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include "settings/crm-hours-group.h"
#include "settings/crm-preferences.h"
#include "settings/crm-record-row.h"

/* The page "Hours" of the preferences against the book: what is typed, what is refused, undo, leave. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  GtkWindow *dialog; /* the preferences */
  gint64 julia;
  GType type;
  const char *text;
  const char *field, *value;
} Fixture;

static gpointer
get_user_hours (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *f = data;
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "user", f->julia, error);

  return row ? g_strdup (crm_row_get_text (row, crm_entity_find_field (row->entity, "hours")) ?: "") : NULL;
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Fixture *f = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "user", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;

  if (!values)
    return FALSE;
  crm_values_set_text (values, crm_entity_find_field (entity, "name"), "Julia Nowak");
  f->julia = crm_transaction_insert (tx, values, NULL, error);
  return f->julia != 0;
}

static gboolean
dialog_is_shown (gpointer data)
{
  return crm_test_get_dialog (((Fixture *)data)->window) != NULL;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->store = crm_test_store_new (FALSE);
  g_assert_true (crm_store_open_sync (f->store, TRUE, 30, &error));
  g_assert_true (crm_store_write_sync (f->store, "Julia", add_in_worker, f, NULL, &error));
  f->window = crm_test_window_new (f->store);
  crm_preferences_present_page (GTK_WINDOW (f->window), f->store, "hours");
  crm_test_await (dialog_is_shown, f);
  f->dialog = crm_test_get_dialog (f->window);
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
  crm_test_await_at (G_STRLOC, text, is_found, f);
  return crm_test_find (GTK_WIDGET (f->dialog), type, text);
}

/* Employees are named on another page as well. */
static GtkWidget *
find_entry (Fixture *f)
{
  GtkWidget *group = crm_test_find (GTK_WIDGET (f->dialog), CRM_TYPE_HOURS_GROUP, NULL);

  return group ? crm_test_find (group, ADW_TYPE_ENTRY_ROW, f->field) : NULL;
}

static gboolean
entry_is_found (gpointer data)
{
  return find_entry (data) != NULL;
}

static GtkWidget *
await_entry (Fixture *f, const char *title)
{
  f->field = title;
  crm_test_await_at (G_STRLOC, title, entry_is_found, f);
  return find_entry (f);
}

static gboolean
book_has_hours (gpointer data)
{
  Fixture *f = data;

  return g_strcmp0 (crm_store_get_setting (f->store, "working-hours"), f->value) == 0;
}

static gboolean
julia_has_hours (gpointer data)
{
  Fixture *f = data;
  g_autofree char *hours = crm_store_read_sync (f->store, get_user_hours, f, NULL);

  return g_strcmp0 (hours, f->value) == 0;
}

static gboolean
entry_has_text (gpointer data)
{
  Fixture *f = data;
  GtkWidget *entry = find_entry (f);

  return entry && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry)), f->value) == 0;
}

static void
await_text (Fixture *f, const char *entry, const char *text)
{
  f->field = entry;
  f->value = text;
  crm_test_await_at (G_STRLOC, text, entry_has_text, f);
}

static void
test_hours (Fixture *f, gconstpointer data)
{
  /* The lines are there when the employees are. */
  GtkWidget *julia = await_entry (f, "Julia Nowak"), *business = await_entry (f, "The business");
  g_autoptr (CrmUndoReport) report = NULL;

  await_text (f, "The business", "Mon–Fri 9:00–18:00");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (julia)), ==, "");
  /* What was understood is shown while it is typed. */
  gtk_editable_set_text (GTK_EDITABLE (business), "mon-fri 8-17, sat 10-14");
  await (f, GTK_TYPE_LABEL, "Mon–Fri 8:00–17:00, Sat 10:00–14:00");
  g_signal_emit_by_name (business, "apply");
  f->value = "1-5 08:00-17:00;6 10:00-14:00";
  crm_test_await (book_has_hours, f);
  await_text (f, "The business", "Mon–Fri 8:00–17:00, Sat 10:00–14:00");

  /* What was not is said beside it, stays, and is not written. */
  gtk_editable_set_text (GTK_EDITABLE (business), "whenever");
  await (f, GTK_TYPE_LABEL, "Working hours are written like “Mon–Fri 9:00–18:00, Sat 10:00–14:00”.");
  g_assert_true (gtk_widget_has_css_class (business, "error"));
  g_signal_emit_by_name (business, "apply");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (business)), ==, "whenever");
  f->value = "1-5 08:00-17:00;6 10:00-14:00";
  g_assert_true (book_has_hours (f));
  gtk_editable_set_text (GTK_EDITABLE (business), "Mon 9-12");
  g_assert_false (gtk_widget_has_css_class (business, "error"));

  gtk_editable_set_text (GTK_EDITABLE (julia), "sat-sun 10-15");
  g_signal_emit_by_name (julia, "apply");
  f->value = "6-7 10:00-15:00";
  crm_test_await (julia_has_hours, f);
  await_text (f, "Julia Nowak", "Sat–Sun 10:00–15:00");
  gtk_editable_set_text (GTK_EDITABLE (julia), "");
  g_signal_emit_by_name (julia, "apply");
  f->value = "";
  crm_test_await (julia_has_hours, f);
  report = crm_store_undo_sync (f->store, FALSE, NULL);
  g_assert_nonnull (report);
  f->value = "6-7 10:00-15:00";
  crm_test_await (julia_has_hours, f);
  await_text (f, "Julia Nowak", "Sat–Sun 10:00–15:00");
}

/* Chooses what is called so. */
static void
choose (GtkWidget *row, const char *title, const char *label)
{
  AdwComboRow *combo = ADW_COMBO_ROW (crm_test_find (row, ADW_TYPE_COMBO_ROW, title));
  GListModel *model = adw_combo_row_get_model (combo);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (model), i), label) == 0)
      {
        adw_combo_row_set_selected (combo, i);
        return;
      }
  g_error ("“%s” does not offer “%s”", title, label);
}

static gboolean
leave_is_gone (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Fixture *)data)->dialog), CRM_TYPE_RECORD_ROW, NULL) == NULL;
}

static void
test_leave (Fixture *f, gconstpointer data)
{
  GtkWidget *add = gtk_widget_get_ancestor (await (f, ADW_TYPE_BUTTON_CONTENT, "Add leave"), GTK_TYPE_BUTTON),
            *row, *entry;

  g_signal_emit_by_name (add, "clicked");
  row = await (f, CRM_TYPE_RECORD_ROW, ": Vacation");
  entry = crm_test_find (row, ADW_TYPE_ENTRY_ROW, "First day");
  gtk_editable_set_text (GTK_EDITABLE (entry), "2031-12-01");
  g_signal_emit_by_name (entry, "apply");
  /* Its end comes along. */
  await (f, GTK_TYPE_LABEL, "1 December 2031");
  entry = crm_test_find (row, ADW_TYPE_ENTRY_ROW, "Last day");
  gtk_editable_set_text (GTK_EDITABLE (entry), "2031-12-05");
  g_signal_emit_by_name (entry, "apply");
  await (f, GTK_TYPE_LABEL, "1 December 2031 – 5 December 2031");
  /* Before its first day it cannot end. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "2031-11-05");
  g_signal_emit_by_name (entry, "apply");
  await (f, GTK_TYPE_LABEL, "A leave cannot end before it begins.");
  choose (row, "Employee", "Julia Nowak");
  await (f, CRM_TYPE_RECORD_ROW, "Julia Nowak: Vacation");
  choose (row, "Kind", "Business trip");
  await (f, CRM_TYPE_RECORD_ROW, "Julia Nowak: Business trip");
  g_signal_emit_by_name (crm_test_find (row, GTK_TYPE_BUTTON, "Delete"), "clicked");
  crm_test_await (leave_is_gone, f);
  g_autoptr (CrmUndoReport) report = crm_store_undo_sync (f->store, FALSE, NULL);
  g_assert_nonnull (report);
  await (f, CRM_TYPE_RECORD_ROW, "Julia Nowak: Business trip");
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add ("/hours/lines", Fixture, NULL, set_up, test_hours, tear_down);
  g_test_add ("/hours/leave", Fixture, NULL, set_up, test_leave, tear_down);
  return g_test_run ();
}
