/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template-ready.h"

#include <glib/gi18n-lib.h>

#include "template/crm-template.h"

/* A list over the static table of proposals. */

struct _CrmTemplateReady
{
  AdwBin parent_instance;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (CrmTemplateReady, crm_template_ready, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, CrmTemplateReady *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, g_object_get_data (G_OBJECT (row), "id"));
}

static void
add_row (CrmTemplateReady *self, const char *id, const char *name, const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "id", (gpointer)id);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
crm_template_ready_class_init (CrmTemplateReadyClass *klass)
{
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
crm_template_ready_init (CrmTemplateReady *self)
{
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Ready templates"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  add_row (self, "", _ ("Empty template"), _ ("Written by yourself"));
  for (const CrmTemplateProposal *proposal = crm_template_proposals; proposal->id; proposal++)
    add_row (self, proposal->id, _ (proposal->name), _ (proposal->text));
  adw_bin_set_child (ADW_BIN (self), self->list);
}

GtkWidget *
crm_template_ready_new (gboolean boxed)
{
  CrmTemplateReady *self = g_object_new (CRM_TYPE_TEMPLATE_READY, NULL);

  if (boxed)
    gtk_widget_add_css_class (self->list, "boxed-list");
  else
    gtk_widget_add_css_class (self->list, "background");
  return GTK_WIDGET (self);
}
