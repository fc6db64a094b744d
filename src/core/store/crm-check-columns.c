/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "store/crm-check.h"
#include "store/crm-entity-private.h"
#include "store/crm-transaction-private.h"

/* Compares the columns derived from texts (folded twins, phone keys, sort keys) with what they should be, or makes them anew: they
 * are no change of the person's. Runs in the writer's thread. */

typedef struct
{
  gint64 id;
  char *text; /* owned, nullable */
} Wrong;

static void
clear_wrong (gpointer data)
{
  g_free (((Wrong *)data)->text);
}

static gboolean
is_key_right (CrmTransaction *tx, CrmStatement *row, const char *text)
{
  g_autoptr (GBytes) key = text ? crm_collator_key (tx->book->collator, text) : NULL;
  gsize size, stored_size;
  gconstpointer data, stored = crm_statement_get_bytes (row, 3, &stored_size);

  if (!key)
    return crm_statement_is_null (row, 3);
  data = g_bytes_get_data (key, &size);
  return size == stored_size && memcmp (data, stored, size) == 0;
}

static gboolean
find_wrong (CrmTransaction *tx, const char *table, const CrmField *field, GArray *wrong, GError **error)
{
  gboolean sorted = (field->flags & CRM_FIELD_SORTED) != 0;
  g_autofree char *key = sorted ? g_strdup_printf (", \"%s_key\"", field->name) : g_strdup ("");
  /* What has neither a text nor a form of it is right. */
  g_autofree char *sql = g_strdup_printf (
      "SELECT id, \"%s\", \"%s_fold\"%s FROM \"%s\" WHERE coalesce (\"%s\", \"%s_fold\") IS NOT NULL%s%s%s",
      field->name, field->name, key, table, field->name, field->name, sorted ? " OR \"" : "",
      sorted ? field->name : "", sorted ? "_key\" IS NOT NULL" : "");
  g_autoptr (CrmStatement) all = crm_db_prepare (tx->db, sql, error);
  gboolean row = FALSE;

  if (!all)
    return FALSE;
  while (crm_statement_step (all, &row, error) && row)
    {
      const char *text = crm_statement_get_text (all, 1);
      g_autofree char *fold = text ? crm_transaction_dup_fold (tx, field, text) : NULL;

      if (g_strcmp0 (fold, crm_statement_get_text (all, 2)) != 0 || (sorted && !is_key_right (tx, all, text)))
        {
          Wrong found = { crm_statement_get_integer (all, 0), g_strdup (text) };
          g_array_append_val (wrong, found);
        }
    }
  return !row;
}

static gboolean
repair_wrong (CrmTransaction *tx, const char *table, const CrmField *field, GArray *wrong, GError **error)
{
  gboolean sorted = (field->flags & CRM_FIELD_SORTED) != 0;
  g_autofree char *sql = g_strdup_printf ("UPDATE \"%s\" SET \"%s_fold\" = $2%s%s%s WHERE id = $1", table,
      field->name, sorted ? ", \"" : "", sorted ? field->name : "", sorted ? "_key\" = $3" : "");
  g_autoptr (CrmStatement) update = crm_db_prepare (tx->db, sql, error);

  if (!update)
    return FALSE;
  for (guint i = 0; i < wrong->len; i++)
    {
      const Wrong *found = &g_array_index (wrong, Wrong, i);
      g_autofree char *fold = found->text ? crm_transaction_dup_fold (tx, field, found->text) : NULL;
      g_autoptr (GBytes) key =
          sorted && found->text ? crm_collator_key (tx->book->collator, found->text) : NULL;
      gsize size = 0;
      gconstpointer data = key ? g_bytes_get_data (key, &size) : NULL;

      crm_statement_bind_integer (update, 1, found->id);
      crm_statement_bind_text (update, 2, fold);
      if (key)
        crm_statement_bind_bytes (update, 3, data, size);
      else if (sorted)
        crm_statement_bind_null (update, 3);
      if (!crm_statement_run (update, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_check_columns (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  GHashTableIter iter;
  gpointer value;
  guint total = 0;

  g_hash_table_iter_init (&iter, tx->book->entities);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      CrmEntity *entity = value;

      for (guint i = 0; i < entity->n_fields; i++)
        {
          g_autoptr (GArray) wrong = NULL;

          if (!crm_field_has_fold (&entity->fields[i]))
            continue;
          wrong = g_array_new (FALSE, FALSE, sizeof (Wrong));
          g_array_set_clear_func (wrong, clear_wrong);
          if (!find_wrong (tx, crm_entity_get_name (entity), &entity->fields[i], wrong, error) ||
              (repair && wrong->len &&
                  !repair_wrong (tx, crm_entity_get_name (entity), &entity->fields[i], wrong, error)))
            return FALSE;
          total += wrong->len;
        }
    }
  if (total && problems)
    g_ptr_array_add (problems, g_strdup_printf (ngettext ("%u value is found or sorted by a wrong form.",
                                                    "%u values are found or sorted by a wrong form.", total),
                                   total));
  return TRUE;
}
