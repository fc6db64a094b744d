/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Before the window is shown. Gives the width that it will have unless it is maximized. */
int crm_window_state_restore (GtkWindow *window);
void crm_window_state_save (GtkWindow *window);
