/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "product/crm-product-pane.h"

#include <glib/gi18n-lib.h>

#include "crm-window.h"
#include "deal/crm-deal.h"
#include "product/crm-product.h"
#include "widgets/crm-field-groups.h"

/* Owns what was read of the product last; reads again with every commit that may touch it. Main thread; …_in_worker in the reader. */

#define MANY_DEALS 50

typedef struct
{
  CrmRow *row;        /* owned */
  GHashTable *titles; /* owned */
  GPtrArray *deals;   /* owned; Use *: newest first */
  gint64 n_deals;
} Data;

typedef struct
{
  gint64 deal;
  char *title;
  char *caption;
} Use;

struct _CrmProductPane
{
  AdwBin parent_instance;
  CrmStore *store;           /* owned */
  GCancellable *cancellable; /* owned, nullable: the read under way */
  gint64 product;
  gboolean edit;
  GtkWidget *stack;
  GtkWidget *name;
  GtkWidget *groups;
  GtkWidget *deals; /* CrmSection */
};

G_DEFINE_FINAL_TYPE (CrmProductPane, crm_product_pane, ADW_TYPE_BIN)

static void
use_free (gpointer data)
{
  Use *use = data;

  g_free (use->title);
  g_free (use->caption);
  g_free (use);
}

static void
data_free (gpointer pointer)
{
  Data *data = pointer;

  g_clear_pointer (&data->row, crm_row_unref);
  g_clear_pointer (&data->titles, g_hash_table_unref);
  g_ptr_array_unref (data->deals);
  g_free (data);
}

static const char *
get_state_words (const char *state)
{
  if (g_strcmp0 (state, "won") == 0)
    return _ ("Won");
  return g_strcmp0 (state, "lost") == 0 ? _ ("Lost") : _ ("Open");
}

static gboolean
read_deals_in_worker (CrmTransaction *tx, gint64 product, Data *data, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT d.id, d.title, d.state, c.name, sum (l.quantity) FROM deal_line l JOIN deal d ON d.id = l.deal "
      "LEFT JOIN client c ON c.id = d.client WHERE l.product = $1 AND l.archived_at IS NULL AND "
      "d.archived_at "
      "IS NULL GROUP BY d.id, d.title, d.state, c.name, d.opened_at ORDER BY d.opened_at DESC, d.id DESC",
      error);
  CrmField quantity = { .kind = CRM_KIND_DECIMAL, .digits = 3 };
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, product);
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmValue amount = { 0 };
      g_autofree char *number = NULL;
      const char *client = crm_statement_get_text (statement, 3);
      Use *use;

      if (data->n_deals++ >= MANY_DEALS)
        continue;
      crm_value_set_integer (&amount, crm_statement_get_integer (statement, 4));
      number = crm_field_format_display (&quantity, &amount, NULL);
      use = g_new0 (Use, 1);
      use->deal = crm_statement_get_integer (statement, 0);
      use->title = g_strdup (crm_statement_get_text (statement, 1));
      use->caption = client != NULL ? g_strdup_printf ("%s · %s · %s", client,
                                          get_state_words (crm_statement_get_text (statement, 2)), number)
                                    : g_strdup_printf ("%s · %s",
                                          get_state_words (crm_statement_get_text (statement, 2)), number);
      g_ptr_array_add (data->deals, use);
    }
  return !row;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer pointer, GCancellable *cancellable, GError **error)
{
  gint64 id = *(gint64 *)pointer;
  Data *data = g_new0 (Data, 1);

  data->deals = g_ptr_array_new_with_free_func (use_free);
  data->row = crm_transaction_load (tx, "product", id, error);
  if (data->row != NULL)
    data->titles = crm_field_groups_read_titles_in_worker (tx, data->row);
  if (data->row != NULL && read_deals_in_worker (tx, id, data, error))
    return data;
  data_free (data);
  return NULL;
}

static CrmFieldShow
get_show (int field)
{
  return field == CRM_PRODUCT_TEXT || field == CRM_PRODUCT_STOCK ? CRM_FIELD_SHOW_FILLED
                                                                 : CRM_FIELD_SHOW_ALWAYS;
}

static const CrmFieldGroupsInfo groups_info = {
  .group = N_ ("Product"),
  .show = get_show,
};

static void
show_deals (CrmProductPane *self, Data *data)
{
  GtkListBox *list = crm_section_get_list (CRM_SECTION (self->deals));
  g_autofree char *title =
      data->n_deals > 0 ? g_strdup_printf (ngettext ("In %lld deal", "In %lld deals", (gulong)data->n_deals),
                              (long long)data->n_deals)
                        : g_strdup (_ ("In no deal yet"));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
  crm_section_set_title (CRM_SECTION (self->deals), title);
  for (guint i = 0; i < data->deals->len; i++)
    {
      const Use *use = data->deals->pdata[i];
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *first = g_markup_escape_text (use->title != NULL ? use->title : "", -1);
      g_autofree char *second = g_markup_escape_text (use->caption, -1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), first);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), second);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-deal");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", use->deal);
      crm_section_append (CRM_SECTION (self->deals), row);
    }
  crm_section_update (CRM_SECTION (self->deals), TRUE);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer pointer)
{
  g_autoptr (GError) error = NULL;
  Data *data = crm_store_read_finish (CRM_STORE (source), result, &error);
  CrmProductPane *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = CRM_PRODUCT_PANE (pointer);
  g_clear_object (&self->cancellable);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), data != NULL ? "product" : "none");
  if (data == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->name), crm_row_get_text (data->row, CRM_PRODUCT_NAME));
  crm_field_groups_set_row (CRM_FIELD_GROUPS (self->groups), data->row, data->titles);
  show_deals (self, data);
  data_free (data);
  if (self->edit)
    crm_field_groups_edit (CRM_FIELD_GROUPS (self->groups), "name");
  self->edit = FALSE;
}

static void
load (CrmProductPane *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->product == 0)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "none");
      return;
    }
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 0, read_in_worker, g_memdup2 (&self->product, sizeof self->product),
      g_free, data_free, self->cancellable, on_read, self);
}

static void
on_changed (CrmProductPane *self, CrmChangeSet *changes)
{
  if (crm_change_set_has (changes, "product", self->product) ||
      crm_change_set_touches (changes, "deal_line") || crm_change_set_touches (changes, "deal"))
    load (self);
}

static void
on_settings_changed (CrmProductPane *self)
{
  crm_field_groups_rebuild (CRM_FIELD_GROUPS (self->groups));
  load (self);
}

static void
on_archived (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmProductPane) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (GTK_WIDGET (self), error, _ ("Archiving the product"), NULL);
}

static void
on_archive (CrmProductPane *self)
{
  if (self->product != 0)
    crm_store_archive_async (
        self->store, "product", &self->product, 1, FALSE, NULL, on_archived, g_object_ref (self));
}

static void
crm_product_pane_dispose (GObject *object)
{
  CrmProductPane *self = CRM_PRODUCT_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_product_pane_parent_class)->dispose (object);
}

static void
crm_product_pane_class_init (CrmProductPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_product_pane_dispose;
}

static void
crm_product_pane_init (CrmProductPane *self)
{
}

static GtkWidget *
make_head (CrmProductPane *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *archive = gtk_button_new_from_icon_name ("user-trash-symbolic");

  self->name = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_wrap (GTK_LABEL (self->name), TRUE);
  gtk_label_set_lines (GTK_LABEL (self->name), 2);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_widget_add_css_class (self->name, "heading2");
  gtk_widget_add_css_class (archive, "flat");
  gtk_widget_set_valign (archive, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (archive, _ ("Archive this product"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (archive), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Archive this product"), -1);
  g_signal_connect_swapped (archive, "clicked", G_CALLBACK (on_archive), self);
  gtk_box_append (GTK_BOX (head), self->name);
  gtk_box_append (GTK_BOX (head), archive);
  return head;
}

GtkWidget *
crm_product_pane_new (CrmStore *store)
{
  CrmProductPane *self =
      g_object_new (CRM_TYPE_PRODUCT_PANE, "accessible-role", GTK_ACCESSIBLE_ROLE_REGION, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  GtkWidget *none = gtk_label_new (_ ("No product selected"));

  self->store = g_object_ref (store);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Product"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self), "pane-right");
  gtk_widget_add_css_class (none, "dim-label");
  g_object_set (box, "margin-top", 14, "margin-bottom", 14, "margin-start", 14, "margin-end", 14, NULL);
  self->groups = crm_field_groups_new (store, "product", &groups_info, self);
  self->deals = crm_section_new (_ ("In no deal yet"));
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), self->groups);
  gtk_box_append (GTK_BOX (box), crm_field_groups_new_more (CRM_FIELD_GROUPS (self->groups), FALSE));
  gtk_box_append (GTK_BOX (box), self->deals);
  g_object_set (scrolled, "hscrollbar-policy", GTK_POLICY_NEVER, "child", box, NULL);
  self->stack = gtk_stack_new ();
  gtk_widget_set_size_request (self->stack, 340, -1);
  gtk_stack_add_named (GTK_STACK (self->stack), none, "none");
  gtk_stack_add_named (GTK_STACK (self->stack), scrolled, "product");
  adw_bin_set_child (ADW_BIN (self), self->stack);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      store, "settings-changed", G_CALLBACK (on_settings_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
crm_product_pane_set_product (CrmProductPane *self, gint64 id, gboolean edit)
{
  g_return_if_fail (CRM_IS_PRODUCT_PANE (self));
  self->edit = edit || (self->edit && id == self->product);
  if (self->product == id && !edit)
    return;
  self->product = id;
  load (self);
}

gint64
crm_product_pane_get_product (CrmProductPane *self)
{
  g_return_val_if_fail (CRM_IS_PRODUCT_PANE (self), 0);
  return self->product;
}
