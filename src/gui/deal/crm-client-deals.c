/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-client-deals.h"
#include <glib/gi18n-lib.h>
#include "base/crm-clock.h"
#include "base/crm-sums.h"
#include "base/crm-time.h"
#include "crm-window.h"
#include "deal/crm-deal-card-data.h"

/* Reads again with every commit that touches a deal or a stage; there are few cards, so they are made anew. Main thread, but for
 * functions named _in_worker. */

#define MAX_OPEN 12
#define MAX_CLOSED 50

struct _CrmClientDeals
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  gint64 client;
  GCancellable *cancellable; /* of the read under way, nullable */
  GArray *order;             /* owned: ids of the open deals, as shown */
  GtkWidget *strip;          /* flow box */
  GtkWidget *add;            /* beside the strip */
  GtkWidget *first;          /* says what it adds while there is no strip */
  GtkWidget *expander;
  GtkWidget *closed_label;
  GtkWidget *closed; /* list box */
};

G_DEFINE_FINAL_TYPE (CrmClientDeals, crm_client_deals, ADW_TYPE_BIN)

/* Reading */

typedef struct
{
  GPtrArray *open;     /* CrmRow */
  GPtrArray *closed;   /* CrmRow: the newest */
  GHashTable *places;  /* stage id → place among the stages of its pipeline, from 1 */
  GHashTable *lengths; /* stage id → number of stages of its pipeline */
  GHashTable *names;   /* stage id → char * */
  guint n_won, n_lost;
  CrmSums *won, *lost;
} Deals;

static void
deals_free (gpointer data)
{
  Deals *deals = data;

  g_clear_pointer (&deals->open, g_ptr_array_unref);
  g_clear_pointer (&deals->closed, g_ptr_array_unref);
  g_hash_table_unref (deals->places);
  g_hash_table_unref (deals->lengths);
  g_hash_table_unref (deals->names);
  crm_sums_free (deals->won);
  crm_sums_free (deals->lost);
  g_free (deals);
}

static CrmCondition *
whose_in_worker (CrmTransaction *tx, gint64 client, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("client");
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, client);
  g_autoptr (CrmCondition) any = crm_condition_new_group (TRUE);
  g_autoptr (GArray) people = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("company", CRM_TEST_EQUAL, value));
  crm_query_set_limit (query, MAX_CLOSED);
  people = crm_transaction_find (tx, query, error);
  if (people == NULL)
    return NULL;
  crm_condition_add (any, crm_condition_new ("client", CRM_TEST_EQUAL, value));
  for (guint i = 0; i < people->len; i++)
    {
      g_autofree char *person = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (people, gint64, i));

      crm_condition_add (any, crm_condition_new ("client", CRM_TEST_EQUAL, person));
    }
  return g_steal_pointer (&any);
}

static GPtrArray *
load_in_worker (CrmTransaction *tx, gint64 client, const char *state, const char *order, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("deal");
  g_autoptr (GArray) ids = NULL;
  CrmCondition *whose = whose_in_worker (tx, client, error);

  if (whose == NULL)
    return NULL;
  crm_condition_add (crm_query_get_where (query), whose);
  crm_condition_add (crm_query_get_where (query), crm_condition_new ("state", CRM_TEST_EQUAL, state));
  crm_query_add_order (query, order);
  ids = crm_transaction_find (tx, query, error);
  return ids != NULL ? crm_transaction_load_many (tx, "deal", (const gint64 *)ids->data, ids->len, error)
                     : NULL;
}

static gboolean
read_stages_in_worker (CrmTransaction *tx, Deals *deals, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("stage");
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) stages = NULL;

  crm_query_add_order (query, "position");
  ids = crm_transaction_find (tx, query, error);
  stages = ids != NULL ? crm_transaction_load_many (tx, "stage", (const gint64 *)ids->data, ids->len, error)
                       : NULL;
  for (guint i = 0; stages != NULL && i < stages->len; i++)
    {
      CrmRow *stage = stages->pdata[i];
      gint64 pipeline = crm_row_get_integer (stage, CRM_STAGE_PIPELINE);
      guint place = 1, length = 0;

      for (guint k = 0; k < stages->len; k++)
        if (crm_row_get_integer (stages->pdata[k], CRM_STAGE_PIPELINE) == pipeline)
          {
            length++;
            if (k < i)
              place++;
          }
      g_hash_table_insert (deals->places, GSIZE_TO_POINTER ((gsize)stage->id), GUINT_TO_POINTER (place));
      g_hash_table_insert (deals->lengths, GSIZE_TO_POINTER ((gsize)stage->id), GUINT_TO_POINTER (length));
      g_hash_table_insert (deals->names, GSIZE_TO_POINTER ((gsize)stage->id),
          g_strdup (crm_row_get_text (stage, CRM_STAGE_NAME)));
    }
  return stages != NULL;
}

static void
add_closed (Deals *deals, GPtrArray *rows, CrmSums *sums, guint *n)
{
  *n = rows->len;
  for (guint i = 0; i < rows->len; i++)
    {
      const CrmValue *amount = crm_row_get (rows->pdata[i], CRM_DEAL_AMOUNT);

      if (amount->type == CRM_VALUE_MONEY)
        crm_sums_add (sums, amount->v.money.minor, amount->v.money.currency);
      g_ptr_array_add (deals->closed, crm_row_ref (rows->pdata[i]));
    }
}

static int
compare_closed (gconstpointer a, gconstpointer b)
{
  gint64 first = crm_row_get_integer (*(CrmRow *const *)a, CRM_DEAL_CLOSED_AT),
         second = crm_row_get_integer (*(CrmRow *const *)b, CRM_DEAL_CLOSED_AT);

  return (first < second) - (first > second);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 client = *(gint64 *)data;
  Deals *deals = g_new0 (Deals, 1);
  g_autoptr (GPtrArray) won = NULL;
  g_autoptr (GPtrArray) lost = NULL;

  deals->closed = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_row_unref);
  deals->places = g_hash_table_new (NULL, NULL);
  deals->lengths = g_hash_table_new (NULL, NULL);
  deals->names = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  deals->won = crm_sums_new ();
  deals->lost = crm_sums_new ();
  if ((deals->open = load_in_worker (tx, client, "open", "stage_at", error)) == NULL ||
      (won = load_in_worker (tx, client, "won", "-closed_at", error)) == NULL ||
      (lost = load_in_worker (tx, client, "lost", "-closed_at", error)) == NULL ||
      !read_stages_in_worker (tx, deals, error))
    {
      deals_free (deals);
      return NULL;
    }
  add_closed (deals, won, deals->won, &deals->n_won);
  add_closed (deals, lost, deals->lost, &deals->n_lost);
  g_ptr_array_sort (deals->closed, compare_closed);
  return deals;
}

/* Showing */

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static char *
dup_amount (CrmRow *deal)
{
  const CrmValue *amount = crm_row_get (deal, CRM_DEAL_AMOUNT);

  return amount->type == CRM_VALUE_MONEY
             ? crm_deal_display_money (amount->v.money.minor, amount->v.money.currency)
             : NULL;
}

static char *
dup_days (CrmRow *deal)
{
  int days = crm_deal_get_stage_days (deal, crm_clock_now ());

  return days == 0 ? g_strdup (_ ("new in stage"))
                   : g_strdup_printf (ngettext ("%d day in stage", "%d days in stage", days), days);
}

static GtkWidget *
new_level (const Deals *deals, gint64 stage, const char *name)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (deals->places, GSIZE_TO_POINTER ((gsize)stage)));
  guint length = GPOINTER_TO_UINT (g_hash_table_lookup (deals->lengths, GSIZE_TO_POINTER ((gsize)stage)));
  GtkWidget *level = gtk_level_bar_new_for_interval (0, MAX (length, 1));
  g_autofree char *text = g_strdup_printf (_ ("%s, stage %u of %u"), name, place, length);

  gtk_level_bar_set_mode (GTK_LEVEL_BAR (level), GTK_LEVEL_BAR_MODE_DISCRETE);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (level), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (level), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (level), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (level), place);
  gtk_accessible_update_property (GTK_ACCESSIBLE (level), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  return level;
}

static void
on_card_clicked (GtkButton *button, CrmClientDeals *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), "deal");

  crm_window_open_deal (GTK_WIDGET (self), *id, (const gint64 *)self->order->data, self->order->len);
}

static GtkWidget *
new_card (CrmClientDeals *self, const Deals *deals, CrmRow *deal)
{
  gint64 stage = crm_row_get_integer (deal, CRM_DEAL_STAGE);
  const char *stage_name = g_hash_table_lookup (deals->names, GSIZE_TO_POINTER ((gsize)stage));
  const char *title = crm_row_get_text (deal, CRM_DEAL_TITLE);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = new_label (title, "semibold");
  g_autofree char *amount = dup_amount (deal);
  g_autofree char *days = dup_days (deal);
  g_autofree char *name = NULL;

  stage_name = stage_name != NULL ? stage_name : "—";
  name = g_strdup_printf (
      "%s, %s%s%s, %s", title, amount != NULL ? amount : "", amount != NULL ? ", " : "", stage_name, days);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, title);
  gtk_box_append (GTK_BOX (head), label);
  if (amount != NULL)
    {
      GtkWidget *money = gtk_label_new (amount);

      gtk_widget_add_css_class (money, "strong");
      gtk_widget_add_css_class (money, "numeric");
      gtk_box_append (GTK_BOX (head), money);
    }
  label = new_label (stage_name, "caption");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (foot), label);
  label = gtk_label_new (days);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, crm_deal_is_rotting (deal, crm_clock_now ()) ? "today" : "dim-label");
  gtk_box_append (GTK_BOX (foot), label);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), new_level (deals, stage, stage_name));
  gtk_box_append (GTK_BOX (box), foot);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "deal-strip");
  gtk_widget_set_size_request (button, 220, -1);
  g_object_set_data_full (G_OBJECT (button), "deal", g_memdup2 (&deal->id, sizeof deal->id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_card_clicked), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
new_closed_row (CrmClientDeals *self, const Deals *deals, CrmRow *deal)
{
  GtkWidget *row = adw_action_row_new ();
  gboolean won = g_strcmp0 (crm_row_get_text (deal, CRM_DEAL_STATE), "won") == 0;
  GtkWidget *icon = gtk_image_new_from_icon_name (won ? "crm-won-symbolic" : "crm-lost-symbolic");
  g_autofree char *day = crm_instant_display_full (
      crm_row_get_integer (deal, CRM_DEAL_CLOSED_AT), crm_store_get_zone (self->store));
  g_autofree char *date =
      crm_instant_date (crm_row_get_integer (deal, CRM_DEAL_CLOSED_AT), crm_store_get_zone (self->store));
  g_autofree char *on = crm_date_display (date);
  g_autofree char *text = g_strdup_printf (won ? _ ("Won on %s") : _ ("Lost on %s"), on);
  g_autofree char *amount = dup_amount (deal);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_row_get_text (deal, CRM_DEAL_TITLE));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_tooltip_text (row, day);
  gtk_widget_add_css_class (icon, won ? "ok" : "late");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (amount != NULL)
    {
      GtkWidget *label = gtk_label_new (amount);

      gtk_widget_add_css_class (label, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "deal", g_memdup2 (&deal->id, sizeof deal->id), g_free);
  return row;
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, CrmClientDeals *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "deal");

  crm_window_open_deal (GTK_WIDGET (self), *id, NULL, 0);
}

static void
append_state (GString *text, guint n, const char *words, CrmSums *sums, const char *currency)
{
  g_autofree char *display = crm_sums_display (sums, currency, TRUE);

  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, words);
  if (display != NULL)
    g_string_append_printf (text, ": %s", display);
}

static void
show_deals (CrmClientDeals *self, Deals *deals)
{
  const char *currency = crm_store_get_setting (self->store, "currency");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *won = g_strdup_printf (ngettext ("%u won", "%u won", deals->n_won), deals->n_won);
  g_autofree char *lost = g_strdup_printf (ngettext ("%u lost", "%u lost", deals->n_lost), deals->n_lost);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->strip)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->strip), child);
  while ((child = gtk_widget_get_first_child (self->closed)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->closed), child);
  g_array_set_size (self->order, 0);
  for (guint i = 0; i < deals->open->len; i++)
    g_array_append_val (self->order, ((CrmRow *)deals->open->pdata[i])->id);
  for (guint i = 0; i < MIN (deals->open->len, MAX_OPEN); i++)
    {
      child = new_card (self, deals, deals->open->pdata[i]);
      gtk_flow_box_insert (GTK_FLOW_BOX (self->strip), child, -1);
      gtk_widget_set_focusable (gtk_widget_get_parent (child), FALSE);
    }
  for (guint i = 0; i < MIN (deals->closed->len, MAX_CLOSED); i++)
    gtk_list_box_append (GTK_LIST_BOX (self->closed), new_closed_row (self, deals, deals->closed->pdata[i]));
  append_state (text, deals->n_won, won, deals->won, currency);
  append_state (text, deals->n_lost, lost, deals->lost, currency);
  gtk_label_set_text (GTK_LABEL (self->closed_label), text->str);
  gtk_widget_set_visible (self->expander, deals->closed->len > 0);
  gtk_widget_set_visible (self->strip, deals->open->len > 0);
  gtk_widget_set_visible (self->add, deals->open->len > 0);
  gtk_widget_set_visible (self->first, deals->open->len == 0);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmClientDeals) self = data;
  g_autoptr (GError) error = NULL;
  Deals *deals = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (deals == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->order != NULL)
    {
      g_clear_object (&self->cancellable);
      if (deals != NULL)
        show_deals (self, deals);
      else if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
        crm_window_report_error (GTK_WIDGET (self), error, _ ("The deals could not be read"), NULL);
    }
  g_clear_pointer (&deals, deals_free);
}

static void
load (CrmClientDeals *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->client == 0)
    return;
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 0, read_in_worker, g_memdup2 (&self->client, sizeof self->client),
      g_free, deals_free, self->cancellable, on_read, g_object_ref (self));
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmClientDeals *self)
{
  if (crm_change_set_touches (changes, "deal") || crm_change_set_touches (changes, "stage"))
    load (self);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.add-deal", "x", CRM_CLIENT_DEALS (widget)->client);
}

static void
crm_client_deals_dispose (GObject *object)
{
  CrmClientDeals *self = CRM_CLIENT_DEALS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->order, g_array_unref);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_client_deals_parent_class)->dispose (object);
}

static void
crm_client_deals_class_init (CrmClientDealsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_client_deals_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "deals.add", NULL, add_action);
}

static void
crm_client_deals_init (CrmClientDeals *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *content = adw_button_content_new ();

  self->order = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->strip = gtk_flow_box_new ();
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->strip), TRUE);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->strip), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->strip), 3);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->strip), 10);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->strip), 10);
  gtk_widget_add_css_class (self->strip, "facts");
  gtk_widget_set_hexpand (self->strip, TRUE);
  gtk_widget_set_visible (self->strip, FALSE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->strip), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Open deals"), -1);
  self->add = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_add_css_class (self->add, "flat");
  gtk_widget_add_css_class (self->add, "circular");
  gtk_widget_set_valign (self->add, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (self->add, GTK_ALIGN_END);
  gtk_widget_set_tooltip_text (self->add, _ ("New deal"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("New deal"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add), "deals.add");
  gtk_widget_set_visible (self->add, FALSE);
  self->first = gtk_button_new ();
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _ ("New deal"));
  gtk_button_set_child (GTK_BUTTON (self->first), content);
  gtk_widget_add_css_class (self->first, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->first), "deals.add");
  gtk_widget_set_visible (self->first, FALSE);
  self->closed_label = new_label (NULL, "caption");
  gtk_widget_add_css_class (self->closed_label, "numeric");
  self->closed = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->closed), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->closed, "boxed-list");
  gtk_widget_set_margin_top (self->closed, 6);
  g_signal_connect (self->closed, "row-activated", G_CALLBACK (on_row_activated), self);
  self->expander = gtk_expander_new (NULL);
  gtk_expander_set_label_widget (GTK_EXPANDER (self->expander), self->closed_label);
  gtk_expander_set_child (GTK_EXPANDER (self->expander), self->closed);
  gtk_widget_set_hexpand (self->expander, TRUE);
  gtk_widget_set_visible (self->expander, FALSE);
  gtk_box_append (GTK_BOX (line), self->strip);
  gtk_box_append (GTK_BOX (line), self->add);
  gtk_box_append (GTK_BOX (line), self->first);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->expander);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
crm_client_deals_new (CrmStore *store)
{
  CrmClientDeals *self = g_object_new (CRM_TYPE_CLIENT_DEALS, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  return GTK_WIDGET (self);
}

void
crm_client_deals_set_client (CrmClientDeals *self, gint64 client_id)
{
  g_return_if_fail (CRM_IS_CLIENT_DEALS (self));
  if (self->client == client_id)
    return;
  self->client = client_id;
  gtk_expander_set_expanded (GTK_EXPANDER (self->expander), FALSE);
  load (self);
}

gboolean
crm_client_deals_is_loading (CrmClientDeals *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_DEALS (self), FALSE);
  return self->cancellable != NULL;
}

guint
crm_client_deals_get_n_open (CrmClientDeals *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_DEALS (self), 0);
  return self->order->len;
}

const char *
crm_client_deals_get_closed (CrmClientDeals *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_DEALS (self), NULL);
  return gtk_widget_get_visible (self->expander) ? gtk_label_get_text (GTK_LABEL (self->closed_label)) : NULL;
}
