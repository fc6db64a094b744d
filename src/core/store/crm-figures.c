/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-figures.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "store/crm-transaction-private.h"

/* Adds up a field by the database, or by the kept sums of each record. Runs in a worker's thread. */

typedef struct
{
  gint64 minor;
  gint64 n;
} Part;

void
crm_figures_free (CrmFigures *self)
{
  if (self->sums != NULL)
    crm_sums_free (self->sums);
  if (self->averages != NULL)
    crm_sums_free (self->averages);
  g_free (self);
}

static void
add_part (GHashTable *parts, const char *currency, gint64 minor, gint64 n)
{
  Part *part = g_hash_table_lookup (parts, currency);

  if (part == NULL)
    {
      part = g_new0 (Part, 1);
      g_hash_table_insert (parts, g_strdup (currency), part);
    }
  part->minor += minor;
  part->n += n;
}

static void
take_parts (CrmFigures *self, GHashTable *parts)
{
  GHashTableIter iter;
  gpointer key, value;

  self->sums = crm_sums_new ();
  self->averages = crm_sums_new ();
  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Part *part = value;

      crm_sums_add (self->sums, part->minor, key);
      crm_sums_add (self->averages, part->minor / part->n, key);
    }
}

/* Columns and what is appended to the condition; each row is given to take. */
static gboolean
run (CrmTransaction *tx, const CrmQuery *query, gboolean joined, const char *columns, const char *more,
    void (*take) (CrmStatement *row, gpointer data), gpointer data, GError **error)
{
  g_auto (CrmQuerySql) sql = { .joined = joined };
  g_autoptr (CrmStatement) statement = NULL;
  gboolean row = FALSE;

  if (!crm_query_compile (tx, query, columns, FALSE, &sql, error))
    return FALSE;
  crm_query_sql_append (&sql, more);
  statement = crm_query_sql_prepare (tx->db, &sql, error);
  if (statement == NULL)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    take (statement, data);
  return !row;
}

static void
take_money (CrmStatement *row, gpointer data)
{
  add_part (data, crm_statement_get_text (row, 0), crm_statement_get_integer (row, 1),
      crm_statement_get_integer (row, 2));
}

static void
take_sums (CrmStatement *row, gpointer data)
{
  g_autoptr (CrmSums) sums = crm_sums_from_text (crm_statement_get_text (row, 0));
  guint n;
  const CrmSum *sum = crm_sums_get (sums, &n);

  for (guint i = 0; i < n; i++)
    add_part (data, sum[i].currency, sum[i].minor, 1);
}

static void
take_number (CrmStatement *row, gpointer data)
{
  CrmFigures *self = data;

  self->filled = crm_statement_get_integer (row, 0);
  self->total = crm_statement_get_real (row, 1);
}

/* How many have something there at all. */
static gboolean
count_filled (CrmTransaction *tx, const CrmQuery *query, const char *field, CrmFigures *self, GError **error)
{
  g_autoptr (CrmQuery) filled = crm_query_copy (query);

  crm_condition_add (crm_query_get_where (filled), crm_condition_new (field, CRM_TEST_NOT_EMPTY, NULL));
  self->filled = crm_transaction_count (tx, filled, error);
  return self->filled >= 0;
}

static gboolean
is_number (CrmKind kind)
{
  return kind == CRM_KIND_INTEGER || kind == CRM_KIND_REAL || kind == CRM_KIND_DECIMAL ||
         kind == CRM_KIND_DURATION;
}

CrmFigures *
crm_transaction_read_figures (CrmTransaction *tx, const CrmQuery *query, const char *name, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, crm_query_get_entity (query), error);
  int index = entity != NULL ? crm_entity_find_field (entity, name) : -1;
  const CrmField *field = index >= 0 ? &entity->fields[index] : NULL;
  g_autoptr (CrmFigures) self = g_new0 (CrmFigures, 1);
  g_autoptr (GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean joined, ok;

  if (entity == NULL)
    return NULL;
  if (field == NULL)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("%s has no field “%s”."),
          crm_entity_get_name (entity), name);
      return NULL;
    }
  self->kind = field->kind;
  self->digits = field->digits;
  joined = (field->flags & CRM_FIELD_COMPUTED) != 0;
  if (field->kind == CRM_KIND_MONEY)
    {
      g_autofree char *columns = g_strdup_printf (
          "t.\"%s_currency\", sum (t.\"%s\"), count (t.\"%s\")", field->name, field->name, field->name);
      g_autofree char *more =
          g_strdup_printf (" AND t.\"%s\" IS NOT NULL GROUP BY t.\"%s_currency\"", field->name, field->name);

      ok = run (tx, query, FALSE, columns, more, take_money, parts, error);
    }
  else if (joined && g_str_has_suffix (field->name, "_sums"))
    {
      g_autofree char *more = g_strdup_printf (" AND %s IS NOT NULL", field->sql);

      ok = run (tx, query, TRUE, field->sql, more, take_sums, parts, error);
    }
  else if (is_number (field->kind))
    {
      g_autofree char *expression =
          joined ? g_strdup (field->sql) : g_strdup_printf ("t.\"%s\"", field->name);
      g_autofree char *columns = g_strdup_printf ("count (%s), sum (%s)", expression, expression);

      self->numeric = TRUE;
      if (!run (tx, query, joined, columns, "", take_number, self, error))
        return NULL;
      return g_steal_pointer (&self);
    }
  else
    return count_filled (tx, query, field->name, self, error) ? g_steal_pointer (&self) : NULL;

  if (!ok || !count_filled (tx, query, field->name, self, error))
    return NULL;
  take_parts (self, parts);
  return g_steal_pointer (&self);
}
