/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-text.h"

/* What may follow while a field is being typed. In a transaction's thread. */

#define MOST 60

static const struct
{
  const char *name;
  const char *label;
} roots[] = {
  { "client.", N_ ("Client") },
  { "deal.", N_ ("Deal") },
  { "meeting.", N_ ("Meeting") },
  { "user.", N_ ("The one who writes") },
  { "business.", N_ ("Our business") },
};

static const struct
{
  const char *name;
  const char *label;
} business[] = {
  { "business.name", N_ ("Name of the business") },
  { "business.phone", N_ ("Phone of the business") },
  { "business.web", N_ ("Web page of the business") },
  { "business.address", N_ ("Address of the business") },
};

static const char *const format_labels[CRM_TEMPLATE_N_FORMATS] = {
  [CRM_TEMPLATE_MONEY] = N_ ("With cents"),
  [CRM_TEMPLATE_WHOLE] = N_ ("Without cents"),
  [CRM_TEMPLATE_NUMBER] = N_ ("The number alone"),
  [CRM_TEMPLATE_DATE] = N_ ("The date alone"),
  [CRM_TEMPLATE_DAY] = N_ ("Day of the week"),
  [CRM_TEMPLATE_TIME] = N_ ("The time alone"),
  [CRM_TEMPLATE_FIRST] = N_ ("First name"),
  [CRM_TEMPLATE_UPPER] = N_ ("In capitals"),
  [CRM_TEMPLATE_LOWER] = N_ ("In small letters"),
};

typedef struct
{
  GPtrArray *found;
  const char *typed;
  char *fold; /* of what is typed behind the last point */
} Completion;

static void
offer (Completion *self, const char *name, const char *label)
{
  if (self->found->len >= 2 * MOST)
    return;
  g_ptr_array_add (self->found, g_strdup (name));
  g_ptr_array_add (self->found, g_strdup (label));
}

/* By the beginning of the name, or of any word of the label. */
static gboolean
fits (const char *fold, const char *name, const char *label)
{
  g_autofree char *name_fold = crm_text_fold (name), *label_fold = crm_text_fold (label);
  const char *p = label_fold;

  if (g_str_has_prefix (name_fold, fold))
    return TRUE;
  for (; p; p = strchr (p, ' '))
    {
      while (*p == ' ')
        p++;
      if (g_str_has_prefix (p, fold))
        return TRUE;
    }
  return FALSE;
}

static void
offer_fields (Completion *self, CrmEntity *entity, const char *prefix, gboolean links)
{
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];
      const char *label = crm_field_get_label (field);
      g_autofree char *name = NULL;

      if (!crm_template_field_is_offered (crm_entity_get_name (entity), field) ||
          !fits (self->fold, field->name, label))
        continue;
      /* A field of one's own is known by what it is called. */
      name = g_strconcat (prefix,
          field->flags & CRM_FIELD_OWN && !strpbrk (label, ".|{}=<>!\"\n") ? label : field->name, NULL);
      offer (self, name, label);
      if (links && field->kind == CRM_KIND_LINK && self->fold[0])
        {
          g_autofree char *inner = g_strconcat (name, ".", NULL);
          g_autofree char *inner_label = g_strdup_printf ("%s…", label);

          offer (self, inner, inner_label);
        }
    }
}

static gboolean
complete_formats (CrmTransaction *tx, Completion *self, const char *bar, GError **error)
{
  g_autofree char *path = g_strndup (self->typed, (gsize)(bar - self->typed));
  g_autofree char *fold = crm_text_fold (bar + 1);

  for (guint i = 0; i < CRM_TEMPLATE_N_FORMATS; i++)
    {
      g_autofree char *name = g_strconcat (path, "|", crm_template_formats[i], NULL);

      if (fits (fold, crm_template_formats[i], _ (format_labels[i])))
        offer (self, name, _ (format_labels[i]));
    }
  return TRUE;
}

/* typed has a point: fields of a record, or of one it links to. */
static gboolean
complete_fields (CrmTransaction *tx, Completion *self, GError **error)
{
  g_auto (GStrv) names = g_strsplit (self->typed, ".", CRM_TEMPLATE_MOST_PATH);
  g_autoptr (CrmEntity) entity = NULL;
  g_autofree char *prefix = NULL;
  guint n = g_strv_length (names);
  gboolean known = FALSE;

  for (guint i = 0; i < CRM_TEMPLATE_BUSINESS; i++)
    known = known || g_ascii_strcasecmp (names[0], crm_template_roots[i]) == 0;
  if (!known)
    return TRUE;
  entity = crm_transaction_get_entity (tx, names[0], error);
  if (!entity)
    return FALSE;
  if (n == CRM_TEMPLATE_MOST_PATH)
    {
      int link = crm_entity_find_field (entity, names[1]);
      CrmEntity *target;

      if (link < 0 || entity->fields[link].kind != CRM_KIND_LINK)
        return TRUE;
      target = crm_transaction_get_entity (tx, entity->fields[link].target, error);
      if (!target)
        return FALSE;
      crm_entity_unref (entity);
      entity = target;
      prefix = g_strdup_printf ("%s.%s.", names[0], names[1]);
    }
  else
    prefix = g_strdup_printf ("%s.", names[0]);
  offer_fields (self, entity, prefix, n < CRM_TEMPLATE_MOST_PATH);
  return TRUE;
}

/* Nothing but a beginning: what fields are of, and fields of any of them. */
static gboolean
complete_beginning (CrmTransaction *tx, Completion *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    if (fits (self->fold, roots[i].name, _ (roots[i].label)))
      offer (self, roots[i].name, _ (roots[i].label));
  if (!*self->fold)
    return TRUE;
  for (guint i = 0; i < CRM_TEMPLATE_BUSINESS; i++)
    {
      g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, crm_template_roots[i], error);
      g_autofree char *prefix = g_strdup_printf ("%s.", crm_template_roots[i]);

      if (!entity)
        return FALSE;
      offer_fields (self, entity, prefix, FALSE);
    }
  return TRUE;
}

GPtrArray *
crm_template_complete (CrmTransaction *tx, const char *typed, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  const char *bar = strrchr (typed, '|');
  const char *point = strrchr (typed, '.');
  g_autofree char *fold = crm_text_fold (point ? point + 1 : typed);
  Completion self = { found, typed, fold };
  gboolean ok;

  if (bar)
    ok = complete_formats (tx, &self, bar, error);
  else if (g_str_has_prefix (typed, "business.") || !point)
    {
      ok = point ? TRUE : complete_beginning (tx, &self, error);
      for (guint i = 0; i < G_N_ELEMENTS (business) && (point || *fold); i++)
        if (fits (fold, strchr (business[i].name, '.') + 1, _ (business[i].label)))
          offer (&self, business[i].name, _ (business[i].label));
    }
  else
    ok = complete_fields (tx, &self, error);
  return ok ? g_steal_pointer (&found) : NULL;
}
