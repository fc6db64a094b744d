/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A round dot in the colour of a list, tag or stage: a CSS class such as "blue", nullable. Floating. */
GtkWidget *crm_dot_new (const char *color);
