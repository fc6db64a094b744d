/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-client-supplies.h"
#include <glib/gi18n-lib.h>
#include "client/crm-client.h"
#include "crm-window.h"
#include "deal/crm-deal-card-data.h"
#include "product/crm-product.h"
#include "widgets/crm-completion.h"
#include "widgets/crm-section.h"

/* Reads again with every commit that touches a product, a deal or its contacts. Main thread, but for functions named _in_worker. */

#define MAX_ROWS 100

struct _CrmClientSupplies
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  gint64 client;
  gboolean supplier;
  GCancellable *cancellable; /* of the read under way, nullable */
  CrmSection *products;
  CrmSection *deals;
  GtkWidget *add; /* row with the entry for a product */
  GtkWidget *entry;
  CrmCompletion *completion; /* owned by the entry */
};

G_DEFINE_FINAL_TYPE (CrmClientSupplies, crm_client_supplies, ADW_TYPE_BIN)

/* Reading */

typedef struct
{
  CrmRow *deal;
  char *part; /* what the client is in it */
} Part;

static void
part_free (gpointer data)
{
  Part *part = data;

  crm_row_unref (part->deal);
  g_free (part->part);
  g_free (part);
}

typedef struct
{
  GPtrArray *products; /* CrmRow */
  GPtrArray *parts;    /* Part */
} Supplies;

static void
supplies_free (gpointer data)
{
  Supplies *supplies = data;

  g_clear_pointer (&supplies->products, g_ptr_array_unref);
  g_clear_pointer (&supplies->parts, g_ptr_array_unref);
  g_free (supplies);
}

static GPtrArray *
find_in_worker (
    CrmTransaction *tx, const char *entity, const char *field, gint64 id, const char *order, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (GArray) ids = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new (field, CRM_TEST_EQUAL, value));
  crm_query_add_order (query, order);
  crm_query_set_limit (query, MAX_ROWS);
  ids = crm_transaction_find (tx, query, error);
  return ids != NULL ? crm_transaction_load_many (tx, entity, (const gint64 *)ids->data, ids->len, error)
                     : NULL;
}

static void
add_part (GPtrArray *parts, CrmRow *deal, const char *what)
{
  Part *part = g_new0 (Part, 1);

  part->deal = crm_row_ref (deal);
  part->part = g_strdup (what);
  g_ptr_array_add (parts, part);
}

static gboolean
read_parts_in_worker (CrmTransaction *tx, gint64 client, GPtrArray *parts, GError **error)
{
  g_autoptr (GPtrArray) supplied = find_in_worker (tx, "deal", "supplier", client, "-stage_at", error);
  g_autoptr (GPtrArray) carried = NULL;
  g_autoptr (GPtrArray) contacts = NULL;

  if (supplied == NULL)
    return FALSE;
  for (guint i = 0; i < supplied->len; i++)
    add_part (parts, supplied->pdata[i], _ ("Supplier"));
  carried = find_in_worker (tx, "deal", "carrier", client, "-stage_at", error);
  if (carried == NULL)
    return FALSE;
  for (guint i = 0; i < carried->len; i++)
    add_part (parts, carried->pdata[i], _ ("Carrier"));
  contacts = find_in_worker (tx, "deal_contact", "client", client, "id", error);
  if (contacts == NULL)
    return FALSE;
  for (guint i = 0; i < contacts->len; i++)
    {
      const char *role = crm_row_get_text (contacts->pdata[i], CRM_DEAL_CONTACT_ROLE);
      g_autoptr (CrmRow) deal = crm_transaction_load (
          tx, "deal", crm_row_get_integer (contacts->pdata[i], CRM_DEAL_CONTACT_DEAL), NULL);

      if (deal != NULL && deal->archived_at == 0)
        add_part (parts, deal, role != NULL ? role : _ ("Takes part"));
    }
  return TRUE;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 client = *(gint64 *)data;
  Supplies *supplies = g_new0 (Supplies, 1);

  supplies->parts = g_ptr_array_new_with_free_func (part_free);
  supplies->products = find_in_worker (tx, "product", "supplier", client, "name", error);
  if (supplies->products != NULL && read_parts_in_worker (tx, client, supplies->parts, error))
    return supplies;
  supplies_free (supplies);
  return NULL;
}

/* Writing */

typedef struct
{
  gint64 client;
  char *name;
} NewProduct;

static void
new_product_free (gpointer data)
{
  NewProduct *product = data;

  g_free (product->name);
  g_free (product);
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  NewProduct *product = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "product", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;
  gint64 id = entity != NULL ? crm_transaction_resolve_link (tx, "product", product->name, NULL) : 0;

  if (values == NULL)
    return FALSE;
  crm_values_set_integer (values, CRM_PRODUCT_SUPPLIER, product->client);
  if (id != 0)
    return crm_transaction_update (tx, id, 0, values, error);
  crm_values_set_text (values, CRM_PRODUCT_NAME, product->name);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (widget, error, _ ("The product could not be changed"), NULL);
}

void
crm_client_supplies_add_product (CrmClientSupplies *self, const char *name)
{
  NewProduct *product;

  g_return_if_fail (CRM_IS_CLIENT_SUPPLIES (self) && name != NULL);
  if (self->client == 0 || name[0] == '\0')
    return;
  product = g_new0 (NewProduct, 1);
  product->client = self->client;
  product->name = g_strdup (name);
  crm_store_write_async (self->store, _ ("Product of a supplier"), add_in_worker, product, new_product_free,
      NULL, on_written, g_object_ref (self));
}

static void
on_detach (GtkButton *button, GtkWidget *row)
{
  CrmClientSupplies *self = CRM_CLIENT_SUPPLIES (gtk_widget_get_ancestor (row, CRM_TYPE_CLIENT_SUPPLIES));
  CrmRow *product = g_object_get_data (G_OBJECT (row), "product");
  CrmValues *values = crm_values_new (product->entity);

  crm_value_clear (crm_values_slot (values, CRM_PRODUCT_SUPPLIER));
  crm_store_set_async (
      self->store, product->id, product->version, values, NULL, on_written, g_object_ref (self));
}

/* Showing */

static GtkWidget *
new_row (const char *title, const char *subtitle, const CrmValue *money)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  if (money->type == CRM_VALUE_MONEY)
    {
      g_autofree char *amount = crm_deal_display_money (money->v.money.minor, money->v.money.currency);
      GtkWidget *label = gtk_label_new (amount);

      gtk_widget_add_css_class (label, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  return row;
}

static GtkWidget *
new_product_row (CrmRow *product)
{
  GtkWidget *row = new_row (crm_row_get_text (product, CRM_PRODUCT_NAME),
      crm_row_get_text (product, CRM_PRODUCT_ARTICLE), crm_row_get (product, CRM_PRODUCT_COST));
  GtkWidget *detach = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_set_valign (detach, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (detach, "flat");
  gtk_widget_add_css_class (detach, "circular");
  gtk_widget_add_css_class (detach, "on-hover");
  gtk_widget_set_tooltip_text (detach, _ ("Not from this supplier"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (detach), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Not from this supplier"), -1);
  g_signal_connect_object (detach, "clicked", G_CALLBACK (on_detach), row, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), detach);
  g_object_set_data_full (G_OBJECT (row), "product", crm_row_ref (product), (GDestroyNotify)crm_row_unref);
  return row;
}

static void
on_deal_activated (GtkListBox *list, GtkListBoxRow *row, CrmClientSupplies *self)
{
  CrmRow *deal = g_object_get_data (G_OBJECT (row), "deal");

  crm_window_open_deal (GTK_WIDGET (self), deal->id, NULL, 0);
}

static void
remove_rows (CrmSection *section, GtkWidget *kept)
{
  GtkListBox *list = crm_section_get_list (section);
  GtkWidget *next;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL; row = next)
    {
      next = gtk_widget_get_next_sibling (row);
      if (row != kept)
        gtk_list_box_remove (list, row);
    }
}

static void
show_supplies (CrmClientSupplies *self, Supplies *supplies)
{
  remove_rows (self->products, self->add);
  remove_rows (self->deals, NULL);
  for (guint i = 0; i < supplies->products->len; i++)
    gtk_list_box_insert (
        crm_section_get_list (self->products), new_product_row (supplies->products->pdata[i]), (int)i);
  for (guint i = 0; i < supplies->parts->len; i++)
    {
      Part *part = supplies->parts->pdata[i];
      const char *state = crm_row_get_text (part->deal, CRM_DEAL_STATE);
      const char *client = crm_row_get_text (part->deal, CRM_DEAL_CLIENT_NAME);
      g_autofree char *subtitle =
          client != NULL ? g_strdup_printf ("%s · %s", part->part, client) : g_strdup (part->part);
      GtkWidget *row = new_row (
          crm_row_get_text (part->deal, CRM_DEAL_TITLE), subtitle, crm_row_get (part->deal, CRM_DEAL_AMOUNT));

      if (g_strcmp0 (state, "open") != 0)
        gtk_widget_add_css_class (row, "dim");
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (
          G_OBJECT (row), "deal", crm_row_ref (part->deal), (GDestroyNotify)crm_row_unref);
      crm_section_append (self->deals, row);
    }
  crm_section_update (self->products, self->supplier);
  crm_section_update (self->deals, FALSE);
  gtk_widget_set_visible (
      GTK_WIDGET (self), self->supplier || supplies->products->len > 0 || supplies->parts->len > 0);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmClientSupplies) self = data;
  g_autoptr (GError) error = NULL;
  Supplies *supplies = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (supplies == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->store != NULL)
    {
      g_clear_object (&self->cancellable);
      if (supplies != NULL)
        show_supplies (self, supplies);
      else if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
        crm_window_report_error (GTK_WIDGET (self), error, _ ("Products and deals could not be read"), NULL);
    }
  g_clear_pointer (&supplies, supplies_free);
}

static void
load (CrmClientSupplies *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->client == 0)
    return;
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 1, read_in_worker, g_memdup2 (&self->client, sizeof self->client),
      g_free, supplies_free, self->cancellable, on_read, g_object_ref (self));
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmClientSupplies *self)
{
  if (crm_change_set_touches (changes, "product") || crm_change_set_touches (changes, "deal") ||
      crm_change_set_touches (changes, "deal_contact"))
    load (self);
}

/* Adding */

static void
end_adding (CrmClientSupplies *self)
{
  crm_completion_set_text (self->completion, "", 0);
  gtk_widget_set_visible (self->add, FALSE);
  crm_section_update (self->products, self->supplier);
}

static void
on_add_activate (GtkEntry *entry, CrmClientSupplies *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  end_adding (self);
  crm_client_supplies_add_product (self, text);
}

static gboolean
on_add_key (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
    CrmClientSupplies *self)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  end_adding (self);
  return GDK_EVENT_STOP;
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientSupplies *self = CRM_CLIENT_SUPPLIES (widget);

  gtk_widget_set_visible (self->add, TRUE);
  crm_section_update (self->products, TRUE);
  gtk_widget_grab_focus (self->entry);
}

static void
make_add_row (CrmClientSupplies *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  self->add = gtk_list_box_row_new ();
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Name of the product"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the product"), -1);
  gtk_widget_set_margin_top (self->entry, 8);
  gtk_widget_set_margin_bottom (self->entry, 8);
  gtk_widget_set_margin_start (self->entry, 12);
  gtk_widget_set_margin_end (self->entry, 12);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->add), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->add), self->entry);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_add_activate), self, 0);
  self->completion = crm_completion_attach (self->entry, self->store, "product", NULL, NULL, FALSE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (on_add_key), self, 0);
  gtk_widget_add_controller (self->entry, key);
  gtk_widget_set_visible (self->add, FALSE);
  crm_section_append (self->products, self->add);
}

static void
crm_client_supplies_dispose (GObject *object)
{
  CrmClientSupplies *self = CRM_CLIENT_SUPPLIES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_client_supplies_parent_class)->dispose (object);
}

static void
crm_client_supplies_class_init (CrmClientSuppliesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_client_supplies_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "supplies.add", NULL, add_action);
}

static void
crm_client_supplies_init (CrmClientSupplies *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);

  self->products = CRM_SECTION (crm_section_new (_ ("Products they supply")));
  crm_section_set_add_action (self->products, _ ("Add product"), "supplies.add");
  self->deals = CRM_SECTION (crm_section_new (_ ("Deals they take part in")));
  g_signal_connect (
      crm_section_get_list (self->deals), "row-activated", G_CALLBACK (on_deal_activated), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->products));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->deals));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
crm_client_supplies_new (CrmStore *store)
{
  CrmClientSupplies *self = g_object_new (CRM_TYPE_CLIENT_SUPPLIES, NULL);

  self->store = g_object_ref (store);
  make_add_row (self);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  return GTK_WIDGET (self);
}

void
crm_client_supplies_set_client (CrmClientSupplies *self, CrmRow *client)
{
  const char *roles = crm_row_get_text (client, CRM_CLIENT_ROLES);
  gboolean supplier = roles != NULL && strstr (roles, "supplier") != NULL;

  g_return_if_fail (CRM_IS_CLIENT_SUPPLIES (self));
  if (self->client == client->id && self->supplier == supplier)
    return;
  if (self->client != client->id)
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->client = client->id;
  self->supplier = supplier;
  load (self);
}

gboolean
crm_client_supplies_is_loading (CrmClientSupplies *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_SUPPLIES (self), FALSE);
  return self->cancellable != NULL;
}

GtkListBox *
crm_client_supplies_get_products (CrmClientSupplies *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_SUPPLIES (self), NULL);
  return crm_section_get_list (self->products);
}

GtkListBox *
crm_client_supplies_get_deals (CrmClientSupplies *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_SUPPLIES (self), NULL);
  return crm_section_get_list (self->deals);
}
