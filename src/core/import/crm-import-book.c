/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-run.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/crm-decimal.h"
#include "base/crm-error.h"
#include "base/crm-money.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "meeting/crm-meeting.h"
#include "message/crm-message.h"
#include "store/crm-activity-line.h"
#include "store/crm-own-entity.h"

/* A whole book from JSON: records keep their uids, links are found by them. An empty book becomes the same one; into another one, records
 * it does not have are added. Lives in the writer's thread. */

typedef struct
{
  CrmImportRun *run;
  CrmTransaction *tx;
  gboolean fresh;    /* the book has no records of the business's own */
  GHashTable *taken; /* "entity\x1fid": records that have come already */
  GHashTable *ids;   /* "entity\x1fuid" → gint64 * */
  GHashTable *names; /* own entities: name in the file → name in the book, interned */
  GArray *late;      /* LateLink: targets that came after */
  guint record;
} Book;

typedef struct
{
  const char *entity; /* interned */
  gint64 id;
  const char *field; /* interned */
  const char *target;
  char *uid;   /* of a link; NULL for several */
  char **uids; /* of several, in their order */
} LateLink;

static void
clear_late (gpointer data)
{
  g_free (((LateLink *)data)->uid);
  g_strfreev (((LateLink *)data)->uids);
}

/* Numbers of own entities may differ between two books. */
static const char *
get_name (Book *self, const char *name)
{
  const char *known = name ? g_hash_table_lookup (self->names, name) : NULL;
  return known ? known : name;
}

static gboolean
find_target (Book *self, const char *entity, const char *text, gint64 *id, GError **error)
{
  g_autofree char *key = g_strconcat (entity, "\x1f", text, NULL);
  gint64 *known = g_hash_table_lookup (self->ids, key);
  guint8 uid[16];

  *id = known ? *known : 0;
  if (known || !crm_uid_parse (text, uid))
    return TRUE;
  if (!crm_import_run_find_uid (self->tx, entity, uid, id, error))
    return FALSE;
  if (*id)
    g_hash_table_insert (self->ids, g_steal_pointer (&key), g_memdup2 (id, sizeof *id));
  return TRUE;
}

static const char *
get_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* Uids as a list of ids; those that are nowhere are left out. late: all of them, when some may come yet. */
static gboolean
read_list (Book *self, const char *target, JsonArray *array, CrmValue *value, char ***late, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) uids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *uid = get_text (json_array_get_element (array, i));
      gint64 id;

      if (uid && !find_target (self, target, uid, &id, error))
        return FALSE;
      if (uid)
        g_ptr_array_add (uids, g_strdup (uid));
      if (uid && id)
        g_array_append_val (ids, id);
    }
  if (ids->len < uids->len)
    {
      g_ptr_array_add (uids, NULL);
      *late = (char **)g_ptr_array_free (g_steal_pointer (&uids), FALSE);
    }
  crm_value_take_list (value, g_steal_pointer (&ids));
  return TRUE;
}

static void
read_words (JsonArray *array, CrmValue *value)
{
  g_autoptr (GString) text = g_string_new (" ");

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *word = get_text (json_array_get_element (array, i));
      if (word)
        g_string_append_printf (text, "%s ", word);
    }
  crm_value_set_text (value, text->len > 1 ? text->str : NULL);
}

static gboolean
refuse (const CrmField *field, GError **error)
{
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("%s: This value cannot be read."),
      crm_field_get_label (field));
  return FALSE;
}

/* One value; a link that leads to what is not there yet is left empty and its uid put into late. */
static gboolean
read_value (Book *self, const CrmField *field, const char *target, JsonNode *node, CrmValue *value,
    LateLink *late, GError **error)
{
  const char *text = get_text (node);
  gint64 number;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      if (field->kind == CRM_KIND_CHOICES)
        read_words (json_node_get_array (node), value);
      else
        return read_list (self, field->kind == CRM_KIND_TAGS ? "tag" : target, json_node_get_array (node),
            value, &late->uids, error);
      return TRUE;
    }
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *money = json_node_get_object (node);
      const char *currency = json_object_get_string_member_with_default (money, "currency", "EUR");
      char code[4];

      if (!crm_money_parse (json_object_get_string_member_with_default (money, "amount", ""), currency, '.',
              &number, code, NULL))
        return refuse (field, error);
      crm_value_set_money (value, number, currency);
      return TRUE;
    }
  if (target && text)
    {
      if (!find_target (self, target, text, &number, error))
        return FALSE;
      if (number)
        crm_value_set_integer (value, number);
      else
        late->uid = g_strdup (text);
      return TRUE;
    }
  if (text && field->kind == CRM_KIND_INSTANT)
    {
      if (!crm_instant_parse (text, NULL, &number, NULL))
        return refuse (field, error);
      crm_value_set_integer (value, number);
    }
  else if (text && field->kind == CRM_KIND_BLOB)
    {
      gsize size;
      guchar *data = g_base64_decode (text, &size);
      crm_value_take_blob (value, g_bytes_new_take (data, size));
    }
  else if (text)
    crm_value_set_text (value, text);
  else if (JSON_NODE_HOLDS_VALUE (node) && field->kind == CRM_KIND_REAL)
    crm_value_set_real (value, json_node_get_double (node));
  else if (JSON_NODE_HOLDS_VALUE (node) && field->kind == CRM_KIND_DECIMAL)
    {
      char plain[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (plain, sizeof plain, "%.6f", json_node_get_double (node));
      if (!crm_decimal_parse (plain, field->digits, &number, NULL))
        return refuse (field, error);
      crm_value_set_integer (value, number);
    }
  else if (JSON_NODE_HOLDS_VALUE (node))
    crm_value_set_integer (value, json_node_get_int (node));
  return TRUE;
}

/* Entity a field's text is a uid of; NULL when it is none. */
static const char *
get_target (Book *self, const CrmField *field, JsonObject *record)
{
  if (field->kind == CRM_KIND_LINK || field->kind == CRM_KIND_LINKS)
    return field->target;
  if (strcmp (field->name, "trigger") == 0)
    return g_intern_string (
        get_name (self, json_object_get_string_member_with_default (record, "trigger_entity", NULL)));
  return NULL;
}

/* A word that names an entity, or the query of a saved list, says what it is called in this book. */
static void
translate_names (Book *self, const CrmField *field, CrmValue *value)
{
  static const char *const fields[] = { "entity", "target", "trigger_entity", NULL };
  GHashTableIter iter;
  gpointer there, here;

  if (value->type != CRM_VALUE_TEXT)
    return;
  if (g_strv_contains (fields, field->name))
    {
      const char *name = g_hash_table_lookup (self->names, value->v.text);
      if (name)
        crm_value_set_text (value, name);
    }
  if (strcmp (field->name, "query") != 0)
    return;
  g_hash_table_iter_init (&iter, self->names);
  while (g_hash_table_iter_next (&iter, &there, &here))
    {
      g_autofree char *old = g_strdup_printf ("{\"entity\":\"%s\"", (char *)there);

      if (!g_str_has_prefix (value->v.text, old))
        continue;
      crm_value_take_text (
          value, g_strdup_printf ("{\"entity\":\"%s\"%s", (char *)here, value->v.text + strlen (old)));
      return;
    }
}

static CrmValues *
read_values (Book *self, CrmEntity *entity, JsonObject *record, GArray *late, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (entity);
  JsonNode *own_node = json_object_get_member (record, "own");
  JsonObject *own = own_node && JSON_NODE_HOLDS_OBJECT (own_node) ? json_node_get_object (own_node) : NULL;

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];
      JsonObject *from = field->flags & CRM_FIELD_OWN ? own : record;
      JsonNode *node =
          from ? json_object_get_member (from, field->flags & CRM_FIELD_OWN ? field->label : field->name)
               : NULL;
      LateLink link = { g_intern_string (crm_entity_get_name (entity)), 0, g_intern_string (field->name),
        NULL, NULL, NULL };

      if (field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_MAIN))
        continue;
      /* Set even when empty: the file knows, the program must not fill in. */
      CrmValue *value = crm_values_slot (values, (int)i);
      if (!node)
        continue;
      link.target = field->kind == CRM_KIND_TAGS ? "tag" : get_target (self, field, record);
      if (!read_value (self, field, link.target, node, value, &link, error))
        return NULL;
      if (link.uid || link.uids)
        g_array_append_val (late, link);
      if (!(field->flags & CRM_FIELD_OWN))
        translate_names (self, field, value);
    }
  return g_steal_pointer (&values);
}

/* Times as they were; set by the program otherwise. */
static gboolean
stamp (Book *self, CrmEntity *entity, gint64 id, JsonObject *record, CrmValues *values, GError **error)
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
settle_archived (Book *self, CrmEntity *entity, gint64 id, JsonObject *record, GError **error)
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
find_namesake (Book *self, CrmEntity *entity, CrmValues *values, gint64 *id, GError **error)
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
adopt (Book *self, CrmEntity *entity, gint64 id, const guint8 *uid, JsonObject *record, CrmValues *values,
    GError **error)
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
add_own_entity (Book *self, JsonObject *record, CrmValues *values, const guint8 *uid, GError **error)
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
add_record (Book *self, CrmEntity *entity, const char *uid_text, const guint8 *uid, JsonObject *record,
    CrmValues *values, GArray *late, GError **error)
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
              LateLink link = g_array_index (late, LateLink, i);
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

static gboolean
read_record (Book *self, const char *name, JsonNode *node, GError **error)
{
  /* Own fields change the entity on the way. */
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self->tx, name, error);
  JsonObject *record = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *uid_text = record ? json_object_get_string_member_with_default (record, "uid", NULL) : NULL;
  g_autoptr (GArray) late = g_array_new (FALSE, FALSE, sizeof (LateLink));
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
  values = read_values (self, entity, record, late, &local);
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
  return add_record (self, entity, uid_text, uid, record, values, late, error);
}

/* name: as in the file. */
static gboolean
read_entity (Book *self, const char *name, JsonObject *records, GError **error)
{
  JsonNode *node = json_object_get_member (records, name);
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      if (!read_record (self, get_name (self, name), json_array_get_element (array, i), error) ||
          !crm_import_run_step (self->run, error))
        return FALSE;
      self->record++;
    }
  return TRUE;
}

/* Several links, of which some led to what came after. */
static gboolean
set_late_list (Book *self, const LateLink *link, GError **error)
{
  CrmDb *db = crm_transaction_get_db (self->tx);
  g_autoptr (CrmStatement) forget = crm_db_prepare (
      db, "DELETE FROM record_link WHERE entity = $1 AND record_id = $2 AND field = $3", error);
  g_autoptr (CrmStatement) add = crm_db_prepare (db,
      "INSERT INTO record_link (entity, record_id, field, position, target_id) VALUES ($1, $2, $3, $4, $5)",
      error);
  gint64 position = 0, target;

  if (!forget || !add)
    return FALSE;
  crm_statement_bind_text (forget, 1, link->entity);
  crm_statement_bind_integer (forget, 2, link->id);
  crm_statement_bind_text (forget, 3, link->field);
  if (!crm_statement_run (forget, error))
    return FALSE;
  for (guint i = 0; link->uids[i]; i++)
    {
      if (!find_target (self, link->target, link->uids[i], &target, error))
        return FALSE;
      if (!target)
        continue;
      crm_statement_bind_text (add, 1, link->entity);
      crm_statement_bind_integer (add, 2, link->id);
      crm_statement_bind_text (add, 3, link->field);
      crm_statement_bind_integer (add, 4, position++);
      crm_statement_bind_integer (add, 5, target);
      if (!crm_statement_run (add, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_late_links (Book *self, GError **error)
{
  for (guint i = 0; i < self->late->len; i++)
    {
      const LateLink *link = &g_array_index (self->late, LateLink, i);
      g_autofree char *sql =
          g_strdup_printf ("UPDATE \"%s\" SET \"%s\" = $1 WHERE id = $2", link->entity, link->field);
      gint64 target;

      if (link->uids)
        {
          if (!set_late_list (self, link, error))
            return FALSE;
          continue;
        }
      if (!find_target (self, link->target, link->uid, &target, error))
        return FALSE;
      if (!target)
        continue;
      if (!crm_db_run (crm_transaction_get_db (self->tx), sql, error, 2, target, link->id))
        return FALSE;
      if (strcmp (link->entity, "client") == 0)
        crm_transaction_touch_client (self->tx, link->id);
      /* Whose series it is says which times that one has. */
      if (strcmp (link->entity, "meeting") == 0 && !crm_meeting_derive (self->tx, link->id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_settings (Book *self, JsonObject *root, GError **error)
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
read_contents (Book *self, JsonObject *root, GError **error)
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
      const char *text = get_text (node);
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
read_distinct (Book *self, JsonObject *root, GError **error)
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
          const char *uid = get_text (json_array_get_element (json_node_get_array (pair), k));
          if (uid && !find_target (self, "client", uid, &ids[k], error))
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
forget_rules (Book *self, GError **error)
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
read_own_records (Book *self, JsonObject *records, GError **error)
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
read_book (Book *self, JsonObject *root, JsonObject *records, GError **error)
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
         set_late_links (self, error) && read_contents (self, root, error) &&
         read_distinct (self, root, error);
}

gboolean
crm_import_run_write_book (CrmImportRun *run, CrmTransaction *tx, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  Book self = { .run = run, .tx = tx };
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
  self.late = g_array_new (FALSE, FALSE, sizeof (LateLink));
  g_array_set_clear_func (self.late, clear_late);
  ok = read_book (&self, object, records, error);
  g_hash_table_unref (self.ids);
  g_hash_table_unref (self.taken);
  g_hash_table_unref (self.names);
  g_array_unref (self.late);
  return ok;
}
