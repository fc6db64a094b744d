/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include "card-page.h"
#include "client/crm-client-card-view.h"
#include "client/crm-client.h"
#include "client/crm-fill-dialog.h"
#include "client/crm-quick-add.h"
#include "client/crm-quick-read.h"
#include "note/crm-note.h"
#include "task/crm-task.h"

/* A client from one line or from what is pasted, and a card that is filled in from a signature. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmQuickAdd *add;
  CrmFillDialog *fill;
  gint64 client;
} Desk;

static void
set_up (Desk *desk, gconstpointer data)
{
  desk->store = crm_test_store_new (TRUE);
  desk->client = crm_test_add_client (desk->store, "Anna Kowalska");
  desk->window = crm_test_window_new (desk->store);
}

static void
tear_down (Desk *desk, gconstpointer data)
{
  crm_test_window_destroy (desk->window);
  crm_test_store_remove (desk->store);
}

static gboolean
has_dialog (gpointer data)
{
  return crm_test_get_dialog (data) != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return crm_test_get_dialog (data) == NULL;
}

static void
open_quick_add (Desk *desk)
{
  g_action_group_activate_action (
      G_ACTION_GROUP (desk->window), "quick-add", g_variant_new_string ("client"));
  crm_test_await (has_dialog, desk->window);
  desk->add = CRM_QUICK_ADD (crm_test_get_dialog (desk->window));
}

static CrmQuickRead *
get_read (Desk *desk)
{
  return CRM_QUICK_READ (crm_quick_add_get_read (desk->add));
}

static void
type_line (Desk *desk, const char *line)
{
  gtk_editable_set_text (crm_quick_read_get_editable (get_read (desk)), line);
}

static const char *
get_entry (Desk *desk, const char *name)
{
  return gtk_editable_get_text (GTK_EDITABLE (crm_quick_add_get_entry (desk->add, name)));
}

static void
save (Desk *desk)
{
  crm_quick_add_save (desk->add);
  crm_test_await (has_no_dialog, desk->window);
}

static void
assert_field (Desk *desk, const char *entity, const char *condition, int field, const char *wanted)
{
  g_autoptr (CrmRow) row = card_load (desk->store, entity, card_find_one (desk->store, entity, condition));

  g_assert_cmpstr (crm_row_get_text (row, field), ==, wanted);
}

static void
test_line (Desk *desk, gconstpointer data)
{
  g_autofree char *undone = NULL;

  open_quick_add (desk);
  type_line (desk, "Olena Petrenko +380 67 123 45 67 asked about roof, call 2030-05-10");
  g_assert_cmpstr (get_entry (desk, "name"), ==, "Olena Petrenko");
  g_assert_cmpstr (get_entry (desk, "phone"), ==, "+380 67 123 45 67");
  /* What was corrected by hand is not read again. */
  gtk_editable_set_text (GTK_EDITABLE (crm_quick_add_get_entry (desk->add, "name")), "Olena Petrenko-Hall");
  type_line (desk, "Olena Petrenko +380 67 123 45 68 asked about roof, call 2030-05-10");
  g_assert_cmpstr (get_entry (desk, "name"), ==, "Olena Petrenko-Hall");
  g_assert_cmpstr (get_entry (desk, "phone"), ==, "+380 67 123 45 68");
  save (desk);
  assert_field (desk, "client", "name=Olena Petrenko-Hall", CRM_CLIENT_PHONE, "+380 67 123 45 68");
  assert_field (desk, "note", "text~roof", CRM_NOTE_TEXT, "asked about roof");
  assert_field (desk, "task", "title=call", CRM_TASK_DUE_ON, "2030-05-10");
  assert_field (desk, "task", "title=call", CRM_TASK_KIND, "call");
}

static gboolean
has_duplicate (gpointer data)
{
  return gtk_list_box_get_row_at_index (crm_quick_add_get_duplicates (data), 0) != NULL;
}

/* Whoever is there already gets what was said, and no second card. */
static void
test_existing (Desk *desk, gconstpointer data)
{
  g_autoptr (GArray) clients = NULL;
  g_autoptr (CrmRow) note = NULL;
  gint64 task;

  open_quick_add (desk);
  type_line (desk, "Anna Kowalska 601 442 187 wants decaf, call 2030-05-10");
  crm_test_await (has_duplicate, desk->add);
  gtk_widget_activate (
      GTK_WIDGET (gtk_list_box_get_row_at_index (crm_quick_add_get_duplicates (desk->add), 0)));
  crm_test_await (has_no_dialog, desk->window);
  clients = card_find (desk->store, "client", NULL);
  g_assert_cmpuint (clients->len, ==, 1);
  note = card_load (desk->store, "note", card_find_one (desk->store, "note", NULL));
  g_assert_cmpint (crm_row_get_integer (note, CRM_NOTE_CLIENT), ==, desk->client);
  task = card_find_one (desk->store, "task", NULL);
  g_assert_cmpint (task, !=, 0);
  assert_field (desk, "client", NULL, CRM_CLIENT_PHONE, "601 442 187");
}

static void
test_signature (Desk *desk, gconstpointer data)
{
  open_quick_add (desk);
  crm_quick_read_take_text (get_read (desk), "Best regards\nMargaret Mason\nSales Manager\nMason & Sons Ltd\n"
                                             "Tel: +44 20 7946 0018\nMob: +44 7700 900123\n"
                                             "margaret@mason.example\n12 High Street, London\n");
  g_assert_cmpstr (get_entry (desk, "name"), ==, "Margaret Mason");
  g_assert_cmpstr (get_entry (desk, "company"), ==, "Mason & Sons Ltd");
  g_assert_cmpstr (get_entry (desk, "email"), ==, "margaret@mason.example");
  save (desk);
  assert_field (desk, "client", "name=Margaret Mason", CRM_CLIENT_POSITION, "Sales Manager");
  assert_field (desk, "client", "name=Margaret Mason", CRM_CLIENT_CITY, "London");
  assert_field (desk, "address", "value=+44 7700 900123", CRM_ADDRESS_LABEL, "mobile");
  assert_field (desk, "client", "name=Mason & Sons Ltd", CRM_CLIENT_KIND, "company");
}

/* Escape keeps the line, and what was corrected beside it. */
static void
test_draft (Desk *desk, gconstpointer data)
{
  open_quick_add (desk);
  type_line (desk, "Olena 067 123 45 67 asked about roof");
  gtk_editable_set_text (GTK_EDITABLE (crm_quick_add_get_entry (desk->add, "name")), "Olena P.");
  gtk_window_close (GTK_WINDOW (desk->add));
  crm_test_await (has_no_dialog, desk->window);
  open_quick_add (desk);
  g_assert_cmpstr (gtk_editable_get_text (crm_quick_read_get_editable (get_read (desk))), ==,
      "Olena 067 123 45 67 asked about roof");
  g_assert_cmpstr (get_entry (desk, "name"), ==, "Olena P.");
  type_line (desk, "Olena 067 123 45 68");
  g_assert_cmpstr (get_entry (desk, "name"), ==, "Olena P.");
  g_assert_cmpstr (get_entry (desk, "phone"), ==, "067 123 45 68");
  gtk_window_destroy (GTK_WINDOW (desk->add));
}

/* One draft, one window: asked for again, or from outside, it is the same. */
static void
test_once (Desk *desk, gconstpointer data)
{
  open_quick_add (desk);
  g_assert_true (crm_quick_add_find_open (desk->store) == desk->add);
  crm_quick_add_present (GTK_WINDOW (desk->window), desk->store, "client", 0);
  g_assert_true (crm_quick_add_find_open (desk->store) == desk->add);
  gtk_window_destroy (GTK_WINDOW (desk->add));
  g_assert_null (crm_quick_add_find_open (desk->store));

  desk->add = CRM_QUICK_ADD (crm_quick_add_present_alone (crm_test_application (), desk->store, NULL, ""));
  crm_quick_add_present (GTK_WINDOW (desk->window), desk->store, "client", 0);
  g_assert_true (crm_quick_add_find_open (desk->store) == desk->add);
  /* No dialog of the window keeps the keys from it. */
  g_assert_true (
      gtk_window_get_group (GTK_WINDOW (desk->add)) != gtk_window_get_group (GTK_WINDOW (desk->window)));
  gtk_window_destroy (GTK_WINDOW (desk->add));
  g_assert_null (crm_test_get_dialog (desk->window));
}

static gboolean
has_four_items (gpointer data)
{
  return gtk_list_box_get_row_at_index (crm_fill_dialog_get_list (data), 3) != NULL;
}

static void
test_fill (Desk *desk, gconstpointer data)
{
  GtkListBoxRow *name;

  crm_window_open_client (GTK_WIDGET (desk->window), desk->client, NULL);
  desk->fill = crm_fill_dialog_present (GTK_WIDGET (desk->window), desk->store, NULL, desk->client,
      "Anna Kowalska", "Anna Nowak\nowner\nPiekarnia Słoneczna\nanna@piekarnia.example");
  crm_test_await (has_four_items, desk->fill);
  /* Another name is shown, but a name that is there is not replaced unasked. */
  name = gtk_list_box_get_row_at_index (crm_fill_dialog_get_list (desk->fill), 0);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (name)), ==, "Anna Nowak");
  crm_fill_dialog_apply (desk->fill);
  crm_test_await (has_no_dialog, desk->window);
  assert_field (desk, "client", "kind=person", CRM_CLIENT_NAME, "Anna Kowalska");
  assert_field (desk, "client", "kind=person", CRM_CLIENT_POSITION, "owner");
  assert_field (desk, "client", "kind=person", CRM_CLIENT_EMAIL, "anna@piekarnia.example");
  assert_field (desk, "client", "kind=company", CRM_CLIENT_NAME, "Piekarnia Słoneczna");
}

int
main (int argc, char *argv[])
{
  crm_test_gui_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/quick-add/" path, Desk, NULL, set_up, func, tear_down)
  ADD ("line", test_line);
  ADD ("existing", test_existing);
  ADD ("signature", test_signature);
  ADD ("draft", test_draft);
  ADD ("once", test_once);
  ADD ("fill", test_fill);
  return g_test_run ();
}
