/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "bench-data.h"
#include "bench-fill.h"
#include "bench.h"
#include "client/crm-client.h"
#include "store/crm-store.h"

/* Rows a second of an import against the bare loop that fills the same tables: bench-import FOLDER ROWS [ROUNDS [REPORT]]. */

static guint n_rows;

static gboolean
add_clients (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);

  for (guint k = 0; k < n_rows; k++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);
      g_auto (BenchPerson) person = { 0 };

      bench_person_make (&person, 1, k, n_rows);
      crm_values_set_text (values, CRM_CLIENT_NAME, person.name);
      crm_values_set_text (values, CRM_CLIENT_PHONE, person.phone);
      crm_values_set_text (values, CRM_CLIENT_EMAIL, person.email);
      crm_values_set_text (values, CRM_CLIENT_CITY, person.city);
      crm_values_set_text (values, CRM_CLIENT_BIRTHDAY, person.birthday);
      crm_values_set_text (values, CRM_CLIENT_NOTES, person.notes);
      if (person.tags && !crm_transaction_read_value (tx, values, CRM_CLIENT_TAGS, person.tags, error))
        return FALSE;
      if (!crm_transaction_insert (tx, values, NULL, error))
        return FALSE;
    }
  return TRUE;
}

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
import (const char *path)
{
  g_autoptr (CrmStore) store = crm_store_new (path, NULL, CRM_ORIGIN_IMPORT);
  g_autoptr (GError) error = NULL;
  double start;

  if (!crm_store_open_sync (store, FALSE, 30, &error))
    bench_die ("%s", error->message);
  start = bench_now ();
  if (!crm_store_write_sync (store, "Import", add_clients, NULL, NULL, &error))
    bench_die ("%s", error->message);
  start = bench_now () - start;
  crm_store_close (store);
  return start;
}

int
main (int argc, char **argv)
{
  g_autofree char *ours = g_build_filename (argc > 1 ? argv[1] : ".", "import-ours.clientele", NULL);
  g_autofree char *bare = g_build_filename (argc > 1 ? argv[1] : ".", "import-bare.clientele", NULL);
  g_autoptr (BenchFill) fill = NULL;
  g_auto (BenchPair) pair = { 0 };
  guint rounds = argc > 3 ? (guint)atoi (argv[3]) : 3;

  if (argc < 3)
    bench_die ("usage: bench-import FOLDER ROWS [ROUNDS [REPORT]]");
  n_rows = (guint)atoi (argv[2]);
  bench_report_open (argc > 4 ? argv[4] : NULL);
  bench_pair_init (&pair);
  for (guint i = 0; i < rounds; i++)
    {
      double a, b;

      make_empty (ours);
      make_empty (bare);
      a = n_rows / import (ours);
      if (!fill)
        fill = bench_fill_read (ours);
      b = n_rows / bench_fill_write (fill, bare);
      bench_pair_add (&pair, a, b);
      remove_book (ours);
      remove_book (bare);
    }
  bench_report ("import", bench_median (pair.ours), bench_median (pair.bare), "rows/s", BENCH_AT_LEAST, 0.5);
  return bench_report_close () ? 1 : 0;
}
