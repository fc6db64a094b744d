/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* As gtk_menu_button_set_menu_model (), but what the menu consists of is made when it is first opened. Main thread. */
void crm_late_menu_set (GtkMenuButton *button, GMenuModel *menu);

G_END_DECLS
