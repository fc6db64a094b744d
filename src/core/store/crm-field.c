/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-field.h"

#include <glib/gi18n-lib.h>

/* Facts about fields and kinds that every layer asks for. Pure data; any thread. */

static const char *const kind_names[CRM_N_KINDS] = {
  [CRM_KIND_TEXT] = "text",
  [CRM_KIND_LONG] = "long",
  [CRM_KIND_BODY] = "body",
  [CRM_KIND_INTEGER] = "integer",
  [CRM_KIND_REAL] = "real",
  [CRM_KIND_DECIMAL] = "decimal",
  [CRM_KIND_BOOLEAN] = "boolean",
  [CRM_KIND_DATE] = "date",
  [CRM_KIND_INSTANT] = "instant",
  [CRM_KIND_DURATION] = "duration",
  [CRM_KIND_MONEY] = "money",
  [CRM_KIND_LINK] = "link",
  [CRM_KIND_LINKS] = "links",
  [CRM_KIND_TAGS] = "tags",
  [CRM_KIND_CHOICE] = "choice",
  [CRM_KIND_CHOICES] = "choices",
  [CRM_KIND_OPTION] = "option",
  [CRM_KIND_PHONE] = "phone",
  [CRM_KIND_EMAIL] = "email",
  [CRM_KIND_URL] = "url",
  [CRM_KIND_PLACE] = "place",
  [CRM_KIND_BLOB] = "blob",
};

const char *
crm_field_get_label (const CrmField *self)
{
  return self->flags & CRM_FIELD_OWN ? self->label : _ (self->label);
}

const char *
crm_field_get_choice_label (const CrmField *self, const char *word)
{
  for (const CrmChoice *choice = self->choices; choice && choice->word; choice++)
    if (g_strcmp0 (choice->word, word) == 0)
      return self->flags & CRM_FIELD_OWN ? choice->label : _ (choice->label);
  return word;
}

const char *
crm_kind_get_name (CrmKind kind)
{
  g_return_val_if_fail (kind < CRM_N_KINDS, NULL);
  return kind_names[kind];
}

gboolean
crm_kind_from_name (const char *name, CrmKind *kind)
{
  for (int i = 0; i < CRM_N_KINDS; i++)
    if (g_strcmp0 (kind_names[i], name) == 0)
      {
        *kind = (CrmKind)i;
        return TRUE;
      }
  return FALSE;
}

gboolean
crm_kind_is_own_allowed (CrmKind kind)
{
  return kind != CRM_KIND_BODY && kind != CRM_KIND_TAGS && kind != CRM_KIND_OPTION && kind != CRM_KIND_BLOB &&
         kind != CRM_KIND_DECIMAL;
}

gboolean
crm_field_has_column (const CrmField *self)
{
  return !(self->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_MAIN)) && self->kind != CRM_KIND_BODY &&
         self->kind != CRM_KIND_LINKS && self->kind != CRM_KIND_TAGS;
}

gboolean
crm_field_has_fold (const CrmField *self)
{
  if (!crm_field_has_column (self) || self->flags & CRM_FIELD_PLAIN)
    return FALSE;
  switch (self->kind)
    {
    case CRM_KIND_TEXT:
    case CRM_KIND_LONG:
    case CRM_KIND_OPTION:
    case CRM_KIND_PLACE:
    case CRM_KIND_EMAIL:
    case CRM_KIND_URL:
    case CRM_KIND_PHONE: return TRUE;
    case CRM_KIND_BODY:
    case CRM_KIND_INTEGER:
    case CRM_KIND_REAL:
    case CRM_KIND_DECIMAL:
    case CRM_KIND_BOOLEAN:
    case CRM_KIND_DATE:
    case CRM_KIND_INSTANT:
    case CRM_KIND_DURATION:
    case CRM_KIND_MONEY:
    case CRM_KIND_LINK:
    case CRM_KIND_LINKS:
    case CRM_KIND_TAGS:
    case CRM_KIND_CHOICE:
    case CRM_KIND_CHOICES:
    case CRM_KIND_BLOB:
    case CRM_N_KINDS:
    default: return FALSE;
    }
}
