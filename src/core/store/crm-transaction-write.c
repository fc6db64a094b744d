/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "store/crm-entity-private.h"
#include "store/crm-transaction-private.h"

/* Writing one record: values into columns with their folded twins and sort keys, lists, text, the log, and what is derived.
 * Runs in the writer's thread, inside the transaction. */

static gboolean
refuse (const CrmField *field, const char *reason, GError **error)
{
  g_set_error (
      error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, "%s: %s", crm_field_get_label (field), reason);
  return FALSE;
}

gboolean
crm_transaction_ensure_operation (CrmTransaction *self, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;

  g_return_val_if_fail (self->writing, FALSE);
  if (self->operation_id)
    return TRUE;
  statement = crm_db_prepare (self->db,
      "INSERT INTO operation (at, author, origin, purpose, undoable, undoes_id) VALUES ($1, $2, $3, $4, $5, "
      "$6)",
      error);
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, self->now);
  crm_statement_bind_integer (statement, 2, self->book->user_id);
  crm_statement_bind_text (statement, 3, crm_origin_get_name (self->origin));
  crm_statement_bind_text (statement, 4, self->purpose);
  crm_statement_bind_integer (statement, 5, self->undoable);
  if (self->undoes_id)
    crm_statement_bind_integer (statement, 6, self->undoes_id);
  else
    crm_statement_bind_null (statement, 6);
  return crm_statement_insert (statement, &self->operation_id, error);
}

gint64
crm_row_get_client (const CrmRow *row)
{
  if (g_str_equal (crm_entity_get_name (row->entity), "client"))
    return row->id;
  return crm_row_get_integer (row, crm_entity_find_field (row->entity, "client"));
}

gboolean
crm_transaction_log (CrmTransaction *self, CrmEntity *entity, gint64 id, CrmChangeOp op, gint64 version,
    const char *detail, gint64 client, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  CrmChange change = { g_intern_static_string (crm_entity_get_name (entity)), id, op, client };

  if (!crm_transaction_go_on (self, error) || !crm_transaction_ensure_operation (self, error))
    return FALSE;
  statement = crm_db_prepare (self->db,
      "INSERT INTO change (operation_id, entity, record_id, op, version_after, detail) VALUES ($1, $2, $3, "
      "$4, $5, $6)",
      error);
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, self->operation_id);
  crm_statement_bind_text (statement, 2, change.entity);
  crm_statement_bind_integer (statement, 3, id);
  crm_statement_bind_text (statement, 4, crm_change_op_get_name (op));
  crm_statement_bind_integer (statement, 5, version);
  crm_statement_bind_text (statement, 6, detail);
  g_array_append_val (self->changes, change);
  /* Own fields are columns of other entities: everybody must look at the field tables again. */
  if (change.entity == g_intern_static_string ("own_field") ||
      change.entity == g_intern_static_string ("own_entity") ||
      change.entity == g_intern_static_string ("user"))
    self->book_changed = TRUE;
  return crm_statement_run (statement, error);
}

char *
crm_transaction_dup_fold (CrmTransaction *self, const CrmField *field, const char *text)
{
  g_autofree char *normal = NULL;

  if (field->kind != CRM_KIND_PHONE)
    return crm_text_fold (text);
  normal = crm_phone_normalise (self->book->phone_format, text, crm_transaction_get_region (self));
  return crm_phone_key (normal);
}

/* Binds the columns of one field from parameter n on; returns the next free number. */
static int
bind_field (
    CrmTransaction *self, CrmStatement *statement, int n, const CrmField *field, const CrmValue *value)
{
  const char *text = value && value->type == CRM_VALUE_TEXT ? value->v.text : NULL;

  if (field->kind == CRM_KIND_MONEY)
    {
      if (value && value->type == CRM_VALUE_MONEY)
        {
          crm_statement_bind_integer (statement, n++, value->v.money.minor);
          crm_statement_bind_text (statement, n++, value->v.money.currency);
        }
      else
        {
          crm_statement_bind_null (statement, n++);
          crm_statement_bind_null (statement, n++);
        }
      return n;
    }
  if (field->kind == CRM_KIND_INTEGER && value && value->type == CRM_VALUE_REAL)
    crm_statement_bind_integer (statement, n++, (gint64)value->v.real);
  else
    crm_statement_bind_value (statement, n++, value);
  if (!crm_field_has_fold (field))
    return n;
  if (!text)
    crm_statement_bind_null (statement, n++);
  else
    {
      g_autofree char *fold = crm_transaction_dup_fold (self, field, text);
      crm_statement_bind_text (statement, n++, fold);
    }
  if (field->flags & CRM_FIELD_SORTED)
    {
      if (text)
        {
          g_autoptr (GBytes) key = crm_collator_key (self->book->collator, text);
          gsize size;
          gconstpointer data = g_bytes_get_data (key, &size);
          crm_statement_bind_bytes (statement, n++, data, size);
        }
      else
        crm_statement_bind_null (statement, n++);
    }
  return n;
}

gboolean
crm_transaction_store_list (CrmTransaction *self, CrmEntity *entity, gint64 id, const CrmField *field,
    const CrmValue *value, gboolean fresh, GError **error)
{
  g_autoptr (CrmStatement) add = crm_db_prepare (self->db,
      "INSERT INTO record_link (entity, record_id, field, position, target_id) VALUES ($1, $2, $3, $4, $5)",
      error);

  if (!add)
    return FALSE;
  if (!fresh)
    {
      g_autoptr (CrmStatement) remove = crm_db_prepare (
          self->db, "DELETE FROM record_link WHERE entity = $1 AND record_id = $2 AND field = $3", error);

      if (!remove)
        return FALSE;
      crm_statement_bind_text (remove, 1, crm_entity_get_name (entity));
      crm_statement_bind_integer (remove, 2, id);
      crm_statement_bind_text (remove, 3, field->name);
      if (!crm_statement_run (remove, error))
        return FALSE;
    }
  for (guint i = 0; value && value->type == CRM_VALUE_LIST && i < value->v.list->len; i++)
    {
      crm_statement_bind_text (add, 1, crm_entity_get_name (entity));
      crm_statement_bind_integer (add, 2, id);
      crm_statement_bind_text (add, 3, field->name);
      crm_statement_bind_integer (add, 4, i);
      crm_statement_bind_integer (add, 5, g_array_index (value->v.list, gint64, i));
      if (!crm_statement_run (add, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_transaction_store_body (
    CrmTransaction *self, const char *entity, gint64 id, const char *title, const char *body, GError **error)
{
  g_autoptr (CrmStatement) find = crm_db_prepare (
      self->db, "SELECT id, title, body FROM body WHERE entity = $1 AND record_id = $2", error);
  g_autoptr (CrmStatement) write = NULL;
  g_autofree char *fold_title = NULL, *fold_body = NULL;
  gint64 body_id = 0;
  gboolean row;

  if (!find)
    return FALSE;
  crm_statement_bind_text (find, 1, entity);
  crm_statement_bind_integer (find, 2, id);
  if (!crm_statement_step (find, &row, error))
    return FALSE;
  if (row)
    {
      g_autofree char *old_title = crm_text_fold (crm_statement_get_text (find, 1));
      g_autofree char *old_body = crm_text_fold (crm_statement_get_text (find, 2));

      body_id = crm_statement_get_integer (find, 0);
      if (!crm_db_index_text (self->db, body_id, old_title, old_body, FALSE, error))
        return FALSE;
    }
  crm_statement_reset (find);
  if (!body)
    return !body_id || crm_db_run (self->db, "DELETE FROM body WHERE id = $1", error, 1, body_id);

  write = crm_db_prepare (self->db,
      "INSERT INTO body (entity, record_id, title, body) VALUES ($1, $2, $3, $4)"
      " ON CONFLICT (entity, record_id) DO UPDATE SET title = excluded.title, body = excluded.body RETURNING "
      "id",
      error);
  if (!write)
    return FALSE;
  crm_statement_bind_text (write, 1, entity);
  crm_statement_bind_integer (write, 2, id);
  crm_statement_bind_text (write, 3, title);
  crm_statement_bind_text (write, 4, body);
  if (!crm_statement_step (write, &row, error))
    return FALSE;
  fold_title = crm_text_fold (title);
  fold_body = crm_text_fold (body);
  return crm_db_index_text (
      self->db, crm_statement_get_integer (write, 0), fold_title, fold_body, TRUE, error);
}

/* The clients, deals and conversations a record tells of, whose figures may change with it. A client says nothing of another one. */
static void
touch_told (CrmTransaction *self, CrmEntity *entity, gint64 id,
    const CrmValue *(*get) (gpointer from, int field), gpointer from)
{
  if (g_str_equal (crm_entity_get_name (entity), "client"))
    {
      crm_transaction_touch_client (self, id);
      return;
    }
  if (g_str_equal (crm_entity_get_name (entity), "deal") ||
      g_str_equal (crm_entity_get_name (entity), "conversation"))
    crm_transaction_touch (self, crm_entity_get_name (entity), id);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];
      const CrmValue *value;

      if ((field->kind != CRM_KIND_LINK && field->kind != CRM_KIND_LINKS) ||
          (g_strcmp0 (field->target, "client") != 0 && g_strcmp0 (field->target, "deal") != 0 &&
              g_strcmp0 (field->target, "conversation") != 0))
        continue;
      value = get (from, (int)i);
      if (value && value->type == CRM_VALUE_INTEGER)
        crm_transaction_touch (self, field->target, value->v.integer);
      for (guint k = 0; value && value->type == CRM_VALUE_LIST && k < value->v.list->len; k++)
        crm_transaction_touch (self, field->target, g_array_index (value->v.list, gint64, k));
    }
}

static const CrmValue *
get_from_values (gpointer from, int field)
{
  return crm_values_get (from, field);
}

static const CrmValue *
get_from_row (gpointer from, int field)
{
  return crm_row_get (from, field);
}

void
crm_transaction_touch_told (CrmTransaction *self, const CrmRow *row)
{
  touch_told (self, row->entity, row->id, get_from_row, (gpointer)row);
}

/* Tells the entities that hear of all others. */
static gboolean
tell_observers (CrmTransaction *self, const CrmRow *before, const CrmRow *after, GError **error)
{
  guint n;
  const CrmEntityInfo *const *infos = crm_entity_table (&n);

  if (crm_transaction_is_verbatim (self) || crm_transaction_is_import (self))
    return TRUE;
  for (guint i = 0; i < n; i++)
    if (infos[i]->hooks && infos[i]->hooks->observe && !infos[i]->hooks->observe (self, before, after, error))
      return FALSE;
  return TRUE;
}

gboolean
crm_transaction_after_write (CrmTransaction *self, CrmEntity *entity, gint64 id, const CrmRow *before,
    const CrmRow *after, GError **error)
{
  const CrmEntityHooks *hooks = entity->info->hooks;

  if (before)
    crm_transaction_touch_told (self, before);
  if (after)
    crm_transaction_touch_told (self, after);
  if (hooks && hooks->describe &&
      !crm_activity_lines_write (self, crm_entity_get_name (entity), id, after, error))
    return FALSE;
  if (before && hooks && hooks->written && !hooks->written (self, before, after, error))
    return FALSE;
  return tell_observers (self, before, after, error);
}

static gboolean
check_link (CrmTransaction *self, const CrmField *field, gint64 id, GError **error)
{
  const char *target = field->kind == CRM_KIND_TAGS ? "tag" : field->target;
  g_autofree char *key = g_strdup_printf ("%s\x1f%" G_GINT64_FORMAT, target, id);
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE id = $1", target);
  g_autoptr (CrmStatement) statement = NULL;
  gboolean row;

  if (g_hash_table_contains (self->linkable, key))
    return TRUE;
  statement = crm_db_prepare (self->db, sql, error);
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    {
      g_autofree char *reason = g_strdup_printf (_ ("There is no %s %lld."), target, (long long)id);
      return refuse (field, reason, error);
    }
  g_hash_table_add (self->linkable, g_steal_pointer (&key));
  return TRUE;
}

/* What led to a record is a link whose target stands beside it; before is NULL for an insert. */
static gboolean
check_trigger (
    CrmTransaction *self, CrmEntity *entity, const CrmRow *before, CrmValues *values, GError **error)
{
  int target = crm_entity_find_field (entity, "trigger_entity"),
      id = crm_entity_find_field (entity, "trigger");
  const CrmValue *value = crm_values_get (values, id);
  const char *name = crm_values_has (values, target) ? crm_values_get_text (values, target)
                     : before && target >= 0         ? crm_row_get_text (before, target)
                                                     : NULL;
  g_autoptr (CrmEntity) led = NULL;
  CrmField link;

  if (target < 0 || id < 0 || !value || value->type != CRM_VALUE_INTEGER ||
      crm_transaction_is_verbatim (self))
    return TRUE;
  if (!name)
    return refuse (&entity->fields[target], _ ("This field must not be empty."), error);
  led = crm_transaction_get_entity (self, name, error);
  if (!led)
    return FALSE;
  link = entity->fields[id];
  link.target = crm_entity_get_name (led);
  return check_link (self, &link, value->v.integer, error);
}

/* Links must lead somewhere; of those that are built-in columns the database says so too, but not in words. own: only the
 * others. */
static gboolean
check_links (CrmTransaction *self, CrmEntity *entity, CrmValues *values, gboolean own, GError **error)
{
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];
      const CrmValue *value = crm_values_get (values, (int)i);

      if (!value || (own && !(field->flags & CRM_FIELD_OWN)))
        continue;
      if (field->kind == CRM_KIND_LINK && field->target && value->type == CRM_VALUE_INTEGER &&
          !check_link (self, field, value->v.integer, error))
        return FALSE;
      for (guint k = 0; value->type == CRM_VALUE_LIST && k < value->v.list->len; k++)
        if (!check_link (self, field, g_array_index (value->v.list, gint64, k), error))
          return FALSE;
    }
  return TRUE;
}

/* Every built-in link has a foreign key, so it is looked at only when the database has refused the row. */
static void
explain_constraint (
    CrmTransaction *self, CrmEntity *entity, CrmValues *values, GError *refused, GError **error)
{
  if (!g_error_matches (refused, CRM_DB_ERROR, CRM_DB_ERROR_CONSTRAINT) ||
      check_links (self, entity, values, FALSE, error))
    g_propagate_error (error, g_error_copy (refused));
}

static gboolean
store_parts (CrmTransaction *self, CrmEntity *entity, gint64 id, CrmValues *values, const CrmRow *before,
    GError **error)
{
  gboolean main = FALSE;

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];
      const CrmValue *value = crm_values_get (values, (int)i);

      if (!value)
        continue;
      if (field->flags & CRM_FIELD_MAIN)
        main = TRUE;
      else if ((field->kind == CRM_KIND_LINKS || field->kind == CRM_KIND_TAGS) &&
               (before || !crm_value_is_empty (value)) &&
               !crm_transaction_store_list (self, entity, id, field, value, before == NULL, error))
        return FALSE;
      else if (field->kind == CRM_KIND_BODY)
        {
          int title = entity->info->title_field;
          const CrmField *named = title >= 0 ? &entity->fields[title] : NULL;
          const char *text = value->type == CRM_VALUE_TEXT ? value->v.text : NULL;
          const char *name = named && crm_values_has (values, title) ? crm_values_get_text (values, title)
                             : before && named                       ? crm_row_get_text (before, title)
                                                                     : NULL;
          if ((text || before) && !crm_transaction_store_body (self, crm_entity_get_name (entity), id,
                                      named && named->kind != CRM_KIND_BODY ? name : NULL, text, error))
            return FALSE;
        }
    }
  return !main || !entity->info->hooks || !entity->info->hooks->store_main ||
         entity->info->hooks->store_main (self, id, before == NULL, values, error);
}

/* New records of these entities are events even though they write no line; loading others would only cost time. */
static gboolean
is_observed (CrmTransaction *self, CrmEntity *entity)
{
  return !crm_transaction_is_verbatim (self) && !crm_transaction_is_import (self) &&
         (g_str_equal (crm_entity_get_name (entity), "client") ||
             g_str_equal (crm_entity_get_name (entity), "deal"));
}

gint64
crm_transaction_insert (CrmTransaction *self, CrmValues *values, const guint8 *uid, GError **error)
{
  return crm_transaction_insert_as (self, values, uid, 0, error);
}

gint64
crm_transaction_insert_as (
    CrmTransaction *self, CrmValues *values, const guint8 *uid, gint64 id, GError **error)
{
  CrmEntity *entity = crm_values_get_entity (values);
  const CrmEntityHooks *hooks = entity->info->hooks;
  g_autoptr (CrmStatement) statement = NULL;
  g_autoptr (GError) local = NULL;
  const CrmValue *client;
  guint8 fresh[16];
  int n = 8;

  g_return_val_if_fail (self->writing, 0);

  if (hooks && hooks->prepare && !hooks->prepare (self, NULL, values, error))
    return 0;
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmValue *value = crm_values_get (values, (int)i);
      if (entity->fields[i].flags & CRM_FIELD_REQUIRED && (!value || crm_value_is_empty (value)))
        {
          refuse (&entity->fields[i], _ ("This field must not be empty."), error);
          return 0;
        }
    }
  if (!check_links (self, entity, values, TRUE, error) ||
      !check_trigger (self, entity, NULL, values, error) || !crm_transaction_ensure_operation (self, error))
    return 0;
  if (!uid)
    crm_uid_make (fresh);
  statement = crm_db_prepare (self->db, crm_entity_get_insert (entity), error);
  if (!statement)
    return 0;
  crm_statement_bind_bytes (statement, 1, uid ? uid : fresh, 16);
  crm_statement_bind_integer (statement, 2, 1);
  crm_statement_bind_integer (statement, 3, self->now);
  crm_statement_bind_integer (statement, 4, self->now);
  crm_statement_bind_null (statement, 5);
  crm_statement_bind_integer (statement, 6, self->operation_id);
  if (id)
    crm_statement_bind_integer (statement, 7, id);
  else
    crm_statement_bind_null (statement, 7);
  for (guint i = 0; i < entity->n_fields; i++)
    if (crm_field_has_column (&entity->fields[i]))
      n = bind_field (self, statement, n, &entity->fields[i], crm_values_get (values, (int)i));
  if (!crm_statement_insert (statement, &id, &local))
    {
      explain_constraint (self, entity, values, local, error);
      return 0;
    }

  /* The log is undone from its end: what the parts add (addresses) goes before the record they hang on. */
  client = crm_values_get (values, crm_entity_find_field (entity, "client"));
  if (!crm_transaction_log (self, entity, id, CRM_CHANGE_INSERT, 1, NULL,
          client && client->type == CRM_VALUE_INTEGER ? client->v.integer : 0, error) ||
      !store_parts (self, entity, id, values, NULL, error))
    return 0;
  touch_told (self, entity, id, get_from_values, values);
  if (hooks && hooks->inserted && !hooks->inserted (self, id, values, error))
    return 0;
  if ((hooks && hooks->describe) || is_observed (self, entity))
    {
      g_autoptr (CrmRow) after = crm_transaction_load (self, crm_entity_get_name (entity), id, error);
      if (!after || !crm_transaction_after_write (self, entity, id, NULL, after, error))
        return 0;
    }
  return crm_transaction_follow_book (self, crm_entity_get_name (entity), error) ? id : 0;
}

/* TRUE when one of the set fields was changed after version to something else. */
static gboolean
check_conflict (CrmTransaction *self, CrmEntity *entity, gint64 id, gint64 version, const CrmRow *now,
    CrmValues *values, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (self->db,
      "SELECT detail FROM change WHERE entity = $1 AND record_id = $2 AND version_after > $3 AND op = "
      "'update'",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, crm_entity_get_name (entity));
  crm_statement_bind_integer (statement, 2, id);
  crm_statement_bind_integer (statement, 3, version);
  while (crm_statement_step (statement, &row, error) && row)
    {
      g_autoptr (CrmValues) changed =
          crm_change_log_parse_update (entity, crm_statement_get_text (statement, 0), FALSE);

      for (guint i = 0; i < entity->n_fields; i++)
        if (crm_values_has (changed, (int)i) && crm_values_has (values, (int)i) &&
            !crm_value_equal (crm_row_get (now, (int)i), crm_values_get (values, (int)i)))
          {
            g_autofree char *theirs =
                crm_field_format_display (&entity->fields[i], crm_row_get (now, (int)i), self->book->zone);
            g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT,
                _ ("%s was changed meanwhile to “%s”. Your change was not saved."),
                crm_field_get_label (&entity->fields[i]), theirs ? theirs : "");
            return FALSE;
          }
    }
  return !row;
}

static gboolean
run_update (
    CrmTransaction *self, CrmEntity *entity, gint64 id, gint64 version, CrmValues *values, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (CrmStatement) statement = NULL;
  int n = 5;

  g_string_printf (sql, "UPDATE \"%s\" SET version = version + 1, updated_at = $3, operation_id = $4",
      crm_entity_get_name (entity));
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];

      if (!crm_values_has (values, (int)i) || !crm_field_has_column (field))
        continue;
      g_string_append_printf (sql, ", \"%s\" = $%d", field->name, n++);
      if (field->kind == CRM_KIND_MONEY)
        g_string_append_printf (sql, ", \"%s_currency\" = $%d", field->name, n++);
      if (crm_field_has_fold (field))
        {
          g_string_append_printf (sql, ", \"%s_fold\" = $%d", field->name, n++);
          if (field->flags & CRM_FIELD_SORTED)
            g_string_append_printf (sql, ", \"%s_key\" = $%d", field->name, n++);
        }
    }
  g_string_append (sql, " WHERE id = $1 AND version = $2");
  statement = crm_db_prepare (self->db, sql->str, error);
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  crm_statement_bind_integer (statement, 2, version);
  crm_statement_bind_integer (statement, 3, self->now);
  crm_statement_bind_integer (statement, 4, self->operation_id);
  n = 5;
  for (guint i = 0; i < entity->n_fields; i++)
    if (crm_values_has (values, (int)i) && crm_field_has_column (&entity->fields[i]))
      n = bind_field (self, statement, n, &entity->fields[i], crm_values_get (values, (int)i));
  return crm_statement_run (statement, error);
}

gboolean
crm_transaction_update (CrmTransaction *self, gint64 id, gint64 version, CrmValues *values, GError **error)
{
  CrmEntity *entity = crm_values_get_entity (values);
  const char *name = crm_entity_get_name (entity);
  const CrmEntityHooks *hooks = entity->info->hooks;
  g_autoptr (CrmRow) before = crm_transaction_load (self, name, id, error);
  g_autoptr (CrmRow) after = NULL;
  g_autoptr (CrmValues) parts = NULL;
  g_autofree char *detail = NULL;
  gboolean own_columns = FALSE;

  g_return_val_if_fail (self->writing, FALSE);
  if (!before)
    return FALSE;
  if (hooks && hooks->prepare && !hooks->prepare (self, before, values, error))
    return FALSE;
  if (version && version < before->version &&
      !check_conflict (self, entity, id, version, before, values, error))
    return FALSE;
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmValue *value = crm_values_get (values, (int)i);

      if (!value)
        continue;
      if (crm_value_equal (value, crm_row_get (before, (int)i)))
        crm_values_unset (values, (int)i);
      else if (entity->fields[i].flags & CRM_FIELD_REQUIRED && crm_value_is_empty (value))
        return refuse (&entity->fields[i], _ ("This field must not be empty."), error);
    }
  if (!crm_values_count (values))
    return TRUE;
  if (!check_links (self, entity, values, FALSE, error) ||
      !check_trigger (self, entity, before, values, error) || !crm_transaction_ensure_operation (self, error))
    return FALSE;

  /* Convenience fields are changes of other records; alone they leave this one's version alone. */
  parts = crm_values_copy (values);
  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].flags & (CRM_FIELD_MAIN | CRM_FIELD_COMPUTED))
      crm_values_unset (values, (int)i);
  own_columns = crm_values_count (values) > 0;
  if (own_columns)
    {
      detail = crm_change_log_format_update (entity, before, values);
      if (!run_update (self, entity, id, before->version, values, error) ||
          !crm_transaction_log (self, entity, id, CRM_CHANGE_UPDATE, before->version + 1, detail,
              crm_row_get_client (before), error))
        return FALSE;
    }
  if (!store_parts (self, entity, id, parts, before, error))
    return FALSE;
  if (!own_columns)
    return TRUE;
  after = crm_transaction_load (self, name, id, error);
  return after && crm_transaction_after_write (self, entity, id, before, after, error) &&
         crm_transaction_follow_book (self, name, error);
}

gboolean
crm_transaction_reinsert (
    CrmTransaction *self, CrmEntity *entity, gint64 id, const char *detail, GError **error)
{
  const char *name = crm_entity_get_name (entity);
  g_autoptr (CrmStatement) statement = NULL;
  g_autoptr (CrmValues) values = crm_values_new (entity);
  g_autoptr (CrmRow) after = NULL;
  CrmRow old = { .entity = entity, .values = g_newa (CrmValue, entity->n_fields) };
  gboolean ok;
  int n = 8;

  memset (old.values, 0, entity->n_fields * sizeof (CrmValue));
  ok = crm_change_log_parse_row (entity, detail, &old);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      if (!crm_value_is_empty (&old.values[i]))
        crm_value_copy (crm_values_slot (values, (int)i), &old.values[i]);
      crm_value_clear (&old.values[i]);
    }
  if (!ok)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("The log of %s %lld is not readable."),
          name, (long long)id);
      return FALSE;
    }
  if (!crm_transaction_ensure_operation (self, error) ||
      !(statement = crm_db_prepare (self->db, crm_entity_get_insert (entity), error)))
    return FALSE;
  crm_statement_bind_bytes (statement, 1, old.uid, 16);
  crm_statement_bind_integer (statement, 2, old.version + 2);
  crm_statement_bind_integer (statement, 3, old.created_at);
  crm_statement_bind_integer (statement, 4, self->now);
  if (old.archived_at)
    crm_statement_bind_integer (statement, 5, old.archived_at);
  else
    crm_statement_bind_null (statement, 5);
  crm_statement_bind_integer (statement, 6, self->operation_id);
  crm_statement_bind_integer (statement, 7, id);
  for (guint i = 0; i < entity->n_fields; i++)
    if (crm_field_has_column (&entity->fields[i]))
      n = bind_field (self, statement, n, &entity->fields[i], crm_values_get (values, (int)i));
  if (!crm_statement_insert (statement, &id, error))
    return FALSE;
  if (!store_parts (self, entity, id, values, NULL, error))
    return FALSE;
  after = crm_transaction_load (self, name, id, error);
  return after &&
         crm_transaction_log (
             self, entity, id, CRM_CHANGE_INSERT, old.version + 2, NULL, crm_row_get_client (after), error) &&
         (!entity->info->hooks || !entity->info->hooks->returned ||
             entity->info->hooks->returned (self, after, error)) &&
         crm_transaction_after_write (self, entity, id, NULL, after, error) &&
         crm_transaction_follow_book (self, name, error);
}
