/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "duplicate/crm-client-merge-private.h"
#include "duplicate/crm-person-private.h"
#include "message/crm-message.h"

/* What the book holds of a person, for that person: every record with its fields as the command line names them, links by name, files inside, and what was
 * changed when. Runs in a worker's thread. */

static void
add_instant (JsonBuilder *builder, const char *name, gint64 at)
{
  g_autofree char *iso = crm_instant_format (at);

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, iso);
}

static void
add_file (CrmTransaction *tx, JsonBuilder *builder, gint64 attachment)
{
  g_autoptr (GBytes) bytes = crm_attachment_read (tx, attachment, NULL);
  g_autofree char *text =
      bytes ? g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;

  if (!text)
    return;
  json_builder_set_member_name (builder, "base64");
  json_builder_add_string_value (builder, text);
}

static void
add_fields (CrmTransaction *tx, JsonBuilder *builder, const CrmRow *row)
{
  for (guint i = 0; i < row->entity->n_fields; i++)
    {
      const CrmField *field = &row->entity->fields[i];
      const CrmValue *value = crm_row_get (row, (int)i);
      gboolean named =
          field->kind == CRM_KIND_LINK || field->kind == CRM_KIND_LINKS || field->kind == CRM_KIND_TAGS;
      g_autofree char *plain = NULL;

      if (crm_value_is_empty (value) || field->flags & CRM_FIELD_COMPUTED)
        continue;
      plain = named ? crm_merge_format (tx, row, (int)i) : crm_field_format_plain (field, value);
      if (!plain)
        continue;
      json_builder_set_member_name (
          builder, field->flags & CRM_FIELD_OWN ? crm_field_get_label (field) : field->name);
      if (field->kind == CRM_KIND_INTEGER && value->type == CRM_VALUE_INTEGER)
        json_builder_add_int_value (builder, value->v.integer);
      else
        json_builder_add_string_value (builder, plain);
    }
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (!text)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static gboolean
add_history (CrmTransaction *tx, JsonBuilder *builder, const CrmRow *row, GError **error)
{
  g_autoptr (GPtrArray) lines =
      crm_transaction_history (tx, crm_entity_get_name (row->entity), row->id, NULL, error);

  if (!lines)
    return FALSE;
  json_builder_set_member_name (builder, "history");
  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++)
    {
      const CrmHistoryLine *line = lines->pdata[i];

      json_builder_begin_object (builder);
      add_instant (builder, "at", line->at);
      add_text (builder, "author", line->author);
      add_text (builder, "purpose", line->purpose);
      add_text (builder, "field", line->field);
      add_text (builder, "old", line->old_value);
      add_text (builder, "new", line->new_value);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  return TRUE;
}

static gboolean
add_record (CrmTransaction *tx, JsonBuilder *builder, const CrmPersonRecord *record, GError **error)
{
  const char *name = crm_entity_get_name (record->entity);
  g_autoptr (CrmRow) row = crm_transaction_load (tx, name, record->id, error);
  gboolean done;

  if (!row)
    return FALSE;
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_int_value (builder, row->id);
  add_instant (builder, "created_at", row->created_at);
  add_instant (builder, "updated_at", row->updated_at);
  if (row->archived_at)
    add_instant (builder, "archived_at", row->archived_at);
  add_fields (tx, builder, row);
  if (g_str_equal (name, "attachment"))
    add_file (tx, builder, row->id);
  done = add_history (tx, builder, row, error);
  json_builder_end_object (builder);
  return done;
}

/* Records of one entity stand together, in the order they were found. */
static gboolean
add_entity (CrmTransaction *tx, JsonBuilder *builder, GArray *records, CrmEntity *entity, GError **error)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_int64_hash, g_int64_equal);
  gboolean any = FALSE;

  for (guint i = 0; i < records->len; i++)
    {
      CrmPersonRecord *record = &g_array_index (records, CrmPersonRecord, i);

      if (record->entity != entity || !g_hash_table_add (done, &record->id))
        continue;
      if (!any)
        {
          json_builder_set_member_name (builder,
              crm_entity_is_own (entity) ? crm_entity_get_plural (entity) : crm_entity_get_name (entity));
          json_builder_begin_array (builder);
        }
      any = TRUE;
      if (!add_record (tx, builder, record, error))
        return FALSE;
    }
  if (any)
    json_builder_end_array (builder);
  return TRUE;
}

char *
crm_person_dup_json (CrmTransaction *tx, gint64 client, GError **error)
{
  g_autoptr (GArray) records = crm_person_collect (tx, client, error);
  g_autoptr (GPtrArray) entities = crm_transaction_dup_entities (tx);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  gsize length;

  if (!records)
    return NULL;
  json_builder_begin_object (builder);
  add_instant (builder, "written_at", crm_transaction_get_now (tx));
  for (guint i = 0; i < entities->len; i++)
    if (!add_entity (tx, builder, records, entities->pdata[i], error))
      return NULL;
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  return json_generator_to_data (generator, &length);
}
