/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-words.h"

#include <glib/gi18n-lib.h>

#include "base/crm-text.h"

/* Sentences and names made of what the importer knows. Owns nothing. Main thread. */

/* What tells a record apart, the best first. */
static const char *const telling[] = { "name", "first_name", "middle_name", "last_name", "company", "phone",
  "email", "summary", "title", "text" };

#define MAX_PARTS 4

char *
crm_import_words_dup_record (CrmImporter *importer, guint record)
{
  guint n = crm_importer_get_n_columns (importer);
  g_auto (GStrv) cells = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  guint parts = 0;

  /* The records of a book have no columns. */
  if (n == 0)
    return g_string_free (g_steal_pointer (&text), FALSE);
  cells = crm_importer_dup_cells (importer, record);
  for (guint i = 0; i < G_N_ELEMENTS (telling) && parts < MAX_PARTS; i++)
    for (guint column = 0; column < n && cells[column] != NULL && parts < MAX_PARTS; column++)
      {
        const char *target = crm_importer_get_mapping (importer, column);

        if (g_strcmp0 (target, telling[i]) != 0 || crm_text_is_blank (cells[column]))
          continue;
        /* The parts of a name belong together. */
        if (text->len > 0)
          g_string_append (text, i > 0 && i < 4 ? " " : " · ");
        g_string_append (text, cells[column]);
        parts++;
      }
  if (parts == 0)
    for (guint column = 0; column < n && cells[column] != NULL && parts < MAX_PARTS; column++)
      if (!crm_text_is_blank (cells[column]))
        {
          g_string_append_printf (text, "%s%s", parts > 0 ? " · " : "", cells[column]);
          parts++;
        }
  return crm_text_excerpt (text->str, 120);
}

#define MAX_NAMES 8

static const char *
get_entity_label (const char *name)
{
  guint n;
  const CrmEntityInfo *const *infos = crm_entity_table (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (infos[i]->name, name))
      return _ (infos[i]->label);
  return name;
}

char *
crm_import_words_dup_names (CrmImportPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < plan->names->len; i++)
    {
      const CrmImportName *name = plan->names->pdata[i];
      const char *label = get_entity_label (name->entity);
      g_autofree char *sentence = NULL;

      if (name->state == CRM_IMPORT_NAME_TAKEN)
        sentence = g_strdup_printf (ngettext ("%s “%s” is taken for “%s” (%'u row).",
                                        "%s “%s” is taken for “%s” (%'u rows).", name->rows),
            label, name->value, name->title, name->rows);
      else if (name->state == CRM_IMPORT_NAME_MADE && name->probability >= 0)
        /* Translators: the name of a stage; then rows; then how likely a sale is there. */
        sentence =
            g_strdup_printf (ngettext ("Stage “%s” is added (%'u row) with a probability of %d %%.",
                                 "Stage “%s” is added (%'u rows) with a probability of %d %%.", name->rows),
                name->value, name->rows, name->probability);
      else if (name->state == CRM_IMPORT_NAME_MADE)
        sentence = g_strdup_printf (
            ngettext ("%s “%s” is added (%'u row).", "%s “%s” is added (%'u rows).", name->rows), label,
            name->value, name->rows);
      if (sentence != NULL && ++n <= MAX_NAMES)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
    }
  if (n == 0)
    return NULL;
  if (n > MAX_NAMES)
    {
      g_autofree char *more =
          g_strdup_printf (ngettext ("And %'u more.", "And %'u more.", n - MAX_NAMES), n - MAX_NAMES);
      g_string_append_printf (text, " %s", more);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

const char *
crm_import_words_kind (CrmKind kind)
{
  switch (kind)
    {
    case CRM_KIND_LONG: return _ ("long text");
    case CRM_KIND_INTEGER: return _ ("whole number");
    case CRM_KIND_REAL:
    case CRM_KIND_DECIMAL: return _ ("number");
    case CRM_KIND_MONEY: return _ ("money");
    case CRM_KIND_DATE: return _ ("date");
    case CRM_KIND_BOOLEAN: return _ ("yes or no");
    case CRM_KIND_PHONE: return _ ("phone");
    case CRM_KIND_EMAIL: return _ ("e-mail");
    case CRM_KIND_URL: return _ ("web page");
    default: return _ ("text");
    }
}

char *
crm_import_words_dup_target (CrmImporter *importer, guint column)
{
  const char *target = crm_importer_get_mapping (importer, column);

  if (target == NULL)
    return g_strdup (_ ("Do not import"));
  if (g_str_equal (target, "own"))
    return g_strdup_printf (_ ("New field “%s” (%s)"), crm_importer_get_own_label (importer, column),
        crm_import_words_kind (crm_importer_get_own_kind (importer, column)));
  return g_strdup (crm_importer_get_target_label (importer, target));
}

gboolean
crm_import_words_is_used (CrmImporter *importer, guint column)
{
  return crm_importer_get_mapping (importer, column) != NULL;
}

gboolean
crm_import_words_has_dates (CrmImporter *importer, CrmStore *store, guint column)
{
  const char *target = crm_importer_get_mapping (importer, column);
  const char *name = crm_importer_get_entity (importer);
  g_autoptr (CrmEntity) entity = name != NULL ? crm_store_get_entity (store, name) : NULL;
  int field;

  if (target == NULL || entity == NULL)
    return FALSE;
  if (g_str_equal (target, "own"))
    return crm_importer_get_own_kind (importer, column) == CRM_KIND_DATE;
  /* Of deals; no field of theirs. */
  if (g_str_equal (target, "close_date"))
    return TRUE;
  field = crm_entity_find_field (entity, target);
  return field >= 0 &&
         (entity->fields[field].kind == CRM_KIND_DATE || entity->fields[field].kind == CRM_KIND_INSTANT);
}
