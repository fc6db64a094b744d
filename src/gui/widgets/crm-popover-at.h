/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Opens a new popover pointing at a widget, which may go away meanwhile: the popover belongs to the page or window around it. When it is closed
 * it is destroyed and the focus goes back. Takes popover. */
void crm_popover_open_at (GtkPopover *popover, GtkWidget *at);
/* What the popover points at; NULL when that is gone. */
GtkWidget *crm_popover_get_at (GtkPopover *popover);
/* The width that content may have in the window around at, at most wanted. */
int crm_popover_get_width (GtkWidget *at, int wanted);
