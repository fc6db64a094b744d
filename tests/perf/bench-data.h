/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Invented people, the same for the same seed: what the measured files and books are made of. */
typedef struct
{
  guint64 state;
} BenchRandom;

guint bench_random (BenchRandom *self, guint below);

typedef struct
{
  char *name;
  char *phone;
  char *email;
  char *company; /* NULL for half of them */
  const char *city;
  char *birthday; /* nullable, ISO */
  char *tags;     /* nullable, separated by commas */
  char *notes;    /* nullable */
} BenchPerson;

/* Person number k of n. */
void bench_person_make (BenchPerson *self, guint64 seed, guint k, guint n);
void bench_person_clear (BenchPerson *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BenchPerson, bench_person_clear)

/* A CSV file of n people with a header. */
gboolean bench_write_csv (const char *path, guint64 seed, guint n, GError **error);
