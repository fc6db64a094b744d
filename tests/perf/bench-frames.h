/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Watches a window from the outside: first frame, frame that shows the list, memory, how long turns of the main loop take while the list is
 * scrolled, and when what is typed is seen. Prints "NAME VALUE" lines (ms, MiB) and ends the program. Main thread. */

/* TRUE when the list's first rows are bound; NULL: there is no list. */
typedef gboolean (*BenchFilled) (GtkWindow *window);

/* Before the window is shown. Times count from BENCH_START in the environment (µs of the monotonic clock), which the program's
 * parent set. */
void bench_frames_watch (GtkWindow *window, BenchFilled filled);
/* How somebody types into the window's search. */
typedef struct
{
  void (*type) (GtkWindow *window, const char *text);
  /* TRUE when the first rows for this text are ready to be drawn. */
  gboolean (*is_shown) (GtkWindow *window, const char *text);
} BenchTyping;

/* Types some words after scrolling, and tells in which frame after a key stroke its rows were painted. how: static. */
void bench_frames_type (const BenchTyping *how);
/* The column view somewhere below widget, or NULL. */
GtkWidget *bench_frames_find (GtkWidget *widget, GType type);
