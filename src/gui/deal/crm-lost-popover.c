/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-lost-popover.h"

#include <glib/gi18n-lib.h>

#include "widgets/crm-chip.h"
#include "widgets/crm-names.h"

/* Owns one chip a reason and the entry of the comment. Main thread. */

struct _CrmLostPopover
{
  GtkPopover parent_instance;

  CrmNames *reasons; /* owned */
  GtkWidget *chips;  /* flow box */
  GtkWidget *comment;
  gboolean answered; /* or given up */
};

G_DEFINE_FINAL_TYPE (CrmLostPopover, crm_lost_popover, GTK_TYPE_POPOVER)

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GtkWidget *
get_chip (CrmLostPopover *self, int index)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (self->chips), index);

  return child != NULL ? gtk_flow_box_child_get_child (child) : NULL;
}

/* However it closes, what was chosen is kept; only Escape gives it up. */
static void
on_closed (CrmLostPopover *self)
{
  g_autofree char *comment = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->comment))));
  gint64 reason = 0;
  GtkWidget *chip;

  if (self->answered)
    return;
  self->answered = TRUE;
  for (int i = 0; (chip = get_chip (self, i)) != NULL; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)))
      reason = *(gint64 *)g_object_get_data (G_OBJECT (chip), "crm-id");
  if (reason != 0 || comment[0] != '\0')
    g_signal_emit (self, signals[CHOSEN], 0, reason, comment[0] != '\0' ? comment : NULL);
}

static gboolean
on_key (CrmLostPopover *self, guint keyval)
{
  self->answered = self->answered || keyval == GDK_KEY_Escape;
  return GDK_EVENT_PROPAGATE;
}

static void
show_reasons (CrmLostPopover *self)
{
  GtkWidget *first = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->chips), child);
  for (guint i = 0; i < crm_names_get_count (self->reasons); i++)
    {
      CrmRow *row = crm_names_get_row (self->reasons, i);
      GtkWidget *chip = crm_chip_new (crm_names_get_title (self->reasons, row->id), NULL, first);

      first = first != NULL ? first : chip;
      g_object_set_data_full (G_OBJECT (chip), "crm-id", g_memdup2 (&row->id, sizeof row->id), g_free);
      gtk_flow_box_append (GTK_FLOW_BOX (self->chips), chip);
      gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
    }
}

static void
crm_lost_popover_dispose (GObject *object)
{
  CrmLostPopover *self = CRM_LOST_POPOVER (object);

  if (self->reasons != NULL)
    g_signal_handlers_disconnect_by_data (self->reasons, self);
  g_clear_object (&self->reasons);
  G_OBJECT_CLASS (crm_lost_popover_parent_class)->dispose (object);
}

static void
crm_lost_popover_class_init (CrmLostPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_lost_popover_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
}

static void
crm_lost_popover_init (CrmLostPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *heading = gtk_label_new (_ ("Why was it lost?"));
  GtkWidget *save = gtk_button_new_with_mnemonic (_ ("_Save"));
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  self->chips = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->chips), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->chips), 3);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->chips), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->chips), 6);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->chips), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Reason of loss"), -1);
  self->comment = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->comment), _ ("In your words"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->comment), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Why it was lost"), -1);
  g_signal_connect_swapped (self->comment, "activate", G_CALLBACK (gtk_popover_popdown), self);
  gtk_widget_add_css_class (save, "suggested-action");
  gtk_widget_set_halign (save, GTK_ALIGN_END);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (gtk_popover_popdown), self);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), self->chips);
  gtk_box_append (GTK_BOX (box), self->comment);
  gtk_box_append (GTK_BOX (box), save);
  gtk_widget_add_css_class (box, "popover-form");
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "closed", G_CALLBACK (on_closed), NULL);
}

GtkWidget *
crm_lost_popover_new (CrmStore *store)
{
  CrmLostPopover *self = g_object_new (CRM_TYPE_LOST_POPOVER, NULL);

  self->reasons = crm_names_get (store, "lost_reason");
  g_signal_connect_swapped (self->reasons, "changed", G_CALLBACK (show_reasons), self);
  show_reasons (self);
  return GTK_WIDGET (self);
}
