/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicate/crm-person-private.h"

/* What belongs to a person is found by the field tables alone, so that no entity is forgotten, those of the user's own among them. Runs in a worker's
 * thread. */

typedef struct
{
  CrmTransaction *tx;
  GPtrArray *entities; /* CrmEntity */
  GArray *records;     /* CrmPersonRecord */
  GHashTable *places;  /* "entity\x1fid" → index + 1 */
} Collecting;

static void
clear_record (gpointer data)
{
  crm_entity_unref (((CrmPersonRecord *)data)->entity);
}

static void
add (Collecting *self, CrmEntity *entity, gint64 id, gboolean stays)
{
  g_autofree char *key = g_strdup_printf ("%s\x1f%" G_GINT64_FORMAT, crm_entity_get_name (entity), id);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, key));
  CrmPersonRecord record = { entity, id, stays };

  if (place)
    {
      /* Reached by another way too, by which it belongs to the person: what hangs on it is looked at then. */
      if (stays || !g_array_index (self->records, CrmPersonRecord, place - 1).stays)
        return;
      g_array_index (self->records, CrmPersonRecord, place - 1).stays = FALSE;
      g_array_append_val (self->records, g_array_index (self->records, CrmPersonRecord, place - 1));
      crm_entity_ref (entity);
      return;
    }
  crm_entity_ref (entity);
  g_array_append_val (self->records, record);
  g_hash_table_insert (self->places, g_steal_pointer (&key), GUINT_TO_POINTER (self->records->len));
}

/* A meeting with nobody else is one of the person's; so is who took part in one, whatever becomes of the meeting. */
static gboolean
is_alone (const CrmRow *row, int field)
{
  const CrmValue *value = crm_row_get (row, field);

  return g_strcmp0 (crm_entity_get_name (row->entity), "meeting") == 0 && value->type == CRM_VALUE_LIST &&
         value->v.list->len == 1;
}

static gboolean
belongs (const CrmRow *row, int index)
{
  const CrmField *field = &row->entity->fields[index];
  const char *name = crm_entity_get_name (row->entity);

  return field->flags & (CRM_FIELD_OWNED | CRM_FIELD_REQUIRED) || is_alone (row, index) ||
         g_str_equal (name, "participant") || g_str_equal (name, "answer") || g_str_equal (name, "check_in");
}

static gboolean
add_referring (Collecting *self, CrmEntity *entity, int index, const CrmPersonRecord *to, GError **error)
{
  const CrmField *field = &entity->fields[index];
  gboolean list = field->kind == CRM_KIND_LINKS;
  g_autofree char *sql =
      list ? g_strdup_printf (
                 "SELECT record_id FROM record_link WHERE entity = '%s' AND field = '%s' AND target_id = $1",
                 crm_entity_get_name (entity), field->name)
           : g_strdup_printf (
                 "SELECT id FROM \"%s\" WHERE \"%s\" = $1", crm_entity_get_name (entity), field->name);
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (self->tx), sql, error, 1, to->id);

  for (guint i = 0; ids && i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_autoptr (CrmRow) row = crm_transaction_load (self->tx, crm_entity_get_name (entity), id, error);

      if (!row)
        return FALSE;
      add (self, entity, id, !belongs (row, index));
    }
  return ids != NULL;
}

static gboolean
add_all_referring (Collecting *self, const CrmPersonRecord *to, GError **error)
{
  for (guint e = 0; e < self->entities->len; e++)
    {
      CrmEntity *entity = self->entities->pdata[e];

      for (guint f = 0; f < entity->n_fields; f++)
        {
          const CrmField *field = &entity->fields[f];

          if ((field->kind == CRM_KIND_LINK || field->kind == CRM_KIND_LINKS) &&
              !(field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_LOOSE)) &&
              g_strcmp0 (field->target, crm_entity_get_name (to->entity)) == 0 &&
              !add_referring (self, entity, (int)f, to, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Who went up into this client is the same person. */
static gboolean
add_clients (Collecting *self, CrmEntity *entity, gint64 id, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (self->tx, "client", id, error);
  const CrmValue *merged = row ? crm_row_get (row, CRM_CLIENT_MERGED) : NULL;

  if (!row)
    return FALSE;
  add (self, entity, id, FALSE);
  for (guint i = 0; merged->type == CRM_VALUE_LIST && i < merged->v.list->len; i++)
    {
      g_autoptr (CrmRow) other =
          crm_transaction_load (self->tx, "client", g_array_index (merged->v.list, gint64, i), error);

      if (!other || (other->archived_at && !add_clients (self, entity, other->id, error)))
        return FALSE;
    }
  return TRUE;
}

GArray *
crm_person_collect (CrmTransaction *tx, gint64 client, GError **error)
{
  g_autoptr (GPtrArray) entities = crm_transaction_dup_entities (tx);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (CrmPersonRecord));
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);
  Collecting self = { tx, entities, records, places };

  g_array_set_clear_func (records, clear_record);
  if (!entity || !add_clients (&self, entity, client, error))
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      CrmPersonRecord record = g_array_index (records, CrmPersonRecord, i);

      if (!record.stays && !add_all_referring (&self, &record, error))
        return NULL;
    }
  return g_steal_pointer (&records);
}
