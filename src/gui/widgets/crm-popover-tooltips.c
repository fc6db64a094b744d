/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-popover-tooltips.h"

#include <gtk/gtk.h>

/* The pointer rests on what was pressed, and GTK asks it for its tooltip again: that would lie over the first lines of the menu or
 * list that has opened. One place for all of them, whoever makes the widgets. */

static gboolean (*query) (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip);

static gboolean
query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GtkPopover *own =
      GTK_IS_MENU_BUTTON (widget) ? gtk_menu_button_get_popover (GTK_MENU_BUTTON (widget)) : NULL;
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *open = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;

  if (own != NULL && gtk_widget_get_visible (GTK_WIDGET (own)))
    return FALSE;
  if (open != NULL && gtk_widget_get_visible (open) && !gtk_widget_is_ancestor (widget, open))
    return FALSE;
  return query (widget, x, y, keyboard, tooltip);
}

void
crm_popover_tooltips_start (void)
{
  const GType types[] = { GTK_TYPE_MENU_BUTTON, GTK_TYPE_BUTTON, GTK_TYPE_TOGGLE_BUTTON, GTK_TYPE_LABEL,
    GTK_TYPE_INSCRIPTION, GTK_TYPE_IMAGE, GTK_TYPE_BOX, GTK_TYPE_LIST_BOX_ROW };
  GtkWidgetClass *widgets;

  if (query != NULL)
    return;
  widgets = g_type_class_ref (GTK_TYPE_WIDGET);
  query = widgets->query_tooltip;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidgetClass *klass = g_type_class_ref (types[i]);

      if (klass->query_tooltip == query)
        klass->query_tooltip = query_tooltip;
    }
}
