/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-plan-private.h"

/* Plan and result of an import as reference-counted data. Filled by the one thread that judges the records, then only read. */

static void
free_item (gpointer data)
{
  CrmImportItem *item = data;

  g_free (item->reason);
  g_free (item);
}

static void
free_difference (gpointer data)
{
  CrmImportDifference *difference = data;

  g_free (difference->field);
  g_free (difference->kept);
  g_free (difference->offered);
  g_free (difference);
}

static void
free_pair (gpointer data)
{
  CrmImportPair *pair = data;

  g_free (pair->reason);
  g_free (pair);
}

static void
free_name (gpointer data)
{
  CrmImportName *name = data;

  g_free (name->value);
  g_free (name->where);
  g_free (name->title);
  g_free (name);
}

CrmImportPlan *
crm_import_plan_new (void)
{
  CrmImportPlan *self = g_atomic_rc_box_new0 (CrmImportPlan);

  for (guint i = 0; i < CRM_IMPORT_N_VERDICTS; i++)
    self->items[i] = g_ptr_array_new_with_free_func (free_item);
  self->differences = g_ptr_array_new_with_free_func (free_difference);
  self->pairs = g_ptr_array_new_with_free_func (free_pair);
  self->names = g_ptr_array_new_with_free_func (free_name);
  return self;
}

CrmImportPlan *
crm_import_plan_ref (CrmImportPlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_plan (gpointer data)
{
  CrmImportPlan *self = data;

  for (guint i = 0; i < CRM_IMPORT_N_VERDICTS; i++)
    g_ptr_array_unref (self->items[i]);
  g_ptr_array_unref (self->differences);
  g_ptr_array_unref (self->pairs);
  g_ptr_array_unref (self->names);
}

void
crm_import_plan_unref (CrmImportPlan *self)
{
  g_atomic_rc_box_release_full (self, clear_plan);
}

G_DEFINE_BOXED_TYPE (CrmImportPlan, crm_import_plan, crm_import_plan_ref, crm_import_plan_unref)

CrmImportItem *
crm_import_plan_add (CrmImportPlan *self, guint record, guint line, CrmImportVerdict verdict, char *reason)
{
  CrmImportItem *item = g_new0 (CrmImportItem, 1);

  item->record = record;
  item->line = line;
  item->verdict = verdict;
  item->reason = reason;
  g_ptr_array_add (self->items[verdict], item);
  return item;
}

void
crm_import_plan_add_difference (
    CrmImportPlan *self, guint line, const char *field, const char *kept, const char *offered)
{
  CrmImportDifference *difference = g_new0 (CrmImportDifference, 1);

  difference->line = line;
  difference->field = g_strdup (field);
  difference->kept = g_strdup (kept);
  difference->offered = g_strdup (offered);
  g_ptr_array_add (self->differences, difference);
}

CrmImportPair *
crm_import_plan_add_pair (CrmImportPlan *self, guint line, gint64 a, const char *reason)
{
  CrmImportPair *pair = g_new0 (CrmImportPair, 1);

  pair->line = line;
  pair->a = a;
  pair->reason = g_strdup (reason);
  g_ptr_array_add (self->pairs, pair);
  return pair;
}

CrmImportName *
crm_import_plan_add_name (
    CrmImportPlan *self, const char *entity, const char *value, const char *where, guint line)
{
  CrmImportName *name = g_new0 (CrmImportName, 1);

  name->entity = g_intern_string (entity);
  name->value = g_strdup (value);
  name->where = g_strdup (where);
  name->line = line;
  name->probability = -1;
  g_ptr_array_add (self->names, name);
  return name;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const CrmImportItem *x = *(CrmImportItem *const *)a, *y = *(CrmImportItem *const *)b;

  return x->record < y->record ? -1 : x->record > y->record;
}

void
crm_import_plan_sort (CrmImportPlan *self)
{
  for (guint i = 0; i < CRM_IMPORT_N_VERDICTS; i++)
    g_ptr_array_sort (self->items[i], compare_items);
}

static void
clear_result (gpointer data)
{
  CrmImportResult *self = data;

  crm_import_plan_unref (self->plan);
}

CrmImportResult *
crm_import_result_new (CrmImportPlan *plan, gint64 operation)
{
  CrmImportResult *self = g_atomic_rc_box_new0 (CrmImportResult);

  self->plan = crm_import_plan_ref (plan);
  self->created = plan->items[CRM_IMPORT_NEW]->len;
  self->updated = plan->items[CRM_IMPORT_UPDATE]->len;
  self->duplicates = plan->items[CRM_IMPORT_DUPLICATE];
  self->faulty = plan->items[CRM_IMPORT_FAULTY];
  self->differences = plan->differences;
  self->pairs = plan->pairs;
  self->operation = operation;
  return self;
}

CrmImportResult *
crm_import_result_ref (CrmImportResult *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
crm_import_result_unref (CrmImportResult *self)
{
  g_atomic_rc_box_release_full (self, clear_result);
}

G_DEFINE_BOXED_TYPE (CrmImportResult, crm_import_result, crm_import_result_ref, crm_import_result_unref)
