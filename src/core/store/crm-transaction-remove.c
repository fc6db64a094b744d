/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "store/crm-entity-private.h"
#include "store/crm-transaction-private.h"

/* Putting records away: archiving with what they own, bringing back exactly that, and removing for good. Runs in the writer's
 * thread, inside the transaction. */

static gboolean
set_archived (CrmTransaction *self, CrmEntity *entity, const CrmRow *row, gint64 at, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE \"%s\" SET archived_at = $1, version = version + 1, "
                                          "updated_at = $2, operation_id = $3 WHERE id = $4",
      crm_entity_get_name (entity));
  g_autoptr (CrmStatement) statement = NULL;

  if (!crm_transaction_ensure_operation (self, error))
    return FALSE;
  statement = crm_db_prepare (self->db, sql, error);
  if (!statement)
    return FALSE;
  if (at)
    crm_statement_bind_integer (statement, 1, at);
  else
    crm_statement_bind_null (statement, 1);
  crm_statement_bind_integer (statement, 2, self->now);
  crm_statement_bind_integer (statement, 3, self->operation_id);
  crm_statement_bind_integer (statement, 4, row->id);
  return crm_statement_run (statement, error) &&
         crm_transaction_log (self, entity, row->id, at ? CRM_CHANGE_ARCHIVE : CRM_CHANGE_RESTORE,
             row->version + 1, NULL, crm_row_get_client (row), error);
}

typedef gboolean (*OwnedFunc) (
    CrmTransaction *self, const char *entity, gint64 id, gpointer data, GError **error);

/* Calls func for each record the one owns; condition is SQL on t with $2 as an integer, or NULL. */
static gboolean
for_each_owned (CrmTransaction *self, const char *name, gint64 id, const char *condition, gint64 parameter,
    OwnedFunc func, gpointer data, GError **error)
{
  guint n;
  const CrmEntityInfo *const *infos = crm_entity_table (&n);

  /* A field of the user's own only refers. */
  for (guint e = 0; e < n; e++)
    for (guint f = 0; f < infos[e]->n_fields; f++)
      {
        const CrmField *field = &infos[e]->fields[f];
        g_autoptr (GArray) ids = NULL;

        if (field->kind != CRM_KIND_LINK || !(field->flags & CRM_FIELD_OWNED) ||
            g_strcmp0 (field->target, name) != 0)
          continue;
        g_autofree char *sql = g_strdup_printf ("SELECT t.id FROM \"%s\" t WHERE t.\"%s\" = $1%s%s",
            infos[e]->name, field->name, condition ? " AND " : "", condition ? condition : "");
        g_autoptr (CrmStatement) statement = crm_db_prepare (self->db, sql, error);
        gboolean row = FALSE;
        if (!statement)
          return FALSE;
        ids = g_array_new (FALSE, FALSE, sizeof (gint64));
        crm_statement_bind_integer (statement, 1, id);
        if (condition && strstr (condition, "$2"))
          crm_statement_bind_integer (statement, 2, parameter);
        while (crm_statement_step (statement, &row, error) && row)
          {
            gint64 owned = crm_statement_get_integer (statement, 0);
            g_array_append_val (ids, owned);
          }
        if (row)
          return FALSE;
        for (guint i = 0; i < ids->len; i++)
          if (!func (self, infos[e]->name, g_array_index (ids, gint64, i), data, error))
            return FALSE;
      }
  return TRUE;
}

/* TRUE when the record stood already before its owner came back with that line of the log: it did not come with it. */
static gboolean
stood_before (CrmTransaction *self, const char *name, gint64 id, gint64 line, gboolean *stood, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (self->db,
      "SELECT 1 WHERE (SELECT op FROM change WHERE entity = $1 AND record_id = $2 AND seq < $3 AND op <> "
      "'update' ORDER BY seq DESC LIMIT 1) IN ('insert', 'restore') AND NOT EXISTS (SELECT 1 FROM change c "
      "JOIN change o ON o.seq = $3 WHERE c.entity = $1 AND c.record_id = $2 AND c.op = 'restore' AND "
      "c.operation_id = o.operation_id)",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, name);
  crm_statement_bind_integer (statement, 2, id);
  crm_statement_bind_integer (statement, 3, line);
  return crm_statement_step (statement, stood, error);
}

/* An owned record goes with its owner: its lines stay, for the owner's history stays whole. Another owner stays too, with other
 * figures. data: the line of the log to be reversed, or NULL. */
static gboolean
archive_owned (CrmTransaction *self, const char *name, gint64 id, gpointer data, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (self, name, id, error);
  gboolean stood = FALSE;

  if (!row || (data && !stood_before (self, name, id, *(gint64 *)data, &stood, error)))
    return FALSE;
  crm_transaction_touch_told (self, row);
  return stood ||
         (set_archived (self, row->entity, row, self->now, error) &&
             for_each_owned (self, name, id, "t.archived_at IS NULL", 0, archive_owned, data, error));
}

static gboolean
archive (CrmTransaction *self, const char *name, gint64 id, gint64 *line, GError **error)
{
  g_autoptr (CrmRow) before = crm_transaction_load (self, name, id, error);
  g_autoptr (CrmRow) after = NULL;

  g_return_val_if_fail (self->writing, FALSE);
  if (!before)
    return FALSE;
  if (before->archived_at)
    return TRUE;
  if (!set_archived (self, before->entity, before, self->now, error) ||
      !for_each_owned (self, name, id, "t.archived_at IS NULL", 0, archive_owned, line, error))
    return FALSE;
  after = crm_transaction_load (self, name, id, error);
  return after && crm_transaction_after_write (self, before->entity, id, before, after, error) &&
         crm_transaction_follow_book (self, name, error);
}

gboolean
crm_transaction_archive (CrmTransaction *self, const char *name, gint64 id, GError **error)
{
  return archive (self, name, id, NULL, error);
}

gboolean
crm_transaction_archive_again (CrmTransaction *self, const char *name, gint64 id, gint64 line, GError **error)
{
  return archive (self, name, id, &line, error);
}

static gboolean
restore_owned (CrmTransaction *self, const char *name, gint64 id, gpointer data, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (self, name, id, error);
  gint64 at = row ? row->archived_at : 0;

  if (row)
    crm_transaction_touch_told (self, row);
  return row && set_archived (self, row->entity, row, 0, error) &&
         for_each_owned (self, name, id, "t.archived_at = $2", at, restore_owned, NULL, error);
}

gboolean
crm_transaction_restore (CrmTransaction *self, const char *name, gint64 id, GError **error)
{
  g_autoptr (CrmRow) before = crm_transaction_load (self, name, id, error);
  g_autoptr (CrmRow) after = NULL;

  g_return_val_if_fail (self->writing, FALSE);
  if (!before)
    return FALSE;
  if (!before->archived_at)
    return TRUE;
  /* One operation has one time, so what went in the same operation carries the same instant. */
  if (!set_archived (self, before->entity, before, 0, error) ||
      !for_each_owned (self, name, id, "t.archived_at = $2", before->archived_at, restore_owned, NULL, error))
    return FALSE;
  after = crm_transaction_load (self, name, id, error);
  return after && crm_transaction_after_write (self, before->entity, id, before, after, error) &&
         crm_transaction_follow_book (self, name, error);
}

/* Takes a record that is about to go out of the lists that do not hold it. */
static gboolean
let_go (CrmTransaction *self, const char *name, gint64 id, GError **error)
{
  guint n;
  const CrmEntityInfo *const *infos = crm_entity_table (&n);

  for (guint e = 0; e < n; e++)
    for (guint f = 0; f < infos[e]->n_fields; f++)
      {
        const CrmField *field = &infos[e]->fields[f];
        g_autofree char *sql = NULL;
        g_autoptr (GArray) ids = NULL;

        if (!(field->flags & CRM_FIELD_LOOSE) || g_strcmp0 (field->target, name) != 0)
          continue;
        sql = g_strdup_printf (
            "SELECT record_id FROM record_link WHERE entity = '%s' AND field = '%s' AND target_id = $1 AND "
            "record_id <> $1",
            infos[e]->name, field->name);
        ids = crm_db_list_integers (self->db, sql, error, 1, id);
        for (guint i = 0; ids && i < ids->len; i++)
          {
            g_autoptr (CrmRow) row =
                crm_transaction_load (self, infos[e]->name, g_array_index (ids, gint64, i), error);
            g_autoptr (CrmValues) values = row ? crm_values_new (row->entity) : NULL;
            GArray *left = g_array_new (FALSE, FALSE, sizeof (gint64));
            const CrmValue *now = row ? crm_row_get (row, (int)f) : NULL;

            for (guint k = 0; now && now->type == CRM_VALUE_LIST && k < now->v.list->len; k++)
              if (g_array_index (now->v.list, gint64, k) != id)
                g_array_append_val (left, g_array_index (now->v.list, gint64, k));
            if (!values)
              {
                g_array_unref (left);
                return FALSE;
              }
            crm_value_take_list (crm_values_slot (values, (int)f), left);
            if (!crm_transaction_update (self, row->id, 0, values, error))
              return FALSE;
          }
        if (!ids)
          return FALSE;
      }
  return TRUE;
}

gboolean
crm_transaction_remove_one (CrmTransaction *self, CrmEntity *entity, gint64 id, GError **error)
{
  const char *name = crm_entity_get_name (entity);
  g_autoptr (CrmRow) row = crm_transaction_load (self, name, id, error);
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = $1", name);
  g_autofree char *detail = row ? crm_change_log_format_row (row) : NULL;

  g_hash_table_remove_all (self->linkable);
  if (!row || !let_go (self, name, id, error) ||
      !crm_transaction_log (
          self, entity, id, CRM_CHANGE_DELETE, row->version + 1, detail, crm_row_get_client (row), error))
    return FALSE;
  for (guint i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].kind == CRM_KIND_LINKS || entity->fields[i].kind == CRM_KIND_TAGS) &&
        !crm_transaction_store_list (self, entity, id, &entity->fields[i], NULL, FALSE, error))
      return FALSE;
  if (crm_entity_get_body_field (entity) >= 0 &&
      !crm_transaction_store_body (self, name, id, NULL, NULL, error))
    return FALSE;
  if (!crm_transaction_after_write (self, entity, id, row, NULL, error) ||
      !crm_db_run (self->db, sql, error, 1, id))
    return FALSE;
  /* Nothing is derived for a record that is gone. */
  if (g_str_equal (name, "client"))
    g_hash_table_remove (self->touched, &id);
  else if (g_str_equal (name, "deal"))
    g_hash_table_remove (self->touched_deals, &id);
  else if (g_str_equal (name, "conversation"))
    g_hash_table_remove (self->touched_conversations, &id);
  return crm_transaction_follow_book (self, name, error);
}

char *
crm_transaction_find_reference (
    CrmTransaction *self, const char *name, gint64 id, gboolean owned, GError **error)
{
  g_autoptr (GPtrArray) entities = crm_transaction_dup_entities (self);

  for (guint e = 0; e < entities->len; e++)
    for (guint f = 0; f < ((CrmEntity *)entities->pdata[e])->n_fields; f++)
      {
        CrmEntity *entity = entities->pdata[e];
        const char *other = crm_entity_get_name (entity);
        const CrmField *field = &entity->fields[f];
        gboolean list = field->kind == CRM_KIND_LINKS || field->kind == CRM_KIND_TAGS;
        const char *target = field->kind == CRM_KIND_TAGS ? "tag" : field->target;

        if ((field->kind != CRM_KIND_LINK && !list) ||
            field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_LOOSE) ||
            (!owned && field->flags & CRM_FIELD_OWNED) || g_strcmp0 (target, name) != 0)
          continue;
        g_autofree char *sql =
            list ? g_strdup_printf ("SELECT record_id FROM record_link WHERE entity = '%s' AND field = '%s' "
                                    "AND target_id = $1 LIMIT 1",
                       other, field->name)
                 : g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = $1%s LIMIT 1", other, field->name,
                       g_str_equal (other, name) ? " AND id <> $1" : "");
        g_autoptr (CrmStatement) statement = crm_db_prepare (self->db, sql, error);
        gboolean row;
        if (!statement)
          return NULL;
        crm_statement_bind_integer (statement, 1, id);
        if (!crm_statement_step (statement, &row, error))
          return NULL;
        if (row)
          return g_strdup_printf (_ ("It cannot be removed: %s %lld refers to it."), other,
              (long long)crm_statement_get_integer (statement, 0));
      }
  return NULL;
}

typedef struct
{
  CrmEntity *entity;
  gint64 id;
} Owned;

static void
clear_owned (gpointer data)
{
  crm_entity_unref (((Owned *)data)->entity);
}

/* Owners before what they own; what two of them own comes once. */
static gboolean
collect_owned (CrmTransaction *self, const char *name, gint64 id, gpointer data, GError **error)
{
  GArray *found = data;
  Owned owned = { crm_transaction_get_entity (self, name, error), id };

  if (!owned.entity)
    return FALSE;
  g_array_append_val (found, owned);
  return for_each_owned (self, name, id, NULL, 0, collect_owned, found, error);
}

/* Removes what nothing refers to any more, until nothing is left: what belongs to one owner may refer to each other, as a note does to the task
 * it was written for. */
static gboolean
delete_all (CrmTransaction *self, GArray *found, GError **error)
{
  while (found->len)
    {
      g_autofree char *reference = NULL;
      gboolean any = FALSE;

      for (guint i = found->len; i-- > 0;)
        {
          const Owned *owned = &g_array_index (found, Owned, i);
          const char *name = crm_entity_get_name (owned->entity);
          g_autoptr (CrmRow) row = crm_transaction_load (self, name, owned->id, NULL);
          g_autoptr (GError) local = NULL;
          char *other = row ? crm_transaction_find_reference (self, name, owned->id, TRUE, &local) : NULL;

          if (local)
            {
              g_propagate_error (error, g_steal_pointer (&local));
              return FALSE;
            }
          if (other)
            {
              /* What holds the innermost one holds them all. */
              if (reference)
                g_free (other);
              else
                reference = other;
              continue;
            }
          if (row && !crm_transaction_remove_one (self, owned->entity, owned->id, error))
            return FALSE;
          g_array_remove_index (found, i);
          any = TRUE;
        }
      if (!any)
        {
          g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, reference);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
crm_transaction_delete (CrmTransaction *self, const char *name, gint64 id, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Owned));
  g_autoptr (CrmRow) row = NULL;

  g_return_val_if_fail (self->writing, FALSE);
  g_array_set_clear_func (found, clear_owned);
  row = crm_transaction_load (self, name, id, error);
  return row && collect_owned (self, name, id, found, error) && delete_all (self, found, error);
}
