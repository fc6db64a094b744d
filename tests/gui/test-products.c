/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include "deal/crm-deal.h"
#include "product/crm-product-pane.h"
#include "product/crm-product.h"
#include "product/crm-products-view.h"

/* The page Products: adding, searching, the deals of a product, archiving and its way back. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmProductsView *view;
  GType type;
  const char *text;
  guint64 n;
} Fixture;

static gint64
add_product (Fixture *f, const char *name, gint64 minor)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "product");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_PRODUCT_NAME, name);
  crm_value_set_money (crm_values_slot (values, CRM_PRODUCT_PRICE), minor, "EUR");
  return crm_test_add (f->store, values);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->store = crm_test_store_new (TRUE);
  crm_test_add_client (f->store, "Anna Kowalska");
  f->window = crm_test_window_new (f->store);
  g_assert_true (crm_window_show_page (f->window, "products"));
  f->view = CRM_PRODUCTS_VIEW (crm_window_get_view (f->window));
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

  return crm_test_find (GTK_WIDGET (f->window), f->type, f->text) != NULL;
}

static GtkWidget *
await (Fixture *f, GType type, const char *text)
{
  f->type = type;
  f->text = text;
  crm_test_await (is_found, f);
  return crm_test_find (GTK_WIDGET (f->window), type, text);
}

static gboolean
has_rows (gpointer data)
{
  Fixture *f = data;
  CrmRecordList *list = crm_products_view_get_list (f->view);

  return !crm_record_list_is_loading (list) && crm_record_list_get_count (list) == f->n;
}

static void
await_rows (Fixture *f, guint64 n)
{
  f->n = n;
  crm_test_await (has_rows, f);
}

static void
test_add (Fixture *f, gconstpointer data)
{
  CrmProductPane *pane;

  await (f, ADW_TYPE_STATUS_PAGE, "No products yet");
  g_assert_true (crm_view_add_new (CRM_VIEW (f->view)));
  await_rows (f, 1);
  pane = CRM_PRODUCT_PANE (await (f, CRM_TYPE_PRODUCT_PANE, NULL));
  await (f, GTK_TYPE_LABEL, "In no deal yet");
  g_assert_cmpint (crm_product_pane_get_product (pane), ==,
      crm_record_list_get_id (crm_products_view_get_list (f->view), 0));
  await (f, GTK_TYPE_LABEL, "1 product");
}

static void
test_search (Fixture *f, gconstpointer data)
{
  GtkWidget *search = await (f, GTK_TYPE_SEARCH_ENTRY, NULL);
  gint64 filter;

  add_product (f, "Espresso beans", 1850);
  filter = add_product (f, "Filter papers", 420);
  await_rows (f, 2);
  gtk_editable_set_text (GTK_EDITABLE (search), "paper");
  await_rows (f, 1);
  g_assert_cmpint (crm_record_list_get_id (crm_products_view_get_list (f->view), 0), ==, filter);
  gtk_editable_set_text (GTK_EDITABLE (search), "nothing like it");
  await (f, ADW_TYPE_STATUS_PAGE, "No product found");
}

static guint
count_columns (Fixture *f)
{
  return g_list_model_get_n_items (gtk_column_view_get_columns (
      GTK_COLUMN_VIEW (crm_test_find (GTK_WIDGET (f->view), GTK_TYPE_COLUMN_VIEW, NULL))));
}

/* Beside a product the list keeps the columns it has room for, so that names are not cut. */
static void
test_room (Fixture *f, gconstpointer data)
{
  GtkSelectionModel *rows;
  guint alone;

  add_product (f, "Espresso machine, two groups", 1850);
  await_rows (f, 1);
  alone = count_columns (f);
  rows = gtk_column_view_get_model (
      GTK_COLUMN_VIEW (crm_test_find (GTK_WIDGET (f->view), GTK_TYPE_COLUMN_VIEW, NULL)));
  gtk_selection_model_select_item (rows, 0, TRUE);
  await (f, GTK_TYPE_LABEL, "In no deal yet");
  g_assert_cmpuint (count_columns (f), <, alone);
  gtk_selection_model_unselect_item (rows, 0);
  g_assert_cmpuint (count_columns (f), ==, alone);
}

static void
test_deals_and_archive (Fixture *f, gconstpointer data)
{
  g_autoptr (CrmEntity) deals = crm_store_get_entity (f->store, "deal");
  g_autoptr (CrmEntity) lines = crm_store_get_entity (f->store, "deal_line");
  gint64 product = add_product (f, "Espresso beans", 1850);
  CrmValues *values = crm_values_new (deals);
  gint64 deal;

  crm_values_set_text (values, CRM_DEAL_TITLE, "Beans for a year");
  deal = crm_test_add (f->store, values);
  await_rows (f, 1);
  g_assert_cmpint (crm_record_list_get_id (crm_products_view_get_list (f->view), 0), ==, product);
  gtk_selection_model_select_item (gtk_column_view_get_model (GTK_COLUMN_VIEW (
                                       crm_test_find (GTK_WIDGET (f->view), GTK_TYPE_COLUMN_VIEW, NULL))),
      0, TRUE);
  await (f, GTK_TYPE_LABEL, "In no deal yet");
  values = crm_values_new (lines);
  crm_values_set_integer (values, CRM_DEAL_LINE_DEAL, deal);
  crm_values_set_integer (values, CRM_DEAL_LINE_PRODUCT, product);
  crm_values_set_integer (values, CRM_DEAL_LINE_QUANTITY, 12000);
  crm_test_add (f->store, values);
  await (f, GTK_TYPE_LABEL, "In 1 deal");
  await (f, GTK_TYPE_LABEL, "Open · 12");
  await (f, ADW_TYPE_ACTION_ROW, "Beans for a year");

  g_signal_emit_by_name (await (f, GTK_TYPE_BUTTON, "Archive this product"), "clicked");
  await_rows (f, 0);
  g_signal_emit_by_name (await (f, GTK_TYPE_BUTTON, "_Undo"), "clicked");
  await_rows (f, 1);
}

#define ADD(path, func) g_test_add ("/products/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  ADD ("room", test_room);
  ADD ("add", test_add);
  ADD ("search", test_search);
  ADD ("deals-and-archive", test_deals_and_archive);
  return g_test_run ();
}
