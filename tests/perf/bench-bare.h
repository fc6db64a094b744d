/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The bare sqlite3 reads and writes the store's ways are compared with: prepared statements on one connection with the program's own
 * pragmas, and a bare scan in memory. Single thread. */
typedef struct _BenchBare BenchBare;

BenchBare *bench_bare_new (const char *book);
void bench_bare_free (BenchBare *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchBare, bench_bare_free)

/* What a list shows of each id. */
void bench_bare_read_rows (BenchBare *self, const gint64 *ids, guint n);
/* Ids of all clients in name order. */
void bench_bare_read_ids (BenchBare *self, GArray *ids);
/* The first n ids in name order; the number of clients. */
void bench_bare_read_first (BenchBare *self, GArray *ids, guint n);
gint64 bench_bare_count (BenchBare *self);
/* A client, its addresses and its newest lines (a company's: with those of its people) with the text of each. */
guint bench_bare_read_card (BenchBare *self, gint64 id, gboolean company, guint n_lines);
/* Makes so many clients without a company the people of this one; how many there were. */
guint bench_bare_make_company (BenchBare *self, gint64 id, guint n_people);
/* Client with the most lines. */
gint64 bench_bare_find_busiest (BenchBare *self, guint *n_lines);

/* A client from this id on with phone and e-mail, whose name looks like glob ("" any): what a person might search for. Caller owns. */
gboolean bench_bare_sample (
    BenchBare *self, gint64 from, const char *glob, char **name_fold, char **phone, char **email);

/* Search lines in name order, as the search keeps them; seconds are the caller's to take. */
void bench_bare_load_lines (BenchBare *self);
/* First n ids whose lines have all words, and the exact count. */
guint bench_bare_scan (BenchBare *self, char **words, guint n, GArray *ids);

/* One changed field with its log line in one durable commit. */
void bench_bare_save (BenchBare *self, gint64 id, const char *city, gconstpointer key, gsize key_size);
/* Empties the write-ahead log; commits that stand in it. */
void bench_bare_empty_log (BenchBare *self);
guint bench_bare_count_commits (BenchBare *self);
