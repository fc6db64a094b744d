/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "bench-figures.h"
#include "bench.h"

/* Works on the board of a large book with a real pointer, in turn with a bare window of as many widgets: bench-deals FOLDER BOOK ROUNDS [REPORT].
 * FOLDER: where the measuring programs are. */

#define WIDTH "1280"
#define HEIGHT "800"

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
  bench_report ("Deals clicked, first visit, painted", bench_figures_get (ours, "first_visit"), 0, "ms",
      BENCH_AT_MOST, 100);
  bench_report (
      "Deals clicked again, painted", bench_figures_get (ours, "visit"), 0, "ms", BENCH_AT_MOST, 100);
  bench_report ("drop, frame that shows the card there", bench_figures_get (ours, "drop_placed_frames"), 0,
      "", BENCH_AT_MOST, 2);
  bench_report (
      "drop, the card painted there", bench_figures_get (ours, "drop_placed"), 0, "ms", BENCH_NO_LIMIT, 0);
  bench_report ("drop, durable", bench_figures_get (ours, "drop_written"), 0, "ms", BENCH_NO_LIMIT, 0);
  bench_report ("drop, the store's sums painted", bench_figures_get (ours, "drop_confirmed"),
      bench_figures_get (ours, "drop_written"), "ms", BENCH_AT_MOST_BY, 1000.0 / 60 * 2);
  bench_report ("dragging, median of turns", bench_figures_get (ours, "drag_turn_median"),
      bench_figures_get (bare, "drag_turn_median"), "ms", BENCH_NO_LIMIT, 0);
  bench_report ("dragging, 95th percentile of turns", bench_figures_get (ours, "drag_turn_p95"),
      bench_figures_get (bare, "drag_turn_p95"), "ms", BENCH_NO_LIMIT, 0);
  bench_report ("dragging, 95th percentile of frames", bench_figures_get (ours, "drag_frame_p95"),
      bench_figures_get (bare, "drag_frame_p95"), "ms", BENCH_AT_MOST, 1.3);
  bench_report ("dragging, frame to frame, 95th percentile", bench_figures_get (ours, "drag_interval_p95"),
      bench_figures_get (bare, "drag_interval_p95"), "ms", BENCH_NO_LIMIT, 0);
  bench_report ("dragging, longest turn", bench_figures_get (ours, "drag_turn_max"),
      bench_figures_get (bare, "drag_turn_max"), "ms", BENCH_NO_LIMIT, 0);
  return bench_report_close () ? 1 : 0;
}
