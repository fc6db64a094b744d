/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "bench-figures.h"
#include "bench.h"

/* Starts the window and what it is compared with in turn: bench-start FOLDER BOOK CLIENTS MEMORY_LIMIT ROUNDS [REPORT]. FOLDER: where the
 * measuring programs are. */

#define WIDTH "1280"
#define HEIGHT "800"
#define BRIEF_ROUNDS 15

typedef enum
{
  PROGRAM,
  STATIC,
  LIST,
  EMPTY,
  N_WINDOWS
} Window;

static BenchFigures *figures[N_WINDOWS];

/* Each window once, in turn. */
static void
run_windows (const char *program, const char *bare, const char *book, const char *clients)
{
  bench_figures_run (figures[EMPTY], (const char *const[]){ bare, "empty", clients, WIDTH, HEIGHT, NULL });
  bench_figures_run (figures[PROGRAM], (const char *const[]){ program, "--book", book, "--size",
                                           WIDTH "x" HEIGHT, "--page", "clients", NULL });
  bench_figures_run (figures[STATIC], (const char *const[]){ bare, "static", clients, WIDTH, HEIGHT, NULL });
  bench_figures_run (figures[LIST], (const char *const[]){ bare, "list", clients, WIDTH, HEIGHT, NULL });
}

static double
get (Window window, const char *name)
{
  return bench_figures_get (figures[window], name);
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
    figures[i] = bench_figures_new ();
  /* A start takes a tenth of a second, in which much can happen beside it: many of them. */
  g_setenv ("BENCH_BRIEFLY", "1", TRUE);
  for (int round = 0; round < BRIEF_ROUNDS; round++)
    run_windows (program, bare, argv[2], argv[3]);
  g_unsetenv ("BENCH_BRIEFLY");
  for (int round = 0; round < atoi (argv[5]); round++)
    run_windows (program, bare, argv[2], argv[3]);
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
