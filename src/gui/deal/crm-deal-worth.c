/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-deal-worth.h"
#include <glib/gi18n-lib.h>
#include "crm-window.h"
#include "widgets/crm-field-row.h"

/* Owns two field rows without captions and the line about the lines. Main thread. */

#define ENOUGH_DEALS 5 /* fewer say nothing */

struct _CrmDealWorth
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  CrmRow *row;     /* owned, nullable */
  GtkWidget *amount;
  GtkWidget *probability;
  GtkWidget *note_box;
  GtkWidget *note;
  GtkWidget *follow;
  GtkWidget *forecast_box;
  GtkWidget *forecast;
  GtkWidget *adopt;
  int own_rate; /* per cent of the book's own deals that were won from here; -1: too few to say */
};

G_DEFINE_FINAL_TYPE (CrmDealWorth, crm_deal_worth, ADW_TYPE_BIN)

enum
{
  SIGNAL_MOVE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static char *
dup_weight (CrmDealCardData *data)
{
  const CrmValue *amount = crm_row_get (data->row, CRM_DEAL_AMOUNT);
  const CrmValue *own = crm_row_get (data->row, CRM_DEAL_PROBABILITY);
  CrmRow *stage = crm_deal_card_data_get_stage (data, NULL);
  int weight = (int)crm_row_get_integer (data->row, CRM_DEAL_WEIGHT);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%d\302\240%%", weight);
  if (own->type == CRM_VALUE_INTEGER && stage != NULL &&
      crm_row_get_integer (stage, CRM_STAGE_PROBABILITY) != own->v.integer)
    {
      g_string_append (text, " ");
      /* Translators: behind a probability that was typed: what the stage would give. */
      g_string_append_printf (
          text, _ ("(stage: %d\302\240%%)"), (int)crm_row_get_integer (stage, CRM_STAGE_PROBABILITY));
    }
  if (amount->type == CRM_VALUE_MONEY && crm_deal_card_data_is_open (data))
    {
      /* Rounded half away from zero, in whole minor units. */
      gint64 product = amount->v.money.minor / 100 * weight, rest = amount->v.money.minor % 100 * weight;
      gint64 weighted = product + (rest + (rest < 0 ? -50 : 50)) / 100;
      g_autofree char *display = crm_deal_display_money (weighted, amount->v.money.currency);

      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("weighted %s"), display);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_note (CrmDealWorth *self, CrmDealCardData *data)
{
  gboolean typed = crm_row_get_integer (data->row, CRM_DEAL_AMOUNT_TYPED) != 0;
  const CrmValue *amount = crm_row_get (data->row, CRM_DEAL_AMOUNT);

  gtk_widget_set_visible (self->note_box, data->totals.n_lines > 0);
  gtk_widget_set_visible (self->follow, typed);
  if (data->totals.n_lines == 0)
    return;
  if (!typed)
    {
      gtk_label_set_text (GTK_LABEL (self->note), _ ("Follows the products"));
    }
  else if (amount->type == CRM_VALUE_MONEY && amount->v.money.minor == data->totals.total &&
           g_str_equal (amount->v.money.currency, data->totals.currency))
    {
      gtk_label_set_text (GTK_LABEL (self->note), _ ("Typed"));
    }
  else
    {
      g_autofree char *total = crm_deal_display_money (data->totals.total, data->totals.currency);
      g_autofree char *text = g_strdup_printf (_ ("Typed; the products come to %s"), total);

      gtk_label_set_text (GTK_LABEL (self->note), text);
    }
  gtk_widget_set_tooltip_text (self->note, gtk_label_get_text (GTK_LABEL (self->note)));
}

void
crm_deal_worth_set_data (CrmDealWorth *self, CrmDealCardData *data)
{
  const CrmValue *amount = crm_row_get (data->row, CRM_DEAL_AMOUNT);
  const CrmField *fields = data->row->entity->fields;
  g_autofree char *plain = crm_field_format_plain (&fields[CRM_DEAL_AMOUNT], amount);
  g_autofree char *display = amount->type == CRM_VALUE_MONEY
                                 ? crm_deal_display_money (amount->v.money.minor, amount->v.money.currency)
                                 : g_strdup (_ ("No amount"));
  g_autofree char *probability =
      crm_field_format_plain (&fields[CRM_DEAL_PROBABILITY], crm_row_get (data->row, CRM_DEAL_PROBABILITY));
  g_autofree char *weight = dup_weight (data);

  g_return_if_fail (CRM_IS_DEAL_WORTH (self));
  g_clear_pointer (&self->row, crm_row_unref);
  self->row = crm_row_ref (data->row);
  crm_field_row_set_value (CRM_FIELD_ROW (self->amount), data->row->id, data->row->version, plain, display);
  crm_field_row_set_value (
      CRM_FIELD_ROW (self->probability), data->row->id, data->row->version, probability, weight);
  show_note (self, data);
  if (!crm_deal_card_data_is_open (data))
    gtk_widget_set_visible (self->forecast_box, FALSE);
}

static void
show_adopt (CrmDealWorth *self)
{
  gboolean other = self->row != NULL && crm_row_get_integer (self->row, CRM_DEAL_WEIGHT) != self->own_rate;
  g_autofree char *label = g_strdup_printf (_ ("Use %d\302\240%%"), self->own_rate);

  gtk_button_set_label (GTK_BUTTON (self->adopt), label);
  gtk_widget_set_visible (self->adopt, other);
}

void
crm_deal_worth_set_times (CrmDealWorth *self, GArray *times)
{
  const CrmStageTime *now = NULL;
  int n;

  g_return_if_fail (CRM_IS_DEAL_WORTH (self) && times != NULL);
  for (guint i = 0; i < times->len; i++)
    if (g_array_index (times, CrmStageTime, i).now)
      now = &g_array_index (times, CrmStageTime, i);
  n = now != NULL ? (int)(now->won + now->lost) : 0;
  self->own_rate = n >= ENOUGH_DEALS ? (int)((now->won * 200 + n) / (2 * n)) : -1;
  if (self->row == NULL || g_strcmp0 (crm_row_get_text (self->row, CRM_DEAL_STATE), "open") != 0)
    self->own_rate = -1;
  gtk_widget_set_visible (self->forecast_box, self->own_rate >= 0);
  if (self->own_rate >= 0)
    {
      /* Translators: of the deals that came as far as this one and are closed, how many were won: "Of 24 closed deals that stood here, 9 were won:
       * 38 %". */
      g_autofree char *text =
          g_strdup_printf (ngettext ("Of %d closed deal that stood here, %d was won: %d\302\240%%",
                               "Of %d closed deals that stood here, %d were won: %d\302\240%%", (gulong)n),
              n, (int)now->won, self->own_rate);

      gtk_label_set_text (GTK_LABEL (self->forecast), text);
      show_adopt (self);
    }
}

static void
on_followed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (widget, error, _ ("The amount could not be changed"), NULL);
}

void
crm_deal_worth_follow (CrmDealWorth *self)
{
  CrmValues *values;

  g_return_if_fail (CRM_IS_DEAL_WORTH (self));
  if (self->row == NULL)
    return;
  values = crm_values_new (self->row->entity);
  crm_values_set_integer (values, CRM_DEAL_AMOUNT_TYPED, FALSE);
  crm_store_set_async (
      self->store, self->row->id, self->row->version, values, NULL, on_followed, g_object_ref (self));
}

static void
follow_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_deal_worth_follow (CRM_DEAL_WORTH (widget));
}

static void
on_adopted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (widget, error, _ ("The probability could not be changed"), NULL);
}

static void
adopt_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealWorth *self = CRM_DEAL_WORTH (widget);
  CrmValues *values;

  if (self->row == NULL || self->own_rate < 0)
    return;
  values = crm_values_new (self->row->entity);
  crm_values_set_integer (values, CRM_DEAL_PROBABILITY, self->own_rate);
  crm_store_set_async (
      self->store, self->row->id, self->row->version, values, NULL, on_adopted, g_object_ref (self));
}

static void
on_row_move (GtkWidget *row, int step, CrmDealWorth *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVE], 0, row, step);
}

static GtkWidget *
new_row (CrmDealWorth *self, GtkBox *box, int field, const char *style)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "deal");
  GtkWidget *row = crm_field_row_new (self->store, entity, field);
  GtkWidget *list = gtk_list_box_new ();

  crm_field_row_set_heading_style (CRM_FIELD_ROW (row), style);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "plain-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (crm_field_row_begin_edit), row);
  g_signal_connect_object (row, "move", G_CALLBACK (on_row_move), self, 0);
  gtk_box_append (box, list);
  return row;
}

static void
crm_deal_worth_dispose (GObject *object)
{
  CrmDealWorth *self = CRM_DEAL_WORTH (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->row, crm_row_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_deal_worth_parent_class)->dispose (object);
}

static void
crm_deal_worth_class_init (CrmDealWorthClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_deal_worth_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "amount.follow", NULL, follow_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "amount.adopt", NULL, adopt_action);
  signals[SIGNAL_MOVE] = g_signal_new ("move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
      NULL, G_TYPE_NONE, 2, GTK_TYPE_WIDGET, G_TYPE_INT);
}

static void
crm_deal_worth_init (CrmDealWorth *self)
{
  self->own_rate = -1;
}

static GtkWidget *
make_forecast (CrmDealWorth *self)
{
  self->forecast_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->forecast = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->forecast), 0);
  gtk_label_set_wrap (GTK_LABEL (self->forecast), TRUE);
  gtk_widget_set_hexpand (self->forecast, TRUE);
  gtk_widget_add_css_class (self->forecast, "caption");
  gtk_widget_add_css_class (self->forecast, "dim-label");
  self->adopt = gtk_button_new ();
  gtk_widget_set_valign (self->adopt, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->adopt, "flat");
  gtk_widget_add_css_class (self->adopt, "more");
  gtk_widget_set_tooltip_text (self->adopt, _ ("It becomes the probability of this deal"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->adopt), "amount.adopt");
  gtk_box_append (GTK_BOX (self->forecast_box), self->forecast);
  gtk_box_append (GTK_BOX (self->forecast_box), self->adopt);
  gtk_widget_set_margin_start (self->forecast_box, 2);
  gtk_widget_set_visible (self->forecast_box, FALSE);
  return self->forecast_box;
}

GtkWidget *
crm_deal_worth_new (CrmStore *store)
{
  CrmDealWorth *self = g_object_new (CRM_TYPE_DEAL_WORTH, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->store = g_object_ref (store);
  self->amount = new_row (self, GTK_BOX (box), CRM_DEAL_AMOUNT, "big");
  self->probability = new_row (self, GTK_BOX (box), CRM_DEAL_PROBABILITY, "dim-label");
  self->note_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->note = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->note), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->note, "caption");
  gtk_widget_add_css_class (self->note, "dim-label");
  self->follow = gtk_button_new_with_label (_ ("Follow them"));
  gtk_widget_add_css_class (self->follow, "flat");
  gtk_widget_add_css_class (self->follow, "more");
  gtk_widget_set_tooltip_text (self->follow, _ ("The amount becomes the sum of the products"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->follow), "amount.follow");
  gtk_box_append (GTK_BOX (self->note_box), self->note);
  gtk_box_append (GTK_BOX (self->note_box), self->follow);
  gtk_widget_set_margin_start (self->note_box, 2);
  gtk_widget_set_visible (self->note_box, FALSE);
  gtk_box_append (GTK_BOX (box), make_forecast (self));
  gtk_box_append (GTK_BOX (box), self->note_box);
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}

GtkWidget *
crm_deal_worth_get_amount (CrmDealWorth *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_WORTH (self), NULL);
  return self->amount;
}

GtkWidget *
crm_deal_worth_get_probability (CrmDealWorth *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_WORTH (self), NULL);
  return self->probability;
}

const char *
crm_deal_worth_get_note (CrmDealWorth *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_WORTH (self), NULL);
  return gtk_widget_get_visible (self->note_box) ? gtk_label_get_text (GTK_LABEL (self->note)) : NULL;
}

const char *
crm_deal_worth_get_forecast (CrmDealWorth *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_WORTH (self), NULL);
  return gtk_widget_get_visible (self->forecast_box) ? gtk_label_get_text (GTK_LABEL (self->forecast)) : NULL;
}
