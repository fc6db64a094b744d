/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-step-popover.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "deal/crm-day-chooser.h"
#include "deal/crm-deal-words.h"
#include "task/crm-task-kinds.h"
#include "widgets/crm-chip.h"

/* Owns the words of the step that is planned and the form of a new one. Main thread. */

#define MAX_KINDS 8

struct _CrmStepPopover
{
  GtkPopover parent_instance;

  GtkWidget *box;
  GtkWidget *kinds[MAX_KINDS];
  GtkWidget *title;
  GtkWidget *day;
  GtkWidget *error;
};

G_DEFINE_FINAL_TYPE (CrmStepPopover, crm_step_popover, GTK_TYPE_POPOVER)

enum
{
  DONE,
  PLANNED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_done (CrmStepPopover *self)
{
  g_object_ref (self);
  g_signal_emit (self, signals[DONE], 0);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_object_unref (self);
}

static void
on_plan (CrmStepPopover *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title))));
  g_autofree char *date = NULL;
  const CrmChoice *kind = &crm_task_kinds[0];

  if (!crm_day_chooser_is_empty (CRM_DAY_CHOOSER (self->day)))
    date = crm_day_chooser_dup_day (CRM_DAY_CHOOSER (self->day), &error);
  gtk_widget_set_visible (self->error, error != NULL);
  if (error != NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->error), error->message);
      return;
    }
  for (guint i = 0; i < MAX_KINDS && self->kinds[i] != NULL; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->kinds[i])))
      kind = &crm_task_kinds[i];
  g_object_ref (self);
  g_signal_emit (self, signals[PLANNED], 0, kind->word, title[0] != '\0' ? title : _ (kind->label), date);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_object_unref (self);
}

static void
crm_step_popover_class_init (CrmStepPopoverClass *klass)
{
  signals[DONE] = g_signal_new (
      "done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PLANNED] = g_signal_new ("planned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
      NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
}

static void
crm_step_popover_init (CrmStepPopover *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  gtk_widget_add_css_class (self->box, "popover-form");
  gtk_popover_set_child (GTK_POPOVER (self), self->box);
}

static void
add_heading (CrmStepPopover *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "heading");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (self->box), label);
}

static void
add_present (CrmStepPopover *self, CrmStore *store, const CrmRow *deal)
{
  g_autofree char *title = crm_deal_dup_next_title (deal);
  g_autofree char *when = crm_deal_dup_next_when (store, deal, crm_clock_now ());
  g_autofree char *text = when != NULL ? g_strdup_printf ("%s, %s", title, when) : g_strdup (title);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *done = gtk_button_new_with_mnemonic (_ ("_Done"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_widget_set_hexpand (label, TRUE);
  g_signal_connect_swapped (done, "clicked", G_CALLBACK (on_done), self);
  /* A meeting is told by its outcome in the calendar. */
  gtk_widget_set_visible (done, g_strcmp0 (crm_row_get_text (deal, CRM_DEAL_NEXT_ENTITY), "task") == 0);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), done);
  add_heading (self, _ ("Next step"));
  gtk_box_append (GTK_BOX (self->box), row);
  gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
}

GtkWidget *
crm_step_popover_new (CrmStore *store, const CrmRow *deal)
{
  CrmStepPopover *self = g_object_new (CRM_TYPE_STEP_POPOVER, NULL);
  GtkWidget *chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *plan = gtk_button_new_with_mnemonic (_ ("_Plan"));

  if (crm_row_get_text (deal, CRM_DEAL_NEXT_ENTITY) != NULL)
    add_present (self, store, deal);
  add_heading (self, _ ("Plan a step"));
  for (guint i = 0; i < MAX_KINDS && crm_task_kinds[i].word != NULL; i++)
    {
      self->kinds[i] = crm_chip_new (_ (crm_task_kinds[i].label), NULL, i > 0 ? self->kinds[0] : NULL);
      gtk_box_append (GTK_BOX (chips), self->kinds[i]);
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->kinds[0]), TRUE);
  self->title = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->title), _ ("What to do"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->title), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What to do"), -1);
  g_signal_connect_swapped (self->title, "activate", G_CALLBACK (on_plan), self);
  self->day = crm_day_chooser_new (store);
  self->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->error), 30);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_widget_add_css_class (self->error, "caption");
  gtk_widget_add_css_class (self->error, "late");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_widget_add_css_class (plan, "suggested-action");
  gtk_widget_set_halign (plan, GTK_ALIGN_END);
  g_signal_connect_swapped (plan, "clicked", G_CALLBACK (on_plan), self);
  gtk_box_append (GTK_BOX (self->box), chips);
  gtk_box_append (GTK_BOX (self->box), self->title);
  gtk_box_append (GTK_BOX (self->box), self->day);
  gtk_box_append (GTK_BOX (self->box), self->error);
  gtk_box_append (GTK_BOX (self->box), plan);
  return GTK_WIDGET (self);
}
