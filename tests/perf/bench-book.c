/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "activity/crm-note.h"
#include "bench-data.h"
#include "bench.h"
#include "client/crm-client.h"
#include "store/crm-store.h"

/* Fills an empty book through the store's own write path: bench-book BOOK CLIENTS ACTIVITIES. */

typedef struct
{
  guint from, to, n;
  guint64 seed;
} Part;

static gboolean
add_clients (CrmTransaction *tx, gpointer data, GError **error)
{
  Part *part = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);

  for (guint k = part->from; k < part->to; k++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);
      g_auto (BenchPerson) person = { 0 };

      bench_person_make (&person, part->seed, k, part->n);
      crm_values_set_text (values, CRM_CLIENT_NAME, person.name);
      crm_values_set_text (values, CRM_CLIENT_PHONE, person.phone);
      crm_values_set_text (values, CRM_CLIENT_EMAIL, person.email);
      crm_values_set_text (values, CRM_CLIENT_CITY, person.city);
      crm_values_set_text (values, CRM_CLIENT_BIRTHDAY, person.birthday);
      crm_values_set_text (values, CRM_CLIENT_NOTES, person.notes);
      if (k > 100 && person.company)
        crm_values_set_integer (values, CRM_CLIENT_COMPANY, 1 + k % 50);
      if (person.tags && !crm_transaction_read_value (tx, values, CRM_CLIENT_TAGS, person.tags, error))
        return FALSE;
      if (!crm_transaction_insert (tx, values, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_activities (CrmTransaction *tx, gpointer data, GError **error)
{
  Part *part = data;
  g_autoptr (CrmEntity) note = crm_transaction_get_entity (tx, "note", error);
  g_autoptr (CrmEntity) call = crm_transaction_get_entity (tx, "call", error);

  for (guint k = part->from; k < part->to; k++)
    {
      BenchRandom random = { part->seed + k };
      gboolean is_note = k % 2;
      g_autoptr (CrmValues) values = crm_values_new (is_note ? note : call);
      g_auto (BenchPerson) person = { 0 };
      gint64 client = k < 5000 ? 7 : 1 + bench_random (&random, part->n);

      bench_person_make (&person, part->seed + 1, k, part->n);
      crm_values_set_integer (values, is_note ? CRM_NOTE_CLIENT : CRM_CALL_CLIENT, client);
      crm_values_set_integer (values, is_note ? CRM_NOTE_AT : CRM_CALL_AT,
          crm_transaction_get_now (tx) - (gint64)bench_random (&random, 700 * 86400) * G_USEC_PER_SEC);
      crm_values_set_text (
          values, is_note ? CRM_NOTE_TEXT : CRM_CALL_TEXT, person.notes ? person.notes : "Коротка розмова");
      if (!is_note)
        {
          crm_values_set_text (values, CRM_CALL_DIRECTION, k % 3 ? "out" : "in");
          crm_values_set_text (values, CRM_CALL_OUTCOME, "answered");
          crm_values_set_integer (values, CRM_CALL_DURATION, bench_random (&random, 900));
        }
      if (!crm_transaction_insert (tx, values, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static void
write_parts (CrmStore *store, CrmWriteFunc func, guint n, guint n_clients)
{
  for (guint from = 0; from < n; from += 50000)
    {
      Part part = { from, MIN (from + 50000, n), n_clients, 20250630 };
      g_autoptr (GError) error = NULL;

      if (!crm_store_write_sync (store, "Fill", func, &part, NULL, &error))
        bench_die ("%s", error->message);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (GError) error = NULL;
  double start;
  guint n;

  if (argc != 4)
    bench_die ("usage: bench-book BOOK CLIENTS ACTIVITIES");
  n = (guint)atoi (argv[2]);
  store = crm_store_new (argv[1], NULL, CRM_ORIGIN_IMPORT);
  if (!crm_store_open_sync (store, TRUE, 30, &error))
    bench_die ("%s", error->message);
  start = bench_now ();
  write_parts (store, add_clients, n, n);
  g_print ("%u clients, %.0f a second\n", n, n / (bench_now () - start));
  start = bench_now ();
  write_parts (store, add_activities, (guint)atoi (argv[3]), n);
  g_print ("%s activities, %.0f a second\n", argv[3], atoi (argv[3]) / (bench_now () - start));
  crm_store_close (store);
  return 0;
}
