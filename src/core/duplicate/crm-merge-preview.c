/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "duplicate/crm-client-merge-private.h"

/* What a merge would make of two clients, to be looked at before. Runs in a worker's thread. */

static void
merge_field_free (gpointer data)
{
  CrmMergeField *self = data;

  g_free (self->keep);
  g_free (self->other);
  g_free (self);
}

static void
merge_count_free (gpointer data)
{
  CrmMergeCount *self = data;

  crm_entity_unref (self->entity);
  g_free (self);
}

static void
merge_entry_free (gpointer data)
{
  CrmMergeEntry *self = data;

  g_free (self->summary);
  g_free (self);
}

void
crm_merge_preview_free (CrmMergePreview *self)
{
  g_clear_pointer (&self->keep, crm_row_unref);
  g_clear_pointer (&self->other, crm_row_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->counts, g_ptr_array_unref);
  g_clear_pointer (&self->timeline, g_ptr_array_unref);
  g_free (self);
}

static void
add_field (CrmMerge *merge, GPtrArray *fields, int index)
{
  const CrmField *field = &merge->keep->entity->fields[index];
  const CrmValue *keep = crm_row_get (merge->keep, index), *other = crm_row_get (merge->other, index);
  CrmMergeField *out;

  if (!crm_merge_has_field (field) || (crm_value_is_empty (keep) && crm_value_is_empty (other)))
    return;
  out = g_new0 (CrmMergeField, 1);
  out->field = index;
  out->keep = crm_merge_format (merge->tx, merge->keep, index);
  out->other = crm_merge_format (merge->tx, merge->other, index);
  out->differs =
      !crm_value_is_empty (keep) && !crm_value_is_empty (other) && !crm_merge_are_equal (field, keep, other);
  out->both = crm_merge_unites (field);
  out->proposed = crm_merge_choose (merge, index);
  g_ptr_array_add (fields, out);
}

/* What is worth to be counted for people: what tells of one client and is not part of something else. */
static gboolean
add_count (CrmMerge *merge, GPtrArray *counts, CrmEntity *entity, GError **error)
{
  const char *name = crm_entity_get_name (entity);
  int field = crm_entity_find_field (entity, "client");
  gboolean meeting = g_str_equal (name, "meeting");
  static const char *const told[] = { "note", "call", "message", "deal", "task", NULL };
  CrmMergeCount count = { entity, 0, 0 };

  if (!meeting && !g_strv_contains (told, name) && !(crm_entity_is_own (entity) && field >= 0))
    return TRUE;
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *sql =
          meeting
              ? g_strdup ("SELECT count (*) FROM record_link l JOIN meeting t ON t.id = l.record_id WHERE "
                          "l.entity = "
                          "'meeting' AND l.field = 'clients' AND l.target_id = $1 AND t.archived_at IS NULL")
              : g_strdup_printf (
                    "SELECT count (*) FROM \"%s\" t WHERE t.\"%s\" = $1 AND t.archived_at IS NULL", name,
                    entity->fields[field].name);
      g_autoptr (GArray) n = crm_db_list_integers (
          crm_transaction_get_db (merge->tx), sql, error, 1, i ? merge->other->id : merge->keep->id);

      if (!n)
        return FALSE;
      *(i ? &count.other : &count.keep) = (guint)g_array_index (n, gint64, 0);
    }
  if (count.keep || count.other)
    {
      crm_entity_ref (entity);
      g_ptr_array_add (counts, g_memdup2 (&count, sizeof count));
    }
  return TRUE;
}

/* What happened with both, as the kept one's timeline will begin. */
static gboolean
read_timeline (CrmMerge *merge, GPtrArray *entries, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (merge->tx),
      "SELECT at, kind, direction, summary, of_other FROM"
      " (SELECT * FROM (SELECT at, id, kind, direction, summary, 0 AS of_other FROM activity WHERE client_id "
      "= $1"
      " ORDER BY at DESC, id DESC LIMIT 10) x"
      " UNION ALL SELECT * FROM (SELECT at, id, kind, direction, summary, 1 AS of_other FROM activity WHERE "
      "client_id = $2"
      " ORDER BY at DESC, id DESC LIMIT 10) y) q ORDER BY at DESC, id DESC LIMIT 10",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, merge->keep->id);
  crm_statement_bind_integer (statement, 2, merge->other->id);
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmMergeEntry *entry = g_new0 (CrmMergeEntry, 1);

      entry->at = crm_statement_get_integer (statement, 0);
      entry->kind = g_intern_string (crm_statement_get_text (statement, 1));
      entry->direction = g_intern_string (crm_statement_get_text (statement, 2));
      entry->summary = g_strdup (crm_statement_get_text (statement, 3));
      entry->of_other = crm_statement_get_integer (statement, 4) != 0;
      g_ptr_array_add (entries, entry);
    }
  return !row;
}

CrmMergePreview *
crm_client_preview_merge (CrmTransaction *tx, gint64 keep, gint64 other, GError **error)
{
  g_autoptr (CrmMergePreview) self = g_new0 (CrmMergePreview, 1);
  g_autoptr (GPtrArray) entities = crm_transaction_dup_entities (tx);
  CrmMerge merge = { tx, NULL, NULL, NULL };

  merge.keep = self->keep = crm_transaction_load (tx, "client", keep, error);
  merge.other = self->other = self->keep ? crm_transaction_load (tx, "client", other, error) : NULL;
  if (!self->other || !crm_merge_check (&merge, error))
    return NULL;
  self->fields = g_ptr_array_new_with_free_func (merge_field_free);
  self->counts = g_ptr_array_new_with_free_func (merge_count_free);
  for (guint i = 0; i < self->keep->entity->n_fields; i++)
    add_field (&merge, self->fields, (int)i);
  for (guint i = 0; i < entities->len; i++)
    if (!add_count (&merge, self->counts, entities->pdata[i], error))
      return NULL;
  self->timeline = g_ptr_array_new_with_free_func (merge_entry_free);
  return read_timeline (&merge, self->timeline, error) ? g_steal_pointer (&self) : NULL;
}
