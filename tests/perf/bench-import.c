/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "backends/crm-backends.h"
#include "bench-data.h"
#include "bench-fill.h"
#include "bench.h"
#include "import/crm-importer.h"

/* Rows a second of an import against the bare loop that fills the same tables: bench-import FOLDER ROWS [ROUNDS [REPORT]]. */

static guint n_rows;

static void
make_empty (const char *path)
{
  g_autoptr (CrmStore) store = crm_store_new (path, NULL, CRM_ORIGIN_IMPORT);
  g_autoptr (GError) error = NULL;

  if (!crm_store_open_sync (store, TRUE, 30, &error))
    bench_die ("%s", error->message);
  crm_store_close (store);
}

static void
remove_book (const char *path)
{
  static const char *const ends[] = { "", "-wal", "-shm", ".lock" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *name = g_strconcat (path, ends[i], NULL);
      g_unlink (name);
    }
}

static double
import (const char *path, const char *csv)
{
  g_autoptr (CrmPhoneFormat) phone_format = crm_backends_phone_format ();
  g_autoptr (CrmStore) store = crm_store_new (path, phone_format, CRM_ORIGIN_CLI);
  g_autoptr (CrmImporter) importer = crm_importer_new (store, NULL);
  g_autoptr (CrmImportResult) result = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (csv);
  g_autoptr (GError) error = NULL;
  double start;

  if (!crm_store_open_sync (store, FALSE, 30, &error))
    bench_die ("%s", error->message);
  start = bench_now ();
  if (!crm_importer_load_file (importer, file, NULL, &error) ||
      !(result = crm_importer_run_sync (importer, NULL, NULL, NULL, &error)))
    bench_die ("%s", error->message);
  start = bench_now () - start;
  if (result->created + result->updated + result->duplicates->len != n_rows)
    bench_die ("%u of %u rows were imported", result->created, n_rows);
  crm_store_close (store);
  return start;
}

int
main (int argc, char **argv)
{
  g_autofree char *ours = g_build_filename (argc > 1 ? argv[1] : ".", "import-ours.clientele", NULL);
  g_autofree char *bare = g_build_filename (argc > 1 ? argv[1] : ".", "import-bare.clientele", NULL);
  g_autofree char *csv = g_build_filename (argc > 1 ? argv[1] : ".", "import.csv", NULL);
  g_autoptr (BenchFill) fill = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (BenchPair) pair = { 0 };
  guint rounds = argc > 3 ? (guint)atoi (argv[3]) : 3;

  if (argc < 3)
    bench_die ("usage: bench-import FOLDER ROWS [ROUNDS [REPORT]]");
  n_rows = (guint)atoi (argv[2]);
  bench_report_open (argc > 4 ? argv[4] : NULL);
  bench_pair_init (&pair);
  if (!bench_write_csv (csv, 1, n_rows, &error))
    bench_die ("%s", error->message);
  for (guint i = 0; i < rounds; i++)
    {
      double a, b;

      make_empty (ours);
      make_empty (bare);
      a = n_rows / import (ours, csv);
      if (!fill)
        fill = bench_fill_read (ours);
      b = n_rows / bench_fill_write (fill, bare);
      bench_pair_add (&pair, a, b);
      remove_book (ours);
      remove_book (bare);
    }
  g_unlink (csv);
  bench_report ("import of a CSV file", bench_median (pair.ours), bench_median (pair.bare), "rows/s",
      BENCH_AT_LEAST, 0.5);
  return bench_report_close () ? 1 : 0;
}
