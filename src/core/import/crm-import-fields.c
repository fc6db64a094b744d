/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-fields.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/crm-text.h"
#include "deal/crm-deal.h"
#include "import/crm-import-content.h"
#include "import/crm-import-tables.h"

/* Columns of tables of deals, products, employees, notes and so on. No state; any thread. */

/* What a column can be that is no field of the entity. */
static const struct
{
  int field;
  const char *entity; /* NULL: of all */
  const char *name;
  const char *label;
  CrmKind kind;
} further[] = {
  { CRM_IMPORT_FIELD_PRODUCT, "deal", "product", N_ ("Product"), CRM_KIND_LINK },
  { CRM_IMPORT_FIELD_PRICE, "deal", "price", N_ ("Price of the product"), CRM_KIND_MONEY },
  { CRM_IMPORT_FIELD_QUANTITY, "deal", "quantity", N_ ("Quantity of the product"), CRM_KIND_DECIMAL },
  { CRM_IMPORT_FIELD_CLOSE, "deal", "close_date", N_ ("Closed, or expected to close"), CRM_KIND_INSTANT },
  { CRM_IMPORT_FIELD_CURRENCY, "deal", "currency", N_ ("Currency"), CRM_KIND_TEXT },
  { CRM_IMPORT_FIELD_DISCONTINUED, "product", "discontinued", N_ ("Not on sale any more"), CRM_KIND_BOOLEAN },
  { CRM_IMPORT_FIELD_UID, NULL, "uid", N_ ("Identity of the record"), CRM_KIND_TEXT },
};

static gboolean
belongs (gsize i, CrmEntity *entity)
{
  return !further[i].entity || strcmp (further[i].entity, crm_entity_get_name (entity)) == 0;
}

gboolean
crm_import_field_is_offered (CrmEntity *entity, guint index)
{
  const CrmField *field = &entity->fields[index];

  if (field->flags & CRM_FIELD_COMPUTED || field->kind == CRM_KIND_BLOB)
    return FALSE;
  /* When a deal was closed, and since when it stands where it is, are told by the file it comes in. */
  if (entity->info == &crm_deal_entity && (index == CRM_DEAL_CLOSED_AT || index == CRM_DEAL_STAGE_AT))
    return TRUE;
  return !(field->flags & CRM_FIELD_READ_ONLY);
}

gboolean
crm_import_fields_find (CrmEntity *entity, const char *target, int *field)
{
  *field = crm_entity_find_field (entity, target);
  if (*field >= 0)
    return crm_import_field_is_offered (entity, (guint)*field);
  for (gsize i = 0; i < G_N_ELEMENTS (further); i++)
    if (belongs (i, entity) && strcmp (further[i].name, target) == 0)
      {
        *field = further[i].field;
        return TRUE;
      }
  return FALSE;
}

const char *
crm_import_fields_get_name (CrmEntity *entity, int field)
{
  if (field >= 0)
    return g_intern_string (entity->fields[field].name);
  for (gsize i = 0; i < G_N_ELEMENTS (further); i++)
    if (further[i].field == field)
      return further[i].name;
  return NULL;
}

const char *
crm_import_fields_get_label (CrmEntity *entity, const char *target)
{
  for (gsize i = 0; i < G_N_ELEMENTS (further); i++)
    if (belongs (i, entity) && strcmp (further[i].name, target) == 0)
      return _ (further[i].label);
  return NULL;
}

GPtrArray *
crm_import_fields_list (CrmEntity *entity)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < entity->n_fields; i++)
    if (crm_import_field_is_offered (entity, i))
      g_ptr_array_add (names, (gpointer)g_intern_string (entity->fields[i].name));
  for (gsize i = 0; i < G_N_ELEMENTS (further); i++)
    if (belongs (i, entity))
      g_ptr_array_add (names, (gpointer)further[i].name);
  return names;
}

CrmKind
crm_import_fields_get_kind (CrmEntity *entity, int field)
{
  if (field >= 0)
    return entity->fields[field].kind;
  for (gsize i = 0; i < G_N_ELEMENTS (further); i++)
    if (further[i].field == field)
      return further[i].kind;
  return CRM_N_KINDS;
}

static int
find_by_heading (CrmEntity *entity, const char *heading)
{
  g_autofree char *fold = crm_text_fold (heading);
  const char *known = crm_import_tables_find (crm_entity_get_name (entity), heading);
  int field;

  if (crm_import_fields_find (entity, fold, &field) || crm_import_fields_find (entity, heading, &field))
    return field;
  for (guint k = 0; k < entity->n_fields; k++)
    {
      g_autofree char *label = crm_text_fold (crm_field_get_label (&entity->fields[k]));
      if (strcmp (label, fold) == 0 && crm_import_field_is_offered (entity, k))
        return (int)k;
    }
  return known && crm_import_fields_find (entity, known, &field) ? field : CRM_IMPORT_FIELD_NONE;
}

/* Whether all cells are words for states; open: some say that the deal is open. */
static gboolean
tells_states (CrmCsvTable *table, guint column, gboolean *open)
{
  gboolean any = FALSE;
  const char *cell;

  *open = FALSE;
  for (guint i = 0; (cell = crm_csv_table_get_sample (table, column, i)); i++)
    {
      const char *state = crm_text_is_blank (cell) ? NULL : crm_import_tables_find_state (cell);

      if (!state && !crm_text_is_blank (cell))
        return FALSE;
      any = any || state;
      *open = *open || g_strcmp0 (state, "open") == 0;
    }
  return any;
}

static gboolean
is_taken (const CrmImportSource *source, guint before, int field)
{
  for (guint i = 0; i < before; i++)
    if (source->fields[i] == field)
      return TRUE;
  return FALSE;
}

static int
find_column (const CrmImportSource *source, int field)
{
  for (guint i = 0; i < source->mapping->n_columns; i++)
    if (source->fields[i] == field)
      return (int)i;
  return -1;
}

/* "Status" can be the state of a deal or its stage: the cells and the other column tell. */
static void
settle_states (CrmImportSource *source)
{
  int stage = find_column (source, CRM_DEAL_STAGE), state = find_column (source, CRM_DEAL_STATE);
  gboolean stage_open = FALSE, state_open;
  gboolean stage_tells = stage >= 0 && tells_states (source->table, (guint)stage, &stage_open);
  gboolean state_tells = state >= 0 && tells_states (source->table, (guint)state, &state_open);

  if (stage_tells && state >= 0 && !state_tells)
    {
      source->fields[stage] = CRM_DEAL_STATE;
      source->fields[state] = CRM_DEAL_STAGE;
    }
  else if (stage_tells && stage_open && state < 0)
    source->fields[stage] = CRM_DEAL_STATE;
  else if (state >= 0 && !state_tells)
    source->fields[state] = stage < 0 ? CRM_DEAL_STAGE : CRM_IMPORT_FIELD_NONE;
}

void
crm_import_fields_propose (CrmImportSource *source, CrmEntity *entity)
{
  guint n = source->mapping->n_columns;

  source->fields = g_new0 (int, n);
  for (guint i = 0; i < n; i++)
    {
      int field = find_by_heading (entity, crm_csv_table_get_heading (source->table, i));

      /* One of the two that a column of states can be is perhaps free. */
      if (entity->info == &crm_deal_entity && field == CRM_DEAL_STAGE && is_taken (source, i, CRM_DEAL_STAGE))
        field = CRM_DEAL_STATE;
      source->fields[i] = is_taken (source, i, field) ? CRM_IMPORT_FIELD_NONE : field;
    }
  if (entity->info == &crm_deal_entity)
    settle_states (source);
}

void
crm_import_fields_settle (CrmImportSource *source, CrmEntity *entity)
{
  g_autofree CrmKind *kinds = g_new (CrmKind, source->mapping->n_columns + 1);

  for (guint i = 0; i < source->mapping->n_columns; i++)
    kinds[i] = crm_import_fields_get_kind (entity, source->fields[i]);
  crm_import_content_settle_kinds (source->mapping, source->table, kinds);
}

char *
crm_import_fields_dup_problem (CrmImportSource *source, CrmEntity *entity)
{
  static const int naming[] = { CRM_DEAL_TITLE, CRM_DEAL_CLIENT, CRM_DEAL_EXTERNAL_ID,
    CRM_IMPORT_FIELD_PRODUCT, CRM_IMPORT_FIELD_UID };
  const char *name = crm_entity_get_name (entity);
  guint n = source->mapping->n_columns;
  gboolean any = FALSE, named = FALSE;

  for (guint i = 0; i < n; i++)
    any = any || source->fields[i] >= 0;
  if (!any)
    return g_strdup_printf (_ ("No column of this file is a field of “%s”."), name);
  if (entity->info == &crm_deal_entity)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (naming); i++)
        named = named || is_taken (source, n, naming[i]);
      return named
                 ? NULL
                 : g_strdup (_ ("No column says which deals these are: choose one as title, client, product "
                                "or number elsewhere."));
    }
  if (strcmp (name, "product") == 0 || strcmp (name, "user") == 0)
    return is_taken (source, n, entity->info->title_field) || is_taken (source, n, CRM_IMPORT_FIELD_UID)
               ? NULL
               : g_strdup_printf (_ ("No column has the names. If there is one, choose it as “%s”."),
                     crm_field_get_label (&entity->fields[entity->info->title_field]));
  return NULL;
}

static void
add_text (JsonBuilder *builder, const char *member, const char *text)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

char *
crm_import_fields_format (CrmImportSource *source, CrmEntity *entity)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  GHashTableIter iter;
  gpointer value;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < source->mapping->n_columns; i++)
    {
      const char *target = crm_import_fields_get_name (entity, source->fields[i]);

      json_builder_begin_object (builder);
      add_text (builder, "field", target ? target : "");
      if (source->choices[i].date_order >= 0)
        {
          json_builder_set_member_name (builder, "dates");
          json_builder_add_int_value (builder, source->choices[i].date_order);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "names");
  json_builder_begin_array (builder);
  g_hash_table_iter_init (&iter, source->said);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const CrmImportSaid *said = value;

      json_builder_begin_object (builder);
      add_text (builder, "entity", said->entity);
      add_text (builder, "value", said->value);
      json_builder_set_member_name (builder, "answer");
      json_builder_add_int_value (builder, said->answer);
      if (said->target)
        add_text (builder, "target", said->target);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
parse_names (CrmImportSource *source, JsonArray *names)
{
  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      JsonObject *said = json_array_get_object_element (names, i);
      gint64 answer = said ? json_object_get_int_member_with_default (said, "answer", 0) : 0;
      const char *entity = said ? json_object_get_string_member_with_default (said, "entity", NULL) : NULL;

      if (entity && answer > CRM_IMPORT_ANSWER_NONE && answer <= CRM_IMPORT_ANSWER_EMPTY)
        crm_import_source_answer (source, entity,
            json_object_get_string_member_with_default (said, "value", ""), (CrmImportAnswer)answer,
            json_object_get_string_member_with_default (said, "target", NULL));
    }
}

gboolean
crm_import_fields_parse (CrmImportSource *source, CrmEntity *entity, const char *json)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *object = root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *node = object ? json_object_get_member (object, "columns") : NULL;
  JsonArray *columns = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (!columns || json_array_get_length (columns) != source->mapping->n_columns)
    return FALSE;
  for (guint i = 0; i < source->mapping->n_columns; i++)
    {
      JsonObject *column = json_array_get_object_element (columns, i);
      const char *target = column ? json_object_get_string_member_with_default (column, "field", "") : "";
      int field = CRM_IMPORT_FIELD_NONE;

      /* An own field may have gone meanwhile. */
      source->fields[i] =
          *target && crm_import_fields_find (entity, target, &field) ? field : CRM_IMPORT_FIELD_NONE;
      if (column)
        source->choices[i].date_order = (int)json_object_get_int_member_with_default (column, "dates", -1);
    }
  node = json_object_get_member (object, "names");
  if (node && JSON_NODE_HOLDS_ARRAY (node))
    parse_names (source, json_node_get_array (node));
  return TRUE;
}
