/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-section.h"
#include "widgets/crm-field-row.h"

/* Heading, optional "+" and a boxed list; owns the rows as its children. Main thread. */

struct _CrmSection
{
  GtkBox parent_instance;
  GtkWidget *heading;
  GtkWidget *title;
  GtkWidget *list;
  GtkWidget *add; /* nullable: the button of the heading */
};

G_DEFINE_FINAL_TYPE (CrmSection, crm_section, GTK_TYPE_BOX)

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, CrmSection *self)
{
  if (CRM_IS_FIELD_ROW (row))
    crm_field_row_begin_edit (CRM_FIELD_ROW (row));
}

static void
crm_section_class_init (CrmSectionClass *klass)
{
}

static void
crm_section_init (CrmSection *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_size_request (self->heading, -1, 34);
  gtk_widget_set_margin_start (self->heading, 2);
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_box_append (GTK_BOX (self->heading), self->title);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_box_append (GTK_BOX (self), self->heading);
  gtk_box_append (GTK_BOX (self), self->list);
}

GtkWidget *
crm_section_new (const char *title)
{
  CrmSection *self = g_object_new (CRM_TYPE_SECTION, NULL);

  crm_section_set_title (self, title);
  return GTK_WIDGET (self);
}

void
crm_section_set_title (CrmSection *self, const char *title)
{
  g_return_if_fail (CRM_IS_SECTION (self));
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

GtkListBox *
crm_section_get_list (CrmSection *self)
{
  g_return_val_if_fail (CRM_IS_SECTION (self), NULL);
  return GTK_LIST_BOX (self->list);
}

static void
add_button (CrmSection *self, GtkWidget *button, const char *name)
{
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_box_append (GTK_BOX (self->heading), button);
  self->add = button;
  crm_section_set_add_name (self, name);
}

void
crm_section_set_add_name (CrmSection *self, const char *name)
{
  g_return_if_fail (CRM_IS_SECTION (self) && self->add != NULL);
  gtk_widget_set_tooltip_text (self->add, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
crm_section_set_add_action (CrmSection *self, const char *name, const char *detailed_action)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");

  g_return_if_fail (CRM_IS_SECTION (self));
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), detailed_action);
  add_button (self, button, name);
}

void
crm_section_set_add_menu (CrmSection *self, const char *name, GMenuModel *menu)
{
  GtkWidget *button = gtk_menu_button_new ();

  g_return_if_fail (CRM_IS_SECTION (self));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "list-add-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  add_button (self, button, name);
}

void
crm_section_add_suffix (CrmSection *self, GtkWidget *widget)
{
  g_return_if_fail (CRM_IS_SECTION (self));
  gtk_box_append (GTK_BOX (self->heading), widget);
}

void
crm_section_append (CrmSection *self, GtkWidget *row)
{
  g_return_if_fail (CRM_IS_SECTION (self));
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

void
crm_section_update (CrmSection *self, gboolean keep_heading)
{
  gboolean any = FALSE;

  g_return_if_fail (CRM_IS_SECTION (self));
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL && !any;
       row = gtk_widget_get_next_sibling (row))
    any = gtk_widget_get_visible (row);
  gtk_widget_set_visible (self->list, any);
  gtk_widget_set_visible (GTK_WIDGET (self), any || keep_heading);
}
