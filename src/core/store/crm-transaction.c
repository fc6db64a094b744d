/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-transaction-private.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "base/crm-text.h"
#include "store/crm-entity-private.h"
#include "store/crm-row-private.h"

/* The frame of a business operation: begin, what it may know of the book, reading, commit. Runs in a worker's thread. */

gboolean
crm_transaction_begin (CrmTransaction *self, CrmDb *db, CrmBook *book, gboolean writing, GError **error)
{
  self->db = db;
  self->writing = writing;
  self->now = crm_clock_now ();
  self->book = crm_book_ref (book);
  self->changes = g_array_new (FALSE, TRUE, sizeof (CrmChange));
  self->linkable = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->touched = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->touched_deals = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->touched_conversations = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->day_sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->read_context.currency = crm_transaction_get_currency (self);
  self->read_context.zone = book->zone;
  if (crm_db_begin (db, writing, error))
    return TRUE;
  crm_transaction_clear (self);
  return FALSE;
}

void
crm_transaction_clear (CrmTransaction *self)
{
  g_clear_pointer (&self->book, crm_book_unref);
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_pointer (&self->touched_deals, g_hash_table_unref);
  g_clear_pointer (&self->touched_conversations, g_hash_table_unref);
  g_clear_pointer (&self->linkable, g_hash_table_unref);
  g_clear_pointer (&self->day_sums, g_hash_table_unref);
  if (self->notice)
    g_string_free (g_steal_pointer (&self->notice), TRUE);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;
  return x < y ? -1 : x > y;
}

#define MAX_TOLD 64 /* more are seen by other means: lists are read anew */

/* TRUE when the change set says already that something of the record changed. */
static gboolean
is_told (CrmTransaction *self, const char *entity, gint64 id)
{
  gboolean client = g_str_equal (entity, "client");

  for (guint k = 0; k < self->changes->len; k++)
    {
      const CrmChange *change = &g_array_index (self->changes, CrmChange, k);

      if ((client && change->client == id) || (change->id == id && g_str_equal (change->entity, entity)))
        return TRUE;
    }
  return FALSE;
}

/* Before anything is made anew: what time alone made old may touch more. */
static gboolean
expire_all (CrmTransaction *self, GError **error)
{
  guint n;
  const CrmEntityInfo *const *infos = crm_entity_table (&n);

  for (guint i = 0; i < n; i++)
    if (infos[i]->hooks && infos[i]->hooks->expire && !infos[i]->hooks->expire (self, self->now, error))
      return FALSE;
  return TRUE;
}

gboolean
crm_transaction_go_on (CrmTransaction *self, GError **error)
{
  if (self->progress)
    g_atomic_int_inc (self->progress);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

void
crm_transaction_set_progress (CrmTransaction *self, int *progress)
{
  self->progress = progress;
}

/* In the order of the tables, so that an import goes through them once instead of jumping about. */
static gboolean
refresh_touched (CrmTransaction *self, const char *name, GHashTable *touched, GError **error)
{
  CrmEntity *entity = crm_book_get_entity (self->book, name);
  g_autoptr (GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), g_hash_table_size (touched));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_vals (ids, key, 1);
  g_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    if (!crm_transaction_go_on (self, error) ||
        !entity->info->hooks->refresh (self, g_array_index (ids, gint64, i), error))
      return FALSE;
  /* Figures of these records are new (those of a meeting, say), so views of them are told. */
  for (guint i = 0; i < ids->len && ids->len <= MAX_TOLD; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      CrmChange change = { g_intern_string (name), id, CRM_CHANGE_UPDATE,
        g_str_equal (name, "client") ? id : 0 };

      if (!is_told (self, name, id))
        g_array_append_val (self->changes, change);
    }
  return TRUE;
}

static gboolean
store_line_sequence (CrmTransaction *self, GError **error)
{
  if (!self->next_line_id)
    return TRUE;
  return crm_db_run (self->db,
      "INSERT INTO sequence (name, value) VALUES ('activity', $1) ON CONFLICT (name) DO UPDATE SET value = "
      "excluded.value",
      error, 1, self->next_line_id);
}

static gboolean
bump_revision (CrmTransaction *self, GError **error)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, self->book->revision + 1);
  g_autoptr (CrmStatement) statement =
      crm_db_prepare (self->db, "UPDATE setting SET value = $1 WHERE name = 'revision'", error);

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, value);
  return crm_statement_run (statement, error);
}

gboolean
crm_transaction_commit (CrmTransaction *self, GError **error)
{
  if (self->writing &&
      !(expire_all (self, error) && refresh_touched (self, "deal", self->touched_deals, error) &&
          refresh_touched (self, "conversation", self->touched_conversations, error) &&
          refresh_touched (self, "client", self->touched, error) &&
          crm_transaction_take_day_sums (self, error) && store_line_sequence (self, error) &&
          (!self->book_changed || bump_revision (self, error)) &&
          crm_db_get_integer (self->db, "SELECT max (seq) FROM change", 0, &self->last_seq, error)))
    {
      crm_db_rollback (self->db);
      return FALSE;
    }
  return crm_db_commit (self->db, error);
}

void
crm_transaction_rollback (CrmTransaction *self)
{
  crm_db_rollback (self->db);
}

CrmDb *
crm_transaction_get_db (CrmTransaction *self)
{
  return self->db;
}

gint64
crm_transaction_get_now (CrmTransaction *self)
{
  return self->now;
}

gint64
crm_transaction_get_user (CrmTransaction *self)
{
  return self->book->user_id;
}

const char *
crm_transaction_get_currency (CrmTransaction *self)
{
  return crm_book_get_setting (self->book, "currency", "EUR");
}

const char *
crm_transaction_get_region (CrmTransaction *self)
{
  return crm_book_get_setting (self->book, "phone-region", "UA");
}

const char *
crm_transaction_get_setting (CrmTransaction *self, const char *name)
{
  return crm_book_get_setting (self->book, name, NULL);
}

GTimeZone *
crm_transaction_get_zone (CrmTransaction *self)
{
  return self->book->zone;
}

CrmPhoneFormat *
crm_transaction_get_phone_format (CrmTransaction *self)
{
  return self->book->phone_format;
}

CrmCollator *
crm_transaction_get_collator (CrmTransaction *self)
{
  return self->book->collator;
}

const CrmReadContext *
crm_transaction_get_read_context (CrmTransaction *self)
{
  return &self->read_context;
}

CrmEntity *
crm_transaction_get_entity (CrmTransaction *self, const char *name, GError **error)
{
  CrmEntity *entity = crm_book_get_entity (self->book, name);

  if (entity)
    return crm_entity_ref (entity);
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("There is no entity “%s”."), name);
  return NULL;
}

GPtrArray *
crm_transaction_dup_entities (CrmTransaction *self)
{
  GPtrArray *entities = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_entity_unref);

  for (guint i = 0; i < self->book->list->len; i++)
    g_ptr_array_add (entities, crm_entity_ref (self->book->list->pdata[i]));
  return entities;
}

gboolean
crm_transaction_reload_book (CrmTransaction *self, GError **error)
{
  CrmBook *book = crm_book_load (self->db, self->book->phone_format, error);

  if (!book)
    return FALSE;
  crm_book_unref (self->book);
  self->book = book;
  self->read_context.currency = crm_transaction_get_currency (self);
  self->read_context.zone = book->zone;
  return TRUE;
}

gboolean
crm_transaction_follow_book (CrmTransaction *self, const char *entity, GError **error)
{
  return (!g_str_equal (entity, "own_entity") && !g_str_equal (entity, "own_field")) ||
         crm_transaction_reload_book (self, error);
}

void
crm_transaction_touch (CrmTransaction *self, const char *entity, gint64 id)
{
  GHashTable *touched = g_str_equal (entity, "client")         ? self->touched
                        : g_str_equal (entity, "deal")         ? self->touched_deals
                        : g_str_equal (entity, "conversation") ? self->touched_conversations
                                                               : NULL;

  g_return_if_fail (touched);
  if (id > 0 && !g_hash_table_contains (touched, &id))
    g_hash_table_add (touched, g_memdup2 (&id, sizeof id));
}

void
crm_transaction_touch_client (CrmTransaction *self, gint64 client_id)
{
  crm_transaction_touch (self, "client", client_id);
}

gboolean
crm_transaction_is_verbatim (CrmTransaction *self)
{
  return self->undoes_id != 0 || self->verbatim;
}

gboolean
crm_transaction_is_import (CrmTransaction *self)
{
  return self->importing;
}

void
crm_transaction_set_import (CrmTransaction *self, gboolean verbatim)
{
  self->importing = TRUE;
  self->verbatim = verbatim;
}

void
crm_transaction_set_final (CrmTransaction *self)
{
  self->undoable = FALSE;
}

void
crm_transaction_set_verbatim (CrmTransaction *self, gboolean verbatim)
{
  self->verbatim = verbatim;
}

void
crm_transaction_note (CrmTransaction *self, const char *sentence)
{
  if (!self->notice)
    self->notice = g_string_new (sentence);
  else
    g_string_append_printf (self->notice, " %s", sentence);
}

void
crm_transaction_set_automatic (CrmTransaction *self)
{
  self->origin = CRM_ORIGIN_RULE;
  self->undoable = FALSE;
}

void
crm_transaction_set_sync (CrmTransaction *self)
{
  self->origin = CRM_ORIGIN_SYNC;
  self->undoable = FALSE;
}

static void
read_value (CrmStatement *statement, int column, CrmValue *value)
{
  gsize size;

  switch (crm_statement_get_type (statement, column))
    {
    case CRM_VALUE_INTEGER:
      crm_value_set_integer (value, crm_statement_get_integer (statement, column));
      break;
    case CRM_VALUE_REAL: crm_value_set_real (value, crm_statement_get_real (statement, column)); break;
    case CRM_VALUE_TEXT: crm_value_set_text (value, crm_statement_get_text (statement, column)); break;
    case CRM_VALUE_BLOB:
      {
        gconstpointer data = crm_statement_get_bytes (statement, column, &size);
        crm_value_take_blob (value, g_bytes_new (data, size));
        break;
      }
    default: break;
    }
}

CrmRow *
crm_row_read (CrmStatement *statement, CrmEntity *entity)
{
  CrmRow *row = crm_row_new (entity);
  gsize size;
  gconstpointer uid = crm_statement_get_bytes (statement, 1, &size);
  int column = 6;

  row->id = crm_statement_get_integer (statement, 0);
  if (uid && size == 16)
    memcpy (row->uid, uid, 16);
  row->version = crm_statement_get_integer (statement, 2);
  row->created_at = crm_statement_get_integer (statement, 3);
  row->updated_at = crm_statement_get_integer (statement, 4);
  row->archived_at = crm_statement_get_integer (statement, 5);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];

      if (field->kind == CRM_KIND_MONEY && crm_field_has_column (field))
        {
          if (!crm_statement_is_null (statement, column))
            crm_value_set_money (&row->values[i], crm_statement_get_integer (statement, column),
                crm_statement_get_text (statement, column + 1));
          column += 2;
        }
      else
        read_value (statement, column++, &row->values[i]);
    }
  return row;
}

gboolean
crm_row_read_lists (CrmDb *db, CrmRow *row, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean found = FALSE;

  if (!crm_entity_has_lists (row->entity))
    return TRUE;
  statement = crm_db_prepare (db,
      "SELECT field, target_id FROM record_link WHERE entity = $1 AND record_id = $2 ORDER BY field, "
      "position",
      error);
  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, crm_entity_get_name (row->entity));
  crm_statement_bind_integer (statement, 2, row->id);
  while (crm_statement_step (statement, &found, error) && found)
    {
      int field = crm_entity_find_field (row->entity, crm_statement_get_text (statement, 0));
      gint64 target = crm_statement_get_integer (statement, 1);

      if (field < 0)
        continue;
      if (row->values[field].type != CRM_VALUE_LIST)
        crm_value_take_list (&row->values[field], g_array_new (FALSE, FALSE, sizeof (gint64)));
      g_array_append_val (row->values[field].v.list, target);
    }
  return !found;
}

static gboolean
load_one (CrmTransaction *self, CrmEntity *entity, gint64 id, CrmRow **row, GError **error)
{
  g_autofree char *sql = g_strconcat (crm_entity_get_select (entity), " WHERE t.id = $1", NULL);
  g_autoptr (CrmStatement) statement = crm_db_prepare (self->db, sql, error);
  gboolean found;

  *row = NULL;
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  if (!crm_statement_step (statement, &found, error))
    return FALSE;
  if (found)
    {
      g_autoptr (CrmRow) fresh = crm_row_read (statement, entity);
      if (!crm_row_read_lists (self->db, fresh, error))
        return FALSE;
      *row = g_steal_pointer (&fresh);
    }
  return TRUE;
}

CrmRow *
crm_transaction_load (CrmTransaction *self, const char *name, gint64 id, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self, name, error);
  CrmRow *row;

  if (!entity || !load_one (self, entity, id, &row, error))
    return NULL;
  if (!row)
    g_set_error (
        error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("There is no %s %lld."), name, (long long)id);
  return row;
}

GPtrArray *
crm_transaction_load_many (CrmTransaction *self, const char *name, const gint64 *ids, guint n, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_row_unref);
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self, name, error);

  if (!entity)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      CrmRow *row;

      if (!load_one (self, entity, ids[i], &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (rows, row);
    }
  return g_steal_pointer (&rows);
}

GArray *
crm_transaction_find_among (CrmTransaction *self, const CrmQuery *query, const char *among, GError **error)
{
  g_auto (CrmQuerySql) sql = { .among = among };
  g_autoptr (CrmStatement) statement = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!crm_query_compile (self, query, "t.id", TRUE, &sql, error))
    return NULL;
  statement = crm_query_sql_prepare (self->db, &sql, error);
  if (!statement)
    return NULL;
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      g_array_append_val (ids, id);
    }
  return row ? NULL : g_steal_pointer (&ids);
}

GArray *
crm_transaction_find (CrmTransaction *self, const CrmQuery *query, GError **error)
{
  return crm_query_is_by_next (query) ? crm_query_find_by_next (self, query, error)
                                      : crm_transaction_find_among (self, query, NULL, error);
}

gint64
crm_transaction_count (CrmTransaction *self, const CrmQuery *query, GError **error)
{
  g_auto (CrmQuerySql) sql = { 0 };
  g_autoptr (CrmStatement) statement = NULL;
  gboolean row;

  if (!crm_query_compile (self, query, "count (*)", FALSE, &sql, error))
    return -1;
  statement = crm_query_sql_prepare (self->db, &sql, error);
  if (!statement || !crm_statement_step (statement, &row, error))
    return -1;
  return crm_statement_get_integer (statement, 0);
}

/* Name of the column a record is found by, or NULL. */
static const CrmField *
get_title_field (CrmEntity *entity)
{
  int index = entity->info->title_field;
  return index >= 0 && crm_field_has_fold (&entity->fields[index]) ? &entity->fields[index] : NULL;
}

/* company: of several that are called so, only companies count when there is one. */
static gint64
resolve (CrmTransaction *self, const char *name, const char *text, gboolean company, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self, name, error);
  g_autoptr (CrmStatement) statement = NULL;
  const CrmField *title = entity ? get_title_field (entity) : NULL;
  gint64 id = 0;
  guint8 uid[16];
  gboolean row = FALSE, first_is_company;

  if (!entity)
    return 0;
  if (strlen (text) >= 32 && crm_uid_parse (text, uid))
    {
      g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE uid = $1", name);
      statement = crm_db_prepare (self->db, sql, error);
      if (!statement)
        return 0;
      crm_statement_bind_bytes (statement, 1, uid, 16);
      if (!crm_statement_step (statement, &row, error))
        return 0;
      if (row)
        return crm_statement_get_integer (statement, 0);
    }
  if (!title)
    return 0;

  g_autofree char *sql = g_strdup_printf (
      "SELECT id, %s FROM \"%s\" WHERE %s_fold = $1 AND archived_at IS NULL ORDER BY 2 DESC, id LIMIT 2",
      company ? "kind = 'company'" : "FALSE", name, title->name);
  g_autofree char *fold = crm_text_fold (text);
  g_autoptr (CrmStatement) by_name = crm_db_prepare (self->db, sql, error);
  if (!by_name)
    return 0;
  crm_statement_bind_text (by_name, 1, fold);
  if (!crm_statement_step (by_name, &row, error) || !row)
    return 0;
  id = crm_statement_get_integer (by_name, 0);
  first_is_company = crm_statement_get_integer (by_name, 1) != 0;
  if (!crm_statement_step (by_name, &row, error))
    return 0;
  if (row && (!first_is_company || crm_statement_get_integer (by_name, 1)))
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("Several records are called “%s”; give the number of one."), text);
      return 0;
    }
  return id;
}

gint64
crm_transaction_resolve_link (CrmTransaction *self, const char *name, const char *text, GError **error)
{
  return resolve (self, name, text, FALSE, error);
}

char *
crm_transaction_dup_title (CrmTransaction *self, const char *name, gint64 id)
{
  CrmEntity *entity = crm_book_get_entity (self->book, name);
  g_autoptr (CrmStatement) statement = NULL;
  g_autofree char *sql = NULL;
  int index = entity ? entity->info->title_field : -1;
  gboolean row;

  if (index < 0 || !crm_field_has_column (&entity->fields[index]))
    return NULL;
  sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE id = $1", entity->fields[index].name, name);
  statement = crm_db_prepare (self->db, sql, NULL);
  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, id);
  if (!crm_statement_step (statement, &row, NULL) || !row)
    return NULL;
  return g_strdup (crm_statement_get_text (statement, 0));
}

static gint64
find_or_make_tag (CrmTransaction *self, const char *name, GError **error)
{
  g_autoptr (GError) local = NULL;
  gint64 id = crm_transaction_resolve_link (self, "tag", name, &local);
  g_autoptr (CrmEntity) entity = NULL;
  g_autoptr (CrmValues) values = NULL;

  if (id || local)
    {
      if (local)
        g_propagate_error (error, g_steal_pointer (&local));
      return id;
    }
  if (!self->writing)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("There is no tag “%s”."), name);
      return 0;
    }
  entity = crm_transaction_get_entity (self, "tag", error);
  values = crm_values_new (entity);
  crm_values_set_text (values, entity->info->title_field, name);
  return crm_transaction_insert (self, values, NULL, error);
}

static gboolean
read_list_value (
    CrmTransaction *self, const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",;\n", -1);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; parts[i]; i++)
    {
      g_autoptr (GError) local = NULL;
      gint64 id = 0;
      gboolean known = FALSE;

      g_strstrip (parts[i]);
      if (!*parts[i])
        continue;
      if (field->kind == CRM_KIND_TAGS)
        id = find_or_make_tag (self, parts[i], &local);
      else if (!g_ascii_string_to_signed (parts[i], 10, 1, G_MAXINT64, &id, NULL))
        id = crm_transaction_resolve_link (self, field->target, parts[i], &local);
      if (local)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!id)
        {
          g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("%s: There is no %s “%s”."),
              crm_field_get_label (field), field->target, parts[i]);
          return FALSE;
        }
      for (guint k = 0; k < ids->len; k++)
        known = known || g_array_index (ids, gint64, k) == id;
      if (!known)
        g_array_append_val (ids, id);
    }
  crm_value_take_list (value, g_steal_pointer (&ids));
  return TRUE;
}

gboolean
crm_transaction_read_value (
    CrmTransaction *self, CrmValues *values, int index, const char *text, GError **error)
{
  const CrmField *field = &crm_values_get_entity (values)->fields[index];
  gint64 id;

  if (!crm_text_is_blank (text) && (field->kind == CRM_KIND_TAGS || field->kind == CRM_KIND_LINKS))
    return read_list_value (self, field, text, crm_values_slot (values, index), error);
  if (!crm_text_is_blank (text) && field->kind == CRM_KIND_LINK && !(field->flags & CRM_FIELD_COMPUTED) &&
      field->target && !g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    {
      g_autoptr (GError) local = NULL;

      id = resolve (self, field->target, text, g_str_equal (field->name, "company"), &local);
      if (!id)
        {
          g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, "%s: %s", crm_field_get_label (field),
              local ? local->message : "");
          if (!local)
            {
              g_clear_error (error);
              g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("%s: There is no %s “%s”."),
                  crm_field_get_label (field), field->target, text);
            }
          return FALSE;
        }
      crm_values_set_integer (values, index, id);
      return TRUE;
    }
  return crm_values_read (values, index, text, &self->read_context, error);
}

void
crm_statement_bind_value (CrmStatement *statement, int n, const CrmValue *value)
{
  gsize size;
  gconstpointer data;

  switch (value ? value->type : CRM_VALUE_NULL)
    {
    case CRM_VALUE_INTEGER: crm_statement_bind_integer (statement, n, value->v.integer); break;
    case CRM_VALUE_REAL: crm_statement_bind_real (statement, n, value->v.real); break;
    case CRM_VALUE_TEXT: crm_statement_bind_text (statement, n, value->v.text); break;
    case CRM_VALUE_BLOB:
      data = g_bytes_get_data (value->v.blob, &size);
      crm_statement_bind_bytes (statement, n, data, size);
      break;
    case CRM_VALUE_NULL:
    case CRM_VALUE_MONEY:
    case CRM_VALUE_LIST:
    default: crm_statement_bind_null (statement, n);
    }
}
