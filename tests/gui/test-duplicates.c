/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "crm-test-gui.h"
#include "crm-test-input.h"

#include "client/crm-client-card-view.h"
#include "client/crm-client.h"
#include "client/crm-duplicates-view.h"
#include "client/crm-merge-pane.h"
#include "client/crm-person-actions.h"

/* Possible duplicates in the window: the banner of a card, the two side by side, and the page that is worked through by keys. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
} Fixture;

static gint64
add_client (CrmStore *store, const char *name, const char *phone, const char *city)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "client");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_CLIENT_NAME, name);
  if (phone != NULL)
    crm_values_set_text (values, CRM_CLIENT_PHONE, phone);
  if (city != NULL)
    crm_values_set_text (values, CRM_CLIENT_CITY, city);
  return crm_test_add (store, values);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->store = crm_test_store_new (TRUE);
  f->window = crm_test_window_new (f->store);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  crm_test_window_destroy (f->window);
  crm_test_store_remove (f->store);
}

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "client", *(gint64 *)data, error);
}

static CrmRow *
load (Fixture *f, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CrmRow *row = crm_store_read_sync (f->store, load_in_worker, &id, &error);

  g_assert_no_error (error);
  return row;
}

static gboolean
is_archived (Fixture *f, gint64 id)
{
  g_autoptr (CrmRow) row = load (f, id);

  return row->archived_at != 0;
}

typedef struct
{
  Fixture *f;
  GType type;
  const char *text;
  gboolean dialog; /* in the dialog, else in the page in front */
  gboolean gone;
  guint n;
} Wish;

static GtkWidget *
find (const Wish *wish)
{
  GtkWidget *root = wish->dialog ? GTK_WIDGET (crm_test_get_dialog (wish->f->window))
                                 : GTK_WIDGET (crm_window_get_view (wish->f->window));

  return root != NULL ? crm_test_find (root, wish->type, wish->text) : NULL;
}

static gboolean
is_found (gpointer data)
{
  const Wish *wish = data;

  return (find (wish) == NULL) == wish->gone;
}

static GtkWidget *
await (Fixture *f, GType type, const char *text, gboolean dialog)
{
  Wish wish = { f, type, text, dialog };

  crm_test_await (is_found, &wish);
  return find (&wish);
}

static void
await_gone (Fixture *f, const char *text)
{
  Wish wish = { f, GTK_TYPE_LABEL, text, FALSE, TRUE };

  crm_test_await (is_found, &wish);
}

static gboolean
has_no_dialog (gpointer data)
{
  return crm_test_get_dialog (((Fixture *)data)->window) == NULL;
}

static gboolean
has_pairs (gpointer data)
{
  const Wish *wish = data;
  CrmView *view = crm_window_get_view (wish->f->window);

  return CRM_IS_DUPLICATES_VIEW (view) &&
         crm_duplicates_view_get_n_pairs (CRM_DUPLICATES_VIEW (view)) == wish->n;
}

static void
await_pairs (Fixture *f, guint n)
{
  Wish wish = { .f = f, .n = n };

  crm_test_await (has_pairs, &wish);
}

static gboolean
is_pane_ready (gpointer data)
{
  return crm_merge_pane_is_ready (data);
}

static CrmMergePane *
await_pane (Fixture *f, gboolean dialog)
{
  GtkWidget *pane = await (f, CRM_TYPE_MERGE_PANE, NULL, dialog);

  crm_test_await (is_pane_ready, pane);
  return CRM_MERGE_PANE (pane);
}

static GtkCheckButton *
find_choice (GtkWidget *root, const char *text)
{
  GtkCheckButton *found = NULL;

  if (GTK_IS_CHECK_BUTTON (root) && crm_test_find (root, GTK_TYPE_LABEL, text) != NULL)
    return GTK_CHECK_BUTTON (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_choice (child, text);
  return found;
}

static gboolean
has_toast (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Fixture *)data)->window), GTK_TYPE_LABEL, "Saved as “anna.json”") !=
         NULL;
}

static void
await_toast (Fixture *f)
{
  crm_test_await (has_toast, f);
}

/* As a click on the button does. */
static void
answer (Fixture *f, const char *response)
{
  GtkWindow *dialog = crm_test_get_dialog (f->window);

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
}

static void
undo (Fixture *f)
{
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
}

static void
test_banner (Fixture *f, gconstpointer data)
{
  gint64 first = add_client (f->store, "Anna Kowalska", "+380 44 111 22 33", "Kyiv");
  gint64 second = add_client (f->store, "Анна Ковальска", "044 111-22-33", "Lviv");
  g_autoptr (CrmRow) row = NULL;

  crm_window_open_client (GTK_WIDGET (f->window), second, NULL);
  await (f, GTK_TYPE_LABEL, "Looks like Anna Kowalska (", FALSE);
  g_signal_emit_by_name (await (f, GTK_TYPE_BUTTON, "Not the same", FALSE), "clicked");
  await_gone (f, "Looks like");
  undo (f);
  await (f, GTK_TYPE_LABEL, "Looks like Anna Kowalska (", FALSE);

  /* From this card this client stays; the other way round it is left for the other's card. */
  g_signal_emit_by_name (await (f, GTK_TYPE_BUTTON, "Compare", FALSE), "clicked");
  await_pane (f, TRUE);
  g_signal_emit_by_name (await (f, GTK_TYPE_BUTTON, "Let the other one stay", TRUE), "clicked");
  await_pane (f, TRUE);
  gtk_check_button_set_active (find_choice (GTK_WIDGET (crm_test_get_dialog (f->window)), "Lviv"), TRUE);
  g_signal_emit_by_name (await (f, GTK_TYPE_BUTTON, "_Merge", TRUE), "clicked");
  crm_test_await (has_no_dialog, f);
  g_assert_true (is_archived (f, second));
  row = load (f, first);
  g_assert_cmpstr (crm_row_get_text (row, CRM_CLIENT_CITY), ==, "Lviv");
  g_assert_cmpstr (crm_row_get_text (row, CRM_CLIENT_NAME), ==, "Anna Kowalska");
  g_assert_cmpint (
      crm_client_card_view_get_client (CRM_CLIENT_CARD_VIEW (crm_window_get_view (f->window))), ==, first);
}

static gboolean
is_back (gpointer data)
{
  Wish *wish = data;

  return !is_archived (wish->f, (gint64)wish->n);
}

/* Long after, when Ctrl+Z means something else. */
static void
test_later (Fixture *f, gconstpointer data)
{
  gint64 first = add_client (f->store, "Anna Kowalska", "+380 44 111 22 33", "Kyiv");
  gint64 second = add_client (f->store, "Anna Kowalska", NULL, "Lviv");
  Wish wish = { .f = f, .n = (guint)second };

  crm_window_open_client (GTK_WIDGET (f->window), first, NULL);
  g_signal_emit_by_name (await (f, GTK_TYPE_BUTTON, "Compare", FALSE), "clicked");
  crm_merge_pane_merge (await_pane (f, TRUE));
  crm_test_await (has_no_dialog, f);
  g_assert_true (is_archived (f, second));
  add_client (f->store, "Somebody else", NULL, NULL);
  await (f, GTK_TYPE_LABEL, "Merged with", FALSE);
  gtk_widget_activate_action (GTK_WIDGET (crm_window_get_view (f->window)), "card.unmerge", NULL);
  await (f, GTK_TYPE_LABEL, "Take back the merge with “Anna Kowalska”?", TRUE);
  answer (f, "back");
  crm_test_await (is_back, &wish);
  await (f, GTK_TYPE_LABEL, "Looks like Anna Kowalska (", FALSE);
}

static gboolean
is_gone (gpointer data)
{
  Wish *wish = data;
  gint64 id = (gint64)wish->n;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRow) row = crm_store_read_sync (wish->f->store, load_in_worker, &id, &error);

  return row == NULL;
}

static gboolean
is_there (gpointer data)
{
  return g_file_query_exists (data, NULL);
}

/* Given to the person, then forgotten. */
static void
test_person (Fixture *f, gconstpointer data)
{
  gint64 id = add_client (f->store, "Anna Kowalska", "+380 44 111 22 33", "Kyiv");
  Wish wish = { .f = f, .n = (guint)id };
  g_autofree char *folder = g_path_get_dirname (crm_store_get_path (f->store)),
                  *path = g_build_filename (folder, "anna.json", NULL),
                  *copy = g_build_filename (folder, "old.backup", NULL), *text = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (CrmRow) row = load (f, id);
  g_autoptr (GError) error = NULL;

  crm_store_backup_sync (f->store, copy, &error);
  g_assert_no_error (error);
  crm_window_open_client (GTK_WIDGET (f->window), id, NULL);
  await (f, GTK_TYPE_LABEL, "Anna Kowalska", FALSE);
  crm_person_save_to (GTK_WIDGET (crm_window_get_view (f->window)), f->store, row, file);
  crm_test_await (is_there, file);
  await_toast (f);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_nonnull (strstr (text, "+380 44 111 22 33"));
  g_remove (path);

  gtk_widget_activate_action (GTK_WIDGET (crm_window_get_view (f->window)), "card.erase", NULL);
  await (f, GTK_TYPE_LABEL, "Erase “Anna Kowalska” for good?", TRUE);
  answer (f, "cancel");
  crm_test_await (has_no_dialog, f);
  g_assert_false (is_gone (&wish));
  gtk_widget_activate_action (GTK_WIDGET (crm_window_get_view (f->window)), "card.erase", NULL);
  await (f, GTK_TYPE_LABEL, "Erase “Anna Kowalska” for good?", TRUE);
  answer (f, "erase");
  crm_test_await (is_gone, &wish);
  /* The backup that still holds her is named. */
  await (f, GTK_TYPE_LABEL, "old.backup", TRUE);
  answer (f, "close");
  crm_test_await (has_no_dialog, f);
  g_remove (copy);
}

/* By keys alone, as one goes through a hundred of them. */
static void
test_page (Fixture *f, gconstpointer data)
{
  gint64 ids[6];

  if (!crm_test_has_input ())
    return;
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("Client%c Name%c", 'a' + i * 5, 'z' - i * 7);

      ids[2 * i] = add_client (f->store, name, NULL, "Kyiv");
      ids[2 * i + 1] = add_client (f->store, name, NULL, "Lviv");
    }
  g_assert_true (crm_window_show_page (f->window, "duplicates"));
  await_pairs (f, 3);
  crm_test_focus_window (GTK_WINDOW (f->window));
  await_pane (f, FALSE);
  crm_test_press ("n");
  await_pairs (f, 2);
  g_assert_false (is_archived (f, ids[1]));
  await_pane (f, FALSE);
  crm_test_press ("s");
  await_pane (f, FALSE);
  await (f, GTK_TYPE_LABEL, "Clientk", FALSE);
  crm_test_press ("m");
  await_pairs (f, 1);
  g_assert_false (is_archived (f, ids[3]));
  g_assert_true (is_archived (f, ids[5]));
  await_pane (f, FALSE);
  crm_test_press ("m");
  await_pairs (f, 0);
  await (f, ADW_TYPE_STATUS_PAGE, "No possible duplicates", FALSE);
  g_assert_true (is_archived (f, ids[3]));
  undo (f);
  await_pairs (f, 1);
  g_assert_false (is_archived (f, ids[3]));
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  add_client (f->store, "Anna Kowalska", NULL, NULL);
  g_assert_true (crm_window_show_page (f->window, "duplicates"));
  await (f, ADW_TYPE_STATUS_PAGE, "No possible duplicates", FALSE);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add ("/duplicates/banner", Fixture, NULL, set_up, test_banner, tear_down);
  g_test_add ("/duplicates/later", Fixture, NULL, set_up, test_later, tear_down);
  g_test_add ("/duplicates/person", Fixture, NULL, set_up, test_person, tear_down);
  g_test_add ("/duplicates/page", Fixture, NULL, set_up, test_page, tear_down);
  g_test_add ("/duplicates/empty", Fixture, NULL, set_up, test_empty, tear_down);
  return g_test_run ();
}
