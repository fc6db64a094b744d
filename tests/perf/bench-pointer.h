/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A real pointer on a watched window: where it clicks and drags, in which frame what comes of it is painted, and how long frames and turns of
 * the main loop take meanwhile. Functions run the main loop until they are done. Prints "NAME VALUE" lines. Main thread. */

typedef gboolean (*BenchSeen) (gpointer data);

/* Before the window is shown. */
void bench_pointer_watch (GtkWindow *window);
void bench_pointer_wait (guint ms);
/* Until seen (data) is TRUE; dies after half a minute. */
void bench_pointer_await (const char *what, BenchSeen seen, gpointer data);

/* Fractions of the widget's size. */
void bench_pointer_move (GtkWidget *widget, double fx, double fy);
void bench_pointer_press (void);
void bench_pointer_release (BenchSeen seen, gpointer data);
/* From the release in the display's own time until the end of the first frame that was begun with seen (data) TRUE. ms; frames (out, nullable):
 * how many were painted, that one included. */
double bench_pointer_await_painted (const char *what, guint *frames);
/* What of that the main thread had of the processor, ms: other programs do not count. */
double bench_pointer_get_work (void);
/* Something else that comes of the same release: await it next. */
void bench_pointer_expect (BenchSeen seen, gpointer data);
/* ms since the release. */
double bench_pointer_since (void);

/* Moves far enough from there for a drag to begin. */
void bench_pointer_begin (GtkWidget *widget, double fx, double fy);
/* From the middle of one widget to that of another. */
void bench_pointer_carry (GtkWidget *from, GtkWidget *to);
/* From a lane over all others to the right edge of a board, where it rests while the board scrolls, back to the left one and down to the foot
 * of a lane, which scrolls too. Turns and frames are kept. */
void bench_pointer_drag_about (GtkWidget *lane, GtkWidget *board);
/* drag_turn_…, drag_frame_…, drag_interval_… (from frame to frame), each …median, …p95 and …max; drag_frames. */
void bench_pointer_tell (void);
