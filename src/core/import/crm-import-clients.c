/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-judge.h"
#include "import/crm-import-run.h"
#include "import/crm-import-writer.h"

/* A file of clients on its way: reading, normalising and judging run in a thread of their own, a bounded number of batches ahead of the
 * writer, which only writes. */

#define BATCH_RECORDS 64
#define MAX_BATCHES 32

typedef struct
{
  CrmImportRun *run;
  CrmImportJudge *judge;
  GAsyncQueue *batches; /* GPtrArray of CrmImportOp; the last one is empty */
  GAsyncQueue *permits; /* one for each batch that may still be made */
  gint stop;            /* atomic: the writer wants no more */
  GError *error;        /* of the thread; read after it ended */
} Pipeline;

gboolean
crm_import_run_plan_clients (CrmImportRun *self, CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmImportContext) context = crm_import_context_new (self->source, tx, error);
  g_autoptr (CrmImportIndex) index = context ? crm_import_index_new (context, tx, error) : NULL;
  g_autoptr (CrmImportJudge) judge = NULL;
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_import_op_free);

  if (!index)
    return FALSE;
  judge = crm_import_judge_new (context, index, self->plan, self->store, tx);
  for (guint i = 0; i < (guint)self->total; i++)
    {
      if (!crm_import_judge_record (judge, i, ops, error) || !crm_import_run_step (self, error))
        return FALSE;
      g_ptr_array_set_size (ops, 0);
    }
  return TRUE;
}

static GPtrArray *
new_batch (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)crm_import_op_free);
}

static gpointer
judge_in_thread (gpointer data)
{
  Pipeline *self = data;
  guint n = (guint)self->run->total;
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < n;)
    {
      g_autoptr (GPtrArray) batch = new_batch ();

      for (guint end = MIN (n, i + BATCH_RECORDS); ok && i < end; i++)
        ok = crm_import_judge_record (self->judge, i, batch, &self->error) &&
             crm_import_run_step (self->run, &self->error);
      if (!ok || !batch->len)
        continue;
      g_async_queue_pop (self->permits);
      if (g_atomic_int_get (&self->stop))
        break;
      g_async_queue_push (self->batches, g_steal_pointer (&batch));
    }
  g_async_queue_push (self->batches, new_batch ());
  return GINT_TO_POINTER (ok);
}

/* The writer's part: until the empty batch comes. */
static gboolean
write_batches (Pipeline *self, CrmImportWriter *writer, GError **error)
{
  gboolean ok = TRUE;

  for (;;)
    {
      g_autoptr (GPtrArray) batch = g_async_queue_pop (self->batches);

      if (!batch->len)
        return ok;
      for (guint i = 0; ok && i < batch->len; i++)
        ok = crm_import_writer_write (writer, g_ptr_array_index (batch, i), error);
      if (!ok)
        g_atomic_int_set (&self->stop, TRUE);
      g_async_queue_push (self->permits, GINT_TO_POINTER (1));
    }
}

/* Own fields the mapping asks for, as columns; the rest of the transaction sees them. */
static gboolean
add_own_fields (CrmImportRun *self, CrmTransaction *tx, GError **error)
{
  const CrmImportMapping *mapping = self->source->mapping;

  for (guint i = 0; mapping && i < mapping->n_columns; i++)
    {
      const CrmImportColumn *column = &mapping->columns[i];
      const char *label = crm_import_source_get_own_label (self->source, i);
      g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);
      g_autofree char *name = NULL, *free_label = NULL;
      int field;

      if (!entity)
        return FALSE;
      if (column->target || !column->own)
        continue;
      field = crm_entity_find_field (entity, label);
      if (field >= 0 && entity->fields[field].flags & CRM_FIELD_OWN)
        continue;
      if (field >= 0)
        {
          /* The heading is the name of a field of ours that the person did not choose. */
          free_label = g_strdup_printf ("%s (2)", label);
          g_free (self->source->choices[i].own_label);
          self->source->choices[i].own_label = g_strdup (free_label);
          field = crm_entity_find_field (entity, free_label);
          if (field >= 0)
            continue;
          label = free_label;
        }
      name = crm_transaction_add_own_field (tx, "client", label, column->own_kind, NULL, error);
      if (!name)
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_import_run_write_clients (CrmImportRun *self, CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmImportContext) context = NULL;
  g_autoptr (CrmImportIndex) index = NULL;
  g_autoptr (CrmImportJudge) judge = NULL;
  g_autoptr (CrmImportWriter) writer = NULL;
  Pipeline pipeline = { .run = self };
  GThread *thread;
  gboolean judged, ok;

  if (!add_own_fields (self, tx, error))
    return FALSE;
  context = crm_import_context_new (self->source, tx, error);
  index = context ? crm_import_index_new (context, tx, error) : NULL;
  writer = index ? crm_import_writer_new (tx, error) : NULL;
  if (!writer)
    return FALSE;
  judge = crm_import_judge_new (context, index, self->plan, self->store, NULL);
  pipeline.judge = judge;
  pipeline.batches = g_async_queue_new_full ((GDestroyNotify)g_ptr_array_unref);
  pipeline.permits = g_async_queue_new ();
  for (guint i = 0; i < MAX_BATCHES; i++)
    g_async_queue_push (pipeline.permits, GINT_TO_POINTER (1));
  thread = g_thread_new ("import", judge_in_thread, &pipeline);
  ok = write_batches (&pipeline, writer, error);
  judged = GPOINTER_TO_INT (g_thread_join (thread));
  g_async_queue_unref (pipeline.batches);
  g_async_queue_unref (pipeline.permits);
  /* Part of a file is never taken for the whole. */
  if (!judged && ok)
    {
      g_propagate_error (error, g_steal_pointer (&pipeline.error));
      ok = FALSE;
    }
  g_clear_error (&pipeline.error);
  self->n_written = crm_import_writer_get_n_written (writer);
  return ok;
}
