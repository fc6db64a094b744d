/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What every measuring program needs: a clock, medians, and the report. Single thread. */

/* Seconds, monotonic. */
double bench_now (void);

/* Times of one figure: ours and the bare one's, taken in turn in one run so that both meet the same noise. */
typedef struct
{
  GArray *ours; /* double, s */
  GArray *bare;
} BenchPair;

void bench_pair_init (BenchPair *self);
void bench_pair_clear (BenchPair *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BenchPair, bench_pair_clear)
void bench_pair_add (BenchPair *self, double ours, double bare);
double bench_median (GArray *values);
/* part: 0 to 1. */
double bench_percentile (GArray *values, double part);

/* The report: a JSON array in a file that the programs of one run append to, and a line a figure on standard output. */
typedef enum
{
  BENCH_NO_LIMIT,   /* only told */
  BENCH_AT_MOST,    /* value / base must not be above the limit */
  BENCH_AT_LEAST,   /* … below it */
  BENCH_AT_MOST_BY, /* value - base must not be above it */
} BenchRule;

/* path: NULL only prints. */
void bench_report_open (const char *path);
/* base: 0 when there is none. FALSE when the rule is broken. */
gboolean bench_report (
    const char *name, double value, double base, const char *unit, BenchRule rule, double limit);
/* A limit in milliseconds for a read that looks at every client, said for the ordinary book: longer by as many times as
 * BENCH_TIMES says the book is larger. */
double bench_milliseconds (double limit);
/* Median times in milliseconds. */
gboolean bench_report_pair (const char *name, BenchPair *pair, BenchRule rule, double limit);
/* Writes the file; number of figures beyond their limit. */
guint bench_report_close (void);

/* Ends the program with a sentence. */
void bench_die (const char *format, ...) G_GNUC_PRINTF (1, 2) G_NORETURN;
