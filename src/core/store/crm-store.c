/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/crm-db-migrator.h"
#include "db/crm-db-sqlite.h"
#include "store/crm-settings.h"
#include "store/crm-store-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#ifdef __linux__
#include <sys/resource.h>
#endif

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "base/crm-text.h"

/* One open book: three workers with a connection each, the newest snapshot of what the book says of itself, and the telling of
 * changes. The object lives on the main thread; functions named *_in_worker run on the writer's, the reader's or the counter's. */

#define POLL_SECONDS 1
#define MAX_FOREIGN_CHANGES 5000
#define RESTORE_PAUSE_MS 50
#define COUNTER_NICE 5
#define QUIET_READS 1   /* polls without a question, after which the reader gives its memory back */
#define QUIET_POLLS 120 /* two minutes without a change: time to tidy up */

G_DEFINE_FINAL_TYPE (CrmStore, crm_store, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SETTINGS_CHANGED,
  SIGNAL_PENDING_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
crm_outcome_free (CrmOutcome *self)
{
  g_clear_pointer (&self->changes, crm_change_set_unref);
  g_clear_pointer (&self->foreign, crm_change_set_unref);
  g_clear_pointer (&self->report, crm_undo_report_free);
  g_free (self->undo_purpose);
  g_free (self->redo_purpose);
  g_free (self);
}

void
crm_write_free (CrmWrite *self)
{
  if (self->data_free)
    self->data_free (self->data);
  g_free (self->purpose);
  g_free (self);
}

CrmBook *
crm_store_ref_book (CrmStore *self)
{
  CrmBook *book;

  g_mutex_lock (&self->lock);
  book = self->book ? crm_book_ref (self->book) : NULL;
  g_mutex_unlock (&self->lock);
  return book;
}

gboolean
crm_store_reload_book_in_worker (CrmStore *self, GError **error)
{
  CrmBook *book = crm_book_load (self->writer_db, self->phone_format, error), *old;

  if (!book)
    return FALSE;
  g_mutex_lock (&self->lock);
  old = self->book;
  self->book = book;
  if (old && old->zone != book->zone)
    g_ptr_array_add (self->zones, g_time_zone_ref (old->zone));
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&old, crm_book_unref);
  return TRUE;
}

/* Inside a transaction: is the book still the one this process knows? */
static gboolean
check_book_in_worker (CrmStore *self, CrmBook *book, gboolean *same, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (self->writer_db,
      "SELECT (SELECT value FROM setting WHERE name = 'revision'), (SELECT value FROM setting WHERE name = "
      "'generation'),"
      " (SELECT max (number) FROM schema_migration), (SELECT value FROM setting WHERE name = 'restoring')",
      error);
  gboolean row;

  if (!statement || !crm_statement_step (statement, &row, error))
    return FALSE;
  if (crm_statement_get_integer (statement, 2) > crm_db_migrator_get_newest ())
    {
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_TOO_NEW,
          _ ("A newer version of Clientele changed this book meanwhile. Close this program and update it."));
      return FALSE;
    }
  /* Between the copy of the old book and the new one nothing may be confirmed. */
  self->restoring = crm_store_is_restoring (self, crm_statement_get_text (statement, 3));
  if (self->restoring)
    {
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_BUSY,
          _ ("Another program is restoring a backup into this book. Try again in a moment."));
      return FALSE;
    }
  *same = g_ascii_strtoll (crm_statement_get_text (statement, 0) ?: "0", NULL, 10) == book->revision &&
          g_strcmp0 (crm_statement_get_text (statement, 1), book->generation) == 0;
  return TRUE;
}

/* Log lines others wrote after the last one told. */
static gboolean
read_foreign_in_worker (CrmStore *self, CrmChangeSet **changes, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  g_autoptr (GArray) list = NULL;
  gint64 newest;
  gboolean row = FALSE;

  if (!crm_db_get_integer (self->writer_db, "SELECT max (seq) FROM change", 0, &newest, error))
    return FALSE;
  if (newest == self->last_seq)
    return TRUE;
  if (newest < self->last_seq || newest - self->last_seq > MAX_FOREIGN_CHANGES)
    {
      *changes = crm_change_set_new_reload ();
      self->last_seq = newest;
      return TRUE;
    }
  statement = crm_db_prepare (self->writer_db,
      "SELECT c.entity, c.record_id, c.op, coalesce (n.client, l.client, a.client, 0) FROM change c"
      " LEFT JOIN note n ON c.entity = 'note' AND n.id = c.record_id"
      " LEFT JOIN call l ON c.entity = 'call' AND l.id = c.record_id"
      " LEFT JOIN address a ON c.entity = 'address' AND a.id = c.record_id"
      " WHERE c.seq > $1 ORDER BY c.seq",
      error);
  if (!statement)
    return FALSE;
  list = g_array_new (FALSE, FALSE, sizeof (CrmChange));
  crm_statement_bind_integer (statement, 1, self->last_seq);
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmChange change = { g_intern_string (crm_statement_get_text (statement, 0)),
        crm_statement_get_integer (statement, 1), CRM_CHANGE_UPDATE,
        crm_statement_get_integer (statement, 3) };
      crm_change_op_from_name (crm_statement_get_text (statement, 2), &change.op);
      g_array_append_val (list, change);
    }
  if (row)
    return FALSE;
  self->last_seq = newest;
  *changes = crm_change_set_new (list, 0, NULL, FALSE);
  return TRUE;
}

void
crm_store_read_purposes_in_worker (CrmStore *self, CrmOutcome *outcome)
{
  g_autoptr (CrmBook) book = crm_store_ref_book (self);
  CrmTransaction tx = { 0 };

  tx.db = self->writer_db;
  tx.book = book;
  crm_transaction_find_undo (&tx, FALSE, &outcome->undo_purpose, NULL);
  crm_transaction_find_undo (&tx, TRUE, &outcome->redo_purpose, NULL);
}

static gboolean
run_undo_in_worker (CrmTransaction *tx, CrmWrite *write, CrmOutcome *outcome, GError **error)
{
  g_autofree char *purpose = NULL;
  g_autofree char *title = NULL;
  gint64 operation = write->operation;
  gint64 undone = 0;

  if (write->undo != 3)
    {
      g_autoptr (GError) local = NULL;
      operation = crm_transaction_find_undo (tx, write->undo == 2, &purpose, &local);
      if (local)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  else
    {
      g_autoptr (CrmStatement) statement = crm_db_prepare (
          tx->db, "SELECT purpose FROM operation WHERE id = $1 AND undone_by IS NULL AND undoable", error);
      gboolean row;

      if (!statement)
        return FALSE;
      crm_statement_bind_integer (statement, 1, operation);
      if (!crm_statement_step (statement, &row, error))
        return FALSE;
      undone = operation;
      operation = row ? operation : 0;
      if (row)
        purpose = g_strdup (crm_statement_get_text (statement, 0));
    }
  if (!operation)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOTHING,
          undone             ? _ ("This was undone already.")
          : write->undo == 2 ? _ ("There is nothing to redo.")
                             : _ ("There is nothing to undo."));
      return FALSE;
    }
  tx->undoable = FALSE;
  title = g_strdup_printf (write->undo == 2 ? _ ("Redo: %s") : _ ("Undo: %s"), purpose);
  tx->purpose = title;
  outcome->report = crm_transaction_undo (tx, operation, error);
  tx->purpose = "";
  if (!outcome->report)
    return FALSE;
  outcome->report->purpose = g_steal_pointer (&purpose);
  return TRUE;
}

static CrmOutcome *
try_write_in_worker (CrmStore *self, CrmWrite *write, gboolean *stale, GError **error)
{
  g_autoptr (CrmOutcome) outcome = g_new0 (CrmOutcome, 1);
  g_autoptr (CrmBook) book = crm_store_ref_book (self);
  CrmTransaction tx = { 0 };
  gint64 last_seq = self->last_seq;
  gboolean same = FALSE, ok;

  tx.origin = self->origin;
  tx.purpose = write->purpose;
  tx.cancellable = write->cancellable;
  tx.undoable = self->origin == CRM_ORIGIN_WINDOW || self->origin == CRM_ORIGIN_CLI ||
                self->origin == CRM_ORIGIN_IMPORT;
  if (!crm_transaction_begin (&tx, self->writer_db, book, TRUE, error))
    return NULL;
  g_atomic_int_set (&self->writing, TRUE);
  ok = check_book_in_worker (self, book, &same, error);
  *stale = ok && !same;
  if (ok && same)
    ok = read_foreign_in_worker (self, &outcome->foreign, error) &&
         (write->undo ? run_undo_in_worker (&tx, write, outcome, error)
                      : write->func (&tx, write->data, error));
  if (!ok || *stale)
    {
      /* What others wrote is told by the next poll instead. */
      self->last_seq = last_seq;
      self->change_mark = -1;
      crm_transaction_rollback (&tx);
      g_atomic_int_set (&self->writing, FALSE);
      crm_transaction_clear (&tx);
      return NULL;
    }
  ok = crm_transaction_commit (&tx, error);
  g_atomic_int_set (&self->writing, FALSE);
  if (!ok)
    {
      self->last_seq = last_seq;
      self->change_mark = -1;
    }
  else
    {
      self->last_seq = tx.last_seq;
      if (tx.operation_id)
        {
          outcome->changes = crm_change_set_new (tx.changes, tx.operation_id, write->purpose, tx.undoable);
          if (tx.notice)
            crm_change_set_take_notice (
                outcome->changes, g_string_free (g_steal_pointer (&tx.notice), FALSE));
        }
      outcome->book_changed = tx.book_changed;
      if (tx.book_changed)
        crm_store_reload_book_in_worker (self, NULL);
      if (self->origin == CRM_ORIGIN_WINDOW)
        crm_store_read_purposes_in_worker (self, outcome);
    }
  crm_transaction_clear (&tx);
  return ok ? g_steal_pointer (&outcome) : NULL;
}

/* Another book, or other fields: the numbers of the log say nothing of what is new. */
static void
tell_book_in_worker (CrmStore *self, CrmOutcome *outcome)
{
  outcome->book_changed = TRUE;
  g_clear_pointer (&outcome->foreign, crm_change_set_unref);
  outcome->foreign = crm_change_set_new_reload ();
  self->book_untold = FALSE;
}

gboolean
crm_store_check_open_in_worker (CrmStore *self, GError **error)
{
  if (self->writer_db)
    return TRUE;
  crm_store_fail_closed (error);
  return FALSE;
}

void
crm_store_fail_closed (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The book is not open."));
}

gboolean
crm_store_run_in_worker (CrmWorker *worker, void (*func) (gpointer data), gpointer data, GError **error)
{
  if (crm_worker_run (worker, func, data))
    return TRUE;
  crm_store_fail_closed (error);
  return FALSE;
}

CrmOutcome *
crm_store_run_write (CrmStore *self, CrmWrite *write, GError **error)
{
  CrmOutcome *outcome;
  g_autoptr (GError) local = NULL;
  gboolean stale = FALSE;
  guint tries = MIN (self->wait_seconds, CRM_RESTORE_SECONDS) * (1000 / RESTORE_PAUSE_MS);

  g_assert (crm_worker_is_current (self->writer));
  if (!crm_store_check_open_in_worker (self, error))
    return NULL;

  while (!(outcome = try_write_in_worker (self, write, &stale, &local)) && self->restoring && tries-- > 0)
    {
      g_clear_error (&local);
      g_usleep (RESTORE_PAUSE_MS * 1000);
    }
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!outcome && stale)
    {
      /* Another process restored a backup or added a field: look again, once. */
      if (!crm_store_reload_book_in_worker (self, error))
        return NULL;
      self->book_untold = TRUE;
      outcome = try_write_in_worker (self, write, &stale, error);
      if (!outcome && stale)
        g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_BUSY,
            _ ("The book is being written by another program. Try again in a moment."));
    }
  if (outcome && self->book_untold)
    tell_book_in_worker (self, outcome);
  return outcome;
}

/* A company's name stands on the rows of its people. */
static void
refresh_people (CrmStore *self, CrmChangeSet *set)
{
  g_autoptr (GHashTable) clients = g_hash_table_new (g_int64_hash, g_int64_equal);
  const char *client = g_intern_static_string ("client");
  const CrmChange *changes;
  GHashTableIter iter;
  gpointer record;
  guint n;

  changes = crm_change_set_get_changes (set, &n);
  for (guint i = 0; i < n; i++)
    if (changes[i].entity == client)
      g_hash_table_add (clients, (gpointer)&changes[i].id);
  if (!g_hash_table_size (clients))
    return;
  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    {
      CrmRow *row = crm_record_get_row (record);
      gint64 company;

      if (!row || crm_record_get_entity_name (record) != client)
        continue;
      company = crm_row_get_integer (row, crm_entity_find_field (row->entity, "company"));
      if (company && g_hash_table_contains (clients, &company))
        crm_record_refresh (record);
    }
}

void
crm_store_apply (CrmStore *self, CrmOutcome *outcome)
{
  CrmChangeSet *sets[2] = { outcome->foreign, outcome->changes };

  self->quiet_polls = 0;
  g_free (self->undo_purpose);
  g_free (self->redo_purpose);
  self->undo_purpose = g_steal_pointer (&outcome->undo_purpose);
  self->redo_purpose = g_steal_pointer (&outcome->redo_purpose);
  if (outcome->book_changed)
    g_signal_emit (self, signals[SIGNAL_SETTINGS_CHANGED], 0);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      const CrmChange *changes;
      guint n;

      if (!sets[i])
        continue;
      if (crm_change_set_is_reload (sets[i]))
        {
          GHashTableIter iter;
          gpointer record;

          g_hash_table_iter_init (&iter, self->records);
          while (g_hash_table_iter_next (&iter, NULL, &record))
            crm_record_refresh (record);
        }
      changes = crm_change_set_get_changes (sets[i], &n);
      for (guint k = 0; k < n; k++)
        {
          struct
          {
            const char *entity;
            gint64 id;
          } keys[2] = { { changes[k].entity, changes[k].id },
            { g_intern_static_string ("client"), changes[k].client } };
          for (guint j = 0; j < 2; j++)
            {
              CrmRecord *record = keys[j].id ? g_hash_table_lookup (self->records, &keys[j]) : NULL;
              if (record)
                crm_record_refresh (record);
            }
        }
      refresh_people (self, sets[i]);
      if (self->search)
        crm_search_apply (self->search, sets[i]);
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0, sets[i]);
    }
}

static gboolean
poll_in_worker (CrmStore *self, CrmOutcome *outcome, GError **error)
{
  g_autoptr (CrmBook) book = crm_store_ref_book (self);
  gint64 mark = crm_db_get_change_mark (self->writer_db);
  gboolean same = TRUE, ok;

  if (mark == self->change_mark)
    return FALSE;
  if (!crm_db_begin (self->writer_db, FALSE, error))
    return FALSE;
  ok = check_book_in_worker (self, book, &same, error);
  if (ok && !same)
    ok = self->book_untold = crm_store_reload_book_in_worker (self, error);
  ok = ok && read_foreign_in_worker (self, &outcome->foreign, error);
  crm_db_rollback (self->writer_db);
  if (!ok)
    return FALSE;
  self->change_mark = mark;
  if (self->book_untold)
    tell_book_in_worker (self, outcome);
  crm_store_read_purposes_in_worker (self, outcome);
  return TRUE;
}

static void
tidy_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  crm_db_optimize (((CrmStore *)source)->writer_db);
  g_task_return_boolean (task, TRUE);
}

/* What was read to answer questions would stay with a program that is not asked any more. */
static void
rest_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CrmStore *self = source;
  CrmDb **db = data;

  if (db == &self->counter_db)
    g_clear_object (db);
  else if (*db)
    crm_db_release_memory (*db);
#ifdef __GLIBC__
  malloc_trim (0);
#endif
  g_task_return_boolean (task, TRUE);
}

static void
rest (CrmStore *self, CrmWorker *worker, CrmDb **db)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);

  g_task_set_task_data (task, db, NULL);
  crm_worker_push (worker, 200, task, rest_func);
}

static void
poll_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (CrmOutcome) outcome = g_new0 (CrmOutcome, 1);
  gboolean news = poll_in_worker (source, outcome, NULL);

  g_task_return_pointer (task, news ? g_steal_pointer (&outcome) : NULL, (GDestroyNotify)crm_outcome_free);
}

static void
on_poll_done (GObject *source, GAsyncResult *result, gpointer data)
{
  CrmStore *self = CRM_STORE (source);
  g_autoptr (CrmOutcome) outcome = g_task_propagate_pointer (G_TASK (result), NULL);

  self->polling = FALSE;
  if (outcome)
    crm_store_apply (self, outcome);
}

static gboolean
on_poll (gpointer data)
{
  CrmStore *self = data;
  g_autoptr (GTask) task = NULL;

  if (self->polling)
    return G_SOURCE_CONTINUE;
  self->polling = TRUE;
  task = g_task_new (self, NULL, on_poll_done, NULL);
  crm_worker_push (self->writer, 100, task, poll_func);
  if (++self->quiet_polls == QUIET_POLLS)
    {
      g_autoptr (GTask) tidy = g_task_new (self, NULL, NULL, NULL);
      crm_worker_push (self->writer, 200, tidy, tidy_func);
    }
  if (g_atomic_int_add (&self->quiet_reads, 1) == QUIET_READS)
    {
      rest (self, self->counter, &self->counter_db);
      rest (self, self->reader, &self->reader_db);
      rest (self, self->writer, &self->writer_db);
    }
  return G_SOURCE_CONTINUE;
}

void
crm_store_start_polling (CrmStore *self)
{
  self->poll_source = g_timeout_add_seconds (POLL_SECONDS, on_poll, self);
}

/* Where the processors are few, rows and pictures come before counts. Elsewhere than on Linux this would mean the whole program. */
static void
give_way (gpointer data)
{
#ifdef __linux__
  setpriority (PRIO_PROCESS, 0, COUNTER_NICE);
#endif
}

/* A connection goes only when its worker has run all it was given: a poll comes after everything else in the queue. What is still
 * written may read, so the writer is stopped before the reader, and its connection is the last, which tidies up. The workers themselves
 * stay as long as the store, for other threads may just be asking them. */
void
crm_store_close (CrmStore *self)
{
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_handle_id (&self->load_source, g_source_remove);
  crm_store_drop_arrived (self);
  g_atomic_int_set (&self->closing, TRUE);
  crm_worker_stop (self->counter);
  g_clear_object (&self->counter_db);
  crm_worker_stop (self->writer);
  crm_worker_stop (self->reader);
  g_clear_object (&self->reader_db);
  if (self->writer_db && self->origin == CRM_ORIGIN_WINDOW)
    crm_db_optimize (self->writer_db);
  g_clear_object (&self->writer_db);
}

static void
crm_store_dispose (GObject *object)
{
  CrmStore *self = CRM_STORE (object);
  GHashTableIter iter;
  gpointer record;

  crm_store_close (self);
  g_clear_pointer (&self->search, crm_search_free);
  g_queue_clear_full (&self->recent, g_object_unref);
  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    crm_record_forget_store (record);
  g_hash_table_remove_all (self->records);
  G_OBJECT_CLASS (crm_store_parent_class)->dispose (object);
}

static void
crm_store_finalize (GObject *object)
{
  CrmStore *self = CRM_STORE (object);

  g_clear_pointer (&self->counter, crm_worker_free);
  g_clear_pointer (&self->reader, crm_worker_free);
  g_clear_pointer (&self->writer, crm_worker_free);
  g_clear_pointer (&self->book, crm_book_unref);
  g_ptr_array_unref (self->zones);
  g_clear_object (&self->phone_format);
  g_hash_table_unref (self->records);
  g_ptr_array_unref (self->hollow);
  g_free (self->undo_purpose);
  g_free (self->redo_purpose);
  g_free (self->path);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (crm_store_parent_class)->finalize (object);
}

static void
crm_store_class_init (CrmStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_store_dispose;
  object_class->finalize = crm_store_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", CRM_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CRM_TYPE_CHANGE_SET);
  signals[SIGNAL_SETTINGS_CHANGED] = g_signal_new (
      "settings-changed", CRM_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PENDING_CHANGED] = g_signal_new (
      "pending-changed", CRM_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_store_init (CrmStore *self)
{
  g_mutex_init (&self->lock);
  g_queue_init (&self->recent);
  g_queue_init (&self->arrived);
  self->wait_seconds = G_MAXUINT;
  self->records = g_hash_table_new (crm_record_key_hash, crm_record_key_equal);
  self->hollow = g_ptr_array_new ();
  self->zones = g_ptr_array_new_with_free_func ((GDestroyNotify)g_time_zone_unref);
}

CrmStore *
crm_store_new (const char *path, CrmPhoneFormat *phone_format, CrmOrigin origin)
{
  CrmStore *self = g_object_new (CRM_TYPE_STORE, NULL);

  self->path = g_strdup (path);
  self->phone_format = phone_format ? g_object_ref (phone_format) : crm_phone_format_new_plain ();
  self->origin = origin;
  self->writer = crm_worker_new ("writer");
  self->reader = crm_worker_new ("reader");
  self->counter = crm_worker_new ("counter");
  crm_worker_run (self->counter, give_way, NULL);
  return self;
}

char *
crm_store_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "clientele", "book.clientele", NULL);
}

guint
crm_store_get_pending (CrmStore *self)
{
  return self->pending;
}

gboolean
crm_store_is_writing (CrmStore *self)
{
  return g_atomic_int_get (&self->writing);
}

void
crm_store_add_pending (CrmStore *self, int change)
{
  self->pending = (guint)((int)self->pending + change);
  g_signal_emit (self, signals[SIGNAL_PENDING_CHANGED], 0);
}

const char *
crm_store_get_path (CrmStore *self)
{
  return self->path;
}

void
crm_store_set_read_only (CrmStore *self, gboolean read_only)
{
  g_return_if_fail (!self->book);
  self->read_only = read_only;
}

gboolean
crm_store_is_read_only (CrmStore *self)
{
  return self->read_only;
}

gboolean
crm_store_is_fresh (CrmStore *self)
{
  return self->fresh;
}

const char *
crm_store_get_undo_purpose (CrmStore *self)
{
  return self->undo_purpose;
}

const char *
crm_store_get_redo_purpose (CrmStore *self)
{
  return self->redo_purpose;
}

CrmEntity *
crm_store_get_entity (CrmStore *self, const char *name)
{
  g_autoptr (CrmBook) book = crm_store_ref_book (self);
  CrmEntity *entity = book ? crm_book_get_entity (book, name) : NULL;

  return entity ? crm_entity_ref (entity) : NULL;
}

GPtrArray *
crm_store_dup_entities (CrmStore *self)
{
  g_autoptr (CrmBook) book = crm_store_ref_book (self);
  GPtrArray *entities = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_entity_unref);

  for (guint i = 0; book && i < book->list->len; i++)
    g_ptr_array_add (entities, crm_entity_ref (book->list->pdata[i]));
  return entities;
}

gint64
crm_store_get_user (CrmStore *self)
{
  g_autoptr (CrmBook) book = crm_store_ref_book (self);

  return book ? book->user_id : 0;
}

const char *
crm_store_get_user_name (CrmStore *self)
{
  g_autoptr (CrmBook) book = crm_store_ref_book (self);

  return book ? g_intern_string (book->user_name) : NULL;
}

const char *
crm_store_get_setting (CrmStore *self, const char *name)
{
  g_autoptr (CrmBook) book = crm_store_ref_book (self);

  /* A snapshot may be swapped by the writer at any moment; settings are few, so their values may be kept for good. */
  return book ? g_intern_string (crm_book_get_setting (book, name, NULL)) : NULL;
}

GTimeZone *
crm_store_get_zone (CrmStore *self)
{
  g_autoptr (CrmBook) book = crm_store_ref_book (self);

  return book ? book->zone : NULL;
}

CrmPhoneFormat *
crm_store_get_phone_format (CrmStore *self)
{
  return self->phone_format;
}
