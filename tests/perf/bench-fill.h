/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* All that an import wrote, as prepared values, and the bare loop that writes the same again. */
typedef struct _BenchFill BenchFill;

/* Reads every client above first_id with all rows that hang on it, and the log, from a book. */
BenchFill *bench_fill_read (const char *book);
void bench_fill_free (BenchFill *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchFill, bench_fill_free)

/* Inserts everything into the empty book at path, in one durable transaction with the program's own pragmas; seconds it took. */
double bench_fill_write (BenchFill *self, const char *path);
guint64 bench_fill_get_rows (BenchFill *self);
