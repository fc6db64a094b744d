/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "card-page.h"

#include "deal/crm-deal-line-dialog.h"
#include "deal/crm-deal-lines.h"
#include "deal/crm-deal-pane.h"
#include "deal/crm-deal-people.h"
#include "deal/crm-deal-worth.h"
#include "deal/crm-deal.h"
#include "widgets/crm-field-editor.h"

/* What a deal sells and who takes part in it, on its card in a real window on a real book. */

/* Products */

static CrmDealLines *
get_lines (Fixture *f)
{
  return CRM_DEAL_LINES (crm_deal_pane_get_lines (f->pane));
}

static CrmDealWorth *
get_worth (Fixture *f)
{
  return CRM_DEAL_WORTH (crm_deal_pane_get_worth (f->pane));
}

static gboolean
has_follow_note (gpointer data)
{
  const char *note = crm_deal_worth_get_note (get_worth (data));

  return note != NULL && g_str_equal (note, "Follows the products");
}

static gboolean
has_typed_note (gpointer data)
{
  const char *note = crm_deal_worth_get_note (get_worth (data));

  return note != NULL && strstr (note, "the products come to") != NULL;
}

static void
test_lines (Fixture *f, gconstpointer data)
{
  CardWish first = { f->store, "deal_line", 0, "position", "1" };
  gint64 machine = card_add (
      f->store, "product", "name", "Espresso machine", "price", "9800 EUR", "cost", "7000 EUR", NULL);

  card_add (f->store, "product", "name", "Grinder", "price", "2550.50 EUR", NULL);

  crm_deal_lines_add_product (get_lines (f), machine, NULL);
  card_await_count (f, "deal_line", NULL, 1);
  crm_deal_lines_add_product (get_lines (f), 0, "grinder");
  card_await_count (f, "deal_line", NULL, 2);
  card_await_rows (crm_deal_lines_get_list (get_lines (f)), 2);
  /* A typed amount stays what it is, and is said to be. */
  card_await_deal (f, "amount", "1000.00 EUR");
  crm_test_await (has_typed_note, f);
  g_assert_cmpstr (crm_deal_lines_get_totals (get_lines (f)), ==, "€12,350.50");
  crm_deal_worth_follow (get_worth (f));
  card_await_deal (f, "amount", "12350.50 EUR");
  crm_test_await (has_follow_note, f);

  if (!crm_test_has_input ())
    return;
  /* By keys the second one goes up. */
  crm_test_focus_window (GTK_WINDOW (f->window));
  gtk_widget_grab_focus (
      GTK_WIDGET (gtk_list_box_get_row_at_index (crm_deal_lines_get_list (get_lines (f)), 1)));
  crm_test_input ("key", "--clearmodifiers", "ctrl+Up", NULL);
  first.id = card_find_one (f->store, "deal_line", "title=Grinder");
  crm_test_await (card_has_wish, &first);
}

static void
fill (CrmDealLineDialog *dialog, int field, const char *text)
{
  crm_field_editor_set_text (CRM_FIELD_EDITOR (crm_deal_line_dialog_get_editor (dialog, field)), text);
}

static void
test_free_line_becomes_product (Fixture *f, gconstpointer data)
{
  CrmDealLineDialog *dialog;
  GtkWidget *keep;
  gint64 line;
  g_autofree char *total = NULL;
  g_autofree char *product = NULL;
  g_autofree char *wanted = NULL;

  crm_deal_lines_add_product (get_lines (f), 0, "Training day");
  dialog = CRM_DEAL_LINE_DIALOG (card_await_dialog (f));
  /* Nothing is written before it is saved. */
  card_await_count (f, "deal_line", NULL, 0);
  fill (dialog, CRM_DEAL_LINE_PRICE, "word");
  crm_deal_line_dialog_save (dialog);
  g_assert_nonnull (crm_deal_line_dialog_get_error (dialog));
  fill (dialog, CRM_DEAL_LINE_QUANTITY, "2.5");
  fill (dialog, CRM_DEAL_LINE_PRICE, "400");
  fill (dialog, CRM_DEAL_LINE_DISCOUNT, "10");
  fill (dialog, CRM_DEAL_LINE_TAX, "20");
  g_assert_cmpstr (crm_deal_line_dialog_get_sum (dialog), ==, "Total €900.00 · tax €180.00");
  keep = crm_test_find (GTK_WIDGET (dialog), GTK_TYPE_CHECK_BUTTON, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (keep), TRUE);
  crm_deal_line_dialog_save (dialog);
  card_await_count (f, "deal_line", NULL, 1);
  crm_test_await (card_has_no_dialog, f->window);
  line = card_find_one (f->store, "deal_line", "title=Training day");
  total = card_dup_field (f->store, "deal_line", line, "total");
  g_assert_cmpstr (total, ==, "900.00 EUR");
  product = card_dup_field (f->store, "deal_line", line, "product");
  wanted = card_dup_id (card_find_one (f->store, "product", "name=Training day"));
  g_assert_cmpstr (product, ==, wanted);
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static void
test_prices_before (Fixture *f, gconstpointer data)
{
  gint64 beans = card_add (f->store, "product", "name", "Beans", "price", "5 EUR", NULL);
  gint64 other = crm_test_add_client (f->store, "Jan Nowak");
  g_autofree char *product = card_dup_id (beans);
  g_autofree char *anna = card_dup_id (f->client);
  g_autofree char *jan = card_dup_id (other);
  g_autofree char *before =
      card_dup_id (card_add (f->store, "deal", "title", "Last year", "client", anna, NULL));
  g_autofree char *theirs =
      card_dup_id (card_add (f->store, "deal", "title", "Another bar", "client", jan, NULL));
  CrmDealLineDialog *dialog;
  GtkListBox *past;
  g_autofree char *price = NULL;

  card_add (f->store, "deal_line", "deal", before, "product", product, "title", "Beans", "quantity", "40",
      "price", "4.20 EUR", "discount", "5", NULL);
  card_add (f->store, "deal_line", "deal", theirs, "product", product, "title", "Beans", "quantity", "10",
      "price", "4.90 EUR", NULL);
  crm_deal_lines_add_product (get_lines (f), beans, NULL);
  card_await_rows (crm_deal_lines_get_list (get_lines (f)), 1);
  g_signal_emit_by_name (crm_deal_lines_get_list (get_lines (f)), "row-activated",
      gtk_list_box_get_row_at_index (crm_deal_lines_get_list (get_lines (f)), 0));
  dialog = CRM_DEAL_LINE_DIALOG (card_await_dialog (f));
  past = crm_deal_line_dialog_get_past (dialog);
  /* They are there when the window comes: a heading and a line for each of the two. */
  crm_test_await (is_mapped, dialog);
  g_assert_nonnull (gtk_list_box_get_row_at_index (past, 3));
  card_await_rows (past, 4);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (past), GTK_TYPE_LABEL, "40 × €4.20 less 5 %"));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (past), GTK_TYPE_LABEL, "Jan Nowak · Another bar"));
  g_signal_emit_by_name (past, "row-activated", gtk_list_box_get_row_at_index (past, 1));
  price = crm_field_editor_dup_text (
      CRM_FIELD_EDITOR (crm_deal_line_dialog_get_editor (dialog, CRM_DEAL_LINE_PRICE)));
  g_assert_cmpstr (price, ==, "4.20 EUR");
  crm_deal_line_dialog_save (dialog);
  crm_test_await (card_has_no_dialog, f->window);
  {
    g_autofree char *condition = g_strdup_printf ("deal=%" G_GINT64_FORMAT, f->deal);
    g_autofree char *total =
        card_dup_field (f->store, "deal_line", card_find_one (f->store, "deal_line", condition), "total");

    g_assert_cmpstr (total, ==, "3.99 EUR");
  }
}

static gboolean
has_rows (gpointer data)
{
  return gtk_list_box_get_row_at_index (data, 0) != NULL;
}

/* The discount with which the client bought last: of the product itself, or of anything. */
static void
assert_discount (Fixture *f, int line, const char *title, const char *rule, const char *discount)
{
  GtkListBox *lines = crm_deal_lines_get_list (get_lines (f)), *past;
  CrmDealLineDialog *dialog;
  g_autofree char *taken = NULL;
  g_autofree char *price = NULL;
  GtkWidget *row;

  g_signal_emit_by_name (lines, "row-activated", gtk_list_box_get_row_at_index (lines, line));
  dialog = CRM_DEAL_LINE_DIALOG (card_await_dialog (f));
  past = crm_deal_line_dialog_get_past (dialog);
  crm_test_await (has_rows, past);
  row = GTK_WIDGET (gtk_list_box_get_row_at_index (past, 0));
  g_assert_nonnull (crm_test_find (row, GTK_TYPE_LABEL, title));
  g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), rule));
  g_signal_emit_by_name (past, "row-activated", row);
  taken = crm_field_editor_dup_text (
      CRM_FIELD_EDITOR (crm_deal_line_dialog_get_editor (dialog, CRM_DEAL_LINE_DISCOUNT)));
  price = crm_field_editor_dup_text (
      CRM_FIELD_EDITOR (crm_deal_line_dialog_get_editor (dialog, CRM_DEAL_LINE_PRICE)));
  g_assert_cmpstr (taken, ==, discount);
  g_assert_cmpstr (price, ==, "5.00 EUR");
  gtk_window_close (GTK_WINDOW (dialog));
  crm_test_await (card_has_no_dialog, f->window);
}

static void
test_discount (Fixture *f, gconstpointer data)
{
  gint64 beans = card_add (f->store, "product", "name", "Beans", "price", "5 EUR", NULL);
  gint64 cups = card_add (f->store, "product", "name", "Cups", "price", "5 EUR", NULL);
  g_autofree char *product = card_dup_id (beans);
  g_autofree char *anna = card_dup_id (f->client);
  g_autofree char *old =
      card_dup_id (card_add (f->store, "deal", "title", "Old", "client", anna, "state", "won", NULL));
  g_autofree char *open = card_dup_id (card_add (f->store, "deal", "title", "Hoped", "client", anna, NULL));

  card_add (f->store, "deal_line", "deal", old, "product", product, "title", "Beans", "quantity", "4",
      "price", "4.20 EUR", "discount", "5", NULL);
  card_add (f->store, "deal_line", "deal", old, "title", "Training", "quantity", "1", "price", "90 EUR",
      "discount", "8", NULL);
  /* What was only offered is no purchase. */
  card_add (f->store, "deal_line", "deal", open, "product", product, "title", "Beans", "quantity", "4",
      "price", "4.20 EUR", "discount", "50", NULL);
  crm_deal_lines_add_product (get_lines (f), beans, NULL);
  card_await_rows (crm_deal_lines_get_list (get_lines (f)), 1);
  crm_deal_lines_add_product (get_lines (f), cups, NULL);
  card_await_rows (crm_deal_lines_get_list (get_lines (f)), 2);
  assert_discount (f, 0, "Suggested discount: 5 %", "As they last bought: Beans, ", "5");
  assert_discount (f, 1, "Suggested discount: 8 %", "As they last bought: Training, ", "8");
}

/* People */

static gboolean
can_remove (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_BUTTON, "Remove from this deal") != NULL;
}

static void
test_people (Fixture *f, gconstpointer data)
{
  CrmDealPeople *people = CRM_DEAL_PEOPLE (crm_deal_pane_get_people (f->pane));
  gint64 piotr = crm_test_add_client (f->store, "Piotr Kowalski");
  g_autofree char *id = card_dup_id (piotr);
  GtkWidget *remove;

  crm_deal_people_add_by_name (people, id);
  card_await_count (f, "deal_contact", NULL, 1);
  /* Nobody takes part twice, and an unknown name becomes a person. */
  crm_deal_people_add_by_name (people, "Piotr Kowalski");
  crm_deal_people_add_by_name (people, "Ola Nowa");
  card_await_count (f, "deal_contact", NULL, 2);
  card_find_one (f->store, "client", "name=Ola Nowa");
  crm_test_await (can_remove, people);
  remove = crm_test_find (GTK_WIDGET (people), GTK_TYPE_BUTTON, "Remove from this deal");
  card_click (remove);
  card_await_count (f, "deal_contact", NULL, 1);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  card_await_count (f, "deal_contact", NULL, 2);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/deal-card/" path, Fixture, NULL, card_set_up, func, card_tear_down)
  ADD ("lines/add-and-follow", test_lines);
  ADD ("lines/free", test_free_line_becomes_product);
  ADD ("lines/prices-before", test_prices_before);
  ADD ("lines/discount", test_discount);
  ADD ("people", test_people);
#undef ADD
  return g_test_run ();
}
