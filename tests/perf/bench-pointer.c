/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-pointer.h"

#include <X11/extensions/XInput2.h>
#include <gdk/x11/gdkx.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* One window is watched by one of these; static, for the program ends with it. The pointer is moved by xdotool, a process of its own. */

#define MOST_MS 30000
#define MOVE_S "0.008"

static GtkWindow *window;
static GPollFunc poll_before;
static gint64 turn_start, frame_start, last_frame;
static gboolean dragging;
static GArray *turns;     /* ms, with a frame or not */
static GArray *durations; /* ms, of frames */
static GArray *intervals; /* ms, from frame to frame */

static gint64 released; /* µs */
static BenchSeen awaited;
static gpointer awaited_data;
static gboolean seen_before; /* … the frame being drawn */
static guint frames;
static gint64 painted; /* µs, 0 */
static double work_before,
    work; /* ms of the processor that the main thread had, until the release and from it */

static double
read_work (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1000 + (double)time.tv_nsec / 1e6;
}

static int
poll_turns (GPollFD *fds, guint n, int timeout)
{
  gint64 now = g_get_monotonic_time ();
  int result;

  if (dragging && turn_start)
    {
      double turn = (double)(now - turn_start) / 1000;

      g_array_append_val (turns, turn);
    }
  result = poll_before (fds, n, timeout);
  turn_start = g_get_monotonic_time ();
  return result;
}

static void
on_before_paint (GdkFrameClock *clock, gpointer data)
{
  frame_start = g_get_monotonic_time ();
  seen_before = awaited && awaited (awaited_data);
}

static void
on_after_paint (GdkFrameClock *clock, gpointer data)
{
  gint64 now = g_get_monotonic_time ();

  if (dragging && frame_start)
    {
      double duration = (double)(now - frame_start) / 1000, interval = (double)(now - last_frame) / 1000;

      g_array_append_val (durations, duration);
      if (last_frame)
        g_array_append_val (intervals, interval);
      last_frame = now;
    }
  if (!awaited || painted || frame_start < released)
    return;
  frames++;
  if (!seen_before)
    return;
  painted = now;
  work = read_work () - work_before;
}

/* While something is dragged no widget hears the button. The display counts milliseconds of the same clock as the program. */
static gboolean
on_xevent (GdkDisplay *display, gpointer data)
{
  const XGenericEventCookie *cookie = data;
  gint64 now = g_get_monotonic_time ();

  if (cookie->type == GenericEvent && cookie->evtype == XI_ButtonRelease && cookie->data &&
      released == G_MAXINT64)
    {
      gint64 at = (gint64)((const XIDeviceEvent *)cookie->data)->time * 1000;

      work_before = read_work ();
      released = at <= now && now - at < G_USEC_PER_SEC ? at : now;
    }
  return FALSE;
}

static void
on_realize (GtkWidget *widget, gpointer data)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_after_paint), NULL);
}

void
bench_pointer_watch (GtkWindow *watched)
{
  window = watched;
  turns = g_array_new (FALSE, FALSE, sizeof (double));
  durations = g_array_new (FALSE, FALSE, sizeof (double));
  intervals = g_array_new (FALSE, FALSE, sizeof (double));
  poll_before = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_turns);
  g_signal_connect (gdk_display_get_default (), "xevent", G_CALLBACK (on_xevent), NULL);
  if (gtk_widget_get_realized (GTK_WIDGET (watched)))
    on_realize (GTK_WIDGET (watched), NULL);
  else
    g_signal_connect_after (watched, "realize", G_CALLBACK (on_realize), NULL);
}

static void
die (const char *what)
{
  fprintf (stderr, "bench: %s never came\n", what);
  exit (1);
}

static gboolean
on_wake (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

void
bench_pointer_wait (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, on_wake, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

void
bench_pointer_await (const char *what, BenchSeen seen, gpointer data)
{
  gboolean over = FALSE;
  guint timeout = g_timeout_add (MOST_MS, on_wake, &over);

  while (!seen (data))
    {
      if (over)
        die (what);
      g_main_context_iteration (NULL, TRUE);
    }
  if (!over)
    g_source_remove (timeout);
}

static gboolean
is_painted (gpointer data)
{
  return painted != 0;
}

double
bench_pointer_await_painted (const char *what, guint *count)
{
  bench_pointer_await (what, is_painted, NULL);
  awaited = NULL;
  if (count)
    *count = frames;
  return (double)(painted - released) / 1000;
}

double
bench_pointer_get_work (void)
{
  return work;
}

void
bench_pointer_expect (BenchSeen seen, gpointer data)
{
  painted = 0;
  awaited_data = data;
  awaited = seen;
}

double
bench_pointer_since (void)
{
  return (double)(g_get_monotonic_time () - released) / 1000;
}

static void
on_tool_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error))
    {
      fprintf (stderr, "bench: xdotool: %s\n", error->message);
      exit (1);
    }
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

static void
run_tool (GPtrArray *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  gboolean ended = FALSE;

  g_ptr_array_insert (arguments, 0, g_strdup ("xdotool"));
  g_ptr_array_add (arguments, NULL);
  process =
      g_subprocess_newv ((const char *const *)arguments->pdata, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  if (!process)
    {
      fprintf (stderr, "bench: %s\n", error->message);
      exit (1);
    }
  g_subprocess_wait_check_async (process, NULL, on_tool_ended, &ended);
  bench_pointer_await ("the pointer", is_true, &ended);
}

static void
add_move (GPtrArray *arguments, double x, double y)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  g_ptr_array_add (arguments, g_strdup ("mousemove"));
  g_ptr_array_add (arguments, g_strdup ("--window"));
  g_ptr_array_add (arguments, g_strdup_printf ("%lu", gdk_x11_surface_get_xid (surface)));
  g_ptr_array_add (arguments, g_strdup_printf ("%d", (int)x));
  g_ptr_array_add (arguments, g_strdup_printf ("%d", (int)y));
}

typedef struct
{
  double x;
  double y;
  guint moves;
} Stop;

/* As the display counts. */
static Stop
find_stop (GtkWidget *widget, double fx, double fy, guint moves)
{
  graphene_rect_t bounds;
  double dx, dy;

  if (!gtk_widget_compute_bounds (widget, GTK_WIDGET (window), &bounds))
    die ("a place in the window");
  gtk_native_get_surface_transform (GTK_NATIVE (window), &dx, &dy);
  return (Stop){ bounds.origin.x + bounds.size.width * fx + dx,
    bounds.origin.y + bounds.size.height * fy + dy, moves };
}

void
bench_pointer_move (GtkWidget *widget, double fx, double fy)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  Stop stop = find_stop (widget, fx, fy, 1);

  add_move (arguments, stop.x, stop.y);
  run_tool (arguments);
}

static void
press (const char *what)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (arguments, g_strdup (what));
  g_ptr_array_add (arguments, g_strdup ("1"));
  run_tool (arguments);
}

void
bench_pointer_press (void)
{
  press ("mousedown");
}

void
bench_pointer_release (BenchSeen seen, gpointer data)
{
  awaited = seen;
  awaited_data = data;
  released = G_MAXINT64;
  painted = 0;
  frames = 0;
  press ("mouseup");
}

/* From stop to stop with the moves of each, so far apart in time as those of a mouse; between two at one place the pointer trembles as a hand
 * does. */
static void
move_along (const Stop *stops, guint n)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 1; i < n; i++)
    for (guint k = 1; k <= stops[i].moves; k++)
      {
        double part = (double)k / stops[i].moves;

        add_move (arguments, stops[i - 1].x + (stops[i].x - stops[i - 1].x) * part + (k % 2 ? 0 : 1),
            stops[i - 1].y + (stops[i].y - stops[i - 1].y) * part);
        g_ptr_array_add (arguments, g_strdup ("sleep"));
        g_ptr_array_add (arguments, g_strdup (MOVE_S));
      }
  run_tool (arguments);
}

void
bench_pointer_begin (GtkWidget *widget, double fx, double fy)
{
  Stop stops[] = { find_stop (widget, fx, fy, 0), { 0 } };

  stops[1] = (Stop){ stops[0].x + 40, stops[0].y + 12, 8 };
  move_along (stops, G_N_ELEMENTS (stops));
}

void
bench_pointer_carry (GtkWidget *from, GtkWidget *to)
{
  Stop stops[] = { find_stop (from, 0.5, 0.5, 0), find_stop (to, 0.5, 0.5, 20) };

  move_along (stops, G_N_ELEMENTS (stops));
}

void
bench_pointer_drag_about (GtkWidget *lane, GtkWidget *board)
{
  Stop stops[] = {
    find_stop (lane, 0.5, 0.3, 0),
    find_stop (board, 0.99, 0.4, 120),
    find_stop (board, 0.99, 0.4, 150),
    find_stop (board, 0.01, 0.5, 120),
    find_stop (board, 0.01, 0.5, 150),
    find_stop (board, 0.3, 0.97, 60),
    find_stop (board, 0.3, 0.97, 150),
  };

  dragging = TRUE;
  last_frame = 0;
  move_along (stops, G_N_ELEMENTS (stops));
  dragging = FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

static void
tell (const char *name, GArray *values, guint percent)
{
  if (!values->len)
    die (name);
  g_array_sort (values, compare);
  printf ("%s %.3f\n", name, g_array_index (values, double, (values->len - 1) * percent / 100));
}

void
bench_pointer_tell (void)
{
  tell ("drag_turn_median", turns, 50);
  tell ("drag_turn_p95", turns, 95);
  tell ("drag_turn_max", turns, 100);
  tell ("drag_frame_median", durations, 50);
  tell ("drag_frame_p95", durations, 95);
  tell ("drag_frame_max", durations, 100);
  tell ("drag_interval_median", intervals, 50);
  tell ("drag_interval_p95", intervals, 95);
  tell ("drag_interval_max", intervals, 100);
  printf ("drag_frames %u\n", durations->len);
}
