/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "db/crm-db-sqlite.h"
#include "store/crm-store-private.h"

/* What others ask of the store: writes, reads and undo. Each is a task on the writer, the reader or the counter; results come back to the thread that
 * asked. */

static void
write_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  CrmWrite *write = data;
  CrmOutcome *outcome;

  write->cancellable = cancellable;
  outcome = crm_store_run_write (source, write, &error);
  if (outcome)
    g_task_return_pointer (task, outcome, (GDestroyNotify)crm_outcome_free);
  else
    g_task_return_error (task, error);
}

GTask *
crm_store_write_task_new (
    CrmStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/* Tells the change before the one who asked for it hears of its success: then every view is already up to date. */
void
crm_store_on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  GError *error = NULL;
  CrmOutcome *outcome = g_task_propagate_pointer (G_TASK (result), &error);

  crm_store_add_pending (CRM_STORE (source), -1);
  if (!outcome)
    {
      g_task_return_error (outer, error);
      return;
    }
  crm_store_apply (CRM_STORE (source), outcome);
  g_task_return_pointer (outer, outcome, (GDestroyNotify)crm_outcome_free);
}

void
crm_store_start_write (CrmStore *self, CrmWrite *write, GTask *outer)
{
  g_autoptr (GTask) task =
      crm_store_write_task_new (self, g_task_get_cancellable (outer), crm_store_on_written, outer);

  write->store = self;
  g_task_set_task_data (task, write, (GDestroyNotify)crm_write_free);
  crm_store_add_pending (self, 1);
  crm_worker_push (self->writer, 0, task, write_func);
}

void
crm_store_write_async (CrmStore *self, const char *purpose, CrmWriteFunc func, gpointer data,
    GDestroyNotify data_free, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = crm_store_write_task_new (self, cancellable, callback, user_data);
  CrmWrite *write = g_new0 (CrmWrite, 1);

  write->purpose = g_strdup (purpose);
  write->func = func;
  write->data = data;
  write->data_free = data_free;
  crm_store_start_write (self, write, task);
}

gboolean
crm_store_write_finish (CrmStore *self, GAsyncResult *result, CrmChangeSet **changes, GError **error)
{
  g_autoptr (CrmOutcome) outcome = g_task_propagate_pointer (G_TASK (result), error);

  if (outcome && changes)
    *changes = g_steal_pointer (&outcome->changes);
  return outcome != NULL;
}

typedef struct
{
  CrmStore *store;
  CrmWrite *write;
  CrmOutcome *outcome;
  GError **error;
} WriteCall;

static void
write_call (gpointer data)
{
  WriteCall *call = data;
  call->outcome = crm_store_run_write (call->store, call->write, call->error);
}

static CrmOutcome *
write_sync (CrmStore *self, CrmWrite *write, GError **error)
{
  WriteCall call = { self, write, NULL, error };

  if (crm_store_run_in_worker (self->writer, write_call, &call, error) && call.outcome)
    crm_store_apply (self, call.outcome);
  return call.outcome;
}

gboolean
crm_store_write_sync (CrmStore *self, const char *purpose, CrmWriteFunc func, gpointer data,
    CrmChangeSet **changes, GError **error)
{
  CrmWrite write = { .store = self, .purpose = (char *)purpose, .func = func, .data = data };
  g_autoptr (CrmOutcome) outcome = write_sync (self, &write, error);

  if (outcome && changes)
    *changes = g_steal_pointer (&outcome->changes);
  return outcome != NULL;
}

typedef struct
{
  CrmStore *store;
  CrmReadFunc func;
  gpointer data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
  CrmDb **db; /* borrowed from the store: of the worker it runs on */
  gpointer result;
  GCancellable *cancellable;
  GError **error;
} Read;

static void
free_read (gpointer data)
{
  Read *read = data;

  if (read->data_free)
    read->data_free (read->data);
  g_free (read);
}

/* What was read for a question that nobody asks any more would hold up the next one. Any thread. */
static void
on_read_cancelled (GCancellable *cancellable, CrmDb *db)
{
  crm_db_interrupt (db);
}

static gpointer
run_read_in_worker (CrmStore *self, Read *read, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmBook) book = crm_store_ref_book (self);
  CrmTransaction tx = { 0 };
  gulong interrupt = 0;
  gpointer result;

  if (!book)
    {
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_UNAVAILABLE, _ ("The book is not open."));
      return NULL;
    }
  if (!*read->db)
    {
      g_autoptr (CrmDb) db = crm_db_sqlite_new ();
      if (!crm_db_open (db, self->path, CRM_DB_READ_ONLY, error))
        return NULL;
      *read->db = g_steal_pointer (&db);
    }
  if (!crm_transaction_begin (&tx, *read->db, book, FALSE, error))
    return NULL;
  if (cancellable)
    interrupt = g_cancellable_connect (cancellable, G_CALLBACK (on_read_cancelled), *read->db, NULL);
  result = read->func (&tx, read->data, cancellable, error);
  /* Before the end of the transaction, which must not be interrupted. */
  g_cancellable_disconnect (cancellable, interrupt);
  crm_transaction_rollback (&tx);
  crm_transaction_clear (&tx);
  return result;
}

static void
read_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CrmStore *self = source;
  Read *read = data;
  GError *error = NULL;
  gpointer result;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (read->db == &self->counter_db && g_atomic_int_get (&self->closing))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The book is not open."));
      return;
    }
  result = run_read_in_worker (self, read, cancellable, &error);
  if (error)
    {
      if (result && read->result_free)
        read->result_free (result);
      g_task_return_error (task, error);
    }
  else
    g_task_return_pointer (task, result, read->result_free);
}

void
crm_store_read_async (CrmStore *self, int priority, CrmReadFunc func, gpointer data, GDestroyNotify data_free,
    GDestroyNotify result_free, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Read *read = g_new0 (Read, 1);

  read->func = func;
  read->data = data;
  read->data_free = data_free;
  read->result_free = result_free;
  read->db = priority < CRM_READ_LATER ? &self->reader_db : &self->counter_db;
  g_task_set_task_data (task, read, free_read);
  g_atomic_int_set (&self->quiet_reads, 0);
  crm_worker_push (read->db == &self->reader_db ? self->reader : self->counter, priority, task, read_func);
}

gpointer
crm_store_read_finish (CrmStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
read_call (gpointer data)
{
  Read *read = data;
  read->result = run_read_in_worker (read->store, read, NULL, read->error);
}

gpointer
crm_store_read_sync (CrmStore *self, CrmReadFunc func, gpointer data, GError **error)
{
  Read read = { .store = self, .func = func, .data = data, .db = &self->reader_db, .error = error };

  crm_store_run_in_worker (self->reader, read_call, &read, error);
  return read.result;
}

static void
start_undo (CrmStore *self, int undo, gint64 operation, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data)
{
  CrmWrite *write = g_new0 (CrmWrite, 1);

  write->undo = undo;
  write->operation = operation;
  crm_store_start_write (self, write, crm_store_write_task_new (self, cancellable, callback, user_data));
}

void
crm_store_undo_async (CrmStore *self, gboolean redo, GCancellable *cancellable, GAsyncReadyCallback callback,
    gpointer user_data)
{
  start_undo (self, redo ? 2 : 1, 0, cancellable, callback, user_data);
}

void
crm_store_undo_operation_async (CrmStore *self, gint64 operation, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data)
{
  start_undo (self, 3, operation, cancellable, callback, user_data);
}

CrmUndoReport *
crm_store_undo_finish (CrmStore *self, GAsyncResult *result, GError **error)
{
  g_autoptr (CrmOutcome) outcome = g_task_propagate_pointer (G_TASK (result), error);
  return outcome ? g_steal_pointer (&outcome->report) : NULL;
}

CrmUndoReport *
crm_store_undo_sync (CrmStore *self, gboolean redo, GError **error)
{
  CrmWrite write = { .store = self, .undo = redo ? 2 : 1 };
  g_autoptr (CrmOutcome) outcome = write_sync (self, &write, error);

  return outcome ? g_steal_pointer (&outcome->report) : NULL;
}
