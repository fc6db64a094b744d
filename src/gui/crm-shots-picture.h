/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What pictures need of the toolkit: looks that do not change from run to run, and a window with what is open over it. Main thread. */

/* No animation, one font, one title button. Larger letters and the other direction by CLIENTELE_TEXT_SCALE and CLIENTELE_DIRECTION. */
void crm_shots_settle (void);
/* A window with its popovers as a PNG. FALSE while it has not been painted, or when the file cannot be written. */
gboolean crm_shots_save (GtkWidget *window, const char *path);
/* The popovers that are open over a window. Caller owns the array. */
GPtrArray *crm_shots_list_popovers (GtkWidget *window);
