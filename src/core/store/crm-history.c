/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-spoken.h"
#include "store/crm-entity-private.h"
#include "store/crm-transaction-private.h"

/* What was done to a record, read from the log. Runs in a worker's thread. */

void
crm_history_line_free (CrmHistoryLine *self)
{
  g_free (self->author);
  g_free (self->purpose);
  g_free (self->field);
  g_free (self->old_value);
  g_free (self->new_value);
  g_free (self);
}

static CrmHistoryLine *
add_line (GPtrArray *lines, CrmStatement *statement, const char *field)
{
  CrmHistoryLine *line = g_new0 (CrmHistoryLine, 1);

  line->at = crm_statement_get_integer (statement, 0);
  line->author = g_strdup (crm_statement_get_text (statement, 1));
  line->purpose = g_strdup (crm_statement_get_text (statement, 2));
  line->field = g_strdup (field);
  g_ptr_array_add (lines, line);
  return line;
}

/* Links and tags by name, as a person would say them; shown: the rest too. */
static char *
format_value (CrmTransaction *tx, const CrmField *field, const CrmValue *value, gboolean shown)
{
  const char *target = field->kind == CRM_KIND_TAGS ? "tag" : field->target;

  if (value && value->type == CRM_VALUE_LIST)
    {
      GString *text = g_string_new (NULL);
      for (guint i = 0; i < value->v.list->len; i++)
        {
          g_autofree char *title =
              crm_transaction_dup_title (tx, target, g_array_index (value->v.list, gint64, i));
          g_string_append_printf (text, "%s%s", i ? ", " : "", title ? title : "?");
        }
      return g_string_free (text, FALSE);
    }
  if (field->kind == CRM_KIND_BLOB && value && value->type == CRM_VALUE_BLOB)
    return g_strdup_printf (_ ("%lld bytes"), (long long)g_bytes_get_size (value->v.blob));
  if (field->kind == CRM_KIND_LINK && value && value->type == CRM_VALUE_INTEGER)
    {
      char *title = crm_transaction_dup_title (tx, target, value->v.integer);
      if (title)
        return title;
    }
  if (!value)
    return NULL;
  if (shown && value->type == CRM_VALUE_TEXT && !(field->flags & CRM_FIELD_OWN) &&
      g_str_equal (field->name, "language"))
    return crm_spoken_language_name (value->v.text);
  return shown ? crm_field_format_display (field, value, tx->book->zone)
               : crm_field_format_plain (field, value);
}

static void
add_update_lines (CrmTransaction *tx, GPtrArray *lines, CrmStatement *statement, CrmEntity *entity,
    const char *field, const char *detail, gboolean shown)
{
  g_autoptr (CrmValues) old = crm_change_log_parse_update (entity, detail, TRUE);
  g_autoptr (CrmValues) made = crm_change_log_parse_update (entity, detail, FALSE);

  for (guint i = 0; i < entity->n_fields; i++)
    if (crm_values_has (made, (int)i) && (!field || g_str_equal (entity->fields[i].name, field)))
      {
        CrmHistoryLine *line = add_line (lines, statement, entity->fields[i].name);
        line->old_value = format_value (tx, &entity->fields[i], crm_values_get (old, (int)i), shown);
        line->new_value = format_value (tx, &entity->fields[i], crm_values_get (made, (int)i), shown);
      }
}

/* What stands in the convenience fields is kept in addresses of the record's own. */
static gboolean
has_addresses (CrmEntity *entity)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].flags & CRM_FIELD_MAIN)
      return TRUE;
  return FALSE;
}

/* The log does not tell the value of an address that came or went: it is followed back from what it is now. */
typedef struct
{
  char *kind;
  char *value;
} Address;

static void
address_free (gpointer data)
{
  Address *address = data;

  g_free (address->kind);
  g_free (address->value);
  g_free (address);
}

static GHashTable *
read_addresses (CrmTransaction *tx, gint64 owner, GError **error)
{
  g_autoptr (GHashTable) addresses =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, address_free);
  g_autoptr (CrmStatement) statement =
      crm_db_prepare (tx->db, "SELECT id, kind, value FROM address WHERE client = $1", error);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, owner);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      Address *address = g_new0 (Address, 1);

      address->kind = g_strdup (crm_statement_get_text (statement, 1));
      address->value = g_strdup (crm_statement_get_text (statement, 2));
      g_hash_table_insert (addresses, g_memdup2 (&id, sizeof id), address);
    }
  return row ? NULL : g_steal_pointer (&addresses);
}

/* with_owner: the same was done to the whole record. */
static void
add_address_line (GPtrArray *lines, CrmStatement *statement, CrmEntity *entity, Address *address,
    const char *op, const char *detail, gboolean with_owner)
{
  CrmHistoryLine *line;

  if (g_str_equal (op, "update"))
    {
      int value = crm_entity_find_field (entity, "value");
      g_autoptr (CrmValues) old = crm_change_log_parse_update (entity, detail, TRUE);
      g_autoptr (CrmValues) made = crm_change_log_parse_update (entity, detail, FALSE);

      if (!crm_values_has (made, value))
        return;
      line = add_line (lines, statement, address->kind);
      line->old_value = g_strdup (crm_values_get_text (old, value));
      line->new_value = g_strdup (crm_values_get_text (made, value));
      g_free (address->value);
      address->value = g_strdup (line->old_value);
      return;
    }
  if (with_owner)
    return;
  line = add_line (lines, statement, address->kind);
  if (g_str_equal (op, "insert") || g_str_equal (op, "restore"))
    line->new_value = g_strdup (address->value);
  else
    line->old_value = g_strdup (address->value);
}

static CrmStatement *
prepare_history (CrmTransaction *tx, const char *name, gint64 id, gboolean addresses, GError **error)
{
  CrmStatement *statement = crm_db_prepare (tx->db,
      addresses
          ? "SELECT o.at, u.name, o.purpose, c.op, c.detail, c.entity, c.record_id, EXISTS (SELECT 1 FROM "
            "change p"
            " WHERE p.entity = $1 AND p.record_id = $2 AND p.operation_id = c.operation_id AND p.op = c.op)"
            " FROM change c JOIN operation o ON o.id = c.operation_id LEFT JOIN \"user\" u ON u.id = o.author"
            " WHERE (c.entity = $1 AND c.record_id = $2) OR (c.entity = 'address' AND c.record_id IN"
            " (SELECT id FROM address WHERE client = $2)) ORDER BY c.seq DESC"
          : "SELECT o.at, u.name, o.purpose, c.op, c.detail, c.entity FROM change c"
            " JOIN operation o ON o.id = c.operation_id LEFT JOIN \"user\" u ON u.id = o.author"
            " WHERE c.entity = $1 AND c.record_id = $2 ORDER BY c.seq DESC",
      error);

  if (!statement)
    return NULL;
  crm_statement_bind_text (statement, 1, name);
  crm_statement_bind_integer (statement, 2, id);
  return statement;
}

static GPtrArray *
read_history (
    CrmTransaction *tx, const char *name, gint64 id, const char *field, gboolean shown, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, name, error);
  g_autoptr (CrmEntity) address_entity = crm_transaction_get_entity (tx, "address", error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_history_line_free);
  g_autoptr (GHashTable) addresses = NULL;
  g_autoptr (CrmStatement) statement = NULL;
  gboolean row = FALSE;

  if (!entity || !address_entity)
    return NULL;
  if (has_addresses (entity))
    {
      addresses = read_addresses (tx, id, error);
      if (!addresses)
        return NULL;
    }
  statement = prepare_history (tx, name, id, addresses != NULL, error);
  if (!statement)
    return NULL;
  while (crm_statement_step (statement, &row, error) && row)
    {
      const char *op = crm_statement_get_text (statement, 3);
      const char *detail = crm_statement_get_text (statement, 4);

      if (!g_str_equal (crm_statement_get_text (statement, 5), name))
        {
          gint64 address_id = crm_statement_get_integer (statement, 6);
          Address *address = g_hash_table_lookup (addresses, &address_id);

          if (!field || g_str_equal (address->kind, field))
            add_address_line (lines, statement, address_entity, address, op, detail,
                crm_statement_get_integer (statement, 7) != 0);
        }
      else if (g_str_equal (op, "update"))
        add_update_lines (tx, lines, statement, entity, field, detail, shown);
      else if (!field)
        add_line (lines, statement, NULL);
    }
  return row ? NULL : g_steal_pointer (&lines);
}

GPtrArray *
crm_transaction_history (CrmTransaction *tx, const char *name, gint64 id, const char *field, GError **error)
{
  return read_history (tx, name, id, field, FALSE, error);
}

GPtrArray *
crm_transaction_history_shown (
    CrmTransaction *tx, const char *name, gint64 id, const char *field, GError **error)
{
  return read_history (tx, name, id, field, TRUE, error);
}

void
crm_last_operation_free (CrmLastOperation *self)
{
  g_free (self->purpose);
  g_free (self);
}

CrmLastOperation *
crm_transaction_last_operation (CrmTransaction *tx, const char *entity, gint64 id, GError **error)
{
  g_autoptr (CrmLastOperation) self = g_new0 (CrmLastOperation, 1);
  g_autoptr (CrmStatement) last = crm_db_prepare (tx->db,
      "SELECT o.id, o.purpose, (SELECT count (DISTINCT n.entity || ' ' || n.record_id) FROM change n WHERE "
      "n.operation_id = o.id) FROM change c JOIN operation o ON o.id = c.operation_id WHERE c.entity = $1 "
      "AND "
      "c.record_id = $2 AND o.undone_by IS NULL AND o.undoes_id IS NULL ORDER BY c.seq DESC LIMIT 1",
      error);
  gboolean row = FALSE;

  if (!last)
    return NULL;
  crm_statement_bind_text (last, 1, entity);
  crm_statement_bind_integer (last, 2, id);
  if (!crm_statement_step (last, &row, error))
    return NULL;
  if (row)
    {
      self->id = crm_statement_get_integer (last, 0);
      self->purpose = g_strdup (crm_statement_get_text (last, 1));
      self->n_records = (guint)crm_statement_get_integer (last, 2);
    }
  return g_steal_pointer (&self);
}
