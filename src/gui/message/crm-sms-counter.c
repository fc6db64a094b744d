/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-sms-counter.h"

#include <glib/gi18n-lib.h>

#include "base/crm-decimal.h"

/* Owns the line under a text message and the button that makes it plain. The text is kept to measure it and to name its culprit. */

struct _CrmSmsCounter
{
  AdwBin parent_instance;
  GtkLabel *label;
  GtkButton *simplify;
  char *text;         /* owned */
  char *currency;     /* owned, nullable */
  gint64 part_micros; /* below 0: not known */
  CrmSmsSize size;
};

G_DEFINE_FINAL_TYPE (CrmSmsCounter, crm_sms_counter, ADW_TYPE_BIN)

enum
{
  SIGNAL_SIMPLIFY,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* In whole hundredths, or thousandths where a hundredth says nothing. */
static char *
display_price (gint64 micros, const char *currency)
{
  guint digits = micros < 100000 ? 3 : 2;
  gint64 unit = digits == 3 ? 1000 : 10000;
  g_autofree char *amount = crm_decimal_display ((micros + unit / 2) / unit, digits);

  /* Translators: about what a message costs: amount and currency. */
  return g_strdup_printf (_ ("≈ %s %s"), amount, currency);
}

static char *
name_culprit (const CrmSmsSize *size)
{
  char sign[7] = { 0 };

  g_unichar_to_utf8 (g_utf8_get_char (size->culprit), sign);
  if (g_unichar_isspace (g_utf8_get_char (size->culprit)))
    return g_strdup (_ ("A special blank"));
  return g_strdup_printf (_ ("“%s”"), sign);
}

static void
show_size (CrmSmsCounter *self)
{
  CrmSmsSize *size = &self->size;
  guint most = size->n_parts > 1 ? size->n_parts * (size->unicode ? 67 : 153) : size->unicode ? 70 : 160;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *tooltip = NULL, *culprit = NULL, *simple = NULL, *spoken = NULL;

  if (size->n_parts)
    {
      g_string_append_printf (text, ngettext ("%u part", "%u parts", size->n_parts), size->n_parts);
      g_string_append (text, " · ");
    }
  g_string_append_printf (text, "%u/%u", most - size->left, most);
  if (size->n_parts && self->part_micros >= 0 && self->currency)
    {
      g_autofree char *price = display_price (self->part_micros * size->n_parts, self->currency);

      g_string_append_printf (text, " · %s", price);
    }
  gtk_label_set_text (self->label, text->str);
  /* Translators: read out: parts and characters of a text message. */
  spoken = g_strdup_printf (_ ("Length of the message: %s"), text->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->label), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  if (size->culprit)
    {
      simple = crm_sms_simplify (self->text);
      culprit = name_culprit (size);
      /* Translators: what is behind "because of" is a character in quotes. */
      tooltip =
          g_strdup_printf (_ ("Because of %s a part has room for 70 characters instead of 160."), culprit);
    }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), tooltip);
  gtk_widget_set_visible (GTK_WIDGET (self->simplify), simple != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->simplify), tooltip);
}

void
crm_sms_counter_set_text (CrmSmsCounter *self, const char *text)
{
  g_return_if_fail (CRM_IS_SMS_COUNTER (self));

  g_free (self->text);
  self->text = g_utf8_make_valid (text ? text : "", -1);
  self->size = crm_sms_measure (self->text);
  show_size (self);
}

void
crm_sms_counter_set_price (CrmSmsCounter *self, gint64 micros, const char *currency)
{
  g_return_if_fail (CRM_IS_SMS_COUNTER (self));

  self->part_micros = micros;
  g_free (self->currency);
  self->currency = g_strdup (currency);
  show_size (self);
}

CrmSmsSize
crm_sms_counter_get_size (CrmSmsCounter *self)
{
  g_return_val_if_fail (CRM_IS_SMS_COUNTER (self), (CrmSmsSize){ 0 });
  return self->size;
}

static void
on_simplify_clicked (CrmSmsCounter *self)
{
  g_signal_emit (self, signals[SIGNAL_SIMPLIFY], 0);
}

static void
crm_sms_counter_finalize (GObject *object)
{
  CrmSmsCounter *self = CRM_SMS_COUNTER (object);

  g_free (self->text);
  g_free (self->currency);
  G_OBJECT_CLASS (crm_sms_counter_parent_class)->finalize (object);
}

static void
crm_sms_counter_class_init (CrmSmsCounterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_sms_counter_finalize;
  /* The person wants the text without what makes it Unicode. */
  signals[SIGNAL_SIMPLIFY] =
      g_signal_new ("simplify", CRM_TYPE_SMS_COUNTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_sms_counter_init (CrmSmsCounter *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->part_micros = -1;
  self->text = g_strdup ("");
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  self->simplify = GTK_BUTTON (gtk_button_new_with_label (_ ("Simplify")));
  gtk_widget_add_css_class (GTK_WIDGET (self->simplify), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->simplify), "caption");
  gtk_widget_set_valign (GTK_WIDGET (self->simplify), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->simplify, "clicked", G_CALLBACK (on_simplify_clicked), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->simplify));
  adw_bin_set_child (ADW_BIN (self), box);
  crm_sms_counter_set_text (self, NULL);
}

GtkWidget *
crm_sms_counter_new (void)
{
  return g_object_new (CRM_TYPE_SMS_COUNTER, NULL);
}
