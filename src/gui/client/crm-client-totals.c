/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-totals.h"

#include <glib/gi18n-lib.h>

#include "base/crm-decimal.h"
#include "base/crm-time.h"
#include "store/crm-figures.h"

/* Owns the query, the column and the figures, which are added up by the store. Main thread; …_in_worker elsewhere. */

#define DELAY 300        /* ms: after what a person waits for */
#define SEARCH_DELAY 900 /* ms: the next key does not wait for the figures of the words before it */

typedef struct
{
  CrmQuery *query;
  gboolean steps;
  char *field; /* nullable */
} Question;

typedef struct
{
  gint64 without_step;
  CrmFigures *figures; /* nullable */
} Totals;

struct _CrmClientTotals
{
  GObject parent_instance;
  CrmStore *store; /* owned */
  CrmQuery *query; /* owned, nullable */
  gboolean steps;
  char *field;               /* owned, nullable */
  GCancellable *cancellable; /* owned, nullable: the read under way */
  guint read_id;
  gint64 without_step;
  char *text; /* owned, nullable: for people */
};

G_DEFINE_FINAL_TYPE (CrmClientTotals, crm_client_totals, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
question_free (gpointer data)
{
  Question *question = data;

  crm_query_free (question->query);
  g_free (question->field);
  g_free (question);
}

static void
totals_free (gpointer data)
{
  Totals *totals = data;

  g_clear_pointer (&totals->figures, crm_figures_free);
  g_free (totals);
}

/* Sums of deals are kept a currency each beside the number that a column is sorted by. */
static const char *
get_summed (const char *field)
{
  if (g_str_equal (field, "open_deals"))
    return "open_sums";
  return g_str_equal (field, "year_amount") ? "year_sums" : field;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;
  Totals *totals = g_new0 (Totals, 1);

  totals->without_step = -1;
  if (question->steps)
    {
      g_autoptr (CrmQuery) query = crm_query_copy (question->query);

      crm_condition_add (crm_query_get_where (query), crm_condition_new ("next_key", CRM_TEST_EMPTY, NULL));
      totals->without_step = crm_transaction_count (tx, query, error);
      if (totals->without_step < 0 || g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          totals_free (totals);
          return NULL;
        }
    }
  if (question->field != NULL)
    totals->figures = crm_transaction_read_figures (tx, question->query, get_summed (question->field), error);
  if (question->field == NULL || totals->figures != NULL)
    return totals;
  totals_free (totals);
  return NULL;
}

static char *
dup_number (const CrmFigures *figures, double value)
{
  if (figures->kind == CRM_KIND_DECIMAL)
    return crm_decimal_display ((gint64)value, figures->digits);
  if (figures->kind == CRM_KIND_DURATION)
    return crm_duration_display ((gint64)value);
  return value == (double)(gint64)value ? g_strdup_printf ("%'lld", (long long)value)
                                        : g_strdup_printf ("%'.1f", value);
}

static char *
dup_text (CrmClientTotals *self, const CrmFigures *figures)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "client");
  int index = crm_entity_find_field (entity, self->field);
  const char *title = index >= 0 ? crm_field_get_label (&entity->fields[index]) : NULL;
  const char *currency = crm_store_get_setting (self->store, "currency");
  g_autoptr (GString) text = g_string_new (title);
  g_autofree char *total = NULL;
  g_autofree char *average = NULL;

  if (title == NULL)
    return NULL;
  if (figures->sums != NULL)
    {
      total = crm_sums_display (figures->sums, currency, TRUE);
      average = crm_sums_display (figures->averages, currency, TRUE);
    }
  else if (figures->numeric && figures->filled > 0)
    {
      total = dup_number (figures, figures->total);
      average = dup_number (figures, figures->total / (double)figures->filled);
    }
  if (total != NULL)
    g_string_append_printf (text, " %s", total);
  if (average != NULL && figures->filled > 1)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("average %s"), average);
    }
  g_string_append (text, " · ");
  {
    g_autofree char *filled = g_strdup_printf ("%'lld", (long long)figures->filled);

    g_string_append_printf (text, _ ("filled in: %s"), filled);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Totals *totals = crm_store_read_finish (CRM_STORE (source), result, &error);
  CrmClientTotals *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = CRM_CLIENT_TOTALS (data);
  g_clear_object (&self->cancellable);
  /* A figure that could not be read is not shown; the list itself says what is wrong. */
  self->without_step = totals != NULL ? totals->without_step : -1;
  g_free (self->text);
  self->text = totals != NULL && totals->figures != NULL ? dup_text (self, totals->figures) : NULL;
  g_clear_pointer (&totals, totals_free);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
read_totals (gpointer data)
{
  CrmClientTotals *self = data;
  Question *question;

  self->read_id = 0;
  if (self->query == NULL)
    return G_SOURCE_REMOVE;
  question = g_new0 (Question, 1);
  question->query = crm_query_copy (self->query);
  question->steps = self->steps;
  question->field = g_strdup (self->field);
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (
      self->store, 3, read_in_worker, question, question_free, totals_free, self->cancellable, on_read, self);
  return G_SOURCE_REMOVE;
}

static void
read_soon (CrmClientTotals *self)
{
  gboolean search = self->query != NULL && crm_query_get_text (self->query) != NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->read_id, g_source_remove);
  self->read_id = g_timeout_add (search ? SEARCH_DELAY : DELAY, read_totals, self);
}

/* The old figures answer another question. */
static void
forget (CrmClientTotals *self)
{
  self->without_step = -1;
  g_clear_pointer (&self->text, g_free);
  g_signal_emit (self, signals[CHANGED], 0);
  read_soon (self);
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
  g_clear_pointer (&self->field, g_free);
  g_clear_pointer (&self->text, g_free);
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
  return self;
}

void
crm_client_totals_set_query (CrmClientTotals *self, CrmQuery *query, gboolean steps)
{
  g_return_if_fail (CRM_IS_CLIENT_TOTALS (self));
  g_clear_pointer (&self->query, crm_query_free);
  self->query = crm_query_copy (query);
  self->steps = steps;
  forget (self);
}

void
crm_client_totals_set_column (CrmClientTotals *self, const char *field)
{
  const char *wanted = field != NULL && field[0] != '\0' ? field : NULL;

  g_return_if_fail (CRM_IS_CLIENT_TOTALS (self));
  if (g_strcmp0 (self->field, wanted) == 0)
    return;
  g_free (self->field);
  self->field = g_strdup (wanted);
  forget (self);
}

gint64
crm_client_totals_get_without_step (CrmClientTotals *self)
{
  return self->without_step;
}

const char *
crm_client_totals_get_text (CrmClientTotals *self)
{
  return self->text;
}
