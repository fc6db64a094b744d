/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-exporter-private.h"

#include <string.h>

#include "base/crm-clock.h"
#include "base/crm-money.h"
#include "base/crm-time.h"
#include "channel/crm-account-secret.h"

/* The whole book as JSON, written record by record: archived ones too, links by uid, own fields by label. Two exports of equal books
 * differ in the time of the head only. Runs in the reader's thread. */

typedef struct
{
  CrmTransaction *tx;
  GString *text;
  GHashTable *uids; /* "entity\x1fid" → uid */
  GOutputStream *stream;
  GCancellable *cancellable;
} Book;

static void
append_string (GString *text, const char *value)
{
  g_string_append_c (text, '"');
  for (const char *p = value; *p; p++)
    switch (*p)
      {
      case '"': g_string_append (text, "\\\""); break;
      case '\\': g_string_append (text, "\\\\"); break;
      case '\n': g_string_append (text, "\\n"); break;
      case '\r': g_string_append (text, "\\r"); break;
      case '\t': g_string_append (text, "\\t"); break;
      default:
        if ((guchar)*p < 0x20)
          g_string_append_printf (text, "\\u%04x", (guint)(guchar)*p);
        else
          g_string_append_c (text, *p);
      }
  g_string_append_c (text, '"');
}

static void
append_member (GString *text, const char *name, const char *value)
{
  g_string_append (text, ", ");
  append_string (text, name);
  g_string_append (text, ": ");
  append_string (text, value);
}

static void
append_instant (GString *text, const char *name, gint64 at)
{
  g_autofree char *iso = crm_instant_format (at);
  append_member (text, name, iso);
}

static void
append_link (Book *self, const char *entity, gint64 id)
{
  append_string (self->text, crm_export_get_link_text (self->tx, self->uids, entity, id, FALSE));
}

static void
append_words (GString *text, const char *stored)
{
  g_auto (GStrv) words = g_strsplit (stored, " ", -1);
  gboolean any = FALSE;

  g_string_append_c (text, '[');
  for (guint i = 0; words[i]; i++)
    if (*words[i])
      {
        g_string_append (text, any ? ", " : "");
        append_string (text, words[i]);
        any = TRUE;
      }
  g_string_append_c (text, ']');
}

static void
append_value (Book *self, const CrmField *field, const CrmValue *value)
{
  g_autofree char *plain = NULL;

  if (value->type == CRM_VALUE_LIST)
    {
      g_string_append_c (self->text, '[');
      for (guint i = 0; i < value->v.list->len; i++)
        {
          g_string_append (self->text, i ? ", " : "");
          append_link (self, field->kind == CRM_KIND_TAGS ? "tag" : field->target,
              g_array_index (value->v.list, gint64, i));
        }
      g_string_append_c (self->text, ']');
    }
  else if (field->kind == CRM_KIND_LINK && value->type == CRM_VALUE_INTEGER)
    append_link (self, field->target, value->v.integer);
  else if (value->type == CRM_VALUE_MONEY)
    {
      plain = crm_money_to_decimal (value->v.money.minor, value->v.money.currency);
      g_string_append_printf (
          self->text, "{\"amount\": \"%s\", \"currency\": \"%s\"}", plain, value->v.money.currency);
    }
  else if (field->kind == CRM_KIND_CHOICES && value->type == CRM_VALUE_TEXT)
    append_words (self->text, value->v.text);
  else
    {
      gboolean bare = value->type == CRM_VALUE_REAL ||
                      (value->type == CRM_VALUE_INTEGER && field->kind != CRM_KIND_INSTANT);

      plain = crm_field_format_plain (field, value);
      if (bare)
        g_string_append (self->text, plain);
      else
        append_string (self->text, plain);
    }
}

/* What led to a record is a link whose target stands beside it. */
static gboolean
append_trigger (Book *self, const CrmRow *row, guint index)
{
  int target = crm_entity_find_field (row->entity, "trigger_entity");
  const char *entity = target >= 0 ? crm_row_get_text (row, target) : NULL;

  if (!entity || strcmp (row->entity->fields[index].name, "trigger") != 0)
    return FALSE;
  append_link (self, entity, crm_row_get_integer (row, (int)index));
  return TRUE;
}

static void
append_record (Book *self, const CrmRow *row)
{
  g_autofree char *uid = crm_uid_format (row->uid);
  gboolean own = FALSE;

  g_string_append (self->text, "{\"uid\": ");
  append_string (self->text, uid);
  /* What its records and fields stand under elsewhere in the file. */
  if (strcmp (crm_entity_get_name (row->entity), "own_entity") == 0)
    append_member (self->text, "name", crm_row_get_text (row, crm_entity_find_field (row->entity, "name")));
  append_instant (self->text, "created_at", row->created_at);
  append_instant (self->text, "updated_at", row->updated_at);
  if (row->archived_at)
    append_instant (self->text, "archived_at", row->archived_at);
  for (guint i = 0; i < row->entity->n_fields; i++)
    {
      const CrmField *field = &row->entity->fields[i];
      const CrmValue *value = crm_row_get (row, (int)i);
      g_autofree char *stripped = NULL;

      if (field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_MAIN) || crm_value_is_empty (value))
        continue;
      g_string_append (self->text, ", ");
      if (field->flags & CRM_FIELD_OWN && !own)
        g_string_append (self->text, "\"own\": {");
      own = field->flags & CRM_FIELD_OWN;
      append_string (self->text, own ? field->label : field->name);
      g_string_append (self->text, ": ");
      /* Passwords that a book of an older version may still have are not for others. */
      stripped = crm_account_dup_stripped (self->tx, row, (int)i);
      if (stripped)
        append_string (self->text, stripped);
      else if (!append_trigger (self, row, i))
        append_value (self, field, value);
    }
  g_string_append (self->text, own ? "}}" : "}");
}

static gboolean
append_rows (Book *self, const char *entity, GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CrmRow) row = crm_transaction_load (self->tx, entity, g_array_index (ids, gint64, i), error);

      if (!row)
        return FALSE;
      g_string_append (self->text, i ? ",\n" : "\n");
      append_record (self, row);
      if (!crm_export_flush (self->text, FALSE, self->stream, self->cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
append_settings (Book *self, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (self->tx),
      "SELECT name, value FROM setting WHERE name NOT IN ('revision', 'generation', 'sort-version', "
      "'sort-library', "
      "'derived-schema', 'outbox-generation') ORDER BY name",
      error);
  gboolean row = FALSE, any = FALSE;

  if (!statement)
    return FALSE;
  g_string_append (self->text, "\"settings\": {");
  while (crm_statement_step (statement, &row, error) && row)
    {
      g_string_append (self->text, any ? ", " : "");
      append_string (self->text, crm_statement_get_text (statement, 0));
      g_string_append (self->text, ": ");
      append_string (self->text, crm_statement_get_text (statement, 1));
      any = TRUE;
    }
  g_string_append (self->text, "}");
  return !row;
}

static gboolean
append_distinct (Book *self, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (
      crm_transaction_get_db (self->tx), "SELECT a, b FROM client_distinct ORDER BY a, b", error);
  gboolean row = FALSE, any = FALSE;

  if (!statement)
    return FALSE;
  g_string_append (self->text, ",\n\"distinct\": [");
  while (crm_statement_step (statement, &row, error) && row)
    {
      g_string_append (self->text, any ? ", [" : "[");
      append_link (self, "client", crm_statement_get_integer (statement, 0));
      g_string_append (self->text, ", ");
      append_link (self, "client", crm_statement_get_integer (statement, 1));
      g_string_append_c (self->text, ']');
      any = TRUE;
    }
  g_string_append (self->text, "]");
  return !row;
}

/* Files that came with messages, once each. A book without any has nothing to say of them. */
static gboolean
append_contents (Book *self, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (self->tx),
      "SELECT c.hash, c.data FROM content c WHERE EXISTS (SELECT 1 FROM attachment a WHERE a.content = "
      "c.hash)"
      " ORDER BY c.hash",
      error);
  gboolean row = FALSE, any = FALSE;

  if (!statement)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    {
      gsize size;
      gconstpointer data = crm_statement_get_bytes (statement, 1, &size);
      g_autofree char *text = g_base64_encode (data, size);

      g_string_append (self->text, any ? ",\n" : ",\n\"contents\": {\n");
      append_string (self->text, crm_statement_get_text (statement, 0));
      g_string_append_printf (self->text, ": \"%s\"", text);
      any = TRUE;
      if (!crm_export_flush (self->text, FALSE, self->stream, self->cancellable, error))
        return FALSE;
    }
  if (any)
    g_string_append_c (self->text, '}');
  return !row;
}

/* Own fields of modules that were taken away, or links to one, have no values to show either. */
static gboolean
leave_out_lost (CrmTransaction *tx, GArray *ids, GError **error)
{
  static const char *const names[] = { "entity", "target" };

  for (guint i = ids->len; i > 0; i--)
    {
      g_autoptr (CrmRow) row =
          crm_transaction_load (tx, "own_field", g_array_index (ids, gint64, i - 1), error);
      gboolean lost = FALSE;

      if (!row)
        return FALSE;
      for (guint k = 0; k < G_N_ELEMENTS (names); k++)
        {
          const char *name = crm_row_get_text (row, crm_entity_find_field (row->entity, names[k]));
          g_autoptr (CrmEntity) entity = name ? crm_transaction_get_entity (tx, name, NULL) : NULL;
          lost = lost || (name && !entity);
        }
      if (lost)
        g_array_remove_index (ids, i - 1);
    }
  return TRUE;
}

/* In the order in which they were added, so that a book made of it lists them the same way. */
static GArray *
find_all (CrmTransaction *tx, const char *entity, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (GArray) ids = NULL;
  gboolean field = strcmp (entity, "own_field") == 0;

  /* Own modules and fields that were taken away have no records and values to show. */
  crm_query_set_archived (
      query, field || strcmp (entity, "own_entity") == 0 ? CRM_ARCHIVED_NO : CRM_ARCHIVED_ALL);
  crm_query_add_order (query, "id");
  ids = crm_transaction_find (tx, query, error);
  return ids && (!field || leave_out_lost (tx, ids, error)) ? g_steal_pointer (&ids) : NULL;
}

/* What is written of one entity: all, what the selection asks for, or what its records would lack without it. NULL without error:
 * nothing. */
static GArray *
find_wanted (CrmTransaction *tx, const CrmExportSelection *selection, GArray *chosen, CrmEntity *entity,
    GError **error)
{
  const char *name = crm_entity_get_name (entity);

  if (!selection)
    return find_all (tx, name, error);
  if (strcmp (selection->entity, name) == 0)
    return g_array_ref (chosen);
  return crm_export_find_beside (tx, selection->entity, chosen, entity, error);
}

gboolean
crm_exporter_write_json (CrmTransaction *tx, const CrmExportSelection *selection, GOutputStream *stream,
    GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GHashTable) uids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Book self = { tx, text, uids, stream, cancellable };
  g_autofree char *now = crm_instant_format (crm_clock_now ());
  g_autoptr (GPtrArray) entities = crm_transaction_dup_entities (tx);
  g_autoptr (GArray) chosen = NULL;
  gboolean any = FALSE;

  if (selection)
    {
      chosen = crm_export_find (tx, selection, error);
      if (!chosen)
        return FALSE;
    }
  g_string_append_printf (
      text, "{\"format\": \"clientele-book\", \"version\": 1, \"exported_at\": \"%s\",\n", now);
  if (!selection && !append_settings (&self, error))
    return FALSE;
  if (!selection)
    g_string_append (text, ",\n");
  g_string_append (text, "\"records\": {");
  for (guint i = 0; i < entities->len; i++)
    {
      const char *name = crm_entity_get_name (entities->pdata[i]);
      g_autoptr (GError) local = NULL;
      g_autoptr (GArray) ids = find_wanted (tx, selection, chosen, entities->pdata[i], &local);

      if (local)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!ids)
        continue;
      g_string_append_printf (text, "%s\n\"%s\": [", any ? "," : "", name);
      any = TRUE;
      if (!append_rows (&self, name, ids, error))
        return FALSE;
      g_string_append (text, "]");
    }
  g_string_append (text, "}");
  if (!selection && (!append_distinct (&self, error) || !append_contents (&self, error)))
    return FALSE;
  g_string_append (text, "}\n");
  return crm_export_flush (text, TRUE, stream, cancellable, error);
}
