/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-deal-line-dialog.h"
#include <glib/gi18n-lib.h>
#include "base/crm-decimal.h"
#include "base/crm-money.h"
#include "base/crm-time.h"
#include "deal/crm-deal.h"
#include "product/crm-product.h"
#include "widgets/crm-field-editor.h"

/* Owns an editor for each field of the line and the list of earlier prices, which is read when the window opens. Main thread, but for
 * functions named _in_worker. */

#define PAST_LINES 6
#define BOUGHT_LINES 50
#define PAST_HEIGHT 260
#define WIDTH 560

static const int edited[] = { CRM_DEAL_LINE_TITLE, CRM_DEAL_LINE_QUANTITY, CRM_DEAL_LINE_UNIT,
  CRM_DEAL_LINE_PRICE, CRM_DEAL_LINE_DISCOUNT, CRM_DEAL_LINE_TAX, CRM_DEAL_LINE_COST };

struct _CrmDealLineDialog
{
  AdwWindow parent_instance;
  CrmStore *store;   /* owned */
  CrmEntity *entity; /* owned: keeps the editors' fields alive */
  CrmRow *line;      /* owned, nullable: a new one */
  gint64 deal;
  gint64 client;
  char *currency;
  gboolean pending;
  gboolean reading; /* the earlier prices */
  gboolean wanted;  /* to be shown when they are there */
  GtkWidget *editors[CRM_DEAL_LINE_N_FIELDS];
  GtkWidget *keep;
  GtkWidget *sum;
  GtkWidget *error;
  GtkWidget *save;
  GtkWidget *past_box;
  GtkWidget *past;
};

G_DEFINE_FINAL_TYPE (CrmDealLineDialog, crm_deal_line_dialog, ADW_TYPE_WINDOW)

static gint64
get_product (CrmDealLineDialog *self)
{
  return self->line != NULL ? crm_row_get_integer (self->line, CRM_DEAL_LINE_PRODUCT) : 0;
}

static void
show_error (CrmDealLineDialog *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
}

/* Reading what was typed */

/* A bare number is in the deal's currency, not in the book's. */
static char *
dup_text (CrmDealLineDialog *self, int field)
{
  g_autofree char *text = crm_field_editor_dup_text (CRM_FIELD_EDITOR (self->editors[field]));

  if (self->entity->fields[field].kind != CRM_KIND_MONEY || text[0] == '\0')
    return g_steal_pointer (&text);
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isalpha (g_utf8_get_char (c)) ||
        g_unichar_type (g_utf8_get_char (c)) == G_UNICODE_CURRENCY_SYMBOL)
      return g_steal_pointer (&text);
  return g_strdup_printf ("%s %s", text, self->currency);
}

static CrmValues *
read_values (CrmDealLineDialog *self, int *wrong, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (self->entity);
  CrmReadContext context = { crm_store_get_setting (self->store, "currency"),
    crm_store_get_zone (self->store) };

  for (guint i = 0; i < G_N_ELEMENTS (edited); i++)
    {
      g_autofree char *text = dup_text (self, edited[i]);

      *wrong = edited[i];
      if (!crm_values_read (values, edited[i], text, &context, error))
        return NULL;
    }
  return g_steal_pointer (&values);
}

static gint64
get_integer (CrmValues *values, int field, gint64 fallback)
{
  const CrmValue *value = crm_values_get (values, field);

  return value != NULL && value->type == CRM_VALUE_INTEGER ? value->v.integer : fallback;
}

static void
show_sum (CrmDealLineDialog *self)
{
  int wrong;
  g_autoptr (CrmValues) values = read_values (self, &wrong, NULL);
  const CrmValue *price = values != NULL ? crm_values_get (values, CRM_DEAL_LINE_PRICE) : NULL;
  const CrmValue *cost = values != NULL ? crm_values_get (values, CRM_DEAL_LINE_COST) : NULL;
  gint64 total, tax, spent, none;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *amount = NULL;

  if (price == NULL || price->type != CRM_VALUE_MONEY ||
      !crm_deal_line_compute (get_integer (values, CRM_DEAL_LINE_QUANTITY, 1000), price->v.money.minor,
          get_integer (values, CRM_DEAL_LINE_DISCOUNT, 0), get_integer (values, CRM_DEAL_LINE_TAX, 0), &total,
          &tax))
    {
      gtk_label_set_text (GTK_LABEL (self->sum), "");
      return;
    }
  amount = crm_money_display (total, price->v.money.currency, FALSE);
  g_string_append_printf (text, _ ("Total %s"), amount);
  if (tax != 0)
    {
      g_autofree char *display = crm_money_display (tax, price->v.money.currency, FALSE);

      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("tax %s"), display);
    }
  if (cost != NULL && cost->type == CRM_VALUE_MONEY &&
      g_str_equal (cost->v.money.currency, price->v.money.currency) &&
      crm_deal_line_compute (
          get_integer (values, CRM_DEAL_LINE_QUANTITY, 1000), cost->v.money.minor, 0, 0, &spent, &none))
    {
      g_autofree char *display = crm_money_display (total - spent, price->v.money.currency, FALSE);

      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("margin %s"), display);
    }
  gtk_label_set_text (GTK_LABEL (self->sum), text->str);
}

/* Saving */

typedef struct
{
  CrmValues *values;
  gint64 id;
  gint64 version;
  gint64 deal;
  gboolean keep;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  crm_values_free (save->values);
  g_free (save);
}

static gint64
make_product_in_worker (CrmTransaction *tx, CrmValues *line, GError **error)
{
  static const struct
  {
    int line;
    int product;
  } same[] = {
    { CRM_DEAL_LINE_TITLE, CRM_PRODUCT_NAME },
    { CRM_DEAL_LINE_UNIT, CRM_PRODUCT_UNIT },
    { CRM_DEAL_LINE_PRICE, CRM_PRODUCT_PRICE },
    { CRM_DEAL_LINE_TAX, CRM_PRODUCT_TAX },
    { CRM_DEAL_LINE_COST, CRM_PRODUCT_COST },
  };
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "product", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;

  if (values == NULL)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    if (crm_values_get (line, same[i].line) != NULL)
      crm_value_copy (crm_values_slot (values, same[i].product), crm_values_get (line, same[i].line));
  return crm_transaction_insert (tx, values, NULL, error);
}

static gint64
next_position_in_worker (CrmTransaction *tx, gint64 deal, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("deal_line");
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, deal);

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("deal", CRM_TEST_EQUAL, id));
  return crm_transaction_count (tx, query, error) + 1;
}

static gboolean
save_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Save *save = data;

  if (save->keep)
    {
      gint64 product = make_product_in_worker (tx, save->values, error);

      if (product == 0)
        return FALSE;
      crm_values_set_integer (save->values, CRM_DEAL_LINE_PRODUCT, product);
    }
  if (save->id == 0)
    {
      gint64 position = next_position_in_worker (tx, save->deal, error);

      if (position == 0)
        return FALSE;
      crm_values_set_integer (save->values, CRM_DEAL_LINE_DEAL, save->deal);
      crm_values_set_integer (save->values, CRM_DEAL_LINE_POSITION, position);
      return crm_transaction_insert (tx, save->values, NULL, error) != 0;
    }
  return crm_transaction_update (tx, save->id, save->version, save->values, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDealLineDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean saved = crm_store_write_finish (CRM_STORE (source), result, NULL, &error);

  self->pending = FALSE;
  if (self->error == NULL)
    return;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (saved)
    gtk_window_destroy (GTK_WINDOW (self));
  else
    show_error (self, error->message);
}

void
crm_deal_line_dialog_save (CrmDealLineDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmValues) values = NULL;
  int wrong = 0;
  Save *save;

  g_return_if_fail (CRM_IS_DEAL_LINE_DIALOG (self));
  if (self->pending)
    return;
  values = read_values (self, &wrong, &error);
  if (values == NULL)
    {
      show_error (self, error->message);
      gtk_widget_grab_focus (self->editors[wrong]);
      return;
    }
  show_error (self, NULL);
  save = g_new0 (Save, 1);
  save->values = g_steal_pointer (&values);
  save->id = self->line != NULL ? self->line->id : 0;
  save->version = self->line != NULL ? self->line->version : 0;
  save->deal = self->deal;
  save->keep =
      gtk_widget_get_visible (self->keep) && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->keep));
  self->pending = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  crm_store_write_async (self->store,
      self->line != NULL ? _ ("Line of deal changed") : _ ("Line added to deal"), save_in_worker, save,
      save_free, NULL, on_saved, g_object_ref (self));
}

/* Earlier prices */

typedef struct
{
  gint64 deal;
  gint64 client;
  gint64 product;
} Ask;

/* The newest line the client bought with a discount, taken out of the list; NULL when there is none. */
static CrmPastLine *
take_discount (GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const CrmPastLine *line = lines->pdata[i];

      if (g_str_equal (line->state, "won") && line->discount > 0)
        return g_ptr_array_steal_index (lines, i);
    }
  return NULL;
}

/* How much less the client paid for this product when it was bought last, else for any other: a rule that can be said in one line. */
static gboolean
add_discount (CrmTransaction *tx, const Ask *ask, GPtrArray *found, GError **error)
{
  const gint64 products[] = { ask->product, 0 };
  CrmPastLine *line = NULL;

  for (guint i = ask->product != 0 ? 0 : 1; line == NULL && i < G_N_ELEMENTS (products); i++)
    {
      g_autoptr (GPtrArray) bought =
          crm_deal_list_past_lines (tx, ask->client, products[i], ask->deal, BOUGHT_LINES, error);

      if (bought == NULL)
        return FALSE;
      line = take_discount (bought);
    }
  if (line != NULL)
    g_ptr_array_add (found, line);
  return TRUE;
}

static gpointer
read_past_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_past_line_free);
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GPtrArray) others = NULL;

  if (ask->client != 0 && !add_discount (tx, ask, found, error))
    return NULL;
  /* A mark: what follows was offered to the client. */
  g_ptr_array_add (found, g_new0 (CrmPastLine, 1));
  if (ask->client != 0)
    {
      own = crm_deal_list_past_lines (tx, ask->client, ask->product, ask->deal, PAST_LINES, error);
      if (own == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (found, g_steal_pointer (&own));
    }
  /* And what follows to others. */
  g_ptr_array_add (found, g_new0 (CrmPastLine, 1));
  if (ask->product != 0)
    {
      g_autofree char *client =
          ask->client != 0 ? crm_transaction_dup_title (tx, "client", ask->client) : NULL;

      others = crm_deal_list_past_lines (tx, 0, ask->product, ask->deal, 2 * PAST_LINES, error);
      if (others == NULL)
        return NULL;
      for (guint i = 0; i < others->len;)
        {
          CrmPastLine *line = others->pdata[i];

          if (g_strcmp0 (line->client_name, client) == 0 && client != NULL)
            g_ptr_array_remove_index (others, i);
          else
            i++;
        }
      if (others->len > PAST_LINES)
        g_ptr_array_set_size (others, PAST_LINES);
      g_ptr_array_extend_and_steal (found, g_steal_pointer (&others));
    }
  return g_steal_pointer (&found);
}

static char *
dup_offer (const CrmPastLine *line)
{
  g_autofree char *price = crm_money_display (line->price, line->currency, FALSE);
  g_autofree char *quantity = crm_decimal_display (line->quantity, 3);
  g_autofree char *discount = crm_decimal_display (line->discount, 2);

  if (line->discount != 0)
    /* Translators: quantity, price, discount in per cent: "40 × € 4.20 less 5 %". */
    return g_strdup_printf (_ ("%s × %s less %s %%"), quantity, price, discount);
  return g_strdup_printf ("%s × %s", quantity, price);
}

static GtkWidget *
new_past_row (CrmDealLineDialog *self, const CrmPastLine *line, gboolean other)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *state;
  g_autofree char *offer = dup_offer (line);
  g_autofree char *date = crm_instant_date (line->at, crm_store_get_zone (self->store));
  g_autofree char *day = crm_date_display (date);
  g_autofree char *title =
      other || get_product (self) != 0 ? g_strdup (offer) : g_strdup_printf ("%s: %s", line->title, offer);
  g_autofree char *subtitle = other && line->client_name != NULL
                                  ? g_strdup_printf ("%s · %s · %s", line->client_name, line->deal_title, day)
                                  : g_strdup_printf ("%s · %s", line->deal_title, day);
  gboolean won = g_str_equal (line->state, "won"), lost = g_str_equal (line->state, "lost");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_tooltip_text (row, _ ("Take this price"));
  state = gtk_label_new (won ? C_ ("deal", "Won") : lost ? C_ ("deal", "Lost") : C_ ("deal", "Open"));
  gtk_widget_add_css_class (state, "caption");
  gtk_widget_add_css_class (state, won ? "ok" : lost ? "late" : "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (
      G_OBJECT (row), "price", crm_money_to_decimal (line->price, line->currency), g_free);
  g_object_set_data_full (G_OBJECT (row), "currency", g_strdup (line->currency), g_free);
  g_object_set_data_full (G_OBJECT (row), "discount", crm_decimal_format (line->discount, 2), g_free);
  return row;
}

static GtkWidget *
new_discount_row (CrmDealLineDialog *self, const CrmPastLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *discount = crm_decimal_display (line->discount, 2);
  g_autofree char *date = crm_instant_date (line->at, crm_store_get_zone (self->store));
  g_autofree char *day = crm_date_display (date);
  g_autofree char *title = g_strdup_printf (_ ("Suggested discount: %s %%"), discount);
  /* Translators: the rule of a suggested discount: what they bought with it, and when. */
  g_autofree char *subtitle = g_strdup_printf (_ ("As they last bought: %s, %s"), line->title, day);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "discount", crm_decimal_format (line->discount, 2), g_free);
  return row;
}

static void
on_past_activated (GtkListBox *list, GtkListBoxRow *row, CrmDealLineDialog *self)
{
  const char *discount = g_object_get_data (G_OBJECT (row), "discount");
  g_autofree char *price = NULL;

  if (discount == NULL)
    return;
  /* The suggested discount leaves the price as it is. */
  if (g_object_get_data (G_OBJECT (row), "price") != NULL)
    {
      price = g_strdup_printf ("%s %s", (char *)g_object_get_data (G_OBJECT (row), "price"),
          (char *)g_object_get_data (G_OBJECT (row), "currency"));
      crm_field_editor_set_text (CRM_FIELD_EDITOR (self->editors[CRM_DEAL_LINE_PRICE]), price);
    }
  crm_field_editor_set_text (
      CRM_FIELD_EDITOR (self->editors[CRM_DEAL_LINE_DISCOUNT]), g_str_equal (discount, "0") ? "" : discount);
}

static void
add_past_heading (CrmDealLineDialog *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "sec");
  gtk_widget_set_margin_top (label, 8);
  gtk_widget_set_margin_bottom (label, 4);
  gtk_widget_set_margin_start (label, 12);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_append (GTK_LIST_BOX (self->past), row);
}

static void
show_past (CrmDealLineDialog *self, GPtrArray *lines)
{
  gboolean heading = FALSE;
  guint part = 0; /* discount, this client, others */
  int height;

  for (guint i = 0; i < lines->len; i++)
    {
      const CrmPastLine *line = lines->pdata[i];

      if (line->deal == 0)
        {
          part++;
          heading = FALSE;
          continue;
        }
      if (part == 0)
        {
          gtk_list_box_append (GTK_LIST_BOX (self->past), new_discount_row (self, line));
          continue;
        }
      if (!heading)
        add_past_heading (self, part == 2 ? _ ("Others were offered") : _ ("This client was offered"));
      heading = TRUE;
      gtk_list_box_append (GTK_LIST_BOX (self->past), new_past_row (self, line, part == 2));
    }
  gtk_widget_set_visible (self->past_box, lines->len > 2);
  gtk_widget_measure (self->past, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (
      GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (self->past, GTK_TYPE_SCROLLED_WINDOW)),
      MIN (height, PAST_HEIGHT));
}

static void
on_past_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDealLineDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = crm_store_read_finish (CRM_STORE (source), result, &error);

  self->reading = FALSE;
  if (self->past == NULL)
    return;
  if (lines != NULL)
    show_past (self, lines);
  else
    show_error (self, error->message);
  if (self->wanted)
    gtk_window_present (GTK_WINDOW (self));
}

/* The window */

static void
on_changed (GtkEditable *editable, CrmDealLineDialog *self)
{
  /* The window is still being made, or goes. */
  if (self->past == NULL)
    return;
  show_error (self, NULL);
  show_sum (self);
}

static void
add_editor (CrmDealLineDialog *self, GtkGrid *grid, int field, int column, int row, int width)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *caption = gtk_label_new (crm_field_get_label (&self->entity->fields[field]));
  GtkWidget *editor = crm_field_editor_new (self->store, &self->entity->fields[field]);
  g_autofree char *plain = self->line != NULL ? crm_field_format_plain (&self->entity->fields[field],
                                                    crm_row_get (self->line, field))
                                              : NULL;

  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), editor);
  gtk_grid_attach (grid, box, column, row, width, 1);
  crm_field_editor_set_text (CRM_FIELD_EDITOR (editor), plain);
  g_signal_connect_object (adw_bin_get_child (ADW_BIN (editor)), "changed", G_CALLBACK (on_changed), self, 0);
  self->editors[field] = editor;
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
    CrmDealLineDialog *self)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || (state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  crm_deal_line_dialog_save (self);
  return GDK_EVENT_STOP;
}

static void
on_save_clicked (GtkButton *button, CrmDealLineDialog *self)
{
  crm_deal_line_dialog_save (self);
}

static void
crm_deal_line_dialog_dispose (GObject *object)
{
  CrmDealLineDialog *self = CRM_DEAL_LINE_DIALOG (object);

  self->error = NULL;
  self->past = NULL;
  G_OBJECT_CLASS (crm_deal_line_dialog_parent_class)->dispose (object);
}

static void
crm_deal_line_dialog_finalize (GObject *object)
{
  CrmDealLineDialog *self = CRM_DEAL_LINE_DIALOG (object);

  g_clear_pointer (&self->line, crm_row_unref);
  g_clear_pointer (&self->entity, crm_entity_unref);
  g_clear_object (&self->store);
  g_free (self->currency);
  G_OBJECT_CLASS (crm_deal_line_dialog_parent_class)->finalize (object);
}

static void
crm_deal_line_dialog_class_init (CrmDealLineDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_deal_line_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_deal_line_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
crm_deal_line_dialog_init (CrmDealLineDialog *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

static GtkWidget *
make_header (CrmDealLineDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect (self->save, "clicked", G_CALLBACK (on_save_clicked), self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  return header;
}

static void
make_form (CrmDealLineDialog *self, GtkBox *box, const char *title)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 10);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  add_editor (self, GTK_GRID (grid), CRM_DEAL_LINE_TITLE, 0, 0, 6);
  add_editor (self, GTK_GRID (grid), CRM_DEAL_LINE_QUANTITY, 0, 1, 2);
  add_editor (self, GTK_GRID (grid), CRM_DEAL_LINE_UNIT, 2, 1, 2);
  add_editor (self, GTK_GRID (grid), CRM_DEAL_LINE_PRICE, 4, 1, 2);
  add_editor (self, GTK_GRID (grid), CRM_DEAL_LINE_DISCOUNT, 0, 2, 2);
  add_editor (self, GTK_GRID (grid), CRM_DEAL_LINE_TAX, 2, 2, 2);
  add_editor (self, GTK_GRID (grid), CRM_DEAL_LINE_COST, 4, 2, 2);
  if (self->line == NULL)
    {
      crm_field_editor_set_text (CRM_FIELD_EDITOR (self->editors[CRM_DEAL_LINE_TITLE]), title);
      crm_field_editor_set_text (CRM_FIELD_EDITOR (self->editors[CRM_DEAL_LINE_QUANTITY]), "1");
    }
  gtk_box_append (box, grid);
  self->sum = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->sum), 0);
  gtk_label_set_wrap (GTK_LABEL (self->sum), TRUE);
  gtk_widget_add_css_class (self->sum, "numeric");
  gtk_widget_add_css_class (self->sum, "semibold");
  gtk_box_append (box, self->sum);
  self->error = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_widget_add_css_class (self->error, "late");
  gtk_widget_add_css_class (self->error, "caption");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_box_append (box, self->error);
  self->keep = gtk_check_button_new_with_mnemonic (_ ("_Keep as a product for other deals"));
  gtk_widget_set_visible (self->keep, get_product (self) == 0);
  gtk_box_append (box, self->keep);
}

static void
make_past (CrmDealLineDialog *self, GtkBox *box)
{
  GtkWidget *heading = gtk_label_new (_ ("Prices before"));
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->past_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  self->past = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->past), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->past, "boxed-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->past), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Prices before"), -1);
  g_signal_connect (self->past, "row-activated", G_CALLBACK (on_past_activated), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), PAST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->past);
  gtk_box_append (GTK_BOX (self->past_box), heading);
  gtk_box_append (GTK_BOX (self->past_box), scrolled);
  gtk_widget_set_visible (self->past_box, FALSE);
  gtk_box_append (box, self->past_box);
}

CrmDealLineDialog *
crm_deal_line_dialog_new (
    CrmStore *store, gint64 deal, gint64 client, CrmRow *line, const char *title, const char *currency)
{
  CrmDealLineDialog *self =
      g_object_new (CRM_TYPE_DEAL_LINE_DIALOG, "modal", TRUE, "default-width", WIDTH, NULL);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  Ask *ask = g_new0 (Ask, 1);

  self->store = g_object_ref (store);
  self->entity = crm_store_get_entity (store, "deal_line");
  self->line = line != NULL ? crm_row_ref (line) : NULL;
  self->deal = deal;
  self->client = client;
  self->currency = g_strdup (currency);
  gtk_window_set_title (GTK_WINDOW (self), line != NULL ? _ ("Line") : _ ("New line"));
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_box_append (GTK_BOX (content), make_header (self));
  make_form (self, GTK_BOX (box), title);
  make_past (self, GTK_BOX (box));
  gtk_box_append (GTK_BOX (content), box);
  adw_window_set_content (ADW_WINDOW (self), content);
  show_sum (self);
  gtk_window_set_focus (GTK_WINDOW (self),
      adw_bin_get_child (
          ADW_BIN (self->editors[line != NULL ? CRM_DEAL_LINE_QUANTITY : CRM_DEAL_LINE_PRICE])));
  ask->deal = deal;
  ask->client = client;
  ask->product = get_product (self);
  self->reading = ask->client != 0 || ask->product != 0;
  if (self->reading)
    crm_store_read_async (store, 0, read_past_in_worker, ask, g_free, (GDestroyNotify)g_ptr_array_unref, NULL,
        on_past_read, g_object_ref (self));
  else
    g_free (ask);
  return self;
}

void
crm_deal_line_dialog_present (CrmDealLineDialog *self)
{
  g_return_if_fail (CRM_IS_DEAL_LINE_DIALOG (self));
  self->wanted = TRUE;
  if (!self->reading)
    gtk_window_present (GTK_WINDOW (self));
}

GtkWidget *
crm_deal_line_dialog_get_editor (CrmDealLineDialog *self, int field)
{
  g_return_val_if_fail (CRM_IS_DEAL_LINE_DIALOG (self) && field >= 0 && field < CRM_DEAL_LINE_N_FIELDS, NULL);
  return self->editors[field];
}

const char *
crm_deal_line_dialog_get_sum (CrmDealLineDialog *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_LINE_DIALOG (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->sum));
}

GtkListBox *
crm_deal_line_dialog_get_past (CrmDealLineDialog *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_LINE_DIALOG (self), NULL);
  return GTK_LIST_BOX (self->past);
}

const char *
crm_deal_line_dialog_get_error (CrmDealLineDialog *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_LINE_DIALOG (self), NULL);
  return gtk_widget_get_visible (self->error) ? gtk_label_get_text (GTK_LABEL (self->error)) : NULL;
}
