/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-totals.h"

#include "base/crm-sums.h"

/* Owns the query and the two figures. Sums are of all open deals in the book, added up by the store. Main thread; …_in_worker elsewhere. */

#define DELAY 300 /* ms: after what a person waits for */

typedef struct
{
  gint64 without_step;
  char *open; /* as crm_sums_to_text () */
} Totals;

struct _CrmClientTotals
{
  GObject parent_instance;
  CrmStore *store;           /* owned */
  CrmQuery *query;           /* owned, nullable */
  GCancellable *cancellable; /* owned, nullable: the read under way */
  guint read_id;
  gint64 without_step;
  char *open; /* owned, nullable: for people */
};

G_DEFINE_FINAL_TYPE (CrmClientTotals, crm_client_totals, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
totals_free (gpointer data)
{
  g_free (((Totals *)data)->open);
  g_free (data);
}

static gboolean
read_open (CrmTransaction *tx, Totals *totals, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT amount_currency, sum (amount) FROM deal WHERE state = 'open' AND archived_at IS NULL AND "
      "amount_currency IS NOT NULL GROUP BY amount_currency",
      error);
  g_autoptr (CrmSums) sums = crm_sums_new ();
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    crm_sums_add (sums, crm_statement_get_integer (statement, 1), crm_statement_get_text (statement, 0));
  totals->open = crm_sums_to_text (sums);
  return !row;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = data != NULL ? crm_query_from_json (data, error) : NULL;
  Totals *totals = g_new0 (Totals, 1);

  totals->without_step = -1;
  if (query != NULL)
    {
      crm_condition_add (crm_query_get_where (query), crm_condition_new ("next_key", CRM_TEST_EMPTY, NULL));
      totals->without_step = crm_transaction_count (tx, query, error);
    }
  if ((query == NULL || totals->without_step >= 0) && read_open (tx, totals, error))
    return totals;
  totals_free (totals);
  return NULL;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Totals *totals = crm_store_read_finish (CRM_STORE (source), result, &error);
  g_autoptr (CrmSums) sums = NULL;
  CrmClientTotals *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = CRM_CLIENT_TOTALS (data);
  g_clear_object (&self->cancellable);
  /* A figure that could not be read is not shown; the list itself says what is wrong. */
  self->without_step = totals != NULL ? totals->without_step : -1;
  sums = crm_sums_from_text (totals != NULL ? totals->open : NULL);
  g_free (self->open);
  self->open = crm_sums_display (sums, crm_store_get_setting (self->store, "currency"), TRUE);
  g_clear_pointer (&totals, totals_free);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
read_totals (gpointer data)
{
  CrmClientTotals *self = data;

  self->read_id = 0;
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 3, read_in_worker,
      self->query != NULL ? crm_query_to_json (self->query) : NULL, g_free, totals_free, self->cancellable,
      on_read, self);
  return G_SOURCE_REMOVE;
}

static void
read_soon (CrmClientTotals *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->read_id, g_source_remove);
  self->read_id = g_timeout_add (DELAY, read_totals, self);
}

static void
on_changed (CrmClientTotals *self, CrmChangeSet *changes)
{
  if (crm_change_set_touches (changes, "client") || crm_change_set_touches (changes, "deal") ||
      crm_change_set_touches (changes, "task") || crm_change_set_touches (changes, "meeting"))
    read_soon (self);
}

static void
crm_client_totals_dispose (GObject *object)
{
  CrmClientTotals *self = CRM_CLIENT_TOTALS (object);

  g_clear_handle_id (&self->read_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->query, crm_query_free);
  g_clear_pointer (&self->open, g_free);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_client_totals_parent_class)->dispose (object);
}

static void
crm_client_totals_class_init (CrmClientTotalsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_client_totals_dispose;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_client_totals_init (CrmClientTotals *self)
{
  self->without_step = -1;
}

CrmClientTotals *
crm_client_totals_new (CrmStore *store)
{
  CrmClientTotals *self = g_object_new (CRM_TYPE_CLIENT_TOTALS, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  read_soon (self);
  return self;
}

void
crm_client_totals_set_query (CrmClientTotals *self, CrmQuery *query)
{
  g_return_if_fail (CRM_IS_CLIENT_TOTALS (self));
  g_clear_pointer (&self->query, crm_query_free);
  self->query = query != NULL ? crm_query_copy (query) : NULL;
  self->without_step = -1;
  g_signal_emit (self, signals[CHANGED], 0);
  read_soon (self);
}

gint64
crm_client_totals_get_without_step (CrmClientTotals *self)
{
  return self->without_step;
}

const char *
crm_client_totals_get_open (CrmClientTotals *self)
{
  return self->open;
}
