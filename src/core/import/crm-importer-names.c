/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-importer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "import/crm-import-lookup.h"

/* What a person says about names of a file that the book does not have. Main thread. */

void
crm_importer_set_answer (
    CrmImporter *self, const char *entity, const char *value, CrmImportAnswer answer, const char *target)
{
  g_return_if_fail (self->source && entity && value);
  crm_import_source_answer (self->source, entity, value, answer, target);
}

CrmImportAnswer
crm_importer_get_answer (CrmImporter *self, const char *entity, const char *value, const char **target)
{
  const CrmImportSaid *said = crm_import_source_get_said (self->source, entity, value);

  if (target)
    *target = said ? said->target : NULL;
  return said ? said->answer : CRM_IMPORT_ANSWER_NONE;
}

static gboolean
refuse (GError **error, char *message)
{
  g_autofree char *owned = message;

  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, owned);
  return FALSE;
}

gboolean
crm_importer_make (CrmImporter *self, const char *entities, GError **error)
{
  g_auto (GStrv) names = g_strsplit (entities, ",", -1);

  for (guint i = 0; names[i]; i++)
    {
      g_strstrip (names[i]);
      if (!*names[i])
        continue;
      if (!crm_import_lookup_can_make (names[i]))
        return refuse (error,
            g_strdup_printf (_ ("“%s” cannot be made of a name: only stage, client, product, user, pipeline "
                                "and lost_reason can."),
                names[i]));
      g_hash_table_add (self->source->makes, (gpointer)g_intern_string (names[i]));
    }
  return TRUE;
}

gboolean
crm_importer_name (CrmImporter *self, const char *term, GError **error)
{
  const char *colon = strchr (term, ':'), *sign = colon ? strrchr (colon, '=') : NULL;
  g_autofree char *entity = colon ? g_strstrip (g_strndup (term, (gsize)(colon - term))) : NULL;
  g_autofree char *value = sign ? g_strstrip (g_strndup (colon + 1, (gsize)(sign - colon - 1))) : NULL;
  g_autofree char *target = sign ? g_strstrip (g_strdup (sign + 1)) : NULL;

  if (!value || !*value)
    return refuse (error, g_strdup_printf (_ ("“%s” is not of the form ENTITY:NAME=NAME."), term));
  if (!crm_import_lookup_can_make (entity))
    return refuse (error,
        g_strdup_printf (_ ("“%s” is nothing that deals or products name: stage, client, product, user, "
                            "pipeline and lost_reason are."),
            entity));
  crm_importer_set_answer (self, entity, value, *target ? CRM_IMPORT_ANSWER_TAKE : CRM_IMPORT_ANSWER_EMPTY,
      *target ? target : NULL);
  return TRUE;
}
