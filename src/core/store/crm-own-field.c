/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "store/crm-entity-private.h"
#include "store/crm-own-field.h"
#include "store/crm-transaction-private.h"

/* The user's own fields: a row that describes the field and a real column, added in one transaction. A field that is taken
 * away is archived; its column and values stay, so that undo brings them back. Runs in the writer's thread. */

/* A table has 2,000 columns at most, and a text takes three. Fields that were taken away count: their columns stay. */
#define MAX_FIELDS 500

static const char *
get_column_type (CrmKind kind)
{
  switch (kind)
    {
    case CRM_KIND_INTEGER:
    case CRM_KIND_DECIMAL:
    case CRM_KIND_INSTANT:
    case CRM_KIND_DURATION:
    case CRM_KIND_LINK:
    case CRM_KIND_MONEY: return "bigint";
    case CRM_KIND_REAL: return "double precision";
    case CRM_KIND_BOOLEAN: return "boolean";
    default: return "text";
    }
}

static gboolean
add_column (CrmTransaction *tx, const char *entity, const char *name, const char *suffix, const char *type,
    GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("ALTER TABLE \"%s\" ADD COLUMN %s%s %s", entity, name, suffix, type);
  return crm_db_script (tx->db, sql, error);
}

static gboolean
add_columns (CrmTransaction *tx, const char *entity, const char *name, CrmKind kind, GError **error)
{
  CrmField field = { .name = name, .kind = kind, .flags = CRM_FIELD_OWN };

  /* Links have no foreign key: a field that was taken away must not hold on to a record for good. */
  if (kind == CRM_KIND_LINK)
    {
      g_autofree char *index = g_strdup_printf (
          "CREATE INDEX %s_%s ON \"%s\" (%s) WHERE %s IS NOT NULL", entity, name, entity, name, name);

      return add_column (tx, entity, name, "", get_column_type (kind), error) &&
             crm_db_script (tx->db, index, error);
    }
  if (!crm_field_has_column (&field))
    return TRUE;
  return add_column (tx, entity, name, "", get_column_type (kind), error) &&
         (kind != CRM_KIND_MONEY || add_column (tx, entity, name, "_currency", "text", error)) &&
         (!crm_field_has_fold (&field) || add_column (tx, entity, name, "_fold", "text", error)) &&
         (kind != CRM_KIND_TEXT || add_column (tx, entity, name, "_key", "blob", error));
}

static const char *
get_text (CrmValues *values, const char *name)
{
  return crm_values_get_text (values, crm_entity_find_field (crm_values_get_entity (values), name));
}

static gboolean
refuse (CrmEntity *own, const char *name, const char *reason, GError **error)
{
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, "%s: %s",
      crm_field_get_label (&own->fields[crm_entity_find_field (own, name)]), reason);
  return FALSE;
}

/* A link says where it leads, by the name of an entity; other kinds lead nowhere. */
static gboolean
prepare_target (CrmTransaction *tx, CrmKind kind, CrmValues *values, GError **error)
{
  CrmEntity *own = crm_values_get_entity (values);
  const char *name = get_text (values, "target");
  CrmEntity *target = crm_text_is_blank (name) ? NULL : crm_book_get_entity (tx->book, name);

  if (kind != CRM_KIND_LINK && kind != CRM_KIND_LINKS)
    return crm_text_is_blank (name) ||
           refuse (own, "target", _ ("Only a link leads to other records."), error);
  if (crm_text_is_blank (name))
    return refuse (own, "target", _ ("A link needs to know what it leads to."), error);
  if (!target)
    {
      g_autofree char *reason = g_strdup_printf (_ ("There is no entity “%s”."), name);
      return refuse (own, "target", reason, error);
    }
  if (target->info->title_field < 0 || !crm_field_has_fold (&target->fields[target->info->title_field]))
    return refuse (own, "target", _ ("Such records have no name to be chosen by."), error);
  crm_values_set_text (values, crm_entity_find_field (own, "target"), crm_entity_get_name (target));
  return TRUE;
}

static gboolean
has_room (CrmTransaction *tx, CrmEntity *entity, GError **error)
{
  g_autoptr (CrmStatement) count =
      crm_db_prepare (tx->db, "SELECT count (*) FROM own_field WHERE entity = $1", error);
  gboolean row;

  if (!count)
    return FALSE;
  crm_statement_bind_text (count, 1, crm_entity_get_name (entity));
  if (!crm_statement_step (count, &row, error))
    return FALSE;
  if (crm_statement_get_integer (count, 0) < MAX_FIELDS)
    return TRUE;
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
      _ ("“%s” has %d own fields already; there can be no more."), crm_entity_get_label (entity), MAX_FIELDS);
  return FALSE;
}

gboolean
crm_own_field_prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  CrmEntity *own = crm_values_get_entity (values);
  const char *label = get_text (values, "label"), *kind_name = get_text (values, "kind");
  g_autoptr (CrmEntity) entity = NULL;
  CrmKind kind;
  int found;

  if (before)
    {
      static const char *const fixed[] = { "entity", "kind", "target" };
      for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
        {
          int field = crm_entity_find_field (own, fixed[i]);
          if (crm_values_has (values, field) &&
              !crm_value_equal (crm_values_get (values, field), crm_row_get (before, field)))
            {
              g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
                  _ ("%s: An own field keeps it for good; make a new field instead."),
                  crm_field_get_label (&own->fields[field]));
              return FALSE;
            }
        }
      return TRUE;
    }
  entity = crm_transaction_get_entity (tx, get_text (values, "entity") ?: "", error);
  if (!entity)
    return FALSE;
  crm_values_set_text (values, crm_entity_find_field (own, "entity"), crm_entity_get_name (entity));
  if (!crm_kind_from_name (kind_name, &kind) || !crm_kind_is_own_allowed (kind))
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("%s: An own field cannot be of this kind."),
          crm_field_get_label (&own->fields[crm_entity_find_field (own, "kind")]));
      return FALSE;
    }
  if (!prepare_target (tx, kind, values, error))
    return FALSE;
  found = crm_text_is_blank (label) ? -1 : crm_entity_find_field (entity, label);
  if (crm_text_is_blank (label) || found >= 0)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          crm_text_is_blank (label) ? _ ("A field needs a name.") : _ ("There is already a field “%s”."),
          label);
      return FALSE;
    }
  if ((kind == CRM_KIND_CHOICE || kind == CRM_KIND_CHOICES) &&
      crm_text_is_blank (get_text (values, "choices")))
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("A choice needs at least one word to choose."));
      return FALSE;
    }
  return has_room (tx, entity, error);
}

gboolean
crm_own_field_inserted (CrmTransaction *tx, gint64 id, CrmValues *values, GError **error)
{
  g_autofree char *name = g_strdup_printf ("x_%" G_GINT64_FORMAT, id);
  CrmKind kind;

  return crm_kind_from_name (get_text (values, "kind"), &kind) &&
         add_columns (tx, get_text (values, "entity"), name, kind, error);
}

char *
crm_transaction_add_own_field (CrmTransaction *tx, const char *entity_name, const char *label, CrmKind kind,
    const char *choices, GError **error)
{
  g_autoptr (CrmEntity) own = crm_transaction_get_entity (tx, "own_field", error);
  g_autoptr (CrmValues) values = NULL;
  gint64 id;

  if (!own)
    return NULL;
  values = crm_values_new (own);
  crm_values_set_text (values, crm_entity_find_field (own, "entity"), entity_name);
  crm_values_set_text (values, crm_entity_find_field (own, "label"), label);
  crm_values_set_text (values, crm_entity_find_field (own, "kind"), crm_kind_get_name (kind));
  crm_values_set_text (values, crm_entity_find_field (own, "choices"), choices);
  id = crm_transaction_insert (tx, values, NULL, error);
  return id ? g_strdup_printf ("x_%" G_GINT64_FORMAT, id) : NULL;
}

gboolean
crm_transaction_remove_own_field (
    CrmTransaction *tx, const char *entity_name, const char *name, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, entity_name, error);
  int field = entity ? crm_entity_find_field (entity, name) : -1;

  if (field < 0 || !(entity->fields[field].flags & CRM_FIELD_OWN))
    {
      if (entity)
        g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("%s has no own field “%s”."),
            entity_name, name);
      return FALSE;
    }
  return crm_transaction_archive (
      tx, "own_field", g_ascii_strtoll (entity->fields[field].name + 2, NULL, 10), error);
}
