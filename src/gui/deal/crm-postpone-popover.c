/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-postpone-popover.h"

#include <glib/gi18n-lib.h>

#include "deal/crm-day-chooser.h"

/* Owns a day chooser; a chip or Enter is the answer. Main thread. */

struct _CrmPostponePopover
{
  GtkPopover parent_instance;

  GtkWidget *box;
  GtkWidget *day;
  GtkWidget *error;
};

G_DEFINE_FINAL_TYPE (CrmPostponePopover, crm_postpone_popover, GTK_TYPE_POPOVER)

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_chosen (CrmPostponePopover *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *date = crm_day_chooser_dup_day (CRM_DAY_CHOOSER (self->day), &error);

  gtk_widget_set_visible (self->error, date == NULL);
  if (date == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->error), error->message);
      return;
    }
  g_object_ref (self);
  g_signal_emit (self, signals[CHOSEN], 0, date);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_object_unref (self);
}

static void
crm_postpone_popover_class_init (CrmPostponePopoverClass *klass)
{
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
crm_postpone_popover_init (CrmPostponePopover *self)
{
  GtkWidget *heading = gtk_label_new (_ ("Postpone until when?"));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  self->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->error), 30);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_widget_add_css_class (self->error, "caption");
  gtk_widget_add_css_class (self->error, "late");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_box_append (GTK_BOX (self->box), heading);
  gtk_box_append (GTK_BOX (self->box), self->error);
  gtk_widget_add_css_class (self->box, "popover-form");
  gtk_popover_set_child (GTK_POPOVER (self), self->box);
}

GtkWidget *
crm_postpone_popover_new (CrmStore *store)
{
  CrmPostponePopover *self = g_object_new (CRM_TYPE_POSTPONE_POPOVER, NULL);

  self->day = crm_day_chooser_new (store);
  g_signal_connect_swapped (self->day, "chosen", G_CALLBACK (on_chosen), self);
  gtk_box_insert_child_after (GTK_BOX (self->box), self->day, gtk_widget_get_first_child (self->box));
  return GTK_WIDGET (self);
}
