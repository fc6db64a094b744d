/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The pointer and the keyboard of the display, moved by xdotool while the window lives on. Main thread. */

/* FALSE, and the test is skipped, where xdotool is not installed. */
gboolean crm_test_pointer_is_there (void);
void crm_test_pointer_focus (GtkWidget *window);
/* Names of xdotool: "ctrl+Right". */
void crm_test_pointer_press_key (const char *keys);
void crm_test_pointer_type (const char *text);

/* In pixels as the X window counts. */
void crm_test_pointer_move (GtkWidget *window, double x, double y);
/* A place in a widget, fractions of its size. */
void crm_test_pointer_find (GtkWidget *window, GtkWidget *widget, double fx, double fy, double *x, double *y);
void crm_test_pointer_set_button (gboolean down);
/* Presses the button on a widget and moves so far that a drag begins. */
void crm_test_pointer_pick_up (GtkWidget *window, GtkWidget *widget);
/* Carries what is dragged to a place in a widget. */
void crm_test_pointer_carry (GtkWidget *window, GtkWidget *widget, double fx, double fy);
