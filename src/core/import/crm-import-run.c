/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-run.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "import/crm-import-names.h"

/* What every plan and run has: counting, cancelling, and the memory of mappings by the columns of a table. */

CrmImportRun *
crm_import_run_new (CrmImportSource *source, CrmStore *store, GCancellable *cancellable, gboolean keep)
{
  CrmImportRun *self = g_new0 (CrmImportRun, 1);

  self->source = source;
  self->store = g_object_ref (store);
  self->cancellable = cancellable ? g_object_ref (cancellable) : NULL;
  self->keep = keep;
  self->total = (gint)crm_import_source_get_n_records (source);
  return self;
}

void
crm_import_run_free (CrmImportRun *self)
{
  g_clear_pointer (&self->source, crm_import_source_unref);
  g_clear_pointer (&self->plan, crm_import_plan_unref);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  g_free (self);
}

gboolean
crm_import_run_step (CrmImportRun *self, GError **error)
{
  gint done = g_atomic_int_add (&self->done, 1) + 1;

  if (self->progress && (done % 256 == 0 || done == self->total))
    self->progress ((guint)done, (guint)self->total, self->progress_data);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

char *
crm_import_run_dup_layout (CrmImportSource *source)
{
  g_autoptr (GChecksum) sum = NULL;

  if (!source->table || !crm_csv_table_has_header (source->table))
    return NULL;
  sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (sum, (const guchar *)source->entity, -1);
  for (guint i = 0; i < crm_csv_table_get_n_columns (source->table); i++)
    {
      g_autofree char *key = crm_import_names_key (crm_csv_table_get_heading (source->table, i));
      g_checksum_update (sum, (const guchar *)"\n", 1);
      g_checksum_update (sum, (const guchar *)key, -1);
    }
  return g_strdup (g_checksum_get_string (sum));
}

char *
crm_import_run_format_mapping (CrmImportSource *source)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (!source->mapping)
    return NULL;
  builder = json_builder_new ();
  json_builder_begin_array (builder);
  for (guint i = 0; i < source->mapping->n_columns; i++)
    {
      const CrmImportColumn *column = &source->mapping->columns[i];
      const char *target = column->target;

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "field");
      if (column->own && !target)
        target = "own";
      json_builder_add_string_value (builder, target ? target : "");
      if (column->own && source->choices[i].own_label)
        {
          json_builder_set_member_name (builder, "own");
          json_builder_add_string_value (builder, source->choices[i].own_label);
        }
      if (source->choices[i].date_order >= 0)
        {
          json_builder_set_member_name (builder, "dates");
          json_builder_add_int_value (builder, source->choices[i].date_order);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

gboolean
crm_import_run_parse_mapping (CrmImportSource *source, CrmEntity *entity, const char *json)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonArray *columns = root && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  if (!columns || json_array_get_length (columns) != source->mapping->n_columns)
    return FALSE;
  for (guint i = 0; i < source->mapping->n_columns; i++)
    {
      JsonObject *column = json_array_get_object_element (columns, i);
      const char *field = column ? json_object_get_string_member_with_default (column, "field", "") : "";
      const char *own = column ? json_object_get_string_member_with_default (column, "own", NULL) : NULL;
      const CrmImportColumn *now = &source->mapping->columns[i];
      const char *present = now->target ? now->target : now->own ? "own" : "";

      if (strcmp (present, field) != 0)
        crm_import_mapping_set (source->mapping, source->table, i, *field ? field : NULL);
      /* Whoever imported such a file has seen what it was taken for. */
      source->mapping->columns[i].guessed = FALSE;
      g_free (source->choices[i].own_label);
      source->choices[i].own_label = g_strdup (own);
      if (column)
        source->choices[i].date_order = (int)json_object_get_int_member_with_default (column, "dates", -1);
    }
  return TRUE;
}
