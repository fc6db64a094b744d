/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-late-menu.h"

/* A popover is some fifty widgets, and most menus of a window are never opened: the window is there sooner, and smaller, without
 * them. */

static void
on_wanted (GtkMenuButton *button, gpointer menu)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_menu_model (button, menu);
}

void
crm_late_menu_set (GtkMenuButton *button, GMenuModel *menu)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button) && G_IS_MENU_MODEL (menu));
  if (gtk_menu_button_get_popover (button) != NULL)
    {
      gtk_menu_button_set_menu_model (button, menu);
      return;
    }
  gtk_menu_button_set_create_popup_func (button, on_wanted, g_object_ref (menu), g_object_unref);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
}
