/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Keeps a box of strips (what is told at the foot of the window) in the middle of the pages, beside the navigation while that is there, and
 * never wider than there is room. The box is an overlay, and all live as long as the window. */
void crm_strips_follow (GtkBox *strips, AdwLeaflet *leaflet, GtkWidget *nav);
/* To an empty widget of a page, which becomes as high as they are, so that they cover nothing; NULL: over the foot of the window again. */
void crm_strips_move (GtkBox *strips, GtkWidget *to);
