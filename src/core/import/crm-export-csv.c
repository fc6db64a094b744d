/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-exporter-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-time.h"
#include "channel/crm-account-secret.h"
#include "client/crm-client.h"
#include "deal/crm-deal.h"
#include "import/crm-csv-writer.h"

/* Records as a table whose headings are names of fields. Of clients every address has its own column, with its label beside. Runs in the
 * reader's thread. */

#define FIELD_UID (-1)
#define FIELD_CREATED (-2)
#define FIELD_PLACE (-3)
#define FIELD_PLACE_LABEL (-4)
#define FIELD_ID (-5)
#define FIELD_UPDATED (-6)

typedef struct
{
  char *heading;
  int field;        /* of the entity, or one of the above */
  const char *kind; /* of a place: static */
  guint number;     /* of a place: 0 first */
} Column;

static const char *const kinds[] = { "phone", "email", "web", "handle" };

static void
clear_column (gpointer data)
{
  g_free (((Column *)data)->heading);
}

static void
add_column (GArray *columns, const char *heading, int field)
{
  Column column = { g_strdup (heading), field, NULL, 0 };

  g_array_append_val (columns, column);
}

static gboolean
add_places (CrmTransaction *tx, GArray *columns, const char *kind, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT coalesce (max (n), 0) FROM (SELECT count (*) AS n FROM address WHERE kind = $1 AND archived_at "
      "IS NULL"
      " GROUP BY client) counts",
      error);
  gboolean row;
  guint n;

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, kind);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  n = MAX (1, (guint)crm_statement_get_integer (statement, 0));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *heading = i ? g_strdup_printf ("%s %u", kind, i + 1) : g_strdup (kind);
      Column place = { g_strdup (heading), FIELD_PLACE, kind, i };
      Column label = { g_strdup_printf ("%s label", heading), FIELD_PLACE_LABEL, kind, i };

      g_array_append_val (columns, place);
      g_array_append_val (columns, label);
    }
  return TRUE;
}

static gboolean
is_left_out (CrmEntity *entity, guint index)
{
  const CrmField *field = &entity->fields[index];

  if (field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_MAIN) || field->kind == CRM_KIND_BLOB)
    return TRUE;
  /* An import cannot know these. */
  if (entity->info == &crm_deal_entity && (index == CRM_DEAL_CLOSED_AT || index == CRM_DEAL_STAGE_AT))
    return FALSE;
  /* Set again by whoever reads it. */
  return field->flags & CRM_FIELD_READ_ONLY ||
         (entity->info == &crm_client_entity && index == CRM_CLIENT_STATUS_REASON);
}

static GArray *
choose_all (CrmTransaction *tx, CrmEntity *entity, GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (Column));

  g_array_set_clear_func (columns, clear_column);
  add_column (columns, "uid", FIELD_UID);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];

      if (entity->info == &crm_client_entity && i == CRM_CLIENT_PHONE)
        for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
          if (!add_places (tx, columns, kinds[k], error))
            return NULL;
      if (!is_left_out (entity, i))
        add_column (columns, field->flags & CRM_FIELD_OWN ? field->label : field->name, (int)i);
    }
  if (entity->info == &crm_client_entity)
    add_column (columns, "created_at", FIELD_CREATED);
  return g_steal_pointer (&columns);
}

static GArray *
choose (CrmEntity *entity, const char *const *names, GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (Column));

  g_array_set_clear_func (columns, clear_column);
  for (; *names; names++)
    {
      int field = crm_entity_find_field (entity, *names);

      if (field < 0)
        field = strcmp (*names, "uid") == 0          ? FIELD_UID
                : strcmp (*names, "id") == 0         ? FIELD_ID
                : strcmp (*names, "created_at") == 0 ? FIELD_CREATED
                : strcmp (*names, "updated_at") == 0 ? FIELD_UPDATED
                                                     : G_MININT;
      if (field == G_MININT)
        {
          g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("%s has no field “%s”."),
              crm_entity_get_name (entity), *names);
          return NULL;
        }
      add_column (columns,
          field >= 0 && entity->fields[field].flags & CRM_FIELD_OWN ? entity->fields[field].label : *names,
          field);
    }
  return g_steal_pointer (&columns);
}

static char *
format_list (CrmTransaction *tx, GHashTable *cache, const CrmField *field, GArray *ids)
{
  GString *text = g_string_new (NULL);
  const char *target = field->kind == CRM_KIND_TAGS ? "tag" : field->target;

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%s", i ? "; " : "",
        crm_export_get_link_text (tx, cache, target, g_array_index (ids, gint64, i), TRUE));
  return g_string_free (text, FALSE);
}

static const CrmExportPlace *
find_place (GPtrArray *places, const Column *column)
{
  guint n = 0;

  for (guint i = 0; places && i < places->len; i++)
    {
      const CrmExportPlace *place = g_ptr_array_index (places, i);
      if (strcmp (place->kind, column->kind) == 0 && n++ == column->number)
        return place;
    }
  return NULL;
}

static char *
format_cell (
    CrmTransaction *tx, GHashTable *cache, const CrmRow *row, GPtrArray *places, const Column *column)
{
  const CrmExportPlace *place = column->kind ? find_place (places, column) : NULL;
  const CrmField *field;
  const CrmValue *value;
  char *stripped;

  switch (column->field)
    {
    case FIELD_UID: return crm_uid_format (row->uid);
    case FIELD_ID: return g_strdup_printf ("%" G_GINT64_FORMAT, row->id);
    case FIELD_CREATED: return crm_instant_format (row->created_at);
    case FIELD_UPDATED: return crm_instant_format (row->updated_at);
    case FIELD_PLACE: return g_strdup (place ? place->value : NULL);
    case FIELD_PLACE_LABEL: return g_strdup (place ? place->label : NULL);
    default: break;
    }
  stripped = crm_account_dup_stripped (tx, row, column->field);
  if (stripped)
    return stripped;
  field = &row->entity->fields[column->field];
  value = crm_row_get (row, column->field);
  if (field->kind == CRM_KIND_LINK && value->type == CRM_VALUE_INTEGER)
    return g_strdup (crm_export_get_link_text (tx, cache, field->target, value->v.integer, TRUE));
  if (value->type == CRM_VALUE_LIST)
    return format_list (tx, cache, field, value->v.list);
  return crm_field_format_plain (field, value);
}

gboolean
crm_exporter_write_csv (CrmTransaction *tx, const CrmExportSelection *selection, const char *const *names,
    GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, selection->entity, error);
  g_autoptr (GArray) columns = !entity ? NULL
                               : names ? choose (entity, names, error)
                                       : choose_all (tx, entity, error);
  g_autoptr (GArray) ids = columns ? crm_export_find (tx, selection, error) : NULL;
  g_autoptr (GHashTable) cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!ids)
    return FALSE;
  for (guint i = 0; i < columns->len; i++)
    crm_csv_append_cell (text, g_array_index (columns, Column, i).heading, i == 0);
  crm_csv_append_end (text);
  for (guint r = 0; r < ids->len; r++)
    {
      g_autoptr (CrmRow) row =
          crm_transaction_load (tx, selection->entity, g_array_index (ids, gint64, r), error);
      g_autoptr (GPtrArray) places = NULL;

      if (!row)
        return FALSE;
      if (!names && entity->info == &crm_client_entity)
        {
          places = crm_export_load_places (tx, row->id, error);
          if (!places)
            return FALSE;
        }
      for (guint i = 0; i < columns->len; i++)
        {
          g_autofree char *cell = format_cell (tx, cache, row, places, &g_array_index (columns, Column, i));
          crm_csv_append_cell (text, cell, i == 0);
        }
      crm_csv_append_end (text);
      if (!crm_export_flush (text, FALSE, stream, cancellable, error))
        return FALSE;
    }
  return crm_export_flush (text, TRUE, stream, cancellable, error);
}
