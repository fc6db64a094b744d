/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

/* Starts the window and what it is compared with in turn: bench-start FOLDER BOOK CLIENTS MEMORY_LIMIT ROUNDS [REPORT]. FOLDER: where the
 * measuring programs are. */

#define WIDTH "1280"
#define HEIGHT "800"

typedef enum
{
  PROGRAM,
  STATIC,
  LIST,
  EMPTY,
  N_WINDOWS
} Window;

static GHashTable *figures[N_WINDOWS]; /* name → GArray of double */

static void
add (Window window, const char *name, double value)
{
  GArray *values = g_hash_table_lookup (figures[window], name);

  if (!values)
    {
      values = g_array_new (FALSE, FALSE, sizeof (double));
      g_hash_table_insert (figures[window], g_strdup (name), values);
    }
  g_array_append_val (values, value);
}

static double
get (Window window, const char *name)
{
  GArray *values = g_hash_table_lookup (figures[window], name);

  if (!values)
    bench_die ("no window told its %s", name);
  return bench_median (values);
}

static void
start_window (Window window, const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;

  g_subprocess_launcher_setenv (launcher, "BENCH_START", now, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  if (!process || !g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error))
    bench_die ("%s: %s", arguments[0], error->message);
  if (!g_subprocess_get_successful (process))
    bench_die ("%s failed", arguments[0]);
  lines = g_strsplit (output, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      char *blank = strchr (lines[i], ' ');

      if (!blank)
        continue;
      *blank = '\0';
      add (window, lines[i], g_ascii_strtod (blank + 1, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *program = NULL, *bare = NULL;
  double memory;

  if (argc < 6)
    bench_die ("usage: bench-start FOLDER BOOK CLIENTS MEMORY_LIMIT ROUNDS [REPORT]");
  program = g_build_filename (argv[1], "bench-window", NULL);
  bare = g_build_filename (argv[1], "bench-window-bare", NULL);
  bench_report_open (argc > 6 ? argv[6] : NULL);
  for (guint i = 0; i < N_WINDOWS; i++)
    figures[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  for (int round = 0; round < atoi (argv[5]); round++)
    {
      start_window (EMPTY, (const char *const[]){ bare, "empty", argv[3], WIDTH, HEIGHT, NULL });
      start_window (
          PROGRAM, (const char *const[]){ program, "--book", argv[2], "--size", WIDTH "x" HEIGHT, NULL });
      start_window (STATIC, (const char *const[]){ bare, "static", argv[3], WIDTH, HEIGHT, NULL });
      start_window (LIST, (const char *const[]){ bare, "list", argv[3], WIDTH, HEIGHT, NULL });
    }
  memory = g_ascii_strtod (argv[4], NULL);
  bench_report ("first frame, against a static window", get (PROGRAM, "first_frame"),
      get (STATIC, "first_frame"), "ms", BENCH_AT_MOST, 1.3);
  bench_report ("first frame, against an empty window", get (PROGRAM, "first_frame"),
      get (EMPTY, "first_frame"), "ms", BENCH_NO_LIMIT, 0);
  bench_report ("list filled, against a bare column view", get (PROGRAM, "filled"), get (LIST, "filled"),
      "ms", BENCH_AT_MOST, 1.3);
  bench_report ("memory, against the bare column view", get (PROGRAM, "resident"), get (LIST, "resident"),
      "MiB", BENCH_AT_MOST_BY, memory);
  bench_report ("memory, with the display's buffer", get (PROGRAM, "resident_all"),
      get (LIST, "resident_all"), "MiB", BENCH_NO_LIMIT, 0);
  bench_report ("own memory, without pages of libraries", get (PROGRAM, "memory"), get (LIST, "memory"),
      "MiB", BENCH_NO_LIMIT, 0);
  bench_report ("own memory after scrolling", get (PROGRAM, "memory_after"), get (LIST, "memory_after"),
      "MiB", BENCH_NO_LIMIT, 0);
  bench_report ("scrolling, median of turns", get (PROGRAM, "turn_median"), get (LIST, "turn_median"), "ms",
      BENCH_NO_LIMIT, 0);
  bench_report ("scrolling, 95th percentile of turns", get (PROGRAM, "turn_p95"), get (LIST, "turn_p95"),
      "ms", BENCH_AT_MOST, 1.3);
  bench_report ("scrolling, longest turn outside frames", get (PROGRAM, "turn_outside_max"), 0, "ms",
      BENCH_AT_MOST, 16);
  bench_report (
      "key stroke, frame that shows its rows", get (PROGRAM, "key_frames_median"), 0, "", BENCH_AT_MOST, 2);
  bench_report (
      "key stroke, frame, 95th percentile", get (PROGRAM, "key_frames_p95"), 0, "", BENCH_NO_LIMIT, 0);
  bench_report ("key stroke, painted", get (PROGRAM, "key_median"), 0, "ms", BENCH_NO_LIMIT, 0);
  bench_report ("key stroke, painted, 95th percentile", get (PROGRAM, "key_p95"), 0, "ms", BENCH_NO_LIMIT, 0);
  return bench_report_close () ? 1 : 0;
}
