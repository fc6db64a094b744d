/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What watched windows told in their runs: "NAME VALUE" lines, kept by name. */
typedef struct _BenchFigures BenchFigures;

BenchFigures *bench_figures_new (void);
void bench_figures_free (BenchFigures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchFigures, bench_figures_free)

/* Runs a program to its end and keeps what it tells. The environment of the program has BENCH_START (µs of the monotonic clock). */
void bench_figures_run (BenchFigures *self, const char *const *arguments);
/* Median of the runs. */
double bench_figures_get (BenchFigures *self, const char *name);
/* The highest. */
double bench_figures_get_max (BenchFigures *self, const char *name);
