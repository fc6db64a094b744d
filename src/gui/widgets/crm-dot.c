/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-dot.h"

/* Drawn by CSS: as a picture of this size it would bring librsvg into the program, and 7 MiB with it. Main thread. */

GtkWidget *
crm_dot_new (const char *color)
{
  GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (dot, "tag-dot");
  if (color != NULL)
    gtk_widget_add_css_class (dot, color);
  gtk_widget_set_halign (dot, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  return dot;
}
