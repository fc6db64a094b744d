/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* page: NULL for the first one. Says so in window when it cannot be shown. */
void crm_help_show (GtkWindow *window, const char *page);
