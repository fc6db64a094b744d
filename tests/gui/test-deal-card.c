/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"
#include "crm-test-input.h"

#include "client/crm-client-card-view.h"
#include "client/crm-client.h"
#include "deal/crm-client-deals.h"
#include "deal/crm-client-supplies.h"
#include "deal/crm-deal-add.h"
#include "deal/crm-deal-card-view.h"
#include "deal/crm-deal-line-dialog.h"
#include "deal/crm-deal-lines.h"
#include "deal/crm-deal-pane.h"
#include "deal/crm-deal-people.h"
#include "deal/crm-deal-worth.h"
#include "deal/crm-deal.h"
#include "deal/crm-lost-popover.h"
#include "deal/crm-next-deal-dialog.h"
#include "deal/crm-required-popover.h"
#include "deal/crm-stage-line.h"
#include "product/crm-product.h"
#include "task/crm-task.h"
#include "timeline/crm-planned.h"
#include "timeline/crm-timeline-row.h"
#include "timeline/crm-timeline-view.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-field-editor.h"
#include "widgets/crm-field-row.h"

/* The deal card in a real window on a real book; what it does is looked up in the book. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmDealCardView *card;
  CrmDealPane *pane;
  CrmStageLine *stages;
  gint64 client;
  gint64 deal;
} Fixture;

/* The book */

typedef struct
{
  const char *entity;
  gint64 id;
} Key;

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Key *key = data;

  return crm_transaction_load (tx, key->entity, key->id, error);
}

static CrmRow *
load (CrmStore *store, const char *entity, gint64 id)
{
  Key key = { entity, id };
  g_autoptr (GError) error = NULL;
  CrmRow *row = crm_store_read_sync (store, load_in_worker, &key, &error);

  g_assert_no_error (error);
  return row;
}

/* One field as plain text. */
static char *
get (CrmStore *store, const char *entity, gint64 id, const char *field)
{
  g_autoptr (CrmRow) row = load (store, entity, id);
  int index = crm_entity_find_field (row->entity, field);

  return crm_field_format_plain (&row->entity->fields[index], crm_row_get (row, index));
}

typedef struct
{
  CrmStore *store;
  const char *entity;
  gint64 id;
  const char *field;
  const char *wanted; /* NULL: empty */
} Wish;

static gboolean
is_so (gpointer data)
{
  Wish *wish = data;
  g_autofree char *got = get (wish->store, wish->entity, wish->id, wish->field);

  return g_strcmp0 (got, wish->wanted) == 0;
}

static void
await_deal (Fixture *f, const char *field, const char *wanted)
{
  Wish wish = { f->store, "deal", f->deal, field, wanted };

  crm_test_await (is_so, &wish);
}

typedef struct
{
  const char *entity;
  const char *condition; /* nullable */
} Search;

static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Search *search = data;
  g_autoptr (CrmQuery) query = crm_query_new (search->entity);

  if (search->condition != NULL)
    crm_condition_add (crm_query_get_where (query), crm_condition_parse (search->condition, error));
  return crm_transaction_find (tx, query, error);
}

static GArray *
find (CrmStore *store, const char *entity, const char *condition)
{
  Search search = { entity, condition };
  g_autoptr (GError) error = NULL;
  GArray *ids = crm_store_read_sync (store, find_in_worker, &search, &error);

  g_assert_no_error (error);
  return ids;
}

static gint64
find_one (CrmStore *store, const char *entity, const char *condition)
{
  g_autoptr (GArray) ids = find (store, entity, condition);

  g_assert_cmpuint (ids->len, ==, 1);
  return g_array_index (ids, gint64, 0);
}

typedef struct
{
  CrmStore *store;
  const char *entity;
  const char *condition;
  guint n;
} Count;

static gboolean
are_so_many (gpointer data)
{
  Count *count = data;
  g_autoptr (GArray) ids = find (count->store, count->entity, count->condition);

  return ids->len == count->n;
}

static void
await_count (Fixture *f, const char *entity, const char *condition, guint n)
{
  Count count = { f->store, entity, condition, n };

  crm_test_await (are_so_many, &count);
}

/* Pairs of field and text, ended by NULL. */
static gint64 G_GNUC_NULL_TERMINATED
add (CrmStore *store, const char *entity_name, ...)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, entity_name);
  CrmValues *values = crm_values_new (entity);
  CrmReadContext context = { "EUR", crm_store_get_zone (store) };
  const char *field;
  va_list list;

  va_start (list, entity_name);
  while ((field = va_arg (list, const char *)) != NULL)
    {
      g_autoptr (GError) error = NULL;

      crm_values_read (
          values, crm_entity_find_field (entity, field), va_arg (list, const char *), &context, &error);
      g_assert_no_error (error);
    }
  va_end (list);
  return crm_test_add (store, values);
}

static char *
id_text (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

static gint64
get_stage (Fixture *f, const char *name)
{
  g_autofree char *condition = g_strdup_printf ("name=%s", name);

  return find_one (f->store, "stage", condition);
}

typedef struct
{
  gint64 stage;
  const char *required;
} Requirement;

static gboolean
require_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Requirement *requirement = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "stage", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, CRM_STAGE_REQUIRED, requirement->required);
  return crm_transaction_update (tx, requirement->stage, 0, values, error);
}

/* Waiting */

static gboolean
is_ready (gpointer data)
{
  Fixture *f = data;

  return crm_deal_card_view_is_ready (f->card) &&
         !crm_planned_is_loading (CRM_PLANNED (crm_deal_card_view_get_planned (f->card))) &&
         !crm_timeline_is_loading (
             crm_timeline_view_get_timeline (CRM_TIMELINE_VIEW (crm_deal_card_view_get_timeline (f->card))));
}

static gboolean
has_popover (gpointer data)
{
  return crm_deal_card_view_get_popover (((Fixture *)data)->card) != NULL;
}

static gboolean
has_no_popover (gpointer data)
{
  return !has_popover (data);
}

typedef struct
{
  GtkListBox *list;
  guint n;
} Rows;

static gboolean
has_rows (gpointer data)
{
  Rows *rows = data;
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (rows->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n += gtk_widget_get_visible (row);
  return n == rows->n;
}

static void
await_rows (GtkListBox *list, guint n)
{
  Rows rows = { list, n };

  crm_test_await (has_rows, &rows);
}

/* Set-up */

static void
open_card (Fixture *f)
{
  crm_window_open_deal (GTK_WIDGET (f->window), f->deal, NULL, 0);
  g_assert_true (CRM_IS_DEAL_CARD_VIEW (crm_window_get_view (f->window)));
  f->card = CRM_DEAL_CARD_VIEW (crm_window_get_view (f->window));
  f->pane = CRM_DEAL_PANE (crm_deal_card_view_get_pane (f->card));
  f->stages = CRM_STAGE_LINE (crm_deal_card_view_get_stages (f->card));
  crm_test_await (is_ready, f);
  crm_test_await_frame (GTK_WIDGET (f->window));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *client = NULL;

  f->store = crm_test_store_new (TRUE);
  f->client = crm_test_add_client (f->store, "Anna Kowalska");
  client = id_text (f->client);
  f->deal = add (f->store, "deal", "title", "Espresso bar", "client", client, "amount", "1000 EUR", NULL);
  f->window = crm_test_window_new (f->store);
  open_card (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  crm_test_window_destroy (f->window);
  crm_test_store_remove (f->store);
}

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

static void
type_into (GtkWidget *row, const char *text)
{
  crm_field_row_begin_edit (CRM_FIELD_ROW (row));
  g_assert_true (crm_field_row_is_editing (CRM_FIELD_ROW (row)));
  crm_field_row_set_edit_text (CRM_FIELD_ROW (row), text);
  crm_field_row_commit (CRM_FIELD_ROW (row), 0);
}

static void
click (GtkWidget *button)
{
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* Stages */

static void
test_jump_by_click (Fixture *f, gconstpointer data)
{
  gint64 stage = get_stage (f, "Negotiation");
  g_autofree char *wanted = id_text (stage);

  click (crm_stage_line_get_button (f->stages, stage));
  await_deal (f, "stage", wanted);
  await_deal (f, "state", "open");
}

static gboolean
has_current (gpointer data)
{
  Fixture *f = data;
  GtkWidget *button = crm_stage_line_get_button (f->stages, get_stage (f, "Qualified"));

  return gtk_widget_has_css_class (button, "current");
}

static void
focus_window (void)
{
  guint tries = 0;

  /* The search fails when any window, such as one of the window manager, goes away under it. */
  while (!crm_test_try_input ((const char *const[]){
      "search", "--sync", "--onlyvisible", "--name", "Espresso bar", "windowfocus", "--sync", NULL }))
    g_assert_cmpuint (++tries, <, 10);
}

static void
test_jump_by_keyboard (Fixture *f, gconstpointer data)
{
  g_autofree char *wanted = id_text (get_stage (f, "Qualified"));

  if (!crm_test_has_input ())
    return;
  focus_window ();
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (f->stages)));
  crm_test_input ("key", "--clearmodifiers", "Right", "Return", NULL);
  await_deal (f, "stage", wanted);
  crm_test_await (has_current, f);
}

static void
test_required (Fixture *f, gconstpointer data)
{
  gint64 stage = get_stage (f, "Offer");
  g_autofree char *wanted = id_text (stage);
  Requirement requirement = { stage, "expected_close" };
  g_autoptr (GError) error = NULL;
  char *filled[] = { "expected_close", "2027-01-31", NULL };

  crm_store_write_sync (f->store, "Require", require_in_worker, &requirement, NULL, &error);
  g_assert_no_error (error);
  crm_test_await (is_ready, f);
  click (crm_stage_line_get_button (f->stages, stage));
  crm_test_await (has_popover, f);
  g_assert_true (CRM_IS_REQUIRED_POPOVER (crm_deal_card_view_get_popover (f->card)));
  g_signal_emit_by_name (crm_deal_card_view_get_popover (f->card), "filled", filled);
  await_deal (f, "stage", wanted);
  await_deal (f, "expected_close", "2027-01-31");
}

static gboolean
is_reopen_shown (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Fixture *)data)->card), GTK_TYPE_BUTTON, "Open again") != NULL;
}

static void
test_won_and_reopen (Fixture *f, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.won", NULL);
  await_deal (f, "state", "won");
  crm_test_await (is_reopen_shown, f);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_LABEL, "Won on"));
  click (crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_BUTTON, "Open again"));
  await_deal (f, "state", "open");
}

static void
test_lost (Fixture *f, gconstpointer data)
{
  g_autofree char *stage = get (f->store, "deal", f->deal, "stage");
  gint64 reason = find_one (f->store, "lost_reason", "name=Price");
  g_autofree char *wanted = id_text (reason);

  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.lost", NULL);
  crm_test_await (has_popover, f);
  await_deal (f, "state", "lost");
  /* Where it died stays known. */
  await_deal (f, "stage", stage);
  g_signal_emit_by_name (crm_deal_card_view_get_popover (f->card), "chosen", reason, "Too dear by a third");
  await_deal (f, "lost_reason", wanted);
  await_deal (f, "lost_comment", "Too dear by a third");
  gtk_popover_popdown (GTK_POPOVER (crm_deal_card_view_get_popover (f->card)));
  crm_test_await (has_no_popover, f);
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  g_autofree char *stage = get (f->store, "deal", f->deal, "stage");
  g_autofree char *wanted = id_text (get_stage (f, "Offer"));

  click (crm_stage_line_get_button (f->stages, get_stage (f, "Offer")));
  await_deal (f, "stage", wanted);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  await_deal (f, "stage", stage);
}

/* Fields */

static void
test_amount (Fixture *f, gconstpointer data)
{
  type_into (crm_deal_pane_get_row (f->pane, "amount"), "2500");
  await_deal (f, "amount", "2500.00 EUR");
  await_deal (f, "amount_typed", "true");
  type_into (crm_deal_pane_get_row (f->pane, "probability"), "80");
  await_deal (f, "weight", "80");
}

static void
test_title_and_close (Fixture *f, gconstpointer data)
{
  g_assert_true (crm_deal_pane_edit (f->pane, "title"));
  crm_field_row_set_edit_text (CRM_FIELD_ROW (crm_deal_pane_get_row (f->pane, "title")), "Coffee bar");
  crm_field_row_commit (CRM_FIELD_ROW (crm_deal_pane_get_row (f->pane, "title")), 0);
  await_deal (f, "title", "Coffee bar");
  type_into (crm_deal_pane_get_row (f->pane, "expected_close"), "2031-05-01");
  await_deal (f, "expected_close", "2031-05-01");
  /* The head and the other sections show these. */
  g_assert_null (crm_deal_pane_get_row (f->pane, "stage"));
  g_assert_null (crm_deal_pane_get_row (f->pane, "client"));
}

/* Products */

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
  Wish first = { f->store, "deal_line", 0, "position", "1" };
  gint64 machine =
      add (f->store, "product", "name", "Espresso machine", "price", "9800 EUR", "cost", "7000 EUR", NULL);

  add (f->store, "product", "name", "Grinder", "price", "2550.50 EUR", NULL);

  crm_deal_lines_add_product (get_lines (f), machine, NULL);
  await_count (f, "deal_line", NULL, 1);
  crm_deal_lines_add_product (get_lines (f), 0, "grinder");
  await_count (f, "deal_line", NULL, 2);
  await_rows (crm_deal_lines_get_list (get_lines (f)), 2);
  /* A typed amount stays what it is, and is said to be. */
  await_deal (f, "amount", "1000.00 EUR");
  crm_test_await (has_typed_note, f);
  g_assert_cmpstr (crm_deal_lines_get_totals (get_lines (f)), ==, "€12,350.50");
  crm_deal_worth_follow (get_worth (f));
  await_deal (f, "amount", "12350.50 EUR");
  crm_test_await (has_follow_note, f);

  if (!crm_test_has_input ())
    return;
  /* By keys the second one goes up. */
  focus_window ();
  gtk_widget_grab_focus (
      GTK_WIDGET (gtk_list_box_get_row_at_index (crm_deal_lines_get_list (get_lines (f)), 1)));
  crm_test_input ("key", "--clearmodifiers", "ctrl+Up", NULL);
  first.id = find_one (f->store, "deal_line", "title=Grinder");
  crm_test_await (is_so, &first);
}

typedef struct
{
  CrmWindow *window;
  GtkWindow *dialog;
} Dialog;

static gboolean
has_dialog (gpointer data)
{
  Dialog *dialog = data;

  dialog->dialog = crm_test_get_dialog (dialog->window);
  return dialog->dialog != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return crm_test_get_dialog (data) == NULL;
}

static GtkWindow *
await_dialog (Fixture *f)
{
  Dialog dialog = { f->window, NULL };

  crm_test_await (has_dialog, &dialog);
  return dialog.dialog;
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
  dialog = CRM_DEAL_LINE_DIALOG (await_dialog (f));
  /* Nothing is written before it is saved. */
  await_count (f, "deal_line", NULL, 0);
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
  await_count (f, "deal_line", NULL, 1);
  crm_test_await (has_no_dialog, f->window);
  line = find_one (f->store, "deal_line", "title=Training day");
  total = get (f->store, "deal_line", line, "total");
  g_assert_cmpstr (total, ==, "900.00 EUR");
  product = get (f->store, "deal_line", line, "product");
  wanted = id_text (find_one (f->store, "product", "name=Training day"));
  g_assert_cmpstr (product, ==, wanted);
}

static void
test_prices_before (Fixture *f, gconstpointer data)
{
  gint64 beans = add (f->store, "product", "name", "Beans", "price", "5 EUR", NULL);
  gint64 other = crm_test_add_client (f->store, "Jan Nowak");
  g_autofree char *product = id_text (beans);
  g_autofree char *anna = id_text (f->client);
  g_autofree char *jan = id_text (other);
  g_autofree char *before = id_text (add (f->store, "deal", "title", "Last year", "client", anna, NULL));
  g_autofree char *theirs = id_text (add (f->store, "deal", "title", "Another bar", "client", jan, NULL));
  CrmDealLineDialog *dialog;
  GtkListBox *past;
  g_autofree char *price = NULL;

  add (f->store, "deal_line", "deal", before, "product", product, "title", "Beans", "quantity", "40", "price",
      "4.20 EUR", "discount", "5", NULL);
  add (f->store, "deal_line", "deal", theirs, "product", product, "title", "Beans", "quantity", "10", "price",
      "4.90 EUR", NULL);
  crm_deal_lines_add_product (get_lines (f), beans, NULL);
  await_rows (crm_deal_lines_get_list (get_lines (f)), 1);
  g_signal_emit_by_name (crm_deal_lines_get_list (get_lines (f)), "row-activated",
      gtk_list_box_get_row_at_index (crm_deal_lines_get_list (get_lines (f)), 0));
  dialog = CRM_DEAL_LINE_DIALOG (await_dialog (f));
  past = crm_deal_line_dialog_get_past (dialog);
  /* A heading and a line for each of the two. */
  await_rows (past, 4);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (past), GTK_TYPE_LABEL, "40 × €4.20 less 5 %"));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (past), GTK_TYPE_LABEL, "Jan Nowak · Another bar"));
  g_signal_emit_by_name (past, "row-activated", gtk_list_box_get_row_at_index (past, 1));
  price = crm_field_editor_dup_text (
      CRM_FIELD_EDITOR (crm_deal_line_dialog_get_editor (dialog, CRM_DEAL_LINE_PRICE)));
  g_assert_cmpstr (price, ==, "4.20 EUR");
  crm_deal_line_dialog_save (dialog);
  crm_test_await (has_no_dialog, f->window);
  {
    g_autofree char *condition = g_strdup_printf ("deal=%" G_GINT64_FORMAT, f->deal);
    g_autofree char *total =
        get (f->store, "deal_line", find_one (f->store, "deal_line", condition), "total");

    g_assert_cmpstr (total, ==, "3.99 EUR");
  }
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
  g_autofree char *id = id_text (piotr);
  GtkWidget *remove;

  crm_deal_people_add_by_name (people, id);
  await_count (f, "deal_contact", NULL, 1);
  /* Nobody takes part twice, and an unknown name becomes a person. */
  crm_deal_people_add_by_name (people, "Piotr Kowalski");
  crm_deal_people_add_by_name (people, "Ola Nowa");
  await_count (f, "deal_contact", NULL, 2);
  find_one (f->store, "client", "name=Ola Nowa");
  crm_test_await (can_remove, people);
  remove = crm_test_find (GTK_WIDGET (people), GTK_TYPE_BUTTON, "Remove from this deal");
  click (remove);
  await_count (f, "deal_contact", NULL, 1);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  await_count (f, "deal_contact", NULL, 2);
}

/* Copies */

typedef struct
{
  Fixture *f;
  gint64 not ;
} Other;

static gboolean
shows_other (gpointer data)
{
  Other *other = data;

  return crm_deal_card_view_get_deal (other->f->card) !=
         other->not &&crm_deal_card_view_is_ready (other->f->card);
}

static void
test_clone (Fixture *f, gconstpointer data)
{
  Other other = { f, f->deal };
  g_autofree char *previous = NULL;
  g_autofree char *wanted = id_text (f->deal);

  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.clone", NULL);
  crm_test_await (shows_other, &other);
  previous = get (f->store, "deal", crm_deal_card_view_get_deal (f->card), "previous");
  g_assert_cmpstr (previous, ==, wanted);
  /* Back leads to the one it was copied from. */
  crm_window_back (GTK_WIDGET (f->card));
  g_assert_cmpint (crm_deal_card_view_get_deal (f->card), ==, f->deal);
}

static void
test_plan_next (Fixture *f, gconstpointer data)
{
  Other other = { f, f->deal };
  CrmNextDealDialog *dialog;
  g_autofree char *close = NULL;
  g_autofree char *condition = NULL;
  g_autofree char *due = NULL;

  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.plan-next", NULL);
  dialog = CRM_NEXT_DEAL_DIALOG (await_dialog (f));
  crm_field_editor_set_text (CRM_FIELD_EDITOR (crm_next_deal_dialog_get_day_editor (dialog)), "nonsense");
  crm_next_deal_dialog_save (dialog);
  await_count (f, "deal", NULL, 1);
  crm_field_editor_set_text (CRM_FIELD_EDITOR (crm_next_deal_dialog_get_day_editor (dialog)), "2032-02-03");
  crm_next_deal_dialog_save (dialog);
  crm_test_await (shows_other, &other);
  close = get (f->store, "deal", crm_deal_card_view_get_deal (f->card), "expected_close");
  g_assert_cmpstr (close, ==, "2032-02-03");
  condition = g_strdup_printf ("deal=%" G_GINT64_FORMAT, crm_deal_card_view_get_deal (f->card));
  due = get (f->store, "task", find_one (f->store, "task", condition), "due_on");
  g_assert_cmpstr (due, ==, "2032-02-03");
}

static void
test_archive (Fixture *f, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.archive", NULL);
  await_count (f, "deal", NULL, 0);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  await_count (f, "deal", NULL, 1);
}

/* At the right */

static gboolean
has_check (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_CHECK_BUTTON, NULL) != NULL;
}

/* The popover that asks how it went. */
static gboolean
asks_outcome (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Fixture *)data)->card), GTK_TYPE_LABEL, "How did it go?") != NULL;
}

static void
test_planned (Fixture *f, gconstpointer data)
{
  CrmPlanned *planned = CRM_PLANNED (crm_deal_card_view_get_planned (f->card));
  GtkWidget *check;

  /* Nothing planned: a step at a click. */
  click (crm_test_find (GTK_WIDGET (planned), GTK_TYPE_BUTTON, "Call tomorrow"));
  await_count (f, "task", "kind=call", 1);
  crm_test_await (has_check, planned);
  check = crm_test_find (GTK_WIDGET (planned), GTK_TYPE_CHECK_BUTTON, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  crm_test_await (asks_outcome, f);
  check = crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_LABEL, "How did it go?");
  click (crm_test_find (gtk_widget_get_ancestor (check, GTK_TYPE_POPOVER), GTK_TYPE_BUTTON, "Done"));
  await_count (f, "task", "state=done", 1);
}

static gboolean
has_move_line (gpointer data)
{
  return crm_test_find (crm_deal_card_view_get_timeline (((Fixture *)data)->card), GTK_TYPE_LABEL,
             "Moved from New request to Offer") != NULL;
}

static gboolean
shows_client (gpointer data)
{
  Fixture *f = data;
  CrmTimeline *timeline =
      crm_timeline_view_get_timeline (CRM_TIMELINE_VIEW (crm_deal_card_view_get_timeline (f->card)));

  return crm_timeline_get_client (timeline) == f->client;
}

static void
test_history (Fixture *f, gconstpointer data)
{
  GtkWidget *whole = crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_TOGGLE_BUTTON, "Whole client");

  click (crm_stage_line_get_button (f->stages, get_stage (f, "Offer")));
  crm_test_await (has_move_line, f);
  g_assert_nonnull (crm_test_find (
      crm_deal_card_view_get_timeline (f->card), GTK_TYPE_LABEL, "after less than a day in New request"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (whole), TRUE);
  crm_test_await (shows_client, f);
}

/* The client's card and the window */

static gboolean
is_client_ready (gpointer data)
{
  Fixture *f = data;
  CrmClientCardView *card = CRM_CLIENT_CARD_VIEW (crm_window_get_view (f->window));

  return crm_client_card_view_is_ready (card) &&
         !crm_client_deals_is_loading (CRM_CLIENT_DEALS (crm_client_card_view_get_deals (card))) &&
         !crm_client_supplies_is_loading (CRM_CLIENT_SUPPLIES (crm_client_card_view_get_supplies (card)));
}

static void
test_on_client_card (Fixture *f, gconstpointer data)
{
  g_autofree char *client = id_text (f->client);
  g_autofree char *supplier = NULL;
  CrmClientCardView *card;
  CrmClientDeals *deals;
  CrmClientSupplies *supplies;
  gint64 roaster;

  add (f->store, "deal", "title", "Old one", "client", client, "amount", "300 EUR", "state", "won", NULL);
  roaster = add (f->store, "client", "kind", "company", "name", "Roaster", "roles", "supplier", NULL);
  supplier = id_text (roaster);
  add (f->store, "deal", "title", "Beans", "client", client, "supplier", supplier, NULL);
  crm_window_open_client (GTK_WIDGET (f->window), f->client, NULL);
  crm_test_await (is_client_ready, f);
  card = CRM_CLIENT_CARD_VIEW (crm_window_get_view (f->window));
  deals = CRM_CLIENT_DEALS (crm_client_card_view_get_deals (card));
  g_assert_cmpuint (crm_client_deals_get_n_open (deals), ==, 2);
  g_assert_cmpstr (crm_client_deals_get_closed (deals), ==, "1 won: €300");
  g_assert_nonnull (crm_test_find (GTK_WIDGET (card), GTK_TYPE_LABEL, "€1,000"));

  crm_window_open_client (GTK_WIDGET (f->window), roaster, NULL);
  crm_test_await (is_client_ready, f);
  supplies = CRM_CLIENT_SUPPLIES (crm_client_card_view_get_supplies (card));
  await_rows (crm_client_supplies_get_deals (supplies), 1);
  crm_client_supplies_add_product (supplies, "Kenya AA");
  await_rows (crm_client_supplies_get_products (supplies), 1);
  g_signal_emit_by_name (crm_client_supplies_get_deals (supplies), "row-activated",
      gtk_list_box_get_row_at_index (crm_client_supplies_get_deals (supplies), 0));
  g_assert_cmpstr (crm_window_get_page (f->window), ==, "deal");
  crm_window_back (GTK_WIDGET (f->window));
  g_assert_cmpstr (crm_window_get_page (f->window), ==, "client");
  g_assert_cmpint (crm_client_card_view_get_client (card), ==, roaster);
}

static void
test_add (Fixture *f, gconstpointer data)
{
  Other other = { f, f->deal };
  CrmDealAdd *dialog;
  gint64 id;
  g_autofree char *amount = NULL;
  g_autofree char *client = NULL;
  g_autofree char *wanted = NULL;

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.quick-add", "s", "deal");
  dialog = CRM_DEAL_ADD (await_dialog (f));
  crm_deal_add_save (dialog);
  g_assert_nonnull (crm_deal_add_get_error (dialog));
  crm_field_editor_set_text (
      CRM_FIELD_EDITOR (crm_deal_add_get_editor (dialog, CRM_DEAL_TITLE)), "New machines");
  crm_field_editor_set_text (
      CRM_FIELD_EDITOR (crm_deal_add_get_editor (dialog, CRM_DEAL_CLIENT)), "Jan Nowak");
  crm_field_editor_set_text (CRM_FIELD_EDITOR (crm_deal_add_get_editor (dialog, CRM_DEAL_AMOUNT)), "700");
  crm_deal_add_save (dialog);
  crm_test_await (shows_other, &other);
  id = crm_deal_card_view_get_deal (f->card);
  amount = get (f->store, "deal", id, "amount");
  g_assert_cmpstr (amount, ==, "700.00 EUR");
  client = get (f->store, "deal", id, "client");
  wanted = id_text (find_one (f->store, "client", "name=Jan Nowak"));
  g_assert_cmpstr (client, ==, wanted);
}

static void
test_neighbours (Fixture *f, gconstpointer data)
{
  gint64 second = add (f->store, "deal", "title", "Second", NULL);
  gint64 order[] = { f->deal, second };
  Other other = { f, f->deal };

  crm_window_open_deal (GTK_WIDGET (f->window), f->deal, order, 2);
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.next", NULL);
  crm_test_await (shows_other, &other);
  g_assert_cmpint (crm_deal_card_view_get_deal (f->card), ==, second);
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.next", NULL);
  g_assert_cmpint (crm_deal_card_view_get_deal (f->card), ==, second);
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.previous", NULL);
  g_assert_cmpint (crm_deal_card_view_get_deal (f->card), ==, f->deal);
}

static gboolean
shows_error (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Fixture *)data)->card), ADW_TYPE_STATUS_PAGE, NULL) != NULL;
}

static void
test_nothing (Fixture *f, gconstpointer data)
{
  crm_window_open_deal (GTK_WIDGET (f->window), 4711, NULL, 0);
  crm_test_await (shows_error, f);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/deal-card/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("stage/click", test_jump_by_click);
  ADD ("stage/keyboard", test_jump_by_keyboard);
  ADD ("stage/required", test_required);
  ADD ("stage/undo", test_undo);
  ADD ("won-and-reopen", test_won_and_reopen);
  ADD ("lost", test_lost);
  ADD ("field/amount", test_amount);
  ADD ("field/title-and-close", test_title_and_close);
  ADD ("lines/add-and-follow", test_lines);
  ADD ("lines/free", test_free_line_becomes_product);
  ADD ("lines/prices-before", test_prices_before);
  ADD ("people", test_people);
  ADD ("clone", test_clone);
  ADD ("plan-next", test_plan_next);
  ADD ("archive", test_archive);
  ADD ("planned", test_planned);
  ADD ("history", test_history);
  ADD ("client-card", test_on_client_card);
  ADD ("add", test_add);
  ADD ("neighbours", test_neighbours);
  ADD ("nothing", test_nothing);
#undef ADD
  return g_test_run ();
}
