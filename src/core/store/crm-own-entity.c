/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-own-entity.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "db/crm-db-migrator.h"
#include "store/crm-transaction-private.h"

/* The user's own entities: a row that names one and a real table, made in one transaction. One that is taken away is archived; its
 * table stays, so that undo brings it back with its records. Runs in the writer's thread. */

gint64
crm_own_entity_get_id (const char *name)
{
  gint64 id;

  return name && g_str_has_prefix (name, "u_") && name[2] != '0' &&
                 g_ascii_string_to_signed (name + 2, 10, 1, G_MAXINT64, &id, NULL)
             ? id
             : 0;
}

/* What a person would take for the same word. */
static gboolean
is_called (CrmEntity *entity, const char *fold)
{
  g_autofree char *label = crm_text_fold (crm_entity_get_label (entity));

  if (crm_entity_is_own (entity))
    return g_str_equal (label, fold);
  g_autofree char *name = crm_text_fold (crm_entity_get_name (entity));
  g_autofree char *plural = crm_text_fold (crm_entity_get_plural (entity));
  return g_str_equal (label, fold) || g_str_equal (name, fold) || g_str_equal (plural, fold);
}

static gboolean
refuse (const char *format, const char *label, GError **error)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, format, label);
#pragma GCC diagnostic pop
  return FALSE;
}

gboolean
crm_own_entity_prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  int field = crm_entity_find_field (crm_values_get_entity (values), "label");
  const char *label = crm_values_get_text (values, field);
  g_autofree char *fold = NULL;

  if (before && !crm_values_has (values, field))
    return TRUE;
  if (crm_text_is_blank (label))
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("A module needs a name."));
      return FALSE;
    }
  fold = crm_text_fold (label);
  if (crm_own_entity_get_id (fold) || g_str_equal (fold, "all"))
    return refuse (_ ("A module cannot be called “%s”."), label, error);
  for (guint i = 0; i < tx->book->list->len; i++)
    {
      CrmEntity *entity = tx->book->list->pdata[i];

      if ((!before || crm_own_entity_get_id (crm_entity_get_name (entity)) != before->id) &&
          is_called (entity, fold))
        return refuse (crm_entity_is_own (entity)
                           ? _ ("There is already a module “%s”.")
                           : _ ("“%s” is there already: a module needs a name of its own."),
            label, error);
    }
  return TRUE;
}

gboolean
crm_own_entity_inserted (CrmTransaction *tx, gint64 id, CrmValues *values, GError **error)
{
  static const char portable[] =
      "CREATE TABLE \"%NAME%\" (id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL,"
      " created_at bigint NOT NULL, updated_at bigint NOT NULL, archived_at bigint, operation_id bigint NOT "
      "NULL,"
      " title text NOT NULL, title_fold text, title_key %BLOB%);"
      "CREATE INDEX %NAME%_title ON \"%NAME%\" (title_key, id) WHERE archived_at IS NULL;"
      "CREATE INDEX %NAME%_fold ON \"%NAME%\" (title_fold);";
  g_autofree char *name = g_strdup_printf ("u_%" G_GINT64_FORMAT, id);
  g_auto (GStrv) parts = g_strsplit (portable, "%NAME%", -1);
  g_autofree char *named = g_strjoinv (name, parts);
  g_autofree char *sql = crm_db_migrator_dup_statements (tx->db, named);

  return crm_db_script (tx->db, sql, error);
}

gboolean
crm_own_entity_written (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  g_autofree char *sql = NULL;
  gint64 any;

  if (after)
    return TRUE;
  sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM \"u_%" G_GINT64_FORMAT "\")", before->id);
  if (!crm_db_get_integer (tx->db, sql, 0, &any, error))
    return FALSE;
  if (!any)
    return TRUE;
  return refuse (_ ("“%s” still has records; remove those for good first."),
      crm_row_get_text (before, crm_entity_find_field (before->entity, "label")), error);
}
