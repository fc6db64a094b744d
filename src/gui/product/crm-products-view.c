/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "product/crm-products-view.h"

#include <glib/gi18n-lib.h>

#include "crm-window.h"
#include "product/crm-product-pane.h"
#include "product/crm-product.h"
#include "widgets/crm-column-order.h"
#include "widgets/crm-record-selection.h"
#include "widgets/crm-scaled.h"

/* Owns the list of products and the names of suppliers that it shows. Main thread; …_in_worker in the reader. */

#define N_COLUMNS 8

#define PANE_WIDTH 340

struct _CrmProductsView
{
  CrmView parent_instance;
  CrmRecordList *list;           /* owned */
  CrmRecordSelection *selection; /* owned */
  CrmColumnOrder *order;         /* owned */
  GHashTable *suppliers;         /* owned; id → name */
  int width;                     /* of the window */
  GHashTable *cells;             /* owned; set of bound inscriptions */
  GtkWidget *search;
  GtkWidget *view;
  GtkWidget *stack;
  GtkWidget *none;
  GtkWidget *foot;
  GtkWidget *pane;
  GtkColumnViewColumn *columns[N_COLUMNS]; /* owned */
};

G_DEFINE_FINAL_TYPE (CrmProductsView, crm_products_view, CRM_TYPE_VIEW)

static const struct
{
  int field;
  int width;
  gboolean right;
} columns[N_COLUMNS] = {
  { CRM_PRODUCT_NAME, -1, FALSE },
  { CRM_PRODUCT_ARTICLE, 100, FALSE },
  { CRM_PRODUCT_CATEGORY, 110, FALSE },
  { CRM_PRODUCT_PRICE, 128, TRUE },
  { CRM_PRODUCT_COST, 128, TRUE },
  { CRM_PRODUCT_STOCK, 110, TRUE },
  { CRM_PRODUCT_SUPPLIER, 130, FALSE },
  { CRM_PRODUCT_ACTIVE, 84, FALSE },
};

/* Names of suppliers */

static gpointer
read_suppliers_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, name FROM client WHERE id IN (SELECT supplier FROM product WHERE supplier IS NOT NULL)",
      error);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);

      g_hash_table_insert (
          names, g_memdup2 (&id, sizeof id), g_strdup (crm_statement_get_text (statement, 1)));
    }
  return row ? NULL : g_steal_pointer (&names);
}

static char *
dup_text (CrmProductsView *self, CrmRow *row, int field)
{
  if (field == CRM_PRODUCT_SUPPLIER)
    {
      gint64 id = crm_row_get_integer (row, field);

      return g_strdup (self->suppliers != NULL ? g_hash_table_lookup (self->suppliers, &id) : NULL);
    }
  return crm_field_format_display (&row->entity->fields[field], crm_row_get (row, field), NULL);
}

static void
name_row (CrmProductsView *self, GtkWidget *cell, CrmRow *row)
{
  g_autofree char *price = dup_text (self, row, CRM_PRODUCT_PRICE);
  const char *name = crm_row_get_text (row, CRM_PRODUCT_NAME);
  g_autofree char *spoken = price != NULL ? g_strdup_printf ("%s, %s", name, price) : g_strdup (name);
  GtkWidget *parent = gtk_widget_get_parent (cell);

  for (guint i = 0; parent != NULL && i < 2; i++, parent = gtk_widget_get_parent (parent))
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
show_cell (GtkWidget *cell)
{
  CrmProductsView *self = g_object_get_data (G_OBJECT (cell), "crm-view");
  CrmRecord *record = g_object_get_data (G_OBJECT (cell), "crm-record");
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (cell), "crm-column"));
  CrmRow *row = record != NULL ? crm_record_get_row (record) : NULL;
  g_autofree char *text = row != NULL ? dup_text (self, row, columns[column].field) : NULL;

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
  if (row != NULL && column == 0)
    name_row (self, cell, row);
}

static void
show_cells (CrmProductsView *self)
{
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    show_cell (cell);
}

static void
on_suppliers (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmProductsView) self = data;
  g_autoptr (GHashTable) names = crm_store_read_finish (CRM_STORE (source), result, NULL);

  /* Without the names the column stays as it was; the list says what is wrong with the book. */
  if (names == NULL || self->cells == NULL)
    return;
  g_clear_pointer (&self->suppliers, g_hash_table_unref);
  self->suppliers = g_steal_pointer (&names);
  show_cells (self);
}

static void
read_suppliers (CrmProductsView *self)
{
  crm_store_read_async (crm_view_get_store (CRM_VIEW (self)), 1, read_suppliers_in_worker, NULL, NULL,
      (GDestroyNotify)g_hash_table_unref, NULL, on_suppliers, g_object_ref (self));
}

static void
on_changed (CrmProductsView *self, CrmChangeSet *changes)
{
  if (crm_change_set_touches (changes, "product"))
    read_suppliers (self);
}

/* Cells */

static void
on_setup (CrmProductsView *self, GtkListItem *item, GtkListItemFactory *factory)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "crm-column"));
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), 4);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), column == 0 ? 24 : 8);
  gtk_inscription_set_yalign (GTK_INSCRIPTION (cell), 0.5f);
  if (column == 0)
    gtk_widget_add_css_class (cell, "semibold");
  if (columns[column].right)
    {
      gtk_widget_add_css_class (cell, "numeric");
      gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), 1);
    }
  gtk_widget_set_size_request (cell, -1, 28);
  g_object_set_data (G_OBJECT (cell), "crm-view", self);
  g_object_set_data (G_OBJECT (cell), "crm-column", GUINT_TO_POINTER (column));
  gtk_list_item_set_child (item, cell);
  /* The row is selected, and not by its cell as well: with Ctrl that would take it back (GTK 4.8). */
  gtk_list_item_set_selectable (item, FALSE);
}

static void
on_bind (CrmProductsView *self, GtkListItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  CrmRecord *record = gtk_list_item_get_item (item);

  g_object_set_data_full (G_OBJECT (cell), "crm-record", g_object_ref (record), g_object_unref);
  g_signal_connect_swapped (record, "changed", G_CALLBACK (show_cell), cell);
  g_hash_table_add (self->cells, cell);
  show_cell (cell);
}

static void
on_unbind (CrmProductsView *self, GtkListItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  CrmRecord *record = g_object_get_data (G_OBJECT (cell), "crm-record");

  if (record != NULL)
    g_signal_handlers_disconnect_by_data (record, cell);
  if (self->cells != NULL)
    g_hash_table_remove (self->cells, cell);
  g_object_set_data (G_OBJECT (cell), "crm-record", NULL);
}

/* Rows and the one beside them */

/* What is not taken by the product beside it is for the list. Columns without room are taken out: hidden ones would keep their width from the
 * others (GTK 4.8). */
static void
show_columns (CrmProductsView *self)
{
  GtkColumnView *list = GTK_COLUMN_VIEW (self->view);
  int width = crm_unscaled_window (self->width - (gtk_widget_get_visible (self->pane) ? PANE_WIDTH : 0));
  guint position = 0;

  for (guint i = 0; self->width > 0 && i < G_N_ELEMENTS (columns); i++)
    {
      int field = columns[i].field;
      gboolean wanted = width >= 1200 || field == CRM_PRODUCT_NAME || field == CRM_PRODUCT_PRICE ||
                        (width >= 1000 && (field == CRM_PRODUCT_ARTICLE || field == CRM_PRODUCT_STOCK));
      gboolean shown = gtk_column_view_column_get_column_view (self->columns[i]) != NULL;

      if (wanted && !shown)
        {
          gtk_column_view_insert_column (list, position, self->columns[i]);
          crm_column_fit (self->columns[i]);
          if (columns[i].right)
            crm_column_align_end (self->columns[i]);
        }
      else if (!wanted && shown)
        gtk_column_view_remove_column (list, self->columns[i]);
      position += wanted;
    }
}

/* Without a choice the list has the whole width. */
static void
show_product (CrmProductsView *self, gint64 id, gboolean edit)
{
  crm_product_pane_set_product (CRM_PRODUCT_PANE (self->pane), id, edit);
  gtk_widget_set_visible (self->pane, id != 0);
  show_columns (self);
}

static void
on_selected (CrmProductsView *self)
{
  g_autoptr (GArray) ids = crm_record_selection_dup_ids (self->selection);

  show_product (self, ids->len == 1 ? g_array_index (ids, gint64, 0) : 0, FALSE);
}

static void
show_query (CrmProductsView *self)
{
  g_autoptr (CrmQuery) query = crm_query_new ("product");
  g_auto (GStrv) keys = crm_column_order_dup_keys (self->order);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  for (guint i = 0; keys[i] != NULL; i++)
    crm_query_add_order (query, keys[i]);
  if (text[0] != '\0')
    crm_query_set_text (query, text);
  crm_record_list_set_query (self->list, query);
}

static void
on_list_notify (CrmProductsView *self)
{
  guint64 count = crm_record_list_get_count (self->list);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  const char *error = crm_record_list_get_error (self->list);
  g_autofree char *number = g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
  g_autofree char *words = g_strdup_printf (ngettext ("%s product", "%s products", count), number);
  gboolean empty = count == 0 && !crm_record_list_is_loading (self->list);

  gtk_label_set_text (GTK_LABEL (self->foot), count != G_MAXUINT64 ? words : "…");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), empty || error != NULL ? "none" : "list");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->none), error != NULL ? _ ("The products cannot be shown")
                                                           : text[0] != '\0' ? _ ("No product found")
                                                                             : _ ("No products yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->none),
      error != NULL     ? error
      : text[0] != '\0' ? _ ("Other words may find it.")
                        : _ ("What is sold, with its price, goes into deals with one click."));
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmProductsView) self = data;
  g_autoptr (GError) error = NULL;
  gint64 id = crm_store_add_finish (CRM_STORE (source), result, NULL, &error);

  if (id == 0)
    crm_window_report_error (GTK_WIDGET (self), error, _ ("Adding the product"), NULL);
  else if (self->cells != NULL)
    show_product (self, id, TRUE);
}

static void
add_product (CrmProductsView *self)
{
  CrmStore *store = crm_view_get_store (CRM_VIEW (self));
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "product");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_PRODUCT_NAME, _ ("New product"));
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  crm_store_add_async (store, values, NULL, on_added, g_object_ref (self));
}

/* Overrides */

static gboolean
crm_products_view_focus_search (CrmView *view)
{
  return gtk_widget_grab_focus (CRM_PRODUCTS_VIEW (view)->search);
}

static gboolean
crm_products_view_add_new (CrmView *view)
{
  add_product (CRM_PRODUCTS_VIEW (view));
  return TRUE;
}

static void
crm_products_view_width_changed (CrmView *view, int width)
{
  CRM_PRODUCTS_VIEW (view)->width = width;
  show_columns (CRM_PRODUCTS_VIEW (view));
}

static void
crm_products_view_dispose (GObject *object)
{
  CrmProductsView *self = CRM_PRODUCTS_VIEW (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->view != NULL)
    gtk_column_view_set_model (GTK_COLUMN_VIEW (self->view), NULL);
  self->view = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_clear_object (&self->columns[i]);
  g_clear_pointer (&self->cells, g_hash_table_unref);
  g_clear_pointer (&self->suppliers, g_hash_table_unref);
  g_clear_object (&self->order);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (crm_products_view_parent_class)->dispose (object);
}

static void
add_columns (CrmProductsView *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (crm_view_get_store (CRM_VIEW (self)), "product");

  self->order = crm_column_order_new (GTK_COLUMN_VIEW (self->view));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const CrmField *field = &entity->fields[columns[i].field];
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column;

      g_object_set_data (G_OBJECT (factory), "crm-column", GUINT_TO_POINTER (i));
      g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, G_CONNECT_SWAPPED);
      self->columns[i] = column = gtk_column_view_column_new (crm_field_get_label (field), factory);
      gtk_column_view_column_set_resizable (column, TRUE);
      if (columns[i].width > 0)
        gtk_column_view_column_set_fixed_width (column, crm_scaled (columns[i].width));
      else
        gtk_column_view_column_set_expand (column, TRUE);
      crm_column_order_add_column (self->order, column, field->name);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (self->view), column);
      crm_column_fit (column);
      if (columns[i].right)
        crm_column_align_end (column);
    }
  g_signal_connect_object (self->order, "changed", G_CALLBACK (show_query), self, G_CONNECT_SWAPPED);
}

static GtkWidget *
make_header (CrmProductsView *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *add = gtk_button_new ();

  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "win.back");
  gtk_widget_set_tooltip_text (back, _ ("Back (Alt+Left)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Back"), -1);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), back);
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Search products…"), NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search products"), -1);
  gtk_widget_set_hexpand (self->search, TRUE);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (show_query), self);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 420);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->search);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), clamp);
  gtk_button_set_child (GTK_BUTTON (add), g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name",
                                              "list-add-symbolic", "label", _ ("New product"), NULL));
  gtk_widget_add_css_class (add, "suggested-action");
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_product), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), add);
  return header;
}

static GtkWidget *
make_list (CrmProductsView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *add = gtk_button_new_with_label (_ ("New product"));

  self->view = gtk_column_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)));
  gtk_widget_add_css_class (self->view, "clients");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Products"), -1);
  add_columns (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  self->none = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->none), "crm-wallet-symbolic");
  gtk_widget_add_css_class (add, "pill");
  gtk_widget_add_css_class (add, "suggested-action");
  gtk_widget_set_halign (add, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_product), self);
  adw_status_page_set_child (ADW_STATUS_PAGE (self->none), add);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), scrolled, "list");
  gtk_stack_add_named (GTK_STACK (self->stack), self->none, "none");
  gtk_widget_set_hexpand (self->stack, TRUE);
  gtk_widget_set_vexpand (self->stack, TRUE);
  return self->stack;
}

static void
crm_products_view_constructed (GObject *object)
{
  CrmProductsView *self = CRM_PRODUCTS_VIEW (object);
  const char *const by_name[] = { "name", NULL };
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  CrmStore *store;

  G_OBJECT_CLASS (crm_products_view_parent_class)->constructed (object);
  store = crm_view_get_store (CRM_VIEW (self));
  crm_view_set_title (CRM_VIEW (self), _ ("Products"));
  self->list = crm_record_list_new (store);
  self->selection = crm_record_selection_new (self->list);
  self->cells = g_hash_table_new (NULL, NULL);
  self->pane = crm_product_pane_new (store);
  /* The expanding content must not make the pane itself expand beside the list. */
  gtk_widget_set_hexpand (self->pane, FALSE);
  gtk_widget_set_visible (self->pane, FALSE);
  self->foot = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->foot), 0);
  gtk_widget_add_css_class (self->foot, "statusbar");
  gtk_widget_add_css_class (self->foot, "numeric");
  gtk_box_append (GTK_BOX (page), make_header (self));
  gtk_box_append (GTK_BOX (content), make_list (self));
  gtk_box_append (GTK_BOX (content), self->pane);
  gtk_box_append (GTK_BOX (page), content);
  gtk_box_append (GTK_BOX (page), self->foot);
  adw_bin_set_child (ADW_BIN (self), page);
  crm_column_order_set_keys (self->order, by_name);
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (on_selected), self);
  g_signal_connect_swapped (self->list, "notify", G_CALLBACK (on_list_notify), self);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  read_suppliers (self);
  show_query (self);
  on_list_notify (self);
}

static void
crm_products_view_class_init (CrmProductsViewClass *klass)
{
  CrmViewClass *view_class = CRM_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = crm_products_view_constructed;
  G_OBJECT_CLASS (klass)->dispose = crm_products_view_dispose;
  view_class->focus_search = crm_products_view_focus_search;
  view_class->add_new = crm_products_view_add_new;
  view_class->width_changed = crm_products_view_width_changed;
}

static void
crm_products_view_init (CrmProductsView *self)
{
}

GtkWidget *
crm_products_view_new (CrmStore *store)
{
  return g_object_new (CRM_TYPE_PRODUCTS_VIEW, "store", store, NULL);
}

CrmRecordList *
crm_products_view_get_list (CrmProductsView *self)
{
  return self->list;
}
