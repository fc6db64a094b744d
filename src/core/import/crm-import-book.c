/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-book-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "channel/crm-account-secret.h"
#include "channel/crm-account.h"
#include "message/crm-message.h"
#include "store/crm-activity-line.h"
#include "store/crm-own-entity.h"

/* A whole book from JSON: records keep their uids, links are found by them. An empty book becomes the same one; into another one, records
 * it does not have are added. Lives in the writer's thread. */

static void
clear_late (gpointer data)
{
  g_free (((CrmImportLateLink *)data)->uid);
  g_strfreev (((CrmImportLateLink *)data)->uids);
}

/* Times as they were; set by the program otherwise. */
static gboolean
stamp (
    CrmImportBook *self, CrmEntity *entity, gint64 id, JsonObject *record, CrmValues *values, GError **error)
{
  static const char *const names[] = { "created_at", "updated_at", "archived_at" };
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (CrmStatement) statement = NULL;
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 at;

  g_string_printf (sql, "UPDATE \"%s\" SET id = id", crm_entity_get_name (entity));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (crm_instant_parse (
            json_object_get_string_member_with_default (record, names[i], ""), NULL, &at, NULL))
      {
        g_array_append_val (times, at);
        g_string_append_printf (sql, ", %s = $%u", names[i], times->len);
      }
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];
      const CrmValue *value = crm_values_get (values, (int)i);

      if (!(field->flags & CRM_FIELD_READ_ONLY) || field->kind != CRM_KIND_INSTANT || !value ||
          value->type != CRM_VALUE_INTEGER || !json_object_has_member (record, field->name) ||
          !crm_instant_parse (
              json_object_get_string_member_with_default (record, field->name, ""), NULL, &at, NULL))
        continue;
      g_array_append_val (times, at);
      g_string_append_printf (sql, ", \"%s\" = $%u", field->name, times->len);
    }
  g_string_append_printf (sql, " WHERE id = $%u", times->len + 1);
  statement = crm_db_prepare (crm_transaction_get_db (self->tx), sql->str, error);
  for (guint i = 0; statement && i < times->len; i++)
    crm_statement_bind_integer (statement, (int)i + 1, g_array_index (times, gint64, i));
  if (statement)
    crm_statement_bind_integer (statement, (int)times->len + 1, id);
  g_array_unref (times);
  return statement && crm_statement_run (statement, error);
}

/* What went into the archive together with its owner keeps its lines; that it did shows only by the times as they were. */
static gboolean
settle_archived (CrmImportBook *self, CrmEntity *entity, gint64 id, JsonObject *record, GError **error)
{
  const char *name = crm_entity_get_name (entity);
  g_autoptr (CrmRow) row = NULL;

  if (!json_object_has_member (record, "archived_at") || !entity->info->hooks)
    return TRUE;
  row = crm_transaction_load (self->tx, name, id, error);
  return row && crm_activity_lines_write (self->tx, name, id, row, error);
}

/* A record without the uid that is the same all the same: what every book has, or what is known by its name. */
static gboolean
find_namesake (CrmImportBook *self, CrmEntity *entity, CrmValues *values, gint64 *id, GError **error)
{
  static const struct
  {
    const char *entity, *first, *second;
  } rules[] = {
    { "user", "login", NULL },
    { "tag", "name", NULL },
    { "option", "name", "list" },
    { "own_entity", "label", NULL },
    { "own_field", "label", "entity" },
    { "status_rule", "name", "event" },
  };

  *id = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (CrmStatement) statement = NULL;
      g_autofree char *sql = NULL, *fold = NULL;
      gboolean row, folded;
      int field;

      if (strcmp (rules[i].entity, crm_entity_get_name (entity)) != 0)
        continue;
      field = crm_entity_find_field (entity, rules[i].first);
      folded = crm_field_has_fold (&entity->fields[field]);
      sql = g_strdup_printf (
          "SELECT id FROM \"%s\" WHERE %s%s = $1%s%s%s AND archived_at IS NULL ORDER BY id LIMIT 1",
          rules[i].entity, rules[i].first, folded ? "_fold" : "", rules[i].second ? " AND " : "",
          rules[i].second ? rules[i].second : "", rules[i].second ? " = $2" : "");
      statement = crm_db_prepare (crm_transaction_get_db (self->tx), sql, error);
      if (!statement)
        return FALSE;
      fold = folded ? crm_text_fold (crm_values_get_text (values, field))
                    : g_strdup (crm_values_get_text (values, field));
      crm_statement_bind_text (statement, 1, fold);
      if (rules[i].second)
        crm_statement_bind_text (
            statement, 2, crm_values_get_text (values, crm_entity_find_field (entity, rules[i].second)));
      if (!crm_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        *id = crm_statement_get_integer (statement, 0);
      /* Two records of the file may have one name; the second is not the first. */
      g_autofree char *key = g_strdup_printf ("%s\x1f%" G_GINT64_FORMAT, rules[i].entity, *id);
      if (g_hash_table_contains (self->taken, key))
        *id = 0;
      return TRUE;
    }
  return TRUE;
}

/* An empty book takes over the identity of what it made for itself. */
static gboolean
adopt (CrmImportBook *self, CrmEntity *entity, gint64 id, const guint8 *uid, JsonObject *record,
    CrmValues *values, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("UPDATE \"%s\" SET uid = $1 WHERE id = $2", crm_entity_get_name (entity));
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (self->tx), sql, error);

  if (!statement)
    return FALSE;
  crm_statement_bind_bytes (statement, 1, uid, 16);
  crm_statement_bind_integer (statement, 2, id);
  self->run->n_written++;
  crm_import_plan_add (self->run->plan, self->record, self->record + 1, CRM_IMPORT_UPDATE,
      g_strdup (_ ("This record is in the book already.")));
  return crm_statement_run (statement, error) && crm_transaction_update (self->tx, id, 0, values, error) &&
         stamp (self, entity, id, record, values, error);
}

/* An own entity keeps its number where it can: then a book made of the file writes the same file. */
static gint64
add_own_entity (CrmImportBook *self, JsonObject *record, CrmValues *values, const guint8 *uid, GError **error)
{
  gint64 wanted = crm_own_entity_get_id (json_object_get_string_member_with_default (record, "name", NULL));
  g_autoptr (CrmStatement) used = crm_db_prepare (crm_transaction_get_db (self->tx),
      "SELECT EXISTS (SELECT 1 FROM change WHERE entity = 'own_entity' AND record_id = $1)", error);
  g_autoptr (GError) local = NULL;
  gboolean row;
  gint64 id;

  if (!used)
    return -1;
  crm_statement_bind_integer (used, 1, wanted);
  if (!crm_statement_step (used, &row, error))
    return -1;
  id = crm_transaction_insert_as (
      self->tx, values, uid, crm_statement_get_integer (used, 0) ? 0 : wanted, &local);
  if (id)
    {
      self->run->n_written++;
      crm_import_plan_add (self->run->plan, self->record, self->record + 1, CRM_IMPORT_NEW, NULL);
      return id;
    }
  if (!g_error_matches (local, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return -1;
    }
  crm_import_plan_add (
      self->run->plan, self->record, self->record + 1, CRM_IMPORT_FAULTY, g_strdup (local->message));
  return 0;
}

static gboolean
add_record (CrmImportBook *self, CrmEntity *entity, const char *uid_text, const guint8 *uid,
    JsonObject *record, CrmValues *values, GArray *late, GError **error)
{
  const char *name = crm_entity_get_name (entity);
  gint64 id = 0;

  if (!crm_import_run_find_uid (self->tx, name, uid, &id, error))
    return FALSE;
  if (id)
    {
      if (!crm_import_run_fill (
              self->run, self->tx, id, self->record, self->record + 1, values, FALSE, error))
        return FALSE;
    }
  else
    {
      if (!find_namesake (self, entity, values, &id, error))
        return FALSE;
      if (id && !(self->fresh ? adopt (self, entity, id, uid, record, values, error)
                              : crm_import_run_fill (self->run, self->tx, id, self->record, self->record + 1,
                                    values, FALSE, error)))
        return FALSE;
      if (!id)
        {
          id = strcmp (name, "own_entity") == 0 ? add_own_entity (self, record, values, uid, error)
                                                : crm_import_run_insert (self->run, self->tx, self->record,
                                                      self->record + 1, values, uid, error);
          if (id < 0)
            return FALSE;
          if (id && json_object_has_member (record, "archived_at") &&
              !crm_transaction_archive (self->tx, name, id, error))
            return FALSE;
          if (id && (!stamp (self, entity, id, record, values, error) ||
                        !settle_archived (self, entity, id, record, error)))
            return FALSE;
          for (guint i = 0; id && i < late->len; i++)
            {
              CrmImportLateLink link = g_array_index (late, CrmImportLateLink, i);
              link.id = id;
              link.uid = g_strdup (link.uid);
              link.uids = g_strdupv (link.uids);
              g_array_append_val (self->late, link);
            }
        }
    }
  if (id)
    {
      g_hash_table_insert (self->ids, g_strconcat (name, "\x1f", uid_text, NULL), g_memdup2 (&id, sizeof id));
      g_hash_table_add (self->taken, g_strdup_printf ("%s\x1f%" G_GINT64_FORMAT, name, id));
      if (strcmp (name, "own_entity") == 0 && json_object_has_member (record, "name"))
        {
          g_autofree char *here = g_strdup_printf ("u_%" G_GINT64_FORMAT, id);
          const char *there = json_object_get_string_member_with_default (record, "name", "");
          g_hash_table_insert (self->names, g_strdup (there), (gpointer)g_intern_string (here));
        }
    }
  return TRUE;
}

/* Passwords of a file that an older version wrote: the keyring alone has them. Providers come before accounts. */
static void
leave_out_secrets (CrmImportBook *self, CrmEntity *entity, CrmValues *values)
{
  g_autofree char *settings =
      entity->info == &crm_account_entity
          ? crm_account_strip_secrets (self->tx, crm_values_get_text (values, CRM_ACCOUNT_PROVIDER),
                crm_values_get_text (values, CRM_ACCOUNT_SETTINGS), NULL)
          : NULL;

  if (settings)
    crm_values_set_text (values, CRM_ACCOUNT_SETTINGS, settings);
}

static gboolean
read_record (CrmImportBook *self, const char *name, JsonNode *node, GError **error)
{
  /* Own fields change the entity on the way. */
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self->tx, name, error);
  JsonObject *record = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *uid_text = record ? json_object_get_string_member_with_default (record, "uid", NULL) : NULL;
  g_autoptr (GArray) late = g_array_new (FALSE, FALSE, sizeof (CrmImportLateLink));
  g_autoptr (CrmValues) values = NULL;
  g_autoptr (GError) local = NULL;
  guint8 uid[16];

  g_array_set_clear_func (late, clear_late);
  if (!entity)
    return FALSE;
  if (!uid_text || !crm_uid_parse (uid_text, uid))
    {
      crm_import_plan_add (self->run->plan, self->record, self->record + 1, CRM_IMPORT_FAULTY,
          g_strdup (_ ("This record has no identity (uid).")));
      return TRUE;
    }
  values = crm_import_book_read_values (self, entity, record, late, &local);
  if (!values && g_error_matches (local, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID))
    {
      crm_import_plan_add (
          self->run->plan, self->record, self->record + 1, CRM_IMPORT_FAULTY, g_strdup (local->message));
      return TRUE;
    }
  if (!values)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  leave_out_secrets (self, entity, values);
  return add_record (self, entity, uid_text, uid, record, values, late, error);
}

/* name: as in the file. */
static gboolean
read_entity (CrmImportBook *self, const char *name, JsonObject *records, GError **error)
{
  JsonNode *node = json_object_get_member (records, name);
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      if (!read_record (
              self, crm_import_book_get_name (self, name), json_array_get_element (array, i), error) ||
          !crm_import_run_step (self->run, error))
        return FALSE;
      self->record++;
    }
  return TRUE;
}

static gboolean
read_settings (CrmImportBook *self, JsonObject *root, GError **error)
{
  JsonNode *node = json_object_get_member (root, "settings");
  JsonObject *settings = node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  static const char *const names[] = { "phone-region", "currency", "time-zone", "week-start", "sort-locale",
    "reminder-minutes", "reminder-day", "meeting-reminders", "working-hours", "check-in-tolerance",
    "quiet-hours", "marketing-consent", "stop-words", "other-account" };

  for (guint i = 0; settings && i < G_N_ELEMENTS (names); i++)
    {
      const char *value = json_object_get_string_member_with_default (settings, names[i], NULL);
      if (value && !crm_transaction_set_setting (self->tx, names[i], value, error))
        return FALSE;
    }
  return TRUE;
}

/* Files that came with messages: only those that a record of the file names are kept. */
static gboolean
read_contents (CrmImportBook *self, JsonObject *root, GError **error)
{
  JsonNode *node = json_object_get_member (root, "contents");
  JsonObject *contents = node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObjectIter iter;
  const char *hash;

  if (!contents)
    return TRUE;
  json_object_iter_init (&iter, contents);
  while (json_object_iter_next (&iter, &hash, &node))
    {
      const char *text = crm_import_book_get_text (node);
      g_autoptr (GBytes) content = NULL;
      g_autofree char *sum = NULL;
      guchar *data;
      gsize size;

      if (!text)
        continue;
      data = g_base64_decode (text, &size);
      content = g_bytes_new_take (data, size);
      sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
      if (!g_str_equal (sum, hash))
        {
          g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("This JSON file is damaged."));
          return FALSE;
        }
      if (!crm_content_store (self->tx, content, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_distinct (CrmImportBook *self, JsonObject *root, GError **error)
{
  JsonNode *node = json_object_get_member (root, "distinct");
  JsonArray *pairs = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; pairs && i < json_array_get_length (pairs); i++)
    {
      JsonNode *pair = json_array_get_element (pairs, i);
      gint64 ids[2] = { 0, 0 };

      for (guint k = 0;
           k < 2 && JSON_NODE_HOLDS_ARRAY (pair) && json_array_get_length (json_node_get_array (pair)) == 2;
           k++)
        {
          const char *uid = crm_import_book_get_text (json_array_get_element (json_node_get_array (pair), k));
          if (uid && !crm_import_book_find_target (self, "client", uid, &ids[k], error))
            return FALSE;
        }
      if (ids[0] && ids[1] &&
          !crm_db_run (crm_transaction_get_db (self->tx),
              "INSERT INTO client_distinct (a, b) VALUES ($1, $2) ON CONFLICT (a, b) DO NOTHING", error, 2,
              ids[0], ids[1]))
        return FALSE;
    }
  return TRUE;
}

/* An empty book forgets the rules it began with: the other one's come. */
static gboolean
forget_rules (CrmImportBook *self, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("status_rule");
  g_autoptr (GArray) ids = crm_transaction_find (self->tx, query, error);

  if (!ids)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!crm_transaction_delete (self->tx, "status_rule", g_array_index (ids, gint64, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
is_fresh (CrmTransaction *tx, gboolean *fresh, GError **error)
{
  gint64 n;

  if (!crm_db_get_integer (crm_transaction_get_db (tx),
          "SELECT EXISTS (SELECT 1 FROM client) OR EXISTS (SELECT 1 FROM note) OR EXISTS (SELECT 1 FROM call)"
          " OR EXISTS (SELECT 1 FROM deal) OR EXISTS (SELECT 1 FROM task) OR EXISTS (SELECT 1 FROM meeting)"
          " OR EXISTS (SELECT 1 FROM message) OR EXISTS (SELECT 1 FROM own_entity)",
          0, &n, error))
    return FALSE;
  *fresh = !n;
  return TRUE;
}

/* Records of the user's own entities, in the order in which the file describes those. */
static gboolean
read_own_records (CrmImportBook *self, JsonObject *records, GError **error)
{
  JsonNode *node = json_object_get_member (records, "own_entity");
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonNode *definition = json_array_get_element (array, i);
      const char *name =
          JSON_NODE_HOLDS_OBJECT (definition)
              ? json_object_get_string_member_with_default (json_node_get_object (definition), "name", NULL)
              : NULL;

      if (name && g_hash_table_contains (self->names, name) && !read_entity (self, name, records, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_book (CrmImportBook *self, JsonObject *root, JsonObject *records, GError **error)
{
  guint n;
  const CrmEntityInfo *const *infos = crm_entity_table (&n);

  if (self->fresh && json_object_has_member (root, "settings") &&
      (!read_settings (self, root, error) || !forget_rules (self, error)))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (strcmp (infos[i]->name, "status_rule") != 0 && !read_entity (self, infos[i]->name, records, error))
      return FALSE;
  /* Last: they would judge the calls that come in. */
  return read_own_records (self, records, error) && read_entity (self, "status_rule", records, error) &&
         crm_import_book_set_late_links (self, error) && read_contents (self, root, error) &&
         read_distinct (self, root, error);
}

gboolean
crm_import_run_write_book (CrmImportRun *run, CrmTransaction *tx, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  CrmImportBook self = { .run = run, .tx = tx };
  JsonNode *root, *records_node;
  JsonObject *object, *records;
  gboolean ok;
  GList *names;

  if (!json_parser_load_from_data (parser, g_bytes_get_data (run->source->text, NULL), -1, NULL))
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("This JSON file is damaged."));
      return FALSE;
    }
  root = json_parser_get_root (parser);
  if (root && JSON_NODE_HOLDS_ARRAY (root) && json_array_get_length (json_node_get_array (root)) == 1)
    root = json_array_get_element (json_node_get_array (root), 0);
  object = root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  records_node = object ? json_object_get_member (object, "records") : NULL;
  if (!records_node || !JSON_NODE_HOLDS_OBJECT (records_node) ||
      g_strcmp0 (json_object_get_string_member_with_default (object, "format", NULL), "clientele-book") != 0)
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("This JSON file is not a book of Clientele."));
      return FALSE;
    }
  if (json_object_get_int_member_with_default (object, "version", 0) > 1)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("A newer version of Clientele wrote this file."));
      return FALSE;
    }
  records = json_node_get_object (records_node);
  /* A book from before there were pipelines lacks what its deals need. */
  crm_transaction_set_import (tx, json_object_has_member (records, "pipeline"));
  run->total = 0;
  names = json_object_get_values (records);
  for (GList *node = names; node; node = node->next)
    if (JSON_NODE_HOLDS_ARRAY (node->data))
      run->total += (gint)json_array_get_length (json_node_get_array (node->data));
  g_list_free (names);

  if (!is_fresh (tx, &self.fresh, error))
    return FALSE;
  self.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.late = g_array_new (FALSE, FALSE, sizeof (CrmImportLateLink));
  g_array_set_clear_func (self.late, clear_late);
  ok = read_book (&self, object, records, error);
  g_hash_table_unref (self.ids);
  g_hash_table_unref (self.taken);
  g_hash_table_unref (self.names);
  g_array_unref (self.late);
  return ok;
}
