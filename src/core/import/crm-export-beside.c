/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-exporter-private.h"

#include <string.h>

#include "store/crm-own-entity.h"

/* What records that are exported without the rest of the book take along, because they would lose it: their parts, their tags, and what
 * their own module and own fields are. Runs in the reader's thread. */

static GHashTable *
make_set (GArray *ids)
{
  GHashTable *set = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, &g_array_index (ids, gint64, i));
  return set;
}

/* The statement gives an id and, in the second column, whose it is; each id once. */
static GArray *
read_ids (CrmStatement *statement, GArray *chosen, GError **error)
{
  g_autoptr (GHashTable) set = make_set (chosen);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      gint64 owner = crm_statement_get_integer (statement, 1);

      if (g_hash_table_contains (set, &owner) &&
          (ids->len == 0 || g_array_index (ids, gint64, ids->len - 1) != id))
        g_array_append_val (ids, id);
    }
  return row || ids->len == 0 ? NULL : g_steal_pointer (&ids);
}

static GArray *
find_tags (CrmTransaction *tx, const char *selected, GArray *chosen, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT target_id, record_id FROM record_link WHERE entity = $1 AND field = 'tags' ORDER BY target_id",
      error);

  if (!statement)
    return NULL;
  crm_statement_bind_text (statement, 1, selected);
  return read_ids (statement, chosen, error);
}

/* A link to another own module would lead nowhere. */
static GArray *
find_own_fields (CrmTransaction *tx, const char *selected, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, target FROM own_field WHERE entity = $1 AND archived_at IS NULL ORDER BY id", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_text (statement, 1, selected);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      const char *target = crm_statement_get_text (statement, 1);

      if (!target || strcmp (target, selected) == 0 || !crm_own_entity_get_id (target))
        g_array_append_val (ids, id);
    }
  return row || ids->len == 0 ? NULL : g_steal_pointer (&ids);
}

/* Whose part a record of this entity is: its first link that it cannot be without and is archived with. */
static const CrmField *
find_owner (CrmEntity *entity)
{
  const CrmFieldFlags part = CRM_FIELD_REQUIRED | CRM_FIELD_OWNED;

  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].kind == CRM_KIND_LINK && (entity->fields[i].flags & part) == part)
      return &entity->fields[i];
  return NULL;
}

static GArray *
find_parts (CrmTransaction *tx, const char *entity, const CrmField *owner, GArray *chosen, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT id, \"%s\" FROM \"%s\" WHERE archived_at IS NULL ORDER BY id", owner->name, entity);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx), sql, error);

  return statement ? read_ids (statement, chosen, error) : NULL;
}

GArray *
crm_export_find_beside (
    CrmTransaction *tx, const char *selected, GArray *chosen, CrmEntity *entity, GError **error)
{
  const char *name = crm_entity_get_name (entity);
  const CrmField *owner = find_owner (entity);
  gint64 module = crm_own_entity_get_id (selected);
  GArray *ids;

  if (strcmp (name, "tag") == 0)
    return find_tags (tx, selected, chosen, error);
  if (strcmp (name, "own_field") == 0)
    return find_own_fields (tx, selected, error);
  /* The file of an attachment is written with the whole book only. */
  if (owner && strcmp (owner->target, selected) == 0 && strcmp (name, "attachment") != 0)
    return find_parts (tx, name, owner, chosen, error);
  if (!module || strcmp (name, "own_entity") != 0)
    return NULL;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (ids, module);
  return ids;
}
