/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-filter-popover.h"

#include <glib/gi18n-lib.h>

#include "client/crm-condition-row.h"

/* Owns a copy of the filter's conditions while they are edited: nothing happens to the list before Apply. Main thread. */

struct _CrmFilterPopover
{
  GtkPopover parent_instance;

  CrmClientFilter *filter; /* owned */
  CrmClientLook *look;     /* owned */
  GtkWidget *any;          /* GtkDropDown: all, any */
  GtkWidget *rows;         /* GtkBox of CrmConditionRow */
};

G_DEFINE_FINAL_TYPE (CrmFilterPopover, crm_filter_popover, GTK_TYPE_POPOVER)

static void
on_apply (CrmFilterPopover *self)
{
  GPtrArray *conditions = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_condition_free);

  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      CrmCondition *condition = crm_condition_row_dup_condition (CRM_CONDITION_ROW (row));

      if (condition != NULL)
        g_ptr_array_add (conditions, condition);
    }
  crm_client_filter_set_conditions (
      self->filter, conditions, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->any)) == 1);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_row_removed (CrmFilterPopover *self, GtkWidget *row)
{
  gtk_box_remove (GTK_BOX (self->rows), row);
}

static GtkWidget *
add_row (CrmFilterPopover *self, const CrmCondition *condition)
{
  GtkWidget *row = crm_condition_row_new (self->look, condition);

  g_signal_connect_swapped (row, "removed", G_CALLBACK (on_row_removed), self);
  g_signal_connect_swapped (row, "apply", G_CALLBACK (on_apply), self);
  gtk_box_append (GTK_BOX (self->rows), row);
  return row;
}

static void
on_add_clicked (CrmFilterPopover *self)
{
  gtk_widget_child_focus (add_row (self, NULL), GTK_DIR_TAB_FORWARD);
}

static void
on_clear_clicked (CrmFilterPopover *self)
{
  crm_client_filter_clear (self->filter);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_show (CrmFilterPopover *self)
{
  GPtrArray *conditions = crm_client_filter_get_conditions (self->filter);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), row);
  for (guint i = 0; i < conditions->len; i++)
    add_row (self, conditions->pdata[i]);
  if (conditions->len == 0)
    add_row (self, NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->any), crm_client_filter_get_any (self->filter) ? 1 : 0);
}

static void
crm_filter_popover_dispose (GObject *object)
{
  CrmFilterPopover *self = CRM_FILTER_POPOVER (object);

  g_clear_object (&self->filter);
  g_clear_object (&self->look);
  G_OBJECT_CLASS (crm_filter_popover_parent_class)->dispose (object);
}

static void
crm_filter_popover_class_init (CrmFilterPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_filter_popover_dispose;
}

static void
crm_filter_popover_init (CrmFilterPopover *self)
{
  const char *const joints[] = { _ ("All of these"), _ ("Any of these"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_Add condition"));
  GtkWidget *clear = gtk_button_new_with_mnemonic (_ ("_Clear"));
  GtkWidget *apply = gtk_button_new_with_mnemonic (_ ("A_pply"));
  GtkWidget *spring = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->any = gtk_drop_down_new_from_strings (joints);
  gtk_widget_set_halign (self->any, GTK_ALIGN_START);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->any), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("How conditions are joined"), -1);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (add, "flat");
  gtk_widget_add_css_class (apply, "suggested-action");
  gtk_widget_set_hexpand (spring, TRUE);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add_clicked), self);
  g_signal_connect_swapped (clear, "clicked", G_CALLBACK (on_clear_clicked), self);
  g_signal_connect_swapped (apply, "clicked", G_CALLBACK (on_apply), self);
  gtk_box_append (GTK_BOX (buttons), add);
  gtk_box_append (GTK_BOX (buttons), spring);
  gtk_box_append (GTK_BOX (buttons), clear);
  gtk_box_append (GTK_BOX (buttons), apply);
  gtk_box_append (GTK_BOX (box), self->any);
  gtk_box_append (GTK_BOX (box), self->rows);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "show", G_CALLBACK (on_show), NULL);
}

GtkWidget *
crm_filter_popover_new (CrmClientFilter *filter, CrmClientLook *look)
{
  CrmFilterPopover *self = g_object_new (CRM_TYPE_FILTER_POPOVER, NULL);

  self->filter = g_object_ref (filter);
  self->look = g_object_ref (look);
  return GTK_WIDGET (self);
}
