/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-frames.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

/* One window is watched by one of these; static, for the program ends with it. */

#define WHEEL_STEPS 160
#define WHEEL_PIXELS 60
#define PAGE_STEPS 40
/* What a program still does after its list is there is over when it used hardly any processor for a while. */
#define SETTLE_MS 300
#define SETTLE_BUSY_US 3000
#define SETTLE_ROUNDS 60
/* Memory is measured of a window at rest: what was needed to fill it has been given back. */
#define REST_ROUNDS 10
/* Faster than most people type. */
#define KEY_PAUSE_MS 90
#define MOST_FRAMES 100

static GtkWindow *window;
static BenchFilled is_filled;
static gint64 start;
static gboolean ready, first_seen, filled_seen;

static GPollFunc poll_before;
static gint64 turn_start, frame_start, frame_time;
static gboolean scrolling;
static GArray *turns; /* ms, of turns with a frame */
static double longest_outside;
static guint step;
static GtkAdjustment *adjustment;

/* A name, Cyrillic without its marks, digits of a phone, part of an address. */
static const char *const typed[] = { "коваль", "киев", "79000", "example" };
static const BenchTyping *typing;
static guint word, letters;  /* typed so far */
static gint64 key_time;      /* 0 while nothing is awaited */
static gboolean typed_ready; /* before the frame being drawn */
static guint frames;         /* painted since */
static GArray *waits;        /* ms */
static GArray *frame_counts;

static double
since_start (void)
{
  return (double)(g_get_monotonic_time () - start) / 1000;
}

GtkWidget *
bench_frames_find (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = bench_frames_find (child, type);
      if (found)
        return found;
    }
  return NULL;
}

/* MiB. RssAnon is what the program has written and nobody shares, RssFile are pages of libraries and files; VmRSS adds the buffer of pixels
 * shared with the display, from one to three frames large by chance. */
static double
read_memory (const char *key)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL) || !(line = strstr (text, key)))
    return 0;
  return strtod (line + strlen (key), NULL) / 1024;
}

/* A turn is what happens between two polls. */
static int
poll_turns (GPollFD *fds, guint n, int timeout)
{
  gint64 now = g_get_monotonic_time ();
  int result;

  if (scrolling && turn_start)
    {
      double all = (double)(now - turn_start) / 1000, outside = all - (double)frame_time / 1000;

      if (frame_time)
        g_array_append_val (turns, all);
      longest_outside = MAX (longest_outside, outside);
    }
  result = poll_before (fds, n, timeout);
  turn_start = g_get_monotonic_time ();
  frame_time = 0;
  return result;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

static void
finish (void)
{
  fflush (stdout);
  _exit (0);
}

static char *
dup_typed (void)
{
  return g_utf8_substring (typed[word], 0, letters);
}

/* Where a key stroke comes between two frames is left to chance, as with people. */
static gboolean
on_key (gpointer data)
{
  g_autofree char *text = NULL;

  if (letters == g_utf8_strlen (typed[word], -1))
    {
      word++;
      letters = 0;
    }
  if (word == G_N_ELEMENTS (typed))
    {
      g_array_sort (waits, compare);
      g_array_sort (frame_counts, compare);
      printf ("key_median %.3f\n", g_array_index (waits, double, waits->len / 2));
      printf ("key_p95 %.3f\n", g_array_index (waits, double, waits->len * 95 / 100));
      printf ("key_frames_median %.0f\n", g_array_index (frame_counts, double, frame_counts->len / 2));
      printf ("key_frames_p95 %.0f\n", g_array_index (frame_counts, double, frame_counts->len * 95 / 100));
      finish ();
    }
  letters++;
  text = dup_typed ();
  frames = 0;
  key_time = g_get_monotonic_time ();
  typing->type (window, text);
  return G_SOURCE_REMOVE;
}

/* After a frame: does it show what was typed? Rows that came before the frame was drawn are in it. */
static void
look_for_typed (gboolean ready_before)
{
  double wait, n = ++frames;

  if (!ready_before && frames < MOST_FRAMES)
    return;
  wait = (double)(g_get_monotonic_time () - key_time) / 1000;
  g_array_append_val (waits, wait);
  g_array_append_val (frame_counts, n);
  key_time = 0;
  g_timeout_add (KEY_PAUSE_MS, on_key, NULL);
}

static gboolean
on_scroll (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  double page = gtk_adjustment_get_page_size (adjustment), value = gtk_adjustment_get_value (adjustment);

  if (step++ < WHEEL_STEPS + PAGE_STEPS)
    {
      gtk_adjustment_set_value (adjustment, value + (step <= WHEEL_STEPS ? WHEEL_PIXELS : page));
      return G_SOURCE_CONTINUE;
    }
  g_array_sort (turns, compare);
  printf ("turn_median %.3f\n", g_array_index (turns, double, turns->len / 2));
  printf ("turn_p95 %.3f\n", g_array_index (turns, double, turns->len * 95 / 100));
  printf ("turn_outside_max %.3f\n", longest_outside);
  printf ("scrolled %.0f\n", gtk_adjustment_get_value (adjustment));
  printf ("memory_after %.2f\n", read_memory ("RssAnon:"));
  scrolling = FALSE;
  if (typing)
    g_timeout_add (SETTLE_MS, on_key, NULL);
  else
    finish ();
  return G_SOURCE_REMOVE;
}

static gint64
processor_time (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (gint64)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC + usage.ru_utime.tv_usec +
         usage.ru_stime.tv_usec;
}

static gboolean
on_settling (gpointer data)
{
  static gint64 used;
  static guint rounds, rests;
  gint64 now = processor_time (), busy = now - used;
  GtkWidget *view;

  used = now;
  if (busy > SETTLE_BUSY_US && rounds++ < SETTLE_ROUNDS)
    {
      rests = 0;
      return G_SOURCE_CONTINUE;
    }
  if (rests++ < REST_ROUNDS)
    return G_SOURCE_CONTINUE;
  view = is_filled ? bench_frames_find (GTK_WIDGET (window), GTK_TYPE_COLUMN_VIEW) : NULL;
  printf ("settled %.3f\n", since_start ());
  printf ("memory %.2f\n", read_memory ("RssAnon:"));
  printf ("resident %.2f\n", read_memory ("RssAnon:") + read_memory ("RssFile:"));
  printf ("resident_all %.2f\n", read_memory ("VmRSS:"));
  if (!view)
    {
      fflush (stdout);
      _exit (0);
    }
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  turns = g_array_new (FALSE, FALSE, sizeof (double));
  scrolling = TRUE;
  gtk_widget_add_tick_callback (view, on_scroll, NULL, NULL);
  return G_SOURCE_REMOVE;
}

/* All that is measured of a window that stands; BENCH_BRIEFLY: it was only to be seen how long that took. */
static void
begin_rest (void)
{
  if (g_getenv ("BENCH_BRIEFLY"))
    finish ();
  g_timeout_add (SETTLE_MS, on_settling, NULL);
}

static void
on_before_paint (GdkFrameClock *clock, gpointer data)
{
  frame_start = g_get_monotonic_time ();
  if (!filled_seen && is_filled && !ready)
    ready = is_filled (window);
  if (key_time)
    {
      g_autofree char *text = dup_typed ();
      typed_ready = typing->is_shown (window, text);
    }
}

static void
on_after_paint (GdkFrameClock *clock, gpointer data)
{
  if (frame_start)
    frame_time += g_get_monotonic_time () - frame_start;
  if (key_time && key_time < frame_start)
    look_for_typed (typed_ready);
  if (!first_seen)
    {
      first_seen = TRUE;
      printf ("first_frame %.3f\n", since_start ());
      if (!is_filled)
        begin_rest ();
    }
  if (ready && !filled_seen)
    {
      filled_seen = TRUE;
      printf ("filled %.3f\n", since_start ());
      begin_rest ();
    }
}

static void
on_realize (GtkWidget *widget, gpointer data)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_after_paint), NULL);
}

void
bench_frames_type (const BenchTyping *how)
{
  typing = how;
  waits = g_array_new (FALSE, FALSE, sizeof (double));
  frame_counts = g_array_new (FALSE, FALSE, sizeof (double));
}

void
bench_frames_watch (GtkWindow *watched, BenchFilled filled)
{
  const char *text = g_getenv ("BENCH_START");

  window = watched;
  is_filled = filled;
  start = text ? g_ascii_strtoll (text, NULL, 10) : g_get_monotonic_time ();
  poll_before = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_turns);
  if (gtk_widget_get_realized (GTK_WIDGET (watched)))
    on_realize (GTK_WIDGET (watched), NULL);
  else
    g_signal_connect_after (watched, "realize", G_CALLBACK (on_realize), NULL);
}
