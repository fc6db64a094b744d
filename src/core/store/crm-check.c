/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "store/crm-check.h"
#include "store/crm-entity-private.h"
#include "store/crm-transaction-private.h"

/* Links and texts that lead nowhere, and what is shared by the parts of a check: what each has to say, and how far it is. Runs in the
 * writer's thread. */

/* Hundredths of the time that a large book takes; they add up to all of it. */
static const guint shares[] = {
  [CRM_CHECK_FILE] = 30,
  [CRM_CHECK_COLUMNS] = 10,
  [CRM_CHECK_FIGURES] = 30,
  [CRM_CHECK_LINES] = 16,
  [CRM_CHECK_SUMS] = 4,
  [CRM_CHECK_TEXTS] = 10,
};

void
crm_check_watch_tell (CrmCheckWatch *self, CrmCheckPart part, gint64 done, gint64 total)
{
  guint percent = 0;

  if (!self)
    return;
  for (guint i = 0; i < part; i++)
    percent += shares[i];
  percent += total > 0 ? (guint)(MIN (done, total) * shares[part] / total) : shares[part];
  if (percent <= self->percent)
    return;
  self->percent = percent;
  self->tell (percent, self->data);
}

void
crm_check_add_problem (GPtrArray *problems, char *text)
{
  if (problems)
    g_ptr_array_add (problems, text);
  else
    g_free (text);
}

/* Texts of records that are gone; the index is compared afterwards. */
static gboolean
check_bodies (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  g_autoptr (GPtrArray) entities = crm_transaction_dup_entities (tx);
  gint64 total = 0;

  for (guint e = 0; e < entities->len; e++)
    {
      const char *name = crm_entity_get_name (entities->pdata[e]);
      g_autofree char *where = g_strdup_printf (
          "FROM body WHERE entity = '%s' AND NOT EXISTS (SELECT 1 FROM \"%s\" t WHERE t.id = body.record_id)",
          name, name);
      g_autofree char *find = g_strconcat ("SELECT count (*) ", where, NULL);
      g_autofree char *remove = g_strconcat ("DELETE ", where, NULL);
      gint64 lost;

      if (!crm_db_get_integer (tx->db, find, 0, &lost, error) ||
          (lost && repair && !crm_db_run (tx->db, remove, error, 0)))
        return FALSE;
      total += lost;
    }
  if (total)
    crm_check_add_problem (problems, g_strdup_printf (ngettext ("%d text belongs to no record.",
                                                          "%d texts belong to no record.", (gulong)total),
                                         (int)total));
  return TRUE;
}

/* What a field's links lack, as SQL: from a table, where a condition holds. NULL for what needs no look. */
static char *
dup_lost_links (CrmEntity *entity, const CrmField *field)
{
  const char *name = crm_entity_get_name (entity);
  const char *target = field->kind == CRM_KIND_TAGS ? "tag" : field->target;

  if (field->kind == CRM_KIND_TAGS || field->kind == CRM_KIND_LINKS)
    return g_strdup_printf ("entity = '%s' AND field = '%s' AND (NOT EXISTS (SELECT 1 FROM \"%s\" t WHERE "
                            "t.id = record_link.record_id)"
                            " OR NOT EXISTS (SELECT 1 FROM \"%s\" g WHERE g.id = record_link.target_id))",
        name, field->name, name, target);
  if (field->kind == CRM_KIND_LINK && field->flags & CRM_FIELD_OWN)
    return g_strdup_printf ("%s IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \"%s\" g WHERE g.id = \"%s\".%s)",
        field->name, target, name, field->name);
  return NULL;
}

/* Links must lead somewhere at both ends; the database keeps only those that are built-in columns. */
static gboolean
check_links (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  g_autoptr (GPtrArray) entities = crm_transaction_dup_entities (tx);
  gint64 total = 0;

  for (guint e = 0; e < entities->len; e++)
    for (guint f = 0; f < ((CrmEntity *)entities->pdata[e])->n_fields; f++)
      {
        CrmEntity *entity = entities->pdata[e];
        const CrmField *field = &entity->fields[f];
        gboolean column = field->kind == CRM_KIND_LINK;
        const char *table = column ? crm_entity_get_name (entity) : "record_link";
        g_autofree char *where = dup_lost_links (entity, field);
        gint64 lost;

        if (!where)
          continue;
        g_autofree char *find = g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE %s", table, where);
        g_autofree char *mend =
            column ? g_strdup_printf ("UPDATE \"%s\" SET %s = NULL WHERE %s", table, field->name, where)
                   : g_strdup_printf ("DELETE FROM \"%s\" WHERE %s", table, where);
        if (!crm_db_get_integer (tx->db, find, 0, &lost, error) ||
            (lost && repair && !crm_db_run (tx->db, mend, error, 0)))
          return FALSE;
        total += lost;
      }
  if (total)
    crm_check_add_problem (problems,
        g_strdup_printf (
            ngettext ("%d link leads nowhere.", "%d links lead nowhere.", (gulong)total), (int)total));
  return TRUE;
}

gboolean
crm_check_derived (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  return check_links (tx, repair, problems, error) && crm_check_lines (tx, repair, problems, error) &&
         crm_check_sums (tx, repair, problems, error) && check_bodies (tx, repair, problems, error) &&
         crm_check_texts (tx, repair, problems, error);
}
