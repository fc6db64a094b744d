/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-entity-private.h"

#include <glib/gi18n-lib.h>

#include "base/crm-text.h"

/* The snapshot of an entity's field table with the SQL made from it once. Immutable after creation, so any thread may
 * read it. */

static char *
make_select (const CrmEntity *self)
{
  GString *sql = g_string_new ("SELECT t.id, t.uid, t.version, t.created_at, t.updated_at, t.archived_at");

  for (guint i = 0; i < self->n_fields; i++)
    {
      const CrmField *field = &self->fields[i];

      if (field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_MAIN))
        g_string_append_printf (sql, ", %s", field->sql);
      else if (field->kind == CRM_KIND_BODY)
        g_string_append_printf (
            sql, ", (SELECT body FROM body WHERE entity = '%s' AND record_id = t.id)", self->info->name);
      else if (field->kind == CRM_KIND_MONEY)
        g_string_append_printf (sql, ", t.\"%s\", t.\"%s_currency\"", field->name, field->name);
      else if (crm_field_has_column (field))
        g_string_append_printf (sql, ", t.\"%s\"", field->name);
      else
        g_string_append (sql, ", NULL");
    }
  g_string_append_printf (sql, " FROM \"%s\" t", self->info->name);
  if (self->info->join)
    g_string_append_printf (sql, " %s", self->info->join);
  return g_string_free (sql, FALSE);
}

static char *
make_insert (const CrmEntity *self)
{
  GString *names = g_string_new ("uid, version, created_at, updated_at, archived_at, operation_id, id");
  GString *values = g_string_new ("$1, $2, $3, $4, $5, $6, $7");
  guint n = 7;

  for (guint i = 0; i < self->n_fields; i++)
    {
      const CrmField *field = &self->fields[i];

      if (!crm_field_has_column (field))
        continue;
      g_string_append_printf (names, ", \"%s\"", field->name);
      g_string_append_printf (values, ", $%u", ++n);
      if (field->kind == CRM_KIND_MONEY)
        {
          g_string_append_printf (names, ", \"%s_currency\"", field->name);
          g_string_append_printf (values, ", $%u", ++n);
        }
      if (crm_field_has_fold (field))
        {
          g_string_append_printf (names, ", \"%s_fold\"", field->name);
          g_string_append_printf (values, ", $%u", ++n);
          if (field->flags & CRM_FIELD_SORTED)
            {
              g_string_append_printf (names, ", \"%s_key\"", field->name);
              g_string_append_printf (values, ", $%u", ++n);
            }
        }
    }
  g_autofree char *names_text = g_string_free (names, FALSE);
  g_autofree char *values_text = g_string_free (values, FALSE);
  return g_strdup_printf ("INSERT INTO \"%s\" (%s) VALUES (%s)", self->info->name, names_text, values_text);
}

static const CrmChoice *
make_choices (CrmEntity *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (words);
  CrmChoice *choices = g_new0 (CrmChoice, n + 1);

  for (guint i = 0; i < n; i++)
    {
      choices[i].word = choices[i].label = g_strdup (words[i]);
      g_ptr_array_add (self->own_strings, (char *)choices[i].word);
    }
  g_ptr_array_add (self->own_strings, choices);
  return choices;
}

CrmEntity *
crm_entity_new (const CrmEntityInfo *info, const CrmOwnField *own, guint n_own)
{
  CrmEntity *self = g_new0 (CrmEntity, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->info = info;
  self->n_fields = info->n_fields + n_own;
  self->own_strings = g_ptr_array_new_with_free_func (g_free);
  self->own_table = g_new0 (CrmField, self->n_fields);
  memcpy (self->own_table, info->fields, info->n_fields * sizeof (CrmField));
  for (guint i = 0; i < n_own; i++)
    {
      CrmField *field = &self->own_table[info->n_fields + i];
      char *name = g_strdup (own[i].name), *label = g_strdup (own[i].label);

      g_ptr_array_add (self->own_strings, name);
      g_ptr_array_add (self->own_strings, label);
      field->name = name;
      field->label = label;
      field->kind = own[i].kind;
      field->flags = CRM_FIELD_OWN;
      if (field->kind == CRM_KIND_TEXT)
        field->flags |= CRM_FIELD_SORTED;
      field->group = N_ ("Own fields");
      if (own[i].choices && *own[i].choices)
        field->choices = make_choices (self, own[i].choices);
      /* Names of entities are few, so they may be kept for good. */
      field->target = g_intern_string (own[i].target);
    }
  self->fields = self->own_table;
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->n_fields; i++)
    g_hash_table_insert (self->by_name, (gpointer)self->fields[i].name, GUINT_TO_POINTER (i + 1));
  self->select_sql = make_select (self);
  self->insert_sql = make_insert (self);
  return self;
}

static const CrmField record_fields[] = {
  { "title", N_ ("Title"), CRM_KIND_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  { "tags", N_ ("Tags"), CRM_KIND_TAGS, .target = "tag" },
  { "text", N_ ("Text"), CRM_KIND_BODY },
};

CrmEntity *
crm_entity_new_own (
    const char *name, const char *label, const char *plural, const CrmOwnField *own, guint n_own)
{
  CrmEntityInfo *info = g_new0 (CrmEntityInfo, 1);
  CrmEntity *self;

  /* The name stands in change sets, which may outlive the entity. */
  info->name = g_intern_string (name);
  info->fields = record_fields;
  info->n_fields = G_N_ELEMENTS (record_fields);
  self = crm_entity_new (info, own, n_own);
  self->own_info = info;
  info->label = g_strdup (label);
  info->plural = g_strdup (plural && *plural ? plural : label);
  g_ptr_array_add (self->own_strings, (char *)info->label);
  g_ptr_array_add (self->own_strings, (char *)info->plural);
  /* A module has no other fields to be found by. */
  for (guint i = info->n_fields; i < self->n_fields; i++)
    if (crm_field_has_fold (&self->own_table[i]))
      self->own_table[i].flags |= CRM_FIELD_SEARCHED;
  return self;
}

CrmEntity *
crm_entity_ref (CrmEntity *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
crm_entity_unref (CrmEntity *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->own_strings);
  g_free (self->own_table);
  g_free (self->select_sql);
  g_free (self->insert_sql);
  g_free (self->own_info);
  g_free (self);
}

const char *
crm_entity_get_name (const CrmEntity *self)
{
  return self->info->name;
}

const char *
crm_entity_get_label (const CrmEntity *self)
{
  return self->own_info ? self->info->label : _ (self->info->label);
}

const char *
crm_entity_get_plural (const CrmEntity *self)
{
  return self->own_info ? self->info->plural : _ (self->info->plural);
}

gboolean
crm_entity_is_own (const CrmEntity *self)
{
  return self->own_info != NULL;
}

int
crm_entity_find_field (const CrmEntity *self, const char *name)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, name));

  if (found)
    return (int)found - 1;

  g_autofree char *fold = crm_text_fold (name);
  for (guint i = self->info->n_fields; i < self->n_fields; i++)
    {
      g_autofree char *label = crm_text_fold (self->fields[i].label);
      if (g_strcmp0 (label, fold) == 0)
        return (int)i;
    }
  return -1;
}

const char *
crm_entity_get_select (CrmEntity *self)
{
  return self->select_sql;
}

const char *
crm_entity_get_insert (CrmEntity *self)
{
  return self->insert_sql;
}

gboolean
crm_entity_has_lists (CrmEntity *self)
{
  for (guint i = 0; i < self->n_fields; i++)
    if (self->fields[i].kind == CRM_KIND_LINKS || self->fields[i].kind == CRM_KIND_TAGS)
      return TRUE;
  return FALSE;
}

int
crm_entity_get_body_field (CrmEntity *self)
{
  for (guint i = 0; i < self->n_fields; i++)
    if (self->fields[i].kind == CRM_KIND_BODY)
      return (int)i;
  return -1;
}

const CrmRelation *
crm_entity_find_relation (const CrmEntity *self, const char *name)
{
  for (guint i = 0; i < self->info->n_relations; i++)
    if (g_str_equal (self->info->relations[i].field.name, name))
      return &self->info->relations[i];
  return NULL;
}
