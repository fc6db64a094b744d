/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-worker.h"
#include "store/crm-record.h"
#include "store/crm-search.h"
#include "store/crm-transaction-private.h"

struct _CrmStore
{
  GObject parent_instance;
  char *path;
  CrmPhoneFormat *phone_format;
  CrmOrigin origin;
  guint wait_seconds;
  gboolean fresh;     /* no client when opened */
  gboolean read_only; /* set before it is opened */

  CrmWorker *writer; /* owned */
  CrmWorker *reader;
  CrmWorker *counter; /* owned; reads that nobody waits for, beside the reader */
  CrmDb *writer_db;   /* used on the writer's thread only; NULL when the book could not be opened */
  CrmDb *reader_db;   /* used on the reader's thread only; opened at the first read */
  CrmDb *counter_db;  /* used on the counter's thread only; open while there is something to read */
  int closing;        /* what the counter has not begun is not read any more, and nothing is asked; atomic */
  gint64 last_seq;    /* writer's thread: newest log line that was told */
  gint64 change_mark; /* writer's thread */
  gboolean restoring; /* writer's thread: another program is about to exchange the book */
  gboolean book_untold; /* writer's thread: the snapshot was loaded anew and nobody has heard of it */

  GMutex lock;
  CrmBook *book;    /* (mutex lock) newest snapshot */
  GPtrArray *zones; /* (mutex lock) GTimeZone, owned: of older snapshots, which somebody may still use */

  char *undo_purpose; /* main thread from here on */
  char *redo_purpose;
  guint pending;     /* writes not finished */
  int writing;       /* a write holds the book; atomic */
  guint quiet_polls; /* since the last change */
  int quiet_reads;   /* polls since the last question; atomic */
  guint poll_source;
  gboolean polling;
  GHashTable *records; /* RecordKey → CrmRecord, weak */
  GPtrArray *hollow;   /* CrmRecord, weak pointers cleared by dispose: to be read in the next batch */
  guint load_source;
  GQueue arrived; /* Arrival, owned: read, and not yet handed to the records */
  guint arrived_source;
  GQueue recent;     /* CrmRecord, strong: bounded */
  CrmSearch *search; /* owned, nullable */
};

/* New reference to the newest snapshot. Any thread. */
CrmBook *crm_store_ref_book (CrmStore *self);
/* What a write or poll left to be told on the main thread. */
typedef struct
{
  CrmChangeSet *changes; /* of this store's own operation; nullable */
  CrmChangeSet *foreign; /* of other processes; nullable */
  gboolean book_changed;
  char *undo_purpose;
  char *redo_purpose;
  gint64 id;             /* of crm_store_add_async () */
  CrmUndoReport *report; /* of an undo */
} CrmOutcome;
void crm_outcome_free (CrmOutcome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmOutcome, crm_outcome_free)

/* One write on the writer's thread. undo: 0 none, 1 undo, 2 redo, or an operation id with undo 3. */
typedef struct
{
  CrmStore *store; /* borrowed: the task holds it */
  char *purpose;
  CrmWriteFunc func;
  gpointer data;
  GDestroyNotify data_free;
  int undo;
  gint64 operation;
  GCancellable *cancellable; /* borrowed from the task, nullable */
} CrmWrite;
void crm_write_free (CrmWrite *self);
CrmOutcome *crm_store_run_write (CrmStore *self, CrmWrite *write, GError **error);
/* The longest that a write waits for a restore. */
#define CRM_RESTORE_SECONDS 60
/* Whether the mark of a restore ("time name-of-its-lock", nullable) is of one that goes on, not of one that was killed. */
gboolean crm_store_is_restoring (CrmStore *self, const char *mark);
/* On the writer's thread: loads the snapshot anew; what undo and redo would do. */
gboolean crm_store_reload_book_in_worker (CrmStore *self, GError **error);
void crm_store_read_purposes_in_worker (CrmStore *self, CrmOutcome *outcome);
/* Main thread: takes over what outcome says and emits. */
void crm_store_apply (CrmStore *self, CrmOutcome *outcome);
/* Starts a write whose result is a CrmOutcome. */
void crm_store_start_write (CrmStore *self, CrmWrite *write, GTask *task);
/* On the writer's thread: G_IO_ERROR_CLOSED when opening the book has failed. */
gboolean crm_store_check_open_in_worker (CrmStore *self, GError **error);
/* As crm_worker_run (); G_IO_ERROR_CLOSED when the book is closed. Any thread. */
gboolean crm_store_run_in_worker (
    CrmWorker *worker, void (*func) (gpointer data), gpointer data, GError **error);
void crm_store_fail_closed (GError **error);
/* What was written before the cancelling reached it is told as written. Caller owns. */
GTask *crm_store_write_task_new (
    CrmStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* GAsyncReadyCallback of a task that was counted as pending and gives a CrmOutcome: applies it, hands it to the outer task in data. */
void crm_store_on_written (GObject *source, GAsyncResult *result, gpointer data);

/* Main thread: looks once a second for what other processes did. */
void crm_store_start_polling (CrmStore *self);
/* Main thread: counts a write that starts or ends. */
void crm_store_add_pending (CrmStore *self, int change);

/* Records. */
void crm_record_refresh (CrmRecord *self);               /* marks it to be read again */
void crm_record_take_row (CrmRecord *self, CrmRow *row); /* NULL: gone */
/* A row read elsewhere becomes its record's, which is kept alive for a while. */
void crm_store_adopt_row (CrmStore *self, CrmRow *row);
void crm_store_drop_arrived (CrmStore *self);
void crm_record_forget_store (CrmRecord *self);
void crm_store_forget_record (CrmStore *self, CrmRecord *record);
void crm_store_want_row (CrmStore *self, CrmRecord *record);
guint crm_record_key_hash (gconstpointer key);
gboolean crm_record_key_equal (gconstpointer a, gconstpointer b);

/* Search. */
void crm_search_free (CrmSearch *self);
void crm_search_apply (CrmSearch *self, CrmChangeSet *changes);
