/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-day-chooser.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "base/crm-when.h"
#include "task/crm-task-words.h"
#include "widgets/crm-chip.h"

/* Owns the chips and the entry. Main thread. */

struct _CrmDayChooser
{
  GtkBox parent_instance;

  CrmStore *store; /* owned */
  GtkWidget *chips[3];
  GtkWidget *entry;
};

G_DEFINE_FINAL_TYPE (CrmDayChooser, crm_day_chooser, GTK_TYPE_BOX)

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const struct
{
  int days;
  const char *label;
} days[] = {
  { 1, N_ ("Tomorrow") },
  { 3, N_ ("In 3 days") },
  { 7, N_ ("In a week") },
};

static void
on_chip_clicked (CrmDayChooser *self, GtkWidget *chip)
{
  if (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)))
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
on_entry_changed (CrmDayChooser *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[i]), FALSE);
}

static void
on_activate (CrmDayChooser *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
crm_day_chooser_dispose (GObject *object)
{
  CrmDayChooser *self = CRM_DAY_CHOOSER (object);

  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_day_chooser_parent_class)->dispose (object);
}

static void
crm_day_chooser_class_init (CrmDayChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_day_chooser_dispose;
  signals[CHOSEN] = g_signal_new (
      "chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_day_chooser_init (CrmDayChooser *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      self->chips[i] = crm_chip_new (_ (days[i].label), NULL, i > 0 ? self->chips[0] : NULL);
      g_signal_connect_swapped (self->chips[i], "clicked", G_CALLBACK (on_chip_clicked), self);
      gtk_box_append (GTK_BOX (row), self->chips[i]);
    }
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Another day"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Another day"), -1);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_entry_changed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_activate), self);
  gtk_box_append (GTK_BOX (self), row);
  gtk_box_append (GTK_BOX (self), self->entry);
}

GtkWidget *
crm_day_chooser_new (CrmStore *store)
{
  CrmDayChooser *self = g_object_new (CRM_TYPE_DAY_CHOOSER, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}

char *
crm_day_chooser_dup_day (CrmDayChooser *self, GError **error)
{
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (self->store));
  g_autofree char *typed = NULL;

  g_return_val_if_fail (CRM_IS_DAY_CHOOSER (self), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->chips[i])))
      return crm_date_add_days (today, days[i].days);
  typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  return crm_when_parse_day (typed, crm_clock_now (), crm_store_get_zone (self->store),
      crm_task_get_week_start (self->store), error);
}

gboolean
crm_day_chooser_is_empty (CrmDayChooser *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->chips[i])))
      return FALSE;
  return typed[0] == '\0';
}
