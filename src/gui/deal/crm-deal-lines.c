/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-deal-lines.h"
#include <glib/gi18n-lib.h>
#include "base/crm-decimal.h"
#include "base/crm-money.h"
#include "crm-window.h"
#include "deal/crm-deal-line-dialog.h"
#include "widgets/crm-completion.h"
#include "widgets/crm-record-drag.h"

/* Owns a row for each line, made anew with each change, and the totals below. Main thread; functions named _in_worker run in the
 * writer. */

struct _CrmDealLines
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  CrmSection *section;
  GtkWidget *add; /* row with the entry for another line */
  GtkWidget *entry;
  CrmCompletion *completion; /* owned by the entry */
  GtkWidget *totals;         /* grid */
  char *total_text;
  char *currency; /* of new lines */
  gint64 deal;
  gint64 client;
  gint64 wanted; /* line whose row gets the focus when it is made anew */
};

G_DEFINE_FINAL_TYPE (CrmDealLines, crm_deal_lines, ADW_TYPE_BIN)

static CrmRow *
get_line (GtkWidget *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "line") : NULL;
}

static CrmDealLines *
get_lines (GtkWidget *row)
{
  return CRM_DEAL_LINES (gtk_widget_get_ancestor (row, CRM_TYPE_DEAL_LINES));
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (widget, error, _ ("The lines could not be changed"), NULL);
}

/* The window of one line */

static void
open_line (CrmDealLines *self, CrmRow *line, const char *title)
{
  CrmDealLineDialog *dialog =
      crm_deal_line_dialog_new (self->store, self->deal, self->client, line, title, self->currency);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (root));
  crm_deal_line_dialog_present (dialog);
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, CrmDealLines *self)
{
  CrmRow *line = get_line (GTK_WIDGET (row));

  if (line != NULL)
    open_line (self, line, NULL);
}

/* Adding */

typedef struct
{
  gint64 deal;
  gint64 product;
  char *name;
  char *currency;
  gboolean unknown; /* result: no such product, or one without a price */
} NewLine;

static void
new_line_free (gpointer data)
{
  NewLine *line = data;

  g_free (line->name);
  g_free (line->currency);
  g_free (line);
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  NewLine *new = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal_line", error);
  g_autoptr (CrmQuery) query = crm_query_new ("deal_line");
  g_autofree char *deal = g_strdup_printf ("%" G_GINT64_FORMAT, new->deal);
  g_autoptr (CrmEntity) products = crm_transaction_get_entity (tx, "product", error);
  g_autoptr (CrmRow) product = NULL;
  g_autoptr (CrmValues) values = NULL;
  gint64 n;

  if (entity == NULL || products == NULL)
    return FALSE;
  if (new->product == 0)
    new->product = crm_transaction_resolve_link (tx, "product", new->name, NULL);
  product = new->product != 0 ? crm_transaction_load (tx, "product", new->product, error) : NULL;
  if (new->product != 0 && product == NULL)
    return FALSE;
  crm_condition_add (crm_query_get_where (query), crm_condition_new ("deal", CRM_TEST_EQUAL, deal));
  n = crm_transaction_count (tx, query, error);
  if (n < 0)
    return FALSE;
  values = crm_values_new (entity);
  crm_values_set_integer (values, CRM_DEAL_LINE_DEAL, new->deal);
  crm_values_set_integer (values, CRM_DEAL_LINE_POSITION, n + 1);
  if (product == NULL)
    {
      new->unknown = TRUE;
      return TRUE;
    }
  crm_values_set_integer (values, CRM_DEAL_LINE_PRODUCT, product->id);
  if (crm_row_get (product, crm_entity_find_field (products, "price"))->type != CRM_VALUE_MONEY)
    crm_value_set_money (crm_values_slot (values, CRM_DEAL_LINE_PRICE), 0, new->currency);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

typedef struct
{
  CrmDealLines *self; /* owned */
  NewLine *line;      /* owned */
} Adding;

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  Adding *adding = data;
  g_autoptr (CrmDealLines) self = adding->self;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (GTK_WIDGET (self), error, _ ("The line could not be added"), NULL);
  else if (adding->line->unknown && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
           adding->line->deal == self->deal)
    open_line (self, NULL, adding->line->name);
  new_line_free (adding->line);
  g_free (adding);
}

void
crm_deal_lines_add_product (CrmDealLines *self, gint64 id, const char *name)
{
  Adding *adding;

  g_return_if_fail (CRM_IS_DEAL_LINES (self));
  if (self->deal == 0)
    return;
  adding = g_new0 (Adding, 1);
  adding->self = g_object_ref (self);
  adding->line = g_new0 (NewLine, 1);
  adding->line->deal = self->deal;
  adding->line->product = id;
  adding->line->name = g_strdup (name);
  adding->line->currency = g_strdup (self->currency);
  crm_store_write_async (
      self->store, _ ("Line added to deal"), add_in_worker, adding->line, NULL, NULL, on_added, adding);
}

static void
end_adding (CrmDealLines *self)
{
  crm_completion_set_text (self->completion, "", 0);
  gtk_widget_set_visible (self->add, FALSE);
  crm_section_update (self->section, TRUE);
}

static void
on_add_activate (GtkEntry *entry, CrmDealLines *self)
{
  gint64 id = crm_completion_get_taken (self->completion);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  end_adding (self);
  if (id != 0 || text[0] != '\0')
    crm_deal_lines_add_product (self, id, text);
}

static void
on_taken (CrmCompletion *completion, gint64 id, const char *title, CrmDealLines *self)
{
  on_add_activate (GTK_ENTRY (self->entry), self);
}

static gboolean
on_add_key (
    GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, CrmDealLines *self)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  end_adding (self);
  return GDK_EVENT_STOP;
}

void
crm_deal_lines_add (CrmDealLines *self)
{
  g_return_if_fail (CRM_IS_DEAL_LINES (self));
  gtk_widget_set_visible (self->add, TRUE);
  crm_section_update (self->section, TRUE);
  gtk_widget_grab_focus (self->entry);
}

/* Order */

static gboolean
order_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  GArray *ids = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal_line", error);

  for (guint i = 0; entity != NULL && i < ids->len; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      crm_values_set_integer (values, CRM_DEAL_LINE_POSITION, i + 1);
      if (!crm_transaction_update (tx, g_array_index (ids, gint64, i), 0, values, error))
        return FALSE;
    }
  return entity != NULL;
}

/* Puts the line at a place among the others. */
static void
move_line (CrmDealLines *self, gint64 id, int place)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkListBox *list = crm_section_get_list (self->section);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (get_line (row) != NULL && get_line (row)->id != id)
      g_array_append_val (ids, get_line (row)->id);
  place = CLAMP (place, 0, (int)ids->len);
  g_array_insert_val (ids, place, id);
  self->wanted = id;
  crm_store_write_async (self->store, _ ("Lines of deal ordered"), order_in_worker, ids,
      (GDestroyNotify)g_array_unref, NULL, on_written, g_object_ref (self));
}

static void
remove_line (CrmDealLines *self, GtkWidget *row)
{
  CrmRow *line = get_line (row);

  crm_store_archive_async (
      self->store, "deal_line", &line->id, 1, FALSE, NULL, on_written, g_object_ref (self));
}

static gboolean
on_key (
    GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, CrmDealLines *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (crm_section_get_list (self->section)));
  CrmRow *line = get_line (row);
  int index;

  if (line == NULL)
    return GDK_EVENT_PROPAGATE;
  index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  if (keyval == GDK_KEY_Delete)
    remove_line (self, row);
  else if (keyval == GDK_KEY_Up && (state & GDK_CONTROL_MASK) != 0)
    move_line (self, line->id, index - 1);
  else if (keyval == GDK_KEY_Down && (state & GDK_CONTROL_MASK) != 0)
    move_line (self, line->id, index + 1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, GtkWidget *row)
{
  return gdk_content_provider_new_typed (G_TYPE_INT64, get_line (row)->id);
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, GtkWidget *row)
{
  crm_record_drag_set_icon (drag, crm_row_get_text (get_line (row), CRM_DEAL_LINE_TITLE));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, CrmDealLines *self)
{
  GtkListBox *list = crm_section_get_list (self->section);
  GtkListBoxRow *at = gtk_list_box_get_row_at_y (list, (int)y);
  gint64 id = g_value_get_int64 (value);
  gboolean own = FALSE;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    own = own || (get_line (row) != NULL && get_line (row)->id == id);
  /* A card from the board carries an id as well. */
  if (!own)
    return FALSE;
  move_line (self, id, at != NULL ? gtk_list_box_row_get_index (at) : G_MAXINT);
  return TRUE;
}

/* Showing */

static void
on_remove_clicked (GtkButton *button, GtkWidget *row)
{
  remove_line (get_lines (row), row);
}

static char *
dup_caption (CrmRow *line)
{
  g_autofree char *quantity = crm_decimal_display (crm_row_get_integer (line, CRM_DEAL_LINE_QUANTITY), 3);
  const char *unit = crm_row_get_text (line, CRM_DEAL_LINE_UNIT);
  const CrmValue *price = crm_row_get (line, CRM_DEAL_LINE_PRICE);
  g_autofree char *amount = price->type == CRM_VALUE_MONEY
                                ? crm_deal_display_money (price->v.money.minor, price->v.money.currency)
                                : g_strdup ("—");
  GString *text = g_string_new (NULL);

  g_string_append_printf (
      text, "%s%s%s × %s", quantity, unit != NULL ? "\302\240" : "", unit != NULL ? unit : "", amount);
  if (crm_row_get_integer (line, CRM_DEAL_LINE_DISCOUNT) != 0)
    {
      g_autofree char *discount = crm_decimal_display (crm_row_get_integer (line, CRM_DEAL_LINE_DISCOUNT), 2);

      g_string_append_printf (text, " − %s\302\240%%", discount);
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_row (CrmDealLines *self, CrmRow *line)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
  GtkWidget *total = gtk_label_new (NULL);
  GtkDragSource *drag = gtk_drag_source_new ();
  const CrmValue *money = crm_row_get (line, CRM_DEAL_LINE_TOTAL);
  g_autofree char *caption = dup_caption (line);
  g_autofree char *amount = money->type == CRM_VALUE_MONEY
                                ? crm_deal_display_money (money->v.money.minor, money->v.money.currency)
                                : NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_row_get_text (line, CRM_DEAL_LINE_TITLE));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), caption);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_tooltip_text (row, crm_row_get_text (line, CRM_DEAL_LINE_TITLE));
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_add_css_class (remove, "circular");
  gtk_widget_add_css_class (remove, "on-hover");
  gtk_widget_set_tooltip_text (remove, _ ("Remove line"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove line"), -1);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove_clicked), row, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  gtk_label_set_text (GTK_LABEL (total), amount != NULL ? amount : "");
  gtk_widget_add_css_class (total, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), total);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "line", crm_row_ref (line), (GDestroyNotify)crm_row_unref);
  g_signal_connect (drag, "prepare", G_CALLBACK (on_drag_prepare), row);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (drag));
  return row;
}

static void
add_total (CrmDealLines *self, int place, const char *caption, const char *value, gboolean main)
{
  GtkWidget *left = gtk_label_new (caption);
  GtkWidget *right = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (left), 0);
  gtk_label_set_xalign (GTK_LABEL (right), 1);
  gtk_label_set_ellipsize (GTK_LABEL (left), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (left, TRUE);
  gtk_widget_add_css_class (right, "numeric");
  gtk_widget_add_css_class (left, main ? "strong" : "caption");
  gtk_widget_add_css_class (right, main ? "strong" : "caption");
  gtk_grid_attach (GTK_GRID (self->totals), left, 0, place, 1, 1);
  gtk_grid_attach (GTK_GRID (self->totals), right, 1, place, 1, 1);
}

static char *
dup_margin (const CrmDealTotals *totals)
{
  g_autofree char *amount = crm_money_display (totals->margin, totals->currency, FALSE);

  if (totals->n_costed < totals->n_lines)
    /* Translators: a margin, and over how many of the lines it is known: "€ 120 (1 of 3 lines)". */
    return g_strdup_printf (ngettext ("%s (%u of %u line)", "%s (%u of %u lines)", totals->n_lines), amount,
        totals->n_costed, totals->n_lines);
  if (totals->total > 0)
    {
      g_autofree char *share = crm_decimal_display (
          (gint64)((double)totals->margin / (double)totals->total * 1000 + (totals->margin < 0 ? -0.5 : 0.5)),
          1);

      return g_strdup_printf ("%s · %s\302\240%%", amount, share);
    }
  return g_steal_pointer (&amount);
}

static void
show_totals (CrmDealLines *self, const CrmDealTotals *totals)
{
  g_autofree char *total = NULL;
  GtkWidget *child;
  int place = 0;

  while ((child = gtk_widget_get_first_child (self->totals)) != NULL)
    gtk_grid_remove (GTK_GRID (self->totals), child);
  gtk_widget_set_visible (self->totals, totals->n_lines > 0);
  g_clear_pointer (&self->total_text, g_free);
  if (totals->n_lines == 0)
    return;
  total = crm_money_display (totals->total, totals->currency, FALSE);
  if (totals->discount != 0)
    {
      g_autofree char *discount = crm_money_display (-totals->discount, totals->currency, FALSE);

      add_total (self, place++, _ ("Discount"), discount, FALSE);
    }
  add_total (self, place++, _ ("Total"), total, TRUE);
  if (totals->tax != 0)
    {
      g_autofree char *tax = crm_money_display (totals->tax, totals->currency, FALSE);
      g_autofree char *gross = crm_money_display (totals->total + totals->tax, totals->currency, FALSE);

      add_total (self, place++, _ ("Tax"), tax, FALSE);
      add_total (self, place++, _ ("Total with tax"), gross, FALSE);
    }
  if (totals->n_costed > 0)
    {
      g_autofree char *margin = dup_margin (totals);

      add_total (self, place++, _ ("Margin"), margin, FALSE);
    }
  self->total_text = g_steal_pointer (&total);
}

void
crm_deal_lines_set_data (CrmDealLines *self, CrmDealCardData *data)
{
  GtkListBox *list = crm_section_get_list (self->section);
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (list));
  int place =
      focus != NULL && get_line (focus) != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)) : -1;
  GtkWidget *row, *next;

  g_return_if_fail (CRM_IS_DEAL_LINES (self));
  if (self->deal != data->row->id)
    gtk_widget_set_visible (self->add, FALSE);
  if (place >= 0 && self->wanted == 0)
    self->wanted = get_line (focus)->id;
  self->deal = data->row->id;
  self->client = data->client != NULL ? data->client->id : 0;
  g_free (self->currency);
  self->currency =
      g_strdup (crm_deal_card_data_get_currency (data, crm_store_get_setting (self->store, "currency")));
  for (row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL; row = next)
    {
      next = gtk_widget_get_next_sibling (row);
      if (get_line (row) != NULL)
        gtk_list_box_remove (list, row);
    }
  for (guint i = 0; i < data->lines->len; i++)
    gtk_list_box_insert (list, new_row (self, data->lines->pdata[i]), (int)i);
  for (row = gtk_widget_get_first_child (GTK_WIDGET (list)); place >= 0 && row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (get_line (row) != NULL &&
        (get_line (row)->id == self->wanted || gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) == place))
      {
        gtk_widget_grab_focus (row);
        if (get_line (row)->id == self->wanted)
          break;
      }
  self->wanted = 0;
  show_totals (self, &data->totals);
  crm_section_update (self->section, TRUE);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_deal_lines_add (CRM_DEAL_LINES (widget));
}

static void
crm_deal_lines_dispose (GObject *object)
{
  CrmDealLines *self = CRM_DEAL_LINES (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->total_text, g_free);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_deal_lines_parent_class)->dispose (object);
}

static void
crm_deal_lines_class_init (CrmDealLinesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_deal_lines_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "lines.add", NULL, add_action);
}

static void
crm_deal_lines_init (CrmDealLines *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INT64, GDK_ACTION_COPY);
  GtkWidget *list;

  self->section = CRM_SECTION (crm_section_new (_ ("Products")));
  crm_section_set_add_action (self->section, _ ("Add product"), "lines.add");
  list = GTK_WIDGET (crm_section_get_list (self->section));
  g_signal_connect_object (list, "row-activated", G_CALLBACK (on_row_activated), self, 0);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (list, key);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (drop));
  self->totals = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->totals), 2);
  gtk_grid_set_column_spacing (GTK_GRID (self->totals), 12);
  gtk_widget_set_margin_start (self->totals, 14);
  gtk_widget_set_margin_end (self->totals, 14);
  gtk_widget_set_visible (self->totals, FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->section));
  gtk_box_append (GTK_BOX (box), self->totals);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
make_add_row (CrmDealLines *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  self->add = gtk_list_box_row_new ();
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Product or any words"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Product or any words"), -1);
  gtk_widget_set_margin_top (self->entry, 8);
  gtk_widget_set_margin_bottom (self->entry, 8);
  gtk_widget_set_margin_start (self->entry, 12);
  gtk_widget_set_margin_end (self->entry, 12);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->add), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->add), self->entry);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_add_activate), self, 0);
  self->completion = crm_completion_attach (self->entry, self->store, "product", NULL, NULL, FALSE);
  g_signal_connect_object (self->completion, "taken", G_CALLBACK (on_taken), self, 0);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (on_add_key), self, 0);
  gtk_widget_add_controller (self->entry, key);
  gtk_widget_set_visible (self->add, FALSE);
  crm_section_append (self->section, self->add);
}

GtkWidget *
crm_deal_lines_new (CrmStore *store)
{
  CrmDealLines *self = g_object_new (CRM_TYPE_DEAL_LINES, NULL);

  self->store = g_object_ref (store);
  make_add_row (self);
  return GTK_WIDGET (self);
}

GtkListBox *
crm_deal_lines_get_list (CrmDealLines *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_LINES (self), NULL);
  return crm_section_get_list (self->section);
}

const char *
crm_deal_lines_get_totals (CrmDealLines *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_LINES (self), NULL);
  return self->total_text;
}
