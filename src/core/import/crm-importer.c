/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-importer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-worker.h"
#include "import/crm-csv-writer.h"
#include "import/crm-import-fields.h"
#include "option/crm-option.h"

/* The way of one file: loading, planning and running, each in the thread it belongs to. The object lives on the main thread; what works
 * elsewhere has copies. */

#define PROGRESS_MS 100

G_DEFINE_FINAL_TYPE (CrmImporter, crm_importer, G_TYPE_OBJECT)

static void
crm_importer_finalize (GObject *object)
{
  CrmImporter *self = CRM_IMPORTER (object);

  g_clear_object (&self->store);
  g_clear_object (&self->card_format);
  g_clear_pointer (&self->source, crm_import_source_unref);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_free (self->problem);
  G_OBJECT_CLASS (crm_importer_parent_class)->finalize (object);
}

static void
crm_importer_class_init (CrmImporterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_importer_finalize;
}

static void
crm_importer_init (CrmImporter *self)
{
}

CrmImporter *
crm_importer_new (CrmStore *store, CrmCardFormat *card_format)
{
  CrmImporter *self = g_object_new (CRM_TYPE_IMPORTER, NULL);

  self->store = g_object_ref (store);
  self->card_format = card_format ? g_object_ref (card_format) : NULL;
  return self;
}

static gboolean
take_load (CrmImporter *self, CrmImportLoad *load)
{
  /* The same file read in another way: what was said about its names holds. */
  if (self->source && g_strcmp0 (self->source->name, load->source->name) == 0 &&
      g_strcmp0 (self->source->entity, load->source->entity) == 0)
    crm_import_source_copy_said (load->source, self->source);
  g_clear_pointer (&self->source, crm_import_source_unref);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  self->source = g_steal_pointer (&load->source);
  self->remembered = load->remembered;
  crm_importer_settle (self);
  return TRUE;
}

gboolean
crm_importer_load_file (CrmImporter *self, GFile *file, const CrmImportOptions *options, GError **error)
{
  g_autoptr (CrmImportLoad) load = crm_import_load_new (self, options);

  load->file = g_object_ref (file);
  return crm_import_load_run (load, NULL, error) && take_load (self, load);
}

gboolean
crm_importer_load_bytes (
    CrmImporter *self, GBytes *bytes, const char *name, const CrmImportOptions *options, GError **error)
{
  g_autoptr (CrmImportLoad) load = crm_import_load_new (self, options);

  load->bytes = g_bytes_ref (bytes);
  load->name = g_strdup (name);
  return crm_import_load_run (load, NULL, error) && take_load (self, load);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (crm_import_load_run (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Takes load. */
static void
start_load (CrmImporter *self, CrmImportLoad *load, GCancellable *cancellable, GAsyncReadyCallback callback,
    gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_task_data (task, load, (GDestroyNotify)crm_import_load_free);
  crm_task_run_in_thread (task, load_in_thread);
}

void
crm_importer_load_async (CrmImporter *self, GFile *file, const CrmImportOptions *options,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CrmImportLoad *load = crm_import_load_new (self, options);

  load->file = g_object_ref (file);
  start_load (self, load, cancellable, callback, data);
}

void
crm_importer_load_bytes_async (CrmImporter *self, GBytes *bytes, const char *name,
    const CrmImportOptions *options, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CrmImportLoad *load = crm_import_load_new (self, options);

  load->bytes = g_bytes_ref (bytes);
  load->name = g_strdup (name);
  start_load (self, load, cancellable, callback, data);
}

gboolean
crm_importer_load_finish (CrmImporter *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error) &&
         take_load (self, g_task_get_task_data (G_TASK (result)));
}

/* Why nothing can be planned or run. */
static gboolean
check_ready (CrmImporter *self, GError **error)
{
  const char *problem = self->source ? crm_importer_get_problem (self) : _ ("No file was loaded.");

  if (problem)
    g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, problem);
  return problem == NULL;
}

/* Clients are compared without writing; everything else writes and gives up. */
static gboolean
is_planned_by_reading (CrmImportSource *source)
{
  return g_strcmp0 (source->entity, "client") == 0 && source->text == NULL;
}

static gpointer
plan_in_reader (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  CrmImportRun *run = data;

  run->plan = crm_import_plan_new ();
  if (!crm_import_run_plan_clients (run, tx, error))
    return NULL;
  crm_import_plan_sort (run->plan);
  return crm_import_plan_ref (run->plan);
}

/* The import itself as a record: how its columns were mapped is found again by their layout. */
static gboolean
write_batch (CrmImportRun *run, CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "import_batch", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;
  g_autofree char *layout = crm_import_run_dup_layout (run->source);
  g_autoptr (CrmEntity) mapped =
      run->source->fields ? crm_transaction_get_entity (tx, run->source->entity, error) : NULL;
  g_autofree char *mapping =
      mapped ? crm_import_fields_format (run->source, mapped) : crm_import_run_format_mapping (run->source);
  GPtrArray **items = run->plan->items;

  if (!values)
    return FALSE;
  crm_values_set_text (values, CRM_IMPORT_BATCH_NAME, run->source->name);
  crm_values_set_text (values, CRM_IMPORT_BATCH_FORMAT, run->source->format);
  crm_values_set_text (values, CRM_IMPORT_BATCH_LAYOUT, layout);
  crm_values_set_text (values, CRM_IMPORT_BATCH_MAPPING, mapping);
  crm_values_set_integer (values, CRM_IMPORT_BATCH_ADDED, items[CRM_IMPORT_NEW]->len);
  crm_values_set_integer (values, CRM_IMPORT_BATCH_UPDATED, items[CRM_IMPORT_UPDATE]->len);
  crm_values_set_integer (values, CRM_IMPORT_BATCH_DUPLICATES, items[CRM_IMPORT_DUPLICATE]->len);
  crm_values_set_integer (values, CRM_IMPORT_BATCH_FAULTY, items[CRM_IMPORT_FAULTY]->len);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static gboolean
write_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  CrmImportRun *run = data;
  gboolean ok;

  g_clear_pointer (&run->plan, crm_import_plan_unref);
  run->plan = crm_import_plan_new ();
  run->n_written = 0;
  g_atomic_int_set (&run->done, 0);
  crm_transaction_set_import (tx, FALSE);
  if (run->source->text)
    ok = crm_import_run_write_book (run, tx, error);
  else if (run->source->events)
    ok = crm_import_run_write_events (run, tx, error);
  else if (is_planned_by_reading (run->source))
    ok = crm_import_run_write_clients (run, tx, error);
  else if (strcmp (run->source->entity, "deal") == 0)
    ok = crm_import_run_write_deals (run, tx, error);
  else
    ok = crm_import_run_write_records (run, tx, error);
  if (!ok || g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return FALSE;
  crm_import_plan_sort (run->plan);
  if (run->keep && run->n_written)
    /* The book that came in has the list of its own imports. */
    return run->source->text || write_batch (run, tx, error);
  run->nothing = TRUE;
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOTHING, _ ("There is nothing to write."));
  return FALSE;
}

static char *
make_purpose (CrmImportSource *source)
{
  return g_strdup_printf (_ ("Import of %s"), source->name);
}

static CrmImportResult *
take_result (CrmImportRun *run, gboolean ok, CrmChangeSet *changes, GError *failure, GError **error)
{
  if (!ok && !run->nothing)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  g_clear_error (&failure);
  return crm_import_result_new (run->plan, changes ? crm_change_set_get_operation (changes) : 0);
}

CrmImportPlan *
crm_importer_plan_sync (CrmImporter *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmImportRun) run = NULL;
  g_autoptr (GError) failure = NULL;

  if (!check_ready (self, error))
    return NULL;
  run = crm_import_run_new (crm_import_source_copy (self->source), self->store, cancellable, FALSE);
  if (is_planned_by_reading (run->source))
    return crm_store_read_sync (self->store, plan_in_reader, run, error);
  crm_store_write_sync (self->store, "", write_in_worker, run, NULL, &failure);
  if (run->nothing)
    return crm_import_plan_ref (run->plan);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* A plan or run beside the main loop. */
typedef struct
{
  CrmImportRun *run;
  CrmImportProgress progress;
  gpointer progress_data;
  guint source;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_clear_handle_id (&job->source, g_source_remove);
  crm_import_run_free (job->run);
  g_free (job);
}

static gboolean
on_progress (gpointer data)
{
  Job *job = data;

  job->progress ((guint)g_atomic_int_get (&job->run->done), (guint)job->run->total, job->progress_data);
  return G_SOURCE_CONTINUE;
}

static GTask *
start_job (CrmImporter *self, gboolean keep, CrmImportProgress progress, gpointer progress_data,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Job *job = g_new0 (Job, 1);

  job->run = crm_import_run_new (crm_import_source_copy (self->source), self->store, cancellable, keep);
  job->progress = progress;
  job->progress_data = progress_data;
  if (progress)
    job->source = g_timeout_add (PROGRESS_MS, on_progress, job);
  g_task_set_task_data (task, job, free_job);
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static void
end_progress (Job *job)
{
  g_clear_handle_id (&job->source, g_source_remove);
  if (job->progress)
    job->progress ((guint)g_atomic_int_get (&job->run->done), (guint)job->run->total, job->progress_data);
}

static void
on_plan_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CrmImportPlan *plan = crm_store_read_finish (CRM_STORE (source), result, &error);

  end_progress (g_task_get_task_data (task));
  if (plan)
    g_task_return_pointer (task, plan, (GDestroyNotify)crm_import_plan_unref);
  else
    g_task_return_error (task, error);
}

static void
on_plan_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  end_progress (job);
  if (job->run->nothing)
    g_task_return_pointer (task, crm_import_plan_ref (job->run->plan), (GDestroyNotify)crm_import_plan_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
crm_importer_plan_async (CrmImporter *self, CrmImportProgress progress, gpointer progress_data,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GError *error = NULL;
  GTask *task;
  Job *job;

  if (!check_ready (self, &error))
    {
      g_task_report_error (self, callback, data, crm_importer_plan_async, error);
      return;
    }
  task = start_job (self, FALSE, progress, progress_data, cancellable, callback, data);
  job = g_task_get_task_data (task);
  if (is_planned_by_reading (job->run->source))
    crm_store_read_async (self->store, 0, plan_in_reader, job->run, NULL,
        (GDestroyNotify)crm_import_plan_unref, cancellable, on_plan_read, task);
  else
    crm_store_write_async (
        self->store, "", write_in_worker, job->run, NULL, cancellable, on_plan_written, task);
}

CrmImportPlan *
crm_importer_plan_finish (CrmImporter *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

CrmImportResult *
crm_importer_run_sync (CrmImporter *self, CrmImportProgress progress, gpointer progress_data,
    GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmImportRun) run = NULL;
  g_autoptr (CrmChangeSet) changes = NULL;
  g_autofree char *purpose = NULL;
  GError *failure = NULL;
  gboolean ok;

  if (!check_ready (self, error))
    return NULL;
  run = crm_import_run_new (crm_import_source_copy (self->source), self->store, cancellable, TRUE);
  run->progress = progress;
  run->progress_data = progress_data;
  purpose = make_purpose (run->source);
  ok = crm_store_write_sync (self->store, purpose, write_in_worker, run, &changes, &failure);
  return take_result (run, ok, changes, failure, error);
}

static void
on_run_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (CrmChangeSet) changes = NULL;
  Job *job = g_task_get_task_data (task);
  GError *failure = NULL, *error = NULL;
  gboolean ok = crm_store_write_finish (CRM_STORE (source), result, &changes, &failure);
  CrmImportResult *done = take_result (job->run, ok, changes, failure, &error);

  end_progress (job);
  if (done)
    g_task_return_pointer (task, done, (GDestroyNotify)crm_import_result_unref);
  else
    g_task_return_error (task, error);
}

void
crm_importer_run_async (CrmImporter *self, CrmImportProgress progress, gpointer progress_data,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autofree char *purpose = NULL;
  GError *error = NULL;
  GTask *task;

  if (!check_ready (self, &error))
    {
      g_task_report_error (self, callback, data, crm_importer_run_async, error);
      return;
    }
  task = start_job (self, TRUE, progress, progress_data, cancellable, callback, data);
  purpose = make_purpose (self->source);
  crm_store_write_async (self->store, purpose, write_in_worker, ((Job *)g_task_get_task_data (task))->run,
      NULL, cancellable, on_run_written, task);
}

CrmImportResult *
crm_importer_run_finish (CrmImporter *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
crm_importer_save_faulty (CrmImporter *self, CrmImportPlan *plan, GFile *file, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = crm_import_source_get_n_columns (self->source);
  GPtrArray *faulty = plan->items[CRM_IMPORT_FAULTY];

  crm_csv_append_cell (text, _ ("Line"), TRUE);
  crm_csv_append_cell (text, _ ("Reason"), FALSE);
  for (guint i = 0; i < n; i++)
    crm_csv_append_cell (text, crm_import_source_get_heading (self->source, i), FALSE);
  crm_csv_append_end (text);
  for (guint k = 0; k < faulty->len; k++)
    {
      const CrmImportItem *item = g_ptr_array_index (faulty, k);
      g_autofree char *line = g_strdup_printf ("%u", item->line);
      g_auto (GStrv) cells = crm_import_source_dup_cells (self->source, item->record);
      g_auto (GStrv) beyond = crm_import_source_dup_cells_beyond (self->source, item->record);

      crm_csv_append_cell (text, line, TRUE);
      crm_csv_append_cell (text, item->reason, FALSE);
      for (guint i = 0; i < n; i++)
        crm_csv_append_cell (text, cells[i], FALSE);
      for (guint i = 0; beyond[i]; i++)
        crm_csv_append_cell (text, beyond[i], FALSE);
      crm_csv_append_end (text);
    }
  return g_file_replace_contents (
      file, text->str, text->len, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, error);
}
