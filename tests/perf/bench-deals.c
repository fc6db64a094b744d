/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "bench-figures.h"
#include "bench.h"

/* Works on the board of a large book with a real pointer, in turn with a bare window of as many widgets: bench-deals FOLDER BOOK ROUNDS [REPORT].
 * FOLDER: where the measuring programs are. */

#define WIDTH "1280"
#define HEIGHT "800"

static double
get (BenchFigures *figures, const char *name)
{
  return bench_figures_get (figures, name);
}

int
main (int argc, char **argv)
{
  g_autoptr (BenchFigures) ours = bench_figures_new ();
  g_autoptr (BenchFigures) bare = bench_figures_new ();
  g_autofree char *program = NULL, *bare_program = NULL;

  if (argc < 4)
    bench_die ("usage: bench-deals FOLDER BOOK ROUNDS [REPORT]");
  program = g_build_filename (argv[1], "bench-deals-window", NULL);
  bare_program = g_build_filename (argv[1], "bench-deals-bare", NULL);
  bench_report_open (argc > 4 ? argv[4] : NULL);
  for (int round = 0; round < atoi (argv[3]); round++)
    {
      bench_figures_run (
          ours, (const char *const[]){ program, "--book", argv[2], "--size", WIDTH "x" HEIGHT, NULL });
      bench_figures_run (bare, (const char *const[]){ bare_program, WIDTH, HEIGHT, NULL });
    }
  bench_report (
      "Deals clicked, first visit, painted", get (ours, "first_visit"), 0, "ms", BENCH_AT_MOST, 100);
  bench_report ("Deals clicked again, painted", get (ours, "visit"), 0, "ms", BENCH_AT_MOST, 100);
  bench_report ("the same, work of the main thread", get (ours, "visit_work"), 0, "ms", BENCH_NO_LIMIT, 0);
  bench_report (
      "drop, frame that shows the card there", get (ours, "drop_placed_frames"), 0, "", BENCH_AT_MOST, 2);
  bench_report ("drop, frame that shows the store's sums", get (ours, "drop_confirmed_frames"), 0, "",
      BENCH_AT_MOST, 2);
  bench_report (
      "drop, painted", get (ours, "drop_placed"), get (bare, "drop_placed"), "ms", BENCH_NO_LIMIT, 0);
  bench_report ("drop, durable and seen to be", get (ours, "drop_written"), 0, "ms", BENCH_NO_LIMIT, 0);
  bench_report ("drop, the store's sums painted", get (ours, "drop_confirmed"), 0, "ms", BENCH_NO_LIMIT, 0);
  bench_report ("dragging, 95th percentile of turns", get (ours, "drag_turn_p95"),
      get (bare, "drag_turn_p95"), "ms", BENCH_NO_LIMIT, 0);
  bench_report ("dragging, 95th percentile of frames", get (ours, "drag_frame_p95"),
      get (bare, "drag_frame_p95"), "ms", BENCH_NO_LIMIT, 0);
  bench_report ("dragging, frame to frame, median", get (ours, "drag_interval_median"),
      get (bare, "drag_interval_median"), "ms", BENCH_AT_MOST, 1.3);
  bench_report ("dragging, longest turn", bench_figures_get_max (ours, "drag_turn_max"),
      bench_figures_get_max (bare, "drag_turn_max"), "ms", BENCH_NO_LIMIT, 0);
  return bench_report_close () ? 1 : 0;
}
