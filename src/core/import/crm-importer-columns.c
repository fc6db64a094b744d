/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-importer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "import/crm-import-fields.h"

/* What was found out about a file, and what a person decides about its columns. Main thread. */

void
crm_importer_settle (CrmImporter *self)
{
  CrmImportSource *source = self->source;

  crm_import_source_settle (source);
  g_clear_pointer (&self->problem, g_free);
  if (!source->mapping)
    return;
  if (!source->fields)
    self->problem = g_strdup (source->mapping->problem);
  else
    {
      g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, source->entity);
      self->problem = crm_import_fields_dup_problem (source, entity);
    }
}

const char *
crm_importer_get_name (CrmImporter *self)
{
  return self->source->name;
}

const char *
crm_importer_get_format (CrmImporter *self)
{
  return self->source->format;
}

const char *
crm_importer_get_entity (CrmImporter *self)
{
  return self->source->entity;
}

const char *
crm_importer_get_charset (CrmImporter *self)
{
  return self->source->charset;
}

const char *
crm_importer_get_layout (CrmImporter *self)
{
  return self->source->mapping ? self->source->mapping->layout : NULL;
}

char
crm_importer_get_delimiter (CrmImporter *self)
{
  return self->source->table ? crm_csv_table_get_dialect (self->source->table)->delimiter : '\0';
}

gboolean
crm_importer_has_header (CrmImporter *self)
{
  return self->source->table && crm_csv_table_has_header (self->source->table);
}

gboolean
crm_importer_is_remembered (CrmImporter *self)
{
  return self->remembered;
}

const char *
crm_importer_get_problem (CrmImporter *self)
{
  return self->problem;
}

guint
crm_importer_get_n_columns (CrmImporter *self)
{
  return crm_import_source_get_n_columns (self->source);
}

gboolean
crm_importer_can_map (CrmImporter *self)
{
  return self->source->mapping != NULL;
}

const char *
crm_importer_get_heading (CrmImporter *self, guint column)
{
  return crm_import_source_get_heading (self->source, column);
}

const char *
crm_importer_get_sample (CrmImporter *self, guint column, guint record)
{
  return self->source->table ? crm_csv_table_get_sample (self->source->table, column, record) : NULL;
}

static CrmEntity *
get_entity (CrmImporter *self)
{
  return crm_store_get_entity (self->store, self->source->entity);
}

/* The own field of the client that is there already under this name. */
static const char *
find_own (CrmImporter *self, const char *name, CrmKind *kind)
{
  g_autoptr (CrmEntity) entity = get_entity (self);
  int field = crm_entity_find_field (entity, name);

  if (field < 0 || !(entity->fields[field].flags & CRM_FIELD_OWN))
    return NULL;
  *kind = entity->fields[field].kind;
  return g_intern_string (entity->fields[field].name);
}

const char *
crm_importer_get_mapping (CrmImporter *self, guint column)
{
  const CrmImportColumn *target;
  CrmKind kind;
  const char *own;

  if (!self->source->mapping)
    return NULL;
  if (self->source->fields)
    {
      g_autoptr (CrmEntity) entity = get_entity (self);
      return crm_import_fields_get_name (entity, self->source->fields[column]);
    }
  target = &self->source->mapping->columns[column];
  if (target->target || !target->own)
    return target->target;
  own = find_own (self, crm_importer_get_own_label (self, column), &kind);
  return own ? own : "own";
}

gboolean
crm_importer_is_guessed (CrmImporter *self, guint column)
{
  return self->source->mapping && self->source->mapping->columns[column].guessed;
}

const char *
crm_importer_get_own_label (CrmImporter *self, guint column)
{
  return crm_import_source_get_own_label (self->source, column);
}

CrmKind
crm_importer_get_own_kind (CrmImporter *self, guint column)
{
  return self->source->mapping ? self->source->mapping->columns[column].own_kind : CRM_KIND_TEXT;
}

const char *const *
crm_importer_get_targets (CrmImporter *self)
{
  g_autoptr (CrmEntity) entity = self->source->mapping ? get_entity (self) : NULL;

  if (self->targets)
    return (const char *const *)self->targets->pdata;
  self->targets = self->source->fields ? crm_import_fields_list (entity) : g_ptr_array_new ();
  if (entity && !self->source->fields)
    {
      for (const char *const *target = crm_import_mapping_targets (); *target; target++)
        g_ptr_array_add (self->targets, (gpointer)*target);
      for (guint i = 0; i < entity->n_fields; i++)
        if (crm_import_field_is_offered (entity, i) && entity->fields[i].flags & CRM_FIELD_OWN)
          g_ptr_array_add (self->targets, (gpointer)g_intern_string (entity->fields[i].name));
    }
  g_ptr_array_add (self->targets, NULL);
  return (const char *const *)self->targets->pdata;
}

const char *
crm_importer_get_target_label (CrmImporter *self, const char *target)
{
  static const struct
  {
    const char *target, *label;
  } labels[] = {
    { "first_name", N_ ("First name") },
    { "middle_name", N_ ("Middle name") },
    { "last_name", N_ ("Last name") },
    { "birth_year", N_ ("Year of birth") },
    { "birth_month", N_ ("Month of birth") },
    { "birth_day", N_ ("Day of birth") },
    { "label", N_ ("Kind of the address beside") },
    { "deleted", N_ ("Marked as deleted") },
    { "uid", N_ ("Identity of the record") },
    { "created_at", N_ ("Added on") },
    { "own", N_ ("New own field") },
  };
  g_autoptr (CrmEntity) entity = NULL;
  const char *further;
  int field;

  if (!target)
    return _ ("Not imported");
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (strcmp (labels[i].target, target) == 0)
      return _ (labels[i].label);
  entity = get_entity (self);
  field = entity ? crm_entity_find_field (entity, target) : -1;
  if (field >= 0)
    return g_intern_string (crm_field_get_label (&entity->fields[field]));
  further = entity && self->source->fields ? crm_import_fields_get_label (entity, target) : NULL;
  return further ? further : target;
}

static gboolean
refuse (const char *field, GError **error)
{
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
      _ ("A column cannot become “%s”: there is no such field."), field);
  return FALSE;
}

static gboolean
set_entity_field (CrmImporter *self, guint column, const char *field, GError **error)
{
  g_autoptr (CrmEntity) entity = get_entity (self);
  int index = CRM_IMPORT_FIELD_NONE;

  if (field && !crm_import_fields_find (entity, field, &index))
    return refuse (field, error);
  for (guint i = 0; index != CRM_IMPORT_FIELD_NONE && i < self->source->mapping->n_columns; i++)
    if (self->source->fields[i] == index)
      self->source->fields[i] = CRM_IMPORT_FIELD_NONE;
  self->source->fields[column] = index;
  crm_import_fields_settle (self->source, entity);
  return TRUE;
}

gboolean
crm_importer_set_mapping (CrmImporter *self, guint column, const char *field, GError **error)
{
  CrmImportSource *source = self->source;
  CrmKind kind;
  const char *own = NULL;

  g_return_val_if_fail (source->mapping && column < source->mapping->n_columns, FALSE);
  if (source->fields)
    {
      if (!set_entity_field (self, column, field, error))
        return FALSE;
    }
  else
    {
      if (field && strcmp (field, "own") != 0)
        own = find_own (self, field, &kind);
      if (!crm_import_mapping_set (source->mapping, source->table, column, own ? "own" : field))
        return refuse (field, error);
      source->choices[column].own_kind = own ? (int)kind : -1;
      if (own || g_strcmp0 (field, "own") == 0)
        source->mapping->columns[column].own = TRUE;
      if (own)
        {
          g_autoptr (CrmEntity) entity = get_entity (self);
          int index = crm_entity_find_field (entity, own);
          crm_importer_set_own_label (self, column, entity->fields[index].label);
        }
    }
  self->remembered = FALSE;
  crm_importer_settle (self);
  return TRUE;
}

void
crm_importer_set_own_label (CrmImporter *self, guint column, const char *label)
{
  CrmImportChoice *choice;

  g_return_if_fail (self->source->choices && column < self->source->mapping->n_columns);
  choice = &self->source->choices[column];
  g_free (choice->own_label);
  choice->own_label = crm_text_is_blank (label) ? NULL : g_strstrip (g_strdup (label));
}

void
crm_importer_set_own_kind (CrmImporter *self, guint column, CrmKind kind)
{
  g_return_if_fail (self->source->choices && column < self->source->mapping->n_columns);
  g_return_if_fail (crm_kind_is_own_allowed (kind));
  self->source->choices[column].own_kind = (int)kind;
  crm_importer_settle (self);
}

void
crm_importer_set_date_order (CrmImporter *self, guint column, CrmDateOrder order)
{
  g_return_if_fail (self->source->choices && column < self->source->mapping->n_columns);
  self->source->choices[column].date_order = (int)order;
  crm_importer_settle (self);
}

/* By heading as it stands, then folded, then by number. */
static int
find_column (CrmImporter *self, const char *name)
{
  guint n = crm_importer_get_n_columns (self);
  g_autofree char *fold = crm_text_fold (name);
  guint64 number;

  for (guint i = 0; i < n; i++)
    if (strcmp (crm_importer_get_heading (self, i), name) == 0)
      return (int)i;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *heading = crm_text_fold (crm_importer_get_heading (self, i));
      if (strcmp (heading, fold) == 0)
        return (int)i;
    }
  return g_ascii_string_to_unsigned (name, 10, 1, n, &number, NULL) ? (int)number - 1 : -1;
}

gboolean
crm_importer_map (CrmImporter *self, const char *term, GError **error)
{
  const char *sign = strrchr (term, '=');
  g_autofree char *name = sign ? g_strstrip (g_strndup (term, (gsize)(sign - term))) : NULL;
  g_autofree char *field = sign ? g_strstrip (g_strdup (sign + 1)) : NULL;
  int column;

  if (!sign || !*name)
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("“%s” is not of the form COLUMN=FIELD."), term);
      return FALSE;
    }
  if (!crm_importer_can_map (self))
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("Only the columns of a table can be mapped."));
      return FALSE;
    }
  column = find_column (self, name);
  if (column < 0)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("The file has no column “%s”."), name);
      return FALSE;
    }
  if (!*field)
    return crm_importer_set_mapping (self, (guint)column, NULL, error);
  if (g_str_has_prefix (field, "own:"))
    {
      if (!crm_importer_set_mapping (self, (guint)column, "own", error))
        return FALSE;
      crm_importer_set_own_label (self, (guint)column, field + strlen ("own:"));
      return TRUE;
    }
  return crm_importer_set_mapping (self, (guint)column, field, error);
}

char **
crm_importer_dup_cells (CrmImporter *self, guint record)
{
  return crm_import_source_dup_cells (self->source, record);
}

void
crm_importer_set_cell (CrmImporter *self, guint record, guint column, const char *text)
{
  crm_import_source_set_cell (self->source, record, column, text);
}

char *
crm_importer_dup_fault (CrmImporter *self, guint record)
{
  g_autoptr (CrmImportRow) row = NULL;

  if (self->source->fields || self->source->text)
    return NULL;
  row = crm_import_source_read (self->source, record);
  if (!row->faults->len)
    return NULL;
  g_ptr_array_add (row->faults, NULL);
  return g_strjoinv (" ", (char **)row->faults->pdata);
}
