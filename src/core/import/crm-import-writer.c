/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-text.h"
#include "client/crm-client.h"
#include "option/crm-option.h"

/* Writes clients with their addresses, tags and option words; remembers the ids of what it added by slot. Lives in the writer's thread
 * for one import. */

struct _CrmImportWriter
{
  CrmTransaction *tx; /* not owned */
  CrmEntity *client;
  CrmEntity *address;
  CrmEntity *tag;
  CrmEntity *option;
  GHashTable *tags;    /* folded name → gint64 * */
  GHashTable *options; /* "list\x1ffolded" */
  GArray *ids;         /* gint64 by slot */
  guint n_written;
};

static gboolean
load_words (CrmImportWriter *self, GError **error)
{
  CrmDb *db = crm_transaction_get_db (self->tx);
  g_autoptr (CrmStatement) tags =
      crm_db_prepare (db, "SELECT id, name_fold FROM tag WHERE archived_at IS NULL ORDER BY id DESC", error);
  g_autoptr (CrmStatement) options =
      crm_db_prepare (db, "SELECT list, name_fold FROM option WHERE archived_at IS NULL", error);
  gboolean row = FALSE;

  if (!tags || !options)
    return FALSE;
  while (crm_statement_step (tags, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (tags, 0);
      g_hash_table_insert (
          self->tags, g_strdup (crm_statement_get_text (tags, 1)), g_memdup2 (&id, sizeof id));
    }
  if (row)
    return FALSE;
  while (crm_statement_step (options, &row, error) && row)
    g_hash_table_add (self->options,
        g_strconcat (crm_statement_get_text (options, 0), "\x1f", crm_statement_get_text (options, 1), NULL));
  return !row;
}

CrmImportWriter *
crm_import_writer_new (CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmImportWriter) self = g_new0 (CrmImportWriter, 1);

  self->tx = tx;
  self->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ids = g_array_new (FALSE, TRUE, sizeof (gint64));
  self->client = crm_transaction_get_entity (tx, "client", error);
  self->address = crm_transaction_get_entity (tx, "address", error);
  self->tag = crm_transaction_get_entity (tx, "tag", error);
  self->option = crm_transaction_get_entity (tx, "option", error);
  if (!self->client || !self->address || !self->tag || !self->option || !load_words (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
crm_import_writer_free (CrmImportWriter *self)
{
  g_clear_pointer (&self->client, crm_entity_unref);
  g_clear_pointer (&self->address, crm_entity_unref);
  g_clear_pointer (&self->tag, crm_entity_unref);
  g_clear_pointer (&self->option, crm_entity_unref);
  g_hash_table_unref (self->tags);
  g_hash_table_unref (self->options);
  g_array_unref (self->ids);
  g_free (self);
}

guint
crm_import_writer_get_n_written (CrmImportWriter *self)
{
  return self->n_written;
}

static gint64
get_id (CrmImportWriter *self, CrmImportKnown *known)
{
  if (known->id)
    return known->id;
  return known->slot < self->ids->len ? g_array_index (self->ids, gint64, known->slot) : 0;
}

static void
set_id (CrmImportWriter *self, CrmImportKnown *known, gint64 id)
{
  if (self->ids->len <= known->slot)
    g_array_set_size (self->ids, known->slot + 1);
  g_array_index (self->ids, gint64, known->slot) = id;
}

static gint64
find_tag (CrmImportWriter *self, const char *name, GError **error)
{
  g_autofree char *fold = crm_text_fold (name);
  gint64 *known = g_hash_table_lookup (self->tags, fold);
  g_autoptr (CrmValues) values = NULL;
  gint64 id;

  if (known)
    return *known;
  values = crm_values_new (self->tag);
  crm_values_set_text (values, CRM_TAG_NAME, name);
  id = crm_transaction_insert (self->tx, values, NULL, error);
  if (id)
    g_hash_table_insert (self->tags, g_steal_pointer (&fold), g_memdup2 (&id, sizeof id));
  return id;
}

static gboolean
set_tags (CrmImportWriter *self, GStrv tags, gint64 client, CrmValues *values, GError **error)
{
  g_autoptr (GArray) ids = NULL;

  if (!tags[0])
    return TRUE;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (client)
    {
      g_autoptr (CrmRow) row = crm_transaction_load (self->tx, "client", client, error);
      const CrmValue *present = row ? crm_row_get (row, CRM_CLIENT_TAGS) : NULL;

      if (!row)
        return FALSE;
      if (present->type == CRM_VALUE_LIST)
        g_array_append_vals (ids, present->v.list->data, present->v.list->len);
    }
  for (guint i = 0; tags[i]; i++)
    {
      gint64 id = find_tag (self, tags[i], error);

      if (!id)
        return FALSE;
      g_array_append_val (ids, id);
    }
  crm_value_take_list (crm_values_slot (values, CRM_CLIENT_TAGS), g_steal_pointer (&ids));
  return TRUE;
}

/* Words of lists that the business extends itself are offered from now on. */
static gboolean
add_options (CrmImportWriter *self, CrmValues *values, GError **error)
{
  for (guint i = 0; i < self->client->n_fields; i++)
    {
      const CrmField *field = &self->client->fields[i];
      const char *text = field->kind == CRM_KIND_OPTION ? crm_values_get_text (values, (int)i) : NULL;
      g_autoptr (CrmValues) option = NULL;
      g_autofree char *fold = NULL;
      char *key;

      if (!text || !field->target)
        continue;
      fold = crm_text_fold (text);
      key = g_strconcat (field->target, "\x1f", fold, NULL);
      if (!g_hash_table_add (self->options, key))
        continue;
      option = crm_values_new (self->option);
      crm_values_set_text (option, CRM_OPTION_LIST, field->target);
      crm_values_set_text (option, CRM_OPTION_NAME, text);
      crm_values_set_integer (option, CRM_OPTION_POSITION, g_hash_table_size (self->options));
      if (!crm_transaction_insert (self->tx, option, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
count_places (CrmImportWriter *self, gint64 client, const char *kind, gint64 *n, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (self->tx),
      "SELECT count (*) FROM address WHERE client = $1 AND kind = $2 AND archived_at IS NULL", error);
  gboolean row;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, client);
  crm_statement_bind_text (statement, 2, kind);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  *n = crm_statement_get_integer (statement, 0);
  return TRUE;
}

static gboolean
write_places (CrmImportWriter *self, gint64 client, GArray *places, gboolean others, GError **error)
{
  for (guint i = 0; i < places->len; i++)
    {
      const CrmImportPlace *place = &g_array_index (places, CrmImportPlace, i);
      g_autoptr (CrmValues) values = crm_values_new (self->address);
      gint64 before = 0;

      for (guint k = 0; !others && k < i; k++)
        before += strcmp (g_array_index (places, CrmImportPlace, k).kind, place->kind) == 0;
      if (others && !count_places (self, client, place->kind, &before, error))
        return FALSE;
      crm_values_set_integer (values, CRM_ADDRESS_CLIENT, client);
      crm_values_set_text (values, CRM_ADDRESS_KIND, place->kind);
      crm_values_set_text (values, CRM_ADDRESS_LABEL, place->label);
      crm_values_set_text (values, CRM_ADDRESS_VALUE, place->value);
      crm_values_set_text (values, CRM_ADDRESS_NORMAL, place->normal);
      crm_values_set_text (values, CRM_ADDRESS_MATCH_KEY, place->key);
      crm_values_set_integer (values, CRM_ADDRESS_MAIN, before == 0);
      crm_values_set_integer (values, CRM_ADDRESS_POSITION, before);
      if (!crm_transaction_insert (self->tx, values, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_company (CrmImportWriter *self, CrmImportKnown *known, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (self->client);
  gint64 id;

  crm_values_set_text (values, CRM_CLIENT_KIND, "company");
  crm_values_set_text (values, CRM_CLIENT_NAME, known->name);
  id = crm_transaction_insert (self->tx, values, NULL, error);
  set_id (self, known, id);
  return id != 0;
}

gboolean
crm_import_writer_write (CrmImportWriter *self, CrmImportOp *op, GError **error)
{
  CrmImportClient *client = op->client;
  gint64 id = op->update ? get_id (self, op->known) : 0;
  gint64 company = op->company ? get_id (self, op->company) : 0;

  self->n_written++;
  if (!client)
    return write_company (self, op->known, error);
  if (op->restore && !crm_transaction_restore (self->tx, "client", id, error))
    return FALSE;
  if (company && company != id)
    crm_values_set_integer (client->values, CRM_CLIENT_COMPANY, company);
  if (!set_tags (self, client->tags, id, client->values, error) || !add_options (self, client->values, error))
    return FALSE;
  if (op->update)
    {
      if (!crm_transaction_update (self->tx, id, 0, client->values, error))
        return FALSE;
    }
  else
    {
      id = crm_transaction_insert (self->tx, client->values, client->has_uid ? client->uid : NULL, error);
      if (!id)
        {
          g_prefix_error (error, _ ("Line %u: "), client->line);
          return FALSE;
        }
      set_id (self, op->known, id);
      /* A client is as old as the file says, but nobody is from the future. */
      if (client->created_at && client->created_at < crm_transaction_get_now (self->tx) &&
          !crm_db_run (crm_transaction_get_db (self->tx), "UPDATE client SET created_at = $1 WHERE id = $2",
              error, 2, client->created_at, id))
        return FALSE;
    }
  if (op->pair)
    {
      op->pair->a = get_id (self, op->alike);
      op->pair->b = id;
    }
  return write_places (self, id, client->places, op->update, error);
}
