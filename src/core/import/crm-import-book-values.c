/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-book-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-decimal.h"
#include "base/crm-error.h"
#include "base/crm-money.h"
#include "base/crm-time.h"
#include "meeting/crm-meeting.h"

/* What a record of a JSON book says of its fields, and where its links lead: at once when their target is there, after
 * the last record otherwise. Lives in the writer's thread. */

/* Numbers of own entities may differ between two books. */
const char *
crm_import_book_get_name (CrmImportBook *self, const char *name)
{
  const char *known = name ? g_hash_table_lookup (self->names, name) : NULL;
  return known ? known : name;
}

gboolean
crm_import_book_find_target (
    CrmImportBook *self, const char *entity, const char *text, gint64 *id, GError **error)
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

const char *
crm_import_book_get_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* Uids as a list of ids; those that are nowhere are left out. late: all of them, when some may come yet. */
static gboolean
read_list (
    CrmImportBook *self, const char *target, JsonArray *array, CrmValue *value, char ***late, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) uids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *uid = crm_import_book_get_text (json_array_get_element (array, i));
      gint64 id;

      if (uid && !crm_import_book_find_target (self, target, uid, &id, error))
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
      const char *word = crm_import_book_get_text (json_array_get_element (array, i));
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
read_value (CrmImportBook *self, const CrmField *field, const char *target, JsonNode *node, CrmValue *value,
    CrmImportLateLink *late, GError **error)
{
  const char *text = crm_import_book_get_text (node);
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
      if (!crm_import_book_find_target (self, target, text, &number, error))
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
get_target (CrmImportBook *self, const CrmField *field, JsonObject *record)
{
  if (field->kind == CRM_KIND_LINK || field->kind == CRM_KIND_LINKS)
    return field->target;
  if (strcmp (field->name, "trigger") == 0)
    return g_intern_string (crm_import_book_get_name (
        self, json_object_get_string_member_with_default (record, "trigger_entity", NULL)));
  return NULL;
}

/* A word that names an entity, or the query of a saved list, says what it is called in this book. */
static void
translate_names (CrmImportBook *self, const CrmField *field, CrmValue *value)
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

CrmValues *
crm_import_book_read_values (
    CrmImportBook *self, CrmEntity *entity, JsonObject *record, GArray *late, GError **error)
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
      CrmImportLateLink link = { g_intern_string (crm_entity_get_name (entity)), 0,
        g_intern_string (field->name), NULL, NULL, NULL };

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

/* Several links, of which some led to what came after. */
static gboolean
set_late_list (CrmImportBook *self, const CrmImportLateLink *link, GError **error)
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
      if (!crm_import_book_find_target (self, link->target, link->uids[i], &target, error))
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

gboolean
crm_import_book_set_late_links (CrmImportBook *self, GError **error)
{
  for (guint i = 0; i < self->late->len; i++)
    {
      const CrmImportLateLink *link = &g_array_index (self->late, CrmImportLateLink, i);
      g_autofree char *sql =
          g_strdup_printf ("UPDATE \"%s\" SET \"%s\" = $1 WHERE id = $2", link->entity, link->field);
      gint64 target;

      if (link->uids)
        {
          if (!set_late_list (self, link, error))
            return FALSE;
          continue;
        }
      if (!crm_import_book_find_target (self, link->target, link->uid, &target, error))
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
