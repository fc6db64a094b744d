/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* One thread with a priority queue of GTasks: the database runs on two of these. Push from any thread. */
typedef struct _CrmWorker CrmWorker;

CrmWorker *crm_worker_new (const char *name);

/* Runs func (task) on the worker's thread; func must return through the task. Lower priority runs first, equal ones
 * in order. Takes its own reference on the task. After crm_worker_stop () the task returns G_IO_ERROR_CLOSED. */
typedef void (*CrmWorkerFunc) (
    GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable);
void crm_worker_push (CrmWorker *self, int priority, GTask *task, CrmWorkerFunc func);

/* Runs func (task) on a thread of the pool, as g_task_run_in_thread () does; but that one drops its reference on the thread, and were it the last,
 * source object and task data would be finalised there, which objects of the window must not be. func must return through the task. */
void crm_task_run_in_thread (GTask *task, CrmWorkerFunc func);

/* Runs func (data) on the worker and blocks until it has run; FALSE, without running it, after crm_worker_stop (). For programs
 * without a main loop and for other threads; never called by the main thread of the window. */
gboolean crm_worker_run (CrmWorker *self, void (*func) (gpointer data), gpointer data);

/* TRUE on the worker's own thread; for assertions. */
gboolean crm_worker_is_current (CrmWorker *self);

/* Number of tasks waiting or running. */
guint crm_worker_get_pending (CrmWorker *self);

/* Runs what is queued and ends the thread; what is pushed meanwhile or later is refused. Blocks.
 * Harmless when repeated, by one thread. */
void crm_worker_stop (CrmWorker *self);

/* Stops, then frees self, when nobody can call anything of it any more. NULL is ignored. */
void crm_worker_free (CrmWorker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmWorker, crm_worker_free)
