/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A record that is held over this widget for a moment activates it: so what is carried can be put down on another page. */
void crm_drag_hover_add (GtkWidget *widget);
