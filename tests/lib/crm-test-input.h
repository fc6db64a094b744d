/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A real keyboard and pointer: xdotool on the X display of the test, while the windows live on. */

/* FALSE after saying that the test is skipped. */
gboolean crm_test_has_input (void);
/* Arguments of xdotool, ended by NULL; the test fails when it does. */
void crm_test_input (const char *first, ...) G_GNUC_NULL_TERMINATED;
/* The same, telling whether it went well. */
gboolean crm_test_try_input (const char *const *arguments);
void crm_test_focus_window (GtkWindow *window);
void crm_test_press (const char *keys);
void crm_test_type (const char *text);
/* A place in a widget (fractions of its size) as its X window counts. */
void crm_test_find_point (GtkWindow *window, GtkWidget *widget, double fx, double fy, double *x, double *y);
void crm_test_move_pointer (GtkWindow *window, double x, double y);
void crm_test_pointer_down (void);
void crm_test_pointer_up (void);
