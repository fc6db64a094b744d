/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-cell-writes.h"

#include "base/crm-time.h"
#include "client/crm-client.h"
#include "widgets/crm-field-editor.h"

/* Texts are collected on the main thread; write_in_worker reads them by the rules of their fields and runs in the writer. */

typedef struct
{
  GPtrArray *cells; /* owned */
  CrmWork *work;    /* owned, nullable */
} Job;

static void
cell_free (gpointer data)
{
  CrmCellWrite *cell = data;

  g_free (cell->field);
  g_free (cell->text);
  g_free (cell);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_ptr_array_unref (job->cells);
  g_clear_object (&job->work);
  g_free (job);
}

GPtrArray *
crm_cell_writes_new (void)
{
  return g_ptr_array_new_with_free_func (cell_free);
}

/* Dates and durations in any usual spelling; what cannot be read is left to be refused with its reason. */
static char *
dup_stored (const CrmField *field, const char *text)
{
  char *date = NULL;
  gint64 seconds;

  if (field->kind == CRM_KIND_DATE && text[0] != '\0' && !crm_date_is_valid (text))
    date = crm_date_parse (text, CRM_DATE_ORDER_UNKNOWN, NULL);
  else if (field->kind == CRM_KIND_DURATION && text[0] != '\0' && crm_duration_parse (text, &seconds, NULL))
    return g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  return date != NULL ? date : g_strdup (text);
}

void
crm_cell_writes_add (GPtrArray *self, gint64 client, gint64 version, const CrmField *field, const char *text)
{
  CrmCellWrite *cell = g_new0 (CrmCellWrite, 1);
  g_autofree char *plain = g_strstrip (g_strdup (text));

  cell->client = client;
  cell->version = version;
  cell->field = g_strdup (field->name);
  cell->text = dup_stored (field, plain);
  g_ptr_array_add (self, cell);
}

static gboolean
update_in_worker (CrmTransaction *tx, const CrmCellWrite *cell, CrmValues *values, GError **error)
{
  g_autofree char *name = NULL;

  if (crm_transaction_update (tx, cell->client, cell->version, values, error))
    return TRUE;
  name = crm_transaction_dup_title (tx, "client", cell->client);
  if (name != NULL)
    g_prefix_error (error, "%s: ", name);
  return FALSE;
}

static gboolean
write_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);
  g_autoptr (CrmValues) values = NULL;
  const CrmCellWrite *before = NULL;

  if (entity == NULL)
    return FALSE;
  if (job->work != NULL)
    crm_transaction_set_progress (tx, crm_work_get_progress (job->work));
  for (guint i = 0; i < job->cells->len; i++)
    {
      const CrmCellWrite *cell = job->cells->pdata[i];

      if (before != NULL && before->client != cell->client)
        {
          if (!update_in_worker (tx, before, values, error))
            return FALSE;
          g_clear_pointer (&values, crm_values_free);
        }
      if (values == NULL)
        values = crm_values_new (entity);
      before = cell;
      if (!crm_transaction_read_value (
              tx, values, crm_entity_find_field (entity, cell->field), cell->text, error))
        {
          g_autofree char *name = crm_transaction_dup_title (tx, "client", cell->client);

          if (name != NULL)
            g_prefix_error (error, "%s: ", name);
          return FALSE;
        }
    }
  return before == NULL || update_in_worker (tx, before, values, error);
}

void
crm_cell_writes_run_async (GPtrArray *self, CrmStore *store, const char *purpose, CrmWork *work,
    GAsyncReadyCallback callback, gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->cells = self;
  job->work = work != NULL ? g_object_ref (work) : NULL;
  crm_store_write_async (store, purpose, write_in_worker, job, job_free,
      work != NULL ? crm_work_get_cancellable (work) : NULL, callback, data);
}

gboolean
crm_cell_can_be_written (const CrmField *field)
{
  return crm_field_editor_can_edit (field) &&
         (field->flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_COMPUTED)) == 0;
}
