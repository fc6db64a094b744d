/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-lookup.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-phone.h"
#include "base/crm-text.h"
#include "client/crm-client.h"
#include "client/crm-client-derived.h"
#include "deal/crm-pipeline.h"
#include "import/crm-import-names.h"
#include "import/crm-import-tables.h"
#include "product/crm-product.h"
#include "user/crm-user.h"

/* Owns what each name of the file was found to be, so that every name is looked for once, and the names of the book, read at first
 * need. */

/* The names of one entity (or of the stages of one pipeline). */
typedef struct
{
  GHashTable *folds; /* folded name → id (gint64 *), 0 when several are called so */
  GHashTable *keys;  /* letters and digits of it → the same; products only */
} Table;

struct _CrmImportLookup
{
  CrmImportRun *run;
  CrmTransaction *tx;
  GHashTable *tables; /* "entity\x1fpipeline" → Table */
  GHashTable *found;  /* "entity\x1fpipeline\x1ffolded text" → CrmImportFound, owned */
  GHashTable *texts;  /* the same by the text as it stands: hardly any needs folding */
  GHashTable *stages; /* open ones that were made: id → CrmImportFound */
};

static void
free_table (gpointer data)
{
  Table *self = data;

  g_hash_table_unref (self->folds);
  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_free (self);
}

static void
free_found (gpointer data)
{
  CrmImportFound *self = data;

  g_free (self->text);
  g_free (self->title);
  g_free (self->fault);
  g_free (self);
}

CrmImportLookup *
crm_import_lookup_new (CrmImportRun *run, CrmTransaction *tx)
{
  CrmImportLookup *self = g_new0 (CrmImportLookup, 1);

  self->run = run;
  self->tx = tx;
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_table);
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_found);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stages = g_hash_table_new (g_int64_hash, g_int64_equal);
  return self;
}

void
crm_import_lookup_free (CrmImportLookup *self)
{
  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->stages);
  g_hash_table_unref (self->found);
  g_free (self);
}

gboolean
crm_import_lookup_can_make (const char *entity)
{
  static const char *const entities[] = { "client", "user", "product", "stage", "pipeline", "lost_reason",
    NULL };
  return g_strv_contains (entities, entity);
}

static void
add_id (GHashTable *table, char *key, gint64 id)
{
  gint64 *known = g_hash_table_lookup (table, key);

  if (known)
    {
      *known = *known == id ? id : 0;
      g_free (key);
    }
  else
    g_hash_table_insert (table, key, g_memdup2 (&id, sizeof id));
}

static void
add_name (Table *table, const char *fold, gint64 id)
{
  add_id (table->folds, g_strdup (fold), id);
  if (table->keys)
    add_id (table->keys, crm_import_names_key (fold), id);
}

static Table *
load_table (CrmImportLookup *self, const char *entity, gint64 within, GError **error)
{
  g_autoptr (CrmEntity) info = crm_transaction_get_entity (self->tx, entity, error);
  int title = info ? info->info->title_field : -1;
  gboolean folded = title >= 0 && crm_field_has_fold (&info->fields[title]);
  g_autofree char *sql = NULL;
  g_autoptr (CrmStatement) statement = NULL;
  Table *table;
  gboolean row = FALSE;

  if (!info)
    return NULL;
  table = g_new0 (Table, 1);
  table->folds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (strcmp (entity, "product") == 0)
    table->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!folded)
    return table;
  sql = g_strdup_printf ("SELECT id, %s_fold FROM \"%s\" WHERE archived_at IS NULL%s ORDER BY id",
      info->fields[title].name, entity, within ? " AND pipeline = $1" : "");
  statement = crm_db_prepare (crm_transaction_get_db (self->tx), sql, error);
  if (statement && within)
    crm_statement_bind_integer (statement, 1, within);
  while (statement && crm_statement_step (statement, &row, error) && row)
    if (!crm_statement_is_null (statement, 1))
      add_name (table, crm_statement_get_text (statement, 1), crm_statement_get_integer (statement, 0));
  if (!statement || row)
    {
      free_table (table);
      return NULL;
    }
  return table;
}

static Table *
get_table (CrmImportLookup *self, const char *entity, gint64 within, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s\x1f%" G_GINT64_FORMAT, entity, within);
  Table *table = g_hash_table_lookup (self->tables, key);

  if (!table)
    {
      table = load_table (self, entity, within, error);
      if (table)
        g_hash_table_insert (self->tables, g_steal_pointer (&key), table);
    }
  return table;
}

/* The only record a query finds; several count as none and set *several. */
static gboolean
find_only (CrmImportLookup *self, const char *sql, const char *first, const char *second, gint64 *id,
    gboolean *several, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (self->tx), sql, error);
  gboolean row;

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, first);
  if (second)
    crm_statement_bind_text (statement, 2, second);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  *id = row ? crm_statement_get_integer (statement, 0) : 0;
  if (row && !crm_statement_step (statement, &row, error))
    return FALSE;
  if (*id && row)
    {
      *id = 0;
      *several = TRUE;
    }
  return TRUE;
}

/* The one client that has this number or e-mail. */
static gboolean
find_bearer (CrmImportLookup *self, const char *kind, const char *key, const char *text, const char *normal,
    gint64 *id, gboolean *several, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (self->tx),
      "SELECT a.client, a.value, a.normal FROM address a JOIN client c ON c.id = a.client WHERE a.kind = $1 "
      "AND "
      "a.match_key = $2 AND a.archived_at IS NULL AND c.archived_at IS NULL",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, kind);
  crm_statement_bind_text (statement, 2, key);
  while (!*several && crm_statement_step (statement, &row, error) && row)
    {
      gint64 client = crm_statement_get_integer (statement, 0);

      if (crm_phone_is_other (
              text, normal, crm_statement_get_text (statement, 1), crm_statement_get_text (statement, 2)))
        continue;
      *several = *id && *id != client;
      *id = *several ? 0 : client;
    }
  return *several || !row;
}

static gboolean
find_client (CrmImportLookup *self, const char *text, gint64 *id, gboolean *several, GError **error)
{
  const char *kind = strchr (text, '@') ? "email" : "phone";
  g_autofree char *normal = NULL, *key = NULL, *digits = crm_text_digits (text);

  if (!find_only (self,
          "SELECT id FROM client WHERE external_id = $1 AND archived_at IS NULL ORDER BY id LIMIT 2", text,
          NULL, id, several, error))
    return FALSE;
  if (*id || *several)
    return TRUE;
  if (kind[0] == 'p' && (strlen (digits) < 5 || text[strspn (text, "+0123456789()-./ ")] != '\0'))
    return TRUE;
  crm_address_normalise (crm_transaction_get_phone_format (self->tx), crm_transaction_get_region (self->tx),
      kind, text, &normal, &key);
  return !key || find_bearer (self, kind, key, text, normal, id, several, error);
}

/* By name, then by what else identifies a record of its entity. *taken: only blanks and punctuation differ. */
static gboolean
find_record (CrmImportLookup *self, const char *entity, gint64 within, const char *text, gint64 *id,
    gboolean *several, gboolean *taken, GError **error)
{
  Table *table = get_table (self, entity, within, error);
  g_autofree char *fold = crm_text_fold (text), *key = NULL;
  const gint64 *known;
  guint8 uid[16];

  *id = 0;
  *several = *taken = FALSE;
  if (!table)
    return FALSE;
  known = g_hash_table_lookup (table->folds, fold);
  if (known)
    {
      *id = *known;
      *several = !*known;
      return TRUE;
    }
  if (strlen (text) >= 32 && crm_uid_parse (text, uid))
    {
      if (!crm_import_run_find_uid (self->tx, entity, uid, id, error))
        return FALSE;
      if (*id)
        return TRUE;
    }
  if (strcmp (entity, "client") == 0)
    return find_client (self, text, id, several, error);
  if (strcmp (entity, "user") == 0)
    {
      g_autofree char *lower = g_utf8_strdown (text, -1);
      return find_only (self,
          "SELECT id FROM \"user\" WHERE (login = $1 OR email = $1 OR email = $2) AND archived_at IS NULL "
          "ORDER BY id LIMIT 2",
          text, lower, id, several, error);
    }
  if (strcmp (entity, "product") != 0)
    return TRUE;
  if (!find_only (self,
          "SELECT id FROM product WHERE article_fold = $1 AND archived_at IS NULL ORDER BY id LIMIT 2", fold,
          NULL, id, several, error))
    return FALSE;
  if (*id || *several)
    return TRUE;
  key = crm_import_names_key (fold);
  known = *key ? g_hash_table_lookup (table->keys, key) : NULL;
  *id = known ? *known : 0;
  *taken = *id != 0;
  return TRUE;
}

static char *
say_missing (CrmImportLookup *self, const char *entity, gint64 within, const char *text)
{
  if (strcmp (entity, "client") == 0)
    return g_strdup_printf (_ ("There is no client “%s” in the book."), text);
  if (strcmp (entity, "user") == 0)
    return g_strdup_printf (_ ("There is no employee “%s” in the book."), text);
  if (strcmp (entity, "product") == 0)
    return g_strdup_printf (_ ("There is no product “%s” in the book."), text);
  if (strcmp (entity, "pipeline") == 0)
    return g_strdup_printf (_ ("There is no pipeline “%s” in the book."), text);
  if (strcmp (entity, "lost_reason") == 0)
    return g_strdup_printf (_ ("There is no reason of loss “%s” in the book."), text);
  if (strcmp (entity, "stage") == 0)
    {
      g_autofree char *pipeline = crm_transaction_dup_title (self->tx, "pipeline", within);
      return g_strdup_printf (_ ("There is no stage “%s” in the pipeline “%s”."), text, pipeline);
    }
  return g_strdup_printf (_ ("Nothing in the book is called “%s”."), text);
}

static void
note (CrmImportLookup *self, CrmImportFound *found, CrmImportNameState state, guint line)
{
  g_autofree char *where = found->within && strcmp (found->entity, "stage") == 0
                               ? crm_transaction_dup_title (self->tx, "pipeline", found->within)
                               : NULL;

  found->name = crm_import_plan_add_name (self->run->plan, found->entity, found->text, where, line);
  found->name->state = state;
  found->name->title = g_strdup (found->title);
}

static gboolean
set_id (CrmImportLookup *self, CrmImportFound *found, gint64 id, GError **error)
{
  found->id = id;
  g_free (found->title);
  found->title = crm_transaction_dup_title (self->tx, found->entity, id);
  if (strcmp (found->entity, "stage") == 0)
    {
      g_autoptr (CrmRow) row = crm_transaction_load (self->tx, "stage", id, error);

      if (!row)
        return FALSE;
      found->state = g_intern_string (crm_row_get_text (row, CRM_STAGE_STATE));
    }
  return TRUE;
}

/* As a person said; TRUE in *done when that settles it. */
static gboolean
follow_answer (CrmImportLookup *self, CrmImportFound *found, guint line, gboolean *done, GError **error)
{
  const CrmImportSaid *said = crm_import_source_get_said (self->run->source, found->entity, found->text);
  gboolean several, taken;
  gint64 id;

  *done = said && (said->answer == CRM_IMPORT_ANSWER_TAKE || said->answer == CRM_IMPORT_ANSWER_EMPTY);
  if (!*done)
    return TRUE;
  if (said->answer == CRM_IMPORT_ANSWER_EMPTY)
    {
      note (self, found, CRM_IMPORT_NAME_EMPTY, line);
      return TRUE;
    }
  if (!find_record (
          self, found->entity, found->within, said->target ? said->target : "", &id, &several, &taken, error))
    return FALSE;
  if (id && !taken)
    {
      if (!set_id (self, found, id, error))
        return FALSE;
      note (self, found, CRM_IMPORT_NAME_CHOSEN, line);
      return TRUE;
    }
  note (self, found, CRM_IMPORT_NAME_MISSING, line);
  found->fault = say_missing (self, found->entity, found->within, said->target ? said->target : "");
  return TRUE;
}

/* A word for won or lost is the pipeline's stage of that state. */
static gboolean
follow_state (CrmImportLookup *self, CrmImportFound *found, guint line, gboolean *done, GError **error)
{
  const char *state =
      strcmp (found->entity, "stage") == 0 ? crm_import_tables_find_state (found->text) : NULL;
  g_autoptr (GError) local = NULL;
  gint64 id;

  *done = state && strcmp (state, "open") != 0;
  if (!*done)
    return TRUE;
  id = crm_pipeline_find_stage (self->tx, found->within, state, &local);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (id && !set_id (self, found, id, error))
    return FALSE;
  note (self, found, id ? CRM_IMPORT_NAME_STATE : CRM_IMPORT_NAME_MISSING, line);
  found->state = state;
  found->make = !id;
  return TRUE;
}

static gboolean
look (CrmImportLookup *self, CrmImportFound *found, guint line, GError **error)
{
  const CrmImportSaid *said;
  gboolean done, several, taken;
  gint64 id;

  if (!follow_answer (self, found, line, &done, error))
    return FALSE;
  if (done)
    return TRUE;
  if (!find_record (self, found->entity, found->within, found->text, &id, &several, &taken, error))
    return FALSE;
  said = crm_import_source_get_said (self->run->source, found->entity, found->text);
  /* What is only alike is not it when a person wants a new one. */
  if (id && !(taken && said && said->answer == CRM_IMPORT_ANSWER_MAKE))
    {
      if (!set_id (self, found, id, error))
        return FALSE;
      if (taken)
        note (self, found, CRM_IMPORT_NAME_TAKEN, line);
      return TRUE;
    }
  if (several)
    {
      note (self, found, CRM_IMPORT_NAME_MISSING, line);
      found->fault = g_strdup_printf (
          _ ("“%s” is the name of several records: it does not say which one is meant."), found->text);
      return TRUE;
    }
  if (!follow_state (self, found, line, &done, error))
    return FALSE;
  if (done)
    return TRUE;
  note (self, found, CRM_IMPORT_NAME_MISSING, line);
  found->make = crm_import_lookup_can_make (found->entity) &&
                ((said && said->answer == CRM_IMPORT_ANSWER_MAKE) ||
                    g_hash_table_contains (self->run->source->makes, found->entity));
  if (found->make)
    found->state = strcmp (found->entity, "stage") == 0 ? "open" : NULL;
  else
    found->fault = say_missing (self, found->entity, found->within, found->text);
  return TRUE;
}

CrmImportFound *
crm_import_lookup_find (
    CrmImportLookup *self, const char *entity, gint64 within, const char *text, guint line, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s\x1f%" G_GINT64_FORMAT "\x1f%s", entity, within, text);
  CrmImportFound *found = g_hash_table_lookup (self->texts, key);
  g_autofree char *fold = NULL, *folded = NULL;

  if (found)
    return found;
  fold = crm_text_fold (text);
  folded = g_strdup_printf ("%s\x1f%" G_GINT64_FORMAT "\x1f%s", entity, within, fold);
  found = g_hash_table_lookup (self->found, folded);
  if (!found)
    {
      found = g_new0 (CrmImportFound, 1);
      found->entity = g_intern_string (entity);
      found->within = within;
      found->text = g_strdup (text);
      if (!look (self, found, line, error))
        {
          free_found (found);
          return NULL;
        }
      g_hash_table_insert (self->found, g_steal_pointer (&folded), found);
    }
  g_hash_table_insert (self->texts, g_steal_pointer (&key), found);
  return found;
}

/* A stage that is made stands behind the open ones, or behind all when the sale ends there. */
static gboolean
place_stage (CrmImportLookup *self, gint64 pipeline, gint64 stage, const char *state, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (self->tx),
      "SELECT id, state FROM stage WHERE pipeline = $1 AND id <> $2 AND archived_at IS NULL"
      " ORDER BY position NULLS LAST, id",
      error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint place = 0;
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, pipeline);
  crm_statement_bind_integer (statement, 2, stage);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);

      g_array_append_val (ids, id);
      if (strcmp (state, "open") != 0 || g_strcmp0 (crm_statement_get_text (statement, 1), "open") == 0)
        place = ids->len;
    }
  if (row)
    return FALSE;
  g_array_insert_val (ids, place, stage);
  return crm_stage_set_order (self->tx, (const gint64 *)(gconstpointer)ids->data, ids->len, error);
}

/* How likely a sale is rises evenly over the open stages that are made, from the last one that was there to the sale; a person changes it
 * afterwards. Asked anew for every stage, for the ones before it then stand closer. */
static gboolean
rate_stages (CrmImportLookup *self, gint64 pipeline, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (self->tx),
      "SELECT id, probability FROM stage WHERE pipeline = $1 AND state = 'open' AND archived_at IS NULL"
      " ORDER BY position NULLS LAST, id",
      error);
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self->tx, "stage", error);
  g_autoptr (GPtrArray) made = g_ptr_array_new ();
  gint64 from = 0;
  gboolean row = FALSE;

  if (!statement || !entity)
    return FALSE;
  crm_statement_bind_integer (statement, 1, pipeline);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      CrmImportFound *found = g_hash_table_lookup (self->stages, &id);

      if (found)
        g_ptr_array_add (made, found);
      else
        from =
            MAX (from, crm_statement_is_null (statement, 1) ? 0 : crm_statement_get_integer (statement, 1));
    }
  if (row)
    return FALSE;
  for (guint i = 0; i < made->len; i++)
    {
      CrmImportFound *found = made->pdata[i];
      g_autoptr (CrmValues) values = crm_values_new (entity);
      gint64 probability = from + (100 - from) * (i + 1) / (made->len + 1);

      crm_values_set_integer (values, CRM_STAGE_PROBABILITY, probability);
      if (!crm_transaction_update (self->tx, found->id, 0, values, error))
        return FALSE;
      found->name->probability = (int)probability;
    }
  return TRUE;
}

gboolean
crm_import_lookup_make (CrmImportLookup *self, CrmImportFound *found, gboolean companies, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self->tx, found->entity, error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;
  g_autofree char *fold = NULL;
  Table *table;
  gint64 id;

  if (found->id || !found->make)
    return TRUE;
  table = values ? get_table (self, found->entity, found->within, error) : NULL;
  if (!table)
    return FALSE;
  crm_values_set_text (values, entity->info->title_field, found->text);
  if (strcmp (found->entity, "client") == 0)
    crm_values_set_text (values, CRM_CLIENT_KIND, companies ? "company" : "person");
  else if (strcmp (found->entity, "user") == 0)
    crm_values_set_integer (values, CRM_USER_ACTIVE, TRUE);
  else if (strcmp (found->entity, "stage") == 0)
    {
      crm_values_set_integer (values, CRM_STAGE_PIPELINE, found->within);
      crm_values_set_text (values, CRM_STAGE_STATE, found->state);
      if (strcmp (found->state, "open") != 0)
        crm_values_set_integer (values, CRM_STAGE_PROBABILITY, strcmp (found->state, "won") == 0 ? 100 : 0);
    }
  id = crm_transaction_insert (self->tx, values, NULL, error);
  if (!id)
    return FALSE;
  found->id = id;
  if (strcmp (found->entity, "stage") == 0 && !place_stage (self, found->within, id, found->state, error))
    return FALSE;
  if (g_strcmp0 (found->state, "open") == 0)
    {
      g_hash_table_insert (self->stages, &found->id, found);
      if (!rate_stages (self, found->within, error))
        return FALSE;
    }
  else if (found->state)
    found->name->probability = strcmp (found->state, "won") == 0 ? 100 : 0;
  self->run->n_written++;
  found->title = g_strdup (found->text);
  found->name->state = CRM_IMPORT_NAME_MADE;
  found->name->title = g_strdup (found->text);
  fold = crm_text_fold (found->text);
  add_name (table, fold, id);
  return TRUE;
}

/* Open stages that were made in the pipeline. */
static gboolean
has_made (CrmImportLookup *self, gint64 pipeline)
{
  GHashTableIter iter;
  gpointer found;

  g_hash_table_iter_init (&iter, self->stages);
  while (g_hash_table_iter_next (&iter, NULL, &found))
    if (((CrmImportFound *)found)->within == pipeline)
      return TRUE;
  return FALSE;
}

static GArray *
list_ids (CrmImportLookup *self, const char *sql, gint64 pipeline, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (self->tx), sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, pipeline);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      g_array_append_val (ids, id);
    }
  return row ? NULL : g_steal_pointer (&ids);
}

gboolean
crm_import_lookup_take_over (CrmImportLookup *self, gint64 pipeline, GError **error)
{
  g_autoptr (GArray) ids = NULL;

  if (g_hash_table_size (self->stages) == 0)
    return TRUE;
  if (!has_made (self, pipeline))
    {
      ids = list_ids (self, "SELECT id FROM deal WHERE pipeline = $1 LIMIT 1", pipeline, error);
      return ids && (ids->len || crm_pipeline_remove (self->tx, pipeline, 0, error));
    }
  ids = list_ids (self,
      "SELECT id FROM stage s WHERE pipeline = $1 AND state = 'open' AND archived_at IS NULL AND NOT EXISTS"
      " (SELECT 1 FROM deal d WHERE d.stage = s.id)",
      pipeline, error);
  for (guint i = 0; ids && i < ids->len; i++)
    if (!g_hash_table_contains (self->stages, &g_array_index (ids, gint64, i)) &&
        !crm_stage_remove (self->tx, g_array_index (ids, gint64, i), 0, error))
      return FALSE;
  return ids && rate_stages (self, pipeline, error);
}
