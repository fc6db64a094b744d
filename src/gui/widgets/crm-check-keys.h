/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The arrow keys go about in a vertical box of check buttons, or of rows that begin with one, and press none of them: GTK lets them press a check
 * button that stands alone (4.8). Past the ends they do nothing. Main thread. */
void crm_check_keys_add (GtkWidget *box);
